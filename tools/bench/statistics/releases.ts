// One release in one world under one rule: our own, or our model of another tool's. A rule sees blocks and says when it has decided.
import type { Cell } from '../../../packages/rollout-policy/src/evidence.ts';
import { rampWeight, type World } from '../../../packages/rollout-policy/test/worlds/world.ts';

export const DAY_MS = 86_400_000;

export interface Rule {
  readonly name: string;
  readonly blockMs: number;
  begin(): Judge;
}

export interface Judge {
  /** Where the rule moves the traffic itself; else the ramp of the bench. */
  readonly weight?: () => number;
  /** The block that ends at `toMs` (since the start), at `weight`. */
  see(cell: Cell, toMs: number, weight: number): 'goes on' | 'sent back' | 'promoted';
}

export interface Ending {
  readonly outcome: 'sent back' | 'promoted' | 'still open';
  readonly atMs: number;
}

/** A day at most; a ramp of 5, 10, 25 and 50 % for six hours each unless the rule has its own. */
export function release(world: World, rule: Rule, run: { readonly seed: number; readonly run: number }): Ending {
  const traffic = world.begin({ ...run, blockMs: rule.blockMs, durationMs: DAY_MS });
  const judge = rule.begin();
  for (let fromMs = 0; fromMs < DAY_MS; fromMs += rule.blockMs) {
    const toMs = fromMs + rule.blockMs;
    const weight = judge.weight?.() ?? rampWeight(fromMs, DAY_MS);
    const outcome = judge.see(traffic.next(weight), toMs, weight);
    if (outcome !== 'goes on') return { outcome, atMs: toMs };
  }
  return { outcome: 'still open', atMs: DAY_MS };
}
