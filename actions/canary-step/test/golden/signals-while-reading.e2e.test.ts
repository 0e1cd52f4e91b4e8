// A job that reads a file for minutes, to know its digest, is cancelled like any other: it listens while it reads, and ends by itself.
import { existsSync, readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startBundle, temporaryJob, type BundleProcess, type TemporaryJob } from '@rampart/testing/golden';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

const isLinux = existsSync('/proc/self/fd');
/** Without a byte on the disk, and minutes to read. */
const BYTES = 256 * 1024 ** 3;

let job: TemporaryJob;
beforeEach(() => {
  job = temporaryJob();
  job.write('metrics.json', '{"accuracy": 0.81}');
});
afterEach(() => job.remove());

function aHugeFile(name: string): string {
  const file = join(job.folders.workspace, name);
  writeFileSync(file, '');
  truncateSync(file, BYTES);
  return file;
}

/** Resolves when the process has the file open. */
async function reading(file: string, { pid }: BundleProcess): Promise<void> {
  const folder = `/proc/${String(pid)}/fd`;
  const opens = (): boolean => {
    try {
      return readdirSync(folder).some((fd) => readlinkSync(join(folder, fd)) === file);
    } catch {
      // A descriptor that was closed meanwhile, or a process that ended.
      return false;
    }
  };
  while (!opens()) await wait(20);
}

describe.skipIf(!isLinux)('a job that reads a huge file', () => {
  it.each([
    ['validate-model', { model: 'fraud', version: 'v2.0.0', artifact: 'huge.bin', report: 'metrics.json', gates: 'accuracy: {min: 0.75}' }],
    ['freeze-data', { mode: 'freeze', target: 'fraud-prod', paths: 'huge.bin', ledger: './ledger.git' }],
  ] as const)('%s ends when it is interrupted, long before it has read it', async (action, inputs) => {
    const bundle = await cachedBundle(action);
    const file = aHugeFile('huge.bin');
    const started = startBundle({ bundle, folders: job.folders, inputs });
    await Promise.race([reading(file, started), started.ended.then(({ stdout }) => expect.fail(`it ended without reading:\n${stdout}`))]);
    started.kill('SIGINT');
    const ended = await started.ended;
    expect(ended).toMatchObject({ exitCode: 1, stderr: '', outputs: {} });
    expect(ended.stdout).toContain(`Decided: Nothing more: ${action} was interrupted.`);
  });
});
