import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as prop } from '@fast-check/vitest';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aProfile, countTraffic, levelTraffic, timeTraffic } from '../../test/a-profile.ts';
import { readProfile } from './read-profile.ts';
import { profileFileOf, type TrafficProfile } from './traffic-profile.ts';
import { writeProfile } from './write-profile.ts';

const FULL = aProfile({
  checks: { errors: countTraffic({ labels: [{ label: 'handler', value: '__proto__"\n', trials: 10, events: 1 }] }), latency: timeTraffic({ pods: [{ trials: 10_000, withinBound: [5_000, 9_500, 9_950, 9_999, 10_000] }] }), memory: levelTraffic() },
  requestsPerMinute: { mean: 3.25, low: { kind: 'known', perMinute: 0.5 } },
  users: { kind: 'seen', distinct: 900, heaviestShare: 0.12 },
  shape: { kind: 'week', peakToTrough: 3.5, weekendRatio: 0.6 },
  dispersion: { kind: 'measured', varianceOverMean: 12.5, spanMs: 15_000 },
  errorBursts: { kind: 'measured', meanRequests: 2.5, spanMs: 60_000 },
  labelDelay: { kind: 'measured', p50Ms: 3_600_000, p90Ms: 86_400_000, p99Ms: 172_800_000 },
});

function mistakesOf(text: string): readonly string[] {
  const reading = readProfile({ file: 'fraud.traffic.json', text });
  return reading.kind === 'mistakes' ? reading.mistakes.map(({ code, subject, place, text: says }) => `${place.line}:${place.column} ${code} ${subject}: ${says}`) : [];
}

/** The text of a full profile with one piece replaced. */
function changed(from: string | RegExp, to: string): string {
  const text = writeProfile(FULL);
  const other = text.replace(from, to);
  if (other === text) throw new Error(`${String(from)} is not in the profile`);
  return other;
}

describe('readProfile', () => {
  it('reads what was written', () => {
    expect(readProfile({ file: 'x', text: writeProfile(FULL) })).toEqual({ kind: 'profile', profile: FULL });
  });

  const count = fc.integer({ min: 0, max: 1e9 });
  const counted = fc.tuple(count, count).map(([a, b]) => ({ trials: Math.max(a, b), events: Math.min(a, b) }));
  const traffic = fc.oneof(
    fc.record({ counted, pods: fc.array(counted, { maxLength: 3 }), labels: fc.array(fc.record({ label: fc.string({ maxLength: 20 }), value: fc.string({ maxLength: 20 }), counted }), { maxLength: 3 }) }).map(({ counted: all, pods, labels }) => countTraffic({ ...all, pods, labels: labels.map(({ label, value, counted: one }) => ({ label, value, ...one })) })),
    fc.record({ mean: fc.double({ noNaN: true, noDefaultInfinity: true }), max: fc.integer() }).map(({ mean, max }) => levelTraffic({ mean: mean + 0, max })),
  );
  const span = fc.integer({ min: 1, max: 1e9 });
  const ratio = fc.double({ min: 1, max: 1e6, noNaN: true });
  const unknown = fc.constant({ kind: 'unknown' } as const);
  const history = fc.record<Pick<TrafficProfile, 'shape' | 'dispersion' | 'errorBursts' | 'labelDelay'>>({
    shape: fc.oneof(unknown, fc.constant({ kind: 'flat' } as const), fc.record({ kind: fc.constant('day' as const), peakToTrough: ratio, weekendRatio: fc.constant(1) }), fc.record({ kind: fc.constant('week' as const), peakToTrough: ratio, weekendRatio: ratio })),
    dispersion: fc.oneof(unknown, fc.record({ kind: fc.constant('measured' as const), varianceOverMean: ratio, spanMs: span })),
    errorBursts: fc.oneof(unknown, fc.record({ kind: fc.constant('measured' as const), meanRequests: ratio, spanMs: span })),
    labelDelay: fc.oneof(unknown, fc.tuple(span, span, span).map(([a, b, c]) => ({ kind: 'measured' as const, p50Ms: a, p90Ms: a + b, p99Ms: a + b + c }))),
  });
  prop.prop([history], { seed: 7, numRuns: 300 })('reads any history as it was written', (parts) => {
    const profile = aProfile(parts);
    expect(readProfile({ file: 'x', text: writeProfile(profile) })).toEqual({ kind: 'profile', profile });
  });

  it('reads a profile from before there were histories', () => {
    const reading = readProfile({ file: 'x', text: writeProfile(aProfile()) });
    expect(reading).toMatchObject({ kind: 'profile', profile: { shape: { kind: 'unknown' }, dispersion: { kind: 'unknown' }, errorBursts: { kind: 'unknown' }, labelDelay: { kind: 'unknown' } } });
    expect(writeProfile(aProfile())).not.toMatch(/shape|dispersion|errorBursts|labelDelay/);
  });

  prop.prop([fc.record({ errors: traffic, ['a-b']: traffic }), fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1e6, noNaN: true })], { seed: 5, numRuns: 300 })('reads any profile as it was written', (checks, step, mean) => {
    const profile: TrafficProfile = aProfile({ checks, routerStep: ppm(step), requestsPerMinute: { mean: mean + 0, low: { kind: 'unknown' } } });
    expect(readProfile({ file: 'x', text: writeProfile(profile) })).toEqual({ kind: 'profile', profile });
  });

  it.each<readonly [string, string, readonly RegExp[]]>([
    ['no JSON', 'target: fraud-prod', [/^1:1 RMP103 .*not a traffic profile in JSON/]],
    ['nothing', '', [/^1:1 RMP103 /]],
    ['a list', '[1]', [/^1:1 RMP103 .*it is no object/]],
    ['an empty object', '{}', ['trafficProfile', 'target', 'measured', 'requestsPerMinute', 'routerStepPpm', 'checks'].map((key) => new RegExp(`RMP111 ${key}: missing`))],
    ['another version', changed('"trafficProfile": 1', '"trafficProfile": 2'), [/^2:21 RMP109 trafficProfile: this version/]],
    ['an unknown key', changed('"target"', '"tarjet": 1, "target"'), [/^3:3 RMP110 tarjet: .*Did you mean target\?/]],
    ['a ratio that contradicts its counts', changed('"ratio": 0.01', '"ratio": 0.4'), [/RMP118 checks\.errors\.ratio: this is not events \/ trials, got 0\.4/]],
    ['more events than trials', changed('"events": 1\n', '"events": 11\n'), [/RMP118 checks\.errors\.labels\[0\]\.events: more events than trials, got 11/]],
    ['a fraction of a request', changed('"trials": 12096000', '"trials": 1.5'), [/RMP117 checks\.errors\.trials/]],
    ['counts that shrink', changed('9500', '4000'), [/RMP118 checks\.latency\.withinBound\[1\]/]],
    ['a bound twice', changed('0.05', '0.025'), [/RMP118 checks\.latency\.boundsSeconds\[1\]/]],
    ['a check of an unknown kind', changed('"kind": "level"', '"kind": "lever"'), [/RMP115 checks\.memory\.kind: .*Did you mean level\?/]],
    ['a time that ends before it begins', changed('2026-03-15', '2026-02-15'), [/RMP118 measured\.to/]],
    ['a low hour above the mean', changed('"low": 0.5', '"low": 5'), [/RMP118 requestsPerMinute\.low/]],
    ['a peak under the trough', changed('"peakToTrough": 3.5', '"peakToTrough": 0.5'), [/RMP118 shape\.peakToTrough/]],
    ['a flat shape with a peak', changed('"kind": "week"', '"kind": "flat"'), [/RMP118 shape\.peakToTrough: a flat shape has no ratio/]],
    ['a day with a weekend', changed('"kind": "week"', '"kind": "day"'), [/RMP118 shape\.weekendRatio: a day has no weekend/]],
    ['a shape without its ratios', changed(/"kind": "week",[^}]*}/, '"kind": "week"}'), [/RMP111 shape\.peakToTrough: missing/]],
    ['requests that come more evenly than chance', changed('"varianceOverMean": 12.5', '"varianceOverMean": 0.9'), [/RMP118 dispersion\.varianceOverMean/]],
    ['a dispersion over nothing', changed('"spanSeconds": 15', '"spanSeconds": 0'), [/RMP118 dispersion\.spanSeconds/]],
    ['half a request that fails', changed('"meanRequests": 2.5', '"meanRequests": 0.5'), [/RMP118 errorBursts\.meanRequests/]],
    ['more labels that are in sooner', changed('"p99Seconds": 172800', '"p99Seconds": 60'), [/RMP118 labelDelay\.p99Seconds: more labels cannot be in sooner, got 60/]],
    ['no step', changed('"routerStepPpm": 1000', '"routerStepPpm": 0'), [/RMP117 routerStepPpm/]],
  ])('refuses %s', (_, text, says) => {
    const mistakes = mistakesOf(text);
    expect(mistakes).toHaveLength(says.length);
    for (const pattern of says) expect(mistakes.some((mistake) => pattern.test(mistake)), `${pattern.source} in ${mistakes.join('\n')}`).toBe(true);
  });

  it('tells all mistakes at once, in the order of the file', () => {
    const text = changed('"target": "fraud-prod"', '"target": 7').replace('"mean": 3.25', '"mean": "many"').replace('"max": 1200000000', '"most": 1');
    expect(mistakesOf(text).map((mistake) => mistake.split(':').slice(1, 2).join())).toHaveLength(4);
    expect(mistakesOf(text).map((mistake) => /RMP\d+ \S+/.exec(mistake)?.[0])).toEqual(['RMP114 target:', 'RMP112 requestsPerMinute.mean:', 'RMP111 checks.memory.max:', 'RMP110 checks.memory.most:']);
  });

  prop.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.json())], { seed: 6, numRuns: 500 })('is total: any text is a profile or mistakes', (text) => {
    const reading = readProfile({ file: 'x', text });
    if (reading.kind === 'mistakes') expect(reading.mistakes.length).toBeGreaterThan(0);
  });
});

describe('docs/traffic-profile.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/traffic-profile.md'), 'utf8');

  it('shows a profile that reads, with every key', () => {
    const [, text = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
    const reading = readProfile({ file: 'docs/traffic-profile.md', text });
    expect(reading).toMatchObject({ kind: 'profile' });
    const keys = Object.keys(JSON.parse(writeProfile(FULL)) as object);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(keys);
    for (const key of keys.slice(2)) expect(page, key).toContain(`| \`${key}\` |`);
  });
});

describe('profileFileOf', () => {
  it.each([['rampart/fraud.yaml', 'rampart/fraud.traffic.json'], ['a.b.yml', 'a.b.traffic.json']])('puts the profile of %s at %s', (policy, profile) => {
    expect(profileFileOf(policy)).toBe(profile);
  });
});
