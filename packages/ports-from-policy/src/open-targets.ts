// Policy files in, targets with working ports out; or every mistake at once, in the form that actions and the command line show.
import type { FreezeStore, PinnedPolicy, Ports } from '@rampart/rollout-engine';
import { breakGlassCommand } from './break-glass.ts';
import { connectPolicy, type Surroundings } from './connect-policy.ts';
import { branchFilesOn } from './freezes-on-github.ts';
import { openState, type OnGithub } from './open-state.ts';
import { readPolicyFiles, type PolicyMistake } from './policy-files.ts';

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
    }
  | Mistakes;

/** `patterns`: policy files or globs, relative to the workspace. */
export async function openTargets(patterns: readonly string[], surroundings: Surroundings): Promise<OpenedTargets> {
  const files = await readPolicyFiles(patterns, surroundings.workspace);
  if (files.kind === 'mistakes') return files;
  const opened = await openState(surroundings);
  if (opened.kind === 'refused') return mistake('RMP211', opened.subject, opened.why);
  const branches = await branchFilesOn(opened.github);
  const targets: OpenedTarget[] = [];
  for (const { file, pinned } of files.policies) {
    const connection = connectPolicy(pinned.policy, opened.state(), surroundings, branches);
    if (connection.kind === 'refused') return mistake('RMP211', connection.subject, connection.why);
    const breakGlass = (slot: string): string => breakGlassCommand(pinned.policy, slot, surroundings.routerToken !== '');
    targets.push({ policyFile: file, pinned, ports: connection.ports, freezes: connection.freezes, breakGlass });
  }
  const [first, ...others] = targets;
  if (first === undefined) throw new TypeError('readPolicyFiles answers with at least one policy');
  return { kind: 'targets', targets: [first, ...others], github: opened.github };
}

/** For what is done to one target: a pattern that means several is a mistake, not the first of them. */
export async function openTarget(pattern: string, surroundings: Surroundings): Promise<{ readonly kind: 'target'; readonly target: OpenedTarget; readonly github: OnGithub } | Mistakes> {
  const opened = await openTargets([pattern], surroundings);
  if (opened.kind === 'mistakes') return opened;
  const { targets, github } = opened;
  return targets.length === 1 ? { kind: 'target', target: targets[0], github } : mistake('RMP210', 'policy', `${JSON.stringify(pattern)} means ${targets.map(({ policyFile }) => policyFile).join(' and ')}. Name one policy file`);
}

function mistake(code: string, subject: string, text: string): Mistakes {
  return { kind: 'mistakes', mistakes: [{ code, subject, text: `${text}.`, frame: '', place: { kind: 'nowhere' } }] };
}
