// The codes of this package, and their section of docs/errors.md.
import { replaceMarkedSection } from './marked-section.ts';

export interface ErrorCode {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
}

export const INPUT_MISSING: ErrorCode = { code: 'RMP201', title: 'A required input was not given, or is empty.', remedy: 'Write it under `with:`. An expression that comes to nothing counts as not given.' };
export const INPUT_REFUSED: ErrorCode = { code: 'RMP202', title: 'An input has a form that is not accepted.', remedy: 'Use the form shown. Nothing is guessed: `10` is no duration, `10m` is.' };
export const OUTPUT_TOO_LARGE: ErrorCode = { code: 'RMP203', title: 'An output is larger than the runner takes and was left empty. A warning.', remedy: 'Read it in the job summary.' };
export const OUTPUTS_NOT_WRITTEN: ErrorCode = { code: 'RMP204', title: 'The runner took no outputs (its disk is full, or the file cannot be written); none was written. What the step did stays done.', remedy: 'Give the runner room and run the workflow again: the step goes on from what is recorded.' };
export const SUMMARY_NOT_WRITTEN: ErrorCode = { code: 'RMP205', title: 'The runner took no job summary. A warning.', remedy: 'Read the log of the step; give the runner room.' };
export const OWN_FAULT: ErrorCode = { code: 'RMP900', title: 'A fault of Rampart itself. Nothing advances.', remedy: 'Run the job again; if it fails again, report it with its log.' };

/** `page` (docs/errors.md) with the section of actions in general written anew, at its end if there is none yet. */
export function renderErrorSection(page: string): string {
  const hasSection = page.includes('<!-- action-kit:start -->');
  const rows = [INPUT_MISSING, INPUT_REFUSED, OUTPUT_TOO_LARGE, OUTPUTS_NOT_WRITTEN, SUMMARY_NOT_WRITTEN, OWN_FAULT].map(({ code, title, remedy }) => `| ${code} | ${title} | ${remedy} |`);
  const section = `
## RMP2xx and RMP900: every action

A wrong input ends a step before it does anything (exit 2); all wrong inputs are named at once.

| code | what is wrong | what to do |
|---|---|---|
${rows.join('\n')}
`;
  return replaceMarkedSection(hasSection ? page : `${page.trimEnd()}\n\n<!-- action-kit:start -->\n<!-- action-kit:end -->\n`, 'action-kit', section);
}
