// The command that tries a release again that was taken out; whoever gives it says why.
import { cleanLine } from '../text/clean-line.ts';
import { shellWord } from '../text/shell-word.ts';

export function retryCommand(target: string): string {
  return `rampart retry ${shellWord(cleanLine(target))}`;
}
