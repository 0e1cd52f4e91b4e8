// Shows a target on GitHub as its ledger has it.
import type { ReadEvents } from '@rampart/github-state';
import { sinceStartOf } from '@rampart/rollout-engine';
import type { LedgerEvent, Policy, TargetState } from '@rampart/rollout-policy';
import type { OpenedTarget } from './open-targets.ts';
import type { OnGithub } from './open-state.ts';

/** The ledger after everything of a look was recorded; state and events belong together. */
export interface Recorded {
  readonly state: TargetState;
  readonly read: ReadEvents;
}

/** Another job that shows at the same time makes us show once more; with several of them, some more times. */
const TIMES_MAX = 4;

/** Never fails; what could not be shown is told in lines for the log. Reads no more of the history than it takes to see that nothing is new. */
export async function showTarget(github: OnGithub, { pinned, ports, breakGlass }: Pick<OpenedTarget, 'pinned' | 'ports' | 'breakGlass'>, { state, read }: Recorded): Promise<readonly string[]> {
  if (github === 'none' || github.mirrors === 'none' || !(await github.mirrors.hasNews(state, read))) return [];
  const { mirrors } = github;
  const { target } = pinned.policy;
  const refOf = tagOf(pinned.policy);
  let report = await mirrors.show({ state, events: await toTell(state, read), breakGlass, refOf });
  for (let times = 1; report.again && times < TIMES_MAX; times += 1) {
    const view = await ports.ledger.read(target);
    if (view.kind === 'error' || view.value.kind === 'empty') break;
    const events = await ports.ledger.history(target, sinceStartOf(view.value.state));
    if (events.kind === 'error') break;
    report = await mirrors.show({ state: view.value.state, events: events.value, breakGlass, refOf });
  }
  return report.warnings.map(({ text }) => text);
}

/** A version that was replaced is told of with the one that replaced it; later nobody looks back for it. */
const REPLACED_MS = 3_600_000;

async function toTell(state: TargetState, read: ReadEvents): Promise<readonly LedgerEvent[]> {
  const events = await read(sinceStartOf(state));
  const { rollout, ended } = state;
  const isNew = rollout.kind === 'live' && (events.at(-1)?.atMs ?? 0) - rollout.startedAtMs < REPLACED_MS;
  return isNew && ended.at(-1)?.outcome === 'superseded' ? read(sinceStartOf({ ...state, rollout: { kind: 'none' } })) : events;
}

/** The tag of a version, as GTO names it. */
function tagOf({ model }: Policy): (version: string) => string {
  return (version) => `${model.name}@${version}`;
}
