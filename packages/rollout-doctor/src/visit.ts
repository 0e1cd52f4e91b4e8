// Reads and examines several targets. What is told of clocks and of GitHub holds for each of them.
import type { GithubApi } from '@rampart/github-api';
import type { Clock } from '@rampart/rollout-engine';
import { examine } from './examine.ts';
import { needsMending, type Examined } from './finding.ts';
import { readPageClocks } from './readings/read-clocks.ts';
import { readGithub, readGithubClock, type GithubPlaces, type GithubQuestions } from './readings/read-github.ts';
import { readTarget, type TargetToRead } from './readings/read-target.ts';

export interface VisitWorld {
  readonly clock: Clock;
  /** Never set, as performance.now(). */
  readonly steadyMs: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Between the two looks at live metrics. */
  readonly lookMs: number;
  readonly github: (GithubPlaces & Omit<GithubQuestions, 'target'>) | 'none';
}

export interface Visit {
  readonly target: string;
  readonly examined: readonly Examined[];
  /** A person has something to do before a rollout. */
  readonly needsMending: boolean;
}

export async function visit(targets: readonly TargetToRead[], world: VisitWorld): Promise<readonly Visit[]> {
  return Promise.all(targets.map((target) => visitOne(target, world)));
}

async function visitOne(toRead: TargetToRead, world: VisitWorld): Promise<Visit> {
  const { clock, steadyMs, fetch, github, lookMs, signal } = world;
  const [wallMs, steady] = [clock.nowMs(), steadyMs()];
  const { target: name } = toRead.policy;
  const onGithub = github === 'none' ? 'none' : await readGithub(github, { ...github, target: name });
  const others = [...(github === 'none' ? [] : await readGithubClock(clockOf(github), clock)), ...(await readPageClocks(toRead.policy, { fetch, clock }))];
  // As the looks of a rollout ask: by the clock that GitHub puts right, where the history is there.
  const target = await readTarget(toRead, { clock: toRead.ports.clock, signal, lookMs });
  const jumpedMs = Math.round(clock.nowMs() - wallMs - (steadyMs() - steady));
  const examined = examine({ target, clock: { others, jumpedMs }, github: onGithub });
  return { target: name, examined, needsMending: needsMending(examined) };
}

function clockOf({ state, home }: GithubPlaces): GithubApi {
  return home === 'none' ? state : home;
}
