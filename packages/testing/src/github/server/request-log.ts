// What was asked of the emulator, in order of arrival.

export interface RequestEntry {
  readonly number: number;
  readonly atMs: number;
  /** GitHub's operationId, `graphql/<first field>`, or `unknown`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly writes: boolean;
  /** Empty for nobody. */
  readonly login: string;
  /** The body as sent. */
  readonly sent: string;
  /** Names of the faults it met. */
  readonly faults: readonly string[];
  /** Whether the route was carried out (a refusal of the route's own counts as carried out). */
  readonly wasApplied: boolean;
  /** 0: the connection broke without an answer; -1: not answered yet. */
  readonly status: number;
  /** Sent while a limit had told this token to wait. */
  readonly isEarly: boolean;
}

export interface RequestLog {
  entries(): readonly RequestEntry[];
  open(entry: Pick<RequestEntry, 'atMs' | 'operation' | 'method' | 'path' | 'writes' | 'login' | 'sent' | 'isEarly'>): OpenEntry;
}

export interface OpenEntry {
  /** As it is now. */
  entry(): RequestEntry;
  note(more: Partial<Pick<RequestEntry, 'faults' | 'wasApplied' | 'status'>>): void;
}

export function requestLog(): RequestLog {
  const entries: RequestEntry[] = [];
  return {
    entries: () => [...entries],
    open: (given) => {
      const at = entries.length;
      let entry: RequestEntry = { number: at + 1, ...given, faults: [], wasApplied: false, status: -1 };
      entries.push(entry);
      return {
        entry: () => entry,
        note: (more) => {
          entry = { ...entry, ...more };
          entries[at] = entry;
        },
      };
    },
  };
}
