import { describe, expect, it } from 'vitest';
import { concurrencyGroup, type Concurrency } from './concurrency.ts';

/** Runs that end when told; what happens to them is written down. */
function aStage(concurrency: Concurrency) {
  const group = concurrencyGroup(concurrency);
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (name: string): void =>
    group.enter({
      run: () => {
        seen.push(`${name} runs`);
        return new Promise((resolve) => ends.set(name, resolve));
      },
      cancel: () => void seen.push(`${name} is cancelled`),
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { enter, end, seen };
}

describe('concurrencyGroup', () => {
  it('lets everything run at once where there is no group', () => {
    const { enter, seen } = aStage({ kind: 'none' });
    for (const name of ['a', 'b', 'c']) enter(name);
    expect(seen).toEqual(['a runs', 'b runs', 'c runs']);
  });

  it('runs one and keeps one waiting; a newer one cancels the one that waits', async () => {
    const { enter, end, seen } = aStage({ kind: 'group', cancelInProgress: false });
    for (const name of ['a', 'b', 'c']) enter(name);
    expect(seen).toEqual(['a runs', 'b is cancelled']);
    await end('a');
    expect(seen).toEqual(['a runs', 'b is cancelled', 'c runs']);
    await end('c');
    enter('d');
    expect(seen.at(-1)).toBe('d runs');
  });

  it('cancels the one that runs as well, and starts the next when it has ended', async () => {
    const { enter, end, seen } = aStage({ kind: 'group', cancelInProgress: true });
    enter('a');
    enter('b');
    expect(seen).toEqual(['a runs', 'a is cancelled']);
    await end('a');
    expect(seen.at(-1)).toBe('b runs');
  });
});
