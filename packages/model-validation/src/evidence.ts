// The record that a model was validated, bound to the digest of its bytes. Later steps demand it before they give a version traffic.
import { DocumentReader, isRecord } from './document-reader.ts';
import type { Rule } from './gate.ts';
import type { GateOutcome, GateResult } from './judge-gates.ts';
import { type Decoded, oneLine, shown } from './mistake.ts';
import { type GoldenResult, shownMax } from './run-golden.ts';

export interface ValidationEvidence {
  readonly schema: 1;
  readonly model: string;
  readonly version: string;
  /** `sha256:` and 64 hexadecimal digits of the artefact's bytes. */
  readonly digest: string;
  readonly passed: boolean;
  readonly gates: readonly GateResult[];
  readonly golden: { readonly kind: 'none' } | GoldenRun;
  /** UTC, e.g. `2026-11-21T09:00:00.000Z`. */
  readonly at: string;
}

export interface GoldenRun extends GoldenResult {
  readonly kind: 'run';
  /** Of the golden set's bytes. */
  readonly digest: string;
}

export type Validation = Pick<ValidationEvidence, 'model' | 'version' | 'digest' | 'gates' | 'golden'> & { readonly atMs: number };

/** The verdict follows from the parts: no gate stops it and no golden case failed. */
export function concludeValidation({ model, version, digest, gates, golden, atMs }: Validation): ValidationEvidence {
  return { schema: 1, model, version, digest, passed: isPassed(gates, golden), gates, golden, at: new Date(atMs).toISOString() };
}

export function encodeEvidence(evidence: ValidationEvidence): string {
  return `${JSON.stringify(evidence, null, 2)}\n`;
}

/** Total. Refuses evidence whose verdict contradicts its own parts. */
export function decodeEvidence(text: string): Decoded<ValidationEvidence> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    // A file that is cut off has one mistake, not one per field that it lost.
    return { kind: 'refused', mistakes: [{ path: [], place: '', message: `is not JSON: ${oneLine(cause instanceof Error ? cause.message : 'unreadable', 200)}` }] };
  }
  return decodeDocument(document);
}

function decodeDocument(document: unknown): Decoded<ValidationEvidence> {
  const reader = new DocumentReader();
  const fields = reader.fields([], document, ['schema', 'model', 'version', 'digest', 'passed', 'gates', 'golden', 'at']);
  if (fields.get('schema') !== 1) reader.add(['schema'], `expected 1, got ${shown(fields.get('schema'))}`);
  const evidence: ValidationEvidence = {
    schema: 1,
    model: reader.text(['model'], fields.get('model')),
    version: reader.text(['version'], fields.get('version')),
    digest: readDigest(reader, ['digest'], fields.get('digest')),
    passed: reader.flag(['passed'], fields.get('passed')),
    gates: reader.list(['gates'], fields.get('gates'), 100_000).map((value, index) => readGateResult(reader, ['gates', index], value)),
    golden: readGolden(reader, fields.get('golden')),
    at: readInstant(reader, ['at'], fields.get('at')),
  };
  if (evidence.gates.length === 0 && evidence.golden.kind === 'none') reader.add([], 'holds neither a gate nor a golden set; it proves nothing');
  if (evidence.passed !== isPassed(evidence.gates, evidence.golden)) reader.add(['passed'], `says ${evidence.passed}, but the gates and golden cases in the same file say otherwise`);
  return reader.finish(evidence);
}

function isPassed(gates: readonly GateResult[], golden: ValidationEvidence['golden']): boolean {
  return gates.every(({ stops }) => !stops) && (golden.kind === 'none' || golden.failed === 0);
}

type Path = readonly (string | number)[];

function readGateResult(reader: DocumentReader, path: Path, value: unknown): GateResult {
  const fields = reader.fields(path, value, ['metric', 'cell', 'rule', 'outcome', 'stops']);
  const outcome = readOutcome(reader, [...path, 'outcome'], fields.get('outcome'));
  const stops = reader.flag([...path, 'stops'], fields.get('stops'));
  if (outcome.kind !== 'undecidable' && stops !== (outcome.kind === 'failed')) reader.add([...path, 'stops'], `says ${stops}, but the gate ${outcome.kind}`);
  return { metric: reader.text([...path, 'metric'], fields.get('metric')), cell: reader.text([...path, 'cell'], fields.get('cell')), rule: readRule(reader, [...path, 'rule'], fields.get('rule')), outcome, stops };
}

function readRule(reader: DocumentReader, path: Path, value: unknown): Rule {
  const kind = reader.choice([...path, 'kind'], isRecord(value) ? value['kind'] : undefined, ['min', 'max', 'worseByAtMost']);
  if (kind !== 'worseByAtMost') {
    const fields = reader.fields(path, value, ['kind', 'value']);
    return { kind, value: reader.finite([...path, 'value'], fields.get('value')) };
  }
  const fields = reader.fields(path, value, ['kind', 'better', 'margin']);
  const marginPath = [...path, 'margin'];
  const margin = fields.get('margin');
  const better = reader.choice([...path, 'better'], fields.get('better'), ['higher', 'lower']);
  if (reader.choice([...marginPath, 'kind'], isRecord(margin) ? margin['kind'] : undefined, ['absolute', 'relative']) === 'absolute') {
    return { kind, better, margin: { kind: 'absolute', amount: reader.finite([...marginPath, 'amount'], reader.fields(marginPath, margin, ['kind', 'amount']).get('amount')) } };
  }
  return { kind, better, margin: { kind: 'relative', ratio: reader.finite([...marginPath, 'ratio'], reader.fields(marginPath, margin, ['kind', 'ratio']).get('ratio')) } };
}

function readOutcome(reader: DocumentReader, path: Path, value: unknown): GateOutcome {
  const kind = reader.choice([...path, 'kind'], isRecord(value) ? value['kind'] : undefined, ['undecidable', 'passed', 'failed']);
  if (kind === 'undecidable') return { kind, why: reader.text([...path, 'why'], reader.fields(path, value, ['kind', 'why']).get('why'), 10_000) };
  const fields = reader.fields(path, value, ['kind', 'observed', 'compared', 'limit', 'basis']);
  return {
    kind,
    observed: reader.finite([...path, 'observed'], fields.get('observed')),
    compared: reader.finite([...path, 'compared'], fields.get('compared')),
    limit: reader.finite([...path, 'limit'], fields.get('limit')),
    basis: reader.text([...path, 'basis'], fields.get('basis'), 20),
  };
}

function readGolden(reader: DocumentReader, value: unknown): ValidationEvidence['golden'] {
  const kind = reader.choice(['golden', 'kind'], isRecord(value) ? value['kind'] : undefined, ['none', 'run']);
  if (kind === 'none') {
    reader.fields(['golden'], value, ['kind']);
    return { kind };
  }
  const fields = reader.fields(['golden'], value, ['kind', 'digest', 'cases', 'failed', 'shown']);
  const cases = reader.count(['golden', 'cases'], fields.get('cases'), 1);
  const failed = reader.count(['golden', 'failed'], fields.get('failed'), 0);
  const failures = reader.list(['golden', 'shown'], fields.get('shown'), shownMax).map((item, index) => {
    const path = ['golden', 'shown', index];
    const failure = reader.fields(path, item, ['name', 'why']);
    return { name: reader.text([...path, 'name'], failure.get('name')), why: reader.text([...path, 'why'], failure.get('why'), 10_000) };
  });
  if (failed > cases || failures.length !== Math.min(failed, shownMax)) reader.add(['golden'], `does not add up: ${failed} of ${cases} cases failed, ${failures.length} are listed`);
  return { kind, digest: readDigest(reader, ['golden', 'digest'], fields.get('digest')), cases, failed, shown: failures };
}

function readDigest(reader: DocumentReader, path: Path, value: unknown): string {
  if (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  reader.add(path, `expected sha256: and 64 lower-case hexadecimal digits, got ${shown(value)}`);
  return '';
}

function readInstant(reader: DocumentReader, path: Path, value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && Number.isFinite(Date.parse(value))) return value;
  reader.add(path, `expected a time such as 2026-11-21T09:00:00.000Z, got ${shown(value)}`);
  return '';
}
