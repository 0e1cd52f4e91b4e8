// Binds the action to the real world: clock, workspace, and where the ledger is.
import { readFile } from 'node:fs/promises';
import { ActionError, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { type FrozenFolder, nodeFiles, writeWithin } from '@rampart/data-freeze';
import { branchFilesOn, branchNow, branchOfJob, freezeStatusesOn, inJobPlaces, openState, stateSurroundings } from '@rampart/ports-from-policy/state';
import type { ReadEvent } from './checked-change.ts';
import { contract } from './contract.ts';
import type { FreezeDataPorts } from './ports.ts';
import { run } from './run.ts';

export function connect(inputs: InputsOf<typeof contract>, { env, signal, log }: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(env, async (places) => {
    const { workspace } = places;
    const opened = await openState(stateSurroundings(inputs, { ...places, env, signal, permissions: contract.permissions, deadlineMs: DEADLINE_MS }));
    if (opened.kind === 'refused') throw new ActionError([{ code: 'RMP601', subject: opened.subject, text: `${opened.why}.`, place: { kind: 'nowhere' } }]);
    const { github, clock } = opened;
    const { freezes } = opened.state();
    const branches = await branchFilesOn(github);
    const result = await run(inputs, {
      nowMs: () => clock.nowMs(),
      store: freezes,
      filesAt: (root) => nodeFiles({ workspace, root, signal }),
      readManifest: (path) => readManifest({ workspace, root: '.' }, path),
      writeManifest: (path, text) => writeWithin({ workspace, root: '.' }, path, text),
      branchNow: () => branchNow(branches, branchOfJob(env)),
      statuses: await freezeStatusesOn(github, freezes, { clock, signal }),
      readEvent: () => readEvent(env),
    });
    if (github !== 'none') log(github.spent());
    return result;
  });
}

/** One status a second: as many as GitHub takes in an hour need some minutes. */
const DEADLINE_MS = 1_200_000;

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

/** The runner writes it for every job. */
async function readEvent(env: ActionContext['env']): Promise<ReadEvent> {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (path === '') return { kind: 'none', why: 'works in a workflow, and GITHUB_EVENT_PATH is not set' };
  try {
    const payload: unknown = JSON.parse(await readFile(path, 'utf8'));
    return { kind: 'event', name: env['GITHUB_EVENT_NAME'] ?? '', payload };
  } catch (error) {
    return { kind: 'none', why: `cannot read the event that started the workflow (${error instanceof Error && 'code' in error ? String(error.code) : 'it is not JSON'})` };
  }
}
