import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../../test/a-policy-file.ts';
import { readPolicy } from '../read-policy.ts';
import { annotationsOf, formatMistakes } from './format-mistakes.ts';
import type { Mistake } from './mistake.ts';

function mistakesOf(text: string): readonly Mistake[] {
  const reading = readPolicy({ file: 'rampart/fraud.yaml', text });
  return reading.kind === 'mistakes' ? reading.mistakes : [];
}

const TWO = mistakesOf(aPolicyFile({ promise: 'promise:\n  badRequests: 100\n  falseAlarms: 5', x: 'expret: {}' }));

describe('formatMistakes', () => {
  it('shows place, code, sentence and the lines with a caret', () => {
    expect(formatMistakes(TWO, { color: false })).toBe(`rampart/fraud.yaml:8:16 RMP113 promise.falseAlarms: a bare number has no unit, got 5. Write 5%. Accepted: a share above 0% and below 100%, e.g. 1%.
  7 |   badRequests: 100
  8 |   falseAlarms: 5
    |                ^

rampart/fraud.yaml:10:1 RMP110 expret: unknown key "expret". Did you mean expert? Accepted: rampart, preset, target, model, serve, metrics, promise, people, checks, plan, onNewVersion, freeze, expert.
   9 | checks: {errors: default}
  10 | expret: {}
     | ^^^^^^

2 mistakes. Nothing was changed.`);
  });

  it('adds colour and nothing else when asked', () => {
    const colored = formatMistakes(TWO, { color: true });
    expect(colored).toContain('\u001b[31mRMP113');
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatMistakes(TWO, { color: false }));
  });

  it('counts one mistake as one', () => {
    expect(formatMistakes(TWO.slice(0, 1), { color: false })).toMatch(/\n1 mistake\. Nothing was changed\.$/);
  });

  it('cuts a line of a thousand characters around the mistake', () => {
    const [mistake] = mistakesOf(aPolicyFile({ promise: `promise: {badRequests: 1, ${' '.repeat(1_000)} falseAlarms: 5, ${' '.repeat(1_000)} }` }));
    const [, line = '', caret = ''] = mistake!.frame.split('\n');
    expect(line.length).toBeLessThan(110);
    expect(line[caret.indexOf('^')]).toBe('5');
  });

  it('shows no control sign of the file', () => {
    const text = formatMistakes(mistakesOf('"\\u001b[2J\\u202e": "\u001b[31m\u0007"\n'), { color: false });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(text).toContain('·[31m·');
  });
});

describe('annotationsOf', () => {
  it('gives what a workflow command needs', () => {
    expect(annotationsOf(TWO)[0]).toEqual({
      file: 'rampart/fraud.yaml', line: 8, column: 16, endColumn: 17, title: 'RMP113 bare-number',
      message: 'promise.falseAlarms: a bare number has no unit, got 5. Write 5%. Accepted: a share above 0% and below 100%, e.g. 1%.',
    });
  });
});
