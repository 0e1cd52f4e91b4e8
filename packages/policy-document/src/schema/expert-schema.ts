// Statistics and timing, for people who know why they change them.
import { PPM_ALL, PPM_NONE, ppm, type Expert } from '@rampart/rollout-policy';
import { defaultExpert, EXPERT_DEFAULTS as DEFAULTS } from '../defaults.ts';
import { refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatFactor } from '../units/factor.ts';
import { formatRatio } from '../units/share.ts';
import { count, mapping, withDefault, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { duration, factor, ratio } from './unit-forms.ts';

/** Shorter than any metric page is read. */
const LEAST = 100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function expertSchema(): Form<Expert> {
  return mapping('expert', '{block: 30s}', {
    block: withDefault(
      'Length of a block of evidence; a source without history uses the time between two looks instead.',
      DEFAULTS.blockMs, formatDuration, time('15s', LEAST, HOUR),
    ),
    lag: withDefault('A block closes this long after its end.', DEFAULTS.lagMs, formatDuration, time('5s', 0, HOUR)),
    look: withDefault('Time between two looks of a job that stays.', DEFAULTS.lookMs, formatDuration, time('30s', LEAST, HOUR)),
    tick: withDefault('Time between two scheduled ticks.', DEFAULTS.tickMs, formatDuration, time('15m', LEAST, DAY)),
    warmUp: withDefault('Evidence right after a weight change is dropped for this long.', DEFAULTS.warmUpMs, formatDuration, time('30s', 0, HOUR)),
    grid: withDefault('Evidence time between two fresh starts of each test.', DEFAULTS.gridMs, formatDuration, time('5m', LEAST, DAY)),
    blind: withDefault('Exposed without evidence for this long: step back and ask for a person.', DEFAULTS.blindMs, formatDuration, time('30m', LEAST, DAY)),
    maxGap: withDefault('At most this much time between two blocks counts as covered.', DEFAULTS.maxGapMs, formatDuration, time('2m', LEAST, DAY)),
    samplesMin: withDefault(
      'Requests of the new version that a check needs before it says anything.',
      DEFAULTS.samplesMin, String, count({ min: 1, max: 1_000_000, example: 20 }),
    ),
    sampleRatioAlpha: withDefault(
      'A split of traffic that luck explains less often than this is a broken measurement: hold.',
      DEFAULTS.sampleRatioAlpha, formatRatio, ratio('0.1%', { above: PPM_NONE, below: ppm(PPM_ALL / 2) }),
    ),
    sampleRatioFactor: withDefault(
      'How far the share of the requests may be from the weight before it counts as wrong.',
      DEFAULTS.sampleRatioFactor, formatFactor, factor('1.1x', { above: 1 }),
    ),
    certifyAlpha: withDefault(
      'Error probability of a certificate that nothing got worse.',
      DEFAULTS.certifyAlpha, formatRatio, ratio('5%', { above: PPM_NONE, below: ppm(PPM_ALL / 2) }),
    ),
    stableRatioMax: withDefault(
      'Highest share of bad requests of the stable version at which `worseBy` in percent stays exact.',
      DEFAULTS.stableRatioMax, formatRatio, ratio('5%', { above: PPM_NONE, below: PPM_ALL }),
    ),
    growthMax: withDefault('A weight grows at most by this factor per step.', DEFAULTS.growthMax, formatFactor, factor('4x', { above: 1 })),
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
      sampleRatioAlpha: written.sampleRatioAlpha ?? defaults.sampleRatioAlpha,
      sampleRatioFactor: written.sampleRatioFactor ?? defaults.sampleRatioFactor,
      certifyAlpha: written.certifyAlpha ?? defaults.certifyAlpha,
      stableRatioMax: written.stableRatioMax ?? defaults.stableRatioMax,
      growthMax: written.growthMax ?? defaults.growthMax,
    };
    const fineGrid = refusal('out-of-range', { says: 'the grid is finer than the blocks', accepted: `at least block (${formatDuration(expert.blockMs)})` });
    return expert.gridMs < expert.blockMs ? refuse(ctx, fineGrid, ['grid']) : expert;
  });
}

function time(example: string, msMin: number, msMax: number): Form<number> {
  return duration(example, { msMin, msMax });
}
