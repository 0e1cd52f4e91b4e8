// Invariant 20: no state is a trap.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { continueWell } from './reference/healthy-world.ts';

/** Going on costs a few hundred decisions: the last live state, and the first ones after a decision of another kind. */
const STATES_MAX = 2;

export const everyStateCanEnd: Checker = {
  id: '20-every-state-can-end',
  rule: 'From every state that was reached a release ends, or asks a person, once everything is in order.',
  check: (recording) => {
    const found = inspection();
    const { events, states, trial, startMs } = recording;
    const chosen = new Map<string, number>();
    for (const [index, state] of states.entries()) {
      if (state.rollout.kind !== 'live') continue;
      const event = events[index];
      const kind = event?.kind === 'ticked' ? event.decision.kind : (event?.kind ?? '');
      if (chosen.size < STATES_MAX && !chosen.has(kind)) chosen.set(kind, index);
      chosen.set('last', index);
    }
    for (const index of new Set(chosen.values())) {
      const [state, event] = [states[index], events[index]];
      if (state === undefined || event === undefined) continue;
      const { kind, looks, said } = continueWell(state, event.atMs, trial.scenario.router.stepPpm);
      found.expect(kind !== 'hangs', event.atMs - startMs, `from event ${index + 1} (${event.kind}) on nothing ends within ${looks} looks of a healthy world; the last one said ${said}`);
    }
    return found.checked();
  },
};
