// A metric store in small: what was told of each signal so far, summed over windows that end now.
import type { Block, Evidence } from '@rampart/rollout-policy';
import { addCells } from '../telemetry/cell-sums.ts';
import type { PeerSignal, Queried, Seen } from './peer.ts';

type Cells = Block['cells'];

export class SeenBlocks {
  readonly #blocks = new Map<PeerSignal, Block[]>();
  readonly #trouble = new Map<PeerSignal, Exclude<Queried, { kind: 'counts' }>>();

  /** What a look was told, with offsets as times. */
  tell(signal: PeerSignal, evidence: Evidence | { readonly kind: 'error'; readonly why: string }): void {
    if (evidence.kind === 'error') this.#trouble.set(signal, evidence);
    else if (evidence.kind === 'no-data') this.#trouble.set(signal, { kind: 'nothing', why: evidence.why });
    else this.#trouble.delete(signal);
    const known = this.#blocks.get(signal) ?? [];
    if (evidence.kind === 'blocks') known.push(...evidence.blocks);
    this.#blocks.set(signal, known);
  }

  at(nowMs: number, weight: number): Seen {
    return { nowMs, weight, query: (signal, lastMs) => this.#query(signal, nowMs - lastMs), blocks: (signal, lastMs) => this.#since(signal, nowMs - lastMs) };
  }

  #query(signal: PeerSignal, fromMs: number): Queried {
    if (!this.#blocks.has(signal)) return NOT_ASKED;
    const trouble = this.#trouble.get(signal);
    if (trouble !== undefined) return trouble;
    const [first, ...others] = this.#since(signal, fromMs);
    if (first === undefined) return NO_SAMPLES;
    return { kind: 'counts', cells: others.reduce<Cells>((sum, { cells }) => addCells(sum, cells), first.cells) };
  }

  #since(signal: PeerSignal, fromMs: number): readonly Block[] {
    const known = this.#blocks.get(signal) ?? [];
    let first = known.length;
    while (first > 0 && (known[first - 1]?.fromMs ?? 0) >= fromMs) first -= 1;
    return known.slice(first);
  }
}

const NOT_ASKED: Queried = { kind: 'not-asked' };
const NO_SAMPLES: Queried = { kind: 'nothing', why: 'no samples in the window' };
