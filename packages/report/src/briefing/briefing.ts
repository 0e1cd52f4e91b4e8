// The content of a summary, comment, issue, message or terminal page, decided once. What differs between those is only how it is written down.
import type { Decision, LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { chaptersOf } from '../ledger/chapters.ts';
import { cleanLine } from '../text/clean-line.ts';
import { shellWord } from '../text/shell-word.ts';
import { attemptWords } from '../words/attempt-words.ts';
import { changedByWords } from '../words/changed-by-words.ts';
import { decisionWords } from '../words/decision-words.ts';
import { earliestVerdictWords } from '../words/earliest-verdict-words.ts';
import { named } from '../words/foreign-text.ts';
import { harmWords } from '../words/harm-words.ts';
import { contextOf } from '../words/rollout-context.ts';
import { standing } from '../words/standing.ts';
import { checkRow, type CheckRow } from './check-row.ts';
import { weightTimeline, type WeightTimeline } from './weight-timeline.ts';

export interface BriefingInput {
  /** After the decision was recorded; the state that it was made on where it was not. */
  readonly state: TargetState;
  /** `none` for a job that decides nothing (a rollback by hand, a status page). */
  readonly decision: Decision | { readonly kind: 'none' };
  /** The ledger's events, oldest first; empty where it cannot be read. */
  readonly history: readonly LedgerEvent[];
  readonly nowMs: number;
  /** The one line that takes traffic back with nothing but this target's router. */
  readonly breakGlass: string;
  /** What could not be seen or done, and what is left to do, in the words of whoever met it. */
  readonly notes: readonly string[];
}

/** Plain lines of printable text. An empty one has nothing to say and is left out. */
export interface Briefing {
  readonly mood: Mood;
  readonly target: string;
  readonly stable: string;
  readonly candidate: string;
  readonly what: string;
  readonly next: string;
  readonly why: string;
  readonly checks: readonly CheckRow[];
  readonly harm: string;
  /** What would have changed the decision. */
  readonly changedBy: string;
  /** When the checks can have decided at this traffic. */
  readonly outlook: string;
  /** What a second try costs. */
  readonly attempt: string;
  readonly timeline: WeightTimeline;
  readonly notes: readonly string[];
  /** The command that computes every decision of the rollout again, from any clone. */
  readonly proof: string;
  readonly breakGlass: string;
}

/** `good` went forward or is done, `bad` was taken back, `open` waits, `stop` needs a person. */
export type Mood = 'good' | 'bad' | 'open' | 'stop';

const CHECKS_SHOWN = 60;
const NOTES_SHOWN = 20;

export function briefing(input: BriefingInput): Briefing {
  const { state, decision, nowMs } = input;
  const context = contextOf(state, input.history);
  const now = standing(state, nowMs);
  const words = decision.kind === 'none' ? { ...now, next: '' } : decisionWords(decision, context);
  const chapter = chaptersOf(input.history).findLast(({ started }) => started.rolloutId === context.rolloutId);
  return {
    mood: decision.kind === 'none' ? now.mood : moodOf(decision),
    target: named(state.target),
    stable: named(chapter?.stable || context.stable),
    candidate: named(context.candidate),
    what: words.what,
    next: words.next,
    why: words.why,
    checks: decision.kind === 'none' ? [] : decision.checks.slice(0, CHECKS_SHOWN).map((report) => checkRow(report, decision, context)),
    harm: decision.kind === 'none' ? '' : harmWords(decision, context),
    changedBy: decision.kind === 'none' ? '' : changedByWords(decision, context),
    outlook: decision.kind === 'none' ? '' : earliestVerdictWords(decision, context, nowMs),
    attempt: attemptWords(context),
    timeline: chapter === undefined ? { picture: '', moments: '' } : weightTimeline(chapter, nowMs),
    notes: input.notes.slice(0, NOTES_SHOWN).map((note) => cleanLine(note)),
    proof: `rampart verify ${shellWord(cleanLine(context.rolloutId === '' ? state.target : context.rolloutId))}`,
    breakGlass: cleanLine(input.breakGlass, 2000),
  };
}

function moodOf({ kind, needs }: Decision): Mood {
  if (needs !== 'nothing') return 'stop';
  switch (kind) {
    case 'advance':
    case 'promote':
    case 'finished':
      return 'good';
    case 'rollback':
    case 'stepBack':
      return 'bad';
    case 'hold':
      return 'open';
    case 'halt':
      return 'stop';
  }
}
