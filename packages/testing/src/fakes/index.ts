// Fakes of the ports with fault switches, and builders.
export type { Fault, FaultSwitch } from './fault-switch.ts';
export { virtualClock, type VirtualClock } from './virtual-clock.ts';
export { inMemoryLedger, type InMemoryLedger } from './in-memory-ledger.ts';
export { inMemoryFreezeStore, type InMemoryFreezeStore } from './in-memory-freeze-store.ts';
export { inMemoryRegistry, type InMemoryRegistry } from './in-memory-registry.ts';
export { scriptedMetrics, type ScriptedMetrics } from './scripted-metrics.ts';
export { fakeRouter, type FakeRouter, type FakeRouterOptions } from './fake-router.ts';
export { fakeSmokeProbe, type FakeSmokeProbe } from './fake-smoke-probe.ts';
export { aCheck, aPolicy, aRamp, aSmoke, type PolicyParts } from './a-policy.ts';
export { aBlock, type BuiltBlock, type SaidCounts } from './a-block.ts';
export { fetchFrom, serveHandler, type Handler, type ServedHandler } from './serve-handler.ts';
export { aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from './a-rollout.ts';
