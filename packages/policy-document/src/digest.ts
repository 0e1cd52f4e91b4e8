// The identity of a policy: one digest for one meaning, however it was written.
import { createHash } from 'node:crypto';
import { invariant, type Policy } from '@rampart/rollout-policy';

/** `sha256:` and 64 hex digits of the canonical JSON of the expanded policy. Two files that mean the same have the same digest. */
export function digestPolicy(policy: Policy): string {
  return `sha256:${createHash('sha256').update(canonicalJson(policy), 'utf8').digest('hex')}`;
}

/** JSON without white space, keys sorted by UTF-16 code unit. Takes plain data only: no undefined, no NaN. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  const isPlain = typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
  invariant(isPlain, 'canonical JSON holds plain data', { type: typeof value });
  return JSON.stringify(value);
}
