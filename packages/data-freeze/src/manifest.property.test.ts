import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { columnTypes, type DataSchema } from './data-schema.ts';
import { decodeManifest } from './decode-manifest.ts';
import { dataDigest } from './digest.ts';
import { inferSchema } from './infer-schema.ts';
import { encodeManifest, type Manifest, type ManifestEntry } from './manifest.ts';
import { decodePatterns, matchesPattern } from './path-pattern.ts';
import { checkRelativePath, collisionKey, comparePaths } from './relative-path.ts';

const name = fc.stringMatching(/^[a-z0-9_.é-]{1,8}$/).filter((text) => text !== '.' && text !== '..');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const label = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed());
const schema: fc.Arbitrary<DataSchema> = fc.oneof(
  fc.record({ format: fc.constant('opaque' as const), why: label }),
  fc.record({
    format: fc.constantFrom('csv' as const, 'tsv' as const, 'jsonl' as const),
    columns: fc.uniqueArray(fc.record({ name: label, type: fc.constantFrom(...columnTypes) }), { selector: (column) => column.name, maxLength: 5 }),
  }),
);
const entry: fc.Arbitrary<ManifestEntry> = fc.record({ path, bytes: fc.maxSafeNat(), sha256: fc.stringMatching(/^[0-9a-f]{64}$/), schema });
const manifest: fc.Arbitrary<Manifest> = fc.record({
  schema: fc.constant(1 as const),
  target: label,
  createdAt: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
  root: fc.oneof(fc.constant('.'), path),
  paths: fc.array(path, { minLength: 1, maxLength: 3 }),
  entries: fc.uniqueArray(entry, { selector: ({ path: own }) => collisionKey(own), minLength: 1, maxLength: 6 }),
});

/** Strings that have broken readers before, put where a manifest has strings. */
const hostile = fc.oneof(fc.constantFrom('../x', '/etc/passwd', 'a\0b', '__proto__', 'constructor', 'a/../b', '..\\x', '\ud800', '\u202e', ''), fc.string({ unit: 'binary' }));

describe('decodeManifest', () => {
  test.prop([manifest])('gives back what was encoded, sorted by path, in one text only', (original) => {
    const text = encodeManifest(original);
    const decoded = decodeManifest(text);
    expect(decoded.kind).toBe('decoded');
    if (decoded.kind !== 'decoded') return;
    expect(encodeManifest(decoded.value)).toBe(text);
    expect(decoded.value.entries.map((own) => own.path)).toEqual(original.entries.map((own) => own.path).sort(comparePaths));
    expect(dataDigest(decoded.value.entries)).toBe(dataDigest(original.entries));
  });

  test.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.jsonValue().map((value) => JSON.stringify(value)))])('is total: any text is decoded or refused with a mistake', (text) => {
    const decoded = decodeManifest(text);
    expect(decoded.kind === 'refused' && decoded.mistakes.length > 0).toBe(true);
    if (decoded.kind === 'refused') for (const { message } of decoded.mistakes) expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  test.prop([manifest, hostile, fc.constantFrom('root', 'path', 'sha256', 'column', 'target', 'paths')])('never lets a hostile string become a path that leaves the root', (original, text, where) => {
    const [first, ...rest] = original.entries;
    if (first === undefined) return;
    const changed: Manifest =
      where === 'root'
        ? { ...original, root: text }
        : where === 'target'
          ? { ...original, target: text }
          : where === 'paths'
            ? { ...original, paths: [text] }
            : { ...original, entries: [where === 'path' ? { ...first, path: text } : where === 'sha256' ? { ...first, sha256: text } : { ...first, schema: { format: 'csv', columns: [{ name: text, type: 'text' }] } }, ...rest] };
    const decoded = decodeManifest(encodeManifest(changed));
    if (where === 'path') expect(decoded.kind === 'decoded').toBe(checkRelativePath(text).kind === 'ok' && original.entries.every((own) => own === first || collisionKey(own.path) !== collisionKey(text)));
    if (decoded.kind === 'refused') return;
    for (const { path: own } of decoded.value.entries) expect(own.startsWith('/') || own.split('/').includes('..') || own.includes('\0') || own.includes('\\')).toBe(false);
    expect(decoded.value.root.split('/')).not.toContain('..');
  });

  test.prop([manifest, fc.nat(), fc.constantFrom('', '{', '"', ',', '0', ' ', '\0')])('refuses a text that was damaged anywhere, or reads the very same manifest', (original, at, inserted) => {
    const text = encodeManifest(original);
    const cut = at % text.length;
    const damaged = `${text.slice(0, cut)}${inserted}${text.slice(cut + 1)}`;
    const decoded = decodeManifest(damaged);
    // A changed byte either breaks the form or is part of a value that is still allowed; it is then seen in the encoding.
    if (decoded.kind === 'decoded') expect(encodeManifest(decoded.value)).toBe(damaged);
  });
});

describe('inferSchema', () => {
  test.prop([fc.constantFrom('x.csv', 'x.tsv', 'x.jsonl', 'x.parquet', 'x'), fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', '\t', '{', '}', ':', '.'), maxLength: 200 }).map((text) => Buffer.from(text))), fc.boolean()])(
    'is total, and what it infers fits into a manifest',
    (file, head, whole) => {
      const inferred = inferSchema(file, head, whole);
      const text = encodeManifest({ schema: 1, target: 't', createdAt: '2026-11-21T09:00:00.000Z', root: '.', paths: [file], entries: [{ path: file, bytes: head.length, sha256: '0'.repeat(64), schema: inferred }] });
      expect(decodeManifest(text).kind).toBe('decoded');
    },
  );
});

describe('checkRelativePath', () => {
  test.prop([hostile])('accepts only paths that stay where they are joined', (text) => {
    if (checkRelativePath(text).kind === 'refused') return;
    const resolved = new URL(text.split('/').map(encodeURIComponent).join('/'), 'file:///root/');
    expect(resolved.pathname.startsWith('/root/')).toBe(true);
  });
});

describe('decodePatterns', () => {
  test.prop([fc.array(hostile, { maxLength: 4 }), path])('is total, and so is matching', (lines, own) => {
    const decoded = decodePatterns(lines);
    if (decoded.kind === 'decoded') expect(typeof matchesPattern(decoded.value.taken[0] ?? '**', own)).toBe('boolean');
    else expect(decoded.mistakes.length).toBeGreaterThan(0);
  });

  test.prop([path])('a path chooses itself', (own) => {
    expect(matchesPattern(own, own)).toBe(true);
  });
});
