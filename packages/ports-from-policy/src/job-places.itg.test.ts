import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actorOf, inJobPlaces } from './job-places.ts';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'rampart-places-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

describe('inJobPlaces', () => {
  it('gives every job a folder name of its own and takes the folder away after it', async () => {
    const used: string[] = [];
    for (let job = 0; job < 2; job += 1) {
      const answer = await inJobPlaces({ RUNNER_TEMP: temp, GITHUB_WORKSPACE: '/repo' }, async ({ cacheDir, workspace }) => {
        expect(workspace).toBe('/repo');
        expect(existsSync(cacheDir)).toBe(false);
        mkdirSync(join(cacheDir, 'copy.git'), { recursive: true });
        writeFileSync(join(cacheDir, 'copy.git/HEAD'), 'x');
        used.push(cacheDir);
        return job;
      });
      expect(answer).toBe(job);
    }
    expect(new Set(used).size).toBe(2);
    expect(readdirSync(temp)).toEqual([]);
  });

  it('takes it away after a failure too, and lets the failure through', async () => {
    const failing = inJobPlaces({ RUNNER_TEMP: temp }, async ({ cacheDir }) => {
      mkdirSync(cacheDir);
      throw new Error('no ledger');
    });
    await expect(failing).rejects.toThrow('no ledger');
    expect(readdirSync(temp)).toEqual([]);
  });

  it('does not need a disk for a job that needs no folder', async () => {
    expect(await inJobPlaces({ RUNNER_TEMP: join(temp, 'nowhere') }, () => Promise.resolve('out'))).toBe('out');
  });
});

describe('actorOf', () => {
  it.each([
    [{ GITHUB_ACTOR: 'ada', GITHUB_RUN_ID: '17', GITHUB_RUN_ATTEMPT: '2', USER: 'runner' }, 'ada, run 17.2'],
    [{ GITHUB_ACTOR: 'ada', GITHUB_RUN_ID: '17' }, 'ada, run 17.1'],
    [{ USER: 'ada' }, 'ada'],
    [{ USER: '', LOGNAME: 'grace' }, 'grace'],
    [{ USERNAME: 'Linus T' }, 'Linus T'],
    [{ USERNAME: 'Linus T', GITHUB_RUN_ID: '17' }, 'Linus T, run 17.1'],
    [{}, 'rampart-account'],
  ])('names who acts: %j is %s', (env, actor) => {
    expect(actorOf(env, () => 'rampart-account')).toBe(actor);
  });

  it('asks the system where the environment says nothing', () => {
    expect(actorOf({})).toBe(userInfo().username);
    expect(actorOf({}, () => '')).toBe('unknown');
  });

  it('is unknown to a process of a number that no account has, and does not stop it', () => {
    const nobody = 54_321;
    const program = `import { actorOf } from ${JSON.stringify(new URL('job-places.ts', import.meta.url).href)}; process.setuid(${nobody}); console.log(actorOf({}));`;
    // Only root may become somebody else.
    if (process.getuid?.() === 0) expect(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })).toBe('unknown\n');
  });
});
