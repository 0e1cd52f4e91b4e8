// What is wrong in a file of rows: where, what was seen, what is accepted. All mistakes at once, up to as many as somebody reads.

export interface TableMistake {
  readonly file: string;
  readonly line: number;
  /** Name of the column; empty where the mistake is about a row or the whole file. */
  readonly column: string;
  readonly seen: string;
  readonly accepted: string;
}

export interface Mistakes {
  readonly add: (line: number, column: string, seen: string, accepted: string) => void;
  readonly all: () => readonly TableMistake[];
  /** Nobody reads more: the rest of the file is not looked at. */
  readonly isEnough: () => boolean;
}

export const MISTAKES_MAX = 20;
const SEEN_LENGTH_MAX = 60;

export function newMistakes(file: string): Mistakes {
  const found: TableMistake[] = [];
  return {
    add: (line, column, seen, accepted) => void found.push({ file, line, column, seen, accepted }),
    all: () => found.slice(0, MISTAKES_MAX),
    isEnough: () => found.length >= MISTAKES_MAX,
  };
}

/** `history.csv:12: requests: got "many". Accepted: a whole number, e.g. 120.` */
export function mistakeSentence({ file, line, column, seen, accepted }: TableMistake): string {
  return `${file}:${line}: ${column === '' ? '' : `${column}: `}got ${seen}. Accepted: ${accepted}.`;
}

/** A value as it is quoted in a mistake: on one line, and not longer than a line. */
export function quoted(value: string): string {
  return value.length > SEEN_LENGTH_MAX ? `${JSON.stringify(value.slice(0, SEEN_LENGTH_MAX))}...` : JSON.stringify(value);
}
