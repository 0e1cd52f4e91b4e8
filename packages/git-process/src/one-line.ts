// Text of anybody, made safe as one line of a commit or tag message.

/**
 * Without line breaks and control characters, which could forge a trailer or a terminal sequence, and without the mentions and references that GitHub
 * looks for in every commit that is pushed; at most 200 characters. May be empty. What it made stays as it is: who reads a
 * commit makes its message once more, and compares.
 */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 4_000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?<!\w)@(?=\w)/g, '@ ')
    .replace(/(?<!\w)#(?=\d)|(?<=\w\/[\w.-]{1,100})#(?=\d)/g, '# ')
    .replace(/(?<!\w)(GH)-(?=\d)/gi, '$1- ')
    .trim();
  return [...line].slice(0, 200).join('').trimEnd().toWellFormed();
}
