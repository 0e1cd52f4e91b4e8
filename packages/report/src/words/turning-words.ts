// The smallest change of the newest counts that would have changed the decision: `With 23 failures instead of 25 in the last block it would have waited.`
import { assertNever, type Check, type DecisionKind, type Turning } from '@rampart/rollout-policy';
import { count } from '../text/quantity.ts';
import { cellWords, whereWords } from './cell-words.ts';
import { factsOf, isFailure } from './comparison-words.ts';
import { named } from './foreign-text.ts';
import { measureOf, valueWords } from './measure.ts';
import type { CheckFacts, RolloutContext } from './rollout-context.ts';

type Counted = Extract<Turning, { kind: 'events' }>;

/** Empty where no small change would have. */
export function turningWords(turning: Turning, context: RolloutContext): string {
  if (turning.kind === 'none') return '';
  return `With ${insteadWords(turning, factsOf(context, turning.check), context)} in the last block it would have ${insteadOf(turning.decision)}.`;
}

function insteadWords(turning: Counted, facts: CheckFacts | undefined, context: RolloutContext): string {
  const { seen, instead, cell, check } = turning;
  const measure = facts === undefined ? undefined : measureOf(facts.check);
  if (facts === undefined || measure === undefined || measure.kind === 'share') return `${count(instead)} ${nounOf(facts?.check, turning, context)} instead of ${count(seen)}${whereWords(cell)}`;
  // Sums of a mean or a gauge say nothing by themselves; the newest block has the number that they are divided by.
  const { trials } = facts.state.newest.cell.candidate;
  const value = (sum: number): string => valueWords(measure, trials === 0 ? sum : sum / trials);
  return `${named(check)} at ${value(instead)} instead of ${value(seen)}${whereWords(cell)}`;
}

function nounOf(check: Check | undefined, { cell, instead }: Counted, context: RolloutContext): string {
  const s = Math.round(instead) === 1 ? '' : 's';
  switch (check?.signal.kind) {
    case 'share':
      if (check.signal.unit === 'users') return isFailure(check) ? `user${s} with a failure` : `user${s} with "${named(check.name)}"`;
      return isFailure(check) ? `failure${s}` : `request${s} with "${named(check.name)}"`;
    case 'time':
      return cell.startsWith('le=') ? `request${s} ${cellWords(cell)}` : `slow request${s}`;
    case 'labels':
      return check.better === 'lower' ? `wrong answer${s}` : `right answer${s}`;
    case 'pairs':
      return cell === 'different' ? `different answer${s}` : `item${s} that ${named(context.candidate)} alone got wrong`;
    case 'bins':
      return check.signal.by === 'le' ? `answer${s} ${cellWords(cell, check)}` : `answer${s} "${named(cell.slice('bin='.length))}"`;
    case 'calibration':
      return `item${s} that came true`;
    case 'score':
    case 'level':
    case undefined:
      return `bad request${s}`;
  }
}

function insteadOf(kind: DecisionKind): string {
  switch (kind) {
    case 'advance':
      return 'gone on';
    case 'hold':
      return 'waited';
    case 'stepBack':
      return 'stepped back';
    case 'promote':
      return 'been ready for promotion';
    case 'rollback':
      return 'been taken out';
    case 'halt':
      return 'stopped for a person';
    case 'finished':
      return 'been done';
    default:
      return assertNever(kind);
  }
}
