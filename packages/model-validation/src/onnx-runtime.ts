// Runs ONNX models with onnxruntime-web: WebAssembly on one thread, so that answers are the same on every machine.
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web/wasm';
import { oneLine } from './mistake.ts';
import type { ModelAnswer, ModelRuntime, OpenModel } from './model-runtime.ts';
import { readOrtWasm } from './ort-wasm.ts';
import { type Tensor, type TensorData, type TensorDeclaration, type TensorType, tensorTypes } from './tensor.ts';

type Ort = typeof import('onnxruntime-web/wasm');

/** Neither the library nor its WebAssembly is loaded before a model is opened. */
export function onnxRuntime(): ModelRuntime {
  return {
    open: async (bytes) => {
      const ort = await import('onnxruntime-web/wasm');
      ort.env.wasm.numThreads = 1;
      ort.env.wasm.wasmBinary = readOrtWasm();
      // Its log would carry names from the model, unescaped, into the log of the job. Errors reach us as messages.
      ort.env.logLevel = 'fatal';
      try {
        const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 4 });
        return { kind: 'opened', model: openModel(ort, session) };
      } catch (cause) {
        return { kind: 'refused', why: messageOf(cause) };
      }
    },
  };
}

function openModel(ort: Ort, session: InferenceSession): OpenModel {
  return {
    inputs: session.inputMetadata.map(declarationOf),
    outputs: session.outputMetadata.map(declarationOf),
    run: (inputs, wanted) => run(ort, session, inputs, wanted),
    close: () => session.release(),
  };
}

async function run(ort: Ort, session: InferenceSession, inputs: ReadonlyMap<string, Tensor>, wanted: readonly string[]): Promise<ModelAnswer> {
  try {
    const feeds = Object.fromEntries([...inputs].map(([name, tensor]) => [name, toOrt(ort, tensor)]));
    const answers = await session.run(feeds, wanted, { logSeverityLevel: 4 });
    const outputs = new Map<string, Tensor>();
    for (const name of wanted) {
      const answer = answers[name];
      const type = tensorTypes.find((known) => known === answer?.type);
      if (answer === undefined || type === undefined) return { kind: 'failed', why: `its output ${oneLine(name)} is of type ${answer?.type ?? 'unknown'}` };
      outputs.set(name, { type, shape: [...answer.dims], data: fromOrt(type, answer) });
    }
    return { kind: 'outputs', outputs };
  } catch (cause) {
    return { kind: 'failed', why: messageOf(cause) };
  }
}

function declarationOf(metadata: InferenceSession.ValueMetadata): TensorDeclaration {
  return metadata.isTensor ? { kind: 'tensor', name: metadata.name, type: metadata.type, shape: metadata.shape } : { kind: 'other', name: metadata.name };
}

function toOrt(ort: Ort, { type, shape, data }: Tensor): OrtTensor {
  switch (type) {
    case 'string':
      return new ort.Tensor('string', data.map(String), shape);
    case 'bool':
      return new ort.Tensor('bool', data.map(Boolean), shape);
    case 'int64':
      return new ort.Tensor('int64', BigInt64Array.from(data, BigInt), shape);
    case 'uint64':
      return new ort.Tensor('uint64', BigUint64Array.from(data, BigInt), shape);
    default:
      return new ort.Tensor(type, data.map(Number), shape);
  }
}

function fromOrt(type: TensorType, { data }: OrtTensor): TensorData {
  switch (type) {
    case 'string':
      return Array.from(data, String);
    case 'bool':
      return Array.from(data, Boolean);
    case 'int64':
    case 'uint64':
      return Array.from(data, BigInt);
    default:
      return Array.from(data, Number);
  }
}

/** Without the library's preamble, which says nothing to a person: `... ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because ...`. */
function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const marker = 'ERROR_MESSAGE: ';
  const at = message.indexOf(marker);
  return oneLine((at === -1 ? message : message.slice(at + marker.length)).replace(/\s+/g, ' ').trim(), 300);
}
