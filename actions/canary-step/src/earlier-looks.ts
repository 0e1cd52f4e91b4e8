// What a job's earlier looks told stays told: a job that watches for hours shows its last look only, and most news comes once.
import type { TickReport } from '@rampart/rollout-engine';

/** A source that fails in other words at every look fills no page. */
const WARNINGS_MAX = 50;

/**
 * The report of a look with that of the looks before it, each line once. What an earlier look left to do was for the next look, which has been: told
 * again it is left to do, else it is no more than a warning that it was.
 */
export function withEarlier(earlier: TickReport, { warnings, todo, followed }: TickReport): TickReport {
  const overdue = earlier.todo.filter((line) => !todo.includes(line)).map(leftWords);
  const repeated = todo.map(leftWords);
  // The newest first: where there is no room for all of them, those count.
  const known = new Set([...warnings, ...overdue, ...earlier.warnings]);
  return {
    warnings: [...known].filter((line) => !repeated.includes(line)).slice(0, Math.max(WARNINGS_MAX, warnings.length)),
    todo,
    followed: [...earlier.followed, ...followed].filter((news, index, all) => all.findIndex((other) => isSame(other, news)) === index),
  };
}

function leftWords(line: string): string {
  return `an earlier look left to do: ${line}`;
}

function isSame(a: TickReport['followed'][number], b: TickReport['followed'][number]): boolean {
  return a.kind === b.kind && a.rolloutId === b.rolloutId && a.why === b.why && a.worse.join('\n') === b.worse.join('\n');
}
