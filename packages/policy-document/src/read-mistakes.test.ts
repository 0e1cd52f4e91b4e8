import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { mistakesOf, read } from '../test/reading.ts';
import { MISTAKE_KINDS, type MistakeName } from './mistakes/mistake-kinds.ts';
import { readPolicy } from './read-policy.ts';

/** What a case is about, on a line. */
function shown(changes: string | Readonly<Record<string, string>>): string {
  const text = typeof changes === 'string' ? changes : Object.values(changes).filter((section) => section !== '').join('; ');
  return JSON.stringify(text.slice(0, 70));
}

describe('readPolicy: mistakes', () => {
  /** What is wrong: a whole text, or sections of a policy. Where; what is said. */
  const CASES: readonly (readonly [MistakeName, string | Readonly<Record<string, string>>, string, RegExp])[] = [
    ['file-too-large', '#'.repeat(262_145), '1:1', /262145 bytes/],
    ['yaml-syntax', { target: 'target: "fraud' }, '2:15', /^not YAML: /],
    ['yaml-syntax', { target: 'target:\n\t- x' }, '3:1', /Tabs are not allowed/],
    ['several-documents', `${aPolicyFile()}---\ntarget: other\n`, '8:1', /second document/],
    ['duplicate-key', { again: 'target: other' }, '8:1', /twice, first in line 2/],
    ['forbidden-key', { x: '__proto__: {target: evil}' }, '8:1', /__proto__/],
    ['forbidden-key', { x: 'constructor: 1' }, '8:1', /constructor/],
    ['forbidden-key', { x: '? [a, b]\n: 1' }, '8:3', /single word/],
    ['alias-or-tag', { target: 'target: &t fraud-prod' }, '2:12', /anchors/],
    ['alias-or-tag', { target: 'target: !!str fraud' }, '2:15', /tags/],
    ['alias-or-tag', { x: 'a: &a [x]', checks: 'checks: *a' }, '7:9', /aliases/],
    ['alias-or-tag', { x: '<<: {target: x}' }, '8:1', /merge keys/],
    ['nested-too-deeply', { x: `plan: ${'['.repeat(22)}${']'.repeat(22)}` }, '8:27', /at most 20 levels/],
    ['nested-too-deeply', '['.repeat(200_000), '1:101', /at most 20 levels/],
    ['nested-too-deeply', '- '.repeat(100_000), '1:1', /at most 20 levels/],
    ['nested-too-deeply', Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), '22:22', /at most 20 levels/],
    ['wrong-version', { rampart: 'rampart: "1"' }, '1:10', /`rampart: 1`/],
    ['unknown-key', { promise: 'promise: {badRequests: 1, falseAlarm: 1%}' }, '6:27', /Did you mean falseAlarms\?/],
    ['missing-key', { promise: 'promise: {falseAlarms: 1%}' }, '6:1', /whole number/],
    ['missing-key', { checks: 'checks: {busy: {share: x}}' }, '7:10', /every request counts/],
    ['missing-key', { checks: 'checks: {accuracy: {labels: {http: "http://l"}}}' }, '7:10', /before they are final/],
    ['missing-key', { checks: 'checks: {errors: off}' }, '7:1', /nothing could be decided/],
    ['wrong-type', { promise: 'promise: 5%' }, '6:10', /a mapping, e.g./],
    ['wrong-type', '- a\n- b\n', '1:1', /not a policy, got a list/],
    ['bare-number', { promise: 'promise: {badRequests: 1, falseAlarms: 5}' }, '6:40', /got 5\. Write 5%\./],
    ['bare-number', { promise: 'promise: {badRequests: 1, decideWithin: "10"}' }, '6:41', /Write 10s or 10m\./],
    ['bare-number', { checks: 'checks: {latency: {limit: {p99: 80}}}' }, '7:33', /Write 80ms or 80s\./],
    ['bare-number', { checks: 'checks: {errors: {limit: 5}}' }, '7:26', /Write 5%\./],
    ['bare-number', { checks: 'checks: {errors: {worseBy: 25}}' }, '7:28', /Write 25% or 25x\./],
    ['not-text', { model: 'model: {gto: 1.10}' }, '3:14', /got 1\.10\. Write "1\.10" with quotes\./],
    ['not-text', { target: 'target: true' }, '2:9', /true or false/],
    ['not-text', { serve: 'serve: {command: [node, 8080], slots: [fraud-a, fraud-b]}' }, '4:25', /Write "8080" with quotes/],
    ['unknown-word', { x: 'onNewVersion: replcae' }, '8:15', /Did you mean replace\?/],
    ['unknown-word', { x: 'preset: quick' }, '8:9', /cautious \| standard \| fast/],
    ['bad-unit', { x: 'plan: [ramp, bake: 1w]' }, '8:20', /"w" is not a unit/],
    ['bad-unit', { checks: 'checks: {m: {level: x, limit: 8Gi}}' }, '7:31', /"Gi" is not a unit of a size, GiB is/],
    ['bad-unit', { x: 'people: {quiet: Fri 16:00 to Mon 08:00 CET}' }, '8:17', /does not say when summer time begins/],
    ['bad-count', { promise: 'promise: {badRequests: 0}' }, '6:24', /from 1 to/],
    ['bad-count', { promise: 'promise: {badRequests: "100"}' }, '6:24', /got "100"/],
    ['out-of-range', { x: 'plan: [ramp, bake: {holdback: 100%}]' }, '8:31', /below 100%/],
    ['out-of-range', { x: 'plan: [ramp: {weights: [5%, 100%]}]' }, '8:29', /below 100%/],
    ['bad-unit', { x: 'plan: [ramp: {weights: [5%, 120%]}]' }, '8:29', /at most 100%/],
    ['out-of-range', { x: 'plan: [ramp: {instances: 8, upTo: 5%}]' }, '8:35', /upTo: 12\.5%/],
    ['out-of-range', { x: 'expert: {block: 1m, grid: 30s}' }, '8:27', /at least block \(1m\)/],
    ['bad-name', { target: 'target: fraud prod' }, '2:9', /target name/],
    ['bad-name', { checks: 'checks: {errors: {slices: [le]}}' }, '7:28', /buckets/],
    ['bad-name', { checks: 'checks: {"a b": {time: x}}' }, '7:10', /name for a check/],
    ['bad-url', { serve: 'serve: {http: "ftp://x", slots: [fraud-a, fraud-b]}' }, '4:15', /not http or https/],
    ['bad-url', { serve: 'serve: {http: "http://me:secret@x", slots: [fraud-a, fraud-b]}' }, '4:15', /no password/],
    ['bad-where', { checks: 'checks: {errors: {where: \'code=~"5[0-9]+"\'}}' }, '7:26', /"\[" is not part of the pattern language/],
    ['not-yet', { x: 'people: {page: ada}' }, '8:10', /notifications of the workflow/],
    ['not-yet', { checks: 'checks: {latency: {slices: [region]}}' }, '7:20', /no slices in this release/],
    ['one-of', { serve: 'serve: {slots: [fraud-a, fraud-b]}' }, '4:1', /neither http nor command/],
    ['one-of', { checks: 'checks: {errors: {share: x, time: y, where: \'a="b"\'}}' }, '7:10', /looks at one thing, not at share and time/],
    ['one-of', { x: 'plan: [{ramp: {upTo: 5%}, bake: 1d}]' }, '8:8', /not one stage/],
    ['repeated', { checks: 'checks: {errors: {slices: [region, region]}}' }, '7:36', /twice/],
    ['bad-slots', { serve: 'serve: {http: "http://gw", slots: [fraud-a, fraud-a]}', metrics: '', checks: 'checks: {accuracy: {labels: {http: "http://l"}, mature: 0s}}' }, '4:35', /same name/],
    ['pages-and-slots', { metrics: 'metrics: {openmetrics: {pages: {fraud-a: ["http://a/"], other: ["http://b/"]}}}' }, '5:25', /fraud-b has no pages/],
    ['no-metrics', { metrics: '' }, '6:10', /no source/],
    ['no-signal', { checks: 'checks: {accuracy: default}' }, '7:10', /accuracy needs labels/],
    ['no-signal', { checks: 'checks: {blocked: {worseBy: 5%}}' }, '7:10', /only errors and latency have a default/],
    ['key-does-not-fit', { checks: 'checks: {errors: {mature: 2d}}' }, '7:19', /`mature` means nothing for a check of share/],
    ['key-does-not-fit', { x: 'plan: [ramp: {every: 5m}]' }, '8:15', /spelled out/],
    ['key-does-not-fit', { x: 'plan: [approval: {by: ada}, ramp]' }, '8:8', /no settings/],
    ['wrong-limit', { checks: 'checks: {errors: {limit: {p99: 80ms}}}' }, '7:26', /check of share/],
    ['wrong-limit', { checks: 'checks: {latency: {limit: 5%}}' }, '7:27', /check of time/],
    ['wrong-limit', { checks: 'checks: {latency: {limit: {p99: 80ms, p50: 5ms}}}' }, '7:20', /one limit/],
    ['ladder-order', { x: 'plan: [ramp: {weights: [5%, 5%]}]' }, '8:29', /not above/],
    ['ladder-order', { x: 'plan: [ramp: {weights: []}]' }, '8:24', /no weight/],
    ['plan-order', { x: 'plan: [bake: 1d, ramp]' }, '8:18', /ramp cannot come after bake/],
    ['plan-order', { x: 'plan: [ramp, switch]' }, '8:14', /exclude each other/],
    ['plan-order', { x: 'plan: [smoke]' }, '8:7', /would never move/],
    ['plan-order', { x: 'plan: [ramp, ramp]' }, '8:14', /stands twice/],
    ['never-acts', { checks: 'checks: {errors: {worseBy: none}}' }, '7:10', /could ever make this check roll back/],
    ['broken-promise', { promise: 'promise: {badRequests: 1, catches: {errors: 2x, blocked: 2x, within: 1h}}' }, '6:49', /no check of this name/],
    ['plan-and-checks', { x: 'plan: [ramp, follow]' }, '8:14', /no check waits for labels/],
    ['plan-and-promise', { x: 'plan: [shadow: 5d, ramp]' }, '8:8', /decideWithin \(3d\) has ended the rollout/],
    ['too-many-mistakes', Array.from({ length: 150 }, (_, index) => `k${index}: 1\n`).join(''), '95:1', /more mistakes/],
  ];

  it.each(CASES.map((found) => [found[0], shown(found[1]), ...found] as const))('%s in %s', (name, _, __, changes, at, says) => {
    const text = typeof changes === 'string' ? changes : aPolicyFile(changes);
    const found = mistakesOf(text).find((mistake) => mistake.name === name && says.test(mistake.text));
    expect(found, JSON.stringify(mistakesOf(text).map((mistake) => [mistake.name, mistake.place.line, mistake.place.column, mistake.text]))).toBeDefined();
    expect({ code: found!.code, at: `${found!.place.line}:${found!.place.column}` }).toEqual({ code: MISTAKE_KINDS[name].code, at });
  });

  it('has an example above for every kind that a text can have', () => {
    const elsewhere: readonly string[] = ['unreadable-file', 'not-in-defaults'];
    expect(Object.keys(MISTAKE_KINDS).filter((kind) => !elsewhere.includes(kind) && !CASES.some(([name]) => name === kind))).toEqual([]);
  });

  it('has one code per kind', () => {
    const codes = Object.values(MISTAKE_KINDS).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('are found all at once, each in its place', () => {
    const found = mistakesOf(aPolicyFile({
      model: 'model: mlflow:fraud',
      serve: 'serve: {slots: [fraud-a, fraud-a]}',
      promise: 'promise: {badRequests: 5%, falseAlarms: 2}',
      checks: 'checks: {errors: {worsBy: 3}, accuracy: {every: 6h}, latency: {limit: {p99: 80}}}',
      plan: 'plan: [smoke, bake: 1, ramp: {weights: [5%, 1%, 200%]}]',
      people: 'people: {page: ada}',
    }));
    expect(found.map(({ name, subject }) => `${name} ${subject}`)).toEqual([
      'not-yet model',
      'one-of serve',
      'bad-slots serve.slots',
      'bad-count promise.badRequests',
      'bare-number promise.falseAlarms',
      'unknown-key checks.errors.worsBy',
      'no-signal checks.accuracy',
      'bare-number checks.latency.limit.p99',
      'bare-number plan[1].bake',
      'plan-order plan[2]',
      'ladder-order plan[2].ramp.weights[1]',
      'bad-unit plan[2].ramp.weights[2]',
      'not-yet people.page',
    ]);
  });

  it('do not call missing what was refused for another reason', () => {
    expect(mistakesOf(aPolicyFile({ x: 'a: &x 1', target: 'target: *x' })).filter(({ name }) => name === 'missing-key')).toEqual([]);
  });

  it.each([
    ['quiet', 'people'], ['page', 'people'], ['approval', 'plan'], ['shadow', 'plan'], ['catches', 'promise'], ['errors', 'checks'], ['slots', 'serve'],
  ])('of %s at the top say that it belongs into %s', (key, section) => {
    expect(mistakesOf(aPolicyFile({ x: `${key}: x` }))).toMatchObject([{ name: 'unknown-key', subject: key, text: expect.stringContaining(`It belongs into \`${section}\`.`) }]);
  });

  it.each([
    ['plan: [ramp: {audience: x}]', 'plan[0].ramp.audience'], ['people: {page: ada}', 'people.page'],
    ['metrics: {prometheus: "http://p"}', 'metrics.prometheus'], ['serve: {kserve: x, slots: [fraud-a, fraud-b]}', 'serve.kserve'],
    ['checks: {x: {sql: select}}', 'checks.x.sql'], ['checks: {x: {labels: {sql: select}, mature: 1d}}', 'checks.x.labels.sql'], ['checks: {latency: {slices: [region]}}', 'checks.latency.slices'],
  ])('%s is refused as not yet, with what to use today', (section, subject) => {
    const key = section.slice(0, section.indexOf(':'));
    const found = mistakesOf(aPolicyFile({ [key]: section })).filter(({ name }) => name === 'not-yet');
    expect(found).toMatchObject([{ subject, text: expect.stringMatching(/^not yet: .* Today: \S/) }]);
  });

  it('of a target in the defaults file points there', () => {
    expect(read({ target: '' }, 'target: fraud-prod')).toMatchObject({ mistakes: [{ name: 'not-in-defaults', place: { file: '_defaults.yaml', line: 1, column: 1 } }] });
  });

  it('ends a reading when either file is no YAML, with the mistakes of both', () => {
    const reading = readPolicy({ file: 'a.yaml', text: '[', defaults: { file: '_defaults.yaml', text: '{' } });
    expect(reading).toMatchObject({ mistakes: [{ place: { file: '_defaults.yaml' } }, { place: { file: 'a.yaml' } }] });
  });
});
