// What the token of a job is asked for: what the ledger needs, and what each mirror that is wanted needs. Comments on pull requests are left out: there is no request for
// them that would not write.
import type { WantedPermission } from './read-github.ts';

const NEEDED: readonly WantedPermission[] = [
  { permission: 'contents', access: 'write', at: 'state', purpose: 'the ledger is a branch of it, so nothing starts without', isNeeded: true },
  { permission: 'contents', access: 'read', at: 'home', purpose: 'policies and the tags of models are read from it', isNeeded: true },
];

/** By the name of the mirror (docs/state-on-github.md). */
const SHOWN: Readonly<Record<string, WantedPermission>> = {
  deployments: { permission: 'deployments', access: 'write', at: 'home', purpose: 'without it a rollout is not shown as a deployment', isNeeded: false },
  statuses: { permission: 'statuses', access: 'write', at: 'home', purpose: 'without it versions get no status', isNeeded: false },
  incident: { permission: 'issues', access: 'write', at: 'home', purpose: 'without it a rollback opens no incident', isNeeded: false },
  release: { permission: 'contents', access: 'write', at: 'home', purpose: 'without it releases get no notes', isNeeded: false },
};

/** `mirrors`: names of those that are wanted; empty: all. */
export function wantedPermissions(mirrors: readonly string[]): readonly WantedPermission[] {
  return [...NEEDED, ...Object.entries(SHOWN).flatMap(([name, wanted]) => (mirrors.length === 0 || mirrors.includes(name) ? [wanted] : []))];
}
