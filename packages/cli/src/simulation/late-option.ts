// --late: a schedule that comes late, e.g. `4h` or `median=4h,missing=95%`.
import { parseDuration, parseShare } from '@rampart/policy-document';
import type { LateSchedule } from '@rampart/simulator';

export type LateReading = { readonly kind: 'late'; readonly late: LateSchedule } | { readonly kind: 'mistake'; readonly why: string };

/** Of the schedules that come so late, most runs are dropped as well: it is what leaves hours without a look. */
const MISSING = 0.95;

/** Longer than any release takes. */
const MEDIAN_MS_MAX = 30 * 86_400_000;

export function readLate(text: string): LateReading {
  let medianMs: number | 'not said' = 'not said';
  let missing = MISSING;
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.includes('=') ? part.split('=', 2) : ['median', part];
    if (key === 'median') {
      const read = parseDuration(value);
      if (read.kind === 'refused') return mistake(text, `the median is a duration: ${read.says}`);
      if (read.value > MEDIAN_MS_MAX) return mistake(text, 'the median is at most 30d');
      medianMs = read.value;
    } else if (key === 'missing') {
      const read = parseShare(value);
      if (read.kind === 'refused') return mistake(text, `missing is a share: ${read.says}`);
      missing = read.value / 1_000_000;
    } else return mistake(text, `${JSON.stringify(key)} is neither median nor missing`);
  }
  if (medianMs === 'not said') return mistake(text, 'say how late the schedule is by the median');
  return missing >= 1 ? mistake(text, 'at least some runs come') : { kind: 'late', late: { medianMs, missing } };
}

function mistake(text: string, why: string): LateReading {
  return { kind: 'mistake', why: `--late ${JSON.stringify(text)}: ${why}. Write e.g. --late 4h or --late median=4h,missing=95%` };
}
