// The prose of the MetricSource port as tests.
import type { BlocksAnswer, BlocksRequest, MetricSource, Question } from '@rampart/rollout-engine';
import type { Block, Evidence } from '@rampart/rollout-policy';
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
  return valueOf(await subject.source.fetchBlocks({ target: 'fraud-prod', rolloutId: 'r-1', arms, questions, nowMs, blockMs, lagMs, maxGapMs, snapshot }));
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
