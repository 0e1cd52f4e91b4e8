// Links of Markdown files that lead nowhere. Only links within the repository: the network is not asked.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from './repository.ts';

/** One sentence per link of `markdown` (the content of `file`) whose file or heading does not exist. */
export function findBrokenLinks(file: string, markdown: string, readTarget: (file: string) => string): readonly string[] {
  return linksOf(markdown).flatMap(({ target, line }) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = '', anchor = ''] = target.split('#', 2);
    const linked = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
    if (path !== '' && (linked.startsWith('..') || !existsSync(join(ROOT, linked)))) return [`${file}:${line} links to ${target}, which does not exist.`];
    if (anchor === '' || !linked.endsWith('.md')) return [];
    const isHeading = headingsOf(path === '' ? markdown : readTarget(linked)).includes(anchor);
    return isHeading ? [] : [`${file}:${line} links to ${target}, but ${linked} has no such heading.`];
  });
}

interface Link {
  readonly target: string;
  readonly line: number;
}

function linksOf(markdown: string): readonly Link[] {
  return withoutCode(markdown).flatMap((text, index) =>
    [...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|\b(?:href|src)="([^"]+)"/g)].map((match) => ({ target: match[1] ?? match[2] ?? '', line: index + 1 })),
  );
}

/** Lines with code blocks blanked and code spans removed: what looks like a link there is none. */
function withoutCode(markdown: string): readonly string[] {
  let isInFence = false;
  return markdown.split('\n').map((line) => {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) isInFence = !isInFence;
    return isFence || isInFence ? '' : line.replace(/`[^`]*`/g, '');
  });
}

/** The anchors that GitHub gives to headings. */
function headingsOf(markdown: string): readonly string[] {
  const seen = new Map<string, number>();
  let isInFence = false;
  return markdown.split('\n').flatMap((line) => {
    if (/^\s*(```|~~~)/.test(line)) isInFence = !isInFence;
    const heading = isInFence ? null : /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
    if (heading === null) return [];
    const slug = (heading[1] ?? '').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const repeats = seen.get(slug) ?? 0;
    seen.set(slug, repeats + 1);
    return [repeats === 0 ? slug : `${slug}-${repeats}`];
  });
}
