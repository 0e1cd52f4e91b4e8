// What promote promises to a workflow. action.yml and the README tables are generated from this.
import { defineContract, MIRRORS_INPUT, REGISTRY_INPUT, STATE_INPUTS } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'promote',
  title: 'Rampart: promote',
  description: 'Gives a candidate that canary-step decided to promote all traffic but the holdback, and moves the registry\'s pointer.',
  branding: { icon: 'check-circle', color: 'green' },
  permissions: {
    contents: { access: 'write', why: 'the ledger and the registry\'s tags are in this repository', without: 'stops before anything is changed' },
    deployments: { access: 'write', why: 'a rollout is shown as a deployment (not needed with a ledger elsewhere, or without that mirror)', without: 'goes on; the log says what is not shown, and how to show it' },
  },
  inputs: {
    policy: { kind: 'path', required: true, description: 'The policy file of the target.', example: 'rampart/fraud.yaml' },
    'rollout-id': { kind: 'text', description: 'The rollout that is meant, from canary-step\'s `to-promote`; a job that comes late then refuses instead of promoting another one.' },
    ...STATE_INPUTS,
    mirrors: MIRRORS_INPUT,
    registry: REGISTRY_INPUT,
    'router-token': { kind: 'secret', description: 'Sent to the router of `serve.http` as a bearer token.' },
  },
  outputs: {
    outcome: { description: '`promoted`, `held`, `lost-race` or `refused`.' },
    sentence: { description: 'What happened and why.' },
    weight: { description: 'The candidate\'s share of traffic in percent.' },
    'rollout-id': { description: 'The rollout that was promoted.' },
    report: { description: 'The job summary as Markdown.' },
  },
});
