import { describe, expect, it } from 'vitest';
import { listFiles } from './repository.ts';
import { findCallMistakes, readActions } from './workflow-actions.ts';
import { findPermissionMistakes } from './workflow-permissions.ts';
import { listWorkflowSources, workflowBlocks } from './workflow-sources.ts';
import { findLintComplaints, findParserComplaints } from './workflow-syntax.ts';
import { findCredentialsOnDisk, findDangers, findEndlessJobs, findLooseEnds, findUnexplained, findWorkflowMistakes } from './workflows.ts';

const sources = listWorkflowSources();
const ofKind = (...kinds: readonly string[]) => sources.filter(({ kind }) => kinds.includes(kind)).map((source) => [source.name, source] as const);
const declared = await readActions();

describe('workflows', () => {
  it('are found wherever somebody may copy them from', () => {
    expect(ofKind('own').map(([name]) => name)).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/check-dist.yml']));
    expect(ofKind('template').map(([name]) => name)).toEqual(listFiles().filter((file) => /^examples\/workflows\/[^.]+\.yml$/.test(file)));
    expect(ofKind('template')).toHaveLength(10);
    expect(ofKind('example').map(([name]) => name)).toEqual(['examples/flight-delay/rollout.yml']);
    expect(new Set(ofKind('block').map(([, { file }]) => file))).toEqual(new Set(['README.md', ...[...declared.keys()].filter((name) => name !== 'promote').map((name) => `actions/${name}/README.md`)]));
  });

  it.each(ofKind('own', 'template', 'example', 'block'))('%s is accepted by GitHub\'s own parser and by actionlint', async (_, { file, text }) => {
    expect([...(await findParserComplaints(file, text)), ...(await findLintComplaints(file, text))]).toEqual([]);
  });

  it.each(ofKind('own', 'template', 'example', 'block'))('%s calls actions as they are declared, with no more permissions than they ask for', (_, { file, kind, text }) => {
    expect(findCallMistakes(file, text, declared)).toEqual([]);
    if (kind !== 'own') expect(findPermissionMistakes(file, text, declared)).toEqual([]);
  });

  it.each(ofKind('own', 'template', 'example', 'block'))('%s pins what it calls, and is no danger', (_, { file, text }) => {
    expect(findDangers(file, text)).toEqual([]);
    expect(findLooseEnds(file, text)).toEqual([]);
  });

  it.each(ofKind('own', 'template'))('%s ends in time', (_, { file, text }) => {
    expect(findEndlessJobs(file, text)).toEqual([]);
  });

  it.each(ofKind('template'))('%s says when to use it, and leaves no token on disk', (_, { file, text }) => {
    expect([...findUnexplained(file, text), ...findCredentialsOnDisk(file, text)]).toEqual([]);
  });
});

describe('workflowBlocks', () => {
  it('finds whole workflows, with the lines of their file', () => {
    const markdown = '# x\n```yaml\ntarget: a\n```\n\n```yaml\non: push\njobs:\n  a: {}\n```\n';
    expect(workflowBlocks('a.md', markdown)).toEqual([{ file: 'a.md', name: 'a.md:7', kind: 'block', text: '\n\n\n\n\n\non: push\njobs:\n  a: {}\n' }]);
  });
});

const SHA = 'a'.repeat(40);
const checkout = `uses: actions/checkout@${SHA} # v1.2.3\n        with: {persist-credentials: false}`;
const workflow = (change: { on?: string; top?: string; job?: string; step?: string }): string =>
  `on: ${change.on ?? 'push'}\n${change.top ?? 'permissions: {}'}\njobs:\n  a:\n    ${change.job ?? 'permissions: {contents: read}'}\n    steps:\n      - ${change.step ?? checkout}\n`;
const rollback = 'uses: rampart-actions/rampart/actions/rollback@v1';
const promote = 'uses: rampart-actions/rampart/actions/promote@v1';
/** A job over what a look has concluded. */
const concluding = (change: { condition?: string; group?: string; environment?: string; strategy?: string }): string =>
  [
    'permissions: {}',
    `if: ${change.condition ?? "${{ !cancelled() && needs.step.outputs.to-promote != '[]' }}"}`,
    `environment: ${change.environment ?? '{name: production, deployment: false}'}`,
    `strategy: {${change.strategy ?? 'fail-fast: false, matrix: {rollout: "${{ fromJSON(needs.step.outputs.to-promote) }}"}'}}`,
    change.group ?? 'concurrency: {group: "rampart-promote-${{ matrix.rollout.rollout-id }}"}',
  ].join('\n    ');

describe('findWorkflowMistakes', () => {
  it('accepts a workflow that keeps them', () => {
    expect(findWorkflowMistakes('w.yml', workflow({}))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ step: 'uses: ./actions/canary-step' }))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ step: rollback }))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ job: concluding({}), step: promote }))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ on: "{schedule: [{cron: '7 * * * *'}]}", step: 'uses: rampart-actions/rampart/actions/canary-step@v1\n        with: {mode: tick}' }))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ on: 'pull_request_target', step: 'uses: rampart-actions/rampart/actions/freeze-data@v1' }))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ step: 'run: echo "$TITLE"' }))).toEqual([]);
  });

  it.each([
    ['a tag', { step: 'uses: actions/setup-node@v6' }, 'a tag can be moved'],
    ['a short commit', { step: 'uses: actions/setup-node@aaaaaaa # v6.0.0' }, 'a tag can be moved'],
    ['a branch of our own', { step: 'uses: rampart-actions/rampart/actions/rollback@main' }, 'a tag can be moved'],
    ['another place that looks like ours', { step: 'uses: rampart-action/rampart/actions/rollback@v1' }, 'a tag can be moved'],
    ['a commit without version', { step: `uses: actions/setup-node@${SHA}` }, 'without its version'],
    ['permissions for all jobs', { top: 'permissions: {contents: write}' }, 'gives permissions to every job'],
    ['all permissions for all jobs', { top: 'permissions: write-all' }, 'gives permissions to every job'],
    ['no permissions at the top', { top: 'name: x' }, 'gives permissions to every job'],
    ['a job without permissions', { job: 'timeout-minutes: 5' }, 'job a says no permissions'],
    ['a kept token', { step: `uses: actions/checkout@${SHA} # v1.2.3` }, 'leaves the token'],
    ['a title in a script', { step: 'run: echo ${{ github.event.pull_request.title }}' }, 'puts ${{ github.event.pull_request.title }} into a script'],
    ['an input in a script', { step: 'run: |\n          true\n          echo "${{ inputs.reason }}"' }, 'puts ${{ inputs.reason }} into a script'],
    ['a checkout with the rights of the base', { on: '{pull_request_target: {types: [opened]}}' }, 'on pull_request_target'],
    ['a script with the rights of the base', { on: '[pull_request_target]', step: 'run: make' }, 'on pull_request_target'],
    ['a rollback that waits its turn', { job: 'permissions: {}\n    concurrency: a', step: rollback }, 'would cancel it'],
    ['looks that gather', { on: "{schedule: [{cron: '7 * * * *'}]}", step: 'uses: rampart-actions/rampart/actions/canary-step@v1\n        with: {mode: auto}' }, 'may stay for hours'],
    ['a conclusion that another target skips', { job: concluding({ condition: "needs.step.outputs.to-promote != '[]'" }), step: promote }, 'is skipped when another target'],
    ['a conclusion that another one ends', { job: concluding({ strategy: 'matrix: {rollout: "${{ fromJSON(needs.step.outputs.to-roll-back) }}"}' }), step: rollback }, 'ends all of its rollouts'],
    ['reviewers who are asked at every look', { job: concluding({ group: '' }), step: promote }, 'asks the reviewers again'],
    ['two deployments of one promotion', { job: concluding({ environment: 'production' }), step: promote }, "makes a deployment beside Rampart's"],
    ['a rollback in a run that waits its turn', { top: 'permissions: {}\nconcurrency: {group: a}', step: rollback }, 'would cancel it'],
  ])('refuses %s', (_, change, sentence) => {
    expect(findWorkflowMistakes('w.yml', workflow(change)).join()).toContain(sentence);
  });
});

describe('what is asked of templates on top', () => {
  it('refuses a job without an end', () => {
    expect(findEndlessJobs('w.yml', workflow({}))).toEqual(['w.yml job a may take six hours. Add "timeout-minutes:".']);
    expect(findEndlessJobs('w.yml', workflow({ job: 'timeout-minutes: 5' }))).toEqual([]);
  });

  it('refuses a token on disk, also in a job that may write', () => {
    const kept = workflow({ job: 'permissions: {contents: write}', step: `uses: actions/checkout@${SHA} # v1.2.3` });
    expect(findWorkflowMistakes('w.yml', kept)).toEqual([]);
    expect(findCredentialsOnDisk('w.yml', kept).join()).toContain('leaves the token');
    expect(findCredentialsOnDisk('w.yml', workflow({}))).toEqual([]);
  });

  it('refuses one that does not explain itself', () => {
    expect(findUnexplained('w.yml', `# When to use it.\n# More.\n# Change: the policy.\n${workflow({})}`)).toEqual([]);
    expect(findUnexplained('w.yml', `# When to use it.\n# More.\n# And more.\n${workflow({})}`)).toHaveLength(1);
    expect(findUnexplained('w.yml', workflow({}))).toHaveLength(1);
  });
});
