// Label matchers as Prometheus writes them: `code=~"5..", method!="GET"`. The pattern language of `=~` and `!~` is the small part that can be
// matched without a backtracking engine: letters as they are, `.` for one character, `.*` for any run, `|` for either side.
import type { LabelMatcher } from '@rampart/rollout-policy';
import { parsed, refused, type Parsed } from '../parsed.ts';

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATOR = /^(?:=~|!~|!=|=)/;
const QUOTED = /^"((?:[^"\\\n]|\\[\\"n])*)"/;
const SPACE = /^[ \t]*/;
const TEXT_LENGTH_MAX = 4_000;
const NOT_IN_PATTERNS = /[\\^$()[\]{}+?]/u;
const PATTERN_LENGTH_MAX = 200;
const MATCHERS_MAX = 20;

/** At least one matcher; all of them must hold. */
export function parseLabelMatchers(text: string): Parsed<readonly LabelMatcher[]> {
  if (text.length > TEXT_LENGTH_MAX) return refused(`this is longer than ${TEXT_LENGTH_MAX} characters`);
  const matchers: LabelMatcher[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | 'none' => {
    const match = form.exec(text.slice(at));
    if (match === null) return 'none';
    at += match[0].length;
    return match;
  };
  for (;;) {
    take(SPACE);
    const label = take(LABEL);
    if (label === 'none') return refused(`a label name is missing at ${shownRest(text, at)}`);
    take(SPACE);
    const operator = take(OPERATOR);
    if (operator === 'none') return refused(`one of = != =~ !~ is missing after ${label[0]} at ${shownRest(text, at)}`);
    take(SPACE);
    const quoted = take(QUOTED);
    if (quoted === 'none') return refused(`the value of ${label[0]} stands in double quotes, at ${shownRest(text, at)}`);
    const matcher = matcherOf(label[0], operator[0], unescape(quoted[1] ?? ''));
    if (matcher.kind === 'refused') return matcher;
    matchers.push(matcher.value);
    if (matchers.length > MATCHERS_MAX) return refused(`at most ${MATCHERS_MAX} labels are matched`);
    take(SPACE);
    if (at === text.length) return parsed(matchers);
    if (text[at] !== ',') return refused(`a comma is missing at ${shownRest(text, at)}`);
    at += 1;
  }
}

export function formatLabelMatchers(matchers: readonly LabelMatcher[]): string {
  return matchers.map(({ label, op, pattern }) => `${label}${op}"${escape(pattern)}"`).join(',');
}

/** Why `pattern` is outside the small pattern language. */
function matcherOf(label: string, op: string, pattern: string): Parsed<LabelMatcher> {
  if (pattern.length > PATTERN_LENGTH_MAX) return refused(`a value has at most ${PATTERN_LENGTH_MAX} characters`);
  if (op === '=' || op === '!=') return parsed({ label, op, pattern });
  if (op !== '=~' && op !== '!~') return refused(`${op} is not a way to match`);
  const foreign = NOT_IN_PATTERNS.exec(pattern);
  if (foreign !== null) return refused(`${JSON.stringify(foreign[0])} is not part of the pattern language (only . for one character, .* for any run, | for either side)`);
  if (/(?:^|[^.])\*/u.test(pattern)) return refused('* stands only after a dot: .* is any run of characters');
  return parsed({ label, op, pattern });
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gu, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

function escape(text: string): string {
  return text.replace(/[\\"]/gu, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
}

function shownRest(text: string, at: number): string {
  return at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 12));
}
