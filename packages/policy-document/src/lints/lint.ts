// A policy that can be carried out and is probably not what was meant. Every lint states something computed from the policy, never a matter of taste.
import type { Path } from '../source/path.ts';
import type { Place } from '../source/place.ts';

export interface Lint {
  readonly code: LintCode;
  readonly name: LintName;
  /** `note`: good to know. `warning`: the policy does not do what its numbers say. */
  readonly level: 'note' | 'warning';
  /** The value it is about, e.g. `checks.accuracy`. */
  readonly subject: string;
  readonly place: Place | { readonly kind: 'nowhere' };
  readonly text: string;
}

/** A lint before its place is known. */
export type Remark = Pick<Lint, 'name' | 'level' | 'text'> & { readonly path: Path };

/** `parts` of one text. */
export function warning(name: LintName, path: Path, ...parts: readonly string[]): readonly Remark[] {
  return [{ name, level: 'warning', path, text: parts.join(' ') }];
}

export function note(name: LintName, path: Path, ...parts: readonly string[]): readonly Remark[] {
  return [{ name, level: 'note', path, text: parts.join(' ') }];
}

export const LINT_KINDS = {
  'pages-without-history': { code: 'RMP151', title: 'What a job that ends after one look costs, when metrics are pages without history.' },
  'limit-off-scale': { code: 'RMP152', title: 'A time limit outside the usual buckets of a histogram: often ms and s mixed up.' },
  'late-labels': { code: 'RMP153', title: 'Labels that roll back and come so late that the promise leaves almost no traffic.' },
  'nothing-rolls-back': { code: 'RMP154', title: 'No check takes a bad release out.' },
  'harm-uncounted': { code: 'RMP155', title: 'No check counts bad requests, so the promise about them bounds the first step only.' },
  'budget-below-samples': { code: 'RMP156', title: 'The promise is spent before a check may say anything.' },
  'first-weight-waits': { code: 'RMP157', title: 'A first weight that the promise allows only with little traffic.' },
  'ladder-too-long': { code: 'RMP158', title: 'Weights that take longer than the time to decide.' },
  'labels-too-late': { code: 'RMP159', title: 'Labels that come after the time to decide.' },
  'bake-before-labels': { code: 'RMP160', title: 'A bake that ends before its labels are final.' },
  'bake-without-holdback': { code: 'RMP161', title: 'A bake with nothing to compare with.' },
  'switch-spends-promise': { code: 'RMP162', title: 'A switch moves all traffic at once.' },
  'margin-below-noise': { code: 'RMP163', title: 'A margin smaller than the difference between two equal deployments.' },
  'weight-unreachable': { code: 'RMP164', title: 'A weight that the router or the number of instances cannot make.' },
  'samples-never-reached': { code: 'RMP165', title: 'Too little traffic for the requests that a check needs in the time to decide.' },
  'limit-coin-toss': { code: 'RMP166', title: "A limit at, or on the wrong side of, today's rate." },
  'diluted-check': { code: 'RMP167', title: 'A counter that also counts requests which cannot fail, or two things that fail differently.' },
  'percent-mixed-up': { code: 'RMP168', title: "A share about a hundred times today's rate, or a hundredth of it." },
  'seconds-mixed-up': { code: 'RMP169', title: "A time about a thousand times today's, a thousandth of it, or a histogram in another unit than seconds." },
  'unmeasured-jump': { code: 'RMP170', title: 'A step to much more traffic that no evidence covers.' },
  'sticky-counts-requests': { code: 'RMP171', title: 'Users stay on their arm and requests are counted: a few heavy users decide.' },
  'catch-too-slow': { code: 'RMP172', title: 'Trouble that this traffic does not show within the time promised.' },
  'certificate-too-late': { code: 'RMP173', title: 'A good release that this traffic cannot certify within the time to decide.' },
  'profile-does-not-fit': { code: 'RMP174', title: 'A traffic profile that is about something else than the policy, or is too thin to compute with.' },
  'bytes-mixed-up': { code: 'RMP175', title: 'A limit in bytes for a gauge that counts something else by its name.' },
  'follow-before-labels': { code: 'RMP176', title: 'A follow that ends before its labels are final.' },
  'final-before-labels': { code: 'RMP177', title: 'Labels that are taken as final before most of them are in.' },
  'bursts-declared-independent': { code: 'RMP178', title: 'Errors declared independent that come several at a time today.' },
} as const satisfies Readonly<Record<string, { readonly code: string; readonly title: string }>>;

export type LintName = keyof typeof LINT_KINDS;
export type LintCode = (typeof LINT_KINDS)[LintName]['code'];
