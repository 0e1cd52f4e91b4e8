// What is ahead: when people are back, when a verdict can come, what a further try costs, how a target stands meanwhile.
import { ppm, type CheckReport } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aDecision, aPolicy, aReport, aTarget, everyReason, START, withRollout } from '../../test/sample-target.ts';
import { nthTry, timesIn } from '../text/quantity.ts';
import { minuteOfWeek, utcMoment, weekMoment } from '../text/utc-time.ts';
import { attemptWords } from './attempt-words.ts';
import { earliestVerdictWords } from './earliest-verdict-words.ts';
import { followedWords } from './followed-words.ts';
import { backWords } from './quiet-words.ts';
import { contextOf } from './rollout-context.ts';
import { standing } from './standing.ts';

const { state } = aTarget();
const context = contextOf(state);
const HOUR = 3_600_000;

describe('backWords', () => {
  const monday = Date.UTC(2026, 2, 16, 7, 0, 0);

  it('is the end that the policy wrote, in its zone, winter and summer', () => {
    const quiet = [{ fromMinute: 4 * 1440 + 960, toMinute: 480, zone: 'Europe/Berlin' }];
    expect(backWords(monday, quiet)).toBe('Mon 08:00 (Europe/Berlin)');
    expect(backWords(Date.UTC(2026, 3, 13, 6, 0, 0), quiet)).toBe('Mon 08:00 (Europe/Berlin)');
    expect(backWords(Date.UTC(2026, 2, 15, 19, 0, 0), [{ fromMinute: 0, toMinute: 480, zone: 'Pacific/Auckland' }])).toBe('Mon 08:00 (Pacific/Auckland)');
  });

  it('is in UTC where no written end, or more than one, can be meant', () => {
    expect(backWords(monday, [])).toBe('Mon 07:00 UTC');
    expect(backWords(monday, [{ fromMinute: 0, toMinute: 3 * 1440, zone: 'Europe/Berlin' }])).toBe('Mon 07:00 UTC');
    expect(backWords(monday, [{ fromMinute: 0, toMinute: 480, zone: 'Europe/Berlin' }, { fromMinute: 0, toMinute: 540, zone: 'Europe/Kyiv' }])).toBe('Mon 07:00 UTC');
  });
});

describe('earliestVerdictWords', () => {
  const waiting = (...waits: readonly CheckReport['wait'][]) => aDecision({ reasons: [{ code: 'dwell', untilMs: START }], checks: waits.map((wait, index) => aReport({ name: `c${String(index)}`, wait })) });
  const say = (decision: ReturnType<typeof aDecision>) => earliestVerdictWords(decision, context, START);

  it('waits for the slowest check that can send the candidate back', () => {
    const decision = waiting({ kind: 'time', ms: HOUR }, { kind: 'time', ms: 2 * HOUR + 600_000 }, { kind: 'none' });
    expect(say(decision)).toBe('At this traffic the earliest verdict is at 16:10 UTC (in 2 h 10 min), when c1 can be shown to be as good.');
    expect(say({ ...decision, checks: decision.checks.map((report) => ({ ...report, then: 'tell' as const })) })).toBe('');
  });

  it('says that it is not known, or never', () => {
    expect(say(waiting({ kind: 'time', ms: HOUR }, { kind: 'unknown' }))).toBe('When c1 can have a verdict is not known yet: too little traffic was seen to tell.');
    expect(say(waiting({ kind: 'time', ms: Number.POSITIVE_INFINITY }))).toBe('At this traffic c0 can never be shown to be as good: that would take more than a year.');
  });

  it('is silent where nothing is awaited', () => {
    const time = { kind: 'time', ms: HOUR } as const;
    for (const code of ['leaving', 'baking', 'awaiting-promotion', 'traffic-unknown', 'undecided'] as const) expect(say({ ...waiting(time), reasons: [everyReason('x')[code]] })).toBe('');
    expect(say({ ...waiting(time), kind: 'rollback' })).toBe('');
    expect(say(waiting({ kind: 'none' }))).toBe('');
  });
});

describe('attemptWords', () => {
  it('adds up what several tries may cost, and never rounds it down', () => {
    expect(attemptWords({ ...context, attempt: 1 })).toBe('');
    expect(attemptWords({ ...context, attempt: 3 })).toBe('Third try of v42: it spends a new budget; over three tries a good release is sent back at most 3 in 100 times.');
    expect(attemptWords({ ...context, attempt: 12, promise: { ...context.promise, falseAlarmRatio: 0.0001 } })).toContain('over 12 tries a good release is sent back at most 2 in 1,000 times');
    expect([0.01, 0.02, 0.021, 0.001, 0.9, 2].map(timesIn)).toEqual(['1 in 100', '2 in 100', '3 in 100', '1 in 1,000', '90 in 100', '100 in 100']);
    expect([1, 2, 9, 10].map(nthTry)).toEqual(['First try', 'Second try', 'Ninth try', 'Try 10']);
  });
});

describe('standing', () => {
  const plan = [
    { kind: 'shadow', durationMs: HOUR, share: ppm(200_000) },
    { kind: 'split', weight: ppm(500_000), judge: 'errors', goal: 'superior', worthwhile: { kind: 'none' }, durationMs: HOUR },
    { kind: 'approval' },
  ] as const;
  const at = (stageIndex: number, weight: number, mirror: number) => {
    const live = withRollout(aTarget({ policy: aPolicy({ plan }) }).state, { stageIndex, weight: ppm(weight), firstWeight: ppm(weight), mirror: ppm(mirror), weightSinceMs: START });
    return standing(live, START + HOUR).what;
  };

  it('names the stage that is more than a share of traffic', () => {
    expect(at(0, 0, 200_000)).toBe('v42 answers copies of 20 % of the requests, which no user sees. All traffic is on v41.');
    expect(at(0, 0, 0)).toBe('v42 is being readied. All traffic is on v41.');
    expect(at(1, 500_000, 0)).toBe('v42 is compared at a fixed share. v42 has 50 % of the traffic for 1 h, v41 serves the rest.');
    expect(at(2, 500_000, 0)).toBe('v42 waits for a person\'s approval. v42 has 50 % of the traffic for 1 h, v41 serves the rest.');
  });

  it('asks for a person where the traffic was taken away for good', () => {
    const spent = withRollout(aTarget().state, { weight: ppm(0), firstWeight: ppm(10_000) });
    expect(standing(spent, START + HOUR)).toEqual({ mood: 'stop', what: 'v42 gets no traffic any more. All traffic is on v41.', why: 'A person decides.' });
  });
});

describe('followedWords', () => {
  it('says what was found and what was done', () => {
    const news = { version: 'v42', worse: ['accuracy', 'refunds'], why: 'v41 serves again' } as const;
    expect(followedWords({ ...news, kind: 'restored' })).toBe('Labels that came in after the end say that v42 is worse in accuracy and refunds. It was taken out again: v41 serves again.');
    expect(followedWords({ ...news, kind: 'told', why: 'the policy asks to tell' })).toContain('It was not taken out (the policy asks to tell): a person decides.');
  });
});

describe('utcMoment, minuteOfWeek and weekMoment', () => {
  it('name a day only where it is another', () => {
    expect([2, 26, 24 * 8].map((hours) => utcMoment(START + hours * HOUR, START))).toEqual(['16:00', 'Tue 16:00', '17 Mar 14:00']);
    expect([0, 86_400_000 * 4, Date.UTC(2026, 2, 16, 7, 5)].map(minuteOfWeek)).toEqual([3 * 1440, 0, 425]);
    expect([0, 425, 6 * 1440 + 1439].map(weekMoment)).toEqual(['Mon 00:00', 'Mon 07:05', 'Sun 23:59']);
  });
});
