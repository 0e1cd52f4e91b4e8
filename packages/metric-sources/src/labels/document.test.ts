// docs/metric-sources.md shows one question for labels and its answer; here it is asked.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fetchFrom } from '@rampart/testing/fakes';
import { valueOf } from '@rampart/testing/ports';
import { judgeLabels } from './labels-answer.ts';
import { labelsSource } from './labels-source.ts';
import type { Measure } from './measures.ts';

const page = readFileSync(new URL('../../../../docs/metric-sources.md', import.meta.url), 'utf8');
const blockOf = (kind: 'request' | 'answer' | 'pairs' | 'calibration' | 'score'): unknown => JSON.parse(new RegExp(`\`\`\`json ${kind}\\n([^\`]+)\`\`\``).exec(page)?.[1] ?? '');

describe('docs/metric-sources.md', () => {
  it('shows the request that is sent and an answer that is used', async () => {
    const shown = blockOf('request') as { readonly fromMs: number; readonly toMs: number; readonly blockMs: number };
    const answer = blockOf('answer') as { readonly blocks: readonly object[] };
    let sent: unknown;
    const fetch = fetchFrom(async (request) => {
      sent = await request.json();
      return Response.json(answer);
    });
    const { fromMs, toMs, blockMs } = shown;
    const matureMs = 48 * 3_600_000;
    const signal = { kind: 'labels', source: { kind: 'http', url: 'https://labels.example/fraud' }, everyMs: toMs - fromMs, matureMs } as const;
    const { evidence } = valueOf(
      await labelsSource({ fetch, timeoutMs: 5_000, cwd: tmpdir(), env: {} }).fetchBlocks({
        target: 'fraud-prod',
        rolloutId: 'r-7',
        arms: { stable: 'a', candidate: 'b' },
        versions: { stable: 'v1', candidate: 'v2' },
        questions: [{ check: 'accuracy', signal, slices: ['region'], bounds: [], fromMs }],
        nowMs: toMs + matureMs,
        blockMs,
        lagMs: 0,
        maxGapMs: 120_000,
        snapshot: null,
      }),
    );
    expect(sent).toEqual(shown);
    expect(evidence['accuracy']).toEqual({ kind: 'blocks', blocks: answer.blocks, gaps: [] });
  });

  it.each<[Measure, readonly string[]]>([
    [{ kind: 'pairs' }, ['all', 'discordant', 'different', 'region=west']],
    [{ kind: 'calibration' }, ['all', 'predicted', ...Array.from({ length: 10 }, (_, tenth) => [`decile=${String(tenth)}`, `predicted:decile=${String(tenth)}`]).flat()]],
    [{ kind: 'score', scale: { low: 1, high: 5 } }, ['all']],
  ])('shows an answer that is used for %j', (measure, cells) => {
    if (measure.kind === 'answers') expect.fail('shown above');
    const { fromMs, toMs, blockMs } = blockOf('request') as { readonly fromMs: number; readonly toMs: number; readonly blockMs: number };
    const evidence = judgeLabels(blockOf(measure.kind), { fromMs, toMs, blockMs, slices: ['region'], measure });
    expect(evidence.kind === 'blocks' ? evidence.blocks.map((block) => Object.keys(block.cells)) : evidence.why).toEqual([cells]);
  });
});
