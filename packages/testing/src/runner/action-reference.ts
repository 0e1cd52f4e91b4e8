// What a `uses:` names, and the folder that stands for it.
import { isAbsolute, join, relative } from 'node:path';

export type ActionReference =
  /** `./path`, from the workspace of the job. */
  | { readonly kind: 'local'; readonly path: string }
  /** `owner/repository/path@ref`; `path` is empty for an action in the root. */
  | { readonly kind: 'remote'; readonly repository: string; readonly path: string; readonly ref: string; readonly text: string }
  | { readonly kind: 'unsupported'; readonly why: string };

/** The caller's answer to a remote reference: a folder with an action.yml, or none. */
export type ActionResolution = { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'unknown' };
export type ResolveAction = (reference: Extract<ActionReference, { kind: 'remote' }>) => ActionResolution;

export function parseActionReference(text: string): ActionReference {
  if (text.startsWith('docker://')) return { kind: 'unsupported', why: `${text}: container actions are not run` };
  if (text.startsWith('./') || text === '.') return { kind: 'local', path: text };
  const [location = '', ref = '', ...more] = text.split('@');
  const [owner = '', name = '', ...path] = location.split('/');
  if (owner === '' || name === '' || ref === '' || more.length > 0) {
    return { kind: 'unsupported', why: `'${text}' is neither './path' nor 'owner/repository/path@ref'` };
  }
  return { kind: 'remote', repository: `${owner}/${name}`, path: path.join('/'), ref, text };
}

/**
 * Resolves actions that live in one repository which is checked out in `folder`, whatever their ref: for workflows that name this
 * repository's own actions by version. A path that leads out of the folder is unknown.
 */
export function actionsOfRepository(repository: string, folder: string): ResolveAction {
  return (reference) => {
    if (reference.repository.toLowerCase() !== repository.toLowerCase()) return { kind: 'unknown' };
    const found = join(folder, reference.path);
    const inside = relative(folder, found);
    return inside.startsWith('..') || isAbsolute(inside) ? { kind: 'unknown' } : { kind: 'folder', folder: found };
  };
}
