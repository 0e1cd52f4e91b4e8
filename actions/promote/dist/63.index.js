export const id = 63;
export const ids = [63];
export const modules = {

/***/ 2063:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/action-kit/src/index.ts
var src = __webpack_require__(6673);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/git-process/src/environment.ts
// The environment that git runs in. An allow-list: what is not named here does not reach git, so that a GIT_DIR, a hook
// folder or an alias on somebody's machine cannot change what a command does.
function gitEnvironment(request) {
    const names = request.config === 'isolated' ? PASSED : [...PASSED, ...PASSED_WITH_CONFIG];
    const env = {};
    for (const [name, value] of Object.entries(request.environment)) {
        if (value !== undefined && (names.includes(name) || (request.config === 'personal' && INLINE_CONFIG.test(name))))
            env[name] = value;
    }
    Object.assign(env, FIXED);
    if (request.gitDir !== undefined)
        env['GIT_DIR'] = request.gitDir;
    if (request.config === 'personal')
        return env;
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
const GIT_IDENTITY = `${IDENTITY_NAME} <${IDENTITY_EMAIL}>`;
const FIXED = {
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
const SETTINGS = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    // Long enough for a rival to finish with the same ref.
    ['core.filesRefLockTimeout', '1000'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['init.defaultBranch', 'main'],
];

;// CONCATENATED MODULE: ./packages/git-process/src/classify.ts
// Names the kind of trouble behind git's English messages, for the advice that people get. Whether a change happened is
// never read from a message: callers read the ref back.
function classifyStderr(stderr) {
    const text = stderr.toLowerCase();
    for (const [trouble, phrases] of PHRASES) {
        if (phrases.some((phrase) => text.includes(phrase)))
            return trouble;
    }
    return 'unavailable';
}
/** In this order: ssh says `Repository not found` and then speaks of access rights. */
const PHRASES = [
    ['refused', ['remote rejected', '[rejected]', 'hook declined', 'protected branch', 'not allowed', 'error: 301', 'error: 302', 'error: 307', 'error: 308']],
    ['malformed', ['is corrupt', 'bad object', 'bad tree', 'object file', 'unable to unpack', 'inflate: data', 'missing blob', 'missing tree']],
    ['missing', ['repository not found', "' not found", 'not a git repository', 'not appear to be a git repository', 'error: 404', 'no such file or directory']],
    [
        'denied',
        [
            'authentication failed',
            'could not read username',
            'could not read password',
            'permission denied',
            'permission to',
            'insufficient permission',
            'access denied',
            'dubious ownership',
            'host key verification failed',
            'error: 401',
            'error: 403',
        ],
    ],
];

;// CONCATENATED MODULE: ./packages/git-process/src/failure.ts
// How git fails, as a value: what happened, what kind of trouble it is, and one sentence for a person.

function gitFailure(facts) {
    const stderr = facts.stderr ?? '';
    return {
        kind: 'failed',
        reason: facts.reason,
        code: facts.code ?? -1,
        trouble: facts.trouble ?? troubleOf(facts.reason, stderr),
        stderr,
        message: facts.verb === '' ? facts.detail : `git ${facts.verb}: ${facts.detail}`,
    };
}
/** The lines of stderr that say something, on one line; `exit 128` where it is silent. */
function describeExit(code, signal, stderr) {
    const lines = stderr
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('hint:'));
    const end = code === null ? `ended by ${signal ?? 'a signal'}` : `exit ${code}`;
    return lines.length === 0 ? end : `${lines.slice(0, 4).join('; ')} (${end})`;
}
function troubleOf(reason, stderr) {
    switch (reason) {
        case 'exit':
            return classifyStderr(stderr);
        case 'timed-out':
        case 'aborted':
            return 'unavailable';
        case 'output-too-large':
            return 'malformed';
        case 'git-missing':
        case 'not-started':
        case 'not-usable':
            return 'refused';
    }
}

;// CONCATENATED MODULE: ./packages/git-process/src/redact.ts
// Takes credentials out of text that people or logs will see.
/** Replaces every secret, passwords in addresses, and authorization headers by ***. */
function redact(text, secrets) {
    let clean = text;
    for (const secret of secrets) {
        if (secret !== '')
            clean = clean.replaceAll(secret, '***');
    }
    return clean.replace(USER_INFO, redactUserInfo).replace(HEADER, '$1***');
}
/** The address without user and password, but for the user name that ssh needs. */
function withoutCredentials(address) {
    return address.replace(USER_INFO, (_whole, scheme, userInfo) => scheme.toLowerCase() === 'ssh://' ? `${scheme}${userInfo.split(':')[0] ?? ''}@` : scheme);
}
const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/]+)@/gi;
const HEADER = /(authorization:\s*(?:basic|bearer|token)\s+)[^\s'"]+/gi;
function redactUserInfo(whole, scheme, userInfo) {
    return scheme.toLowerCase() === 'ssh://' && !userInfo.includes(':') ? whole : `${scheme}***@`;
}

;// CONCATENATED MODULE: ./packages/git-process/src/git.ts
// The one way this project runs git: an argument list, no shell, a scrubbed environment, bytes in and out, a result as a
// value. It knows nothing about repositories (repository.ts) and never throws for what git or the world does.






/** Runs the `git` on the PATH of `environment` (usually `process.env`), of which only an allow-list is passed on. */
function createGit(environment) {
    return { run: (command) => runGit(command, environment) };
}
const TIMEOUT_MS = 60_000;
const STDOUT_BYTES_MAX = 64 * 1024 * 1024;
const STDERR_BYTES_MAX = 64 * 1024;
const KILL_AFTER_MS = 3_000;
async function runGit(command, environment) {
    const cwd = command.cwd ?? (command.gitDir === undefined ? undefined : (0,external_node_path_.dirname)(command.gitDir));
    const timeoutMs = command.timeoutMs ?? TIMEOUT_MS;
    const verb = command.args[0] ?? '';
    const env = gitEnvironment({
        environment,
        config: command.config ?? 'isolated',
        settings: command.settings ?? [],
        ...(command.gitDir === undefined ? {} : { gitDir: command.gitDir }),
    });
    if (command.signal?.aborted === true)
        return gitFailure({ reason: 'aborted', verb, detail: 'it was cancelled before it started' });
    let child;
    try {
        // A session of its own: no terminal to ask for passwords on, and one signal reaches git's own children too.
        child = (0,external_node_child_process_.spawn)('git', command.args, { env, shell: false, detached: true, stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
    }
    catch (cause) {
        return gitFailure({ reason: 'not-started', verb, detail: cause instanceof Error ? cause.message : 'it could not be started' });
    }
    const end = await watch(child, command, timeoutMs);
    const stderr = redact(end.stderr.toString('utf8'), command.secrets ?? []).trim();
    switch (end.kind) {
        case 'spawn-error': {
            const missingGit = end.error.code === 'ENOENT' && (cwd === undefined || (0,external_node_fs_.existsSync)(cwd));
            if (missingGit)
                return gitFailure({ reason: 'git-missing', verb, detail: 'there is no `git` on the PATH: install git 2.31 or newer' });
            if (end.error.code === 'ENOENT')
                return gitFailure({ reason: 'not-started', verb, detail: `there is no folder ${cwd ?? ''}`, trouble: 'missing' });
            return gitFailure({ reason: 'not-started', verb, detail: end.error.message });
        }
        case 'stopped':
            return gitFailure({ reason: end.why, verb, detail: describeStop(end.why, timeoutMs), stderr });
        case 'exit':
            if (end.code === 0)
                return { kind: 'ok', stdout: end.stdout, stderr };
            return gitFailure({ reason: 'exit', verb, detail: describeExit(end.code, end.signal, stderr), stderr, code: end.code ?? -1 });
    }
}
function watch(child, command, timeoutMs) {
    return new Promise((resolve) => {
        const stdout = [];
        const stderr = [];
        let stdoutBytes = 0;
        let stderrBytes = 0;
        let stopped;
        let killTimer;
        const stop = (why) => {
            if (stopped !== undefined)
                return;
            stopped = why;
            signalGroup(child, 'SIGTERM');
            killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS);
        };
        const onAbort = () => stop('aborted');
        const timer = setTimeout(() => stop('timed-out'), timeoutMs);
        command.signal?.addEventListener('abort', onAbort, { once: true });
        const settle = (end) => {
            clearTimeout(timer);
            clearTimeout(killTimer);
            command.signal?.removeEventListener('abort', onAbort);
            resolve(end);
        };
        child.stdout.on('data', (chunk) => {
            if (command.onStdout !== undefined)
                return command.onStdout(chunk);
            stdoutBytes += chunk.length;
            if (stdoutBytes > STDOUT_BYTES_MAX)
                stop('output-too-large');
            else
                stdout.push(chunk);
        });
        child.stderr.on('data', (chunk) => {
            stderrBytes += chunk.length;
            if (stderrBytes <= STDERR_BYTES_MAX)
                stderr.push(chunk);
        });
        // git may end before it has read everything; its exit code tells what there is to tell.
        child.stdin.on('error', () => undefined);
        child.on('error', (error) => settle({ kind: 'spawn-error', error, stderr: Buffer.concat(stderr) }));
        child.on('close', (code, signal) => {
            if (stopped !== undefined)
                settle({ kind: 'stopped', why: stopped, stderr: Buffer.concat(stderr) });
            else
                settle({ kind: 'exit', code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
        });
        child.stdin.end(command.stdin ?? '');
    });
}
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch {
        // The group is gone already: nothing is left to stop.
    }
}
function describeStop(why, timeoutMs) {
    switch (why) {
        case 'timed-out':
            return `it gave no answer within ${timeoutMs / 1000} s and was stopped`;
        case 'aborted':
            return 'it was cancelled';
        case 'output-too-large':
            return `its output exceeded ${STDOUT_BYTES_MAX / 1024 / 1024} MiB and was cut off`;
    }
}

;// CONCATENATED MODULE: ./packages/git-process/src/location.ts
// Where a repository is, as a person or a workflow says it.

/** Reads `origin`, `https://...`, `git@host:path` or `./folder`. Relative folders start at `workspace`. */
function readGitLocation(text, workspace) {
    if (isRemoteName(text))
        return { kind: 'location', location: { kind: 'workspace-remote', workspace, remote: text } };
    if (isRemoteUrl(text))
        return { kind: 'location', location: { kind: 'remote', url: text } };
    const isFolder = (0,external_node_path_.isAbsolute)(text) || text.startsWith('./') || text.startsWith('../');
    if (isFolder && !hasControlCharacter(text))
        return { kind: 'location', location: { kind: 'repository', path: (0,external_node_path_.resolve)(workspace, text) } };
    return {
        kind: 'invalid',
        message: `${JSON.stringify(text)} names no repository. Write the name of a remote (origin), an address (https://, http://, ssh://, file://, user@host:path), or a folder that starts with / or ./`,
    };
}
/** A remote's plain name, such as `origin`. Slashes and colons would make it an address. */
function isRemoteName(text) {
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(text);
}
/** An address that is certainly no option and no transport helper (`ext::...`). */
function isRemoteUrl(text) {
    if (/\s/.test(text) || hasControlCharacter(text))
        return false;
    return /^(https?|ssh|file):\/\/[^\s-]/.test(text) || /^[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[^:\s-]/.test(text);
}
function hasControlCharacter(text) {
    return /[\u0000-\u001f\u007f]/.test(text);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./packages/git-process/src/fetch-refs.ts
/** What is the same here already is not fetched again, but for `all`. */
async function fetchRefs(run, remote, request) {
    const listing = await run(['ls-remote', '--quiet', '--end-of-options', remote, ...request.patterns]);
    if (listing.kind === 'failed')
        return listing;
    const present = await run(['for-each-ref', '--format=%(objectname)\t%(refname)']);
    if (present.kind === 'failed')
        return present;
    const there = parseRefs(listing.stdout, request.patterns);
    const here = parseRefs(present.stdout, request.patterns);
    const gone = [...here.keys()].filter((ref) => !there.has(ref));
    if (gone.length > 0) {
        const dropped = await run(['update-ref', '--no-deref', '--stdin'], { stdin: gone.map((ref) => `delete ${ref}\n`).join('') });
        if (dropped.kind === 'failed')
            return dropped;
    }
    const wanted = [...there].filter(([ref, id]) => request.depth === 'all' || here.get(ref) !== id).map(([ref]) => ref);
    if (wanted.length === 0)
        return { kind: 'ok' };
    const fetched = await run([...FETCH, ...DEPTHS[request.depth], ...FILES[request.files], '--stdin', '--end-of-options', remote], {
        stdin: wanted.map((ref) => `+${ref}:${ref}\n`).join(''),
    });
    return fetched.kind === 'failed' ? fetched : { kind: 'ok' };
}
const FETCH = ['fetch', '--quiet', '--force', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules'];
/** git's own infinite depth; unlike `--unshallow` it is fine with a history that is whole already. */
const DEPTHS = { tips: ['--depth=1'], new: [], all: ['--depth=2147483647'] };
const FILES = { included: [], 'on-demand': ['--filter=blob:none'] };
/** Ids by name; drops peeled tags and what only ends like a pattern (ls-remote compares from the right). */
function parseRefs(output, patterns) {
    const refs = new Map();
    for (const line of output.toString('utf8').split('\n')) {
        const [id = '', ref = ''] = line.split('\t');
        if (/^[0-9a-f]{40,64}$/.test(id) && !ref.endsWith('^{}') && patterns.some((pattern) => matches(pattern, ref)))
            refs.set(ref, id);
    }
    return refs;
}
function matches(pattern, ref) {
    const star = pattern.indexOf('*');
    if (star === -1)
        return ref === pattern;
    const tail = pattern.slice(star + 1);
    return ref.length >= pattern.length - 1 && ref.startsWith(pattern.slice(0, star)) && ref.endsWith(tail);
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./packages/git-process/src/remote-access.ts
// How a remote address is reached: the address without secrets, and the configuration that carries them instead.




/** A token counts for http(s) only. A user name in the address goes with it (`https://oauth2@host/...`); the default suits GitHub. */
function remoteAccess(remote) {
    const { url } = remote;
    if ((0,external_node_path_.isAbsolute)(url) && !hasControlCharacter(url))
        return { kind: 'access', url, settings: [], secrets: [] };
    if (!isRemoteUrl(url)) {
        return { kind: 'refused', why: `the address ${JSON.stringify(withoutCredentials(url))} is not one of https://, http://, ssh://, file://, user@host:path or an absolute path` };
    }
    if (!/^https?:/i.test(url))
        return { kind: 'access', url: withoutCredentials(url), settings: [], secrets: [] };
    return httpAccess(url, remote.token ?? '');
}
function httpAccess(address, token) {
    if (!URL.canParse(address))
        return { kind: 'refused', why: `the address ${JSON.stringify(withoutCredentials(address))} cannot be read` };
    const parsed = new URL(address);
    const user = decodeURIComponent(parsed.username);
    const password = token === '' ? decodeURIComponent(parsed.password) : token;
    const url = withoutCredentials(address);
    if (user === '' && password === '')
        return { kind: 'access', url, settings: [], secrets: [] };
    if (parsed.protocol === 'http:' && !LOOPBACK.includes(parsed.hostname)) {
        return { kind: 'refused', why: `a token would travel in the clear to ${parsed.host}: use https://` };
    }
    const credentials = Buffer.from(`${user === '' ? 'x-access-token' : user}:${password}`).toString('base64');
    return {
        kind: 'access',
        url,
        settings: [
            // The empty value drops headers that a wider scope may have set: GitHub refuses two of them.
            [`http.${url}.extraHeader`, ''],
            [`http.${url}.extraHeader`, `Authorization: Basic ${credentials}`],
            // git keeps the header when it follows a redirect to another host.
            [`http.${url}.followRedirects`, 'false'],
        ],
        secrets: [credentials, password, encodeURIComponent(password)].filter((secret) => secret !== ''),
    };
}
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** The address as a URL, so that a path or a query can be appended without guessing where it ends. */
function addressUrl(url) {
    if ((0,external_node_path_.isAbsolute)(url))
        return (0,external_node_url_.pathToFileURL)(url).href;
    const scpLike = /^([^/:@]+@[^/:@]+):(.*)$/.exec(url);
    return scpLike === null ? url : `ssh://${scpLike[1] ?? ''}/${(scpLike[2] ?? '').replace(/^\//, '')}`;
}

;// CONCATENATED MODULE: ./packages/git-process/src/workspace-access.ts
// Borrows from a checkout what it takes to reach one of its remotes: the address, credentials, proxies, rewrites. Only reads:
// branches, index and configuration of the checkout stay as they are, whoever is working in it.






/** The settings define the remote under the name `as`. */
async function readWorkspaceAccess(git, from, as) {
    const gitDir = (0,external_node_path_.join)(from.workspace, '.git');
    if (!isRemoteName(from.remote))
        return unusable(`${JSON.stringify(from.remote)} is not the name of a remote`);
    if (!(0,external_node_fs_.existsSync)(gitDir)) {
        return unusable(`${from.workspace} is not a git checkout. In a workflow, put a step with \`uses: actions/checkout\` before this one`, 'missing');
    }
    const listed = await git.run({ args: ['config', '--list', '--null', '--includes'], gitDir, cwd: from.workspace, config: 'personal' });
    if (listed.kind === 'failed')
        return listed;
    const all = parseConfigList(listed.stdout.toString('utf8'));
    const prefix = `remote.${from.remote}.`;
    const url = all.find(([key]) => key === `${prefix}url`)?.[1];
    if (url === undefined)
        return unusable(`the checkout ${from.workspace} has no remote named ${from.remote}: \`git remote -v\` lists those it has`, 'missing');
    const address = isPath(url) ? (0,external_node_path_.resolve)(from.workspace, url) : url;
    const access = remoteAccess({ url: address, ...(from.token === undefined ? {} : { token: from.token }) });
    if (access.kind === 'refused')
        return unusable(`remote ${from.remote} of ${from.workspace}: ${access.why}`);
    const borrowed = all.filter(([key]) => TRANSPORT_KEYS.test(key));
    const headers = borrowed.filter(([key]) => key.endsWith('.extraheader')).map(([, value]) => value);
    return {
        kind: 'access',
        url: withoutCredentials(address),
        settings: [...borrowed, [`remote.${as}.url`, access.url], ...access.settings],
        secrets: [...access.secrets, ...headers, ...headers.map((header) => header.split(/\s+/).at(-1) ?? '')].filter((secret) => secret !== ''),
    };
}
/** Where credentials, proxies, certificates and rewritten addresses are configured; nothing else is taken over. */
const TRANSPORT_KEYS = /^(http\.|credential\.|ssh\.variant$|core\.sshcommand$|url\..*\.(push)?insteadof$)/s;
/** `key\nvalue\0...`; a key without a value means true. */
function parseConfigList(text) {
    return text
        .split('\0')
        .filter((entry) => entry !== '')
        .map((entry) => {
        const end = entry.indexOf('\n');
        return end === -1 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    });
}
/** git's own rule: an address has a colon before its first slash. */
function isPath(url) {
    return !/^[^/]*:/.test(url);
}
function unusable(detail, trouble = 'refused') {
    return gitFailure({ reason: 'not-usable', verb: '', detail, trouble });
}

;// CONCATENATED MODULE: ./packages/git-process/src/repository.ts
// One repository to work on, wherever it is. A folder is worked on directly. A remote is worked on through a private bare
// repository: refs are fetched into it under their own names, and pushed one at a time on condition of their old value.






async function openGitRepository(options) {
    const { location } = options;
    const token = options.token === undefined ? {} : { token: options.token };
    switch (location.kind) {
        case 'repository':
            return openFolder(options, (0,external_node_path_.resolve)(location.path));
        case 'remote': {
            const access = remoteAccess({ url: location.url, ...token });
            if (access.kind === 'refused')
                return gitFailure({ reason: 'not-usable', verb: '', detail: access.why });
            return openRemote(options, { ...access, settings: [[`remote.${REMOTE}.url`, access.url], ...access.settings] });
        }
        case 'workspace-remote': {
            const access = await readWorkspaceAccess(options.git, { ...location, ...token }, REMOTE);
            return access.kind === 'failed' ? access : openRemote(options, access);
        }
    }
}
/** What the remote is called inside the private repository. */
const REMOTE = 'origin';
async function openFolder(options, path) {
    if (!(await isFolder(path))) {
        return gitFailure({ reason: 'not-usable', verb: '', detail: `there is no folder ${path}: make the repository with \`git init --bare ${path}\``, trouble: 'missing' });
    }
    // Named, not discovered: a folder that is no repository must not lead to the one around it.
    const gitDir = (await exists((0,external_node_path_.join)(path, '.git'))) ? (0,external_node_path_.join)(path, '.git') : path;
    const run = runner(options, { gitDir, settings: [], secrets: [] });
    const checked = await run(['rev-parse', '--git-dir']);
    if (checked.kind === 'failed') {
        if (checked.trouble !== 'missing')
            return checked;
        return { ...checked, message: `${path} is not a git repository: make one with \`git init --bare ${path}\`` };
    }
    return {
        kind: 'repository',
        address: addressUrl(path),
        run,
        fetchRefs: async () => ({ kind: 'ok' }),
        moveRef: async ({ ref, from, to }) => asDone(await run(['update-ref', '--no-deref', '-m', 'rampart', '--end-of-options', ref, to, from])),
    };
}
async function openRemote(options, access) {
    let gitDir;
    try {
        await (0,promises_.mkdir)(options.cacheDir, { recursive: true });
        gitDir = await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.cacheDir, 'rampart-git-'));
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : 'unknown reason';
        return gitFailure({ reason: 'not-usable', verb: '', detail: `cannot make a folder in ${options.cacheDir}: ${why}` });
    }
    const made = await options.git.run({ args: ['init', '--quiet', '--bare', '--template=', '--end-of-options', gitDir] });
    if (made.kind === 'failed')
        return made;
    const run = runner(options, { gitDir, settings: access.settings, secrets: access.secrets });
    const inTurn = queue();
    return {
        kind: 'repository',
        address: addressUrl(access.url),
        run,
        // One at a time: two fetches of one repository fight over its shallow file.
        fetchRefs: (request) => inTurn(() => fetchRefs(run, REMOTE, request)),
        moveRef: (move) => inTurn(() => pushRef(run, move)),
    };
}
/** What was pushed is noted here too, so that the next fetch has nothing to do; if the note fails it fetches. */
async function pushRef(run, { ref, from, to }) {
    const pushed = await run([...PUSH, `--force-with-lease=${ref}:${from}`, '--end-of-options', REMOTE, `${to}:${ref}`]);
    if (pushed.kind === 'failed')
        return pushed;
    await run(['update-ref', '--no-deref', '--end-of-options', ref, to]);
    return { kind: 'ok' };
}
const PUSH = ['push', '--quiet', '--no-verify', '--no-follow-tags', '--no-recurse-submodules', '--no-signed'];
function runner(options, place) {
    const limits = {
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    };
    return (args, more = {}) => options.git.run({ args, ...place, ...limits, ...more });
}
function asDone(result) {
    return result.kind === 'ok' ? { kind: 'ok' } : result;
}
function queue() {
    let last = Promise.resolve();
    return (task) => {
        const next = last.then(task, task);
        last = next;
        return next;
    };
}
async function exists(path) {
    return (0,promises_.stat)(path).then(() => true, () => false);
}
async function isFolder(path) {
    return (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
}

;// CONCATENATED MODULE: ./packages/git-process/src/open-on-first-use.ts

function openOnFirstUse(options) {
    let opening;
    return async () => {
        opening ??= openGitRepository(options);
        const opened = await opening;
        if (opened.kind === 'failed')
            opening = undefined;
        return opened;
    };
}

;// CONCATENATED MODULE: ./packages/git-process/src/one-line.ts
// Text of anybody, made safe as one line of a commit or tag message.
/** Without line breaks and control characters, which could forge a trailer or a terminal sequence; at most 200 characters. May be empty. */
function oneLine(text) {
    const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
    return [...line].slice(0, 200).join('').toWellFormed();
}

;// CONCATENATED MODULE: ./packages/git-process/src/objects.ts
// Reading and writing single objects and refs. Objects are written whole and content-addressed: writing one twice is harmless,
// and nobody sees it before a ref leads to it.

async function writeObject(repository, object) {
    return writtenId(await repository.run(['hash-object', '-w', '-t', object.type, '--stdin'], { stdin: object.bytes }));
}
/** A tree of plain files. Names hold no slash. */
async function writeTree(repository, files) {
    const stdin = files.map(({ name, blob }) => `100644 blob ${blob}\t${name}\0`).join('');
    return writtenId(await repository.run(['mktree', '-z'], { stdin }));
}
/** What a ref points at, here; fetch first to know what it is there. */
async function readRef(repository, ref) {
    const listed = await repository.run(['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ref]);
    if (listed.kind === 'failed')
        return listed;
    // git skips a ref file that it cannot read and only warns: to us that is damage, not absence.
    if (listed.stderr !== '')
        return gitFailure({ reason: 'not-usable', verb: 'for-each-ref', detail: listed.stderr, trouble: 'malformed' });
    for (const line of listed.stdout.toString('utf8').split('\n')) {
        const space = line.indexOf(' ');
        if (line.slice(space + 1) === ref)
            return { kind: 'at', id: line.slice(0, space) };
    }
    return { kind: 'absent' };
}
/** Reads objects by name (`<id>`, `<commit>:<path>`), answers in the order asked. A name with a line break is never there. */
async function readObjects(repository, names) {
    const asked = names.filter((name) => !/[\r\n\0]/.test(name));
    if (asked.length === 0)
        return { kind: 'read', objects: names.map(() => ({ kind: 'missing' })) };
    const result = await repository.run(['cat-file', '--batch'], { stdin: asked.map((name) => `${name}\n`).join('') });
    if (result.kind === 'failed')
        return result;
    const answers = parseBatch(result.stdout, asked.length);
    if (answers === undefined)
        return gitFailure({ reason: 'not-usable', verb: 'cat-file', detail: 'its output cannot be read', trouble: 'malformed' });
    const byName = new Map(asked.map((name, index) => [name, answers[index] ?? { kind: 'missing' }]));
    return { kind: 'read', objects: names.map((name) => byName.get(name) ?? { kind: 'missing' }) };
}
/** `<id> <type> <size>\n<bytes>\n`, or `<name> missing\n`. */
function parseBatch(output, count) {
    const answers = [];
    let at = 0;
    while (answers.length < count) {
        const lineEnd = output.indexOf(0x0a, at);
        if (lineEnd === -1)
            return undefined;
        const header = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(output.toString('utf8', at, lineEnd));
        at = lineEnd + 1;
        if (header === null) {
            answers.push({ kind: 'missing' });
            continue;
        }
        const end = at + Number(header[3]);
        if (end >= output.length)
            return undefined;
        answers.push({ kind: 'object', id: header[1] ?? '', type: header[2] ?? '', bytes: output.subarray(at, end) });
        at = end + 1;
    }
    return answers;
}
function writtenId(result) {
    return result.kind === 'failed' ? result : { kind: 'written', id: result.stdout.toString('utf8').trim() };
}

;// CONCATENATED MODULE: ./packages/git-process/src/index.ts
// Runs git safely, and works on a repository wherever it is.









;// CONCATENATED MODULE: ./packages/rollout-engine/src/ports/port-error.ts
// How ports fail: as values. A port never throws for something that the world can do to it.
function ok(value) {
    return { kind: 'ok', value };
}
function failed(error) {
    return { kind: 'error', error };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/outcome.ts
const outcome_NO_REPORT = { warnings: [], todo: [] };
function outcome_describeError(error) {
    return `${error.port}: ${error.message}`;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 24 modules
var rollout_policy_src = __webpack_require__(353);
;// CONCATENATED MODULE: ./packages/rollout-engine/src/apply-effect.ts
// Carries an effect out at the router and reads it back. A raise is fenced by the version that was read; a lowering waits for nothing.


const SETTLE_ATTEMPTS = 20;
const SETTLE_PAUSE_MS = 500;
/** `fence`: the version that a raise was planned on. Repeating the same effect is harmless. */
async function apply_effect_applyEffect(ports, { rollout, stable }, effect, fence) {
    const target = rollout.policy.target;
    const change = {
        target,
        weights: { [rollout.candidate.slot]: effect.weight, [stable.slot]: (rollout_policy_src/* PPM_ALL */.kh - effect.weight) },
        ifVersion: fence,
        stamp: stampOf(effect, rollout, stable),
    };
    const answer = await ports.router.set(change);
    if (answer.kind === 'error' && answer.error.outcome === 'not-done' && answer.error.code === 'conflict')
        return { kind: 'refused', why: outcome_describeError(answer.error) };
    const why = answer.kind === 'error' ? outcome_describeError(answer.error) : '';
    if (answer.kind === 'error' && answer.error.outcome === 'not-done')
        return { kind: 'unconfirmed', why };
    return readBack(ports, rollout, effect, why);
}
async function readBack(ports, rollout, effect, trouble) {
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return { kind: 'unconfirmed', why: trouble === '' ? outcome_describeError(reading.error) : trouble };
    if (!carries(reading.value, effect))
        return { kind: 'unconfirmed', why: trouble === '' ? 'router: it answered, but does not show the change' : trouble };
    const observed = apply_effect_weightIn(reading.value, rollout.candidate.slot);
    if (!apply_effect_shows(effect, observed, reading.value.step))
        return { kind: 'unconfirmed', why: `router: it shows ${percent(observed)} where ${percent(effect.weight)} was set: somebody else changed it meanwhile` };
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
        const settled = await ports.router.settle(rollout.policy.target, reading.value.version);
        if (settled.kind === 'ok' && settled.value.settled)
            return { kind: 'confirmed', observed, settledAtMs: ports.clock.nowMs() };
        await ports.clock.sleep(SETTLE_PAUSE_MS);
    }
    return { kind: 'unconfirmed', why: `router: the change was accepted but is not in effect after ${String((SETTLE_ATTEMPTS * SETTLE_PAUSE_MS) / 1000)} s` };
}
function carries(reading, effect) {
    return reading.stamp.kind === 'stamp' && reading.stamp.effectId === effect.id;
}
/**
 * Whether `observed` is what `effect` asked for. A router rounds down by less than a step. Our own repeat of an effect changes
 * nothing at the router, so a person's change after it would otherwise be taken for ours.
 */
function apply_effect_shows(effect, observed, step) {
    return observed <= effect.weight && observed > effect.weight - step;
}
function percent(weight) {
    return `${String(weight / 10_000)} %`;
}
function apply_effect_weightIn(reading, slot) {
    return reading.slots.find((known) => known.slot === slot)?.weight ?? 0;
}
/** Once finished, the candidate is what a router-only rollback must keep. */
function stampOf(effect, rollout, stable) {
    const live = effect.purpose === 'finish' ? rollout.candidate : stable;
    return { rolloutId: effect.rolloutId, sequence: effect.sequence, effectId: effect.id, liveSlot: live.slot, liveDigest: live.digest };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/observe.ts
// Reads the world for one decision: router, slots, frozen data, new evidence. Failures become part of the situation, never exceptions.



/** New evidence of every check since its watermark. A source that cannot be asked makes every check blind, with the reason. */
async function observe_observe(ports, { rollout, stable }, look) {
    const { policy } = rollout;
    const { nowMs, snapshot } = look;
    const questions = policy.checks.flatMap((check) => {
        const state = rollout.checks[check.name];
        return state === undefined ? [] : [questionOf(check, state)];
    });
    const answer = await ports.metrics.fetchBlocks({
        target: policy.target,
        rolloutId: rollout.id,
        arms: { stable: stable.slot, candidate: rollout.candidate.slot },
        questions,
        nowMs,
        blockMs: policy.expert.blockMs,
        lagMs: policy.expert.lagMs,
        // A schedule that looks every quarter of an hour has no gap after a quarter of an hour.
        maxGapMs: Math.max(policy.expert.maxGapMs, 2 * look.everyMs),
        snapshot,
    });
    if (answer.kind === 'ok')
        return { evidence: usedOf(rollout, ofThePast(onlyNews(answer.value.evidence), nowMs)), snapshot: answer.value.snapshot };
    const why = describeError(answer.error);
    return { evidence: Object.fromEntries(questions.map(({ check }) => [check, { kind: 'no-data', why }])), snapshot };
}
/** The chosen bounds are enough, unless a limit needs a bound of its own. */
function questionOf(check, state) {
    const bounds = state.bounds.kind === 'chosen' && check.limit.kind === 'none' ? state.bounds.seconds : [];
    return { check: check.name, signal: check.signal, slices: check.slices, bounds, fromMs: state.watermarkMs };
}
/** A record of a look is kept for ever: it carries what the decision was made from, and no more. */
function usedOf({ policy, checks }, evidence) {
    return Object.fromEntries(Object.entries(evidence).map(([name, news]) => {
        const [check, state] = [policy.checks.find((known) => known.name === name), checks[name]];
        if (check === undefined || state === undefined || news.kind === 'no-data')
            return [name, news];
        return [name, { ...news, blocks: news.blocks.map((block) => withoutUnusedBounds(check, state, block)) }];
    }));
}
/** A block that ends in the future would pass for healthy time that nobody has lived, and move the watermark past all that is still to come. */
function ofThePast(evidence, nowMs) {
    const why = 'a block ends in the future: the clocks of the metric source and of this job differ';
    return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, news.kind === 'blocks' && news.blocks.some((block) => block.toMs > nowMs) ? { kind: 'no-data', why } : news]));
}
/** An answer without a block, a gap or trouble is no news. */
function onlyNews(evidence) {
    return Object.fromEntries(Object.entries(evidence).filter(([, news]) => news.kind === 'no-data' || news.blocks.length > 0 || news.gaps.length > 0));
}
function observe_routerSituation(rollout, reading) {
    if (reading.kind === 'error')
        return { kind: 'unreadable', why: describeError(reading.error) };
    const { stamp, step } = reading.value;
    const weight = weightIn(reading.value, rollout.candidate.slot);
    const unconfirmed = stamp.kind === 'stamp' && stamp.rolloutId === rollout.id && stamp.effectId !== rollout.confirmedEffect;
    return { kind: 'read', weight, step, ours: unconfirmed && explains(rollout, stamp.effectId, { weight, step }) };
}
/** The pending effect, in force as it was asked for; or a lowering that did not reach the ledger. A raise that is not pending is nobody's. */
function explains({ pending, weight: recorded }, effectId, seen) {
    return pending.kind !== 'none' && pending.id === effectId ? shows(pending, seen.weight, seen.step) && seen.weight !== recorded : seen.weight <= recorded;
}
function observe_candidateSituation(rollout, reading) {
    if (reading.kind === 'error')
        return { kind: 'unknown', why: outcome_describeError(reading.error) };
    const placed = reading.value.slots.find((slot) => slot.slot === rollout.candidate.slot)?.placed;
    if (placed === undefined || placed.kind === 'nothing')
        return { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is empty` };
    return placed.ready ? { kind: 'ready', digest: placed.digest } : { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is not ready yet` };
}
function observe_stableSituation(stable, reading) {
    if (reading.kind === 'error')
        return 'unknown';
    const placed = reading.value.slots.find((slot) => slot.slot === stable.slot)?.placed;
    if (placed === undefined || placed.kind === 'nothing')
        return 'unknown';
    return placed.ready ? 'alive' : 'dead';
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/pending-effect.ts


/**
 * A lowering is always tried again. A raise is finished only while it is fresh and the router is still where the intent found it; an old one is
 * not evidence of anything, and only a new decision to advance raises.
 */
async function pending_effect_finishPending(ports, arms, effect, intendedAtMs) {
    const { rollout } = arms;
    const raises = effect.weight > rollout.weight;
    if (!raises)
        return outcome(await apply_effect_applyEffect(ports, arms, effect, { kind: 'any' }));
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return { kind: 'open', why: outcome_describeError(reading.error) };
    const weight = apply_effect_weightIn(reading.value, rollout.candidate.slot);
    if (carries(reading.value, effect) && weight <= rollout.weight)
        return { kind: 'taken-back', why: 'the raise was made, and somebody took it back before it was confirmed' };
    const untouched = weight === rollout.weight;
    const fresh = ports.clock.nowMs() - intendedAtMs <= rollout.policy.expert.maxGapMs;
    if (!carries(reading.value, effect) && !(untouched && fresh)) {
        return { kind: 'open', why: untouched ? 'the recorded raise is too old to be made now' : 'the router was changed by someone else meanwhile' };
    }
    return outcome(await apply_effect_applyEffect(ports, arms, effect, { kind: 'is', version: reading.value.version }));
}
function outcome(applied) {
    return applied.kind === 'confirmed' ? applied : { kind: 'open', why: applied.why };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/record.ts
// Writes events: fold, check the invariants, append by compare-and-swap. What is not in the ledger did not happen.

function record_nextSequence(position) {
    return position.folded.kind === 'empty' ? 1 : position.folded.state.sequence + 1;
}
async function record_record(ports, position, event, by) {
    const full = { ...event, schema: 1, sequence: record_nextSequence(position), atMs: by.atMs, actor: by.actor };
    const state = (0,rollout_policy_src/* fold */.AU)(position.folded, full);
    if (position.folded.kind === 'present') {
        const broken = (0,rollout_policy_src/* stepViolations */.Xo)(position.folded.state, full, state);
        (0,rollout_policy_src/* invariant */.V1)(broken.length === 0, 'a step keeps every rule', { broken });
    }
    const answer = await ports.ledger.append({ target: by.target, expectedHead: position.head, event: full, state, title: ports.titleOf(full, state) });
    if (answer.kind === 'error')
        return { kind: 'error', error: answer.error };
    if (answer.value.kind === 'conflict')
        return { kind: 'conflict' };
    return { kind: 'recorded', state, position: { head: { kind: 'at', head: answer.value.head }, folded: { kind: 'present', state } } };
}
async function record_openLedger(ports, target) {
    const view = await ports.ledger.read(target);
    if (view.kind === 'error')
        return { kind: 'error', error: view.error };
    if (view.value.kind === 'empty')
        return { kind: 'position', position: { head: { kind: 'empty' }, folded: { kind: 'empty' } } };
    return { kind: 'position', position: { head: { kind: 'at', head: view.value.head }, folded: { kind: 'present', state: view.value.state } } };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/rollout-engine/src/start-rollout.ts
// Is there a new version to release, and may it start? Resolves the candidate once; from then on its digest is what counts.


async function start_rollout_findCandidate(ports, pinned, state, wanted) {
    if (wanted.kind === 'nothing')
        return { kind: 'nothing', why: 'this job starts no rollout' };
    const model = pinned.policy.model.name;
    const answer = wanted.kind === 'newest' ? await ports.registry.newest(model) : await ports.registry.resolve(model, wanted.version);
    if (answer.kind === 'error') {
        const asked = wanted.kind === 'version' && answer.error.code === 'missing';
        return { kind: asked ? 'refused' : 'unknown', why: describeError(answer.error) };
    }
    const release = answer.value;
    if (release.kind === 'none')
        return { kind: 'nothing', why: `model ${model} has no registered version` };
    if (release.version === state.stable.version || release.digest === state.stable.digest)
        return { kind: 'nothing', why: `${release.version} already serves` };
    const tried = state.ended.findLast((ended) => ended.candidate.version === release.version && ended.candidate.digest === release.digest && ended.outcome !== 'superseded');
    if (tried !== undefined && wanted.kind === 'newest')
        return { kind: 'nothing', why: `${release.version} was released before and ended ${tried.outcome}; a new attempt has to name it as candidate` };
    return { kind: 'candidate', release };
}
/** Evidence that was demanded must be about these very bytes and must have passed. */
function start_rollout_evidenceProblem(release, evidence) {
    if (evidence.kind === 'not-demanded')
        return '';
    if (evidence.digest !== release.digest)
        return `the validation evidence is about ${evidence.digest}, the candidate ${release.version} is ${release.digest}. Validate the artefact that is to be released`;
    return evidence.passed ? '' : `validation of ${release.version} did not pass, so it is not released`;
}
function start_rollout_startEvent(pinned, state, release) {
    const slot = state.slots.find((known) => known !== state.stable.slot) ?? state.slots[1];
    const rolloutId = rolloutIdOf(pinned, state, release.digest);
    return {
        kind: 'started',
        rolloutId,
        operation: `start/${rolloutId}`,
        candidate: { version: release.version, digest: release.digest, slot, artifact: release.artifact },
        policy: pinned.policy,
        policyDigest: pinned.digest,
    };
}
/** The same candidate tried again is another rollout, with an error budget of its own: the head's sequence is part of the id. */
function rolloutIdOf(pinned, state, candidateDigest) {
    const identity = [state.target, state.stable.digest, candidateDigest, pinned.digest, state.sequence];
    return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12);
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/tick.ts
// One look: observe, decide, record, act, confirm. Safe to run twice at once, to die anywhere, and to come late.
//
// Raising waits for the record: intent, effect, read back, confirmation. Lowering is done first and recorded after.








/** A lowering that was done but lost the race for the record is looked at again; more often than this it is left to the next tick. */
const ATTEMPTS = 3;
async function tick(ports, input) {
    for (let attempt = 1;; attempt += 1) {
        const outcome = await attemptTick(ports, input);
        if (outcome !== 'again')
            return outcome;
        if (attempt === ATTEMPTS)
            return { kind: 'lost-race', warnings: [], todo: ['record the lowered weight: the next tick does'] };
    }
}
async function attemptTick(ports, input) {
    const opened = await openLedger(ports, input.pinned.policy.target);
    if (opened.kind === 'error')
        return { kind: 'no-ledger', error: opened.error, ...NO_REPORT };
    if (opened.position.folded.kind === 'empty')
        return adopt(ports, input, opened.position);
    const run = { ports, input, position: opened.position, state: opened.position.folded.state, report: NO_REPORT };
    return continueFrom(run);
}
async function continueFrom(run) {
    const { rollout } = run.state;
    if (rollout.kind === 'none')
        return beginRollout(run);
    if (isReplaced(rollout) && run.input.acts)
        return advance(run, { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome: 'superseded', why: 'superseded', observed: rollout.weight }, continueFrom);
    // Who aborts must not see a recorded raise made first.
    if (rollout.pending.kind !== 'none' && run.input.acts && run.input.request.kind !== 'abort')
        return resume(run, rollout, rollout.pending);
    return look(run, rollout);
}
// --- before a rollout -------------------------------------------------------------------------------------------------------
async function adopt(ports, input, position) {
    const { policy } = input.pinned;
    const reading = await ports.router.read(policy.target);
    if (reading.kind === 'error')
        return { kind: 'refused', why: `the target has no ledger yet, and what serves cannot be read: ${describeError(reading.error)}`, ...NO_REPORT };
    const adoption = adoptionFrom(policy, reading.value);
    if (adoption.kind === 'refused')
        return { kind: 'refused', why: adoption.why, ...NO_REPORT };
    if (!input.acts)
        return { kind: 'would-start', what: `adopt ${adoption.stable.version} in slot ${adoption.stable.slot} as stable`, ...NO_REPORT };
    const event = { kind: 'adopted', operation: `adopt/${policy.target}`, target: policy.target, slots: adoption.slots, stable: adoption.stable };
    return advance({ ports, input, position, report: NO_REPORT }, event, continueFrom);
}
async function beginRollout(run) {
    const { ports, input, state, report } = run;
    const found = await findCandidate(ports, input.pinned, state, input.wanted);
    switch (found.kind) {
        case 'nothing':
            return { kind: 'idle', state, why: found.why, ...report };
        case 'unknown':
            return { kind: 'idle', state, why: 'the registry cannot be read', warnings: [...report.warnings, found.why], todo: report.todo };
        case 'refused':
            return { kind: 'refused', why: found.why, ...report };
        case 'candidate':
            break;
    }
    const problem = evidenceProblem(found.release, input.validation);
    if (problem !== '')
        return { kind: 'refused', why: problem, ...report };
    if (!input.acts)
        return { kind: 'would-start', what: `release ${found.release.version} (${found.release.digest})`, ...report };
    return advance(run, startEvent(input.pinned, state, found.release), continueFrom);
}
/** Records `event` and goes on from there; a lost race ends the tick quietly. */
async function advance(run, event, next) {
    const { ports, input } = run;
    const recorded = await record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.pinned.policy.target });
    switch (recorded.kind) {
        case 'recorded':
            return next({ ...run, position: recorded.position, state: recorded.state });
        case 'conflict':
            return { kind: 'lost-race', ...run.report };
        case 'error':
            return { kind: 'no-ledger', error: recorded.error, ...run.report };
    }
}
// --- a rollout is live ------------------------------------------------------------------------------------------------------
async function resume(run, rollout, effect) {
    const { ports, state } = run;
    const intendedAtMs = rollout.exclusions.at(-1)?.fromMs ?? rollout.weightSinceMs;
    const finished = await finishPending(ports, { rollout, stable: state.stable }, effect, intendedAtMs);
    if (finished.kind === 'confirmed')
        return advance(run, confirmation(rollout, effect, finished), continueFrom);
    const warned = { ...run, report: { ...run.report, warnings: [...run.report.warnings, finished.why] } };
    if (finished.kind === 'open')
        return look(warned, rollout);
    return look({ ...warned, input: { ...run.input, request: { kind: 'abort', actor: 'somebody at the router', why: finished.why } } }, rollout);
}
function confirmation(rollout, effect, applied) {
    return { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effect.id}`, effectId: effect.id, observed: applied.observed, settledAtMs: applied.settledAtMs };
}
async function look(run, rollout) {
    const { ports, input, state } = run;
    const placement = await place(run, rollout);
    const reading = await ports.router.read(rollout.policy.target);
    const nowMs = ports.clock.nowMs();
    const snapshot = input.snapshot.kind === 'kept' ? input.snapshot.value : rollout.snapshot;
    const seen = await observe(ports, { rollout, stable: state.stable }, { nowMs, everyMs: input.nextLookMs, snapshot });
    const request = await requestOf(run, rollout);
    const situation = {
        nowMs,
        nextLookMs: input.nextLookMs,
        router: routerSituation(rollout, reading),
        candidate: candidateSituation(rollout, reading),
        stable: stableSituation(state.stable, reading),
        frozen: await ports.freeze.verify(rollout.policy.target),
        request,
    };
    const { decision, checks } = decide(rollout, seen.evidence, situation);
    const sequence = nextSequence(run.position);
    const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${rollout.id}/${String(sequence)}/${input.actor}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot };
    const watched = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...placement] } };
    if (!input.acts)
        return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };
    const planned = planEffect(rollout, decision, sequence, situation.router.kind === 'read' ? situation.router.weight : 'unknown');
    if (planned.kind === 'none') {
        if (!isNews(rollout, ticked, checks))
            return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };
        return advance(watched, { ...ticked, effect: { kind: 'none' } }, (next) => conclude(next, decision, seen.snapshot));
    }
    if (waitsForRecord(rollout, planned)) {
        return advance(watched, { ...ticked, effect: { kind: 'intended', effect: planned } }, (next) => raise(next, decision, planned, reading.kind === 'ok' ? reading.value.version : '', seen.snapshot));
    }
    return lower(watched, rollout, ticked, planned, seen.snapshot);
}
/** While nothing is exposed the candidate's slot is brought to the recorded digest. Returns what went wrong, if anything. */
async function place(run, rollout) {
    const { ports, input } = run;
    if (!input.acts || rollout.phase !== 'trial' || rollout.weight > 0)
        return [];
    const { slot, version, digest, artifact } = rollout.candidate;
    const answer = await ports.deployer.place({ target: rollout.policy.target, slot, version, digest, artifact, rolloutId: rollout.id });
    return answer.kind === 'error' ? [describeError(answer.error)] : [];
}
async function requestOf(run, rollout) {
    const { input, ports, state } = run;
    const busy = rollout.phase === 'leaving' || rollout.phase === 'baking';
    if (input.request.kind !== 'none' || !input.pollRegistry || busy || input.pinned.policy.onNewVersion !== 'replace')
        return input.request;
    const found = await findCandidate(ports, input.pinned, state, { kind: 'newest' });
    if (found.kind !== 'candidate' || found.release.digest === rollout.candidate.digest)
        return input.request;
    return { kind: 'supersede', by: found.release.version };
}
/** Reasons that follow from what is already recorded: waiting for the next block, or for another job. */
const WAITING = new Set([
    'traffic-unknown', 'candidate-not-ready', 'insufficient', 'dwell', 'budget-too-small', 'weight-held-by-promise', 'not-certified', 'baking', 'awaiting-promotion', 'leaving',
]);
/** What adds nothing to the last record is not worth another one. */
function isNews(rollout, { decision, evidence, situation, snapshot }, checks) {
    const approves = situation.request.kind === 'approve' && !rollout.approved;
    const tookBlocks = Object.entries(checks).some(([name, { watermarkMs }]) => watermarkMs !== rollout.checks[name]?.watermarkMs);
    // After a gap the source goes on from another snapshot. Blocks that cannot be used are told once, as the reason, not with every look.
    const onlyGaps = Object.values(evidence).some((news) => news.kind === 'blocks' && news.blocks.length === 0);
    const firstSnapshot = rollout.snapshot === null && snapshot !== null;
    const waits = decision.reasons.every((reason) => WAITING.has(reason.code));
    return approves || tookBlocks || onlyGaps || firstSnapshot || (!waits && rulingOf(decision) !== rollout.lastRuling);
}
async function raise(run, decision, effect, version, snapshot) {
    const { ports, state } = run;
    if (state.rollout.kind === 'none')
        return conclude(run, decision, snapshot);
    const applied = await applyEffect(ports, { rollout: state.rollout, stable: state.stable }, effect, { kind: 'is', version });
    if (applied.kind === 'confirmed') {
        const outcome = await advance(run, confirmation(state.rollout, effect, applied), (next) => conclude(next, decision, snapshot));
        if (outcome === 'again' || outcome.kind !== 'no-ledger')
            return outcome;
        // The traffic has moved and its intent is recorded; whoever reads this must not be told that nothing happened.
        const { warnings, todo, error } = outcome;
        return { kind: 'decided', state, decision, recorded: true, snapshot, warnings: [...warnings, describeError(error)], todo: [...todo, 'confirm the raise in the ledger: the next tick reads it back at the router and does'] };
    }
    const report = { warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, 'the raise was recorded but is not confirmed: the next tick reads back and finishes or drops it'] };
    return conclude({ ...run, report }, decision, snapshot);
}
async function lower(run, rollout, ticked, effect, snapshot) {
    const { ports, input, state } = run;
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
    const confirmed = applied.kind === 'confirmed';
    const report = confirmed
        ? run.report
        : { warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, `take the weight to ${String(effect.weight / 10_000)} %: the next tick tries again; until then use the break-glass command`] };
    const event = { ...ticked, effect: { kind: confirmed ? 'done' : 'unconfirmed', effect } };
    const recorded = await record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
    switch (recorded.kind) {
        case 'recorded':
            return conclude({ ...run, position: recorded.position, state: recorded.state, report }, ticked.decision, snapshot);
        case 'conflict':
            return 'again';
        case 'error':
            // The traffic is where it belongs. The router's stamp tells the next tick what happened.
            return {
                kind: 'decided',
                state,
                decision: ticked.decision,
                recorded: false,
                // What this look read is not in the ledger: the next one reads it again.
                snapshot: rollout.snapshot,
                warnings: [...report.warnings, describeError(recorded.error)],
                todo: [...report.todo, 'record the lowered weight: the next tick that reaches the ledger does'],
            };
    }
}
/** A candidate that was replaced and is out has nothing left to restore: it ends at once, so that the newer one need not wait for a rollback job. */
function isReplaced(rollout) {
    return rollout.phase === 'leaving' && rollout.leavingWhy === 'superseded' && rollout.weight === 0 && rollout.pending.kind === 'none' && !rollout.pointerMoved;
}
async function conclude(run, decision, snapshot) {
    const { state, report } = run;
    if (state.rollout.kind === 'live' && isReplaced(state.rollout))
        return continueFrom(run);
    return { kind: 'decided', state, decision, recorded: true, snapshot, ...report };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/promote.ts
// The promote job: everything less the holdback to the candidate, then the registry's pointer. Only what the policy decided to promote.
// Run again after any interruption it goes on where it stopped.






async function promote(ports, input) {
    const opened = await record_openLedger(ports, input.target);
    if (opened.kind === 'error')
        return { kind: 'no-ledger', error: opened.error, ...outcome_NO_REPORT };
    const { folded } = opened.position;
    if (folded.kind === 'empty')
        return refused(`target ${input.target} has no ledger yet: nothing was released here`);
    const { rollout } = folded.state;
    if (rollout.kind === 'none')
        return refused(`target ${input.target} has no live rollout: ${folded.state.stable.version} serves`);
    if (input.rolloutId !== '' && input.rolloutId !== rollout.id)
        return refused(`this job belongs to rollout ${input.rolloutId}, the live one is ${rollout.id}`);
    if (rollout.phase === 'baking')
        return { kind: 'promoted', state: folded.state, weight: rollout.weight, ...outcome_NO_REPORT };
    if (rollout.phase !== 'awaiting-promotion')
        return refused(`the policy has not decided to promote ${rollout.candidate.version} (it is in phase ${rollout.phase}). canary-step says when: output to-promote`);
    return raiseAndMove({ ports, input, position: opened.position, state: folded.state }, rollout);
}
async function raiseAndMove(run, rollout) {
    const { ports, state } = run;
    const frozen = await ports.freeze.verify(rollout.policy.target);
    if (frozen.kind === 'changed')
        return held(state, `frozen data changed: ${frozen.paths.join(', ')}`, 'human');
    if (frozen.kind === 'unreadable')
        return held(state, `frozen data cannot be verified: ${frozen.why}`, 'nothing');
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return held(state, outcome_describeError(reading.error), 'nothing');
    const candidate = observe_candidateSituation(rollout, reading);
    if (candidate.kind !== 'ready')
        return held(state, candidate.why, 'human');
    if (candidate.digest !== rollout.candidate.digest)
        return held(state, `slot ${rollout.candidate.slot} holds ${candidate.digest}, the rollout measured ${rollout.candidate.digest}`, 'human');
    if (rollout.pending.kind !== 'none')
        return promote_resume(run, rollout, rollout.pending);
    if (apply_effect_weightIn(reading.value, rollout.candidate.slot) !== rollout.weight)
        return held(state, 'the router shows another weight than the ledger: run canary-step, which sorts it out', 'human');
    if (rollout.weight >= (0,rollout_policy_src/* promotedWeight */.xY)(rollout.policy, reading.value.step))
        return movePointer(run, rollout);
    const effect = (0,rollout_policy_src/* planPromotion */.z)(rollout, record_nextSequence(run.position), reading.value.step);
    const intended = await write(run, { kind: 'intended', rolloutId: rollout.id, operation: `promote/${rollout.id}`, effect });
    if (intended.kind !== 'run')
        return intended;
    const applied = await apply_effect_applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'is', version: reading.value.version });
    if (applied.kind !== 'confirmed')
        return held(intended.run.state, applied.why, 'human');
    return promote_confirm(intended.run, rollout, effect.id, applied);
}
/** Our own raise goes on to the pointer; a raise of the ramp that was still open is only the ground to promote from. */
async function promote_resume(run, rollout, pending) {
    const { ports, input, state } = run;
    const finished = await pending_effect_finishPending(ports, { rollout, stable: state.stable }, pending, ports.clock.nowMs());
    if (finished.kind !== 'confirmed')
        return held(state, finished.why, 'human');
    if (pending.purpose === 'promote')
        return promote_confirm(run, rollout, pending.id, finished);
    const confirmed = await write(run, promote_confirmation(rollout, pending.id, finished));
    return confirmed.kind === 'run' ? promote(ports, input) : confirmed;
}
function promote_confirmation(rollout, effectId, applied) {
    return { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effectId}`, effectId, observed: applied.observed, settledAtMs: applied.settledAtMs };
}
async function promote_confirm(run, rollout, effectId, applied) {
    const confirmed = await write(run, promote_confirmation(rollout, effectId, applied));
    if (confirmed.kind === 'no-ledger')
        return held(run.state, `traffic is on ${rollout.candidate.version}, but that is not recorded yet: ${outcome_describeError(confirmed.error)}`, 'nothing');
    if (confirmed.kind !== 'run')
        return confirmed;
    const { rollout: live } = confirmed.run.state;
    return live.kind === 'none' ? refused('the rollout ended meanwhile') : movePointer(confirmed.run, live);
}
async function movePointer(run, rollout) {
    const { ports, input, state } = run;
    const { name, stage } = rollout.policy.model;
    const pointer = await ports.registry.pointer(name, stage);
    if (pointer.kind === 'error')
        return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${outcome_describeError(pointer.error)}`, 'nothing');
    const moved = await ports.registry.movePointer({ model: name, stage, from: pointer.value, to: rollout.candidate.version, actor: input.actor });
    if (moved.kind === 'error')
        return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${outcome_describeError(moved.error)}`, moved.error.retryable ? 'nothing' : 'human');
    const promoted = await write(run, { kind: 'promoted', rolloutId: rollout.id, operation: `promoted/${rollout.id}`, pointer: moved.value.record });
    if (promoted.kind === 'no-ledger')
        return held(state, `traffic and pointer are on ${rollout.candidate.version}, but that is not recorded yet: ${outcome_describeError(promoted.error)}`, 'nothing');
    return promoted.kind === 'run' ? { kind: 'promoted', state: promoted.run.state, weight: rollout.weight, ...outcome_NO_REPORT } : promoted;
}
async function write(run, event) {
    const recorded = await record_record(run.ports, run.position, event, { actor: run.input.actor, atMs: run.ports.clock.nowMs(), target: run.input.target });
    switch (recorded.kind) {
        case 'recorded':
            return { kind: 'run', run: { ...run, position: recorded.position, state: recorded.state } };
        case 'conflict':
            return { kind: 'lost-race', ...outcome_NO_REPORT };
        case 'error':
            return { kind: 'no-ledger', error: recorded.error, ...outcome_NO_REPORT };
    }
}
function refused(why) {
    return { kind: 'refused', why, ...outcome_NO_REPORT };
}
function held(state, why, needs) {
    return { kind: 'held', state, why, needs, ...outcome_NO_REPORT };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/rollback.ts
// Takes the candidate out with as little as possible: the router's own read is enough. Metrics are not asked, registry and ledger come
// after the traffic, and what could not be done is said.





async function rollback(ports, input) {
    const taken = await takeTrafficAway(ports, input);
    if (taken.kind === 'refused' || input.routerOnly)
        return taken;
    return settleAccounts(ports, input, taken);
}
// --- traffic: the router alone ----------------------------------------------------------------------------------------------
async function takeTrafficAway(ports, input) {
    const reading = await ports.router.read(input.target);
    if (reading.kind === 'error')
        return plain('unconfirmed', describeError(reading.error), { todo: ['move all traffic to the stable slot: the router did not answer'] });
    const { stamp } = reading.value;
    if (input.rolloutId !== '' && stamp.kind === 'stamp' && stamp.rolloutId !== input.rolloutId) {
        return plain('refused', `this rollback belongs to rollout ${input.rolloutId}; the router now carries rollout ${stamp.rolloutId}. Nothing was changed`);
    }
    const stable = await stableSlot(ports, input, reading.value);
    if (stable.kind === 'unknown')
        return plain('refused', stable.why);
    if (weightIn(reading.value, stable.slot) === PPM_ALL)
        return plain('nothing', `all traffic is on slot ${stable.slot} already`);
    const known = stamp.kind === 'stamp' ? stamp : { rolloutId: `manual-${input.target}`, sequence: 0 };
    const weights = Object.fromEntries(reading.value.slots.map(({ slot }) => [slot, slot === stable.slot ? PPM_ALL : PPM_NONE]));
    const mark = { rolloutId: known.rolloutId, sequence: known.sequence, effectId: `${known.rolloutId}/rollback/${reading.value.version}`, liveSlot: stable.slot, liveDigest: digestIn(reading.value, stable.slot) };
    const answer = await ports.router.set({ target: input.target, weights, ifVersion: { kind: 'any' }, stamp: mark });
    const after = await ports.router.read(input.target);
    if (after.kind === 'ok' && weightIn(after.value, stable.slot) === PPM_ALL)
        return plain('out', `all traffic is on slot ${stable.slot}, read back at the router`);
    const why = answer.kind === 'error' ? describeError(answer.error) : 'the router does not show the change';
    return plain('unconfirmed', why, { todo: [`move all traffic to slot ${stable.slot}`] });
}
/** What serves there as the router tells it. A stamp is never without words: routers refuse that. */
function digestIn({ slots }, slot) {
    const placed = slots.find((known) => known.slot === slot)?.placed;
    return placed?.kind === 'release' ? placed.digest : 'unknown';
}
/** A version named by a person, the router's own stamp, and only then the ledger. */
async function stableSlot(ports, input, reading) {
    if (input.stableVersion !== '') {
        const found = reading.slots.find((slot) => slot.placed.kind === 'release' && slot.placed.version === input.stableVersion);
        const seen = reading.slots.map((slot) => `${slot.slot}: ${slot.placed.kind === 'release' ? slot.placed.version : 'nothing'}`).join(', ');
        return found === undefined ? { kind: 'unknown', why: `no slot holds ${input.stableVersion} (${seen}). Name one that is there` } : { kind: 'slot', slot: found.slot };
    }
    if (reading.stamp.kind === 'stamp')
        return { kind: 'slot', slot: reading.stamp.liveSlot };
    const opened = input.routerOnly ? undefined : await openLedger(ports, input.target);
    if (opened?.kind === 'position' && opened.position.folded.kind === 'present')
        return { kind: 'slot', slot: opened.position.folded.state.stable.slot };
    return { kind: 'unknown', why: 'the router carries no stamp of a rollout, so it is unclear which slot is stable. Name the version that shall serve: input stable-version' };
}
// --- accounts: ledger and registry ------------------------------------------------------------------------------------------
async function settleAccounts(ports, input, taken) {
    const opened = await openLedger(ports, input.target);
    if (opened.kind === 'error') {
        const todo = taken.kind === 'nothing' ? [] : ['record the rollback: run it again when the ledger can be reached'];
        return { ...taken, warnings: [...taken.warnings, describeError(opened.error)], todo: [...taken.todo, ...todo] };
    }
    const { folded } = opened.position;
    if (folded.kind === 'empty' || folded.state.rollout.kind === 'none') {
        return { ...taken, state: folded.kind === 'empty' ? { kind: 'unknown' } : { kind: 'known', state: folded.state }, concluded: folded.kind === 'present' };
    }
    const { rollout } = folded.state;
    if (input.rolloutId !== '' && rollout.id !== input.rolloutId)
        return plain('refused', `this rollback belongs to rollout ${input.rolloutId}, the live one is ${rollout.id}. Nothing was changed`);
    const account = { ports, input, taken: { ...taken, state: { kind: 'known', state: folded.state } }, position: opened.position, state: folded.state };
    return rollout.phase === 'leaving' && rollout.weight === 0 && rollout.pending.kind === 'none' ? rollback_conclude(account, rollout) : recordLeaving(account, rollout);
}
async function recordLeaving(account, rollout) {
    const { ports, input, position, state, taken } = account;
    const reading = await ports.router.read(input.target);
    const situation = {
        nowMs: ports.clock.nowMs(),
        nextLookMs: 0,
        router: routerSituation(rollout, reading),
        candidate: candidateSituation(rollout, reading),
        stable: stableSituation(state.stable, reading),
        frozen: { kind: 'none' },
        request: { kind: 'abort', actor: input.actor, why: input.why },
    };
    const { decision } = decide(rollout, {}, situation);
    const sequence = nextSequence(position);
    const effect = planEffect(rollout, decision, sequence, 'unknown');
    if (effect.kind === 'none')
        return rollback_conclude(account, rollout);
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
    const event = {
        kind: 'ticked',
        rolloutId: rollout.id,
        operation: `rollback/${rollout.id}/${String(sequence)}/${input.actor}`,
        evidence: {},
        situation,
        decision,
        effect: { kind: applied.kind === 'confirmed' ? 'done' : 'unconfirmed', effect },
        snapshot: rollout.snapshot,
    };
    const recorded = await record(ports, position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
    const traffic = applied.kind === 'confirmed' ? { ...taken, kind: 'out', why: outWhy(state), todo: [] } : { ...taken, kind: 'unconfirmed', why: applied.why };
    if (recorded.kind === 'conflict')
        return { ...traffic, todo: [...traffic.todo, 'record the rollback: another job wrote to the ledger meanwhile; run it again'] };
    if (recorded.kind === 'error')
        return { ...traffic, warnings: [...traffic.warnings, describeError(recorded.error)], todo: [...traffic.todo, 'record the rollback: run it again when the ledger can be reached'] };
    const { rollout: left } = recorded.state;
    if (left.kind === 'none' || applied.kind !== 'confirmed')
        return { ...traffic, state: { kind: 'known', state: recorded.state } };
    return rollback_conclude({ ...account, taken: { ...traffic, state: { kind: 'known', state: recorded.state } }, position: recorded.position, state: recorded.state }, left);
}
async function rollback_conclude(account, rollout) {
    const { state } = account;
    const taken = account.taken.kind === 'nothing' ? { ...account.taken, kind: 'out', why: outWhy(state) } : account.taken;
    if (taken.kind !== 'out')
        return taken;
    if (rollout.pointerMoved) {
        const restored = await restorePointer(account, rollout);
        // Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins.
        if (restored.kind === 'error' && restored.error.code === 'conflict')
            return end(account, rollout, { ...taken, warnings: [...taken.warnings, `${describeError(restored.error)}. It is left as it is`] });
        if (restored.kind === 'error')
            return { ...taken, warnings: [...taken.warnings, describeError(restored.error)], todo: [...taken.todo, `point ${rollout.policy.model.stage} of ${rollout.policy.model.name} back to ${state.stable.version}: run the rollback again when the registry can be reached`] };
    }
    return end(account, rollout, taken);
}
async function end({ ports, input, position }, rollout, taken) {
    const ended = { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome: outcomeOf(rollout.leavingWhy), why: rollout.leavingWhy, observed: PPM_NONE };
    const recorded = await record(ports, position, ended, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
    if (recorded.kind === 'recorded')
        return { ...taken, concluded: true, state: { kind: 'known', state: recorded.state } };
    const warnings = recorded.kind === 'error' ? [...taken.warnings, describeError(recorded.error)] : taken.warnings;
    return { ...taken, warnings, todo: [...taken.todo, 'conclude the rollout in the ledger: run the rollback again'] };
}
function restorePointer({ ports, input, state }, rollout) {
    const { name, stage } = rollout.policy.model;
    return ports.registry.movePointer({ model: name, stage, from: { kind: 'at', version: rollout.candidate.version }, to: state.stable.version, actor: input.actor });
}
function outWhy(state) {
    return `all traffic is on ${state.stable.version} in slot ${state.stable.slot}, read back at the router`;
}
function plain(kind, why, more = {}) {
    return { kind, why, concluded: false, state: { kind: 'unknown' }, warnings: [], todo: more.todo ?? [] };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/index.ts
// Ports and the tick: observe, decide, record, act, confirm.

















;// CONCATENATED MODULE: ./packages/git-ledger/src/commit-bytes.ts
// A commit as bytes. Author, committer and date are fixed by what is recorded, so that the id of a record follows from its content
// alone: two machines that record the same thing write the same commit.


function commitBytes(content) {
    (0,rollout_policy_src/* invariant */.V1)(Number.isSafeInteger(content.atMs) && content.atMs >= 0, 'a record has a time since 1970', { atMs: content.atMs });
    const who = `${GIT_IDENTITY} ${Math.floor(content.atMs / 1000)} +0000`;
    const header = [`tree ${content.tree}`, ...(content.parent === '' ? [] : [`parent ${content.parent}`]), `author ${who}`, `committer ${who}`];
    const trailers = content.trailers.map(([name, value]) => `${name}: ${oneLine(value)}`);
    const subject = oneLine(content.title) || 'record';
    const message = trailers.length === 0 ? [subject] : [subject, '', ...trailers];
    return `${[...header, '', ...message].join('\n')}\n`;
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-port-error.ts
function gitPortError({ port, what, failure, outcome }) {
    return {
        port,
        code: failure.trouble,
        message: `${what}: ${failure.message}. ${ADVICE[failure.trouble]}`,
        retryable: failure.trouble === 'unavailable',
        outcome,
        cause: failure,
    };
}
const ADVICE = {
    unavailable: 'The next run tries again',
    denied: 'In a workflow, give the job `permissions: contents: write` and its token; elsewhere, check that you may push to this repository',
    missing: 'Check the address; a repository that the token may not see looks the same',
    refused: 'If a rule or hook of the repository said no, exempt the branches rollouts/** from it',
    malformed: 'Nothing was changed. Run `git fsck` in the repository',
};

;// CONCATENATED MODULE: ./packages/git-ledger/src/move-head.ts
// Moves a head from one commit to the next, and finds out what came of it. Whether it moved is never read from git's words: the
// head is read back. Sending the same move again is harmless, because it is on condition of the old value.

async function moveHead(repository, move, attempts = 2) {
    const result = await repository.moveRef(move);
    if (result.kind === 'ok')
        return { kind: 'moved' };
    const seen = await move_head_readBack(repository, move, result);
    // A refusal too: a rival that held the ref's lock may have given up since.
    const isPassing = result.trouble === 'unavailable' || result.trouble === 'refused';
    return seen.kind === 'not-moved' && isPassing && attempts > 1 ? moveHead(repository, move, attempts - 1) : seen;
}
async function move_head_readBack(repository, { ref, from, to }, failure) {
    const fetched = await repository.fetchRefs({ patterns: [ref], depth: 'new', files: 'included' });
    if (fetched.kind === 'failed')
        return { kind: 'unknown', failure };
    const head = await readRef(repository, ref);
    switch (head.kind) {
        case 'failed':
            return { kind: 'unknown', failure: head };
        case 'absent':
            return from === '' ? { kind: 'not-moved', failure } : { kind: 'gone' };
        case 'at':
            if (head.id === to)
                return { kind: 'moved' };
            return head.id === from ? { kind: 'not-moved', failure } : { kind: 'elsewhere', head: head.id };
    }
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/target-refs.ts
// Names of refs and files for a target. A target may be called anything; its name becomes one path segment that git accepts, and
// the hash keeps apart what looks the same then. (`prod` and `prod/eu` could not both be branches as they stand.)

function ledgerRef(target) {
    return `refs/heads/rollouts/${targetSlug(target)}`;
}
/** One ref for the freezes of all targets; a target's slug always ends in a hash, so no target takes this name. */
const FREEZES_REF = 'refs/heads/rollouts/freezes';
function freezeFile(target) {
    return `${targetSlug(target)}.json`;
}
/** `<letters, digits, - and _ of the name>-<first 8 hex digits of the SHA-256 of the name>` */
function targetSlug(target) {
    const readable = target
        .replace(/[^A-Za-z0-9_]+/g, '-')
        .slice(0, 40)
        .replace(/^-+|-+$/g, '');
    const hash = (0,external_node_crypto_.createHash)('sha256').update(target, 'utf8').digest('hex').slice(0, 8);
    return `${readable === '' ? 'target' : readable}-${hash}`;
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-freeze-store.ts
// The FreezeStore port on a git repository: one branch for all targets, one file per target, one commit per change.







function createGitFreezeStore(open) {
    // A commit never changes: what was read at a head is not read again while the head stays.
    const known = new Map();
    return {
        readFreeze: (target) => readFreeze(open, known, target),
        writeFreeze: (change) => writeFreeze(open, change),
    };
}
async function readFreeze(open, known, target) {
    const tip = await fetchHead(open, 'tips');
    if (tip.kind === 'failed')
        return freezeFailed('reading', tip, 'not-done');
    if (tip.head === '')
        return ok({ kind: 'none', head: '' });
    const last = known.get(target);
    if (last?.head === tip.head)
        return ok(last);
    const read = await readObjects(tip.repository, [`${tip.head}:${freezeFile(target)}`]);
    if (read.kind === 'failed')
        return freezeFailed('reading', read, 'not-done');
    const file = read.objects[0];
    let record = { kind: 'none', head: tip.head };
    if (file?.kind === 'object') {
        try {
            record = { kind: 'frozen', head: tip.head, document: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes) };
        }
        catch {
            return failed(notText(target, tip.head));
        }
    }
    known.set(target, record);
    return ok(record);
}
/** Targets share the ref, but not each other's conflicts: a change of another target in between is built upon. */
async function writeFreeze(open, change) {
    (0,rollout_policy_src/* invariant */.V1)(change.expectedHead === '' || /^[0-9a-f]{40,64}$/.test(change.expectedHead), 'a head is what readFreeze answered', { head: change.expectedHead });
    const tip = await fetchHead(open, 'all');
    if (tip.kind === 'failed')
        return freezeFailed('changing', tip, 'not-done');
    const { repository } = tip;
    const wanted = await writeDocument(repository, change);
    if (wanted.kind === 'failed')
        return freezeFailed('changing', wanted, 'not-done');
    const known = await frozenFiles(repository, change.expectedHead);
    // We were shown a head that is in nobody's history any more.
    if (known.kind === 'failed')
        return ok({ kind: 'conflict', head: tip.head });
    const file = freezeFile(change.target);
    let { head } = tip;
    for (let attempt = 0; attempt < git_freeze_store_ATTEMPTS; attempt += 1) {
        const now = await frozenFiles(repository, head);
        if (now.kind === 'failed')
            return freezeFailed('changing', now, 'not-done');
        const documentNow = now.files.get(file) ?? '';
        const isTouched = head !== change.expectedHead && documentNow !== (known.files.get(file) ?? '');
        if (isTouched)
            return ok({ kind: documentNow === wanted.id ? 'appended' : 'conflict', head });
        const commit = await writeCommit(repository, change, { parent: head, files: withFile(now.files, file, wanted.id) });
        if (commit.kind === 'failed')
            return freezeFailed('changing', commit, 'not-done');
        const moved = await moveHead(repository, { ref: FREEZES_REF, from: head, to: commit.id });
        switch (moved.kind) {
            case 'moved':
                return ok({ kind: 'appended', head: commit.id });
            case 'not-moved':
                return freezeFailed('changing', moved.failure, 'not-done');
            case 'unknown':
                return freezeFailed('changing', moved.failure, 'unknown');
            case 'gone':
                head = '';
                break;
            case 'elsewhere':
                // Our reply was lost, and somebody went on from our commit.
                if (await isAncestor(repository, commit.id, moved.head))
                    return ok({ kind: 'appended', head: commit.id });
                head = moved.head;
                break;
        }
    }
    return ok({ kind: 'conflict', head });
}
/** As many changes of other targets as one change gives way to. */
const git_freeze_store_ATTEMPTS = 20;
/** Id of the document's blob; empty where the freeze is lifted. */
async function writeDocument(repository, { document }) {
    return document.kind === 'none' ? { kind: 'written', id: '' } : writeObject(repository, { type: 'blob', bytes: document.text });
}
async function writeCommit(repository, change, on) {
    const tree = await writeTree(repository, [...on.files].map(([name, blob]) => ({ name, blob })));
    if (tree.kind === 'failed')
        return tree;
    const bytes = commitBytes({ tree: tree.id, parent: on.parent, atMs: change.atMs, title: change.title, trailers: [['Target', change.target]] });
    return writeObject(repository, { type: 'commit', bytes });
}
function withFile(files, file, blob) {
    const next = new Map(files);
    if (blob === '')
        next.delete(file);
    else
        next.set(file, blob);
    return next;
}
/** Blob ids by file name. */
async function frozenFiles(repository, commit) {
    if (commit === '')
        return { kind: 'files', files: new Map() };
    const listed = await repository.run(['ls-tree', '-z', '--end-of-options', commit]);
    if (listed.kind === 'failed')
        return listed;
    const files = new Map();
    for (const entry of listed.stdout.toString('utf8').split('\0')) {
        const match = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
        if (match !== null)
            files.set(match[2] ?? '', match[1] ?? '');
    }
    return { kind: 'files', files };
}
async function isAncestor(repository, commit, head) {
    return (await repository.run(['merge-base', '--is-ancestor', commit, head])).kind === 'ok';
}
/** `head` is empty while nothing was ever frozen. */
async function fetchHead(open, depth) {
    const repository = await open();
    if (repository.kind === 'failed')
        return repository;
    const fetched = await repository.fetchRefs({ patterns: [FREEZES_REF], depth, files: 'included' });
    if (fetched.kind === 'failed')
        return fetched;
    const head = await readRef(repository, FREEZES_REF);
    if (head.kind === 'failed')
        return head;
    return { kind: 'tip', repository, head: head.kind === 'at' ? head.id : '' };
}
function freezeFailed(doing, failure, outcome) {
    return failed(gitPortError({ port: 'freeze', what: `${doing} ${FREEZES_REF}`, failure, outcome }));
}
function notText(target, head) {
    return {
        port: 'freeze',
        code: 'malformed',
        message: `${freezeFile(target)} in commit ${head.slice(0, 12)} of ${FREEZES_REF} is not UTF-8 text. Freeze the data of ${target} again, or lift the freeze`,
        retryable: false,
        outcome: 'not-done',
    };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/ledger-json.ts
// Text of what the ledger stores: JSON with two spaces and a final line break. Two things differ from JSON.stringify, so that
// what is read back is what was written, bit for bit: an infinite number is written as 1e999, which every JSON parser reads
// as infinity (JSON.stringify would write null), and -0 keeps its sign. Keys stay in the order in which they were built:
// sums over a record come out the same after a round trip.

function writeLedgerJson(value) {
    return `${render(value, '')}\n`;
}
/** Strict UTF-8 and JSON. A key `__proto__` is refused: copying it would replace an object's prototype. */
function readLedgerJson(bytes) {
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return { kind: 'invalid', why: 'it is not UTF-8 text' };
    }
    if (text.trim() === '')
        return { kind: 'invalid', why: 'it is empty' };
    try {
        const value = JSON.parse(text);
        return text.includes('__proto__') && hasProtoKey(value) ? { kind: 'invalid', why: 'it has a key "__proto__"' } : { kind: 'value', value };
    }
    catch (cause) {
        return { kind: 'invalid', why: `it is not complete JSON (${cause instanceof Error ? cause.message : 'unreadable'})` };
    }
}
function render(value, indent) {
    const inner = `${indent}  `;
    switch (typeof value) {
        case 'string':
        case 'boolean':
            return JSON.stringify(value);
        case 'number':
            return renderNumber(value);
        case 'object': {
            if (value === null)
                return 'null';
            const lines = Array.isArray(value)
                ? value.map((item) => `${inner}${render(item, inner)}`)
                : Object.entries(value)
                    .filter(([, field]) => field !== undefined)
                    .map(([key, field]) => `${inner}${JSON.stringify(key)}: ${render(field, inner)}`);
            const [open, close] = Array.isArray(value) ? '[]' : '{}';
            return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
        }
        default:
            (0,rollout_policy_src/* invariant */.V1)(false, 'the ledger holds plain JSON', { type: typeof value });
    }
}
function renderNumber(value) {
    (0,rollout_policy_src/* invariant */.V1)(!Number.isNaN(value), 'the ledger holds no NaN', {});
    if (Object.is(value, -0))
        return '-0';
    return Number.isFinite(value) ? String(value) : `${value < 0 ? '-' : ''}1e999`;
}
function hasProtoKey(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    return Object.entries(value).some(([key, field]) => key === '__proto__' || hasProtoKey(field));
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/json-shape.ts
// Says what is wrong with the form of a JSON value. A shape returns one sentence per mistake, all of them; none means it fits.
const anything = () => [];
const json_shape_text = (value, at) => (typeof value === 'string' ? [] : [wrong(at, 'text', value)]);
const filledText = (value, at) => (typeof value === 'string' && value !== '' ? [] : [wrong(at, 'text that is not empty', value)]);
const flag = (value, at) => (typeof value === 'boolean' ? [] : [wrong(at, 'true or false', value)]);
const finite = (value, at) => (typeof value === 'number' && Number.isFinite(value) ? [] : [wrong(at, 'a number', value)]);
function integer(bounds) {
    const max = bounds.max ?? Number.MAX_SAFE_INTEGER;
    return (value, at) => {
        const fits = typeof value === 'number' && Number.isInteger(value) && value >= bounds.min && value <= max;
        const range = bounds.max === undefined ? `of at least ${bounds.min}` : `from ${bounds.min} to ${bounds.max}`;
        return fits ? [] : [wrong(at, `a whole number ${range}`, value)];
    };
}
const weight = integer({ min: 0, max: 1_000_000 });
function exactly(expected) {
    return (value, at) => (value === expected ? [] : [wrong(at, JSON.stringify(expected), value)]);
}
/** Every name is a key, so that the compiler finds a name that is missing here. */
function oneOf(names) {
    return (value, at) => (typeof value === 'string' && Object.hasOwn(names, value) ? [] : [wrong(at, `one of ${Object.keys(names).join(', ')}`, value)]);
}
/** Fields that are not named are not looked at. */
function json_shape_record(fields) {
    return (value, at) => {
        if (!isObject(value))
            return [wrong(at, 'an object', value)];
        return Object.entries(fields).flatMap(([name, shape]) => shape(Object.hasOwn(value, name) ? value[name] : undefined, at === '' ? name : `${at}.${name}`));
    };
}
function listOf(item) {
    return (value, at) => (Array.isArray(value) ? value.flatMap((entry, index) => item(entry, `${at}[${index}]`)) : [wrong(at, 'a list', value)]);
}
/** A list of exactly these. */
function tuple(...items) {
    return (value, at) => {
        if (!Array.isArray(value) || value.length !== items.length)
            return [wrong(at, `a list of ${items.length}`, value)];
        return items.flatMap((item, index) => item(value[index], `${at}[${index}]`));
    };
}
function mapOf(item) {
    return (value, at) => (isObject(value) ? Object.entries(value).flatMap(([name, entry]) => item(entry, `${at}.${name}`)) : [wrong(at, 'an object', value)]);
}
/** A union told apart by `kind`. */
function kinds(shapes) {
    const known = new Map(Object.entries(shapes));
    return (value, at) => {
        if (!isObject(value))
            return [wrong(at, 'an object', value)];
        const kind = value['kind'];
        const shape = typeof kind === 'string' ? known.get(kind) : undefined;
        return shape === undefined ? [wrong(at === '' ? 'kind' : `${at}.kind`, `one of ${[...known.keys()].join(', ')}`, kind)] : shape(value, at);
    };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function wrong(at, expected, value) {
    return `${at === '' ? 'the whole' : at} should be ${expected}, is ${json_shape_shown(value)}`;
}
function json_shape_shown(value) {
    if (value === undefined)
        return 'absent';
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return 'an object';
    const written = JSON.stringify(value);
    return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/decode-state.ts

/** What the schema number says first: a state of another version is not judged field by field. */
function schemaProblem(value) {
    const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
    if (schema === 1)
        return '';
    return `its schema is ${JSON.stringify(schema) ?? 'absent'}, this version of Rampart reads 1: use the version that wrote it, or a newer one`;
}
function decodeState(value, target) {
    const schema = schemaProblem(value);
    if (schema !== '')
        return { kind: 'invalid', problems: [schema] };
    const problems = stateOf(target)(value, '');
    return problems.length === 0 ? { kind: 'decoded', value: value } : { kind: 'invalid', problems };
}
const release = { version: filledText, digest: filledText };
const placed = json_shape_record({ ...release, slot: filledText });
const candidate = json_shape_record({ ...release, slot: filledText, artifact: json_shape_text });
const slots = (value, at) => {
    const problems = tuple(filledText, filledText)(value, at);
    return problems.length === 0 && Array.isArray(value) && value[0] === value[1] ? [`${at} should be two different names`] : problems;
};
const effect = json_shape_record({
    kind: exactly('set-weight'),
    id: filledText,
    rolloutId: filledText,
    sequence: integer({ min: 1 }),
    weight: weight,
    purpose: oneOf({ advance: true, stepBack: true, rollback: true, promote: true, finish: true }),
});
const PHASES = { trial: true, 'awaiting-promotion': true, baking: true, leaving: true };
const OUTCOMES = { promoted: true, 'rolled-back': true, halted: true, superseded: true, expired: true };
const rollout = json_shape_record({
    id: filledText,
    candidate,
    policy: json_shape_record({ target: filledText }),
    policyDigest: filledText,
    startedAtMs: finite,
    phase: oneOf(PHASES),
    stageIndex: integer({ min: 0 }),
    stageEnteredAtMs: finite,
    weightSinceMs: finite,
    weight: weight,
    weightMax: weight,
    pending: kinds({ none: anything, 'set-weight': effect }),
    exclusions: listOf(json_shape_record({ fromMs: finite, toMs: finite })),
    checks: mapOf(json_shape_record({ watermarkMs: finite })),
    approved: flag,
    pointerMoved: flag,
    leavingWhy: json_shape_text,
});
const ended = json_shape_record({ id: filledText, candidate: json_shape_record(release), outcome: oneOf(OUTCOMES), why: json_shape_text, endedAtMs: finite, weightMax: weight });
function stateOf(target) {
    return json_shape_record({
        target: exactly(target),
        sequence: integer({ min: 1 }),
        slots,
        stable: placed,
        rollout: kinds({ none: anything, live: rollout }),
        ended: listOf(ended),
    });
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/decode-event.ts


function decodeEvent(value) {
    const schema = schemaProblem(value);
    if (schema !== '')
        return { kind: 'invalid', problems: [schema] };
    const problems = [...envelope(value, ''), ...kinds(EVENTS)(value, '')];
    return problems.length === 0 ? { kind: 'decoded', value: value } : { kind: 'invalid', problems };
}
const envelope = json_shape_record({ sequence: integer({ min: 1 }), atMs: integer({ min: 0 }), operation: filledText, actor: json_shape_text });
const DECISIONS = { advance: true, hold: true, stepBack: true, promote: true, rollback: true, halt: true, finished: true };
const ENDINGS = { 'rolled-back': true, halted: true, superseded: true, expired: true };
const withEffect = json_shape_record({ effect: effect });
const EVENTS = {
    adopted: json_shape_record({ target: filledText, slots: slots, stable: placed }),
    started: json_shape_record({ rolloutId: filledText, candidate: candidate, policy: json_shape_record({ target: filledText }), policyDigest: filledText }),
    ticked: json_shape_record({
        rolloutId: filledText,
        evidence: mapOf(kinds({ blocks: json_shape_record({ blocks: listOf(json_shape_record({ fromMs: finite, toMs: finite, cells: mapOf(anything) })) }), 'no-data': json_shape_record({ why: json_shape_text }) })),
        situation: json_shape_record({ nowMs: finite }),
        decision: json_shape_record({ kind: oneOf(DECISIONS), from: weight, to: weight, reasons: listOf(json_shape_record({ code: filledText })) }),
        effect: kinds({ none: anything, intended: withEffect, done: withEffect, unconfirmed: withEffect }),
    }),
    intended: json_shape_record({ rolloutId: filledText, effect: effect }),
    confirmed: json_shape_record({ rolloutId: filledText, effectId: json_shape_text, observed: weight, settledAtMs: finite }),
    promoted: json_shape_record({ rolloutId: filledText, pointer: json_shape_text }),
    ended: json_shape_record({ rolloutId: filledText, outcome: oneOf(ENDINGS), why: json_shape_text, observed: weight }),
};

;// CONCATENATED MODULE: ./packages/git-ledger/src/read-records.ts
// Reads what commits of a ledger hold, and refuses what cannot be trusted: truncated files, unknown schemas, another target's
// state, a history with holes.







const STATE_FILE = 'state.json';
const EVENT_FILE = 'event.json';
/** State and event of one commit; they belong together. */
async function readRecord(repository, target, commit) {
    const read = await readObjects(repository, [`${commit}:${STATE_FILE}`, `${commit}:${EVENT_FILE}`]);
    if (read.kind === 'failed')
        return failed(gitPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, failure: read, outcome: 'not-done' }));
    const [stateFile, eventFile] = read.objects;
    const state = decodeFile(stateFile, { target, commit, file: STATE_FILE }, (value) => decodeState(value, target));
    if (state.kind === 'error')
        return state;
    const event = decodeFile(eventFile, { target, commit, file: EVENT_FILE }, decodeEvent);
    if (event.kind === 'error')
        return event;
    if (state.value.sequence !== event.value.sequence) {
        return failed(damage({ target, commit, file: STATE_FILE }, [`it has sequence ${state.value.sequence}, the event beside it ${event.value.sequence}`]));
    }
    return ok({ state: state.value, event: event.value });
}
/** All events up to `head`, oldest first; one line of commits whose sequences rise by one from 1. */
async function readEvents(repository, target, head) {
    const listed = await repository.run(['rev-list', '--reverse', '--parents', '--end-of-options', head]);
    if (listed.kind === 'failed')
        return failed(gitPortError({ port: 'ledger', what: `reading the history of ${ledgerRef(target)}`, failure: listed, outcome: 'not-done' }));
    const lines = listed.stdout.toString('utf8').trim().split('\n');
    const events = [];
    for (let from = 0; from < lines.length; from += FILES_AT_ONCE) {
        const commits = lines.slice(from, from + FILES_AT_ONCE).map((line) => line.split(' '));
        const read = await readObjects(repository, commits.map(([commit = '']) => `${commit}:${EVENT_FILE}`));
        if (read.kind === 'failed')
            return failed(gitPortError({ port: 'ledger', what: `reading the history of ${ledgerRef(target)}`, failure: read, outcome: 'not-done' }));
        for (const [index, [commit = '', ...parents]] of commits.entries()) {
            const where = { target, commit, file: EVENT_FILE };
            const event = decodeFile(read.objects[index], where, decodeEvent);
            if (event.kind === 'error')
                return event;
            const expected = events.length + 1;
            if (event.value.sequence !== expected)
                return failed(damage(where, [`its sequence is ${event.value.sequence}, ${expected} was next`]));
            if (parents.length > 1)
                return failed(damage(where, ['the commit is a merge; a ledger is one line of commits']));
            events.push(event.value);
        }
    }
    return ok(events);
}
/** Keeps one answer of git well under its size limit. */
const FILES_AT_ONCE = 400;
function damage(place, problems) {
    const shown = problems.length > 5 ? [...problems.slice(0, 5), `and ${problems.length - 5} more`] : problems;
    const ref = ledgerRef(place.target);
    return {
        port: 'ledger',
        code: 'malformed',
        message: `the ledger cannot be trusted: ${place.file} in commit ${place.commit.slice(0, 12)} of ${ref}: ${shown.join('; ')}. ` +
            `Nothing was changed. Look at it with \`git show ${place.commit.slice(0, 12)}\`; if it was edited by hand, move ${ref} back to the last good commit`,
        retryable: false,
        outcome: 'not-done',
    };
}
function decodeFile(object, place, decode) {
    if (object === undefined || object.kind === 'missing' || object.type !== 'blob')
        return failed(damage(place, ['the file is not there']));
    const json = readLedgerJson(object.bytes);
    if (json.kind === 'invalid')
        return failed(damage(place, [json.why]));
    const decoded = decode(json.value);
    return decoded.kind === 'decoded' ? ok(decoded.value) : failed(damage(place, decoded.problems));
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-ledger.ts
// The Ledger port on a git repository: one branch per target, one commit per event.









/** `open` is called before each operation; it opens once and then gives the same repository. */
function createGitLedger(open) {
    const known = new Map();
    return {
        read: (target) => read(open, known, target),
        append: (entry) => append(open, known, entry),
        history: (target) => git_ledger_history(open, target),
    };
}
async function stateAt(repository, known, target, commit) {
    const last = known.get(target);
    if (last?.commit === commit)
        return ok(last.state);
    const record = await readRecord(repository, target, commit);
    if (record.kind === 'error')
        return record;
    known.set(target, { commit, state: record.value.state });
    return ok(record.value.state);
}
async function read(open, known, target) {
    const repository = await open();
    if (repository.kind === 'failed')
        return readFailed(target, repository);
    const head = await git_ledger_fetchHead(repository, target, 'tips');
    if (head.kind === 'error')
        return head;
    if (head.value === '')
        return ok({ kind: 'empty' });
    const state = await stateAt(repository, known, target, head.value);
    return state.kind === 'error' ? state : ok({ kind: 'present', head: head.value, state: state.value });
}
async function git_ledger_history(open, target) {
    const repository = await open();
    if (repository.kind === 'failed')
        return readFailed(target, repository);
    const head = await git_ledger_fetchHead(repository, target, 'all');
    if (head.kind === 'error')
        return head;
    return head.value === '' ? ok([]) : readEvents(repository, target, head.value);
}
async function append(open, knownStates, entry) {
    const { target, event } = entry;
    const from = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
    const ref = ledgerRef(target);
    (0,rollout_policy_src/* invariant */.V1)(entry.state.target === target, 'a state is recorded under its own target', { target, state: entry.state.target });
    (0,rollout_policy_src/* invariant */.V1)(entry.state.sequence === event.sequence, 'a state includes its event', { state: entry.state.sequence, event: event.sequence });
    (0,rollout_policy_src/* invariant */.V1)(from === '' || /^[0-9a-f]{40,64}$/.test(from), 'a head is what read or append answered', { head: from });
    const repository = await open();
    if (repository.kind === 'failed')
        return failed(attemptError(target, repository, 'not-done'));
    const parent = await parentSequence(repository, knownStates, { target, from });
    if (parent.kind === 'error')
        return parent;
    if (parent.value.kind === 'elsewhere')
        return settleElsewhere(repository, entry, parent.value.head);
    (0,rollout_policy_src/* invariant */.V1)(event.sequence === parent.value.sequence + 1, 'events follow each other without a gap', { parent: parent.value.sequence, event: event.sequence });
    const commit = await git_ledger_writeCommit(repository, entry, from);
    if (commit.kind === 'failed')
        return failed(attemptError(target, commit, 'not-done'));
    const moved = await moveHead(repository, { ref, from, to: commit.id });
    switch (moved.kind) {
        case 'moved':
            knownStates.set(target, { commit: commit.id, state: entry.state });
            return ok({ kind: 'appended', head: commit.id });
        case 'elsewhere':
            return settleElsewhere(repository, entry, moved.head);
        case 'gone':
            return failed(goneError(target, from));
        case 'not-moved':
            return failed(attemptError(target, moved.failure, 'not-done'));
        case 'unknown':
            return failed(attemptError(target, moved.failure, 'unknown'));
    }
}
/** The commit that we build on, fetched if it is not here yet. If the head is another one by now, there is nothing to build. */
async function parentSequence(repository, knownStates, { target, from }) {
    if (from === '')
        return ok({ kind: 'present', sequence: 0 });
    const last = knownStates.get(target);
    if (last?.commit === from)
        return ok({ kind: 'present', sequence: last.state.sequence });
    const known = await readObjects(repository, [from]);
    if (known.kind === 'failed')
        return failed(attemptError(target, known, 'not-done'));
    if (known.objects[0]?.kind === 'missing') {
        const head = await git_ledger_fetchHead(repository, target, 'new');
        if (head.kind === 'error')
            return head;
        if (head.value === '')
            return failed(goneError(target, from));
        if (head.value !== from)
            return ok({ kind: 'elsewhere', head: head.value });
    }
    const state = await stateAt(repository, knownStates, target, from);
    return state.kind === 'error' ? state : ok({ kind: 'present', sequence: state.value.sequence });
}
async function git_ledger_writeCommit(repository, { event, state, title }, parent) {
    const stateBlob = await writeObject(repository, { type: 'blob', bytes: writeLedgerJson(state) });
    if (stateBlob.kind === 'failed')
        return stateBlob;
    const eventBlob = await writeObject(repository, { type: 'blob', bytes: writeLedgerJson(event) });
    if (eventBlob.kind === 'failed')
        return eventBlob;
    const tree = await writeTree(repository, [
        { name: EVENT_FILE, blob: eventBlob.id },
        { name: STATE_FILE, blob: stateBlob.id },
    ]);
    if (tree.kind === 'failed')
        return tree;
    const trailers = [
        ['Sequence', String(event.sequence)],
        ['Operation', event.operation],
        ['Actor', event.actor],
    ];
    if (event.kind !== 'adopted')
        trailers.unshift(['Rollout-Id', event.rolloutId]);
    return writeObject(repository, { type: 'commit', bytes: commitBytes({ tree: tree.id, parent, atMs: event.atMs, title, trailers }) });
}
/**
 * The head is not where we thought. If our event is in the history (a reply was lost, or this is a repeat), it was appended. An event
 * of the same operation with other content is another run's: that is a conflict, since its effects need not be ours.
 */
async function settleElsewhere(repository, { target, event, expectedHead }, head) {
    const since = expectedHead.kind === 'at' ? [`^${expectedHead.head}`] : [];
    const known = await repository.run(['rev-list', head, ...since, '--']);
    // Where the history was rewritten, the commit we knew may be no part of it: then all of it is looked through.
    const listed = known.kind === 'ok' ? known : await repository.run(['rev-list', '--end-of-options', head]);
    if (listed.kind === 'failed')
        return failed(attemptError(target, listed, 'unknown'));
    const commits = listed.stdout.toString('utf8').split('\n').filter((line) => line !== '');
    const ours = Buffer.from(writeLedgerJson(event));
    for (let at = 0; at < commits.length; at += COMMITS_AT_ONCE) {
        const some = commits.slice(at, at + COMMITS_AT_ONCE);
        const read = await readObjects(repository, some.map((commit) => `${commit}:${EVENT_FILE}`));
        if (read.kind === 'failed')
            return failed(attemptError(target, read, 'unknown'));
        const found = read.objects.findIndex((object) => object.kind === 'object' && object.bytes.equals(ours));
        if (found !== -1)
            return ok({ kind: 'appended', head: some[found] ?? head });
    }
    return ok({ kind: 'conflict', head });
}
const COMMITS_AT_ONCE = 400;
/** Empty when the target has no history yet. */
async function git_ledger_fetchHead(repository, target, depth) {
    const fetched = await repository.fetchRefs({ patterns: [ledgerRef(target)], depth, files: 'included' });
    if (fetched.kind === 'failed')
        return readFailed(target, fetched);
    const head = await readRef(repository, ledgerRef(target));
    if (head.kind === 'failed')
        return readFailed(target, head);
    return ok(head.kind === 'at' ? head.id : '');
}
function readFailed(target, failure) {
    return failed(gitPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, failure, outcome: 'not-done' }));
}
function attemptError(target, failure, outcome) {
    return gitPortError({ port: 'ledger', what: `recording in ${ledgerRef(target)}`, failure, outcome });
}
function goneError(target, from) {
    const ref = ledgerRef(target);
    return {
        port: 'ledger',
        code: 'missing',
        message: `${ref} was at ${from.slice(0, 12)} and is gone. Somebody deleted it; bring it back with \`git push <remote> ${from}:${ref}\` from a clone that has it, and protect rollouts/** from deletion`,
        retryable: false,
        outcome: 'not-done',
    };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/open-git-ledger.ts
// Opens the ledger and the freezes of a repository, wherever it is.



/** Touches nothing yet: the repository is opened with the first operation, and again after a failure to open it. */
function openGitLedger(options) {
    const open = openOnFirstUse({ ...options, git: options.git ?? createGit(process.env) });
    return { ledger: createGitLedger(open), freezes: createGitFreezeStore(open) };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/index.ts
// The ledger and the freezes on a git ref, in a folder or at any remote.







;// CONCATENATED MODULE: ./packages/json-exchange/src/exchange.ts
// JSON out, JSON back, or one of the ways this fails. Knows nothing of routers or metrics.
/** What the other side may say about its own refusal: `{"error": "one sentence"}`. Empty when it says nothing of that form. */
function refusalText(body) {
    try {
        const parsed = JSON.parse(body);
        if (typeof parsed === 'object' && parsed !== null && 'error' in parsed && typeof parsed.error === 'string')
            return parsed.error;
    }
    catch {
        // Not JSON: the status alone has to do.
    }
    return '';
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/plain-line.ts
// Text of the other side inside our sentences: one line, no control or direction characters, not long.
const LENGTH_MAX = 200;
function plainLine(text, lengthMax = LENGTH_MAX) {
    // The slice bounds the work, the categories are: control, format (direction marks, zero width), line and paragraph separators.
    const line = text.slice(0, lengthMax * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim();
    return line.length <= lengthMax ? line : `${line.slice(0, lengthMax)}...`;
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/shown-address.ts
// An address as people may read it in a log: without query, user and password, where secrets live.

function shownAddress(url) {
    if (!URL.canParse(url))
        return plainLine(url);
    const { protocol, host, pathname } = new URL(url);
    return plainLine(`${protocol}//${host}${pathname}`);
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/http-request.ts
// One HTTP request with an end: a time limit over the whole answer, a size limit on its body, redirects not followed.


/** Never throws. Reads the body to its end or to `bytesMax`, whatever the status. */
async function sendRequest(request, fetch) {
    const { url, method, headers, body, timeoutMs, bytesMax } = request;
    const address = addressOf(url);
    if (address.kind === 'unusable')
        return { kind: 'no-answer', sent: 'not-sent', form: 'address', message: address.message };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
        const response = await fetch(address.url, { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) });
        const read = await readCapped(response, { bytesMax, signal });
        if (read.kind === 'too-large')
            return { kind: 'no-answer', sent: 'broken', form: 'too-large', message: `${shownAddress(url)} answered more than ${String(bytesMax)} bytes; that is not an answer to this request` };
        return { kind: 'answer', status: response.status, headers: response.headers, text: read.text };
    }
    catch (cause) {
        if (signal.aborted)
            return { kind: 'no-answer', sent: 'broken', form: 'timeout', message: `${shownAddress(url)} did not answer within ${String(timeoutMs)} ms`, cause };
        const code = causeCode(cause);
        const sent = NEVER_SENT.has(code) ? 'not-sent' : 'broken';
        return { kind: 'no-answer', sent, form: 'connection', message: `${shownAddress(url)} could not be reached${code === '' ? '' : ` (${code})`}`, cause };
    }
}
/** Errors of name lookup and of connecting: no byte of the request has left. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
function addressOf(url) {
    if (!URL.canParse(url))
        return { kind: 'unusable', message: `"${plainLine(url)}" is not an address; write http://host/path or https://host/path` };
    const parsed = new URL(url);
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
        return { kind: 'unusable', message: `"${shownAddress(url)}" is not an http or https address` };
    if (parsed.username !== '' || parsed.password !== '')
        return { kind: 'unusable', message: `the address of ${parsed.host} carries a user or password; pass a token instead` };
    return { kind: 'usable', url: parsed };
}
/** The code of the innermost failure that has one; undici and Node nest them, several addresses come as an AggregateError. */
function causeCode(error) {
    for (let each = error, depth = 0; each instanceof Error && depth < 8; depth += 1) {
        if ('code' in each && typeof each.code === 'string')
            return each.code;
        each = each instanceof AggregateError ? each.errors[0] : each.cause;
    }
    return '';
}
async function readCapped(response, { bytesMax, signal }) {
    if (response.body === null)
        return { kind: 'read', text: '' };
    const body = response.body;
    const reader = body.getReader();
    const stop = () => void reader.cancel(signal.reason).catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    const chunks = [];
    let size = 0;
    try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
            size += next.value.byteLength;
            if (size > bytesMax) {
                stop();
                return { kind: 'too-large' };
            }
            chunks.push(next.value);
        }
        signal.throwIfAborted();
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
    return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') };
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/http-exchange.ts
// The exchange over HTTP: POST of JSON to one address.



const BYTES_MAX = 1024 * 1024;
function httpExchange({ url, token, fetch, timeoutMs }) {
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    // What a server says about a token ends in logs and in the ledger.
    const hidden = (text) => (token === undefined ? text : text.replaceAll(token, '***'));
    return async (request) => {
        const answer = await sendRequest({ url, method: 'POST', headers, body: JSON.stringify(request), timeoutMs, bytesMax: BYTES_MAX }, fetch);
        if (answer.kind === 'no-answer')
            return withoutAnswer(answer);
        return answer.status === 200 ? parsed(answer.text, hidden) : http_exchange_refused(answer.status, hidden(answer.text));
    };
}
function parsed(text, hidden) {
    try {
        return { kind: 'answered', value: JSON.parse(text) };
    }
    catch (cause) {
        return { kind: 'failed', code: 'malformed', message: `answered 200 with text that is not JSON: ${plainLine(hidden(text), 80)}`, retryable: false, outcome: 'unknown', cause };
    }
}
function withoutAnswer({ form, sent, message, cause }) {
    const outcome = sent === 'not-sent' ? 'not-done' : 'unknown';
    if (form === 'address')
        return { kind: 'failed', code: 'refused', message, retryable: false, outcome };
    if (form === 'too-large')
        return { kind: 'failed', code: 'malformed', message, retryable: false, outcome };
    return { kind: 'failed', code: 'unavailable', message, retryable: true, outcome, cause };
}
/**
 * Statuses below 500 say that nothing was done. From 500 on a gateway may be speaking after the change was made, and a redirect may come after it
 * too: there the outcome is unknown, which costs one read.
 */
function http_exchange_refused(status, body) {
    const said = plainLine(refusalText(body));
    const message = `answered ${String(status)}${said === '' ? '' : `: ${said}`}`;
    const failed = (code, retryable, outcome) => ({ kind: 'failed', code, message, retryable, outcome });
    if (status === 409)
        return failed('conflict', false, 'not-done');
    if (status === 401 || status === 403)
        return failed('denied', false, 'not-done');
    if (status === 404)
        return failed('missing', false, 'not-done');
    if (status === 429)
        return failed('unavailable', true, 'not-done');
    if (status >= 400 && status < 500)
        return failed('refused', false, 'not-done');
    if (status >= 500)
        return failed('unavailable', true, 'unknown');
    if (status >= 300)
        return { ...failed('refused', false, 'unknown'), message: `${message}: redirects are not followed; give the final address` };
    return { ...failed('malformed', false, 'unknown'), message: `${message}: an answer has status 200` };
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/command-exchange.ts
// The exchange with a program: JSON on its standard input, JSON on its standard output, a meaning for each exit code. Never a shell.



const command_exchange_BYTES_MAX = 1024 * 1024;
const STDERR_CHARS_KEPT = 4096;
function commandExchange(options) {
    return async (request) => {
        const run = await runProgram(options, JSON.stringify(request));
        const name = plainLine(options.argv[0] ?? '');
        switch (run.kind) {
            case 'not-started':
                return { kind: 'failed', code: 'unavailable', message: `cannot start "${name}": ${run.why}`, retryable: false, outcome: 'not-done', cause: run.cause };
            case 'timed-out':
                return { kind: 'failed', code: 'unavailable', message: `"${name}" did not end within ${String(options.timeoutMs)} ms and was killed`, retryable: true, outcome: 'unknown' };
            case 'too-large':
                return { kind: 'failed', code: 'malformed', message: `"${name}" wrote more than ${String(command_exchange_BYTES_MAX)} bytes; that is not an answer to this request`, retryable: false, outcome: 'unknown' };
            case 'exited':
                return run.code === 0 ? command_exchange_parsed(name, run.stdout) : command_exchange_refused(name, run);
        }
    };
}
function runProgram({ argv, cwd, env, timeoutMs }, input) {
    const [program, ...args] = argv;
    if (program === undefined || program === '')
        return Promise.resolve({ kind: 'not-started', why: 'the command is empty' });
    if (argv.some((each) => each.includes('\0')))
        return Promise.resolve({ kind: 'not-started', why: 'the command has a null byte in it' });
    return new Promise((resolve) => {
        // A process group of its own, so that a late child cannot change traffic after we said that we do not know.
        const child = (0,external_node_child_process_.spawn)(program, args, { cwd, env, shell: false, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
        const stdout = [];
        let stdoutBytes = 0;
        let stderr = '';
        const end = (run) => {
            clearTimeout(timer);
            resolve(run);
        };
        const timer = setTimeout(() => {
            killGroup(child);
            end({ kind: 'timed-out' });
        }, timeoutMs);
        child.on('error', (cause) => end({ kind: 'not-started', why: plainLine(cause.message), cause }));
        child.stdout.on('data', (chunk) => {
            stdoutBytes += chunk.length;
            if (stdoutBytes <= command_exchange_BYTES_MAX)
                return void stdout.push(chunk);
            killGroup(child);
            end({ kind: 'too-large' });
        });
        child.stderr.on('data', (chunk) => void (stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_CHARS_KEPT)));
        // A program may answer without reading its input; its exit code and output then speak for it.
        child.stdin.on('error', () => undefined);
        child.on('close', (code, signal) => end({ kind: 'exited', code: code ?? signal ?? 'unknown', stdout: Buffer.concat(stdout).toString('utf8'), stderr }));
        child.stdin.end(input);
    });
}
function killGroup(child) {
    try {
        if (child.pid !== undefined)
            process.kill(-child.pid, 'SIGKILL');
    }
    catch {
        // The group is gone already.
    }
}
function command_exchange_parsed(name, stdout) {
    try {
        return { kind: 'answered', value: JSON.parse(stdout) };
    }
    catch (cause) {
        return { kind: 'failed', code: 'malformed', message: `"${name}" ended well but wrote text that is not JSON: ${plainLine(stdout, 80)}`, retryable: false, outcome: 'unknown', cause };
    }
}
/** The exit codes of sysexits.h that the contract names. */
const CODES = new Map([
    [75, { code: 'conflict', retryable: false, outcome: 'not-done' }],
    [69, { code: 'unavailable', retryable: true, outcome: 'unknown' }],
    [65, { code: 'refused', retryable: false, outcome: 'not-done' }],
    [77, { code: 'denied', retryable: false, outcome: 'not-done' }],
    [66, { code: 'missing', retryable: false, outcome: 'not-done' }],
]);
function command_exchange_refused(name, { code, stdout, stderr }) {
    const said = plainLine(refusalText(stdout)) || plainLine(stderr.trimEnd().split('\n').at(-1) ?? '');
    const ended = typeof code === 'number' ? `ended with exit code ${String(code)}` : `was ended by ${code}`;
    const meaning = CODES.get(code) ?? { code: 'unavailable', retryable: true, outcome: 'unknown' };
    return { kind: 'failed', ...meaning, message: `"${name}" ${ended}${said === '' ? '' : `: ${said}`}` };
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/decode.ts
// Strict decoding of JSON by hand: every mistake is named with its place, unknown keys are mistakes, nothing is converted.

/** Decodes from the root; `why` names all mistakes in one line (the first ten of them). */
function decode_decode(decoder, value) {
    const decoded = decoder(value, '');
    if (decoded.kind === 'ok')
        return decoded;
    const shown = decoded.mistakes.slice(0, MISTAKES_SHOWN).map(({ path, expected, seen }) => `${path === '' ? 'the answer' : path}: expected ${expected}, got ${seen}`);
    const more = decoded.mistakes.length - shown.length;
    return { ...decoded, why: shown.join('; ') + (more > 0 ? `; and ${String(more)} more` : '') };
}
const MISTAKES_SHOWN = 10;
function decode_text({ expected = 'text', lengthMax = 4096, pattern = /^/ } = {}) {
    return (value, path) => (typeof value === 'string' && value.length <= lengthMax && pattern.test(value) ? good(value) : bad(path, expected, value));
}
function decode_integer({ min, max }) {
    const expected = `a whole number from ${String(min)} to ${String(max)}`;
    return (value, path) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? good(value) : bad(path, expected, value));
}
const decode_boolean = (value, path) => (typeof value === 'boolean' ? good(value) : bad(path, 'true or false', value));
function decode_choice(...values) {
    return (value, path) => {
        const found = values.find((each) => each === value);
        return found === undefined ? bad(path, values.map((each) => JSON.stringify(each)).join(' or '), value) : good(found);
    };
}
/** `null` becomes `absent`. */
function nullable(decoder, absent) {
    return (value, path) => (value === null ? good(absent) : decoder(value, path));
}
function list(item, { countMax }) {
    return (value, path) => {
        if (!Array.isArray(value))
            return bad(path, 'a list', value);
        if (value.length > countMax)
            return bad(path, `at most ${String(countMax)} items`, `${String(value.length)} items`, 'as it is');
        const decoded = value.map((each, index) => item(each, `${path}[${String(index)}]`));
        const mistakes = decoded.flatMap((each) => (each.kind === 'bad' ? each.mistakes : []));
        return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(decoded.flatMap((each) => (each.kind === 'ok' ? [each.value] : [])));
    };
}
/** An object whose keys are data. */
function decode_record(item, { keysMax }) {
    return (value, path) => {
        if (!decode_isObject(value))
            return bad(path, 'an object', value);
        const entries = Object.entries(value);
        if (entries.length > keysMax)
            return bad(path, `at most ${String(keysMax)} keys`, `${String(entries.length)} keys`, 'as it is');
        const mistakes = [];
        const decoded = new Map();
        for (const [key, each] of entries) {
            const result = item(each, at(path, key));
            if (result.kind === 'ok')
                decoded.set(key, result.value);
            else
                mistakes.push(...result.mistakes);
        }
        return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(Object.fromEntries(decoded));
    };
}
function shape(fields, optional = {}) {
    return (value, path) => decodeFields(fields, optional, value, path);
}
function decodeFields(fields, optional, value, path) {
    if (!decode_isObject(value))
        return bad(path, `an object with ${Object.keys(fields).join(', ')}`, value);
    const mistakes = [];
    const decoded = [];
    for (const key of Object.keys(value)) {
        if (!Object.hasOwn(fields, key) && !Object.hasOwn(optional, key))
            mistakes.push({ path: at(path, key), expected: 'no such key', seen: 'one' });
    }
    for (const [key, decoder] of [...Object.entries(fields), ...Object.entries(optional)]) {
        if (Object.hasOwn(value, key)) {
            const result = decoder(value[key], at(path, key));
            if (result.kind === 'ok')
                decoded.push([key, result.value]);
            else
                mistakes.push(...result.mistakes);
        }
        else if (Object.hasOwn(fields, key)) {
            mistakes.push({ path: at(path, key), expected: 'a value', seen: 'nothing' });
        }
    }
    return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(Object.fromEntries(decoded));
}
function good(value) {
    return { kind: 'ok', value };
}
function bad(path, expected, seen, how = 'as JSON') {
    return { kind: 'bad', mistakes: [{ path, expected, seen: how === 'as it is' ? String(seen) : seenText(seen) }] };
}
function seenText(value) {
    if (Array.isArray(value))
        return 'a list';
    if (decode_isObject(value))
        return 'an object';
    return value === undefined ? 'nothing' : plainLine(JSON.stringify(value), 60);
}
function decode_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function at(path, key) {
    const name = plainLine(key, 60);
    return path === '' ? name : `${path}.${name}`;
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/index.ts







;// CONCATENATED MODULE: ./packages/metric-sources/src/labels/labels-answer.ts
// The answer of a label source, judged: what it may say about which spans.

const BLOCKS_MAX = 500;
const SLICE_VALUES_MAX = 32;
const CELL_NAME_MAX = 200;
/** Every mistake is named; one of them is enough to use nothing of the answer. */
function judgeLabels(answer, asked) {
    const decoded = decode_decode(answerShape, answer);
    if (decoded.kind === 'bad')
        return noData(`its answer is not of the agreed form: ${decoded.why}`);
    const { blocks } = decoded.value;
    if (blocks.length === 0)
        return noData(`it has no block from ${iso(asked.fromMs)} to ${iso(asked.toMs)}, whose labels should be known by now`);
    const gaps = [];
    let lastMs = asked.fromMs;
    for (const [index, block] of blocks.entries()) {
        const trouble = spanTrouble(block, asked, lastMs) || cellsTrouble(block, asked.slices);
        if (trouble !== '')
            return noData(`its block ${String(index)} (${iso(block.fromMs)}) ${trouble}`);
        if (block.fromMs > lastMs)
            gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
        lastMs = block.toMs;
    }
    return { kind: 'blocks', blocks, gaps };
}
const labels_answer_count = decode_integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const counts = shape({ trials: labels_answer_count, events: labels_answer_count });
const time = decode_integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const block = shape({ fromMs: time, toMs: time, cells: decode_record(shape({ stable: counts, candidate: counts }), { keysMax: 1000 }) });
const answerShape = shape({ blocks: list(block, { countMax: BLOCKS_MAX }) });
function spanTrouble({ fromMs, toMs }, asked, lastMs) {
    if (toMs <= fromMs)
        return 'ends before it begins';
    if (fromMs % asked.blockMs !== 0 || toMs % asked.blockMs !== 0)
        return `does not begin and end on a multiple of ${String(asked.blockMs)} ms`;
    if (fromMs < asked.fromMs || toMs > asked.toMs)
        return `lies outside of what was asked for (${iso(asked.fromMs)} to ${iso(asked.toMs)})`;
    return fromMs < lastMs ? 'overlaps the one before, or stands before it' : '';
}
function cellsTrouble({ cells }, slices) {
    if (!Object.hasOwn(cells, 'all'))
        return 'has no cell "all"';
    const values = new Map();
    for (const [name, { stable, candidate }] of Object.entries(cells)) {
        if (stable.events > stable.trials || candidate.events > candidate.trials)
            return `has more wrong answers than answers in "${plainLine(name)}"`;
        if (name === 'all')
            continue;
        const dimension = slices.find((slice) => name.startsWith(`${slice}=`));
        if (dimension === undefined || name.length > CELL_NAME_MAX || name.length === dimension.length + 1)
            return `has the cell "${plainLine(name)}"; allowed are "all" and ${slices.map((slice) => `"${slice}=..."`).join(', ') || 'nothing else'}`;
        values.set(dimension, (values.get(dimension) ?? 0) + 1);
    }
    const crowded = [...values].find(([, size]) => size > SLICE_VALUES_MAX);
    return crowded === undefined ? '' : `has ${String(crowded[1])} values of "${crowded[0]}"; at most ${String(SLICE_VALUES_MAX)} can be judged one by one`;
}
function iso(ms) {
    return ms <= LAST_DATE_MS ? new Date(ms).toISOString() : `${String(ms)} ms`;
}
/** The last moment that a Date can hold. */
const LAST_DATE_MS = 8.64e15;
function noData(why) {
    return { kind: 'no-data', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/labels/labels-source.ts
// Right and wrong answers, known some time after the request: asked for in whole cohorts of event time that have matured, from a source with
// history. Nothing has to be remembered between two looks; the watermark says it all.



function labelsSource(options) {
    return {
        fetchBlocks: async (request) => {
            const answers = await Promise.all(request.questions.map(async (question) => [question.check, await answer(options, request, question)]));
            return ok({ evidence: Object.fromEntries(answers), snapshot: request.snapshot });
        },
    };
}
async function answer(options, request, question) {
    const { signal, slices } = question;
    if (signal.kind !== 'labels')
        return { kind: 'no-data', why: `a label source cannot answer a check of ${signal.kind}` };
    const span = dueSpan(signal, question.fromMs, request);
    if (span.toMs <= span.fromMs)
        return { kind: 'blocks', blocks: [], gaps: [] };
    const asked = { ...span, blockMs: request.blockMs, slices };
    const { target, rolloutId, arms } = request;
    const exchanged = await exchangeWith(options, signal.source)({ op: 'labels', target, rolloutId, ...span, blockMs: request.blockMs, arms, slices });
    const evidence = exchanged.kind === 'failed' ? { kind: 'no-data', why: exchanged.message } : judgeLabels(exchanged.value, asked);
    return evidence.kind === 'no-data' ? { kind: 'no-data', why: `the label source: ${evidence.why}` } : evidence;
}
/**
 * From the watermark to the end of the last cohort whose labels have matured. Cohorts are cut on multiples of `everyMs` and spans on multiples
 * of `blockMs`, both since the epoch, so that every look cuts alike. A long absence is caught up in several looks.
 */
function dueSpan({ everyMs, matureMs }, watermarkMs, { nowMs, lagMs, blockMs }) {
    const fromMs = Math.ceil(watermarkMs / blockMs) * blockMs;
    const cohortMs = Math.max(everyMs, blockMs);
    const maturedMs = Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs;
    const toMs = Math.floor(maturedMs / blockMs) * blockMs;
    return { fromMs, toMs: Math.min(toMs, fromMs + BLOCKS_MAX * blockMs) };
}
function exchangeWith({ fetch, timeoutMs, cwd, env }, source) {
    return source.kind === 'http' ? httpExchange({ url: source.url, fetch, timeoutMs }) : commandExchange({ argv: source.argv, cwd, env, timeoutMs });
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/sample-line.ts
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
function scanSample(line, format) {
    const name = taken(line, 0, isNameLetter);
    if (name === '' || isDigit(name[0]))
        return malformed(line.startsWith('{') ? 'quoted metric names are not read; ask the server for escaping=underscores' : 'a sample begins with a metric name');
    let at = skipSpaces(line, name.length);
    const labels = new Map();
    if (line[at] === '{') {
        const end = scanLabels(line, at + 1, labels);
        if (typeof end !== 'number')
            return end;
        at = skipSpaces(line, end);
    }
    else if (at === name.length) {
        return malformed('after the name comes a space or {');
    }
    const written = taken(line, at, isWordLetter);
    const value = numberOf(written);
    if (value === 'none')
        return malformed(written === '' ? 'it has no value' : 'its value is not a number');
    at = skipSpaces(line, at + written.length);
    let moment = { kind: 'with-the-page' };
    if (at < line.length && line[at] !== '#') {
        const stamp = taken(line, at, isWordLetter);
        const time = numberOf(stamp);
        if (time === 'none' || !Number.isFinite(time))
            return malformed('its timestamp is not a number');
        // OpenMetrics counts seconds, the older format milliseconds.
        moment = { kind: 'at', atMs: format === 'openmetrics' ? time * 1000 : time };
        at = skipSpaces(line, at + stamp.length);
    }
    if (at < line.length && !(format === 'openmetrics' && line.startsWith('# {', at)))
        return malformed('something stands after the value');
    return { kind: 'sample', name, sample: { labels, value, taken: moment } };
}
/** From after `{` to after `}`; fills `labels`. */
function scanLabels(line, from, labels) {
    let at = skipSpaces(line, from);
    while (line[at] !== '}') {
        const name = taken(line, at, isLabelLetter);
        const equals = skipSpaces(line, at + name.length);
        const quote = skipSpaces(line, equals + 1);
        if (name === '' || isDigit(name[0]) || line[equals] !== '=' || line[quote] !== '"')
            return malformed('a label is name="value"');
        const value = scanQuoted(line, quote + 1);
        if (value.kind === 'malformed')
            return value;
        if (labels.has(name))
            return malformed(`the label "${name}" stands there twice`);
        labels.set(name, value.text);
        at = skipSpaces(line, value.end);
        if (line[at] === ',')
            at = skipSpaces(line, at + 1);
        else if (line[at] !== '}')
            return malformed('after a label comes a comma or }');
    }
    return at + 1;
}
const ESCAPES = new Map([['\\', '\\'], ['"', '"'], ['n', '\n']]);
function scanQuoted(line, from) {
    let text = '';
    for (let at = from; at < line.length; at += 1) {
        const letter = line[at] ?? '';
        if (letter === '"')
            return { kind: 'text', text, end: at + 1 };
        if (letter !== '\\') {
            text += letter;
            continue;
        }
        at += 1;
        const meant = ESCAPES.get(line[at] ?? '');
        if (meant === undefined)
            return malformed('in a label value only \\\\, \\" and \\n are escapes');
        text += meant;
    }
    return malformed('a label value has no end');
}
function numberOf(written) {
    if (NUMBER.test(written))
        return Number(written);
    switch (written.toLowerCase()) {
        case 'nan':
            return NaN;
        case 'inf':
        case '+inf':
        case 'infinity':
        case '+infinity':
            return Infinity;
        case '-inf':
        case '-infinity':
            return -Infinity;
        default:
            return 'none';
    }
}
/** The longest run of such letters from `at` on. */
function taken(line, at, isOne) {
    let end = at;
    while (end < line.length && isOne(line[end] ?? ''))
        end += 1;
    return line.slice(at, end);
}
function skipSpaces(line, at) {
    return at + taken(line, at, isSpace).length;
}
function isSpace(letter) {
    return letter === ' ' || letter === '\t';
}
function isWordLetter(letter) {
    return !isSpace(letter);
}
function isLabelLetter(letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter === '_' || isDigit(letter);
}
function isNameLetter(letter) {
    return isLabelLetter(letter) || letter === ':';
}
function isDigit(letter) {
    return letter !== undefined && letter >= '0' && letter <= '9';
}
function malformed(why) {
    return { kind: 'malformed', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/exposition.ts
// A metric page as text, in either format that servers send: OpenMetrics 1.0 and the older Prometheus text 0.0.4.
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md, https://prometheus.io/docs/instrumenting/exposition_formats/


/** Checks every line, keeps the samples of `wanted`. Linear in the text. */
function parsePage(text, format, wanted) {
    const cut = cutOff(text, format);
    if (cut !== '')
        return { kind: 'malformed', why: cut };
    const samples = new Map();
    const names = new Set();
    const types = new Map();
    let lineNumber = 0;
    let ended = false;
    for (const line of linesOf(text)) {
        lineNumber += 1;
        const at = (why) => ({ kind: 'malformed', why: `line ${String(lineNumber)}: ${why}: ${plainLine(line, 80)}` });
        if (ended)
            return at('something stands after # EOF');
        if (line.trim() === '') {
            if (format === 'openmetrics')
                return at('OpenMetrics has no empty lines');
            continue;
        }
        if (line.startsWith('#')) {
            ended = format === 'openmetrics' && line === '# EOF';
            const declared = declaredType(line);
            if (declared.kind === 'malformed')
                return at('a TYPE line names a metric and its type');
            if (declared.kind === 'type') {
                types.set(declared.name, declared.type);
                names.add(declared.name);
            }
            continue;
        }
        const sample = scanSample(line, format);
        if (sample.kind === 'malformed')
            return at(sample.why);
        names.add(sample.name);
        if (!wanted.has(sample.name))
            continue;
        const known = samples.get(sample.name);
        if (known === undefined)
            samples.set(sample.name, [sample.sample]);
        else
            known.push(sample.sample);
    }
    return { kind: 'page', page: { samples, names, types } };
}
/** HELP, UNIT and comments say nothing that counting needs. */
function declaredType(line) {
    const [mark, keyword, name = '', type = '', ...more] = line.split(/[ \t]+/).filter((word) => word !== '');
    if (mark !== '#' || keyword !== 'TYPE')
        return { kind: 'other' };
    return type === '' || more.length > 0 ? { kind: 'malformed' } : { kind: 'type', name, type: type.toLowerCase() };
}
/** A page that was cut off would read as counters that went away. */
function cutOff(text, format) {
    if (format === 'openmetrics')
        return /(^|\n)# EOF\n?$/.test(text.slice(-8)) ? '' : 'it does not end with "# EOF": it was cut off';
    return text === '' || text.endsWith('\n') ? '' : 'its last line has no end: it was cut off';
}
function* linesOf(text) {
    let start = 0;
    while (start < text.length) {
        const end = text.indexOf('\n', start);
        const stop = end < 0 ? text.length : end;
        yield text.slice(start, stop);
        start = stop + 1;
    }
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/page-view.ts
// One pod's page at one look: fetched, checked to be fresh and whole, parsed.


const page_view_BYTES_MAX = 16 * 1024 * 1024;
/** Servers' clocks differ from ours; absolute times are believed within this. */
const CLOCK_DIFFERENCE_MS = 60_000;
const ACCEPT = 'application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,text/plain;version=0.0.4;escaping=underscores;q=0.5';
async function viewPage(url, wanted, { nowMs, maxGapMs }, { fetch, timeoutMs }) {
    const unreadable = (why) => ({ kind: 'unreadable', why: `${shownAddress(url)} ${why}` });
    const answer = await sendRequest({ url, method: 'GET', headers: { accept: ACCEPT, 'cache-control': 'no-cache' }, timeoutMs, bytesMax: page_view_BYTES_MAX }, fetch);
    if (answer.kind === 'no-answer')
        return { kind: 'unreadable', why: answer.message };
    if (answer.status !== 200)
        return unreadable(`answered ${String(answer.status)}`);
    const format = formatOf(answer.headers.get('content-type'));
    if (format === 'none')
        return unreadable(`is no metric page: its content type is "${plainLine(answer.headers.get('content-type') ?? '', 60)}"`);
    const staleMs = ageMs(answer.headers, nowMs);
    if (staleMs > maxGapMs)
        return unreadable(`is stale: ${String(Math.round(staleMs / 1000))} s old, by its own account`);
    const parsed = parsePage(answer.text, format, wanted);
    return parsed.kind === 'page' ? { kind: 'page', url, page: parsed.page } : unreadable(`cannot be read: ${parsed.why}`);
}
function formatOf(contentType) {
    const type = (contentType ?? 'text/plain').split(';')[0]?.trim().toLowerCase();
    if (type === 'application/openmetrics-text')
        return 'openmetrics';
    return type === 'text/plain' ? 'prometheus-text' : 'none';
}
/** How old the answer is: what a cache says, or how far its date is behind, less what clocks may differ. */
function ageMs(headers, nowMs) {
    const age = Number(headers.get('age') ?? '0') * 1000;
    const dateMs = Date.parse(headers.get('date') ?? '');
    return Math.max(0, Number.isFinite(age) ? age : 0, Number.isNaN(dateMs) ? 0 : nowMs - dateMs - CLOCK_DIFFERENCE_MS);
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/series.ts
// The counters of one name on one page: each series once, whole, fresh. Anything else is no data.


const UNDECLARED = ['untyped', 'unknown'];
function counterNames(metric) {
    const family = metric.endsWith('_total') ? metric.slice(0, -'_total'.length) : metric;
    return { sample: metric, created: `${family}_created`, without: '', types: new Set(['counter', ...UNDECLARED]), families: [metric, family] };
}
function bucketNames(metric) {
    return { sample: `${metric}_bucket`, created: `${metric}_created`, without: 'le', types: new Set(['histogram', ...UNDECLARED]), families: [metric] };
}
const SERIES_MAX = 10_000;
function readSeries(page, names, freshness) {
    const { sample: name } = names;
    const declared = names.families.map((family) => page.types.get(family)).find((type) => type !== undefined);
    if (declared !== undefined && !names.types.has(declared))
        return { kind: 'no-data', why: `"${name}" is declared as ${plainLine(declared)}, not as ${[...names.types][0] ?? ''}` };
    const samples = page.samples.get(name) ?? [];
    if (samples.length > SERIES_MAX)
        return { kind: 'no-data', why: `"${name}" has ${String(samples.length)} series; at most ${String(SERIES_MAX)} are counted` };
    const created = createdTimes(page.samples.get(names.created) ?? []);
    const series = new Map();
    for (const each of samples) {
        const key = labelsText(each.labels);
        const trouble = troubleWith(each, freshness);
        if (trouble !== '')
            return { kind: 'no-data', why: `"${name}{${plainLine(key, 120)}}" ${trouble}` };
        if (series.has(key))
            return { kind: 'no-data', why: `"${name}{${plainLine(key, 120)}}" stands there twice` };
        const createdAtMs = created.get(labelsText(each.labels, names.without));
        series.set(key, { labels: each.labels, value: each.value, created: createdAtMs === undefined ? { kind: 'unknown' } : { kind: 'at', atMs: createdAtMs } });
    }
    return { kind: 'series', series };
}
/** Canonical: sorted by name, escaped as on the page. `without` leaves one label out. */
function labelsText(labels, without = '') {
    return [...labels]
        .filter(([name]) => name !== without)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(',');
}
/** When the process began, where the page says so; a change of it is a restart. */
function processStart(page) {
    const [start, ...others] = page.samples.get(PROCESS_START) ?? [];
    return start === undefined || others.length > 0 || !Number.isFinite(start.value) ? { kind: 'unknown' } : { kind: 'at', atMs: Math.round(start.value * 1000) };
}
const PROCESS_START = 'process_start_time_seconds';
function troubleWith({ value, taken }, { nowMs, maxGapMs }) {
    if (Number.isNaN(value))
        return 'is NaN';
    if (!Number.isSafeInteger(value) || value < 0)
        return `is ${String(value)}, which is no count`;
    if (taken.kind === 'at' && nowMs - taken.atMs > maxGapMs + CLOCK_DIFFERENCE_MS)
        return `was taken ${String(Math.round((nowMs - taken.atMs) / 1000))} s ago: the page is stale`;
    return '';
}
function createdTimes(samples) {
    return new Map(samples.filter(({ value }) => Number.isFinite(value)).map(({ labels, value }) => [labelsText(labels), Math.round(value * 1000)]));
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/snapshot.ts
// What the source needs to go on at the next look, as compact JSON in the ledger: the value of every counted series on every page.

const ENTRIES_MAX = 100_000;
function readSnapshot(given) {
    if (given === null || given === undefined)
        return { kind: 'none' };
    const decoded = decode_decode(snapshotShape, given);
    return decoded.kind === 'ok' ? { kind: 'snapshot', snapshot: decoded.value } : { kind: 'unusable', why: decoded.why };
}
function storedValue(stored) {
    return typeof stored === 'number' ? stored : stored[0];
}
function storedCreatedMs(stored) {
    return typeof stored === 'number' ? 'unknown' : stored[1];
}
const snapshot_count = decode_integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const snapshot_time = decode_integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const stored = (value, path) => {
    if (!Array.isArray(value))
        return snapshot_count(value, path);
    const pair = value;
    if (pair.length !== 2)
        return { kind: 'bad', mistakes: [{ path, expected: 'a value and a time', seen: `${String(pair.length)} items` }] };
    const seen = snapshot_count(pair[0], `${path}[0]`);
    if (seen.kind === 'bad')
        return seen;
    const createdMs = snapshot_time(pair[1], `${path}[1]`);
    return createdMs.kind === 'bad' ? createdMs : { kind: 'ok', value: [seen.value, createdMs.value] };
};
const pageShape = shape({ counted: decode_record(decode_record(stored, { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }) }, { startedMs: snapshot_time, lost: decode_record(list(decode_text({ lengthMax: Number.MAX_SAFE_INTEGER }), { countMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }) });
const snapshotShape = shape({ version: decode_choice(1), atMs: snapshot_time, pages: decode_record(pageShape, { keysMax: ENTRIES_MAX }) });

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/page-counters.ts


/**
 * Differences per series. A series that is born on a page that was seen before counts from zero: its first error counts. A restart, a series
 * that went away or came back, and a page without a baseline are gaps: nobody can say what was counted in between.
 */
function increasesOf({ url, page, shown }, before, names, series) {
    const gap = (why) => ({ kind: 'gap', why: `${shown}: ${why}` });
    const started = processStart(page);
    if (restarted(before.page, started))
        return gap('its process restarted');
    const known = isSamePage(before.page, started) ? entry(before.page.counted, names.sample) : 'absent';
    if (known === 'absent') {
        const isNewborn = (started.kind === 'at' && started.atMs >= before.atMs) || (series.size > 0 && [...series.values()].every(({ created }) => created.kind === 'at' && created.atMs >= before.atMs));
        return isNewborn ? fromZero(url, series) : gap(`"${names.sample}" has no baseline from an earlier look`);
    }
    const lost = new Set(before.page.lost?.[names.sample] ?? []);
    const increases = [];
    for (const [key, { labels, value, created }] of series) {
        const stored = entry(known, key);
        if (stored === 'absent') {
            if (lost.has(key))
                return gap(`"${names.sample}{${key}}" came back`);
            if (created.kind === 'at' && created.atMs < before.atMs - BIRTH_TOLERANCE_MS)
                return gap(`"${names.sample}{${key}}" is new but was created before the last look`);
            increases.push({ url, labels, by: value });
            continue;
        }
        if (isReset({ value, created }, stored))
            return gap(`"${names.sample}{${key}}" restarted`);
        increases.push({ url, labels, by: value - storedValue(stored) });
    }
    const vanished = Object.keys(known).find((key) => !series.has(key));
    return vanished === undefined ? { kind: 'counted', increases } : gap(`"${names.sample}{${vanished}}" went away`);
}
/** A child counter may be created a little before the page that first shows it was asked for, by a clock that differs from ours. */
const BIRTH_TOLERANCE_MS = 60_000;
/** For the snapshot: the page as it is now. What cannot be counted is left out, so that its next look begins anew. */
function rememberPage({ page, freshness }, before, wanted) {
    const started = processStart(page);
    // What answers in the pod's place: as if this page had not been looked at.
    if (started.kind === 'unknown' && before.startedMs !== undefined)
        return { ...NOTHING_COUNTED, startedMs: before.startedMs };
    const earlier = restarted(before, started) ? NOTHING_COUNTED : before;
    const counted = new Map();
    const lost = new Map();
    for (const names of wanted) {
        const read = readSeries(page, names, freshness);
        if (read.kind === 'no-data')
            continue;
        const known = earlier.counted[names.sample] ?? {};
        const missing = [...Object.keys(known), ...(earlier.lost?.[names.sample] ?? [])].filter((key) => !read.series.has(key));
        // All counters of a page gone at once: when they come back, nobody can say from where to count. So there is no baseline.
        const isBlank = read.series.size === 0 && missing.length > 0;
        if (!isBlank)
            counted.set(names.sample, Object.fromEntries([...read.series].map(([key, { value, created }]) => [key, created.kind === 'at' ? [value, created.atMs] : value])));
        // Where one counter began anew, the process did, and what is missing was not lost: it has not happened yet.
        const isAnew = [...read.series].some(([key, series]) => Object.hasOwn(known, key) && isReset(series, known[key] ?? 0));
        if (isAnew)
            continue;
        if (missing.length > 0)
            lost.set(names.sample, missing.toSorted());
    }
    return {
        ...(started.kind === 'at' ? { startedMs: started.atMs } : {}),
        counted: Object.fromEntries(counted),
        ...(lost.size > 0 ? { lost: Object.fromEntries(lost) } : {}),
    };
}
function isReset({ value, created }, stored) {
    const createdMs = storedCreatedMs(stored);
    return value < storedValue(stored) || (created.kind === 'at' && createdMs !== 'unknown' && created.atMs !== createdMs);
}
const NOTHING_COUNTED = { counted: {} };
/** Some servers compute their start from their uptime, so it moves a little. */
const START_JITTER_MS = 1_000;
function restarted({ startedMs }, started) {
    return started.kind === 'at' && startedMs !== undefined && Math.abs(started.atMs - startedMs) > START_JITTER_MS;
}
/** A page that said when its process began, and now does not, or the other way round, is another one: an exporter whose source is away, say. */
function isSamePage({ startedMs }, started) {
    return (startedMs === undefined) === (started.kind === 'unknown');
}
function fromZero(url, series) {
    return { kind: 'counted', increases: [...series.values()].map(({ labels, value }) => ({ url, labels, by: value })) };
}
function entry(entries, key) {
    return Object.hasOwn(entries, key) ? (entries[key] ?? 'absent') : 'absent';
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/label-pattern.ts
/** True when every matcher does. A label that a series does not have is the empty value. */
function matchesAll(matchers) {
    const tests = matchers.map(({ label, op, pattern }) => {
        const test = op === '=' || op === '!=' ? (value) => value === pattern : label_pattern_matchesPattern(pattern);
        const wanted = op === '=' || op === '=~';
        return (labels) => test(labels.get(label) ?? '') === wanted;
    });
    return (labels) => tests.every((test) => test(labels));
}
function label_pattern_matchesPattern(pattern) {
    const alternatives = pattern.split('|').map(tokensOf);
    return (value) => {
        const letters = [...value];
        return alternatives.some((tokens) => label_pattern_matches(tokens, letters));
    };
}
function tokensOf(alternative) {
    const letters = [...alternative];
    const tokens = [];
    for (let index = 0; index < letters.length; index += 1) {
        const letter = letters[index] ?? '';
        if (letter !== '.') {
            tokens.push({ kind: 'letter', letter });
        }
        else if (letters[index + 1] === '*') {
            tokens.push({ kind: 'run' });
            index += 1;
        }
        else {
            tokens.push({ kind: 'one' });
        }
    }
    return tokens;
}
/**
 * Greedy with one point of return: after a run, only the last run can usefully take more, so a failed match goes back to it and nowhere else.
 * At most tokens times letters steps.
 */
function label_pattern_matches(tokens, letters) {
    let token = 0;
    let letter = 0;
    let back;
    while (letter < letters.length) {
        const here = tokens[token];
        if (here?.kind === 'run') {
            token += 1;
            back = { token, letter };
        }
        else if (here !== undefined && (here.kind === 'one' || here.letter === letters[letter])) {
            token += 1;
            letter += 1;
        }
        else if (back !== undefined) {
            back.letter += 1;
            token = back.token;
            letter = back.letter;
        }
        else {
            return false;
        }
    }
    return tokens.slice(token).every((rest) => rest.kind === 'run');
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/share-cells.ts
// A share of requests: trials are all requests of the counter, events those that `where` matches; a cell per value of each slice.



const share_cells_SLICE_VALUES_MAX = 32;
const SLICE_LENGTH_MAX = 100;
function shareCells({ stable, candidate }, where, slices) {
    const isEvent = matchesAll(where);
    const cellOver = (isIn) => ({ stable: countsOf(stable, isIn, isEvent), candidate: countsOf(candidate, isIn, isEvent) });
    const cells = { all: cellOver(() => true) };
    for (const dimension of slices) {
        const values = new Set([...stable, ...candidate].filter(({ by }) => by > 0).map(({ labels }) => labels.get(dimension) ?? '').filter((value) => value !== ''));
        if (values.size > share_cells_SLICE_VALUES_MAX)
            return { kind: 'no-data', why: `the slice "${dimension}" has ${String(values.size)} values; at most ${String(share_cells_SLICE_VALUES_MAX)} can be judged one by one` };
        for (const value of [...values].sort()) {
            if (value.length > SLICE_LENGTH_MAX)
                return { kind: 'no-data', why: `the slice "${dimension}" has a value of ${String(value.length)} characters: ${plainLine(value, 40)}` };
            cells[(0,rollout_policy_src/* cellName */.I4)(dimension, value)] = cellOver((labels) => labels.get(dimension) === value);
        }
    }
    return { kind: 'cells', cells };
}
function countsOf(increases, isIn, isEvent) {
    let trials = 0;
    let events = 0;
    for (const { labels, by } of increases) {
        if (!isIn(labels))
            continue;
        trials += by;
        if (isEvent(labels))
            events += by;
    }
    return { trials, events };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/time-cells.ts


/** What is wrong with the histograms of one page, or nothing: each has its +Inf bucket, bounds that are numbers, and counts that grow with them. */
function histogramTrouble(series) {
    const histograms = Map.groupBy(series, ({ labels }) => labelsText(labels, 'le'));
    for (const [name, buckets] of histograms) {
        const sorted = buckets.map(({ labels, value }) => ({ bound: boundOf(labels), value })).sort((a, b) => a.bound - b.bound);
        if (sorted.some(({ bound }) => Number.isNaN(bound)))
            return `{${name}} has a bucket without a bound`;
        if (sorted.at(-1)?.bound !== Infinity)
            return `{${name}} has no +Inf bucket`;
        if (new Set(sorted.map(({ bound }) => bound)).size < sorted.length)
            return `{${name}} has a bound twice`;
        if (sorted.some(({ value }, index) => value < (sorted[index - 1]?.value ?? 0)))
            return `{${name}} has buckets that do not grow with their bounds`;
    }
    return '';
}
/**
 * One cell per bound that every histogram of both arms has: trials are all requests, events those over the bound. `all` has the requests and
 * no events. `wanted` bounds only, or all when it is empty.
 */
function timeCells({ stable, candidate }, wanted) {
    const bounds = commonBounds([...stable, ...candidate]);
    const missing = wanted.find((bound) => !bounds.has(bound));
    if (missing !== undefined && bounds.size > 0)
        return { kind: 'no-data', why: `the bucket bound ${String(missing)} s is not in every histogram any more` };
    const arms = { stable: slowerThan(stable), candidate: slowerThan(candidate) };
    const cells = { all: { stable: arms.stable(Infinity), candidate: arms.candidate(Infinity) } };
    let last;
    for (const bound of [...bounds].sort((a, b) => a - b)) {
        const cell = { stable: arms.stable(bound), candidate: arms.candidate(bound) };
        if (!shrinks(last, cell))
            return { kind: 'no-data', why: `more requests were slower than ${String(bound)} s than the bound before: the buckets contradict each other` };
        if (wanted.length === 0 || wanted.includes(bound))
            cells[(0,rollout_policy_src/* boundCellName */.Cq)(bound)] = cell;
        last = cell;
    }
    return bounds.size === 0 && stable.length + candidate.length > 0 ? { kind: 'no-data', why: 'the histograms of the two arms have no bucket bound in common' } : { kind: 'cells', cells };
}
/** Finite bounds that all histograms share. */
function commonBounds(increases) {
    const sets = [...Map.groupBy(increases, ({ url, labels }) => `${url} ${labelsText(labels, 'le')}`).values()].map((buckets) => new Set(buckets.map(({ labels }) => boundOf(labels)).filter(Number.isFinite)));
    const [first = new Set(), ...others] = sets;
    return new Set([...first].filter((bound) => others.every((each) => each.has(bound))));
}
function slowerThan(increases) {
    const byBound = new Map();
    for (const { labels, by } of increases)
        byBound.set(boundOf(labels), (byBound.get(boundOf(labels)) ?? 0) + by);
    const trials = byBound.get(Infinity) ?? 0;
    return (bound) => ({ trials, events: trials - (byBound.get(bound) ?? 0) });
}
/** Differences of two readings that were taken while requests were counted may contradict each other. */
function shrinks(last, next) {
    return ['stable', 'candidate'].every((arm) => next[arm].events >= 0 && next[arm].events <= (last?.[arm].events ?? next[arm].trials));
}
function boundOf(labels) {
    const written = labels.get('le') ?? '';
    if (written === '+Inf')
        return Infinity;
    return written.trim() === '' ? NaN : Number(written);
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/open-metrics-source.ts
// Metric pages as a source of blocks. Pages have no history: a block is what was counted between two looks, and ends at the look itself.
// A page is read as of now and nothing arrives late on it, so the lag of a request does not apply here.









function openMetricsSource(options) {
    return {
        fetchBlocks: async (request) => {
            if (request.questions.length === 0)
                return ok({ evidence: {}, snapshot: request.snapshot });
            const look = await lookAtPages(options, request);
            if (look.kind === 'nothing')
                return ok({ evidence: toAll(request, look.evidence), snapshot: request.snapshot });
            const evidence = Object.fromEntries(request.questions.map((question) => [question.check, open_metrics_source_answer(question, look)]));
            return ok({ evidence, snapshot: snapshotOf(look) });
        },
    };
}
async function lookAtPages(options, request) {
    const { nowMs, maxGapMs, questions, arms } = request;
    const before = readSnapshot(request.snapshot);
    if (before.kind === 'snapshot') {
        const sinceMs = nowMs - before.snapshot.atMs;
        if (sinceMs < 0)
            return blind(`the last look was ${String(-sinceMs)} ms in the future: a clock went back`);
        // Counters lose nothing by waiting: the next look has a block that is long enough.
        if (sinceMs < request.blockMs)
            return { kind: 'nothing', evidence: { kind: 'blocks', blocks: [], gaps: [] } };
    }
    const wanted = new Set([PROCESS_START, ...questions.flatMap((question) => namesOf(question).flatMap(({ sample, created }) => [sample, created]))]);
    const freshness = { nowMs, maxGapMs };
    const read = async (slot) => {
        const urls = Object.hasOwn(options.pages, slot) ? (options.pages[slot] ?? []) : [];
        if (urls.length === 0)
            return { pages: [], troubles: [`the policy names no metric page for slot "${slot}"`] };
        const views = await Promise.all(urls.map((url) => viewPage(url, wanted, freshness, options)));
        return {
            pages: views.flatMap((view) => (view.kind === 'page' ? [{ url: view.url, shown: shownAddress(view.url), page: view.page, freshness }] : [])),
            troubles: views.flatMap((view) => (view.kind === 'unreadable' ? [view.why] : [])),
        };
    };
    const [stable, candidate] = await Promise.all([read(arms.stable), read(arms.candidate)]);
    const troubles = [...stable.troubles, ...candidate.troubles];
    // The last look stays the baseline: when all pages answer again soon, the block from then to then has lost nothing.
    if (troubles.length > 0)
        return blind(shortList(troubles, 3, '; '));
    return { kind: 'look', nowMs, maxGapMs, questions, before, arms: { stable: stable.pages, candidate: candidate.pages } };
}
function open_metrics_source_answer(question, look) {
    const names = namesOf(question)[0];
    if (names === undefined)
        return open_metrics_source_noData(`metric pages cannot answer a check of ${question.signal.kind}`);
    const arms = { stable: readArm(look.arms.stable, names), candidate: readArm(look.arms.candidate, names) };
    if (arms.stable.trouble !== '')
        return open_metrics_source_noData(arms.stable.trouble);
    if (arms.candidate.trouble !== '')
        return open_metrics_source_noData(arms.candidate.trouble);
    const trouble = open_metrics_source_troubleWith(question, names, [...look.arms.stable, ...look.arms.candidate], [...arms.stable.pages, ...arms.candidate.pages]);
    if (trouble !== '')
        return open_metrics_source_noData(trouble);
    const span = spanOf(question, look);
    if (span.kind === 'evidence')
        return span.evidence;
    const pairs = { stable: increasesIn(arms.stable.pages, names, span.before), candidate: increasesIn(arms.candidate.pages, names, span.before) };
    if (pairs.stable.gap !== '')
        return gapFor(span.before.atMs, look.nowMs, pairs.stable.gap);
    if (pairs.candidate.gap !== '')
        return gapFor(span.before.atMs, look.nowMs, pairs.candidate.gap);
    const counted = cellsOf(question, { stable: pairs.stable.increases, candidate: pairs.candidate.increases });
    if (counted.kind === 'no-data')
        return open_metrics_source_noData(counted.why);
    return { kind: 'blocks', blocks: [{ fromMs: span.before.atMs, toMs: look.nowMs, cells: counted.cells }], gaps: [] };
}
/** The stretch since the last look, or why it makes no block. */
function spanOf({ fromMs }, { before, nowMs, maxGapMs }) {
    const none = (evidence) => ({ kind: 'evidence', evidence });
    if (before.kind === 'none')
        return none({ kind: 'blocks', blocks: [], gaps: [] });
    if (before.kind === 'unusable')
        return none(gapFor(fromMs, nowMs, `the stored counters cannot be used: ${before.why}`));
    const { atMs } = before.snapshot;
    if (nowMs - atMs > maxGapMs)
        return none(gapFor(Math.max(fromMs, atMs), nowMs, `${String(Math.round((nowMs - atMs) / 1000))} s since the last look; counters bridge at most ${String(Math.round(maxGapMs / 1000))} s`));
    if (fromMs > atMs)
        return none(gapFor(fromMs, nowMs, 'evidence since the last look of this job was used already, by another one'));
    return { kind: 'span', before: before.snapshot };
}
function readArm(pages, names) {
    const read = [];
    for (const now of pages) {
        const found = readSeries(now.page, names, now.freshness);
        if (found.kind === 'no-data')
            return { pages: [], trouble: `${now.shown}: ${found.why}` };
        read.push({ now, series: found.series });
    }
    return { pages: read, trouble: '' };
}
/** What makes the counters unfit for this question, whatever they say. */
function open_metrics_source_troubleWith({ signal, slices }, { sample, families }, pages, read) {
    const series = read.flatMap((page) => [...page.series.values()]);
    const isDeclared = pages.some(({ page }) => families.some((family) => page.types.has(family)));
    // A declared counter without a series has counted nothing yet. One that nobody knows is a wrong name.
    if (series.length === 0)
        return isDeclared ? '' : `no page has "${sample}"; seen: ${namesSeen(pages)}`;
    const labels = new Set(series.flatMap((each) => [...each.labels.keys()]));
    const asked = [...(signal.kind === 'labels' ? [] : signal.where.map(({ label }) => label)), ...slices];
    const missing = asked.find((label) => !labels.has(label));
    if (missing !== undefined)
        return `no series of "${sample}" has the label "${missing}"; they have: ${shortList([...labels].sort(), 10, ', ') || 'none'}`;
    if (signal.kind !== 'time')
        return '';
    for (const { now, series: found } of read) {
        const trouble = histogramTrouble([...found.values()]);
        if (trouble !== '')
            return `${now.shown}: "${sample}${plainLine(trouble, 160)}"`;
    }
    return '';
}
function increasesIn(pages, names, before) {
    const increases = [];
    for (const { now, series } of pages) {
        const counted = increasesOf(now, { atMs: before.atMs, page: pageIn(before.pages, now.url) }, names, series);
        if (counted.kind === 'gap')
            return { increases: [], gap: counted.why };
        increases.push(...counted.increases);
    }
    return { increases, gap: '' };
}
function cellsOf({ signal, slices, bounds }, arms) {
    if (signal.kind === 'share')
        return shareCells(arms, signal.where, slices);
    const matches = matchesAll(signal.kind === 'time' ? signal.where : []);
    const matching = (increases) => increases.filter(({ labels }) => matches(labels));
    return timeCells({ stable: matching(arms.stable), candidate: matching(arms.candidate) }, bounds);
}
function namesOf({ signal }) {
    switch (signal.kind) {
        case 'share':
            return [counterNames(signal.metric)];
        case 'time':
            return [bucketNames(signal.metric)];
        case 'labels':
            return [];
    }
}
function snapshotOf({ arms, before, nowMs, questions }) {
    const known = before.kind === 'snapshot' ? before.snapshot.pages : {};
    const names = new Map(questions.flatMap(namesOf).map((each) => [each.sample, each]));
    const pages = [...arms.stable, ...arms.candidate].map((now) => [now.url, rememberPage(now, pageIn(known, now.url), [...names.values()])]);
    return { version: 1, atMs: nowMs, pages: Object.fromEntries(pages) };
}
function pageIn(pages, url) {
    return (Object.hasOwn(pages, url) ? pages[url] : undefined) ?? NOTHING_COUNTED;
}
/** Names on the pages, those that look like counters and histograms first. */
function namesSeen(pages) {
    const names = [...new Set(pages.flatMap(({ page }) => [...page.names]))].sort();
    const likely = names.filter((name) => name.endsWith('_total') || name.endsWith('_bucket'));
    return shortList([...likely, ...names.filter((name) => !likely.includes(name))], 10, ', ') || 'nothing';
}
function shortList(items, countMax, separator) {
    const more = items.length - countMax;
    return items.slice(0, countMax).map((item) => plainLine(item)).join(separator) + (more > 0 ? `${separator}and ${String(more)} more` : '');
}
function toAll({ questions }, evidence) {
    return Object.fromEntries(questions.map(({ check }) => [check, evidence]));
}
function gapFor(fromMs, toMs, why) {
    const gaps = fromMs < toMs ? [{ fromMs, toMs, why }] : [];
    return { kind: 'blocks', blocks: [], gaps };
}
function blind(why) {
    return { kind: 'nothing', evidence: open_metrics_source_noData(why) };
}
function open_metrics_source_noData(why) {
    return { kind: 'no-data', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/metric-sources.ts
// One metric source for all checks of a policy: each question goes to the source that knows its kind of signal.



/** Shares and times are read from metric pages, right and wrong answers from their label source. Only pages leave a snapshot. */
function metricSources(options) {
    const pages = openMetricsSource(options);
    const labels = labelsSource(options);
    return {
        fetchBlocks: async (request) => {
            const [seen, labelled] = await Promise.all([pages.fetchBlocks(only(request, 'live')), labels.fetchBlocks(only(request, 'labels'))]);
            if (seen.kind === 'error')
                return seen;
            if (labelled.kind === 'error')
                return labelled;
            return ok({ evidence: { ...seen.value.evidence, ...labelled.value.evidence }, snapshot: seen.value.snapshot });
        },
    };
}
function only(request, kind) {
    return { ...request, questions: request.questions.filter(({ signal }) => (signal.kind === 'labels') === (kind === 'labels')) };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/index.ts
// Metric sources: pages of pods in the OpenMetrics or Prometheus text format, label sources, and both as one.




;// CONCATENATED MODULE: ./packages/model-registries/src/gto/semver.ts
// Versions as GTO writes them: `v` and a semantic version 2.0.0 (semver.org). Numbers are kept as text: they have no largest one.
/** `text` without the `v`. */
function parseSemver(text) {
    const [main, build] = splitAt(text, '+');
    const [core, prerelease] = splitAt(main, '-');
    const numbers = core.split('.');
    const [major = '', minor = '', patch = ''] = numbers;
    const isCore = numbers.length === 3 && numbers.every(isNumber);
    const isTail = (prerelease ?? ['0']).every((identifier) => isIdentifier(identifier) && !hasLeadingZero(identifier)) && (build ?? ['0']).every(isIdentifier);
    if (!isCore || !isTail)
        return { kind: 'no-semver' };
    return { kind: 'semver', semver: { major, minor, patch, prerelease: prerelease ?? [], build: build ?? [] } };
}
function formatSemver({ major, minor, patch, prerelease, build }) {
    const tails = [...(prerelease.length > 0 ? ['-', prerelease.join('.')] : []), ...(build.length > 0 ? ['+', build.join('.')] : [])];
    return [`${major}.${minor}.${patch}`, ...tails].join('');
}
/** Negative when `a` comes before `b`, 0 for equal precedence (build metadata does not count). semver.org, item 11. */
function compareSemver(a, b) {
    return compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch) || comparePrereleases(a.prerelease, b.prerelease);
}
/** A release comes after its pre-releases; a longer list after its own beginning. */
function comparePrereleases(a, b) {
    if (a.length === 0 || b.length === 0)
        return b.length - a.length;
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
        const order = compareIdentifiers(a[index] ?? '', b[index] ?? '');
        if (order !== 0)
            return order;
    }
    return a.length - b.length;
}
/** Numbers by value and before words; words by their ASCII codes. */
function compareIdentifiers(a, b) {
    if (isDigits(a) && isDigits(b))
        return compareNumbers(a, b);
    if (isDigits(a) !== isDigits(b))
        return isDigits(a) ? -1 : 1;
    return compareText(a, b);
}
/** Without leading zeros, more digits are more. */
function compareNumbers(a, b) {
    return a.length - b.length || compareText(a, b);
}
function compareText(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function splitAt(text, sign) {
    const at = text.indexOf(sign);
    return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1).split('.')];
}
function isNumber(text) {
    return isDigits(text) && !hasLeadingZero(text);
}
function isDigits(text) {
    return /^[0-9]+$/.test(text);
}
function hasLeadingZero(text) {
    return isDigits(text) && text.length > 1 && text.startsWith('0');
}
function isIdentifier(text) {
    return /^[0-9A-Za-z-]+$/.test(text);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/tag-grammar.ts
// The grammar of GTO tags, every form of it (gto 1.10, constants.py):
//   <artifact>@v<semver>[!][#N]   registers a version; with ! takes that back
//   <artifact>#<stage>[!][#N]     assigns a stage to the version at this commit; with ! takes that back
//   <artifact>@deprecated[#N]  and  <artifact>@created[#N]
// An artifact `dir:name` is written `dir=name`, because git takes no colon in a ref.

/** Reads a tag's name, without `refs/tags/`. */
function parseTag(text) {
    const sign = text.search(/[#@]/);
    if (sign === -1)
        return NO_TAG;
    const artifact = text.slice(0, sign).replace('=', ':');
    const [body, counter] = splitCounter(text.slice(sign + 1));
    if (!isArtifactName(artifact) || text.slice(0, sign).includes(':') || counter === undefined)
        return NO_TAG;
    return text[sign] === '#' ? parseStage(body, { artifact, counter }) : parseAnnouncement(body, { artifact, counter });
}
function formatTag(tag) {
    const counter = tag.counter.kind === 'none' ? '' : `#${tag.counter.value}`;
    return `${tag.artifact.replace(':', '=')}${formatBody(tag)}${counter}`;
}
/** `name` or `dir:name`. */
function isArtifactName(text) {
    const parts = text.split(':');
    const [first = '', second] = parts;
    if (parts.length > 2)
        return false;
    return second === undefined ? isName(first) : /^[a-zA-Z0-9_./-]+$/.test(first) && isName(second);
}
function isStageName(text) {
    return isName(text);
}
/** The version as people write it, e.g. `v1.2.0-rc.1`. */
function versionOf(semver) {
    return `v${formatSemver(semver)}`;
}
const NO_TAG = { kind: 'no-gto-tag' };
function parseStage(body, common) {
    const { name, isCancel } = splitCancel(body);
    return isName(name) ? { kind: 'tag', tag: { ...common, kind: isCancel ? 'unassignment' : 'assignment', stage: name } } : NO_TAG;
}
function parseAnnouncement(body, common) {
    if (body === 'deprecated')
        return { kind: 'tag', tag: { ...common, kind: 'deprecation' } };
    if (body === 'created')
        return { kind: 'tag', tag: { ...common, kind: 'creation' } };
    const { name, isCancel } = splitCancel(body);
    const version = name.startsWith('v') ? parseSemver(name.slice(1)) : { kind: 'no-semver' };
    if (version.kind === 'no-semver')
        return NO_TAG;
    return { kind: 'tag', tag: { ...common, kind: isCancel ? 'deregistration' : 'registration', semver: version.semver } };
}
function formatBody(tag) {
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
function isName(text) {
    return /^[a-zA-Z0-9][a-zA-Z0-9_/-]*$/.test(text) && /[a-zA-Z0-9]$/.test(text);
}
function splitCancel(body) {
    return body.endsWith('!') ? { name: body.slice(0, -1), isCancel: true } : { name: body, isCancel: false };
}
/** No counter at all in the result where there is one that is no number. */
function splitCounter(text) {
    const sign = text.indexOf('#');
    if (sign === -1)
        return [text, { kind: 'none' }];
    const digits = text.slice(sign + 1);
    return [text.slice(0, sign), /^[0-9]+$/.test(digits) ? { kind: 'number', value: BigInt(digits) } : undefined];
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/artifact-state.ts
// What the tags of one artifact add up to: its versions, and which commit each stage points at. The newest tag counts, as in
// GTO (base.py), with one difference on the safe side: a version is cancelled by its cancelling tag wherever that was put.


function artifactState(artifact, tags) {
    const ours = tags.filter(({ tag }) => tag.artifact === artifact).sort(byTime);
    const versions = versionsOf(ours);
    return { isDeprecated: ours.at(-1)?.tag.kind === 'deprecation', versions, stages: stagesOf(ours, versions) };
}
/** Git keeps whole seconds. Within one, the higher number is later, and taking back comes after what it takes back. */
function byTime(a, b) {
    if (a.createdAtMs !== b.createdAtMs)
        return a.createdAtMs - b.createdAtMs;
    const [one, two] = [counterOf(a.tag), counterOf(b.tag)];
    if (one !== two)
        return one < two ? -1 : 1;
    if (isCancel(a.tag) !== isCancel(b.tag))
        return isCancel(a.tag) ? 1 : -1;
    return a.name < b.name ? -1 : 1;
}
function versionsOf(tags) {
    const found = new Map();
    for (const [order, { tag, name, commit }] of tags.entries()) {
        if (tag.kind !== 'registration' && tag.kind !== 'deregistration')
            continue;
        const version = versionOf(tag.semver);
        const before = found.get(version);
        const isCancelled = tag.kind === 'deregistration';
        const kept = before === undefined || before.isCancelled ? [] : before.commits;
        const commits = isCancelled ? (before?.commits ?? [commit]) : [...new Set([...kept, commit])];
        found.set(version, { version, tag: name, isCancelled, commits, semver: tag.semver, order });
    }
    return [...found.values()]
        .sort((a, b) => compareSemver(b.semver, a.semver) || b.order - a.order)
        .map(({ version, tag, isCancelled, commits }) => ({ version, tag, isCancelled, commits }));
}
/** The newest assignment that was not taken back, neither itself nor the version that it names. */
function stagesOf(tags, versions) {
    const last = new Map();
    for (const dated of tags) {
        if (dated.tag.kind !== 'assignment' && dated.tag.kind !== 'unassignment')
            continue;
        const { stage } = dated.tag;
        const key = `${stage}#${dated.commit}`;
        // Taken out first: a map keeps a key where it was first put, and the order here is by time.
        last.delete(key);
        if (dated.tag.kind === 'assignment')
            last.set(key, { ...dated, stage });
    }
    const stages = new Map();
    for (const { stage, commit, name } of last.values()) {
        const here = versions.filter((version) => version.commits.includes(commit));
        const alive = here.filter((version) => !version.isCancelled);
        if (here.length === 0 || alive.length > 0)
            stages.set(stage, { commit, tag: name, versions: alive.map(({ version }) => version) });
    }
    return stages;
}
function counterOf(tag) {
    return tag.counter.kind === 'none' ? 0n : tag.counter.value;
}
function isCancel(tag) {
    return tag.kind === 'deregistration' || tag.kind === 'unassignment' || tag.kind === 'deprecation';
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/registry-error.ts

function registryFailed(code, message) {
    return failed({ port: 'registry', code, message, retryable: code === 'unavailable', outcome: 'not-done' });
}
/** `what` was tried, e.g. `reading the tags of fraud`. */
function gitFailed(what, failure, outcome = 'not-done') {
    return failed({
        port: 'registry',
        code: failure.trouble,
        message: `${what}: ${failure.message}. ${registry_error_ADVICE[failure.trouble]}`,
        retryable: failure.trouble === 'unavailable',
        outcome,
        cause: failure,
    });
}
const registry_error_ADVICE = {
    unavailable: 'The next run tries again',
    denied: 'Check that the token may read the model repository, and write it where a pointer is moved (`contents: write`)',
    missing: 'Check the address of the model repository; one that the token may not see looks the same',
    refused: 'If a rule of the repository protects tags, exempt those of the model',
    malformed: 'Run `git fsck` in the model repository',
};

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/read-tags.ts



async function readArtifactTags(repository, artifact) {
    const what = `reading the tags of ${artifact} in ${repository.address}`;
    const prefix = `${TAGS}${artifact.replace(':', '=')}`;
    const fetched = await repository.fetchRefs({ patterns: [`${prefix}@*`, `${prefix}#*`], depth: 'tips', files: 'on-demand' });
    if (fetched.kind === 'failed')
        return gitFailed(what, fetched);
    const listed = await repository.run(['for-each-ref', `--format=${FORMAT}`, '--end-of-options', TAGS]);
    if (listed.kind === 'failed')
        return gitFailed(what, listed);
    const dated = [];
    const ids = new Map();
    const lightweight = [];
    for (const line of listed.stdout.toString('utf8').split('\n')) {
        const [ref = '', id = '', type, target = '', targetType, seconds] = line.split('\0');
        const name = ref.slice(TAGS.length);
        const read = parseTag(name);
        if (read.kind === 'no-gto-tag' || read.tag.artifact !== artifact)
            continue;
        ids.set(name, id);
        if (type !== 'tag')
            lightweight.push(name);
        else if (targetType === 'commit')
            dated.push({ tag: read.tag, name, commit: target, createdAtMs: Number(seconds) * 1000 });
    }
    return ok({ dated, ids, lightweight });
}
const TAGS = 'refs/tags/';
/** A ref name holds no line break and no NUL. */
const FORMAT = ['%(refname)', '%(objectname)', '%(objecttype)', '%(*objectname)', '%(*objecttype)', '%(taggerdate:unix)'].join('%00');

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/read-registry.ts





async function readRegistry(repository, model) {
    if (!isArtifactName(model)) {
        return registryFailed('refused', `${JSON.stringify(model)} is no name of a model in a GTO registry: use letters, digits, - _ and /, with a letter or digit at both ends, or folder:name`);
    }
    const tags = await readArtifactTags(repository, model);
    return tags.kind === 'error' ? tags : ok({ tags: tags.value, state: artifactState(model, tags.value.dated) });
}
/** The highest version that stands; `none` where the model was never registered, or is deprecated. */
function newestVersion({ state, tags }, model) {
    const newest = state.isDeprecated ? undefined : state.versions.find((version) => !version.isCancelled);
    if (newest === undefined) {
        const unseen = tags.lightweight.find((name) => name.includes('@v'));
        return unseen === undefined || state.versions.length > 0 ? ok({ kind: 'none' }) : registryFailed('missing', lightweightAdvice(unseen));
    }
    const found = placeOf(newest, model);
    return found.kind === 'error' ? found : ok({ kind: 'version', ...found.value });
}
function findVersion({ state, tags }, model, version) {
    const found = state.versions.find((registered) => registered.version === version);
    if (found === undefined) {
        const name = `${model.replace(':', '=')}@${version}`;
        if (tags.lightweight.includes(name))
            return registryFailed('missing', lightweightAdvice(name));
        const known = state.versions.filter(({ isCancelled }) => !isCancelled).map((registered) => registered.version);
        return registryFailed('missing', `model ${model} has no version ${version}. Registered are: ${known.slice(0, 10).join(', ') || 'none'}. Register it with \`git tag -a '${name}' <commit>\``);
    }
    if (found.isCancelled)
        return registryFailed('missing', `version ${version} of ${model} was cancelled by tag ${found.tag}`);
    return placeOf(found, model);
}
function pointerOf(state, stage) {
    const assigned = state.stages.get(stage);
    if (assigned === undefined)
        return { kind: 'none' };
    const [version, another] = assigned.versions;
    if (another !== undefined)
        return { kind: 'ambiguous', versions: assigned.versions };
    return { kind: 'at', version: version ?? assigned.commit };
}
function placeOf({ version, commits, tag }, model) {
    const [commit, another] = commits;
    if (commit === undefined || another !== undefined) {
        return registryFailed('malformed', `version ${version} of ${model} is registered at ${commits.length} commits (last by tag ${tag}), so it is unclear what it is. Delete the wrong tag`);
    }
    return ok({ model, version, commit });
}
function lightweightAdvice(name) {
    return `tag ${name} is lightweight, and a GTO registry counts annotated tags only. Make it again with \`git tag -a -f '${name}' '${name}^{}' -m register\` and push it with --force`;
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/next-counter.ts
// The number of the next tag of an artifact.

/** One more than the highest number on any tag of the artifact, whatever the tag says; 1 for the first. */
function nextCounter(artifact, tagNames) {
    let highest = 0n;
    for (const name of tagNames) {
        const read = parseTag(name);
        if (read.kind === 'tag' && read.tag.artifact === artifact && read.tag.counter.kind === 'number' && read.tag.counter.value > highest)
            highest = read.tag.counter.value;
    }
    return { kind: 'number', value: highest + 1n };
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/move-pointer.ts
// Moves a stage to a version by one more tag; nothing is changed or removed. Git has no compare-and-swap over several tags, so this
// reads, checks, writes and reads again: who lost a race to another tag learns it from the second reading.






async function move_pointer_movePointer(repository, move, nowMs) {
    if (!isStageName(move.stage))
        return registryFailed('refused', `${JSON.stringify(move.stage)} is no name of a stage: use letters, digits, - _ and /, with a letter or digit at both ends`);
    let before = await readRegistry(repository, move.model);
    for (let attempt = 0; attempt < move_pointer_ATTEMPTS; attempt += 1) {
        if (before.kind === 'error')
            return before;
        const { state } = before.value;
        if (isAt(state, move.stage, move.to))
            return ok({ record: state.stages.get(move.stage)?.tag ?? '' });
        const target = findVersion(before.value, move.model, move.to);
        if (target.kind === 'error')
            return target;
        const conflict = differsFrom(state, move);
        if (conflict !== '')
            return registryFailed('conflict', conflict);
        const tag = await writeTag(repository, before.value, { ...move, commit: target.value.commit, nowMs });
        if (tag.kind === 'error')
            return tag;
        const { name, id } = tag.value;
        const pushed = await repository.moveRef({ ref: `refs/tags/${name}`, from: '', to: id });
        const after = await readRegistry(repository, move.model);
        if (after.kind === 'error')
            return failed({ ...after.error, outcome: 'unknown' });
        if (isAt(after.value.state, move.stage, move.to))
            return ok({ record: after.value.state.stages.get(move.stage)?.tag ?? name });
        const landed = after.value.tags.ids.get(name);
        if (landed === id)
            return registryFailed('conflict', `${name} was written, but a newer tag moved ${move.stage} of ${move.model} ${describePointer(after.value.state, move.stage)}`);
        if (landed === undefined && pushed.kind === 'failed')
            return gitFailed(`writing tag ${name}`, pushed);
        before = after;
    }
    return registryFailed('unavailable', `the tags of ${move.model} change faster than a pointer can be moved`);
}
const move_pointer_ATTEMPTS = 8;
async function writeTag(repository, { tags }, wish) {
    const { model, stage, to, actor, commit, nowMs } = wish;
    const name = formatTag({ kind: 'assignment', artifact: model, stage, counter: nextCounter(model, [...tags.ids.keys()]) });
    // GTO goes by time, and clocks differ: never earlier than what is there.
    const newestMs = Math.max(0, ...tags.dated.map((dated) => dated.createdAtMs));
    const seconds = Math.max(Math.floor(nowMs / 1000), Math.floor(newestMs / 1000) + 1);
    const message = `Assigning stage ${stage} to artifact ${model} version ${to}\n\nActor: ${oneLine(actor)}`;
    const bytes = `object ${commit}\ntype commit\ntag ${name}\ntagger ${GIT_IDENTITY} ${seconds} +0000\n\n${message}\n`;
    const written = await writeObject(repository, { type: 'tag', bytes });
    return written.kind === 'failed' ? gitFailed(`writing tag ${name}`, written) : ok({ name, id: written.id });
}
function isAt(state, stage, version) {
    const pointer = pointerOf(state, stage);
    return pointer.kind === 'at' && pointer.version === version;
}
/** Empty when the pointer is where the move starts. */
function differsFrom(state, { model, stage, from }) {
    const pointer = pointerOf(state, stage);
    const isThere = from.kind === 'none' ? pointer.kind === 'none' : pointer.kind === 'at' && pointer.version === from.version;
    const wanted = from.kind === 'none' ? 'at nothing' : `at ${from.version}`;
    return isThere ? '' : `stage ${stage} of ${model} is ${describePointer(state, stage)}, expected it ${wanted}: somebody else moved it. Look at \`git tag --list '${model.replace(':', '=')}#${stage}*'\``;
}
function describePointer(state, stage) {
    const pointer = pointerOf(state, stage);
    switch (pointer.kind) {
        case 'none':
            return 'at nothing';
        case 'at':
            return `at ${pointer.version}`;
        case 'ambiguous':
            return `at a commit with several versions (${pointer.versions.join(', ')})`;
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./packages/model-registries/src/gto/artifacts-file.ts
// artifacts.yaml: where the bytes of an artifact are. `dir:name` is described as `name` in dir/artifacts.yaml, with its path
// counted from there.


/** The file that describes an artifact, and what the artifact is called in it. */
function describedIn(artifact) {
    const [first = '', second] = artifact.split(':');
    if (second === undefined)
        return { file: 'artifacts.yaml', folder: '', name: first };
    const folder = external_node_path_.posix.normalize(first).replace(/\/$/, '');
    return { file: external_node_path_.posix.join(folder, 'artifacts.yaml'), folder, name: second };
}
function findArtifact(text, artifact) {
    const { file, folder, name } = describedIn(artifact);
    const document = (0,dist/* parseDocument */.Tp)(text, { prettyErrors: true, uniqueKeys: true });
    const [mistake] = document.errors;
    if (mistake !== undefined)
        return { kind: 'malformed', why: `${file}: ${mistake.message.split('\n')[0] ?? ''}` };
    let entries;
    try {
        entries = document.toJS({ maxAliasCount: 50 });
    }
    catch (cause) {
        return { kind: 'malformed', why: `${file}: ${cause instanceof Error ? cause.message : 'cannot be read'}` };
    }
    if (entries === null || entries === undefined)
        return { kind: 'missing', why: `${file} is empty. ${howToAdd(file, name)}` };
    if (!isRecord(entries))
        return { kind: 'malformed', why: `${file}: expected names of artifacts with their descriptions. ${howToAdd(file, name)}` };
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (entry === undefined)
        return { kind: 'missing', why: `${file} has no entry ${name}. ${howToAdd(file, name)}` };
    const path = isRecord(entry) && Object.hasOwn(entry, 'path') ? entry['path'] : undefined;
    if (path === undefined || path === null)
        return { kind: 'missing', why: `${file}: ${name} has no path. ${howToAdd(file, name)}` };
    return typeof path === 'string' ? artifacts_file_placeOf(path, { file, folder, name }) : { kind: 'malformed', why: `${file}: ${name}.path should be text, is ${JSON.stringify(path)}` };
}
function howToAdd(file, name) {
    return `Add to ${file}, commit it, and register the version on that commit:  ${name}: {type: model, path: models/${name}.onnx}`;
}
function artifacts_file_placeOf(path, where) {
    if (/^https?:\/\//i.test(path)) {
        const isUsable = URL.canParse(path) && new URL(path).username === '' && new URL(path).password === '';
        return isUsable ? { kind: 'url', url: path } : { kind: 'malformed', why: `${where.file}: ${where.name}.path is no address without credentials` };
    }
    const full = external_node_path_.posix.normalize(external_node_path_.posix.join(where.folder, path));
    const isInside = path !== '' && !external_node_path_.posix.isAbsolute(path) && !path.includes('\\') && !/[\u0000-\u001f]/.test(path) && !full.split('/').includes('..') && full !== '.' && !full.endsWith('/');
    return isInside ? { kind: 'file', path: full } : { kind: 'malformed', why: `${where.file}: ${where.name}.path should be a file inside the repository or an http(s) address, is ${JSON.stringify(path)}` };
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/digest-of-url.ts
// SHA-256 of what an address serves, read as a stream.



async function digestOfUrl({ url, fetch, bytesMax, timeoutMs, signal }) {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
        // Identity: the digest is of the file, not of what a decoder makes of it.
        const response = await fetch(url, { headers: { 'accept-encoding': 'identity' }, signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]) });
        const body = response.body;
        if (!response.ok || body === null) {
            await body?.cancel();
            return registryFailed(codeOf(response.status), `${url} answered ${response.status}. The artifact's path in artifacts.yaml must be an address that this job can download`);
        }
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        for await (const chunk of body) {
            bytes += chunk.length;
            if (bytes > bytesMax)
                return registryFailed('refused', `${url} has more than ${bytesMax} bytes. Serve the artifact from git or git-lfs, or make it smaller`);
            hash.update(chunk);
        }
        return bytes === 0 ? registryFailed('malformed', `${url} answered with no content`) : ok(`sha256:${hash.digest('hex')}`);
    }
    catch (cause) {
        return registryFailed('unavailable', `${url} could not be read: ${reasonOf(cause)}`);
    }
}
/** Generous for models, bounded for everything else. */
const ARTIFACT_BYTES_MAX = 2 * 1024 ** 3;
function codeOf(status) {
    if (status === 401 || status === 403)
        return 'denied';
    if (status === 404 || status === 410)
        return 'missing';
    return status === 429 || status >= 500 ? 'unavailable' : 'refused';
}
/** fetch says only "fetch failed"; what happened is in the cause. */
function reasonOf(cause) {
    if (!(cause instanceof Error))
        return 'unknown reason';
    return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/git-artifact.ts
// The address of a file at a commit: `git+<repository URL>#<commit>:<path>`.
function formatGitArtifact({ repository, commit, path }) {
    return `git+${repository}#${commit}:${path}`;
}
/** `other` is anything else, such as an http(s) or file address. */
function parseGitArtifact(text) {
    const match = /^git\+([^#]+)#([0-9a-f]{40,64}):([^\0]+)$/s.exec(text);
    if (match === null)
        return { kind: 'other' };
    const [, repository = '', commit = '', path = ''] = match;
    return { kind: 'git-artifact', artifact: { repository, commit, path } };
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/lfs-pointer.ts
// git-lfs keeps a small text in git that names the real file by its SHA-256 (git-lfs docs/spec.md).
/** Pointers are smaller than this; larger files need not be looked at. */
const LFS_POINTER_BYTES_MAX = 1024;
function readLfsPointer(content) {
    if (content.length >= LFS_POINTER_BYTES_MAX)
        return { kind: 'content' };
    const lines = Buffer.from(content).toString('utf8').split('\n');
    if (lines[0] !== 'version https://git-lfs.github.com/spec/v1')
        return { kind: 'content' };
    const oid = lines.map((line) => /^oid sha256:([0-9a-f]{64})$/.exec(line)?.[1]).find((found) => found !== undefined);
    const size = lines.map((line) => /^size ([0-9]+)$/.exec(line)?.[1]).find((found) => found !== undefined);
    return oid === undefined || size === undefined ? { kind: 'content' } : { kind: 'pointer', digest: `sha256:${oid}`, bytes: Number(size) };
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/resolve-artifact.ts
// From a version's commit to its bytes: where they are and what their digest is. The digest is computed from the bytes; only
// git-lfs states it, in a pointer that git itself protects.








async function resolveArtifact(repository, at, web) {
    const { model, version, commit } = at;
    const where = `${model} ${version} (commit ${commit.slice(0, 12)})`;
    const { file, name } = describedIn(model);
    const read = await readObjects(repository, [`${commit}:${file}`]);
    if (read.kind === 'failed')
        return gitFailed(`reading ${file} of ${where}`, read);
    const description = read.objects[0];
    if (description === undefined || description.kind === 'missing' || description.type !== 'blob') {
        return registryFailed('missing', `${where}: there is no ${file} at this commit. ${howToAdd(file, name)}`);
    }
    if (description.bytes.length > DESCRIPTION_BYTES_MAX)
        return registryFailed('malformed', `${where}: ${file} is larger than 1 MiB`);
    const place = findArtifact(description.bytes.toString('utf8'), model);
    switch (place.kind) {
        case 'missing':
        case 'malformed':
            return registryFailed(place.kind, `${where}: ${place.why}`);
        case 'url': {
            const digest = await digestOfUrl({ url: place.url, bytesMax: ARTIFACT_BYTES_MAX, ...web });
            return digest.kind === 'error' ? digest : ok({ digest: digest.value, artifact: place.url });
        }
        case 'file': {
            const digest = await digestOfFile(repository, { where, file, commit, path: place.path });
            return digest.kind === 'error' ? digest : ok({ digest: digest.value, artifact: formatGitArtifact({ repository: repository.address, commit, path: place.path }) });
        }
    }
}
const DESCRIPTION_BYTES_MAX = 1024 * 1024;
async function digestOfFile(repository, { where, file, commit, path }) {
    const listed = await repository.run(['ls-tree', '-z', '--full-tree', '--end-of-options', commit, path]);
    if (listed.kind === 'failed')
        return gitFailed(`reading ${path} of ${where}`, listed);
    const entry = /^([0-7]+) ([a-z]+) ([0-9a-f]+)\t/.exec(listed.stdout.toString('utf8'));
    if (entry === null) {
        return registryFailed('missing', `${where}: ${file} names ${path}, which is not in the commit. Commit the file (git-lfs is fine), or give an http(s) address as path`);
    }
    const [, mode = '', type, id = ''] = entry;
    if (type !== 'blob' || !mode.startsWith('100')) {
        return registryFailed('refused', `${where}: ${path} is no plain file but ${type === 'tree' ? 'a folder' : 'a link'}. Name one file in ${file}, e.g. an archive of the folder`);
    }
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const start = [];
    let bytes = 0;
    const content = await repository.run(['cat-file', 'blob', id], {
        onStdout: (chunk) => {
            hash.update(chunk);
            if (bytes < LFS_POINTER_BYTES_MAX)
                start.push(chunk);
            bytes += chunk.length;
        },
    });
    if (content.kind === 'failed')
        return gitFailed(`reading ${path} of ${where}`, content);
    if (bytes === 0)
        return registryFailed('malformed', `${where}: ${path} is empty`);
    const pointer = bytes < LFS_POINTER_BYTES_MAX ? readLfsPointer(Buffer.concat(start)) : { kind: 'content' };
    return ok(pointer.kind === 'pointer' ? pointer.digest : `sha256:${hash.digest('hex')}`);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/gto-registry.ts
// The ModelRegistry port on GTO's git tags, in a folder or at any remote.






/** Touches nothing yet: the repository is opened with the first question. A version's bytes are read once, however often it is asked for. */
function gtoRegistry(options) {
    const timeoutMs = options.timeoutMs ?? gto_registry_TIMEOUT_MS;
    const open = openOnFirstUse({ ...options, timeoutMs, git: options.git ?? createGit(process.env) });
    const releases = new Map();
    const release = async (at) => {
        const key = `${at.model}@${at.version}@${at.commit}`;
        const known = releases.get(key);
        if (known !== undefined)
            return ok(known);
        const repository = await open();
        if (repository.kind === 'failed')
            return gitFailed('opening the model repository', repository);
        const web = { fetch: options.fetch ?? globalThis.fetch, timeoutMs, ...(options.signal === undefined ? {} : { signal: options.signal }) };
        const resolved = await resolveArtifact(repository, at, web);
        if (resolved.kind === 'error')
            return resolved;
        const fresh = { kind: 'release', version: at.version, ...resolved.value };
        releases.set(key, fresh);
        return ok(fresh);
    };
    return {
        newest: async (model) => {
            const registry = await ask(open, model);
            if (registry.kind === 'error')
                return registry;
            const newest = newestVersion(registry.value, model);
            if (newest.kind === 'error')
                return newest;
            return newest.value.kind === 'none' ? ok({ kind: 'none' }) : release(newest.value);
        },
        resolve: async (model, version) => {
            const registry = await ask(open, model);
            if (registry.kind === 'error')
                return registry;
            const found = findVersion(registry.value, model, version);
            return found.kind === 'error' ? found : release(found.value);
        },
        pointer: async (model, stage) => {
            const registry = await ask(open, model);
            if (registry.kind === 'error')
                return registry;
            const pointer = pointerOf(registry.value.state, stage);
            if (pointer.kind !== 'ambiguous')
                return ok(pointer);
            return registryFailed('malformed', `stage ${stage} of ${model} points at a commit with several versions (${pointer.versions.join(', ')}). Cancel all but one`);
        },
        movePointer: async (move) => {
            const repository = await open();
            if (repository.kind === 'failed')
                return gitFailed('opening the model repository', repository);
            return move_pointer_movePointer(repository, move, options.clock.nowMs());
        },
    };
}
const gto_registry_TIMEOUT_MS = 600_000;
async function ask(open, model) {
    const repository = await open();
    return repository.kind === 'failed' ? gitFailed('opening the model repository', repository) : readRegistry(repository, model);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/index.ts
// Registries of models. Each adapter has a folder of its own.







;// CONCATENATED MODULE: ./packages/report/src/words/rollout-context.ts
// What a sentence needs to know besides the decision: names, the checks and how they stand, and whether the router has what was decided.

/**
 * The context of the live rollout, or of the last one that ended. `state` is the fold including the decision's own event; a decision that was not
 * recorded is told with the state that it was made on.
 */
function rollout_context_contextOf(state) {
    const { rollout } = state;
    if (rollout.kind === 'none')
        return contextOfEnded(state);
    return {
        target: state.target,
        rolloutId: rollout.id,
        stable: state.stable.version,
        candidate: rollout.candidate.version,
        checks: rollout.policy.checks.flatMap((check) => {
            const known = rollout.checks[check.name];
            return known === undefined ? [] : [{ check, state: known }];
        }),
        weight: rollout.weight,
        weightSinceMs: rollout.weightSinceMs,
        pending: rollout.pending.kind !== 'none',
        decideWithinMs: rollout.policy.promise.decideWithinMs,
    };
}
function contextOfEnded(state) {
    const last = state.ended.at(-1);
    return {
        target: state.target,
        rolloutId: last?.id ?? '',
        stable: state.stable.version,
        candidate: last?.candidate.version ?? '',
        checks: [],
        weight: last?.outcome === 'promoted' ? 1_000_000 : rollout_policy_src/* PPM_NONE */.dH,
        weightSinceMs: last?.endedAtMs ?? 0,
        pending: false,
        decideWithinMs: 0,
    };
}

;// CONCATENATED MODULE: ./packages/report/src/text/quantity.ts
/** A weight in percent, rounded down to 0.01 %, or to 0.0001 % where it is below 0.1 %. */
function quantity_percentOfWeight(weight) {
    const unit = weight < 1000 ? 1 : 100;
    return `${quantity_decimal((Math.floor(weight / unit) * unit) / 10_000, 4)} %`;
}
/** A ratio (0..1) in percent with about two digits that matter. A small one is never shown as 0, and one below 1 never as 100. */
function quantity_percentOfRatio(ratio) {
    if (!Number.isFinite(ratio))
        return '?';
    const percent = ratio * 100;
    if (percent > 0 && percent < 0.001)
        return 'under 0.001 %';
    const digits = percent >= 10 ? 1 : percent >= 0.1 || percent === 0 ? 2 : 3;
    const shown = quantity_decimal(percent, digits);
    return shown === '100' && ratio < 1 ? 'over 99.9 %' : `${shown} %`;
}
/** A whole number with thousands apart: `57,000`. */
function quantity_count(value) {
    if (!Number.isFinite(value))
        return '?';
    const digits = String(Math.abs(Math.round(value)));
    const grouped = digits.replace(/\B(?=(\d{3})+$)/gu, ',');
    return Math.round(value) < 0 ? `-${grouped}` : grouped;
}
/** `1 request`, `2 requests`. */
function quantity_counted(value, noun) {
    return `${quantity_count(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`;
}
/** At most `digits` decimals, none that say nothing: `1.25`, `80`. */
function quantity_decimal(value, digits) {
    return trimZeros(value.toFixed(digits));
}
/** How many times as often: `3.3`, `12`, `1.05`. */
function factor(value) {
    if (value >= 10)
        return quantity_count(value);
    return quantity_decimal(value, value < 1.1 ? 2 : 1);
}
/** Odds against luck, rounded down so that they never look better than they are. */
function quantity_odds(value) {
    if (Number.isNaN(value))
        return 'unknown';
    if (value > 1_000_000)
        return 'over 1,000,000 : 1';
    if (value < 1)
        return 'under 1 : 1';
    if (value < 1000)
        return `${quantity_count(Math.floor(value))} : 1`;
    const unit = value < 10_000 ? 10 : value < 100_000 ? 100 : 1000;
    return `${quantity_count(Math.floor(value / unit) * unit)} : 1`;
}
/** `0.8 s`, `40 s`, `5 min`, `1 h 20 min`, `3 d 4 h`: two units at most, rounded down to the last one shown. */
function quantity_duration(durationMs) {
    const ms = Math.max(0, durationMs);
    if (ms < 950)
        return `${quantity_count(ms)} ms`;
    if (ms < 9_950)
        return `${quantity_decimal(ms / 1000, 1)} s`;
    const seconds = Math.floor(ms / 1000);
    if (seconds < 60)
        return `${String(seconds)} s`;
    if (seconds < 600)
        return twoUnits(seconds, [60, 'min'], [1, 's']);
    if (seconds < 3600)
        return `${String(Math.floor(seconds / 60))} min`;
    if (seconds < 86_400)
        return twoUnits(seconds, [3600, 'h'], [60, 'min']);
    return seconds < 10 * 86_400 ? twoUnits(seconds, [86_400, 'd'], [3600, 'h']) : `${String(Math.floor(seconds / 86_400))} d`;
}
function twoUnits(seconds, [large, largeName], [small, smallName]) {
    const rest = Math.floor((seconds % large) / small);
    const head = `${String(Math.floor(seconds / large))} ${largeName}`;
    return rest === 0 ? head : `${head} ${String(rest)} ${smallName}`;
}
function trimZeros(written) {
    return written.includes('.') ? written.replace(/\.?0+$/u, '') : written;
}

;// CONCATENATED MODULE: ./packages/report/src/text/utc-time.ts
// Times for people, always in UTC and always from a given instant: no clock, no time zone, no locale.
const DAY_MS = 86_400_000;
/** Calendar parts of an instant. Proleptic Gregorian calendar; after H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days. */
function utcParts(atMs) {
    const days = Math.floor(atMs / DAY_MS);
    const secondOfDay = Math.floor((atMs - days * DAY_MS) / 1000);
    const shifted = days + 719_468;
    const era = Math.floor(shifted / 146_097);
    const dayOfEra = shifted - era * 146_097;
    const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
    const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    return {
        year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
        month,
        day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
        hour: Math.floor(secondOfDay / 3600),
        minute: Math.floor((secondOfDay % 3600) / 60),
        second: secondOfDay % 60,
    };
}
/** `14:08:10` */
function utc_time_utcClock(atMs) {
    const { hour, minute, second } = utcParts(atMs);
    return `${two(hour)}:${two(minute)}:${two(second)}`;
}
/** `2026-03-09` */
function utc_time_utcDate(atMs) {
    const { year, month, day } = utcParts(atMs);
    return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
/** `2026-03-09 14:08:10 UTC` */
function utc_time_utcDateTime(atMs) {
    return `${utc_time_utcDate(atMs)} ${utc_time_utcClock(atMs)} UTC`;
}
/** `2026-03-09T14:08:10Z` */
function utc_time_utcIso(atMs) {
    return `${utc_time_utcDate(atMs)}T${utc_time_utcClock(atMs)}Z`;
}
function two(value) {
    return String(value).padStart(2, '0');
}

;// CONCATENATED MODULE: ./packages/report/src/text/clean-line.ts
// Text from outside (names, versions, actors, what an adapter said) as one printable line that no terminal, log or reader is fooled by.
/** Shown for every character that would move the cursor, hide, reorder or join what stands beside it. */
const UNPRINTABLE = '\u{FFFD}';
/**
 * At most `lengthMax` characters of `text` on one line: white space becomes single blanks; control characters (ANSI among them), bidi and zero-width
 * characters and lone surrogates are shown as a replacement character, so that two different names never look alike. The two forms in which
 * a runner reads commands from a log (`::name::`, `##[name]`) are broken by a blank.
 */
function clean_line_cleanLine(text, lengthMax = 400) {
    const line = text
        .toWellFormed()
        .replace(/[\s\u0085]+/gu, ' ')
        .replace(/[\p{Cc}\p{Cf}\p{Co}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu, UNPRINTABLE)
        .replace(/(\p{M}{2})\p{M}+/gu, '$1')
        .replace(/:(?=:)/gu, ': ')
        .replace(/##(?=\[)/gu, '## ')
        .trim();
    return clean_line_shorten(line, lengthMax);
}
/** Cuts to `lengthMax` code points, the last of which says that something is missing. */
function clean_line_shorten(line, lengthMax) {
    const points = Array.from(line);
    return points.length <= lengthMax ? line : `${points.slice(0, Math.max(0, lengthMax - 1)).join('')}…`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/foreign-text.ts
// How long each kind of foreign text may get inside a sentence, so that one name cannot push the rest of the story out of sight.

function foreign_text_named(name) {
    return clean_line_cleanLine(name, 64) || '(no name)';
}
/** What a person or an adapter said, without the full stop that our sentence brings along. */
function foreign_text_said(why) {
    return clean_line_cleanLine(why, 240).replace(/[.\s]+$/u, '') || 'no reason given';
}
/** `sha256:0123456789ab…`: enough to tell two digests apart by eye. */
function shortDigest(digest) {
    return clean_line_cleanLine(digest, 20);
}
/** The first few of many names: `a, b and 3 more`. */
function someOf(names, shown = 3) {
    const head = names.slice(0, shown).map(foreign_text_named).join(', ');
    return names.length > shown ? `${head} and ${String(names.length - shown)} more` : head;
}

;// CONCATENATED MODULE: ./packages/report/src/words/next-step-words.ts
// What a person has to do now. Mostly nothing; where something, the one thing that gets the rollout going again.



function nextStepWords(decision, context) {
    const lowering = decision.to < decision.from;
    if (lowering && context.pending)
        return `You need to act now: the router has not confirmed ${quantity_percentOfWeight(decision.to)}. Use the break-glass command, or run the job again.`;
    switch (decision.needs) {
        case 'nothing':
            return 'You need to do nothing.';
        case 'approval':
            return `You need to decide about ${foreign_text_named(context.candidate)}: approve it or roll it back.`;
        case 'human':
            return `You need to act: ${decision.reasons[0] === undefined ? 'look at the rollout' : remedyOf(decision.reasons[0], context)}.`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(decision.needs);
    }
}
function remedyOf(reason, context) {
    const [stable, candidate] = [foreign_text_named(context.stable), foreign_text_named(context.candidate)];
    switch (reason.code) {
        case 'weight-raised-outside':
            return `set ${candidate} back to ${quantity_percentOfWeight(reason.recorded)} at the router, or roll it back`;
        case 'common-mode':
            return `find what hits both ${stable} and ${candidate}; the rollout goes on by itself when it is over`;
        case 'stable-dead':
            return `get ${stable} to work again, or say which version is to serve`;
        case 'blind':
        case 'no-data':
            return `look at the metric source; the rollout goes on by itself when it answers`;
        case 'frozen-data-changed':
            return `restore the frozen data, or freeze it anew if the change is wanted`;
        case 'limit-breached':
        case 'regression':
        case 'combined-regression':
        case 'check-says-worse':
        case 'harm-budget-spent':
        case 'lowered-before-record':
            return `look at what ${candidate} does, then roll it back or release a better one`;
        case 'aborted':
        case 'weight-lowered-outside':
        case 'frozen-data-unreadable':
        case 'router-unreadable':
        case 'candidate-not-ready':
        case 'candidate-digest-differs':
        case 'insufficient':
        case 'traffic-unknown':
        case 'dwell':
        case 'budget-too-small':
        case 'promise-allows-less':
        case 'weight-held-by-promise':
        case 'not-certified':
        case 'undecided':
        case 'approval-needed':
        case 'smoke-passed':
        case 'stage-passed':
        case 'all-certified':
        case 'baked':
        case 'baking':
        case 'awaiting-promotion':
        case 'superseded':
        case 'leaving':
            return `look at the rollout of ${candidate}`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(reason);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/check-words.ts


function factsOf(context, check) {
    return context.checks.find((known) => known.check.name === check);
}
/** Both arms' counts of one cell as the state has them, or `otherwise`. */
function check_words_countsOf(context, wanted, otherwise) {
    const cells = factsOf(context, wanted.check)?.state.cells ?? {};
    const cell = Object.hasOwn(cells, wanted.cell) ? cells[wanted.cell] : undefined;
    return { ...wanted, ...(cell === undefined ? otherwise : cell.totals) };
}
/** `v42 failed 3.3 times as often as v41`: the candidate against stable, by the counts of the same time. */
function comparisonWords(context, comparison) {
    const { stable, candidate } = comparison;
    const did = deedOf(factsOf(context, comparison.check)?.check, comparison);
    const [c, s] = [foreign_text_named(context.candidate), foreign_text_named(context.stable)];
    const times = ratioOf(candidate) / ratioOf(stable);
    if (Number.isFinite(times) && times > 1.005)
        return `${c} ${did} ${factor(times)} times as often as ${s}`;
    return `${c} ${did} in ${share(candidate)}, ${s} in ${share(stable)}`;
}
/** `38 of 120 requests (32 %) failed`. */
function armWords(context, seen) {
    return `${foreign_text_named(context.candidate)} ${deedOf(factsOf(context, seen.check)?.check, seen)} in ${share(seen.counts)}`;
}
/** Past tense of what a bad event of this check is, with the part of the traffic that it is about. */
function deedOf(check, { cell }) {
    const where = cell === 'all' || cell.startsWith('le=') ? '' : ` for ${foreign_text_named(cell.replace('=', ' '))}`;
    switch (check?.signal.kind) {
        case 'labels':
            return `was wrong${where}`;
        case 'time':
            return cell.startsWith('le=') ? `took longer than ${boundWords(cell)}` : 'was slow';
        case 'share':
            return check.then === 'rollback' ? `failed${where}` : `had "${foreign_text_named(check.name)}"${where}`;
        case undefined:
            return `had trouble${where}`;
    }
}
/** `le=0.25` is a bound in seconds. */
function boundWords(cell) {
    const seconds = Number(cell.slice('le='.length));
    return Number.isFinite(seconds) ? quantity_duration(seconds * 1000) : foreign_text_named(cell);
}
/** How a check and one of its cells are called in tables: `errors`, `accuracy, region west`, `latency over 250 ms`. */
function check_words_cellTitle(check, cell) {
    if (cell === 'all')
        return foreign_text_named(check);
    return cell.startsWith('le=') ? `${foreign_text_named(check)} over ${boundWords(cell)}` : `${foreign_text_named(check)}, ${foreign_text_named(cell.replace('=', ' '))}`;
}
/** `143 of 57,000 (0.25 %)`; nothing seen is said so. */
function share(arm) {
    if (arm.trials === 0)
        return 'no requests yet';
    return `${quantity_count(arm.events)} of ${quantity_count(arm.trials)} (${quantity_percentOfRatio(ratioOf(arm))})`;
}
/** What the policy accepts: `1.25 x`, `+1 point`, and the limit where there is one. */
function allowedWords(check) {
    const margin = marginWords(check.worseBy);
    switch (check.limit.kind) {
        case 'none':
            return margin;
        case 'share':
            return `${margin}, limit ${quantity_percentOfRatio(check.limit.ratioMax)}`;
        case 'time':
            return `${margin}, p${quantity_decimal(check.limit.quantile * 100, 3)} ${quantity_duration(check.limit.msMax)}`;
    }
}
function marginWords(margin) {
    if (margin.kind === 'factor')
        return `${quantity_decimal(margin.factor, 3)} x`;
    const points = quantity_decimal(margin.ratio * 100, 3);
    return `+${points} ${points === '1' ? 'point' : 'points'}`;
}
function ratioOf(arm) {
    return arm.trials === 0 ? Number.NaN : arm.events / arm.trials;
}

;// CONCATENATED MODULE: ./packages/report/src/words/leaving-words.ts
// Why a rollout left, from the code that the ledger keeps of it, or from the words of whoever ended it.


/** `why` is a reason's code where Rampart decided; anything else is shown as it was said. */
function leaving_words_leavingWords(why, context) {
    return isLeavingCode(why) ? codeWords(why, foreign_text_named(context.stable)) : foreign_text_said(why);
}
/** Reasons that take a candidate out, all of them, as the compiler checks. */
const LEAVING = {
    aborted: true,
    'weight-lowered-outside': true,
    'lowered-before-record': true,
    'limit-breached': true,
    regression: true,
    'combined-regression': true,
    undecided: true,
    superseded: true,
};
function isLeavingCode(why) {
    return Object.hasOwn(LEAVING, why);
}
function codeWords(code, stable) {
    switch (code) {
        case 'aborted':
            return 'a person stopped it';
        case 'weight-lowered-outside':
            return 'somebody else lowered its weight at the router';
        case 'lowered-before-record':
            return 'a run took it out and could not record why';
        case 'limit-breached':
            return 'it broke a limit of the policy';
        case 'regression':
        case 'combined-regression':
            return `it was worse than ${stable}`;
        case 'undecided':
            return 'the checks did not decide in time';
        case 'superseded':
            return 'a newer version took its place';
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(code);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/reason-words.ts
// Every reason of a decision as a full sentence in plain words: what was seen, and by what rule that decides.






function reason_words_reasonWords(reason, decision, context) {
    const [stable, candidate] = [foreign_text_named(context.stable), foreign_text_named(context.candidate)];
    switch (reason.code) {
        case 'aborted':
            return `${foreign_text_named(reason.actor)} stopped the rollout: ${foreign_text_said(reason.why)}.`;
        case 'weight-lowered-outside':
            return `Somebody else lowered ${candidate} from ${quantity_percentOfWeight(reason.recorded)} to ${quantity_percentOfWeight(reason.observed)} at the router. A person wins, so the rollout ends.`;
        case 'weight-raised-outside':
            return `Somebody else raised ${candidate} from ${quantity_percentOfWeight(reason.recorded)} to ${quantity_percentOfWeight(reason.observed)} at the router. Nothing moves until a person says what is wanted.`;
        case 'lowered-before-record':
            return `${candidate} had already been lowered from ${quantity_percentOfWeight(reason.recorded)} to ${quantity_percentOfWeight(reason.observed)} by a run that could not record it. The lower weight stands.`;
        case 'limit-breached':
            return `${armWords(context, { check: reason.check, cell: reason.cell, counts: reason.observed })}. The limit is ${quantity_percentOfRatio(reason.ratioMax)}.`;
        case 'common-mode':
            return `Both versions break the limit of ${foreign_text_named(reason.check)} at the same time (${stable} in ${share(reason.stable)}, ${candidate} in ${share(reason.candidate)}), so ${candidate} is not to blame for it.`;
        case 'stable-dead':
            return `${stable} does not work either, so there is nothing to go back to.`;
        case 'regression':
            return `${regressionWords(reason, decision, context)}. ${oddsWords(context, reason)}`;
        case 'combined-regression':
            return `Taken together, ${someOf(reason.checks)} say that ${candidate} is worse than ${stable}. ${oddsWords(context, reason)}`;
        case 'check-says-worse':
            return `${regressionWords(reason, decision, context)}. Odds against bad luck ${quantity_odds(reason.odds)}. ${actionWords(reason.then)}`;
        case 'harm-budget-spent':
            return `${candidate} has cost ${quantity_counted(reason.excess, 'bad request')} more than ${stable} would have had. The policy promises at most ${quantity_count(reason.budget)}.`;
        case 'blind':
            return `For ${quantity_duration(reason.forMs)}, since ${utc_time_utcClock(reason.sinceMs)} UTC, nothing usable was measured while ${candidate} had traffic.`;
        case 'no-data':
            return `There is no usable data for ${foreign_text_named(reason.check)} (${foreign_text_said(reason.why)}). No data is not good data.`;
        case 'frozen-data-changed':
            return `Data that was frozen for this target has changed: ${someOf(reason.paths)}.`;
        case 'frozen-data-unreadable':
            return `Whether the frozen data is unchanged could not be checked (${foreign_text_said(reason.why)}).`;
        case 'router-unreadable':
            return `The router could not be read (${foreign_text_said(reason.why)}).`;
        case 'candidate-not-ready':
            return `${candidate} is not ready to serve (${foreign_text_said(reason.why)}).`;
        case 'candidate-digest-differs':
            return `The slot of ${candidate} holds other bytes than were released: expected ${shortDigest(reason.expected)}, found ${shortDigest(reason.observed)}.`;
        case 'insufficient':
            return reason.check === 'any'
                ? `It is too early to say anything about ${candidate}.`
                : `It is too early: ${foreign_text_named(reason.check)} has seen ${quantity_count(reason.trials)} of the ${quantity_counted(reason.trialsNeeded, 'request')} that it needs.`;
        case 'traffic-unknown':
            return `How many requests come in is not known yet, so no first share can be shown to be safe.`;
        case 'dwell':
            return `The present share is watched until ${utc_time_utcClock(reason.untilMs)} UTC at least.`;
        case 'budget-too-small':
            return `Even the smallest step, ${quantity_percentOfWeight(reason.next)}, could cost more bad requests than promised; ${quantity_percentOfWeight(reason.allowed)} would be safe.`;
        case 'promise-allows-less':
            return `By the traffic and the evidence of now, the promise on bad requests allows ${quantity_percentOfWeight(reason.allowed)}.`;
        case 'weight-held-by-promise':
            return `By what is known so far, ${reason.allowed > decision.from ? `more than ${quantity_percentOfWeight(reason.allowed)}` : 'a larger share'} could cost more bad requests than promised.`;
        case 'not-certified':
            return `It is not certain enough yet that ${candidate} is as good as ${stable} in ${foreign_text_named(reason.check)}: odds ${quantity_odds(reason.sameOdds)}, needed ${quantity_odds(reason.oddsNeeded)}.`;
        case 'undecided':
            return undecidedWords(reason, decision, context);
        case 'approval-needed':
            return `The policy asks for a person's approval here.`;
        case 'smoke-passed':
            return `${candidate} is in place, answers, and is the release that was recorded.`;
        case 'stage-passed':
            return reason.stage === 'switch' ? `The plan says: all traffic in one move.` : noHarmWords(decision, context);
        case 'all-certified':
            return `Every check that can send ${candidate} back says that it is as good as ${stable} or better.`;
        case 'baked':
            return `${candidate} served nearly everything for ${quantity_duration(reason.forMs)} under the same checks.`;
        case 'baking':
            return `It is watched under the same checks for ${quantity_duration(reason.leftMs)} more.`;
        case 'awaiting-promotion':
            return `The checks are passed; the promote job has the next move.`;
        case 'superseded':
            return `${foreign_text_named(reason.by)} is newer and takes its place.`;
        case 'leaving':
            return `It was decided before to take ${candidate} out: ${leaving_words_leavingWords(reason.why, context)}.`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(reason);
    }
}
/** `v42 failed 3.3 times as often as v41 in the same 5 min`. */
function regressionWords(reason, decision, context) {
    const report = decision.checks.find((known) => known.name === reason.check);
    const totals = report?.totals ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
    const words = comparisonWords(context, reason.cell === 'all' ? { check: reason.check, cell: 'all', ...totals } : check_words_countsOf(context, reason, totals));
    const state = factsOf(context, reason.check)?.state;
    return state === undefined || state.originMs < 0 ? words : `${words} in the same ${quantity_duration(state.watermarkMs - state.originMs)}`;
}
/** A verdict stands once its odds were reached, also when they have come down since. */
function oddsWords(context, reason) {
    const peak = reason.check === undefined ? reason.odds : (factsOf(context, reason.check)?.state.oddsPeak ?? reason.odds);
    return `Odds against bad luck ${quantity_odds(Math.max(reason.odds, peak))}, your policy asks for ${quantity_odds(reason.oddsNeeded)}.`;
}
function actionWords(then) {
    switch (then) {
        case 'rollback':
            return 'The policy says: take it out.';
        case 'stepBack':
            return 'The policy says: step back.';
        case 'hold':
            return 'The policy says: hold.';
        case 'tell':
            return 'The policy says: tell.';
    }
}
function undecidedWords(reason, decision, context) {
    const after = `After ${quantity_duration(reason.afterMs)} the checks have not decided`;
    if (decision.kind === 'promote' && reason.ifUndecided !== 'promote')
        return `${after}; nothing speaks against ${foreign_text_named(context.candidate)}, and a person approved it.`;
    switch (reason.ifUndecided) {
        case 'ask':
            return `${after}, and the policy says: ask a person.`;
        case 'promote':
            return `${after}, and the policy says: promote then.`;
        case 'rollback':
            return `${after}, and the policy says: take it out then.`;
    }
}
/** `No harm was seen in 1,240 requests.` */
function noHarmWords(decision, context) {
    const seen = requestsSeen(decision);
    return seen === 0 ? `Nothing speaks against ${foreign_text_named(context.candidate)}.` : `No harm was seen in ${quantity_counted(seen, 'request')} of ${foreign_text_named(context.candidate)}.`;
}
/** Requests of the candidate that the check which saw most of them has judged. */
function requestsSeen(decision) {
    return Math.max(0, ...decision.checks.map((report) => report.totals.candidate.trials));
}

;// CONCATENATED MODULE: ./packages/report/src/words/decision-words.ts
// A decision in three sentences that stay the same wherever they are shown: what happened and which version serves, why, and what to do.






function decision_words_decisionWords(decision, context) {
    const [first, ...others] = decision.reasons.map((reason) => reason_words_reasonWords(reason, decision, context));
    const also = others.length === 0 ? '' : ` ${others.join(' ')}`;
    return { what: whatWords(decision, context), why: `${first ?? 'No reason was recorded.'}${also}`, next: nextStepWords(decision, context) };
}
/** What happened, which version serves, and why, in one line. */
function sentence(decision, context) {
    const { what, why } = decision_words_decisionWords(decision, context);
    return `${what} Why: ${why}`;
}
function whatWords(decision, context) {
    const [stable, candidate] = [foreign_text_named(context.stable), foreign_text_named(context.candidate)];
    const [from, to] = [quantity_percentOfWeight(decision.from), quantity_percentOfWeight(decision.to)];
    switch (decision.kind) {
        case 'advance':
            return `${candidate} goes from ${from} to ${to} of the traffic${restWords(decision.to, stable)}.${routerWords(decision, context)}`;
        case 'hold':
            return decision.from === 0 ? `${candidate} gets no traffic yet. All traffic is on ${stable}.` : `${candidate} stays at ${from} of the traffic${restWords(decision.from, stable)}.`;
        case 'stepBack':
            return `${candidate} goes back from ${from} to ${to} of the traffic${restWords(decision.to, stable)}.${routerWords(decision, context)}`;
        case 'promote':
            return `${candidate} is ready to be promoted. Until the promote job has moved it, ${decision.from === 0 ? `all traffic is on ${stable}` : `it stays at ${from}${restWords(decision.from, stable)}`}.`;
        case 'rollback':
            return isThere(decision, context)
                ? `${candidate} is out. All traffic is on ${stable}${decision.from === 0 ? '' : readBackWords(context)}.`
                : `${candidate} is taken out. All traffic goes to ${stable}.${routerWords(decision, context)}`;
        case 'halt':
            return `The rollout of ${candidate} stands still at ${from}: a person is needed now.`;
        case 'finished':
            return `${candidate} serves everything. The rollout is done.`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(decision.kind);
    }
}
/** The other arm's part, unless there is none. */
function restWords(weight, stable) {
    return weight === 1_000_000 ? '' : `, ${stable} serves the rest`;
}
/** The record shows the decided weight, and nothing is on its way. */
function isThere(decision, context) {
    return !context.pending && context.weight === decision.to;
}
function routerWords(decision, context) {
    if (isThere(decision, context))
        return '';
    return context.pending ? ' The router has not confirmed it yet.' : '';
}
function readBackWords(context) {
    return context.weightSinceMs === 0 ? '' : ` (read back at the router at ${utc_time_utcClock(context.weightSinceMs)} UTC)`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/decision-document.ts


function decisionDocument(decision, context) {
    const { what, why, next } = decisionWords(decision, context);
    return {
        schema: 1,
        target: context.target,
        rolloutId: context.rolloutId,
        stable: context.stable,
        candidate: context.candidate,
        decision: decision.kind,
        needs: decision.needs,
        fromPpm: decision.from,
        toPpm: decision.to,
        stageIndex: decision.stageIndex,
        sentence: `${what} Why: ${why}`,
        next,
        reasons: decision.reasons.map((reason) => ({ ...reason, text: reasonWords(reason, decision, context) })),
        checks: decision.checks.map(checkDocument),
        harm: decision.harm,
    };
}
/** One line of JSON. */
function decisionJson(decision, context) {
    return JSON.stringify(decisionDocument(decision, context));
}
function checkDocument(report) {
    const { name, verdict, then, cell, totals, odds, oddsNeeded, sameOdds, betterOdds, certifyOddsNeeded, factorMax, limit, watermarkMs, noData } = report;
    return {
        name,
        verdict,
        then,
        cell,
        ...totals,
        odds,
        oddsNeeded,
        sameOdds,
        betterOdds,
        certifyOddsNeeded,
        ...(Number.isFinite(factorMax) ? { factorMax } : {}),
        limit,
        watermarkMs,
        noData,
    };
}

;// CONCATENATED MODULE: ./packages/report/src/words/brief-reason.ts
// Every reason in a few words, for one-line records. Stands after "v42: holds at 5 %, ".







function brief_reason_briefReason(reason, decision, context) {
    switch (reason.code) {
        case 'aborted':
            return `${foreign_text_named(reason.actor)} stopped it: ${foreign_text_said(reason.why)}`;
        case 'weight-lowered-outside':
            return `lowered to ${quantity_percentOfWeight(reason.observed)} by somebody else`;
        case 'weight-raised-outside':
            return `raised to ${quantity_percentOfWeight(reason.observed)} by somebody else`;
        case 'lowered-before-record':
            return `lowered to ${quantity_percentOfWeight(reason.observed)} by a run that could not record it`;
        case 'limit-breached':
            return `${check_words_cellTitle(reason.check, reason.cell)} in ${quantity_count(reason.observed.events)} of ${quantity_count(reason.observed.trials)}, limit ${quantity_percentOfRatio(reason.ratioMax)}`;
        case 'common-mode':
            return `${foreign_text_named(reason.check)} over its limit on both versions`;
        case 'stable-dead':
            return `${foreign_text_named(context.stable)} does not work either`;
        case 'regression':
        case 'check-says-worse':
            return briefComparison(reason, decision, context);
        case 'combined-regression':
            return `${someOf(reason.checks)} together say worse (${quantity_odds(reason.odds)})`;
        case 'harm-budget-spent':
            return `${quantity_count(reason.excess)} of ${quantity_counted(reason.budget, 'promised bad request')} spent`;
        case 'blind':
            return `nothing measured for ${quantity_duration(reason.forMs)}`;
        case 'no-data':
            return `no data for ${foreign_text_named(reason.check)} (${foreign_text_said(reason.why)})`;
        case 'frozen-data-changed':
            return `frozen data changed: ${someOf(reason.paths)}`;
        case 'frozen-data-unreadable':
            return `frozen data could not be checked (${foreign_text_said(reason.why)})`;
        case 'router-unreadable':
            return `the router could not be read (${foreign_text_said(reason.why)})`;
        case 'candidate-not-ready':
            return `not ready (${foreign_text_said(reason.why)})`;
        case 'candidate-digest-differs':
            return 'the slot holds other bytes than were released';
        case 'insufficient':
            return reason.check === 'any' ? 'too early' : `too early for ${foreign_text_named(reason.check)} (${quantity_count(reason.trials)} of ${quantity_counted(reason.trialsNeeded, 'request')})`;
        case 'traffic-unknown':
            return 'the traffic is not known yet';
        case 'dwell':
            return `watched until ${utc_time_utcClock(reason.untilMs)} UTC`;
        case 'budget-too-small':
        case 'promise-allows-less':
            return `the promise allows ${quantity_percentOfWeight(reason.allowed)} now`;
        case 'weight-held-by-promise':
            return reason.allowed > decision.from ? `the promise allows ${quantity_percentOfWeight(reason.allowed)} so far` : 'the promise allows no more yet';
        case 'not-certified':
            return `not certain yet in ${foreign_text_named(reason.check)} (${quantity_odds(reason.sameOdds)} of ${quantity_odds(reason.oddsNeeded)})`;
        case 'undecided':
            return `not decided after ${quantity_duration(reason.afterMs)}`;
        case 'approval-needed':
            return 'approval needed';
        case 'smoke-passed':
            return 'in place and ready';
        case 'stage-passed':
            return requestsSeen(decision) === 0 ? 'nothing against it' : `no harm seen in ${quantity_counted(requestsSeen(decision), 'request')}`;
        case 'all-certified':
            return `as good as ${foreign_text_named(context.stable)} in every check`;
        case 'baked':
            return `watched for ${quantity_duration(reason.forMs)} after promotion`;
        case 'baking':
            return `watched after promotion, ${quantity_duration(reason.leftMs)} left`;
        case 'awaiting-promotion':
            return 'waits for the promote job';
        case 'superseded':
            return `${foreign_text_named(reason.by)} takes its place`;
        case 'leaving':
            return leaving_words_leavingWords(reason.why, context);
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(reason);
    }
}
/** `failed 6.1 times as often as v1`: the subject is named before. */
function briefComparison(reason, decision, context) {
    const totals = decision.checks.find((report) => report.name === reason.check)?.totals ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
    const comparison = reason.cell === 'all' ? { check: reason.check, cell: 'all', ...totals } : check_words_countsOf(context, reason, totals);
    const words = comparisonWords(context, comparison);
    const subject = `${foreign_text_named(context.candidate)} `;
    return words.startsWith(subject) ? words.slice(subject.length) : words;
}

;// CONCATENATED MODULE: ./packages/report/src/words/event-title.ts
// One line per record of the ledger: the subjects alone read as the story of the rollouts.






/** `state` is the fold including `event`. One printable line without a full stop. */
function event_title_eventTitle(event, state) {
    const context = rollout_context_contextOf(state);
    const candidate = foreign_text_named(context.candidate);
    switch (event.kind) {
        case 'adopted':
            return `${foreign_text_named(event.target)}: ${foreign_text_named(event.stable.version)} serves from slot ${foreign_text_named(event.stable.slot)}`;
        case 'started':
            return `${foreign_text_named(event.candidate.version)} starts on slot ${foreign_text_named(event.candidate.slot)} (${foreign_text_named(context.stable)} serves)`;
        case 'ticked':
            return `${candidate}: ${tickWords(event, context)}`;
        case 'intended':
            return `${candidate}: ${event.effect.purpose === 'promote' ? 'promotion' : 'change'} to ${quantity_percentOfWeight(event.effect.weight)} begins`;
        case 'confirmed':
            return state.rollout.kind === 'none' ? `${candidate} serves everything, the rollout is done` : `${candidate}: ${quantity_percentOfWeight(event.observed)} confirmed at the router`;
        case 'promoted':
            return `${candidate}: promoted, the registry says so in ${foreign_text_said(event.pointer)}`;
        case 'ended':
            return `${candidate} is out: ${event_title_outcomeWords(event.outcome)}, ${leaving_words_leavingWords(event.why, context)}`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(event);
    }
}
function tickWords({ decision, effect }, context) {
    const [reason] = decision.reasons;
    const why = reason === undefined ? 'no reason recorded' : brief_reason_briefReason(reason, decision, context);
    const [from, to] = [quantity_percentOfWeight(decision.from), quantity_percentOfWeight(decision.to)];
    const doubt = effect.kind === 'unconfirmed' ? ' (the router has not confirmed it)' : '';
    switch (decision.kind) {
        case 'advance':
            return `${from} -> ${to}, ${why}`;
        case 'hold':
            return decision.from === 0 ? `holds before its first request, ${why}` : `holds at ${from}, ${why}`;
        case 'stepBack':
            return `steps back ${from} -> ${to}, ${why}${doubt}`;
        case 'promote':
            return `to be promoted, ${why}`;
        case 'rollback':
            return `rolled back, ${why}${doubt}`;
        case 'halt':
            return `halted at ${from}, ${why}`;
        case 'finished':
            return `passed, ${why}`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(decision.kind);
    }
}
function event_title_outcomeWords(outcome) {
    switch (outcome) {
        case 'promoted':
            return 'promoted';
        case 'rolled-back':
            return 'rolled back';
        case 'halted':
            return 'halted';
        case 'superseded':
            return 'superseded';
        case 'expired':
            return 'expired';
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(outcome);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/standing.ts
// How a target stands when nothing is being decided: what serves, and how the last rollout ended or the present one goes.






function standing_standing(state, nowMs) {
    const { rollout } = state;
    return rollout.kind === 'live' ? liveStanding(state, rollout, nowMs) : restingStanding(state, nowMs);
}
function restingStanding(state, nowMs) {
    const serves = `All traffic is on ${foreign_text_named(state.stable.version)}.`;
    const last = state.ended.at(-1);
    if (last === undefined)
        return { mood: 'open', what: `${serves} Nothing was rolled out yet.`, why: '' };
    const why = leaving_words_leavingWords(last.why, { stable: state.stable.version, candidate: last.candidate.version });
    const ago = nowMs - last.endedAtMs < 1000 ? 'just now' : `${quantity_duration(nowMs - last.endedAtMs)} ago`;
    if (last.outcome === 'promoted')
        return { mood: 'good', what: `${serves} It was promoted ${ago}.`, why: '' };
    return { mood: 'bad', what: `${foreign_text_named(last.candidate.version)} is out. ${serves}`, why: `${event_title_outcomeWords(last.outcome)} ${ago}: ${why}.` };
}
function liveStanding(state, rollout, nowMs) {
    const [stable, candidate] = [foreign_text_named(state.stable.version), foreign_text_named(rollout.candidate.version)];
    const weight = quantity_percentOfWeight(rollout.weight);
    const since = `for ${quantity_duration(nowMs - rollout.weightSinceMs)}`;
    const serves = rollout.weight === 0 ? `All traffic is on ${stable}.` : `${candidate} has ${weight} of the traffic ${since}, ${stable} serves the rest.`;
    switch (rollout.phase) {
        case 'trial':
            return { mood: 'open', what: rollout.weight === 0 ? `${candidate} is being readied. ${serves}` : serves, why: '' };
        case 'awaiting-promotion':
            return { mood: 'good', what: `${candidate} waits for its promotion. ${serves}`, why: '' };
        case 'baking':
            return { mood: 'good', what: `${candidate} is promoted and still watched. ${serves}`, why: '' };
        case 'leaving':
            return { mood: rollout.weight === 0 && rollout.pending.kind === 'none' ? 'bad' : 'stop', what: `${candidate} is taken out. ${serves}`, why: `${leaving_words_leavingWords(rollout.leavingWhy, rollout_context_contextOf(state))}.` };
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(rollout.phase);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/ledger/chapters.ts
/** Oldest first. Events before the first `started` (a shortened history) belong to no chapter. */
function chapters_chaptersOf(events) {
    const chapters = [];
    let stable = '';
    for (const event of events) {
        if (event.kind === 'adopted')
            stable = event.stable.version;
        if (event.kind === 'started')
            chapters.push({ started: event, stable, events: [] });
        const chapter = chapters.at(-1);
        if (chapter === undefined)
            continue;
        chapter.events.push(event);
        if (event.kind === 'confirmed' && purposeOf(chapter.events, event.effectId) === 'finish')
            stable = chapter.started.candidate.version;
    }
    return chapters;
}
function purposeOf(events, effectId) {
    for (const event of events.toReversed()) {
        const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
        if (effect?.id === effectId)
            return effect.purpose;
    }
    return 'unknown';
}
/** Both begin with 0 at the start. Observed are confirmations and every look at the router. */
function chapters_weightStory({ started, events }) {
    const start = { atMs: started.atMs, weightPpm: 0 };
    const wanted = [start];
    const observed = [start];
    for (const event of events) {
        if (event.kind === 'intended')
            wanted.push({ atMs: event.atMs, weightPpm: event.effect.weight });
        if (event.kind === 'confirmed')
            observed.push({ atMs: event.settledAtMs, weightPpm: event.observed });
        if (event.kind === 'ended')
            observed.push({ atMs: event.atMs, weightPpm: event.observed });
        if (event.kind !== 'ticked')
            continue;
        const { router } = event.situation;
        if (router.kind === 'read')
            observed.push({ atMs: event.situation.nowMs, weightPpm: router.weight });
        if (event.effect.kind !== 'none')
            wanted.push({ atMs: event.atMs, weightPpm: event.effect.effect.weight });
        if (event.effect.kind === 'done')
            observed.push({ atMs: event.atMs, weightPpm: event.effect.effect.weight });
    }
    return { wanted: withoutRepeats(wanted), observed: withoutRepeats(observed) };
}
function withoutRepeats(steps) {
    return steps.filter((step, index) => index === 0 || steps[index - 1]?.weightPpm !== step.weightPpm);
}
/** Value of a step function at an instant; 0 before its first step. */
function weightAt(steps, atMs) {
    return steps.findLast((step) => step.atMs <= atMs)?.weightPpm ?? 0;
}

;// CONCATENATED MODULE: ./packages/report/src/text/shell-word.ts
// A value as one word of a POSIX command line, for commands that people copy.
/** Plain where that is safe, else in single quotes. A leading dash is quoted too; the command has to take care not to read it as an option. */
function shellWord(value) {
    return /^[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/check-row.ts
// One line of the table of checks: both versions' counts, what the policy allows, and what the check says, in words.




function checkRow(report, context) {
    const facts = factsOf(context, report.name);
    // Latency has no bad requests as a whole, only per bound; a check that found something shows where.
    const cell = report.verdict === 'worse' || facts?.check.signal.kind === 'time' ? report.cell : 'all';
    const counts = cell === 'all' ? report.totals : check_words_countsOf(context, { check: report.name, cell }, report.totals);
    const unread = facts?.check.signal.kind === 'time' && !cell.startsWith('le=');
    return {
        check: check_words_cellTitle(report.name, cell),
        stable: unread ? '' : share(counts.stable),
        candidate: unread ? '' : share(counts.candidate),
        allowed: facts === undefined ? '' : allowedWords(facts.check),
        says: saysWords(report),
        tone: toneOf(report),
    };
}
function saysWords(report) {
    switch (report.verdict) {
        case 'worse':
            return report.limit.kind === 'breached' ? `over the limit${check_row_actionWords(report.then)}` : `worse, ${quantity_odds(report.odds)}${check_row_actionWords(report.then)}`;
        case 'better':
            return 'better';
        case 'same':
            return 'as good';
        case 'acceptable':
            return Number.isFinite(report.factorMax) ? `no harm seen, under ${quantity_decimal(report.factorMax, 2)} x` : 'no harm seen';
        case 'insufficient':
            return report.noData === '' ? 'too early' : `no data: ${foreign_text_said(report.noData)}`;
        case 'invalid':
            return `unusable data: ${foreign_text_said(report.noData)}`;
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(report.verdict);
    }
}
function check_row_actionWords(then) {
    switch (then) {
        case 'rollback':
            return ', rolled back';
        case 'stepBack':
            return ', steps back';
        case 'hold':
            return ', holds';
        case 'tell':
            return ', told';
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(then);
    }
}
function toneOf(report) {
    switch (report.verdict) {
        case 'worse':
            return 'bad';
        case 'better':
        case 'same':
        case 'acceptable':
            return 'good';
        case 'insufficient':
        case 'invalid':
            return 'open';
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(report.verdict);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/weight-timeline.ts
// The candidate's share over time on one line of text: a small picture, and the moments when it changed.



const BARS = '▁▂▃▄▅▆▇█';
const PICTURE_COLUMNS = 24;
const MOMENTS_SHOWN = 8;
function weightTimeline(chapter, nowMs) {
    const { observed } = chapters_weightStory(chapter);
    const fromMs = chapter.started.atMs;
    const toMs = Math.max(fromMs, isOver(chapter) ? (chapter.events.at(-1)?.atMs ?? fromMs) : nowMs);
    return { picture: pictureOf(observed, fromMs, toMs), moments: momentsOf(observed, toMs) };
}
function isOver({ events, started }) {
    const last = events.at(-1);
    return last?.kind === 'ended' || (last?.kind === 'confirmed' && last.observed === 1_000_000 && last.rolloutId === started.rolloutId);
}
function pictureOf(steps, fromMs, toMs) {
    const columnMs = (toMs - fromMs) / PICTURE_COLUMNS;
    // The end of each span: a change shows in the column in which it happened, and the last column shows how it stands.
    const shares = Array.from({ length: PICTURE_COLUMNS }, (_, column) => weightAt(steps, fromMs + (column + 1) * columnMs) / 1_000_000);
    return shares.map(barOf).join('');
}
/** By the square root, so that 1 % and 5 % can be told apart. */
function barOf(share) {
    if (share <= 0)
        return '·';
    return BARS.charAt(Math.min(BARS.length - 1, Math.ceil(Math.sqrt(share) * BARS.length) - 1));
}
function momentsOf(steps, toMs) {
    const first = steps[0];
    const severalDays = first !== undefined && utc_time_utcDate(first.atMs) !== utc_time_utcDate(toMs);
    const moments = steps.map(({ atMs, weightPpm }, index) => {
        const day = severalDays ? `${utc_time_utcDate(atMs).slice('2026-'.length)} ` : '';
        return `${day}${utc_time_utcClock(atMs)} ${index === 0 ? 'start' : quantity_percentOfWeight(weightPpm)}`;
    });
    if (moments.length <= MOMENTS_SHOWN)
        return moments.join(' · ');
    const [head, tail] = [moments.slice(0, 3), moments.slice(-(MOMENTS_SHOWN - 3))];
    return [...head, `… ${String(moments.length - MOMENTS_SHOWN)} more …`, ...tail].join(' · ');
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/briefing.ts










const CHECKS_SHOWN = 60;
const NOTES_SHOWN = 20;
function briefing_briefing(input) {
    const { state, decision, nowMs } = input;
    const context = rollout_context_contextOf(state);
    const words = decision.kind === 'none' ? { ...standing_standing(state, nowMs), next: '' } : decision_words_decisionWords(decision, context);
    const chapter = chapters_chaptersOf(input.history).findLast(({ started }) => started.rolloutId === context.rolloutId);
    return {
        mood: decision.kind === 'none' ? standing_standing(state, nowMs).mood : moodOf(decision),
        target: foreign_text_named(state.target),
        stable: foreign_text_named(chapter?.stable ?? context.stable),
        candidate: foreign_text_named(context.candidate),
        ...words,
        checks: decision.kind === 'none' ? [] : decision.checks.slice(0, CHECKS_SHOWN).map((report) => checkRow(report, context)),
        harm: decision.kind === 'none' ? '' : harmWords(decision, context),
        timeline: chapter === undefined ? { picture: '', moments: '' } : weightTimeline(chapter, nowMs),
        notes: input.notes.slice(0, NOTES_SHOWN).map((note) => clean_line_cleanLine(note)),
        proof: `rampart history ${shellWord(clean_line_cleanLine(state.target))}`,
        breakGlass: clean_line_cleanLine(input.breakGlass, 2000),
    };
}
function moodOf({ kind, needs }) {
    if (needs !== 'nothing')
        return 'stop';
    switch (kind) {
        case 'advance':
        case 'promote':
        case 'finished':
            return 'good';
        case 'rollback':
        case 'stepBack':
            return 'bad';
        case 'hold':
            return 'open';
        case 'halt':
            return 'stop';
    }
}
function harmWords({ harm }, context) {
    const stable = foreign_text_named(context.stable);
    const promised = `${quantity_count(harm.budget)} promised at most`;
    if (harm.excess >= 0.5)
        return `${quantity_counted(harm.excess, 'bad request')} more than ${stable} would have had (${promised}).`;
    return harm.excess <= -0.5 ? `none, ${quantity_counted(-harm.excess, 'bad request')} fewer than ${stable} would have had (${promised}).` : `none (${promised}).`;
}

;// CONCATENATED MODULE: ./packages/report/src/text/markdown-text.ts
// Any text as Markdown that shows exactly that text: no markup, no raw HTML, no new table cell, no mention, no link, no reference.

/** Shown as nothing; keeps what stands before and after it from being read as one word. */
const SEAM = '&#8203;';
/** Longer than any sentence of ours; what is longer than this is cut. */
const markdown_text_LENGTH_MAX = 8000;
/**
 * Any `text` for use inside a paragraph or a table cell, as one printable line. Characters with a meaning in Markdown become numeric character references,
 * which are never syntax (CommonMark 0.31, section 2.5). Mentions, issue references, addresses and emoji codes are found by GitHub in the
 * rendered text, where escapes are gone; a seam breaks those.
 */
function escapeMarkdown(text) {
    return clean_line_cleanLine(text, markdown_text_LENGTH_MAX)
        .replace(/[&<>\\`*_{}[\]#|~!$^]/gu, (char) => `&#${String(char.codePointAt(0))};`)
        .replace(/@/gu, `@${SEAM}`)
        .replace(/&#35;(?=\d)/gu, `&#35;${SEAM}`)
        .replace(/(GH)-(?=\d)/giu, `$1-${SEAM}`)
        .replace(/:(?=[/a-z+-])/giu, `:${SEAM}`)
        .replace(/(www)\./giu, `$1${SEAM}.`);
}
/** `line` as a code span. The fence is longer than any run of backticks inside, so nothing ends it early. */
function codeSpan(line) {
    const fence = '`'.repeat(longestRun(line) + 1);
    // One blank on either side is taken off again by the reader; it is needed where the content could touch the fence.
    const padding = line.includes('`') ? ' ' : '';
    return `${fence}${padding}${line}${padding}${fence}`;
}
/** `line` as a block of code of its own, to be copied. */
function codeBlock(line) {
    const fence = '`'.repeat(Math.max(3, longestRun(line) + 1));
    return `${fence}text\n${line}\n${fence}`;
}
function longestRun(line) {
    return Math.max(0, ...Array.from(line.matchAll(/`+/gu), (run) => run[0].length));
}

;// CONCATENATED MODULE: ./packages/report/src/summary.ts
// A briefing as GitHub Markdown: job summary, comment, issue body. No raw HTML; every foreign character is shown as itself.


const GLYPHS = { good: '✅', bad: '⛔', open: '⏳', stop: '✋' };
/** Far below the 1 MiB that a job summary may have: every part of a briefing is bounded. */
function renderSummary(input) {
    const content = briefing_briefing(input);
    const paragraphs = [
        `### ${GLYPHS[content.mood]} ${escapeMarkdown(`${content.target}: ${content.what}`)}`,
        content.next === '' ? '' : `**${escapeMarkdown(content.next)}**`,
        content.why === '' ? '' : `Why: ${escapeMarkdown(content.why)}`,
        checkTable(content),
        content.harm === '' ? '' : `Harm: ${escapeMarkdown(content.harm)}`,
        timelineLine(content),
        content.notes.map((note) => `- Note: ${escapeMarkdown(note)}`).join('\n'),
        `Not convinced? ${codeSpan(content.proof)} Without GitHub, this takes all traffic back:`,
        codeBlock(content.breakGlass),
    ];
    return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}
function checkTable({ checks, stable, candidate }) {
    if (checks.length === 0)
        return '';
    const head = row(['check', `${stable} stable`, `${candidate} candidate`, 'allowed', 'says']);
    return [head, '| --- | --- | --- | --- | --- |', ...checks.map((check) => row(summary_cellsOf(check)))].join('\n');
}
function summary_cellsOf({ check, stable, candidate, allowed, says }) {
    return [check, stable, candidate, allowed, says];
}
function row(cells) {
    return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}
function timelineLine({ timeline, candidate }) {
    return timeline.picture === '' ? '' : `Share of ${escapeMarkdown(candidate)}: ${codeSpan(timeline.picture)} ${escapeMarkdown(timeline.moments)} (UTC)`;
}

;// CONCATENATED MODULE: ./packages/report/src/terminal-style.ts
const terminal_style_CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 };
function terminal_style_paint(text, inks, { color }) {
    return color && inks.length > 0 ? `\u001B[${inks.map((ink) => terminal_style_CODES[ink]).join(';')}m${text}\u001B[0m` : text;
}
/** One column wide everywhere, unlike emoji. */
const terminal_style_MOOD_GLYPHS = { good: '✔', bad: '✘', open: '●', stop: '!' };
const terminal_style_MOOD_INKS = { good: 'green', bad: 'red', open: 'yellow', stop: 'magenta' };

;// CONCATENATED MODULE: ./packages/report/src/terminal.ts
// A briefing as plain lines for a terminal or a log.



const INDENT = '  ';
const GUTTER = '  ';
function renderTerminal(input, style) {
    const content = briefing(input);
    const columns = Math.max(20, style.width);
    const paragraph = (text) => wrapColumns(text, columns, { first: INDENT, rest: INDENT + INDENT });
    const lines = [
        ...headline(content, columns, style),
        ...(content.next === '' ? [] : paragraph(content.next)),
        ...(content.why === '' ? [] : paragraph(`Why: ${content.why}`)),
        ...checkLines(content, columns, style),
        ...(content.harm === '' ? [] : paragraph(`Harm: ${content.harm}`)),
        ...(content.timeline.picture === '' ? [] : paragraph(`Share of ${content.candidate}: ${content.timeline.picture} ${content.timeline.moments} (UTC)`)),
        ...content.notes.flatMap((note) => paragraph(`Note: ${note}`)),
        `${INDENT}Not convinced? ${content.proof}`,
        `${INDENT}Without GitHub: ${content.breakGlass}`,
    ];
    return `${lines.join('\n')}\n`;
}
function headline({ mood, target, what }, columns, style) {
    const lines = wrapColumns(`${target}: ${what}`, columns, { first: `${MOOD_GLYPHS[mood]} `, rest: INDENT });
    return lines.map((line) => paint(line, ['bold', MOOD_INKS[mood]], style));
}
/** A table where it fits, else a short paragraph per check. */
function checkLines({ checks, stable, candidate }, columns, style) {
    if (checks.length === 0)
        return [];
    const head = ['check', `${stable} stable`, `${candidate} candidate`, 'allowed', 'says'];
    const rows = checks.map(({ check, stable: s, candidate: c, allowed, says }) => [check, s, c, allowed, says]);
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => displayWidth(cells[column] ?? ''))));
    const total = INDENT.length + widths.reduce((sum, width) => sum + width + GUTTER.length, -GUTTER.length);
    if (total > columns)
        return checks.flatMap((check) => stacked(check, { stable, candidate }, columns, style));
    const lineOf = (cells) => INDENT + cells.map((cell, column) => padColumns(cell, widths[column] ?? 0)).join(GUTTER).trimEnd();
    return [paint(lineOf(head), ['dim'], style), ...checks.map((check, index) => inked(lineOf(rows[index] ?? []), check, style))];
}
function stacked(check, arms, columns, style) {
    const deep = INDENT + INDENT;
    const counts = check.candidate === '' ? [] : [`${deep}${arms.candidate} ${check.candidate}`, `${deep}${arms.stable} ${check.stable}`];
    const allowed = check.allowed === '' ? '' : ` (allowed ${check.allowed})`;
    const title = wrapColumns(`${check.check}: ${check.says}${allowed}`, columns, { first: INDENT, rest: deep });
    return [...title.map((line) => inked(line, check, style)), ...counts.map((line) => cutColumns(line, columns))];
}
/** What speaks against the candidate stands out; all else stays quiet. */
function inked(line, check, style) {
    return paint(line, check.tone === 'bad' ? [MOOD_INKS.bad] : [], style);
}

;// CONCATENATED MODULE: ./packages/report/src/status-line.ts




const TARGET_COLUMNS = 24;
/** Glyph, target, how it stands; cut to the width. Lines of several targets stand in columns. */
function renderStatusLine(state, nowMs, style) {
    const { mood, what, why } = standing(state, nowMs);
    const rest = why === '' ? what : `${what} ${why.charAt(0).toUpperCase()}${why.slice(1)}`;
    const line = cutColumns(`${MOOD_GLYPHS[mood]} ${fitColumns(named(state.target), TARGET_COLUMNS)} ${rest}`, style.width);
    return paint(line, [MOOD_INKS[mood]], style);
}

;// CONCATENATED MODULE: ./packages/report/src/history.ts
// The story of a target's rollouts, one line per record, for `rampart history`.





/** `events` is a whole ledger, oldest first. Every day is named once. Throws InvariantError where an event does not follow from the ones before. */
function renderHistory(events, style) {
    const lines = [];
    let folded = { kind: 'empty' };
    let day = '';
    for (const event of events) {
        const state = fold(folded, event);
        folded = { kind: 'present', state };
        const date = utcDate(event.atMs);
        if (date !== day)
            lines.push(paint(`${date} (UTC)`, ['dim'], style));
        day = date;
        const line = cutColumns(`${utcClock(event.atMs)}  ${markOf(event)} ${eventTitle(event, state)}`, style.width);
        lines.push(paint(line, inksOf(event), style));
    }
    return lines.length === 0 ? 'Nothing is recorded for this target yet.\n' : `${lines.join('\n')}\n`;
}
/** What moved stands out from what only waited. */
function markOf(event) {
    if (event.kind !== 'ticked')
        return event.kind === 'started' ? '▶' : ' ';
    switch (event.decision.kind) {
        case 'advance':
        case 'promote':
            return '▲';
        case 'rollback':
        case 'stepBack':
            return '▼';
        case 'finished':
            return '✔';
        case 'halt':
            return '!';
        case 'hold':
            return ' ';
    }
}
function inksOf(event) {
    if (event.kind !== 'ticked')
        return [];
    switch (event.decision.kind) {
        case 'advance':
        case 'promote':
        case 'finished':
            return ['green'];
        case 'rollback':
        case 'stepBack':
            return ['red'];
        case 'halt':
            return ['magenta'];
        case 'hold':
            return ['dim'];
    }
}

;// CONCATENATED MODULE: ./packages/report/src/ledger/report-from-ledger.ts
// The whole report from the ledger alone; what only a proxy's log knows can be added.









const NO_EXTRA_SERIES = { served: {}, traffic: { kind: 'unknown' } };
/** `events` is a whole ledger, oldest first. Throws InvariantError where an event does not follow from the ones before. */
function reportFromLedger(events, extra = NO_EXTRA_SERIES) {
    const states = statesAfter(events);
    const target = [...states.values()].at(-1)?.target ?? '';
    return { target, rollouts: chaptersOf(events).map((chapter) => recordOf(chapter, states, extra)), traffic: extra.traffic };
}
function statesAfter(events) {
    const states = new Map();
    let folded = { kind: 'empty' };
    for (const event of events) {
        const state = fold(folded, event);
        folded = { kind: 'present', state };
        states.set(event, state);
    }
    return states;
}
function recordOf(chapter, states, extra) {
    const { started, events, stable } = chapter;
    const { wanted, observed } = weightStory(chapter);
    const marks = marksOf(chapter, states);
    const outcome = report_from_ledger_outcomeOf(chapter, states);
    return {
        id: started.rolloutId,
        stable,
        candidate: started.candidate.version,
        startedAtMs: started.atMs,
        endedAtMs: Math.max(started.atMs, ...events.map((event) => event.atMs)),
        outcome,
        why: whyOf(outcome, marks),
        weightMaxPpm: Math.max(0, ...observed.map((step) => step.weightPpm)),
        harm: decisionsOf(events).at(-1)?.harm ?? { excess: 0, budget: started.policy.promise.badRequestsMax },
        weight: { wanted, observed, served: Object.hasOwn(extra.served, started.rolloutId) ? (extra.served[started.rolloutId] ?? []) : [] },
        rates: rateSeries(chapter),
        evidence: evidenceOf(chapter),
        marks,
        looks: looksOf(chapter, states),
    };
}
function decisionsOf(events) {
    return events.flatMap((event) => (event.kind === 'ticked' ? [event.decision] : []));
}
function report_from_ledger_outcomeOf({ started, events }, states) {
    const last = events.at(-1);
    const state = last === undefined ? undefined : states.get(last);
    return state?.ended.findLast((ended) => ended.id === started.rolloutId)?.outcome ?? 'running';
}
/** The decision that settled the outcome: the first that took the candidate out, or the one that promoted it. */
function whyOf(outcome, marks) {
    const settling = outcome === 'promoted' ? ['promote'] : outcome === 'running' ? [] : ['rollback', 'halt', 'ended'];
    return marks.find((mark) => settling.includes(mark.kind) && mark.why !== '')?.why ?? marks.at(-1)?.why ?? '';
}
function evidenceOf({ started, events }) {
    return started.policy.checks.flatMap((check) => {
        const reports = events.flatMap((event) => (event.kind === 'ticked' ? event.decision.checks.filter(({ name }) => name === check.name).map((report) => ({ atMs: event.atMs, report })) : []));
        const last = reports.at(-1)?.report;
        if (last === undefined)
            return [];
        return [{ check: check.name, then: check.then, oddsNeeded: last.oddsNeeded, points: reports.map(({ atMs, report }) => ({ atMs, odds: report.odds })) }];
    });
}
/** What moved the rollout. A decision that only repeats an earlier one (waiting, leaving) is a look, not a mark. */
function marksOf(chapter, states) {
    const { started, events, stable } = chapter;
    const [s, c] = [named(stable), named(started.candidate.version)];
    return events.flatMap((event) => {
        const state = states.get(event);
        if (state === undefined)
            return [];
        const at = { atMs: event.atMs };
        switch (event.kind) {
            case 'started':
                return [{ ...at, kind: 'start', weightPpm: 0, what: `${c} starts on slot ${named(event.candidate.slot)}. All traffic is on ${s}.`, why: '' }];
            case 'ticked': {
                if (event.decision.kind === 'hold' || repeats(event.decision.reasons[0]))
                    return [];
                const { what, why } = decisionWords(event.decision, inHindsight(contextOf(state), event.decision));
                return [{ ...at, kind: event.decision.kind, weightPpm: event.decision.to, what, why }];
            }
            case 'promoted':
                return [{ ...at, kind: 'promoted', weightPpm: state.rollout.kind === 'live' ? state.rollout.weight : 1_000_000, what: `${c} is promoted.`, why: `The registry says so in ${said(event.pointer)}.` }];
            case 'ended':
                // A rollout that was taken out has said so already.
                return chapter.events.some((other) => other.kind === 'ticked' && other.decision.kind === 'rollback') ? [] : [{ ...at, kind: 'ended', weightPpm: event.observed, what: `The rollout of ${c} ended: ${outcomeWords(event.outcome)}.`, why: `Because ${leavingWords(event.why, { stable, candidate: started.candidate.version })}.` }];
            default:
                return [];
        }
    });
}
function repeats(reason) {
    return reason?.code === 'leaving' || reason?.code === 'awaiting-promotion';
}
/** What was on its way at the time has arrived since, or a later mark says otherwise. */
function inHindsight(context, decision) {
    return { ...context, pending: false, weight: decision.to, weightSinceMs: 0 };
}
function looksOf({ events }, states) {
    const spans = [];
    for (const event of events) {
        const state = states.get(event);
        if (event.kind !== 'ticked' || state === undefined)
            continue;
        const { decision } = event;
        const [reason] = decision.reasons;
        const code = `${decision.kind} ${String(decision.to)} ${reason?.code ?? ''}`;
        const why = reason === undefined ? '' : briefReason(reason, decision, contextOf(state));
        const span = { fromMs: event.atMs, toMs: event.atMs, looks: 1, kind: decision.kind, weightPpm: decision.to, why };
        const last = spans.at(-1);
        if (last?.code === code)
            last.span = { ...span, fromMs: last.span.fromMs, looks: last.span.looks + 1 };
        else
            spans.push({ code, span });
    }
    return spans.map(({ span }) => span);
}

;// CONCATENATED MODULE: ./packages/report/src/text/html-text.ts
// Any text as HTML or XML text and attribute value.
const REFERENCES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** `line` (printable, one line) escaped for element content and for attribute values in either kind of quotes. */
function html_text_escapeHtml(line) {
    return line.replace(/[&<>"']/gu, (char) => REFERENCES[char] ?? char);
}

;// CONCATENATED MODULE: ./packages/report/src/svg/element.ts
// Builds SVG (and well-formed HTML) as text: names and attribute values are escaped, children are trusted markup from this very module.


/** An element with `children`; numbers are written with at most two decimals. Without children it closes itself. */
function element_element(name, attributes, ...children) {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? element_coordinate(value) : escapeHtml(value)}"`);
    const open = `<${name}${written.join('')}`;
    return (children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`);
}
/** Any printable text as content; numbers keep their units beside them. */
function element_content(text) {
    return escapeHtml(bindUnits(text));
}
/** Text that we wrote ourselves and that must stay as it is, such as a style sheet. Never for anything from outside. */
function element_verbatim(text) {
    return text;
}
function element_fragment(parts) {
    return parts.join('');
}
const element_NOTHING = '';
/** Two decimals are a hundredth of a pixel; never an exponent, `-0` or `NaN` in the document. */
function element_coordinate(value) {
    if (!Number.isFinite(value))
        return '0';
    const rounded = value.toFixed(2).replace(/\.?0+$/u, '');
    return rounded === '-0' ? '0' : rounded;
}

;// CONCATENATED MODULE: ./packages/report/src/html/overview.ts
// The table at the top: every rollout in one line.






const COLUMNS = (/* unused pure expression or super */ null && (['candidate', 'outcome', 'took', 'highest share', 'bad requests it cost', 'why']));
function overview_overview(rollouts) {
    if (rollouts.length === 0)
        return element('p', {}, content('Nothing was rolled out yet.'));
    const head = element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, content(name))));
    const body = rollouts.map((rollout, index) => overview_row(rollout, index));
    return element('table', { class: 'overview' }, element('thead', {}, head), element('tbody', {}, ...body));
}
function overview_sectionId(index) {
    return `rollout-${String(index + 1)}`;
}
function overview_row(rollout, index) {
    const link = element('a', { href: `#${overview_sectionId(index)}` }, content(named(rollout.candidate)));
    const cells = [
        element('th', { scope: 'row' }, link, element('span', { class: 'muted' }, content(` after ${named(rollout.stable)}`))),
        cell(1, overview_outcomeBadge(rollout)),
        cell(2, content(duration(rollout.endedAtMs - rollout.startedAtMs))),
        cell(3, content(percentOfWeight(rollout.weightMaxPpm))),
        cell(4, harmMeter(rollout)),
        cell(5, content(cleanLine(rollout.why))),
    ];
    return element('tr', {}, ...cells);
}
/** On a phone the cells of a row stand under each other; then each carries the name of its column. */
function cell(column, inside) {
    return element('td', { 'data-column': COLUMNS[column] ?? '' }, element('span', {}, inside));
}
function overview_outcomeBadge({ outcome }) {
    const words = outcome === 'running' ? 'still running' : outcomeWords(outcome);
    return element('span', { class: `badge ${outcome === 'promoted' ? 'good' : outcome === 'running' ? 'open' : 'bad'}` }, content(`${glyphOf(outcome)} ${words}`));
}
function glyphOf(outcome) {
    switch (outcome) {
        case 'promoted':
            return '✔';
        case 'rolled-back':
            return '✘';
        case 'halted':
            return '!';
        case 'superseded':
        case 'expired':
            return '–';
        case 'running':
            return '●';
        default:
            return assertNever(outcome);
    }
}
/** `15 of 300 promised`, with a bar; fewer than stable would have had is no harm. */
function harmMeter({ harm }) {
    const excess = Math.round(harm.excess);
    const words = excess < 0 ? `none (${count(-excess)} fewer)` : `${count(excess)} of ${count(harm.budget)} allowed`;
    const filled = harm.budget > 0 ? Math.min(1, Math.max(0, harm.excess / harm.budget)) : 0;
    const bar = excess <= 0
        ? NOTHING
        : element('svg', { xmlns: 'http://www.w3.org/2000/svg', class: 'meter', viewBox: '0 0 60 6', width: 60, height: 6, 'aria-hidden': 'true' }, element('rect', { x: 0, y: 0, width: 60, height: 6, rx: 3, class: 'meter-room' }), element('rect', { x: 0, y: 0, width: Math.max(3, filled * 60), height: 6, rx: 3, class: 'meter-fill' }));
    return fragment([content(words), bar]);
}

;// CONCATENATED MODULE: ./packages/report/src/svg/ticks.ts
/** Multiples of 1, 2 or 5 times a power of ten inside `extent`, about `count` of them (after Heckbert 1990, Graphics Gems, "Nice numbers for graph labels"). */
function ticks_niceTicks(extent, count) {
    const step = niceStep((extent.to - extent.from) / Math.max(1, count));
    const first = Math.ceil(extent.from / step - 1e-9);
    const last = Math.floor(extent.to / step + 1e-9);
    // Dividing by the inverse keeps decimals short where the step is a fraction (0.3, not 0.30000000000000004).
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (step < 1 ? (first + k) / (1 / step) : (first + k) * step));
}
/** The smallest tick at or above `value`, which is not negative. */
function ticks_niceCeiling(value, count) {
    const step = niceStep(value / Math.max(1, count));
    return Math.max(0, Math.ceil(value / step - 1e-9) * step);
}
function niceStep(rough) {
    if (!(rough > 0))
        return 1;
    const power = powerOfTen(Math.floor(Math.log10(rough)));
    const mantissa = rough / power;
    return (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * power;
}
/** Powers of ten inside `extent`, thinned to at most `count`. */
function ticks_logTicks(extent, count) {
    const first = Math.ceil(Math.log10(extent.from) - 1e-9);
    const last = Math.floor(Math.log10(extent.to) + 1e-9);
    const step = Math.max(1, Math.ceil((last - first + 1) / count));
    return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, k) => powerOfTen(first + k * step));
}
/** Exact where a power of ten can be. */
function powerOfTen(exponent) {
    return Number(`1e${String(exponent)}`);
}
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
    ...[100, 200, 500],
    ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
    ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
    ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
    ...[1, 2, 7, 14, 28, 56].map((n) => n * DAY),
];
/** Elapsed times from 0 up to `durationMs` in steps that people count in, at most `count` after the zero. */
function ticks_elapsedTicks(durationMs, count) {
    const step = TIME_STEPS.find((candidate) => durationMs / candidate <= count) ?? Math.ceil(durationMs / count / DAY) * DAY;
    return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, k) => k * step);
}

;// CONCATENATED MODULE: ./packages/report/src/html/chart-frame.ts
// The measures that all panels of one chart share, and the furniture of a panel: title, axis, grid, labels at the right.



const CHARACTER_WIDTH = 6.4;
const LABEL_GAP = 14;
function chart_frame_text(x, y, className, words) {
    return element('text', { x, y, class: className }, content(words));
}
/** Horizontal grid lines with their values at the left. */
function chart_frame_valueAxis({ size, untilX }, y, ticks) {
    return fragment(ticks.map(({ value, label }) => fragment([
        element('line', { x1: size.left, x2: untilX, y1: y(value), y2: y(value), class: 'grid' }),
        chart_frame_text(size.left - 8, y(value) + 4, 'tick end', label),
    ])));
}
/** Names beside the ends of their lines, moved apart where they would cover each other. */
function chart_frame_endLabels({ size, untilX, top, bottom }, labels) {
    const places = spreadLabels(labels.map(({ y }) => y), LABEL_GAP, { from: top + 4, to: Math.max(bottom, top + 4 + LABEL_GAP * labels.length) });
    const room = Math.floor((size.right - 12) / CHARACTER_WIDTH);
    return fragment(labels.map(({ words, className }, index) => chart_frame_text(untilX + 8, (places[index] ?? 0) + 4, `label ${className}`, shorten(words, room))));
}
/** Everything inside is cut at the edges of the plot. */
function chart_frame_clipped({ size, untilX, top, bottom }, name, inside) {
    const id = `${size.id}-${name}`;
    const shape = element('rect', { x: size.left, y: top - 1, width: untilX - size.left, height: bottom - top + 2 });
    return fragment([element('clipPath', { id }, shape), element('g', { 'clip-path': `url(#${id})` }, inside)]);
}

;// CONCATENATED MODULE: ./packages/report/src/svg/path.ts
// Outlines: lines, steps and bands as path data.

function path_linePath(points) {
    return points.map((point, index) => `${index === 0 ? 'M' : 'L'}${path_at(point)}`).join('');
}
/** Holds every value until the next one begins, the last one until `untilX`. */
function path_stepPath(points, untilX) {
    const [first, ...others] = points;
    if (first === undefined)
        return '';
    return `M${path_at(first)}${others.map(({ x, y }) => `H${coordinate(x)}V${coordinate(y)}`).join('')}H${coordinate(untilX)}`;
}
/** The area under a step line down to `baseY`. */
function path_stepAreaPath(points, untilX, baseY) {
    const [first] = points;
    return first === undefined ? '' : `${path_stepPath(points, untilX)}V${coordinate(baseY)}H${coordinate(first.x)}Z`;
}
/** The area between two lines over the same places. */
function path_bandPath(upper, lower) {
    return upper.length === 0 ? '' : `${path_linePath(upper)}${lower.toReversed().map((point) => `L${path_at(point)}`).join('')}Z`;
}
function path_at({ x, y }) {
    return `${coordinate(x)},${coordinate(y)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/html/decision-marks.ts
// What moved the rollout, as numbered marks above the panels and a thin line through all of them; the numbers are those of the list below.



const RADIUS = 9;
const GAP = RADIUS * 2 + 3;
/** Height above the panels that the marks take. */
const decision_marks_MARKS_HEIGHT = 40;
function decision_marks_markClass({ kind }) {
    switch (kind) {
        case 'advance':
        case 'promote':
        case 'promoted':
        case 'finished':
            return 'forward';
        case 'stepBack':
        case 'rollback':
        case 'halt':
            return 'back';
        case 'start':
        case 'ended':
        case 'hold':
            return 'neutral';
    }
}
/** A thin line through all panels at every moment; drawn first, so that names stand on top of it. */
function decision_marks_momentLines(marks, { x, top, bottom }) {
    return fragment(marks.map((mark) => element('line', { x1: x(mark.atMs), x2: x(mark.atMs), y1: top, y2: bottom, class: `moment ${decision_marks_markClass(mark)}` })));
}
/** The numbers above the top of `frame`, moved apart; where they do not fit side by side the lines alone have to do. */
function decision_marks_momentNumbers(marks, { x, size, untilX, top }) {
    const bounds = { from: size.left, to: untilX };
    if ((marks.length - 1) * GAP > bounds.to - bounds.from)
        return NOTHING;
    const places = spreadLabels(marks.map(({ atMs }) => x(atMs)), GAP, bounds);
    const middle = top - decision_marks_MARKS_HEIGHT + RADIUS + 3;
    return fragment(marks.map((mark, index) => {
        const place = places[index] ?? x(mark.atMs);
        const className = decision_marks_markClass(mark);
        return element('g', {}, element('title', {}, content(`${String(index + 1)}. ${mark.what}`)), element('path', { d: linePath([{ x: place, y: middle + RADIUS }, { x: x(mark.atMs), y: top }]), class: `moment ${className}` }), element('circle', { cx: place, cy: middle, r: RADIUS, class: `mark ${className}` }), element('text', { x: place, y: middle + 4, class: `number ${className}` }, content(String(index + 1))));
    }));
}

;// CONCATENATED MODULE: ./packages/report/src/html/evidence-panel.ts
// How strongly each check speaks against the candidate, against the odds at which it acts.








/** Odds below this all look the same: nothing is held against the candidate. */
const ODDS_MIN = 0.3;
/** Kinds of line that a page knows; further checks begin again. */
const INKS = 6;
function evidence_panel_evidencePanel({ evidence }) {
    const needed = evidence.map(({ oddsNeeded }) => oddsNeeded);
    const seen = evidence.flatMap(({ points }) => points.map((point) => point.odds));
    const domain = { from: ODDS_MIN, to: Math.max(10, ...needed.map((limit) => limit * 3), ...seen.map((value) => value * 1.5)) };
    return {
        title: 'Evidence against the candidate',
        hint: 'odds against bad luck; a check acts at its dashed line',
        height: 112,
        draw: (frame) => {
            const y = logScale(domain, { from: frame.bottom, to: frame.top });
            const ticks = logTicks({ from: 1, to: domain.to }, 4).map((value) => ({ value, label: `${count(value)} : 1` }));
            return fragment([
                valueAxis(frame, y, shortened(ticks)),
                limitLines(evidence, frame, y),
                clipped(frame, 'evidence', fragment(evidence.map((series, index) => evidenceLine(series, index, frame, y)))),
                endLabels(frame, evidence.map((series, index) => ({ y: y(series.points.at(-1)?.odds ?? 1), words: named(series.check), className: inkOf(index) }))),
            ]);
        },
    };
}
/** A million and more as a power, so that the axis stays narrow. */
function shortened(ticks) {
    return ticks.map(({ value, label }) => ({ value, label: value >= 100_000 ? `1e${String(Math.round(Math.log10(value)))} : 1` : label }));
}
function evidenceLine({ points }, index, { x, untilX }, y) {
    return element('path', { d: stepPath(points.map(({ atMs, odds: value }) => ({ x: x(atMs), y: y(value) })), untilX), class: `${inkOf(index)} line` });
}
function limitLines(evidence, frame, y) {
    const distinct = new Map(evidence.map(({ oddsNeeded, then }) => [`${String(oddsNeeded)} ${then}`, { oddsNeeded, then }]));
    const limits = [...distinct.values()].sort((a, b) => b.oddsNeeded - a.oddsNeeded);
    // The highest is named above its line, the others below theirs.
    const places = spreadLabels(limits.map(({ oddsNeeded }, index) => y(oddsNeeded) + (index === 0 ? -4 : 12)), 12, { from: frame.top + 8, to: frame.bottom });
    return fragment(limits.map(({ oddsNeeded, then }, index) => fragment([
        element('line', { x1: frame.size.left, x2: frame.untilX, y1: y(oddsNeeded), y2: y(oddsNeeded), class: 'limit' }),
        text(frame.size.left + 6, places[index] ?? 0, 'value limit-label', `${odds(oddsNeeded)} ${evidence_panel_actionWords(then)}`),
    ])));
}
function evidence_panel_actionWords(then) {
    switch (then) {
        case 'rollback':
            return 'takes it out';
        case 'stepBack':
            return 'steps back';
        case 'hold':
            return 'holds';
        case 'tell':
            return 'tells';
    }
}
function inkOf(index) {
    return `evidence${String(index % INKS)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/html/rate-panel.ts
// How often something bad happened on either version, with the interval in which the true share lies 95 times in 100.









/** Bins further apart than this many of their own lengths are not joined by a line. */
const GAP_MAX = 1.5;
const TICKS = 3;
function rate_panel_ratePanel(series, rollout, index) {
    const domain = domainOf(series);
    return {
        title: cellTitle(series.check, series.cell),
        hint: `${series.counts}; shaded: 95 % interval`,
        height: 92,
        draw: (frame) => {
            const y = linearScale(domain, { from: frame.bottom, to: frame.top });
            const ticks = niceTicks(domain, TICKS).map((value) => ({ value, label: `${decimal(value * 100, 3)} %` }));
            return fragment([
                valueAxis(frame, y, ticks),
                clipped(frame, `rate${String(index)}`, fragment([armMarks('stable', series.stable, frame, y), armMarks('candidate', series.candidate, frame, y)])),
                endLabels(frame, [...labelOf('stable', series.stable, rollout.stable, y), ...labelOf('candidate', series.candidate, rollout.candidate, y)]),
            ]);
        },
    };
}
/** Intervals of bins with few requests may reach far; this part of an arm's requests has its intervals inside the picture. */
const REQUESTS_INSIDE = 0.95;
/** From 0, or from just below the lowest interval where all of them are far from 0. What does not fit is cut at the edge. */
function domainOf({ stable, candidate }) {
    const arms = [stable, candidate].filter((bins) => bins.length > 0);
    const highest = Math.max(1e-4, ...arms.map((bins) => reach(bins, (bin) => wilsonInterval(bin).high)));
    const lowest = Math.min(highest, ...arms.map((bins) => -reach(bins, (bin) => -wilsonInterval(bin).low)));
    if (!(lowest > 0.5 * highest))
        return { from: 0, to: Math.min(1, highest * 1.08) };
    const step = niceCeiling((highest - lowest) / TICKS, 1);
    return { from: Math.max(0, Math.floor(lowest / step) * step), to: Math.min(1, highest + step / 4) };
}
/** The smallest value that the bins of at least 95 % of the requests stay below. */
function reach(bins, valueOf) {
    const ordered = bins.toSorted((a, b) => valueOf(a) - valueOf(b));
    const wanted = REQUESTS_INSIDE * bins.reduce((sum, { trials }) => sum + trials, 0);
    let seen = 0;
    for (const bin of ordered) {
        seen += bin.trials;
        if (seen >= wanted)
            return valueOf(bin);
    }
    return 0;
}
function armMarks(arm, bins, frame, y) {
    return fragment(runsOf(bins).map((run) => runMarks(arm, run, frame, y)));
}
/** A run is drawn from the beginning of its first bin to the end of its last, through the middles of all. */
function runMarks(arm, run, { x }, y) {
    const places = run.flatMap((bin, index) => [
        ...(index === 0 ? [[x(bin.fromMs), bin]] : []),
        [x((bin.fromMs + bin.toMs) / 2), bin],
        ...(index === run.length - 1 ? [[x(bin.toMs), bin]] : []),
    ]);
    const line = (valueOf) => places.map(([place, bin]) => ({ x: place, y: y(valueOf(bin)) }));
    return fragment([
        element('path', { d: bandPath(line((bin) => wilsonInterval(bin).high), line((bin) => wilsonInterval(bin).low)), class: `${arm} band` }),
        element('path', { d: linePath(line(({ events, trials }) => events / trials)), class: `${arm} line` }),
    ]);
}
function runsOf(bins) {
    const runs = [];
    for (const bin of bins) {
        const before = runs.at(-1)?.at(-1);
        const isNear = before !== undefined && bin.fromMs - before.toMs <= GAP_MAX * Math.max(bin.toMs - bin.fromMs, before.toMs - before.fromMs);
        if (isNear)
            runs.at(-1)?.push(bin);
        else
            runs.push([bin]);
    }
    return runs;
}
function labelOf(arm, bins, version, y) {
    const last = bins.at(-1);
    return last === undefined ? [] : [{ y: y(last.events / last.trials), words: named(version), className: arm }];
}

;// CONCATENATED MODULE: ./packages/report/src/html/weight-panel.ts
// The candidate's share of the traffic: as wanted, as the router showed it, and as it was counted.






const STEP_LABEL_ROOM = 48;
function weight_panel_weightPanel({ weight, weightMaxPpm }) {
    const top = Math.min(1_000_000, Math.max(niceCeiling(weightMaxPpm * 1.2, 3), 1000));
    const counted = weight.served.length === 0 ? '' : ', dots: counted';
    return {
        title: 'Share of the traffic on the candidate',
        hint: `line: at the router, dashed: wanted${counted}`,
        height: 104,
        draw: (frame) => {
            const y = linearScale({ from: 0, to: top }, { from: frame.bottom, to: frame.top });
            const ticks = niceTicks({ from: 0, to: top }, 3).map((value) => ({ value, label: percentOfWeight(value) }));
            const observed = pointsOf(weight.observed, frame, y);
            return fragment([
                valueAxis(frame, y, ticks),
                element('path', { d: stepAreaPath(observed, frame.untilX, frame.bottom), class: 'candidate area' }),
                element('path', { d: stepPath(observed, frame.untilX), class: 'candidate line' }),
                element('path', { d: stepPath(pointsOf(weight.wanted, frame, y), frame.untilX), class: 'wanted line' }),
                servedDots(weight.served, frame, y),
                stepLabels(weight.observed, frame, y),
            ]);
        },
    };
}
function pointsOf(steps, { x }, y) {
    return steps.map(({ atMs, weightPpm }) => ({ x: x(atMs), y: y(weightPpm) }));
}
function servedDots(served, { x }, y) {
    return fragment(served.map(({ fromMs, toMs, requests, candidateRequests }) => requests === 0 ? NOTHING : element('circle', { cx: x((fromMs + toMs) / 2), cy: y((candidateRequests / requests) * 1_000_000), r: 2, class: 'served' })));
}
/** The value above the beginning of each step that is long enough to carry it. */
function stepLabels(steps, { x, untilX, top }, y) {
    return fragment(steps.map(({ atMs, weightPpm }, index) => {
        const next = steps[index + 1];
        const room = (next === undefined ? untilX : x(next.atMs)) - x(atMs);
        if (weightPpm === 0 || room < STEP_LABEL_ROOM)
            return NOTHING;
        return text(x(atMs) + 4, Math.max(top + 14, y(weightPpm) - 5), 'value candidate', percentOfWeight(weightPpm));
    }));
}

;// CONCATENATED MODULE: ./packages/report/src/html/chart.ts
// The picture of one rollout: panels of the same width under each other, on one time axis.










const HEAD = 34;
const BETWEEN = 14;
const AXIS = 34;
const HINT_CHARACTER_WIDTH = 5.7;
/** `description` says in words what the picture shows; the page has the same as tables. */
function chart_rolloutChart(rollout, size, words) {
    const panels = [weightPanel(rollout), ...rollout.rates.map((series, index) => ratePanel(series, rollout, index)), evidencePanel(rollout)];
    const untilX = size.width - size.right;
    // A little time after the end, so that what the last decision did can be seen.
    const lastMs = rollout.startedAtMs + Math.max(1, (rollout.endedAtMs - rollout.startedAtMs) * 1.04);
    const x = linearScale({ from: rollout.startedAtMs, to: lastMs }, { from: size.left, to: untilX });
    const tops = panels.reduce((known, _, index) => [...known, (known.at(-1) ?? 0) + (index === 0 ? MARKS_HEIGHT + HEAD : (panels[index - 1]?.height ?? 0) + BETWEEN + HEAD)], []);
    const frames = panels.map((panel, index) => ({ size, x, untilX, top: tops[index] ?? 0, bottom: (tops[index] ?? 0) + panel.height }));
    const bottom = frames.at(-1)?.bottom ?? 0;
    const whole = { size, x, untilX, top: MARKS_HEIGHT, bottom };
    const ids = { title: `${size.id}-title`, description: `${size.id}-desc` };
    return element('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${String(size.width)} ${String(bottom + AXIS)}`, width: size.width, height: bottom + AXIS, role: 'img', 'aria-labelledby': `${ids.title} ${ids.description}` }, element('title', { id: ids.title }, content(words.title)), element('desc', { id: ids.description }, content(words.description)), timeAxis(lastMs - rollout.startedAtMs, whole, rollout.startedAtMs), momentLines(rollout.marks, whole), fragment(panels.map((panel, index) => panelMarkup(panel, frames[index] ?? whole))), momentNumbers(rollout.marks, whole));
}
function panelMarkup(panel, frame) {
    const { left, width } = frame.size;
    return element('g', {}, text(left, frame.top - 20, 'panel-title', panel.title), text(left, frame.top - 6, 'hint', shorten(panel.hint, Math.floor((width - left) / HINT_CHARACTER_WIDTH))), panel.draw(frame), element('line', { x1: left, x2: frame.untilX, y1: frame.bottom, y2: frame.bottom, class: 'base' }));
}
function timeAxis(durationMs, { size, x, bottom }, fromMs) {
    const ticks = elapsedTicks(durationMs, size.timeTicks).map((elapsedMs) => {
        const at = x(fromMs + elapsedMs);
        return fragment([element('line', { x1: at, x2: at, y1: bottom, y2: bottom + 4, class: 'base' }), text(at, bottom + 17, 'tick middle', elapsedMs === 0 ? 'start' : `+${duration(elapsedMs)}`)]);
    });
    return fragment(ticks);
}

;// CONCATENATED MODULE: ./packages/report/src/html/data-tables.ts
// The figures behind a picture: every look, and the counts and intervals of every check.







function data_tables_dataTables(rollout) {
    return fragment([
        folded('Every look', table(['from', 'to', 'looks', 'share', 'said'], rollout.looks.map(lookCells))),
        ...rollout.rates.map((series) => folded(`Figures of ${cellTitle(series.check, series.cell)}`, rateTable(series, rollout))),
    ]);
}
function folded(title, inside) {
    return element('details', {}, element('summary', {}, content(title)), element('div', { class: 'scroll' }, inside));
}
function lookCells({ fromMs, toMs, looks, weightPpm, why }) {
    return [utcClock(fromMs), utcClock(toMs), count(looks), percentOfWeight(weightPpm), cleanLine(why)];
}
function rateTable(series, rollout) {
    const rows = [...armRows(named(rollout.stable), series.stable), ...armRows(named(rollout.candidate), series.candidate)];
    return table(['version', 'from', 'to', 'of', 'bad', 'share', '95 % interval'], rows);
}
function armRows(version, bins) {
    return bins.map((bin) => {
        const { low, high } = wilsonInterval(bin);
        const interval = `${percentOfRatio(low)} to ${percentOfRatio(high)}`;
        return [version, utcClock(bin.fromMs), utcClock(bin.toMs), count(bin.trials), count(bin.events), percentOfRatio(bin.events / bin.trials), interval];
    });
}
function table(head, rows) {
    const headRow = element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, content(name))));
    const body = rows.map((cells) => element('tr', {}, ...cells.map((text) => element('td', {}, content(text)))));
    return element('table', { class: 'figures' }, element('thead', {}, headRow), element('tbody', {}, ...body));
}

;// CONCATENATED MODULE: ./packages/report/src/html/rollout-section.ts
// One rollout: what came of it, its picture, what moved it, and the same as tables.









const WIDE = { width: 920, left: 64, right: 120, timeTicks: 10 };
const NARROW = { width: 372, left: 56, right: 68, timeTicks: 4 };
function rollout_section_rolloutSection(rollout, index) {
    const id = sectionId(index);
    const [stable, candidate] = [named(rollout.stable), named(rollout.candidate)];
    return element('section', { id, 'aria-labelledby': `${id}-heading` }, element('h2', { id: `${id}-heading` }, content(candidate), content(' '), outcomeBadge(rollout)), element('p', { class: 'muted' }, content(`Released after ${stable}. Started `), rollout_section_time(rollout.startedAtMs), content(`, took ${duration(rollout.endedAtMs - rollout.startedAtMs)}.`)), element('p', { class: 'why' }, content(cleanLine(rollout.why))), charts(rollout, id, { stable, candidate }), element('h3', {}, content('What happened')), element('ol', { class: 'story' }, ...rollout.marks.map((mark) => storyLine(mark, rollout.startedAtMs))), dataTables(rollout));
}
/** Two sizes of one picture; the style sheet shows the one that fits. */
function charts(rollout, id, { stable, candidate }) {
    const words = { title: `Rollout of ${candidate} after ${stable}`, description: descriptionOf(rollout) };
    const draw = (name, size) => element('div', { class: `chart ${name}` }, rolloutChart(rollout, { ...size, id: `${id}-${name}` }, words));
    return element('figure', {}, draw('wide', WIDE), draw('narrow', NARROW));
}
function descriptionOf(rollout) {
    const panels = rollout.rates.map(({ counts }) => counts).join(', ');
    return `Over ${duration(rollout.endedAtMs - rollout.startedAtMs)}: the candidate's share of traffic, at most ${percentOfWeight(rollout.weightMaxPpm)}; ${panels} for both versions; and the odds of every check. The decisions are listed below, the figures are in the tables.`;
}
function storyLine(mark, startedAtMs) {
    const after = mark.atMs - startedAtMs;
    return element('li', { class: markClass(mark) }, element('span', { class: 'when' }, content(`${utcClock(mark.atMs)}${after === 0 ? '' : ` +${duration(after)}`}`)), element('span', { class: 'what' }, content(cleanLine(mark.what)), mark.why === '' ? NOTHING : fragment([content(' '), element('span', { class: 'muted' }, content(cleanLine(mark.why)))])));
}
function rollout_section_time(atMs) {
    return element('time', { datetime: utcIso(atMs) }, content(utcDateTime(atMs)));
}

;// CONCATENATED MODULE: ./packages/report/src/html/page.ts
// The report as one HTML file: no network, no script, no font or picture from elsewhere. A content security policy in the page holds it to that.








const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
function renderHtml(report) {
    const title = `Rollouts of ${named(report.target)}`;
    const head = element('head', {}, element('meta', { charset: 'utf-8' }), element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }), element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }), element('title', {}, content(title)), element('style', {}, verbatim(STYLE)));
    const body = element('body', {}, element('header', {}, element('h1', {}, content(title)), element('p', { class: 'muted' }, content(subtitle(report.rollouts)))), element('main', {}, overview(report.rollouts), ...report.rollouts.map(rolloutSection)), footer(report));
    return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, head, body)}\n`;
}
/** `3 rollouts, 1 promoted, 2 rolled back. 2026-03-09 14:10:00 UTC to 2026-03-09 15:52:24 UTC.` */
function subtitle(rollouts) {
    const [first, last] = [rollouts[0], rollouts.at(-1)];
    if (first === undefined || last === undefined)
        return 'No rollouts.';
    const outcomes = rollouts.map(({ outcome }) => (outcome === 'running' ? 'still running' : outcomeWords(outcome)));
    const tally = [...new Set(outcomes)].map((words) => `${count(outcomes.filter((other) => other === words).length)} ${words}`);
    return `${counted(rollouts.length, 'rollout')}: ${tally.join(', ')}. From ${utcDateTime(first.startedAtMs)} to ${utcDateTime(last.endedAtMs)}.`;
}
function footer({ rollouts, traffic }) {
    const looks = rollouts.reduce((sum, rollout) => sum + rollout.looks.reduce((all, span) => all + span.looks, 0), 0);
    const cost = rollouts.reduce((sum, { harm }) => sum + Math.max(0, harm.excess), 0);
    const judged = rollouts.reduce((sum, rollout) => sum + Math.max(0, ...rollout.rates.map((series) => requestsIn(series.candidate))), 0);
    const totals = `In all: ${counted(looks, 'look')}, ${counted(judged, 'request')} judged on candidates, ${counted(cost, 'bad request')} more than the stable versions would have had.`;
    const served = traffic.kind === 'unknown' ? '' : `${counted(traffic.requests, 'request')} were served, ${count(traffic.failed)} of them failed (${percentOfRatio(traffic.failed / Math.max(1, traffic.requests))}).`;
    return element('footer', {}, element('p', {}, content(totals)), served === '' ? NOTHING : element('p', {}, content(served)), element('p', {}, content('Times are UTC. Bands are 95 % score intervals of the requests in one bin (Wilson 1927); they are for the eye. Decisions come from the evidence, whose odds stay valid however often one looks: a candidate that is no worse than allowed reaches 100 : 1 in at most 1 of 100 releases.')));
}
function requestsIn(bins) {
    return bins.reduce((sum, { trials }) => sum + trials, 0);
}

;// CONCATENATED MODULE: ./packages/report/src/index.ts
// Renderers over decisions, states and events. Pure: no IO, no clock; times are UTC and given.

















;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/stamp.ts
// The stamp as JSON: the same form in requests and answers.

const word = decode_text({ expected: 'text of 1 to 1024 characters', lengthMax: 1024, pattern: /./ });
const decodeStamp = shape({ rolloutId: word, sequence: decode_integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), effectId: word, liveSlot: word, liveDigest: word });
function stamp_encodeStamp({ rolloutId, sequence, effectId, liveSlot, liveDigest }) {
    return { rolloutId, sequence, effectId, liveSlot, liveDigest };
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/answer.ts
// The answers of the router contract: decoded strictly, because they come from a program that we do not know.



const answer_name = decode_text({ expected: 'a name', lengthMax: 1024, pattern: /./ });
const digest = decode_text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ });
const weightPpm = decode_integer({ min: 0, max: 1_000_000 });
const readingShape = shape({
    target: answer_name,
    slots: list(shape({ slot: answer_name, weightPpm, release: nullable(shape({ version: answer_name, digest, ready: decode_boolean }), 'nothing') }), { countMax: 2 }),
    version: answer_name,
    stamp: nullable(decodeStamp, 'none'),
    stepPpm: decode_integer({ min: 1, max: 1_000_000 }),
});
/** The answer to `read` and `set`. Weights must add up, and the target must be the one that was asked for. */
function decodeReading(value, asked) {
    const decoded = decode_decode(readingShape, value);
    if (decoded.kind === 'bad')
        return decoded;
    const { target, slots, version, stamp, stepPpm } = decoded.value;
    if (target !== asked)
        return answer_bad(`it is about target "${target}", asked for was "${asked}"`);
    const [first, second] = slots;
    if (first === undefined || second === undefined || first.slot === second.slot)
        return answer_bad(`slots: expected two different ones, got ${slots.map(({ slot }) => `"${slot}"`).join(', ') || 'none'}`);
    const sum = first.weightPpm + second.weightPpm;
    if (sum !== 1_000_000)
        return answer_bad(`the weights add up to ${String(sum)}, not to 1,000,000`);
    return {
        kind: 'ok',
        value: {
            target,
            slots: slots.map(({ slot, weightPpm: weight, release }) => ({ slot, weight: (0,rollout_policy_src/* ppm */.Sg)(weight), placed: release === 'nothing' ? { kind: 'nothing' } : { kind: 'release', ...release } })),
            version,
            stamp: stamp === 'none' ? { kind: 'none' } : { kind: 'stamp', ...stamp },
            step: (0,rollout_policy_src/* ppm */.Sg)(stepPpm),
        },
    };
}
function answer_encodeReading({ target, slots, version, stamp, step }) {
    return {
        target,
        slots: slots.map(({ slot, weight, placed }) => ({ slot, weightPpm: weight, release: placed.kind === 'nothing' ? null : { version: placed.version, digest: placed.digest, ready: placed.ready } })),
        version,
        stamp: stamp.kind === 'none' ? null : encodeStamp(stamp),
        stepPpm: step,
    };
}
const settledShape = shape({ settled: decode_boolean });
function decodeSettled(value) {
    return decode_decode(settledShape, value);
}
/** A slot that shows nothing yet has the empty digest, and is not ready. */
const placementShape = shape({ slot: answer_name, digest: decode_text({ expected: '"sha256:" and 64 hexadecimal digits, or ""', pattern: /^(sha256:[0-9a-f]{64})?$/ }), ready: decode_boolean });
function decodePlacement(value, askedSlot) {
    const decoded = decode_decode(placementShape, value);
    if (decoded.kind === 'bad')
        return decoded;
    if (decoded.value.slot !== askedSlot)
        return answer_bad(`it is about slot "${decoded.value.slot}", asked for was "${askedSlot}"`);
    if (decoded.value.ready && decoded.value.digest === '')
        return answer_bad('it is ready without a digest');
    return decoded;
}
function answer_bad(why) {
    return { kind: 'bad', why };
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/request.ts
// The requests of the router contract (docs/router-contract.md): written by us, read by whoever serves the contract from Node.



/** As plain JSON. Every change carries an idempotency key: the same key again must change nothing. */
function encodeRequest(request) {
    switch (request.op) {
        case 'read':
        case 'settle':
            return request;
        case 'set': {
            const { target, weights, ifVersion, stamp } = request.change;
            return { op: 'set', target, weights, ...(ifVersion.kind === 'is' ? { ifVersion: ifVersion.version } : {}), stamp: stamp_encodeStamp(stamp), idempotencyKey: stamp.effectId };
        }
        case 'place': {
            const { target, slot, version, digest, artifact, rolloutId } = request.placement;
            return { op: 'place', target, slot, version, digest, artifact, rolloutId, idempotencyKey: `${rolloutId}/place/${digest}` };
        }
    }
}
/** `why` names every mistake. That weights add up is for the router to judge; here only their form counts. */
function request_decodeRequest(value) {
    const op = decode(anOp, value);
    return op.kind === 'ok' ? decode(BODIES[op.value], value) : op;
}
const request_name = decode_text({ expected: 'a name', lengthMax: 1024, pattern: /./ });
const version = decode_text({ expected: 'a version', lengthMax: 1024, pattern: /./ });
/** Only looks at `op`, so that the mistakes of the rest are told in its own terms. */
const anOp = (value, path) => choice('read', 'set', 'settle', 'place')(typeof value === 'object' && value !== null && 'op' in value ? value.op : undefined, path === '' ? 'op' : path);
const BODIES = {
    read: shape({ op: decode_choice('read'), target: request_name }),
    settle: shape({ op: decode_choice('settle'), target: request_name, version }),
    set: mapped(shape({ op: decode_choice('set'), target: request_name, weights: decode_record(decode_integer({ min: 0, max: 1_000_000 }), { keysMax: 2 }), stamp: decodeStamp, idempotencyKey: request_name }, { ifVersion: version }), ({ target, weights, stamp, ifVersion }) => ({
        op: 'set',
        change: {
            target,
            weights: Object.fromEntries(Object.entries(weights).map(([slot, weight]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(weight)])),
            ifVersion: ifVersion === undefined ? { kind: 'any' } : { kind: 'is', version: ifVersion },
            stamp,
        },
    })),
    place: mapped(shape({ op: decode_choice('place'), target: request_name, slot: request_name, version, digest: request_name, artifact: decode_text({ lengthMax: 4096, pattern: /./ }), rolloutId: request_name, idempotencyKey: request_name }), ({ target, slot, version: placed, digest, artifact, rolloutId }) => ({ op: 'place', placement: { target, slot, version: placed, digest, artifact, rolloutId } })),
};
function mapped(decoder, map) {
    return (value, path) => {
        const decoded = decoder(value, path);
        return decoded.kind === 'ok' ? { kind: 'ok', value: map(decoded.value) } : decoded;
    };
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/router-over.ts



function routerOver(exchange) {
    return {
        read: (target) => router_over_ask(exchange, 'router', { op: 'read', target }, (value) => decodeReading(value, target)),
        set: (change) => router_over_ask(exchange, 'router', { op: 'set', change }, (value) => decodeReading(value, change.target)),
        settle: (target, version) => router_over_ask(exchange, 'router', { op: 'settle', target, version }, decodeSettled),
    };
}
function deployerOver(exchange) {
    return {
        place: (placement) => router_over_ask(exchange, 'deployer', { op: 'place', placement }, (value) => decodePlacement(value, placement.slot)),
    };
}
async function router_over_ask(exchange, port, request, decodeAnswer) {
    const isRead = request.op === 'read' || request.op === 'settle';
    const exchanged = await exchange(encodeRequest(request));
    if (exchanged.kind === 'failed') {
        const { code, retryable, cause } = exchanged;
        const message = `The ${port} was asked to ${request.op}: ${exchanged.message}.`;
        return failed({ port, code, message, retryable, outcome: isRead ? 'not-done' : exchanged.outcome, cause });
    }
    const decoded = decodeAnswer(exchanged.value);
    if (decoded.kind === 'ok')
        return { kind: 'ok', value: decoded.value };
    const message = `The ${port} was asked to ${request.op} and its answer is not of the agreed form (docs/router-contract.md): ${decoded.why}.`;
    return failed({ port, code: 'malformed', message, retryable: false, outcome: isRead ? 'not-done' : 'unknown' });
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/connect.ts
// Routers and deployers that people put behind the router contract: at an address, or as a program.


function httpRouter(options) {
    return routerOver(httpExchange(options));
}
function httpDeployer(options) {
    return deployerOver(httpExchange(options));
}
function commandRouter(options) {
    return routerOver(commandExchange(options));
}
function commandDeployer(options) {
    return deployerOver(commandExchange(options));
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/answer-request.ts


/** Answers one request. Never throws for what a request says. */
async function answerRouterRequest(served, request) {
    const decoded = decodeRequest(request);
    if (decoded.kind === 'bad')
        return { status: 400, body: { error: decoded.why } };
    return perform(served, decoded.value);
}
/** A `Request -> Response` function. Who may ask is checked in front of it. */
function routerContractHandler(served) {
    return async (request) => {
        if (request.method !== 'POST')
            return respond({ status: 405, body: { error: 'requests are sent with POST' } });
        let asked;
        try {
            asked = JSON.parse(await request.text());
        }
        catch {
            return respond({ status: 400, body: { error: 'the request is not JSON' } });
        }
        return respond(await answerRouterRequest(served, asked));
    };
}
function respond({ status, body }) {
    return Response.json(body, { status });
}
async function perform({ router, deployer }, request) {
    switch (request.op) {
        case 'read':
            return answered(await router.read(request.target), encodeReading);
        case 'set':
            return answered(await router.set(request.change), encodeReading);
        case 'settle':
            return answered(await router.settle(request.target, request.version), (settled) => settled);
        case 'place':
            return answered(await deployer.place(request.placement), (placed) => placed);
    }
}
function answered(result, encode) {
    return result.kind === 'ok' ? { status: 200, body: encode(result.value) } : { status: statusOf(result.error), body: { error: result.error.message } };
}
function statusOf(error) {
    if (error.outcome === 'unknown')
        return 504;
    switch (error.code) {
        case 'conflict':
            return 409;
        case 'refused':
            return 422;
        case 'denied':
            return 403;
        case 'missing':
            return 404;
        case 'malformed':
            return 502;
        case 'unavailable':
            return 503;
    }
}
/** What a program that serves the contract ends with instead of an HTTP status. */
function exitCodeOf(status) {
    if (status === 200)
        return 0;
    if (status === 409)
        return 75;
    if (status === 401 || status === 403)
        return 77;
    if (status === 404)
        return 66;
    return status >= 400 && status < 500 && status !== 429 ? 65 : 69;
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/index.ts
// Traffic routers and deployers behind the router contract (docs/router-contract.md), and the serving side of it.



;// CONCATENATED MODULE: ./packages/data-freeze/src/data-schema.ts
// The schema of a data file as far as its beginning shows it. It says in words what a changed digest cannot: a column is gone, a
// number became text. It is descriptive, not a contract: only the digest proves that data is unchanged.
const columnTypes = ['integer', 'number', 'boolean', 'date', 'timestamp', 'text', 'list', 'object', 'mixed', 'empty'];
const columnsMax = 2000;
const columnNameLengthMax = 200;
/** What a reader of the data would notice, one sentence each; empty when the schemas are alike. */
function data_schema_compareSchemas(before, after) {
    if (before.format === 'opaque' || after.format === 'opaque') {
        return before.format === after.format ? [] : [`was read as ${before.format}, now as ${after.format}`];
    }
    if (before.format !== after.format)
        return [`was ${before.format}, now ${after.format}`];
    const old = new Map(before.columns.map((column) => [column.name, column.type]));
    const now = new Map(after.columns.map((column) => [column.name, column.type]));
    const changes = [
        ...before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => `column ${name} is gone`),
        ...after.columns.filter(({ name }) => !old.has(name)).map(({ name }) => `column ${name} is new`),
        ...before.columns.flatMap(({ name, type }) => {
            const other = now.get(name);
            return other === undefined || other === type ? [] : [`column ${name} was ${type}, now ${other}`];
        }),
    ];
    // Keys of JSON objects have no order; columns of a table do, and positional readers depend on it.
    const reordered = changes.length === 0 && before.format !== 'jsonl' && before.columns.some(({ name }, index) => after.columns[index]?.name !== name);
    return reordered ? ['columns are in another order'] : changes;
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/relative-path.ts
// Paths in manifests and inputs are hostile until checked here: relative, `/` between parts, and never out of their root.
const lengthMax = 1024;
/** Accepts `data/train.csv`; refuses absolute paths, `..`, `.`, empty parts, backslashes, drive letters and control characters. */
function relative_path_checkRelativePath(text) {
    const why = objection(text);
    return why === '' ? { kind: 'ok', path: text } : { kind: 'refused', why };
}
/** The root of a freeze: a relative path, or `.` for the workspace itself. */
function checkRoot(text) {
    return text === '.' ? { kind: 'ok', path: text } : relative_path_checkRelativePath(text);
}
/** Two paths with one key are the same file on a file system that folds case or composes accents. */
function relative_path_collisionKey(path) {
    return path.normalize('NFC').toLowerCase();
}
/** Order of code points, which is the order of `LC_ALL=C sort`; the default order of JavaScript differs beyond the BMP. */
function relative_path_comparePaths(left, right) {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
function objection(text) {
    if (text === '')
        return 'is empty';
    if (text.length > lengthMax)
        return `is longer than ${lengthMax} characters`;
    if (/[\u0000-\u001f\u007f]/.test(text))
        return 'has a control character';
    if (!text.isWellFormed())
        return 'is not valid Unicode';
    if (text.includes('\\'))
        return 'has a backslash; write / between folders';
    if (text.startsWith('/') || /^[A-Za-z]:/.test(text))
        return 'is absolute; write it relative to the root';
    const parts = text.split('/');
    if (parts.includes('..'))
        return 'leads out of its root (..)';
    if (parts.includes('') || parts.includes('.'))
        return 'has an empty or . part';
    return '';
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/manifest.ts
// The document that pins data: which files, how many bytes, which digests. Its bytes are a function of its content.


const manifest_entriesMax = 20_000;
/** The only accepted text of a manifest: JSON with two spaces, entries sorted, one line end at the end. */
function encodeManifest(manifest) {
    const { schema, target, createdAt, root, paths } = manifest;
    const entries = manifest.entries.toSorted((left, right) => relative_path_comparePaths(left.path, right.path)).map(encodeEntry);
    return `${JSON.stringify({ schema, target, createdAt, root, paths, entries }, null, 2)}\n`;
}
/** SHA-256 of the encoded manifest, e.g. to pin the freeze itself in a record. */
function manifestDigest(manifest) {
    return `sha256:${createHash('sha256').update(encodeManifest(manifest)).digest('hex')}`;
}
function encodeEntry({ path, bytes, sha256, schema }) {
    return { path, bytes, sha256, schema: schema.format === 'opaque' ? { format: schema.format, why: schema.why } : { format: schema.format, columns: schema.columns.map(({ name, type }) => ({ name, type })) } };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/mistake.ts
// What is wrong with a document or an input, for a person: where, what was seen, what is accepted. Decoders collect all of
// them and never throw.
/** A value from outside as a person can recognise it: short, on one line, in quotes where it is text. */
function mistake_shown(value) {
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    if (value === null)
        return 'null';
    if (value === undefined)
        return 'nothing';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value !== 'string')
        return 'an object';
    return mistake_oneLine(JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value));
}
/** Without control and direction characters. */
function mistake_oneLine(text) {
    return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/path-pattern.ts
// Which files a freeze covers. `*` and `?` stay within a folder, `**` spans folders, a folder stands for all that is in it, a
// leading `!` takes files out again. Matching is by dynamic programming, so that no pattern can make it slow.


/** Decodes lines such as `data/**\/*.csv` or `!data/tmp`; at least one has to take files. */
function decodePatterns(lines) {
    const mistakes = [];
    const taken = [];
    const left = [];
    lines.forEach((line, index) => {
        const negated = line.startsWith('!');
        const pattern = negated ? line.slice(1) : line;
        const checked = pattern === '.' ? { kind: 'ok', path: '**' } : relative_path_checkRelativePath(pattern.replace(/(?<=[^/])\/$/, ''));
        if (checked.kind === 'refused') {
            mistakes.push({ place: `paths[${index}]`, message: `${mistake_shown(line)} ${checked.why}. Accepted: data/train.csv, data/**/*.csv, data, !data/tmp` });
        }
        else if (checked.path.split('/').some((part) => part.includes('**') && part !== '**')) {
            mistakes.push({ place: `paths[${index}]`, message: `${mistake_shown(line)} has ** beside other characters; ** stands alone between slashes, as in data/**/*.csv` });
        }
        else {
            (negated ? left : taken).push(checked.path);
        }
    });
    if (mistakes.length === 0 && taken.length === 0)
        mistakes.push({ place: 'paths', message: 'names no file to freeze. Write one path or pattern a line, e.g. data/**/*.csv' });
    return mistakes.length > 0 ? { kind: 'refused', mistakes } : { kind: 'decoded', value: { lines: [...lines], taken, left } };
}
/** Whether a freeze with these patterns covers `path`. */
function path_pattern_selects(patterns, path) {
    return patterns.taken.some((pattern) => path_pattern_matchesPattern(pattern, path)) && !patterns.left.some((pattern) => path_pattern_matchesPattern(pattern, path));
}
/** Whether `path` is the pattern's own match or lies in a folder that matches it. */
function path_pattern_matchesPattern(pattern, path) {
    const folders = pattern.split('/');
    const parts = path.split('/');
    // reach[i]: the first i parts of the pattern match the parts of the path seen so far.
    let reach = closure(folders, [true, ...folders.map(() => false)]);
    for (const part of parts) {
        const next = reach.map(() => false);
        folders.forEach((folder, index) => {
            if (reach[index] !== true)
                return;
            if (folder === '**')
                next[index] = true;
            else if (matchesName(folder, part))
                next[index + 1] = true;
        });
        // A pattern that is used up stays matched: what follows lies inside the matched folder.
        if (reach[folders.length] === true)
            next[folders.length] = true;
        reach = closure(folders, next);
    }
    return reach[folders.length] === true;
}
/** The folders that have to be walked: the literal beginning of each pattern, `''` for the root. */
function path_pattern_literalPrefixes(patterns) {
    const prefixes = patterns.taken.map((pattern) => {
        const parts = pattern.split('/');
        const wild = parts.findIndex((part) => /[*?]/.test(part));
        return parts.slice(0, wild === -1 ? parts.length : wild).join('/');
    });
    const unique = [...new Set(prefixes)].sort();
    return unique.filter((prefix) => !unique.some((other) => other !== prefix && (other === '' || prefix.startsWith(`${other}/`))));
}
/** `**` may stand for nothing, so whoever stands before it also stands behind it. */
function closure(folders, reach) {
    const closed = [...reach];
    folders.forEach((folder, index) => {
        if (folder === '**' && closed[index] === true)
            closed[index + 1] = true;
    });
    return closed;
}
function matchesName(pattern, name) {
    const signs = [...pattern];
    let reach = stars(signs, [true, ...signs.map(() => false)]);
    for (const letter of name) {
        const next = reach.map(() => false);
        signs.forEach((sign, index) => {
            if (reach[index] !== true)
                return;
            if (sign === '*')
                next[index] = true;
            else if (sign === '?' || sign === letter)
                next[index + 1] = true;
        });
        reach = stars(signs, next);
    }
    return reach[signs.length] === true;
}
function stars(signs, reach) {
    const closed = [...reach];
    signs.forEach((sign, index) => {
        if (sign === '*' && closed[index] === true)
            closed[index + 1] = true;
    });
    return closed;
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/decode-manifest.ts
// Turns text into a manifest, or into everything that is wrong with it. Strict: a manifest that would read files outside its root,
// or that is not byte for byte what encodeManifest writes, is refused.





const textLengthMax = 32 * 1024 * 1024;
const mistakesMax = 20;
/** Total: any text gives a manifest or at least one mistake. */
function decodeManifest(text) {
    if (text.length > textLengthMax)
        return decode_manifest_refused([{ place: '', message: `the manifest is longer than ${textLengthMax} characters` }]);
    let document;
    try {
        document = JSON.parse(text);
    }
    catch (cause) {
        return decode_manifest_refused([{ place: '', message: `the manifest is not JSON: ${mistake_oneLine(cause instanceof Error ? cause.message : 'unreadable')}` }]);
    }
    const decoder = new ManifestDecoder();
    const manifest = decoder.decode(document);
    if (manifest === undefined || decoder.mistakes.length > 0)
        return decode_manifest_refused(decoder.mistakes);
    // A repeated key or another order would let the text say one thing to a reader and another to us.
    if (encodeManifest(manifest) !== text.replaceAll('\r\n', '\n')) {
        return decode_manifest_refused([{ place: '', message: 'the manifest is not as freeze-data wrote it (repeated keys, other order or layout). Freeze again instead of editing it' }]);
    }
    return { kind: 'decoded', value: manifest };
}
class ManifestDecoder {
    mistakes = [];
    decode(document) {
        const fields = this.fields('', document, ['schema', 'target', 'createdAt', 'root', 'paths', 'entries']);
        if (fields === undefined)
            return undefined;
        if (fields['schema'] !== 1)
            this.add('schema', `expected 1, got ${mistake_shown(fields['schema'])}`);
        const manifest = {
            schema: 1,
            target: this.text('target', fields['target'], 200),
            createdAt: this.instant('createdAt', fields['createdAt']),
            root: this.root(fields['root']),
            paths: this.paths(fields['paths']),
            entries: this.entries(fields['entries']),
        };
        return manifest;
    }
    entries(value) {
        const items = this.list('entries', value, manifest_entriesMax);
        if (Array.isArray(value) && value.length === 0)
            this.add('entries', 'is empty; a freeze pins at least one file');
        const seen = new Map();
        return items.flatMap((item, index) => {
            const place = `entries[${index}]`;
            const fields = this.fields(place, item, ['path', 'bytes', 'sha256', 'schema']);
            if (fields === undefined)
                return [];
            const path = this.path(`${place}.path`, fields['path']);
            const twin = seen.get(relative_path_collisionKey(path));
            if (path !== '' && twin !== undefined)
                this.add(`${place}.path`, `${mistake_shown(path)} is the same file as ${mistake_shown(twin)} where case does not count`);
            seen.set(relative_path_collisionKey(path), path);
            const { bytes, sha256 } = fields;
            if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0)
                this.add(`${place}.bytes`, `expected a size in whole bytes, got ${mistake_shown(bytes)}`);
            if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
                this.add(`${place}.sha256`, `expected 64 lower-case hexadecimal digits, got ${mistake_shown(sha256)}`);
            return [{ path, bytes: Number(bytes), sha256: String(sha256), schema: this.schema(`${place}.schema`, fields['schema']) }];
        });
    }
    schema(place, value) {
        const nothing = { format: 'opaque', why: '' };
        const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
        if (format === 'opaque') {
            const fields = this.fields(place, value, ['format', 'why']);
            return fields === undefined ? nothing : { format, why: this.text(`${place}.why`, fields['why'], 200) };
        }
        if (format !== 'csv' && format !== 'tsv' && format !== 'jsonl') {
            this.add(`${place}.format`, `expected csv, tsv, jsonl or opaque, got ${mistake_shown(format)}`);
            return nothing;
        }
        const fields = this.fields(place, value, ['format', 'columns']);
        if (fields === undefined)
            return nothing;
        const columns = this.list(`${place}.columns`, fields['columns'], columnsMax).flatMap((item, index) => this.column(`${place}.columns[${index}]`, item));
        if (new Set(columns.map(({ name }) => name)).size !== columns.length)
            this.add(`${place}.columns`, 'two columns have one name');
        return { format, columns };
    }
    column(place, value) {
        const fields = this.fields(place, value, ['name', 'type']);
        if (fields === undefined)
            return [];
        const name = this.text(`${place}.name`, fields['name'], columnNameLengthMax);
        const type = columnTypes.find((known) => known === fields['type']);
        if (type === undefined)
            this.add(`${place}.type`, `expected one of ${columnTypes.join(', ')}, got ${mistake_shown(fields['type'])}`);
        return type === undefined ? [] : [{ name, type }];
    }
    paths(value) {
        const lines = this.list('paths', value, 1000).map((line, index) => this.text(`paths[${index}]`, line, 1100));
        const patterns = decodePatterns(lines);
        if (patterns.kind === 'refused')
            patterns.mistakes.forEach(({ place, message }) => this.add(place, message));
        return lines;
    }
    root(value) {
        const text = this.text('root', value, 1024);
        const checked = checkRoot(text);
        if (checked.kind === 'refused')
            this.add('root', `${mistake_shown(text)} ${checked.why}`);
        return text;
    }
    path(place, value) {
        if (typeof value !== 'string') {
            this.add(place, `expected a path, got ${mistake_shown(value)}`);
            return '';
        }
        const checked = relative_path_checkRelativePath(value);
        if (checked.kind === 'refused')
            this.add(place, `${mistake_shown(value)} ${checked.why}. A manifest names files inside its root only`);
        return value;
    }
    instant(place, value) {
        if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && Number.isFinite(Date.parse(value)))
            return value;
        this.add(place, `expected a time such as 2026-11-21T09:00:00.000Z, got ${mistake_shown(value)}`);
        return '';
    }
    text(place, value, lengthMax) {
        if (typeof value === 'string' && value !== '' && value.length <= lengthMax && value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value))
            return value;
        this.add(place, `expected a text of 1 to ${lengthMax} characters on one line, got ${mistake_shown(value)}`);
        return '';
    }
    list(place, value, lengthMax) {
        if (!Array.isArray(value))
            this.add(place, `expected a list, got ${mistake_shown(value)}`);
        else if (value.length > lengthMax)
            this.add(place, `has ${value.length} items; at most ${lengthMax} are accepted`);
        else
            return value;
        return [];
    }
    fields(place, value, keys) {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            this.add(place, `expected an object with ${keys.join(', ')}, got ${mistake_shown(value)}`);
            return undefined;
        }
        for (const key of Object.keys(value))
            if (!keys.includes(key))
                this.add(place, `has an unknown key ${mistake_shown(key)}. Accepted: ${keys.join(', ')}`);
        const fields = {};
        for (const [key, content] of Object.entries(value))
            if (keys.includes(key))
                fields[key] = content;
        return fields;
    }
    add(place, message) {
        // A hostile document of a thousand mistakes should not become a log of a thousand lines.
        if (this.mistakes.length < mistakesMax)
            this.mistakes.push({ place, message });
        else if (this.mistakes.length === mistakesMax)
            this.mistakes.push({ place: '', message: 'and more mistakes, which are not shown' });
    }
}
function decode_manifest_refused(mistakes) {
    return { kind: 'refused', mistakes };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/delimited-text.ts
// Reads the beginning of comma- or tab-separated text (RFC 4180: quotes double inside quotes, line breaks allowed in quotes).
/** At most `rowsMax` rows. Unless the text is `whole`, its last row may be cut and is left out. Empty lines are skipped. */
function parseDelimited(text, delimiter, extent) {
    const rows = [];
    let row = [];
    let cell = '';
    let quoted = false;
    let at = 0;
    const endCell = () => {
        row.push(cell);
        cell = '';
    };
    const endRow = () => {
        endCell();
        if (row.length > 1 || row[0] !== '')
            rows.push(row);
        row = [];
    };
    while (at < text.length && rows.length < extent.rowsMax) {
        const sign = text.charAt(at);
        at += 1;
        if (quoted) {
            if (sign !== '"')
                cell += sign;
            else if (text.charAt(at) === '"') {
                cell += '"';
                at += 1;
            }
            else
                quoted = false;
        }
        else if (sign === '"' && cell === '')
            quoted = true;
        else if (sign === delimiter)
            endCell();
        else if (sign === '\n')
            endRow();
        else if (sign === '\r' && text.charAt(at) === '\n')
            continue;
        else if (sign === '\u0000')
            return { kind: 'broken', why: 'not text: a zero byte' };
        else
            cell += sign;
    }
    const finished = at >= text.length;
    if (finished && extent.whole) {
        if (quoted)
            return { kind: 'broken', why: 'a quote is never closed' };
        if (cell !== '' || row.length > 0)
            endRow();
    }
    return { kind: 'rows', rows };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/infer-schema.ts
// Infers a schema from the first bytes of a file. What cannot be read as a table is opaque, with the reason; never an error.


/** Bytes of the head that are looked at. */
const sampleBytesMax = 256 * 1024;
const rowsMax = 1000;
/** `head` is the beginning of the file, at most `sampleBytesMax`; `whole` says that there is nothing after it. */
function inferSchema(path, head, whole) {
    const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    switch (extension) {
        case 'csv':
        case 'tsv':
        case 'jsonl':
        case 'ndjson':
            break;
        case 'parquet':
            return opaque('Parquet is not read yet');
        case 'gz':
        case 'zst':
        case 'zip':
            return opaque('compressed');
        default:
            return opaque('not a known table format');
    }
    const text = decodeText(head, whole);
    if (text === undefined)
        return opaque('not UTF-8 text');
    if (extension === 'csv' || extension === 'tsv')
        return inferDelimited(extension, text, whole);
    return inferJsonLines(text, whole);
}
/** Git LFS leaves a small text in place of a file whose content was not fetched; freezing it would freeze the wrong bytes. */
function isLfsPointer(head) {
    const opening = 'version https://git-lfs.github.com/spec/';
    return Buffer.from(head.subarray(0, opening.length)).toString('latin1') === opening;
}
function inferDelimited(format, text, whole) {
    const parsed = parseDelimited(text, format === 'csv' ? ',' : '\t', { rowsMax: rowsMax + 1, whole });
    if (parsed.kind === 'broken')
        return opaque(parsed.why);
    const [header, ...rows] = parsed.rows;
    if (header === undefined)
        return opaque('no header line');
    const objection = headerObjection(header);
    if (objection !== '')
        return opaque(objection);
    const ragged = rows.findIndex((row) => row.length !== header.length);
    if (ragged !== -1)
        return opaque(`row ${ragged + 1} has ${rows[ragged]?.length ?? 0} cells under ${header.length} columns`);
    const columns = header.map((name, index) => ({ name, type: typeOfColumn(rows.map((row) => typeOfCell(row[index] ?? ''))) }));
    return { format, columns };
}
function inferJsonLines(text, whole) {
    const lines = text.split('\n');
    if (!whole)
        lines.pop();
    const types = new Map();
    const rows = lines.map((line) => line.trim()).filter((line) => line !== '').slice(0, rowsMax);
    for (const [index, line] of rows.entries()) {
        const value = parseJson(line);
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return opaque(`line ${index + 1} is not a JSON object`);
        for (const [key, cell] of Object.entries(value)) {
            const seen = types.get(key);
            if (seen === undefined)
                types.set(key, [typeOfJson(cell)]);
            else
                seen.push(typeOfJson(cell));
        }
        if (types.size > columnsMax)
            return opaque(`more than ${columnsMax} keys`);
    }
    if (rows.length === 0)
        return opaque('no line to read');
    const objection = headerObjection([...types.keys()]);
    if (objection !== '')
        return opaque(objection);
    return { format: 'jsonl', columns: [...types].map(([name, seen]) => ({ name, type: typeOfColumn(seen) })) };
}
function headerObjection(names) {
    if (names.length > columnsMax)
        return `more than ${columnsMax} columns`;
    if (names.some((name) => name === '' || name.length > columnNameLengthMax || /[\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed()))
        return 'a column name is empty, too long or not plain text';
    if (new Set(names).size !== names.length)
        return 'two columns have one name';
    return '';
}
/** Missing values say nothing; integers among numbers are numbers; everything else that differs is text in a table and mixed in JSON. */
function typeOfColumn(cells) {
    const kinds = new Set(cells);
    kinds.delete('empty');
    if (kinds.size === 0)
        return 'empty';
    const [only] = kinds;
    if (kinds.size === 1 && only !== undefined)
        return only;
    if ([...kinds].every((kind) => kind === 'integer' || kind === 'number'))
        return 'number';
    return [...kinds].some((kind) => kind === 'list' || kind === 'object') || !kinds.has('text') ? 'mixed' : 'text';
}
function typeOfCell(cell) {
    const text = cell.trim();
    if (text === '' || text === 'NA' || text === 'NaN' || text === 'null')
        return 'empty';
    // The cap keeps the patterns below from being fed long runs of digits.
    if (text.length > 40)
        return 'text';
    // A leading zero is a code (00501), not a quantity.
    if (/^[+-]?(0|[1-9]\d{0,14})$/.test(text))
        return 'integer';
    if (/^[+-]?(0|[1-9]\d*)?\.?\d*([eE][+-]?\d+)?$/.test(text) && /\d/.test(text) && Number.isFinite(Number(text)) && !/^[+-]?0\d/.test(text))
        return 'number';
    if (/^(true|false)$/i.test(text))
        return 'boolean';
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
        return 'date';
    if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text))
        return 'timestamp';
    return 'text';
}
function typeOfJson(value) {
    if (value === null)
        return 'empty';
    if (typeof value === 'number')
        return Number.isInteger(value) ? 'integer' : 'number';
    if (typeof value === 'boolean')
        return 'boolean';
    if (typeof value === 'string')
        return 'text';
    return Array.isArray(value) ? 'list' : 'object';
}
function decodeText(head, whole) {
    try {
        // `stream` tolerates a character that the sample cuts in two.
        return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    }
    catch {
        return undefined;
    }
}
function parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
function opaque(why) {
    return { format: 'opaque', why };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/digest.ts
// Digests of data: of one file while it streams by, and of a whole freeze.



/** SHA-256 (hex), size and schema of one file, read once. */
async function digest_digestFile(files, path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const head = [];
    let bytes = 0;
    const read = await files.readFile(path, (chunk) => {
        hash.update(chunk);
        // Copied: the implementation may fill the same buffer again.
        if (bytes < sampleBytesMax)
            head.push(Uint8Array.from(chunk.subarray(0, sampleBytesMax - bytes)));
        bytes += chunk.length;
    });
    if (read.kind !== 'read')
        return read;
    const sample = Buffer.concat(head);
    return { kind: 'digested', bytes, sha256: hash.digest('hex'), schema: inferSchema(path, sample, bytes === sample.length), lfsPointer: isLfsPointer(sample) };
}
/**
 * One digest for all files: SHA-256 of the listing that `sha256sum` prints for them, sorted by path. Anybody can recompute it, inside the root:
 * `git ls-files data | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum`.
 */
function dataDigest(entries) {
    const lines = entries.toSorted((left, right) => comparePaths(left.path, right.path)).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
    return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/freeze.ts





/** Reads every chosen file once. The order of the listing does not matter. */
async function freezeFiles(order, files) {
    const listing = await files.listFiles(literalPrefixes(order.patterns));
    if (listing.kind === 'unreadable')
        return { kind: 'refused', mistakes: [{ place: 'root', message: listing.why }] };
    const chosen = listing.files.filter(({ path }) => selects(order.patterns, path)).sort((left, right) => comparePaths(left.path, right.path));
    const mistakes = [
        ...unmatched(order.patterns, chosen.map(({ path }) => path)),
        ...chosen.flatMap((file) => (file.kind === 'refused' ? [{ place: file.path, message: file.why }] : [])),
        ...nameMistakes(chosen.map(({ path }) => path)),
    ];
    if (chosen.length > entriesMax)
        mistakes.push({ place: 'paths', message: `choose ${chosen.length} files; at most ${entriesMax} fit in one freeze. Freeze an archive or a dataset's own index instead` });
    if (mistakes.length > 0)
        return { kind: 'refused', mistakes };
    const entries = [];
    for (const { path } of chosen) {
        const digest = await digestFile(files, path);
        if (digest.kind === 'missing')
            mistakes.push({ place: path, message: 'vanished while it was being frozen' });
        else if (digest.kind === 'unreadable')
            mistakes.push({ place: path, message: digest.why });
        else if (digest.lfsPointer)
            mistakes.push({ place: path, message: 'is a Git LFS pointer, not the data. Check out with `lfs: true` first' });
        else
            entries.push({ path, bytes: digest.bytes, sha256: digest.sha256, schema: digest.schema });
    }
    if (mistakes.length > 0)
        return { kind: 'refused', mistakes };
    const createdAt = new Date(order.nowMs).toISOString();
    return { kind: 'frozen', manifest: { schema: 1, target: order.target, createdAt, root: order.root, paths: order.patterns.lines, entries } };
}
/** A pattern that chooses nothing is most likely misspelt, and would silently leave data unpinned. */
function unmatched(patterns, paths) {
    return patterns.taken
        .filter((pattern) => !paths.some((path) => matchesPattern(pattern, path)))
        .map((pattern) => ({ place: 'paths', message: `${shown(pattern)} matches no file` }));
}
function nameMistakes(paths) {
    const seen = new Map();
    return paths.flatMap((path) => {
        const checked = checkRelativePath(path);
        if (checked.kind === 'refused')
            return [{ place: shown(path), message: checked.why }];
        const twin = seen.get(collisionKey(path));
        seen.set(collisionKey(path), path);
        return twin === undefined ? [] : [{ place: path, message: `is the same file as ${shown(twin)} where case does not count` }];
    });
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/verify.ts




/** Reads every file of the manifest. A changed file outweighs an unreadable one: the change is certain. */
async function verifyManifest(manifest, files) {
    const patterns = decodePatterns(manifest.paths);
    if (patterns.kind === 'refused')
        return { kind: 'unreadable', why: patterns.mistakes.map(({ message }) => message).join('; ') };
    const listing = await files.listFiles(path_pattern_literalPrefixes(patterns.value));
    if (listing.kind === 'unreadable')
        return listing;
    const listed = new Map(listing.files.map((file) => [file.path, file]));
    const frozen = new Set(manifest.entries.map(({ path }) => path));
    const added = [...listed.keys()].filter((path) => !frozen.has(path) && path_pattern_selects(patterns.value, path)).sort(relative_path_comparePaths);
    const removed = [];
    const modified = [];
    const schemaChanged = [];
    const unreadable = [];
    for (const entry of manifest.entries) {
        const file = listed.get(entry.path);
        if (file === undefined) {
            removed.push(entry.path);
            continue;
        }
        if (file.kind === 'refused') {
            // It was a plain file when it was frozen.
            modified.push(entry.path);
            continue;
        }
        const digest = await digest_digestFile(files, entry.path);
        if (digest.kind === 'unreadable')
            unreadable.push(`${entry.path} ${digest.why}`);
        else if (digest.kind === 'missing')
            removed.push(entry.path);
        else if (digest.sha256 !== entry.sha256 || digest.bytes !== entry.bytes) {
            modified.push(entry.path);
            const changes = data_schema_compareSchemas(entry.schema, digest.schema);
            if (changes.length > 0)
                schemaChanged.push({ path: entry.path, changes });
        }
    }
    if (added.length + removed.length + modified.length > 0)
        return { kind: 'changed', added, removed, modified, schemaChanged };
    if (unreadable.length > 0)
        return { kind: 'unreadable', why: unreadable.join('; ') };
    return { kind: 'unchanged' };
}
/** What freezing again would change; `unchanged` also when the two were made at different times. */
function compareManifests(before, after) {
    const [old, now] = [entriesByPath(before), entriesByPath(after)];
    const added = after.entries.filter(({ path }) => !old.has(path)).map(({ path }) => path);
    const removed = before.entries.filter(({ path }) => !now.has(path)).map(({ path }) => path);
    const pairs = before.entries.flatMap((entry) => {
        const other = now.get(entry.path);
        return other === undefined || other.sha256 === entry.sha256 ? [] : [{ entry, other }];
    });
    if (added.length + removed.length + pairs.length === 0)
        return { kind: 'unchanged' };
    const schemaChanged = pairs.map(({ entry, other }) => ({ path: entry.path, changes: compareSchemas(entry.schema, other.schema) })).filter(({ changes }) => changes.length > 0);
    return { kind: 'changed', added, removed, modified: pairs.map(({ entry }) => entry.path), schemaChanged };
}
function entriesByPath(manifest) {
    return new Map(manifest.entries.map((entry) => [entry.path, entry]));
}
/** Every path that is not as it was, once. */
function changedPaths({ added, removed, modified }) {
    return [...added, ...removed, ...modified].sort(relative_path_comparePaths);
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/frozen-situation.ts


/** `filesAt` opens a folder relative to the workspace: `(root) => nodeFiles({ workspace, root })`. Never throws; a manifest that cannot be read is `unreadable`. */
async function frozenSituation(target, document, filesAt) {
    const decoded = decodeManifest(document);
    if (decoded.kind === 'refused') {
        const [first] = decoded.mistakes;
        return { kind: 'unreadable', why: `the manifest is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}` };
    }
    const manifest = decoded.value;
    if (manifest.target !== target)
        return { kind: 'unreadable', why: `the manifest is of target ${manifest.target}, not ${target}` };
    const verification = await verifyManifest(manifest, filesAt(manifest.root));
    return verification.kind === 'changed' ? { kind: 'changed', paths: changedPaths(verification) } : verification;
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/node-files.ts
// DataFiles on a real folder. Every path is resolved before it is opened, and what resolves to a place outside the root is refused.




const chunkBytes = 1024 * 1024;
/** Nothing is read before a method is called. */
function nodeFiles(folder) {
    return {
        listFiles: (prefixes) => listFiles(folder, prefixes),
        readFile: (path, take) => node_files_readFile(folder, path, take),
    };
}
/** Writes a whole file or nothing, in a folder that exists. A link in its place is replaced, one on the way that leads out is refused. */
async function writeWithin(folder, path, text) {
    const checked = checkRelativePath(path);
    if (checked.kind === 'refused')
        return { kind: 'refused', why: checked.why };
    const opened = await openRoot(folder);
    if (opened.kind === 'unreadable')
        return { kind: 'refused', why: opened.why };
    try {
        const full = join(opened.path, path);
        if (await leadsOut(opened.path, dirname(full)))
            return { kind: 'refused', why: 'leads out of the root' };
        const draft = join(dirname(full), `.${basename(full)}.${process.pid}.draft`);
        // `wx`: a link that was put in the draft's place is not followed.
        await writeFile(draft, text, { flag: 'wx' });
        await rename(draft, full).finally(() => rm(draft, { force: true }));
        return { kind: 'written' };
    }
    catch (cause) {
        return { kind: 'refused', why: errorCode(cause) === 'ENOENT' ? 'is in a folder that is not there' : `cannot be written (${errorCode(cause)})` };
    }
}
async function listFiles(folder, prefixes) {
    try {
        const opened = await openRoot(folder);
        if (opened.kind === 'unreadable')
            return opened;
        const files = [];
        for (const prefix of prefixes)
            await walk(opened.path, prefix, files);
        return { kind: 'listed', files };
    }
    catch (cause) {
        return { kind: 'unreadable', why: `the folder ${folder.root} cannot be listed (${errorCode(cause)})` };
    }
}
async function openRoot({ workspace, root }) {
    const checked = checkRoot(root);
    if (checked.kind === 'refused')
        return { kind: 'unreadable', why: `the root ${root} ${checked.why}` };
    try {
        const path = await (0,promises_.realpath)((0,external_node_path_.join)(workspace, root));
        if (!isWithin(await (0,promises_.realpath)(workspace), path))
            return { kind: 'unreadable', why: `the folder ${root} leads out of the workspace` };
        return (await (0,promises_.stat)(path)).isDirectory() ? { kind: 'root', path } : { kind: 'unreadable', why: `${root} is not a folder` };
    }
    catch (cause) {
        return { kind: 'unreadable', why: errorCode(cause) === 'ENOENT' ? `the folder ${root} is not there` : `the folder ${root} cannot be opened (${errorCode(cause)})` };
    }
}
async function walk(root, path, files) {
    const full = (0,external_node_path_.join)(root, path);
    const place = await inspect(root, full);
    switch (place.kind) {
        case 'nothing':
            return;
        case 'file':
            files.push({ kind: 'file', path });
            return;
        case 'refused':
            files.push({ kind: 'refused', path, why: place.why });
            return;
        case 'folder':
            for (const name of await (0,promises_.readdir)(full)) {
                if (name !== '.git')
                    await walk(root, path === '' ? name : `${path}/${name}`, files);
            }
    }
}
async function inspect(root, full) {
    try {
        const entry = await (0,promises_.lstat)(full);
        if (entry.isSymbolicLink())
            return await inspectLink(root, full);
        // A prefix is walked from the root at once, so a link may stand between.
        if (await leadsOut(root, full))
            return { kind: 'refused', why: 'lies behind a link that leads out of the root' };
        if (entry.isFile())
            return { kind: 'file' };
        return entry.isDirectory() ? { kind: 'folder' } : { kind: 'refused', why: 'is not a regular file' };
    }
    catch (cause) {
        if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR')
            return { kind: 'nothing' };
        throw cause;
    }
}
async function inspectLink(root, full) {
    try {
        if (await leadsOut(root, full))
            return { kind: 'refused', why: 'is a link that leads out of the root' };
        const seen = await (0,promises_.stat)(full);
        if (seen.isFile())
            return { kind: 'file' };
        return { kind: 'refused', why: seen.isDirectory() ? 'is a link to a folder; name the folder itself, or leave the link out with a line that begins with !' : 'is not a regular file' };
    }
    catch (cause) {
        if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ELOOP')
            return { kind: 'refused', why: 'is a link that points nowhere' };
        throw cause;
    }
}
async function node_files_readFile(folder, path, take) {
    const checked = relative_path_checkRelativePath(path);
    if (checked.kind === 'refused')
        return { kind: 'unreadable', why: checked.why };
    try {
        const opened = await openRoot(folder);
        if (opened.kind === 'unreadable')
            return opened;
        const real = await (0,promises_.realpath)((0,external_node_path_.join)(opened.path, path));
        if (!isWithin(opened.path, real))
            return { kind: 'unreadable', why: 'leads out of the root' };
        // Resolved already: a link here now was put there in between. Not blocking: a pipe must not hang the job.
        const handle = await (0,promises_.open)(real, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            if (!(await handle.stat()).isFile())
                return { kind: 'unreadable', why: 'is not a regular file' };
            const buffer = new Uint8Array(chunkBytes);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
                if (bytesRead === 0)
                    return { kind: 'read' };
                take(buffer.subarray(0, bytesRead));
            }
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        const code = errorCode(cause);
        return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'unreadable', why: `cannot be read (${code})` };
    }
}
async function leadsOut(root, full) {
    return !isWithin(root, await (0,promises_.realpath)(full));
}
function isWithin(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return !(way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(way));
}
function errorCode(cause) {
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/index.ts
// Pins data by its digests and says later whether it is still the same.











;// CONCATENATED MODULE: ./packages/ports-from-policy/src/freeze-guard.ts
// The freeze of a target, as a tick asks for it: the manifest from its store against the files of this checkout.

function freezeGuard({ store, workspace, clock, againAfterMs }) {
    let last;
    return {
        verify: async (target) => {
            const record = await store.readFreeze(target);
            if (record.kind === 'error')
                return { kind: 'unreadable', why: record.error.message };
            if (record.value.kind === 'none')
                return { kind: 'none' };
            const { head, document } = record.value;
            const nowMs = clock.nowMs();
            if (last?.target === target && last.head === head && nowMs - last.atMs < againAfterMs)
                return last.answer;
            last = { target, head, atMs: nowMs, answer: await frozenSituation(target, document, (root) => nodeFiles({ workspace, root })) };
            return last.answer;
        },
    };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/connect-policy.ts
// Builds the ports that a policy names, for one job: ledger and freezes, router and deployer, metrics, registry.







const ANSWER_TIMEOUT_MS = 20_000;
/** Opens nothing yet: every adapter connects when it is first used. */
function connectPolicy(policy, surroundings) {
    const ledgerAt = readGitLocation(surroundings.ledger, surroundings.workspace);
    if (ledgerAt.kind === 'invalid')
        return { kind: 'refused', subject: 'ledger', why: ledgerAt.message };
    const registryAt = readGitLocation(surroundings.registry, surroundings.workspace);
    if (registryAt.kind === 'invalid')
        return { kind: 'refused', subject: 'registry', why: registryAt.message };
    const { ledger, freezes } = openGitLedger(repository(ledgerAt.location, surroundings));
    const { workspace, clock } = surroundings;
    const ports = {
        clock,
        ledger,
        ...serving(policy.serve, surroundings),
        metrics: metricSources({ pages: policy.metrics.kind === 'openmetrics' ? policy.metrics.pages : {}, fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, cwd: workspace, env: environmentOfCommands(surroundings.env) }),
        registry: gtoRegistry({ ...repository(registryAt.location, surroundings), clock }),
        freeze: freezeGuard({ store: freezes, workspace, clock, againAfterMs: policy.expert.tickMs }),
        titleOf: event_title_eventTitle,
    };
    return { kind: 'connected', ports, freezes };
}
function repository(location, { cacheDir, token, signal }) {
    return { location, cacheDir, signal, ...(token === '' ? {} : { token }) };
}
function serving(serve, { workspace, env, routerToken }) {
    switch (serve.kind) {
        case 'http': {
            const options = { url: serve.url, fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, ...(routerToken === '' ? {} : { token: routerToken }) };
            return { router: httpRouter(options), deployer: httpDeployer(options) };
        }
        case 'command': {
            const options = { argv: serve.argv, cwd: workspace, env: environmentOfCommands(env), timeoutMs: ANSWER_TIMEOUT_MS };
            return { router: commandRouter(options), deployer: commandDeployer(options) };
        }
    }
}
/** Without the inputs of the action: tokens are among them, and no program of a policy needs those. */
function environmentOfCommands(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined || name.startsWith('INPUT_') ? [] : [[name, value]])));
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/break-glass.ts
/** For a POSIX shell. `hasToken`: the router asks for one, which the line takes from RAMPART_ROUTER_TOKEN; it is never printed. */
function breakGlassCommand({ target, serve }, stableSlot, hasToken = false) {
    const weights = Object.fromEntries(serve.slots.map((slot) => [slot, slot === stableSlot ? 1_000_000 : 0]));
    // A key of its own each time the line is run: a router answers a key that it knows without doing anything.
    const request = [
        `${JSON.stringify({ op: 'set', target, weights }).slice(0, -1)},"stamp":{"rolloutId":"break-glass","sequence":0,"effectId":"break-glass-`,
        `","liveSlot":${JSON.stringify(stableSlot)},"liveDigest":"unknown"},"idempotencyKey":"break-glass-`,
        '"}',
    ].map(inQuotes).join('"$(date +%s)"');
    switch (serve.kind) {
        case 'http':
            // -g: brackets in the address are part of it.
            return `curl -fgsS -H 'content-type: application/json'${hasToken ? ' -H "authorization: Bearer $RAMPART_ROUTER_TOKEN"' : ''} --data ${request} ${asWord(serve.url)}`;
        case 'command':
            return `printf %s ${request} | ${serve.argv.map(asWord).join(' ')}`;
    }
}
/** What a shell takes as it stands stays readable; `=` would make the first word an assignment. */
function asWord(text) {
    return /^[\w./:@%+,-]+$/.test(text) ? text : inQuotes(text);
}
/** Nothing inside single quotes is special but the quote itself. */
function inQuotes(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/digest.ts
// The identity of a policy: one digest for one meaning, however it was written.


/** `sha256:` and 64 hex digits of the canonical JSON of the expanded policy. Two files that mean the same have the same digest. */
function digest_digestPolicy(policy) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(canonicalJson(policy), 'utf8').digest('hex')}`;
}
/** JSON without white space, keys sorted by UTF-16 code unit. Takes plain data only: no undefined, no NaN. */
function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
        return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
    }
    const isPlain = typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
    (0,rollout_policy_src/* invariant */.V1)(isPlain, 'canonical JSON holds plain data', { type: typeof value });
    return JSON.stringify(value);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/path.ts
// The way from the top of a document to a value, and how it is written for people: `plan[1].ramp.every`.
function path_formatPath(path) {
    return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/source-tree.ts
function lookUp(root, path) {
    let value = root;
    let keyPlace = root.place;
    for (const step of path) {
        const next = childOf(value, step);
        if (next === 'none')
            return { kind: 'missing', nearest: value, keyPlace };
        value = next.value;
        keyPlace = next.keyPlace;
    }
    return { kind: 'found', value, keyPlace };
}
/** The values alone, for the decoder. Mappings have no prototype, so no key can mean anything but itself. */
function toPlain(value) {
    switch (value.kind) {
        case 'scalar':
            return value.value;
        case 'list':
            return value.items.map(toPlain);
        case 'mapping': {
            const plain = Object.create(null);
            for (const [key, entry] of value.entries)
                plain[key] = toPlain(entry.value);
            return plain;
        }
    }
}
function childOf(value, step) {
    if (value.kind === 'mapping' && typeof step === 'string')
        return value.entries.get(step) ?? 'none';
    if (value.kind === 'list' && typeof step === 'number') {
        const item = value.items[step];
        return item === undefined ? 'none' : { keyPlace: item.place, value: item };
    }
    return 'none';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/shown.ts
// Text from a file as it may be shown on a terminal or in a page: on one line, cut, no control signs that could move a cursor or hide text.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/gu;
function shownText(text, lengthMax = 60) {
    const cut = text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text;
    return JSON.stringify(cut).replace(CONTROLS, escaped);
}
/** A line of source: keeps its columns, so every control sign becomes one visible sign. */
function shownLine(line) {
    return line.replaceAll('\t', ' ').replace(CONTROLS, '·');
}
function escaped(sign) {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/code-frame.ts

const WIDTH = 100;
/**
 * Two or three lines of text without a line break at the end:
 *
 *     6 | promise:
 *     7 |   falseAlarms: 5
 *       |                ^
 */
function codeFrame(source, place) {
    const from = Math.max(0, Math.min(place.column - 1 - WIDTH / 2, lengthOf(source, place.line) - WIDTH));
    const digits = String(place.line).length;
    const before = place.line > 1 ? [numbered(source, place.line - 1, digits, from)] : [];
    const caret = `${' '.repeat(digits)} | ${' '.repeat(place.column - 1 - from)}${'^'.repeat(Math.min(place.endColumn - place.column, WIDTH))}`;
    return [...before, numbered(source, place.line, digits, from), caret].join('\n');
}
function numbered(source, line, digits, from) {
    const text = shownLine((source.lines[line - 1] ?? '').replace(/\r$/, '').slice(from, from + WIDTH));
    return `${String(line).padStart(digits)} | ${text}`.trimEnd();
}
function lengthOf(source, line) {
    return (source.lines[line - 1] ?? '').length;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/mistake-kinds.ts
// Every kind of mistake that a policy file can have, with its code. Codes are never reused; docs/errors.md is generated from this table.
const mistake_kinds_MISTAKE_KINDS = {
    'unreadable-file': { code: 'RMP101', title: 'The file cannot be read, or is not UTF-8 text.', remedy: 'Check the path and the encoding.' },
    'file-too-large': { code: 'RMP102', title: 'The file is larger than 256 KiB.', remedy: 'A policy is a page; split targets into files of their own.' },
    'yaml-syntax': { code: 'RMP103', title: 'The text is not YAML.', remedy: 'Mind indentation, quotes and brackets at the place shown.' },
    'several-documents': { code: 'RMP104', title: 'The file holds more than one YAML document.', remedy: 'One policy per file: remove the `---`.' },
    'duplicate-key': { code: 'RMP105', title: 'A key stands twice in one mapping.', remedy: 'Keep one of the two.' },
    'forbidden-key': { code: 'RMP106', title: 'A key has a name that programs give a meaning to, or is not a word.', remedy: 'Choose another name.' },
    'alias-or-tag': { code: 'RMP107', title: 'Anchors, aliases, merge keys and tags are not used here.', remedy: 'Write the value out; what policies share goes into `_defaults.yaml`.' },
    'nested-too-deeply': { code: 'RMP108', title: 'Values are nested more deeply than any policy needs.', remedy: 'Compare with docs/policy-reference.md.' },
    'wrong-version': { code: 'RMP109', title: '`rampart:` is not a version that this release reads.', remedy: 'Write `rampart: 1`.' },
    'unknown-key': { code: 'RMP110', title: 'A key that has no meaning at this place.', remedy: 'Take the suggestion, or remove the key.' },
    'missing-key': { code: 'RMP111', title: 'A key without which nothing can be decided.', remedy: 'Add it to the policy or to `_defaults.yaml`.' },
    'wrong-type': { code: 'RMP112', title: 'A list, a mapping or a single value where another of them belongs.', remedy: 'Use the form shown.' },
    'bare-number': { code: 'RMP113', title: 'A number without its unit.', remedy: 'Add the unit: `5%`, `10m`, `2x`.' },
    'not-text': { code: 'RMP114', title: 'A name that YAML reads as a number or as true/false.', remedy: 'Put it in quotes: `"1.10"`.' },
    'unknown-word': { code: 'RMP115', title: 'A word that is not among the accepted ones.', remedy: 'Use one of the words listed.' },
    'bad-unit': { code: 'RMP116', title: 'A duration, share, factor, margin or response time that cannot be read.', remedy: 'Use the form shown.' },
    'bad-count': { code: 'RMP117', title: 'A count that is not a whole number in its range.', remedy: 'Use a whole number without quotes.' },
    'out-of-range': { code: 'RMP118', title: 'A value that can be read but means nothing here.', remedy: 'Stay within the range shown.' },
    'bad-name': { code: 'RMP119', title: 'A name with characters that names do not have.', remedy: 'Use the characters shown.' },
    'bad-url': { code: 'RMP120', title: 'An address that is not plain http or https.', remedy: 'Write an absolute http(s) address without user name and password.' },
    'bad-where': { code: 'RMP121', title: 'Label matchers that cannot be read.', remedy: 'Write them like `code=~"5..", method!="GET"`.' },
    'not-yet': { code: 'RMP122', title: 'Something that is planned and does not exist yet.', remedy: 'Use what the message names; it is never silently ignored.' },
    'one-of': { code: 'RMP123', title: 'None or several of keys of which exactly one is needed.', remedy: 'Keep one.' },
    'repeated': { code: 'RMP124', title: 'The same thing twice in a list.', remedy: 'Keep one.' },
    'bad-slots': { code: 'RMP125', title: '`slots` is not a pair of two different names.', remedy: 'Write `slots: [blue, green]`.' },
    'pages-and-slots': { code: 'RMP126', title: 'Metric pages are given for other slots than the target has.', remedy: 'Give pages for exactly the two slots.' },
    'no-metrics': { code: 'RMP127', title: 'A check reads live metrics and the policy names no source of them.', remedy: 'Add `metrics:`.' },
    'no-signal': { code: 'RMP128', title: 'A check does not say what it looks at.', remedy: 'Add `share:`, `time:` or `labels:`.' },
    'key-does-not-fit': { code: 'RMP129', title: 'A key that another kind of check or step uses.', remedy: 'Remove it, or change what the check looks at.' },
    'wrong-limit': { code: 'RMP130', title: 'A limit of another kind than its check.', remedy: 'A share for `share` and `labels`, a quantile for `time`.' },
    'ladder-order': { code: 'RMP131', title: 'Weights of a ramp that do not ascend.', remedy: 'Write them in ascending order, each once.' },
    'plan-order': { code: 'RMP132', title: 'Stages in an order that cannot be carried out.', remedy: '`smoke`, then `ramp` or `switch`, then `bake`.' },
    'not-in-defaults': { code: 'RMP133', title: 'Something that belongs to one policy stands in `_defaults.yaml`.', remedy: 'Move it into the policy.' },
    'too-many-mistakes': { code: 'RMP134', title: 'More mistakes than are worth listing.', remedy: 'Correct the ones shown first.' },
};

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/finding.ts
// A mistake before it has a place: found while decoding a path of the document. `locate` finds the place in the file that the value came from.






/** `sources`: the files that the tree was merged from. */
function locate(finding, root, sources) {
    const found = lookUp(root, finding.path);
    const subject = path_formatPath(finding.path);
    const { mistake: name, accepted } = finding;
    if (found.kind === 'missing')
        return mistakeAt(sources, found.keyPlace, { name, subject, seen: 'nothing', accepted, text: sentences(finding, '', '') });
    if (finding.at === 'key')
        return mistakeAt(sources, found.keyPlace, { name, subject, seen: shownText(String(finding.path.at(-1))), accepted, text: sentences(finding, '', '') });
    const { value } = found;
    const seen = shownValue(value);
    // That something is a mapping is worth a word only where another shape belongs.
    const got = value.kind === 'scalar' || name === 'wrong-type' || name === 'wrong-limit' ? `, got ${seen}` : '';
    const quoted = name === 'not-text' && value.kind === 'scalar' ? `Write ${shownText(value.raw)} with quotes.` : '';
    return mistakeAt(sources, value.place, { name, subject, seen, accepted, text: sentences(finding, got, quoted) });
}
function sentences({ mistake, says, hint, accepted }, got, quoted) {
    const label = mistake === 'not-yet' ? 'Today' : 'Accepted';
    return [`${says}${got}.`, hint, quoted, `${label}: ${accepted}.`].filter((sentence) => sentence !== '').join(' ');
}
/** A mistake of the text itself, found before there is a document. */
function sourceMistake(name, source, place, path, { seen, says, accepted }) {
    return mistakeAt([source], place, { name, subject: path_formatPath(path), seen, accepted, text: `${says}. Accepted: ${accepted}.` });
}
function mistakeAt(sources, place, facts) {
    const source = sources.find(({ file }) => file === place.file);
    (0,rollout_policy_src/* invariant */.V1)(source !== undefined, 'a place points into a file that was read', { file: place.file });
    const subject = facts.subject === '' ? place.file : shownText(facts.subject, 120).slice(1, -1);
    return { ...facts, code: mistake_kinds_MISTAKE_KINDS[facts.name].code, subject, place, frame: codeFrame(source, place) };
}
function shownValue(value) {
    switch (value.kind) {
        case 'scalar':
            return shownScalar(value);
        case 'list':
            return 'a list';
        case 'mapping':
            return 'a mapping';
    }
}
function shownScalar({ value, raw }) {
    if (value === null)
        return 'nothing';
    return typeof value === 'string' ? shownText(value) : shownText(raw).slice(1, -1);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/parsed.ts
// What a parser of one value answers: the value, or in a few words why the text was refused. Places and codes are added by its caller.
function parsed_parsed(value) {
    return { kind: 'ok', value };
}
/** `says` completes "this is refused:", without a full stop: `a share needs its unit`. */
function parsed_refused(says) {
    return { kind: 'refused', says };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/decimal.ts
// Decimal numbers as people write them, kept exact: digits and a scale, never a binary fraction on the way.

/** Source of a pattern without anchors, for editors and for the parsers here. */
const decimal_DECIMAL_PATTERN = '(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?';
/** Reads `12` or `0.25`. No sign, no exponent, no leading zero, no thousands separator: nothing that two readers could take differently. */
function parseDecimal(text) {
    if (!new RegExp(`^${decimal_DECIMAL_PATTERN}$`).test(text))
        return parsed_refused('this is not a plain number');
    const [whole = '', fraction = ''] = text.split('.');
    return parsed_parsed({ digits: BigInt(whole + fraction), scale: fraction.length });
}
/** `decimal * factor` if that is a whole number, so that no unit ever rounds what was written. `factor`: a whole number. */
function timesExactly(decimal, factor) {
    const product = decimal.digits * BigInt(factor);
    const divisor = 10n ** BigInt(decimal.scale);
    if (product % divisor !== 0n)
        return parsed_refused('this has more decimals than are kept');
    const value = Number(product / divisor);
    return Number.isSafeInteger(value) ? parsed_parsed(value) : parsed_refused('this is too large');
}
/** `value / 10^decimals` without trailing zeros: (12500, 4) is `1.25`. `value`: whole, not negative. */
function formatScaled(value, decimals) {
    const digits = String(value).padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals);
    const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
    return fraction === '' ? whole : `${whole}.${fraction}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/unit-text.ts
// Splits `10m` into its number and its unit, and says what is missing.


/** `noun`: what is read, e.g. `a duration`; `units`: what may follow the number, for the message. */
function splitUnit(text, noun, units) {
    const match = /^([0-9.]*)(.*)$/su.exec(text);
    const number = match?.[1] ?? '';
    const unit = match?.[2] ?? '';
    if (number === '')
        return parsed_refused(`this is not ${noun}`);
    if (unit === '')
        return parsed_refused(`${noun} needs its unit (${units.map((known) => known.trim()).join(', ')})`);
    if (!units.includes(unit))
        return parsed_refused(unknownUnit(unit, noun, units));
    const decimal = parseDecimal(number);
    return decimal.kind === 'refused' ? decimal : parsed_parsed({ number: decimal.value, unit });
}
function unknownUnit(unit, noun, units) {
    if (units.some((known) => known.trim() === unit.trim()))
        return 'number and unit are spaced differently';
    if (/[0-9]/.test(unit))
        return `${noun} has one number and one unit`;
    return `${JSON.stringify(unit.slice(0, 20))} is not a unit of ${noun}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/duration.ts
// Durations: `30s`, `10m`, `2h`, `3d`, and `ms` for short ones. One unit; decimals where they come out at whole milliseconds.



const MS_PER_UNIT = new Map([
    ['ms', 1],
    ['s', 1_000],
    ['m', 60_000],
    ['h', 3_600_000],
    ['d', 86_400_000],
]);
const UNITS = [...MS_PER_UNIT.keys()];
/** Ten years: what is longer is a slip. */
const DURATION_MS_MAX = 3_650 * 86_400_000;
const DURATION_PATTERN = `^${decimal_DECIMAL_PATTERN}(?:ms|s|m|h|d)$`;
/** Milliseconds, a whole number from 0 to ten years. */
function parseDuration(text) {
    const quantity = splitUnit(text, 'a duration', UNITS);
    if (quantity.kind === 'refused')
        return quantity;
    const durationMs = timesExactly(quantity.value.number, MS_PER_UNIT.get(quantity.value.unit) ?? 1);
    if (durationMs.kind === 'refused')
        return parsed_refused('a duration is a whole number of milliseconds');
    return durationMs.value <= DURATION_MS_MAX ? parsed_parsed(durationMs.value) : parsed_refused('a duration is at most 3650d');
}
/** The shortest exact form: the largest unit of which `durationMs` is a whole number. */
function formatDuration(durationMs) {
    if (durationMs === 0)
        return '0s';
    const [unit = 'ms', msPerUnit = 1] = [...MS_PER_UNIT].findLast(([, size]) => durationMs % size === 0) ?? [];
    return `${durationMs / msPerUnit}${unit}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/factor.ts
// Factors: `2x`, `1.25x`. At most four decimals.



const PARTS = 10_000;
/** What is larger is a slip: nothing is tested against a thousandfold margin. */
const FACTOR_MAX = 1_000;
const FACTOR_PATTERN = `^${decimal_DECIMAL_PATTERN}x$`;
function parseFactor(text) {
    const quantity = splitUnit(text, 'a factor', ['x']);
    if (quantity.kind === 'refused')
        return quantity;
    const parts = timesExactly(quantity.value.number, PARTS);
    if (parts.kind === 'refused')
        return parsed_refused('a factor has at most four decimals');
    return parts.value <= FACTOR_MAX * PARTS ? parsed_parsed(parts.value / PARTS) : parsed_refused(`a factor is at most ${FACTOR_MAX}x`);
}
function formatFactor(factor) {
    return `${formatScaled(Math.round(factor * PARTS), 4)}x`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/label-matchers.ts

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATOR = /^(?:=~|!~|!=|=)/;
const QUOTED = /^"((?:[^"\\\n]|\\[\\"n])*)"/;
const SPACE = /^[ \t]*/;
const TEXT_LENGTH_MAX = 4_000;
const NOT_IN_PATTERNS = /[\\^$()[\]{}+?]/u;
const PATTERN_LENGTH_MAX = 200;
const MATCHERS_MAX = 20;
/** At least one matcher; all of them must hold. */
function parseLabelMatchers(text) {
    if (text.length > TEXT_LENGTH_MAX)
        return parsed_refused(`this is longer than ${TEXT_LENGTH_MAX} characters`);
    const matchers = [];
    let at = 0;
    const take = (form) => {
        const match = form.exec(text.slice(at));
        if (match === null)
            return 'none';
        at += match[0].length;
        return match;
    };
    for (;;) {
        take(SPACE);
        const label = take(LABEL);
        if (label === 'none')
            return parsed_refused(`a label name is missing at ${shownRest(text, at)}`);
        take(SPACE);
        const operator = take(OPERATOR);
        if (operator === 'none')
            return parsed_refused(`one of = != =~ !~ is missing after ${label[0]} at ${shownRest(text, at)}`);
        take(SPACE);
        const quoted = take(QUOTED);
        if (quoted === 'none')
            return parsed_refused(`the value of ${label[0]} stands in double quotes, at ${shownRest(text, at)}`);
        const matcher = matcherOf(label[0], operator[0], label_matchers_unescape(quoted[1] ?? ''));
        if (matcher.kind === 'refused')
            return matcher;
        matchers.push(matcher.value);
        if (matchers.length > MATCHERS_MAX)
            return parsed_refused(`at most ${MATCHERS_MAX} labels are matched`);
        take(SPACE);
        if (at === text.length)
            return parsed_parsed(matchers);
        if (text[at] !== ',')
            return parsed_refused(`a comma is missing at ${shownRest(text, at)}`);
        at += 1;
    }
}
function formatLabelMatchers(matchers) {
    return matchers.map(({ label, op, pattern }) => `${label}${op}"${label_matchers_escape(pattern)}"`).join(',');
}
/** Why `pattern` is outside the small pattern language. */
function matcherOf(label, op, pattern) {
    if (pattern.length > PATTERN_LENGTH_MAX)
        return parsed_refused(`a value has at most ${PATTERN_LENGTH_MAX} characters`);
    if (op === '=' || op === '!=')
        return parsed_parsed({ label, op, pattern });
    if (op !== '=~' && op !== '!~')
        return parsed_refused(`${op} is not a way to match`);
    const foreign = NOT_IN_PATTERNS.exec(pattern);
    if (foreign !== null)
        return parsed_refused(`${JSON.stringify(foreign[0])} is not part of the pattern language (only . for one character, .* for any run, | for either side)`);
    if (/(?:^|[^.])\*/u.test(pattern))
        return parsed_refused('* stands only after a dot: .* is any run of characters');
    return parsed_parsed({ label, op, pattern });
}
function label_matchers_unescape(text) {
    return text.replace(/\\(.)/gu, (_, sign) => (sign === 'n' ? '\n' : sign));
}
function label_matchers_escape(text) {
    return text.replace(/[\\"]/gu, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
}
function shownRest(text, at) {
    return at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 12));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/latency.ts
// Response times: `80ms`, `0.5ms`, `1.2s`, `2m`. Unlike a duration, down to a microsecond.



const MICROSECONDS_PER_UNIT = new Map([
    ['ms', 1_000],
    ['s', 1_000_000],
    ['m', 60_000_000],
]);
const LATENCY_MS_MAX = 3_600_000;
const LATENCY_PATTERN = `^${decimal_DECIMAL_PATTERN}(?:ms|s|m)$`;
/** Milliseconds, above 0, at most an hour, with at most three decimals. */
function parseLatency(text) {
    const quantity = splitUnit(text, 'a response time', [...MICROSECONDS_PER_UNIT.keys()]);
    if (quantity.kind === 'refused')
        return quantity;
    const microseconds = timesExactly(quantity.value.number, MICROSECONDS_PER_UNIT.get(quantity.value.unit) ?? 1);
    if (microseconds.kind === 'refused')
        return parsed_refused('a response time is a whole number of microseconds');
    if (microseconds.value === 0)
        return parsed_refused('a response time is more than 0');
    return microseconds.value <= LATENCY_MS_MAX * 1_000 ? parsed_parsed(microseconds.value / 1_000) : parsed_refused('a response time is at most 60m');
}
function latency_formatLatency(latencyMs) {
    const microseconds = Math.round(latencyMs * 1_000);
    return microseconds % 1_000_000 === 0 ? `${microseconds / 1_000_000}s` : `${formatScaled(microseconds, 3)}ms`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/points.ts
// Percentage points: `1 point`, `0.5 points`. The difference of two shares, not a share of one.



const PPM_PER_POINT = 10_000;
const POINTS_PATTERN = (/* unused pure expression or super */ null && (`^${DECIMAL_PATTERN} points?$`));
/** The difference as a ratio: `1 point` is 0.01. From 0 to 100 points, at most four decimals. */
function parsePoints(text) {
    const quantity = splitUnit(text, 'a difference in points', [' point', ' points']);
    if (quantity.kind === 'refused')
        return quantity;
    const difference = timesExactly(quantity.value.number, PPM_PER_POINT);
    if (difference.kind === 'refused')
        return parsed_refused('points have at most four decimals');
    return difference.value <= 1_000_000 ? parsed_parsed(difference.value / 1_000_000) : parsed_refused('there are only 100 points');
}
function formatPoints(ratio) {
    const differencePpm = Math.round(ratio * 1_000_000);
    return `${formatScaled(differencePpm, 4)} ${differencePpm === PPM_PER_POINT ? 'point' : 'points'}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/margin.ts





const margin_PARTS = 1_000_000;
const PARTS_PER_PERCENT = 10_000;
const MARGIN_PATTERN = `^${decimal_DECIMAL_PATTERN}(?:%|x| points?)$`;
/** A factor above 1, or a difference above 0 and below 100 points. */
function parseMargin(text) {
    if (text.endsWith('%'))
        return parsePercentMore(text);
    if (text.endsWith('x'))
        return parseFactorMargin(text);
    if (/ points?$/.test(text))
        return parsePointsMargin(text);
    const unit = splitUnit(text, 'a margin', ['%', 'x', ' point', ' points']);
    return unit.kind === 'refused' ? unit : parsed_refused('this is not a margin');
}
function margin_formatMargin(margin) {
    if (margin.kind === 'points')
        return formatPoints(margin.ratio);
    // Up to double, "25 % more" reads better than "1.25 times".
    return margin.factor < 2 ? `${formatScaled(Math.round((margin.factor - 1) * margin_PARTS), 4)}%` : formatFactor(margin.factor);
}
function parsePercentMore(text) {
    const quantity = splitUnit(text, 'a margin', ['%']);
    if (quantity.kind === 'refused')
        return quantity;
    const more = timesExactly(quantity.value.number, PARTS_PER_PERCENT);
    // Two decimals of a percent are four of a factor, the finest that is kept.
    if (more.kind === 'refused' || more.value % 100 !== 0)
        return parsed_refused('a margin in percent has at most two decimals');
    return factorMargin((margin_PARTS + more.value) / margin_PARTS);
}
function parseFactorMargin(text) {
    const factor = parseFactor(text);
    return factor.kind === 'refused' ? factor : factorMargin(factor.value);
}
function factorMargin(factor) {
    if (factor <= 1)
        return parsed_refused('a margin leaves room for noise between two equal arms, so it is more than 0% or 1x');
    return factor <= FACTOR_MAX ? parsed_parsed({ kind: 'factor', factor }) : parsed_refused(`a margin is at most ${FACTOR_MAX}x`);
}
function parsePointsMargin(text) {
    const ratio = parsePoints(text);
    if (ratio.kind === 'refused')
        return ratio;
    return ratio.value > 0 && ratio.value < 1 ? parsed_parsed({ kind: 'points', ratio: ratio.value }) : parsed_refused('a margin is more than 0 and less than 100 points');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/quantile.ts
// Quantiles: `p50`, `p99`, `p99.9`.


const quantile_PARTS_PER_PERCENT = 10_000;
const QUANTILE_PATTERN = '^p(?:0|[1-9][0-9]?)(?:\\.[0-9]{1,4})?$';
/** In (0, 1): `p99` is 0.99. */
function parseQuantile(text) {
    const decimal = text.startsWith('p') ? parseDecimal(text.slice(1)) : parsed_refused('');
    const parts = decimal.kind === 'ok' ? timesExactly(decimal.value, quantile_PARTS_PER_PERCENT) : decimal;
    if (parts.kind === 'refused')
        return parsed_refused('a quantile is written p50, p99 or p99.9');
    return parts.value > 0 && parts.value < 1_000_000 ? parsed_parsed(parts.value / 1_000_000) : parsed_refused('a quantile lies between p0 and p100');
}
function formatQuantile(quantile) {
    return `p${formatScaled(Math.round(quantile * 1_000_000), 4)}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/share.ts
// Shares of traffic or of requests: `5%`, `0.5%`, down to a hundredth of a percent of a percent (one in a million).




const PPM_PER_PERCENT = 10_000;
const SHARE_PATTERN = `^${decimal_DECIMAL_PATTERN}%$`;
/** Parts per million, from `0%` to `100%`, at most four decimals. */
function parseShare(text) {
    const quantity = splitUnit(text, 'a share', ['%']);
    if (quantity.kind === 'refused')
        return quantity;
    const share = timesExactly(quantity.value.number, PPM_PER_PERCENT);
    if (share.kind === 'refused')
        return parsed_refused('a share has at most four decimals');
    return share.value <= 1_000_000 ? parsed_parsed((0,rollout_policy_src/* ppm */.Sg)(share.value)) : parsed_refused('a share is at most 100%');
}
function share_formatShare(share) {
    return `${formatScaled(share, 4)}%`;
}
/** For shares that the policy holds as a ratio (0..1) with at most six decimals. */
function formatRatio(ratio) {
    return share_formatShare((0,rollout_policy_src/* ppm */.Sg)(Math.round(ratio * 1_000_000)));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/policy-text.ts







/** Keys in the order in which a person reads them. */
function policy_text_writtenOut(policy) {
    const { model, serve, metrics, promise } = policy;
    return {
        rampart: 1,
        target: policy.target,
        model: { gto: model.name, stage: model.stage },
        serve: { ...(serve.kind === 'http' ? { http: serve.url } : { command: serve.argv }), slots: serve.slots },
        ...(metrics.kind === 'none' ? {} : { metrics: { openmetrics: { pages: metrics.pages } } }),
        promise: {
            falseAlarms: formatRatio(promise.falseAlarmRatio),
            badRequests: promise.badRequestsMax,
            decideWithin: formatDuration(promise.decideWithinMs),
            ifUndecided: promise.ifUndecided,
        },
        checks: Object.fromEntries(policy.checks.map((check) => [check.name, checkText(check)])),
        plan: policy.plan.map(stageText),
        onNewVersion: policy.onNewVersion,
        expert: expertText(policy.expert),
    };
}
function checkText({ signal, slices, worseBy, limit, then }) {
    return { ...signalText(signal), ...(signal.kind === 'time' ? {} : { slices }), worseBy: margin_formatMargin(worseBy), limit: limitText(limit), then };
}
function signalText(signal) {
    switch (signal.kind) {
        case 'share':
            return { share: signal.metric, where: formatLabelMatchers(signal.where) };
        case 'time':
            return { time: signal.metric, ...(signal.where.length === 0 ? {} : { where: formatLabelMatchers(signal.where) }) };
        case 'labels': {
            const { source } = signal;
            return { labels: source.kind === 'http' ? { http: source.url } : { command: source.argv }, every: formatDuration(signal.everyMs), mature: formatDuration(signal.matureMs) };
        }
    }
}
function limitText(limit) {
    switch (limit.kind) {
        case 'none':
            return 'none';
        case 'share':
            return formatRatio(limit.ratioMax);
        case 'time':
            return { [formatQuantile(limit.quantile)]: latency_formatLatency(limit.msMax) };
    }
}
function stageText(stage) {
    switch (stage.kind) {
        case 'smoke':
        case 'switch':
            return stage.kind;
        case 'bake':
            return { bake: { for: formatDuration(stage.durationMs), holdback: share_formatShare(stage.holdback) } };
        case 'ramp':
            return { ramp: rampText(stage) };
    }
}
function rampText({ steps, weightMax }) {
    switch (steps.kind) {
        case 'promise':
            return { upTo: share_formatShare(weightMax) };
        case 'instances':
            return { instances: steps.count, upTo: share_formatShare(weightMax) };
        case 'ladder':
            return { weights: steps.weights.map(share_formatShare), every: formatDuration(steps.everyMs) };
    }
}
function expertText(expert) {
    return {
        block: formatDuration(expert.blockMs),
        lag: formatDuration(expert.lagMs),
        look: formatDuration(expert.lookMs),
        tick: formatDuration(expert.tickMs),
        warmUp: formatDuration(expert.warmUpMs),
        grid: formatDuration(expert.gridMs),
        blind: formatDuration(expert.blindMs),
        maxGap: formatDuration(expert.maxGapMs),
        samplesMin: expert.samplesMin,
        certifyAlpha: formatRatio(expert.certifyAlpha),
        stableRatioMax: formatRatio(expert.stableRatioMax),
        growthMax: formatFactor(expert.growthMax),
    };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/origins.ts



const BUILT_IN = { kind: 'built-in' };
/** What a short form says: `bake: 1d` is its `for`, `model: gto:fraud` its `gto`. */
const SHORT_FORMS = { bake: 'for', model: 'gto' };
function originsOf(policy, root) {
    return new Map(pathsIn(policy_text_writtenOut(policy), []).map((path) => [path_formatPath(path), originAt(root, path)]));
}
/** Where a reader should look for `path`: its own place, else that of the nearest thing around it that is written somewhere. */
function origins_nearestPlace(origins, path) {
    for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(formatPath(path.slice(0, length)));
        if (origin !== undefined && origin.kind !== 'built-in')
            return { kind: 'place', place: origin.place };
    }
    return { kind: 'nowhere' };
}
function originAt(root, path) {
    const found = lookUp(root, path);
    if (found.kind === 'found')
        return written(found.value);
    return isSaidShort(root, path) ? written(found.nearest) : BUILT_IN;
}
function isSaidShort(root, path) {
    const [key, around] = [path.at(-1), path.at(-2)];
    const above = lookUp(root, path.slice(0, -1));
    return above.kind === 'found' && above.value.kind === 'scalar' && typeof around === 'string' && SHORT_FORMS[around] === key;
}
function written(value) {
    return { kind: value.layer, place: value.place };
}
function pathsIn(value, path) {
    const own = path.length === 0 ? [] : [path];
    if (typeof value !== 'object')
        return own;
    const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return [...own, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/defaults.ts
// Every default with its reason. A policy need not mention any of them; `rampart expand` shows them.

const defaults_SECOND = 1_000;
const defaults_MINUTE = 60 * defaults_SECOND;
const defaults_HOUR = 60 * defaults_MINUTE;
const defaults_DAY = 24 * defaults_HOUR;
const MODEL_STAGE = { value: 'prod', why: 'the pointer that most registries call production' };
const ON_NEW_VERSION = { value: 'replace', why: 'a newer version is what people want to see live; the old one goes to 0 % first' };
const PROMISE_DEFAULTS = {
    falseAlarmRatio: { value: 0.01, why: 'at a release a day, about four good ones a year are sent back' },
    decideWithinMs: { value: 3 * defaults_DAY, why: 'covers a weekend and its thin traffic' },
    ifUndecided: { value: 'ask', why: 'no evidence is no reason to promote and none to send back' },
};
/** What a check is by itself, by what it looks at. */
const CHECK_DEFAULTS = {
    share: {
        worseBy: { value: { kind: 'factor', factor: 1.25 }, why: 'two equal deployments differ by up to a quarter by themselves (pods, caches)' },
        then: { value: 'rollback', why: 'a failed request harms its user now' },
    },
    time: {
        worseBy: { value: { kind: 'factor', factor: 1.25 }, why: 'a quarter more slow requests; two equal deployments differ by less' },
        then: { value: 'rollback', why: 'a slow answer harms its user now' },
    },
    labels: {
        worseBy: { value: { kind: 'factor', factor: 1.1 }, why: 'wrong answers are commoner than failures, so a tenth more of them is many' },
        then: { value: 'hold', why: 'labels come late; by then a person can weigh what else changed' },
    },
};
/** Between two questions for labels. */
const LABELS_EVERY_MS = { value: 15 * defaults_MINUTE, why: 'once per scheduled tick; labels are rarely fresher' };
/** What well-known check names look at when they do not say. `accuracy` always says where its labels are. */
const WELL_KNOWN_SIGNALS = {
    errors: { kind: 'share', metric: 'http_requests_total', where: [{ label: 'code', op: '=~', pattern: '5..' }], why: 'the name and label of Prometheus client libraries' },
    latency: { kind: 'time', metric: 'http_request_duration_seconds', where: [], why: 'the name that Prometheus naming rules give it' },
};
const RAMP_WEIGHT_MAX = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2), why: 'half and half compares fastest; promotion makes the last jump' };
const LADDER_EVERY_MS = { value: 10 * defaults_MINUTE, why: 'forty blocks of evidence per step' };
const BAKE_MS = { value: defaults_DAY, why: 'one whole day of traffic, with its night and its peak' };
const BAKE_HOLDBACK = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 100), why: 'enough of the old version to compare with and to go back to' };
const EXPERT_DEFAULTS = {
    blockMs: { value: 15 * defaults_SECOND, why: 'a fivefold error rate is seen in 2 minutes; 5-minute blocks need 25' },
    lagMs: { value: 5 * defaults_SECOND, why: 'a slow answer of a metric page still arrives; scraped sources want their scrape interval' },
    lookMs: { value: 30 * defaults_SECOND, why: 'two blocks per look; most harm happens between two looks' },
    tickMs: { value: 15 * defaults_MINUTE, why: 'schedules of hosted runners are seldom more punctual' },
    warmUpMs: { value: 30 * defaults_SECOND, why: 'connections and caches settle after a change of weight' },
    gridMs: { value: 5 * defaults_MINUTE, why: 'trouble that begins late is found as fast as trouble that begins at once' },
    blindMs: { value: 30 * defaults_MINUTE, why: 'two scheduled ticks without evidence are no accident' },
    maxGapMs: { value: 2 * defaults_MINUTE, why: 'a missed scrape or two is still the same stretch of traffic' },
    samplesMin: { value: 20, why: 'fewer requests say little about a rate of a few percent' },
    certifyAlpha: { value: 0.05, why: 'promotion is watched by the bake, so 1 in 20 is strict enough' },
    stableRatioMax: { value: 0.05, why: 'a service that fails more than 1 in 20 requests has another problem' },
    growthMax: { value: 4, why: 'from 1 % to 50 % in three steps, each with evidence of its own' },
};
/** The expert section of a policy that has none. */
function defaultExpert() {
    return {
        blockMs: EXPERT_DEFAULTS.blockMs.value,
        lagMs: EXPERT_DEFAULTS.lagMs.value,
        lookMs: EXPERT_DEFAULTS.lookMs.value,
        tickMs: EXPERT_DEFAULTS.tickMs.value,
        warmUpMs: EXPERT_DEFAULTS.warmUpMs.value,
        gridMs: EXPERT_DEFAULTS.gridMs.value,
        blindMs: EXPERT_DEFAULTS.blindMs.value,
        maxGapMs: EXPERT_DEFAULTS.maxGapMs.value,
        samplesMin: EXPERT_DEFAULTS.samplesMin.value,
        certifyAlpha: EXPERT_DEFAULTS.certifyAlpha.value,
        stableRatioMax: EXPERT_DEFAULTS.stableRatioMax.value,
        growthMax: EXPERT_DEFAULTS.growthMax.value,
    };
}
/** `[smoke, ramp, bake: 1d]`. */
function defaultPlan() {
    return [
        { kind: 'smoke' },
        { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value },
        { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value },
    ];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/refusal.ts
function refusal(mistake, { says, accepted, hint = '' }) {
    return { mistake, says, accepted, hint, at: 'value' };
}
/** The key itself is wrong, or stands for everything under it. */
function keyRefusal(mistake, { says, accepted, hint = '' }) {
    return { mistake, says, accepted, hint, at: 'key' };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/not-yet.ts
// Words that the design knows and this release does not: refused by name, with what to use today. A safety check that is silently ignored would
// be worse than none.
const OTHER_SIGNALS = 'a share of a counter (`share:` and `where:`), a histogram (`time:`) or labelled answers (`labels:`)';
const OTHER_METRICS = '`openmetrics: {pages: ...}`, which reads the pods’ own pages';
const OTHER_SERVERS = '`http:` or `command:`, a small adapter in front of it (docs/router-contract.md)';
const OTHER_REGISTRIES = '`gto:<name>`, versions in git tags';
const PEOPLE = 'the notifications of the workflow; a failing job means that a person is needed';
const NOT_YET = {
    policy: {
        people: PEOPLE,
        quiet: 'a schedule of the workflow that leaves these hours out',
        approval: 'an `environment:` with reviewers on the promote job',
        shadow: '`plan: [smoke, ramp]`',
    },
    model: {
        mlflow: OTHER_REGISTRIES, wandb: OTHER_REGISTRIES, huggingface: OTHER_REGISTRIES, hf: OTHER_REGISTRIES, sagemaker: OTHER_REGISTRIES,
        vertex: OTHER_REGISTRIES, azureml: OTHER_REGISTRIES, oci: OTHER_REGISTRIES,
    },
    serve: {
        kserve: OTHER_SERVERS, seldon: OTHER_SERVERS, sagemaker: OTHER_SERVERS, vertex: OTHER_SERVERS, istio: OTHER_SERVERS, kubernetes: OTHER_SERVERS,
        gateway: OTHER_SERVERS, haproxy: OTHER_SERVERS, nginx: OTHER_SERVERS, envoy: OTHER_SERVERS, flags: OTHER_SERVERS,
    },
    metrics: {
        prometheus: OTHER_METRICS, cloudwatch: OTHER_METRICS, datadog: OTHER_METRICS, newrelic: OTHER_METRICS, stackdriver: OTHER_METRICS, otlp: OTHER_METRICS,
        influx: OTHER_METRICS, graphite: OTHER_METRICS,
    },
    promise: { catches: 'the other promises: `catches` is proved by `rampart check`, which does not exist yet' },
    check: {
        sql: OTHER_SIGNALS, score: OTHER_SIGNALS, level: OTHER_SIGNALS,
        differsBy: '`worseBy:`, which looks at one side',
    },
    labels: { sql: '`http:` or `command:` in front of the database' },
    then: { retrain: '`hold` or `tell`, and a workflow of yours that retrains' },
    stage: {
        shadow: '`smoke`, then `ramp` with a small first weight', split: '`ramp: {upTo: 50%}`', follow: '`bake: {for: ..., holdback: ...}`',
        approval: 'an `environment:` with reviewers on the promote job', quiet: 'a schedule of the workflow that leaves these hours out',
    },
    ramp: { sticky: 'a router that keeps users on their arm by itself', audience: 'a router that picks the audience by itself' },
};
/** What to use today instead of `word`, if it is a word of a later release. */
function notYet(context, word) {
    const words = NOT_YET[context];
    const today = words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
    return today === undefined ? { kind: 'no' } : { kind: 'later', today };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
;// CONCATENATED MODULE: ./packages/policy-document/src/did-you-mean.ts
// The known word that was probably meant.
/** The nearest of `known`, if it is near enough to be a slip of the pen; ties go to the first. */
function didYouMean(word, known) {
    if (word.length > 40)
        return { kind: 'none' };
    const near = known
        .map((candidate) => ({ candidate, distance: editDistance(did_you_mean_plain(word), did_you_mean_plain(candidate)) }))
        .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance)[0];
    return near === undefined ? { kind: 'none' } : { kind: 'suggestion', word: near.candidate };
}
/** `false_alarms`, `False-Alarms` and `falseAlarms` are one word. */
function did_you_mean_plain(word) {
    return word.toLowerCase().replace(/[-_ ]/g, '');
}
/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
            row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? 0;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decoded.ts
function decoded(value) {
    return { kind: 'ok', value };
}
function findingsOf(part) {
    return part.kind === 'ok' ? [] : part.findings;
}
/** `value` unless something was found. */
function unlessFound(findings, value) {
    return findings.length === 0 ? decoded(value) : { kind: 'refused', findings };
}
function each(parts) {
    return unlessFound(parts.flatMap(findingsOf), parts.flatMap((part) => (part.kind === 'ok' ? [part.value] : [])));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/refuse.ts
// How refusals travel through zod: as parameters of its custom issues, out again as findings with the path of what they are about.







/** Inside a transform. `path` leads from what is transformed to what is wrong. */
function refuse(ctx, refused, path = []) {
    ctx.addIssue({ code: 'custom', params: { refused }, path: [...path], continue: false });
    return core/* NEVER */.tm;
}
function refuseUnknownKey(ctx, unknownKey) {
    ctx.addIssue({ code: 'custom', params: { unknownKey }, continue: false });
    return core/* NEVER */.tm;
}
/** Decodes what stands at `path` of the document. Total. */
function decodeAt(form, root, path) {
    const found = lookUp(root, path);
    const result = form.safeParse(found.kind === 'found' ? toPlain(found.value) : undefined);
    return result.success ? decoded(result.data) : { kind: 'refused', findings: findingsIn(result.error.issues, path, root) };
}
function unknownKeyRefusal(key, { context, known }) {
    const later = notYet(context, key);
    if (later.kind === 'later')
        return keyRefusal('not-yet', { says: `not yet: ${shownText(key)} is not part of this release`, accepted: later.today });
    const meant = didYouMean(key, known);
    const hint = meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '';
    return keyRefusal('unknown-key', { says: `unknown key ${shownText(key)}`, accepted: known.join(', '), hint });
}
function findingsIn(issues, base, root) {
    return issues.flatMap((issue) => {
        const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
        if (issue.code === 'custom')
            return [{ ...customRefusal(issue, path), path }];
        if (issue.code === 'invalid_union')
            return findingsIn(chosenBranch(issue, root, path), path, root);
        return [{ ...structureRefusal(issue.message, root, path), path }];
    });
}
/** shortOrLong: a list or a mapping was meant as the long form, anything else as the short one, and what is missing is shown short. */
function chosenBranch(issue, root, path) {
    const found = lookUp(root, path);
    const isLong = found.kind === 'found' && (found.value.kind !== 'scalar' || found.value.value === null);
    return issue.errors[isLong ? 1 : 0] ?? [];
}
/** What refuse() and refuseUnknownKey() put in; the only ones that make custom issues here. */
function customRefusal(issue, path) {
    const params = issue.params;
    return 'refused' in params ? params.refused : unknownKeyRefusal(String(path.at(-1)), params.unknownKey);
}
/** zod's own complaint: not a mapping, not a list. Its message is what is accepted. */
function structureRefusal(accepted, root, path) {
    const isMissing = lookUp(root, path).kind === 'missing';
    return isMissing ? refusal('missing-key', { says: 'missing', accepted }) : refusal('wrong-type', { says: 'this has the wrong shape', accepted });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/forms.ts
// The pieces that the grammar is built of: zod schemas that refuse with a kind of mistake, what is accepted, and an example, and that carry what the
// JSON Schema for editors says. A piece gets `undefined` where the document has nothing.






/** A value with its unit. A bare number is refused as such, with what it could have meant. */
function unit(form) {
    const accepted = `${form.accepts}, e.g. ${form.examples[0]}`;
    return leaf(accepted, { type: 'string', pattern: form.pattern, examples: form.examples }, (input) => {
        if (typeof input === 'number' || (typeof input === 'string' && forms_isNumber(input))) {
            const meant = form.units.map((suffix) => `${input}${suffix}`).filter((text) => form.parse(text).kind === 'ok');
            return no('bare-number', 'a bare number has no unit', accepted, meant.length === 0 ? '' : `Write ${meant.join(' or ')}.`);
        }
        if (typeof input !== 'string')
            return no('wrong-type', 'this is not a value with a unit', accepted);
        const value = form.parse(input);
        if (value.kind === 'refused')
            return no('bad-unit', value.says, accepted);
        const ranged = form.within?.(value.value) ?? value;
        return ranged.kind === 'ok' ? ranged : no('out-of-range', ranged.says, accepted);
    });
}
/** A word of a few. */
function words(context, accepted) {
    const list = accepted.join(' | ');
    return leaf(list, { enum: accepted }, (input) => {
        if (typeof input !== 'string')
            return no(typeof input === 'object' ? 'wrong-type' : 'not-text', 'this is not a word', list);
        const word = accepted.find((known) => known === input);
        if (word !== undefined)
            return yes(word);
        const later = notYet(context, input);
        if (later.kind === 'later')
            return no('not-yet', 'not yet: this is not part of this release', later.today);
        const meant = didYouMean(input, accepted);
        return no('unknown-word', 'unknown word', list, meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '');
    });
}
/** Text of a form; numbers and true/false are refused with the advice to quote them. */
function forms_text(form) {
    const accepted = `${form.accepts}, e.g. ${form.example}`;
    return leaf(accepted, { type: 'string', ...form.json, examples: [form.example] }, (input) => {
        if (typeof input === 'number')
            return no('not-text', 'YAML reads this as a number, not as text', accepted);
        if (typeof input === 'boolean')
            return no('not-text', 'YAML reads this as true or false, not as text', accepted);
        if (typeof input !== 'string')
            return no('wrong-type', 'this is not text', accepted);
        const value = form.parse(input);
        return value.kind === 'ok' ? value : no(form.mistake, value.says, accepted);
    });
}
/** `noun`: `a slot name`; `mayHave`: the characters in words. */
function forms_name(noun, pattern, example, mayHave) {
    return forms_text({
        accepts: `${noun} of ${mayHave}`,
        example,
        json: { pattern: pattern.source },
        mistake: 'bad-name',
        parse: (written) => (pattern.test(written) ? parsed_parsed(written) : parsed_refused(`this is not ${noun}`)),
    });
}
/** A whole number without unit. */
function forms_count(range) {
    const accepted = `a whole number from ${range.min} to ${range.max}, e.g. ${range.example}`;
    return leaf(accepted, { type: 'integer', minimum: range.min, maximum: range.max, examples: [range.example] }, (input) => {
        const isCount = typeof input === 'number' && Number.isInteger(input) && input >= range.min && input <= range.max;
        return isCount ? yes(input) : no(typeof input === 'object' ? 'wrong-type' : 'bad-count', 'this is not a count in range', accepted);
    });
}
/** `{key: ...}`. Keys that are not in `shape` are refused one by one, planned ones by name. */
function forms_mapping(context, example, shape) {
    const unknownKey = schemas/* unknown */.L5J()
        .transform((_, ctx) => refuseUnknownKey(ctx, { context, known: Object.keys(shape) }))
        .meta({ not: {} });
    return schemas/* object */.Ikc(shape, { error: () => `a mapping, e.g. ${example}` }).catchall(unknownKey);
}
function forms_listOf(item, example) {
    return schemas/* array */.YOg(item, { error: () => `a list, e.g. ${example}` });
}
/** What may be written as one value, or written out. The order tells mistakes apart: single values are judged by the first. */
function shortOrLong(short, long) {
    return schemas/* union */.KCZ([short, long]);
}
function forms_optional(form) {
    return schemas/* optional */.lqM(form);
}
/** The same form with what editors show for it. */
function described(description, form) {
    return form.meta({ ...form.meta(), description });
}
/** An optional key with its default and the reason for it, as editors show them. */
function withDefault(what, otherwise, format, form) {
    return forms_optional(described(`${what} Default ${format(otherwise.value)}: ${otherwise.why}.`, form));
}
function leaf(accepted, json, read) {
    return schemas/* unknown */.L5J()
        .transform((input, ctx) => {
        const value = input === undefined ? no('missing-key', 'missing', accepted) : read(input);
        return value.kind === 'ok' ? value.value : refuse(ctx, value.refusal);
    })
        .meta(json);
}
function yes(value) {
    return { kind: 'ok', value };
}
function no(mistake, says, accepted, hint = '') {
    return { kind: 'no', refusal: refusal(mistake, { says, accepted, hint }) };
}
function forms_isNumber(text) {
    return /^[0-9]+(?:\.[0-9]+)?$/.test(text);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/unit-forms.ts
// Durations, shares and margins as pieces of the grammar, each within the range that means something where it is used.








/** Milliseconds from `msMin` to `msMax`, both included. */
function unit_forms_duration(example, range) {
    const msMax = range.msMax ?? DURATION_MS_MAX;
    return unit({
        accepts: `a duration from ${formatDuration(range.msMin)} to ${formatDuration(msMax)} with its unit (ms, s, m, h, d)`,
        examples: [example],
        pattern: DURATION_PATTERN,
        units: ['s', 'm'],
        parse: parseDuration,
        within: (durationMs) => (durationMs >= range.msMin && durationMs <= msMax ? parsed_parsed(durationMs) : parsed_refused('this duration is out of range')),
    });
}
/** Parts per million, above `above` and below `below`. */
function unit_forms_share(example, range) {
    return unit({
        accepts: `a share above ${share_formatShare(range.above)} and below ${share_formatShare(range.below)}`,
        examples: [example],
        pattern: SHARE_PATTERN,
        units: ['%'],
        parse: parseShare,
        within: (value) => (value > range.above && value < range.below ? parsed_parsed(value) : parsed_refused('this share is out of range')),
    });
}
/** A share as a ratio (0..1). */
function ratio(example, range) {
    return unit_forms_share(example, range).transform((part) => part / rollout_policy_src/* PPM_ALL */.kh);
}
/** Parts per million from 0 to below everything. */
function shareOrNothing(example) {
    return unit({
        accepts: 'a share from 0% to below 100%',
        examples: [example],
        pattern: SHARE_PATTERN,
        units: ['%'],
        parse: parseShare,
        within: (value) => (value < rollout_policy_src/* PPM_ALL */.kh ? parsed_parsed(value) : parsed_refused('this share is out of range')),
    });
}
/** Above `above`. */
function unit_forms_factor(example, range) {
    return unit({
        accepts: `a factor above ${formatFactor(range.above)}`,
        examples: [example],
        pattern: FACTOR_PATTERN,
        units: ['x'],
        parse: parseFactor,
        within: (value) => (value > range.above ? parsed_parsed(value) : parsed_refused('this factor is out of range')),
    });
}
function margin() {
    return unit({
        accepts: 'a margin: percent more, a factor, or percentage points',
        examples: ['25%', '1.5x', '1 point'],
        pattern: MARGIN_PATTERN,
        units: ['%', 'x'],
        parse: parseMargin,
    });
}
/** Milliseconds, down to a microsecond. */
function latency() {
    return unit({ accepts: 'a response time with its unit (ms, s, m)', examples: ['80ms', '1.2s'], pattern: LATENCY_PATTERN, units: ['ms', 's'], parse: parseLatency });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/limit-schema.ts
// `limit: 5%`, `limit: {p99: 80ms}`, `limit: none`.









function limitSchema() {
    const short = unit({
        accepts: 'a share of requests, a quantile with its time, or none',
        examples: ['5%', 'none'],
        pattern: `^none$|${SHARE_PATTERN}`,
        units: ['%'],
        parse: parseShortLimit,
    });
    return shortOrLong(short, quantileLimit());
}
function parseShortLimit(text) {
    if (text === 'none')
        return parsed_parsed({ kind: 'none' });
    if (parseLatency(text).kind === 'ok')
        return parsed_refused('a time is a limit only with its quantile');
    const ratio = parseShare(text);
    if (ratio.kind === 'refused')
        return ratio;
    const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
    return isOpen ? parsed_parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : parsed_refused('a limit is above 0% and below 100%');
}
function quantileLimit() {
    const accepted = 'one quantile and its longest time, e.g. {p99: 80ms}';
    const misfit = (says) => keyRefusal('wrong-limit', { says, accepted });
    return schemas/* record */.g1P(schemas/* string */.YjP(), latency(), { error: () => `a share, e.g. 5%, or ${accepted}` }).transform((written, ctx) => {
        const [first, ...others] = Object.entries(written);
        if (first === undefined || others.length > 0)
            return refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
        const [key, msMax] = first;
        const quantile = parseQuantile(key);
        return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax } : refuse(ctx, misfit(quantile.says), [key]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/text-forms.ts





const NAME_CHARACTERS = 'letters, digits, dot, dash and underscore, at most 100';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CONTROL = /[\u0000-\u001f\u007f]/u;
const text_forms_TEXT_LENGTH_MAX = 2_000;
function targetName() {
    return forms_name('a target name', NAME, 'fraud-prod', NAME_CHARACTERS);
}
function slotName() {
    return forms_name('a slot name', NAME, 'fraud-a', NAME_CHARACTERS);
}
/** GTO's grammar (gto/constants.py): it becomes part of a git tag. */
function registryName(noun, example) {
    return forms_name(noun, /^[A-Za-z0-9](?:[A-Za-z0-9_/-]{0,98}[A-Za-z0-9])?$/, example, 'letters, digits, dash, underscore and slash, at most 100');
}
function metricName() {
    return forms_name('a metric name', /^[A-Za-z_:][A-Za-z0-9_:]{0,199}$/, 'http_requests_total', 'letters, digits, underscore and colon');
}
function dimensionName() {
    return forms_text({
        accepts: 'a label name of letters, digits and underscore',
        example: 'region',
        json: { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$' },
        mistake: 'bad-name',
        parse: (written) => {
            if (written === 'le')
                return parsed_refused('le names the buckets of a histogram and slices nothing else');
            return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(written) ? parsed_parsed(written) : parsed_refused('this is not a label name');
        },
    });
}
function url() {
    return forms_text({
        accepts: 'an absolute http or https address',
        example: 'http://fraud.internal:8080/router',
        json: { format: 'uri', pattern: '^https?://' },
        mistake: 'bad-url',
        parse: parseUrl,
    });
}
/** A program and its arguments. No shell reads it, so nothing is expanded and nothing needs quoting. */
function commandLine() {
    const argument = forms_text({ accepts: 'one argument as text', example: '"--port=8080"', mistake: 'bad-name', parse: parseArgument });
    const example = '[node, router.js]';
    return forms_listOf(argument, example).transform((argv, ctx) => {
        if (argv[0] !== undefined && argv[0] !== '')
            return argv;
        return refuse(ctx, refusal('missing-key', { says: 'a command names its program', accepted: `a list of program and arguments, e.g. ${example}` }));
    });
}
function labelMatchers() {
    return forms_text({ accepts: 'label matchers, separated by commas', example: '\'code=~"5..", method!="GET"\'', mistake: 'bad-where', parse: parseLabelMatchers });
}
function parseUrl(written) {
    if (written.length > text_forms_TEXT_LENGTH_MAX || CONTROL.test(written) || /\s/u.test(written))
        return parsed_refused('this is not an address');
    if (!URL.canParse(written))
        return parsed_refused('this is not an absolute address');
    const address = new URL(written);
    if (address.protocol !== 'http:' && address.protocol !== 'https:')
        return parsed_refused(`${address.protocol.slice(0, 20)} is not http or https`);
    if (address.username !== '' || address.password !== '')
        return parsed_refused('an address in a file that everybody reads holds no password');
    return address.hash === '' ? parsed_parsed(written) : parsed_refused('a # part never reaches a server');
}
function parseArgument(written) {
    if (written.length > text_forms_TEXT_LENGTH_MAX)
        return parsed_refused(`an argument has at most ${text_forms_TEXT_LENGTH_MAX} characters`);
    return CONTROL.test(written) ? parsed_refused('an argument holds no control characters') : parsed_parsed(written);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-schema.ts
// One check as it is written: `default`, `off`, or a mapping. What belongs to which signal is in check-rules.ts, what is left out is filled in by
// complete-check.ts.










const CHECK_EXAMPLE = '{share: http_requests_total, where: \'code=~"5.."\'}';
const { share: SHARE, time: TIME, labels: LABELS } = CHECK_DEFAULTS;
const { errors: ERRORS, latency: LATENCY } = WELL_KNOWN_SIGNALS;
const ABOUT = {
    short: `\`default\`: what this name usually looks at (errors: ${ERRORS.metric}, latency: ${LATENCY.metric}). \`off\`: not checked, although the defaults file does.`,
    where: 'Label matchers as Prometheus writes them. In =~ and !~: letters, . for one character, .* for any run, | for either side.',
    mature: 'How long after its request a label is final. No default: labels that are asked for too early make every new version look bad.',
    worseBy: `How much worse than stable is still accepted. Default ${margin_formatMargin(SHARE.worseBy.value)} (labels: ${margin_formatMargin(LABELS.worseBy.value)}).`,
    then: `What happens when it is worse. Default ${SHARE.then.value} (time: ${TIME.then.value}, labels: ${LABELS.then.value}).`,
};
/** `off` takes an inherited check away. */
function checkSchema() {
    return shortOrLong(described(ABOUT.short, words('check', ['default', 'off'])), checkMapping());
}
function checksSchema() {
    return schemas/* record */.g1P(schemas/* string */.YjP(), checkSchema(), { error: () => `a mapping from name to check, e.g. {errors: default, busy: ${CHECK_EXAMPLE}}` });
}
function checkMapping() {
    return forms_mapping('check', CHECK_EXAMPLE, {
        share: forms_optional(described('The share of the requests in this counter whose labels match `where`.', metricName())),
        time: forms_optional(described('A histogram of seconds.', metricName())),
        labels: forms_optional(described('Right and wrong answers, known some time after the request.', labelsSchema())),
        where: forms_optional(described(ABOUT.where, labelMatchers())),
        every: withDefault('Time between two questions for labels.', LABELS_EVERY_MS, formatDuration, unit_forms_duration('6h', { msMin: 100 })),
        mature: forms_optional(described(ABOUT.mature, unit_forms_duration('2d', { msMin: 0 }))),
        slices: forms_optional(described('Labels whose values are judged one by one as well.', slices())),
        worseBy: forms_optional(described(ABOUT.worseBy, margin())),
        limit: forms_optional(described('An absolute limit: a share, or for `time` a quantile. `none` takes an inherited one away.', limitSchema())),
        then: forms_optional(described(ABOUT.then, words('then', ['rollback', 'stepBack', 'hold', 'tell']))),
    });
}
function labelsSchema() {
    const example = '{http: http://labels.internal/fraud}';
    return forms_mapping('labels', example, {
        http: forms_optional(described('Address that speaks the labels contract.', url())),
        command: forms_optional(described('Program and arguments that speak the labels contract; no shell.', commandLine())),
    }).transform(({ http, command }, ctx) => {
        if (http !== undefined && command === undefined)
            return { kind: 'http', url: http };
        if (command !== undefined && http === undefined)
            return { kind: 'command', argv: command };
        const says = http === undefined ? 'neither http nor command is given' : 'both http and command are given';
        return refuse(ctx, keyRefusal('one-of', { says, accepted: `one of them, e.g. ${example}` }));
    });
}
function slices() {
    return forms_listOf(dimensionName(), '[region]').transform((names, ctx) => {
        const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
        return twice < 0 ? names : refuse(ctx, refusal('repeated', { says: 'this slice is listed twice', accepted: 'each slice once' }), [twice]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-rules.ts





const SIGNALS = ['share', 'time', 'labels'];
const CHECK_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;
const LABELS_EXAMPLE = '{labels: {http: http://labels.internal/fraud}, mature: 2d}';
/** What a check of this name looks at, by what it says or by its name. */
function signalOf(name, keys) {
    const said = SIGNALS.filter((signal) => keys.has(signal));
    if (said.length > 1)
        return 'several';
    return said[0] ?? wellKnown(name);
}
/** Of all checks as they are written. */
function checksFindings(checks) {
    const written = [...checks.entries].map(([name, { value }]) => ({ name, value }));
    const findings = written.flatMap(({ name, value }) => {
        const named = CHECK_NAME.test(name) ? [] : [{ path: ['checks', name], ...BAD_NAME }];
        if (value.kind === 'mapping')
            return [...named, ...checkFindings(name, value)];
        return value.kind === 'scalar' && value.value === 'default' ? [...named, ...checkFindings(name, 'default')] : named;
    });
    const isEmpty = written.every(({ value }) => value.kind === 'scalar' && value.value === 'off');
    return isEmpty ? [...findings, { path: ['checks'], ...NO_CHECK }] : findings;
}
const BAD_NAME = keyRefusal('bad-name', { says: 'this is not a name for a check', accepted: 'a letter, then letters, digits, dash and underscore, e.g. errors' });
const NO_CHECK = keyRefusal('missing-key', { says: 'no check is left: nothing could be decided', accepted: 'at least one check, e.g. {errors: default}' });
/** Of a check written as a mapping, or as `default` (no keys). */
function checkFindings(name, written) {
    const path = ['checks', name];
    const keys = new Set(written === 'default' ? [] : written.entries.keys());
    const signal = signalOf(name, keys);
    switch (signal) {
        case 'several':
            return [{ path, ...severalSignals(keys) }];
        case 'none':
            return [...keys].some((key) => notYet('check', key).kind === 'later') ? [] : [{ path, ...noSignal(name) }];
        case 'share':
        case 'time':
        case 'labels':
            return [...misfits(signal, keys, path), ...missing(name, signal, keys, path), ...limitFindings(signal, written, path)];
    }
}
function wellKnown(name) {
    return name === 'errors' || name === 'latency' ? WELL_KNOWN_SIGNALS[name].kind : 'none';
}
function severalSignals(keys) {
    const given = SIGNALS.filter((kind) => keys.has(kind)).join(' and ');
    return keyRefusal('one-of', { says: `a check looks at one thing, not at ${given}`, accepted: `one of ${SIGNALS.join(', ')}; two checks for two` });
}
function noSignal(name) {
    if (name === 'accuracy') {
        return keyRefusal('no-signal', { says: 'accuracy needs labels: where right and wrong answers come from', accepted: `accuracy: ${LABELS_EXAMPLE}` });
    }
    const accepted = `share, time or labels, e.g. ${CHECK_EXAMPLE}; only errors and latency have a default`;
    return keyRefusal('no-signal', { says: 'this check does not say what it looks at', accepted });
}
function misfits(signal, keys, path) {
    const accepted = signal === 'labels' ? 'a label source that answers for the right requests' : '`every` and `mature` with `labels`';
    const unfit = (signal === 'labels' ? ['where'] : ['every', 'mature']).filter((key) => keys.has(key));
    const findings = unfit.map((key) => {
        return { path: [...path, key], ...keyRefusal('key-does-not-fit', { says: `\`${key}\` means nothing for a check of ${signal}`, accepted }) };
    });
    return signal === 'time' && keys.has('slices') ? [...findings, { path: [...path, 'slices'], ...TIME_SLICES }] : findings;
}
const TIME_SLICES = keyRefusal('not-yet', { says: 'not yet: a check of time has no slices in this release', accepted: '`where:` in one check per slice' });
function missing(name, signal, keys, path) {
    const hasDefaultWhere = name === 'errors' && !keys.has('share');
    if (signal === 'share' && !keys.has('where') && !hasDefaultWhere)
        return [{ path: [...path, 'where'], ...NO_WHERE }];
    return signal === 'labels' && !keys.has('mature') ? [{ path: [...path, 'mature'], ...NO_MATURITY }] : [];
}
const NO_WHERE = refusal('missing-key', { says: 'missing: without it every request counts as bad', accepted: 'which requests are bad, e.g. \'code=~"5.."\'' });
const NO_MATURITY = refusal('missing-key', {
    says: 'missing: labels that are asked for before they are final make every new version look bad',
    accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)',
});
function limitFindings(signal, written, path) {
    const limit = written === 'default' ? undefined : written.entries.get('limit')?.value;
    const isShare = limit?.kind === 'scalar' && typeof limit.value === 'string' && parseShare(limit.value).kind === 'ok';
    if (signal === 'time' ? !isShare : limit?.kind !== 'mapping')
        return [];
    const accepted = signal === 'time' ? 'a quantile and its longest time, e.g. {p99: 80ms}' : 'a share of requests, e.g. 5%';
    return [{ path: [...path, 'limit'], ...refusal('wrong-limit', { says: `a check of ${signal} has another kind of limit`, accepted }) }];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/complete-check.ts

/** `written` kept the rules of check-rules.ts, else the answer is `incomplete`. */
function completeCheck(name, written) {
    const signal = signalIn(name, written);
    if (signal === 'incomplete')
        return signal;
    const defaults = CHECK_DEFAULTS[signal.kind];
    return {
        name,
        signal,
        slices: written.slices ?? [],
        worseBy: written.worseBy ?? defaults.worseBy.value,
        limit: written.limit ?? { kind: 'none' },
        then: written.then ?? defaults.then.value,
    };
}
function signalIn(name, { share, time, labels, where, every, mature }) {
    if (labels !== undefined)
        return mature === undefined ? 'incomplete' : { kind: 'labels', source: labels, everyMs: every ?? LABELS_EVERY_MS.value, matureMs: mature };
    if (share !== undefined)
        return where === undefined ? 'incomplete' : { kind: 'share', metric: share, where };
    if (time !== undefined)
        return { kind: 'time', metric: time, where: where ?? [] };
    if (name !== 'errors' && name !== 'latency')
        return 'incomplete';
    const known = WELL_KNOWN_SIGNALS[name];
    return { kind: known.kind, metric: known.metric, where: where ?? known.where };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/cross-rules.ts



function crossFindings(root, parts) {
    return [...targetInDefaults(root), ...metricsNeeded(root), ...pagesOfSlots(parts.serve, parts.metrics)];
}
/** One target for forty policies is one too few. */
function targetInDefaults(root) {
    if (root.entries.get('target')?.value.layer !== 'defaults')
        return [];
    return [{ path: ['target'], ...keyRefusal('not-in-defaults', { says: 'every policy has a target of its own', accepted: '`target:` in the policy' }) }];
}
function metricsNeeded(root) {
    if (root.entries.has('metrics'))
        return [];
    const checks = lookUp(root, ['checks']);
    if (checks.kind === 'missing' || checks.value.kind !== 'mapping')
        return [];
    const live = [...checks.value.entries].find(([name, { value }]) => {
        if (value.kind === 'scalar' && value.value !== 'default')
            return false;
        const signal = signalOf(name, new Set(value.kind === 'mapping' ? value.entries.keys() : []));
        return signal === 'share' || signal === 'time';
    });
    return live === undefined ? [] : [{ path: ['checks', live[0]], ...NO_METRICS }];
}
const NO_METRICS = keyRefusal('no-metrics', {
    says: 'this check reads live metrics and the policy names no source of them',
    accepted: 'metrics: {openmetrics: {pages: {fraud-a: [http://fraud-a:9090/metrics], fraud-b: [...]}}}',
});
function pagesOfSlots(serve, metrics) {
    if (serve.kind === 'refused' || metrics.kind === 'refused' || metrics.value.kind === 'none')
        return [];
    const { slots } = serve.value;
    const given = Object.keys(metrics.value.pages);
    const accepted = `pages for exactly ${slots.join(' and ')}`;
    const wrong = (slot, says) => ({ path: ['metrics', 'openmetrics', 'pages', slot], ...keyRefusal('pages-and-slots', { says, accepted }) });
    return [
        ...given.filter((slot) => !slots.includes(slot)).map((slot) => wrong(slot, 'this is not a slot of this target')),
        ...slots.filter((slot) => !given.includes(slot)).map((slot) => wrong(slot, `the slot ${slot} has no pages`)),
    ];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/plan-order.ts




const RANK = { smoke: 0, ramp: 1, switch: 1, bake: 2 };
const ACCEPTED = 'smoke, then ramp or switch, then bake, e.g. [smoke, ramp, bake: 1d]';
const NO_MOVE = refusal('plan-order', { says: 'no ramp and no switch: traffic would never move', accepted: ACCEPTED });
const NOT_ASCENDING = refusal('ladder-order', { says: 'this weight is not above the one before it', accepted: 'ascending weights, e.g. [1%, 5%, 25%]' });
/** `plan`: the list as written. Stages that nobody knows are left to the decoder of stages. */
function planOrderFindings(plan) {
    if (plan.kind !== 'list')
        return [];
    const stages = plan.items.map(stageName);
    const clashes = stages.flatMap((stage, index) => {
        const before = stages[index - 1] ?? 'unknown';
        if (stage === 'unknown' || before === 'unknown' || RANK[stage] > RANK[before])
            return [];
        return [{ path: ['plan', index], ...refusal('plan-order', { says: clash(before, stage), accepted: ACCEPTED }) }];
    });
    const findings = [...clashes, ...plan.items.flatMap(ladderFindings)];
    const moves = stages.some((stage) => stage === 'unknown' || RANK[stage] === 1);
    return moves ? findings : [...findings, { path: ['plan'], ...NO_MOVE }];
}
function ladderFindings(stage, index) {
    const weights = lookUp(stage, ['ramp', 'weights']);
    if (weights.kind === 'missing' || weights.value.kind !== 'list')
        return [];
    const shares = weights.value.items.map(weightOf);
    return shares.flatMap((share, step) => {
        const before = shares[step - 1];
        if (share.kind === 'refused' || before === undefined || before.kind === 'refused' || share.value > before.value)
            return [];
        return [{ path: ['plan', index, 'ramp', 'weights', step], ...NOT_ASCENDING }];
    });
}
function weightOf(item) {
    const share = item.kind === 'scalar' && typeof item.value === 'string' ? parseShare(item.value) : parsed_refused('this is not a share');
    return share.kind === 'ok' ? parsed_parsed(share.value) : share;
}
function clash(before, stage) {
    if (stage === before)
        return `${stage} stands twice`;
    return RANK[stage] === RANK[before] ? `${before} and ${stage} exclude each other` : `${stage} cannot come after ${before}`;
}
function stageName(item) {
    if (item.kind === 'scalar')
        return knownStage(item.value);
    const [key, ...others] = item.kind === 'mapping' ? item.entries.keys() : [];
    return others.length === 0 ? knownStage(key) : 'unknown';
}
function knownStage(word) {
    return word === 'smoke' || word === 'ramp' || word === 'switch' || word === 'bake' ? word : 'unknown';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/presets.ts
// Presets: promises to start from. A preset stands below the promises that are spelled out in the same file and above everything in the defaults file.
const PRESETS = {
    cautious: {
        promise: { falseAlarms: '1%', badRequests: 30, decideWithin: '7d', ifUndecided: 'ask' },
        why: 'few users may notice a bad release; a good one may take a week',
    },
    standard: {
        promise: { falseAlarms: '1%', badRequests: 100, decideWithin: '3d', ifUndecided: 'ask' },
        why: 'the numbers of the documentation: noticed by monitoring before it is noticed by users',
    },
    fast: {
        promise: { falseAlarms: '1%', badRequests: 300, decideWithin: '1d', ifUndecided: 'ask' },
        why: 'from 50 requests a second, half of the traffic is reached within half an hour',
    },
};
const PRESET_NAMES = ['cautious', 'standard', 'fast'];

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/expert-schema.ts
// Statistics and timing, for people who know why they change them.









/** Shorter than any metric page is read. */
const LEAST = 100;
const expert_schema_HOUR = 3_600_000;
const expert_schema_DAY = 24 * expert_schema_HOUR;
function expertSchema() {
    return forms_mapping('expert', '{block: 30s}', {
        block: withDefault('Length of a block of evidence; a source without history uses the time between two looks instead.', EXPERT_DEFAULTS.blockMs, formatDuration, expert_schema_time('15s', LEAST, expert_schema_HOUR)),
        lag: withDefault('A block closes this long after its end.', EXPERT_DEFAULTS.lagMs, formatDuration, expert_schema_time('5s', 0, expert_schema_HOUR)),
        look: withDefault('Time between two looks of a job that stays.', EXPERT_DEFAULTS.lookMs, formatDuration, expert_schema_time('30s', LEAST, expert_schema_HOUR)),
        tick: withDefault('Time between two scheduled ticks.', EXPERT_DEFAULTS.tickMs, formatDuration, expert_schema_time('15m', LEAST, expert_schema_DAY)),
        warmUp: withDefault('Evidence right after a weight change is dropped for this long.', EXPERT_DEFAULTS.warmUpMs, formatDuration, expert_schema_time('30s', 0, expert_schema_HOUR)),
        grid: withDefault('Evidence time between two fresh starts of each test.', EXPERT_DEFAULTS.gridMs, formatDuration, expert_schema_time('5m', LEAST, expert_schema_DAY)),
        blind: withDefault('Exposed without evidence for this long: step back and ask for a person.', EXPERT_DEFAULTS.blindMs, formatDuration, expert_schema_time('30m', LEAST, expert_schema_DAY)),
        maxGap: withDefault('At most this much time between two blocks counts as covered.', EXPERT_DEFAULTS.maxGapMs, formatDuration, expert_schema_time('2m', LEAST, expert_schema_DAY)),
        samplesMin: withDefault('Requests of the new version that a check needs before it says anything.', EXPERT_DEFAULTS.samplesMin, String, forms_count({ min: 1, max: 1_000_000, example: 20 })),
        certifyAlpha: withDefault('Error probability of a certificate that nothing got worse.', EXPERT_DEFAULTS.certifyAlpha, formatRatio, ratio('5%', { above: rollout_policy_src/* PPM_NONE */.dH, below: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2) })),
        stableRatioMax: withDefault('Highest share of bad requests of the stable version at which `worseBy` in percent stays exact.', EXPERT_DEFAULTS.stableRatioMax, formatRatio, ratio('5%', { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh })),
        growthMax: withDefault('A weight grows at most by this factor per step.', EXPERT_DEFAULTS.growthMax, formatFactor, unit_forms_factor('4x', { above: 1 })),
    }).transform((written, ctx) => {
        const defaults = defaultExpert();
        const expert = {
            blockMs: written.block ?? defaults.blockMs,
            lagMs: written.lag ?? defaults.lagMs,
            lookMs: written.look ?? defaults.lookMs,
            tickMs: written.tick ?? defaults.tickMs,
            warmUpMs: written.warmUp ?? defaults.warmUpMs,
            gridMs: written.grid ?? defaults.gridMs,
            blindMs: written.blind ?? defaults.blindMs,
            maxGapMs: written.maxGap ?? defaults.maxGapMs,
            samplesMin: written.samplesMin ?? defaults.samplesMin,
            certifyAlpha: written.certifyAlpha ?? defaults.certifyAlpha,
            stableRatioMax: written.stableRatioMax ?? defaults.stableRatioMax,
            growthMax: written.growthMax ?? defaults.growthMax,
        };
        const fineGrid = refusal('out-of-range', { says: 'the grid is finer than the blocks', accepted: `at least block (${formatDuration(expert.blockMs)})` });
        return expert.gridMs < expert.blockMs ? refuse(ctx, fineGrid, ['grid']) : expert;
    });
}
function expert_schema_time(example, msMin, msMax) {
    return unit_forms_duration(example, { msMin, msMax });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/metrics-schema.ts
// Where live signals come from: `metrics: {openmetrics: {pages: {fraud-a: [http://...]}}}`.





const PAGES_EXAMPLE = '{fraud-a: [http://fraud-a:9090/metrics], fraud-b: [http://fraud-b:9090/metrics]}';
function metricsSchema() {
    return forms_mapping('metrics', `{openmetrics: {pages: ${PAGES_EXAMPLE}}}`, {
        openmetrics: described('Metric pages of the pods, read directly.', forms_mapping('metrics', `{pages: ${PAGES_EXAMPLE}}`, { pages: described('For each slot the pages of its pods.', pages()) })),
    }).transform(({ openmetrics }) => ({ kind: 'openmetrics', pages: openmetrics.pages }));
}
function pages() {
    return schemas/* record */.g1P(schemas/* string */.YjP(), slotPages(), { error: () => `a mapping from slot to pages, e.g. ${PAGES_EXAMPLE}` });
}
function slotPages() {
    const accepted = 'a list of the pages of this slot’s pods, e.g. [http://fraud-a:9090/metrics]';
    return forms_listOf(url(), '[http://fraud-a:9090/metrics]').transform((addresses, ctx) => {
        if (addresses.length === 0)
            return refuse(ctx, refusal('out-of-range', { says: 'no page is listed', accepted }));
        const twice = addresses.findIndex((address, index) => addresses.indexOf(address) !== index);
        if (twice < 0)
            return addresses;
        return refuse(ctx, refusal('repeated', { says: 'this page is listed twice, and its requests would count twice', accepted: 'each page once' }), [twice]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/model-schema.ts







const EXAMPLE = 'gto:fraud';
function modelSchema() {
    const long = forms_mapping('model', '{gto: fraud, stage: prod}', {
        gto: described('Name of the model in the git tags of its repository (GTO).', registryName('a model name', 'fraud')),
        stage: withDefault('The pointer that promotion moves.', MODEL_STAGE, String, registryName('a stage name', 'prod')),
    }).transform(({ gto, stage }) => ({ registry: 'gto', name: gto, stage: stage ?? MODEL_STAGE.value }));
    return shortOrLong(shortModel(), long);
}
function shortModel() {
    const written = forms_text({ accepts: 'a registry and a name', example: EXAMPLE, json: { pattern: '^gto:' }, mistake: 'bad-name', parse: splitReference });
    const modelName = registryName('a model name', 'fraud');
    return written.transform(({ registry, name }, ctx) => {
        if (registry !== 'gto')
            return refuse(ctx, registryRefusal(registry));
        const known = modelName.safeParse(name);
        if (known.success)
            return { registry: 'gto', name, stage: MODEL_STAGE.value };
        const accepted = `gto: and a name of letters, digits, dash, underscore and slash, e.g. ${EXAMPLE}`;
        return refuse(ctx, refusal('bad-name', { says: 'this is not a model name', accepted }));
    });
}
function splitReference(written) {
    const at = written.indexOf(':');
    return at > 0 ? parsed_parsed({ registry: written.slice(0, at), name: written.slice(at + 1) }) : parsed_refused('a model is named with its registry');
}
function registryRefusal(registry) {
    const later = notYet('model', registry);
    if (later.kind === 'later')
        return refusal('not-yet', { says: 'not yet: this registry is not part of this release', accepted: later.today });
    return refusal('unknown-word', { says: 'this registry is not known', accepted: `gto:<name>, e.g. ${EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/promise-schema.ts
// The numbers that people sign.






const { falseAlarmRatio, decideWithinMs, ifUndecided } = PROMISE_DEFAULTS;
function promiseSchema() {
    return forms_mapping('promise', '{badRequests: 100}', {
        falseAlarms: withDefault('Good releases sent back, at most.', falseAlarmRatio, formatRatio, ratio('1%', { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh })),
        badRequests: described('Bad requests beyond what the stable version would have had, at most, in 99 of 100 releases, even if the new one is dead on arrival. Somebody signs it.', forms_count({ min: 1, max: 1_000_000_000, example: 100 })),
        decideWithin: withDefault('A release is decided within this time.', decideWithinMs, formatDuration, unit_forms_duration('3d', { msMin: 100 })),
        ifUndecided: withDefault('What happens when it is not.', ifUndecided, String, words('promise', ['ask', 'promote', 'rollback'])),
    }).transform((written) => ({
        falseAlarmRatio: written.falseAlarms ?? falseAlarmRatio.value,
        badRequestsMax: written.badRequests,
        decideWithinMs: written.decideWithin ?? decideWithinMs.value,
        ifUndecided: written.ifUndecided ?? ifUndecided.value,
    }));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/serve-schema.ts
// How traffic is moved: `serve: {http: ..., slots: [a, b]}` or `{command: [...], slots: [a, b]}`.





const serve_schema_EXAMPLE = '{http: http://fraud.internal/router, slots: [fraud-a, fraud-b]}';
function serveSchema() {
    return forms_mapping('serve', serve_schema_EXAMPLE, {
        http: forms_optional(described('Address that speaks the router contract (docs/router-contract.md).', url())),
        command: forms_optional(described('Program and arguments that speak the router contract on stdin and stdout; no shell.', commandLine())),
        slots: described('The two deployments that serve in turn.', forms_listOf(slotName(), '[fraud-a, fraud-b]').meta({ minItems: 2, maxItems: 2, uniqueItems: true })),
    }).transform(({ http, command, slots }, ctx) => {
        const [first = '', second = ''] = slots;
        if (slots.length !== 2 || first === second)
            refuse(ctx, slotsRefusal(slots.length), ['slots']);
        if ((http === undefined) === (command === undefined))
            refuse(ctx, routeRefusal(http !== undefined));
        if (http !== undefined)
            return { kind: 'http', url: http, slots: [first, second] };
        return command === undefined ? core/* NEVER */.tm : { kind: 'command', argv: command, slots: [first, second] };
    });
}
function slotsRefusal(slotCount) {
    const says = slotCount === 2 ? 'both slots have the same name' : `a target has two slots, not ${slotCount}`;
    return refusal('bad-slots', { says, accepted: 'two different names, e.g. [fraud-a, fraud-b]' });
}
function routeRefusal(bothGiven) {
    const says = bothGiven ? 'both http and command are given' : 'neither http nor command is given';
    return keyRefusal('one-of', { says, accepted: `one of them, e.g. ${serve_schema_EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/stage-schema.ts
// One stage of the plan: `smoke`, `ramp`, `switch`, `bake: 1d`, or written out.









const STAGE_WORDS = ['smoke', 'ramp', 'switch', 'bake'];
/** Below 100 %: the last jump is promotion's. */
const BELOW_ALL = { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh };
const LADDER_EXAMPLE = '[1%, 5%, 25%]';
const NOT_ONE_STAGE = refusal('one-of', {
    says: 'this is not one stage',
    accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`,
});
const EMPTY_LADDER = refusal('ladder-order', { says: 'no weight is listed', accepted: `ascending weights, e.g. ${LADDER_EXAMPLE}` });
function stageSchema() {
    const long = forms_mapping('stage', '`ramp: {upTo: 50%}`', {
        ramp: forms_optional(described('Weights grow while checks stay fine.', rampSchema())),
        bake: forms_optional(described('After promotion, under the same checks, with a part of the traffic on the old version.', bakeSchema())),
        smoke: forms_optional(withoutSettings('smoke')),
        switch: forms_optional(withoutSettings('switch')),
    }).transform(({ ramp, bake }, ctx) => {
        if (ramp !== undefined && bake === undefined)
            return ramp;
        return bake !== undefined && ramp === undefined ? bake : refuse(ctx, NOT_ONE_STAGE);
    });
    return shortOrLong(described('A stage with its defaults.', words('stage', STAGE_WORDS)).transform(stageOfWord), long);
}
/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word) {
    return schemas/* unknown */.L5J()
        .transform((_, ctx) => refuse(ctx, keyRefusal('key-does-not-fit', { says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\`` })))
        .meta({ not: {} });
}
function stageOfWord(word) {
    switch (word) {
        case 'smoke':
            return { kind: 'smoke' };
        case 'switch':
            return { kind: 'switch' };
        case 'ramp':
            return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value };
        case 'bake':
            return { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value };
    }
}
function rampSchema() {
    return forms_mapping('ramp', `{weights: ${LADDER_EXAMPLE}, every: 10m}`, {
        weights: forms_optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
        every: withDefault('Least time per weight.', LADDER_EVERY_MS, formatDuration, unit_forms_duration('10m', { msMin: 0 })),
        instances: forms_optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', forms_count({ min: 2, max: 10_000, example: 8 }))),
        upTo: withDefault('Highest weight before promotion.', RAMP_WEIGHT_MAX, share_formatShare, unit_forms_share('50%', BELOW_ALL)),
    }).transform(({ weights, every, instances, upTo }, ctx) => {
        const misfit = (key, facts) => refuse(ctx, keyRefusal('key-does-not-fit', facts), [key]);
        if (weights !== undefined) {
            if (instances !== undefined)
                return misfit('instances', { says: 'weights and instances are two ways to say the steps', accepted: 'one of them' });
            if (upTo !== undefined)
                return misfit('upTo', { says: 'the last weight already says how far the ramp goes', accepted: 'weights without upTo' });
            const weightMax = weights.at(-1) ?? RAMP_WEIGHT_MAX.value;
            return { kind: 'ramp', steps: { kind: 'ladder', weights, everyMs: every ?? LADDER_EVERY_MS.value }, weightMax };
        }
        if (every !== undefined)
            return misfit('every', { says: '`every` belongs to weights that are spelled out', accepted: `{weights: ${LADDER_EXAMPLE}, every: 10m}` });
        const weightMax = upTo ?? RAMP_WEIGHT_MAX.value;
        if (instances === undefined)
            return { kind: 'ramp', steps: { kind: 'promise' }, weightMax };
        if (instances * weightMax >= rollout_policy_src/* PPM_ALL */.kh)
            return { kind: 'ramp', steps: { kind: 'instances', count: instances }, weightMax };
        const says = `one of ${instances} instances is more than ${share_formatShare(weightMax)}`;
        return refuse(ctx, refusal('out-of-range', { says, accepted: `at least one instance, e.g. upTo: ${share_formatShare((0,rollout_policy_src/* ppm */.Sg)(Math.ceil(rollout_policy_src/* PPM_ALL */.kh / instances)))}` }), ['upTo']);
    });
}
/** Their order is judged in plan-order.ts. */
function ladder() {
    return forms_listOf(unit_forms_share('5%', BELOW_ALL), LADDER_EXAMPLE).transform((weights, ctx) => (weights.length > 0 ? weights : refuse(ctx, EMPTY_LADDER)));
}
function bakeSchema() {
    const time = unit_forms_duration('1d', { msMin: 100 });
    const long = forms_mapping('bake', '{for: 1d, holdback: 1%}', {
        for: withDefault('How long.', BAKE_MS, formatDuration, time),
        holdback: withDefault('Share of the traffic that stays on the old version.', BAKE_HOLDBACK, share_formatShare, shareOrNothing('1%')),
    }).transform((written) => ({ kind: 'bake', durationMs: written.for ?? BAKE_MS.value, holdback: written.holdback ?? BAKE_HOLDBACK.value }));
    return shortOrLong(time.transform((durationMs) => ({ kind: 'bake', durationMs, holdback: BAKE_HOLDBACK.value })), long);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/policy-schema.ts
// The whole grammar of a policy file, key by key.














/** Built anew by every caller: nothing is shared between two readings. */
function policy_schema_policySections() {
    return {
        rampart: described('Version of this file format.', versionSchema()),
        preset: described(`Promises to start from: ${PRESET_NAMES.map((name) => `${name} (${PRESETS[name].why})`).join('; ')}.`, words('policy', PRESET_NAMES)),
        target: described('The place that serves the model. One rollout at a time.', targetName()),
        model: described('Where versions of the model come from.', modelSchema()),
        serve: described('How traffic is moved between the two slots.', serveSchema()),
        metrics: described('Where live signals come from.', metricsSchema()),
        promise: described('The numbers that people sign.', promiseSchema()),
        checks: described('What is compared between the stable and the new version.', checksSchema()),
        plan: described('The stages of a rollout. Default [smoke, ramp, bake: 1d].', forms_listOf(stageSchema(), '[smoke, ramp, bake: 1d]')),
        onNewVersion: described(`When a newer version appears during a rollout. Default ${ON_NEW_VERSION.value}: ${ON_NEW_VERSION.why}.`, words('policy', ['replace', 'queue', 'refuse'])),
        expert: described('Statistics and timing. Nobody must write this.', expertSchema()),
    };
}
function versionSchema() {
    return schemas/* unknown */.L5J()
        .transform((written, ctx) => {
        if (written === 1)
            return 1;
        const accepted = '`rampart: 1`';
        if (written === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
        return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    })
        .meta({ const: 1 });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decode-policy.ts








const decode_policy_NO_METRICS = { kind: 'none' };
function decodePolicy(root) {
    const sections = policy_schema_policySections();
    const required = (key, form) => decodeAt(form, root, [key]);
    const otherwise = (key, form, value) => (root.entries.has(key) ? decodeAt(form, root, [key]) : decoded(value));
    const parts = {
        rampart: required('rampart', sections.rampart),
        preset: otherwise('preset', sections.preset, 'standard'),
        target: required('target', sections.target),
        model: required('model', sections.model),
        serve: required('serve', sections.serve),
        metrics: otherwise('metrics', sections.metrics, decode_policy_NO_METRICS),
        promise: required('promise', sections.promise),
        checks: completed(required('checks', sections.checks)),
        plan: otherwise('plan', sections.plan, defaultPlan()),
        onNewVersion: otherwise('onNewVersion', sections.onNewVersion, ON_NEW_VERSION.value),
        expert: otherwise('expert', sections.expert, defaultExpert()),
    };
    const findings = [...unknownKeys(root, Object.keys(sections)), ...Object.values(parts).flatMap(findingsOf), ...rulesOf(root), ...crossFindings(root, parts)];
    const { target, model, serve, metrics, promise, checks, plan, onNewVersion, expert } = parts;
    if (findings.length > 0 || target.kind === 'refused' || model.kind === 'refused' || serve.kind === 'refused' || metrics.kind === 'refused' || promise.kind === 'refused' ||
        checks.kind === 'refused' || plan.kind === 'refused' || onNewVersion.kind === 'refused' || expert.kind === 'refused') {
        return { kind: 'refused', findings };
    }
    return decoded({
        target: target.value,
        model: model.value,
        serve: serve.value,
        metrics: metrics.value,
        promise: promise.value,
        checks: checks.value,
        plan: plan.value,
        onNewVersion: onNewVersion.value,
        expert: expert.value,
    });
}
function unknownKeys(root, known) {
    return [...root.entries.keys()].filter((key) => !known.includes(key)).map((key) => ({ ...unknownKeyRefusal(key, { context: 'policy', known }), path: [key] }));
}
/** Rules over keys alone; they speak even where a value cannot be read. */
function rulesOf(root) {
    const checks = root.entries.get('checks')?.value;
    const plan = root.entries.get('plan')?.value;
    return [...(checks?.kind === 'mapping' ? checksFindings(checks) : []), ...(plan === undefined ? [] : planOrderFindings(plan))];
}
/** Checks that break a rule stay incomplete here; rulesOf says why. */
function completed(checks) {
    if (checks.kind === 'refused')
        return checks;
    const complete = Object.entries(checks.value).map(([name, written]) => (written === 'off' ? 'incomplete' : completeCheck(name, written === 'default' ? {} : written)));
    return decoded(complete.filter((check) => check !== 'incomplete'));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/layers.ts
// Lays a policy over its defaults file: what the policy says wins, key by key, and everything keeps the place it comes from.

/** Mappings that are merged key by key; `*` is any key. Everything else is replaced as a whole. */
const MERGED = [[], ['model'], ['serve'], ['promise'], ['checks'], ['checks', '*'], ['expert']];
/** Alternatives: naming one of them drops an inherited other one. */
const ROUTES = ['http', 'command'];
/** A check that says again what it looks at stands alone: an inherited `where` or `limit` belongs to the other signal. */
const layers_SIGNALS = ['share', 'time', 'labels'];
/** Lowest first: defaults' preset, defaults, policy's preset, policy. */
function layered(defaults, policy) {
    return defaults === undefined ? withPreset(policy) : mergeMappings(withPreset(defaults), withPreset(policy), []);
}
/** The numbers of a file's preset under its own promises. An unknown preset is left for the decoder to refuse. */
function withPreset(file) {
    const written = file.entries.get('preset')?.value;
    if (written?.kind !== 'scalar')
        return file;
    const name = PRESET_NAMES.find((known) => known === written.value);
    if (name === undefined)
        return file;
    const entries = Object.entries(PRESETS[name].promise).map(([key, value]) => {
        const number = { ...written, value, raw: String(value), layer: 'preset' };
        return [key, { keyPlace: written.place, value: number }];
    });
    const promise = { kind: 'mapping', entries: new Map(entries), place: written.place, layer: 'preset' };
    const below = { ...file, entries: new Map([['promise', { keyPlace: written.place, value: promise }]]) };
    return mergeMappings(below, file, []);
}
function mergeMappings(lower, upper, path) {
    const entries = new Map([...lower.entries].filter(([key]) => !isDropped(key, upper, path)));
    for (const [key, entry] of upper.entries) {
        const below = entries.get(key);
        entries.set(key, below === undefined ? entry : { keyPlace: entry.keyPlace, value: merge(below.value, entry.value, [...path, key]) });
    }
    return { ...upper, entries };
}
function merge(lower, upper, path) {
    if (lower.kind !== 'mapping' || !isMerged(path))
        return upper;
    const over = path.length === 1 && path[0] === 'model' ? modelWrittenOut(upper) : upper;
    if (over.kind !== 'mapping')
        return over;
    const isOwnCheck = path[0] === 'checks' && path.length === 2 && layers_SIGNALS.some((signal) => over.entries.has(signal));
    return isOwnCheck ? over : mergeMappings(lower, over, path);
}
/** `gto:fraud` says the name and leaves an inherited stage alone. */
function modelWrittenOut(value) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string' || !value.value.startsWith('gto:'))
        return value;
    const name = { ...value, value: value.value.slice('gto:'.length) };
    return { kind: 'mapping', entries: new Map([['gto', { keyPlace: value.place, value: name }]]), place: value.place, layer: value.layer };
}
function isDropped(key, upper, path) {
    return path.length === 1 && path[0] === 'serve' && ROUTES.includes(key) && ROUTES.some((route) => upper.entries.has(route));
}
function isMerged(path) {
    return MERGED.some((known) => known.length === path.length && known.every((step, index) => step === '*' || step === path[index]));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/source-file.ts
// The text of one file with what is needed to point into it.

function openSource(file, text) {
    const lineCounter = new dist/* LineCounter */.HN();
    lineCounter.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        lineCounter.addNewLine(at + 1);
    return { file, text, lines: text.split('\n'), lineCounter };
}
/** `from`, `to`: offsets into the text. A span over several lines is cut at the end of its first one. */
function source_file_placeOf(source, from, to) {
    const { line, col } = source.lineCounter.linePos(Math.min(Math.max(0, from), source.text.length));
    const lineLength = (source.lines[line - 1] ?? '').replace(/\r$/, '').length;
    const endColumn = Math.min(col + Math.max(1, to - from), Math.max(lineLength + 1, col + 1));
    return { kind: 'file', file: source.file, line, column: col, endColumn };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/convert-tree.ts
// The nodes of a YAML document as a source tree. Anchors, aliases and tags are refused, so there is nothing to expand and no bomb; so are keys that
// programs give a meaning to.




/** A policy needs seven levels. */
const DEPTH_MAX = 20;
/** Names that JavaScript objects give a meaning to. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const WRITTEN_OUT = 'the value written out; what policies share goes into _defaults.yaml';
/** What has a mistake is left out of the tree, unless it can be read all the same. */
function convertTree(source, contents, layer) {
    const mistakes = [];
    const complain = (name, place, path, facts) => mistakes.push(sourceMistake(name, source, place, path, facts));
    return { root: convert({ source, layer, complain }, contents, [], 0), mistakes };
}
function tooDeep(source, place, path) {
    return sourceMistake('nested-too-deeply', source, place, path, TOO_DEEP);
}
const TOO_DEEP = { seen: 'values within values', says: 'nested too deeply', accepted: `at most ${DEPTH_MAX} levels` };
function convert(at, node, path, depth) {
    const { source, layer } = at;
    const place = node === null ? source_file_placeOf(source, 0, 1) : source_file_placeOf(source, node.range[0], node.range[1]);
    if (depth > DEPTH_MAX) {
        at.complain('nested-too-deeply', place, path, TOO_DEEP);
        return 'left out';
    }
    if (node === null)
        return { kind: 'scalar', value: null, raw: '', place, layer };
    if ((0,dist/* isAlias */.Vj)(node)) {
        at.complain('alias-or-tag', place, path, { seen: 'an alias', says: 'aliases are not used here', accepted: WRITTEN_OUT });
        return 'left out';
    }
    if (node.anchor !== undefined)
        at.complain('alias-or-tag', place, path, { seen: 'an anchor', says: 'anchors are not used here', accepted: WRITTEN_OUT });
    if (node.tag !== undefined) {
        const seen = shownText(node.tag);
        at.complain('alias-or-tag', place, path, { seen, says: `tags like ${seen} are not used here`, accepted: 'the plain value' });
    }
    if ((0,dist/* isScalar */.jn)(node))
        return scalar(at, node.value, node.source ?? '', place);
    if (!(0,dist/* isSeq */.oP)(node))
        return convert_tree_mapping(at, node.items, place, path, depth);
    const items = node.items.map((item, index) => convert(at, item, [...path, index], depth + 1));
    return { kind: 'list', items: items.filter((item) => item !== 'left out'), place, layer };
}
function scalar({ layer }, value, raw, place) {
    const isKnown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
    return { kind: 'scalar', value: isKnown ? value : raw, raw, place, layer };
}
function convert_tree_mapping(at, pairs, place, path, depth) {
    const entries = new Map();
    for (const { key, value } of pairs) {
        const keyPlace = source_file_placeOf(at.source, key.range[0], key.range[1]);
        const name = (0,dist/* isScalar */.jn)(key) && typeof key.value === 'string' ? key.value : undefined;
        const where = [...path, name ?? ''];
        const refused = keyFacts(key);
        const earlier = name === undefined ? undefined : entries.get(name);
        if (refused !== 'fine')
            at.complain(refused.name, keyPlace, name === undefined ? path : where, refused);
        else if (earlier !== undefined)
            at.complain('duplicate-key', keyPlace, where, twice(name, earlier));
        else {
            const converted = convert(at, value, where, depth + 1);
            if (converted !== 'left out')
                entries.set(name ?? '', { keyPlace, value: converted });
        }
    }
    return { kind: 'mapping', entries, place, layer: at.layer };
}
function twice(name, earlier) {
    return { seen: shownText(name ?? ''), says: `the key stands twice, first in line ${earlier.keyPlace.line}`, accepted: 'each key once' };
}
/** Why a key is no key. */
function keyFacts(key) {
    if (!(0,dist/* isScalar */.jn)(key))
        return { name: 'forbidden-key', seen: 'a list or a mapping', says: 'a key is a single word', accepted: 'a word, e.g. `target`' };
    const seen = shownText(typeof key.value === 'string' ? key.value : (key.source ?? ''));
    if (key.anchor !== undefined || key.tag !== undefined || key.value === '<<') {
        return { name: 'alias-or-tag', seen, says: 'anchors, tags and merge keys are not used here', accepted: 'the keys written out' };
    }
    if (typeof key.value !== 'string')
        return { name: 'forbidden-key', seen, says: `the key ${seen} is not text to YAML`, accepted: 'a word, or quotes around it' };
    return FORBIDDEN_KEYS.has(key.value) ? { name: 'forbidden-key', seen, says: `${key.value} is not a name that can be used here`, accepted: 'another name' } : 'fine';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/read-yaml.ts
// YAML text to a source tree. Total: whatever the text is, the answer is a tree or mistakes, after a time that its size bounds.





const FILE_BYTES_MAX = 256 * 1024;
/** Levels that are not even parsed. */
const OPEN_MAX = 100;
const SYNTAX_MISTAKES_MAX = 5;
function readYaml({ file, text }, layer) {
    const bytes = Buffer.byteLength(text);
    if (bytes > FILE_BYTES_MAX)
        return unreadable(tooLarge(openSource(file, ''), bytes));
    const source = openSource(file, text);
    const deepAt = tooDeepAt(text);
    if (deepAt >= 0)
        return unreadable(tooDeep(source, source_file_placeOf(source, deepAt, deepAt + 1), []));
    const documents = parseDocuments(text);
    if (!Array.isArray(documents))
        return unreadable(unparsed(source, documents.error));
    const broken = documents.flatMap((document) => syntaxMistakes(source, document));
    if (broken.length > 0)
        return unreadable(...broken.slice(0, SYNTAX_MISTAKES_MAX));
    const [first, second] = documents;
    return second === undefined ? treeOf(source, first?.contents ?? null, layer) : unreadable(severalDocuments(source, second));
}
function unreadable(...mistakes) {
    return { kind: 'unreadable', mistakes };
}
/**
 * Where brackets or list signs open far more levels than any policy has, or -1. Seen without parsing, because a parser would end its call
 * stack there after seconds; brackets in quotes count too, which no readable policy notices.
 */
function tooDeepAt(text) {
    let depth = 0;
    for (let at = 0; at < text.length; at += 1) {
        const sign = text[at];
        if (sign === '[' || sign === '{')
            depth += 1;
        else if (sign === ']' || sign === '}')
            depth = Math.max(0, depth - 1);
        if (depth > OPEN_MAX)
            return at;
    }
    return text.search(new RegExp(`(?:[-?:][ \\t]+){${OPEN_MAX}}`));
}
function parseDocuments(text) {
    try {
        // Duplicate keys are found while converting, in linear time and with both places.
        const documents = (0,dist/* parseAllDocuments */.hR)(text, { schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
        return 'empty' in documents ? [] : documents;
    }
    catch (error) {
        return { error };
    }
}
function treeOf(source, contents, layer) {
    const { root, mistakes } = convertTree(source, contents, layer);
    if (root === 'left out')
        return unreadable(...mistakes);
    if (root.kind === 'mapping')
        return { kind: 'tree', root, source, mistakes };
    if (root.kind === 'scalar' && root.value === null)
        return { kind: 'tree', root: { kind: 'mapping', entries: new Map(), place: root.place, layer }, source, mistakes };
    const seen = root.kind === 'list' ? 'a list' : shownText(root.raw);
    const facts = { seen, says: `the file is not a policy, got ${seen}`, accepted: 'a mapping of keys, e.g. `target: fraud-prod`' };
    return unreadable(sourceMistake('wrong-type', source, root.place, [], facts));
}
function syntaxMistakes(source, document) {
    return document.errors.map((error) => {
        const place = source_file_placeOf(source, error.pos[0], error.pos[1]);
        // The parser reports the end of its call stack like a mistake of syntax.
        if (error.message.includes('call stack'))
            return tooDeep(source, place, []);
        return notYaml(source, place, error.message);
    });
}
/** The parser reports what is wrong as data; what it throws is an end of the call stack in values within values. */
function unparsed(source, error) {
    const start = source_file_placeOf(source, 0, 1);
    if (error instanceof RangeError)
        return tooDeep(source, start, []);
    return notYaml(source, start, error instanceof Error ? error.message : 'unknown reason');
}
function notYaml(source, place, why) {
    const says = `not YAML: ${shownText(why, 200).slice(1, -1)}`;
    return sourceMistake('yaml-syntax', source, place, [], { seen: 'text that is not YAML', says, accepted: 'YAML' });
}
function severalDocuments(source, second) {
    const place = source_file_placeOf(source, second.range[0], second.range[0] + 1);
    return sourceMistake('several-documents', source, place, [], { seen: 'several documents', says: 'a second document begins here', accepted: 'one policy per file' });
}
function tooLarge(source, bytes) {
    const seen = `${bytes} bytes`;
    return sourceMistake('file-too-large', source, source_file_placeOf(source, 0, 1), [], { seen, says: `the file has ${seen}`, accepted: `at most ${FILE_BYTES_MAX} bytes` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/read-policy.ts










/** A file of nonsense has one mistake per line; nobody reads more than these. */
const MISTAKES_MAX = 100;
function readPolicy(texts) {
    const files = [readYaml(texts, 'policy'), ...(texts.defaults === undefined ? [] : [readYaml(texts.defaults, 'defaults')])];
    const trees = files.filter((file) => file.kind === 'tree');
    const [own, shared] = trees;
    // What one file lacks may stand in the other, so a file that cannot be read ends it.
    if (own === undefined || trees.length < files.length)
        return withMistakes(files.flatMap(({ mistakes }) => mistakes));
    return decodeTrees(own, shared);
}
function decodeTrees(own, shared) {
    const sources = shared === undefined ? [own.source] : [own.source, shared.source];
    const root = layered(shared?.root, own.root);
    const policy = decodePolicy(root);
    const mistakes = [
        ...own.mistakes,
        ...(shared?.mistakes ?? []),
        ...(shared === undefined || !own.root.entries.has('rampart') ? [] : versionMistakes(shared)),
        ...findingsOf(policy).map((finding) => locate(finding, root, sources)),
    ];
    if (policy.kind === 'refused' || mistakes.length > 0)
        return withMistakes(mistakes);
    return { kind: 'policy', policy: policy.value, digest: digest_digestPolicy(policy.value), origins: originsOf(policy.value, root) };
}
/** The version of the defaults file, which the policy's own hides. */
function versionMistakes({ root, source }) {
    if (!root.entries.has('rampart'))
        return [];
    return findingsOf(decodeAt(policy_schema_policySections().rampart, root, ['rampart'])).map((finding) => locate(finding, root, [source]));
}
function withMistakes(found) {
    // What was refused for another reason is not missing as well.
    const mistakes = found.filter(({ name, subject }) => name !== 'missing-key' || !found.some((other) => other.name !== 'missing-key' && other.subject === subject));
    return { kind: 'mistakes', mistakes: cut([...mistakes].sort(inFileOrder)) };
}
function inFileOrder({ place: a }, { place: b }) {
    if (a.file !== b.file)
        return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
}
function cut(mistakes) {
    const last = mistakes[MISTAKES_MAX];
    if (last === undefined)
        return mistakes;
    const more = mistakes.length - MISTAKES_MAX;
    const { code } = mistake_kinds_MISTAKE_KINDS['too-many-mistakes'];
    return [...mistakes.slice(0, MISTAKES_MAX), { ...last, code, name: 'too-many-mistakes', seen: `${more} more`, accepted: 'a policy', text: `${more} more mistakes, from here on.` }];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/load-policy.ts
// Reads a policy and the `_defaults.yaml` beside it from disk.






const DEFAULTS_FILE = '_defaults.yaml';
/** Whatever the disk says is an answer: a file that cannot be read is a mistake, not an exception. */
async function loadPolicy(path) {
    if ((0,external_node_path_.basename)(path) === DEFAULTS_FILE)
        return load_policy_refused(path, 'this is the defaults file of the policies beside it', 'a policy, e.g. rampart/fraud.yaml');
    const own = await readText(path);
    const shared = await readText((0,external_node_path_.join)((0,external_node_path_.dirname)(path), DEFAULTS_FILE));
    const mistakes = [own, shared].flatMap((text) => (text.kind === 'unreadable' ? [text.mistake] : []));
    if (own.kind === 'absent')
        return load_policy_refused(path, 'there is no such file', 'the path of a policy, e.g. rampart/fraud.yaml');
    if (own.kind === 'unreadable' || mistakes.length > 0)
        return { kind: 'mistakes', mistakes };
    return readPolicy(shared.kind === 'text' ? { ...own.file, defaults: shared.file } : own.file);
}
async function readText(path) {
    try {
        const { size } = await (0,promises_.stat)(path);
        // readYaml says that it is too large; a few bytes more than it takes are enough for that.
        if (size > FILE_BYTES_MAX)
            return { kind: 'unreadable', mistake: mistakeOf(path, 'file-too-large', `the file has ${size} bytes`, `at most ${FILE_BYTES_MAX} bytes`) };
        return { kind: 'text', file: { file: path, text: new TextDecoder('utf-8', { fatal: true }).decode(await (0,promises_.readFile)(path)) } };
    }
    catch (error) {
        if (isMissing(error))
            return { kind: 'absent' };
        const reason = error instanceof Error ? shownText(error.message, 200).slice(1, -1) : 'unknown reason';
        const why = error instanceof TypeError ? 'the file is not UTF-8 text' : `the file cannot be read (${reason})`;
        return { kind: 'unreadable', mistake: mistakeOf(path, 'unreadable-file', why, 'a readable UTF-8 file') };
    }
}
function load_policy_refused(path, says, accepted) {
    return { kind: 'mistakes', mistakes: [mistakeOf(path, 'unreadable-file', says, accepted)] };
}
function mistakeOf(path, name, says, accepted) {
    const place = { kind: 'file', file: path, line: 1, column: 1, endColumn: 2 };
    return { code: mistake_kinds_MISTAKE_KINDS[name].code, name, place, subject: path, seen: says, accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
}
function isMissing(error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/expand-policy.ts
// The sum of policy, defaults file, preset and built-in defaults as one YAML file that means the same.





/** Decodes to the same policy. With `origins`, a comment at each value that the policy itself does not say. */
function expandPolicy(policy, origins = new Map()) {
    const document = new Document(writtenOut(policy));
    document.commentBefore = ` Everything that a rollout of ${policy.target} is decided by.\n Policy digest ${digestPolicy(policy)}`;
    annotate(document.contents, [], origins);
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
function annotate(node, path, origins) {
    if (isMap(node)) {
        for (const { key, value } of node.items)
            annotate(value, [...path, isScalar(key) ? String(key.value) : ''], origins);
    }
    else if (isSeq(node) && !node.items.every(isScalar)) {
        node.items.forEach((item, index) => {
            annotate(item, [...path, index], origins);
        });
    }
    else if (isSeq(node)) {
        node.flow = true;
        comment(node, path, origins);
    }
    else if (isScalar(node)) {
        comment(node, path, origins);
    }
}
function comment(node, path, origins) {
    const origin = origins.get(formatPath(path));
    if (origin === undefined || origin.kind === 'policy')
        return;
    if (origin.kind === 'built-in')
        node.comment = ' default';
    else
        node.comment = ` ${origin.kind === 'preset' ? 'preset, ' : ''}${formatPlace(origin.place)}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/format-roughly.ts
// Durations and rates in lints: rounded for reading, where policy files are exact.
const SECONDS = ['s', 1_000];
const format_roughly_UNITS = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], SECONDS];
/** `2.5h`, `7m`, `45s`. */
function format_roughly_formatRoughly(durationMs) {
    const [unit, msPerUnit] = format_roughly_UNITS.find(([, size]) => durationMs >= 2 * size) ?? SECONDS;
    return `${rounded(durationMs / msPerUnit)}${unit}`;
}
/** `12 requests a second`, `3.5 requests an hour`: the unit in which the number is at least 1. */
function format_roughly_formatRate(perSecond) {
    if (perSecond >= 1)
        return `${rounded(perSecond)} requests a second`;
    if (perSecond * 60 >= 1)
        return `${rounded(perSecond * 60)} requests a minute`;
    return `${rounded(perSecond * 3_600)} requests an hour`;
}
/** Two digits, or all digits of a larger whole number. */
function rounded(value) {
    return String(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/lint.ts
/** `parts` of one text. */
function lint_warning(name, path, ...parts) {
    return [{ name, level: 'warning', path, text: parts.join(' ') }];
}
function lint_note(name, path, ...parts) {
    return [{ name, level: 'note', path, text: parts.join(' ') }];
}
const lint_LINT_KINDS = {
    'pages-without-history': { code: 'RMP151', title: 'What a job that ends after one look costs, when metrics are pages without history.' },
    'limit-off-scale': { code: 'RMP152', title: 'A time limit outside the usual buckets of a histogram: often ms and s mixed up.' },
    'late-labels': { code: 'RMP153', title: 'Labels that roll back and come so late that the promise leaves almost no traffic.' },
    'nothing-rolls-back': { code: 'RMP154', title: 'No check takes a bad release out.' },
    'harm-uncounted': { code: 'RMP155', title: 'No check counts bad requests, so the promise about them limits nothing.' },
    'budget-below-samples': { code: 'RMP156', title: 'The promise is spent before a check may say anything.' },
    'first-weight-waits': { code: 'RMP157', title: 'A first weight that the promise allows only with little traffic.' },
    'ladder-too-long': { code: 'RMP158', title: 'Weights that take longer than the time to decide.' },
    'labels-too-late': { code: 'RMP159', title: 'Labels that come after the time to decide.' },
    'bake-before-labels': { code: 'RMP160', title: 'A bake that ends before its labels are final.' },
    'bake-without-holdback': { code: 'RMP161', title: 'A bake with nothing to compare with.' },
    'switch-spends-promise': { code: 'RMP162', title: 'A switch moves all traffic at once.' },
    'margin-below-noise': { code: 'RMP163', title: 'A margin smaller than the difference between two equal deployments.' },
};

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/promised-traffic.ts
// What the bad-request promise leaves before anything is known: the core's own formula with the worst rate 1.


/** How long a new weight is exposed before the check can act on it, in a job that stays. */
function promised_traffic_judgedAfterMs(policy, check) {
    return exposedMs(policy, check, policy.expert.lookMs);
}
/** The most requests per second, of both arms, at which the ramp leaves 0 % for `weightRatio`; infinite where no check counts harm. */
function promised_traffic_trafficMaxPerSecond(policy, weightRatio) {
    const horizonMs = policy.checks.filter(countsAsHarm).reduce((sum, check) => sum + promised_traffic_judgedAfterMs(policy, check), 0);
    return horizonMs === 0 ? Number.POSITIVE_INFINITY : (Math.max(0, plannedBudget(policy)) / (weightRatio * horizonMs)) * 1_000;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/check-lints.ts





/** Default buckets of Prometheus client libraries: from 5 ms to 10 s. */
const BUCKET_MS_MIN = 5;
const BUCKET_MS_MAX = 10_000;
/** Statistics notes, section 5.2: never below. */
const MARGIN_FACTOR_MIN = 1.05;
/** One request of the new version a minute. */
const TINY_PER_SECOND = (/* unused pure expression or super */ null && (1 / 60));
function check_lints_checkLints(policy) {
    return policy.checks.flatMap((check) => [...limitOffScale(check), ...marginBelowNoise(check), ...lateLabels(policy, check), ...labelsTooLate(policy, check)]);
}
function limitOffScale({ name, limit }) {
    if (limit.kind !== 'time')
        return [];
    const limitText = formatLatency(limit.msMax);
    const path = ['checks', name, 'limit'];
    if (limit.msMax > BUCKET_MS_MAX) {
        const meant = formatLatency(limit.msMax / 1_000);
        return warning('limit-off-scale', path, `${limitText} is above 10s, the largest bucket that histograms usually have: unless yours go further, nothing can be over it.`, `${meant}?`);
    }
    if (limit.msMax >= BUCKET_MS_MIN)
        return [];
    const meant = formatLatency(limit.msMax * 1_000);
    return warning('limit-off-scale', path, `${limitText} is below 5ms, the smallest bucket that histograms usually have: the limit is then read at 5ms.`, `${meant}?`);
}
function marginBelowNoise({ name, worseBy }) {
    if (worseBy.kind !== 'factor' || worseBy.factor >= MARGIN_FACTOR_MIN)
        return [];
    return warning('margin-below-noise', ['checks', name, 'worseBy'], `Two equal deployments differ by more than ${formatMargin(worseBy)} by themselves (pods, caches), so good releases will be sent back more often than promised.`, '5% is the least, 25% is usual.');
}
function lateLabels(policy, check) {
    if (check.signal.kind !== 'labels' || check.then !== 'rollback')
        return [];
    const perSecond = (Math.max(0, plannedBudget(policy)) / judgedAfterMs(policy, check)) * 1_000;
    if (perSecond >= TINY_PER_SECOND)
        return [];
    const wait = formatRoughly(check.signal.matureMs + check.signal.everyMs);
    const { badRequestsMax } = policy.promise;
    return warning('late-labels', ['checks', check.name, 'mature'], `Wrong answers are known ${wait} after the request, and until then each may be one of the ${badRequestsMax} bad requests promised:`, `the new version starts with at most ${formatRate(perSecond)}. With \`then: hold\` they would not count.`);
}
function labelsTooLate(policy, check) {
    const { decideWithinMs, ifUndecided } = policy.promise;
    if (check.signal.kind !== 'labels' || check.then !== 'rollback')
        return [];
    const waitMs = check.signal.matureMs + check.signal.everyMs;
    if (waitMs < decideWithinMs)
        return [];
    return warning('labels-too-late', ['checks', check.name, 'mature'], `The first labels come after ${formatRoughly(waitMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`, `no release can be certified in time, all of them end in ifUndecided (${ifUndecided}).`);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/plan-lints.ts
// Can the plan be carried out within the promise?





/** A target with more traffic than this should know beforehand that its first weight will wait. */
const BUSY_PER_SECOND = 10;
function plan_lints_planLints(policy) {
    return policy.plan.flatMap((stage, index) => stageLints(policy, stage, index));
}
function stageLints(policy, stage, index) {
    switch (stage.kind) {
        case 'smoke':
            return [];
        case 'ramp':
            return [...firstWeightWaits(policy, stage, index), ...ladderTooLong(policy, stage, index)];
        case 'switch':
            return switchSpendsPromise(policy, index);
        case 'bake':
            return [...bakeWithoutHoldback(stage, index), ...bakeBeforeLabels(policy, stage, index)];
    }
}
function firstWeightWaits(policy, { steps }, index) {
    if (steps.kind === 'promise')
        return [];
    const first = steps.kind === 'ladder' ? (steps.weights[0] ?? PPM_ALL) : floorPpm(1 / steps.count);
    const perSecond = trafficMaxPerSecond(policy, first / PPM_ALL);
    if (perSecond >= BUSY_PER_SECOND)
        return [];
    const { badRequestsMax } = policy.promise;
    return warning('first-weight-waits', ['plan', index, 'ramp', ...(steps.kind === 'ladder' ? ['weights', 0] : ['instances'])], `At the first weight of ${formatShare(first)} nothing is known yet, so every request of the new version may be one of the ${badRequestsMax} bad ones promised:`, `with more than ${formatRate(perSecond)} (both versions together) the rollout waits at 0%. Begin lower, or promise more.`);
}
function ladderTooLong(policy, { steps }, index) {
    if (steps.kind !== 'ladder')
        return [];
    const leastMs = steps.weights.length * steps.everyMs;
    const { decideWithinMs, ifUndecided } = policy.promise;
    if (leastMs < decideWithinMs)
        return [];
    return warning('ladder-too-long', ['plan', index, 'ramp', 'every'], `${steps.weights.length} weights take at least ${formatRoughly(leastMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`, `all of them end in ifUndecided (${ifUndecided}).`);
}
function switchSpendsPromise(policy, index) {
    const harmful = policy.checks.filter(countsAsHarm);
    if (harmful.length === 0)
        return [];
    const seenAfterMs = Math.min(...harmful.map((check) => judgedAfterMs(policy, check)));
    const { badRequestsMax } = policy.promise;
    return warning('switch-spends-promise', ['plan', index], `A switch moves all traffic at once, and a failure is seen after ${formatRoughly(seenAfterMs)} at the earliest:`, `with more than ${formatRate((badRequestsMax / seenAfterMs) * 1_000)} a release that fails every request breaks the promise of ${badRequestsMax} bad ones. A ramp keeps it.`);
}
function bakeWithoutHoldback({ holdback }, index) {
    if (holdback > 0)
        return [];
    return warning('bake-without-holdback', ['plan', index, 'bake', 'holdback'], 'With holdback: 0% the old version serves nothing, so the bake compares with nothing; only limits act.', '1% is enough.');
}
function bakeBeforeLabels(policy, { durationMs }, index) {
    const late = policy.checks.find(({ signal }) => signal.kind === 'labels' && signal.matureMs >= durationMs);
    if (late?.signal.kind !== 'labels')
        return [];
    return note('bake-before-labels', ['plan', index, 'bake', 'for'], `Labels of ${late.name} are final ${formatRoughly(late.signal.matureMs)} after the request, the bake takes ${formatRoughly(durationMs)}:`, 'it ends before it has seen one answer of its own.');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/noise-free-detection.ts
// How many blocks a regression needs when every block shows it exactly: the tests of the core themselves, fed with evidence without luck.

/** Per block; the answer hardly depends on them, nor on a weight below a quarter, as long as no count is a handful. */
const STABLE_REQUESTS = 95_000;
const CANDIDATE_REQUESTS = 5_000;
const BAD_RATIO = 0.01;
const noise_free_detection_BLOCKS_MAX = 500;
/** Blocks of `blockMs` until `check` is confirmed worse on a candidate whose bad (or slow) ratio is `factor` times stable's. */
function noise_free_detection_blocksUntilWorse(policy, check, factor, blockMs) {
    const alone = { ...policy, checks: [check] };
    let checks = { [check.name]: newCheckState(check, 0) };
    for (let blocks = 1; blocks <= noise_free_detection_BLOCKS_MAX; blocks += 1) {
        const block = { fromMs: (blocks - 1) * blockMs, toMs: blocks * blockMs, cells: noise_free_detection_cellsOf(factor) };
        checks = absorb(alone, checks, { [check.name]: { kind: 'blocks', blocks: [block], gaps: [] } }, []).checks;
        if ((checks[check.name]?.odds ?? 0) >= oddsNeeded(policy, check))
            return blocks;
    }
    return 'never';
}
/** One bucket bound stands for a histogram: the share of slower requests is what gets worse. */
function noise_free_detection_cellsOf(factor) {
    const cell = {
        stable: { trials: STABLE_REQUESTS, events: STABLE_REQUESTS * BAD_RATIO },
        candidate: { trials: CANDIDATE_REQUESTS, events: Math.min(CANDIDATE_REQUESTS, Math.round(CANDIDATE_REQUESTS * BAD_RATIO * factor)) },
    };
    return { all: cell, [boundCellName(0.1)]: cell };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/promise-lints.ts




function promise_lints_promiseLints(policy) {
    return [...nothingRollsBack(policy), ...budgetBelowSamples(policy), ...pagesWithoutHistory(policy)];
}
function nothingRollsBack(policy) {
    const rolling = policy.checks.filter((check) => check.then === 'rollback');
    if (rolling.length === 0) {
        return warning('nothing-rolls-back', ['checks'], 'No check has `then: rollback`: a bad release stays in traffic until a person looks,', 'and badRequests counts nothing.');
    }
    if (rolling.some(countsAsHarm))
        return [];
    return warning('harm-uncounted', ['promise', 'badRequests'], 'Slow requests are not counted as bad ones, and no other check has `then: rollback`:', 'badRequests limits nothing, and the first step may be as large as the plan allows. Add a check of errors.');
}
function budgetBelowSamples(policy) {
    const { badRequestsMax } = policy.promise;
    const { samplesMin } = policy.expert;
    if (!policy.checks.some(countsAsHarm))
        return [];
    const path = ['promise', 'badRequests'];
    if (plannedBudget(policy) <= 0 && policy.plan.some(({ kind }) => kind === 'ramp')) {
        return warning('budget-below-samples', path, `A ramp never begins with badRequests: ${badRequestsMax}: one unlucky look alone may cost more.`, 'At least 3 is needed, 100 is usual.');
    }
    if (badRequestsMax >= samplesMin)
        return [];
    return warning('budget-below-samples', path, `A check says nothing before ${samplesMin} requests (expert.samplesMin),`, `so a release that fails every request reaches ${badRequestsMax} bad ones before it can be sent back.`);
}
function pagesWithoutHistory(policy) {
    const check = policy.checks.find(({ signal, then, worseBy }) => signal.kind !== 'labels' && then === 'rollback' && worseBy.kind === 'factor');
    if (policy.metrics.kind !== 'openmetrics' || check?.worseBy.kind !== 'factor')
        return [];
    const { tickMs, lookMs, blockMs } = policy.expert;
    const shortMs = Math.max(lookMs, blockMs);
    if (tickMs <= shortMs)
        return [];
    const factor = Math.max(2, Math.ceil(check.worseBy.factor * 1.5));
    return note('pages-without-history', ['metrics'], 'Metric pages have no history, so a block is the time between two looks.', `${factor} times as many bad requests (${check.name}) take ${proven(policy, check, factor, tickMs)} to prove when every job ends after one look (mode: tick),`, `and ${proven(policy, check, factor, shortMs)} when a job stays (mode: watch or auto); longer where traffic is thin.`);
}
function proven(policy, check, factor, blockMs) {
    const blocks = blocksUntilWorse(policy, check, factor, blockMs);
    return blocks === 'never' ? 'never in practice' : `${formatRoughly(blocks * blockMs)} (${blocks} blocks of ${formatRoughly(blockMs)})`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/lint-policy.ts






function lintPolicy(policy, origins = new Map()) {
    return [...promiseLints(policy), ...checkLints(policy), ...planLints(policy)].map(({ name, level, path, text }) => {
        const found = nearestPlace(origins, path);
        return { code: LINT_KINDS[name].code, name, level, subject: formatPath(path), place: found.kind === 'place' ? found.place : found, text };
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/json-schema.ts
// The grammar as JSON Schema, so that editors complete and explain policy files while they are written.



const GENERATED_BY = 'npm run generate';
/**
 * Draft 2020-12, from the same zod schemas that decode. Nothing is required: what one file lacks may stand in `_defaults.yaml`. Rules between
 * keys (order of stages, which limit fits which check) are left to `rampart validate`.
 */
function policyJsonSchema() {
    const sections = policySections();
    const document = mapping('policy', '{target: fraud-prod}', Object.fromEntries(Object.entries(sections).map(([key, form]) => [key, optional(form)])));
    const schema = z.toJSONSchema(document, {
        io: 'input',
        target: 'draft-2020-12',
        override: ({ zodSchema, jsonSchema }) => {
            delete jsonSchema.required;
            if (isNever(jsonSchema.additionalProperties))
                jsonSchema.additionalProperties = false;
            // zod drops examples of schemas that transform; ours are examples of the input.
            const examples = z.globalRegistry.get(zodSchema)?.['examples'];
            if (Array.isArray(examples))
                jsonSchema.examples = examples;
        },
    });
    return { $comment: `Generated from packages/policy-document/src/schema by "${GENERATED_BY}". Do not edit.`, title: 'Rampart policy', ...schema };
}
/** The file's text. */
function json_schema_renderJsonSchema() {
    return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}
function isNever(schema) {
    return typeof schema === 'object' && schema !== null && 'not' in schema;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/error-table.ts
// The codes of this package as a section of docs/errors.md.


const START = '<!-- policy-document:start -->';
const END = '<!-- policy-document:end -->';
const EMPTY_PAGE = (/* unused pure expression or super */ null && (`# Errors\n\nEvery code, what it means, what to do. Codes are never reused.\n\n${START}\n${END}\n`));
/** `page` with the section of policy files written anew; other sections stay as they are. */
function error_table_renderErrorPage(page) {
    const whole = page === '' ? EMPTY_PAGE : page.includes(START) && page.includes(END) ? page : `${page.trimEnd()}\n\n${START}\n${END}\n`;
    return `${whole.slice(0, whole.indexOf(START))}${START}\n${section()}${END}${whole.slice(whole.indexOf(END) + END.length)}`;
}
function section() {
    const mistakes = Object.values(MISTAKE_KINDS).map(({ code, title, remedy }) => `| ${code} | ${title} | ${remedy} |`);
    const lints = Object.values(LINT_KINDS).map(({ code, title }) => `| ${code} | ${title} |`);
    return [
        '',
        '## RMP1xx: policy files',
        '',
        'Nothing is changed while a policy has a mistake. `rampart validate` lists all of them at once, with place and accepted form.',
        '',
        '| code | what is wrong | what to do |',
        '|---|---|---|',
        ...mistakes,
        '',
        'Remarks about policies that can be carried out and may not do what was meant. They change no exit code.',
        '',
        '| code | what it is about |',
        '|---|---|',
        ...lints,
        '',
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/generated-files.ts
// What follows from this package and is kept in the repository.


/** `present`: what a file of the repository holds now, the empty string where it does not exist. */
function generatedFiles(present) {
    return [
        { file: 'packages/policy-document/policy.schema.json', content: renderJsonSchema() },
        { file: 'docs/errors.md', content: renderErrorPage(present('docs/errors.md')) },
    ];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/index.ts
// Policy files: YAML to the expanded Policy and back, with every mistake at once, a schema for editors, and lints.






















;// CONCATENATED MODULE: ./packages/ports-from-policy/src/policy-files.ts
// Policy files as an action or the command line names them: paths and globs, all mistakes of all files at once.



async function readPolicyFiles(patterns, workspace) {
    const found = patterns.map((pattern) => ({ pattern, files: policyFilesMatching(pattern, workspace) }));
    const nothing = found.filter(({ files }) => files.length === 0).map(({ pattern }) => JSON.stringify(pattern));
    if (nothing.length > 0)
        return policy_files_unusable(`${nothing.join(', ')} matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out`);
    const files = [...new Set(found.flatMap(({ files: all }) => all))].sort();
    const readings = await Promise.all(files.map(async (file) => ({ file: (0,external_node_path_.relative)(workspace, file), reading: await loadPolicy((0,external_node_path_.relative)(process.cwd(), file)) })));
    const [mistake, ...more] = readings.flatMap(({ reading }) => (reading.kind === 'mistakes' ? reading.mistakes : []));
    if (mistake !== undefined)
        return { kind: 'mistakes', mistakes: [mistake, ...more] };
    const policies = readings.flatMap(({ file, reading }) => (reading.kind === 'policy' ? [{ file, pinned: { policy: reading.policy, digest: reading.digest }, origins: reading.origins }] : []));
    for (const { file, pinned } of policies) {
        const { file: other = file } = policies.find((known) => known.pinned.policy.target === pinned.policy.target) ?? {};
        if (other !== file)
            return policy_files_unusable(`${other} and ${file} are both about target ${pinned.policy.target}. A target has one policy`);
    }
    const [first, ...others] = policies;
    return first === undefined ? policy_files_unusable('no policy file was named. Write a path such as rampart/fraud.yaml') : { kind: 'policies', policies: [first, ...others] };
}
/** Absolute. A name that exists is taken as it is, so that a file called `[a].yaml` can be named. */
function policyFilesMatching(pattern, workspace) {
    const plain = (0,external_node_path_.resolve)(workspace, pattern);
    if (!/[*?[\]{}]/.test(pattern) || (0,external_node_fs_.existsSync)(plain))
        return [plain];
    return (0,external_node_fs_.globSync)(pattern, { cwd: workspace })
        .map((file) => (0,external_node_path_.resolve)(workspace, file))
        .filter((file) => /\.ya?ml$/.test(file) && (0,external_node_path_.basename)(file) !== DEFAULTS_FILE);
}
function policy_files_unusable(text) {
    return { kind: 'mistakes', mistakes: [{ code: 'RMP210', subject: 'policy', text: `${text}.`, frame: '', place: { kind: 'nowhere' } }] };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/open-targets.ts



/** `patterns`: policy files or globs, relative to the workspace. */
async function openTargets(patterns, surroundings) {
    const files = await readPolicyFiles(patterns, surroundings.workspace);
    if (files.kind === 'mistakes')
        return files;
    const targets = [];
    for (const { file, pinned } of files.policies) {
        const connection = connectPolicy(pinned.policy, surroundings);
        if (connection.kind === 'refused')
            return mistake('RMP211', connection.subject, connection.why);
        const breakGlass = (slot) => breakGlassCommand(pinned.policy, slot, surroundings.routerToken !== '');
        targets.push({ policyFile: file, pinned, ports: connection.ports, freezes: connection.freezes, breakGlass });
    }
    const [first, ...others] = targets;
    if (first === undefined)
        throw new TypeError('readPolicyFiles answers with at least one policy');
    return { kind: 'targets', targets: [first, ...others] };
}
/** For what is done to one target: a pattern that means several is a mistake, not the first of them. */
async function openTarget(pattern, surroundings) {
    const opened = await openTargets([pattern], surroundings);
    if (opened.kind === 'mistakes')
        return opened;
    const { targets } = opened;
    return targets.length === 1 ? { kind: 'target', target: targets[0] } : mistake('RMP210', 'policy', `${JSON.stringify(pattern)} means ${targets.map(({ policyFile }) => policyFile).join(' and ')}. Name one policy file`);
}
function mistake(code, subject, text) {
    return { kind: 'mistakes', mistakes: [{ code, subject, text: `${text}.`, frame: '', place: { kind: 'nowhere' } }] };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/ports-from-policy/src/job-places.ts
// Where a job works and who it is, from the environment that a runner or a shell gives it.




/** Does `work` with places of its own, and takes the cache away after it, however it ends. */
async function inJobPlaces(env, work) {
    const cacheDir = (0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), `rampart-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        return await work({ workspace: env['GITHUB_WORKSPACE'] || process.cwd(), cacheDir });
    }
    finally {
        // What was done counts, not a folder that cannot be removed: the system clears it some day.
        await (0,promises_.rm)(cacheDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
}
/** `ada, run 123.1` in a workflow, the login name on a command line. */
function actorOf(env) {
    const who = env['GITHUB_ACTOR'] || env['USER'] || 'unknown';
    const run = env['GITHUB_RUN_ID'] ?? '';
    return run === '' ? who : `${who}, run ${run}.${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/read-evidence.ts
// The evidence that validate-model wrote, for the step that demands it.



async function readEvidence(path, workspace) {
    let text;
    try {
        text = await readFile(resolve(workspace, path), 'utf8');
    }
    catch (error) {
        return { kind: 'refused', why: `${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}). Run validate-model before, with the same path as its input evidence` };
    }
    const decoded = decodeEvidence(text);
    if (decoded.kind === 'refused')
        return { kind: 'refused', why: `${path} is not evidence of validate-model: ${decoded.mistakes.map(({ place, message }) => `${place} ${message}`.trim()).join('; ')}` };
    const { digest, passed } = decoded.value;
    return { kind: 'evidence', evidence: { kind: 'evidence', digest, passed } };
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/ports-from-policy/src/system-clock.ts
// The machine's clock, behind the port.

const systemClock = {
    nowMs: () => Date.now(),
    sleep: async (durationMs, signal) => {
        try {
            await (0,external_node_timers_promises_.setTimeout)(durationMs, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            // Woken early: the port says that this is no error.
            if (signal?.aborted !== true)
                throw error;
        }
    },
};

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/index.ts
// The one place where the words of a policy become adapters. Actions and the command line bind their ports here.








;// CONCATENATED MODULE: ./actions/promote/src/present.ts

function present(outcome, scene) {
    const { target } = scene.policy;
    switch (outcome.kind) {
        case 'promoted': {
            const { candidate, stable } = rollout_context_contextOf(outcome.state);
            const said = `${target}: ${candidate} has ${String(outcome.weight / 10_000)} % of the traffic; ${stable} stays warm while it bakes.`;
            return result(outcome, scene, { name: 'promoted', said, next: 'canary-step watches the bake.', exitCode: 0 });
        }
        case 'held': {
            const human = outcome.needs === 'human';
            return result(outcome, scene, { name: 'held', said: `${target}: not promoted yet: ${outcome.why}`.replace(/\.?$/, '.'), next: human ? 'A person looks at it; then run this job again.' : 'Run this job again.', exitCode: human ? 1 : 0 });
        }
        case 'lost-race':
            return result(outcome, scene, { name: 'lost-race', said: `${target}: another job wrote to the ledger at the same time; nothing was applied twice.`, next: 'Run this job again if the candidate is not promoted.', exitCode: 0 });
        case 'refused':
            return result(outcome, scene, { name: 'refused', said: `${target}: ${outcome.why}.`, next: 'Nothing was changed.', exitCode: 2 });
        case 'no-ledger': {
            // One that is away, or changed under our hands, comes back; damaged, denied or gone it waits for a person.
            const passes = outcome.error.code === 'unavailable' || outcome.error.code === 'conflict';
            return result(outcome, scene, { name: passes ? 'held' : 'refused', said: `${target}: the ledger cannot be used, so nothing was raised. ${outcome.error.message}`, next: passes ? 'Run this job again when it can be reached.' : 'Repair it and run this job again.', exitCode: passes ? 0 : 2 });
        }
    }
}
function result(outcome, scene, { name, said: text, next, exitCode }) {
    // Versions come from the router, reasons from adapters: they stay on the line.
    const said = clean_line_cleanLine(text, 4000);
    const state = outcome.kind === 'promoted' || outcome.kind === 'held' ? outcome.state : undefined;
    const rollout = state?.rollout;
    const report = state === undefined ? `${escapeMarkdown(said)}\n` : renderSummary({ state, decision: { kind: 'none' }, history: scene.history, nowMs: scene.nowMs, breakGlass: scene.breakGlass(state.stable.slot), notes: name === 'promoted' ? [] : [said] });
    const level = exitCode === 0 ? 'warning' : 'error';
    return {
        exitCode,
        outputs: {
            outcome: name,
            sentence: said,
            weight: rollout?.kind === 'live' ? String(rollout.weight / 10_000) : '',
            rolloutId: rollout?.kind === 'live' ? rollout.id : '',
            report,
        },
        summary: report,
        annotations: name === 'promoted' || name === 'lost-race' ? [] : [{ level, title: scene.policy.target, message: said, place: { kind: 'nowhere' } }],
        closing: { decided: name, why: said, next },
    };
}

;// CONCATENATED MODULE: ./actions/promote/src/run.ts
// Promotion, as data. The engine does the work; this is the seam that the CLI and the simulator share.

function run(request, ports) {
    return promote(ports, request);
}

;// CONCATENATED MODULE: ./actions/promote/src/connect.ts
// Binds promotion to the real world: the policy of the checkout and its adapters.




function connect(inputs, context) {
    return inJobPlaces(context.env, (places) => connect_raise(inputs, context, places));
}
async function connect_raise(inputs, { env, signal }, places) {
    const opened = await openTarget(inputs.policy, { ...places, ledger: inputs.ledger, registry: inputs.registry, token: (0,src/* given */.gI)(inputs.token), routerToken: (0,src/* given */.gI)(inputs.routerToken), env, clock: systemClock, signal });
    if (opened.kind === 'mistakes')
        throw new src/* ActionError */.lZ(opened.mistakes);
    const { pinned, ports, breakGlass } = opened.target;
    const { policy } = pinned;
    const outcome = await run({ target: policy.target, actor: actorOf(env), rolloutId: (0,src/* given */.gI)(inputs.rolloutId) }, ports);
    const history = await ports.ledger.history(policy.target);
    return present(outcome, { policy, history: history.kind === 'ok' ? history.value : [], nowMs: systemClock.nowMs(), breakGlass });
}


/***/ })

};
