// Who may import whom (ARCHITECTURE.md has the picture). The first layer whose pattern matches a file holds for it, and a closed layer also
// for the files of the same package that it reaches.
import { dirname, join } from 'node:path/posix';
import { isTestFile, packageOf } from './imports.ts';
import type { ImportEdge } from './imports.ts';
import type { Workspace } from './repository.ts';

interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Exact specifiers, or a prefix that ends in `*`. `node:*` is every module of Node. */
  readonly mayImport: readonly string[];
  /** Told to whom breaks it. */
  readonly because: string;
  /** The layer holds for everything that its files import from their own package, too. */
  readonly isClosed?: boolean;
}

const CORE = ['@rampart/rollout-policy'];
const ENGINE = [...CORE, '@rampart/rollout-engine'];
const PURE = ['@rampart/report', '@rampart/model-validation*', '@rampart/data-freeze', '@rampart/policy-document'];
const EXCHANGES = ['@rampart/git-process', '@rampart/json-exchange', '@rampart/github-api'];
const ADAPTERS = [...EXCHANGES, '@rampart/ledger-records', '@rampart/git-ledger', '@rampart/github-state', '@rampart/traffic-routers', '@rampart/metric-sources', '@rampart/model-registries', '@rampart/deployers', '@rampart/ports-from-policy', '@rampart/ports-from-policy/state', '@rampart/rollout-doctor'];
const ACTION_RUN = [...ENGINE, ...PURE, '@rampart/action-kit', 'node:path', 'node:path/posix', 'node:crypto', 'yaml'];
const ACTION_BINDING = [...ENGINE, ...PURE, ...ADAPTERS, '@rampart/action-kit', '@rampart/action-kit/main', '@rampart/action-kit/download', '@actions/tool-cache', 'node:*', 'yaml'];
// Everything of an action but its main, which would run it.
const ACTIONS = ['canary-step', 'promote', 'rollback', 'freeze-data', 'validate-model'].flatMap((name) => ['', '/contract', '/run', '/connect', '/present'].map((part) => `@rampart/${name}${part}`));

export const LAYERS: readonly Layer[] = [
  {
    name: 'the pure core',
    files: /^packages\/rollout-policy\/src\//,
    mayImport: [],
    because: 'decide() is a function of its arguments, so that every decision can be recomputed anywhere',
  },
  {
    name: 'the loader of policies',
    files: /^packages\/policy-document\/src\/(load-policy|generate-schema)\.ts$/,
    mayImport: [...CORE, 'node:fs', 'node:fs/promises', 'node:path'],
    because: 'it reads files and leaves their meaning to the rest of the package',
  },
  {
    name: 'the policy document',
    files: /^packages\/policy-document\/src\//,
    mayImport: [...CORE, 'zod', 'yaml', 'node:crypto'],
    because: 'text goes in and a typed policy comes out; load-policy.ts alone reads files',
  },
  {
    name: 'the engine',
    files: /^packages\/rollout-engine\/src\//,
    mayImport: [...CORE, 'node:crypto'],
    because: 'tick() reaches the world through its ports alone',
  },
  {
    name: 'reports',
    files: /^packages\/report\/src\//,
    mayImport: CORE,
    because: 'a report is text made of values; the caller writes it somewhere',
  },
  {
    name: 'model validation',
    files: /^packages\/model-validation\/src\//,
    mayImport: [...CORE, 'node:*', 'onnxruntime-web', 'onnxruntime-web/wasm', 'yaml'],
    because: 'gates know models and reports, not routers, ledgers or runners',
  },
  {
    name: 'data freeze',
    files: /^packages\/data-freeze\/src\//,
    mayImport: [...ENGINE, 'node:*'],
    because: 'manifests and their files; where they are kept is a port of the engine',
  },
  {
    name: 'what talks to git and to other programs',
    files: /^packages\/(git-process|json-exchange)\/src\//,
    mayImport: ['node:*'],
    because: 'it knows processes and sockets, and nothing of rollouts',
  },
  {
    name: "the client of GitHub's API",
    files: /^packages\/github-api\/src\//,
    mayImport: ['@actions/github', 'node:*'],
    because: 'it knows requests and their outcomes, and nothing of rollouts',
  },
  {
    name: 'records of the ledger',
    files: /^packages\/ledger-records\/src\//,
    mayImport: [...ENGINE, '@rampart/git-process', 'node:crypto'],
    because: 'what a record is does not depend on where it is kept',
  },
  {
    name: 'the action kit',
    files: /^packages\/action-kit\/src\//,
    mayImport: [...CORE, '@actions/core', '@actions/tool-cache', 'node:*'],
    because: 'it talks to the runner and knows nothing of rollouts',
  },
  {
    name: 'the binding of ports to a policy',
    files: /^packages\/ports-from-policy\/src\//,
    mayImport: [...ENGINE, ...PURE, ...ADAPTERS, 'node:*'],
    because: 'it chooses adapters and leaves the runner to the action kit',
  },
  {
    name: 'state on GitHub',
    files: /^packages\/github-state\/src\//,
    mayImport: [...ENGINE, '@rampart/github-api', '@rampart/ledger-records', '@rampart/report', 'node:crypto'],
    because: 'it keeps records and shows them; the requests are those of the client',
  },
  {
    name: 'adapters',
    files: /^packages\/(git-ledger|traffic-routers|metric-sources|model-registries|deployers|notifiers)\/src\//,
    mayImport: [...ENGINE, ...EXCHANGES, '@rampart/ledger-records', 'node:*', 'yaml'],
    because: 'an adapter knows its port and its vendor, and no other adapter',
  },
  {
    name: 'the doctor',
    files: /^packages\/rollout-doctor\/src\//,
    mayImport: [...ENGINE, '@rampart/github-api', '@rampart/json-exchange', '@rampart/ledger-records', '@rampart/report'],
    because: 'it reads through ports and judges values; who binds the ports is somebody else',
  },
  {
    name: 'test support',
    files: /^packages\/testing\/src\//,
    mayImport: [...ENGINE, '@rampart/action-kit', 'graphql', 'ajv', 'ajv/*', '@octokit/graphql-schema', '@actions/workflow-parser*', '@actions/expressions*', 'node:*', 'yaml', 'msw', 'msw/*', '@mswjs/*', 'vitest', 'fast-check'],
    because: 'fakes and harnesses stand on ports, not on the code under test',
  },
  {
    name: "check-policy's run()",
    files: /^actions\/check-policy\/src\/(run|contract)\.ts$/,
    mayImport: [...ACTION_RUN, '@rampart/simulator'],
    because: 'it proves promises in the simulator, and gets everything else from connect.ts',
    isClosed: true,
  },
  {
    name: "an action's run()",
    files: /^actions\/[^/]+\/src\/(run|contract|index)\.ts$/,
    mayImport: ACTION_RUN,
    because: 'run() gets its ports from connect.ts, so that the simulator and the command line run the same code',
    isClosed: true,
  },
  {
    name: 'what binds check-policy',
    files: /^actions\/check-policy\/src\//,
    mayImport: [...ACTION_BINDING, '@rampart/github-api', '@rampart/simulator*'],
    because: 'its bundle is the entry of the worker threads that simulate, too',
  },
  {
    name: "what binds an action's adapters",
    files: /^actions\/[^/]+\/src\//,
    mayImport: ACTION_BINDING,
    because: 'connect.ts and main.ts bind adapters and the action kit, which has the toolkit',
  },
  {
    name: 'the simulator',
    files: /^simulator\/src\//,
    mayImport: [...ENGINE, '@rampart/rollout-policy/statistics', '@rampart/policy-document', '@rampart/report', '@rampart/testing/fakes', ...['canary-step', 'promote', 'rollback'].flatMap((name) => [`@rampart/${name}`, `@rampart/${name}/run`, `@rampart/${name}/contract`]), 'node:crypto', 'node:fs', 'node:worker_threads', 'node:os', 'yaml'],
    because: "it runs the real code in a world of its own: no adapter, no clock, no chance but the scenario's",
  },
  {
    name: 'the command line',
    files: /^packages\/cli\/src\//,
    mayImport: [...ENGINE, '@rampart/rollout-policy/statistics', ...PURE, ...ADAPTERS, ...ACTIONS, '@rampart/simulator*', '@rampart/action-kit', 'node:*'],
    because: "it is thin over the others and runs the actions' run(), never their main",
  },
  { name: 'examples', files: /^examples\//, mayImport: ['*'], because: 'an example uses what a user has' },
];

/** One sentence per import that its layer does not allow. Tests may import anything that is declared. */
export function findLayerBreaks(edges: readonly ImportEdge[]): readonly string[] {
  const layers = assignLayers(edges);
  return edges.flatMap((edge) => {
    if (isTestFile(edge.file)) return [];
    if (edge.specifier.startsWith('.')) return leavesItsPackage(edge) ? [`${place(edge)} imports ${edge.specifier}, which is in another package. Import it by the package's name.`] : [];
    const layer = layers.get(edge.file);
    if (layer === undefined) return [`${place(edge)} belongs to no layer. Add its package to tools/layers.ts.`];
    if (layer.mayImport.some((allowed) => matches(allowed, edge.specifier))) return [];
    return [`${place(edge)} imports ${edge.specifier}, but ${layer.name} may not: ${layer.because}.`];
  });
}

/** The layer of each importing file: by its path, or by what imports it when that layer is closed. */
function assignLayers(edges: readonly ImportEdge[]): ReadonlyMap<string, Layer> {
  const layers = new Map<string, Layer>();
  const assign = (file: string, layer: Layer): void => {
    const present = layers.get(file);
    if (present === layer || present?.isClosed === true) return;
    layers.set(file, layer);
    if (layer.isClosed !== true) return;
    for (const edge of edges) {
      if (edge.file === file && edge.specifier.startsWith('.')) assign(join(dirname(file), edge.specifier), layer);
    }
  };
  for (const { file } of edges) {
    const layer = LAYERS.find(({ files }) => files.test(file));
    if (layer !== undefined && (layer.isClosed === true || !layers.has(file))) assign(file, layer);
  }
  return layers;
}

/** One sentence per imported package that the importing workspace's package.json does not name: Nx and npm would not know of it. */
export function findUndeclaredImports(edges: readonly ImportEdge[], workspaces: readonly Workspace[], rootDependencies: readonly string[]): readonly string[] {
  return edges.flatMap((edge) => {
    const workspace = workspaces.find(({ folder }) => edge.file.startsWith(`${folder}/`));
    if (workspace === undefined || edge.specifier.startsWith('.') || edge.specifier.startsWith('node:')) return [];
    if (edge.specifier.startsWith('/')) return [`${place(edge)} imports the absolute path ${edge.specifier}, which is on this machine alone. Import by package name or a relative path.`];
    const name = packageOf(edge.specifier);
    const isDeclared = name === workspace.name || name in workspace.dependencies || (isTestFile(edge.file) && name in workspace.devDependencies);
    if (isDeclared || rootDependencies.includes(name)) return [];
    const section = isTestFile(edge.file) ? 'devDependencies' : 'dependencies';
    return [`${place(edge)} imports ${name}, which ${workspace.folder}/package.json does not name. Add it to ${section}.`];
  });
}

function place(edge: ImportEdge): string {
  return `${edge.file}:${edge.line}`;
}

function matches(allowed: string, specifier: string): boolean {
  return allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed;
}

function leavesItsPackage(edge: ImportEdge): boolean {
  const folders = edge.file.split('/').slice(edge.file.startsWith('simulator/') ? 1 : 2, -1);
  let depth = folders.length;
  for (const part of edge.specifier.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
