// The demo: a team's repository with its workflow, two slots behind a proxy, real traffic, and three releases one after the other.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGitLedger } from '@rampart/git-ledger';
import { httpRouter } from '@rampart/traffic-routers';
import { renderHtml, reportFromLedger } from '@rampart/report';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { createRegistryRepo, type RegistryRepo } from '../registry-repo.ts';
import { startWorld, type World } from '../world.ts';
import type { DemoOptions } from './options.ts';
import { accessesOf, extraSeries } from './proxy-log.ts';
import { planReleases, type PlannedRelease, type ReleasePlan } from './releases.ts';
import { release } from './release.ts';
import { demoPolicy } from './scaled-policy.ts';
import { summarise, type DemoSummary } from './summary.ts';
import { openTimeline, type Screen } from './timeline.ts';
import { watch } from './watcher.ts';

export const TARGET = 'flight-delay-prod';
const SLOTS = ['blue', 'green'] as const;
/** Two minutes of the policy, at a minute a second. */
const MATURE_MS = 2_000;
const EXAMPLE_DIR = fileURLToPath(new URL('../../', import.meta.url));
const RAMPART_DIR = fileURLToPath(new URL('../../../../', import.meta.url));

export interface DemoResult {
  readonly summary: DemoSummary;
  readonly releases: readonly PlannedRelease[];
  readonly asExpected: boolean;
  readonly files: readonly string[];
}

/** Runs the demo. Whatever happens, no process and no scratch folder is left behind. */
export async function runDemo(options: DemoOptions, screen: Screen, signal: AbortSignal): Promise<DemoResult> {
  const scratchDir = await mkdtemp(join(tmpdir(), 'rampart-demo-'));
  let world: World | undefined;
  try {
    const plan = await planReleases(options);
    const originDir = join(scratchDir, 'origin.git');
    const { repo, first } = await createRegistryRepo({ directory: originDir, first: plan.stable });
    world = await startWorld({ scratchDir: join(scratchDir, 'world'), target: TARGET, slots: SLOTS, stable: first, ratePerSecond: options.ratePerSecond, matureMs: MATURE_MS, seed: options.seed });
    const besides = await teamFiles((await demoPolicy(world)).text);
    const events = await runReleases({ screen, signal, scratchDir, originDir, plan, repo, besides, world });
    await world.stop();
    // Half a demo is no result, and must not replace the files of a whole one.
    signal.throwIfAborted();
    return await writeResults(options.outDir, plan, events, world, originDir);
  } finally {
    await world?.stop();
    await rm(scratchDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** What a team keeps beside its model: the workflow, the policy and the data. */
async function teamFiles(policyText: string): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const [workflow, airports] = await Promise.all(['rollout.yml', 'data/airports.csv'].map((file) => readFile(join(EXAMPLE_DIR, file))));
  return { '.github/workflows/rollout.yml': workflow ?? '', 'data/airports.csv': airports ?? '', 'rampart/flight-delay.yaml': policyText };
}

interface ReleaseOrder {
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly scratchDir: string;
  readonly originDir: string;
  readonly plan: ReleasePlan;
  readonly repo: RegistryRepo;
  readonly besides: Awaited<ReturnType<typeof teamFiles>>;
  readonly world: World;
}

async function runReleases({ screen, signal, scratchDir, originDir, plan, repo, besides, world }: ReleaseOrder): Promise<readonly LedgerEvent[]> {
  const { ledger } = openGitLedger({ location: { kind: 'repository', path: originDir }, cacheDir: scratchDir });
  const router = httpRouter({ url: world.routeUrl, fetch: globalThis.fetch, timeoutMs: 5_000 });
  const timeline = openTimeline(screen, Date.now());
  const watcher = watch({ target: TARGET, ledger, router, timeline, everyMs: 500 });
  const runsDir = join(scratchDir, 'runs');
  await mkdir(runsDir);
  try {
    for (const planned of plan.releases) {
      if (signal.aborted) break;
      const { commit } = await repo.publish({ version: planned.version, artefact: planned.artefact, besides });
      timeline.happened(Date.now(), `the team pushes the tag flight-delay@${planned.version}; the workflow validates it`);
      await release({ version: planned.version, commit }, { target: TARGET, ledger, workflowFile: join(EXAMPLE_DIR, 'rollout.yml'), originDir, rampartDir: RAMPART_DIR, runsDir, signal, onStep: () => undefined });
    }
  } finally {
    await watcher.stop();
    timeline.close();
  }
  const history = await ledger.history(TARGET);
  if (history.kind === 'error') throw new Error(history.error.message);
  return history.value;
}

async function writeResults(outDir: string, plan: ReleasePlan, events: readonly LedgerEvent[], world: World, originDir: string): Promise<DemoResult> {
  await mkdir(outDir, { recursive: true });
  const accesses = await accessesOf(world.accessLogPath);
  const summary = summarise(events, accesses);
  const files = { summary: join(outDir, 'summary.json'), report: join(outDir, 'report.html'), ledger: join(outDir, 'ledger.git'), access: join(outDir, 'access.jsonl') };
  await writeFile(files.summary, `${JSON.stringify(summary, null, 2)}\n`);
  await writeFile(files.report, renderHtml(reportFromLedger(events, extraSeries(events, accesses))));
  await replaceWith(files.ledger, originDir);
  await replaceWith(files.access, world.accessLogPath);
  const asExpected = plan.releases.every(({ version, expected }) => summary.rollouts.find((rollout) => rollout.candidate === version)?.outcome === expected);
  return { summary, releases: plan.releases, asExpected, files: Object.values(files) };
}

async function replaceWith(to: string, from: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}
