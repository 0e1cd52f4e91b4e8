// Opens the targets of a command, or says every mistake.
import { formatMistakes, type Mistake } from '@rampart/policy-document';
import { inJobPlaces, openSoundTargets, openTarget, openTargets, policyFilesMatching, systemClock, type JobPlaces, type OnGithub, type OpenedTarget, type PolicyMistake, type Surroundings } from '@rampart/ports-from-policy';
import type { Clock } from '@rampart/rollout-engine';
import { isSet, ledgerNamed, textValue, type ExitCode, type Invocation } from './command.ts';

/** All of them at once. Those whose policy has a mistake are left out and told, with exit code 2: the others do not wait for them. */
export function withTargets(invocation: Invocation, work: (targets: readonly OpenedTarget[], clock: Clock, github: OnGithub) => Promise<ExitCode>): Promise<ExitCode> {
  return inJobPlaces(invocation.env, async (places) => {
    const opened = await openSoundTargets(invocation.files, surroundingsOf(invocation, places));
    if (opened.kind === 'mistakes') return tellMistakes(invocation, opened.mistakes);
    const exitCode = await work(opened.targets, opened.clock, opened.github);
    return opened.mistakes.length === 0 ? exitCode : tellLeftOut(invocation, opened.mistakes);
  });
}

/** Every target by itself: mistakes in one policy do not keep the others from their turn. */
export function withEachTarget(invocation: Invocation, work: (target: OpenedTarget) => Promise<void>, mistaken: (mistakes: readonly PolicyMistake[]) => void): Promise<void> {
  return inJobPlaces(invocation.env, async (places) => {
    for (const file of invocation.files.flatMap((pattern) => matching(pattern, invocation.cwd))) {
      const opened = await openTargets([file], surroundingsOf(invocation, places));
      if (opened.kind === 'mistakes') mistaken(opened.mistakes);
      else for (const target of opened.targets) await work(target);
    }
  });
}

/** A pattern that means nothing stays, so that its mistake is told. */
function matching(pattern: string, cwd: string): readonly string[] {
  const files = policyFilesMatching(pattern, cwd);
  return files.length === 0 ? [pattern] : files;
}

export function withTarget(invocation: Invocation, work: (target: OpenedTarget) => Promise<ExitCode>): Promise<ExitCode> {
  return inJobPlaces(invocation.env, async (places) => {
    const opened = await openTarget(invocation.files[0] ?? '', surroundingsOf(invocation, places));
    return opened.kind === 'target' ? work(opened.target) : tellMistakes(invocation, opened.mistakes);
  });
}

export function tellMistakes(invocation: Invocation, mistakes: readonly PolicyMistake[]): ExitCode {
  if (!isSet(invocation, 'json')) return tellLeftOut(invocation, mistakes);
  invocation.console.out(JSON.stringify({ mistakes }, null, 2));
  return 2;
}

/** Beside what was done, which a program may read. */
function tellLeftOut({ console }: Invocation, mistakes: readonly PolicyMistake[]): ExitCode {
  const placed = mistakes.filter((mistake): mistake is Mistake => mistake.place.kind === 'file');
  for (const mistake of mistakes.filter(({ place }) => place.kind === 'nowhere')) console.err(`${mistake.code} ${mistake.subject}: ${mistake.text}`);
  if (placed.length > 0) console.err(formatMistakes(placed, { color: console.errStyle.color }));
  return 2;
}

/** Somebody sits in front of it, or a clock that comes again. */
const DEADLINE_MS = 600_000;

export function surroundingsOf(invocation: Invocation, { cacheDir }: JobPlaces): Surroundings {
  const { env, hideSecrets, cwd, signal } = invocation;
  return {
    workspace: cwd,
    cacheDir,
    ledger: ledgerNamed(invocation) || 'origin',
    stateRepository: '',
    stateToken: '',
    registry: textValue(invocation, 'registry', 'origin'),
    token: env['RAMPART_TOKEN'] ?? '',
    routerToken: env['RAMPART_ROUTER_TOKEN'] ?? '',
    hideSecrets,
    env,
    clock: systemClock,
    signal,
    deadlineMs: DEADLINE_MS,
    needs: {},
    // The next look of an action shows what was recorded here.
    mirrors: ['none'],
  };
}
