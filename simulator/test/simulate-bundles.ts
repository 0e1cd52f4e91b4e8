// Depth `bundle`: the shipped bundles in processes of their own, over loopback HTTP and a git repository, in front of a simulated world. Real time passes, so
// it is for a few short stories: the world goes on by one look of the policy whenever the bundle looks at its metric pages.
import { decodeEvent, decodeState, readLedgerJson } from '@rampart/ledger-records';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { aGoldenWorld, counter, textPage, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { cachedBundle } from '../../tools/bundle.ts';
import type { PortCall, Recording, WeightInForce } from '../src/rollout/recording.ts';
import type { Trial } from '../src/scenario/scenario.ts';
import type { Exposure } from '../src/world/world.ts';
import { worldOf } from '../src/world/world-of.ts';

const RUNS_MAX = 12;
/** No ramp goes higher. */
const PROMOTED = 0.9;

/** Steps until the release ends, and does what they hand over. The trial has one check, `errors`; its policy is the golden world's with this promise and plan. */
export async function simulateBundles(trial: Trial, sections: Readonly<Record<string, string>>): Promise<Recording> {
  const [step, promote, rollback] = [await cachedBundle('canary-step'), await cachedBundle('promote'), await cachedBundle('rollback')];
  const golden = await aGoldenWorld({ serveContract: routerContractHandler });
  try {
    golden.writePolicy(sections);
    const truth = servePages(golden, trial);
    const ends: BundleEnd[] = [];
    for (let run = 0; run < RUNS_MAX && !hasEnded(golden); run += 1) {
      const looked = await golden.run(step, { mode: 'watch', deadline: '30s' });
      ends.push(looked);
      for (const row of rowsOf(looked, 'to-promote')) ends.push(await golden.run(promote, { 'rollout-id': row }));
      for (const row of rowsOf(looked, 'to-roll-back')) ends.push(await golden.run(rollback, { 'rollout-id': row }));
    }
    return recordingOf(golden, trial, { truth: truth(), ends });
  } finally {
    await golden.close();
  }
}

function rowsOf(end: BundleEnd, output: string): readonly string[] {
  const rows = JSON.parse(end.outputs[output] ?? '[]') as readonly { readonly 'rollout-id': string }[];
  return rows.map((row) => row['rollout-id']);
}

/** Two pages over one world: whoever is asked twice since the other was asked lets time go on. */
function servePages(golden: GoldenWorld, { policy, scenario }: Trial): () => Recording['truth'] {
  const world = worldOf({ policy, scenario }).begin();
  const counted = { a: { good: 0, bad: 0 }, b: { good: 0, bad: 0 } };
  const truth = { requests: { stable: 0, candidate: 0 }, bad: { stable: 0, candidate: 0 }, excess: 0, excessInTrial: 0, usersHarmed: 0 };
  const told = { a: true, b: true };
  let nowMs = 0;
  let exposure: Exposure = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };

  const goOn = (): void => {
    const weight = golden.router.weightOf('b') / 1_000_000;
    if (weight !== exposure.weight) exposure = { ...exposure, weight, weightSinceMs: nowMs, firstTrafficAtMs: exposure.firstTrafficAtMs === 'never' ? nowMs : exposure.firstTrafficAtMs };
    const happening = world.advance({ fromMs: nowMs, toMs: nowMs + policy.expert.lookMs }, exposure);
    nowMs = happening.toMs;
    const arms = { a: 'stable', b: 'candidate' } as const;
    for (const slot of ['a', 'b'] as const) {
      const { trials, events } = happening.cells['errors']?.['all']?.[arms[slot]] ?? { trials: 0, events: 0 };
      counted[slot].good += trials - events;
      counted[slot].bad += events;
      truth.requests[arms[slot]] += happening.requests[arms[slot]];
      truth.bad[arms[slot]] += happening.bad[arms[slot]];
    }
    truth.excess += happening.excess;
    if (weight < PROMOTED) truth.excessInTrial += happening.excess;
  };
  for (const slot of ['a', 'b'] as const) {
    golden.pages[slot].answer(() => {
      if (told[slot]) {
        goOn();
        told.a = false;
        told.b = false;
      }
      told[slot] = true;
      return textPage(['# TYPE http_requests_total counter', counter({ code: '200' }, counted[slot].good), counter({ code: '500' }, counted[slot].bad)]);
    });
  }
  return () => truth;
}

function hasEnded(golden: GoldenWorld): boolean {
  const state = golden.origin.ref() === '' ? undefined : (golden.origin.recorded('state.json') as TargetState);
  return state?.rollout.kind === 'none' && state.ended.length > 0;
}

interface Told {
  readonly truth: Recording['truth'];
  readonly ends: readonly BundleEnd[];
}

function recordingOf(golden: GoldenWorld, trial: Trial, { truth, ends }: Told): Recording {
  const { events, states } = ledgerOf(golden);
  const startMs = events[0]?.atMs ?? 0;
  const ended = states.at(-1)?.ended.at(-1);
  const weights = weightsOf(golden, events);
  const decided = events.find((event) => event.kind === 'ticked' && (event.decision.kind === 'promote' || event.decision.kind === 'rollback'));
  return {
    trial,
    depth: 'bundle',
    startMs,
    events,
    states,
    looks: events.flatMap((event) => (event.kind === 'ticked' ? [{ atMs: event.situation.nowMs, job: event.actor, decision: event.decision }] : [])),
    weights,
    calls: golden.routerRequests().map(({ body }): PortCall => ({ atMs: startMs, job: 'bundle', port: 'router', method: (JSON.parse(body) as { op: string }).op, answer: 'ok', about: body })),
    truth,
    ending: {
      outcome: ended?.outcome ?? 'open',
      decidedAtMs: decided === undefined ? 'never' : decided.atMs - startMs,
      outAtMs: weights.at(-1)?.weightPpm === 0 ? weights.at(-1)!.atMs - startMs : 'never',
      endedAtMs: ended === undefined ? 'never' : ended.endedAtMs - startMs,
      askedAtMs: 'never',
      weightMaxPpm: Math.max(0, ...weights.map(({ weightPpm }) => weightPpm)),
      why: ended?.why ?? '',
    },
    marks: new Set([`outcome:${ended?.outcome ?? 'open'}`, ...ends.map(({ exitCode }) => `exit:${String(exitCode)}`)]),
  };
}

/** Decoded as the next job would decode it. */
function ledgerOf({ origin }: GoldenWorld): Pick<Recording, 'events' | 'states'> {
  const commits = origin.git('log', '--reverse', '--format=%H', origin.ref()).split('\n');
  const read = (commit: string, file: string): unknown => {
    const reading = readLedgerJson(new TextEncoder().encode(origin.git('show', `${commit}:${file}`)));
    if (reading.kind === 'invalid') throw new Error(`${commit} ${file}: ${reading.why}`);
    return reading.value;
  };
  const events: LedgerEvent[] = [];
  const states: TargetState[] = [];
  for (const commit of commits) {
    const [event, state] = [decodeEvent(read(commit, 'event.json')), decodeState(read(commit, 'state.json'), 'fraud-prod')];
    if (event.kind === 'invalid' || state.kind === 'invalid') throw new Error(`${commit} cannot be read`);
    events.push(event.value);
    states.push(state.value);
  }
  return { events, states };
}

/** What the router did, at the time of the record that tells of it. */
function weightsOf({ router }: GoldenWorld, events: readonly LedgerEvent[]): readonly WeightInForce[] {
  return router.changes().map(({ weights, mirror, stamp }) => ({
    atMs: events.find(({ sequence }) => sequence >= stamp.sequence)?.atMs ?? 0,
    weightPpm: weights['b'] ?? 0,
    mirrorPpm: mirror['b'] ?? 0,
    rolloutId: stamp.rolloutId,
    by: 'rampart',
  }));
}
