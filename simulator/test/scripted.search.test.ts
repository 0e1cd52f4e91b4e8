// Any script: situations, evidence and fates that no world would produce in years, decided by the real core and checked by every rule.
import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyScript } from './any-script.ts';
import { Met } from './checked-recording.ts';
import { keepScript } from './counterexamples.ts';
import { POLICIES, POLICY_NAMES } from './policies.ts';
import { scriptedRelease } from './scripted-release.ts';
import { search } from './search.ts';

/** Rules that speak of ports, jobs and the true numbers have nothing to say about a script. */
const OF_PORTS: ReadonlySet<string> = new Set(['17-good-release-ends', '32-lost-reply-is-read-back']);

const WANTED = [
  'decision:advance', 'decision:hold', 'decision:stepBack', 'decision:promote', 'decision:rollback', 'decision:finished',
  'reason:aborted', 'reason:limit-breached', 'reason:regression', 'reason:common-mode', 'reason:harm-budget-spent', 'reason:promise-allows-less', 'reason:blind', 'reason:no-data', 'reason:insufficient',
  'reason:frozen-data-changed', 'reason:router-unreadable', 'reason:candidate-not-ready', 'reason:candidate-digest-differs', 'reason:dwell', 'reason:quiet', 'reason:paused', 'reason:approval-needed', 'reason:not-certified',
  'reason:undecided', 'reason:weight-raised-outside', 'reason:superseded', 'reason:shadowing', 'reason:split-open', 'reason:baking', 'reason:leaving',
  'phase:trial>awaiting-promotion', 'phase:awaiting-promotion>baking', 'phase:baking>leaving', 'phase:trial>leaving', 'outcome:promoted', 'outcome:rolled-back', 'outcome:expired', 'outcome:superseded',
];

describe('a search over scripts', () => {
  const met = new Met();

  it('finds no script that breaks a rule', { timeout: 180_000 }, async () => {
    await search({
      cases: fc.tuple(fc.constantFrom(...POLICY_NAMES), anyScript),
      record: async ([policy, script]) => scriptedRelease(POLICIES[policy], script),
      keep: ([policy, steps], breaks) => keepScript({ policy, breaks, steps }),
      runs: 150,
      met,
    });
  });

  it('met what the rules are about', async () => {
    const { CHECKERS } = await import('../src/checkers/index.ts');
    expect(met.missing(CHECKERS.map(({ id }) => id).filter((id) => !OF_PORTS.has(id)))).toEqual([]);
    expect(met.missing(WANTED)).toEqual([]);
  });
});
