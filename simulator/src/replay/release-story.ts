// What a simulated release went through, told from its recording: a line for every look that changed something, how it ended, and what was really true.
import type { LedgerEvent } from '@rampart/rollout-policy';
import { eventTitle } from '@rampart/report';
import type { Ending, Recording, Truth } from '../rollout/recording.ts';

export interface ReleaseStory {
  readonly target: string;
  readonly moments: readonly StoryMoment[];
  readonly ending: Ending;
  readonly truth: Truth;
  readonly looks: number;
}

export interface StoryMoment {
  /** Offset from the start. */
  readonly atMs: number;
  /** The candidate's share from then on. */
  readonly weightPpm: number;
  /** What was decided, or what happened besides: `advance`, `promoted`. */
  readonly what: string;
  /** Code of the reason that decided; empty where nothing was. */
  readonly reason: string;
  readonly direction: 'up' | 'down' | 'asks' | 'none';
  /** One line: what, and why. */
  readonly text: string;
}

export function storyOf({ trial, startMs, events, states, looks, ending, truth }: Recording): ReleaseStory {
  let told = '';
  // What an open release waits for in the end is worth a line, whatever it is.
  const lastTick = ending.outcome === 'open' ? events.findLastIndex(({ kind }) => kind === 'ticked') : -1;
  const moments = events.flatMap((event, index): readonly StoryMoment[] => {
    const state = states[index];
    const standing = standingOf(event);
    const isNews = standing !== '' && standing !== told && !(event.kind === 'confirmed' && state?.rollout.kind !== 'none');
    if (state === undefined || (!isNews && (index !== lastTick || standing === told))) return [];
    told = standing;
    const weightPpm = event.kind === 'ticked' ? event.decision.to : state.rollout.kind === 'none' ? (ending.outcome === 'promoted' ? 1_000_000 : 0) : state.rollout.weight;
    const [what, reason] = event.kind === 'ticked' ? [event.decision.kind, event.decision.reasons[0]?.code ?? ''] : [event.kind, ''];
    return [{ atMs: event.atMs - startMs, weightPpm, what, reason, direction: directionOf(event), text: eventTitle(event, state) }];
  });
  return { target: trial.policy.target, moments, ending, truth, looks: looks.length };
}

/** Reasons of waiting: which of them stands first says little, and they take turns. */
const WAITING: ReadonlySet<string> = new Set(['dwell', 'insufficient', 'not-certified', 'traffic-unknown', 'promise-allows-less', 'weight-held-by-promise', 'shadowing', 'split-open']);

/** What is told once for as long as it stays the same; empty: nothing worth a line. Going on with a plan is news each time, waiting in it is none. */
function standingOf(event: LedgerEvent): string {
  switch (event.kind) {
    case 'adopted':
    case 'intended':
      return '';
    case 'ticked': {
      const { kind, from, to, needs, stageIndex, reasons } = event.decision;
      const first = reasons[0]?.code ?? '';
      if (kind === 'hold' && needs === 'nothing' && WAITING.has(first)) return '';
      return [kind, kind === 'hold' ? '' : from, to, needs, stageIndex, first].join(' ');
    }
    default:
      return event.operation;
  }
}

function directionOf(event: LedgerEvent): StoryMoment['direction'] {
  if (event.kind === 'restored' || event.kind === 'ended') return 'down';
  if (event.kind !== 'ticked') return 'none';
  switch (event.decision.kind) {
    case 'advance':
    case 'promote':
    case 'finished':
      return 'up';
    case 'stepBack':
    case 'rollback':
      return 'down';
    case 'halt':
      return 'asks';
    case 'hold':
      return event.decision.needs === 'nothing' ? 'none' : 'asks';
  }
}
