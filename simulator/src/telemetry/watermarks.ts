// How far back may still be asked for: the oldest of the newest watermarks of everybody who asks, with some room for who reads an old state.
export interface Watermarks {
  /** `who` asks from `fromMs` on, at `atMs`. */
  note(who: string, fromMs: number, atMs: number): void;
  /** Nobody will ask for what ended before this; minus infinity while nobody has asked. */
  oldestMs(nowMs: number): number;
}

/** Whoever has not asked for so long has ended. */
const GONE_AFTER_MS = 2 * 86_400_000;
/** A job that read the ledger just before somebody else wrote asks from the watermark before. */
const ROOM_MS = 3_600_000;

export function watermarks(): Watermarks {
  const known = new Map<string, { fromMs: number; atMs: number }>();
  return {
    note: (who, fromMs, atMs) => {
      const before = known.get(who);
      if (before === undefined) known.set(who, { fromMs, atMs });
      else {
        before.fromMs = fromMs;
        before.atMs = atMs;
      }
    },
    oldestMs: (nowMs) => {
      let oldest = Number.POSITIVE_INFINITY;
      for (const [who, { fromMs, atMs }] of known) {
        if (nowMs - atMs > GONE_AFTER_MS) known.delete(who);
        else oldest = Math.min(oldest, fromMs);
      }
      return oldest === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : oldest - ROOM_MS;
    },
  };
}
