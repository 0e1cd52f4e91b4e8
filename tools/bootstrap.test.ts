import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './repository.ts';

let clone = '';
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'rampart-bootstrap-'));
  mkdirSync(join(clone, 'tools'));
  copyFileSync(join(ROOT, 'tools/bootstrap.mjs'), join(clone, 'tools/bootstrap.mjs'));
  write('tools/generate.ts', 'console.log(`ran with ${process.argv.slice(2).join(" ")}`);\nprocess.exitCode = 7;\n');
  write('package-lock.json', lockOf('1.0.0'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  writeFileSync(join(clone, file), content);
}

function lockOf(version: string): string {
  return JSON.stringify({ packages: { '': {}, 'node_modules/a': { version, integrity: `sha512-${version}` }, 'node_modules/for-other-platform': { version, optional: true } } });
}

/** Runs the script with an npm that only writes down how it was called, and installs what the lock says if `npmWorks`. */
function bootstrap(args: readonly string[], { npmWorks = true, calledIn, nodeOptions = '' }: { readonly npmWorks?: boolean; readonly calledIn?: string; readonly nodeOptions?: string } = {}) {
  const install = `const fs = require('node:fs'); fs.writeFileSync('npm-args', process.argv.slice(2).join(' ')); fs.mkdirSync('node_modules/a', {recursive: true}); fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;
  write('npm.js', npmWorks ? install : 'process.exitCode = 1;');
  const env = { PATH: '', NODE_OPTIONS: nodeOptions, npm_execpath: join(clone, 'npm.js'), ...(calledIn === undefined ? {} : { INIT_CWD: calledIn }) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'tools/bootstrap.mjs'), ...args], { env, encoding: 'utf8' });
  const npmArgs = existsSync(join(clone, 'npm-args')) ? readFileSync(join(clone, 'npm-args'), 'utf8') : 'not called';
  return { status, stdout, stderr, npmArgs };
}

describe('bootstrap', () => {
  it('installs what is missing, says so, and runs the script with its arguments and its exit code', () => {
    const ran = bootstrap(['generate', '--all']);
    expect(ran).toMatchObject({ status: 7, stdout: expect.stringMatching(/^Installing the packages .*\nran with --all\n$/) });
    expect(ran.npmArgs).toMatch(/^ci --ignore-scripts /);
  });

  it('installs nothing when node_modules is what the lock says', () => {
    write('node_modules/a/package.json', '{}');
    write('node_modules/.package-lock.json', lockOf('1.0.0'));
    expect(bootstrap(['generate'])).toMatchObject({ npmArgs: 'not called', stdout: 'ran with \n' });
  });

  it('installs again when the folder of a package is gone', () => {
    write('node_modules/.package-lock.json', lockOf('1.0.0'));
    expect(bootstrap(['generate']).npmArgs).toMatch(/^ci /);
  });

  it('does without optional packages of other platforms', () => {
    write('node_modules/a/package.json', '{}');
    write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-1.0.0' } } }));
    expect(bootstrap(['generate']).npmArgs).toBe('not called');
  });

  it('installs again when the lock has moved on', () => {
    write('node_modules/a/package.json', '{}');
    write('node_modules/.package-lock.json', lockOf('0.9.0'));
    expect(bootstrap(['generate']).npmArgs).toMatch(/^ci /);
  });

  it('stops when the installation fails', () => {
    expect(bootstrap(['generate'], { npmWorks: false })).toMatchObject({ status: 2, stderr: 'npm ci failed; its reasons are above.\n' });
  });

  it('runs rampart in the folder of whoever calls it, and everything else in its own', () => {
    const theirs = join(clone, 'their-models');
    mkdirSync(theirs);
    write('packages/cli/src/main.ts', 'console.log(process.cwd());\n');
    write('tools/generate.ts', 'console.log(process.cwd());\n');
    const folderOf = (script: string, calledIn?: string) => bootstrap([script], calledIn === undefined ? {} : { calledIn }).stdout.trim().split('\n').at(-1);
    expect(folderOf('rampart', theirs)).toBe(realpathSync(theirs));
    expect(folderOf('generate', theirs)).toBe(realpathSync(clone));
    expect(folderOf('rampart')).toBe(realpathSync(clone));
  });

  it.each(['demo', 'rampart'])('says what %s needs where this Node is too old and none came with the packages', (script) => {
    const nodeOptions = `--import=data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } })")}`;
    const ran = bootstrap([script], { nodeOptions });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^Rampart runs on Node 24, the runtime of GitHub actions; this is Node 20\.11\.1 on \S+ \S+\.\nOn Linux .* Here, install Node 24 and run this again\.\n$/);
  });

  it('names the scripts it knows', () => {
    expect(bootstrap(['tset'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Unknown script "tset". There are test, demo,') });
  });
});
