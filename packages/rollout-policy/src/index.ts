// The pure core: no IO, no clock, no chance, no dependency.
export * from './units.ts';
export * from './policy.ts';
export * from './evidence.ts';
export * from './decision.ts';
export * from './state.ts';
export * from './event.ts';
export { decide, type Decided } from './decide.ts';
export { absorb, limitRatio, newCheckState, type Absorbed, type Breach } from './checks/absorb.ts';
export { withoutUnusedBounds } from './checks/compared-cells.ts';
export { fold, foldAll, outcomeOf, rulingOf, type Folded } from './fold.ts';
export { planEffect, planPromotion, promotedWeight, waitsForRecord, type PlannedEffect } from './plan.ts';
export { stepViolations, violationsOf, type Violation } from './invariants.ts';
export { countsAsHarm, excessHarm, judgedAfterMs, outlastsBudget, plannedBudget, requestsPerMs } from './promise/harm.ts';
export { isCertified, isFine, oddsNeeded } from './checks/verdicts.ts';
export { bet, capital, newWealth, startBets } from './statistics/wealth.ts';
