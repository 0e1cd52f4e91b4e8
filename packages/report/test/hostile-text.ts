// Text as somebody would write it who wants to break out of a summary, a terminal, a log or a page.
import { fc } from '@fast-check/vitest';

const FRAGMENTS: readonly string[] = [
  ...['|', '\\|', '`', '```', '\n', '\r\n', '\u2028', '\t', '\\', '&', '&lt;', '&#64;', '$', '$$', '~~', '**', '__', '# ', '- ', '1. ', '> ', '---', '[', '](', '![x](', '<', '>', '"', "'"],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</svg>', '</style>', '<!--', '-->', ']]>', '<details>'],
  ...['@octocat', '@', 'a@b.example', '#1', 'GH-7', 'octo/repo#12', ':tada:', 'http://x.example', 'https://x.example/#1', 'www.x.example', 'ftp://x', 'javascript:alert(1)', '[^1]', '{{7*7}}', '${{ secrets.X }}'],
  ...['::error::boom', '::', '##[group]', '##', '[', '\u001B[31m', '\u001B]8;;http://x\u0007', '\u0000', '\u0085', '\u202Egpj.exe', '\u2066', '\u200B', '\uFEFF', '\uD800', '\u{E0041}', 'a\u0300\u0301\u0302\u0303'],
  ...['constructor', '__proto__', 'toString', '; rm -rf ~', '$(reboot)', '--help'],
];

export const hostileText = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

/** Everything at once, for tests that need one example. */
export const WORST = FRAGMENTS.join(' ');

/** Control characters but for line ends, bidi and zero-width characters, lone surrogates. */
export const UNPRINTABLE = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
