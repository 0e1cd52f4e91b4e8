import { describe, expect, it } from 'vitest';
import { decodePlacement, decodeReading, decodeSettled, encodeReading } from './answer.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const slotA = { slot: 'a', weightPpm: 950_000, release: { version: 'v1', digest, ready: true } };
const slotB = { slot: 'b', weightPpm: 50_000, release: null };
const stamp = { rolloutId: 'r-1', sequence: 3, effectId: 'r-1/3', liveSlot: 'a', liveDigest: digest };
const answer = { target: 't', slots: [slotA, slotB], version: '18', stamp, stepPpm: 1000 };

describe('decodeReading', () => {
  it('reads weights, releases, stamp and step', () => {
    expect(decodeReading(answer, 't')).toEqual({
      kind: 'ok',
      value: {
        target: 't',
        slots: [
          { slot: 'a', weight: 950_000, placed: { kind: 'release', version: 'v1', digest, ready: true } },
          { slot: 'b', weight: 50_000, placed: { kind: 'nothing' } },
        ],
        version: '18',
        stamp: { kind: 'stamp', ...stamp },
        step: 1000,
        mirror: 'cannot',
      },
    });
  });

  it('reads which slot gets copies, and that a router which does not say cannot make them', () => {
    expect(decodeReading({ ...answer, mirror: { b: 100_000 } }, 't')).toMatchObject({ kind: 'ok', value: { mirror: { b: 100_000 } } });
    expect(decodeReading({ ...answer, mirror: {} }, 't')).toMatchObject({ kind: 'ok', value: { mirror: {} } });
  });

  it.each([answer, { ...answer, mirror: {} }, { ...answer, mirror: { b: 100_000 } }])('is written as it was read', (json) => {
    const decoded = decodeReading(json, 't');
    expect(decoded.kind === 'ok' ? encodeReading(decoded.value) : decoded.why).toEqual(json);
  });

  it.each([
    ['another target', { ...answer, target: 'u' }, 'it is about target "u", asked for was "t"'],
    ['weights that do not add up', { ...answer, slots: [slotA, { ...slotB, weightPpm: 40_000 }] }, 'the weights add up to 990000, not to 1,000,000'],
    ['one slot', { ...answer, slots: [{ ...slotA, weightPpm: 1_000_000 }] }, 'slots: expected two different ones, got "a"'],
    ['the same slot twice', { ...answer, slots: [slotA, { ...slotB, slot: 'a' }] }, 'slots: expected two different ones, got "a", "a"'],
    ['percent', { ...answer, slots: [{ ...slotA, weightPpm: 0.95 }, slotB] }, 'slots[0].weightPpm: expected a whole number from 0 to 1000000, got 0.95'],
    ['a number as version', { ...answer, version: 18 }, 'version: expected a name, got 18'],
    ['no stamp', { ...answer, stamp: undefined }, 'stamp: expected an object with rolloutId, sequence, effectId, liveSlot, liveDigest, got nothing'],
    ['a short digest', { ...answer, slots: [{ ...slotA, release: { version: 'v1', digest: 'sha256:1', ready: true } }, slotB] }, 'slots[0].release.digest: expected "sha256:" and 64 hexadecimal digits, got "sha256:1"'],
    ['an unknown key', { ...answer, weights: {} }, 'weights: expected no such key, got one'],
    ['copies for a slot that is not there', { ...answer, mirror: { c: 1 } }, 'mirror: there is no slot "c"'],
    ['more copies than requests', { ...answer, mirror: { b: 1_000_001 } }, 'mirror.b: expected a whole number from 0 to 1000000, got 1000001'],
    ['a step of nothing', { ...answer, stepPpm: 0 }, 'stepPpm: expected a whole number from 1 to 1000000, got 0'],
  ])('refuses %s', (_, value, why) => {
    expect(decodeReading(value, 't')).toMatchObject({ kind: 'bad', why });
  });

  it('names all mistakes at once', () => {
    const decoded = decodeReading({ ...answer, version: '', stepPpm: 'x', slots: 'none' }, 't');
    expect(decoded.kind === 'bad' ? decoded.why.split('; ') : []).toHaveLength(3);
  });
});

describe('decodeSettled', () => {
  it('takes true and false alone', () => {
    expect(decodeSettled({ settled: false })).toEqual({ kind: 'ok', value: { settled: false } });
    expect(decodeSettled({ settled: 'yes' })).toMatchObject({ kind: 'bad' });
  });
});

describe('decodePlacement', () => {
  it('reads what is in the slot', () => {
    expect(decodePlacement({ slot: 'b', digest, ready: true }, 'b')).toEqual({ kind: 'ok', value: { slot: 'b', digest, ready: true } });
    expect(decodePlacement({ slot: 'b', digest: '', ready: false }, 'b')).toMatchObject({ kind: 'ok' });
  });

  it.each([
    [{ slot: 'a', digest, ready: true }, 'it is about slot "a", asked for was "b"'],
    [{ slot: 'b', digest: '', ready: true }, 'it is ready without a digest'],
    [{ slot: 'b', digest: 'latest', ready: true }, 'digest: expected "sha256:" and 64 hexadecimal digits, or "", got "latest"'],
  ])('refuses %j', (value, why) => {
    expect(decodePlacement(value, 'b')).toMatchObject({ kind: 'bad', why });
  });
});
