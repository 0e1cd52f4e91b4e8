// One vitest project per workspace, named like it, so that `nx test` and `vitest run` see the same tests, and one for the repository's
// own checks. `--mode e2e` runs the long suites instead (`*.e2e.test.ts`), `--mode nightly` what takes longer still.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';

interface Manifest {
  readonly name: string;
}

export default defineConfig(({ mode }) => {
  const isLong = mode === 'e2e' || mode === 'nightly';
  const suites = isLong
    ? { include: [`{src,test}/**/*.${mode}.test.ts`], testTimeout: 300_000, hookTimeout: 120_000 }
    : { include: ['{src,test}/**/*.test.ts'], exclude: ['**/*.{e2e,nightly}.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 };
  const workspaces = globSync('{{packages,actions,examples}/*,simulator}/package.json', { cwd: import.meta.dirname })
    .sort()
    .map((manifest) => ({ root: dirname(manifest), name: (JSON.parse(readFileSync(join(import.meta.dirname, manifest), 'utf8')) as Manifest).name, test: suites }));
  const repository = { root: 'tools', name: 'repository', test: { ...suites, include: suites.include.map((glob) => glob.replace('{src,test}/', '')) } };
  return {
    test: {
      passWithNoTests: true,
      silent: 'passed-only',
      projects: [...workspaces, repository].map(({ root, name, test }) => ({
        root,
        test: { ...test, name, passWithNoTests: true, setupFiles: [join(import.meta.dirname, 'tools/fixed-seed.ts')] },
      })),
    },
  };
});
