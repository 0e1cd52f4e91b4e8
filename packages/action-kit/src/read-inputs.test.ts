import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineContract } from './contract.ts';
import type { InputsOf, Optional, OutputsOf } from './contract.ts';
import { formatMistake } from './mistake.ts';
import { inputVariable, readInputs, secretsOf } from './read-inputs.ts';

const contract = defineContract({
  name: 'canary-step',
  title: 'Canary step',
  description: 'Steps.',
  branding: { icon: 'shield', color: 'green' },
  permissions: {},
  inputs: {
    policy: { kind: 'lines', description: 'Policies.', required: true, example: 'rampart/*.yaml' },
    mode: { kind: 'choice', choices: ['auto', 'tick'], description: 'Mode.', default: 'auto' },
    'stay-for': { kind: 'duration', description: 'How long.' },
    labels: { kind: 'lines', description: 'Labels.' },
    token: { kind: 'secret', description: 'Token.' },
  },
  outputs: { 'rollout-id': { description: 'Id.' } },
});

describe('readInputs', () => {
  it('gives typed values, defaults, and says which optional inputs were given', () => {
    expect(readInputs(contract, { INPUT_POLICY: 'a.yaml\nb.yaml', 'INPUT_STAY-FOR': ' 5m ' })).toEqual({
      kind: 'inputs',
      inputs: { policy: ['a.yaml', 'b.yaml'], mode: 'auto', stayFor: { kind: 'given', value: 300_000 }, labels: [], token: { kind: 'absent' } },
    });
  });

  it('follows the contract in its types', () => {
    expectTypeOf<InputsOf<typeof contract>>().toEqualTypeOf<{
      readonly policy: readonly string[];
      readonly mode: 'auto' | 'tick';
      readonly stayFor: Optional<number>;
      readonly labels: readonly string[];
      readonly token: Optional<string>;
    }>();
    expectTypeOf<OutputsOf<typeof contract>>().toEqualTypeOf<{ readonly rolloutId: string }>();
  });

  it('collects the mistakes of all inputs, each with what was seen and what to write', () => {
    const reading = readInputs(contract, { INPUT_MODE: 'atuo', 'INPUT_STAY-FOR': '5' });
    expect(reading.kind === 'mistakes' ? reading.mistakes.map(formatMistake) : []).toEqual([
      'RMP201 policy: is required and was not given. Write e.g. "policy: rampart/*.yaml" under "with:".',
      'RMP202 mode: expected one of auto, tick, got "atuo". Write e.g. auto.',
      'RMP202 stay-for: expected a duration such as 30s, 10m, 2h or 3d, got "5". Write 5s if seconds are meant.',
    ]);
  });

  it('takes an empty or blank value as not given', () => {
    expect(readInputs(contract, { INPUT_POLICY: 'a', INPUT_MODE: '', 'INPUT_STAY-FOR': '  ' })).toMatchObject({
      inputs: { mode: 'auto', stayFor: { kind: 'absent' } },
    });
  });

  it('does not look at variables of inputs that the contract does not have', () => {
    expect(readInputs(contract, { INPUT_POLICY: 'a', INPUT_MODEL: 'x' }).kind).toBe('inputs');
  });

  it('shows no more than the beginning of a long value', () => {
    const reading = readInputs(contract, { INPUT_POLICY: 'a', INPUT_MODE: 'x'.repeat(5_000) });
    expect(reading.kind === 'mistakes' && reading.mistakes[0].text.length).toBeLessThan(200);
  });
});

describe('secretsOf', () => {
  it('names the values of secret inputs and of no other', () => {
    expect(secretsOf(contract, { INPUT_POLICY: 'a', INPUT_TOKEN: ' s3cret ' })).toEqual(['s3cret']);
    expect(secretsOf(contract, { INPUT_POLICY: 'a' })).toEqual([]);
  });
});

describe('inputVariable', () => {
  it('names the variable as the runner does', () => {
    expect(inputVariable('stay-for')).toBe('INPUT_STAY-FOR');
    expect(inputVariable('old name')).toBe('INPUT_OLD_NAME');
  });
});
