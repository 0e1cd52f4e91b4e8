// Takes secrets out of what a job writes. The runner masks its log; outputs, summaries, commits, comments and statuses it does not.

/** `text` without any of the secrets, as they are or in a form that gives them back. */
export type HideSecrets = (text: string) => string;

/** Shorter ones are words: hiding them would garble what is said. */
const LENGTH_MIN = 4;
/** In other forms a short one is a few letters, and stands in any text. */
const ENCODED_LENGTH_MIN = 8;

export function hideSecrets(secrets: readonly string[]): HideSecrets {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((clean, form) => (clean.includes(form) ? clean.replaceAll(form, '***') : clean), text).replace(PASSWORD_IN_ADDRESS, '$1***@');
}

/** `https://user:password@host`, whoever wrote it there. */
const PASSWORD_IN_ADDRESS = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]*:[^\s/@]+@/gi;

/**
 * Values of variables whose names say that they are secrets (`PGPASSWORD`, `AWS_SECRET_ACCESS_KEY`), and passwords in addresses: commands of a policy get
 * the job's environment, and what they say when they fail may have all of it.
 */
export function secretsInEnvironment(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const password = URL.canParse(value) ? decoded(new URL(value).password) : '';
    const found = SAYS_SECRET.test(name) ? [value, password] : [password];
    return found.filter((secret) => secret.length >= ENCODED_LENGTH_MIN);
  });
}

const SAYS_SECRET = /(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|ACCOUNT|SECRET|APP)_?KEY)$/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function formsOf(secret: string): readonly string[] {
  // A key of several lines is known by each of them.
  const parts = [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.length >= ENCODED_LENGTH_MIN)];
  return parts.flatMap((part) => (part.length < LENGTH_MIN ? [] : [part, ...quoted(part), ...(part.length < ENCODED_LENGTH_MIN ? [] : encoded(part))]));
}

/** As it stands inside JSON, an address, a form, a page. */
function quoted(secret: string): readonly string[] {
  const html = secret.replace(/[&<>"']/g, (char) => `&#${String(char.codePointAt(0))};`);
  return [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed()), encodeURI(secret.toWellFormed()), new URLSearchParams({ x: secret }).toString().slice(2), html];
}

function encoded(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((before) => insideBase64(bytes, before));
  return [hex, hex.toUpperCase(), ...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The letters that base64 has for `bytes` whatever stands around them, where `before` bytes (modulo three) come first: `user:` before a password. */
function insideBase64(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}
