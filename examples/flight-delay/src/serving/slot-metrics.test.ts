import { describe, expect, it } from 'vitest';
import { slotMetrics } from './slot-metrics.ts';

const metricsOf = (residentBytes = 0) => slotMetrics({ bornAtMs: 1_000_500, residentBytes: () => residentBytes });
const valueOf = (page: string, sample: string): string => page.split('\n').find((line) => line.startsWith(`${sample} `))?.slice(sample.length + 1) ?? 'nothing';

describe('slotMetrics', () => {
  it('counts every expected code and region from zero', () => {
    const page = metricsOf().page();
    expect(page.match(/^http_requests_total\{.*\} 0$/gm)).toHaveLength(12);
    expect(valueOf(page, 'http_requests_created{code="500",region="west"}')).toBe('1000.500');
    expect(page.endsWith('# EOF\n')).toBe(true);
  });

  it('counts answers from zero, and shows the memory of the moment', () => {
    const metrics = metricsOf(123_456_789);
    metrics.countAnswer('late');
    metrics.countAnswer('late');
    const page = metrics.page();
    expect([valueOf(page, 'answers_total{answer="late"}'), valueOf(page, 'answers_total{answer="on-time"}')]).toEqual(['2', '0']);
    expect(valueOf(page, 'process_resident_memory_bytes')).toBe('123456789');
  });

  it('counts requests by code and region, and adds their durations up in buckets', () => {
    const metrics = metricsOf();
    metrics.count({ code: 200, region: 'west', seconds: 0.0004 });
    metrics.count({ code: 200, region: 'west', seconds: 0.001 });
    metrics.count({ code: 500, region: 'south', seconds: 3 });
    const page = metrics.page();
    expect(valueOf(page, 'http_requests_total{code="200",region="west"}')).toBe('2');
    expect(valueOf(page, 'http_requests_total{code="500",region="south"}')).toBe('1');
    expect(page.match(/^http_request_duration_seconds_bucket.*$/gm)?.map((line) => line.split(' ')[1])).toEqual(['1', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '3']);
    expect([valueOf(page, 'http_request_duration_seconds_count'), valueOf(page, 'http_request_duration_seconds_sum')]).toEqual(['3', '3.001400']);
  });
});
