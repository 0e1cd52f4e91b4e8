// Binds the action to the real world: clock, workspace, and the ledger's git repository.
import { ActionError, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { type FrozenFolder, nodeFiles, writeWithin } from '@rampart/data-freeze';
import { openGitLedger } from '@rampart/git-ledger';
import { readGitLocation } from '@rampart/git-process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { contract } from './contract.ts';
import type { FreezeDataPorts } from './ports.ts';
import { run } from './run.ts';

export async function connect(inputs: InputsOf<typeof contract>, { env, signal }: ActionContext): Promise<ActionResult<typeof contract>> {
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const ledger = readGitLocation(inputs.ledger, workspace);
  if (ledger.kind === 'invalid') throw new ActionError([{ code: 'RMP601', subject: 'ledger', text: `${ledger.message}.`, place: { kind: 'nowhere' } }]);
  const cacheDir = await mkdtemp(join(env['RUNNER_TEMP'] || tmpdir(), 'rampart-'));
  try {
    const token = inputs.token.kind === 'given' ? { token: inputs.token.value } : {};
    const { freezes } = openGitLedger({ location: ledger.location, cacheDir, signal, ...token });
    return await run(inputs, {
      nowMs: () => Date.now(),
      store: freezes,
      filesAt: (root) => nodeFiles({ workspace, root }),
      readManifest: (path) => readManifest({ workspace, root: '.' }, path),
      writeManifest: (path, text) => writeWithin({ workspace, root: '.' }, path, text),
    });
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
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
