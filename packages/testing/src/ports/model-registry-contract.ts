// The prose of the ModelRegistry port as tests.
import type { ModelRegistry, PointerMove } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable, type SubjectTest } from './given-subject.ts';

/** A registry that knows the model `fraud` without any version. Made anew for every test. */
export interface ModelRegistrySubject extends Closable {
  readonly registry: ModelRegistry;
  /** Registers a version of `fraud` with bytes of its own; answers with their digest. */
  readonly register: (version: string) => Promise<{ readonly digest: string }>;
  /** Takes the registration back. */
  readonly cancel: (version: string) => Promise<void>;
}

const MODEL = 'fraud';

export function describeModelRegistryContract(name: string, makeSubject: () => ModelRegistrySubject | Promise<ModelRegistrySubject>): void {
  const given = givenSubject(makeSubject);
  const withVersions = (versions: readonly string[], test: SubjectTest<ModelRegistrySubject>): (() => Promise<void>) =>
    given(async (subject) => {
      for (const version of versions) await subject.register(version);
      await test(subject);
    });

  describe(`${name} as a ModelRegistry`, () => {
    it('has no newest version at first', given(async ({ registry }) => {
      expect(valueOf(await registry.newest(MODEL))).toEqual({ kind: 'none' });
    }));

    it('resolves the newest version to the digest of its bytes', given(async ({ registry, register }) => {
      const { digest } = await register('v1.0.0');
      const newest = valueOf(await registry.newest(MODEL));
      expect(newest).toMatchObject({ kind: 'release', version: 'v1.0.0', digest });
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    }));

    it('takes the highest version, not the last one registered', withVersions(['v1.9.0', 'v1.10.0', 'v1.2.0'], async ({ registry }) => {
      expect(valueOf(await registry.newest(MODEL))).toMatchObject({ version: 'v1.10.0' });
    }));

    it('puts a release above its pre-releases', withVersions(['v2.0.0', 'v2.0.0-rc.1'], async ({ registry }) => {
      expect(valueOf(await registry.newest(MODEL))).toMatchObject({ version: 'v2.0.0' });
    }));

    it('passes over a cancelled version', withVersions(['v1.0.0', 'v2.0.0'], async ({ registry, cancel }) => {
      await cancel('v2.0.0');
      expect(valueOf(await registry.newest(MODEL))).toMatchObject({ version: 'v1.0.0' });
    }));

    it('resolves a version by name, and says that another is missing', withVersions(['v1.0.0', 'v2.0.0'], async ({ registry }) => {
      expect(valueOf(await registry.resolve(MODEL, 'v1.0.0'))).toMatchObject({ kind: 'release', version: 'v1.0.0' });
      expect(errorOf(await registry.resolve(MODEL, 'v9.9.9'))).toMatchObject({ code: 'missing', retryable: false });
    }));

    it('moves a pointer from nothing, forwards, and back as a new entry', withVersions(['v1.0.0', 'v2.0.0'], async ({ registry }) => {
      expect(valueOf(await registry.pointer(MODEL, 'prod'))).toEqual({ kind: 'none' });
      for (const [from, to] of [['', 'v1.0.0'], ['v1.0.0', 'v2.0.0'], ['v2.0.0', 'v1.0.0']] as const) {
        expect(valueOf(await registry.movePointer(move(from, to))).record).not.toBe('');
        expect(valueOf(await registry.pointer(MODEL, 'prod'))).toEqual({ kind: 'at', version: to });
      }
    }));

    it('changes nothing when the pointer is there already', withVersions(['v1.0.0'], async ({ registry }) => {
      const first = valueOf(await registry.movePointer(move('', 'v1.0.0')));
      expect(valueOf(await registry.movePointer(move('', 'v1.0.0')))).toEqual(first);
    }));

    it('refuses to move a pointer that is somewhere else', withVersions(['v1.0.0', 'v2.0.0', 'v3.0.0'], async ({ registry }) => {
      valueOf(await registry.movePointer(move('', 'v3.0.0')));
      expect(errorOf(await registry.movePointer(move('v1.0.0', 'v2.0.0')))).toMatchObject({ code: 'conflict', outcome: 'not-done' });
      expect(valueOf(await registry.pointer(MODEL, 'prod'))).toEqual({ kind: 'at', version: 'v3.0.0' });
    }));

    it('keeps stages apart', withVersions(['v1.0.0'], async ({ registry }) => {
      valueOf(await registry.movePointer(move('', 'v1.0.0')));
      expect(valueOf(await registry.pointer(MODEL, 'staging'))).toEqual({ kind: 'none' });
    }));
  });
}

function move(from: string, to: string): PointerMove {
  return { model: MODEL, stage: 'prod', from: from === '' ? { kind: 'none' } : { kind: 'at', version: from }, to, actor: 'ada' };
}
