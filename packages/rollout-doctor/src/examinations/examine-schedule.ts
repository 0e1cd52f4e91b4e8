// Do looks come at all, and how far apart do they really come, against what the promise is computed with?
import { cleanLine, counted, duration, shellWord } from '@rampart/report';
import type { LedgerEvent } from '@rampart/rollout-policy';
import type { Examined, Finding } from '../finding.ts';
import type { WorkflowReading } from '../readings/github-readings.ts';
import type { TargetReadings } from '../readings/target-readings.ts';

const LOOKS_MIN = 5;

/** `workflows`: those that look at releases, as GitHub knows them; empty where nobody asked it. */
export function examineSchedule(target: Pick<TargetReadings, 'policy' | 'ledger'>, workflows: readonly WorkflowReading[]): Examined {
  const looks = examineLooks(target);
  return { ...looks, saw: [...looks.saw, ...workflows.map(workflowWords)], findings: [...workflows.flatMap(disabled), ...looks.findings] };
}

function workflowWords({ file, repository, answer }: WorkflowReading): string {
  const name = cleanLine(file, 100);
  switch (answer.kind) {
    case 'known':
      return `${name} is ${cleanLine(answer.state, 40)} on ${repository}`;
    case 'may-not':
      return `whether GitHub has disabled ${name} was not looked at: that takes actions: read`;
    case 'not-there':
      return `${repository} knows no workflow ${name}: GitHub takes schedules from the default branch alone`;
    case 'unknown':
      return `whether GitHub has disabled ${name} could not be read: ${cleanLine(answer.why)}`;
  }
}

const WHY_DISABLED: Readonly<Record<string, string>> = {
  disabled_inactivity: 'GitHub stops the schedules of a public repository in which nothing happened for 60 days',
  disabled_fork: 'GitHub does not run the schedules of a fork until somebody says so',
  disabled_manually: 'somebody has disabled it',
};

function disabled({ file, repository, answer }: WorkflowReading): readonly Finding[] {
  if (answer.kind !== 'known' || !answer.state.startsWith('disabled')) return [];
  return [
    {
      code: 'RMP882',
      gravity: 'mend',
      about: cleanLine(file, 100),
      seen: `it does not run on ${repository}: ${WHY_DISABLED[answer.state] ?? cleanLine(answer.state, 40)}`,
      why: 'no schedule starts it, and no job is red for that: nobody looks at what is live',
      fix: { text: 'enable it, or take it away where another clock looks', paste: [`gh workflow enable ${shellWord(file)} --repo ${repository}`] },
    },
  ];
}

function examineLooks({ policy, ledger }: Pick<TargetReadings, 'policy' | 'ledger'>): Examined {
  const { tickMs, lookMs } = policy.expert;
  // Within a job that stays, looks follow each other; what is left between two jobs is the schedule.
  const gaps = ledger.events.kind === 'ok' ? gapsOf(ledger.events.value).filter((gapMs) => gapMs > 2 * lookMs) : [];
  if (gaps.length < LOOKS_MIN) return { area: 'schedule', saw: [`a look every ${duration(tickMs)} is expected; too few were recorded to tell`], findings: [] };
  const sorted = gaps.toSorted((a, b) => a - b);
  const [median, late] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted[Math.floor(0.9 * sorted.length)] ?? 0];
  const saw = [`${counted(gaps.length, 'pause')} between recorded looks with traffic: ${duration(median)} (median), ${duration(late)} (nine in ten are shorter); ${duration(tickMs)} is expected`];
  if (late <= 2 * tickMs) return { area: 'schedule', saw, findings: [] };
  const written = `${String(Math.min(24, Math.ceil(late / 3_600_000)))}h`;
  return {
    area: 'schedule',
    saw,
    findings: [
      {
        code: 'RMP881',
        gravity: 'mind',
        about: 'expert.tick',
        seen: `looks come ${duration(late)} apart, the policy counts on ${duration(tickMs)}`,
        why: 'how much traffic a weight may get until the next look is computed with that; in mode auto the job stays where it matters, in mode tick nobody does',
        fix: { text: 'use mode: auto, add a second clock (examples/workflows/second-clock.cronjob.yaml), or say the truth', paste: [`expert: {tick: ${written}}`] },
      },
    ],
  };
}

/** Between two looks of one rollout while its candidate had traffic, the newest hundred. */
function gapsOf(events: readonly LedgerEvent[]): readonly number[] {
  const gaps: number[] = [];
  let last: { readonly rolloutId: string; readonly atMs: number; readonly weight: number } | undefined;
  for (const event of events) {
    if (event.kind !== 'ticked') continue;
    const weight = event.situation.router.kind === 'read' ? event.situation.router.weight : 0;
    if (last?.rolloutId === event.rolloutId && last.weight > 0) gaps.push(event.atMs - last.atMs);
    last = { rolloutId: event.rolloutId, atMs: event.atMs, weight };
  }
  return gaps.slice(-100);
}
