// Answers the smoke probe of docs/router-contract.md: the golden set that lies beside the artefact goes through the slot that holds it, and what
// is not answered as recorded is counted. So it finds what breaks between the bytes and the answer, not what the bytes get wrong.
import { choice, decode, shape, text } from '@rampart/json-exchange';
import { checkGoldenFits, decodeGoldenSet, runGolden, type Decoded, type GoldenSet } from '@rampart/model-validation';
import { json, parseJson, type Answer } from '../http/loopback-server.ts';
import { fetchBeside } from './artifact.ts';
import { deployedModel } from './deployed-model.ts';
import type { SlotClient } from './slot-client.ts';

export interface SmokeProbeOptions {
  readonly target: string;
  readonly slots: readonly SlotClient[];
}

export async function answerSmokeRequest({ target, slots }: SmokeProbeOptions, body: string): Promise<Answer> {
  const asked = decode(decodeSmokeRequest, parseJson(body));
  if (asked.kind === 'bad') return json(400, { error: asked.why });
  const slot = slots.find(({ name }) => name === asked.value.slot);
  if (slot === undefined || asked.value.target !== target) return json(404, { error: `there is no slot "${asked.value.slot}" of "${asked.value.target}" here` });

  const holds = await slot.readArtifact().catch(() => 'silent' as const);
  if (holds === 'silent') return json(503, { error: `slot ${slot.name} does not answer` });
  if (holds.kind === 'nothing') return json(503, { error: `nothing is placed in slot ${slot.name} yet` });
  const file = await fetchBeside(holds.artifact, 'golden.json');
  if (file.kind === 'refused') return json(422, { error: file.why });

  const model = deployedModel(slot);
  const golden = readGolden(file.bytes);
  const fitting = golden.kind === 'decoded' ? checkGoldenFits(golden.value, model) : golden;
  if (fitting.kind === 'refused') return json(422, { error: `the golden set beside ${holds.artifact} is of no use: ${fitting.mistakes.map(({ place, message }) => `${place} ${message}`).join('; ').slice(0, 500)}` });
  const { cases, failed, shown } = await runGolden(fitting.value, model);
  const [first] = shown;
  return json(200, { digest: holds.digest, cases, failed, first: first === undefined ? '' : `${first.name}: ${first.why}` });
}

function readGolden(bytes: Uint8Array): Decoded<GoldenSet> {
  return decodeGoldenSet(parseJson(new TextDecoder().decode(bytes)));
}

const name = text({ expected: 'a name', pattern: /./ });
const decodeSmokeRequest = shape({ op: choice('smoke'), target: name, rolloutId: name, slot: name, version: name, digest: name });
