import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { intendedRaise, records, wasAltered } from './ledger-moves.ts';

export const raiseHasEvidence: Checker = {
  id: 'I4',
  rule: 'nothing is raised or promoted without recorded evidence that passes: every decision follows from what is recorded, the evidence is what the source said, and a bad candidate never gets there',
  check: (chronicle) => [...audit(chronicle), ...decided(chronicle), ...invented(chronicle), ...badOnes(chronicle), ...frozen(chronicle)],
};

/** As `rampart verify` says it, where nobody has put the history together by hand. */
function audit(chronicle: Chronicle): readonly string[] {
  return wasAltered(chronicle) ? [] : chronicle.end.findings.map((finding) => `the audit says: ${finding}`);
}

function decided(chronicle: Chronicle): readonly string[] {
  return records(chronicle).flatMap((record) => {
    const { step, by, event, before } = record;
    const raise = intendedRaise(record);
    if (raise === 'none' || before === 'none' || before.rollout.kind === 'none') return [];
    if (event.kind === 'intended') return before.rollout.phase === 'awaiting-promotion' ? [] : [`${step}: ${by} raises to ${raise.weight} in phase ${before.rollout.phase}`];
    if (event.kind !== 'ticked') return [];
    const { decision, situation } = event;
    if (decision.kind !== 'advance' && decision.kind !== 'finished') return [`${step}: ${by} raises to ${raise.weight} by a decision to ${decision.kind}`];
    if (situation.candidate.kind !== 'ready' || situation.candidate.digest !== before.rollout.candidate.digest) return [`${step}: ${by} raises a candidate that is not ready, or another one`];
    return [];
  });
}

/** Blocks are recorded as some source has told them to that job. */
function invented(chronicle: Chronicle): readonly string[] {
  const told = new Map<string, Set<string>>();
  const broken: string[] = [];
  for (const entry of chronicle.entries) {
    if (entry.kind === 'metrics' && entry.answer.kind === 'ok') {
      const known = told.get(entry.job) ?? new Set();
      told.set(entry.job, known);
      for (const [check, news] of Object.entries(entry.answer.value.evidence)) if (news.kind === 'blocks') for (const block of news.blocks) known.add(JSON.stringify([check, block.fromMs, block.toMs, block.cells['all']]));
    }
    if (entry.kind !== 'append-asked' || entry.entry.event.kind !== 'ticked') continue;
    for (const [check, news] of Object.entries(entry.entry.event.evidence)) {
      if (news.kind !== 'blocks') continue;
      for (const block of news.blocks) if (told.get(entry.job)?.has(JSON.stringify([check, block.fromMs, block.toMs, block.cells['all']])) !== true) broken.push(`${entry.step}: ${entry.job} records a block of ${check} that nobody told it`);
    }
  }
  return broken;
}

/** Four of ten requests fail: whatever happens around it, no evidence says that this is fine. Doubled counts of both arms do not change that. */
function badOnes(chronicle: Chronicle): readonly string[] {
  return records(chronicle).flatMap(({ step, by, event, before }) => {
    if (before === 'none' || before.rollout.kind !== 'live' || chronicle.candidates[before.rollout.candidate.version] !== 'bad') return [];
    if (event.kind !== 'promoted' && !(event.kind === 'ticked' && (event.decision.kind === 'promote' || event.decision.kind === 'finished'))) return [];
    const isApproved = before.rollout.answered.length > 0 || (event.kind === 'ticked' && event.situation.request.kind === 'approve');
    return isApproved ? [] : [`${step}: ${by} ${event.kind === 'ticked' ? `decides to ${event.decision.kind}` : 'promotes'} a candidate that fails four of ten requests`];
  });
}

/** What a look says of frozen data binds it, unless the policy only wants to be told. */
function frozen(chronicle: Chronicle): readonly string[] {
  const { then } = chronicle.policy.freeze ?? { then: 'tell' };
  if (then === 'tell') return [];
  const landed = records(chronicle);
  return entriesOf(chronicle, 'append-asked').flatMap(({ step, job, entry: { event } }) => {
    if (event.kind !== 'ticked' || event.effect.kind !== 'intended' || event.situation.request.kind === 'approve') return [];
    const { frozen: seen } = event.situation;
    // A person may have approved of a change before.
    const isApproved = then === 'hold' && landed.some((record) => record.step < step && record.event.kind === 'ticked' && record.event.rolloutId === event.rolloutId && record.event.situation.request.kind === 'approve');
    if (seen.kind === 'changed' && !isApproved) return [`${step}: ${job} raises though frozen data has changed: ${seen.paths.join(', ')}`];
    return seen.kind === 'unreadable' ? [`${step}: ${job} raises while it cannot read what is frozen`] : [];
  });
}
