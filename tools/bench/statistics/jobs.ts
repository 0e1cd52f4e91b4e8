// What can be asked of a worker: plain data in, plain data out.
import { measureDetection, type Detected, type Detection } from './detection.ts';
import { agrees, countSentBack, type CandidateName, type Counted, type Releases, type WorldName } from './false-rollbacks.ts';
import { measureRollouts, type RolloutsAsked, type RolloutsSeen } from './rollouts.ts';

export type Job =
  | ({ readonly kind: 'detection' } & Detection)
  | ({ readonly kind: 'releases' } & Releases)
  | { readonly kind: 'agreement'; readonly world: WorldName; readonly candidate: CandidateName; readonly run: number }
  | ({ readonly kind: 'rollouts' } & RolloutsAsked);

interface Results {
  readonly detection: Detected;
  readonly releases: Counted;
  readonly agreement: boolean;
  readonly rollouts: RolloutsSeen;
}

export type ResultOf<T extends Job> = Results[T['kind']];

export interface Reply<T extends Job> {
  readonly kind: T['kind'];
  readonly result: ResultOf<T>;
}

export function perform(job: Job): Reply<Job> {
  switch (job.kind) {
    case 'detection':
      return { kind: job.kind, result: measureDetection(job) };
    case 'releases':
      return { kind: job.kind, result: countSentBack(job) };
    case 'agreement':
      return { kind: job.kind, result: agrees(job) };
    case 'rollouts':
      return { kind: job.kind, result: measureRollouts(job) };
  }
}

/** A worker runs perform(): its answer has the kind of the job. */
export function isReply<T extends Job>(job: T, message: unknown): message is Reply<T> {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === job.kind && 'result' in message;
}
