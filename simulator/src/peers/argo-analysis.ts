// Our model of an AnalysisRun of Argo Rollouts with one metric, from argoproj/argo-rollouts 9f8d111 (2026-08-17): analysis/analysis.go, utils/analysis.
// All limits are strict: the run fails with the first measurement beyond them.
export interface ArgoMetric {
  readonly intervalMs: number;
  /** Measurements that count; `endless` until it is terminated. */
  readonly count: number | 'endless';
  readonly failureLimit: number;
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
  /** Of the measured value; a comparison with NaN is false, as in the expressions of the product. */
  readonly succeeds: (value: number) => boolean;
  /** Without it, what does not succeed fails; with it, what does neither is inconclusive. */
  readonly fails?: (value: number) => boolean;
}

export type ArgoPhase = 'Running' | 'Successful' | 'Failed' | 'Error' | 'Inconclusive';

/** `error`: the query failed, or its expression did (an empty vector has no first element). */
export type Measured = { readonly kind: 'value'; readonly value: number } | { readonly kind: 'error' };

/** After an error the next attempt comes this soon, whatever the interval. */
const RETRY_MS = 10_000;

export class ArgoAnalysis {
  readonly #metric: ArgoMetric;
  #successful = 0;
  #failed = 0;
  #inconclusive = 0;
  #errors = 0;
  #errorsInARow = 0;
  #phase: ArgoPhase = 'Running';
  #nextMs: number;

  constructor(metric: ArgoMetric, startMs: number) {
    this.#metric = metric;
    this.#nextMs = startMs;
  }

  get phase(): ArgoPhase {
    return this.#phase;
  }

  /** When it measures next; it does so when it is terminated no more. */
  get nextMs(): number {
    return this.#nextMs;
  }

  get errors(): number {
    return this.#errors;
  }

  measure(measured: Measured, nowMs: number): Exclude<ArgoPhase, 'Running'> {
    const outcome = measured.kind === 'error' ? 'Error' : this.#judge(measured.value);
    if (outcome === 'Error') {
      this.#errors += 1;
      this.#errorsInARow += 1;
    } else this.#errorsInARow = 0;
    if (outcome === 'Successful') this.#successful += 1;
    if (outcome === 'Failed') this.#failed += 1;
    if (outcome === 'Inconclusive') this.#inconclusive += 1;
    this.#nextMs = nowMs + (outcome === 'Error' ? RETRY_MS : this.#metric.intervalMs);
    this.#phase = this.#phaseNow();
    return outcome;
  }

  /** From outside: whatever was measured, it is Successful unless a limit was broken before. */
  terminate(): ArgoPhase {
    if (this.#phase === 'Running') this.#phase = 'Successful';
    return this.#phase;
  }

  #judge(value: number): Exclude<ArgoPhase, 'Running' | 'Error'> {
    const { succeeds, fails } = this.#metric;
    if (fails === undefined) return succeeds(value) ? 'Successful' : 'Failed';
    if (fails(value)) return 'Failed';
    return succeeds(value) ? 'Successful' : 'Inconclusive';
  }

  /** In this order, a later match instead of an earlier one. */
  #phaseNow(): ArgoPhase {
    const { failureLimit, inconclusiveLimit, consecutiveErrorLimit, count } = this.#metric;
    let phase: ArgoPhase = 'Running';
    if (failureLimit >= 0 && this.#failed > failureLimit) phase = 'Failed';
    if (this.#inconclusive > inconclusiveLimit) phase = 'Inconclusive';
    if (this.#errorsInARow > consecutiveErrorLimit) phase = 'Error';
    if (phase === 'Running' && count !== 'endless' && this.#successful + this.#failed + this.#inconclusive >= count) return 'Successful';
    return phase;
  }
}
