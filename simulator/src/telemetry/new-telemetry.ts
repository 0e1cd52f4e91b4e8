// Telemetry of one simulated release: records what happened as the instruments count it, and answers as a metrics port would.
import { failed, ok, type BlocksAnswer, type Question, type Result } from '@rampart/rollout-engine';
import { labelsQuestionOf, type Evidence, type LabelsQuestion, type Policy, type Signal } from '@rampart/rollout-policy';
import type { Trial } from '../scenario/scenario.ts';
import type { Happening } from '../world/world.ts';
import type { Cells } from './cell-sums.ts';
import { labelled } from './faults/late-labels.ts';
import { miscounted } from './faults/miscounting.ts';
import { aheadMs, frozenCounters, lossOf } from './faults/store-faults.ts';
import { activeOf, telemetryFaultsOf, type TelemetryFaults } from './faults/telemetry-faults.ts';
import { happeningLog, NO_LOSS, type HappeningLog } from './happening-log.ts';
import { historySource } from './history.ts';
import { labelsSource } from './labels.ts';
import { pagesSource } from './pages.ts';
import type { SourceKind, Telemetry } from './telemetry.ts';
import { watermarks } from './watermarks.ts';

export function newTelemetry({ policy, scenario }: Trial, { source, startMs }: { readonly source: SourceKind; readonly startMs: number }): Telemetry {
  const faults = telemetryFaultsOf(scenario);
  const checks = checksOf(policy);
  const live = happeningLog();
  const delayed = happeningLog();
  const pages = pagesSource(live, faults);
  const history = historySource(live, faults, startMs);
  const labels = labelsSource(delayed, faults, startMs);
  const instruments = faults.none ? plainInstruments(live) : faultyInstruments(live, faults, { source, checks });
  const watermarksOf = { live: watermarks(), delayed: watermarks() };
  let trueNowMs = 0;
  let bridgedMs = Math.max(policy.expert.maxGapMs, 2 * policy.expert.tickMs, 2 * policy.expert.lookMs);

  return {
    record: (happening) => {
      trueNowMs = happening.toMs;
      instruments.record(happening);
      live.forgetBefore(source === 'pages' ? trueNowMs - 2 * bridgedMs : watermarksOf.live.oldestMs(trueNowMs));
      if (checks.delayed.length === 0) return;
      delayed.add({ fromMs: happening.fromMs, toMs: happening.toMs, cells: labelledCells(happening, checks.delayed, faults), loss: NO_LOSS });
      delayed.forgetBefore(watermarksOf.delayed.oldestMs(trueNowMs));
    },
    fetchBlocks: (request) => {
      bridgedMs = Math.max(bridgedMs, request.maxGapMs);
      if (!faults.none && activeOf(faults, 'metrics-time-out', trueNowMs).length > 0) return TIMED_OUT;
      const asked = sorted(request.questions, checks);
      const seen = source === 'pages' && asked.live.length > 0 ? pages.look(request, asked.live) : { evidence: {} as Record<string, Evidence>, snapshot: request.snapshot };
      if (source === 'history') {
        for (const question of asked.live) {
          watermarksOf.live.note(`${request.rolloutId} ${question.check}`, question.fromMs - startMs, trueNowMs);
          seen.evidence[question.check] = history.answer(question, request, trueNowMs);
        }
      }
      for (const { question, labels: labelsQuestion } of asked.delayed) {
        watermarksOf.delayed.note(`${request.rolloutId} ${question.check}`, question.fromMs - startMs, trueNowMs);
        seen.evidence[question.check] = labels.answer(question, labelsQuestion, request, trueNowMs);
      }
      return ok(seen);
    },
  };
}

const TIMED_OUT: Result<BlocksAnswer> = failed({ port: 'metrics', code: 'unavailable', message: 'the metric source did not answer in time', retryable: true, outcome: 'not-done' });

interface Checks {
  readonly signals: ReadonlyMap<string, Signal>;
  /** Those that come with labels. */
  readonly delayed: readonly { readonly name: string; readonly signal: Signal }[];
  /** All others: with nothing delayed there is nothing to sort out. */
  readonly areLive: boolean;
}

function checksOf({ checks }: Policy): Checks {
  const delayed = checks.filter(({ signal }) => labelsQuestionOf(signal).kind === 'asked');
  return { signals: new Map(checks.map(({ name, signal }) => [name, signal])), delayed, areLive: delayed.length === 0 };
}

interface Asked {
  readonly live: readonly Question[];
  readonly delayed: readonly { readonly question: Question; readonly labels: LabelsQuestion }[];
}

function sorted(questions: readonly Question[], { areLive }: Checks): Asked {
  if (areLive) return { live: questions, delayed: [] };
  const live: Question[] = [];
  const delayed: { readonly question: Question; readonly labels: LabelsQuestion }[] = [];
  for (const question of questions) {
    const labels = labelsQuestionOf(question.signal);
    if (labels.kind === 'asked') delayed.push({ question, labels: labels.question });
    else live.push(question);
  }
  return { live, delayed };
}

// --- instruments --------------------------------------------------------------------------------------------------------------

interface Instruments {
  record(happening: Happening): void;
}

function plainInstruments(log: HappeningLog): Instruments {
  return { record: ({ fromMs, toMs, cells }) => log.add({ fromMs, toMs, cells, loss: NO_LOSS }) };
}

function faultyInstruments(log: HappeningLog, faults: TelemetryFaults, { source, checks }: { readonly source: SourceKind; readonly checks: Checks }): Instruments {
  const frozen = frozenCounters(faults);
  const isStore = source === 'history';
  return {
    record: ({ fromMs, toMs, cells }) => {
      const aside = isStore ? aheadMs(faults, fromMs) : 0;
      const counted: Record<string, Cells> = {};
      for (const check of Object.keys(cells)) {
        const [truth, signal] = [cells[check] ?? {}, checks.signals.get(check)];
        const told = signal === undefined ? truth : miscounted(truth, signal, source, faults, fromMs);
        counted[check] = isStore ? frozen.thaw(check, told, signal?.kind === 'level', fromMs) : told;
      }
      const entry = { fromMs: fromMs + aside, toMs: toMs + aside, cells: counted, loss: isStore ? lossOf(faults, { fromMs, toMs }) : NO_LOSS };
      // What is older than the newest sample is refused by the store.
      if (entry.fromMs >= (log.entries.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY)) log.add(entry);
    },
  };
}

function labelledCells({ fromMs, cells }: Happening, delayed: Checks['delayed'], faults: TelemetryFaults): Happening['cells'] {
  const told: Record<string, Cells> = {};
  for (const { name, signal } of delayed) {
    const truth = cells[name];
    if (truth !== undefined) told[name] = faults.none ? truth : labelled(miscounted(truth, signal, 'history', faults, fromMs), faults, fromMs);
  }
  return told;
}
