// Releases that ended and whose labels still come in: asked at every tick when due, recorded when there are some, told once when they turn out worse.
// They hold no lock: a rollout may be live beside them, or not.
import { followUp, labelsQuestionOf, type Check, type Evidence, type Followed, type LabelsQuestion, type TargetState } from '@rampart/rollout-policy';
import { withinOwnTime, type OwnTime } from './followed-evidence.ts';
import { onlyNews, ofThePast } from './observe.ts';
import { describeError, type TickReport } from './outcome.ts';
import type { PortError } from './ports/port-error.ts';
import type { Ports } from './ports.ts';
import { recordableNews } from './recordable.ts';
import { nextSequence, record, type Position } from './record.ts';
import { restore } from './restore.ts';

export interface FollowRun {
  readonly ports: Ports;
  readonly actor: string;
  /** Without it labels are read and told, and nothing is recorded or moved. */
  readonly acts: boolean;
  readonly position: Position;
  readonly state: TargetState;
  readonly report: TickReport;
}

export type FollowEnd =
  | { readonly kind: 'followed'; readonly run: FollowRun }
  /** Traffic went back to the release before, or may have, and that is not in the ledger yet: nothing else may begin on what it says. */
  | { readonly kind: 'unsettled'; readonly run: FollowRun }
  | { readonly kind: 'lost-race'; readonly report: TickReport }
  | { readonly kind: 'no-ledger'; readonly error: PortError; readonly report: TickReport };

/** Whether there may be new labels of a release that is followed. */
export function isFollowDue(state: TargetState, nowMs: number): boolean {
  return state.following.some((followed) => dueChecks(followed, nowMs).length > 0);
}

export async function followReleases(start: FollowRun): Promise<FollowEnd> {
  let run = start;
  for (const { id } of start.state.following) {
    const followed = run.state.following.find((known) => known.id === id);
    if (followed === undefined) continue;
    const end = await followOne(run, followed);
    if (end.kind !== 'followed') return end;
    run = end.run;
  }
  return { kind: 'followed', run };
}

async function followOne(run: FollowRun, followed: Followed): Promise<FollowEnd> {
  const { ports, acts } = run;
  const heard = await labelsOf(run, followed);
  const warned: FollowRun = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...heard.warnings] } };
  if (Object.keys(heard.evidence).length === 0) return acts ? restore(warned, followed, []) : { kind: 'followed', run: warned };
  const { worse } = followUp(followed, heard.evidence);
  if (!acts) return { kind: 'followed', run: worse.length === 0 ? warned : told(warned, followed, worse) };
  const sequence = nextSequence(run.position);
  const event = { kind: 'followed-up', rolloutId: followed.id, operation: `follow/${followed.id}/${String(sequence)}`, evidence: heard.evidence, worse } as const;
  const recorded = await record(ports, run.position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
  switch (recorded.kind) {
    case 'conflict':
      return { kind: 'lost-race', report: warned.report };
    case 'error':
      return { kind: 'no-ledger', error: recorded.error, report: warned.report };
    case 'recorded': {
      const next: FollowRun = { ...warned, position: recorded.position, state: recorded.state };
      const still = next.state.following.find((known) => known.id === followed.id);
      return still === undefined ? { kind: 'followed', run: next } : restore(next, still, worse);
    }
  }
}

function told(run: FollowRun, followed: Followed, worse: readonly string[]): FollowRun {
  const news = { kind: 'told', rolloutId: followed.id, version: followed.candidate.version, worse, why: 'this look only observes' } as const;
  return { ...run, report: { ...run.report, followed: [...run.report.followed, news] } };
}

interface DueCheck {
  readonly check: Check;
  readonly question: LabelsQuestion;
  readonly watermarkMs: number;
}

/** A whole cohort has matured since the watermark, and the time of following is not over. */
function dueChecks({ policy, checks, untilMs }: Followed, nowMs: number): readonly DueCheck[] {
  if (nowMs >= untilMs) return [];
  return policy.checks.flatMap((check) => {
    const asked = labelsQuestionOf(check.signal);
    const watermarkMs = checks[check.name]?.watermarkMs;
    if (asked.kind === 'none' || watermarkMs === undefined) return [];
    const { question } = asked;
    const cohortMs = Math.max(question.everyMs, policy.expert.blockMs);
    return watermarkMs + cohortMs + question.matureMs + policy.expert.lagMs <= nowMs ? [{ check, question, watermarkMs }] : [];
  });
}

interface Heard {
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly warnings: readonly string[];
}

/** One question per check: each check's labels mature in their own time. */
async function labelsOf({ ports, state }: FollowRun, followed: Followed): Promise<Heard> {
  const nowMs = ports.clock.nowMs();
  const own = ownTimeOf(state, followed);
  const answers = await Promise.all(dueChecks(followed, nowMs).map(async (due) => [due.check, await ask(ports, followed, due, { nowMs, own })] as const));
  const warnings = answers.flatMap(([{ name }, news]) => (news.kind === 'no-data' ? [`${followed.candidate.version} is followed, and ${name} cannot be read: ${news.why}`] : []));
  const evidence = answers.flatMap(([check, news]) => (news.kind === 'blocks' && news.blocks.length > 0 ? [[check.name, withinOwnTime(check, news, own)] as const] : []));
  return { evidence: Object.fromEntries(evidence), warnings };
}

async function ask(ports: Ports, { id, policy, candidate, previous }: Followed, { check, question, watermarkMs }: DueCheck, { nowMs, own }: { readonly nowMs: number; readonly own: OwnTime }): Promise<Evidence> {
  const { everyMs, matureMs } = question;
  const { blockMs, lagMs, maxGapMs } = policy.expert;
  const answer = await ports.metrics.fetchBlocks({
    target: policy.target,
    rolloutId: id,
    arms: { stable: previous.slot, candidate: candidate.slot },
    versions: { stable: previous.version, candidate: candidate.version },
    questions: [{ check: check.name, signal: check.signal, slices: check.slices, bounds: [], fromMs: watermarkMs }],
    // Its last cohort may reach beyond its own time; what lies there is not counted, and nothing later is asked for.
    nowMs: Math.min(nowMs, own.replacedAtMs + Math.max(everyMs, blockMs) + matureMs + lagMs),
    blockMs,
    lagMs,
    maxGapMs,
    snapshot: null,
  });
  if (answer.kind === 'error') return { kind: 'no-data', why: describeError(answer.error) };
  return recordableNews(ofThePast(onlyNews(answer.value.evidence), nowMs)[check.name] ?? { kind: 'blocks', blocks: [], gaps: [] });
}

/** It serves until a later release has finished: that one took its place. */
function ownTimeOf({ ended }: TargetState, { endedAtMs }: Followed): OwnTime {
  const later = ended.find((other) => other.outcome === 'promoted' && other.endedAtMs > endedAtMs);
  return { endedAtMs, replacedAtMs: later?.endedAtMs ?? Number.MAX_SAFE_INTEGER };
}
