// The candidate's share over time on one line of text: a small picture, and the moments when it changed.
import { percentOfWeight } from '../text/quantity.ts';
import { utcClock, utcDate } from '../text/utc-time.ts';
import { weightAt, weightStory, type Chapter, type WeightStep } from '../ledger/chapters.ts';

const BARS = '▁▂▃▄▅▆▇█';
const PICTURE_COLUMNS = 24;
const MOMENTS_SHOWN = 8;

export interface WeightTimeline {
  /** One bar per equal span of time; a dot where there was no traffic. */
  readonly picture: string;
  /** `14:00:00 start · 14:02:10 5 % · 14:07:40 0 %`, in UTC. */
  readonly moments: string;
}

export function weightTimeline(chapter: Chapter, nowMs: number): WeightTimeline {
  const { observed } = weightStory(chapter);
  const fromMs = chapter.started.atMs;
  const toMs = Math.max(fromMs, isOver(chapter) ? (chapter.events.at(-1)?.atMs ?? fromMs) : nowMs);
  return { picture: pictureOf(observed, fromMs, toMs), moments: momentsOf(observed, toMs) };
}

function isOver({ events, started }: Chapter): boolean {
  const last = events.at(-1);
  return last?.kind === 'ended' || (last?.kind === 'confirmed' && last.observed === 1_000_000 && last.rolloutId === started.rolloutId);
}

function pictureOf(steps: readonly WeightStep[], fromMs: number, toMs: number): string {
  const columnMs = (toMs - fromMs) / PICTURE_COLUMNS;
  // The end of each span: a change shows in the column in which it happened, and the last column shows how it stands.
  const shares = Array.from({ length: PICTURE_COLUMNS }, (_, column) => weightAt(steps, fromMs + (column + 1) * columnMs) / 1_000_000);
  return shares.map(barOf).join('');
}

/** By the square root, so that 1 % and 5 % can be told apart. */
function barOf(share: number): string {
  if (share <= 0) return '·';
  return BARS.charAt(Math.min(BARS.length - 1, Math.ceil(Math.sqrt(share) * BARS.length) - 1));
}

function momentsOf(steps: readonly WeightStep[], toMs: number): string {
  const first = steps[0];
  const severalDays = first !== undefined && utcDate(first.atMs) !== utcDate(toMs);
  const moments = steps.map(({ atMs, weightPpm }, index) => {
    const day = severalDays ? `${utcDate(atMs).slice('2026-'.length)} ` : '';
    return `${day}${utcClock(atMs)} ${index === 0 ? 'start' : percentOfWeight(weightPpm)}`;
  });
  if (moments.length <= MOMENTS_SHOWN) return moments.join(' · ');
  const [head, tail] = [moments.slice(0, 3), moments.slice(-(MOMENTS_SHOWN - 3))];
  return [...head, `… ${String(moments.length - MOMENTS_SHOWN)} more …`, ...tail].join(' · ');
}
