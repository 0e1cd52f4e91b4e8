import { aPolicy } from '@rampart/testing';
import { fc, test as prop } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulateToy } from '../../test/claims/toy-release.ts';
import { inProcessPool } from '../pool/in-process-pool.ts';
import { judgePolicy } from './check-policy.ts';
import { checkJson } from './check-result.ts';
import type { RunRow } from './claim.ts';
import { decodeRow, encodeRow, isRowCode } from './row-code.ts';
import { mergeShards, runShard, type FixedCheck, type Shard, type ShardFile } from './shard.ts';

const check: FixedCheck = {
  policy: aPolicy({ promise: { catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 3_600_000 }] } }),
  policyFile: 'rampart/toy.yaml',
  digest: 'sha256:toy',
  own: { kind: 'unknown' },
  families: ['toy@1'],
  budget: { kind: 'exactly', runs: 101 },
  seed: 7,
  codeHash: 'sha256:code',
};

const NO_TRAFFIC = {
  requestsPerSecond: 1,
  shape: { kind: 'flat' },
  dispersion: 1,
  bursts: { factor: 1, everyMs: 1, lastMs: 1 },
  failBurst: { mean: 1, max: 1 },
  armNoise: 0,
  commonNoise: 0,
  users: { kind: 'requests' },
  segments: [],
  retries: { probability: 0, max: 0 },
} as const;

async function partOf(shard: Shard, of: FixedCheck = check): Promise<ShardFile> {
  return { name: `part-${shard.index}.json`, text: await runShard(of, shard, { pool: inProcessPool(simulateToy) }) };
}

let parts: readonly ShardFile[] = [];
let whole = '';
beforeAll(async () => {
  parts = await Promise.all([1, 2, 3, 4].map((index) => partOf({ index, count: 4 })));
  whole = checkJson((await judgePolicy(check, { pool: inProcessPool(simulateToy) })).result);
});

function mistakesOf(files: readonly ShardFile[], of: FixedCheck = check): readonly string[] {
  const merged = mergeShards(of, files);
  return merged.kind === 'mistakes' ? merged.mistakes : [];
}

describe('mergeShards', () => {
  prop.prop([fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })])('gives the bytes of the whole check, in whatever order the parts come', (order) => {
    const merged = mergeShards(check, order.flatMap((index) => parts[index] ?? []));
    expect(merged.kind === 'merged' ? checkJson(merged.judged.result) : merged).toBe(whole);
  });

  it('is the same for one part as for more parts than fit evenly', async () => {
    for (const count of [1, 7]) {
      const files = await Promise.all(Array.from({ length: count }, (_, at) => partOf({ index: at + 1, count })));
      const merged = mergeShards(check, files);
      expect(merged.kind === 'merged' ? checkJson(merged.judged.result) : merged).toBe(whole);
    }
  });

  it('wants every part exactly once', () => {
    expect(mistakesOf(parts.slice(0, 2))).toEqual(['part 3/4 is missing; run the job with shard 3/4', 'part 4/4 is missing; run the job with shard 4/4']);
    expect(mistakesOf([...parts, { name: 'again.json', text: parts[1]?.text ?? '' }])).toEqual(['part 2/4 is there more than once: part-2.json, again.json']);
    expect(mistakesOf([])).toEqual(['part 1/1 is missing; run the job with shard 1/1']);
  });

  it('refuses parts of another cut', async () => {
    expect(mistakesOf([...parts, await partOf({ index: 1, count: 2 })])).toEqual(['part-1.json: it is part 1/2, and others are parts of 4']);
  });

  it.each<readonly [string, Partial<FixedCheck>, RegExp]>([
    ['seed', { seed: 8 }, /computed for seed 7, and this check has 8/],
    ['policy', { digest: 'sha256:other' }, /computed for policy "sha256:toy"/],
    ['code', { codeHash: 'sha256:newer' }, /computed for codeHash/],
    ['number of runs', { budget: { kind: 'exactly', runs: 102 } }, /computed for runs 101, and this check has 102/],
    ['families', { families: ['other@1'] }, /computed for families \["toy@1"\]/],
    ['traffic', { own: { kind: 'known', traffic: NO_TRAFFIC, baseline: {}, router: { stepPpm: 1_000, canMirror: true, settlesAfterMs: 0 } } }, /computed for traffic/],
  ])('refuses a part of a check with another %s', (_, differs, says) => {
    const mistakes = mistakesOf(parts, { ...check, ...differs });
    expect(mistakes).toHaveLength(4);
    expect(mistakes[0]).toMatch(says);
  });

  it.each<readonly [string, (text: string) => string]>([
    ['no JSON', (text) => text.slice(0, -20)],
    ['another document', () => '{"a": 1}'],
    ['a row that is missing', (text) => text.replace(/\[\d+,"[a-z-]+"[^\]]*\],/, '')],
    ['a row of another run', (text) => text.replace(/\[(\d+),"/, '[9999,"')],
    ['an outcome that does not exist', (text) => text.replace('"promoted"', '"lost"')],
    ['a word for a number', (text) => text.replace(/,(\d+)\]/, ',"many"]')],
  ])('refuses %s, and names the file', (_, damage) => {
    const [first, ...others] = parts;
    const text = damage(first?.text ?? '');
    expect(text).not.toBe(first?.text);
    const mistakes = mistakesOf([{ name: 'part-1.json', text }, ...others]);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^part-1\.json: .*(compute this part again|give the files that the jobs with a shard wrote)/);
  });

  it('computes no part that does not exist', async () => {
    await expect(partOf({ index: 5, count: 4 })).rejects.toThrow(/a part is one of 1\/n to n\/n, got 5\/4/);
  });
});

describe('encodeRow', () => {
  const time = fc.oneof(fc.constant('never' as const), fc.nat());
  const row = fc.record<RunRow>({
    run: fc.nat(),
    outcome: fc.constantFrom('promoted', 'rolled-back', 'halted', 'superseded', 'expired', 'open'),
    decidedAtMs: time,
    outAtMs: time,
    askedAtMs: time,
    endedAtMs: time,
    promotedAtMs: time,
    firstTrafficAtMs: time,
    haltedAtMs: time,
    askedAfterPromotionAtMs: time,
    excess: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    excessInTrial: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    bad: fc.nat(),
    weightMaxPpm: fc.nat(),
    looks: fc.nat(),
  });
  prop.prop([row])('keeps every number exactly, through JSON', (original) => {
    const code: unknown = JSON.parse(JSON.stringify(encodeRow(original)));
    expect(isRowCode(code) ? decodeRow(code) : code).toEqual(original);
  });
});
