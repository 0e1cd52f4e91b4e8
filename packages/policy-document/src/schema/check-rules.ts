// Which keys of a check go together. Reads the keys alone, so that a wrong value in one does not hide that another is missing.
import type { Signal } from '@rampart/rollout-policy';
import { WELL_KNOWN_SIGNALS } from '../defaults.ts';
import type { Finding, Refusal } from '../mistakes/finding.ts';
import { notYet } from '../not-yet.ts';
import type { Path } from '../source/path.ts';
import type { SourceMapping } from '../source/source-tree.ts';
import { parseShare } from '../units/share.ts';
import { CHECK_EXAMPLE } from './check-schema.ts';

const SIGNALS: readonly Signal['kind'][] = ['share', 'time', 'labels'];
const CHECK_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;
const LABELS_EXAMPLE = '{labels: {http: http://labels.internal/fraud}, mature: 2d}';

/** What a check of this name looks at, by what it says or by its name. */
export function signalOf(name: string, keys: ReadonlySet<string>): Signal['kind'] | 'none' | 'several' {
  const said = SIGNALS.filter((signal) => keys.has(signal));
  if (said.length > 1) return 'several';
  return said[0] ?? wellKnown(name);
}

/** Of all checks as they are written. */
export function checksFindings(checks: SourceMapping): readonly Finding[] {
  const findings = [...checks.entries].flatMap(([name, { value }]): readonly Finding[] => {
    const named = CHECK_NAME.test(name) ? [] : [badName(name)];
    const ruled = value.kind === 'mapping' ? checkFindings(name, value) : value.kind === 'scalar' && value.value === 'default' ? checkFindings(name, 'default') : [];
    return [...named, ...ruled];
  });
  const isEmpty = [...checks.entries.values()].every(({ value }) => value.kind === 'scalar' && value.value === 'off');
  return isEmpty ? [...findings, { path: ['checks'], mistake: 'missing-key', says: 'no check is left: nothing could be decided', accepted: 'at least one check, e.g. {errors: default}', hint: '', at: 'key' }] : findings;
}

/** Of a check written as a mapping, or as `default` (no keys). */
function checkFindings(name: string, written: SourceMapping | 'default'): readonly Finding[] {
  const path: Path = ['checks', name];
  const keys: ReadonlySet<string> = new Set(written === 'default' ? [] : written.entries.keys());
  const signal = signalOf(name, keys);
  switch (signal) {
    case 'several':
      return [{ path, mistake: 'one-of', says: `a check looks at one thing, not at ${SIGNALS.filter((kind) => keys.has(kind)).join(' and ')}`, accepted: `one of ${SIGNALS.join(', ')}; two checks for two`, hint: '', at: 'key' }];
    case 'none':
      return [...keys].some((key) => notYet('check', key).kind === 'later') ? [] : [{ path, ...noSignal(name) }];
    case 'share':
    case 'time':
    case 'labels':
      return [...misfits(signal, keys, path), ...missing(name, signal, keys, path), ...limitFindings(signal, written, path)];
  }
}

function wellKnown(name: string): 'share' | 'time' | 'none' {
  return name === 'errors' || name === 'latency' ? WELL_KNOWN_SIGNALS[name].kind : 'none';
}

function badName(name: string): Finding {
  return { path: ['checks', name], mistake: 'bad-name', says: 'this is not a name for a check', accepted: 'a letter, then letters, digits, dash and underscore, e.g. errors', hint: '', at: 'key' };
}

function noSignal(name: string): Refusal {
  const isAccuracy = name === 'accuracy';
  return {
    mistake: 'no-signal',
    says: isAccuracy ? 'accuracy needs labels: where right and wrong answers come from' : 'this check does not say what it looks at',
    accepted: isAccuracy ? `${name}: ${LABELS_EXAMPLE}` : `share, time or labels, e.g. ${CHECK_EXAMPLE}; only errors and latency have a default`,
    hint: '',
    at: 'key',
  };
}

function misfits(signal: Signal['kind'], keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  const unfit = signal === 'labels' ? ['where'] : ['every', 'mature'];
  const findings = unfit
    .filter((key) => keys.has(key))
    .map((key): Finding => ({ path: [...path, key], mistake: 'key-does-not-fit', says: `\`${key}\` means nothing for a check of ${signal}`, accepted: signal === 'labels' ? 'a label source that answers for the right requests' : '`every` and `mature` with `labels`', hint: '', at: 'key' }));
  if (signal !== 'time' || !keys.has('slices')) return findings;
  return [...findings, { path: [...path, 'slices'], mistake: 'not-yet', says: 'not yet: a check of time has no slices in this release', accepted: '`where:` in one check per slice', hint: '', at: 'key' }];
}

function missing(name: string, signal: Signal['kind'], keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  if (signal === 'share' && !keys.has('where') && (keys.has('share') || name !== 'errors')) {
    return [{ path: [...path, 'where'], mistake: 'missing-key', says: 'missing: without it every request counts as bad', accepted: 'which requests are bad, e.g. \'code=~"5.."\'', hint: '', at: 'value' }];
  }
  if (signal === 'labels' && !keys.has('mature')) {
    return [{ path: [...path, 'mature'], mistake: 'missing-key', says: 'missing: labels that are asked for before they are final make every new version look bad', accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)', hint: '', at: 'value' }];
  }
  return [];
}

function limitFindings(signal: Signal['kind'], written: SourceMapping | 'default', path: Path): readonly Finding[] {
  const limit = written === 'default' ? undefined : written.entries.get('limit')?.value;
  const isShare = limit?.kind === 'scalar' && typeof limit.value === 'string' && parseShare(limit.value).kind === 'ok';
  if (signal === 'time' ? !isShare : limit?.kind !== 'mapping') return [];
  const accepted = signal === 'time' ? 'a quantile and its longest time, e.g. {p99: 80ms}' : 'a share of requests, e.g. 5%';
  return [{ path: [...path, 'limit'], mistake: 'wrong-limit', says: `a check of ${signal} has another kind of limit`, accepted, hint: '', at: 'value' }];
}
