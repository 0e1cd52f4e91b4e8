// Tallies a share, or answers with labels: does the event happen to this request, by chance of its own, in a burst, or because of who asks?
import type { Block, Check } from '@rampart/rollout-policy';
import { burst, type BurstSize, type Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import { combinedRatios, segmentCells, type SegmentCells } from '../aggregated/segment-cells.ts';
import { Sums } from '../aggregated/sums.ts';
import { ERRORS, isOn } from '../behaviours/change.ts';
import { burstStart } from '../burst-failures.ts';
import type { ArmQuality, QualityNow } from '../quality.ts';
import { liftTo, type Propensity } from '../user-population.ts';
import { combinationsOf, type Combinations } from './combinations.ts';
import type { Streams } from './streams.ts';
import type { Request, Tally } from './tally.ts';

export interface RatioTallying {
  readonly check: Check;
  readonly segments: readonly Segment[];
  /** `single`: each event by itself. */
  readonly bursts: BurstSize | 'single';
  /** `alike`: everybody fails equally often. */
  readonly users: Propensity | 'alike';
  readonly streams: Streams;
}

const LANES = 3;
const [STABLE, CANDIDATE, COPIES] = [0, 1, 2];

/** Everything is kept by lane and, within it, by combination of segments. */
export class RatioTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #forCopies: Random;
  readonly #cells: SegmentCells;
  readonly #sums: Sums;
  readonly #combinations: Combinations;
  readonly #perLane: number;
  readonly #bursts: BurstSize | 'single';
  readonly #users: Propensity | 'alike';
  readonly #isError: boolean;
  readonly #ratios: Float64Array;
  readonly #combined: Float64Array;
  readonly #trials: Float64Array;
  readonly #events: Float64Array;
  /** Failures of the last burst that are still to come. A burst stays within its segment, so that the segment keeps its ratio. */
  readonly #burstLeft: Float64Array;

  constructor({ check, segments, bursts, users, streams }: RatioTallying) {
    this.#check = check.name;
    this.#random = streams.of(check.name);
    this.#forCopies = streams.of(`${check.name}/copies`);
    this.#cells = segmentCells(check, segments);
    this.#sums = new Sums(this.#cells.names);
    this.#combinations = combinationsOf(check, segments);
    this.#perLane = this.#cells.combinations.length;
    this.#bursts = bursts;
    this.#users = users;
    this.#isError = isOn(ERRORS, check);
    this.#ratios = new Float64Array(LANES * this.#perLane);
    this.#combined = new Float64Array(this.#perLane);
    this.#trials = new Float64Array(LANES * this.#perLane);
    this.#events = new Float64Array(LANES * this.#perLane);
    this.#burstLeft = new Float64Array(LANES * this.#perLane);
  }

  renew({ stable, candidate }: QualityNow): void {
    this.#renewLane(STABLE, stable);
    this.#renewLane(CANDIDATE, candidate);
    this.#renewLane(COPIES, candidate);
  }

  serve(request: Request): boolean {
    const at = (request.isCandidate ? CANDIDATE : STABLE) * this.#perLane + this.#combinations.of(request.values);
    // Drawn in any case, so that what else happens does not move the chance of later requests.
    const luck = this.#random.uniform();
    if (request.isTurnedAway) return this.#turnAway(at);
    return this.#count(at, this.#happensTo(request, at, luck));
  }

  copy(request: Request): void {
    const at = COPIES * this.#perLane + this.#combinations.of(request.values);
    this.#count(at, this.#happensTo(request, at, this.#forCopies.uniform()));
  }

  take(): Block['cells'] {
    for (let lane = 0; lane < LANES; lane += 1) {
      for (let combination = 0; combination < this.#perLane; combination += 1) {
        const at = lane * this.#perLane + combination;
        this.#addUp(lane, 0, at);
        for (const cell of this.#cells.cells[combination] ?? []) this.#addUp(lane, cell, at);
      }
    }
    this.#trials.fill(0);
    this.#events.fill(0);
    return this.#sums.take();
  }

  #renewLane(lane: number, { checks }: ArmQuality): void {
    const quality = checks[this.#check];
    if (quality?.kind !== 'ratio') return;
    combinedRatios(this.#cells, { whole: quality.ratio, mean: quality.ratio, inSegments: quality.inSegments }, this.#combined);
    this.#ratios.set(this.#combined, lane * this.#perLane);
  }

  /** It fails; but it has no answer that could be right or wrong. */
  #turnAway(at: number): boolean {
    return this.#isError && this.#count(at, true);
  }

  #happensTo({ user, points }: Request, at: number, luck: number): boolean {
    const atRest = this.#ratios[at] ?? 0;
    const mean = points > 0 && this.#isError ? Math.min(1, atRest + points) : atRest;
    const ratio = this.#users === 'alike' ? mean : ratioOfUser(this.#users, user, mean);
    return this.#bursts === 'single' ? luck < ratio : this.#happensInBursts(at, { mean, ratio, luck }, this.#bursts);
  }

  /** Who fails more often begins more bursts; a burst hits whoever comes next. */
  #happensInBursts(at: number, { mean, ratio, luck }: { readonly mean: number; readonly ratio: number; readonly luck: number }, size: BurstSize): boolean {
    if (mean >= 1) return true;
    const left = this.#burstLeft[at] ?? 0;
    if (left > 0) {
      this.#burstLeft[at] = left - 1;
      return true;
    }
    if (mean === 0 || luck >= burstStart(mean, size) * (ratio / mean)) return false;
    this.#burstLeft[at] = burst(this.#random, size) - 1;
    return true;
  }

  #count(at: number, isEvent: boolean): boolean {
    this.#trials[at] = (this.#trials[at] ?? 0) + 1;
    if (isEvent) this.#events[at] = (this.#events[at] ?? 0) + 1;
    return isEvent;
  }

  #addUp(lane: number, cell: number, at: number): void {
    if (lane === STABLE) this.#sums.addStable(cell, this.#trials[at] ?? 0, this.#events[at] ?? 0);
    else this.#sums.addCandidate(cell, this.#trials[at] ?? 0, this.#events[at] ?? 0);
  }
}

function ratioOfUser({ ofUser, atRest }: Propensity, user: number, mean: number): number {
  const { scale, more } = liftTo(mean, atRest);
  return scale * (ofUser[user] ?? atRest) + more;
}
