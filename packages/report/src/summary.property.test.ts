import { fc, test } from '@fast-check/vitest';
import { newCheckState, type Check, type Decision, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { hostileText, UNPRINTABLE, WORST } from '../test/hostile-text.ts';
import { aCheck } from '../test/rehearsal.ts';
import { aDecision, aReport, arms, aTarget, BINS, CALIBRATION, everyReason, LEVEL, PAIRS, SCORE, withRollout, withTotals } from '../test/sample-target.ts';
import { renderSummary } from './summary.ts';

const sample = aTarget();

interface Foreign {
  readonly state: TargetState;
  readonly history: readonly LedgerEvent[];
  readonly decision: Decision;
}

/** The sample with `name` wherever text from outside can stand. */
function foreign(name: string, reasons: Decision['reasons']): Foreign {
  const { rollout } = sample.state;
  if (rollout.kind === 'none') throw new Error('the sample has a live rollout');
  const signals: readonly Check['signal'][] = [BINS, CALIBRATION, PAIRS, SCORE, LEVEL];
  const others = signals.map((signal) => aCheck({ name: `${signal.kind} ${name}`, signal, slices: [name], gap: { kind: 'points', ratio: 0.02 }, sides: 'both' }));
  const policy = { ...rollout.policy, quiet: [{ fromMinute: 0, toMinute: 480, zone: name }], checks: [...rollout.policy.checks.map((check, index) => (index === 0 ? { ...check, name } : check)), ...others] };
  const state = withRollout({ ...sample.state, target: name, stable: { ...sample.state.stable, version: name } }, { candidate: { ...rollout.candidate, version: name }, policy, attempt: 3, checks: { ...rollout.checks, ...Object.fromEntries(policy.checks.map((check) => [check.name, newCheckState(check, 0)])) } });
  const history = sample.events.map((event) => (event.kind === 'started' ? { ...event, candidate: { ...event.candidate, version: name } } : event));
  const checks = [
    aReport({ name, claim: `region=${name}`, cell: `region=${name}`, verdict: 'worse' }),
    aReport({ name: 'accuracy', noData: name, verdict: 'insufficient' }),
    ...others.map((check, index) => aReport({ name: check.name, claim: `${index === 0 ? 'gap ' : ''}${name}=${name}`, cell: index === 1 ? `bin=${name}` : `${name}=${name}`, verdict: 'worse', then: 'tell' })),
  ];
  const turning = { kind: 'events', check: name, cell: `region=${name}`, seen: 3, instead: 2, decision: 'hold' } as const;
  const decision = aDecision({ kind: 'hold', reasons, checks, turning: reasons.length === 1 ? turning : { kind: 'none' } });
  return { state, history, decision };
}

function summaryOf(name: string, reasons: Decision['reasons'] = Object.values(everyReason(name))): string {
  return renderSummary({ ...foreign(name, reasons), nowMs: Date.UTC(2026, 2, 9, 14, 9, 0), breakGlass: `set-weight ${name}`, notes: [name] });
}

/** Without what is shown as code, where nothing has a meaning. */
function outsideCode(summary: string): string {
  return summary.replace(/^(`{3,})text\n[^\n]*\n\1$/gmu, '').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/gu, 'code');
}

describe('renderSummary', () => {
  const shape = summaryOf('v42').split('\n').length;

  test.prop([hostileText], { seed: 1, numRuns: 500, examples: [[WORST]] })('has no raw HTML, mention, link or markup but its own, whatever names say', (name) => {
    const summary = summaryOf(name);
    const prose = outsideCode(summary);
    expect(summary.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
    expect(prose).not.toMatch(/[<>\\{}[\]~!^$]/u);
    expect(prose.replace(/&#\d+;/gu, '')).not.toMatch(/&/u);
    expect(prose).not.toMatch(/@(?!&#8203;)|:\/\/|www\.|(?<!^#{0,2})#(?!#{0,2} |\d+;)/mu);
    expect(prose.replace(/^\*\*.*\*\*$/mu, '')).not.toMatch(/[*_`]/u);
  });

  test.prop([hostileText], { seed: 2, numRuns: 500, examples: [[WORST]] })('keeps the lines and the table of a harmless one', (name) => {
    const lines = summaryOf(name).split('\n');
    expect(lines.length).toBe(shape);
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows.length).toBe(9);
    for (const row of rows) expect(row.split('|').length).toBe(7);
    for (const line of lines) expect(line).toMatch(/^(?:|### .*|\*\*You .*|Why: .*|\| .*|Harm: .*|Third try of .*|Share of .*|- Note: .*|Not convinced\? .*|`{3,}(?:text)?|set-weight.*)$/u);
  });

  test.prop([fc.constantFrom('x', '|', '@', WORST), fc.integer({ min: 100, max: 20_000 })], { seed: 3, numRuns: 20 })('stays far below the size that GitHub takes, however long names are', (piece, times) => {
    const summary = summaryOf(piece.repeat(Math.ceil(times / piece.length)));
    expect(new TextEncoder().encode(summary).length).toBeLessThan(256 * 1024);
  });

  test.prop([hostileText, fc.constantFrom(...Object.values(everyReason('x')).map(({ code }) => code))], { seed: 4, numRuns: 300 })('keeps every reason, and what would have changed it, on its line', (name, code) => {
    const lines = summaryOf(name, [everyReason(name)[code]]).split('\n');
    expect(lines.length).toBe(shape);
    expect(lines.find((line) => line.startsWith('Harm: '))).toMatch(/\(budget 100\)\. .*\.$/u);
  });

  it('tells a rollback from the verdict to the break-glass command', () => {
    const { state, events: history } = sample;
    const decision = aDecision({ kind: 'rollback', to: 0, reasons: [everyReason('x').regression], checks: [aReport({ verdict: 'worse', odds: 274 })], harm: { excess: 18.2, budget: 100 } });
    const counted = withTotals(state, 'errors', { all: arms([143, 57_000], [25, 3000]) });
    const out = withRollout(counted, { weight: decision.to, weightSinceMs: Date.UTC(2026, 2, 9, 14, 8, 10), pending: { kind: 'none' } });
    const summary = renderSummary({ state: out, decision, history, nowMs: Date.UTC(2026, 2, 9, 14, 9, 0), breakGlass: 'curl -fsS https://router/weights', notes: [] });
    expect(summary).toContain('### ⛔ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC).');
    expect(summary).toContain('**You need to do nothing. Again: rampart retry fraud-prod --reason ...**');
    expect(summary).toMatch(/^Why: v42 failed 3\.3 times as often as v41 in the same .*\. Odds against bad luck 274 : 1, you asked for 100 : 1\.$/mu);
    expect(summary).toContain('| check | v41 stable | v42 candidate | allowed | says |');
    expect(summary).toContain('| errors | 143 of 57,000 &#160;0.25 % | 25 of 3,000 &#160;0.83 % | at most 20 %, 1.25 x | worse, rolled back |');
    expect(summary).toContain('Harm: 18 bad requests more than v41 would have had (budget 100). With odds under 100 : 1 it would have gone on being watched.');
    expect(summary).toMatch(/^Share of v42: `[·▁▂▃▄▅▆▇█]{24}` 14:00:00 start · .*\(UTC\)$/mu);
    expect(summary).toContain('Not convinced? `rampart verify r-1` (offline). Without GitHub, this takes all traffic back:\n\n```text\ncurl -fsS https://router/weights\n```\n');
    expect(summary).not.toMatch(/<|Note/u);
  });

  it('prints the break-glass command also when nothing was decided and no history can be read', () => {
    const summary = renderSummary({ state: { ...sample.state, rollout: { kind: 'none' } }, decision: { kind: 'none' }, history: [], nowMs: 0, breakGlass: 'set 0', notes: ['the ledger is away'] });
    expect(summary).toContain('fraud-prod: All traffic is on v41. Nothing was rolled out yet.');
    expect(summary).toContain('- Note: the ledger is away');
    expect(summary).toContain('```text\nset 0\n```');
  });
});
