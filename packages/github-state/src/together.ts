// Questions that are asked in the same turn become one: the targets of a job look at the same time, and need one request for that.

/** `ask` gets at most `most` different keys at once, and answers all of them. */
export function together<Answer>(ask: (keys: readonly string[]) => Promise<(key: string) => Answer>, most: number): (key: string) => Promise<Answer> {
  let open: { readonly keys: Set<string>; readonly answers: Promise<(key: string) => Answer> } | undefined;
  return async (key) => {
    if (open === undefined || (open.keys.size >= most && !open.keys.has(key))) {
      const keys = new Set<string>();
      const answers = turn().then(() => {
        if (open?.keys === keys) open = undefined;
        return ask([...keys]);
      });
      open = { keys, answers };
    }
    const { keys, answers } = open;
    keys.add(key);
    return (await answers)(key);
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
