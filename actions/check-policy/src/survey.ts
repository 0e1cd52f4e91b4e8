// Which policies there are, and what a change did to each: nothing, something, or it is new or gone.
import { quoteValue, type Mistake } from '@rampart/action-kit';
import { policyVersion, sameVersion, type PolicyVersion, type VersionReading } from './policy-version.ts';
import type { Base, PolicyFiles } from './ports.ts';

export interface Survey {
  readonly changed: readonly SurveyedPolicy[];
  readonly unchanged: readonly SurveyedPolicy[];
  /** Files that the base has and that went, with what they were about. */
  readonly deleted: readonly string[];
  /** Of changed policies. */
  readonly mistakes: readonly Mistake[];
}

export interface SurveyedPolicy {
  readonly version: PolicyVersion;
  readonly before: Before;
}

export type Before =
  | { readonly kind: 'version'; readonly version: PolicyVersion }
  /** There is no base to look into. */
  | { readonly kind: 'unknown' }
  /** The policy is new. */
  | { readonly kind: 'none' }
  /** What the base has cannot be read. */
  | { readonly kind: 'broken' };

/** `all`: mistakes of unchanged policies count, too. */
export async function surveyPolicies(patterns: readonly string[], { head, base, all }: { readonly head: PolicyFiles; readonly base: Base; readonly all: boolean }): Promise<Survey> {
  const [headFiles, baseFiles] = await Promise.all([head.list(patterns), base.kind === 'commit' ? base.files.list(patterns) : []]);
  const nothing = await patternsOfNothing(patterns, head, base);
  const gone = baseFiles.filter((file) => !headFiles.includes(file));
  const goneVersions = base.kind === 'commit' ? await Promise.all(gone.map(async (file) => await policyVersion(base.files, file))) : [];
  const looked = await Promise.all(headFiles.map(async (file) => lookAt(await policyVersion(head, file), base.kind === 'commit' ? await policyVersion(base.files, file) : 'no base', goneVersions)));
  const policies = looked.flatMap((look) => (look.kind === 'policy' ? [look] : []));
  const changed = policies.filter(({ isChanged }) => isChanged);
  const moved = policies.flatMap(({ before }) => (before.kind === 'version' ? [before.version.file] : []));
  return {
    changed,
    unchanged: policies.filter(({ isChanged }) => !isChanged),
    deleted: gone.filter((file) => !moved.includes(file)),
    mistakes: [...nothing, ...looked.flatMap((look) => (look.kind === 'mistakes' && (look.isChanged || all) ? look.mistakes : [])), ...sharedTargets(policies, all)],
  };
}

type Look =
  | ({ readonly kind: 'policy'; readonly isChanged: boolean } & SurveyedPolicy)
  | { readonly kind: 'mistakes'; readonly isChanged: boolean; readonly mistakes: readonly Mistake[] };

function lookAt(head: VersionReading, base: VersionReading | 'no base', gone: readonly VersionReading[]): Look {
  // Listed and then gone: nothing to look at.
  if (head.kind === 'absent') return { kind: 'mistakes', isChanged: false, mistakes: [] };
  const isWrittenAlike = base !== 'no base' && base.kind !== 'absent' && base.written === head.written;
  if (head.kind === 'mistakes') return { kind: 'mistakes', isChanged: !isWrittenAlike, mistakes: head.mistakes };
  const { version } = head;
  const before = beforeOf(version, base, gone);
  return { kind: 'policy', version, before, isChanged: !(before.kind === 'version' && sameVersion(before.version, version)) };
}

/** A file under another name that is about the same target is the same policy, moved. */
function beforeOf(version: PolicyVersion, base: VersionReading | 'no base', gone: readonly VersionReading[]): Before {
  if (base === 'no base') return { kind: 'unknown' };
  if (base.kind === 'version') return { kind: 'version', version: base.version };
  if (base.kind === 'mistakes') return { kind: 'broken' };
  const moved = gone.find((other) => other.kind === 'version' && other.version.policy.target === version.policy.target);
  return moved?.kind === 'version' ? { kind: 'version', version: moved.version } : { kind: 'none' };
}

async function patternsOfNothing(patterns: readonly string[], head: PolicyFiles, base: Base): Promise<readonly Mistake[]> {
  const found = await Promise.all(patterns.map(async (pattern) => (await head.list([pattern])).length > 0 || (base.kind === 'commit' && (await base.files.list([pattern])).length > 0)));
  return patterns.flatMap((pattern, index) => (found[index] === true ? [] : [mistake(`${quoteValue(pattern)} matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out.`)]));
}

function sharedTargets(policies: readonly (SurveyedPolicy & { readonly isChanged: boolean })[], all: boolean): readonly Mistake[] {
  return policies.flatMap(({ version, isChanged }, index) => {
    const twin = policies.slice(0, index).find((other) => other.version.policy.target === version.policy.target);
    if (twin === undefined || !(all || isChanged || twin.isChanged)) return [];
    return [mistake(`${twin.version.file} and ${version.file} are both about target ${version.policy.target}. A target has one policy.`)];
  });
}

function mistake(text: string): Mistake {
  return { code: 'RMP210', subject: 'policy', text, place: { kind: 'nowhere' } };
}
