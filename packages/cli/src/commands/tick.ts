// rampart tick: the same step as the canary-step action, as a second clock or by hand.
import { present } from '@rampart/canary-step/present';
import { run, type StepRequest, type TargetResult } from '@rampart/canary-step/run';
import { renderStatusLine } from '@rampart/report';
import type { Clock } from '@rampart/rollout-engine';
import { actorOf } from '@rampart/ports-from-policy';
import { isSet, reasonValue, REPOSITORY_OPTIONS, textValue, type Command, type Invocation } from '../command.ts';
import { withTargets } from '../targets.ts';
import { documentOf, tellEnd } from './tell-step.ts';

const MODES = ['observe', 'auto', 'tick', 'watch'] as const;

export const tick: Command = {
  name: 'tick',
  summary: 'observes, decides and moves the traffic by one step',
  options: {
    mode: { value: MODES.join('|'), does: 'observe changes nothing, tick looks once (default), watch stays, auto stays while much is exposed' },
    candidate: { value: 'v1.2.3', does: 'starts this version instead of the newest' },
    abort: { value: '"why"', does: 'takes the candidate out for this reason' },
    approve: { does: 'answers what is open now: an approval stage, a check that holds, a step back that asked, or a promotion that the evidence does not decide' },
    ...REPOSITORY_OPTIONS,
  },
  policies: 'some',
  run: (invocation) => {
    const { console } = invocation;
    const request = requestOf(invocation);
    if (request.kind === 'mistake') {
      console.err(`rampart tick: ${request.text}`);
      return Promise.resolve(2);
    }
    return withTargets(invocation, async (targets, clock, github) => {
      const told = (result: TargetResult): void => (isSet(invocation, 'json') ? undefined : tellLook(result, invocation, clock));
      const results = await run(request.request, { targets, clock, signal: invocation.signal, told });
      const presented = present(results);
      if (isSet(invocation, 'json')) console.out(JSON.stringify(documentOf(results, presented.outputs), null, 2));
      else for (const result of results) tellEnd(result, invocation);
      // Beside the page, which a program may read: what a clock that ticks all day costs of GitHub's limits.
      if (github !== 'none') console.err(github.spent());
      return presented.exitCode;
    });
  },
};

/** A job that stays shows that it is alive; its last word follows as a page. */
function tellLook({ outcome, mode, target }: TargetResult, { console }: Invocation, clock: Clock): void {
  if (mode !== 'watch' && mode !== 'auto') return;
  console.err(outcome.kind === 'decided' ? renderStatusLine(outcome.state, clock.nowMs(), console.errStyle) : `${target.pinned.policy.target}: ${outcome.kind}`);
}

function requestOf(invocation: Invocation): { readonly kind: 'request'; readonly request: StepRequest } | { readonly kind: 'mistake'; readonly text: string } {
  const said = textValue(invocation, 'mode', 'tick');
  const mode = MODES.find((known) => known === said);
  if (mode === undefined) return { kind: 'mistake', text: `--mode: expected ${MODES.join(', ')}, got ${JSON.stringify(said)}` };
  const actor = actorOf(invocation.env);
  const [candidate, abort] = [textValue(invocation, 'candidate'), textValue(invocation, 'abort')];
  const approves = isSet(invocation, 'approve');
  if (abort !== '' && approves) return { kind: 'mistake', text: '--abort and --approve contradict each other; keep one' };
  return {
    kind: 'request',
    request: {
      mode,
      wanted: candidate === '' ? { kind: 'newest' } : { kind: 'version', version: candidate },
      validation: { kind: 'not-demanded' },
      request: abort !== '' ? { kind: 'abort', actor, why: reasonValue(invocation, 'abort') } : approves ? { kind: 'approve', actor } : { kind: 'none' },
      actor,
      deadlineMs: Number.MAX_SAFE_INTEGER,
    },
  };
}
