// When people are away, week by week: `Fri 16:00 to Mon 08:00 Europe/Berlin`. Wall-clock time of a place, so that summer time moves with its people.
import type { QuietTime } from '@rampart/rollout-policy';
import { didYouMean } from '../did-you-mean.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';

const DAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTES_PER_DAY = 1_440;
const MOMENT = `(?:${DAYS.join('|')}) (?:[01][0-9]|2[0-3]):[0-5][0-9]`;
export const QUIET_TIME_PATTERN = `^${MOMENT} to ${MOMENT} [A-Za-z0-9_+/-]{3,50}$`;

export function parseQuietTime(text: string): Parsed<QuietTime> {
  const [from = '', to = '', ...others] = text.split(' to ');
  const [day = '', clock = '', zone = '', ...rest] = to.split(' ');
  if (others.length > 0 || rest.length > 0 || to === '') return refused('quiet time is a day and a time, to a day and a time, and a time zone');
  const fromMinute = minuteOfWeek(from);
  if (fromMinute.kind === 'refused') return fromMinute;
  const toMinute = minuteOfWeek(`${day} ${clock}`);
  if (toMinute.kind === 'refused') return toMinute;
  const known = checkedZone(zone);
  if (known.kind === 'refused') return known;
  if (fromMinute.value === toMinute.value) return refused('this begins where it ends, so it is no time or all of it');
  return parsed({ fromMinute: fromMinute.value, toMinute: toMinute.value, zone: known.value });
}

export function formatQuietTime({ fromMinute, toMinute, zone }: QuietTime): string {
  return `${formatMinute(fromMinute)} to ${formatMinute(toMinute)} ${zone}`;
}

function minuteOfWeek(text: string): Parsed<number> {
  const [day = '', clock = '', ...rest] = text.split(' ');
  const dayIndex = DAYS.indexOf(day);
  if (dayIndex < 0) return refused(`${JSON.stringify(day.slice(0, 12))} is not a day (${DAYS.join(', ')})`);
  const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(clock);
  if (match === null || rest.length > 0) return refused(`${JSON.stringify(clock.slice(0, 12))} is not a time from 00:00 to 23:59`);
  return parsed(dayIndex * MINUTES_PER_DAY + Number(match[1]) * 60 + Number(match[2]));
}

/** The names of this machine's time-zone database, their older and newer spellings (Europe/Kyiv, Europe/Kiev), and UTC. */
function checkedZone(zone: string): Parsed<string> {
  if (zone === '') return refused('a time zone is missing: nobody can say whose Friday it is');
  if (zone === 'UTC') return parsed(zone);
  const known = Intl.supportedValuesOf('timeZone');
  if (known.includes(zone) || isOtherSpelling(zone)) return parsed(zone);
  const meant = didYouMean(zone, known);
  const hint = meant.kind === 'suggestion' ? `; did you mean ${meant.word}?` : ' (an abbreviation like CET does not say when summer time begins)';
  return refused(`${JSON.stringify(zone.slice(0, 50))} is not a time zone${hint}`);
}

/** Intl takes any case and offsets as well; names are written in one way. */
function isOtherSpelling(zone: string): boolean {
  if (!/^[A-Z][A-Za-z_]{1,30}(?:\/[A-Z][A-Za-z_-]{1,30}){1,2}$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.toLowerCase() !== zone.toLowerCase();
  } catch (error) {
    // What Intl does not know is no time zone.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function formatMinute(minuteOfTheWeek: number): string {
  const minute = minuteOfTheWeek % MINUTES_PER_DAY;
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${DAYS[Math.floor(minuteOfTheWeek / MINUTES_PER_DAY)] ?? ''} ${clock}`;
}
