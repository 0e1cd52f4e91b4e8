// state.json -> TargetState. The envelope and what decides about traffic are checked field by field; the inner numbers of the
// statistics were written by the same core that reads them.
import type { Outcome, RolloutPhase, TargetState } from '@rampart/rollout-policy';
import { anything, exactly, filledText, finite, flag, integer, kinds, listOf, mapOf, number, oneOf, record, text, tuple, weight } from './json-shape.ts';
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
  mirror: weight,
  purpose: oneOf({ advance: true, stepBack: true, rollback: true, promote: true, finish: true }),
});

const pause: Shape = kinds({ none: anything, paused: record({ by: text, why: text, sinceMs: finite }) });

const PHASES: Readonly<Record<RolloutPhase, true>> = { trial: true, 'awaiting-promotion': true, baking: true, leaving: true };
const OUTCOMES: Readonly<Record<Outcome, true>> = { promoted: true, 'rolled-back': true, halted: true, superseded: true, expired: true };

const spans: Shape = listOf(record({ fromMs: finite, toMs: finite }));

const capital: Shape = kinds({ bet: anything, tilt: anything });
/** What the fold goes on from. A state of before these were kept is read by the version that wrote it. */
const checks: Shape = mapOf(
  record({
    watermarkMs: finite,
    claims: mapOf(record({ share: finite, wealth: capital })),
    odds: number,
    oddsPeak: number,
    same: capital,
    better: capital,
    caps: record({}),
    lone: kinds({ none: anything, watching: record({ ratioMax: finite }) }),
  }),
);

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
  firstWeight: weight,
  mirror: weight,
  attempt: integer({ min: 1 }),
  weights: listOf(record({ fromMs: finite, weight, mirror: weight })),
  sampleRatio: record({ watermarkMs: finite, above: capital, below: capital }),
  suspicion: kinds({ none: anything, shared: record({ check: filledText, sinceMs: finite }) }),
  pending: kinds({ none: anything, 'set-weight': effect }),
  exclusions: spans,
  checks,
  answered: listOf(text),
  waitsForApproval: flag,
  pause,
  pointerMoved: flag,
  confirmedEffect: text,
  lastRuling: text,
  leavingWhy: text,
});

const followed: Shape = record({
  id: filledText,
  candidate: placed,
  previous: placed,
  policy: record({ target: filledText }),
  checks,
  exclusions: spans,
  endedAtMs: finite,
  untilMs: finite,
  told: listOf(filledText),
});

const ended: Shape = record({ id: filledText, candidate: record(release), outcome: oneOf(OUTCOMES), why: text, endedAtMs: finite, weightMax: weight });

function stateOf(target: string): Shape {
  return record({
    target: exactly(target),
    sequence: integer({ min: 1 }),
    slots,
    stable: placed,
    rollout: kinds({ none: anything, live: rollout }),
    pause,
    following: listOf(followed),
    ended: listOf(ended),
  });
}
