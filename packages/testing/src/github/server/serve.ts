// The emulator as a real server on loopback, with or without TLS. Bodies are sent piece by piece, so that one can break in the middle.
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

/** PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface ServedGithub {
  /** `http://127.0.0.1:<port>` without a path. */
  readonly url: string;
  /** As in `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

type Handle = (request: Request) => Promise<Response>;

export async function serveOnLoopback(handle: Handle, certificate: Certificate | 'none' = 'none'): Promise<ServedGithub> {
  const scheme = certificate === 'none' ? 'http' : 'https';
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => void serve(handle, scheme, incoming, outgoing);
  const server = certificate === 'none' ? createHttpServer(listener) : createHttpsServer({ key: certificate.key, cert: certificate.cert }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `${scheme}://127.0.0.1:${port}`;
  return {
    url,
    apiUrl: `${url}/api/v3`,
    graphqlUrl: `${url}/api/graphql`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(handle: Handle, scheme: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const method = incoming.method ?? 'GET';
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
    const response = await handle(new Request(`${scheme}://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`, { method, headers, signal: gone.signal, ...body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    for await (const piece of response.body ?? []) outgoing.write(piece);
    outgoing.end();
  } catch {
    // The connection was to break: whatever was sent so far goes out, nothing more.
    if (outgoing.headersSent) await new Promise<void>((resolve) => void outgoing.write('', () => resolve()));
    incoming.socket.destroy();
  }
}
