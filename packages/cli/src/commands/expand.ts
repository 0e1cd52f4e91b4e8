// rampart expand: the policy with every default spelled out.
import { expandPolicy } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import { isSet, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const expand: Command = {
  name: 'expand',
  summary: 'prints a policy with the defaults file and every default in it',
  options: {},
  policies: 'some',
  run: async (invocation) => {
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    const { console } = invocation;
    if (isSet(invocation, 'json')) console.out(JSON.stringify({ policies: files.policies.map(({ file, pinned }) => ({ file, ...pinned })) }, null, 2));
    // Documents of one YAML stream, as tools for YAML take them.
    else console.out(files.policies.map(({ pinned, origins }) => expandPolicy(pinned.policy, origins)).join('---\n'));
    return 0;
  },
};
