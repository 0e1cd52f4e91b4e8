import { describe, expect, it } from 'vitest';
import { importsOf, listImports } from './imports.ts';
import { findLayerBreaks, findUndeclaredImports } from './layers.ts';
import { listWorkspaces, readText } from './repository.ts';

const rootDependencies = Object.keys((JSON.parse(readText('package.json')) as { devDependencies: Record<string, string> }).devDependencies);

const edge = (file: string, specifier: string) => ({ file, line: 1, specifier });

describe('the import graph', () => {
  it('keeps to the layers', () => {
    expect(findLayerBreaks(listImports())).toEqual([]);
  });

  it('names every imported package in the package.json of its importer', () => {
    expect(findUndeclaredImports(listImports(), listWorkspaces(), rootDependencies)).toEqual([]);
  });
});

describe('importsOf', () => {
  it('sees static, dynamic and type imports and re-exports, with their lines', () => {
    const text = "import { a } from './a.ts';\nimport type { B } from 'b';\nexport { c } from 'c';\nexport const d = () => import('d');\n";
    expect(importsOf('x.ts', text)).toEqual(['./a.ts', 'b', 'c', 'd'].map((specifier, index) => ({ file: 'x.ts', line: index + 1, specifier })));
  });
});

describe('findLayerBreaks', () => {
  it.each([
    ['packages/rollout-policy/src/decide.ts', 'node:crypto'],
    ['packages/rollout-engine/src/tick.ts', 'node:fs'],
    ['packages/rollout-engine/src/tick.ts', '@rampart/git-ledger'],
    ['packages/report/src/index.ts', '@rampart/rollout-engine'],
    ['packages/traffic-routers/src/http/router.ts', '@rampart/metric-sources'],
    ['actions/canary-step/src/run.ts', '@rampart/git-ledger'],
    ['actions/canary-step/src/run.ts', '@actions/core'],
    ['actions/canary-step/src/run.ts', '@rampart/action-kit/main'],
    ['actions/canary-step/src/main.ts', '@actions/core'],
    ['packages/policy-document/src/decode.ts', 'node:fs'],
    ['packages/cli/src/main.ts', '@rampart/canary-step/main'],
    ['packages/report/src/a.ts', '../../rollout-policy/src/units.ts'],
    ['packages/new-thing/src/a.ts', 'node:fs'],
  ])('refuses %s importing %s', (file, specifier) => {
    expect(findLayerBreaks([edge(file, specifier)])).toHaveLength(1);
  });

  it.each([
    ['actions/canary-step/src/connect.ts', '@rampart/git-ledger'],
    ['actions/canary-step/src/main.ts', '@rampart/action-kit/main'],
    ['packages/report/src/svg/axis.ts', '../units.ts'],
    ['packages/rollout-policy/src/decide.test.ts', 'fast-check'],
  ])('allows %s importing %s', (file, specifier) => {
    expect(findLayerBreaks([edge(file, specifier)])).toEqual([]);
  });

  it('holds what run.ts imports to the same rules, and what only connect.ts imports not', () => {
    const fromRun = [edge('actions/promote/src/run.ts', './order.ts'), edge('actions/promote/src/order.ts', './files.ts'), edge('actions/promote/src/files.ts', 'node:fs')];
    const fromConnect = [edge('actions/promote/src/connect.ts', './files.ts'), edge('actions/promote/src/files.ts', 'node:fs')];
    expect(findLayerBreaks(fromRun)).toHaveLength(1);
    expect(findLayerBreaks(fromConnect)).toEqual([]);
    expect(findLayerBreaks([...fromConnect, ...fromRun])).not.toEqual([]);
  });

  it('says what is wrong and why', () => {
    expect(findLayerBreaks([edge('actions/promote/src/run.ts', '@rampart/git-ledger')])).toEqual([
      "actions/promote/src/run.ts:1 imports @rampart/git-ledger, but an action's run() may not: run() gets its ports from connect.ts, so that the simulator and the command line run the same code.",
    ]);
  });
});

describe('findUndeclaredImports', () => {
  const workspaces = [{ folder: 'packages/report', name: '@rampart/report', dependencies: { yaml: '2.9.1' }, devDependencies: { '@rampart/testing': '0.1.0' } }];

  it('lets tests use devDependencies, and sources not', () => {
    expect(findUndeclaredImports([edge('packages/report/src/a.test.ts', '@rampart/testing'), edge('packages/report/src/a.ts', 'yaml/util')], workspaces, [])).toEqual([]);
    expect(findUndeclaredImports([edge('packages/report/src/a.ts', '@rampart/testing')], workspaces, [])).toEqual([
      'packages/report/src/a.ts:1 imports @rampart/testing, which packages/report/package.json does not name. Add it to dependencies.',
    ]);
  });
});
