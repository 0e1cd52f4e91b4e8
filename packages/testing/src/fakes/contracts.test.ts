// The fakes keep the contracts that they stand in for.
import { createHash } from 'node:crypto';
import { describeDeployerContract, describeFreezeStoreContract, describeLedgerContract, describeMetricSourceContract, describeModelRegistryContract, describeRolloutFreezeContract, describeSmokeProbeContract, describeTrafficRouterContract } from '../ports/index.ts';
import { aBlock, fakeRouter, fakeSmokeProbe, inMemoryFreezeStore, inMemoryLedger, inMemoryRegistry, scriptedMetrics } from './index.ts';

const target = 'fraud-prod';
const slots = ['a', 'b'] as const;

describeTrafficRouterContract('fakeRouter', () => {
  const router = fakeRouter({ target, slots });
  return { router, target, slots, moveByHand: router.moveByHand };
});

describeTrafficRouterContract('fakeRouter that settles late', () => {
  const router = fakeRouter({ target, slots, settleAfterAsks: 3, stepPpm: 10 });
  return { router, target, slots, moveByHand: router.moveByHand };
});

describeTrafficRouterContract('fakeRouter that cannot mirror', () => {
  const router = fakeRouter({ target, slots, canMirror: false });
  return { router, target, slots, moveByHand: router.moveByHand };
});

describeSmokeProbeContract('fakeSmokeProbe', () => {
  const probe = fakeSmokeProbe();
  return { probe, origin: { kind: 'http', url: 'http://golden.test/' }, answerNext: probe.answerNext, takeAway: () => probe.faults.always('ask', 'unavailable') };
});

describeDeployerContract('fakeRouter that is ready late', () => {
  const router = fakeRouter({ target, slots, readyAfterAsks: 3 });
  const release = (version: string, digit: string) => ({ version, digest: `sha256:${digit.repeat(64)}`, artifact: `file:///models/${version}.onnx` });
  return { deployer: router, router, target, slots, releases: [release('v2', '2'), release('v3', '3')] };
});

describeLedgerContract('inMemoryLedger', () => {
  const ledger = inMemoryLedger();
  return {
    ledger,
    other: ledger,
    takeAway: () => {
      ledger.faults.always('read', 'unavailable');
      ledger.faults.always('append', 'lost-not-applied');
    },
  };
});

describeFreezeStoreContract('inMemoryFreezeStore', () => {
  const store = inMemoryFreezeStore();
  return { store, other: store, takeAway: () => store.faults.always('readFreeze', 'unavailable') };
});

describeRolloutFreezeContract('inMemoryLedger and inMemoryFreezeStore', () => {
  const freezes = inMemoryFreezeStore();
  const ledger = inMemoryLedger(freezes);
  return { ledger, freezes, other: { ledger, freezes } };
});

describeModelRegistryContract('inMemoryRegistry', () => {
  const registry = inMemoryRegistry();
  return {
    registry,
    register: (version) => {
      const digest = `sha256:${createHash('sha256').update(version).digest('hex')}`;
      registry.register('fraud', { version, digest, artifact: `file:///models/${version}.onnx` });
      return Promise.resolve({ digest });
    },
    cancel: (version) => Promise.resolve(registry.cancel('fraud', version)),
  };
});

describeMetricSourceContract('scriptedMetrics', () => {
  const source = scriptedMetrics();
  const startMs = 1_700_000_000_000;
  source.follow('known', () => aBlock().errors({ stable: [1, 900], candidate: [1, 100] }).cells);
  const known = { signal: { kind: 'share', metric: 'requests_total', among: [], where: [], unit: 'requests' }, slices: [], bounds: [] } as const;
  return { source, arms: { stable: 'a', candidate: 'b' }, startMs, lookMs: 45_000, blockMs: 30_000, lagMs: 5_000, known, unknown: known, pass: () => undefined };
});
