// rampart runbook: what a person on call needs to know about a target, from its policy alone.
import { breakGlassCommand, ledgerRef, readPolicyFiles } from '@rampart/ports-from-policy';
import { renderRunbook } from '@rampart/report';
import { isSet, ledgerNamed, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const runbook: Command = {
  name: 'runbook',
  summary: 'prints what a person on call needs to know about a target: states, commands, who is told (Markdown)',
  options: { ledger: { value: 'where', does: 'is written into the commands, for a target whose history is not in the repository of its policy: github:acme/rollouts (default: RAMPART_LEDGER)' } },
  policies: 'some',
  run: async (invocation) => {
    const { console, env } = invocation;
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    // A router that asks for a token is known by the token that is here; it is never printed.
    const hasToken = (env['RAMPART_ROUTER_TOKEN'] ?? '') !== '';
    const runbooks = files.policies.map(({ file, pinned }) => ({
      target: pinned.policy.target,
      runbook: renderRunbook({ policy: pinned.policy, policyFile: file, ledger: ledgerNamed(invocation), policyDigest: pinned.digest, ledgerBranch: ledgerRef(pinned.policy.target).replace('refs/heads/', ''), breakGlass: (slot) => breakGlassCommand(pinned.policy, slot, hasToken) }),
    }));
    console.out(isSet(invocation, 'json') ? JSON.stringify({ runbooks }, null, 2) : runbooks.map((each) => each.runbook).join('\n'));
    return 0;
  },
};
