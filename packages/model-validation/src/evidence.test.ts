import { describe, expect, it } from 'vitest';
import { concludeValidation, decodeEvidence, encodeEvidence, type Validation, type ValidationEvidence } from './evidence.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const parts: Validation = {
  model: 'flight-delay',
  version: 'v2.0.0',
  digest,
  gates: [
    { metric: 'accuracy', cell: 'all', rule: { kind: 'min', value: 0.75 }, outcome: { kind: 'passed', observed: 0.81, compared: 0.81, limit: 0.75, basis: 'point' }, stops: false },
    { metric: 'loss', cell: 'region=west', rule: { kind: 'worseByAtMost', better: 'lower', margin: { kind: 'relative', ratio: 0.1 } }, outcome: { kind: 'undecidable', why: 'there is no report of stable to compare with' }, stops: false },
  ],
  golden: { kind: 'run', digest, cases: 12, failed: 0, shown: [] },
  atMs: Date.UTC(2026, 10, 21, 9),
};

function mistakes(change: Record<string, unknown>): readonly string[] {
  const decoded = decodeEvidence(JSON.stringify({ ...concludeValidation(parts), ...change }));
  return decoded.kind === 'refused' ? decoded.mistakes.map(({ place, message }) => `${place}: ${message}`) : [];
}

describe('concludeValidation', () => {
  it('passes when no gate stops it and no golden case failed', () => {
    expect(concludeValidation(parts)).toMatchObject({ passed: true, at: '2026-11-21T09:00:00.000Z' });
    expect(concludeValidation({ ...parts, gates: parts.gates.map((gate) => ({ ...gate, stops: true })) }).passed).toBe(false);
    expect(concludeValidation({ ...parts, golden: { kind: 'run', digest, cases: 2, failed: 1, shown: [{ name: 'one', why: 'p is NaN' }] } }).passed).toBe(false);
  });
});

describe('decodeEvidence', () => {
  it('reads what encodeEvidence wrote', () => {
    const evidence = concludeValidation(parts);
    expect(decodeEvidence(encodeEvidence(evidence))).toEqual({ kind: 'decoded', value: evidence });
    const other: ValidationEvidence = concludeValidation({ ...parts, golden: { kind: 'none' } });
    expect(decodeEvidence(encodeEvidence(other))).toEqual({ kind: 'decoded', value: other });
  });

  it('refuses a verdict that contradicts its parts', () => {
    expect(mistakes({ passed: false })).toEqual(['passed: says false, but the gates and golden cases in the same file say otherwise']);
    expect(mistakes({ golden: { kind: 'run', digest, cases: 2, failed: 1, shown: [{ name: 'one', why: 'x' }] } })).toEqual(['passed: says true, but the gates and golden cases in the same file say otherwise']);
    expect(mistakes({ gates: parts.gates.map((gate) => ({ ...gate, outcome: { ...gate.outcome, kind: 'failed', observed: 1, compared: 1, limit: 1, basis: 'point', why: undefined } })) })).toContain('gates[0].stops: says false, but the gate failed');
    expect(mistakes({ golden: { kind: 'run', digest, cases: 2, failed: 3, shown: [] } })).toContain('golden: does not add up: 3 of 2 cases failed, 0 are listed');
  });

  it('refuses evidence of nothing, of no digest and of another form', () => {
    expect(mistakes({ gates: [], golden: { kind: 'none' } })).toEqual([': holds neither a gate nor a golden set; it proves nothing']);
    expect(mistakes({ digest: 'sha256:00' })).toEqual(['digest: expected sha256: and 64 lower-case hexadecimal digits, got "sha256:00"']);
    expect(mistakes({ schema: 2, extra: 1, at: 'now' })).toEqual(['extra: is an unknown key. Accepted: schema, model, version, digest, passed, gates, golden, at', 'schema: expected 1, got 2', 'at: expected a time such as 2026-11-21T09:00:00.000Z, got "now"']);
    expect(decodeEvidence('{"schema": 1, ')).toEqual({ kind: 'refused', mistakes: [expect.objectContaining({ message: expect.stringMatching(/^is not JSON: /) })] });
    expect(decodeEvidence('null').kind).toBe('refused');
  });
});
