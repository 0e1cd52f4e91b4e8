// Readings of a healthy target, to be changed in what matters to a test: slots a (v1, all traffic) and b (empty), one check of requests.
import { ok, type RouterReading } from '@rampart/rollout-engine';
import { aCheck, aPolicy } from '@rampart/testing/fakes';
import type { Block, Check, Evidence, Policy, Ppm, TargetState } from '@rampart/rollout-policy';
import type { ArmsReading, LiveReading, TargetReadings } from '../src/readings/target-readings.ts';

export const DIGEST = `sha256:${'1'.repeat(64)}`;
export const OTHER_DIGEST = `sha256:${'2'.repeat(64)}`;
export const NOW_MS = 1_700_000_000_000;

export function aRouterReading(parts: { readonly b?: number; readonly placedB?: RouterReading['slots'][number]['placed']; readonly stamp?: string; readonly readyA?: boolean; readonly step?: number } = {}): RouterReading {
  const { b = 0, placedB = { kind: 'nothing' }, stamp = '', readyA = true, step = 1_000 } = parts;
  return {
    target: 'fraud-prod',
    slots: [
      { slot: 'a', weight: (1_000_000 - b) as Ppm, placed: { kind: 'release', version: 'v1', digest: DIGEST, ready: readyA } },
      { slot: 'b', weight: b as Ppm, placed: placedB },
    ],
    version: '1',
    stamp: stamp === '' ? { kind: 'none' } : { kind: 'stamp', rolloutId: stamp, sequence: 4, effectId: `${stamp}/4`, liveSlot: 'a', liveDigest: DIGEST },
    step: step as Ppm,
    mirror: 'cannot',
  };
}

export const READY_B = { kind: 'release', version: 'v2', digest: OTHER_DIGEST, ready: true } as const;

export function aState(parts: Partial<TargetState> = {}): TargetState {
  return { schema: 1, target: 'fraud-prod', sequence: 1, slots: ['a', 'b'], stable: { version: 'v1', digest: DIGEST, slot: 'a' }, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [], ...parts };
}

export function errorsCheck(parts: Partial<Check> = {}): Check {
  return aCheck({ name: 'errors', ...parts });
}

export function aPolicyWith(checks: readonly Check[], parts: Partial<Policy> = {}): Policy {
  const pages = { a: ['http://a/metrics'], b: ['http://b/metrics'] };
  return { ...aPolicy({ checks }), target: 'fraud-prod', serve: { kind: 'http', url: 'http://router/route', slots: ['a', 'b'] }, metrics: { kind: 'openmetrics', pages }, ...parts };
}

export function someArms(parts: Partial<Extract<ArmsReading, { kind: 'arms' }>> = {}): ArmsReading {
  return { kind: 'arms', stable: 'a', candidate: 'b', versions: { stable: 'v1', candidate: 'v2' }, candidateShare: 0, candidateCopies: 0, candidateIsEmpty: false, ...parts };
}

type Counts = readonly [trials: number, events: number];

export function aLook(byCheck: Readonly<Record<string, Evidence | readonly [stable: Counts, candidate: Counts]>>): LiveReading {
  const evidence = Object.fromEntries(Object.entries(byCheck).map(([name, said]) => [name, 'kind' in said ? said : blocks([block(said[0], said[1])])]));
  return { kind: 'read', spanMs: 20_000, answer: ok({ evidence, snapshot: null }), stableAlone: { kind: 'not-asked' } };
}

export function block([stableTrials, stableEvents]: Counts, [trials, events]: Counts, index = 0): Block {
  return { fromMs: NOW_MS + index * 60_000, toMs: NOW_MS + (index + 1) * 60_000, cells: { all: { stable: { trials: stableTrials, events: stableEvents }, candidate: { trials, events } } } };
}

export function blocks(list: readonly Block[], gap = ''): Evidence {
  return { kind: 'blocks', blocks: list, gaps: gap === '' ? [] : [{ fromMs: NOW_MS, toMs: NOW_MS + 1, why: gap }] };
}

export function aReading(parts: Partial<TargetReadings> = {}): TargetReadings {
  return {
    policy: aPolicyWith([errorsCheck()]),
    ledgerOption: '',
    atMs: NOW_MS,
    router: ok(aRouterReading()),
    ledger: { view: ok({ kind: 'empty' }), events: ok([]) },
    freeze: ok({ kind: 'none', head: '' }),
    registry: { newest: ok({ kind: 'release', version: 'v2', digest: OTHER_DIGEST, artifact: 'models/v2.onnx' }), pointer: ok({ kind: 'at', version: 'v1' }) },
    arms: someArms(),
    live: aLook({ errors: [[500, 5], [0, 0]] }),
    labels: [],
    ...parts,
  };
}
