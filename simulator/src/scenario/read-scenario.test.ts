import { describe, expect, it } from 'vitest';
import { formatScenarioMistakes, readScenario } from './read-scenario.ts';
import { DEFAULT_SCENARIO } from './default-scenario.ts';

const HEAD = 'scenario: 1\npolicy: web\ndepth: tick\n';

function mistakes(text: string): readonly string[] {
  const reading = readScenario({ file: 'worst.yaml', text });
  return reading.kind === 'mistakes' ? reading.mistakes.map(({ place, code, subject, text: says }) => `${place.line}:${place.column} ${code} ${subject}: ${says}`) : [];
}

describe('readScenario', () => {
  it('is the plain scenario where nothing else is said', () => {
    expect(readScenario({ file: 'plain.yaml', text: HEAD })).toEqual({ kind: 'scenario', file: { policy: 'web', breaks: '', depth: 'tick', scenario: DEFAULT_SCENARIO } });
  });

  it('reads units, kinds with and without parts, and beginnings', () => {
    const text = `${HEAD}horizon: 2h
traffic: {requests: 0.05/s, shape: {day: {peakToTrough: 3x, starts: 10h}}, segments: [region=west 20% to 70%, region=east 80% to 30%]}
baseline: {errors: 1%, judge: {score: {mean: 0.8, sd: 0.1}}}
candidate:
  - crash
  - worse: {on: all errors, factor: 2x, since: promotion, from: 2m}
  - worse-in: {segment: region=west, on: errors, points: 1 point}
faults:
  - metrics-clock: {at: 5m, for: 1h, ahead: -2m}
  - person-aborts: {at: 10m}
runner: {mode: tick, lateMedian: 40m, missing: 20%, person: {approves: {after: 10m}}}
router: {step: 0.1%, canMirror: false, settles: 30s}
`;
    expect(mistakes(text)).toEqual([]);
    const reading = readScenario({ file: 'full.yaml', text });
    expect(reading.kind === 'scenario' ? reading.file.scenario : reading).toMatchObject({
      horizonMs: 7_200_000,
      traffic: { requestsPerSecond: 0.05, shape: { kind: 'day', peakToTrough: 3, weekendRatio: 1, startsAtMs: 36_000_000 }, segments: [{ dimension: 'region', value: 'west', share: 0.2, shareAtEnd: 0.7 }, { value: 'east' }] },
      baseline: { errors: { kind: 'ratio', ratio: 0.01 }, judge: { kind: 'score', mean: 0.8, sd: 0.1 } },
      behaviours: [
        { kind: 'crash', pods: 1, loopMs: 'none', arm: 'candidate', since: 'start', fromMs: 0, forMs: 'ever' },
        { kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 2, points: 0, since: 'promotion', fromMs: 120_000 },
        { kind: 'worse-in', on: { kind: 'check', name: 'errors' }, segment: 'region=west', points: 0.01 },
      ],
      faults: [{ kind: 'metrics-clock', atMs: 300_000, forMs: 3_600_000, aheadMs: -120_000 }, { kind: 'person-aborts', atMs: 600_000, forMs: 0 }],
      runner: { mode: 'tick', lateMedianMs: 2_400_000, missing: 0.2, person: { kind: 'approves', afterMs: 600_000 } },
      router: { stepPpm: 1_000, canMirror: false, settlesAfterMs: 30_000 },
    });
  });

  it('tells all mistakes at once, each with its place and what is accepted', () => {
    const text = `scenario: 1
policy: wbe
dept: tick
horizon: 7200
traffic: {requests: 50, dispersion: 0.5}
candidate:
  - worse: {on: errors, factor: 2, sinse: promotion}
  - explode
faults:
  - router-unavailable
  - {router-late: {for: 1m, by: 5m}, at: 3m}
`;
    expect(mistakes(text)).toMatchInlineSnapshot(`
      [
        "1:1 RMP303 depth: \`depth\` is missing. Accepted: decide, tick, run, bundle.",
        "2:9 RMP305 policy: "wbe" is not a built-in policy or a path. Did you mean web? Accepted: web, small, signals, labelled, shadowed, ladder, rolling, switched, split, sticky, scheduled, sticky-requests, guarded, eager, shy, no-holdback.",
        "3:1 RMP302 dept: there is no key "dept" here. Did you mean depth? Accepted: scenario, policy, breaks, depth, seed, run, name, about, horizon, heals, traffic, baseline, candidate, faults, runner, router.",
        "4:10 RMP306 horizon: a duration needs its unit (ms, s, m, h, d), got "7200". Accepted: a duration with its unit (ms, s, m, h, d), e.g. 10m.",
        "5:21 RMP306 traffic.requests: a rate needs its unit (/s), got "50". Accepted: a rate, e.g. 0.5/s.",
        "5:37 RMP307 traffic.dispersion: this number is out of range, got "0.5". Accepted: a number from 1 to 1000000000.",
        "7:33 RMP306 candidate[0].worse.factor: a factor needs its unit (x), got "2". Accepted: a factor, e.g. 2x.",
        "7:36 RMP302 candidate[0].worse.sinse: there is no key "sinse" here. Did you mean since? Accepted: on, factor, points, arm, since, from, for.",
        "8:5 RMP305 candidate[1]: "explode" is not a behaviour of the model. Accepted: crash, intermittent, worse, worse-in, slower, leak, cold-start, skew, wins-own-metric, feedback, overload.",
        "10:5 RMP303 faults[0].router-unavailable.for: \`for\` is missing. Accepted: a duration with its unit (ms, s, m, h, d), e.g. 10m.",
        "11:5 RMP304 faults[1]: this has the wrong shape, got a mapping. Accepted: a fault, e.g. {router-unavailable: {at: 10m, for: 5m}}.",
      ]
    `);
  });

  it.each([
    ['', ['1:1 RMP303']],
    ['[1, 2]', ['1:1 RMP304']],
    ['scenario: 2\npolicy: web\ndepth: tick', ['1:11 RMP301']],
    [`${HEAD}depth: tick`, ['4:1 RMP105']],
    [`${HEAD}traffic: {a: [`, ['4:15 RMP103']],
    [`${HEAD}traffic: !!js/function x`, ['4:24 RMP107']],
    ['scenario: 1\npolicy: /etc/passwd.yaml\ndepth: tick', ['2:9 RMP308']],
    [`${HEAD}seed: 4294967296`, ['4:7 RMP307']],
    [`${HEAD}seed: 0x10`, ['4:7 RMP306']],
    [`${HEAD}traffic: {segments: [region=west 20%]}`, ['4:21 RMP309']],
    [`${HEAD}candidate: [worse-in: {segment: region=west, on: errors, factor: 2x}]`, ['4:13 RMP309']],
    [`${HEAD}router: {step: 0.00001%}`, ['4:16 RMP307']],
    [`${HEAD}baseline: {__proto__: 1%}`, ['4:12 RMP106']],
  ])('refuses %j', (text, expected) => {
    expect(mistakes(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(expect.arrayContaining(expected));
  });

  it('shows a mistake with its line', () => {
    const reading = readScenario({ file: 'worst.yaml', text: `${HEAD}horizon: 2` });
    expect(reading.kind === 'mistakes' ? formatScenarioMistakes(reading.mistakes) : '').toMatchInlineSnapshot(`
      "worst.yaml:4:10 RMP306 horizon: a duration needs its unit (ms, s, m, h, d), got "2". Accepted: a duration with its unit (ms, s, m, h, d), e.g. 10m.
        3 | depth: tick
        4 | horizon: 2
          |          ^"
    `);
  });
});
