// One fake, several transports: a Request -> Response function used as `fetch` in this process, or as a real server on loopback.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Throwing means that the connection breaks before an answer. */
export type Handler = (request: Request) => Promise<Response> | Response;

export interface ServedHandler {
  /** `http://127.0.0.1:<port>` without a path. */
  readonly url: string;
  close(): Promise<void>;
}

/** A `fetch` that never leaves this process. Redirects are answered as they are. */
export function fetchFrom(handler: Handler): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error), { once: true });
    });
    const answered = (async () => handler(request))().catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    return Promise.race([answered, aborted]);
  };
}

/** Serves the handler on a free port of the loopback interface until `close`. */
export async function serveHandler(handler: Handler): Promise<ServedHandler> {
  const server = createServer((incoming, outgoing) => void serve(handler, incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const method = incoming.method ?? 'GET';
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
    const response = await handler(new Request(`http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`, { method, headers, ...body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch {
    // The handler broke the connection: so do we, whatever was sent so far.
    incoming.socket.destroy();
  }
}
