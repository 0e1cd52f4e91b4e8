// The stages of a plan in the words and units of a policy file, everything written out.
import type { Stage } from '@rampart/rollout-policy';
import { labelsOriginText } from './check-text.ts';
import type { Written } from './policy-text.ts';
import { formatDuration } from './units/duration.ts';
import { formatMargin } from './units/margin.ts';
import { formatShare } from './units/share.ts';

export function stageText(stage: Stage): Written {
  switch (stage.kind) {
    case 'smoke':
      return stage.probe.kind === 'none' ? 'smoke' : { smoke: labelsOriginText(stage.probe) };
    case 'shadow':
      return { shadow: { for: formatDuration(stage.durationMs), share: formatShare(stage.share) } };
    case 'approval':
    case 'switch':
      return stage.kind;
    case 'ramp':
      return { ramp: rampText(stage) };
    case 'split':
      return { split: splitText(stage) };
    case 'bake':
      return { bake: { for: formatDuration(stage.durationMs), holdback: formatShare(stage.holdback) } };
    case 'follow':
      return { follow: { for: formatDuration(stage.durationMs), then: stage.then } };
  }
}

function rampText({ steps, weightMax, sticky }: Extract<Stage, { kind: 'ramp' }>): Written {
  switch (steps.kind) {
    case 'promise':
      return { upTo: formatShare(weightMax), sticky };
    case 'instances':
      return { instances: steps.count, upTo: formatShare(weightMax), sticky };
    case 'ladder':
      return { weights: steps.weights.map(formatShare), every: formatDuration(steps.everyMs), sticky };
  }
}

/** What an improvement is worth means nothing where none is asked for. */
function splitText({ weight, judge, goal, worthwhile, durationMs }: Extract<Stage, { kind: 'split' }>): Written {
  return { share: formatShare(weight), judge, goal, ...(goal === 'superior' ? { worthwhile: formatMargin(worthwhile) } : {}), atMost: formatDuration(durationMs) };
}
