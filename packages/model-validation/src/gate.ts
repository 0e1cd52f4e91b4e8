// What a metrics report has to show, as written in YAML or JSON by metric name.
import { DocumentReader, isRecord } from './document-reader.ts';
import { type Decoded, oneLine, shown } from './mistake.ts';
import { type SureLevel, sureLevels } from './score-bounds.ts';

export interface Gate {
  readonly metric: string;
  /** At least one; each is judged by itself. */
  readonly rules: readonly [Rule, ...Rule[]];
  /** Compare the reported figure, or the bound that the true share keeps at this level. */
  readonly basis: { readonly kind: 'point' } | { readonly kind: 'bound'; readonly level: SureLevel };
  /** Dimensions whose values are judged one by one as well, e.g. `region`. */
  readonly slices: readonly string[];
  /** What an undecidable rule does: fail the validation, or only be told. */
  readonly whenMissing: 'fail' | 'tell';
}

export type Rule =
  | { readonly kind: 'min' | 'max'; readonly value: number }
  | { readonly kind: 'worseByAtMost'; readonly better: 'higher' | 'lower'; readonly margin: Margin };

/** `relative` is a share of stable's figure, in [0, 1). */
export type Margin = { readonly kind: 'absolute'; readonly amount: number } | { readonly kind: 'relative'; readonly ratio: number };

type Path = readonly (string | number)[];

const keys = ['min', 'max', 'worseByAtMost', 'better', 'sure', 'slices', 'whenMissing'];

/** `{accuracy: {min: 0.75, worseByAtMost: 0.5 points}, ...}`. No gate at all is refused: it would pass anything. */
export function decodeGates(document: unknown): Decoded<readonly Gate[]> {
  const reader = new DocumentReader();
  const entries = reader.entries([], document, 'gates by metric name such as accuracy: {min: 0.75}', 1000);
  if (isRecord(document) && entries.size === 0) reader.add([], 'has no gate; write at least one, e.g. accuracy: {min: 0.75}');
  const gates = [...entries].flatMap(([metric, value]) => readGate(reader, metric, value));
  return reader.finish(gates);
}

function readGate(reader: DocumentReader, metric: string, value: unknown): readonly Gate[] {
  const path: Path = [reader.text([metric], metric)];
  if (!isRecord(value)) {
    reader.add(path, `expected an object with ${keys.join(', ')}, got ${shown(value)}. Write e.g. ${oneLine(metric)}: {min: 0.75}`);
    return [];
  }
  const fields = reader.fields(path, value, keys);
  const rules = readRules(reader, path, fields);
  const sure = fields.get('sure');
  const slices = fields.has('slices') ? reader.list([...path, 'slices'], fields.get('slices'), 100).map((slice, index) => readDimension(reader, [...path, 'slices', index], slice)) : [];
  const whenMissing = fields.has('whenMissing') ? reader.choice([...path, 'whenMissing'], fields.get('whenMissing'), ['fail', 'tell']) : 'fail';
  const basis: Gate['basis'] = sure === undefined ? { kind: 'point' } : { kind: 'bound', level: readLevel(reader, [...path, 'sure'], sure) };
  const [first, ...rest] = rules;
  if (first !== undefined) return [{ metric, rules: [first, ...rest], basis, slices, whenMissing }];
  if (!['min', 'max', 'worseByAtMost'].some((key) => fields.has(key))) reader.add(path, 'asks for nothing. Write min, max or worseByAtMost');
  return [];
}

function readRules(reader: DocumentReader, path: Path, fields: ReadonlyMap<string, unknown>): readonly Rule[] {
  const rules: Rule[] = [];
  for (const kind of ['min', 'max'] as const) {
    if (fields.has(kind)) rules.push({ kind, value: readFigure(reader, [...path, kind], fields.get(kind)) });
  }
  const [min, max] = [rules.find(({ kind }) => kind === 'min'), rules.find(({ kind }) => kind === 'max')];
  if (min?.kind === 'min' && max?.kind === 'max' && min.value > max.value) reader.add([...path, 'max'], `is below min (${min.value}); nothing could pass`);
  if (fields.has('better') && !fields.has('worseByAtMost')) reader.add([...path, 'better'], 'only says something about worseByAtMost, which is not given');
  if (!fields.has('worseByAtMost')) return rules;
  const margin = readMargin(reader, [...path, 'worseByAtMost'], fields.get('worseByAtMost'));
  return [...rules, { kind: 'worseByAtMost', better: readDirection(reader, path, fields), margin }];
}

/** A metric that has only a floor is better high, one that has only a ceiling is better low; otherwise it has to be said. */
function readDirection(reader: DocumentReader, path: Path, fields: ReadonlyMap<string, unknown>): 'higher' | 'lower' {
  if (fields.has('better')) return reader.choice([...path, 'better'], fields.get('better'), ['higher', 'lower']);
  if (fields.has('min') === fields.has('max')) reader.add(path, 'needs better: higher or better: lower, so that worseByAtMost has a direction');
  return fields.has('max') ? 'lower' : 'higher';
}

/** A number in the metric's own unit, or a percentage for a share. */
function readFigure(reader: DocumentReader, path: Path, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const percent = typeof value === 'string' ? /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(value) : null;
  if (percent !== null) return Number(percent[1]) / 100;
  reader.add(path, `expected a number in the metric's own unit or a percentage, got ${shown(value)}. Write e.g. 0.75 or 75%`);
  return 0;
}

function readMargin(reader: DocumentReader, path: Path, value: unknown): Margin {
  const parts = typeof value === 'string' ? /^(\d{1,9}(?:\.\d{1,9})?) ?(points?|% of stable|absolute)$/.exec(value) : null;
  const amount = Number(parts?.[1]);
  if (parts?.[2] === 'absolute') return { kind: 'absolute', amount };
  if (parts?.[2] === '% of stable' && amount < 100) return { kind: 'relative', ratio: amount / 100 };
  if (parts !== null && parts[2] !== '% of stable' && amount < 100) return { kind: 'absolute', amount: amount / 100 };
  const accepted = 'Accepted: 0.5 points (of a share), 2% of stable (relative), 1.5 absolute (in the metric\'s own unit)';
  const isPercent = typeof value === 'string' && value.trim().endsWith('%');
  reader.add(path, `${isPercent ? `${shown(value)} may mean points or a part of stable's figure` : `expected how much worse than stable is still accepted, got ${shown(value)}`}. ${accepted}`);
  return { kind: 'absolute', amount: 0 };
}

function readLevel(reader: DocumentReader, path: Path, value: unknown): SureLevel {
  const level = sureLevels.find(({ text }) => text === value);
  if (level === undefined) reader.add(path, `expected one of ${sureLevels.map(({ text }) => text).join(', ')}, got ${shown(value)}`);
  return level ?? sureLevels[1];
}

function readDimension(reader: DocumentReader, path: Path, value: unknown): string {
  const text = reader.text(path, value, 100);
  if (text.includes('=')) reader.add(path, `expected the name of a dimension such as region, got ${shown(text)}. Every value of it is judged`);
  return text;
}
