// The catalogues of docs/simulation.md: invariants, named scenarios, families and peers, told by the code that has them.
import { INVARIANTS, type CheckedBy } from '../checkers/index.ts';
import { PEERS } from '../peers/index.ts';
import { FAMILIES } from '../scenario/families/index.ts';
import { MARKS } from '../scenario/marks/index.ts';
import { THEMES } from './scenario-themes.ts';
import { markdownTable } from './markdown-table.ts';
import { withSection } from './marked-section.ts';

/** `page` with its generated sections written anew; what people wrote around them stays. */
export function renderSimulationPage(page: string): string {
  const sections = { invariants: invariants(), scenarios: scenarios(), families: families(), peers: peers() };
  return Object.entries(sections).reduce((written, [name, section]) => withSection(written, { start: `<!-- generated: ${name} -->`, end: '<!-- end of generated -->' }, `\n${section}\n`), page);
}

function invariants(): string {
  return markdownTable(
    ['id', 'what must hold', 'checked'],
    INVARIANTS.map(({ id, rule, by }) => [`\`${id}\``, rule, howChecked(by)]),
  );
}

function howChecked(by: CheckedBy): string {
  switch (by.kind) {
    case 'checker':
      return 'in every recorded release';
    case 'pair':
      return 'between a release and ones related to it';
    case 'claim':
      return `of many releases, with a stated confidence: ${by.claims.map((claim) => `\`${claim}\``).join(', ')}`;
    case 'test':
      return `by [a test of its own](../${by.file})`;
  }
}

function scenarios(): string {
  return THEMES.map(({ title, scenarios: ofTheme }) => {
    const rows = ofTheme().map(({ name, about, grounding, turns }) => [`\`${name}\``, about, grounding, MARKS[turns].about]);
    return `### ${title}\n\n${markdownTable(['name', 'what happens', 'known from', 'what comes of it, and of no other'], rows)}`;
  }).join('\n');
}

function families(): string {
  return markdownTable(
    ['family', 'what it is about'],
    FAMILIES.map(({ name, about }) => [`\`${name}\``, about]),
  );
}

function peers(): string {
  return markdownTable(
    ['name', 'what it is'],
    PEERS.map(({ name, modelOf }) => [`\`${name}\``, `${modelOf.charAt(0).toUpperCase()}${modelOf.slice(1)}.`]),
  );
}
