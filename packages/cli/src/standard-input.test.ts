import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readStandardInput } from './standard-input.ts';

describe('readStandardInput', () => {
  it('joins what is piped in, characters that were cut in two included', async () => {
    const bytes = Buffer.from('{"note":"ρ"}');
    expect(await readStandardInput(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]))).toEqual({ kind: 'text', text: '{"note":"ρ"}' });
  });

  it.each([[[]], [['  \n']]])('is nothing for %j', async (chunks) => {
    expect(await readStandardInput(Readable.from(chunks))).toEqual({ kind: 'none' });
  });

  it('does not wait for a person at a terminal', async () => {
    const terminal = Object.assign(new Readable({ read: () => undefined }), { isTTY: true });
    expect(await readStandardInput(terminal)).toEqual({ kind: 'none' });
  });

  it('stops at 32 MiB', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, '1');
    expect(await readStandardInput(Readable.from(Array.from({ length: 40 }, () => mebibyte)))).toEqual({ kind: 'too-long', bytesMax: 32 * 1024 * 1024 });
  });
});
