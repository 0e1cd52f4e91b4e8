import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { tagText } from '../../test/gto-arbitraries.ts';
import { FULL_NAME_ORACLE, STAGE_ORACLE, TAG_ORACLE } from '../../test/gto-reference.ts';
import { formatTag, isArtifactName, isStageName, parseTag, versionOf } from './tag-grammar.ts';
import type { GtoTag } from './tag-grammar.ts';

describe('parseTag', () => {
  const [major, minor, patch] = ['1', '2', '3'];
  const semver = { major, minor, patch, prerelease: [], build: [] };
  const none = { kind: 'none' } as const;
  it.each<[string, GtoTag]>([
    ['fraud@v1.2.3', { kind: 'registration', artifact: 'fraud', semver, counter: none }],
    ['fraud@v1.2.3#7', { kind: 'registration', artifact: 'fraud', semver, counter: { kind: 'number', value: 7n } }],
    ['fraud@v1.2.3!', { kind: 'deregistration', artifact: 'fraud', semver, counter: none }],
    ['fraud@v1.2.3-rc.1+b!#2', { kind: 'deregistration', artifact: 'fraud', semver: { ...semver, prerelease: ['rc', '1'], build: ['b'] }, counter: { kind: 'number', value: 2n } }],
    ['fraud#prod', { kind: 'assignment', artifact: 'fraud', stage: 'prod', counter: none }],
    ['fraud#prod/eu#12', { kind: 'assignment', artifact: 'fraud', stage: 'prod/eu', counter: { kind: 'number', value: 12n } }],
    ['fraud#prod!#13', { kind: 'unassignment', artifact: 'fraud', stage: 'prod', counter: { kind: 'number', value: 13n } }],
    ['fraud#prod!', { kind: 'unassignment', artifact: 'fraud', stage: 'prod', counter: none }],
    ['fraud@deprecated', { kind: 'deprecation', artifact: 'fraud', counter: none }],
    ['fraud@deprecated#4', { kind: 'deprecation', artifact: 'fraud', counter: { kind: 'number', value: 4n } }],
    ['fraud@created#1', { kind: 'creation', artifact: 'fraud', counter: { kind: 'number', value: 1n } }],
    ['models/../x=risk_eu@created', { kind: 'creation', artifact: 'models/../x:risk_eu', counter: none }],
  ])('reads %s', (text, tag) => {
    expect(parseTag(text)).toEqual({ kind: 'tag', tag });
    expect(formatTag(tag)).toBe(text);
  });

  it.each(['fraud', 'fraud@1.2.3', 'fraud@v1.2', '@v1.0.0', 'a:b@v1.0.0', 'a=b=c@v1.0.0', '-a@v1.0.0', 'a-@v1.0.0', 'a@v1.0.0!!', 'a@deprecated!', 'a##1', 'a#prod#', 'a#prod#x', 'a#prod#1#2', 'a@latest', 'a#b@v1.0.0', ' a#prod'])('refuses %j', (text) => {
    expect(parseTag(text)).toEqual({ kind: 'no-gto-tag' });
  });

  it('agrees with the reference on what is a tag and on each of its parts', () => {
    const seen = { tags: 0, others: 0 };
    fc.assert(
      fc.property(tagText, (text) => {
        const groups = TAG_ORACLE.exec(text)?.groups;
        const read = parseTag(text);
        if (groups === undefined || read.kind === 'no-gto-tag') {
          expect({ text, ours: read.kind, reference: groups === undefined }).toEqual({ text, ours: 'no-gto-tag', reference: true });
          seen.others += 1;
          return;
        }
        expect({ text, ...partsOf(read.tag) }).toEqual({
          text,
          artifact: groups['artifact']?.replace('=', ':'),
          stage: groups['stage'],
          version: groups['version'],
          isCancel: groups['cancel'] === '!',
          deprecated: groups['deprecated'] !== undefined,
          created: groups['created'] !== undefined,
          counter: groups['counter'] === undefined ? undefined : BigInt(groups['counter']),
        });
        seen.tags += 1;
      }),
      { numRuns: 3000 },
    );
    expect(seen.tags).toBeGreaterThan(500);
    expect(seen.others).toBeGreaterThan(500);
  });

  test.prop([tagText])('reads back what formatTag writes', (text) => {
    const read = parseTag(text);
    if (read.kind === 'tag') expect(parseTag(formatTag(read.tag))).toEqual(read);
  });
});

describe('isArtifactName and isStageName', () => {
  test.prop([fc.stringMatching(/^[a-zA-Z0-9:/_.@#= -]{0,8}$/)])('agree with the reference', (text) => {
    expect(isArtifactName(text)).toBe(FULL_NAME_ORACLE.test(text));
    expect(isStageName(text)).toBe(STAGE_ORACLE.test(text));
  });
});

function partsOf(tag: GtoTag): Record<string, unknown> {
  return {
    artifact: tag.artifact,
    stage: tag.kind === 'assignment' || tag.kind === 'unassignment' ? tag.stage : undefined,
    version: tag.kind === 'registration' || tag.kind === 'deregistration' ? versionOf(tag.semver) : undefined,
    isCancel: tag.kind === 'deregistration' || tag.kind === 'unassignment',
    deprecated: tag.kind === 'deprecation',
    created: tag.kind === 'creation',
    counter: tag.counter.kind === 'none' ? undefined : tag.counter.value,
  };
}
