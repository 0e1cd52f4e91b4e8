// What the statistics cost, as ratios within one run: machines differ, their ratios hardly do. And how large a state gets.
import { decide, type Block, type Check, type Cell, type Evidence, type Rollout } from '@rampart/rollout-policy';
import { binomial, purposeOf, randomAt, type Random } from '@rampart/simulator/chance';
import { aCheck, aPolicy, aRollout, aSituation } from '@rampart/testing/fakes';
import { defaultExpert } from '../../../packages/policy-document/src/defaults.ts';
import { cashAfter, logCapital, newWealth, play, startBets } from '../../../packages/rollout-policy/src/statistics/wealth.ts';
import { nativeLogCapital, nativeTilt, newNativeTilt } from './native-tilt.ts';
import type { Row } from './row.ts';

const CHECKS = 10;
const SLICES = 10;
const REPEATS = 41;
/** Before anything is measured: the machine compiles what runs often. */
const WARM_UPS = 40;
const UPDATES_PER_REPEAT = 2_000;
const DECISIONS_PER_REPEAT = 100;
const NATIVE_FACTOR_MAX = 4;
const UPDATES_PER_DECISION_MAX = 40;
const STATE_KIB_MAX = 64;
/** Ten days of blocks of 15 s, so that every counter has grown and every ladder been climbed. */
const LONG_RUN_BLOCKS = 57_600;

export function costRows(): readonly Row[] {
  const native = nativeUpdates();
  const portable = portableUpdates();
  const decisions = decisionsOfTenChecks();
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) for (const work of [native, portable, decisions]) work();
  const timesMs: Record<'native' | 'portable' | 'decide', number[]> = { native: [], portable: [], decide: [] };
  // Each in turn, so that a slow moment of the machine falls on all of them.
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    timesMs.native.push(timeMs(native) / UPDATES_PER_REPEAT);
    timesMs.portable.push(timeMs(portable) / UPDATES_PER_REPEAT);
    timesMs.decide.push(timeMs(decisions) / DECISIONS_PER_REPEAT);
  }
  // The fastest of each: what else the machine does can only add.
  const [nativeMs, portableMs, decideMs] = [Math.min(...timesMs.native), Math.min(...timesMs.portable), Math.min(...timesMs.decide)];
  return [
    ratioRow('one update of a tilt, portable arithmetic over native Math', portableMs / nativeMs, NATIVE_FACTOR_MAX, `${microseconds(portableMs)} and ${microseconds(nativeMs)}`),
    ratioRow(`decide() with ${CHECKS} checks and a new block each, over one update of a tilt`, decideMs / portableMs, UPDATES_PER_DECISION_MAX, microseconds(decideMs)),
  ];
}

/** A live rollout, its policy included, with ten checks that each have a dimension of ten values, over ten days. */
export function stateRow(): Row {
  const checks = tenChecks({ slices: ['region'] });
  let rollout = aRollout(aPolicy({ checks, expert: defaultExpert() })).at(50_000);
  const { blockMs } = rollout.policy.expert;
  const random = randomAt({ seed: 7, run: 0, tick: 0, purpose: purposeOf('state') });
  let largestBytes = 0;
  const blocksPerLook = 400;
  for (let block = 0; block < LONG_RUN_BLOCKS; block += blocksPerLook) {
    const fromMs = rollout.startedAtMs + block * blockMs;
    const evidence = Object.fromEntries(checks.map(({ name }) => [name, blocks(Array.from({ length: blocksPerLook }, (_, index) => slicedBlock(random, fromMs + index * blockMs, blockMs)))]));
    const decided = decide(rollout, evidence, aSituation(rollout, { nowMs: fromMs + blocksPerLook * blockMs }));
    rollout = { ...rollout, checks: decided.checks };
    largestBytes = Math.max(largestBytes, Buffer.byteLength(JSON.stringify(rollout)));
  }
  const kib = largestBytes / 1_024;
  return {
    what: `state of ${CHECKS} checks with ${SLICES} slices each, as JSON, largest in ${LONG_RUN_BLOCKS.toLocaleString('en')} blocks`,
    measured: `${kib.toFixed(1)} KiB`,
    target: { kind: 'target', text: `< ${STATE_KIB_MAX} KiB`, isMet: kib < STATE_KIB_MAX },
  };
}

/** One update as the reference defines it: the prior of one look, the block's factor, the logarithm of the wealth. */
function portableUpdates(): () => void {
  const wagers = someWagers();
  return () => {
    let wealth = startBets(newWealth('tilt'), 0);
    let sum = 0;
    for (let update = 1; update <= UPDATES_PER_REPEAT; update += 1) {
      wealth = play(wealth, wagers[update % wagers.length] ?? { kind: 'none' }, update);
      sum += logCapital(wealth);
    }
    keep(sum);
  };
}

function nativeUpdates(): () => void {
  const wagers = someWagers();
  return () => {
    let atoms = newNativeTilt();
    let sum = 0;
    for (let update = 1; update <= UPDATES_PER_REPEAT; update += 1) {
      const wager = wagers[update % wagers.length];
      if (wager !== undefined) atoms = nativeTilt(atoms, wager, cashAfter(update) - cashAfter(update + 1));
      sum += nativeLogCapital(atoms);
    }
    keep(sum);
  };
}

interface SomeWager {
  readonly kind: 'wager';
  readonly successes: number;
  readonly trials: number;
  readonly nullProb: number;
}

function someWagers(): readonly SomeWager[] {
  const random = randomAt({ seed: 6, run: 0, tick: 0, purpose: purposeOf('wagers') });
  return Array.from({ length: 64 }, () => {
    const trials = 5 + Math.floor(20 * random.uniform());
    return { kind: 'wager', successes: binomial(random, trials, 0.1), trials, nullProb: 0.09 + 0.02 * random.uniform() };
  });
}

/** Live rollouts in which something has happened, and a fresh block for each check. */
function decisionsOfTenChecks(): () => void {
  const checks = tenChecks({});
  const random = randomAt({ seed: 8, run: 0, tick: 0, purpose: purposeOf('decisions') });
  let rollout: Rollout = aRollout(aPolicy({ checks, expert: defaultExpert() })).at(50_000);
  const { blockMs } = rollout.policy.expert;
  let block = 0;
  const next = (): { readonly evidence: Readonly<Record<string, Evidence>>; readonly nowMs: number } => {
    const fromMs = rollout.startedAtMs + block * blockMs;
    block += 1;
    return { evidence: Object.fromEntries(checks.map(({ name }) => [name, blocks([{ fromMs, toMs: fromMs + blockMs, cells: { all: someCell(random, 750) } }])])), nowMs: fromMs + blockMs };
  };
  for (let look = 0; look < 50; look += 1) {
    const { evidence, nowMs } = next();
    rollout = { ...rollout, checks: decide(rollout, evidence, aSituation(rollout, { nowMs })).checks };
  }
  const { evidence, nowMs } = next();
  const situation = aSituation(rollout, { nowMs });
  return () => {
    let sum = 0;
    for (let decision = 0; decision < DECISIONS_PER_REPEAT; decision += 1) sum += decide(rollout, evidence, situation).decision.to;
    keep(sum);
  };
}

function tenChecks(parts: Partial<Check>): readonly Check[] {
  return Array.from({ length: CHECKS }, (_, index) => aCheck({ name: `errors-${index}`, ...parts }));
}

function slicedBlock(random: Random, fromMs: number, blockMs: number): Block {
  const slices = Array.from({ length: SLICES }, (_, index) => [`region=zone-${index}`, someCell(random, 75)] as const);
  return { fromMs, toMs: fromMs + blockMs, cells: { all: someCell(random, 750), ...Object.fromEntries(slices) } };
}

function someCell(random: Random, requests: number): Cell {
  const candidate = binomial(random, requests, 0.05);
  const stable = requests - candidate;
  return { stable: { trials: stable, events: binomial(random, stable, 0.01) }, candidate: { trials: candidate, events: binomial(random, candidate, 0.01) } };
}

function blocks(some: readonly Block[]): Evidence {
  return { kind: 'blocks', blocks: some, gaps: [] };
}

function ratioRow(what: string, ratio: number, max: number, note: string): Row {
  return { what, measured: `${ratio.toFixed(1)} x (${note})`, target: { kind: 'target', text: `<= ${max} x`, isMet: ratio <= max } };
}

/** A result that is used: the work cannot be left out. */
function keep(sum: number): void {
  if (Number.isNaN(sum)) throw new Error('a measured computation gave no number');
}

function timeMs(work: () => void): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}

function microseconds(ms: number): string {
  return `${(1_000 * ms).toFixed(2)} µs`;
}
