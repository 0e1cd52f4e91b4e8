import { describe, expect, it } from 'vitest';
import { fetchFrom, serveHandler, type Handler } from './serve-handler.ts';

const echo: Handler = async (request) => {
  if (new URL(request.url).pathname === '/cut') throw new Error('cut');
  return Response.json({ method: request.method, body: await request.text(), token: request.headers.get('authorization') }, { status: 418 });
};

describe.each([
  ['fetchFrom', (handler: Handler) => Promise.resolve({ url: 'http://proxy.test', fetch: fetchFrom(handler), close: () => Promise.resolve() })],
  ['serveHandler', async (handler: Handler) => ({ ...(await serveHandler(handler)), fetch })],
])('%s', (_, connect) => {
  it('carries method, headers, body and status', async () => {
    const served = await connect(echo);
    const response = await served.fetch(`${served.url}/x`, { method: 'POST', body: '{"é":1}', headers: { authorization: 'Bearer t' } });
    expect(response.status).toBe(418);
    expect(await response.json()).toEqual({ method: 'POST', body: '{"é":1}', token: 'Bearer t' });
    await served.close();
  });

  it('breaks the connection when the handler throws', async () => {
    const served = await connect(echo);
    await expect(served.fetch(`${served.url}/cut`)).rejects.toThrow('fetch failed');
    await served.close();
  });

  it('gives up when the signal aborts', async () => {
    const served = await connect(() => new Promise<Response>(() => undefined));
    await expect(served.fetch(served.url, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
    await served.close();
  });
});
