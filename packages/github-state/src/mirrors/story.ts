// What there is to show of a target: its live rollout or its last one, made of the ledger alone. The same records give the same story to every job, so
// that jobs do not write over each other, and what was deleted can be written again.
import { chaptersOf, eventTitle, percentOfWeight, renderSummary, utcDateTime, type Chapter } from '@rampart/report';
import { fold, outcomeOf, PPM_ALL, type Decision, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { newestNews } from './news.ts';

export interface Shown {
  /** As the ledger has it, after everything of this job was recorded. */
  readonly state: TargetState;
  /** The ledger's, oldest first: at least from the start of the live or last rollout on. Of one that a newer version has just replaced the end is told as well, where they begin with its start. */
  readonly events: readonly LedgerEvent[];
  /** The one line that takes traffic back with nothing but this target's router. */
  readonly breakGlass: (stableSlot: string) => string;
  /** The tag of a version, without `refs/tags/`, e.g. `fraud@v1.2.0`; empty where versions are no tags of this repository. */
  readonly refOf: (version: string) => string;
}

/** `leaving`: taken back, and not concluded yet. `promoted`: it serves, and is still watched. `taken-back`: after it had been promoted. */
export type Standing = 'live' | 'leaving' | 'promoted' | 'finished' | 'rolled-back' | 'taken-back' | 'halted' | 'superseded' | 'expired';

export interface Story {
  readonly target: string;
  readonly rolloutId: string;
  readonly standing: Standing;
  /** Versions. `stable` is what served when it started; empty where the records do not say. */
  readonly candidate: string;
  readonly stable: string;
  readonly candidateTag: string;
  readonly stableTag: string;
  readonly wasPromoted: boolean;
  /** It holds files frozen, or did. */
  readonly freezes: boolean;
  /** Number of the newest record that people would want to know of. */
  readonly sequence: number;
  /** The newest record that moved the weight or the standing, and what it came to in a few words, e.g. `12.5 %, errors better`. Not cut, not made safe. */
  readonly step: { readonly sequence: number; readonly words: string };
  /** The one text of summary, comment and issue, as Markdown. */
  readonly summary: string;
  /** A line per record that moved something, oldest first. Not made safe. */
  readonly timeline: readonly string[];
}

export function storyOf({ state, events, breakGlass, refOf }: Shown): Story | 'nothing' {
  const news = newestNews(events);
  const rolloutId = state.rollout.kind === 'live' ? state.rollout.id : (state.ended.at(-1)?.id ?? '');
  const found = chaptersOf(events).findLast(({ started }) => started.rolloutId === rolloutId);
  // A drill is no release: it opens no incident, and who ran it has its report.
  if (news === 'none' || found === undefined || found.started.drill === true) return 'nothing';
  // A history that begins with the rollout does not say what served before; what it did not replace still does.
  const isReplaced = state.rollout.kind === 'none' && state.ended.at(-1)?.outcome === 'promoted';
  const chapter: Chapter = { ...found, stable: found.stable === '' && !isReplaced ? state.stable.version : found.stable };
  const { stable } = chapter;
  const told = toldOf(chapter, state);
  const moves = told.filter(isMove);
  const last = moves.at(-1);
  const candidate = chapter.started.candidate.version;
  const decision = decisionShown(chapter, state);
  return {
    target: state.target,
    rolloutId,
    standing: standingOf(state, chapter),
    candidate,
    stable,
    candidateTag: refOf(candidate),
    stableTag: stable === '' ? '' : refOf(stable),
    wasPromoted: told.some(({ event }) => event.kind === 'promoted'),
    freezes: (chapter.started.policy.freeze?.paths.length ?? 0) > 0,
    sequence: news.sequence,
    step: last === undefined ? { sequence: chapter.started.sequence, words: `starts beside ${stable}` } : { sequence: last.event.sequence, words: stepWords(last, chapter) },
    // The records' own time: the text does not change with the hour at which it is made.
    summary: renderSummary({ state, decision, history: events, nowMs: events.at(-1)?.atMs ?? news.atMs, breakGlass: breakGlass(state.stable.slot), notes: [] }),
    timeline: moves.map(({ event, title }) => `${utcDateTime(event.atMs)}: ${title}`),
  };
}

function standingOf({ rollout, ended }: TargetState, chapter: Chapter): Standing {
  if (rollout.kind === 'live') {
    if (rollout.phase === 'leaving') return outcomeOf(rollout.leavingWhy) === 'rolled-back' ? 'leaving' : 'live';
    return rollout.phase === 'baking' ? 'promoted' : 'live';
  }
  const outcome = ended.at(-1)?.outcome ?? 'halted';
  if (outcome === 'promoted') return 'finished';
  return outcome === 'rolled-back' && chapter.aftermath.some(({ kind }) => kind === 'restored') ? 'taken-back' : outcome;
}

interface Told {
  readonly event: LedgerEvent;
  readonly title: string;
  readonly weight: number;
}

/** What each record of the rollout says in the history, and the weight after it. */
function toldOf(chapter: Chapter, state: TargetState): readonly Told[] {
  const restored = chapter.aftermath.filter(({ kind }) => kind === 'restored');
  const states = statesOf(chapter, state);
  let weight = 0;
  const told = chapter.events.map((event, index): Told => {
    weight = weightAfter(event, weight);
    return { event, title: eventTitle(event, states[index] ?? state), weight };
  });
  return [...told, ...restored.map((event): Told => ({ event, title: eventTitle(event, state), weight: 0 }))];
}

/** After each record of the chapter. The rollout of a chapter depends on nothing before its start but the slots. */
function statesOf({ started, stable, events }: Chapter, { target, slots }: TargetState): readonly TargetState[] {
  const slot = slots.find((name) => name !== started.candidate.slot) ?? slots[0];
  let state: TargetState = { schema: 1, target, sequence: 0, slots, stable: { version: stable, digest: '', slot }, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [] };
  const states: TargetState[] = [];
  for (const event of events) {
    // What other releases left behind in between takes numbers, and changes nothing of this one.
    if (state.rollout.kind === 'none' && states.length > 0) {
      states.push(state);
      continue;
    }
    state = fold({ kind: 'present', state }, { ...event, sequence: state.sequence + 1 });
    states.push(state);
  }
  return states;
}

function weightAfter(event: LedgerEvent, before: number): number {
  if (event.kind === 'confirmed' || event.kind === 'ended') return event.observed;
  return event.kind === 'ticked' && event.effect.kind === 'done' ? event.effect.effect.weight : before;
}

/** Moves the weight, or how the rollout stands. An intention is told when it is confirmed; the same said again is not told. */
function isMove({ event, weight }: Told, index: number, told: readonly Told[]): boolean {
  switch (event.kind) {
    case 'started':
    case 'promoted':
    case 'ended':
    case 'restored':
    case 'retraining-asked':
    case 'paused':
    case 'resumed':
    case 'violated':
      return true;
    case 'confirmed':
      return weight !== told[index - 1]?.weight;
    case 'ticked': {
      const { kind } = event.decision;
      if (weight !== told[index - 1]?.weight) return true;
      const before = told.slice(0, index).findLast((one) => one.event.kind === 'ticked')?.event;
      return kind !== 'hold' && kind !== 'advance' && !(before?.kind === 'ticked' && before.decision.kind === kind);
    }
    case 'adopted':
    case 'intended':
    case 'followed-up':
      return false;
  }
}

function stepWords({ event, title, weight }: Told, chapter: Chapter): string {
  if (event.kind !== 'confirmed' || weight === PPM_ALL) return title;
  const look = chapter.events.findLast((one) => one.kind === 'ticked' && one.sequence < event.sequence && one.decision.checks.length > 0);
  const verdicts = look?.kind === 'ticked' ? look.decision.checks.map(({ name, verdict }) => `${name} ${verdict}`) : [];
  return [percentOfWeight(weight), ...verdicts].join(', ');
}

/** The decision that still says how things are; `none` where something has happened since that it does not know of. */
function decisionShown({ events, aftermath }: Chapter, { rollout, ended }: TargetState): Decision | { readonly kind: 'none' } {
  const none = { kind: 'none' } as const;
  const looks = events.flatMap((event) => (event.kind === 'ticked' ? [event] : []));
  const isOut = rollout.kind === 'live' ? rollout.phase === 'leaving' : ended.at(-1)?.outcome !== 'promoted';
  if (aftermath.some(({ kind }) => kind === 'restored')) return none;
  // Later looks only say again that it leaves.
  if (isOut) return looks.find(({ decision }) => decision.kind === 'rollback')?.decision ?? none;
  const last = looks.at(-1);
  const sinceLast = events.filter(({ sequence }) => sequence > (last?.sequence ?? 0));
  return last === undefined || sinceLast.some(({ kind }) => kind !== 'confirmed') ? none : last.decision;
}

