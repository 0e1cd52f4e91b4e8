// A Policy in the words and units of a policy file, everything written out: what expand prints and what defaults are told apart by.
import type { Check, Expert, Limit, Policy, Signal, Stage } from '@rampart/rollout-policy';
import { formatDuration } from './units/duration.ts';
import { formatFactor } from './units/factor.ts';
import { formatLabelMatchers } from './units/label-matchers.ts';
import { formatLatency } from './units/latency.ts';
import { formatMargin } from './units/margin.ts';
import { formatQuantile } from './units/quantile.ts';
import { formatRatio, formatShare } from './units/share.ts';

export type Written = string | number | readonly Written[] | { readonly [key: string]: Written };

/** Keys in the order in which a person reads them. */
export function writtenOut(policy: Policy): { readonly [key: string]: Written } {
  const { model, serve, metrics, promise } = policy;
  return {
    rampart: 1,
    target: policy.target,
    model: { gto: model.name, stage: model.stage },
    serve: { ...(serve.kind === 'http' ? { http: serve.url } : { command: serve.argv }), slots: serve.slots },
    ...(metrics.kind === 'none' ? {} : { metrics: { openmetrics: { pages: metrics.pages } } }),
    promise: {
      falseAlarms: formatRatio(promise.falseAlarmRatio),
      badRequests: promise.badRequestsMax,
      decideWithin: formatDuration(promise.decideWithinMs),
      ifUndecided: promise.ifUndecided,
    },
    checks: Object.fromEntries(policy.checks.map((check) => [check.name, checkText(check)])),
    plan: policy.plan.map(stageText),
    onNewVersion: policy.onNewVersion,
    expert: expertText(policy.expert),
  };
}

function checkText({ signal, slices, worseBy, limit, then }: Check): Written {
  return { ...signalText(signal), ...(signal.kind === 'time' ? {} : { slices }), worseBy: formatMargin(worseBy), limit: limitText(limit), then };
}

function signalText(signal: Signal): { readonly [key: string]: Written } {
  switch (signal.kind) {
    case 'share':
      return { share: signal.metric, where: formatLabelMatchers(signal.where) };
    case 'time':
      return { time: signal.metric, ...(signal.where.length === 0 ? {} : { where: formatLabelMatchers(signal.where) }) };
    case 'labels': {
      const { source } = signal;
      return { labels: source.kind === 'http' ? { http: source.url } : { command: source.argv }, every: formatDuration(signal.everyMs), mature: formatDuration(signal.matureMs) };
    }
  }
}

function limitText(limit: Limit): Written {
  switch (limit.kind) {
    case 'none':
      return 'none';
    case 'share':
      return formatRatio(limit.ratioMax);
    case 'time':
      return { [formatQuantile(limit.quantile)]: formatLatency(limit.msMax) };
  }
}

function stageText(stage: Stage): Written {
  switch (stage.kind) {
    case 'smoke':
    case 'switch':
      return stage.kind;
    case 'bake':
      return { bake: { for: formatDuration(stage.durationMs), holdback: formatShare(stage.holdback) } };
    case 'ramp':
      return { ramp: rampText(stage) };
  }
}

function rampText({ steps, weightMax }: Extract<Stage, { kind: 'ramp' }>): Written {
  switch (steps.kind) {
    case 'promise':
      return { upTo: formatShare(weightMax) };
    case 'instances':
      return { instances: steps.count, upTo: formatShare(weightMax) };
    case 'ladder':
      return { weights: steps.weights.map(formatShare), every: formatDuration(steps.everyMs) };
  }
}

function expertText(expert: Expert): Written {
  return {
    block: formatDuration(expert.blockMs),
    lag: formatDuration(expert.lagMs),
    look: formatDuration(expert.lookMs),
    tick: formatDuration(expert.tickMs),
    warmUp: formatDuration(expert.warmUpMs),
    grid: formatDuration(expert.gridMs),
    blind: formatDuration(expert.blindMs),
    maxGap: formatDuration(expert.maxGapMs),
    samplesMin: expert.samplesMin,
    certifyAlpha: formatRatio(expert.certifyAlpha),
    stableRatioMax: formatRatio(expert.stableRatioMax),
    growthMax: formatFactor(expert.growthMax),
  };
}
