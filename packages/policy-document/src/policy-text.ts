// A Policy in the words and units of a policy file, everything written out: what expand prints and what defaults are told apart by.
import type { Catch, Expert, Policy } from '@rampart/rollout-policy';
import { checkText } from './check-text.ts';
import { stageText } from './plan-text.ts';
import { formatDuration } from './units/duration.ts';
import { formatFactor } from './units/factor.ts';
import { formatMargin } from './units/margin.ts';
import { formatQuietTime } from './units/quiet-time.ts';
import { formatRatio } from './units/share.ts';

export type Written = string | number | boolean | readonly Written[] | { readonly [key: string]: Written };

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
      catches: catchesText(promise.catches),
      decideWithin: formatDuration(promise.decideWithinMs),
      ifUndecided: promise.ifUndecided,
    },
    people: { quiet: onlyOrAll(policy.quiet.map(formatQuietTime)) },
    checks: Object.fromEntries(policy.checks.map((check) => [check.name, checkText(check)])),
    plan: policy.plan.map(stageText),
    onNewVersion: policy.onNewVersion,
    ...(policy.freeze === undefined ? {} : { freeze: { ...(policy.freeze.paths.length === 0 ? {} : { paths: policy.freeze.paths }), then: policy.freeze.then } }),
    expert: expertText(policy.expert),
  };
}

/** Neighbours that are promised within the same time share a mapping. */
function catchesText(catches: readonly Catch[]): Written {
  const groups: { readonly withinMs: number; readonly effects: Record<string, string> }[] = [];
  for (const { check, effect, withinMs } of catches) {
    const last = groups.at(-1);
    if (last?.withinMs === withinMs) last.effects[check] = formatMargin(effect);
    else groups.push({ withinMs, effects: { [check]: formatMargin(effect) } });
  }
  return onlyOrAll(groups.map(({ withinMs, effects }) => ({ ...effects, within: formatDuration(withinMs) })));
}

/** As a person would write it: nothing, the one, or a list. */
function onlyOrAll(items: readonly Written[]): Written {
  const [only = 'none', ...others] = items;
  return others.length === 0 ? only : items;
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
    sampleRatioAlpha: formatRatio(expert.sampleRatioAlpha),
    sampleRatioFactor: formatFactor(expert.sampleRatioFactor),
    certifyAlpha: formatRatio(expert.certifyAlpha),
    stableRatioMax: formatRatio(expert.stableRatioMax),
    growthMax: formatFactor(expert.growthMax),
  };
}
