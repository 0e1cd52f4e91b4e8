// A fetch that follows redirects only to the hosts that it was opened for: whoever gets a request gets the token in it.

export type Fetch = typeof globalThis.fetch;

const REDIRECTS = new Set([301, 302, 307, 308]);
const REDIRECTS_MAX = 3;

/** GitHub redirects what was renamed, and asks to repeat the request as it is, whatever its method. A redirect elsewhere is given back as it came. */
export function sameHostFetch(fetch: Fetch, addresses: readonly string[]): Fetch {
  const origins = new Set(addresses.map((address) => new URL(address).origin));
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    for (let redirects = 0; ; redirects += 1) {
      const response = await fetch(url, { ...init, redirect: 'manual' });
      const next = REDIRECTS.has(response.status) ? destination(response, url) : undefined;
      if (next === undefined || !origins.has(next.origin) || redirects === REDIRECTS_MAX) return response;
      await response.body?.cancel();
      url = next;
    }
  };
}

function destination(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  return location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}
