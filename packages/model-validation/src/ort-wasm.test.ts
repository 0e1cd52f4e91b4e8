import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readOrtWasm } from './ort-wasm.ts';

it('is the WebAssembly of the installed onnxruntime-web', () => {
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const installed = readFileSync(fileURLToPath(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')));
  expect(digest(readOrtWasm()), 'src/assets/ort.wasm.br is of another version: run "node packages/model-validation/src/make-ort-asset.ts"').toBe(digest(installed));
});
