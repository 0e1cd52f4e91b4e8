// When a stage of a job has to end before it is done: its time is up, or the job was cancelled and its condition does not hold any more.
import type { EndReason, JobRuntime } from './job-runtime.ts';
import type { StepConsole } from './step-console.ts';
import type { ActionEnd } from './step-result.ts';

export interface StageAtWork {
  readonly job: JobRuntime;
  readonly console: StepConsole;
  /** Ends the stage from outside: the composite action that it is part of has to end. */
  readonly signal: AbortSignal;
  /** Asked again when the job is cancelled. */
  readonly isDue: () => boolean;
  /** Zero: as long as the job may. */
  readonly timeoutMinutes: number;
}

export type EndedBy = 'itself' | EndReason;

export async function performUntilEnded(
  { job, console, signal, isDue, timeoutMinutes }: StageAtWork,
  perform: (signal: AbortSignal) => Promise<ActionEnd>,
): Promise<{ readonly end: ActionEnd; readonly endedBy: EndedBy }> {
  const ending = new AbortController();
  const onCancelled = (): void => {
    if (!isDueSafely(isDue, console)) ending.abort('cancelled' satisfies EndReason);
  };
  // What begins after the cancellation has been asked with it in mind already.
  if (!job.cancelled.aborted) job.cancelled.addEventListener('abort', onCancelled, { once: true });
  const stopTimer =
    timeoutMinutes > 0
      ? job.timers.after(timeoutMinutes * 60_000, () => ending.abort('timed-out' satisfies EndReason))
      : (): void => undefined;
  const either = AbortSignal.any([signal, ending.signal]);
  try {
    const end = await perform(either);
    const endedBy = reasonOf(either);
    if (ending.signal.aborted) console.annotate('error', endedBy === 'timed-out' ? timedOut(timeoutMinutes) : 'The operation was canceled.');
    return { end, endedBy };
  } finally {
    stopTimer();
    job.cancelled.removeEventListener('abort', onCancelled);
  }
}

function reasonOf(signal: AbortSignal): EndedBy {
  if (!signal.aborted) return 'itself';
  return signal.reason === ('timed-out' satisfies EndReason) ? 'timed-out' : 'cancelled';
}

function timedOut(minutes: number): string {
  return `The action has timed out after ${minutes} minutes.`;
}

/** A condition that cannot be evaluated any more does not keep its step alive. */
function isDueSafely(isDue: () => boolean, console: StepConsole): boolean {
  try {
    return isDue();
  } catch (cause) {
    console.annotate('error', cause instanceof Error ? cause.message : 'the condition could not be evaluated');
    return false;
  }
}
