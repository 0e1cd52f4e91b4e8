// Every policy in the repository, in a few releases that it must survive: those of the examples, and every whole policy that the documentation shows.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { simulateTicks } from '../src/ports/index.ts';
import { simulateDecisions } from '../src/rollout/simulate-decisions.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { whyNotAggregated } from '../src/world/aggregated.ts';
import { checkRecording, described, Met } from './checked-recording.ts';

const ROOT = join(import.meta.dirname, '../..');
const HOUR = 3_600_000;

interface Found {
  readonly where: string;
  readonly policy: Policy;
}

/** Files, and fences of a document that begin a policy. Those that show a part, or a mistake, are no policies. */
function policies(): readonly Found[] {
  const files = globSync('examples/*/policy.yaml', { cwd: ROOT }).sort().map((where) => ({ where, text: readFileSync(join(ROOT, where), 'utf8') }));
  const documents = globSync(['README.md', 'docs/**/*.md', 'actions/*/README.md', 'examples/*/README.md'], { cwd: ROOT }).sort();
  const fences = documents.flatMap((where) => [...readFileSync(join(ROOT, where), 'utf8').matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)].map(([, text = ''], index) => ({ where: `${where} (${index + 1})`, text })).filter(({ text }) => /^rampart: 1$/m.test(text)));
  return [...files, ...fences].flatMap(({ where, text }) => {
    const reading = readPolicy({ file: where, text });
    return reading.kind === 'policy' ? [{ where, policy: reading.policy }] : [];
  });
}

const rough: Scenario['faults'] = [
  { kind: 'metrics-missing', atMs: 600_000, forMs: 2_100_000, arm: 'both' },
  { kind: 'router-reply-lost', atMs: 300_000, forMs: HOUR },
  { kind: 'two-controllers', atMs: 900_000, forMs: HOUR },
];
const RELEASES: Readonly<Record<string, Partial<Scenario>>> = {
  'an equal candidate': {},
  'a dead one': { behaviours: [{ ...DEFAULT_MISBEHAVING, kind: 'crash', pods: 1, loopMs: 'none', since: 'first-traffic' }] },
  'one that turns bad': { behaviours: [{ ...DEFAULT_MISBEHAVING, kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 5, points: 0.02, since: 'promotion' }] },
};

describe('every policy of the repository', () => {
  const all = policies();

  it('is found', () => {
    expect(all.map(({ where }) => where)).toContain('examples/flight-delay/policy.yaml');
  });

  it.each(all)('$where keeps every rule', { timeout: 120_000 }, async ({ policy }) => {
    for (const [name, parts] of Object.entries(RELEASES)) {
      const scenario: Scenario = { ...DEFAULT_SCENARIO, name, seed: 0x5eed, horizonMs: HOUR, ...parts };
      const trial = { policy, scenario };
      expect(whyNotAggregated(trial), name).toBe('');
      expect(described(checkRecording(simulateDecisions(trial), new Met())), name).toBe('');
    }
    const failing: Scenario = { ...DEFAULT_SCENARIO, name: 'rough', seed: 0x5eed, horizonMs: HOUR, faults: rough };
    expect(described(checkRecording(await simulateTicks({ policy, scenario: failing }), new Met())), 'while things fail').toBe('');
  });
});
