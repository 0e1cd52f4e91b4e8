// Where a job works and who it is, from the environment that a runner or a shell gives it.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { cleanLine } from '@rampart/report';
import { actorOfRun, NO_RERUN, type Rerun } from '@rampart/rollout-engine';

type Environment = Readonly<Record<string, string | undefined>>;

export interface JobPlaces {
  readonly workspace: string;
  /** For private copies of remotes. Made by whoever needs it first: a rollback that talks to the router alone needs no disk. */
  readonly cacheDir: string;
}

/** Does `work` with places of its own, and takes the cache away after it, however it ends. */
export async function inJobPlaces<T>(env: Environment, work: (places: JobPlaces) => Promise<T>): Promise<T> {
  const cacheDir = join(env['RUNNER_TEMP'] || tmpdir(), `rampart-${randomUUID()}`);
  try {
    return await work({ workspace: env['GITHUB_WORKSPACE'] || process.cwd(), cacheDir });
  } finally {
    // What was done counts, not a folder that cannot be removed: the system clears it some day.
    await rm(cacheDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

const NAME_LENGTH_MAX = 100;
const REASON_LENGTH_MAX = 1_000;

/** What a person gives as the reason, as it is recorded for ever: one line, and not a whole log. */
export function reasonOf(said: string): string {
  return cleanLine(said, REASON_LENGTH_MAX);
}

/** `ada, run 123.1` in a workflow; on a command line the login name, which shells, containers and Windows keep in places of their own. */
export function actorOf(env: Environment, nameOfAccount: () => string = accountName): string {
  const said = env['GITHUB_ACTOR'] || env['USER'] || env['LOGNAME'] || env['USERNAME'] || nameOfAccount();
  const who = cleanLine(said, NAME_LENGTH_MAX) || 'unknown';
  const run = env['GITHUB_RUN_ID'] ?? '';
  return run === '' ? who : actorOfRun(who, { run, attempt: env['GITHUB_RUN_ATTEMPT'] ?? '1' });
}

/** Of the account that this process runs as. A container may run as a number that no account has: then Node throws. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Whether a person, or GitHub, has started this very run again. */
export function rerunIn(env: Environment): Rerun {
  const [run, attempt] = [env['GITHUB_RUN_ID'] ?? '', env['GITHUB_RUN_ATTEMPT'] ?? '1'];
  return run === '' || attempt === '1' ? NO_RERUN : { kind: 'yes', run };
}
