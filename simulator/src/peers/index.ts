// Our models of what other systems decide, in the same worlds as our policies.
import { argoBackgroundExample } from './argo-background-example.ts';
import { flagger } from './flagger.ts';
import { growthBookSafeRollout } from './growthbook-safe-rollout.ts';
import { kayentaJudge } from './kayenta-judge.ts';
import type { Peer } from './peer.ts';
import { sageMakerCanary } from './sagemaker-canary.ts';

/** Each with the settings of its own documents. */
export const PEERS: readonly Peer[] = [argoBackgroundExample(), flagger(), kayentaJudge(), sageMakerCanary(), growthBookSafeRollout()];

export { argoBackgroundExample, type ArgoSettings } from './argo-background-example.ts';
export { flagger, FLAGGER_ISTIO_TUTORIAL, type FlaggerSettings } from './flagger.ts';
export { growthBookSafeRollout, GROWTHBOOK_DEFAULTS, type GrowthBookSettings } from './growthbook-safe-rollout.ts';
export { kayentaJudge, KAYENTA_GUIDE, type KayentaSettings } from './kayenta-judge.ts';
export type { Peer, PeerRun, PeerSignal, Queried, Said, Seen } from './peer.ts';
export { releaseUnder, type PeerReleased } from './release-under-peer.ts';
export { sageMakerCanary, SAGEMAKER_CANARY, type SageMakerSettings } from './sagemaker-canary.ts';
export { SeenBlocks } from './seen-blocks.ts';
export { rowOfPeer, simulatePeer } from './simulate-peer.ts';
