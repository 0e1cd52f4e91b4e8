import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hostileText, WORST } from '../../test/hostile-text.ts';
import { everyElement, readMarkup, textOf, type MarkupElement } from '../../test/markup.ts';
import { GOOD, rehearse } from '../../test/rehearsal.ts';
import { aTarget } from '../../test/sample-target.ts';
import { reportFromLedger } from '../ledger/report-from-ledger.ts';
import type { RolloutRecord, RolloutReport } from '../ledger/rollout-report.ts';
import { renderHtml } from './page.ts';

const events = rehearse({
  seed: 3,
  target: 'flight-delay',
  startMs: Date.UTC(2026, 2, 9, 14, 0, 0),
  secondMs: 20,
  requestsPerBlock: 400,
  stable: GOOD,
  candidates: [{ ...GOOD, version: 'v2', wrongRatio: 0.17, errorRatio: 0.008 }, { ...GOOD, version: 'v3', errorRatio: 0.06 }],
  pauseMs: 60_000,
  looksMax: 400,
});
const report = reportFromLedger(events);
const page = readMarkup(renderHtml(report));
const elements = everyElement(page);

const named = (name: string, from: readonly MarkupElement[] = elements): readonly MarkupElement[] => from.filter((element) => element.name === name);
const classed = (name: string, from: readonly MarkupElement[] = elements): readonly MarkupElement[] => from.filter((element) => (element.attributes['class'] ?? '').split(' ').includes(name));
const charts = named('svg').filter((svg) => svg.attributes['role'] === 'img');

function hostileReport(name: string): RolloutReport {
  const sample = reportFromLedger(aTarget().events);
  const spoil = (rollout: RolloutRecord): RolloutRecord => ({
    ...rollout,
    stable: name,
    candidate: name,
    why: name,
    checks: rollout.checks.map((row) => ({ ...row, check: name, stable: name, candidate: name, allowed: name, says: name })),
    rates: rollout.rates.map((series) => ({ ...series, check: name, cell: name, title: name, counts: name })),
    evidence: rollout.evidence.map((series) => ({ ...series, check: name })),
    marks: rollout.marks.map((mark) => ({ ...mark, what: name, why: name, changedBy: name, next: name })),
    aftermath: [{ atMs: rollout.endedAtMs, kind: 'told' as const, weightPpm: 0, what: name, why: name, changedBy: '', next: name }],
    looks: rollout.looks.map((look) => ({ ...look, why: name, changedBy: name })),
  });
  return { ...sample, target: name, rollouts: sample.rollouts.map(spoil) };
}

describe('renderHtml', () => {
  it('is well-formed, in a language, with a title, and readable on a phone', () => {
    expect(named('html')[0]?.attributes).toEqual({ lang: 'en' });
    expect(textOf(named('title')[0] ?? page)).toBe('Rollouts of flight-delay');
    expect(named('meta').some(({ attributes }) => attributes['name'] === 'viewport')).toBe(true);
    expect(named('h1').length).toBe(1);
  });

  it('needs nothing from anywhere: no script, no address, and a policy that forbids both', () => {
    expect(named('script')).toEqual([]);
    for (const { name, attributes } of elements) {
      for (const [key, value] of Object.entries(attributes)) {
        expect(key).not.toMatch(/^on|^src|^style$/u);
        if (key === 'href') expect(value).toMatch(/^#/u);
        if (key !== 'xmlns') expect(value, `${name} ${key}`).not.toMatch(/https?:|\/\//u);
      }
    }
    expect(textOf(named('style')[0] ?? page)).not.toMatch(/@import|url\(/u);
    expect(named('meta').find(({ attributes }) => attributes['http-equiv'] !== undefined)?.attributes['content']).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('has light and dark, wide and narrow', () => {
    const style = textOf(named('style')[0] ?? page);
    expect(style).toContain('prefers-color-scheme: dark');
    expect(style).toMatch(/max-width: \d+px/u);
    expect(classed('wide').length).toBe(report.rollouts.length);
    expect(classed('narrow').length).toBe(report.rollouts.length);
  });

  it('styles every class that it uses', () => {
    const style = textOf(named('style')[0] ?? page);
    // These only name what they belong to.
    const unstyled = new Set(['chart', 'forward', 'neutral', 'back', 'candidate', 'stable']);
    const used = new Set(elements.flatMap(({ attributes }) => (attributes['class'] ?? '').split(' ')).filter((name) => name !== '' && !unstyled.has(name)));
    for (const name of used) expect(style, name).toContain(`.${name}`);
  });

  it('describes every picture, and no id is used twice or points nowhere', () => {
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(charts.length).toBe(2 * report.rollouts.length);
    for (const { attributes, name } of elements) {
      const targets = [...(attributes['aria-labelledby'] ?? '').split(' '), attributes['href']?.slice(1) ?? '', /url\(#([^)]+)\)/u.exec(attributes['clip-path'] ?? '')?.[1] ?? ''];
      for (const id of targets.filter((known) => known !== '')) expect(ids, name).toContain(id);
    }
    for (const chart of charts) expect(chart.attributes['aria-labelledby']).toBeDefined();
  });

  it('draws a panel for the share, for each rate and for the evidence, with a line per version and per check', () => {
    for (const [index, chart] of charts.entries()) {
      const rollout = report.rollouts[Math.floor(index / 2)];
      const inside = everyElement(chart);
      expect(classed('panel-title', inside).map(textOf)).toEqual(['Share of the traffic on the candidate', ...(rollout?.rates.map(({ check }) => expect.stringContaining(check) as string) ?? []), 'Evidence against the candidate']);
      expect(inside.filter(({ attributes }) => /^evidence\d line$/u.test(attributes['class'] ?? '')).length).toBe(rollout?.evidence.length);
      expect(classed('band', inside).length).toBeGreaterThanOrEqual(2 * (rollout?.rates.length ?? 0));
      expect(classed('wanted', inside).length).toBe(1);
      expect(classed('limit', inside).length).toBe(2);
    }
  });

  it('aligns all panels on one time axis: a moment has one place through all of them', () => {
    for (const [index, chart] of charts.entries()) {
      const rollout = report.rollouts[Math.floor(index / 2)];
      const moments = named('line', classed('moment', everyElement(chart)));
      expect(moments.length).toBe(rollout?.marks.length);
      for (const { attributes } of moments) expect(attributes['x1']).toBe(attributes['x2']);
    }
  });

  it('keeps everything inside the picture and writes only numbers as coordinates', () => {
    for (const chart of charts) {
      const [, , width = 0, height = 0] = (chart.attributes['viewBox'] ?? '').split(' ').map(Number);
      for (const { name, attributes } of everyElement(chart)) {
        for (const [key, limit] of [['x', width], ['x1', width], ['x2', width], ['cx', width], ['y', height], ['y1', height], ['y2', height], ['cy', height]] as const) {
          const value = attributes[key];
          if (value === undefined) continue;
          expect(Number(value), `${name} ${key}`).toBeGreaterThanOrEqual(0);
          expect(Number(value), `${name} ${key}`).toBeLessThanOrEqual(limit);
        }
        expect(attributes['d'] ?? '').toMatch(/^[MLHVZ\d.,-]*$/u);
      }
    }
  });

  it('lists every rollout with its outcome in words, and the same figures as tables', () => {
    const rows = named('tr', everyElement(classed('overview')[0] ?? page));
    expect(rows.length).toBe(1 + report.rollouts.length);
    expect(textOf(rows[1] ?? page)).toContain('✔ promoted');
    expect(textOf(rows[2] ?? page)).toContain('✘ rolled back');
    expect(named('details').length).toBe(report.rollouts.reduce((sum, rollout) => sum + 1 + rollout.rates.length, 0));
    expect(named('li').length).toBe(report.rollouts.reduce((sum, { marks }) => sum + marks.length, 0));
  });

  test.prop([hostileText], { seed: 1, numRuns: 60, examples: [[WORST]] })('stays well-formed and makes no element out of a name', (name) => {
    const shape = (markup: string): readonly string[] => everyElement(readMarkup(markup)).map((element) => element.name);
    expect(shape(renderHtml(hostileReport(name)))).toEqual(shape(renderHtml(hostileReport('v42'))));
  });

  it('shows what every check said when the outcome was settled', () => {
    const tables = classed('checks');
    expect(tables.length).toBe(report.rollouts.length);
    const rows = named('tr', everyElement(tables[1] ?? page)).map(textOf);
    expect(rows[0]).toBe('checkv2 stablev3 candidateallowedsays');
    expect(rows.find((row) => row.startsWith('errors'))).toMatch(/worse, rolled back$/u);
  });

  it('says of every decision what would have changed it', () => {
    for (const { marks, looks } of report.rollouts) {
      for (const { kind, changedBy } of marks) expect(changedBy === '').toBe(kind === 'start' || kind === 'promoted' || kind === 'ended');
      for (const { changedBy } of looks) expect(changedBy).not.toBe('');
    }
  });

  it('draws means and gauges in their own unit, without intervals, and tells what late labels said', () => {
    const [first] = report.rollouts;
    if (first === undefined) throw new Error('the rehearsal has rollouts');
    const gib = 1024 ** 3;
    const bins = [6.1, 6.2].map((value, index) => ({ fromMs: first.startedAtMs + index * 30_000, toMs: first.startedAtMs + (index + 1) * 30_000, trials: 20, events: 20 * value * gib }));
    const memory = { check: 'memory', cell: 'all', title: 'memory', measure: { kind: 'gauge', unit: 'bytes' }, counts: 'value of process_memory_bytes', stable: bins, candidate: bins } as const;
    const told = { atMs: first.endedAtMs + 3 * 86_400_000, kind: 'told', weightPpm: 0, what: 'Late labels: v2 turned out worse.', why: '', changedBy: '', next: '' } as const;
    const shown = everyElement(readMarkup(renderHtml({ ...report, rollouts: [{ ...first, rates: [memory], aftermath: [told] }] })));
    expect(classed('tick', shown).map(textOf)).toContain('6.2 GiB');
    expect(classed('band', shown)).toEqual([]);
    expect(classed('when', shown).map(textOf).at(-1)).toMatch(/^2026-03-1\d \+3\sd$/u);
    expect(named('details', shown).map(textOf).join(' ')).toContain('6.1 GiB');
  });

  it('says so when there is nothing to show', () => {
    expect(textOf(readMarkup(renderHtml({ target: 't', rollouts: [], traffic: { kind: 'unknown' } })))).toContain('Nothing was rolled out yet.');
  });

  it('draws a rollout that has only just started', () => {
    const fresh = reportFromLedger(events.slice(0, 2));
    expect(() => readMarkup(renderHtml(fresh))).not.toThrow();
    expect(renderHtml(fresh)).toContain('still running');
  });

  it('is the same bytes for the same events', () => {
    expect(renderHtml(reportFromLedger(events))).toBe(renderHtml(report));
  });
});
