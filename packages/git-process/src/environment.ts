// The environment that git runs in. An allow-list: what is not named here does not reach git, so that a GIT_DIR, a hook
// folder or an alias on somebody's machine cannot change what a command does.

/** One line of git configuration, e.g. `['http.sslVerify', 'true']`. */
export type GitSetting = readonly [key: string, value: string];

export interface EnvironmentRequest {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config: 'isolated' | 'personal';
  readonly settings: readonly GitSetting[];
  readonly gitDir?: string;
}

export function gitEnvironment(request: EnvironmentRequest): Record<string, string> {
  const names = request.config === 'isolated' ? PASSED : [...PASSED, ...PASSED_WITH_CONFIG];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.environment)) {
    if (value !== undefined && (names.includes(name) || (request.config === 'personal' && INLINE_CONFIG.test(name)))) env[name] = value;
  }
  Object.assign(env, FIXED);
  if (request.gitDir !== undefined) env['GIT_DIR'] = request.gitDir;
  if (request.config === 'personal') return env;

  Object.assign(env, { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' });
  const settings = [...SETTINGS, ...request.settings];
  env['GIT_CONFIG_COUNT'] = String(settings.length);
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return env;
}

/** Finding programs and keys, and getting out through the proxy and the certificates of the place. */
const PASSED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
];

const PASSED_WITH_CONFIG = ['XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'];
const INLINE_CONFIG = /^GIT_CONFIG_(COUNT|KEY_\d+|VALUE_\d+)$/;

const IDENTITY_NAME = 'Rampart';
const IDENTITY_EMAIL = 'rampart@users.noreply.github.com';

/** Who writes our commits and tags. Fixed, so that an object's id is a function of its content. */
export const GIT_IDENTITY = `${IDENTITY_NAME} <${IDENTITY_EMAIL}>`;

const FIXED: Readonly<Record<string, string>> = {
  // Messages are matched in classify.ts only to name the kind of trouble, and they have to be English for that.
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  // Empty, not absent: otherwise core.askPass or SSH_ASKPASS may open a window.
  GIT_ASKPASS: '',
  GIT_PAGER: 'cat',
  // Transport helpers such as ext:: run commands.
  GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  // A replace ref would show another history than the one that was recorded.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_AUTHOR_NAME: IDENTITY_NAME,
  GIT_AUTHOR_EMAIL: IDENTITY_EMAIL,
  GIT_COMMITTER_NAME: IDENTITY_NAME,
  GIT_COMMITTER_EMAIL: IDENTITY_EMAIL,
};

/** These also overrule the repository's own configuration. */
const SETTINGS: readonly GitSetting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  // Long enough for a rival to finish with the same ref.
  ['core.filesRefLockTimeout', '1000'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['init.defaultBranch', 'main'],
];
