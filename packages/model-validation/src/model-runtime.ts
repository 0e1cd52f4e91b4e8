// The port through which a model file is run.
import type { Tensor, TensorDeclaration } from './tensor.ts';

/**
 * - `open` never throws for what the bytes are: a truncated file, another format or an operator that is not known is `refused` with the reason.
 * - `run` evaluates only the outputs that are wanted. A model that fails on these inputs is `failed`; asking again would fail again.
 * - `close` frees the model; it is not used afterwards.
 */
export interface ModelRuntime {
  open(bytes: Uint8Array): Promise<{ readonly kind: 'opened'; readonly model: OpenModel } | { readonly kind: 'refused'; readonly why: string }>;
}

export interface OpenModel {
  readonly inputs: readonly TensorDeclaration[];
  readonly outputs: readonly TensorDeclaration[];
  run(inputs: ReadonlyMap<string, Tensor>, wanted: readonly string[]): Promise<ModelAnswer>;
  close(): Promise<void>;
}

export type ModelAnswer = { readonly kind: 'outputs'; readonly outputs: ReadonlyMap<string, Tensor> } | { readonly kind: 'failed'; readonly why: string };
