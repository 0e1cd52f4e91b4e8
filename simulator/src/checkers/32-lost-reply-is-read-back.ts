// Invariant 32: whoever did not get an answer looks before doing it again.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';

export const lostReplyIsReadBack: Checker = {
  id: '32-lost-reply-is-read-back',
  rule: 'After a change whose answer was lost, or that was accepted, the job reads the router back before it changes it again, records it as confirmed, or ends.',
  check: (recording) => {
    const found = inspection();
    const { calls, startMs } = recording;
    for (const [index, { port, method, answer, job, atMs, about }] of calls.entries()) {
      if (port !== 'router' || method !== 'set' || (answer !== 'unknown' && answer !== 'ok')) continue;
      const next = calls.slice(index + 1).find((call) => call.job === job);
      if (next === undefined) {
        found.expect(answer !== 'unknown', atMs - startMs, `${job} ends without knowing what became of ${about}`);
        continue;
      }
      found.expect((next.port === 'router' && next.method === 'read') || next.answer === 'died', atMs - startMs, `${job} sets ${about} (${answer}), and calls ${next.port}.${next.method} next`);
    }
    return found.checked();
  },
};
