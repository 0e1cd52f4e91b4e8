// rampart alerts: Prometheus rules about a target, for when Rampart itself may not be there to tell.
import { alertRules, renderAlerts, type AlertOptions } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import { isSet, textValue, type Command, type Invocation } from '../command.ts';
import { tellMistakes } from '../targets.ts';

export const alerts: Command = {
  name: 'alerts',
  summary: 'prints alerting rules for Prometheus: nobody looks while a candidate has traffic, a limit is broken',
  options: {
    'slot-label': { value: 'name', does: 'the label of your metrics that carries the slot (default: slots are told apart by the addresses of their pages)' },
    heartbeat: { value: 'promql', does: 'when the last tick was, in seconds since 1970 (default: rampart_last_tick_timestamp_seconds of the target), or none' },
  },
  policies: 'some',
  run: async (invocation) => {
    const { console } = invocation;
    const options = optionsOf(invocation);
    if (options.kind === 'mistake') {
      console.err(`rampart alerts: ${options.text}`);
      return 2;
    }
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    const all = files.policies.map(({ pinned }) => alertRules(pinned.policy, options.options));
    console.out(isSet(invocation, 'json') ? JSON.stringify({ groups: all.map(({ group }) => group), leftOut: all.flatMap(({ leftOut }) => leftOut) }, null, 2) : renderAlerts(all, options.options.heartbeat));
    return 0;
  },
};

function optionsOf(invocation: Invocation): { readonly kind: 'options'; readonly options: AlertOptions } | { readonly kind: 'mistake'; readonly text: string } {
  const label = textValue(invocation, 'slot-label');
  if (label !== '' && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) return { kind: 'mistake', text: `--slot-label: expected the name of a label, e.g. deployment, got ${JSON.stringify(label)}` };
  const said = textValue(invocation, 'heartbeat');
  return {
    kind: 'options',
    options: {
      slots: label === '' ? { kind: 'by-address' } : { kind: 'by-label', label },
      heartbeat: said === '' ? { kind: 'metric' } : said === 'none' ? { kind: 'none' } : { kind: 'expression', expression: said },
    },
  };
}
