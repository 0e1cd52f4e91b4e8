import { describe, expect, it } from 'vitest';
import { ppm } from '@rampart/rollout-policy';
import { planOf, policyOf, read } from '../test/reading.ts';
import type { PolicyReading } from './read-policy.ts';

describe('readPolicy: a policy', () => {
  it('fills in every default', () => {
    expect(policyOf(read())).toEqual({
      target: 'fraud-prod',
      model: { registry: 'gto', name: 'fraud', stage: 'prod' },
      serve: { kind: 'http', url: 'http://gw.internal/router', slots: ['fraud-a', 'fraud-b'] },
      metrics: { kind: 'openmetrics', pages: { 'fraud-a': ['http://a/metrics'], 'fraud-b': ['http://b/metrics'] } },
      promise: { falseAlarmRatio: 0.01, badRequestsMax: 100, catches: [], decideWithinMs: 259_200_000, ifUndecided: 'ask' },
      checks: [
        {
          name: 'errors',
          signal: { kind: 'share', metric: 'http_requests_total', among: [], where: [{ label: 'code', op: '=~', pattern: '5..' }], unit: 'requests' },
          better: 'lower',
          slices: [],
          gap: { kind: 'none' },
          worseBy: { kind: 'factor', factor: 1.25 },
          sides: 'worse',
          limit: { kind: 'none' },
          then: 'rollback',
          independent: false,
        },
      ],
      plan: [
        { kind: 'smoke', probe: { kind: 'none' } },
        { kind: 'ramp', steps: { kind: 'promise' }, weightMax: 500_000, sticky: 'none' },
        { kind: 'bake', durationMs: 86_400_000, holdback: 10_000 },
      ],
      quiet: [],
      onNewVersion: 'replace',
      expert: {
        blockMs: 15_000, lagMs: 5_000, lookMs: 30_000, tickMs: 900_000, warmUpMs: 30_000, gridMs: 300_000, blindMs: 1_800_000, maxGapMs: 120_000,
        samplesMin: 20, sampleRatioAlpha: 0.001, sampleRatioFactor: 1.1, certifyAlpha: 0.05, stableRatioMax: 0.05, growthMax: 4,
      },
    });
  });

  const RAMP = { kind: 'ramp', steps: { kind: 'promise' }, weightMax: 500_000, sticky: 'none' };
  const DAY = 86_400_000;
  it.each([
    ['[ramp]', [RAMP]],
    ['[smoke, ramp: {weights: [1%, 5%, 25%]}]', [{ kind: 'smoke', probe: { kind: 'none' } }, { ...RAMP, steps: { kind: 'ladder', weights: [10_000, 50_000, 250_000], everyMs: 600_000 }, weightMax: 250_000 }]],
    ['[ramp: {instances: 8, upTo: 25%}]', [{ ...RAMP, steps: { kind: 'instances', count: 8 }, weightMax: ppm(250_000) }]],
    ['[switch, bake]', [{ kind: 'switch' }, { kind: 'bake', durationMs: DAY, holdback: 10_000 }]],
    ['[ramp, bake: {for: 2h, holdback: 0%}]', [RAMP, { kind: 'bake', durationMs: 7_200_000, holdback: 0 }]],
    ['[smoke: {command: [./golden, --all]}, ramp]', [{ kind: 'smoke', probe: { kind: 'command', argv: ['./golden', '--all'] } }, RAMP]],
    ['[shadow, approval, ramp: {sticky: user}]', [{ kind: 'shadow', durationMs: DAY, share: 100_000 }, { kind: 'approval' }, { ...RAMP, sticky: 'user' }]],
    ['[shadow: 2h, ramp, approval, bake]', [{ kind: 'shadow', durationMs: 7_200_000, share: 100_000 }, RAMP, { kind: 'approval' }, { kind: 'bake', durationMs: DAY, holdback: 10_000 }]],
    ['[shadow: {for: 1h, share: 100%}, switch, approval]', [{ kind: 'shadow', durationMs: 3_600_000, share: 1_000_000 }, { kind: 'switch' }, { kind: 'approval' }]],
    ['[split: {judge: errors, atMost: 2d}]', [{ kind: 'split', weight: 500_000, judge: 'errors', goal: 'superior', worthwhile: { kind: 'none' }, durationMs: 2 * DAY }]],
    ['[ramp: {upTo: 20%}, split: {share: 20%, judge: errors, worthwhile: 2%, atMost: 2d}]', [{ ...RAMP, weightMax: 200_000 }, { kind: 'split', weight: 200_000, judge: 'errors', goal: 'superior', worthwhile: { kind: 'factor', factor: 1.02 }, durationMs: 2 * DAY }]],
    ['[split: {judge: errors, goal: notWorse, atMost: 2d}, approval]', [{ kind: 'split', weight: 500_000, judge: 'errors', goal: 'notWorse', worthwhile: { kind: 'none' }, durationMs: 2 * DAY }, { kind: 'approval' }]],
  ])('reads plan: %s', (plan, stages) => {
    expect(planOf(plan)).toEqual(stages);
  });

  it('waits two weeks for a split, and follows labels for 45 days', () => {
    const checks = 'checks: {errors: default, accuracy: {labels: {http: "http://l"}, mature: 2d}}';
    const plan = planOf('[ramp, split: {judge: accuracy}, follow]', { checks, promise: 'promise: {badRequests: 100, decideWithin: 21d}' });
    expect(plan.slice(1)).toMatchObject([{ kind: 'split', durationMs: 14 * DAY }, { kind: 'follow', durationMs: 45 * DAY, then: 'tell' }]);
    expect(planOf('[ramp, follow: 60d]', { checks })[1]).toEqual({ kind: 'follow', durationMs: 60 * DAY, then: 'tell' });
    expect(planOf('[ramp, follow: {then: rollback}]', { checks })[1]).toEqual({ kind: 'follow', durationMs: 45 * DAY, then: 'rollback' });
  });

  it('reads what is caught, as one mapping or as a list of them', () => {
    const catches = (written: string): unknown => policyOf(read({ promise: `promise: {badRequests: 100, catches: ${written}}`, checks: 'checks: {errors: default, latency: {worseBy: 1 point}}' })).promise.catches;
    const [errors, latency] = [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 3_600_000 }, { check: 'latency', effect: { kind: 'points', ratio: 0.02 }, withinMs: 3_600_000 }];
    expect(catches('{errors: 2x, latency: 2 points, within: 1h}')).toEqual([errors, latency]);
    expect(catches('[{errors: 100%, within: 1h}, {latency: 2 points, within: 2h}]')).toEqual([errors, { ...latency, withinMs: 7_200_000 }]);
    expect(catches('none')).toEqual([]);
  });

  it('reads when people are away', () => {
    const quiet = (written: string): unknown => policyOf(read({ people: `people: {quiet: ${written}}` })).quiet;
    const weekend = { fromMinute: 4 * 1_440 + 960, toMinute: 480, zone: 'Europe/Berlin' };
    expect(quiet('Fri 16:00 to Mon 08:00 Europe/Berlin')).toEqual([weekend]);
    expect(quiet('[Fri 16:00 to Mon 08:00 Europe/Berlin, Wed 00:00 to Wed 06:30 UTC]')).toEqual([weekend, { fromMinute: 2 * 1_440, toMinute: 2 * 1_440 + 390, zone: 'UTC' }]);
    expect(quiet('none')).toEqual([]);
    expect(policyOf(read({ people: 'people: {}' })).quiet).toEqual([]);
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

  it('loses its margin to one of the other kind', () => {
    const policy = policyOf(read({ checks: 'checks: {errors: {differsBy: 20%}}' }, DEFAULTS));
    expect(policy.checks[0]).toMatchObject({ name: 'errors', worseBy: { factor: 1.2 }, sides: 'both', then: 'hold' });
  });

  it('loses its quiet times and what it promises to catch to none', () => {
    const shared = 'people: {quiet: Fri 16:00 to Mon 08:00 UTC}\npromise: {badRequests: 50, catches: {errors: 2x, within: 1h}}\n';
    expect(policyOf(read({ promise: '' }, shared))).toMatchObject({ quiet: [{ zone: 'UTC' }], promise: { catches: [{ check: 'errors' }] } });
    expect(policyOf(read({ people: 'people: {quiet: none}', promise: 'promise: {catches: none}' }, shared))).toMatchObject({ quiet: [], promise: { badRequestsMax: 50, catches: [] } });
  });

  it('gives way to another way to serve, and keeps its slots', () => {
    const policy = policyOf(read({ serve: 'serve: {command: [./router]}' }, 'serve: {http: "http://gw", slots: [fraud-a, fraud-b]}'));
    expect(policy.serve).toEqual({ kind: 'command', argv: ['./router'], slots: ['fraud-a', 'fraud-b'] });
  });

  it('stands below a preset of the policy, and a preset below the promise beside it', () => {
    const promise = policyOf(read({ preset: 'preset: fast', promise: 'promise: {decideWithin: 2d}' }, DEFAULTS)).promise;
    expect(promise).toEqual({ falseAlarmRatio: 0.01, badRequestsMax: 300, catches: [], decideWithinMs: 172_800_000, ifUndecided: 'ask' });
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
