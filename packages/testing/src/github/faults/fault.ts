// What may go wrong between a client and GitHub, as data. A plan is a list of these; the same plan does the same every time.

/** Whether the request was applied when it goes wrong. */
export type Moment = 'before' | 'after';

export type Fault =
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 | 504; readonly when: Moment }
  /** The connection breaks without an answer. */
  | { readonly kind: 'hang-up'; readonly when: Moment }
  /** GitHub gives up after ten seconds, on the emulator's clock, and answers 504. */
  | { readonly kind: 'timeout'; readonly when: Moment }
  /** No answer until the client gives up, or five minutes on the emulator's clock. */
  | { readonly kind: 'silence'; readonly when: Moment }
  /** The body ends in the middle: the connection breaks, though more was announced. */
  | { readonly kind: 'truncated-body'; readonly when: Moment }
  | { readonly kind: 'wrong-content-type'; readonly when: Moment }
  | { readonly kind: 'html-page'; readonly when: Moment }
  | { readonly kind: 'invalid-json'; readonly when: Moment }
  | { readonly kind: 'secondary-limit'; readonly status: 403 | 429; readonly retryAfter: 'seconds' | 'date' | 'none'; readonly waitMs: number }
  /** The hour of this token is used up, for REST or GraphQL, whichever was asked. */
  | { readonly kind: 'primary-limit' }
  /** From here on the token is worth nothing. */
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'rule-violation' }
  | { readonly kind: 'push-protection' }
  /** Refused without a reason. */
  | { readonly kind: 'reference-update-failed' }
  /** A read sees what was before the last `changes` changes. */
  | { readonly kind: 'stale-read'; readonly changes: number }
  /** A read does not see the newest ref yet. Nothing happens while nobody made one. */
  | { readonly kind: 'fresh-ref-missing' }
  /** The request arrives twice; the client hears one of the answers. */
  | { readonly kind: 'duplicate-delivery'; readonly heard: 'first' | 'second' }
  /** `renamed`: to the repository's number, on the same server. `elsewhere`: to another host, where no token belongs. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 | 308; readonly to: 'renamed' | 'elsewhere' }
  /** A person moves a branch back by one commit, removes it, or makes it again from nothing. `ref`: full name, or a prefix that ends in a slash. */
  | { readonly kind: 'ref-rewound' | 'ref-deleted' | 'ref-recreated'; readonly ref: string; readonly when: Moment }
  /** A person edits a file of the branch by hand. */
  | { readonly kind: 'file-edited'; readonly ref: string; readonly path: string; readonly edit: 'garbage' | 'cut-off' | 'schema-from-the-future'; readonly when: Moment };

export type FaultKind = Fault['kind'];

export const FAULT_KINDS: readonly FaultKind[] = [
  'server-error', 'hang-up', 'timeout', 'silence', 'truncated-body', 'wrong-content-type', 'html-page', 'invalid-json', 'secondary-limit', 'primary-limit',
  'token-expired', 'forbidden', 'not-found', 'conflict', 'rule-violation', 'push-protection', 'reference-update-failed', 'stale-read', 'fresh-ref-missing',
  'duplicate-delivery', 'redirect', 'ref-rewound', 'ref-deleted', 'ref-recreated', 'file-edited',
];

export type PlannedFault = Fault & {
  /** An operation (`git/create-tree`, `graphql/updateRefs`), all of a family (`git/*`, `graphql/*`), `reads`, `writes` or `*`. */
  readonly route: string;
  /** How many requests it meets. Default: one. */
  readonly times?: number | 'always';
  /** How many matching requests it lets pass before. Default: none. */
  readonly skip?: number;
  /** What it is counted as. Default: its kind, with its moment or status. */
  readonly name?: string;
};

export function nameOf(fault: PlannedFault): string {
  if (fault.name !== undefined) return fault.name;
  const status = 'status' in fault ? ` ${fault.status}` : '';
  const moment = 'when' in fault ? ` ${fault.when === 'after' ? 'applied' : 'not applied'}` : '';
  return `${fault.kind}${status}${moment}`;
}
