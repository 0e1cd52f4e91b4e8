// What of a policy a history can be asked: the checks that it has, without the stages in which nobody is exposed, and without the rules about weights,
// which were what they were.
import type { Policy } from '@rampart/rollout-policy';

export interface Replayable {
  readonly policy: Policy;
  /** What is not replayed, in sentences. */
  readonly leftOut: readonly string[];
}

/** So large that no weight is too much: the weights of a history are facts. What was really spent is told beside it. */
const ANY_HARM = Number.MAX_SAFE_INTEGER;

export function replayableFrom(policy: Policy, checksInHistory: ReadonlySet<string>): Replayable {
  const checks = policy.checks.filter(({ name }) => checksInHistory.has(name));
  const absent = policy.checks.filter(({ name }) => !checksInHistory.has(name)).map(({ name }) => name);
  const judged = policy.plan.filter((stage) => stage.kind !== 'split' || checks.some(({ name }) => name === stage.judge));
  const plan = judged.filter(({ kind }) => kind !== 'shadow' && kind !== 'approval' && kind !== 'follow');
  const stages = policy.plan.filter((stage) => !plan.includes(stage)).map(({ kind }) => kind);
  return {
    policy: { ...policy, checks, plan, promise: { ...policy.promise, badRequestsMax: ANY_HARM, catches: policy.promise.catches.filter(({ check }) => checksInHistory.has(check)) } },
    leftOut: [
      ...(absent.length === 0 ? [] : [`${absent.join(', ')}: the history has no rows about ${absent.length === 1 ? 'it' : 'them'}, so the error budget is split over the others alone`]),
      ...(stages.length === 0 ? [] : [`stages that no history shows: ${stages.join(', ')}`]),
    ],
  };
}
