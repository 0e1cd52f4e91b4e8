// A small HTTP server on a free loopback port: whole bodies in, whole answers out.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Asked {
  /** Method and path without the query, e.g. `POST /predict`. */
  readonly route: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends when running requests are answered. */
  close(): Promise<void>;
}

const bodyBytesMax = 64 * 1024;

export async function serveOnLoopback(answer: (asked: Asked) => Promise<Answer>): Promise<RunningServer> {
  let running = 0;
  let whenIdle: (() => void) | undefined;
  const server = createServer((request, response) => {
    running += 1;
    response.once('close', () => {
      running -= 1;
      if (running === 0) whenIdle?.();
    });
    void serve(answer, request, response);
  });
  // Idle connections stay open: closing one just as a request comes in on it would look like a failed request.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if (running > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/** The parsed body, or `undefined` where it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function serve(answer: (asked: Asked) => Promise<Answer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const { status, contentType, body: text } = body.kind === 'too-large' ? json(413, { error: `a body has at most ${bodyBytesMax} bytes` }) : await answer({ route: `${request.method ?? 'GET'} ${path}`, body: body.text });
    response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }).end(text);
  } catch (cause) {
    if (response.headersSent || request.destroyed) return void response.destroy();
    const { status, contentType, body } = json(500, { error: cause instanceof Error ? cause.message : 'unknown failure' });
    response.writeHead(status, { 'content-type': contentType }).end(body);
  }
}

function readBody(request: IncomingMessage): Promise<{ readonly kind: 'whole'; readonly text: string } | { readonly kind: 'too-large' }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyBytesMax) chunks.push(chunk);
    });
    request.on('end', () => resolve(size > bodyBytesMax ? { kind: 'too-large' } : { kind: 'whole', text: Buffer.concat(chunks).toString('utf8') }));
    request.on('error', reject);
  });
}
