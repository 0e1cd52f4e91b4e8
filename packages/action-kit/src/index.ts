// Contracts, inputs, results and errors of actions. Loads no toolkit: `./main` and `./download` do.
export { defineContract, camelCase, given } from './contract.ts';
export type { Contract, InputSpec, InputsOf, Optional, OutputsOf } from './contract.ts';
export { MIRRORS_INPUT, REGISTRY_INPUT, STATE_INPUTS } from './state-inputs.ts';
export { readInputs, inputVariable } from './read-inputs.ts';
export type { Environment, ReadInputs } from './read-inputs.ts';
export { ActionError, formatMistake, quoteValue } from './mistake.ts';
export type { Mistake, Place } from './mistake.ts';
export type { ActionResult, Annotation, Closing } from './action-result.ts';
export { performAction } from './perform-action.ts';
export type { ActionContext, ActionWorld, ConnectAndRun, ExitCode } from './perform-action.ts';
export type { Handover, Runner } from './runner.ts';
export { hideSecrets, secretsInEnvironment, type HideSecrets } from './hidden-secrets.ts';
export { guardLog } from './log-guard.ts';
