// rampart simulate --late: the ways to drive a release, when the schedule comes hours late.
import { formatDuration, formatRatio } from '@rampart/policy-document';
import { count, paint } from '@rampart/report';
import { badCandidates, compareModes, goodCandidate, hex, LATE_WORKER, lateTurners, openPool, renderLateness, simulateLate, type LateRelease, type LateSchedule, type LateTask } from '@rampart/simulator';
import { isSet, type Invocation } from '../command.ts';
import { codeHash } from './code-hash.ts';
import { progressLine } from './progress.ts';
import type { RunOptions } from './run-options.ts';
import type { Subject } from './subject.ts';

const RUNS = 100;
const MODES = ['tick', 'auto', 'watch'] as const;

export async function tellLateness(invocation: Invocation, { file, pinned, own, families: subjectFamilies, traffic }: Subject, { runs, seed, workers, families }: RunOptions, late: LateSchedule): Promise<void> {
  const { console, signal } = invocation;
  const { policy, digest } = pinned;
  const [family = ''] = families.length > 0 ? families : subjectFamilies;
  const each = runs.kind === 'asked' ? runs.runs : RUNS;
  const pool = openPool<LateTask, LateRelease>(simulateLate, { entry: LATE_WORKER, workers, signal });
  const progress = progressLine(console, 'simulated releases');
  const candidates = [goodCandidate(), ...badCandidates(), ...lateTurners()];
  try {
    const figures = await compareModes({ policy, own, family, seed, runs: each, late, modes: MODES, candidates }, { pool, onProgress: progress.told });
    progress.close();
    if (isSet(invocation, 'json')) {
      console.out(JSON.stringify({ policy: { file, target: policy.target, digest }, seed, codeHash: await codeHash(), family, late, promised: policy.promise.badRequestsMax, figures }, null, 2));
      return;
    }
    const schedule = `a job is due every ${formatDuration(policy.expert.tickMs)}, comes ${formatDuration(late.medianMs)} late by the median, and ${formatRatio(late.missing)} never come`;
    console.out(
      [
        paint(`${policy.target} · ${families.length > 0 ? family : traffic} · seed ${hex(seed)}`, ['bold'], console.style),
        ` ${schedule}`,
        renderLateness(figures),
        `over the promise: releases with more than ${count(policy.promise.badRequestsMax)} bad requests beyond what stable would have had, before the promotion. bad: of a release. caught: out of traffic or a person asked, since the first request. job minutes: billed for looking, each job rounded up.`,
        'Modes: tick takes one look per job; auto stays while users meet the candidate and nobody is sure to look in time; watch stays. After its deadline of 5 h a job that stays leaves nobody with the candidate.',
      ].join('\n'),
    );
  } finally {
    progress.close();
    await pool.close();
  }
}
