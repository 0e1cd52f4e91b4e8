// The world of a trial and what is told of it.
import { START_MS } from '../rollout/release.ts';
import type { Trial } from '../scenario/scenario.ts';
import { newTelemetry, nextCutMs } from '../telemetry/index.ts';
import { worldOf } from '../world/world-of.ts';
import type { Outside } from './reality.ts';

export function outsideOf(trial: Trial): Outside {
  const told = { source: trial.policy.metrics.kind === 'openmetrics' ? 'pages' : 'history', startMs: START_MS } as const;
  return { world: worldOf(trial), telemetry: newTelemetry(trial, told), cutAfter: (afterMs) => nextCutMs(trial, told, afterMs) };
}
