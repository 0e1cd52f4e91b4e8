// Several targets together: what a terminal or a log shows, and the table of a job summary.
import { test } from '@fast-check/vitest';
import type { TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { hostileText, UNPRINTABLE, WORST } from '../../test/hostile-text.ts';
import { aTarget, START, withRollout } from '../../test/sample-target.ts';
import type { TargetReading, TargetView } from './target-view.ts';
import { viewLines } from './view-lines.ts';
import { viewSummary } from './view-summary.ts';

const PLAIN = { color: false, width: 1_000 };
const NOW = START + 310_000;

const viewOf = (target: string, read: TargetReading, policyFile = `rampart/${target}.yaml`): TargetView => ({ target, policyFile, read });
const live = (target: string, more: Partial<TargetState> = {}): TargetView => viewOf(target, { kind: 'present', head: 'h', state: { ...withRollout(aTarget().state, { lastRuling: 'hold/human/blind' }), target, ...more } });
const resting = (target: string): TargetView => live(target, { rollout: { kind: 'none' } });
const EMPTY: TargetReading = { kind: 'empty' };
const DENIED: TargetReading = { kind: 'unreadable', why: 'the token may not. Give the job this block\npermissions:\n  contents: read', passes: false };

const linesOf = (...views: readonly TargetView[]) => viewLines(views, NOW, PLAIN).map(({ lines }) => lines);
const rowsOf = (...views: readonly TargetView[]) => viewSummary(views, NOW).split('\n').filter((line) => line.startsWith('|')).slice(2);

describe('viewLines', () => {
  it('keep the order, put what can be read in columns, and say of the rest why it cannot', () => {
    expect(linesOf(viewOf('ads', EMPTY), live('fraud-prod'), viewOf('churn', DENIED), resting('x'))).toEqual([
      ['ads: no ledger yet; rampart adopt rampart/ads.yaml writes its first line'],
      [expect.stringMatching(/^! fraud-prod {2}v42 at 5 % .* NEEDS A PERSON \(blind\)/)],
      ['churn: the ledger cannot be read: the token may not. Give the job this block', 'permissions:', '  contents: read'],
      ['● x           v41 serves · nothing was rolled out yet'],
    ]);
  });

  it('tell two policies of one target each as it was read', () => {
    const [first, second] = linesOf(live('x'), resting('x'));
    expect([first?.[0], second?.[0]]).toEqual([expect.stringContaining('v42 at 5 %'), expect.stringContaining('v41 serves ·')]);
  });

  it('quote a file for the shell', () => {
    expect(linesOf(viewOf('x', EMPTY, 'my $(reboot).yaml'))[0]).toEqual(["x: no ledger yet; rampart adopt 'my $(reboot).yaml' writes its first line"]);
  });
});

describe('viewSummary', () => {
  it('is a row per target', () => {
    expect(rowsOf(live('fraud-prod', { pause: { kind: 'paused', by: 'ada', why: 'page 17', sinceMs: NOW - 7_200_000 } }), resting('ads'), viewOf('churn', EMPTY), viewOf('eta', DENIED))).toEqual([
      expect.stringMatching(/^\| ‖ \| fraud-prod \| v41 \| v42 at 5 % for 3 min \| PAUSED by ada for 2 h \(page 17\); NEEDS A PERSON \(blind\) \| by 14:\d\d UTC \| \d+ of 300 \|$/),
      '| ● | ads | v41 | nothing was rolled out yet |  |  |  |',
      '|  | churn |  |  | no ledger yet; rampart adopt rampart/churn.yaml writes its first line |  |  |',
      '| ! | eta |  |  | the ledger cannot be read: the token may not. Give the job this block permissions: contents: read |  |  |',
    ]);
  });

  it('lists below what is still followed, as the lines do', () => {
    const view = live('fraud-prod');
    if (view.read.kind !== 'present' || view.read.state.rollout.kind === 'none') throw new Error('it is live');
    const { id, candidate, policy, checks, exclusions } = view.read.state.rollout;
    const untilMs = Date.parse('2026-12-05T08:30Z');
    const followed = live('fraud-prod', { following: [{ id, candidate: { ...candidate, version: 'v40' }, previous: view.read.state.stable, policy, checks, exclusions, endedAtMs: 0, untilMs, told: ['errors'] }] });
    expect(viewSummary([followed], NOW)).toMatch(/\|\n\n- fraud-prod: v40 is followed until 2026-12-05T08:30Z .*worse: errors\n$/);
    expect(linesOf(followed)[0]?.slice(1)).toEqual([expect.stringMatching(/^ {2}v40 is followed until 2026-12-05T08:30Z .*worse: errors$/)]);
  });

  test.prop([hostileText], { seed: 5, numRuns: 300, examples: [[WORST]] })('keeps its lines and cells, whatever names and errors say', (text) => {
    const state = withRollout(aTarget({ stable: text, candidate: text }).state, { lastRuling: 'hold/human/blind' });
    const pause = { kind: 'paused', by: text, why: text, sinceMs: NOW } as const;
    const views = [viewOf(text, { kind: 'present', head: text, state: { ...state, target: text, pause } }, text), viewOf(text, EMPTY, text), viewOf(text, { kind: 'unreadable', why: text, passes: true }, text)];
    const summary = viewSummary(views, NOW);
    expect(summary.split('\n')).toHaveLength(8);
    expect(summary.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
    expect(summary.replace(/^### /u, '').replaceAll('\n| ! |', '')).not.toMatch(/[<>{}[\]~!^$`*_]/u);
    for (const row of rowsOf(...views)) expect(row.split('|')).toHaveLength(9);
    for (const { lines } of viewLines(views, NOW, PLAIN)) for (const line of lines) expect(line).not.toMatch(/[\n\u001B]|::/u);
  });
});
