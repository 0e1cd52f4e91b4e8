import { describe, expect, it } from 'vitest';
import { checkOf, policyOf, read, saidAbout } from '../test/reading.ts';
import { expandPolicy } from './expand-policy.ts';

const LABELS = '{http: "http://l"}';
const SOURCE = { kind: 'http', url: 'http://l' };
const QUESTION = { source: SOURCE, everyMs: 900_000, matureMs: 172_800_000 };

/** What is said about one check. */
function said(check: string): readonly string[] {
  return saidAbout({ checks: `checks: {x: ${check}, latency: default}`, plan: 'plan: [shadow, ramp: {sticky: user}]' });
}

describe('readPolicy: a check with the defaults of what it looks at', () => {
  it.each([
    ['{share: m, where: \'a="b"\'}', { kind: 'share', metric: 'm', among: [], where: [{ label: 'a', op: '=', pattern: 'b' }], unit: 'requests' }, { kind: 'factor', factor: 1.25 }, 'worse', 'rollback'],
    ['{time: m_seconds}', { kind: 'time', metric: 'm_seconds', where: [] }, { kind: 'factor', factor: 1.25 }, 'worse', 'rollback'],
    ['{score: m, better: higher}', { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 }, { kind: 'points', ratio: 0.02 }, 'worse', 'hold'],
    [`{score: {labels: ${LABELS}}, mature: 2d, better: lower, range: -1 to 1}`, { kind: 'score', origin: { kind: 'labels', ...QUESTION }, low: -1, high: 1 }, { kind: 'points', ratio: 0.02 }, 'worse', 'hold'],
    [`{labels: ${LABELS}, mature: 2d}`, { kind: 'labels', ...QUESTION }, { kind: 'factor', factor: 1.1 }, 'worse', 'hold'],
    [`{pairs: ${LABELS}, mature: 2d}`, { kind: 'pairs', ...QUESTION }, { kind: 'factor', factor: 1.25 }, 'worse', 'hold'],
    [`{calibration: ${LABELS}, mature: 2d}`, { kind: 'calibration', ...QUESTION }, { kind: 'points', ratio: 0.02 }, 'both', 'hold'],
    ['{bins: m}', { kind: 'bins', metric: 'm', where: [], by: 'le', against: { kind: 'stable' } }, { kind: 'factor', factor: 1.25 }, 'both', 'hold'],
    ['{level: m, limit: 8GiB}', { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } }, { kind: 'none' }, 'worse', 'stepBack'],
  ])('%s', (written, signal, worseBy, sides, then) => {
    expect(checkOf(written)).toMatchObject({ name: 'x', signal, worseBy, sides, then, gap: { kind: 'none' }, slices: [], independent: false });
  });
});

describe('readPolicy: what a check may say', () => {
  it.each([
    ['{share: m, among: \'handler="/predict",method!="GET"\', where: \'a="b"\'}', { signal: { among: [{ label: 'handler', op: '=', pattern: '/predict' }, { label: 'method', op: '!=', pattern: 'GET' }], where: [{ label: 'a', op: '=', pattern: 'b' }] } }],
    ['{share: m, where: \'a="b"\', count: users, independent: true}', { signal: { unit: 'users' }, independent: true }],
    ['{share: m, where: \'a="b"\', better: higher, limit: 5%}', { better: 'higher', limit: { kind: 'share', ratioMax: 0.05 } }],
    ['{share: m, where: \'a="b"\', slices: [region], gapBy: 2 points}', { slices: ['region'], gap: { kind: 'points', ratio: 0.02 } }],
    ['{share: m, where: \'a="b"\', differsBy: 15%}', { worseBy: { kind: 'factor', factor: 1.15 }, sides: 'both' }],
    ['{share: m, where: \'a="b"\', worseBy: none, limit: 5%}', { worseBy: { kind: 'none' }, sides: 'worse', limit: { ratioMax: 0.05 } }],
    ['{share: m, where: \'a="b"\', differsBy: none, then: tell}', { worseBy: { kind: 'none' }, sides: 'worse', then: 'tell' }],
    ['{time: m, limit: {p99.9: 80ms}, worseBy: 1.5x, then: stepBack}', { worseBy: { factor: 1.5 }, limit: { kind: 'time', quantile: 0.999, msMax: 80 }, then: 'stepBack' }],
    ['{score: m, range: 1 to 5, better: higher, limit: {mean: 4}}', { signal: { low: 1, high: 5 }, better: 'higher', limit: { kind: 'share', ratioMax: 0.75 } }],
    [`{pairs: ${LABELS}, mature: 1h, every: 30m, limit: 3%}`, { signal: { everyMs: 1_800_000, matureMs: 3_600_000 }, limit: { kind: 'share', ratioMax: 0.03 } }],
    ['{labels: {command: [node, labels.js]}, mature: 0s, worseBy: 1 point}', { signal: { source: { kind: 'command', argv: ['node', 'labels.js'] }, matureMs: 0 }, worseBy: { kind: 'points', ratio: 0.01 } }],
    ['{bins: m, by: decision, against: {reference: {a: 20%, "0.5": 79.5%, c: 0.5%}}}', { signal: { by: 'decision', against: { kind: 'reference', shares: { a: 0.2, '0.5': 0.795, c: 0.005 } } } }],
    ['{bins: m, against: {reference: {"0.5": 90%, "+Inf": 10%}}}', { signal: { by: 'le', against: { shares: { '0.5': 0.9, '+Inf': 0.1 } } } }],
    ['{bins: m, differsBy: 2 points, then: rollback}', { worseBy: { kind: 'points', ratio: 0.02 }, sides: 'both', then: 'rollback' }],
    ['{level: m, limit: 500MB}', { limit: { kind: 'level', max: 500_000_000 } }],
    ['{level: m, limit: {level: 0.8}}', { limit: { kind: 'level', max: 0.8 } }],
    ['{level: m, where: \'a="b"\', growsBy: 5% per hour, worseBy: 2x}', { signal: { where: [{ label: 'a' }], growth: { kind: 'perHour', ratioMax: 0.05 } }, worseBy: { factor: 2 } }],
  ])('%s', (written, parts) => {
    expect(checkOf(written)).toMatchObject(parts);
  });
});

describe('readPolicy: what a share is a share of', () => {
  const narrowed = 'checks: {errors: {among: \'handler="/predict"\'}}';

  it('narrows errors, which keep the rest of their defaults', () => {
    expect(policyOf(read({ checks: narrowed })).checks[0]?.signal).toMatchObject({ metric: 'http_requests_total', among: [{ label: 'handler', op: '=', pattern: '/predict' }], where: [{ label: 'code', op: '=~', pattern: '5..' }] });
  });

  it('is laid under a policy by its defaults file, unless that names another counter', () => {
    const amongOf = (checks: string): unknown => policyOf(read({ checks }, `rampart: 1\n${narrowed}\n`)).checks.find(({ name }) => name === 'errors')?.signal;
    expect(amongOf('checks: {errors: {worseBy: 2x}}')).toMatchObject({ among: [{ pattern: '/predict' }] });
    expect(amongOf('checks: {errors: {share: m, where: \'a="b"\'}}')).toMatchObject({ among: [] });
  });

  it('is written out only where something is said', () => {
    expect(expandPolicy(policyOf(read({ checks: narrowed })))).toContain('among: handler="/predict"');
    expect(expandPolicy(policyOf(read({ checks: 'checks: {errors: default}' })))).not.toContain('among');
  });
});

describe('readPolicy: what no check can mean', () => {
  it.each([
    // A key of another kind of check.
    ['{time: m, among: \'handler="/predict"\'}', /^RMP129 checks\.x\.among: `among` says what a share is a share of, and here `where` alone.*where: 'handler="\/predict"'/],
    ['{score: m, better: lower, among: \'a="b"\'}', /^RMP129 checks\.x\.among: .*`where` alone/],
    ['{bins: m, among: \'a="b"\'}', /^RMP129 checks\.x\.among: .*`where` alone/],
    ['{level: m, limit: 8GiB, among: \'a="b"\'}', /^RMP129 checks\.x\.among: .*`where` alone/],
    [`{labels: ${LABELS}, mature: 2d, among: 'a="b"'}`, /^RMP129 checks\.x\.among: .*`among` with share/],
    ['{share: m, among: \'a="b"\'}', /^RMP111 checks\.x\.where: missing/],
    ['{share: m, among: \'handler=~"(/a)+"\', where: \'a="b"\'}', /^RMP121 checks\.x\.among: .*not part of the pattern language/],
    ['{share: m, among: \'\', where: \'a="b"\'}', /^RMP121 checks\.x\.among/],
    ['{time: m, mature: 2d}', /^RMP129 checks\.x\.mature: `mature` means nothing for a check of time\. Accepted: `mature` with labels, pairs/],
    ['{time: m, count: users}', /^RMP129 checks\.x\.count: .*`count` with share/],
    ['{score: m, better: lower, independent: true}', /^RMP129 checks\.x\.independent: values are not events/],
    ['{score: m, better: lower, mature: 2d}', /^RMP129 checks\.x\.mature/],
    [`{score: {labels: ${LABELS}}, mature: 2d, better: lower, where: 'a="b"'}`, /^RMP129 checks\.x\.where: `where` picks series/],
    [`{labels: ${LABELS}, mature: 2d, better: higher}`, /^RMP129 checks\.x\.better: labels count wrong answers/],
    [`{calibration: ${LABELS}, mature: 2d, limit: 5%}`, /^RMP129 checks\.x\.limit: how often it comes true/],
    [`{calibration: ${LABELS}, mature: 2d, worseBy: 2 points}`, /^RMP129 checks\.x\.worseBy: too sure and too unsure.*`differsBy: 2 points`/],
    [`{calibration: ${LABELS}, mature: 2d, slices: [region]}`, /^RMP129 checks\.x\.slices: the parts that are judged are the tenths/],
    ['{bins: m, worseBy: 25%}', /^RMP129 checks\.x\.worseBy: no bin is better or worse/],
    ['{bins: m, slices: [region]}', /^RMP129 checks\.x\.slices: the bins are the parts/],
    ['{bins: m, limit: 5%}', /^RMP129 checks\.x\.limit: a limit of one bin is a check of its own/],
    ['{bins: m, better: higher}', /^RMP129 checks\.x\.better/],
    ['{level: m, limit: 8GiB, differsBy: 25%}', /^RMP129 checks\.x\.differsBy: to need less than stable is no trouble/],
    ['{level: m, limit: 8GiB, better: higher}', /^RMP129 checks\.x\.better: a level is held below its limit/],
    ['{level: m, limit: 8GiB, slices: [region]}', /^RMP129 checks\.x\.slices: a gauge belongs to a pod/],
    ['{share: m, where: \'a="b"\', growsBy: 5% per hour}', /^RMP129 checks\.x\.growsBy: .*`growsBy` with level/],
    ['{share: m, where: \'a="b"\', by: decision}', /^RMP129 checks\.x\.by: .*`by` with bins/],
    ['{share: m, where: \'a="b"\', range: 0 to 1}', /^RMP129 checks\.x\.range: .*`range` with score/],
    ['{bins: m, by: decision, where: \'decision="block"\'}', /^RMP129 checks\.x\.where: decision names the parts that are compared/],
    ['{time: m, where: \'le="0.5"\'}', /^RMP129 checks\.x\.where: le names the parts/],
    // Too much or too little.
    ['{share: m, where: \'a="b"\', worseBy: 5%, differsBy: 5%}', /^RMP123 checks\.x\.differsBy: a check is worse in one direction or different in either/],
    ['{share: m, bins: n, where: \'a="b"\'}', /^RMP123 checks\.x: a check looks at one thing, not at share and bins/],
    ['{score: m}', /^RMP111 checks\.x\.better: missing: guessed wrong, a better model would be sent back\. Accepted: `better: higher` for a judge/],
    ['{share: m, where: \'a="b"\', gapBy: 2 points}', /^RMP111 checks\.x\.slices: missing: a gap is one between slices/],
    [`{pairs: ${LABELS}}`, /^RMP111 checks\.x\.mature: missing: labels that are asked for before/],
    [`{score: {labels: ${LABELS}}, better: lower}`, /^RMP111 checks\.x\.mature: missing: labels that are asked for before/],
    // Values of the wrong kind, or that mean nothing.
    ['{share: m, where: \'a="b"\', limit: 8GiB}', /^RMP130 checks\.x\.limit: .*a share of requests, e\.g\. 5%/],
    ['{share: m, where: \'a="b"\', limit: {level: 5}}', /^RMP130 checks\.x\.limit/],
    ['{time: m, limit: {mean: 5}}', /^RMP130 checks\.x\.limit: .*\{p99: 80ms\}/],
    ['{level: m, limit: 5%}', /^RMP130 checks\.x\.limit: .*8GiB, or a number in the unit of the gauge, e\.g\. \{level: 500\}/],
    ['{level: m, limit: {p99: 80ms}}', /^RMP130 checks\.x\.limit/],
    ['{score: m, better: higher, limit: 80%}', /^RMP130 checks\.x\.limit: .*\{mean: 0\.8\}/],
    ['{level: m, limit: 500}', /^RMP113 checks\.x\.limit: a bare number has no unit, got 500.*\{level: 500\}/],
    ['{level: m, limit: {level: 0}}', /^RMP118 checks\.x\.limit\.level/],
    ['{level: m, limit: {level: "500"}}', /^RMP117 checks\.x\.limit\.level: this is a text/],
    ['{level: m, limit: {level: 5, mean: 4}}', /^RMP130 checks\.x\.limit: a check has one limit/],
    ['{score: m, better: higher, limit: {mean: 1}}', /^RMP118 checks\.x\.limit\.mean: this is not within the range.*0 to 1/],
    ['{score: m, better: higher, range: 1 to 5, worseBy: 25%}', /^RMP118 checks\.x\.worseBy: percent of a score that does not begin at 0 mean nothing/],
    ['{score: m, better: higher, range: 5 to 1}', /^RMP116 checks\.x\.range: a range begins with its lower end/],
    ['{level: m, worseBy: 1 point}', /^RMP118 checks\.x\.worseBy: a gauge is no share/],
    [`{calibration: ${LABELS}, mature: 2d, differsBy: 5%}`, /^RMP118 checks\.x\.differsBy: a probability is off by points/],
    ['{level: m, growsBy: 5%}', /^RMP116 checks\.x\.growsBy: growth is said per hour/],
    ['{share: m, where: \'a="b"\', slices: [r], gapBy: 5%}', /^RMP116 checks\.x\.gapBy/],
    ['{share: m, where: \'a="b"\', independent: sure}', /^RMP115 checks\.x\.independent: this is neither true nor false/],
    ['{bins: m, against: {reference: {low: 20%, high: 80%}}}', /^RMP119 checks\.x\.against\.reference\.low: no bucket of a histogram has this name/],
    ['{bins: m, against: {reference: {"0.50": 20%, "+Inf": 80%}}}', /^RMP119 checks\.x\.against\.reference\.0\.50: no bucket/],
    ['{bins: m, against: {reference: {a: 20%, b: 70%}}}', /^RMP118 checks\.x\.against\.reference: the shares add up to 100% less 10%/],
    ['{bins: m, against: {reference: {a: 60%, b: 70%}}}', /^RMP118 checks\.x\.against\.reference: the shares add up to 100% and 30%/],
    ['{bins: m, against: {reference: {a: 100%}}}', /^RMP118 checks\.x\.against\.reference: one bin alone/],
    ['{bins: m, against: {reference: {0.5: 50%, 1: 50%}}}', /^RMP106 .*not text to YAML/],
    ['{bins: m, against: yesterday}', /^RMP115 checks\.x\.against: unknown word/],
    // Nothing that could make it act.
    ['{level: m}', /^RMP135 checks\.x: nothing could ever make this check step back: .*limit: 8GiB, growsBy: 5% per hour or worseBy: 25%, or `then: tell`/],
    ['{share: m, where: \'a="b"\', worseBy: none}', /^RMP135 checks\.x: .*roll back: .*worseBy: 25%/],
    ['{bins: m, differsBy: none}', /^RMP135 checks\.x: .*hold: .*differsBy: 25%/],
  ])('%s', (written, says) => {
    const found = said(written);
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });

  it('does not stop at the first check with a mistake', () => {
    const found = saidAbout({ checks: 'checks: {a: {level: m}, b: {score: m, better: worse}, c: {bins: m, differsBy: 5}, d: {time: m, limit: 5%}}' });
    expect(found.map((text) => text.slice(0, text.indexOf(':')))).toEqual(['RMP135 checks.a', 'RMP115 checks.b.better', 'RMP113 checks.c.differsBy', 'RMP130 checks.d.limit']);
  });
});
