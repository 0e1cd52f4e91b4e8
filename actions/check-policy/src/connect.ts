// Binds the action to the real world: the checkout, git, GitHub's API, and worker threads of the bundle itself.
import { given, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { createGit } from '@rampart/git-process';
import { openPool, runSimulator, type RunRow, type SimulatedTask } from '@rampart/simulator';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBase } from './base-files.ts';
import { checkoutFiles, readRowsOf, writeRowsTo } from './checkout-files.ts';
import { codeHashOf } from './code-hash.ts';
import { commenter } from './comment.ts';
import type { contract } from './contract.ts';
import { readEvent, runUrlOf } from './event.ts';
import { readOrder, readWorkers } from './read-order.ts';
import { run } from './run.ts';

/** `entry`: the file that this process was started with. A worker thread is started with it, too. */
export async function connect(inputs: InputsOf<typeof contract>, { env, log, signal }: ActionContext, entry: URL): Promise<ActionResult<typeof contract>> {
  const workers = readWorkers(inputs);
  // Before anything is fetched.
  readOrder(inputs);
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const event = await readEvent(env);
  const token = given(inputs.token);
  const cacheDir = await mkdtemp(join(env['RUNNER_TEMP'] || tmpdir(), 'rampart-base-'));
  const pool = openPool<SimulatedTask, RunRow>(runSimulator(), { entry, workers: workers === 'default' ? availableParallelism() : workers, signal });
  try {
    return await run(inputs, {
      head: checkoutFiles(workspace),
      base: await openBase({ wanted: given(inputs.base), event, workspace, cacheDir, token, git: createGit(env), signal }),
      pool,
      codeHash: await codeHashOf(entry),
      runUrl: runUrlOf(env),
      comment: commenter({ env, event, token }),
      readRows: (patterns) => readRowsOf(patterns, workspace),
      writeRows: (path, text) => writeRowsTo(path, text, { workspace, temporary: env['RUNNER_TEMP'] ?? '' }),
      log,
    });
  } finally {
    await pool.close();
    // What was found counts, not a folder that cannot be removed.
    await rm(cacheDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
