import { describe, expect, it } from 'vitest';
import { findLintComplaints, findParserComplaints, isNewerThanActionlint, lint, NEWER_THAN_ACTIONLINT } from './workflow-syntax.ts';

const workflow = (change: { on?: string; job?: string; step?: string }): string =>
  `on: ${change.on ?? 'push'}\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    ${change.job ?? 'timeout-minutes: 5'}\n    steps:\n      - ${change.step ?? 'run: true'}\n`;

describe('findParserComplaints', () => {
  it('accepts what GitHub knows since 2024', async () => {
    const text = workflow({ on: "{schedule: [{cron: '7 * * * *', timezone: Europe/Berlin}]}", job: 'environment: {name: production, deployment: false}\n    concurrency: {group: a, queue: max}\n    permissions: {attestations: read}' });
    expect(await findParserComplaints('w.yml', text)).toEqual([]);
  });

  it.each([
    ['an unknown permission', { job: 'permissions: {bogus: read}' }, "w.yml:6 GitHub's parser: Unexpected value 'bogus'."],
    ['an unknown key', { job: 'timeout: 5' }, "Unexpected value 'timeout'"],
    ['an unknown event', { on: 'pushed' }, "Unexpected value 'pushed'"],
    ['a schedule that is none', { on: "{schedule: [{cron: '7 * *'}]}" }, 'Invalid cron'],
    ['an expression that is none', { step: 'run: echo ${{ github. }}' }, "Unexpected symbol: 'EOF'"],
    ['a context that is not there', { job: "if: steps.x.outputs.y == ''" }, 'steps'],
    ['a needed job that is not there', { step: "run: true\n  b:\n    needs: c\n    runs-on: ubuntu-latest\n    steps:\n      - run: true" }, "unknown job 'c'"],
  ])('refuses %s', async (_, change, words) => {
    expect((await findParserComplaints('w.yml', workflow(change))).join('\n')).toContain(words);
  });
});

describe('findLintComplaints', () => {
  it('accepts a sound workflow', async () => {
    expect(await findLintComplaints('w.yml', workflow({ job: 'environment: {name: production, deployment: false}' }))).toEqual([]);
  });

  it.each([
    ['what a stranger wrote in a script', { step: 'run: echo ${{ github.event.pull_request.title }}' }, 'w.yml:8 actionlint: "github.event.pull_request.title" is potentially untrusted'],
    ['an output of a step that is not there', { step: "if: steps.x.outputs.y == ''\n        run: true" }, 'property "x" is not defined'],
    ['an output of a job that has none', { job: 'needs: [b]', step: 'run: echo ${{ needs.b.outputs.c }}\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - run: true' }, 'property "c" is not defined'],
    ['a type that does not fit', { step: 'run: echo ${{ fromJSON(1, 2) }}' }, 'number of arguments is wrong'],
  ])('refuses %s', async (_, change, words) => {
    expect((await findLintComplaints('w.yml', workflow(change))).join('\n')).toContain(words);
  });

  it.each([
    ['ubuntu-24.04', workflow({}).replace('ubuntu-latest', 'ubuntu-24.04')],
    ['environment.deployment', workflow({ job: 'environment: {name: a, deployment: false}' })],
    ['concurrency.queue', workflow({ job: 'concurrency: {group: a, queue: max}' })],
    ['schedule.timezone', workflow({ on: "{schedule: [{cron: '7 * * * *', timezone: Europe/Berlin}]}" })],
  ])('lets %s pass, which actionlint really does not know; otherwise take it off the list', async (name, text) => {
    expect((await lint('w.yml', text)).map(({ message }) => message)).toEqual([NEWER_THAN_ACTIONLINT[name]]);
    expect(await findLintComplaints('w.yml', text)).toEqual([]);
  });

  it('lets an action of the same repository pass, and nothing that only looks alike', async () => {
    const [complaint] = await lint('w.yml', workflow({ step: 'uses: $/actions/canary-step' }));
    expect(isNewerThanActionlint(complaint?.message ?? '')).toBe(true);
    expect(isNewerThanActionlint((complaint?.message ?? '').replace('$/actions', 'acme/actions'))).toBe(false);
    expect(isNewerThanActionlint(`${NEWER_THAN_ACTIONLINT['concurrency.queue'] ?? ''} and more`)).toBe(false);
  });
});
