// A scenario that cannot be run: every mistake in it or in its policy, each with its place.
import { formatScenarioMistakes } from '@rampart/simulator';
import { isSet, type ExitCode, type Invocation } from '../command.ts';
import { tellMistakes } from '../targets.ts';
import type { ScenarioRefused } from './scenario-to-replay.ts';

export function tellRefused(invocation: Invocation, command: string, refused: ScenarioRefused): ExitCode {
  const { console } = invocation;
  switch (refused.kind) {
    case 'policy-mistakes':
      return tellMistakes(invocation, refused.mistakes);
    case 'scenario-mistakes':
      if (isSet(invocation, 'json')) console.out(JSON.stringify({ mistakes: refused.mistakes }, null, 2));
      else console.err(formatScenarioMistakes(refused.mistakes));
      return 2;
    case 'refused':
      return refuse(invocation, command, [refused.why]);
  }
}

/** Sentences without a full stop. */
export function refuse(invocation: Invocation, command: string, sentences: readonly string[]): ExitCode {
  if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ refused: sentences }, null, 2));
  else invocation.console.err(sentences.map((sentence) => `rampart ${command}: ${sentence}.`).join('\n'));
  return 2;
}
