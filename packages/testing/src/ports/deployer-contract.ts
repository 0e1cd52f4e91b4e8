// The prose of the Deployer port as tests.
import type { Deployer, Placement, TrafficRouter } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';

/** A target whose first slot serves everything and whose second slot is free. Made anew for every test. */
export interface DeployerSubject extends Closable {
  readonly deployer: Deployer;
  /** What the deployer placed is read here. */
  readonly router: TrafficRouter;
  readonly target: string;
  readonly slots: readonly [string, string];
  /** Two releases that can really be placed. */
  readonly releases: readonly [PlaceableRelease, PlaceableRelease];
}

export type PlaceableRelease = Pick<Placement, 'version' | 'digest' | 'artifact'>;

const READY_ASKS_MAX = 100;

export function describeDeployerContract(name: string, makeSubject: () => DeployerSubject | Promise<DeployerSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a Deployer`, () => {
    it('places a release into a free slot and reads its digest back', given(async (subject) => {
      const [release] = subject.releases;
      expect(valueOf(await subject.deployer.place(placement(subject, release)))).toMatchObject({ slot: subject.slots[1], digest: release.digest });
      expect(await placedDigest(subject, subject.slots[1])).toBe(release.digest);
    }));

    it('becomes ready when it is asked again', given(async (subject) => {
      for (let asks = 1; asks <= READY_ASKS_MAX; asks += 1) {
        if (valueOf(await subject.deployer.place(placement(subject, subject.releases[0]))).ready) return;
      }
      expect.fail(`not ready after ${String(READY_ASKS_MAX)} asks`);
    }));

    it('changes nothing when the slot has this digest already', given(async (subject) => {
      const once = placement(subject, subject.releases[0]);
      valueOf(await subject.deployer.place(once));
      const before = valueOf(await subject.router.read(subject.target));
      valueOf(await subject.deployer.place({ ...once, rolloutId: 'r-other' }));
      expect(valueOf(await subject.router.read(subject.target)).version).toBe(before.version);
    }));

    it('replaces what a free slot holds', given(async (subject) => {
      for (const release of subject.releases) valueOf(await subject.deployer.place(placement(subject, release)));
      expect(await placedDigest(subject, subject.slots[1])).toBe(subject.releases[1].digest);
    }));

    it('refuses to touch a slot that carries traffic', given(async (subject) => {
      const before = await placedDigest(subject, subject.slots[0]);
      const error = errorOf(await subject.deployer.place({ ...placement(subject, subject.releases[0]), slot: subject.slots[0] }));
      expect(error).toMatchObject({ code: 'refused', retryable: false, outcome: 'not-done' });
      expect(await placedDigest(subject, subject.slots[0])).toBe(before);
    }));

    it('never moves traffic', given(async (subject) => {
      valueOf(await subject.deployer.place(placement(subject, subject.releases[0])));
      const { slots } = valueOf(await subject.router.read(subject.target));
      expect(Object.fromEntries(slots.map(({ slot, weight }) => [slot, weight]))).toEqual({ [subject.slots[0]]: 1_000_000, [subject.slots[1]]: 0 });
    }));

    it('says that a slot is missing', given(async (subject) => {
      const error = errorOf(await subject.deployer.place({ ...placement(subject, subject.releases[0]), slot: 'nobody-made-this' }));
      expect(error).toMatchObject({ code: 'missing', outcome: 'not-done' });
    }));
  });
}

function placement({ target, slots }: DeployerSubject, release: PlaceableRelease): Placement {
  return { target, slot: slots[1], rolloutId: 'r-1', ...release };
}

async function placedDigest({ router, target }: DeployerSubject, slot: string): Promise<string> {
  const placed = valueOf(await router.read(target)).slots.find((each) => each.slot === slot)?.placed;
  return placed?.kind === 'release' ? placed.digest : 'nothing';
}
