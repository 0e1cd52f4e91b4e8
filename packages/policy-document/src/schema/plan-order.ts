// The order of stages and of a ramp's weights, read from the document as it is written, so that one wrong value does not hide a plan that cannot
// be carried out.
import type { Stage } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { refusal } from '../mistakes/refusal.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { lookUp, type SourceValue } from '../source/source-tree.ts';
import { parseShare } from '../units/share.ts';

type StageKind = Stage['kind'];

/** An approval stands before or after the traffic moves. */
const RANK: Readonly<Record<Exclude<StageKind, 'approval'>, number>> = { smoke: 0, shadow: 1, ramp: 3, switch: 3, split: 4, bake: 6, follow: 7 };
const APPROVAL_BEFORE = 2;
const APPROVAL_AFTER = 5;
const KINDS: readonly StageKind[] = ['smoke', 'shadow', 'approval', 'ramp', 'switch', 'split', 'bake', 'follow'];
const ACCEPTED = 'smoke, shadow, approval, ramp or switch, split, approval, bake, follow in this order, each as needed, e.g. [smoke, ramp, bake: 1d]';
const NO_MOVE = refusal('plan-order', { says: 'no ramp, no switch and no split: traffic would never move', accepted: ACCEPTED });
const NOT_ASCENDING = refusal('ladder-order', { says: 'this weight is not above the one before it', accepted: 'ascending weights, e.g. [1%, 5%, 25%]' });

interface Placed {
  readonly kind: StageKind;
  readonly rank: number;
}

/** `plan`: the list as written. Stages that nobody knows are left to the decoder of stages. */
export function planOrderFindings(plan: SourceValue): readonly Finding[] {
  if (plan.kind !== 'list') return [];
  const kinds = plan.items.map(stageKind);
  const firstMove = kinds.findIndex(moves);
  const stages = kinds.map((kind, index): Placed | 'unknown' => (kind === 'unknown' ? kind : { kind, rank: rankOf(kind, firstMove >= 0 && firstMove < index) }));
  const clashes = stages.flatMap((stage, index): readonly Finding[] => {
    const before = stages[index - 1] ?? 'unknown';
    if (stage === 'unknown' || before === 'unknown') return [];
    return clash(before, stage).map((says) => ({ path: ['plan', index], ...refusal('plan-order', { says, accepted: ACCEPTED }) }));
  });
  const findings = [...clashes, ...plan.items.flatMap(ladderFindings)];
  return kinds.some((kind) => kind === 'unknown' || moves(kind)) ? findings : [...findings, { path: ['plan'], ...NO_MOVE }];
}

function rankOf(kind: StageKind, hasMoved: boolean): number {
  if (kind === 'approval') return hasMoved ? APPROVAL_AFTER : APPROVAL_BEFORE;
  return RANK[kind];
}

function moves(kind: StageKind | 'unknown'): boolean {
  return kind === 'ramp' || kind === 'switch' || kind === 'split';
}

/** Why `stage` cannot follow `before`, if it cannot. */
function clash(before: Placed, stage: Placed): readonly string[] {
  if (before.kind === 'switch' && stage.kind === 'split') return ['switch and split exclude each other: after a switch nothing is left to split'];
  if (stage.rank > before.rank) return [];
  if (stage.kind === before.kind) return [`${stage.kind} stands twice`];
  if (stage.rank === before.rank) return [`${before.kind} and ${stage.kind} exclude each other: the one goes in steps, the other in one move`];
  return [`${stage.kind} cannot come after ${before.kind}${reason(before, stage)}`];
}

function reason(before: Placed, stage: Placed): string {
  if (stage.kind === 'approval') return ': the new version has all traffic by then, and nothing is left to approve';
  if (stage.kind === 'shadow' && before.kind === 'approval') return ': in a shadow nobody is harmed, so it needs no approval';
  if (stage.kind === 'shadow') return ': users already get the answers of the new version';
  if (before.kind === 'bake' || before.kind === 'follow') return ': the promotion comes before it';
  if (stage.kind === 'split') return ': what is approved is the promotion, and a split comes before it';
  return '';
}

function ladderFindings(stage: SourceValue, index: number): readonly Finding[] {
  const weights = lookUp(stage, ['ramp', 'weights']);
  if (weights.kind === 'missing' || weights.value.kind !== 'list') return [];
  const shares = weights.value.items.map(weightOf);
  return shares.flatMap((share, step): readonly Finding[] => {
    const before = shares[step - 1];
    if (share.kind === 'refused' || before === undefined || before.kind === 'refused' || share.value > before.value) return [];
    return [{ path: ['plan', index, 'ramp', 'weights', step], ...NOT_ASCENDING }];
  });
}

function weightOf(item: SourceValue): Parsed<number> {
  const share = item.kind === 'scalar' && typeof item.value === 'string' ? parseShare(item.value) : refused('this is not a share');
  return share.kind === 'ok' ? parsed(share.value) : share;
}

function stageKind(item: SourceValue): StageKind | 'unknown' {
  if (item.kind === 'scalar') return knownKind(item.value);
  const [key, ...others] = item.kind === 'mapping' ? item.entries.keys() : [];
  return others.length === 0 ? knownKind(key) : 'unknown';
}

function knownKind(word: unknown): StageKind | 'unknown' {
  return KINDS.find((kind) => kind === word) ?? 'unknown';
}
