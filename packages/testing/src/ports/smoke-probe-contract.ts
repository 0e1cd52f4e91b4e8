// The prose of the SmokeProbe port as tests.
import type { SmokeAnswer, SmokeProbe, SmokeQuestion } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';

/** A golden set that passes in whatever version is asked about. Made anew for every test. */
export interface SmokeProbeSubject extends Closable {
  readonly probe: SmokeProbe;
  readonly origin: SmokeQuestion['probe'];
  /** What comes back next instead. */
  readonly answerNext: (answer: Partial<SmokeAnswer>) => void;
  readonly takeAway?: () => void | Promise<void>;
}

export function describeSmokeProbeContract(name: string, makeSubject: () => SmokeProbeSubject | Promise<SmokeProbeSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a SmokeProbe`, () => {
    it('tells how many cases were answered, and by which artefact', given(async ({ probe, origin }) => {
      const answer = valueOf(await probe.ask(question(origin)));
      expect(answer).toMatchObject({ digest: DIGEST, failed: 0, first: '' });
      expect(answer.cases).toBeGreaterThan(0);
    }));

    it('tells how many failed, and the first of them', given(async ({ probe, origin, answerNext }) => {
      answerNext({ cases: 20, failed: 3, first: 'case 4: expected deny, got approve' });
      expect(valueOf(await probe.ask(question(origin)))).toEqual({ digest: DIGEST, cases: 20, failed: 3, first: 'case 4: expected deny, got approve' });
    }));

    it('gives the digest that answered, also where it is another one', given(async ({ probe, origin, answerNext }) => {
      answerNext({ digest: `sha256:${'7'.repeat(64)}` });
      expect(valueOf(await probe.ask(question(origin))).digest).toBe(`sha256:${'7'.repeat(64)}`);
    }));

    it('may be asked again', given(async ({ probe, origin }) => {
      expect(valueOf(await probe.ask(question(origin)))).toEqual(valueOf(await probe.ask(question(origin))));
    }));

    it('fails as a value when the probe is away', given(async ({ probe, origin, takeAway }) => {
      if (takeAway === undefined) return;
      await takeAway();
      expect(errorOf(await probe.ask(question(origin)))).toMatchObject({ port: 'smoke', code: 'unavailable', outcome: 'not-done' });
    }));
  });
}

const DIGEST = `sha256:${'2'.repeat(64)}`;

function question(origin: SmokeQuestion['probe']): SmokeQuestion {
  return { probe: origin, target: 'fraud-prod', rolloutId: 'r-1', slot: 'b', version: 'v2', digest: DIGEST };
}
