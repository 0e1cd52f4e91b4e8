// hashFiles(): one SHA-256 over the SHA-256 of each matching file of the workspace. Order and form follow the runner's own script, so the
// value equals GitHub's for the same files. Unlike there: no `~`, and links are never followed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { matchesParts, parsePathPattern } from './glob-pattern.ts';

/** Empty if nothing matches. Later patterns overrule earlier ones; `!` takes files out again. */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const rules = patterns.flatMap((pattern) => pattern.split(/\r?\n/)).flatMap((line) => readRule(workspace, line));
  const files = listFiles(workspace, '').filter((path) => isWanted(path, rules));
  if (files.length === 0) return '';
  const all = createHash('sha256');
  for (const path of files) all.update(createHash('sha256').update(readFileSync(join(workspace, path))).digest());
  return all.digest('hex');
}

interface Rule {
  readonly takes: boolean;
  readonly matches: (path: string) => boolean;
}

/** One line of a pattern; blank lines and comments are none. A pattern for a folder stands for all that is in it. */
function readRule(workspace: string, line: string): readonly Rule[] {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const takes = !trimmed.startsWith('!');
  const path = toRelative(workspace, takes ? trimmed : trimmed.slice(1));
  const exactly = parsePathPattern(path);
  const below = parsePathPattern(`${path}/**`);
  return [{ takes, matches: (each) => matchesParts(exactly, each) || matchesParts(below, each) }];
}

function toRelative(workspace: string, pattern: string): string {
  const path = pattern.startsWith(`${workspace}/`) ? pattern.slice(workspace.length) : pattern;
  return path.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
}

function isWanted(path: string, rules: readonly Rule[]): boolean {
  return rules.findLast((rule) => rule.matches(path))?.takes ?? false;
}

/** Paths from the workspace with `/`, folder by folder, names in byte order within each. */
function listFiles(workspace: string, folder: string): readonly string[] {
  const entries = readdirSync(join(workspace, folder), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((each) => {
      const path = relative(workspace, join(workspace, folder, each.name)).split(sep).join('/');
      if (each.isDirectory()) return listFiles(workspace, path);
      return each.isFile() ? [path] : [];
    });
}
