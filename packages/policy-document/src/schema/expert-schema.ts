// Statistics and timing, for people who know why they change them.
import { PPM_ALL, PPM_NONE, ppm, type Expert } from '@rampart/rollout-policy';
import { defaultExpert, EXPERT_DEFAULTS } from '../defaults.ts';
import { formatDuration } from '../units/duration.ts';
import { formatFactor } from '../units/factor.ts';
import { formatRatio } from '../units/share.ts';
import { count, described, mapping, optional, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { duration, factor, share } from './unit-forms.ts';

/** Shorter than any metric page is read. */
const LEAST = 100;
const HOUR = 3_600_000;

export function expertSchema(): Form<Expert> {
  return mapping('expert', '{block: 30s}', {
    block: time('blockMs', 'Length of a block of evidence; a source without history uses the time between two looks instead.', '15s', LEAST, HOUR),
    lag: time('lagMs', 'A block closes this long after its end.', '5s', 0, HOUR),
    look: time('lookMs', 'Time between two looks of a job that stays.', '30s', LEAST, HOUR),
    tick: time('tickMs', 'Time between two scheduled ticks.', '15m', LEAST, 24 * HOUR),
    warmUp: time('warmUpMs', 'Evidence right after a weight change is dropped for this long.', '30s', 0, HOUR),
    grid: time('gridMs', 'Evidence time between two fresh starts of each test.', '5m', LEAST, 24 * HOUR),
    blind: time('blindMs', 'Exposed without evidence for this long: step back and ask for a person.', '30m', LEAST, 24 * HOUR),
    maxGap: time('maxGapMs', 'At most this much time between two blocks counts as covered.', '2m', LEAST, 24 * HOUR),
    samplesMin: optional(described(about('Requests of the new version that a check needs before it says anything.', 'samplesMin', String), count({ min: 1, max: 1_000_000, example: 20 }))),
    certifyAlpha: optional(described(about('Error probability of a certificate that nothing got worse.', 'certifyAlpha', formatRatio), share('5%', { above: PPM_NONE, below: ppm(PPM_ALL / 2) }))),
    stableRatioMax: optional(described(about('Highest share of bad requests of the stable version at which `worseBy` in percent stays exact.', 'stableRatioMax', formatRatio), share('5%', { above: PPM_NONE, below: PPM_ALL }))),
    growthMax: optional(described(about('A weight grows at most by this factor per step.', 'growthMax', formatFactor), factor('4x', { above: 1 }))),
  }).transform((written, ctx): Expert => {
    const defaults = defaultExpert();
    const expert: Expert = {
      blockMs: written.block ?? defaults.blockMs,
      lagMs: written.lag ?? defaults.lagMs,
      lookMs: written.look ?? defaults.lookMs,
      tickMs: written.tick ?? defaults.tickMs,
      warmUpMs: written.warmUp ?? defaults.warmUpMs,
      gridMs: written.grid ?? defaults.gridMs,
      blindMs: written.blind ?? defaults.blindMs,
      maxGapMs: written.maxGap ?? defaults.maxGapMs,
      samplesMin: written.samplesMin ?? defaults.samplesMin,
      certifyAlpha: written.certifyAlpha === undefined ? defaults.certifyAlpha : written.certifyAlpha / PPM_ALL,
      stableRatioMax: written.stableRatioMax === undefined ? defaults.stableRatioMax : written.stableRatioMax / PPM_ALL,
      growthMax: written.growthMax ?? defaults.growthMax,
    };
    if (expert.gridMs < expert.blockMs) refuse(ctx, { mistake: 'out-of-range', says: 'the grid is finer than the blocks', accepted: `at least block (${formatDuration(expert.blockMs)})`, hint: '', at: 'value' }, ['grid']);
    return expert;
  });
}

function time(field: 'blockMs' | 'lagMs' | 'lookMs' | 'tickMs' | 'warmUpMs' | 'gridMs' | 'blindMs' | 'maxGapMs', what: string, example: string, msMin: number, msMax: number): ReturnType<typeof optional<number>> {
  return optional(described(about(what, field, formatDuration), duration(example, { msMin, msMax })));
}

function about(what: string, field: keyof Expert, format: (value: number) => string): string {
  const { value, why } = EXPERT_DEFAULTS[field];
  return `${what} Default ${format(value)}: ${why}.`;
}
