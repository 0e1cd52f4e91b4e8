import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { expandPolicy } from './expand-policy.ts';
import { nearestPlace } from './origins.ts';
import { readPolicy } from './read-policy.ts';

const DEFAULTS = 'rampart: 1\npreset: cautious\nexpert: {look: 20s}\n';
const reading = readPolicy({
  file: 'fraud.yaml',
  text: aPolicyFile({ rampart: '', promise: 'promise: {badRequests: 100}', checks: 'checks: {latency: {limit: {p99: 80ms}}}', plan: 'plan: [ramp: {weights: [1%, 5%]}, bake: 2d]' }),
  defaults: { file: '_defaults.yaml', text: DEFAULTS },
});
if (reading.kind !== 'policy') throw new Error('not a policy');
const { policy, origins, digest } = reading;

describe('expandPolicy', () => {
  it('says of each value where it comes from, unless the policy itself says it', () => {
    expect(expandPolicy(policy, origins)).toBe(`# Everything that a rollout of fraud-prod is decided by.
# Policy digest ${digest}

rampart: 1 # _defaults.yaml:1:10
target: fraud-prod
model:
  gto: fraud
  stage: prod # default
serve:
  http: http://gw.internal/router
  slots: [fraud-a, fraud-b]
metrics:
  openmetrics:
    pages:
      fraud-a: [http://a/metrics]
      fraud-b: [http://b/metrics]
promise:
  falseAlarms: 1% # preset, _defaults.yaml:2:9
  badRequests: 100
  catches: none # default
  decideWithin: 7d # preset, _defaults.yaml:2:9
  ifUndecided: ask # preset, _defaults.yaml:2:9
people:
  quiet: none # default
checks:
  latency:
    time: http_request_duration_seconds # default
    worseBy: 25% # default
    limit:
      p99: 80ms
    then: rollback # default
    independent: false # default
plan:
  - ramp:
      weights: [1%, 5%]
      every: 10m # default
      sticky: none # default
  - bake:
      for: 2d
      holdback: 1% # default
onNewVersion: replace # default
expert:
  block: 15s # default
  lag: 5s # default
  look: 20s # _defaults.yaml:3:16
  tick: 15m # default
  warmUp: 30s # default
  grid: 5m # default
  blind: 30m # default
  maxGap: 2m # default
  samplesMin: 20 # default
  sampleRatioAlpha: 0.1% # default
  sampleRatioFactor: 1.1x # default
  certifyAlpha: 5% # default
  stableRatioMax: 5% # default
  growthMax: 4x # default
`);
  });

  it('writes checks, catches and quiet times as a person would', () => {
    const changes = {
      promise: 'promise: {badRequests: 100, catches: {errors: 3x, latency: 50%, within: 1h}}',
      people: 'people: {quiet: [Fri 16:00 to Mon 08:00 Europe/Berlin]}',
      checks: [
        'checks:', '  errors: default', '  latency: default', '  memory: {level: process_memory_bytes, limit: 8GiB}', '  queue: {level: queue_length, limit: {level: 500}}',
        '  judge: {score: judge_score, range: 1 to 5, better: higher, limit: {mean: 3.9}}', '  answers: {bins: answers_total, by: decision, against: {reference: {approve: 92%, block: 8%}}, differsBy: 15%}',
      ].join('\n'),
      plan: 'plan: [ramp]',
    };
    const richer = readPolicy({ file: 'fraud.yaml', text: aPolicyFile(changes) });
    const text = richer.kind === 'policy' ? expandPolicy(richer.policy) : JSON.stringify(richer.mistakes);
    expect(text.slice(text.indexOf('promise:'), text.indexOf('onNewVersion:'))).toMatchInlineSnapshot(`
      "promise:
        falseAlarms: 1%
        badRequests: 100
        catches:
          errors: 3x
          latency: 50%
          within: 1h
        decideWithin: 3d
        ifUndecided: ask
      people:
        quiet: Fri 16:00 to Mon 08:00 Europe/Berlin
      checks:
        errors:
          share: http_requests_total
          where: code=~"5.."
          count: requests
          better: lower
          slices: []
          worseBy: 25%
          limit: none
          then: rollback
          independent: false
        latency:
          time: http_request_duration_seconds
          worseBy: 25%
          limit: none
          then: rollback
          independent: false
        memory:
          level: process_memory_bytes
          growsBy: none
          worseBy: none
          limit: 8GiB
          then: stepBack
        queue:
          level: queue_length
          growsBy: none
          worseBy: none
          limit:
            level: 500
          then: stepBack
        judge:
          score: judge_score
          range: 1 to 5
          better: higher
          slices: []
          worseBy: 2 points
          limit:
            mean: 3.9
          then: hold
        answers:
          bins: answers_total
          by: decision
          against:
            reference:
              approve: 92%
              block: 8%
          differsBy: 15%
          then: hold
          independent: false
      plan:
        - ramp:
            upTo: 50%
            sticky: none
      "
    `);
  });

  it('takes a stage with its time, and one quiet time, for said by the policy', () => {
    const short = readPolicy({ file: 'p', text: aPolicyFile({ plan: 'plan: [shadow: 2h, ramp, bake: 3d]', people: 'people: {quiet: Fri 16:00 to Mon 08:00 UTC}' }) });
    const text = short.kind === 'policy' ? expandPolicy(short.policy, short.origins) : '';
    expect(text).toContain('  - shadow:\n      for: 2h\n      share: 10% # default\n');
    expect(text).toContain('people:\n  quiet: Fri 16:00 to Mon 08:00 UTC\n');
  });

  it('keeps text that YAML would read as something else', () => {
    const odd = { ...policy, target: '1.10', serve: { kind: 'command', argv: ['true', '# no', 'a: b', "it's", ''], slots: ['null', '0x1'] } as const, metrics: { kind: 'openmetrics', pages: { null: ['http://a'], '0x1': ['http://b'] } } as const };
    expect(readPolicy({ file: 'p', text: expandPolicy(odd) })).toMatchObject({ kind: 'policy', policy: odd });
  });
});

describe('nearestPlace', () => {
  it('is the value itself, or what stands around it', () => {
    expect(nearestPlace(origins, ['expert', 'look'])).toMatchObject({ place: { file: '_defaults.yaml', line: 3, column: 16 } });
    expect(nearestPlace(origins, ['plan', 1, 'bake', 'for'])).toMatchObject({ place: { file: 'fraud.yaml', line: 7, column: 41 } });
    expect(nearestPlace(origins, ['plan', 1, 'bake', 'holdback'])).toMatchObject({ place: { file: 'fraud.yaml', line: 7, column: 41 } });
    expect(nearestPlace(origins, ['onNewVersion'])).toEqual({ kind: 'nowhere' });
  });
});
