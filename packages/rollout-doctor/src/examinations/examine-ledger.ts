// Can the history be read, does it hold together, and is anybody writing it?
import { cleanLine, counted, duration, shellWord, utcDateTime } from '@rampart/report';
import { foldAll, type LedgerEvent, type Policy, type TargetState } from '@rampart/rollout-policy';
import { say, type Examined, type Finding } from '../finding.ts';
import type { TargetReadings } from '../readings/target-readings.ts';

/** More scheduled looks than this missed in a row, with a rollout live, means that the clock stands. */
const LOOKS_MISSED_MAX = 3;

export function examineLedger({ policy, ledgerOption, ledger, freeze, atMs }: Pick<TargetReadings, 'policy' | 'ledgerOption' | 'ledger' | 'freeze' | 'atMs'>): Examined {
  const frozen: readonly Finding[] = freeze.kind === 'ok' ? [] : [unreadable('RMP816', 'freeze', freeze.error.message, 'a rollout on data that may have changed holds')];
  const failure = ledger.view.kind === 'error' ? ledger.view.error : ledger.events.kind === 'error' ? ledger.events.error : 'none';
  if (failure !== 'none') return { area: 'ledger', saw: [], findings: [unreadable('RMP811', 'ledger', failure.message, 'nothing is decided or raised without its history'), ...frozen] };
  const { view, events } = ledger;
  if (view.kind === 'error' || events.kind === 'error') return { area: 'ledger', saw: [], findings: frozen };
  if (view.value.kind === 'empty') return { area: 'ledger', saw: ['can be read, is empty'], findings: [empty(policy, ledgerOption), ...frozen] };
  const { state } = view.value;
  const last = events.value.at(-1);
  const saw = [`${counted(events.value.length, 'event')}, schema ${String(state.schema)}, head ${last === undefined ? 'unknown' : `${duration(Math.max(0, atMs - last.atMs))} old`}`, ...(freeze.kind === 'ok' ? [freeze.value.kind === 'frozen' ? 'its data is frozen' : 'its data is not frozen'] : [])];
  return { area: 'ledger', saw, findings: [...contradiction(state, events.value, ledgerOption), ...paused(state, ledgerOption), ...notLookedAt(state, { events: events.value, atMs, ledgerOption }), ...frozen] };
}

function unreadable(code: 'RMP811' | 'RMP816', about: string, message: string, why: string): Finding {
  return { code, gravity: 'mend', about, seen: cleanLine(message), why, fix: say('docs/state-on-github.md says what the ledger needs where; --ledger and the input ledger say where it is') };
}

function empty({ target }: Policy, ledgerOption: string): Finding {
  return {
    code: 'RMP813',
    gravity: 'mind',
    about: 'ledger',
    seen: `${target} has no history yet`,
    why: 'the first look writes down what serves now; the first release is only observed by default',
    fix: { text: 'let it be written now, and look at what it says', paste: [`rampart adopt ${shellWord(target)}${ledgerOption}`] },
  };
}

/** Every state once more from its events. `rampart verify` proves ids and decisions besides. */
function contradiction(state: TargetState, events: readonly LedgerEvent[], ledgerOption: string): readonly Finding[] {
  const folded = refold(events);
  const seen = folded.kind === 'broken' ? folded.why : folded.text === canonical(state) ? '' : 'the recorded state is not what its events add up to';
  if (seen === '') return [];
  return [
    {
      code: 'RMP812',
      gravity: 'mend',
      about: 'ledger',
      seen: cleanLine(seen),
      why: 'a decision on a history that was changed, or written by another version, proves nothing',
      fix: { text: 'find out where it broke', paste: [`rampart verify ${shellWord(state.target)}${ledgerOption}`] },
    },
  ];
}

function refold(events: readonly LedgerEvent[]): { readonly kind: 'state'; readonly text: string } | { readonly kind: 'broken'; readonly why: string } {
  try {
    const folded = foldAll(events);
    return { kind: 'state', text: folded.kind === 'present' ? canonical(folded.state) : '' };
  } catch (error) {
    // Events that do not follow from each other: fold() stops, here it is what was asked.
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Independent of the order of keys; -0 and 0 are one in a ledger. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

function paused({ target, pause }: TargetState, ledgerOption: string): readonly Finding[] {
  if (pause.kind === 'none') return [];
  return [
    {
      code: 'RMP814',
      gravity: 'mend',
      about: target,
      seen: `paused by ${cleanLine(pause.by, 60)} since ${utcDateTime(pause.sinceMs)}: ${cleanLine(pause.why, 200)}`,
      why: 'nothing starts, rises or is promoted until somebody resumes it',
      fix: { text: 'when the reason is gone', paste: [`rampart resume ${shellWord(target)}${ledgerOption}`] },
    },
  ];
}

function notLookedAt({ rollout, target }: TargetState, { events, atMs, ledgerOption }: { readonly events: readonly LedgerEvent[]; readonly atMs: number; readonly ledgerOption: string }): readonly Finding[] {
  if (rollout.kind === 'none' || rollout.weight === 0) return [];
  const last = events.findLast((event) => event.kind === 'ticked' && event.rolloutId === rollout.id)?.atMs ?? rollout.startedAtMs;
  const lateMs = atMs - last;
  if (lateMs <= LOOKS_MISSED_MAX * rollout.policy.expert.tickMs) return [];
  return [
    {
      code: 'RMP815',
      gravity: 'mend',
      about: rollout.candidate.version,
      seen: `it has traffic, and its last recorded look was ${duration(lateMs)} ago; the policy expects one every ${duration(rollout.policy.expert.tickMs)}`,
      why: 'while nobody looks, nothing takes a bad release out',
      fix: { text: 'look now, then find out why the schedule does not come', paste: [`rampart tick ${shellWord(target)}${ledgerOption}`] },
    },
  ];
}
