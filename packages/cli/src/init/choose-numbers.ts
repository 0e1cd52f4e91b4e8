// The numbers of a proposed policy, each from what was measured and with its reason. The same formulas as the lints, so that a proposal has none.
import { catchTime, certificateTime, EFFECTS, factorOfNoise, formatRate, formatRatioRoughly, formatRoughlyUp, podNoise, quantileBucket, slowerThan, trafficMaxPerSecond, type TimeTraffic, type TrafficProfile } from '@rampart/policy-document';
import { PPM_ALL, type Check, type Policy } from '@rampart/rollout-policy';

export interface Numbers {
  readonly badRequests: number;
  readonly whyBadRequests: string;
  /** By check, with one time for all; empty: nothing is promised to be caught. */
  readonly catches: { readonly factors: readonly (readonly [string, number])[]; readonly within: string; readonly why: string };
  readonly decideWithin: string;
  readonly whyDecideWithin: string;
  /** Of errors, as the file says it. */
  readonly worseBy: string;
  readonly whyWorseBy: string;
  /** Empty: none. */
  readonly latencyLimit: string;
  readonly whyLatencyLimit: string;
  readonly memoryLimit: string;
  readonly whyMemoryLimit: string;
  readonly stableRatioMax: string;
  /** What could not be promised at this traffic. */
  readonly regrets: readonly string[];
}

const DAY = 86_400_000;
const BUDGETS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
const DECIDE_DAYS = [3, 7, 14];
const USUAL_FACTOR = 1.25;
const USUAL_STABLE_MAX = 0.05;
/** Half and half compares fastest, and is where a ramp ends by itself. */
const RAMP_TOP = 0.5;
/** Times that were computed are means; a promise leaves as much again. */
const ROOM = 2;

/** What is decided before there is a policy: everything that depends on the profile alone. */
export function firstNumbers(profile: TrafficProfile): Numbers {
  return { ...budgetOf(BUDGETS[0] ?? 100, 'usual; noticed by monitoring before it is noticed by users'), ...timeOf(DECIDE_DAYS[0] ?? 3), ...marginOf(profile), ...latencyOf(profile), ...memoryOf(profile), catches: { factors: [], within: '', why: '' }, stableRatioMax: stableMaxOf(profile), regrets: [] };
}

/** The promises, by a policy that was decoded with `firstNumbers`: at this traffic, with these checks. */
export function choosePromises(policy: Policy, profile: TrafficProfile, first: Numbers): Numbers {
  const budget = chooseBudget(policy, profile);
  const numbers = { ...first, ...budget };
  const compared = policy.checks.filter(({ then, worseBy, name }) => then === 'rollback' && worseBy.kind !== 'none' && Object.hasOwn(profile.checks, name));
  if (profile.requestsPerMinute.mean === 0) return numbers;
  // The shortest time in which all of them can be kept, else the longest with those that can.
  const tries = DECIDE_DAYS.map((days) => ({ days, found: compared.map((check) => chooseCatch(policy, profile, check, days * DAY)).filter((found) => found !== 'none') }));
  const chosen = tries.find(({ found }) => found.length === compared.length) ?? tries.at(-1);
  if (chosen === undefined) return numbers;
  const hopeless = compared.filter(({ name }) => !chosen.found.some(({ check }) => check === name)).map(({ name }) => name);
  const takesMs = Math.max(0, ...chosen.found.map(({ caughtMs }) => caughtMs));
  return {
    ...numbers,
    ...(chosen.found.length === 0 ? {} : timeOf(chosen.days)),
    catches: {
      factors: chosen.found.map(({ check, factor }) => [check, factor]),
      within: formatRoughlyUp(ROOM * takesMs),
      why: `about ${formatRoughlyUp(takesMs)} at this traffic with half of it on the new version`,
    },
    regrets: hopeless.length === 0 ? [] : [`at this traffic, trouble of no size is sure to be seen in ${hopeless.join(' and ')} within ${DECIDE_DAYS.at(-1) ?? 0} days: most releases will ask you`],
  };
}

interface Caught {
  readonly check: string;
  readonly factor: number;
  readonly caughtMs: number;
}

/** The smallest effect that is caught, and whose absence is certified, well within the time. */
function chooseCatch(policy: Policy, profile: TrafficProfile, check: Check, decideWithinMs: number): Caught | 'none' {
  for (const factor of EFFECTS) {
    const effect = { kind: 'factor', factor } as const;
    const caught = catchTime(policy, profile, check, effect, RAMP_TOP);
    const certified = certificateTime(policy, profile, check, effect, RAMP_TOP);
    if (caught === 'unknown' || certified === 'unknown' || caught.kind === 'never' || certified.kind === 'never') continue;
    if (ROOM * Math.max(caught.expectedMs, certified.expectedMs) <= decideWithinMs) return { check: check.name, factor, caughtMs: caught.expectedMs };
  }
  return 'none';
}

function chooseBudget(policy: Policy, profile: TrafficProfile): Pick<Numbers, 'badRequests' | 'whyBadRequests'> {
  const today = profile.requestsPerMinute.mean / 60;
  const allows = (badRequestsMax: number): boolean => trafficMaxPerSecond({ ...policy, promise: { ...policy.promise, badRequestsMax } }, profile.routerStep / PPM_ALL) >= today;
  const [usual = 100] = BUDGETS;
  const enough = BUDGETS.find(allows) ?? BUDGETS.at(-1) ?? usual;
  if (enough === usual) return budgetOf(usual, 'usual; noticed by monitoring before it is noticed by users');
  return budgetOf(enough, `less is spent by the router's smallest step at ${formatRate(today)}`);
}

function budgetOf(badRequests: number, whyBadRequests: string): Pick<Numbers, 'badRequests' | 'whyBadRequests'> {
  return { badRequests, whyBadRequests };
}

function timeOf(days: number): Pick<Numbers, 'decideWithin' | 'whyDecideWithin'> {
  return { decideWithin: `${days}d`, whyDecideWithin: days === DECIDE_DAYS[0] ? 'covers a weekend and its thin traffic' : 'this little traffic needs as long to tell' };
}

function marginOf(profile: TrafficProfile): Pick<Numbers, 'worseBy' | 'whyWorseBy'> {
  const errors = profile.checks['errors'];
  const noise = errors?.kind === 'counts' ? podNoise(errors.pods) : ({ kind: 'too-little', why: '' } as const);
  switch (noise.kind) {
    case 'measured': {
      const needed = Math.ceil(factorOfNoise(noise.logRateSd) * 20) / 20;
      const seen = `the ${noise.pods} pods of today differ by ${formatRatioRoughly(noise.logRateSd)} beyond luck`;
      return needed <= USUAL_FACTOR ? usualMargin(seen) : { worseBy: `${Math.round((needed - 1) * 100)}%`, whyWorseBy: `${seen}, so less would be noise` };
    }
    case 'none-beyond-counting':
      return usualMargin(`the ${noise.pods} pods of today differ by luck alone`);
    case 'too-little':
      return usualMargin('how much equal pods differ could not be measured');
  }
}

function usualMargin(seen: string): Pick<Numbers, 'worseBy' | 'whyWorseBy'> {
  return { worseBy: '25%', whyWorseBy: `usual; ${seen}` };
}

/** The lowest bucket bound at twice today's p99 or more that almost nothing is over. */
function latencyOf(profile: TrafficProfile): Pick<Numbers, 'latencyLimit' | 'whyLatencyLimit'> {
  const traffic = profile.checks['latency'];
  const none = { latencyLimit: '', whyLatencyLimit: '' };
  if (traffic?.kind !== 'time' || traffic.trials < 100) return none;
  const { upToSeconds } = quantileBucket(traffic, 0.99);
  const bound = traffic.boundsSeconds.find((seconds) => seconds >= 2 * upToSeconds && isRarelyOver(traffic, seconds));
  if (bound === undefined) return none;
  return { latencyLimit: latencyText(bound), whyLatencyLimit: `p99 is at most ${latencyText(upToSeconds)} today` };
}

function isRarelyOver(traffic: TimeTraffic, seconds: number): boolean {
  const slower = slowerThan(traffic, seconds);
  return slower.kind === 'counted' && slower.events <= 0.0025 * slower.trials;
}

function latencyText(seconds: number): string {
  const milliseconds = Math.round(seconds * 1_000_000) / 1_000;
  return milliseconds >= 1_000 && milliseconds % 1_000 === 0 ? `${milliseconds / 1_000}s` : `${milliseconds}ms`;
}

const MIB = 1_024 * 1_024;

/** Twice the most that was seen, in a size that a person would write. */
function memoryOf(profile: TrafficProfile): Pick<Numbers, 'memoryLimit' | 'whyMemoryLimit'> {
  const traffic = profile.checks['memory'];
  if (traffic?.kind !== 'level' || traffic.max <= 0) return { memoryLimit: '', whyMemoryLimit: '' };
  const mebibytes = Math.max(64, 2 ** Math.ceil(Math.log2((2 * traffic.max) / MIB)));
  return { memoryLimit: mebibytes >= 1_024 ? `${mebibytes / 1_024}GiB` : `${mebibytes}MiB`, whyMemoryLimit: `${Math.ceil(traffic.max / MIB)} MiB at most while it was looked at` };
}

function stableMaxOf(profile: TrafficProfile): string {
  const errors = profile.checks['errors'];
  if (errors?.kind !== 'counts' || errors.trials === 0) return '';
  const today = errors.events / errors.trials;
  return today <= 0.8 * USUAL_STABLE_MAX ? '' : `${Math.min(95, Math.ceil(today * 40) * 5)}%`;
}
