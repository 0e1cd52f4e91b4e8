import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedFile } from '../../test/shared-data.ts';
import { arrivalsOf } from './arrivals/replay.ts';
import { mistakeSentence } from './csv/table-mistake.ts';
import { fitHistory, type Fit } from './fit.ts';
import { readHistory, type HistoryOptions } from './history/read-history.ts';

const OPTIONS: HistoryOptions = { columns: {}, everyMs: 'infer', check: 'errors' };

function fitOf(text: string, { spanMs = 10_000, ...options }: Partial<HistoryOptions> & { readonly spanMs?: number } = {}): Fit {
  const reading = readHistory({ file: 'h.csv', chunks: [text] }, { ...OPTIONS, ...options });
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map(mistakeSentence).join('\n'));
  return fitHistory(reading.history, { spanMs });
}

function mistakesOf(text: string, options: Partial<HistoryOptions> = {}): readonly string[] {
  const reading = readHistory({ file: 'h.csv', chunks: [text] }, { ...OPTIONS, ...options });
  return reading.kind === 'mistakes' ? reading.mistakes.map(mistakeSentence) : [];
}

describe('readHistory', () => {
  it('counts a row per request in seconds from the first one on; silence is zero', () => {
    const { arrivals, layout, stepMs } = fitOf('ts,pod\n2026-03-01T00:00:00.900Z,a\n2026-03-01T00:00:01.800Z,b\n2026-03-01T00:00:05Z,a\n');
    expect({ layout, stepMs, requests: arrivals.requests, holes: arrivals.holeShare }).toEqual({ layout: 'requests', stepMs: 1_000, requests: 3, holes: 0 });
    const replay = arrivalsOf({ file: 'h.csv', chunks: ['ts\n2026-03-01T00:00:05Z\n2026-03-01T00:00:00.900Z\n2026-03-01T00:00:01.800Z\n'] });
    // The order of rows does not matter, but for where seconds begin.
    expect(replay).toEqual({ kind: 'arrivals', remarks: [], replay: { kind: 'replay', stepMs: 1_000, counts: [1, 1, 0, 0, 0, 1] } });
  });

  it('reads counts per span; a missing row is a hole, and pods add up', () => {
    const text = 'time,requests,errors,pod\n2026-03-01T00:00:00Z,10,1,a\n2026-03-01T00:00:00Z,20,0,b\n2026-03-01T00:05:00Z,5,0,a\n2026-03-01T00:15:00Z,7,7,b\n';
    const fit = fitOf(text);
    expect(fit).toMatchObject({ layout: 'counts', stepMs: 300_000, arrivals: { requests: 42, requestsPerMinute: 2.8, holeShare: 0.25 }, errors: [{ trials: 42, events: 8, pods: [{ trials: 15, events: 1 }, { trials: 27, events: 7 }] }] });
    expect(arrivalsOf({ file: 'h.csv', chunks: [text] })).toEqual({ kind: 'arrivals', remarks: ['1 of 4 spans have no row; each got what the last one before it had'], replay: { kind: 'replay', stepMs: 300_000, counts: [30, 5, 5, 7] } });
  });

  it('takes the arrivals of the check that saw most requests, because the others count some of them again', () => {
    const fit = fitOf('time,check,requests,errors\n2026-03-01T00:00:00Z,errors,10,1\n2026-03-01T00:00:00Z,blocked,8,4\n2026-03-01T00:01:00Z,errors,10,1\n');
    expect(fit.arrivals.requests).toBe(20);
    expect(fit.errors.map(({ name, trials, events }) => ({ name, trials, events }))).toEqual([{ name: 'errors', trials: 20, events: 2 }, { name: 'blocked', trials: 8, events: 4 }]);
  });

  it.each([
    ['a count that is none', 'time,requests\n2026-03-01T00:00:00Z,45.868\n', ['h.csv:2: requests: got "45.868". Accepted: a whole number of requests, e.g. 120.']],
    ['more errors than requests', 'time,requests,errors\n2026-03-01T00:00:00Z,4,5\n', ['h.csv:2: errors: got "5". Accepted: at most the 4 requests of the row.']],
    ['a status that is none', 'time,status\n2026-03-01T00:00:00Z,2000\n', ['h.csv:2: status: got "2000". Accepted: an HTTP status from 100 to 599.']],
    ['a label before its request', 'time,labelled_at\n2026-03-01T00:00:10Z,2026-03-01T00:00:00Z\n', [expect.stringMatching(/^h\.csv:2: labelled_at: got "2026-03-01T00:00:00Z"\. Accepted: a time, .*not before the request, or nothing\.$/)]],
    ['the same span twice', 'time,requests\n2026-03-01T00:00:00Z,1\n2026-03-01T00:01:00Z,1\n2026-03-01T00:01:00Z,2\n', ['h.csv:4: got the same span, check and pod for the second time. Accepted: each once.']],
    ['a span off the grid', 'time,requests\n2026-03-01T00:00:00Z,1\n2026-03-01T00:01:00Z,1\n2026-03-01T00:02:00Z,1\n2026-03-01T00:02:30Z,1\n', ['h.csv:5: time: got a time 30 s after the last span began. Accepted: spans of 60 s from the first time on, or --every with their length.']],
    ['one span alone', 'time,requests\n2026-03-01T00:00:00Z,1\n', ['h.csv:2: time: got one span alone. Accepted: at least two, or --every 5m to say how long it is.']],
    ['times of several centuries', 'time,requests\n1970-01-01T00:00:00Z,1\n1970-01-01T00:00:01Z,1\n2300-01-01T00:00:00Z,1\n', [expect.stringMatching(/^h\.csv:1: time: got times \d+ days apart/)]],
  ])('refuses %s', (_, text, says) => {
    expect(mistakesOf(text)).toEqual(says);
  });
});

describe('readHistory, fitHistory and arrivalsOf', () => {
  const cell = fc.oneof(
    fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01T00:01:00Z', '2026-03-01 00:03', '1772323200', '', 'a', '0', '7', '503', '1e9', '-1', '"', 'NaN', '__proto__', '999999999999999'),
    fc.string({ maxLength: 5 }),
  );
  const header = fc.subarray(['time', 'requests', 'errors', 'status', 'check', 'pod', 'labelled_at', 'delay_seconds', 'other'], { minLength: 1 });
  const time = fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01T00:01:00Z', '2026-03-01T00:02:00Z', '2026-03-01T00:05:00Z', '1772323200');
  const plausible: Readonly<Record<string, fc.Arbitrary<string>>> = { time, requests: fc.constantFrom('7', '0', '12.0'), errors: fc.constantFrom('0', '1'), status: fc.constantFrom('200', '503'), labelled_at: fc.constantFrom('', '2026-03-02T00:00:00Z'), delay_seconds: fc.constantFrom('', '3.5') };
  const cellOf = (name: string) => fc.oneof({ weight: 30, arbitrary: plausible[name] ?? cell }, { weight: 1, arbitrary: cell });
  const table = header.chain((names) => fc.array(fc.tuple(...names.map(cellOf)), { maxLength: 12 }).map((rows) => [names, ...rows].map((row) => row.join(',')).join('\n')));

  it('are total: any text is a history that fits, or mistakes', () => {
    let fitted = 0;
    const property = fc.property(fc.oneof(table, fc.string({ unit: 'binary' })), (text) => {
      const reading = readHistory({ file: 'h.csv', chunks: [text] }, OPTIONS);
      if (reading.kind === 'mistakes') {
        expect(reading.mistakes.length).toBeGreaterThan(0);
        return;
      }
      const { arrivals } = fitHistory(reading.history, { spanMs: 60_000 });
      fitted += 1;
      expect(arrivals.requests).toBeGreaterThanOrEqual(0);
      expect(arrivalsOf({ file: 'h.csv', chunks: [text] }).kind).toBe(arrivals.requests > 0 ? 'arrivals' : 'mistakes');
    });
    fc.assert(property, { seed: 13, numRuns: 600 });
    expect(fitted).toBeGreaterThan(20);
  });
});

describe('fitHistory on real traces', () => {
  const azure = sharedFile('azure_llm_code_arrivals.csv');
  it.skipIf(azure.kind === 'absent')('finds the over-dispersion of real inference arrivals, and that no simple law has their counts', () => {
    const fit = fitOf(azure.kind === 'there' ? azure.text : '');
    const tenSeconds = fit.arrivals.spreads.find(({ spanMs }) => spanMs === 10_000);
    expect(fit.arrivals.requests).toBe(8_819);
    expect(tenSeconds?.varianceOverMean).toBeCloseTo(71.9, 1);
    expect(tenSeconds?.emptyShare).toBeCloseTo(0.563, 3);
    expect(fit.arrivals.chosen).toMatchObject({ kind: 'chosen', spanMs: 10_000, states: { kind: 'two' } });
    expect(fit.arrivals.chosen.kind === 'chosen' ? fit.arrivals.chosen.residuals.distance : 0).toBeGreaterThan(0.3);
    const replay = arrivalsOf({ file: 'a.csv', chunks: [azure.kind === 'there' ? azure.text : ''] });
    expect(replay.kind === 'arrivals' ? replay.replay.counts.reduce((sum, count) => sum + count, 0) : 0).toBe(8_819);
  });

  const elb = sharedFile('nab_elb_request_count_8c0756.csv');
  it.skipIf(elb.kind === 'absent')('finds the week in real request counts, and their spread', () => {
    const fit = fitOf(elb.kind === 'there' ? elb.text : '');
    const [spread] = fit.arrivals.spreads;
    expect(spread).toMatchObject({ spanMs: 300_000, spans: 4_032 });
    expect(spread?.varianceOverMean).toBeCloseTo(51.9, 1);
    expect(spread?.beyondShape).toBeLessThan(spread?.varianceOverMean ?? 0);
    expect(fit.arrivals.day.shape).toMatchObject({ kind: 'week' });
    // A negative binomial law over the hours of the week is not far from what was seen.
    expect(fit.arrivals.chosen.kind === 'chosen' ? fit.arrivals.chosen.residuals.distance : 1).toBeLessThan(0.1);
  });

  const latency = sharedFile('nab_ec2_request_latency_system_failure.csv');
  it.skipIf(latency.kind === 'absent')('refuses latencies that are no counts, line by line', () => {
    expect(mistakesOf(latency.kind === 'there' ? latency.text : '')).toHaveLength(20);
  });

  for (const file of [azure, elb, latency]) if (file.kind === 'absent') it.skip(file.why);
});
