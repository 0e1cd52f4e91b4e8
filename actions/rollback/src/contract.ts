// What rollback promises to a workflow. action.yml and the README tables are generated from this.
import { defineContract, MIRRORS_INPUT, REGISTRY_INPUT, STATE_INPUTS } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'rollback',
  title: 'Rampart: rollback',
  description: 'Takes the candidate out of traffic, restores the registry\'s pointer and concludes the rollout; works with nothing but the router.',
  branding: { icon: 'corner-up-left', color: 'red' },
  permissions: {
    contents: { access: 'write', why: 'the ledger and the registry\'s tags are in this repository; not needed with `router-only`', without: 'takes the candidate out all the same, with exit code 0; a run that may write records it' },
    deployments: { access: 'write', why: 'a rollout is shown as a deployment (not needed with a ledger elsewhere, or without that mirror)', without: 'goes on; the log says what is not shown, and how to show it' },
  },
  inputs: {
    policy: { kind: 'path', required: true, description: 'The policy file of the target.', example: 'rampart/fraud.yaml' },
    reason: { kind: 'text', default: 'rolled back by hand', description: 'Recorded with the rollback.' },
    'rollout-id': { kind: 'text', description: 'The rollout that is meant, from canary-step\'s `to-roll-back`; refused when the router carries another one by now.' },
    'stable-version': { kind: 'text', description: 'The version that shall serve, for a router that carries no stamp of a rollout.' },
    'router-only': { kind: 'flag', default: 'false', description: 'Touches nothing but the router; ledger and registry are settled by a later run.' },
    ...STATE_INPUTS,
    mirrors: MIRRORS_INPUT,
    registry: REGISTRY_INPUT,
    'router-token': { kind: 'secret', description: 'Sent to the router of `serve.http` as a bearer token.' },
  },
  outputs: {
    outcome: { description: '`out`, `nothing`, `unconfirmed` or `refused`.' },
    concluded: { description: '`true` when the ledger records the rollout as ended.' },
    sentence: { description: 'What happened and what is left to do.' },
    report: { description: 'The job summary as Markdown.' },
  },
});
