// How a checker collects what it finds: where the rule had something to say, and where it was broken.
import type { Recording } from '../rollout/recording.ts';
import type { Broken, Checked } from './checker.ts';

export interface Inspection {
  /** The recording has something that the rule speaks about, and `holds` says whether the rule was kept there. */
  readonly expect: (holds: boolean, atMs: number, seen: string) => void;
  readonly checked: () => Checked;
}

/** More examples of one mistake say nothing new. */
const BROKEN_KEPT = 5;

export function inspection(): Inspection {
  const broken: Broken[] = [];
  let exercised = false;
  return {
    expect: (holds, atMs, seen) => {
      exercised = true;
      if (!holds && broken.length < BROKEN_KEPT) broken.push({ atMs, seen });
    },
    checked: () => ({ broken, exercised }),
  };
}

export function percent(ppm: number): string {
  return `${ppm / 10_000} %`;
}

/** Events carry the time of the machine that wrote them; what the router did is told in true time. This is how far the two may be apart. */
export function clockSlackMs({ trial }: Pick<Recording, 'trial'>): number {
  return Math.max(0, ...trial.scenario.faults.map((fault) => (fault.kind === 'runner-clock' ? Math.abs(fault.aheadMs) : 0)));
}
