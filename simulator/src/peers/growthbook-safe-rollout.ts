// Our model of GrowthBook's Safe Rollouts (growthbook/growthbook, decisionCriteria.ts at 009f3d7 and its frequentist tests): half of what is covered gets the
// candidate and as much is the control; coverage of 10, 25, 50, 75, 100 % over the first quarter of the monitoring, then hold. One-sided always-valid
// interval; any certain harm counts. Requests stand for its users.
import { goodnessOfFit, sequentialGreaterTest } from '@rampart/rollout-policy/statistics';
import type { ArmCounts } from '@rampart/rollout-policy';
import { binomial, purposeOf, randomAt } from '../chance/index.ts';
import { NOTHING, addCounts } from '../telemetry/cell-sums.ts';
import type { Peer, PeerRun, Said, Seen } from './peer.ts';

const HOUR_MS = 3_600_000;

export interface GrowthBookSettings {
  readonly monitoringMs: number;
  readonly lookMs: number;
  readonly alpha: number;
  readonly tuning: number;
}

/** Its own alpha and tuning; how long it monitors is its user's choice, here so that it ends within a day. */
export const GROWTHBOOK_DEFAULTS: GrowthBookSettings = { monitoringMs: 12 * HOUR_MS, lookMs: HOUR_MS, alpha: 0.05, tuning: 5_000 };

const COVERAGE: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1];
/** Of the monitoring, until everything is covered. */
const RAMP = 0.25;
const NO_USERS_AFTER_MS = 24 * HOUR_MS;
/** Sample ratio mismatch: at this level, with at least so many users in each arm. */
const MISMATCH_ALPHA = 0.001;
const MISMATCH_USERS_MIN = 8;

export function growthBookSafeRollout(changes: Partial<GrowthBookSettings> = {}): Peer {
  const settings: GrowthBookSettings = { ...GROWTHBOOK_DEFAULTS, ...changes };
  return {
    name: 'growthbook-safe-rollout',
    modelOf: `our model of GrowthBook's Safe Rollouts (growthbook/growthbook 009f3d7), monitored for ${settings.monitoringMs / HOUR_MS} h`,
    gridMs: settings.lookMs,
    begin: (draw) => new GrowthBookRun(settings, draw),
  };
}

/** Whether the rollout is certainly worse: the one-sided bound of the difference excludes zero. */
export function isWorse({ control, treated }: { readonly control: ArmCounts; readonly treated: ArmCounts }, { alpha, tuning }: Pick<GrowthBookSettings, 'alpha' | 'tuning'>): boolean {
  if (control.trials < 2 || treated.trials < 2) return false;
  return sequentialGreaterTest({ a: { sum: control.events, n: control.trials }, b: { sum: treated.events, n: treated.trials }, effect: 'absolute', alpha, tuning }).lower > 0;
}

class GrowthBookRun implements PeerRun {
  readonly #settings: GrowthBookSettings;
  readonly #draw: { readonly seed: number; readonly run: number };
  #control = NOTHING;
  #treated = NOTHING;

  constructor(settings: GrowthBookSettings, draw: { readonly seed: number; readonly run: number }) {
    this.#settings = settings;
    this.#draw = draw;
  }

  look(seen: Seen): Said {
    const { monitoringMs, lookMs } = this.#settings;
    const { nowMs } = seen;
    this.#count(seen);
    const arms = { control: this.#control, treated: this.#treated };
    const said: Said = { weight: weightAt(nowMs / monitoringMs), verdict: 'not-judged', why: 'begins', end: 'none', waits: false, nextMs: nowMs + lookMs };
    if (nowMs === 0) return said;
    if (nowMs > NO_USERS_AFTER_MS && arms.control.trials + arms.treated.trials === 0) return { ...said, verdict: 'unknown', why: 'no-data: no users for a day', waits: true };
    // In this order in the product: a mismatch hides a confirmed regression.
    if (isMismatch(arms)) return { ...said, verdict: 'unknown', why: 'unhealthy: sample ratio mismatch', waits: true };
    if (isWorse(arms, this.#settings)) return { ...said, weight: 0, verdict: 'bad', why: 'rollback-now: a guardrail is statistically worse', end: 'rolled-back' };
    if (nowMs < monitoringMs) return { ...said, verdict: 'fine', why: 'days-left' };
    return { ...said, weight: 1, verdict: 'fine', why: 'ship-now', end: 'promoted' };
  }

  /** The control is a sample of stable's requests as large as the candidate's share: what hashing into equal halves gives. */
  #count({ nowMs, weight, blocks }: Seen): void {
    for (const { fromMs, cells } of blocks('errors', this.#settings.lookMs)) {
      const { all } = cells;
      if (all === undefined || weight === 0 || nowMs === 0) continue;
      const share = Math.min(1, weight / (1 - weight));
      const random = randomAt({ ...this.#draw, tick: Math.floor(fromMs / 1000), purpose: CONTROL });
      const events = binomial(random, all.stable.events, share);
      const others = binomial(random, all.stable.trials - all.stable.events, share);
      this.#control = addCounts(this.#control, { trials: events + others, events });
      this.#treated = addCounts(this.#treated, all.candidate);
    }
  }
}

const CONTROL = purposeOf('control of the safe rollout');

function weightAt(part: number): number {
  const step = Math.min(COVERAGE.length - 1, Math.floor((part / RAMP) * (COVERAGE.length - 1)));
  return (COVERAGE[step] ?? 1) / 2;
}

function isMismatch({ control, treated }: { readonly control: ArmCounts; readonly treated: ArmCounts }): boolean {
  if (Math.min(control.trials, treated.trials) < MISMATCH_USERS_MIN) return false;
  return goodnessOfFit([1, 1], [control.trials, treated.trials]).pValue < MISMATCH_ALPHA;
}
