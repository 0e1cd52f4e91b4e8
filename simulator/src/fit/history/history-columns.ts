// Which column of an export is what: by the names that logs and monitoring systems give them, or as its user says.
import type { ColumnWanted } from '../csv/table.ts';

export type HistoryColumn = 'time' | 'requests' | 'errors' | 'status' | 'check' | 'pod' | 'labelled' | 'delay';

/** Usual names in lower case, the likeliest first; `does` completes "the column of ...". */
export const HISTORY_COLUMNS: Readonly<Record<HistoryColumn, { readonly usual: readonly string[]; readonly does: string }>> = {
  time: { usual: ['time', 'timestamp', 'ts', 'at', 'date', 'datetime', '@timestamp', 'time_iso8601'], does: 'when the request came, or the span began' },
  requests: { usual: ['requests', 'request_count', 'count', 'total', 'trials', 'value'], does: 'requests per span; without it, each row is one request' },
  errors: { usual: ['errors', 'error_count', 'failed', 'failures', 'events'], does: 'failed ones among the requests of the row' },
  status: { usual: ['status', 'status_code', 'code', 'http_status'], does: 'HTTP status of a request; 500 and above has failed' },
  check: { usual: ['check', 'signal'], does: 'which check the row is about' },
  pod: { usual: ['pod', 'instance', 'host', 'replica'], does: 'which pod answered' },
  labelled: { usual: ['labelled_at', 'labeled_at', 'label_time', 'label_at'], does: 'when the label came; empty while there is none' },
  delay: { usual: ['delay_seconds', 'label_delay_seconds'], does: 'seconds until the label came; empty while there is none' },
};

/** `named`: as the user says; what is left out is found by its usual names. */
export function columnsWanted(named: Readonly<Partial<Record<HistoryColumn, string>>>): Readonly<Record<HistoryColumn, ColumnWanted>> {
  const column = (key: HistoryColumn): ColumnWanted => ({ named: named[key] ?? '', usual: HISTORY_COLUMNS[key].usual, isRequired: key === 'time', option: `--${key}` });
  return { time: column('time'), requests: column('requests'), errors: column('errors'), status: column('status'), check: column('check'), pod: column('pod'), labelled: column('labelled'), delay: column('delay') };
}
