// Our model of an alarm on a metric: k of the last m periods beyond a threshold, and what a period without data counts as. Standard semantics of CloudWatch,
// from general knowledge of its documents; no page of it was read for this.
export interface AlarmSettings {
  readonly breachesMin: number;
  readonly periods: number;
  readonly threshold: number;
  /** Of a period without data: `missing` counts as none, `ignore` keeps what the alarm said before. */
  readonly treatMissingData: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
}

/** `values`: one per period, newest last, NaN without data. */
export function isInAlarm({ breachesMin, periods, threshold, treatMissingData }: AlarmSettings, values: readonly number[], wasInAlarm: boolean): boolean {
  const last = values.slice(-periods);
  if (treatMissingData === 'ignore' && last.some(Number.isNaN)) return wasInAlarm;
  const breaches = last.filter((value) => (Number.isNaN(value) ? treatMissingData === 'breaching' : value > threshold)).length;
  return breaches >= breachesMin;
}
