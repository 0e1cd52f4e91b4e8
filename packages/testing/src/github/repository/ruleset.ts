// Rulesets: which moves of refs a repository refuses, and in which words.
import { NO_OBJECT } from '../objects/git-object.ts';

export type RuleType = 'creation' | 'update' | 'deletion' | 'non_fast_forward' | 'required_signatures' | 'pull_request';

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: 'active' | 'disabled' | 'evaluate';
  /** `refs/heads/rollouts/**`, `~ALL`, `~DEFAULT_BRANCH`; a star does not cross a slash, two do. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly RuleType[];
}

/** A move of a branch with what the rules want to know about it. */
export interface JudgedMove {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  readonly isFastForward: boolean;
  /** Whether each commit that the move adds has a verified signature. */
  readonly areSigned: boolean;
}

/** One sentence per rule that is broken, as GitHub words them. */
export function violationsOf(rulesets: readonly Ruleset[], defaultBranch: string, move: JudgedMove): readonly string[] {
  const rules = new Set(rulesetsFor(rulesets, defaultBranch, move.ref).flatMap((ruleset) => ruleset.rules));
  const isNew = move.from === NO_OBJECT;
  const isGone = move.to === NO_OBJECT;
  const moves = !isNew && !isGone && move.from !== move.to;
  const broken: readonly (readonly [RuleType, boolean, string])[] = [
    ['creation', isNew && !isGone, 'Cannot create ref due to creations being restricted.'],
    ['update', moves, 'Cannot update this protected ref.'],
    ['deletion', isGone, 'Cannot delete this protected ref.'],
    ['non_fast_forward', moves && !move.isFastForward, 'Cannot force-push to this branch'],
    ['required_signatures', !isGone && !move.areSigned, 'Commits must have verified signatures.'],
    ['pull_request', moves || (isNew && !isGone), 'Changes must be made through a pull request.'],
  ];
  return broken.filter(([type, is]) => is && rules.has(type)).map(([, , words]) => words);
}

export function rulesetsFor(rulesets: readonly Ruleset[], defaultBranch: string, ref: string): readonly Ruleset[] {
  const matches = (pattern: string): boolean => pattern === '~ALL' || (pattern === '~DEFAULT_BRANCH' ? ref === `refs/heads/${defaultBranch}` : matchesPattern(pattern, ref));
  return rulesets.filter(({ enforcement, include, exclude }) => enforcement === 'active' && ref.startsWith('refs/heads/') && include.some(matches) && !exclude.some(matches));
}

function matchesPattern(pattern: string, ref: string): boolean {
  const source = pattern.split(/(\*\*|\*|\?)/).map((part) => ({ '**': '.*', '*': '[^/]*', '?': '[^/]' })[part] ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('')}$`).test(ref);
}
