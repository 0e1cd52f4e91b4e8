import { describe, expect, it } from 'vitest';
import type { InputSpec } from './contract.ts';
import { decodeInput } from './input-kinds.ts';

const spec = (kind: Exclude<InputSpec['kind'], 'choice'>): InputSpec => ({ kind, description: 'Any.' });

describe('decodeInput', () => {
  it.each([
    ['duration', '30s', 30_000],
    ['duration', '2h', 7_200_000],
    ['duration', '3d', 259_200_000],
    ['flag', 'True', true],
    ['flag', 'false', false],
    ['text', 'a b', 'a b'],
    ['path', 'rampart/fraud.yaml', 'rampart/fraud.yaml'],
    ['lines', 'a\r\n\n  b ', ['a', 'b']],
  ] as const)('reads %s %s', (kind, text, value) => {
    expect(decodeInput(spec(kind), text)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['duration', '10'],
    ['duration', '10 m'],
    ['duration', '1.5h'],
    ['duration', '10ms'],
    ['flag', 'yes'],
    ['flag', '1'],
    ['path', 'a\nb'],
    ['path', 'a\0b'],
  ] as const)('refuses %s "%s" and says what is accepted', (kind, text) => {
    expect(decodeInput(spec(kind), text)).toMatchObject({ kind: 'refused', expected: expect.stringMatching(/./), remedy: expect.stringMatching(/^Write /) });
  });

  it('proposes the unit that a bare number may have meant', () => {
    expect(decodeInput(spec('duration'), '30')).toMatchObject({ remedy: 'Write 30s if seconds are meant.' });
  });

  it('accepts exactly the choices of a choice', () => {
    const mode: InputSpec = { kind: 'choice', choices: ['auto', 'tick'], description: 'Mode.' };
    expect(decodeInput(mode, 'tick')).toEqual({ kind: 'value', value: 'tick' });
    expect(decodeInput(mode, 'Tick')).toMatchObject({ kind: 'refused', expected: 'one of auto, tick' });
  });
});
