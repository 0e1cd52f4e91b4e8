// Any interleaving of processes and faults: one line of history with each operation once, and nobody was told a lie.
import { fc, test } from '@fast-check/vitest';
import type { AppendOutcome, LedgerEntry, Result } from '@rampart/rollout-engine';
import { NO_LIMITS } from '@rampart/testing/github';
import type { PlannedFault } from '@rampart/testing/github';
import { afterAll, describe, expect } from 'vitest';
import { entryOn, TARGET } from './entries.ts';
import { HARD, PASSING } from './faults.ts';
import { expectOneLine, expectTruthful, recordsOf } from './truth.ts';
import { aWorld } from './world.ts';
import type { Process, World } from './world.ts';

const ROUTES = ['graphql/updateRefs', 'graphql/updateRefs', 'graphql/repository', 'git/create-tree', 'git/create-commit', 'reads', 'writes', '*'];

const aFault: fc.Arbitrary<PlannedFault> = fc
  .record({ fault: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PASSING) }, { weight: 1, arbitrary: fc.constantFrom(...HARD) }), route: fc.constantFrom(...ROUTES), skip: fc.nat(12), times: fc.integer({ min: 1, max: 3 }) })
  .map(({ fault, route, skip, times }) => ({ ...fault, route, skip, times }));

interface Told {
  readonly entry: LedgerEntry;
  readonly outcome: Result<AppendOutcome>;
}

const reached = new Map<string, number>();
const count = (what: string): void => void reached.set(what, (reached.get(what) ?? 0) + 1);

/** As a job does it: reads, appends; after a conflict or where it does not know it reads again, and goes on with what is not in yet. */
async function work({ ledger }: Process, operations: readonly string[], told: Told[]): Promise<void> {
  for (const operation of operations) {
    for (let tries = 0; tries < 3; tries += 1) {
      const view = await ledger.read(TARGET);
      if (view.kind === 'error') continue;
      const known = await ledger.history(TARGET);
      if (known.kind === 'error') continue;
      if (known.value.some((event) => event.operation === operation)) break;
      // What was read belongs together, but may be of different moments: the history may be longer.
      const entry = entryOn(view.value, operation);
      const outcome = await ledger.append(entry);
      told.push({ entry, outcome });
      count(outcome.kind === 'ok' ? outcome.value.kind : outcome.error.outcome);
      if (outcome.kind === 'ok' && outcome.value.kind === 'appended') break;
    }
  }
}

async function expectAllIsWell(world: World, told: readonly Told[]): Promise<void> {
  const records = await recordsOf(world, TARGET);
  expectOneLine(records);
  for (const { entry, outcome } of told) {
    const others = told.filter((other) => other.entry !== entry && other.entry.event.operation === entry.event.operation);
    // A later try of the same operation may have got in what this one did not.
    if (others.length === 0 || (outcome.kind === 'ok' && outcome.value.kind === 'appended')) expectTruthful(outcome, entry, records);
  }
  const early = world.github.requests().filter(({ isEarly, faults }) => isEarly && faults.length === 0);
  expect(early.map(({ operation, login }) => `${operation} ${login}`)).toEqual([]);
  world.github.assertFits();
}

describe('processes that append under faults', () => {
  test.prop([fc.array(aFault, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(3_000), { minLength: 8, maxLength: 8 }), fc.constantFrom(0, 0, 500, 4_000)], { numRuns: 60 })(
    'leave one line with each operation once',
    async (faults, jobs, delays, replicaLagMs) => {
      let arrived = 0;
      const world: World = await aWorld({ limits: NO_LIMITS, replicaLagMs, watcher: { arrives: () => world.clock.sleep(delays[(arrived += 1) % delays.length] ?? 0) } });
      world.github.faults.plan(...faults);
      const told: Told[] = [];
      // Each with a token of its own: what one is told to wait for does not bind the others.
      await Promise.all(Array.from({ length: jobs }, (_, n) => work(world.open({ grant: { kind: 'app' } }), [`op/${n}/a`, `op/${n}/b`, `op/${n}/c`], told)));
      world.github.faults.clear();
      for (const name of Object.keys(world.github.faults.met())) count(name.split(' ')[0] ?? '');
      await expectAllIsWell(world, told);
    },
  );

  afterAll(() => {
    for (const what of ['appended', 'conflict', 'not-done', 'unknown', 'hang-up', 'server-error', 'stale-read', 'duplicate-delivery', 'secondary-limit', 'primary-limit', 'token-expired']) expect(reached.get(what) ?? 0, what).toBeGreaterThan(0);
  });
});
