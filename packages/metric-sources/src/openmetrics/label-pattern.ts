// Label matchers without a regular-expression engine: a pattern comes from a policy, so its cost must stay small whatever it says.
// Only `.` (one character), `.*` (any run) and `|` (either side) mean something; all else stands for itself. A match is of the whole value.
import type { LabelMatcher } from '@rampart/rollout-policy';

export type Labels = ReadonlyMap<string, string>;

/** True when every matcher does. A label that a series does not have is the empty value. */
export function matchesAll(matchers: readonly LabelMatcher[]): (labels: Labels) => boolean {
  const tests = matchers.map(({ label, op, pattern }) => {
    const test = op === '=' || op === '!=' ? (value: string): boolean => value === pattern : matchesPattern(pattern);
    const wanted = op === '=' || op === '=~';
    return (labels: Labels): boolean => test(labels.get(label) ?? '') === wanted;
  });
  return (labels) => tests.every((test) => test(labels));
}

type Token = { readonly kind: 'one' } | { readonly kind: 'run' } | { readonly kind: 'letter'; readonly letter: string };

export function matchesPattern(pattern: string): (value: string) => boolean {
  const alternatives = pattern.split('|').map(tokensOf);
  return (value) => {
    const letters = [...value];
    return alternatives.some((tokens) => matches(tokens, letters));
  };
}

function tokensOf(alternative: string): readonly Token[] {
  const letters = [...alternative];
  const tokens: Token[] = [];
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? '';
    if (letter !== '.') {
      tokens.push({ kind: 'letter', letter });
    } else if (letters[index + 1] === '*') {
      tokens.push({ kind: 'run' });
      index += 1;
    } else {
      tokens.push({ kind: 'one' });
    }
  }
  return tokens;
}

/**
 * Greedy with one point of return: after a run, only the last run can usefully take more, so a failed match goes back to it and nowhere else.
 * At most tokens times letters steps.
 */
function matches(tokens: readonly Token[], letters: readonly string[]): boolean {
  let token = 0;
  let letter = 0;
  let back: { readonly token: number; letter: number } | undefined;
  while (letter < letters.length) {
    const here = tokens[token];
    if (here?.kind === 'run') {
      token += 1;
      back = { token, letter };
    } else if (here !== undefined && (here.kind === 'one' || here.letter === letters[letter])) {
      token += 1;
      letter += 1;
    } else if (back !== undefined) {
      back.letter += 1;
      token = back.token;
      letter = back.letter;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest.kind === 'run');
}
