import { describe, expect, it } from 'vitest';
import type { RunRow } from '../claims/claim.ts';
import { comparePolicies } from '../compare/compare-policies.ts';
import { renderComparisonSvg } from './comparison-svg.ts';
import { renderComparisonTerminal } from './comparison-terminal.ts';
import { comparisonConfidence, comparisonWords } from './comparison-words.ts';

function rows(of: (run: number) => Partial<RunRow>): readonly RunRow[] {
  return Array.from({ length: 100 }, (_, run) => ({ run, outcome: 'promoted', decidedAtMs: 3_600_000, outAtMs: 'never', askedAtMs: 'never', endedAtMs: 7_200_000, promotedAtMs: 3_600_000, firstTrafficAtMs: 10, haltedAtMs: 'never', askedAfterPromotionAtMs: 'never', excess: run % 3, excessInTrial: 0, bad: 0, weightMaxPpm: 500_000, looks: 10, ...of(run) }));
}

function words(second = 'bold <b>') {
  const comparison = comparePolicies([{ policy: 'calm', rows: rows(() => ({})) }, { policy: second, rows: rows((run) => (run < 40 ? { outcome: 'rolled-back', excess: 10 + (run % 3) } : {})) }], { horizonMs: 7_200_000, confidence: 0.99 });
  return comparisonWords([{ title: 'Bad candidates', comparison }], { traffic: 'web-steady@1', seed: '0x5eed' });
}

function measure(name: string) {
  return words().kinds[0]?.measures.find((one) => one.measure === name)?.rows;
}

describe('comparisonWords', () => {
  it('never calls what was not seen impossible', () => {
    // Clopper & Pearson: none of 100 is at most 1 - 0.005^(1/100) = 5.16 %.
    expect(measure('sentBack')?.[0]).toMatchObject({ mean: '0 %', range: '0 % to 5.2 %', difference: '' });
  });

  it('says differences of shares in points, of harm in requests, and which are sure', () => {
    expect(measure('sentBack')?.[1]).toMatchObject({ mean: '40 %', difference: '+40 points', surely: true });
    expect(measure('excess')?.[1]).toMatchObject({ difference: '+4.0', surely: true });
    expect(measure('decidedMs')?.[1]).toMatchObject({ mean: '1 h', difference: 'none', differenceRange: '', surely: false });
  });
});

describe('comparisonConfidence', () => {
  it('is divided among all differences', () => {
    expect(comparisonConfidence({ policies: 3, kinds: 2, measures: 5 })).toBeCloseTo(1 - 0.01 / 20, 12);
    expect(comparisonConfidence({ policies: 1, kinds: 1, measures: 1 })).toBe(0.99);
  });
});

describe('renderComparisonTerminal', () => {
  it('has a line per measure and policy', () => {
    const text = renderComparisonTerminal(words(), { color: false, width: 200 });
    expect(text).toMatch(/^ sent back +calm +0 % +0 % to 5\.2 %$/m);
    expect(text).toMatch(/^ +bold <b> +40 % .* \+40 points .* differs surely$/m);
  });
});

describe('renderComparisonSvg', () => {
  it('escapes names, refers to nothing outside, and says every figure in words', () => {
    const svg = renderComparisonSvg(words('bold <script>alert(1)</script>'));
    expect(svg).not.toMatch(/<script|href|url\(|NaN/);
    expect(svg).toMatch(/<desc [^>]*>Bad candidates, sent back: calm 0.% \(0.% to 5\.2.%\); bold &lt;script&gt;/);
    expect(svg.match(/<circle /g)).toHaveLength(10);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
