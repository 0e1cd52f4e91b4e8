// Builders for tests of what is told: what happened in a span, a trial, and somebody who looks at it as a job does.
import type { BlocksAnswer, BlocksRequest, Question, Result } from '@rampart/rollout-engine';
import type { Block, Check, Evidence, Gap, Policy } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Scenario, Trial } from '../src/scenario/scenario.ts';
import { newTelemetry, type SourceKind, type Telemetry } from '../src/telemetry/index.ts';
import type { Happening } from '../src/world/world.ts';

export const START_MS = 1_704_067_200_000;
export const BLOCK_MS = 30_000;
export const MAX_GAP_MS = 120_000;

export function aHappening(fromMs: number, toMs: number, cells: Happening['cells']): Happening {
  return { fromMs, toMs, requests: { stable: 0, candidate: 0 }, bad: { stable: 0, candidate: 0 }, excess: 0, usersHarmed: 0, cells };
}

/** `[3, 1000]` is three of a thousand. */
export function cell(stable: readonly [number, number], candidate: readonly [number, number]): Block['cells'][string] {
  return { stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } };
}

export function aTrial(scenario: Partial<Scenario> = {}, policy: Policy = aPolicy()): Trial {
  return { policy, scenario: { ...DEFAULT_SCENARIO, ...scenario } };
}

export interface Job {
  readonly telemetry: Telemetry;
  /** Lets `cells` happen until `toMs` and looks. */
  look(toMs: number, cells: (span: { readonly fromMs: number; readonly toMs: number }) => Happening['cells'], parts?: Partial<BlocksRequest>): Readonly<Record<string, Evidence>> | 'error';
  /** Only looks. */
  ask(nowMs: number, parts?: Partial<BlocksRequest>): Result<BlocksAnswer>;
  /** All that was told of a check so far. */
  told(check: string): readonly Block[];
  gaps(check: string): readonly Gap[];
}

/** Looks again and again with the last snapshot, from the last block on. */
export function aJob(trial: Trial, source: SourceKind): Job {
  const telemetry = newTelemetry(trial, { source, startMs: START_MS });
  const told = new Map<string, Block[]>();
  const gaps = new Map<string, Gap[]>();
  let snapshot: unknown = null;
  let happenedMs = 0;
  const questionOf = (check: Check): Question => ({ check: check.name, signal: check.signal, slices: check.slices, bounds: [], fromMs: told.get(check.name)?.at(-1)?.toMs ?? START_MS });
  const ask: Job['ask'] = (nowMs, parts) => {
    const { blockMs, lagMs } = trial.policy.expert;
    const questions = trial.policy.checks.map(questionOf);
    const answer = telemetry.fetchBlocks({ target: 't', rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions, nowMs: START_MS + nowMs, blockMs, lagMs, maxGapMs: MAX_GAP_MS, snapshot, ...parts });
    if (answer.kind === 'error') return answer;
    snapshot = JSON.parse(JSON.stringify(answer.value.snapshot));
    for (const [check, evidence] of Object.entries(answer.value.evidence)) {
      if (evidence.kind === 'no-data') continue;
      told.set(check, [...(told.get(check) ?? []), ...evidence.blocks]);
      gaps.set(check, [...(gaps.get(check) ?? []), ...evidence.gaps]);
    }
    return answer;
  };
  return {
    telemetry,
    ask,
    look: (toMs, cells, parts) => {
      telemetry.record(aHappening(happenedMs, toMs, cells({ fromMs: happenedMs, toMs })));
      happenedMs = toMs;
      const answer = ask(toMs, parts);
      return answer.kind === 'ok' ? answer.value.evidence : 'error';
    },
    told: (check) => told.get(check) ?? [],
    gaps: (check) => gaps.get(check) ?? [],
  };
}
