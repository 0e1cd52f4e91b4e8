// Heads of a branch in the order in which this process saw them: one that was left already is an old one, from a replica that lags or set back by somebody.

export interface SeenHeads {
  /** `older` and `gone`: not to be believed, and not noted. */
  see(head: string): 'fits' | 'older' | 'gone';
  /** We moved the branch from `parent` to `head`. Whoever looked meanwhile may have seen more. */
  wrote(head: string, parent: string): void;
}

export function seenHeads(): SeenHeads {
  const heads: string[] = [''];
  return {
    see: (head) => {
      if (head === heads.at(-1)) return 'fits';
      if (heads.includes(head)) return head === '' ? 'gone' : 'older';
      heads.push(head);
      return 'fits';
    },
    wrote: (head, parent) => {
      if (heads.includes(head)) return;
      if (heads.at(-1) === parent) heads.push(head);
      else heads.unshift(head);
    },
  };
}
