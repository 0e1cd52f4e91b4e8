// Packs the WebAssembly of onnxruntime-web into src/assets. Run it after an update of onnxruntime-web; it takes half a minute:
// node packages/model-validation/src/make-ort-asset.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

function makeOrtAsset(): void {
  const wasm = readFileSync(new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')));
  const packed = brotliCompressSync(wasm, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length } });
  writeFileSync(new URL('./assets/ort.wasm.br', import.meta.url), packed);
}

if (import.meta.main) makeOrtAsset();
