// What canary-step promises to a workflow. action.yml and the README tables are generated from this.
import { defineContract, MIRRORS_INPUT, REGISTRY_INPUT, STATE_INPUTS } from '@rampart/action-kit';

export const contract = defineContract({
  name: 'canary-step',
  title: 'Rampart: canary step',
  description: 'Observes a rollout, decides, and moves its traffic by one safe step; takes a bad candidate out at once.',
  branding: { icon: 'trending-up', color: 'green' },
  permissions: {
    contents: { access: 'write', why: 'the ledger is a branch of this repository (read is enough with a ledger elsewhere, and in the modes observe and status)', without: 'stops before anything is changed' },
    deployments: { access: 'write', why: 'a rollout is shown as a deployment (not needed with a ledger elsewhere, without that mirror, or in mode status)', without: 'goes on; the log says what is not shown, and how to show it' },
    actions: { access: 'read', why: 'which promotions have a run already (with `conclude: by-dispatch`), and whether GitHub has disabled a schedule (in mode doctor)', without: 'hands them over in its outputs, when the job has ended; the log says so' },
  },
  inputs: {
    policy: { kind: 'lines', required: true, description: 'Policy files, one per line; globs are allowed. Each is one target.', example: 'rampart/*.yaml' },
    mode: {
      kind: 'choice',
      choices: ['observe', 'auto', 'tick', 'watch', 'status', 'doctor'],
      description: '`observe` only looks; `tick` takes one look; `watch` stays until the rollout needs another job; `auto` stays while what is exposed could spend the promise before somebody looks again, however late the schedule is; `status` shows how each target stands, from the ledger alone, as `rampart status` does: it asks no router, writes nothing and hands nothing over; `doctor` looks at everything that a rollout will need, changes nothing, and prints what has to be mended (docs/doctor.md). Default: `observe` for a target\'s first release, `auto` after it.',
    },
    ...STATE_INPUTS,
    mirrors: MIRRORS_INPUT,
    registry: REGISTRY_INPUT,
    'router-token': { kind: 'secret', description: 'Sent to the router of `serve.http` as a bearer token.' },
    start: { kind: 'flag', default: 'true', description: '`false`: only goes on with a rollout that is live, and starts none. For scheduled ticks beside a workflow that validates each new version first.' },
    candidate: { kind: 'text', description: 'Release this version instead of the newest one; also starts one that was tried before.', example: 'v1.4.2' },
    evidence: { kind: 'path', description: 'Evidence file that validate-model wrote; a candidate with other bytes, or one that did not pass, is not started.' },
    abort: { kind: 'text', description: 'Ends the rollout and takes the candidate out; the text is the reason that is recorded.' },
    approve: { kind: 'flag', default: 'false', description: 'Answers what is open now: an approval stage, a check that holds, a step back that asked, or a promotion that the evidence alone does not decide (docs/policies/approvals.md).' },
    environment: { kind: 'lines', default: 'production', description: 'The environment whose reviewers approve a promotion, for the rows of `to-promote` and `to-roll-back`; or one line per target: `fraud-prod: production-eu`.' },
    conclude: {
      kind: 'choice',
      choices: ['by-outputs', 'by-dispatch'],
      default: 'by-outputs',
      description: 'How a promotion, or the end of a rollback, gets to the job that makes it. `by-outputs`: with `to-promote` and `to-roll-back`, when this job has ended. `by-dispatch`: at the look that decides it, in a run of its own that the event `rampart-conclude` starts, one per rollout, while this job goes on with the other targets; what cannot be dispatched stays in the outputs.',
    },
    deadline: { kind: 'duration', default: '5h', description: 'How long this job may stay; then it takes away what nobody may leave unwatched, and hands over to the next tick.' },
    silence: { kind: 'duration', default: '1d', description: 'How long nobody may look once this job has ended, at worst. A schedule of GitHub guarantees nothing; beside a clock that does, write what it guarantees (docs/driving-time.md).', example: '30m' },
  },
  outputs: {
    decision: { description: '`advance`, `hold`, `stepBack`, `promote`, `rollback`, `halt`, `finished`, `idle` or `refused`; of several targets the one that asks most.' },
    needs: { description: '`nothing`, `approval` or `human`.' },
    sentence: { description: 'What was decided and why, in one sentence per target.' },
    weight: { description: 'The candidate\'s share of traffic in percent (first target).' },
    harm: { description: 'Bad requests beyond what stable would have had (first target).' },
    'rollout-id': { description: 'Identity of the live rollout (first target).' },
    targets: { description: 'JSON array with all of this per target.' },
    'to-promote': { description: 'JSON array for a matrix: rollouts that the promote action is to raise, as `{target, policy, rollout-id, candidate, environment}`, by environment. Told by every job until one is promoted, but for those that a run of their own makes (`conclude`).' },
    'to-roll-back': { description: 'JSON array for a matrix, of the same rows: rollouts that the rollback action is to conclude.' },
    'decision-json': { description: 'The last decisions with their numbers, as JSON.' },
    report: { description: 'The job summary as Markdown.' },
  },
});
