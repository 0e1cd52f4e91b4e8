// What late labels said of a release that had ended, in one or two sentences.
import { named, said, someOf } from './foreign-text.ts';

export interface FollowedNews {
  /** `restored`: what served before serves again. `told`: it does not, for the reason `why`. */
  readonly kind: 'told' | 'restored';
  readonly version: string;
  /** Names of checks. */
  readonly worse: readonly string[];
  readonly why: string;
}

export function followedWords({ kind, version, worse, why }: FollowedNews): string {
  const found = `Labels that came in after the end say that ${named(version)} is worse in ${someOf(worse)}.`;
  return kind === 'restored' ? `${found} It was taken out again: ${said(why)}.` : `${found} It was not taken out (${said(why)}): a person decides.`;
}
