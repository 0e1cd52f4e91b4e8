// One line of the table of checks: both versions' counts, what the policy allows, and what the check says, in words.
import { assertNever, type CheckAction, type CheckReport } from '@rampart/rollout-policy';
import { decimal, odds } from '../text/quantity.ts';
import { allowedWords, cellTitle, countsOf, factsOf, share } from '../words/check-words.ts';
import { said } from '../words/foreign-text.ts';
import type { RolloutContext } from '../words/rollout-context.ts';

export interface CheckRow {
  readonly check: string;
  readonly stable: string;
  readonly candidate: string;
  readonly allowed: string;
  readonly says: string;
  /** How it bears on the rollout; words carry the same, this only colours them. */
  readonly tone: 'good' | 'bad' | 'open';
}

export function checkRow(report: CheckReport, context: RolloutContext): CheckRow {
  const facts = factsOf(context, report.name);
  // Latency has no bad requests as a whole, only per bound; a check that found something shows where.
  const cell = report.verdict === 'worse' || facts?.check.signal.kind === 'time' ? report.cell : 'all';
  const counts = cell === 'all' ? report.totals : countsOf(context, { check: report.name, cell }, report.totals);
  const unread = facts?.check.signal.kind === 'time' && !cell.startsWith('le=');
  return {
    check: cellTitle(report.name, cell),
    stable: unread ? '' : share(counts.stable),
    candidate: unread ? '' : share(counts.candidate),
    allowed: facts === undefined ? '' : allowedWords(facts.check),
    says: saysWords(report),
    tone: toneOf(report),
  };
}

function saysWords(report: CheckReport): string {
  switch (report.verdict) {
    case 'worse':
      return report.limit.kind === 'breached' ? `over the limit${actionWords(report.then)}` : `worse, ${odds(report.odds)}${actionWords(report.then)}`;
    case 'better':
      return 'better';
    case 'same':
      return 'as good';
    case 'acceptable':
      return Number.isFinite(report.factorMax) ? `no harm seen, under ${decimal(report.factorMax, 2)} x` : 'no harm seen';
    case 'insufficient':
      return report.noData === '' ? 'too early' : `no data: ${said(report.noData)}`;
    case 'invalid':
      return `unusable data: ${said(report.noData)}`;
    default:
      return assertNever(report.verdict);
  }
}

function actionWords(then: CheckAction): string {
  switch (then) {
    case 'rollback':
      return ', rolled back';
    case 'stepBack':
      return ', steps back';
    case 'hold':
      return ', holds';
    case 'tell':
      return ', told';
    default:
      return assertNever(then);
  }
}

function toneOf(report: CheckReport): CheckRow['tone'] {
  switch (report.verdict) {
    case 'worse':
      return 'bad';
    case 'better':
    case 'same':
    case 'acceptable':
      return 'good';
    case 'insufficient':
    case 'invalid':
      return 'open';
    default:
      return assertNever(report.verdict);
  }
}

