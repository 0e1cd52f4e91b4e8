import { test } from '@fast-check/vitest';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { hostileText, UNPRINTABLE, WORST } from '../../test/hostile-text.ts';
import { aPolicy } from '../../test/sample-target.ts';
import { promiseWords } from './promise-words.ts';
import { renderRunbook } from './runbook.ts';
import { stageWords } from './stage-words.ts';
import { stateRows } from './state-rows.ts';

const runbookOf = (policy: Policy, policyFile = 'rampart/fraud.yaml', ledger = ''): string =>
  renderRunbook({ policy, policyFile, ledger, policyDigest: `sha256:${'0'.repeat(64)}`, ledgerBranch: 'rollouts/fraud-prod-1a2b3c4d', breakGlass: (slot) => `curl http://router -d '${slot}=100'` });

describe('renderRunbook', () => {
  it('prints the break-glass line of each slot, ready to copy', () => {
    const { serve } = aPolicy({});
    const lines = runbookOf(aPolicy({})).split('\n');
    for (const slot of serve.slots) expect(lines).toContain(`curl http://router -d '${slot}=100'`);
  });

  it('says in each command that asks for the history where it is, and not in the one that needs none', () => {
    const commands = (ledger: string): readonly string[] => [...runbookOf(aPolicy({}), 'rampart/fraud.yaml', ledger).matchAll(/rampart (?:status|tick|rollback|pause|resume|retry|history|verify|runbook) [^`\n]*/g)].map(([found]) => found);
    const [plain, elsewhere] = [commands(''), commands('github:acme/rollouts')];
    expect(plain.filter((line) => line.includes('--ledger'))).toEqual([]);
    expect(elsewhere.filter((line) => !line.includes(' --ledger github:acme/rollouts'))).toEqual(['rampart rollback rampart/fraud.yaml --local --reason "why"']);
    expect(elsewhere.map((line) => line.replace(' --ledger github:acme/rollouts', ''))).toEqual(plain);
  });

  it('says of each check what happens otherwise', () => {
    const [check] = aPolicy({}).checks;
    const row = (then: 'rollback' | 'stepBack' | 'hold' | 'tell'): string => runbookOf(aPolicy({ checks: [{ ...check!, then }] })).split('\n').find((line) => line.startsWith(`| ${check!.name} |`)) ?? '';
    expect(row('rollback')).toMatch(/\| taken back at once \|$/);
    expect(row('tell')).toMatch(/\| people are told, nothing else \|$/);
    expect(row('hold')).toMatch(/\| no more traffic until a person approves \|$/);
    expect(row('stepBack')).toMatch(/\| less traffic, and a person is asked \|$/);
  });

  it('names the branch of the ledger, to be fetched as it stands', () => {
    expect(runbookOf(aPolicy({}))).toContain('the branch `rollouts/fraud-prod-1a2b3c4d` of the ledger');
  });

  it('quotes a file for the shell', () => {
    expect(runbookOf(aPolicy({}), 'my policies/$(reboot).yaml')).toContain("`rampart status 'my policies/$(reboot).yaml'`");
  });

  const shape = runbookOf(aPolicy({ target: 'x' })).split('\n').length;

  test.prop([hostileText], { seed: 3, numRuns: 300, examples: [[WORST]] })('keeps its lines and tables, whatever names say', (name) => {
    const policy = aPolicy({});
    const hostile: Policy = {
      ...policy,
      target: name,
      model: { registry: 'gto', name, stage: name },
      checks: policy.checks.map((check, index) => (index === 0 ? { ...check, name, signal: { kind: 'labels', source: { kind: 'http', url: name }, everyMs: 1, matureMs: 1 } } : check)),
    };
    const told = renderRunbook({ policy: hostile, policyFile: name, policyDigest: name, ledger: name, ledgerBranch: name, breakGlass: () => name });
    expect(told.split('\n').length).toBe(shape);
    expect(told.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
    const prose = told.replace(/^(`{3,})text\n[^\n]*\n\1$/gmu, '').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/gu, 'code');
    expect(prose).not.toMatch(/[<>{}[\]~!^$]/u);
    const columns = told.split('\n').filter((line) => line.startsWith('| ') && line.endsWith(' |'));
    for (const line of columns) expect([2, 3, 4]).toContain(line.replaceAll('\\|', '').split('|').length - 2);
  });
});

describe('stateRows', () => {
  it('has the states of this plan and no others', () => {
    const states = (plan: Policy['plan']): readonly string[] => stateRows(aPolicy({ plan })).map(({ state }) => state);
    expect(states([{ kind: 'switch' }])).not.toEqual(expect.arrayContaining(['shadow']));
    expect(states([{ kind: 'switch' }])).not.toEqual(expect.arrayContaining(['baking']));
    expect(states([{ kind: 'shadow', durationMs: 1, share: ppm(1_000_000) }, { kind: 'switch' }, { kind: 'bake', durationMs: 1, holdback: ppm(0) }])).toEqual(expect.arrayContaining(['shadow', 'baking']));
  });

  it('says when this policy asks', () => {
    const asks = (change: Partial<Policy>): string => stateRows(aPolicy(change)).find(({ state }) => state === 'hold, approval needed')?.means ?? '';
    const { promise, checks } = aPolicy({});
    expect(asks({ promise: { ...promise, ifUndecided: 'rollback' }, checks: [] })).toBe('frozen data changed');
    expect(asks({ promise: { ...promise, ifUndecided: 'ask' }, plan: [{ kind: 'approval' }], checks: [{ ...checks[0]!, name: 'blocked', then: 'hold' }] })).toBe(
      'the plan waits for a person; or worse, or over a limit: blocked; or the time of the promise is over and the evidence does not decide; or frozen data changed',
    );
  });
});

describe('promiseWords', () => {
  it('says each number that people signed', () => {
    const policy = aPolicy({
      promise: { falseAlarmRatio: 0.01, badRequestsMax: 25_000, catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 3_600_000 }, { check: 'quality', effect: { kind: 'points', ratio: 0.02 }, withinMs: 86_400_000 }], decideWithinMs: 259_200_000, ifUndecided: 'promote' },
      quiet: [{ fromMinute: 4 * 1440 + 960, toMinute: 480, zone: 'Europe/Berlin' }],
      onNewVersion: 'queue',
    });
    expect(promiseWords(policy)).toEqual([
      'At most 1 in 100 good releases are sent back.',
      'At most 25,000 bad requests more than stable would have had, in 99 of 100 releases, even if the model is dead on arrival. It ends with the promotion.',
      'Trouble of 2 x in "errors" is caught within 1 h.',
      'Trouble of 2 points in "quality" is caught within 1 d.',
      'Decided within 3 d; if the evidence is not enough by then, it is promoted.',
      'A newer version waits until the release before it has ended.',
      'From Fri 16:00 to Mon 08:00 (Europe/Berlin) nothing is raised or promoted; lowering never waits.',
    ]);
  });
});

describe('stageWords', () => {
  it.each([
    [{ kind: 'ramp', steps: { kind: 'ladder', weights: [ppm(10_000), ppm(250_000)], everyMs: 600_000 }, weightMax: ppm(250_000), sticky: 'user' }, 'ramp: 1 %, 25 %, each for at least 10 min, up to 25 %; a user stays on one version.'],
    [{ kind: 'ramp', steps: { kind: 'instances', count: 8 }, weightMax: ppm(500_000), sticky: 'none' }, 'ramp: one of 8 instances after the other, up to 50 %.'],
    [{ kind: 'split', weight: ppm(500_000), judge: 'signups', goal: 'superior', worthwhile: { kind: 'none' }, durationMs: 86_400_000 }, 'split: 50 % of the traffic until "signups" is better, at most 1 d.'],
    [{ kind: 'shadow', durationMs: 86_400_000, share: ppm(100_000) }, "shadow: for 1 d the candidate gets copies of 10 % of the requests; users see stable's answers only."],
    [{ kind: 'bake', durationMs: 86_400_000, holdback: ppm(0) }, 'bake: after the promotion 1 d under the same checks, with nothing on the old version: only limits can send back.'],
    [{ kind: 'follow', durationMs: 864_000_000, then: 'rollback' }, 'follow: 10 d of late labels are watched; if they turn out worse, the version that served before is restored.'],
    [{ kind: 'follow', durationMs: 864_000_000, then: 'tell' }, 'follow: 10 d of late labels are watched; if they turn out worse, people are told.'],
    [{ kind: 'switch' }, 'switch: from 0 % to promotion in one move.'],
    [{ kind: 'approval' }, 'approval: waits until a person approves.'],
  ] satisfies readonly (readonly [Policy['plan'][number], string])[])('tells %j', (stage, words) => {
    expect(stageWords(stage)).toBe(words);
  });
});
