// Carries an effect out at the router and reads it back. A raise is fenced by the version that was read; a lowering waits for nothing.
import { PPM_ALL, type Effect, type PlacedRelease, type Ppm, type Rollout } from '@rampart/rollout-policy';
import type { Ports } from './ports.ts';
import { describeError } from './outcome.ts';
import type { RouterReading, Stamp, WeightChange } from './ports/traffic-router.ts';

export type Applied =
  | { readonly kind: 'confirmed'; readonly observed: Ppm; readonly settledAtMs: number }
  /** Not done, and it will not be by trying again now: somebody else changed the router. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It may or may not have happened; the router could not be read back in time. */
  | { readonly kind: 'unconfirmed'; readonly why: string };

export interface Arms {
  readonly rollout: Rollout;
  readonly stable: PlacedRelease;
}

const SETTLE_ATTEMPTS = 20;
const SETTLE_PAUSE_MS = 500;

/** `fence`: the version that a raise was planned on. Repeating the same effect is harmless. */
export async function applyEffect(ports: Ports, { rollout, stable }: Arms, effect: Effect, fence: WeightChange['ifVersion']): Promise<Applied> {
  const target = rollout.policy.target;
  const change: WeightChange = {
    target,
    weights: { [rollout.candidate.slot]: effect.weight, [stable.slot]: (PPM_ALL - effect.weight) as Ppm },
    ifVersion: fence,
    stamp: stampOf(effect, rollout, stable),
  };
  const answer = await ports.router.set(change);
  if (answer.kind === 'error' && answer.error.outcome === 'not-done' && answer.error.code === 'conflict') return { kind: 'refused', why: describeError(answer.error) };
  const why = answer.kind === 'error' ? describeError(answer.error) : '';
  if (answer.kind === 'error' && answer.error.outcome === 'not-done') return { kind: 'unconfirmed', why };
  return readBack(ports, rollout, effect, why);
}

async function readBack(ports: Ports, rollout: Rollout, effect: Effect, trouble: string): Promise<Applied> {
  const reading = await ports.router.read(rollout.policy.target);
  if (reading.kind === 'error') return { kind: 'unconfirmed', why: trouble === '' ? describeError(reading.error) : trouble };
  if (!carries(reading.value, effect)) return { kind: 'unconfirmed', why: trouble === '' ? 'router: it answered, but does not show the change' : trouble };
  const observed = weightIn(reading.value, rollout.candidate.slot);
  if (!shows(effect, observed, reading.value.step)) return { kind: 'unconfirmed', why: `router: it shows ${percent(observed)} where ${percent(effect.weight)} was set: somebody else changed it meanwhile` };
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    const settled = await ports.router.settle(rollout.policy.target, reading.value.version);
    if (settled.kind === 'ok' && settled.value.settled) return { kind: 'confirmed', observed, settledAtMs: ports.clock.nowMs() };
    await ports.clock.sleep(SETTLE_PAUSE_MS);
  }
  return { kind: 'unconfirmed', why: `router: the change was accepted but is not in effect after ${String((SETTLE_ATTEMPTS * SETTLE_PAUSE_MS) / 1000)} s` };
}

export function carries(reading: RouterReading, effect: Effect): boolean {
  return reading.stamp.kind === 'stamp' && reading.stamp.effectId === effect.id;
}

/**
 * Whether `observed` is what `effect` asked for. A router rounds down by less than a step. Our own repeat of an effect changes
 * nothing at the router, so a person's change after it would otherwise be taken for ours.
 */
export function shows(effect: Effect, observed: Ppm, step: Ppm): boolean {
  return observed <= effect.weight && observed > effect.weight - step;
}

function percent(weight: Ppm): string {
  return `${String(weight / 10_000)} %`;
}

export function weightIn(reading: RouterReading, slot: string): Ppm {
  return reading.slots.find((known) => known.slot === slot)?.weight ?? (0 as Ppm);
}

/** Once finished, the candidate is what a router-only rollback must keep. */
function stampOf(effect: Effect, rollout: Rollout, stable: PlacedRelease): Stamp {
  const live = effect.purpose === 'finish' ? rollout.candidate : stable;
  return { rolloutId: effect.rolloutId, sequence: effect.sequence, effectId: effect.id, liveSlot: live.slot, liveDigest: live.digest };
}
