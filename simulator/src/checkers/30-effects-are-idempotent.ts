// Invariant 30: an effect has one name, the name has one meaning, and having it is no reason to want it again.
import { decide, planEffect, type Rollout, type Situation } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { effectsOf } from './14-superseded-controller-is-fenced.ts';
import { inspection, percent } from './inspection.ts';

export const effectsAreIdempotent: Checker = {
  id: '30-effects-are-idempotent',
  rule: 'Every effect carries a key that names its rollout, its place in the ledger and its weight; no two effects share one, and a look right after an effect wants none.',
  check: (recording) => {
    const found = inspection();
    const { events, states, startMs } = recording;
    const meanings = new Map<string, string>();
    let situation: Situation | 'none' = 'none';
    for (const [index, event] of events.entries()) {
      const atMs = event.atMs - startMs;
      if (event.kind === 'ticked') situation = event.situation;
      for (const { id, rolloutId, sequence, weight, mirror, purpose } of effectsOf(event)) {
        found.expect(id.startsWith(`${rolloutId}/${sequence}/${weight}`), atMs, `effect ${id} is of sequence ${sequence} and weight ${weight}`);
        found.expect(sequence === event.sequence, atMs, `effect ${id} is recorded as event ${event.sequence}`);
        const meaning = `${weight}/${mirror}/${purpose}`;
        found.expect((meanings.get(id) ?? meaning) === meaning, atMs, `effect ${id} means ${meanings.get(id) ?? ''} and ${meaning}`);
        meanings.set(id, meaning);
      }
      const rollout = states[index]?.rollout;
      if (event.kind !== 'confirmed' || rollout?.kind !== 'live' || situation === 'none') continue;
      const again: Situation = { ...situation, nowMs: Math.max(event.settledAtMs, situation.nowMs), router: readAs(situation, rollout), request: { kind: 'none' } };
      const { decision } = decide(rollout, {}, again);
      const effect = planEffect(rollout, decision, event.sequence + 1, rollout.weight);
      const raises = effect.kind !== 'none' && (effect.weight > rollout.weight || effect.mirror > rollout.mirror) && effect.purpose === 'advance';
      found.expect(!raises, atMs, `right after ${percent(event.observed)} was confirmed, and without new evidence, the next look raises to ${percent(decision.to)}`);
    }
    return found.checked();
  },
};

function readAs({ router }: Situation, { weight, mirror }: Pick<Rollout, 'weight' | 'mirror'>): Situation['router'] {
  if (router.kind === 'unreadable') return router;
  return { kind: 'read', weight, step: router.step, ours: false, mirror: router.mirror === 'cannot' ? 'cannot' : mirror };
}
