import { describe, expect, it } from 'vitest';
import { editedText } from './edited-text.ts';

const POLICY = `# what people sign
rampart: 1
promise:
  badRequests: 400 # per release
  catches: {errors: 2x, within: 1h}
checks:
  errors: default
  latency: {limit: {p99: 80ms}} # of the gateway
plan: [smoke, ramp, bake: 1d]
`;

const edit = (path: readonly (string | number)[], from: string, to: string) => editedText(POLICY, { path, from, to });

describe('editedText', () => {
  it.each<readonly [string, readonly (string | number)[], string, string, string, string]>([
    ['a value', ['promise', 'badRequests'], '400', '800', 'badRequests: 400', 'badRequests: 800'],
    ['a new key', ['promise', 'falseAlarms'], '1%', '2%', 'catches: {errors: 2x, within: 1h}\n', 'catches: {errors: 2x, within: 1h}\n  falseAlarms: 2%\n'],
    ['a section that was not there', ['expert', 'samplesMin'], '20', '100', 'bake: 1d]\n', 'bake: 1d]\nexpert:\n  samplesMin: 100\n'],
    ['an item of a list', ['plan', 2], 'bake: 1d', 'bake: 2d', 'bake: 1d]', 'bake: 2d]'],
    ['a new item', ['plan', 1], '', 'shadow: 2d', '[smoke, ramp,', '[smoke, shadow: 2d, ramp,'],
    ['a key of a check', ['checks', 'latency', 'worseBy'], '1.25x', '2x', '{limit: {p99: 80ms}}', '{limit: {p99: 80ms}, worseBy: 2x}'],
  ])('writes %s anew and leaves all else as it is, comments too', (_, path, from, to, before, after) => {
    const edited = edit(path, from, to);
    expect(edited.kind === 'text' ? edited.text : edited).toBe(POLICY.replace(before, after));
  });

  it('puts an item into a list of lines, and a key after a last line with a comment', () => {
    const lines = 'plan:\n  - smoke\n  - ramp # slowly\n';
    const edited = editedText(lines, { path: ['plan', 1], from: '', to: 'shadow: 2d' });
    expect(edited).toEqual({ kind: 'text', text: 'plan:\n  - smoke\n  - shadow: 2d\n  - ramp # slowly\n' });
    expect(editedText('a: 1 # one', { path: ['b', 'c'], from: '', to: '2' })).toEqual({ kind: 'text', text: 'a: 1 # one\nb:\n  c: 2\n' });
  });

  it('says when a short form has no place for it, or the text is no policy', () => {
    expect(edit(['checks', 'errors', 'independent'], 'true', 'false')).toEqual({ kind: 'cannot' });
    expect(edit(['promise', 0], '', 'x')).toEqual({ kind: 'cannot' });
    expect(editedText('- a', { path: ['a'], from: '', to: 'b' })).toEqual({ kind: 'cannot' });
  });
});
