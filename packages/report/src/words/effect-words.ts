// Sizes of trouble and of improvement that a reason carries: `of 2 x`, `an improvement of 1 point`.
import type { Margin, Reason } from '@rampart/rollout-policy';
import { decimal } from '../text/quantity.ts';
import { differenceWords, measureFor } from './measure.ts';
import type { RolloutContext } from './rollout-context.ts';

/** ` of 2 x`; empty where no size is asked for. */
export function effectSize({ check, effect }: Extract<Reason, { code: 'not-certified' }>, context: RolloutContext): string {
  const words = sizeWords(effect, check, context);
  return words === '' ? '' : ` of ${words}`;
}

/** `an improvement of 1.05 x` */
export function worthwhileWords({ check, worthwhile }: Extract<Reason, { code: 'split-futile' }>, context: RolloutContext): string {
  const words = sizeWords(worthwhile, check, context);
  return words === '' ? 'an improvement' : `an improvement of ${words}`;
}

function sizeWords(size: Margin, check: string, context: RolloutContext): string {
  switch (size.kind) {
    case 'none':
      return '';
    case 'factor':
      return `${decimal(size.factor, 3)} x`;
    case 'points':
      return differenceWords(measureFor(context, check), size.ratio);
  }
}
