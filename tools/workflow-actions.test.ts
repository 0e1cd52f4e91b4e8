import { describe, expect, it } from 'vitest';
import { findCallMistakes, ownActionOf, readActions, type DeclaredAction } from './workflow-actions.ts';

const actions = new Map<string, DeclaredAction>([
  ['step', { name: 'step', inputs: { policy: { required: true, choices: [] }, mode: { required: false, choices: ['tick', 'watch'] } }, outputs: ['decision'], permissions: {} }],
]);
const workflow = (step: string, outputs = ''): string => `jobs:\n  a:\n    outputs: {x: '${outputs}'}\n    steps:\n      - id: s\n        ${step}\n`;
const call = (inputs: string): string => `uses: rampart-actions/rampart/actions/step@v1\n        with: {${inputs}}`;

describe('findCallMistakes', () => {
  it.each([
    ['what the action offers', workflow(call('policy: a, mode: tick'), '${{ steps.s.outputs.decision }}')],
    ['a choice that is known later', workflow(call("policy: a, mode: '${{ inputs.mode }}'"))],
    ['steps of others', workflow('uses: actions/checkout@v4\n        with: {depth: 1}', '${{ steps.s.outputs.ref }}')],
    ['outputs of another step', workflow(call('policy: a'), '${{ steps.t.outputs.other }}')],
  ])('accepts %s', (_, text) => {
    expect(findCallMistakes('w.yml', text, actions)).toEqual([]);
  });

  it.each([
    ['an action that is not there', workflow('uses: ./actions/stepp'), 'w.yml job a uses stepp, which is not there. Actions are step.'],
    ['an unknown input', workflow(call('policy: a, polcy: b')), 'w.yml job a: step has no input polcy. Inputs are policy, mode.'],
    ['a missing input', workflow(call('mode: tick')), 'w.yml job a: step needs the input policy.'],
    ['no inputs at all', workflow('uses: ./actions/step'), 'w.yml job a: step needs the input policy.'],
    ['a choice that is none', workflow(call('policy: a, mode: fast')), 'w.yml job a: step takes tick, watch as mode, not fast.'],
    ['an unknown output', workflow(call('policy: a'), '${{ steps.s.outputs.decisions }}'), 'w.yml job a: step has no output decisions. Outputs are decision.'],
  ])('refuses %s', (_, text, sentence) => {
    expect(findCallMistakes('w.yml', text, actions)).toEqual([sentence]);
  });
});

describe('ownActionOf', () => {
  it.each([
    ['./actions/rollback', 'rollback'],
    ['$/actions/rollback', 'rollback'],
    ['rampart-actions/rampart/actions/rollback@v1', 'rollback'],
    ['actions/checkout@v4', ''],
    ['acme/rampart/actions/rollback@v1', ''],
  ])('of %s is "%s"', (uses, name) => {
    expect(ownActionOf({ uses })).toBe(name);
  });
});

describe('readActions', () => {
  it('reads each action\'s own declaration', async () => {
    const real = await readActions();
    expect(real.get('canary-step')).toMatchObject({ inputs: { policy: { required: true }, mode: { required: false, choices: ['observe', 'auto', 'tick', 'watch', 'status', 'doctor'] } }, permissions: { contents: 'write' } });
    expect(real.get('canary-step')?.outputs).toContain('to-promote');
  });
});
