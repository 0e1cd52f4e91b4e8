// When people are back, as the policy wrote it: `Mon 08:00 (Europe/Berlin)`.
import type { QuietTime } from '@rampart/rollout-policy';
import { minuteOfWeek, weekMoment } from '../text/utc-time.ts';
import { named } from './foreign-text.ts';

const WEEK_MINUTES = 7 * 1440;

/** `waits until Mon 08:00 (Europe/Berlin), people are away`: stands after whoever waits. */
export function quietWords(untilMs: number, quiet: readonly QuietTime[]): string {
  return `waits until ${backWords(untilMs, quiet)}, people are away`;
}

/**
 * The end of the quiet time that ends at `untilMs`, in its own zone: found without a table of zones, as the one whose written end lies a possible offset
 * from UTC (-12 to +14 h, in quarters) away. Where several do, or none, in UTC.
 */
export function backWords(untilMs: number, quiet: readonly QuietTime[]): string {
  const utc = minuteOfWeek(untilMs);
  const ending = quiet.filter(({ toMinute }) => isOffset((((toMinute - utc) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES));
  const [only, ...others] = ending;
  return only === undefined || others.length > 0 ? `${weekMoment(utc)} UTC` : `${weekMoment(only.toMinute % WEEK_MINUTES)} (${named(only.zone)})`;
}

function isOffset(minutes: number): boolean {
  const signed = minutes > WEEK_MINUTES / 2 ? minutes - WEEK_MINUTES : minutes;
  return signed % 15 === 0 && signed >= -12 * 60 && signed <= 14 * 60;
}
