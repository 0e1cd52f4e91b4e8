// Times for people, always in UTC and always from a given instant: no clock, no time zone, no locale.

export interface UtcParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY_MS = 86_400_000;

/** Calendar parts of an instant. Proleptic Gregorian calendar; after H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days. */
export function utcParts(atMs: number): UtcParts {
  const days = Math.floor(atMs / DAY_MS);
  const secondOfDay = Math.floor((atMs - days * DAY_MS) / 1000);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor((secondOfDay % 3600) / 60),
    second: secondOfDay % 60,
  };
}

/** `14:08:10` */
export function utcClock(atMs: number): string {
  const { hour, minute, second } = utcParts(atMs);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `2026-03-09` */
export function utcDate(atMs: number): string {
  const { year, month, day } = utcParts(atMs);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `2026-03-09 14:08:10 UTC` */
export function utcDateTime(atMs: number): string {
  return `${utcDate(atMs)} ${utcClock(atMs)} UTC`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `16:20`, and from another day than `nowMs` `Tue 16:20` within six days, else `5 Jan 16:20`. */
export function utcMoment(atMs: number, nowMs: number): string {
  const clock = utcClock(atMs).slice(0, 'hh:mm'.length);
  if (utcDate(atMs) === utcDate(nowMs)) return clock;
  return Math.abs(atMs - nowMs) < 6 * DAY_MS ? `${weekday(minuteOfWeek(atMs))} ${clock}` : `${utcDay(atMs)} ${clock}`;
}

/** `5 Jan` */
export function utcDay(atMs: number): string {
  const { day, month } = utcParts(atMs);
  return `${String(day)} ${MONTHS[month - 1] ?? ''}`;
}

/** Minutes since Monday 00:00 UTC. */
export function minuteOfWeek(atMs: number): number {
  const minutes = Math.floor(atMs / 60_000) + 3 * 1440; // the epoch was a Thursday
  return ((minutes % 10_080) + 10_080) % 10_080;
}

/** `Mon 08:00` of a minute of the week. */
export function weekMoment(minute: number): string {
  return `${weekday(minute)} ${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
}

function weekday(minute: number): string {
  return WEEKDAYS[Math.floor(minute / 1440) % 7] ?? '';
}

/** `2026-03-09T14:08:10Z` */
export function utcIso(atMs: number): string {
  return `${utcDate(atMs)}T${utcClock(atMs)}Z`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
