// Marks of how a release ended, and how soon.
import { blocksOf, candidateRatio, darkness, decidedBy, everDecided, failingShare, firstTrafficAtMs, gapsIn, stableRatio, unitOf } from './recorded.ts';
import { markTable } from './mark.ts';

const HOUR_MS = 3_600_000;

export const ENDING_MARKS = markTable({
  'nothing-to-tell': {
    about: 'Promoted within the hour; nobody was asked, every port answered, nothing was missing.',
    occurs: (recording) => {
      const { ending, calls, truth, looks, marks } = recording;
      const isQuick = ending.outcome === 'promoted' && ending.endedAtMs !== 'never' && ending.endedAtMs <= HOUR_MS && ending.askedAtMs === 'never';
      const isClean = calls.every(({ answer }) => answer === 'ok') && darkness(recording).length === 0 && gapsIn(recording).every((why) => why.includes('since the last look'));
      const jobs = new Set(looks.map(({ job }) => job));
      return isQuick && isClean && jobs.size <= 2 && !marks.has('re-run') && truth.excess === 0 && truth.bad.stable < 0.02 * truth.requests.stable && !everDecided(recording, 'stepBack') && decidedBy(recording, 'candidate-not-ready').length + decidedBy(recording, 'frozen-data-changed').length === 0;
    },
  },
  'certified-after-a-day': { about: 'Promoted with a certificate that took more than a day.', occurs: ({ ending }) => ending.outcome === 'promoted' && ending.decidedAtMs !== 'never' && ending.decidedAtMs > 24 * HOUR_MS },
  'promoted-undecided': { about: 'Not decided in time, and promoted for that.', occurs: (recording) => decidedBy(recording, 'undecided', 'promote').some(({ reason }) => reason.ifUndecided === 'promote') },
  'rolled-back-undecided': { about: 'Not decided in time, and rolled back for that.', occurs: (recording) => decidedBy(recording, 'undecided', 'rollback').length > 0 },
  'asked-without-traffic': { about: 'Not decided in time without a single request, and a person was asked.', occurs: (recording) => recording.ending.weightMaxPpm === 0 && decidedBy(recording, 'undecided', 'hold').length > 0 },
  'sent-back-innocent': {
    about: 'Rolled back for failing more, and not one request failed that stable would have answered.',
    occurs: (recording) => recording.truth.excess === 0 && decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'errors'),
  },
  'out-in-ninety-seconds': {
    about: 'Rolled back by comparison alone, at most ninety seconds after the first request.',
    occurs: (recording) => decidedBy(recording, 'regression', 'rollback').length > 0 && Number(recording.ending.outAtMs) - firstTrafficAtMs(recording) <= 90_000,
  },
  'over-the-limit': { about: 'Rolled back by a limit on failures.', occurs: (recording) => decidedBy(recording, 'limit-breached', 'rollback').some(({ reason }) => reason.check === 'errors') },
  'too-slow-for-the-limit': { about: 'Rolled back by a limit on response times.', occurs: (recording) => decidedBy(recording, 'limit-breached', 'rollback').some(({ reason }) => reason.check === 'latency') },
  'slower-than-stable': { about: 'Rolled back by comparing response times.', occurs: (recording) => decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'latency') },
  'worse-in-a-slice': { about: 'Rolled back for the failures of one region.', occurs: (recording) => decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'errors' && reason.cell.startsWith('region=')) },
  'wrong-more-often': { about: 'Rolled back for wrong answers.', occurs: (recording) => decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'accuracy' && reason.cell === 'all') },
  'wrong-more-often-in-a-slice': { about: 'Rolled back for the wrong answers of one region.', occurs: (recording) => decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'accuracy' && reason.cell.startsWith('region=')) },
  'one-pod-in-eight': {
    about: 'Rolled back with about an eighth of its requests failing, from the first minutes on.',
    occurs: (recording) => {
      const first = candidateRatio(blocksOf(recording, 'errors').filter(({ cells }) => (cells['all']?.candidate.trials ?? 0) > 0).slice(0, 4));
      return decidedBy(recording, 'regression', 'rollback').length > 0 && first > 0.07 && first < 0.25 && failingShare(recording) > 0.1 && failingShare(recording) < 0.167;
    },
  },
  'caught-a-few-points': {
    about: 'Rolled back with 3 % to 6 % of its requests failing.',
    occurs: (recording) => recording.truth.excess > 0 && decidedBy(recording, 'regression', 'rollback').some(({ reason }) => reason.check === 'errors' && reason.cell === 'all') && !everDecided(recording, 'promote') && failingShare(recording) > 0.03 && failingShare(recording) < 0.06,
  },
  'dead-and-alive-by-turns': {
    about: 'Nearly every request of a block failed, and nearly none of a later one.',
    occurs: (recording) => {
      const ratios = blocksOf(recording, 'errors').flatMap(({ cells }) => (cells['all'] === undefined || cells['all'].candidate.trials < 5 ? [] : [cells['all'].candidate.events / cells['all'].candidate.trials]));
      const dead = ratios.findIndex((ratio) => ratio > 0.9);
      return dead >= 0 && ratios.slice(dead).some((ratio) => ratio < 0.2);
    },
  },
  'taken-back-after-promotion': { about: 'Promoted, and rolled back for a regression while it baked.', occurs: (recording) => everDecided(recording, 'promote') && decidedBy(recording, 'regression', 'rollback').length > 0 },
  'asked-about-the-past': { about: 'Worse than stable was before; nothing was left to compare with, so a person was asked and nobody answered.', occurs: (recording) => decidedBy(recording, 'worse-than-before').length > 0 && !everDecided(recording, 'rollback') },
  'finished-over-its-promise': { about: 'Promoted and baked with more bad requests than were promised.', occurs: ({ trial, ending, truth }) => ending.outcome === 'promoted' && truth.excess > trial.policy.promise.badRequestsMax },
  'finished-with-some-harm': { about: 'Promoted with some bad requests too many, within the promise.', occurs: ({ trial, ending, truth }) => ending.outcome === 'promoted' && truth.excess > 1 && truth.excess <= trial.policy.promise.badRequestsMax },
  'stable-suffers-unseen': {
    about: 'Promoted while stable came to fail five times as often as at first, which blames neither.',
    occurs: (recording) => {
      const blocks = blocksOf(recording, 'errors');
      return unitOf(recording) === 'requests' && recording.ending.outcome === 'promoted' && recording.ending.askedAtMs === 'never' && stableRatio(blocks.slice(-60)) > 5 * stableRatio(blocks.slice(0, 20)) && stableRatio(blocks.slice(0, 20)) > 0;
    },
  },
  'promoted-as-better': {
    about: 'Promoted, and found to fail less than stable.',
    occurs: ({ looks, ending }) => ending.outcome === 'promoted' && looks.some(({ decision }) => decision.checks.some(({ name, verdict }) => name === 'errors' && verdict === 'better')),
  },
  'split-won': { about: 'Promoted because it won its split, and stayed.', occurs: (recording) => decidedBy(recording, 'split-won').length > 0 && recording.ending.outcome === 'promoted' },
  'won-and-in-doubt': { about: 'Won its split, and labels told afterwards that its answers are worse.', occurs: (recording) => decidedBy(recording, 'split-won').length > 0 && decidedBy(recording, 'check-says-worse').some(({ reason }) => reason.check === 'accuracy') },
  'split-futile': { about: 'Rolled back because no improvement worth having is possible any more.', occurs: (recording) => decidedBy(recording, 'split-futile').length > 0 },
  'failed-its-golden-set': { about: 'Rolled back before the first user.', occurs: (recording) => decidedBy(recording, 'smoke-failed', 'rollback').length > 0 },
});
