// event.json -> LedgerEvent. The envelope is checked strictly, and per kind what the fold and the reports rely on.
import type { DecisionKind, LedgerEvent, Outcome } from '@rampart/rollout-policy';
import { candidate, effect, placed, schemaProblem, slots } from './decode-state.ts';
import type { Decoded } from './decode-state.ts';
import { anything, filledText, finite, flag, integer, kinds, listOf, mapOf, number, oneOf, record, text, weight } from './json-shape.ts';
import type { Shape } from './json-shape.ts';

export function decodeEvent(value: unknown): Decoded<LedgerEvent> {
  const schema = schemaProblem(value);
  if (schema !== '') return { kind: 'invalid', problems: [schema] };
  const problems = [...envelope(value, ''), ...byKind(value, '')];
  return problems.length === 0 ? { kind: 'decoded', value: value as LedgerEvent } : { kind: 'invalid', problems };
}

const envelope: Shape = record({ sequence: integer({ min: 1 }), atMs: integer({ min: 0 }), operation: filledText, actor: text });

const DECISIONS: Readonly<Record<DecisionKind, true>> = { advance: true, hold: true, stepBack: true, promote: true, rollback: true, halt: true, finished: true };
const ENDINGS: Readonly<Record<Exclude<Outcome, 'promoted'>, true>> = { 'rolled-back': true, halted: true, superseded: true, expired: true };

const counts = record({ trials: finite, events: finite });
const evidence = mapOf(kinds({ blocks: record({ blocks: listOf(record({ fromMs: finite, toMs: finite, cells: mapOf(record({ stable: counts, candidate: counts })) })) }), 'no-data': record({ why: text }) }));
const mirror: Shape = (value, at) => (value === 'cannot' ? [] : weight(value, at));
const smoke = kinds({
  'not-asked': anything,
  passed: record({ cases: integer({ min: 1 }) }),
  failed: record({ cases: integer({ min: 1 }), failed: integer({ min: 1 }), first: text }),
  unavailable: record({ why: text }),
});
const quiet = kinds({ no: anything, quiet: record({ untilMs: finite }) });
const withEffect = record({ effect });
const EVENTS: Readonly<Record<LedgerEvent['kind'], Shape>> = {
  adopted: record({ target: filledText, slots, stable: placed }),
  started: record({ rolloutId: filledText, candidate, policy: record({ target: filledText }), policyDigest: filledText, attempt: integer({ min: 1 }), why: text }),
  ticked: record({
    rolloutId: filledText,
    evidence,
    situation: record({ nowMs: finite, router: kinds({ read: record({ weight, step: weight, ours: flag, mirror }), unreadable: record({ why: text }) }), smoke, quiet }),
    decision: record({
      kind: oneOf(DECISIONS),
      from: weight,
      to: weight,
      mirror: weight,
      reasons: listOf(record({ code: filledText })),
      merged: record({ odds: number, oddsNeeded: number }),
      turning: kinds({ none: anything, events: record({ check: filledText, cell: filledText, seen: number, instead: number, decision: oneOf(DECISIONS) }) }),
      stageIndex: integer({ min: 0 }),
    }),
    effect: kinds({ none: anything, intended: withEffect, done: withEffect, unconfirmed: withEffect }),
  }),
  intended: record({ rolloutId: filledText, effect }),
  confirmed: record({ rolloutId: filledText, effectId: text, observed: weight, settledAtMs: finite }),
  promoted: record({ rolloutId: filledText, pointer: text }),
  ended: record({ rolloutId: filledText, outcome: oneOf(ENDINGS), why: text, observed: weight }),
  'followed-up': record({ rolloutId: filledText, evidence, worse: listOf(filledText) }),
  restored: record({ rolloutId: filledText, why: text }),
  'retraining-asked': record({ rolloutId: filledText, check: filledText, evidence: filledText }),
  paused: record({ why: text }),
  resumed: record({ why: text }),
  violated: record({ rolloutId: filledText, paths: listOf(filledText), where: text }),
};
const byKind = kinds(EVENTS);
