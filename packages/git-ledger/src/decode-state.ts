// state.json -> TargetState. The envelope and what decides about traffic are checked field by field; the inner numbers of the
// statistics were written by the same core that reads them.
import type { Outcome, RolloutPhase, TargetState } from '@rampart/rollout-policy';
import { anything, exactly, filledText, finite, flag, integer, kinds, listOf, mapOf, oneOf, record, text, tuple, weight } from './json-shape.ts';
import type { Shape } from './json-shape.ts';

export type Decoded<T> = { readonly kind: 'decoded'; readonly value: T } | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** What the schema number says first: a state of another version is not judged field by field. */
export function schemaProblem(value: unknown): string {
  const schema: unknown = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (schema === 1) return '';
  return `its schema is ${JSON.stringify(schema) ?? 'absent'}, this version of Rampart reads 1: use the version that wrote it, or a newer one`;
}

export function decodeState(value: unknown, target: string): Decoded<TargetState> {
  const schema = schemaProblem(value);
  if (schema !== '') return { kind: 'invalid', problems: [schema] };
  const problems = stateOf(target)(value, '');
  return problems.length === 0 ? { kind: 'decoded', value: value as TargetState } : { kind: 'invalid', problems };
}

export const release = { version: filledText, digest: filledText };
export const placed: Shape = record({ ...release, slot: filledText });
export const candidate: Shape = record({ ...release, slot: filledText, artifact: text });
export const slots: Shape = (value, at) => {
  const problems = tuple(filledText, filledText)(value, at);
  return problems.length === 0 && Array.isArray(value) && value[0] === value[1] ? [`${at} should be two different names`] : problems;
};
export const effect: Shape = record({
  kind: exactly('set-weight'),
  id: filledText,
  rolloutId: filledText,
  sequence: integer({ min: 1 }),
  weight,
  purpose: oneOf({ advance: true, stepBack: true, rollback: true, promote: true, finish: true }),
});

const PHASES: Readonly<Record<RolloutPhase, true>> = { trial: true, 'awaiting-promotion': true, baking: true, leaving: true };
const OUTCOMES: Readonly<Record<Outcome, true>> = { promoted: true, 'rolled-back': true, halted: true, superseded: true, expired: true };

const rollout: Shape = record({
  id: filledText,
  candidate,
  policy: record({ target: filledText }),
  policyDigest: filledText,
  startedAtMs: finite,
  phase: oneOf(PHASES),
  stageIndex: integer({ min: 0 }),
  stageEnteredAtMs: finite,
  weightSinceMs: finite,
  weight,
  weightMax: weight,
  pending: kinds({ none: anything, 'set-weight': effect }),
  exclusions: listOf(record({ fromMs: finite, toMs: finite })),
  checks: mapOf(record({ watermarkMs: finite })),
  approved: flag,
  pointerMoved: flag,
  leavingWhy: text,
});

const ended: Shape = record({ id: filledText, candidate: record(release), outcome: oneOf(OUTCOMES), why: text, endedAtMs: finite, weightMax: weight });

function stateOf(target: string): Shape {
  return record({
    target: exactly(target),
    sequence: integer({ min: 1 }),
    slots,
    stable: placed,
    rollout: kinds({ none: anything, live: rollout }),
    ended: listOf(ended),
  });
}
