// Our model of SageMaker's deployment guardrails, traffic routing CANARY (shapes of aws/sagemaker-python-sdk a248126, 2026-08-21; excerpts of its guide): a
// quarter of the capacity, a bake, the rest at once, a bake. During a bake any alarm sends everything back; after the last one nothing does. The alarm itself
// is its user's: here the share of 5xx over one-minute periods.
import { isInAlarm, type AlarmSettings } from './cloud-watch-alarm.ts';
import { errorRatio } from './error-ratio.ts';
import type { Peer, PeerRun, Said, Seen } from './peer.ts';

const MINUTE_MS = 60_000;

export interface SageMakerSettings {
  /** At most a half. */
  readonly canarySize: number;
  readonly waitMs: number;
  readonly alarm: AlarmSettings | { readonly kind: 'none' };
}

export const SAGEMAKER_CANARY: SageMakerSettings = { canarySize: 0.25, waitMs: 10 * MINUTE_MS, alarm: { breachesMin: 2, periods: 3, threshold: 0.01, treatMissingData: 'missing' } };

export function sageMakerCanary(changes: Partial<SageMakerSettings> = {}): Peer {
  const settings: SageMakerSettings = { ...SAGEMAKER_CANARY, ...changes };
  const { canarySize, waitMs, alarm } = settings;
  const alarmed = 'kind' in alarm ? 'no alarm' : `an alarm at more than ${100 * alarm.threshold} % in ${alarm.breachesMin} of ${alarm.periods} minutes`;
  return {
    name: 'sagemaker-canary',
    modelOf: `our model of SageMaker deployment guardrails (aws/sagemaker-python-sdk a248126, 2026-08-21): ${100 * canarySize} %, ${waitMs / MINUTE_MS} min, the rest, ${alarmed} of our choice`,
    gridMs: MINUTE_MS,
    begin: () => new SageMakerRun(settings),
  };
}

class SageMakerRun implements PeerRun {
  readonly #settings: SageMakerSettings;
  #inAlarm = false;

  constructor(settings: SageMakerSettings) {
    this.#settings = settings;
  }

  look(seen: Seen): Said {
    const { canarySize, waitMs, alarm } = this.#settings;
    const { nowMs } = seen;
    const said = { end: 'none', waits: false, nextMs: nowMs + MINUTE_MS } as const;
    if (nowMs === 0) return { ...said, weight: canarySize, verdict: 'not-judged', why: 'traffic moves to the canary' };
    if (!('kind' in alarm)) {
      const values = minutes(seen, alarm.periods);
      this.#inAlarm = isInAlarm(alarm, values, this.#inAlarm);
      if (this.#inAlarm) return { ...said, weight: 0, verdict: 'bad', why: 'an alarm during the bake', end: 'rolled-back' };
    }
    const verdict = 'kind' in alarm ? 'not-judged' : Number.isNaN(minutes(seen, 1)[0]) ? 'unknown' : 'fine';
    if (nowMs < waitMs) return { ...said, weight: canarySize, verdict, why: 'baking the canary' };
    if (nowMs < 2 * waitMs) return { ...said, weight: 1, verdict, why: 'baking all traffic' };
    return { ...said, weight: 1, verdict, why: 'the last bake is over', end: 'promoted' };
  }
}

/** The error ratio of each minute, oldest first; NaN where nothing was told or served. */
function minutes({ nowMs, blocks }: Seen, periods: number): readonly number[] {
  const told = new Map(blocks('errors', periods * MINUTE_MS).map(({ fromMs, cells }) => [fromMs, cells['all']]));
  const ratios: number[] = [];
  for (let fromMs = Math.max(0, nowMs - periods * MINUTE_MS); fromMs < nowMs; fromMs += MINUTE_MS) {
    const all = told.get(fromMs);
    ratios.push(all === undefined ? Number.NaN : errorRatio(all.candidate));
  }
  return ratios;
}
