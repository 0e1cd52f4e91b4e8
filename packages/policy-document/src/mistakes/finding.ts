// A mistake before it has a place: found while decoding a path of the document. `locate` finds the place in the file that the value came from.
import { invariant } from '@rampart/rollout-policy';
import { formatPath, type Path } from '../source/path.ts';
import type { Place } from '../source/place.ts';
import { lookUp, type SourceScalar, type SourceValue } from '../source/source-tree.ts';
import type { SourceFile } from '../source/source-file.ts';
import { codeFrame } from './code-frame.ts';
import { MISTAKE_KINDS, type MistakeName } from './mistake-kinds.ts';
import type { Mistake } from './mistake.ts';
import type { Refusal } from './refusal.ts';
import { shownText } from './shown.ts';

export interface Finding extends Refusal {
  readonly path: Path;
}

/** `sources`: the files that the tree was merged from. */
export function locate(finding: Finding, root: SourceValue, sources: readonly SourceFile[]): Mistake {
  const found = lookUp(root, finding.path);
  const subject = formatPath(finding.path);
  const { mistake: name, accepted } = finding;
  if (found.kind === 'missing') return mistakeAt(sources, found.keyPlace, { name, subject, seen: 'nothing', accepted, text: sentences(finding, '', '') });
  if (finding.at === 'key') return mistakeAt(sources, found.keyPlace, { name, subject, seen: shownText(String(finding.path.at(-1))), accepted, text: sentences(finding, '', '') });
  const { value } = found;
  const seen = shownValue(value);
  // That something is a mapping is worth a word only where another shape belongs.
  const got = value.kind === 'scalar' || name === 'wrong-type' || name === 'wrong-limit' ? `, got ${seen}` : '';
  const quoted = name === 'not-text' && value.kind === 'scalar' ? `Write ${shownText(value.raw)} with quotes.` : '';
  return mistakeAt(sources, value.place, { name, subject, seen, accepted, text: sentences(finding, got, quoted) });
}

function sentences({ mistake, says, hint, accepted }: Finding, got: string, quoted: string): string {
  const label = mistake === 'not-yet' ? 'Today' : 'Accepted';
  return [`${says}${got}.`, hint, quoted, `${label}: ${accepted}.`].filter((sentence) => sentence !== '').join(' ');
}

/** A mistake of the text itself, found before there is a document. */
export function sourceMistake(
  name: MistakeName,
  source: SourceFile,
  place: Place,
  path: Path,
  { seen, says, accepted }: { readonly seen: string; readonly says: string; readonly accepted: string },
): Mistake {
  return mistakeAt([source], place, { name, subject: formatPath(path), seen, accepted, text: `${says}. Accepted: ${accepted}.` });
}

function mistakeAt(
  sources: readonly SourceFile[],
  place: Place,
  facts: { readonly name: MistakeName; readonly subject: string; readonly seen: string; readonly accepted: string; readonly text: string },
): Mistake {
  const source = sources.find(({ file }) => file === place.file);
  invariant(source !== undefined, 'a place points into a file that was read', { file: place.file });
  const subject = facts.subject === '' ? place.file : shownText(facts.subject, 120).slice(1, -1);
  return { ...facts, code: MISTAKE_KINDS[facts.name].code, subject, place, frame: codeFrame(source, place) };
}

function shownValue(value: SourceValue): string {
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
