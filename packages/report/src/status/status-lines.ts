// Targets under each other, one line each: for `rampart status`.
import { assertNever, PPM_ALL, type TargetState } from '@rampart/rollout-policy';
import { MOOD_INKS, MOOD_GLYPHS, paint, type TerminalStyle } from '../terminal-style.ts';
import type { Mood } from '../briefing/briefing.ts';
import { cutColumns, displayWidth, padColumns } from '../text/display-width.ts';
import { count, duration, percentOfWeight } from '../text/quantity.ts';
import { utcMoment } from '../text/utc-time.ts';
import { named, said } from '../words/foreign-text.ts';
import { outcomeWords } from '../words/event-title.ts';
import { targetStatus, type ReleaseStatus, type TargetStatus, type WaitsFor } from './target-status.ts';

const TARGET_COLUMNS_MAX = 32;

/** `● fraud-prod  v42 at 5 % for 3 min · waits for evidence · next look by 14:12 UTC · harm 3 of 100`, each cut to the width. */
export function statusLines(states: readonly TargetState[], nowMs: number, style: TerminalStyle): readonly string[] {
  const columns = Math.min(TARGET_COLUMNS_MAX, Math.max(0, ...states.map(({ target }) => displayWidth(named(target)))));
  return states.map((state) => {
    const status = targetStatus(state, nowMs);
    const mood = moodOf(state, status);
    const glyph = status.pause.kind === 'paused' ? '‖' : MOOD_GLYPHS[mood];
    return paint(cutColumns(`${glyph} ${padColumns(cutColumns(named(status.target), columns), columns)}  ${partsOf(state, status, nowMs).join(' · ')}`, style.width), [MOOD_INKS[mood]], style);
  });
}

function moodOf({ ended }: TargetState, { release }: TargetStatus): Mood {
  if (release.kind === 'none') return ended.at(-1)?.outcome === 'promoted' ? 'good' : ended.length === 0 ? 'open' : 'bad';
  if (release.isOverdue || release.waitsFor.whom === 'person' || release.waitsFor.whom === 'approval') return 'stop';
  if (release.phase === 'leaving') return 'bad';
  return release.phase === 'trial' ? 'open' : 'good';
}

function partsOf(state: TargetState, { pause, release, stable }: TargetStatus, nowMs: number): readonly string[] {
  const paused = pause.kind === 'none' ? [] : [`PAUSED by ${named(pause.by)} for ${duration(nowMs - pause.sinceMs)}${pause.why === '' ? '' : ` (${said(pause.why)})`}`];
  if (release.kind === 'none') return [...paused, `${named(stable)} serves`, ...lastWords(state, nowMs)];
  return [
    ...paused,
    releaseWords(release, nowMs),
    waitsWords(release.waitsFor),
    release.isOverdue ? `NO LOOK for ${duration(nowMs - release.seenMs)}` : `next look by ${utcMoment(release.nextLookByMs, nowMs)} UTC`,
    `harm ${count(Math.max(0, release.harm.excess))} of ${count(release.harm.budget)}`,
    `${named(stable)} serves the rest`,
  ];
}

function lastWords({ ended }: TargetState, nowMs: number): readonly string[] {
  const last = ended.at(-1);
  if (last === undefined) return ['nothing was rolled out yet'];
  const ago = `${duration(Math.max(1_000, nowMs - last.endedAtMs))} ago`;
  return [last.outcome === 'promoted' ? `promoted ${ago}` : `${named(last.candidate.version)} ${outcomeWords(last.outcome)} ${ago}`];
}

function releaseWords({ version, phase, weightPpm, mirrorPpm, weightSinceMs }: ReleaseStatus, nowMs: number): string {
  const how = phase === 'leaving' ? ' is taken out,' : phase === 'baking' ? ' is promoted,' : '';
  const share = weightPpm === 0 && mirrorPpm > 0 ? `copies of ${percentOfWeight(mirrorPpm)}` : percentOfWeight(weightPpm);
  return `${named(version)}${how} at ${share}${weightPpm === PPM_ALL ? '' : ` for ${duration(Math.max(1_000, nowMs - weightSinceMs))}`}`;
}

export function waitsWords({ whom, codes }: WaitsFor): string {
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
