// An invariant of the table (reference: GitHub as a platform, 7.1) as a question to what happened.
import type { Chronicle } from '../chronicle.ts';

export interface Checker {
  readonly id: string;
  readonly rule: string;
  /** `jobs`: of everything that jobs do at once, whatever target it is about. Default: of one target. */
  readonly asks?: 'jobs';
  /** What breaks the rule, each in a sentence with the step of the story; empty where it holds. */
  readonly check: (chronicle: Chronicle) => readonly string[];
}
