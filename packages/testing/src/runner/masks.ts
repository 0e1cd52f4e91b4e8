// Hides secrets in what a job prints: each value, each of its lines, and the forms in which they leak most easily. The forms are those of
// the runner (ValueEncoders in actions/runner); like the runner it knows nothing of hexadecimal, partial or re-ordered values.

export interface Masks {
  /** From now on `value` is hidden. White space alone is not a secret. */
  readonly add: (value: string) => void;
  /** `text` with every secret replaced by three stars; secrets that overlap or touch become one. */
  readonly hide: (text: string) => string;
}

export function createMasks(secrets: readonly string[]): Masks {
  const hidden = new Set<string>();
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/[\r\n]+/)]) {
      if (part.trim() === '') continue;
      for (const form of leakingForms(part)) hidden.add(form);
    }
  };
  secrets.forEach(add);
  return { add, hide: (text) => hideAll(text, hidden) };
}

function leakingForms(value: string): readonly string[] {
  const forms = [
    value,
    value.trim(),
    ...base64Forms(value),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`),
    xmlEscaped(value),
    ...(/^".{7,}"$/s.test(value) ? [value.slice(1, -1)] : []),
    ...ampersandParts(value),
  ];
  return forms.filter((form) => form !== '');
}

/** Base64 of the value as it comes out when 0, 1 or 2 bytes of something else stand before it, without padding; also in the URL alphabet. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const rest = bytes.subarray(offset);
    return [rest.toString('base64').replace(/=+$/, ''), rest.toString('base64url')];
  });
}

function xmlEscaped(value: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return value.replace(/[&<>"']/g, (each) => escapes[each] ?? each);
}

/** PowerShell prints a failing command in two pieces, cut at its last ampersand. Pieces under six characters would hide too much. */
function ampersandParts(value: string): readonly string[] {
  const plus = value.indexOf('&+');
  const cut = plus >= 0 ? plus + 2 : value.lastIndexOf('&') + 1;
  if (cut === 0) return [];
  return [value.slice(0, cut), value.slice(plus >= 0 ? cut + 1 : cut)].filter((part) => part.length >= 6);
}

function hideAll(text: string, hidden: ReadonlySet<string>): string {
  const spans = [...hidden].flatMap((value) => occurrences(text, value)).sort((a, b) => a.start - b.start);
  let shown = '';
  let position = 0;
  let index = 0;
  while (index < spans.length) {
    const start = spans[index]?.start ?? 0;
    let end = start;
    for (; index < spans.length; index += 1) {
      const span = spans[index];
      if (span === undefined || (end > start && span.start > end)) break;
      end = Math.max(end, span.end);
    }
    shown += `${text.slice(position, start)}***`;
    position = end;
  }
  return shown + text.slice(position);
}

function occurrences(text: string, value: string): readonly { readonly start: number; readonly end: number }[] {
  const found = [];
  // Occurrences may overlap each other, so the search goes on one character later.
  for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + 1)) {
    found.push({ start, end: start + value.length });
  }
  return found;
}
