// Every npm script starts here: installs what is missing, finds Node 24, and runs the wanted command with it.
// Plain JavaScript on purpose: it must run on the machine's own Node, 20 or newer, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(ROOT, 'node_modules', '.bin');

/** What each script runs; further arguments are appended. */
const COMMANDS = {
  test: ['nx', 'run-many', '--targets=lint,typecheck,test', '--output-style=static'],
  demo: ['node', 'examples/flight-delay/src/demo/main.ts'],
  bundle: ['node', 'tools/bundle.ts'],
  'check-dist': ['node', 'tools/check-dist.ts'],
  bench: ['node', 'tools/bench/main.ts'],
  e2e: ['vitest', 'run', '--mode', 'e2e'],
  nightly: ['vitest', 'run', '--mode', 'nightly'],
  generate: ['node', 'tools/generate.ts'],
  rampart: ['node', join(ROOT, 'packages/cli/src/main.ts')],
};

/** These work where the user stands, which npm says in INIT_CWD: their policies and their remote are meant. All others work on Rampart itself. */
const IN_THE_USERS_FOLDER = new Set(['rampart']);

/** Nx is used for its task graph and its local cache only: no service, no background process, no statistics. */
const NX_SETTINGS = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_SKIP_NX_CACHE_WARNING: 'true' };

/** Sources run as they are; without their types and compiled once, every later start and every worker thread takes a third of the time. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node-compile') };

main(process.argv[2] ?? '', process.argv.slice(3));

function main(script, args) {
  const command = COMMANDS[script];
  if (command === undefined) return fail(`Unknown script "${script}". There are ${Object.keys(COMMANDS).join(', ')}.`);
  if (!isInstalled() && !install()) return fail('npm ci failed; its reasons are above.');
  const node = findNode24();
  if (node === undefined) return fail(nodeAdvice());
  run(node, command, args, IN_THE_USERS_FOLDER.has(script) ? (process.env.INIT_CWD ?? ROOT) : ROOT);
}

/** Whether node_modules holds every package of package-lock.json, in its version. Packages for other platforms may be absent. */
function isInstalled() {
  const installedFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readJson(join(ROOT, 'package-lock.json')).packages;
  const installed = readJson(installedFile).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const present = existsSync(join(ROOT, path)) ? installed[path] : undefined;
    if (present === undefined) return entry.optional === true && path !== `node_modules/node-${process.platform}-${process.arch}`;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function install() {
  console.log('Installing the packages of package-lock.json (npm ci); this happens once.');
  // npm judges packages by its own Node, which is not the one that will run them: its warnings would mislead.
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [command, args] = npm !== undefined && npm.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
  const ended = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
  return ended.status === 0;
}

/** The Node that came with the packages (Linux), else this one if it is new enough. */
function findNode24() {
  const packaged = join(BIN, 'node');
  if (existsSync(packaged) && spawnSync(packaged, ['--version'], { stdio: 'ignore' }).status === 0) return packaged;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

function nodeAdvice() {
  return [
    `Rampart runs on Node 24, the runtime of GitHub actions; this is Node ${process.versions.node} on ${process.platform} ${process.arch}.`,
    'On Linux (x64, arm64, glibc) Node 24 is installed with the packages. Here, install Node 24 and run this again.',
  ].join('\n');
}

function run(node, [program, ...programArgs], args, cwd) {
  const isNode = program === 'node';
  const child = spawn(node, [...(isNode ? [] : [join(ROOT, 'node_modules', entryOf(program))]), ...programArgs, ...args], {
    cwd,
    stdio: 'inherit',
    env: { ...COMPILE_CACHE, ...process.env, ...NX_SETTINGS, PATH: [BIN, dirname(node), process.env.PATH ?? ''].join(delimiter) },
  });
  // A terminal sends Ctrl-C to the whole group; without one the child would not hear of it.
  const forward = (signal) => () => child.kill(signal);
  process.on('SIGTERM', forward('SIGTERM')).on('SIGHUP', forward('SIGHUP'));
  process.on('SIGINT', process.stdin.isTTY ? () => {} : forward('SIGINT'));
  child.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

/** The script behind a command of node_modules/.bin, which is a shell script on some platforms. */
function entryOf(program) {
  const manifest = readJson(join(ROOT, 'node_modules', program, 'package.json'));
  return join(program, typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[program]);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function fail(message) {
  console.error(message);
  process.exitCode = 2;
}
