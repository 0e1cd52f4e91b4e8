// How models misbehave, as a scenario file writes it: `crash`, `worse: {on: errors, factor: 3x, since: promotion}`.
import { DEFAULT_MISBEHAVING } from '../default-scenario.ts';
import type { Behaviour, On } from '../scenario.ts';
import { kindsOf, otherwise, required, type Codec, type KindsOf } from './codec.ts';
import { duration, durationOr, factor, parsedText, points, share, text, words } from './unit-codecs.ts';

const ALL_OF = ['errors', 'latency', 'answers', 'bins', 'levels'] as const;
/** A part may be more than everything there was: `gain: 200%`. */
const ANY_PART = { min: 0, max: 100 };

export function behaviourCodec(): Codec<Behaviour> {
  return kindsOf<Behaviour>('a behaviour of the model', behaviours(), '{worse: {on: errors, factor: 3x}}');
}

function behaviours(): KindsOf<Behaviour> {
  const { arm, since, fromMs, forMs } = DEFAULT_MISBEHAVING;
  const shared = {
    arm: otherwise(arm, words<Behaviour['arm']>('an arm', ['candidate', 'both'])),
    since: otherwise(since, words<Behaviour['since']>('a beginning', ['start', 'first-traffic', 'promotion'])),
    fromMs: otherwise(fromMs, duration()),
    forMs: otherwise(forMs, durationOr('ever')),
  };
  const worse = { on: required(onCodec()), factor: otherwise(1, factor()), points: otherwise(0, points()) };
  return {
    crash: { pods: otherwise(1, share()), loopMs: otherwise('none', durationOr('none')), ...shared },
    intermittent: { periodMs: required(duration()), badShare: required(share()), errorRatio: otherwise(1, share()), ...shared },
    worse: { ...worse, ...shared },
    'worse-in': { segment: required(segmentName()), ...worse, ...shared },
    slower: { factor: required(factor()), fromQuantile: otherwise(0, share()), ...shared },
    leak: { errorPointsPerHour: otherwise(0, points(ANY_PART)), levelPerHour: otherwise(0, share(ANY_PART)), ...shared },
    'cold-start': { lastsMs: required(duration()), errorPoints: otherwise(0, points()), slowFactor: otherwise(1, factor()), ...shared },
    skew: { moved: required(share()), ...shared },
    'wins-own-metric': { better: required(checkName()), gain: required(share(ANY_PART)), loss: required(share(ANY_PART)), ...shared },
    feedback: { gain: required(share(ANY_PART)), ...shared },
    overload: { weight: required(share()), points: otherwise(0, points()), levelFactor: otherwise(1, factor()), ...shared },
  };
}

/** `errors` is the check of that name, `all errors` every check of that sort. */
function onCodec(): Codec<On> {
  return parsedText<On>(`the name of a check, or all of a sort: ${ALL_OF.map((of) => `all ${of}`).join(', ')}`, {
    write: (on) => (on.kind === 'check' ? on.name : `all ${on.of}`),
    read: (raw) => {
      if (/^[^\s\u0000-\u001f\u007f]{1,100}$/u.test(raw)) return { kind: 'check', name: raw };
      const of = ALL_OF.find((known) => raw === `all ${known}`);
      return of === undefined ? 'not understood' : { kind: 'all', of };
    },
  });
}

/** One of the traffic's segments; that it is one is seen when everything is read. */
export function segmentName(): Codec<string> {
  return text('a segment of the traffic, e.g. region=west', (value) => /^[^=]+=.+$/u.test(value));
}

function checkName(): Codec<string> {
  return text('the name of a check', (value) => /^\S{1,100}$/u.test(value));
}
