// The few numbers that a claim is judged by, out of everything that a release left behind at any depth.
import type { Recording } from '../rollout/recording.ts';
import type { RunRow } from './claim.ts';

export function rowOfRecording({ trial, startMs, events, looks, weights, truth, ending }: Recording): RunRow {
  const { outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, weightMaxPpm } = ending;
  const since = (entry: { readonly atMs: number } | undefined): number | 'never' => (entry === undefined ? 'never' : entry.atMs - startMs);
  const promoted = events.find(({ kind }) => kind === 'promoted');
  return {
    run: trial.scenario.run,
    outcome,
    decidedAtMs,
    outAtMs,
    askedAtMs,
    endedAtMs,
    promotedAtMs: since(promoted),
    firstTrafficAtMs: since(weights.find(({ weightPpm }) => weightPpm > 0)),
    haltedAtMs: since(looks.find(({ decision }) => decision.kind === 'halt')),
    askedAfterPromotionAtMs: since(promoted === undefined ? undefined : looks.find(({ atMs, decision }) => atMs > promoted.atMs && decision.needs !== 'nothing')),
    excess: truth.excess,
    excessInTrial: truth.excessInTrial,
    bad: truth.bad.candidate,
    weightMaxPpm,
    looks: looks.length,
  };
}
