// Realistic ledgers for tests and for looking at the report: the real core decides over synthetic traffic drawn from a seed.
import { decide, fold, planEffect, planPromotion, ppm, waitsForRecord, type Block, type Cell, type Check, type Effect, type Evidence, type Folded, type LedgerEvent, type Policy, type Ppm, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';

export interface Model {
  readonly version: string;
  readonly errorRatio: number;
  readonly wrongRatio: number;
  /** Share of requests slower than each of BOUNDS_S. */
  readonly slower: readonly number[];
}

export interface Rehearsal {
  readonly seed: number;
  readonly target: string;
  readonly startMs: number;
  /** One second of the production policy takes this many milliseconds: 1000 is real time, 10 a demo. */
  readonly secondMs: number;
  readonly requestsPerBlock: number;
  readonly stable: Model;
  readonly candidates: readonly Model[];
  readonly pauseMs: number;
  readonly looksMax: number;
}

export const BOUNDS_S: readonly number[] = [0.01, 0.025, 0.05, 0.1, 0.25];
const REGIONS: readonly string[] = ['north', 'south', 'west'];
const DIGEST = 'sha256:';

export const GOOD: Model = { version: 'v1.0.0', errorRatio: 0.01, wrongRatio: 0.2, slower: [0.6, 0.2, 0.05, 0.01, 0.001] };

export function rehearse(plan: Rehearsal): readonly LedgerEvent[] {
  const recorder = new Recorder(plan);
  for (const candidate of plan.candidates) if (!recorder.isBusy()) recorder.release(candidate);
  return recorder.events;
}

class Recorder {
  readonly events: LedgerEvent[] = [];
  private readonly plan: Rehearsal;
  private readonly random: () => number;
  private folded: Folded = { kind: 'empty' };
  private nowMs: number;
  private stable: Model;

  constructor(plan: Rehearsal) {
    this.plan = plan;
    this.random = mulberry32(plan.seed);
    this.nowMs = plan.startMs;
    this.stable = plan.stable;
    this.record({ kind: 'adopted', operation: 'adopt', target: plan.target, slots: ['a', 'b'], stable: { version: plan.stable.version, digest: digestOf(plan.stable), slot: 'a' } });
  }

  /** A rollout that had not ended after `looksMax` looks stays live, and is the last of the ledger. */
  isBusy(): boolean {
    return this.rollout() !== 'none';
  }

  release(candidate: Model): void {
    this.nowMs += this.plan.pauseMs;
    const policy = policyOf(this.plan);
    const stable = this.state().stable;
    const rolloutId = `r-${candidate.version}-${String(this.events.length)}`;
    const artifact = `file:///models/${candidate.version}.onnx`;
    const slot = stable.slot === 'a' ? 'b' : 'a';
    this.record({ kind: 'started', operation: `start/${rolloutId}`, rolloutId, candidate: { version: candidate.version, digest: digestOf(candidate), slot, artifact }, policy, policyDigest: `${DIGEST}${'9'.repeat(64)}`, attempt: 1, why: '' });
    for (let look = 0; look < this.plan.looksMax; look += 1) {
      this.nowMs += policy.expert.blockMs;
      const rollout = this.rollout();
      if (rollout === 'none') break;
      this.tick(rollout, candidate);
      const after = this.rollout();
      if (after !== 'none' && after.phase === 'leaving' && after.weight === 0) this.record({ kind: 'ended', operation: `end/${rolloutId}`, rolloutId, outcome: 'rolled-back', why: after.leavingWhy, observed: ppm(0) });
    }
    if (this.rollout() === 'none' && this.state().stable.version === candidate.version) this.stable = candidate;
  }

  private tick(rollout: Rollout, candidate: Model): void {
    const { expert } = rollout.policy;
    const evidence = Object.fromEntries(rollout.policy.checks.map((check) => [check.name, this.observe(rollout, check, candidate)]));
    const situation: Situation = {
      nowMs: this.nowMs,
      nextLookMs: expert.lookMs,
      router: { kind: 'read', weight: rollout.weight, step: ppm(1000), ours: false, mirror: 'cannot' },
      candidate: { kind: 'ready', digest: rollout.candidate.digest },
      stable: 'alive',
      frozen: { kind: 'unchanged' },
      smoke: { kind: 'not-asked' },
      quiet: { kind: 'no' },
      request: { kind: 'none' },
    };
    const { decision } = decide(rollout, evidence, situation);
    const planned = planEffect(rollout, decision, this.events.length + 1, rollout.weight);
    const raises = planned.kind !== 'none' && waitsForRecord(rollout, planned);
    const kind = raises ? ('intended' as const) : ('done' as const);
    const effect = planned.kind === 'none' ? { kind: 'none' as const } : { kind, effect: planned };
    this.record({ kind: 'ticked', operation: `tick/${String(this.events.length)}`, rolloutId: rollout.id, evidence, situation, decision, effect, snapshot: null });
    if (planned.kind !== 'none' && raises) this.confirm(planned);
    if (decision.kind === 'promote') this.promote(rollout);
  }

  private promote(rollout: Rollout): void {
    const effect = planPromotion(rollout, this.events.length + 1, ppm(1000));
    this.record({ kind: 'intended', operation: `promote/${rollout.id}`, rolloutId: rollout.id, effect });
    this.confirm(effect);
    this.record({ kind: 'promoted', operation: `pointer/${rollout.id}`, rolloutId: rollout.id, pointer: `prod -> ${rollout.candidate.version}` });
  }

  private confirm(effect: Effect): void {
    this.nowMs += Math.round(this.plan.secondMs * 2);
    this.record({ kind: 'confirmed', operation: `confirm/${effect.id}`, rolloutId: effect.rolloutId, effectId: effect.id, observed: effect.weight, settledAtMs: this.nowMs });
  }

  /** Closed blocks on the block grid since the watermark; label cohorts come later and in larger steps. */
  private observe(rollout: Rollout, check: Check, candidate: Model): Evidence {
    const { blockMs, lagMs } = rollout.policy.expert;
    const stepMs = check.signal.kind === 'labels' ? check.signal.everyMs : blockMs;
    const delayMs = check.signal.kind === 'labels' ? check.signal.matureMs : lagMs;
    const state = rollout.checks[check.name];
    const blocks: Block[] = [];
    let fromMs = Math.ceil((state?.watermarkMs ?? 0) / stepMs) * stepMs;
    for (; fromMs + stepMs + delayMs <= this.nowMs; fromMs += stepMs) {
      const weight = this.weightAt(rollout, fromMs);
      const requests = Math.round(this.plan.requestsPerBlock * (stepMs / blockMs) * (0.8 + 0.4 * this.random()));
      const candidateRequests = this.binomial(requests, weight / 1_000_000);
      blocks.push({ fromMs, toMs: fromMs + stepMs, cells: this.cells(check, requests - candidateRequests, candidateRequests, candidate) });
    }
    return { kind: 'blocks', blocks, gaps: [] };
  }

  private weightAt(rollout: Rollout, atMs: number): Ppm {
    let weight = ppm(0);
    for (const event of this.events) if (event.kind === 'confirmed' && event.rolloutId === rollout.id && event.settledAtMs <= atMs) weight = event.observed;
    return weight;
  }

  private cells(check: Check, stableTrials: number, candidateTrials: number, candidate: Model): Record<string, Cell> {
    const cell = (s: number, c: number, ratio: (model: Model) => number): Cell => ({
      stable: { trials: s, events: this.binomial(s, ratio(this.stable)) },
      candidate: { trials: c, events: this.binomial(c, ratio(candidate)) },
    });
    switch (check.signal.kind) {
      case 'share':
        return { all: cell(stableTrials, candidateTrials, (model) => model.errorRatio) };
      case 'labels': {
        const answered = (model: Model) => model.wrongRatio;
        const parts = REGIONS.map((region) => [`region=${region}`, cell(Math.floor(stableTrials / 3), Math.floor(candidateTrials / 3), (model) => Math.min(1, answered(model) * (region === 'west' && model !== this.stable ? 1.15 : 1)))] as const);
        const sum = (arm: 'stable' | 'candidate') => parts.reduce((total, [, part]) => ({ trials: total.trials + part[arm].trials, events: total.events + part[arm].events }), { trials: 0, events: 0 });
        return { all: { stable: sum('stable'), candidate: sum('candidate') }, ...Object.fromEntries(parts) };
      }
      case 'time': {
        const all: Cell = { stable: { trials: stableTrials, events: 0 }, candidate: { trials: candidateTrials, events: 0 } };
        return { all, ...Object.fromEntries(BOUNDS_S.map((bound, k) => [`le=${String(bound)}`, cell(stableTrials, candidateTrials, (model) => model.slower[k] ?? 0)])) };
      }
      default:
        throw new Error(`the rehearsal has no traffic for ${check.signal.kind}`);
    }
  }

  private binomial(trials: number, ratio: number): number {
    let hits = 0;
    for (let i = 0; i < trials; i += 1) if (this.random() < ratio) hits += 1;
    return hits;
  }

  private state(): TargetState {
    if (this.folded.kind === 'empty') throw new Error('nothing is recorded yet');
    return this.folded.state;
  }

  private rollout(): Rollout | 'none' {
    const { rollout } = this.state();
    return rollout.kind === 'none' ? 'none' : rollout;
  }

  private record(event: Unnumbered): void {
    const full = { ...event, schema: 1, sequence: this.events.length + 1, atMs: this.nowMs, actor: 'rehearsal' } as LedgerEvent;
    this.folded = { kind: 'present', state: fold(this.folded, full) };
    this.events.push(full);
  }
}

type Unnumbered = LedgerEvent extends infer E ? (E extends unknown ? Omit<E, 'schema' | 'sequence' | 'atMs' | 'actor'> : never) : never;

export function policyOf({ target, secondMs }: Pick<Rehearsal, 'target' | 'secondMs'>): Policy {
  const seconds = (n: number): number => n * secondMs;
  return {
    target,
    model: { registry: 'gto', name: 'flights', stage: 'prod' },
    serve: { kind: 'http', url: 'http://127.0.0.1:9/router', slots: ['a', 'b'] },
    metrics: { kind: 'openmetrics', pages: {} },
    promise: { falseAlarmRatio: 0.01, badRequestsMax: 300, catches: [], decideWithinMs: seconds(3 * 86_400), ifUndecided: 'ask' },
    checks: [
      aCheck({ name: 'errors', limit: { kind: 'share', ratioMax: 0.2 } }),
      aCheck({ name: 'latency', signal: { kind: 'time', metric: 'request_seconds', where: [] }, worseBy: { kind: 'factor', factor: 1.5 }, limit: { kind: 'time', quantile: 0.99, msMax: 250 }, then: 'hold' }),
      aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://127.0.0.1:9/labels' }, everyMs: seconds(30), matureMs: seconds(30) }, slices: ['region'], worseBy: { kind: 'factor', factor: 1.15 } }),
    ],
    plan: [
      { kind: 'smoke', probe: { kind: 'none' } },
      { kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(500_000), sticky: 'none' },
      { kind: 'bake', durationMs: seconds(600), holdback: ppm(10_000) },
    ],
    quiet: [],
    onNewVersion: 'replace',
    expert: {
      blockMs: seconds(30),
      lagMs: seconds(10),
      lookMs: seconds(30),
      tickMs: seconds(300),
      warmUpMs: seconds(5),
      gridMs: seconds(300),
      blindMs: seconds(1800),
      maxGapMs: seconds(120),
      samplesMin: 100,
      sampleRatioAlpha: 1e-6,
      sampleRatioFactor: 1.25,
      certifyAlpha: 0.05,
      stableRatioMax: 0.05,
      growthMax: 4,
    },
  };
}

/** A share of failed requests that may be a quarter above stable's, and rolls back. */
export function aCheck(parts: Partial<Check>): Check {
  return {
    name: 'errors',
    signal: { kind: 'share', metric: 'requests_total', among: [], where: [], unit: 'requests' },
    better: 'lower',
    slices: [],
    gap: { kind: 'none' },
    worseBy: { kind: 'factor', factor: 1.25 },
    sides: 'worse',
    limit: { kind: 'none' },
    then: 'rollback',
    independent: false,
    ...parts,
  };
}

function digestOf(model: Model): string {
  let hash = 7;
  for (const char of model.version) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return `${DIGEST}${hash.toString(16).padStart(8, '0').repeat(8)}`;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
