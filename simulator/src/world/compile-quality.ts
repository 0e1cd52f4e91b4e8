// Both arms' quality over time, out of a scenario: what each check sees at rest (baseline), times slow noise, changed by every behaviour and every fault of
// the world that is on. Chance in it (noise, bad refreshes) is addressed by time, so that every engine, depth and policy meets the same world.
import { assertNever, countsAsHarm, type Check } from '@rampart/rollout-policy';
import { newRandom, purposeOf } from '../chance/index.ts';
import type { Baseline, Behaviour, Fault, Scenario, Trial, WorldFault } from '../scenario/scenario.ts';
import { alteredBins, alteredLevel, alteredScore } from './altered/others.ts';
import { alteredRatio, ratioOver, ratiosInSegments, type RatioByPart } from './altered/ratio.ts';
import { alteredTimes } from './altered/times.ts';
import { baselineOf } from './baseline.ts';
import { morePoints, type Change } from './behaviours/change.ts';
import { effectOf, hitsBoth } from './behaviours/effect-of.ts';
import { faultPeriod, isDuring, nextEdge, periodOf, STEP_MS } from './behaviours/moment.ts';
import type { Draws } from './behaviours/sudden.ts';
import type { ArmQuality, CheckQuality, Quality, QualityNow } from './quality.ts';
import { requestRate, type RequestRate } from './request-rate.ts';
import { dimensionsOf, segmentName, sharesAt, shiftsOverTime, withSegment, type Mix } from './segment-mix.ts';
import { GRID_MS, slowNoise, type SlowNoise } from './slow-noise.ts';
import type { Exposure } from './world.ts';

export function compileQuality(trial: Trial): Quality {
  return new CompiledQuality(trial);
}

type Arm = 'stable' | 'candidate';

interface Watched {
  readonly check: Check;
  readonly baseline: Baseline;
  readonly isHarm: boolean;
  readonly isSliced: boolean;
}

/** What holds for both arms until `untilMs`, before it becomes the quality of checks. */
interface Weather {
  untilMs: number;
  trafficFactor: number;
  readonly stable: Change[];
  readonly candidate: Change[];
  stableMix: Mix;
  candidateMix: Mix;
  noise: { readonly stable: number; readonly candidate: number };
}

class CompiledQuality implements Quality {
  readonly #scenario: Scenario;
  readonly #watched: readonly Watched[];
  readonly #faults: readonly WorldFault[];
  readonly #draws: readonly Draws[];
  readonly #segments: readonly string[];
  readonly #dimensions: Mix['dimensions'];
  readonly #noise: { readonly common: SlowNoise; readonly stable: SlowNoise; readonly candidate: SlowNoise };
  readonly #isNoisy: boolean;
  readonly #rate: RequestRate;
  /** Whether a gauge follows the load, which changes with traffic and weight. */
  readonly #followsLoad: boolean;
  readonly #dependsOnExposure: boolean;
  #now: QualityNow | 'none' = 'none';
  #sinceMs = 0;
  #exposure: Exposure | 'none' = 'none';

  constructor({ policy, scenario }: Trial) {
    const { traffic, faults, behaviours } = scenario;
    const dimensions = new Set(traffic.segments.map(({ dimension }) => dimension));
    this.#scenario = scenario;
    this.#watched = policy.checks.map((check) => ({ check, baseline: baselineOf(check, scenario), isHarm: countsAsHarm(check), isSliced: check.slices.some((slice) => dimensions.has(slice)) }));
    this.#faults = faults.filter(isOfTheWorld);
    this.#draws = behaviours.map((_, index) => drawsOf(scenario, `behaviour/${String(index)}`));
    this.#segments = traffic.segments.map(segmentName);
    this.#dimensions = dimensionsOf(traffic.segments);
    this.#noise = {
      common: slowNoise(scenario, traffic.commonNoise, 'common'),
      stable: slowNoise(scenario, traffic.armNoise, 'stable'),
      candidate: slowNoise(scenario, traffic.armNoise, 'candidate'),
    };
    this.#isNoisy = traffic.commonNoise > 0 || traffic.armNoise > 0;
    this.#rate = requestRate(scenario);
    this.#followsLoad = this.#watched.some(({ baseline }) => baseline.kind === 'level' && baseline.perRequestPerSecond > 0);
    this.#dependsOnExposure = this.#followsLoad || behaviours.length > 0;
  }

  at(atMs: number, exposure: Exposure): QualityNow {
    const now = this.#now;
    if (now !== 'none' && atMs >= this.#sinceMs && atMs < now.validUntilMs && (!this.#dependsOnExposure || this.#isSameExposure(exposure))) return now;
    const fresh = this.#qualityAt(atMs, exposure);
    this.#now = fresh;
    this.#sinceMs = atMs;
    this.#exposure = exposure;
    return fresh;
  }

  #isSameExposure(next: Exposure): boolean {
    const last = this.#exposure;
    if (last === next) return true;
    return (
      last !== 'none' &&
      last.weight === next.weight &&
      last.mirror === next.mirror &&
      last.weightSinceMs === next.weightSinceMs &&
      last.firstTrafficAtMs === next.firstTrafficAtMs &&
      last.promotedAtMs === next.promotedAtMs
    );
  }

  #qualityAt(atMs: number, exposure: Exposure): QualityNow {
    const weather = this.#weatherAt(atMs, exposure);
    const load = this.#followsLoad ? this.#rate.at(this.#rate.bends ? stepMiddle(atMs) : atMs) * weather.trafficFactor : 0;
    const stable: Record<string, CheckQuality> = {};
    const candidate: Record<string, CheckQuality> = {};
    let [fineOnCandidate, fineOnStable] = [1, 1];
    for (const watched of this.#watched) {
      const { name } = watched.check;
      if (watched.baseline.kind === 'ratio') {
        const ofStable = this.#ratioOf(watched, watched.baseline.ratio, weather, 'stable');
        const ofCandidate = this.#ratioOf(watched, watched.baseline.ratio, weather, 'candidate');
        stable[name] = ratioQuality(watched, ofStable, weather.stableMix);
        candidate[name] = ratioQuality(watched, ofCandidate, weather.candidateMix);
        if (!watched.isHarm) continue;
        fineOnCandidate *= 1 - ratioOver(ofCandidate, weather.candidateMix);
        fineOnStable *= 1 - ratioOver(ofStable, weather.candidateMix);
        continue;
      }
      stable[name] = otherQuality(watched, weather, 'stable', load * (1 - exposure.weight));
      candidate[name] = otherQuality(watched, weather, 'candidate', load * (exposure.weight + exposure.mirror * (1 - exposure.weight)));
    }
    const arm = (checks: Readonly<Record<string, CheckQuality>>): ArmQuality => ({ checks });
    return {
      validUntilMs: Math.max(atMs + 1, Math.ceil(weather.untilMs)),
      stable: arm(stable),
      candidate: arm(candidate),
      trafficFactor: weather.trafficFactor,
      badRatio: { stable: 1 - fineOnStable, candidate: 1 - fineOnCandidate },
      segments: { stable: weather.stableMix.shares, candidate: weather.candidateMix.shares },
    };
  }

  #ratioOf({ check }: Watched, ratio: number, weather: Weather, arm: Arm): RatioByPart {
    return alteredRatio(check, Math.min(1, ratio * weather.noise[arm]), weather[arm], this.#segments);
  }

  #weatherAt(atMs: number, exposure: Exposure): Weather {
    const { horizonMs, traffic } = this.#scenario;
    const progress = Math.min(1, stepMiddle(atMs) / horizonMs);
    const mix: Mix = { shares: sharesAt(traffic.segments, progress), dimensions: this.#dimensions };
    const point = Math.floor(atMs / GRID_MS);
    const common = this.#noise.common.factorAt(point);
    const weather: Weather = {
      untilMs: Number.POSITIVE_INFINITY,
      trafficFactor: 1,
      stable: [],
      candidate: [],
      stableMix: mix,
      candidateMix: mix,
      noise: { stable: common * this.#noise.stable.factorAt(point), candidate: common * this.#noise.candidate.factorAt(point) },
    };
    if (this.#isNoisy) weather.untilMs = (point + 1) * GRID_MS;
    if (shiftsOverTime(traffic.segments) && progress < 1) weather.untilMs = Math.min(weather.untilMs, stepEnd(atMs));
    if (this.#followsLoad) weather.untilMs = Math.min(weather.untilMs, this.#rate.jumpsAfter(atMs), this.#rate.bends ? stepEnd(atMs) : Number.POSITIVE_INFINITY);
    this.#addBehaviours(weather, atMs, exposure);
    this.#addFaults(weather, atMs);
    return weather;
  }

  #addBehaviours(weather: Weather, atMs: number, exposure: Exposure): void {
    this.#scenario.behaviours.forEach((behaviour: Behaviour, index) => {
      const period = periodOf(behaviour, exposure);
      weather.untilMs = Math.min(weather.untilMs, nextEdge(period, atMs));
      const draws = this.#draws[index];
      if (period === 'never' || !isDuring(period, atMs) || draws === undefined) return;
      const { changes, untilMs } = effectOf(behaviour, { atMs, beganMs: period.fromMs, exposure }, draws);
      weather.untilMs = Math.min(weather.untilMs, untilMs);
      weather.candidate.push(...changes);
      if (hitsBoth(behaviour)) weather.stable.push(...changes);
    });
  }

  #addFaults(weather: Weather, atMs: number): void {
    for (const fault of this.#faults) {
      const period = faultPeriod(fault, this.#scenario.healsAtMs);
      weather.untilMs = Math.min(weather.untilMs, nextEdge(period, atMs));
      if (!isDuring(period, atMs)) continue;
      switch (fault.kind) {
        case 'common-outage':
          weather.stable.push(morePoints(fault.points));
          weather.candidate.push(morePoints(fault.points));
          break;
        case 'dependency-down':
          weather.candidate.push(morePoints(fault.points));
          break;
        case 'flash-crowd':
          weather.trafficFactor *= fault.factor;
          break;
        case 'no-traffic':
          weather.trafficFactor = 0;
          break;
        case 'mix-differs':
          weather.candidateMix = withSegment(weather.candidateMix, this.#segments.indexOf(fault.segment), fault.factor);
          break;
        default:
          assertNever(fault);
      }
    }
  }
}

function ratioQuality({ isSliced }: Watched, parts: RatioByPart, mix: Mix): CheckQuality {
  return { kind: 'ratio', ratio: ratioOver(parts, mix), inSegments: isSliced ? ratiosInSegments(parts, mix) : [] };
}

/** `load`: requests per second on the arm. */
function otherQuality({ check, baseline }: Watched, weather: Weather, arm: Arm, load: number): CheckQuality {
  const changes = weather[arm];
  switch (baseline.kind) {
    case 'ratio':
      return { kind: 'ratio', ratio: baseline.ratio, inSegments: [] };
    case 'time':
      return { kind: 'time', ...alteredTimes(check, baseline, changes, weather.noise[arm]) };
    case 'score':
      return { kind: 'score', ...alteredScore(check, baseline, changes) };
    case 'bins': {
      const names = Object.keys(baseline.shares);
      return { kind: 'bins', names, shares: alteredBins(check, names.map((name) => baseline.shares[name] ?? 0), changes) };
    }
    case 'level':
      return { kind: 'level', mean: alteredLevel(check, baseline.mean + baseline.perRequestPerSecond * load, changes), sd: baseline.sd };
    default:
      return assertNever(baseline);
  }
}

function isOfTheWorld(fault: Fault): fault is WorldFault {
  return fault.kind === 'common-outage' || fault.kind === 'dependency-down' || fault.kind === 'flash-crowd' || fault.kind === 'no-traffic' || fault.kind === 'mix-differs';
}

function drawsOf({ seed, run }: Scenario, purpose: string): Draws {
  const random = newRandom();
  const address = purposeOf(purpose);
  return { uniformAt: (index) => random.at(seed, run, index, address).uniform() };
}

function stepEnd(atMs: number): number {
  return (Math.floor(atMs / STEP_MS) + 1) * STEP_MS;
}

function stepMiddle(atMs: number): number {
  return (Math.floor(atMs / STEP_MS) + 0.5) * STEP_MS;
}
