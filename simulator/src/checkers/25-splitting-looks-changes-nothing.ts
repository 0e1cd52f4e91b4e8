// Invariant 25: evidence is what counts, not how often somebody looks at it.
import { absorb, type Absorbed, type Evidence, type Rollout } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { recordedLooks, type Ticked } from './history.ts';
import { inspection } from './inspection.ts';
import { firstDifference } from './same.ts';

export const splittingLooksChangesNothing: Checker = {
  id: '25-splitting-looks-changes-nothing',
  rule: 'Blocks say the same whether they are taken in one look, or in two, or one by one.',
  check: (recording) => {
    const found = inspection();
    const looks = recordedLooks(recording);
    for (const [index, { event, atMs, rollout }] of looks.entries()) {
      if (mostBlocks(event) > 1) {
        const difference = firstDifference(absorb(rollout, event.evidence).checks, oneByOne(rollout, event.evidence).checks);
        found.expect(difference === '', atMs, `block by block the checks are not what they are at once: ${difference}`);
      }
      const next = looks[index + 1];
      if (next === undefined || next.index !== (looks[index]?.index ?? -1) + 1 || !isQuietLook(event) || !isQuietLook(next.event) || next.after.rollout.kind === 'none') continue;
      // Giving up an effect closes its exclusion.
      if (rollout.pending.kind !== 'none') continue;
      if (isBlind(next.rollout) || isBlind(next.after.rollout)) continue;
      const merged = absorb(rollout, joined(event.evidence, next.event.evidence));
      const difference = firstDifference(merged.checks, next.after.rollout.checks);
      found.expect(difference === '', next.atMs, `two looks are not what one look at the same blocks is: ${difference}`);
    }
    return found.checked();
  },
};


/** Nothing but evidence changed, and all of it was blocks. */
function isQuietLook({ effect, decision, evidence }: Ticked): boolean {
  return effect.kind === 'none' && decision.answered.length === 0 && Object.values(evidence).every((news) => news.kind === 'blocks');
}

/** A block that cannot be used ends what is read of a look. */
function isBlind({ checks }: Rollout): boolean {
  return Object.values(checks).some(({ noData }) => noData !== '');
}

function mostBlocks({ evidence }: Ticked): number {
  return Math.max(0, ...Object.values(evidence).map((news) => (news.kind === 'blocks' ? news.blocks.length : 0)));
}

function oneByOne(rollout: Rollout, evidence: Ticked['evidence']): Pick<Absorbed, 'checks' | 'sampleRatio'> {
  let now: Pick<Absorbed, 'checks' | 'sampleRatio'> = rollout;
  for (const [name, news] of Object.entries(evidence)) {
    if (news.kind === 'no-data') {
      now = absorb({ ...rollout, ...now }, { [name]: news });
      continue;
    }
    for (const block of news.blocks) {
      const next = absorb({ ...rollout, ...now }, { [name]: { ...news, blocks: [block] } });
      now = next;
      // What comes after a block that cannot be is not read.
      if ((next.checks[name]?.noData ?? '') !== '') break;
    }
  }
  return now;
}

function joined(first: Ticked['evidence'], second: Ticked['evidence']): Ticked['evidence'] {
  const both: Record<string, Evidence> = { ...first };
  for (const [name, news] of Object.entries(second)) {
    const before = both[name];
    both[name] = before?.kind === 'blocks' && news.kind === 'blocks' ? { kind: 'blocks', blocks: [...before.blocks, ...news.blocks], gaps: [] } : news;
  }
  return both;
}
