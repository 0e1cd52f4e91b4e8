import { describe, expect, it } from 'vitest';
import { describeOutcome, describeRule } from './describe-gate.ts';
import { decodeGates } from './gate.ts';
import { type GateResult, judgeGates } from './judge-gates.ts';
import { decodeReport, type MetricsReport } from './metrics-report.ts';

function report(document: unknown): MetricsReport {
  const decoded = decodeReport(document);
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return decoded.value;
}

function judge(gates: unknown, candidate: unknown, stable?: unknown): readonly GateResult[] {
  const decoded = decodeGates(gates);
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return judgeGates(decoded.value, report(candidate), stable === undefined ? { kind: 'none' } : { kind: 'report', report: report(stable) });
}

function said(results: readonly GateResult[]): readonly string[] {
  return results.map((result) => `${result.outcome.kind}${result.stops ? ', stops' : ''}: ${describeRule(result)}: ${describeOutcome(result)}`);
}

describe('judgeGates', () => {
  it('holds a figure against floor and ceiling, ties passing', () => {
    expect(said(judge({ a: { min: 0.75, max: 0.8 } }, { a: 0.75 }))).toEqual(['passed: a at least 0.75: 0.75', 'passed: a at most 0.8: 0.75']);
    expect(said(judge({ a: { min: 0.75 } }, { a: 0.7499 }))).toEqual(['failed, stops: a at least 0.75: 0.7499']);
    expect(said(judge({ a: { max: 0.8 } }, { a: 0.81 }))).toEqual(['failed, stops: a at most 0.8: 0.81']);
  });

  it('compares with stable in points, relatively and absolutely, in the direction of the metric', () => {
    expect(said(judge({ a: { worseByAtMost: '0.5 points', better: 'higher' } }, { a: 0.795 }, { a: 0.8 }))).toEqual(['passed: a at most 0.005 below stable: 0.795, 0.005 worse than stable']);
    expect(said(judge({ a: { worseByAtMost: '0.5 points', better: 'higher' } }, { a: 0.79 }, { a: 0.8 }))).toEqual(['failed, stops: a at most 0.005 below stable: 0.79, 0.01 worse than stable']);
    expect(said(judge({ a: { worseByAtMost: '0.5 points', better: 'higher' } }, { a: 0.9 }, { a: 0.8 }))).toEqual(['passed: a at most 0.005 below stable: 0.9, 0.1 better than stable']);
    expect(said(judge({ loss: { worseByAtMost: '10% of stable', better: 'lower' } }, { loss: 0.54 }, { loss: 0.5 }))).toEqual(['passed: loss at most 10 % of stable above stable: 0.54, 0.04 worse than stable']);
    expect(said(judge({ loss: { worseByAtMost: '10% of stable', better: 'lower' } }, { loss: 0.56 }, { loss: 0.5 }))).toEqual(['failed, stops: loss at most 10 % of stable above stable: 0.56, 0.06 worse than stable']);
    // A score below zero: a tenth of its size is allowed, whatever its sign.
    expect(judge({ ll: { worseByAtMost: '10% of stable', better: 'higher' } }, { ll: -10.9 }, { ll: -10 })[0]?.outcome.kind).toBe('passed');
    expect(judge({ ll: { worseByAtMost: '10% of stable', better: 'higher' } }, { ll: -11.1 }, { ll: -10 })[0]?.outcome.kind).toBe('failed');
    expect(judge({ rmse: { worseByAtMost: '1.5 absolute', better: 'lower' } }, { rmse: 13.6 }, { rmse: 12 })[0]?.outcome.kind).toBe('failed');
  });

  it('calls undecidable what it cannot see, and lets it stop the validation unless told otherwise', () => {
    expect(said(judge({ b: { min: 1 } }, { a: 1 }))).toEqual(['undecidable, stops: b at least 1: the report has no metric b; it has a']);
    expect(said(judge({ b: { min: 1, whenMissing: 'tell' } }, { a: 1 }))).toEqual(['undecidable: b at least 1: the report has no metric b; it has a']);
    expect(said(judge({ a: { min: 0, worseByAtMost: '1 point' } }, { a: 1 }))).toEqual(['passed: a at least 0: 1', 'undecidable, stops: a at most 0.01 below stable: there is no report of stable to compare with']);
    expect(said(judge({ a: { worseByAtMost: '1 point', better: 'higher' } }, { a: 1 }, { b: 1 }))).toEqual(["undecidable, stops: a at most 0.01 below stable: stable's report has no metric a; it has b"]);
  });

  it('judges every slice of a dimension, and says so when there is none', () => {
    const candidate = { n: 10, metrics: { a: 0.9 }, slices: { 'region=west': { a: 0.5 }, 'region=east': { a: 0.8 }, 'regional=x': { a: 0 }, 'day=mon': { b: 1 } } };
    expect(said(judge({ a: { min: 0.7, slices: ['region', 'hour', 'day'] } }, candidate))).toEqual([
      'passed: a at least 0.7: 0.9',
      'passed: a of region=east at least 0.7: 0.8',
      'failed, stops: a of region=west at least 0.7: 0.5',
      'undecidable, stops: a of hour=* at least 0.7: the report has no slice hour=*',
      'undecidable, stops: a of day=mon at least 0.7: the report has no metric a in day=mon; it has b',
    ]);
  });

  it('asks the bound of a share, not its figure, when it has to be sure', () => {
    const gate = { a: { min: 0.75, sure: '97.5%' } };
    // Wilson, 81 of 263: at least 0.2553 (Newcombe 1998).
    expect(said(judge({ a: { min: 0.25, sure: '97.5%' } }, { n: 263, a: 81 / 263 }))).toEqual(['passed: a at least 0.25: 0.30798 (at least 0.25529, 97.5% sure)']);
    expect(said(judge({ a: { max: 0.36, sure: '97.5%' } }, { n: 263, a: 81 / 263 }))).toEqual(['failed, stops: a at most 0.36: 0.30798 (at most 0.36621, 97.5% sure)']);
    expect(judge(gate, { n: 100_000, a: 0.76 })[0]?.outcome.kind).toBe('passed');
    expect(judge(gate, { n: 100, a: 0.76 })[0]?.outcome.kind).toBe('failed');
    expect(said(judge(gate, { a: 0.9 }))).toEqual(['undecidable, stops: a at least 0.75: the report has no n, and a bound needs the number of examples']);
    expect(said(judge(gate, { n: 5, a: 1.5 }))).toEqual(['undecidable, stops: a at least 0.75: 1.5 in the report is not a share between 0 and 1, and a bound is known for shares only']);
  });

  it('is sure about a comparison only with enough examples', () => {
    const gate = { a: { worseByAtMost: '2 points', better: 'higher', sure: '95%' } };
    expect(judge(gate, { n: 100_000, a: 0.8 }, { n: 100_000, a: 0.8 })[0]?.outcome.kind).toBe('passed');
    expect(said(judge(gate, { n: 100, a: 0.8 }, { n: 100, a: 0.8 }))).toEqual(['failed, stops: a at most 0.02 below stable: 0.8, at most 0.093164 worse than stable, 95% sure']);
    expect(said(judge(gate, { n: 100, a: 0.8 }, { a: 0.8 }))).toEqual(["undecidable, stops: a at most 0.02 below stable: stable's report has no n, and a bound needs the number of examples"]);
  });

  it('is sure about a relative margin in both directions', () => {
    const large = { n: 10_000_000, a: 0.1 };
    const gate = (better: string) => ({ a: { worseByAtMost: '10% of stable', better, sure: '95%' } });
    expect(judge(gate('lower'), { n: 10_000_000, a: 0.109 }, large)[0]?.outcome.kind).toBe('passed');
    expect(judge(gate('lower'), { n: 10_000_000, a: 0.111 }, large)[0]?.outcome.kind).toBe('failed');
    expect(judge(gate('higher'), { n: 10_000_000, a: 0.091 }, large)[0]?.outcome.kind).toBe('passed');
    expect(judge(gate('higher'), { n: 10_000_000, a: 0.089 }, large)[0]?.outcome.kind).toBe('failed');
    expect(judge(gate('lower'), { n: 200, a: 0.1 }, { n: 200, a: 0.1 })[0]?.outcome.kind).toBe('failed');
  });
});
