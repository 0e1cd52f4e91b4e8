// The whole report from the ledger alone; what only a proxy's log knows can be added.
import { fold, type Decision, type Folded, type LedgerEvent, type Outcome, type Reason, type TargetState } from '@rampart/rollout-policy';
import { checkRow, type CheckRow } from '../briefing/check-row.ts';
import { briefReason } from '../words/brief-reason.ts';
import { changedByWords } from '../words/changed-by-words.ts';
import { decisionWords } from '../words/decision-words.ts';
import { named, said, someOf } from '../words/foreign-text.ts';
import { outcomeWords } from '../words/event-title.ts';
import { leavingWords } from '../words/leaving-words.ts';
import { contextOf, type RolloutContext } from '../words/rollout-context.ts';
import { chaptersOf, weightStory, type Chapter } from './chapters.ts';
import { rateSeries } from './rate-series.ts';
import type { DecisionMark, EvidenceSeries, LookSpan, RolloutRecord, RolloutReport, ServedShare } from './rollout-report.ts';

export interface ExtraSeries {
  /** By rollout id. */
  readonly served: Readonly<Record<string, readonly ServedShare[]>>;
  readonly traffic: RolloutReport['traffic'];
}

export const NO_EXTRA_SERIES: ExtraSeries = { served: {}, traffic: { kind: 'unknown' } };

/** `events` is a whole ledger, oldest first. Throws InvariantError where an event does not follow from the ones before. */
export function reportFromLedger(events: readonly LedgerEvent[], extra: ExtraSeries = NO_EXTRA_SERIES): RolloutReport {
  const states = statesAfter(events);
  const target = [...states.values()].at(-1)?.target ?? '';
  return { target, rollouts: chaptersOf(events).map((chapter) => recordOf(chapter, states, extra)), traffic: extra.traffic };
}

type States = ReadonlyMap<LedgerEvent, TargetState>;

function statesAfter(events: readonly LedgerEvent[]): States {
  const states = new Map<LedgerEvent, TargetState>();
  let folded: Folded = { kind: 'empty' };
  for (const event of events) {
    const state = fold(folded, event);
    folded = { kind: 'present', state };
    states.set(event, state);
  }
  return states;
}

function recordOf(chapter: Chapter, states: States, extra: ExtraSeries): RolloutRecord {
  const { started, events, stable } = chapter;
  const { wanted, observed } = weightStory(chapter);
  const marks = marksOf(chapter, states);
  const outcome = outcomeOf(chapter, states);
  return {
    id: started.rolloutId,
    stable,
    candidate: started.candidate.version,
    startedAtMs: started.atMs,
    endedAtMs: Math.max(started.atMs, ...events.map((event) => event.atMs)),
    outcome,
    why: whyOf(outcome, chapter, marks),
    weightMaxPpm: Math.max(0, ...observed.map((step) => step.weightPpm)),
    harm: decisionsOf(events).at(-1)?.harm ?? { excess: 0, budget: started.policy.promise.badRequestsMax },
    checks: checksOf(chapter, states),
    weight: { wanted, observed, served: Object.hasOwn(extra.served, started.rolloutId) ? (extra.served[started.rolloutId] ?? []) : [] },
    rates: rateSeries(chapter),
    evidence: evidenceOf(chapter),
    marks,
    aftermath: aftermathOf(chapter),
    looks: looksOf(chapter, states),
  };
}

type Ticked = Extract<LedgerEvent, { kind: 'ticked' }>;

function checksOf({ events }: Chapter, states: States): readonly CheckRow[] {
  const ticks = events.filter((event) => event.kind === 'ticked');
  const settling = ticks.find(({ decision }) => decision.kind === 'rollback' || decision.kind === 'promote') ?? ticks.at(-1);
  const state = settling === undefined ? undefined : states.get(settling);
  if (settling === undefined || state === undefined) return [];
  return settling.decision.checks.map((report) => checkRow(report, settling.decision, contextOf(state)));
}

function decisionsOf(events: readonly LedgerEvent[]): readonly Decision[] {
  return events.flatMap((event) => (event.kind === 'ticked' ? [event.decision] : []));
}

/** As of its last record, also of those that came after its end. */
function outcomeOf({ started, events, aftermath }: Chapter, states: States): Outcome | 'running' {
  const last = aftermath.at(-1) ?? events.at(-1);
  const state = last === undefined ? undefined : states.get(last);
  return state?.ended.findLast((ended) => ended.id === started.rolloutId)?.outcome ?? 'running';
}

/** The decision that settled the outcome: the first that took the candidate out, or the one that promoted it. */
function whyOf(outcome: Outcome | 'running', chapter: Chapter, marks: readonly DecisionMark[]): string {
  const restored = aftermathOf(chapter).find(({ kind }) => kind === 'restored');
  if (restored !== undefined) return `${restored.what} ${restored.why}`;
  const settling = outcome === 'promoted' ? ['promote'] : outcome === 'running' ? [] : ['rollback', 'halt', 'ended'];
  return marks.find((mark) => settling.includes(mark.kind) && mark.why !== '')?.why ?? marks.at(-1)?.why ?? '';
}

function evidenceOf({ started, events }: Chapter): readonly EvidenceSeries[] {
  return started.policy.checks.flatMap((check) => {
    const reports = events.flatMap((event) => (event.kind === 'ticked' ? event.decision.checks.filter(({ name }) => name === check.name).map((report) => ({ atMs: event.atMs, report })) : []));
    const last = reports.at(-1)?.report;
    if (last === undefined) return [];
    return [{ check: check.name, then: check.then, oddsNeeded: last.oddsNeeded, points: reports.map(({ atMs, report }) => ({ atMs, odds: report.odds })) }];
  });
}

/** What moved the rollout. A decision that only repeats an earlier one (waiting, leaving) is a look, not a mark. */
function marksOf(chapter: Chapter, states: States): readonly DecisionMark[] {
  const { started, events, stable } = chapter;
  const [s, c] = [named(stable), named(started.candidate.version)];
  return events.flatMap((event): readonly DecisionMark[] => {
    const state = states.get(event);
    if (state === undefined) return [];
    const at = { atMs: event.atMs };
    switch (event.kind) {
      case 'started':
        return [{ ...at, kind: 'start', weightPpm: 0, what: `${c} starts on slot ${named(event.candidate.slot)}. All traffic is on ${s}.`, why: '', changedBy: '', next: '' }];
      case 'ticked': {
        const { decision } = event;
        if ((decision.kind === 'hold' && !asksAnew(chapter, event)) || repeats(decision.reasons[0])) return [];
        const context = inHindsight(contextOf(state), decision);
        const { what, why, next } = decisionWords(decision, context);
        return [{ ...at, kind: decision.kind, weightPpm: decision.to, what, why, changedBy: changedByWords(decision, context), next: decision.needs === 'nothing' ? '' : next }];
      }
      case 'promoted':
        return [{ ...at, kind: 'promoted', weightPpm: state.rollout.kind === 'live' ? state.rollout.weight : 1_000_000, what: `${c} is promoted.`, why: `The registry says so in ${said(event.pointer)}.`, changedBy: '', next: '' }];
      case 'ended':
        // A rollout that was taken out has said so already.
        return chapter.events.some((other) => other.kind === 'ticked' && other.decision.kind === 'rollback') ? [] : [{ ...at, kind: 'ended', weightPpm: event.observed, what: `The rollout of ${c} ended: ${outcomeWords(event.outcome)}.`, why: `Because ${leavingWords(event.why, { stable, candidate: started.candidate.version })}.`, changedBy: '', next: '' }];
      default:
        return [];
    }
  });
}

/** A hold that asks for a person, for a reason that the look before did not have. */
function asksAnew({ events }: Chapter, event: Ticked): boolean {
  const before = events.slice(0, events.indexOf(event)).findLast((known) => known.kind === 'ticked');
  return event.decision.needs !== 'nothing' && !(before?.decision.needs !== 'nothing' && before?.decision.reasons[0]?.code === event.decision.reasons[0]?.code);
}

/** Labels that change nothing are not worth a line. */
function aftermathOf({ aftermath, started, stable }: Chapter): readonly DecisionMark[] {
  const [s, c] = [named(stable), named(started.candidate.version)];
  return aftermath.flatMap((event): readonly DecisionMark[] => {
    const at = { atMs: event.atMs, changedBy: '', next: '' };
    if (event.kind === 'restored') return [{ ...at, kind: 'restored', weightPpm: 0, what: `${c} was taken out again. All traffic is on ${s}.`, why: `Because ${leavingWords(event.why, { stable, candidate: started.candidate.version })}.` }];
    return event.worse.length === 0 ? [] : [{ ...at, kind: 'told', weightPpm: 1_000_000, what: `Late labels: ${c} turned out worse than ${s} in ${someOf(event.worse)}.`, why: '' }];
  });
}

function repeats(reason: Reason | undefined): boolean {
  return reason?.code === 'leaving' || reason?.code === 'awaiting-promotion';
}

/** What was on its way at the time has arrived since, or a later mark says otherwise. */
function inHindsight(context: RolloutContext, decision: Decision): RolloutContext {
  return { ...context, pending: false, weight: decision.to, weightSinceMs: 0 };
}

function looksOf({ events }: Chapter, states: States): readonly LookSpan[] {
  const spans: { code: string; span: LookSpan }[] = [];
  for (const event of events) {
    const state = states.get(event);
    if (event.kind !== 'ticked' || state === undefined) continue;
    const { decision } = event;
    const [reason] = decision.reasons;
    const code = `${decision.kind} ${String(decision.to)} ${reason?.code ?? ''}`;
    const why = reason === undefined ? '' : briefReason(reason, decision, contextOf(state));
    const changedBy = changedByWords(decision, contextOf(state));
    const span = { fromMs: event.atMs, toMs: event.atMs, looks: 1, kind: decision.kind, weightPpm: decision.to, why, changedBy };
    const last = spans.at(-1);
    if (last?.code === code) last.span = { ...span, fromMs: last.span.fromMs, looks: last.span.looks + 1 };
    else spans.push({ code, span });
  }
  return spans.map(({ span }) => span);
}
