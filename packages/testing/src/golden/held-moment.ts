// The moments of a job at which it waits for somebody else: every request to the router, to a metric page, to GitHub. Recorded in one run, and held in others.
import type { Handler } from '../fakes/serve-handler.ts';
import type { GithubWorld } from './github-world.ts';

/** `router set`, `page b`, `GitHub graphql/updateRefs`, with a number where there are several of them. */
export type Moment = string;

export interface HeldMoment {
  /** Resolves when the job waits at the moment. */
  readonly arrived: Promise<void>;
  /** Lets it go on, and all that comes after. Resolves when its server has done what was asked, also where nobody waits for the answer any more: a job that was killed leaves no request behind. */
  release(): Promise<void>;
}

/** What `job` waits for, in the order in which it asks. */
export async function momentsOf(world: GithubWorld, job: () => Promise<unknown>): Promise<readonly Moment[]> {
  const seen: Moment[] = [];
  watch(world, {
    meets: (moment) => {
      seen.push(moment);
      return Promise.resolve();
    },
    served: () => undefined,
  });
  await job();
  unwatch(world);
  return seen;
}

/** The request of that moment does not reach its server before `release`. */
export function holdMoment(world: GithubWorld, wanted: Moment): HeldMoment {
  const arrived = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  const served = Promise.withResolvers<undefined>();
  watch(world, {
    meets: async (moment) => {
      if (moment !== wanted) return;
      arrived.resolve(undefined);
      await released.promise;
    },
    served: (moment) => {
      if (moment === wanted) served.resolve(undefined);
    },
  });
  return {
    arrived: arrived.promise,
    release: async () => {
      released.resolve(undefined);
      await served.promise;
      unwatch(world);
    },
  };
}

interface Watching {
  /** The moment lasts as long as this does. */
  readonly meets: (moment: Moment) => Promise<void>;
  readonly served: (moment: Moment) => void;
}

function watch(world: GithubWorld, { meets, served }: Watching): void {
  const times = new Map<string, number>();
  const nameOf = (what: string): Moment => {
    const count = (times.get(what) ?? 0) + 1;
    times.set(what, count);
    return count === 1 ? what : `${what} ${String(count)}`;
  };
  const around = async (what: string, serve: () => ReturnType<Handler>): Promise<Response> => {
    const moment = nameOf(what);
    await meets(moment);
    try {
      return await serve();
    } finally {
      served(moment);
    }
  };
  world.interceptRouter(async (request, next) => around(`router ${/"op":"(\w+)"/.exec(await request.clone().text())?.[1] ?? 'unknown'}`, () => next(request)));
  for (const slot of ['a', 'b'] as const) world.pages[slot].intercept((request, next: Handler) => around(`page ${slot}`, () => next(request)));
  const onGithub = new Map<number, Moment>();
  world.interceptGithub({
    arrives: ({ number, operation }) => {
      const moment = nameOf(`GitHub ${operation}`);
      onGithub.set(number, moment);
      return meets(moment);
    },
    leaves: ({ number }) => served(onGithub.get(number) ?? ''),
  });
}

function unwatch(world: GithubWorld): void {
  world.interceptRouter();
  world.interceptGithub();
  for (const slot of ['a', 'b'] as const) world.pages[slot].intercept();
}
