// The candidate's share of the traffic: as wanted, as the router showed it, and as it was counted.
import { element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { stepAreaPath, stepPath, type Point } from '../svg/path.ts';
import { linearScale, type Scale } from '../svg/scale.ts';
import { niceCeiling, niceTicks } from '../svg/ticks.ts';
import { percentOfWeight } from '../text/quantity.ts';
import type { WeightStep } from '../ledger/chapters.ts';
import type { RolloutRecord, ServedShare } from '../ledger/rollout-report.ts';
import { text, valueAxis, type Panel, type PanelFrame } from './chart-frame.ts';

const STEP_LABEL_ROOM = 48;

export function weightPanel({ weight, weightMaxPpm }: RolloutRecord): Panel {
  const top = Math.min(1_000_000, Math.max(niceCeiling(weightMaxPpm * 1.2, 3), 1000));
  const counted = weight.served.length === 0 ? '' : ', dots: counted';
  return {
    title: 'Share of the traffic on the candidate',
    hint: `line: at the router, dashed: wanted${counted}`,
    height: 104,
    draw: (frame) => {
      const y = linearScale({ from: 0, to: top }, { from: frame.bottom, to: frame.top });
      const ticks = niceTicks({ from: 0, to: top }, 3).map((value) => ({ value, label: percentOfWeight(value) }));
      const observed = pointsOf(weight.observed, frame, y);
      return fragment([
        valueAxis(frame, y, ticks),
        element('path', { d: stepAreaPath(observed, frame.untilX, frame.bottom), class: 'candidate area' }),
        element('path', { d: stepPath(observed, frame.untilX), class: 'candidate line' }),
        element('path', { d: stepPath(pointsOf(weight.wanted, frame, y), frame.untilX), class: 'wanted line' }),
        servedDots(weight.served, frame, y),
        stepLabels(weight.observed, frame, y),
      ]);
    },
  };
}

function pointsOf(steps: readonly WeightStep[], { x }: PanelFrame, y: Scale): readonly Point[] {
  return steps.map(({ atMs, weightPpm }) => ({ x: x(atMs), y: y(weightPpm) }));
}

function servedDots(served: readonly ServedShare[], { x }: PanelFrame, y: Scale): Markup {
  return fragment(
    served.map(({ fromMs, toMs, requests, candidateRequests }) =>
      requests === 0 ? NOTHING : element('circle', { cx: x((fromMs + toMs) / 2), cy: y((candidateRequests / requests) * 1_000_000), r: 2, class: 'served' }),
    ),
  );
}

/** The value above the beginning of each step that is long enough to carry it. */
function stepLabels(steps: readonly WeightStep[], { x, untilX, top }: PanelFrame, y: Scale): Markup {
  return fragment(
    steps.map(({ atMs, weightPpm }, index) => {
      const next = steps[index + 1];
      const room = (next === undefined ? untilX : x(next.atMs)) - x(atMs);
      if (weightPpm === 0 || room < STEP_LABEL_ROOM) return NOTHING;
      return text(x(atMs) + 4, Math.max(top + 14, y(weightPpm) - 5), 'value candidate', percentOfWeight(weightPpm));
    }),
  );
}
