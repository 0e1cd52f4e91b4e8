// The files through which one process of a step tells the runner things: made empty before it starts, read when it has ended, also when
// it failed or was killed.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnvFile, parsePathFile } from './env-file.ts';
import type { JsonObject } from './json-value.ts';

export interface FileCommands {
  /** The paths, under the names that the `github` context gives them. */
  readonly context: JsonObject;
  read(): FileCommandResults;
}

export interface FileCommandResults {
  readonly outputs: readonly (readonly [string, string])[];
  readonly env: readonly (readonly [string, string])[];
  readonly state: readonly (readonly [string, string])[];
  readonly path: readonly string[];
  /** Not masked yet. */
  readonly summary: string;
  /** Any of them fails the step. */
  readonly mistakes: readonly string[];
  /** Said as errors, without failing the step. */
  readonly complaints: readonly string[];
}

/** The largest summary of one step. */
export const summaryBytesMax = 1024 * 1024;

const prefixes = {
  env: 'set_env_',
  output: 'set_output_',
  path: 'add_path_',
  state: 'save_state_',
  step_summary: 'step_summary_',
} as const;

type FileName = keyof typeof prefixes;

export function createFileCommands(tempFolder: string): FileCommands {
  const folder = join(tempFolder, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const suffix = randomUUID();
  const paths = {
    env: join(folder, prefixes.env + suffix),
    output: join(folder, prefixes.output + suffix),
    path: join(folder, prefixes.path + suffix),
    state: join(folder, prefixes.state + suffix),
    step_summary: join(folder, prefixes.step_summary + suffix),
  };
  for (const path of Object.values(paths)) writeFileSync(path, '');
  return { context: paths, read: () => readResults(paths) };
}

function readResults(paths: Readonly<Record<FileName, string>>): FileCommandResults {
  const mistakes: string[] = [];
  const pairsOf = (name: FileName): readonly (readonly [string, string])[] => {
    const file = parseEnvFile(readWritten(paths[name]));
    if (file.problem.kind === 'mistake') {
      mistakes.push(`Unable to process file command '${name}' successfully.`, file.problem.message);
    }
    return file.pairs;
  };
  const env = pairsOf('env');
  const summary = readWritten(paths.step_summary);
  const summaryBytes = Buffer.byteLength(summary);
  const complaints = env.filter(([name]) => isForbidden(name)).map(([name]) => forbidden(name));
  if (summaryBytes > summaryBytesMax) complaints.push(tooLong(summaryBytes));
  return {
    outputs: pairsOf('output'),
    env: env.filter(([name]) => !isForbidden(name)),
    state: pairsOf('state'),
    path: parsePathFile(readWritten(paths.path)),
    summary: summaryBytes > summaryBytesMax ? '' : summary,
    mistakes,
    complaints,
  };
}

/** A step may have removed its file; the runner takes that for an empty one. */
function readWritten(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** NODE_OPTIONS would run foreign code inside every later action. */
function isForbidden(name: string): boolean {
  return name.toUpperCase() === 'NODE_OPTIONS';
}

function forbidden(name: string): string {
  return `Can't store ${name.toUpperCase()} output parameter using '$GITHUB_ENV' command.`;
}

function tooLong(bytes: number): string {
  const kib = (count: number): number => Math.floor(count / 1024);
  return `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${kib(summaryBytesMax)}k, got ${kib(bytes)}k.`;
}
