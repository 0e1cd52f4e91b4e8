// Checks, counts and reports that the golden texts share.
import { aCheck } from './rehearsal.ts';
import { aReport, arms, LEVEL } from './sample-target.ts';

export const ERRORS = aCheck({});
export const LATENCY = aCheck({ name: 'latency', signal: { kind: 'time', metric: 'request_seconds', where: [] }, worseBy: { kind: 'factor', factor: 1.5 }, limit: { kind: 'time', quantile: 0.99, msMax: 80 } });
export const BLOCKED = aCheck({ name: 'blocked', worseBy: { kind: 'factor', factor: 1.15 }, sides: 'both', then: 'hold' });
export const ACCURACY = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://127.0.0.1:9/labels' }, everyMs: 21_600_000, matureMs: 172_800_000 }, slices: ['region'], worseBy: { kind: 'points', ratio: 0.01 } });
export const MEMORY = aCheck({ name: 'memory', signal: LEVEL, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 8 * 1024 ** 3 }, then: 'stepBack' });

export const FAILURES = arms([143, 57_000], [25, 3000]);
export const SLOW = { all: arms([0, 57_000], [0, 3000]), 'le=0.05': arms([5700, 57_000], [330, 3000]), 'le=0.08': arms([570, 57_000], [24, 3000]), 'le=0.25': arms([57, 57_000], [3, 3000]) };
export const latencyReport = aReport({ name: 'latency', totals: SLOW['le=0.05'], quantile: { kind: 'between', quantile: 0.99, stable: { lower: 0.05, upper: 0.08 }, candidate: { lower: 0.05, upper: 0.08 } }, verdict: 'acceptable', limit: { kind: 'kept', max: 0.01, observed: { trials: 3000, events: 24 } } });
export const blockedReport = aReport({ name: 'blocked', then: 'hold', verdict: 'insufficient', totals: arms([1197, 57_000], [66, 3000]), wait: { kind: 'time', ms: 14_400_000 } });
