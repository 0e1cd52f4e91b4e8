// A rollout that the policy decided to promote, for crash points and races.
import { aCountedWorld, type CountedWorld, type GithubWorldOptions } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';

export interface ToPromote extends CountedWorld {
  readonly rolloutId: string;
}

/** `step`: the bundle of canary-step. */
export async function toPromote(step: string, options: Omit<GithubWorldOptions, 'serveContract'> = {}): Promise<ToPromote> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy: { plan: 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]' }, ...options });
  await counted.job(step, { mode: 'tick' }).ended;
  counted.pass({ a: { good: 1_000, bad: 0 }, b: { good: 0, bad: 0 } });
  const decided = await counted.job(step, { mode: 'tick' }).ended;
  if (decided.outputs['decision'] !== 'promote') throw new Error(`it was to be promoted:\n${decided.stdout}`);
  return { ...counted, rolloutId: decided.outputs['rollout-id'] ?? '' };
}
