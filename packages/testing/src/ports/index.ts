// Contract suites: what the prose of each port demands, as tests that every implementation runs. They register vitest
// tests, so they are imported from test files only (`@rampart/testing/ports`).
export { describeTrafficRouterContract, type TrafficRouterSubject } from './traffic-router-contract.ts';
export { describeDeployerContract, type DeployerSubject, type PlaceableRelease } from './deployer-contract.ts';
export { describeLedgerContract, type LedgerStorage, type LedgerSubject, type Tampering } from './ledger-contract.ts';
export { describeFreezeStoreContract, type FreezeStoreSubject } from './freeze-store-contract.ts';
export { describeRolloutFreezeContract, type RolloutFreezeSubject } from './rollout-freeze-contract.ts';
export { describeModelRegistryContract, type ModelRegistrySubject } from './model-registry-contract.ts';
export { describeSmokeProbeContract, type SmokeProbeSubject } from './smoke-probe-contract.ts';
export { describeMetricSourceContract, type MetricSourceSubject } from './metric-source-contract.ts';
export { errorOf, valueOf } from './expect-result.ts';
