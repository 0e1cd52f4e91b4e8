import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPolicyFile } from '../test/a-policy-file.ts';
import { loadPolicy } from './load-policy.ts';

describe('loadPolicy', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads a policy alone', async () => {
    await writeFile(at('fraud.yaml'), aPolicyFile());
    expect(await loadPolicy(at('fraud.yaml'))).toMatchObject({ kind: 'policy', policy: { target: 'fraud-prod' } });
  });

  it('lays it over the defaults file beside it, and points into either', async () => {
    await writeFile(at('fraud.yaml'), aPolicyFile({ promise: '' }));
    await writeFile(at('_defaults.yaml'), 'promise: {badRequests: 7}');
    expect(await loadPolicy(at('fraud.yaml'))).toMatchObject({ kind: 'policy', policy: { promise: { badRequestsMax: 7 } } });
    await writeFile(at('_defaults.yaml'), 'promise: {badRequests: 7%}');
    expect(await loadPolicy(at('fraud.yaml'))).toMatchObject({ mistakes: [{ code: 'RMP117', place: { file: at('_defaults.yaml'), line: 1, column: 24 } }] });
  });

  it('reads past a byte order mark', async () => {
    await writeFile(at('fraud.yaml'), `\ufeff${aPolicyFile({ target: 'target: 5' })}`);
    expect(await loadPolicy(at('fraud.yaml'))).toMatchObject({ mistakes: [{ name: 'not-text', place: { line: 2, column: 9 } }] });
  });

  it.each([
    ['a file that is not there', 'none.yaml', 'RMP101', /no such file/],
    ['a folder', '.', 'RMP101', /cannot be read/],
    ['the defaults file itself', '_defaults.yaml', 'RMP101', /defaults file of the policies beside it/],
    ['bytes that are not UTF-8', 'latin1.yaml', 'RMP101', /not UTF-8/],
    ['a file larger than 256 KiB, without reading it', 'large.yaml', 'RMP102', /262145 bytes/],
  ])('answers %s with a mistake', async (_, name, code, says) => {
    await writeFile(at('_defaults.yaml'), 'rampart: 1');
    await writeFile(at('latin1.yaml'), Buffer.from('target: caf\xe9', 'latin1'));
    await writeFile(at('large.yaml'), Buffer.alloc(262_145, 35));
    expect(await loadPolicy(at(name))).toMatchObject({ kind: 'mistakes', mistakes: [{ code, text: expect.stringMatching(says) }] });
  });

  it('does not go on without a defaults file that it cannot read', async () => {
    await writeFile(at('fraud.yaml'), aPolicyFile());
    await writeFile(at('_defaults.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await loadPolicy(at('fraud.yaml'))).toMatchObject({ mistakes: [{ code: 'RMP101', place: { file: at('_defaults.yaml') } }] });
  });
});
