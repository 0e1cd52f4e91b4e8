// Turns text into a manifest, or into everything that is wrong with it. Strict: a manifest that would read files outside its root,
// or that is not byte for byte what encodeManifest writes, is refused.
import { type Column, type DataSchema, columnNameLengthMax, columnTypes, columnsMax } from './data-schema.ts';
import { encodeManifest, entriesMax, type FrozenBranch, type Manifest, type ManifestEntry } from './manifest.ts';
import { type Decoded, type Mistake, oneLine, shown } from './mistake.ts';
import { decodePatterns } from './path-pattern.ts';
import { checkRelativePath, checkRoot, collisionKey } from './relative-path.ts';

const textLengthMax = 32 * 1024 * 1024;
const mistakesMax = 20;

/** Total: any text gives a manifest or at least one mistake. */
export function decodeManifest(text: string): Decoded<Manifest> {
  if (text.length > textLengthMax) return refused([{ place: '', message: `the manifest is longer than ${textLengthMax} characters` }]);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return refused([{ place: '', message: `the manifest is not JSON: ${oneLine(cause instanceof Error ? cause.message : 'unreadable')}` }]);
  }
  const decoder = new ManifestDecoder();
  const manifest = decoder.decode(document);
  if (manifest === undefined || decoder.mistakes.length > 0) return refused(decoder.mistakes);
  // A repeated key or another order would let the text say one thing to a reader and another to us.
  if (encodeManifest(manifest) !== text.replaceAll('\r\n', '\n')) {
    return refused([{ place: '', message: 'the manifest is not as freeze-data wrote it (repeated keys, other order or layout). Freeze again instead of editing it' }]);
  }
  return { kind: 'decoded', value: manifest };
}

class ManifestDecoder {
  readonly mistakes: Mistake[] = [];

  decode(document: unknown): Manifest | undefined {
    const fields = this.fields('', document, ['schema', 'target', 'createdAt', 'rolloutId', 'branch', 'root', 'paths', 'entries']);
    if (fields === undefined) return undefined;
    if (fields['schema'] !== 1) this.add('schema', `expected 1, got ${shown(fields['schema'])}`);
    const manifest: Manifest = {
      schema: 1,
      target: this.text('target', fields['target'], 200),
      createdAt: this.instant('createdAt', fields['createdAt']),
      ...(fields['rolloutId'] === undefined ? {} : { rolloutId: this.text('rolloutId', fields['rolloutId'], 100) }),
      ...(fields['branch'] === undefined ? {} : { branch: this.branch(fields['branch']) }),
      root: this.root(fields['root']),
      paths: this.paths(fields['paths']),
      entries: this.entries(fields['entries']),
    };
    return manifest;
  }

  private branch(value: unknown): FrozenBranch {
    const fields = this.fields('branch', value, ['repository', 'name', 'commit']) ?? {};
    const [repository, name, commit] = [this.text('branch.repository', fields['repository'], 200), this.text('branch.name', fields['name'], 250), this.text('branch.commit', fields['commit'], 64)];
    if (!/^[0-9a-f]{40,64}$/.test(commit)) this.add('branch.commit', `expected the id of a commit, got ${shown(commit)}`);
    return { repository, name, commit };
  }

  private entries(value: unknown): readonly ManifestEntry[] {
    const items = this.list('entries', value, entriesMax);
    if (Array.isArray(value) && value.length === 0) this.add('entries', 'is empty; a freeze pins at least one file');
    const seen = new Map<string, string>();
    return items.flatMap((item, index) => {
      const place = `entries[${index}]`;
      const fields = this.fields(place, item, ['path', 'bytes', 'sha256', 'schema']);
      if (fields === undefined) return [];
      const path = this.path(`${place}.path`, fields['path']);
      const twin = seen.get(collisionKey(path));
      if (path !== '' && twin !== undefined) this.add(`${place}.path`, `${shown(path)} is the same file as ${shown(twin)} where case does not count`);
      seen.set(collisionKey(path), path);
      const { bytes, sha256 } = fields;
      if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) this.add(`${place}.bytes`, `expected a size in whole bytes, got ${shown(bytes)}`);
      if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) this.add(`${place}.sha256`, `expected 64 lower-case hexadecimal digits, got ${shown(sha256)}`);
      return [{ path, bytes: Number(bytes), sha256: String(sha256), schema: this.schema(`${place}.schema`, fields['schema']) }];
    });
  }

  private schema(place: string, value: unknown): DataSchema {
    const nothing: DataSchema = { format: 'opaque', why: '' };
    const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
    if (format === 'opaque') {
      const fields = this.fields(place, value, ['format', 'why']);
      return fields === undefined ? nothing : { format, why: this.text(`${place}.why`, fields['why'], 200) };
    }
    if (format !== 'csv' && format !== 'tsv' && format !== 'jsonl') {
      this.add(`${place}.format`, `expected csv, tsv, jsonl or opaque, got ${shown(format)}`);
      return nothing;
    }
    const fields = this.fields(place, value, ['format', 'columns']);
    if (fields === undefined) return nothing;
    const columns = this.list(`${place}.columns`, fields['columns'], columnsMax).flatMap((item, index) => this.column(`${place}.columns[${index}]`, item));
    if (new Set(columns.map(({ name }) => name)).size !== columns.length) this.add(`${place}.columns`, 'two columns have one name');
    return { format, columns };
  }

  private column(place: string, value: unknown): readonly Column[] {
    const fields = this.fields(place, value, ['name', 'type']);
    if (fields === undefined) return [];
    const name = this.text(`${place}.name`, fields['name'], columnNameLengthMax);
    const type = columnTypes.find((known) => known === fields['type']);
    if (type === undefined) this.add(`${place}.type`, `expected one of ${columnTypes.join(', ')}, got ${shown(fields['type'])}`);
    return type === undefined ? [] : [{ name, type }];
  }

  private paths(value: unknown): readonly string[] {
    const lines = this.list('paths', value, 1000).map((line, index) => this.text(`paths[${index}]`, line, 1100));
    const patterns = decodePatterns(lines);
    if (patterns.kind === 'refused') patterns.mistakes.forEach(({ place, message }) => this.add(place, message));
    return lines;
  }

  private root(value: unknown): string {
    const text = this.text('root', value, 1024);
    const checked = checkRoot(text);
    if (checked.kind === 'refused') this.add('root', `${shown(text)} ${checked.why}`);
    return text;
  }

  private path(place: string, value: unknown): string {
    if (typeof value !== 'string') {
      this.add(place, `expected a path, got ${shown(value)}`);
      return '';
    }
    const checked = checkRelativePath(value);
    if (checked.kind === 'refused') this.add(place, `${shown(value)} ${checked.why}. A manifest names files inside its root only`);
    return value;
  }

  private instant(place: string, value: unknown): string {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && Number.isFinite(Date.parse(value))) return value;
    this.add(place, `expected a time such as 2026-11-21T09:00:00.000Z, got ${shown(value)}`);
    return '';
  }

  private text(place: string, value: unknown, lengthMax: number): string {
    if (typeof value === 'string' && value !== '' && value.length <= lengthMax && value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value)) return value;
    this.add(place, `expected a text of 1 to ${lengthMax} characters on one line, got ${shown(value)}`);
    return '';
  }

  private list(place: string, value: unknown, lengthMax: number): readonly unknown[] {
    if (!Array.isArray(value)) this.add(place, `expected a list, got ${shown(value)}`);
    else if (value.length > lengthMax) this.add(place, `has ${value.length} items; at most ${lengthMax} are accepted`);
    else return value;
    return [];
  }

  private fields(place: string, value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add(place, `expected an object with ${keys.join(', ')}, got ${shown(value)}`);
      return undefined;
    }
    for (const key of Object.keys(value)) if (!keys.includes(key)) this.add(place, `has an unknown key ${shown(key)}. Accepted: ${keys.join(', ')}`);
    const fields: Record<string, unknown> = {};
    for (const [key, content] of Object.entries(value)) if (keys.includes(key)) fields[key] = content;
    return fields;
  }

  private add(place: string, message: string): void {
    // A hostile document of a thousand mistakes should not become a log of a thousand lines.
    if (this.mistakes.length < mistakesMax) this.mistakes.push({ place, message });
    else if (this.mistakes.length === mistakesMax) this.mistakes.push({ place: '', message: 'and more mistakes, which are not shown' });
  }
}

function refused(mistakes: readonly Mistake[]): Decoded<Manifest> {
  return { kind: 'refused', mistakes };
}
