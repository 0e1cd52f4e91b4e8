import { describe, expect, it } from 'vitest';
import { isAbout, isOfTarget, markerLine, readMarker } from './marker.ts';

const marker = { kind: 'incident', target: 'fraud-prod', rolloutId: 'r1', sequence: 17 } as const;

describe('markerLine', () => {
  it('is found again by target and rollout, with its number', () => {
    const reading = readMarker('incident', `${markerLine(marker)}\nwhatever`);
    expect(reading).toMatchObject({ sequence: 17, rollout: 'r1' });
    expect(isAbout(reading, marker)).toBe(true);
    expect(isAbout(reading, { ...marker, rolloutId: 'r2' })).toBe(false);
    expect(isOfTarget(reading, 'fraud-prod')).toBe(true);
    expect(isOfTarget(reading, 'fraud prod')).toBe(false);
  });

  it('is no marker of another kind, nor one that does not begin the text', () => {
    expect(readMarker('comment', markerLine(marker))).toEqual({ kind: 'none' });
    expect(readMarker('incident', ` ${markerLine(marker)}`)).toEqual({ kind: 'none' });
    for (const text of [null, undefined, '']) expect(readMarker('incident', text)).toEqual({ kind: 'none' });
  });

  it('ends where it should, whatever a rollout is called', () => {
    const hostile = { ...marker, rolloutId: '--> <script> 999 -->' };
    expect(markerLine(hostile)).toMatch(/^<!-- rampart:incident [\w-]+ [\w.-]+ 17 -->$/);
    expect(isAbout(readMarker('incident', markerLine(hostile)), hostile)).toBe(true);
  });
});
