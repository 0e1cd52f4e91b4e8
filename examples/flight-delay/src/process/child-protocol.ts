// What a parent and its child processes say to each other: one start, any number of reports, one stop.
import { choice, shape, text, type Decoder } from '@rampart/json-exchange';

export interface ToChild {
  readonly kind: 'start' | 'report' | 'stop';
  /** What to start with; null in the others. Plain JSON. */
  readonly options: unknown;
}

/** Reports are answered in the order asked. `stopped` is the last message, and its value the last report. */
export interface FromChild {
  readonly kind: 'started' | 'report' | 'stopped' | 'failed';
  /** Plain JSON; null in `failed`. */
  readonly value: unknown;
  /** Why it failed; empty in the others. */
  readonly why: string;
}

const anything: Decoder<unknown> = (value) => ({ kind: 'ok', value });

export const decodeToChild: Decoder<ToChild> = shape({ kind: choice('start', 'report', 'stop'), options: anything });

export const decodeFromChild: Decoder<FromChild> = shape({ kind: choice('started', 'report', 'stopped', 'failed'), value: anything, why: text({ lengthMax: 10_000 }) });
