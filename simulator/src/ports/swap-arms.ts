// After a release has finished its slot is stable's, and a newer version stands where the old one stood. The world keeps calling the release that it is about
// the candidate; whoever asks then is told the arms the other way round.
import { ok, type BlocksAnswer, type Result } from '@rampart/rollout-engine';
import type { Block, Cell, Evidence } from '@rampart/rollout-policy';

export function swapArms(answer: Result<BlocksAnswer>): Result<BlocksAnswer> {
  if (answer.kind === 'error') return answer;
  return ok({ ...answer.value, evidence: mapValues(answer.value.evidence, swapEvidence) });
}

function swapEvidence(evidence: Evidence): Evidence {
  if (evidence.kind === 'no-data') return evidence;
  return { ...evidence, blocks: evidence.blocks.map((block): Block => ({ ...block, cells: mapValues(block.cells, swapCell) })) };
}

function swapCell({ stable, candidate }: Cell): Cell {
  return { stable: candidate, candidate: stable };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
