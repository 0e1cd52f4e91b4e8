// The label source: learns what was answered, knows from the record what was right, and tells it once it would be known. Speaks the
// contract of label sources at `POST /labels`.
import { choice, decode, integer, list, shape, text } from '@rampart/json-exchange';
import { flightIndexOf, type Flight } from '../flights/march.ts';
import { json, parseJson, serveOnLoopback, type RunningServer } from '../http/loopback-server.ts';
import type { AccessEntry } from '../serving/access-log.ts';
import { labelBook } from './label-book.ts';

export interface LabelService extends RunningServer {
  /** Takes a request from the proxy, copies too: what a candidate answers in the shadow is right or wrong as well. Only answers with status 200 have a prediction. */
  learn(entry: AccessEntry): void;
}

export interface LabelServiceOptions {
  readonly target: string;
  readonly slots: readonly [string, string];
  readonly flights: readonly Pick<Flight, 'late'>[];
  /** From the request to the time at which its outcome is known. */
  readonly matureMs: number;
  readonly nowMs: () => number;
  /** Requests that came in before this have all been learned: a block that reaches beyond it could still change, and is not told yet. */
  readonly learnedUntilMs: () => number;
}

const blocksMax = 10_000;

export async function startLabelService({ target, slots, flights, matureMs, nowMs, learnedUntilMs }: LabelServiceOptions): Promise<LabelService> {
  const book = labelBook();

  const answer = (body: string): { readonly status: number; readonly value: unknown } => {
    const decoded = decode(decodeLabelRequest, parseJson(body));
    if (decoded.kind === 'bad') return { status: 400, value: { error: decoded.why } };
    const asked = decoded.value;
    if (asked.op !== 'labels') return { status: 400, value: { error: `"${asked.op}" is not known; ask for "labels"` } };
    if (asked.target !== target) return { status: 404, value: { error: `there is no target "${asked.target}" here` } };
    const unknown = [...asked.slices.filter((slice) => slice !== 'region'), ...Object.values(asked.arms).filter((slot) => !slots.includes(slot))];
    if (unknown.length > 0) return { status: 422, value: { error: `not known here: ${unknown.join(', ')}; there are slots ${slots.join(' and ')} and the slice region` } };
    if ((asked.toMs - asked.fromMs) / asked.blockMs > blocksMax) return { status: 422, value: { error: `at most ${blocksMax} blocks are told at once` } };
    const blocks = book.blocks({ ...asked, maturedUntilMs: Math.min(nowMs() - matureMs, learnedUntilMs()) });
    return { status: 200, value: { blocks: asked.slices.length > 0 ? blocks : blocks.map((block) => ({ ...block, cells: { all: block.cells['all'] } })) } };
  };

  const server = await serveOnLoopback(async ({ route, body }) => {
    if (route !== 'POST /labels') return json(404, { error: `there is no ${route}` });
    const { status, value } = answer(body);
    return json(status, value);
  });
  return {
    ...server,
    learn: ({ t, key, slot, region, status, late }) => {
      const outcome = flights[flightIndexOf(key)];
      if (status === 200 && late !== undefined && outcome !== undefined) book.add({ t, slot, region, wrong: late !== outcome.late });
    },
  };
}

const timeMs = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const name = text({ expected: 'a name', lengthMax: 1024, pattern: /./ });

const decodeLabelRequest = shape(
  {
    op: name,
    target: name,
    rolloutId: name,
    fromMs: timeMs,
    toMs: timeMs,
    blockMs: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    arms: shape({ stable: name, candidate: name }),
    slices: list(name, { countMax: 20 }),
  },
  { measure: choice('answers'), versions: shape({ stable: name, candidate: name }) },
);
