// Texts to a policy: the one way in. Total: any text gives a policy or mistakes, never an exception.
import type { Policy } from '@rampart/rollout-policy';
import { digestPolicy } from './digest.ts';
import { locate } from './mistakes/finding.ts';
import { MISTAKE_KINDS } from './mistakes/mistake-kinds.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { originsOf, type Origins } from './origins.ts';
import { decodePolicy } from './schema/decode-policy.ts';
import { findingsOf } from './schema/decoded.ts';
import { policySections } from './schema/policy-schema.ts';
import { decodeAt } from './schema/refuse.ts';
import { layered } from './source/layers.ts';
import { readYaml, type YamlFile, type YamlReading } from './source/read-yaml.ts';

export interface PolicyTexts extends YamlFile {
  /** The `_defaults.yaml` beside the policy: what the policy does not say is taken from it. */
  readonly defaults?: YamlFile;
}

export type PolicyReading =
  | {
      readonly kind: 'policy';
      /** With every default filled in. */
      readonly policy: Policy;
      readonly digest: string;
      readonly origins: Origins;
    }
  /** All of them at once, in the order of the files. */
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** A file of nonsense has one mistake per line; nobody reads more than these. */
const MISTAKES_MAX = 100;

export function readPolicy(texts: PolicyTexts): PolicyReading {
  const files = [readYaml(texts, 'policy'), ...(texts.defaults === undefined ? [] : [readYaml(texts.defaults, 'defaults')])];
  const trees = files.filter((file) => file.kind === 'tree');
  const [own, shared] = trees;
  // What one file lacks may stand in the other, so a file that cannot be read ends it.
  if (own === undefined || trees.length < files.length) return withMistakes(files.flatMap(({ mistakes }) => mistakes));
  return decodeTrees(own, shared);
}

type ReadTree = Extract<YamlReading, { kind: 'tree' }>;

function decodeTrees(own: ReadTree, shared: ReadTree | undefined): PolicyReading {
  const sources = shared === undefined ? [own.source] : [own.source, shared.source];
  const root = layered(shared?.root, own.root);
  const policy = decodePolicy(root);
  const mistakes = [
    ...own.mistakes,
    ...(shared?.mistakes ?? []),
    ...(shared === undefined || !own.root.entries.has('rampart') ? [] : versionMistakes(shared)),
    ...findingsOf(policy).map((finding) => locate(finding, root, sources)),
  ];
  if (policy.kind === 'refused' || mistakes.length > 0) return withMistakes(mistakes);
  return { kind: 'policy', policy: policy.value, digest: digestPolicy(policy.value), origins: originsOf(policy.value, root) };
}

/** The version of the defaults file, which the policy's own hides. */
function versionMistakes({ root, source }: ReadTree): readonly Mistake[] {
  if (!root.entries.has('rampart')) return [];
  return findingsOf(decodeAt(policySections().rampart, root, ['rampart'])).map((finding) => locate(finding, root, [source]));
}

function withMistakes(found: readonly Mistake[]): PolicyReading {
  // What was refused for another reason is not missing as well.
  const mistakes = found.filter(({ name, subject }) => name !== 'missing-key' || !found.some((other) => other.name !== 'missing-key' && other.subject === subject));
  return { kind: 'mistakes', mistakes: cut([...mistakes].sort(inFileOrder)) };
}

function inFileOrder({ place: a }: Mistake, { place: b }: Mistake): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function cut(mistakes: readonly Mistake[]): readonly Mistake[] {
  const last = mistakes[MISTAKES_MAX];
  if (last === undefined) return mistakes;
  const more = mistakes.length - MISTAKES_MAX;
  const { code } = MISTAKE_KINDS['too-many-mistakes'];
  return [...mistakes.slice(0, MISTAKES_MAX), { ...last, code, name: 'too-many-mistakes', seen: `${more} more`, accepted: 'a policy', text: `${more} more mistakes, from here on.` }];
}
