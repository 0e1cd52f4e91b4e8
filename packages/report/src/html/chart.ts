// The picture of one rollout: panels of the same width under each other, on one time axis.
import { content, element, fragment, type Markup } from '../svg/element.ts';
import { linearScale } from '../svg/scale.ts';
import { elapsedTicks } from '../svg/ticks.ts';
import { shorten } from '../text/clean-line.ts';
import { duration } from '../text/quantity.ts';
import type { RolloutRecord } from '../ledger/rollout-report.ts';
import { text, type ChartSize, type Panel, type PanelFrame } from './chart-frame.ts';
import { MARKS_HEIGHT, momentLines, momentNumbers } from './decision-marks.ts';
import { evidencePanel } from './evidence-panel.ts';
import { ratePanel } from './rate-panel.ts';
import { weightPanel } from './weight-panel.ts';

const HEAD = 34;
const BETWEEN = 14;
const AXIS = 34;
const HINT_CHARACTER_WIDTH = 5.7;

/** `description` says in words what the picture shows; the page has the same as tables. */
export function rolloutChart(rollout: RolloutRecord, size: ChartSize, words: { readonly title: string; readonly description: string }): Markup {
  const panels: readonly Panel[] = [weightPanel(rollout), ...rollout.rates.map((series, index) => ratePanel(series, rollout, index)), evidencePanel(rollout)];
  const untilX = size.width - size.right;
  // A little time after the end, so that what the last decision did can be seen.
  const lastMs = rollout.startedAtMs + Math.max(1, (rollout.endedAtMs - rollout.startedAtMs) * 1.04);
  const x = linearScale({ from: rollout.startedAtMs, to: lastMs }, { from: size.left, to: untilX });
  const tops = panels.reduce<readonly number[]>((known, _, index) => [...known, (known.at(-1) ?? 0) + (index === 0 ? MARKS_HEIGHT + HEAD : (panels[index - 1]?.height ?? 0) + BETWEEN + HEAD)], []);
  const frames = panels.map((panel, index): PanelFrame => ({ size, x, untilX, top: tops[index] ?? 0, bottom: (tops[index] ?? 0) + panel.height }));
  const bottom = frames.at(-1)?.bottom ?? 0;
  const whole: PanelFrame = { size, x, untilX, top: MARKS_HEIGHT, bottom };
  const ids = { title: `${size.id}-title`, description: `${size.id}-desc` };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${String(size.width)} ${String(bottom + AXIS)}`, width: size.width, height: bottom + AXIS, role: 'img', 'aria-labelledby': `${ids.title} ${ids.description}` },
    element('title', { id: ids.title }, content(words.title)),
    element('desc', { id: ids.description }, content(words.description)),
    timeAxis(lastMs - rollout.startedAtMs, whole, rollout.startedAtMs),
    momentLines(rollout.marks, whole),
    fragment(panels.map((panel, index) => panelMarkup(panel, frames[index] ?? whole))),
    momentNumbers(rollout.marks, whole),
  );
}

function panelMarkup(panel: Panel, frame: PanelFrame): Markup {
  const { left, width } = frame.size;
  return element(
    'g',
    {},
    text(left, frame.top - 20, 'panel-title', panel.title),
    text(left, frame.top - 6, 'hint', shorten(panel.hint, Math.floor((width - left) / HINT_CHARACTER_WIDTH))),
    panel.draw(frame),
    element('line', { x1: left, x2: frame.untilX, y1: frame.bottom, y2: frame.bottom, class: 'base' }),
  );
}

function timeAxis(durationMs: number, { size, x, bottom }: PanelFrame, fromMs: number): Markup {
  const ticks = elapsedTicks(durationMs, size.timeTicks).map((elapsedMs) => {
    const at = x(fromMs + elapsedMs);
    return fragment([element('line', { x1: at, x2: at, y1: bottom, y2: bottom + 4, class: 'base' }), text(at, bottom + 17, 'tick middle', elapsedMs === 0 ? 'start' : `+${duration(elapsedMs)}`)]);
  });
  return fragment(ticks);
}
