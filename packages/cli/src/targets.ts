// Opens the targets of a command, or says every mistake.
import { formatMistakes, type Mistake } from '@rampart/policy-document';
import { inJobPlaces, openTarget, openTargets, policyFilesMatching, systemClock, type JobPlaces, type OpenedTarget, type PolicyMistake, type Surroundings } from '@rampart/ports-from-policy';
import { isSet, textValue, type ExitCode, type Invocation } from './command.ts';

export function withTargets(invocation: Invocation, work: (targets: readonly OpenedTarget[]) => Promise<ExitCode>): Promise<ExitCode> {
  return inJobPlaces(invocation.env, async (places) => {
    const opened = await openTargets(invocation.files, surroundingsOf(invocation, places));
    return opened.kind === 'targets' ? work(opened.targets) : tellMistakes(invocation, opened.mistakes);
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
  const { console } = invocation;
  if (isSet(invocation, 'json')) {
    console.out(JSON.stringify({ mistakes }, null, 2));
    return 2;
  }
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
    ledger: textValue(invocation, 'ledger', 'origin'),
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
