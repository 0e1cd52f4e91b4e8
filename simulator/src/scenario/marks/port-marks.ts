// Marks of what routers, ledgers, registries, schedules and other hands did, and how the release got over it. Depth `tick` only.
import { blocksOf, callsOf, candidateRatio, decidedBy, everDecided, firstTrafficAtMs, longestPauseMs } from './recorded.ts';
import { markTable } from './mark.ts';
import type { Recording } from '../../rollout/recording.ts';

const HOUR_MS = 3_600_000;

export const PORT_MARKS = markTable({
  'router-unreadable': { about: 'The router could not be read.', occurs: (recording) => decidedBy(recording, 'router-unreadable').length > 0 },
  'router-refused-and-gave-in': { about: 'The router refused changes and made them later.', occurs: (recording) => recording.ending.outcome === 'promoted' && callsOf(recording, 'router', 'set', 'error').length > 0 },
  'read-back-what-nobody-confirmed': { about: 'A change was made without an answer, and read back.', occurs: (recording) => recording.ending.outcome === 'promoted' && callsOf(recording, 'router', 'set', 'unknown').length > 0 },
  'asked-again-what-was-promised': { about: 'The router said that a change was made, and was asked for the same again because it was not.', occurs: (recording) => setAgain(recording) },
  'half-way-and-told': { about: 'A change got half of the way, and a person was told.', occurs: (recording) => callsOf(recording, 'router', 'set', 'unknown').length > 0 && decidedBy(recording, 'weight-raised-outside').length > 0 },
  'came-too-late-and-told': {
    about: 'A change came when nobody waited for it any more, and a person was told.',
    occurs: (recording) => callsOf(recording, 'router', 'set', 'unknown').length === 0 && decidedBy(recording, 'weight-raised-outside').length > 0 && !byHand(recording),
  },
  'raised-by-hand': { about: 'A person raised the weight at the router; it held and told.', occurs: (recording) => byHand(recording) && decidedBy(recording, 'weight-raised-outside').length > 0 },
  'taken-out-by-hand': { about: 'A person took the traffic away at the router, and that ended the release.', occurs: (recording) => decidedBy(recording, 'weight-lowered-outside', 'rollback').length > 0 },
  'by-eighths': {
    about: 'Promoted through weights of whole eighths.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && recording.weights.every(({ weightPpm }) => weightPpm % 125_000 === 0) && recording.weights.length > 2 && decidedBy(recording, 'common-mode').length === 0,
  },
  'never-had-traffic': { about: 'The candidate never became ready, and got nothing.', occurs: (recording) => recording.ending.outcome === 'open' && decidedBy(recording, 'candidate-not-ready').length > 0 },
  'placed-at-last': { about: 'The candidate could not be placed at first.', occurs: (recording) => recording.ending.outcome === 'promoted' && callsOf(recording, 'deployer', 'place', 'error').length > 0 },
  'came-back-to-its-slot': {
    about: 'The candidate was away while it had traffic, and came back.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && decidedBy(recording, 'candidate-not-ready').some(({ look }) => look.atMs - recording.startMs > firstTrafficAtMs(recording)),
  },
  'pointer-waited-for-the-registry': { about: 'Promoted only after the registry had come back.', occurs: (recording) => recording.ending.outcome === 'promoted' && recording.calls.some(({ port, method, answer }) => port === 'registry' && method !== 'newest' && answer === 'error') },
  'decided-when-the-ledger-came-back': {
    about: 'The ledger could not be read while the candidate failed, and the traffic was taken away when it could.',
    occurs: (recording) => callsOf(recording, 'ledger', 'read', 'error').length > 0 && recording.weights.at(-1)?.weightPpm === 0,
  },
  'found-its-record-again': { about: 'A record was made without an answer, and found when it was read back.', occurs: (recording) => unanswered(recording).length > 0 && !unanswered(recording).some((about) => writtenAgain(recording, about)) },
  'wrote-its-record-again': { about: 'A record was lost without an answer, and written again.', occurs: (recording) => unanswered(recording).some((about) => writtenAgain(recording, about)) },
  'lost-every-race': { about: 'Records lost their race against nobody.', occurs: ({ marks }) => marks.has('lost-race') && !marks.has('two-at-once') && !marks.has('stale-read') },
  'read-an-old-ledger': { about: 'The ledger showed an old state, and nothing was done by it.', occurs: ({ marks }) => marks.has('stale-read') },
  'out-for-its-dependency': {
    about: 'Rolled back with a fifth to two fifths of its requests failing, after some minutes of none.',
    occurs: (recording) => {
      const blocks = blocksOf(recording, 'errors').filter(({ cells }) => (cells['all']?.candidate.trials ?? 0) > 0);
      const [first, last] = [candidateRatio(blocks.slice(0, 4)), candidateRatio(blocks.slice(-1))];
      return recording.ending.why === 'regression' && !everDecided(recording, 'promote') && first < 0.06 && last > 0.2 && last < 0.5;
    },
  },
  'hours-between-looks': { about: 'Promoted with more than an hour between two looks.', occurs: (recording) => recording.ending.outcome === 'promoted' && longestPauseMs(recording) > HOUR_MS && longestPauseMs(recording) < 6 * HOUR_MS },
  'half-a-day-between-looks': { about: 'More than six hours between two looks, and it went on from where it was.', occurs: (recording) => longestPauseMs(recording) > 6 * HOUR_MS },
  'survived-its-job': { about: 'A job died right after it had moved the traffic, and the next one went on.', occurs: (recording) => recording.ending.outcome === 'promoted' && callsOf(recording, 'router', 'set', 'died').length > 0 },
  'one-of-two-hands-won': {
    about: 'Two jobs wanted to record the same look; one of them lost, and the release went its way.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && ['lost-race', 'two-at-once'].every((mark) => recording.marks.has(mark)) && sharedMoments(recording) > 0 && !isMoreThanTwoHands(recording),
  },
  'every-job-twice': { about: 'Two jobs came at the same moments again and again.', occurs: (recording) => sharedMoments(recording) >= 5 && !isAnswered(recording) },
  'old-inputs-refused': { about: 'A job with old inputs was refused after the end, or found its work done.', occurs: ({ marks }) => marks.has('promote:refused') || marks.has('promote:was-promoted') || marks.has('rollback:refused') },
  'went-on-after-a-cancel': { about: 'A job was cancelled, and the next scheduled one went on.', occurs: ({ marks, ending }) => marks.has('cancelled') && ending.outcome === 'promoted' },
  'made-way-for-the-next': { about: 'A newer version took its place, and was promoted.', occurs: ({ states, ending }) => ending.outcome === 'promoted' && (states.at(-1)?.ended.some(({ outcome }) => outcome === 'superseded') ?? false) },
});

/** The router answered that it was done, and was asked for the same effect again. */
function setAgain(recording: Recording): boolean {
  const done = callsOf(recording, 'router', 'set', 'ok').map(({ about }) => about.split(' ')[0]);
  return recording.ending.outcome === 'promoted' && new Set(done).size < done.length && callsOf(recording, 'router', 'set', 'unknown').length === 0;
}

function byHand({ weights }: Recording): boolean {
  return weights.some(({ by, weightPpm }) => by === 'person' && weightPpm === 1_000_000);
}

function unanswered(recording: Recording): readonly string[] {
  return callsOf(recording, 'ledger', 'append', 'unknown').map(({ about }) => about);
}

function writtenAgain(recording: Recording, about: string): boolean {
  return callsOf(recording, 'ledger', 'append', 'ok').some((call) => call.about.split(' ')[0] === about.split(' ')[0]);
}

/** Somebody's answer is a job of its own beside the scheduled one, an old ledger loses races against itself. */
function isMoreThanTwoHands(recording: Recording): boolean {
  return isAnswered(recording) || recording.marks.has('stale-read') || sharedMoments(recording) >= 5;
}

function isAnswered({ marks }: Recording): boolean {
  return marks.has('request:approve') || marks.has('request:abort');
}

/** Moments at which two steps read the ledger. */
function sharedMoments(recording: Recording): number {
  const readers = new Map<number, Set<string>>();
  for (const { atMs, job } of callsOf(recording, 'ledger', 'read').filter((call) => call.job.startsWith('canary-step'))) readers.set(atMs, (readers.get(atMs) ?? new Set<string>()).add(job));
  return [...readers.values()].filter((jobs) => jobs.size > 1).length;
}
