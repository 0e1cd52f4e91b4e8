// What follows from the simulator and is kept in the repository: sections of two pages under docs. Pure: whoever asks reads and writes the files.
import { renderScenarioErrors } from './error-section.ts';
import { renderSimulationPage } from './simulation-page.ts';

export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly content: string;
}

/** `present`: what a file of the repository holds now. */
export function generatedFiles(present: (file: string) => string): readonly GeneratedFile[] {
  return [
    { file: 'docs/simulation.md', content: renderSimulationPage(present('docs/simulation.md')) },
    { file: 'docs/errors.md', content: renderScenarioErrors(present('docs/errors.md')) },
  ];
}
