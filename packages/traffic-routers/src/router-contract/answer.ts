// The answers of the router contract: decoded strictly, because they come from a program that we do not know.
import { boolean, decode, integer, list, nullable, record, shape, text } from '@rampart/json-exchange';
import type { PlacementReading, RouterReading, SlotReading } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { decodeStamp, encodeStamp } from './stamp.ts';

export type AnswerDecoded<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly why: string };

const name = text({ expected: 'a name', lengthMax: 1024, pattern: /./ });
const digest = text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ });
const weightPpm = integer({ min: 0, max: 1_000_000 });

const readingShape = shape(
  {
    target: name,
    slots: list(shape({ slot: name, weightPpm, release: nullable(shape({ version: name, digest, ready: boolean }), 'nothing' as const) }), { countMax: 2 }),
    version: name,
    stamp: nullable(decodeStamp, 'none' as const),
    stepPpm: integer({ min: 1, max: 1_000_000 }),
  },
  { mirror: record(weightPpm, { keysMax: 2 }) },
);

/** The answer to `read` and `set`. Weights must add up, and the target must be the one that was asked for. */
export function decodeReading(value: unknown, asked: string): AnswerDecoded<RouterReading> {
  const decoded = decode(readingShape, value);
  if (decoded.kind === 'bad') return decoded;
  const { target, slots, version, stamp, stepPpm, mirror } = decoded.value;
  if (target !== asked) return bad(`it is about target "${target}", asked for was "${asked}"`);
  const [first, second] = slots;
  if (first === undefined || second === undefined || first.slot === second.slot) return bad(`slots: expected two different ones, got ${slots.map(({ slot }) => `"${slot}"`).join(', ') || 'none'}`);
  const sum = first.weightPpm + second.weightPpm;
  if (sum !== 1_000_000) return bad(`the weights add up to ${String(sum)}, not to 1,000,000`);
  const strange = Object.keys(mirror ?? {}).find((slot) => slot !== first.slot && slot !== second.slot);
  if (strange !== undefined) return bad(`mirror: there is no slot "${strange}"`);
  return {
    kind: 'ok',
    value: {
      target,
      slots: slots.map(({ slot, weightPpm: weight, release }): SlotReading => ({ slot, weight: ppm(weight), placed: release === 'nothing' ? { kind: 'nothing' } : { kind: 'release', ...release } })),
      version,
      stamp: stamp === 'none' ? { kind: 'none' } : { kind: 'stamp', ...stamp },
      step: ppm(stepPpm),
      mirror: mirror === undefined ? 'cannot' : Object.fromEntries(Object.entries(mirror).map(([slot, share]) => [slot, ppm(share)])),
    },
  };
}

export function encodeReading({ target, slots, version, stamp, step, mirror }: RouterReading): unknown {
  return {
    target,
    slots: slots.map(({ slot, weight, placed }) => ({ slot, weightPpm: weight, release: placed.kind === 'nothing' ? null : { version: placed.version, digest: placed.digest, ready: placed.ready } })),
    version,
    stamp: stamp.kind === 'none' ? null : encodeStamp(stamp),
    stepPpm: step,
    ...(mirror === 'cannot' ? {} : { mirror }),
  };
}

const settledShape = shape({ settled: boolean });

export function decodeSettled(value: unknown): AnswerDecoded<{ readonly settled: boolean }> {
  return decode(settledShape, value);
}

/** A slot that shows nothing yet has the empty digest, and is not ready. */
const placementShape = shape({ slot: name, digest: text({ expected: '"sha256:" and 64 hexadecimal digits, or ""', pattern: /^(sha256:[0-9a-f]{64})?$/ }), ready: boolean });

export function decodePlacement(value: unknown, askedSlot: string): AnswerDecoded<PlacementReading> {
  const decoded = decode(placementShape, value);
  if (decoded.kind === 'bad') return decoded;
  if (decoded.value.slot !== askedSlot) return bad(`it is about slot "${decoded.value.slot}", asked for was "${askedSlot}"`);
  if (decoded.value.ready && decoded.value.digest === '') return bad('it is ready without a digest');
  return decoded;
}

function bad(why: string): { readonly kind: 'bad'; readonly why: string } {
  return { kind: 'bad', why };
}
