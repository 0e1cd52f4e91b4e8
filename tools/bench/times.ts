// How long things take and how large they are, as ratios within one run: machines differ, `node -e 0` on the same machine does not.
// Measures the sources as they are (bundled into a cache), not the committed bundles. Judges nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aWorld } from '../../packages/rollout-engine/test/a-world.ts';
import { cachedBundle } from '../bundle.ts';
import { listActions, ROOT } from '../repository.ts';

/** Odd, so that the median is one of them. */
const SPAWNS = 21;
const ROLLOUTS = 11;
/** Smoke, ramp and the certificate of one rollout. */
const TICKS = 40;
const ONNX_RUNS = 11;
const MODEL = join(ROOT, 'examples/flight-delay/models/network');

interface Row {
  readonly what: string;
  readonly medianMs: number;
  /** Against the first row of its table. */
  readonly ratio: number;
  readonly note: string;
}

interface Command {
  readonly what: string;
  readonly note: string;
  /** Milliseconds of one run. */
  readonly run: () => number | Promise<number>;
}

export async function benchTimes(): Promise<void> {
  const bundles: { readonly name: string; readonly folder: string }[] = [];
  for (const name of listActions()) bundles.push({ name, folder: await cachedBundle(name) });
  const node: Command = { what: 'node -e 0', note: '', run: () => spawn(['-e', '0'], {}, 0) };

  const starts = bundles.map(({ name, folder }): Command => ({ what: name, note: sizes(folder), run: () => spawn([join(folder, 'index.js')], {}, 2) }));
  print(`Start of each bundle to its first mistake in an input, median of ${SPAWNS}`, await compare([node, ...starts], SPAWNS));
  print(`One tick with ports in memory, median over ${ROLLOUTS} rollouts of ${TICKS} ticks`, await compareTicks());
  const validation = bundles.find(({ name }) => name === 'validate-model');
  if (validation !== undefined) print(`validate-model with a golden set, median of ${ONNX_RUNS}: it unpacks and starts a WebAssembly runtime`, await compareOnnx(node, validation.folder));
}

/** Each command in turn, so that a slow moment of the machine falls on all of them. */
async function compare(commands: readonly Command[], repeats: number): Promise<readonly Row[]> {
  const timed = commands.map((command) => ({ ...command, timesMs: [] as number[] }));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const { run, timesMs } of timed) timesMs.push(await run());
  }
  const baseMs = median(timed[0]?.timesMs ?? []);
  return timed.map(({ what, note, timesMs }) => ({ what, note, medianMs: median(timesMs), ratio: median(timesMs) / baseMs }));
}

/** Milliseconds of one process from start to end. */
function spawn(args: readonly string[], env: Readonly<Record<string, string>>, expectedStatus: number): number {
  const startedAtMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const endedAtMs = performance.now();
  if (status !== expectedStatus) throw new Error(`node ${args.join(' ')} ended with ${String(status)}, expected ${expectedStatus}.\n${stdout}${stderr}`);
  return endedAtMs - startedAtMs;
}

/** Against one JSON round trip of the state as it is then: what storing it costs at least. */
async function compareTicks(): Promise<readonly Row[]> {
  let world = aWorld('good');
  await world.tick();
  let ticks = 1;
  const roundTrip: Command = {
    what: 'JSON round trip of the state',
    note: '',
    run: () => {
      const state = world.state();
      return timeMs(() => void JSON.parse(JSON.stringify(state)));
    },
  };
  const tick: Command = {
    what: 'tick',
    note: '',
    run: async () => {
      if (ticks === TICKS) [world, ticks] = [aWorld('good'), 0];
      ticks += 1;
      await world.clock.advance(world.policy.expert.lookMs);
      const startedAtMs = performance.now();
      await world.tick();
      return performance.now() - startedAtMs;
    },
  };
  return compare([roundTrip, tick], ROLLOUTS * TICKS);
}

function timeMs(work: () => void): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}

async function compareOnnx(node: Command, bundle: string): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rampart-bench-'));
  try {
    const env = {
      GITHUB_WORKSPACE: ROOT,
      RUNNER_TEMP: folder,
      INPUT_MODEL: 'flight-delay',
      INPUT_VERSION: 'v1.0.0',
      INPUT_ARTIFACT: join(MODEL, 'model.onnx'),
      INPUT_GOLDEN: join(MODEL, 'golden.json'),
      INPUT_EVIDENCE: join(folder, 'evidence.json'),
    };
    const run: Command = { what: 'validate-model', note: 'the network of examples/flight-delay', run: () => spawn([join(bundle, 'index.js')], env, 0) };
    return await compare([node, run], ONNX_RUNS);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All of it, and what Node reads before the inputs are known to be right. */
function sizes(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return `${kibibytes(bytes)} KiB, of which ${kibibytes(statSync(join(folder, 'index.js')).size)} KiB at start`;
}

function kibibytes(bytes: number): string {
  return Math.round(bytes / 1024).toLocaleString('en');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`${title}\n${rows.map(({ what, ratio, medianMs, note }) => `  ${what.padEnd(width)}  ${ratio.toFixed(2).padStart(6)} x  ${medianMs.toFixed(3).padStart(9)} ms  ${note}`.trimEnd()).join('\n')}\n`);
}
