// What stands under one event of `on:`.

export interface EventFilter {
  /** Empty lists mean: not restricted. */
  readonly types: readonly string[];
  readonly branches: readonly string[];
  readonly branchesIgnored: readonly string[];
  readonly tags: readonly string[];
  readonly tagsIgnored: readonly string[];
  readonly paths: readonly string[];
  readonly pathsIgnored: readonly string[];
  readonly crons: readonly string[];
  readonly inputs: readonly DispatchInput[];
}

/** An input of `workflow_dispatch`. */
export interface DispatchInput {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'choice' | 'environment';
  readonly isRequired: boolean;
  readonly initial: { readonly kind: 'none' } | { readonly kind: 'value'; readonly value: string | number | boolean };
  readonly options: readonly string[];
}
