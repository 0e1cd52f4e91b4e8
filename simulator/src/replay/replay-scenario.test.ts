import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import { builtInPolicy } from '../scenario/policies.ts';
import type { ScenarioFile } from '../scenario/read-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { answerReplay, whyNotRewound, type Replayed } from './replay-scenario.ts';
import { ruleNamed } from './what-breaks.ts';

const WEB = builtInPolicy('web');
const MINUTE = 60_000;

function aFile(parts: Partial<ScenarioFile>, scenario: Partial<Scenario> = {}): ScenarioFile {
  return { policy: 'web', breaks: '', depth: 'decide', scenario: { ...DEFAULT_SCENARIO, horizonMs: 30 * MINUTE, ...scenario }, ...parts };
}

const DEAD: Partial<Scenario> = { behaviours: [{ kind: 'crash', ...DEFAULT_MISBEHAVING, pods: 1, loopMs: 'none' }] };

async function replay(file: ScenarioFile): Promise<Extract<Replayed, { kind: 'replayed' }>> {
  const answer = await answerReplay({ kind: 'replay', policy: WEB, file }, 0);
  if (answer.kind !== 'replayed') throw new Error(`unexpected ${answer.kind}`);
  return answer;
}

describe('answerReplay', () => {
  it.each(['01-weight-cap', '34-telemetry-in-any-order', ''])('finds that %j holds', async (breaks) => {
    expect((await replay(aFile({ breaks }, DEAD))).judgement).toMatchObject({ verdict: 'kept' });
  });

  it('finds a promise broken, with what was seen', async () => {
    expect((await replay(aFile({ breaks: 'decideWithin' }))).judgement).toEqual({ rule: 'decideWithin, promised: within 1d', verdict: 'kept', seen: [expect.stringMatching(/^decided after /)] });
    expect((await replay(aFile({ breaks: 'decideWithin' }, { horizonMs: MINUTE }))).judgement).toMatchObject({ verdict: 'broken', seen: ['never decided'] });
  });

  it('tells what moved and what it waits for in the end, and no look in between', async () => {
    const { story } = await replay(aFile({}, { horizonMs: 15 * MINUTE }));
    expect(story.looks).toBeGreaterThan(story.moments.length);
    const told = story.moments.map(({ what }) => what);
    expect(told.slice(0, 2)).toEqual(['started', 'advance']);
    expect(told.filter((what) => what === 'hold').length).toBeLessThanOrEqual(1);
    expect((await replay(aFile({}, DEAD))).story.moments.map(({ what }) => what)).toEqual(['started', 'advance', 'rollback', 'ended']);
  });

  it('tells what threw', async () => {
    expect(await answerReplay({ kind: 'replay', policy: WEB, file: aFile({}, { router: { ...DEFAULT_SCENARIO.router, stepPpm: 0.5 } }) }, 0)).toEqual({ kind: 'threw', message: expect.stringMatching(/./) });
  });

  it('draws luck anew from a moment on: early everything is open, late nothing is', async () => {
    const file = aFile({ breaks: 'goodSentBack' }, DEAD);
    const rewound = async (moments: readonly number[], run: number) => await answerReplay({ kind: 'rewind', policy: WEB, file, moments, futures: 3 }, run);
    expect(await rewound([0, 5 * MINUTE], 1)).toEqual({ kind: 'rewound', rewound: { fromMs: 5 * MINUTE, broken: 3, futures: 3 } });
  });
});

describe('whyNotRewound', () => {
  it('is about the decision alone', () => {
    expect(whyNotRewound({ policy: WEB, file: aFile({ breaks: 'goodSentBack' }) })).toBe('');
    expect(whyNotRewound({ policy: WEB, file: aFile({ breaks: 'goodSentBack', depth: 'tick' }) })).toContain('depth tick');
    expect(whyNotRewound({ policy: WEB, file: aFile({ breaks: '34-telemetry-in-any-order' }) })).toContain('several releases');
    expect(whyNotRewound({ policy: WEB, file: aFile({}, { faults: [{ kind: 'router-unavailable', atMs: 0, forMs: MINUTE }] }) })).toContain('router-unavailable');
  });
});

describe('ruleNamed', () => {
  it('knows claims of the policy, checkers and pairs, and no other name', () => {
    expect(['', 'badRequests', '01-weight-cap', '31-crash-changes-nothing', 'catches:latency', 'constructor'].map((name) => ruleNamed(name, WEB).kind)).toEqual(['all', 'claim', 'checker', 'pair', 'unknown', 'unknown']);
  });
});
