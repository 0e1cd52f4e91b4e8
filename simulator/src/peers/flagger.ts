// Our model of Flagger's canary analysis, from fluxcd/flagger 15bd6ad (2026-07-21): pkg/controller/scheduler*.go and docs/gitbook. One tick per interval does
// at most one thing; failed checks add up over the whole run, and the threshold is looked at where a tick begins.
import { errorRatio, quantileSeconds } from './error-ratio.ts';
import type { Peer, PeerRun, Said, Seen } from './peer.ts';

export interface FlaggerSettings {
  readonly intervalMs: number;
  /** Failed checks, not necessarily in a row, at which the canary is sent back. */
  readonly threshold: number;
  readonly stepWeight: number;
  readonly maxWeight: number;
  /** Share of requests without a 5xx over the last `windowMs`. */
  readonly successMin: number;
  readonly windowMs: number;
  /** The 99th percentile over the last half minute, where the policy has a check of times. */
  readonly p99Max: { readonly kind: 'none' } | { readonly kind: 'ms'; readonly ms: number };
  /** `waits`: a confirm-traffic-increase hook does not let traffic rise. */
  readonly confirmTraffic: 'none' | 'waits';
  /** What was reported of earlier versions, to see whether our invariants find it. */
  readonly asReported: 'nothing' | 'success-without-promotion' | 'no-rollback-while-waiting';
}

const HALF_MINUTE_MS = 30_000;

export const FLAGGER_ISTIO_TUTORIAL: FlaggerSettings = {
  intervalMs: 60_000,
  threshold: 5,
  stepWeight: 0.1,
  maxWeight: 0.5,
  successMin: 0.99,
  windowMs: 60_000,
  p99Max: { kind: 'ms', ms: 500 },
  confirmTraffic: 'none',
  asReported: 'nothing',
};

export function flagger(changes: Partial<FlaggerSettings> = {}): Peer {
  const settings: FlaggerSettings = { ...FLAGGER_ISTIO_TUTORIAL, ...changes };
  const reported = settings.asReported === 'nothing' ? '' : `, with the fault reported as ${settings.asReported}`;
  return {
    name: 'flagger-istio-tutorial',
    modelOf: `our model of Flagger (fluxcd/flagger 15bd6ad, 2026-07-21), Istio tutorial: success of the last ${settings.windowMs / 1000} s >= ${100 * settings.successMin} %, ${settings.threshold} failed checks${reported}`,
    gridMs: settings.p99Max.kind === 'none' ? Math.min(settings.intervalMs, settings.windowMs) : HALF_MINUTE_MS,
    begin: () => new FlaggerRun(settings),
  };
}

class FlaggerRun implements PeerRun {
  readonly #settings: FlaggerSettings;
  #phase: 'initialized' | 'progressing' = 'initialized';
  #weight = 0;
  #failedChecks = 0;

  constructor(settings: FlaggerSettings) {
    this.#settings = settings;
  }

  look(seen: Seen): Said {
    const { threshold, confirmTraffic, asReported, maxWeight, stepWeight } = this.#settings;
    if (this.#phase === 'initialized') {
      this.#phase = 'progressing';
      return this.#said(seen, { verdict: 'not-judged', why: 'new revision, the canary is scaled up' });
    }
    const isWaiting = confirmTraffic === 'waits' && this.#weight > 0;
    const isHeld = isWaiting && asReported === 'no-rollback-while-waiting';
    if (this.#failedChecks >= threshold && !isHeld) {
      this.#weight = 0;
      return this.#said(seen, { verdict: 'bad', why: `failed checks: ${this.#failedChecks}`, end: 'rolled-back' });
    }
    if (this.#weight === 0) return this.#raised(seen, 'pre-rollout hooks passed');
    const problem = this.#problem(seen);
    if (problem.verdict !== 'fine') {
      this.#failedChecks += 1;
      return this.#said(seen, { ...problem, waits: isWaiting });
    }
    if (isWaiting) return this.#said(seen, { ...problem, why: 'waiting for the confirm-traffic-increase hook', waits: true });
    if (this.#weight < maxWeight - ROUNDING) {
      // The version that was reported compared for equality: a last step beyond the maximum was the end, and was called a success.
      const isUneven = this.#weight + stepWeight > maxWeight + ROUNDING;
      if (isUneven && asReported === 'success-without-promotion') return this.#said(seen, { ...problem, why: 'succeeded', end: 'succeeded' });
      return this.#raised(seen, problem.why);
    }
    this.#weight = 1;
    return this.#said(seen, { ...problem, end: 'promoted' });
  }

  /** Metrics in the order in which they are listed; the first problem counts, and no value is one. */
  #problem({ query }: Seen): Pick<Said, 'verdict' | 'why'> {
    const { successMin, windowMs, p99Max } = this.#settings;
    const errors = query('errors', windowMs);
    if (errors.kind !== 'counts') return { verdict: 'unknown', why: 'no values found for request-success-rate' };
    const success = 1 - errorRatio(errors.cells['all']?.candidate ?? NO_REQUESTS);
    if (Number.isNaN(success)) return { verdict: 'unknown', why: 'no values found for request-success-rate' };
    if (success < successMin) return { verdict: 'bad', why: `success rate ${(100 * success).toFixed(2)} % < ${100 * successMin} %` };
    if (p99Max.kind === 'none') return FINE;
    const latency = query('latency', HALF_MINUTE_MS);
    if (latency.kind === 'not-asked') return FINE;
    const p99Ms = latency.kind === 'counts' ? 1000 * quantileSeconds(latency.cells, 'candidate', 0.99) : Number.NaN;
    if (Number.isNaN(p99Ms)) return { verdict: 'unknown', why: 'no values found for request-duration' };
    return p99Ms > p99Max.ms ? { verdict: 'bad', why: `p99 ${Math.round(p99Ms)} ms > ${p99Max.ms} ms` } : FINE;
  }

  #raised(seen: Seen, why: string): Said {
    this.#weight = Math.min(1, this.#weight + this.#settings.stepWeight);
    return this.#said(seen, { verdict: this.#weight > this.#settings.stepWeight + ROUNDING ? 'fine' : 'not-judged', why });
  }

  #said({ nowMs }: Seen, parts: Pick<Said, 'verdict' | 'why'> & Partial<Said>): Said {
    return { weight: this.#weight, end: 'none', waits: false, nextMs: nowMs + this.#settings.intervalMs, ...parts };
  }
}

/** Weights are whole percents in Flagger; here they are sums of shares. */
const ROUNDING = 1e-9;
const NO_REQUESTS = { trials: 0, events: 0 };
const FINE = { verdict: 'fine', why: 'all metrics are within their ranges' } as const;
