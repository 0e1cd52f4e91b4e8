// One job with two targets: a second policy, with a router of its own behind the same address, and the same pages of metrics.
import { fakeRouter, type FakeRouter } from '@rampart/testing';
import { aCountedWorld, type CountedWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';

export interface TwoTargets {
  readonly counted: CountedWorld;
  /** Of a job that looks at both. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The router of the second target. */
  readonly others: readonly [FakeRouter];
}

const SECOND = 'ads-prod';

/** `policy`: sections of both policies. */
export async function twoTargets(policy: Readonly<Record<string, string>>): Promise<TwoTargets> {
  // What serves there is known once the world has its models.
  let second = fakeRouter();
  const counted = await aCountedWorld({
    policy,
    serveContract: (served) => {
      const own = routerContractHandler(served);
      return async (request) => {
        const isSecond = (await request.clone().text()).includes(`"target":"${SECOND}"`);
        return isSecond ? routerContractHandler({ router: second, deployer: second })(request) : own(request);
      };
    },
  });
  const { digests, writePolicy } = counted.world;
  second = fakeRouter({ target: SECOND, stable: { version: 'v1.0.0', digest: digests.v1 } });
  writePolicy({ expert: counted.expert, ...policy, target: `target: ${SECOND}` }, 'rampart/ads.yaml');
  return { counted, inputs: { policy: 'rampart/*.yaml' }, others: [second] };
}
