// Invariant 24: knowing less never says more.
import { decide, type Evidence } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { recordedLooks, type Ticked } from './history.ts';
import { inspection } from './inspection.ts';
import { withArm, withBlocks } from './replay.ts';

/** Waits for more of what was taken away. */
const WAITS_FOR_MORE: ReadonlySet<string> = new Set(['insufficient', 'dwell', 'baking', 'shadowing', 'traffic-unknown']);

export const fewerSamplesDoNotAdvance: Checker = {
  id: '24-fewer-samples-do-not-advance',
  rule: 'A look that waits for evidence still waits when a part of that evidence is taken away.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, rollout } of recordedLooks(recording)) {
      const { decision, evidence, situation } = event;
      if (decision.kind !== 'hold' || !decision.reasons.every(({ code }) => WAITS_FOR_MORE.has(code))) continue;
      const fewer = {
        'without the newest block': withoutNewest(evidence),
        'without a request of the candidate': withBlocks(evidence, rollout.policy.checks, () => true, (_, block) => withArm(block, 'candidate', () => ({ trials: 0, events: 0 }))),
        'without anything': {},
      };
      for (const [what, less] of Object.entries(fewer)) {
        const { kind, to } = decide(rollout, less, situation).decision;
        const goesOn = (kind === 'advance' && to > rollout.weight) || kind === 'promote' || kind === 'finished';
        found.expect(!goesOn, atMs, `hold (${decision.reasons[0]?.code ?? ''}), and ${what} ${kind}`);
      }
    }
    return found.checked();
  },
};

function withoutNewest(evidence: Ticked['evidence']): Ticked['evidence'] {
  return Object.fromEntries(Object.entries(evidence).map(([name, news]): readonly [string, Evidence] => [name, news.kind === 'blocks' ? { ...news, blocks: news.blocks.slice(0, -1) } : news]));
}
