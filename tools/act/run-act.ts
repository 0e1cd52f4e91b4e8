// Runs a workflow file with act on this machine, for one event, against a GitHub of the caller's. Nothing is fetched: actions come from
// folders, and whatever would leave this machine is sent to a proxy of the caller's.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface ActRequest {
  readonly program: string;
  /** A folder that act may fill: what it reads, where its jobs run, its home. */
  readonly root: string;
  readonly workflow: string;
  readonly event: { readonly name: string; readonly payload: object };
  readonly actor: string;
  /** What GITHUB_* tells: `GITHUB_REPOSITORY`, `GITHUB_API_URL`, .. */
  readonly github: Readonly<Record<string, string>>;
  readonly sha: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Folders by `owner/name@ref`. */
  readonly actions: Readonly<Record<string, string>>;
  /** Before the rest of the PATH. */
  readonly bin: string;
  /** Address of what stands for everything that is not on loopback. */
  readonly proxy: string;
}

export interface ActRun {
  readonly exitCode: number | null;
  /** Those that started, in the order in which they ended; each combination of a matrix by itself. */
  readonly jobs: readonly ActJob[];
  /** Everything that was printed, for the message of a test that fails. */
  readonly text: string;
}

export interface ActJob {
  readonly id: string;
  readonly conclusion: 'success' | 'failure';
  /** What its steps printed. */
  readonly lines: readonly string[];
  /** Of all its steps. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export async function runWithAct({ program, root, workflow, event, actor, github, sha, secrets, actions, bin, proxy }: ActRequest): Promise<ActRun> {
  const folder = mkdtempSync(join(root, 'act-'));
  const [work, home] = [join(folder, 'work'), join(folder, 'home')];
  for (const one of [work, home]) mkdirSync(one);
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pairs = (values: Readonly<Record<string, string>>): string => Object.entries(values).map(([name, value]) => `${name}='${value}'\n`).join('');
  const args = [
    event.name,
    ...['--workflows', workflow, '--directory', work, '--actor', actor, '--platform', 'ubuntu-24.04=-self-hosted', '--json', '--no-cache-server', '--no-skip-checkout', '--action-offline-mode'],
    ...['--action-cache-path', join(folder, 'actions'), '--eventpath', file('event.json', JSON.stringify(event.payload))],
    // Files, because arguments are shown to everybody on the machine, and what is in act's own environment is in that of every step.
    ...['--secret-file', file('secrets', pairs(secrets)), '--env-file', file('env', pairs({ ...github, SHA_REF: sha })), '--var-file', file('vars', ''), '--input-file', file('inputs', '')],
    ...Object.entries(actions).flatMap(([name, at]) => ['--local-repository', `${name}=${at}`]),
  ];
  const env = {
    // The templates ask for `node24`: the Node of the tests.
    PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
    LANG: 'C.UTF-8',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    ACT_DISABLE_VERSION_CHECK: '1',
    ...throughProxy(proxy),
  };
  const { exitCode, text } = await run(program, args, { cwd: work, env });
  const lines = text.split('\n').map(readLine);
  return { exitCode, jobs: jobsIn(lines), text: lines.filter(({ command }) => command === '').map(({ jobID, msg }) => `${jobID}: ${msg.trimEnd()}`).join('\n') };
}

function throughProxy(proxy: string): Readonly<Record<string, string>> {
  const all = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].map((name): [string, string] => [name, proxy]);
  const none = ['no_proxy', 'NO_PROXY'].map((name): [string, string] => [name, '127.0.0.1,localhost']);
  return Object.fromEntries([...all, ...none]);
}

function run(program: string, args: readonly string[], options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> }): Promise<{ readonly exitCode: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, text }));
  });
}

/** One line of act's log. */
interface Line {
  readonly msg: string;
  readonly jobID: string;
  /** A job's name, and which combination of its matrix it is. */
  readonly job: string;
  readonly jobResult: string;
  readonly isPrinted: boolean;
  readonly command: string;
  readonly name: string;
  readonly arg: string;
  /** Of a summary. */
  readonly content: string;
}

function jobsIn(lines: readonly Line[]): readonly ActJob[] {
  return lines.filter(({ jobResult }) => jobResult !== '').map(({ job, jobID, jobResult }): ActJob => {
    const own = lines.filter((line) => line.job === job);
    const outputs: Record<string, string> = {};
    for (const { command, name, arg } of own) if (command === 'set-output') outputs[name] = arg;
    return { id: jobID, conclusion: jobResult === 'success' ? 'success' : 'failure', lines: own.filter(({ isPrinted }) => isPrinted).map(({ msg }) => msg.trimEnd()), outputs, summary: own.map(({ content }) => content).join('') };
  });
}

/** What act says before it can log is plain text. */
function readLine(line: string): Line {
  const parsed = (line.startsWith('{') ? JSON.parse(line) : { msg: line }) as Readonly<Record<string, unknown>>;
  const textOf = (key: string): string => (typeof parsed[key] === 'string' ? parsed[key] : '');
  return { msg: textOf('msg'), jobID: textOf('jobID'), job: textOf('job'), jobResult: textOf('jobResult'), isPrinted: parsed['raw_output'] === true, command: textOf('command'), name: textOf('name'), arg: textOf('arg'), content: textOf('content') };
}
