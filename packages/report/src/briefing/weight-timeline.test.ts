import { ppm, type LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aTarget } from '../../test/sample-target.ts';
import type { Chapter } from '../ledger/chapters.ts';
import { weightTimeline } from './weight-timeline.ts';

const started = aTarget().events.find((event) => event.kind === 'started');
if (started?.kind !== 'started') throw new Error('the sample starts a rollout');
const START = started.atMs;

/** Confirmed weights at minutes after the start. */
function chapter(...steps: readonly (readonly [number, number])[]): Chapter {
  const confirmed = steps.map(([minute, weight], index): LedgerEvent => {
    const atMs = START + minute * 60_000;
    return { kind: 'confirmed', schema: 1, sequence: 3 + index, atMs, operation: `o${String(index)}`, actor: 'a', rolloutId: started?.kind === 'started' ? started.rolloutId : '', effectId: 'e', observed: ppm(weight), settledAtMs: atMs };
  });
  return { started: started as Chapter['started'], stable: 'v41', events: [started as LedgerEvent, ...confirmed], aftermath: [] };
}

describe('weightTimeline', () => {
  it('draws the share over equal spans, a dot where there is none', () => {
    const { picture, moments } = weightTimeline(chapter([6, 10_000], [12, 250_000], [18, 0]), START + 24 * 60_000);
    expect(picture).toBe('·····▁▁▁▁▁▁▄▄▄▄▄▄·······');
    expect(moments).toBe('14:00:00 start · 14:06:00 1 % · 14:12:00 25 % · 14:18:00 0 %');
  });

  it('names the day where a rollout spans several', () => {
    expect(weightTimeline(chapter([600, 10_000]), START + 86_400_000).moments).toBe('03-09 14:00:00 start · 03-10 00:00:00 1 %');
  });

  it('leaves out the middle of a long story', () => {
    const many = Array.from({ length: 20 }, (_, k) => [k + 1, (k + 1) * 10_000] as const);
    const { moments } = weightTimeline(chapter(...many), START + 21 * 60_000);
    expect(moments).toMatch(/^14:00:00 start · 14:01:00 1 % · 14:02:00 2 % · … 13 more … · 14:16:00 16 % · .* · 14:20:00 20 %$/u);
  });

  it('is one dot after another before the first request', () => {
    expect(weightTimeline(chapter(), START).picture).toBe('·'.repeat(24));
  });
});
