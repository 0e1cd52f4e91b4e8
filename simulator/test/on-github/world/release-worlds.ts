// What each release really does: a world for each version in each slot that it was placed in, all under the one exposure that the router gives.
import type { MetricSource, SmokeQuestion } from '@rampart/rollout-engine';
import { outsideOf } from '../../../src/ports/outside-of.ts';
import { reality, type Reality } from '../../../src/ports/reality.ts';
import { STABLE } from '../../../src/ports/simulated-registry.ts';
import { simulatedSmokeProbe } from '../../../src/ports/simulated-surroundings.ts';
import type { VirtualTime } from '../../../src/ports/virtual-time.ts';
import type { Trial } from '../../../src/scenario/scenario.ts';
import { compileQuality } from '../../../src/world/compile-quality.ts';

export interface ReleaseWorlds {
  readonly metrics: MetricSource;
  /** Shares of the second slot, 0..1; the first has the rest. */
  expose(shares: Shares): void;
  placed(version: string, slot: string): void;
  /** The registry's pointer names it. */
  promoted(version: string): void;
  askSmoke(question: SmokeQuestion): ReturnType<ReturnType<typeof simulatedSmokeProbe>['ask']>;
}

interface Shares {
  readonly weight: number;
  readonly mirror: number;
}

interface ReleaseWorld {
  readonly version: string;
  readonly slot: string;
  readonly trial: Trial;
  readonly real: Reality;
}

export interface ReleaseWorldsParts {
  readonly trialOf: (version: string, run: number) => Trial;
  readonly time: VirtualTime;
  readonly slots: readonly [string, string];
  readonly firstVersion: string;
}

export function releaseWorlds({ trialOf, time, slots, firstVersion }: ReleaseWorldsParts): ReleaseWorlds {
  const worlds: ReleaseWorld[] = [];
  let shares: Shares = { weight: 0, mirror: 0 };
  const add = (version: string, slot: string): ReleaseWorld => {
    const trial = trialOf(version, worlds.length);
    const world = { version, slot, trial, real: reality(outsideOf(trial), time, slot) };
    worlds.push(world);
    return world;
  };
  const first = add(firstVersion, slots[1]);
  const find = (version: string, slot: string): ReleaseWorld | undefined => worlds.find((world) => world.version === version && world.slot === slot);
  /** The first slot has the rest of what the second one has. */
  const shown = ({ slot, real }: ReleaseWorld): void => real.expose(slot === slots[1] ? shares : { weight: 1 - shares.weight, mirror: 0 });

  return {
    metrics: {
      fetchBlocks: (request) => {
        const { arms, versions } = request;
        const world = find(versions.candidate, arms.candidate) ?? find(versions.stable, arms.stable) ?? first;
        return world.real.metrics.fetchBlocks(request);
      },
    },
    expose: (now) => {
      shares = now;
      for (const world of worlds) shown(world);
    },
    placed: (version, slot) => {
      if (version === STABLE.version || find(version, slot) !== undefined) return;
      shown(add(version, slot));
    },
    promoted: (version) => {
      for (const world of worlds) if (world.version === version) world.real.promoted();
    },
    askSmoke: (question) => {
      const { trial, real } = find(question.version, question.slot) ?? first;
      return simulatedSmokeProbe(trial.policy, () => compileQuality(trial), time, () => real.exposure).ask(question);
    },
  };
}
