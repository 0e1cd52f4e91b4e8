// What an action's job brings, from the inputs that all actions on a ledger have in common.
import type { Surroundings } from './connect-policy.ts';
import type { JobPlaces } from './job-places.ts';
import type { StateSurroundings } from './open-state.ts';
import { systemClock } from './system-clock.ts';

type Optional = { readonly kind: 'absent' } | { readonly kind: 'given'; readonly value: string };

export interface StateInputs {
  readonly ledger: string;
  readonly stateRepository: Optional;
  readonly stateToken: Optional;
  readonly token: Optional;
}

export interface JobInputs extends StateInputs {
  readonly mirrors: readonly string[];
  readonly registry: string;
  readonly routerToken: Optional;
}

export interface Job extends JobPlaces, Pick<Surroundings, 'env' | 'signal' | 'hideSecrets'> {
  /** Of the action's contract. */
  readonly permissions: Readonly<Record<string, { readonly access: 'read' | 'write' }>>;
  /** How long the job may stay. Default: ten minutes. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 600_000;

export function jobSurroundings(inputs: JobInputs, job: Job): Surroundings {
  return { ...stateSurroundings(inputs, job), mirrors: inputs.mirrors, registry: inputs.registry, routerToken: given(inputs.routerToken), hideSecrets: job.hideSecrets };
}

/** For an action that has no policy, and shows nothing. */
export function stateSurroundings({ ledger, stateRepository, stateToken, token }: StateInputs, { permissions, deadlineMs = DEADLINE_MS, ...job }: Omit<Job, 'hideSecrets'>): StateSurroundings {
  const needs = Object.fromEntries(Object.entries(permissions).map(([key, { access }]) => [key, access]));
  return { ...job, ledger, stateRepository: given(stateRepository), stateToken: given(stateToken), token: given(token), clock: systemClock, deadlineMs, needs, mirrors: ['none'] };
}

function given(input: Optional): string {
  return input.kind === 'given' ? input.value : '';
}
