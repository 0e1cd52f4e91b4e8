// Several policies, one with a mistake: its target is left out, the others are looked at, and the job is red because somebody has to correct it.
import { formatMistake, type ActionResult, type Mistake } from '@rampart/action-kit';
import { cleanLine, escapeMarkdown } from '@rampart/report';
import type { contract } from './contract.ts';

type Result = ActionResult<typeof contract>;

export function leavingOut(mistakes: readonly Mistake[], result: Result): Result {
  if (mistakes.length === 0) return result;
  const said = mistakes.map((mistake) => cleanLine(formatMistake(mistake), 4_000));
  const summary = `${result.summary}\n**Left out:**\n\n${said.map((text) => `- ${escapeMarkdown(text)}`).join('\n')}\n`;
  return {
    exitCode: 2,
    outputs: { ...result.outputs, report: summary },
    summary,
    // First: of more annotations than a runner shows, these are not the ones to leave out.
    annotations: [...mistakes.map((mistake, index) => ({ level: 'error' as const, title: mistake.code, message: said[index] ?? '', place: mistake.place })), ...result.annotations],
    closing: { ...result.closing, next: `${result.closing.next} Correct the policy that was left out.` },
  };
}
