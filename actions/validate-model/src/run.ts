// The action itself: reads what is asked, obtains the artifact, judges, records. Knows no file system and no network.
import { ActionError, type ActionResult, type InputsOf, type Mistake } from '@rampart/action-kit';
import { checkGoldenFits, concludeValidation, decodeEvidence, encodeEvidence, judgeGates, runGolden, type ValidationEvidence } from '@rampart/model-validation';
import { invariant } from '@rampart/rollout-policy';
import type { contract } from './contract.ts';
import type { ArtifactOrder, ObtainedArtifact, ValidateModelPorts } from './ports.ts';
import { type GoldenOrder, readOrder, sha256 } from './read-order.ts';
import { renderResult } from './render-result.ts';
import { placeMistakes } from './source-document.ts';

/** onnxruntime-web cannot hold more. */
const modelBytesMax = 2 ** 31 - 1;

/** Exit code 0: passed; 1: it does not pass, or the artifact cannot be had; ActionError with 2: something asked for is wrong. */
export async function run(inputs: InputsOf<typeof contract>, ports: ValidateModelPorts): Promise<ActionResult<typeof contract>> {
  const order = await readOrder(inputs, ports);
  const artifact = await obtain(order.artifact, ports);
  const gates = order.metrics.kind === 'gated' ? judgeGates(order.metrics.gates, order.metrics.report, order.metrics.stable) : [];
  const golden = order.golden.kind === 'set' ? await answerGolden(order.golden, artifact, ports) : order.golden;
  const { model, version } = inputs;
  const evidence = concludeValidation({ model, version, digest: artifact.digest, gates, golden, atMs: ports.nowMs() });
  await writeEvidence(order.evidencePath, evidence, ports);
  return renderResult(evidence, { evidencePath: order.evidencePath, isDigestGiven: inputs.digest.kind === 'given', origin: artifact.origin });
}

type Artifact = Extract<ObtainedArtifact, { kind: 'artifact' }>;

async function obtain(order: ArtifactOrder, ports: ValidateModelPorts): Promise<Artifact> {
  const obtained = await ports.obtainArtifact(order);
  if (obtained.kind === 'unavailable') throw wrong('RMP506', 'artifact', obtained.why, { exitCode: obtained.mistake ? 2 : 1, cause: obtained.cause });
  if (obtained.kind === 'digest-differs') throw differs(obtained);
  if (order.digest.kind === 'given' && order.digest.value !== obtained.digest) throw differs({ expected: order.digest.value, actual: obtained.digest });
  ports.log(`The artifact has digest ${obtained.digest} (from ${obtained.origin === 'file' ? 'a file' : obtained.origin === 'cache' ? 'the tool cache, verified again' : 'a download'}).`);
  return obtained;
}

async function answerGolden(golden: GoldenOrder, artifact: Artifact, ports: ValidateModelPorts): Promise<ValidationEvidence['golden']> {
  const file = await ports.readBytes(artifact.path, modelBytesMax);
  if (file.kind === 'refused') throw wrong('RMP506', 'artifact', file.why);
  const actual = sha256(file.content);
  // The bytes that are run are the bytes that were verified, whatever happened to the file in between.
  if (actual !== artifact.digest) throw differs({ expected: artifact.digest, actual });
  const opened = await ports.runtime.open(file.content);
  if (opened.kind === 'refused') throw wrong('RMP507', 'artifact', `is not a model that can be run: ${opened.why} The golden set needs a complete ONNX file; check that it was not cut off.`);
  try {
    const fits = checkGoldenFits(golden.set, opened.model);
    if (fits.kind === 'refused') throw new ActionError(nonEmpty(placeMistakes(golden.source, fits.mistakes)));
    return { kind: 'run', digest: golden.digest, ...(await runGolden(golden.set, opened.model)) };
  } finally {
    await opened.model.close();
  }
}

async function writeEvidence(path: string, evidence: ValidationEvidence, ports: ValidateModelPorts): Promise<void> {
  const text = encodeEvidence(evidence);
  invariant(decodeEvidence(text).kind === 'decoded', 'evidence that is written can be read', { path });
  const written = await ports.writeText(path, text);
  if (written.kind === 'refused') throw wrong('RMP508', 'evidence', `${JSON.stringify(path)} ${written.why}`);
}

function differs({ expected, actual }: { readonly expected: string; readonly actual: string }): ActionError {
  return wrong('RMP509', 'artifact', `has digest ${actual}, expected ${expected}. It is not what was named; nothing was validated. Find out who changed it before correcting the digest.`);
}

function wrong(code: string, subject: string, text: string, options: { readonly exitCode?: 1 | 2; readonly cause?: unknown } = {}): ActionError {
  return new ActionError([{ code, subject, text, place: { kind: 'nowhere' } }], options);
}

function nonEmpty(mistakes: readonly Mistake[]): readonly [Mistake, ...Mistake[]] {
  const [first, ...rest] = mistakes;
  invariant(first !== undefined, 'a refusal names at least one mistake', {});
  return [first, ...rest];
}
