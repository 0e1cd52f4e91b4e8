import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fetchFrom, serveHandler, type Handler } from '@rampart/testing/fakes';
import { httpExchange } from './http-exchange.ts';

const url = 'http://proxy.test/router?key=secret';
const asked = { op: 'read', target: 't' };
const ask = (handler: Handler, timeoutMs = 5_000) => httpExchange({ url, token: 'tok', fetch: fetchFrom(handler), timeoutMs })(asked);
const answering = (status: number, body = '', headers: Record<string, string> = {}) => ask(() => new Response(body === '' ? null : body, { status, headers }));

describe('httpExchange', () => {
  it('posts JSON with the token and gives back the parsed answer', async () => {
    const answer = await ask(async (request) => Response.json({ method: request.method, type: request.headers.get('content-type'), token: request.headers.get('authorization'), body: await request.json() }));
    expect(answer).toEqual({ kind: 'answered', value: { method: 'POST', type: 'application/json', token: 'Bearer tok', body: asked } });
  });

  it.each([
    [409, 'conflict', false, 'not-done'],
    [400, 'refused', false, 'not-done'],
    [422, 'refused', false, 'not-done'],
    [405, 'refused', false, 'not-done'],
    [401, 'denied', false, 'not-done'],
    [403, 'denied', false, 'not-done'],
    [404, 'missing', false, 'not-done'],
    [429, 'unavailable', true, 'not-done'],
    [500, 'unavailable', true, 'unknown'],
    [502, 'unavailable', true, 'unknown'],
    [503, 'unavailable', true, 'unknown'],
    [504, 'unavailable', true, 'unknown'],
    [202, 'malformed', false, 'unknown'],
    [307, 'refused', false, 'unknown'],
  ])('takes status %i as %s', async (status, code, retryable, outcome) => {
    expect(await answering(status)).toMatchObject({ kind: 'failed', code, retryable, outcome });
  });

  it('tells what the other side said, on one line', async () => {
    expect(await answering(409, '{"error":"version is 18\\n::warning::x"}')).toMatchObject({ message: 'answered 409: version is 18 ::warning::x' });
  });

  it('does not repeat its token when the other side does', async () => {
    expect(await answering(403, '{"error":"tok may not read t"}')).toMatchObject({ message: 'answered 403: *** may not read t' });
    expect(await answering(200, 'hello tok')).toMatchObject({ message: expect.stringMatching(/: hello \*\*\*$/) as string });
  });

  it('does not follow a redirect', async () => {
    let asks = 0;
    const answer = await ask(() => {
      asks += 1;
      return new Response(null, { status: 308, headers: { location: 'http://metadata.internal/' } });
    });
    expect([asks, answer]).toMatchObject([1, { code: 'refused', message: expect.stringContaining('redirects are not followed') as string }]);
  });

  it('does not know what happened when an answer is not JSON, too large, or cut off', async () => {
    expect(await answering(200, '<html>')).toMatchObject({ code: 'malformed', outcome: 'unknown', message: expect.stringContaining('<html>') as string });
    expect(await answering(200, 'x'.repeat(1024 * 1024 + 1))).toMatchObject({ code: 'malformed', outcome: 'unknown' });
    expect(await ask(() => { throw new Error('cut'); })).toMatchObject({ code: 'unavailable', outcome: 'unknown', retryable: true });
  });

  it('does not know what happened when the answer does not come in time', async () => {
    expect(await ask(() => new Promise<Response>(() => undefined), 10)).toMatchObject({ code: 'unavailable', outcome: 'unknown', message: 'http://proxy.test/router did not answer within 10 ms' });
  });

  it('does not know what happened when the body never ends', async () => {
    const endless = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    expect(await ask(() => new Response(endless), 10)).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
  });

  it('knows that nothing happened when nobody listens', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const address = free.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => free.close(resolve));
    const answer = await httpExchange({ url: `http://127.0.0.1:${String(port)}/`, fetch, timeoutMs: 5_000 })(asked);
    expect(answer).toMatchObject({ code: 'unavailable', outcome: 'not-done', retryable: true, message: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('does not know what happened when a real server hangs up', async () => {
    const served = await serveHandler(() => { throw new Error('cut'); });
    expect(await httpExchange({ url: served.url, fetch, timeoutMs: 5_000 })(asked)).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    await served.close();
  });

  it('does not follow a redirect of a real server either', async () => {
    const paths: string[] = [];
    const served = await serveHandler((request) => {
      paths.push(new URL(request.url).pathname);
      return new Response(null, { status: 307, headers: { location: '/elsewhere' } });
    });
    expect(await httpExchange({ url: `${served.url}/here`, fetch, timeoutMs: 5_000 })(asked)).toMatchObject({ code: 'refused', outcome: 'unknown' });
    expect(paths).toEqual(['/here']);
    await served.close();
  });

  it.each(['ftp://x/', 'not an address', 'http://user:pass@x/'])('refuses the address %s without asking anybody', async (address) => {
    const exchange = httpExchange({ url: address, fetch: fetchFrom(() => Response.json({})), timeoutMs: 10 });
    const answer = await exchange(asked);
    expect(answer).toMatchObject({ code: 'refused', outcome: 'not-done' });
    expect(JSON.stringify(answer)).not.toContain('pass@');
  });

  it('does not show what may be secret in an address', async () => {
    expect(JSON.stringify(await ask(() => { throw new Error('cut'); }))).not.toContain('key=secret');
  });
});
