import { ActionError } from '@rampart/action-kit';
import { judgePolicy, checkJson, type FixedCheck } from '@rampart/simulator';
import { describe, expect, it } from 'vitest';
import { aPolicyAt, inputsOf, policyText, portsOf, trafficText, type Ports, type Texts } from '../test/a-repository.ts';
import { EXCESS_OF_BAD, scriptedPool } from '../test/scripted-pool.ts';
import { policyVersion } from './policy-version.ts';
import { checkOf } from './proved-policy.ts';
import { readOrder } from './read-order.ts';
import { COMMENT_LINES_MAX } from './render-comment.ts';
import { run } from './run.ts';

const given = <T>(value: T) => ({ kind: 'given', value }) as const;

describe('run', () => {
  it('proves the promises of a policy that changed, and says what the change does', async () => {
    const ports = portsOf({ head: aPolicyAt('fraud', { decideWithin: '2h' }), base: aPolicyAt('fraud') });
    const result = await run(inputsOf(), ports);
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { verdict: 'proved', sentence: 'fraud-prod: all 5 promises hold.', commentUrl: 'https://github.test/acme/models/pull/7#issuecomment-1' } });
    expect(result.summary).toContain('Compared with the base: good releases are decided later, by 10 min (10 min to 10 min).');
    expect(ports.comments).toMatchObject([{ mode: 'write' }]);
    expect(ports.comments[0]?.body).toContain('decided later, by 10 min');
    const results: unknown = JSON.parse(result.outputs.results);
    expect(results).toMatchObject([{ policy: { file: 'rampart/fraud.yaml', target: 'fraud-prod' }, seed: 0x5eed, codeHash: 'sha256:code', claims: [{ verdict: 'proved' }, {}, {}, {}, {}] }]);
  });

  it('says sooner where it is sooner, and nothing of what does not differ', async () => {
    const result = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), base: aPolicyAt('fraud', { decideWithin: '2h' }) }));
    expect(result.summary).toContain('Compared with the base: good releases are decided sooner, by 10 min (10 min to 10 min).');
    const same = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud', { badRequests: 4_000 }), base: aPolicyAt('fraud') }));
    expect(same.summary).toContain('Compared with the base: no difference that 1,000 paired releases can tell.');
  });

  it('counts more and fewer bad requests of bad releases', async () => {
    const pool = scriptedPool((row, { policy }) => (row.excess > 0 ? { excess: policy.promise.badRequestsMax / 100 } : {}));
    const result = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud', { badRequests: 7_000 }), base: aPolicyAt('fraud'), pool }));
    expect(result.summary).toContain('Compared with the base: bad releases cost more bad requests, 20 (20 to 20).');
  });

  it('ends with exit code 1 and an error on the line of a promise that is broken, with a run to replay', async () => {
    const ports = portsOf({ head: aPolicyAt('fraud', { badRequests: EXCESS_OF_BAD - 1 }), base: aPolicyAt('fraud') });
    const result = await run(inputsOf(), ports);
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'refuted', sentence: 'fraud-prod: 4 of 5 promises hold, 1 broken.' } });
    expect(result.annotations).toMatchObject([{ level: 'error', title: 'Promise broken', place: { kind: 'file', file: 'rampart/fraud.yaml', line: 7 } }]);
    expect(result.summary).toContain('<details><summary>A release that breaks badRequests</summary>');
    expect(result.summary).toContain('policy: rampart/fraud.yaml');
    expect(result.summary).toContain('rampart check rampart/fraud.yaml --seed 0x5eed --runs 1200');
    expect(ports.comments[0]?.body).toMatch(/^### ❌ fraud-prod: 4 of 5 promises hold, 1 broken\./);
  });

  it('warns of a promise that stays open, and passes as long as anything is proved', async () => {
    const result = await run(inputsOf({ runs: '300' }), portsOf({ head: aPolicyAt('fraud') }));
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'inconclusive', sentence: 'fraud-prod: 4 of 5 promises hold, 1 open.' } });
    expect(result.annotations).toMatchObject([{ level: 'warning', title: 'Promise open', place: { line: 7 } }]);
  });

  it('does not pass a policy of which nothing at all is proved', async () => {
    const result = await run(inputsOf({ runs: '5' }), portsOf({ head: { ...aPolicyAt('fraud'), ...aPolicyAt('other') } }));
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'inconclusive' } });
    expect(result.closing.why).toMatch(/^Nothing at all is proved, and that is no pass\./);
  });

  it('answers when no policy changed, simulates nothing, and writes no comment where there is none', async () => {
    const pool = scriptedPool();
    const ports = portsOf({ head: { ...aPolicyAt('fraud'), 'README.md': 'new' }, base: aPolicyAt('fraud'), pool });
    const result = await run(inputsOf(), ports);
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { verdict: 'unchanged', sentence: 'No policy changed.', results: '[]' }, closing: { next: 'Nothing to do.' } });
    expect(pool.asked()).toBe(0);
    expect(ports.comments).toMatchObject([{ mode: 'if-there' }]);
  });

  it('takes a policy that only reads differently for unchanged, and one with another traffic profile, or other defaults, for changed', async () => {
    const base: Texts = { ...aPolicyAt('fraud'), 'rampart/_defaults.yaml': 'onNewVersion: replace\n' };
    const reworded = { ...base, 'rampart/fraud.yaml': `# a comment\n${base['rampart/fraud.yaml'] ?? ''}` };
    expect((await run(inputsOf(), portsOf({ head: reworded, base }))).outputs.verdict).toBe('unchanged');
    const busier = { ...base, 'rampart/fraud.traffic.json': trafficText({ perMinute: 9_000 }) };
    const result = await run(inputsOf(), portsOf({ head: busier, base }));
    expect(result.outputs.verdict).toBe('proved');
    expect(result.summary).toContain('Compared with the base: only the traffic profile is another.');
    expect((await run(inputsOf(), portsOf({ head: { ...base, 'rampart/_defaults.yaml': 'onNewVersion: queue\n' }, base }))).outputs.verdict).toBe('proved');
  });

  it('proves unchanged policies, too, when all are asked for', async () => {
    const result = await run(inputsOf({ all: true }), portsOf({ head: aPolicyAt('fraud'), base: aPolicyAt('fraud') }));
    expect(result.outputs).toMatchObject({ verdict: 'proved', sentence: 'fraud-prod: all 5 promises hold.' });
  });

  it('names policies that are new, deleted or moved', async () => {
    const old = { 'old/fraud.yaml': policyText(), 'old/fraud.traffic.json': trafficText() };
    const inputs = inputsOf({ policy: ['rampart/*.yaml', 'old/*.yaml'] });
    const fresh = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), base: aPolicyAt('gone') }));
    expect(fresh.summary).toContain('A new policy: the base has nothing to compare with.');
    expect(fresh.summary).toContain('Deleted: rampart/gone.yaml');
    const deleted = await run(inputsOf(), portsOf({ head: {}, base: aPolicyAt('gone') }));
    expect(deleted.outputs).toMatchObject({ verdict: 'unchanged', sentence: 'No policy changed; 1 policy deleted.' });
    const moved = await run(inputs, portsOf({ head: aPolicyAt('fraud', { badRequests: 4_000 }), base: old }));
    expect(moved.summary).toContain('Compared with the base: no difference');
    expect(moved.summary).not.toContain('Deleted');
    expect((await run(inputs, portsOf({ head: aPolicyAt('fraud'), base: old }))).outputs.verdict).toBe('unchanged');
  });

  it('names every mistake of changed policies at its line with exit code 2, and says so in the comment', async () => {
    const head = { ...aPolicyAt('fraud', { more: 'colour: red\n' }), ...aPolicyAt('other', { badRequests: -1 }) };
    const ports = portsOf({ head, base: aPolicyAt('other') });
    const result = await run(inputsOf(), ports);
    expect(result).toMatchObject({ exitCode: 2, outputs: { verdict: '', sentence: '2 mistakes in policies: nothing was proved.', results: '' } });
    expect(result.annotations).toMatchObject([
      { level: 'error', title: 'RMP110', place: { file: 'rampart/fraud.yaml', line: 14 } },
      { level: 'error', place: { file: 'rampart/other.yaml', line: 7 } },
    ]);
    expect(ports.comments[0]?.body).toContain('rampart/fraud.yaml:14 RMP110');
  });

  it('leaves mistakes alone that were there before, unless all are asked for', async () => {
    const broken = aPolicyAt('broken', { more: 'colour: red\n' });
    const texts = { head: { ...broken, ...aPolicyAt('fraud', { badRequests: 4_000 }) }, base: { ...broken, ...aPolicyAt('fraud') } };
    expect((await run(inputsOf(), portsOf(texts))).outputs.verdict).toBe('proved');
    expect((await run(inputsOf({ all: true }), portsOf(texts))).exitCode).toBe(2);
    const corrected = await run(inputsOf(), portsOf({ head: aPolicyAt('broken'), base: broken }));
    expect(corrected.summary).toContain('Not compared with the base: its version has mistakes.');
  });

  it.each<readonly [string, Texts, RegExp]>([
    ['nothing under that name', {}, /"rampart\/\*\.yaml" matches no policy file/],
    ['two policies of one target', { ...aPolicyAt('a', { target: 'fraud-prod' }), ...aPolicyAt('b', { target: 'fraud-prod' }) }, /rampart\/a\.yaml and rampart\/b\.yaml are both about target fraud-prod/],
    ['a traffic profile that is none', { ...aPolicyAt('fraud'), 'rampart/fraud.traffic.json': '{' }, /rampart\/fraud\.traffic\.json:1:\d+ RMP/],
    ['a policy of one megabyte', { 'rampart/fraud.yaml': `# ${'x'.repeat(1024 * 1024)}\n` }, /RMP102/],
  ])('refuses %s', async (_, head, says) => {
    const result = await run(inputsOf(), portsOf({ head }));
    expect(result.exitCode).toBe(2);
    expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(says);
  });

  it('proves in the families that are asked for, and in web-steady@1 where there is no traffic profile', async () => {
    const bare = { 'rampart/fraud.yaml': policyText() };
    expect((await run(inputsOf(), portsOf({ head: bare }))).summary).toContain('no traffic profile (rampart/fraud.traffic.json): simulated in web-steady@');
    const asked = await run(inputsOf({ family: ['bursty-llm@1', 'web-steady@1'] }), portsOf({ head: aPolicyAt('fraud') }));
    expect(asked.outputs.sentence).toBe('fraud-prod: all 10 promises hold.');
    expect((await run(inputsOf({ family: ['own-traffic'] }), portsOf({ head: bare }))).annotations).toMatchObject([{ title: 'RMP701' }]);
  });

  it('goes on without a base, and warns where there should have been one', async () => {
    const none = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), base: 'none' }));
    expect(none).toMatchObject({ exitCode: 0, annotations: [], outputs: { verdict: 'proved' } });
    expect(none.summary).toContain('Not compared: this event has no commit before it.');
    const missed = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), base: 'missed' }));
    expect(missed).toMatchObject({ exitCode: 0, annotations: [{ level: 'warning', title: 'Nothing to compare with' }] });
  });

  it('answers without a comment where the token may not write one', async () => {
    const denied = { kind: 'skipped', why: 'GitHub refused the comment (403)' } as const;
    const result = await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), comment: denied }));
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'proved', commentUrl: '' }, annotations: [{ level: 'notice', title: 'No comment' }] });
    expect((await run(inputsOf(), portsOf({ head: aPolicyAt('fraud'), base: aPolicyAt('fraud'), comment: denied }))).annotations).toEqual([]);
    const silent = portsOf({ head: aPolicyAt('fraud') });
    await run(inputsOf({ comment: false }), silent);
    expect(silent.comments).toEqual([]);
  });

  it('keeps the comment at thirty lines, marker included, with what is broken first', async () => {
    const many = Array.from({ length: 20 }, (_, at) => aPolicyAt(`model-${String(at).padStart(2, '0')}`, at === 17 ? { badRequests: 10 } : {}));
    const ports = portsOf({ head: Object.assign({}, ...many) as Texts });
    const result = await run(inputsOf(), ports);
    expect(result.outputs.sentence).toBe('20 policies: 99 of 100 promises hold, 1 broken.');
    const lines = ports.comments[0]?.body.split('\n') ?? [];
    expect(lines.length).toBeLessThanOrEqual(COMMENT_LINES_MAX);
    expect(lines[2]).toContain('model-17-prod');
    expect(lines.at(-1)).toBe('All figures are in the [job summary](https://github.test/acme/models/actions/runs/77).');
  });

  it('shows hostile names of files as text', async () => {
    const file = 'rampart/x::add-mask::$(id) <img src=x>|@octocat`.yaml';
    const ports = portsOf({ head: { [file]: policyText({ badRequests: 10 }), [file.replace('.yaml', '.traffic.json')]: trafficText() } });
    const result = await run(inputsOf(), ports);
    expect(result.exitCode).toBe(1);
    for (const text of [result.summary, ports.comments[0]?.body ?? '']) {
      // Nothing ends a code span but a backtick, and a fence but a longer one.
      const outsideOfCode = text.replace(/```+yaml\n[\s\S]*?\n```+\n/g, '').replace(/`[^`\n]+`/g, '');
      expect(outsideOfCode).toContain('octocat');
      expect(outsideOfCode).not.toMatch(/<img|@octocat|::add-mask|`/);
    }
    expect(result.closing.next).toContain(`rampart check 'rampart/x::add-mask`);
  });
});

describe('run, in shards', () => {
  const head = { ...aPolicyAt('fraud', { decideWithin: '2h' }), ...aPolicyAt('other', { badRequests: 10 }) };
  const base = { ...aPolicyAt('fraud') };
  const runs = '101';

  async function shards(count: number): Promise<Map<string, string>> {
    const rows = new Map<string, string>();
    for (let index = 1; index <= count; index += 1) {
      const result = await run(inputsOf({ runs, shard: given(`${index}/${count}`), rows: given(`rows/${index}.ndjson`) }), portsOf({ head, base, rows }));
      expect(result).toMatchObject({ exitCode: 0, summary: '', outputs: { verdict: 'shard', sentence: `Part ${index} of ${count} of 2 policies is in rows/${index}.ndjson.` } });
    }
    return rows;
  }

  async function merged(rows: Map<string, string>, ports: Partial<Ports> = {}) {
    return await run(inputsOf({ runs, merge: ['rows/*.ndjson'] }), { ...portsOf({ head, base, rows }), ...ports });
  }

  it('gives the bytes of one job with as many runs, in whatever order the parts come', async () => {
    const rows = await shards(3);
    const expected = await wholeResults();
    expect((await merged(await shards(1))).outputs.results).toBe(expected);
    for (const order of [[3, 1, 2], [2, 1, 3]]) {
      const shuffled = new Map(order.map((index) => [`rows/${index}.ndjson`, rows.get(`rows/${index}.ndjson`) ?? '']));
      const result = await merged(shuffled);
      expect(result.exitCode).toBe(1);
      expect(result.outputs.results).toBe(expected);
    }
  });

  /** One job that computes all runs of a number fixed beforehand. */
  async function wholeResults(): Promise<string> {
    const ports = portsOf({ head });
    const order = readOrder(inputsOf({ runs }));
    const results: unknown[] = [];
    for (const file of ['rampart/fraud.yaml', 'rampart/other.yaml']) {
      const reading = await policyVersion(ports.head, file);
      if (reading.kind !== 'version') throw new Error(`${file} cannot be read`);
      const { check } = checkOf(reading.version, { order, codeHash: ports.codeHash });
      const fixed: FixedCheck = { ...check, budget: { kind: 'exactly', runs: check.budget.runs } };
      results.push(JSON.parse(checkJson((await judgePolicy(fixed, { pool: ports.pool })).result)));
    }
    return JSON.stringify(results);
  }

  it('writes a file of no rows where no policy changed, and takes it for an answer', async () => {
    const rows = new Map<string, string>();
    await run(inputsOf({ shard: given('1/1'), rows: given('rows/1.ndjson') }), portsOf({ head: base, base, rows }));
    expect(rows.get('rows/1.ndjson')).toBe('{"rampartRows":1,"policies":[]}\n');
    expect((await run(inputsOf({ merge: ['rows/*.ndjson'] }), portsOf({ head: base, base, rows }))).outputs.verdict).toBe('unchanged');
  });

  it.each<readonly [string, (rows: Map<string, string>) => void, RegExp]>([
    ['a part that is missing', (rows) => rows.delete('rows/2.ndjson'), /part 2\/2 is missing; run the job with shard 2\/2/],
    ['garbage', (rows) => rows.set('rows/2.ndjson', '\u0000garbage'), /"rows\/2\.ndjson" is no rows file/],
    ['a file that was cut off', (rows) => rows.set('rows/2.ndjson', (rows.get('rows/2.ndjson') ?? '').split('\n').slice(0, 2).join('\n')), /was cut off/],
    ['a damaged row', (rows) => rows.set('rows/2.ndjson', (rows.get('rows/2.ndjson') ?? '').replace('"promoted"', '"lost"')), /are damaged/],
    ['rows of another version', () => undefined, /computed for codeHash/],
  ])('refuses %s with exit code 2', async (what, damage, says) => {
    const rows = await shards(2);
    damage(rows);
    const error: unknown = await merged(rows, what === 'rows of another version' ? { codeHash: 'sha256:newer' } : {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(says) as unknown });
  });

  it.each([
    [{ shard: given('4/3'), rows: given('r') }, /shard: expected a part such as 3\/20, got "4\/3"/],
    [{ shard: given('1/3') }, /rows: is needed with shard/],
    [{ rows: given('r') }, /rows: is where a shard writes/],
    [{ shard: given('1/3'), rows: given('r'), merge: ['r'] }, /merge: and shard exclude each other/],
    [{ runs: '0' }, /runs: expected a whole number from 1/],
    [{ runs: '1e3' }, /runs: expected a whole number from 1/],
    [{ seed: 'x' }, /seed: expected/],
    [{ family: ['web-steady@2'] }, /"web-steady@2" is no family; did you mean web-steady@1\?/],
  ])('refuses inputs that do not go together: %j', async (parts, says) => {
    await expect(run(inputsOf(parts), portsOf({ head }))).rejects.toThrow(says);
  });
});
