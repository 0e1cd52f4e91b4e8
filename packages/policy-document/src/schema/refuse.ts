// How refusals travel through zod: as parameters of its custom issues, out again as findings with the path of what they are about.
import * as z from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../mistakes/finding.ts';
import { keyRefusal, refusal, type Refusal } from '../mistakes/refusal.ts';
import { sectionOf } from '../misplaced.ts';
import { shownText } from '../mistakes/shown.ts';
import { notYet, type Context } from '../not-yet.ts';
import type { Path } from '../source/path.ts';
import { lookUp, toPlain, type SourceValue } from '../source/source-tree.ts';
import { decoded, type Decoded } from './decoded.ts';

interface UnknownKey {
  readonly context: Context;
  readonly known: readonly string[];
}

/** Inside a transform. `path` leads from what is transformed to what is wrong. */
export function refuse(ctx: z.core.$RefinementCtx<unknown>, refused: Refusal, path: Path = []): never {
  ctx.addIssue({ code: 'custom', params: { refused }, path: [...path], continue: false });
  return z.NEVER;
}

export function refuseUnknownKey(ctx: z.core.$RefinementCtx<unknown>, unknownKey: UnknownKey): never {
  ctx.addIssue({ code: 'custom', params: { unknownKey }, continue: false });
  return z.NEVER;
}

/** Decodes what stands at `path` of the document. Total. */
export function decodeAt<T>(form: z.ZodType<T>, root: SourceValue, path: Path): Decoded<T> {
  const found = lookUp(root, path);
  const result = form.safeParse(found.kind === 'found' ? toPlain(found.value) : undefined);
  return result.success ? decoded(result.data) : { kind: 'refused', findings: findingsIn(result.error.issues, path, root) };
}

export function unknownKeyRefusal(key: string, { context, known }: UnknownKey): Refusal {
  const later = notYet(context, key);
  if (later.kind === 'later') return keyRefusal('not-yet', { says: `not yet: ${shownText(key)} is not part of this release`, accepted: later.today });
  const elsewhere = context === 'policy' ? sectionOf(key) : { kind: 'none' as const };
  const meant = didYouMean(key, known);
  const hint = elsewhere.kind === 'section' ? `It belongs into \`${elsewhere.section}\`.` : meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '';
  return keyRefusal('unknown-key', { says: `unknown key ${shownText(key)}`, accepted: known.join(', '), hint });
}

function findingsIn(issues: readonly z.core.$ZodIssue[], base: Path, root: SourceValue): readonly Finding[] {
  return issues.flatMap((issue): readonly Finding[] => {
    const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code === 'custom') return [{ ...customRefusal(issue, path), path }];
    if (issue.code === 'invalid_union') return findingsIn(chosenBranch(issue, root, path), path, root);
    return [{ ...structureRefusal(issue.message, root, path), path }];
  });
}

/** What was meant: a list by the list, a mapping by the long form, anything else by the short one, and what is missing is shown short. */
function chosenBranch(issue: z.core.$ZodIssueInvalidUnion, root: SourceValue, path: Path): readonly z.core.$ZodIssue[] {
  const found = lookUp(root, path);
  const isShort = found.kind === 'missing' || (found.value.kind === 'scalar' && found.value.value !== null);
  const isList = found.kind === 'found' && found.value.kind === 'list';
  return (isShort ? issue.errors[0] : isList ? issue.errors.at(-1) : issue.errors[1]) ?? [];
}

/** What refuse() and refuseUnknownKey() put in; the only ones that make custom issues here. */
function customRefusal(issue: z.core.$ZodIssueCustom, path: Path): Refusal {
  const params = issue.params as { readonly refused: Refusal } | { readonly unknownKey: UnknownKey };
  return 'refused' in params ? params.refused : unknownKeyRefusal(String(path.at(-1)), params.unknownKey);
}

/** zod's own complaint: not a mapping, not a list. Its message is what is accepted. */
function structureRefusal(accepted: string, root: SourceValue, path: Path): Refusal {
  const isMissing = lookUp(root, path).kind === 'missing';
  return isMissing ? refusal('missing-key', { says: 'missing', accepted }) : refusal('wrong-type', { says: 'this has the wrong shape', accepted });
}
