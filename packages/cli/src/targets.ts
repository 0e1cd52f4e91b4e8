// Opens the targets of a command, or says every mistake.
import { formatMistakes, type Mistake } from '@rampart/policy-document';
import { jobPlaces, openTargets, systemClock, type OpenedTarget, type PolicyMistake } from '@rampart/ports-from-policy';
import { isSet, textValue, type Invocation } from './command.ts';

export async function targetsOf(invocation: Invocation): Promise<readonly OpenedTarget[]> {
  const { env, cwd, signal, files } = invocation;
  const opened = await openTargets(files, {
    workspace: cwd,
    cacheDir: jobPlaces(env).cacheDir,
    ledger: textValue(invocation, 'ledger', 'origin'),
    registry: textValue(invocation, 'registry', 'origin'),
    token: env['RAMPART_TOKEN'] ?? '',
    routerToken: env['RAMPART_ROUTER_TOKEN'] ?? '',
    env,
    clock: systemClock,
    signal,
  });
  if (opened.kind === 'targets') return opened.targets;
  tellMistakes(invocation, opened.mistakes);
  return [];
}

export function tellMistakes(invocation: Invocation, mistakes: readonly PolicyMistake[]): void {
  if (isSet(invocation, 'json')) return invocation.console.out(JSON.stringify({ mistakes }, null, 2));
  const placed = mistakes.filter((mistake): mistake is Mistake => mistake.place.kind === 'file');
  const others = mistakes.filter((mistake) => mistake.place.kind !== 'file');
  for (const mistake of others) invocation.console.err(`${mistake.code} ${mistake.subject}: ${mistake.text}`);
  if (placed.length > 0) invocation.console.err(formatMistakes(placed, { color: invocation.console.style.color }));
}
