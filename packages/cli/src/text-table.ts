// Rows of cells under each other, for a terminal or a log.

/** Cells are padded to the widest of their column; all columns but the first `left` ones are right-aligned. */
export function textTable(rows: readonly (readonly string[])[], { left }: { readonly left: number }): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('   ').trimEnd());
}
