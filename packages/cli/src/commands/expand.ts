// rampart expand: the policy with every default spelled out.
import { expandPolicy, loadPolicy } from '@rampart/policy-document';
import { isSet, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const expand: Command = {
  name: 'expand',
  usage: 'rampart expand <policy.yaml>',
  summary: 'prints a policy with the defaults file and every default in it',
  options: {},
  files: 'one',
  run: async (invocation) => {
    const reading = await loadPolicy(invocation.files[0] ?? '');
    if (reading.kind === 'mistakes') {
      tellMistakes(invocation, reading.mistakes);
      return 2;
    }
    const { policy, digest } = reading;
    invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ digest, policy }, null, 2) : expandPolicy(policy, reading.origins));
    return 0;
  },
};
