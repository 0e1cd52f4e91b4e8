import { describe, expect, it } from 'vitest';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { MISTAKE_KINDS, type MistakeName } from './mistakes/mistake-kinds.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { readPolicy, type PolicyReading } from './read-policy.ts';

function policyOf(reading: PolicyReading): Policy {
  if (reading.kind === 'policy') return reading.policy;
  throw new Error(reading.mistakes.map(({ text, subject }) => `${subject}: ${text}`).join('\n'));
}

function read(changes: Readonly<Record<string, string>> = {}, defaults?: string): PolicyReading {
  const file = { file: 'fraud.yaml', text: aPolicyFile(changes) };
  return readPolicy(defaults === undefined ? file : { ...file, defaults: { file: '_defaults.yaml', text: defaults } });
}

function mistakesOf(text: string): readonly Mistake[] {
  const reading = readPolicy({ file: 'fraud.yaml', text });
  return reading.kind === 'mistakes' ? reading.mistakes : [];
}

/** What a case is about, on a line. */
function shown(changes: string | Readonly<Record<string, string>>): string {
  const text = typeof changes === 'string' ? changes : Object.values(changes).filter((section) => section !== '').join('; ');
  return JSON.stringify(text.slice(0, 70));
}

describe('readPolicy: a policy', () => {
  it('fills in every default', () => {
    expect(policyOf(read())).toEqual({
      target: 'fraud-prod',
      model: { registry: 'gto', name: 'fraud', stage: 'prod' },
      serve: { kind: 'http', url: 'http://gw.internal/router', slots: ['fraud-a', 'fraud-b'] },
      metrics: { kind: 'openmetrics', pages: { 'fraud-a': ['http://a/metrics'], 'fraud-b': ['http://b/metrics'] } },
      promise: { falseAlarmRatio: 0.01, badRequestsMax: 100, decideWithinMs: 259_200_000, ifUndecided: 'ask' },
      checks: [
        {
          name: 'errors',
          signal: { kind: 'share', metric: 'http_requests_total', where: [{ label: 'code', op: '=~', pattern: '5..' }] },
          slices: [],
          worseBy: { kind: 'factor', factor: 1.25 },
          limit: { kind: 'none' },
          then: 'rollback',
        },
      ],
      plan: [
        { kind: 'smoke' },
        { kind: 'ramp', steps: { kind: 'promise' }, weightMax: 500_000 },
        { kind: 'bake', durationMs: 86_400_000, holdback: 10_000 },
      ],
      onNewVersion: 'replace',
      expert: {
        blockMs: 15_000, lagMs: 5_000, lookMs: 30_000, tickMs: 900_000, warmUpMs: 30_000, gridMs: 300_000, blindMs: 1_800_000, maxGapMs: 120_000,
        samplesMin: 20, certifyAlpha: 0.05, stableRatioMax: 0.05, growthMax: 4,
      },
    });
  });

  it('reads a check of every kind', () => {
    const checks = [
      'checks:',
      '  latency: {limit: {p99.9: 80ms}, worseBy: 1.5x, then: stepBack}',
      '  blocked: {share: fraud_total, where: \'decision="block"\', slices: [region], limit: 5%, then: tell}',
      '  accuracy: {labels: {command: [node, labels.js]}, mature: 2d, worseBy: 1 point}',
    ].join('\n');
    expect(policyOf(read({ checks })).checks).toEqual([
      { name: 'latency', signal: { kind: 'time', metric: 'http_request_duration_seconds', where: [] }, slices: [], worseBy: { kind: 'factor', factor: 1.5 }, limit: { kind: 'time', quantile: 0.999, msMax: 80 }, then: 'stepBack' },
      { name: 'blocked', signal: { kind: 'share', metric: 'fraud_total', where: [{ label: 'decision', op: '=', pattern: 'block' }] }, slices: ['region'], worseBy: { kind: 'factor', factor: 1.25 }, limit: { kind: 'share', ratioMax: 0.05 }, then: 'tell' },
      { name: 'accuracy', signal: { kind: 'labels', source: { kind: 'command', argv: ['node', 'labels.js'] }, everyMs: 900_000, matureMs: 172_800_000 }, slices: [], worseBy: { kind: 'points', ratio: 0.01 }, limit: { kind: 'none' }, then: 'hold' },
    ]);
  });

  it.each([
    ['[ramp]', [{ kind: 'ramp', steps: { kind: 'promise' }, weightMax: 500_000 }]],
    ['[smoke, ramp: {weights: [1%, 5%, 25%]}]', [{ kind: 'smoke' }, { kind: 'ramp', steps: { kind: 'ladder', weights: [10_000, 50_000, 250_000], everyMs: 600_000 }, weightMax: 250_000 }]],
    ['[ramp: {instances: 8, upTo: 25%}]', [{ kind: 'ramp', steps: { kind: 'instances', count: 8 }, weightMax: ppm(250_000) }]],
    ['[switch, bake]', [{ kind: 'switch' }, { kind: 'bake', durationMs: 86_400_000, holdback: 10_000 }]],
    ['[ramp, bake: {for: 2h, holdback: 0%}]', [{ kind: 'ramp', steps: { kind: 'promise' }, weightMax: 500_000 }, { kind: 'bake', durationMs: 7_200_000, holdback: 0 }]],
  ])('reads plan: %s', (plan, stages) => {
    expect(policyOf(read({ plan: `plan: ${plan}` })).plan).toEqual(stages);
  });

  it('has one digest for one meaning, however it is written', () => {
    const digest = (reading: PolicyReading): string => (reading.kind === 'policy' ? reading.digest : '');
    const same = read({ model: '# a comment\nmodel:\n  stage: prod\n  gto: "fraud"', expert: 'expert: {block: 0.25m, certifyAlpha: 5.0%}' });
    expect(digest(same)).toBe(digest(read()));
    expect(digest(read())).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digest(read({ expert: 'expert: {block: 16s}' }))).not.toBe(digest(read()));
  });
});

describe('readPolicy: the defaults file', () => {
  const DEFAULTS = 'rampart: 1\nmodel: {stage: staging}\npromise: {badRequests: 50, decideWithin: 1d}\nchecks:\n  errors: {worseBy: 50%, then: hold}\n  latency: {limit: {p99: 1s}}\nplan: [ramp]\nexpert: {look: 10s}\n';

  it('fills in what the policy does not say, key by key', () => {
    const policy = policyOf(read({ rampart: '', promise: 'promise: {badRequests: 70}', checks: 'checks: {errors: {then: rollback}}', expert: 'expert: {lag: 1s}' }, DEFAULTS));
    expect(policy.promise).toMatchObject({ badRequestsMax: 70, decideWithinMs: 86_400_000 });
    expect(policy.checks.map(({ name, then, worseBy }) => [name, then, worseBy])).toEqual([['errors', 'rollback', { kind: 'factor', factor: 1.5 }], ['latency', 'rollback', { kind: 'factor', factor: 1.25 }]]);
    expect(policy.expert).toMatchObject({ lookMs: 10_000, lagMs: 1_000 });
    expect(policy.plan).toHaveLength(1);
  });

  it('keeps its stage under a model named in short', () => {
    expect(policyOf(read({ rampart: '' }, DEFAULTS)).model).toEqual({ registry: 'gto', name: 'fraud', stage: 'staging' });
  });

  it('loses a check that the policy switches off, and one that it writes as default', () => {
    const policy = policyOf(read({ checks: 'checks: {errors: default, latency: off}' }, DEFAULTS));
    expect(policy.checks).toMatchObject([{ name: 'errors', worseBy: { factor: 1.25 }, then: 'rollback' }]);
  });

  it('gives nothing to a check that says again what it looks at', () => {
    const policy = policyOf(read({ checks: 'checks: {latency: {time: other_seconds}}' }, DEFAULTS));
    expect(policy.checks.find(({ name }) => name === 'latency')).toMatchObject({ signal: { metric: 'other_seconds' }, limit: { kind: 'none' } });
  });

  it('gives way to another way to serve, and keeps its slots', () => {
    const policy = policyOf(read({ serve: 'serve: {command: [./router]}' }, 'serve: {http: "http://gw", slots: [fraud-a, fraud-b]}'));
    expect(policy.serve).toEqual({ kind: 'command', argv: ['./router'], slots: ['fraud-a', 'fraud-b'] });
  });

  it('stands below a preset of the policy, and a preset below the promise beside it', () => {
    const promise = policyOf(read({ preset: 'preset: fast', promise: 'promise: {decideWithin: 2d}' }, DEFAULTS)).promise;
    expect(promise).toEqual({ falseAlarmRatio: 0.01, badRequestsMax: 300, decideWithinMs: 172_800_000, ifUndecided: 'ask' });
    expect(policyOf(read({ promise: 'promise: {badRequests: 7}' }, 'preset: cautious')).promise).toMatchObject({ badRequestsMax: 7, decideWithinMs: 604_800_000 });
  });

  it('is where a mistake in an inherited value is shown', () => {
    expect(read({ rampart: '' }, 'rampart: 1\n\npromise:\n  decideWithin: 5\n')).toMatchObject({
      kind: 'mistakes',
      mistakes: [{ code: 'RMP113', subject: 'promise.decideWithin', place: { file: '_defaults.yaml', line: 4, column: 17 }, frame: '3 | promise:\n4 |   decideWithin: 5\n  |                 ^' }],
    });
  });

  it('is refused for a version of its own, even where the policy says 1', () => {
    expect(read({}, 'rampart: 2')).toMatchObject({ mistakes: [{ name: 'wrong-version', place: { file: '_defaults.yaml' } }] });
  });

  it('may be empty', () => {
    expect(read({}, '').kind).toBe('policy');
  });
});

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
    ['missing-key', { checks: 'checks: {busy: {share: x}}' }, '7:10', /every request counts as bad/],
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
    ['bad-unit', { checks: 'checks: {errors: {limit: 8GiB}}' }, '7:26', /"GiB" is not a unit/],
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
    ['not-yet', { promise: 'promise: {badRequests: 1, catches: {errors: 2x}}' }, '6:27', /`catches` is proved by `rampart check`, which does not exist yet/],
    ['not-yet', { checks: 'checks: {errors: {then: retrain}}' }, '7:25', /`hold` or `tell`/],
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
    ['key-does-not-fit', { x: 'plan: [smoke: {for: 5m}, ramp]' }, '8:8', /no settings/],
    ['wrong-limit', { checks: 'checks: {errors: {limit: {p99: 80ms}}}' }, '7:26', /check of share/],
    ['wrong-limit', { checks: 'checks: {latency: {limit: 5%}}' }, '7:27', /check of time/],
    ['wrong-limit', { checks: 'checks: {latency: {limit: {p99: 80ms, p50: 5ms}}}' }, '7:20', /one limit/],
    ['ladder-order', { x: 'plan: [ramp: {weights: [5%, 5%]}]' }, '8:29', /not above/],
    ['ladder-order', { x: 'plan: [ramp: {weights: []}]' }, '8:24', /no weight/],
    ['plan-order', { x: 'plan: [bake: 1d, ramp]' }, '8:18', /ramp cannot come after bake/],
    ['plan-order', { x: 'plan: [ramp, switch]' }, '8:14', /exclude each other/],
    ['plan-order', { x: 'plan: [smoke]' }, '8:7', /would never move/],
    ['plan-order', { x: 'plan: [ramp, ramp]' }, '8:14', /stands twice/],
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
      'not-yet people',
    ]);
  });

  it('do not call missing what was refused for another reason', () => {
    expect(mistakesOf(aPolicyFile({ x: 'a: &x 1', target: 'target: *x' })).filter(({ name }) => name === 'missing-key')).toEqual([]);
  });

  it.each(['people', 'quiet', 'approval'])('%s is not ignored but refused as not yet', (key) => {
    expect(mistakesOf(aPolicyFile({ x: `${key}: x` }))).toMatchObject([{ name: 'not-yet', subject: key }]);
  });

  it.each([
    ['plan: [shadow: 1d, ramp]', 'plan[0].shadow'], ['plan: [ramp, follow]', 'plan[1]'], ['plan: [split]', 'plan[0]'], ['plan: [ramp: {sticky: user}]', 'plan[0].ramp.sticky'],
    ['metrics: {prometheus: "http://p"}', 'metrics.prometheus'], ['serve: {kserve: x, slots: [fraud-a, fraud-b]}', 'serve.kserve'],
    ['checks: {x: {level: m, limit: 5%}}', 'checks.x.level'], ['checks: {x: {sql: select}}', 'checks.x.sql'], ['checks: {x: {score: m}}', 'checks.x.score'], ['checks: {errors: {differsBy: 5%}}', 'checks.errors.differsBy'],
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
