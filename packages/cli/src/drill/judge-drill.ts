// What a drill has to show, and whether it did. Pure.
import { count, duration, percentOfWeight } from '@rampart/report';
import type { DrillFacts } from './drill-facts.ts';
import type { Stopped } from './run-drill.ts';

export interface DrillPromise {
  readonly withinMs: number;
  readonly badRequestsMax: number;
}

export interface DrillPoint {
  readonly what: string;
  readonly held: boolean;
  readonly seen: string;
}

export interface DrillEnding {
  readonly stopped: Stopped;
  /** The router was asked once more after everything, and sends nothing to the slot. */
  readonly isReadBack: boolean;
}

export function judgeDrill(facts: DrillFacts, { withinMs, badRequestsMax }: DrillPromise, { stopped, isReadBack }: DrillEnding): readonly DrillPoint[] {
  const { exposedAtMs, decidedAtMs, decidedBy, outAtMs, endIsRecorded, candidateRequests, badRequests, weightPpm } = facts;
  const detectMs = between(exposedAtMs, decidedAtMs);
  const outMs = between(exposedAtMs, outAtMs);
  return [
    { what: 'got traffic', held: exposedAtMs !== 'never', seen: exposedAtMs === 'never' ? 'never' : `${percentOfWeight(weightPpm)}, ${duration(Math.max(0, exposedAtMs - facts.startedAtMs))} after the start` },
    { what: 'caught by the checks', held: decidedBy === 'checks', seen: decidedBy === 'checks' ? `${words(detectMs)} after the first traffic` : `no: ${missed(decidedBy, stopped)}` },
    { what: `out within ${duration(withinMs)}`, held: outMs !== 'never' && outMs <= withinMs, seen: outMs === 'never' ? 'no' : `${words(outMs)} after the first traffic, ${words(between(decidedAtMs, outAtMs))} after the decision` },
    { what: 'read back at the router', held: isReadBack, seen: isReadBack ? '0 %, no copies' : 'NOT CONFIRMED' },
    { what: `at most ${count(badRequestsMax)} bad requests`, held: badRequests <= badRequestsMax, seen: `${count(badRequests)} more than stable would have had, of ${count(candidateRequests)}` },
    { what: 'recorded in the ledger', held: endIsRecorded, seen: endIsRecorded ? 'start, decision and end' : 'its end is not recorded' },
  ];
}

function missed(decidedBy: DrillFacts['decidedBy'], stopped: Stopped): string {
  switch (stopped) {
    case 'passed':
      return 'they found nothing wrong with it';
    case 'interrupted':
      return 'it was interrupted';
    case 'over':
      return 'the time was over';
    case 'trouble':
      return 'too many looks came to nothing';
    case 'out':
      return decidedBy === 'time' ? 'the time was over' : 'somebody else took it out';
  }
}

function between(fromMs: number | 'never', toMs: number | 'never'): number | 'never' {
  return fromMs === 'never' || toMs === 'never' ? 'never' : Math.max(0, toMs - fromMs);
}

function words(ms: number | 'never'): string {
  return ms === 'never' ? 'never' : duration(ms);
}
