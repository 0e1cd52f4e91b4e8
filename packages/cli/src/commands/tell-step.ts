// What a step came to, as a page for people or a document for programs: the same for every command that ticks.
import { present } from '@rampart/canary-step/present';
import type { StepResult } from '@rampart/canary-step/run';
import { followedWords, renderTerminal } from '@rampart/report';
import type { Invocation } from '../command.ts';

export function tellEnd(result: StepResult, { console }: Invocation): void {
  const { outcome, target, history, atMs } = result;
  const notes = [...outcome.warnings, ...outcome.todo.map((todo) => `left to do: ${todo}`)];
  if (outcome.kind === 'decided') {
    const { state, decision } = outcome;
    const news = outcome.followed.map(followedWords);
    console.out(renderTerminal({ state, decision, history, nowMs: atMs, breakGlass: target.breakGlass(state.stable.slot), notes: [...notes, ...news] }, console.style));
    return;
  }
  const { exitCode, outputs } = present([result]);
  (exitCode === 0 ? console.out : console.err)([outputs.sentence, ...notes.map((note) => `Note: ${note}`)].join('\n'));
}

/** `followed`: releases that ended and whose labels say now that they are worse. */
export function documentOf(results: readonly StepResult[], { decision, needs, sentence, targets, toPromote, toRollBack, decisionJson }: ReturnType<typeof present>['outputs']): object {
  const parse = (text: string): unknown => JSON.parse(text);
  const followed = results.flatMap(({ outcome, target }) => outcome.followed.map((news) => ({ target: target.pinned.policy.target, ...news })));
  return { decision, needs, sentence, targets: parse(targets), toPromote: parse(toPromote), toRollBack: parse(toRollBack), decisions: parse(decisionJson), followed };
}
