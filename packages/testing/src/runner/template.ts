// A YAML value that may hold expressions, as a small tree. Pure data; yaml-template.ts reads it.
/** One-based. Zero for what stands in no file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Template =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string; readonly at: Place }
  /** An expression that is all of the value, without its `${{ }}`: it may give any type. */
  | { readonly kind: 'expression'; readonly text: string; readonly at: Place }
  /** Text with expressions in it: it gives text. */
  | { readonly kind: 'mixed'; readonly parts: readonly TemplatePart[]; readonly at: Place }
  | { readonly kind: 'sequence'; readonly items: readonly Template[]; readonly at: Place }
  | MappingTemplate
  /** The key `${{ insert }}`: the mapping beside it is merged into the one around it. */
  | { readonly kind: 'insert'; readonly at: Place };

export interface TemplatePart {
  readonly kind: 'text' | 'expression';
  readonly text: string;
}

export interface MappingTemplate {
  readonly kind: 'mapping';
  readonly entries: readonly { readonly key: Template; readonly value: Template }[];
  readonly at: Place;
}

export const nowhere: Place = { line: 0, column: 0 };

/** Stands for a key that was left out. GitHub treats an empty YAML value the same way. */
export const absent: Template = { kind: 'literal', value: null, at: nowhere };

const emptyMapping: MappingTemplate = { kind: 'mapping', entries: [], at: nowhere };

export function isAbsent(template: Template): boolean {
  return template.kind === 'literal' && template.value === null;
}

/** The value under a literal key, or `absent`. Keys of workflow files are case-sensitive. */
export function entry(template: Template, key: string): Template {
  if (template.kind !== 'mapping') return absent;
  return template.entries.find((each) => each.key.kind === 'literal' && each.key.value === key)?.value ?? absent;
}

export function asMapping(template: Template): MappingTemplate {
  return template.kind === 'mapping' ? template : emptyMapping;
}

/** The text of a literal; the empty string for anything else. */
export function literalText(template: Template): string {
  return template.kind === 'literal' && template.value !== null ? String(template.value) : '';
}
