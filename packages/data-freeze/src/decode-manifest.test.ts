import { describe, expect, it } from 'vitest';
import { decodeManifest } from './decode-manifest.ts';
import { encodeManifest, type Manifest } from './manifest.ts';

const entry = { path: 'a.csv', bytes: 3, sha256: 'ab'.repeat(32), schema: { format: 'opaque', why: 'compressed' } } as const;
const manifest: Manifest = { schema: 1, target: 'flights', createdAt: '2026-11-21T09:00:00.000Z', root: 'data', paths: ['*.csv'], entries: [entry] };

function mistakes(text: string): readonly string[] {
  const decoded = decodeManifest(text);
  return decoded.kind === 'refused' ? decoded.mistakes.map(({ place, message }) => `${place}: ${message}`) : [];
}

function mistakesWith(change: Record<string, unknown>): readonly string[] {
  return mistakes(JSON.stringify({ ...manifest, ...change }, null, 2));
}

describe('decodeManifest', () => {
  it('reads what encodeManifest wrote', () => {
    expect(decodeManifest(encodeManifest(manifest))).toEqual({ kind: 'decoded', value: manifest });
  });

  it('reads where the files are in git, and the rollout that holds them', () => {
    const held: Manifest = { ...manifest, rolloutId: '3f2a9c41d05b', branch: { repository: 'acme/models', name: 'main', commit: 'ab'.repeat(20) } };
    expect(decodeManifest(encodeManifest(held))).toEqual({ kind: 'decoded', value: held });
    expect(mistakesWith({ branch: { repository: 'acme/models', name: 'main', commit: 'HEAD' } })).toContainEqual(expect.stringMatching(/^branch\.commit: expected the id of a commit, got "HEAD"/));
    expect(mistakesWith({ branch: 'main' })).toContainEqual(expect.stringContaining('branch: expected an object with repository, name, commit'));
  });

  it('reads it also after a checkout that turned line ends', () => {
    expect(decodeManifest(encodeManifest(manifest).replaceAll('\n', '\r\n')).kind).toBe('decoded');
  });

  it.each(['../train.csv', 'a/../../b', '/etc/passwd', 'a\0b', 'C:\\x'])('refuses the path %j with its place', (path) => {
    const [mistake] = mistakesWith({ entries: [{ ...entry, path }] });
    expect(mistake).toMatch(/^entries\[0\]\.path: .*A manifest names files inside its root only$/);
  });

  it.each(['..', '../data', '/data'])('refuses the root %j', (root) => {
    expect(mistakesWith({ root })[0]).toMatch(/^root: /);
  });

  it('collects every mistake', () => {
    expect(
      mistakesWith({
        schema: 2,
        createdAt: 'yesterday',
        colour: 'red',
        paths: ['../x'],
        entries: [
          { ...entry, bytes: -1, sha256: 'AB' },
          { ...entry, path: 'A.CSV', schema: { format: 'csv', columns: [{ name: 'x', type: 'float' }] } },
        ],
      }),
    ).toEqual([
      ': has an unknown key "colour". Accepted: schema, target, createdAt, rolloutId, branch, root, paths, entries',
      'schema: expected 1, got 2',
      'createdAt: expected a time such as 2026-11-21T09:00:00.000Z, got "yesterday"',
      'paths[0]: "../x" leads out of its root (..). Accepted: data/train.csv, data/**/*.csv, data, !data/tmp',
      'entries[0].bytes: expected a size in whole bytes, got -1',
      'entries[0].sha256: expected 64 lower-case hexadecimal digits, got "AB"',
      'entries[1].path: "A.CSV" is the same file as "a.csv" where case does not count',
      'entries[1].schema.columns[0].type: expected one of integer, number, boolean, date, timestamp, text, list, object, mixed, empty, got "float"',
    ]);
  });

  it('refuses an empty list of files and missing fields', () => {
    expect(mistakesWith({ entries: [] })).toEqual(['entries: is empty; a freeze pins at least one file']);
    expect(mistakesWith({ target: undefined })).toEqual(['target: expected a text of 1 to 200 characters on one line, got nothing']);
  });

  it('refuses a key that is written twice, where JSON.parse would take the last', () => {
    const text = encodeManifest(manifest).replace('"target": "flights"', '"target": "fraud",\n  "target": "flights"');
    expect(mistakes(text)).toEqual([': the manifest is not as freeze-data wrote it (repeated keys, other order or layout). Freeze again instead of editing it']);
  });

  it('refuses entries in another order', () => {
    const sorted = encodeManifest({ ...manifest, entries: [entry, { ...entry, path: 'b.csv' }] });
    const document = JSON.parse(sorted) as { entries: unknown[] };
    expect(mistakes(`${JSON.stringify({ ...document, entries: document.entries.toReversed() }, null, 2)}\n`)).toHaveLength(1);
  });

  it.each(['', '{', 'null', '[]', '1', '"x"', '{}'])('refuses %j', (text) => {
    expect(mistakes(text).length).toBeGreaterThan(0);
  });

  it('does not repeat a thousand mistakes', () => {
    expect(mistakesWith({ entries: Array.from({ length: 1000 }, () => 5) })).toHaveLength(21);
  });
});
