// How ports fail: as values. A port never throws for something that the world can do to it.

export type Result<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'error'; readonly error: PortError };

export interface PortError {
  readonly port: 'ledger' | 'router' | 'deployer' | 'metrics' | 'registry' | 'freeze' | 'smoke' | 'retraining';
  readonly code:
    /** Nobody answered, or answered with a passing fault. */
    | 'unavailable'
    /** Somebody else changed it since we read. */
    | 'conflict'
    /** The answer is not of the agreed form. */
    | 'malformed'
    /** Not there. */
    | 'missing'
    /** We may not. */
    | 'denied'
    /** The other side says no, and would again. */
    | 'refused';
  /** What was seen and what to do, for a person. */
  readonly message: string;
  readonly retryable: boolean;
  /** The other side wants to be asked nothing before then. Absent: it has not said so. */
  readonly notBeforeMs?: number;
  /** Whether the change may have happened all the same. Reads are always `not-done`. */
  readonly outcome: 'not-done' | 'unknown';
  readonly cause?: unknown;
}

export function ok<T>(value: T): Result<T> {
  return { kind: 'ok', value };
}

export function failed<T = never>(error: PortError): Result<T> {
  return { kind: 'error', error };
}
