// The schema of a data file as far as its beginning shows it. It says in words what a changed digest cannot: a column is gone, a
// number became text. It is descriptive, not a contract: only the digest proves that data is unchanged.

export type DataSchema =
  | { readonly format: 'csv' | 'tsv' | 'jsonl'; readonly columns: readonly Column[] }
  /** Covered by its digest alone. */
  | { readonly format: 'opaque'; readonly why: string };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export const columnTypes = ['integer', 'number', 'boolean', 'date', 'timestamp', 'text', 'list', 'object', 'mixed', 'empty'] as const;
export type ColumnType = (typeof columnTypes)[number];

export const columnsMax = 2000;
export const columnNameLengthMax = 200;

/** What a reader of the data would notice, one sentence each; empty when the schemas are alike. */
export function compareSchemas(before: DataSchema, after: DataSchema): readonly string[] {
  if (before.format === 'opaque' || after.format === 'opaque') {
    return before.format === after.format ? [] : [`was read as ${before.format}, now as ${after.format}`];
  }
  if (before.format !== after.format) return [`was ${before.format}, now ${after.format}`];
  const old = new Map(before.columns.map((column) => [column.name, column.type]));
  const now = new Map(after.columns.map((column) => [column.name, column.type]));
  const changes = [
    ...before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => `column ${name} is gone`),
    ...after.columns.filter(({ name }) => !old.has(name)).map(({ name }) => `column ${name} is new`),
    ...before.columns.flatMap(({ name, type }) => {
      const other = now.get(name);
      return other === undefined || other === type ? [] : [`column ${name} was ${type}, now ${other}`];
    }),
  ];
  // Keys of JSON objects have no order; columns of a table do, and positional readers depend on it.
  const reordered = changes.length === 0 && before.format !== 'jsonl' && before.columns.some(({ name }, index) => after.columns[index]?.name !== name);
  return reordered ? ['columns are in another order'] : changes;
}
