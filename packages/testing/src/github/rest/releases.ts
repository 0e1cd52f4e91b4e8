// Releases. One that is no draft makes its tag if it is not there.
import { NO_OBJECT } from '../objects/git-object.ts';
import { moveRefs } from '../repository/move-refs.ts';
import type { ReleaseRecord } from '../repository/records.ts';
import { created, invalid, notFound, ok, Refusal, ruleViolation, type Answer } from '../server/answer.ts';
import { instant, page, pushOf, startsWorkflows, textIn, textOrNull, type Call, type Handler } from '../server/call.ts';
import { commitNamed } from './git-shapes.ts';
import { account, nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

const BODY_MAX = 125_000;

export const RELEASES: Readonly<Record<string, Handler>> = {
  'repos/list-releases': async (call) => page(call, call.view.data.releases.toReversed().map((release) => releaseShape(call, release))),
  'repos/create-release': async (call) => {
    const { body } = call;
    const tag = textIn(body, 'tag_name');
    const isDraft = body['draft'] === true;
    if (!isDraft && call.view.data.releases.some((other) => !other.isDraft && other.tag === tag)) return invalid('Validation Failed', [{ resource: 'Release', field: 'tag_name', code: 'already_exists' }]);
    const release: ReleaseRecord = {
      id: call.nextId(),
      tag,
      target: textIn(body, 'target_commitish', call.repository.settings().defaultBranch),
      name: textOrNull(body, 'name'),
      body: body['generate_release_notes'] === true && textIn(body, 'body') === '' ? (await notes(call, tag, '')).body : textOrNull(body, 'body'),
      isDraft,
      isPrerelease: body['prerelease'] === true,
      author: call.login,
      createdAtMs: call.nowMs,
    };
    refuseLongBody(release);
    if (!isDraft) await makeTag(call, release);
    await call.repository.change((was) => ({ ...was, releases: [...was.releases, release] }));
    call.repository.record({ kind: 'release', action: isDraft ? 'created' : 'published', id: release.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return created(releaseShape(call, release));
  },
  'repos/get-release': async (call) => shown(call, releaseOf(call)),
  'repos/get-release-by-tag': async (call) => shown(call, call.view.data.releases.find(({ tag, isDraft }) => !isDraft && tag === call.params['tag'])),
  'repos/update-release': async (call) => {
    const found = releaseOf(call);
    if (found === undefined) return notFound();
    const { body } = call;
    const flag = (name: string, otherwise: boolean): boolean => (typeof body[name] === 'boolean' ? body[name] : otherwise);
    const changed: ReleaseRecord = {
      ...found,
      tag: textIn(body, 'tag_name', found.tag),
      target: textIn(body, 'target_commitish', found.target),
      name: body['name'] === undefined ? found.name : textOrNull(body, 'name'),
      body: body['body'] === undefined ? found.body : textOrNull(body, 'body'),
      isDraft: flag('draft', found.isDraft),
      isPrerelease: flag('prerelease', found.isPrerelease),
    };
    refuseLongBody(changed);
    if (found.isDraft && !changed.isDraft) await makeTag(call, changed);
    await call.repository.change((was) => ({ ...was, releases: was.releases.map((one) => (one.id === found.id ? changed : one)) }));
    call.repository.record({ kind: 'release', action: 'edited', id: found.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return ok(releaseShape(call, changed));
  },
  'repos/generate-release-notes': async (call) => ok(await notes(call, textIn(call.body, 'tag_name'), textIn(call.body, 'previous_tag_name'))),
};

function shown(call: Call, release: ReleaseRecord | undefined): Answer {
  return release === undefined ? notFound() : ok(releaseShape(call, release));
}

function releaseOf(call: Call): ReleaseRecord | undefined {
  return call.view.data.releases.find(({ id }) => String(id) === call.params['release_id']);
}

function refuseLongBody({ body }: ReleaseRecord): void {
  if ((body ?? '').length > BODY_MAX) throw new Refusal(invalid('Validation Failed', [{ resource: 'Release', field: 'body', code: 'custom', message: `body is too long (maximum is ${BODY_MAX} characters)` }]));
}

async function makeTag(call: Call, { tag, target }: ReleaseRecord): Promise<void> {
  const ref = `refs/tags/${tag}`;
  if (call.view.refs.has(ref)) return;
  const named = await commitNamed(call, target);
  if (named === 'missing') throw new Refusal(invalid('Validation Failed', [{ resource: 'Release', field: 'target_commitish', code: 'invalid' }]));
  const outcome = await moveRefs(call.repository, [{ ref, from: NO_OBJECT, to: named.id, force: false }], pushOf(call));
  if (outcome.kind === 'rules') throw new Refusal(ruleViolation(outcome.violations));
  if (outcome.kind === 'not-moved') throw new Refusal(invalid('Validation Failed', [{ resource: 'Release', field: 'tag_name', code: 'custom', message: 'tag_name is not a valid tag' }]));
}

/** Subjects of the commits since the tag before. */
async function notes(call: Call, tag: string, previous: string): Promise<{ readonly name: string; readonly body: string }> {
  const head = await commitNamed(call, call.view.refs.has(`refs/tags/${tag}`) ? tag : textIn(call.body, 'target_commitish', 'HEAD'));
  const before = previous === '' ? 'missing' : await commitNamed(call, previous);
  const known = new Set(before === 'missing' ? [] : await call.repository.store.history(before.id, Infinity));
  const ids = head === 'missing' ? [] : (await call.repository.store.history(head.id, Infinity)).filter((id) => !known.has(id));
  const commits = await Promise.all(ids.map((id) => call.repository.commit(id)));
  const lines = commits.map((commit) => (commit === 'missing' ? '' : `* ${commit.message.split('\n')[0] ?? ''}`));
  const range = previous === '' ? `commits/${tag}` : `compare/${previous}...${tag}`;
  return { name: tag, body: `## What's Changed\n${lines.join('\n')}\n\n**Full Changelog**: ${repositoryPage(call)}/${range}` };
}

function releaseShape(call: Call, release: ReleaseRecord): Shape {
  const url = `${repositoryUrl(call)}/releases/${release.id}`;
  return {
    id: release.id,
    node_id: nodeId('Release', release.id),
    url,
    html_url: `${repositoryPage(call)}/releases/tag/${encodeURIComponent(release.tag)}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: `${repositoryUrl(call)}/tarball/${encodeURIComponent(release.tag)}`,
    zipball_url: `${repositoryUrl(call)}/zipball/${encodeURIComponent(release.tag)}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    immutable: false,
    created_at: instant(release.createdAtMs),
    published_at: release.isDraft ? null : instant(release.createdAtMs),
    author: account(call, release.author),
    assets: [],
  };
}
