// Sends requests to one server over connections that stay open.
import { Agent, request } from 'node:http';

export interface LoopbackClient {
  /** Rejects when nobody answers within the time limit; the message says what happened. */
  send(route: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string; readonly timeoutMs: number }): Promise<{ readonly status: number; readonly body: string }>;
  /** Closes the connections. */
  close(): void;
}

export function connectLoopback(url: string): LoopbackClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  return {
    send: ({ method, path, body = '', timeoutMs }) =>
      new Promise((resolve, reject) => {
        const headers = method === 'POST' ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {};
        const outgoing = request({ agent, hostname, port, method, path, headers, timeout: timeoutMs }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
          response.on('error', reject);
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
