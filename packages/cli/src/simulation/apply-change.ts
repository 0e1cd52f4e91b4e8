// Writes one proposed change into a policy file. Comments and everything else stay as they are; what the edit made of the file is read again before it is
// written.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { editedText, readPolicy } from '@rampart/policy-document';
import type { Change } from '@rampart/simulator';

export type Applied = { readonly kind: 'applied' } | { readonly kind: 'not-applied'; readonly why: string };

export async function applyChange(change: Change, { file, cwd }: { readonly file: string; readonly cwd: string }): Promise<Applied> {
  const path = resolve(cwd, file);
  const text = await readFile(path, 'utf8');
  const edited = editedText(text, change);
  if (edited.kind === 'cannot') return { kind: 'not-applied', why: `${file} says it in a form that this change cannot be written into; change ${change.path.join('.')} to ${change.to} by hand` };
  const reading = readPolicy({ file, text: edited.text });
  // Values that a defaults file gives are missing here: only what is wrong with the edited part counts.
  const isWrong = reading.kind === 'mistakes' && reading.mistakes.some(({ subject }) => subject.startsWith(String(change.path[0])));
  if (isWrong) return { kind: 'not-applied', why: `with ${change.path.join('.')}: ${change.to} the policy would not be valid any more; change it by hand` };
  await writeFile(path, edited.text);
  return { kind: 'applied' };
}
