// Two pods behind two slots and a job that looks at their pages again and again, with what its last look left behind.
import type { BlocksAnswer, Question } from '@rampart/rollout-engine';
import type { Cell, Evidence, LabelMatcher } from '@rampart/rollout-policy';
import { expect } from 'vitest';
import { valueOf } from '@rampart/testing/ports';
import { openMetricsSource } from '../src/openmetrics/open-metrics-source.ts';
import { fakePods, type FakePod, type FakePods } from './fake-pods.ts';

export const START_MS = 1_700_000_000_000;
export const LOOK_MS = 30_000;
export const MAX_GAP_MS = 120_000;
export const URL_A = 'http://a.test/metrics';
export const URL_B = 'http://b.test/metrics';
export const FAILED: readonly LabelMatcher[] = [{ label: 'code', op: '=~', pattern: '5..' }];

export const errors: Question = { check: 'errors', signal: { kind: 'share', metric: 'requests_total', among: [], where: FAILED, unit: 'requests' }, slices: [], bounds: [], fromMs: START_MS };
export const latency: Question = { check: 'latency', signal: { kind: 'time', metric: 'latency_seconds', where: [] }, slices: [], bounds: [], fromMs: START_MS };

/** A job that looks again and again, with what the last look left behind. */
export interface World {
  readonly a: FakePod;
  readonly b: FakePod;
  readonly pods: FakePods;
  look(options?: { readonly afterMs?: number; readonly questions?: readonly Question[]; readonly snapshot?: unknown }): Promise<BlocksAnswer>;
  see(question?: Question, afterMs?: number): Promise<Evidence>;
}

export function aWorld({ format, pages = { a: [URL_A], b: [URL_B] } }: { readonly format?: 'openmetrics'; readonly pages?: Readonly<Record<string, readonly string[]>> } = {}): World {
  const pods = fakePods(format);
  const source = openMetricsSource({ pages, fetch: pods.fetch, timeoutMs: 5_000 });
  let snapshot: unknown = null;
  let nowMs = START_MS - LOOK_MS;
  const look: World['look'] = async ({ afterMs = LOOK_MS, questions = [errors], snapshot: given = snapshot } = {}) => {
    nowMs += afterMs;
    const answer = valueOf(await source.fetchBlocks({ target: 't', rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions, nowMs, blockMs: 15_000, lagMs: 5_000, maxGapMs: MAX_GAP_MS, snapshot: given }));
    snapshot = JSON.parse(JSON.stringify(answer.snapshot));
    return answer;
  };
  return {
    pods,
    a: pods.pod(URL_A),
    b: pods.pod(URL_B),
    look,
    see: async (question = errors, afterMs = LOOK_MS) => (await look({ questions: [question], afterMs })).evidence[question.check] ?? { kind: 'no-data', why: 'not answered' },
  };
}

/** Both pods have served something before the first look. */
export async function aWatchedWorld(options: Parameters<typeof aWorld>[0] = {}): Promise<World> {
  const world = aWorld(options);
  for (const pod of [world.a, world.b]) {
    pod.count('requests_total', { code: '200' }, 100);
    pod.count('requests_total', { code: '500' }, 3);
  }
  await world.look();
  return world;
}

export const cellsOf = (evidence: Evidence): Readonly<Record<string, Cell>> => {
  if (evidence.kind !== 'blocks' || evidence.blocks.length !== 1) expect.fail(`expected one block, got ${JSON.stringify(evidence)}`);
  return evidence.blocks[0]?.cells ?? {};
};
export const gapOf = (evidence: Evidence): string => {
  if (evidence.kind !== 'blocks' || evidence.blocks.length !== 0 || evidence.gaps.length !== 1) expect.fail(`expected one gap, got ${JSON.stringify(evidence)}`);
  return evidence.gaps[0]?.why ?? '';
};
export const whyOf = (evidence: Evidence): string => (evidence.kind === 'no-data' ? evidence.why : expect.fail(`expected no data, got ${JSON.stringify(evidence)}`));
export const counts = (trials: number, events: number) => ({ trials, events });
