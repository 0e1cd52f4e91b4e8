// Which records are worth telling people, of the many that say no more than that nothing has changed.
import type { LedgerEvent } from '@rampart/rollout-policy';

type Ticked = Extract<LedgerEvent, { readonly kind: 'ticked' }>;

/** While nothing moves, numbers are brought up to date this often: a job that looks every 30 s would otherwise write 120 comments an hour. */
const REFRESH_MS = 3_600_000;

/** Which hour of its own a rollout is in: each turns at another minute, so that twenty of them do not all write at once. */
function hourOf({ rolloutId, atMs }: Pick<Ticked, 'rolloutId' | 'atMs'>): number {
  const turnsAtMs = [...rolloutId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % REFRESH_MS, 0);
  return Math.floor((atMs - turnsAtMs) / REFRESH_MS);
}

/** The newest record that people would want to know of. A question to the records alone: every job gives the same answer. */
export function newestNews(events: readonly LedgerEvent[]): LedgerEvent | 'none' {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event !== undefined && isNews(event, () => lookBefore(events, index))) return event;
  }
  return 'none';
}

function lookBefore(events: readonly LedgerEvent[], index: number): Ticked | 'none' {
  for (let before = index - 1; before >= 0; before -= 1) {
    const event = events[before];
    if (event?.kind === 'ticked') return event;
    if (event?.kind === 'started') return 'none';
  }
  return 'none';
}

function isNews(event: LedgerEvent, lookBefore: () => Ticked | 'none'): boolean {
  switch (event.kind) {
    case 'started':
    case 'confirmed':
    case 'promoted':
    case 'ended':
    case 'restored':
    case 'retraining-asked':
    case 'paused':
    case 'resumed':
    case 'violated':
      return true;
    // An intention is told with its confirmation, or with what came of it.
    case 'adopted':
    case 'intended':
      return false;
    case 'followed-up':
      return event.worse.length > 0;
    case 'ticked': {
      const { decision, effect } = event;
      if (decision.kind === 'advance' || effect.kind !== 'none') return true;
      const before = lookBefore();
      if (before === 'none') return decision.kind !== 'hold';
      // A hold after a raise says what the raise has said.
      const turned = decision.kind !== before.decision.kind && !(decision.kind === 'hold' && before.decision.kind === 'advance');
      return turned || decision.needs !== before.decision.needs || hourOf(event) !== hourOf(before);
    }
  }
}
