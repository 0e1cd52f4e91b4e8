// A job of a simulated runner: a process that calls ports on a clock of its own, and may die at any call or be cancelled while it sleeps.
import type { Clock, Ports, Result } from '@rampart/rollout-engine';
import type { PortCall } from '../rollout/recording.ts';
import type { Simulation } from './simulation.ts';
import { CALLS_FROM, JOBS_NEXT } from './virtual-time.ts';

/** Thrown where the process dies. Nothing in the engine may catch it. */
export class JobDied extends Error {
  override readonly name = 'JobDied';
}

export class Job {
  /** e.g. `canary-step-3`. */
  readonly name: string;
  readonly startedAtMs: number;
  readonly #cancelled = new AbortController();
  readonly #sim: Simulation;
  #calls = 0;
  #isDead = false;

  constructor(sim: Simulation, name: string) {
    this.#sim = sim;
    this.name = name;
    this.startedAtMs = sim.time.nowMs;
  }

  /** Aborts when the job is cancelled; a runner then leaves it a little time. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  cancel(): void {
    this.#cancelled.abort();
  }

  /** Its next call is its end. */
  die(): void {
    this.#isDead = true;
  }

  /** The machine's own clock, which may be off; sleeping takes as long as it takes. */
  clock(): Clock {
    const { time, startMs, faults } = this.#sim;
    return {
      nowMs: () => {
        const off = faults.on('runner-clock', time.nowMs);
        return startMs + time.nowMs + (off === 'none' ? 0 : off.aheadMs);
      },
      sleep: (durationMs, signal) => time.until(time.nowMs + durationMs, JOBS_NEXT, signal),
    };
  }

  /** The simulation's ports as this job has them. */
  ports(): Ports {
    const { ledger, router, metrics, registry, freeze, smoke, titleOf } = this.#sim.ports;
    const call = <T>(port: PortCall['port'], method: string, about: string, act: () => Promise<T>): Promise<T> => this.#call({ port, method, about }, act);
    return {
      clock: this.clock(),
      titleOf,
      ledger: {
        read: (target) => call('ledger', 'read', target, () => ledger.read(target)),
        append: (entry) => call('ledger', 'append', `${String(entry.event.sequence)} ${entry.event.kind}`, () => ledger.append(entry)),
        history: (target) => call('ledger', 'history', target, () => ledger.history(target)),
      },
      router: {
        read: (target) => call('router', 'read', target, () => router.read(target)),
        set: (change) => call('router', 'set', `${change.stamp.effectId} ${JSON.stringify(change.weights)} if ${change.ifVersion.kind === 'any' ? 'any' : change.ifVersion.version}`, () => router.set(change)),
        settle: (target, version) => call('router', 'settle', version, () => router.settle(target, version)),
      },
      deployer: { place: (placement) => call('deployer', 'place', `${placement.version} in ${placement.slot}`, () => router.place(placement)) },
      metrics: { fetchBlocks: (request) => call('metrics', 'fetchBlocks', request.questions.map(({ check }) => check).join(), () => metrics.fetchBlocks(request)) },
      registry: {
        newest: (model) => call('registry', 'newest', model, () => registry.newest(model)),
        resolve: (model, version) => call('registry', 'resolve', version, () => registry.resolve(model, version)),
        pointer: (model, stage) => call('registry', 'pointer', stage, () => registry.pointer(model, stage)),
        movePointer: (move) => call('registry', 'movePointer', `${move.stage} to ${move.to}`, () => registry.movePointer(move)),
      },
      freeze: { verify: (target, rollout) => call('freeze', 'verify', target, () => freeze.verify(target, rollout)), pin: (request) => call('freeze', 'pin', request.target, () => freeze.pin(request)) },
      smoke: { ask: (question) => call('smoke', 'ask', question.version, () => smoke.ask(question)) },
    };
  }

  async #call<T>({ port, method, about }: Pick<PortCall, 'port' | 'method' | 'about'>, act: () => Promise<T>): Promise<T> {
    const { time, startMs, notes } = this.#sim;
    // Calls of jobs that run in the same millisecond take turns in an order that is drawn; one that is alone need not wait.
    if (this.#sim.isCrowded()) await time.until(time.nowMs, CALLS_FROM + this.#sim.drawTurn());
    const end = this.#isDead ? 'before' : this.#sim.deathOf(this, { call: notes.calls.length, ownCall: (this.#calls += 1) });
    const noted = { atMs: startMs + time.nowMs, job: this.name, port, method, answer: 'died' as PortCall['answer'], about };
    notes.calls.push(noted);
    if (end === 'before') throw this.#died('before', method);
    const answer = await act();
    if (end === 'after') throw this.#died('after', method);
    noted.answer = answerOf(answer);
    return answer;
  }

  #died(when: 'before' | 'after', method: string): JobDied {
    this.#isDead = true;
    this.#sim.notes.marks.add(`died-${when}-${method}`);
    return new JobDied(`${this.name} ${when} ${method}`);
  }
}

/** A lost race for the ledger is an answer, but nothing was written. */
function answerOf(answer: unknown): PortCall['answer'] {
  if (isFailed(answer)) return answer.error.outcome === 'unknown' ? 'unknown' : 'error';
  return isConflict(answer) ? 'error' : 'ok';
}

function isFailed(answer: unknown): answer is Extract<Result<unknown>, { kind: 'error' }> {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'error';
}

function isConflict(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'value' in answer && typeof answer.value === 'object' && answer.value !== null && 'kind' in answer.value && answer.value.kind === 'conflict';
}
