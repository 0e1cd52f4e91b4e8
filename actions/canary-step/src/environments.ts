// Whose reviewers approve the promotion of a target: the environment that its job of the matrix is to run in.

/** `environment` as a workflow gives it: a name for all targets, and `target: name` for those that have others. */
export type Environments =
  | { readonly kind: 'environments'; readonly of: (target: string) => string }
  | { readonly kind: 'mistake'; readonly text: string };

/** What GitHub takes as a name. */
const NAME = /^[^'"`,;\\\p{Cc}]{1,255}$/u;

export function readEnvironments(lines: readonly string[]): Environments {
  const own = new Map<string, string>();
  const forAll: string[] = [];
  for (const line of lines) {
    const [, target, name = line.trim()] = /^\s*([^\s:]+):\s+(.*?)\s*$/.exec(line) ?? [];
    if (!NAME.test(name)) return { kind: 'mistake', text: `${JSON.stringify(line)} names no environment. Write production, or one line per target such as fraud-prod: production-eu` };
    if (target === undefined) forAll.push(name);
    else own.set(target, name);
  }
  const [other = 'production', ...more] = forAll;
  if (more.length > 0) return { kind: 'mistake', text: `${[other, ...more].map((name) => JSON.stringify(name)).join(' and ')} are both meant for all targets. Write target: name for those that have another one` };
  return { kind: 'environments', of: (target) => own.get(target) ?? other };
}
