// Builder of blocks for tests. A built block is a Block as it stands; every method gives a new one.
import { binCellName, boundCellName, cellName, type Block, type Cell } from '@rampart/rollout-policy';

/** Counts as people say them: `[3, 1000]` is three bad ones of a thousand. */
export interface SaidCounts {
  readonly stable?: readonly [events: number, trials: number];
  readonly candidate?: readonly [events: number, trials: number];
}

export interface BuiltBlock extends Block {
  /** The same counts in another span. */
  from(fromMs: number): BuiltBlock;
  lasting(durationMs: number): BuiltBlock;
  /** Sets the cell `all`. */
  errors(counts: SaidCounts): BuiltBlock;
  /** Sets the cell of one slice, e.g. `slice('region', 'west', ...)`. */
  slice(dimension: string, value: string, counts: SaidCounts): BuiltBlock;
  /** Sets the cell of the requests slower than a bucket bound. */
  slowerThan(boundSeconds: number, counts: SaidCounts): BuiltBlock;
  /** Sets the cell of one bin: events are the answers in it. */
  inBin(bin: string, counts: SaidCounts): BuiltBlock;
  /** Sets any cell by its name, e.g. `discordant`. */
  cell(name: string, counts: SaidCounts): BuiltBlock;
  /** The block right after this one, of the same length and counts. */
  next(): BuiltBlock;
}

/** 0 to 30 s; a thousand good requests on either arm. */
export function aBlock(): BuiltBlock {
  return build({ fromMs: 0, toMs: 30_000, cells: { all: cellOf({}) } });
}

function build(block: Block): BuiltBlock {
  const { fromMs, toMs, cells } = block;
  const withCell = (name: string, counts: SaidCounts): BuiltBlock => build({ ...block, cells: { ...cells, [name]: cellOf(counts) } });
  const methods = {
    from: (startMs: number): BuiltBlock => build({ fromMs: startMs, toMs: startMs + toMs - fromMs, cells }),
    lasting: (durationMs: number): BuiltBlock => build({ fromMs, toMs: fromMs + durationMs, cells }),
    errors: (counts: SaidCounts): BuiltBlock => withCell('all', counts),
    slice: (dimension: string, value: string, counts: SaidCounts): BuiltBlock => withCell(cellName(dimension, value), counts),
    slowerThan: (boundSeconds: number, counts: SaidCounts): BuiltBlock => withCell(boundCellName(boundSeconds), counts),
    inBin: (bin: string, counts: SaidCounts): BuiltBlock => withCell(binCellName(bin), counts),
    cell: withCell,
    next: (): BuiltBlock => build({ fromMs: toMs, toMs: toMs + toMs - fromMs, cells }),
  };
  // On the prototype, so that a built block is stored, compared and printed as the plain block that it is.
  return Object.assign(Object.create(methods) as typeof methods, block);
}

function cellOf({ stable = [0, 1000], candidate = [0, 1000] }: SaidCounts): Cell {
  return { stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } };
}
