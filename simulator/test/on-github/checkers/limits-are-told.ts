// Who is asked to wait and cannot says so: it is not refused, and whoever reads that may come again.
import type { Chronicle } from '../chronicle.ts';

export function tellsOfRefusal(chronicle: Chronicle): readonly string[] {
  const limited = new Set<string>();
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'answered') {
      const { job, status, headers } = entry;
      const isLimit = entry.isGraphqlLimit || ((status === 403 || status === 429) && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'));
      if (isLimit) limited.add(job);
      else limited.delete(job);
    }
    // The answer before it is the one that it goes by: afterwards the job asks for other things.
    if (entry.kind !== 'read' || entry.view.kind !== 'error' || entry.view.error.retryable || !limited.has(entry.job)) return [];
    return [`${entry.step}: ${entry.job} was asked to wait, and reads that it is refused for good: ${entry.view.error.message.slice(0, 160)}`];
  });
}
