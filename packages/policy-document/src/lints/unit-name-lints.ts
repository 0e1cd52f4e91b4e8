// Units that the name of a metric gives away: Prometheus names end in the unit that they count.
import type { Check, Policy } from '@rampart/rollout-policy';
import type { Traffic } from '../profile/traffic-profile.ts';
import { formatSize } from '../units/size.ts';
import { warning, type Remark } from './lint.ts';
import { trafficOf } from './todays-rate.ts';

const MIB = 2 ** 20;
/** Endings of names that count multiples of a byte. */
const BYTES_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...['kilobytes', 'kb'].map((unit) => [unit, 1e3] as const),
  ...['megabytes', 'mb'].map((unit) => [unit, 1e6] as const),
  ...['gigabytes', 'gb'].map((unit) => [unit, 1e9] as const),
  ...['kibibytes', 'kib'].map((unit) => [unit, 2 ** 10] as const),
  ...['mebibytes', 'mib'].map((unit) => [unit, MIB] as const),
  ...['gibibytes', 'gib'].map((unit) => [unit, 2 ** 30] as const),
]);

export function unitNameLints(policy: Policy, traffic: Traffic): readonly Remark[] {
  return policy.checks.flatMap((check) => [...secondsByName(check), ...bytesByName(check, traffic)]);
}

function secondsByName({ name, signal }: Check): readonly Remark[] {
  if (signal.kind !== 'time') return [];
  const unit = /(?:^|_)(ms|milliseconds|us|microseconds|ns|nanoseconds)$/.exec(signal.metric)?.[1];
  if (unit === undefined) return [];
  return warning('seconds-mixed-up', ['checks', name, 'time'], `By its name ${signal.metric} counts ${unit}, and a histogram is read in seconds: every limit is judged at the wrong bucket.`, 'Name a histogram of seconds.');
}

/** A size is a number of bytes: over a gauge of MiB it is a million times too much, and never reached. */
function bytesByName(check: Check, traffic: Traffic): readonly Remark[] {
  const { name, signal, limit } = check;
  if (signal.kind !== 'level' || limit.kind !== 'level' || /(?:^|_)bytes(?:_|$)/.test(signal.metric)) return [];
  const unit = /_([a-z]+)$/.exec(signal.metric)?.[1] ?? '';
  const bytesPerUnit = BYTES_PER_UNIT.get(unit);
  if (!isSize(limit.max, bytesPerUnit !== undefined) || isSeenNear(limit.max, check, traffic)) return [];
  const path = ['checks', name, 'limit'];
  const compared = `${formatSize(limit.max)} is compared as ${limit.max}`;
  return bytesPerUnit === undefined
    ? warning('bytes-mixed-up', path, `${compared}, and ${signal.metric} does not end in _bytes: in another unit, MiB say, it never gets there.`, `If it does not count bytes, write the limit in its own unit, e.g. limit: {level: ${Number((limit.max / MIB).toPrecision(6))}} for MiB.`)
    : warning('bytes-mixed-up', path, `${compared}, and by its name ${signal.metric} counts ${unit}: it never gets there.`, `Write limit: {level: ${Number((limit.max / bytesPerUnit).toPrecision(6))}}.`);
}

/** What was written as a size is no longer known. A whole number of MiB is hardly anything else; a whole million may be a count of things. */
function isSize(max: number, isSureUnit: boolean): boolean {
  return max >= MIB && (max % MIB === 0 || (isSureUnit && max % 1e6 === 0));
}

/** Within a factor of a thousand of the limit, the gauge counts what the limit counts. */
function isSeenNear(max: number, check: Check, traffic: Traffic): boolean {
  const seen = traffic.kind === 'measured' ? trafficOf(traffic.profile, check) : 'absent';
  return seen !== 'absent' && seen.kind === 'level' && seen.max * 1_000 > max;
}
