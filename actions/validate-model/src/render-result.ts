// What people see of a validation: one sentence, a table, and an annotation for everything that does not hold.
import type { ActionResult, Annotation } from '@rampart/action-kit';
import { describeOutcome, describeRule, type GateResult, oneLine, type ValidationEvidence } from '@rampart/model-validation';
import { escapeMarkdown } from '@rampart/report';
import type { contract } from './contract.ts';
import type { ObtainedArtifact } from './ports.ts';

export interface ResultContext {
  readonly evidencePath: string;
  readonly isDigestGiven: boolean;
  readonly origin: Extract<ObtainedArtifact, { kind: 'artifact' }>['origin'];
}

export function renderResult(evidence: ValidationEvidence, context: ResultContext): ActionResult<typeof contract> {
  const sentence = renderSentence(evidence);
  const summary = renderSummary(evidence, sentence, context);
  return {
    exitCode: evidence.passed ? 0 : 1,
    outputs: { passed: String(evidence.passed), digest: evidence.digest, evidence: context.evidencePath, sentence, report: summary },
    summary,
    annotations: annotationsOf(evidence, context),
    closing: {
      decided: sentence,
      why: whyOf(evidence),
      next: evidence.passed
        ? `The evidence for ${evidence.digest} is in ${context.evidencePath}; canary-step takes it.`
        : `The evidence in ${context.evidencePath} says that it did not pass, so no step will give it traffic. Correct the model, or the gate if it asks for the wrong thing, and run again.`,
    },
  };
}

/** `flight-delay v2.0.0 passes: 3 gates hold, 120 golden cases answered as recorded.` */
export function renderSentence({ model, version, passed, gates, golden }: ValidationEvidence): string {
  const stopped = gates.filter(({ stops }) => stops);
  const failed = stopped.filter(({ outcome }) => outcome.kind === 'failed').length;
  const open = stopped.length - failed;
  const parts = [
    ...(failed > 0 ? [`${failed} of ${gates.length} gates failed`] : []),
    ...(open > 0 ? [`${open} of ${gates.length} gates cannot be decided`] : []),
    ...(golden.kind === 'run' && golden.failed > 0 ? [`${golden.failed} of ${golden.cases} golden cases failed`] : []),
    ...(gates.length > 0 && stopped.length === 0 ? [heldGates(gates)] : []),
    ...(golden.kind === 'run' && golden.failed === 0 ? [`${count(golden.cases, 'golden case')} answered as recorded`] : []),
  ];
  return `${model} ${version} ${passed ? 'passes' : 'does not pass'}: ${parts.join(', ')}.`;
}

function heldGates(gates: readonly GateResult[]): string {
  const held = gates.filter(({ outcome }) => outcome.kind === 'passed').length;
  const told = gates.length - held;
  return told === 0 ? `${count(held, 'gate')} ${held === 1 ? 'holds' : 'hold'}` : `${held} of ${count(gates.length, 'gate')} hold, ${told} could not be decided and only ${told === 1 ? 'tells' : 'tell'}`;
}

function renderSummary(evidence: ValidationEvidence, sentence: string, context: ResultContext): string {
  const { gates, golden } = evidence;
  const table = gates.map((gate) => `| ${escaped(describeRule(gate))} | ${escaped(describeOutcome(gate))} | ${verdictOf(gate)} |`);
  const points = gates.some(({ outcome }) => outcome.kind !== 'undecidable' && outcome.basis === 'point');
  return [
    `### ${evidence.passed ? '✅' : '⛔'} ${escaped(sentence)}`,
    '',
    `\`${evidence.digest}\` ${context.isDigestGiven ? 'is the digest that was asked for.' : 'was computed; no digest was asked for.'}`,
    ...(table.length === 0 ? [] : ['', '| gate | seen | says |', '| --- | --- | --- |', ...table]),
    ...(points ? ['', 'Figures without a level are compared as reported: luck in a small sample counts. `sure: 95%` asks for the bound instead.'] : []),
    ...(golden.kind === 'none' || golden.failed === 0 ? [] : ['', '| golden case | why it failed |', '| --- | --- |', ...golden.shown.map(({ name, why }) => `| ${escaped(name)} | ${escaped(why)} |`)]),
    ...(golden.kind === 'run' && golden.failed > golden.shown.length ? ['', `${golden.failed - golden.shown.length} more failed.`] : []),
    '',
  ].join('\n');
}

function annotationsOf({ gates, golden }: ValidationEvidence, { isDigestGiven, origin }: ResultContext): readonly Annotation[] {
  const place = { kind: 'nowhere' } as const;
  return [
    ...gates.filter(({ outcome }) => outcome.kind !== 'passed').map((gate): Annotation => ({ level: gate.stops ? 'error' : 'warning', title: verdictOf(gate), message: `${describeRule(gate)}: ${describeOutcome(gate)}`, place })),
    ...(golden.kind === 'none' ? [] : golden.shown.map(({ name, why }): Annotation => ({ level: 'error', title: 'Golden case failed', message: `${name}: ${why}`, place }))),
    ...(isDigestGiven || origin === 'file' ? [] : [{ level: 'warning', title: 'No digest', message: 'The artifact came from an address and no digest was asked for: whatever the address serves now was validated. Give digest.', place } satisfies Annotation]),
  ];
}

function whyOf({ gates, golden, passed }: ValidationEvidence): string {
  const stop = gates.find(({ stops }) => stops);
  if (stop !== undefined) return `${describeRule(stop)}: ${describeOutcome(stop)}.`;
  const [failure] = golden.kind === 'run' ? golden.shown : [];
  if (failure !== undefined) return `Golden case ${failure.name}: ${failure.why}.`;
  return passed ? 'Everything that was asked for holds.' : 'Something that was asked for does not hold.';
}

function verdictOf({ outcome, stops }: GateResult): string {
  if (outcome.kind === 'passed') return 'holds';
  if (outcome.kind === 'failed') return 'fails';
  return stops ? 'cannot be decided, so it fails' : 'cannot be decided, only told';
}

function count(size: number, noun: string): string {
  return `${size} ${noun}${size === 1 ? '' : 's'}`;
}

function escaped(text: string): string {
  return escapeMarkdown(oneLine(text, 500));
}
