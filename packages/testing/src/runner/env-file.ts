// The files behind GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE (`name=value` or a heredoc) and GITHUB_PATH (one folder a line). Pure.
// Follows the runner's FileCommandManager: what stands before a mistake counts, what stands after it is lost.

export interface EnvFile {
  readonly pairs: readonly (readonly [string, string])[];
  readonly problem: { readonly kind: 'none' } | { readonly kind: 'mistake'; readonly message: string };
}

export function parseEnvFile(text: string): EnvFile {
  const pairs: (readonly [string, string])[] = [];
  const lines = splitLines(text);
  let index = 0;
  while (index < lines.length) {
    const entry = readEntry(lines, index);
    if (entry.kind === 'mistake') return { pairs, problem: entry };
    if (entry.kind === 'pair') pairs.push(entry.pair);
    index = entry.next;
  }
  return { pairs, problem: { kind: 'none' } };
}

/** The heredoc form that survives any value. `delimiter` must not be a line of the value; throws if it is. */
export function formatEnvFileEntry(name: string, value: string, delimiter: string): string {
  if (value.split('\n').includes(delimiter) || name.includes('<<') || name.includes('\n')) {
    throw new Error(`the entry ${JSON.stringify(name)} cannot be written with the delimiter ${JSON.stringify(delimiter)}; take another`);
  }
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** Empty lines are skipped; nothing else is trimmed. */
export function parsePathFile(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

type Entry =
  | { readonly kind: 'pair'; readonly pair: readonly [string, string]; readonly next: number }
  | { readonly kind: 'blank'; readonly next: number }
  | { readonly kind: 'mistake'; readonly message: string };

interface Line {
  readonly text: string;
  /** The last line of a file may lack its line end. */
  readonly isEnded: boolean;
}

function readEntry(lines: readonly Line[], index: number): Entry {
  const line = lines[index]?.text ?? '';
  if (line === '') return { kind: 'blank', next: index + 1 };
  const equals = line.indexOf('=');
  const heredoc = line.indexOf('<<');
  if (equals === 0) return mistake(`Invalid format '${line}'. Name must not be empty`);
  if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
    return { kind: 'pair', pair: [line.slice(0, equals), line.slice(equals + 1)], next: index + 1 };
  }
  if (heredoc < 0) return mistake(`Invalid format '${line}'`);
  const name = line.slice(0, heredoc);
  const delimiter = line.slice(heredoc + 2);
  if (name === '' || delimiter === '') {
    return mistake(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
  }
  return readHeredoc(lines, index + 1, name, delimiter);
}

function readHeredoc(lines: readonly Line[], start: number, name: string, delimiter: string): Entry {
  const value: string[] = [];
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.text === delimiter) return { kind: 'pair', pair: [name, value.join('\n')], next: index + 1 };
    if (!line.isEnded) return mistake('Invalid value. EOF marker missing new line.');
    value.push(line.text);
  }
  return mistake(`Invalid value. Matching delimiter not found '${delimiter}'`);
}

/** Only a line feed ends a line: a carriage return belongs to the value, as on the Linux runner. */
function splitLines(text: string): readonly Line[] {
  const parts = text.split('\n');
  const last = parts.pop() ?? '';
  return [...parts.map((part) => ({ text: part, isEnded: true })), ...(last === '' ? [] : [{ text: last, isEnded: false }])];
}

function mistake(message: string): Extract<Entry, { kind: 'mistake' }> {
  return { kind: 'mistake', message };
}
