// Whether a text does nothing but say what it says, by the rules of the place where it stands. The words of `HOSTILE` are what it looks for: they carry
// `pwned`, `evil.example`, `octocat` and 4711, which no text of ours has.
import { parseWorkflowCommand } from '../runner/workflow-command.ts';
import type { WrittenKind, WrittenText } from './written-texts.ts';

/** One of everything that somebody downstream gives a meaning to, around a word that shows that the text was there at all. */
export function hostileText(core: string): string {
  return [
    core,
    '\n::set-output name=decision::pwned\n::add-mask::v\r::stop-commands::x##[error]pwned %0A::error::pwned\u2028::error::pwned\u0085::error::pwned',
    '\ndecision=pwned\ndecision<<EOF\npwned\nEOF\n',
    '\u001b[31mred\u001b]8;;http://evil.example\u0007\u009b32m\u202egpj.exe\u2066\u200b\ufeff\u{e0041}',
    '<img src=pwned onerror=alert(1)><script>pwned</script></details><!-- [pwned](http://evil.example) ![pwned](http://evil.example/x) | pwned | `pwned` ',
    '@octocat fixes #4711 GH-4711 closes octo/repo#4711 :pwned: **pwned** https://evil.example www.evil.example javascript:pwned "\'$(pwned)\\',
  ].join('');
}

/** As `hostileText`, for places that take no control characters at all: an environment variable, a tag. */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** What is wrong with a text, one sentence each; none is as it should be. */
export function troublesIn({ place, kind, text }: WrittenText): readonly string[] {
  const found = [...unprintables(text), ...(text.length > LENGTH_MAX[kind] ? [`is ${String(text.length)} characters long`] : []), ...RULES[kind](text)];
  return found.map((trouble) => `${place} ${trouble}`);
}

/** A place has to hold what is worth reading, not what somebody poured into it. GitHub takes 65,536 characters of a comment, 1 MiB of a summary. */
const LENGTH_MAX: Readonly<Record<WrittenKind, number>> = { log: 60_000, terminal: 60_000, output: 60_000, markdown: 60_000, line: 260, message: 2_000, record: 100_000, html: 1_000_000 };

/** Control characters but line breaks and tabs, direction, zero width, lone surrogates, tags. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Cs}/u;

function unprintables(text: string): readonly string[] {
  const match = UNPRINTABLE.exec(text);
  return match === null ? [] : [`holds U+${(match[0].codePointAt(0) ?? 0).toString(16)} in ${around(text, match.index)}`];
}

const RULES: Readonly<Record<WrittenKind, (text: string) => readonly string[]>> = {
  log: commands,
  terminal: (text) => foreignCommands(text),
  output: (text) => [...foreignCommands(text), ...prototypeKeys(text)],
  markdown: (text) => meanings(prose(text), MARKDOWN),
  line: (text) => [...(text.includes('\n') ? ['has more than one line'] : []), ...foreignCommands(text), ...meanings(text, LINE)],
  message: (text) => [...foreignCommands(text), ...meanings(text, MESSAGE), ...forgedTrailers(text)],
  record: (text) => prototypeKeys(text),
  html: (text) => meanings(text, HTML),
};

/** Annotations of ours are meant to be commands. */
function commands(text: string): readonly string[] {
  return obeyed(text).filter(({ name, data }) => !/^(?:error|warning|notice)$/.test(name) || data === 'pwned').map(({ name }) => `has the command ${name}`);
}

function foreignCommands(text: string): readonly string[] {
  return obeyed(text).map(({ name }) => `has the command ${name}`);
}

/** What the runner obeys if the text is printed, whatever it is called. */
function obeyed(text: string): readonly { readonly name: string; readonly data: string }[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const parsed = parseWorkflowCommand(line, () => true);
    return parsed.kind === 'command' ? [parsed.command] : [];
  });
}

type Meanings = readonly (readonly [meaning: string, pattern: RegExp])[];

const REFERENCES: Meanings = [
  ['a mention', /(?<![\w`])@octocat/],
  ['a reference', /(?<!\w)#4711|GH-4711|octo\/repo#4711/i],
];
const LINE: Meanings = [...REFERENCES, ['an address', /(?:https?:\/\/|www\.)evil/i], ['HTML', /<[a-z!/]/i], ['code', /`/]];
const MESSAGE: Meanings = REFERENCES;
const MARKDOWN: Meanings = [
  ...REFERENCES,
  ['an address', /(?:https?:\/\/|www\.)evil/i],
  ['a link', /\]\([^)]*evil/i],
  ['HTML', /<(?!!-- \/?rampart:)[a-z!/?]/i],
  ['emphasis', /\*\*pwned/],
  ['a table cell', /\| pwned \|/],
  ['an emoji', /:pwned:/],
  ['a script address', /javascript:pwned/],
];
const HTML: Meanings = [['a tag', /<(?:img|script)[^>]*>\s*pwned|<img src=pwned|<script>pwned/i], ['an attribute', /<[^>]*\sonerror\s*=[^>]*>/i], ['an address', /(?:href|src)="?[^">]*evil/i]];

function meanings(text: string, list: Meanings): readonly string[] {
  return list.flatMap(([meaning, pattern]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [`holds ${meaning}: ${around(text, match.index)}`];
  });
}

/** Without code, which shows its content as it is: blocks first, then spans, whose fences may be of any length. */
function prose(markdown: string): string {
  return markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}

/** A trailer is a line of its own in the last paragraph. */
function forgedTrailers(message: string): readonly string[] {
  const [, ...rest] = message.split('\n');
  return rest.filter((line) => line !== '' && !/^(?:Rollout-Id|Sequence|Operation|Actor|Target|Freeze|Run): |^Left: [a-z ]+$|^Left-(?:Since|Tried): \d+$/.test(line)).map((line) => `has a line of its own in the message: ${line.slice(0, 80)}`);
}

function prototypeKeys(text: string): readonly string[] {
  try {
    return hasPrototypeKey(JSON.parse(text)) ? ['has a key __proto__'] : [];
  } catch {
    return /^[[{]/.test(text) ? ['is no complete JSON'] : [];
  }
}

function hasPrototypeKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.entries(value).some(([key, field]) => key === '__proto__' || hasPrototypeKey(field));
}

function around(text: string, index: number): string {
  return JSON.stringify(text.slice(Math.max(0, index - 40), index + 40));
}
