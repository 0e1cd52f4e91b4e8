// Reads policy files of tests, and says in one line what a reading found.
import type { Check, Policy, Stage } from '@rampart/rollout-policy';
import type { Mistake } from '../src/mistakes/mistake.ts';
import { readPolicy, type PolicyReading } from '../src/read-policy.ts';
import { aPolicyFile } from './a-policy-file.ts';

export function read(changes: Readonly<Record<string, string>> = {}, defaults?: string): PolicyReading {
  const file = { file: 'fraud.yaml', text: aPolicyFile(changes) };
  return readPolicy(defaults === undefined ? file : { ...file, defaults: { file: '_defaults.yaml', text: defaults } });
}

export function policyOf(reading: PolicyReading): Policy {
  if (reading.kind === 'policy') return reading.policy;
  throw new Error(reading.mistakes.map(({ text, subject }) => `${subject}: ${text}`).join('\n'));
}

export function mistakesOf(text: string): readonly Mistake[] {
  const reading = readPolicy({ file: 'fraud.yaml', text });
  return reading.kind === 'mistakes' ? reading.mistakes : [];
}

/** One check of a policy in whose plan any check has what it needs. */
export function checkOf(written: string): Check {
  const [check] = policyOf(read({ checks: `checks: {x: ${written}, latency: default}`, plan: 'plan: [shadow, ramp: {sticky: user}]' })).checks;
  if (check === undefined) throw new Error('no check');
  return check;
}

export function planOf(plan: string, changes: Readonly<Record<string, string>> = {}): readonly Stage[] {
  return policyOf(read({ ...changes, plan: `plan: ${plan}` })).plan;
}

/** `RMP129 checks.x.where: ...` for each mistake. */
export function saidAbout(changes: Readonly<Record<string, string>>): readonly string[] {
  const reading = read(changes);
  return reading.kind === 'mistakes' ? reading.mistakes.map(({ code, subject, text }) => `${code} ${subject}: ${text}`) : [];
}
