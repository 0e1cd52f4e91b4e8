// Evidence that comes long after the request: it neither clocks a stage nor tells blindness, and each such check has to reach its odds alone.
import type { Check, LabelsQuestion, Signal } from '../policy.ts';

export function isDelayed(check: Pick<Check, 'signal'>): boolean {
  return labelsQuestionOf(check.signal).kind === 'asked';
}

/** What a label source is asked, where the signal comes from one. */
export function labelsQuestionOf(signal: Signal): { readonly kind: 'none' } | { readonly kind: 'asked'; readonly question: LabelsQuestion } {
  switch (signal.kind) {
    case 'labels':
    case 'pairs':
    case 'calibration':
      return { kind: 'asked', question: signal };
    case 'score':
      return signal.origin.kind === 'labels' ? { kind: 'asked', question: signal.origin } : { kind: 'none' };
    case 'share':
    case 'time':
    case 'bins':
    case 'level':
      return { kind: 'none' };
  }
}
