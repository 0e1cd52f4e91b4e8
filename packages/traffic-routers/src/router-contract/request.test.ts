import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { decodeRequest, encodeRequest, type RouterRequest } from './request.ts';

const stamp = { rolloutId: 'r-1', sequence: 3, effectId: 'r-1/3', liveSlot: 'a', liveDigest: 'sha256:1' };
const weights = { a: ppm(950_000), b: ppm(50_000) };
const requests: readonly RouterRequest[] = [
  { op: 'read', target: 't' },
  { op: 'settle', target: 't', version: '18' },
  { op: 'set', change: { target: 't', weights, mirror: {}, ifVersion: { kind: 'any' }, stamp } },
  { op: 'set', change: { target: 't', weights, mirror: {}, ifVersion: { kind: 'is', version: '17' }, stamp } },
  { op: 'place', placement: { target: 't', slot: 'b', version: 'v2', digest: 'sha256:2', artifact: 'file:///m.onnx', rolloutId: 'r-1' } },
  { op: 'set', change: { target: 't', weights, mirror: { b: ppm(200_000) }, ifVersion: { kind: 'any' }, stamp } },
];

describe('encodeRequest', () => {
  it('writes the form of the contract', () => {
    expect(encodeRequest(requests[3] ?? { op: 'read', target: '' })).toEqual({ op: 'set', target: 't', weights: { a: 950_000, b: 50_000 }, ifVersion: '17', stamp, idempotencyKey: 'r-1/3' });
    expect(encodeRequest(requests[2] ?? { op: 'read', target: '' })).not.toHaveProperty('ifVersion');
    expect(encodeRequest(requests[4] ?? { op: 'read', target: '' })).toMatchObject({ op: 'place', idempotencyKey: 'r-1/place/sha256:2' });
  });
});

describe('encodeRequest of copies', () => {
  it('names them only where there are some: a router that cannot mirror never sees the word', () => {
    expect(encodeRequest(requests[5] ?? { op: 'read', target: '' })).toMatchObject({ mirror: { b: 200_000 } });
    expect(encodeRequest(requests[2] ?? { op: 'read', target: '' })).not.toHaveProperty('mirror');
  });
});

describe('decodeRequest', () => {
  it.each(requests.map((request) => [request.op, request] as const))('reads back what was written: %s', (_, request) => {
    expect(decodeRequest(JSON.parse(JSON.stringify(encodeRequest(request))))).toEqual({ kind: 'ok', value: request });
  });

  it.each([
    [{ op: 'delete', target: 't' }, 'op: expected "read" or "set" or "settle" or "place", got "delete"'],
    ['read', 'op: expected "read" or "set" or "settle" or "place", got nothing'],
    [{ op: 'settle', target: 't' }, 'version: expected a value, got nothing'],
    [{ op: 'read', target: '' }, 'target: expected a name, got ""'],
    [{ op: 'read', target: 't', force: true }, 'force: expected no such key, got one'],
  ])('refuses %j', (value, why) => {
    expect(decodeRequest(value)).toMatchObject({ kind: 'bad', why });
  });
});
