// What each stage of a plan does, one sentence each, for people who did not write the plan.
import { PPM_ALL, type Stage } from '@rampart/rollout-policy';
import { duration, percentOfWeight } from '../text/quantity.ts';

export function stageWords(stage: Stage): string {
  switch (stage.kind) {
    case 'smoke':
      return `smoke: the candidate is placed at 0 %, has to be ready and of the recorded digest${stage.probe.kind === 'none' ? '' : ', and its golden cases are answered through the real route'}.`;
    case 'shadow':
      return `shadow: for ${duration(stage.durationMs)} the candidate gets copies of ${stage.share === PPM_ALL ? 'all' : `${percentOfWeight(stage.share)} of the`} requests; users see stable's answers only.`;
    case 'ramp':
      return `ramp: ${rampWords(stage)}, up to ${percentOfWeight(stage.weightMax)}${stage.sticky === 'user' ? '; a user stays on one version' : ''}.`;
    case 'switch':
      return 'switch: from 0 % to promotion in one move.';
    case 'split':
      return `split: ${percentOfWeight(stage.weight)} of the traffic until "${stage.judge}" is ${stage.goal === 'superior' ? 'better' : 'proved no worse'}, at most ${duration(stage.durationMs)}.`;
    case 'approval':
      return 'approval: waits until a person approves.';
    case 'bake':
      return `bake: after the promotion ${duration(stage.durationMs)} under the same checks, ${stage.holdback === 0 ? 'with nothing on the old version: only limits can send back' : `with ${percentOfWeight(stage.holdback)} left on the old version`}.`;
    case 'follow':
      return `follow: ${duration(stage.durationMs)} of late labels are watched; if they turn out worse, ${stage.then === 'rollback' ? 'the version that served before is restored' : 'people are told'}.`;
  }
}

function rampWords({ steps }: Extract<Stage, { readonly kind: 'ramp' }>): string {
  switch (steps.kind) {
    case 'promise':
      return 'the share grows as fast as the promise on bad requests allows';
    case 'ladder':
      return `${steps.weights.map(percentOfWeight).join(', ')}, each for at least ${duration(steps.everyMs)}`;
    case 'instances':
      return `one of ${String(steps.count)} instances after the other`;
  }
}
