// A run that dies before and after every single port call that it makes: each must reach the same end with the same decisions, times apart (invariant 31).
// The kill points are whatever the undisturbed run called, so that a new call is killed too without anybody listing it.
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { Recording } from '../rollout/recording.ts';
import type { Trial } from '../scenario/scenario.ts';
import { concluded } from './conclude.ts';
import { outsideOf } from './outside-of.ts';
import { runTicks } from './simulate-ticks.ts';
import type { KillPoint } from './simulation.ts';

export interface CrashReport {
  readonly undisturbed: Recording;
  readonly points: readonly CrashPoint[];
}

export interface CrashPoint {
  readonly when: 'before' | 'after';
  /** Index into the undisturbed run's calls. */
  readonly call: number;
  /** e.g. `router.set`. */
  readonly name: string;
  readonly recording: Recording;
  /** What is not as in the undisturbed run; empty where it is the same. */
  readonly differs: string;
}

/** `every`: only each n-th call, where a run makes very many. */
export async function crashPoints(trial: Trial, { every = 1 }: { readonly every?: number } = {}): Promise<CrashReport> {
  const undisturbed = await run(trial, { kind: 'never' });
  const points: CrashPoint[] = [];
  for (let call = 0; call < undisturbed.calls.length; call += every) {
    const { port = '', method = '' } = undisturbed.calls[call] ?? {};
    for (const when of ['before', 'after'] as const) {
      const recording = await run(trial, { kind: when, call });
      points.push({ when, call, name: `${port}.${method}`, recording, differs: difference(undisturbed, recording) });
    }
  }
  return { undisturbed, points };
}

async function run(trial: Trial, kill: KillPoint): Promise<Recording> {
  return concluded(await runTicks(trial, outsideOf(trial), kill), 'tick');
}

function difference(undisturbed: Recording, killed: Recording): string {
  if (!killed.calls.some(({ answer }) => answer === 'died')) return 'nothing died';
  if (undisturbed.ending.outcome !== killed.ending.outcome) return `it ended ${killed.ending.outcome}, not ${undisturbed.ending.outcome}`;
  const [expected, seen] = [undisturbed, killed].map(({ events }) => events.map(timeless));
  const at = (expected ?? []).findIndex((event, index) => event !== seen?.[index]);
  if (at >= 0) return `event ${at + 1} is ${seen?.[at] ?? 'missing'}, not ${expected?.[at] ?? ''}`;
  return expected?.length === seen?.length ? '' : `${seen?.length ?? 0} events, not ${expected?.length ?? 0}`;
}

/** Without times and actors, and without what the router showed: a lowering that was done before the death shows there. */
const APART: ReadonlySet<string> = new Set(['atMs', 'nowMs', 'settledAtMs', 'actor', 'operation', 'router']);

function timeless(event: LedgerEvent): string {
  return JSON.stringify(event, (key: string, value: unknown) => (APART.has(key) ? undefined : value));
}
