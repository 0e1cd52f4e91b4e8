// Every kind of mistake that a policy file can have, with its code. Codes are never reused; docs/errors.md is generated from this table.

export interface MistakeKind {
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly remedy: string;
}

export const MISTAKE_KINDS = {
  'unreadable-file': { code: 'RMP101', title: 'The file cannot be read, or is not UTF-8 text.', remedy: 'Check the path and the encoding.' },
  'file-too-large': { code: 'RMP102', title: 'The file is larger than 256 KiB.', remedy: 'A policy is a page; split targets into files of their own.' },
  'yaml-syntax': { code: 'RMP103', title: 'The text is not YAML.', remedy: 'Mind indentation, quotes and brackets at the place shown.' },
  'several-documents': { code: 'RMP104', title: 'The file holds more than one YAML document.', remedy: 'One policy per file: remove the `---`.' },
  'duplicate-key': { code: 'RMP105', title: 'A key stands twice in one mapping.', remedy: 'Keep one of the two.' },
  'forbidden-key': { code: 'RMP106', title: 'A key has a name that programs give a meaning to, or is not a word.', remedy: 'Choose another name.' },
  'alias-or-tag': { code: 'RMP107', title: 'Anchors, aliases, merge keys and tags are not used here.', remedy: 'Write the value out; what policies share goes into `_defaults.yaml`.' },
  'nested-too-deeply': { code: 'RMP108', title: 'Values are nested more deeply than any policy needs.', remedy: 'Compare with docs/policy-reference.md.' },
  'wrong-version': { code: 'RMP109', title: '`rampart:` is not a version that this release reads.', remedy: 'Write `rampart: 1`.' },
  'unknown-key': { code: 'RMP110', title: 'A key that has no meaning at this place.', remedy: 'Take the suggestion, or remove the key.' },
  'missing-key': { code: 'RMP111', title: 'A key without which nothing can be decided.', remedy: 'Add it to the policy or to `_defaults.yaml`.' },
  'wrong-type': { code: 'RMP112', title: 'A list, a mapping or a single value where another of them belongs.', remedy: 'Use the form shown.' },
  'bare-number': { code: 'RMP113', title: 'A number without its unit.', remedy: 'Add the unit: `5%`, `10m`, `2x`.' },
  'not-text': { code: 'RMP114', title: 'A name that YAML reads as a number or as true/false.', remedy: 'Put it in quotes: `"1.10"`.' },
  'unknown-word': { code: 'RMP115', title: 'A word that is not among the accepted ones.', remedy: 'Use one of the words listed.' },
  'bad-unit': { code: 'RMP116', title: 'A value with a unit (duration, share, factor, margin, size, quiet time, ...) that cannot be read.', remedy: 'Use the form shown.' },
  'bad-count': { code: 'RMP117', title: 'A count that is not a whole number in its range, or a number in quotes.', remedy: 'Use a plain number without quotes.' },
  'out-of-range': { code: 'RMP118', title: 'A value that can be read but means nothing here.', remedy: 'Stay within the range shown.' },
  'bad-name': { code: 'RMP119', title: 'A name with characters that names do not have.', remedy: 'Use the characters shown.' },
  'bad-url': { code: 'RMP120', title: 'An address that is not plain http or https.', remedy: 'Write an absolute http(s) address without user name and password.' },
  'bad-where': { code: 'RMP121', title: 'Label matchers that cannot be read.', remedy: 'Write them like `code=~"5..", method!="GET"`.' },
  'not-yet': { code: 'RMP122', title: 'Something that is planned and does not exist yet.', remedy: 'Use what the message names; it is never silently ignored.' },
  'one-of': { code: 'RMP123', title: 'None or several of keys of which exactly one is needed.', remedy: 'Keep one.' },
  'repeated': { code: 'RMP124', title: 'The same thing twice in a list.', remedy: 'Keep one.' },
  'bad-slots': { code: 'RMP125', title: '`slots` is not a pair of two different names.', remedy: 'Write `slots: [blue, green]`.' },
  'pages-and-slots': { code: 'RMP126', title: 'Metric pages are given for other slots than the target has.', remedy: 'Give pages for exactly the two slots.' },
  'no-metrics': { code: 'RMP127', title: 'A check reads live metrics and the policy names no source of them.', remedy: 'Add `metrics:`.' },
  'no-signal': { code: 'RMP128', title: 'A check does not say what it looks at.', remedy: 'Add one of `share:`, `time:`, `score:`, `labels:`, `pairs:`, `calibration:`, `bins:`, `level:`.' },
  'key-does-not-fit': { code: 'RMP129', title: 'A key that another kind of check or stage uses.', remedy: 'Remove it, or change what the check looks at.' },
  'wrong-limit': { code: 'RMP130', title: 'A limit of another kind than its check.', remedy: 'A share for `share`, `labels` and `pairs`, a quantile for `time`, a size or `{level: 500}` for `level`, `{mean: 0.8}` for `score`.' },
  'ladder-order': { code: 'RMP131', title: 'Weights of a ramp that do not ascend.', remedy: 'Write them in ascending order, each once.' },
  'plan-order': { code: 'RMP132', title: 'Stages in an order that cannot be carried out.', remedy: '`smoke`, `shadow`, `approval`, `ramp` or `switch`, `split`, `approval`, `bake`, `follow`: leave out what is not needed.' },
  'not-in-defaults': { code: 'RMP133', title: 'Something that belongs to one policy stands in `_defaults.yaml`.', remedy: 'Move it into the policy.' },
  'too-many-mistakes': { code: 'RMP134', title: 'More mistakes than are worth listing.', remedy: 'Correct the ones shown first.' },
  'never-acts': { code: 'RMP135', title: 'A check that could never do what its `then` says.', remedy: 'Give it a limit or a margin, or write `then: tell`.' },
  'broken-promise': { code: 'RMP136', title: 'A promise that the checks of this policy cannot keep.', remedy: 'Promise what a check that rolls back can see: more than its margin, later than its labels.' },
  'plan-and-checks': { code: 'RMP137', title: 'A stage without a check that it needs, or a check without a stage that it needs.', remedy: 'Add the one, or leave out the other.' },
  'plan-and-promise': { code: 'RMP138', title: 'A stage and the promise contradict each other.', remedy: 'Change the one that is not meant.' },
} as const satisfies Readonly<Record<string, MistakeKind>>;

export type MistakeName = keyof typeof MISTAKE_KINDS;
export type MistakeCode = (typeof MISTAKE_KINDS)[MistakeName]['code'];
