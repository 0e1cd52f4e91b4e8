// Whatever somebody writes into versions, targets, actors, reasons, commits, it is words in every place where people look, within the length that GitHub takes.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { githubMirrors } from '../src/mirrors/mirrors.ts';
import { releasesOn } from './a-release.ts';
import { aWorld, type World } from './world.ts';

const FRAGMENTS: readonly string[] = [
  ...['|', '`', '```', '\n', '\r\n', '\u2028', '\t', '\\', '&lt;', '&#64;', '$$', '**', '# ', '- ', '---', '](', '![x](', '<', '>', '"'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<!--', '-->', '<!-- /rampart:release x -->', '<details>', '<!-- rampart:comment x r1 9 -->'],
  ...['@octocat', '@acme/everyone', 'fixes #1', 'closes GH-7', 'resolves octo/repo#12', ':tada:', 'http://x.example', 'https://github.com/acme/models/issues/3', 'www.x.example', 'javascript:alert(1)', '[a](http://x)', '${{ secrets.X }}'],
  ...['::error::boom', '##[group]', '\u001B[31m', '\u001B]8;;http://x\u0007', '\u0000', '\u202Egpj.exe', '\u2066', '\u200B', '\uFEFF', '\uD800', 'a\u0300\u0301\u0302\u0303', ' · record 999999', 'x'.repeat(300), '😀'.repeat(90)],
];
const hostile = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
const WORST = FRAGMENTS.join(' ');

interface Words {
  readonly target: string;
  readonly stable: string;
  readonly version: string;
  readonly actor: string;
  readonly why: string;
  readonly subject: string;
}

/** A rollback, then a promotion, with these words wherever words come from outside. */
async function shown(words: Words): Promise<{ readonly plain: readonly string[]; readonly markdown: readonly string[]; readonly world: World }> {
  const world = await aWorld();
  const first = await world.repository.commitFiles('refs/heads/main', { 'model.txt': '1' });
  const second = await world.repository.commitFiles('refs/heads/main', { 'model.txt': '2' }, { message: `${words.subject.replaceAll('\0', '')}\n\nbody` });
  await world.repository.moveRefs([{ ref: 'refs/tags/old', from: '0'.repeat(40), to: first }, { ref: 'refs/tags/new', from: '0'.repeat(40), to: second }]);
  const process = world.open();
  const releases = releasesOn(process, world.clock, { target: words.target, stable: words.stable, actor: words.actor });
  const mirrors = githubMirrors({ api: process.api, clock: world.clock, signal: new AbortController().signal, watermark: process.shown, serverUrl: 'https://github.com' });
  const show = async (): Promise<readonly string[]> => {
    const report = await mirrors.show({ ...releases.told(), breakGlass: () => 'curl https://router.test', refOf: (version) => (version === words.version ? 'new' : 'old') });
    expect(report.warnings.filter(({ kind }) => kind !== 'no-place')).toEqual([]);
    return report.warnings.map(({ text }) => text);
  };
  await releases.start(words.version);
  await releases.raise(50_000);
  await releases.rollBack({ code: 'aborted', actor: words.actor, why: words.why });
  await show();
  await releases.end(words.why);
  const said = [...(await show())];
  await releases.start(words.version);
  await releases.raise(50_000);
  await releases.hold({ needs: 'human', reasons: [{ code: 'no-data', check: words.actor, why: words.why }] });
  said.push(...(await show()));
  await releases.promote();
  said.push(...(await show()));
  const { data } = await world.repository.now();
  world.github.assertFits();
  return {
    world,
    plain: [...said, ...data.deployments.map(({ description }) => description ?? ''), ...data.deploymentStatuses.map(({ description }) => description), ...data.commitStatuses.flatMap(({ description, context }) => [description ?? '', context]), ...data.issues.map(({ title }) => title), ...data.releases.map(({ name }) => name ?? '')],
    markdown: [...data.issues.map(({ body }) => body ?? ''), ...data.comments.map(({ body }) => body), ...data.releases.map(({ body }) => body ?? '')],
  };
}

const NOT_PRINTED = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/u;
const MEANS_SOMETHING = /@\w|#\d|GH-\d|:\/\/|www\.|`|<|::|##\[/i;

function expectInert({ plain, markdown }: { readonly plain: readonly string[]; readonly markdown: readonly string[] }): void {
  for (const text of plain) {
    expect(text).not.toMatch(NOT_PRINTED);
    expect(text).not.toMatch(MEANS_SOMETHING);
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThanOrEqual(400);
  }
  for (const body of markdown) {
    expect(body).not.toMatch(NOT_PRINTED);
    expect(body.length).toBeLessThan(65_536);
    // What is ours: markers, code, and links to commits. The rest has no syntax left.
    const rest = body
      .replace(/^<!-- \/?rampart:[a-z]+ [\w-]+( [\w.-]+ \d+)? -->$/gm, '')
      .replace(/^```text\n.*\n```$/gm, '')
      .replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/g, '')
      .replace(/\[[0-9a-f]{7}\]\(https:\/\/github\.com\/acme\/models\/commit\/[0-9a-f]{40}\)/g, '')
      .replace(/&#\d+;/g, '·');
    expect(rest).not.toMatch(/[<>`[\]]|@\w|[^#]#\d|GH-\d|:\/\/|www\./i);
  }
}

describe('hostile text in the mirrors', () => {
  it('is inert with everything at once in every place', async () => {
    const words = { target: WORST, stable: `old ${WORST}`, version: WORST, actor: WORST, why: WORST, subject: WORST };
    const seen = await shown(words);
    expect(seen.markdown.length).toBeGreaterThanOrEqual(3);
    expect(seen.plain.length).toBeGreaterThanOrEqual(8);
    expectInert(seen);
  });

  const words = fc.record({ target: hostile, stable: hostile.map((text) => `old ${text}`), version: hostile, actor: hostile, why: hostile, subject: hostile });
  test.prop([words], { numRuns: 40 })('is inert whatever it is', async (given) => {
    expectInert(await shown(given));
  });

  it('stays in bounds when a name has a million letters', async () => {
    const long = '<b>@octocat #1 '.repeat(70_000);
    expectInert(await shown({ target: 'fraud-prod', stable: `old ${long}`, version: long, actor: long, why: long, subject: long }));
  });
});
