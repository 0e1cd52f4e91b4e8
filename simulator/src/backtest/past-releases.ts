// The releases of the past: when each was tried, what happened to it, and what it really was, as far as people know today.
import { INSTANT_ACCEPTED, parseInstant } from '../fit/csv/instant.ts';
import { newMistakes, quoted, type TableMistake } from '../fit/csv/table-mistake.ts';
import { readTable, type ColumnWanted, type CsvSource } from '../fit/csv/table.ts';
import type { MetricHistory } from './metric-history.ts';

export interface PastRelease {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly happened: 'promoted' | 'rolled back' | 'unknown';
  readonly really: 'good' | 'bad' | 'unknown';
  /** What the history calls the arms. */
  readonly arms: { readonly stable: string; readonly candidate: string };
}

export type ReleasesReading = { readonly kind: 'releases'; readonly releases: readonly PastRelease[] } | { readonly kind: 'mistakes'; readonly mistakes: readonly TableMistake[] };

type ReleaseColumn = 'release' | 'start' | 'end' | 'happened' | 'really' | 'stable' | 'candidate';

const ARM_NAMES = { stable: 'stable', candidate: 'candidate' } as const;
const WIDE: Readonly<Record<ReleaseColumn, ColumnWanted>> = {
  release: wanted(['release', 'name'], true),
  start: wanted(['start', 'started', 'from'], true),
  end: wanted(['end', 'ended', 'to'], true),
  happened: wanted(['happened', 'outcome'], false),
  really: wanted(['really', 'truth', 'label'], false),
  stable: wanted(['stable', 'stable_version', 'baseline'], false),
  candidate: wanted(['candidate', 'candidate_version', 'canary'], false),
};

export function readReleases(source: CsvSource, history: MetricHistory): ReleasesReading {
  const releases: PastRelease[] = [];
  const reading = readTable(source, WIDE, ({ line, cells, at, names }, mistakes) => {
    const cell = (key: ReleaseColumn): string => (cells[at[key]] ?? '').trim();
    const wrong = (key: ReleaseColumn, accepted: string): void => mistakes.add(line, names[key] === '' ? key : names[key], quoted(cell(key)), accepted);
    const [start, end] = [parseInstant(cell('start')), parseInstant(cell('end'))];
    const happened = wordOf(cell('happened').replaceAll('-', ' ').replaceAll('_', ' '), ['promoted', 'rolled back', 'unknown']);
    const really = wordOf(cell('really'), ['good', 'bad', 'unknown']);
    const arms = history.armsBy === 'arm' ? ARM_NAMES : { stable: cell('stable'), candidate: cell('candidate') };
    if (cell('release') === '') wrong('release', 'a name');
    else if (releases.some(({ name }) => name === cell('release'))) wrong('release', 'each name once');
    if (start.kind === 'refused') wrong('start', INSTANT_ACCEPTED);
    if (end.kind === 'refused') wrong('end', INSTANT_ACCEPTED);
    if (start.kind === 'instant' && end.kind === 'instant' && end.atMs <= start.atMs) wrong('end', 'a time after its start');
    if (happened === 'none') wrong('happened', 'promoted, rolled back, or nothing');
    if (really === 'none') wrong('really', 'good, bad, or nothing where nobody knows');
    if (arms.stable === '') wrong('stable', 'the version that served before: rows of the history name versions, not arms');
    if (arms.candidate === '') wrong('candidate', 'the version that was released: rows of the history name versions, not arms');
    if (start.kind === 'refused' || end.kind === 'refused' || happened === 'none' || really === 'none') return;
    releases.push({ name: cell('release'), startMs: start.atMs, endMs: end.atMs, happened, really, arms });
  });
  return reading.kind === 'mistakes' ? reading : { kind: 'releases', releases };
}

/** Without a list: the whole history is one release. */
export function wholeHistory(history: MetricHistory): ReleasesReading {
  const times = [...history.spans.keys()];
  const startMs = times.reduce((least, each) => Math.min(least, each), Infinity);
  const endMs = times.reduce((most, each) => Math.max(most, each), 0) + history.stepMs;
  if (history.armsBy === 'arm') return { kind: 'releases', releases: [{ name: 'all', startMs, endMs, happened: 'unknown', really: 'unknown', arms: ARM_NAMES }] };
  const mistakes = newMistakes(history.file);
  mistakes.add(1, '', 'versions, and nothing that says which of them is the candidate', 'a list of releases: --releases releases.csv');
  return { kind: 'mistakes', mistakes: mistakes.all() };
}

function wordOf<W extends string>(text: string, words: readonly [W, ...W[]]): W | 'none' {
  return text === '' ? (words.at(-1) ?? 'none') : (words.find((word) => word === text.toLowerCase()) ?? 'none');
}

function wanted(usual: readonly string[], isRequired: boolean): ColumnWanted {
  return { named: '', usual, isRequired, option: '' };
}
