// Builds the ports that a policy names, for one job: ledger and freezes, router and deployer, smoke probe, metrics, registry.
import type { BranchFiles } from '@rampart/data-freeze';
import { readGitLocation, type GitLocation } from '@rampart/git-process';
import { metricSources } from '@rampart/metric-sources';
import { gtoRegistry } from '@rampart/model-registries';
import { eventTitle } from '@rampart/report';
import type { FreezeStore, Ports } from '@rampart/rollout-engine';
import type { Policy, Serve } from '@rampart/rollout-policy';
import { commandDeployer, commandRouter, httpDeployer, httpRouter, jsonSmokeProbe } from '@rampart/traffic-routers';
import { afterGrace, clockUntil, fetchUntil } from './after-grace.ts';
import { freezeGuard } from './freeze-guard.ts';
import { branchOfJob } from './freezes-on-github.ts';
import type { State, StateSurroundings } from './open-state.ts';
import { secretivePorts, type HideSecrets } from './secretive-ports.ts';

/** What a job brings besides the policy. Empty strings: not given. `token`: for ledger and registry; without it git's own credentials are used. */
export interface Surroundings extends StateSurroundings {
  readonly registry: string;
  /** Sent to the router as a bearer token. */
  readonly routerToken: string;
  /** Takes the job's secrets out of whatever the ports answer. */
  readonly hideSecrets: HideSecrets;
  /** Given to commands of the policy, less the inputs of the action, and to nothing else. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ConnectedPolicy {
  readonly kind: 'connected';
  readonly ports: Ports;
  readonly freezes: FreezeStore;
}

export type Connection = ConnectedPolicy | { readonly kind: 'refused'; readonly subject: 'registry'; readonly why: string };

const ANSWER_TIMEOUT_MS = 20_000;
/** A probe sends a whole golden set, one request after the other. */
const SMOKE_TIMEOUT_MS = 120_000;

/** Opens nothing yet: every adapter connects when it is first used. `branches`: of the repository that the job belongs to. */
export function connectPolicy(policy: Policy, { ledger, freezes }: State, surroundings: Surroundings, branches: BranchFiles | 'none' = 'none'): Connection {
  const registryAt = readGitLocation(surroundings.registry, surroundings.workspace);
  if (registryAt.kind === 'invalid') return { kind: 'refused', subject: 'registry', why: registryAt.message };
  const { workspace } = surroundings;
  const over = afterGrace(surroundings.signal);
  const clock = clockUntil(over, surroundings.clock);
  const asking = { fetch: fetchUntil(over, globalThis.fetch), cwd: workspace, env: environmentOfCommands(surroundings.env), signal: over };
  const ports: Ports = {
    clock,
    ledger,
    ...serving(policy.serve, { ...asking, routerToken: surroundings.routerToken }),
    metrics: metricSources({ pages: policy.metrics.kind === 'openmetrics' ? policy.metrics.pages : {}, ...asking, timeoutMs: ANSWER_TIMEOUT_MS }),
    registry: gtoRegistry({ ...repository(registryAt.location, surroundings), clock }),
    smoke: jsonSmokeProbe({ ...asking, timeoutMs: SMOKE_TIMEOUT_MS }),
    freeze: freezeGuard({ store: freezes, workspace, clock, againAfterMs: policy.expert.tickMs, branches, branch: branchOfJob(surroundings.env) }),
    titleOf: eventTitle,
  };
  return { kind: 'connected', ports: secretivePorts(ports, surroundings.hideSecrets), freezes };
}

function repository(location: GitLocation, { cacheDir, token, signal }: Surroundings) {
  return { location, cacheDir, signal, ...(token === '' ? {} : { token }) };
}

interface Asking {
  readonly fetch: typeof globalThis.fetch;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}

function serving(serve: Serve, { fetch, cwd, env, signal, routerToken }: Asking & Pick<Surroundings, 'routerToken'>): Pick<Ports, 'router' | 'deployer'> {
  switch (serve.kind) {
    case 'http': {
      const options = { url: serve.url, fetch, timeoutMs: ANSWER_TIMEOUT_MS, ...(routerToken === '' ? {} : { token: routerToken }) };
      return { router: httpRouter(options), deployer: httpDeployer(options) };
    }
    case 'command': {
      const options = { argv: serve.argv, cwd, env, signal, timeoutMs: ANSWER_TIMEOUT_MS };
      return { router: commandRouter(options), deployer: commandDeployer(options) };
    }
  }
}

/** Without the inputs of the action: tokens are among them, and no program of a policy needs those. */
function environmentOfCommands(env: Surroundings['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined || name.startsWith('INPUT_') ? [] : [[name, value]])));
}
