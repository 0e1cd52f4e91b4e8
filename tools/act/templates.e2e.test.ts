// act, a program of others, executes four of the templates with the committed bundles; our own runner does the same in the same world. What
// users see of it is written down once and holds for both.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAct } from './install.ts';
import { actRunner, ownRunner, type TemplateRun } from './runners.ts';
import { aTemplateWorld, type TemplateWorld } from './world.ts';

const act = await findAct();
if (act.kind === 'absent') console.warn(`No second opinion on the templates here: ${act.why}`);

let world: TemplateWorld;
beforeEach(async () => void (world = await aTemplateWorld()));
afterEach(async () => {
  const { github, wayOut } = world;
  await world.close();
  github.assertFits();
  expect(wayOut.attempts()).toEqual([]);
});

const runners = [
  { name: 'our own runner', run: ownRunner, isThere: true },
  { name: 'act', run: actRunner(act.kind === 'found' ? act.program : ''), isThere: act.kind === 'found' },
];

describe.each(runners)('$name', ({ run, isThere }) => {
  const atMain = (schedule: string) => ({ name: 'schedule', payload: { schedule }, ref: 'refs/heads/main', sha: world.commitOf('main') });
  const look = (): Promise<TemplateRun> => run(world, 'rollout.yml', atMain('7,22,37,52 * * * *'), { contents: 'write', deployments: 'write' });
  const poll = (): Promise<TemplateRun> => run(world, 'release-from-registry.yml', atMain('13 8-16 * * 1-5'), { contents: 'write', deployments: 'write' });
  /** Runs until the job decides this, and answers with that run; how many it takes until then is luck. */
  const until = async (wanted: string, job: string, oneMore: () => Promise<TemplateRun>, runsMax = 12): Promise<TemplateRun> => {
    for (let runs = 1; ; runs += 1) {
      const ended = await oneMore();
      if (ended.jobs[job]?.outputs['decision'] === wanted) return ended;
      if (runs === runsMax || ended.jobs[job]?.conclusion !== 'success') throw new Error(`no ${job} decided ${wanted} in ${runs} runs:\n${ended.text}`);
    }
  };
  const conclusions = ({ jobs }: TemplateRun) => Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));

  describe.skipIf(!isThere)('runs rollout.yml on its schedule', () => {
    it('until a good version is promoted and serves everything', async () => {
      const promoting = await until('promote', 'step', look);
      expect(conclusions(promoting)).toEqual({ step: 'success', promote: 'success' });
      expect(promoting.jobs['promote']).toMatchObject({ outputs: { outcome: 'promoted', weight: '99' }, decided: ['Decided: promoted', expect.stringContaining('v2.0.0 has 99 % of the traffic'), 'Next: canary-step watches the bake.'] });
      expect(promoting.jobs['promote']!.summary).toContain('### ✅ fraud-prod: v2.0.0 is promoted and still watched. v2.0.0 has 99 % of the traffic');
      const finished = await until('finished', 'step', look);
      expect(conclusions(finished)).toEqual({ step: 'success' });
      expect(world.golden.router.weightOf('b')).toBe(1_000_000);
      expect(world.story()).toMatchInlineSnapshot(`
        [
          "fraud-prod: v1.0.0 serves from slot a",
          "v2.0.0 starts on slot b (v1.0.0 serves)",
          "v2.0.0: 0 % -> 10 %, in place and ready",
          "v2.0.0: 10 % confirmed at the router",
          "v2.0.0: 10 % -> 50 %, no harm seen in 100 requests",
          "v2.0.0: 50 % confirmed at the router",
          "v2.0.0: to be promoted, as good as v1.0.0 in every check",
          "v2.0.0: promotion to 99 % begins",
          "v2.0.0: 99 % confirmed at the router",
          "v2.0.0: promoted, the registry says so in fraud#prod#1",
          "v2.0.0: passed, watched for 1 s after promotion",
          "v2.0.0 serves everything, the rollout is done",
        ]
      `);
      expect(world.tags()).toEqual(['fraud#prod#1', 'fraud@v1.0.0', 'fraud@v2.0.0']);
      expect(await world.shown()).toMatchInlineSnapshot(`
        [
          "1 deployment",
          "in_progress: v2.0.0 starts on slot b (v1.0.0 serves)",
          "in_progress: 10 %, errors insufficient",
          "in_progress: 50 %, errors acceptable",
          "in_progress: v2.0.0: to be promoted, as good as v1.0.0 in every check",
          "in_progress: v2.0.0: promoted, the registry says so in fraud#prod# 1",
          "success: v2.0.0 serves everything, the rollout is done",
        ]
      `);
    });

    it('until a bad version is out, and leaves it alone from then on', async () => {
      world.golden.pages.b.fail(0.5);
      const ending = await until('rollback', 'step', look);
      expect(conclusions(ending)).toEqual({ step: 'success', 'roll-back': 'success' });
      expect(ending.jobs['roll-back']).toMatchObject({ outputs: { outcome: 'out', concluded: 'true' } });
      expect(ending.jobs['roll-back']!.summary).toContain('### ⛔ fraud-prod: v2.0.0 is out. All traffic is on v1.0.0.');
      expect(world.golden.router.weightOf('b')).toBe(0);
      const after = await look();
      expect(after.jobs).toMatchObject({ step: { conclusion: 'success', outputs: { decision: 'idle', 'to-roll-back': '[]' } } });
      expect(world.story()).toMatchInlineSnapshot(`
        [
          "fraud-prod: v1.0.0 serves from slot a",
          "v2.0.0 starts on slot b (v1.0.0 serves)",
          "v2.0.0: 0 % -> 10 %, in place and ready",
          "v2.0.0: 10 % confirmed at the router",
          "v2.0.0: rolled back, failed 50 times as often as v1.0.0",
          "v2.0.0 is out: rolled back, it was worse than v1.0.0",
        ]
      `);
      expect(world.tags()).toEqual(['fraud@v1.0.0', 'fraud@v2.0.0']);
      expect(await world.shown()).toMatchInlineSnapshot(`
        [
          "1 deployment",
          "in_progress: v2.0.0 starts on slot b (v1.0.0 serves)",
          "in_progress: 10 %, errors insufficient",
          "failure: v2.0.0: rolled back, failed 50 times as often as v1.0.0",
          "failure: v2.0.0 is out: rolled back, it was worse than v1.0.0",
        ]
      `);
    });
  });

  describe.skipIf(!isThere)('runs release-from-registry.yml', () => {
    it('to the release of the newest version, validated, and starts none that was tried before', async () => {
      world.golden.pages.b.fail(0.5);
      const released = await until('rollback', 'release', poll);
      expect(conclusions(released)).toEqual({ find: 'success', release: 'success' });
      expect(released.jobs['find']?.outputs).toEqual({ tag: 'fraud@v2.0.0' });
      expect(released.jobs['release']?.outputs).toMatchObject({ passed: 'true', weight: '0' });
      // rollout.yml carries the release on.
      expect(conclusions(await look())).toEqual({ step: 'success', 'roll-back': 'success' });
      expect((await poll()).jobs['release']?.outputs).toMatchObject({ passed: 'true', decision: 'idle', 'to-roll-back': '[]' });
      expect(world.story()).toMatchInlineSnapshot(`
        [
          "fraud-prod: v1.0.0 serves from slot a",
          "v2.0.0 starts on slot b (v1.0.0 serves)",
          "v2.0.0: 0 % -> 10 %, in place and ready",
          "v2.0.0: 10 % confirmed at the router",
          "v2.0.0: rolled back, failed 50 times as often as v1.0.0",
          "v2.0.0: rolled back, it was worse than v1.0.0",
          "v2.0.0 is out: rolled back, it was worse than v1.0.0",
        ]
      `);
    });
  });

  describe.skipIf(!isThere)('runs validate-model.yml', () => {
    const validate = (files: Readonly<Record<string, string>>): Promise<TemplateRun> => {
      const [head, base] = [world.propose(files), world.commitOf('main')];
      const payload = { action: 'synchronize', number: 7, pull_request: { number: 7, head: { ref: 'proposed', sha: head }, base: { ref: 'main', sha: base } } };
      return run(world, 'validate-model.yml', { name: 'pull_request', payload, ref: 'refs/pull/7/merge', sha: head, changedPaths: Object.keys(files) }, { contents: 'read' });
    };

    it('and passes a model that is no worse than the one of the base branch', async () => {
      const { jobs } = await validate({ 'models/fraud/metrics.json': '{"accuracy": 0.82}' });
      expect(jobs).toMatchObject({ validate: { conclusion: 'success', outputs: { passed: 'true' } } });
      expect(jobs['validate']?.decided.map(world.golden.plain)).toMatchInlineSnapshot(`
        [
          "Decided: fraud <commit> passes: 2 gates hold, 1 golden case answered as recorded.",
          "Why: Everything that was asked for holds.",
          "Next: The evidence for <digest> is in rampart-evidence.json; canary-step takes it.",
        ]
      `);
    });

    it('and stops one that is', async () => {
      const { jobs } = await validate({ 'models/fraud/metrics.json': '{"accuracy": 0.79}' });
      expect(jobs).toMatchObject({ validate: { conclusion: 'failure', outputs: { passed: 'false' } } });
      expect(jobs['validate']?.decided.map(world.golden.plain)).toMatchInlineSnapshot(`
        [
          "Decided: fraud <commit> does not pass: 1 of 2 gates failed, 1 golden case answered as recorded.",
          "Why: accuracy at most 0.005 below stable: 0.79, 0.02 worse than stable.",
          "Next: The evidence in rampart-evidence.json says that it did not pass, so no step will give it traffic. Correct the model, or the gate if it asks for the wrong thing, and run again.",
        ]
      `);
    });
  });

  describe.skipIf(!isThere)('runs freeze-gate.yml', () => {
    const GOLDEN_SET = 'models/fraud/golden.json';
    const main = () => ({ ref: 'refs/heads/main', sha: world.commitOf('main') });
    const gate = ({ number, sha }: { readonly number: number; readonly sha: string }): Promise<TemplateRun> => {
      const payload = { action: 'opened', number, pull_request: { number, head: { sha }, base: { ref: 'main', sha: main().sha } }, repository: { default_branch: 'main' } };
      return run(world, 'freeze-gate.yml', { name: 'pull_request_target', payload, ...main() }, { contents: 'read', statuses: 'write' });
    };
    const sweep = (): Promise<TemplateRun> => run(world, 'freeze-gate.yml', atMain('23 * * * *'), { contents: 'read', pull_requests: 'read', statuses: 'write' });

    it('on pull requests: those that touch what is frozen are stopped, until the sweep after its end', async () => {
      await world.freezeByHand('freeze', GOLDEN_SET);
      const [touching, other] = [await world.open('touching', { [GOLDEN_SET]: '{}' }), await world.open('other', { 'README.md': '# models' })];
      expect([await world.freezeStatus(touching.sha), await world.freezeStatus(other.sha)]).toEqual(['none', 'none']);
      for (const opened of [touching, other]) expect(conclusions(await gate(opened))).toEqual({ gate: 'success' });
      expect(await world.freezeStatus(touching.sha)).toBe(`failure: frozen for fraud-prod until a person releases it: ${GOLDEN_SET}`);
      expect(await world.freezeStatus(other.sha)).toBe('success: touches nothing that is frozen');

      await world.freezeByHand('release', GOLDEN_SET);
      expect(await world.freezeStatus(touching.sha)).toContain('failure');
      expect(conclusions(await sweep())).toEqual({ sweep: 'success' });
      expect(await world.freezeStatus(touching.sha)).toBe('success: nothing is frozen');
    });

    it('on a pull request while nothing is frozen', async () => {
      const opened = await world.open('touching', { [GOLDEN_SET]: '{}' });
      const { jobs } = await gate(opened);
      expect(jobs).toMatchObject({ gate: { conclusion: 'success', outputs: { sentence: `rollout/freeze on pull request ${opened.number}: success.` } } });
      expect(await world.freezeStatus(opened.sha)).toBe('success: nothing is frozen');
    });
  });
});
