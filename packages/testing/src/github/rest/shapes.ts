// What GitHub answers for accounts and repositories: mostly addresses, which are all the same kind of text.
import { objectIdOf } from '../objects/git-object.ts';
import { instant, type Call, type Caller } from '../server/call.ts';

export type Shape = Readonly<Record<string, unknown>>;

export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0:${kind}${id}`).toString('base64url');
}

/** Numbers that GitHub gives to accounts: the same login always has the same one. */
export function accountId(login: string): number {
  return Number.parseInt(objectIdOf({ type: 'blob', bytes: Buffer.from(login.toLowerCase()) }).slice(0, 6), 16);
}

export function account(caller: Pick<Caller, 'apiUrl' | 'htmlUrl'>, login: string): Shape {
  const url = `${caller.apiUrl}/users/${encodeURIComponent(login)}`;
  const id = accountId(login);
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${caller.htmlUrl}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${caller.htmlUrl}/${login.endsWith('[bot]') ? `apps/${login.slice(0, -5)}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

export function repositoryUrl(call: Pick<Call, 'apiUrl' | 'repository'>): string {
  return `${call.apiUrl}/repos/${call.repository.owner}/${call.repository.name}`;
}

export function repositoryPage(call: Pick<Call, 'htmlUrl' | 'repository'>): string {
  return `${call.htmlUrl}/${call.repository.owner}/${call.repository.name}`;
}

const ADDRESSES: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** What other answers hold of a repository. */
export function minimalRepository(call: Pick<Call, 'apiUrl' | 'htmlUrl' | 'repository'>): Shape {
  const { repository } = call;
  const url = repositoryUrl(call);
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.settings().visibility === 'private',
    owner: account(call, repository.owner),
    html_url: repositoryPage(call),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(ADDRESSES).map(([name, path]) => [name, `${url}${path}`])),
  };
}

export function fullRepository(call: Pick<Call, 'apiUrl' | 'htmlUrl' | 'repository' | 'nowMs'>): Shape {
  const { repository } = call;
  const web = repositoryPage(call);
  const permission = { admin: false, maintain: false, push: true, triage: true, pull: true };
  return {
    ...minimalRepository(call),
    visibility: repository.settings().visibility,
    default_branch: repository.settings().defaultBranch,
    clone_url: `${web}.git`,
    git_url: `git:${web.slice(web.indexOf('//'))}.git`,
    ssh_url: `git@github.test:${repository.owner}/${repository.name}.git`,
    svn_url: web,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    topics: [],
    archived: false,
    disabled: false,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    forks: 0,
    forks_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 1,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    pushed_at: instant(call.nowMs),
    created_at: '2026-01-01T00:00:00Z',
    updated_at: instant(call.nowMs),
    permissions: permission,
  };
}
