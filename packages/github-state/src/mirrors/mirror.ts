// One place where people look, kept as the ledger says. It reads before it writes, writes on change alone, and never puts an older text over a newer one.
import type { FailedAnswer, Permissions } from '@rampart/github-api';
import { tagLine } from './plain-text.ts';
import type { Story } from './story.ts';
import type { VersionCommit } from './version-commit.ts';

export type MirrorName = 'deployments' | 'statuses' | 'comment' | 'incident' | 'release' | 'freeze';

export interface Mirror {
  readonly name: MirrorName;
  /** For people: what it is, and what is not there without it. */
  readonly what: string;
  readonly lost: string;
  /** All that it takes, so that nobody is sent for one permission after the other. */
  readonly needs: Permissions;
  /** Whether there is anything to show, so that the version's commit is looked for only then. */
  readonly needsCommit: (story: Story) => boolean;
  show(story: Story, commit: VersionCommit): Promise<MirrorOutcome>;
}

export type MirrorOutcome =
  /** It is as it should be now; `url`: where people see it, if it is a page. */
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'nothing' }
  /** There is no place for it, and trying again at once would not help. */
  | { readonly kind: 'no-place'; readonly why: string }
  | { readonly kind: 'failed'; readonly answer: FailedAnswer };

export const NOTHING: MirrorOutcome = { kind: 'nothing' };

export function shown(url: string): MirrorOutcome {
  return { kind: 'shown', url };
}

export function failedWith(answer: FailedAnswer): MirrorOutcome {
  return { kind: 'failed', answer };
}

/** Where versions are no tags of this repository, that is how it is meant to be. */
export function withoutTag(tag: string): MirrorOutcome {
  return tag === '' ? NOTHING : { kind: 'no-place', why: `the tag ${tagLine(tag, 100)} is not in this repository` };
}

/** GitHub turns most tokens away from what is locked, in the words that it has for a missing permission: granting one would not help. */
export function lockedOr(answer: FailedAnswer, { number, isLocked }: { readonly number: number; readonly isLocked: boolean }): MirrorOutcome {
  if (answer.kind !== 'denied' || !isLocked) return failedWith(answer);
  return { kind: 'no-place', why: `#${String(number)} is locked, and this token may not write there. Once it is unlocked, the next news is told there` };
}
