import { describe, expect, it } from 'vitest';
import referenceStates from '../../test/gto-reference-states.json' with { type: 'json' };
import { artifactState } from './artifact-state.ts';
import type { ArtifactState, DatedTag } from './artifact-state.ts';
import { nextCounter } from './next-counter.ts';
import { formatTag, parseTag } from './tag-grammar.ts';

/** One tag a second, in this order, written `<tag> <commit>`. */
function history(...lines: readonly string[]): readonly DatedTag[] {
  return lines.map((line, second) => at(second, line));
}

function at(second: number, line: string): DatedTag {
  const [name = '', commit = ''] = line.split(' ');
  const read = parseTag(name);
  if (read.kind === 'no-gto-tag') throw new Error(`${name} is no GTO tag`);
  return { tag: read.tag, name, commit, createdAtMs: second * 1000 };
}

function fraud(...tags: readonly DatedTag[]): ArtifactState {
  return artifactState('fraud', tags);
}

const active = (state: ArtifactState): readonly string[] => state.versions.filter((version) => !version.isCancelled).map(({ version }) => version);
const prod = (state: ArtifactState): string | undefined => state.stages.get('prod')?.versions.join();

describe('artifactState', () => {
  it('lists versions highest first, whenever they were registered', () => {
    expect(active(fraud(...history('fraud@v1.10.0 a', 'fraud@v1.9.0 b', 'fraud@v2.0.0-rc.1 c', 'other@v3.0.0 d')))).toEqual(['v2.0.0-rc.1', 'v1.10.0', 'v1.9.0']);
  });

  it('drops a cancelled version, also when the cancelling tag is elsewhere, and takes it back when registered again', () => {
    const cancelled = history('fraud@v1.0.0 a', 'fraud@v1.1.0 b', 'fraud@v1.1.0!#1 z');
    expect(active(fraud(...cancelled))).toEqual(['v1.0.0']);
    const again = fraud(...cancelled, at(9, 'fraud@v1.1.0#2 c'));
    expect(active(again)).toEqual(['v1.1.0', 'v1.0.0']);
    expect(again.versions[0]).toMatchObject({ commits: ['c'], tag: 'fraud@v1.1.0#2' });
  });

  it('shows a version that is registered in two places', () => {
    expect(fraud(...history('fraud@v1.0.0 a', 'fraud@v1.0.0#1 b')).versions[0]).toMatchObject({ commits: ['a', 'b'] });
  });

  it('points a stage at the newest assignment, also when that goes back', () => {
    const tags = history('fraud@v1.0.0 a', 'fraud#prod#1 a', 'fraud@v1.1.0 b', 'fraud#prod#2 b');
    expect(prod(fraud(...tags))).toBe('v1.1.0');
    expect(prod(fraud(...tags, at(9, 'fraud#prod#3 a')))).toBe('v1.0.0');
  });

  it('falls back to the assignment before when the newest is taken back, or its version is', () => {
    const tags = history('fraud@v1.0.0 a', 'fraud#prod#1 a', 'fraud@v1.1.0 b', 'fraud#prod#2 b');
    expect(prod(fraud(...tags, at(9, 'fraud#prod!#3 b')))).toBe('v1.0.0');
    expect(prod(fraud(...tags, at(9, 'fraud@v1.1.0! b')))).toBe('v1.0.0');
    expect(prod(fraud(...tags, at(8, 'fraud#prod!#3 b'), at(9, 'fraud#prod!#4 a')))).toBeUndefined();
  });

  it('keeps stages apart', () => {
    const state = fraud(...history('fraud@v1.0.0 a', 'fraud#prod#1 a', 'fraud@v1.1.0 b', 'fraud#staging#2 b'));
    expect(state.stages.get('staging')).toEqual({ commit: 'b', tag: 'fraud#staging#2', versions: ['v1.1.0'] });
    expect(prod(state)).toBe('v1.0.0');
  });

  it('knows only the commit of a stage where nothing is registered', () => {
    expect(fraud(...history('fraud#prod#1 a')).stages.get('prod')).toEqual({ commit: 'a', tag: 'fraud#prod#1', versions: [] });
  });

  it('decides within one second by the number, and lets taking back come last', () => {
    const same = (...lines: readonly string[]): readonly DatedTag[] => lines.map((line) => at(5, line));
    expect(prod(fraud(...same('fraud@v1.0.0 a', 'fraud@v1.1.0 b', 'fraud#prod#10 b', 'fraud#prod#9 a')))).toBe('v1.1.0');
    expect(active(fraud(...same('fraud@v1.0.0! a', 'fraud@v1.0.0 a')))).toEqual([]);
  });

  it('is deprecated until something is registered again', () => {
    const tags = history('fraud@v1.0.0 a', 'fraud@deprecated a');
    expect(fraud(...tags).isDeprecated).toBe(true);
    expect(fraud(...tags, at(9, 'fraud@v1.1.0 b')).isDeprecated).toBe(false);
    expect(fraud().isDeprecated).toBe(false);
  });

  it('takes dir:name for another artifact than name', () => {
    const tags = history('dir=fraud@v1.0.0 a', 'fraud@v2.0.0 b');
    expect(active(artifactState('dir:fraud', tags))).toEqual(['v1.0.0']);
    expect(active(artifactState('fraud', tags))).toEqual(['v2.0.0']);
  });
});

describe('artifactState against the reference implementation', () => {
  it('makes the same of random histories', () => {
    for (const { history: lines, state } of referenceStates) {
      const ours = artifactState(
        'm',
        lines.map((line) => at(Number(line.split(' ')[2]), line)),
      );
      const stages = Object.fromEntries([...ours.stages].map(([stage, assigned]) => [stage, assigned.versions[0]]));
      expect({ lines, isDeprecated: ours.isDeprecated, versions: active(ours), stages }).toEqual({ lines, ...state });
    }
    expect(referenceStates.filter(({ state }) => Object.keys(state.stages).length > 0).length).toBeGreaterThan(20);
    expect(referenceStates.filter(({ history: lines }) => lines.some((line) => line.includes('!'))).length).toBeGreaterThan(20);
  });
});

describe('nextCounter', () => {
  it('is one sequence over all tags of an artifact', () => {
    const names = ['fraud@v1.0.0', 'fraud#prod#1', 'fraud#staging#3', 'fraud@v1.0.0!#2', 'other#prod#9', 'rubbish#', 'x'];
    expect(nextCounter('fraud', names)).toEqual({ kind: 'number', value: 4n });
    expect(nextCounter('new', names)).toEqual({ kind: 'number', value: 1n });
  });

  it('goes on from numbers of any size', () => {
    const counter = nextCounter('fraud', ['fraud@created#99999999999999999999']);
    expect(formatTag({ kind: 'assignment', artifact: 'fraud', stage: 'prod', counter })).toBe('fraud#prod#100000000000000000000');
  });
});
