import { fold, type Folded } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { WORST } from '../test/hostile-text.ts';
import { GOOD, rehearse } from '../test/rehearsal.ts';
import { aDecision, aReport, aTarget, everyReason, START, withRollout } from '../test/sample-target.ts';
import type { BriefingInput } from './briefing/briefing.ts';
import { renderHistory } from './history.ts';
import { renderStatusLine } from './status-line.ts';
import { renderTerminal } from './terminal.ts';
import { displayWidth } from './text/display-width.ts';

const { state, events } = aTarget();
const plain = { color: false, width: 110 };
const colored = { color: true, width: 110 };
const ANSI = /\u001B\[[\d;]*m/gu;

const input: BriefingInput = {
  state,
  decision: aDecision({ checks: [aReport({}), aReport({ name: 'accuracy', verdict: 'worse', then: 'hold', odds: 120 })], reasons: [everyReason('x').dwell] }),
  history: events,
  nowMs: Date.UTC(2026, 2, 9, 14, 9, 0),
  breakGlass: `curl -fsS -X POST https://router.example/weights --data '${'x'.repeat(120)}'`,
  notes: ['ledger: answered 502 twice'],
};

describe('renderTerminal', () => {
  it('has the content of the summary', () => {
    const text = renderTerminal(input, plain);
    for (const part of ['● fraud-prod: v42 stays at 5 %', 'You need to do nothing.', 'Why: The present share', 'errors', '143 of 57,000  0.25 %', 'worse, holds', 'Harm: none', 'Share of v42: ', 'Note: ledger', 'rampart verify r-1', input.breakGlass]) {
      expect(text).toContain(part);
    }
  });

  it('says the same in colour as without', () => {
    expect(renderTerminal(input, plain)).not.toMatch(ANSI);
    expect(renderTerminal(input, colored)).toMatch(ANSI);
    expect(renderTerminal(input, colored).replace(ANSI, '')).toBe(renderTerminal(input, plain));
  });

  it.each([40, 60, 80, 110, 200])('fits %i columns, but for the commands that are copied', (width) => {
    const lines = renderTerminal(input, { color: false, width }).split('\n');
    for (const line of lines.filter((known) => !/Without GitHub|Not convinced/u.test(known))) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it.each([40, 60, 80])('keeps every part of a full text within %i columns', (width) => {
    const decision = aDecision({ ...(input.decision.kind === 'none' ? {} : input.decision), turning: { kind: 'events', check: 'errors', cell: 'all', seen: 25, instead: 23, decision: 'hold' }, checks: [aReport({ wait: { kind: 'time', ms: 7_800_000 } })] });
    const lines = renderTerminal({ ...input, decision, state: withRollout(state, { attempt: 2 }) }, { color: false, width }).split('\n');
    const text = lines.join(' ').replace(/\s+/gu, ' ');
    for (const part of ['With 23 failures instead of 25 in the last block it would have waited.', 'At this traffic the earliest verdict is at 16:19 UTC (in 2 h 10 min)', 'Second try of v42']) expect(text).toContain(part);
    for (const line of lines.filter((known) => !/Without GitHub|Not convinced/u.test(known))) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it('writes checks under each other where a table does not fit', () => {
    const narrow = renderTerminal(input, { color: false, width: 60 });
    expect(narrow).toContain('  errors: fine (allowed at most 20 %, 1.25 x)\n    v42 25 of 3,000  0.83 %\n    v41 143 of 57,000  0.25 %\n');
  });

  it('lets no foreign text move the cursor or begin a line with a command', () => {
    const hostile = { ...input, state: { ...state, target: WORST }, notes: [WORST], decision: aDecision({ reasons: Object.values(everyReason(WORST)) }), breakGlass: WORST };
    const text = renderTerminal(hostile, plain);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|##\[/u);
    for (const line of text.split('\n')) expect(line.trimStart().startsWith('::')).toBe(false);
  });
});

describe('renderTerminal over a whole rehearsal', () => {
  it('tells every look that the core decided without a hole', () => {
    const story = rehearse({ seed: 3, target: 'flight-delay', startMs: START, secondMs: 1000, requestsPerBlock: 300, stable: GOOD, candidates: [{ ...GOOD, version: 'v2' }, { ...GOOD, version: 'v3', errorRatio: 0.08 }], pauseMs: 60_000, looksMax: 60 });
    let folded: Folded = { kind: 'empty' };
    const texts = story.flatMap((event, index) => {
      const state = fold(folded, event);
      folded = { kind: 'present', state };
      if (event.kind !== 'ticked') return [];
      return [renderTerminal({ state, decision: event.decision, history: story.slice(0, index + 1), nowMs: event.atMs, breakGlass: 'back', notes: [] }, { color: false, width: 1000 })];
    });
    expect(texts.length).toBeGreaterThan(40);
    for (const text of texts) {
      expect(text).not.toMatch(/NaN|undefined|Infinity|\? (?:%|x|of)|\(no name\)|\[object/u);
      expect(text).toMatch(/\n {2}Harm: .*\(budget 300\)\. \p{Lu}.*\.\n/u);
    }
  });
});

describe('renderStatusLine', () => {
  const nowMs = state.rollout.kind === 'live' ? state.rollout.weightSinceMs + 720_000 : 0;

  it('says how a live rollout stands', () => {
    expect(renderStatusLine(state, nowMs, plain)).toMatch(/^● fraud-prod {15}v42 has [\d.]+ % of the traffic for 12 min, v41 serves the rest\.$/u);
  });

  it('says how the last one ended', () => {
    const ended = { id: 'r', candidate: { version: 'v42', digest: 'sha256:0' }, outcome: 'rolled-back', why: 'regression', endedAtMs: nowMs - 3_600_000, weightMax: 0 } as const;
    const resting = { ...state, rollout: { kind: 'none' }, ended: [{ ...ended, weightMax: aDecision({}).from }] } as const;
    expect(renderStatusLine(resting, nowMs, { color: false, width: 200 })).toContain('✘ fraud-prod');
    expect(renderStatusLine(resting, nowMs, { color: false, width: 200 })).toContain('v42 is out. All traffic is on v41. Rolled back 1 h ago: it was worse than v41.');
  });

  it('is one line of at most the width, and colour says nothing that words do not', () => {
    const hostile = { ...state, target: WORST };
    expect(displayWidth(renderStatusLine(hostile, nowMs, { color: false, width: 50 }))).toBeLessThanOrEqual(50);
    expect(renderStatusLine(state, nowMs, colored).replace(ANSI, '')).toBe(renderStatusLine(state, nowMs, plain));
  });
});

describe('renderHistory', () => {
  it('has one line per record under its day', () => {
    const lines = renderHistory(events, plain).trimEnd().split('\n');
    expect(lines.length).toBe(events.length + 1);
    expect(lines[0]).toBe('2026-03-09 (UTC)');
    expect(lines[2]).toMatch(/^14:00:00 {2}▶ v42 starts on slot b \(v41 serves\)$/u);
    expect(lines.some((line) => line.includes(' ▲ v42: 0 % -> '))).toBe(true);
  });

  it('says so when there is none', () => {
    expect(renderHistory([], plain)).toBe('Nothing is recorded for this target yet.\n');
  });
});
