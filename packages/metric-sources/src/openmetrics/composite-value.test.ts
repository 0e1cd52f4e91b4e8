import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nativeFrom, nativeText } from '../../test/a-model-pod.ts';
import { parseComposite } from './composite-value.ts';
import { parsePage } from './exposition.ts';

// As in the migration guide to OpenMetrics 2.0 and the specification's examples, with both kinds of buckets on one line.
const PAGE = [
  '# TYPE http_requests_total counter',
  'http_requests_total{method="GET",code="200"} 1027 1710000000.123 st@1000000000.000 # {trace_id="abc123",span_id="def456"} 1.0 1709999999.456',
  '# TYPE http_request_duration_seconds histogram',
  '# UNIT http_request_duration_seconds seconds',
  'http_request_duration_seconds{method="GET"} {count:59,sum:120.0,schema:3,zero_threshold:1e-4,zero_count:2,positive_spans:[0:3,2:2],positive_buckets:[10,15,12,8,12],bucket:[0.5:1,2.5:50,+Inf:59]} 1710000000 st@1000000000 # {trace_id="x"} 0.67 1709999999.1 # {} 1.2 1709999999.2',
  '# TYPE judge summary',
  'judge {count:1027,sum:172.5,quantile:[0.5:0.013,0.9:0.025,0.99:NaN]} st@1000000000.5',
  '# TYPE queue_depth_bytes gaugehistogram',
  'queue_depth_bytes{queue="work"} {gcount:23,gsum:1048576,bucket:[1024:5,65536:18,+Inf:23]}',
  '# EOF',
  '',
].join('\n');

describe('parsePage on OpenMetrics 2.0', () => {
  it('takes composite values apart into the samples that they stand for', () => {
    const family = 'http_request_duration_seconds';
    const parsed = parsePage(PAGE, 'openmetrics', new Set(['http_requests_total', family, `${family}_bucket`, `${family}_count`, 'judge_sum', 'judge_count', 'queue_depth_bytes_bucket']));
    if (parsed.kind === 'malformed') throw new Error(parsed.why);
    const at = { taken: { kind: 'at', atMs: 1_710_000_000_000 }, startMs: 1_000_000_000_000 };
    const bucket = (le: string, value: number) => ({ labels: new Map([['method', 'GET'], ['le', le]]), value, ...at });
    expect(Object.fromEntries(parsed.page.samples)).toEqual({
      http_requests_total: [{ labels: new Map([['method', 'GET'], ['code', '200']]), value: 1027, taken: { kind: 'at', atMs: 1_710_000_000_123 }, startMs: 1_000_000_000_000 }],
      [`${family}_count`]: [{ labels: new Map([['method', 'GET']]), value: 59, ...at }],
      [`${family}_bucket`]: [bucket('0.5', 1), bucket('2.5', 50), bucket('+Inf', 59)],
      judge_count: [{ labels: new Map(), value: 1027, taken: { kind: 'with-the-page' }, startMs: 1_000_000_000_500 }],
      judge_sum: [{ labels: new Map(), value: 172.5, taken: { kind: 'with-the-page' }, startMs: 1_000_000_000_500 }],
    });
    expect(Object.fromEntries(parsed.page.natives)).toEqual({
      [family]: [{ labels: new Map([['method', 'GET']]), histogram: { schema: 3, zeroThreshold: 1e-4, zeroCount: 2, negativeCount: 0, buckets: [[0, 10], [1, 15], [2, 12], [5, 8], [6, 12]] } }],
    });
  });

  it('keeps nothing of a composite value that nobody wants', () => {
    const parsed = parsePage(PAGE, 'openmetrics', new Set());
    expect(parsed.kind === 'page' && parsed.page.samples.size + parsed.page.natives.size).toBe(0);
    expect(parsed.kind === 'page' && parsed.page.names.has('judge')).toBe(true);
  });

  it('has composite values in OpenMetrics alone', () => {
    expect(parsePage('judge {count:1,sum:2,quantile:[]}\n', 'prometheus-text', new Set())).toMatchObject({ kind: 'malformed' });
  });
});

describe('parseComposite', () => {
  test.prop([fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 40 }), fc.integer({ min: -4, max: 3 })])('reads back the native histogram that a server writes', (values, schema) => {
    const histogram = nativeFrom(values, schema);
    expect(parseComposite(nativeText(histogram, 1.5))).toEqual({ kind: 'counts', count: values.length, sum: 1.5, classic: [], native: { kind: 'histogram', histogram } });
  });

  it('adds up what is under zero', () => {
    expect(parseComposite('count:59,sum:1.2e2,schema:7,zero_threshold:1e-4,zero_count:0,negative_spans:[1:2],negative_buckets:[5,7],positive_spans:[-1:2,3:4],positive_buckets:[5,7,10,9,8,8]')).toMatchObject({
      native: { histogram: { negativeCount: 12, buckets: [[-1, 5], [0, 7], [4, 10], [5, 9], [6, 8], [7, 8]] } },
    });
  });

  it.each([
    ['', 'has a count and a sum'],
    ['count:1', 'has a count and a sum'],
    ['count:,sum:1', 'has a count and a sum'],
    ['count:1,sum:1,', 'parted by commas'],
    ['count:1,sum:1,bucket:[0.1:1', 'parted by commas'],
    ['count:1,sum:1,bucket:[+Inf:1]x', 'parted by commas'],
    ['count:1,count:1,sum:1', 'has "count" twice'],
    ['count:1,sum:1,constructor:2', 'has a key that OpenMetrics 2.0 does not know'],
    ['count:1,sum:1,bucket:[0.1:1]', 'ends with +Inf'],
    ['count:1,sum:1,bucket:[]', 'ends with +Inf'],
    ['count:1,sum:1,bucket:[0.1:1:2,+Inf:1]', 'ends with +Inf'],
    ['count:1,sum:1,bucket:[fast:1,+Inf:1]', 'ends with +Inf'],
    ['count:1,sum:1,schema:0', 'have a schema, a zero_threshold and a zero_count'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:2],positive_buckets:[1]', 'spans of offset:length'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:1],positive_buckets:[1,1]', 'spans of offset:length'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:1,-1:1],positive_buckets:[1,1]', 'spans of offset:length'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:1000000000000],positive_buckets:[1]', 'spans of offset:length'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:1],positive_buckets:[x]', 'spans of offset:length'],
    ['count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:1],positive_deltas:[1]', 'does not know'],
  ])('refuses {%s}', (text, why) => {
    const composite = parseComposite(text);
    expect(composite.kind === 'malformed' ? composite.why : 'fine').toContain(why);
  });

  test.prop([fc.string({ unit: fc.constantFrom('count', 'sum', 'bucket', 'schema', ':', ',', '[', ']', '1', '+Inf', ' ') })])('survives any text', (text) => {
    expect(['counts', 'gauge', 'malformed']).toContain(parseComposite(text).kind);
  });
});
