import { entriesOf } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { records } from './ledger-moves.ts';

export const changesAreAccountable: Checker = {
  id: 'I13',
  rule: 'every record names who made it, in which run and attempt; what is stored is what its ids say; and requests and answers are as GitHub describes them',
  check: (chronicle) => {
    const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ job }) => [job.name, job]));
    const unnamed = records(chronicle).flatMap(({ step, by, event, commit }) => {
      const job = jobs.get(by);
      if (job === undefined) return [`${step}: nobody knows ${by}`];
      const broken: string[] = [];
      if (event.actor !== job.actor) broken.push(`${step}: ${by} of ${job.actor} records as ${event.actor}`);
      if (job.run !== '' && !event.actor.includes(`${job.run}.${job.attempt}`)) broken.push(`${step}: the record of ${by} does not say which attempt of which run it was`);
      for (const line of [`Sequence: ${event.sequence}`, 'Operation: ', 'Actor: ']) if (commit.message.split('\n').filter((text) => text.startsWith(line)).length !== 1) broken.push(`${step}: the message of ${commit.id.slice(0, 7)} does not have one "${line}"`);
      if (event.kind === 'started' && event.policyDigest === '') broken.push(`${step}: the start does not name its policy`);
      return broken;
    });
    return [...unnamed, ...chronicle.end.fsck.map((line) => `git fsck: ${line}`), ...chronicle.end.misfits.map((line) => `not as GitHub describes it: ${line.slice(0, 300)}`)];
  },
};
