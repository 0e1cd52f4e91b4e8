// validate-model asks nobody and writes one file: killed before, in the middle of and after each of its writes it leaves whole evidence or none,
// and run again it leaves the same.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tinyLogistic } from '@rampart/model-validation/testing';
import { killAtEveryWrite, startBundle, temporaryJob, type WriteScene } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let bundle: string;
beforeAll(async () => void (bundle = await cachedBundle('validate-model')), 180_000);

const INPUTS = { model: 'flight-delay', version: 'v2.0.0', artifact: 'model.onnx', report: 'metrics.json', gates: 'accuracy: {min: 0.75}', evidence: 'evidence/v2.json' };

async function validation(earlier = false): Promise<WriteScene> {
  const { folders, write, remove } = temporaryJob();
  write('model.onnx', tinyLogistic([1, -2, 3], 0.5));
  write('metrics.json', '{"accuracy": 0.81}');
  const job: WriteScene['job'] = (environment) => startBundle({ bundle, folders, inputs: INPUTS, job: environment });
  // Of other bytes, in a workspace that is kept.
  if (earlier) await startBundle({ bundle, folders, inputs: { ...INPUTS, version: 'v1.0.0' } }).ended;
  return { folders, job, left: () => evidenceIn(join(folders.workspace, 'evidence')), close: remove };
}

/** What is there by the name of evidence, without its time; a draft has none that anybody would read. */
function evidenceIn(folder: string): unknown {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8').replace(/"(at|validatedAt)(Ms)?": ?("[^"]*"|\d+)/g, '"at": 0')]);
}

describe.each([
  ['writes its first evidence', false],
  ['writes over what an earlier version left', true],
] as const)('validate-model, killed at any write when it %s', (_, earlier) => {
  it('leaves all or nothing, and the same end when it is run again', { timeout: 600_000 }, async () => {
    const report = await killAtEveryWrite(() => validation(earlier));
    expect(report.differing).toEqual([]);
    expect(report.writes).toEqual(expect.arrayContaining([expect.stringMatching(/^writeFile \.v2\.json\./), expect.stringMatching(/^rename \.v2\.json\./)]));
    console.info(`validate-model: ${String(report.points)} of ${String(report.points)} kill points reached the same end (${report.writes.join(', ')})`);
  });
});
