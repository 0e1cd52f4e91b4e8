import { describe, expect, it } from 'vitest';
import { inputVariable, stepEnvironment } from './step-env.ts';
import type { StepEnvironmentParts } from './step-env.ts';

function environment(parts: Partial<StepEnvironmentParts>): Readonly<Record<string, string>> {
  return stepEnvironment({ machine: {}, env: {}, state: {}, inputs: [], pathAdditions: [], github: {}, runner: {}, ...parts });
}

describe('inputVariable', () => {
  it.each([
    ['policy', 'INPUT_POLICY'],
    ['if-undecided', 'INPUT_IF-UNDECIDED'],
    ['a b  c', 'INPUT_A_B__C'],
  ])('%s becomes %s', (name, variable) => {
    expect(inputVariable(name)).toBe(variable);
  });
});

describe('stepEnvironment', () => {
  it('holds nothing of the process that runs the harness', () => {
    expect(environment({})).toEqual({ CI: 'true', GITHUB_ACTIONS: 'true' });
  });

  it('lays step environment over the machine, and leaves a given CI alone', () => {
    expect(environment({ machine: { A: 'machine', CI: 'no' }, env: { A: 'step' } })).toMatchObject({ A: 'step', CI: 'no' });
  });

  it('puts added folders before PATH, the last one first', () => {
    expect(environment({ machine: { PATH: '/bin' }, pathAdditions: ['/a', '/b'] })).toMatchObject({ PATH: '/b:/a:/bin' });
    expect(environment({ env: { PATH: '/own' }, machine: { PATH: '/bin' } })).toMatchObject({ PATH: '/own' });
  });

  it('hands inputs and state over under their names', () => {
    expect(environment({ inputs: [['my input', 'x']], state: { pid: '7' } })).toMatchObject({ INPUT_MY_INPUT: 'x', STATE_pid: '7' });
  });

  it('lets nobody overwrite what GitHub and the runner set', () => {
    const env = { GITHUB_SHA: 'mine', GITHUB_ACTIONS: 'false', RUNNER_TEMP: '/mine' };

    expect(environment({ env, github: { sha: 'real' }, runner: { temp: '/real' } })).toMatchObject({
      GITHUB_SHA: 'real',
      GITHUB_ACTIONS: 'true',
      RUNNER_TEMP: '/real',
    });
  });

  it('keeps the token and the event out of the environment', () => {
    const env = environment({ github: { token: 'secret', event: { a: 1 }, ref_protected: false, repository: 'o/r' } });

    expect(env).toEqual({ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_REF_PROTECTED: 'false', GITHUB_REPOSITORY: 'o/r' });
  });
});
