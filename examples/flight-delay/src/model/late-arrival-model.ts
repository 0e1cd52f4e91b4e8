// Runs a model file: features and airports of flights in, the probability of a late arrival out. All artefacts of this example have
// the same signature, and nothing but their bytes decides what they answer.
import * as ort from 'onnxruntime-web/wasm';

export interface Question {
  readonly airports: readonly [number, number];
  readonly features: readonly number[];
}

export interface LateArrivalModel {
  /** One probability per question. Rejects when the model fails on any of them. */
  predict(questions: readonly Question[]): Promise<Float32Array>;
  /** Frees the model once running predictions have ended. */
  close(): Promise<void>;
}

export const featureCount = 8;

/** Rejects when the bytes are no model. */
export async function openModel(bytes: Uint8Array): Promise<LateArrivalModel> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'fatal'; // a failed request is answered with its reason; the runtime would print it as well
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 4 });
  const running = new Set<Promise<unknown>>();

  const run = async (questions: readonly Question[]): Promise<Float32Array> => {
    const features = Float32Array.from(questions.flatMap((question) => question.features));
    const airports = BigInt64Array.from(questions.flatMap((question) => question.airports).map(BigInt));
    const feeds = {
      features: new ort.Tensor('float32', features, [questions.length, featureCount]),
      airports: new ort.Tensor('int64', airports, [questions.length, 2]),
    };
    const { probability } = await session.run(feeds, { logSeverityLevel: 4 });
    if (!(probability?.data instanceof Float32Array)) throw new Error('the model has no float32 output named probability');
    return probability.data;
  };

  return {
    predict: (questions) => {
      const answer = run(questions);
      running.add(answer);
      const forget = (): void => void running.delete(answer);
      answer.then(forget, forget);
      return answer;
    },
    close: async () => {
      await Promise.allSettled(running);
      await session.release();
    },
  };
}
