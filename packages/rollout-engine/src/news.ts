// Whether a look is worth a record. What adds nothing to the last one is not written: the ledger is kept for ever.
import { rulingOf, type Reason, type Rollout, type Ticked } from '@rampart/rollout-policy';

/** Reasons that follow from what is already recorded: waiting for the next block, or for another job. */
const WAITING: ReadonlySet<Reason['code']> = new Set([
  'traffic-unknown', 'candidate-not-ready', 'insufficient', 'dwell', 'budget-too-small', 'weight-held-by-promise', 'not-certified', 'quiet', 'paused', 'shadowing', 'split-open', 'baking', 'awaiting-promotion', 'leaving',
]);

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
