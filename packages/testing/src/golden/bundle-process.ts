// A bundled action as the runner starts it: a process of its own, inputs in the environment, a file each for outputs and summary.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { parseEnvFile } from '../runner/env-file.ts';
import { stepEnvironment } from '../runner/step-env.ts';
import { parseWorkflowCommand, type WorkflowCommand } from '../runner/workflow-command.ts';

export interface BundleStart {
  /** The folder with the bundle's index.js. */
  readonly bundle: string;
  readonly folders: JobFolders;
  /** By name in kebab-case; what is not given is not in the environment, as an input without a default would be empty. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly actor?: string;
  /** More of the `github` context than a job always has, e.g. `api_url`. */
  readonly github?: Readonly<Record<string, string>>;
  readonly job?: JobEnvironment;
}

/** What a job's environment has beside inputs and context. */
export interface JobEnvironment {
  /** `env:` of the workflow, or what the machine gives. */
  readonly env?: Readonly<Record<string, string>>;
  /** Names of variables that this runner does not set. */
  readonly without?: readonly string[];
}

export interface JobFolders {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
}

export interface BundleProcess {
  readonly ended: Promise<BundleEnd>;
  /** Resolves when `text` was printed; rejects when the process ends without it. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Of the process itself. */
  readonly pid: number;
}

export interface BundleEnd {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: readonly string[];
  /** Every line that the runner would take as a command, by the runner's own rules, whatever its name. */
  readonly commands: readonly WorkflowCommand[];
  /** `error RMP201: the message` of every annotation. */
  readonly annotations: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly outputsFile: string;
  readonly summary: string;
}

/** `process.execPath` runs it: the Node of the tests is the runtime of the actions. */
export function startBundle({ bundle, folders, inputs, actor = 'ada', github = {}, job: { env: more = {}, without = [] } = {} }: BundleStart): BundleProcess {
  const files = mkdtempSync(join(folders.temp, 'step-'));
  const [output, summary] = [join(files, 'output'), join(files, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  for (const folder of [folders.workspace, folders.temp, folders.home]) mkdirSync(folder, { recursive: true });
  const all = stepEnvironment({
    machine: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: folders.home },
    env: more,
    state: {},
    inputs: Object.entries(inputs),
    pathAdditions: [],
    github: { workspace: folders.workspace, output, step_summary: summary, actor, run_id: '77', run_attempt: '1', repository: 'acme/models', ...github },
    runner: { temp: folders.temp, tool_cache: join(folders.temp, 'tools'), os: 'Linux' },
  });
  const env = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
  return follow(spawn(process.execPath, [join(bundle, 'index.js')], { cwd: folders.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] }), { output, summary });
}

export interface CommandStart {
  /** What Node runs, with its arguments. */
  readonly command: readonly [file: string, ...args: string[]];
  readonly cwd: string;
  /** All that it has beside PATH. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program at somebody's terminal: it knows no runner, and has no outputs. */
export function startCommand({ command, cwd, env }: CommandStart): BundleProcess {
  return follow(spawn(process.execPath, command, { cwd, env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env }, stdio: ['ignore', 'pipe', 'pipe'] }), 'no files');
}

function follow(child: ChildProcessByStdio<null, Readable, Readable>, files: { readonly output: string; readonly summary: string } | 'no files'): BundleProcess {
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<BundleEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const written = files === 'no files' ? { outputsFile: '', summary: '' } : { outputsFile: readFileSync(files.output, 'utf8'), summary: readFileSync(files.summary, 'utf8') };
      resolve(readEnd(exitCode, { stdout, stderr, ...written }));
    });
  });
  return {
    ended,
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`the action ended without printing ${JSON.stringify(text)}:\n${stdout}${stderr}`)));
      }),
  };
}

function readEnd(exitCode: number | null, texts: Pick<BundleEnd, 'stdout' | 'stderr' | 'outputsFile' | 'summary'>): BundleEnd {
  const lines = texts.stdout.trimEnd().split('\n');
  const commands = lines.flatMap((line) => {
    const parsed = parseWorkflowCommand(line, () => true);
    return parsed.kind === 'command' ? [parsed.command] : [];
  });
  const annotations = commands.flatMap(({ name, properties, data }) => (/^(error|warning|notice)$/.test(name) ? [`${name} ${properties['title'] ?? ''}: ${data}`] : []));
  const parsed = parseEnvFile(texts.outputsFile);
  if (parsed.problem.kind === 'mistake') throw new Error(`the runner could not read the outputs: ${parsed.problem.message}\n${texts.outputsFile}`);
  return { ...texts, exitCode, lines, commands, annotations, outputs: Object.fromEntries(parsed.pairs) };
}
