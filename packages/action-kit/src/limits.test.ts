import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Annotation } from './action-result.ts';
import { ANNOTATIONS_PER_LEVEL_MAX, fitAnnotations, fitOutputs, fitSummary } from './limits.ts';

describe('fitSummary', () => {
  it('leaves a summary that fits as it is', () => {
    expect(fitSummary('# a\n')).toBe('# a\n');
  });

  it('cuts at a line and says so', () => {
    const cut = fitSummary('| row |\n'.repeat(1_000), 1_000);
    expect(cut).toMatch(/^(\| row \|\n)+\n_This summary was cut: 8000 bytes/);
  });

  it('closes a code block that the cut left open, so that the notice is read as text', () => {
    const cut = fitSummary(`\`\`\`\n${'line\n'.repeat(1_000)}\`\`\`\n`, 1_000);
    expect(cut).toMatch(/line\n```\n\n_This summary was cut/);
  });

  test.prop([fc.string({ unit: 'grapheme', maxLength: 3_000 }), fc.integer({ min: 400, max: 2_000 })])('never exceeds the limit in bytes', (markdown, bytesMax) => {
    expect(Buffer.byteLength(fitSummary(markdown, bytesMax))).toBeLessThanOrEqual(bytesMax);
  });
});

describe('fitOutputs', () => {
  it('leaves the largest output empty rather than cut in the middle', () => {
    expect(fitOutputs({ decision: 'hold', report: 'x'.repeat(90), weight: '5' }, 50)).toEqual({
      outputs: { decision: 'hold', report: '', weight: '5' },
      dropped: ['report'],
    });
  });

  test.prop([fc.dictionary(fc.string(), fc.string()), fc.nat(100)])('keeps every name and stays within the limit', (outputs, charactersMax) => {
    const fitted = fitOutputs(outputs, charactersMax);
    expect(Object.keys(fitted.outputs).sort()).toEqual(Object.keys(outputs).sort());
    expect(Object.values(fitted.outputs).join('').length).toBeLessThanOrEqual(charactersMax);
  });
});

describe('fitAnnotations', () => {
  const annotation = (level: Annotation['level'], message: string): Annotation => ({ level, title: 't', message, place: { kind: 'nowhere' } });

  it('shows ten per level and leaves the rest to the log', () => {
    const errors = Array.from({ length: 12 }, (_, index) => annotation('error', String(index)));
    const fitted = fitAnnotations([...errors, annotation('warning', 'w')]);
    expect(fitted.shown).toHaveLength(ANNOTATIONS_PER_LEVEL_MAX + 1);
    expect(fitted.logged.map(({ message }) => message)).toEqual(['10', '11']);
  });

  it('cuts a message at what the runner shows', () => {
    expect(fitAnnotations([annotation('error', 'x'.repeat(5_000))]).shown[0]?.message).toHaveLength(4_096);
  });
});
