// A small world for engine tests: fakes of all ports, a candidate that behaves as told, and a driver that ticks until the end.
import { ppm, type Cell, type LedgerEvent, type Policy, type TargetState } from '@rampart/rollout-policy';
import { aPolicy, fakeRouter, fakeSmokeProbe, inMemoryFreezeStore, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock, type FakeRouter, type FakeRouterOptions, type PolicyParts } from '@rampart/testing';
import { promote, rollback, tick, type Pinned, type Ports, type TickInput, type TickOutcome } from '../src/index.ts';

export const STABLE_DIGEST = `sha256:${'1'.repeat(64)}`;
export const CANDIDATE_DIGEST = `sha256:${'2'.repeat(64)}`;

export type Behaviour = 'good' | 'failing';

export interface World {
  readonly ports: Ports;
  readonly policy: Policy;
  readonly router: FakeRouter;
  /** What a slot carried then, or got as copies, whenever that is asked. */
  weightAt(slot: string, atMs: number): number;
  mirrorAt(slot: string, atMs: number): number;
  readonly ledger: ReturnType<typeof inMemoryLedger>;
  readonly registry: ReturnType<typeof inMemoryRegistry>;
  readonly metrics: ReturnType<typeof scriptedMetrics>;
  readonly smoke: ReturnType<typeof fakeSmokeProbe>;
  readonly clock: ReturnType<typeof virtualClock>;
  frozen: Awaited<ReturnType<Ports['freeze']['verify']>>;
  pinned: Pinned;
  readonly freezes: ReturnType<typeof inMemoryFreezeStore>;
  tick(parts?: Partial<TickInput>): Promise<TickOutcome>;
  state(): TargetState;
  events(): readonly LedgerEvent[];
  /** Ticks every look, promotes and rolls back when told to, until the rollout ends or `looks` have passed. */
  run(looks?: number): Promise<readonly TickOutcome[]>;
}

export type WorldParts = PolicyParts & { readonly router?: FakeRouterOptions };

/** Stable fails in 2 % of 6,000 requests a minute; a failing candidate in 20 %. */
export function aWorld(behaviour: Behaviour = 'good', { router: routerOptions = {}, ...parts }: WorldParts = {}, wrap: (ports: Ports) => Ports = (ports) => ports): World {
  const policy = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 }, ...parts });
  const clock = virtualClock(1_700_000_000_000);
  const { router, weightAt, mirrorAt } = rememberingRouter(clock, routerOptions);
  const freezes = inMemoryFreezeStore();
  const ledger = inMemoryLedger(freezes);
  const registry = inMemoryRegistry();
  const metrics = scriptedMetrics();
  const smoke = fakeSmokeProbe();
  registry.register('fraud', { version: 'v1', digest: STABLE_DIGEST, artifact: 'models/v1' });
  registry.register('fraud', { version: 'v2', digest: CANDIDATE_DIGEST, artifact: 'models/v2' });
  metrics.follow('errors', (span) => traffic(span, weightAt('b', span.fromMs), behaviour === 'good' ? 0.02 : 0.2, mirrorAt('b', span.fromMs)));

  const world: World = {
    policy,
    router,
    weightAt,
    mirrorAt,
    ledger,
    registry,
    metrics,
    smoke,
    clock,
    frozen: { kind: 'none' },
    pinned: { kind: 'refused', why: 'nothing is there' },
    freezes,
    ports: wrap({ clock, ledger, router, deployer: router, metrics, registry, smoke, freeze: { verify: () => Promise.resolve(world.frozen), pin: () => Promise.resolve(world.pinned) }, titleOf: (event) => event.kind }),
    tick: (over = {}) => tick(world.ports, { ...tickInput(policy), ...over }),
    state: () => ledger.stateOf(policy.target),
    events: () => ledger.events(policy.target),
    run: async (looks = 200) => {
      const outcomes: TickOutcome[] = [];
      for (let look = 0; look < looks; look += 1) {
        const outcome = await world.tick();
        outcomes.push(outcome);
        await handOver(world, outcome);
        if (world.events().length > 2 && world.state().rollout.kind === 'none') return outcomes;
        await clock.advance(policy.expert.lookMs);
      }
      return outcomes;
    },
  };
  return world;
}

/** Traffic of a span is what the router did at that time, also for a look that comes hours later. */
function rememberingRouter(clock: { nowMs(): number }, options: FakeRouterOptions = {}): Pick<World, 'router' | 'weightAt' | 'mirrorAt'> {
  const fake = fakeRouter(options);
  const moves: { readonly atMs: number; readonly weights: ReadonlyMap<string, number>; readonly copies: ReadonlyMap<string, number> }[] = [];
  const remember = (): void => {
    const each = (share: (slot: string) => number): ReadonlyMap<string, number> => new Map(['a', 'b'].map((slot) => [slot, share(slot)]));
    moves.push({ atMs: clock.nowMs(), weights: each(fake.weightOf), copies: each(fake.mirrorOf) });
  };
  remember();
  const then = (atMs: number): (typeof moves)[number] | undefined => moves.findLast((move) => move.atMs <= atMs);
  const router: FakeRouter = {
    ...fake,
    set: (change) => fake.set(change).finally(remember),
    moveByHand: (weights) => {
      fake.moveByHand(weights);
      remember();
    },
    mirrorByHand: (mirror) => {
      fake.mirrorByHand(mirror);
      remember();
    },
  };
  return { router, weightAt: (slot, atMs) => then(atMs)?.weights.get(slot) ?? 0, mirrorAt: (slot, atMs) => then(atMs)?.copies.get(slot) ?? 0 };
}

export function tickInput(policy: Policy): TickInput {
  return {
    pinned: { policy, digest: `sha256:${'9'.repeat(64)}` },
    actor: 'test',
    acts: true,
    request: { kind: 'none' },
    pollRegistry: true,
    wanted: { kind: 'newest' },
    validation: { kind: 'not-demanded' },
    nextLookMs: policy.expert.lookMs,
    snapshot: { kind: 'from-ledger' },
  };
}

/** What the promote and rollback jobs of a workflow do with the outputs of a step. */
export async function handOver(world: World, outcome: TickOutcome): Promise<void> {
  if (outcome.kind !== 'decided') return;
  const by = { target: world.policy.target, actor: 'test', rolloutId: '' };
  if (outcome.decision.kind === 'promote') await promote(world.ports, by);
  if (outcome.decision.kind === 'rollback') await rollback(world.ports, { ...by, why: 'decided', stableVersion: '', routerOnly: false });
}

/** Copies reach the candidate besides what it answers. */
export function traffic({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, weight: number, candidateRatio: number, mirror = 0): Cell {
  const requests = Math.round((toMs - fromMs) / 10);
  const answered = Math.round((requests * weight) / 1_000_000);
  const candidate = answered + Math.round((requests * mirror) / 1_000_000);
  const stable = requests - answered;
  return { stable: { trials: stable, events: Math.round(stable * 0.02) }, candidate: { trials: candidate, events: Math.round(candidate * candidateRatio) } };
}

export const ALL = ppm(1_000_000);
