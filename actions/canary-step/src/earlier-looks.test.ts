import { NO_NEWS, type TickReport } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { withEarlier } from './earlier-looks.ts';

const told = { kind: 'told', rolloutId: 'r0', version: 'v1', worse: ['accuracy'], why: 'the policy asks to tell' } as const;

describe('withEarlier', () => {
  it('keeps the warnings and the news of earlier looks, each once, the newest warning first', () => {
    const earlier = { warnings: ['registry: away', 'router: away'], todo: [], followed: [told] };
    const more = { ...told, worse: ['calibration'] };
    expect(withEarlier(earlier, { warnings: ['metrics: away', 'registry: away'], todo: [], followed: [told, more] })).toEqual({
      warnings: ['metrics: away', 'registry: away', 'router: away'],
      todo: [],
      followed: [told, more],
    });
  });

  it('says that an earlier look left something to do, without calling it left to do still', () => {
    const first = { ...NO_NEWS, todo: ['confirm the raise'] };
    const second = withEarlier(first, NO_NEWS);
    expect(second).toEqual({ warnings: ['an earlier look left to do: confirm the raise'], todo: [], followed: [] });
    expect(withEarlier(second, NO_NEWS)).toEqual(second);
  });

  it('tells what is still to be done once, as that', () => {
    const again = { ...NO_NEWS, todo: ['confirm the raise'] };
    expect(withEarlier(again, again)).toEqual(again);
    const done = withEarlier(again, NO_NEWS);
    expect(withEarlier(done, again)).toEqual(again);
  });

  it('keeps a page of warnings when every look has another one, and all of the last look', () => {
    const looks = Array.from({ length: 200 }, (_, look): TickReport => ({ ...NO_NEWS, warnings: [`metrics: away in look ${String(look)}`] }));
    const { warnings } = looks.reduce(withEarlier);
    expect(warnings).toHaveLength(50);
    expect(warnings[0]).toBe('metrics: away in look 199');
    const many = looks.flatMap((look) => look.warnings);
    expect(withEarlier({ ...NO_NEWS, warnings: ['older'] }, { ...NO_NEWS, warnings: many }).warnings).toEqual(many);
  });
});
