// A recording once more through the pure core, with other evidence: weights, effects and people stay as they were, so that the two are compared at equal weights.
import { decide, fold, type Block, type Check, type Decision, type Evidence, type LedgerEvent, type Rollout, type TargetState } from '@rampart/rollout-policy';
import type { Recording } from '../rollout/recording.ts';
import type { Ticked } from './history.ts';

export interface Replayed {
  readonly event: Ticked;
  /** Offset. */
  readonly atMs: number;
  /** As the ledger has it now, before the look. */
  readonly rollout: Rollout;
  /** What would have been decided. */
  readonly decision: Decision;
}

/** `evidenceOf`: what was seen instead. */
export function replay({ events, startMs }: Pick<Recording, 'events' | 'startMs'>, evidenceOf: (event: Ticked, rollout: Rollout) => Ticked['evidence']): readonly Replayed[] {
  const replayed: Replayed[] = [];
  let state: TargetState | 'empty' = 'empty';
  for (const event of events) {
    let next: LedgerEvent = event;
    const rollout: TargetState['rollout'] = state === 'empty' ? { kind: 'none' } : state.rollout;
    if (event.kind === 'ticked' && rollout.kind === 'live') {
      const changed: Ticked = { ...event, evidence: evidenceOf(event, rollout) };
      replayed.push({ event, atMs: event.situation.nowMs - startMs, rollout, decision: decide(rollout, changed.evidence, event.situation).decision });
      next = changed;
    }
    state = fold(state === 'empty' ? { kind: 'empty' } : { kind: 'present', state }, next);
  }
  return replayed;
}

/** Evidence with every block of the checks that `isMeant` changed. */
export function withBlocks(evidence: Ticked['evidence'], checks: readonly Check[], isMeant: (check: Check) => boolean, change: (check: Check, block: Block) => Block): Ticked['evidence'] {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, news]): readonly [string, Evidence] => {
      const check = checks.find((known) => known.name === name);
      return [name, check === undefined || news.kind !== 'blocks' || !isMeant(check) ? news : { ...news, blocks: news.blocks.map((block) => change(check, block)) }];
    }),
  );
}

/** Every cell of one arm of a block. */
export function withArm(block: Block, arm: 'stable' | 'candidate', change: (counts: { readonly trials: number; readonly events: number }) => { readonly trials: number; readonly events: number }): Block {
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, { ...cell, [arm]: change(cell[arm]) }])) };
}
