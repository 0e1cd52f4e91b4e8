import { describe, expect, it } from 'vitest';
import { boolean, choice, decode, integer, list, mapped, nullable, number, record, shape, text } from './decode.ts';

const person = shape({ name: text({ expected: 'a name', pattern: /^[a-z]+$/ }), age: integer({ min: 0, max: 150 }) }, { likes: list(choice('tea', 'cake'), { countMax: 2 }) });

const whyOf = (decoder: Parameters<typeof decode>[0], value: unknown): string => {
  const decoded = decode(decoder, value);
  return decoded.kind === 'bad' ? decoded.why : 'fine';
};

describe('decode', () => {
  it('gives the value as it was', () => {
    expect(decode(person, { name: 'ada', age: 36, likes: ['tea'] })).toEqual({ kind: 'ok', value: { name: 'ada', age: 36, likes: ['tea'] } });
    expect(decode(person, { name: 'ada', age: 36 })).toEqual({ kind: 'ok', value: { name: 'ada', age: 36 } });
  });

  it('names all mistakes at once, each with its place', () => {
    expect(whyOf(person, { name: 'Ada', age: 36.5, likes: ['tea', 'gin'], agee: 1 })).toBe(
      'agee: expected no such key, got one; name: expected a name, got "Ada"; age: expected a whole number from 0 to 150, got 36.5; likes[1]: expected "tea" or "cake", got "gin"',
    );
  });

  it.each([
    [undefined, 'the answer: expected an object with name, age, got nothing'],
    [[], 'the answer: expected an object with name, age, got a list'],
    [null, 'the answer: expected an object with name, age, got null'],
    [{}, 'name: expected a value, got nothing; age: expected a value, got nothing'],
  ])('says what it wanted of %j', (value, why) => {
    expect(whyOf(person, value)).toBe(why);
  });

  it('converts nothing', () => {
    expect(whyOf(integer({ min: 0, max: 9 }), '5')).toContain('got "5"');
    expect(whyOf(integer({ min: 0, max: 9 }), NaN)).toContain('expected a whole number');
    expect(whyOf(boolean, 1)).toContain('true or false');
    expect(whyOf(text(), 5)).toContain('expected text, got 5');
  });

  it('takes numbers that are not whole, within their bounds', () => {
    expect(decode(number({ min: -1, max: 1 }), -0.5)).toEqual({ kind: 'ok', value: -0.5 });
    for (const value of [1.5, NaN, Infinity, '0.5', null]) expect(whyOf(number({ min: -1, max: 1 }), value)).toContain('expected a number from -1 to 1');
  });

  it('changes what was decoded, and leaves mistakes as they are', () => {
    const doubled = mapped(integer({ min: 0, max: 9 }), (value) => 2 * value);
    expect(decode(doubled, 4)).toEqual({ kind: 'ok', value: 8 });
    expect(whyOf(doubled, 10)).toContain('got 10');
  });

  it('bounds lists and records', () => {
    expect(whyOf(list(boolean, { countMax: 1 }), [true, true])).toContain('at most 1 items, got 2 items');
    expect(whyOf(record(boolean, { keysMax: 1 }), { a: true, b: true })).toContain('at most 1 keys');
    expect(whyOf(list(boolean, { countMax: 100 }), Array.from({ length: 40 }, () => 1))).toContain('and 30 more');
  });

  it('takes null only where it means something', () => {
    expect(decode(nullable(boolean, 'nothing'), null)).toEqual({ kind: 'ok', value: 'nothing' });
    expect(whyOf(boolean, null)).toContain('got null');
  });

  it('treats __proto__ as a key like any other', () => {
    const decoded = decode(record(integer({ min: 0, max: 9 }), { keysMax: 9 }), JSON.parse('{"__proto__": 1}'));
    expect(decoded.kind === 'ok' && Object.hasOwn(decoded.value, '__proto__')).toBe(true);
    expect(whyOf(shape({ a: boolean }), JSON.parse('{"a":true,"__proto__":{"a":true}}'))).toContain('no such key');
  });

  it('shows hostile text on one line and not in full', () => {
    const why = whyOf(boolean, `x\n::error::\u202e${'y'.repeat(500)}`);
    expect(why).not.toMatch(/[\n\u202e]/);
    expect(why.length).toBeLessThan(200);
  });
});
