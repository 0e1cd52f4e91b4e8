// Marks of why a release waited, stepped back or asked somebody.
import { blocksOf, darkness, decidedBy, everDecided, gapsIn, ratePerSecond, unitOf } from './recorded.ts';
import type { Recording } from '../../rollout/recording.ts';
import { markTable } from './mark.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const HOLDING_MARKS = markTable({
  'waited-through-silence': {
    about: 'No requests came for more than half an hour, with every page readable; nothing was raised by that, and it was promoted when they came again.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && darkness(recording).length === 0 && longestSilenceMs(recording) >= 30 * MINUTE_MS,
  },
  'crowd-cost-it-its-weight': {
    about: 'Ten times the traffic within minutes: the promise allowed less, and it went down.',
    occurs: (recording) => {
      const rates = blocksOf(recording, 'errors').map(ratePerSecond);
      return darkness(recording).length === 0 && longestSilenceMs(recording) === 0 && decidedBy(recording, 'promise-allows-less', 'stepBack').length > 0 && Math.max(...rates) > 10 * median(rates);
    },
  },
  'burstier-than-chance': {
    about: 'The requests of its first twenty minutes vary at least twenty times as much as chance explains.',
    occurs: (recording) => {
      const counts = blocksOf(recording, 'errors').filter(({ fromMs, toMs }) => toMs - recording.startMs <= 20 * MINUTE_MS && toMs - fromMs <= MINUTE_MS).map((block) => ratePerSecond(block) * ((block.toMs - block.fromMs) / 1_000));
      const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
      const variance = counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / Math.max(1, counts.length - 1);
      return unitOf(recording) === 'requests' && recording.ending.outcome === 'promoted' && counts.length >= 10 && counts.every((count) => count > 0) && mean > 10 && variance > 20 * mean;
    },
  },
  'traffic-ebbed-away': {
    about: 'Promoted after hours with less than half of the traffic of the first.',
    occurs: (recording) => {
      const blocks = blocksOf(recording, 'errors');
      const hours = Math.floor(((blocks.at(-1)?.toMs ?? 0) - recording.startMs) / HOUR_MS);
      const rates = Array.from({ length: Math.max(0, hours) }, (_, hour) => mean(blocks.filter(({ fromMs }) => Math.floor((fromMs - recording.startMs) / HOUR_MS) === hour).map(ratePerSecond)));
      const [first = 0, ...later] = rates;
      return recording.ending.outcome === 'promoted' && unitOf(recording) === 'requests' && later.filter((rate) => rate > 0 && rate < first / 2).length >= 3;
    },
  },
  'budget-spent-by-nobody': { about: 'More bad requests than were promised, none of them for the candidate being worse: it went back to nothing and asked.', occurs: (recording) => recording.truth.excess === 0 && decidedBy(recording, 'harm-budget-spent').length > 0 },
  'memory-over-its-limit': { about: 'Went back because a gauge was over its limit.', occurs: (recording) => decidedBy(recording, 'limit-breached', 'stepBack').some(({ reason }) => reason.check === 'memory') },
  'blamed-for-the-shared-overload': { about: 'Both versions were over a limit, going back healed it, and the candidate was rolled back.', occurs: (recording) => decidedBy(recording, 'shared-overload', 'rollback').some(({ reason }) => reason.healed) },
  'left-with-other-answers': {
    about: 'It answers differently, somebody was asked, and nobody answered.',
    occurs: (recording) => recording.ending.outcome === 'open' && decidedBy(recording, 'check-says-worse').some(({ reason }) => reason.check === 'answers'),
  },
  'waved-other-answers-through': {
    about: 'It answers differently, a person found that good, and it was promoted.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && decidedBy(recording, 'check-says-worse').some(({ reason }) => reason.check === 'answers'),
  },
  'person-said-no': { about: 'A question was open, and the person who was asked aborted.', occurs: (recording) => decidedBy(recording, 'aborted').length > 0 && recording.ending.askedAtMs !== 'never' },
  'person-stopped-it': { about: 'Nobody was asked, and a person aborted all the same.', occurs: (recording) => decidedBy(recording, 'aborted').length > 0 && recording.ending.askedAtMs === 'never' },
  'judge-says-worse': { about: 'A judge likes its answers less, and a person was asked.', occurs: (recording) => decidedBy(recording, 'check-says-worse').some(({ reason }) => reason.check === 'judge') },
  'copies-say-worse': { about: 'Copies of requests showed that it alone is wrong too often.', occurs: (recording) => decidedBy(recording, 'check-says-worse').some(({ reason }) => reason.check === 'agreement') },
  'blind-in-the-dark': { about: 'Without metrics of either version for so long that a person was called.', occurs: (recording) => decidedBy(recording, 'blind').length > 0 && darkness(recording).some((why) => why.includes('both arms did not answer')) },
  'waited-in-the-dark': {
    about: 'Without metrics of either version for some minutes, and promoted after that.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && decidedBy(recording, 'blind').length === 0 && darkness(recording).some((why) => why.includes('both arms did not answer')),
  },
  'caught-when-the-light-came-back': { about: 'Without metrics for some minutes, and rolled back at the first that came.', occurs: (recording) => recording.ending.outcome === 'rolled-back' && darkness(recording).some((why) => why.includes('both arms did not answer')) },
  'candidate-in-the-dark': { about: 'The page of the candidate alone did not answer.', occurs: (recording) => darkness(recording).some((why) => why.includes('page of candidate did not answer')) },
  'page-was-old': { about: 'A page repeated old numbers.', occurs: (recording) => darkness(recording).some((why) => why.includes('is stale')) },
  'nan-is-no-number': { about: 'A counter was NaN.', occurs: (recording) => darkness(recording).some((why) => why.includes('NaN')) },
  'page-came-too-late': { about: 'A page did not answer in time.', occurs: (recording) => darkness(recording).some((why) => why.includes('in time')) },
  'page-was-cut-off': { about: 'A page broke off before its last line.', occurs: (recording) => darkness(recording).some((why) => why.includes('cannot be read')) },
  'clock-went-back': { about: 'The look before was in the future.', occurs: (recording) => darkness(recording).some((why) => why.includes('clock went back')) },
  'labels-did-not-come': { about: 'Labels that should be final had not come.', occurs: (recording) => darkness(recording).some((why) => why.includes('label source')) },
  'split-of-traffic-is-off': { about: 'Before the promotion the arms had other shares of the requests than the router says.', occurs: (recording) => decidedBy(recording, 'sample-ratio').length > 0 && !everDecided(recording, 'promote') },
  'split-of-traffic-is-off-in-the-bake': { about: 'The same, seen only after the promotion.', occurs: (recording) => decidedBy(recording, 'sample-ratio').length > 0 && everDecided(recording, 'promote') },
  'told-twice-what-happened': {
    about: 'Metrics told about twice the requests that there were.',
    occurs: (recording) => {
      const { truth, ending } = recording;
      const told = blocksOf(recording, 'errors').reduce((sum, { cells }) => sum + (cells['all']?.stable.trials ?? 0) + (cells['all']?.candidate.trials ?? 0), 0);
      return ending.outcome === 'promoted' && told > 1.6 * (truth.requests.stable + truth.requests.candidate);
    },
  },
  'counters-began-anew': { about: 'Counters began anew; the hole was left out, and it was promoted all the same.', occurs: (recording) => recording.ending.outcome === 'promoted' && gapsIn(recording).some((why) => why.includes('restart')) },
  'series-vanished': { about: 'Series of the page were gone for a while.', occurs: (recording) => gapsIn(recording).some((why) => why.includes('went away')) },
  'told-of-no-requests': {
    about: 'No requests were told for some minutes, with every page readable, and it was promoted when they were told again.',
    occurs: (recording) => recording.ending.outcome === 'promoted' && darkness(recording).length === 0 && longestSilenceMs(recording) >= 3 * MINUTE_MS && longestSilenceMs(recording) < 30 * MINUTE_MS,
  },
  'both-too-slow': { about: 'Both versions were over the limit on response times at once, and neither was blamed.', occurs: (recording) => decidedBy(recording, 'common-mode').some(({ reason }) => reason.check === 'latency') },
  'both-failed': { about: 'Both versions were over the limit on failures at once, neither was blamed, and it was promoted when that was over.', occurs: (recording) => recording.ending.outcome === 'promoted' && decidedBy(recording, 'common-mode').some(({ reason }) => reason.check === 'errors') },
  'halted-with-nowhere-to-go': { about: 'The candidate had to go, and stable was dead: halted, and a person was called.', occurs: (recording) => decidedBy(recording, 'stable-dead', 'halt').length > 0 },
  'quiet-hours': { about: 'Nothing was raised while people were away.', occurs: (recording) => decidedBy(recording, 'quiet').length > 0 },
  'nobody-approved': { about: 'It waited for an approval to the end.', occurs: (recording) => recording.ending.outcome === 'open' && recording.ending.weightMaxPpm === 0 && decidedBy(recording, 'approval-needed').length > 0 },
  'pinned-data-moved': { about: 'Frozen data had changed.', occurs: (recording) => decidedBy(recording, 'frozen-data-changed').length > 0 },
  'coarser-than-the-promise': { about: 'The smallest step of the router is more than the promise bears: it never began.', occurs: (recording) => recording.ending.outcome === 'open' && recording.ending.weightMaxPpm === 0 && decidedBy(recording, 'budget-too-small').length > 0 },
  'cannot-copy': { about: 'The router cannot copy requests, and a person was asked.', occurs: (recording) => decidedBy(recording, 'router-cannot-mirror').length > 0 },
  'users-counted-once': { about: 'Promoted by counting every user once.', occurs: (recording) => recording.ending.outcome === 'promoted' && unitOf(recording) === 'users' },
});

/** The longest time told without a request, once there had been some, at a rate at which that is no chance. */
function longestSilenceMs(recording: Recording): number {
  const blocks = blocksOf(recording, 'errors');
  let [longestMs, silentMs] = [0, 0];
  for (const block of blocks) {
    silentMs = ratePerSecond(block) === 0 ? silentMs + block.toMs - block.fromMs : 0;
    longestMs = Math.max(longestMs, silentMs);
  }
  return median(blocks.map(ratePerSecond)) > 1 || longestMs >= 30 * MINUTE_MS ? longestMs : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
