// What people see of a freeze: one sentence, the files that differ, and what to do next.
import type { ActionResult, Annotation, Closing } from '@rampart/action-kit';
import { changedPaths, type Changes, dataDigest, type Manifest } from '@rampart/data-freeze';
import { escapeMarkdown } from '@rampart/report';
import { assertNever } from '@rampart/rollout-policy';
import type { contract } from './contract.ts';
import type { FreezeOutcome } from './freeze-outcome.ts';

export function renderOutcome(target: string, outcome: FreezeOutcome): ActionResult<typeof contract> {
  const facts = factsOf(outcome);
  const closing = closingOf(target, outcome);
  const summary = renderSummary(outcome, facts, closing);
  return {
    exitCode: facts.held ? 0 : 1,
    outputs: {
      digest: facts.manifest === 'none' ? '' : dataDigest(facts.manifest.entries),
      files: String(facts.manifest === 'none' ? 0 : facts.manifest.entries.length),
      changed: JSON.stringify(facts.changes === 'none' ? [] : changedPaths(facts.changes)),
      sentence: closing.decided,
      report: summary,
    },
    summary,
    annotations: facts.held ? [] : [{ level: 'error', title: 'Data freeze', message: `${closing.decided} ${closing.why} ${closing.next}`, place: { kind: 'nowhere' } } satisfies Annotation],
    closing,
  };
}

interface Facts {
  readonly held: boolean;
  readonly manifest: Manifest | 'none';
  readonly changes: Changes | 'none';
}

function factsOf(outcome: FreezeOutcome): Facts {
  switch (outcome.kind) {
    case 'frozen':
    case 'unchanged':
      return { held: true, manifest: outcome.manifest, changes: 'none' };
    case 'frozen-otherwise':
      return { held: false, manifest: outcome.frozen, changes: outcome.changes };
    case 'changed':
      return { held: false, manifest: outcome.manifest, changes: outcome.changes };
    case 'unreadable':
      return { held: false, manifest: outcome.manifest, changes: 'none' };
    case 'nothing-frozen':
      return { held: false, manifest: 'none', changes: 'none' };
    case 'released':
      return { held: true, manifest: 'none', changes: 'none' };
    default:
      return assertNever(outcome);
  }
}

function closingOf(target: string, outcome: FreezeOutcome): Closing {
  switch (outcome.kind) {
    case 'frozen':
      return {
        decided: `The data of ${target} is frozen: ${describeManifest(outcome.manifest)}.`,
        why: outcome.already ? `It has been since ${outcome.manifest.createdAt}, with the same content; nothing was written.` : 'The manifest is recorded in the ledger.',
        next: 'canary-step and promote hold while the data differs; mode verify says the same in a check, mode release lifts the freeze.',
      };
    case 'frozen-otherwise':
      return {
        decided: `The data of ${target} was not frozen: another freeze of ${outcome.frozen.createdAt} stands.`,
        why: changedPaths(outcome.changes).length === 0 ? 'It pins the same files by other paths.' : `${describeChanges(outcome.changes)}.`,
        next: 'If the change is wanted, run mode release first and freeze again; otherwise restore the data.',
      };
    case 'unchanged':
      return { decided: `The data of ${target} is as it was frozen: ${describeManifest(outcome.manifest)}.`, why: `Every file was read and has the digest of ${outcome.manifest.createdAt}.`, next: 'Nothing is to be done.' };
    case 'changed':
      return {
        decided: `The data of ${target} changed since it was frozen on ${outcome.manifest.createdAt}.`,
        why: `${describeChanges(outcome.changes)}.`,
        next: 'Restore the data; or, if the change is wanted, run mode release and freeze again. Until then canary-step and promote hold.',
      };
    case 'unreadable':
      return { decided: `Whether the data of ${target} changed cannot be said.`, why: `${outcome.why}.`, next: 'Make the files readable in this job (check out, download or mount them) and run it again. Until then canary-step and promote hold.' };
    case 'nothing-frozen':
      return { decided: `The data of ${target} is not frozen.`, why: 'The ledger has no freeze of this target, so there is nothing to compare with.', next: 'Run mode freeze first, or check target and ledger.' };
    case 'released':
      return { decided: outcome.already ? `The data of ${target} was not frozen.` : `The data of ${target} is no longer frozen.`, why: outcome.already ? 'There was nothing to lift.' : 'The freeze is lifted in the ledger; its history stays there.', next: 'Data may change; freeze again before the next release.' };
    default:
      return assertNever(outcome);
  }
}

function renderSummary(outcome: FreezeOutcome, { held, changes }: Facts, { decided, why, next }: Closing): string {
  const rows = changes === 'none' ? [] : rowsOf(changes);
  const shown = rows.slice(0, 100).map(({ path, what }) => `| ${escapeMarkdown(path)} | ${escapeMarkdown(what)} |`);
  return [
    `### ${held ? (outcome.kind === 'released' ? '🔓' : '🔒') : '⛔'} ${escapeMarkdown(decided)}`,
    '',
    escapeMarkdown(why),
    ...(shown.length === 0 ? [] : ['', '| file | what differs |', '| --- | --- |', ...shown]),
    ...(rows.length > shown.length ? ['', `${rows.length - shown.length} more files differ.`] : []),
    '',
    escapeMarkdown(next),
    '',
  ].join('\n');
}

function rowsOf({ added, removed, modified, schemaChanged }: Changes): readonly { readonly path: string; readonly what: string }[] {
  const schemas = new Map(schemaChanged.map(({ path, changes }) => [path, changes]));
  return [
    ...modified.map((path) => ({ path, what: ['content', ...(schemas.get(path) ?? [])].join('; ') })),
    ...removed.map((path) => ({ path, what: 'is gone' })),
    ...added.map((path) => ({ path, what: 'is new' })),
  ];
}

/** `2 modified (a.csv, b.csv), 1 added (c.csv); in a.csv column origin is gone` */
function describeChanges({ added, removed, modified, schemaChanged }: Changes): string {
  const parts = [describePaths(modified, 'modified'), describePaths(removed, 'gone'), describePaths(added, 'new')].filter((part) => part !== '');
  const schemas = schemaChanged.slice(0, 3).map(({ path, changes }) => `in ${path} ${changes.slice(0, 3).join(', ')}`);
  return [parts.join(', '), ...schemas].join('; ');
}

function describePaths(paths: readonly string[], what: string): string {
  if (paths.length === 0) return '';
  const named = paths.slice(0, 3).join(', ');
  return `${paths.length} ${what} (${paths.length > 3 ? `${named}, ...` : named})`;
}

function describeManifest({ entries }: Manifest): string {
  return `${entries.length} ${entries.length === 1 ? 'file' : 'files'}, ${dataDigest(entries)}`;
}
