// What the candidate answered changes what is asked later: requests of both arms fail by `gain` times its part of the answers so far more often.
import type { Behaviour, Scenario } from '../../scenario/scenario.ts';
import { isDuring, periodOf } from '../behaviours/moment.ts';
import type { Exposure } from '../world.ts';

export type FeedbackBehaviour = Extract<Behaviour, { kind: 'feedback' }>;

/** The scenario without feedback, which the quality of an arm would only have in expectation. */
export function withoutFeedback(scenario: Scenario): Scenario {
  return { ...scenario, behaviours: scenario.behaviours.filter(({ kind }) => kind !== 'feedback') };
}

export class Feedback {
  readonly #behaviours: readonly FeedbackBehaviour[];
  #answers = 0;
  #answersOfCandidate = 0;

  constructor({ behaviours }: Scenario) {
    this.#behaviours = behaviours.filter((behaviour) => behaviour.kind === 'feedback');
  }

  /** What comes on top of every request's probability of failing. */
  pointsAt(atMs: number, exposure: Exposure): number {
    if (this.#answersOfCandidate === 0) return 0;
    let points = 0;
    for (const behaviour of this.#behaviours) if (isDuring(periodOf(behaviour, exposure), atMs)) points += (behaviour.gain * this.#answersOfCandidate) / this.#answers;
    return points;
  }

  note(isCandidate: boolean): void {
    this.#answers += 1;
    if (isCandidate) this.#answersOfCandidate += 1;
  }
}
