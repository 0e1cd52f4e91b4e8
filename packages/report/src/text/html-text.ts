// Any text as HTML or XML text and attribute value.

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** `line` (printable, one line) escaped for element content and for attribute values in either kind of quotes. */
export function escapeHtml(line: string): string {
  return line.replace(/[&<>"']/gu, (char) => REFERENCES[char] ?? char);
}
