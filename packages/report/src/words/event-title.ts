// One line per record of the ledger: the subjects alone read as the story of the rollouts.
import { assertNever, type LedgerEvent, type Outcome, type TargetState } from '@rampart/rollout-policy';
import { nthTry, percentOfWeight } from '../text/quantity.ts';
import { briefReason } from './brief-reason.ts';
import { isSpent } from './decision-words.ts';
import { named, said, someOf } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import { contextOf, type RolloutContext } from './rollout-context.ts';

type Ticked = Extract<LedgerEvent, { kind: 'ticked' }>;

/** `state` is the fold including `event`. One printable line without a full stop. */
export function eventTitle(event: LedgerEvent, state: TargetState): string {
  const context = contextOf(state);
  const candidate = named(context.candidate);
  switch (event.kind) {
    case 'adopted':
      return `${named(event.target)}: ${named(event.stable.version)} serves from slot ${named(event.stable.slot)}`;
    case 'started':
      return `${event.drill === true ? 'drill: ' : ''}${named(event.candidate.version)} starts on slot ${named(event.candidate.slot)} (${named(context.stable)} serves${event.attempt > 1 ? `; ${nthTry(event.attempt).toLowerCase()}${event.why === '' ? '' : `: ${named(event.why)}`}` : ''})`;
    case 'ticked':
      return `${candidate}: ${tickWords(event, context)}`;
    case 'intended':
      return `${candidate}: ${event.effect.purpose === 'promote' ? 'promotion' : 'change'} to ${percentOfWeight(event.effect.weight)} begins`;
    case 'confirmed':
      return state.rollout.kind === 'none' ? `${candidate} serves everything, the rollout is done` : `${candidate}: ${percentOfWeight(event.observed)} confirmed at the router`;
    case 'promoted':
      return `${candidate}: promoted, the registry says so in ${said(event.pointer)}`;
    case 'ended':
      return `${candidate} is out: ${outcomeWords(event.outcome)}, ${leavingWords(event.why, context)}`;
    case 'followed-up':
      return `${releaseOf(event.rolloutId, state)}: late labels came in, ${event.worse.length === 0 ? 'nothing new against it' : `${someOf(event.worse)} turned out worse`}`;
    case 'retraining-asked':
      return `${releaseOf(event.rolloutId, state)}: a new model was asked for, ${said(event.check)} says that this one is worse`;
    case 'paused':
      return `${named(state.target)}: paused by ${named(event.actor)}${event.why === '' ? '' : `, ${said(event.why)}`}`;
    case 'resumed':
      return `${named(state.target)}: resumed by ${named(event.actor)}${event.why === '' ? '' : `, ${said(event.why)}`}`;
    case 'violated':
      return `${candidate}: frozen data has changed (${said(event.where)}): ${someOf(event.paths)}`;
    case 'restored':
      return `${releaseOf(event.rolloutId, state)} is out again: ${leavingWords(event.why, { stable: state.stable.version, candidate: releaseOf(event.rolloutId, state) })}, ${named(state.stable.version)} serves`;
    default:
      return assertNever(event);
  }
}

/** Version of a release, which need not be the one that is live now. */
function releaseOf(rolloutId: string, { rollout, following, ended }: TargetState): string {
  if (rollout.kind === 'live' && rollout.id === rolloutId) return named(rollout.candidate.version);
  const known = following.find(({ id }) => id === rolloutId) ?? ended.findLast(({ id }) => id === rolloutId);
  return named(known?.candidate.version ?? rolloutId);
}

function tickWords({ decision, effect }: Ticked, context: RolloutContext): string {
  const [reason] = decision.reasons;
  const why = reason === undefined ? 'no reason recorded' : briefReason(reason, decision, context);
  const [from, to] = [percentOfWeight(decision.from), percentOfWeight(decision.to)];
  const doubt = effect.kind === 'unconfirmed' ? ' (the router has not confirmed it)' : '';
  switch (decision.kind) {
    case 'advance':
      return decision.from === decision.to ? `goes on ${decision.mirror > 0 ? `with copies of ${percentOfWeight(decision.mirror)}` : `at ${from}`}, ${why}` : `${from} -> ${to}, ${why}`;
    case 'hold':
      return decision.from === 0 && !isSpent(decision) ? `holds before its first request, ${why}` : `holds at ${from}, ${why}`;
    case 'stepBack':
      return `steps back ${from} -> ${to}, ${why}${doubt}`;
    case 'promote':
      return `to be promoted, ${why}`;
    case 'rollback':
      return `rolled back, ${why}${doubt}`;
    case 'halt':
      return `halted at ${from}, ${why}`;
    case 'finished':
      return `passed, ${why}`;
    default:
      return assertNever(decision.kind);
  }
}

export function outcomeWords(outcome: Outcome): string {
  switch (outcome) {
    case 'promoted':
      return 'promoted';
    case 'rolled-back':
      return 'rolled back';
    case 'halted':
      return 'halted';
    case 'superseded':
      return 'superseded';
    case 'expired':
      return 'expired';
    default:
      return assertNever(outcome);
  }
}
