// What a router's answer says about the target: which slot serves, what is in the other one, and how fine its steps are.
import { plainLine } from '@rampart/json-exchange';
import { formatShare } from '@rampart/policy-document';
import type { RouterReading, SlotReading } from '@rampart/rollout-engine';
import { PPM_ALL } from '@rampart/rollout-policy';

export interface LiveTarget {
  readonly slots: readonly [string, string];
  readonly live: string;
  /** In a few words, on one line. */
  readonly says: string;
  /** What somebody should know first, in sentences. */
  readonly remarks: readonly string[];
}

export function liveTarget({ slots, stamp, step }: RouterReading): LiveTarget | 'not-two-slots' {
  const [first, second] = slots;
  if (first === undefined || second === undefined) return 'not-two-slots';
  // During a rollout the stamp knows which slot is the old one; otherwise the one with more traffic serves.
  const stamped = stamp.kind === 'stamp' ? slots.find(({ slot }) => slot === stamp.liveSlot) : undefined;
  const live = stamped !== undefined && stamped.weight > 0 ? stamped : first.weight >= second.weight ? first : second;
  const isShared = live.weight < PPM_ALL;
  return {
    slots: [first.slot, second.slot],
    live: live.slot,
    says: `${slots.map(slotText).join(', ')}; steps of ${formatShare(step)}`,
    remarks: [
      ...(isShared ? [`the slots share the traffic now (${slots.map(slotText).join(', ')}): what was measured of ${plainLine(live.slot, 60)} is its part alone`] : []),
      ...(live.placed.kind === 'nothing' ? [`the router does not say which version serves in ${plainLine(live.slot, 60)}: \`rampart adopt\` will need it`] : []),
    ],
  };
}

function slotText({ slot, weight, placed }: SlotReading): string {
  const version = placed.kind === 'nothing' ? 'nothing known' : plainLine(placed.version, 60);
  return `${plainLine(slot, 60)} ${formatShare(weight)} (${version})`;
}
