// How the proxy reaches one slot.
import { boolean, decode, nullable, shape, text } from '@rampart/json-exchange';
import type { Placement, SlotReading } from '@rampart/rollout-engine';
import type { LoopbackClient } from '../http/loopback-client.ts';
import { parseJson } from '../http/loopback-server.ts';
import type { ArtifactReference } from './artifact.ts';

export interface SlotClient {
  readonly name: string;
  /** Forwards a prediction as it is. Rejects when the slot does not answer in time. */
  predict(body: string): Promise<{ readonly status: number; readonly body: string }>;
  /** The same, not counted by the slot. */
  probe(body: string): Promise<{ readonly status: number; readonly body: string }>;
  /** Asks the slot itself what is in it. Rejects when it does not answer. */
  readPlaced(): Promise<SlotReading['placed']>;
  /** Asks it which bytes it answers with, and where it has them from. Rejects when it does not answer. */
  readArtifact(): Promise<{ readonly kind: 'nothing' } | ({ readonly kind: 'artifact' } & ArtifactReference)>;
  /** `refused` with the slot's own words when it cannot take the release. Rejects when it does not answer. */
  place(release: Pick<Placement, 'version' | 'digest' | 'artifact'>): Promise<{ readonly kind: 'placed' } | { readonly kind: 'refused'; readonly why: string }>;
}

/** Long enough for a machine that is busy with something else. */
const predictTimeoutMs = 10_000;
const readTimeoutMs = 2_000;
const placeTimeoutMs = 30_000;

export function slotClient(name: string, client: LoopbackClient): SlotClient {
  const readRelease = async () => {
    const answer = await client.send({ method: 'GET', path: '/release', timeoutMs: readTimeoutMs });
    const decoded = decode(decodeRelease, parseJson(answer.body));
    if (decoded.kind === 'bad') throw new Error(`slot ${name} answers its release as no slot does: ${decoded.why}`);
    return decoded.value.release;
  };
  return {
    name,
    predict: (body) => client.send({ method: 'POST', path: '/predict', body, timeoutMs: predictTimeoutMs }),
    probe: (body) => client.send({ method: 'POST', path: '/probe', body, timeoutMs: predictTimeoutMs }),
    readPlaced: async () => {
      const release = await readRelease();
      return release === 'nothing' ? { kind: 'nothing' } : { kind: 'release', version: release.version, digest: release.digest, ready: release.ready };
    },
    readArtifact: async () => {
      const release = await readRelease();
      return release === 'nothing' ? { kind: 'nothing' } : { kind: 'artifact', digest: release.digest, artifact: release.artifact };
    },
    place: async ({ version, digest, artifact }) => {
      const { status, body } = await client.send({ method: 'POST', path: '/place', body: JSON.stringify({ version, digest, artifact }), timeoutMs: placeTimeoutMs });
      if (status === 200) return { kind: 'placed' };
      const said = decode(shape({ error: text() }), parseJson(body));
      return { kind: 'refused', why: said.kind === 'ok' ? said.value.error : `slot ${name} answered ${status}` };
    },
  };
}

const decodeRelease = shape({ release: nullable(shape({ version: text(), digest: text(), ready: boolean, artifact: text() }), 'nothing' as const) });
