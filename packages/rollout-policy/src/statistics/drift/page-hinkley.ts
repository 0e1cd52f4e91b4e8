// Page-Hinkley: a running sum of how far values exceed their own mean so far (Page 1954). A display: unlike the e-detectors it promises no false-alarm
// rate without knowing the values' distribution.

export interface PageHinkley {
  /** No alarm before so many values since the start or the last alarm. */
  readonly valuesMin: number;
  /** How far above the mean a value may lie without counting. */
  readonly tolerance: number;
  readonly threshold: number;
  /** How much of the sum is kept from value to value, in (0, 1]. */
  readonly memory: number;
}

/** Indices (from 0) of the values that raise an alarm; the detector starts afresh after each. */
export function pageHinkleyAlarms(values: readonly number[], { valuesMin, tolerance, threshold, memory }: PageHinkley): readonly number[] {
  const alarms: number[] = [];
  let [count, mean, sum] = [0, 0, 0];
  values.forEach((value, index) => {
    count += 1;
    mean += (value - mean) / count;
    sum = Math.max(0, memory * sum + (value - mean - tolerance));
    if (count < valuesMin || sum <= threshold) return;
    alarms.push(index);
    [count, mean, sum] = [0, 0, 0];
  });
  return alarms;
}
