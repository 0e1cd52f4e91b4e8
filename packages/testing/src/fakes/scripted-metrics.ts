// The metric source port from a script: blocks that a test wrote down, or a function that says what happened in a span.
import { ok, type BlocksRequest, type MetricSource, type Question } from '@rampart/rollout-engine';
import { labelsQuestionOf, type Block, type Cell, type Evidence, type Gap } from '@rampart/rollout-policy';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface ScriptedMetrics extends MetricSource {
  readonly faults: FaultSwitch<'fetchBlocks'>;
  /** Adds blocks; each is returned when it has closed (labels: matured) and lies after the question's watermark. */
  add(check: string, ...blocks: readonly Block[]): void;
  /** From now on each closed span of `blockMs` after the watermark is what `happened` says. */
  follow(check: string, happened: (span: { readonly fromMs: number; readonly toMs: number }) => Cell | Block['cells'] | Gap): void;
  /** `no-data` until `see`. */
  blind(check: string, why: string): void;
  see(check: string): void;
  /** Every request so far. */
  requests(): readonly BlocksRequest[];
}

type Script = Parameters<ScriptedMetrics['follow']>[1];

export function scriptedMetrics(blocks: Readonly<Record<string, readonly Block[]>> = {}): ScriptedMetrics {
  const written = new Map<string, readonly Block[]>(Object.entries(blocks));
  const scripts = new Map<string, Script>();
  const blindness = new Map<string, string>();
  const requests: BlocksRequest[] = [];
  const faults = faultBox<'fetchBlocks'>();

  const evidenceOf = (question: Question, request: BlocksRequest): Evidence => {
    const why = blindness.get(question.check);
    if (why !== undefined) return { kind: 'no-data', why };
    const script = scripts.get(question.check);
    if (script !== undefined) return followed(script, question, request);
    const known = written.get(question.check);
    if (known === undefined) return { kind: 'no-data', why: `the script has nothing about "${question.check}"` };
    const closed = known.filter((block) => block.fromMs >= question.fromMs && block.toMs + waitsMs(question, request) <= request.nowMs);
    return { kind: 'blocks', blocks: closed.toSorted((a, b) => a.fromMs - b.fromMs), gaps: [] };
  };

  return {
    faults,
    add: (check, ...more) => void written.set(check, [...(written.get(check) ?? []), ...more]),
    follow: (check, happened) => void scripts.set(check, happened),
    blind: (check, why) => void blindness.set(check, why),
    see: (check) => void blindness.delete(check),
    requests: () => [...requests],
    fetchBlocks: (request) => {
      requests.push(request);
      const evidence = Object.fromEntries(request.questions.map((question) => [question.check, evidenceOf(question, request)]));
      return Promise.resolve(answerUnder(faults.take('fetchBlocks'), 'metrics', 'read', () => ok({ evidence, snapshot: { looks: requests.length } })));
    },
  };
}

function followed(script: Script, question: Question, request: BlocksRequest): Evidence {
  const blocks: Block[] = [];
  const gaps: Gap[] = [];
  for (let fromMs = question.fromMs; fromMs + request.blockMs + waitsMs(question, request) <= request.nowMs; fromMs += request.blockMs) {
    const span = { fromMs, toMs: fromMs + request.blockMs };
    const said = script(span);
    if (isGap(said)) gaps.push(said);
    else blocks.push({ ...span, cells: isCell(said) ? { all: said } : said });
  }
  return { kind: 'blocks', blocks, gaps };
}

/** Labels are in when they have matured. */
function waitsMs({ signal }: Question, { lagMs }: BlocksRequest): number {
  const labels = labelsQuestionOf(signal);
  return labels.kind === 'asked' ? lagMs + labels.question.matureMs : lagMs;
}

function isGap(said: Cell | Block['cells'] | Gap): said is Gap {
  return 'why' in said && typeof said['why'] === 'string';
}

function isCell(said: Cell | Block['cells']): said is Cell {
  return 'stable' in said && 'trials' in said['stable'];
}
