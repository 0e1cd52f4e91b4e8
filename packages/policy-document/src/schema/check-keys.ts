// Which keys of a check mean something for which signal, and why the others do not.
import type { Signal } from '@rampart/rollout-policy';
import type { SourceMapping } from '../source/source-tree.ts';
import type { CheckDocument } from './check-schema.ts';

export type SignalKind = Signal['kind'];
/** A score from a metric and one from labels take different keys. */
export type SignalForm = Exclude<SignalKind, 'score'> | 'score' | 'score of labels';
type Key = Exclude<keyof CheckDocument, SignalKind | 'then'>;

export const SIGNALS: readonly SignalKind[] = ['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level'];

const LABELLED: readonly Key[] = ['every', 'mature'];
const COMPARED: readonly Key[] = ['slices', 'gapBy', 'worseBy', 'differsBy', 'limit'];
const KEYS: Readonly<Record<SignalForm, readonly Key[]>> = {
  share: ['where', 'among', 'count', 'better', 'independent', ...COMPARED],
  time: ['where', 'independent', 'worseBy', 'differsBy', 'limit'],
  score: ['where', 'range', 'better', ...COMPARED],
  'score of labels': [...LABELLED, 'range', 'better', ...COMPARED],
  labels: [...LABELLED, 'independent', ...COMPARED],
  pairs: [...LABELLED, 'independent', ...COMPARED],
  calibration: [...LABELLED, 'independent', 'differsBy'],
  bins: ['where', 'by', 'against', 'independent', 'differsBy'],
  level: ['where', 'worseBy', 'limit', 'growsBy'],
};

/** The written keys that this signal has no use for. */
export function misfittingKeys(form: SignalForm, written: Iterable<string>): readonly Key[] {
  const known = new Set<string>(Object.values(KEYS).flat());
  const fit = new Set<string>(KEYS[form]);
  return [...written].filter((key): key is Key => known.has(key) && !fit.has(key));
}

export function isLabelled(form: SignalForm): boolean {
  return KEYS[form].includes('mature');
}

/** Whether it reads the metrics of the pods. */
export function isLive(form: SignalForm): boolean {
  return !isLabelled(form);
}

/** Of the check's `kind`, as far as one can tell from what is written. */
export function signalForm(kind: SignalKind, written: SourceMapping | 'default'): SignalForm {
  const value = kind === 'score' && written !== 'default' ? written.entries.get('score')?.value : undefined;
  return value?.kind === 'mapping' ? 'score of labels' : kind;
}

interface Why {
  readonly says: string;
  readonly accepted: string;
}

/** Only a share is a part of something. */
const NO_SHARE: Why = { says: '`among` says what a share is a share of, and here `where` alone says what is read', accepted: 'the same as `where`, e.g. where: \'handler="/predict"\'' };

/** Where the reason is not plain from the key. */
const WHY: { readonly [K in Key]?: { readonly [F in SignalForm]?: Why } } = {
  worseBy: {
    bins: { says: 'no bin is better or worse than another', accepted: '`differsBy: 25%`, more or fewer of one answer' },
    calibration: { says: 'too sure and too unsure are both wrong', accepted: '`differsBy: 2 points`' },
  },
  differsBy: { level: { says: 'to need less than stable is no trouble', accepted: '`worseBy: 25%`' } },
  slices: {
    bins: { says: 'the bins are the parts that are judged', accepted: 'one check per slice, with `where`' },
    calibration: { says: 'the parts that are judged are the tenths of what was predicted', accepted: 'one check per slice, each with a label source of its own' },
    level: { says: 'a gauge belongs to a pod, not to a part of its requests', accepted: 'one check per gauge, with `where`' },
  },
  limit: {
    bins: { says: 'a limit of one bin is a check of its own', accepted: 'a check of share, e.g. {share: answers_total, where: \'decision="block"\', limit: 5%}' },
    calibration: { says: 'how often it comes true is no fault of the model', accepted: '`differsBy: 2 points`, against what was predicted' },
  },
  better: {
    time: { says: 'slower is always worse', accepted: 'no `better` here' },
    labels: { says: 'labels count wrong answers, and more of them is always worse', accepted: 'no `better` here' },
    pairs: { says: 'pairs count wrong answers, and more of them is always worse', accepted: 'no `better` here' },
    level: { says: 'a level is held below its limit', accepted: 'no `better` here' },
  },
  independent: {
    score: { says: 'values are not events; their spread is never assumed', accepted: 'no `independent` here' },
    'score of labels': { says: 'values are not events; their spread is never assumed', accepted: 'no `independent` here' },
    level: { says: 'two samples of a gauge are never independent', accepted: 'no `independent` here' },
  },
  among: {
    time: NO_SHARE,
    score: NO_SHARE,
    bins: NO_SHARE,
    level: NO_SHARE,
  },
  where: {
    labels: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
    pairs: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right items' },
    calibration: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
    'score of labels': { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
  },
};

const BELONGS: Readonly<Record<Key, string>> = {
  where: 'share, time, score, bins and level',
  among: 'share',
  count: 'share',
  range: 'score',
  by: 'bins',
  against: 'bins',
  every: 'labels, pairs, calibration and score: {labels: ...}',
  mature: 'labels, pairs, calibration and score: {labels: ...}',
  better: 'share and score',
  slices: 'share, score, labels and pairs',
  gapBy: 'share, score, labels and pairs',
  worseBy: 'everything but bins and calibration',
  differsBy: 'everything but level',
  limit: 'everything but bins and calibration',
  growsBy: 'level',
  independent: 'share, time, labels, pairs, calibration and bins',
};

export function whyNot(key: Key, form: SignalForm): Why {
  return WHY[key]?.[form] ?? { says: `\`${key}\` means nothing for a check of ${form}`, accepted: `\`${key}\` with ${BELONGS[key]}` };
}
