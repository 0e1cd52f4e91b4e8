// A ledger cut into its rollouts: what belongs to which, and which version each was measured against.
import type { Effect, LedgerEvent } from '@rampart/rollout-policy';

export interface Chapter {
  readonly started: Extract<LedgerEvent, { kind: 'started' }>;
  /** Version that served when the rollout started. */
  readonly stable: string;
  /** From the start on, in order. */
  readonly events: readonly LedgerEvent[];
  /** What labels said of it after it had ended, in order. */
  readonly aftermath: readonly Aftermath[];
}

export type Aftermath = Extract<LedgerEvent, { kind: 'followed-up' | 'restored' }>;

/** Oldest first. Events before the first `started` (a shortened history) belong to no chapter. */
export function chaptersOf(events: readonly LedgerEvent[]): readonly Chapter[] {
  const chapters: { started: Chapter['started']; stable: string; events: LedgerEvent[]; aftermath: Aftermath[] }[] = [];
  let stable = '';
  for (const event of events) {
    if (event.kind === 'adopted') stable = event.stable.version;
    if (event.kind === 'started') chapters.push({ started: event, stable, events: [], aftermath: [] });
    if (event.kind === 'followed-up' || event.kind === 'restored') {
      const followed = chapters.findLast(({ started }) => started.rolloutId === event.rolloutId);
      followed?.aftermath.push(event);
      if (event.kind === 'restored' && followed !== undefined) stable = followed.stable;
      continue;
    }
    const chapter = chapters.at(-1);
    // Asked for a release that had ended, beside the one that is told here.
    if (chapter === undefined || (event.kind === 'retraining-asked' && event.rolloutId !== chapter.started.rolloutId)) continue;
    chapter.events.push(event);
    if (event.kind === 'confirmed' && purposeOf(chapter.events, event.effectId) === 'finish') stable = chapter.started.candidate.version;
  }
  return chapters;
}

function purposeOf(events: readonly LedgerEvent[], effectId: string): Effect['purpose'] | 'unknown' {
  for (const event of events.toReversed()) {
    const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
    if (effect?.id === effectId) return effect.purpose;
  }
  return 'unknown';
}

/** The weight as it was wanted and as the router showed it, each from a moment on. */
export interface WeightStep {
  readonly atMs: number;
  readonly weightPpm: number;
}

export interface WeightStory {
  readonly wanted: readonly WeightStep[];
  readonly observed: readonly WeightStep[];
}

/** Both begin with 0 at the start. Observed are confirmations and every look at the router. */
export function weightStory({ started, events }: Chapter): WeightStory {
  const start: WeightStep = { atMs: started.atMs, weightPpm: 0 };
  const wanted = [start];
  const observed = [start];
  for (const event of events) {
    if (event.kind === 'intended') wanted.push({ atMs: event.atMs, weightPpm: event.effect.weight });
    if (event.kind === 'confirmed') observed.push({ atMs: event.settledAtMs, weightPpm: event.observed });
    if (event.kind === 'ended') observed.push({ atMs: event.atMs, weightPpm: event.observed });
    if (event.kind !== 'ticked') continue;
    const { router } = event.situation;
    if (router.kind === 'read') observed.push({ atMs: event.situation.nowMs, weightPpm: router.weight });
    if (event.effect.kind !== 'none') wanted.push({ atMs: event.atMs, weightPpm: event.effect.effect.weight });
    if (event.effect.kind === 'done') observed.push({ atMs: event.atMs, weightPpm: event.effect.effect.weight });
  }
  return { wanted: withoutRepeats(wanted), observed: withoutRepeats(observed) };
}

function withoutRepeats(steps: readonly WeightStep[]): readonly WeightStep[] {
  return steps.filter((step, index) => index === 0 || steps[index - 1]?.weightPpm !== step.weightPpm);
}

/** Value of a step function at an instant; 0 before its first step. */
export function weightAt(steps: readonly WeightStep[], atMs: number): number {
  return steps.findLast((step) => step.atMs <= atMs)?.weightPpm ?? 0;
}
