// Secrets that a test plants, and every form in which one of them could come out again.

/** Names of the forms of `secret` that stand in `text`; none is as it should be. */
export function formsFound(secret: string, text: string): readonly string[] {
  return [...formsOf(secret)].filter(([, form]) => text.includes(form)).map(([name]) => name);
}

function formsOf(secret: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const forms = new Map([['as it is', secret], ['in JSON', JSON.stringify(secret).slice(1, -1)], ['in an address', encodeURIComponent(secret)], ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)], ['hexadecimal', hex], ['hexadecimal, upper case', hex.toUpperCase()], ['backwards', [...secret].reverse().join('')]]);
  for (const before of [0, 1, 2]) {
    for (const encoding of ['base64', 'base64url'] as const) {
      // Without what also depends on the bytes before and after it.
      const text = Buffer.concat([Buffer.alloc(before, 'x'), bytes, Buffer.alloc(3, 'x')]).toString(encoding);
      forms.set(`${encoding} after ${String(before)}`, text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6)));
    }
  }
  return forms;
}
