// A task for tests of the pool: rows that show task and run, and ways to go wrong.
export interface SumTask {
  readonly add: number;
  readonly trouble: { readonly kind: 'none' } | { readonly kind: 'throw' | 'exit' | 'crash' | 'hang'; /** When it happens. */ readonly run: number };
}

export interface SumRow {
  readonly run: number;
  readonly sum: number;
}

export function runSum({ add, trouble }: SumTask, run: number): SumRow | Promise<SumRow> {
  if (trouble.kind === 'none' || trouble.run !== run) return { run, sum: run + add };
  switch (trouble.kind) {
    case 'throw':
      throw new TypeError('cannot add this');
    case 'exit':
      // eslint-disable-next-line no-restricted-properties -- the worker that ends by itself is what is tested
      return process.exit(9);
    case 'crash':
      // Where nobody in the worker can catch it.
      setImmediate(() => {
        throw new RangeError('out of range');
      });
      return new Promise(() => {});
    case 'hang':
      return new Promise(() => {});
  }
}
