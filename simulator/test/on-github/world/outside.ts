// What is not GitHub: the router, the metrics, the registry and the files of the data, each as the simulator has it, asked over a network by one process.
import { frozenSituation } from '@rampart/data-freeze';
import { memoryFiles, type MemoryFiles } from '@rampart/data-freeze/testing';
import { eventTitle } from '@rampart/report';
import { failed, type FreezeStore, type Ledger, type Ports, type Result, type RouterReading } from '@rampart/rollout-engine';
import { PPM_NONE } from '@rampart/rollout-policy';
import { faultsInForce } from '../../../src/ports/faults-in-force.ts';
import { outsideOf } from '../../../src/ports/outside-of.ts';
import { reality, type Reality } from '../../../src/ports/reality.ts';
import { simulatedRegistry, STABLE, type SimulatedRegistry } from '../../../src/ports/simulated-registry.ts';
import { simulatedRouter, type SimulatedRouter } from '../../../src/ports/simulated-router.ts';
import { simulatedFreezeGuard, simulatedSmokeProbe } from '../../../src/ports/simulated-surroundings.ts';
import type { Trial } from '../../../src/scenario/scenario.ts';
import { compileQuality } from '../../../src/world/compile-quality.ts';
import type { Notes } from './notes.ts';
import type { RunnerProcess } from './runner-process.ts';
import type { Turns } from './turns.ts';

export interface Outside {
  readonly router: SimulatedRouter;
  readonly registry: SimulatedRegistry;
  readonly reality: Reality;
  /** The data that the model was trained on, in the checkout of every job. */
  readonly data: MemoryFiles;
  /** Past every fault. */
  routerNow(): Promise<RouterReading>;
  portsFor(process: RunnerProcess, state: { readonly ledger: Ledger; readonly freezes: FreezeStore }): Ports;
  /** What the router says of itself in its errors. */
  speaks(words: string): void;
}

export function newOutside({ trial, turns, notes, met }: { readonly trial: Trial; readonly turns: Turns; readonly notes: Notes; readonly met: (number: number, what: string) => void }): Outside {
  const { policy, scenario } = trial;
  const faults = faultsInForce(scenario);
  const real = reality(outsideOf(trial), turns, policy.serve.slots[1]);
  const candidateSlot = policy.serve.slots[1];
  let words = '';
  const router = simulatedRouter({
    policy,
    model: scenario.router,
    stable: STABLE,
    faults,
    time: turns,
    mark: (mark) => met(27, mark),
    moved: ({ weight, mirror, rolloutId }) => {
      real.expose({ weight: weight / 1_000_000, mirror: mirror / 1_000_000 });
      notes.write({ kind: 'weight', weight, by: rolloutId });
    },
  });
  const registry = simulatedRegistry(policy, faults, turns);
  const data = memoryFiles({ 'data/features.csv': 'a,b\n1,2\n' });
  const smoke = simulatedSmokeProbe(policy, () => compileQuality(trial), turns, () => real.exposure);
  let truth: RouterReading = { target: policy.target, slots: [], version: '0', stamp: { kind: 'none' }, step: PPM_NONE, mirror: 'cannot' };
  const routerNow = async (): Promise<RouterReading> => {
    const reading = await router.read(policy.target);
    if (reading.kind === 'ok') truth = reading.value;
    return truth;
  };
  const spoken = <T>(answer: Result<T>): Result<T> => (answer.kind === 'error' && words !== '' ? failed({ ...answer.error, message: `${answer.error.message} ${words}` }) : answer);
  const share = ({ slots }: RouterReading): number => slots.find(({ slot }) => slot === candidateSlot)?.weight ?? 0;

  return {
    router,
    registry,
    reality: real,
    data,
    routerNow,
    speaks: (said) => {
      words = said;
    },
    portsFor: (process, { ledger, freezes }) => ({
      clock: process.clock,
      titleOf: eventTitle,
      ledger: {
        read: async (target) => {
          const view = await ledger.read(target);
          notes.write({ kind: 'read', job: process.name, view });
          return view;
        },
        append: async (entry) => {
          notes.write({ kind: 'append-asked', job: process.name, entry });
          const answer = await ledger.append(entry);
          notes.write({ kind: 'append-answered', job: process.name, entry, answer });
          return answer;
        },
        history: (target, enough) => ledger.history(target, enough),
      },
      router: {
        read: async (target) => {
          const answer = await process.ask(async () => spoken(await router.read(target)));
          notes.write({ kind: 'router-read', job: process.name, answer });
          return answer;
        },
        set: (change) =>
          process.ask(async () => {
            const before = await routerNow();
            const answer = await router.set(change);
            const after = await routerNow();
            if (answer.kind === 'error' && share(before) > 0 && (change.weights[candidateSlot] ?? 0) < share(before)) met(28, answer.error.code);
            notes.write({ kind: 'router-set', job: process.name, change, fromVersion: before.version, was: share(before), is: share(after), answer, carries: after.stamp.kind === 'stamp' ? after.stamp.effectId : '' });
            return spoken(answer);
          }),
        settle: (target, version) => process.ask(() => router.settle(target, version)),
      },
      deployer: { place: (placement) => process.ask(() => router.place(placement)) },
      metrics: {
        fetchBlocks: (request) =>
          process.ask(async () => {
            const answer = await real.metrics.fetchBlocks(request);
            notes.write({ kind: 'metrics', job: process.name, answer });
            const isBad = answer.kind === 'error' || Object.values(answer.value.evidence).some((news) => news.kind === 'no-data' || news.gaps.length > 0);
            if (isBad) met(26, 'no evidence');
            return answer;
          }),
      },
      registry: {
        newest: (model) => process.ask(() => registry.newest(model)),
        resolve: (model, version) => process.ask(() => registry.resolve(model, version)),
        pointer: (model, stage) => process.ask(() => registry.pointer(model, stage)),
        movePointer: (move) =>
          process.ask(async () => {
            const moved = await registry.movePointer(move);
            if (moved.kind === 'ok') real.promoted();
            return moved;
          }),
      },
      freeze: {
        verify: async (target) => {
          const record = await freezes.readFreeze(target);
          if (record.kind === 'error') return { kind: 'unreadable', why: record.error.message };
          if (record.value.kind === 'none') return simulatedFreezeGuard(faults, turns).verify(target);
          const answer = await frozenSituation(target, record.value.document, { filesAt: () => data, branches: 'none' });
          if (answer.kind === 'changed') met(33, 'frozen data changed');
          return answer;
        },
        pin: (request) => simulatedFreezeGuard(faults, turns).pin(request),
      },
      smoke: { ask: (question) => process.ask(() => smoke.ask(question)) },
    }),
  };
}
