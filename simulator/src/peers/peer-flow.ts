// The world as a peer finds it: requests flow, a router moves them, a metric store with history tells of the checks of a policy.
import { describeError, type Question } from '@rampart/rollout-engine';
import { labelsQuestionOf, type Block, type Check, type Evidence, type Policy } from '@rampart/rollout-policy';
import { START_MS } from '../rollout/release.ts';
import type { Truth } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';
import { newTelemetry, nextCutMs, type Telemetry } from '../telemetry/index.ts';
import type { Exposure, Happening, World, WorldRun } from '../world/world.ts';
import type { PeerSignal, Seen } from './peer.ts';
import { SeenBlocks } from './seen-blocks.ts';

export class PeerFlow {
  readonly #trial: Trial;
  readonly #requests: WorldRun;
  readonly #telemetry: Telemetry;
  readonly #seen = new SeenBlocks();
  readonly #watermarks = new Map<string, number>();
  readonly #signals: ReadonlyMap<string, PeerSignal>;
  readonly #truth = { requests: { stable: 0, candidate: 0 }, bad: { stable: 0, candidate: 0 }, excess: 0, excessInTrial: 0, usersHarmed: 0 };
  #nowMs = 0;
  #exposure: Exposure = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };
  /** A weight that was set and is not in effect everywhere yet. */
  #coming: Exposure | 'none' = 'none';

  constructor(trial: Trial, world: World) {
    this.#trial = trial;
    this.#requests = world.begin();
    this.#telemetry = newTelemetry(trial, { source: 'history', startMs: START_MS });
    this.#signals = signalsOf(trial.policy);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get truth(): Truth {
    return this.#truth;
  }

  get firstTrafficAtMs(): number | 'never' {
    return (this.#coming === 'none' ? this.#exposure : this.#coming).firstTrafficAtMs;
  }

  seen(): Seen {
    return this.#seen.at(this.#nowMs, this.#exposure.weight);
  }

  /** In effect when the router has settled. */
  move(weightPpm: number): void {
    const atMs = this.#nowMs + this.#trial.scenario.router.settlesAfterMs;
    const firstTrafficAtMs = this.#exposure.firstTrafficAtMs === 'never' && weightPpm > 0 ? atMs : this.#exposure.firstTrafficAtMs;
    this.#coming = { ...this.#exposure, weight: weightPpm / 1_000_000, firstTrafficAtMs, weightSinceMs: atMs };
    this.#takeEffect();
  }

  /** Up to `toMs` or the horizon; spans end where blocks do and where a weight takes effect. */
  advance(toMs: number): void {
    const endMs = Math.min(toMs, this.#trial.scenario.horizonMs);
    while (this.#nowMs < endMs) {
      const gridMs = nextCutMs(this.#trial, { source: 'history', startMs: START_MS }, this.#nowMs);
      const settledMs = this.#coming === 'none' ? endMs : this.#coming.weightSinceMs;
      this.#happen(Math.min(endMs, gridMs, settledMs));
      this.#takeEffect();
    }
  }

  /** News of every check, as a job of ours would get them; what concerns the peer is seen from then on. */
  hear(): Readonly<Record<string, Evidence>> {
    const { policy } = this.#trial;
    const questions = policy.checks.map((check) => this.#question(check));
    const [stable, candidate] = policy.serve.slots;
    const { blockMs, lagMs, maxGapMs } = policy.expert;
    const answer = this.#telemetry.fetchBlocks({ target: policy.target, rolloutId: 'simulated', arms: { stable, candidate }, versions: { stable: 'v1.0.0', candidate: 'v2.0.0' }, questions, nowMs: START_MS + this.#nowMs, blockMs, lagMs, maxGapMs, snapshot: null });
    const news: Record<string, Evidence> = {};
    for (const { check } of questions) {
      const evidence: Evidence = answer.kind === 'ok' ? (answer.value.evidence[check] ?? NO_NEWS) : { kind: 'no-data', why: describeError(answer.error) };
      if (evidence.kind === 'no-data' || evidence.blocks.length > 0 || evidence.gaps.length > 0) news[check] = evidence;
      const newest = evidence.kind === 'blocks' ? evidence.blocks.at(-1) : undefined;
      if (newest !== undefined) this.#watermarks.set(check, newest.toMs);
      const signal = this.#signals.get(check);
      if (signal !== undefined) this.#seen.tell(signal, answer.kind === 'ok' ? byOffset(evidence) : { kind: 'error', why: describeError(answer.error) });
    }
    return news;
  }

  #question({ name, signal, slices }: Check): Question {
    return { check: name, signal, slices, bounds: [], fromMs: this.#watermarks.get(name) ?? START_MS };
  }

  #happen(toMs: number): void {
    const happening = this.#requests.advance({ fromMs: this.#nowMs, toMs }, this.#exposure);
    this.#telemetry.record(happening);
    this.#add(happening);
    this.#nowMs = toMs;
  }

  #add({ requests, bad, excess, usersHarmed }: Happening): void {
    const truth = this.#truth;
    truth.requests.stable += requests.stable;
    truth.requests.candidate += requests.candidate;
    truth.bad.stable += bad.stable;
    truth.bad.candidate += bad.candidate;
    truth.excess += excess;
    if (this.#exposure.promotedAtMs === 'never') truth.excessInTrial += excess;
    truth.usersHarmed += usersHarmed;
  }

  #takeEffect(): void {
    if (this.#coming === 'none' || this.#coming.weightSinceMs > this.#nowMs) return;
    this.#exposure = this.#coming;
    this.#coming = 'none';
  }
}

/** Which check of the policy a peer looks at: the first share of requests that can roll back, the first check of times. */
export function checkFor(signal: PeerSignal, { checks }: Policy): Check | undefined {
  const live = checks.filter((check) => labelsQuestionOf(check.signal).kind === 'none');
  if (signal === 'latency') return live.find((check) => check.signal.kind === 'time');
  return live.find((check) => check.signal.kind === 'share' && check.then === 'rollback') ?? live.find((check) => check.signal.kind === 'share');
}

function signalsOf(policy: Policy): ReadonlyMap<string, PeerSignal> {
  const signals = new Map<string, PeerSignal>();
  for (const signal of ['errors', 'latency'] as const) {
    const check = checkFor(signal, policy);
    if (check !== undefined) signals.set(check.name, signal);
  }
  return signals;
}

const NO_NEWS: Evidence = { kind: 'blocks', blocks: [], gaps: [] };

function byOffset(evidence: Evidence): Evidence {
  if (evidence.kind === 'no-data') return evidence;
  return { kind: 'blocks', blocks: evidence.blocks.map((block): Block => ({ ...block, fromMs: block.fromMs - START_MS, toMs: block.toMs - START_MS })), gaps: [] };
}
