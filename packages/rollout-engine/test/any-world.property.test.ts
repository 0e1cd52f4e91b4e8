// Any candidate in any world: faults at every port, jobs that die, come late, twice or together, people at the router. Safety holds after every
// step; once the world is well again, the rollout ends.
import { fc, test as prop } from '@fast-check/vitest';
import { foldAll, ppm, violationsOf, type Cell, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke, type Fault } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { promote, quietAt, rollback, type Ports, type WeightChange } from '../src/index.ts';
import { aWorld, handOver, traffic, type Behaviour, type World } from './a-world.ts';
import { Killed } from './recording-ports.ts';

const FAULTS: readonly Fault[] = ['unavailable', 'conflict', 'lost-applied', 'lost-not-applied', 'malformed', 'denied', 'refused'];
const OPERATIONS = [
  ['ledger', 'read'], ['ledger', 'append'], ['router', 'read'], ['router', 'set'], ['router', 'settle'], ['router', 'place'],
  ['metrics', 'fetchBlocks'], ['smoke', 'ask'], ['registry', 'newest'], ['registry', 'pointer'], ['registry', 'movePointer'],
] as const;

/** No job makes so many calls. */
const NEVER = Number.MAX_SAFE_INTEGER;

const trouble = fc.record({ on: fc.constantFrom(...OPERATIONS), spared: fc.nat(2), fault: fc.constantFrom(...FAULTS) });
const job = fc.oneof(
  { weight: 12, arbitrary: fc.constant('tick' as const) },
  { weight: 3, arbitrary: fc.constantFrom('promote' as const, 'approve' as const) },
  { weight: 1, arbitrary: fc.constantFrom('rollback' as const, 'abort' as const) },
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('jobs' as const),
      jobs: fc.oneof({ weight: 4, arbitrary: fc.tuple(job) }, { weight: 1, arbitrary: fc.tuple(job, job) }),
      troubles: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(trouble, { maxLength: 3 }) }),
      /** The process dies before (even) or after (odd) the port call of half this number. */
      diesAt: fc.oneof({ weight: 3, arbitrary: fc.constant(NEVER) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 30 }) }),
      afterMs: fc.constantFrom(0, 1_000, 30_000, 30_000, 30_000, 45_000, 300_000, 2_400_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person' as const), weight: fc.constantFrom(0, 0, 5_000, 200_000, 900_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('happening' as const), what: fc.constantFrom('blind', 'see', 'stable dead', 'candidate lost', 'wrong artefact', 'slots well', 'frozen changed', 'frozen well', 'new version', 'new version', 'copies ended') }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What does not change from step to step. */
const beginning = fc.record({
  behaviour: fc.constantFrom<Behaviour>('good', 'good', 'failing'),
  goldenSet: fc.constantFrom('none', 'none', 'passes', 'passes', 'fails'),
  shadow: fc.boolean(),
  quiet: fc.constantFrom(false, false, true),
  /** Of requests after the promotion. */
  labels: fc.constantFrom('good', 'good', 'bad'),
  /** What was taken out is tried once more in the end. */
  retries: fc.constantFrom(0, 0, 0, 1),
});
type Beginning = typeof beginning extends fc.Arbitrary<infer T> ? T : never;

const seen = { ended: {} as Record<string, number>, raises: 0, copies: 0, quiet: 0, smokeFailed: 0, restored: 0, retries: 0, killed: 0, personWon: 0, looks: 0 };

describe('any world', () => {
  prop.prop([beginning, fc.array(step, { maxLength: 30 })], { seed: 77, numRuns: 600 })(
    'keeps every rule after every step, and ends the rollout once the faults are over',
    async (begins, steps) => {
      const watch = new Watch(begins);
      for (const next of steps) {
        await watch.take(next);
        watch.check();
      }
      await watch.endWell();
      watch.check();
      watch.checkHistory();
    },
    120_000,
  );

  it('met what it is about', () => {
    console.info(JSON.stringify(seen));
    expect(Object.keys(seen.ended).sort()).toEqual(['expired', 'promoted', 'rolled-back', 'superseded']);
    expect(Math.min(...Object.values(seen.ended))).toBeGreaterThan(3);
    expect(seen.killed).toBeGreaterThan(100);
    expect(Math.min(seen.personWon, seen.copies, seen.quiet, seen.smokeFailed, seen.restored, seen.retries)).toBeGreaterThan(10);
      });
});

const LOOKS_MAX = 200;

/** Wrong answers are known a minute later: some before the promotion, some after the end. */
const LABELS = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 60_000 }, worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.1 } });

/** The world begins on a Tuesday at 22:13; twenty minutes of every hour are quiet then and on the next day. */
const QUIET = Array.from({ length: 4 }, (_, hour) => ({ fromMinute: (46 + hour) * 60 + 15, toMinute: (46 + hour) * 60 + 35, zone: 'UTC' }));

/** Drives one world and watches the router from outside. */
class Watch {
  readonly world: World;
  readonly lowered = new Set<string>();
  killAt = NEVER;
  calls = 0;
  versions = 2;
  isApproving = false;
  readonly begins: Beginning;

  constructor(begins: Beginning) {
    const { behaviour, goldenSet, shadow, quiet, labels } = begins;
    this.begins = begins;
    this.world = aWorld(
      behaviour,
      {
        checks: [aCheck({ worseBy: { kind: 'factor', factor: behaviour === 'good' ? 4 : 1.25 } }), LABELS],
        promise: { badRequestsMax: 100_000, decideWithinMs: 3_600_000, ifUndecided: 'rollback' },
        quiet: quiet ? QUIET : [],
        plan: [
          goldenSet === 'none' ? aSmoke() : aSmoke({ probe: { kind: 'http', url: 'http://golden.test/' } }),
          ...(shadow ? [{ kind: 'shadow', durationMs: 30_000, share: ppm(200_000) } as const] : []),
          aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 }, weightMax: ppm(500_000) }),
          { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) },
          { kind: 'follow', durationMs: 24 * 3_600_000, then: 'rollback' },
        ],
      },
      (ports) => this.around(ports),
    );
    if (goldenSet === 'fails') this.world.smoke.answerAlways({ failed: 1, first: 'case 7' });
    const answered = (span: { readonly fromMs: number; readonly toMs: number }, ratio: number): Cell => traffic(span, this.world.weightAt(this.candidateSlot(), span.fromMs), ratio, this.world.mirrorAt(this.candidateSlot(), span.fromMs));
    this.world.metrics.follow('errors', (span) => answered(span, behaviour === 'good' ? 0.02 : 0.2));
    this.world.metrics.follow('accuracy', (span) => answered(span, labels === 'bad' && span.fromMs >= this.promotedAtMs() ? 0.5 : 0.02));
  }

  promotedAtMs(): number {
    return this.world.events().find(({ kind }) => kind === 'promoted')?.atMs ?? Number.MAX_SAFE_INTEGER;
  }

  state(): TargetState | undefined {
    return this.world.events().length === 0 ? undefined : this.world.state();
  }

  candidateSlot(): string {
    const rollout = this.state()?.rollout;
    return rollout?.kind === 'live' ? rollout.candidate.slot : (this.state()?.following.at(-1)?.candidate.slot ?? 'b');
  }

  around(ports: Ports): Ports {
    const set = (change: WeightChange): ReturnType<Ports['router']['set']> => {
      this.checkChange(change);
      return ports.router.set(change);
    };
    const parts = { ...ports, router: { ...ports.router, set } };
    const names = ['ledger', 'router', 'deployer', 'metrics', 'registry', 'smoke'] as const;
    return { ...parts, ...Object.fromEntries(names.map((name) => [name, this.mortal(parts[name])])) };
  }

  mortal(port: object): object {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          const call = (this.calls += 1);
          if (2 * call === this.killAt) throw new Killed('before');
          const answer: unknown = await Reflect.apply(member, target, args);
          if (2 * call + 1 === this.killAt) throw new Killed('after');
          return answer;
        };
      },
    });
  }

  /** Called when anybody asks the router to move weights: what would raise exposure must be recorded, allowed, and not against a person. */
  checkChange({ weights, mirror, stamp }: WeightChange): void {
    const rollout = this.state()?.rollout;
    if (rollout?.kind !== 'live' || stamp.rolloutId !== rollout.id) return;
    const { slot } = rollout.candidate;
    const { router } = this.world;
    const [wanted, copies] = [weights[slot] ?? 0, mirror[slot] ?? 0];
    const repeats = router.changes().some((change) => change.stamp.effectId === stamp.effectId);
    if (repeats || (wanted <= router.weightOf(slot) && copies <= router.mirrorOf(slot))) return;
    if (copies > 0) seen.copies += 1;
    else seen.raises += 1;
    const intents = this.world.events().map(intentOf);
    expect(intents, 'a raise waits for its record').toContain(stamp.effectId);
    expect(rollout.phase, 'what leaves is not raised').not.toBe('leaving');
    expect([...this.lowered], 'a person wins').not.toContain(rollout.id);
    expect(wanted).toBeLessThanOrEqual(rollout.phase === 'trial' ? 500_000 : 1_000_000);
    expect(Math.min(wanted, copies), 'copies are for a candidate without traffic').toBe(0);
    const nowMs = this.world.clock.nowMs();
    // Another job that sleeps may have moved the clock since the decision.
    const isQuiet = [nowMs, nowMs - 15_000].every((atMs) => quietAt(this.world.policy.quiet, atMs).kind === 'quiet');
    if (stamp.liveSlot !== slot && !this.isApproving) expect(isQuiet, 'nothing is raised while people are away').toBe(false);
  }

  async take(next: Step): Promise<void> {
    const { world } = this;
    switch (next.kind) {
      case 'jobs': {
        for (const { on: [port, operation], spared, fault } of next.troubles) {
          const box = world[port].faults as { next(operation: string, ...faults: readonly (Fault | 'none')[]): void };
          box.next(operation, ...Array.from({ length: spared }, () => 'none' as const), fault);
        }
        [this.calls, this.killAt, this.isApproving] = [0, next.diesAt, false];
        await Promise.all(next.jobs.map((what) => survive(() => this.run(what))));
        this.killAt = NEVER;
        for (const port of [world.ledger, world.router, world.metrics, world.registry, world.smoke]) port.faults.heal();
        await world.clock.advance(next.afterMs);
        return;
      }
      case 'person':
        this.byHand(next.weight);
        return;
      case 'happening':
        this.happen(next.what);
        return;
    }
  }

  async run(what: 'tick' | 'promote' | 'approve' | 'rollback' | 'abort'): Promise<void> {
    const by = { target: this.world.policy.target, actor: 'test', rolloutId: '' };
    this.isApproving ||= what === 'approve';
    if (what === 'promote') await promote(this.world.ports, by);
    else if (what === 'rollback') await rollback(this.world.ports, { ...by, why: 'by hand', stableVersion: '', routerOnly: this.calls % 2 === 0 });
    else if (what === 'tick') await this.world.tick();
    else await this.world.tick({ request: what === 'abort' ? { kind: 'abort', actor: 'ada', why: 'no' } : { kind: 'approve', actor: 'ada' } });
  }

  byHand(weight: number): void {
    const { router } = this.world;
    const rollout = this.state()?.rollout;
    if (rollout?.kind !== 'live') return;
    const { slot } = rollout.candidate;
    const observed = router.weightOf(slot);
    const other = slot === 'a' ? 'b' : 'a';
    const given = router.changes().findLast((change) => change.stamp.rolloutId === rollout.id)?.weights[slot] ?? 0;
    if (weight < observed && weight < given) {
      this.lowered.add(rollout.id);
      seen.personWon += 1;
    } else if (weight > observed) this.lowered.delete(rollout.id);
    else return;
    router.moveByHand({ [slot]: weight, [other]: 1_000_000 - weight });
  }

  happen(what: string): void {
    const { world } = this;
    const rollout = this.state()?.rollout;
    const candidate = rollout?.kind === 'live' ? rollout.candidate : undefined;
    const stable = this.state()?.stable;
    if (what === 'blind') world.metrics.blind('errors', 'gone');
    if (what === 'see' || what === 'slots well') world.metrics.see('errors');
    if (what.startsWith('frozen')) world.frozen = what === 'frozen well' ? { kind: 'unchanged' } : { kind: 'changed', paths: ['x'] };
    if (what === 'copies ended') world.router.mirrorByHand({});
    if (what === 'new version' && this.versions === 2) {
      this.versions = 3;
      world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    }
    if (stable !== undefined && (what === 'stable dead' || what === 'slots well')) world.router.placeByHand(stable.slot, { kind: 'release', version: stable.version, digest: stable.digest, ready: what === 'slots well' });
    if (candidate === undefined) return;
    if (what === 'candidate lost' || what === 'slots well') world.router.placeByHand(candidate.slot, { kind: 'release', version: candidate.version, digest: candidate.digest, ready: what === 'slots well' });
    if (what === 'wrong artefact') world.router.placeByHand(candidate.slot, { kind: 'release', version: candidate.version, digest: `sha256:${'7'.repeat(64)}`, ready: true });
  }

  check(): void {
    const state = this.state();
    if (state === undefined) return;
    expect(violationsOf(state)).toEqual([]);
    const ids = this.world.router.changes().map((change) => change.stamp.effectId);
    expect(new Set(ids).size, 'an effect is applied once').toBe(ids.length);
  }

  checkHistory(): void {
    const events = this.world.events();
    if (events.length === 0) return;
    expect(foldAll(events)).toEqual({ kind: 'present', state: this.world.state() });
    const until = new Map<string, number>();
    for (const event of events) {
      const news = event.kind === 'ticked' ? event.evidence['errors'] : undefined;
      if (event.kind !== 'ticked' || news?.kind !== 'blocks') continue;
      for (const block of news.blocks) {
        expect(block.fromMs, 'a block is used once').toBeGreaterThanOrEqual(until.get(event.rolloutId) ?? 0);
        until.set(event.rolloutId, block.toMs);
      }
    }
    for (const event of events) {
      if (event.kind === 'restored') seen.restored += 1;
      if (event.kind === 'started' && event.attempt > 1) seen.retries += 1;
      const reason = event.kind === 'ticked' ? event.decision.reasons[0]?.code : '';
      if (reason === 'quiet') seen.quiet += 1;
      if (reason === 'smoke-failed') seen.smokeFailed += 1;
    }
    for (const { outcome } of this.world.state().ended) seen.ended[outcome] = (seen.ended[outcome] ?? 0) + 1;
  }

  /** Bad labels of what serves are in within minutes; then what served before serves again, unless something newer stands in its slot. */
  async isSettled(): Promise<boolean> {
    const state = this.state();
    const reading = await this.world.router.read(this.world.policy.target);
    if (this.begins.labels === 'good' || state === undefined || reading.kind === 'error') return true;
    const stands = (release: { readonly slot: string; readonly digest: string }): boolean => reading.value.slots.some(({ slot, placed }) => slot === release.slot && placed.kind === 'release' && placed.digest === release.digest);
    return !state.following.some(({ candidate, previous }) => candidate.digest === state.stable.digest && stands(previous));
  }

  /** Nothing fails any more, and the people who meddled tidy up. */
  async endWell(): Promise<void> {
    const { world } = this;
    this.happen('slots well');
    this.isApproving = false;
    world.frozen = { kind: 'none' };
    let said: unknown;
    let { retries } = this.begins;
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const state = this.state();
      if (state?.rollout.kind !== 'live') world.router.moveByHand(state?.stable.slot === 'b' ? { a: 0, b: 1_000_000 } : { a: 1_000_000, b: 0 });
      const outcome = await world.tick();
      seen.looks += 1;
      said = outcome.kind === 'decided' ? outcome.decision.reasons : outcome;
      await handOver(world, outcome);
      if (outcome.kind === 'idle' && (await this.isSettled())) {
        if (retries === 0 || state?.ended.at(-1)?.outcome !== 'rolled-back') return;
        retries -= 1;
        await world.tick({ wanted: { kind: 'retry', version: '', why: 'again' } });
      }
      if (outcome.kind === 'decided' && outcome.decision.reasons[0]?.code === 'weight-raised-outside') await rollback(world.ports, { target: world.policy.target, actor: 'test', rolloutId: '', why: 'tidied up', stableVersion: '', routerOnly: false });
      if (look === 3) this.happen('slots well');
      await world.clock.advance(world.policy.expert.lookMs);
    }
    const rollout = this.state()?.rollout;
    const stands = rollout?.kind === 'live' ? { ...rollout, policy: '', checks: '' } : rollout;
    expect.fail(`the rollout does not end: ${JSON.stringify({ said, stands, last: world.events().at(-1) }).slice(0, 3_000)}`);
  }
}

function intentOf(event: LedgerEvent): string {
  if (event.kind === 'intended') return event.effect.id;
  return event.kind === 'ticked' && event.effect.kind === 'intended' ? event.effect.effect.id : '';
}

async function survive(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    seen.killed += 1;
  }
}
