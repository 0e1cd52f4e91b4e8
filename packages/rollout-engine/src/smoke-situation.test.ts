import { aPolicy, aRollout, aSituation, aSmoke, aRamp, fakeSmokeProbe } from '@rampart/testing';
import type { Rollout } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aWorld } from '../test/a-world.ts';
import { smokeSituation } from './smoke-situation.ts';

const probe = { kind: 'command', argv: ['./golden'] } as const;
const inSmoke = aRollout(aPolicy({ plan: [aSmoke({ probe }), aRamp()] })).fresh();
const ready = aSituation(inSmoke).candidate;

async function asked(rollout: Rollout, candidate = ready, smoke = fakeSmokeProbe()) {
  const situation = await smokeSituation({ ...aWorld().ports, smoke }, rollout, candidate);
  return { situation, questions: smoke.questions() };
}

describe('smokeSituation', () => {
  it('asks about the candidate in its slot', async () => {
    const { version, digest, slot } = inSmoke.candidate;
    expect(await asked(inSmoke)).toEqual({ situation: { kind: 'passed', cases: 20 }, questions: [{ probe, target: 'fraud-prod', rolloutId: inSmoke.id, slot, version, digest }] });
  });

  it.each([
    ['in a stage without a probe', aRollout().fresh(), ready],
    ['in a later stage', { ...inSmoke, stageIndex: 1 }, ready],
    ['about a candidate that leaves', { ...inSmoke, phase: 'leaving' as const }, ready],
    ['before the slot is ready', inSmoke, { kind: 'not-ready' as const, why: 'loading' }],
    ['about another artefact in the slot', inSmoke, { kind: 'ready' as const, digest: 'sha256:7' }],
  ])('asks nobody %s', async (_, rollout, candidate) => {
    expect(await asked(rollout, candidate)).toEqual({ situation: { kind: 'not-asked' }, questions: [] });
  });

  it('tells failed cases with the first of them', async () => {
    const smoke = fakeSmokeProbe();
    smoke.answerNext({ failed: 2, first: 'case 7' });
    expect((await asked(inSmoke, ready, smoke)).situation).toEqual({ kind: 'failed', cases: 20, failed: 2, first: 'case 7' });
  });

  it('counts every case as failed when another artefact answered them', async () => {
    const smoke = fakeSmokeProbe();
    smoke.answerNext({ digest: 'sha256:7' });
    expect((await asked(inSmoke, ready, smoke)).situation).toEqual({ kind: 'failed', cases: 20, failed: 20, first: `sha256:7 answered, the rollout is about ${inSmoke.candidate.digest}` });
  });

  it('does not take a probe that is away for a failure', async () => {
    const smoke = fakeSmokeProbe();
    smoke.faults.always('ask', 'unavailable');
    expect((await asked(inSmoke, ready, smoke)).situation).toEqual({ kind: 'unavailable', why: expect.stringContaining('smoke: ') as string });
  });
});
