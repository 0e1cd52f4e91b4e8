// What the runner says about why it runs: the event that started the workflow, and where people find this run.
import type { Environment } from '@rampart/action-kit';
import { readFile } from 'node:fs/promises';

/** The payload, undecoded; `undefined` outside a workflow, or where it cannot be read. */
export async function readEvent(env: Environment): Promise<unknown> {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (path === '') return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    // Then nobody knows of a pull request: nothing is compared, and that is said.
    return undefined;
  }
}

/** Address of the run with its job summary; empty outside a workflow. */
export function runUrlOf(env: Environment): string {
  const [server = '', repository = '', run = ''] = [env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY'], env['GITHUB_RUN_ID']];
  return /^https?:\/\/[\w.:-]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository) && /^\d+$/.test(run) ? `${server}/${repository}/actions/runs/${run}` : '';
}
