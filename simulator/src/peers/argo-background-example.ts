// Our model of Argo Rollouts with the background analysis example of its documents (argoproj/argo-rollouts 9f8d111, 2026-08-17): weights of 20, 40, 60 and
// 80 % for ten minutes each, and from 40 % on a success ratio of at least 0.95 over five minutes, measured every five minutes, failureLimit 3.
import { ArgoAnalysis, type ArgoMetric, type Measured } from './argo-analysis.ts';
import { errorRatio } from './error-ratio.ts';
import type { Peer, PeerRun, Said, Seen } from './peer.ts';

const MINUTE_MS = 60_000;
const PAUSE_MS = 10 * MINUTE_MS;
const WEIGHTS: readonly number[] = [0.2, 0.4, 0.6, 0.8];
/** Index into the weights at which the analysis begins: `startingStep` 2 of weights and pauses. */
const ANALYSED_FROM = 1;
const WINDOW_MS = 5 * MINUTE_MS;

export interface ArgoSettings {
  /** The query of the example selects the whole service, so that stable's requests dilute the canary's; people write the other one. */
  readonly query: 'canary' | 'service';
  /** The product's default is 4. */
  readonly consecutiveErrorLimit: number;
}

export function argoBackgroundExample(changes: Partial<ArgoSettings> = {}): Peer {
  const settings: ArgoSettings = { query: 'canary', consecutiveErrorLimit: 4, ...changes };
  const metric: ArgoMetric = { intervalMs: 5 * MINUTE_MS, count: 'endless', failureLimit: 3, inconclusiveLimit: 0, consecutiveErrorLimit: settings.consecutiveErrorLimit, succeeds: (ratio) => ratio >= 0.95 };
  const errors = settings.consecutiveErrorLimit === 4 ? '' : `, consecutiveErrorLimit ${settings.consecutiveErrorLimit}`;
  return {
    name: 'argo-background-example',
    modelOf: `our model of Argo Rollouts (argoproj/argo-rollouts 9f8d111, 2026-08-17) with the background analysis of its documents, query of the ${settings.query}${errors}`,
    gridMs: MINUTE_MS,
    begin: () => new ArgoRun(metric, settings.query),
  };
}

class ArgoRun implements PeerRun {
  readonly #metric: ArgoMetric;
  readonly #query: ArgoSettings['query'];
  #analysis: ArgoAnalysis | 'not-yet' = 'not-yet';

  constructor(metric: ArgoMetric, query: ArgoSettings['query']) {
    this.#metric = metric;
    this.#query = query;
  }

  look(seen: Seen): Said {
    const { nowMs } = seen;
    const step = Math.min(WEIGHTS.length, Math.floor(nowMs / PAUSE_MS));
    if (this.#analysis === 'not-yet' && step >= ANALYSED_FROM) this.#analysis = new ArgoAnalysis(this.#metric, nowMs);
    const analysis = this.#analysis;
    const measured = analysis !== 'not-yet' && nowMs >= analysis.nextMs ? analysis.measure(this.#measure(seen), nowMs) : 'none';
    const verdict = measured === 'none' ? 'not-judged' : measured === 'Successful' ? 'fine' : measured === 'Failed' ? 'bad' : 'unknown';
    const why = measured === 'none' ? 'pause' : `measurement ${measured}`;
    const phase = analysis === 'not-yet' ? 'Running' : analysis.phase;
    if (phase === 'Failed' || phase === 'Error') return { weight: 0, verdict: 'bad', why: `analysis ${phase}`, end: 'rolled-back', waits: false, nextMs: nowMs };
    if (step === WEIGHTS.length) {
      const ended = analysis === 'not-yet' ? 'Successful' : analysis.terminate();
      return { weight: 1, verdict, why: `analysis ${ended}`, end: 'promoted', waits: false, nextMs: nowMs };
    }
    const nextStepMs = (step + 1) * PAUSE_MS;
    return { weight: WEIGHTS[step] ?? 0, verdict, why, end: 'none', waits: false, nextMs: analysis === 'not-yet' ? nextStepMs : Math.min(nextStepMs, analysis.nextMs) };
  }

  #measure({ query }: Seen): Measured {
    const errors = query('errors', WINDOW_MS);
    const all = errors.kind === 'counts' ? errors.cells['all'] : undefined;
    if (all === undefined) return { kind: 'error' };
    const { stable, candidate } = all;
    const counts = this.#query === 'canary' ? candidate : { trials: stable.trials + candidate.trials, events: stable.events + candidate.events };
    return { kind: 'value', value: 1 - errorRatio(counts) };
  }
}
