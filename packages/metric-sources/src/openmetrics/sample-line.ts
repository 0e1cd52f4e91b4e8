// One sample line: `name{label="value",...} value [timestamp] [st@start] [# exemplar]`.
import type { PageFormat, Sample } from './exposition.ts';
import { numberOf } from './written-number.ts';

export type ScannedLine =
  | { readonly kind: 'sample'; readonly name: string; readonly sample: Sample }
  /** A whole histogram or summary as one value: the text between its braces, and the rest of the sample, which has no value of its own. */
  | { readonly kind: 'composite'; readonly name: string; readonly text: string; readonly sample: Omit<Sample, 'value'> }
  | Malformed;

interface Malformed {
  readonly kind: 'malformed';
  readonly why: string;
}

export function scanSample(line: string, format: PageFormat): ScannedLine {
  const name = taken(line, 0, isNameLetter);
  if (name === '' || isDigit(name[0])) return malformed(line.startsWith('{') ? 'quoted metric names are not read; ask the server for escaping=underscores' : 'a sample begins with a metric name');
  let at = skipSpaces(line, name.length);
  const labels = new Map<string, string>();
  // OpenMetrics has no space before labels: there, a brace after a space begins the value.
  if (line[at] === '{' && (at === name.length || format === 'prometheus-text')) {
    const end = scanLabels(line, at + 1, labels);
    if (typeof end !== 'number') return end;
    at = skipSpaces(line, end);
  } else if (at === name.length) {
    return malformed('after the name comes a space or {');
  }
  if (format === 'openmetrics' && line[at] === '{') {
    const end = line.indexOf('}', at);
    if (end < 0) return malformed('a composite value has no end');
    const rest = scanRest(line, skipSpaces(line, end + 1), format);
    return rest.kind === 'malformed' ? rest : { kind: 'composite', name, text: line.slice(at + 1, end), sample: { labels, ...rest.times } };
  }
  const written = taken(line, at, isWordLetter);
  const value = numberOf(written);
  if (value === 'none') return malformed(written === '' ? 'it has no value' : 'its value is not a number');
  const rest = scanRest(line, skipSpaces(line, at + written.length), format);
  return rest.kind === 'malformed' ? rest : { kind: 'sample', name, sample: { labels, value, ...rest.times } };
}

type Times = Pick<Sample, 'taken' | 'startMs'>;

/** What stands after the value. */
function scanRest(line: string, from: number, format: PageFormat): { readonly kind: 'times'; readonly times: Times } | Malformed {
  let at = from;
  let times: Times = { taken: { kind: 'with-the-page' } };
  if (at < line.length && line[at] !== '#' && !line.startsWith(START, at)) {
    const stamp = taken(line, at, isWordLetter);
    const time = numberOf(stamp);
    if (time === 'none' || !Number.isFinite(time)) return malformed('its timestamp is not a number');
    // OpenMetrics counts seconds, the older format milliseconds.
    times = { taken: { kind: 'at', atMs: format === 'openmetrics' ? time * 1000 : time } };
    at = skipSpaces(line, at + stamp.length);
  }
  if (format === 'openmetrics' && line.startsWith(START, at)) {
    const stamp = taken(line, at, isWordLetter);
    const time = numberOf(stamp.slice(START.length));
    if (time === 'none' || !Number.isFinite(time)) return malformed('its start timestamp is not a number');
    times = { ...times, startMs: Math.round(time * 1000) };
    at = skipSpaces(line, at + stamp.length);
  }
  if (at < line.length && !(format === 'openmetrics' && line.startsWith('# {', at))) return malformed('something stands after the value');
  return { kind: 'times', times };
}

/** Before the time at which a counter began, from OpenMetrics 2.0 on. */
const START = 'st@';

/** From after `{` to after `}`; fills `labels`. */
function scanLabels(line: string, from: number, labels: Map<string, string>): number | Malformed {
  let at = skipSpaces(line, from);
  while (line[at] !== '}') {
    const name = taken(line, at, isLabelLetter);
    const equals = skipSpaces(line, at + name.length);
    const quote = skipSpaces(line, equals + 1);
    if (name === '' || isDigit(name[0]) || line[equals] !== '=' || line[quote] !== '"') return malformed('a label is name="value"');
    const value = scanQuoted(line, quote + 1);
    if (value.kind === 'malformed') return value;
    if (labels.has(name)) return malformed(`the label "${name}" stands there twice`);
    labels.set(name, value.text);
    at = skipSpaces(line, value.end);
    if (line[at] === ',') at = skipSpaces(line, at + 1);
    else if (line[at] !== '}') return malformed('after a label comes a comma or }');
  }
  return at + 1;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['\\', '\\'], ['"', '"'], ['n', '\n']]);

function scanQuoted(line: string, from: number): { readonly kind: 'text'; readonly text: string; readonly end: number } | Malformed {
  let text = '';
  for (let at = from; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (letter === '"') return { kind: 'text', text, end: at + 1 };
    if (letter !== '\\') {
      text += letter;
      continue;
    }
    at += 1;
    const meant = ESCAPES.get(line[at] ?? '');
    if (meant === undefined) return malformed('in a label value only \\\\, \\" and \\n are escapes');
    text += meant;
  }
  return malformed('a label value has no end');
}

/** The longest run of such letters from `at` on. */
function taken(line: string, at: number, isOne: (letter: string) => boolean): string {
  let end = at;
  while (end < line.length && isOne(line[end] ?? '')) end += 1;
  return line.slice(at, end);
}

function skipSpaces(line: string, at: number): number {
  return at + taken(line, at, isSpace).length;
}

function isSpace(letter: string): boolean {
  return letter === ' ' || letter === '\t';
}

function isWordLetter(letter: string): boolean {
  return !isSpace(letter);
}

function isLabelLetter(letter: string): boolean {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter === '_' || isDigit(letter);
}

function isNameLetter(letter: string): boolean {
  return isLabelLetter(letter) || letter === ':';
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9';
}

function malformed(why: string): Malformed {
  return { kind: 'malformed', why };
}
