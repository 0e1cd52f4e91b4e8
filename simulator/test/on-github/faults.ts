// The fault suite: jobs on an emulated GitHub while everything goes wrong, and what must hold all the same (docs/faults.md).
//
// node simulator/test/on-github/faults.ts --seeds 10000 [--from 0] [--store memory|git] [--workers 2]
// node simulator/test/on-github/faults.ts --seed 4711 [--store git] [--trace]
import { parseArgs } from 'node:util';
import { checkAll, CHECKERS } from './checkers/index.ts';
import { coverageOf, neverMet, tableOf } from './fault-report.ts';
import { playSeeds } from './play-seeds.ts';
import { runSeed, type StoreKind } from './run-seed.ts';
import type { SeedResult } from './seed-result.ts';
import { storyOf } from './story.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string', default: '0' }, store: { type: 'string', default: 'memory' }, workers: { type: 'string' }, trace: { type: 'boolean', default: false } },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const { store } = values;
  if (store !== 'memory' && store !== 'git') return usage(`--store: memory or git, not ${store}`);
  if (values.seed !== undefined) return isWhole(values.seed) ? one(Number(values.seed), store) : usage(`--seed: a whole number, not ${values.seed}`);
  const { seeds = '1000', from } = values;
  if (!isWhole(seeds) || !isWhole(from)) return usage(`--seeds and --from: whole numbers, not ${seeds} and ${from}`);
  return many({ from: Number(from), count: Number(seeds), store });
}

async function one(seed: number, store: StoreKind): Promise<number> {
  const chronicle = await runSeed(seed, store);
  const story = storyOf(chronicle);
  for (const line of values.trace ? story : story.filter((text) => /^seed|planned|fault|moves?|tells|prints|sets the router|a person|the end|----/.test(text))) console.info(line);
  const broken = checkAll(chronicle);
  for (const { id, seen } of broken) console.error(`${id} ${ruleOf(id)}\n   ${seen}`);
  console.info(broken.length === 0 ? 'I1 to I15 hold.' : `${broken.length} times a rule was broken.`);
  return broken.length === 0 ? 0 : 1;
}

async function many({ from, count, store }: { readonly from: number; readonly count: number; readonly store: StoreKind }): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const told = (result: SeedResult): 'go on' => {
    done += 1;
    for (const { id, seen } of firstOfEach(result)) console.info(`seed ${result.seed} breaks ${id}: ${seen.slice(0, 500)}`);
    if (done % 500 === 0) console.info(`${done} of ${count} seeds, ${Math.round((performance.now() - startedAt) / 1000)} s`);
    return 'go on';
  };
  const results = await playSeeds({ from, count, store, told, ...(values.workers === undefined ? {} : { workers: Number(values.workers) }) });
  const coverage = coverageOf(results);
  console.info(`\n${tableOf(coverage)}\n`);
  const endings = new Map<string, number>();
  for (const { ending } of results) endings.set(ending, (endings.get(ending) ?? 0) + 1);
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  console.info(`${results.length} seeds from ${from} on ${store} in ${Math.round((performance.now() - startedAt) / 1000)} s: ${requests} requests; ${[...endings].map(([ending, times]) => `${times} ${ending}`).join(', ')}`);
  const bad = results.filter(({ broken }) => broken.length > 0);
  const missing = neverMet(coverage);
  if (missing.length > 0) console.info(`never met: ${missing.join(', ')}`);
  for (const { id, rule } of CHECKERS) {
    const seeds = bad.filter(({ broken }) => broken.some((one) => one.id === id)).map(({ seed }) => seed);
    if (seeds.length > 0) console.info(`✘ ${id} ${rule}: ${seeds.length} seeds: ${seeds.slice(0, 10).join(', ')}`);
  }
  if (bad.length > 0) console.info(`Again: node simulator/test/on-github/faults.ts --seed ${bad[0]?.seed ?? 0} --store ${store} --trace`);
  else console.info('I1 to I15 hold in all of them.');
  return bad.length > 0 || (count >= 1_000 && missing.length > 0) ? 1 : 0;
}

function firstOfEach({ broken }: SeedResult): SeedResult['broken'] {
  return broken.filter(({ id }, index) => broken.findIndex((other) => other.id === id) === index);
}

function ruleOf(id: string): string {
  return CHECKERS.find((checker) => checker.id === id)?.rule ?? '';
}

function isWhole(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

function usage(why: string): number {
  console.error(`${why}\n  faults.ts --seeds 10000 [--from 0] [--store memory|git] [--workers 2]\n  faults.ts --seed 4711 [--store git] [--trace]`);
  return 2;
}
