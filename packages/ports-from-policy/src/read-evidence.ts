// The evidence that validate-model wrote, for the step that demands it.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeEvidence } from '@rampart/model-validation/evidence';
import type { ValidationEvidence } from '@rampart/rollout-engine';

export type EvidenceReading = { readonly kind: 'evidence'; readonly evidence: ValidationEvidence } | { readonly kind: 'refused'; readonly why: string };

export async function readEvidence(path: string, workspace: string): Promise<EvidenceReading> {
  let text: string;
  try {
    text = await readFile(resolve(workspace, path), 'utf8');
  } catch (error) {
    return { kind: 'refused', why: `${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}). Run validate-model before, with the same path as its input evidence` };
  }
  const decoded = decodeEvidence(text);
  if (decoded.kind === 'refused') return { kind: 'refused', why: `${path} is not evidence of validate-model: ${decoded.mistakes.map(({ place, message }) => `${place} ${message}`.trim()).join('; ')}` };
  const { digest, passed } = decoded.value;
  return { kind: 'evidence', evidence: { kind: 'evidence', digest, passed } };
}
