// A look of a job that stays, while the ledger is out of reach: from the state that it read last. It records nothing, so it can raise nothing; it takes away
// what must not stay exposed, and only while the router stands where this job knows it to stand. Whoever moved it since knows more.
import { failed, NO_REPORT, ok, tick, type PortError, type Ports, type Report, type TickInput } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';

export interface Memory {
  /** As the last look that reached the ledger left it. */
  readonly state: TargetState;
  /** Effects that looks from memory have made since: the ledger does not know them yet. */
  readonly made: Set<string>;
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

function portsFromMemory(ports: Ports, { state, made }: Memory, error: PortError): Ports {
  const { rollout } = state;
  let read: { readonly version: string; readonly isOurs: boolean } = { version: '', isOurs: false };
  const isOurs = (effectId: string): boolean => rollout.kind === 'live' && (effectId === rollout.confirmedEffect || (rollout.pending.kind !== 'none' && effectId === rollout.pending.id) || made.has(effectId));
  return {
    ...ports,
    ledger: { ...ports.ledger, read: () => Promise.resolve(ok({ kind: 'present', head: 'out of reach', state })), append: () => Promise.resolve(failed(error)) },
    router: {
      ...ports.router,
      read: async (target) => {
        const reading = await ports.router.read(target);
        if (reading.kind === 'ok') read = { version: reading.value.version, isOurs: reading.value.stamp.kind === 'stamp' && isOurs(reading.value.stamp.effectId) };
        return reading;
      },
      set: (change) => {
        if (!read.isOurs) return Promise.resolve(failed({ port: 'router', code: 'conflict', message: 'somebody else has moved the traffic since the ledger could be read', retryable: true, outcome: 'not-done' }));
        made.add(change.stamp.effectId);
        return ports.router.set({ ...change, ifVersion: { kind: 'is', version: read.version } });
      },
    },
  };
}
