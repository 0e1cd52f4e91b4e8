// From what a rollback came to, to what a runner shows. What is left to do is always said.
import type { ActionResult } from '@rampart/action-kit';
import type { LedgerEvent, Policy } from '@rampart/rollout-policy';
import { cleanLine, escapeMarkdown, renderSummary } from '@rampart/report';
import type { RollbackOutcome } from '@rampart/rollout-engine';
import type { contract } from './contract.ts';

type Result = ActionResult<typeof contract>;

export interface Scene {
  readonly policy: Policy;
  readonly history: readonly LedgerEvent[];
  readonly nowMs: number;
  readonly breakGlass: (stableSlot: string) => string;
}

const EXIT_CODES: Readonly<Record<RollbackOutcome['kind'], Result['exitCode']>> = { out: 0, nothing: 0, unconfirmed: 1, refused: 2 };

const WORDS: Readonly<Record<RollbackOutcome['kind'], string>> = {
  out: 'the candidate is out',
  nothing: 'nothing to take out',
  unconfirmed: 'NOT CONFIRMED, traffic may still be on the candidate',
  refused: 'refused, nothing was changed',
};

const NEXT: Readonly<Record<RollbackOutcome['kind'], string>> = {
  out: 'Nothing.',
  nothing: 'Nothing.',
  unconfirmed: 'A person takes the traffic away now: run this again, or use the router\'s own means.',
  refused: 'Correct it and run this again.',
};

export function present(outcome: RollbackOutcome, scene: Scene): Result {
  const exitCode = EXIT_CODES[outcome.kind];
  // Versions come from the router, reasons from adapters: they stay on the line.
  const said = cleanLine(`${scene.policy.target}: ${WORDS[outcome.kind]}: ${outcome.why}`.replace(/\.?$/, '.'), 4000);
  const left = outcome.todo.length === 0 ? '' : ` ${cleanLine(`Left to do: ${outcome.todo.join('; ')}.`, 4000)}`;
  const report = summaryOf(outcome, scene, said + left);
  const messages = [...outcome.warnings, ...outcome.todo.map((todo) => `left to do: ${todo}`), ...(exitCode === 0 ? [] : [said])];
  return {
    exitCode,
    outputs: { outcome: outcome.kind, concluded: String(outcome.concluded), sentence: said + left, report },
    summary: report,
    annotations: messages.map((message) => ({ level: exitCode === 0 ? 'warning' : 'error', title: scene.policy.target, message, place: { kind: 'nowhere' } })),
    closing: { decided: outcome.kind, why: said, next: left === '' ? NEXT[outcome.kind] : left.trim() },
  };
}

function summaryOf(outcome: RollbackOutcome, scene: Scene, said: string): string {
  if (outcome.state.kind === 'unknown') return `${escapeMarkdown(said)}\n`;
  const { state } = outcome.state;
  const notes = [said, ...outcome.warnings];
  return renderSummary({ state, decision: { kind: 'none' }, history: scene.history, nowMs: scene.nowMs, breakGlass: scene.breakGlass(state.stable.slot), notes });
}
