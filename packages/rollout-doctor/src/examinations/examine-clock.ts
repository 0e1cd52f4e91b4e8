// Blocks, stages and deadlines are stretches of time: clocks that differ cut them apart.
import { cleanLine, duration } from '@rampart/report';
import { say, type Examined, type Finding } from '../finding.ts';
import { GITHUB, type ClockReadings } from '../readings/clock-readings.ts';

/** Dates of pages are believed within a minute. */
const DIFFERENCE_MS_MAX = 60_000;
const DIFFERENCE_MS_MIND = 5_000;
const JUMP_MS_MAX = 1_000;
/** As its answers put a job's clock right where they are asked for the history. */
const WHY_GITHUB = 'a job that keeps its history on GitHub goes by GitHub\'s time from its first answer on; one that keeps it in git, and whatever else runs on this machine, goes by this clock';

export function examineClock({ others, jumpedMs }: ClockReadings): Examined {
  const saw = others.map(({ who, aheadMs, uncertainMs }) => `${cleanLine(who, 120)}: ${differenceWords(aheadMs, uncertainMs)}`);
  return { area: 'clock', saw: saw.length === 0 ? ['nobody told a time'] : saw, findings: [...others.flatMap(difference), ...jump(jumpedMs)] };
}

function differenceWords(aheadMs: number, uncertainMs: number): string {
  if (Math.abs(aheadMs) <= uncertainMs) return 'the same time';
  return `this machine is ${duration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`;
}

function difference({ who, aheadMs, uncertainMs }: ClockReadings['others'][number]): readonly Finding[] {
  const byMs = Math.abs(aheadMs) - uncertainMs;
  if (byMs <= DIFFERENCE_MS_MIND) return [];
  const isMuch = byMs > DIFFERENCE_MS_MAX;
  return [
    {
      code: 'RMP851',
      gravity: isMuch ? 'mend' : 'mind',
      about: cleanLine(who, 120),
      seen: `this machine is ${duration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} it`,
      why: who === GITHUB ? WHY_GITHUB : isMuch ? 'its answers look old, or from the future, and are not used' : 'evidence right after a change of weights may be counted for the wrong weight',
      fix: { text: 'let both follow a time server; on a runner of your own:', paste: ['timedatectl set-ntp true', 'chronyc tracking'] },
    },
  ];
}

function jump(jumpedMs: number): readonly Finding[] {
  if (Math.abs(jumpedMs) <= JUMP_MS_MAX) return [];
  return [{ code: 'RMP852', gravity: 'mend', about: 'this machine', seen: `its clock was set ${jumpedMs > 0 ? 'forward' : 'back'} by ${duration(Math.abs(jumpedMs))} while the doctor looked`, why: 'a stretch between two looks would have another length than it says', fix: say('let a time server slew the clock instead of setting it; a machine that was suspended does this too: do not tick on one') }];
}
