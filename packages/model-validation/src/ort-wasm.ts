// The WebAssembly that onnxruntime-web runs on, packed with brotli (2.3 MB instead of 14) and read as a file of our own: a bundler that takes
// it out of the package re-encodes it as text. make-ort-asset.ts makes it.
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export function readOrtWasm(): Uint8Array {
  return brotliDecompressSync(readFileSync(new URL('./assets/ort.wasm.br', import.meta.url)));
}
