import { describe, expect, it } from 'vitest';
import { content, coordinate, element } from './element.ts';
import { bandPath, linePath, stepAreaPath, stepPath } from './path.ts';
import { linearScale, logScale } from './scale.ts';

describe('element', () => {
  it('escapes attributes and content', () => {
    expect(element('text', { x: 1.23456, class: 'a"><script>' }, content('</text>&'))).toBe('<text x="1.23" class="a&quot;&gt;&lt;script&gt;">&lt;/text&gt;&amp;</text>');
  });

  it('closes itself when it has no children', () => {
    expect(element('line', { x1: 0 })).toBe('<line x1="0"/>');
  });
});

describe('coordinate', () => {
  it('never writes an exponent, a negative zero or something that is no number', () => {
    expect([1, 0.1 + 0.2, -0.001, 1e-9, Number.NaN, Number.POSITIVE_INFINITY, 100].map(coordinate)).toEqual(['1', '0.3', '0', '0', '0', '0', '100']);
  });
});

describe('paths', () => {
  const points = [{ x: 0, y: 10 }, { x: 5, y: 4 }];

  it('go through the points', () => {
    expect(linePath(points)).toBe('M0,10L5,4');
    expect(stepPath(points, 9)).toBe('M0,10H5V4H9');
    expect(stepAreaPath(points, 9, 20)).toBe('M0,10H5V4H9V20H0Z');
    expect(bandPath(points, [{ x: 0, y: 12 }, { x: 5, y: 8 }])).toBe('M0,10L5,4L5,8L0,12Z');
  });

  it('are empty where there is nothing to draw', () => {
    expect([linePath([]), stepPath([], 9), stepAreaPath([], 9, 1), bandPath([], [])]).toEqual(['', '', '', '']);
  });
});

describe('scales', () => {
  it('meet both ends', () => {
    const linear = linearScale({ from: 10, to: 20 }, { from: 100, to: 0 });
    expect([10, 15, 20].map(linear)).toEqual([100, 50, 0]);
    expect(linearScale({ from: 1, to: 1 }, { from: 0, to: 10 })(1)).toBe(5);
    const log = logScale({ from: 1, to: 10_000 }, { from: 0, to: 4 });
    expect([1, 100, 10_000, 0, -3].map(log).map((place) => Number(place.toFixed(9)))).toEqual([0, 2, 4, 0, 0]);
  });
});
