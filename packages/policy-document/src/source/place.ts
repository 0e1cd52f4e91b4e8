// Where something stands in a file that a person wrote.

export interface Place {
  readonly kind: 'file';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units like editors count. */
  readonly column: number;
  /** First column after it, on the same line; at least `column + 1`. */
  readonly endColumn: number;
}

/** `rampart/fraud.yaml:7:16`. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
