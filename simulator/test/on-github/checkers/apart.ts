// Several targets in one job: what stops one of them stops no other. Asked of one target, about the jobs that it shares.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { ledgerMoves } from './ledger-moves.ts';

export function apart(chronicle: Chronicle): readonly string[] {
  const shared = new Set(entriesOf(chronicle, 'job-began').flatMap(({ job }) => (job.kind === 'step' && job.targets.length > 1 ? [job.name] : [])));
  return shared.size === 0 ? [] : [...leftOut(chronicle, shared), ...blamed(chronicle, shared)];
}

/** A job that came to its end has looked at each of its targets. */
function leftOut(chronicle: Chronicle, shared: ReadonlySet<string>): readonly string[] {
  const told = new Set(entriesOf(chronicle, 'told').map(({ job }) => job));
  const red = new Set(entriesOf(chronicle, 'thrown').map(({ job }) => job));
  const left = entriesOf(chronicle, 'job-ended').filter(({ job, how }) => how === 'finished' && shared.has(job) && !told.has(job) && !red.has(job));
  return left.map(({ step, job }) => `${step}: ${job} has ended without a word about ${chronicle.policy.target}`);
}

/** That a history is damaged is said of the one that a person has touched. */
function blamed(chronicle: Chronicle, shared: ReadonlySet<string>): readonly string[] {
  const touched = ledgerMoves(chronicle).find(({ by }) => by === 'person')?.step ?? Number.POSITIVE_INFINITY;
  return entriesOf(chronicle, 'told').flatMap(({ step, job, outcome }) => {
    const isDamaged = outcome.kind === 'no-ledger' && outcome.error.code === 'malformed' && outcome.error.message.includes('cannot be trusted');
    return isDamaged && shared.has(job) && step < touched ? [`${step}: ${job} says that the ledger of ${chronicle.policy.target} is damaged, which nobody has touched: ${outcome.error.message.slice(0, 160)}`] : [];
  });
}
