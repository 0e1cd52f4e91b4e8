// rampart backtest: what a policy would have said of past releases, from an export of their metrics.
import { parseDuration } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import type { Policy } from '@rampart/rollout-policy';
import { backtest as backtestPolicy, METRIC_COLUMNS, mistakeSentence, readMetricHistory, readReleases, wholeHistory, type Backtest, type MetricColumn, type MetricHistory, type ReleasesReading } from '@rampart/simulator/backtest';
import { tellBacktest } from '../backtest/tell-backtest.ts';
import { isSet, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withCsvFile } from '../csv-file.ts';
import { tellMistakes } from '../targets.ts';

export const backtest: Command = {
  name: 'backtest',
  summary: 'replays past releases from metric history (CSV): what this policy would have decided, when, and how many bad requests earlier',
  options: {
    history: { value: 'metrics.csv', does: 'counts per span, arm and check: time, arm, check, requests, events; perhaps slice and weight' },
    releases: { value: 'releases.csv', does: 'release, start, end; perhaps happened (promoted, rolled back), really (good, bad), stable, candidate (default: one release)' },
    ...columnOptions(),
    every: { value: '1m', does: 'how long the spans are (default: the commonest distance of two rows)' },
  },
  policies: 'one',
  run: async (invocation) => {
    const every = parseDuration(textValue(invocation, 'every', '1s'));
    if (every.kind === 'refused' || every.value < 1_000) return refuse(invocation, ['rampart backtest: --every: expected the length of a span of at least 1s, e.g. 1m']);
    if (textValue(invocation, 'history') === '') return refuse(invocation, ['rampart backtest: what happened then is in no file. Write --history metrics.csv']);
    const files = await readPolicyFiles(invocation.files, invocation.cwd);
    if (files.kind === 'mistakes') return tellMistakes(invocation, files.mistakes);
    const [file, ...more] = files.policies;
    if (file === undefined || more.length > 0) return refuse(invocation, [`rampart backtest: expected one policy, got ${files.policies.length}`]);
    const { policy } = file.pinned;
    const past = readPast(invocation, policy, textValue(invocation, 'every') === '' ? 'infer' : every.value);
    if (past.kind === 'refused') return refuse(invocation, past.why);
    return conclude(invocation, backtestPolicy(policy, past.history, past.releases), past.history);
  },
};

type Past = { readonly kind: 'past'; readonly history: MetricHistory; readonly releases: Extract<ReleasesReading, { kind: 'releases' }>['releases'] } | { readonly kind: 'refused'; readonly why: readonly string[] };

function readPast(invocation: Invocation, { checks }: Policy, everyMs: number | 'infer'): Past {
  const only = checks.length === 1 ? (checks[0]?.name ?? '') : '';
  const read = withCsvFile(textValue(invocation, 'history'), invocation.cwd, (source) => readMetricHistory(source, { columns: namedColumns(invocation), everyMs, only }));
  if (read.kind === 'unreadable') return refused([`rampart backtest: ${read.why}`]);
  if (read.value.kind === 'mistakes') return refused(read.value.mistakes.map(mistakeSentence));
  const { history } = read.value;
  const seen = new Set([...history.spans.values()].flatMap((rows) => rows.map(({ check }) => check)));
  if (!checks.some(({ name }) => seen.has(name))) {
    return refused([`${history.file}: got rows about ${[...seen].slice(0, 10).map((name) => JSON.stringify(name)).join(', ')}. Accepted: rows about a check of the policy: ${checks.map(({ name }) => name).join(', ')}`]);
  }
  const list = textValue(invocation, 'releases');
  if (list === '') return pastOf(history, wholeHistory(history));
  const releases = withCsvFile(list, invocation.cwd, (source) => readReleases(source, history));
  return releases.kind === 'unreadable' ? refused([`rampart backtest: ${releases.why}`]) : pastOf(history, releases.value);
}

function pastOf(history: MetricHistory, reading: ReleasesReading): Past {
  return reading.kind === 'mistakes' ? refused(reading.mistakes.map(mistakeSentence)) : { kind: 'past', history, releases: reading.releases };
}

function refused(why: readonly string[]): Past {
  return { kind: 'refused', why };
}

function conclude(invocation: Invocation, result: Backtest, history: MetricHistory): ExitCode {
  invocation.console.out(isSet(invocation, 'json') ? JSON.stringify(result, null, 2) : tellBacktest(result, history));
  if (result.releases.some(({ judged }) => judged === 'wrong')) return 1;
  return result.releases.some(({ judged }) => judged === 'open') ? 3 : 0;
}

function columnOptions(): Command['options'] {
  return Object.fromEntries(columnKeys().map((key) => [optionOf(key), { value: 'column', does: `${METRIC_COLUMNS[key].does} (default: ${METRIC_COLUMNS[key].usual.slice(0, 3).join(', ')})` }]));
}

function namedColumns(invocation: Invocation): Readonly<Partial<Record<MetricColumn, string>>> {
  return Object.fromEntries(columnKeys().flatMap((key) => (textValue(invocation, optionOf(key)) === '' ? [] : [[key, textValue(invocation, optionOf(key))]])));
}

/** `--version` asks every program for its own. */
function optionOf(key: MetricColumn): string {
  return key === 'version' ? 'version-column' : key;
}

function columnKeys(): readonly MetricColumn[] {
  return Object.keys(METRIC_COLUMNS) as MetricColumn[];
}

function refuse(invocation: Invocation, sentences: readonly string[]): ExitCode {
  if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ refused: sentences }, null, 2));
  else invocation.console.err(sentences.join('\n'));
  return 2;
}
