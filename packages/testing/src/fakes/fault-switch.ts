// What the world does to a port: faults that a test switches on, for the next call or until healed.
import { failed, type PortError, type Result } from '@rampart/rollout-engine';

export type Fault =
  /** Nobody answers; nothing happened. */
  | 'unavailable'
  /** Somebody else is said to have changed it; nothing happened. */
  | 'conflict'
  /** It happened, the answer was lost. */
  | 'lost-applied'
  /** It did not happen, and nobody can say so. */
  | 'lost-not-applied'
  | 'malformed'
  | 'missing'
  | 'denied'
  | 'refused';

export interface FaultSwitch<Operation extends string> {
  /** The next calls of `operation` meet these faults, one each, in order. */
  next(operation: Operation, ...faults: readonly Fault[]): void;
  /** Every call meets `fault` from now on, after those of `next`. */
  always(operation: Operation, fault: Fault): void;
  heal(): void;
}

export interface FaultBox<Operation extends string> extends FaultSwitch<Operation> {
  /** For the fake itself: the fault of this call. */
  take(operation: Operation): Fault | 'none';
}

export function faultBox<Operation extends string>(): FaultBox<Operation> {
  const queued = new Map<Operation, Fault[]>();
  const standing = new Map<Operation, Fault>();
  return {
    next: (operation, ...faults) => void queued.set(operation, [...(queued.get(operation) ?? []), ...faults]),
    always: (operation, fault) => void standing.set(operation, fault),
    heal: () => {
      queued.clear();
      standing.clear();
    },
    take: (operation) => queued.get(operation)?.shift() ?? standing.get(operation) ?? 'none',
  };
}

/** Answers under a fault: reads lose nothing by a lost reply, so there it is `unavailable`. */
export function answerUnder<T>(fault: Fault | 'none', port: PortError['port'], access: 'read' | 'write', apply: () => Result<T>): Result<T> {
  switch (fault) {
    case 'none':
      return apply();
    case 'lost-applied': {
      if (access === 'write') apply();
      return faultError(port, 'unavailable', access === 'write' ? 'unknown' : 'not-done');
    }
    case 'lost-not-applied':
      return faultError(port, 'unavailable', access === 'write' ? 'unknown' : 'not-done');
    default:
      return faultError(port, fault, 'not-done');
  }
}

function faultError(port: PortError['port'], code: PortError['code'], outcome: PortError['outcome']): Result<never> {
  const retryable = code === 'unavailable';
  return failed({ port, code, message: `the test made the ${port} answer "${code}"`, retryable, outcome });
}
