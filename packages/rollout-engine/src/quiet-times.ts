// Whether people are away by the policy's quiet times: wall-clock windows of the week in zones of their own, also over changes of daylight saving.
import type { QuietTime, Situation } from '@rampart/rollout-policy';

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;

/** `untilMs`: the first minute that is in no window. Windows that leave none are quiet for another week at every look. */
export function quietAt(quiet: readonly QuietTime[], nowMs: number): Situation['quiet'] {
  const windows = quiet.map(windowOf);
  const isQuiet = (minuteMs: number): boolean => windows.some((isIn) => isIn(minuteMs));
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  if (!isQuiet(startMs)) return { kind: 'no' };
  // Minute by minute: a window's end can be skipped by a clock that goes forward, and come twice by one that goes back.
  for (let minutes = 1; minutes <= WEEK_MINUTES; minutes += 1) {
    const minuteMs = startMs + minutes * MINUTE_MS;
    if (!isQuiet(minuteMs)) return { kind: 'quiet', untilMs: minuteMs };
  }
  return { kind: 'quiet', untilMs: startMs + WEEK_MINUTES * MINUTE_MS };
}

function windowOf({ fromMinute, toMinute, zone }: QuietTime): (minuteMs: number) => boolean {
  const minuteOfWeek = clockIn(zone);
  // Without the zone nobody can say that people are there, and quiet only delays.
  if (minuteOfWeek === 'unknown zone') return () => true;
  return (minuteMs) => {
    const minute = minuteOfWeek(minuteMs);
    return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
  };
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Minutes since Monday 00:00 on the wall clock of `zone`. */
function clockIn(zone: string): ((atMs: number) => number) | 'unknown zone' {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return (atMs) => {
      const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
      return (DAYS.indexOf(parts.get('weekday') ?? '') * 24 + Number(parts.get('hour'))) * 60 + Number(parts.get('minute'));
    };
  } catch {
    return 'unknown zone';
  }
}
