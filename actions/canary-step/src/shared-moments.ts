// When the targets of a job look again: at the same moments, so that what each of them begins with is read for all of them at once. A target whose look
// takes too long goes on by itself, and delays nobody.

export interface SharedMoments {
  /** When the look after the one that began at `beganAtMs` is due. */
  after(beganAtMs: number, everyMs: number): number;
  /** Says that `target` looks again at `atMs`. What it answers is called then, and ends when that was read for everybody who had said so. */
  meet(target: string, atMs: number): () => Promise<void>;
}

/** Reads at once what the next look of each of these targets begins with. */
export type LookAhead = (targets: readonly string[]) => Promise<void>;

interface Meeting {
  readonly targets: string[];
  reading: Promise<void> | 'not yet';
}

/** A look that began by this part of the time between two too early belongs to its moment all the same: timers wake a little early, too. */
const TOLERANCE = 0.1;

export function sharedMoments(lookAhead: LookAhead): SharedMoments {
  let firstAtMs: number | 'none' = 'none';
  const meetings = new Map<number, Meeting>();
  return {
    after: (beganAtMs, everyMs) => {
      if (firstAtMs === 'none') firstAtMs = beganAtMs;
      return firstAtMs + (Math.floor((beganAtMs - firstAtMs) / everyMs + TOLERANCE) + 1) * everyMs;
    },
    meet: (target, atMs) => {
      const meeting: Meeting = meetings.get(atMs) ?? { targets: [], reading: 'not yet' };
      meetings.set(atMs, meeting);
      meeting.targets.push(target);
      return () => {
        // Who comes later meets nobody.
        if (meetings.get(atMs) === meeting) meetings.delete(atMs);
        if (meeting.reading === 'not yet') meeting.reading = lookAhead(meeting.targets);
        return meeting.reading;
      };
    },
  };
}
