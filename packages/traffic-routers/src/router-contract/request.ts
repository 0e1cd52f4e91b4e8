// The requests of the router contract (docs/router-contract.md): written by us, read by whoever serves the contract from Node.
import { choice, decode, integer, record, shape, text, type Decoded, type Decoder } from '@rampart/json-exchange';
import type { Placement, WeightChange } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { decodeStamp, encodeStamp } from './stamp.ts';

export type RouterRequest =
  | { readonly op: 'read'; readonly target: string }
  | { readonly op: 'set'; readonly change: WeightChange }
  | { readonly op: 'settle'; readonly target: string; readonly version: string }
  | { readonly op: 'place'; readonly placement: Placement };

/** As plain JSON. Every change carries an idempotency key: the same key again must change nothing. */
export function encodeRequest(request: RouterRequest): unknown {
  switch (request.op) {
    case 'read':
    case 'settle':
      return request;
    case 'set': {
      const { target, weights, mirror, ifVersion, stamp } = request.change;
      // A router that cannot mirror never sees the word.
      const copies = Object.keys(mirror).length === 0 ? {} : { mirror };
      return { op: 'set', target, weights, ...copies, ...(ifVersion.kind === 'is' ? { ifVersion: ifVersion.version } : {}), stamp: encodeStamp(stamp), idempotencyKey: stamp.effectId };
    }
    case 'place': {
      const { target, slot, version, digest, artifact, rolloutId } = request.placement;
      return { op: 'place', target, slot, version, digest, artifact, rolloutId, idempotencyKey: `${rolloutId}/place/${digest}` };
    }
  }
}

/** `why` names every mistake. That weights add up is for the router to judge; here only their form counts. */
export function decodeRequest(value: unknown): { readonly kind: 'ok'; readonly value: RouterRequest } | { readonly kind: 'bad'; readonly why: string } {
  const op = decode(anOp, value);
  return op.kind === 'ok' ? decode(BODIES[op.value], value) : op;
}

const name = text({ expected: 'a name', lengthMax: 1024, pattern: /./ });
const shares = record(integer({ min: 0, max: 1_000_000 }), { keysMax: 2 });
const version = text({ expected: 'a version', lengthMax: 1024, pattern: /./ });

/** Only looks at `op`, so that the mistakes of the rest are told in its own terms. */
const anOp: Decoder<RouterRequest['op']> = (value, path) =>
  choice('read', 'set', 'settle', 'place')(typeof value === 'object' && value !== null && 'op' in value ? value.op : undefined, path === '' ? 'op' : path);

const BODIES: Readonly<Record<RouterRequest['op'], Decoder<RouterRequest>>> = {
  read: shape({ op: choice('read'), target: name }),
  settle: shape({ op: choice('settle'), target: name, version }),
  set: mapped(
    shape(
      { op: choice('set'), target: name, weights: shares, stamp: decodeStamp, idempotencyKey: name },
      { ifVersion: version, mirror: shares },
    ),
    ({ target, weights, mirror, stamp, ifVersion }) => ({
      op: 'set',
      change: {
        target,
        weights: bySlot(weights),
        mirror: bySlot(mirror ?? {}),
        ifVersion: ifVersion === undefined ? { kind: 'any' } : { kind: 'is', version: ifVersion },
        stamp,
      },
    }),
  ),
  place: mapped(
    shape({ op: choice('place'), target: name, slot: name, version, digest: name, artifact: text({ lengthMax: 4096, pattern: /./ }), rolloutId: name, idempotencyKey: name }),
    ({ target, slot, version: placed, digest, artifact, rolloutId }) => ({ op: 'place', placement: { target, slot, version: placed, digest, artifact, rolloutId } }),
  ),
};

function bySlot(said: Readonly<Record<string, number>>): WeightChange['weights'] {
  return Object.fromEntries(Object.entries(said).map(([slot, share]) => [slot, ppm(share)]));
}

function mapped<From, To>(decoder: Decoder<From>, map: (from: From) => To): Decoder<To> {
  return (value, path): Decoded<To> => {
    const decoded = decoder(value, path);
    return decoded.kind === 'ok' ? { kind: 'ok', value: map(decoded.value) } : decoded;
  };
}
