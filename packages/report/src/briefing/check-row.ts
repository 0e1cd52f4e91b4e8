// One line of the table of checks: both versions' counts, what the policy allows, and what the check says, in words.
import { armsOf, assertNever, type Arms, type Cell, type CheckAction, type CheckReport, type Decision } from '@rampart/rollout-policy';
import { count, duration, factor, odds, percentOfRatio } from '../text/quantity.ts';
import { allowedWords, marginWords, quantileName } from '../words/allowed-words.ts';
import { cellTitle, claimKind, cellWords } from '../words/cell-words.ts';
import { cellOf, factsOf, referenceOf } from '../words/comparison-words.ts';
import { named, said } from '../words/foreign-text.ts';
import { armCell, measureOf, ratioOf, SHARE_OF_REQUESTS } from '../words/measure.ts';
import { quantileWords } from '../words/quantile-words.ts';
import type { CheckFacts, RolloutContext } from '../words/rollout-context.ts';

export interface CheckRow {
  readonly check: string;
  /** Two blanks part a count from its share. */
  readonly stable: string;
  readonly candidate: string;
  readonly allowed: string;
  readonly says: string;
  /** How it bears on the rollout; words carry the same, this only colours them. */
  readonly tone: 'good' | 'bad' | 'open';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A bound above this says no more than that little is known. */
const FACTOR_SHOWN_MAX = 10;

type Figures = Pick<CheckRow, 'check' | 'stable' | 'candidate' | 'allowed'>;

export function checkRow(report: CheckReport, decision: Decision, context: RolloutContext): CheckRow {
  const facts = factsOf(context, report.name);
  const figures = facts === undefined ? plainFigures(report) : figuresOf(report, facts);
  // Not enough alone, but enough with others: what it says by itself would sound like the opposite of the decision.
  const isAccomplice = report.verdict !== 'worse' && decision.reasons.some((reason) => reason.code === 'combined-regression' && reason.checks.includes(report.name));
  return isAccomplice ? { ...figures, says: `worse together with others (alone ${odds(report.odds)} of ${odds(report.oddsNeeded)})`, tone: 'bad' } : { ...figures, says: saysWords(report, facts), tone: toneOf(report) };
}

function plainFigures({ name, totals }: CheckReport): Figures {
  // Sums above their counts are no shares: some gauge or other.
  const measure = totals.candidate.events > totals.candidate.trials ? ({ kind: 'gauge', unit: 'plain' } as const) : SHARE_OF_REQUESTS;
  return { check: named(name), stable: armCell(measure, totals.stable), candidate: armCell(measure, totals.candidate), allowed: '' };
}

function figuresOf(report: CheckReport, facts: CheckFacts): Figures {
  const { check } = facts;
  const measure = measureOf(check);
  const allowed = allowedWords(check);
  const isFound = report.verdict === 'worse' && report.limit.kind !== 'breached';
  const figures = (cell: string, arms: Arms | Cell): Figures => ({ check: cellTitle(check.name, cell, check), stable: armCell(measure, arms.stable), candidate: armCell(measure, arms.candidate), allowed });
  if (report.limit.kind === 'breached') return { ...figures(report.cell, armsOf(report)), candidate: armCell(measure, report.limit.observed), ...(check.limit.kind === 'time' ? { allowed: `at most ${percentOfRatio(report.limit.max)}` } : {}) };
  switch (check.signal.kind) {
    case 'time':
      return isFound ? figures(report.cell, armsOf(report)) : slowFigures(report, facts, figures(certifyingCell(facts), report.totals));
    case 'bins': {
      const shown = figures(report.cell, armsOf(report));
      const expected = referenceOf(check, report.cell);
      return expected === 'none' ? shown : { ...shown, stable: `expected  ${percentOfRatio(expected)}` };
    }
    case 'pairs':
      return isFound && report.cell !== 'all' ? figures(report.cell, armsOf(report)) : { ...figures('all', report.totals), ...aloneWrong(report, facts) };
    case 'calibration': {
      const cell = isFound ? report.cell : 'all';
      const arms = isFound ? armsOf(report) : report.totals;
      return { ...figures(cell, arms), stable: saidAndCame(facts, cell, 'stable', arms), candidate: saidAndCame(facts, cell, 'candidate', arms) };
    }
    case 'share':
    case 'score':
    case 'labels':
    case 'level':
      return isFound ? figures(report.cell, armsOf(report)) : figures('all', report.totals);
  }
}

/** The bound that certifies, whose counts a report carries as its totals. */
function certifyingCell({ state }: CheckFacts): string {
  const seconds = state.bounds.kind === 'chosen' ? state.bounds.seconds[0] : undefined;
  return seconds === undefined ? 'all' : `le=${String(seconds)}`;
}

/** Latency is shown as a quantile, and as the bound that certifies while the quantile is not known; before bounds are chosen there is nothing to show. */
function slowFigures({ quantile }: CheckReport, facts: CheckFacts, otherwise: Figures): Figures {
  const { check } = facts;
  const isChosen = certifyingCell(facts) !== 'all';
  const unread = { ...otherwise, stable: isChosen ? otherwise.stable : 'not known yet', candidate: isChosen ? otherwise.candidate : 'not known yet' };
  if (quantile.kind === 'none') return unread;
  const [stable, candidate] = [quantileWords(quantile.stable), quantileWords(quantile.candidate)];
  if (stable === '' && candidate === '') return unread;
  const allowed = [check.limit.kind === 'time' ? duration(check.limit.msMax) : '', marginWords(check)].filter((part) => part !== '').join(', ');
  return { check: `${named(check.name)} ${quantileName(quantile.quantile)}`, stable: stable || 'not known yet', candidate: candidate || 'not known yet', allowed };
}

/** `alone wrong 150 of 10,000`: items that both got right or both got wrong say nothing. */
function aloneWrong({ totals }: CheckReport, facts: CheckFacts): Pick<CheckRow, 'stable' | 'candidate'> {
  const alone = cellOf(facts, 'discordant');
  const items = Math.max(totals.candidate.trials, cellOf(facts, 'all').candidate.trials);
  const words = (arm: 'stable' | 'candidate'): string => (items === 0 ? 'no items yet' : `alone wrong  ${count(alone[arm].events)} of ${count(items)}`);
  return { stable: words('stable'), candidate: words('candidate') };
}

/** `said 12 %  came 15 %`; blank for an arm that was not asked. */
function saidAndCame(facts: CheckFacts, cell: string, arm: 'stable' | 'candidate', arms: Arms | Cell): string {
  const predicted = cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`)[arm];
  if (arms[arm].trials === 0) return arm === 'stable' ? '' : 'no items yet';
  const came = `came ${percentOfRatio(ratioOf(arms[arm]))}`;
  return predicted.trials === 0 ? came : `said ${percentOfRatio(ratioOf(predicted))}  ${came}`;
}

function saysWords(report: CheckReport, facts: CheckFacts | undefined): string {
  switch (report.verdict) {
    case 'worse':
      return `${foundWords(report, facts)}, ${actionWords(report.then)}`;
    case 'better':
      return 'better: shown';
    case 'same':
      return 'as good: shown';
    case 'acceptable':
      return acceptableWords(report);
    case 'insufficient':
      return report.noData === '' ? `too early${waitWords(report)}` : `no data: ${said(report.noData)}`;
    case 'invalid':
      return `unusable data: ${said(report.noData)}`;
    default:
      return assertNever(report.verdict);
  }
}

function foundWords(report: CheckReport, facts: CheckFacts | undefined): string {
  if (report.limit.kind === 'breached' || report.claim === 'limit') return facts?.check.better === 'higher' ? 'under the limit' : 'over the limit';
  switch (claimKind(report.claim)) {
    case 'gap':
      return `${cellWords(report.cell, facts?.check)} worse than the rest`;
    case 'growth':
      return 'grows too fast';
    default:
      return facts?.check.sides === 'both' ? 'differs' : facts?.check.signal.kind === 'calibration' ? 'too far off' : 'worse';
  }
}

/** No harm is confirmed; what is not ruled out yet is said. */
function acceptableWords(report: CheckReport): string {
  const open = waitWords(report);
  if (report.wait.kind === 'none') return 'fine';
  const bound = report.factor.max > 0 && report.factor.max <= FACTOR_SHOWN_MAX ? `, under ${factor(report.factor.max)} x` : '';
  return `fine so far${bound}${open}`;
}

function waitWords({ wait }: CheckReport): string {
  return wait.kind === 'time' && Number.isFinite(wait.ms) && wait.ms > 0 ? `, ${roughly(wait.ms)} more` : '';
}

/** A wait is an estimate: the longer it is, the less its smaller unit says. */
function roughly(ms: number): string {
  const [hours, days] = [Math.round(ms / HOUR_MS), Math.round(ms / DAY_MS)];
  if (hours >= 4 && hours < 48) return `${String(hours)} h`;
  return days >= 4 ? `${String(days)} d` : duration(ms);
}

function actionWords(then: CheckAction): string {
  switch (then) {
    case 'rollback':
      return 'rolled back';
    case 'stepBack':
      return 'stepped back';
    case 'hold':
      return 'holds';
    case 'retrain':
      return 'a new model is asked for';
    case 'tell':
      return 'told';
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
