import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistryRepo } from './registry-repo.ts';

let scratchDir: string;
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), 'rampart-registry-'));
});
afterAll(() => rm(scratchDir, { recursive: true, force: true }));

const build = async (name: string) => {
  const directory = join(scratchDir, name);
  const { repo, first } = await createRegistryRepo({ directory, first: { version: 'v1.0.0', artefact: 'additive', besides: { 'rampart/policy.yaml': 'rampart: 1\n', 'README.md': 'x\n' } } });
  return { first, second: await repo.publish({ version: 'v1.1.0', artefact: 'network' }), git: (...args: readonly string[]) => execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8' }).trim() };
};

describe('createRegistryRepo', () => {
  it('keeps releases as GTO tags over commits with all that belongs to them', async () => {
    const { first, second, git } = await build('one.git');
    expect(git('tag', '--list', '--format=%(refname:short) %(objecttype) %(*objectname)').split('\n')).toEqual([
      `flight-delay#prod#1 tag ${first.commit}`,
      `flight-delay@v1.0.0 tag ${first.commit}`,
      `flight-delay@v1.1.0 tag ${second.commit}`,
    ]);
    expect(git('rev-parse', 'main', 'main^').split('\n')).toEqual([second.commit, first.commit]);
    expect(git('ls-tree', '-r', '--name-only', first.commit).split('\n')).toEqual(['README.md', 'artifacts.yaml', 'models/flight-delay/golden.json', 'models/flight-delay/metrics.json', 'models/flight-delay/model.onnx', 'rampart/policy.yaml']);
    expect(git('show', `${second.commit}:artifacts.yaml`)).toBe('flight-delay:\n  type: model\n  path: models/flight-delay/model.onnx');
    expect(git('fsck', '--strict')).toBe('');
  });

  it('says nothing about the artefact but its bytes', async () => {
    const { git } = await build('two.git');
    expect(git('log', '--all', '--format=%B')).not.toMatch(/additive|network/);
  });

  it('gives the same ids for the same releases', async () => {
    const [one, other] = [await build('three.git'), await build('four.git')];
    expect(other.second.commit).toBe(one.second.commit);
  });
});
