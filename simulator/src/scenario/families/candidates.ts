// What is released in a run: an equal candidate, a bad one of a declared size, one of the bad ones by turns, or one that turns bad after its promotion.
import { countsAsHarm, invariant, type Policy } from '@rampart/rollout-policy';
import { parseMargin } from '@rampart/policy-document';
import type { CandidateKind } from '../../claims/claim.ts';
import { DEFAULT_MISBEHAVING } from '../default-scenario.ts';
import type { Behaviour, On } from '../scenario.ts';

/** The bad ones of `worst`, by turns of the run. */
export const WORST = ['dead on arrival', '10x', '5x', '3x', '2x', '1.5x', 'one bad slice', 'slow burn', 'half of the pods dead'] as const;

/** Which segment is the bad slice; its dimension where the policy names none. */
export const BAD_SLICE = { dimension: 'region', value: 'west' } as const;

/** After the promotion is read back, and before anybody has gone home. */
const TURNS_BAD_AFTER_MS = 120_000;

export function behavioursOf(candidate: CandidateKind, { policy, run }: { readonly policy: Policy; readonly run: number }): readonly Behaviour[] {
  if (candidate === 'equal') return [];
  if (candidate === 'worst') return [worstOf(policy, run)];
  if (candidate === 'turns-bad') return [turnsBad(policy, run)];
  return [declared(candidate, policy)];
}

function worstOf(policy: Policy, run: number): Behaviour {
  const on = harmOf(policy);
  const turn = WORST[run % WORST.length] ?? 'dead on arrival';
  switch (turn) {
    case 'dead on arrival':
      return { kind: 'crash', ...DEFAULT_MISBEHAVING, pods: 1, loopMs: 'none' };
    case 'half of the pods dead':
      return { kind: 'crash', ...DEFAULT_MISBEHAVING, pods: 0.5, loopMs: 'none' };
    case 'slow burn':
      return { kind: 'leak', ...DEFAULT_MISBEHAVING, errorPointsPerHour: 0.01, levelPerHour: 0.1 };
    case 'one bad slice':
      return { kind: 'worse-in', ...DEFAULT_MISBEHAVING, on, segment: `${dimensionOf(policy)}=${BAD_SLICE.value}`, factor: 10, points: 0 };
    case '10x':
    case '5x':
    case '3x':
    case '2x':
    case '1.5x':
      return { kind: 'worse', ...DEFAULT_MISBEHAVING, on, factor: Number(turn.slice(0, -1)), points: 0 };
  }
}

function turnsBad(policy: Policy, run: number): Behaviour {
  const late = { ...DEFAULT_MISBEHAVING, since: 'promotion', fromMs: TURNS_BAD_AFTER_MS } as const;
  return run % 2 === 0 ? { kind: 'crash', ...late, pods: 1, loopMs: 'none' } : { kind: 'worse', ...late, on: harmOf(policy), factor: 10, points: 0 };
}

/** `worse:errors=2x`: exactly so much worse, from the first request on. */
function declared(candidate: `worse:${string}`, policy: Policy): Behaviour {
  const words = candidate.slice('worse:'.length);
  const split = words.lastIndexOf('=');
  const [name, effect] = [words.slice(0, split), parseMargin(words.slice(split + 1))];
  invariant(split > 0 && effect.kind === 'ok' && policy.checks.some((check) => check.name === name), 'a candidate that is worse names a check of the policy and by how much', { candidate });
  const by = effect.value.kind === 'factor' ? { factor: effect.value.factor, points: 0 } : { factor: 1, points: effect.value.ratio };
  return { kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name }, ...by };
}

/** What counts as a bad request: failures where a check counts them, else wrong answers. */
function harmOf({ checks }: Policy): On {
  const harm = checks.filter(countsAsHarm);
  return { kind: 'all', of: harm.length > 0 && harm.every(({ signal }) => signal.kind === 'labels') ? 'answers' : 'errors' };
}

/** What the policy slices by first. */
export function dimensionOf({ checks }: Policy): string {
  return checks.flatMap(({ slices }) => slices)[0] ?? BAD_SLICE.dimension;
}
