// What every simulating command can be told: how many runs, which seed, how many threads, which families.
import { availableParallelism } from 'node:os';
import { DEFAULT_RUNS, familyNamed, FAMILIES, OWN_TRAFFIC } from '@rampart/simulator';
import { textValue, textValues, type Invocation, type Option } from '../command.ts';
import { wholeOption } from './whole-option.ts';

export const RUN_OPTIONS = {
  runs: { value: '5000', does: `simulated releases per kind of candidate, at most (default ${String(DEFAULT_RUNS)})` },
  seed: { value: '0x5eed', does: 'another one meets other luck; the same one gives the same bytes' },
  workers: { value: '2', does: 'threads; results do not depend on it (default: the cores of this machine)' },
  family: { value: 'web-steady@1', repeats: true, does: 'scenarios to try it in, several times if need be (default: your own traffic from the profile beside the policy, else web-steady@1); rampart scenarios lists them' },
} as const satisfies Readonly<Record<string, Option>>;

export const DEFAULT_SEED = 0x5eed;
const RUNS_MAX = 1_000_000;
const WORKERS_MAX = 256;
const SEED_MAX = 0xffff_ffff;

export interface RunOptions {
  readonly runs: { readonly kind: 'default' } | { readonly kind: 'asked'; readonly runs: number };
  readonly seed: number;
  readonly workers: number;
  /** Empty: as the policy's traffic says. */
  readonly families: readonly string[];
}

export type RunOptionsReading = { readonly kind: 'options'; readonly options: RunOptions } | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

export function readRunOptions(invocation: Invocation): RunOptionsReading {
  const mistakes: string[] = [];
  const asked = textValue(invocation, 'runs');
  const runs = wholeOption(invocation, 'runs', { min: 1, max: RUNS_MAX, otherwise: DEFAULT_RUNS }, mistakes);
  const seed = wholeOption(invocation, 'seed', { min: 0, max: SEED_MAX, otherwise: DEFAULT_SEED }, mistakes);
  const workers = wholeOption(invocation, 'workers', { min: 1, max: WORKERS_MAX, otherwise: availableParallelism() }, mistakes);
  const families = textValues(invocation, 'family');
  for (const name of families) {
    const found = familyNamed(name);
    if (found.kind === 'unknown') mistakes.push(`--family ${JSON.stringify(name)} is no family${found.meant === '' ? '' : `; did you mean ${found.meant}?`} There are ${[OWN_TRAFFIC, ...FAMILIES].map((family) => family.name).join(', ')}`);
  }
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  return { kind: 'options', options: { runs: asked === '' ? { kind: 'default' } : { kind: 'asked', runs }, seed, workers, families } };
}
