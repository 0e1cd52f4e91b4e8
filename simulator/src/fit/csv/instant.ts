// Times in exports: `2026-03-01T10:00:00Z`, the same with a space, a fraction or an offset, or seconds or milliseconds since 1970. No time zone data:
// what has no offset is taken as UTC, and whoever reads it is told.

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/;
const SECONDS = /^\d{9,10}(?:\.\d{1,9})?$/;
const MILLISECONDS = /^\d{12,13}$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const INSTANT_ACCEPTED = 'a time, e.g. 2026-03-01T10:00:00Z, or seconds or milliseconds since 1970';

export type Instant = { readonly kind: 'instant'; readonly atMs: number; readonly hasZone: boolean } | { readonly kind: 'refused' };

const REFUSED: Instant = { kind: 'refused' };

/** Whole milliseconds, rounded down. */
export function parseInstant(text: string): Instant {
  if (SECONDS.test(text)) return { kind: 'instant', atMs: Math.floor(Number(text) * 1_000), hasZone: true };
  if (MILLISECONDS.test(text)) return { kind: 'instant', atMs: Number(text), hasZone: true };
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', fraction = '', zone = ''] = WRITTEN.exec(text) ?? [];
  if (year === '' || !isDate(Number(year), Number(month), Number(day)) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return REFUSED;
  const offsetMinutes = offsetOf(zone);
  if (Number.isNaN(offsetMinutes)) return REFUSED;
  const minutes = (daysSinceEpoch(Number(year), Number(month), Number(day)) * 24 + Number(hour)) * 60 + Number(minute) - offsetMinutes;
  return { kind: 'instant', atMs: minutes * 60_000 + Number(second) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0')), hasZone: zone !== '' };
}

/** NaN for an offset that is nowhere. */
function offsetOf(zone: string): number {
  if (zone === '' || zone === 'Z' || zone === 'UTC') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return hours > 14 || minutes > 59 ? Number.NaN : (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = (DAYS_IN_MONTH[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return year >= 1970 && day >= 1 && day <= days;
}

/** Proleptic Gregorian calendar; after H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil, for years after 0. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
