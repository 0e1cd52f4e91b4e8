// What one seed came to, small enough to be sent from process to process: which rules it broke, and which faults it met in which states.
import { checkAll, type Broken } from './checkers/index.ts';
import { runSeed, type StoreKind } from './run-seed.ts';
import { BESIDE } from './world/state-words.ts';

export interface SeedResult {
  readonly seed: number;
  readonly broken: readonly Broken[];
  /** `<number of the fault>|<state>`, once for each time. */
  readonly met: readonly string[];
  readonly requests: number;
  /** How the last rollout ended. */
  readonly ending: string;
}

export async function resultOf(seed: number, store: StoreKind): Promise<SeedResult> {
  try {
    const played = await runSeed(seed, store);
    const { state } = played.targets[0].end;
    return {
      seed,
      broken: checkAll(played),
      met: played.entries.flatMap((entry) => (entry.kind === 'fault' ? statesIn(entry.state).map((one) => `${entry.number}|${one}`) : [])),
      requests: played.entries.filter(({ kind }) => kind === 'asked').length,
      ending: state === 'none' ? 'none' : state.rollout.kind === 'live' ? 'live' : (state.ended.at(-1)?.outcome ?? 'none'),
    };
  } catch (error) {
    const facts = error instanceof Error && 'facts' in error ? ` ${JSON.stringify(error.facts).slice(0, 300)}` : '';
    return { seed, broken: [{ id: 'throws', seen: `${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join(' ') : 'something'}${facts}` }], met: [], requests: 0, ending: 'none' };
  }
}

function statesIn(state: string): readonly string[] {
  const [phase = 'none', ...beside] = state.split(', ');
  return [phase, ...BESIDE.filter((one) => beside.includes(one))];
}
