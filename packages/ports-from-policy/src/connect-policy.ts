// Builds the ports that a policy names, for one job: ledger and freezes, router and deployer, smoke probe, metrics, registry.
import { readGitLocation, type GitLocation } from '@rampart/git-process';
import { metricSources } from '@rampart/metric-sources';
import { gtoRegistry } from '@rampart/model-registries';
import { eventTitle } from '@rampart/report';
import type { FreezeStore, Ports } from '@rampart/rollout-engine';
import type { Policy, Serve } from '@rampart/rollout-policy';
import { commandDeployer, commandRouter, httpDeployer, httpRouter, jsonSmokeProbe } from '@rampart/traffic-routers';
import { freezeGuard } from './freeze-guard.ts';
import type { State, StateSurroundings } from './open-state.ts';

/** What a job brings besides the policy. Empty strings: not given. `token`: for ledger and registry; without it git's own credentials are used. */
export interface Surroundings extends StateSurroundings {
  readonly registry: string;
  /** Sent to the router as a bearer token. */
  readonly routerToken: string;
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

/** Opens nothing yet: every adapter connects when it is first used. */
export function connectPolicy(policy: Policy, { ledger, freezes }: State, surroundings: Surroundings): Connection {
  const registryAt = readGitLocation(surroundings.registry, surroundings.workspace);
  if (registryAt.kind === 'invalid') return { kind: 'refused', subject: 'registry', why: registryAt.message };
  const { workspace, clock } = surroundings;
  const ports: Ports = {
    clock,
    ledger,
    ...serving(policy.serve, surroundings),
    metrics: metricSources({ pages: policy.metrics.kind === 'openmetrics' ? policy.metrics.pages : {}, fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, cwd: workspace, env: environmentOfCommands(surroundings.env) }),
    registry: gtoRegistry({ ...repository(registryAt.location, surroundings), clock }),
    smoke: jsonSmokeProbe({ fetch: globalThis.fetch, timeoutMs: SMOKE_TIMEOUT_MS, cwd: workspace, env: environmentOfCommands(surroundings.env) }),
    freeze: freezeGuard({ store: freezes, workspace, clock, againAfterMs: policy.expert.tickMs }),
    titleOf: eventTitle,
  };
  return { kind: 'connected', ports, freezes };
}

function repository(location: GitLocation, { cacheDir, token, signal }: Surroundings) {
  return { location, cacheDir, signal, ...(token === '' ? {} : { token }) };
}

function serving(serve: Serve, { workspace, env, routerToken }: Surroundings): Pick<Ports, 'router' | 'deployer'> {
  switch (serve.kind) {
    case 'http': {
      const options = { url: serve.url, fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, ...(routerToken === '' ? {} : { token: routerToken }) };
      return { router: httpRouter(options), deployer: httpDeployer(options) };
    }
    case 'command': {
      const options = { argv: serve.argv, cwd: workspace, env: environmentOfCommands(env), timeoutMs: ANSWER_TIMEOUT_MS };
      return { router: commandRouter(options), deployer: commandDeployer(options) };
    }
  }
}

/** Without the inputs of the action: tokens are among them, and no program of a policy needs those. */
function environmentOfCommands(env: Surroundings['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined || name.startsWith('INPUT_') ? [] : [[name, value]])));
}
