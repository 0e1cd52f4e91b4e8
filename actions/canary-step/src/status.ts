// `mode: status`: shows how every target stands, from the ledger alone, in the words of `rampart status`. Decides nothing, writes nothing, and hands nothing over.
import type { ActionContext, ActionResult, Annotation } from '@rampart/action-kit';
import { viewTargets, type OpenedTargets } from '@rampart/ports-from-policy';
import { cleanLine, standingWords, statusWords, targetStatus, viewLines, viewSummary, whyNoState, type ReleaseStatus, type TargetView } from '@rampart/report';
import type { contract } from './contract.ts';

type Opened = Extract<OpenedTargets, { kind: 'targets' }>;

/** In a log nothing is cut off. */
const LOG_STYLE = { color: false, width: 1_000 };

export async function showStatus(opened: Opened, { signal, log }: Pick<ActionContext, 'signal' | 'log'>): Promise<ActionResult<typeof contract>> {
  const views = await viewTargets(opened.targets);
  signal.throwIfAborted();
  const nowMs = opened.clock.nowMs();
  for (const { lines } of viewLines(views, nowMs, LOG_STYLE)) for (const line of lines) log(line);
  if (opened.github !== 'none') log(opened.github.spent());
  return presentViews(views, nowMs);
}

export function presentViews(views: readonly TargetView[], nowMs: number): ActionResult<typeof contract> {
  const told = views.map((view) => tell(view, nowMs));
  const [first] = told;
  const summary = viewSummary(views, nowMs);
  const needs = NEEDS.find((wanted) => told.some((one) => one.needs === wanted)) ?? 'nothing';
  const isBroken = views.some(({ read }) => read.kind === 'unreadable' && !read.passes);
  return {
    // As for a look: what is away comes back by itself; denied or damaged it waits for a person.
    exitCode: isBroken ? 2 : 0,
    outputs: {
      decision: 'idle',
      needs,
      sentence: told.map(({ sentence }) => sentence).join('\n'),
      weight: first?.weight ?? '',
      harm: first?.harm ?? '',
      rolloutId: first?.rolloutId ?? '',
      targets: JSON.stringify(told),
      toPromote: '[]',
      toRollBack: '[]',
      decisionJson: JSON.stringify(views.map(({ target, read }) => (read.kind === 'present' ? { kind: read.kind, ...targetStatus(read.state, nowMs) } : read.kind === 'empty' ? { kind: read.kind, target } : { kind: read.kind, target, why: read.why }))),
      report: summary,
    },
    summary,
    annotations: views.flatMap(unreadable),
    closing: { decided: 'nothing, this only shows how it stands', why: told.map(({ sentence }) => sentence).join(' '), next: isBroken ? 'Correct what is marked and run the job again.' : NEXT[needs] },
  };
}

/** The one that asks most comes first. */
const NEEDS = ['human', 'approval', 'nothing'] as const;
type Needs = (typeof NEEDS)[number];

const NEXT: Readonly<Record<Needs, string>> = { human: 'A person decides.', approval: 'A person approves.', nothing: 'The next tick looks.' };

/** The fields that the other modes tell of a target. */
interface Told {
  readonly target: string;
  readonly decision: 'idle';
  readonly needs: Needs;
  readonly sentence: string;
  readonly weight: string;
  readonly harm: string;
  readonly rolloutId: string;
  readonly candidate: string;
  readonly stable: string;
}

function tell({ target, policyFile, read }: TargetView, nowMs: number): Told {
  const quiet: Told = { target, decision: 'idle', needs: 'nothing', sentence: '', weight: '0', harm: '0', rolloutId: '', candidate: '', stable: '' };
  const saying = (words: string): string => cleanLine(`${target}: ${words}.`, 4_000);
  if (read.kind !== 'present') return { ...quiet, needs: read.kind === 'empty' || read.passes ? 'nothing' : 'human', sentence: saying(whyNoState(policyFile, read)) };
  const { stable, release } = targetStatus(read.state, nowMs);
  const shown: Told = { ...quiet, stable, sentence: saying(standingWords(statusWords(read.state, nowMs))) };
  if (release.kind === 'none') return shown;
  return { ...shown, needs: needsOf(release), weight: String(release.weightPpm / 10_000), harm: release.harm.excess.toFixed(1), rolloutId: release.rolloutId, candidate: release.version };
}

function needsOf({ waitsFor: { whom } }: ReleaseStatus): Needs {
  return whom === 'person' ? 'human' : whom === 'approval' ? 'approval' : 'nothing';
}

function unreadable({ target, policyFile, read }: TargetView): readonly Annotation[] {
  if (read.kind !== 'unreadable') return [];
  return [{ level: read.passes ? 'warning' : 'error', title: cleanLine(target), message: `${target}: ${whyNoState(policyFile, read)}`, place: { kind: 'nowhere' } }];
}
