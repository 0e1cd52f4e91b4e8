// The codes of scenario files as a section of docs/errors.md.
import { SCENARIO_MISTAKE_KINDS } from '../scenario/text/scenario-mistake.ts';
import { markdownTable } from './markdown-table.ts';
import { withSection } from './marked-section.ts';

/** `page` (docs/errors.md) with the section of scenarios written anew. */
export function renderScenarioErrors(page: string): string {
  const rows = Object.values(SCENARIO_MISTAKE_KINDS).map(({ code, title, remedy }) => [code, title, remedy]);
  const section = `
## RMP3xx: scenario files

Nothing is simulated while a scenario has a mistake; all of them are named at once. Mistakes of the YAML itself have the codes that they have in policy files (RMP101 to RMP108).

${markdownTable(['code', 'what is wrong', 'what to do'], rows)}
`;
  return withSection(page, { start: '<!-- simulator:start -->', end: '<!-- simulator:end -->' }, section);
}
