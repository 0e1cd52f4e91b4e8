// What the proxy writes down, one JSON object per line: every request in access.jsonl, every change of weights in weights.jsonl.
import { createWriteStream } from 'node:fs';

/** One request to a slot. `late` is what was answered, where something was. */
export interface AccessEntry {
  /** When the request came in, epoch milliseconds: the event time of everything that is counted by it. */
  readonly t: number;
  /** `user`: somebody got this answer. `copy`: nobody did, the request was copied to this slot. */
  readonly purpose: 'user' | 'copy';
  readonly key: string;
  readonly region: string;
  readonly slot: string;
  /** Version of the model; empty when the slot did not say. */
  readonly version: string;
  /** 502 and 504 are the proxy's own: the slot did not answer, or not in time. */
  readonly status: number;
  readonly ms: number;
  readonly late?: boolean;
}

export interface WeightEntry {
  readonly t: number;
  readonly version: string;
  readonly weights: Readonly<Record<string, number>>;
  /** Share of the requests that is copied, of the slots that get copies. */
  readonly mirror: Readonly<Record<string, number>>;
  /** Id of the effect that asked for it, or `hand`. */
  readonly by: string;
}

export interface LineLog<Entry> {
  write(entry: Entry): void;
  /** Resolves when everything is in the file. */
  close(): Promise<void>;
}

export function openLineLog<Entry>(path: string): LineLog<Entry> {
  const stream = createWriteStream(path, { flags: 'a' });
  return {
    write: (entry) => void stream.write(`${JSON.stringify(entry)}\n`),
    close: () => new Promise((resolve, reject) => stream.once('error', reject).end(resolve)),
  };
}
