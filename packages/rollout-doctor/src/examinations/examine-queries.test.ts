import { failed, ok, type BlocksAnswer } from '@rampart/rollout-engine';
import type { Evidence } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aLook, aPolicyWith, aReading, block, blocks, errorsCheck, someArms } from '../../test/a-visit.ts';
import { examineQueries } from './examine-queries.ts';

const codes = (reading: Parameters<typeof examineQueries>[0]): readonly (readonly [string, string])[] => examineQueries(reading).findings.map(({ code, gravity }) => [code, gravity]);
const HALF = someArms({ candidateShare: 0.5 });
const TENTH = someArms({ candidateShare: 0.1 });

describe('examineQueries', () => {
  it('shows n and k per arm and finds nothing where a slot without traffic counts nothing', () => {
    const found = examineQueries(aReading());
    expect(found).toEqual({ area: 'queries', saw: ['errors: n 500, k 5 stable; n 0, k 0 candidate (20 s)'], findings: [] });
  });

  it('refuses two slots with one page', () => {
    const policy = aPolicyWith([errorsCheck()], { metrics: { kind: 'openmetrics', pages: { a: ['http://svc/metrics'], b: ['http://svc/metrics'] } } });
    expect(examineQueries(aReading({ policy })).findings).toEqual([expect.objectContaining({ code: 'RMP832', gravity: 'mend', seen: 'slots a and b both read http://svc/metrics' })]);
  });

  it('refuses arms that count the same while they are sent different parts', () => {
    expect(codes(aReading({ live: aLook({ errors: [[500, 5], [500, 5]] }) }))).toEqual([['RMP832', 'mend']]);
    expect(codes(aReading({ arms: TENTH, live: aLook({ errors: [[500, 5], [500, 5]] }) }))).toEqual([['RMP832', 'mend']]);
  });

  it('does not take a fair half for the same series', () => {
    expect(codes(aReading({ arms: HALF, live: aLook({ errors: [[500, 5], [500, 5]] }) }))).toEqual([]);
  });

  it.each([
    ['the stable arm', someArms(), [[0, 0], [0, 0]]],
    ['the candidate, which is sent enough', TENTH, [[900, 5], [0, 0]]],
  ] as const)('refuses an empty arm: %s', (_, arms, counts) => {
    expect(codes(aReading({ arms, live: aLook({ errors: counts }) }))).toEqual([['RMP833', 'mend']]);
  });

  it('waits for more where a small weight explains that the candidate counted nothing', () => {
    expect(codes(aReading({ arms: someArms({ candidateShare: 0.001 }), live: aLook({ errors: [[500, 5], [0, 0]] }) }))).toEqual([]);
  });

  it.each([
    ['many at weight 0', someArms(), [[500, 5], [400, 4]], [['RMP834', 'mend']]],
    ['a few health checks at weight 0', someArms(), [[500, 5], [4, 0]], [['RMP834', 'mind']]],
    ['far more than its weight', TENTH, [[500, 5], [400, 5]], [['RMP834', 'mend']]],
    ['far less than its weight', HALF, [[900, 5], [100, 5]], [['RMP837', 'mend']]],
    ['about its weight', TENTH, [[890, 5], [110, 5]], []],
    ['too little to tell', TENTH, [[5, 0], [3, 0]], []],
    ['all of the copies', someArms({ candidateCopies: 1 }), [[500, 5], [497, 9]], []],
  ] as const)('judges a candidate that counts %s', (_, arms, counts, expected) => {
    expect(codes(aReading({ arms, live: aLook({ errors: counts }) }))).toEqual(expected);
  });

  it('tells a trouble of several checks once, with the words of the source and the line of the policy', () => {
    const policy = aPolicyWith([errorsCheck(), errorsCheck({ name: 'other' })]);
    const noData: Evidence = { kind: 'no-data', why: 'no page has "requests_total"; seen: http_requests_total' };
    const found = examineQueries(aReading({ policy, live: aLook({ errors: noData, other: noData }) })).findings;
    expect(found).toEqual([expect.objectContaining({ code: 'RMP831', gravity: 'mend', about: 'errors, other', seen: noData.why })]);
    expect(found[0]?.fix.paste).toContain(`checks: {errors: {share: requests_total, where: 'code=~"5.."'}}`);
  });

  it('lets pages be away where nothing runs yet, once stable alone can be read', () => {
    const live = aLook({ errors: { kind: 'no-data', why: 'b could not be reached' } });
    const arms = someArms({ candidateIsEmpty: true });
    const alone: BlocksAnswer = { evidence: { errors: blocks([block([9, 0], [9, 0])]) }, snapshot: null };
    expect(codes(aReading({ arms, live }))).toEqual([['RMP831', 'mend']]);
    expect(codes(aReading({ arms, live: { ...live, stableAlone: { kind: 'asked', answer: ok(alone) } } as never }))).toEqual([['RMP831', 'mind']]);
  });

  it('refuses a counter that began anew between two looks', () => {
    expect(codes(aReading({ live: aLook({ errors: blocks([], 'its process restarted') }) }))).toEqual([['RMP835', 'mend']]);
  });

  it('refuses a slice that no request has', () => {
    const policy = aPolicyWith([errorsCheck({ slices: ['region'] })]);
    expect(codes(aReading({ policy }))).toEqual([['RMP836', 'mend']]);
  });

  it('says of a source that cannot be asked, and of a router that tells no arms, that nothing was seen', () => {
    const answer = failed<BlocksAnswer>({ port: 'metrics', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' });
    expect(codes(aReading({ live: { kind: 'read', spanMs: 0, answer, stableAlone: { kind: 'not-asked' } } }))).toEqual([['RMP831', 'mend']]);
    expect(codes(aReading({ arms: { kind: 'unknown', why: 'no router' }, live: { kind: 'not-read', why: 'no router' } }))).toEqual([['RMP831', 'mend']]);
  });
});
