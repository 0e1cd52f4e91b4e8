// rampart validate: every mistake of the policies at once, and what their numbers imply.
import { formatLint, lintPolicy } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import { isSet, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'checks policies: every mistake at once, with its place, and what the numbers imply',
  options: {},
  policies: 'some',
  run: async (invocation) => {
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    const valid = files.policies.map(({ file, pinned: { policy, digest }, origins }) => ({ file, target: policy.target, digest, lints: lintPolicy(policy, origins) }));
    if (isSet(invocation, 'json')) {
      invocation.console.out(JSON.stringify({ policies: valid }, null, 2));
      return 0;
    }
    for (const { file, target, lints } of valid) {
      invocation.console.out([`${file}: valid (target ${target})`, ...lints.map((lint) => `  ${formatLint(lint)}`)].join('\n'));
    }
    return 0;
  },
};
