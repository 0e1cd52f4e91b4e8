// Lays a policy over its defaults file: what the policy says wins, key by key, and everything keeps the place it comes from.
import { PRESET_NAMES, PRESETS } from '../presets.ts';
import type { Path } from './path.ts';
import type { SourceEntry, SourceMapping, SourceScalar, SourceValue } from './source-tree.ts';

/** Mappings that are merged key by key; `*` is any key. Everything else is replaced as a whole. */
const MERGED: readonly Path[] = [[], ['model'], ['serve'], ['promise'], ['people'], ['checks'], ['checks', '*'], ['expert']];
/** Alternatives: naming one of them drops an inherited other one. */
const ROUTES: readonly string[] = ['http', 'command'];
const MARGINS: readonly string[] = ['worseBy', 'differsBy'];
/** A check that says again what it looks at stands alone: an inherited `where` or `limit` belongs to the other signal. */
const SIGNALS: readonly string[] = ['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level'];

/** Lowest first: defaults' preset, defaults, policy's preset, policy. */
export function layered(defaults: SourceMapping | undefined, policy: SourceMapping): SourceMapping {
  return defaults === undefined ? withPreset(policy) : mergeMappings(withPreset(defaults), withPreset(policy), []);
}

/** The numbers of a file's preset under its own promises. An unknown preset is left for the decoder to refuse. */
function withPreset(file: SourceMapping): SourceMapping {
  const written = file.entries.get('preset')?.value;
  if (written?.kind !== 'scalar') return file;
  const name = PRESET_NAMES.find((known) => known === written.value);
  if (name === undefined) return file;
  const entries = Object.entries(PRESETS[name].promise).map(([key, value]): [string, SourceEntry] => {
    const number: SourceScalar = { ...written, value, raw: String(value), layer: 'preset' };
    return [key, { keyPlace: written.place, value: number }];
  });
  const promise: SourceMapping = { kind: 'mapping', entries: new Map(entries), place: written.place, layer: 'preset' };
  const below: SourceMapping = { ...file, entries: new Map([['promise', { keyPlace: written.place, value: promise }]]) };
  return mergeMappings(below, file, []);
}

function mergeMappings(lower: SourceMapping, upper: SourceMapping, path: Path): SourceMapping {
  const entries = new Map([...lower.entries].filter(([key]) => !isDropped(key, upper, path)));
  for (const [key, entry] of upper.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? entry : { keyPlace: entry.keyPlace, value: merge(below.value, entry.value, [...path, key]) });
  }
  return { ...upper, entries };
}

function merge(lower: SourceValue, upper: SourceValue, path: Path): SourceValue {
  if (lower.kind !== 'mapping' || !isMerged(path)) return upper;
  const over = path.length === 1 && path[0] === 'model' ? modelWrittenOut(upper) : upper;
  if (over.kind !== 'mapping') return over;
  const isOwnCheck = path[0] === 'checks' && path.length === 2 && SIGNALS.some((signal) => over.entries.has(signal));
  return isOwnCheck ? over : mergeMappings(lower, over, path);
}

/** `gto:fraud` says the name and leaves an inherited stage alone. */
function modelWrittenOut(value: SourceValue): SourceValue {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || !value.value.startsWith('gto:')) return value;
  const name: SourceScalar = { ...value, value: value.value.slice('gto:'.length) };
  return { kind: 'mapping', entries: new Map([['gto', { keyPlace: value.place, value: name }]]), place: value.place, layer: value.layer };
}

function isDropped(key: string, upper: SourceMapping, path: Path): boolean {
  const alternatives = path[0] === 'serve' && path.length === 1 ? ROUTES : path[0] === 'checks' && path.length === 2 ? MARGINS : [];
  return alternatives.includes(key) && alternatives.some((other) => upper.entries.has(other));
}

function isMerged(path: Path): boolean {
  return MERGED.some((known) => known.length === path.length && known.every((step, index) => step === '*' || step === path[index]));
}
