// Which keys of a check go together. Reads the keys alone, so that a wrong value in one does not hide that another is missing.
import { WELL_KNOWN_SIGNALS } from '../defaults.ts';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
import { notYet } from '../not-yet.ts';
import type { Path } from '../source/path.ts';
import type { SourceMapping, SourceValue } from '../source/source-tree.ts';
import { parseShare } from '../units/share.ts';
import { parseSize } from '../units/size.ts';
import { isLabelled, misfittingKeys, signalForm, SIGNALS, whyNot, type SignalForm, type SignalKind } from './check-keys.ts';
import { CHECK_EXAMPLE, LABELS_EXAMPLE } from './check-schema.ts';

const CHECK_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;

/** What a check of this name looks at, by what it says or by its name. */
export function signalOf(name: string, keys: ReadonlySet<string>): SignalKind | 'none' | 'several' {
  const said = SIGNALS.filter((signal) => keys.has(signal));
  if (said.length > 1) return 'several';
  return said[0] ?? wellKnown(name);
}

/** The form of one check's signal, where one can tell. */
export function formOfCheck(name: string, value: SourceValue): SignalForm | 'unknown' {
  if (value.kind === 'scalar' && value.value !== 'default') return 'unknown';
  const written = value.kind === 'mapping' ? value : 'default';
  const kind = signalOf(name, new Set(written === 'default' ? [] : written.entries.keys()));
  return kind === 'none' || kind === 'several' ? 'unknown' : signalForm(kind, written);
}

/** Of all checks as they are written. */
export function checksFindings(checks: SourceMapping): readonly Finding[] {
  const written = [...checks.entries].map(([name, { value }]) => ({ name, value }));
  const findings = written.flatMap(({ name, value }): readonly Finding[] => {
    const named = nameFindings(name);
    if (value.kind === 'mapping') return [...named, ...checkFindings(name, value)];
    return value.kind === 'scalar' && value.value === 'default' ? [...named, ...checkFindings(name, 'default')] : named;
  });
  const isEmpty = written.every(({ value }) => value.kind === 'scalar' && value.value === 'off');
  return isEmpty ? [...findings, { path: ['checks'], ...NO_CHECK }] : findings;
}

function nameFindings(name: string): readonly Finding[] {
  if (name === 'within') return [{ path: ['checks', name], ...TAKEN_NAME }];
  return CHECK_NAME.test(name) ? [] : [{ path: ['checks', name], ...BAD_NAME }];
}

const BAD_NAME = keyRefusal('bad-name', { says: 'this is not a name for a check', accepted: 'a letter, then letters, digits, dash and underscore, e.g. errors' });
const TAKEN_NAME = keyRefusal('bad-name', { says: '`within` is a word of `catches`', accepted: 'another name' });
const NO_CHECK = keyRefusal('missing-key', { says: 'no check is left: nothing could be decided', accepted: 'at least one check, e.g. {errors: default}' });

/** Of a check written as a mapping, or as `default` (no keys). */
function checkFindings(name: string, written: SourceMapping | 'default'): readonly Finding[] {
  const path: Path = ['checks', name];
  const keys: ReadonlySet<string> = new Set(written === 'default' ? [] : written.entries.keys());
  const signal = signalOf(name, keys);
  if (signal === 'several') return [{ path, ...severalSignals(keys) }];
  if (signal === 'none') return [...keys].some((key) => notYet('check', key).kind === 'later') ? [] : [{ path, ...noSignal(name) }];
  const form = signalForm(signal, written);
  return [...misfits(form, keys, path), ...contradictions(keys, path), ...slicedPairs(form, written, path), ...missing(name, form, keys, path), ...limitFindings(form, written, path)];
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
    return keyRefusal('no-signal', { says: 'accuracy needs labels: where right and wrong answers come from', accepted: `accuracy: {labels: ${LABELS_EXAMPLE}, mature: 2d}` });
  }
  const accepted = `one of ${SIGNALS.join(', ')}, e.g. ${CHECK_EXAMPLE}; only errors and latency have a default`;
  return keyRefusal('no-signal', { says: 'this check does not say what it looks at', accepted });
}

function misfits(form: SignalForm, keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  return misfittingKeys(form, keys).map((key): Finding => {
    if (form === 'time' && key === 'slices') return { path: [...path, key], ...TIME_SLICES };
    return { path: [...path, key], ...keyRefusal('key-does-not-fit', whyNot(key, form)) };
  });
}

const TIME_SLICES = keyRefusal('not-yet', { says: 'not yet: a check of time has no slices in this release', accepted: '`where:` in one check per slice' });

function contradictions(keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  return keys.has('worseBy') && keys.has('differsBy') ? [{ path: [...path, 'differsBy'], ...BOTH_MARGINS }] : [];
}

const BOTH_MARGINS = keyRefusal('one-of', { says: 'a check is worse in one direction or different in either, not both', accepted: '`worseBy` or `differsBy`; two checks for two' });

/** Whether an item that one model alone got wrong lies in a slice is not told by its source, and the test of shares is wrong for paired items. */
function slicedPairs(form: SignalForm, written: SourceMapping | 'default', path: Path): readonly Finding[] {
  const slices = written === 'default' ? undefined : written.entries.get('slices')?.value;
  if (form !== 'pairs' || written === 'default' || slices === undefined || (slices.kind === 'list' && slices.items.length === 0)) return [];
  const margin = (written.entries.get('worseBy') ?? written.entries.get('differsBy'))?.value;
  const isInPoints = margin?.kind === 'scalar' && typeof margin.value === 'string' && (/points?$/.test(margin.value.trim()) || margin.value.trim() === 'none');
  return isInPoints ? [] : [{ path: [...path, 'slices'], ...SLICED_PAIRS }];
}

const SLICED_PAIRS = keyRefusal('key-does-not-fit', { says: 'slices of pairs are compared in points: a factor needs to know who alone was wrong in each slice', accepted: '`worseBy: 1 point` beside the slices, or pairs without slices' });

function missing(name: string, form: SignalForm, keys: ReadonlySet<string>, path: Path): readonly Finding[] {
  const hasDefaultWhere = name === 'errors' && !keys.has('share');
  const lacks = (key: string, why: Refusal, isNeeded: boolean): readonly Finding[] => (isNeeded && !keys.has(key) ? [{ path: [...path, key], ...why }] : []);
  return [
    ...lacks('where', NO_WHERE, form === 'share' && !hasDefaultWhere),
    ...lacks('mature', NO_MATURITY, isLabelled(form)),
    ...lacks('better', NO_DIRECTION, form === 'score' || form === 'score of labels'),
    ...lacks('slices', NO_SLICES, keys.has('gapBy') && !misfittingKeys(form, ['gapBy']).includes('gapBy')),
  ];
}

const NO_WHERE = refusal('missing-key', { says: 'missing: without it every request counts', accepted: 'which requests count, e.g. \'code=~"5.."\'' });
const NO_MATURITY = refusal('missing-key', {
  says: 'missing: labels that are asked for before they are final make every new version look bad',
  accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)',
});
const NO_DIRECTION = refusal('missing-key', {
  says: 'missing: guessed wrong, a better model would be sent back',
  accepted: '`better: higher` for a judge, `better: lower` for a loss',
});
const NO_SLICES = refusal('missing-key', { says: 'missing: a gap is one between slices', accepted: 'the labels that name groups, e.g. slices: [region]' });

const LIMIT_FORMS: Readonly<Record<SignalForm, { readonly takes: readonly string[]; readonly accepted: string }>> = {
  share: { takes: ['share'], accepted: 'a share of requests, e.g. 5%' },
  time: { takes: ['quantile'], accepted: 'a quantile and its longest time, e.g. {p99: 80ms}' },
  score: { takes: ['mean'], accepted: 'a mean on its own scale, e.g. {mean: 0.8}' },
  'score of labels': { takes: ['mean'], accepted: 'a mean on its own scale, e.g. {mean: 0.8}' },
  labels: { takes: ['share'], accepted: 'a share of wrong answers, e.g. 5%' },
  pairs: { takes: ['share'], accepted: 'a share of items that are answered differently, e.g. 5%' },
  calibration: { takes: [], accepted: 'no limit' },
  bins: { takes: [], accepted: 'no limit' },
  level: { takes: ['size', 'level'], accepted: 'a size, e.g. 8GiB, or a number in the unit of the gauge, e.g. {level: 500}' },
};

function limitFindings(form: SignalForm, written: SourceMapping | 'default', path: Path): readonly Finding[] {
  const limit = written === 'default' ? undefined : written.entries.get('limit')?.value;
  const { takes, accepted } = LIMIT_FORMS[form];
  const kind = limit === undefined ? 'unknown' : limitKind(limit);
  if (kind === 'unknown' || takes.length === 0 || takes.includes(kind)) return [];
  return [{ path: [...path, 'limit'], ...refusal('wrong-limit', { says: `a check of ${form} has another kind of limit`, accepted }) }];
}

function limitKind(limit: SourceValue): 'share' | 'size' | 'level' | 'mean' | 'quantile' | 'unknown' {
  if (limit.kind === 'scalar') {
    const text = typeof limit.value === 'string' ? limit.value : '';
    return parseShare(text).kind === 'ok' ? 'share' : parseSize(text).kind === 'ok' ? 'size' : 'unknown';
  }
  if (limit.kind === 'list') return 'unknown';
  if (limit.entries.has('level')) return 'level';
  return limit.entries.has('mean') ? 'mean' : 'quantile';
}
