// Anytime-valid statistics with a closed form: mixtures, bounds, intervals and tests of the literature. Oracles, displays and lints use them.
export { logGF, logGT, tRadius, zRadius } from './anytime-linear-model.ts';
export { armDifference, type Arm, type ArmDifference, type ArmPair } from './arm-difference.ts';
export { bestRho2Exact, stdConjmixMargin, stdLilMargin } from './asymptotic-margins.ts';
export { bernoulliConfidenceInterval, type BernoulliCounts } from './bernoulli-confidence-interval.ts';
export { betaBinomialLogMixture, betaBinomialMixtureBound, binomialLogMixture, type BinomialPoint } from './beta-binomial-mixture.ts';
export { bettingMart, type BettingMart } from './betting-martingale.ts';
export { conjmixEmpbernLowerCs, conjmixEmpbernTwosidedCs, conjmixHoeffdingTwosidedCs, type EmpiricalBernstein } from './conjugate-mixture-intervals.ts';
export { empiricalProcessLilBound, type EmpiricalProcessPoint } from './empirical-process-bound.ts';
export { gammaExponentialLogMixture, gammaExponentialMixtureBound } from './gamma-exponential-mixture.ts';
export { gammaPoissonLogMixture, gammaPoissonMixtureBound } from './gamma-poisson-mixture.ts';
export { bestRho, normalLogMixture, normalMixtureBound, oneSidedBestRho, type BoundPoint, type MixturePoint } from './normal-mixture.ts';
export { lambdaAKelly, lambdaPredmixEb, type PredmixEbBets } from './predictable-bets.ts';
export { predmixEmpbernTwosidedCs, predmixHoeffdingCs, type Interval, type MeanSequence } from './predictable-mixture-intervals.ts';
export { quantileAbPValue, type QuantileAb } from './quantile-ab-test.ts';
export { safeZTestStat, twoByTwoEValue, twoByTwoLogEValue, type SafeZ, type TwoByTwo } from './safe-tests.ts';
export { sequentialGreaterTest, sequentialLesserTest, sequentialTwoSidedTest, type SequentialInput } from './sequential-difference-tests.ts';
export { doubleStitchingBound, polyStitchingBound } from './stitching.ts';
export { welchGreaterTest, welchLesserTest, welchTwoSidedTest, type GreaterResult, type LesserResult, type TwoSidedResult, type WelchInput } from './welch-tests.ts';
