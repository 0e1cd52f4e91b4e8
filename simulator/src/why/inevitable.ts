// When a failure became inevitable: luck is drawn anew from a moment on, many times; after the last moment from which some of these futures still end
// well, nothing but the policy could have helped. (The rewind of deterministic simulators, on one release.)
import type { Trial } from '../scenario/scenario.ts';
import type { World, WorldRun } from '../world/world.ts';

export interface Rewound {
  /** Offset from which luck was drawn anew. */
  readonly fromMs: number;
  /** Of the futures from there on. */
  readonly broken: number;
  readonly futures: number;
}

export interface Inevitable {
  /** Earliest tried moment from which every future breaks; `never`: another future was possible to the very end. */
  readonly atMs: number | 'never';
  readonly course: readonly Rewound[];
}

/** Whether a release in this world breaks what is asked about. */
export type IsBroken = (trial: Trial, world: World) => boolean;

/** `moments`: ascending offsets, e.g. of the looks. Futures differ in their run number alone, so that anybody can repeat them. */
export function whenInevitable(trial: Trial, { worldOf, isBroken, moments, futures }: { readonly worldOf: (trial: Trial) => World; readonly isBroken: IsBroken; readonly moments: readonly number[]; readonly futures: number }): Inevitable {
  const course = moments.map((fromMs): Rewound => {
    let broken = 0;
    for (let future = 1; future <= futures; future += 1) {
      const other = { ...trial, scenario: { ...trial.scenario, run: (trial.scenario.run + 0x10000 * future) >>> 0 } };
      if (isBroken(trial, anewFrom(fromMs, worldOf(trial), worldOf(other)))) broken += 1;
    }
    return { fromMs, broken, futures };
  });
  return inevitableAfter(course);
}

/** `course`: ascending, of moments that may have been tried apart. */
export function inevitableAfter(course: readonly Rewound[]): Inevitable {
  const lastOpen = course.findLastIndex(({ broken, futures }) => broken < futures);
  return { atMs: course[lastOpen + 1]?.fromMs ?? 'never', course };
}

/** `before` up to `fromMs`, and `after` from then on. Both live through everything, so that what they remember (users, backlogs) is there. */
export function anewFrom(fromMs: number, before: World, after: World): World {
  return {
    begin: (): WorldRun => {
      const [past, future] = [before.begin(), after.begin()];
      return {
        advance: (span, exposure) => {
          const [known, other] = [past.advance(span, exposure), future.advance(span, exposure)];
          // A span that reaches over the moment belongs to the past: the moments are those of looks, where spans are cut anyway.
          return span.fromMs >= fromMs ? other : known;
        },
      };
    },
  };
}
