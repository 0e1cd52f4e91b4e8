// Mistakes that a user can correct: what was seen, what is accepted, and where. They end an action with exit code 2, nothing changed.

export interface Mistake {
  /** E.g. `RMP202`; docs/errors.md lists them. */
  readonly code: string;
  /** The input, key or file that is wrong. */
  readonly subject: string;
  /** `expected a percentage from 0% to 100%, got "5". Write 5%.` */
  readonly text: string;
  readonly place: Place;
}

export type Place =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number };

/** Thrown by what an action runs when it cannot start; carries all mistakes at once. `exitCode` 1 means that a person is needed now. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly mistakes: readonly [Mistake, ...Mistake[]];
  readonly exitCode: 1 | 2;

  constructor(mistakes: readonly [Mistake, ...Mistake[]], options: { readonly exitCode?: 1 | 2; readonly cause?: unknown } = {}) {
    super(mistakes.map(formatMistake).join('\n'), 'cause' in options ? { cause: options.cause } : {});
    this.mistakes = mistakes;
    this.exitCode = options.exitCode ?? 2;
  }
}

/** `RMP104 step-weight: expected a percentage from 0% to 100%, got "5". Write 5%.` */
export function formatMistake(mistake: Mistake): string {
  const place = mistake.place.kind === 'file' ? `${mistake.place.file}:${mistake.place.line}:${mistake.place.column} ` : '';
  return `${place}${mistake.code} ${mistake.subject}: ${mistake.text}`;
}

/** A value as it is shown in a message: quoted, on one line, cut to a readable length. */
export function quoteValue(value: string): string {
  const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return JSON.stringify(shown);
}
