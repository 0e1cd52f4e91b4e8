// One deployment: an HTTP server that starts empty, gets a release placed into it, and answers predictions with it.
import { decode, shape, text } from '@rampart/json-exchange';
import type { Region } from '../flights/march.ts';
import { json, parseJson, serveOnLoopback, type Answer, type Asked, type RunningServer } from '../http/loopback-server.ts';
import { openModel, type LateArrivalModel } from '../model/late-arrival-model.ts';
import { fetchArtifact } from './artifact.ts';
import { keyBucket } from './key-bucket.ts';
import { decodePredictionRequest } from './prediction-request.ts';
import { openMetricsType, slotMetrics, type SlotMetrics } from './slot-metrics.ts';

/** Share of flights whose features the lookup does not find in time, whichever slot asks: 2.5 %. */
export const lookupMissingPpm = 25_000;

interface Placed {
  readonly version: string;
  readonly digest: string;
  readonly artifact: string;
  readonly model: LateArrivalModel;
  readonly metrics: SlotMetrics;
}

/**
 * - `POST /predict` {key, region, airports, features} -> 200 {probability, late, version}; 503 when the features are missing or nothing is
 *   placed, 500 when the model fails.
 * - `POST /probe`: a prediction in every way, but not counted. What a probe asks would be taken for traffic of the release.
 * - `GET /metrics` -> OpenMetrics, counted since the release was placed.
 * - `POST /place` {version, digest, artifact} -> like `GET /release`; 422 when the bytes cannot be had or are no model.
 * - `GET /release` -> {release: {version, digest, ready, artifact} | null}
 */
export async function startSlot(): Promise<RunningServer> {
  let placed: Placed | undefined;
  let placing: Promise<unknown> = Promise.resolve();

  const release = (): Answer => json(200, { release: placed === undefined ? null : { version: placed.version, digest: placed.digest, ready: true, artifact: placed.artifact } });

  const place = async (body: string): Promise<Answer> => {
    const wanted = decode(decodePlacement, parseJson(body));
    if (wanted.kind === 'bad') return json(400, { error: wanted.why });
    const { version, digest, artifact: address } = wanted.value;
    if (placed?.digest === digest) return release();
    const artifact = await fetchArtifact(wanted.value);
    if (artifact.kind === 'refused') return json(422, { error: artifact.why });
    const before = placed;
    try {
      placed = { version, digest, artifact: address, model: await openModel(artifact.bytes), metrics: slotMetrics({ bornAtMs: Date.now(), residentBytes: () => process.memoryUsage.rss() }) };
    } catch (cause) {
      return json(422, { error: `the model cannot be loaded: ${messageOf(cause)}` });
    }
    await before?.model.close();
    return release();
  };

  const answer = async ({ route, body }: Asked): Promise<Answer> => {
    switch (route) {
      case 'POST /predict':
      case 'POST /probe':
        if (placed === undefined) return json(503, { error: 'nothing is placed here yet' });
        return predict(placed, body, route === 'POST /predict' ? placed.metrics : uncounted);
      case 'GET /metrics':
        return { status: 200, contentType: openMetricsType, body: placed?.metrics.page() ?? '# EOF\n' };
      case 'GET /release':
        return release();
      case 'POST /place': {
        // One at a time; a placement that failed does not keep the next one out.
        const answered = placing.then(() => place(body));
        placing = answered.catch(() => undefined);
        return answered;
      }
      default:
        return json(404, { error: `there is no ${route}` });
    }
  };
  return serveOnLoopback(answer);
}

type Counters = Pick<SlotMetrics, 'count' | 'countAnswer'>;

const uncounted: Counters = { count: () => undefined, countAnswer: () => undefined };

async function predict({ version, model }: Placed, body: string, metrics: Counters): Promise<Answer> {
  const startedMs = performance.now();
  const finish = (region: Region | 'unknown', status: number, value: object): Answer => {
    metrics.count({ code: status, region, seconds: (performance.now() - startedMs) / 1000 });
    return json(status, { ...value, version });
  };
  const question = decode(decodePredictionRequest, parseJson(body));
  if (question.kind === 'bad') return finish('unknown', 400, { error: question.why });
  const { key, region } = question.value;
  if (keyBucket('features', key) < lookupMissingPpm) return finish(region, 503, { error: 'the features of this flight are not there yet' });
  try {
    const [probability = NaN] = await model.predict([question.value]);
    const late = probability >= 0.5;
    metrics.countAnswer(late ? 'late' : 'on-time');
    return finish(region, 200, { probability, late });
  } catch (cause) {
    return finish(region, 500, { error: messageOf(cause) });
  }
}

const decodePlacement = shape({
  version: text({ expected: 'a version', lengthMax: 200, pattern: /./ }),
  digest: text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ }),
  artifact: text({ expected: 'an address', pattern: /./ }),
});

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
