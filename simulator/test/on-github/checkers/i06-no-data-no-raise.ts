import { PPM_ALL } from '@rampart/rollout-policy';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { CandidateKind } from '../plot.ts';
import type { Checker } from './checker.ts';
import { shareOfCandidate } from './i07-effects-are-fenced.ts';
import { thinksItComesAgain } from './leaving-looks.ts';
import { intendedRaise, ledgerMoves, records, versionOf } from './ledger-moves.ts';
import { takenForEmpty } from './never-empty.ts';

export const noDataNoRaise: Checker = {
  id: 'I6',
  rule: 'missing evidence never raises, what cannot be seen, or will not be, is stepped back from, and nobody acts on a history that cannot be read, or takes it for an empty one',
  check: (chronicle) => [...withoutBlocks(chronicle), ...unseenOnes(chronicle), ...onDamaged(chronicle), ...takenForEmpty(chronicle), ...tooLongBlind(chronicle), ...thinksItComesAgain(chronicle)],
};

/** From one weight to the next leads so much covered time at the first. */
function withoutBlocks(chronicle: Chronicle): readonly string[] {
  const ramp = chronicle.policy.plan.find((stage) => stage.kind === 'ramp');
  const everyMs = ramp?.kind === 'ramp' && ramp.steps.kind === 'ladder' ? ramp.steps.everyMs : 0;
  const samplesMin = chronicle.policy.expert.samplesMin;
  let covered = { ms: 0, candidate: 0 };
  return records(chronicle).flatMap((record) => {
    const { step, by, event, before } = record;
    const broken: string[] = [];
    if (event.kind === 'ticked') {
      const news = event.evidence['errors'];
      const blocks = news?.kind === 'blocks' ? news.blocks : [];
      covered = { ms: covered.ms + blocks.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0), candidate: covered.candidate + blocks.reduce((sum, { cells }) => sum + (cells['all']?.candidate.trials ?? 0), 0) };
      const raise = intendedRaise(record);
      const isStep = raise !== 'none' && before !== 'none' && before.rollout.kind === 'live' && before.rollout.weight > 0 && event.decision.kind === 'advance';
      if (isStep && covered.ms < everyMs) broken.push(`${step}: ${by} raises after ${covered.ms} ms of evidence at this weight, ${everyMs} are asked for`);
      if (isStep && covered.candidate < samplesMin) broken.push(`${step}: ${by} raises after ${covered.candidate} requests of the candidate, ${samplesMin} are asked for`);
    }
    if (event.kind === 'confirmed' || event.kind === 'started') covered = { ms: 0, candidate: 0 };
    return broken;
  });
}

/** A candidate of which nobody ever hears stays at the first weight, unless a person says otherwise. */
function unseenOnes(chronicle: Chronicle): readonly string[] {
  const { candidates, policy } = chronicle;
  if (!Object.values(candidates).some(isUnseen)) return [];
  const ramp = policy.plan.find((stage) => stage.kind === 'ramp');
  const first = ramp?.kind === 'ramp' && ramp.steps.kind === 'ladder' ? (ramp.steps.weights[0] ?? 0) : 0;
  return entriesOf(chronicle, 'router-set').flatMap((set) => {
    const { step, job, change } = set;
    const { was, is } = shareOfCandidate(chronicle, set);
    const isOurs = isUnseen(candidates[versionOf(chronicle, change.stamp.rolloutId)]) && is > was && is > first && is < PPM_ALL;
    return isOurs ? [`${step}: ${job} raises a candidate to ${is} of which nothing was ever heard`] : [];
  });
}

function isUnseen(candidate: CandidateKind | undefined): boolean {
  return candidate === 'silent' || candidate === 'blind';
}

function onDamaged(chronicle: Chronicle): readonly string[] {
  const broken = ledgerMoves(chronicle).flatMap(({ step, by, from, to }) => (by !== 'person' && from !== 'none' && from.content.kind === 'damaged' && to !== 'none' ? [`${step}: ${by} went on from a record that cannot be read (${from.content.why})`] : []));
  let damagedSince = -1;
  for (const entry of chronicle.entries) {
    if (entry.kind === 'moved' && entry.move.ref === chronicle.refs.ledger) damagedSince = chronicle.commits.get(entry.move.to)?.content.kind === 'damaged' ? entry.step : -1;
    if (entry.kind === 'read' && entry.view.kind === 'ok' && entry.view.value.kind === 'present' && chronicle.commits.get(entry.view.value.head)?.content.kind === 'damaged') broken.push(`${entry.step}: ${entry.job} takes a damaged record (since ${damagedSince}) for a state`);
  }
  return broken;
}

/** Looks that were told, acted, and still left more than the first weight where nothing was seen for so long. Clocks may be ten minutes off. */
function tooLongBlind(chronicle: Chronicle): readonly string[] {
  const { blindMs, tickMs } = chronicle.policy.expert;
  const toleranceMs = 20 * 60_000 + 3 * tickMs;
  return entriesOf(chronicle, 'told').flatMap(({ step, job, mode, outcome }) => {
    if (outcome.kind !== 'decided' || mode === 'observe' || outcome.state.rollout.kind === 'none') return [];
    const { rollout } = outcome.state;
    const seenMs = Math.max(rollout.weightSinceMs, ...Object.values(rollout.checks).map(({ watermarkMs }) => watermarkMs));
    const isBlind = outcome.decision.kind === 'hold' && rollout.phase === 'trial' && rollout.weight > rollout.firstWeight && rollout.firstWeight > 0;
    const nowMs = outcome.state.rollout.startedAtMs;
    return isBlind && outcome.decision.needs === 'nothing' && atOf(chronicle, step) > seenMs - nowMs + blindMs + toleranceMs ? [`${step}: ${job} holds at ${rollout.weight} and asks nobody, and nothing was seen for long`] : [];
  });
}

/** Since the rollout began, by the true clock. */
function atOf(chronicle: Chronicle, step: number): number {
  const entry = chronicle.entries.find((other) => other.step === step);
  const began = records(chronicle).findLast((record) => record.step < step && record.event.kind === 'started');
  return (entry?.atMs ?? 0) - (began?.atMs ?? 0);
}
