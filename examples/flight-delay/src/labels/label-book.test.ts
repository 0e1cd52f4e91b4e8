import { describe, expect, it } from 'vitest';
import { labelBook, type LabelledAnswer, type LabelSpan } from './label-book.ts';

const arms = { stable: 'a', candidate: 'b' };
const anAnswer = (answer: Partial<LabelledAnswer>): LabelledAnswer => ({ t: 0, slot: 'a', region: 'west', wrong: false, ...answer });
const blocksOf = (answers: readonly LabelledAnswer[], span: Partial<LabelSpan>) => {
  const book = labelBook();
  answers.forEach(book.add);
  return book.blocks({ fromMs: 0, toMs: 3_000, blockMs: 1_000, arms, maturedUntilMs: 1_000_000, ...span });
};

describe('labelBook', () => {
  it('counts answers and wrong ones by arm, for all and for every region', () => {
    const [block] = blocksOf([anAnswer({ wrong: true }), anAnswer({ region: 'south' }), anAnswer({ slot: 'b', wrong: true }), anAnswer({ slot: 'c' })], { toMs: 1_000 });
    expect(block?.cells).toMatchObject({
      all: { stable: { trials: 2, events: 1 }, candidate: { trials: 1, events: 1 } },
      'region=west': { stable: { trials: 1, events: 1 }, candidate: { trials: 1, events: 1 } },
      'region=south': { stable: { trials: 1, events: 0 }, candidate: { trials: 0, events: 0 } },
      'region=midwest': { stable: { trials: 0, events: 0 } },
    });
  });

  it('puts an answer into the block in which it was asked for', () => {
    const trials = blocksOf([999, 1_000, 2_999, 3_000].map((t) => anAnswer({ t })), {}).map(({ cells }) => cells['all']?.stable.trials);
    expect(trials).toEqual([1, 1, 1]);
  });

  it('cuts blocks on multiples of their length, and tells only whole ones', () => {
    expect(blocksOf([], { fromMs: 1, toMs: 3_999 }).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[1_000, 2_000], [2_000, 3_000]]);
    expect(blocksOf([], { fromMs: 2_500, toMs: 2_900 })).toEqual([]);
  });

  it('tells nothing that has not matured', () => {
    expect(blocksOf([], { maturedUntilMs: 1_999 }).map(({ toMs }) => toMs)).toEqual([1_000]);
  });
});
