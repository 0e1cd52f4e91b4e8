// rampart doctor: everything that a rollout will need, looked at before it starts, with what puts each trouble right. Changes nothing.
import { performance } from 'node:perf_hooks';
import { parseDuration } from '@rampart/policy-document';
import { inJobPlaces, lookingWorkflows, openTargets, systemClock } from '@rampart/ports-from-policy';
import { doctorLines, shellWord } from '@rampart/report';
import { visit, wantedPermissions, type VisitWorld } from '@rampart/rollout-doctor';
import { isSet, REPOSITORY_OPTIONS, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { surroundingsOf, tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'looks at all that a rollout will need (router, live queries, labels, registry, ledger, permissions, rules, clocks) and prints what mends it',
  options: {
    for: { value: '20s', does: 'how long live metrics are watched (default: 20s); longer where requests are few' },
    all: { does: 'every policy of this folder: all in rampart/, and those beside it' },
    ...REPOSITORY_OPTIONS,
  },
  policies: 'some',
  run: (invocation) => {
    const lookFor = parseDuration(textValue(invocation, 'for', '20s'));
    if (lookFor.kind === 'refused') return Promise.resolve(tellUsage(invocation, 'doctor', [`--for: ${lookFor.says}`]));
    return inJobPlaces(invocation.env, async (places): Promise<ExitCode> => {
      const opened = await openTargets(invocation.files, surroundingsOf(invocation, places));
      if (opened.kind === 'mistakes') return tellMistakes(invocation, opened.mistakes);
      const { github, targets } = opened;
      invocation.console.overwrite(`rampart doctor: watching live metrics for ${textValue(invocation, 'for', '20s')}`);
      const visits = await visit(targets.map(({ pinned, ports, freezes }) => ({ policy: pinned.policy, ports, freezes, ledgerOption: ledgerOption(invocation) })), await worldOf(invocation, lookFor.value, github === 'none' ? 'none' : github.apis));
      invocation.signal.throwIfAborted();
      invocation.console.overwrite('');
      if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ targets: visits }, null, 2));
      else for (const found of visits) invocation.console.out(doctorLines(found, invocation.console.style).join('\n'));
      return visits.some(({ needsMending }) => needsMending) ? 1 : 0;
    });
  },
};

/** With RAMPART_LEDGER a person has said it for every command. */
function ledgerOption(invocation: Invocation): string {
  const said = textValue(invocation, 'ledger');
  return said === '' ? '' : ` --ledger ${shellWord(said)}`;
}

async function worldOf({ signal, cwd }: Invocation, lookMs: number, apis: Pick<Exclude<VisitWorld['github'], 'none'>, 'state' | 'home'> | 'none'): Promise<VisitWorld> {
  const github = apis === 'none' ? apis : { ...apis, wanted: wantedPermissions([]), workflows: await lookingWorkflows(cwd) };
  return { clock: systemClock, steadyMs: () => performance.now(), fetch: globalThis.fetch, signal, lookMs, github };
}
