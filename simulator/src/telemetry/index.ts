// What is told of a simulated release, and how that breaks.
export { nextCutMs } from './cuts.ts';
export { newTelemetry } from './new-telemetry.ts';
export type { SourceKind, Telemetry } from './telemetry.ts';
