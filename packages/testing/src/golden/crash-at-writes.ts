// Kills a job before, in the middle of and after everything that it writes to files, and runs it again: for actions that change files alone.
// crash-points.ts does it at requests.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleProcess, JobEnvironment, JobFolders } from './bundle-process.ts';

/** One operation in folders of its own, just before it. */
export interface WriteScene {
  readonly folders: JobFolders;
  readonly job: (environment: JobEnvironment) => BundleProcess;
  /** What it is to leave behind, without times. */
  readonly left: () => unknown;
  readonly close: () => void | Promise<void>;
}

export interface WritesReport {
  /** `rename rampart-evidence.json`, in their order. */
  readonly writes: readonly string[];
  readonly points: number;
  /** Empty when every kill left all or nothing behind, and the next job all of it. */
  readonly differing: readonly { readonly point: string; readonly what: string; readonly found: unknown }[];
}

const PRELOAD = fileURLToPath(new URL('./kill-at-write.ts', import.meta.url));

export async function killAtEveryWrite(build: () => Promise<WriteScene>): Promise<WritesReport> {
  const { writes, before, after } = await undisturbed(build);
  const differing: { readonly point: string; readonly what: string; readonly found: unknown }[] = [];
  const points = writes.flatMap((write, index) => (['before', 'half', 'after'] as const).filter((when) => when !== 'half' || /^(write|append)File/.test(write)).map((when) => ({ at: `${String(index + 1)} ${when}`, name: `${when} ${write}` })));
  for (const { at, name: point } of points) {
    const scene = await build();
    const killed = await scene.job({ env: { NODE_OPTIONS: `--import=${PRELOAD}`, RAMPART_KILL_AT: at } }).ended;
    if (killed.exitCode !== null) differing.push({ point, what: 'the job was to be killed there', found: killed });
    const halfWay = scene.left();
    if (![before, after].some((whole) => same(whole, halfWay))) differing.push({ point, what: 'something in between was left behind', found: halfWay });
    const again = await scene.job({}).ended;
    if (again.exitCode !== 0 || again.stderr !== '') differing.push({ point, what: 'the next job had trouble', found: again });
    const end = scene.left();
    if (!same(after, end)) differing.push({ point, what: 'another end', found: end });
    await scene.close();
  }
  return { writes, points: points.length, differing };
}

async function undisturbed(build: () => Promise<WriteScene>): Promise<{ readonly writes: readonly string[]; readonly before: unknown; readonly after: unknown }> {
  const scene = await build();
  const before = scene.left();
  const notes = join(scene.folders.temp, 'writes');
  writeFileSync(notes, '');
  const alone = await scene.job({ env: { NODE_OPTIONS: `--import=${PRELOAD}`, RAMPART_WRITES: notes } }).ended;
  if (alone.exitCode !== 0) throw new Error(`the undisturbed run failed:\n${alone.stdout}${alone.stderr}`);
  const writes = readFileSync(notes, 'utf8').trimEnd().split('\n');
  rmSync(notes);
  const after = scene.left();
  await scene.close();
  return { writes: writes.map((write) => write.replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/, '<id>')), before, after };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
