// rampart drill: a version that is known to be bad is let in at a small weight, with the real router and the real metrics, and has to be out in time.
import { digestPolicy, parseDuration, parseShare } from '@rampart/policy-document';
import { actorOf, type OpenedTarget } from '@rampart/ports-from-policy';
import { cleanLine, contextOf, duration, paint, percentOfWeight, renderStatusLine, sentence } from '@rampart/report';
import type { RegisteredRelease } from '@rampart/rollout-engine';
import type { Decision } from '@rampart/rollout-policy';
import { isSet, REPOSITORY_OPTIONS, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { drillPolicy, drillWeight, promisedMs, type DrillTerms } from '../drill/drill-policy.ts';
import { judgeDrill, type DrillPoint } from '../drill/judge-drill.ts';
import { runDrill, type DrillEnd } from '../drill/run-drill.ts';
import { withTarget } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

export const drill: Command = {
  name: 'drill',
  summary: 'lets a version that is known to be bad in at a small weight, and shows that it is taken out within the promise: 0 all held, 1 not, 2 refused',
  options: {
    version: { value: 'v1.2.3-broken', does: 'the bad version, registered like any other; it is never promoted, whatever the checks say' },
    artifact: { value: 'address', does: 'instead of a registered version: where the deployer fetches the bad bytes, with --digest' },
    digest: { value: 'sha256:...', does: 'of the bytes at --artifact' },
    weight: { value: '0.1%', does: 'share of the traffic (default: the first weight of the policy\'s ramp, else 0.1%)' },
    within: { value: '30m', does: 'time from its first traffic to its last (default: the shortest `catches` of the promise, else `decideWithin`)' },
    yes: { does: 'does not ask; needed where there is no terminal' },
    ...REPOSITORY_OPTIONS,
  },
  policies: 'one',
  run: (invocation) => {
    const asked = askedBy(invocation);
    if (asked.kind === 'mistakes') return Promise.resolve(tellUsage(invocation, 'drill', asked.mistakes));
    // Ctrl-C ends the looks, and never what brings the traffic back.
    const uninterrupted = { ...invocation, signal: new AbortController().signal };
    return withTarget(uninterrupted, (target) => drillTarget(invocation, target, asked));
  },
};

interface Asked {
  readonly kind: 'asked';
  readonly release: { readonly kind: 'version'; readonly version: string } | { readonly kind: 'artifact'; readonly release: RegisteredRelease };
  /** 0: as the policy begins. */
  readonly weightPpm: number;
  readonly withinMs: number | 'as promised';
}

function askedBy(invocation: Invocation): Asked | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] } {
  const [version, artifact, digest] = [textValue(invocation, 'version'), textValue(invocation, 'artifact'), textValue(invocation, 'digest')];
  const [weight, within] = [textValue(invocation, 'weight'), textValue(invocation, 'within')];
  const mistakes: string[] = [];
  if ((version === '') === (artifact === '')) mistakes.push('name the bad version: either --version, or --artifact with --digest');
  if (artifact !== '' && !/^sha256:[0-9a-f]{64}$/.test(digest)) mistakes.push('--digest: expected sha256: and 64 hexadecimal digits, of the bytes at --artifact');
  if (invocation.hideSecrets(artifact) !== artifact) mistakes.push('--artifact has a secret in it, and the address is recorded; give one without, and let the deployer know how to fetch it');
  if (artifact === '' && digest !== '') mistakes.push('--digest belongs to --artifact');
  const share = weight === '' ? ('as the policy begins' as const) : parseShare(weight);
  if (share !== 'as the policy begins' && (share.kind === 'refused' || share.value === 0 || share.value > 500_000)) mistakes.push(`--weight: expected a share above 0% and up to 50%, got ${JSON.stringify(weight)}`);
  const time = within === '' ? ('as promised' as const) : parseDuration(within);
  if (time !== 'as promised' && (time.kind === 'refused' || time.value === 0)) mistakes.push(`--within: expected a time such as 30m, got ${JSON.stringify(within)}`);
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  const weightPpm = share === 'as the policy begins' || share.kind === 'refused' ? 0 : share.value;
  const withinMs = time === 'as promised' || time.kind === 'refused' ? 'as promised' : time.value;
  return { kind: 'asked', release: artifact === '' ? { kind: 'version', version } : { kind: 'artifact', release: { kind: 'release', version: 'drill', digest, artifact } }, weightPpm, withinMs };
}

async function drillTarget(invocation: Invocation, { ports, pinned: { policy }, breakGlass }: OpenedTarget, asked: Asked): Promise<ExitCode> {
  const { console, signal } = invocation;
  const refuse = (why: string): ExitCode => {
    console.err(`rampart drill: ${policy.target}: ${cleanLine(why, 1_000)}`);
    return 2;
  };
  const view = await ports.ledger.read(policy.target);
  if (view.kind === 'error') return refuse(view.error.message);
  if (view.value.kind === 'present' && view.value.state.rollout.kind === 'live') return refuse(`${view.value.state.rollout.candidate.version} is being released; a drill waits until that has ended`);
  const reading = await ports.router.read(policy.target);
  if (reading.kind === 'error') return refuse(reading.error.message);
  const resolved = asked.release.kind === 'artifact' ? ({ kind: 'ok', value: asked.release.release } as const) : await ports.registry.resolve(policy.model.name, asked.release.version);
  if (resolved.kind === 'error') return refuse(resolved.error.message);
  const terms: DrillTerms = { weight: drillWeight(policy, { asked: asked.weightPpm, step: reading.value.step }), withinMs: asked.withinMs === 'as promised' ? promisedMs(policy) : asked.withinMs };
  if (!(await isConfirmed(invocation, `${policy.target}: ${cleanLine(resolved.value.version, 60)} gets ${percentOfWeight(terms.weight)} of the real traffic for up to ${duration(terms.withinMs)}. Users will get its answers.`))) return refuse('not confirmed; nothing was changed. On a terminal type yes, elsewhere give --yes');

  const own = drillPolicy(policy, terms);
  const stableSlot = view.value.kind === 'present' ? view.value.state.stable.slot : (reading.value.slots.find(({ weight }) => weight === 1_000_000)?.slot ?? '');
  const onInterrupt = (): void => {
    console.overwrite('');
    console.err('rampart drill: interrupted; taking the traffic back. Please wait');
  };
  signal.addEventListener('abort', onInterrupt, { once: true });
  try {
    const end = await runDrill(
      { pinned: { policy: own, digest: digestPolicy(own) }, release: resolved.value, actor: actorOf(invocation.env), withinMs: terms.withinMs },
      { ports, interrupted: signal, told: (outcome) => ('state' in outcome ? console.overwrite(renderStatusLine(outcome.state, ports.clock.nowMs(), console.errStyle)) : undefined) },
    );
    console.overwrite('');
    return end.kind === 'refused' ? refuse(end.why) : await tellEnd(invocation, end, { ports, terms, badRequestsMax: policy.promise.badRequestsMax, breakGlass: breakGlass(stableSlot) });
  } catch (error) {
    // A bug of ours must not leave it in.
    console.err(`rampart drill: it broke off. If the traffic of ${policy.target} is not back: ${breakGlass(stableSlot)}`);
    throw error;
  } finally {
    signal.removeEventListener('abort', onInterrupt);
  }
}

async function isConfirmed(invocation: Invocation, what: string): Promise<boolean> {
  if (isSet(invocation, 'yes')) return true;
  if (invocation.ask === undefined) return false;
  return /^y(es)?$/i.test((await invocation.ask(`${what}\nGo on? Type yes: `)).trim());
}

interface Ending {
  readonly ports: OpenedTarget['ports'];
  readonly terms: DrillTerms;
  readonly badRequestsMax: number;
  readonly breakGlass: string;
}

async function tellEnd(invocation: Invocation, end: Extract<DrillEnd, { kind: 'done' }>, { ports, terms, badRequestsMax, breakGlass }: Ending): Promise<ExitCode> {
  const { console } = invocation;
  const { facts, stopped, isReadBack, taken, state } = end;
  const points = judgeDrill(facts, { withinMs: terms.withinMs, badRequestsMax }, { stopped, isReadBack });
  const held = points.every((point) => point.held) && stopped === 'out';
  const warnings = taken === 'not needed' ? [] : [...taken.warnings, ...taken.todo.map((todo) => `left to do: ${todo}`)];
  const events = await ports.ledger.history(state.target);
  // What took it out; of one that got no traffic, what kept it waiting.
  const tells = (kind: Decision['kind']): boolean => (kind === 'rollback') === (facts.exposedAtMs !== 'never');
  const decided = events.kind === 'ok' ? events.value.findLast((event) => event.kind === 'ticked' && event.rolloutId === facts.rolloutId && tells(event.decision.kind)) : undefined;
  const why = decided?.kind === 'ticked' ? sentence(decided.decision, contextOf(state, events.kind === 'ok' ? events.value : [])) : '';
  if (isSet(invocation, 'json')) console.out(JSON.stringify({ drill: { target: state.target, ...facts, withinMs: terms.withinMs, badRequestsMax, stopped, why }, held, points, warnings }, null, 2));
  else {
    const lines = [headline(state.target, facts.version, held, stopped), ...points.map((point) => line(point, invocation)), ...(why === '' ? [] : [`  ${cleanLine(why, 1_000)}`]), ...warnings.map((text) => `  Note: ${cleanLine(text, 1_000)}`), ...(isReadBack ? [] : [`  TAKE IT OUT BY HAND: ${breakGlass}`])];
    console.out(lines.map((text, index) => (index === 0 ? paint(text, ['bold', held ? 'green' : 'red'], console.style) : text)).join('\n'));
  }
  return held ? 0 : 1;
}

function headline(target: string, version: string, held: boolean, stopped: string): string {
  const name = cleanLine(version, 60);
  if (held) return `✔ ${target}: the drill held, ${name} was caught and is out`;
  return stopped === 'interrupted' ? `✘ ${target}: the drill was interrupted, ${name} was taken back` : `✘ ${target}: the drill did not hold`;
}

function line({ what, held, seen }: DrillPoint, { console }: Invocation): string {
  return paint(`  ${held ? '✔' : '✘'} ${what.padEnd(28)} ${seen}`, held ? [] : ['red'], console.style);
}
