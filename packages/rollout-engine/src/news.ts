// Whether a look is worth a record. What adds nothing to the last one is not written: the ledger is kept for ever.
import { rulingOf, type Reason, type Rollout, type Ticked } from '@rampart/rollout-policy';

/** Reasons that follow from what is already recorded: waiting for the next block, or for another job. */
const WAITING: ReadonlySet<Reason['code']> = new Set([
  'traffic-unknown', 'candidate-not-ready', 'insufficient', 'dwell', 'budget-too-small', 'weight-held-by-promise', 'not-certified', 'quiet', 'paused', 'shadowing', 'split-open', 'baking', 'awaiting-promotion', 'leaving',
]);

/** A look at a rollout that goes on as it is: it has blocks without a hole, nobody is asked anything new, and all that it says is how long it will wait. */
export function onlyWaits(rollout: Rollout, { decision, evidence, situation, effect }: Pick<Ticked, 'decision' | 'evidence' | 'situation' | 'effect'>): boolean {
  const waitsForJob = decision.kind === 'promote' && rollout.phase === 'awaiting-promotion';
  if ((decision.kind !== 'hold' && !waitsForJob) || effect.kind !== 'none' || situation.request.kind !== 'none' || decision.stageIndex !== rollout.stageIndex) return false;
  // The first snapshot of a rollout is what its evidence is counted from.
  if (rollout.snapshot === null) return false;
  // What a person was asked is asked still.
  const isSaid = rulingOf(decision) === rollout.lastRuling || (decision.needs === 'nothing' && decision.reasons.every(({ code }) => WAITING.has(code)));
  return isSaid && Object.values(evidence).every((news) => news.kind === 'blocks' && news.gaps.length === 0);
}

/** What adds nothing to the last record is not worth another one. */
export function isNews(rollout: Rollout, { decision, evidence, situation, snapshot }: Pick<Ticked, 'decision' | 'evidence' | 'situation' | 'snapshot'>, checks: Rollout['checks']): boolean {
  const approves = situation.request.kind === 'approve';
  const tookBlocks = Object.entries(checks).some(([name, { watermarkMs }]) => watermarkMs !== rollout.checks[name]?.watermarkMs);
  // After a gap the source goes on from another snapshot. Blocks that cannot be used are told once, as the reason, not with every look.
  const onlyGaps = Object.values(evidence).some((news) => news.kind === 'blocks' && news.blocks.length === 0);
  const firstSnapshot = rollout.snapshot === null && snapshot !== null;
  const waits = decision.reasons.every((reason) => WAITING.has(reason.code));
  return approves || tookBlocks || onlyGaps || firstSnapshot || (!waits && rulingOf(decision) !== rollout.lastRuling);
}
