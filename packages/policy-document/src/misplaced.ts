// Words that a policy knows, at a place where they mean nothing: refused with where they belong.

const SECTION_OF: ReadonlyMap<string, string> = new Map([
  ...['quiet', 'page'].map((word) => [word, 'people'] as const),
  ...['smoke', 'shadow', 'approval', 'ramp', 'switch', 'split', 'bake', 'follow'].map((word) => [word, 'plan'] as const),
  ...['badRequests', 'falseAlarms', 'catches', 'decideWithin', 'ifUndecided'].map((word) => [word, 'promise'] as const),
  ...['errors', 'latency', 'accuracy'].map((word) => [word, 'checks'] as const),
  ...['http', 'command', 'slots'].map((word) => [word, 'serve'] as const),
  ...['openmetrics', 'pages'].map((word) => [word, 'metrics'] as const),
]);

/** The section of a policy that `word` belongs into. */
export function sectionOf(word: string): { readonly kind: 'section'; readonly section: string } | { readonly kind: 'none' } {
  const section = SECTION_OF.get(word);
  return section === undefined ? { kind: 'none' } : { kind: 'section', section };
}
