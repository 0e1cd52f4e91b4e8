// What is read on GitHub: what the token may, what rules hold for the branch of the ledger and for the branch that people merge into, and whether the
// workflows that look at releases still run.

export interface GithubReadings {
  readonly probes: readonly PermissionProbe[];
  readonly rules: RulesReading;
  /** Those that look at releases. */
  readonly workflows: readonly WorkflowReading[];
}

/** Whether GitHub runs a workflow at all. */
export interface WorkflowReading {
  /** In `.github/workflows`. */
  readonly file: string;
  readonly repository: string;
  /** `known`: `active`, `disabled_inactivity`, `disabled_manually`, `disabled_fork`, or what GitHub may say one day. `not-there`: the default branch has none of that name, or the token may not see it. */
  readonly answer: { readonly kind: 'known'; readonly state: string } | { readonly kind: 'may-not' } | { readonly kind: 'not-there' } | { readonly kind: 'unknown'; readonly why: string };
}

/** A permission, asked for with a request that GitHub refuses for another reason when it is there. */
export interface PermissionProbe {
  /** As a key of `permissions:`. */
  readonly permission: string;
  readonly access: 'read' | 'write';
  readonly repository: string;
  /** Whose token asks there. The state may be in a repository that the job's own token does not reach. */
  readonly tokenOf: 'job' | 'state-token';
  /** What it is for, for people. */
  readonly purpose: string;
  /** Whether nothing goes without it; or only something that is shown. */
  readonly isNeeded: boolean;
  readonly answer: { readonly kind: 'granted' } | { readonly kind: 'missing'; readonly accepted: string } | { readonly kind: 'unknown'; readonly why: string };
}

export type RulesReading =
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'read';
      readonly repository: string;
      readonly ledgerBranch: string;
      readonly ledgerExists: boolean;
      readonly onLedger: readonly BranchRule[];
      readonly base: string;
      readonly requiredOnBase: readonly string[];
    };

export interface BranchRule {
  /** As GitHub calls it, e.g. `non_fast_forward`. */
  readonly type: string;
  readonly ruleset: string;
  /** Whether this token stands above the ruleset that it comes from. */
  readonly isBypassed: boolean;
}
