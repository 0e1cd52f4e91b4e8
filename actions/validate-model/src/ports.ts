// What validate-model needs from outside. connect.ts binds the real world; tests bind fakes.
import type { ModelRuntime } from '@rampart/model-validation';

/**
 * - `readText`, `readBytes` and `writeText` take paths as users write them, relative to the workspace, and refuse to leave it (the runner's own
 *   temporary folder excepted).
 * - `obtainArtifact` fetches or finds the file. With `digest` given it never keeps or answers other bytes; without, it answers the digest it saw.
 * None of them throws for what the world can do to it.
 */
export interface ValidateModelPorts {
  nowMs(): number;
  readText(path: string, bytesMax: number): Promise<Read<string>>;
  readBytes(path: string, bytesMax: number): Promise<Read<Uint8Array>>;
  writeText(path: string, text: string): Promise<{ readonly kind: 'written' } | { readonly kind: 'refused'; readonly why: string }>;
  obtainArtifact(order: ArtifactOrder): Promise<ObtainedArtifact>;
  readonly runtime: ModelRuntime;
  /** Progress for people. */
  log(text: string): void;
}

export type Read<T> = { readonly kind: 'read'; readonly content: T } | { readonly kind: 'refused'; readonly why: string };

export interface ArtifactOrder {
  /** A path or an http(s) address. */
  readonly address: string;
  readonly model: string;
  readonly version: string;
  readonly digest: { readonly kind: 'absent' } | { readonly kind: 'given'; readonly value: string };
}

export type ObtainedArtifact =
  | { readonly kind: 'artifact'; readonly path: string; readonly digest: string; readonly origin: 'file' | 'cache' | 'download' }
  | { readonly kind: 'digest-differs'; readonly expected: string; readonly actual: string }
  /** `mistake`: the input is wrong; otherwise the world is, and trying again may help. */
  | { readonly kind: 'unavailable'; readonly why: string; readonly mistake: boolean; readonly cause?: unknown };
