// Reads everything that a validation is asked to do, and every mistake in it, before anything is fetched or run.
import { ActionError, type InputsOf, type Mistake, type Optional, quoteValue } from '@rampart/action-kit';
import { decodeGates, decodeGoldenSet, decodeReport, type Gate, type GoldenSet, type MetricsReport, type StableReport } from '@rampart/model-validation';
import { createHash } from 'node:crypto';
import type { contract } from './contract.ts';
import type { ArtifactOrder, ValidateModelPorts } from './ports.ts';
import { readJson, readYaml, type SourceText } from './source-document.ts';

export interface ValidationOrder {
  readonly artifact: ArtifactOrder;
  readonly metrics: { readonly kind: 'none' } | { readonly kind: 'gated'; readonly gates: readonly Gate[]; readonly report: MetricsReport; readonly stable: StableReport };
  readonly golden: { readonly kind: 'none' } | GoldenOrder;
  readonly evidencePath: string;
}

export interface GoldenOrder {
  readonly kind: 'set';
  readonly set: GoldenSet;
  readonly source: SourceText;
  readonly digest: string;
}

type Inputs = InputsOf<typeof contract>;

const documentBytesMax = 1024 * 1024;
const goldenBytesMax = 64 * 1024 * 1024;

/** Throws ActionError with all mistakes. */
export async function readOrder(inputs: Inputs, ports: ValidateModelPorts): Promise<ValidationOrder> {
  const reading = new OrderReading(ports);
  reading.name('model', inputs.model);
  reading.name('version', inputs.version);
  reading.digest(inputs.digest);
  const isGated = reading.pair(inputs);
  const report = await reading.document('report', inputs.report, documentBytesMax, (source) => readYaml(source, decodeReport));
  const stable = await reading.document('stable-report', inputs.stableReport, documentBytesMax, (source) => readYaml(source, decodeReport));
  const gates = await reading.gates(inputs.gates);
  const golden = await reading.document('golden', inputs.golden, goldenBytesMax, (source) => readJson(source, decodeGoldenSet));
  reading.finish();
  return {
    artifact: { address: inputs.artifact, model: inputs.model, version: inputs.version, digest: inputs.digest },
    metrics:
      isGated && report.kind === 'read' && gates.kind === 'read'
        ? { kind: 'gated', gates: gates.value, report: report.value, stable: stable.kind === 'read' ? { kind: 'report', report: stable.value } : { kind: 'none' } }
        : { kind: 'none' },
    golden: golden.kind === 'read' ? { kind: 'set', set: golden.value, source: golden.source, digest: sha256(golden.source.text) } : { kind: 'none' },
    evidencePath: inputs.evidence,
  };
}

export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

type Reading<T> = { readonly kind: 'none' } | { readonly kind: 'read'; readonly value: T; readonly source: SourceText };

class OrderReading {
  private readonly ports: ValidateModelPorts;
  private readonly mistakes: Mistake[] = [];

  constructor(ports: ValidateModelPorts) {
    this.ports = ports;
  }

  /** Names go into the evidence and into logs. */
  name(subject: string, value: string): void {
    if (value.length > 200 || /[\u0000-\u001f\u007f-\u009f]/.test(value) || !value.isWellFormed()) this.add('RMP503', subject, `expected a name of at most 200 characters on one line, got ${quoteValue(value)}.`);
  }

  digest(value: Optional<string>): void {
    if (value.kind === 'given' && !/^sha256:[0-9a-f]{64}$/.test(value.value)) this.add('RMP503', 'digest', `expected sha256: and 64 lower-case hexadecimal digits, got ${quoteValue(value.value)}. Compute it with sha256sum.`);
  }

  /** A report without gates would pass anything, gates without a report nothing. */
  pair({ report, gates, golden, stableReport }: Inputs): boolean {
    if (report.kind === 'given' && gates.kind === 'absent') this.add('RMP504', 'gates', 'is needed with report. Write e.g. gates: "accuracy: {min: 0.75}".');
    if (gates.kind === 'given' && report.kind === 'absent') this.add('RMP504', 'report', 'is needed with gates. Write e.g. report: metrics.json.');
    if (stableReport.kind === 'given' && gates.kind === 'absent') this.add('RMP504', 'stable-report', 'is only compared by gates, which are not given.');
    if (report.kind === 'absent' && gates.kind === 'absent' && golden.kind === 'absent') this.add('RMP504', 'gates', 'or golden has to be given: there is nothing to validate by. Write gates with report, or golden, or both.');
    return report.kind === 'given' && gates.kind === 'given';
  }

  async document<T>(input: string, path: Optional<string>, bytesMax: number, read: (source: SourceText) => ReturnType<typeof readYaml<T>>): Promise<Reading<T>> {
    if (path.kind === 'absent') return { kind: 'none' };
    const file = await this.ports.readText(path.value, bytesMax);
    if (file.kind === 'refused') {
      this.add('RMP505', input, `${quoteValue(path.value)} ${file.why}`);
      return { kind: 'none' };
    }
    return this.decode({ input, origin: { kind: 'file', file: path.value }, text: file.content }, read);
  }

  /** One line without a mapping in it is a path. */
  async gates(input: Optional<string>): Promise<Reading<readonly Gate[]>> {
    const read = (source: SourceText) => readYaml(source, decodeGates);
    if (input.kind === 'given' && /\n|[:{]\s|:$|^\s*[{[]/.test(input.value)) return this.decode({ input: 'gates', origin: { kind: 'inline' }, text: input.value }, read);
    return this.document('gates', input, documentBytesMax, read);
  }

  finish(): void {
    const [first, ...rest] = this.mistakes;
    if (first !== undefined) throw new ActionError([first, ...rest]);
  }

  private decode<T>(source: SourceText, read: (source: SourceText) => ReturnType<typeof readYaml<T>>): Reading<T> {
    const document = read(source);
    if (document.kind === 'document') return { kind: 'read', value: document.value, source };
    this.mistakes.push(...document.mistakes);
    return { kind: 'none' };
  }

  private add(code: string, subject: string, text: string): void {
    this.mistakes.push({ code, subject, text, place: { kind: 'nowhere' } });
  }
}
