// Our model of Kayenta's standalone canary analysis (spinnaker/kayenta a69573b, 2025-04-08) over one metric, the error ratio per minute: a judgement per
// interval on all points since the start, or on the last ones; below the marginal score it ends at once. It moves no traffic: the canary's share is given.
import { errorRatio } from './error-ratio.ts';
import { classify, KAYENTA_METRIC, type Classified, type KayentaMetric } from './kayenta-metric.ts';
import { scoreOf } from './kayenta-score.ts';
import type { Peer, PeerRun, Said, Seen } from './peer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface KayentaSettings {
  readonly weight: number;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
  /** 0: windows grow from the start. */
  readonly lookbackMs: number;
  readonly passMin: number;
  /** At this score or below the analysis ends at once. */
  readonly marginal: number;
}

/** Three judgements an hour apart, as its guide recommends; thresholds of its test configuration. */
export const KAYENTA_GUIDE: KayentaSettings = { weight: 0.1, lifetimeMs: 3 * HOUR_MS, intervalMs: HOUR_MS, lookbackMs: 0, passMin: 95, marginal: 75 };

const ERRORS: KayentaMetric = { ...KAYENTA_METRIC, direction: 'increase' };

export function kayentaJudge(changes: Partial<KayentaSettings> = {}): Peer {
  const settings: KayentaSettings = { ...KAYENTA_GUIDE, ...changes };
  const { lifetimeMs, intervalMs, lookbackMs } = settings;
  const points = lookbackMs === 0 ? 'all points' : `${lookbackMs / MINUTE_MS} one-minute points`;
  return {
    name: 'kayenta-judge',
    modelOf: `our model of Kayenta's NetflixACAJudge-v1.0 (spinnaker/kayenta a69573b, 2025-04-08): Mann-Whitney on ${points}, every ${intervalMs / MINUTE_MS} min for ${lifetimeMs / HOUR_MS} h`,
    gridMs: MINUTE_MS,
    begin: () => new KayentaRun(settings),
  };
}

class KayentaRun implements PeerRun {
  readonly #settings: KayentaSettings;
  #judgements = 0;

  constructor(settings: KayentaSettings) {
    this.#settings = settings;
  }

  look(seen: Seen): Said {
    const { weight, lifetimeMs, intervalMs, passMin, marginal } = this.#settings;
    const goesOn: Said = { weight, verdict: 'not-judged', why: 'collecting points', end: 'none', waits: false, nextMs: seen.nowMs + intervalMs };
    if (seen.nowMs === 0) return goesOn;
    this.#judgements += 1;
    const judged = this.#judge(seen);
    const score = scoreOf([judged]);
    const verdict = judged.label === 'Pass' ? 'fine' : judged.label === 'Nodata' ? 'unknown' : 'bad';
    const why = `${judged.label}, score ${score}`;
    const isLast = this.#judgements >= Math.floor(lifetimeMs / intervalMs);
    if (score <= marginal || (isLast && score < passMin)) return { ...goesOn, weight: 0, verdict, why, end: 'rolled-back' };
    return isLast ? { ...goesOn, weight: 1, verdict, why, end: 'promoted' } : { ...goesOn, verdict, why };
  }

  #judge({ nowMs, blocks }: Seen): Classified {
    const { lookbackMs } = this.#settings;
    const points = blocks('errors', lookbackMs === 0 ? nowMs : lookbackMs).flatMap(({ cells: { all } }) => (all === undefined ? [] : [all]));
    return classify(ERRORS, { control: points.map(({ stable }) => errorRatio(stable)), experiment: points.map(({ candidate }) => errorRatio(candidate)) });
  }
}
