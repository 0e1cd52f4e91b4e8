import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicyFiles, readSoundPolicyFiles } from './policy-files.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-policies-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
}

function policyOf(target: string): string {
  return `rampart: 1\ntarget: ${target}\nmodel: gto:fraud\nserve: {http: "http://127.0.0.1:9/", slots: [a, b]}\npromise: {badRequests: 100}\nchecks: {errors: default}\nmetrics: {openmetrics: {pages: {a: ["http://127.0.0.1:9/a"], b: ["http://127.0.0.1:9/b"]}}}\n`;
}

async function filesOf(...patterns: readonly string[]): Promise<readonly string[]> {
  const reading = await readPolicyFiles(patterns, workspace);
  return reading.kind === 'policies' ? reading.policies.map(({ file, pinned }) => `${file} ${pinned.policy.target}`) : reading.mistakes.map(({ code, text }) => `${code} ${text}`);
}

describe('readPolicyFiles', () => {
  it('reads files and patterns, each file once, in the order of their names', async () => {
    write('rampart/b.yaml', policyOf('b'));
    write('rampart/a.yml', policyOf('a'));
    write('rampart/eu/c.yaml', policyOf('c'));
    write('rampart/notes.md', '# no policy');
    expect(await filesOf('rampart/b.yaml', 'rampart/*', 'rampart/**/*.yaml')).toEqual(['rampart/a.yml a', 'rampart/b.yaml b', 'rampart/eu/c.yaml c']);
  });

  it('passes over the defaults file in a pattern, and only that', async () => {
    write('rampart/_defaults.yaml', 'rampart: 1\n');
    write('rampart/my_defaults.yaml', policyOf('mine'));
    expect(await filesOf('rampart/*.yaml')).toEqual(['rampart/my_defaults.yaml mine']);
    expect(await filesOf('rampart/_defaults.yaml')).toEqual([expect.stringMatching(/^RMP101 this is the defaults file/)]);
  });

  it('takes a name that exists for a name, whatever its signs mean in patterns', async () => {
    write('rampart/[a].yaml', policyOf('a'));
    expect(await filesOf('rampart/[a].yaml')).toEqual(['rampart/[a].yaml a']);
  });

  it('names every pattern that means nothing', async () => {
    expect(await filesOf('x/*.yaml', 'y/*.yaml')).toEqual([expect.stringMatching(/^RMP210 "x\/\*\.yaml", "y\/\*\.yaml" matches no policy file in the checkout\. /)]);
    expect(await filesOf()).toEqual([expect.stringMatching(/^RMP210 no policy file was named\./)]);
  });

  it('says that a file is not there', async () => {
    expect(await filesOf('rampart/gone.yaml')).toEqual([expect.stringMatching(/^RMP101 there is no such file/)]);
  });

  it('gives the mistakes of all files together', async () => {
    write('a.yaml', policyOf('5'));
    write('b.yaml', `${policyOf('b')}plam: []\n`);
    const mistakes = await filesOf('*.yaml');
    expect(mistakes.map((mistake) => mistake.slice(0, 6)).sort()).toEqual(['RMP110', 'RMP114']);
  });

  it('refuses two policies of one target, and names both', async () => {
    write('a.yaml', policyOf('fraud'));
    write('b.yaml', policyOf('ads'));
    write('c.yaml', policyOf('fraud'));
    expect(await filesOf('*.yaml')).toEqual(['RMP210 a.yaml and c.yaml are both about target fraud. A target has one policy.']);
  });
});

describe('readSoundPolicyFiles', () => {
  it('gives those without a mistake, and what is wrong with the others; of two about one target neither', async () => {
    write('rampart/a.yaml', policyOf('a'));
    write('rampart/b.yaml', `${policyOf('b')}plam: []\n`);
    write('rampart/c.yaml', policyOf('twice'));
    write('rampart/d.yaml', policyOf('twice'));
    const { policies, mistakes } = await readSoundPolicyFiles(['rampart/*.yaml', 'gone/*.yaml'], workspace);
    expect(policies.map(({ file }) => file)).toEqual(['rampart/a.yaml']);
    expect(mistakes.map(({ code, text }) => `${code} ${text}`)).toEqual([
      expect.stringMatching(/^RMP210 "gone\/\*\.yaml" matches no policy file/),
      expect.stringMatching(/^RMP110 unknown key "plam"/),
      'RMP210 rampart/c.yaml and rampart/d.yaml are both about target twice. A target has one policy.',
    ]);
  });
});
