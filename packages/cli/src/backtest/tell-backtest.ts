// What a policy says of past releases, as a table, with what a replay answers and what it does not.
import { plainLine } from '@rampart/json-exchange';
import { formatDuration, formatRatioRoughly, formatRoughly } from '@rampart/policy-document';
import type { Reason } from '@rampart/rollout-policy';
import { count } from '@rampart/report';
import type { Backtest, BacktestedRelease, MetricHistory } from '@rampart/simulator/backtest';
import { textTable } from '../text-table.ts';

export function tellBacktest({ target, weights, releases, leftOut }: Backtest, history: MetricHistory): string {
  const rows = releases.map((release) => [MARKS[release.judged], plainLine(release.name, 40), happened(release), release.really, says(release), asked(release), earlier(release)]);
  const [wrong, open] = [releases.filter(({ judged }) => judged === 'wrong').length, releases.filter(({ judged }) => judged === 'open').length];
  return [
    `${target}: ${releases.length} past release${releases.length === 1 ? '' : 's'}, ${history.file} in spans of ${formatDuration(history.stepMs)}${history.zoneAssumed ? ', times without a zone taken as UTC' : ''}`,
    ...textTable([['', 'release', 'what happened', 'really', 'this policy', 'asks a person', 'bad requests earlier'], ...rows], { left: 7 }),
    ...releases.flatMap(gapLine),
    `weights: ${weights === 'given' ? 'as the history has them' : 'inferred from the split of the requests, so that nothing is said about a router that splits wrongly'}`,
    ...leftOut.map((text) => `not replayed: ${plainLine(text, 300)}`),
    'It says: with this evidence, at these weights, this policy would have decided so, then. It does not say which weights the policy would have chosen, nor what',
    'would have been seen at them: at its own weights a release meets fewer requests and takes longer. That is `rampart check`.',
    wrong > 0 ? `${wrong} of ${releases.length} wrong` : open > 0 ? `none wrong, ${open} of ${releases.length} open` : `all ${releases.length} right`,
  ].join('\n');
}

const MARKS: Readonly<Record<BacktestedRelease['judged'], string>> = { right: '✔', wrong: '✘', open: '?' };

function happened({ happened: what, startMs, endMs }: BacktestedRelease): string {
  return `${what === 'unknown' ? 'not told' : what} after ${formatRoughly(endMs - startMs)}`;
}

function says({ says: said, startMs }: BacktestedRelease): string {
  const after = (atMs: number): string => `after ${formatRoughly(atMs - startMs)}`;
  switch (said.kind) {
    case 'promote':
      return `promote ${after(said.atMs)}`;
    case 'rollback':
      return `${said.promotedBeforeMs === 'never' ? '' : `promote ${after(said.promotedBeforeMs)}, `}rollback ${after(said.atMs)}: ${reasonWords(said.reason)}`;
    case 'budget-spent':
      return `0 % ${after(said.atMs)}: the promised bad requests are spent`;
    case 'nothing':
      if (said.last.reason !== 'none' && said.last.reason.code === 'undecided') return 'undecided when its time was over';
      return said.last.kind === 'advance' ? 'undecided: it wants more traffic than it got' : `undecided: ${reasonWords(said.last.reason)}`;
  }
}

function asked({ asked: who, startMs }: BacktestedRelease): string {
  return who.kind === 'never' ? '-' : `after ${formatRoughly(who.atMs - startMs)}: ${reasonWords(who.reason)}`;
}

function earlier({ says: said }: BacktestedRelease): string {
  if (said.kind !== 'rollback' && said.kind !== 'budget-spent') return '-';
  const { bad, excess } = said.spared;
  return bad === 0 ? 'none came later' : `${count(bad)} spared, ${count(Math.max(0, excess))} more than stable's`;
}

function gapLine({ name, evidence: { blocks, gaps } }: BacktestedRelease): readonly string[] {
  if (blocks === 0) return [`${plainLine(name, 40)}: the history has nothing of it`];
  return gaps === 0 ? [] : [`${plainLine(name, 40)}: ${formatRatioRoughly(gaps / (gaps + blocks))} of its spans miss an arm; they count as no data`];
}

/** A reason in a few words; the whole of it is in --json. */
function reasonWords(reason: Reason | 'none'): string {
  if (reason === 'none') return 'nothing was seen';
  const words = reason.code.replaceAll('-', ' ');
  return 'check' in reason ? `${words} (${plainLine(reason.check, 60)})` : words;
}

