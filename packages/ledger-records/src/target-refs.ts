// Names of refs and files for a target. A target may be called anything; its name becomes one path segment that git accepts, and
// the hash keeps apart what looks the same then. (`prod` and `prod/eu` could not both be branches as they stand.)
import { hash } from 'node:crypto';
import type { FreezeHolder } from '@rampart/rollout-engine';

export function ledgerRef(target: string): string {
  return `refs/heads/rollouts/${targetSlug(target)}`;
}

/** One ref for the freezes of all targets; a target's slug always ends in a hash, so no target takes this name. */
export const FREEZES_REF = 'refs/heads/rollouts/freezes';

/** A target may be frozen by a person and by its live rollout at the same time. No slug has a dot, so no two of these names are one. */
export function freezeFile(target: string, by: FreezeHolder = 'hand'): string {
  return `${targetSlug(target)}${by === 'hand' ? '' : '.rollout'}.json`;
}

/** `none`: no freeze, e.g. the README of the branch. */
export function freezeHolderOf(file: string): FreezeHolder | 'none' {
  if (!file.endsWith('.json')) return 'none';
  return file.endsWith('.rollout.json') ? 'rollout' : 'hand';
}

/** `<letters, digits, - and _ of the name>-<first 8 hex digits of the SHA-256 of the name>` */
export function targetSlug(target: string): string {
  const readable = target
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `${readable === '' ? 'target' : readable}-${hash('sha256', target).slice(0, 8)}`;
}
