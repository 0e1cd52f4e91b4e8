// The adapter keeps the port's contract over fetch and with a program, and shows the question in the form of the document.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SmokeAnswer, SmokeQuestion } from '@rampart/rollout-engine';
import { fetchFrom, serveHandler, type Handler } from '@rampart/testing/fakes';
import { describeSmokeProbeContract, errorOf, valueOf } from '@rampart/testing/ports';
import { jsonSmokeProbe } from '@rampart/traffic-routers';
import { describe, expect, it } from 'vitest';

const url = 'http://golden.test/smoke';
const options = { timeoutMs: 20_000, cwd: process.cwd(), env: {} };
const digest = `sha256:${'2'.repeat(64)}`;
const asked: SmokeQuestion = { probe: { kind: 'http', url }, target: 'fraud-prod', rolloutId: 'r-7', slot: 'b', version: 'v2', digest };

/** A golden set behind JSON: every case passes in what was asked about, unless told otherwise. */
function goldenSet(): { readonly handler: Handler; readonly requests: unknown[]; answerNext(answer: Partial<SmokeAnswer>): void; breakDown(): void } {
  const requests: unknown[] = [];
  let next: Partial<SmokeAnswer> = {};
  let isBroken = false;
  return {
    requests,
    answerNext: (answer) => void (next = answer),
    breakDown: () => void (isBroken = true),
    handler: async (request) => {
      if (isBroken) return Response.json({ error: 'no route to the slot' }, { status: 503, headers: { 'x-exit-code': '69' } });
      const question = (await request.json()) as { readonly digest: string };
      requests.push(question);
      const answer = { digest: question.digest, cases: 20, failed: 0, first: '', ...next };
      next = {};
      return Response.json(answer, { headers: { 'x-exit-code': '0' } });
    },
  };
}

describeSmokeProbeContract('jsonSmokeProbe over fetch', () => {
  const { handler, answerNext, breakDown } = goldenSet();
  return { probe: jsonSmokeProbe({ ...options, fetch: fetchFrom(handler) }), origin: { kind: 'http', url }, answerNext, takeAway: breakDown };
});

describeSmokeProbeContract('jsonSmokeProbe with a program', async () => {
  const { handler, answerNext, breakDown } = goldenSet();
  const served = await serveHandler(handler);
  const argv = [process.execPath, fileURLToPath(new URL('../../test/forward-to-http.mjs', import.meta.url)), served.url];
  return { probe: jsonSmokeProbe({ ...options, fetch }), origin: { kind: 'command', argv }, answerNext, takeAway: breakDown, close: served.close };
});

describe('jsonSmokeProbe', () => {
  const page = readFileSync(new URL('../../../../docs/router-contract.md', import.meta.url), 'utf8');
  const example = /```json smoke request\n(?<request>[^`]+)```\s+```json smoke answer\n(?<answer>[^`]+)```/.exec(page)?.groups ?? {};

  it('asks as the document says', async () => {
    const { handler, requests } = goldenSet();
    await jsonSmokeProbe({ ...options, fetch: fetchFrom(handler) }).ask(asked);
    expect(requests).toEqual([JSON.parse(example['request'] ?? '')]);
  });

  it('reads the answer that the document shows', async () => {
    const probe = jsonSmokeProbe({ ...options, fetch: fetchFrom(() => Response.json(JSON.parse(example['answer'] ?? ''))) });
    expect(valueOf(await probe.ask(asked))).toEqual({ digest, cases: 20, failed: 1, first: 'case 7: expected deny, got approve' });
  });

  it.each([
    ['no case at all', { cases: 0 }, 'cases: expected a whole number from 1'],
    ['more failures than cases', { failed: 21 }, 'failed: expected at most the 20 cases, got 21'],
    ['a name instead of a digest', { digest: 'latest' }, 'digest: expected "sha256:"'],
    ['a key that it does not know', { passed: true }, 'passed: expected no such key'],
  ])('refuses an answer with %s', async (_, change, why) => {
    const probe = jsonSmokeProbe({ ...options, fetch: fetchFrom(() => Response.json({ digest, cases: 20, failed: 0, first: '', ...change })) });
    expect(errorOf(await probe.ask(asked))).toMatchObject({ port: 'smoke', code: 'malformed', outcome: 'not-done', message: expect.stringContaining(why) as string });
  });

  it('keeps what the probe says on one short line', async () => {
    const probe = jsonSmokeProbe({ ...options, fetch: fetchFrom(() => Response.json({ digest, cases: 20, failed: 1, first: `one\n::error::two ${'x'.repeat(10_000)}` })) });
    const { first } = valueOf(await probe.ask(asked));
    expect(first).toMatch(/^one ::error::two x+\.\.\.$/);
    expect(first.length).toBeLessThan(220);
  });
});
