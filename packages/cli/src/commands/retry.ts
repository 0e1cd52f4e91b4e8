// rampart retry: a release that was taken out, once more, for a reason that is recorded.
import { present } from '@rampart/canary-step/present';
import { run, type StepResult } from '@rampart/canary-step/run';
import { actorOf, type OpenedTarget } from '@rampart/ports-from-policy';
import { retriable, type Retriable } from '@rampart/rollout-engine';
import type { Policy } from '@rampart/rollout-policy';
import { isSet, reasonValue, REPOSITORY_OPTIONS, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withTarget } from '../targets.ts';
import { documentOf, tellEnd } from './tell-step.ts';

export const retry: Command = {
  name: 'retry',
  summary: 'releases a version again that was taken out; every try has an error budget of its own',
  options: {
    reason: { value: '"why"', does: 'why it deserves another try; recorded with it' },
    candidate: { value: 'v1.2.3', does: 'the version to try again (default: the last one that was taken out)' },
    ...REPOSITORY_OPTIONS,
  },
  policies: 'one',
  run: (invocation) => {
    const why = reasonValue(invocation, 'reason');
    if (why !== '') return withTarget(invocation, (target) => retryOn(invocation, target, why));
    invocation.console.err('rampart retry: --reason "why" is missing. Say what has changed since the last try; it is recorded');
    return Promise.resolve(2);
  },
};

async function retryOn(invocation: Invocation, target: OpenedTarget, why: string): Promise<ExitCode> {
  const { console } = invocation;
  const { policy } = target.pinned;
  const found = await findTry(invocation, target);
  if (found.kind === 'refused') {
    console.err(found.text);
    return found.exitCode;
  }
  const { tried } = found;
  const results = await run(
    { mode: 'tick', wanted: { kind: 'retry', version: tried.release.version, why }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: actorOf(invocation.env), deadlineMs: Number.MAX_SAFE_INTEGER },
    { targets: [target], clock: target.ports.clock, signal: invocation.signal, told: () => undefined },
  );
  const { outputs, exitCode } = present(results);
  const isStarted = results.some(({ outcome }) => hasStarted(outcome, tried));
  if (isSet(invocation, 'json')) {
    const started = isStarted ? { retry: { ...tried.release, attempt: tried.attempt, reason: why, falseAlarmsOfAllTries: falseAlarmsMax(policy, tried.attempt) } } : {};
    console.out(JSON.stringify({ ...started, ...documentOf(results, outputs) }, null, 2));
  } else {
    if (isStarted) console.out(budgetSentence(policy, tried));
    for (const result of results) tellEnd(result, invocation);
  }
  return exitCode;
}

/** It is live, or was and has ended in this very look. A target that is paused, or a registry that is away, starts nothing. */
function hasStarted(outcome: StepResult['outcome'], { release: { version, digest }, attempt }: Tried): boolean {
  if (outcome.kind !== 'decided') return false;
  const { state } = outcome;
  if (state.rollout.kind === 'live') return state.rollout.candidate.digest === digest;
  const next = retriable(state, version);
  return next.kind === 'release' && next.attempt > attempt;
}

type Tried = Extract<Retriable, { kind: 'release' }>;
type Found = { readonly kind: 'try'; readonly tried: Tried } | { readonly kind: 'refused'; readonly text: string; readonly exitCode: ExitCode };

async function findTry(invocation: Invocation, { ports, pinned: { policy }, policyFile }: OpenedTarget): Promise<Found> {
  const view = await ports.ledger.read(policy.target);
  if (view.kind === 'error') return { kind: 'refused', text: view.error.message, exitCode: 3 };
  if (view.value.kind === 'empty') return { kind: 'refused', text: `${policy.target} has no ledger yet: nothing was tried. rampart tick ${policyFile} releases the newest version`, exitCode: 2 };
  const { state } = view.value;
  const wanted = textValue(invocation, 'candidate');
  if (state.rollout.kind === 'live' && state.rollout.candidate.version !== wanted) return { kind: 'refused', text: `${state.rollout.candidate.version} is being released on ${policy.target}; a retry waits until that has ended`, exitCode: 2 };
  const tried = retriable(state, wanted);
  return tried.kind === 'release' ? { kind: 'try', tried } : { kind: 'refused', text: tried.why, exitCode: 2 };
}

/** Tries add up: a release that is only tried often enough passes some day, and so is a good one sent back some day. */
function budgetSentence(policy: Policy, { release, outcome, attempt }: Tried): string {
  const each = percent(policy.promise.falseAlarmRatio);
  return (
    `${release.version} ended ${outcome} and gets try ${String(attempt)}. A retry spends a new error budget: each try sends a good release back in at most ${each} of cases, ` +
    `${String(attempt)} tries do in at most ${percent(falseAlarmsMax(policy, attempt))}; and a bad release gets ${String(attempt)} chances to slip through instead of one.`
  );
}

/** Chance that a good release is sent back in at least one of `tries`, at most. */
function falseAlarmsMax({ promise }: Policy, tries: number): number {
  return Math.min(1, promise.falseAlarmRatio * tries);
}

function percent(ratio: number): string {
  return `${String(Number((ratio * 100).toPrecision(3)))} %`;
}
