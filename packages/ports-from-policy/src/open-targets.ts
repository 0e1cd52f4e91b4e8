// Policy files in, targets with working ports out; or every mistake at once, in the form that actions and the command line show.
import type { Clock, FreezeStore, PinnedPolicy, Ports } from '@rampart/rollout-engine';
import { breakGlassCommand } from './break-glass.ts';
import { connectPolicy, type Surroundings } from './connect-policy.ts';
import { branchFilesOn } from './freezes-on-github.ts';
import { openState, type OnGithub } from './open-state.ts';
import { readPolicyFiles, readSoundPolicyFiles, type PolicyFile, type PolicyMistake } from './policy-files.ts';

export interface OpenedTarget {
  /** As a person would write it: relative to the workspace. */
  readonly policyFile: string;
  readonly pinned: PinnedPolicy;
  readonly ports: Ports;
  readonly freezes: FreezeStore;
  /** The line that takes all traffic back with nothing but this router, if `stableSlot` serves. */
  readonly breakGlass: (stableSlot: string) => string;
}

interface Mistakes {
  readonly kind: 'mistakes';
  readonly mistakes: readonly [PolicyMistake, ...PolicyMistake[]];
}

export type OpenedTargets =
  | {
      readonly kind: 'targets';
      readonly targets: readonly [OpenedTarget, ...OpenedTarget[]];
      readonly github: OnGithub;
      /** The job's, as in the ports of every target. */
      readonly clock: Clock;
    }
  | Mistakes;

/** `patterns`: policy files or globs, relative to the workspace. */
export async function openTargets(patterns: readonly string[], surroundings: Surroundings): Promise<OpenedTargets> {
  const files = await readPolicyFiles(patterns, surroundings.workspace);
  if (files.kind === 'mistakes') return files;
  const opened = await openAll(files.policies, surroundings);
  const [refusal, ...more] = opened.mistakes;
  return refusal === undefined ? opened : { kind: 'mistakes', mistakes: [refusal, ...more] };
}

export type SoundTargets = (Extract<OpenedTargets, { readonly kind: 'targets' }> & { /** Of the policies that are not among the targets. */ readonly mistakes: readonly PolicyMistake[] }) | Mistakes;

/** For a look at many targets at once: who writes a mistake into one policy must not keep the others from being looked at. */
export async function openSoundTargets(patterns: readonly string[], surroundings: Surroundings): Promise<SoundTargets> {
  const { policies, mistakes } = await readSoundPolicyFiles(patterns, surroundings.workspace);
  const [[policy, ...others], [first, ...more]] = [policies, mistakes];
  if (policy === undefined) return first === undefined ? mistake('RMP210', 'policy', 'no policy file was named. Write a path such as rampart/fraud.yaml') : { kind: 'mistakes', mistakes: [first, ...more] };
  const opened = await openAll([policy, ...others], surroundings);
  return opened.kind === 'mistakes' ? opened : { ...opened, mistakes: [...mistakes, ...opened.mistakes] };
}

async function openAll(policies: readonly [PolicyFile, ...PolicyFile[]], surroundings: Surroundings): Promise<SoundTargets> {
  const opened = await openState(surroundings);
  if (opened.kind === 'refused') return mistake('RMP211', opened.subject, opened.why);
  const branches = await branchFilesOn(opened.github);
  const targets: OpenedTarget[] = [];
  const refusals: PolicyMistake[] = [];
  for (const { file, pinned } of policies) {
    const connection = connectPolicy(pinned.policy, opened.state(), { ...surroundings, clock: opened.clock }, branches);
    if (connection.kind === 'refused') {
      refusals.push(...mistake('RMP211', connection.subject, connection.why).mistakes);
      continue;
    }
    const breakGlass = (slot: string): string => breakGlassCommand(pinned.policy, slot, surroundings.routerToken !== '');
    targets.push({ policyFile: file, pinned, ports: connection.ports, freezes: connection.freezes, breakGlass });
  }
  const [[first, ...others], [refusal]] = [targets, refusals];
  if (first !== undefined) return { kind: 'targets', targets: [first, ...others], mistakes: refusals, github: opened.github, clock: opened.clock };
  if (refusal === undefined) throw new TypeError('of one policy at least something comes');
  // What refuses all of them mostly stands in an input, and is the same for each.
  return { kind: 'mistakes', mistakes: [refusal] };
}

/** For what is done to one target: a pattern that means several is a mistake, not the first of them. */
export async function openTarget(pattern: string, surroundings: Surroundings): Promise<{ readonly kind: 'target'; readonly target: OpenedTarget; readonly github: OnGithub; readonly clock: Clock } | Mistakes> {
  const opened = await openTargets([pattern], surroundings);
  if (opened.kind === 'mistakes') return opened;
  const { targets, github, clock } = opened;
  return targets.length === 1 ? { kind: 'target', target: targets[0], github, clock } : mistake('RMP210', 'policy', `${JSON.stringify(pattern)} means ${targets.map(({ policyFile }) => policyFile).join(' and ')}. Name one policy file`);
}

function mistake(code: string, subject: string, text: string): Mistakes {
  return { kind: 'mistakes', mistakes: [{ code, subject, text: `${text}.`, frame: '', place: { kind: 'nowhere' } }] };
}
