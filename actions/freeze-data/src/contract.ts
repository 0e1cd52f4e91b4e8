// What freeze-data promises: its inputs and outputs as data. action.yml and the README tables follow from it.
import { defineContract, STATE_INPUTS } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'freeze-data',
  title: 'Rampart: freeze data',
  description: 'Pins the data of a target by its digests, says later whether it is still the same, shows it on pull requests, and lifts the freeze.',
  branding: { icon: 'lock', color: 'blue' },
  permissions: {
    contents: { access: 'write', why: 'freeze and release record the manifest on a branch of this repository (read is enough for the other modes, or with a ledger elsewhere)', without: 'stops before anything is changed' },
    statuses: { access: 'write', why: 'freeze, release, sweep and gate set `rollout/freeze` on pull requests (not needed for verify)', without: 'freezes and releases all the same; the log says what is not shown' },
    'pull-requests': { access: 'read', why: 'freeze, release and sweep list the open pull requests and their files (not needed for gate and verify)', without: 'freezes and releases all the same; the log says what is not shown' },
  },
  inputs: {
    target: { kind: 'text', description: 'The place that serves the model, as in its policy. For freeze, verify and release; gate and sweep go by all freezes of the repository.', example: 'flight-delay-prod' },
    mode: { kind: 'choice', choices: ['freeze', 'verify', 'release', 'gate', 'sweep'], description: '`freeze` pins the files, `verify` compares them with what was pinned, `release` lifts the freeze, `gate` sets `rollout/freeze` on the pull request or merge group that started the workflow, `sweep` puts it right on all open pull requests.', required: true },
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
