// Ports that pass no secret on: what a router, a metric page, a registry or a command says ends in commits, comments and issues, which nobody masks.
import type { Ports, PortError, Result } from '@rampart/rollout-engine';

export type HideSecrets = (text: string) => string;

/** Everything that comes in is clean: names, errors, evidence and what was counted. What goes out is as it was. */
export function secretivePorts(ports: Ports, hide: HideSecrets): Ports {
  const { router, deployer, metrics, registry, smoke, ledger, freeze } = ports;
  const clean = async <T>(answer: Promise<T>): Promise<T> => withoutSecrets(await answer, hide);
  return {
    ...ports,
    router: {
      read: (target) => clean(router.read(target)),
      set: (change) => clean(router.set(change)),
      settle: (target, version) => clean(router.settle(target, version)),
    },
    deployer: { place: (placement) => clean(deployer.place(placement)) },
    metrics: { fetchBlocks: (request) => clean(metrics.fetchBlocks(request)) },
    registry: {
      newest: (model) => clean(registry.newest(model)),
      resolve: (model, version) => clean(registry.resolve(model, version)),
      pointer: (model, stage) => clean(registry.pointer(model, stage)),
      movePointer: (move) => clean(registry.movePointer(move)),
    },
    smoke: { ask: (question) => clean(smoke.ask(question)) },
    // Its records are what they are: only what it says of itself is foreign.
    ledger: {
      ...ledger,
      read: async (...asked) => cleanError(await ledger.read(...asked), hide),
      append: async (...asked) => cleanError(await ledger.append(...asked), hide),
      history: async (...asked) => cleanError(await ledger.history(...asked), hide),
    },
    freeze: { verify: (...asked) => clean(freeze.verify(...asked)), pin: (request) => freeze.pin(request) },
  };
}

function cleanError<T>(result: Result<T>, hide: HideSecrets): Result<T> {
  if (result.kind === 'ok') return result;
  const error: PortError = { ...result.error, message: hide(result.error.message) };
  return { kind: 'error', error };
}

/** The same value with clean texts and keys; what holds no secret is not copied. Causes are for us alone, and stay. */
function withoutSecrets<T>(value: T, hide: HideSecrets): T {
  return replaced(value, hide) as T;
}

function replaced(value: unknown, hide: HideSecrets): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => replaced(item, hide));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([name, field]) => ({ name, key: hide(name), before: field, field: name === 'cause' ? field : replaced(field, hide) }));
  if (entries.every(({ name, key, before, field }) => key === name && field === before)) return value;
  return Object.fromEntries(apart(entries.map(({ key, field }) => [key, field])));
}

/** Two names that differ in a secret alone stay two. */
function apart(entries: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  const seen = new Map<string, number>();
  return entries.map(([key, field]) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? [key, field] : [`${key} (${String(times)})`, field];
  });
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}
