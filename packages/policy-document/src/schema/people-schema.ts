// `people: {quiet: Fri 16:00 to Mon 08:00 Europe/Berlin}`: when nothing is raised or promoted.
import type { QuietTime } from '@rampart/rollout-policy';
import { QUIET } from '../defaults.ts';
import { refusal } from '../mistakes/refusal.ts';
import { described, listOf, mapping, optional, shortOrLong, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { quietTime, quietTimesShort } from './unit-forms.ts';

const EXAMPLE = 'Fri 16:00 to Mon 08:00 Europe/Berlin';

export interface People {
  readonly quiet: readonly QuietTime[];
}

export function peopleSchema(): Form<People> {
  const what = 'When people are away: nothing is raised or promoted then. Lowering never waits. One time of the week, a list of them, or `none` (default).';
  return mapping('people', `{quiet: ${EXAMPLE}}`, { quiet: optional(described(what, quiet())) }).transform((written): People => ({ quiet: written.quiet ?? QUIET.value }));
}

function quiet(): Form<readonly QuietTime[]> {
  return shortOrLong(quietTimesShort(), listOf(quietTime(), `[${EXAMPLE}]`)).transform((times, ctx) => (isWholeWeek(times) ? refuse(ctx, WHOLE_WEEK) : times));
}

const WHOLE_WEEK = refusal('out-of-range', { says: 'this is the whole week: nothing would ever be promoted', accepted: `times that leave some of the week, e.g. ${EXAMPLE}` });

/** Within one time zone; clocks of several places leave gaps that move twice a year. What is left of a week begins where one of the times ends. */
function isWholeWeek(times: readonly QuietTime[]): boolean {
  const zones = [...new Set(times.map(({ zone }) => zone))];
  return zones.some((zone) => {
    const own = times.filter((time) => time.zone === zone);
    return own.every(({ toMinute }) => own.some((time) => isWithin(toMinute, time)));
  });
}

function isWithin(minute: number, { fromMinute, toMinute }: QuietTime): boolean {
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}
