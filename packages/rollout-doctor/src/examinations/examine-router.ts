// Is the route there, whose is it, and does what serves on it agree with the ledger?
import { shownAddress } from '@rampart/json-exchange';
import { cleanLine, percentOfWeight } from '@rampart/report';
import type { RouterReading, SlotReading } from '@rampart/rollout-engine';
import type { Policy, Stage, TargetState } from '@rampart/rollout-policy';
import { say, type Examined, type Finding } from '../finding.ts';
import type { TargetReadings } from '../readings/target-readings.ts';
import { knownState } from './known-state.ts';

const ALL_PPM = 1_000_000;

/** The rollout id in the stamp of the line that takes all traffic back without Rampart. */
const BREAK_GLASS = 'break-glass';

interface Known {
  readonly state: TargetState | 'none';
  readonly canBeRead: boolean;
}

export function examineRouter({ policy, router, ledger }: Pick<TargetReadings, 'policy' | 'router' | 'ledger'>): Examined {
  if (router.kind === 'error') {
    const address = policy.serve.kind === 'http' ? shownAddress(policy.serve.url) : policy.serve.argv.join(' ');
    const finding: Finding = {
      code: 'RMP801',
      gravity: 'mend',
      about: 'router',
      seen: cleanLine(router.error.message),
      why: 'without the router no traffic can be moved, and none can be taken back',
      fix: router.error.code === 'denied' ? say('give the token that the router asks for: RAMPART_ROUTER_TOKEN, or the input router-token') : { text: `let it answer this, as docs/router-contract.md says (now asked: ${cleanLine(address, 120)})`, paste: [JSON.stringify({ op: 'read', target: policy.target })] },
    };
    return { area: 'router', saw: [], findings: [finding] };
  }
  const reading = router.value;
  const state = knownState(ledger.view);
  return { area: 'router', saw: seenOf(reading), findings: [...strangeSlots(policy, reading), ...owner(policy, reading, { state, canBeRead: ledger.view.kind === 'ok' }), ...servesOther(reading, state), ...notReady(reading, state), ...cannot(policy, reading)] };
}

function seenOf({ slots, step, stamp }: RouterReading): readonly string[] {
  const one = ({ slot, weight, placed }: SlotReading): string => `${cleanLine(slot, 40)} ${percentOfWeight(weight)}, ${placed.kind === 'nothing' ? 'empty' : `${cleanLine(placed.version, 40)}${placed.ready ? '' : ', not ready'}`}`;
  return [`${slots.map(one).join('; ')}; steps of ${percentOfWeight(step)}`, setBy(stamp)];
}

function setBy(stamp: RouterReading['stamp']): string {
  if (stamp.kind === 'none') return 'nobody has set weights through Rampart here';
  return stamp.rolloutId === BREAK_GLASS ? 'last set by a person, with the line that takes all traffic back' : `last set by rollout ${cleanLine(stamp.rolloutId, 40)}, step ${String(stamp.sequence)}`;
}

function strangeSlots({ serve }: Policy, { slots }: RouterReading): readonly Finding[] {
  const missing = serve.slots.filter((name) => !slots.some(({ slot }) => slot === name));
  if (missing.length === 0) return [];
  const there = slots.map(({ slot }) => cleanLine(slot, 40));
  return [
    {
      code: 'RMP802',
      gravity: 'mend',
      about: `slot ${missing.join(', ')}`,
      seen: `the router has ${there.join(' and ') || 'no slots'}, the policy names ${serve.slots.join(' and ')}`,
      why: 'nothing starts on a slot that is not there',
      fix: { text: 'name the slots of the router in the policy', paste: [`serve: {${serve.kind === 'http' ? `http: ${shownAddress(serve.url)}` : `command: [${serve.argv.join(', ')}]`}, slots: [${there.join(', ')}]}`] },
    },
  ];
}

/** Weights that no ledger explains, or that are stamped by a rollout that the ledger does not know. */
function owner({ target }: Policy, { slots, stamp }: RouterReading, { state, canBeRead }: Known): readonly Finding[] {
  const findings: Finding[] = [];
  const serving = slots.filter(({ weight }) => weight > 0);
  const isLive = state !== 'none' && state.rollout.kind === 'live';
  if (serving.length > 1 && !isLive) {
    findings.push({
      code: 'RMP803',
      gravity: 'mend',
      about: 'weights',
      seen: `${serving.map(({ slot, weight }) => `${cleanLine(slot, 40)} has ${percentOfWeight(weight)}`).join(' and ')}, and no rollout of ${target} is live`,
      why: 'somebody else moves this route, so it is unclear which version is stable; a rollout would refuse to start',
      fix: say(`give all traffic to the slot that shall stay, by the router's own means, and let nobody but Rampart set these weights`),
    });
  }
  // What a person did by hand is no rollout; and of a ledger that cannot be read nobody knows what is in it.
  if (stamp.kind === 'stamp' && stamp.rolloutId !== BREAK_GLASS && canBeRead && !knows(state, stamp.rolloutId)) {
    const recorded = state === 'none' ? `${target} has no ledger here` : `the ledger of ${target} has no such rollout`;
    findings.push({
      code: 'RMP803',
      gravity: 'mend',
      about: 'stamp',
      seen: `the last change was made by rollout ${cleanLine(stamp.rolloutId, 40)}; ${recorded}`,
      why: 'another target, another policy or another ledger moves the same route, and the two would undo each other',
      fix: say('look for another policy with the same serve:, or name the ledger that this target had before (--ledger, state-repository); where a new history is meant, the first release clears this'),
    });
  }
  return findings;
}

function knows(state: TargetState | 'none', rolloutId: string): boolean {
  if (state === 'none') return false;
  // No more than the newest fifty are kept.
  const ids = [...state.ended, ...state.following].map(({ id }) => id);
  return ids.length >= 50 || ids.includes(rolloutId) || (state.rollout.kind === 'live' && state.rollout.id === rolloutId);
}

function servesOther({ slots }: RouterReading, state: TargetState | 'none'): readonly Finding[] {
  if (state === 'none' || state.rollout.kind === 'live') return [];
  const { stable, target } = state;
  const serving = slots.find(({ weight }) => weight === ALL_PPM);
  const digest = serving?.placed.kind === 'release' ? serving.placed.digest : '';
  if (serving === undefined || (serving.slot === stable.slot && (digest === stable.digest || digest === ''))) return [];
  const now = serving.placed.kind === 'release' ? `${cleanLine(serving.placed.version, 40)} (${cleanLine(digest, 20)}…)` : 'something without a name';
  return [
    {
      code: 'RMP804',
      gravity: 'mend',
      about: `slot ${cleanLine(serving.slot, 40)}`,
      seen: `all traffic is on ${now} in slot ${cleanLine(serving.slot, 40)}; the ledger has ${stable.version} (${stable.digest.slice(0, 20)}…) in slot ${stable.slot}`,
      why: 'a rollout would compare with, and go back to, something that does not serve',
      fix: say(`if this is meant, begin a new ledger for ${target} with rampart adopt and a target name of its own; else bring ${stable.version} back to slot ${stable.slot}`),
    },
  ];
}

function notReady({ slots }: RouterReading, state: TargetState | 'none'): readonly Finding[] {
  const candidateSlot = state !== 'none' && state.rollout.kind === 'live' ? state.rollout.candidate.slot : '';
  return slots.flatMap(({ slot, weight, placed }): readonly Finding[] => {
    const isStable = weight > 0 && slot !== candidateSlot;
    if (placed.kind === 'release' && placed.ready) return [];
    if (!isStable && slot !== candidateSlot) return [];
    return [
      {
        code: 'RMP805',
        gravity: isStable ? 'mend' : 'mind',
        about: `slot ${cleanLine(slot, 40)}`,
        seen: placed.kind === 'nothing' ? `the router names no release in slot ${cleanLine(slot, 40)}, which has ${percentOfWeight(weight)}` : `${cleanLine(placed.version, 40)} in slot ${cleanLine(slot, 40)} has ${percentOfWeight(weight)} and is not ready`,
        why: isStable ? 'there is nothing safe to go back to' : 'the candidate gets no traffic before it is ready',
        fix: placed.kind === 'nothing' ? { text: 'let `read` name what is in the slot', paste: ['"release": {"version": "v1", "digest": "sha256:...", "ready": true}'] } : say('find out why it does not become ready; a slot without a ready version is placed anew at the next tick only while it has no traffic'),
      },
    ];
  });
}

function cannot({ plan }: Policy, { step, mirror }: RouterReading): readonly Finding[] {
  const findings: Finding[] = [];
  if (mirror === 'cannot' && plan.some(({ kind }) => kind === 'shadow')) {
    findings.push({
      code: 'RMP806',
      gravity: 'mend',
      about: 'shadow',
      seen: 'the plan has a shadow stage, and the answers of the router have no "mirror"',
      why: 'the rollout would hold in that stage for ever',
      fix: { text: 'answer `mirror` (docs/router-contract.md), or leave the stage out', paste: [`plan: [${plan.filter(({ kind }) => kind !== 'shadow').map(({ kind }) => kind).join(', ')}]`] },
    });
  }
  const first = firstWeight(plan);
  if (first > 0 && first < step) {
    findings.push({
      code: 'RMP806',
      gravity: 'mend',
      about: 'first weight',
      seen: `the ramp begins at ${percentOfWeight(first)}, the smallest step of the router is ${percentOfWeight(step)}`,
      why: 'it would be rounded down to 0 %, so nothing would ever be measured',
      fix: { text: 'begin with a step that the router can make', paste: [`plan: [smoke, ramp: {weights: [${percentOfWeight(step)}, ...], every: 10m}]`] },
    });
  }
  return findings;
}

function firstWeight(plan: readonly Stage[]): number {
  const ramp = plan.find((stage) => stage.kind === 'ramp');
  return ramp?.kind === 'ramp' && ramp.steps.kind === 'ladder' ? (ramp.steps.weights[0] ?? 0) : 0;
}
