// rampart validate: every mistake of the policies at once, and what their numbers imply.
import { formatLint, lintPolicy, loadPolicy } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import { isSet, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const validate: Command = {
  name: 'validate',
  usage: 'rampart validate <policy.yaml>...',
  summary: 'checks policies: every mistake at once, with its place, and what the numbers imply',
  options: {},
  files: 'some',
  run: async (invocation) => {
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') {
      tellMistakes(invocation, files.mistakes);
      return 2;
    }
    const readings = await Promise.all(files.policies.map(async ({ file }) => ({ file, reading: await loadPolicy(file) })));
    const valid = readings.flatMap(({ file, reading }) => (reading.kind === 'policy' ? [{ file, target: reading.policy.target, digest: reading.digest, lints: lintPolicy(reading.policy, reading.origins) }] : []));
    if (isSet(invocation, 'json')) {
      invocation.console.out(JSON.stringify({ policies: valid }, null, 2));
      return 0;
    }
    for (const { file, target, lints } of valid) {
      invocation.console.out(`${file}: valid (target ${target})`);
      for (const lint of lints) invocation.console.out(`  ${formatLint(lint)}`);
    }
    return 0;
  },
};
