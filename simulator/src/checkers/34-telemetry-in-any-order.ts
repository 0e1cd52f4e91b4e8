// Invariant 34: what comes out of order, or twice, says what it says in order and once.
import type { Block, Evidence } from '@rampart/rollout-policy';
import { decide } from '@rampart/rollout-policy';
import type { Recording } from '../rollout/recording.ts';
import type { PairChecker } from './checker.ts';
import { recordedLooks, type Ticked } from './history.ts';
import { inspection } from './inspection.ts';
import { firstDifference } from './same.ts';

type Expect = (holds: boolean, atMs: number, seen: string) => void;
const GOES_ON: ReadonlySet<string> = new Set(['advance', 'promote', 'finished']);

export const telemetryInAnyOrder: PairChecker = {
  id: '34-telemetry-in-any-order',
  rule: 'Telemetry that comes out of order tells the same blocks as in order, and blocks that are told again, or backwards, count once and raise nothing.',
  variants: ({ policy, scenario }) => [{ policy, scenario: { ...scenario, faults: [...scenario.faults, { kind: 'out-of-order', atMs: 0, forMs: scenario.horizonMs }] } }],
  check: (original, variants) => {
    const found = inspection();
    // A metric page has no time of its own: an old one cannot be told from a quiet moment. Sources with history can.
    if (original.trial.policy.metrics.kind !== 'openmetrics') for (const variant of variants) sameBlocks(original, variant, found.expect);
    toldWrongly(original, found.expect);
    return found.checked();
  },
};

/** Of spans that both releases were told of while their routers had done the same. */
function sameBlocks(original: Recording, variant: Recording, expect: Expect): void {
  const parted = original.weights.findIndex((change, index) => firstDifference(change, variant.weights[index]) !== '');
  const untilMs = Math.min(original.weights[parted]?.atMs ?? Number.POSITIVE_INFINITY, variant.weights[parted < 0 ? original.weights.length : parted]?.atMs ?? Number.POSITIVE_INFINITY);
  const known = blocksOf(original);
  for (const [span, block] of blocksOf(variant)) {
    const before = known.get(span);
    if (before === undefined || block.toMs > untilMs) continue;
    const difference = firstDifference(before.cells, block.cells);
    expect(difference === '', block.fromMs - original.startMs, `${span} in order and out of order: ${difference}`);
  }
}

function blocksOf({ events }: Recording): ReadonlyMap<string, Block> {
  const blocks = new Map<string, Block>();
  for (const event of events) {
    if (event.kind !== 'ticked') continue;
    for (const [name, news] of Object.entries(event.evidence)) {
      if (news.kind === 'blocks') for (const block of news.blocks) blocks.set(`${name} from ${block.fromMs} to ${block.toMs}`, block);
    }
  }
  return blocks;
}

function toldWrongly(recording: Recording, expect: Expect): void {
  let before: Ticked['evidence'] = {};
  for (const { event, atMs, rollout } of recordedLooks(recording)) {
    const again = withBefore(before, event.evidence);
    const backwards = changed(event.evidence, (blocks) => blocks.toReversed());
    for (const [what, evidence] of [['told again', again], ['told backwards', backwards]] as const) {
      if (firstDifference(evidence, event.evidence) === '') continue;
      const { decision } = decide(rollout, evidence, event.situation);
      expect(!GOES_ON.has(decision.kind) || GOES_ON.has(event.decision.kind) || decision.kind === event.decision.kind, atMs, `${event.decision.kind}, and with blocks ${what} ${decision.kind}`);
      for (const report of decision.checks) {
        const once = event.decision.checks.find(({ name }) => name === report.name);
        if (once === undefined) continue;
        const counted = report.totals.candidate.trials + report.totals.stable.trials;
        const most = once.totals.candidate.trials + once.totals.stable.trials;
        expect(counted <= most, atMs, `${report.name} counts ${counted} requests with blocks ${what}, ${most} as they came`);
      }
    }
    before = event.evidence;
  }
}

/** The blocks of the look before stand before the new ones once more. */
function withBefore(before: Ticked['evidence'], now: Ticked['evidence']): Ticked['evidence'] {
  return Object.fromEntries(Object.entries(now).map(([name, news]): readonly [string, Evidence] => {
    const known = before[name];
    return [name, news.kind === 'blocks' && known?.kind === 'blocks' ? { ...news, blocks: [...known.blocks, ...news.blocks] } : news];
  }));
}

function changed(evidence: Ticked['evidence'], change: (blocks: readonly Block[]) => readonly Block[]): Ticked['evidence'] {
  return Object.fromEntries(Object.entries(evidence).map(([name, news]): readonly [string, Evidence] => [name, news.kind === 'blocks' ? { ...news, blocks: change(news.blocks) } : news]));
}
