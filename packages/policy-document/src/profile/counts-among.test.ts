import type { LabelMatcher } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { countTraffic } from '../../test/a-profile.ts';
import { countsAmong } from './counts-among.ts';

const health = { label: 'path', value: '/health', trials: 60, events: 0 };
const predict = { label: 'path', value: '/predict', trials: 30, events: 5 };
const unnamed = { label: 'path', value: '', trials: 10, events: 1 };
const west = { label: 'region', value: 'west', trials: 40, events: 2 };
const traffic = countTraffic({ trials: 100, events: 6, labels: [health, predict, unnamed, west] });
const path = (op: LabelMatcher['op'], pattern: string): LabelMatcher => ({ label: 'path', op, pattern });

describe('countsAmong', () => {
  it.each<readonly [string, readonly LabelMatcher[], object]>([
    ['one value', [path('=', '/predict')], { trials: 30, events: 5, labels: [predict] }],
    ['all but one', [path('!=', '/health')], { trials: 40, events: 6, labels: [predict, unnamed] }],
    ['series without the label, which is the empty value', [path('=', '')], { trials: 10, events: 1, labels: [unnamed] }],
    ['either of two', [path('=~', '/predict|/health')], { trials: 90, events: 5, labels: [health, predict] }],
    ['neither of two', [path('!~', '/predict|/health')], { trials: 10, events: 1, labels: [unnamed] }],
    ['two conditions on one label', [path('!=', '/health'), path('!=', '')], { trials: 30, events: 5, labels: [predict] }],
    ['nothing', [path('=', '/predit')], { trials: 0, events: 0, labels: [] }],
  ])('adds up %s, without the pods', (_, among, counts) => {
    expect(countsAmong(traffic, among)).toEqual({ kind: 'counts', pods: [], ...counts });
  });

  it.each<readonly [string, readonly LabelMatcher[]]>([
    ['nothing is said', []],
    ['all of it matches, as in a profile that was measured with it', [path('!=', '/ready')]],
    ['two labels are matched', [path('=', '/predict'), { label: 'region', op: '=', pattern: 'west' }]],
    ['the label was not counted apart', [{ label: 'method', op: '=', pattern: 'POST' }]],
    ['some requests have no value of the label', [{ label: 'region', op: '=', pattern: 'west' }]],
    ['it is a pattern', [path('=~', '/pre.*')]],
  ])('leaves the counts as they are when %s', (_, among) => {
    expect(countsAmong(traffic, among)).toBe(traffic);
  });
});
