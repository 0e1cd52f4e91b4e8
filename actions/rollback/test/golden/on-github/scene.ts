// A candidate with 10 % of the traffic, for crash points and races.
import { aCountedWorld, type CountedWorld, type GithubWorldOptions, type Traffic } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';

export interface Exposed extends CountedWorld {
  readonly rolloutId: string;
}

export const GOOD: Traffic = { a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } };
export const FAILING: Traffic = { a: { good: 900, bad: 0 }, b: { good: 10, bad: 90 } };

/** `step`: the bundle of canary-step. The ramp's next step is due with the next look that finds enough requests. */
export async function exposed(step: string, options: Omit<GithubWorldOptions, 'serveContract'> = {}): Promise<Exposed> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy: { checks: 'checks: {errors: {limit: 20%}}' }, ...options });
  await counted.job(step, { mode: 'tick' }).ended;
  counted.pass(GOOD);
  const raised = await counted.job(step, { mode: 'tick' }).ended;
  if (counted.world.router.weightOf('b') !== 100_000) throw new Error(`it was to be raised to 10 %:\n${raised.stdout}`);
  return { ...counted, rolloutId: raised.outputs['rollout-id'] ?? '' };
}
