// How a target stands, in words: the parts that its line and its row in a summary are put together from.
import { assertNever, PPM_ALL, type TargetState } from '@rampart/rollout-policy';
import type { Mood } from '../briefing/briefing.ts';
import { count, duration, percentOfWeight } from '../text/quantity.ts';
import { utcMoment } from '../text/utc-time.ts';
import { outcomeWords } from '../words/event-title.ts';
import { named, said } from '../words/foreign-text.ts';
import { MOOD_GLYPHS } from '../terminal-style.ts';
import { targetStatus, type ReleaseStatus, type TargetStatus, type WaitsFor } from './target-status.ts';

export interface StatusWords {
  readonly mood: Mood;
  readonly glyph: string;
  readonly target: string;
  readonly stable: string;
  /** Empty: nobody has paused it. */
  readonly paused: string;
  readonly release:
    | { readonly kind: 'none'; readonly last: string }
    | { readonly kind: 'live'; readonly released: string; readonly waits: string; readonly isOverdue: boolean; readonly nextLook: string; readonly harm: string };
}

export function statusWords(state: TargetState, nowMs: number): StatusWords {
  const status = targetStatus(state, nowMs);
  const { pause, release } = status;
  const mood = moodOf(state, status);
  return {
    mood,
    glyph: pause.kind === 'paused' ? '‖' : MOOD_GLYPHS[mood],
    target: named(status.target),
    stable: named(status.stable),
    paused: pause.kind === 'none' ? '' : `PAUSED by ${named(pause.by)} for ${duration(nowMs - pause.sinceMs)}${pause.why === '' ? '' : ` (${said(pause.why)})`}`,
    release:
      release.kind === 'none'
        ? { kind: 'none', last: lastWords(state, nowMs) }
        : {
            kind: 'live',
            released: releaseWords(release, nowMs),
            waits: waitsWords(release.waitsFor),
            isOverdue: release.isOverdue,
            nextLook: release.isOverdue ? `NO LOOK for ${duration(nowMs - release.seenMs)}` : `by ${utcMoment(release.nextLookByMs, nowMs)} UTC`,
            harm: `${count(Math.max(0, release.harm.excess))} of ${count(release.harm.budget)}`,
          },
  };
}

function moodOf({ ended }: TargetState, { release }: TargetStatus): Mood {
  if (release.kind === 'none') return ended.at(-1)?.outcome === 'promoted' ? 'good' : ended.length === 0 ? 'open' : 'bad';
  if (release.isOverdue || release.waitsFor.whom === 'person' || release.waitsFor.whom === 'approval') return 'stop';
  if (release.phase === 'leaving') return 'bad';
  return release.phase === 'trial' ? 'open' : 'good';
}

function lastWords({ ended }: TargetState, nowMs: number): string {
  const last = ended.at(-1);
  if (last === undefined) return 'nothing was rolled out yet';
  const ago = `${duration(Math.max(1_000, nowMs - last.endedAtMs))} ago`;
  return last.outcome === 'promoted' ? `promoted ${ago}` : `${named(last.candidate.version)} ${outcomeWords(last.outcome)} ${ago}`;
}

function releaseWords({ version, phase, weightPpm, mirrorPpm, weightSinceMs }: ReleaseStatus, nowMs: number): string {
  const how = phase === 'leaving' ? ' is taken out,' : phase === 'baking' ? ' is promoted,' : '';
  const share = weightPpm === 0 && mirrorPpm > 0 ? `copies of ${percentOfWeight(mirrorPpm)}` : percentOfWeight(weightPpm);
  return `${named(version)}${how} at ${share}${weightPpm === PPM_ALL ? '' : ` for ${duration(Math.max(1_000, nowMs - weightSinceMs))}`}`;
}

function waitsWords({ whom, codes }: WaitsFor): string {
  const why = codes[0] === undefined ? '' : ` (${codes[0].replaceAll('-', ' ')})`;
  switch (whom) {
    case 'approval':
      return `waits for an approval${why}`;
    case 'person':
      return `NEEDS A PERSON${why}`;
    case 'resume':
      return 'waits for rampart resume';
    case 'promote-job':
      return 'waits for the promote job';
    case 'rollback-job':
      return 'waits for the rollback job';
    case 'router':
      return 'waits for the router';
    case 'evidence':
      return 'waits for evidence';
    default:
      return assertNever(whom);
  }
}
