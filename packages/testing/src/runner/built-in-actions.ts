// Stand-ins for the two actions that nearly every workflow begins with. They do what matters here, and nothing over a network.
import { dirname } from 'node:path';
import { performCheckout } from './checkout.ts';
import type { StepWork } from './job-runtime.ts';
import { runProcess } from './process.ts';
import { failed, succeeded } from './step-result.ts';
import type { ActionEnd } from './step-result.ts';

export interface BuiltInAction {
  /** Others warn and are ignored. */
  readonly inputs: readonly string[];
  readonly perform: (inputs: Readonly<Record<string, string>>, work: StepWork) => Promise<ActionEnd>;
}

export const builtInActions: Readonly<Record<string, BuiltInAction>> = {
  'actions/checkout': {
    inputs: ['repository', 'ref', 'path', 'fetch-depth', 'fetch-tags', 'clean', 'token', 'persist-credentials', 'show-progress'],
    perform: performCheckout,
  },
  'actions/setup-node': {
    inputs: ['node-version', 'node-version-file', 'check-latest', 'cache', 'cache-dependency-path', 'registry-url', 'token'],
    perform: performSetupNode,
  },
};

/** Puts the runner's own node first in PATH, whatever version was asked for, and says so. */
async function performSetupNode(inputs: Readonly<Record<string, string>>, work: StepWork): Promise<ActionEnd> {
  const { job, console } = work;
  const printed: string[] = [];
  const end = await runProcess({
    file: job.nodePath,
    args: ['--version'],
    workingDirectory: job.folders.workspace,
    env: job.machineEnv,
    onLine: (line) => printed.push(line),
    signal: work.signal,
    timers: job.timers,
    patience: job.patience,
  });
  if (end.kind !== 'exited' || end.code !== 0) {
    console.annotate('error', `${job.nodePath} --version failed`);
    return failed();
  }
  const version = printed.join('').trim();
  const folder = dirname(job.nodePath);
  job.state.pathAdditions = [...job.state.pathAdditions.filter((each) => each !== folder), folder];
  console.say(`Using the runner's own node ${version} (asked for: ${inputs['node-version'] ?? 'any'})`);
  return succeeded({ 'node-version': version });
}
