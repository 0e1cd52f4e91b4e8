// The story of a target's rollouts, one line per record, for `rampart history`.
import { fold, type Folded, type LedgerEvent } from '@rampart/rollout-policy';
import { paint, type Ink, type TerminalStyle } from './terminal-style.ts';
import { cutColumns } from './text/display-width.ts';
import { utcClock, utcDate } from './text/utc-time.ts';
import { eventTitle } from './words/event-title.ts';

/** `events` is a whole ledger, oldest first. Every day is named once. Throws InvariantError where an event does not follow from the ones before. */
export function renderHistory(events: readonly LedgerEvent[], style: TerminalStyle): string {
  const lines: string[] = [];
  let folded: Folded = { kind: 'empty' };
  let day = '';
  for (const event of events) {
    const state = fold(folded, event);
    folded = { kind: 'present', state };
    const date = utcDate(event.atMs);
    if (date !== day) lines.push(paint(`${date} (UTC)`, ['dim'], style));
    day = date;
    const line = cutColumns(`${utcClock(event.atMs)}  ${markOf(event)} ${eventTitle(event, state)}`, style.width);
    lines.push(paint(line, inksOf(event), style));
  }
  return lines.length === 0 ? 'Nothing is recorded for this target yet.\n' : `${lines.join('\n')}\n`;
}

/** What moved stands out from what only waited. */
function markOf(event: LedgerEvent): string {
  if (event.kind === 'restored') return '▼';
  if (event.kind === 'followed-up') return event.worse.length === 0 ? ' ' : '!';
  if (event.kind === 'retraining-asked') return '!';
  if (event.kind === 'paused') return '‖';
  if (event.kind !== 'ticked') return event.kind === 'started' ? '▶' : ' ';
  switch (event.decision.kind) {
    case 'advance':
    case 'promote':
      return '▲';
    case 'rollback':
    case 'stepBack':
      return '▼';
    case 'finished':
      return '✔';
    case 'halt':
      return '!';
    case 'hold':
      return ' ';
  }
}

function inksOf(event: LedgerEvent): readonly Ink[] {
  if (event.kind === 'restored') return ['red'];
  if (event.kind === 'followed-up') return event.worse.length === 0 ? ['dim'] : ['magenta'];
  if (event.kind !== 'ticked') return [];
  switch (event.decision.kind) {
    case 'advance':
    case 'promote':
    case 'finished':
      return ['green'];
    case 'rollback':
    case 'stepBack':
      return ['red'];
    case 'halt':
      return ['magenta'];
    case 'hold':
      return ['dim'];
  }
}
