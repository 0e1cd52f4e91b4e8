// What check-policy promises: its inputs and outputs as data. action.yml and the README tables follow from it.
import { defineContract } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'check-policy',
  title: 'Rampart: check policy',
  description: 'Proves the promises of changed policies in simulated releases at their own traffic, and says what a change does to them.',
  branding: { icon: 'shield', color: 'green' },
  permissions: {
    contents: { access: 'read', why: 'reads the policies and traffic profiles of the checkout, and fetches the commit that they are compared with', without: 'works with a checkout that has the base; else every policy counts as changed' },
    'pull-requests': { access: 'write', why: 'writes one comment on the pull request and keeps it up to date; with `comment: false` it is not needed', without: 'proves all the same; a notice says why there is no comment' },
  },
  inputs: {
    policy: { kind: 'lines', description: 'Policy files, one path or glob per line. Traffic profiles are read beside them (`fraud.yaml`: `fraud.traffic.json`).', required: true, example: 'rampart/*.yaml' },
    base: { kind: 'text', description: 'Commit or branch that policies are compared with. Without it: the base of the pull request or of the merge group, else the commit before the push.', example: 'main' },
    all: { kind: 'flag', description: 'Also prove policies that are as they are at the base.', default: 'false' },
    runs: { kind: 'text', description: 'Simulated releases per kind of candidate: at most so many, and with `shard` or `merge` exactly so many.', default: '5000' },
    seed: { kind: 'text', description: 'Another seed meets other luck; the same one gives the same results.', default: '0x5eed' },
    family: { kind: 'lines', description: 'Families of scenarios to prove promises in, one per line. Without it: the traffic of the profile beside the policy, else `web-steady@1`.', example: 'bursty-llm@1' },
    workers: { kind: 'text', description: 'Threads that simulate; results do not depend on it. Without it: the cores of the runner.', example: '2' },
    shard: { kind: 'text', description: 'Computes only this part of all runs, judges nothing and writes `rows`.', example: '3/20' },
    rows: { kind: 'path', description: 'Where a shard writes its rows.', example: 'rows-3.ndjson' },
    merge: { kind: 'lines', description: 'Rows of all shards, one path or glob per line: judges them as one job that had computed them all.', example: 'rows/**/*.ndjson' },
    comment: { kind: 'flag', description: 'Keeps one comment on the pull request up to date.', default: 'true' },
    token: { kind: 'secret', description: 'Writes the comment and fetches the base where the checkout has no credentials. Give it `github.token`.' },
  },
  outputs: {
    verdict: { description: '`proved`, `refuted`, `inconclusive`, `unchanged` when there was nothing to prove, or `shard`; empty when a policy has mistakes.' },
    sentence: { description: 'The outcome in one sentence.' },
    results: { description: 'One result per policy that was proved, as a JSON array; the same bytes for the same policies, seed, runs and version.' },
    report: { description: 'The outcome as Markdown, the same as in the job summary.' },
    'comment-url': { description: 'Address of the comment; empty when there is none.' },
  },
});
