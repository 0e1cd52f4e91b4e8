// docs/metric-sources.md shows one question for labels and its answer; here it is asked.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fetchFrom } from '@rampart/testing/fakes';
import { valueOf } from '@rampart/testing/ports';
import { labelsSource } from './labels-source.ts';

const page = readFileSync(new URL('../../../../docs/metric-sources.md', import.meta.url), 'utf8');
const blockOf = (kind: 'request' | 'answer'): unknown => JSON.parse(new RegExp(`\`\`\`json ${kind}\\n([^\`]+)\`\`\``).exec(page)?.[1] ?? '');

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
});
