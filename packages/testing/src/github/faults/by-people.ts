// What people do to a branch while nobody looks.
import { encodeCommit, NO_OBJECT } from '../objects/git-object.ts';
import type { EmulatedRepository } from '../repository/emulated-repository.ts';
import type { Fault } from './fault.ts';

export type ByPeople = Extract<Fault, { readonly ref: string }>;

/** Answers whether there was anything to do it to. */
export async function letPeople(repository: EmulatedRepository, fault: ByPeople, nowMs: number): Promise<boolean> {
  const { refs } = await repository.now();
  const ref = fault.ref.endsWith('/') ? ([...refs.keys()].find((name) => name.startsWith(fault.ref)) ?? '') : fault.ref;
  const head = refs.get(ref);
  const commit = head === undefined ? 'missing' : await repository.commit(head);
  if (head === undefined || commit === 'missing') return false;
  switch (fault.kind) {
    case 'ref-rewound': {
      const [parent] = commit.parents;
      if (parent === undefined) return false;
      return done(await repository.moveRefs([{ ref, from: head, to: parent }]));
    }
    case 'ref-deleted':
      return done(await repository.moveRefs([{ ref, from: head, to: NO_OBJECT }]));
    case 'ref-recreated': {
      const person = { name: 'Ada', email: 'ada@example.com', atSeconds: Math.floor(nowMs / 1000), zone: '+0000' };
      const fresh = await repository.store.write(encodeCommit({ ...commit, parents: [], author: person, committer: person, message: 'start over' }));
      return done(await repository.moveRefs([{ ref, from: head, to: fresh }]));
    }
    case 'file-edited': {
      const entry = await repository.entryAt(commit.tree, fault.path);
      const bytes = entry === 'missing' ? 'missing' : await repository.blob(entry.id);
      const text = bytes === 'missing' ? '' : bytes.toString('utf8');
      await repository.commitFiles(ref, { [fault.path]: edited(text, fault.edit) }, { message: `Update ${fault.path}` });
      return true;
    }
  }
}

function edited(text: string, edit: Extract<Fault, { readonly kind: 'file-edited' }>['edit']): string {
  switch (edit) {
    case 'garbage':
      return `<<<<<<< HEAD\n${text}`;
    case 'cut-off':
      return text.slice(0, Math.floor(text.length / 2));
    case 'schema-from-the-future':
      return text.replace(/("(?:schema|schemaVersion|rampart)"\s*:\s*)\d+/, (_, name: string) => `${name}9999`);
  }
}

function done(outcome: { readonly kind: 'moved' | 'refused' }): boolean {
  return outcome.kind === 'moved';
}
