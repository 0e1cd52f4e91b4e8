// How long things take, as ratios within one run: machines differ, `node -e 0` on the same machine does not.
// Command: npm run bench [-- --json]. Measures the sources as they are (bundled into a cache), not the committed bundles.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aWorld } from '../packages/rollout-engine/test/a-world.ts';
import { cachedBundle } from './bundle.ts';
import { listActions, ROOT } from './repository.ts';

const SPAWNS = 21;
const ROLLOUTS = 15;
const MODEL = join(ROOT, 'examples/flight-delay/models/network');

interface Measurement {
  readonly name: string;
  readonly medianMs: number;
  /** Against `node -e 0`. */
  readonly ratio: number;
  readonly note: string;
}

async function measure(): Promise<readonly Measurement[]> {
  const bundles = await Promise.all(listActions().map(async (name) => ({ name, folder: await cachedBundle(name) })));
  const commands = new Map([['node -e 0', () => spawn(['-e', '0'], {}, 0)], ...bundles.map(({ name, folder }) => [name, () => spawn([join(folder, 'index.js')], {}, 2)] as const)]);
  const spawns = interleave(commands, SPAWNS);
  const baseMs = spawns.get('node -e 0') ?? NaN;
  const row = (name: string, medianMs: number, note: string): Measurement => ({ name, medianMs, ratio: medianMs / baseMs, note });
  const tick = await measureTick();
  const onnx = bundles.find(({ name }) => name === 'validate-model');
  return [
    row('node -e 0', baseMs, `median of ${SPAWNS}, interleaved with the next lines`),
    ...bundles.map(({ name, folder }) => row(`${name}, to its first mistake`, spawns.get(name) ?? NaN, `bundle ${folderKilobytes(folder)} kB`)),
    row('one tick, in-memory ports', tick.medianMs, `median over ${ROLLOUTS} rollouts of ${tick.ticks} ticks, promote and bake included`),
    ...(onnx === undefined ? [] : [row('validate-model, a golden set through ONNX', measureOnnx(onnx.folder), 'median of 5, apart from the rest: it unpacks and starts a WebAssembly runtime')]),
  ];
}

/** Each command in turn, so that a slow moment of the machine falls on all of them. */
function interleave(commands: ReadonlyMap<string, () => number>, repeats: number): ReadonlyMap<string, number> {
  const times = new Map([...commands.keys()].map((name) => [name, [] as number[]]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const [name, run] of commands) times.get(name)?.push(run());
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/** Milliseconds of one process from start to end. */
function spawn(args: readonly string[], env: Readonly<Record<string, string>>, expectedStatus: number): number {
  const startedAtMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== expectedStatus) throw new Error(`node ${args.join(' ')} ended with ${status}, expected ${expectedStatus}.\n${stdout}${stderr}`);
  return performance.now() - startedAtMs;
}

async function measureTick(): Promise<{ readonly medianMs: number; readonly ticks: number }> {
  const perTickMs: number[] = [];
  let ticks = 0;
  for (let rollout = 0; rollout < ROLLOUTS; rollout += 1) {
    const world = aWorld('good');
    const startedAtMs = performance.now();
    ticks = (await world.run()).length;
    perTickMs.push((performance.now() - startedAtMs) / ticks);
  }
  return { medianMs: median(perTickMs), ticks };
}

function measureOnnx(bundle: string): number {
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
    return median(Array.from({ length: 5 }, () => spawn([join(bundle, 'index.js')], env, 0)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function folderKilobytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.round(files.reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0) / 1_000);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function render(rows: readonly Measurement[]): string {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, medianMs, ratio, note }) => `${name.padEnd(nameWidth)}  ${ratio.toFixed(2).padStart(6)} x  ${medianMs.toFixed(2).padStart(8)} ms  ${note}`).join('\n');
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const measurements = await measure();
console.log(values.json ? JSON.stringify(measurements, null, 2) : render(measurements));
