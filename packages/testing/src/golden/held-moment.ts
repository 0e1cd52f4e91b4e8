// The moments of a job at which it waits for somebody else: every request to the router, to a metric page, to GitHub. Recorded in one run, and held in others.
import type { Handler } from '../fakes/serve-handler.ts';
import type { GithubWorld } from './github-world.ts';

/** `router set`, `page b`, `GitHub graphql/updateRefs`, with a number where there are several of them. */
export type Moment = string;

export interface HeldMoment {
  /** Resolves when the job waits at the moment. */
  readonly arrived: Promise<void>;
  /** Lets it go on, and all that comes after. */
  release(): void;
}

/** What `job` waits for, in the order in which it asks. */
export async function momentsOf(world: GithubWorld, job: () => Promise<unknown>): Promise<readonly Moment[]> {
  const seen: Moment[] = [];
  watch(world, (moment) => {
    seen.push(moment);
    return Promise.resolve();
  });
  await job();
  unwatch(world);
  return seen;
}

/** The request of that moment does not reach its server before `release`. */
export function holdMoment(world: GithubWorld, wanted: Moment): HeldMoment {
  const arrived = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  watch(world, async (moment) => {
    if (moment !== wanted) return;
    arrived.resolve(undefined);
    await released.promise;
  });
  return {
    arrived: arrived.promise,
    release: () => {
      released.resolve(undefined);
      unwatch(world);
    },
  };
}

function watch(world: GithubWorld, meets: (moment: Moment) => Promise<void>): void {
  const times = new Map<string, number>();
  const meet = (name: string): Promise<void> => {
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return meets(count === 1 ? name : `${name} ${String(count)}`);
  };
  world.interceptRouter(async (request, next) => {
    await meet(`router ${/"op":"(\w+)"/.exec(await request.clone().text())?.[1] ?? 'unknown'}`);
    return next(request);
  });
  for (const slot of ['a', 'b'] as const) world.pages[slot].intercept(async (request, next: Handler) => {
    await meet(`page ${slot}`);
    return next(request);
  });
  world.interceptGithub({ arrives: ({ operation }) => meet(`GitHub ${operation}`) });
}

function unwatch(world: GithubWorld): void {
  world.interceptRouter();
  world.interceptGithub();
  for (const slot of ['a', 'b'] as const) world.pages[slot].intercept();
}
