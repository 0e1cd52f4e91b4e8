// What is released under a late schedule: a good candidate, each of the bad ones that the promise speaks of, and some that turn bad while nobody may be looking.
import type { SimulatedTask } from '../claims/simulated-task.ts';
import { strataOf } from '../claims/series.ts';
import { DEFAULT_MISBEHAVING } from '../scenario/default-scenario.ts';
import type { Behaviour } from '../scenario/scenario.ts';
import type { LateTask } from './late-release.ts';

export interface LateCandidate {
  readonly name: string;
  readonly series: Pick<Extract<SimulatedTask, { kind: 'drawn' }>['series'], 'candidate' | 'stratum'>;
  readonly candidate: LateTask['candidate'];
}

const HOUR = 3_600_000;
const LATER = { ...DEFAULT_MISBEHAVING, since: 'first-traffic' } as const;
const ERRORS = { kind: 'all', of: 'errors' } as const;

/** Bad from the first request on: the promise is about these. */
export function badCandidates(): readonly LateCandidate[] {
  return strataOf('worst').map((stratum) => ({ name: stratum.name, series: { candidate: 'worst', stratum }, candidate: { kind: 'as drawn' } }));
}

/** Hours after the first raise, when the weight has grown and jobs have come and gone. */
export function lateTurners(): readonly LateCandidate[] {
  return [
    turns('dead after 2 h', [{ kind: 'crash', ...LATER, fromMs: 2 * HOUR, pods: 1, loopMs: 'none' }]),
    turns('dead after 6 h', [{ kind: 'crash', ...LATER, fromMs: 6 * HOUR, pods: 1, loopMs: 'none' }]),
    turns('10x after 6 h', [{ kind: 'worse', ...LATER, fromMs: 6 * HOUR, on: ERRORS, factor: 10, points: 0 }]),
  ];
}

export function goodCandidate(): LateCandidate {
  return { name: 'equal', series: EQUAL, candidate: { kind: 'as drawn' } };
}

const EQUAL: LateCandidate['series'] = { candidate: 'equal', stratum: { name: '', first: 0, every: 1 } };

function turns(name: string, behaviours: readonly Behaviour[]): LateCandidate {
  return { name, series: EQUAL, candidate: { kind: 'behaves', behaviours } };
}
