// Everything a tick may touch. One bundle, so that a recording proxy can stand around all of it.
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { Clock } from './ports/clock.ts';
import type { Deployer } from './ports/deployer.ts';
import type { FreezeGuard } from './ports/freeze-guard.ts';
import type { Ledger } from './ports/ledger.ts';
import type { MetricSource } from './ports/metric-source.ts';
import type { ModelRegistry } from './ports/model-registry.ts';
import type { SmokeProbe } from './ports/smoke-probe.ts';
import type { TrafficRouter } from './ports/traffic-router.ts';

export interface Ports {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly router: TrafficRouter;
  readonly deployer: Deployer;
  readonly metrics: MetricSource;
  readonly registry: ModelRegistry;
  readonly freeze: FreezeGuard;
  readonly smoke: SmokeProbe;
  /** One line for people about an event: the subject of its record. Pure. */
  readonly titleOf: (event: LedgerEvent, after: TargetState) => string;
}
