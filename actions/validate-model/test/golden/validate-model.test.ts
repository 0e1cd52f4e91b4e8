// The shipped bundle on real files: evidence that canary-step takes, gates that stop, and what a person can get wrong.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tinyLogistic } from '@rampart/model-validation/testing';
import { startBundle, temporaryJob, type BundleEnd, type TemporaryJob } from '@rampart/testing/golden';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

const MODEL = tinyLogistic([1, -2, 3], 0.5);
const DIGEST = `sha256:${createHash('sha256').update(MODEL).digest('hex')}`;
const GOLDEN = {
  tolerance: { abs: 1e-6, rel: 0 },
  cases: [{ name: 'a flight', inputs: { x: { type: 'float32', shape: [1, 3], data: [1, 2, 3] } }, outputs: { p: { type: 'float32', shape: [1, 1], data: [0.9984988] } } }],
};
const GATED = { report: 'metrics.json', gates: 'accuracy: {min: 0.75}' };

let bundle: string;
let job: TemporaryJob;
beforeAll(async () => void (bundle = await cachedBundle('validate-model')), 180_000);
beforeEach(() => {
  job = temporaryJob();
  job.write('model.onnx', MODEL);
  job.write('metrics.json', '{"accuracy": 0.81}');
  job.write('golden.json', JSON.stringify(GOLDEN));
});
afterEach(() => job.remove());

function validate(inputs: Readonly<Record<string, string>>): Promise<BundleEnd> {
  return startBundle({ bundle, folders: job.folders, inputs: { model: 'flight-delay', version: 'v2.0.0', artifact: 'model.onnx', ...inputs } }).ended;
}

const evidenceFile = (): string => join(job.folders.workspace, 'rampart-evidence.json');

describe('validate-model', () => {
  it('passes a model by its report and its golden set, and writes the evidence', async () => {
    const passed = await validate({ ...GATED, golden: 'golden.json', digest: DIGEST });
    expect(passed).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { passed: 'true', digest: DIGEST, evidence: 'rampart-evidence.json' } });
    expect(passed.lines.slice(-3)).toEqual([
      'Decided: flight-delay v2.0.0 passes: 1 gate holds, 1 golden case answered as recorded.',
      'Why: Everything that was asked for holds.',
      `Next: The evidence for ${DIGEST} is in rampart-evidence.json; canary-step takes it.`,
    ]);
    expect(passed.summary.replaceAll(DIGEST, '<digest>')).toMatchInlineSnapshot(`
      "### ✅ flight-delay v2.0.0 passes: 1 gate holds, 1 golden case answered as recorded.

      \`<digest>\` is the digest that was asked for.

      | gate | seen | says |
      | --- | --- | --- |
      | accuracy at least 0.75 | 0.81 | holds |

      Figures without a level are compared as reported: luck in a small sample counts. \`sure: 95%\` asks for the bound instead.

      "
    `);
    expect(JSON.parse(readFileSync(evidenceFile(), 'utf8'))).toMatchObject({ schema: 1, model: 'flight-delay', version: 'v2.0.0', digest: DIGEST, passed: true });
  });

  it('stops a model that a gate refuses, with exit code 1, and evidence that says so', async () => {
    const stopped = await validate({ ...GATED, gates: 'accuracy: {min: 0.9}' });
    expect(stopped).toMatchObject({ exitCode: 1, stderr: '', annotations: [expect.stringMatching(/^error fails: accuracy/)], outputs: { passed: 'false' } });
    expect(JSON.parse(readFileSync(evidenceFile(), 'utf8'))).toMatchObject({ digest: DIGEST, passed: false });
  });

  it.each([
    { what: 'an empty report', change: () => job.write('metrics.json', '{}'), inputs: GATED, error: 'error RMP502: metrics.json:1:1 RMP502 report: has no metric; an empty report proves nothing' },
    { what: 'a truncated ONNX file', change: () => job.write('model.onnx', MODEL.subarray(0, 120)), inputs: { golden: 'golden.json' }, error: 'error RMP507: RMP507 artifact: is not a model that can be run: Failed to load model because protobuf parsing failed.' },
    { what: 'bytes of another digest', change: () => job.write('model.onnx', tinyLogistic([1, 1, 1], 0)), inputs: { ...GATED, digest: DIGEST }, error: 'error RMP509: RMP509 artifact: has digest' },
    { what: 'a path out of the workspace', change: () => writeFileSync(join(job.root, 'secret.json'), '{"accuracy": 0.99}'), inputs: { ...GATED, report: '../secret.json' }, error: 'error RMP505: RMP505 report: "../secret.json" lies outside of the workspace' },
    { what: 'a gate with a bare word', change: () => undefined, inputs: { ...GATED, gates: 'accuracy: {min: high}' }, error: 'error RMP502: RMP502 gates line 1 accuracy.min: expected a number in the metric\'s own unit or a percentage, got "high". Write e.g. 0.75 or 75%' },
  ])('refuses $what with one clear error, and writes nothing', async ({ change, inputs, error }) => {
    change();
    const refused = await validate(inputs);
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', annotations: [expect.stringContaining(error)], outputsFile: '', summary: '' });
    expect(existsSync(evidenceFile())).toBe(false);
  });

  it('shows hostile names of slices and golden cases as text', async () => {
    const name = 'core::add-mask::x##[error]y <img src=x>[l](http://evil.test)|@octocat';
    job.write('metrics.json', JSON.stringify({ n: 100, metrics: { accuracy: 0.81 }, slices: { [`region=${name}`]: { n: 10, metrics: { accuracy: 0.1 } } } }));
    job.write('golden.json', JSON.stringify({ ...GOLDEN, cases: [{ ...GOLDEN.cases[0], name, outputs: { p: { type: 'float32', shape: [1, 1], data: [0.5] } } }] }));
    const stopped = await validate({ ...GATED, gates: 'accuracy: {min: 0.75, slices: [region]}', golden: 'golden.json' });
    expect(stopped).toMatchObject({ exitCode: 1, stderr: '', commands: [{ name: 'error' }, { name: 'error' }], outputs: { passed: 'false' } });
    expect(stopped.summary.match(/core/g)).toHaveLength(2);
    expect(stopped.summary).not.toMatch(/<img|\]\(http|\|@octocat|##\[/u);
  });
});
