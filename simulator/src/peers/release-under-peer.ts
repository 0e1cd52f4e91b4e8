// One release in a world, with a peer in the place of our policy: it looks when it wants to, at what a metric store tells of the same checks, and moves the
// weight by its own rule. The router rounds down and takes its time, as it does for us.
import { ppm, type Evidence, type Ppm } from '@rampart/rollout-policy';
import type { Ending, Truth } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';
import type { World } from '../world/world.ts';
import type { Peer, Said } from './peer.ts';
import { PeerFlow } from './peer-flow.ts';

export interface PeerLook {
  /** Offset. */
  readonly atMs: number;
  /** Times in it are epoch. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly said: Said;
  readonly from: Ppm;
  readonly to: Ppm;
}

export interface PeerReleased {
  readonly ending: Ending;
  readonly truth: Truth;
  readonly looks: number;
  readonly promotedAtMs: number | 'never';
  readonly firstTrafficAtMs: number | 'never';
}

/** The policy with the blocks that the peer's windows are made of. */
export function trialUnder(peer: Peer, { policy, scenario }: Trial): Trial {
  return { scenario, policy: { ...policy, expert: { ...policy.expert, blockMs: peer.gridMs, lagMs: 0 } } };
}

/** Ends with the peer's decision, or at the horizon: no peer watches what it has promoted. */
export function releaseUnder(peer: Peer, given: Trial, world: World, looked: (look: PeerLook) => void = () => undefined): PeerReleased {
  const trial = trialUnder(peer, given);
  const { horizonMs, router } = trial.scenario;
  const flow = new PeerFlow(trial, world);
  const judge = peer.begin(trial.scenario);
  let [looks, weight, weightMax] = [0, ppm(0), ppm(0)];
  let askedAtMs: number | 'never' = 'never';
  for (;;) {
    const atMs = flow.nowMs;
    const evidence = flow.hear();
    const said = judge.look(flow.seen());
    const to = inSteps(said.weight, router.stepPpm);
    looks += 1;
    looked({ atMs, evidence, said, from: weight, to });
    if (said.waits && askedAtMs === 'never') askedAtMs = atMs;
    if (to !== weight) flow.move(to);
    weight = to;
    weightMax = ppm(Math.max(weightMax, to));
    // What the router still serves until it has settled is harm as well.
    if (said.end === 'rolled-back') flow.advance(atMs + router.settlesAfterMs);
    if (said.end === 'none') flow.advance(said.nextMs);
    if (said.end === 'none' && flow.nowMs < horizonMs) continue;
    return {
      ending: { ...endingOf(said, atMs, router.settlesAfterMs), askedAtMs, weightMaxPpm: weightMax },
      truth: flow.truth,
      looks,
      promotedAtMs: said.end === 'promoted' ? atMs : 'never',
      firstTrafficAtMs: flow.firstTrafficAtMs,
    };
  }
}

function endingOf({ end, why }: Said, atMs: number, settlesAfterMs: number): Omit<Ending, 'askedAtMs' | 'weightMaxPpm'> {
  if (end === 'none') return { outcome: 'open', decidedAtMs: 'never', endedAtMs: 'never', outAtMs: 'never', why: '' };
  const isOut = end === 'rolled-back';
  return { outcome: isOut ? 'rolled-back' : 'promoted', decidedAtMs: atMs, endedAtMs: atMs, outAtMs: isOut ? atMs + settlesAfterMs : 'never', why };
}

/** Shares are told as fractions: what is a hair below a step is meant as the step. */
const ROUNDING = 1e-6;

function inSteps(share: number, stepPpm: number): Ppm {
  return ppm(Math.floor((share * 1_000_000 + ROUNDING) / stepPpm) * stepPpm);
}
