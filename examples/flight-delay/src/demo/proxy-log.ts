// The proxy's own log, for counting again what the ledger says.
import { readFile } from 'node:fs/promises';
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { ExtraSeries, ServedShare } from '@rampart/report';
import type { AccessEntry } from '../serving/access-log.ts';

const BIN_MS = 500;

/** Every request of a user in the run, in the order in which they ended. Copies reach nobody. */
export async function accessesOf(path: string): Promise<readonly AccessEntry[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as AccessEntry).filter(({ purpose }) => purpose === 'user');
}

/** What the ledger cannot know: the share of requests that really reached each candidate. */
export function extraSeries(events: readonly LedgerEvent[], accesses: readonly AccessEntry[]): ExtraSeries {
  const rollouts = events.flatMap((event, index) => (event.kind === 'started' ? [{ id: event.rolloutId, slot: event.candidate.slot, fromMs: event.atMs, toMs: endOf(events, index) }] : []));
  const served = Object.fromEntries(rollouts.map(({ id, slot, fromMs, toMs }) => [id, binned(accesses.filter(({ t }) => t >= fromMs && t < toMs), slot, fromMs)]));
  const failed = accesses.filter(({ status }) => status !== 200).length;
  return { served, traffic: { kind: 'counted', requests: accesses.length, failed } };
}

function endOf(events: readonly LedgerEvent[], started: number): number {
  const next = events.findIndex((event, index) => index > started && event.kind === 'started');
  const last = (next < 0 ? events : events.slice(0, next)).at(-1);
  return last?.atMs ?? 0;
}

function binned(accesses: readonly AccessEntry[], slot: string, fromMs: number): readonly ServedShare[] {
  const bins = new Map<number, { requests: number; candidateRequests: number }>();
  for (const access of accesses) {
    const index = Math.floor((access.t - fromMs) / BIN_MS);
    const bin = bins.get(index) ?? { requests: 0, candidateRequests: 0 };
    bins.set(index, { requests: bin.requests + 1, candidateRequests: bin.candidateRequests + (access.slot === slot ? 1 : 0) });
  }
  return [...bins].sort(([a], [b]) => a - b).map(([index, bin]) => ({ fromMs: fromMs + index * BIN_MS, toMs: fromMs + (index + 1) * BIN_MS, ...bin }));
}
