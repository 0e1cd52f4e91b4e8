// What is known some time after the request (right and wrong answers, pairs, calibration, scores): asked for in whole cohorts of event time that have matured, from a source with
// history. Nothing has to be remembered between two looks; the watermark says it all.
import { commandExchange, httpExchange, type Exchange } from '@rampart/json-exchange';
import { ok, type BlocksRequest, type MetricSource, type Question } from '@rampart/rollout-engine';
import type { Evidence, LabelsOrigin, LabelsQuestion } from '@rampart/rollout-policy';
import { BLOCKS_MAX, judgeLabels, unjoinedIn, type LabelsAsked } from './labels-answer.ts';
import { labelsQuestionOf } from './measures.ts';

export interface LabelsOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** Where commands run, and their whole environment. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends commands early. */
  readonly signal?: AbortSignal;
}

export function labelsSource(options: LabelsOptions): MetricSource {
  return {
    fetchBlocks: async (request) => {
      const answers = await Promise.all(request.questions.map(async (question) => [question.check, await answer(options, request, question)] as const));
      const unjoined = answers.flatMap(([check, told]) => (told.unjoined === 'not told' ? [] : [[check, told.unjoined] as const]));
      return ok({ evidence: Object.fromEntries(answers.map(([check, told]) => [check, told.evidence])), snapshot: request.snapshot, ...(unjoined.length === 0 ? {} : { unjoined: Object.fromEntries(unjoined) }) });
    },
  };
}

interface Told {
  readonly evidence: Evidence;
  readonly unjoined: number | 'not told';
}

async function answer(options: LabelsOptions, request: BlocksRequest, question: Question): Promise<Told> {
  const { signal, slices } = question;
  const asking = labelsQuestionOf(signal);
  if (asking.kind === 'none') return toldNothing({ kind: 'no-data', why: `a label source cannot answer a check of ${signal.kind}` });
  const { measure } = asking;
  const span = dueSpan(asking.question, question.fromMs, request);
  if (span.toMs <= span.fromMs) return toldNothing({ kind: 'blocks', blocks: [], gaps: [] });
  const asked: LabelsAsked = { ...span, blockMs: request.blockMs, slices, measure };
  const { target, rolloutId, arms, versions } = request;
  const exchanged = await exchangeWith(options, asking.question.source)({ op: 'labels', measure: measure.kind, target, rolloutId, ...span, blockMs: request.blockMs, arms, versions, slices });
  const evidence: Evidence = exchanged.kind === 'failed' ? { kind: 'no-data', why: exchanged.message } : judgeLabels(exchanged.value, asked);
  if (exchanged.kind === 'failed' || evidence.kind === 'no-data') return toldNothing(evidence.kind === 'no-data' ? { kind: 'no-data', why: `the label source: ${evidence.why}` } : evidence);
  return { evidence, unjoined: unjoinedIn(exchanged.value, measure) };
}

function toldNothing(evidence: Evidence): Told {
  return { evidence, unjoined: 'not told' };
}

/**
 * From the watermark to the end of the last cohort whose labels have matured. Cohorts are cut on multiples of `everyMs` and spans on multiples
 * of `blockMs`, both since the epoch, so that every look cuts alike. A long absence is caught up in several looks.
 */
export function dueSpan({ everyMs, matureMs }: Pick<LabelsQuestion, 'everyMs' | 'matureMs'>, watermarkMs: number, { nowMs, lagMs, blockMs }: Pick<BlocksRequest, 'nowMs' | 'lagMs' | 'blockMs'>): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = Math.ceil(watermarkMs / blockMs) * blockMs;
  const cohortMs = Math.max(everyMs, blockMs);
  const maturedMs = Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs;
  const toMs = Math.floor(maturedMs / blockMs) * blockMs;
  return { fromMs, toMs: Math.min(toMs, fromMs + BLOCKS_MAX * blockMs) };
}

function exchangeWith({ fetch, timeoutMs, cwd, env, signal }: LabelsOptions, source: LabelsOrigin): Exchange {
  return source.kind === 'http' ? httpExchange({ url: source.url, fetch, timeoutMs }) : commandExchange({ argv: source.argv, cwd, env, timeoutMs, ...(signal === undefined ? {} : { signal }) });
}
