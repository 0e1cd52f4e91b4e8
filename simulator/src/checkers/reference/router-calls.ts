// What jobs asked the router for, read from the one line that a recording keeps of each call, and which effect it carried out.
import type { PortCall, Recording, WeightInForce } from '../../rollout/recording.ts';

export interface SetCall {
  readonly call: PortCall;
  /** Place among all calls. */
  readonly index: number;
  readonly effectId: string;
  /** Whether the call is bound to the version that was read. */
  readonly isFenced: boolean;
}

/** `effectId {"slot":ppm,..} if version`. */
export function setCalls({ calls }: Pick<Recording, 'calls'>): readonly SetCall[] {
  return calls.flatMap((call, index) => {
    const effectId = call.about.split(' ')[0] ?? '';
    return call.port === 'router' && call.method === 'set' && effectId !== '' ? [{ call, index, effectId, isFenced: !call.about.endsWith(' if any') }] : [];
  });
}

/** `<rollout>/<sequence>/<weight>`, with `+<mirror>` where there is one. Others (the rollback job's own) are not planned by the core. */
export interface PlannedId {
  readonly rolloutId: string;
  readonly sequence: number;
  readonly weight: number;
  readonly mirror: number;
}

export function plannedId(effectId: string): PlannedId | 'another' {
  const parts = /^(.+)\/(\d+)\/(\d+)(?:\+(\d+))?$/.exec(effectId);
  if (parts === null) return 'another';
  const [, rolloutId = '', sequence = '', weight = '', mirror = '0'] = parts;
  return { rolloutId, sequence: Number(sequence), weight: Number(weight), mirror: Number(mirror) };
}

/** The effect that a change of the router carried out: as it says itself, else the newest call before it that asked for that weight. */
export function effectIdOf({ calls, trial }: Recording, { effectId, atMs, weightPpm, rolloutId, by }: WeightInForce): string {
  if (effectId !== undefined || by === 'person') return effectId ?? '';
  const { stepPpm } = trial.scenario.router;
  const asked = setCalls({ calls }).filter(({ call }) => call.atMs <= atMs).toReversed();
  const carried = asked.find((set) => {
    const planned = plannedId(set.effectId);
    return planned !== 'another' && planned.rolloutId === rolloutId && planned.weight - (planned.weight % stepPpm) === weightPpm;
  });
  return carried?.effectId ?? '';
}
