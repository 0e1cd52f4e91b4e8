// The invariants as a catalogue: each with its rule, and how it is checked. A test holds that none of the 40 is missing.
import { weightCap } from './01-weight-cap.ts';
import { oneStepPerDecision } from './02-one-step-per-decision.ts';
import { raiseNeedsNewEvidence } from './03-raise-needs-new-evidence.ts';
import { promotionNeedsSamples } from './04-promotion-needs-samples.ts';
import { noDataIsNoPass } from './05-no-data-is-no-pass.ts';
import { rollbackIsFinal } from './06-rollback-is-final.ts';
import { rollbackIsCarriedOut } from './07-rollback-is-carried-out.ts';
import { rollbackNeedsNoMetrics } from './08-rollback-needs-no-metrics.ts';
import { digestIsTheObservedOne } from './09-digest-is-the-observed-one.ts';
import { stopConditionsActAtOnce } from './10-stop-conditions-act-at-once.ts';
import { commonModeBlamesNobody } from './11-common-mode-blames-nobody.ts';
import { noRouteToADeadArm } from './12-no-route-to-a-dead-arm.ts';
import { oneRolloutPerTarget } from './13-one-rollout-per-target.ts';
import { supersededControllerIsFenced } from './14-superseded-controller-is-fenced.ts';
import { nothingRisesInAFreeze } from './15-nothing-rises-in-a-freeze.ts';
import { aPersonWins } from './16-a-person-wins.ts';
import { goodReleaseEnds } from './17-good-release-ends.ts';
import { noTrafficNeverPromotes } from './19-no-traffic-never-promotes.ts';
import { everyStateCanEnd } from './20-every-state-can-end.ts';
import { lateTickMovesOneStage } from './21-late-tick-moves-one-stage.ts';
import { worseCandidateIsNotPromoted } from './22-worse-candidate-is-not-promoted.ts';
import { betterStableDoesNotPromote } from './23-better-stable-does-not-promote.ts';
import { fewerSamplesDoNotAdvance } from './24-fewer-samples-do-not-advance.ts';
import { splittingLooksChangesNothing } from './25-splitting-looks-changes-nothing.ts';
import { orderOfNamesChangesNothing } from './26-order-of-names-changes-nothing.ts';
import { scaledClockScalesDecisions } from './27-scaled-clock-scales-decisions.ts';
import { oneTickTwiceIsOne } from './29-one-tick-twice-is-one.ts';
import { effectsAreIdempotent } from './30-effects-are-idempotent.ts';
import { crashChangesNothing } from './31-crash-changes-nothing.ts';
import { lostReplyIsReadBack } from './32-lost-reply-is-read-back.ts';
import { recordedBeforeRaised } from './33-recorded-before-raised.ts';
import { telemetryInAnyOrder } from './34-telemetry-in-any-order.ts';
import { countsAreNeverInflated } from './35-counts-are-never-inflated.ts';
import { replayReproduces } from './36-replay-reproduces.ts';
import { decisionNamesItsEvidence } from './37-decision-names-its-evidence.ts';
import { harmAddsUp } from './39-harm-adds-up.ts';
import type { Checker, PairChecker } from './checker.ts';

/** Hold in every recording, whatever was drawn. */
export const CHECKERS: readonly Checker[] = [
  weightCap, oneStepPerDecision, raiseNeedsNewEvidence, promotionNeedsSamples, noDataIsNoPass, rollbackIsFinal, rollbackIsCarriedOut, rollbackNeedsNoMetrics, digestIsTheObservedOne,
  stopConditionsActAtOnce, commonModeBlamesNobody, noRouteToADeadArm, oneRolloutPerTarget, supersededControllerIsFenced, nothingRisesInAFreeze, aPersonWins, goodReleaseEnds,
  noTrafficNeverPromotes, everyStateCanEnd, lateTickMovesOneStage, worseCandidateIsNotPromoted, betterStableDoesNotPromote, fewerSamplesDoNotAdvance, splittingLooksChangesNothing,
  orderOfNamesChangesNothing, scaledClockScalesDecisions, oneTickTwiceIsOne, effectsAreIdempotent, lostReplyIsReadBack, recordedBeforeRaised, countsAreNeverInflated, replayReproduces,
  decisionNamesItsEvidence, harmAddsUp,
];

/** Compare a release with related ones. */
export const PAIR_CHECKERS: readonly PairChecker[] = [crashChangesNothing, telemetryInAnyOrder];

/** How an invariant is checked. */
export type CheckedBy =
  | { readonly kind: 'checker' | 'pair' }
  /** Not of one release but of many: proved, refuted or open with a stated confidence. */
  | { readonly kind: 'claim'; readonly claims: readonly string[] }
  /** By a test of its own; a path in the repository. */
  | { readonly kind: 'test'; readonly file: string };

export interface Invariant {
  /** `01-weight-cap` */
  readonly id: string;
  readonly rule: string;
  readonly by: CheckedBy;
}

/** Not of one recording: claims about many releases, and tests of the code. */
const OTHERS: readonly Invariant[] = [
  { id: '18-trouble-is-caught-in-time', rule: 'Trouble of a declared size is rolled back within the declared time, with the declared probability.', by: { kind: 'claim', claims: ['catches:*', 'badRequests', 'afterPromotion'] } },
  { id: '28-equal-arms-are-alike', rule: 'An equal candidate is sent back no more often than the error budget says, whichever of the two equal arms is called the candidate.', by: { kind: 'claim', claims: ['goodSentBack'] } },
  { id: '38-same-seed-same-bytes', rule: 'The same scenario and seed give the same recording byte for byte, however many workers run it and on every supported Node.', by: { kind: 'test', file: 'simulator/test/38-same-seed-same-bytes.test.ts' } },
  { id: '40-one-code-path', rule: 'Simulated and real releases are decided by the same code: the core imports no clock, no chance and no IO, and the simulator decides nothing itself.', by: { kind: 'test', file: 'simulator/test/40-one-code-path.test.ts' } },
];

/** All 40, in order. */
export const INVARIANTS: readonly Invariant[] = [
  ...CHECKERS.map(({ id, rule }): Invariant => ({ id, rule, by: { kind: 'checker' } })),
  ...PAIR_CHECKERS.map(({ id, rule }): Invariant => ({ id, rule, by: { kind: 'pair' } })),
  ...OTHERS,
].toSorted((a, b) => Number(a.id.slice(0, 2)) - Number(b.id.slice(0, 2)));
