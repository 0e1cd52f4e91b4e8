// Metrics and labels that lie, stop, or come late (research notes, 2.3), mostly about equal candidates: no data is not good data, and wrong data is worse.
import { DEFAULT_MISBEHAVING } from '../default-scenario.ts';
import { aNamed, type NamedScenario } from './named-scenario.ts';
import { DAY, HOUR, MINUTE } from './times.ts';

const inTheRamp = { atMs: 3 * MINUTE, forMs: 10 * MINUTE };

export function telemetry(): readonly NamedScenario[] {
  return [
    aNamed({
      name: 'metrics-away-for-an-hour',
      about: 'No metrics of either version for an hour, with traffic on the candidate.',
      grounding: 'A monitoring outage in the middle of a release.',
      turns: 'blind-in-the-dark',
      faults: [{ kind: 'metrics-missing', arm: 'both', atMs: 4 * MINUTE, forMs: HOUR }],
    }),
    aNamed({
      name: 'metrics-away-for-minutes',
      about: 'No metrics of either version for ten minutes.',
      grounding: 'A scrape target that restarts.',
      turns: 'waited-in-the-dark',
      faults: [{ kind: 'metrics-missing', arm: 'both', ...inTheRamp }],
    }),
    aNamed({
      name: 'candidate-unseen',
      about: 'Only the candidate has no metrics.',
      grounding: 'A new pod without the scrape annotation; in one open report an analysis without a single measurement ended as successful (Argo 4479).',
      turns: 'candidate-in-the-dark',
      faults: [{ kind: 'metrics-missing', arm: 'candidate', ...inTheRamp }],
    }),
    aNamed({
      name: 'stale-page',
      about: 'A proxy repeats an old page of metrics.',
      grounding: 'A cache in front of the metrics.',
      turns: 'page-was-old',
      faults: [{ kind: 'metrics-stale', arm: 'candidate', ...inTheRamp }],
    }),
    aNamed({
      name: 'nan-counters',
      about: 'Counters of the candidate read NaN.',
      grounding: 'A division by zero in an exporter; a judge that drops NaN sees nothing (research notes on Kayenta).',
      turns: 'nan-is-no-number',
      faults: [{ kind: 'metrics-nan', arm: 'candidate', ...inTheRamp }],
    }),
    aNamed({
      name: 'empty-vector',
      about: 'The page of the candidate has none of its series.',
      grounding: 'A metric that was renamed in the new version.',
      turns: 'series-vanished',
      faults: [{ kind: 'metrics-empty', arm: 'candidate', ...inTheRamp }],
    }),
    aNamed({
      name: 'query-times-out',
      about: 'The metrics of stable do not answer in time.',
      grounding: 'Time-outs and 429 of a metrics store.',
      turns: 'page-came-too-late',
      faults: [{ kind: 'metrics-time-out', arm: 'stable', ...inTheRamp }],
    }),
    aNamed({
      name: 'page-cut-off',
      about: 'The page of stable breaks off in the middle of a line.',
      grounding: 'Truncated pages of a proxy with a size limit.',
      turns: 'page-was-cut-off',
      faults: [{ kind: 'metrics-truncated', arm: 'stable', ...inTheRamp }],
    }),
    aNamed({
      name: 'counters-begin-anew',
      about: 'The processes of both versions restart, and their counters with them.',
      grounding: 'Counter resets; a difference below zero is none.',
      turns: 'counters-began-anew',
      faults: [{ kind: 'counter-reset', arm: 'both', atMs: 4 * MINUTE, forMs: MINUTE }],
    }),
    aNamed({
      name: 'labels-of-arms-swapped',
      about: 'A third of the requests of each version is counted as the other one\'s.',
      grounding: 'Label mistakes in relabelling rules.',
      turns: 'split-of-traffic-is-off',
      horizonMs: 2 * HOUR,
      faults: [{ kind: 'label-swap', share: 0.3, atMs: 0, forMs: DAY }],
    }),
    aNamed({
      name: 'half-of-a-version-uncounted',
      about: 'Half of the pods of the candidate are not scraped.',
      grounding: 'Cardinality limits drop series of new pods.',
      turns: 'split-of-traffic-is-off-in-the-bake',
      horizonMs: 3 * HOUR,
      faults: [{ kind: 'series-dropped', arm: 'candidate', share: 0.5, atMs: 0, forMs: DAY }],
    }),
    aNamed({
      name: 'counted-twice',
      about: 'Two scrapers count everything twice.',
      grounding: 'Duplicated series without deduplication.',
      turns: 'told-twice-what-happened',
      traffic: { requestsPerSecond: 20 },
      faults: [{ kind: 'duplicated-series', times: 2, atMs: 0, forMs: DAY }],
    }),
    aNamed({
      name: 'milliseconds-for-seconds',
      about: 'Half-way through the ramp times are told in milliseconds.',
      grounding: 'Unit changes between versions of a client library.',
      turns: 'both-too-slow',
      horizonMs: 2 * HOUR,
      policy: 'signals',
      faults: [{ kind: 'unit-change', atMs: 15 * MINUTE, forMs: DAY }],
    }),
    aNamed({
      name: 'no-denominator',
      about: 'Failures are told, requests are not.',
      grounding: 'Ratios with a denominator of zero.',
      turns: 'told-of-no-requests',
      faults: [{ kind: 'zero-denominator', ...inTheRamp }],
    }),
    aNamed({
      name: 'labels-never-come',
      about: 'The labels of nine in ten answers never come, and the rest is six hours late.',
      grounding: 'Criteo: half of the conversions come within a day, the window is thirty days.',
      turns: 'labels-did-not-come',
      policy: 'labelled',
      runner: { mode: 'watch' },
      traffic: { requestsPerSecond: 5, segments: [{ dimension: 'region', value: 'west', share: 0.1, shareAtEnd: 0.1 }, { dimension: 'region', value: 'east', share: 0.9, shareAtEnd: 0.9 }] },
      baseline: { accuracy: { kind: 'ratio', ratio: 0.1 } },
      faults: [{ kind: 'labels-late', byMs: 6 * HOUR, lost: 0.9, atMs: 0, forMs: DAY }],
    }),
    aNamed({
      name: 'blind-with-a-bad-candidate',
      about: 'The candidate begins to fail while nobody can see it.',
      grounding: 'A network fault that hits service and monitoring together.',
      turns: 'caught-when-the-light-came-back',
      behaviours: [{ kind: 'crash', ...DEFAULT_MISBEHAVING, since: 'first-traffic', fromMs: 2 * MINUTE, pods: 1, loopMs: 'none' }],
      faults: [{ kind: 'metrics-missing', arm: 'both', atMs: 2 * MINUTE, forMs: 20 * MINUTE }],
    }),
  ];
}
