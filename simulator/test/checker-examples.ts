// For each invariant a recording that keeps it and one that breaks it. The good ones are real decisions about scripts; the bad ones are the same with one thing changed.
import { ppm, type Decision, type LedgerEvent, type Policy, type TargetState } from '@rampart/rollout-policy';
import type { PortCall, Recording, WeightInForce } from '../src/rollout/recording.ts';
import { POLICIES } from './policies.ts';
import { aStep, SCRIPT_START_MS, scriptedRelease, type ScriptStep } from './scripted-release.ts';

export interface CheckerExample {
  readonly keeps: () => Recording;
  readonly breaks: () => Recording;
}

export interface PairExample {
  readonly keeps: () => readonly [Recording, ...(readonly Recording[])];
  readonly breaks: () => readonly [Recording, ...(readonly Recording[])];
}

type Ticked = Extract<LedgerEvent, { kind: 'ticked' }>;

// --- releases ---------------------------------------------------------------------------------------------------------------------

const times = (count: number, parts: Partial<ScriptStep> = {}): readonly ScriptStep[] => Array.from({ length: count }, () => aStep({ requests: 4_000, ...parts }));
const released = (policy: Policy, ...steps: readonly (readonly ScriptStep[])[]): Recording => scriptedRelease(policy, steps.flat());

const promoted = (): Recording => released(POLICIES.plain, times(60));
const laddered = (): Recording => released(POLICIES.ladder, times(60));
/** Fails every request from the first on. */
const sentBack = (): Recording => released(POLICIES.plain, times(3), times(12, { candidate: 100 }));
const onLimit = (): Recording => released(POLICIES.instances, times(8, { requests: 2_000 }), times(2, { candidate: 100 }));
const aborted = (): Recording => released(POLICIES.plain, times(6), [aStep({ requests: 4_000, news: 'no-data', situation: { request: { kind: 'abort', actor: 'ada', why: 'no' } } })], times(3));
const blind = (): Recording => released(POLICIES.plain, times(8), times(70, { news: 'no-data' }));
const waiting = (): Recording => released(POLICIES.ladder, times(3), times(20, { requests: 20, blocks: 1 }), times(4));
/** Its last look waits for requests. */
const few = (): Recording => released(POLICIES.plain, times(3), [aStep({ requests: 4_000 })]);
const unconfirmedRollback = (): Recording => released(POLICIES.plain, times(3), times(12, { candidate: 100, fate: 'lost' }), times(4));

// --- changes ------------------------------------------------------------------------------------------------------------------------

function withLooks(recording: Recording, isMeant: (event: Ticked) => boolean, change: (event: Ticked) => Ticked, most = 1): Recording {
  let changed = 0;
  const events = recording.events.map((event) => {
    if (event.kind !== 'ticked' || !isMeant(event) || changed >= most) return event;
    changed += 1;
    return change(event);
  });
  if (changed === 0) throw new Error('the example has no such look');
  return { ...recording, events, looks: recording.looks.map((look) => ({ ...look, decision: decisionAt(events, look.atMs) ?? look.decision })) };
}

/** Ends with the first such look. */
function until(recording: Recording, isMeant: (event: Ticked) => boolean): Recording {
  const count = recording.events.findIndex((event) => event.kind === 'ticked' && isMeant(event)) + 1;
  return { ...recording, events: recording.events.slice(0, count), states: recording.states.slice(0, count) };
}

function decisionAt(events: readonly LedgerEvent[], atMs: number): Decision | undefined {
  const event = events.find((one) => one.kind === 'ticked' && one.situation.nowMs === atMs);
  return event?.kind === 'ticked' ? event.decision : undefined;
}

const deciding = (kind: Decision['kind']) => ({ decision }: Ticked): boolean => decision.kind === kind;
const because = (code: Decision['reasons'][number]['code']) => ({ decision }: Ticked): boolean => decision.reasons.some((reason) => reason.code === code);
const decides = (patch: Partial<Decision>) => (event: Ticked): Ticked => ({ ...event, decision: { ...event.decision, ...patch } });
const raising = (event: Ticked): boolean => event.decision.kind === 'advance' && event.decision.from > 0;
const withState = (recording: Recording, index: number, change: (state: TargetState) => TargetState): Recording => ({ ...recording, states: recording.states.map((state, at) => (at === index ? change(state) : state)) });
const withWeights = (recording: Recording, ...more: readonly Partial<WeightInForce>[]): Recording => ({ ...recording, weights: [...recording.weights, ...more.map((one): WeightInForce => ({ atMs: SCRIPT_START_MS, weightPpm: 0, mirrorPpm: 0, rolloutId: 'simulated', by: 'rampart', ...one }))].toSorted((a, b) => a.atMs - b.atMs) });
const call = (port: string, method: string, parts: Partial<PortCall> = {}): PortCall => ({ atMs: SCRIPT_START_MS + 1_000, job: 'canary-step-1', port, method, answer: 'ok', about: '', ...parts });
const lastAt = (recording: Recording): number => (recording.events.at(-1)?.atMs ?? SCRIPT_START_MS) + 60_000;

/** Without evidence since the raise before it, as if nothing had been seen. */
const withoutEvidence = (recording: Recording): Recording => ({ ...recording, events: recording.events.map((event) => (event.kind === 'ticked' ? { ...event, evidence: {} } : event)) });
/** The same decisions about blocks in which every request of the candidate failed. */
const failing = (event: Ticked): Ticked => ({
  ...event,
  evidence: Object.fromEntries(Object.entries(event.evidence).map(([name, news]) => [name, news.kind === 'blocks' ? { ...news, blocks: news.blocks.map((block) => ({ ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([cell, counts]) => [cell, { ...counts, candidate: { trials: counts.candidate.trials, events: counts.candidate.trials } }])) })) } : news])),
});

// --- the examples ---------------------------------------------------------------------------------------------------------------------

export const EXAMPLES: Readonly<Record<string, CheckerExample>> = {
  '01-weight-cap': { keeps: laddered, breaks: () => withLooks(laddered(), raising, decides({ to: ppm(600_000) })) },
  '02-one-step-per-decision': { keeps: laddered, breaks: () => withLooks(laddered(), ({ decision }) => decision.kind === 'advance' && decision.from === 0, decides({ to: ppm(500_000) })) },
  '03-raise-needs-new-evidence': { keeps: laddered, breaks: () => withoutEvidence(laddered()) },
  '04-promotion-needs-samples': { keeps: promoted, breaks: () => withLooks(promoted(), raising, decides({ kind: 'promote' })) },
  '05-no-data-is-no-pass': { keeps: blind, breaks: () => withLooks(blind(), because('no-data'), decides({ kind: 'promote' })) },
  '06-rollback-is-final': { keeps: unconfirmedRollback, breaks: () => withLooks(unconfirmedRollback(), because('leaving'), decides({ kind: 'hold' })) },
  '07-rollback-is-carried-out': { keeps: sentBack, breaks: () => withLooks(sentBack(), deciding('rollback'), (event) => ({ ...event, effect: { kind: 'none' } })) },
  '08-rollback-needs-no-metrics': { keeps: aborted, breaks: () => withLooks(aborted(), because('aborted'), decides({ kind: 'hold' })) },
  '09-digest-is-the-observed-one': { keeps: promoted, breaks: () => withLooks(promoted(), raising, (event) => ({ ...event, situation: { ...event.situation, candidate: { kind: 'ready', digest: 'sha256:other' } } })) },
  '10-stop-conditions-act-at-once': { keeps: onLimit, breaks: () => withLooks(onLimit(), because('limit-breached'), decides({ kind: 'hold', reasons: [{ code: 'traffic-unknown' }] })) },
  '11-common-mode-blames-nobody': {
    keeps: () => released(POLICIES.limits, times(8), times(3, { stable: 60, candidate: 60 })),
    breaks: () => withLooks(released(POLICIES.limits, times(8), times(3, { stable: 60, candidate: 60 })), because('common-mode'), decides({ kind: 'advance' })),
  },
  '12-no-route-to-a-dead-arm': {
    keeps: () => released(POLICIES.instances, times(8, { requests: 2_000 }), times(2, { candidate: 100, situation: { stable: 'dead' } })),
    breaks: () => withLooks(onLimit(), because('limit-breached'), (event) => ({ ...event, situation: { ...event.situation, stable: 'dead' } })),
  },
  '13-one-rollout-per-target': { keeps: promoted, breaks: () => ({ ...promoted(), events: promoted().events.flatMap((event): readonly LedgerEvent[] => (event.kind === 'started' ? [event, { ...event, rolloutId: 'another' }] : [event])) }) },
  '14-superseded-controller-is-fenced': { keeps: promoted, breaks: () => withWeights(promoted(), { atMs: lastAt(promoted()), weightPpm: 20_000 }, { atMs: lastAt(promoted()) + 1, weightPpm: 50_000, effectId: firstEffect(promoted()) }) },
  '15-nothing-rises-in-a-freeze': {
    keeps: () => released(POLICIES.ladder, times(4), times(4, { situation: { quiet: { kind: 'quiet', untilMs: 0 } } })),
    breaks: () => withLooks(laddered(), raising, (event) => ({ ...event, situation: { ...event.situation, quiet: { kind: 'quiet', untilMs: 0 } } })),
  },
  '16-a-person-wins': { keeps: aborted, breaks: () => withLooks(promoted(), raising, (event) => ({ ...event, situation: { ...event.situation, request: { kind: 'abort', actor: 'ada', why: '' } } })) },
  '17-good-release-ends': {
    keeps: () => withHorizon(promoted(), 48),
    breaks: () => ({ ...withHorizon(released(POLICIES.plain, times(5)), 48), ending: { ...released(POLICIES.plain, times(5)).ending, askedAtMs: 'never', outcome: 'open' } }),
  },
  '19-no-traffic-never-promotes': { keeps: () => released(POLICIES.returns, times(70, { requests: 0 })), breaks: () => withLooks(released(POLICIES.plain, times(20, { requests: 0 })), because('traffic-unknown'), decides({ kind: 'promote' })) },
  '20-every-state-can-end': { keeps: promoted, breaks: () => withTrap(laddered()) },
  '21-late-tick-moves-one-stage': {
    keeps: () => released(POLICIES.ladder, times(3), times(3, { blocks: 40 })),
    breaks: () => withLooks(released(POLICIES.ladder, times(3), times(3, { blocks: 40 })), raising, decides({ stageIndex: 3 })),
  },
  '22-worse-candidate-is-not-promoted': { keeps: promoted, breaks: () => withLooks(few(), because('weight-held-by-promise'), decides({ kind: 'rollback', reasons: [{ code: 'regression', check: 'errors', cell: 'all', odds: 1, oddsNeeded: 100 }] })) },
  '23-better-stable-does-not-promote': { keeps: promoted, breaks: () => withLooks(until(released(POLICIES.instances, times(60, { requests: 2_000, stable: 9, candidate: 0 })), deciding('promote')), deciding('promote'), decides({ kind: 'hold' })) },
  '24-fewer-samples-do-not-advance': {
    keeps: waiting,
    breaks: () => withLooks(laddered(), raising, (event) => ({ ...event, decision: { ...event.decision, kind: 'hold', reasons: [{ code: 'dwell', untilMs: 0 }] } }), 3),
  },
  '25-splitting-looks-changes-nothing': { keeps: promoted, breaks: () => withMiscounted(released(POLICIES.ladder, times(4), times(20, { requests: 20, blocks: 1 }))) },
  '26-order-of-names-changes-nothing': { keeps: () => released(POLICIES.latency, times(30)), breaks: () => withLooks(promoted(), raising, decides({ to: ppm(30_000) })) },
  '27-scaled-clock-scales-decisions': { keeps: promoted, breaks: () => withLooks(promoted(), raising, decides({ kind: 'hold' })) },
  '29-one-tick-twice-is-one': { keeps: promoted, breaks: () => ({ ...promoted(), weights: promoted().weights.flatMap((change) => [change, change]) }) },
  '30-effects-are-idempotent': {
    keeps: promoted,
    breaks: () => withLooks(promoted(), raising, (event) => (event.effect.kind === 'none' ? event : { ...event, effect: { ...event.effect, effect: { ...event.effect.effect, weight: ppm(77_000) } } })),
  },
  '32-lost-reply-is-read-back': {
    keeps: () => ({ ...promoted(), calls: [call('router', 'set', { answer: 'unknown' }), call('router', 'read')] }),
    breaks: () => ({ ...promoted(), calls: [call('router', 'set', { answer: 'unknown' }), call('router', 'set')] }),
  },
  '33-recorded-before-raised': { keeps: promoted, breaks: () => withWeights(promoted(), { atMs: SCRIPT_START_MS + 500, weightPpm: 400_000 }) },
  '35-counts-are-never-inflated': { keeps: promoted, breaks: () => ({ ...promoted(), truth: { ...promoted().truth, requests: { stable: 100, candidate: 100 } } }) },
  '36-replay-reproduces': { keeps: promoted, breaks: () => withState(promoted(), 6, (state) => (state.rollout.kind === 'none' ? state : { ...state, rollout: { ...state.rollout, weight: ppm(7) } })) },
  '37-decision-names-its-evidence': { keeps: promoted, breaks: () => withLooks(promoted(), raising, failing) },
  '39-harm-adds-up': { keeps: sentBack, breaks: () => withLooks(sentBack(), deciding('rollback'), (event) => ({ ...event, decision: { ...event.decision, harm: { excess: 0, budget: 400 } } })) },
};

export const PAIR_EXAMPLES: Readonly<Record<string, PairExample>> = {
  '31-crash-changes-nothing': { keeps: () => [promoted(), died(promoted())], breaks: () => [promoted(), died(sentBack())] },
  '34-telemetry-in-any-order': { keeps: () => [withHistory(promoted()), withHistory(promoted())], breaks: () => [withHistory(promoted()), withLooks(promoted(), (event) => Object.keys(event.evidence).length > 0, failingBoth)] },
};

/** Blocks of any past span, and not pages. */
function withHistory(recording: Recording): Recording {
  return { ...recording, trial: { ...recording.trial, policy: { ...recording.trial.policy, metrics: { kind: 'none' } } } };
}

function failingBoth(event: Ticked): Ticked {
  return { ...event, evidence: Object.fromEntries(Object.entries(event.evidence).map(([name, news]) => [name, news.kind === 'blocks' ? { ...news, blocks: news.blocks.map((block) => ({ ...block, cells: { all: { stable: { trials: 5, events: 5 }, candidate: { trials: 5, events: 5 } } } })) } : news])) };
}

function died(recording: Recording): Recording {
  return { ...recording, calls: [call('router', 'set', { answer: 'died' })] };
}

function firstEffect({ events }: Recording): string {
  const event = events.find((one) => one.kind === 'ticked' && one.effect.kind !== 'none');
  return event?.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect.id : '';
}

function withHorizon(recording: Recording, hours: number): Recording {
  return { ...recording, trial: { ...recording.trial, scenario: { ...recording.trial.scenario, horizonMs: hours * 3_600_000 } } };
}

/** A state from which nothing goes on: its stage waits for healthy time that the state says will not count before the year 3000. */
function withTrap(recording: Recording): Recording {
  const never = 32_503_680_000_000;
  const trapped = (state: TargetState): TargetState => {
    const { rollout } = state;
    if (rollout.kind === 'none') return state;
    return { ...state, rollout: { ...rollout, startedAtMs: never, checks: Object.fromEntries(Object.entries(rollout.checks).map(([name, check]) => [name, { ...check, watermarkMs: never }])) } };
  };
  return { ...recording, states: recording.states.map(trapped) };
}

function withMiscounted(recording: Recording): Recording {
  const index = recording.events.findLastIndex((event, at) => event.kind === 'ticked' && event.effect.kind === 'none' && at < recording.events.length - 1);
  return withState(recording, index, (state) => {
    if (state.rollout.kind === 'none') return state;
    return { ...state, rollout: { ...state.rollout, checks: Object.fromEntries(Object.entries(state.rollout.checks).map(([name, check]) => [name, { ...check, blocksUsed: check.blocksUsed + 1 }])) } };
  });
}
