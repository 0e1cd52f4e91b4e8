// Whole scripts for fast-check: flat, integers, every item may be left out, simplest first.
import fc from 'fast-check';
import { ppm, type Situation } from '@rampart/rollout-policy';
import { PLAIN_STEP, type ScriptStep } from './scripted-release.ts';

const OTHER_DIGEST = `sha256:${'9'.repeat(64)}`;

/** What a look may find besides its evidence. */
const SITUATIONS: readonly Partial<Situation>[] = [
  { request: { kind: 'approve', actor: 'ada' } },
  { candidate: { kind: 'not-ready', why: 'it restarts' } },
  { candidate: { kind: 'ready', digest: OTHER_DIGEST } },
  { frozen: { kind: 'changed', paths: ['x'] } },
  { frozen: { kind: 'unreadable', why: 'no manifest' } },
  { frozen: { kind: 'unchanged' } },
  { quiet: { kind: 'quiet', untilMs: 2_000_000_000_000 } },
  { router: { kind: 'unreadable', why: 'nobody answers' } },
  { stable: 'dead' },
  { stable: 'unknown' },
  { smoke: { kind: 'unavailable', why: 'nobody answers' } },
  { request: { kind: 'approve', actor: 'ada' }, quiet: { kind: 'quiet', untilMs: 2_000_000_000_000 } },
];

/** What ends most rollouts, and so may not come too often. */
const ENDING: readonly Partial<Situation>[] = [
  { request: { kind: 'abort', actor: 'ada', why: 'no' } },
  { request: { kind: 'supersede', by: 'v3' } },
  { smoke: { kind: 'failed', cases: 3, failed: 1, first: 'case 1' } },
  { router: { kind: 'read', weight: ppm(0), step: ppm(10_000), ours: false, mirror: ppm(0) } },
  { router: { kind: 'read', weight: ppm(990_000), step: ppm(10_000), ours: false, mirror: ppm(0) } },
  { router: { kind: 'read', weight: ppm(10_000), step: ppm(10_000), ours: true, mirror: ppm(0) } },
];

const NOTHING: Partial<Situation> = {};
const situation = fc.oneof({ weight: 14, arbitrary: fc.constant(NOTHING) }, { weight: 5, arbitrary: fc.constantFrom(...SITUATIONS) }, { weight: 1, arbitrary: fc.constantFrom(...ENDING) });

/** Bad ones of a hundred: like stable, a little worse, much worse, dead. */
const candidate = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(1, 1, 1, 0) }, { weight: 3, arbitrary: fc.constantFrom(2, 3, 6) }, { weight: 2, arbitrary: fc.constantFrom(15, 40, 100) });

const step: fc.Arbitrary<ScriptStep> = fc.record({
  blocks: fc.constantFrom(2, 1, 2, 4, 0, 10, 40, 130),
  requests: fc.constantFrom(2_000, 2_000, 20_000, 200, 20, 0, 200_000),
  stable: fc.constantFrom(1, 1, 1, 1, 1, 0, 3, 40),
  candidate,
  only: fc.constantFrom('', '', 'errors', 'blocked', 'accuracy', 'latency', 'memory'),
  news: fc.constantFrom<ScriptStep['news']>('blocks', 'blocks', 'blocks', 'blocks', 'blocks', 'blocks', 'blocks', 'no-data', 'gap', 'invalid', 'all-again'),
  about: fc.constantFrom('', '', 'errors', 'accuracy', 'latency', 'clicks'),
  situation,
  fate: fc.constantFrom<ScriptStep['fate']>('done', 'done', 'done', 'done', 'late', 'lost'),
  person: fc.constantFrom<ScriptStep['person']>('nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'pauses', 'resumes', 'resumes'),
});

/** What takes more than one look to happen, and a chance of all its parts at once never comes. */
const scene: fc.Arbitrary<readonly ScriptStep[]> = fc.oneof(
  // Both arms fail, in all checks or in one.
  fc.record({ bad: fc.constantFrom(40, 100), only: fc.constantFrom('', 'errors'), looks: fc.integer({ min: 1, max: 3 }) }).map(({ bad, only, looks }) => repeated({ stable: bad, candidate: bad, only }, looks)),
  // The candidate fails, while stable is well, dead, or nobody knows.
  fc.record({ bad: fc.constantFrom(6, 15, 40, 100), only: fc.constantFrom('', 'errors', 'blocked', 'accuracy', 'latency'), stable: fc.constantFrom('alive' as const, 'dead' as const, 'unknown' as const), fate: fc.constantFrom<ScriptStep['fate']>('done', 'done', 'lost'), looks: fc.integer({ min: 1, max: 8 }) }).map(({ bad, only, stable, fate, looks }) => repeated({ candidate: bad, only, situation: { stable }, fate }, looks)),
  // Everybody sees nothing, and somebody may have enough of it.
  fc.record({ looks: fc.integer({ min: 1, max: 3 }), aborts: fc.boolean() }).map(({ looks, aborts }) => [...repeated({ news: 'no-data' }, looks), ...repeated({ news: 'no-data', ...(aborts ? { situation: { request: { kind: 'abort', actor: 'ada', why: 'blind' } } } : {}) }, 1)]),
  // Told again.
  fc.constant([...repeated({}, 1), ...repeated({ news: 'all-again' }, 2)]),
  // Away for a while, in the middle of a ramp.
  fc.constantFrom<Partial<Situation>>({ quiet: { kind: 'quiet', untilMs: 2_000_000_000_000 } }, { frozen: { kind: 'changed', paths: ['x'] } }, { frozen: { kind: 'unreadable', why: 'no manifest' } }, { candidate: { kind: 'ready', digest: OTHER_DIGEST } }).map((found) => repeated({ situation: found }, 4)),
  // Somebody pauses it, approves meanwhile or aborts, and resumes it.
  fc.record({ looks: fc.integer({ min: 1, max: 4 }), said: fc.constantFrom<Partial<Situation>>({}, { request: { kind: 'approve', actor: 'ada' } }, { request: { kind: 'abort', actor: 'ada', why: 'no' } }), bad: fc.constantFrom(1, 1, 40) }).map(({ looks, said, bad }) => [
    ...repeated({ person: 'pauses' }, 1),
    ...repeated({ candidate: bad }, looks),
    ...repeated({ situation: said }, 1),
    ...repeated({ person: 'resumes' }, 1),
  ]),
  // Hardly anybody comes.
  fc.constantFrom(0, 20, 60).map((requests) => repeated({ requests, blocks: 1 }, 6)),
);

function repeated(parts: Partial<ScriptStep>, looks: number): readonly ScriptStep[] {
  return Array.from({ length: looks }, () => ({ ...PLAIN_STEP, ...parts }));
}

/** A release that gets somewhere, then whatever happens, and a good while of peace. */
export const anyScript: fc.Arbitrary<readonly ScriptStep[]> = fc
  .record({
    first: fc.nat({ max: 14 }),
    then: fc.array(fc.oneof({ weight: 3, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: scene }), { maxLength: 16 }),
    atLast: fc.nat({ max: 40 }),
    requests: fc.constantFrom(2_000, 4_000, 20_000, 200),
  })
  .map(({ first, then, atLast, requests }) => [...repeated({ requests }, first), ...then.flat(), ...repeated({ requests }, atLast)]);
