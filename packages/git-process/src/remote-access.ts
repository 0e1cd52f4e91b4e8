// How a remote address is reached: the address without secrets, and the configuration that carries them instead.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GitSetting } from './environment.ts';
import { hasControlCharacter, isRemoteUrl } from './location.ts';
import { withoutCredentials } from './redact.ts';

export type RemoteAccess =
  | {
      readonly kind: 'access';
      /** Safe in logs and argument lists. */
      readonly url: string;
      readonly settings: readonly GitSetting[];
      readonly secrets: readonly string[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/** A token counts for http(s) only. A user name in the address goes with it (`https://oauth2@host/...`); the default suits GitHub. */
export function remoteAccess(remote: { readonly url: string; readonly token?: string }): RemoteAccess {
  const { url } = remote;
  if (isAbsolute(url) && !hasControlCharacter(url)) return { kind: 'access', url, settings: [], secrets: [] };
  if (!isRemoteUrl(url)) {
    return { kind: 'refused', why: `the address ${JSON.stringify(withoutCredentials(url))} is not one of https://, http://, ssh://, file://, user@host:path or an absolute path` };
  }
  if (!/^https?:/i.test(url)) return { kind: 'access', url: withoutCredentials(url), settings: [], secrets: [] };
  return httpAccess(url, remote.token ?? '');
}

function httpAccess(address: string, token: string): RemoteAccess {
  if (!URL.canParse(address)) return { kind: 'refused', why: `the address ${JSON.stringify(withoutCredentials(address))} cannot be read` };
  const parsed = new URL(address);
  const user = decodeURIComponent(parsed.username);
  const password = token === '' ? decodeURIComponent(parsed.password) : token;
  const url = withoutCredentials(address);
  if (user === '' && password === '') return { kind: 'access', url, settings: [], secrets: [] };
  if (parsed.protocol === 'http:' && !LOOPBACK.includes(parsed.hostname)) {
    return { kind: 'refused', why: `a token would travel in the clear to ${parsed.host}: use https://` };
  }
  const credentials = Buffer.from(`${user === '' ? 'x-access-token' : user}:${password}`).toString('base64');
  return {
    kind: 'access',
    url,
    settings: [
      // The empty value drops headers that a wider scope may have set: GitHub refuses two of them.
      [`http.${url}.extraHeader`, ''],
      [`http.${url}.extraHeader`, `Authorization: Basic ${credentials}`],
      // git keeps the header when it follows a redirect to another host.
      [`http.${url}.followRedirects`, 'false'],
    ],
    secrets: [credentials, password, encodeURIComponent(password)].filter((secret) => secret !== ''),
  };
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The address as a URL, so that a path or a query can be appended without guessing where it ends. */
export function addressUrl(url: string): string {
  if (isAbsolute(url)) return pathToFileURL(url).href;
  const scpLike = /^([^/:@]+@[^/:@]+):(.*)$/.exec(url);
  return scpLike === null ? url : `ssh://${scpLike[1] ?? ''}/${(scpLike[2] ?? '').replace(/^\//, '')}`;
}
