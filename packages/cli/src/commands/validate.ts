// rampart validate: every mistake of the policies at once, and what their numbers imply; with a traffic profile beside a policy, at its traffic.
import { formatLint, formatRate, formatRoughly, lintPolicy, type TrafficProfile } from '@rampart/policy-document';
import { readPolicyFiles, type PolicyMistake } from '@rampart/ports-from-policy';
import { isSet, type Command } from '../command.ts';
import { tellMistakes } from '../targets.ts';
import { trafficBeside } from '../traffic-beside.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'checks policies: every mistake at once, with its place, and what the numbers imply',
  options: {},
  policies: 'some',
  run: async (invocation) => {
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    const read = await Promise.all(files.policies.map(async (policy) => ({ ...policy, beside: await trafficBeside(policy.file, invocation.cwd) })));
    const mistakes = read.flatMap(({ beside }): readonly PolicyMistake[] => (beside.kind === 'mistakes' ? beside.mistakes : []));
    if (mistakes.length > 0) return tellMistakes(invocation, mistakes);
    const valid = read.flatMap(({ file, pinned: { policy, digest }, origins, beside }) =>
      beside.kind === 'traffic' ? [{ file, target: policy.target, digest, traffic: beside, lints: lintPolicy(policy, origins, beside.traffic) }] : [],
    );
    if (isSet(invocation, 'json')) {
      const policies = valid.map(({ traffic, ...rest }) => ({ ...rest, profile: traffic.traffic.kind === 'measured' ? traffic.file : null }));
      invocation.console.out(JSON.stringify({ policies }, null, 2));
      return 0;
    }
    for (const { file, target, traffic, lints } of valid) {
      const measured = traffic.traffic.kind === 'measured' ? [`  ${trafficLine(traffic.traffic.profile, traffic.file)}`] : [];
      invocation.console.out([`${file}: valid (target ${target})`, ...measured, ...lints.map((lint) => `  ${formatLint(lint)}`)].join('\n'));
    }
    return 0;
  },
};

function trafficLine({ requestsPerMinute, measured }: TrafficProfile, file: string): string {
  return `at ${formatRate(requestsPerMinute.mean / 60)} (${formatRoughly(measured.toMs - measured.fromMs)} to ${new Date(measured.toMs).toISOString().slice(0, 10)}, ${file})`;
}
