// The part of a page between two markers, which code writes; people write the rest.
import { invariant } from '@rampart/rollout-policy';

export interface Markers {
  readonly start: string;
  /** The first one after `start` ends the section; several sections may share it. */
  readonly end: string;
}

/** `page` with `section` between the markers, which must be there: where a section belongs is for people to say. */
export function withSection(page: string, { start, end }: Markers, section: string): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from + start.length);
  invariant(from >= 0 && to >= 0, 'the page has the markers of its generated section', { start, end });
  return `${page.slice(0, from)}${start}\n${section}${page.slice(to)}`;
}
