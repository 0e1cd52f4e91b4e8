// The world on GitHub with traffic that a test counts itself: jobs that look once or twice find the same on the metric pages, so that what they
// record can be compared. Each job is a run of its own, and no limit of GitHub's is ever met.
import { aGithubWorld, type GithubWorld, type GithubWorldOptions } from './github-world.ts';
import type { BundleProcess } from './bundle-process.ts';
import { counter, textPage } from './metric-page.ts';

export interface CountedWorld {
  readonly world: GithubWorld;
  /** Section of its policy, for a further one. */
  readonly expert: string;
  /** So many more requests were answered by each slot, so many of them badly. */
  pass(requests: Traffic): void;
  /** Starts a job of a new run. `context`: more of the `github` context. */
  job(bundle: string, inputs?: Readonly<Record<string, string>>, context?: Readonly<Record<string, string>>): BundleProcess;
}

export type Traffic = Readonly<Record<'a' | 'b', { readonly good: number; readonly bad: number }>>;

/** `policy`: sections that are otherwise than in the policy of the golden world. */
export async function aCountedWorld({ policy = {}, ...options }: GithubWorldOptions & { readonly policy?: Readonly<Record<string, string>> }): Promise<CountedWorld> {
  const { NO_LIMITS } = await import('../github/index.ts');
  const world = await aGithubWorld({ limits: NO_LIMITS, ...options });
  // A test on a busy machine may take minutes between two looks of one rollout; that is no gap in what was counted.
  const expert = 'expert: {block: 100ms, lag: 0s, warmUp: 0s, look: 150ms, tick: 1s, maxGap: 1d}';
  world.writePolicy({ expert, ...policy });
  const counted = { a: { good: 0, bad: 0 }, b: { good: 0, bad: 0 } };
  for (const slot of ['a', 'b'] as const) {
    world.pages[slot].answer(() => textPage(['# TYPE http_requests_total counter', counter({ code: '200' }, counted[slot].good), counter({ code: '500' }, counted[slot].bad)]));
  }
  let runs = 100;
  return {
    world,
    expert,
    pass: (requests) => {
      for (const slot of ['a', 'b'] as const) counted[slot] = { good: counted[slot].good + requests[slot].good, bad: counted[slot].bad + requests[slot].bad };
    },
    job: (bundle, inputs = {}, context = {}) => {
      runs += 1;
      return world.start(bundle, inputs, { run_id: String(runs), ...context });
    },
  };
}
