// What a person can get wrong: one clear error each, with its code, exit 2, and nothing changed anywhere.
import { aGoldenWorld, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  world = await aGoldenWorld({ serveContract: routerContractHandler });
}, 180_000);
afterAll(() => world.close());

interface Mistake {
  readonly what: string;
  /** Makes the mistake, and gives the inputs of the step. */
  readonly make: () => Readonly<Record<string, string>>;
  readonly error: string;
}

const inFile = (change: Readonly<Record<string, string>>) => (): Mistake['make'] extends () => infer Inputs ? Inputs : never => {
  world.writePolicy(change);
  return {};
};

const mistakes: readonly Mistake[] = [
  {
    what: 'an unknown key in the policy',
    make: inFile({ more: 'mayHarm: 100' }),
    error: 'RMP110: rampart/fraud.yaml:10:1 RMP110 mayHarm: unknown key "mayHarm". Accepted: rampart, preset, target, model, serve, metrics, promise, people, checks, plan, onNewVersion, freeze, expert.',
  },
  {
    what: '5 instead of 5%',
    make: inFile({ promise: 'promise: {badRequests: 100, falseAlarms: 5}' }),
    error: 'RMP113: rampart/fraud.yaml:6:42 RMP113 promise.falseAlarms: a bare number has no unit, got 5. Write 5%. Accepted: a share above 0% and below 100%, e.g. 1%.',
  },
  {
    what: 'a policy that is not there',
    make: () => ({ policy: 'rampart/fraudd.yaml' }),
    error: 'RMP101: rampart/fraudd.yaml:1:1 RMP101 rampart/fraudd.yaml: there is no such file. Accepted: the path of a policy, e.g. rampart/fraud.yaml.',
  },
  {
    what: 'a pattern that matches nothing',
    make: () => ({ policy: 'policies/*.yaml' }),
    error: 'RMP210: RMP210 policy: "policies/*.yaml" matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out.',
  },
  {
    what: 'two policies for one target',
    make: () => {
      world.writePolicy();
      world.writePolicy({}, 'rampart/copy.yaml');
      return { policy: 'rampart/*.yaml' };
    },
    error: 'RMP210: RMP210 policy: rampart/copy.yaml and rampart/fraud.yaml are both about target fraud-prod. A target has one policy.',
  },
  {
    what: 'a mode that nobody knows',
    make: () => ({ mode: 'go' }),
    error: 'RMP202: RMP202 mode: expected one of observe, auto, tick, watch, status, doctor, got "go". Write e.g. observe.',
  },
  {
    what: 'evidence that is not there',
    make: () => ({ evidence: 'evidence.json' }),
    error: 'RMP212: RMP212 evidence: evidence.json cannot be read (ENOENT). Run validate-model before, with the same path as its input evidence.',
  },
  {
    what: 'evidence that is cut off',
    make: () => {
      world.write('evidence.json', '{"schema": 1, ');
      return { evidence: 'evidence.json' };
    },
    error: 'RMP212: RMP212 evidence: evidence.json is not evidence of validate-model: is not JSON: Expected double-quoted property name in JSON at position 14 (line 1 column 15).',
  },
  {
    what: 'a ledger that would run a program',
    make: () => ({ ledger: 'ext::sh -c id' }),
    error: 'RMP211: RMP211 ledger: "ext::sh -c id" names no repository. Write the name of a remote (origin), an address (https://, http://, ssh://, file://, user@host:path), or a folder that starts with / or ./; or github, for a branch of the workflow\'s repository through GitHub\'s API.',
  },
];

describe('canary-step with bad input', () => {
  it.each(mistakes)('names $what, and changes nothing', async ({ make, error }) => {
    const inputs = make();
    const ended = await world.run(step, { mode: 'tick', ...inputs });
    expect(ended).toMatchObject({ exitCode: 2, stderr: '', annotations: [`error ${error}`], outputsFile: '', summary: '' });
    expect(ended.lines.slice(-3)).toEqual(['Decided: Nothing: this step did not start, and it changed nothing.', 'Why: There is one mistake, named above.', 'Next: Correct them and run the job again.']);
    expect(world.operations()).toEqual([]);
    expect(world.origin.ledger()).toEqual([]);
  });

  it('names all mistakes of a policy at once, each with its place', async () => {
    world.writePolicy({ promise: 'promise: {badRequests: 100, falseAlarms: 5, decideWithin: 3}', plan: 'plan: [ramp, smoke]' });
    const ended = await world.run(step, { mode: 'tick' });
    expect(ended.exitCode).toBe(2);
    expect(ended.annotations.map((text) => /^error (RMP\d+): (\S+)/.exec(text)?.slice(1))).toEqual([['RMP113', 'rampart/fraud.yaml:6:42'], ['RMP113', 'rampart/fraud.yaml:6:59'], ['RMP132', 'rampart/fraud.yaml:8:14']]);
  });
});

describe('canary-step with several policies', () => {
  it('looks at the others where one has a mistake, and is red for it', async () => {
    const others = await aGoldenWorld({ serveContract: routerContractHandler });
    try {
      others.writePolicy();
      others.writePolicy({ target: 'target: ads-prod', more: 'mayHarm: 100' }, 'rampart/ads.yaml');
      const ended = await others.run(step, { mode: 'tick', policy: 'rampart/*.yaml' });
      expect(ended).toMatchObject({ exitCode: 2, stderr: '', outputs: { decision: 'hold' } });
      expect(ended.annotations).toEqual([expect.stringMatching(/^error RMP110: rampart\/ads\.yaml:10:1 RMP110 mayHarm: unknown key/)]);
      expect(ended.lines.slice(-3).map((line) => line.replace(/:.*/, ''))).toEqual(['Decided', 'Why', 'Next']);
      expect(ended.lines.at(-1)).toMatch(/Correct the policy that was left out\.$/);
      expect(ended.summary).toMatch(/fraud\\?-prod[\s\S]*Left out:[\s\S]*RMP110/);
      expect(others.origin.ledger().length).toBeGreaterThan(0);
    } finally {
      await others.close();
    }
  });
});

describe('canary-step on a target that serves', () => {
  beforeAll(async () => {
    world.writePolicy();
    expect(await world.run(step, { mode: 'tick', start: 'false' })).toMatchObject({ exitCode: 0, outputs: { decision: 'idle' } });
  });

  async function refuses(inputs: Readonly<Record<string, string>>): Promise<BundleEnd> {
    const before = { ledger: world.origin.ledger(), changes: changingOperations() };
    const ended = await world.run(step, { mode: 'tick', ...inputs });
    expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
    expect({ ledger: world.origin.ledger(), changes: changingOperations() }).toEqual(before);
    return ended;
  }

  const changingOperations = (): readonly string[] => world.operations().filter((operation) => operation === 'set' || operation === 'place');

  it('refuses evidence of other bytes than the candidate has', async () => {
    const evidence = { schema: 1, model: 'fraud', version: 'v2.0.0', digest: world.digests.v1, passed: true, gates: [], golden: { kind: 'run', digest: world.digests.v1, cases: 1, failed: 0, shown: [] }, at: '2026-11-21T09:00:00.000Z' };
    world.write('evidence.json', JSON.stringify(evidence));
    const ended = await refuses({ evidence: 'evidence.json' });
    expect(ended.annotations.map(world.plain)).toEqual(['error fraud-prod: fraud-prod: the validation evidence is about <digest of v1>, the candidate v2.0.0 is <digest of v2>. Validate the artefact that is to be released']);
    expect(ended.outputs).toMatchObject({ decision: 'refused', 'to-promote': '[]', 'to-roll-back': '[]' });
  });

  it('refuses a candidate that the registry does not have', async () => {
    const ended = await refuses({ candidate: 'v9.9.9' });
    expect(ended.annotations.map(world.plain)).toEqual([expect.stringContaining('v9.9.9')]);
  });

  it('refuses a ledger that cannot be trusted, and says how to repair it', async () => {
    world.origin.corruptLedger((state) => state.slice(0, state.length / 2));
    const ended = await refuses({});
    expect(ended.annotations.map(world.plain)).toEqual([expect.stringMatching(/^error fraud-prod: fraud-prod: the ledger cannot be used, .*the ledger cannot be trusted: state\.json in commit <id> of refs\/heads\/rollouts\/\S+: .* Nothing was changed\. Look at it with `git show <id>`/)]);
  });
});
