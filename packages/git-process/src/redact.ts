// Takes credentials out of text that people or logs will see.

/** Replaces every secret, passwords in addresses, and authorization headers by ***. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret !== '') clean = clean.replaceAll(secret, '***');
  }
  return clean.replace(USER_INFO, redactUserInfo).replace(HEADER, '$1***');
}

/** The address without user and password, but for the user name that ssh needs. */
export function withoutCredentials(address: string): string {
  return address.replace(USER_INFO, (_whole, scheme: string, userInfo: string) =>
    scheme.toLowerCase() === 'ssh://' ? `${scheme}${userInfo.split(':')[0] ?? ''}@` : scheme,
  );
}

const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/]+)@/gi;
const HEADER = /(authorization:\s*(?:basic|bearer|token)\s+)[^\s'"]+/gi;

function redactUserInfo(whole: string, scheme: string, userInfo: string): string {
  return scheme.toLowerCase() === 'ssh://' && !userInfo.includes(':') ? whole : `${scheme}***@`;
}
