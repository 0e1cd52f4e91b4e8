// Past releases from metric history, replayed through decide().
export { backtest, type Backtest, type BacktestedRelease, type Said, type Spared } from './backtest.ts';
export { METRIC_COLUMNS, readMetricHistory, type MetricColumn, type MetricHistory, type MetricHistoryReading, type MetricRow } from './metric-history.ts';
export { readReleases, wholeHistory, type PastRelease, type ReleasesReading } from './past-releases.ts';
export { mistakeSentence, type TableMistake } from '../fit/csv/table-mistake.ts';
export type { CsvSource } from '../fit/csv/table.ts';
