// Behaviours come in groups, one file each; here each finds its group.
import { assertNever } from '@rampart/rollout-policy';
import type { Behaviour } from '../../scenario/scenario.ts';
import { NO_EFFECT, type Effect } from './effect.ts';
import { coldStart, leak } from './growing.ts';
import { lastingChanges } from './lasting.ts';
import type { Moment } from './moment.ts';
import { overload } from './shared.ts';
import { crash, intermittent, type Draws } from './sudden.ts';

export function effectOf(behaviour: Behaviour, moment: Moment, draws: Draws): Effect {
  switch (behaviour.kind) {
    case 'crash':
      return crash(behaviour, moment);
    case 'intermittent':
      return intermittent(behaviour, moment, draws);
    case 'leak':
      return leak(behaviour, moment);
    case 'cold-start':
      return coldStart(behaviour, moment);
    case 'feedback':
      // What was answered changes what is asked later: only the event-level engine knows, and adds it itself.
      return NO_EFFECT;
    case 'overload':
      return overload(behaviour, moment);
    case 'worse':
    case 'worse-in':
    case 'slower':
    case 'skew':
    case 'wins-own-metric':
      return { changes: lastingChanges(behaviour), untilMs: Number.POSITIVE_INFINITY };
    default:
      return assertNever(behaviour);
  }
}

/** Whether it hits both arms, whichever it is of. */
export function hitsBoth({ kind, arm }: Behaviour): boolean {
  return arm === 'both' || kind === 'overload';
}
