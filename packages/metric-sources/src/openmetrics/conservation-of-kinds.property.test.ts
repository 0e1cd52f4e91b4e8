// Whatever happens to pods, buckets and looks: for every kind of signal a block has exactly what its span had.
import { fc, test } from '@fast-check/vitest';
import type { Question } from '@rampart/rollout-engine';
import type { Block } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { valueOf } from '@rampart/testing/ports';
import { aModelPod, type Served } from '../../test/a-model-pod.ts';
import { MAX_GAP_MS, START_MS, URL_A, URL_B } from '../../test/a-page-world.ts';
import { fakePods } from '../../test/fake-pods.ts';
import { openMetricsSource } from './open-metrics-source.ts';

const BINS = ['approve', 'block', 'review'];
const asked = (check: string, signal: Question['signal']): Question => ({ check, signal, slices: [], bounds: [], fromMs: START_MS });
const questions: readonly Question[] = [
  asked('users', { kind: 'share', metric: 'users_total', among: [], where: [{ label: 'what', op: '=', pattern: 'failed' }], unit: 'users' }),
  asked('times', { kind: 'time', metric: 'latency_seconds', where: [] }),
  asked('buckets', { kind: 'bins', metric: 'latency_seconds', where: [], by: 'le', against: { kind: 'stable' } }),
  asked('classes', { kind: 'bins', metric: 'answers_total', where: [], by: 'class', against: { kind: 'stable' } }),
  asked('judge', { kind: 'score', origin: { kind: 'metric', metric: 'judge', where: [] }, low: -1, high: 1 }),
  asked('memory', { kind: 'level', metric: 'memory_bytes', where: [], growth: { kind: 'none' } }),
];

type Pod = 0 | 1;
const pod = fc.constantFrom<Pod>(0, 1);
// Scores are eighths, so that sums of them are exact whatever their order.
const served = fc.record({ bin: fc.constantFrom(...BINS), seconds: fc.constantFrom(0, 0.001, 0.0625, 0.1, 0.5, 0.51, 3, 70), score: fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8), user: fc.constantFrom<Served['user']>('known', 'new', 'failing') });
const happening = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('served' as const), pod, served }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), pod }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('widen' as const), pod, threshold: fc.constantFrom(0.0005, 0.01, 0.25) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('memory' as const), pod, bytes: fc.integer({ min: 0, max: 1_000_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), pod }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unreachable' as const), pod }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('look' as const), afterMs: fc.integer({ min: 0, max: 50_000 }) }) },
);

interface Truth {
  readonly atMs: number;
  readonly pod: Pod;
  readonly served: Served;
}

describe('openMetricsSource', () => {
  const seen = { blocks: 0, gaps: 0, blind: 0, noBins: 0 };

  test.prop([fc.array(happening, { minLength: 20, maxLength: 80 })], { numRuns: 150 })('conserves every kind of signal', async (story) => {
    const world = fakePods('openmetrics');
    const pages = [world.pod(URL_A), world.pod(URL_B)];
    const pods = pages.map((page) => aModelPod(page, BINS));
    const source = openMetricsSource({ pages: { a: [URL_A], b: [URL_B] }, fetch: world.fetch, timeoutMs: 5_000 });
    const truth: Truth[] = [];
    const memory = [1_000, 1_000];
    const watermarks = new Map(questions.map(({ check }) => [check, START_MS]));
    let nowMs = START_MS;
    let snapshot: unknown = null;
    pods.forEach((each) => each.restart(nowMs));

    for (const each of story) {
      nowMs += 1_000;
      switch (each.kind) {
        case 'served':
          pods[each.pod]?.serve(each.served);
          truth.push({ atMs: nowMs, pod: each.pod, served: each.served });
          break;
        case 'merge':
          pods[each.pod]?.mergeBuckets();
          break;
        case 'widen':
          pods[each.pod]?.widenZero(each.threshold);
          break;
        case 'memory':
          pods[each.pod]?.memory(each.bytes);
          memory[each.pod] = each.bytes;
          break;
        case 'restart':
          nowMs += 2_000;
          pods[each.pod]?.restart(nowMs);
          break;
        case 'unreachable':
          pages[each.pod]?.answer(() => { throw new Error('away'); });
          break;
        case 'look': {
          nowMs += each.afterMs;
          const answer = valueOf(await source.fetchBlocks({ target: 't', rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions: questions.map((question) => ({ ...question, fromMs: watermarks.get(question.check) ?? START_MS })), nowMs, blockMs: 15_000, lagMs: 0, maxGapMs: MAX_GAP_MS, snapshot }));
          pages.forEach((page) => page.answer());
          snapshot = JSON.parse(JSON.stringify(answer.snapshot));
          for (const { check } of questions) {
            const evidence = answer.evidence[check];
            if (evidence === undefined || evidence.kind === 'no-data') {
              if (check === 'buckets' && evidence?.why.includes('wider than a factor of two') === true) seen.noBins += 1;
              else expect(evidence?.why).toContain('could not be reached');
              seen.blind += 1;
              continue;
            }
            seen.gaps += evidence.gaps.length;
            for (const block of evidence.blocks) {
              seen.blocks += 1;
              expect(block.fromMs).toBeGreaterThanOrEqual(watermarks.get(check) ?? 0);
              watermarks.set(check, block.toMs);
              const within = ([0, 1] as const).map((index) => truth.filter(({ atMs, pod: of }) => of === index && atMs > block.fromMs && atMs <= block.toMs).map((one) => one.served));
              agrees(check, block, within, memory);
            }
          }
          break;
        }
      }
    }
  });

  it('met blocks, gaps, blindness and buckets too wide for bins on the way', () => {
    expect(Math.min(seen.blocks, seen.gaps, seen.blind, seen.noBins)).toBeGreaterThan(20);
  });
});

/** The block has what was served in its span, in each of its cells. */
function agrees(check: string, { cells }: Block, within: readonly (readonly Served[])[], memory: readonly number[]): void {
  (['stable', 'candidate'] as const).forEach((arm, index) => {
    const all = within[index] ?? [];
    const counted = (name: string) => cells[name]?.[arm];
    const users = (kind: Served['user']): number => all.filter(({ user }) => user === kind).length;
    switch (check) {
      case 'users':
        return expect(counted('all')).toEqual({ trials: users('new'), events: users('failing') });
      case 'judge':
        return expect(counted('all')).toEqual({ trials: all.length, events: all.reduce((sum, { score }) => sum + (score + 1) / 2, 0) });
      case 'memory':
        return expect(counted('all')).toEqual({ trials: 1, events: memory[index] });
      case 'classes':
        for (const bin of BINS) expect(counted(`bin=${bin}`)).toEqual({ trials: all.length, events: all.filter((each) => each.bin === bin).length });
        return;
      case 'times':
        expect(counted('all')).toEqual({ trials: all.length, events: 0 });
        for (const name of Object.keys(cells).filter((cell) => cell.startsWith('le='))) expect(counted(name), name).toEqual({ trials: all.length, events: all.filter(({ seconds }) => seconds > Number(name.slice(3))).length });
        return;
      case 'buckets': {
        const bounds = Object.keys(cells).filter((cell) => cell.startsWith('bin=')).map((cell) => Number(cell.slice(4).replace('+Inf', 'Infinity'))).sort((a, b) => a - b);
        bounds.forEach((bound, position) => {
          const inBin = all.filter(({ seconds }) => seconds <= bound && (position === 0 || seconds > (bounds[position - 1] ?? 0))).length;
          expect(counted(`bin=${bound === Infinity ? '+Inf' : String(bound)}`)).toEqual({ trials: all.length, events: inBin });
        });
        return expect(bounds.at(-1)).toBe(Infinity);
      }
      default:
        return expect(check).toBe('known');
    }
  });
}
