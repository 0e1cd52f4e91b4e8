// The ledger of a job that stays with several targets: looks that only wait for more evidence become one record every so often, so that twenty targets which are
// looked at twice a minute stay within what GitHub takes from a repository in an hour. Everything else is recorded at once, after what was gathered before it.
//
// A gathered record carries the blocks of all its looks one by one, and the decision of the last of them made of all of these: blocks say the same whether they are
// taken in one look or in several (invariant 25). A job that dies takes at most a few minutes of waiting with it, and the next one reads on from the last record.
import { decide, fold, stepViolations, type Evidence, type LedgerEvent, type TargetState, type Ticked } from '@rampart/rollout-policy';
import { onlyWaits } from './news.ts';
import type { AppendOutcome, Ledger, LedgerEntry } from './ports/ledger.ts';
import { ok, type Result } from './ports/port-error.ts';

export interface GatheringLedger extends Ledger {
  /** Records what was gathered of a target. A conflict is no trouble: whoever was first has read the same evidence. */
  flush(target: string): Promise<Result<AppendOutcome | { readonly kind: 'nothing' }>>;
}

/** 45 records an hour of all targets together, at 3 requests each, are 135 of the 500 that GitHub takes; raises and starts are recorded at once, on top, and people are shown them. */
const RECORD_EACH_MS = 80_000;

/** How long looks are gathered where so many targets are looked at: one alone records each. */
export function gatheredMsFor(targets: number): number {
  return targets <= 1 ? 0 : targets * RECORD_EACH_MS;
}

/** A record stays readable, also where every look brings several blocks. */
const BLOCKS_MAX = 200;

interface Gathered {
  /** What the ledger says. */
  readonly base: { readonly head: string; readonly state: TargetState };
  /** What it will say. */
  readonly entry: LedgerEntry;
  /** The head that whoever reads through here is told. */
  readonly head: string;
  readonly firstAtMs: number;
}

/** `gatheredMs`: asked at each record, since targets come and go. */
export function gatheringLedger(ledger: Ledger, gatheredMs: () => number): GatheringLedger {
  const gathered = new Map<string, Gathered>();
  /** As the ledger was last read or written, to fold anew from there. */
  const bases = new Map<string, Gathered['base']>();

  const flush: GatheringLedger['flush'] = async (target) => {
    const waiting = gathered.get(target);
    if (waiting === undefined) return ok({ kind: 'nothing' });
    gathered.delete(target);
    return append(waiting.entry);
  };
  const append = async (entry: LedgerEntry): Promise<Result<AppendOutcome>> => {
    const answer = await ledger.append(entry);
    if (answer.kind === 'ok' && answer.value.kind === 'appended') bases.set(entry.target, { head: answer.value.head, state: entry.state });
    else bases.delete(entry.target);
    return answer;
  };

  return {
    flush,
    read: async (target) => {
      const view = await ledger.read(target);
      if (view.kind === 'error') return view;
      const waiting = gathered.get(target);
      if (view.value.kind === 'present' && waiting?.base.head === view.value.head) return ok({ kind: 'present', head: waiting.head, state: waiting.entry.state });
      // Somebody else has recorded: what they saw includes what was gathered here.
      gathered.delete(target);
      if (view.value.kind === 'present') bases.set(target, { head: view.value.head, state: view.value.state });
      return view;
    },
    append: async (entry) => {
      const { target, expectedHead } = entry;
      const waiting = gathered.get(target);
      const builds = waiting !== undefined && expectedHead.kind === 'at' && expectedHead.head === waiting.head;
      const base = builds ? waiting.base : bases.get(target);
      const isBase = base !== undefined && expectedHead.kind === 'at' && (builds || expectedHead.head === base.head);
      const next = isBase ? gatheredWith(base, builds ? waiting.entry : 'nothing', entry) : 'not to be gathered';
      if (isBase && next !== 'not to be gathered') {
        const firstAtMs = builds ? waiting.firstAtMs : entry.event.atMs;
        const head = `${base.head}, and ${String(entry.event.atMs)}`;
        gathered.set(target, { base, entry: next, head, firstAtMs });
        if (entry.event.atMs - firstAtMs < gatheredMs() && blocksIn(next) < BLOCKS_MAX) return ok({ kind: 'appended', head });
        gathered.delete(target);
        return append(next);
      }
      if (!builds) return append(entry);
      gathered.delete(target);
      const before = await append(waiting.entry);
      return before.kind === 'error' || before.value.kind === 'conflict' ? before : append({ ...entry, expectedHead: { kind: 'at', head: before.value.head } });
    },
    history: async (target, enough) => {
      const events = await ledger.history(target, enough);
      const waiting = gathered.get(target);
      return events.kind === 'error' || waiting === undefined ? events : ok([...events.value, waiting.entry.event]);
    },
  };
}

/** What was gathered and this look as one record after `base`; the look alone where nothing was gathered before it. */
function gatheredWith(base: Gathered['base'], before: LedgerEntry | 'nothing', entry: LedgerEntry): LedgerEntry | 'not to be gathered' {
  const { event } = entry;
  if (event.kind !== 'ticked' || base.state.rollout.kind !== 'live' || entry.freeze !== undefined || !onlyWaits(base.state.rollout, event)) return 'not to be gathered';
  if (before === 'nothing') return entry;
  const evidence = before.event.kind === 'ticked' ? joined(before.event.evidence, event.evidence) : 'cannot';
  if (evidence === 'cannot') return 'not to be gathered';
  const { decision } = decide(base.state.rollout, evidence, event.situation);
  const whole: LedgerEvent = { ...event, sequence: before.event.sequence, operation: before.event.operation, evidence, decision };
  if (whole.decision.kind !== event.decision.kind || !onlyWaits(base.state.rollout, whole)) return 'not to be gathered';
  const state = fold({ kind: 'present', state: base.state }, whole);
  if (stepViolations(base.state, whole, state).length > 0) return 'not to be gathered';
  return { ...entry, expectedHead: { kind: 'at', head: base.head }, event: whole, state };
}

/** Blocks after blocks. What is missing, or has a hole, is told by the look that met it. */
function joined(before: Ticked['evidence'], after: Ticked['evidence']): Ticked['evidence'] | 'cannot' {
  const all: Record<string, Evidence> = { ...before };
  for (const [check, news] of Object.entries(after)) {
    const had = all[check];
    if (news.kind !== 'blocks' || (had !== undefined && had.kind !== 'blocks')) return 'cannot';
    all[check] = had === undefined ? news : { kind: 'blocks', blocks: [...had.blocks, ...news.blocks], gaps: [...had.gaps, ...news.gaps] };
  }
  return all;
}

function blocksIn({ event }: LedgerEntry): number {
  if (event.kind !== 'ticked') return 0;
  return Object.values(event.evidence).reduce((sum, news) => sum + (news.kind === 'blocks' ? news.blocks.length : 0), 0);
}
