// Pods that count requests and show them on a metric page, as the client libraries do: a series exists from its first use on.
import { fetchFrom, type Handler } from '@rampart/testing/fakes';

export interface FakePod {
  /** Counts on `name{labels}`; `by: 0` only creates the series. */
  count(name: string, labels: Readonly<Record<string, string>>, by?: number): void;
  /** Counts one request of that many seconds in the histogram `name`, with the bounds 0.1, 0.5 and 1. */
  observe(name: string, labels: Readonly<Record<string, string>>, seconds: number): void;
  /** All counters are gone. */
  restart(): void;
  forget(name: string, labels: Readonly<Record<string, string>>): void;
  /** Lines that stand on the page as they are, instead of what was set before. */
  raw(...lines: readonly string[]): void;
  /** Answers something else instead of the page until called without an argument. */
  answer(handler?: Handler): void;
}

export interface FakePods {
  readonly fetch: typeof fetch;
  pod(url: string): FakePod;
}

const BOUNDS = ['0.1', '0.5', '1.0', '+Inf'] as const;

export function fakePods(format: 'openmetrics' | 'prometheus-text' = 'prometheus-text'): FakePods {
  const pages = new Map<string, { values: Map<string, number>; lines: readonly string[]; handler: Handler | undefined }>();
  const pageOf = (url: string) => {
    const known = pages.get(url) ?? { values: new Map<string, number>(), lines: [], handler: undefined };
    pages.set(url, known);
    return known;
  };
  return {
    fetch: fetchFrom((request) => {
      const page = pages.get(request.url);
      if (page === undefined) throw new Error(`no pod at ${request.url}`);
      if (page.handler !== undefined) return page.handler(request);
      const lines = [...page.lines, ...[...page.values].map(([series, value]) => `${series} ${String(value)}`)];
      return format === 'openmetrics'
        ? new Response(`${[...lines, '# EOF'].join('\n')}\n`, { headers: { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' } })
        : new Response(lines.map((line) => `${line}\n`).join(''), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
    }),
    pod: (url) => {
      const page = pageOf(url);
      const add = (name: string, labels: Readonly<Record<string, string>>, by: number): void => {
        const series = seriesText(name, labels);
        page.values.set(series, (page.values.get(series) ?? 0) + by);
      };
      return {
        count: (name, labels, by = 1) => add(name, labels, by),
        observe: (name, labels, seconds) => {
          for (const le of BOUNDS) add(`${name}_bucket`, { ...labels, le }, seconds <= (le === '+Inf' ? Infinity : Number(le)) ? 1 : 0);
        },
        restart: () => page.values.clear(),
        forget: (name, labels) => void page.values.delete(seriesText(name, labels)),
        raw: (...lines) => void (page.lines = lines),
        answer: (handler) => void (page.handler = handler),
      };
    },
  };
}

function seriesText(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name}{${Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}
