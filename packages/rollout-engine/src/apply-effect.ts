// Carries an effect out at the router and reads it back. A raise is fenced by the version that was read; a lowering waits for nothing.
import { PPM_ALL, PPM_NONE, type Effect, type PlacedRelease, type Policy, type Ppm } from '@rampart/rollout-policy';
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
  /** What the effect moves: a live rollout, or a release that ended and is still followed. */
  readonly rollout: Moved;
  readonly stable: PlacedRelease;
}

export interface Moved {
  readonly policy: Policy;
  readonly candidate: PlacedRelease;
}

/** What a router shows of the candidate, as far as an effect can change it. */
export interface Seen {
  readonly weight: Ppm;
  readonly mirror: Ppm | 'cannot';
  readonly step: Ppm;
}

const SETTLE_ATTEMPTS = 20;
const SETTLE_PAUSE_MS = 500;

/** `fence`: the version that a raise was planned on. Repeating the same effect is harmless. */
export async function applyEffect(ports: Ports, { rollout, stable }: Arms, effect: Effect, fence: WeightChange['ifVersion']): Promise<Applied> {
  const target = rollout.policy.target;
  const change: WeightChange = {
    target,
    weights: { [rollout.candidate.slot]: effect.weight, [stable.slot]: (PPM_ALL - effect.weight) as Ppm },
    mirror: effect.mirror === 0 ? {} : { [rollout.candidate.slot]: effect.mirror },
    ifVersion: fence,
    stamp: stampOf(effect, rollout, stable),
  };
  const answer = await ports.router.set(change);
  if (answer.kind === 'error' && answer.error.outcome === 'not-done' && answer.error.code === 'conflict') return { kind: 'refused', why: describeError(answer.error) };
  const why = answer.kind === 'error' ? describeError(answer.error) : '';
  if (answer.kind === 'error' && answer.error.outcome === 'not-done') return { kind: 'unconfirmed', why };
  return readBack(ports, rollout, effect, why);
}

async function readBack(ports: Ports, rollout: Moved, effect: Effect, trouble: string): Promise<Applied> {
  const reading = await ports.router.read(rollout.policy.target);
  if (reading.kind === 'error') return { kind: 'unconfirmed', why: trouble === '' ? describeError(reading.error) : trouble };
  if (!carries(reading.value, effect)) return { kind: 'unconfirmed', why: trouble === '' ? 'router: it answered, but does not show the change' : trouble };
  const seen = seenIn(reading.value, rollout.candidate.slot);
  if (!shows(effect, seen)) return { kind: 'unconfirmed', why: `router: it shows ${shares(seen)} where ${shares(effect)} was set: somebody else changed it meanwhile` };
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    const settled = await ports.router.settle(rollout.policy.target, reading.value.version);
    if (settled.kind === 'ok' && settled.value.settled) return { kind: 'confirmed', observed: seen.weight, settledAtMs: ports.clock.nowMs() };
    await ports.clock.sleep(SETTLE_PAUSE_MS);
  }
  return { kind: 'unconfirmed', why: `router: the change was accepted but is not in effect after ${String((SETTLE_ATTEMPTS * SETTLE_PAUSE_MS) / 1000)} s` };
}

export function carries(reading: RouterReading, effect: Effect): boolean {
  return reading.stamp.kind === 'stamp' && reading.stamp.effectId === effect.id;
}

/**
 * Whether `seen` is what `effect` asked for. A router rounds down by less than a step. Our own repeat of an effect changes
 * nothing at the router, so a person's change after it would otherwise be taken for ours.
 */
export function shows(effect: Pick<Effect, 'weight' | 'mirror'>, { weight, mirror, step }: Seen): boolean {
  return isRounded(weight, effect.weight, step) && isRounded(mirrored(mirror), effect.mirror, step);
}

function isRounded(seen: Ppm, asked: Ppm, step: Ppm): boolean {
  return seen <= asked && seen > asked - step;
}

export function seenIn(reading: RouterReading, slot: string): Seen {
  const mirror = reading.mirror === 'cannot' ? 'cannot' : (reading.mirror[slot] ?? PPM_NONE);
  return { weight: weightIn(reading, slot), mirror, step: reading.step };
}

/** Exposure of any kind: requests that the candidate answers, or copies that it gets. */
export function isAbove(seen: Pick<Seen, 'weight' | 'mirror'>, recorded: { readonly weight: Ppm; readonly mirror: Ppm }): boolean {
  return seen.weight > recorded.weight || mirrored(seen.mirror) > recorded.mirror;
}

function mirrored(mirror: Seen['mirror']): Ppm {
  return mirror === 'cannot' ? PPM_NONE : mirror;
}

function shares({ weight, mirror }: Pick<Seen, 'weight' | 'mirror'>): string {
  const copies = mirrored(mirror);
  return copies === 0 ? percent(weight) : `${percent(weight)} and copies of ${percent(copies)}`;
}

function percent(weight: Ppm): string {
  return `${String(weight / 10_000)} %`;
}

export function weightIn(reading: RouterReading, slot: string): Ppm {
  return reading.slots.find((known) => known.slot === slot)?.weight ?? PPM_NONE;
}

/** Once finished, the candidate is what a router-only rollback must keep. */
function stampOf(effect: Effect, rollout: Moved, stable: PlacedRelease): Stamp {
  const live = effect.purpose === 'finish' ? rollout.candidate : stable;
  return { rolloutId: effect.rolloutId, sequence: effect.sequence, effectId: effect.id, liveSlot: live.slot, liveDigest: live.digest };
}
