// Invariant 8: being blind never keeps a candidate in traffic that is to leave it.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { recordedLooks } from './history.ts';

export const rollbackNeedsNoMetrics: Checker = {
  id: '08-rollback-needs-no-metrics',
  rule: 'A rollback is carried out although no metric can be read, and the job that concludes it asks for none.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, rollout } of recordedLooks(recording)) {
      const isBlind = Object.values(event.evidence).some(({ kind }) => kind === 'no-data') || Object.values(rollout.checks).some(({ noData }) => noData !== '');
      if (!isBlind) continue;
      const { request } = event.situation;
      if (request.kind === 'abort') found.expect(event.decision.kind === 'rollback', atMs, `a person aborts, and without metrics the decision is ${event.decision.kind}`);
      if (rollout.phase === 'leaving') found.expect(event.decision.kind === 'rollback', atMs, `a candidate that leaves is decided ${event.decision.kind} without metrics`);
      if (event.decision.kind === 'rollback' && (rollout.weight > 0 || rollout.mirror > 0)) {
        found.expect(event.effect.kind === 'done' || event.effect.kind === 'unconfirmed', atMs, 'a rollback without metrics has no effect');
      }
    }
    for (const { job, port, method, atMs } of recording.calls) {
      if (job.startsWith('rollback')) found.expect(port !== 'metrics', atMs - recording.startMs, `the rollback job calls ${port}.${method}`);
    }
    return found.checked();
  },
};
