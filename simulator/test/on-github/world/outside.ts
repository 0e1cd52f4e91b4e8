// What is not GitHub, for one target: the router, the metrics, the registry and the files of the data, each as the simulator has it, asked over a network by
// one process.
import { decodePatterns, encodeManifest, freezeFiles, frozenSituation } from '@rampart/data-freeze';
import type { MemoryFiles } from '@rampart/data-freeze/testing';
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import { eventTitle } from '@rampart/report';
import { failed, type Clock, type FreezeGuard, type FreezeStore, type Ledger, type Ports, type Result, type RouterReading } from '@rampart/rollout-engine';
import { PPM_NONE, type Policy } from '@rampart/rollout-policy';
import { faultsInForce } from '../../../src/ports/faults-in-force.ts';
import { simulatedRegistry, STABLE, type SimulatedRegistry } from '../../../src/ports/simulated-registry.ts';
import { simulatedRouter, type SimulatedRouter } from '../../../src/ports/simulated-router.ts';
import { simulatedFreezeGuard } from '../../../src/ports/simulated-surroundings.ts';
import type { Trial } from '../../../src/scenario/scenario.ts';
import { FIRST_VERSION } from '../plot.ts';
import type { Notes } from './notes.ts';
import { releaseWorlds } from './release-worlds.ts';
import type { RunnerProcess } from './runner-process.ts';
import type { Turns } from './turns.ts';

export interface Outside {
  readonly router: SimulatedRouter;
  readonly registry: SimulatedRegistry;
  /** Past every fault. */
  routerNow(): Promise<RouterReading>;
  portsFor(process: RunnerProcess, clock: Clock, state: { readonly ledger: Ledger; readonly freezes: FreezeStore }): Ports;
  /** What the router says of itself in its errors. */
  speaks(words: string): void;
}

export interface OutsideParts {
  readonly policy: Policy;
  /** What comes of a version; `run`: chance of its own. */
  readonly trialOf: (version: string, run: number) => Trial;
  /** The data that the models are trained on, in the checkout of every job. */
  readonly data: MemoryFiles;
  readonly turns: Turns;
  readonly notes: Notes;
  readonly met: (number: number, what: string) => void;
}

export function newOutside({ policy, trialOf, data, turns, notes, met }: OutsideParts): Outside {
  const { target } = policy;
  const { scenario } = trialOf(FIRST_VERSION, 0);
  const faults = faultsInForce(scenario);
  const worlds = releaseWorlds({ trialOf, time: turns, slots: policy.serve.slots, firstVersion: FIRST_VERSION });
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
      worlds.expose({ weight: weight / 1_000_000, mirror: mirror / 1_000_000 });
      notes.write({ kind: 'weight', target, weight, by: rolloutId });
    },
  });
  const registry = simulatedRegistry(policy, faults, turns);
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
    routerNow,
    speaks: (said) => {
      words = said;
    },
    portsFor: (process, clock, { ledger, freezes }) => ({
      clock,
      titleOf: eventTitle,
      ledger: {
        read: async (asked) => {
          const view = await ledger.read(asked);
          notes.write({ kind: 'read', target, job: process.name, view });
          return view;
        },
        append: async (entry) => {
          notes.write({ kind: 'append-asked', target, job: process.name, entry });
          const answer = await ledger.append(entry);
          notes.write({ kind: 'append-answered', target, job: process.name, entry, answer });
          return answer;
        },
        history: (asked, enough) => ledger.history(asked, enough),
      },
      router: {
        read: async (asked) => {
          const answer = await process.ask(async () => spoken(await router.read(asked)));
          notes.write({ kind: 'router-read', target, job: process.name, answer });
          return answer;
        },
        set: (change) =>
          process.ask(async () => {
            const before = await routerNow();
            const answer = await router.set(change);
            const after = await routerNow();
            if (answer.kind === 'error' && share(before) > 0 && (change.weights[candidateSlot] ?? 0) < share(before)) met(28, answer.error.code);
            notes.write({ kind: 'router-set', target, job: process.name, change, fromVersion: before.version, was: share(before), is: share(after), answer, carries: after.stamp.kind === 'stamp' ? after.stamp.effectId : '' });
            return spoken(answer);
          }),
        settle: (asked, version) => process.ask(() => router.settle(asked, version)),
      },
      deployer: {
        place: (placement) =>
          process.ask(async () => {
            const placed = await router.place(placement);
            if (placed.kind === 'ok') worlds.placed(placement.version, placement.slot);
            return placed;
          }),
      },
      metrics: {
        fetchBlocks: (request) =>
          process.ask(async () => {
            const answer = await worlds.metrics.fetchBlocks(request);
            notes.write({ kind: 'metrics', target, job: process.name, answer });
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
            if (moved.kind === 'ok') {
              worlds.promoted(move.to);
              notes.write({ kind: 'pointer-moved', target, job: process.name, to: move.to });
            }
            return moved;
          }),
      },
      freeze: freezeGuard({ freezes, data, clock, unfrozen: simulatedFreezeGuard(faults, turns), changed: () => met(33, 'frozen data changed') }),
      smoke: { ask: (question) => process.ask(() => worlds.askSmoke(question)) },
    }),
  };
}

interface GuardParts {
  readonly freezes: FreezeStore;
  readonly data: MemoryFiles;
  readonly clock: Clock;
  /** Where nobody holds a freeze. */
  readonly unfrozen: FreezeGuard;
  readonly changed: () => void;
}

/** As ports-from-policy has it for the files of a checkout: what a person froze, and what the rollout holds. */
function freezeGuard({ freezes, data, clock, unfrozen, changed }: GuardParts): FreezeGuard {
  return {
    verify: async (target, rollout) => {
      const answers = [];
      for (const by of ['hand', 'rollout'] as const) {
        const record = await freezes.readFreeze(target, by);
        if (record.kind === 'error') return { kind: 'unreadable', why: record.error.message, ...(record.error.retryable ? {} : { lasts: true }) };
        if (record.value.kind === 'frozen') answers.push(await frozenSituation(target, { document: record.value.document, where: `${freezeFile(target, by)} on ${FREEZES_REF}`, rolloutId: rollout.rolloutId }, { filesAt: () => data, branches: 'none' }));
      }
      if (answers.every(({ kind }) => kind === 'none')) return unfrozen.verify(target, rollout);
      const answer = answers.find(({ kind }) => kind === 'changed') ?? answers.find(({ kind }) => kind === 'unreadable') ?? { kind: 'unchanged' };
      if (answer.kind === 'changed') changed();
      return answer;
    },
    pin: async ({ target, rolloutId, paths }) => {
      const patterns = decodePatterns(paths);
      const frozen = patterns.kind === 'refused' ? patterns : await freezeFiles({ target, root: '.', patterns: patterns.value, nowMs: clock.nowMs(), rolloutId }, data);
      if (frozen.kind === 'refused') return { kind: 'refused', why: frozen.mistakes.map(({ message }) => message).join('; ') };
      return { kind: 'pinned', document: encodeManifest(frozen.manifest) };
    },
  };
}
