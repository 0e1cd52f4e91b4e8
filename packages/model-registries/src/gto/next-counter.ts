// The number of the next tag of an artifact.
import { parseTag } from './tag-grammar.ts';
import type { Counter } from './tag-grammar.ts';

/** One more than the highest number on any tag of the artifact, whatever the tag says; 1 for the first. */
export function nextCounter(artifact: string, tagNames: readonly string[]): Counter {
  let highest = 0n;
  for (const name of tagNames) {
    const read = parseTag(name);
    if (read.kind === 'tag' && read.tag.artifact === artifact && read.tag.counter.kind === 'number' && read.tag.counter.value > highest) highest = read.tag.counter.value;
  }
  return { kind: 'number', value: highest + 1n };
}
