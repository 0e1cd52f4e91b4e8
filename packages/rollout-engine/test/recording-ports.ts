// A proxy around all ports: writes down every call, and can kill the process before or after any of them.
import type { Ports } from '../src/index.ts';

/** Thrown where the process dies. Nothing in the engine may catch it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export type KillPoint = { readonly kind: 'never' } | { readonly kind: 'before' | 'after'; readonly call: number };

export interface Recording {
  readonly calls: string[];
}

const PORTS = ['ledger', 'router', 'deployer', 'metrics', 'registry', 'freeze', 'smoke'] as const;

export function recordingPorts(ports: Ports, recording: Recording, kill: KillPoint): Ports {
  const wrapped = Object.fromEntries(PORTS.map((name) => [name, watched(name, ports[name], recording, kill)]));
  return { ...ports, ...wrapped };
}

function watched(name: string, port: object, recording: Recording, kill: KillPoint): object {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || typeof key !== 'string') return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const call = recording.calls.push(`${name}.${key}`) - 1;
        if (kill.kind === 'before' && kill.call === call) throw new Killed(`before ${name}.${key}`);
        const answer: unknown = await Reflect.apply(member, target, args);
        if (kill.kind === 'after' && kill.call === call) throw new Killed(`after ${name}.${key}`);
        return answer;
      };
    },
  });
}
