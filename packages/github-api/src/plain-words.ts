// Words of others made safe for a log, a message or a summary: one line, no control characters, no secret.

/** How a secret may come back in an answer. */
export type Scrub = (text: string) => string;

export function scrubber(secret: string): Scrub {
  // So short, it is no secret, and would only garble what is said.
  if (secret.length < 4) return (text) => text;
  const bytes = Buffer.from(secret);
  // As octokit and git send it, and as an echo of a header would spell it.
  const basic = Buffer.from(`x-access-token:${secret}`).toString('base64').replace(/=+$/, '');
  const forms = [secret, encodeURIComponent(secret), basic, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

/** At most 400 characters. Line breaks, control and direction characters become spaces: no workflow command, terminal sequence or look-alike order survives. */
export function plainWords(text: string, scrub: Scrub): string {
  const line = scrub(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ').trim();
  const points = [...line];
  return (points.length > 400 ? `${points.slice(0, 399).join('')}…` : line).toWellFormed();
}
