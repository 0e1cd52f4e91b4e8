// What people see of a freeze: one sentence, the files that differ, and what to do next.
import type { ActionResult, Annotation, Closing } from '@rampart/action-kit';
import { changedPaths, type Changes, dataDigest, type Manifest } from '@rampart/data-freeze';
import { escapeMarkdown } from '@rampart/report';
import { assertNever } from '@rampart/rollout-policy';
import type { contract } from './contract.ts';
import type { FreezeOutcome, Shown } from './freeze-outcome.ts';
import type { ShownStatuses } from './ports.ts';

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
    annotations: annotationsOf(outcome, facts, closing),
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
    case 'gated':
    case 'swept':
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
        next: `${shownWords(outcome.shown)}canary-step and promote record a change, and tell, hold or roll back as the policy says; mode release lifts the freeze.`,
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
        next: 'Restore the data; or, if the change is wanted, run mode release and freeze again.',
      };
    case 'unreadable':
      return { decided: `Whether the data of ${target} changed cannot be said.`, why: `${outcome.why}.`, next: 'Make the files readable in this job (check out, download or mount them) and run it again.' };
    case 'nothing-frozen':
      return { decided: `The data of ${target} is not frozen.`, why: 'The ledger has no freeze of this target, so there is nothing to compare with.', next: 'Run mode freeze first, or check target and ledger.' };
    case 'released':
      return { decided: outcome.already ? `The data of ${target} was not frozen.` : `The data of ${target} is no longer frozen.`, why: outcome.already ? 'There was nothing to lift.' : 'The freeze is lifted in the ledger; its history stays there.', next: `${shownWords(outcome.shown)}Data may change; freeze again before the next release.` };
    case 'gated':
      return { decided: `${outcome.context} on ${outcome.what}: ${outcome.state}.`, why: `${outcome.description}.`, next: outcome.state === 'failure' ? 'The status changes by itself when the freeze ends; nothing has to be run again.' : outcome.written ? 'Nothing is to be done.' : 'It said so before; nothing was written.' };
    case 'swept':
      return { decided: `${statusesWords(outcome)}.`, why: outcome.left === 0 ? 'Every one was compared with what is frozen on its base branch.' : leftWords(outcome), next: outcome.left === 0 ? 'Nothing is to be done.' : 'Run the sweep again in an hour, or let the gate set them when they move.' };
    default:
      return assertNever(outcome);
  }
}

/** Ends in a blank, or is empty. */
function shownWords(shown: Shown): string {
  switch (shown.kind) {
    case 'nowhere':
      return '';
    case 'failed':
      return `The open pull requests do not show it: ${shown.why} `;
    case 'shown':
      return `${statusesWords(shown)}. ${shown.left === 0 ? '' : `${leftWords(shown)} `}`;
  }
}

function statusesWords({ open, frozen, written }: ShownStatuses): string {
  return `Of ${String(open)} open pull requests ${String(frozen)} touch what is frozen; ${String(written)} statuses were written`;
}

function leftWords({ left, why }: ShownStatuses): string {
  return `${String(left)} statuses are still to be written${why === '' ? ', more than one run may write' : `: ${why}`}.`;
}

/** What was recorded stands; that people do not see it yet has to be said. */
function warningOf(outcome: FreezeOutcome): string {
  if (outcome.kind === 'swept') return outcome.left === 0 ? '' : leftWords(outcome);
  if (outcome.kind !== 'frozen' && outcome.kind !== 'released') return '';
  return outcome.shown.kind === 'failed' || (outcome.shown.kind === 'shown' && outcome.shown.left > 0) ? shownWords(outcome.shown).trim() : '';
}

function annotationsOf(outcome: FreezeOutcome, { held }: Facts, { decided, why, next }: Closing): readonly Annotation[] {
  if (!held) return [{ level: 'error', title: 'Data freeze', message: `${decided} ${why} ${next}`, place: { kind: 'nowhere' } }];
  const warning = warningOf(outcome);
  return warning === '' ? [] : [{ level: 'warning', title: 'Data freeze', message: warning, place: { kind: 'nowhere' } }];
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
