// Shows a target on GitHub as its ledger has it.
import type { ReadEvents } from '@rampart/github-state';
import { sinceStartOf } from '@rampart/rollout-engine';
import type { Policy, TargetState } from '@rampart/rollout-policy';
import type { OpenedTarget } from './open-targets.ts';
import type { OnGithub } from './open-state.ts';

/** The ledger after everything of a look was recorded; state and events belong together. */
export interface Recorded {
  readonly state: TargetState;
  readonly read: ReadEvents;
}

/** Never fails; what could not be shown is told in lines for the log. Reads no more of the history than it takes to see that nothing is new. */
export async function showTarget(github: OnGithub, { pinned, ports, breakGlass }: Pick<OpenedTarget, 'pinned' | 'ports' | 'breakGlass'>, { state, read }: Recorded): Promise<readonly string[]> {
  if (github === 'none' || github.mirrors === 'none' || !(await github.mirrors.hasNews(state, read))) return [];
  const { target } = pinned.policy;
  const refOf = tagOf(pinned.policy);
  const first = await github.mirrors.show({ state, events: await read(sinceStartOf(state)), breakGlass, refOf });
  if (!first.again) return first.warnings.map(({ text }) => text);
  // Another job was showing at the same time, and may have shown less than there is. Once more is enough: the next look comes anyway.
  const view = await ports.ledger.read(target);
  if (view.kind === 'error' || view.value.kind === 'empty') return first.warnings.map(({ text }) => text);
  const events = await ports.ledger.history(target, sinceStartOf(view.value.state));
  if (events.kind === 'error') return first.warnings.map(({ text }) => text);
  const second = await github.mirrors.show({ state: view.value.state, events: events.value, breakGlass, refOf });
  return second.warnings.map(({ text }) => text);
}

/** The tag of a version, as GTO names it. */
function tagOf({ model }: Policy): (version: string) => string {
  return (version) => `${model.name}@${version}`;
}
