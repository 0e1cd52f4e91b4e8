// Decides whether a model may be released: gates over its metrics report, and a golden set run through the model itself.
export { describeOutcome, describeRule, figure } from './describe-gate.ts';
export { concludeValidation, decodeEvidence, encodeEvidence, type GoldenRun, type Validation, type ValidationEvidence } from './evidence.ts';
export { decodeGates, type Gate, type Margin, type Rule } from './gate.ts';
export { decodeGoldenSet, type GoldenCase, type GoldenSet, type Tolerance } from './golden-set.ts';
export { type GateOutcome, type GateResult, judgeGates, type StableReport } from './judge-gates.ts';
export { decodeReport, type MetricsReport, type ReportCell, type SampleCount } from './metrics-report.ts';
export { type Decoded, type Mistake, oneLine } from './mistake.ts';
export type { ModelAnswer, ModelRuntime, OpenModel } from './model-runtime.ts';
export { onnxRuntime } from './onnx-runtime.ts';
export { checkGoldenFits, type GoldenResult, runGolden } from './run-golden.ts';
export type { Tensor, TensorDeclaration, TensorType } from './tensor.ts';
