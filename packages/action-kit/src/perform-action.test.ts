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
function recordingRunner(failing: Partial<Pick<Runner, 'setOutputs' | 'writeSummary'>> = {}): { readonly runner: Runner; readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    runner: {
      mask: (secret) => told.push(`mask ${secret}`),
      log: (text) => told.push(`log ${text}`),
      annotate: ({ level, message }) => told.push(`${level} ${message}`),
      setOutputs: (outputs) => {
        for (const [name, value] of Object.entries(outputs)) told.push(`output ${name}=${value}`);
        return { kind: 'done' };
      },
      writeSummary: (markdown) => {
        told.push(`summary ${markdown}`);
        return { kind: 'done' };
      },
      ...failing,
    },
  };
}

async function perform(connectAndRun: ConnectAndRun<typeof contract>, options: { env?: Record<string, string>; signal?: AbortSignal; failing?: Parameters<typeof recordingRunner>[0] } = {}) {
  const { runner, told } = recordingRunner(options.failing);
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
        'summary ## held\n',
        'warning no metrics',
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

  it('says that the runner took no outputs, and exits 1 with what was decided', async () => {
    const { exitCode, told } = await perform(async () => Promise.resolve(held), { failing: { setOutputs: () => ({ kind: 'failed', why: 'GITHUB_OUTPUT: ENOSPC: no space left on device, write' }) } });
    expect(exitCode).toBe(1);
    expect(told[1]).toMatch(/^error RMP204 the runner's file takes no outputs \(GITHUB_OUTPUT: ENOSPC: no space left on device, write\)/);
    expect(told.at(-3)).toBe('log Decided: hold at 5 %.');
  });

  it('keeps a worse exit code, and only warns where there is no room for the summary', async () => {
    const failed = { kind: 'failed', why: 'full' } as const;
    expect(await perform(async () => Promise.resolve({ ...held, exitCode: 2 }), { failing: { setOutputs: () => failed } })).toMatchObject({ exitCode: 2 });
    const shown = await perform(async () => Promise.resolve(held), { failing: { writeSummary: () => failed } });
    expect(shown.exitCode).toBe(0);
    expect(shown.told.filter((line) => line.startsWith('warning RMP205'))).toHaveLength(1);
  });

  it('hands no secret on, in whatever form it came back, and cuts no text before it was taken out', async () => {
    const env = { INPUT_POLICY: 'p', INPUT_TOKEN: 'ghs_0123456789', PGPASSWORD: 'correct horse', DATABASE_URL: 'postgres://ada:batt3ry%20staple@db/models' };
    const echo = ['ghs_0123456789', Buffer.from('x:ghs_0123456789').toString('base64'), 'correct+horse', 'correct%20horse', 'batt3ry staple', 'postgres://ada:batt3ry%20staple@db'].join(' | ');
    const result: typeof held = {
      ...held,
      outputs: { decision: echo, rolloutId: 'r1' },
      summary: echo,
      annotations: [{ level: 'warning', title: echo, message: `${'.'.repeat(4_090)}ghs_0123456789`, place: { kind: 'file', file: echo, line: 1, column: 1 } }],
      closing: { decided: echo, why: echo, next: echo },
    };
    const { told } = await perform(
      async (_, { log }) => {
        log(echo);
        return Promise.resolve(result);
      },
      { env },
    );
    expect(told[0]).toBe('mask ghs_0123456789');
    expect(told.slice(1).join('\n')).not.toMatch(/ghs_0|correct|horse|batt3ry|Z2hzX/);
    expect(told[1]).toBe('log *** | eDp***Q== | *** | *** | *** | postgres://***@db');
  });

  it('takes secrets out of mistakes and faults, too', async () => {
    const env = { INPUT_POLICY: 'p', INPUT_TOKEN: 'ghs_0123456789' };
    const mistaken = await perform(async () => Promise.reject(new ActionError([{ code: 'RMP211', subject: 'ledger', text: 'no repository at ghs_0123456789', place: { kind: 'nowhere' } }])), { env });
    const fault = await perform(async () => Promise.reject(new Error('fetch failed', { cause: new Error('Bearer ghs_0123456789') })), { env });
    expect([...mistaken.told.slice(1), ...fault.told.slice(1)].join('\n')).not.toContain('ghs_0123456789');
  });
});
