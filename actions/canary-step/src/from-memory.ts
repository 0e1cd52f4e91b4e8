// A look of a job that stays, while the ledger is out of reach: from the state that it read last. It records nothing, so it can raise nothing; it takes away
// what must not stay exposed, and only while the router stands where this job knows it to stand. Whoever moved it since knows more.
import { failed, NO_REPORT, ok, tick, type PortError, type Ports, type Report, type TickInput, type WeightChange } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';

export interface Memory {
  /** As the last look that reached the ledger left it. */
  readonly state: TargetState;
  /** Effects that looks from memory have made since: the ledger does not know them yet. */
  readonly made: Set<string>;
  /** The lowering that was wanted last, while the router has not confirmed it: traffic may be where it must not stay. */
  readonly unconfirmed: Set<string>;
}

export function memoryOf(state: TargetState): Memory {
  return { state, made: new Set(), unconfirmed: new Set() };
}

/** Nothing is exposed that a look could take away, or what is there may not be trusted: a history that was tampered with decides nothing. */
export function canLookFromMemory({ state: { rollout } }: Memory, { code }: PortError): boolean {
  return (code === 'unavailable' || code === 'denied') && rollout.kind === 'live' && rollout.phase === 'trial' && rollout.weight > 0;
}

export async function lookFromMemory(ports: Ports, memory: Memory, error: PortError, input: TickInput): Promise<Report> {
  const outcome = await tick(portsFromMemory(ports, memory, error), { ...input, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'nothing' } });
  if (outcome.kind !== 'decided' || outcome.decision.kind === 'hold') return NO_REPORT;
  const { decision, warnings, todo } = outcome;
  const said = `decided without the ledger, from what was read of it last: ${decision.kind}, to ${String(decision.to / 10_000)} %. The router's stamp tells the next look that reaches the ledger`;
  return { warnings: [said, ...warnings], todo };
}

function portsFromMemory(ports: Ports, { state, made, unconfirmed }: Memory, error: PortError): Ports {
  const { rollout } = state;
  let seen: { readonly kind: 'nothing' } | { readonly kind: 'others' } | { readonly kind: 'ours'; readonly version: string } = { kind: 'nothing' };
  const isOurs = (effectId: string): boolean => rollout.kind === 'live' && (effectId === rollout.confirmedEffect || (rollout.pending.kind !== 'none' && effectId === rollout.pending.id) || made.has(effectId));
  return {
    ...ports,
    ledger: { ...ports.ledger, read: () => Promise.resolve(ok({ kind: 'present', head: 'out of reach', state })), append: () => Promise.resolve(failed(error)) },
    router: {
      ...ports.router,
      read: async (target) => {
        const reading = await ports.router.read(target);
        if (reading.kind === 'ok') seen = reading.value.stamp.kind === 'stamp' && isOurs(reading.value.stamp.effectId) ? { kind: 'ours', version: reading.value.version } : { kind: 'others' };
        return reading;
      },
      set: async (change) => {
        const { effectId } = change.stamp;
        unconfirmed.clear();
        // Whoever has moved it since knows more: what was open before is theirs.
        if (seen.kind === 'others') return failed({ port: 'router', code: 'conflict', message: 'somebody else has moved the traffic since the ledger could be read', retryable: true, outcome: 'not-done' });
        if (isLower(change, rollout)) unconfirmed.add(effectId);
        if (seen.kind === 'nothing') return failed({ port: 'router', code: 'unavailable', message: 'it could not be read, and without the ledger nothing else tells who has moved the traffic last', retryable: true, outcome: 'not-done' });
        made.add(effectId);
        const answer = await ports.router.set({ ...change, ifVersion: { kind: 'is', version: seen.version } });
        if (answer.kind === 'error' && answer.error.code === 'conflict' && answer.error.outcome === 'not-done') unconfirmed.delete(effectId);
        return answer;
      },
      settle: async (target, version) => {
        const settled = await ports.router.settle(target, version);
        if (settled.kind === 'ok' && settled.value.settled) unconfirmed.clear();
        return settled;
      },
    },
  };
}

function isLower({ weights }: WeightChange, rollout: TargetState['rollout']): boolean {
  return rollout.kind === 'live' && (weights[rollout.candidate.slot] ?? 0) < rollout.weight;
}
