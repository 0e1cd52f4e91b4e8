// Mistakes for a terminal and as annotations of a pull request.
import { formatPlace } from '../source/place.ts';
import type { Mistake } from './mistake.ts';

export interface MistakeAnnotation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly title: string;
  readonly message: string;
}

/** One block per mistake: place, code and sentence, then the lines of the file. Ends with a count. */
export function formatMistakes(mistakes: readonly Mistake[], { color }: { readonly color: boolean }): string {
  const paint = color ? { red: '\u001b[31m', dim: '\u001b[2m', bold: '\u001b[1m', off: '\u001b[0m' } : { red: '', dim: '', bold: '', off: '' };
  const blocks = mistakes.map((mistake) => {
    const head = `${paint.bold}${formatPlace(mistake.place)}${paint.off} ${paint.red}${mistake.code}${paint.off} ${mistake.subject}: ${mistake.text}`;
    return mistake.frame === '' ? head : `${head}\n${mistake.frame.split('\n').map((line) => `  ${paint.dim}${line}${paint.off}`).join('\n')}`;
  });
  return [...blocks, `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}. Nothing was changed.`].join('\n\n');
}

/** What `::error file=,line=,col=::` needs. Escaping is left to whoever writes the command. */
export function annotationsOf(mistakes: readonly Mistake[]): readonly MistakeAnnotation[] {
  return mistakes.map(({ code, name, place, subject, text }) => ({
    file: place.file,
    line: place.line,
    column: place.column,
    endColumn: place.endColumn,
    title: `${code} ${name}`,
    message: `${subject}: ${text}`,
  }));
}
