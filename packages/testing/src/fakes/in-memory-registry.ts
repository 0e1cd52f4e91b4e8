// The model registry port in memory: versions, cancellations, pointers with their history.
import { failed, ok, type ModelRegistry, type PointerMove, type RegisteredRelease, type Result } from '@rampart/rollout-engine';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface InMemoryRegistry extends ModelRegistry {
  readonly faults: FaultSwitch<'newest' | 'resolve' | 'pointer' | 'movePointer'>;
  register(model: string, release: Omit<RegisteredRelease, 'kind'>): void;
  cancel(model: string, version: string): void;
  /** Every move that changed something, oldest first. */
  moves(): readonly PointerMove[];
}

export function inMemoryRegistry(): InMemoryRegistry {
  const releases = new Map<string, readonly RegisteredRelease[]>();
  const moves: PointerMove[] = [];
  const faults = faultBox<'newest' | 'resolve' | 'pointer' | 'movePointer'>();
  const of = (model: string): readonly RegisteredRelease[] => releases.get(model) ?? [];

  const newest = (model: string): { readonly kind: 'none' } | RegisteredRelease =>
    [...of(model)].sort((a, b) => compareVersions(a.version, b.version)).at(-1) ?? { kind: 'none' };
  const resolve = (model: string, version: string): Result<RegisteredRelease> => {
    const found = of(model).find((release) => release.version === version);
    return found === undefined ? refusal('missing', `${model} has no version ${version}`) : ok(found);
  };
  const pointer = (model: string, stage: string): { readonly kind: 'none' } | { readonly kind: 'at'; readonly version: string } => {
    const last = moves.findLast((move) => move.model === model && move.stage === stage);
    return last === undefined ? { kind: 'none' } : { kind: 'at', version: last.to };
  };
  const movePointer = (move: PointerMove): Result<{ readonly record: string }> => {
    const at = pointer(move.model, move.stage);
    const seen = at.kind === 'at' ? at.version : '';
    if (seen !== move.to) {
      if (seen !== (move.from.kind === 'at' ? move.from.version : '')) return refusal('conflict', `${move.stage} of ${move.model} is at "${seen}"`);
      if (!of(move.model).some((release) => release.version === move.to)) return refusal('missing', `${move.model} has no version ${move.to}`);
      moves.push(move);
    }
    return ok({ record: `${move.model}#${move.stage}#${String(moves.length)}` });
  };

  return {
    faults,
    register: (model, release) => void releases.set(model, [...of(model), { kind: 'release', ...release }]),
    cancel: (model, version) => void releases.set(model, of(model).filter((release) => release.version !== version)),
    moves: () => [...moves],
    newest: (model) => Promise.resolve(answerUnder(faults.take('newest'), 'registry', 'read', () => ok(newest(model)))),
    resolve: (model, version) => Promise.resolve(answerUnder(faults.take('resolve'), 'registry', 'read', () => resolve(model, version))),
    pointer: (model, stage) => Promise.resolve(answerUnder(faults.take('pointer'), 'registry', 'read', () => ok(pointer(model, stage)))),
    movePointer: (move) => Promise.resolve(answerUnder(faults.take('movePointer'), 'registry', 'write', () => movePointer(move))),
  };
}

function refusal(code: 'missing' | 'conflict', message: string): Result<never> {
  return failed({ port: 'registry', code, message, retryable: false, outcome: 'not-done' });
}

/** By semantic version precedence: `v1.10.0` is above `v1.9.0`, and a pre-release below its release. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [splitVersion(a), splitVersion(b)];
  for (const index of [0, 1, 2]) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre === right.pre) return 0;
  if (left.pre === '') return 1;
  if (right.pre === '') return -1;
  return left.pre.localeCompare(right.pre, 'en', { numeric: true });
}

function splitVersion(version: string): { readonly numbers: readonly number[]; readonly pre: string } {
  const [core = '', ...pre] = version.replace(/^v/, '').split('-');
  return { numbers: core.split('.').map(Number), pre: pre.join('-') };
}
