// event.json -> LedgerEvent. The envelope is checked strictly, and per kind what the fold and the reports rely on.
import type { DecisionKind, LedgerEvent, Outcome } from '@rampart/rollout-policy';
import { candidate, effect, placed, schemaProblem, slots } from './decode-state.ts';
import type { Decoded } from './decode-state.ts';
import { anything, filledText, finite, integer, kinds, listOf, mapOf, oneOf, record, text, weight } from './json-shape.ts';
import type { Shape } from './json-shape.ts';

export function decodeEvent(value: unknown): Decoded<LedgerEvent> {
  const schema = schemaProblem(value);
  if (schema !== '') return { kind: 'invalid', problems: [schema] };
  const problems = [...envelope(value, ''), ...kinds(EVENTS)(value, '')];
  return problems.length === 0 ? { kind: 'decoded', value: value as LedgerEvent } : { kind: 'invalid', problems };
}

const envelope: Shape = record({ sequence: integer({ min: 1 }), atMs: integer({ min: 0 }), operation: filledText, actor: text });

const DECISIONS: Readonly<Record<DecisionKind, true>> = { advance: true, hold: true, stepBack: true, promote: true, rollback: true, halt: true, finished: true };
const ENDINGS: Readonly<Record<Exclude<Outcome, 'promoted'>, true>> = { 'rolled-back': true, halted: true, superseded: true, expired: true };

const withEffect = record({ effect });
const EVENTS: Readonly<Record<LedgerEvent['kind'], Shape>> = {
  adopted: record({ target: filledText, slots, stable: placed }),
  started: record({ rolloutId: filledText, candidate, policy: record({ target: filledText }), policyDigest: filledText }),
  ticked: record({
    rolloutId: filledText,
    evidence: mapOf(kinds({ blocks: record({ blocks: listOf(record({ fromMs: finite, toMs: finite, cells: mapOf(anything) })) }), 'no-data': record({ why: text }) })),
    situation: record({ nowMs: finite }),
    decision: record({ kind: oneOf(DECISIONS), from: weight, to: weight, reasons: listOf(record({ code: filledText })) }),
    effect: kinds({ none: anything, intended: withEffect, done: withEffect, unconfirmed: withEffect }),
  }),
  intended: record({ rolloutId: filledText, effect }),
  confirmed: record({ rolloutId: filledText, effectId: text, observed: weight, settledAtMs: finite }),
  promoted: record({ rolloutId: filledText, pointer: text }),
  ended: record({ rolloutId: filledText, outcome: oneOf(ENDINGS), why: text, observed: weight }),
};
