import { describe, expect, it } from 'vitest';
import { listWorkspaces, readText } from './repository.ts';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const lock = JSON.parse(readText('package-lock.json')) as { readonly packages: Readonly<Record<string, LockEntry>> };
const installed = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));

describe('package-lock.json', () => {
  it('names no download address, so that every registry and mirror can serve it', () => {
    expect(installed.filter(([, entry]) => entry.link !== true && entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('has the digest of every package', () => {
    expect(installed.filter(([, entry]) => entry.link !== true && !/^sha512-/.test(entry.integrity ?? '')).map(([path]) => path)).toEqual([]);
  });
});

describe('package.json', () => {
  const manifests = ['.', ...listWorkspaces().map(({ folder }) => folder)].map((folder) => ({ folder, manifest: JSON.parse(readText(`${folder}/package.json`)) as Readonly<Record<string, unknown>> }));

  it.each(manifests)('$folder pins exact versions, so that nothing changes by itself', ({ manifest }) => {
    const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].map((section) => (manifest[section] ?? {}) as Record<string, string>);
    const loose = sections.flatMap((section) => Object.entries(section).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)));
    expect(loose).toEqual([]);
  });

  it.each(manifests)('$folder is private, an ES module, and under the MIT licence', ({ manifest }) => {
    expect(manifest).toMatchObject({ private: true, type: 'module', license: 'MIT' });
  });
});
