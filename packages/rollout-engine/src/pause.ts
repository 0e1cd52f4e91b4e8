// A person stops everything that goes up on a target, and lets it go on again. Both are events of the ledger; traffic is not touched.
import type { Effect, Pause, TargetState } from '@rampart/rollout-policy';
import type { PortError } from './ports/port-error.ts';
import type { Ports } from './ports.ts';
import { nextSequence, openLedger, record, type NewEvent } from './record.ts';
import { operationBy } from './rerun.ts';

export interface PauseInput {
  readonly target: string;
  readonly actor: string;
  readonly why: string;
}

export type PauseOutcome =
  /** `underWay`: a raise that was recorded before and may still be made by the job that recorded it. */
  | { readonly kind: 'done'; readonly state: TargetState; readonly underWay: { readonly kind: 'nothing' } | Effect }
  /** It was paused, or not paused, before: nothing was written. */
  | { readonly kind: 'already'; readonly state: TargetState }
  /** The target was never adopted, so that there is nothing to write it into. */
  | { readonly kind: 'not-adopted' }
  | { readonly kind: 'lost-race' }
  | { readonly kind: 'no-ledger'; readonly error: PortError };

/** Writers come and go; whoever pauses must get through. */
const ATTEMPTS = 10;

type Writer = Pick<Ports, 'ledger' | 'clock' | 'titleOf'>;

export function pauseTarget(ports: Writer, input: PauseInput): Promise<PauseOutcome> {
  return change(ports, input, 'paused');
}

export function resumeTarget(ports: Writer, input: PauseInput): Promise<PauseOutcome> {
  return change(ports, input, 'resumed');
}

async function change(ports: Writer, { target, actor, why }: PauseInput, kind: 'paused' | 'resumed'): Promise<PauseOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const opened = await openLedger(ports, target);
    if (opened.kind === 'error') return { kind: 'no-ledger', error: opened.error };
    const { folded } = opened.position;
    if (folded.kind === 'empty') return { kind: 'not-adopted' };
    if ((folded.state.pause.kind === 'paused') === (kind === 'paused')) return { kind: 'already', state: folded.state };
    const event: NewEvent = { kind, operation: `${kind === 'paused' ? 'pause' : 'resume'}/${String(nextSequence(opened.position))}/${operationBy(actor)}`, why };
    const recorded = await record(ports, opened.position, event, { actor, atMs: ports.clock.nowMs(), target });
    if (recorded.kind === 'error') return { kind: 'no-ledger', error: recorded.error };
    if (recorded.kind === 'recorded') return { kind: 'done', state: recorded.state, underWay: raiseUnderWay(recorded.state) };
  }
  return { kind: 'lost-race' };
}

function raiseUnderWay({ rollout }: TargetState): Extract<PauseOutcome, { kind: 'done' }>['underWay'] {
  if (rollout.kind === 'none' || rollout.pending.kind === 'none') return { kind: 'nothing' };
  const { pending } = rollout;
  return pending.weight > rollout.weight || pending.mirror > rollout.mirror ? pending : { kind: 'nothing' };
}

/** `paused by ada since 2026-03-09 14:02Z (page 17); rampart resume fraud-prod lets it go on` */
export function pausedWhy({ by, why, sinceMs }: Extract<Pause, { kind: 'paused' }>, target: string): string {
  const since = new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ');
  return `paused by ${by} since ${since}Z${why === '' ? '' : ` (${why})`}; rampart resume ${target} lets it go on`;
}
