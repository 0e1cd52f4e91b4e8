// The prose of the MetricSource port as tests.
import type { BlocksAnswer, BlocksRequest, MetricSource, Question } from '@rampart/rollout-engine';
import { DIFFERENT, DISCORDANT, predictedCellName, type ArmCounts, type Block, type Cell, type Evidence, type Signal } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';

/** A source in a world where requests flow on both arms. Made anew for every test. */
export interface MetricSourceSubject extends Closable {
  readonly source: MetricSource;
  readonly arms: BlocksRequest['arms'];
  /** Time of the first look; the rollout begins here. */
  readonly startMs: number;
  /** Between two looks of these tests. */
  readonly lookMs: number;
  readonly blockMs: number;
  /** Asked for, and kept by the source. */
  readonly lagMs: number;
  /** A question that this world can answer, and one about a metric that nobody exposes. */
  readonly known: Omit<Question, 'fromMs' | 'check'>;
  readonly unknown: Omit<Question, 'fromMs' | 'check'>;
  /** More questions that this world can answer, for the other kinds of signals that the source knows. */
  readonly also?: readonly Omit<Question, 'fromMs' | 'check'>[];
  /** Lets requests flow on both arms until `nowMs`. */
  readonly pass: (nowMs: number) => void | Promise<void>;
}

const LOOKS = 6;

export function describeMetricSourceContract(name: string, makeSubject: () => MetricSourceSubject | Promise<MetricSourceSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a MetricSource`, () => {
    it('answers every question under its check', given(async (subject) => {
      const answer = await lookOnce(subject, { nowMs: subject.startMs, snapshot: null, fromMs: subject.startMs });
      expect(Object.keys(answer.evidence).sort()).toEqual(['known', 'unknown']);
    }));

    it('says no-data with a reason for an unknown metric, for that question alone', given(async (subject) => {
      const evidence = await lookOften(subject);
      const unknown = evidence.map((each) => each['unknown']?.kind);
      expect(unknown.at(-1)).toBe('no-data');
      expect(evidence.at(-1)?.['unknown']).toMatchObject({ why: expect.stringMatching(/./) as string });
      expect(blocksOf(evidence).length).toBeGreaterThan(0);
    }));

    it('returns blocks in order, each once, closed, after the watermark, with counts that can be counts', given(async (subject) => {
      const evidence = await lookOften(subject);
      let watermarkMs = subject.startMs;
      evidence.forEach((each, look) => {
        for (const block of blocksOf([each])) {
          expect(block.fromMs).toBeGreaterThanOrEqual(watermarkMs);
          expect(block.toMs).toBeGreaterThan(block.fromMs);
          expect(block.toMs + subject.lagMs).toBeLessThanOrEqual(subject.startMs + look * subject.lookMs);
          expect(block.cells).toHaveProperty('all');
          for (const cell of Object.values(block.cells)) {
            for (const { trials, events } of [cell.stable, cell.candidate]) {
              expect(Number.isSafeInteger(trials) && Number.isSafeInteger(events) && events >= 0 && events <= trials).toBe(true);
            }
          }
          watermarkMs = block.toMs;
        }
      });
      expect(watermarkMs).toBeGreaterThan(subject.startMs);
    }));

    it('counts both arms', given(async (subject) => {
      const all = blocksOf(await lookOften(subject)).map((block) => block.cells['all']);
      expect(all.some((cell) => (cell?.stable.trials ?? 0) > 0 && (cell?.candidate.trials ?? 0) > 0)).toBe(true);
    }));

    it('answers every other kind of signal that it knows in blocks with the cells of that kind', given(async (subject) => {
      for (const question of subject.also ?? []) {
        const blocks = blocksOf(await lookOften({ ...subject, known: question }));
        expect(blocks.length, question.signal.kind).toBeGreaterThan(0);
        for (const block of blocks) for (const mistake of mistakesIn(question.signal, block)) expect.fail(`${question.signal.kind}: ${mistake} in ${JSON.stringify(block.cells)}`);
        expect(blocks.some(({ cells }) => (cells['all']?.stable.trials ?? 0) > 0 && (cells['all']?.candidate.trials ?? 0) > 0), question.signal.kind).toBe(true);
      }
    }));

    it('leaves a snapshot that survives being stored as JSON, and does not need it to answer', given(async (subject) => {
      const first = await lookOnce(subject, { nowMs: subject.startMs, snapshot: null, fromMs: subject.startMs });
      expect(JSON.parse(JSON.stringify(first.snapshot))).toEqual(first.snapshot);
      for (const strange of [{ someone: 'else' }, 'text', 7, [], { version: 999 }]) {
        const answer = await lookOnce(subject, { nowMs: subject.startMs, snapshot: strange, fromMs: subject.startMs });
        expect(Object.keys(answer.evidence).sort()).toEqual(['known', 'unknown']);
      }
    }));
  });
}

interface Look {
  readonly nowMs: number;
  readonly snapshot: unknown;
  readonly fromMs: number;
}

async function lookOnce(subject: MetricSourceSubject, { nowMs, snapshot, fromMs }: Look): Promise<BlocksAnswer> {
  const { arms, blockMs, lagMs } = subject;
  const questions = [{ ...subject.known, check: 'known', fromMs }, { ...subject.unknown, check: 'unknown', fromMs }];
  const maxGapMs = 2 * subject.lookMs;
  return valueOf(await subject.source.fetchBlocks({ target: 'fraud-prod', rolloutId: 'r-1', arms, versions: { stable: 'v1', candidate: 'v2' }, questions, nowMs, blockMs, lagMs, maxGapMs, snapshot }));
}

/** Looks as a job does: with the last snapshot, from the last block on. */
async function lookOften(subject: MetricSourceSubject): Promise<readonly BlocksAnswer['evidence'][]> {
  const looks: BlocksAnswer['evidence'][] = [];
  let snapshot: unknown = null;
  let fromMs = subject.startMs;
  for (let look = 0; look < LOOKS; look += 1) {
    const nowMs = subject.startMs + look * subject.lookMs;
    await subject.pass(nowMs);
    const answer = await lookOnce(subject, { nowMs, snapshot, fromMs });
    snapshot = JSON.parse(JSON.stringify(answer.snapshot));
    looks.push(answer.evidence);
    fromMs = blocksOf([answer.evidence]).at(-1)?.toMs ?? fromMs;
  }
  return looks;
}

function blocksOf(looks: readonly Readonly<Record<string, Evidence>>[]): readonly Block[] {
  return looks.flatMap((evidence) => (evidence['known']?.kind === 'blocks' ? evidence['known'].blocks : []));
}

/** What a block of this kind of signal cannot have, by the prose of `Block`. */
function mistakesIn(signal: Signal, { cells }: Block): readonly string[] {
  const all = cells['all'];
  if (all === undefined) return ['no cell "all"'];
  const counts = Object.entries(cells).flatMap(([name, cell]) => [cell.stable, cell.candidate].filter((arm) => !canBe(signal, name, arm)).map(() => `"${name}" has counts that cannot be`));
  return [...counts, ...namedMistakes(signal, all, cells)];
}

function canBe(signal: Signal, name: string, { trials, events }: ArmCounts): boolean {
  if (!Number.isSafeInteger(trials) || trials < 0 || !(events >= 0) || !Number.isFinite(events)) return false;
  if (signal.kind === 'level') return true;
  if (signal.kind === 'share' && signal.unit === 'users') return Number.isSafeInteger(events);
  const isSum = signal.kind === 'score' || (signal.kind === 'calibration' && name.startsWith('predicted'));
  return events <= trials && (isSum || Number.isSafeInteger(events));
}

const ARMS = ['stable', 'candidate'] as const;

function namedMistakes(signal: Signal, all: Cell, cells: Block['cells']): readonly string[] {
  const named = (prefix: string): readonly (readonly [string, Cell])[] => Object.entries(cells).filter(([name]) => name.startsWith(prefix));
  const eachArm = (isFine: (arm: (typeof ARMS)[number]) => boolean, mistake: string): readonly string[] => (ARMS.every(isFine) ? [] : [mistake]);
  const sameTrials = (parts: readonly (readonly [string, Cell])[]): readonly string[] => eachArm((arm) => parts.every(([, part]) => part[arm].trials === all[arm].trials), 'a part with other trials than the whole');
  switch (signal.kind) {
    case 'share':
    case 'labels':
    case 'score':
      return [];
    case 'time': {
      const bounds = named('le=').toSorted(([a], [b]) => Number(a.slice(3)) - Number(b.slice(3)));
      const falls = eachArm((arm) => bounds.every(([, { [arm]: { events } }], index) => events <= (bounds[index - 1]?.[1][arm].events ?? events)), 'more requests that were slower than a higher bound');
      return [...(bounds.length === 0 ? ['no bucket bound'] : []), ...sameTrials(bounds), ...falls];
    }
    case 'bins': {
      const bins = named('bin=');
      const sums = eachArm((arm) => bins.reduce((sum, [, bin]) => sum + bin[arm].events, 0) === all[arm].trials, 'answers in no bin, or in two');
      return [...sameTrials(bins), ...sums];
    }
    case 'level':
      return eachArm((arm) => all[arm].trials > 0, 'an arm without a sample');
    case 'pairs': {
      const [alone, different] = [cells[DISCORDANT], cells[DIFFERENT]];
      return [
        ...(all.stable.trials === all.candidate.trials ? [] : ['arms with other numbers of items']),
        ...(alone === undefined ? ['no items that one model alone got wrong'] : alone.stable.events + alone.candidate.events === alone.stable.trials && alone.stable.trials === alone.candidate.trials ? [] : ['items that neither, or both, got wrong alone']),
        ...(different === undefined || different.candidate.trials === all.candidate.trials ? [] : ['different answers of other items']),
      ];
    }
    case 'calibration': {
      const tenths = named('decile=');
      const sums = eachArm((arm) => tenths.reduce((sum, [, tenth]) => sum + tenth[arm].trials, 0) === all[arm].trials, 'items in no tenth, or in two');
      const said = ['all', ...tenths.map(([name]) => name)].filter((name) => ARMS.some((arm) => cells[predictedCellName(name)]?.[arm].trials !== cells[name]?.[arm].trials));
      return [...sums, ...said.map((name) => `no predicted sum behind "${name}"`)];
    }
  }
}
