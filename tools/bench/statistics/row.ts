// One line of the bench: what, measured, target, and whether it was met.
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: { readonly kind: 'none'; readonly note: string } | { readonly kind: 'target'; readonly text: string; readonly isMet: boolean };
}

/** Prints the rows as a table. */
export function printTable(title: string, rows: readonly Row[]): void {
  const whatWidth = Math.max(...rows.map(({ what }) => what.length));
  const measuredWidth = Math.max(...rows.map(({ measured }) => measured.length));
  const line = ({ what, measured, target }: Row): string => `  ${what.padEnd(whatWidth)} · ${measured.padEnd(measuredWidth)} · ${verdict(target)}`;
  console.log(`${title}\n${rows.map(line).join('\n')}\n`);
}

export function isMissed({ target }: Row): boolean {
  return target.kind === 'target' && !target.isMet;
}

function verdict(target: Row['target']): string {
  return target.kind === 'none' ? target.note : `${target.text} · ${target.isMet ? 'ok' : 'MISSED'}`;
}

export function percent(ratio: number, digits = 2): string {
  return `${(100 * ratio).toFixed(digits)} %`;
}
