// What became of each release of a target, as its ledger tells it: the material of every measure of delivery.
import type { LedgerEvent } from '@rampart/rollout-policy';
import { chaptersOf, weightStory, type Chapter } from '../ledger/chapters.ts';

export interface ReleaseFacts {
  readonly rolloutId: string;
  readonly version: string;
  /** When this artefact was tried first on this target: a later try of it is the same change. */
  readonly firstStartedAtMs: number;
  readonly startedAtMs: number;
  readonly promotedAtMs: number | 'never';
  /** All traffic was on another version again, as recorded. */
  readonly outAtMs: number | 'never';
  /** Who or what took it out. */
  readonly outBy: 'nobody' | 'checks' | 'person' | 'time' | 'newer' | 'labels';
  /** Before the promotion; the promotion's own weight is no trial. */
  readonly trialWeightMaxPpm: number;
  /** It serves in the place of one that had failed after its promotion, with nothing promoted in between. */
  readonly isRepair: boolean;
}

/** `events`: a whole ledger, oldest first. */
export function releaseFacts(events: readonly LedgerEvent[]): readonly ReleaseFacts[] {
  const firstStarts = new Map<string, number>();
  const facts: ReleaseFacts[] = [];
  for (const chapter of chaptersOf(events)) {
    const { started } = chapter;
    // A bad version that was let in on purpose is no release, and its being caught none that was saved.
    if (started.drill === true) continue;
    const firstStartedAtMs = firstStarts.get(started.candidate.digest) ?? started.atMs;
    firstStarts.set(started.candidate.digest, firstStartedAtMs);
    const promotedAtMs = chapter.events.find(({ kind }) => kind === 'promoted')?.atMs ?? 'never';
    const before = facts.findLast((known) => known.promotedAtMs !== 'never' && known.promotedAtMs <= started.atMs);
    facts.push({
      rolloutId: started.rolloutId,
      version: started.candidate.version,
      firstStartedAtMs,
      startedAtMs: started.atMs,
      promotedAtMs,
      ...ending(chapter),
      trialWeightMaxPpm: trialWeightMax(chapter, promotedAtMs),
      isRepair: before !== undefined && before.outAtMs !== 'never' && before.outAtMs <= started.atMs,
    });
  }
  return facts;
}

function ending({ events, aftermath }: Chapter): Pick<ReleaseFacts, 'outAtMs' | 'outBy'> {
  const restored = aftermath.find(({ kind }) => kind === 'restored');
  if (restored !== undefined) return { outAtMs: restored.atMs, outBy: 'labels' };
  const ended = events.findLast((event) => event.kind === 'ended');
  return ended === undefined ? { outAtMs: 'never', outBy: 'nobody' } : { outAtMs: takenOutAtMs(events, ended.atMs), outBy: outBy(ended.why) };
}

/** The weight was 0 as soon as the lowering was done or confirmed; the rollout may have been concluded later. */
function takenOutAtMs(events: Chapter['events'], endedAtMs: number): number {
  const decided = events.findIndex((event) => event.kind === 'ticked' && event.decision.kind === 'rollback');
  if (decided === -1) return endedAtMs;
  const out = events.slice(decided).find((event) => (event.kind === 'ticked' && event.effect.kind === 'done') || (event.kind === 'confirmed' && event.observed === 0));
  return out?.kind === 'confirmed' ? out.settledAtMs : (out?.atMs ?? endedAtMs);
}

/** By the code of the reason that ended it. */
function outBy(why: string): ReleaseFacts['outBy'] {
  switch (why) {
    case 'aborted':
    case 'weight-lowered-outside':
      return 'person';
    case 'undecided':
      return 'time';
    case 'superseded':
      return 'newer';
    default:
      return 'checks';
  }
}

function trialWeightMax(chapter: Chapter, promotedAtMs: number | 'never'): number {
  const promotion = chapter.events.find((event) => event.kind === 'intended' && event.effect.purpose === 'promote')?.atMs ?? promotedAtMs;
  const untilMs = promotion === 'never' ? Number.MAX_SAFE_INTEGER : promotion;
  return Math.max(0, ...weightStory(chapter).observed.filter(({ atMs }) => atMs <= untilMs).map(({ weightPpm }) => weightPpm));
}
