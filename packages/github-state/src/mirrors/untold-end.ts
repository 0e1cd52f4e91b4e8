// How a rollout ended that a newer version has replaced. It ends in the look in which the newer one starts: by the time people are told, that one is live, and
// without this the version that was replaced would stand there as on its way for ever.
import { storyOf, type Shown, type Story } from './story.ts';

/** `toldUpTo`: number of the newest record that people were told. Who was told nothing yet has nothing to put right. */
export function untoldEnd({ state, events, ...shown }: Shown, toldUpTo: number): Story | 'nothing' {
  const last = state.ended.at(-1);
  if (state.rollout.kind === 'none' || last?.outcome !== 'superseded' || toldUpTo === 0) return 'nothing';
  const index = events.findLastIndex((event) => event.kind === 'ended' && event.rolloutId === last.id);
  const sequence = events[index]?.sequence ?? 0;
  if (sequence <= toldUpTo) return 'nothing';
  return storyOf({ ...shown, state: { ...state, sequence, rollout: { kind: 'none' } }, events: events.slice(0, index + 1) });
}
