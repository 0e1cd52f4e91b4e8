// Can this traffic keep what is promised: trouble caught within its time, and a good release certified before the time to decide is over.
import { oddsNeeded, type Catch, type Check, type Margin, type Policy } from '@rampart/rollout-policy';
import type { TrafficProfile } from '../profile/traffic-profile.ts';
import { formatFactor } from '../units/factor.ts';
import { formatMargin } from '../units/margin.ts';
import { formatPoints } from '../units/points.ts';
import { timeToProveSame, timeToProveWorse, type Needed, type Testing } from './detection-time.ts';
import { formatRate, formatRatioRoughly, formatRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';
import { badRatiosToday, comparingWeight, labelDelayMs, rollingBack, trialsPerMs } from './todays-rate.ts';

type Effect = Exclude<Margin, { kind: 'none' }>;

/** Effects that people ask for, in the order in which they are offered. */
export const EFFECTS: readonly number[] = [1.5, 2, 3, 5, 10, 30, 100];
const MINUTE = 60_000;

export function certaintyLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  const weight = comparingWeight(policy.plan);
  if (weight === 'none' || weight <= 0) return [];
  return [...policy.promise.catches.flatMap((promised, index) => catchTooSlow(policy, profile, promised, index, weight)), ...rollingBack(policy).flatMap((check) => certificateTooLate(policy, profile, check, weight))];
}

/**
 * Time until `effect` is caught, from the first request at `weight` on; `unknown` when the profile says nothing of the check. An effect within the
 * margin is never caught.
 */
export function catchTime(policy: Policy, profile: TrafficProfile, check: Check, effect: Effect, weight: number): Needed | 'unknown' {
  const { worseBy } = check;
  if (worseBy.kind === 'none' || !isRateOfBoth(check)) return 'unknown';
  const ratios = badRatiosToday(profile, check);
  // Over a histogram the capital of all compared bounds is averaged, so each needs so many times the odds.
  const testing = testingOf(policy, profile, check, oddsNeeded(policy, check) * Math.max(1, ratios.length));
  return later(fastest(ratios.map((stable) => timeToProveWorse({ stable, candidate: worsened(stable, effect), weight, margin: worseBy }, testing))), labelDelayMs(check));
}

/** Time until a release that is as good as stable is certified not to be `effect` worse. */
export function certificateTime(policy: Policy, profile: TrafficProfile, check: Check, effect: Effect, weight: number): Needed | 'unknown' {
  if (!isRateOfBoth(check)) return 'unknown';
  const ratios = badRatiosToday(profile, check);
  const testing = testingOf(policy, profile, check, Math.max(1, ratios.length) / policy.expert.certifyAlpha);
  return later(fastest(ratios.map((stable) => timeToProveSame({ stable, candidate: stable, weight, margin: effect }, testing))), labelDelayMs(check));
}

/** The formulas are about the rates of two arms; pairs in a shadow and single gauges have others. */
function isRateOfBoth({ signal }: Check): boolean {
  return signal.kind === 'share' || signal.kind === 'time' || signal.kind === 'labels';
}

/** What promotion has to rule out. */
export function ruledOut({ promise }: Policy, { name, worseBy }: Check): Margin {
  return promise.catches.find(({ check }) => check === name)?.effect ?? worseBy;
}

function catchTooSlow(policy: Policy, profile: TrafficProfile, promised: Catch, index: number, weight: number): readonly Remark[] {
  const check = policy.checks.find(({ name }) => name === promised.check);
  if (check === undefined) return [];
  const needed = catchTime(policy, profile, check, promised.effect, weight);
  if (needed === 'unknown' || (needed.kind === 'time' && needed.expectedMs <= promised.withinMs)) return [];
  const asked = `${check.name} ${formatEffect(promised.effect)}`;
  const takes = needed.kind === 'never' ? 'is never told from luck' : `takes about ${formatRoughly(needed.expectedMs)} to tell from luck (no test needs less than ${formatRoughly(needed.leastMs)})`;
  const changes = cheapestChanges(policy, profile, check, promised, weight, needed);
  return warning(
    'catch-too-slow',
    ['promise', 'catches', ...(policy.promise.catches.length > 1 ? [index] : [])],
    `${asked} within ${formatRoughly(promised.withinMs)}: ${trafficText(profile, check, weight)} it ${takes}.`,
    changes.length === 0 ? 'Nothing smaller than more traffic keeps it.' : `To keep it, cheapest first: ${changes.join('; or ')}.`,
  );
}

/** Asking for less costs nothing, waiting longer costs time, more weight costs exposure. */
function cheapestChanges(policy: Policy, profile: TrafficProfile, check: Check, promised: Catch, weight: number, needed: Needed): readonly string[] {
  const effects = EFFECTS.filter((factor) => promised.effect.kind === 'factor' && factor > promised.effect.factor).map((factor): Effect => ({ kind: 'factor', factor }));
  const smaller = effects.find((effect) => isKept(catchTime(policy, profile, check, effect, weight), promised.withinMs));
  const isWithinMargin = promised.effect.kind === 'factor' && check.worseBy.kind === 'factor' && promised.effect.factor <= check.worseBy.factor;
  return [
    ...(isWithinMargin ? [`a worseBy under ${formatEffect(promised.effect)}, for now it is ${formatMargin(check.worseBy)}`] : []),
    ...(smaller === undefined ? [] : [`ask for ${formatEffect(smaller)} within ${formatRoughly(promised.withinMs)}`]),
    ...(needed.kind === 'time' && needed.expectedMs < policy.promise.decideWithinMs ? [`allow ${formatRoughlyUp(needed.expectedMs)} for ${formatEffect(promised.effect)}`] : []),
    ...(weight < 0.5 && isKept(catchTime(policy, profile, check, promised.effect, 0.5), promised.withinMs) ? ['let the ramp go up to 50%'] : []),
  ];
}

function certificateTooLate(policy: Policy, profile: TrafficProfile, check: Check, weight: number): readonly Remark[] {
  const effect = ruledOut(policy, check);
  const { decideWithinMs, ifUndecided } = policy.promise;
  if (effect.kind === 'none') return [];
  const needed = certificateTime(policy, profile, check, effect, weight);
  if (needed === 'unknown' || isKept(needed, decideWithinMs)) return [];
  const larger = EFFECTS.filter((factor) => effect.kind !== 'factor' || factor > effect.factor).map((factor): Effect => ({ kind: 'factor', factor }));
  const reachable = larger.find((wider) => isKept(certificateTime(policy, profile, check, wider, weight), decideWithinMs) && isKept(catchTime(policy, profile, check, wider, weight), decideWithinMs));
  const caught = reachable === undefined ? 'never' : catchTime(policy, profile, check, reachable, weight);
  const takes = needed.kind === 'never' ? 'it cannot' : `that takes about ${formatRoughly(needed.expectedMs)} (no test needs less than ${formatRoughly(needed.leastMs)})`;
  const changes = [
    ...(reachable === undefined ? [] : [`promise less (catches: {${check.name}: ${formatEffect(reachable)}${typeof caught === 'object' && caught.kind === 'time' ? `, within: ${formatRoughlyUp(caught.expectedMs)}` : ''}})`]),
    ...(needed.kind === 'time' ? [`decideWithin: ${formatRoughlyUp(needed.expectedMs)}`] : []),
  ];
  return warning(
    'certificate-too-late',
    ['promise', 'decideWithin'],
    `Promotion has to show that ${check.name} is not ${effect.kind === 'factor' ? `${formatEffect(effect)} as bad` : `${formatEffect(effect)} worse`}. ${trafficText(profile, check, weight)} ${takes} for a release as good as today's, and ${formatRoughly(decideWithinMs)} are promised: most good releases end in ifUndecided (${ifUndecided}).`,
    changes.length === 0 ? '' : `Cheapest first: ${changes.join('; or ')}.`,
  );
}

/** As `catches` writes it. */
function formatEffect(effect: Effect): string {
  return effect.kind === 'factor' ? formatFactor(effect.factor) : formatPoints(effect.ratio);
}

function trafficText(profile: TrafficProfile, check: Check, weight: number): string {
  const [ratio] = badRatiosToday(profile, check);
  const what = check.signal.kind === 'time' ? `${formatRatioRoughly(ratio ?? 0)} slow at the first bound compared` : `${formatRatioRoughly(ratio ?? 0)} bad today`;
  return `At ${formatRate(trialsPerMs(profile, check) * 1_000)}, ${what}, ${formatRatioRoughly(weight)} of it on the new version,`;
}

function testingOf(policy: Policy, profile: TrafficProfile, check: Check, odds: number): Testing {
  return { requestsPerMs: trialsPerMs(profile, check), blockMs: Math.max(policy.expert.blockMs, policy.expert.lookMs), odds, independent: check.independent };
}

function worsened(stable: number, effect: Effect): number {
  return Math.min(1 - 1e-6, effect.kind === 'factor' ? stable * effect.factor : stable + effect.ratio);
}

function fastest(all: readonly Needed[]): Needed | 'unknown' {
  if (all.length === 0) return 'unknown';
  return all.reduce((best, each) => (best.kind === 'never' || (each.kind === 'time' && each.expectedMs < best.expectedMs) ? each : best));
}

function later(needed: Needed | 'unknown', delayMs: number): Needed | 'unknown' {
  return needed === 'unknown' || needed.kind === 'never' ? needed : { kind: 'time', leastMs: needed.leastMs + delayMs, expectedMs: needed.expectedMs + delayMs };
}

/** What cannot be computed is not called broken. */
function isKept(needed: Needed | 'unknown', withinMs: number): boolean {
  return needed === 'unknown' || (needed.kind === 'time' && needed.expectedMs <= withinMs);
}

/** Rounded up to something that a policy would say. */
export function formatRoughlyUp(durationMs: number): string {
  const [unit, size] = durationMs > 48 * 60 * MINUTE ? (['d', 1_440 * MINUTE] as const) : durationMs > 90 * MINUTE ? (['h', 60 * MINUTE] as const) : (['m', MINUTE] as const);
  return `${Math.max(1, Math.ceil(durationMs / size))}${unit}`;
}
