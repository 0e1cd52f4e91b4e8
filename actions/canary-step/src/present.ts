// From what a step came to, to what a runner shows: outputs, summary, annotations, the last lines of the log, the exit code.
import type { ActionResult, Annotation } from '@rampart/action-kit';
import type { PortError } from '@rampart/rollout-engine';
import type { Decision, Reason, TargetState } from '@rampart/rollout-policy';
import { cleanLine, codeBlock, contextOf, decisionDocument, escapeMarkdown, followedWords, renderSummary, sentence } from '@rampart/report';
import type { contract } from './contract.ts';
import type { StepResult } from './run.ts';

type Result = ActionResult<typeof contract>;

/** `environmentOf`: whose reviewers approve the promotion of a target. */
export function present(results: readonly StepResult[], environmentOf: (target: string) => string = () => 'production'): Result {
  const rows = (rollouts: readonly Told[]): string => JSON.stringify(rollouts.map((one) => handOver(one, environmentOf)).sort(byEnvironment));
  const told = results.map(tell);
  const most = [...told].sort((a, b) => urgency(b) - urgency(a))[0];
  const first = told[0];
  const summary = told.map((one) => one.summary).filter((text) => text !== '').join('\n');
  return {
    exitCode: told.reduce<Result['exitCode']>((worst, one) => (one.exitCode > worst ? one.exitCode : worst), 0),
    outputs: {
      decision: most?.decision ?? 'idle',
      needs: most?.needs ?? 'nothing',
      sentence: told.map((one) => one.sentence).join('\n'),
      weight: first?.weight ?? '',
      harm: first?.harm ?? '',
      rolloutId: first?.rolloutId ?? '',
      targets: JSON.stringify(told.map(({ target, decision, needs, sentence: said, weight, harm, rolloutId, candidate, stable }) => ({ target, decision, needs, sentence: said, weight, harm, rolloutId, candidate, stable }))),
      toPromote: rows(told.filter((one) => one.decision === 'promote' && !one.elsewhere)),
      toRollBack: rows(told.filter((one) => one.leaving && !one.elsewhere)),
      decisionJson: JSON.stringify(told.flatMap((one) => one.document)),
      report: summary,
    },
    summary,
    annotations: told.flatMap((one) => one.annotations),
    closing: {
      decided: told.map((one) => `${one.target}: ${one.decision}`).join(', '),
      why: told.map((one) => whyOf(one, told.length)).join(' '),
      next: [...new Set(told.map((one) => one.next))].join(' '),
    },
  };
}

/** For the one line that begins with "Why:": without a second one, and with its target where there are several. */
function whyOf({ target, sentence: said }: Told, count: number): string {
  const plain = said.replace('. Why: ', '. ');
  return count === 1 || plain.startsWith(`${target}: `) ? plain : `${target}: ${plain}`;
}

interface Told {
  readonly target: string;
  readonly policyFile: string;
  readonly decision: string;
  readonly needs: Decision['needs'];
  readonly sentence: string;
  readonly next: string;
  readonly weight: string;
  readonly harm: string;
  readonly rolloutId: string;
  readonly candidate: string;
  readonly stable: string;
  readonly leaving: boolean;
  /** A run of its own makes what was concluded. */
  readonly elsewhere: boolean;
  readonly document: readonly unknown[];
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly exitCode: 0 | 1 | 2;
}

/** One row of the matrix that the promote or rollback job runs over. */
interface Row {
  readonly target: string;
  readonly policy: string;
  readonly 'rollout-id': string;
  readonly candidate: string;
  readonly environment: string;
}

function handOver({ target, policyFile, rolloutId, candidate }: Told, environmentOf: (target: string) => string): Row {
  return { target, policy: policyFile, 'rollout-id': rolloutId, candidate, environment: environmentOf(target) };
}

/** What the same people approve stands together. */
function byEnvironment(a: Row, b: Row): number {
  return Number(a.environment > b.environment) - Number(a.environment < b.environment);
}

/** What late labels said of an earlier release stands beside whatever the look came to, and asks for a person where nothing was done about it. */
function tell(result: StepResult): Told {
  const { outcome, target, mode } = result;
  const told = tellOutcome(result);
  if (outcome.followed.length === 0) return told;
  const said = outcome.followed.map((news) => cleanLine(followedWords(news), 4000));
  const summary = `${told.summary}\n${said.map(escapeMarkdown).join('\n\n')}\n`;
  // An observing look records nothing, so it would say the same for ever: the acting one asks.
  const human = mode !== 'observe' && outcome.followed.some(({ kind }) => kind === 'told');
  const annotations = said.map((text): Annotation => ({ ...warning(target.pinned.policy.target, text), level: human ? 'error' : 'warning' }));
  return { ...told, sentence: [told.sentence, ...said].join(' '), summary, annotations: [...told.annotations, ...annotations], ...(human ? { needs: 'human', exitCode: told.exitCode === 0 ? 1 : told.exitCode } : {}) };
}

function tellOutcome(result: StepResult): Told {
  const { outcome, target } = result;
  const quiet: Told = {
    target: target.pinned.policy.target,
    policyFile: target.policyFile,
    decision: 'idle',
    needs: 'nothing',
    sentence: '',
    next: 'The next tick looks again.',
    weight: '0',
    harm: '0',
    rolloutId: '',
    candidate: '',
    stable: '',
    leaving: false,
    elsewhere: result.concludedElsewhere === true,
    document: [],
    summary: '',
    annotations: [...outcome.todo.map((todo) => `left to do: ${todo}`), ...outcome.warnings].map((text) => warning(target.pinned.policy.target, text)),
    exitCode: 0,
  };
  switch (outcome.kind) {
    case 'decided':
      return decided(quiet, result, outcome.state, outcome.decision, outcome.todo.length > 0 && outcome.decision.kind === 'rollback');
    case 'idle':
      return { ...quiet, stable: outcome.state.stable.version, ...saying(`${quiet.target}: ${outcome.state.stable.version} serves; nothing to release (${outcome.why}).`) };
    case 'would-start':
      return { ...quiet, ...saying(`${quiet.target}: would ${outcome.what}. Nothing was changed: this look only observes.`), next: 'Set mode: auto to let it act.' };
    case 'lost-race':
      return { ...quiet, ...saying(`${quiet.target}: another job took this step; nothing was applied twice.`) };
    case 'no-ledger':
      return withoutLedger(quiet, result, outcome.error);
    case 'refused': {
      const said = `${quiet.target}: ${outcome.why}`;
      return { ...quiet, decision: 'refused', ...saying(said), next: 'Correct it and run the job again.', annotations: [...quiet.annotations, { ...warning(quiet.target, said), level: 'error' }], exitCode: 2 };
    }
  }
}

/** A ledger that is away, or changed under our hands, comes back; damaged, denied or gone it waits for a person. So does traffic that may be where it must not stay. */
function withoutLedger(quiet: Told, { target, tookAway, unconfirmed }: StepResult, error: PortError): Told {
  const passes = error.code === 'unavailable' || error.code === 'conflict';
  const done =
    unconfirmed !== undefined ? 'and traffic that was to be taken away, from what was read of it last, may still be there: the router has not confirmed it'
    : tookAway === true ? 'so traffic was taken away from what was read of it last, and that is not recorded yet'
    : 'so nothing was decided and no traffic was moved';
  const said = `${quiet.target}: the ledger cannot be used, ${done}. ${error.message}`;
  const alarmed: Told = { ...quiet, decision: 'hold', ...saying(said), annotations: [...quiet.annotations, { ...warning(quiet.target, said), level: passes && unconfirmed === undefined ? 'warning' : 'error' }], exitCode: passes ? 0 : 2 };
  if (unconfirmed === undefined) return alarmed;
  const byHand = cleanLine(target.breakGlass(unconfirmed.stableSlot), 4000);
  return { ...alarmed, needs: 'human', next: `Run the rollback action, or take the traffic away with nothing but the router: ${byHand}`, summary: `${alarmed.summary}\nThis takes all traffic back:\n\n${codeBlock(byHand)}\n`, exitCode: passes ? 1 : 2 };
}

/** One sentence in the log and in the summary, which starts with the target. What an adapter or a router said stands in it: it stays on its line. */
function saying(said: string): Pick<Told, 'sentence' | 'summary'> {
  return { sentence: cleanLine(said, 4000), summary: `${escapeMarkdown(said)}\n` };
}

function decided(quiet: Told, result: StepResult, state: TargetState, decision: Decision, cutShort: boolean): Told {
  const context = contextOf(state, result.history);
  const { rollout } = state;
  const said = sentence(decision, context);
  const summary = renderSummary({
    state,
    decision,
    history: result.history,
    nowMs: result.atMs,
    breakGlass: result.target.breakGlass(state.stable.slot),
    notes: [...(result.handedOver === true ? [HANDED_OVER] : []), ...result.outcome.todo.map((todo) => `Left to do: ${todo}`), ...result.outcome.warnings],
  });
  const human = decision.needs === 'human' || cutShort;
  return {
    ...quiet,
    decision: decision.kind,
    needs: decision.needs,
    sentence: said,
    next: result.handedOver === true ? [HANDED_OVER, ...(decision.needs === 'nothing' ? [] : ['A person is asked.'])].join(' ') : nextStep(decision, result.concludedElsewhere === true),
    weight: String((rollout.kind === 'live' ? rollout.weight : decision.to) / 10_000),
    harm: decision.harm.excess.toFixed(1),
    rolloutId: context.rolloutId,
    candidate: context.candidate,
    stable: context.stable,
    leaving: rollout.kind === 'live' && rollout.phase === 'leaving',
    document: [decisionDocument(decision, context)],
    summary,
    annotations: [...quiet.annotations, ...noteworthy(quiet.target, decision, said)],
    exitCode: human ? 1 : 0,
  };
}

/** Missing evidence and rollbacks stand out on the run's page; plain progress does not. */
function noteworthy(target: string, decision: Decision, said: string): readonly Annotation[] {
  if (decision.needs === 'human') return [{ ...warning(target, said), level: 'error' }];
  const blind = decision.kind === 'hold' && decision.reasons.some(({ code }) => UNSEEN.includes(code));
  return blind || decision.kind === 'rollback' || decision.kind === 'stepBack' ? [warning(target, said)] : [];
}

/** Why a hold stands out: something could not be seen, or cannot be trusted. */
const UNSEEN: readonly Reason['code'][] = ['no-data', 'router-unreadable', 'frozen-data-changed', 'frozen-data-unreadable', 'sample-ratio', 'smoke-unavailable', 'router-cannot-mirror'];

/** What a job that would have stayed says at its deadline. */
const HANDED_OVER = 'This job was at its deadline and has handed over: the next tick goes on from what is recorded.';

function nextStep(decision: Decision, elsewhere: boolean): string {
  switch (decision.kind) {
    case 'promote':
      return elsewhere ? 'A run of its own raises it, and asks its reviewers.' : 'The promote job raises it.';
    case 'rollback':
      return elsewhere ? 'A run of its own concludes; the candidate gets no traffic again.' : 'The rollback job concludes; the candidate gets no traffic again.';
    case 'halt':
      return 'A person decides.';
    case 'finished':
      return 'Nothing: the release is done.';
    case 'advance':
    case 'hold':
    case 'stepBack':
      return decision.needs === 'nothing' ? 'The next tick looks again.' : 'The next tick looks again; a person is asked.';
  }
}

function urgency(one: Told): number {
  const order = ['idle', 'refused', 'hold', 'advance', 'finished', 'promote', 'stepBack', 'rollback', 'halt'];
  return one.exitCode * 100 + order.indexOf(one.decision);
}

function warning(target: string, message: string): Annotation {
  return { level: 'warning', title: target, message, place: { kind: 'nowhere' } };
}
