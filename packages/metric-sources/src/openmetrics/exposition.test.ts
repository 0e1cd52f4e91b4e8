import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parsePage, type PageFormat, type Sample } from './exposition.ts';

const wanted = new Set(['x_total', 'lat_bucket', 'up']);

const samplesOf = (text: string, format: PageFormat = 'prometheus-text'): readonly Sample[] => {
  const parsed = parsePage(text, format, wanted);
  if (parsed.kind === 'malformed') throw new Error(parsed.why);
  return [...parsed.page.samples.values()].flat();
};
const whyNot = (text: string, format: PageFormat = 'prometheus-text'): string => {
  const parsed = parsePage(text, format, wanted);
  return parsed.kind === 'malformed' ? parsed.why : 'fine';
};
const lineOf = (line: string, format: PageFormat = 'prometheus-text'): Sample | undefined => samplesOf(format === 'openmetrics' ? `${line}\n# EOF\n` : `${line}\n`, format)[0];

describe('parsePage', () => {
  it('reads the example of the OpenMetrics specification', () => {
    const page = [
      '# TYPE acme_http_router_request_seconds summary',
      '# UNIT acme_http_router_request_seconds seconds',
      '# HELP acme_http_router_request_seconds Latency though all of ACME\'s HTTP request router.',
      'acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32',
      'acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0',
      'acme_http_router_request_seconds_created{path="/api/v1",method="GET"} 1605281325.0',
      '# TYPE go_goroutines gauge',
      'go_goroutines 69',
      '# TYPE process_cpu_seconds counter',
      'process_cpu_seconds_total 4.20072246e+06',
      '# EOF',
    ].join('\n');
    const parsed = parsePage(page, 'openmetrics', new Set(['process_cpu_seconds_total', 'acme_http_router_request_seconds_created']));
    expect(parsed.kind === 'page' ? [...parsed.page.samples] : parsed.why).toEqual([
      ['acme_http_router_request_seconds_created', [{ labels: new Map([['path', '/api/v1'], ['method', 'GET']]), value: 1_605_281_325, taken: { kind: 'with-the-page' } }]],
      ['process_cpu_seconds_total', [{ labels: new Map(), value: 4_200_722.46, taken: { kind: 'with-the-page' } }]],
    ]);
    expect(parsed.kind === 'page' && parsed.page.types.get('process_cpu_seconds')).toBe('counter');
    expect(parsed.kind === 'page' && parsed.page.names.has('go_goroutines')).toBe(true);
  });

  it('reads the example of the older text format', () => {
    const page = [
      '# HELP http_requests_total The total number of HTTP requests.',
      '# TYPE http_requests_total counter',
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      '',
      '# Escaping in label values:',
      'msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9',
      'metric_without_timestamp_and_labels 12.47',
      'something_weird{problem="division by zero"} +Inf -3982045',
      '# TYPE http_request_duration_seconds histogram',
      'http_request_duration_seconds_bucket{le="+Inf"} 144320',
      '',
    ].join('\n');
    const parsed = parsePage(page, 'prometheus-text', new Set(['http_requests_total', 'msdos_file_access_time_seconds', 'something_weird']));
    expect(parsed.kind === 'page' ? [...parsed.page.samples.values()].flat() : parsed.why).toEqual([
      { labels: new Map([['method', 'post'], ['code', '200']]), value: 1027, taken: { kind: 'at', atMs: 1_395_066_363_000 } },
      { labels: new Map([['path', 'C:\\DIR\\FILE.TXT'], ['error', 'Cannot find file:\n"FILE.TXT"']]), value: 1.458255915e9, taken: { kind: 'with-the-page' } },
      { labels: new Map([['problem', 'division by zero']]), value: Infinity, taken: { kind: 'at', atMs: -3_982_045 } },
    ]);
  });

  it.each([
    ['x_total 5', 5],
    ['x_total{} 5', 5],
    ['x_total { } 5', 5],
    ['x_total\t 5 ', 5],
    ['x_total .5e1', 5],
    ['x_total NaN', NaN],
    ['x_total nan', NaN],
    ['x_total +Inf', Infinity],
    ['x_total -inf', -Infinity],
    ['x_total 9007199254740993', 9_007_199_254_740_992],
  ])('takes %j as %d', (line, value) => {
    expect(lineOf(line)?.value).toBe(value);
  });

  it('takes commas, spaces and braces in labels as they are meant', () => {
    expect(lineOf('x_total{ a = "1,}{" , b="#\\n", } 1')?.labels).toEqual(new Map([['a', '1,}{'], ['b', '#\n']]));
  });

  it('reads timestamps in seconds or milliseconds, as the format says', () => {
    expect(lineOf('x_total 1 1700000000.5', 'openmetrics')?.taken).toEqual({ kind: 'at', atMs: 1_700_000_000_500 });
    expect(lineOf('x_total 1 1700000000500')?.taken).toEqual({ kind: 'at', atMs: 1_700_000_000_500 });
  });

  it('passes over exemplars', () => {
    expect(lineOf('lat_bucket{le="0.1"} 8 # {} 0.054', 'openmetrics')?.value).toBe(8);
    expect(lineOf('lat_bucket{le="1"} 11 1700000000 # {trace_id="K # }"} 0.67 1700000000.1', 'openmetrics')?.value).toBe(11);
    expect(whyNot('lat_bucket{le="0.1"} 8 # {} 0.054\n')).toContain('something stands after the value');
  });

  it.each([
    ['x_total', 'after the name comes a space or {'],
    ['x_total ', 'it has no value'],
    ['x_total 0x10', 'its value is not a number'],
    ['x_total 1_000', 'its value is not a number'],
    ['x_total 5 soon', 'its timestamp is not a number'],
    ['x_total 5 6 7', 'something stands after the value'],
    ['5x 5', 'a sample begins with a metric name'],
    ['{"http.requests"} 5', 'quoted metric names are not read'],
    ['x_total{code=200} 5', 'a label is name="value"'],
    ['x_total{5="200"} 5', 'a label is name="value"'],
    ['x_total{code="200} 5', 'a label value has no end'],
    ['x_total{code="a\\t"} 5', 'are escapes'],
    ['x_total{a="1" b="2"} 5', 'after a label comes a comma or }'],
    ['x_total{a="1",a="2"} 5', 'stands there twice'],
    ['x_total{a="1"', 'after a label comes a comma or }'],
    ['# TYPE x_total', 'a TYPE line names a metric and its type'],
  ])('refuses %j', (line, why) => {
    expect(whyNot(`up 1\n${line}\n`)).toMatch(/^line 2: /);
    expect(whyNot(`up 1\n${line}\n`)).toContain(why);
  });

  it('refuses a page that was cut off', () => {
    expect(whyNot('x_total 12', 'prometheus-text')).toContain('cut off');
    expect(whyNot('x_total 12\n', 'openmetrics')).toContain('cut off');
    expect(whyNot('x_total 12\n# EOF\n', 'openmetrics')).toBe('fine');
    expect(whyNot('x_total 12\n# EOF', 'openmetrics')).toBe('fine');
    expect(whyNot('x_total 1\n# EOF\nx_total 2\n# EOF\n', 'openmetrics')).toContain('line 3: something stands after # EOF');
  });

  it('keeps duplicates for whoever judges them', () => {
    expect(samplesOf('x_total 1\nx_total 2\n')).toHaveLength(2);
  });

  const labelName = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,9}$/);
  const labels = fc.dictionary(labelName, fc.string({ unit: 'grapheme' }), { maxKeys: 5, noNullPrototype: true });
  const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

  test.prop([labels, fc.double()])('reads back what was written, whatever is in label values', (given, value) => {
    const text = Object.entries(given).map(([name, each]) => `${name}="${escaped(each)}"`).join(',');
    const sample = lineOf(`x_total{${text}} ${String(value)}`);
    expect(sample).toEqual({ labels: new Map(Object.entries(given)), value: value === 0 ? expect.closeTo(0) as number : value, taken: { kind: 'with-the-page' } });
  });

  test.prop([fc.string({ unit: 'binary' })])('never throws on a hostile page', (text) => {
    for (const format of ['openmetrics', 'prometheus-text'] as const) expect(['page', 'malformed']).toContain(parsePage(text, format, wanted).kind);
  });

  it('takes time in proportion to the page', () => {
    const page = `x_total{a="${'\\\\'.repeat(500_000)}"} 1\n${'{'.repeat(100_000)}\n`;
    expect(whyNot(page)).toContain('line 2');
  });
});
