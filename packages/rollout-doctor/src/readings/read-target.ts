// Reads everything of a target that a rollout will need, through the ports that it will use. Changes nothing.
import { labelsQuestionOf, isDelayed, PPM_ALL, type Check, type Policy } from '@rampart/rollout-policy';
import { adoptionFrom, type BlocksAnswer, type BlocksRequest, type Clock, type FreezeStore, type Ports, type Result, type RouterReading, type LedgerView } from '@rampart/rollout-engine';
import type { ArmsReading, LabelsReading, LiveReading, StableAlone, TargetReadings } from './target-readings.ts';

export interface TargetToRead {
  readonly policy: Policy;
  readonly ports: Pick<Ports, 'clock' | 'ledger' | 'router' | 'registry' | 'metrics'>;
  readonly freezes: FreezeStore;
  /** See TargetReadings. */
  readonly ledgerOption?: string;
}

export interface Patience {
  /** Between the two looks at live metrics. */
  readonly lookMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export async function readTarget({ policy, ports, freezes, ledgerOption = '' }: TargetToRead, patience: Patience): Promise<TargetReadings> {
  const { target, model } = policy;
  const [router, view, events, freeze, newest, pointer] = await Promise.all([
    ports.router.read(target),
    ports.ledger.read(target),
    ports.ledger.history(target),
    freezes.readFreeze(target),
    ports.registry.newest(model.name),
    ports.registry.pointer(model.name, model.stage),
  ]);
  const arms = armsOf(policy, router, view);
  const live = await readLive(policy, ports, arms, patience);
  const labels = await readLabels(policy, ports, arms, patience.clock.nowMs());
  return { policy, ledgerOption, atMs: patience.clock.nowMs(), router, ledger: { view, events }, freeze, registry: { newest, pointer }, arms, live, labels };
}

/** The ledger knows who is stable; before there is one, the slot with all traffic is. */
function armsOf(policy: Policy, router: Result<RouterReading>, view: Result<LedgerView>): ArmsReading {
  if (router.kind === 'error') return { kind: 'unknown', why: router.error.message };
  const recorded = view.kind === 'ok' && view.value.kind === 'present' ? view.value.state.stable.slot : '';
  const adoption = adoptionFrom(policy, router.value);
  const serving = adoption.kind === 'stable' ? adoption.stable.slot : router.value.slots.find(({ weight }) => weight === PPM_ALL)?.slot;
  const stable = recorded === '' ? (serving ?? '') : recorded;
  if (stable === '') return { kind: 'unknown', why: adoption.kind === 'refused' ? adoption.why : 'it is unclear which slot is stable' };
  const candidate = policy.serve.slots.find((slot) => slot !== stable) ?? policy.serve.slots[1];
  const slot = router.value.slots.find((known) => known.slot === candidate);
  const copies = router.value.mirror === 'cannot' ? 0 : (router.value.mirror[candidate] ?? 0);
  const versionIn = (name: string): string => {
    const placed = router.value.slots.find((known) => known.slot === name)?.placed;
    return placed?.kind === 'release' ? placed.version : 'none';
  };
  return { kind: 'arms', stable, candidate, versions: { stable: versionIn(stable), candidate: versionIn(candidate) }, candidateShare: (slot?.weight ?? 0) / PPM_ALL, candidateCopies: copies / PPM_ALL, candidateIsEmpty: slot === undefined || slot.placed.kind === 'nothing' };
}

type Metrics = Pick<Ports, 'metrics'>;
type Arms = Extract<ArmsReading, { kind: 'arms' }>;
type Pair = Pick<Arms, 'stable' | 'candidate' | 'versions'>;

async function readLive(policy: Policy, { metrics }: Metrics, arms: ArmsReading, patience: Patience): Promise<LiveReading> {
  const checks = policy.checks.filter((check) => !isDelayed(check));
  if (checks.length === 0) return { kind: 'not-read', why: 'no check reads live metrics' };
  if (arms.kind === 'unknown') return { kind: 'not-read', why: arms.why };
  const { clock, lookMs, signal } = patience;
  const ask = (pair: Pair, snapshot: unknown): ReturnType<Ports['metrics']['fetchBlocks']> => metrics.fetchBlocks(requestOf(policy, checks, pair, { nowMs: clock.nowMs(), lookMs, snapshot }));
  const alone: Pair = { stable: arms.stable, candidate: arms.stable, versions: { stable: arms.versions.stable, candidate: arms.versions.stable } };
  const first = await ask(arms, null);
  const firstAlone: Result<BlocksAnswer> | 'not-asked' = arms.candidateIsEmpty ? await ask(alone, null) : 'not-asked';
  if (first.kind === 'error') return { kind: 'read', spanMs: 0, answer: first, stableAlone: { kind: 'not-asked' } };
  const fromMs = clock.nowMs();
  await clock.sleep(lookMs, signal);
  const answer = await ask(arms, first.value.snapshot);
  const spanMs = clock.nowMs() - fromMs;
  const isBlind = answer.kind === 'ok' && Object.values(answer.value.evidence).some(({ kind }) => kind === 'no-data');
  const stableAlone: StableAlone = isBlind && firstAlone !== 'not-asked' && firstAlone.kind === 'ok' ? { kind: 'asked', answer: await ask(alone, firstAlone.value.snapshot) } : { kind: 'not-asked' };
  return { kind: 'read', spanMs, answer, stableAlone };
}

/** What a tick asks, but that a block may be as short as the doctor is patient. */
function requestOf(policy: Policy, checks: readonly Check[], { stable, candidate, versions }: Pair, { nowMs, lookMs, snapshot }: { readonly nowMs: number; readonly lookMs: number; readonly snapshot: unknown }): BlocksRequest {
  return {
    target: policy.target,
    rolloutId: 'doctor',
    arms: { stable, candidate },
    versions,
    questions: checks.map(({ name, signal, slices }) => ({ check: name, signal, slices, bounds: [], fromMs: 0 })),
    nowMs,
    blockMs: 1,
    lagMs: 0,
    maxGapMs: Math.max(policy.expert.maxGapMs, 2 * lookMs),
    snapshot,
  };
}

const COHORTS = 8;
/** A source answers with at most so many blocks. */
const BLOCKS_MAX = 480;

/** For the newest requests whose labels should all be in; a source is never asked for more than a rollout asks. */
async function readLabels(policy: Policy, { metrics }: Metrics, arms: ArmsReading, nowMs: number): Promise<readonly LabelsReading[]> {
  const pair: Pair = arms.kind === 'arms' ? arms : { stable: policy.serve.slots[0], candidate: policy.serve.slots[1], versions: { stable: 'none', candidate: 'none' } };
  const { blockMs, lagMs } = policy.expert;
  const readings = policy.checks.filter(isDelayed).map(async (check): Promise<LabelsReading> => {
    const asked = labelsQuestionOf(check.signal);
    const { everyMs, matureMs } = asked.kind === 'asked' ? asked.question : { everyMs: blockMs, matureMs: 0 };
    const cohortMs = Math.max(everyMs, blockMs);
    const toMs = Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs;
    const fromMs = toMs - Math.min(COHORTS * cohortMs, BLOCKS_MAX * blockMs);
    const request = { ...requestOf(policy, [check], pair, { nowMs, lookMs: 0, snapshot: null }), blockMs, lagMs };
    const answer = await metrics.fetchBlocks({ ...request, questions: request.questions.map((question) => ({ ...question, fromMs })) });
    return { check, fromMs, toMs, answer };
  });
  return Promise.all(readings);
}
