// An address as people may read it in a log: without query, user and password, where secrets live.
import { plainLine } from './plain-line.ts';

export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return plainLine(url);
  const { protocol, host, pathname } = new URL(url);
  return plainLine(`${protocol}//${host}${pathname}`);
}
