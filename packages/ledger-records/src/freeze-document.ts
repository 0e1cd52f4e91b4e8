// What a file of the freezes says, wherever it is kept.

/**
 * The bytes as text. Where somebody has written what is no text there is a freeze all the same, which nobody can read and a person can lift: then it
 * begins with a sign that no document begins with.
 */
export function freezeDocument(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `\uFFFD${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)}`;
  }
}
