// What a change makes of the branch of freezes: its next commit.
import { FREEZES_REF } from '@rampart/ledger-records';
import type { FreezeFiles } from './freezes-query.ts';
import { blobId } from './object-ids.ts';
import type { NewCommit } from './publish.ts';
import type { CommitFile } from './write-commit.ts';

/** `none`: the file goes. */
export type FreezeEdit = { readonly name: string; readonly document: { readonly kind: 'none' } | { readonly kind: 'document'; readonly text: string } };

export interface FreezeChangeOn {
  /** Where the branch is; empty while there is none. */
  readonly head: string;
  readonly files: FreezeFiles;
  readonly edit: FreezeEdit;
  readonly target: string;
  readonly atMs: number;
  readonly title: string;
}

export function freezeCommit({ head, files, edit, target, atMs, title }: FreezeChangeOn): NewCommit {
  return { ref: FREEZES_REF, commit: { parent: head, files: edited(files, edit), atMs, title, trailers: [['Target', target]] } };
}

/** Id of the document's blob; empty where the file goes. */
export function wantedId({ document }: FreezeEdit): string {
  return document.kind === 'none' ? '' : blobId(document.text);
}

/** Tells people what this branch is, and keeps its tree from being empty when the last freeze is lifted: GitHub does not write an empty one. */
const README = { name: 'README.md', text: '# Frozen data\n\nOne file per target whose data is frozen while a model is rolled out. Written by Rampart; see freeze-data.\n' };

function edited(files: FreezeFiles, { name, document }: FreezeEdit): readonly CommitFile[] {
  const others = [...files].filter(([other]) => other !== name && other !== README.name).map(([other, id]): CommitFile => ({ name: other, id }));
  return [README, ...others, ...(document.kind === 'none' ? [] : [{ name, text: document.text }])];
}
