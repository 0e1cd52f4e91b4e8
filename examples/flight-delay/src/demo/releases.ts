// What is released in which order, and what has to come of it. The expectation is read off what the artefacts do, never off a name.
import { readFile } from 'node:fs/promises';

export interface PlannedRelease {
  readonly version: string;
  /** Folder in `models/`. */
  readonly artefact: string;
  readonly expected: 'promoted' | 'rolled-back';
}

export interface ReleasePlan {
  readonly stable: { readonly version: string; readonly artefact: string };
  readonly releases: readonly PlannedRelease[];
}

/** Held-out figures of one artefact on served traffic (models/figures.json). */
interface Figures {
  readonly failedRatio: number;
  readonly wrongRatio: number;
}

const STABLE = 'additive';
const CANDIDATES = ['network', 'busiest-airports', 'delays-in-hours'] as const;
/** What the policy of the example accepts. */
const WORSE_BY = 1.15;
const FAILED_RATIO_MAX = 0.01;

export async function planReleases({ shuffle, seed }: { readonly shuffle: boolean; readonly seed: number }): Promise<ReleasePlan> {
  const figures = await readFigures();
  const artefacts = shuffle ? shuffled(CANDIDATES, seed) : CANDIDATES;
  // Names say nothing when they are dealt anew.
  const versions = shuffle ? ['v2.0.0', 'v2.1.0', 'v3.0.0'] : ['v2.0.0', 'v3.0.0', 'v4.0.0'];
  const releases: PlannedRelease[] = [];
  let serving: string = STABLE;
  for (const [index, artefact] of artefacts.entries()) {
    const expected = isAsGood(figuresOf(figures, artefact), figuresOf(figures, serving)) ? 'promoted' : 'rolled-back';
    if (expected === 'promoted') serving = artefact;
    releases.push({ version: versions[index] ?? `v${String(index + 5)}.0.0`, artefact, expected });
  }
  return { stable: { version: 'v1.0.0', artefact: STABLE }, releases };
}

function isAsGood(candidate: Figures, stable: Figures): boolean {
  return candidate.failedRatio <= stable.failedRatio + FAILED_RATIO_MAX && candidate.wrongRatio <= stable.wrongRatio * WORSE_BY;
}

function figuresOf(figures: Readonly<Record<string, Figures>>, artefact: string): Figures {
  const found = figures[artefact];
  if (found === undefined) throw new Error(`models/figures.json says nothing about ${artefact}`);
  return found;
}

async function readFigures(): Promise<Readonly<Record<string, Figures>>> {
  const text = await readFile(new URL('../../models/figures.json', import.meta.url), 'utf8');
  const { artefacts } = JSON.parse(text) as { readonly artefacts: Readonly<Record<string, { readonly cells: { readonly all: Figures } }>> };
  return Object.fromEntries(Object.entries(artefacts).map(([name, { cells }]) => [name, cells.all]));
}

/** Fisher-Yates with a small linear congruential generator (Numerical Recipes): enough to deal three cards, the same on every machine. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const dealt = [...items];
  let state = seed >>> 0;
  for (let last = dealt.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    const [a, b] = [dealt[last], dealt[other]];
    if (a !== undefined && b !== undefined) [dealt[last], dealt[other]] = [b, a];
  }
  return dealt;
}
