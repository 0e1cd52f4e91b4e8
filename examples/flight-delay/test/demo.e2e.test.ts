// The demo as a person starts it: real processes, real traffic, the committed bundles, and everything that it leaves counted again.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openGitLedger } from '@rampart/git-ledger';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessesOf } from '../src/demo/proxy-log.ts';
import { summarise, type DemoSummary } from '../src/demo/summary.ts';

const MAIN = fileURLToPath(new URL('../src/demo/main.ts', import.meta.url));
const PROMISED_BAD_REQUESTS = 400;
const exec = promisify(execFile);

interface DemoRun {
  readonly code: number | null;
  readonly output: string;
}

/** `interruptAt`: Ctrl-C as soon as this was printed. */
async function demo(args: readonly string[], interruptAt?: RegExp): Promise<DemoRun> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let interrupted = false;
  const heard = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
    if (interruptAt === undefined || interrupted || !interruptAt.test(output)) return;
    interrupted = true;
    child.kill('SIGINT');
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

/** Processes whose command line names this example's parts or its scratch folders. */
async function leftovers(): Promise<readonly string[]> {
  const { stdout } = await exec('ps', ['-eo', 'pid=,args=']);
  return stdout.split('\n').filter((line) => /flight-delay\/src\/(serving|traffic|demo)|rampart-demo-(?!out)/.test(line));
}

describe('npm run demo', () => {
  let outDir = '';
  let run: DemoRun = { code: null, output: '' };
  let summary: DemoSummary = { rollouts: [], requests: { total: 0, failed: 0, byArm: {} } };
  let events: readonly LedgerEvent[] = [];

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'rampart-demo-out-'));
    run = await demo(['--out', outDir]);
    if (run.code !== 0) throw new Error(run.output);
    summary = JSON.parse(await readFile(join(outDir, 'summary.json'), 'utf8')) as DemoSummary;
    const { ledger } = openGitLedger({ location: { kind: 'repository', path: join(outDir, 'ledger.git') }, cacheDir: outDir });
    const history = await ledger.history('flight-delay-prod');
    events = history.kind === 'ok' ? history.value : [];
  });
  afterAll(() => rm(outDir, { recursive: true, force: true }));

  it('promotes the good candidate and rolls the other two back, within the promise', () => {
    expect(summary.rollouts.map(({ candidate, outcome }) => [candidate, outcome])).toEqual([['v2.0.0', 'promoted'], ['v3.0.0', 'rolled-back'], ['v4.0.0', 'rolled-back']]);
    for (const { excessBadRequests } of summary.rollouts) expect(excessBadRequests).toBeLessThanOrEqual(PROMISED_BAD_REQUESTS);
  });

  it('writes a summary that equals what the proxy log and the ledger say', async () => {
    expect(summarise(events, await accessesOf(join(outDir, 'access.jsonl')))).toEqual(summary);
  });

  it('counts in the ledger a part of what the proxy served of each candidate, never more', async () => {
    const accesses = await accessesOf(join(outDir, 'access.jsonl'));
    for (const { candidate } of summary.rollouts) {
      const served = accesses.filter((access) => access.version === candidate);
      const started = events.find((event) => event.kind === 'started' && event.candidate.version === candidate);
      const rolloutId = started?.kind === 'started' ? started.rolloutId : '';
      const last = events.findLast((event) => event.kind === 'ticked' && event.rolloutId === rolloutId);
      const totals = last?.kind === 'ticked' ? last.decision.checks.find((check) => check.name === 'errors')?.totals.candidate : undefined;
      expect(totals?.trials).toBeGreaterThan(0);
      expect(totals?.trials).toBeLessThanOrEqual(served.length);
      expect(totals?.events).toBeLessThanOrEqual(served.filter((access) => access.status !== 200).length);
    }
  });

  it('tells of answers that drift, which alone ends nothing', () => {
    const lastOf = (candidate: string) => {
      const rolloutId = events.flatMap((event) => (event.kind === 'started' && event.candidate.version === candidate ? [event.rolloutId] : []))[0];
      const last = events.findLast((event) => event.kind === 'ticked' && event.rolloutId === rolloutId);
      return last?.kind === 'ticked' ? last.decision : undefined;
    };
    const [sound, failing, drifting] = ['v2.0.0', 'v3.0.0', 'v4.0.0'].map((candidate) => lastOf(candidate)?.checks.find(({ name }) => name === 'answers'));
    expect([sound, failing, drifting].map((report) => report?.then)).toEqual(['tell', 'tell', 'tell']);
    expect([sound?.verdict, failing?.verdict]).not.toContain('worse');
    // Accuracy sends it back as soon as it may, which can be a look before the odds on the answers are long enough for a verdict of their own.
    if (drifting?.arms.kind !== 'own') expect.fail(`nothing speaks against the answers of v4.0.0: ${JSON.stringify(drifting)}`);
    const { stable, candidate } = drifting.arms;
    expect(drifting.cell).toBe('bin=late');
    expect(candidate.events / candidate.trials).toBeGreaterThan((1.5 * stable.events) / stable.trials);
    expect(lastOf('v4.0.0')?.reasons[0]).toMatchObject({ code: 'regression', check: 'accuracy' });
  });

  it('leaves a ledger whose log reads as the story of three rollouts, and that git finds sound', async () => {
    const gitDir = ['--git-dir', join(outDir, 'ledger.git')];
    expect((await exec('git', [...gitDir, 'fsck', '--strict'])).stderr).not.toMatch(/error|warning|missing/);
    const { stdout: refs } = await exec('git', [...gitDir, 'for-each-ref', '--format=%(refname)', 'refs/heads/rollouts']);
    const ledgerRef = refs.split('\n').find((ref) => ref.includes('flight-delay-prod')) ?? '';
    const { stdout: log } = await exec('git', [...gitDir, 'log', '--reverse', '--format=%s', ledgerRef]);
    const story = ['v1\\.0\\.0 serves', 'v2\\.0\\.0 starts', 'v2\\.0\\.0: promoted', 'v3\\.0\\.0 starts', 'v3\\.0\\.0: rolled back', 'v4\\.0\\.0 starts', 'v4\\.0\\.0: rolled back'];
    expect(log).toMatch(new RegExp(story.join('[\\s\\S]*')));
  });

  it('writes one self-contained report', async () => {
    const report = await readFile(join(outDir, 'report.html'), 'utf8');
    expect(report).not.toMatch(/(src|href)="https?:/);
    for (const { candidate } of summary.rollouts) expect(report).toContain(candidate);
  });

  it('prints plain lines without a terminal, and leaves no process behind', async () => {
    expect(run.output.includes('\u001b[')).toBe(false);
    expect(await leftovers()).toEqual([]);
  });
});

describe('npm run demo -- --shuffle', () => {
  it.each([1, 2, 3, 4, 5])('follows what the artefacts do, not what they are called (deal %i)', async (deal) => {
    const outDir = await mkdtemp(join(tmpdir(), 'rampart-demo-out-'));
    try {
      const run = await demo(['--shuffle', '--seed', String(deal * 7919), '--out', outDir]);
      expect(run.code, run.output).toBe(0);
    } finally {
      await rm(outDir, { recursive: true, force: true });
    }
  });
});

describe('Ctrl-C', () => {
  it('ends every process of the demo, and writes no results', async () => {
    const outDir = join(tmpdir(), `rampart-demo-out-${String(process.pid)}`);
    const run = await demo(['--out', outDir], /starts on slot/);
    expect(run.code, run.output).toBe(130);
    expect(await leftovers()).toEqual([]);
    expect(existsSync(outDir)).toBe(false);
  });
});
