// Opens the targets of a command, or says every mistake.
import { formatMistakes, type Mistake } from '@rampart/policy-document';
import { inJobPlaces, openTarget, openTargets, systemClock, type JobPlaces, type OpenedTarget, type PolicyMistake, type Surroundings } from '@rampart/ports-from-policy';
import { isSet, textValue, type ExitCode, type Invocation } from './command.ts';

export function withTargets(invocation: Invocation, work: (targets: readonly OpenedTarget[]) => Promise<ExitCode>): Promise<ExitCode> {
  return inJobPlaces(invocation.env, async (places) => {
    const opened = await openTargets(invocation.files, surroundingsOf(invocation, places));
    return opened.kind === 'targets' ? work(opened.targets) : tellMistakes(invocation, opened.mistakes);
  });
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

function surroundingsOf(invocation: Invocation, { cacheDir }: JobPlaces): Surroundings {
  const { env, cwd, signal } = invocation;
  return {
    workspace: cwd,
    cacheDir,
    ledger: textValue(invocation, 'ledger', 'origin'),
    registry: textValue(invocation, 'registry', 'origin'),
    token: env['RAMPART_TOKEN'] ?? '',
    routerToken: env['RAMPART_ROUTER_TOKEN'] ?? '',
    env,
    clock: systemClock,
    signal,
  };
}
