// A peer's release as a recording of the same form as ours, so that the same invariants can look at it. What it decides is put into our words: a check that it
// finds in order is called `same`, one that it does not `worse`, one that it could not measure `insufficient`. The odds are ours to test and not its: they say 1.
import { countsAsHarm, fold, PPM_NONE, ppm, type Check, type CheckReport, type Decision, type DecisionKind, type Effect, type Evidence, type LedgerEvent, type Ppm, type Reason, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import type { NewEvent } from '@rampart/rollout-engine';
import type { RunRow } from '../claims/claim.ts';
import type { Look, Recording, WeightInForce } from '../rollout/recording.ts';
import { START_MS } from '../rollout/release.ts';
import { liveOf, startedState } from '../rollout/started-state.ts';
import type { Trial } from '../scenario/scenario.ts';
import { worldOf } from '../world/world-of.ts';
import type { World } from '../world/world.ts';
import type { Peer } from './peer.ts';
import { checkFor } from './peer-flow.ts';
import { releaseUnder, trialUnder, type PeerLook } from './release-under-peer.ts';

export function simulatePeer(peer: Peer, given: Trial, world?: World): Recording {
  const trial = trialUnder(peer, given);
  const book = openBook(trial);
  const { ending, truth } = releaseUnder(peer, trial, world ?? worldOf(trial), (look) => note(book, look));
  const marks = new Set([...book.looks.map(({ decision }) => `decision:${decision.kind}`), `outcome:${ending.outcome}`]);
  return { trial, depth: 'decide', startMs: START_MS, events: book.events, states: book.states, looks: book.looks, weights: book.weights, calls: [], truth, ending, marks };
}

/** The few numbers that policies are compared by. */
export function rowOfPeer(peer: Peer, given: Trial, world?: World): RunRow {
  const trial = trialUnder(peer, given);
  const { ending, truth, looks, promotedAtMs, firstTrafficAtMs } = releaseUnder(peer, trial, world ?? worldOf(trial));
  const { outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, weightMaxPpm } = ending;
  return { run: trial.scenario.run, outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, promotedAtMs, firstTrafficAtMs, haltedAtMs: 'never', askedAfterPromotionAtMs: 'never', excess: truth.excess, excessInTrial: truth.excessInTrial, bad: truth.bad.candidate, weightMaxPpm, looks };
}

// --- the book -----------------------------------------------------------------------------------------------------------------

interface Book {
  readonly trial: Trial;
  readonly events: LedgerEvent[];
  readonly states: TargetState[];
  readonly looks: Look[];
  readonly weights: WeightInForce[];
  state: TargetState;
}

function openBook(trial: Trial): Book {
  const { events, state } = startedState(trial.policy, START_MS);
  return { trial, events: events.map(({ event }) => event), states: events.map((each) => each.state), looks: [], weights: [], state };
}

function note(book: Book, look: PeerLook): void {
  const { said, from, to } = look;
  const kind = kindOf(look);
  const decision = decisionOf(book, look, kind);
  const atMs = START_MS + look.atMs;
  book.looks.push({ atMs, job: book.trial.scenario.name, decision });
  if (to !== from) book.weights.push({ atMs: atMs + book.trial.scenario.router.settlesAfterMs, weightPpm: to, mirrorPpm: 0, rolloutId: liveOf(book.state).id, by: 'rampart' });
  switch (kind) {
    case 'advance':
      tick(book, look, decision, 'advance');
      return;
    case 'stepBack':
      tick(book, look, decision, 'stepBack');
      return;
    case 'rollback':
      tick(book, look, decision, 'rollback');
      record(book, atMs, { kind: 'ended', rolloutId: liveOf(book.state).id, operation: 'end', outcome: 'rolled-back', why: said.why, observed: PPM_NONE });
      return;
    case 'promote':
      tick(book, look, decision, 'none');
      promote(book, look);
      return;
    case 'finished':
    case 'hold':
    case 'halt':
      tick(book, look, decision, 'none');
  }
}

function kindOf({ said, from, to }: PeerLook): DecisionKind {
  if (said.end === 'rolled-back') return 'rollback';
  if (said.end === 'promoted') return 'promote';
  if (said.end === 'succeeded') return 'finished';
  if (to === from) return 'hold';
  return to > from ? 'advance' : 'stepBack';
}

function tick(book: Book, { atMs, evidence, from, to }: PeerLook, decision: Decision, purpose: Effect['purpose'] | 'none'): void {
  const rollout = liveOf(book.state);
  const nowMs = START_MS + atMs;
  const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${book.state.sequence + 1}`, evidence, situation: situationOf(rollout, nowMs, { weight: from, step: ppm(book.trial.scenario.router.stepPpm) }), decision, snapshot: null } as const;
  if (purpose === 'none') {
    record(book, nowMs, { ...ticked, effect: { kind: 'none' } });
    return;
  }
  const effect = effectOf(rollout, book.state.sequence + 1, { weight: to, purpose });
  const isRaise = to > rollout.weight || purpose === 'finish';
  record(book, nowMs, { ...ticked, effect: { kind: isRaise ? 'intended' : 'done', effect } });
  if (isRaise) confirm(book, nowMs, effect);
}

/** The rest of the traffic, and the end: no peer watches what it has promoted. */
function promote(book: Book, look: PeerLook): void {
  const nowMs = START_MS + look.atMs;
  const rollout = liveOf(book.state);
  if (rollout.weight < look.to) {
    const effect = effectOf(rollout, book.state.sequence + 1, { weight: look.to, purpose: 'promote' });
    record(book, nowMs, { kind: 'intended', rolloutId: rollout.id, operation: 'promote', effect });
    confirm(book, nowMs, effect);
  }
  record(book, nowMs, { kind: 'promoted', rolloutId: rollout.id, operation: 'promoted', pointer: rollout.candidate.version });
  const ended: PeerLook = { ...look, evidence: {}, from: look.to };
  tick(book, ended, decisionOf(book, ended, 'finished'), 'finish');
}

function confirm(book: Book, nowMs: number, effect: Effect): void {
  record(book, nowMs, { kind: 'confirmed', rolloutId: effect.rolloutId, operation: `confirm/${effect.id}`, effectId: effect.id, observed: effect.weight, settledAtMs: nowMs + book.trial.scenario.router.settlesAfterMs });
}

function effectOf(rollout: Rollout, sequence: number, { weight, purpose }: Pick<Effect, 'weight' | 'purpose'>): Effect {
  return { kind: 'set-weight', id: `${rollout.id}/${sequence}/${weight}`, rolloutId: rollout.id, sequence, weight, mirror: PPM_NONE, purpose };
}

function record(book: Book, atMs: number, event: NewEvent): void {
  const full = { ...event, schema: 1, sequence: book.state.sequence + 1, atMs, actor: 'simulation' } as LedgerEvent;
  book.state = fold({ kind: 'present', state: book.state }, full);
  book.events.push(full);
  book.states.push(book.state);
}

// --- in our words -------------------------------------------------------------------------------------------------------------

function decisionOf({ trial, state }: Book, { said, evidence, from, to, atMs }: PeerLook, kind: DecisionKind): Decision {
  const { policy } = trial;
  const rollout = liveOf(state);
  const ramp = policy.plan.findIndex((stage) => stage.kind === 'ramp' || stage.kind === 'split' || stage.kind === 'switch');
  return {
    kind,
    from,
    to: kind === 'promote' ? from : to,
    mirror: PPM_NONE,
    // It waits for its hook, and asks nobody about what fails meanwhile.
    needs: said.waits && said.verdict !== 'bad' ? 'human' : 'nothing',
    reasons: [reasonOf(said, trial, evidence, START_MS + atMs)],
    checks: policy.checks.map((check) => reportOf(check, rollout, { said, isJudged: check === checkFor('errors', policy), evidence })),
    merged: { odds: 1, oddsNeeded: 1 / policy.promise.falseAlarmRatio },
    harm: { excess: policy.checks.filter(countsAsHarm).reduce((sum, { name }) => sum + (rollout.checks[name]?.excess ?? 0), 0), budget: policy.promise.badRequestsMax },
    turning: { kind: 'none' },
    answered: [],
    stageIndex: rollout.phase === 'trial' ? Math.max(0, ramp) : rollout.stageIndex,
  };
}

function reasonOf(said: PeerLook['said'], { policy }: Trial, evidence: PeerLook['evidence'], nowMs: number): Reason {
  const check = checkFor('errors', policy)?.name ?? '';
  const news = evidence[check];
  if (said.end === 'promoted' || said.end === 'succeeded') return { code: 'all-certified' };
  if (said.verdict === 'bad') return { code: 'check-says-worse', check, cell: 'all', then: said.end === 'rolled-back' ? 'rollback' : 'hold', odds: 1 };
  if (said.verdict === 'unknown') return { code: 'no-data', check, why: news?.kind === 'no-data' ? news.why : said.why };
  return said.waits ? { code: 'approval-needed' } : { code: 'dwell', untilMs: START_MS + Math.max(said.nextMs, nowMs - START_MS) };
}

function reportOf({ name, then }: Check, rollout: Rollout, { said, isJudged, evidence }: { readonly said: PeerLook['said']; readonly isJudged: boolean; readonly evidence: PeerLook['evidence'] }): CheckReport {
  const known = rollout.checks[name];
  const news: Evidence | undefined = evidence[name];
  const counts = (arm: 'stable' | 'candidate') => ({ ...(known?.totals['all']?.[arm] ?? { trials: 0, events: 0 }), ratioMin: 0, ratioMax: 1 });
  const verdicts = { fine: 'same', bad: 'worse', unknown: 'insufficient', 'not-judged': 'insufficient' } as const;
  return {
    name,
    verdict: isJudged ? verdicts[said.verdict] : 'insufficient',
    then,
    totals: { stable: counts('stable'), candidate: counts('candidate') },
    claim: 'all',
    cell: 'all',
    arms: { kind: 'as-totals' },
    odds: 1,
    oddsNeeded: 1,
    sameOdds: 1,
    betterOdds: 1,
    factor: { estimate: 1, min: 0, max: Number.MAX_VALUE },
    quantile: { kind: 'none' },
    limit: { kind: 'none' },
    wait: { kind: 'unknown' },
    watermarkMs: known?.watermarkMs ?? START_MS,
    noData: news?.kind === 'no-data' ? news.why : '',
  };
}

function situationOf(rollout: Rollout, nowMs: number, { weight, step }: { readonly weight: Ppm; readonly step: Ppm }): Situation {
  return {
    nowMs,
    nextLookMs: rollout.policy.expert.lookMs,
    router: { kind: 'read', weight, step, ours: false, mirror: PPM_NONE },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: { kind: 'not-asked' },
    quiet: { kind: 'no' },
    request: { kind: 'none' },
  };
}
