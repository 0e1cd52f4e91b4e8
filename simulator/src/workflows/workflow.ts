// The workflow that the documentation shows, as data: which jobs an event starts, and which follow from a step's outputs.
import type { TickInput } from '@rampart/rollout-engine';
import { BY_HAND, JOB_MS, NOTHING_SAID, type JobInputs, type JobResult } from '../ports/release-jobs.ts';
import type { RunnerModel } from '../scenario/scenario.ts';

/** What starts a run: a pushed tag, the schedule, or a person who fills in a form. */
export interface WorkflowEvent {
  readonly trigger: 'push' | 'schedule' | 'dispatch';
  readonly do: 'tick' | 'abort' | 'approve' | 'roll back';
  readonly actor: string;
  readonly reason: string;
}

export const PUSH: WorkflowEvent = { trigger: 'push', do: 'tick', actor: 'ada', reason: '' };
export const SCHEDULE: WorkflowEvent = { trigger: 'schedule', do: 'tick', actor: 'schedule', reason: '' };

export interface PlannedJob {
  readonly name: 'step' | 'promote' | 'roll-back' | 'roll-back-by-hand';
  readonly inputs: JobInputs;
}

/** Jobs that need no other. Only a pushed tag starts a release; scheduled ticks and people go on with what is live. */
export function firstJobs(event: WorkflowEvent, mode: RunnerModel['mode']): readonly PlannedJob[] {
  if (event.do === 'roll back') return [{ name: 'roll-back-by-hand', inputs: { kind: 'roll-back', rolloutId: '', why: event.reason } }];
  return [{ name: 'step', inputs: { kind: 'step', mode, starts: event.trigger === 'push', request: requestOf(event), deadlineMs: JOB_MS } }];
}

/** Jobs that need the step, one per entry of its outputs, whether it is red or not; none when it was cancelled or died. */
export function jobsAfter({ toPromote, toRollBack }: JobResult): readonly PlannedJob[] {
  return [
    ...toPromote.map((rolloutId): PlannedJob => ({ name: 'promote', inputs: { kind: 'promote', rolloutId } })),
    ...toRollBack.map((rolloutId): PlannedJob => ({ name: 'roll-back', inputs: { kind: 'roll-back', rolloutId, why: BY_HAND } })),
  ];
}

function requestOf({ do: word, actor, reason }: WorkflowEvent): TickInput['request'] {
  if (word === 'abort') return { kind: 'abort', actor, why: reason };
  return word === 'approve' ? { kind: 'approve', actor } : NOTHING_SAID;
}
