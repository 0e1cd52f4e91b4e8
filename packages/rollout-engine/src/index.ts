// Ports and the tick: observe, decide, record, act, confirm.
export * from './ports/port-error.ts';
export * from './ports/clock.ts';
export * from './ports/ledger.ts';
export * from './ports/traffic-router.ts';
export * from './ports/deployer.ts';
export * from './ports/metric-source.ts';
export * from './ports/model-registry.ts';
export * from './ports/freeze-guard.ts';
export * from './ports/freeze-store.ts';
export * from './ports.ts';
export * from './outcome.ts';
export { tick, type TickInput } from './tick.ts';
export { promote, type PromoteInput, type PromoteOutcome } from './promote.ts';
export { rollback, type RollbackInput, type RollbackOutcome } from './rollback.ts';
export { adoptionFrom, type Adoption } from './adopt.ts';
export { weightIn } from './apply-effect.ts';
export type { PinnedPolicy, ValidationEvidence, Wanted } from './start-rollout.ts';
