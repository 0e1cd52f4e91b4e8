// The stamp as JSON: the same form in requests and answers.
import { integer, shape, text } from '@rampart/json-exchange';
import type { Stamp } from '@rampart/rollout-engine';

const word = text({ expected: 'text of 1 to 1024 characters', lengthMax: 1024, pattern: /./ });

export const decodeStamp = shape({ rolloutId: word, sequence: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), effectId: word, liveSlot: word, liveDigest: word });

export function encodeStamp({ rolloutId, sequence, effectId, liveSlot, liveDigest }: Stamp): Stamp {
  return { rolloutId, sequence, effectId, liveSlot, liveDigest };
}
