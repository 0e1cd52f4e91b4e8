// Which names git takes for refs (git-check-ref-format), and which clash.

export function isRefName(ref: string): boolean {
  if (!ref.startsWith('refs/') || ref.endsWith('/') || ref.endsWith('.') || ref.includes('//') || ref.includes('..') || ref.includes('@{')) return false;
  // Control characters, space, ~ ^ : ? * [ and the backslash.
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(ref)) return false;
  return ref.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** `refs/heads/a` cannot be there together with `refs/heads/a/b`. */
export function areClashing(one: string, other: string): boolean {
  return one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
