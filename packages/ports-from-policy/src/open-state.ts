// Where the history and the freezes are kept: on GitHub through its API, or in any git repository.
import { openGitLedger } from '@rampart/git-ledger';
import { readGitLocation } from '@rampart/git-process';
import type { GithubApi, GithubApiOptions, Permissions } from '@rampart/github-api';
import type { Mirrors } from '@rampart/github-state';
import type { Clock, FreezeStore, Ledger, Retraining } from '@rampart/rollout-engine';
import { afterGrace } from './after-grace.ts';
import { readFrozenOf } from './frozen-now.ts';
import { githubToken, placeOf, repositoryIn, whyNoRepository } from './github-place.ts';

/** What a job brings. Empty strings: not given. */
export interface StateSurroundings {
  readonly workspace: string;
  /** A folder of this job's own for private copies of remotes. */
  readonly cacheDir: string;
  /** `github`, `github:owner/name`, or in the words of readGitLocation. */
  readonly ledger: string;
  /** `owner/name`: state on GitHub in another repository than the workflow's. */
  readonly stateRepository: string;
  /** For that repository; without it `token` is used. */
  readonly stateToken: string;
  readonly token: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The machine's. */
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long the job may stay: no rate limit is waited for beyond that. */
  readonly deadlineMs: number;
  /** All that the job's `permissions:` should have, for the message where one is missing. */
  readonly needs: Permissions;
  /** What of the ledger is shown on GitHub, by name. Empty: everything; `none`: nothing. */
  readonly mirrors: readonly string[];
}

export interface State {
  readonly ledger: Ledger;
  readonly freezes: FreezeStore;
}

export type OnGithub =
  | 'none'
  | {
      /** What people look at, in the workflow's own repository; `none` where no workflow runs. */
      readonly mirrors: Mirrors | 'none';
      /** How many requests it took so far, in words. */
      readonly spent: () => string;
      /** Reads for all of these targets at once what the next look at each begins with. */
      readonly lookAhead: (targets: readonly string[]) => Promise<void>;
      /** By an event of the workflow's own repository; `none` where no workflow runs. */
      readonly retraining: Retraining | 'none';
      /** For who looks at the repositories themselves: where the state is, and where the workflow runs; `none` where none does, or there is nothing to ask with. */
      readonly apis: { readonly state: GithubApi; readonly home: GithubApi | 'none' };
    };

export type OpenedState =
  | {
      readonly kind: 'opened';
      /** For one target. Targets of a job share what is read on GitHub, and have private copies of a git remote. */
      readonly state: () => State;
      readonly github: OnGithub;
      /** What the job goes by from now on: with the state on GitHub, the one that was given as GitHub's answers put it right. */
      readonly clock: Clock;
    }
  | { readonly kind: 'refused'; readonly subject: 'ledger' | 'state-repository' | 'token' | 'mirrors'; readonly why: string };

/** Touches nothing yet. */
export async function openState(surroundings: StateSurroundings): Promise<OpenedState> {
  const { ledger, stateRepository } = surroundings;
  const place = placeOf(ledger, surroundings.env);
  if (place.kind === 'github') return openOnGithub(surroundings, stateRepository || place.name);
  if (stateRepository !== '') return { kind: 'refused', subject: 'state-repository', why: `state is kept in ${JSON.stringify(ledger)}, which is not GitHub's API. Give either ledger or state-repository` };
  const at = readGitLocation(ledger, surroundings.workspace);
  if (at.kind === 'invalid') return { kind: 'refused', subject: 'ledger', why: `${at.message}; or github, for a branch of the workflow's repository through GitHub's API` };
  const { cacheDir, signal, token, clock } = surroundings;
  return { kind: 'opened', state: () => openGitLedger({ location: at.location, cacheDir, signal, ...(token === '' ? {} : { token }) }), github: 'none', clock };
}

/** A rollout that is live has to be looked at: no rate limit keeps a job from its next look for longer. */
const WAIT_MS_MAX = 300_000;

/** What is only shown is given up after one request that nobody answers. */
const SHOW_SILENCE_MS_MAX = 10_000;

/** One a second: a rollout goes on after that. A sweep (freeze-data), and the next news, do the rest. */
const STATUSES_AT_ONCE = 60;

async function openOnGithub(surroundings: StateSurroundings, place: string): Promise<OpenedState> {
  const { env, signal, deadlineMs, needs, stateToken, token } = surroundings;
  const repository = repositoryIn(place);
  if (repository === 'none') {
    return { kind: 'refused', subject: 'state-repository', why: `${whyNoRepository(place)}. Write owner/name, or keep the state in a git repository (ledger: origin)` };
  }
  const ownToken = githubToken(token, env);
  const secret = stateToken || ownToken;
  if (secret === '') return { kind: 'refused', subject: 'token', why: `state is kept in ${place} on GitHub, and there is no token to ask with. Give a token (in a workflow: \${{ github.token }}, at a terminal GITHUB_TOKEN), or keep the state in a git repository (ledger: origin)` };
  // Loaded only where it is used: the client is most of a bundle.
  const [{ githubAddresses, openGithubApi, serverClock, spentText, sumOfSpent, tokenLimits }, { freezeStatuses, githubMirrors, MIRRORS, openGithubState, retrainingByDispatch }] = await Promise.all([import('@rampart/github-api'), import('@rampart/github-state')]);
  const wanted = surroundings.mirrors.length === 0 ? MIRRORS : MIRRORS.filter((name) => surroundings.mirrors.includes(name));
  const unknown = surroundings.mirrors.filter((name) => name !== 'none' && !MIRRORS.some((known) => known === name));
  if (unknown.length > 0) return { kind: 'refused', subject: 'mirrors', why: `there is no ${unknown.map((name) => JSON.stringify(name)).join(', ')}. There are ${MIRRORS.join(', ')} (one a line), and none` };
  const clock = serverClock(surroundings.clock);
  const options: Omit<GithubApiOptions, 'token' | 'repository'> = { ...githubAddresses(env), clock, signal, over: afterGrace(signal), waitsUntilMs: clock.nowMs() + deadlineMs, needs };
  // GitHub counts by token, whatever a client asks for.
  const limits = tokenLimits();
  const api = openGithubApi({ ...options, token: secret, limits, repository, waitMsMax: WAIT_MS_MAX, ...(stateToken === '' ? {} : { givenAs: 'state-token' }) });
  const state = openGithubState({ api, clock, signal });
  const home = repositoryIn(env['GITHUB_REPOSITORY'] ?? '');
  // Nothing waits for what is only shown: the next look shows it.
  const look = home === 'none' || ownToken === '' ? 'none' : openGithubApi({ ...options, token: ownToken, limits: ownToken === secret ? limits : tokenLimits(), repository: home, waitMsMax: 0, silenceMsMax: SHOW_SILENCE_MS_MAX });
  const mirrors = look === 'none' || wanted.length === 0 ? 'none' : githubMirrors({ api: look, clock, signal, watermark: state.shown, serverUrl: env['GITHUB_SERVER_URL'] || 'https://github.com', mirrors: wanted, freezeStatuses: freezeStatuses({ api: look, clock, signal, readFrozen: readFrozenOf(state.freezes, env['GITHUB_REPOSITORY'] ?? ''), writesMax: STATUSES_AT_ONCE }) });
  const spent = (): string => spentText(sumOfSpent(look === 'none' ? [api.spent()] : [api.spent(), look.spent()]));
  return { kind: 'opened', clock, state: () => state, github: { mirrors, spent, lookAhead: state.lookAhead, retraining: look === 'none' ? 'none' : retrainingByDispatch(look), apis: { state: api, home: look } } };
}
