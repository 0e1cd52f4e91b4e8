// The smoke probe port: every case passes, in the version that was asked about, until a test says otherwise.
import { ok, type SmokeAnswer, type SmokeProbe, type SmokeQuestion } from '@rampart/rollout-engine';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface FakeSmokeProbe extends SmokeProbe {
  readonly faults: FaultSwitch<'ask'>;
  /** The next questions meet these answers, one each, in order; what is left out is as if all went well. */
  answerNext(...answers: readonly Partial<SmokeAnswer>[]): void;
  /** From now on every question meets this. */
  answerAlways(answer: Partial<SmokeAnswer>): void;
  /** Every question so far. */
  questions(): readonly SmokeQuestion[];
}

export function fakeSmokeProbe(): FakeSmokeProbe {
  const faults = faultBox<'ask'>();
  const queued: Partial<SmokeAnswer>[] = [];
  const asked: SmokeQuestion[] = [];
  let always: Partial<SmokeAnswer> = {};
  return {
    faults,
    answerNext: (...answers) => void queued.push(...answers),
    answerAlways: (answer) => void (always = answer),
    questions: () => [...asked],
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answerUnder(faults.take('ask'), 'smoke', 'read', () => ok({ digest: question.digest, cases: 20, failed: 0, first: '', ...(queued.shift() ?? always) })));
    },
  };
}
