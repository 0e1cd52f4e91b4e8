import { aCheck, aPolicy, aRamp, aRollout, aSituation, aSmoke, ROLLOUT_START_MS } from '@rampart/testing';
import { cellName, decide, type Block, type Evidence, type Situation } from '@rampart/rollout-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutWords, recordableEvent, recordableEvidence, recordableName, recordableSituation } from './recordable.ts';

const odd = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('a ', ':=…\n', '漢', 'ñ\u0301', 'ह्न', '👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'e\u0301'.repeat(3)));
const long = fc.tuple(fc.array(odd, { maxLength: 30 }), fc.integer({ min: 1, max: 400 })).map(([parts, times]) => parts.join('').repeat(times).slice(0, 200_000));
const graphemes = (text: string): readonly string[] => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('cutWords', () => {
  it('keeps what is short as it is', () => {
    expect(cutWords('the router is away', 500)).toBe('the router is away');
  });

  it('says how much is missing', () => {
    expect(cutWords('x'.repeat(200_000), 500)).toMatch(/^x+… \(199\d\d\d characters more\)$/);
  });

  it('is never longer than it may be but for its mark, well formed, and ends with a whole character', () => {
    let cut = 0;
    fc.assert(
      fc.property(long, (text) => {
        const kept = cutWords(text, 500);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(520);
        if (text.length <= 500) return;
        cut += 1;
        const [, beginning = ''] = /^([^]*)… \(\d+ characters more\)$/.exec(kept) ?? expect.fail(kept);
        const whole = graphemes(text.slice(0, 2_000)).slice(0, graphemes(beginning).length).join('');
        expect(beginning).toBe(whole.toWellFormed());
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(cut).toBeGreaterThan(100);
  });
});

describe('recordableName', () => {
  it('keeps what is short, is bounded, begins as the name does, and names that differ go on to differ', () => {
    expect(recordableName('region=eu-west-1')).toBe('region=eu-west-1');
    let pairs = 0;
    fc.assert(
      fc.property(long, fc.string({ minLength: 1, maxLength: 5 }), (text, tail) => {
        const [one, other] = [cellName('region', text), cellName('region', text + tail)];
        expect(recordableName(one).length).toBeLessThanOrEqual(120);
        expect(recordableName(one)).toMatch(/^region=/);
        expect(recordableName(one) === recordableName(other)).toBe(false);
        expect(recordableName(recordableName(one))).toBe(recordableName(one));
        if (one.length > 120) pairs += 1;
      }),
      { seed: 12, numRuns: 300 },
    );
    expect(pairs).toBeGreaterThan(100);
  });

  it('finds what belongs to a cell by the cell’s name', () => {
    const name = cellName('region', 'x'.repeat(5_000));
    expect(recordableName(`predicted:${name}`)).toBe(`predicted:${recordableName(name)}`);
  });
});

describe('a decision and what is cut', () => {
  const policy = aPolicy({ checks: [aCheck({ slices: ['region'], limit: { kind: 'share', ratioMax: 0.3 } }), aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] } })], plan: [aSmoke(), aRamp()] });
  const rollout = aRollout(policy).at(100_000);

  /** Counts that are good, bad or terrible, in regions whose names the source made up. */
  const counts = fc.record({ trials: fc.integer({ min: 0, max: 3_000 }), bad: fc.constantFrom(0, 0.01, 0.05, 0.4) });
  const cellOf = fc.tuple(counts, counts).map(([stable, candidate]) => ({ stable: { trials: stable.trials, events: Math.floor(stable.trials * 0.01) }, candidate: { trials: candidate.trials, events: Math.floor(candidate.trials * candidate.bad) } }));
  const words = fc.oneof(long, fc.constantFrom('', 'invalid: x', 'it is away'));
  const blocks = fc.tuple(fc.array(cellOf, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 6 }), long);

  const evidenceWith = (cells: readonly Block['cells'][string][], count: number, nameOf: (index: number) => string): Evidence => ({
    kind: 'blocks',
    blocks: Array.from({ length: count }, (_, index) => ({ fromMs: ROLLOUT_START_MS + (index + 20) * 30_000, toMs: ROLLOUT_START_MS + (index + 21) * 30_000, cells: { all: sumOf(cells), ...Object.fromEntries(cells.map((cell, region) => [nameOf(region), cell])) } })),
    gaps: [],
  });
  const sumOf = (cells: readonly Block['cells'][string][]): Block['cells'][string] => {
    const add = (arm: 'stable' | 'candidate') => ({ trials: cells.reduce((sum, cell) => sum + cell[arm].trials, 0), events: cells.reduce((sum, cell) => sum + cell[arm].events, 0) });
    return { stable: add('stable'), candidate: add('candidate') };
  };
  const nowMs = ROLLOUT_START_MS + 40 * 30_000;

  it('are apart: the same is decided with the same numbers from cut names and words as from whole ones', () => {
    const kinds = new Set<string>();
    let cut = 0;
    fc.assert(
      fc.property(blocks, words, fc.constantFrom<Situation['router']['kind']>('read', 'unreadable'), ([cells, count, tail], why, router) => {
        const situation = { ...aSituation(rollout, { nowMs }), ...(router === 'unreadable' ? { router: { kind: 'unreadable' as const, why } } : {}) };
        // Slices come in the order of their names, which is told by the beginnings.
        const evidence = { errors: evidenceWith(cells, count, (index) => cellName('region', `${String(index)}x${tail}`)), latency: { kind: 'no-data' as const, why } };
        const [recorded, seen] = [recordableEvidence(evidence), recordableSituation(situation)];
        if (JSON.stringify(recorded) !== JSON.stringify(evidence)) cut += 1;
        const [whole, ofRecord] = [decide(rollout, evidence, situation), decide(rollout, recorded, seen)];
        kinds.add(`${whole.decision.kind} ${whole.decision.reasons[0]?.code ?? ''}`);
        expect(numbersOf(ofRecord.decision)).toEqual(numbersOf(whole.decision));
        // What is recorded stays small whatever was said.
        expect(JSON.stringify([recorded, seen, ofRecord.decision]).length).toBeLessThan(60_000);
      }),
      { seed: 13, numRuns: 150 },
    );
    expect(cut).toBeGreaterThan(50);
    expect(kinds.size, [...kinds].join()).toBeGreaterThan(2);
  });
});

/** Everything but words and names. */
function numbersOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, field: unknown) => (['why', 'noData', 'cell', 'claim', 'first'].includes(key) ? '' : field))) as unknown;
}

describe('recordableEvent', () => {
  it('cuts a reason that is too long, and leaves what is compared as it is', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    expect(recordableEvent({ kind: 'paused', operation: 'x', why: 'y'.repeat(5_000) })).toMatchObject({ operation: 'x', why: expect.stringMatching(/^y{976}… \(4024 characters more\)$/) });
    expect(recordableSituation({ ...aSituation(aRollout().fresh()), candidate: { kind: 'ready', digest } }).candidate).toEqual({ kind: 'ready', digest });
  });
});
