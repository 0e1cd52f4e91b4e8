import { describe, expect, it } from 'vitest';
import { inertOutput } from './inert-output.ts';

describe('inertOutput', () => {
  it('is the same JSON without anything that is obeyed or hides', () => {
    const value = [{ version: 'v1 ##[error]x ##[[\u2028\u202e\u009b31m\u{e0041}', '##[add-mask]': '##[' }, '::error::x'];
    const output = inertOutput(JSON.stringify(value));
    expect(JSON.parse(output)).toEqual(value);
    expect(output).not.toMatch(/##\[|[\u007f-\u009f\p{Cf}\p{Zl}]/u);
  });

  it('leaves other text alone, also such that only begins like JSON', () => {
    for (const text of ['10', 'fraud: hold', '', '[link](x) ##', '{not JSON']) expect(inertOutput(text)).toBe(text);
  });
});
