// What a person sees while the demo runs: a line per thing that happened, and below it one status line that moves. Without a terminal the
// status is a plain line every few seconds.
import { cleanLine, percentOfWeight } from '@rampart/report';
import type { Check, TargetState } from '@rampart/rollout-policy';

export interface Screen {
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly width: number;
  readonly write: (text: string) => void;
}

export interface Moment {
  readonly atMs: number;
  readonly state: TargetState;
  /** Candidate's share as the router shows it now, in ppm. */
  readonly observedPpm: number;
  readonly lastDecision: string;
}

const PLAIN_EVERY_MS = 2_500;
const BAR = 24;

export function openTimeline(screen: Screen, startedAtMs: number) {
  let status = '';
  let plainAtMs = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (screen.isTerminal && status !== '') screen.write('\r\u001b[2K');
  };
  const happened = (atMs: number, text: string): void => {
    clear();
    screen.write(`${clock(atMs - startedAtMs)}  ${cleanLine(text, 400)}\n`);
    if (screen.isTerminal) screen.write(status);
  };
  const show = (moment: Moment): void => {
    const line = statusLine(moment);
    if (!screen.isTerminal) {
      if (moment.atMs - plainAtMs < PLAIN_EVERY_MS) return;
      plainAtMs = moment.atMs;
      screen.write(`${clock(moment.atMs - startedAtMs)}  ${line}\n`);
      return;
    }
    clear();
    status = painted(cut(`${clock(moment.atMs - startedAtMs)}  ${line}`, screen.width - 1), screen.color);
    screen.write(status);
  };
  const close = (): void => {
    clear();
    status = '';
  };
  return { happened, show, close };
}

function statusLine({ state, observedPpm, lastDecision }: Moment): string {
  const { rollout, stable } = state;
  if (rollout.kind === 'none') return `${stable.version} serves everything`;
  const stage = rollout.phase === 'trial' ? (rollout.policy.plan[rollout.stageIndex]?.kind ?? 'trial') : rollout.phase;
  const wanted = rollout.pending.kind === 'none' ? rollout.weight : rollout.pending.weight;
  const counts = rollout.policy.checks.map((check) => `${check.name} ${countsOf(state, check)}`).filter((text) => text.includes('/')).join(', ');
  return `${rollout.candidate.version} ${stage.padEnd(6)} ${bar(observedPpm)} ${percentOfWeight(wanted)} wanted, ${percentOfWeight(observedPpm)} seen | ${counts} | ${cleanLine(lastDecision, 200)}`;
}

/** `17/890 v 12/840`: bad of all, stable against candidate. Levels and the spread of answers have no bad ones. */
function countsOf({ rollout }: TargetState, { name: check, signal }: Check): string {
  if (signal.kind === 'level' || signal.kind === 'bins') return '';
  const totals = rollout.kind === 'live' ? rollout.checks[check]?.totals['all'] : undefined;
  if (totals === undefined || totals.stable.trials + totals.candidate.trials === 0) return '';
  const { stable, candidate } = totals;
  return `${String(stable.events)}/${String(stable.trials)} v ${String(candidate.events)}/${String(candidate.trials)}`;
}

function bar(ppm: number): string {
  const full = Math.round((ppm / 1_000_000) * BAR);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 100) / 10);
  return `${seconds.toFixed(1).padStart(5)} s`;
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

function painted(line: string, color: boolean): string {
  return color ? `\u001b[2m${line}\u001b[0m` : line;
}
