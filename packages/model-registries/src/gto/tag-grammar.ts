// The grammar of GTO tags, every form of it (gto 1.10, constants.py):
//   <artifact>@v<semver>[!][#N]   registers a version; with ! takes that back
//   <artifact>#<stage>[!][#N]     assigns a stage to the version at this commit; with ! takes that back
//   <artifact>@deprecated[#N]  and  <artifact>@created[#N]
// An artifact `dir:name` is written `dir=name`, because git takes no colon in a ref.
import { formatSemver, parseSemver } from './semver.ts';
import type { Semver } from './semver.ts';

export type GtoTag = { readonly artifact: string; readonly counter: Counter } & (
  | { readonly kind: 'registration' | 'deregistration'; readonly semver: Semver }
  | { readonly kind: 'assignment' | 'unassignment'; readonly stage: string }
  | { readonly kind: 'creation' | 'deprecation' }
);

/** One sequence per artifact, over all its tags that have a number. Unbounded, as in GTO. */
export type Counter = { readonly kind: 'none' } | { readonly kind: 'number'; readonly value: bigint };

export type TagReading = { readonly kind: 'tag'; readonly tag: GtoTag } | { readonly kind: 'no-gto-tag' };

/** Reads a tag's name, without `refs/tags/`. */
export function parseTag(text: string): TagReading {
  const sign = text.search(/[#@]/);
  if (sign === -1) return NO_TAG;
  const artifact = text.slice(0, sign).replace('=', ':');
  const [body, counter] = splitCounter(text.slice(sign + 1));
  if (!isArtifactName(artifact) || text.slice(0, sign).includes(':') || counter === undefined) return NO_TAG;
  return text[sign] === '#' ? parseStage(body, { artifact, counter }) : parseAnnouncement(body, { artifact, counter });
}

export function formatTag(tag: GtoTag): string {
  const counter = tag.counter.kind === 'none' ? '' : `#${tag.counter.value}`;
  return `${tag.artifact.replace(':', '=')}${formatBody(tag)}${counter}`;
}

/** `name` or `dir:name`. */
export function isArtifactName(text: string): boolean {
  const parts = text.split(':');
  const [first = '', second] = parts;
  if (parts.length > 2) return false;
  return second === undefined ? isName(first) : /^[a-zA-Z0-9_./-]+$/.test(first) && isName(second);
}

export function isStageName(text: string): boolean {
  return isName(text);
}

/** The version as people write it, e.g. `v1.2.0-rc.1`. */
export function versionOf(semver: Semver): string {
  return `v${formatSemver(semver)}`;
}

const NO_TAG: TagReading = { kind: 'no-gto-tag' };

type Common = Pick<GtoTag, 'artifact' | 'counter'>;

function parseStage(body: string, common: Common): TagReading {
  const { name, isCancel } = splitCancel(body);
  return isName(name) ? { kind: 'tag', tag: { ...common, kind: isCancel ? 'unassignment' : 'assignment', stage: name } } : NO_TAG;
}

function parseAnnouncement(body: string, common: Common): TagReading {
  if (body === 'deprecated') return { kind: 'tag', tag: { ...common, kind: 'deprecation' } };
  if (body === 'created') return { kind: 'tag', tag: { ...common, kind: 'creation' } };
  const { name, isCancel } = splitCancel(body);
  const version = name.startsWith('v') ? parseSemver(name.slice(1)) : ({ kind: 'no-semver' } as const);
  if (version.kind === 'no-semver') return NO_TAG;
  return { kind: 'tag', tag: { ...common, kind: isCancel ? 'deregistration' : 'registration', semver: version.semver } };
}

function formatBody(tag: GtoTag): string {
  switch (tag.kind) {
    case 'registration':
      return `@${versionOf(tag.semver)}`;
    case 'deregistration':
      return `@${versionOf(tag.semver)}!`;
    case 'assignment':
      return `#${tag.stage}`;
    case 'unassignment':
      return `#${tag.stage}!`;
    case 'creation':
      return '@created';
    case 'deprecation':
      return '@deprecated';
  }
}

/** Starts and ends with a letter or digit; between them also `-`, `_` and `/`. */
function isName(text: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_/-]*$/.test(text) && /[a-zA-Z0-9]$/.test(text);
}

function splitCancel(body: string): { readonly name: string; readonly isCancel: boolean } {
  return body.endsWith('!') ? { name: body.slice(0, -1), isCancel: true } : { name: body, isCancel: false };
}

/** No counter at all in the result where there is one that is no number. */
function splitCounter(text: string): readonly [body: string, counter: Counter | undefined] {
  const sign = text.indexOf('#');
  if (sign === -1) return [text, { kind: 'none' }];
  const digits = text.slice(sign + 1);
  return [text.slice(0, sign), /^[0-9]+$/.test(digits) ? { kind: 'number', value: BigInt(digits) } : undefined];
}
