// Invariant 33, which binds raises: the ledger knows of a raise before the router does. Lowering waits for nothing, not even for that.
import type { Recording } from '../rollout/recording.ts';
import type { Checker } from './checker.ts';
import { effectsOf } from './14-superseded-controller-is-fenced.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { effectIdOf, plannedId, setCalls } from './reference/router-calls.ts';

type Expect = (holds: boolean, atMs: number, seen: string) => void;

export const recordedBeforeRaised: Checker = {
  id: '33-recorded-before-raised',
  rule: 'A raise is decided and recorded before it is tried, and confirmed after it was read back; a lowering is tried first; no effect is without a decision.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, effect } = event;
      if (effect.kind === 'none') {
        found.expect(decision.kind !== 'advance' && decision.kind !== 'stepBack' && decision.kind !== 'finished', atMs, `${decision.kind} is recorded without an effect`);
        continue;
      }
      const { weight, mirror, purpose } = effect.effect;
      found.expect(PURPOSE[decision.kind] === purpose && weight === decision.to, atMs, `${decision.kind} to ${percent(decision.to)} is recorded with the effect ${purpose} to ${percent(weight)}`);
      const raises = weight > seen.weight || mirror > seen.mirror || purpose === 'finish';
      found.expect(raises === (effect.kind === 'intended'), atMs, `from ${percent(seen.weight)} to ${percent(weight)} is recorded as ${effect.kind}`);
    }
    changes(recording, found.expect);
    order(recording, found.expect);
    return found.checked();
  },
};

const PURPOSE: Readonly<Record<string, string>> = { advance: 'advance', stepBack: 'stepBack', rollback: 'rollback', finished: 'finish' };

/** What the router really did: each raise of ours is that of an effect which was in the ledger by then. */
function changes(recording: Recording, expect: Expect): void {
  const { events, weights, startMs, trial } = recording;
  for (const [index, change] of weights.entries()) {
    const served = weights[index - 1] ?? { weightPpm: 0, mirrorPpm: 0 };
    if (change.by === 'person' || (change.weightPpm <= served.weightPpm && change.mirrorPpm <= served.mirrorPpm)) continue;
    const known = events.filter(({ atMs }) => atMs <= change.atMs + clockSlackMs(recording)).flatMap(effectsOf).filter(({ rolloutId }) => rolloutId === change.rolloutId);
    const effectId = effectIdOf(recording, change);
    const isRounded = (weight: number): boolean => change.weightPpm <= weight && change.weightPpm > weight - trial.scenario.router.stepPpm;
    const isKnown = effectId === '' ? known.some(({ weight }) => isRounded(weight)) : known.some(({ id, weight }) => id === effectId && isRounded(weight));
    expect(isKnown, change.atMs - startMs, `the router goes from ${percent(served.weightPpm)} to ${percent(change.weightPpm)}, and no effect in the ledger says so`);
  }
}

/** In the order of the calls, also where no time passes between them. */
function order(recording: Recording, expect: Expect): void {
  const { calls, events, startMs } = recording;
  const appends = calls.flatMap(({ port, method, about, answer }, index) => (port === 'ledger' && method === 'append' && answer !== 'error' ? [{ index, sequence: Number(about.split(' ')[0]), kind: about.split(' ')[1] ?? '' }] : []));
  const sets = setCalls(recording);
  for (const { call, index, effectId } of sets) {
    const planned = plannedId(effectId);
    if (planned === 'another') continue;
    const served = recording.weights.findLast(({ atMs }) => atMs < call.atMs) ?? { weightPpm: 0, mirrorPpm: 0 };
    if (planned.weight <= served.weightPpm && planned.mirror <= served.mirrorPpm) continue;
    const written = appends.some((append) => append.index < index && append.sequence === planned.sequence);
    expect(written, call.atMs - startMs, `${call.job} asks the router for ${effectId} before event ${planned.sequence} is written`);
  }
  for (const event of events) {
    if (event.kind !== 'ticked' || (event.effect.kind !== 'done' && event.effect.kind !== 'unconfirmed')) continue;
    const { id } = event.effect.effect;
    const [tried, written] = [sets.find(({ effectId }) => effectId === id)?.index, appends.find(({ sequence, kind }) => sequence === event.sequence && kind === 'ticked')?.index];
    if (written === undefined) continue;
    expect(tried !== undefined && tried < written, event.atMs - startMs, `the lowering ${id} is recorded ${tried === undefined ? 'and never tried' : 'before it is tried'}`);
  }
}
