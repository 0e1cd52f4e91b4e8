// Loaded into a job's process before anything else (`node --import`): notes everything that it writes to files, and kills it at one of these writes.
// crash-at-writes.ts says at which.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

const { RAMPART_WRITES: notes = '', RAMPART_KILL_AT: killAt = '' } = process.env;
const { appendFileSync, writeFileSync } = fs;
let count = 0;
/** Node's own functions call each other: what one of them does within another, or for our notes, is no write of the job's. */
let isWithin = false;

/** What is written in one call with its bytes can be cut off in the middle. */
const WITH_BYTES = new Set(['writeFile', 'appendFile', 'writeFileSync', 'appendFileSync']);

type Call = (...args: readonly unknown[]) => unknown;

function watch(owner: Record<string, unknown>, name: string): void {
  const real = owner[name] as Call;
  owner[name] = (...args: readonly unknown[]): unknown => {
    if (isWithin) return real(...args);
    count += 1;
    const [file, bytes] = args;
    if (notes !== '') within(() => appendFileSync(notes, `${name} ${typeof file === 'string' ? basename(file) : 'an open file'}\n`));
    dieAt('before');
    if (killAt === `${String(count)} half` && WITH_BYTES.has(name) && typeof file === 'string' && typeof bytes === 'string') {
      within(() => writeFileSync(file, bytes.slice(0, Math.floor(bytes.length / 2)), { flag: name.startsWith('append') ? 'a' : 'w' }));
      die();
    }
    const mine = count;
    const done = within(() => real(...args));
    if (!(done instanceof Promise)) {
      dieAt('after', mine);
      return done;
    }
    return done.finally(() => dieAt('after', mine));
  };
}

function within<T>(call: () => T): T {
  isWithin = true;
  try {
    return call();
  } finally {
    isWithin = false;
  }
}

function dieAt(when: 'before' | 'after', number = count): void {
  if (killAt === `${String(number)} ${when}`) die();
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  // It is dead with the next turn of the kernel: nothing of ours runs on until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

for (const name of ['writeFile', 'appendFile', 'rename', 'mkdir', 'rm']) watch(promises, name);
for (const name of ['writeFileSync', 'appendFileSync', 'writeSync', 'renameSync', 'mkdirSync', 'rmSync', 'truncateSync']) watch(fs, name);
syncBuiltinESMExports();
