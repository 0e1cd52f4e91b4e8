import { describe, expect, it } from 'vitest';
import { defineContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { renderActionYml, renderReadmeTables } from './generate.ts';

const contract: Contract = defineContract({
  name: 'canary-step',
  title: 'Rampart: canary step',
  description: "Looks at a rollout and moves its candidate's traffic.",
  branding: { icon: 'shield', color: 'green' },
  permissions: { contents: { access: 'write', why: 'records decisions', without: 'stops' } },
  inputs: {
    policy: { kind: 'lines', description: 'Policies.', required: true, example: 'rampart/*.yaml' },
    mode: { kind: 'choice', choices: ['auto', 'tick'], description: 'How long to look.', default: 'auto' },
  },
  outputs: { decision: { description: 'hold | advance' } },
});

describe('renderActionYml', () => {
  it('writes the whole file, with a first line that says where it comes from', () => {
    expect(renderActionYml(contract)).toBe(`# Generated from src/contract.ts by "npm run generate". Do not edit.
name: 'Rampart: canary step'
description: 'Looks at a rollout and moves its candidate''s traffic.'
author: 'The Rampart authors'
branding:
  icon: shield
  color: green
inputs:
  policy:
    description: 'Policies.'
    required: true
  mode:
    description: 'How long to look. One of auto, tick.'
    required: false
    default: 'auto'
outputs:
  decision:
    description: 'hold | advance'
runs:
  using: node24
  main: dist/index.js
`);
  });

  it('refuses a default that the input itself would refuse', () => {
    expect(() => renderActionYml({ ...contract, inputs: { stay: { kind: 'duration', description: 'Stay.', default: '5' } } })).toThrow(/default is a valid value/);
  });
});

describe('renderReadmeTables', () => {
  const markers = (section: string) => `<!-- ${section}:start -->\nold\n<!-- ${section}:end -->`;
  const readme = `# Title\n${markers('inputs')}\n${markers('outputs')}\n${markers('permissions')}\nend\n`;

  it('replaces what is between the markers and nothing else', () => {
    expect(renderReadmeTables(contract, readme)).toBe(`# Title
<!-- inputs:start -->
| input | form | default | what it is |
| --- | --- | --- | --- |
| \`policy\` | one per line | **required** | Policies. Example: \`rampart/*.yaml\` |
| \`mode\` | \`auto\`, \`tick\` | \`auto\` | How long to look. |
<!-- inputs:end -->
<!-- outputs:start -->
| output | what it is |
| --- | --- |
| \`decision\` | hold \\| advance |
<!-- outputs:end -->
<!-- permissions:start -->
| permission | why | without it |
| --- | --- | --- |
| \`contents: write\` | records decisions | stops |
<!-- permissions:end -->
end
`);
  });

  it('is stable: rendering what was rendered changes nothing', () => {
    const once = renderReadmeTables(contract, readme);
    expect(renderReadmeTables(contract, once)).toBe(once);
  });

  it('asks for missing markers', () => {
    expect(() => renderReadmeTables(contract, '# Title\n')).toThrow(/<!-- inputs:start -->/);
  });
});
