import { PPM_ALL, ppm, type Policy } from '@rampart/rollout-policy';
import { expandPolicy, readPolicy } from '@rampart/policy-document';
import { aCheck, aPolicy, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { Document, isNode, parse, parseDocument } from 'yaml';
import type { ClaimName } from '../claim.ts';
import type { PolicyEdit } from './change.ts';
import { laddersFor } from './ladders.ts';

const DAY = 86_400_000;
const policy = aPolicy({ promise: { catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: DAY }] } });
const UNKNOWN = { excessIn99: { kind: 'too-few-runs' } } as const;

function edits(name: ClaimName, of: Policy = policy, figures: Parameters<typeof laddersFor>[2] = UNKNOWN): readonly PolicyEdit[] {
  return laddersFor({ name }, of, figures).flat();
}

function shown(all: readonly PolicyEdit[]): readonly string[] {
  return all.map(({ path, from, to }) => `${path.join('.')}: ${from} -> ${to}`);
}

describe('laddersFor', () => {
  it('a promise to catch asks for less, for later, or looks before the first user', () => {
    expect(shown(edits('catches:errors'))).toEqual([
      'promise.catches.errors: 2x -> 3x',
      'promise.catches.errors: 2x -> 5x',
      'promise.catches.errors: 2x -> 10x',
      'promise.catches.errors: 2x -> 30x',
      'promise.catches.errors: 2x -> 100x',
      'promise.catches.within: 1d -> 2d',
      'promise.catches.within: 1d -> 3d',
      'promise.catches.within: 1d -> 5d',
      'promise.catches.within: 1d -> 7d',
      'promise.catches.within: 1d -> 10d',
      'plan.1:  -> shadow: {for: 6h, share: 100%}',
      'plan.1:  -> shadow: {for: 1d, share: 100%}',
      'plan.1:  -> shadow: {for: 2d, share: 100%}',
      'promise.badRequests: 100 -> 200',
      'promise.badRequests: 100 -> 300',
      'promise.badRequests: 100 -> 500',
      'promise.badRequests: 100 -> 1000',
      'promise.badRequests: 100 -> 2000',
    ]);
  });

  it('bad requests follow what was seen, and written weights give way to the promise', () => {
    const jump = aPolicy({ plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(500_000)], everyMs: 60_000 }, weightMax: ppm(500_000) })] });
    expect(shown(edits('badRequests', jump, { excessIn99: { kind: 'bound', value: 1_234 } }))).toEqual([
      'plan.1: ramp: {weights: [50%], every: 1m} -> ramp',
      'plan.1:  -> shadow: {for: 6h, share: 100%}',
      'plan.1:  -> shadow: {for: 1d, share: 100%}',
      'plan.1:  -> shadow: {for: 2d, share: 100%}',
      'promise.badRequests: 100 -> 2000',
      'promise.badRequests: 100 -> 3000',
      'promise.badRequests: 100 -> 5000',
      'promise.badRequests: 100 -> 10000',
      'promise.badRequests: 100 -> 20000',
    ]);
  });

  it('false alarms are first counted with care', () => {
    const sticky = aPolicy({ checks: [aCheck({ independent: true, limit: { kind: 'share', ratioMax: 0.001 } })], plan: [aRamp({ sticky: 'user' })], expert: { samplesMin: 1 } });
    expect(shown(edits('goodSentBack', sticky))).toEqual([
      'checks.errors.independent: true -> false',
      'checks.errors.count: requests -> users',
      'expert.samplesMin: 1 -> 20',
      'expert.samplesMin: 1 -> 100',
      'checks.errors.worseBy: 25% -> 50%',
      'checks.errors.worseBy: 25% -> 2x',
      'checks.errors.worseBy: 25% -> 3x',
      'checks.errors.worseBy: 25% -> 5x',
      'checks.errors.limit: 0.1% -> none',
      'promise.falseAlarms: 1% -> 2%',
      'promise.falseAlarms: 1% -> 5%',
      'promise.falseAlarms: 1% -> 10%',
    ]);
  });

  it('a minimum that is never reached is lowered', () => {
    expect(shown(edits('decideWithin', aPolicy({ expert: { samplesMin: 100_000 } })))).toContain('expert.samplesMin: 100000 -> 20');
    expect(shown(edits('decideWithin', aPolicy({ expert: { samplesMin: 8 } })))).not.toContain('expert.samplesMin: 8 -> 4');
  });

  it('a bake is put in before the follow, or made longer, or wider', () => {
    const none = aPolicy({ plan: [aRamp(), { kind: 'follow', durationMs: DAY, then: 'tell' }] });
    expect(shown(edits('afterPromotion', none))).toEqual(['plan.1:  -> bake: 1d', 'plan.1:  -> bake: 3d']);
    expect(shown(edits('afterPromotion'))).toEqual([
      'plan.2: bake: 10m -> bake: 15m',
      'plan.2: bake: 10m -> bake: 30m',
      'plan.2: bake: 10m -> bake: 1h',
      'plan.2: bake: 10m -> bake: 2h',
      'plan.2: bake: 10m -> bake: 3h',
      'plan.2: bake: 10m -> bake: {for: 10m, holdback: 5%}',
      'plan.2: bake: 10m -> bake: {for: 10m, holdback: 10%}',
    ]);
  });

  it('writes what the typed edit means: the edited file reads as the edited policy', () => {
    const independent = aPolicy({
      checks: [aCheck({ independent: true, limit: { kind: 'share', ratioMax: 0.02 } })],
      plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 60_000 }, weightMax: ppm(500_000) })],
      promise: { catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: DAY }] },
      expert: { samplesMin: 10 },
    });
    const sticky = aPolicy({ plan: [aRamp({ sticky: 'user', weightMax: ppm(PPM_ALL / 2) })] });
    const points = aPolicy({ promise: { catches: [{ check: 'errors', effect: { kind: 'points', ratio: 0.01 }, withinMs: DAY }] } });
    const names: readonly ClaimName[] = ['goodSentBack', 'badRequests', 'catches:errors', 'decideWithin', 'afterPromotion'];
    let count = 0;
    for (const base of [policy, independent, sticky, points]) {
      // The steps of a ladder differ in their figure alone.
      for (const edit of names.flatMap((name) => laddersFor({ name }, base, UNKNOWN).flatMap(([first]) => first ?? []))) {
        const wanted = readPolicy({ file: 'wanted', text: expandPolicy(edit.policy) });
        // What breaks a rule across the parts of a policy is not proposed.
        if (wanted.kind === 'mistakes') continue;
        expect(readPolicy({ file: 'edited', text: edited(base, edit) }), `${edit.path.join('.')} -> ${edit.to}`).toMatchObject({ digest: wanted.digest });
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(20);
  });
});

function edited(base: Policy, { path, from, to }: PolicyEdit): string {
  const document = parseDocument(expandPolicy(base));
  const value: unknown = parse(to);
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const at = path.at(-1);
  const items: unknown = parent instanceof Object && 'items' in parent ? parent.items : [];
  if (from === '' && typeof at === 'number' && Array.isArray(items)) items.splice(at, 0, new Document(value).contents);
  else document.setIn(path, isNode(value) ? value : document.createNode(value));
  return document.toString();
}
