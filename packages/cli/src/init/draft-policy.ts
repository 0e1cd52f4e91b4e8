// Router and pages in, a policy and a traffic profile out. Reads through its ports and writes nothing.
import type { PageFetching } from '@rampart/metric-sources';
import { readPolicy, type Mistake, type PolicyTexts, type TrafficProfile } from '@rampart/policy-document';
import type { Clock, TrafficRouter } from '@rampart/rollout-engine';
import { choosePromises, firstNumbers } from './choose-numbers.ts';
import { findSignals } from './find-signals.ts';
import type { InitPlan } from './init-options.ts';
import { liveTarget, type LiveTarget } from './live-slot.ts';
import { measureTraffic } from './measure-traffic.ts';
import { proposePolicy, type ProposalFacts } from './propose-policy.ts';
import { surveyPages } from './survey-pages.ts';
import { storyOf, type Seen } from './tell-init.ts';
import { KNOWN_COUNTERS, KNOWN_HISTOGRAMS, MEMORY_GAUGES, UNREADABLE_METRICS } from './well-known-metrics.ts';

export interface DraftPorts extends PageFetching {
  readonly router: TrafficRouter;
  /** The defaults file beside the policy, which is merged into it. */
  readonly defaults: { readonly kind: 'none' } | { readonly kind: 'text'; readonly file: string; readonly text: string };
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type Draft =
  | { readonly kind: 'drafted'; readonly text: string; readonly texts: PolicyTexts; readonly profile: TrafficProfile; readonly story: Seen }
  /** What the world did not answer; trying again may help. */
  | { readonly kind: 'away'; readonly why: readonly string[] }
  /** What cannot become a policy as it is. */
  | { readonly kind: 'refused'; readonly why: readonly string[] }
  | { readonly kind: 'invalid'; readonly mistakes: readonly Mistake[] };

export async function draftPolicy(plan: InitPlan, ports: DraftPorts): Promise<Draft> {
  const { identity } = plan;
  const read = await ports.router.read(identity.target);
  if (read.kind === 'error') return { kind: 'away', why: [read.error.message] };
  const live = liveTarget(read.value);
  if (live === 'not-two-slots') return { kind: 'refused', why: ['the router names no two slots'] };
  const misplaced = misplacedPages(plan, live);
  if (misplaced.length > 0) return { kind: 'refused', why: misplaced };

  const names = [...KNOWN_COUNTERS, ...KNOWN_HISTOGRAMS, ...UNREADABLE_METRICS].map(({ metric }) => metric);
  const survey = await surveyPages({ urls: identity.pages[live.live] ?? [], forMs: plan.forMs, names: [...names, ...KNOWN_HISTOGRAMS.map(({ metric }) => `${metric}_bucket`), ...MEMORY_GAUGES], fetch: ports.fetch, timeoutMs: ports.timeoutMs }, ports.clock, ports.signal);
  if (ports.signal.aborted) return { kind: 'away', why: ['it was interrupted; nothing was written'] };
  if (survey.pods.length === 0) return { kind: 'away', why: survey.troubles.length > 0 ? survey.troubles : [`no metric page of slot ${live.live} answered`] };

  const signals = findSignals(survey);
  if (signals.errors === 'none' && signals.latency === 'none') {
    return { kind: 'refused', why: ['the pages have neither a counter of requests with a status label nor a histogram of seconds, so there is nothing to compare two versions by', ...signals.unusable] };
  }
  const measured = measureTraffic(survey, signals, { target: identity.target, routerStep: read.value.step });
  const { profile } = measured;
  const first = firstNumbers(profile);
  const facts = (numbers: ProposalFacts['numbers']): ProposalFacts => ({ identity, slots: live.slots, routerSays: live.says, signals, profile, numbers });
  const before = readPolicy(textsOf(plan, ports, proposePolicy(facts(first))));
  if (before.kind === 'mistakes') return { kind: 'invalid', mistakes: before.mistakes };
  const numbers = choosePromises(before.policy, profile, first);
  const text = proposePolicy(facts(numbers));
  const texts = textsOf(plan, ports, text);
  const after = readPolicy(texts);
  if (after.kind === 'mistakes') return { kind: 'invalid', mistakes: after.mistakes };
  return { kind: 'drafted', text, texts, profile, story: storyOf({ live, survey, signals, measured, numbers, identity }) };
}

function textsOf({ file }: InitPlan, { defaults }: DraftPorts, text: string): PolicyTexts {
  return { file, text, ...(defaults.kind === 'none' ? {} : { defaults }) };
}

/** A policy names pages for exactly the two slots. */
function misplacedPages({ identity: { pages } }: InitPlan, { slots, live }: LiveTarget): readonly string[] {
  const unknown = Object.keys(pages).filter((slot) => !slots.includes(slot));
  const missing = slots.filter((slot) => !Object.hasOwn(pages, slot));
  return [
    ...unknown.map((slot) => `--pages ${slot}=...: the router has no slot ${JSON.stringify(slot)}; its slots are ${slots.join(' and ')}`),
    ...missing.map((slot) => `--pages ${slot}=http://... is missing: ${slot === live ? 'this slot serves, and its pages are what is looked at' : 'the pages that the next version will have; they need not answer yet'}`),
  ];
}
