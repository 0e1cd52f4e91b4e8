// Gives every workspace the target `test`, so that no package.json repeats it. The other targets are the root's (package.json, nx.json).
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const createNodesV2 = [
  '{{packages,actions,examples}/*,simulator}/package.json',
  (files, _options, { workspaceRoot }) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: { test: testTarget(workspaceRoot, file) } } } }]),
];

function testTarget(workspaceRoot, file) {
  const { name } = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'));
  // Tests of actions, examples, the command line and the harness run bundles and whole workflows: they depend on more than their package.json says.
  const isWide = /^(actions|examples|simulator)\/|^packages\/(cli|testing)\//.test(file);
  return { command: `vitest run --project ${name}`, cache: true, inputs: isWide ? ['workspaces'] : ['project', '^project'] };
}
