// A `run:` step: the script goes into a file, a shell runs the file.
import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StepWork } from './job-runtime.ts';
import { shellCommand } from './shell.ts';
import { runStepProcess } from './step-process.ts';
import { failed } from './step-result.ts';
import type { ActionEnd } from './step-result.ts';
import { stepScope } from './step-scope.ts';
import { evaluateText } from './template-value.ts';
import type { StepAction } from './workflow-document.ts';

export async function performScript(action: Extract<StepAction, { kind: 'run' }>, work: StepWork): Promise<ActionEnd> {
  const scope = stepScope(work.job, work.frame, work);
  const script = evaluateText(action.script, scope);
  const shell = shellCommand(evaluateText(action.shell, scope) || work.frame.runDefaults.shell);
  if (shell.kind === 'unsupported') {
    work.console.annotate('error', shell.why);
    return failed();
  }
  const folder = evaluateText(action.workingDirectory, scope) || work.frame.runDefaults.workingDirectory;
  const workingDirectory = resolve(work.job.folders.workspace, folder);
  if (!isFolder(workingDirectory)) {
    work.console.annotate('error', `The working directory '${folder}' is not in the workspace. Was the repository checked out before?`);
    return failed();
  }
  const file = join(work.job.folders.temp, `${randomUUID()}${shell.extension}`);
  writeFileSync(file, script);
  writeHeader(script, `${shell.file} ${shell.args.join(' ')}`, work);
  const args = shell.args.map((argument) => argument.replaceAll('{0}', file));
  const end = await runStepProcess({ file: shell.file, args, workingDirectory, inputs: [], github: {} }, work);
  // Of a step that was told to end, its end is no news.
  if (!work.signal.aborted && end.exit.kind === 'exited' && end.exit.code !== 0) {
    work.console.annotate('error', `Process completed with exit code ${end.exit.code}.`);
  }
  return end;
}

function writeHeader(script: string, shell: string, { console, env }: StepWork): void {
  const lines = script.replace(/\n+$/, '').split('\n');
  console.head(`##[group]Run ${script.trimStart().split('\n')[0] ?? ''}`);
  for (const line of lines) console.head(line);
  console.head(`shell: ${shell}`);
  writeEnvironment(console.head, env);
  console.head('##[endgroup]');
}

export function writeEnvironment(write: (line: string) => void, env: Readonly<Record<string, string>>): void {
  const entries = Object.entries(env);
  if (entries.length > 0) write('env:');
  for (const [name, value] of entries) write(`  ${name}: ${value}`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
