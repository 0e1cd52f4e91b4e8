// One sample line: `name{label="value",...} value [timestamp] [# exemplar]`.
import type { PageFormat, Sample } from './exposition.ts';

export type ScannedLine = { readonly kind: 'sample'; readonly name: string; readonly sample: Sample } | Malformed;

interface Malformed {
  readonly kind: 'malformed';
  readonly why: string;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

export function scanSample(line: string, format: PageFormat): ScannedLine {
  const name = taken(line, 0, isNameLetter);
  if (name === '' || isDigit(name[0])) return malformed(line.startsWith('{') ? 'quoted metric names are not read; ask the server for escaping=underscores' : 'a sample begins with a metric name');
  let at = skipSpaces(line, name.length);
  const labels = new Map<string, string>();
  if (line[at] === '{') {
    const end = scanLabels(line, at + 1, labels);
    if (typeof end !== 'number') return end;
    at = skipSpaces(line, end);
  } else if (at === name.length) {
    return malformed('after the name comes a space or {');
  }
  const written = taken(line, at, isWordLetter);
  const value = numberOf(written);
  if (value === 'none') return malformed(written === '' ? 'it has no value' : 'its value is not a number');
  at = skipSpaces(line, at + written.length);

  let moment: Sample['taken'] = { kind: 'with-the-page' };
  if (at < line.length && line[at] !== '#') {
    const stamp = taken(line, at, isWordLetter);
    const time = numberOf(stamp);
    if (time === 'none' || !Number.isFinite(time)) return malformed('its timestamp is not a number');
    // OpenMetrics counts seconds, the older format milliseconds.
    moment = { kind: 'at', atMs: format === 'openmetrics' ? time * 1000 : time };
    at = skipSpaces(line, at + stamp.length);
  }
  if (at < line.length && !(format === 'openmetrics' && line.startsWith('# {', at))) return malformed('something stands after the value');
  return { kind: 'sample', name, sample: { labels, value, taken: moment } };
}

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

function numberOf(written: string): number | 'none' {
  if (NUMBER.test(written)) return Number(written);
  switch (written.toLowerCase()) {
    case 'nan':
      return NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Infinity;
    case '-inf':
    case '-infinity':
      return -Infinity;
    default:
      return 'none';
  }
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
