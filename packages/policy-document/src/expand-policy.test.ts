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
  decideWithin: 7d # preset, _defaults.yaml:2:9
  ifUndecided: ask # preset, _defaults.yaml:2:9
checks:
  latency:
    time: http_request_duration_seconds # default
    worseBy: 25% # default
    limit:
      p99: 80ms
    then: rollback # default
plan:
  - ramp:
      weights: [1%, 5%]
      every: 10m # default
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
  certifyAlpha: 5% # default
  stableRatioMax: 5% # default
  growthMax: 4x # default
`);
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
