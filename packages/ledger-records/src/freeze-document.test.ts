import { describe, expect, it } from 'vitest';
import { freezeDocument } from './freeze-document.ts';

describe('freezeDocument', () => {
  it('is the text as it was written', () => {
    for (const text of ['{"of": "Größe"}\r\n', '\uFEFF{}', '']) expect(freezeDocument(new TextEncoder().encode(text))).toBe(text);
  });

  it('is no document where the bytes are no text, also where they would read as one', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('{"of": "'), 0xff, ...new TextEncoder().encode('"}')]);
    expect(freezeDocument(bytes)).toBe('\uFFFD{"of": "\uFFFD"}');
    expect(() => JSON.parse(freezeDocument(bytes)) as unknown).toThrow(SyntaxError);
  });
});
