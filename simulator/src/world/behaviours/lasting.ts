// Behaviours that are the same from their first to their last moment.
import { assertNever } from '@rampart/rollout-policy';
import type { Behaviour, On } from '../../scenario/scenario.ts';
import type { Change } from './change.ts';

type Lasting = Extract<Behaviour, { kind: 'worse' | 'worse-in' | 'slower' | 'skew' | 'wins-own-metric' }>;

const ANSWERS: On = { kind: 'all', of: 'answers' };

export function lastingChanges(behaviour: Lasting): readonly Change[] {
  switch (behaviour.kind) {
    case 'worse':
      return [{ kind: 'worse', on: behaviour.on, but: '', segment: '', factor: behaviour.factor, points: behaviour.points }];
    case 'worse-in':
      return [{ kind: 'worse', on: behaviour.on, but: '', segment: behaviour.segment, factor: behaviour.factor, points: behaviour.points }];
    case 'slower':
      return [{ kind: 'slower', factor: behaviour.factor, fromQuantile: behaviour.fromQuantile }];
    case 'skew':
      return [{ kind: 'skew', moved: behaviour.moved }];
    case 'wins-own-metric':
      return [
        { kind: 'better', check: behaviour.better, points: behaviour.gain },
        { kind: 'worse', on: ANSWERS, but: behaviour.better, segment: '', factor: 1, points: behaviour.loss },
      ];
    default:
      return assertNever(behaviour);
  }
}
