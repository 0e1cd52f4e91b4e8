// What is piped into a command. A terminal is nothing: nobody means to type JSON blind, and waiting for it would look like a hang.

export type Input = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none' } | { readonly kind: 'too-long'; readonly bytesMax: number };

/** The largest published input has two thousand observations. */
const BYTES_MAX = 32 * 1024 * 1024;

export async function readStandardInput(stdin: AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean }): Promise<Input> {
  if (stdin.isTTY === true) return { kind: 'none' };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += part.length;
    if (bytes > BYTES_MAX) return { kind: 'too-long', bytesMax: BYTES_MAX };
    chunks.push(part);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text.trim() === '' ? { kind: 'none' } : { kind: 'text', text };
}
