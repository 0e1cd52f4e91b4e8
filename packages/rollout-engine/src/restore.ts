// A followed release turned out worse, and its policy says rollback: what served before it serves again, where that still stands. Else a person is asked.
import { PPM_NONE, type Effect, type Followed, type PlacedRelease } from '@rampart/rollout-policy';
import { applyEffect } from './apply-effect.ts';
import type { FollowEnd, FollowRun } from './follow.ts';
import { describeError, type FollowNews } from './outcome.ts';
import type { RouterReading } from './ports/traffic-router.ts';
import { nextSequence, record } from './record.ts';

/** `worse`: checks that were not told before. A way back that was begun and cut short is gone on with, whatever is new. */
export async function restore(run: FollowRun, followed: Followed, worse: readonly string[]): Promise<FollowEnd> {
  if (followed.told.length === 0) return { kind: 'followed', run };
  const obstacle = obstacleIn(run, followed);
  if (obstacle !== '') return asking(run, followed, { worse, why: obstacle });
  const reading = await run.ports.router.read(followed.policy.target);
  if (reading.kind === 'error') return unsettled(run, describeError(reading.error), `bring ${followed.previous.version} back: the next tick tries again`);
  const { stamp } = reading.value;
  const isBegun = stamp.kind === 'stamp' && stamp.rolloutId === followed.id && stamp.liveSlot === followed.previous.slot;
  const missing = run.ports.clock.nowMs() >= followed.untilMs ? 'the time of following is over' : missingIn(reading.value, followed.previous);
  if (missing !== '' && !isBegun) return asking(run, followed, { worse, why: missing });
  return moveBack(run, followed, { worse, version: reading.value.version });
}

/** Why the release before must not be brought back. */
function obstacleIn({ state }: FollowRun, { policy, told, candidate }: Followed): string {
  const stage = policy.plan.find((known) => known.kind === 'follow');
  const takesOut = policy.checks.some((check) => told.includes(check.name) && check.then === 'rollback');
  if (stage?.then !== 'rollback' || !takesOut) return 'the policy asks to tell';
  if (state.stable.digest !== candidate.digest || state.stable.slot !== candidate.slot) return `${candidate.version} no longer serves, ${state.stable.version} does`;
  return state.rollout.kind === 'live' ? `${state.rollout.candidate.version} is being released over it` : '';
}

function missingIn({ slots }: RouterReading, { slot, version, digest }: PlacedRelease): string {
  const placed = slots.find((known) => known.slot === slot)?.placed;
  if (placed === undefined || placed.kind === 'nothing') return `${version} is gone: slot ${slot} is empty`;
  if (placed.digest !== digest) return `${version} is gone: slot ${slot} holds ${placed.version}`;
  return placed.ready ? '' : `${version} in slot ${slot} is not ready`;
}

async function moveBack(run: FollowRun, followed: Followed, { worse, version }: { readonly worse: readonly string[]; readonly version: string }): Promise<FollowEnd> {
  const { ports, position } = run;
  const { id, candidate, previous } = followed;
  const sequence = nextSequence(position);
  const effect: Effect = { kind: 'set-weight', id: `${id}/${String(sequence)}/0`, rolloutId: id, sequence, weight: PPM_NONE, mirror: PPM_NONE, purpose: 'rollback' };
  const newly = (why: string): FollowRun => (worse.length === 0 ? run : withNews(run, { kind: 'told', rolloutId: id, version: candidate.version, worse, why }));
  const applied = await applyEffect(ports, { rollout: followed, stable: previous }, effect, { kind: 'is', version });
  if (applied.kind !== 'confirmed') return unsettled(newly(applied.why), applied.why, `bring ${previous.version} back: the next tick tries again`);
  const pointer = await pointBack(run, followed);
  if (pointer.kind === 'open') return unsettled(newly(pointer.why), pointer.why, `point ${followed.policy.model.stage} of ${followed.policy.model.name} back to ${previous.version}: the next tick tries again`);
  const checks = followed.told.join(', ');
  const event = { kind: 'restored', rolloutId: id, operation: `restore/${id}`, why: `labels that came in later say that ${candidate.version} is worse: ${checks}` } as const;
  const recorded = await record(ports, position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
  const settled = pointer.why === '' ? run : warned(run, pointer.why);
  switch (recorded.kind) {
    case 'conflict':
      return { kind: 'lost-race', report: settled.report };
    case 'error':
      return unsettled(settled, describeError(recorded.error), `record that ${previous.version} serves again: the next tick does`);
    case 'recorded': {
      const news: FollowNews = { kind: 'restored', rolloutId: id, version: candidate.version, worse: followed.told, why: `${previous.version} serves again from slot ${previous.slot}, read back at the router` };
      return { kind: 'followed', run: withNews({ ...settled, position: recorded.position, state: recorded.state }, news) };
    }
  }
}

/** Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins. */
async function pointBack({ ports, actor }: FollowRun, { policy, candidate, previous }: Followed): Promise<{ readonly kind: 'done' | 'open'; readonly why: string }> {
  const { name, stage } = policy.model;
  const moved = await ports.registry.movePointer({ model: name, stage, from: { kind: 'at', version: candidate.version }, to: previous.version, actor });
  if (moved.kind === 'ok') return { kind: 'done', why: '' };
  return moved.error.code === 'conflict' ? { kind: 'done', why: `${describeError(moved.error)}. It is left as it is` } : { kind: 'open', why: describeError(moved.error) };
}

/** Told once, when it is new. */
function asking(run: FollowRun, { id, candidate }: Followed, { worse, why }: { readonly worse: readonly string[]; readonly why: string }): FollowEnd {
  return { kind: 'followed', run: worse.length === 0 ? run : withNews(run, { kind: 'told', rolloutId: id, version: candidate.version, worse, why }) };
}

function unsettled(run: FollowRun, warning: string, todo: string): FollowEnd {
  const { report } = warned(run, warning);
  return { kind: 'unsettled', run: { ...run, report: { ...report, todo: [...report.todo, todo] } } };
}

function warned(run: FollowRun, warning: string): FollowRun {
  return { ...run, report: { ...run.report, warnings: [...run.report.warnings, warning] } };
}

/** News is no warning besides: presenters make their own sentence of it. */
function withNews(run: FollowRun, news: FollowNews): FollowRun {
  return { ...run, report: { ...run.report, followed: [...run.report.followed, news] } };
}
