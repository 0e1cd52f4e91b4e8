// Whatever happens to pods and looks: a block has exactly the requests of its span, and what is in no block is in a gap or still to come.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { valueOf } from '@rampart/testing/ports';
import { fakePods, type FakePod } from '../../test/fake-pods.ts';
import { errors, MAX_GAP_MS, START_MS, URL_A, URL_B } from '../../test/a-page-world.ts';
import { openMetricsSource } from './open-metrics-source.ts';

type Pod = 0 | 1;
const pod = fc.constantFrom<Pod>(0, 1);
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('requests' as const), pod, code: fc.constantFrom('200' as const, '404' as const, '500' as const, '503' as const), by: fc.integer({ min: 0, max: 50 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), pod }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unreachable' as const), pod }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('blank' as const), pod }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), afterMs: fc.integer({ min: 0, max: 80_000 }) }) },
);

describe('openMetricsSource', () => {
  const seen = { blocks: 0, gaps: 0, blind: 0 };

  test.prop([fc.array(happening, { minLength: 20, maxLength: 60 })], { numRuns: 200 })('counts each request exactly once, or says that it cannot', async (story) => {
    const world = fakePods();
    const pods: readonly FakePod[] = [world.pod(URL_A), world.pod(URL_B)];
    const source = openMetricsSource({ pages: { a: [URL_A], b: [URL_B] }, fetch: world.fetch, timeoutMs: 5_000 });
    /** The truth: requests and failures of each pod, and when they happened. */
    const truth: { readonly atMs: number; readonly pod: Pod; readonly by: number; readonly failed: boolean }[] = [];
    const started = [START_MS, START_MS];
    /** Pods whose own page was seen: before that, nobody can tell it from what answers in its place. */
    const known = new Set<Pod>();
    const replaced = new Set<Pod>();
    let nowMs = START_MS;
    let fromMs = START_MS;
    let snapshot: unknown = null;
    const restart = (index: Pod): void => {
      started[index] = nowMs;
      pods[index]?.restart();
      pods[index]?.raw(`process_start_time_seconds ${String(nowMs / 1000)}`);
    };
    restart(0);
    restart(1);
    pods[0]?.count('requests_total', { code: '200' }, 0);

    for (const each of story) {
      // Every happening takes a second, so that a restart and a look are never at the same moment.
      nowMs += 1_000;
      switch (each.kind) {
        case 'requests':
          pods[each.pod]?.count('requests_total', { code: each.code }, each.by);
          truth.push({ atMs: nowMs, pod: each.pod, by: each.by, failed: each.code.startsWith('5') });
          break;
        case 'restart':
          // A process that restarts within a second of its own start is told apart by nothing.
          nowMs += 2_000;
          restart(each.pod);
          break;
        case 'unreachable':
          pods[each.pod]?.answer(() => { throw new Error('away'); });
          replaced.add(each.pod);
          break;
        case 'blank':
          // An exporter that is up while what it reads from is not.
          if (!known.has(each.pod)) break;
          pods[each.pod]?.answer(() => new Response('exporter_up 0\n', { headers: { 'content-type': 'text/plain' } }));
          replaced.add(each.pod);
          break;
        case 'look': {
          nowMs += each.afterMs;
          const answer = valueOf(await source.fetchBlocks({ target: 't', rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions: [{ ...errors, fromMs }], nowMs, blockMs: 15_000, lagMs: 0, maxGapMs: MAX_GAP_MS, snapshot }));
          for (const index of [0, 1] as const) {
            if (!replaced.has(index) && answer.snapshot !== snapshot) known.add(index);
            pods[index]?.answer();
          }
          replaced.clear();
          snapshot = JSON.parse(JSON.stringify(answer.snapshot));
          const evidence = answer.evidence['errors'];
          if (evidence === undefined || evidence.kind === 'no-data') {
            seen.blind += 1;
            break;
          }
          seen.gaps += evidence.gaps.length;
          for (const block of evidence.blocks) {
            seen.blocks += 1;
            expect(block.fromMs).toBeGreaterThanOrEqual(fromMs);
            const within = (index: Pod) => truth.filter(({ atMs, pod: of }) => of === index && atMs > block.fromMs && atMs <= block.toMs);
            const sum = (index: Pod) => ({ trials: within(index).reduce((total, { by }) => total + by, 0), events: within(index).reduce((total, { by, failed }) => total + (failed ? by : 0), 0) });
            expect(block.cells['all']).toEqual({ stable: sum(0), candidate: sum(1) });
            fromMs = block.toMs;
          }
          break;
        }
      }
    }
  });

  it('met blocks, gaps and blindness on the way', () => {
    expect(Math.min(seen.blocks, seen.gaps, seen.blind)).toBeGreaterThan(20);
  });
});
