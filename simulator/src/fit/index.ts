// From an export of what happened to the tables that the simulator draws from.
export { mistakeSentence, MISTAKES_MAX, type TableMistake } from './csv/table-mistake.ts';
export type { CsvSource } from './csv/table.ts';
export { HISTORY_COLUMNS, type HistoryColumn } from './history/history-columns.ts';
export type { CheckHistory, History, LabelHistory, SourceFacts } from './history/history.ts';
export { readHistory, type HistoryOptions, type HistoryReading } from './history/read-history.ts';
export { arrivalsOf, type ArrivalsReading } from './arrivals/replay.ts';
export type { DayShape } from './arrivals/day-shape.ts';
export type { ArrivalsFit, Residuals } from './arrivals/fit-arrivals.ts';
export type { Spread } from './arrivals/spread.ts';
export type { TwoStates } from './arrivals/two-states.ts';
export type { Clusters, ErrorsFit } from './errors/fit-errors.ts';
export type { LabelDelayFit } from './labels/fit-label-delay.ts';
export { fitHistory, type Fit } from './fit.ts';
export { profileOfFit, type FittedProfile } from './profile-of-fit.ts';
