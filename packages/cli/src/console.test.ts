import { describe, expect, it } from 'vitest';
import { consoleOf } from './console.ts';

const silent = { write: () => undefined };

describe('consoleOf', () => {
  const styleOf = (stdout: { readonly isTTY?: boolean; readonly columns?: number }, env: Readonly<Record<string, string>>) => consoleOf({ stdout: { ...silent, ...stdout }, stderr: silent }, env).style;

  it('colours a terminal and fits its width', () => {
    expect(styleOf({ isTTY: true, columns: 132 }, {})).toEqual({ color: true, width: 132 });
    expect(styleOf({ isTTY: true, columns: 10 }, {})).toEqual({ color: true, width: 40 });
    expect([styleOf({ isTTY: true }, {}), styleOf({ isTTY: true, columns: 0 }, {})]).toEqual([{ color: true, width: 100 }, { color: true, width: 100 }]);
  });

  it.each([{ NO_COLOR: '1' }, { NO_COLOR: '0' }, { TERM: 'dumb' }])('leaves colour out with %j', (env) => {
    expect(styleOf({ isTTY: true }, env)).toMatchObject({ color: false });
  });

  it('takes an empty NO_COLOR for none', () => {
    expect(styleOf({ isTTY: true }, { NO_COLOR: '' })).toMatchObject({ color: true });
  });

  it('looks at each stream for itself', () => {
    const { style, errStyle } = consoleOf({ stdout: { ...silent, isTTY: true }, stderr: silent }, {});
    expect([style.color, errStyle.color]).toEqual([true, false]);
  });

  it('is plain and cuts nothing off where there is no terminal', () => {
    expect(styleOf({}, {})).toEqual({ color: false, width: 1_000 });
  });
});
