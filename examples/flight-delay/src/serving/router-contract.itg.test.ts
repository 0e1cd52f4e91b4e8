// The proxy keeps the contracts of the engine's ports, over real sockets and through the adapters that a policy would use.
import { httpDeployer, httpRouter } from '@rampart/traffic-routers';
import { describeDeployerContract, describeTrafficRouterContract } from '@rampart/testing/ports';
import { aRelease, aService } from './a-service.ts';

const releases = [aRelease('v2', 'network'), aRelease('v3', 'delays-in-hours')] as const;

const aServingSubject = async () => {
  const { proxy, target, slots, close } = await aService();
  const options = { url: `${proxy.url}/route`, fetch, timeoutMs: 20_000 };
  const [router, deployer] = [httpRouter(options), httpDeployer(options)];
  const placed = await deployer.place({ target, slot: slots[0], rolloutId: 'first', ...aRelease('v1', 'additive') });
  if (placed.kind === 'error') throw new Error(placed.error.message);
  const moveByHand = async (weights: Readonly<Record<string, number>>): Promise<void> => {
    await fetch(`${proxy.url}/weights`, { method: 'POST', body: JSON.stringify(weights) });
  };
  return { router, deployer, target, slots, releases, moveByHand, close };
};

describeTrafficRouterContract('the weighted proxy', aServingSubject);
describeDeployerContract('the weighted proxy', aServingSubject);
