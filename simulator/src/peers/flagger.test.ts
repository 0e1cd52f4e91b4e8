import { describe, expect, it } from 'vitest';
import { expectAbout, releases, sentBack } from '../../test/a-peer-release.ts';
import { flagger } from './flagger.ts';
import type { Said, Seen } from './peer.ts';
import { SeenBlocks } from './seen-blocks.ts';

const MINUTE_MS = 60_000;
const NO_LATENCY = { p99Max: { kind: 'none' } } as const;

/** Looks once a minute at so many failures of a thousand requests; -1: no request. */
function looks(peer: ReturnType<typeof flagger>, failures: readonly number[]): readonly Said[] {
  const seen = new SeenBlocks();
  const run = peer.begin({ seed: 0, run: 0 });
  return failures.map((failed, minute) => {
    const counts = { trials: failed < 0 ? 0 : 1_000, events: Math.max(0, failed) };
    seen.tell('errors', { kind: 'blocks', blocks: [{ fromMs: (minute - 1) * MINUTE_MS, toMs: minute * MINUTE_MS, cells: { all: { stable: counts, candidate: counts } } }], gaps: [] });
    return run.look(seen.at(minute * MINUTE_MS, 0.5));
  });
}
const weights = (said: readonly Said[]): readonly number[] => said.map(({ weight }) => Math.round(100 * weight));

describe('the model of Flagger', () => {
  it('goes from 10 to 50 % in steps of 10, a check a minute, then promotes', () => {
    const said = looks(flagger(NO_LATENCY), [0, 0, 1, 1, 1, 1, 1]);
    expect(weights(said)).toEqual([0, 10, 20, 30, 40, 50, 100]);
    expect(said.at(-1)?.end).toBe('promoted');
  });

  it('adds failed checks up, good ones between them or not, and acts a tick after the fifth', () => {
    const said = looks(flagger(NO_LATENCY), [0, 0, 90, 90, 1, 90, 1, 90, 90, 1]);
    expect(said.map(({ verdict }) => verdict).filter((verdict) => verdict === 'bad')).toHaveLength(6);
    expect(said.at(-1)).toMatchObject({ end: 'rolled-back', weight: 0 });
    expect(said.at(-2)).toMatchObject({ end: 'none', verdict: 'bad' });
  });

  it('takes a minute without a request, and a store that does not answer, for a failed check', () => {
    expect(looks(flagger(NO_LATENCY), [0, 0, -1, -1, -1, -1, -1, -1]).at(-1)).toMatchObject({ end: 'rolled-back' });
    const seen = new SeenBlocks();
    seen.tell('errors', { kind: 'error', why: 'away' });
    const run = flagger(NO_LATENCY).begin({ seed: 0, run: 0 });
    const ends = Array.from({ length: 8 }, (_, minute) => run.look(seen.at(minute * MINUTE_MS, 0)).end);
    expect(ends.at(-1)).toBe('rolled-back');
  });

  it('looks at the 99th percentile as well, where the policy has a check of times', () => {
    const run = flagger().begin({ seed: 0, run: 0 });
    const cell = (events: number) => ({ stable: { trials: 1_000, events: 0 }, candidate: { trials: 1_000, events } });
    const at = (nowMs: number, slow: number): Seen => {
      const seen = new SeenBlocks();
      const block = { fromMs: nowMs - 30_000, toMs: nowMs };
      seen.tell('errors', { kind: 'blocks', blocks: [{ ...block, cells: { all: cell(0) } }], gaps: [] });
      seen.tell('latency', { kind: 'blocks', blocks: [{ ...block, cells: { all: cell(0), 'le=0.25': cell(500), 'le=0.5': cell(slow), 'le=1': cell(0) } }], gaps: [] });
      return seen.at(nowMs, 0.1);
    };
    run.look(at(0, 0));
    run.look(at(MINUTE_MS, 0));
    expect(run.look(at(2 * MINUTE_MS, 10)).verdict).toBe('fine');
    expect(run.look(at(3 * MINUTE_MS, 20))).toMatchObject({ verdict: 'bad', why: 'p99 750 ms > 500 ms' });
  });

  // Reference simulation of the rule with the settings of the Istio tutorial: 1,500 runs each.
  it.each([
    [0.001, [0.18, 0, 0, 0, 0]],
    [0.005, [0.2, 0, 0.004, 0.006, 0]],
    [0.01, [0.19, 0, 0.06, 0.4, 0.46]],
    [0.03, [0.23, 0.017, 0.75, 1, 1]],
    [0.1, [0.38, 0.46, 1, 1, 1]],
  ])('sends a candidate with errors of %f back as often as was published, at 5 to 10,000 requests a minute', (errors, published) => {
    for (const [index, perMinute] of [5, 20, 100, 1_000, 10_000].entries()) {
      const runs = 500;
      expectAbout(sentBack(releases(flagger(NO_LATENCY), { perMinute, errors }, runs)), published[index] ?? 0, { runs, publishedRuns: 1_500 });
    }
  });
});
