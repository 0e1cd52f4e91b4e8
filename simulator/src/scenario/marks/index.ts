// All marks by name: what named scenarios turn, one each.
import type { Recording } from '../../rollout/recording.ts';
import { ENDING_MARKS } from './ending-marks.ts';
import { HOLDING_MARKS } from './holding-marks.ts';
import type { MarkRule } from './mark.ts';
import { PORT_MARKS } from './port-marks.ts';

const ALL = { ...ENDING_MARKS, ...HOLDING_MARKS, ...PORT_MARKS };

export type Mark = keyof typeof ALL;

export const MARKS: Readonly<Record<Mark, MarkRule>> = ALL;

/** Those that can be seen in a recording, in the order of the table. */
export function marksOf(recording: Recording): readonly Mark[] {
  // Object.keys forgets what the keys are.
  return (Object.keys(MARKS) as Mark[]).filter((mark) => MARKS[mark].occurs(recording));
}
