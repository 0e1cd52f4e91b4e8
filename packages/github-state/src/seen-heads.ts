// Heads of a branch in the order in which this process saw them. One that was left already is an old one: from a replica that lags, or from somebody who
// set the branch back. A replica catches up; a person's word stands.

export interface SeenHeads {
  /** `older` and `gone`: not to be believed yet, and not noted. */
  see(head: string, nowMs: number): 'fits' | 'older' | 'gone';
  /** We moved the branch from `parent` to `head`. Whoever looked meanwhile may have seen more. */
  wrote(head: string, parent: string): void;
  /** Empty before there was one. */
  newest(): string;
}

/** An older head that is shown for so long, and nothing newer meanwhile, is where the branch is. Replicas were seen to lag by seconds. */
export const BELIEVED_AFTER_MS = 120_000;
/** So often as well: clocks jump. */
const BELIEVED_AFTER_TIMES = 8;

const NOTHING = { head: '', sinceMs: 0, times: 0 };

export function seenHeads(): SeenHeads {
  const heads: string[] = [''];
  let doubted = NOTHING;
  const believe = (head: string): 'fits' => {
    doubted = NOTHING;
    // What came after it was taken back: should it come again, it is news.
    heads.splice(heads.includes(head) ? heads.indexOf(head) + 1 : heads.length);
    if (heads.at(-1) !== head) heads.push(head);
    return 'fits';
  };
  return {
    see: (head, nowMs) => {
      if (head === heads.at(-1) || !heads.includes(head)) return believe(head);
      doubted = doubted.times > 0 && doubted.head === head ? { ...doubted, times: doubted.times + 1 } : { head, sinceMs: nowMs, times: 1 };
      if (nowMs - doubted.sinceMs >= BELIEVED_AFTER_MS && doubted.times >= BELIEVED_AFTER_TIMES) return believe(head);
      return head === '' ? 'gone' : 'older';
    },
    wrote: (head, parent) => {
      doubted = NOTHING;
      if (heads.includes(head)) return;
      if (heads.at(-1) === parent) heads.push(head);
      else heads.unshift(head);
    },
    newest: () => heads.at(-1) ?? '',
  };
}
