import { describe, expect, it } from 'vitest';
import type { ActionResult } from './action-result.ts';
import { defineContract } from './contract.ts';
import { ActionError } from './mistake.ts';
import { performAction } from './perform-action.ts';
import type { ConnectAndRun } from './perform-action.ts';
import type { Runner } from './runner.ts';

const contract = defineContract({
  name: 'canary-step',
  title: 'Canary step',
  description: 'Steps.',
  branding: { icon: 'shield', color: 'green' },
  permissions: {},
  inputs: { policy: { kind: 'path', description: 'Policy.', required: true }, token: { kind: 'secret', description: 'Token.' } },
  outputs: { decision: { description: 'Decision.' }, 'rollout-id': { description: 'Id.' } },
});

const held: ActionResult<typeof contract> = {
  exitCode: 0,
  outputs: { decision: 'hold', rolloutId: 'r1' },
  summary: '## held\n',
  annotations: [{ level: 'warning', title: 'Blind', message: 'no metrics', place: { kind: 'nowhere' } }],
  closing: { decided: 'hold at 5 %.', why: 'too few requests.', next: 'the next tick looks again.' },
};

/** Writes down what the runner was told, in order. */
function recordingRunner(): { readonly runner: Runner; readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    runner: {
      mask: (secret) => told.push(`mask ${secret}`),
      log: (text) => told.push(`log ${text}`),
      annotate: ({ level, message }) => told.push(`${level} ${message}`),
      setOutput: async (name, value) => {
        told.push(`output ${name}=${value}`);
        return Promise.resolve();
      },
      writeSummary: async (markdown) => {
        told.push(`summary ${markdown}`);
        return Promise.resolve();
      },
    },
  };
}

async function perform(connectAndRun: ConnectAndRun<typeof contract>, options: { env?: Record<string, string>; signal?: AbortSignal } = {}) {
  const { runner, told } = recordingRunner();
  const env = options.env ?? { INPUT_POLICY: 'p.yaml' };
  const signal = options.signal ?? new AbortController().signal;
  return { exitCode: await performAction(contract, { env, runner, signal }, connectAndRun), told };
}

describe('performAction', () => {
  it('publishes outputs, annotations and summary, and closes with what was decided, why, and what happens next', async () => {
    expect(await perform(async () => Promise.resolve(held))).toEqual({
      exitCode: 0,
      told: [
        'output decision=hold',
        'output rollout-id=r1',
        'warning no metrics',
        'summary ## held\n',
        'log Decided: hold at 5 %.',
        'log Why: too few requests.',
        'log Next: the next tick looks again.',
      ],
    });
  });

  it('masks secrets before anything else sees them', async () => {
    const { told } = await perform(
      async (inputs, { log }) => {
        log(`token ${inputs.token.kind}`);
        return Promise.resolve(held);
      },
      { env: { INPUT_POLICY: 'p', INPUT_TOKEN: 's3cret' } },
    );
    expect(told.slice(0, 2)).toEqual(['mask s3cret', 'log token given']);
  });

  it('masks secrets also when another input is wrong', async () => {
    expect((await perform(async () => Promise.resolve(held), { env: { INPUT_TOKEN: 's3cret' } })).told[0]).toBe('mask s3cret');
  });

  it('does not run with a mistake in the inputs, and exits 2', async () => {
    let hasRun = false;
    const { exitCode, told } = await perform(
      async () => {
        hasRun = true;
        return Promise.resolve(held);
      },
      { env: {} },
    );
    expect({ hasRun, exitCode }).toEqual({ hasRun: false, exitCode: 2 });
    expect(told).toEqual([
      'error RMP201 policy: is required and was not given. Write "policy: ..." under "with:".',
      'log Decided: Nothing: this step did not start, and it changed nothing.',
      'log Why: There is one mistake, named above.',
      'log Next: Correct them and run the job again.',
    ]);
  });

  it('reports every mistake that an ActionError carries, with its place', async () => {
    const { exitCode, told } = await perform(async () => {
      throw new ActionError([
        { code: 'RMP104', subject: 'weights', text: 'expected a percentage, got "5". Write 5%.', place: { kind: 'file', file: 'p.yaml', line: 3, column: 9 } },
        { code: 'RMP101', subject: 'plam', text: 'unknown key. Write plan.', place: { kind: 'nowhere' } },
      ]);
    });
    expect(exitCode).toBe(2);
    expect(told.slice(0, 2)).toEqual(['error p.yaml:3:9 RMP104 weights: expected a percentage, got "5". Write 5%.', 'error RMP101 plam: unknown key. Write plan.']);
  });

  it('exits 1 for our own fault, with code, stack and cause', async () => {
    const { exitCode, told } = await perform(async () => {
      throw new Error('weights sum to 99', { cause: new Error('socket hang up') });
    });
    expect(exitCode).toBe(1);
    expect(told[0]).toBe('error RMP900 canary-step: a fault of Rampart itself. weights sum to 99');
    expect(told[1]).toMatch(/^log Error: weights sum to 99\n[\s\S]*Caused by: Error: socket hang up/);
    expect(told.at(-1)).toMatch(/^log Next: Nothing advances/);
  });

  it('says that it was interrupted when the job is cancelled', async () => {
    const cancellation = new AbortController();
    const { exitCode, told } = await perform(
      async () => {
        cancellation.abort(new Error('the job was cancelled'));
        cancellation.signal.throwIfAborted();
        return Promise.resolve(held);
      },
      { signal: cancellation.signal },
    );
    expect(exitCode).toBe(1);
    expect(told).toContain('log Decided: Nothing more: canary-step was interrupted.');
  });

  it('leaves an output empty that the runner would not take, and warns', async () => {
    const { told } = await perform(async () => Promise.resolve({ ...held, outputs: { decision: 'x'.repeat(300_000), rolloutId: 'r1' } }));
    expect(told.slice(0, 2)).toEqual(['output decision=', 'output rollout-id=r1']);
    expect(told.some((line) => line.startsWith('warning RMP203 decision:'))).toBe(true);
  });
});
