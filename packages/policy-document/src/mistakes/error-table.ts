// The codes of this package as a section of docs/errors.md.
import { LINT_KINDS } from '../lints/lint.ts';
import { MISTAKE_KINDS } from './mistake-kinds.ts';

const START = '<!-- policy-document:start -->';
const END = '<!-- policy-document:end -->';
const EMPTY_PAGE = `# Errors\n\nEvery code, what it means, what to do. Codes are never reused.\n\n${START}\n${END}\n`;

/** `page` with the section of policy files written anew; other sections stay as they are. */
export function renderErrorPage(page: string): string {
  const whole = page === '' ? EMPTY_PAGE : page.includes(START) && page.includes(END) ? page : `${page.trimEnd()}\n\n${START}\n${END}\n`;
  return `${whole.slice(0, whole.indexOf(START))}${START}\n${section()}${END}${whole.slice(whole.indexOf(END) + END.length)}`;
}

function section(): string {
  const mistakes = Object.values(MISTAKE_KINDS).map(({ code, title, remedy }) => `| ${code} | ${title} | ${remedy} |`);
  const lints = Object.values(LINT_KINDS).map(({ code, title }) => `| ${code} | ${title} |`);
  return [
    '',
    '## RMP1xx: policy files',
    '',
    'Nothing is changed while a policy has a mistake. `rampart validate` lists all of them at once, with place and accepted form.',
    '',
    '| code | what is wrong | what to do |',
    '|---|---|---|',
    ...mistakes,
    '',
    'Remarks about policies that can be carried out and may not do what was meant. They change no exit code.',
    '',
    '| code | what it is about |',
    '|---|---|',
    ...lints,
    '',
    '',
  ].join('\n');
}
