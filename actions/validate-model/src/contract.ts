// What validate-model promises: its inputs and outputs as data. action.yml and the README tables follow from it.
import { defineContract } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'validate-model',
  title: 'Rampart: validate model',
  description: 'Holds a model against gates over its metrics and against recorded answers, and writes the evidence that a release demands.',
  branding: { icon: 'check-circle', color: 'green' },
  permissions: { contents: { access: 'read', why: 'reads the model, the reports and the gates from the checkout; nothing is written to GitHub', without: 'works; only actions/checkout needs it' } },
  inputs: {
    model: { kind: 'text', description: 'Name of the model, as in the registry.', required: true, example: 'flight-delay' },
    version: { kind: 'text', description: 'Version that is validated.', required: true, example: 'v2.0.0' },
    artifact: { kind: 'text', description: 'The file that would be released: a path or an http(s) address. An address is fetched once per runner when its digest is given.', required: true, example: 'models/v2/model.onnx' },
    digest: { kind: 'text', description: 'What the artifact has to be, as sha256: and 64 hexadecimal digits. Without it the digest is computed and reported, and an address is fetched every time.', example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    report: { kind: 'path', description: 'Metrics of this version: a flat JSON object, or one with n, metrics and slices.', example: 'models/v2/metrics.json' },
    'stable-report': { kind: 'path', description: 'The same report of the version that serves now, for gates that compare with it.', example: 'models/v1/metrics.json' },
    gates: { kind: 'text', description: 'What the report has to show, as YAML or JSON: written here, or the path of a file.', example: 'accuracy: {min: 0.75, worseByAtMost: 0.5 points}' },
    golden: { kind: 'path', description: 'Recorded inputs and answers as JSON, run through the artifact, which then has to be an ONNX model.', example: 'models/v2/golden.json' },
    evidence: { kind: 'path', description: 'Where the evidence is written.', default: 'rampart-evidence.json' },
  },
  outputs: {
    passed: { description: '`true` or `false`; empty when nothing was validated.' },
    digest: { description: 'Of the artifact, as `sha256:` and 64 hexadecimal digits.' },
    evidence: { description: 'Path of the evidence file.' },
    sentence: { description: 'The outcome in one sentence.' },
    report: { description: 'The outcome as Markdown, the same as in the job summary.' },
  },
});
