// Text of anybody, made safe as one line of a commit or tag message.

/** Without line breaks and control characters, which could forge a trailer or a terminal sequence; at most 200 characters. May be empty. */
export function oneLine(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return [...line].slice(0, 200).join('').toWellFormed();
}
