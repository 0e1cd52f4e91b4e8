// Takes secrets out of what a job writes. The runner masks its log; outputs, summaries, commits, comments and statuses it does not.

/** `text` without any of the secrets, as they are or in a form that gives them back. */
export type HideSecrets = (text: string) => string;

/** Shorter ones are words: hiding them would garble what is said. */
const LENGTH_MIN = 4;
/** In other forms a short one is a few letters, and stands in any text. */
const ENCODED_LENGTH_MIN = 8;

export function hideSecrets(secrets: readonly string[]): HideSecrets {
  const parts = secrets.flatMap(partsOf);
  const forms = longestFirst(parts.flatMap(formsOf));
  const digits = longestFirst(parts.filter(isLong).map((part) => Buffer.from(part).toString('hex')));
  const hexadecimal = digits.length === 0 ? 'none' : new RegExp(digits.join('|'), 'gi');
  return (text) => {
    const plain = forms.reduce((clean, form) => (clean.includes(form) ? clean.replaceAll(form, '***') : clean), text);
    return (hexadecimal === 'none' ? plain : plain.replace(hexadecimal, '***')).replace(PASSWORD_IN_ADDRESS, '$1***@');
  };
}

/** `https://user:password@host`, whoever wrote it there. Not beyond a quotation mark: in JSON the next text would be taken for the password. */
const PASSWORD_IN_ADDRESS = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:"]*:[^\s/@"]+@/gi;

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

/** A key of several lines is known by each of them. */
function partsOf(secret: string): readonly string[] {
  return [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim()).filter(isLong)].filter(({ length }) => length >= LENGTH_MIN);
}

function isLong({ length }: string): boolean {
  return length >= ENCODED_LENGTH_MIN;
}

/** What holds another one is replaced before it. */
function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

/** All but hexadecimal, which is written in either case. */
function formsOf(part: string): readonly string[] {
  return [part, ...quoted(part), ...(isLong(part) ? encoded(part) : [])];
}

/** As it stands inside JSON, an address, a form, a page. */
function quoted(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const inAscii = json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const addresses = [encodeURIComponent(secret.toWellFormed()), encodeURI(secret.toWellFormed()), new URLSearchParams({ x: secret }).toString().slice(2)];
  const smallDigits = addresses.map((text) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
  const html = [secret.replace(/[&<>"']/g, (char) => `&#${String(char.codePointAt(0))};`), secret.replace(/[&<>"]/g, (char) => HTML_NAMES[char] ?? char)];
  return [json, inAscii, ...addresses, ...smallDigits, ...html];
}

const HTML_NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function encoded(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => insideBase64(bytes, before));
  return [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The letters that base64 has for `bytes` whatever stands around them, where `before` bytes (modulo three) come first: `user:` before a password. */
function insideBase64(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}
