// One strict decoder per kind of input. Nothing is guessed: `yes` is not true, `10` is no duration.
import type { InputSpec } from './contract.ts';

export type Decoded = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'refused'; readonly expected: string; readonly remedy: string };

/** Decodes a value that is not empty. */
export function decodeInput(spec: InputSpec, text: string): Decoded {
  switch (spec.kind) {
    case 'text':
    case 'secret':
      return value(text);
    case 'lines':
      return value(text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''));
    case 'flag':
      return decodeFlag(text);
    case 'duration':
      return decodeDuration(text);
    case 'path':
      return decodePath(text);
    case 'choice':
      return decodeChoice(spec.choices, text);
  }
}

function decodeFlag(text: string): Decoded {
  if (/^(true|True|TRUE)$/.test(text)) return value(true);
  if (/^(false|False|FALSE)$/.test(text)) return value(false);
  return refused('true or false', 'Write true or false.');
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function decodeDuration(text: string): Decoded {
  const parts = /^(\d{1,9})([smhd])$/.exec(text);
  const unitMs = UNIT_MS[parts?.[2] ?? ''];
  if (parts === null || unitMs === undefined) return refused('a duration such as 30s, 10m, 2h or 3d', /^\d{1,9}$/.test(text) ? `Write ${text}s if seconds are meant.` : 'Write e.g. 10m.');
  return value(Number(parts[1]) * unitMs);
}

function decodePath(text: string): Decoded {
  return /[\0\r\n]/.test(text) ? refused('one path without line breaks', 'Write a single path.') : value(text);
}

function decodeChoice(choices: readonly string[], text: string): Decoded {
  return choices.includes(text) ? value(text) : refused(`one of ${choices.join(', ')}`, `Write e.g. ${choices[0]}.`);
}

function value(decoded: unknown): Decoded {
  return { kind: 'value', value: decoded };
}

function refused(expected: string, remedy: string): Decoded {
  return { kind: 'refused', expected, remedy };
}
