import { ppm, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aTarget, START, withRollout } from '../../test/sample-target.ts';
import { displayWidth } from '../text/display-width.ts';
import { statusLines } from './status-lines.ts';
import { targetStatus } from './target-status.ts';

const PLAIN = { color: false, width: 1_000 };
const NOW = START + 310_000;

/** v42 at 5 % since 14:02:10; nothing that its last ruling waits for. */
function live(parts: Partial<Rollout> = {}, more: Partial<TargetState> = {}): TargetState {
  return withRollout({ ...aTarget().state, ...more }, { lastRuling: 'hold/nothing/dwell', ...parts });
}

function lineOf(state: TargetState, nowMs = NOW): string {
  return statusLines([state], nowMs, PLAIN)[0] ?? '';
}

describe('statusLines', () => {
  it('says what is released at which weight, whom it waits for, when somebody looks again, and what it has cost', () => {
    const { rollout } = live();
    if (rollout.kind === 'none') throw new Error('it is live');
    const checks = Object.fromEntries(Object.entries(rollout.checks).map(([name, check]) => [name, { ...check, watermarkMs: START + 270_000, ...(name === 'errors' ? { excess: 17.6 } : {}) }]));
    expect(lineOf(live({ checks }))).toBe('● fraud-prod  v42 at 5 % for 3 min · waits for evidence · next look by 14:09 UTC · harm 18 of 300 · v41 serves the rest');
  });

  it.each<[string, Partial<Rollout>, RegExp]>([
    ['an approval', { lastRuling: 'hold/approval/frozen-data-changed' }, /^! .* · waits for an approval \(frozen data changed\) · /],
    ['a person', { lastRuling: 'hold/human/blind+no-data' }, /^! .* · NEEDS A PERSON \(blind\) · /],
    ['an approval after a step back', { waitsForApproval: true, lastRuling: 'hold/nothing/dwell' }, /^! .* · waits for an approval/],
    ['the promote job', { phase: 'awaiting-promotion' }, /^✔ .* · waits for the promote job · /],
    ['the router', { phase: 'leaving' }, /^✘ fraud-prod {2}v42 is taken out, at 5 % for 3 min · waits for the router · /],
    ['the rollback job', { phase: 'leaving', weight: ppm(0) }, / at 0 % for 3 min · waits for the rollback job · /],
    ['nothing but time, after the promotion', { phase: 'baking' }, /^✔ fraud-prod {2}v42 is promoted, at 5 %/],
    ['copies', { weight: ppm(0), mirror: ppm(100_000) }, /v42 at copies of 10 % for/],
  ])('tells that it waits for %s', (_, parts, line) => {
    expect(lineOf(live(parts))).toMatch(line);
  });

  it('tells a pause first, and what is paused', () => {
    const pause = { kind: 'paused', by: 'ada', why: 'page 17', sinceMs: NOW - 7_200_000 } as const;
    expect(lineOf(live({ pause }, { pause }))).toMatch(/^‖ fraud-prod {2}PAUSED by ada for 2 h \(page 17\) · v42 at 5 % for 3 min · waits for rampart resume · /);
    expect(lineOf({ ...live({}, { pause }), rollout: { kind: 'none' } })).toMatch(/^‖ fraud-prod {2}PAUSED by ada for 2 h \(page 17\) · v41 serves · /);
    expect(lineOf(live({ pause, lastRuling: 'hold/human/blind' }, { pause }))).toContain('NEEDS A PERSON (blind)');
  });

  it('tells that nobody looks any more', () => {
    const { release } = targetStatus(live(), NOW);
    if (release.kind === 'none') throw new Error('it is live');
    const late = release.seenMs + 3 * (release.nextLookByMs - release.seenMs) + 1;
    expect(lineOf(live(), late)).toMatch(/^! .* · NO LOOK for \d+ min · /);
    expect(targetStatus(live(), late - 1).release).toMatchObject({ isOverdue: false });
  });

  it('tells how the last release ended where none is live', () => {
    const resting: TargetState = { ...live(), rollout: { kind: 'none' } };
    const last = { id: 'r1', candidate: { version: 'v42', digest: 'd' }, why: '', endedAtMs: NOW - 3_600_000, weightMax: ppm(1) } as const;
    expect(lineOf(resting)).toBe('● fraud-prod  v41 serves · nothing was rolled out yet');
    expect(lineOf({ ...resting, ended: [{ ...last, outcome: 'rolled-back' }] })).toBe('✘ fraud-prod  v41 serves · v42 rolled back 1 h ago');
    expect(lineOf({ ...resting, ended: [{ ...last, outcome: 'promoted' }] })).toBe('✔ fraud-prod  v41 serves · promoted 1 h ago');
  });

  it('stands in columns, one line each, and fits the terminal; names are inert', () => {
    const other: TargetState = { ...live(), target: 'a-much-longer-target-name\n\u001B[31m' };
    const lines = statusLines([live(), other], NOW, { color: false, width: 60 });
    expect(new Set(lines.map((line) => line.indexOf('v42')))).toHaveLength(1);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(60);
    expect(lines.join('')).not.toMatch(/[\n\u001B]/);
    expect(statusLines([live()], NOW, { color: true, width: 60 })[0]).toMatch(/^\u001B\[33m.*\u001B\[0m$/);
  });
});
