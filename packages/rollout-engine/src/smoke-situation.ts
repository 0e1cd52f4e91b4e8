// The golden set through the real route, as part of the situation: asked only while a smoke stage with a probe waits for it.
import type { Rollout, Situation } from '@rampart/rollout-policy';
import { describeError } from './outcome.ts';
import type { Ports } from './ports.ts';

/** Another artefact in the slot, or none that is ready, is told by `candidate`; there is no use in asking it. */
export async function smokeSituation(ports: Ports, rollout: Rollout, candidate: Situation['candidate']): Promise<Situation['smoke']> {
  const stage = rollout.policy.plan[rollout.stageIndex];
  if (rollout.phase !== 'trial' || stage?.kind !== 'smoke' || stage.probe.kind === 'none') return { kind: 'not-asked' };
  const { slot, version, digest } = rollout.candidate;
  if (candidate.kind !== 'ready' || candidate.digest !== digest) return { kind: 'not-asked' };
  const answer = await ports.smoke.ask({ probe: stage.probe, target: rollout.policy.target, rolloutId: rollout.id, slot, version, digest });
  if (answer.kind === 'error') return { kind: 'unavailable', why: describeError(answer.error) };
  const { cases, failed, first } = answer.value;
  // Right answers of another artefact say nothing about this one.
  if (answer.value.digest !== digest) return { kind: 'failed', cases, failed: cases, first: `${answer.value.digest} answered, the rollout is about ${digest}` };
  return failed === 0 ? { kind: 'passed', cases } : { kind: 'failed', cases, failed, first };
}
