// What stands beside the templates: the ruleset, the second clock, and the table that says which to take when.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FREEZES_REF, ledgerRef } from '../packages/ledger-records/src/target-refs.ts';
import { tick } from '../packages/cli/src/commands/tick.ts';
import { listFiles, readText } from './repository.ts';
import { TEMPLATES } from './workflow-sources.ts';

describe('rollouts-ruleset.json', () => {
  it('keeps the history of every target from being rewritten or deleted', () => {
    const ruleset = JSON.parse(readText(`${TEMPLATES}rollouts-ruleset.json`)) as { readonly conditions: { readonly ref_name: { readonly include: readonly string[] } }; readonly rules: readonly { readonly type: string }[] };
    expect(ruleset).toMatchObject({ target: 'branch', enforcement: 'active', bypass_actors: [] });
    expect(ruleset.rules.map(({ type }) => type)).toEqual(['deletion', 'non_fast_forward']);
    const covered = ruleset.conditions.ref_name.include.map((pattern) => new RegExp(`^${pattern.replace('**', '.+')}$`));
    for (const ref of [ledgerRef('fraud-prod'), ledgerRef('prod/eu'), FREEZES_REF]) expect(covered.some((pattern) => pattern.test(ref))).toBe(true);
  });
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string }[];
  readonly securityContext: unknown;
}

describe('second-clock.cronjob.yaml', () => {
  const cronJob = parse(readText(`${TEMPLATES}second-clock.cronjob.yaml`)) as { readonly spec: { readonly concurrencyPolicy: string; readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: { readonly initContainers: readonly Container[]; readonly containers: readonly Container[] } } } } } };
  const { initContainers, containers } = cronJob.spec.jobTemplate.spec.template.spec;
  const [container] = containers;

  it('runs a tick with options that the command line knows', () => {
    const [command = '', policy = '', ...options] = container?.args ?? [];
    expect([command, policy]).toEqual(['tick', 'rampart/*.yaml']);
    expect(options).toHaveLength(3);
    for (const option of options) expect(Object.keys(tick.options)).toContain(/^--([a-z-]+)=/.exec(option)?.[1]);
    expect(container?.env.map(({ name }) => name)).toEqual(expect.arrayContaining(['RAMPART_TOKEN', 'RAMPART_ROUTER_TOKEN']));
  });

  it('is somebody in the ledger, who is not the account of the image', () => {
    expect(container?.env).toContainEqual({ name: 'USER', value: 'rampart-tick' });
  });

  it('hands no token over on a command line, and may do as little as it can', () => {
    for (const { args, securityContext } of [...initContainers, ...containers]) {
      expect(args.join(' ')).not.toMatch(/:\/\/[^/]*@/);
      expect(securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    }
  });
});

describe('second-clock.Dockerfile', () => {
  const linesOf = (file: string): readonly string[] => readText(file).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('copies neither the history nor anything that git ignores into the image', () => {
    expect(linesOf(`${TEMPLATES}second-clock.Dockerfile`)).toContain('COPY . .');
    const ignored = linesOf('.gitignore').map((pattern) => `**/${pattern.replace(/\/$/, '')}`);
    expect(linesOf('.dockerignore')).toEqual(expect.arrayContaining(['.git', ...ignored]));
  });
});

describe('examples/workflows/README.md', () => {
  it('names every file beside it', () => {
    const readme = readText(`${TEMPLATES}README.md`);
    for (const file of listFiles().filter((each) => each.startsWith(TEMPLATES) && !each.endsWith('README.md'))) expect(readme).toContain(`(${file.slice(TEMPLATES.length)})`);
  });
});
