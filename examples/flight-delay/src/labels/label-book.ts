// Answered predictions with their outcome, counted in blocks of event time. Pure: what time it is, is told.
import type { Block, Cell } from '@rampart/rollout-policy';
import { cellName } from '@rampart/rollout-policy';
import { regions } from '../flights/march.ts';

export interface LabelledAnswer {
  /** When the request was made. */
  readonly t: number;
  readonly slot: string;
  readonly region: string;
  readonly wrong: boolean;
}

export interface LabelBook {
  add(answer: LabelledAnswer): void;
  /**
   * Whole blocks on multiples of `blockMs` within the span, oldest first, none that has not matured. Every region has a cell, also without
   * answers. Events are wrong answers.
   */
  blocks(span: LabelSpan): readonly Block[];
}

export interface LabelSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly blockMs: number;
  /** Slots. */
  readonly arms: { readonly stable: string; readonly candidate: string };
  /** Nothing that happened after this is told. */
  readonly maturedUntilMs: number;
}

export function labelBook(): LabelBook {
  const answers: LabelledAnswer[] = [];
  return {
    add: (answer) => void answers.push(answer),
    blocks: ({ fromMs, toMs, blockMs, arms, maturedUntilMs }) => {
      const first = Math.ceil(fromMs / blockMs) * blockMs;
      const end = Math.floor(Math.min(toMs, maturedUntilMs) / blockMs) * blockMs;
      const blocks = Array.from({ length: Math.max(0, (end - first) / blockMs) }, (_, index) => emptyBlock(first + index * blockMs, blockMs));
      for (const { t, slot, region, wrong } of answers) {
        const cells = blocks[Math.floor((t - first) / blockMs)]?.cells;
        const arm = slot === arms.stable ? 'stable' : slot === arms.candidate ? 'candidate' : undefined;
        if (cells === undefined || arm === undefined) continue;
        for (const cell of [cells['all'], cells[cellName('region', region)]]) {
          if (cell === undefined) continue;
          cell[arm].trials += 1;
          if (wrong) cell[arm].events += 1;
        }
      }
      return blocks;
    },
  };
}

type Counting<T> = { -readonly [Key in keyof T]: Counting<T[Key]> };

function emptyBlock(fromMs: number, blockMs: number): Counting<Block> {
  const names = ['all', ...regions.map((region) => cellName('region', region))];
  const empty = (): Counting<Cell> => ({ stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } });
  return { fromMs, toMs: fromMs + blockMs, cells: Object.fromEntries(names.map((name) => [name, empty()])) };
}
