// Which names of files are meant by what a person wrote under `policy:`. The same rules for the checkout and for a commit.
import { DEFAULTS_FILE } from '@rampart/policy-document';
import { basename } from 'node:path/posix';

export function isPattern(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

/** Of the files that a glob finds, those that are policies. */
export function isPolicyName(file: string): boolean {
  return /\.ya?ml$/.test(file) && basename(file) !== DEFAULTS_FILE;
}
