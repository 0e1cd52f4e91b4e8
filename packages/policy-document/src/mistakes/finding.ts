// A mistake before it has a place: found while decoding a path of the document. `locate` finds the place in the file that the value came from.
import { invariant } from '@rampart/rollout-policy';
import { formatPath, type Path } from '../source/path.ts';
import type { Place } from '../source/place.ts';
import { lookUp, type SourceScalar, type SourceValue } from '../source/source-tree.ts';
import type { SourceFile } from '../source/source-file.ts';
import { codeFrame } from './code-frame.ts';
import { MISTAKE_KINDS, type MistakeName } from './mistake-kinds.ts';
import type { Mistake } from './mistake.ts';
import { shownText } from './shown.ts';

/** What is wrong with a value, wherever it stands. */
export interface Refusal {
  readonly mistake: MistakeName;
  /** Completes "this is refused:" without a full stop. */
  readonly says: string;
  /** What would be right, with an example, without a full stop. */
  readonly accepted: string;
  /** A sentence that says what was probably meant, or empty. */
  readonly hint: string;
  /** Whether the key or what it holds is wrong. */
  readonly at: 'key' | 'value';
}

export interface Finding extends Refusal {
  readonly path: Path;
}

/** `sources`: the files that the tree was merged from. */
export function locate(finding: Finding, root: SourceValue, sources: readonly SourceFile[]): Mistake {
  const found = lookUp(root, finding.path);
  const place = found.kind === 'missing' || finding.at === 'key' ? found.keyPlace : found.value.place;
  const seen = found.kind === 'missing' ? 'nothing' : finding.at === 'key' ? shownText(String(finding.path.at(-1))) : shownValue(found.value);
  const isShown = found.kind === 'found' && finding.at === 'value' && (found.value.kind === 'scalar' || finding.mistake === 'wrong-type' || finding.mistake === 'wrong-limit');
  const quoted = finding.mistake === 'not-text' && found.kind === 'found' && found.value.kind === 'scalar' ? `Write ${shownText(found.value.raw)} with quotes.` : '';
  return mistakeAt(sources, place, {
    name: finding.mistake,
    subject: formatPath(finding.path),
    seen,
    accepted: finding.accepted,
    text: [`${finding.says}${isShown ? `, got ${seen}` : ''}.`, finding.hint, quoted, `${finding.mistake === 'not-yet' ? 'Today' : 'Accepted'}: ${finding.accepted}.`].filter((sentence) => sentence !== '').join(' '),
  });
}

export function mistakeAt(
  sources: readonly SourceFile[],
  place: Place,
  facts: { readonly name: MistakeName; readonly subject: string; readonly seen: string; readonly accepted: string; readonly text: string },
): Mistake {
  const source = sources.find(({ file }) => file === place.file);
  invariant(source !== undefined, 'a place points into a file that was read', { file: place.file });
  return { ...facts, code: MISTAKE_KINDS[facts.name].code, subject: facts.subject === '' ? place.file : shownText(facts.subject, 120).slice(1, -1), place, frame: codeFrame(source, place) };
}

export function shownValue(value: SourceValue): string {
  switch (value.kind) {
    case 'scalar':
      return shownScalar(value);
    case 'list':
      return 'a list';
    case 'mapping':
      return 'a mapping';
  }
}

function shownScalar({ value, raw }: SourceScalar): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? shownText(value) : shownText(raw).slice(1, -1);
}
