// Follows a ledger and a router while a rollout runs, for the timeline. Reads only.
import type { Ledger, TrafficRouter } from '@rampart/rollout-engine';
import { eventTitle } from '@rampart/report';
import { fold, type Folded } from '@rampart/rollout-policy';
import type { openTimeline } from './timeline.ts';

export interface WatchOrder {
  readonly target: string;
  readonly ledger: Ledger;
  readonly router: TrafficRouter;
  readonly timeline: ReturnType<typeof openTimeline>;
  readonly everyMs: number;
}

/** Looks until `stop`, which takes a last look. */
export function watch(order: WatchOrder): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  let folded: Folded = { kind: 'empty' };
  let lastDecision = '';
  const look = async (): Promise<void> => {
    const { target, ledger, router, timeline } = order;
    const view = await ledger.read(target);
    const known = folded.kind === 'present' ? folded.state.sequence : 0;
    if (view.kind === 'ok' && view.value.kind === 'present' && view.value.state.sequence > known) {
      const history = await ledger.history(target);
      for (const event of history.kind === 'ok' ? history.value.slice(known) : []) {
        const state = fold(folded, event);
        folded = { kind: 'present', state };
        const title = eventTitle(event, state);
        if (event.kind === 'ticked') lastDecision = title;
        const quiet = event.kind === 'ticked' && event.decision.kind === 'hold';
        if (!quiet && event.kind !== 'confirmed' && event.kind !== 'intended') timeline.happened(event.atMs, title);
      }
    }
    if (folded.kind === 'empty') return;
    const reading = await router.read(target);
    const { rollout } = folded.state;
    const slot = rollout.kind === 'live' ? rollout.candidate.slot : '';
    const observedPpm = reading.kind === 'ok' ? (reading.value.slots.find((other) => other.slot === slot)?.weight ?? 0) : 0;
    timeline.show({ atMs: Date.now(), state: folded.state, observedPpm, lastDecision });
  };
  const loop = (async () => {
    while (!stopped) {
      await look();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, order.everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await look();
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };
}
