// Generated parts of pages that people write: everything between `<!-- name:start -->` and `<!-- name:end -->`.
import { invariant } from '@rampart/rollout-policy';

/** `page` with the section written anew and all else as it is. A page without the two markers, in this order, is a mistake. */
export function replaceMarkedSection(page: string, name: string, content: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  invariant(from >= 0 && to > from, `the page needs the lines "${start}" and "${end}", in this order`, { name });
  return `${page.slice(0, from + start.length)}\n${content}\n${page.slice(to)}`;
}
