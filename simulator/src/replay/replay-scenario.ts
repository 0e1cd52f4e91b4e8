// One scenario file run again: its story and whether it still breaks what it says; and, for `why`, how many other futures break it from a moment on.
// Plain data in and out, so that it can run in a worker thread: a long simulation must not keep a person from stopping it.
import type { Policy } from '@rampart/rollout-policy';
import { simulateTicks } from '../ports/index.ts';
import type { Recording } from '../rollout/recording.ts';
import { whyNotDecisions } from '../rollout/release.ts';
import { rowOfRelease, simulateDecisions } from '../rollout/simulate-decisions.ts';
import type { ScenarioFile } from '../scenario/read-scenario.ts';
import type { Trial } from '../scenario/scenario.ts';
import { whenInevitable, type IsBroken, type Rewound } from '../why/inevitable.ts';
import { simulateWorkflows } from '../workflows/index.ts';
import { worldOf } from '../world/world-of.ts';
import { storyOf, type ReleaseStory } from './release-story.ts';
import { isBrokenBy, judge, ruleNamed, type Judgement, type Rule } from './what-breaks.ts';

/** Run 0 of a `replay` is the file; run `i` of a `rewind` is moment `i`. */
export type ReplayTask =
  | { readonly kind: 'replay'; readonly policy: Policy; readonly file: ScenarioFile }
  | { readonly kind: 'rewind'; readonly policy: Policy; readonly file: ScenarioFile; readonly moments: readonly number[]; readonly futures: number };

export type ReplayAnswer = Replayed | { readonly kind: 'rewound'; readonly rewound: Rewound };

export type Replayed =
  | { readonly kind: 'replayed'; readonly story: ReleaseStory; readonly judgement: Judgement; readonly lookedAtMs: readonly number[]; /** Why it ran at another depth than the file says; mostly empty. */ readonly remark: string }
  /** The code under test gave up: what counterexamples without a rule are about. */
  | { readonly kind: 'threw'; readonly message: string };

export async function answerReplay(task: ReplayTask, run: number): Promise<ReplayAnswer> {
  if (task.kind === 'replay') return await replay(task.policy, task.file);
  return { kind: 'rewound', rewound: rewind(task, task.moments[run] ?? 0) };
}

/** Why no other futures can be told of this file; empty where they can. */
export function whyNotRewound({ policy, file }: Pick<ReplayTask, 'policy' | 'file'>): string {
  const rule = ruleNamed(file.breaks, policy);
  if (rule.kind === 'pair') return `${file.breaks} compares several releases, and luck is drawn anew in one`;
  const why = whyNotDecisions({ policy, scenario: file.scenario });
  if (why !== '') return why;
  return file.depth === 'decide' ? '' : `luck is drawn anew at depth decide, and the file is about depth ${file.depth}`;
}

async function replay(policy: Policy, file: ScenarioFile): Promise<Replayed> {
  const trial: Trial = { policy, scenario: file.scenario };
  const rule = knownRule(file.breaks, policy);
  const why = file.depth === 'decide' ? whyNotDecisions(trial) : '';
  const simulate = simulatorAt(why === '' ? file.depth : 'tick');
  try {
    const recording = await simulate(trial);
    const judgement = await judge(rule, recording, simulate);
    return { kind: 'replayed', story: storyOf(recording), judgement, lookedAtMs: recording.looks.map(({ atMs }) => atMs - recording.startMs), remark: why };
  } catch (error) {
    return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
  }
}

function simulatorAt(depth: ScenarioFile['depth']): (trial: Trial) => Promise<Recording> {
  switch (depth) {
    case 'decide':
      return async (trial) => simulateDecisions(trial);
    case 'tick':
      return simulateTicks;
    case 'run':
      return async (trial) => await simulateWorkflows(trial);
    case 'bundle':
      throw new RangeError('bundles run in processes of their own');
  }
}

function rewind({ policy, file, futures }: Extract<ReplayTask, { kind: 'rewind' }>, fromMs: number): Rewound {
  const { course } = whenInevitable({ policy, scenario: file.scenario }, { worldOf, isBroken: isBrokenIn(knownRule(file.breaks, policy)), moments: [fromMs], futures });
  return course[0] ?? { fromMs, broken: 0, futures };
}

function isBrokenIn(rule: Rule): IsBroken {
  if (rule.kind === 'claim') return (trial, world) => isBrokenBy(rule.claim, rowOfRelease(trial, world));
  if (rule.kind === 'checker') return (trial, world) => rule.checker.check(simulateDecisions(trial, world)).broken.length > 0;
  throw new RangeError('only what one release breaks can be rewound');
}

function knownRule(breaks: string, policy: Policy): Exclude<Rule, { kind: 'unknown' }> {
  const rule = ruleNamed(breaks, policy);
  if (rule.kind === 'unknown') throw new RangeError(`there is no rule ${breaks}`);
  return rule;
}
