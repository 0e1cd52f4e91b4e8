// The GTO registry keeps the contract of its port, in a folder and on a remote.
import { createHash } from 'node:crypto';
import { reach, temporaryFolder } from '@rampart/git-process/testing';
import { describeModelRegistryContract } from '@rampart/testing/ports';
import { gtoRegistry } from '../src/gto/gto-registry.ts';
import { modelRepository } from './model-repository.ts';

for (const how of ['repository', 'remote'] as const) {
  describeModelRegistryContract(`gtoRegistry on a ${how}`, () => {
    const models = modelRepository();
    const commits = new Map<string, string>();
    return {
      registry: gtoRegistry({ location: reach(how, models.bare), cacheDir: temporaryFolder(), clock: { nowMs: () => 1_700_000_000_000 } }),
      register: (version) => {
        const bytes = `model ${version}`;
        const commit = models.commit({ 'artifacts.yaml': 'fraud: {type: model, path: models/fraud.onnx}\n', 'models/fraud.onnx': bytes });
        commits.set(version, commit);
        models.tag(`fraud@${version}`, commit);
        return Promise.resolve({ digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` });
      },
      cancel: (version) => Promise.resolve(models.tag(`fraud@${version}!`, commits.get(version) ?? '')),
    };
  });
}
