// From what a promotion came to, to what a runner shows.
import type { ActionResult } from '@rampart/action-kit';
import { PPM_ALL, type LedgerEvent, type Policy } from '@rampart/rollout-policy';
import { cleanLine, contextOf, escapeMarkdown, quietWords, renderSummary } from '@rampart/report';
import type { PromoteOutcome } from '@rampart/rollout-engine';
import type { contract } from './contract.ts';

type Result = ActionResult<typeof contract>;

export interface Scene {
  readonly policy: Policy;
  readonly history: readonly LedgerEvent[];
  readonly nowMs: number;
  readonly breakGlass: (stableSlot: string) => string;
}

export function present(outcome: PromoteOutcome, scene: Scene): Result {
  const { target } = scene.policy;
  switch (outcome.kind) {
    case 'promoted': {
      const { candidate, stable } = contextOf(outcome.state);
      // Without a holdback nothing runs beside it: worth knowing before the first question.
      const rest = outcome.weight === PPM_ALL ? `nothing is left on ${stable} to compare with, which stays warm` : `${stable} stays warm while it bakes`;
      const said = `${target}: ${candidate} has ${String(outcome.weight / 10_000)} % of the traffic; ${rest}.`;
      return result(outcome, scene, { name: 'promoted', said, next: 'canary-step watches the bake.', exitCode: 0 });
    }
    case 'was-promoted':
      return result(outcome, scene, { name: 'promoted', said: `${target}: ${outcome.version} was promoted before, by another job; nothing was left to do.`, next: 'Nothing.', exitCode: 0 });
    case 'held': {
      const human = outcome.needs === 'human';
      return result(outcome, scene, { name: 'held', said: `${target}: not promoted yet: ${outcome.why}`.replace(/\.?$/, '.'), next: human ? 'A person looks at it; then run this job again.' : 'Run this job again.', exitCode: human ? 1 : 0 });
    }
    case 'quiet': {
      const { quiet } = contextOf(outcome.state);
      return result(outcome, scene, { name: 'held', said: `${target}: not promoted yet: it ${quietWords(outcome.untilMs, quiet)}.`, next: 'Run this job again then.', exitCode: 0 });
    }
    case 'lost-race':
      return result(outcome, scene, { name: 'lost-race', said: `${target}: another job wrote to the ledger at the same time; nothing was applied twice.`, next: 'Run this job again if the candidate is not promoted.', exitCode: 0 });
    case 'refused':
      return result(outcome, scene, { name: 'refused', said: `${target}: ${outcome.why}.`, next: 'Nothing was changed.', exitCode: 2 });
    case 'no-ledger': {
      // One that is away, or changed under our hands, comes back; damaged, denied or gone it waits for a person.
      const passes = outcome.error.code === 'unavailable' || outcome.error.code === 'conflict';
      const said = `${target}: the ledger cannot be used, so nothing was raised. ${outcome.error.message}`;
      return result(outcome, scene, { name: passes ? 'held' : 'refused', said, block: said, next: passes ? 'Run this job again when it can be reached.' : 'Repair it and run this job again.', exitCode: passes ? 0 : 2 });
    }
  }
}

interface Said {
  readonly name: 'promoted' | 'held' | 'lost-race' | 'refused';
  readonly said: string;
  /** Of several lines where one of them is to be copied, such as what to paste into a workflow. Foreign words in it are inert. */
  readonly block?: string;
  readonly next: string;
  readonly exitCode: Result['exitCode'];
}

function result(outcome: PromoteOutcome, scene: Scene, { name, said: text, block, next, exitCode }: Said): Result {
  // Versions come from the router, reasons from adapters: they stay on the line.
  const said = cleanLine(text, 4000);
  const state = 'state' in outcome ? outcome.state : undefined;
  const rollout = state?.rollout;
  const report = state === undefined ? `${escapeMarkdown(said)}\n` : renderSummary({ state, decision: { kind: 'none' }, history: scene.history, nowMs: scene.nowMs, breakGlass: scene.breakGlass(state.stable.slot), notes: name === 'promoted' ? [] : [said] });
  const level = exitCode === 0 ? 'warning' : 'error';
  return {
    exitCode,
    outputs: {
      outcome: name,
      sentence: said,
      weight: rollout?.kind === 'live' ? String(rollout.weight / 10_000) : '',
      rolloutId: rollout?.kind === 'live' ? rollout.id : '',
      report,
    },
    summary: report,
    annotations: name === 'promoted' || name === 'lost-race' ? [] : [{ level, title: scene.policy.target, message: block ?? said, place: { kind: 'nowhere' } }],
    closing: { decided: name, why: said, next },
  };
}
