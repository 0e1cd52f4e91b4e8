import { describe, expect, it } from 'vitest';
import { listFiles, readText } from './repository.ts';
import { findWorkflowMistakes } from './workflows.ts';

const workflows = listFiles().filter((file) => /^\.github\/workflows\/.*\.ya?ml$/.test(file));

describe('our workflows', () => {
  it('are there', () => {
    expect(workflows).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/check-dist.yml']));
  });

  it.each(workflows)('%s pins what it calls and says what each job may do', (file) => {
    expect(findWorkflowMistakes(file, readText(file))).toEqual([]);
  });
});

describe('findWorkflowMistakes', () => {
  const checkout = `actions/checkout@${'a'.repeat(40)} # v1.2.3\n        with: {persist-credentials: false}`;
  const workflow = (change: { top?: string; job?: string; uses?: string }) =>
    `on: push\n${change.top ?? 'permissions: {}'}\njobs:\n  a:\n    ${change.job ?? 'permissions: {contents: read}'}\n    steps:\n      - uses: ${change.uses ?? checkout}\n`;

  it('accepts a workflow that keeps them', () => {
    expect(findWorkflowMistakes('w.yml', workflow({}))).toEqual([]);
    expect(findWorkflowMistakes('w.yml', workflow({ uses: './actions/canary-step' }))).toEqual([]);
  });

  it.each([
    ['a tag', { uses: 'actions/setup-node@v6' }, 'a tag can be moved'],
    ['a commit without version', { uses: `actions/setup-node@${'a'.repeat(40)}` }, 'without its version'],
    ['permissions for all jobs', { top: 'permissions: {contents: write}' }, 'gives permissions to every job'],
    ['no permissions at the top', { top: 'name: x' }, 'gives permissions to every job'],
    ['a job without permissions', { job: 'timeout-minutes: 5' }, 'job a says no permissions'],
    ['a kept token', { uses: `actions/checkout@${'a'.repeat(40)} # v1.2.3` }, 'leaves the token'],
  ])('refuses %s', (_, change, sentence) => {
    expect(findWorkflowMistakes('w.yml', workflow(change)).join()).toContain(sentence);
  });
});
