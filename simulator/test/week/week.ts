// What a week of the plan asks of GitHub and is billed. Real are the actions' run() and everything under it; in memory are ledger, router, registry and metrics; time
// is virtual.
//
// What a call costs on GitHub is measured on the emulator (actions/canary-step/src/twenty-targets.itg.test.ts): a look begins with one GraphQL query for all targets of
// the job, a record takes a tree and a commit over REST and one GraphQL mutation that moves the branch. What people see of it is shown once per look that has news
// for them (packages/github-state/test/mirrors.itg.test.ts): a status of the deployment, one of the commit, the comment, and the mark that says how far it is.
import { run as runStep, type StepTarget } from '@rampart/canary-step/run';
import { newestNews } from '@rampart/github-state';
import { run as runPromote } from '@rampart/promote/run';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { virtualClock, type VirtualClock } from '@rampart/testing';
import { billedMinutes } from '../../src/rollout/release.ts';
import { aWeekTarget } from './one-target.ts';
import { HOUR, MINUTE, MONDAY_MS, plannedWeek, WEEK } from './week-plan.ts';

export interface Recorded {
  readonly target: string;
  readonly events: readonly LedgerEvent[];
  readonly states: readonly TargetState[];
}

export interface Week {
  readonly targets: number;
  /** Releases that ran at once. */
  readonly live: { readonly most: number; readonly mean: number };
  readonly ended: { readonly promoted: number; readonly sentBack: number; readonly open: number };
  readonly looks: number;
  readonly records: number;
  /** Looks that had news for people. */
  readonly shown: number;
  readonly requests: { readonly graphql: number; readonly rest: number };
  /** Within any 60 minutes, each by itself. */
  readonly peakHour: { readonly graphql: number; readonly rest: number; readonly writes: number };
  readonly peakMinuteWrites: { readonly ledgers: number; readonly all: number };
  readonly jobs: number;
  readonly minutes: number;
  readonly ledgers: readonly Recorded[];
}

export type Jobs = 'one job for all targets' | 'one job per target';

/** Per record: a tree and a commit; and the mutation. GitHub counts what creates content, which is taken to be all three. */
const REST_PER_RECORD = 2;
const WRITES_PER_RECORD = 3;
/** With every mirror, at most; where only numbers are brought up to date, in the comment, two of them write. */
const PER_NEWS = { rest: 8, graphql: 1, writes: 4 } as const;
const PER_REFRESH = { writes: 2 } as const;
const TICK = 10 * MINUTE;
const DEADLINE = 5 * HOUR;
const END_MS = MONDAY_MS + WEEK;

interface Log {
  readonly queriesAtMs: number[];
  looks: number;
  jobs: number;
  minutes: number;
}

export async function liveThroughWeek(how: Jobs): Promise<Week> {
  const clock = virtualClock(MONDAY_MS);
  const planned = plannedWeek();
  const targets = planned.map((one, run) => aWeekTarget(one, run, clock));
  const log: Log = { queriesAtMs: [], looks: 0, jobs: 0, minutes: 0 };
  const steps = targets.map(({ step }) => step);
  const groups = how === 'one job for all targets' ? [steps] : steps.map((step) => [step]);
  await Promise.all(groups.map((group) => schedule(group, clock, log)));

  const recordsAtMs = targets.flatMap(({ events }) => events.map(({ atMs }) => atMs));
  const news = targets.flatMap(({ events }) => looksWithNews(events));
  const newsAtMs = news.map(({ atMs }) => atMs);
  const ledgerWritesAtMs = each(recordsAtMs, WRITES_PER_RECORD);
  const writesAtMs = [...ledgerWritesAtMs, ...news.flatMap(({ atMs, isRefresh }) => each([atMs], isRefresh ? PER_REFRESH.writes : PER_NEWS.writes))];
  const graphqlAtMs = [...log.queriesAtMs, ...recordsAtMs, ...each(newsAtMs, PER_NEWS.graphql)];
  const restAtMs = [...each(recordsAtMs, REST_PER_RECORD), ...each(newsAtMs, PER_NEWS.rest)];
  const lives = targets.flatMap(({ events }) => livesOf(events));
  const ends = targets.map(({ events }) => endOf(events));
  return {
    targets: targets.length,
    live: { most: mostAtOnce(lives), mean: lives.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / WEEK },
    ended: { promoted: ends.filter((end) => end === 'promoted').length, sentBack: ends.filter((end) => end === 'sent back').length, open: ends.filter((end) => end === 'open').length },
    looks: log.looks,
    records: recordsAtMs.length,
    shown: newsAtMs.length,
    requests: { graphql: graphqlAtMs.length, rest: restAtMs.length },
    peakHour: { graphql: busiest(graphqlAtMs, HOUR), rest: busiest(restAtMs, HOUR), writes: busiest(writesAtMs, HOUR) },
    peakMinuteWrites: { ledgers: busiest(ledgerWritesAtMs, MINUTE), all: busiest(writesAtMs, MINUTE) },
    jobs: log.jobs,
    minutes: log.minutes,
    ledgers: targets.map(({ step, events, states }) => ({ target: step.pinned.policy.target, events, states })),
  };
}

/** A workflow with a schedule, in a group of its own: one run at a time, and at most one more that waits. */
async function schedule(targets: readonly StepTarget[], clock: VirtualClock, log: Log): Promise<void> {
  const promotions: Promise<void>[] = [];
  while (clock.nowMs() < END_MS) {
    const startedAtMs = clock.nowMs();
    log.jobs += 1;
    const results = await runStep(
      { mode: 'auto', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'schedule', deadlineMs: Math.min(DEADLINE, END_MS - startedAtMs) },
      {
        targets, clock, signal: new AbortController().signal,
        told: () => void (log.looks += 1),
        lookAhead: (names) => {
          if (names.length > 0) log.queriesAtMs.push(clock.nowMs());
          return Promise.resolve();
        },
      },
    );
    log.minutes += billedMinutes(clock.nowMs() - startedAtMs);
    for (const { target, outcome } of results) if (outcome.kind === 'decided' && outcome.decision.kind === 'promote') promotions.push(promote(target, clock, log));
    // What was due while it ran has waited, and begins now.
    const dueMs = startedAtMs + (Math.floor((startedAtMs - MONDAY_MS) / TICK) + 1) * TICK - (startedAtMs - MONDAY_MS);
    await clock.sleep(Math.max(1_000, dueMs - clock.nowMs()), new AbortController().signal);
  }
  await Promise.all(promotions);
}

async function promote({ pinned, ports }: StepTarget, clock: VirtualClock, log: Log): Promise<void> {
  await clock.sleep(MINUTE, new AbortController().signal);
  log.queriesAtMs.push(clock.nowMs());
  log.jobs += 1;
  log.minutes += 1;
  await runPromote({ target: pinned.policy.target, actor: 'promote', rolloutId: '' }, ports);
}

function each(atMs: readonly number[], times: number): readonly number[] {
  return atMs.flatMap((at) => Array<number>(times).fill(at));
}

/** What one look records, it shows at once. */
function looksWithNews(events: readonly LedgerEvent[]): readonly { readonly atMs: number; readonly isRefresh: boolean }[] {
  const looks = Map.groupBy(events.filter((event, index) => newestNews(events.slice(0, index + 1)) === event), ({ atMs }) => atMs);
  return [...looks].map(([atMs, news]) => ({ atMs, isRefresh: news.every((event) => event.kind === 'ticked' && event.effect.kind === 'none' && event.decision.kind === 'hold') }));
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function livesOf(events: readonly LedgerEvent[]): readonly Span[] {
  const started = events.find(({ kind }) => kind === 'started');
  if (started === undefined) return [];
  return [{ fromMs: started.atMs, toMs: endOf(events) === 'open' ? END_MS : (events.at(-1)?.atMs ?? END_MS) }];
}

function endOf(events: readonly LedgerEvent[]): 'promoted' | 'sent back' | 'open' {
  const isOut = events.some((event) => event.kind === 'ticked' && event.decision.kind === 'rollback');
  if (isOut) return 'sent back';
  return events.some((event) => event.kind === 'ticked' && event.decision.kind === 'finished') ? 'promoted' : 'open';
}

function mostAtOnce(spans: readonly Span[]): number {
  return Math.max(0, ...spans.map(({ fromMs }) => spans.filter((other) => other.fromMs <= fromMs && fromMs < other.toMs).length));
}

/** The most of them within any span of that length. */
function busiest(atMs: readonly number[], lengthMs: number): number {
  const sorted = atMs.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [index, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - lengthMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
