// A complete policy from what was seen, with a comment per line that says why. Pure; the text is decoded by whoever asked for it, so that a proposal
// that is not valid is never written.
import { formatLabelMatchers, formatRatioRoughly, formatRoughly, type TrafficProfile } from '@rampart/policy-document';
import type { FoundCounter, OfRequests, Signals } from './find-signals.ts';
import type { Numbers } from './choose-numbers.ts';
import type { Identity } from './init-options.ts';

export interface ProposalFacts {
  readonly identity: Identity;
  readonly slots: readonly [string, string];
  /** What the router answered, in a few words. */
  readonly routerSays: string;
  readonly signals: Signals;
  readonly profile: TrafficProfile;
  readonly numbers: Numbers;
}

interface Line {
  readonly text: string;
  /** Why; empty where the line only opens the next ones. */
  readonly why: string;
}

const COMMENT_COLUMN = 66;

export function proposePolicy(facts: ProposalFacts): string {
  const { identity, profile, numbers } = facts;
  const measured = formatRoughly(profile.measured.toMs - profile.measured.fromMs);
  const lines: readonly Line[] = [
    { text: 'rampart: 1', why: 'version of this file format' },
    { text: `target: ${scalar(identity.target)}`, why: 'the place that serves; one rollout at a time' },
    { text: `model: ${scalar(`gto:${identity.model}`)}`, why: identity.isModelGuessed ? 'a guess: the name under which versions are tagged, name@v1.2.3' : 'versions are git tags: name@v1.2.3' },
    ...serveLines(facts),
    ...metricsLines(facts),
    { text: 'promise:', why: 'the numbers that people sign' },
    { text: '  falseAlarms: 1%', why: 'good releases sent back, at most' },
    { text: `  badRequests: ${numbers.badRequests}`, why: numbers.whyBadRequests },
    ...catchesLine(numbers),
    { text: `  decideWithin: ${numbers.decideWithin}`, why: numbers.whyDecideWithin },
    { text: '  ifUndecided: ask', why: 'no evidence is no reason to promote and none to send back' },
    { text: 'checks:', why: '' },
    ...checkLines(facts),
    { text: 'plan: [smoke, ramp, bake: 1d]', why: 'look at 0%, grow with the evidence, then a day with 1% on the old version' },
    ...(numbers.stableRatioMax === '' ? [] : [{ text: `expert: {stableRatioMax: ${numbers.stableRatioMax}}`, why: 'more fail today than the usual 5% at which margins are exact' }]),
  ];
  const head = `# Proposed by \`rampart init\` from ${measured} of what serves (${profile.measured.basis}). Change what you know better; the traffic it was computed with is in the\n# .traffic.json file beside it, and \`rampart validate\` says what the numbers imply.\n`;
  return head + lines.map(({ text, why }) => (why === '' ? text : `${text.padEnd(COMMENT_COLUMN)} # ${why}`)).join('\n') + '\n';
}

function catchesLine({ catches: { factors, within, why } }: Numbers): readonly Line[] {
  return factors.length === 0 ? [] : [{ text: `  catches: {${factors.map(([check, factor]) => `${check}: ${factor}x`).join(', ')}, within: ${within}}`, why }];
}

function serveLines({ identity: { serve }, slots, routerSays }: ProposalFacts): readonly Line[] {
  return [
    { text: 'serve:', why: '' },
    serve.kind === 'http' ? { text: `  http: ${scalar(serve.url)}`, why: routerSays } : { text: `  command: [${serve.argv.map(scalar).join(', ')}]`, why: routerSays },
    { text: `  slots: [${slots.map(scalar).join(', ')}]`, why: 'as the router names them' },
  ];
}

function metricsLines({ identity: { pages }, slots }: ProposalFacts): readonly Line[] {
  const perSlot = slots.map((slot) => ({ text: `      ${scalar(slot)}: [${(pages[slot] ?? []).map(scalar).join(', ')}]`, why: '' }));
  return [{ text: 'metrics:', why: '' }, { text: '  openmetrics:', why: '' }, { text: '    pages:', why: 'one address per pod' }, ...perSlot];
}

function checkLines({ signals, profile, numbers }: ProposalFacts): readonly Line[] {
  const { errors, latency, memory } = signals;
  const [failing, times, level] = [profile.checks['errors'], profile.checks['latency'], profile.checks['memory']];
  return [
    ...(errors === 'none' || failing?.kind !== 'counts'
      ? []
      : [
          { text: '  errors:', why: `${formatRatioRoughly(failing.trials === 0 ? 0 : failing.events / failing.trials)} today (${failing.events} of ${failing.trials})` },
          { text: `    share: ${scalar(errors.metric)}`, why: errors.of === '' ? 'recognised by its status label' : `of ${errors.of}` },
          ...matchersLine('among', errors),
          { text: `    where: ${singleQuoted(whereText(errors))}`, why: 'what counts as failed' },
          { text: `    worseBy: ${numbers.worseBy}`, why: numbers.whyWorseBy },
        ]),
    ...(latency === 'none' || times?.kind !== 'time'
      ? []
      : [
          { text: '  latency:', why: 'compared with stable at the buckets nearest p50, p90, p95 and p99' },
          { text: `    time: ${scalar(latency.metric)}`, why: latency.of === '' ? 'a histogram of seconds' : `of ${latency.of}` },
          ...matchersLine('where', latency),
          ...(numbers.latencyLimit === '' ? [] : [{ text: `    limit: {p99: ${numbers.latencyLimit}}`, why: numbers.whyLatencyLimit }]),
        ]),
    ...(memory === 'none' || level?.kind !== 'level' || numbers.memoryLimit === ''
      ? []
      : [{ text: `  memory: {level: ${scalar(memory.metric)}, limit: ${numbers.memoryLimit}, then: stepBack}`, why: numbers.whyMemoryLimit }]),
  ];
}

export function whereText({ failing }: FoundCounter): string {
  return formatLabelMatchers([failing]);
}

function matchersLine(key: 'among' | 'where', { among }: OfRequests): readonly Line[] {
  return among.length === 0 ? [] : [{ text: `    ${key}: ${singleQuoted(formatLabelMatchers(among))}`, why: 'without health checks, which say nothing of the model' }];
}

/** Plain where YAML reads a plain word as text, else in double quotes: JSON's quotes are YAML's as well. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9_.-]*(?::[A-Za-z][A-Za-z0-9_./-]*)?$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
