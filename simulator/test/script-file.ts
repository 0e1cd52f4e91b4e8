// A script as a file: what a search over scripts leaves behind when it finds something. Only what differs from a plain step; equal steps in a row are written once.
import { parse, stringify } from 'yaml';
import { isSame } from '../src/checkers/same.ts';
import { POLICY_NAMES, type PolicyName } from './policies.ts';
import { PLAIN_STEP, type ScriptStep } from './scripted-release.ts';

export interface ScriptFile {
  readonly policy: PolicyName;
  /** Id of the checker that found something. */
  readonly breaks: string;
  readonly steps: readonly ScriptStep[];
}

interface Written {
  readonly script: 1;
  readonly policy: PolicyName;
  readonly breaks: string;
  readonly steps: readonly (Partial<ScriptStep> & { readonly times?: number })[];
}

export function writeScript({ policy, breaks, steps }: ScriptFile): string {
  const written: (Partial<ScriptStep> & { times?: number })[] = [];
  let before: ScriptStep | undefined;
  for (const step of steps) {
    const last = written.at(-1);
    if (before !== undefined && last !== undefined && isSame(before, step)) last.times = (last.times ?? 1) + 1;
    else written.push(Object.fromEntries(Object.entries(step).filter(([key, value]) => !isSame(value, PLAIN_STEP[key as keyof ScriptStep]))));
    before = step;
  }
  return [`script: 1`, `policy: ${policy}`, `breaks: ${breaks}`, 'steps:', ...written.map((step) => `  - ${flow(step)}`), ''].join('\n');
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}

/** `not-a-script`: another kind of file. */
export function readScript(text: string): ScriptFile | 'not-a-script' {
  const written = parse(text) as Written;
  if (written.script !== 1) return 'not-a-script';
  if (!POLICY_NAMES.includes(written.policy)) throw new Error(`expected one of ${POLICY_NAMES.join(', ')}, got ${written.policy}`);
  return { policy: written.policy, breaks: written.breaks, steps: written.steps.flatMap(({ times = 1, ...step }) => Array.from({ length: times }, () => ({ ...PLAIN_STEP, ...step }))) };
}
