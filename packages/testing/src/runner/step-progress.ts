// What a caller hears while a run goes on. Everything is masked.
import type { StepRun } from './step-result.ts';

export type StepProgress =
  | { readonly kind: 'started'; readonly job: string; readonly step: string; readonly stage: StepRun['stage'] }
  | { readonly kind: 'line'; readonly job: string; readonly step: string; readonly line: string }
  | { readonly kind: 'ended'; readonly job: string; readonly run: StepRun };
