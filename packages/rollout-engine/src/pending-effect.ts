// An effect that was recorded but never confirmed: the job that recorded it died, or the router did not answer. Finish it, or leave it be.
import type { Effect, PlacedRelease, Ppm, Rollout } from '@rampart/rollout-policy';
import { applyEffect, carries, isAbove, seenIn, shows } from './apply-effect.ts';
import { describeError } from './outcome.ts';
import { pausedWhy } from './pause.ts';
import type { Ports } from './ports.ts';
import { quietAt } from './quiet-times.ts';

export type Finished =
  | { readonly kind: 'confirmed'; readonly observed: Ppm; readonly settledAtMs: number }
  /** It was in force, and somebody took it back before it was confirmed. */
  | { readonly kind: 'taken-back'; readonly why: string }
  /** Still open: the next look decides with the router as it is. */
  | { readonly kind: 'open'; readonly why: string };

/**
 * A lowering is always tried again. A raise (of the weight or of the copies) is finished only while it is fresh and the router is still where the intent found it; an old one is
 * not evidence of anything, and only a new decision to advance raises.
 */
export async function finishPending(ports: Ports, arms: { readonly rollout: Rollout; readonly stable: PlacedRelease }, effect: Effect, intendedAtMs: number): Promise<Finished> {
  const { rollout } = arms;
  if (!isAbove(effect, rollout)) return outcome(await applyEffect(ports, arms, effect, { kind: 'any' }));
  const reading = await ports.router.read(rollout.policy.target);
  if (reading.kind === 'error') return { kind: 'open', why: describeError(reading.error) };
  const seen = seenIn(reading.value, rollout.candidate.slot);
  if (carries(reading.value, effect) && !isAbove(seen, rollout)) return { kind: 'taken-back', why: 'the raise was made, and somebody took it back before it was confirmed' };
  if (!carries(reading.value, effect) && rollout.pause.kind === 'paused') return { kind: 'open', why: `the recorded raise was not made yet, and the target is ${pausedWhy(rollout.pause, rollout.policy.target)}` };
  if (!carries(reading.value, effect) && quietAt(rollout.policy.quiet, ports.clock.nowMs()).kind === 'quiet') return { kind: 'open', why: 'the recorded raise was not made yet, and people are away now' };
  const untouched = shows(rollout, seen);
  const fresh = ports.clock.nowMs() - intendedAtMs <= rollout.policy.expert.maxGapMs;
  if (!carries(reading.value, effect) && !(untouched && fresh)) {
    return { kind: 'open', why: untouched ? 'the recorded raise is too old to be made now' : 'the router was changed by someone else meanwhile' };
  }
  return outcome(await applyEffect(ports, arms, effect, { kind: 'is', version: reading.value.version }));
}

function outcome(applied: Awaited<ReturnType<typeof applyEffect>>): Finished {
  return applied.kind === 'confirmed' ? applied : { kind: 'open', why: applied.why };
}
