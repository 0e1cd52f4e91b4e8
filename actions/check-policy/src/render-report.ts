// The job summary: every policy in full, what a change does to it, and the runs that broke a promise as files to replay.
import { escapeMarkdown } from '@rampart/report';
import { renderCheckMarkdown, writeScenario, type ClaimVerdict } from '@rampart/simulator';
import type { ProvedPolicy } from './proved-policy.ts';
import type { Survey } from './survey.ts';

export const ICONS: Readonly<Record<ClaimVerdict, string>> = { proved: '✅', refuted: '❌', inconclusive: '❔' };

export interface ReportParts {
  readonly icon: string;
  readonly sentence: string;
  readonly policies: readonly ProvedPolicy[];
  readonly survey: Pick<Survey, 'deleted' | 'unchanged'>;
  /** Sentences about the job itself. */
  readonly notes: readonly string[];
}

export function renderReport({ icon, sentence, policies, survey, notes }: ReportParts): string {
  return [
    `### ${icon} ${escapeMarkdown(sentence)}`,
    '',
    ...policies.flatMap((policy) => [...policyLines(policy), ...counterexampleLines(policy)]),
    ...restLines(survey),
    ...notes.map(escapeMarkdown),
    '',
  ].join('\n');
}

/** What the comment shows of a policy, too. */
export function policyLines({ words, comparison }: ProvedPolicy): readonly string[] {
  const block = renderCheckMarkdown(words).trimEnd().split('\n');
  return [...block, ...(comparison === '' ? [] : ['', escapeMarkdown(comparison)]), ''];
}

export function restLines({ deleted, unchanged }: ReportParts['survey']): readonly string[] {
  return [
    ...(deleted.length === 0 ? [] : [`Deleted: ${named(deleted)}`]),
    ...(unchanged.length === 0 ? [] : [`Unchanged: ${named(unchanged.map(({ version }) => version.file))}`]),
  ];
}

const NAMED_MAX = 10;

function named(files: readonly string[]): string {
  const more = files.length - NAMED_MAX;
  return `${files.slice(0, NAMED_MAX).map(escapeMarkdown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function counterexampleLines({ version, report }: ProvedPolicy): readonly string[] {
  return report.claims.flatMap(({ name, verdict, counterexample }) => {
    if (verdict !== 'refuted' || counterexample.kind === 'none') return [];
    const text = writeScenario({ policy: version.file, breaks: name, depth: 'decide', scenario: counterexample.scenario });
    const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))));
    return [
      `<details><summary>A release that breaks ${escapeMarkdown(name)}</summary>`,
      '',
      'In a file at the root of the repository, e.g. broken.yaml, `rampart replay broken.yaml` shows it look by look.',
      '',
      `${fence}yaml`,
      text.trimEnd(),
      fence,
      '',
      '</details>',
      '',
    ];
  });
}
