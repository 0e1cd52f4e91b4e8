// One decision on one target, told as a terminal shows it: what the golden texts are made of.
import { ppm, type Cell, type Check, type Decision, type LedgerEvent, type Policy, type Rollout, type TargetState } from '@rampart/rollout-policy';
import type { BriefingInput } from '../src/briefing/briefing.ts';
import { renderTerminal } from '../src/terminal.ts';
import { aPolicy, aTarget, START, withRollout, withTotals } from './sample-target.ts';

export interface Scene {
  readonly decision: Decision | { readonly kind: 'none' };
  readonly checks?: readonly Check[];
  /** By check and cell. */
  readonly totals?: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  readonly policy?: Partial<Policy>;
  readonly rollout?: Partial<Omit<Rollout, 'weight'>>;
  /** Confirmed at the router at 14:08:10, where it is not the 5 % of before. */
  readonly weight?: number;
  readonly attempt?: number;
  /** Before the first raise. */
  readonly untouched?: boolean;
  readonly state?: (state: TargetState) => TargetState;
}

const NOW = START + 540_000;
const SETTLED = START + 490_000;

export function inputOf({ decision, checks, totals = {}, policy = {}, rollout = {}, weight = 50_000, attempt = 1, untouched = false, state: change = (state) => state }: Scene): BriefingInput {
  const sample = aTarget({ policy: aPolicy({ ...(checks === undefined ? {} : { checks }), ...policy }), attempt });
  const counted = Object.entries(totals).reduce((state, [check, cells]) => withTotals(state, check, cells), sample.state);
  const atStart = withRollout(counted, { weight: ppm(0), weightSinceMs: START, stageIndex: 0 });
  const moved = untouched ? atStart : weight === 50_000 ? counted : withRollout(counted, { weight: ppm(weight), weightSinceMs: SETTLED });
  const confirmed = { kind: 'confirmed', schema: 1, sequence: 99, atMs: SETTLED, operation: 'o99', actor: 'tests', rolloutId: 'r-1', effectId: 'r-1/99', observed: ppm(weight), settledAtMs: SETTLED } satisfies LedgerEvent;
  const decided = decision.kind === 'rollback' ? [lookOf(decision)] : [];
  return {
    state: change(withRollout(moved, rollout)),
    decision,
    history: untouched ? sample.events.slice(0, 3) : weight === 50_000 ? sample.events : [...sample.events, ...decided, confirmed],
    nowMs: untouched ? START + 60_000 : NOW,
    breakGlass: 'curl -fsS https://router/fraud-prod -d v41=100',
    notes: [],
  };
}

/** The look that decided, forty seconds before the router showed it. */
function lookOf(decision: Decision): LedgerEvent {
  const situation = { nowMs: SETTLED - 40_000, nextLookMs: 30_000, router: { kind: 'read', weight: ppm(50_000), step: ppm(1000), ours: false, mirror: 'cannot' }, candidate: { kind: 'ready', digest: '' }, stable: 'alive', frozen: { kind: 'none' }, smoke: { kind: 'not-asked' }, quiet: { kind: 'no' }, request: { kind: 'none' } } as const;
  const effect = { kind: 'set-weight', id: 'r-1/99', rolloutId: 'r-1', sequence: 99, weight: decision.to, mirror: ppm(0), purpose: 'rollback' } as const;
  return { kind: 'ticked', schema: 1, sequence: 98, atMs: SETTLED - 40_000, operation: 'o98', actor: 'tests', rolloutId: 'r-1', evidence: {}, situation, decision, effect: { kind: 'unconfirmed', effect }, snapshot: null };
}

/** With a line break first, so that a snapshot stands in columns. */
export function told(scene: Scene): string {
  return `\n${renderTerminal(inputOf(scene), { color: false, width: 118 })}`;
}
