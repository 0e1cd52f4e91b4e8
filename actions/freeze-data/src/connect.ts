// Binds the action to the real world: clock, workspace, and where the ledger is.
import { ActionError, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { type FrozenFolder, nodeFiles, writeWithin } from '@rampart/data-freeze';
import { inJobPlaces, openState, stateSurroundings, systemClock } from '@rampart/ports-from-policy/state';
import { contract } from './contract.ts';
import type { FreezeDataPorts } from './ports.ts';
import { run } from './run.ts';

export function connect(inputs: InputsOf<typeof contract>, { env, signal }: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(env, async (places) => {
    const { workspace } = places;
    const opened = await openState(stateSurroundings(inputs, { ...places, env, signal, permissions: contract.permissions }));
    if (opened.kind === 'refused') throw new ActionError([{ code: 'RMP601', subject: opened.subject, text: `${opened.why}.`, place: { kind: 'nowhere' } }]);
    return run(inputs, {
      nowMs: () => systemClock.nowMs(),
      store: opened.state().freezes,
      filesAt: (root) => nodeFiles({ workspace, root }),
      readManifest: (path) => readManifest({ workspace, root: '.' }, path),
      writeManifest: (path, text) => writeWithin({ workspace, root: '.' }, path, text),
    });
  });
}

async function readManifest(workspace: FrozenFolder, path: string): ReturnType<FreezeDataPorts['readManifest']> {
  const chunks: Uint8Array[] = [];
  const read = await nodeFiles(workspace).readFile(path, (chunk) => chunks.push(Uint8Array.from(chunk)));
  switch (read.kind) {
    case 'read':
      return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') };
    case 'missing':
      return { kind: 'refused', why: 'is not there' };
    case 'unreadable':
      return { kind: 'refused', why: read.why };
  }
}
