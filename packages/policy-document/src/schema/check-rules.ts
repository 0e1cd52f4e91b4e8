// Which keys of a check go together. Reads the keys alone, so that a wrong value in one does not hide that another is missing.
import type { Signal } from '@rampart/rollout-policy';
import { WELL_KNOWN_SIGNALS } from '../defaults.ts';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
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
  const written = [...checks.entries].map(([name, { value }]) => ({ name, value }));
  const findings = written.flatMap(({ name, value }): readonly Finding[] => {
    const named = CHECK_NAME.test(name) ? [] : [{ path: ['checks', name], ...BAD_NAME }];
    if (value.kind === 'mapping') return [...named, ...checkFindings(name, value)];
    return value.kind === 'scalar' && value.value === 'default' ? [...named, ...checkFindings(name, 'default')] : named;
  });
  const isEmpty = written.every(({ value }) => value.kind === 'scalar' && value.value === 'off');
  return isEmpty ? [...findings, { path: ['checks'], ...NO_CHECK }] : findings;
}

const BAD_NAME = keyRefusal('bad-name', { says: 'this is not a name for a check', accepted: 'a letter, then letters, digits, dash and underscore, e.g. errors' });
const NO_CHECK = keyRefusal('missing-key', { says: 'no check is left: nothing could be decided', accepted: 'at least one check, e.g. {errors: default}' });

/** Of a check written as a mapping, or as `default` (no keys). */
function checkFindings(name: string, written: SourceMapping | 'default'): readonly Finding[] {
  const path: Path = ['checks', name];
  const keys: ReadonlySet<string> = new Set(written === 'default' ? [] : written.entries.keys());
  const signal = signalOf(name, keys);
  switch (signal) {
    case 'several':
      return [{ path, ...severalSignals(keys) }];
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

function severalSignals(keys: ReadonlySet<string>): Refusal {
  const given = SIGNALS.filter((kind) => keys.has(kind)).join(' and ');
  return keyRefusal('one-of', { says: `a check looks at one thing, not at ${given}`, accepted: `one of ${SIGNALS.join(', ')}; two checks for two` });
}

function noSignal(name: string): Refusal {
  if (name === 'accuracy') {
    return keyRefusal('no-signal', { says: 'accuracy needs labels: where right and wrong answers come from', accepted: `accuracy: ${LABELS_EXAMPLE}` });
  }
  const accepted = `share, time or labels, e.g. ${CHECK_EXAMPLE}; only errors and latency have a default`;
  return keyRefusal('no-signal', { says: 'this check does not say what it looks at', accepted });
}

function misfits(signal: Signal['kind'], keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  const accepted = signal === 'labels' ? 'a label source that answers for the right requests' : '`every` and `mature` with `labels`';
  const unfit = (signal === 'labels' ? ['where'] : ['every', 'mature']).filter((key) => keys.has(key));
  const findings = unfit.map((key): Finding => {
    return { path: [...path, key], ...keyRefusal('key-does-not-fit', { says: `\`${key}\` means nothing for a check of ${signal}`, accepted }) };
  });
  return signal === 'time' && keys.has('slices') ? [...findings, { path: [...path, 'slices'], ...TIME_SLICES }] : findings;
}

const TIME_SLICES = keyRefusal('not-yet', { says: 'not yet: a check of time has no slices in this release', accepted: '`where:` in one check per slice' });

function missing(name: string, signal: Signal['kind'], keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  const hasDefaultWhere = name === 'errors' && !keys.has('share');
  if (signal === 'share' && !keys.has('where') && !hasDefaultWhere) return [{ path: [...path, 'where'], ...NO_WHERE }];
  return signal === 'labels' && !keys.has('mature') ? [{ path: [...path, 'mature'], ...NO_MATURITY }] : [];
}

const NO_WHERE = refusal('missing-key', { says: 'missing: without it every request counts as bad', accepted: 'which requests are bad, e.g. \'code=~"5.."\'' });
const NO_MATURITY = refusal('missing-key', {
  says: 'missing: labels that are asked for before they are final make every new version look bad',
  accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)',
});

function limitFindings(signal: Signal['kind'], written: SourceMapping | 'default', path: Path): readonly Finding[] {
  const limit = written === 'default' ? undefined : written.entries.get('limit')?.value;
  const isShare = limit?.kind === 'scalar' && typeof limit.value === 'string' && parseShare(limit.value).kind === 'ok';
  if (signal === 'time' ? !isShare : limit?.kind !== 'mapping') return [];
  const accepted = signal === 'time' ? 'a quantile and its longest time, e.g. {p99: 80ms}' : 'a share of requests, e.g. 5%';
  return [{ path: [...path, 'limit'], ...refusal('wrong-limit', { says: `a check of ${signal} has another kind of limit`, accepted }) }];
}
