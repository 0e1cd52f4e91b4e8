// From the `uses:` of a step to what will be run: an action's manifest, or something built in.
import { isAbsolute, join, relative } from 'node:path';
import { readActionManifest } from './action-manifest.ts';
import type { ActionManifest } from './action-manifest.ts';
import { parseActionReference } from './action-reference.ts';
import type { ActionReference } from './action-reference.ts';
import { builtInActions } from './built-in-actions.ts';
import type { BuiltInAction } from './built-in-actions.ts';
import type { JobRuntime } from './job-runtime.ts';

export type UsedAction =
  | { readonly kind: 'manifest'; readonly reference: ActionReference; readonly manifest: ActionManifest }
  | { readonly kind: 'built-in'; readonly action: BuiltInAction }
  | { readonly kind: 'refused'; readonly why: string };

/** The caller's actions come first, so that a test can put its own in place of a built-in one. */
export async function findAction(text: string, job: JobRuntime): Promise<UsedAction> {
  const reference = parseActionReference(text);
  switch (reference.kind) {
    case 'unsupported':
      return { kind: 'refused', why: reference.why };
    case 'local':
      return findLocal(reference, job.folders.workspace);
    case 'remote': {
      const resolution = job.resolveAction(reference);
      if (resolution.kind === 'folder') return fromFolder(reference, resolution.folder);
      const builtIn = reference.path === '' ? builtInActions[reference.repository.toLowerCase()] : undefined;
      return builtIn === undefined ? { kind: 'refused', why: unknownAction(reference.text) } : { kind: 'built-in', action: builtIn };
    }
  }
}

async function findLocal(reference: Extract<ActionReference, { kind: 'local' }>, workspace: string): Promise<UsedAction> {
  const folder = join(workspace, reference.path);
  const inside = relative(workspace, folder);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    return { kind: 'refused', why: `'${reference.path}' leads out of the workspace` };
  }
  return fromFolder(reference, folder);
}

async function fromFolder(reference: ActionReference, folder: string): Promise<UsedAction> {
  const reading = await readActionManifest(folder);
  return reading.kind === 'read' ? { kind: 'manifest', reference, manifest: reading.manifest } : reading;
}

function unknownAction(text: string): string {
  return (
    `Unable to resolve action '${text}'. The runner harness fetches nothing: give \`actions\` a function that answers with a folder ` +
    `for it, or use one of ${Object.keys(builtInActions).join(', ')}.`
  );
}
