// What freeze-data promises: its inputs and outputs as data. action.yml and the README tables follow from it.
import { defineContract, STATE_INPUTS } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'freeze-data',
  title: 'Rampart: freeze data',
  description: 'Pins the data of a target by its digests, says later whether it is still the same, and lifts the freeze.',
  branding: { icon: 'lock', color: 'blue' },
  permissions: { contents: { access: 'write', why: 'freeze and release record the manifest on a branch of this repository (read is enough for verify, or with a ledger elsewhere)' } },
  inputs: {
    target: { kind: 'text', description: 'The place that serves the model, as in its policy.', required: true, example: 'flight-delay-prod' },
    mode: { kind: 'choice', choices: ['freeze', 'verify', 'release'], description: '`freeze` pins the files, `verify` compares them with what was pinned, `release` lifts the freeze.', required: true },
    paths: { kind: 'lines', description: 'For freeze: files to pin, one path or pattern a line, relative to root. `*` and `?` stay within a folder, `**` spans folders, a folder stands for all in it, `!` takes out again.', example: 'data/**/*.csv' },
    root: { kind: 'path', description: 'For freeze: folder that the paths are relative to, itself relative to the workspace. The workspace if not given.', example: 'training' },
    ...STATE_INPUTS,
    manifest: { kind: 'path', description: 'freeze writes the manifest to this file as well; verify takes it from here instead of from the ledger. Relative to the workspace.', example: 'training/manifest.json' },
  },
  outputs: {
    digest: { description: 'One digest for all pinned files, as `sha256:` and 64 hexadecimal digits; empty when nothing is frozen.' },
    files: { description: 'How many files are pinned.' },
    changed: { description: 'JSON array of the paths that are not as they were pinned.' },
    sentence: { description: 'The outcome in one sentence.' },
    report: { description: 'The outcome as Markdown, the same as in the job summary.' },
  },
});
