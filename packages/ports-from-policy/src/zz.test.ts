import { it } from 'vitest';
import { rollback } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aWorld } from '../../rollout-engine/test/a-world.ts';
it('x', async () => {
  const w = aWorld();
  for (let i = 0; i < 90 && w.router.weightOf("b") < 1; i++) { await w.tick(); await w.clock.advance(30_000); }
  const id = (w.state().rollout as {id: string}).id;
  console.log(w.router.weightOf('b'), id);
  await w.router.set({ target: 'fraud-prod', weights: { a: ppm(1_000_000), b: ppm(0) }, ifVersion: { kind: 'any' }, stamp: { rolloutId: 'break-glass', sequence: 0, effectId: "bg1", liveSlot: 'a', liveDigest: '' } });
  const t = await w.tick();
  console.log(t.kind, t.kind === 'decided' ? [t.decision.kind, t.decision.reasons, t.state.rollout.kind === 'live' && t.state.rollout.phase] : '', w.router.stamp());
  console.log(await rollback(w.ports, { target: 'fraud-prod', actor: 'x', why: 'y', rolloutId: id, stableVersion: '', routerOnly: false }).then(({ state, ...o }) => o));
});
