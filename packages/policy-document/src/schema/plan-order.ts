// The order of stages and of a ramp's weights, read from the document as it is written, so that one wrong value does not hide a plan that cannot
// be carried out.
import type { Stage } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import { refusal } from '../mistakes/refusal.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { lookUp, type SourceValue } from '../source/source-tree.ts';
import { parseShare } from '../units/share.ts';

const RANK: Readonly<Record<Stage['kind'], number>> = { smoke: 0, ramp: 1, switch: 1, bake: 2 };
const ACCEPTED = 'smoke, then ramp or switch, then bake, e.g. [smoke, ramp, bake: 1d]';
const NO_MOVE = refusal('plan-order', { says: 'no ramp and no switch: traffic would never move', accepted: ACCEPTED });
const NOT_ASCENDING = refusal('ladder-order', { says: 'this weight is not above the one before it', accepted: 'ascending weights, e.g. [1%, 5%, 25%]' });

/** `plan`: the list as written. Stages that nobody knows are left to the decoder of stages. */
export function planOrderFindings(plan: SourceValue): readonly Finding[] {
  if (plan.kind !== 'list') return [];
  const stages = plan.items.map(stageName);
  const clashes = stages.flatMap((stage, index): readonly Finding[] => {
    const before = stages[index - 1] ?? 'unknown';
    if (stage === 'unknown' || before === 'unknown' || RANK[stage] > RANK[before]) return [];
    return [{ path: ['plan', index], ...refusal('plan-order', { says: clash(before, stage), accepted: ACCEPTED }) }];
  });
  const findings = [...clashes, ...plan.items.flatMap(ladderFindings)];
  const moves = stages.some((stage) => stage === 'unknown' || RANK[stage] === 1);
  return moves ? findings : [...findings, { path: ['plan'], ...NO_MOVE }];
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

function clash(before: Stage['kind'], stage: Stage['kind']): string {
  if (stage === before) return `${stage} stands twice`;
  return RANK[stage] === RANK[before] ? `${before} and ${stage} exclude each other` : `${stage} cannot come after ${before}`;
}

function stageName(item: SourceValue): Stage['kind'] | 'unknown' {
  if (item.kind === 'scalar') return knownStage(item.value);
  const [key, ...others] = item.kind === 'mapping' ? item.entries.keys() : [];
  return others.length === 0 ? knownStage(key) : 'unknown';
}

function knownStage(word: unknown): Stage['kind'] | 'unknown' {
  return word === 'smoke' || word === 'ramp' || word === 'switch' || word === 'bake' ? word : 'unknown';
}
