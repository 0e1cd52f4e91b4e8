export const id = 393;
export const ids = [393];
export const modules = {

/***/ 6393:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/action-kit/src/index.ts + 1 modules
var src = __webpack_require__(5127);
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
const GIT_IDENTITY = (/* unused pure expression or super */ null && (`${IDENTITY_NAME} <${IDENTITY_EMAIL}>`));
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

function failure_gitFailure(facts) {
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
        return failure_gitFailure({ reason: 'aborted', verb, detail: 'it was cancelled before it started' });
    let child;
    try {
        // A session of its own: no terminal to ask for passwords on, and one signal reaches git's own children too.
        child = (0,external_node_child_process_.spawn)('git', command.args, { env, shell: false, detached: true, stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
    }
    catch (cause) {
        return failure_gitFailure({ reason: 'not-started', verb, detail: cause instanceof Error ? cause.message : 'it could not be started' });
    }
    const end = await watch(child, command, timeoutMs);
    const stderr = redact(end.stderr.toString('utf8'), command.secrets ?? []).trim();
    switch (end.kind) {
        case 'spawn-error': {
            const missingGit = end.error.code === 'ENOENT' && (cwd === undefined || (0,external_node_fs_.existsSync)(cwd));
            if (missingGit)
                return failure_gitFailure({ reason: 'git-missing', verb, detail: 'there is no `git` on the PATH: install git 2.31 or newer' });
            if (end.error.code === 'ENOENT')
                return failure_gitFailure({ reason: 'not-started', verb, detail: `there is no folder ${cwd ?? ''}`, trouble: 'missing' });
            return failure_gitFailure({ reason: 'not-started', verb, detail: end.error.message });
        }
        case 'stopped':
            return failure_gitFailure({ reason: end.why, verb, detail: describeStop(end.why, timeoutMs), stderr });
        case 'exit':
            if (end.code === 0)
                return { kind: 'ok', stdout: end.stdout, stderr };
            return failure_gitFailure({ reason: 'exit', verb, detail: describeExit(end.code, end.signal, stderr), stderr, code: end.code ?? -1 });
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
    const isFolder = isAbsolute(text) || text.startsWith('./') || text.startsWith('../');
    if (isFolder && !hasControlCharacter(text))
        return { kind: 'location', location: { kind: 'repository', path: resolve(workspace, text) } };
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
const DEPTHS = { tips: ['--depth=1'], recent: ['--depth=40'], new: [], all: ['--depth=2147483647'] };
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
    return failure_gitFailure({ reason: 'not-usable', verb: '', detail, trouble });
}

;// CONCATENATED MODULE: ./packages/git-process/src/repository.ts
// One repository to work on, wherever it is. A folder is worked on directly. A remote is worked on through a private bare
// repository: refs are fetched into it under their own names, and pushed one at a time on condition of their old value.






async function repository_openGitRepository(options) {
    const { location } = options;
    const token = options.token === undefined ? {} : { token: options.token };
    switch (location.kind) {
        case 'repository':
            return openFolder(options, (0,external_node_path_.resolve)(location.path));
        case 'remote': {
            const access = remoteAccess({ url: location.url, ...token });
            if (access.kind === 'refused')
                return failure_gitFailure({ reason: 'not-usable', verb: '', detail: access.why });
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
        return failure_gitFailure({ reason: 'not-usable', verb: '', detail: `there is no folder ${path}: make the repository with \`git init --bare ${path}\``, trouble: 'missing' });
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
        moveRefs: async (moves) => asDone(await run(['update-ref', '--no-deref', '-m', 'rampart', '--stdin'], { stdin: inOneTransaction(moves) })),
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
        return failure_gitFailure({ reason: 'not-usable', verb: '', detail: `cannot make a folder in ${options.cacheDir}: ${why}` });
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
        moveRef: (move) => inTurn(() => pushRefs(run, [move])),
        moveRefs: (moves) => inTurn(() => pushRefs(run, moves)),
    };
}
/** What was pushed is noted here too, so that the next fetch has nothing to do; if the note fails it fetches. */
async function pushRefs(run, moves) {
    const leases = moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from}`);
    // A remote that cannot move several refs as one says so; a single ref needs no such promise.
    const atomic = moves.length > 1 ? ['--atomic'] : [];
    const pushed = await run([...repository_PUSH, ...atomic, ...leases, '--end-of-options', REMOTE, ...moves.map(({ ref, to }) => `${to}:${ref}`)]);
    if (pushed.kind === 'failed')
        return pushed;
    for (const { ref, to } of moves)
        await run(['update-ref', '--no-deref', '--end-of-options', ref, to]);
    return { kind: 'ok' };
}
/** An empty old value would mean "any": what must not exist yet has the value of all zeros. */
function inOneTransaction(moves) {
    return ['start', ...moves.map(({ ref, from, to }) => `update ${ref} ${to} ${from === '' ? '0'.repeat(to.length) : from}`), 'prepare', 'commit', ''].join('\n');
}
const repository_PUSH = ['push', '--quiet', '--no-verify', '--no-follow-tags', '--no-recurse-submodules', '--no-signed'];
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
        return failure_gitFailure({ reason: 'not-usable', verb: 'cat-file', detail: 'its output cannot be read', trouble: 'malformed' });
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










// EXTERNAL MODULE: ./packages/policy-document/src/index.ts + 102 modules
var policy_document_src = __webpack_require__(9108);
// EXTERNAL MODULE: ./simulator/src/claims/claims-of.ts
var claims_of = __webpack_require__(6855);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./simulator/src/scenario/families/index.ts + 6 modules
var families = __webpack_require__(6909);
;// CONCATENATED MODULE: ./simulator/src/claims/series.ts
// The runs that claims are judged by, in series: one per family, kind of candidate, and, where a kind is many, per candidate. Claims share series.

const WHOLE = { name: '', first: 0, every: 1 };
/** Each of the worst has to keep the promise by itself: a mixture would hide the one that does not. */
function series_strataOf(candidate) {
    return candidate === 'worst' ? families/* WORST */.g5.map((name, first) => ({ name, first, every: families/* WORST */.g5.length })) : [WHOLE];
}
/** The series that a claim is judged by; none where no run can say anything. */
function seriesOf({ family, candidate, cannotBeJudged }) {
    return cannotBeJudged === '' ? series_strataOf(candidate).map((stratum) => ({ family, candidate, stratum })) : [];
}
/** Without repetition, in the order of the claims. */
function allSeries(claims) {
    const byKey = new Map(claims.flatMap(seriesOf).map((series) => [seriesKey(series), series]));
    return [...byKey.values()];
}
/** `own-traffic worst: 3x`. */
function seriesKey(series) {
    return `${series.family} ${candidateText(series)}`;
}
/** `worst: 3x`, `equal`, `worse:errors=2x`. */
function candidateText({ candidate, stratum }) {
    return stratum.name === '' ? candidate : `${candidate}: ${stratum.name}`;
}

;// CONCATENATED MODULE: ./simulator/src/claims/check-result.ts
// The result of a check as bytes: the same for the same policy, seed, families, budget and code, whoever computed the runs and however often.



/** Over the rows that verdicts were made of, series by series. */
function hashOfRows(heard) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const { series, rows } of heard) {
        hash.update(`${seriesKey(series)} ${rows.length}\n`, 'utf8');
        for (const row of rows)
            hash.update(`${(0,policy_document_src/* canonicalJson */.dj)(row)}\n`, 'utf8');
    }
    return `sha256:${hash.digest('hex')}`;
}
/** What `rampart check --json` prints. Every key in its place, so that equal results are equal bytes. */
function checkJson({ policy, seed, codeHash, resultHash, claims }) {
    const document = {
        policy: { file: policy.file, target: policy.target, digest: policy.digest },
        seed,
        codeHash,
        resultHash,
        claims: claims.map(claimDocument),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}
function claimDocument({ name, family, bound, candidate, observed, confidence, runs, verdict }) {
    return { name, family, bound, candidate, observed: { broken: observed.broken, ratio: observed.ratio, bound: observed.bound }, confidence, runs, verdict };
}
/** 0: all promises hold. 1: one is broken. 3: something is open, which is no pass. */
function exitCodeOf(claims) {
    if (claims.some(({ verdict }) => verdict === 'refuted'))
        return 1;
    return claims.length > 0 && claims.every(({ verdict }) => verdict === 'proved') ? 0 : 3;
}
/** Six decimals: finer than any number of runs can tell. */
function rounded(ratio) {
    return Math.round(ratio * 1e6) / 1e6;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/index.ts + 48 modules
var statistics = __webpack_require__(775);
;// CONCATENATED MODULE: ./simulator/src/claims/clopper-pearson.ts
// Exact one-sided bounds of a rate from a number of runs that was fixed beforehand (Clopper & Pearson 1934, Biometrika 26:404). Not for a number that
// depends on what was seen: checking it again and again and stopping at the first pass certifies a rate at the bound in 7 of 100 checks, not in 1.

const NOTHING_SEEN = { runs: 0, broken: 0 };
/** Whether so few broken runs contradict `rate`, and every higher one, at level alpha: P(at most `broken` | rate) <= alpha. */
function areTooFewFor(rate, { runs, broken }, alpha) {
    return broken < runs && (0,statistics/* logIncompleteBeta */.hN)({ a: broken + 1, b: runs - broken, x: rate }).logUpper <= (0,statistics/* log */.Rm)(alpha);
}
/** Whether so many broken runs contradict `rate`, and every lower one, at level alpha: P(at least `broken` | rate) <= alpha. */
function areTooManyFor(rate, { runs, broken }, alpha) {
    return broken > 0 && (0,statistics/* logIncompleteBeta */.hN)({ a: broken, b: runs - broken + 1, x: rate }).logLower <= (0,statistics/* log */.Rm)(alpha);
}
/** The smallest rate that so few broken runs contradict; 1 where every run broke. */
function clopper_pearson_exactUpperBound(seen, alpha) {
    return seen.broken >= seen.runs ? 1 : crossing((rate) => areTooFewFor(rate, seen, alpha));
}
/** The largest rate that so many broken runs contradict; 0 where none broke. */
function clopper_pearson_exactLowerBound(seen, alpha) {
    return seen.broken <= 0 ? 0 : crossing((rate) => !areTooManyFor(rate, seen, alpha));
}
const STEPS = 60;
/** Where a condition that begins to hold between 0 and 1, and then goes on to hold, begins to; by bisection. */
function crossing(holds) {
    let [below, above] = [0, 1];
    for (let step = 0; step < STEPS; step += 1) {
        const middle = (below + above) / 2;
        if (holds(middle))
            above = middle;
        else
            below = middle;
    }
    return above;
}

;// CONCATENATED MODULE: ./simulator/src/claims/mixture-test.ts
// Is the rate of broken runs above or below a bound, when one stops as soon as it is clear? Likelihood ratios against the bound, averaged over ten rates
// on either side of it. Each average is a martingale if the bound is the truth, so that it ever reaches 1/alpha with probability at most alpha, however
// often one looks (Ville 1939). docs/simulation.md, "What a verdict may claim".


/** Odds of the rates that are averaged over, as multiples of the odds of the bound. Low ones are many: most promises that hold are hardly ever broken. */
const BELOW = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8];
const ABOVE = [1.5, 2.25, 3.4, 5, 7.6, 11.4, 17, 26, 38, 58];
/** `bound` in (0, 1). */
function mixtureTest(bound) {
    const below = BELOW.map((multiple) => ratiosOf(multiple, bound));
    const above = ABOVE.map((multiple) => ratiosOf(multiple, bound));
    return { logForBelow: (seen) => logMean(below, seen), logForAbove: (seen) => logMean(above, seen) };
}
/**
 * The smallest bound that would be certified at level alpha. As a confidence sequence it holds at any stopping time: the ratio grows with the bound,
 * so a bound below the true rate is only certified where the true rate is.
 */
function sequentialUpperBound(seen, alpha) {
    return seen.broken >= seen.runs ? 1 : crossing((bound) => mixtureTest(bound).logForBelow(seen) >= -(0,statistics/* log */.Rm)(alpha));
}
/** The largest bound that would be refuted at level alpha, likewise. */
function sequentialLowerBound(seen, alpha) {
    return seen.broken <= 0 ? 0 : crossing((bound) => mixtureTest(bound).logForAbove(seen) < -(0,statistics/* log */.Rm)(alpha));
}
function ratiosOf(multiple, bound) {
    // With odds o of the bound: rate = m o / (1 + m o), so that rate / bound = m (1 + o) / (1 + m o).
    const odds = bound / (1 - bound);
    const kept = (0,statistics/* log */.Rm)((1 + odds) / (1 + multiple * odds));
    return { broken: (0,statistics/* log */.Rm)(multiple) + kept, kept };
}
function logMean(rates, { runs, broken }) {
    return (0,statistics/* logSumExp */.VZ)(rates.map((rate) => broken * rate.broken + (runs - broken) * rate.kept)) - (0,statistics/* log */.Rm)(rates.length);
}

;// CONCATENATED MODULE: ./simulator/src/claims/stopping-rule.ts
// When is enough known to call a promise kept or broken? After a number of runs fixed beforehand, by exact bounds; or as soon as it is clear, by the mixture
// test. Verdicts depend on counts in run order alone: not on batches, not on workers, never on the clock.



function stoppingRule(kind, bounds, levels) {
    return kind === 'at-most' ? earlyRule(bounds, levels) : fixedRule(bounds, levels);
}
function earlyRule({ provedAtMost, refutedAbove }, { prove, refute }) {
    const proves = mixtureTest(provedAtMost);
    const refutes = mixtureTest(refutedAbove);
    const [proveAt, refuteAt] = [-(0,statistics/* log */.Rm)(prove), -(0,statistics/* log */.Rm)(refute)];
    return {
        verdictAt: (seen) => {
            if (seen.runs === 0)
                return 'inconclusive';
            if (proves.logForBelow(seen) >= proveAt)
                return 'proved';
            return refutes.logForAbove(seen) >= refuteAt ? 'refuted' : 'inconclusive';
        },
        staysOpen: (seen) => seen.runs > 0 && proves.logForAbove(seen) >= refuteAt && refutes.logForBelow(seen) >= proveAt,
        upperBound: (seen) => sequentialUpperBound(seen, prove),
        lowerBound: (seen) => sequentialLowerBound(seen, refute),
    };
}
function fixedRule({ provedAtMost, refutedAbove }, { prove, refute }) {
    return {
        verdictAt: (seen, isLast) => {
            if (!isLast || seen.runs === 0)
                return 'inconclusive';
            if (areTooFewFor(provedAtMost, seen, prove))
                return 'proved';
            return areTooManyFor(refutedAbove, seen, refute) ? 'refuted' : 'inconclusive';
        },
        staysOpen: () => false,
        upperBound: (seen) => clopper_pearson_exactUpperBound(seen, prove),
        lowerBound: (seen) => clopper_pearson_exactLowerBound(seen, refute),
    };
}

;// CONCATENATED MODULE: ./simulator/src/claims/judge.ts



/** The chance that any claim of a check is called proved although it is broken, at most; and the same the other way round. */
const CHECK_ALPHA = 0.01;
const BEGUN = { seen: NOTHING_SEEN, looked: 0, verdict: 'inconclusive', isOver: false };
/** A claim about releases that do not occur is given up after so many runs without one. */
const NONE_SPOKEN_OF_RUNS = 300;
/** How often a promise that stays open is broken is told to a few percent. */
const OPEN_RUNS_MIN = 500;
/** One court per claim. The error probability is split evenly over the claims of the check (Bonferroni). */
function courtsOf(claims, budget) {
    return claims.map((claim) => ({ claim, budget, rule: stoppingRule(budget.kind, { provedAtMost: claim.boundRatio, refutedAbove: claim.refutedAboveRatio }, levelsOf(claim, claims.length)) }));
}
/** To prove a claim each of its series is proved, at the full level; to refute it one is enough, so that the level is split once more. */
function levelsOf(claim, claims) {
    const level = CHECK_ALPHA / claims;
    return { prove: level, refute: level / Math.max(1, seriesOf(claim).length) };
}
/** Goes on from `judging` with the rows of the series that were not looked at yet; `rows` are all of them so far, in run order. */
function judge_judge({ claim, rule, budget }, judging, rows) {
    let { seen, looked, verdict, isOver } = judging;
    while (!isOver && looked < Math.min(rows.length, budget.runs)) {
        const row = rows[looked];
        looked += 1;
        if (row !== undefined && claim.isAbout(row))
            seen = { runs: seen.runs + 1, broken: seen.broken + (claim.isBroken(row) ? 1 : 0) };
        const isLast = looked === budget.runs;
        verdict = rule.verdictAt(seen, isLast);
        isOver = isLast || verdict !== 'inconclusive' || (looked >= OPEN_RUNS_MIN && rule.staysOpen(seen)) || (budget.kind === 'at-most' && seen.runs === 0 && looked >= NONE_SPOKEN_OF_RUNS);
    }
    return { seen, looked, verdict, isOver };
}
/** All series proved: proved. One refuted: refuted. */
function verdictOver(judged) {
    if (judged.some(({ verdict }) => verdict === 'refuted'))
        return 'refuted';
    return judged.length > 0 && judged.every(({ verdict }) => verdict === 'proved') ? 'proved' : 'inconclusive';
}
const RANK = { refuted: 0, inconclusive: 1, proved: 2 };
/** The series that looks worst: by verdict, then by the bound of its rate, then by the order of the series. */
function worstOf(judged, rule) {
    const ranked = judged.map((one) => ({ one, rank: RANK[one.verdict], bound: rule.upperBound(one.seen) }));
    return ranked.toSorted((a, b) => a.rank - b.rank || b.bound - a.bound)[0]?.one;
}

;// CONCATENATED MODULE: ./simulator/src/claims/hearing.ts


/** Runs are asked for in so many at a time; what is run beyond the end of a series is thrown away. */
const BATCH_RUNS = 128;
async function hear(courts, { pool, taskOf, budget, onProgress, isWanted = () => true }) {
    const all = allSeries(courts.map(({ claim }) => claim)).filter(isWanted);
    const left = new Map(all.map((series) => [series, budget.runs]));
    let done = 0;
    const tell = () => {
        onProgress({ done, total: done + [...left.values()].reduce((sum, runs) => sum + runs, 0) });
    };
    return await Promise.all(all.map(async (series) => {
        let rows = [];
        let heard = hearRows(courts, series, rows);
        while (!isOver(heard)) {
            const next = await pool.run(taskOf(series), rows.length, Math.min(budget.runs, rows.length + BATCH_RUNS));
            rows = [...rows, ...next];
            heard = hearRows(courts, series, rows, heard.judgings);
            done += next.length;
            left.set(series, isOver(heard) ? 0 : budget.runs - rows.length);
            tell();
        }
        return heard;
    }));
}
/** What rows say that are there already: all of them at once, or going on from what was heard before. */
function hearRows(courts, series, rows, before = new Map()) {
    const key = seriesKey(series);
    const concerned = courts.flatMap((court, index) => (seriesOf(court.claim).some((one) => seriesKey(one) === key) ? [{ court, index }] : []));
    const judgings = new Map(concerned.map(({ court, index }) => [index, judge_judge(court, before.get(index) ?? BEGUN, rows)]));
    return { series, rows: rows.slice(0, Math.max(0, ...[...judgings.values()].map(({ looked }) => looked))), judgings };
}
function isOver({ judgings }) {
    return [...judgings.values()].every((judging) => judging.isOver);
}
/** The series that a claim is judged by, with how it stands in each. */
function judgedBy(claim, heard) {
    return heard.flatMap(({ series, rows, judgings }) => {
        const judging = judgings.get(claim);
        return judging === undefined ? [] : [{ series, ...judging, rows: rows.slice(0, judging.looked) }];
    });
}

;// CONCATENATED MODULE: ./simulator/src/claims/quantile-bound.ts
/**
 * The smallest seen value that surely at most the share of the rule's bound exceeds: `rule` proves "above it in at most 1 of 100 releases".
 * What it proves of all values at once it may say of the one that was chosen afterwards: whenever a value under the true quantile is proved,
 * the quantile itself is. Values in any order; finite.
 */
function quantileBound(values, rule) {
    const sorted = Float64Array.from(values).sort();
    const proves = (above) => rule.verdictAt({ runs: sorted.length, broken: above }, true) === 'proved';
    if (sorted.length === 0 || !proves(0))
        return { kind: 'too-few-runs' };
    // The most values that may lie above, by bisection: what is proved with some is proved with fewer.
    let [most, tooMany] = [0, sorted.length];
    while (tooMany - most > 1) {
        const middle = Math.floor((most + tooMany) / 2);
        if (proves(middle))
            most = middle;
        else
            tooMany = middle;
    }
    return { kind: 'bound', value: sorted[sorted.length - 1 - most] ?? 0 };
}
/** The order statistic at or above share `q` of the values, `never` counting as later than all; `never` where there is no value. */
function quantile_bound_seenQuantile(times, q) {
    const sorted = Float64Array.from(times, (time) => (time === 'never' ? Number.POSITIVE_INFINITY : time)).sort();
    const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
    return value === undefined || value === Number.POSITIVE_INFINITY ? 'never' : value;
}

;// CONCATENATED MODULE: ./simulator/src/claims/figures.ts








function claimResult(courts, index, heard) {
    const court = courtAt(courts, index);
    const judged = judgedBy(index, heard);
    const verdict = verdictOver(judged);
    const worst = worstOf(judged, court.rule);
    const seen = worst?.seen ?? NOTHING_SEEN;
    const bound = verdict === 'refuted' ? court.rule.lowerBound(seen) : court.rule.upperBound(seen);
    return {
        name: court.claim.name,
        family: court.claim.family,
        bound: court.claim.boundRatio,
        candidate: worst === undefined ? court.claim.candidate : candidateText(worst.series),
        observed: { broken: seen.broken, ratio: rounded(seen.runs === 0 ? 0 : seen.broken / seen.runs), bound: rounded(bound) },
        confidence: rounded(1 - CHECK_ALPHA / courts.length),
        runs: seen.runs,
        verdict,
    };
}
function claimFigures(courts, index, heard) {
    const court = courtAt(courts, index);
    const { claim } = court;
    const result = claimResult(courts, index, heard);
    const judged = judgedBy(index, heard);
    const byCandidate = judged.map(({ series, seen, verdict, rows }) => ({
        candidate: candidateText(series),
        runs: seen.runs,
        broken: seen.broken,
        verdict,
        upperBound: rounded(court.rule.upperBound(seen)),
        excessIn99: quantileBound(rows.map((row) => (claim.name === 'badRequests' ? claim.severity(row) : row.excessInTrial)), inNinetyNineOfHundred(court, courts.length)),
    }));
    const rows = judged.flatMap((one) => one.rows.filter(claim.isAbout));
    const times = rows.map((row) => (claim.candidate === 'equal' ? row.decidedAtMs : (0,claims_of/* caughtAtMs */.Q7)(row)));
    return {
        ...result,
        promised: claim.promised,
        path: claim.path,
        why: whyOpen(claim, result),
        byCandidate,
        excessIn99: largest(byCandidate.map(({ excessIn99 }) => excessIn99)),
        times: { median: quantile_bound_seenQuantile(times, 0.5), p95: quantile_bound_seenQuantile(times, 0.95) },
        askedRatio: rows.length === 0 ? 0 : rounded(rows.filter(({ askedAtMs }) => askedAtMs !== 'never').length / rows.length),
    };
}
function courtAt(courts, index) {
    const court = courts[index];
    if (court === undefined)
        throw new RangeError(`there is no claim ${index}`);
    return court;
}
function inNinetyNineOfHundred({ budget }, claims) {
    const level = CHECK_ALPHA / claims;
    return stoppingRule(budget.kind, { provedAtMost: 0.01, refutedAbove: 0.01 }, { prove: level, refute: level });
}
/** Known only where it is known of every candidate. */
function largest(bounds) {
    const values = bounds.flatMap((bound) => (bound.kind === 'bound' ? [bound.value] : []));
    return values.length === 0 || values.length < bounds.length ? { kind: 'too-few-runs' } : { kind: 'bound', value: Math.max(...values) };
}
function whyOpen({ name, cannotBeJudged, boundRatio }, { verdict, runs, observed }) {
    if (verdict !== 'inconclusive')
        return '';
    if (cannotBeJudged !== '')
        return cannotBeJudged;
    if (runs === 0)
        return name === 'afterPromotion' ? 'no simulated release was promoted, so nothing was seen of the time after it' : 'no simulated release is one that it speaks of';
    if (observed.ratio <= boundRatio)
        return `it holds as far as ${runs} runs can tell, which are too few to be sure`;
    return name === 'decideWithin' ? 'the other good releases would ask a person' : 'too close to the bound to tell with so many runs';
}

;// CONCATENATED MODULE: ./simulator/src/claims/changes/change.ts
/** What a change costs, the cheapest first. */
const COSTS = [
    /** Changes how things are counted; nothing is promised less. */
    'counting',
    /** Asks for less: larger trouble, or more time to find it. */
    'less',
    /** A release takes longer. */
    'time',
    /** More bad requests, or more good releases sent back, are allowed. */
    'harm',
];

;// CONCATENATED MODULE: ./simulator/src/claims/changes/check-edits.ts

/** Fewer requests say little about a rate of a few percent. */
const SAMPLES_USUAL = 20;
const MARGINS = [1.5, 2, 3, 5];
/** What was declared independent and is not: retries, bursts, users who stay. */
function independentChecks(policy) {
    return policy.checks.filter(({ independent }) => independent).map((check) => ({
        policy: withCheck(policy, check.name, { independent: false }),
        path: ['checks', check.name, 'independent'],
        from: 'true',
        to: 'false',
        cost: 'counting',
        size: 1,
        why: `failures of ${check.name} come together, so that a burst of them counts as one surprise`,
    }));
}
function usersUnderSticky(policy) {
    if (!policy.plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user'))
        return [];
    return policy.checks.flatMap((check) => {
        if (check.signal.kind !== 'share' || check.signal.unit === 'users')
            return [];
        return [
            {
                policy: withCheck(policy, check.name, { signal: { ...check.signal, unit: 'users' } }),
                path: ['checks', check.name, 'count'],
                from: 'requests',
                to: 'users',
                cost: 'counting',
                size: 1,
                why: 'users stay on one version, so that one of them who fails a lot looks like many; count users, with a counter that counts each once (docs/policies/users.md)',
            },
        ];
    });
}
function higherMinimum(policy) {
    return minimums(policy, [SAMPLES_USUAL, 5 * SAMPLES_USUAL].filter((samples) => samples > policy.expert.samplesMin), 'wait for more requests before a limit acts: one failure of few is no rate');
}
function lowerMinimum(policy) {
    const { samplesMin } = policy.expert;
    const lower = [samplesMin > SAMPLES_USUAL ? SAMPLES_USUAL : samplesMin / 2].map(Math.floor).filter((samples) => samples >= 5 && samples < samplesMin);
    return minimums(policy, lower, 'wait for fewer requests: at this traffic the minimum itself takes too long');
}
function minimums(policy, samples, why) {
    const { samplesMin } = policy.expert;
    return samples.map((wanted) => ({
        policy: { ...policy, expert: { ...policy.expert, samplesMin: wanted } },
        path: ['expert', 'samplesMin'],
        from: String(samplesMin),
        to: String(wanted),
        cost: 'counting',
        size: Math.max(wanted / samplesMin, samplesMin / wanted),
        why,
    }));
}
/** Of every check that can send a release back, one ladder: the check with the smallest margin first is what noise trips. */
function largerMargins(policy) {
    return policy.checks.flatMap(({ name, worseBy, then, sides }) => {
        if (then !== 'rollback' || worseBy.kind !== 'factor')
            return [];
        const caught = policy.promise.catches.find(({ check }) => check === name)?.effect;
        // What is promised to be caught cannot be within the margin.
        const below = caught?.kind === 'factor' ? caught.factor : Number.POSITIVE_INFINITY;
        return MARGINS.filter((factor) => factor > worseBy.factor && factor < below).map((factor) => ({
            policy: withCheck(policy, name, { worseBy: { kind: 'factor', factor } }),
            path: ['checks', name, sides === 'both' ? 'differsBy' : 'worseBy'],
            from: (0,policy_document_src/* formatMargin */.wj)(worseBy),
            to: (0,policy_document_src/* formatMargin */.wj)({ kind: 'factor', factor }),
            cost: 'less',
            size: factor / worseBy.factor,
            why: `allow ${name} to be ${(0,policy_document_src/* formatMargin */.wj)({ kind: 'factor', factor })} of stable's: two equal deployments differ by themselves`,
        }));
    });
}
/** A limit that stable itself touches sends back good releases. */
function ignoredLimits(policy) {
    return policy.checks.flatMap(({ name, limit, then, worseBy }) => {
        // Without limit and margin nothing would be left of the check.
        if (limit.kind === 'none' || then !== 'rollback' || worseBy.kind === 'none')
            return [];
        return [
            {
                policy: withCheck(policy, name, { limit: { kind: 'none' } }),
                path: ['checks', name, 'limit'],
                from: limitText(limit),
                to: 'none',
                cost: 'less',
                size: 10,
                why: `stable is close to the limit of ${name}; the comparison with stable stays`,
            },
        ];
    });
}
/** For reading beside the change. */
function limitText(limit) {
    switch (limit.kind) {
        case 'share':
            return `${Number((limit.ratioMax * 100).toPrecision(6))}%`;
        case 'time':
            return `{p${Number((limit.quantile * 100).toPrecision(6))}: ${limit.msMax}ms}`;
        case 'level':
            return `{level: ${limit.max}}`;
    }
}
function withCheck(policy, name, parts) {
    return { ...policy, checks: policy.checks.map((check) => (check.name === name ? { ...check, ...parts } : check)) };
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var rollout_policy_src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./simulator/src/claims/changes/steps.ts
// Figures that a person would write into a policy, as steps of a ladder.
const steps_MINUTE = 60_000;
const steps_HOUR = 60 * steps_MINUTE;
const steps_DAY = 24 * steps_HOUR;
const DURATIONS = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * steps_MINUTE).concat([1, 2, 3, 6, 12].map((hours) => hours * steps_HOUR), [1, 2, 3, 5, 7, 10, 14, 21, 28, 45, 60].map((days) => days * steps_DAY));
const STEPS_MAX = 5;
/** The next longer durations. */
function longerThan(durationMs) {
    return DURATIONS.filter((one) => one > durationMs).slice(0, STEPS_MAX);
}
/** 1, 2, 3, 5 times powers of ten: the next larger ones, from `leastWanted` on. */
function countsAbove(count, leastWanted) {
    const counts = [];
    for (let power = 1; power <= 1_000_000_000; power *= 10)
        counts.push(power, 2 * power, 3 * power, 5 * power);
    return counts.filter((one) => one > count && one >= leastWanted).slice(0, STEPS_MAX);
}

;// CONCATENATED MODULE: ./simulator/src/claims/changes/plan-edits.ts
// Edits of the plan: looking before the first user, exposing no more than the promise bears, looking after the promotion.



const plan_edits_DAY = 86_400_000;
const BAKE_HOLDBACK = (0,rollout_policy_src/* ppm */.Sg)(10_000);
/** Copies of all requests before the first user: nobody is harmed, and both versions see the same. */
function shadows(policy) {
    const index = policy.plan.findIndex(({ kind }) => kind === 'ramp' || kind === 'switch' || kind === 'split');
    if (index < 0 || policy.plan.some(({ kind }) => kind === 'shadow'))
        return [];
    return [plan_edits_DAY / 4, plan_edits_DAY, 2 * plan_edits_DAY, 4 * plan_edits_DAY].filter((durationMs) => durationMs < policy.promise.decideWithinMs).map((durationMs) => ({
        policy: { ...policy, plan: policy.plan.toSpliced(index, 0, { kind: 'shadow', durationMs, share: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh) }) },
        path: ['plan', index],
        from: '',
        to: `shadow: {for: ${(0,policy_document_src/* formatDuration */.a3)(durationMs)}, share: 100%}`,
        cost: 'time',
        size: durationMs / plan_edits_DAY,
        why: `${(0,policy_document_src/* formatDuration */.a3)(durationMs)} of copied requests before the first user: what is seen there harms nobody. The router has to copy requests`,
    }));
}
/** Weights that follow from the promise instead of written ones. */
function promisedRamp(policy) {
    return policy.plan.flatMap((stage, index) => {
        const isFixed = stage.kind === 'switch' || (stage.kind === 'ramp' && stage.steps.kind === 'ladder');
        if (!isFixed)
            return [];
        const ramp = { kind: 'ramp', steps: { kind: 'promise' }, weightMax: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2), sticky: stage.kind === 'ramp' ? stage.sticky : 'none' };
        return [
            {
                policy: { ...policy, plan: policy.plan.with(index, ramp) },
                path: ['plan', index],
                from: stageText(stage),
                to: ramp.sticky === 'user' ? 'ramp: {sticky: user}' : 'ramp',
                cost: 'time',
                size: 1,
                why: 'let the weights follow from the promise: never more users than the budget of bad requests bears',
            },
        ];
    });
}
/** A bake where there is none, else a longer one, else one with more of the old version beside it. */
function bakes(policy) {
    const index = policy.plan.findIndex(({ kind }) => kind === 'bake');
    const bake = policy.plan[index];
    if (bake?.kind !== 'bake')
        return newBakes(policy);
    const longer = longerThan(bake.durationMs).map((durationMs) => ({ ...bake, durationMs }));
    const wider = [50_000, 100_000].filter((holdback) => holdback > bake.holdback).map((holdback) => ({ ...bake, holdback: (0,rollout_policy_src/* ppm */.Sg)(holdback) }));
    return [...longer, ...wider].map((changed) => ({
        policy: { ...policy, plan: policy.plan.with(index, changed) },
        path: ['plan', index],
        from: stageText(bake),
        to: stageText(changed),
        cost: 'time',
        size: (changed.durationMs / bake.durationMs) * (changed.holdback / Math.max(1, bake.holdback)),
        why: 'watch the promoted version for longer, or beside more of the old one',
    }));
}
function newBakes(policy) {
    const follow = policy.plan.findIndex(({ kind }) => kind === 'follow');
    const index = follow < 0 ? policy.plan.length : follow;
    return [plan_edits_DAY, 3 * plan_edits_DAY].map((durationMs) => ({
        policy: { ...policy, plan: policy.plan.toSpliced(index, 0, { kind: 'bake', durationMs, holdback: BAKE_HOLDBACK }) },
        path: ['plan', index],
        from: '',
        to: `bake: ${(0,policy_document_src/* formatDuration */.a3)(durationMs)}`,
        cost: 'time',
        size: durationMs / plan_edits_DAY,
        why: 'watch the version after its promotion, while the old one can still take over',
    }));
}
/** As a person would write it. */
function stageText(stage) {
    if (stage.kind === 'bake')
        return stage.holdback === BAKE_HOLDBACK ? `bake: ${(0,policy_document_src/* formatDuration */.a3)(stage.durationMs)}` : `bake: {for: ${(0,policy_document_src/* formatDuration */.a3)(stage.durationMs)}, holdback: ${(0,policy_document_src/* formatShare */.T1)(stage.holdback)}}`;
    if (stage.kind === 'ramp' && stage.steps.kind === 'ladder')
        return `ramp: {weights: [${stage.steps.weights.map(policy_document_src/* formatShare */.T1).join(', ')}], every: ${(0,policy_document_src/* formatDuration */.a3)(stage.steps.everyMs)}}`;
    return stage.kind;
}

;// CONCATENATED MODULE: ./simulator/src/claims/changes/promise-edits.ts


function largerEffects(policy, name) {
    const promised = policy.promise.catches.find(({ check }) => check === name);
    if (promised === undefined)
        return [];
    return largerThan(promised.effect).map((effect) => ({
        policy: withCatches(policy, (one) => (one.check === name ? { ...one, effect } : one)),
        path: ['promise', 'catches', name],
        from: effectText(promised.effect),
        to: effectText(effect),
        cost: 'less',
        size: sizeOf(effect) / sizeOf(promised.effect),
        why: `ask for ${effectText(effect)}, which this traffic can answer in the time`,
    }));
}
/** Checks that are promised within one time are written together, so that they change together. */
function longerWithin(policy, name) {
    const promised = policy.promise.catches.find(({ check }) => check === name);
    if (promised === undefined)
        return [];
    return longerThan(promised.withinMs).map((withinMs) => ({
        policy: withCatches(policy, (one) => (one.withinMs === promised.withinMs ? { ...one, withinMs } : one)),
        path: ['promise', 'catches', 'within'],
        from: (0,policy_document_src/* formatDuration */.a3)(promised.withinMs),
        to: (0,policy_document_src/* formatDuration */.a3)(withinMs),
        cost: 'less',
        size: withinMs / promised.withinMs,
        why: 'allow the time that this traffic takes to tell such trouble from luck',
    }));
}
function moreBadRequests(policy, leastWanted) {
    const { badRequestsMax } = policy.promise;
    return countsAbove(badRequestsMax, leastWanted).map((more) => ({
        policy: { ...policy, promise: { ...policy.promise, badRequestsMax: more } },
        path: ['promise', 'badRequests'],
        from: String(badRequestsMax),
        to: String(more),
        cost: 'harm',
        size: more / badRequestsMax,
        why: 'allow more bad requests per release: the ramp may show the new version to more users sooner',
    }));
}
function largerFalseAlarms(policy) {
    const { falseAlarmRatio } = policy.promise;
    return [0.02, 0.05, 0.1].filter((ratio) => ratio > falseAlarmRatio).map((ratio) => ({
        policy: { ...policy, promise: { ...policy.promise, falseAlarmRatio: ratio } },
        path: ['promise', 'falseAlarms'],
        from: (0,policy_document_src/* formatRatio */.B0)(falseAlarmRatio),
        to: (0,policy_document_src/* formatRatio */.B0)(ratio),
        cost: 'harm',
        size: ratio / falseAlarmRatio,
        why: 'accept that more good releases are sent back',
    }));
}
function longerToDecide(policy) {
    const { decideWithinMs } = policy.promise;
    return longerThan(decideWithinMs).map((longerMs) => ({
        policy: { ...policy, promise: { ...policy.promise, decideWithinMs: longerMs } },
        path: ['promise', 'decideWithin'],
        from: (0,policy_document_src/* formatDuration */.a3)(decideWithinMs),
        to: (0,policy_document_src/* formatDuration */.a3)(longerMs),
        cost: 'time',
        size: longerMs / decideWithinMs,
        why: 'allow the time that this traffic takes to show that a release is as good as the one before',
    }));
}
function withCatches(policy, change) {
    return { ...policy, promise: { ...policy.promise, catches: policy.promise.catches.map(change) } };
}
function largerThan(effect) {
    if (effect.kind === 'factor')
        return policy_document_src/* EFFECTS */.tQ.filter((factor) => factor > effect.factor).map((factor) => ({ kind: 'factor', factor }));
    return [2, 5, 10].map((times) => times * effect.ratio).filter((ratio) => ratio < 1).map((ratio) => ({ kind: 'points', ratio: Math.round(ratio * 1e6) / 1e6 }));
}
function effectText(effect) {
    return effect.kind === 'factor' ? (0,policy_document_src/* formatFactor */.H9)(effect.factor) : (0,policy_document_src/* formatPoints */.Xf)(effect.ratio);
}
function sizeOf(effect) {
    return effect.kind === 'factor' ? effect.factor : effect.ratio;
}

;// CONCATENATED MODULE: ./simulator/src/claims/changes/ladders.ts



function laddersFor({ name }, policy, { excessIn99 }) {
    const seenBad = excessIn99.kind === 'bound' ? excessIn99.value : 0;
    switch (name) {
        case 'goodSentBack':
            return [independentChecks(policy), usersUnderSticky(policy), higherMinimum(policy), largerMargins(policy), ignoredLimits(policy), largerFalseAlarms(policy)];
        case 'badRequests':
            return [promisedRamp(policy), shadows(policy), moreBadRequests(policy, seenBad)];
        case 'decideWithin':
            return [lowerMinimum(policy), ...policy.promise.catches.map(({ check }) => largerEffects(policy, check)), largerMargins(policy), longerToDecide(policy), moreBadRequests(policy, 0)];
        case 'afterPromotion':
            return [bakes(policy)];
        default: {
            const check = checkOf(name);
            return [largerEffects(policy, check), longerWithin(policy, check), shadows(policy), moreBadRequests(policy, 0)];
        }
    }
}
function checkOf(name) {
    return name.slice('catches:'.length);
}

;// CONCATENATED MODULE: ./simulator/src/claims/changes/propose-changes.ts








/** Per promise. More would not be read. */
const CHANGES_MAX = 3;
/** Enough to prove 1 of 100 when a few runs break it. */
const PROVING_RUNS = 1_500;
/** Enough to see that a promise which held is broken now. */
const STILL_HOLDS_RUNS = 150;
/** What breaks a promise in so many runs more often than promised is not worth proving. */
const TRYING_RUNS = 150;
/** Simulated releases that the proposals for one promise may cost. */
const RUNS_PER_PROMISE_MAX = 8_000;
async function proposeChanges(proposing) {
    const spent = { runs: 0, trials: 0 };
    const changes = [];
    for (const figures of proposing.claims) {
        // What is open for want of runs wants runs; what breaks in two families is changed for the first.
        if (!isInTrouble(figures))
            continue;
        if (changes.some(({ keeps }) => keeps === figures.name))
            continue;
        spent.runs = 0;
        changes.push(...(await changesFor(proposing, figures, spent)));
    }
    return changes;
}
/** Broken, or broken more often than promised as far as one can see. What no run can judge, no change of the policy makes true. */
function isInTrouble({ verdict, observed, bound }) {
    return verdict === 'refuted' || (verdict === 'inconclusive' && observed.ratio > bound);
}
async function changesFor(proposing, figures, spent) {
    const found = [];
    for (const ladder of byCost(laddersFor(figures, proposing.policy, figures))) {
        if (found.length === CHANGES_MAX)
            break;
        for (const edit of ladder) {
            if (spent.runs >= RUNS_PER_PROMISE_MAX)
                return sorted(found);
            const verified = await verify(proposing, figures, edit, spent);
            if (verified.kind === 'kept') {
                found.push({ edit, change: changeOf(edit, figures, verified.figures) });
                break;
            }
        }
    }
    return sorted(found);
}
function byCost(ladders) {
    const costOf = ([first]) => (first === undefined ? 0 : COSTS.indexOf(first.cost));
    return ladders.filter((ladder) => ladder.length > 0).toSorted((a, b) => costOf(a) - costOf(b));
}
function sorted(found) {
    return found.toSorted((a, b) => COSTS.indexOf(a.edit.cost) - COSTS.indexOf(b.edit.cost) || a.edit.size - b.edit.size).map(({ change }) => change);
}
async function verify(proposing, figures, edit, spent) {
    if (!isPolicy(edit.policy))
        return { kind: 'not-kept' };
    spent.trials += 1;
    const seed = freshSeed(proposing.seed, spent.trials);
    const claims = (0,claims_of/* claimsOf */.ds)(edit.policy, { family: figures.family });
    // The claim as it is about the changed policy: another size of trouble makes another candidate.
    const target = claims.filter(({ name }) => name === figures.name);
    const troubled = new Set(figures.byCandidate.filter(({ verdict }) => verdict !== 'proved').map(({ candidate }) => candidate));
    const isTroubled = (series) => figures.byCandidate.length === 1 || troubled.has(candidateText(series));
    const [tried] = await figuresWith(proposing, edit.policy, { claims: target, isWanted: isTroubled, seed, runs: Math.min(TRYING_RUNS, proposing.runs) }, spent);
    if (tried === undefined || tried.verdict === 'refuted' || tried.observed.ratio > tried.bound)
        return { kind: 'not-kept' };
    const [kept] = await figuresWith(proposing, edit.policy, { claims: target, isWanted: isTroubled, seed: freshSeed(seed, spent.trials), runs: Math.min(PROVING_RUNS, proposing.runs) }, spent);
    if (kept?.verdict !== 'proved')
        return { kind: 'not-kept' };
    const held = claims.filter(({ name }) => name === figures.name || proposing.claims.some((one) => one.name === name && one.family === figures.family && one.verdict === 'proved'));
    const others = await figuresWith(proposing, edit.policy, { claims: held, isWanted: (series) => !troubled.has(candidateText(series)), seed, runs: Math.min(STILL_HOLDS_RUNS, proposing.runs) }, spent);
    return others.some(({ verdict }) => verdict === 'refuted') ? { kind: 'not-kept' } : { kind: 'kept', figures: kept };
}
/** A policy has rules across its parts (a shadow needs a check that can see it, for one): what breaks one of them is no change. */
function isPolicy(policy) {
    return (0,policy_document_src/* readPolicy */.T4)({ file: 'changed policy', text: (0,policy_document_src/* expandPolicy */.zu)(policy) }).kind === 'policy';
}
async function figuresWith({ own, pool, onProgress }, policy, { claims, isWanted, seed, runs }, spent) {
    const budget = { kind: 'at-most', runs };
    const courts = courtsOf(claims, budget);
    const heard = await hear(courts, { pool, budget, onProgress, isWanted, taskOf: (series) => ({ kind: 'drawn', policy, seed, own: withMirror(own, policy), series }) });
    spent.runs += heard.reduce((sum, { rows }) => sum + rows.length, 0);
    return courts.map((_, index) => claimFigures(courts, index, heard));
}
/** Whether the user's router copies requests is known only where a plan asks it to; the change says that it has to. */
function withMirror(own, { plan }) {
    return own.kind === 'known' && plan.some(({ kind }) => kind === 'shadow') ? { ...own, router: { ...own.router, canMirror: true } } : own;
}
/** Whole, 0 to 2^32 - 1, and another one for every trial: what was found on one set of runs is confirmed on others. */
function freshSeed(seed, trial) {
    return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(trial, 0xc2b2ae35)) >>> 0;
}
function changeOf({ path, from, to, cost, why }, { name, family }, verified) {
    return { keeps: name, family, path, from, to, cost, why, buys: buysText(verified) };
}
/** In the worst of its series, as the verdict is about that one. */
function buysText({ name, observed, runs, times, excessIn99 }) {
    const broken = `${observed.broken} of ${runs} simulated releases`;
    const half = times.median === 'never' ? '' : `, half of them within ${(0,policy_document_src/* formatRoughlyUp */.fB)(times.median)}`;
    switch (name) {
        case 'goodSentBack':
            return `${broken} were sent back`;
        case 'badRequests':
            return excessIn99.kind === 'bound' ? `${Math.max(0, Math.ceil(excessIn99.value))} bad requests or fewer in 99 of 100 releases` : `${broken} had more bad requests`;
        case 'decideWithin':
            return `${broken} were undecided${half}`;
        case 'afterPromotion':
            return `${broken} turned bad unseen`;
        default:
            return `${broken} were caught too late${half}`;
    }
}

// EXTERNAL MODULE: ./simulator/src/scenario/default-scenario.ts
var default_scenario = __webpack_require__(1487);
;// CONCATENATED MODULE: ./simulator/src/claims/counterexample.ts
// The run that broke a promise worst, made small: everything is taken out of its scenario that it does not take to break it, with the same seed and run.

/** Simulations that a counterexample may cost. */
const TRIES_MAX = 200;
/** `scenario` breaks the claim, as `row` shows. Greedy: what still breaks it is kept, until nothing can be taken out any more. */
async function shrink({ scenario, row }, { claim, simulate }) {
    let best = { scenario, row };
    let tries = 0;
    for (let hasChanged = true; hasChanged && tries < TRIES_MAX;) {
        hasChanged = false;
        for (const simplify of SIMPLER) {
            for (const simpler of simplify(best.scenario, { claim, row: best.row })) {
                if (tries >= TRIES_MAX)
                    break;
                if (isSame(simpler, best.scenario))
                    continue;
                tries += 1;
                const seen = await simulate(simpler);
                if (!claim.isAbout(seen) || !claim.isBroken(seen))
                    continue;
                best = { scenario: simpler, row: seen };
                hasChanged = true;
                break;
            }
        }
    }
    return { claim: claim.name, ...best };
}
const SIMPLER = [
    (scenario) => (scenario.faults.length > 1 ? [{ ...scenario, faults: [] }] : []),
    (scenario) => scenario.faults.map((_, index) => ({ ...scenario, faults: without(scenario.faults, index) })),
    // What is wrong with the candidate itself is what the claim is about: a good one that is promoted is no trouble that was missed.
    (scenario) => scenario.behaviours.flatMap(({ arm }, index) => (arm === 'candidate' ? [] : [{ ...scenario, behaviours: without(scenario.behaviours, index) }])),
    (scenario) => [{ ...scenario, runner: default_scenario/* DEFAULT_RUNNER */.Dv }],
    (scenario) => [
        { ...scenario, runner: { ...scenario.runner, lateMedianMs: 0, missing: 0 } },
        { ...scenario, runner: { ...scenario.runner, jobDelayMs: 0 } },
    ],
    (scenario) => [
        { ...scenario, router: default_scenario/* DEFAULT_ROUTER */.Sz },
        { ...scenario, router: { ...scenario.router, settlesAfterMs: 0 } },
        { ...scenario, router: { ...scenario.router, stepPpm: default_scenario/* DEFAULT_ROUTER */.Sz.stepPpm } },
    ],
    (scenario) => [{ ...scenario, healsAtMs: 'never' }],
    (scenario) => [{ ...scenario, traffic: { ...default_scenario/* DEFAULT_TRAFFIC */.ot, requestsPerSecond: scenario.traffic.requestsPerSecond } }],
    (scenario) => ['shape', 'dispersion', 'bursts', 'failBurst', 'armNoise', 'commonNoise', 'users', 'segments', 'retries'].map((part) => ({ ...scenario, traffic: { ...scenario.traffic, [part]: default_scenario/* DEFAULT_TRAFFIC */.ot[part] } })),
    (scenario) => [default_scenario/* DEFAULT_TRAFFIC */.ot.requestsPerSecond, round(scenario.traffic.requestsPerSecond, 1), round(scenario.traffic.requestsPerSecond, 2)].map((requestsPerSecond) => ({ ...scenario, traffic: { ...scenario.traffic, requestsPerSecond } })),
    (scenario) => [{ ...scenario, baseline: {} }, ...Object.keys(scenario.baseline).map((name) => ({ ...scenario, baseline: Object.fromEntries(Object.entries(scenario.baseline).filter(([one]) => one !== name)) }))],
    (scenario) => [1, 2].map((digits) => ({ ...scenario, baseline: Object.fromEntries(Object.entries(scenario.baseline).map(([name, baseline]) => [name, roundedBaseline(baseline, digits)])) })),
    // A later end than what the claim waits for shows nothing more; half of it may do as well.
    (scenario, { claim, row }) => [Math.max(claim.brokenByMs(row), 1), Math.max(claim.brokenByMs(row), Math.ceil(scenario.horizonMs / 2))].filter((horizonMs) => horizonMs < scenario.horizonMs).map((horizonMs) => ({ ...scenario, horizonMs: roundUp(horizonMs) })),
];
function without(items, index) {
    return items.filter((_, one) => one !== index);
}
const counterexample_MINUTE = 60_000;
/** To a whole minute: nobody reads milliseconds. */
function roundUp(horizonMs) {
    return Math.ceil(horizonMs / counterexample_MINUTE) * counterexample_MINUTE;
}
function round(value, digits) {
    return Number(value.toPrecision(digits));
}
function roundedBaseline(baseline, digits) {
    return baseline.kind === 'ratio' ? { kind: 'ratio', ratio: round(baseline.ratio, digits) } : baseline;
}
/** Plain data of the same shape. */
function isSame(a, b) {
    return JSON.stringify(a) === JSON.stringify(b);
}

;// CONCATENATED MODULE: ./simulator/src/claims/how-soon.ts
// How soon trouble is seen at a traffic, with half of it on the new model: from simulated releases whose promise is in nobody's way.



/** From the largest to the smallest: what takes longer than the next larger one. */
const TROUBLES = ['dead on arrival', '10x', '5x', '3x', '2x', '1.5x'];
/** Odd, so that the median is a release. */
const RELEASES = 15;
const IN_PRACTICE_MS = 30 * 86_400_000;
/** So many looks of a job that stays; what takes longer is watched by scheduled ticks. */
const STAYS_LOOKS = 1_000;
async function howSoon(at) {
    const table = [];
    let isSeen = true;
    for (const trouble of TROUBLES) {
        const medianMs = isSeen ? await medianTime(at, trouble) : 'never';
        isSeen = medianMs !== 'never';
        table.push({ trouble, medianMs });
    }
    return table;
}
async function medianTime(at, trouble) {
    const { lookMs, tickMs } = at.policy.expert;
    const staysMs = Math.min(STAYS_LOOKS * lookMs, IN_PRACTICE_MS);
    const soon = await medianWhen(at, trouble, { lookMs, horizonMs: staysMs });
    return soon !== 'never' || staysMs === IN_PRACTICE_MS ? soon : await medianWhen(at, trouble, { lookMs: Math.max(lookMs, tickMs), horizonMs: IN_PRACTICE_MS });
}
async function medianWhen({ policy, family, own, seed, pool }, trouble, watched) {
    const stratum = series_strataOf('worst').find(({ name }) => name === trouble);
    if (stratum === undefined)
        return 'never';
    const task = { kind: 'drawn', policy: halfAndHalf(policy, watched), seed, own, series: { family, candidate: 'worst', stratum } };
    const rows = await pool.run(task, 0, RELEASES);
    return quantile_bound_seenQuantile(rows.map(({ outAtMs, firstTrafficAtMs }) => (outAtMs === 'never' || firstTrafficAtMs === 'never' ? 'never' : Math.max(0, outAtMs - firstTrafficAtMs))), 0.5);
}
/** The policy's checks and statistics, at half of the traffic from the first step on, looked at every `lookMs` for as long as it takes. */
function halfAndHalf(policy, { lookMs, horizonMs }) {
    return {
        ...policy,
        promise: { ...policy.promise, badRequestsMax: 1_000_000_000, catches: [], decideWithinMs: horizonMs, ifUndecided: 'ask' },
        plan: [{ kind: 'ramp', steps: { kind: 'ladder', weights: [(0,rollout_policy_src/* ppm */.Sg)(500_000)], everyMs: 0 }, weightMax: (0,rollout_policy_src/* ppm */.Sg)(500_000), sticky: stickyOf(policy) }],
        quiet: [],
        // Blocks reach from look to look, as those of metric pages do: a month of them by the quarter minute would say the same and take minutes.
        expert: { ...policy.expert, lookMs, tickMs: lookMs, blockMs: Math.max(policy.expert.blockMs, lookMs) },
    };
}
function stickyOf({ plan }) {
    const ramp = plan.find((stage) => stage.kind === 'ramp');
    return ramp === undefined ? 'none' : ramp.sticky;
}

// EXTERNAL MODULE: ./simulator/src/claims/simulated-task.ts
var simulated_task = __webpack_require__(1224);
;// CONCATENATED MODULE: ./simulator/src/claims/check-policy.ts









const DEFAULT_RUNS = 5_000;
/** Verdicts and everything that a report says about them. */
async function checkPolicy(check, simulating) {
    return await reportOf(check, await judgePolicy(check, simulating), simulating);
}
/** Verdicts alone. */
async function judgePolicy(check, { pool, onProgress = ignore }) {
    const courts = courtsFor(check);
    const heard = await hear(courts, { pool, budget: check.budget, onProgress, taskOf: (series) => taskOf(check, series) });
    return judgedOf(check, courts, heard);
}
function courtsFor({ policy, families, budget }) {
    return courtsOf(families.flatMap((family) => (0,claims_of/* claimsOf */.ds)(policy, { family })), budget);
}
function taskOf({ policy, seed, own }, series) {
    return { kind: 'drawn', policy, seed, own, series };
}
function judgedOf({ policy, policyFile, digest, seed, codeHash }, courts, heard) {
    const claims = courts.map((_, index) => claimResult(courts, index, heard));
    return { courts, heard, result: { policy: { file: policyFile, target: policy.target, digest }, seed, codeHash, resultHash: hashOfRows(heard), claims } };
}
/** What a report needs beside verdicts that are there: counterexamples, the table, the changes. Simulates. */
async function reportOf(check, judged, { pool, onProgress = ignore, trialOf: draw = simulated_task/* trialOf */.Q }) {
    const { result, courts, heard } = judged;
    const claims = [];
    for (const index of courts.keys()) {
        const figures = claimFigures(courts, index, heard);
        claims.push({ ...figures, counterexample: figures.verdict === 'proved' ? { kind: 'none' } : await worstBroken(check, judged, index, { pool, trialOf: draw }) });
    }
    const [family = ''] = check.families;
    const { policy, own, seed, budget } = check;
    const runs = heard.reduce((sum, { rows }) => sum + rows.length, 0);
    return {
        result,
        exitCode: exitCodeOf(result.claims),
        runs,
        claims,
        howSoon: await howSoon({ policy, family, own, seed, pool }),
        changes: await proposeChanges({ policy, own, seed, pool, claims, runs: budget.runs, onProgress }),
    };
}
async function worstBroken(check, { courts, heard }, index, { pool, trialOf: draw }) {
    const claim = courts[index]?.claim;
    if (claim === undefined)
        return { kind: 'none' };
    const broken = judgedBy(index, heard).flatMap(({ series, rows }) => rows.flatMap((row, run) => (claim.isAbout(row) && claim.isBroken(row) ? [{ series, run, row, severity: claim.severity(row) }] : [])));
    // The first of equals: sorting is stable.
    const [worst] = broken.toSorted((a, b) => b.severity - a.severity);
    if (worst === undefined)
        return { kind: 'none' };
    const { policy } = check;
    const { scenario } = draw(taskOf(check, worst.series), worst.run);
    const found = await shrink({ scenario, row: worst.row }, {
        claim,
        simulate: async (simpler) => {
            const [row] = await pool.run({ kind: 'scenario', policy, scenario: simpler }, simpler.run, simpler.run + 1);
            if (row === undefined)
                throw new Error('the pool of simulated runs answered without a row');
            return row;
        },
    });
    return { kind: 'run', ...found };
}
function ignore() { }

;// CONCATENATED MODULE: ./simulator/src/claims/row-code.ts
const OUTCOMES = ['promoted', 'rolled-back', 'halted', 'superseded', 'expired', 'open'];
const TIMES = ['decidedAtMs', 'outAtMs', 'askedAtMs', 'endedAtMs', 'promotedAtMs', 'firstTrafficAtMs', 'haltedAtMs', 'askedAfterPromotionAtMs'];
const NUMBERS = ['excess', 'excessInTrial', 'bad', 'weightMaxPpm', 'looks'];
const ROW_COLUMNS = ['run', 'outcome', ...TIMES, ...NUMBERS];
function encodeRow(row) {
    return ROW_COLUMNS.map((column) => row[column]);
}
/** Rows come from files of other jobs. */
function isRowCode(value) {
    if (!Array.isArray(value) || value.length !== ROW_COLUMNS.length)
        return false;
    const cells = value;
    return ROW_COLUMNS.every((column, at) => {
        const cell = cells[at];
        if (column === 'outcome')
            return OUTCOMES.some((outcome) => outcome === cell);
        return (typeof cell === 'number' && Number.isFinite(cell)) || (cell === 'never' && TIMES.some((time) => time === column));
    });
}
function decodeRow(code) {
    const at = (column) => code[ROW_COLUMNS.indexOf(column)] ?? 'never';
    const time = (column) => {
        const value = at(column);
        return typeof value === 'number' ? value : 'never';
    };
    const number = (column) => Number(at(column));
    return {
        run: number('run'),
        outcome: OUTCOMES.find((outcome) => outcome === at('outcome')) ?? 'open',
        decidedAtMs: time('decidedAtMs'),
        outAtMs: time('outAtMs'),
        askedAtMs: time('askedAtMs'),
        endedAtMs: time('endedAtMs'),
        promotedAtMs: time('promotedAtMs'),
        firstTrafficAtMs: time('firstTrafficAtMs'),
        haltedAtMs: time('haltedAtMs'),
        askedAfterPromotionAtMs: time('askedAfterPromotionAtMs'),
        excess: number('excess'),
        excessInTrial: number('excessInTrial'),
        bad: number('bad'),
        weightMaxPpm: number('weightMaxPpm'),
        looks: number('looks'),
    };
}

;// CONCATENATED MODULE: ./simulator/src/claims/shard.ts
// A check in parts: each job of a matrix computes its part of all runs, a last job puts the rows together and judges them as if it had computed them all.
// The number of runs is fixed beforehand: no part knows what the others have seen.






const SHARD_VERSION = 1;
/** The text of the part's file. */
async function runShard(check, shard, { pool, onProgress }) {
    const series = seriesOfCheck(check);
    const { fromRun, toRun } = runsOf(check, shard);
    const total = series.length * (toRun - fromRun);
    let done = 0;
    const parts = await Promise.all(series.map(async (one) => {
        const rows = await pool.run(taskOf(check, one), fromRun, toRun);
        done += rows.length;
        onProgress?.({ done, total });
        return { series: seriesKey(one), rows: rows.map(encodeRow) };
    }));
    return `${JSON.stringify({ shardOfCheck: SHARD_VERSION, identity: identityOf(check), index: shard.index, count: shard.count, columns: ROW_COLUMNS, parts })}\n`;
}
/** Files in any order. The result has the same bytes as that of a check that was not shared out. */
function mergeShards(check, files) {
    const series = seriesOfCheck(check);
    const readings = files.map((file) => readShard(file, check, series));
    const shards = readings.flatMap((reading) => (reading.kind === 'shard' ? [reading.shard] : []));
    const mistakes = [...readings.flatMap((reading) => (reading.kind === 'mistake' ? [reading.mistake] : [])), ...(shards.length === files.length ? missingOrTwice(shards) : [])];
    if (mistakes.length > 0)
        return { kind: 'mistakes', mistakes };
    const courts = courtsFor(check);
    const inOrder = shards.toSorted((a, b) => a.index - b.index);
    const heard = series.map((one, index) => hearRows(courts, one, inOrder.flatMap(({ parts }) => parts[index] ?? [])));
    return { kind: 'merged', judged: judgedOf(check, courts, heard) };
}
function seriesOfCheck(check) {
    return allSeries(courtsFor(check).map(({ claim }) => claim));
}
/** Consecutive runs, as many in each part as in any other, but for one. */
function runsOf({ budget: { runs } }, { index, count }) {
    if (!Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count)
        throw new RangeError(`a part is one of 1/n to n/n, got ${index}/${count}`);
    return { fromRun: Math.floor((runs * (index - 1)) / count), toRun: Math.floor((runs * index) / count) };
}
function identityOf({ digest, seed, codeHash, families, budget, own }) {
    return { policy: digest, seed, codeHash, families, runs: budget.runs, traffic: `sha256:${(0,external_node_crypto_.createHash)('sha256').update((0,policy_document_src/* canonicalJson */.dj)(own), 'utf8').digest('hex')}` };
}
function readShard({ name, text }, check, series) {
    const mistake = (seen) => ({ kind: 'mistake', mistake: `${name}: ${seen}` });
    const document = parse(text);
    if (!isRecord(document) || document['shardOfCheck'] !== SHARD_VERSION || (0,policy_document_src/* canonicalJson */.dj)(document['columns'] ?? null) !== (0,policy_document_src/* canonicalJson */.dj)(ROW_COLUMNS)) {
        return mistake('this is no part of a check by this version; give the files that the jobs with a shard wrote');
    }
    const differs = whatDiffers(document['identity'], identityOf(check));
    if (differs !== '')
        return mistake(`${differs}. Parts of one check have the same policy, traffic, families, seed, runs and code; compute this part again`);
    const { index, count, parts } = document;
    if (typeof index !== 'number' || typeof count !== 'number' || !Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count)
        return mistake('it does not say which part it is');
    if (!Array.isArray(parts) || parts.length !== series.length)
        return mistake(`it has not the ${series.length} series of this check`);
    const { fromRun, toRun } = runsOf(check, { index, count });
    const rows = series.map((one, at) => rowsOf(parts[at], one, { fromRun, toRun }));
    const damaged = rows.findIndex((part) => part === 'damaged');
    if (damaged >= 0)
        return mistake(`the rows of ${JSON.stringify(seriesKey(series[damaged] ?? NO_SERIES))} are damaged or not those of runs ${fromRun} to ${toRun - 1}; compute this part again`);
    return { kind: 'shard', shard: { name, index, count, parts: rows.flatMap((part) => (part === 'damaged' ? [] : [part])) } };
}
const NO_SERIES = { family: '', candidate: 'equal', stratum: { name: '', first: 0, every: 1 } };
function rowsOf(part, series, { fromRun, toRun }) {
    if (!isRecord(part) || part['series'] !== seriesKey(series) || !Array.isArray(part['rows']) || part['rows'].length !== toRun - fromRun)
        return 'damaged';
    const { first, every } = series.stratum;
    const codes = part['rows'];
    const rows = codes.flatMap((code) => (isRowCode(code) ? [decodeRow(code)] : []));
    return rows.length === codes.length && rows.every(({ run }, at) => run === first + every * (fromRun + at)) ? rows : 'damaged';
}
function whatDiffers(seen, wanted) {
    if (!isRecord(seen))
        return 'it does not say what it is a part of';
    const [differing] = Object.entries(wanted).filter(([key, value]) => (0,policy_document_src/* canonicalJson */.dj)(seen[key] ?? null) !== (0,policy_document_src/* canonicalJson */.dj)(value));
    return differing === undefined ? '' : `it was computed for ${differing[0]} ${JSON.stringify(seen[differing[0]] ?? null)}, and this check has ${JSON.stringify(differing[1])}`;
}
function missingOrTwice(shards) {
    const count = Math.max(1, ...shards.map((shard) => shard.count));
    const others = shards.filter((shard) => shard.count !== count);
    if (others.length > 0)
        return others.map(({ name, index, count: of }) => `${name}: it is part ${index}/${of}, and others are parts of ${count}`);
    return Array.from({ length: count }, (_, at) => at + 1).flatMap((index) => {
        const names = shards.filter((shard) => shard.index === index).map(({ name }) => name);
        if (names.length === 0)
            return [`part ${index}/${count} is missing; run the job with shard ${index}/${count}`];
        return names.length > 1 ? [`part ${index}/${count} is there more than once: ${names.join(', ')}`] : [];
    });
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The caller says what it should have been.
        return undefined;
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./simulator/src/claims/simulate-run.ts + 1 modules
var simulate_run = __webpack_require__(3342);
;// CONCATENATED MODULE: ./simulator/src/claims/index.ts
// What a policy promises, proved, refuted or left open by simulated releases.












// EXTERNAL MODULE: ./simulator/src/pool/run-pool.ts
var run_pool = __webpack_require__(6079);
;// CONCATENATED MODULE: ./simulator/src/pool/in-process-pool.ts
// All runs in this thread, one after the other. For small amounts of work, for one worker, and for tests.

/** So many runs at once; then others get a turn (a signal, a progress line). */
const RUNS_PER_TURN = 16;
function inProcessPool(runOne, signal) {
    let isClosed = false;
    const turn = async () => {
        await new Promise((resume) => {
            setImmediate(resume);
        });
        signal?.throwIfAborted();
        if (isClosed)
            throw new Error('the pool of simulated runs was closed');
    };
    return {
        run: async (task, fromRun, toRun) => {
            const rows = [];
            for (let from = fromRun; from < toRun; from += RUNS_PER_TURN) {
                await turn();
                rows.push(...(await (0,run_pool/* runsOf */.k)(runOne, task, { fromRun: from, toRun: Math.min(toRun, from + RUNS_PER_TURN) })));
            }
            return rows;
        },
        close: async () => {
            isClosed = true;
        },
    };
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(5919);
// EXTERNAL MODULE: ./simulator/src/pool/serve-runs.ts
var serve_runs = __webpack_require__(7553);
;// CONCATENATED MODULE: ./simulator/src/pool/thread-pool.ts
// Runs in worker threads. Blocks of runs wait in one line; whoever is free takes the next, and rows are put where their run number says. The rows are
// therefore the same for any number of workers. A worker that dies, or a run that throws, ends everything with its cause.


/** Long enough that a message costs nothing beside it, short enough that nobody waits long for the last one. */
const BLOCK_RUNS = 64;
/** Starts its threads at once; `close` them. */
function threadPool({ entry, workers, signal }) {
    const waiting = [];
    const threads = [];
    let broken = { kind: 'no' };
    const breakDown = (error) => {
        if (broken.kind === 'yes')
            return;
        broken = { kind: 'yes', error };
        for (const { failed } of [...threads.flatMap(({ busyWith }) => (busyWith === 'nothing' ? [] : [busyWith])), ...waiting.splice(0)])
            failed(error);
        void end();
    };
    const stopped = () => {
        breakDown(signal?.reason);
    };
    const end = async () => {
        signal?.removeEventListener('abort', stopped);
        await Promise.all(threads.map(({ worker }) => worker.terminate()));
    };
    const handOut = () => {
        for (const thread of threads) {
            if (thread.busyWith !== 'nothing')
                continue;
            const block = waiting.shift();
            if (block === undefined)
                return;
            thread.busyWith = block;
            thread.worker.ref();
            thread.worker.postMessage({ task: block.task, fromRun: block.fromRun, toRun: block.toRun });
        }
    };
    const start = () => {
        const thread = { worker: new external_node_worker_threads_.Worker(entry, { workerData: serve_runs/* RUN_WORKER */.TN }), busyWith: 'nothing' };
        thread.worker.on('message', (answered) => {
            if (answered.kind === 'failed') {
                breakDown(answered.error);
                return;
            }
            const block = thread.busyWith;
            thread.busyWith = 'nothing';
            thread.worker.unref();
            if (block !== 'nothing')
                block.done(answered.rows);
            handOut();
        });
        thread.worker.on('error', (error) => {
            breakDown(new Error(`a worker of the simulation broke down${during(thread)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }));
        });
        thread.worker.on('exit', (code) => {
            breakDown(new Error(`a worker of the simulation ended by itself with exit code ${code}${during(thread)}; out of memory is the usual reason`));
        });
        // Only what somebody waits for keeps the process alive: not a pool that was never closed.
        thread.worker.unref();
        return thread;
    };
    if (signal?.aborted === true)
        broken = { kind: 'yes', error: signal.reason };
    else {
        signal?.addEventListener('abort', stopped, { once: true });
        for (let count = 0; count < workers; count += 1)
            threads.push(start());
    }
    return {
        run: async (task, fromRun, toRun) => {
            if (broken.kind === 'yes')
                throw broken.error;
            const blocks = [];
            for (let from = fromRun; from < toRun; from += BLOCK_RUNS) {
                blocks.push(new Promise((done, failed) => {
                    waiting.push({ task, fromRun: from, toRun: Math.min(toRun, from + BLOCK_RUNS), done, failed });
                }));
            }
            handOut();
            return (await Promise.all(blocks)).flat();
        },
        close: async () => {
            breakDown(new Error('the pool of simulated runs was closed'));
            await end();
        },
    };
}
function during({ busyWith }) {
    return busyWith === 'nothing' ? '' : ` during runs ${busyWith.fromRun} to ${busyWith.toRun - 1}`;
}

;// CONCATENATED MODULE: ./simulator/src/pool/open-pool.ts
// The pool for a command: in this thread while there is little to do, in worker threads from then on. Threads take a third of a second to start and to warm
// up, so that a handful of runs is faster without them. Rows do not depend on it.


/** So many runs, in all, stay in this thread. */
const SMALL = 64;
function openPool(runOne, threads) {
    const here = inProcessPool(runOne, threads.signal);
    if (threads.workers <= 1)
        return here;
    let runsLeft = SMALL;
    let there = 'not yet';
    return {
        run: (task, fromRun, toRun) => {
            runsLeft -= toRun - fromRun;
            if (runsLeft >= 0)
                return here.run(task, fromRun, toRun);
            if (there === 'not yet')
                there = threadPool(threads);
            return there.run(task, fromRun, toRun);
        },
        close: async () => {
            await here.close();
            if (there !== 'not yet')
                await there.close();
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/pool/index.ts
// Runs in worker threads or here; the rows are the same.





/** Entry of a worker where the sources run as they are. */
const WORKER_ENTRY = __webpack_require__.ab + "worker.ts";

// EXTERNAL MODULE: ./simulator/src/rollout/release.ts
var rollout_release = __webpack_require__(3489);
// EXTERNAL MODULE: ./simulator/src/rollout/simulate-decisions.ts
var simulate_decisions = __webpack_require__(9138);
;// CONCATENATED MODULE: ./simulator/src/scenario/policies.ts
// Policies that scenarios run with when no policy file is named: short texts, read like any policy file, so that every default is today's. Together they
// have every stage, every signal and every action of a check.


const WEB = `
promise: {badRequests: 100, catches: {errors: 2x, within: 1d}, decideWithin: 1d}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
freeze: {then: hold}
`;
/** What differs from `HEAD` and from each other; the name is the target's too. */
const TEXTS = {
    web: WEB,
    /** Three requests a minute: what a release can promise there. */
    small: `
promise: {badRequests: 25, catches: {errors: 3x, within: 2d}, decideWithin: 3d}
checks: {errors: default}
plan: [smoke, ramp, bake: 6h]
`,
    /** Every kind of live signal, each with its own consequence. */
    signals: `
promise: {badRequests: 200, decideWithin: 1d}
checks:
  errors: {limit: 20%, slices: [region]}
  latency: {limit: {p99: 2s}}
  judge: {score: judge_score, better: higher, then: hold}
  answers: {bins: answers_total, by: answer, differsBy: 25%, then: hold}
  memory: {level: process_resident_memory_bytes, limit: 4GiB, growsBy: 20% per hour, then: stepBack}
  clicks: {share: shown_total, where: 'clicked="yes"', better: higher, then: tell}
plan: [smoke, ramp, bake: 30m]
`,
    /** Right and wrong answers, known half an hour later. */
    labelled: `
promise: {badRequests: 400, decideWithin: 1d}
checks:
  errors: default
  accuracy: {labels: {http: http://labels.internal/truth}, every: 15m, mature: 30m, worseBy: 25%, slices: [region], then: rollback}
plan: [smoke, ramp, bake: 2h, follow: 1d]
expert: {stableRatioMax: 20%}
`,
    /** Copies before users, and a person before copies turn into traffic. */
    shadowed: `
promise: {badRequests: 100, decideWithin: 2d}
checks:
  errors: default
  agreement: {pairs: {http: http://labels.internal/pairs}, every: 15m, mature: 15m, then: hold}
  certainty: {calibration: {http: http://labels.internal/pairs}, every: 15m, mature: 15m, then: tell}
plan: [smoke: {http: http://gateway.internal/smoke}, shadow: {for: 2h, share: 10%}, approval, ramp, bake: 30m]
`,
    ladder: `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: default, latency: default}
plan: [smoke, ramp: {weights: [1%, 5%, 25%, 50%], every: 10m}, bake: {for: 30m, holdback: 2%}]
`,
    rolling: `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, ramp: {instances: 8, upTo: 50%}, bake: 30m]
`,
    /** Blue-green. */
    switched: `
promise: {badRequests: 1000, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, switch, bake: 1h]
`,
    /** A/B on conversions. */
    split: `
promise: {badRequests: 300, decideWithin: 3d}
checks:
  errors: default
  conversion: {share: visits_total, where: 'bought="yes"', better: higher, worseBy: 5%, then: tell}
  accuracy: {labels: {http: http://labels.internal/truth}, every: 15m, mature: 30m, worseBy: 25%, then: hold}
plan: [smoke, ramp, split: {judge: conversion, worthwhile: 20%, atMost: 1d}, bake: 30m]
`,
    /** Users stay on their arm, and count once. How many requests there are is told by another check. */
    sticky: `
promise: {badRequests: 200, decideWithin: 3d}
checks:
  errors: {share: users_total, where: 'outcome="failed"', count: users, worseBy: 2x}
  latency: {worseBy: 2x, then: tell}
plan: [smoke, ramp: {sticky: user}, bake: 1h]
`,
    /** Looked at by scheduled jobs only, which leave gaps between their looks. */
    scheduled: `
promise: {badRequests: 100, decideWithin: 3d}
checks: {errors: {worseBy: 2x}}
plan: [smoke, ramp, bake: 6h]
expert: {maxGap: 4h, blind: 12h}
`,
    /** What lints warn of: requests are counted where users stay on their arm. */
    'sticky-requests': `
promise: {badRequests: 200, decideWithin: 3d}
checks: {errors: default}
plan: [smoke, ramp: {sticky: user}, bake: 1h]
`,
    /** People are away from Friday to Monday morning, and the promotion is theirs. */
    guarded: `
promise: {badRequests: 100, decideWithin: 2d}
people: {quiet: Fri 18:00 to Mon 06:00 Asia/Kolkata}
checks: {errors: default}
plan: [smoke, ramp, approval, bake: 30m]
`,
    /** Undecided in time: goes live, or goes back, without asking. */
    eager: `
promise: {badRequests: 25, decideWithin: 2h, ifUndecided: promote}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
`,
    shy: `
promise: {badRequests: 25, decideWithin: 2h, ifUndecided: rollback}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
`,
    /** Nothing is left on the old version after the promotion. */
    'no-holdback': `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, ramp, bake: {for: 2h, holdback: 0%}]
`,
};
function builtInPolicyNames() {
    return ALL;
}
function isBuiltInPolicy(name) {
    return ALL.some((known) => known === name);
}
/** The YAML as a user would write it. */
function builtInPolicyText(name) {
    return `rampart: 1
target: ${name}
model: gto:${name}
serve: {http: http://gateway.internal/rampart, slots: [blue, green]}
metrics: {openmetrics: {pages: {blue: [http://blue.internal/metrics], green: [http://green.internal/metrics]}}}
${TEXTS[name].trim()}
`;
}
function policies_builtInPolicy(name) {
    const reading = readPolicy({ file: `${name}.yaml`, text: builtInPolicyText(name) });
    invariant(reading.kind === 'policy', 'a built-in policy has no mistakes', { name, mistakes: reading.kind === 'mistakes' ? formatMistakes(reading.mistakes, { color: false }) : '' });
    return reading.policy;
}
// Object.keys forgets what the keys are.
const ALL = Object.keys(TEXTS);

;// CONCATENATED MODULE: ./simulator/src/scenario/text/codec.ts
// A piece of a scenario file, both ways: to plain data that YAML writes, and back from a source tree with every mistake reported.

/** Stands for a value that was reported; never seen outside of reading. */
const codec_REFUSED = Symbol('refused');
function required(codec, key) {
    return key === undefined ? { codec } : { codec, key };
}
function otherwise(value, codec, key) {
    return { codec, otherwise: { value }, ...(key === undefined ? {} : { key }) };
}
/** Keys with their default are left out, and an unknown key is a mistake. */
function mappingOf(fields, example) {
    const accepted = `a mapping, e.g. ${example}`;
    return {
        accepted,
        write: (value) => writtenFields(fields, value),
        read: (source, at) => (source.kind === 'mapping' ? readFields(fields, source, at) : shapeless(source, at, accepted)),
    };
}
/** The kind alone where everything else is as usual, else a mapping of the kind: `crash`, `crash: {pods: 50%}`. */
function kindsOf(noun, kinds, example) {
    const names = Object.keys(kinds);
    const accepted = `${noun}, e.g. ${example}`;
    const table = kinds;
    return {
        accepted,
        write: ({ kind, ...parts }) => {
            const written = writtenFields(table[kind] ?? {}, parts);
            return Object.keys(written).length === 0 ? kind : { [kind]: written };
        },
        read: (source, at) => {
            const named = kindIn(source);
            if (named === 'none')
                return shapeless(source, at, accepted);
            const fields = Object.hasOwn(table, named.kind) ? table[named.kind] : undefined;
            if (fields === undefined)
                return unknownWord(named.kind, named.place, at, { noun, names });
            const inside = { ...at, path: [...at.path, named.kind] };
            if (named.parts.kind !== 'mapping')
                return shapeless(named.parts, inside, accepted);
            const parts = readFields(fields, named.parts, inside);
            // The table is checked against the kinds of the scenario; only the way through strings loses that.
            return parts === codec_REFUSED ? codec_REFUSED : { kind: named.kind, ...parts };
        },
    };
}
function listOf(item) {
    const accepted = `a list; an item is ${item.accepted}`;
    return {
        accepted,
        write: (values) => values.map((value) => item.write(value)),
        read: (source, at) => {
            if (source.kind !== 'list')
                return shapeless(source, at, accepted);
            const values = source.items.map((value, index) => item.read(value, { ...at, path: [...at.path, index] }));
            return allRead(values) ? values : codec_REFUSED;
        },
    };
}
/** Any keys, all of one kind of value. */
function recordOf(value) {
    const accepted = `a mapping from name to value; a value is ${value.accepted}`;
    return {
        accepted,
        write: (record) => Object.fromEntries(Object.entries(record).map(([key, item]) => [key, value.write(item)])),
        read: (source, at) => {
            if (source.kind !== 'mapping')
                return shapeless(source, at, accepted);
            const entries = [...source.entries].map(([key, entry]) => ({ key, item: value.read(entry.value, { ...at, path: [...at.path, key] }) }));
            return allRead(entries.map(({ item }) => item)) ? Object.fromEntries(entries.map(({ key, item }) => [key, item])) : codec_REFUSED;
        },
    };
}
function unknownWord(word, place, at, { noun, names }) {
    const meant = (0,policy_document_src/* didYouMean */.au)(word, names);
    const hint = meant.kind === 'suggestion' ? ` Did you mean ${meant.word}?` : '';
    at.complain('unknown-word', place, at.path, `${(0,policy_document_src/* shownText */.f$)(word)} is not ${noun}.${hint}`, names.join(', '));
    return codec_REFUSED;
}
// --- mappings --------------------------------------------------------------------------------------------------------------------
function writtenFields(fields, value) {
    const written = {};
    for (const name of namesOf(fields)) {
        const { codec, otherwise: usual, key } = fields[name];
        const text = codec.write(value[name]);
        if (usual === undefined || JSON.stringify(text) !== JSON.stringify(codec.write(usual.value)))
            written[key ?? keyOf(name)] = text;
    }
    return written;
}
function readFields(fields, source, at) {
    const names = namesOf(fields);
    const keys = names.map((name) => fields[name].key ?? keyOf(name));
    let isFine = true;
    for (const [key, entry] of source.entries) {
        if (keys.includes(key))
            continue;
        isFine = false;
        const meant = (0,policy_document_src/* didYouMean */.au)(key, keys);
        at.complain('unknown-key', entry.keyPlace, [...at.path, key], `there is no key ${(0,policy_document_src/* shownText */.f$)(key)} here.${meant.kind === 'suggestion' ? ` Did you mean ${meant.word}?` : ''}`, keys.length === 0 ? 'no key at all' : keys.join(', '));
    }
    const values = {};
    for (const [index, name] of names.entries()) {
        const { codec, otherwise: usual } = fields[name];
        const key = keys[index] ?? '';
        const entry = source.entries.get(key);
        const path = [...at.path, key];
        if (entry !== undefined) {
            const value = codec.read(entry.value, { ...at, path });
            if (value === codec_REFUSED)
                isFine = false;
            else
                values[name] = value;
        }
        else if (usual !== undefined) {
            values[name] = usual.value;
        }
        else {
            isFine = false;
            at.complain('missing-key', source.place, path, `\`${key}\` is missing.`, codec.accepted);
        }
    }
    return isFine ? values : codec_REFUSED;
}
function namesOf(fields) {
    return Object.keys(fields);
}
/** `fromMs` is `from`, `healsAtMs` is `heals`, `stepPpm` is `step`: in a file the unit stands at the value. */
function keyOf(name) {
    return name.replace(/(?:(?:At|After)?Ms|Ppm)$/, '');
}
function kindIn(source) {
    if (source.kind === 'scalar' && typeof source.value === 'string') {
        return { kind: source.value, place: source.place, parts: { kind: 'mapping', entries: new Map(), place: source.place, layer: source.layer } };
    }
    if (source.kind !== 'mapping' || source.entries.size !== 1)
        return 'none';
    const [[kind, entry] = []] = source.entries;
    return kind === undefined || entry === undefined ? 'none' : { kind, place: entry.keyPlace, parts: entry.value };
}
function shapeless(source, at, accepted) {
    const seen = source.kind === 'scalar' ? (0,policy_document_src/* shownText */.f$)(source.raw) : source.kind === 'list' ? 'a list' : 'a mapping';
    at.complain('wrong-shape', source.place, at.path, `this has the wrong shape, got ${seen}.`, accepted);
    return codec_REFUSED;
}
function allRead(values) {
    return values.every((value) => value !== codec_REFUSED);
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/plain-decimal.ts
// Decimal text of a number, moved by powers of ten without computing: what is written as `12.5%` comes back as the very same bits.
/** `value * 10^shift` in plain digits, from the shortest text that means `value`: (0.1, 2) is `10`. */
function plainDecimal(value, shift) {
    const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    const digits = whole + fraction;
    const point = whole.length + Number(exponent) + shift;
    const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
    const at = Math.max(1, point);
    const text = [padded.slice(0, at).replace(/^0+(?=\d)/, ''), padded.slice(at).replace(/0+$/, '')].filter((part) => part !== '').join('.');
    return value < 0 ? `-${text}` : text;
}
/** The number nearest to the decimal `text * 10^shift`. */
function numberOf(text, shift) {
    return Number(`${text}e${shift}`);
}
/** No exponent, no leading zeros, no thousands: nothing that two readers could take differently. */
const DECIMAL = /^-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,40})?$/;

;// CONCATENATED MODULE: ./simulator/src/scenario/text/unit-codecs.ts
// Values with their units, as policies write them: `10m`, `5%`, `2x`, `1 point`, `50/s`. Unlike there, with as many decimals as a drawn number has.



const TEXT_LENGTH_MAX = 400;
const CONTROL = /[\u0000-\u001f\u007f]/u;
/** Whole milliseconds. Clocks that go slow have a sign: `-5m`. */
function unit_codecs_duration({ signed = false } = {}) {
    const accepted = `a duration with its unit (ms, s, m, h, d), e.g. ${signed ? '-5m' : '10m'}`;
    return scalar(accepted, {
        write: (ms) => (ms < 0 ? `-${(0,policy_document_src/* formatDuration */.a3)(-ms)}` : (0,policy_document_src/* formatDuration */.a3)(ms)),
        read: (raw) => {
            const isBehind = signed && raw.startsWith('-');
            const ms = (0,policy_document_src/* parseDuration */.E9)(isBehind ? raw.slice(1) : raw);
            return ms.kind === 'refused' ? bad('bad-unit', ms.says) : ok(isBehind ? -ms.value : ms.value);
        },
    });
}
/** A duration, or the word that stands for none. */
function durationOr(word) {
    const known = unit_codecs_duration();
    return {
        accepted: `${known.accepted}, or ${word}`,
        write: (value) => (typeof value === 'number' ? known.write(value) : value),
        read: (source, at) => (source.kind === 'scalar' && source.value === word ? word : known.read(source, at)),
    };
}
/** A part of a whole as a ratio: 0 to 1, or what `range` says. */
function share(range = { min: 0, max: 1 }) {
    return withUnit({ noun: 'a share', unit: '%', shift: 2, example: '5%', range });
}
/** Percentage points as a difference of ratios. */
function points(range = { min: 0, max: 1 }) {
    const many = withUnit({ noun: 'percentage points', unit: ' points', shift: 2, example: '3 points', range });
    return {
        ...many,
        write: (value) => (value === 0.01 ? '1 point' : many.write(value)),
        read: (source, at) => (source.kind === 'scalar' && source.value === '1 point' ? 0.01 : many.read(source, at)),
    };
}
function unit_codecs_factor(range = { min: 0, max: 10_000 }) {
    return withUnit({ noun: 'a factor', unit: 'x', shift: 0, example: '2x', range });
}
/** Requests per second. */
function rate() {
    return withUnit({ noun: 'a rate', unit: '/s', shift: 0, example: '0.5/s', range: { min: Number.MIN_VALUE, max: 1_000_000 } });
}
/** Parts per million, written as a share. */
function sharePpm() {
    const written = withUnit({ noun: 'a share', unit: '%', shift: -4, example: '1%', range: { min: 1, max: 1_000_000 } });
    return {
        ...written,
        read: (source, at) => {
            const ppm = written.read(source, at);
            return ppm === codec_REFUSED || Number.isInteger(ppm) ? ppm : complain(source, at, bad('out-of-range', 'a step is a whole number of parts per million'), written.accepted);
        },
    };
}
/** A whole number of things. */
function unit_codecs_count({ min, max }) {
    const accepted = `a whole number from ${min} to ${max}`;
    return plainNumber(accepted, (value) => Number.isInteger(value) && value >= min && value <= max);
}
/** A number that has no unit but its own. */
function number(range) {
    const reach = Number.isFinite(range.max) ? `from ${range.min} to ${range.max}` : Number.isFinite(range.min) ? `from ${range.min} on` : '';
    return plainNumber(`a number ${reach}`.trim(), (value) => value >= range.min && value <= range.max);
}
function flag() {
    const accepted = 'true or false';
    return { accepted, write: (value) => value, read: (source, at) => (source.kind === 'scalar' && typeof source.value === 'boolean' ? source.value : complain(source, at, bad('unknown-word', 'this is neither true nor false'), accepted)) };
}
function words(noun, known) {
    return {
        accepted: known.join(', '),
        write: (word) => word,
        read: (source, at) => {
            const word = known.find((candidate) => source.kind === 'scalar' && source.value === candidate);
            if (word !== undefined)
                return word;
            return source.kind === 'scalar' ? unknownWord(source.raw, source.place, at, { noun, names: known }) : complain(source, at, bad('wrong-shape', `this is not ${noun}`), known.join(', '));
        },
    };
}
/** Text that means itself. */
function unit_codecs_text(accepted, isFine = () => true) {
    return {
        accepted,
        write: (value) => value,
        read: (source, at) => {
            if (source.kind !== 'scalar' || typeof source.value !== 'string')
                return complain(source, at, bad('wrong-shape', 'this is not text; a number needs quotes'), accepted);
            const isText = source.value.length <= TEXT_LENGTH_MAX && !CONTROL.test(source.value) && isFine(source.value);
            return isText ? source.value : complain(source, at, bad('bad-text', 'this cannot be used here'), accepted);
        },
    };
}
/** Text that `parse` understands. */
function parsedText(accepted, both) {
    return scalar(accepted, {
        write: both.write,
        read: (raw) => {
            const value = both.read(raw);
            return value === 'not understood' ? bad('bad-unit', 'this cannot be read') : ok(value);
        },
    });
}
function ok(value) {
    return { kind: 'ok', value };
}
function bad(name, says) {
    return { kind: 'bad', name, says };
}
function withUnit({ noun, unit, shift, example, range }) {
    const accepted = `${noun}, e.g. ${example}`;
    return scalar(accepted, {
        write: (value) => plainDecimal(value, shift) + unit,
        read: (raw) => {
            const digits = raw.slice(0, raw.length - unit.length);
            if (!raw.endsWith(unit) || !DECIMAL.test(digits))
                return bad('bad-unit', DECIMAL.test(raw) ? `${noun} needs its unit (${unit.trim()})` : `this is not ${noun}`);
            const value = numberOf(digits, -shift);
            return value >= range.min && value <= range.max ? ok(value) : bad('out-of-range', `${noun} is out of range here`);
        },
    });
}
/** A scalar in its raw text: a bare number is refused in the words of its unit. */
function scalar(accepted, both) {
    return {
        accepted,
        write: both.write,
        read: (source, at) => {
            if (source.kind !== 'scalar')
                return complain(source, at, bad('wrong-shape', 'this is not a single value'), accepted);
            const outcome = both.read(typeof source.value === 'string' ? source.value : source.raw);
            return outcome.kind === 'ok' ? outcome.value : complain(source, at, outcome, accepted);
        },
    };
}
function plainNumber(accepted, isFine) {
    return {
        accepted,
        write: (value) => value,
        read: (source, at) => {
            if (source.kind !== 'scalar')
                return complain(source, at, bad('wrong-shape', 'this is not a number'), accepted);
            if (typeof source.value !== 'number' || !Number.isFinite(source.value) || /^[-+]?0[xo]/i.test(source.raw))
                return complain(source, at, bad('bad-unit', 'this is not a plain number'), accepted);
            return isFine(source.value) ? source.value : complain(source, at, bad('out-of-range', 'this number is out of range'), accepted);
        },
    };
}
function complain(source, at, { name, says }, accepted) {
    const seen = source.kind === 'scalar' ? (0,policy_document_src/* shownText */.f$)(source.raw) : source.kind === 'list' ? 'a list' : 'a mapping';
    at.complain(name, source.place, at.path, `${says}, got ${seen}.`, accepted);
    return codec_REFUSED;
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/behaviour-codecs.ts
// How models misbehave, as a scenario file writes it: `crash`, `worse: {on: errors, factor: 3x, since: promotion}`.



const ALL_OF = ['errors', 'latency', 'answers', 'bins', 'levels'];
/** A part may be more than everything there was: `gain: 200%`. */
const ANY_PART = { min: 0, max: 100 };
function behaviourCodec() {
    return kindsOf('a behaviour of the model', behaviours(), '{worse: {on: errors, factor: 3x}}');
}
function behaviours() {
    const { arm, since, fromMs, forMs } = default_scenario/* DEFAULT_MISBEHAVING */.aF;
    const shared = {
        arm: otherwise(arm, words('an arm', ['candidate', 'both'])),
        since: otherwise(since, words('a beginning', ['start', 'first-traffic', 'promotion'])),
        fromMs: otherwise(fromMs, unit_codecs_duration()),
        forMs: otherwise(forMs, durationOr('ever')),
    };
    const worse = { on: required(onCodec()), factor: otherwise(1, unit_codecs_factor()), points: otherwise(0, points()) };
    return {
        crash: { pods: otherwise(1, share()), loopMs: otherwise('none', durationOr('none')), ...shared },
        intermittent: { periodMs: required(unit_codecs_duration()), badShare: required(share()), errorRatio: otherwise(1, share()), ...shared },
        worse: { ...worse, ...shared },
        'worse-in': { segment: required(segmentName()), ...worse, ...shared },
        slower: { factor: required(unit_codecs_factor()), fromQuantile: otherwise(0, share()), ...shared },
        leak: { errorPointsPerHour: otherwise(0, points(ANY_PART)), levelPerHour: otherwise(0, share(ANY_PART)), ...shared },
        'cold-start': { lastsMs: required(unit_codecs_duration()), errorPoints: otherwise(0, points()), slowFactor: otherwise(1, unit_codecs_factor()), ...shared },
        skew: { moved: required(share()), ...shared },
        'wins-own-metric': { better: required(checkName()), gain: required(share(ANY_PART)), loss: required(share(ANY_PART)), ...shared },
        feedback: { gain: required(share(ANY_PART)), ...shared },
        overload: { weight: required(share()), points: otherwise(0, points()), levelFactor: otherwise(1, unit_codecs_factor()), ...shared },
    };
}
/** `errors` is the check of that name, `all errors` every check of that sort. */
function onCodec() {
    return parsedText(`the name of a check, or all of a sort: ${ALL_OF.map((of) => `all ${of}`).join(', ')}`, {
        write: (on) => (on.kind === 'check' ? on.name : `all ${on.of}`),
        read: (raw) => {
            if (/^[^\s\u0000-\u001f\u007f]{1,100}$/u.test(raw))
                return { kind: 'check', name: raw };
            const of = ALL_OF.find((known) => raw === `all ${known}`);
            return of === undefined ? 'not understood' : { kind: 'all', of };
        },
    });
}
/** One of the traffic's segments; that it is one is seen when everything is read. */
function segmentName() {
    return unit_codecs_text('a segment of the traffic, e.g. region=west', (value) => /^[^=]+=.+$/u.test(value));
}
function checkName() {
    return unit_codecs_text('the name of a check', (value) => /^\S{1,100}$/u.test(value));
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/fault-codecs.ts



function faultCodec() {
    return kindsOf('a fault', faults(), '{router-unavailable: {at: 10m, for: 5m}}');
}
function faults() {
    const at = { atMs: otherwise(0, unit_codecs_duration()) };
    /** Lasts, and says how long. */
    const span = { ...at, forMs: required(unit_codecs_duration()) };
    /** Happens at a moment; how long is nobody's question. */
    const moment = { ...at, forMs: otherwise(0, unit_codecs_duration()) };
    const arms = { arm: otherwise('both', words('an arm', ['both', 'stable', 'candidate'])) };
    const arm = { arm: required(words('an arm', ['stable', 'candidate'])) };
    const late = { byMs: required(unit_codecs_duration()) };
    const ahead = { aheadMs: required(unit_codecs_duration({ signed: true })) };
    return {
        'metrics-missing': { ...arms, ...span },
        'metrics-stale': { ...arms, ...span },
        'metrics-nan': { ...arms, ...span },
        'metrics-empty': { ...arms, ...span },
        'metrics-time-out': { ...arms, ...span },
        'metrics-truncated': { ...arms, ...span },
        'counter-reset': { ...arms, ...moment },
        'duplicated-series': { times: otherwise(2, unit_codecs_count({ min: 2, max: 1_000 })), ...span },
        'metrics-late': { ...late, ...span },
        'out-of-order': span,
        extrapolated: { by: required(share({ min: 0, max: 100 })), ...span },
        'label-swap': { share: required(share()), ...span },
        'series-dropped': { ...arm, share: required(share()), ...span },
        'unit-change': span,
        'zero-denominator': span,
        backfill: { factor: required(unit_codecs_factor()), ...span },
        'metrics-clock': { ...ahead, ...span },
        'labels-late': { ...late, lost: otherwise(0, share()), ...span },
        'router-unavailable': span,
        'router-fails': span,
        'router-reply-lost': span,
        'router-lies': span,
        'router-halves': span,
        'router-late': { ...late, ...span },
        'deployer-fails': span,
        'never-ready': span,
        'slot-lost': { ...arm, ...span },
        'registry-unavailable': span,
        'ledger-unavailable': span,
        'ledger-reply-lost': span,
        'ledger-lost-not-applied': span,
        'ledger-stale': span,
        'ledger-conflicts': span,
        'frozen-data-changed': span,
        'cron-late': { ...late, ...span },
        'cron-missing': { probability: otherwise(1, share()), ...span },
        'job-dies': { call: required(unit_codecs_count({ min: 1, max: 1_000_000 })), when: required(words('a moment', ['before', 'after'])), ...span },
        'tick-twice': span,
        'two-controllers': span,
        'old-job-re-run': moment,
        'job-cancelled': moment,
        'runner-clock': { ...ahead, ...span },
        'person-aborts': moment,
        'person-approves': moment,
        'person-sets-weight': { weight: required(share()), ...moment },
        'new-version': moment,
        'common-outage': { points: required(points()), ...span },
        'dependency-down': { points: required(points()), ...span },
        'flash-crowd': { factor: required(unit_codecs_factor()), ...span },
        'no-traffic': span,
        'mix-differs': { segment: required(segmentName()), factor: required(unit_codecs_factor()), ...span },
    };
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/traffic-codecs.ts
// Traffic and what stable does, as a scenario file writes them.




const POSITIVE = { min: 0, max: Number.POSITIVE_INFINITY };
const ANY = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
function trafficCodec() {
    const usual = default_scenario/* DEFAULT_TRAFFIC */.ot;
    const fields = {
        requestsPerSecond: otherwise(usual.requestsPerSecond, rate(), 'requests'),
        shape: otherwise(usual.shape, kindsOf('a shape of the traffic', shapes(), '{day: {peakToTrough: 3x}}')),
        dispersion: otherwise(usual.dispersion, number({ min: 1, max: 1e9 })),
        bursts: otherwise(usual.bursts, mappingOf({ factor: otherwise(usual.bursts.factor, unit_codecs_factor()), everyMs: otherwise(usual.bursts.everyMs, unit_codecs_duration()), lastMs: otherwise(usual.bursts.lastMs, unit_codecs_duration()) }, '{factor: 5x, every: 1h, last: 5m}')),
        failBurst: otherwise(usual.failBurst, mappingOf({ mean: required(number({ min: 1, max: 1e6 })), max: required(unit_codecs_count({ min: 1, max: 1e6 })) }, '{mean: 3, max: 20}')),
        armNoise: otherwise(usual.armNoise, number({ min: 0, max: 10 })),
        commonNoise: otherwise(usual.commonNoise, number({ min: 0, max: 10 })),
        users: otherwise(usual.users, kindsOf('what counts as a user', users(), '{users: {count: 5000, zipf: 1.1, concentration: 5}}')),
        segments: otherwise(usual.segments, listOf(segment())),
        retries: otherwise(usual.retries, mappingOf({ probability: required(share()), max: required(unit_codecs_count({ min: 0, max: 100 })) }, '{probability: 50%, max: 3}')),
    };
    return mappingOf(fields, '{requests: 0.05/s, dispersion: 3}');
}
function shapes() {
    const curve = { peakToTrough: required(unit_codecs_factor()), weekendRatio: otherwise(1, unit_codecs_factor()), startsAtMs: otherwise(0, unit_codecs_duration()) };
    return { flat: {}, day: curve, week: curve, replay: { stepMs: required(unit_codecs_duration()), counts: required(listOf(unit_codecs_count({ min: 0, max: 1e9 }))) } };
}
function users() {
    return { requests: {}, users: { count: required(unit_codecs_count({ min: 1, max: 1e8 })), zipf: required(number({ min: 0, max: 10 })), concentration: required(number({ min: 0, max: 1e9 })) } };
}
/** `region=west 20%`, or `region=west 20% to 70%` where the mix shifts. */
function segment() {
    return parsedText('a segment with its share, e.g. `region=west 20%` or `region=west 20% to 70%`', {
        write: ({ dimension, value, share: from, shareAtEnd: to }) => `${dimension}=${value} ${plainDecimal(from, 2)}%${to === from ? '' : ` to ${plainDecimal(to, 2)}%`}`,
        read: (raw) => {
            const [, dimension = '', value = '', from = '', , to = from] = /^([A-Za-z_][A-Za-z0-9_]{0,99})=(.{1,100}?) ([0-9.]+)%( to ([0-9.]+)%)?$/u.exec(raw) ?? [];
            const [start, end] = [numberOf(from, -2), numberOf(to, -2)];
            const isFine = dimension !== '' && [from, to].every((part) => DECIMAL.test(part)) && Math.max(start, end) <= 1;
            return isFine ? { dimension, value, share: start, shareAtEnd: end } : 'not understood';
        },
    });
}
function baselinesCodec() {
    return recordOf(baselineCodec());
}
/** `1%`, or another kind written out. */
function baselineCodec() {
    const ratio = share();
    const others = kindsOf('a share of events, or another kind of baseline', {
        ratio: { ratio: required(ratio) },
        time: { boundsSeconds: required(listOf(number(POSITIVE))), within: required(listOf(share())) },
        score: { mean: required(number({ min: 0, max: 1 })), sd: required(number(POSITIVE)) },
        bins: { shares: required(recordOf(share())) },
        level: { mean: required(number(ANY)), sd: otherwise(0, number(POSITIVE)), perRequestPerSecond: otherwise(0, number(ANY)) },
    }, '1% or {score: {mean: 0.8, sd: 0.1}}');
    return {
        accepted: others.accepted,
        write: (baseline) => (baseline.kind === 'ratio' ? ratio.write(baseline.ratio) : others.write(baseline)),
        read: (source, at) => {
            if (source.kind !== 'scalar')
                return others.read(source, at);
            const read = ratio.read(source, at);
            return typeof read === 'number' ? { kind: 'ratio', ratio: read } : read;
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/file-codec.ts







const SCENARIO_VERSION = 1;
const U32 = { min: 0, max: 0xffff_ffff };
function file_codec_fileCodec() {
    const usual = default_scenario/* DEFAULT_SCENARIO */.h_;
    const fields = {
        version: required(versionCodec(), 'scenario'),
        policy: required(policyCodec()),
        breaks: otherwise('', unit_codecs_text('the id of a checker or the name of a claim, e.g. 01-weight-cap')),
        depth: required(words('a depth', ['decide', 'tick', 'run', 'bundle'])),
        seed: otherwise(usual.seed, unit_codecs_count(U32)),
        run: otherwise(usual.run, unit_codecs_count(U32)),
        name: otherwise(usual.name, unit_codecs_text('a name, e.g. steady-good')),
        about: otherwise(usual.about, unit_codecs_text('a sentence')),
        horizonMs: otherwise(usual.horizonMs, unit_codecs_duration()),
        healsAtMs: otherwise(usual.healsAtMs, durationOr('never')),
        traffic: otherwise(usual.traffic, trafficCodec()),
        baseline: otherwise(usual.baseline, baselinesCodec()),
        behaviours: otherwise(usual.behaviours, listOf(behaviourCodec()), 'candidate'),
        faults: otherwise(usual.faults, listOf(faultCodec())),
        runner: otherwise(usual.runner, runnerCodec()),
        router: otherwise(usual.router, routerCodec()),
    };
    return mappingOf(fields, '`scenario: 1`, `policy: web`, `depth: tick`');
}
function versionCodec() {
    const accepted = `scenario: ${SCENARIO_VERSION}`;
    return {
        accepted,
        write: (version) => version,
        read: (source, at) => {
            if (source.kind === 'scalar' && source.value === SCENARIO_VERSION)
                return SCENARIO_VERSION;
            at.complain('wrong-version', source.place, at.path, 'this is not a version that this release reads.', accepted);
            return codec_REFUSED;
        },
    };
}
/** A word is a built-in policy; a path has a slash or ends in .yaml, and leads on from the file's own folder. */
function policyCodec() {
    const accepted = `the path of a policy, relative to this file, e.g. ../policy.yaml; or one of ${builtInPolicyNames().join(', ')}`;
    const path = unit_codecs_text(accepted, (value) => value !== '' && !/^(?:[/\\~]|[A-Za-z]:)/.test(value));
    return {
        ...path,
        read: (source, at) => {
            const value = path.read(source, at);
            if (value === codec_REFUSED || isBuiltInPolicy(value) || /[/]|\.ya?ml$/.test(value))
                return value;
            return unknownWord(value, source.place, at, { noun: 'a built-in policy or a path', names: builtInPolicyNames() });
        },
    };
}
function runnerCodec() {
    const usual = default_scenario/* DEFAULT_RUNNER */.Dv;
    return mappingOf({
        mode: otherwise(usual.mode, words('a mode', ['auto', 'tick', 'watch'])),
        lateMedianMs: otherwise(usual.lateMedianMs, unit_codecs_duration()),
        missing: otherwise(usual.missing, share()),
        jobDelayMs: otherwise(usual.jobDelayMs, unit_codecs_duration()),
        person: otherwise(usual.person, kindsOf('what a person does who is asked', { never: {}, approves: { afterMs: required(unit_codecs_duration()) }, aborts: { afterMs: required(unit_codecs_duration()) } }, '{approves: {after: 10m}}')),
    }, '{mode: tick, lateMedian: 40m, missing: 20%}');
}
function routerCodec() {
    const usual = default_scenario/* DEFAULT_ROUTER */.Sz;
    return mappingOf({ stepPpm: otherwise(usual.stepPpm, sharePpm()), canMirror: otherwise(usual.canMirror, flag()), settlesAfterMs: otherwise(usual.settlesAfterMs, unit_codecs_duration()) }, '{step: 10%, canMirror: false, settles: 30s}');
}

;// CONCATENATED MODULE: ./simulator/src/scenario/text/scenario-mistake.ts
// What a person reads about a mistake in a scenario file, in the manner of policy files: a code, a place, what was seen, what is accepted.

/** Codes are never reused. Mistakes of the YAML itself keep the codes that they have in policies (RMP101 to RMP108). */
const scenario_mistake_SCENARIO_MISTAKE_KINDS = {
    'wrong-version': { code: 'RMP301', title: '`scenario:` is not a version that this release reads.', remedy: 'Write `scenario: 1`.' },
    'unknown-key': { code: 'RMP302', title: 'A key that has no meaning at this place of a scenario.', remedy: 'Take the suggestion, or remove the key.' },
    'missing-key': { code: 'RMP303', title: 'A key without which the scenario means nothing.', remedy: 'Add it in the form shown.' },
    'wrong-shape': { code: 'RMP304', title: 'A list, a mapping or a single value where another of them belongs.', remedy: 'Use the form shown.' },
    'unknown-word': { code: 'RMP305', title: 'A kind of behaviour or fault, a depth, a policy or another word that does not exist.', remedy: 'Use one of the words listed.' },
    'bad-unit': { code: 'RMP306', title: 'A number without its unit, with a wrong one, or one that cannot be read.', remedy: 'Use the form shown: `10m`, `5%`, `2x`, `1 point`, `50/s`.' },
    'out-of-range': { code: 'RMP307', title: 'A value that can be read but means nothing here.', remedy: 'Stay within the range shown.' },
    'bad-text': { code: 'RMP308', title: 'A name, path or sentence that is empty, too long, or holds control characters; or a path that is not relative.', remedy: 'Use the form shown.' },
    'bad-segments': { code: 'RMP309', title: 'Segments that do not add up to 100 %, or one that the traffic does not have.', remedy: 'Name the segments under `traffic:`, with shares that add up to 100 % per dimension.' },
};
/** One block per mistake: place, code and sentence, then the lines of the file. */
function formatScenarioMistakes(mistakes) {
    return mistakes
        .map(({ place, code, subject, text, frame }) => [`${formatPlace(place)} ${code} ${subject}: ${text}`, ...frame.split('\n').filter((line) => line !== '').map((line) => `  ${line}`)].join('\n'))
        .join('\n\n');
}

;// CONCATENATED MODULE: ./simulator/src/scenario/read-scenario.ts
// Text to a scenario, or everything that is wrong with it: each mistake with file, line, column and the accepted form. Total: any text gives one or the other.





function readScenario(file) {
    const yaml = readYaml(file, 'policy');
    if (yaml.kind === 'unreadable')
        return { kind: 'mistakes', mistakes: yaml.mistakes.map(ofYaml) };
    const found = yaml.mistakes.map(ofYaml);
    const at = { path: [], complain: (name, place, path, says, accepted) => found.push(mistake(yaml.source, name, place, path, says, accepted)) };
    const flat = fileCodec().read(yaml.root, at);
    if (flat === REFUSED)
        return { kind: 'mistakes', mistakes: inFileOrder(found) };
    const { version: _, policy, breaks, depth, ...scenario } = flat;
    for (const { path, says } of segmentProblems(scenario))
        at.complain('bad-segments', placeOf(yaml, path), path, says, 'segments whose shares add up to 100 % per dimension, e.g. [region=west 20%, region=east 80%]');
    return found.length > 0 ? { kind: 'mistakes', mistakes: inFileOrder(found) } : { kind: 'scenario', file: { policy, breaks, depth, scenario } };
}
function mistake(source, name, place, path, says, accepted) {
    return { code: SCENARIO_MISTAKE_KINDS[name].code, name, place, subject: path.length === 0 ? place.file : formatPath(path), text: `${says} Accepted: ${accepted}.`, frame: codeFrame(source, place) };
}
/** Mistakes of the YAML itself are the same in every file; only that the whole is no mapping is said in a policy's words. */
function ofYaml({ code, name, place, subject, text, frame }) {
    if (name !== 'wrong-type')
        return { code, name, place, subject, text, frame };
    return { code: SCENARIO_MISTAKE_KINDS['wrong-shape'].code, name: 'wrong-shape', place, subject, text: 'the file is not a scenario. Accepted: a mapping of keys, e.g. `scenario: 1`.', frame };
}
/** Shares add up, and whatever is about a segment is about one that there is. */
function segmentProblems({ traffic: { segments }, behaviours, faults }) {
    const dimensions = new Set(segments.map(({ dimension }) => dimension));
    const sum = (dimension, shareOf) => segments.reduce((total, segment) => total + (segment.dimension === dimension ? shareOf(segment) : 0), 0);
    const isWhole = (total) => Math.abs(total - 1) < 1e-6;
    const partial = [...dimensions].filter((dimension) => !isWhole(sum(dimension, ({ share }) => share)) || !isWhole(sum(dimension, ({ shareAtEnd }) => shareAtEnd)));
    const known = new Set(segments.map(({ dimension, value }) => `${dimension}=${value}`));
    const named = [
        ...behaviours.map((item, index) => ({ path: ['candidate', index], segment: 'segment' in item ? item.segment : '' })),
        ...faults.map((item, index) => ({ path: ['faults', index], segment: 'segment' in item ? item.segment : '' })),
    ];
    return [
        ...partial.map((dimension) => ({ path: ['traffic', 'segments'], says: `the shares of ${dimension} do not add up to 100 %.` })),
        ...(known.size < segments.length ? [{ path: ['traffic', 'segments'], says: 'a segment stands twice.' }] : []),
        ...named.filter(({ segment }) => segment !== '' && !known.has(segment)).map(({ path, segment }) => ({ path, says: `the traffic has no segment ${segment}.` })),
    ];
}
/** Of the value at `path`, or of the nearest that is written around it. */
function placeOf({ root }, path) {
    let value = root;
    for (const step of path) {
        const next = value.kind === 'mapping' && typeof step === 'string' ? value.entries.get(step)?.value : value.kind === 'list' && typeof step === 'number' ? value.items[step] : undefined;
        if (next === undefined)
            break;
        value = next;
    }
    return value.place;
}
function inFileOrder(mistakes) {
    return mistakes.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./simulator/src/scenario/write-scenario.ts
// A scenario as a file for people: only what differs from the plain one, with units, short enough to be read at a glance.


/** A counterexample that is longer is one that nobody reads. */
const LINES_MAX = 15;
/** A list that fits stands on the line of its key. */
const LINE_LENGTH_MAX = 110;
/** Reads back (read-scenario.ts) to the same scenario, bit for bit. Ends with a line break. */
function writeScenario({ scenario, ...rest }) {
    const written = entriesOf(file_codec_fileCodec().write({ version: SCENARIO_VERSION, ...rest, ...scenario }));
    const airy = written.flatMap(([key, value]) => entry(key, value));
    const lines = airy.length <= LINES_MAX ? airy : written.map(([key, value]) => onOneLine(key, value));
    return `${lines.join('\n')}\n`;
}
function entry(key, value) {
    const line = onOneLine(key, value);
    return line.length <= LINE_LENGTH_MAX || !isList(value) ? [line] : [`${key}:`, ...value.map((item) => `  - ${itemText(item)}`)];
}
function onOneLine(key, value) {
    return `${key}: ${flow(value)}`;
}
function isList(value) {
    return Array.isArray(value);
}
/** `- crash: {pods: 50%}`: the kind stands outside of the braces. */
function itemText(item) {
    const lines = entriesOf(item).map(([kind, parts]) => onOneLine(kind, parts));
    return lines.length === 1 ? lines.join('') : flow(item);
}
function entriesOf(value) {
    return typeof value === 'object' && !isList(value) ? Object.entries(value) : [];
}
function flow(value) {
    return (0,dist/* stringify */.As)(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0, blockQuote: false }).trimEnd();
}

// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var chance = __webpack_require__(9368);
// EXTERNAL MODULE: ./simulator/src/world/aggregated/sticky-users.ts + 2 modules
var sticky_users = __webpack_require__(799);
// EXTERNAL MODULE: ./simulator/src/world/baseline.ts
var baseline = __webpack_require__(2782);
;// CONCATENATED MODULE: ./simulator/src/world/own-checks.ts
// What a traffic profile says about each check of a policy, as baselines.



const MINUTE_MS = 60_000;
/** Where nothing was seen: as often as would be seen half a time. */
const UNSEEN_EVENTS = 0.5;
/** The highest of some samples is about so many standard deviations above the mean. */
const MAX_SDS = 3;
function baselineFromProfile(profile, check, assume) {
    const measured = (0,policy_document_src/* trafficOf */.t7)(profile, check);
    const isEmpty = measured !== 'absent' && measured.kind !== 'level' && measured.trials === 0;
    if (measured === 'absent' || isEmpty) {
        assume(`\`${check.name}\` was not measured: ${saidOf((0,baseline/* baselineOf */.B)(check, { baseline: {} }))}.`);
        return (0,baseline/* baselineOf */.B)(check, { baseline: {} });
    }
    switch (measured.kind) {
        case 'counts':
            return { kind: 'ratio', ratio: own_checks_ratioOf(profile, check, measured, assume) };
        case 'time':
            return { kind: 'time', boundsSeconds: measured.boundsSeconds, within: measured.withinBound.map((count) => count / measured.trials) };
        case 'level':
            return { kind: 'level', mean: measured.mean, sd: Math.max(0, measured.max - measured.mean) / MAX_SDS, perRequestPerSecond: 0 };
    }
}
/** How much two equal deployments differ beyond luck: the most that any check's pods do. */
function armNoiseOf(profile, { checks }, assume) {
    const noises = checks.map((check) => (0,policy_document_src/* trafficOf */.t7)(profile, check)).flatMap((measured) => (measured !== 'absent' && measured.kind === 'counts' ? [(0,policy_document_src/* podNoise */.gg)(measured.pods)] : []));
    if (noises.every(({ kind }) => kind === 'too-little'))
        assume('How much equal pods differ was not measured: taken as by luck alone.');
    // Rounded, because it comes from a logarithm that engines may end differently.
    return noises.reduce((most, noise) => Math.max(most, noise.kind === 'measured' ? Math.round(noise.logRateSd * 1_000) / 1_000 : 0), 0);
}
function own_checks_ratioOf(profile, check, { trials, events }, assume) {
    if (events === 0)
        assume(`No event of \`${check.name}\` was seen in ${trials}: taken as one in ${2 * trials}.`);
    const ratio = Math.max(UNSEEN_EVENTS, events) / trials;
    return (0,sticky_users/* countsUsers */.X)(check) ? ratio / requestsPerUser(profile, check, trials, assume) : Math.min(1, ratio);
}
/** A user who was seen failed if any request did: the ratio of requests is that much smaller. */
function requestsPerUser({ requestsPerMinute, measured }, { name }, users, assume) {
    const requests = Math.max(1, (requestsPerMinute.mean * (measured.toMs - measured.fromMs)) / MINUTE_MS / users);
    assume(`\`${name}\` was measured per user: taken as ${figure(requests)} requests of each.`);
    return requests;
}
function saidOf(baseline) {
    switch (baseline.kind) {
        case 'ratio':
            return `taken as ${figure(baseline.ratio * 100)} % of events`;
        case 'time':
            return 'taken as a service with a median of tens of milliseconds and a long tail';
        case 'score':
            return `taken as ${figure(baseline.mean)} on average`;
        case 'bins':
            return `taken as ${Object.keys(baseline.shares).length} bins`;
        case 'level':
            return `taken as ${figure(baseline.mean)}, with little noise`;
    }
}
/** Three digits, as people say it. */
function figure(value) {
    return String(Number(value.toPrecision(3)));
}

// EXTERNAL MODULE: ./simulator/src/world/request-rate.ts
var request_rate = __webpack_require__(8799);
;// CONCATENATED MODULE: ./simulator/src/world/own-traffic.ts
// The user's own service as a world: what a traffic profile measured, and where it is silent something that is not kinder than what may well be true. Every
// assumption is told, so that people can measure it instead.






const HOUR_MS = 3_600_000;
/** People release in the morning, into growing traffic. */
const STARTS_AT_MS = 10 * HOUR_MS;
const DISPERSION = 2;
/** Failures that nobody counted in their bursts, for a policy that relies on their coming one by one. */
const FAIL_BURST = { mean: 5, max: 50 };
const BURST_MAX_MEANS = 10;
const USERS = { count: 50_000, zipf: 1.1 };
const CONCENTRATION = 20;
/** More are not told apart: their part is the tail of those who come once. */
const USERS_MAX = 100_000;
const SEGMENT_SHARE = 0.1;
const PER_MINUTE = 60;
function ownTraffic(profile, policy) {
    const assumed = [];
    const assume = (sentence) => {
        assumed.push(sentence);
    };
    const traffic = {
        ...default_scenario/* DEFAULT_TRAFFIC */.ot,
        requestsPerSecond: profile.requestsPerMinute.mean / PER_MINUTE,
        shape: shapeOf(profile, assume),
        dispersion: dispersionOf(profile, assume),
        failBurst: failBurstOf(profile, policy, assume),
        armNoise: armNoiseOf(profile, policy, assume),
        users: usersOf(profile, policy, assume),
        segments: segmentsOf(profile, policy, assume),
    };
    const baseline = Object.fromEntries(policy.checks.map((check) => [check.name, baselineFromProfile(profile, check, assume)]));
    return { traffic, baseline, router: { ...default_scenario/* DEFAULT_ROUTER */.Sz, stepPpm: profile.routerStep, canMirror: policy.plan.some(({ kind }) => kind === 'shadow') }, assumed };
}
function shapeOf({ shape, requestsPerMinute: { mean, low } }, assume) {
    switch (shape.kind) {
        case 'flat':
            return { kind: 'flat' };
        case 'day':
        case 'week':
            return { kind: shape.kind, peakToTrough: shape.peakToTrough, weekendRatio: shape.weekendRatio, startsAtMs: STARTS_AT_MS };
        case 'unknown':
            if (low.kind === 'known' && low.perMinute > 0 && low.perMinute < mean) {
                assume(`How traffic moves over the day was not measured: taken as a day whose quietest hour has ${figure(low.perMinute)} requests a minute.`);
                return { kind: 'day', peakToTrough: (0,request_rate/* peakToTroughOf */.H)(mean / low.perMinute), weekendRatio: 1, startsAtMs: STARTS_AT_MS };
            }
            assume('How traffic moves over the day was not measured: taken as the same at every hour.');
            return { kind: 'flat' };
    }
}
function dispersionOf({ dispersion }, assume) {
    if (dispersion.kind === 'measured')
        return Math.max(1, dispersion.varianceOverMean);
    assume(`How unevenly requests come was not measured: taken as a variance of ${DISPERSION} times the mean.`);
    return DISPERSION;
}
function failBurstOf({ errorBursts }, { checks }, assume) {
    if (errorBursts.kind === 'measured')
        return errorBursts.meanRequests <= 1 ? { mean: 1, max: 1 } : { mean: errorBursts.meanRequests, max: Math.ceil(BURST_MAX_MEANS * errorBursts.meanRequests) };
    const trusting = checks.filter(({ independent, signal }) => independent && signal.kind === 'share');
    if (trusting.length === 0) {
        assume('Whether requests fail together was not measured: taken as each by itself, and no check of the policy relies on it.');
        return { mean: 1, max: 1 };
    }
    const names = trusting.map(({ name }) => `\`${name}\``).join(', ');
    assume(`Whether requests fail together was not measured, and ${names} ${trusting.length === 1 ? 'says' : 'say'} \`independent: true\`: taken as bursts of ${FAIL_BURST.mean} on average, up to ${FAIL_BURST.max}.`);
    return FAIL_BURST;
}
function usersOf({ users }, { plan }, assume) {
    if (!plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user'))
        return { kind: 'requests' };
    if (users.kind === 'unknown') {
        assume(`Users stay on one version, and how many there are was not measured: taken as ${USERS.count}, the busiest of them with ${figure(((0,chance/* zipfShares */.Is)(USERS.count, USERS.zipf)[0] ?? 0) * 100)} % of the requests.`);
        assume(`How differently users fail was not measured: taken as a beta law of concentration ${CONCENTRATION}.`);
        return { kind: 'users', ...USERS, concentration: CONCENTRATION };
    }
    const count = Math.min(USERS_MAX, Math.max(1, users.distinct));
    if (count < users.distinct)
        assume(`Of ${users.distinct} users the busiest ${count} are told apart.`);
    assume(`How differently users fail was not measured: taken as a beta law of concentration ${CONCENTRATION}.`);
    return { kind: 'users', count, zipf: zipfOf(count, users.heaviestShare), concentration: CONCENTRATION };
}
const ZIPF_MAX = 4;
const HALVINGS = 20;
/** The exponent at which the busiest of `count` users has this share, to three decimals. */
function zipfOf(count, heaviestShare) {
    let [low, high] = [0, ZIPF_MAX];
    for (let halving = 0; halving < HALVINGS; halving += 1) {
        const middle = (low + high) / 2;
        if (((0,chance/* zipfShares */.Is)(count, middle)[0] ?? 1) < heaviestShare)
            low = middle;
        else
            high = middle;
    }
    return Math.round(high * 1_000) / 1_000;
}
/** Per dimension that the policy slices by: what the counts by label say, else one small value beside the rest. */
function segmentsOf(profile, { checks }, assume) {
    const dimensions = [...new Set(checks.flatMap(({ slices }) => slices))];
    return dimensions.flatMap((dimension) => {
        const measured = checks.filter(({ slices }) => slices.includes(dimension)).map((check) => countsByLabel(profile, check, dimension)).find((counts) => counts.length > 1);
        if (measured !== undefined)
            return sharesOf(dimension, measured);
        assume(`How requests fall over \`${dimension}\` was not measured: taken as one value with a tenth of them, and the rest.`);
        return [
            { dimension, value: 'west', share: SEGMENT_SHARE, shareAtEnd: SEGMENT_SHARE },
            { dimension, value: 'other', share: 1 - SEGMENT_SHARE, shareAtEnd: 1 - SEGMENT_SHARE },
        ];
    });
}
function countsByLabel(profile, check, dimension) {
    const counted = (0,policy_document_src/* trafficOf */.t7)(profile, check);
    return counted === 'absent' || counted.kind !== 'counts' ? [] : counted.labels.filter(({ label, trials }) => label === dimension && trials > 0);
}
/** The last one takes what rounding leaves, so that shares add up to 1. */
function sharesOf(dimension, counts) {
    const all = counts.reduce((sum, { trials }) => sum + trials, 0);
    let left = rollout_policy_src/* PPM_ALL */.kh;
    return counts.map(({ value, trials }, index) => {
        const ppm = index === counts.length - 1 ? left : Math.round((trials / all) * rollout_policy_src/* PPM_ALL */.kh);
        left -= ppm;
        return { dimension, value, share: ppm / rollout_policy_src/* PPM_ALL */.kh, shareAtEnd: ppm / rollout_policy_src/* PPM_ALL */.kh };
    });
}

// EXTERNAL MODULE: ./simulator/src/world/world-of.ts + 35 modules
var world_of = __webpack_require__(2462);
;// CONCATENATED MODULE: ./simulator/src/compare/compare-policies.ts
// Policies side by side in the same worlds: the same seeds, runs and draws for each (common random numbers), so that a difference is of the policies and not
// of luck. Differences are paired: policy minus the first policy, run by run.

/** What is compared, in the order of tables. */
const MEASURES = ['sentBack', 'promoted', 'decidedMs', 'excess', 'asked'];
const RUNS_MIN = 30;
/** `confidence`: of each interval, two-sided, e.g. 0.99. Throws where the policies were not run on the same runs: our own mistake. */
function comparePolicies(all, { horizonMs, confidence }) {
    const [first, ...others] = all;
    if (first === undefined)
        throw new RangeError('nothing to compare');
    const runs = first.rows.length;
    if (runs < RUNS_MIN)
        throw new RangeError(`intervals by the central limit theorem need at least ${RUNS_MIN} runs, not ${runs}`);
    for (const { policy, rows } of others) {
        if (rows.length !== runs || rows.some(({ run }, index) => run !== first.rows[index]?.run))
            throw new RangeError(`${policy} was not run on the same runs as ${first.policy}`);
    }
    const quantile = (0,statistics/* normalQuantile */.Zl)((1 + confidence) / 2);
    return {
        runs,
        confidence,
        measures: MEASURES.map((measure) => ({
            measure,
            policies: all.map(({ policy, rows }) => ({ policy, mean: meanOf(rows.map((row) => compare_policies_valueOf(measure, row, horizonMs)), quantile) })),
            differences: others.map(({ policy, rows }) => ({
                policy,
                difference: meanOf(rows.map((row, index) => compare_policies_valueOf(measure, row, horizonMs) - compare_policies_valueOf(measure, first.rows[index] ?? row, horizonMs)), quantile),
            })),
        })),
    };
}
/** An undecided release counts as decided at the horizon: leaving it out would favour who never decides. */
function compare_policies_valueOf(measure, { outcome, promotedAtMs, decidedAtMs, askedAtMs, excess }, horizonMs) {
    switch (measure) {
        case 'sentBack':
            return outcome === 'rolled-back' || outcome === 'halted' ? 1 : 0;
        case 'promoted':
            return promotedAtMs === 'never' ? 0 : 1;
        case 'decidedMs':
            return decidedAtMs === 'never' ? horizonMs : decidedAtMs;
        case 'asked':
            return askedAtMs === 'never' ? 0 : 1;
        case 'excess':
            return excess;
    }
}
/** Summed in run order, so that the same rows give the same bits. */
function meanOf(values, quantile) {
    let sum = 0;
    for (const value of values)
        sum += value;
    const mean = sum / values.length;
    let squares = 0;
    for (const value of values)
        squares += (value - mean) * (value - mean);
    const half = quantile * Math.sqrt(squares / (values.length - 1) / values.length);
    return { mean, low: mean - half, high: mean + half };
}

;// CONCATENATED MODULE: ./simulator/src/search/worst-case.ts
// The worst that can be found for a policy: a cross-entropy search (Rubinstein & Kroese 2004) over a few continuous features of a bad release, for the
// largest excess harm: bad requests beyond what stable would have had on the same requests. What is found is a lower bound on the true worst.
//
// Plain bad requests would be the wrong aim: the search would only raise everybody's error rate.


/** The worst cases of peers sit just under what can be told: small harm for the whole ramp. So small effects are within reach as well as dead ones. */
const FEATURES = [
    { name: 'requestsPerSecond', from: 0.01, to: 1_000, scale: 'log' },
    { name: 'errorRatio', from: 0.0005, to: 0.05, scale: 'log' },
    { name: 'effect', from: 1.05, to: 100, scale: 'log' },
    { name: 'onsetMs', from: 1, to: 6 * 3_600_000, scale: 'log' },
    { name: 'sliceShare', from: 0.02, to: 1, scale: 'log' },
    { name: 'failBurst', from: 1, to: 20, scale: 'log' },
    { name: 'peakToTrough', from: 1, to: 10, scale: 'plain' },
];
const ELITE = 0.1;
/** How much of the old distribution stays, against coming to rest too early. */
const KEPT = 0.3;
const SPREAD_MIN = 0.02;
const DRAWS = (0,chance/* purposeOf */.eK)('worst-case search');
async function searchWorstCase(asked, excessOf, told = () => undefined) {
    const features = FEATURES.filter(({ name }) => !asked.keep.includes(name));
    // Positions on 0..1 along each feature's scale.
    let means = features.map(() => 0.5);
    let spreads = features.map(() => 0.35);
    let worst;
    const course = [];
    let evaluations = 0;
    for (let generation = 0; generation < asked.generations; generation += 1) {
        const positions = Array.from({ length: asked.population }, (_, index) => {
            const random = randomAt({ seed: asked.seed, run: index, tick: generation, purpose: DRAWS });
            return features.map((_, feature) => clamp((means[feature] ?? 0.5) + (spreads[feature] ?? 0.1) * normal(random)));
        });
        const candidates = positions.map((position) => scenarioAt(asked, features, position));
        const excess = await excessOf(candidates.flatMap((scenario) => Array.from({ length: asked.runs }, (_, run) => ({ ...scenario, run }))));
        evaluations += excess.length;
        const scored = candidates.map((scenario, index) => foundOf(scenario, excess.slice(index * asked.runs, (index + 1) * asked.runs)));
        const order = scored.map((_, index) => index).sort((a, b) => (scored[b]?.meanExcess ?? 0) - (scored[a]?.meanExcess ?? 0) || a - b);
        const best = scored[order[0] ?? 0];
        if (best !== undefined && (worst === undefined || best.meanExcess > worst.meanExcess))
            worst = best;
        course.push(worst?.meanExcess ?? 0);
        const elite = order.slice(0, Math.max(3, Math.round(asked.population * ELITE))).map((index) => positions[index] ?? []);
        means = means.map((old, feature) => KEPT * old + (1 - KEPT) * worst_case_meanOf(elite, feature));
        spreads = spreads.map((old, feature) => Math.max(SPREAD_MIN, KEPT * old + (1 - KEPT) * spreadOf(elite, feature)));
        told(generation + 1, asked.generations);
    }
    if (worst === undefined)
        throw new RangeError('a search needs at least one generation and one candidate');
    return { worst, course, evaluations };
}
function foundOf(scenario, excess) {
    let sum = 0;
    let worstRun = 0;
    excess.forEach((value, run) => {
        sum += value;
        if (value > (excess[worstRun] ?? 0))
            worstRun = run;
    });
    return { scenario: { ...scenario, run: worstRun }, meanExcess: sum / excess.length, worstRun, worstExcess: excess[worstRun] ?? 0 };
}
function scenarioAt({ base, seed, keep }, features, position) {
    const at = (name) => {
        const index = features.findIndex((feature) => feature.name === name);
        const feature = features[index];
        return feature === undefined ? 'kept' : valueAt(feature, position[index] ?? 0.5);
    };
    const or = (name, otherwise) => {
        const value = at(name);
        return value === 'kept' ? otherwise : value;
    };
    const { traffic } = base;
    const share = or('sliceShare', 1);
    const peakToTrough = or('peakToTrough', 1);
    const factor = or('effect', 2);
    const fromMs = Math.round(or('onsetMs', 1));
    const mean = or('failBurst', traffic.failBurst.mean);
    const ratio = at('errorRatio');
    return {
        ...base,
        name: 'worst-case',
        about: 'The worst release that a search has found.',
        seed,
        traffic: {
            ...traffic,
            requestsPerSecond: worst_case_rounded(or('requestsPerSecond', traffic.requestsPerSecond)),
            shape: keep.includes('peakToTrough') || peakToTrough <= 1 ? traffic.shape : { kind: 'day', peakToTrough: worst_case_rounded(peakToTrough), weekendRatio: 1, startsAtMs: 0 },
            failBurst: { mean: worst_case_rounded(mean), max: Math.max(traffic.failBurst.max, Math.ceil(10 * mean)) },
            segments: share >= 1 ? traffic.segments : [worst_case_segment('worst', share), worst_case_segment('rest', 1 - share)],
        },
        baseline: ratio === 'kept' ? base.baseline : Object.fromEntries(Object.entries(base.baseline).map(([name, known]) => [name, known.kind === 'ratio' ? { kind: 'ratio', ratio: worst_case_rounded(ratio) } : known])),
        behaviours: [
            share >= 1
                ? { kind: 'worse', arm: 'candidate', since: 'first-traffic', fromMs, forMs: 'ever', on: { kind: 'all', of: 'errors' }, factor: worst_case_rounded(factor), points: 0 }
                : { kind: 'worse-in', arm: 'candidate', since: 'first-traffic', fromMs, forMs: 'ever', on: { kind: 'all', of: 'errors' }, segment: 'part=worst', factor: worst_case_rounded(factor), points: 0 },
        ],
    };
}
function worst_case_segment(value, share) {
    return { dimension: 'part', value, share: worst_case_rounded(share), shareAtEnd: worst_case_rounded(share) };
}
function valueAt({ from, to, scale }, position) {
    return scale === 'plain' ? from + (to - from) * position : exp(log(from) + (log(to) - log(from)) * position);
}
/** Six digits: what is written to a file is what was run. */
function worst_case_rounded(value) {
    return Number(value.toPrecision(6));
}
function clamp(position) {
    return Math.min(1, Math.max(0, position));
}
function worst_case_meanOf(positions, feature) {
    let sum = 0;
    for (const position of positions)
        sum += position[feature] ?? 0;
    return sum / positions.length;
}
function spreadOf(positions, feature) {
    const mean = worst_case_meanOf(positions, feature);
    let squares = 0;
    for (const position of positions)
        squares += ((position[feature] ?? 0) - mean) * ((position[feature] ?? 0) - mean);
    return Math.sqrt(squares / positions.length);
}

;// CONCATENATED MODULE: ./packages/report/src/words/rollout-context.ts
// What a sentence needs to know besides the decision: names, the checks and how they stand, and whether the router has what was decided.

/**
 * The context of the live rollout, or of the last one that ended. `state` is the fold including the decision's own event; a decision that was not
 * recorded is told with the state that it was made on. `history` is where the policy of an ended rollout is found; without it less is said.
 */
function rollout_context_contextOf(state, history = []) {
    const { rollout } = state;
    if (rollout.kind === 'none')
        return contextOfEnded(state, history);
    return {
        target: state.target,
        rolloutId: rollout.id,
        stable: state.stable.version,
        candidate: rollout.candidate.version,
        checks: factsOfAll(rollout.policy, rollout.checks),
        weight: rollout.weight,
        weightSinceMs: rollout.weightSinceMs,
        pending: rollout.pending.kind !== 'none',
        startedAtMs: rollout.startedAtMs,
        takenOutAtMs: takenOutAt(history, rollout.id),
        drill: rollout.drill === true,
        attempt: rollout.attempt,
        plan: rollout.policy.plan,
        quiet: rollout.policy.quiet,
        promise: rollout.policy.promise,
    };
}
function factsOfAll(policy, states) {
    return policy.checks.flatMap((check) => {
        const state = Object.hasOwn(states, check.name) ? states[check.name] : undefined;
        return state === undefined ? [] : [{ check, state }];
    });
}
function contextOfEnded(state, history) {
    const last = state.ended.at(-1);
    const started = history.findLast((event) => event.kind === 'started' && event.rolloutId === last?.id);
    const policy = started?.kind === 'started' ? started.policy : undefined;
    return {
        target: state.target,
        rolloutId: last?.id ?? '',
        stable: state.stable.version,
        candidate: last?.candidate.version ?? '',
        // What the checks had counted is gone with the rollout; what a decision says of them is all there is.
        checks: policy === undefined ? [] : policy.checks.map((check) => ({ check, state: newCheckState(check, 0) })),
        weight: last?.outcome === 'promoted' ? PPM_ALL : PPM_NONE,
        weightSinceMs: last?.endedAtMs ?? 0,
        pending: false,
        startedAtMs: started?.atMs ?? 0,
        takenOutAtMs: takenOutAt(history, last?.id ?? ''),
        drill: last?.drill === true,
        attempt: started?.kind === 'started' ? started.attempt : 1,
        plan: policy?.plan ?? [],
        quiet: policy?.quiet ?? [],
        promise: policy?.promise ?? { falseAlarmRatio: 0, decideWithinMs: 0, ifUndecided: 'ask' },
    };
}
/** The first such decision: those after it only carry it out. */
function takenOutAt(history, rolloutId) {
    const decided = history.find((event) => event.kind === 'ticked' && event.rolloutId === rolloutId && event.decision.kind === 'rollback');
    return decided?.kind === 'ticked' ? decided.situation.nowMs : 0;
}
/** Before its first traffic a golden set is answered. */
function rollout_context_hasProbe({ plan }) {
    return plan.some((stage) => stage.kind === 'smoke' && stage.probe.kind !== 'none');
}
/** The plan asks for a person in this stage; anywhere else a step back does. */
function rollout_context_isPlannedApproval({ stageIndex }, { plan }) {
    return plan[stageIndex]?.kind === 'approval';
}
/** Without one, nothing runs beside the promoted version. */
function rollout_context_hasHoldback({ plan }) {
    return plan.every((stage) => stage.kind !== 'bake' || stage.holdback > 0);
}

;// CONCATENATED MODULE: ./packages/report/src/words/next-step-words.ts
// What a person has to do now. Mostly nothing; where something, the one thing that gets the rollout going again.





function next_step_words_nextStepWords(decision, context) {
    const lowering = decision.to < decision.from;
    if (lowering && context.pending)
        return `You need to act now: the router has not confirmed ${percentOfWeight(decision.to)}. Use the break-glass command, or run the job again.`;
    switch (decision.needs) {
        case 'nothing':
            return `You need to do nothing.${againWords(decision, context)}`;
        case 'approval':
            return `You need to decide about ${named(context.candidate)}: ${decision.reasons[0] === undefined ? 'approve it or roll it back' : choiceOf(decision.reasons[0], decision, context)}.`;
        case 'human':
            return `You need to act: ${decision.reasons[0] === undefined ? 'look at the rollout' : remedyOf(decision.reasons[0], decision, context)}.`;
        default:
            return assertNever(decision.needs);
    }
}
/** What gave way to a newer version, and what was let in as a drill, nobody wants to see again. */
function againWords({ kind, reasons }, { target, drill }) {
    return kind !== 'rollback' || drill || reasons[0]?.code === 'superseded' ? '' : ` Again: ${retryCommand(target)} --reason ...`;
}
/** What an approval does here, and the way out. */
function choiceOf(reason, decision, context) {
    const upAgain = 'approve it to let it go up again, or roll it back';
    switch (reason.code) {
        case 'approval-needed':
            return isPlannedApproval(decision, context) ? 'approve it or roll it back' : upAgain;
        case 'frozen-data-changed':
            return 'approve it to go on with the changed data, restore the data, or roll it back';
        case 'check-says-worse':
        case 'limit-breached':
            return decision.kind === 'stepBack' ? upAgain : `approve it to go on in spite of ${named(reason.check)}, or roll it back`;
        case 'shared-overload':
            return decision.kind === 'stepBack' ? upAgain : 'approve it or roll it back';
        default:
            return 'approve it or roll it back';
    }
}
function remedyOf(reason, decision, context) {
    const [stable, candidate] = [named(context.stable), named(context.candidate)];
    switch (reason.code) {
        case 'weight-raised-outside':
            return `set ${candidate} back to ${percentOfWeight(reason.recorded)} at the router, or roll it back`;
        case 'common-mode':
            return `find what hits both ${stable} and ${candidate}; the rollout goes on by itself when it is over`;
        case 'stable-dead':
            return `get ${stable} to work again, or say which version is to serve`;
        case 'blind':
        case 'no-data':
            return `look at the metric source; the rollout goes on by itself when it answers`;
        case 'frozen-data-changed':
            return `restore the frozen data, approve ${candidate} to go on with the changed data, or roll it back`;
        case 'limit-breached':
        case 'regression':
        case 'combined-regression':
        case 'lowered-before-record':
            return `look at what ${candidate} does, then roll it back or release a better one`;
        case 'check-says-worse':
            return `look at what ${candidate} does, then approve it to go on in spite of ${named(reason.check)}, or roll it back`;
        case 'harm-budget-spent':
            return `roll ${candidate} back or release a better one: it is not raised again, and an approval does not change that`;
        case 'shared-overload':
            return `give both versions more of what ${named(reason.check)} measures, or release a lighter one`;
        case 'worse-than-before':
            return `find out whether ${candidate} or something that hits everything is the cause; then roll it back, or approve it to be watched anew`;
        case 'sample-ratio':
            return `find out why the router splits otherwise than asked (retries, caches, sessions that stick); then approve ${candidate} to count anew, or roll it back`;
        case 'smoke-failed':
            return `look at the golden case that failed, then release a repaired version`;
        case 'smoke-unavailable':
            return `get the golden cases to be answered; the rollout goes on by itself then`;
        case 'router-cannot-mirror':
            return `take shadow out of the plan, or use a router that copies requests`;
        case 'router-unreadable':
            return `get the router to answer; the rollout goes on by itself then`;
        case 'frozen-data-unreadable':
            return `put right what is said of the frozen data, or lift its freeze (freeze-data, mode: release); the rollout goes on by itself then`;
        case 'candidate-not-ready':
            return `get ${candidate} ready in its slot; the rollout goes on by itself then`;
        case 'candidate-digest-differs':
            return `find out who changed the slot of ${candidate}, then release it anew`;
        case 'undecided':
        case 'approval-needed':
            return reason.code === 'approval-needed' && !isPlannedApproval(decision, context) ? `approve ${candidate} to let it go up again, or roll it back` : `approve ${candidate} or roll it back`;
        case 'budget-too-small':
            return `allow more bad requests in the policy, or let the router take smaller steps`;
        case 'split-futile':
            return `keep ${stable}, or release a better one`;
        case 'aborted':
        case 'weight-lowered-outside':
        case 'insufficient':
        case 'traffic-unknown':
        case 'dwell':
        case 'promise-allows-less':
        case 'weight-held-by-promise':
        case 'not-certified':
        case 'quiet':
        case 'paused':
        case 'smoke-passed':
        case 'shadowing':
        case 'split-won':
        case 'split-open':
        case 'stage-passed':
        case 'all-certified':
        case 'baked':
        case 'baking':
        case 'awaiting-promotion':
        case 'superseded':
        case 'leaving':
            return `look at the rollout of ${candidate}`;
        default:
            return assertNever(reason);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/cell-words.ts
// Names of cells and claims in words: `region=west` is region west, `le=0.25` slower than 250 ms, `bin=approve` answer approve.



/** How the name of a claim begins that compares a slice with the rest of the candidate. */
const GAP = 'gap ';
function cell_words_claimKind(claim) {
    if (claim === 'limit' || claim === 'growth')
        return claim;
    return claim.startsWith(GAP) ? 'gap' : 'comparison';
}
/** Empty for the whole. */
function cell_words_cellWords(cell, check) {
    if (cell === 'all')
        return '';
    if (cell === DISCORDANT)
        return 'only one of them wrong';
    if (cell === DIFFERENT)
        return 'different answers';
    if (cell.startsWith(PREDICTED))
        return 'as it said';
    const [dimension, value] = parted(cell);
    switch (dimension) {
        case 'le':
            return `slower than ${cell_words_boundWords(cell)}`;
        case 'bin':
            return check?.signal.kind === 'bins' && check.signal.by === 'le' ? `up to ${named(value)}` : `answer ${named(value)}`;
        case 'decile':
            return `where it said ${tenthWords(value)}`;
        default:
            return named(value === '' ? cell : `${dimension} ${value}`);
    }
}
/** How a check and one of its cells are called in tables: `errors`, `accuracy, region west`, `latency, slower than 250 ms`. */
function cell_words_cellTitle(name, cell, check) {
    const words = cell_words_cellWords(cell, check);
    return words === '' ? named(name) : `${named(name)}, ${words}`;
}
/** ` for region west`, ` where it said 30 to 40 %`; empty where the cell is part of the deed (a bound, a bin) or the whole. */
function cell_words_whereWords(cell) {
    const words = cell_words_cellWords(cell);
    if (words === '' || cell.startsWith('le=') || cell.startsWith('bin=') || cell === DIFFERENT || cell === DISCORDANT)
        return '';
    return words.startsWith('where ') ? ` ${words}` : ` for ${words}`;
}
/** `le=0.25` is a bound in seconds. */
function cell_words_boundWords(cell) {
    const [, value] = parted(cell);
    const seconds = value === '' ? Number.NaN : Number(value);
    return Number.isFinite(seconds) ? duration(seconds * 1000) : named(value);
}
/** Tenth 3 of a probability is 30 to 40 %. */
function tenthWords(value) {
    const tenth = value === '' ? Number.NaN : Number(value);
    return Number.isInteger(tenth) ? `${String(tenth * 10)} to ${String(tenth * 10 + 10)} %` : named(value);
}
function parted(cell) {
    const at = cell.indexOf('=');
    return at < 0 ? [cell, ''] : [cell.slice(0, at), cell.slice(at + 1)];
}

;// CONCATENATED MODULE: ./packages/report/src/words/measure.ts

const measure_SHARE_OF_REQUESTS = { kind: 'share', noun: 'request' };
function measure_measureOf({ signal }) {
    switch (signal.kind) {
        case 'share':
            return { kind: 'share', noun: signal.unit === 'users' ? 'user' : 'request' };
        case 'time':
            return measure_SHARE_OF_REQUESTS;
        case 'labels':
        case 'bins':
            return { kind: 'share', noun: 'answer' };
        case 'pairs':
        case 'calibration':
            return { kind: 'share', noun: 'item' };
        case 'score':
            return { kind: 'mean', low: signal.low, high: signal.high };
        case 'level':
            return { kind: 'gauge', unit: gaugeUnit(signal.metric) };
    }
}
/** Of a check by its name; one that is not known counts requests. */
function measure_measureFor({ checks }, name) {
    const known = checks.find(({ check }) => check.name === name);
    return known === undefined ? measure_SHARE_OF_REQUESTS : measure_measureOf(known.check);
}
/** By the metric's name, as Prometheus wants it: the unit is its last word. */
function gaugeUnit(metric) {
    const name = metric.replace(/_(?:total|max|current)$/u, '');
    return name.endsWith('_bytes') ? 'bytes' : name.endsWith('_seconds') ? 'seconds' : 'plain';
}
/** One value, as evidence has it: `0.25 %`, `0.78`, `6.1 GiB`. */
function measure_valueWords(measure, value) {
    switch (measure.kind) {
        case 'share':
            return percentOfRatio(value);
        case 'mean':
            return threeDigits(measure.low + value * (measure.high - measure.low));
        case 'gauge':
            return measure.unit === 'bytes' ? bytes(value) : measure.unit === 'seconds' ? duration(value * 1000) : threeDigits(value);
    }
}
/** A difference of two values: of shares in points, else in the measure's own unit. */
function measure_differenceWords(measure, difference) {
    if (measure.kind === 'share') {
        const points = threeDigits(difference * 100);
        return `${points} ${points === '1' ? 'point' : 'points'}`;
    }
    return measure.kind === 'mean' ? threeDigits(difference * (measure.high - measure.low)) : measure_valueWords(measure, difference);
}
/** In a sentence: `143 of 57,000 (0.25 %)`, `0.78 on average`; nothing seen is said so. */
function measure_armValue(measure, arm) {
    if (arm.trials === 0)
        return nothingYet(measure);
    return measure.kind === 'share' ? `${count(arm.events)} of ${count(arm.trials)} (${percentOfRatio(measure_ratioOf(arm))})` : measure_valueWords(measure, measure_ratioOf(arm));
}
/** In a table: `143 of 57,000  0.25 %`. Two blanks part what a renderer may set apart. */
function measure_armCell(measure, arm) {
    if (arm.trials === 0)
        return nothingYet(measure);
    switch (measure.kind) {
        case 'share':
            return `${count(arm.events)} of ${count(arm.trials)}  ${percentOfRatio(measure_ratioOf(arm))}`;
        case 'mean':
            return `${measure_valueWords(measure, measure_ratioOf(arm))}  mean of ${count(arm.trials)}`;
        case 'gauge':
            return measure_valueWords(measure, measure_ratioOf(arm));
    }
}
function nothingYet(measure) {
    return measure.kind === 'share' ? `no ${measure.noun}s yet` : 'nothing yet';
}
/** `1 request`, `2 users`, `3 samples`. */
function measure_seenWords(measure, trials) {
    return counted(trials, measure.kind === 'share' ? measure.noun : measure.kind === 'mean' ? 'answer' : 'sample');
}
function measure_ratioOf({ trials, events }) {
    return trials === 0 ? Number.NaN : events / trials;
}

;// CONCATENATED MODULE: ./packages/report/src/words/comparison-words.ts




function comparison_words_factsOf(context, check) {
    return context.checks.find((known) => known.check.name === check);
}
/** Sums of one cell since the rollout started. */
function comparison_words_cellOf(facts, cell) {
    const known = facts !== undefined && Object.hasOwn(facts.state.totals, cell) ? facts.state.totals[cell] : undefined;
    return known ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
}
function comparison_words_comparisonWords(context, comparison) {
    const facts = comparison_words_factsOf(context, comparison.check);
    const kind = claimKind(comparison.claim);
    // A decision that carries no counts of what it found (an old record) still says what it found.
    if (comparison.candidate.trials === 0)
        return `${named(context.candidate)} does worse than ${named(context.stable)} in ${cellTitle(comparison.check, comparison.cell, facts?.check)}`;
    if (kind === 'gap')
        return gapWords(context, facts, comparison);
    if (kind === 'growth')
        return `${named(context.candidate)} grows faster than ${named(context.stable)} in ${named(comparison.check)}`;
    switch (facts?.check.signal.kind) {
        case 'score':
        case 'level':
            return valuesWords(context, facts, comparison);
        case 'pairs':
            return pairsWords(context, facts, comparison);
        case 'calibration':
            return calibrationWords(context, facts, comparison);
        case 'bins':
            return binWords(context, facts.check, comparison);
        case 'share':
        case 'time':
        case 'labels':
        case undefined:
            return oftenWords(context, facts?.check, comparison);
    }
}
/** `v42 failed in 38 of 120 (31.7 %)`: one arm alone, against a limit. */
function comparison_words_againstLimitWords(context, seen) {
    const check = comparison_words_factsOf(context, seen.check)?.check;
    const candidate = named(context.candidate);
    const measure = check === undefined ? SHARE_OF_REQUESTS : measureOf(check);
    const value = armValue(measure, seen.observed);
    if (measure.kind !== 'share')
        return `${candidate} stands at ${value} in ${named(seen.check)}${whereWords(seen.cell)}`;
    if (check?.signal.kind === 'pairs')
        return `${candidate} answered ${value} differently from ${named(context.stable)}`;
    return `${candidate} ${deedWords(check, seen.cell)} in ${value}`;
}
/** Past tense of what a counted event of this check is, with the part of the traffic that it is about. */
function deedWords(check, cell) {
    const where = whereWords(cell);
    switch (check?.signal.kind) {
        case 'time':
            return cell.startsWith('le=') ? `took longer than ${boundWords(cell)}` : 'was slow';
        case 'labels':
            return check.better === 'lower' ? `was wrong${where}` : `was right${where}`;
        case 'pairs':
            return `was wrong${where}`;
        case 'bins':
            return check.signal.by === 'le' ? `was ${cellWords(cell, check)}` : `answered ${named(cell.slice('bin='.length))}`;
        case 'calibration':
            return `saw it come true${where}`;
        case 'share':
            return comparison_words_isFailure(check) ? `failed${check.signal.unit === 'users' ? ' for users' : ''}${where}` : `had "${named(check.name)}"${where}`;
        case 'score':
        case 'level':
        case undefined:
            return `had trouble${where}`;
    }
}
/** A share that takes the candidate out when it grows counts failures; any other share is called by its check's name. */
function comparison_words_isFailure(check) {
    return check.signal.kind === 'share' && check.then === 'rollback' && check.better === 'lower';
}
function oftenWords(context, check, { cell, stable, candidate }) {
    const did = deedWords(check, cell);
    const [c, s] = [named(context.candidate), named(context.stable)];
    const measure = check === undefined ? SHARE_OF_REQUESTS : measureOf(check);
    const times = ratioOf(candidate) / ratioOf(stable);
    if (Number.isFinite(times) && times > 1.005)
        return `${c} ${did} ${factor(times)} times as often as ${s}`;
    return `${c} ${did} in ${armValue(measure, candidate)}, ${s} in ${armValue(measure, stable)}`;
}
/** Means and gauges: `v42 stands at 0.71 in judge, v41 at 0.78`. */
function valuesWords(context, { check }, { cell, stable, candidate }) {
    const measure = measureOf(check);
    return `${named(context.candidate)} stands at ${armValue(measure, candidate)} in ${named(check.name)}${whereWords(cell)}, ${named(context.stable)} at ${armValue(measure, stable)}`;
}
/** Both answered the same items: only those that one of them alone got wrong tell them apart. */
function pairsWords(context, facts, { cell, stable, candidate }) {
    const [c, s] = [named(context.candidate), named(context.stable)];
    if (cell === 'different')
        return `${c} answered ${armValue(measureOf(facts.check), candidate)} differently from ${s}`;
    const alone = cell === 'all' ? comparison_words_cellOf(facts, 'discordant') : { stable, candidate };
    if (cell !== 'all' || alone.candidate.trials === 0)
        return oftenWords(context, facts.check, { check: facts.check.name, claim: cell, cell, stable, candidate });
    return `${c} alone got ${count(alone.candidate.events)} wrong, ${s} alone ${count(alone.stable.events)}, of the same ${count(candidate.trials)} items`;
}
function calibrationWords(context, facts, { cell, candidate }) {
    const predicted = comparison_words_cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`).candidate;
    if (predicted.trials === 0)
        return `${named(context.candidate)} ${deedWords(facts.check, cell)} in ${armValue(measureOf(facts.check), candidate)}`;
    return `${named(context.candidate)} said ${percentOfRatio(ratioOf(predicted))} on average${whereWords(cell)}, and ${percentOfRatio(ratioOf(candidate))} came true`;
}
function binWords(context, check, { cell, stable, candidate }) {
    const gave = `${named(context.candidate)} ${deedWords(check, cell)} in ${percentOfRatio(ratioOf(candidate))} of cases`;
    const expected = comparison_words_referenceOf(check, cell);
    return expected === 'none' ? `${gave}, ${named(context.stable)} in ${percentOfRatio(ratioOf(stable))}` : `${gave}, ${percentOfRatio(expected)} are expected`;
}
/** The frozen share of a bin, where the check compares with one. */
function comparison_words_referenceOf({ signal }, cell) {
    if (signal.kind !== 'bins' || signal.against.kind === 'stable')
        return 'none';
    const bin = cell.slice('bin='.length);
    return Object.hasOwn(signal.against.shares, bin) ? (signal.against.shares[bin] ?? 0) : 0;
}
/** One slice of the candidate against the rest of the candidate. */
function gapWords(context, facts, { cell, candidate }) {
    const all = comparison_words_cellOf(facts, 'all').candidate;
    const rest = { trials: Math.max(0, all.trials - candidate.trials), events: Math.max(0, all.events - candidate.events) };
    const measure = facts === undefined ? SHARE_OF_REQUESTS : measureOf(facts.check);
    if (measure.kind !== 'share')
        return `${named(context.candidate)} stands at ${armValue(measure, candidate)}${whereWords(cell)}, at ${armValue(measure, rest)} for the rest`;
    return `${named(context.candidate)} ${deedWords(facts?.check, cell)} in ${armValue(measure, candidate)}, for the rest in ${armValue(measure, rest)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/effect-words.ts


/** ` of 2 x`; empty where no size is asked for. */
function effect_words_effectSize({ check, effect }, context) {
    const words = sizeWords(effect, check, context);
    return words === '' ? '' : ` of ${words}`;
}
/** `an improvement of 1.05 x` */
function effect_words_worthwhileWords({ check, worthwhile }, context) {
    const words = sizeWords(worthwhile, check, context);
    return words === '' ? 'an improvement' : `an improvement of ${words}`;
}
function sizeWords(size, check, context) {
    switch (size.kind) {
        case 'none':
            return '';
        case 'factor':
            return `${decimal(size.factor, 3)} x`;
        case 'points':
            return differenceWords(measureFor(context, check), size.ratio);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/leaving-words.ts
// Why a rollout left, from the code that the ledger keeps of it, or from the words of whoever ended it.


/** `why` is a reason's code where Rampart decided; anything else is shown as it was said. */
function leaving_words_leavingWords(why, context) {
    return isLeavingCode(why) ? codeWords(why, named(context.stable)) : said(why);
}
/** Reasons that take a candidate out, all of them, as the compiler checks. */
const LEAVING = {
    aborted: true,
    'weight-lowered-outside': true,
    'lowered-before-record': true,
    'limit-breached': true,
    regression: true,
    'combined-regression': true,
    'shared-overload': true,
    'smoke-failed': true,
    'split-futile': true,
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
        case 'shared-overload':
            return `it was too much for what it shares with ${stable}`;
        case 'smoke-failed':
            return 'it got golden cases wrong before its first user';
        case 'split-futile':
            return `it could not become better than ${stable} by enough`;
        case 'undecided':
            return 'the checks did not decide in time';
        case 'superseded':
            return 'a newer version took its place';
        default:
            return assertNever(code);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/limit-sentence.ts


/** `max` as a decision carries it: a ratio, or the value of a gauge. */
function limit_sentence_limitSentence(check, max) {
    if (check?.limit.kind === 'time')
        return `at most ${percentOfRatio(max)} may take longer than ${duration(check.limit.msMax)}`;
    const value = valueWords(check === undefined ? SHARE_OF_REQUESTS : measureOf(check), max);
    return check?.better === 'higher' ? `the least allowed is ${value}` : `the limit is ${value}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/regression-words.ts
// What a check found, by the numbers that the decision carries, and the odds that it found it by.



/** `v42 failed 3.3 times as often as v41 in the same 5 min`. */
function regression_words_regressionWords(reason, decision, context) {
    const words = regression_words_foundWords(reason, decision, context);
    const state = factsOf(context, reason.check)?.state;
    return state === undefined || state.originMs < 0 || state.watermarkMs <= state.originMs ? words : `${words} in the same ${duration(state.watermarkMs - state.originMs)}`;
}
/** The same without the time. */
function regression_words_foundWords({ check, cell }, decision, context) {
    const report = decision.checks.find((known) => known.name === check);
    const facts = factsOf(context, check);
    const isLoudest = report !== undefined && report.cell === cell;
    const counts = isLoudest ? armsOf(report) : cell === 'all' && report !== undefined ? report.totals : cellOf(facts, cell);
    return comparisonWords(context, { check, claim: isLoudest ? report.claim : cell, cell, stable: counts.stable, candidate: counts.candidate });
}
/** A finding stands once its odds were reached, also when they have come down since. */
function regression_words_oddsWords(context, reason) {
    const peak = reason.check === undefined ? reason.odds : (factsOf(context, reason.check)?.state.oddsPeak ?? reason.odds);
    return `Odds against bad luck ${odds(Math.max(reason.odds, peak))}, ${askedWords(reason.oddsNeeded, context)}.`;
}
/** A promise of 1 % asks for 100 : 1 over the whole release; several checks share it, and then each of them needs more. */
function askedWords(oddsNeeded, { promise }) {
    const asked = 1 / promise.falseAlarmRatio;
    if (!(promise.falseAlarmRatio > 0) || oddsNeeded < asked * 1.01)
        return `you asked for ${odds(oddsNeeded)}`;
    return `enough is ${odds(oddsNeeded)} (you asked for ${odds(asked)}, which the checks share)`;
}
/** Requests of the candidate that the check which saw most of them has judged. Samples of gauges are no requests. */
function regression_words_requestsSeen(decision) {
    const counting = decision.checks.filter(({ totals }) => totals.candidate.events <= totals.candidate.trials);
    return Math.max(0, ...counting.map(({ totals }) => totals.candidate.trials));
}

;// CONCATENATED MODULE: ./packages/report/src/words/reason-words.ts
// Every reason of a decision as a full sentence in plain words: what was seen, and by what rule that decides.













function reason_words_reasonWords(reason, decision, context) {
    const [stable, candidate] = [named(context.stable), named(context.candidate)];
    switch (reason.code) {
        case 'aborted':
            return `${named(reason.actor)} stopped the rollout: ${said(reason.why)}.`;
        case 'weight-lowered-outside':
            return `Somebody else lowered ${candidate} from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} at the router. A person wins, so the rollout ends.`;
        case 'weight-raised-outside':
            return `Somebody else raised ${candidate} from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} at the router. Nothing moves until a person says what is wanted.`;
        case 'lowered-before-record':
            return `${candidate} had already been lowered from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} by a run that could not record it. ${lowerWeightWords(decision, reason.observed)}`;
        case 'limit-breached':
            return `${againstLimitWords(context, reason)}; ${limitSentence(factsOf(context, reason.check)?.check, reason.max)}.`;
        case 'common-mode':
            return `Both versions break the limit of ${named(reason.check)} at the same time (${stable} in ${armValue(measureFor(context, reason.check), reason.stable)}, ${candidate} in ${armValue(measureFor(context, reason.check), reason.candidate)}), so ${candidate} is not to blame for it.`;
        case 'stable-dead':
            return `${stable} does not work either, so there is nothing to go back to.`;
        case 'regression':
            return `${regressionWords(reason, decision, context)}. ${oddsWords(context, reason)}`;
        case 'combined-regression':
            return `Taken together, ${someOf(reason.checks)} say that ${candidate} is worse than ${stable}. ${oddsWords(context, reason)}`;
        case 'check-says-worse':
            return `${regressionWords(reason, decision, context)}. Odds against bad luck ${odds(reason.odds)}. ${actionWords(reason.then)}`;
        case 'shared-overload':
            return reason.healed
                ? `Going back helped: ${named(reason.check)} is within its limit again on both versions, so ${candidate} was too much for what they share.`
                : `Since the last raise ${named(reason.check)} is over its limit on both versions, which share what it measures. ${candidate} goes back to see whether that helps.`;
        case 'worse-than-before':
            return `${againstLimitWords(context, { check: reason.check, cell: 'all', observed: reason.observed })}; more than ${percentOfRatio(reason.ratioMax)} is worse than ${stable} was before. Little or nothing runs beside it, so it may also be something that hits everything.`;
        case 'sample-ratio':
            return `The split is off: ${percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests reached ${candidate}, the weight is ${percentOfWeight(reason.expected)}. Counts that are split wrongly cannot be trusted.`;
        case 'harm-budget-spent':
            return `${candidate} has cost ${counted(reason.excess, 'bad request')} more than ${stable} would have had${reason.excess < reason.budget ? ', and luck may hide more' : ''}. The policy promises at most ${count(reason.budget)}, so ${candidate} gets no more traffic.`;
        case 'blind':
            return `For ${duration(reason.forMs)}, since ${utcClock(reason.sinceMs)} UTC, nothing usable was measured while ${candidate} had traffic.`;
        case 'no-data':
            return `There is no usable data for ${named(reason.check)} (${said(reason.why)}). No data is not good data.`;
        case 'frozen-data-changed':
            return `Data that was frozen for this target has changed: ${someOf(reason.paths)}.`;
        case 'frozen-data-unreadable':
            return `Whether the frozen data is unchanged could not be checked (${said(reason.why)}).`;
        case 'router-unreadable':
            return `The router could not be read (${said(reason.why)}).`;
        case 'candidate-not-ready':
            return `${candidate} is not ready to serve (${said(reason.why)}).`;
        case 'candidate-digest-differs':
            return `The slot of ${candidate} holds other bytes than were released: expected ${shortDigest(reason.expected)}, found ${shortDigest(reason.observed)}.`;
        case 'insufficient':
            return reason.check === 'any'
                ? `It is too early to say anything about ${candidate}.`
                : `It is too early: ${named(reason.check)} has seen ${count(reason.trials)} of the ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)} that it needs.`;
        case 'traffic-unknown':
            return `How many requests come in is not known yet, so no first share can be shown to be safe.`;
        case 'dwell':
            return `The present share is watched until ${utcClock(reason.untilMs)} UTC at least.`;
        case 'budget-too-small':
            return `Even the smallest step, ${percentOfWeight(reason.next)}, could cost more bad requests than promised; ${percentOfWeight(reason.allowed)} would be safe.`;
        case 'promise-allows-less':
            return `By the traffic and the evidence of now, the promise on bad requests allows ${percentOfWeight(reason.allowed)}.`;
        case 'weight-held-by-promise':
            return `By what is known so far, ${reason.allowed > decision.from ? `more than ${percentOfWeight(reason.allowed)}` : 'a larger share'} could cost more bad requests than promised.`;
        case 'not-certified':
            return `It is not certain enough yet that ${candidate} is as good as ${stable} in ${openWords(reason, context)}`;
        case 'undecided':
            return undecidedWords(reason, decision, context);
        case 'approval-needed':
            return isPlannedApproval(decision, context) ? `The policy asks for a person's approval here.` : `${candidate} went back, and a person has to say whether it may go up again.`;
        case 'quiet':
            return `It waits until ${backWords(reason.untilMs, context.quiet)}: people are away, and nothing is raised without them.`;
        case 'paused':
            return `${pausedWords(reason)}. Nothing goes up here until somebody runs ${resumeCommand(context.target)}; lowering and rollback go on.`;
        case 'smoke-passed':
            return `${candidate} is in place, answers, and is the release that was recorded.${goldenWords(reason.cases, context)}`;
        case 'smoke-failed':
            return `${candidate} got ${count(reason.failed)} of ${counted(reason.cases, 'golden case')} wrong before its first user. The first: ${said(reason.first)}.`;
        case 'smoke-unavailable':
            return `${candidate} could not be tried on its golden cases (${said(reason.why)}).`;
        case 'router-cannot-mirror':
            return `The plan wants ${candidate} to answer copies of requests first, and this router cannot copy requests.`;
        case 'shadowing':
            return `${candidate} answers copies${decision.mirror === 0 ? '' : ` of ${percentOfWeight(decision.mirror)}`} of the requests for ${duration(reason.leftMs)} more. Users see answers of ${stable} only.`;
        case 'split-won':
            return `${candidate} has won the comparison with ${stable} in ${named(reason.check)}. Odds against mere luck ${odds(reason.odds)}.`;
        case 'split-futile':
            return `${worthwhileWords(reason, context)} in ${named(reason.check)} over ${stable} can be ruled out.`.replace(/^a/u, 'A');
        case 'split-open':
            return `The comparison in ${named(reason.check)} is open: odds against mere luck ${odds(reason.odds)}, needed ${odds(reason.oddsNeeded)}, with ${duration(reason.leftMs)} left.`;
        case 'stage-passed':
            return passedWords(reason.stage, decision, context);
        case 'all-certified':
            return `Every check that can send ${candidate} back says that it is as good as ${stable} or better.`;
        case 'baked':
            return `${candidate} served ${hasHoldback(context) ? 'nearly everything' : 'everything'} for ${duration(reason.forMs)} under the same checks.`;
        case 'baking':
            return `It is watched under the same checks for ${duration(reason.leftMs)} more.${hasHoldback(context) ? '' : ` Nothing is left on ${stable} to compare with: only limits, and doing worse than ${stable} did before, count.`}`;
        case 'awaiting-promotion':
            return `The checks are passed; the promote job has the next move.`;
        case 'superseded':
            return `${named(reason.by)} is newer and takes its place.`;
        case 'leaving':
            return `It was decided before to take ${candidate} out: ${leavingWords(reason.why, context)}.`;
        default:
            return assertNever(reason);
    }
}
/** A further check that is not certain either, after one that was told in full. */
function reason_words_norWords(reason, context) {
    return `Nor in ${openWords(reason, context)}`;
}
/** `errors: trouble of 2 x is not ruled out (odds 12 : 1, needed 20 : 1).` */
function openWords(reason, context) {
    return `${named(reason.check)}: trouble${effectSize(reason, context)} is not ruled out (odds ${odds(reason.sameOdds)}, needed ${odds(reason.oddsNeeded)}).`;
}
function lowerWeightWords({ kind }, observed) {
    return kind === 'rollback' && observed > 0 ? 'What was promoted has no smaller weight to wait at, so it is taken out.' : 'The lower weight stands.';
}
function actionWords(then) {
    switch (then) {
        case 'rollback':
            return 'The policy says: take it out.';
        case 'stepBack':
            return 'The policy says: step back.';
        case 'hold':
            return 'The policy says: hold.';
        case 'retrain':
            return 'The policy says: ask for a new model.';
        case 'tell':
            return 'The policy says: tell.';
    }
}
function undecidedWords(reason, decision, context) {
    const after = `After ${duration(reason.afterMs)} the checks have not decided`;
    if (decision.kind === 'promote' && reason.ifUndecided !== 'promote')
        return `${after}; nothing speaks against ${named(context.candidate)}, and a person approved it.`;
    switch (reason.ifUndecided) {
        case 'ask':
            return `${after}, and the policy says: ask a person.`;
        case 'promote':
            return `${after}, and the policy says: promote then.`;
        case 'rollback':
            return `${after}, and the policy says: take it out then.`;
    }
}
/** Whoever has passed a smoke stage with a probe had every case right; how many there were is known in that look only. */
function goldenWords(cases, context) {
    if (!hasProbe(context))
        return '';
    return ` Its golden set was answered through the real route: ${cases > 0 ? `${count(cases)} of ${count(cases)} right` : 'all of it right'}.`;
}
/** `No harm was seen in 1,240 requests of v42.` */
function passedWords(stage, decision, context) {
    if (stage === 'switch')
        return `The plan says: all traffic in one move.`;
    if (stage === 'approval')
        return `A person approved ${named(context.candidate)}.`;
    const seen = requestsSeen(decision);
    return seen === 0 ? `Nothing speaks against ${named(context.candidate)}.` : `No harm was seen in ${counted(seen, stage === 'shadow' ? 'copied request' : 'request')} of ${named(context.candidate)}.`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/decision-words.ts
// A decision in three sentences that stay the same wherever they are shown: what happened and which version serves, why, and what to do.






function decision_words_decisionWords(decision, context) {
    const [first, ...others] = decision.reasons.map((reason, index) => {
        const isAnother = reason.code === 'not-certified' && decision.reasons[index - 1]?.code === 'not-certified';
        return isAnother ? norWords(reason, context) : reasonWords(reason, decision, context);
    });
    const also = others.length === 0 ? '' : ` ${others.join(' ')}`;
    return { what: whatWords(decision, context), why: `${first ?? 'No reason was recorded.'}${also}`, next: nextStepWords(decision, context) };
}
/** What happened, which version serves, and why, in one line. */
function sentence(decision, context) {
    const { what, why } = decision_words_decisionWords(decision, context);
    return `${what} Why: ${why}`;
}
function whatWords(decision, context) {
    const [stable, candidate] = [named(context.stable), named(context.candidate)];
    const [from, to] = [percentOfWeight(decision.from), percentOfWeight(decision.to)];
    switch (decision.kind) {
        case 'advance':
            if (decision.from === decision.to)
                return `${onwardWords(decision, context)}${routerWords(decision, context)}`;
            return `${candidate} goes from ${from} to ${to} of the traffic${restWords(decision.to, stable)}.${routerWords(decision, context)}`;
        case 'hold':
            if (decision.from === 0 && decision.mirror > 0)
                return copiesWords(decision, context);
            return decision.from === 0 ? `${candidate} gets no traffic ${decision_words_isSpent(decision) ? 'any more' : 'yet'}. All traffic is on ${stable}.` : `${candidate} stays at ${from} of the traffic${restWords(decision.from, stable)}.`;
        case 'stepBack':
            return `${candidate} goes back from ${from} to ${to} of the traffic${decision.to === 0 ? `. All traffic goes to ${stable}` : restWords(decision.to, stable)}.${routerWords(decision, context)}`;
        case 'promote':
            return `${candidate} is ready to be promoted. Until the promote job has moved it, ${decision.from === 0 ? `all traffic is on ${stable}` : `it stays at ${from}${restWords(decision.from, stable)}`}.`;
        case 'rollback':
            return isThere(decision, context)
                ? `${candidate} is out. All traffic is on ${stable}${decision.from === 0 ? '' : readBackWords(context)}.`
                : `${candidate} is taken out. All traffic goes to ${stable}.${routerWords(decision, context)}`;
        case 'halt':
            return `The rollout of ${candidate} stands still at ${from}: a person is needed now.`;
        case 'finished':
            return `${candidate} serves everything. The rollout is done${followWords(context)}.`;
        default:
            return assertNever(decision.kind);
    }
}
/** It had traffic, and gets none again: all other holds without any are before the first request. */
function decision_words_isSpent({ reasons }) {
    return reasons[0]?.code === 'harm-budget-spent';
}
/** A stage passed without a change of the share. */
function onwardWords(decision, context) {
    if (decision.to === 0 && decision.mirror > 0)
        return copiesWords(decision, context);
    const stage = context.plan[decision.stageIndex];
    const next = stage === undefined ? 'the end of its plan' : stageName(stage);
    return `${named(context.candidate)} goes on to ${next} at ${percentOfWeight(decision.to)} of the traffic${restWords(decision.to, named(context.stable))}.`;
}
/** `v42 answers copies of 20 % of the requests. All traffic is on v41.` */
function copiesWords({ mirror }, context) {
    return `${named(context.candidate)} answers copies of ${mirror === PPM_ALL ? 'all' : `${percentOfWeight(mirror)} of the`} requests, which no user sees. All traffic is on ${named(context.stable)}.`;
}
/** What the plan calls it, in words that need no plan. */
function stageName(stage) {
    switch (stage.kind) {
        case 'smoke':
            return 'the first look before any traffic';
        case 'shadow':
            return 'copied requests';
        case 'ramp':
            return 'growing shares of traffic';
        case 'switch':
            return 'the switch in one move';
        case 'split':
            return `the comparison at a fixed ${percentOfWeight(stage.weight)}`;
        case 'approval':
            return 'a person\'s approval';
        case 'bake':
            return 'the watch after promotion';
        case 'follow':
            return 'the watch over late labels';
        default:
            return assertNever(stage);
    }
}
function followWords({ plan }) {
    const follow = plan.find((stage) => stage.kind === 'follow');
    return follow?.kind === 'follow' ? `; its labels are watched for ${duration(follow.durationMs)} more` : '';
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
    return context.weightSinceMs === 0 ? '' : ` (read back at the router at ${utcClock(context.weightSinceMs)} UTC${afterDecision(context)})`;
}
/** How long users still met the candidate. */
function afterDecision({ takenOutAtMs, weightSinceMs }) {
    const tookMs = weightSinceMs - takenOutAtMs;
    if (takenOutAtMs === 0 || tookMs < 0)
        return '';
    return tookMs < 1000 ? ', within a second of the decision' : `, ${duration(tookMs)} after the decision`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/turning-words.ts
// The smallest change of the newest counts that would have changed the decision: `With 23 failures instead of 25 in the last block it would have waited.`






/** Empty where no small change would have. */
function turning_words_turningWords(turning, context) {
    if (turning.kind === 'none')
        return '';
    return `With ${insteadWords(turning, factsOf(context, turning.check), context)} in the last block it would have ${insteadOf(turning.decision)}.`;
}
function insteadWords(turning, facts, context) {
    const { seen, instead, cell, check } = turning;
    const measure = facts === undefined ? undefined : measureOf(facts.check);
    if (facts === undefined || measure === undefined || measure.kind === 'share')
        return `${count(instead)} ${nounOf(facts?.check, turning, context)} instead of ${count(seen)}${whereWords(cell)}`;
    // Sums of a mean or a gauge say nothing by themselves; the newest block has the number that they are divided by.
    const { trials } = facts.state.newest.cell.candidate;
    const value = (sum) => valueWords(measure, trials === 0 ? sum : sum / trials);
    return `${named(check)} at ${value(instead)} instead of ${value(seen)}${whereWords(cell)}`;
}
function nounOf(check, { cell, instead }, context) {
    const s = Math.round(instead) === 1 ? '' : 's';
    switch (check?.signal.kind) {
        case 'share':
            if (check.signal.unit === 'users')
                return isFailure(check) ? `user${s} with a failure` : `user${s} with "${named(check.name)}"`;
            return isFailure(check) ? `failure${s}` : `request${s} with "${named(check.name)}"`;
        case 'time':
            return cell.startsWith('le=') ? `request${s} ${cellWords(cell)}` : `slow request${s}`;
        case 'labels':
            return check.better === 'lower' ? `wrong answer${s}` : `right answer${s}`;
        case 'pairs':
            return cell === 'different' ? `different answer${s}` : `item${s} that ${named(context.candidate)} alone got wrong`;
        case 'bins':
            return check.signal.by === 'le' ? `answer${s} ${cellWords(cell, check)}` : `answer${s} "${named(cell.slice('bin='.length))}"`;
        case 'calibration':
            return `item${s} that came true`;
        case 'score':
        case 'level':
        case undefined:
            return `bad request${s}`;
    }
}
function insteadOf(kind) {
    switch (kind) {
        case 'advance':
            return 'gone on';
        case 'hold':
            return 'waited';
        case 'stepBack':
            return 'stepped back';
        case 'promote':
            return 'been ready for promotion';
        case 'rollback':
            return 'been taken out';
        case 'halt':
            return 'stopped for a person';
        case 'finished':
            return 'been done';
        default:
            return assertNever(kind);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/changed-by-words.ts
// What would have changed a decision: a few events in the newest counts where that is so, else what its first reason turns on.












/** One or two sentences for every decision. */
function changed_by_words_changedByWords(decision, context) {
    const turning = turningWords(decision.turning, context);
    if (turning !== '')
        return turning;
    const [reason] = decision.reasons;
    if (reason === undefined)
        return '';
    const hinge = hingeOf(reason, decision, context);
    return `${hinge.charAt(0).toUpperCase()}${hinge.slice(1)}.`;
}
/** What had to be otherwise, as a sentence that begins with a word of ours. */
function hingeOf(reason, decision, context) {
    const [stable, candidate] = [named(context.stable), named(context.candidate)];
    switch (reason.code) {
        case 'aborted':
            return `only ${named(reason.actor)} could have decided otherwise`;
        case 'weight-lowered-outside':
        case 'weight-raised-outside':
            return `with ${percentOfWeight(reason.recorded)} still at the router, as recorded, it would have gone on`;
        case 'lowered-before-record':
            return 'the lower share was already in force';
        case 'limit-breached':
            return `within the limit it would have gone on (${limitSentence(factsOf(context, reason.check)?.check, reason.max)})`;
        case 'common-mode':
            return `with ${stable} within the limit, ${candidate} would have been to blame`;
        case 'stable-dead':
            return `with ${stable} at work, all traffic would have gone back to it`;
        case 'regression':
        case 'combined-regression':
            return `with odds under ${odds(reason.oddsNeeded)} it would have gone on being watched`;
        case 'check-says-worse':
            return `with ${named(reason.check)} no worse than allowed it would have gone on`;
        case 'shared-overload':
            return reason.healed ? `had going back not helped, ${candidate} would not have been to blame` : `with ${named(reason.check)} within its limit it would have gone on`;
        case 'worse-than-before':
            return `at ${percentOfRatio(reason.ratioMax)} or less it would have gone on`;
        case 'sample-ratio':
            return `with about ${percentOfWeight(reason.expected)} of the requests on ${candidate} it would have gone on`;
        case 'harm-budget-spent':
            return reason.excess < reason.budget ? 'with fewer bad requests too many, or less luck in them, it would have gone on' : `with fewer than ${count(reason.budget)} bad requests too many it would have gone on`;
        case 'blind':
            return 'one usable measurement would have been enough to stay';
        case 'no-data':
            return `with usable data for ${named(reason.check)} it would have been judged`;
        case 'frozen-data-changed':
            return 'with the frozen data unchanged it would have gone on';
        case 'frozen-data-unreadable':
            return 'with the frozen data readable and unchanged it would have gone on';
        case 'router-unreadable':
            return 'with an answer from the router it would have been judged';
        case 'candidate-not-ready':
            return `with ${candidate} ready to serve it would have gone on`;
        case 'candidate-digest-differs':
            return `with ${shortDigest(reason.expected)} in the slot it would have gone on`;
        case 'insufficient':
            return `with ${seenWords(measureFor(context, reason.check), Math.max(0, reason.trialsNeeded - reason.trials))} more it could have been judged`;
        case 'traffic-unknown':
            return 'a first count of requests would have been enough';
        case 'dwell':
            return `after ${utcClock(reason.untilMs)} UTC a larger share can follow`;
        case 'budget-too-small':
            return `a larger budget, or a router with finer steps than ${percentOfWeight(reason.next)}, would have let it start`;
        case 'promise-allows-less':
            return 'the more requests it has answered without harm, the larger a share is allowed';
        case 'weight-held-by-promise':
            return 'more requests answered without harm allow a larger share';
        case 'not-certified':
            return `with odds of ${odds(reason.oddsNeeded)} in ${someOf(notCertified(decision))} it would have gone on`;
        case 'undecided':
            return `every check sure within ${duration(context.promise.decideWithinMs)} would have decided it`;
        case 'approval-needed':
            return isPlannedApproval(decision, context) ? 'a person\'s approval lets it go on' : 'a person\'s approval lets it go up again';
        case 'quiet':
            return `from ${backWords(reason.untilMs, context.quiet)} it goes on by itself`;
        case 'paused':
            return `with ${resumeCommand(context.target)} it is decided by its evidence again`;
        case 'smoke-passed':
            return `other bytes in its slot, or no answer, would have held it up${hasProbe(context) ? '; one golden case wrong would have taken it out' : ''}`;
        case 'smoke-failed':
            return `with all ${count(reason.cases)} golden cases right it would have gone on`;
        case 'smoke-unavailable':
            return 'with an answer to the golden set it would have gone on';
        case 'router-cannot-mirror':
            return 'a router that copies requests, or a plan without shadow, would have let it go on';
        case 'shadowing':
            return `only time is left, ${duration(reason.leftMs)} of it`;
        case 'split-won':
            return 'with weaker evidence the comparison would have gone on';
        case 'split-futile':
            return `with ${worthwhileWords(reason, context)} still possible the comparison would have gone on`;
        case 'split-open':
            return `odds of ${odds(reason.oddsNeeded)} decide it; else it ends in ${duration(reason.leftMs)}`;
        case 'stage-passed':
        case 'all-certified':
            return decision.kind === 'promote' ? 'one check that was not sure yet would have held it up' : 'one check against it would have held it up';
        case 'baked':
            return 'one check against it would have sent it back';
        case 'baking':
            return hasHoldback(context) ? 'one check against it sends it back' : `a broken limit, or doing worse than ${stable} did before, sends it back`;
        case 'awaiting-promotion':
            return 'the promote job can move it at any time';
        case 'superseded':
            return `without ${named(reason.by)} it would have gone on`;
        case 'leaving':
            return `nothing brings ${candidate} back in this rollout`;
        default:
            return assertNever(reason);
    }
}
function notCertified({ reasons }) {
    return reasons.flatMap((reason) => (reason.code === 'not-certified' ? [reason.check] : []));
}

;// CONCATENATED MODULE: ./packages/report/src/words/decision-document.ts
// The `decision-json` output: a decision as data for other tools. Documented in README.md; fields are added, never renamed or removed, within schema 1.




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
        mirrorPpm: decision.mirror,
        stageIndex: decision.stageIndex,
        sentence: `${what} Why: ${why}`,
        next,
        wouldHaveChanged: changedByWords(decision, context),
        reasons: decision.reasons.map((reason) => ({ ...reason, text: reasonWords(reason, decision, context) })),
        checks: decision.checks.map(checkDocument),
        merged: decision.merged,
        harm: decision.harm,
        turning: decision.turning,
    };
}
/** One line of JSON. */
function decisionJson(decision, context) {
    return JSON.stringify(decisionDocument(decision, context));
}
function checkDocument(report) {
    const { name, verdict, then, totals, claim, cell, odds, oddsNeeded, sameOdds, betterOdds, factor, quantile, limit, wait, watermarkMs, noData } = report;
    return {
        name,
        verdict,
        then,
        ...totals,
        claim,
        cell,
        loudest: loudestOf(report),
        odds,
        oddsNeeded,
        sameOdds,
        betterOdds,
        factor: { ...(Number.isFinite(factor.estimate) ? { estimate: factor.estimate } : {}), ...(factor.min > 0 ? { min: factor.min } : {}), ...(Number.isFinite(factor.max) ? { max: factor.max } : {}) },
        quantile: quantile.kind === 'none' ? quantile : { ...quantile, stable: known(quantile.stable), candidate: known(quantile.candidate) },
        limit,
        wait,
        watermarkMs,
        noData,
    };
}
/** JSON has no infinity, and 0 seconds are no bound. */
function known({ lower, upper }) {
    return { ...(lower > 0 ? { lower } : {}), ...(Number.isFinite(upper) ? { upper } : {}) };
}
function loudestOf(report) {
    const { stable, candidate } = armsOf(report);
    return { stable, candidate };
}

;// CONCATENATED MODULE: ./packages/report/src/words/brief-reason.ts
// Every reason in a few words, for one-line records. Stands after "v42: holds at 5 %, ".











function brief_reason_briefReason(reason, decision, context) {
    switch (reason.code) {
        case 'aborted':
            return `${named(reason.actor)} stopped it: ${said(reason.why)}`;
        case 'weight-lowered-outside':
            return `lowered to ${percentOfWeight(reason.observed)} by somebody else`;
        case 'weight-raised-outside':
            return `raised to ${percentOfWeight(reason.observed)} by somebody else`;
        case 'lowered-before-record':
            return `lowered to ${percentOfWeight(reason.observed)} by a run that could not record it`;
        case 'limit-breached': {
            const measure = measureFor(context, reason.check);
            const seen = measure.kind === 'share' ? `in ${count(reason.observed.events)} of ${count(reason.observed.trials)}` : `at ${armValue(measure, reason.observed)}`;
            return `${cellTitle(reason.check, reason.cell, factsOf(context, reason.check)?.check)} ${seen}, limit ${valueWords(measure, reason.max)}`;
        }
        case 'common-mode':
            return `${named(reason.check)} over its limit on both versions`;
        case 'stable-dead':
            return `${named(context.stable)} does not work either`;
        case 'regression':
        case 'check-says-worse':
            return briefComparison(reason, decision, context);
        case 'combined-regression':
            return `${someOf(reason.checks)} together say worse (${odds(reason.odds)})`;
        case 'shared-overload':
            return reason.healed ? `${named(reason.check)} healed by going back: it is to blame` : `${named(reason.check)} over its limit on both since the raise`;
        case 'worse-than-before':
            return `${named(reason.check)} at ${valueWords(measureFor(context, reason.check), reason.observed.events / Math.max(1, reason.observed.trials))}, worse than ${named(context.stable)} was before`;
        case 'sample-ratio':
            return `the split is off: ${percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests, weight ${percentOfWeight(reason.expected)}`;
        case 'harm-budget-spent':
            return `${count(reason.excess)} of ${counted(reason.budget, 'promised bad request')} spent`;
        case 'blind':
            return `nothing measured for ${duration(reason.forMs)}`;
        case 'no-data':
            return `no data for ${named(reason.check)} (${said(reason.why)})`;
        case 'frozen-data-changed':
            return `frozen data changed: ${someOf(reason.paths)}`;
        case 'frozen-data-unreadable':
            return `frozen data could not be checked (${said(reason.why)})`;
        case 'router-unreadable':
            return `the router could not be read (${said(reason.why)})`;
        case 'candidate-not-ready':
            return `not ready (${said(reason.why)})`;
        case 'candidate-digest-differs':
            return 'the slot holds other bytes than were released';
        case 'insufficient':
            return reason.check === 'any' ? 'too early' : `too early for ${named(reason.check)} (${count(reason.trials)} of ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)})`;
        case 'traffic-unknown':
            return 'the traffic is not known yet';
        case 'dwell':
            return `watched until ${utcClock(reason.untilMs)} UTC`;
        case 'budget-too-small':
        case 'promise-allows-less':
            return `the promise allows ${percentOfWeight(reason.allowed)} now`;
        case 'weight-held-by-promise':
            return reason.allowed > decision.from ? `the promise allows ${percentOfWeight(reason.allowed)} so far` : 'the promise allows no more yet';
        case 'not-certified':
            return `not certain yet in ${named(reason.check)} (${odds(reason.sameOdds)} of ${odds(reason.oddsNeeded)})`;
        case 'undecided':
            return `not decided after ${duration(reason.afterMs)}`;
        case 'approval-needed':
            return isPlannedApproval(decision, context) ? 'approval needed' : 'approval needed to go up again';
        case 'quiet':
            return quietWords(reason.untilMs, context.quiet);
        case 'paused':
            return `paused by ${named(reason.by)}${reason.why === '' ? '' : ` (${said(reason.why)})`}`;
        case 'smoke-passed':
            return hasProbe(context) ? `in place and ready, ${reason.cases > 0 ? `${count(reason.cases)} of ${counted(reason.cases, 'golden case')}` : 'every golden case'} right` : 'in place and ready';
        case 'smoke-failed':
            return `${count(reason.failed)} of ${counted(reason.cases, 'golden case')} wrong`;
        case 'smoke-unavailable':
            return `golden cases could not be tried (${said(reason.why)})`;
        case 'router-cannot-mirror':
            return 'the router cannot copy requests';
        case 'shadowing':
            return `answers copies only, ${duration(reason.leftMs)} left`;
        case 'split-won':
            return `won in ${named(reason.check)} (${odds(reason.odds)})`;
        case 'split-futile':
            return `cannot win in ${named(reason.check)} any more`;
        case 'split-open':
            return `open in ${named(reason.check)} (${odds(reason.odds)} of ${odds(reason.oddsNeeded)}), ${duration(reason.leftMs)} left`;
        case 'stage-passed':
            return requestsSeen(decision) === 0 ? 'nothing against it' : `no harm seen in ${counted(requestsSeen(decision), 'request')}`;
        case 'all-certified':
            return `as good as ${named(context.stable)} in every check`;
        case 'baked':
            return `watched for ${duration(reason.forMs)} after promotion`;
        case 'baking':
            return `watched after promotion, ${duration(reason.leftMs)} left`;
        case 'awaiting-promotion':
            return 'waits for the promote job';
        case 'superseded':
            return `${named(reason.by)} takes its place`;
        case 'leaving':
            return leavingWords(reason.why, context);
        default:
            return assertNever(reason);
    }
}
/** `failed 6.1 times as often as v1`: the subject is named before. */
function briefComparison(reason, decision, context) {
    const words = foundWords(reason, decision, context);
    const subject = `${named(context.candidate)} `;
    return words.startsWith(subject) ? words.slice(subject.length) : words;
}

;// CONCATENATED MODULE: ./packages/report/src/words/event-title.ts
// One line per record of the ledger: the subjects alone read as the story of the rollouts.







/** `state` is the fold including `event`. One printable line without a full stop. */
function event_title_eventTitle(event, state) {
    const context = contextOf(state);
    const candidate = named(context.candidate);
    switch (event.kind) {
        case 'adopted':
            return `${named(event.target)}: ${named(event.stable.version)} serves from slot ${named(event.stable.slot)}`;
        case 'started':
            return `${event.drill === true ? 'drill: ' : ''}${named(event.candidate.version)} starts on slot ${named(event.candidate.slot)} (${named(context.stable)} serves${event.attempt > 1 ? `; ${nthTry(event.attempt).toLowerCase()}${event.why === '' ? '' : `: ${named(event.why)}`}` : ''})`;
        case 'ticked':
            return `${candidate}: ${tickWords(event, context)}`;
        case 'intended':
            return `${candidate}: ${event.effect.purpose === 'promote' ? 'promotion' : 'change'} to ${percentOfWeight(event.effect.weight)} begins`;
        case 'confirmed':
            return state.rollout.kind === 'none' ? `${candidate} serves everything, the rollout is done` : `${candidate}: ${percentOfWeight(event.observed)} confirmed at the router`;
        case 'promoted':
            return `${candidate}: promoted, the registry says so in ${said(event.pointer)}`;
        case 'ended':
            return `${candidate} is out: ${event_title_outcomeWords(event.outcome)}, ${leavingWords(event.why, context)}`;
        case 'followed-up':
            return `${releaseOf(event.rolloutId, state)}: late labels came in, ${event.worse.length === 0 ? 'nothing new against it' : `${someOf(event.worse)} turned out worse`}`;
        case 'retraining-asked':
            return `${releaseOf(event.rolloutId, state)}: a new model was asked for, ${said(event.check)} says that this one is worse`;
        case 'paused':
            return `${named(state.target)}: paused by ${named(event.actor)}${event.why === '' ? '' : `, ${said(event.why)}`}`;
        case 'resumed':
            return `${named(state.target)}: resumed by ${named(event.actor)}${event.why === '' ? '' : `, ${said(event.why)}`}`;
        case 'violated':
            return `${candidate}: frozen data has changed (${said(event.where)}): ${someOf(event.paths)}`;
        case 'restored':
            return `${releaseOf(event.rolloutId, state)} is out again: ${leavingWords(event.why, { stable: state.stable.version, candidate: releaseOf(event.rolloutId, state) })}, ${named(state.stable.version)} serves`;
        default:
            return assertNever(event);
    }
}
/** Version of a release, which need not be the one that is live now. */
function releaseOf(rolloutId, { rollout, following, ended }) {
    if (rollout.kind === 'live' && rollout.id === rolloutId)
        return named(rollout.candidate.version);
    const known = following.find(({ id }) => id === rolloutId) ?? ended.findLast(({ id }) => id === rolloutId);
    return named(known?.candidate.version ?? rolloutId);
}
function tickWords({ decision, effect }, context) {
    const [reason] = decision.reasons;
    const why = reason === undefined ? 'no reason recorded' : briefReason(reason, decision, context);
    const [from, to] = [percentOfWeight(decision.from), percentOfWeight(decision.to)];
    const doubt = effect.kind === 'unconfirmed' ? ' (the router has not confirmed it)' : '';
    switch (decision.kind) {
        case 'advance':
            return decision.from === decision.to ? `goes on ${decision.mirror > 0 ? `with copies of ${percentOfWeight(decision.mirror)}` : `at ${from}`}, ${why}` : `${from} -> ${to}, ${why}`;
        case 'hold':
            return decision.from === 0 && !isSpent(decision) ? `holds before its first request, ${why}` : `holds at ${from}, ${why}`;
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
            return assertNever(decision.kind);
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
            return assertNever(outcome);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/standing.ts
// How a target stands when nothing is being decided: what serves, and how the last rollout ended or the present one goes.








function standing_standing(state, nowMs) {
    const { rollout } = state;
    const now = rollout.kind === 'live' ? liveStanding(state, rollout, nowMs) : restingStanding(state, nowMs);
    const follows = followingWords(state, nowMs);
    const told = follows === '' ? now : { ...now, what: `${now.what} ${follows}` };
    if (state.pause.kind === 'none')
        return told;
    const paused = `${pausedWords(state.pause)}; ${resumeCommand(state.target)} lets it go on.`;
    return { ...told, mood: told.mood === 'good' ? 'open' : told.mood, what: `${told.what} ${paused}` };
}
function restingStanding(state, nowMs) {
    const serves = `All traffic is on ${named(state.stable.version)}.`;
    const last = state.ended.at(-1);
    if (last === undefined)
        return { mood: 'open', what: `${serves} Nothing was rolled out yet.`, why: '' };
    const why = leavingWords(last.why, { stable: state.stable.version, candidate: last.candidate.version });
    const ago = nowMs - last.endedAtMs < 1000 ? 'just now' : `${duration(nowMs - last.endedAtMs)} ago`;
    if (last.outcome === 'promoted')
        return { mood: 'good', what: `${serves} It was promoted ${ago}.`, why: '' };
    const wasPromoted = state.ended.some(({ id, outcome }) => id === last.id && outcome === 'promoted');
    const how = wasPromoted ? `Taken out again ${ago}, after it had been promoted` : `${capitalised(outcomeWords(last.outcome))} ${ago}`;
    return { mood: 'bad', what: `${named(last.candidate.version)} is out. ${serves}`, why: `${how}: ${why}.` };
}
function liveStanding(state, rollout, nowMs) {
    const [stable, candidate] = [named(state.stable.version), named(rollout.candidate.version)];
    const weight = percentOfWeight(rollout.weight);
    const since = `for ${duration(nowMs - rollout.weightSinceMs)}`;
    const serves = rollout.weight === 0 ? `All traffic is on ${stable}.` : `${candidate} has ${weight} of the traffic ${since}${rollout.weight === PPM_ALL ? '' : `, ${stable} serves the rest`}.`;
    switch (rollout.phase) {
        case 'trial':
            // Only a budget that is spent takes all traffic away without ending the rollout.
            if (rollout.weight === 0 && rollout.firstWeight > 0)
                return { mood: 'stop', what: `${candidate} gets no traffic any more. ${serves}`, why: 'A person decides.' };
            return { mood: 'open', what: trialWords(rollout, { candidate, serves }), why: '' };
        case 'awaiting-promotion':
            return { mood: 'good', what: `${candidate} waits for its promotion. ${serves}`, why: '' };
        case 'baking':
            return { mood: 'good', what: `${candidate} is promoted and still watched. ${serves}`, why: '' };
        case 'leaving':
            return { mood: rollout.weight === 0 && rollout.pending.kind === 'none' ? 'bad' : 'stop', what: `${candidate} is taken out. ${serves}`, why: `${capitalised(leavingWords(rollout.leavingWhy, contextOf(state)))}.` };
        default:
            return assertNever(rollout.phase);
    }
}
function trialWords({ policy, stageIndex, weight, mirror }, { candidate, serves }) {
    const stage = policy.plan[stageIndex];
    switch (stage?.kind) {
        case 'shadow':
            return mirror === 0 ? `${candidate} is being readied. ${serves}` : `${candidate} answers copies of ${mirror === PPM_ALL ? 'all' : `${percentOfWeight(mirror)} of the`} requests, which no user sees. ${serves}`;
        case 'approval':
            return `${candidate} waits for a person's approval. ${serves}`;
        case 'split':
            return weight === stage.weight ? `${candidate} is compared at a fixed share. ${serves}` : serves;
        default:
            return weight === 0 ? `${candidate} is being readied. ${serves}` : serves;
    }
}
/** `v42 finished; its labels are watched until 5 Jan.` The newest that is still followed. */
function followingWords({ following }, nowMs) {
    const newest = following.findLast(({ untilMs }) => untilMs > nowMs);
    if (newest === undefined)
        return '';
    const told = newest.told.length === 0 ? '' : ` It turned out worse in ${someOf(newest.told)}.`;
    return `${named(newest.candidate.version)} finished; its labels are watched until ${utcDay(newest.untilMs)}.${told}`;
}
function capitalised(words) {
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/harm-words.ts



/** `18 failed requests more than v41 would have had (budget 100).` */
function harm_words_harmWords({ harm }, context) {
    const stable = named(context.stable);
    const budget = `(budget ${count(harm.budget)})`;
    const noun = harm_words_nounOf(context);
    if (harm.excess >= 0.5)
        return `${counted(harm.excess, noun)} more than ${stable} would have had ${budget}.`;
    return harm.excess <= -0.5 ? `none, ${counted(-harm.excess, noun)} fewer than ${stable} would have had ${budget}.` : `none ${budget}.`;
}
/** Checks that can roll back count as harm. Where all of them count the same, it is called by its name. */
function harm_words_nounOf({ checks }) {
    const counting = checks.map(({ check }) => check).filter(({ then }) => then === 'rollback');
    if (counting.length === 0)
        return 'bad request';
    if (counting.every((check) => check.signal.kind === 'labels' && check.better === 'lower'))
        return 'wrong answer';
    return counting.every((check) => isFailure(check) && check.signal.kind === 'share' && check.signal.unit === 'requests') ? 'failed request' : 'bad request';
}

;// CONCATENATED MODULE: ./packages/report/src/words/allowed-words.ts


/** The limit first, since it acts first; empty where the check only informs. */
function allowed_words_allowedWords(check) {
    return [limitWords(check), allowed_words_marginWords(check), allowed_words_gapWords(check), growthWords(check)].filter((part) => part !== '').join(', ');
}
function limitWords(check) {
    const { limit } = check;
    switch (limit.kind) {
        case 'none':
            return '';
        case 'share':
            return `${check.better === 'lower' ? 'at most' : 'at least'} ${valueWords(measureOf(check), limit.ratioMax)}`;
        case 'time':
            return `${allowed_words_quantileName(limit.quantile)} ${duration(limit.msMax)}`;
        case 'level':
            return valueWords(measureOf(check), limit.max);
    }
}
/** `p99` */
function allowed_words_quantileName(quantile) {
    return `p${decimal(quantile * 100, 3)}`;
}
function allowed_words_marginWords(check) {
    const { worseBy, sides, better } = check;
    if (worseBy.kind === 'none')
        return '';
    const both = sides === 'both' || check.signal.kind === 'calibration';
    if (worseBy.kind === 'points') {
        const difference = differenceWords(measureOf(check), worseBy.ratio);
        return both ? `within ${difference}` : better === 'lower' ? `+${difference}` : `-${difference}`;
    }
    if (both)
        return `within ${decimal((worseBy.factor - 1) * 100, 1)} %`;
    return better === 'lower' ? `${decimal(worseBy.factor, 3)} x` : `${decimal(1 / worseBy.factor, 3)} x at least`;
}
function allowed_words_gapWords(check) {
    return check.gap.kind === 'none' ? '' : `${differenceWords(measureOf(check), check.gap.ratio)} between parts`;
}
function growthWords({ signal }) {
    return signal.kind !== 'level' || signal.growth.kind === 'none' ? '' : `+${percentOfRatio(signal.growth.ratioMax)} an hour`;
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/check-row.ts
// One line of the table of checks: both versions' counts, what the policy allows, and what the check says, in words.








const check_row_HOUR_MS = 3_600_000;
const DAY_MS = 24 * check_row_HOUR_MS;
/** A bound above this says no more than that little is known. */
const FACTOR_SHOWN_MAX = 10;
function check_row_checkRow(report, decision, context) {
    const facts = factsOf(context, report.name);
    const figures = facts === undefined ? plainFigures(report) : figuresOf(report, facts);
    // Not enough alone, but enough with others: what it says by itself would sound like the opposite of the decision.
    const isAccomplice = report.verdict !== 'worse' && decision.reasons.some((reason) => reason.code === 'combined-regression' && reason.checks.includes(report.name));
    return isAccomplice ? { ...figures, says: `worse together with others (alone ${odds(report.odds)} of ${odds(report.oddsNeeded)})`, tone: 'bad' } : { ...figures, says: saysWords(report, facts), tone: toneOf(report) };
}
function plainFigures({ name, totals }) {
    // Sums above their counts are no shares: some gauge or other.
    const measure = totals.candidate.events > totals.candidate.trials ? { kind: 'gauge', unit: 'plain' } : SHARE_OF_REQUESTS;
    return { check: named(name), stable: armCell(measure, totals.stable), candidate: armCell(measure, totals.candidate), allowed: '' };
}
function figuresOf(report, facts) {
    const { check } = facts;
    const measure = measureOf(check);
    const allowed = allowedWords(check);
    const isFound = report.verdict === 'worse' && report.limit.kind !== 'breached';
    const figures = (cell, arms) => ({ check: cellTitle(check.name, cell, check), stable: armCell(measure, arms.stable), candidate: armCell(measure, arms.candidate), allowed });
    if (report.limit.kind === 'breached')
        return { ...figures(report.cell, armsOf(report)), candidate: armCell(measure, report.limit.observed), ...(check.limit.kind === 'time' ? { allowed: `at most ${percentOfRatio(report.limit.max)}` } : {}) };
    switch (check.signal.kind) {
        case 'time':
            return isFound ? figures(report.cell, armsOf(report)) : slowFigures(report, facts, figures(certifyingCell(facts), report.totals));
        case 'bins': {
            const shown = figures(report.cell, armsOf(report));
            const expected = referenceOf(check, report.cell);
            return expected === 'none' ? shown : { ...shown, stable: `expected  ${percentOfRatio(expected)}` };
        }
        case 'pairs':
            return isFound && report.cell !== 'all' ? figures(report.cell, armsOf(report)) : { ...figures('all', report.totals), ...aloneWrong(report, facts) };
        case 'calibration': {
            const cell = isFound ? report.cell : 'all';
            const arms = isFound ? armsOf(report) : report.totals;
            return { ...figures(cell, arms), stable: saidAndCame(facts, cell, 'stable', arms), candidate: saidAndCame(facts, cell, 'candidate', arms) };
        }
        case 'share':
        case 'score':
        case 'labels':
        case 'level':
            return isFound ? figures(report.cell, armsOf(report)) : figures('all', report.totals);
    }
}
/** The bound that certifies, whose counts a report carries as its totals. */
function certifyingCell({ state }) {
    const seconds = state.bounds.kind === 'chosen' ? state.bounds.seconds[0] : undefined;
    return seconds === undefined ? 'all' : `le=${String(seconds)}`;
}
/** Latency is shown as a quantile, and as the bound that certifies while the quantile is not known; before bounds are chosen there is nothing to show. */
function slowFigures({ quantile }, facts, otherwise) {
    const { check } = facts;
    const isChosen = certifyingCell(facts) !== 'all';
    const unread = { ...otherwise, stable: isChosen ? otherwise.stable : 'not known yet', candidate: isChosen ? otherwise.candidate : 'not known yet' };
    if (quantile.kind === 'none')
        return unread;
    const [stable, candidate] = [quantileWords(quantile.stable), quantileWords(quantile.candidate)];
    if (stable === '' && candidate === '')
        return unread;
    const allowed = [check.limit.kind === 'time' ? duration(check.limit.msMax) : '', marginWords(check)].filter((part) => part !== '').join(', ');
    return { check: `${named(check.name)} ${quantileName(quantile.quantile)}`, stable: stable || 'not known yet', candidate: candidate || 'not known yet', allowed };
}
/** `alone wrong 150 of 10,000`: items that both got right or both got wrong say nothing. */
function aloneWrong({ totals }, facts) {
    const alone = cellOf(facts, 'discordant');
    const items = Math.max(totals.candidate.trials, cellOf(facts, 'all').candidate.trials);
    const words = (arm) => (items === 0 ? 'no items yet' : `alone wrong  ${count(alone[arm].events)} of ${count(items)}`);
    return { stable: words('stable'), candidate: words('candidate') };
}
/** `said 12 %  came 15 %`; blank for an arm that was not asked. */
function saidAndCame(facts, cell, arm, arms) {
    const predicted = cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`)[arm];
    if (arms[arm].trials === 0)
        return arm === 'stable' ? '' : 'no items yet';
    const came = `came ${percentOfRatio(ratioOf(arms[arm]))}`;
    return predicted.trials === 0 ? came : `said ${percentOfRatio(ratioOf(predicted))}  ${came}`;
}
function saysWords(report, facts) {
    switch (report.verdict) {
        case 'worse':
            return `${check_row_foundWords(report, facts)}, ${check_row_actionWords(report.then)}`;
        case 'better':
            return 'better: shown';
        case 'same':
            return 'as good: shown';
        case 'acceptable':
            return acceptableWords(report);
        case 'insufficient':
            return report.noData === '' ? `too early${waitWords(report)}` : `no data: ${said(report.noData)}`;
        case 'invalid':
            return `unusable data: ${said(report.noData)}`;
        default:
            return assertNever(report.verdict);
    }
}
function check_row_foundWords(report, facts) {
    if (report.limit.kind === 'breached' || report.claim === 'limit')
        return facts?.check.better === 'higher' ? 'under the limit' : 'over the limit';
    switch (claimKind(report.claim)) {
        case 'gap':
            return `${cellWords(report.cell, facts?.check)} worse than the rest`;
        case 'growth':
            return 'grows too fast';
        default:
            return facts?.check.sides === 'both' ? 'differs' : facts?.check.signal.kind === 'calibration' ? 'too far off' : 'worse';
    }
}
/** No harm is confirmed; what is not ruled out yet is said. */
function acceptableWords(report) {
    const open = waitWords(report);
    if (report.wait.kind === 'none')
        return 'fine';
    const bound = report.factor.max > 0 && report.factor.max <= FACTOR_SHOWN_MAX ? `, under ${factor(report.factor.max)} x` : '';
    return `fine so far${bound}${open}`;
}
function waitWords({ wait }) {
    return wait.kind === 'time' && Number.isFinite(wait.ms) && wait.ms > 0 ? `, ${roughly(wait.ms)} more` : '';
}
/** A wait is an estimate: the longer it is, the less its smaller unit says. */
function roughly(ms) {
    const [hours, days] = [Math.round(ms / check_row_HOUR_MS), Math.round(ms / DAY_MS)];
    if (hours >= 4 && hours < 48)
        return `${String(hours)} h`;
    return days >= 4 ? `${String(days)} d` : duration(ms);
}
function check_row_actionWords(then) {
    switch (then) {
        case 'rollback':
            return 'rolled back';
        case 'stepBack':
            return 'stepped back';
        case 'hold':
            return 'holds';
        case 'retrain':
            return 'a new model is asked for';
        case 'tell':
            return 'told';
        default:
            return assertNever(then);
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
            return assertNever(report.verdict);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/briefing.ts













const CHECKS_SHOWN = 60;
const NOTES_SHOWN = 20;
function briefing_briefing(input) {
    const { state, decision, nowMs } = input;
    const context = contextOf(state, input.history);
    const now = standing(state, nowMs);
    const words = decision.kind === 'none' ? { ...now, next: '' } : decisionWords(decision, context);
    const chapter = chaptersOf(input.history).findLast(({ started }) => started.rolloutId === context.rolloutId);
    return {
        mood: decision.kind === 'none' ? now.mood : moodOf(decision),
        target: named(state.target),
        stable: named(chapter?.stable || context.stable),
        candidate: named(context.candidate),
        what: words.what,
        next: words.next,
        why: words.why,
        checks: decision.kind === 'none' ? [] : decision.checks.slice(0, CHECKS_SHOWN).map((report) => checkRow(report, decision, context)),
        harm: decision.kind === 'none' ? '' : harmWords(decision, context),
        changedBy: decision.kind === 'none' ? '' : changedByWords(decision, context),
        outlook: decision.kind === 'none' ? '' : earliestVerdictWords(decision, context, nowMs),
        attempt: attemptWords(context),
        timeline: chapter === undefined ? { picture: '', moments: '' } : weightTimeline(chapter, nowMs),
        notes: input.notes.slice(0, NOTES_SHOWN).map((note) => cleanLine(note)),
        proof: `rampart verify ${shellWord(cleanLine(context.rolloutId === '' ? state.target : context.rolloutId))}`,
        breakGlass: cleanLine(input.breakGlass, 2000),
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

;// CONCATENATED MODULE: ./packages/report/src/summary.ts
// A briefing as GitHub Markdown: job summary, comment, issue body. No raw HTML; every foreign character is shown as itself.


const GLYPHS = { good: '✅', bad: '⛔', open: '⏳', stop: '✋' };
/** Far below the 1 MiB that a job summary may have: every part of a briefing is bounded. */
function renderSummary(input) {
    const content = briefing(input);
    const paragraphs = [
        `### ${GLYPHS[content.mood]} ${escapeMarkdown(`${content.target}: ${content.what}`)}`,
        content.next === '' ? '' : `**${escapeMarkdown(content.next)}**`,
        content.why === '' ? '' : `Why: ${escapeMarkdown(content.why)}`,
        summary_checkTable(content),
        content.harm === '' ? '' : `Harm: ${escapeMarkdown(`${content.harm} ${content.changedBy}`)}`,
        escapeMarkdown([content.outlook, content.attempt].filter((words) => words !== '').join(' ')),
        timelineLine(content),
        content.notes.map((note) => `- Note: ${escapeMarkdown(note)}`).join('\n'),
        `Not convinced? ${codeSpan(content.proof)} (offline). Without GitHub, this takes all traffic back:`,
        codeBlock(content.breakGlass),
    ];
    return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}
function summary_checkTable({ checks, stable, candidate }) {
    if (checks.length === 0)
        return '';
    const head = row(['check', `${stable} stable`, `${candidate} candidate`, 'allowed', 'says']);
    return [head, '| --- | --- | --- | --- | --- |', ...checks.map((check) => row(cellsOf(check)))].join('\n');
}
function cellsOf({ check, stable, candidate, allowed, says }) {
    return [check, stable, candidate, allowed, says];
}
function row(cells) {
    return `| ${cells.map(summary_cellOf).join(' | ')} |`;
}
/** A count and its share, which two blanks part, stand a little apart: Markdown would join them. */
function summary_cellOf(text) {
    return text.split('  ').map(escapeMarkdown).join(' &#160;');
}
function timelineLine({ timeline, candidate }) {
    return timeline.picture === '' ? '' : `Share of ${escapeMarkdown(candidate)}: ${codeSpan(timeline.picture)} ${escapeMarkdown(timeline.moments)} (UTC)`;
}

;// CONCATENATED MODULE: ./packages/report/src/terminal-style.ts
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 };
function terminal_style_paint(text, inks, { color }) {
    return color && inks.length > 0 ? `\u001B[${inks.map((ink) => CODES[ink]).join(';')}m${text}\u001B[0m` : text;
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
        ...(content.harm === '' ? [] : paragraph(`Harm: ${content.harm} ${content.changedBy}`)),
        ...(content.outlook === '' ? [] : paragraph(content.outlook)),
        ...(content.attempt === '' ? [] : paragraph(content.attempt)),
        ...(content.timeline.picture === '' ? [] : paragraph(`Share of ${content.candidate}: ${content.timeline.picture} ${content.timeline.moments} (UTC)`)),
        ...content.notes.flatMap((note) => paragraph(`Note: ${note}`)),
        `${INDENT}Not convinced? ${content.proof} (offline)`,
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
    const counts = [[arms.candidate, check.candidate], [arms.stable, check.stable]].flatMap(([name, words]) => (words === '' ? [] : [`${deep}${name} ${words}`]));
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
    const rest = why === '' ? what : `${what} ${why}`;
    const line = cutColumns(`${MOOD_GLYPHS[mood]} ${fitColumns(named(state.target), TARGET_COLUMNS)} ${rest}`, style.width);
    return paint(line, [MOOD_INKS[mood]], style);
}

;// CONCATENATED MODULE: ./packages/report/src/status/target-status.ts
// How a target stands, as values: what is released at which weight, what it waits for, by when somebody looks again, and what it has cost.

const LOOKS_MISSED_MAX = 3;
function target_status_targetStatus(state, nowMs) {
    const { target, stable, pause, rollout } = state;
    return { target, stable: stable.version, pause, release: rollout.kind === 'none' ? { kind: 'none' } : releaseStatus(rollout, nowMs) };
}
function releaseStatus(rollout, nowMs) {
    const { policy, checks } = rollout;
    const seenMs = Math.max(rollout.startedAtMs, rollout.stageEnteredAtMs, rollout.weightSinceMs, ...Object.values(checks).map(({ watermarkMs }) => watermarkMs));
    // A look of a schedule sees blocks that closed the lag before it.
    const dueMs = Math.max(policy.expert.tickMs, policy.expert.lookMs) + policy.expert.lagMs;
    return {
        kind: 'live',
        rolloutId: rollout.id,
        version: rollout.candidate.version,
        phase: rollout.phase,
        stage: policy.plan[rollout.stageIndex]?.kind ?? 'bake',
        weightPpm: rollout.weight,
        mirrorPpm: rollout.mirror,
        weightSinceMs: rollout.weightSinceMs,
        waitsFor: waitsFor(rollout),
        harm: { excess: excessHarm(policy, checks), budget: policy.promise.badRequestsMax },
        seenMs,
        nextLookByMs: seenMs + dueMs,
        isOverdue: nowMs > seenMs + LOOKS_MISSED_MAX * dueMs,
    };
}
/** The ruling as the fold keeps it: kind, needs, and the codes of the reasons. */
function waitsFor({ lastRuling, phase, pending, pause, waitsForApproval, weight, mirror }) {
    const [, needs = 'nothing', said = ''] = lastRuling.split('/');
    const codes = said.split('+').filter((code) => code !== '');
    if (phase === 'leaving')
        return { whom: weight === 0 && mirror === 0 && pending.kind === 'none' ? 'rollback-job' : 'router', codes };
    if (needs === 'human')
        return { whom: 'person', codes };
    if (needs === 'approval' || waitsForApproval)
        return { whom: 'approval', codes };
    if (pause.kind === 'paused')
        return { whom: 'resume', codes: [] };
    if (pending.kind !== 'none')
        return { whom: 'router', codes };
    return { whom: phase === 'awaiting-promotion' ? 'promote-job' : 'evidence', codes };
}

;// CONCATENATED MODULE: ./packages/report/src/status/status-words.ts
// How a target stands, in words: the parts that its line and its row in a summary are put together from.







function status_words_statusWords(state, nowMs) {
    const status = targetStatus(state, nowMs);
    const { pause, release } = status;
    const mood = status_words_moodOf(state, status);
    return {
        mood,
        glyph: pause.kind === 'paused' ? '‖' : MOOD_GLYPHS[mood],
        target: named(status.target),
        stable: named(status.stable),
        paused: pause.kind === 'none' ? '' : `PAUSED by ${named(pause.by)} for ${duration(nowMs - pause.sinceMs)}${pause.why === '' ? '' : ` (${said(pause.why)})`}`,
        release: release.kind === 'none'
            ? { kind: 'none', last: lastWords(state, nowMs) }
            : {
                kind: 'live',
                released: releaseWords(release, nowMs),
                waits: waitsWords(release.waitsFor),
                isOverdue: release.isOverdue,
                nextLook: release.isOverdue ? `NO LOOK for ${duration(nowMs - release.seenMs)}` : `by ${utcMoment(release.nextLookByMs, nowMs)} UTC`,
                harm: `${count(Math.max(0, release.harm.excess))} of ${count(release.harm.budget)}`,
            },
    };
}
function status_words_moodOf({ ended }, { release }) {
    if (release.kind === 'none')
        return ended.at(-1)?.outcome === 'promoted' ? 'good' : ended.length === 0 ? 'open' : 'bad';
    if (release.isOverdue || release.waitsFor.whom === 'person' || release.waitsFor.whom === 'approval')
        return 'stop';
    if (release.phase === 'leaving')
        return 'bad';
    return release.phase === 'trial' ? 'open' : 'good';
}
function lastWords({ ended }, nowMs) {
    const last = ended.at(-1);
    if (last === undefined)
        return 'nothing was rolled out yet';
    const ago = `${duration(Math.max(1_000, nowMs - last.endedAtMs))} ago`;
    return last.outcome === 'promoted' ? `promoted ${ago}` : `${named(last.candidate.version)} ${outcomeWords(last.outcome)} ${ago}`;
}
function releaseWords({ version, phase, weightPpm, mirrorPpm, weightSinceMs }, nowMs) {
    const how = phase === 'leaving' ? ' is taken out,' : phase === 'baking' ? ' is promoted,' : '';
    const share = weightPpm === 0 && mirrorPpm > 0 ? `copies of ${percentOfWeight(mirrorPpm)}` : percentOfWeight(weightPpm);
    return `${named(version)}${how} at ${share}${weightPpm === PPM_ALL ? '' : ` for ${duration(Math.max(1_000, nowMs - weightSinceMs))}`}`;
}
function waitsWords({ whom, codes }) {
    const why = codes[0] === undefined ? '' : ` (${codes[0].replaceAll('-', ' ')})`;
    switch (whom) {
        case 'approval':
            return `waits for an approval${why}`;
        case 'person':
            return `NEEDS A PERSON${why}`;
        case 'resume':
            return 'waits for rampart resume';
        case 'promote-job':
            return 'waits for the promote job';
        case 'rollback-job':
            return 'waits for the rollback job';
        case 'router':
            return 'waits for the router';
        case 'evidence':
            return 'waits for evidence';
        default:
            return assertNever(whom);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/status/status-lines.ts



const TARGET_COLUMNS_MAX = 32;
/** `● fraud-prod  v42 at 5 % for 3 min · waits for evidence · next look by 14:12 UTC · harm 3 of 100`, each cut to the width. */
function status_lines_statusLines(states, nowMs, style) {
    const all = states.map((state) => statusWords(state, nowMs));
    const columns = Math.min(TARGET_COLUMNS_MAX, Math.max(0, ...all.map(({ target }) => displayWidth(target))));
    return all.map((words) => {
        const { glyph, target, mood } = words;
        return paint(cutColumns(`${glyph} ${padColumns(cutColumns(target, columns), columns)}  ${standingWords(words)}`, style.width), [MOOD_INKS[mood]], style);
    });
}
/** All of it but the name. */
function standingWords({ paused, stable, release }) {
    const first = paused === '' ? [] : [paused];
    if (release.kind === 'none')
        return [...first, `${stable} serves`, release.last].join(' · ');
    const { released, waits, isOverdue, nextLook, harm } = release;
    return [...first, released, waits, isOverdue ? nextLook : `next look ${nextLook}`, `harm ${harm}`, `${stable} serves the rest`].join(' · ');
}

;// CONCATENATED MODULE: ./packages/report/src/status/view-lines.ts





const LENGTH_MAX = 1_000;
/** In the order of `views`; what can be read stands in columns. */
function viewLines(views, nowMs, style) {
    const present = views.flatMap(({ read }) => (read.kind === 'present' ? [read.state] : []));
    const lines = new Map(statusLines(present, nowMs, style).map((line, index) => [present[index], line]));
    return views.map((view) => {
        const { read } = view;
        if (read.kind === 'present')
            return { view, lines: [lines.get(read.state) ?? '', ...followedLines(read.state, nowMs).map((line) => `  ${line}`)] };
        const [first = '', ...more] = view_lines_whyNoState(view.policyFile, read).split('\n');
        return { view, lines: [cleanLine(`${named(view.target)}: ${first}`, LENGTH_MAX), ...more.map(cleanIndented)] };
    });
}
/** In words for people: nothing is there yet, or it cannot be read. What to paste may stand below the first line. */
function view_lines_whyNoState(policyFile, read) {
    return read.kind === 'empty' ? `no ledger yet; rampart adopt ${shellWord(cleanLine(policyFile))} writes its first line` : `the ledger cannot be read: ${read.why}`;
}
/** Leading blanks mean something in YAML. */
function cleanIndented(line) {
    return `${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, LENGTH_MAX)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/status/view-summary.ts
// What was read of several targets as a table in Markdown, for a job summary. Names, reasons and errors stand in it as what they are.







const HEAD = (/* unused pure expression or super */ null && (['', 'target', 'serves', 'release', 'now', 'next look', 'harm']));
function viewSummary(views, nowMs) {
    const rows = [HEAD, HEAD.map(() => '---'), ...views.map((view) => view_summary_cellsOf(view, nowMs))];
    const followed = views.flatMap(({ target, read }) => (read.kind === 'present' ? followedLines(read.state, nowMs).map((line) => `- ${escapeMarkdown(`${named(target)}: ${line}`)}`) : []));
    return [`### ${counted(views.length, 'target')} at ${utcDateTime(nowMs)}`, '', ...rows.map((cells) => `| ${cells.join(' | ')} |`), '', ...(followed.length === 0 ? [] : [...followed, ''])].join('\n');
}
function view_summary_cellsOf({ target, policyFile, read }, nowMs) {
    const cells = (glyph, ...texts) => [glyph, ...texts.map(escapeMarkdown)];
    if (read.kind !== 'present')
        return cells(read.kind === 'empty' ? '' : '!', named(target), '', '', whyNoState(policyFile, read), '', '');
    const { glyph, target: name, stable, paused, release } = statusWords(read.state, nowMs);
    if (release.kind === 'none')
        return cells(glyph, name, stable, release.last, paused, '', '');
    const { released, waits, nextLook, harm } = release;
    return cells(glyph, name, stable, released, [paused, waits].filter((words) => words !== '').join('; '), nextLook, harm);
}

;// CONCATENATED MODULE: ./packages/report/src/doctor/doctor-lines.ts
// A doctor's visit for a terminal or a log: what was read in each area, and under it every finding with its fix.






const doctor_lines_GLYPHS = { fine: '✔', mend: '✘', mind: '●' };
const INKS = { fine: 'green', mend: 'red', mind: 'yellow' };
const AREA_COLUMNS = 12;
function doctorLines(visit, style) {
    return [paint(`${named(visit.target)}: ${doctor_lines_verdict(visit)}`, ['bold', INKS[worst(visit)]], style), ...visit.examined.flatMap((area) => areaLines(area, style))];
}
/** What it comes to, in words. */
function doctor_lines_verdict(visit) {
    const [mend, mind] = [findingsOf(visit, 'mend').length, findingsOf(visit, 'mind').length];
    if (mend + mind === 0)
        return 'ready for a rollout, nothing found';
    const remarks = mind === 0 ? '' : counted(mind, 'remark');
    return mend === 0 ? `ready for a rollout, ${remarks}` : `${counted(mend, 'thing')} to mend before a rollout${remarks === '' ? '' : `, ${remarks}`}`;
}
function worst(visit) {
    return findingsOf(visit, 'mend').length > 0 ? 'mend' : findingsOf(visit, 'mind').length > 0 ? 'mind' : 'fine';
}
function areaLines({ area, saw, findings }, style) {
    const mood = findings.some(({ gravity }) => gravity === 'mend') ? 'mend' : findings.length > 0 ? 'mind' : 'fine';
    const head = `${doctor_lines_GLYPHS[mood]} ${padColumns(area, AREA_COLUMNS)}`;
    const rest = ' '.repeat(AREA_COLUMNS + 3);
    const seen = saw.length === 0 ? ['nothing could be read'] : saw;
    const lines = seen.flatMap((line, index) => wrapColumns(cleanLine(line, 500), style.width, { first: index === 0 ? ` ${head}` : rest, rest: `${rest}  ` }));
    return [...lines.map((line, index) => (index === 0 ? paint(line, [INKS[mood]], style) : line)), ...findings.flatMap((finding) => findingLines(finding, style))];
}
function findingLines({ code, gravity, about, seen, why, fix }, style) {
    const paragraph = (text) => wrapColumns(text, style.width, { first: '     ', rest: '       ' });
    const title = wrapColumns(`${code} ${cleanLine(about, 120)}: ${cleanLine(seen, 500)}`, style.width, { first: `   ${doctor_lines_GLYPHS[gravity]} `, rest: '     ' });
    return [
        ...title.map((line) => paint(line, [INKS[gravity]], style)),
        ...paragraph(`Why: ${cleanLine(why, 500)}`),
        ...paragraph(`Fix: ${cleanLine(fix.text, 500)}${fix.paste.length === 0 ? '' : ':'}`),
        // To be copied as it stands: never wrapped. Leading blanks mean something in YAML.
        ...fix.paste.map((line) => `       ${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, 1_000)}`),
    ];
}

;// CONCATENATED MODULE: ./packages/report/src/doctor/doctor-summary.ts
// A doctor's visit as Markdown, for a job summary.



function doctorSummary(visits) {
    return visits.map(oneVisit).join('\n');
}
function oneVisit(visit) {
    const rows = visit.examined.map(({ area, saw, findings }) => `| ${area} | ${saw.map((line) => escapeMarkdown(cleanLine(line, 500))).join('<br>') || 'nothing could be read'} | ${findings.map(({ code }) => code).join(', ') || 'fine'} |`);
    return [`### ${escapeMarkdown(cleanLine(`${visit.target}: ${verdict(visit)}`))}`, '', '| area | seen | |', '|---|---|---|', ...rows, '', ...visit.examined.flatMap(({ findings }) => findings.flatMap(oneFinding))].join('\n');
}
function oneFinding({ code, gravity, about, seen, why, fix }) {
    const text = (words) => escapeMarkdown(cleanLine(words, 500));
    const paste = fix.paste.length === 0 ? [] : ['', ...fix.paste.map((line) => `    ${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, 1_000)}`)];
    return [`**${code} ${text(about)}**${gravity === 'mind' ? ' (remark)' : ''}: ${text(seen)}`, '', `Why: ${text(why)}`, '', `Fix: ${text(fix.text)}`, ...paste, ''];
}

;// CONCATENATED MODULE: ./packages/report/src/measures/measure-lines.ts
// Measures of delivery for a terminal or a log: name, figure with its n, and what was counted.





function measureLines(target, measures, style) {
    const { period, deployments, leadTime, changeFailures, recoveryTime, rework, caught } = measures;
    const days = Math.round((period.toMs - period.fromMs) / 86_400_000);
    const rows = [
        ['deployment frequency', frequencyWords(deployments), 'releases promoted'],
        ['lead time for changes', durationWords(leadTime), 'first start of a version here to its promotion'],
        ['change failure rate', shareWords(changeFailures), 'promoted releases that were taken out again'],
        ['failed deployment recovery time', durationWords(recoveryTime), 'promotion to all traffic back on another version'],
        ['rework rate', shareWords(rework), 'promoted releases that repaired a failed one'],
        ['caught before promote', shareWords(caught), caughtWords(measures)],
    ];
    const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    // A target that is younger than the period is measured from its first day.
    const young = deployments.knownMs > 0 && deployments.knownMs < period.toMs - period.fromMs ? `; its ledger began ${duration(deployments.knownMs)} ago` : '';
    const head = `${named(target)} · ${utcDate(period.fromMs)} to ${utcDate(period.toMs)}, ${counted(days, 'day')}${young}`;
    const lines = rows.map((row) => `  ${padColumns(row[0], widths[0] ?? 0)}  ${padColumns(row[1], widths[1] ?? 0)}  ${row[2]}`.trimEnd());
    return [paint(cutColumns(head, style.width), ['bold'], style), ...lines.map((line) => cutColumns(line, style.width))];
}
/** One release in an hour is not a hundred a week. */
function frequencyWords({ n, perWeek, knownMs }) {
    if (n === 0)
        return 'none';
    return perWeek === 'too-short' ? `${count(n)} in ${duration(knownMs)}` : `${decimal(perWeek, 2)} a week (n ${count(n)})`;
}
function durationWords({ n, medianMs, maxMs }) {
    if (medianMs.kind === 'none')
        return 'none';
    return `${duration(medianMs.value)} (median, n ${count(n)}${n > 1 ? `, at most ${duration(maxMs)}` : ''})`;
}
function shareWords({ n, hits }) {
    return n === 0 ? 'none' : `${percentOfRatio(hits / n)} (${count(hits)} of ${count(n)})`;
}
function caughtWords({ caught }) {
    if (caught.hits === 0 || caught.weightMaxPpm.kind === 'none')
        return 'decided releases that were taken out before';
    return `decided releases: ${count(caught.byChecks)} by checks, ${count(caught.byPeople)} by people, ${count(caught.byTime)} undecided in time; at most ${percentOfWeight(caught.weightMaxPpm.value)} of the traffic (median)`;
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
    if (event.kind === 'restored')
        return '▼';
    if (event.kind === 'followed-up')
        return event.worse.length === 0 ? ' ' : '!';
    if (event.kind === 'retraining-asked')
        return '!';
    if (event.kind === 'paused')
        return '‖';
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
    if (event.kind === 'restored')
        return ['red'];
    if (event.kind === 'followed-up')
        return event.worse.length === 0 ? ['dim'] : ['magenta'];
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

;// CONCATENATED MODULE: ./packages/report/src/runbook/stage-words.ts
// What each stage of a plan does, one sentence each, for people who did not write the plan.


function stage_words_stageWords(stage) {
    switch (stage.kind) {
        case 'smoke':
            return `smoke: the candidate is placed at 0 %, has to be ready and of the recorded digest${stage.probe.kind === 'none' ? '' : ', and its golden cases are answered through the real route'}.`;
        case 'shadow':
            return `shadow: for ${duration(stage.durationMs)} the candidate gets copies of ${stage.share === PPM_ALL ? 'all' : `${percentOfWeight(stage.share)} of the`} requests; users see stable's answers only.`;
        case 'ramp':
            return `ramp: ${rampWords(stage)}, up to ${percentOfWeight(stage.weightMax)}${stage.sticky === 'user' ? '; a user stays on one version' : ''}.`;
        case 'switch':
            return 'switch: from 0 % to promotion in one move.';
        case 'split':
            return `split: ${percentOfWeight(stage.weight)} of the traffic until "${stage.judge}" is ${stage.goal === 'superior' ? 'better' : 'proved no worse'}, at most ${duration(stage.durationMs)}.`;
        case 'approval':
            return 'approval: waits until a person approves.';
        case 'bake':
            return `bake: after the promotion ${duration(stage.durationMs)} under the same checks, ${stage.holdback === 0 ? 'with nothing on the old version: only limits can send back' : `with ${percentOfWeight(stage.holdback)} left on the old version`}.`;
        case 'follow':
            return `follow: ${duration(stage.durationMs)} of late labels are watched; if they turn out worse, ${stage.then === 'rollback' ? 'the version that served before is restored' : 'people are told'}.`;
    }
}
function rampWords({ steps }) {
    switch (steps.kind) {
        case 'promise':
            return 'the share grows as fast as the promise on bad requests allows';
        case 'ladder':
            return `${steps.weights.map(percentOfWeight).join(', ')}, each for at least ${duration(steps.everyMs)}`;
        case 'instances':
            return `one of ${String(steps.count)} instances after the other`;
    }
}

;// CONCATENATED MODULE: ./packages/report/src/runbook/runbook.ts
// The runbook of a target: what it is, what is promised, what each state means and what a person does then. All of it follows from the policy, so
// that it is never about another one. For somebody who is on call and has not read the policy.









function renderRunbook(input) {
    const { policy } = input;
    const paragraphs = [
        `# Runbook: ${runbook_text(policy.target)}`,
        `Written by ${command(`rampart runbook ${runbook_named(input)}`)} from policy ${code(input.policyDigest)}. Write it again when the policy changes.`,
        '## Take all traffic back now',
        ...emergency(input),
        '## What this is',
        table(['', ''], facts(input).map(([name, value]) => [runbook_text(name), value])),
        '## What is promised',
        list(promiseWords(policy).map(runbook_text)),
        '## What is watched',
        table(['check', 'looks at', 'accepted, against stable', 'otherwise'], policy.checks.map((check) => [runbook_text(check.name), lookedAt(check.signal), runbook_text(allowedWords(check) || 'only shown'), runbook_text(runbook_otherwise(check))])),
        '## The plan',
        policy.plan.map((stage, index) => `${String(index + 1)}. ${runbook_text(stageWords(stage))}`).join('\n'),
        '## What a state means',
        table(['state', 'it means', 'you'], stateRows(policy).map(({ state, means, does }) => [runbook_text(state), runbook_text(means), runbook_text(does === '' ? 'do nothing' : does)])),
        '## How to',
        table(['to', 'on the command line', 'by hand in the workflow rollout.yml'], howTo(input)),
        '## Who is told',
        list(whoIsTold(policy)),
    ];
    return `${paragraphs.join('\n\n')}\n`;
}
/** Commands name the file: a target by its name is found only here and in rampart/. */
function runbook_named({ policyFile, ledger }) {
    return `${shellWord(policyFile)}${ledger === '' ? '' : ` --ledger ${shellWord(ledger)}`}`;
}
function emergency(input) {
    const { policy, policyFile, breakGlass } = input;
    return [
        "The command line finds the version that served before by the router's own word, and needs neither GitHub nor the ledger:",
        block(`rampart rollback ${shellWord(policyFile)} --local --reason "why"`),
        'With nothing but a shell, choose the slot whose version shall serve (in a release the one that has most of the traffic, unless it is promoted already):',
        ...policy.serve.slots.flatMap((slot) => [`All traffic to slot ${code(slot)}:`, block(breakGlass(slot))]),
        'Either way the next look finds the weight lowered, ends the release as taken back by a person, and never raises it again. Then conclude, so that the registry\'s pointer goes back too:',
        block(`rampart rollback ${runbook_named(input)} --reason "why"`),
    ];
}
function facts(input) {
    const { policy, ledger, ledgerBranch } = input;
    const { model, serve, metrics, expert } = policy;
    return [
        ['model', `${code(model.name)} in the registry ${code(model.registry)}; a promotion moves ${code(model.stage)}`],
        ['router', address(serve)],
        ['slots', serve.slots.map(code).join(' and ')],
        ['metrics', metrics.kind === 'none' ? 'none' : serve.slots.map((slot) => `${code(slot)}: ${(metrics.pages[slot] ?? []).map(code).join(', ')}`).join('; ')],
        ['history', `the branch ${code(ledgerBranch)} of ${ledger === '' ? 'the ledger' : code(ledger)}; ${command(`rampart history ${runbook_named(input)}`)}`],
        ['looks', `every ${duration(expert.lookMs)} while a job stays, else about every ${duration(expert.tickMs)}`],
    ];
}
function address(serve) {
    return serve.kind === 'http' ? code(serve.url) : command(serve.argv.map(shellWord).join(' '));
}
function lookedAt(signal) {
    switch (signal.kind) {
        case 'share':
        case 'time':
        case 'bins':
        case 'level':
            return code(signal.metric);
        case 'score':
            return signal.origin.kind === 'metric' ? code(signal.origin.metric) : labels(signal.origin);
        case 'labels':
        case 'pairs':
        case 'calibration':
            return labels(signal);
    }
}
function labels({ source, matureMs }) {
    return `answers of ${address(source)}, ${duration(matureMs)} after the request`;
}
function runbook_otherwise({ then }) {
    return { rollback: 'taken back at once', stepBack: 'less traffic, and a person is asked', hold: 'no more traffic until a person approves', retrain: 'a new model is asked for, nothing else', tell: 'people are told, nothing else' }[then];
}
function howTo(input) {
    const { policyFile } = input;
    const file = runbook_named(input);
    const inWorkflow = (what) => `do: ${what}, policy: ${code(policyFile)}`;
    return [
        ['see how it stands', command(`rampart status ${file}`), `a workflow with ${code('mode: status')} (README of canary-step); or the summary of the last run`],
        ['look now', command(`rampart tick ${file}`), inWorkflow('look')],
        ['approve', command(`rampart tick ${file} --approve`), inWorkflow('approve')],
        ['abort: take the candidate out', command(`rampart tick ${file} --abort "why"`), inWorkflow('abort')],
        ['roll back', command(`rampart rollback ${file} --reason "why"`), inWorkflow('roll back')],
        ['stop raising, keep watching', command(`rampart pause ${file} --reason "why"`), ''],
        ['let it go on', command(`rampart resume ${file}`), ''],
        ['try a version again that was taken out', command(`rampart retry ${file} --reason "why"`), ''],
        ['see what was decided, and why', command(`rampart history ${file}`), ''],
        ['prove that every decision was right', command(`rampart verify ${file}`), ''],
    ];
}
function whoIsTold({ checks }) {
    const only = checks.filter(({ then }) => onlyTells(then)).map(({ name }) => name);
    return [
        'Paged, where Prometheus has the rules that `rampart alerts` prints: nobody has looked for three intervals while a candidate has traffic, or stable itself is over a limit.',
        'A red job means that a person is needed now: a rollback that the router has not confirmed, blindness with traffic exposed, stable in trouble. GitHub tells whoever follows the workflow.',
        'A rollback that worked pages nobody. It is told where the workflow tells: in the job summary, and in an issue if the job may write issues.',
        ...(only.length === 0 ? [] : [`Only told, and never a reason to send back: ${only.join(', ')}.`]),
    ];
}
function table(head, rows) {
    return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
function list(items) {
    return items.map((item) => `- ${item}`).join('\n');
}
function runbook_text(words) {
    return escapeMarkdown(words);
}
function code(value) {
    return codeSpan(cleanLine(value, 300)).replaceAll('|', '\\|');
}
function block(line) {
    return codeBlock(cleanLine(line, 2000));
}
function command(line) {
    return codeSpan(cleanLine(line, 500)).replaceAll('|', '\\|');
}

;// CONCATENATED MODULE: ./packages/report/src/ledger/rate-series.ts




const BINS_PER_ROLLOUT = 40;
const REQUESTS_PER_BIN = 60;
/** However few requests an arm has, its line has about this many points over the whole rollout. */
const BINS_AT_LEAST = 8;
/**
 * One series per check (for latency: of the bound that spoke last), and one more for a slice that was found worse. Blocks are joined to at most about 40
 * bins, longer ones where an arm has few requests; a span without a request of an arm has no bin of it.
 */
function rate_series_rateSeries(chapter) {
    const { events, started } = chapter;
    const endMs = Math.max(started.atMs + 1, ...events.map((event) => event.atMs));
    return started.policy.checks.flatMap((check) => {
        const blocks = events.flatMap((event) => blocksOf(event, check.name));
        return cellsToShow(check, events, blocks).map((cell) => ({
            check: check.name,
            cell,
            title: cellTitle(check.name, cell, check),
            measure: measureOf(check),
            counts: countsWords(check, cell),
            stable: binned(blocks, cell, 'stable', { fromMs: started.atMs, toMs: endMs }),
            candidate: binned(blocks, cell, 'candidate', { fromMs: started.atMs, toMs: endMs }),
        }));
    });
}
function blocksOf(event, check) {
    if (event.kind !== 'ticked' || !Object.hasOwn(event.evidence, check))
        return [];
    const evidence = event.evidence[check];
    return evidence?.kind === 'blocks' ? evidence.blocks : [];
}
function cellsToShow(check, events, blocks) {
    if (blocks.length === 0)
        return [];
    const report = events.flatMap((event) => (event.kind === 'ticked' ? event.decision.checks.filter(({ name }) => name === check.name) : [])).at(-1);
    const loudest = report?.cell ?? 'all';
    if (check.signal.kind === 'time' || check.signal.kind === 'bins')
        return loudest === 'all' ? [] : [loudest];
    return loudest !== 'all' && report?.verdict === 'worse' ? ['all', loudest] : ['all'];
}
function countsWords(check, cell) {
    const where = whereWords(cell);
    switch (check.signal.kind) {
        case 'labels':
            return `answers that were ${check.better === 'lower' ? 'wrong' : 'right'}${where}`;
        case 'pairs':
            return `items that were answered wrong${where}`;
        case 'calibration':
            return `items that came true${where}`;
        case 'bins':
            return `share of ${cellWords(cell, check)}`;
        case 'score':
            return `mean of "${named(check.name)}"${where}`;
        case 'level':
            return `value of ${named(check.signal.metric)}`;
        case 'time':
            return `requests ${cellWords(cell, check)}`;
        case 'share':
            return isFailure(check) ? `${check.signal.unit} that failed${where}` : `${check.signal.unit} counted as "${named(check.name)}"${where}`;
    }
}
function binned(blocks, cell, arm, span) {
    const bins = [];
    let open = 'none';
    for (const block of blocks) {
        const counts = block.cells[cell]?.[arm];
        if (counts === undefined || counts.trials === 0)
            continue;
        open = open === 'none' ? { fromMs: block.fromMs, toMs: block.toMs, ...counts } : joined(open, block, counts);
        if (!isFull(open, span))
            continue;
        bins.push(open);
        open = 'none';
    }
    return open === 'none' ? bins : [...bins, open];
}
/** Long enough to be drawn, and with enough requests to mean something or too long to wait for them. */
function isFull({ fromMs, toMs, trials }, span) {
    const share = (toMs - fromMs) / (span.toMs - span.fromMs);
    return share >= 1 / BINS_PER_ROLLOUT && (trials >= REQUESTS_PER_BIN || share >= 1 / BINS_AT_LEAST);
}
function joined(bin, block, counts) {
    return { fromMs: bin.fromMs, toMs: block.toMs, trials: bin.trials + counts.trials, events: bin.events + counts.events };
}

;// CONCATENATED MODULE: ./packages/report/src/ledger/report-from-ledger.ts
// The whole report from the ledger alone; what only a proxy's log knows can be added.











const NO_EXTRA_SERIES = { served: {}, traffic: { kind: 'unknown' } };
/** `events` is a whole ledger, oldest first. Throws InvariantError where an event does not follow from the ones before. */
function reportFromLedger(events, extra = NO_EXTRA_SERIES) {
    const states = statesAfter(events);
    const target = [...states.values()].at(-1)?.target ?? '';
    return { target, rollouts: chaptersOf(events).map((chapter) => report_from_ledger_recordOf(chapter, states, extra)), traffic: extra.traffic };
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
function report_from_ledger_recordOf(chapter, states, extra) {
    const { started, events, stable } = chapter;
    const { wanted, observed } = weightStory(chapter);
    const marks = marksOf(chapter, states);
    const outcome = outcomeOf(chapter, states);
    return {
        id: started.rolloutId,
        stable,
        candidate: started.candidate.version,
        startedAtMs: started.atMs,
        endedAtMs: Math.max(started.atMs, ...events.map((event) => event.atMs)),
        outcome,
        why: whyOf(outcome, chapter, marks),
        weightMaxPpm: Math.max(0, ...observed.map((step) => step.weightPpm)),
        harm: decisionsOf(events).at(-1)?.harm ?? { excess: 0, budget: started.policy.promise.badRequestsMax },
        checks: checksOf(chapter, states),
        weight: { wanted, observed, served: Object.hasOwn(extra.served, started.rolloutId) ? (extra.served[started.rolloutId] ?? []) : [] },
        rates: rateSeries(chapter),
        evidence: evidenceOf(chapter),
        marks,
        aftermath: aftermathOf(chapter),
        looks: looksOf(chapter, states),
    };
}
function checksOf({ events }, states) {
    const ticks = events.filter((event) => event.kind === 'ticked');
    const settling = ticks.find(({ decision }) => decision.kind === 'rollback' || decision.kind === 'promote') ?? ticks.at(-1);
    const state = settling === undefined ? undefined : states.get(settling);
    if (settling === undefined || state === undefined)
        return [];
    return settling.decision.checks.map((report) => checkRow(report, settling.decision, contextOf(state)));
}
function decisionsOf(events) {
    return events.flatMap((event) => (event.kind === 'ticked' ? [event.decision] : []));
}
/** As of its last record, also of those that came after its end. */
function outcomeOf({ started, events, aftermath }, states) {
    const last = aftermath.at(-1) ?? events.at(-1);
    const state = last === undefined ? undefined : states.get(last);
    return state?.ended.findLast((ended) => ended.id === started.rolloutId)?.outcome ?? 'running';
}
/** The decision that settled the outcome: the first that took the candidate out, or the one that promoted it. */
function whyOf(outcome, chapter, marks) {
    const restored = aftermathOf(chapter).find(({ kind }) => kind === 'restored');
    if (restored !== undefined)
        return `${restored.what} ${restored.why}`;
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
                return [{ ...at, kind: 'start', weightPpm: 0, what: `${c} starts on slot ${named(event.candidate.slot)}. All traffic is on ${s}.`, why: '', changedBy: '', next: '' }];
            case 'ticked': {
                const { decision } = event;
                if ((decision.kind === 'hold' && !asksAnew(chapter, event)) || repeats(decision.reasons[0]))
                    return [];
                const context = inHindsight(contextOf(state), decision);
                const { what, why, next } = decisionWords(decision, context);
                return [{ ...at, kind: decision.kind, weightPpm: decision.to, what, why, changedBy: changedByWords(decision, context), next: decision.needs === 'nothing' ? '' : next }];
            }
            case 'promoted':
                return [{ ...at, kind: 'promoted', weightPpm: state.rollout.kind === 'live' ? state.rollout.weight : 1_000_000, what: `${c} is promoted.`, why: `The registry says so in ${said(event.pointer)}.`, changedBy: '', next: '' }];
            case 'ended':
                // A rollout that was taken out has said so already.
                return chapter.events.some((other) => other.kind === 'ticked' && other.decision.kind === 'rollback') ? [] : [{ ...at, kind: 'ended', weightPpm: event.observed, what: `The rollout of ${c} ended: ${outcomeWords(event.outcome)}.`, why: `Because ${leavingWords(event.why, { stable, candidate: started.candidate.version })}.`, changedBy: '', next: '' }];
            default:
                return [];
        }
    });
}
/** A hold that asks for a person, for a reason that the look before did not have. */
function asksAnew({ events }, event) {
    const before = events.slice(0, events.indexOf(event)).findLast((known) => known.kind === 'ticked');
    return event.decision.needs !== 'nothing' && !(before?.decision.needs !== 'nothing' && before?.decision.reasons[0]?.code === event.decision.reasons[0]?.code);
}
/** Labels that change nothing are not worth a line. */
function aftermathOf({ aftermath, started, stable }) {
    const [s, c] = [named(stable), named(started.candidate.version)];
    return aftermath.flatMap((event) => {
        const at = { atMs: event.atMs, changedBy: '', next: '' };
        if (event.kind === 'restored')
            return [{ ...at, kind: 'restored', weightPpm: 0, what: `${c} was taken out again. All traffic is on ${s}.`, why: `Because ${leavingWords(event.why, { stable, candidate: started.candidate.version })}.` }];
        return event.worse.length === 0 ? [] : [{ ...at, kind: 'told', weightPpm: 1_000_000, what: `Late labels: ${c} turned out worse than ${s} in ${someOf(event.worse)}.`, why: '' }];
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
        const changedBy = changedByWords(decision, contextOf(state));
        const span = { fromMs: event.atMs, toMs: event.atMs, looks: 1, kind: decision.kind, weightPpm: decision.to, why, changedBy };
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
const ticks_SECOND = 1000;
const ticks_MINUTE = 60 * ticks_SECOND;
const ticks_HOUR = 60 * ticks_MINUTE;
const ticks_DAY = 24 * ticks_HOUR;
const TIME_STEPS = [
    ...[100, 200, 500],
    ...[1, 2, 5, 10, 15, 30].map((n) => n * ticks_SECOND),
    ...[1, 2, 5, 10, 15, 30].map((n) => n * ticks_MINUTE),
    ...[1, 2, 3, 6, 12].map((n) => n * ticks_HOUR),
    ...[1, 2, 7, 14, 28, 56].map((n) => n * ticks_DAY),
];
/** Elapsed times from 0 up to `durationMs` in steps that people count in, at most `count` after the zero. */
function ticks_elapsedTicks(durationMs, count) {
    const step = TIME_STEPS.find((candidate) => durationMs / candidate <= count) ?? Math.ceil(durationMs / count / ticks_DAY) * ticks_DAY;
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
    return points.map((point, index) => `${index === 0 ? 'M' : 'L'}${at(point)}`).join('');
}
/** Holds every value until the next one begins, the last one until `untilX`. */
function path_stepPath(points, untilX) {
    const [first, ...others] = points;
    if (first === undefined)
        return '';
    return `M${at(first)}${others.map(({ x, y }) => `H${coordinate(x)}V${coordinate(y)}`).join('')}H${coordinate(untilX)}`;
}
/** The area under a step line down to `baseY`. */
function path_stepAreaPath(points, untilX, baseY) {
    const [first] = points;
    return first === undefined ? '' : `${path_stepPath(points, untilX)}V${coordinate(baseY)}H${coordinate(first.x)}Z`;
}
/** The area between two lines over the same places. */
function path_bandPath(upper, lower) {
    return upper.length === 0 ? '' : `${path_linePath(upper)}${lower.toReversed().map((point) => `L${at(point)}`).join('')}Z`;
}
function at({ x, y }) {
    return `${coordinate(x)},${coordinate(y)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/html/decision-marks.ts
// What moved the rollout, as numbered marks above the panels and a thin line through all of them; the numbers are those of the list below.



const RADIUS = 9;
const decision_marks_GAP = RADIUS * 2 + 3;
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
        case 'told':
        case 'restored':
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
    if ((marks.length - 1) * decision_marks_GAP > bounds.to - bounds.from)
        return NOTHING;
    const places = spreadLabels(marks.map(({ atMs }) => x(atMs)), decision_marks_GAP, bounds);
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
const evidence_panel_INKS = 6;
/** More than a million to one is all the same; what is above is cut at the edge. */
const ODDS_SHOWN_MAX = 3_000_000;
function evidence_panel_evidencePanel({ evidence }) {
    const needed = evidence.map(({ oddsNeeded }) => oddsNeeded);
    const seen = evidence.flatMap(({ points }) => points.map((point) => point.odds));
    const domain = { from: ODDS_MIN, to: Math.max(10, ...needed.map((limit) => limit * 3), ...seen.map((value) => Math.min(ODDS_SHOWN_MAX, value * 1.5))) };
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
                endLabels(frame, evidence.map((series, index) => ({ y: y(Math.min(domain.to, series.points.at(-1)?.odds ?? 1)), words: named(series.check), className: inkOf(index) }))),
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
        case 'retrain':
            return 'asks for a new model';
        case 'tell':
            return 'tells';
    }
}
function inkOf(index) {
    return `evidence${String(index % evidence_panel_INKS)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/html/rate-panel.ts
// How often something bad happened on either version, with the interval in which the true share lies 95 times in 100.










/** Bins further apart than this many of their own lengths are not joined by a line. */
const GAP_MAX = 1.5;
const TICKS = 3;
function rate_panel_ratePanel(series, rollout, index) {
    const domain = domainOf(series);
    return {
        title: cleanLine(series.title),
        hint: series.measure.kind === 'share' ? `${series.counts}; shaded: 95 % interval` : series.counts,
        height: 92,
        draw: (frame) => {
            const y = linearScale(domain, { from: frame.bottom, to: frame.top });
            const ticks = ticksOf(series.measure, domain);
            return fragment([
                valueAxis(frame, y, ticks),
                clipped(frame, `rate${String(index)}`, fragment([armMarks('stable', series, frame, y), armMarks('candidate', series, frame, y)])),
                endLabels(frame, [...labelOf('stable', series.stable, rollout.stable, y), ...labelOf('candidate', series.candidate, rollout.candidate, y)]),
            ]);
        },
    };
}
/** Round numbers of what the axis is labelled in. */
function ticksOf(measure, { from, to }) {
    const unit = measure.kind === 'gauge' && measure.unit === 'bytes' ? binaryUnit(to) : 1;
    return niceTicks({ from: from / unit, to: to / unit }, TICKS).map((tick) => ({ value: tick * unit, label: measure.kind === 'share' ? `${decimal(tick * 100, 3)} %` : valueWords(measure, tick * unit) }));
}
function binaryUnit(largest) {
    let unit = 1;
    while (largest / unit >= 1024)
        unit *= 1024;
    return unit;
}
/** Intervals of bins with few requests may reach far; this part of an arm's requests has its intervals inside the picture. */
const REQUESTS_INSIDE = 0.95;
/** From 0, or from just below the lowest interval where all of them are far from 0. What does not fit is cut at the edge. */
function domainOf({ stable, candidate, measure }) {
    const arms = [stable, candidate].filter((bins) => bins.length > 0);
    const top = measure.kind === 'gauge' ? Number.POSITIVE_INFINITY : 1;
    const highest = Math.max(1e-4, ...arms.map((bins) => reach(bins, (bin) => rate_panel_spreadOf(measure, bin).high)));
    const lowest = Math.min(highest, ...arms.map((bins) => -reach(bins, (bin) => -rate_panel_spreadOf(measure, bin).low)));
    if (!(lowest > 0.5 * highest))
        return { from: 0, to: Math.min(top, highest * 1.08) };
    const step = niceCeiling(Math.max(highest - lowest, highest / 100) / TICKS, 1);
    return { from: Math.max(0, Math.floor(lowest / step) * step), to: Math.min(top, highest + step / 4) };
}
/** Only shares have an interval: how far a mean may be off its sum does not tell. */
function rate_panel_spreadOf(measure, bin) {
    const value = bin.events / bin.trials;
    return measure.kind === 'share' ? wilsonInterval(bin) : { low: value, high: value };
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
function armMarks(arm, series, frame, y) {
    return fragment(rate_panel_runsOf(series[arm]).map((run) => runMarks(arm, run, series.measure, frame, y)));
}
/** A run is drawn from the beginning of its first bin to the end of its last, through the middles of all. */
function runMarks(arm, run, measure, { x }, y) {
    const places = run.flatMap((bin, index) => [
        ...(index === 0 ? [[x(bin.fromMs), bin]] : []),
        [x((bin.fromMs + bin.toMs) / 2), bin],
        ...(index === run.length - 1 ? [[x(bin.toMs), bin]] : []),
    ]);
    const line = (valueOf) => places.map(([place, bin]) => ({ x: place, y: y(valueOf(bin)) }));
    const band = measure.kind === 'share' ? element('path', { d: bandPath(line((bin) => wilsonInterval(bin).high), line((bin) => wilsonInterval(bin).low)), class: `${arm} band` }) : NOTHING;
    return fragment([band, element('path', { d: linePath(line(({ events, trials }) => events / trials)), class: `${arm} line` })]);
}
function rate_panel_runsOf(bins) {
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










const chart_HEAD = 34;
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
    const tops = panels.reduce((known, _, index) => [...known, (known.at(-1) ?? 0) + (index === 0 ? MARKS_HEIGHT + chart_HEAD : (panels[index - 1]?.height ?? 0) + BETWEEN + chart_HEAD)], []);
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

;// CONCATENATED MODULE: ./packages/report/src/html/check-table.ts
// The table of checks of one rollout, as its summary had it when the outcome was settled.



function check_table_checkTable({ checks, stable, candidate }) {
    if (checks.length === 0)
        return NOTHING;
    const columns = ['check', `${named(stable)} stable`, `${named(candidate)} candidate`, 'allowed', 'says'];
    const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, content(name))));
    const rows = checks.map(({ check, stable: s, candidate: c, allowed, says, tone }) => element('tr', {}, element('th', { scope: 'row' }, content(cleanLine(check))), ...[s, c, allowed].map((text, index) => element('td', { 'data-column': columns[index + 1] ?? '' }, figures(text))), element('td', { 'data-column': 'says', class: `says ${tone}` }, element('span', {}, content(cleanLine(says))))));
    return fragment([element('h3', {}, content('What the checks said')), element('table', { class: 'checks' }, element('thead', {}, head), element('tbody', {}, ...rows))]);
}
/** A count and its share stand a little apart. */
function figures(text) {
    const [first = '', ...rest] = text.split('  ');
    return element('span', {}, content(cleanLine(first)), content(' '), element('span', { class: 'share' }, content(cleanLine(rest.join(' ')))));
}

;// CONCATENATED MODULE: ./packages/report/src/html/data-tables.ts
// The figures behind a picture: every look, and the counts and intervals of every check.







function data_tables_dataTables(rollout) {
    return fragment([
        folded('Every look', data_tables_table(['from', 'to', 'looks', 'share', 'said', 'what would have changed it'], rollout.looks.map(lookCells))),
        ...rollout.rates.map((series) => folded(`Figures of ${cleanLine(series.title)}`, rateTable(series, rollout))),
    ]);
}
function folded(title, inside) {
    return element('details', {}, element('summary', {}, content(title)), element('div', { class: 'scroll' }, inside));
}
function lookCells({ fromMs, toMs, looks, weightPpm, why, changedBy }) {
    return [utcClock(fromMs), utcClock(toMs), count(looks), percentOfWeight(weightPpm), cleanLine(why), cleanLine(changedBy)];
}
function rateTable(series, rollout) {
    const rows = [...armRows(named(rollout.stable), series, series.stable), ...armRows(named(rollout.candidate), series, series.candidate)];
    return data_tables_table(series.measure.kind === 'share' ? ['version', 'from', 'to', 'of', 'counted', 'share', '95 % interval'] : ['version', 'from', 'to', 'of', 'mean'], rows);
}
/** Only shares have an interval: how far a mean may be off its sum does not tell. */
function armRows(version, { measure }, bins) {
    return bins.map((bin) => {
        const span = [version, utcClock(bin.fromMs), utcClock(bin.toMs), count(bin.trials)];
        const value = valueWords(measure, bin.events / bin.trials);
        if (measure.kind !== 'share')
            return [...span, value];
        const { low, high } = wilsonInterval(bin);
        return [...span, count(bin.events), value, `${percentOfRatio(low)} to ${percentOfRatio(high)}`];
    });
}
function data_tables_table(head, rows) {
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
    return element('section', { id, 'aria-labelledby': `${id}-heading` }, element('h2', { id: `${id}-heading` }, content(candidate), content(' '), outcomeBadge(rollout)), element('p', { class: 'muted' }, content(`Released after ${stable}. Started `), time(rollout.startedAtMs), content(`, took ${duration(rollout.endedAtMs - rollout.startedAtMs)}.`)), element('p', { class: 'why' }, content(cleanLine(rollout.why))), checkTable(rollout), charts(rollout, id, { stable, candidate }), element('h3', {}, content('What happened')), element('ol', { class: 'story' }, ...rollout.marks.map((mark) => storyLine(mark, rollout.startedAtMs))), aftermath(rollout), dataTables(rollout));
}
/** The clock of labels is slow: dates, and time since the end. */
function aftermath({ aftermath: marks, endedAtMs }) {
    if (marks.length === 0)
        return NOTHING;
    const lines = marks.map((mark) => line(mark, `${utcDate(mark.atMs)} +${duration(mark.atMs - endedAtMs)}`));
    return fragment([element('h3', {}, content('What late labels said')), element('ol', { class: 'story' }, ...lines)]);
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
    return line(mark, `${utcClock(mark.atMs)}${after === 0 ? '' : ` +${duration(after)}`}`);
}
function line(mark, when) {
    const quiet = [mark.why, mark.changedBy, mark.next].filter((words) => words !== '').map((words) => fragment([content(' '), element('span', { class: 'muted' }, content(cleanLine(words)))]));
    return element('li', { class: markClass(mark) }, element('span', { class: 'when' }, content(when)), element('span', { class: 'what' }, content(cleanLine(mark.what)), ...quiet));
}
function time(atMs) {
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
function markdown_text_escapeMarkdown(text) {
    return clean_line_cleanLine(text, markdown_text_LENGTH_MAX)
        .replace(/[&<>\\`*_{}[\]#|~!$^]/gu, (char) => `&#${String(char.codePointAt(0))};`)
        .replace(/@/gu, `@${SEAM}`)
        .replace(/&#35;(?=\d)/gu, `&#35;${SEAM}`)
        .replace(/(GH)-(?=\d)/giu, `$1-${SEAM}`)
        .replace(/:(?=[/a-z+-])/giu, `:${SEAM}`)
        .replace(/(www)\./giu, `$1${SEAM}.`);
}
/** `line` as a code span. The fence is longer than any run of backticks inside, so nothing ends it early. */
function markdown_text_codeSpan(line) {
    const fence = '`'.repeat(longestRun(line) + 1);
    // One blank on either side is taken off again by the reader; it is needed where the content could touch the fence.
    const padding = line.includes('`') ? ' ' : '';
    return `${fence}${padding}${line}${padding}${fence}`;
}
/** `line` as a block of code of its own, to be copied. */
function markdown_text_codeBlock(line) {
    const fence = '`'.repeat(Math.max(3, longestRun(line) + 1));
    return `${fence}text\n${line}\n${fence}`;
}
function longestRun(line) {
    return Math.max(0, ...Array.from(line.matchAll(/`+/gu), (run) => run[0].length));
}

;// CONCATENATED MODULE: ./packages/report/src/text/shell-word.ts
// A value as one word of a POSIX command line, for commands that people copy.
/** Plain where that is safe, else in single quotes. A leading dash is quoted too; the command has to take care not to read it as an option. */
function shell_word_shellWord(value) {
    return /^[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
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
function quantity_factor(value) {
    if (value >= 10)
        return quantity_count(value);
    return quantity_decimal(value, value < 1.1 ? 2 : 1);
}
/** Odds against luck, rounded down so that they never look better than they are. */
function quantity_odds(value) {
    if (Number.isNaN(value))
        return 'unknown';
    if (value > 1_000_000)
        return 'more than a million : 1';
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
/** `8 GiB`, `512 MiB`, `900 B`: binary units, as gauges of memory are read. */
function quantity_bytes(value) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    let size = Math.abs(value);
    let unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
        size /= 1024;
        unit += 1;
    }
    return `${value < 0 ? '-' : ''}${quantity_threeDigits(size)} ${units[unit] ?? 'B'}`;
}
/** A number with about three digits that matter, and thousands apart: `0.714`, `12.5`, `3,400`. */
function quantity_threeDigits(value) {
    if (!Number.isFinite(value))
        return '?';
    const size = Math.abs(value);
    if (size >= 100)
        return quantity_count(value);
    if (size === 0)
        return '0';
    if (size < 0.0005)
        return value < 0 ? 'over -0.001' : 'under 0.001';
    return quantity_decimal(value, size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
/** A ratio as `2 in 100`, or of more where it is smaller: `1 in 1,000`. Rounded up, so that it never looks better than it is. */
function timesIn(ratio) {
    const share = Math.min(1, Math.max(0, ratio));
    let of = 100;
    while (share * of < 0.995 && of < 1_000_000)
        of *= 10;
    return `${quantity_count(Math.ceil(share * of - 1e-9))} in ${quantity_count(of)}`;
}
const ORDINALS = (/* unused pure expression or super */ null && (['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth']));
/** `Second try`, and beyond nine `Try 10`. */
function quantity_nthTry(place) {
    const word = ORDINALS[place - 1];
    return word === undefined ? `Try ${quantity_count(place)}` : `${word} try`;
}
function twoUnits(seconds, [large, largeName], [small, smallName]) {
    const rest = Math.floor((seconds % large) / small);
    const head = `${String(Math.floor(seconds / large))} ${largeName}`;
    return rest === 0 ? head : `${head} ${String(rest)} ${smallName}`;
}
function trimZeros(written) {
    return written.includes('.') ? written.replace(/\.?0+$/u, '') : written;
}

;// CONCATENATED MODULE: ./packages/report/src/index.ts
// Renderers over decisions, states and events. Pure: no IO, no clock; times are UTC and given.


































// For pictures that other packages draw.





;// CONCATENATED MODULE: ./simulator/src/report/check-words.ts
// What a check comes to, in words: one text for the terminal, the job summary and the comment. Renderers set it; they add no words.

function claimKey({ name, family }) {
    return `${name} ${family}`;
}
function checkWords(report, surroundings) {
    const { result, claims, howSoon, runs } = report;
    return {
        title: `${result.policy.target} · ${surroundings.traffic}`,
        claims: claims.map((claim) => ({
            mark: claim.verdict,
            family: claim.family,
            about: aboutWords(claim),
            promised: claim.promised,
            seen: claim.why === '' ? check_words_seenWords(claim) : claim.why,
            line: surroundings.lineOf(claim.path),
            replay: claim.verdict === 'refuted' ? (surroundings.replay.get(claimKey(claim)) ?? '') : '',
        })),
        howSoon: howSoon.map(({ trouble, medianMs }) => `${shortTrouble(trouble)} ${medianMs === 'never' ? 'never in practice' : quantity_duration(medianMs)}`).join(' · '),
        assumed: surroundings.assumed,
        changes: changesWords(report, surroundings),
        ending: { mark: endingMark(claims), text: [verdictWords(claims), `${quantity_counted(runs, 'simulated release')}, seed ${hex(result.seed)}`, ...worstReplay(claims, surroundings)].join(' · ') },
    };
}
function aboutWords({ name }) {
    switch (name) {
        case 'goodSentBack':
            return 'good releases sent back';
        case 'badRequests':
            return 'bad requests per release';
        case 'decideWithin':
            return 'good releases decided';
        case 'afterPromotion':
            return 'bad after the promotion';
        default:
            return `catches ${name.slice('catches:'.length)}`;
    }
}
function check_words_seenWords(claim) {
    const { name, verdict, observed, excessIn99, times, confidence, candidate } = claim;
    switch (name) {
        case 'goodSentBack':
            return `${in100(observed.ratio)} (${check_words_boundWords(claim)})`;
        case 'badRequests':
            if (verdict === 'refuted')
                return `no: ${in100(observed.ratio)} have more (${check_words_troubleOf(candidate)})`;
            return excessIn99.kind === 'bound' ? `${quantity_count(Math.max(0, Math.ceil(excessIn99.value)))} or fewer in 99 of 100, even if dead on arrival` : `${in100(observed.ratio)} had more; ${check_words_boundWords(claim)}`;
        case 'decideWithin': {
            const decided = 100 - Math.ceil(100 * observed.ratio - 1e-9);
            if (observed.ratio === 0)
                return `half of them within ${check_words_time(times.median)} (${check_words_boundWords(claim)} not)`;
            return `${verdict === 'refuted' ? 'no: ' : ''}${String(decided)} of 100; the ${decided === 0 ? 'rest' : 'others'} would ask you`;
        }
        case 'afterPromotion':
            return verdict === 'refuted' ? `no: ${in100(observed.ratio)} are neither taken back nor asked about` : `${in100(1 - observed.ratio)} taken back or asked about`;
        default:
            if (verdict === 'refuted')
                return `no: ${times.median === 'never' ? 'most are never seen' : `half of them take ${check_words_time(times.median)}, ${in100(observed.ratio)} too long`}`;
            return `half within ${check_words_time(times.median)}, ${quantity_percentOfRatio(confidence)} sure: at most ${in100(observed.bound)} later`;
    }
}
/** The bound on the side that matters: from above where it is proved or open, from below where it is refuted. */
function check_words_boundWords({ verdict, observed, confidence }) {
    return `${quantity_percentOfRatio(confidence)} sure: ${verdict === 'refuted' ? 'over' : 'under'} ${in100(observed.bound)}`;
}
/** `0.3 in 100`: two digits that matter. */
function in100(ratio) {
    const per100 = ratio * 100;
    return `${per100 === 0 ? '0' : per100 >= 99.5 && ratio < 1 ? '99' : String(Number(per100.toPrecision(2)))} in 100`;
}
function check_words_time(at) {
    return at === 'never' ? 'never' : quantity_duration(at);
}
/** `worst: dead on arrival` is a series; people read what is wrong with the release. */
function check_words_troubleOf(candidate) {
    return candidate.replace(/^worst: /, '');
}
function shortTrouble(trouble) {
    return trouble === 'dead on arrival' ? 'dead' : trouble;
}
function changesWords({ changes, claims }, { lineOf, apply }) {
    const broken = claims.filter(({ verdict }) => verdict !== 'proved');
    return broken.flatMap((claim) => {
        const rows = changes.flatMap((change, index) => change.keeps === claim.name && change.family === claim.family ? [{ number: index + 1, change: changeText(change), why: change.buys === '' ? change.why : `${change.why}; ${change.buys}`, apply: apply(index + 1) }] : []);
        const line = lineOf(claim.path);
        return rows.length === 0 ? [] : [{ to: `To keep ${line === 'none' ? `"${aboutWords(claim)}"` : `line ${String(line)}`}, cheapest first`, rows }];
    });
}
/** A mapping's key is part of what is read; a new item of a list says itself. */
function changeText({ path, from, to }) {
    const key = path.findLast((step) => typeof step === 'string') ?? '';
    if (from === '')
        return `${to} in the ${key}`;
    return typeof path.at(-1) === 'number' ? `${to} (now ${from})` : `${key}: ${to} (now ${from})`;
}
function verdictWords(claims) {
    const [broken, open] = ['refuted', 'inconclusive'].map((verdict) => claims.filter((claim) => claim.verdict === verdict).length);
    if (broken === 0 && open === 0)
        return `all ${quantity_counted(claims.length, 'promise')} hold`;
    const parts = [...(broken === 0 ? [] : [`${String(broken)} of ${quantity_counted(claims.length, 'promise')} broken`]), ...(open === 0 ? [] : [broken === 0 ? `${String(open)} of ${quantity_counted(claims.length, 'promise')} open` : `${String(open)} open`])];
    return parts.join(', ');
}
function endingMark(claims) {
    if (claims.some(({ verdict }) => verdict === 'refuted'))
        return 'refuted';
    return claims.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'proved';
}
function worstReplay(claims, { replay }) {
    const shown = claims.find((claim) => claim.verdict === 'refuted' && replay.has(claimKey(claim)));
    return shown === undefined ? [] : [`worst one: ${replay.get(claimKey(shown)) ?? ''}`];
}
function hex(seed) {
    return `0x${seed.toString(16)}`;
}

;// CONCATENATED MODULE: ./simulator/src/report/check-markdown.ts
// A check as Markdown, for the job summary and for a comment of at most 30 lines. What comes from a policy is escaped.

const ICONS = { proved: '✅', refuted: '❌', inconclusive: '❔' };
function renderCheckMarkdown(words) {
    const families = new Set(words.claims.map(({ family }) => family));
    const rows = words.claims.map(({ mark, about, family, promised, seen, line }) => [ICONS[mark], families.size > 1 ? `${about} (${family})` : about, promised, seen, line === 'none' || mark === 'proved' ? '' : `line ${String(line)}`].map(markdown_text_escapeMarkdown).join(' | '));
    return [
        `#### ${ICONS[words.ending.mark]} ${markdown_text_escapeMarkdown(words.title)}`,
        '',
        '| | promise | promised | simulated | |',
        '| --- | --- | --- | --- | --- |',
        ...rows.map((row) => `| ${row} |`),
        '',
        ...(words.howSoon === '' ? [] : [`How soon trouble is seen, with half of the traffic on the new model: ${markdown_text_escapeMarkdown(words.howSoon)}`, '']),
        ...words.changes.flatMap(({ to, rows: changes }) => [`${markdown_text_escapeMarkdown(to)}:`, ...changes.map(({ number, change, why }) => `${String(number)}. \`${check_markdown_code(change)}\` ${markdown_text_escapeMarkdown(why)}`), '']),
        ...(words.assumed.length === 0 ? [] : [`Assumed: ${words.assumed.map(markdown_text_escapeMarkdown).join(' ')}`, '']),
        ...words.claims.filter(({ replay }) => replay !== '').map(({ about, replay }) => `${markdown_text_escapeMarkdown(about)}: \`${check_markdown_code(replay)}\``),
        markdown_text_escapeMarkdown(words.ending.text),
        '',
    ].join('\n');
}
/** Nothing ends a code span but backticks. */
function check_markdown_code(text) {
    return text.replaceAll('`', "'").replaceAll('\n', ' ');
}

;// CONCATENATED MODULE: ./simulator/src/report/check-terminal.ts
// A check on a terminal or in a log. Colour only repeats what glyph and words say.

const MARKS = { proved: '✔', refuted: '✘', inconclusive: '?' };
const check_terminal_INKS = { proved: 'green', refuted: 'red', inconclusive: 'yellow' };
function renderCheckTerminal(words, style) {
    const families = [...new Set(words.claims.map(({ family }) => family))];
    return [
        terminal_style_paint(words.title, ['bold'], style),
        ...families.flatMap((family) => [...(families.length > 1 ? [` ${family}`] : []), ...claimLines(words.claims.filter((claim) => claim.family === family), style)]),
        ...words.assumed.map((sentence) => `   assumed: ${sentence}`),
        ...(words.howSoon === '' ? [] : ['How soon trouble is seen at this traffic, with half of it on the new model', `   ${words.howSoon}`]),
        ...words.changes.flatMap(({ to, rows }) => [
            to,
            ...check_terminal_table(rows.map(({ number, change, why, apply }) => [String(number), change, why, `(${apply})`])).map((line) => `   ${line}`),
        ]),
        terminal_style_paint(` ${MARKS[words.ending.mark]} ${words.ending.text}`, [check_terminal_INKS[words.ending.mark]], style),
        '',
    ].join('\n');
}
function claimLines(claims, style) {
    const lines = check_terminal_table(claims.map(({ about, promised, seen, line, mark }) => [about, promised, seen, mark === 'proved' || line === 'none' ? '' : `line ${String(line)}`]));
    return claims.flatMap(({ mark, replay }, index) => [`${terminal_style_paint(` ${MARKS[mark]}`, [check_terminal_INKS[mark]], style)} ${lines[index] ?? ''}`, ...(replay === '' ? [] : [`     ${replay}`])]);
}
function check_terminal_table(rows) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

;// CONCATENATED MODULE: ./simulator/src/report/subject-world.ts
// The world that a policy is checked in where nobody asks for another: the traffic of the profile beside it, and that in words.


const FAMILY_WITHOUT_PROFILE = 'web-steady@1';
/** `file`: of the profile, whether it is there or not. */
function subjectWorld(policy, { file, traffic }) {
    if (traffic.kind === 'unknown') {
        return { own: { kind: 'unknown' }, traffic: `no traffic profile (${file}): simulated in ${FAMILY_WITHOUT_PROFILE}`, assumed: [], families: [FAMILY_WITHOUT_PROFILE] };
    }
    const { assumed, ...world } = ownTraffic(traffic.profile, policy);
    return { own: { kind: 'known', ...world }, traffic: trafficWords(traffic.profile, policy, file), assumed, families: ['own-traffic'] };
}
function trafficWords({ requestsPerMinute, measured, checks }, policy, file) {
    const errors = policy.checks.find(({ then, signal }) => then === 'rollback' && signal.kind === 'share');
    const seen = errors === undefined ? undefined : checks[errors.name];
    const fails = seen?.kind === 'counts' && seen.trials > 0 ? `, ${(0,policy_document_src/* formatRatioRoughly */.xs)(seen.events / seen.trials)} fail today` : '';
    return `${(0,policy_document_src/* formatRate */.CE)(requestsPerMinute.mean / 60)}${fails} (${(0,policy_document_src/* formatDuration */.a3)(roundedMs(measured.toMs - measured.fromMs))}, ${file})`;
}
/** To the unit in which a person would say it. */
function roundedMs(ms) {
    const unit = [86_400_000, 3_600_000, 60_000].find((one) => ms >= 2 * one) ?? 1_000;
    return Math.max(unit, Math.round(ms / unit) * unit);
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/named-scenario.ts
// A scenario with a name of its own: one thing that happens to releases, where that is known from, and the mark that shows what a policy made of it.


/** What is not said is plain: 50 requests a second, policy `web`, depth `tick`. */
function named_scenario_aNamed({ name, about, grounding, turns, policy = 'web', depth = 'tick', traffic, runner, router, ...parts }) {
    const { traffic: plainTraffic, runner: plainRunner, router: plainRouter } = DEFAULT_SCENARIO;
    const scenario = { ...DEFAULT_SCENARIO, name, about, ...parts, traffic: { ...plainTraffic, ...traffic }, runner: { ...plainRunner, ...runner }, router: { ...plainRouter, ...router } };
    return { name, about, grounding, turns, policy, depth, scenario };
}
function named_scenario_trialOf({ policy, scenario }) {
    return { policy: builtInPolicy(policy), scenario };
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/times.ts
// Lengths of time that named scenarios are made of, in milliseconds.
const times_SECOND = 1_000;
const times_MINUTE = 60 * times_SECOND;
const times_HOUR = 60 * times_MINUTE;
const times_DAY = 24 * times_HOUR;

;// CONCATENATED MODULE: ./simulator/src/scenario/named/infrastructure.ts
// Routers, ledgers, registries and slots that fail (research notes, 2.4), and what both versions depend on.



const dead = { kind: 'crash', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, pods: 1, loopMs: 'none' };
const inTheRamp = { atMs: times_MINUTE, forMs: 10 * times_MINUTE };
function infrastructure_infrastructure() {
    return [
        aNamed({ name: 'router-away', about: 'The router does not answer for ten minutes.', grounding: 'Control planes go away; traffic goes on.', turns: 'router-unreadable', faults: [{ kind: 'router-unavailable', ...inTheRamp }] }),
        aNamed({ name: 'router-refuses', about: 'The router refuses every change for ten minutes.', grounding: 'A full disk, a lock, a quota.', turns: 'router-refused-and-gave-in', faults: [{ kind: 'router-fails', ...inTheRamp }] }),
        aNamed({ name: 'router-reply-lost', about: 'Changes are made and nobody hears of it.', grounding: 'The classic unknown outcome: a lost response.', turns: 'read-back-what-nobody-confirmed', faults: [{ kind: 'router-reply-lost', atMs: 0, forMs: 10 * MINUTE }] }),
        aNamed({ name: 'router-lies', about: 'Changes are acknowledged and not made.', grounding: 'Acknowledged but not applied.', turns: 'asked-again-what-was-promised', faults: [{ kind: 'router-lies', ...inTheRamp }] }),
        aNamed({ name: 'router-halves', about: 'A change gets half of the way, and the router goes away in the middle of it.', grounding: 'Partly applied.', turns: 'half-way-and-told', horizonMs: 2 * HOUR, faults: [{ kind: 'router-halves', ...inTheRamp }] }),
        aNamed({ name: 'router-takes-its-time', about: 'Changes are made a minute and a half after they were acknowledged.', grounding: 'Applied late: up to a quarter of an hour.', turns: 'came-too-late-and-told', horizonMs: 2 * HOUR, faults: [{ kind: 'router-late', byMs: 90 * SECOND, ...inTheRamp }] }),
        aNamed({ name: 'ten-instances', about: 'The router can only share by tenths.', grounding: 'Without a traffic router a weight becomes whole pods (Argo).', turns: 'coarser-than-the-promise', horizonMs: 2 * HOUR, policy: 'small', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 100_000 } }),
        aNamed({ name: 'rolling-instances', about: 'A release over eight equal instances.', grounding: 'Rolling releases are ramps in whole instances.', turns: 'by-eighths', policy: 'rolling', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 125_000 } }),
        aNamed({ name: 'router-without-mirror', about: 'A policy with a shadow on a router that cannot copy requests.', grounding: 'Many ingress controllers cannot.', turns: 'cannot-copy', policy: 'shadowed', router: { canMirror: false }, horizonMs: HOUR }),
        aNamed({ name: 'never-ready', about: 'The candidate is placed and never becomes ready.', grounding: 'An image that waits for a secret.', turns: 'never-had-traffic', horizonMs: 2 * HOUR, faults: [{ kind: 'never-ready', atMs: 0, forMs: DAY }] }),
        aNamed({ name: 'deployer-away', about: 'The candidate cannot be placed for a while.', grounding: 'A deployer behind a rate limit.', turns: 'placed-at-last', faults: [{ kind: 'deployer-fails', atMs: 0, forMs: 20 * MINUTE }] }),
        aNamed({ name: 'candidate-evicted', about: 'The candidate disappears from its slot for some minutes of the ramp.', grounding: 'Preempted nodes.', turns: 'came-back-to-its-slot', faults: [{ kind: 'slot-lost', arm: 'candidate', ...inTheRamp }] }),
        aNamed({
            name: 'bad-rollback-target',
            about: 'The candidate dies, and what it would be rolled back to is gone.',
            grounding: 'Deleted images, expired features, scaled to zero; Knight removed good code from seven servers.',
            turns: 'halted-with-nowhere-to-go',
            horizonMs: 4 * HOUR,
            policy: 'rolling',
            traffic: { requestsPerSecond: 5 },
            router: { stepPpm: 125_000 },
            behaviours: [{ ...dead, since: 'first-traffic', fromMs: 5 * MINUTE }],
            faults: [{ kind: 'slot-lost', arm: 'stable', atMs: 4 * MINUTE, forMs: DAY }],
        }),
        aNamed({ name: 'registry-away-at-promotion', about: 'The registry is away when the pointer has to move.', grounding: 'Registries are git hosts, and those have outages.', turns: 'pointer-waited-for-the-registry', faults: [{ kind: 'registry-unavailable', atMs: MINUTE, forMs: 3 * HOUR }] }),
        aNamed({ name: 'ledger-away-while-it-burns', horizonMs: 3 * HOUR, about: 'The candidate dies while the ledger cannot be written.', grounding: 'Lowering waits for nothing.', turns: 'decided-when-the-ledger-came-back', behaviours: [{ ...dead, since: 'first-traffic', fromMs: 3 * MINUTE }], faults: [{ kind: 'ledger-unavailable', atMs: 4 * MINUTE, forMs: 20 * MINUTE }] }),
        aNamed({ name: 'ledger-reply-lost', about: 'Records are made and nobody hears of it.', grounding: '5xx after a commit.', turns: 'found-its-record-again', faults: [{ kind: 'ledger-reply-lost', ...inTheRamp }] }),
        aNamed({ name: 'ledger-lost', about: 'Records are not made, and nobody says so.', grounding: 'A connection that breaks before the commit.', turns: 'wrote-its-record-again', faults: [{ kind: 'ledger-lost-not-applied', ...inTheRamp }] }),
        aNamed({ name: 'ledger-conflicts', about: 'Every record loses its race for ten minutes.', grounding: '409 on ref updates under load.', turns: 'lost-every-race', faults: [{ kind: 'ledger-conflicts', ...inTheRamp }] }),
        aNamed({ name: 'ledger-stale', about: 'Reads show the ledger as it was ten minutes ago.', grounding: 'Eventual consistency of replicas.', turns: 'read-an-old-ledger', faults: [{ kind: 'ledger-stale', ...inTheRamp }] }),
        aNamed({ name: 'pinned-data-changed', about: 'A frozen feature file is changed in the middle of the release.', grounding: 'A backfill that nobody announced.', turns: 'pinned-data-moved', faults: [{ kind: 'frozen-data-changed', ...inTheRamp }] }),
        aNamed({ name: 'common-outage', about: 'A database that both versions need is down for twenty minutes: two of five requests fail.', grounding: 'Most outages of ML services are not the model\'s (96 post-mortems, Google).', turns: 'both-failed', policy: 'rolling', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 125_000 }, faults: [{ kind: 'common-outage', points: 0.4, atMs: 5 * MINUTE, forMs: 20 * MINUTE }] }),
        aNamed({ name: 'own-dependency-down', about: 'A feature store that only the candidate uses is down.', grounding: 'Harm is harm, whatever the cause.', turns: 'out-for-its-dependency', faults: [{ kind: 'dependency-down', points: 0.3, atMs: 5 * MINUTE, forMs: 20 * MINUTE }] }),
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/model-behaviours.ts
// Releases of models that misbehave, one of each way that the research notes name (2.1), and one that is simply better.



const always = (/* unused pure expression or super */ null && (DEFAULT_MISBEHAVING));
const errors = { kind: 'check', name: 'errors' };
const twoRegions = [
    { dimension: 'region', value: 'west', share: 0.1, shareAtEnd: 0.1 },
    { dimension: 'region', value: 'east', share: 0.9, shareAtEnd: 0.9 },
];
function model_behaviours_modelBehaviours() {
    return [
        aNamed({
            name: 'dead-on-arrival',
            about: 'The candidate fails every request from the first one on.',
            grounding: 'A model file that cannot be loaded: Cloudflare, 18 November 2025, a feature file twice its size passed a hard limit.',
            turns: 'over-the-limit',
            policy: 'rolling',
            traffic: { requestsPerSecond: 5 },
            router: { stepPpm: 125_000 },
            behaviours: [{ kind: 'crash', ...always, pods: 1, loopMs: 'none' }],
        }),
        aNamed({
            name: 'dead-without-limit',
            about: 'The candidate fails every request, and the policy has no limit but the comparison with stable.',
            grounding: 'Most policies: stable is the only yardstick that needs no tuning.',
            turns: 'out-in-ninety-seconds',
            behaviours: [{ kind: 'crash', ...always, pods: 1, loopMs: 'none' }],
        }),
        aNamed({
            name: 'cloudflare-refresh',
            about: 'The candidate is rebuilt every minute, well or badly as it comes.',
            grounding: 'Cloudflare, 18 November 2025: good and bad files alternated, and the incident was first taken for an attack.',
            turns: 'dead-and-alive-by-turns',
            traffic: { requestsPerSecond: 4 },
            behaviours: [{ kind: 'intermittent', ...always, periodMs: MINUTE, badShare: 0.4, errorRatio: 1 }],
        }),
        aNamed({
            name: 'knight-mixed-replicas',
            about: 'One of eight pods of the candidate runs something else and fails.',
            grounding: 'Knight Capital, 2012: one of eight servers still had the old code.',
            turns: 'one-pod-in-eight',
            policy: 'rolling',
            traffic: { requestsPerSecond: 5 },
            router: { stepPpm: 125_000 },
            behaviours: [{ kind: 'crash', ...always, pods: 0.125, loopMs: 'none' }],
        }),
        aNamed({
            name: 'three-points-more',
            about: 'Three points more of the requests fail.',
            grounding: 'The elevated errors of the research notes, between 0.3 and 3 points.',
            turns: 'caught-a-few-points',
            behaviours: [{ kind: 'worse', ...always, on: errors, factor: 1, points: 0.03 }],
        }),
        aNamed({
            name: 'anthropic-slow-rise',
            about: 'At first 0.8 % of the requests are hit, and ever more from hour to hour.',
            grounding: 'Anthropic, August 2025: 0.8 % of the requests at first, 16 % in the worst hour.',
            turns: 'finished-over-its-promise',
            behaviours: [{ kind: 'leak', ...always, since: 'promotion', errorPointsPerHour: 0.05, levelPerHour: 0 }],
            policy: 'switched',
        }),
        aNamed({
            name: 'bad-slice',
            about: 'A region of a tenth of the requests fails ten times as often.',
            grounding: 'Averages hide a slice: Simpson cases of the research notes, shares from 0.5 % to 20 %.',
            turns: 'worse-in-a-slice',
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'worse-in', ...always, on: errors, segment: 'region=west', factor: 10, points: 0 }],
        }),
        aNamed({
            name: 'slow-tail',
            about: 'The slowest tenth of the answers takes three times as long.',
            grounding: 'Regressions live in the tail; judges that drop outliers do not see them (research notes on Kayenta).',
            turns: 'slower-than-stable',
            policy: 'ladder',
            behaviours: [{ kind: 'slower', ...always, factor: 3, fromQuantile: 0.9 }],
        }),
        aNamed({
            name: 'over-the-time-limit',
            about: 'Every answer takes a hundred times as long, over the limit that the policy sets.',
            grounding: 'A model that no longer fits on its accelerator.',
            turns: 'too-slow-for-the-limit',
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'slower', ...always, factor: 100, fromQuantile: 0 }],
        }),
        aNamed({
            name: 'cold-start',
            about: 'The candidate is slow and fails some requests for two minutes after each raise, and is fine after that.',
            grounding: 'Weights load in 100 to 300 seconds; the main innocent difference between the arms.',
            turns: 'finished-with-some-harm',
            behaviours: [{ kind: 'cold-start', ...always, lastsMs: 2 * MINUTE, errorPoints: 0.01, slowFactor: 2 }],
        }),
        aNamed({
            name: 'memory-leak',
            about: 'The memory of the candidate multiplies within the hour, and nothing fails yet.',
            grounding: 'Leaks outlast most bakes; a gauge shows them long before a failure does.',
            turns: 'memory-over-its-limit',
            horizonMs: 2 * HOUR,
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'leak', ...always, errorPointsPerHour: 0, levelPerHour: 10 }],
        }),
        aNamed({
            name: 'accuracy-drop',
            about: 'The candidate is wrong twice as often, which is known half an hour later.',
            grounding: 'Drops of 10 to 15 % with healthy infrastructure metrics (research notes, second-hand).',
            turns: 'wrong-more-often',
            policy: 'labelled',
            runner: { mode: 'watch' },
            traffic: { requestsPerSecond: 5, segments: twoRegions },
            baseline: { accuracy: { kind: 'ratio', ratio: 0.1 } },
            behaviours: [{ kind: 'worse', ...always, on: { kind: 'all', of: 'answers' }, factor: 2, points: 0 }],
        }),
        aNamed({
            name: 'accuracy-drop-in-slice',
            about: 'The candidate is wrong four times as often for one region only.',
            grounding: 'A feature that is missing for one country.',
            turns: 'wrong-more-often-in-a-slice',
            policy: 'labelled',
            runner: { mode: 'watch' },
            traffic: { requestsPerSecond: 5, segments: twoRegions },
            baseline: { accuracy: { kind: 'ratio', ratio: 0.1 } },
            behaviours: [{ kind: 'worse-in', ...always, on: { kind: 'all', of: 'answers' }, segment: 'region=west', factor: 4, points: 0 }],
        }),
        aNamed({
            name: 'silent-skew',
            about: 'A third of the commonest answer becomes another one, and nothing fails.',
            grounding: 'Feature skew: predictions move, labels are late, no errors.',
            turns: 'left-with-other-answers',
            horizonMs: 3 * HOUR,
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'skew', ...always, moved: 0.2 }],
        }),
        aNamed({
            name: 'judge-dislikes-it',
            about: 'A judge finds the answers a tenth of the scale worse.',
            grounding: 'Quality that nobody counts as an error.',
            turns: 'judge-says-worse',
            horizonMs: 3 * HOUR,
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'worse', ...always, on: { kind: 'check', name: 'judge' }, factor: 1, points: 0.1 }],
        }),
        aNamed({
            name: 'gpt4o-own-metric',
            about: 'The candidate wins the metric that it was trained on, and is wrong more often.',
            grounding: 'OpenAI, April 2025: an extra reward on thumbs up; rolled back after three days.',
            turns: 'won-and-in-doubt',
            horizonMs: 4 * HOUR,
            policy: 'split',
            baseline: { accuracy: { kind: 'ratio', ratio: 0.05 } },
            behaviours: [{ kind: 'wins-own-metric', ...always, better: 'conversion', gain: 0.03, loss: 0.05 }],
        }),
        aNamed({
            name: 'wins-the-split',
            about: 'The candidate converts a tenth better.',
            grounding: 'What an A/B test is for.',
            turns: 'split-won',
            policy: 'split',
            behaviours: [{ kind: 'wins-own-metric', ...always, better: 'conversion', gain: 0.02, loss: 0 }],
        }),
        aNamed({
            name: 'no-winner',
            about: 'An equal candidate in an A/B test that wants an improvement worth having.',
            grounding: 'Most A/B tests have no winner.',
            turns: 'split-futile',
            policy: 'split',
        }),
        aNamed({
            name: 'turns-bad-in-the-bake',
            about: 'A candidate that was fine fails ten times as often from ten minutes after its promotion.',
            grounding: 'Drift after promotion; a rollout that ends at 100 % is blind to it.',
            turns: 'taken-back-after-promotion',
            behaviours: [{ kind: 'worse', ...always, on: errors, since: 'promotion', fromMs: 10 * MINUTE, factor: 10, points: 0 }],
        }),
        aNamed({
            name: 'turns-bad-without-holdback',
            about: 'The same with nothing left on the old version.',
            grounding: 'Services that cannot keep two versions: only what stable did before is left to compare with.',
            turns: 'asked-about-the-past',
            horizonMs: 4 * HOUR,
            policy: 'no-holdback',
            behaviours: [{ kind: 'worse', ...always, on: errors, since: 'promotion', fromMs: 10 * MINUTE, factor: 5, points: 0 }],
        }),
        aNamed({
            name: 'feedback-loop',
            about: 'What the candidate answers makes later requests of both versions fail more.',
            grounding: 'Recommenders and ranking: the arms are not independent.',
            turns: 'stable-suffers-unseen',
            behaviours: [{ kind: 'feedback', ...always, gain: 0.3 }],
        }),
        aNamed({
            name: 'overloads-the-shared-cache',
            about: 'Above a fifth of the traffic the candidate fills memory that both versions share.',
            grounding: 'A candidate that overloads something shared harms stable as well, and comparison sees nothing.',
            turns: 'blamed-for-the-shared-overload',
            policy: 'signals',
            traffic: { segments: twoRegions },
            behaviours: [{ kind: 'overload', ...always, weight: 0.2, points: 0, levelFactor: 5 }],
        }),
        aNamed({
            name: 'better-candidate',
            about: 'The candidate never fails, stable does.',
            grounding: 'The reason for most releases.',
            turns: 'promoted-as-better',
            behaviours: [{ kind: 'worse', ...always, on: errors, factor: 0, points: 0 }],
        }),
        aNamed({
            name: 'unsure-copies',
            about: 'In the shadow the candidate alone is wrong more often than stable alone.',
            grounding: 'Shadow traffic with both answers is the cheapest evidence there is.',
            turns: 'copies-say-worse',
            policy: 'shadowed',
            behaviours: [{ kind: 'worse', ...always, on: { kind: 'check', name: 'agreement' }, factor: 3, points: 0 }],
            runner: { person: { kind: 'approves', afterMs: 5 * MINUTE } },
        }),
        aNamed({
            name: 'fails-its-golden-set',
            about: 'The candidate cannot answer half of its golden set through the real route.',
            grounding: 'A route that differs from the test bench: feature store, tokenizer, schema.',
            turns: 'failed-its-golden-set',
            policy: 'shadowed',
            behaviours: [{ kind: 'crash', ...always, pods: 0.5, loopMs: 'none' }],
            horizonMs: 6 * HOUR,
        }),
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/runners-and-people.ts
// Schedules that are late, jobs that die, and people who act (research notes, 2.4).



function runners_and_people_runnersAndPeople() {
    return [
        aNamed({ name: 'cron-forty-minutes-late', about: 'Jobs that end after one look, forty minutes late by the median, and four in five never come.', grounding: 'A project reports about 40 minutes as its normal lateness; `*/5` gave 2 to 4 runs an hour instead of 12.', turns: 'hours-between-looks', policy: 'scheduled', traffic: { requestsPerSecond: 0.5 }, horizonMs: 4 * DAY, runner: { mode: 'tick', lateMedianMs: 40 * MINUTE, missing: 0.8 } }),
        aNamed({ name: 'cron-stops', about: 'No scheduled job comes for ten hours.', grounding: 'Lateness of 10 h 50 and 12 h 01 in one repository.', turns: 'half-a-day-between-looks', policy: 'scheduled', traffic: { requestsPerSecond: 0.5 }, runner: { mode: 'tick' }, faults: [{ kind: 'cron-missing', probability: 1, atMs: HOUR, forMs: 10 * HOUR }] }),
        aNamed({ name: 'dies-after-the-router-moved', about: 'The job dies right after it has moved the traffic.', grounding: 'Hosted runners are taken away without a word.', turns: 'survived-its-job', faults: [{ kind: 'job-dies', call: 18, when: 'after', atMs: 0, forMs: HOUR }] }),
        aNamed({ name: 'two-controllers', about: 'A second copy of the automation is at work for an hour.', grounding: 'A fork with its schedule still on; overlaps of one second to six hours.', turns: 'one-of-two-hands-won', runner: { mode: 'watch' }, faults: [{ kind: 'two-controllers', atMs: MINUTE, forMs: HOUR }] }),
        aNamed({ name: 'ticks-twice', about: 'Every scheduled job comes twice.', grounding: 'Schedules that fire twice, or a schedule and a person at once.', turns: 'every-job-twice', policy: 'scheduled', traffic: { requestsPerSecond: 0.5 }, runner: { mode: 'tick' }, faults: [{ kind: 'tick-twice', atMs: 0, forMs: 6 * HOUR }] }),
        aNamed({ name: 'old-job-re-run', about: 'Somebody re-runs an old job after the release is over.', grounding: 'A re-run replays old inputs.', turns: 'old-inputs-refused', faults: [{ kind: 'old-job-re-run', atMs: 5 * HOUR, forMs: MINUTE }] }),
        aNamed({ name: 'job-cancelled', about: 'The job is cancelled in the middle of the ramp.', grounding: 'A newer run cancels the pending one of its concurrency group.', turns: 'went-on-after-a-cancel', faults: [{ kind: 'job-cancelled', atMs: 3 * MINUTE, forMs: 0 }] }),
        aNamed({ name: 'clock-ten-minutes-ahead', about: 'The clock of the runner is ten minutes ahead for a while.', grounding: 'Clock skew between runner, metrics and router.', turns: 'clock-went-back', faults: [{ kind: 'runner-clock', aheadMs: 10 * MINUTE, atMs: 3 * MINUTE, forMs: 10 * MINUTE }] }),
        aNamed({ name: 'person-aborts', about: 'Somebody aborts a good release.', grounding: 'A person wins, whatever the statistics say.', turns: 'person-stopped-it', faults: [{ kind: 'person-aborts', atMs: 5 * MINUTE, forMs: 0 }] }),
        aNamed({ name: 'person-takes-it-out', about: 'Somebody takes the traffic away at the router, by hand.', grounding: 'On-call people reach for the tool they know.', turns: 'taken-out-by-hand', faults: [{ kind: 'person-sets-weight', weight: 0, atMs: 5 * MINUTE, forMs: 0 }] }),
        aNamed({ name: 'person-gives-it-all', about: 'Somebody gives the candidate all of the traffic, by hand.', grounding: 'Impatience.', turns: 'raised-by-hand', horizonMs: 2 * HOUR, faults: [{ kind: 'person-sets-weight', weight: 1, atMs: 3 * MINUTE, forMs: 0 }] }),
        aNamed({ name: 'newer-version', about: 'A newer version is registered in the middle of the release.', grounding: 'Teams release more often than releases take.', turns: 'made-way-for-the-next', faults: [{ kind: 'new-version', atMs: 5 * MINUTE, forMs: 0 }] }),
        aNamed({ name: 'people-are-away', about: 'A release in a night in which nothing may be raised.', grounding: 'Freeze windows.', turns: 'quiet-hours', policy: 'guarded', traffic: { requestsPerSecond: 5 }, runner: { person: { kind: 'approves', afterMs: 10 * MINUTE } } }),
        aNamed({ name: 'nobody-approves', about: 'A shadow is over, and nobody approves what comes next.', grounding: 'Reviewers are on holiday.', turns: 'nobody-approved', horizonMs: 6 * HOUR, policy: 'shadowed', traffic: { requestsPerSecond: 20 } }),
        aNamed({ name: 'aborted-when-asked', about: 'Labels say that the candidate is unlike stable, and the person who is asked says no.', grounding: 'A hold is a question.', turns: 'person-said-no', policy: 'signals', runner: { person: { kind: 'aborts', afterMs: 10 * MINUTE } }, behaviours: [{ kind: 'skew', ...DEFAULT_MISBEHAVING, moved: 0.3 }] }),
        aNamed({ name: 'waved-through', about: 'The same, and the person who is asked finds it good.', grounding: 'Other answers are not worse answers.', turns: 'waved-other-answers-through', policy: 'signals', runner: { person: { kind: 'approves', afterMs: 10 * MINUTE } }, behaviours: [{ kind: 'skew', ...DEFAULT_MISBEHAVING, moved: 0.3 }] }),
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/steady-and-traffic.ts
// Equal candidates in all kinds of traffic: most releases are good, and what stops them is how little or how uneven the traffic is.


function steady_and_traffic_steadyAndTraffic() {
    return [
        aNamed({
            name: 'steady-good',
            about: 'An equal candidate, 50 requests a second, nothing goes wrong.',
            grounding: 'The plain case: nobody should have to look at it.',
            turns: 'nothing-to-tell',
        }),
        aNamed({
            name: 'three-requests-a-minute',
            about: 'An equal candidate with three requests a minute.',
            grounding: 'Low traffic is where canaries fail most; a single failure is a third of a minute.',
            turns: 'certified-after-a-day',
            policy: 'small',
            traffic: { requestsPerSecond: 0.05 },
            horizonMs: 4 * DAY,
        }),
        aNamed({
            name: 'too-little-goes-live',
            about: 'Too little traffic to decide in time, and a policy that promotes then.',
            grounding: 'ifUndecided: promote. Some owners prefer a new version to an unanswered question.',
            turns: 'promoted-undecided',
            policy: 'eager',
            traffic: { requestsPerSecond: 0.02 },
        }),
        aNamed({
            name: 'too-little-goes-back',
            about: 'Too little traffic to decide in time, and a policy that rolls back then.',
            grounding: 'ifUndecided: rollback.',
            turns: 'rolled-back-undecided',
            policy: 'shy',
            traffic: { requestsPerSecond: 0.02 },
        }),
        aNamed({
            name: 'nobody-comes',
            about: 'The service gets no requests at all.',
            grounding: 'Flagger halts without data; a release that never hears anything must still end.',
            turns: 'asked-without-traffic',
            faults: [{ kind: 'no-traffic', atMs: 0, forMs: 2 * DAY }],
            horizonMs: 25 * HOUR,
        }),
        aNamed({
            name: 'traffic-stops',
            about: 'Requests stop for two hours in the middle of the ramp.',
            grounding: 'A client that is switched off for maintenance.',
            turns: 'waited-through-silence',
            horizonMs: 4 * HOUR,
            faults: [{ kind: 'no-traffic', atMs: 10 * MINUTE, forMs: 2 * HOUR }],
        }),
        aNamed({
            name: 'flash-crowd',
            about: 'Thirty times the traffic for half an hour, at once.',
            grounding: 'Spikes of web workloads differ in steepness and size (Bodik et al., SoCC 2010).',
            turns: 'crowd-cost-it-its-weight',
            traffic: { requestsPerSecond: 5 },
            faults: [{ kind: 'flash-crowd', atMs: 25 * MINUTE, forMs: 30 * MINUTE, factor: 30 }],
        }),
        aNamed({
            name: 'bursty-code-assistant',
            about: 'Requests of a code assistant: a variance of 71 times the mean, failures together.',
            grounding: 'The Azure trace of code completions, variance over mean about 71 in windows of 10 seconds.',
            turns: 'burstier-than-chance',
            traffic: { requestsPerSecond: 5, dispersion: 71, failBurst: { mean: 3, max: 20 } },
        }),
        aNamed({
            name: 'through-the-night',
            about: 'A release that begins at the evening peak and goes on into a night with a tenth of the traffic.',
            grounding: 'Three daily shapes of public web workloads (arXiv 2409.12299).',
            turns: 'traffic-ebbed-away',
            traffic: { requestsPerSecond: 0.5, shape: { kind: 'day', peakToTrough: 10, weekendRatio: 1, startsAtMs: 20 * HOUR } },
        }),
        aNamed({
            name: 'heavy-users-counted-by-request',
            about: 'Users stay on their version, a few of them make most requests and fail most; the policy counts requests.',
            grounding: 'False rollbacks of 5 % to 31 % at a promised 1 % were measured (statistics notes).',
            turns: 'sent-back-innocent',
            policy: 'sticky-requests',
            seed: 7,
            traffic: { requestsPerSecond: 10, users: { kind: 'users', count: 300, zipf: 1.2, concentration: 1 } },
        }),
        aNamed({
            name: 'heavy-users-counted-once',
            about: 'Many users who stay on their version, each counted once.',
            grounding: 'Distinct users per epoch keep the promise under sticky routing (statistics notes).',
            turns: 'users-counted-once',
            horizonMs: 8 * HOUR,
            policy: 'sticky',
            traffic: { requestsPerSecond: 20, users: { kind: 'users', count: 30_000, zipf: 0.8, concentration: 5 } },
        }),
        aNamed({
            name: 'another-mix',
            about: 'The candidate gets twice as many requests of a region that fails more, whoever serves it.',
            grounding: 'Header rules and early adopters: the mix of the canary differs from that of stable.',
            turns: 'budget-spent-by-nobody',
            horizonMs: 6 * HOUR,
            policy: 'signals',
            traffic: { segments: [{ dimension: 'region', value: 'west', share: 0.2, shareAtEnd: 0.2 }, { dimension: 'region', value: 'east', share: 0.8, shareAtEnd: 0.8 }] },
            behaviours: [{ kind: 'worse-in', arm: 'both', since: 'start', fromMs: 0, forMs: 'ever', on: { kind: 'check', name: 'errors' }, segment: 'region=west', factor: 4, points: 0 }],
            faults: [{ kind: 'mix-differs', atMs: 0, forMs: DAY, segment: 'region=west', factor: 2 }],
        }),
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/telemetry.ts
// Metrics and labels that lie, stop, or come late (research notes, 2.3), mostly about equal candidates: no data is not good data, and wrong data is worse.



const telemetry_inTheRamp = { atMs: 3 * times_MINUTE, forMs: 10 * times_MINUTE };
function telemetry_telemetry() {
    return [
        aNamed({
            name: 'metrics-away-for-an-hour',
            about: 'No metrics of either version for an hour, with traffic on the candidate.',
            grounding: 'A monitoring outage in the middle of a release.',
            turns: 'blind-in-the-dark',
            faults: [{ kind: 'metrics-missing', arm: 'both', atMs: 4 * MINUTE, forMs: HOUR }],
        }),
        aNamed({
            name: 'metrics-away-for-minutes',
            about: 'No metrics of either version for ten minutes.',
            grounding: 'A scrape target that restarts.',
            turns: 'waited-in-the-dark',
            faults: [{ kind: 'metrics-missing', arm: 'both', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'candidate-unseen',
            about: 'Only the candidate has no metrics.',
            grounding: 'A new pod without the scrape annotation; in one open report an analysis without a single measurement ended as successful (Argo 4479).',
            turns: 'candidate-in-the-dark',
            faults: [{ kind: 'metrics-missing', arm: 'candidate', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'stale-page',
            about: 'A proxy repeats an old page of metrics.',
            grounding: 'A cache in front of the metrics.',
            turns: 'page-was-old',
            faults: [{ kind: 'metrics-stale', arm: 'candidate', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'nan-counters',
            about: 'Counters of the candidate read NaN.',
            grounding: 'A division by zero in an exporter; a judge that drops NaN sees nothing (research notes on Kayenta).',
            turns: 'nan-is-no-number',
            faults: [{ kind: 'metrics-nan', arm: 'candidate', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'empty-vector',
            about: 'The page of the candidate has none of its series.',
            grounding: 'A metric that was renamed in the new version.',
            turns: 'series-vanished',
            faults: [{ kind: 'metrics-empty', arm: 'candidate', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'query-times-out',
            about: 'The metrics of stable do not answer in time.',
            grounding: 'Time-outs and 429 of a metrics store.',
            turns: 'page-came-too-late',
            faults: [{ kind: 'metrics-time-out', arm: 'stable', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'page-cut-off',
            about: 'The page of stable breaks off in the middle of a line.',
            grounding: 'Truncated pages of a proxy with a size limit.',
            turns: 'page-was-cut-off',
            faults: [{ kind: 'metrics-truncated', arm: 'stable', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'counters-begin-anew',
            about: 'The processes of both versions restart, and their counters with them.',
            grounding: 'Counter resets; a difference below zero is none.',
            turns: 'counters-began-anew',
            faults: [{ kind: 'counter-reset', arm: 'both', atMs: 4 * MINUTE, forMs: MINUTE }],
        }),
        aNamed({
            name: 'labels-of-arms-swapped',
            about: 'A third of the requests of each version is counted as the other one\'s.',
            grounding: 'Label mistakes in relabelling rules.',
            turns: 'split-of-traffic-is-off',
            horizonMs: 2 * HOUR,
            faults: [{ kind: 'label-swap', share: 0.3, atMs: 0, forMs: DAY }],
        }),
        aNamed({
            name: 'half-of-a-version-uncounted',
            about: 'Half of the pods of the candidate are not scraped.',
            grounding: 'Cardinality limits drop series of new pods.',
            turns: 'split-of-traffic-is-off-in-the-bake',
            horizonMs: 3 * HOUR,
            faults: [{ kind: 'series-dropped', arm: 'candidate', share: 0.5, atMs: 0, forMs: DAY }],
        }),
        aNamed({
            name: 'counted-twice',
            about: 'Two scrapers count everything twice.',
            grounding: 'Duplicated series without deduplication.',
            turns: 'told-twice-what-happened',
            traffic: { requestsPerSecond: 20 },
            faults: [{ kind: 'duplicated-series', times: 2, atMs: 0, forMs: DAY }],
        }),
        aNamed({
            name: 'milliseconds-for-seconds',
            about: 'Half-way through the ramp times are told in milliseconds.',
            grounding: 'Unit changes between versions of a client library.',
            turns: 'both-too-slow',
            horizonMs: 2 * HOUR,
            policy: 'signals',
            faults: [{ kind: 'unit-change', atMs: 15 * MINUTE, forMs: DAY }],
        }),
        aNamed({
            name: 'no-denominator',
            about: 'Failures are told, requests are not.',
            grounding: 'Ratios with a denominator of zero.',
            turns: 'told-of-no-requests',
            faults: [{ kind: 'zero-denominator', ...telemetry_inTheRamp }],
        }),
        aNamed({
            name: 'labels-never-come',
            about: 'The labels of nine in ten answers never come, and the rest is six hours late.',
            grounding: 'Criteo: half of the conversions come within a day, the window is thirty days.',
            turns: 'labels-did-not-come',
            policy: 'labelled',
            runner: { mode: 'watch' },
            traffic: { requestsPerSecond: 5, segments: [{ dimension: 'region', value: 'west', share: 0.1, shareAtEnd: 0.1 }, { dimension: 'region', value: 'east', share: 0.9, shareAtEnd: 0.9 }] },
            baseline: { accuracy: { kind: 'ratio', ratio: 0.1 } },
            faults: [{ kind: 'labels-late', byMs: 6 * HOUR, lost: 0.9, atMs: 0, forMs: DAY }],
        }),
        aNamed({
            name: 'blind-with-a-bad-candidate',
            about: 'The candidate begins to fail while nobody can see it.',
            grounding: 'A network fault that hits service and monitoring together.',
            turns: 'caught-when-the-light-came-back',
            behaviours: [{ kind: 'crash', ...DEFAULT_MISBEHAVING, since: 'first-traffic', fromMs: 2 * MINUTE, pods: 1, loopMs: 'none' }],
            faults: [{ kind: 'metrics-missing', arm: 'both', atMs: 2 * MINUTE, forMs: 20 * MINUTE }],
        }),
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/named/index.ts
// All named scenarios, in the order in which reports list them.






function namedScenarios() {
    return namedByTheme().flatMap(({ scenarios }) => scenarios);
}
function namedByTheme() {
    return [
        { title: 'equal candidates in all kinds of traffic', scenarios: steadyAndTraffic() },
        { title: 'models that misbehave', scenarios: modelBehaviours() },
        { title: 'metrics that go missing or lie', scenarios: telemetry() },
        { title: 'routers, ledgers and deployers that fail', scenarios: infrastructure() },
        { title: 'runners, schedules and people', scenarios: runnersAndPeople() },
    ];
}

;// CONCATENATED MODULE: ./simulator/src/lateness/late-figures.ts
// Many releases under a late schedule in a few figures, and the table that compares the ways to drive them.



const ALPHA = 0.01;
function late_figures_lateFigures(candidate, mode, rows) {
    const runs = rows.length;
    const broken = rows.filter(({ isBroken }) => isBroken).length;
    const bad = rows.map((row) => Math.max(0, row.bad));
    const caught = rows.map(({ caughtAfterMs }) => caughtAfterMs);
    return {
        candidate,
        mode,
        runs,
        broken,
        brokenRatioMax: exactUpperBound({ runs, broken }, ALPHA),
        bad: { p50: quantile(bad, 0.5), p99: quantile(bad, 0.99), max: quantile(bad, 1) },
        caughtAfterMs: { p50: seenQuantile(caught, 0.5), p95: seenQuantile(caught, 0.95) },
        promoted: rows.filter(({ isPromoted }) => isPromoted).length,
        jobs: mean(rows.map(({ jobs }) => jobs.count)),
        jobMinutes: mean(rows.map(({ jobs }) => jobs.minutes)),
    };
}
function quantile(values, q) {
    const value = seenQuantile(values, q);
    return value === 'never' ? 0 : value;
}
function mean(values) {
    let sum = 0;
    for (const value of values)
        sum += value;
    return values.length === 0 ? 0 : sum / values.length;
}
function renderLateness(figures) {
    const rows = [late_figures_HEAD, ...figures.map((row, index) => late_figures_cellsOf(row, row.candidate !== figures[index - 1]?.candidate))];
    const widths = late_figures_HEAD.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
    return rows.map((cells) => ` ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd()).join('\n');
}
const late_figures_HEAD = (/* unused pure expression or super */ null && (['candidate', 'mode', 'over the promise', 'sure (99 %)', 'bad p50', 'p99', 'max', 'caught p50', 'p95', 'promoted', 'jobs', 'job minutes']));
function late_figures_cellsOf({ candidate, mode, runs, broken, brokenRatioMax, bad, caughtAfterMs, promoted, jobs, jobMinutes }, isFirst) {
    return [
        isFirst ? candidate : '',
        mode,
        `${count(broken)} of ${count(runs)}`,
        `under ${percentOfRatio(brokenRatioMax)}`,
        amount(bad.p50),
        amount(bad.p99),
        amount(bad.max),
        late_figures_time(caughtAfterMs.p50),
        late_figures_time(caughtAfterMs.p95),
        percentOfRatio(runs === 0 ? 0 : promoted / runs),
        count(Math.round(jobs)),
        count(Math.round(jobMinutes)),
    ];
}
/** Rounded up: harm never looks smaller than it is. */
function amount(value) {
    return count(Math.ceil(value - 1e-9));
}
function late_figures_time(at) {
    return at === 'never' ? 'never' : duration(at);
}

;// CONCATENATED MODULE: ./simulator/src/lateness/compare-modes.ts

/** So many runs between two words of progress. */
const BLOCK = 32;
async function compareModes({ policy, own, family, seed, runs, late, modes, candidates }, { pool, onProgress }) {
    const total = candidates.length * modes.length * runs;
    let done = 0;
    const figures = candidates.flatMap(({ name, series, candidate }) => modes.map(async (mode) => {
        const asked = { task: { kind: 'drawn', policy, seed, own, series: { family, ...series } }, mode, late, candidate };
        const rows = [];
        for (let from = 0; from < runs; from += BLOCK) {
            const some = await pool.run(asked, from, Math.min(runs, from + BLOCK));
            rows.push(...some);
            onProgress({ done: (done += some.length), total });
        }
        return lateFigures(name, mode, rows);
    }));
    return await Promise.all(figures);
}

;// CONCATENATED MODULE: ./simulator/src/lateness/late-candidates.ts


const late_candidates_HOUR = 3_600_000;
const LATER = { ...default_scenario/* DEFAULT_MISBEHAVING */.aF, since: 'first-traffic' };
const ERRORS = { kind: 'all', of: 'errors' };
/** Bad from the first request on: the promise is about these. */
function badCandidates() {
    return strataOf('worst').map((stratum) => ({ name: stratum.name, series: { candidate: 'worst', stratum }, candidate: { kind: 'as drawn' } }));
}
/** Hours after the first raise, when the weight has grown and jobs have come and gone. */
function lateTurners() {
    return [
        turns('dead after 2 h', [{ kind: 'crash', ...LATER, fromMs: 2 * late_candidates_HOUR, pods: 1, loopMs: 'none' }]),
        turns('dead after 6 h', [{ kind: 'crash', ...LATER, fromMs: 6 * late_candidates_HOUR, pods: 1, loopMs: 'none' }]),
        turns('10x after 6 h', [{ kind: 'worse', ...LATER, fromMs: 6 * late_candidates_HOUR, on: ERRORS, factor: 10, points: 0 }]),
    ];
}
function goodCandidate() {
    return { name: 'equal', series: EQUAL, candidate: { kind: 'as drawn' } };
}
const EQUAL = { candidate: 'equal', stratum: { name: '', first: 0, every: 1 } };
function turns(name, behaviours) {
    return { name, series: EQUAL, candidate: { kind: 'behaves', behaviours } };
}

;// CONCATENATED MODULE: ./simulator/src/lateness/late-release.ts
// One release under a schedule that comes late, driven in one of the ways a job can be: what users met, when it was seen, and what the jobs cost.




function simulateLate(asked, run) {
    const trial = lateTrial(asked, run);
    const { policy } = trial;
    const released = release(trial, worldOf(trial));
    const { ending, truth, firstTrafficAtMs, promotedAtMs, jobs } = released;
    const bad = badRequestsCounted(policy.plan)(truth);
    const caught = caughtAtMs(ending);
    return {
        bad,
        isBroken: bad > policy.promise.badRequestsMax,
        caughtAfterMs: caught === 'never' || firstTrafficAtMs === 'never' ? 'never' : Math.max(0, caught - firstTrafficAtMs),
        isPromoted: promotedAtMs !== 'never',
        jobs,
    };
}
function lateTrial({ task, mode, late, candidate }, run) {
    const { policy, scenario } = trialOf(task, run);
    const runner = { ...scenario.runner, mode, lateMedianMs: late.medianMs, missing: late.missing };
    return { policy, scenario: { ...scenario, runner, behaviours: candidate.kind === 'behaves' ? candidate.behaviours : scenario.behaviours } };
}

;// CONCATENATED MODULE: ./simulator/src/lateness/index.ts
// Releases under schedules that come late.




/** Entry of a worker that simulates releases under late schedules. */
const LATE_WORKER = __webpack_require__.ab + "late-worker.ts";

// EXTERNAL MODULE: ./simulator/src/ports/index.ts + 4 modules
var ports = __webpack_require__(1718);
;// CONCATENATED MODULE: ./simulator/src/outcomes/release-outcome.ts





async function simulateOutcome(task, run) {
    const trial = trialOf(task, run);
    const recording = whyNotDecisions(trial) === '' ? simulateDecisions(trial) : await simulateTicks(trial);
    const { usersHarmed, requests } = recording.truth;
    return { ...rowOfRecording(recording), usersHarmed, requests: { candidate: requests.candidate, all: requests.candidate + requests.stable } };
}

;// CONCATENATED MODULE: ./simulator/src/outcomes/index.ts
// Many releases, and what became of them.


/** Entry of a worker that simulates releases for a table of outcomes. */
const OUTCOME_WORKER = __webpack_require__.ab + "outcome-worker.ts";

;// CONCATENATED MODULE: ./simulator/src/replay/release-story.ts

function release_story_storyOf({ trial, startMs, events, states, looks, ending, truth }) {
    let told = '';
    // What an open release waits for in the end is worth a line, whatever it is.
    const lastTick = ending.outcome === 'open' ? events.findLastIndex(({ kind }) => kind === 'ticked') : -1;
    const moments = events.flatMap((event, index) => {
        const state = states[index];
        const standing = standingOf(event);
        const isNews = standing !== '' && standing !== told && !(event.kind === 'confirmed' && state?.rollout.kind !== 'none');
        if (state === undefined || (!isNews && (index !== lastTick || standing === told)))
            return [];
        told = standing;
        const weightPpm = event.kind === 'ticked' ? event.decision.to : state.rollout.kind === 'none' ? (ending.outcome === 'promoted' ? 1_000_000 : 0) : state.rollout.weight;
        const [what, reason] = event.kind === 'ticked' ? [event.decision.kind, event.decision.reasons[0]?.code ?? ''] : [event.kind, ''];
        return [{ atMs: event.atMs - startMs, weightPpm, what, reason, direction: directionOf(event), text: eventTitle(event, state) }];
    });
    return { target: trial.policy.target, moments, ending, truth, looks: looks.length };
}
/** Reasons of waiting: which of them stands first says little, and they take turns. */
const WAITING = new Set(['dwell', 'insufficient', 'not-certified', 'traffic-unknown', 'promise-allows-less', 'weight-held-by-promise', 'shadowing', 'split-open']);
/** What is told once for as long as it stays the same; empty: nothing worth a line. Going on with a plan is news each time, waiting in it is none. */
function standingOf(event) {
    switch (event.kind) {
        case 'adopted':
        case 'intended':
            return '';
        case 'ticked': {
            const { kind, from, to, needs, stageIndex, reasons } = event.decision;
            const first = reasons[0]?.code ?? '';
            if (kind === 'hold' && needs === 'nothing' && WAITING.has(first))
                return '';
            return [kind, kind === 'hold' ? '' : from, to, needs, stageIndex, first].join(' ');
        }
        default:
            return event.operation;
    }
}
function directionOf(event) {
    if (event.kind === 'restored' || event.kind === 'ended')
        return 'down';
    if (event.kind !== 'ticked')
        return 'none';
    switch (event.decision.kind) {
        case 'advance':
        case 'promote':
        case 'finished':
            return 'up';
        case 'stepBack':
        case 'rollback':
            return 'down';
        case 'halt':
            return 'asks';
        case 'hold':
            return event.decision.needs === 'nothing' ? 'none' : 'asks';
    }
}

// EXTERNAL MODULE: ./simulator/src/ports/happenings.ts
var happenings = __webpack_require__(5288);
// EXTERNAL MODULE: ./simulator/src/ports/outside-of.ts
var outside_of = __webpack_require__(7978);
// EXTERNAL MODULE: ./simulator/src/ports/people.ts
var people = __webpack_require__(7078);
// EXTERNAL MODULE: ./simulator/src/ports/simulation.ts + 20 modules
var ports_simulation = __webpack_require__(1050);
// EXTERNAL MODULE: ./simulator/src/ports/virtual-time.ts
var virtual_time = __webpack_require__(3846);
// EXTERNAL MODULE: ./simulator/src/rollout/schedule.ts
var schedule = __webpack_require__(5603);
// EXTERNAL MODULE: ./simulator/src/ports/release-jobs.ts + 2 modules
var release_jobs = __webpack_require__(5344);
;// CONCATENATED MODULE: ./simulator/src/workflows/workflow.ts

const workflow_PUSH = { trigger: 'push', do: 'tick', actor: 'ada', reason: '' };
const workflow_SCHEDULE = { trigger: 'schedule', do: 'tick', actor: 'schedule', reason: '' };
/** Jobs that need no other. Only a pushed tag starts a release; scheduled ticks and people go on with what is live. */
function workflow_firstJobs(event, mode) {
    if (event.do === 'roll back')
        return [{ name: 'roll-back-by-hand', inputs: { kind: 'roll-back', rolloutId: '', why: event.reason } }];
    return [{ name: 'step', inputs: { kind: 'step', mode, starts: event.trigger === 'push', request: requestOf(event), deadlineMs: JOB_MS } }];
}
/** Jobs that need the step, one per entry of its outputs, whether it is red or not; none when it was cancelled or died. */
function workflow_jobsAfter({ toPromote, toRollBack }) {
    return [
        ...toPromote.map((rolloutId) => ({ name: 'promote', inputs: { kind: 'promote', rolloutId } })),
        ...toRollBack.map((rolloutId) => ({ name: 'roll-back', inputs: { kind: 'roll-back', rolloutId, why: BY_HAND } })),
    ];
}
function requestOf({ do: word, actor, reason }) {
    if (word === 'abort')
        return { kind: 'abort', actor, why: reason };
    return word === 'approve' ? { kind: 'approve', actor } : NOTHING_SAID;
}

;// CONCATENATED MODULE: ./simulator/src/workflows/workflow-run.ts
// One run of the workflow: its jobs in the order of their needs, each a job of the simulation. A job that died or was cancelled has no followers; one that is red has:
// what it concluded is made all the same.




function workflow_run_workflowRun({ sim, first, began, over }) {
    const jobs = new Set();
    let state = 'waiting';
    /** Returns the jobs that follow from it. */
    const runJob = async ({ name, inputs }) => {
        if (state === 'cancelled')
            return [];
        began({ name, inputs });
        const end = await sim.start(name === 'step' ? 'canary-step' : name, async (job) => {
            jobs.add(job);
            try {
                return await perform(sim, job, inputs);
            }
            finally {
                jobs.delete(job);
            }
        });
        if (end.kind !== 'finished' || isCancelled())
            return [];
        if (end.value.isRed)
            sim.notes.marks.add(`red:${name}`);
        return jobsAfter(end.value);
    };
    const isCancelled = () => state === 'cancelled';
    return {
        run: async () => {
            state = 'running';
            const followers = await Promise.all(first.map(runJob));
            const { time, trial } = sim;
            await Promise.all(followers.flat().map(async (job) => {
                await time.until(time.nowMs + trial.scenario.runner.jobDelayMs, JOBS_NEXT);
                await runJob(job);
            }));
            over();
        },
        cancel: () => {
            const wasWaiting = state === 'waiting';
            state = 'cancelled';
            for (const job of jobs)
                cancelJob(sim, job);
            if (!wasWaiting)
                return;
            sim.notes.marks.add('pending-cancelled');
            over();
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/workflows/simulate-workflows.ts
// Depth `run`: each action's run() in simulated workflows. Runs are started by a pushed tag, by a schedule that is late and by people, wait in concurrency
// groups, are cancelled, and are run again with their old inputs.












async function simulate_workflows_simulateWorkflows(trial, { concurrency = { kind: 'none' }, outside = outsideOf(trial) } = {}) {
    const sim = simulation(trial, outside);
    const service = { sim, group: concurrencyGroup(concurrency), runs: new Set(), past: [] };
    const waiting = planHappenings(sim, {
        says: ({ kind }) => {
            if (kind !== 'none')
                dispatch(service, kind === 'abort' ? 'aborts' : 'approves');
        },
        registered: () => void sim.time.plan(sim.time.nowMs, JOBS_NEXT, () => trigger(service, PUSH)),
        reRuns: () => {
            const old = drawOldJob(sim, service.past);
            if (old !== undefined)
                enter(service, [old]);
        },
        cancels: () => {
            for (const run of service.runs)
                run.cancel();
        },
        // The same workflow in another place: a fork, a second branch, a copy that nobody remembers. It has groups of its own.
        doubled: (forMs) => planSchedule({ ...service, group: concurrencyGroup(concurrency) }, { fromMs: sim.time.nowMs, untilMs: sim.time.nowMs + forMs, startsNow: true }),
    });
    answerWhenAsked(sim, (word) => dispatch(service, word));
    planSchedule(service, { fromMs: 0, untilMs: trial.scenario.horizonMs, startsNow: false });
    sim.time.plan(0, JOBS_NEXT, () => trigger(service, PUSH));
    await sim.run(() => waiting.count > 0 || service.runs.size > 0 || !hasEnded(sim));
    return concluded(sim, 'run');
}
function planSchedule(service, { fromMs, untilMs, startsNow }) {
    const { sim } = service;
    const schedule = scheduledTicks(sim.trial);
    const planNext = (afterMs) => {
        const atMs = schedule.nextAfter(afterMs);
        if (atMs >= untilMs)
            return;
        sim.time.plan(atMs, JOBS_NEXT, () => {
            planNext(atMs);
            trigger(service, SCHEDULE);
            if (sim.faults.on('tick-twice', atMs) === 'none')
                return;
            sim.notes.marks.add('tick-twice');
            trigger(service, SCHEDULE);
        });
    };
    planNext(fromMs);
    if (startsNow)
        trigger(service, SCHEDULE);
}
function trigger(service, event) {
    enter(service, firstJobs(event, service.sim.trial.scenario.runner.mode));
}
function enter(service, first) {
    const { sim, runs, past } = service;
    const run = workflowRun({ sim, first, began: (job) => void past.push(job), over: () => void runs.delete(run) });
    runs.add(run);
    service.group.enter(run);
}
const BUTTON = (0,chance/* purposeOf */.eK)('which button a person presses');
/** A person who does not want it any more aborts, or rolls back by hand: both are there. */
function dispatch(service, word) {
    const { trial, time } = service.sim;
    const isFirst = newRandom().at(trial.scenario.seed, trial.scenario.run, time.nowMs, BUTTON).uniform() < 0.5;
    const presses = word === 'approves' ? 'approve' : isFirst ? 'abort' : 'roll back';
    trigger(service, { trigger: 'dispatch', do: presses, actor: 'grace', reason: word === 'approves' ? '' : 'not convinced' });
}

;// CONCATENATED MODULE: ./simulator/src/workflows/index.ts


;// CONCATENATED MODULE: ./simulator/src/checkers/inspection.ts
/** More examples of one mistake say nothing new. */
const BROKEN_KEPT = 5;
function inspection() {
    const broken = [];
    let exercised = false;
    return {
        expect: (holds, atMs, seen) => {
            exercised = true;
            if (!holds && broken.length < BROKEN_KEPT)
                broken.push({ atMs, seen });
        },
        checked: () => ({ broken, exercised }),
    };
}
function percent(ppm) {
    return `${ppm / 10_000} %`;
}
/** Events carry the time of the machine that wrote them; what the router did is told in true time. This is how far the two may be apart. */
function clockSlackMs({ trial }) {
    return Math.max(0, ...trial.scenario.faults.map((fault) => (fault.kind === 'runner-clock' ? Math.abs(fault.aheadMs) : 0)));
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/odds.ts
const odds_NOTHING = { trials: 0, events: 0 };
const STAKES = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95];
const PACE = 0.25;
/** A share of requests, judged as a whole, one-sided, by bets. */
function isPlain(policy, { name, signal, slices, gap, sides, limit, independent, worseBy }) {
    const isJudge = policy.plan.some((stage) => stage.kind === 'split' && stage.judge === name);
    return signal.kind === 'share' && signal.unit === 'requests' && slices.length === 0 && gap.kind === 'none' && sides === 'worse' && limit.kind !== 'time' && !independent && worseBy.kind !== 'none' && !isJudge;
}
function newOdds() {
    return { originMs: -1, worse: newBets(), over: newBets(), same: newBets(), better: newBets(), against: 1, peak: 1 };
}
/** What was learned without users, or of an exposure that was ended, certifies nothing. */
function certifyingAnew(odds) {
    return { ...odds, same: newBets(), better: newBets() };
}
function oddsAfter(policy, check, before, block) {
    const originMs = before.originMs < 0 ? block.fromMs : before.originMs;
    const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
    const cell = orientedCell(check, block.cells['all']);
    const ruledOut = policy.promise.catches.find((caught) => caught.check === check.name)?.effect ?? check.worseBy;
    const worse = bet(before.worse, gridPoint, worseSurplus(policy, check.worseBy, cell));
    const over = bet(before.over, gridPoint, limitSurplus(check, block.cells['all']));
    const against = check.limit.kind === 'share' ? (worth(worse) + worth(over)) / 2 : worth(worse);
    return {
        originMs,
        worse,
        over,
        same: bet(before.same, gridPoint, notWorseSurplus(ruledOut, cell)),
        better: bet(before.better, gridPoint, notWorseSurplus({ kind: 'factor', factor: 1 }, cell)),
        against,
        peak: Math.max(before.peak, against),
    };
}
/** What certifies: odds against "at least as bad as what must be ruled out", and against "no better than stable". */
function oddsFor({ same, better }) {
    return { same: worth(same), better: worth(better) };
}
function newBets() {
    return { atoms: STAKES.map(() => 0), spent: 0 };
}
/** First what the grid puts into play, then the block. */
function bet({ atoms, spent: before }, gridPoint, surplus) {
    const spent = Math.max(before, gridPoint + 1);
    const mass = (cash(before) - cash(spent)) / STAKES.length;
    return { atoms: atoms.map((atom, k) => Math.min(1e300, (atom + mass) * (1 + (STAKES[k] ?? 0) * surplus))), spent };
}
function worth({ atoms, spent }) {
    return atoms.reduce((sum, atom) => sum + atom, 0) + cash(spent);
}
function cash(spent) {
    return PACE / (spent + PACE);
}
function orientedCell({ better }, cell = { stable: odds_NOTHING, candidate: odds_NOTHING }) {
    return better === 'lower' ? cell : { stable: cell.candidate, candidate: cell.stable };
}
function surplusOf(seen, expected) {
    return expected > 0 && expected < 1 ? seen / expected - 1 : 0;
}
function worseSurplus({ expert }, margin, { stable, candidate }) {
    if (stable.trials === 0 || candidate.trials === 0)
        return 0;
    if (margin.kind === 'points')
        return surplusOf((1 + candidate.events / candidate.trials - stable.events / stable.trials) / 2, (1 + margin.ratio) / 2);
    const factor = margin.kind === 'factor' ? margin.factor : 1;
    const cap = Math.min(expert.stableRatioMax, 0.95 / factor);
    const odds = factor <= 1 ? factor : (factor * (1 - cap)) / (1 - factor * cap);
    return shareSurplus({ stable, candidate }, odds);
}
function notWorseSurplus(margin, { stable, candidate }) {
    if (stable.trials === 0 || candidate.trials === 0)
        return 0;
    if (margin.kind === 'points')
        return surplusOf(1 - (1 + candidate.events / candidate.trials - stable.events / stable.trials) / 2, 1 - (1 + margin.ratio) / 2);
    const events = stable.events + candidate.events;
    const factor = margin.kind === 'factor' ? margin.factor : 1;
    const expected = (candidate.trials * factor) / (candidate.trials * factor + stable.trials);
    return events === 0 ? 0 : surplusOf(stable.events / events, 1 - expected);
}
function shareSurplus({ stable, candidate }, factor) {
    const events = stable.events + candidate.events;
    const expected = (candidate.trials * factor) / (candidate.trials * factor + stable.trials);
    return events === 0 ? 0 : surplusOf(candidate.events / events, expected);
}
/** Where stable is over the limit too the block says nothing. */
function limitSurplus({ limit, better }, cell = { stable: odds_NOTHING, candidate: odds_NOTHING }) {
    if (limit.kind !== 'share')
        return 0;
    const bad = ({ trials, events }) => (better === 'lower' ? { trials, events } : { trials, events: trials - events });
    const most = better === 'lower' ? limit.ratioMax : 1 - limit.ratioMax;
    const [stable, candidate] = [bad(cell.stable), bad(cell.candidate)];
    if (candidate.trials === 0 || stable.events > stable.trials * most)
        return 0;
    return surplusOf(candidate.events / candidate.trials, most);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/counted-check.ts

const counted_check_NOTHING = { trials: 0, events: 0 };
const EMPTY = { stable: counted_check_NOTHING, candidate: counted_check_NOTHING };
function newCount(fromMs) {
    return { watermarkMs: fromMs, fresh: [], blocksUsed: 0, blocksSeen: 0, newest: 'none', total: EMPTY, told: EMPTY, coveredMs: 0, coveredFromMs: fromMs, noData: '', excess: 0, expected: 0, odds: newOdds(), requestsPerMs: 0 };
}
function counted_check_count(policy, check, before, evidence, inForce) {
    if (evidence.kind === 'no-data')
        return { ...before, fresh: [], noData: evidence.why || 'no data' };
    let now = { ...before, fresh: [] };
    for (const block of evidence.blocks) {
        if (!isPlausible(check, block) || block.fromMs < now.watermarkMs)
            return { ...now, noData: 'invalid' };
        now = countBlock(policy, check, now, block, inForce);
    }
    return now;
}
function countBlock(policy, check, before, block, { weights, exclusions }) {
    const now = weights.findLast(({ fromMs }) => fromMs <= block.fromMs) ?? { weight: 0, mirror: 0 };
    const { stable, candidate } = block.cells['all'] ?? { stable: counted_check_NOTHING, candidate: counted_check_NOTHING };
    const told = { stable: added(before.told.stable, stable), candidate: added(before.told.candidate, candidate) };
    const seen = { ...before, told, blocksSeen: before.blocksSeen + 1, watermarkMs: block.toMs, noData: '', requestsPerMs: pace(policy, check, before, block), ...(now.weight > 0 ? harmAfter(check, before, { stable, candidate }) : {}) };
    if (exclusions.some(({ fromMs, toMs }) => block.fromMs < toMs && fromMs < block.toMs))
        return seen;
    const isMeasured = now.weight > 0 || now.mirror > 0 || check.signal.kind === 'level';
    const tested = isMeasured ? block : { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, { stable: cell.stable, candidate: counted_check_NOTHING }])) };
    return {
        ...seen,
        fresh: [...before.fresh, tested],
        blocksUsed: before.blocksUsed + 1,
        newest: tested,
        odds: isPlain(policy, check) ? oddsAfter(policy, check, before.odds, tested) : before.odds,
        total: { stable: added(before.total.stable, stable), candidate: isMeasured ? added(before.total.candidate, candidate) : before.total.candidate },
        coveredMs: before.coveredMs + (block.fromMs >= before.coveredFromMs ? block.toMs - block.fromMs : 0),
    };
}
/** What a signal can count at all. */
function isPlausible({ signal }, { fromMs, toMs, cells }) {
    if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || fromMs < 0 || toMs <= fromMs || !Object.hasOwn(cells, 'all'))
        return false;
    const isSum = signal.kind === 'score' || signal.kind === 'calibration' || signal.kind === 'level';
    const mayExceed = signal.kind === 'level' || (signal.kind === 'share' && signal.unit === 'users');
    return Object.values(cells).every(({ stable, candidate }) => [stable, candidate].every(({ trials, events }) => Number.isSafeInteger(trials) && trials >= 0 && Number.isFinite(events) && events >= 0 && (isSum || Number.isSafeInteger(events)) && (mayExceed || events <= trials)));
}
/** Bad events of the candidate beyond stable's ratio; where stable had few requests in the block, its ratio so far stands in. */
function harmAfter(check, { excess, expected, total }, { stable, candidate }) {
    const reference = stable.trials * 4 >= candidate.trials ? stable : added(stable, total.stable);
    if (!isBadRequest(check) || candidate.trials === 0 || reference.trials === 0)
        return { excess, expected };
    const byStable = (candidate.trials * reference.events) / reference.trials;
    return { excess: excess + candidate.events - byStable, expected: expected + byStable };
}
function pace(policy, { signal }, { requestsPerMs }, { fromMs, toMs, cells }) {
    if (signal.kind === 'level' || (signal.kind === 'share' && signal.unit === 'users'))
        return 0;
    const seen = ((cells['all']?.stable.trials ?? 0) + (cells['all']?.candidate.trials ?? 0)) / (toMs - fromMs);
    return Math.max(seen, requestsPerMs + (seen - requestsPerMs) * Math.min(1, (toMs - fromMs) / policy.expert.gridMs));
}
/** Bad requests in the sense of the promise. */
function isBadRequest({ signal, better, then }) {
    return then === 'rollback' && better === 'lower' && (signal.kind === 'share' || signal.kind === 'labels');
}
function added(a, b) {
    return { trials: a.trials + b.trials, events: a.events + b.events };
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/promise.ts
// What a policy promises, in numbers, read anew from docs/policies: the odds that its error budget asks for, and the most traffic that its bad requests bear.


/** The budget is split evenly over the checks that can roll back; a bake without holdback keeps half of it. */
function oddsAskedFor({ checks, plan, promise }, check) {
    const sharing = check.then === 'rollback' ? checks.filter(({ then }) => then === 'rollback').length : 1;
    return sharing / budget({ plan, promise });
}
function budget({ plan, promise }) {
    return plan.some((stage) => stage.kind === 'bake' && stage.holdback === 0) ? promise.falseAlarmRatio / 2 : promise.falseAlarmRatio;
}
function labelsOf({ signal }) {
    if (signal.kind === 'labels' || signal.kind === 'pairs' || signal.kind === 'calibration')
        return signal;
    return signal.kind === 'score' && signal.origin.kind === 'labels' ? signal.origin : 'none';
}
/** Bad requests so far beyond stable's. `unknown` where a check counts users, which has its own arithmetic. */
function excessOf({ policy, checks }) {
    const harmful = policy.checks.filter(isBadRequest);
    if (harmful.some(({ signal }) => signal.kind === 'share' && signal.unit === 'users'))
        return 'unknown';
    return harmful.reduce((sum, { name }) => sum + (checks[name]?.excess ?? 0), 0);
}
/**
 * How much harm may be seen before the rollout stops: the budget less what luck may hide of it in 99 of 100 releases, and never less than half of it. The variance is
 * that of the background: in the candidate's failures, in what stable would have had, and in the requests by which that is told.
 */
function spendable({ policy, checks }) {
    const { badRequestsMax } = policy.promise;
    const variance = policy.checks.filter(isBadRequest).reduce((sum, { name }) => {
        const counted = checks[name];
        if (counted === undefined)
            return sum;
        const { expected, total } = counted;
        return total.stable.trials === 0 ? sum : sum + expected * (2 + total.candidate.trials / total.stable.trials);
    }, 0);
    return Math.max(badRequestsMax / 2, badRequestsMax - 2.326 * Math.sqrt(variance));
}
/**
 * The largest share of the traffic, in ppm, that even the worst candidate which is not refuted yet may get until a look can act. Before its first request that is one
 * that fails always; later at least what its newest block shows. Infinity where nothing bounds it.
 */
function bearable(book, nextLookMs, isFirst) {
    const { policy, checks } = book;
    const excess = excessOf(book);
    if (excess === 'unknown')
        return Number.POSITIVE_INFINITY;
    const traffic = Math.max(0, ...policy.checks.map(({ name }) => checks[name]?.requestsPerMs ?? 0));
    // sqrt(X + 1) of a Poisson count has a standard deviation of a half: the mean that stays within the promise in 99 of 100 releases.
    const root = Math.sqrt(policy.promise.badRequestsMax + 1) - 1.163;
    const left = (root > 0 ? root * root : 0) - Math.max(0, excess);
    if (left <= 0 || traffic === 0)
        return 0;
    const harmful = policy.checks.filter(isBadRequest);
    const judged = (check) => judgedAfter(policy, check, nextLookMs);
    if (harmful.length === 0) {
        const judgedMs = policy.checks.filter((check) => labelsOf(check) === 'none').map(judged);
        return isFirst ? (left / (traffic * Math.max(nextLookMs, ...judgedMs))) * 1_000_000 : Number.POSITIVE_INFINITY;
    }
    const spent = harmful.reduce((sum, check) => sum + (isFirst ? 1 : newestExcess(book, check)) * traffic * judged(check), 0);
    return spent > 0 ? (left / spent) * 1_000_000 : Number.POSITIVE_INFINITY;
}
function newestExcess({ policy, checks }, { name }) {
    const newest = checks[name]?.newest ?? 'none';
    const cell = newest === 'none' ? undefined : newest.cells['all'];
    if (cell === undefined || cell.candidate.trials < policy.expert.samplesMin)
        return 0;
    return Math.max(0, cell.candidate.events / cell.candidate.trials - (cell.stable.trials === 0 ? 0 : cell.stable.events / cell.stable.trials));
}
/** Warm-up, the first whole block after it, its closing, the next look; labels as long as they take besides. */
function judgedAfter({ expert }, check, nextLookMs) {
    const labels = labelsOf(check);
    return expert.warmUpMs + Math.max(expert.blockMs, nextLookMs) + expert.blockMs + expert.lagMs + nextLookMs + (labels === 'none' ? 0 : labels.matureMs + labels.everyMs);
}
/** The checks by which healthy time and blindness are told. */
function clocked({ checks }) {
    const acting = checks.filter(({ then }) => !(0,rollout_policy_src/* onlyTells */.tU)(then));
    const live = acting.filter((check) => labelsOf(check) === 'none');
    return live.length > 0 ? live : acting.length > 0 ? acting : checks;
}
/** Healthy time since the weight last changed, by the check that saw least. */
function coveredMs({ policy, checks }) {
    const each = clocked(policy).map(({ name }) => checks[name]?.coveredMs ?? 0);
    return each.length === 0 ? 0 : Math.min(...each);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/book.ts



const NOT_SETTLED = Number.MAX_SAFE_INTEGER;
function bookOf({ events, startMs }) {
    const looks = [];
    const after = [];
    let book = 'none';
    for (const [index, event] of events.entries()) {
        if (event.kind === 'started')
            book = book_open(event);
        else if (book !== 'none') {
            if (event.kind === 'ticked') {
                const seen = withEvidence(book, event);
                looks.push({ event, index, atMs: event.situation.nowMs - startMs, before: book, seen });
                book = afterLook(seen, event);
            }
            else
                book = afterEvent(book, event);
        }
        after.push(book);
    }
    return { looks, after };
}
function book_open(started) {
    const { policy, atMs } = started;
    return {
        started,
        policy,
        phase: 'trial',
        stageIndex: 0,
        weight: 0,
        mirror: 0,
        weightMax: 0,
        firstWeight: 0,
        weightSinceMs: atMs,
        pending: 'none',
        weights: [{ fromMs: atMs, weight: 0, mirror: 0 }],
        exclusions: [],
        checks: Object.fromEntries(policy.checks.map(({ name }) => [name, newCount(atMs)])),
        answered: [],
        // Nothing starts on a paused target.
        isPaused: false,
    };
}
function withEvidence(book, { evidence }) {
    const checks = Object.fromEntries(book.policy.checks.map((check) => {
        const before = book.checks[check.name] ?? newCount(book.started.atMs);
        const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
        return [check.name, news === undefined ? { ...before, fresh: [] } : counted_check_count(book.policy, check, before, news, book)];
    }));
    return { ...book, checks };
}
function afterLook(book, { decision, effect, situation, atMs }) {
    const moved = {
        ...book,
        stageIndex: decision.stageIndex,
        phase: decision.kind === 'rollback' ? 'leaving' : decision.kind === 'promote' ? 'awaiting-promotion' : decision.kind === 'stepBack' ? 'trial' : book.phase,
        answered: [...book.answered, ...decision.answered],
    };
    if (effect.kind === 'none') {
        const { router } = situation;
        const isUntouched = router.kind === 'read' && router.weight === book.weight && (router.mirror === 'cannot' || router.mirror <= book.mirror);
        return moved.pending !== 'none' && isUntouched ? { ...moved, pending: 'none', exclusions: book_closed(moved, atMs) } : moved;
    }
    const begun = begin(moved, effect.effect, situation.nowMs);
    return effect.kind === 'done' ? settle(begun, effect.effect, effect.effect.weight, atMs) : begun;
}
function afterEvent(book, event) {
    switch (event.kind) {
        case 'intended':
            return begin(book, event.effect, event.atMs);
        case 'confirmed': {
            if (book.pending === 'none')
                return book;
            const settled = settle(book, book.pending, event.observed, event.settledAtMs);
            return book.pending.purpose === 'finish' ? 'none' : settled;
        }
        case 'promoted': {
            const bakeIndex = book.policy.plan.findIndex(({ kind }) => kind === 'bake');
            return { ...book, phase: 'baking', stageIndex: bakeIndex < 0 ? book.policy.plan.length : bakeIndex, checks: coverageFrom(book, book.weightSinceMs) };
        }
        case 'ended':
            return 'none';
        case 'paused':
        case 'resumed':
            return { ...book, isPaused: event.kind === 'paused' };
        default:
            return book;
    }
}
function begin(book, effect, fromMs) {
    const isOpen = book.exclusions.some(({ toMs }) => toMs === NOT_SETTLED);
    return { ...book, pending: effect, exclusions: isOpen ? book.exclusions : [...book.exclusions, { fromMs, toMs: NOT_SETTLED }] };
}
function settle(book, effect, weight, settledAtMs) {
    return {
        ...book,
        pending: 'none',
        weight,
        mirror: effect.mirror,
        weightMax: Math.max(book.weightMax, weight),
        firstWeight: book.firstWeight === 0 ? weight : book.firstWeight,
        weightSinceMs: settledAtMs,
        weights: [...book.weights, { fromMs: settledAtMs, weight, mirror: effect.mirror }],
        exclusions: book_closed(book, settledAtMs),
        checks: coverageFrom(book.weight === 0 && weight > 0 ? withoutCertificates(book) : book, settledAtMs),
    };
}
/** What was learned without users certifies nothing; labels of that time are still to come. */
function withoutCertificates(book) {
    const delayed = new Set(book.policy.checks.filter((check) => labelsOf(check) !== 'none').map(({ name }) => name));
    return { ...book, checks: Object.fromEntries(Object.entries(book.checks).map(([name, check]) => [name, delayed.has(name) ? check : { ...check, odds: certifyingAnew(check.odds) }])) };
}
function book_closed(book, atMs) {
    return book.exclusions.map((span) => (span.toMs === NOT_SETTLED ? { fromMs: span.fromMs, toMs: atMs + book.policy.expert.warmUpMs } : span));
}
function coverageFrom({ checks }, coveredFromMs) {
    return Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, { ...check, coveredMs: 0, coveredFromMs }]));
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/rungs.ts
const rungs_ALL = 1_000_000;
/** The most that a stage ever serves, in ppm, whatever the promise bears; 0 before traffic. */
function capOf(stage) {
    switch (stage?.kind) {
        case 'ramp':
            return stage.steps.kind === 'ladder' ? Math.min(stage.weightMax, Math.max(0, ...stage.steps.weights)) : stage.weightMax;
        case 'split':
            return stage.weight;
        default:
            return 0;
    }
}
/** What is left for the candidate once it is promoted: everything less the holdback; all where the router knows nothing between. */
function promotedCap({ plan }, step) {
    const holdback = plan.find((stage) => stage.kind === 'bake')?.holdback ?? 0;
    const rounded = floorTo(rungs_ALL - holdback, step);
    return rounded === 0 ? rungs_ALL : rounded;
}
/** The highest weight of a ramp or split that its router can make. */
function topOf(stage, step) {
    if (stage?.kind === 'ramp' && stage.steps.kind !== 'promise')
        return Math.max(0, ...rungs(stage, step).filter((rung) => rung <= stage.weightMax));
    return floorTo(capOf(stage), step);
}
/** The highest weight that one decision may go to from `weight`. */
function oneStepUp(policy, stage, weight, step) {
    const top = topOf(stage, step);
    const grown = Math.max(weight === 0 ? top / policy.expert.growthMax : weight * policy.expert.growthMax, weight + step);
    if (stage?.kind !== 'ramp' || stage.steps.kind === 'promise')
        return Math.min(top, grown);
    const next = rungs(stage, step).find((rung) => rung > weight) ?? top;
    return Math.min(top, stage.steps.kind === 'ladder' ? next : Math.max(next, grown));
}
function rungs({ steps }, step) {
    if (steps.kind === 'promise')
        return [];
    const shares = steps.kind === 'ladder' ? steps.weights : Array.from({ length: steps.count }, (_, index) => Math.floor(((index + 1) * rungs_ALL) / steps.count));
    return shares.map((share) => floorTo(share, step));
}
function floorTo(weight, unit) {
    return Math.floor(weight / unit) * unit;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/01-weight-cap.ts




const weightCap = {
    id: '01-weight-cap',
    rule: 'The weight never exceeds what the current stage declares and the promised bad requests bear, at the router as in the ledger.',
    check: (recording) => {
        const found = inspection();
        const { looks, after } = bookOf(recording);
        for (const { event, atMs, seen } of looks) {
            const { decision, situation } = event;
            const { policy, weight } = seen;
            const stage = policy.plan[decision.stageIndex];
            if (decision.kind === 'advance') {
                found.expect(decision.mirror <= (stage?.kind === 'shadow' ? stage.share : 0), atMs, `copies of ${percent(decision.mirror)} are decided in stage ${stage?.kind ?? 'none'}`);
                if (decision.to > weight) {
                    found.expect(decision.to <= capOf(stage), atMs, `${percent(decision.to)} is decided where stage ${stage?.kind ?? 'none'} allows ${percent(capOf(stage))}`);
                    const most = bearable(seen, situation.nextLookMs, weight === 0);
                    found.expect(decision.to <= most + 1, atMs, `${percent(decision.to)} is decided where the promise bears ${percent(Math.floor(most))}`);
                }
            }
        }
        for (const [index, event] of recording.events.entries()) {
            const book = after[index];
            if (event.kind !== 'intended' || book === undefined || book === 'none')
                continue;
            const cap = promotedCap(book.policy, recording.trial.scenario.router.stepPpm);
            found.expect(event.effect.weight <= cap, event.atMs - recording.startMs, `promotion to ${percent(event.effect.weight)} leaves less than the holdback (at most ${percent(cap)})`);
        }
        for (const { atMs, weightPpm, rolloutId, by } of recording.weights) {
            if (by === 'person')
                continue;
            const recorded = recording.events.filter((event) => event.atMs <= atMs + clockSlackMs(recording)).flatMap((event) => (event.kind === 'intended' ? [event.effect] : event.kind === 'ticked' && event.effect.kind !== 'none' ? [event.effect.effect] : []));
            const asked = recorded.filter((effect) => effect.rolloutId === rolloutId).map(({ weight }) => weight);
            if (asked.length === 0)
                continue;
            found.expect(weightPpm <= Math.max(...asked), atMs - recording.startMs, `the router serves ${percent(weightPpm)} where ${percent(Math.max(...asked))} was the most that was asked for`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/02-one-step-per-decision.ts



/** What may come after the last stage before the promotion. */
const AFTER_TRIAL = new Set(['bake', 'follow', 'switch']);
const oneStepPerDecision = {
    id: '02-one-step-per-decision',
    rule: 'A decision raises the weight by at most one step, enters at most the next stage, and promotes from the top of the last one only.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, situation } = event;
            const { policy, weight, stageIndex, phase } = seen;
            if (phase === 'trial')
                found.expect(decision.stageIndex === stageIndex || decision.stageIndex === stageIndex + 1, atMs, `from stage ${stageIndex} to stage ${decision.stageIndex}`);
            const step = situation.router.kind === 'read' ? situation.router.step : 1;
            if (decision.kind === 'advance' && decision.to > weight) {
                const most = oneStepUp(policy, policy.plan[decision.stageIndex], weight, step);
                found.expect(decision.to <= most, atMs, `from ${percent(weight)} to ${percent(decision.to)}; one step goes to ${percent(Math.floor(most))}`);
            }
            if (decision.kind !== 'promote' || phase !== 'trial' || decision.reasons.some(({ code }) => code === 'undecided'))
                continue;
            const skipped = policy.plan.slice(decision.stageIndex + 1).filter(({ kind }) => !AFTER_TRIAL.has(kind));
            found.expect(skipped.length === 0, atMs, `promoted although ${skipped.map(({ kind }) => kind).join(', ')} is still to come`);
            const stage = policy.plan[stageIndex];
            if (stage?.kind === 'ramp' || stage?.kind === 'split')
                found.expect(weight >= topOf(stage, step), atMs, `promoted at ${percent(weight)}; the top of the ${stage.kind} is ${percent(topOf(stage, step))}`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/limits.ts
// A declared limit, read anew from docs/policies/limits.md: which blocks broke it, and whether stable broke it as well.



/** Limits that blocks of this look broke. */
function brokenLimits(policy, check, { fresh }) {
    if (check.limit.kind === 'none' || (check.signal.kind === 'share' && check.signal.unit === 'users'))
        return [];
    return fresh.flatMap((block) => {
        const cell = limits_cellOf(check, block);
        const counts = block.cells[cell];
        if (counts === undefined || counts.candidate.trials === 0 || !breaks(policy, check, counts.candidate))
            return [];
        return [{ check, cell, candidate: counts.candidate, isCommon: limits_isOver(check, counts.stable) }];
    });
}
function limits_cellOf({ limit, signal }, { cells }) {
    if (signal.kind === 'pairs')
        return 'different';
    if (limit.kind !== 'time')
        return 'all';
    const bounds = Object.keys(cells).filter((name) => name.startsWith('le=')).map((name) => ({ name, seconds: Number(name.slice(3)) })).filter(({ seconds }) => Number.isFinite(seconds) && seconds * 1000 >= limit.msMax);
    return bounds.reduce((lowest, next) => (next.seconds < lowest.seconds ? next : lowest), { name: 'none', seconds: Number.POSITIVE_INFINITY }).name;
}
function breaks(policy, check, arm) {
    if (check.limit.kind === 'level')
        return arm.events > arm.trials * check.limit.max;
    return isSurprising(badOf(check, arm), shareMax(check), policy.expert.samplesMin, check.independent);
}
function limits_isOver(check, stable) {
    if (check.limit.kind === 'level')
        return stable.events > stable.trials * check.limit.max;
    const { trials, events } = badOf(check, stable);
    return events > trials * shareMax(check);
}
function badOf({ better }, { trials, events }) {
    return better === 'lower' ? { trials, events } : { trials, events: trials - events };
}
/** Of bad ones, at most. */
function shareMax({ limit, better }) {
    const declared = limit.kind === 'share' ? limit.ratioMax : limit.kind === 'time' ? Math.round((1 - limit.quantile) * 1e9) / 1e9 : 1;
    return better === 'lower' ? declared : 1 - declared;
}
/** Less likely than 1 in 10,000 at the limit by Chernoff's bound, with failures in bursts of ten (of three where most fail). */
function isSurprising({ trials, events }, ratioMax, samplesMin, independent) {
    if (trials < Math.max(1, samplesMin))
        return false;
    const ratio = events / trials;
    if (!(ratio > ratioMax))
        return false;
    const burst = independent ? 1 : ratio > 0.5 ? 3 : 10;
    return (trials / burst) * divergence(ratio, ratioMax) >= (0,statistics/* log */.Rm)(10_000);
}
function divergence(p, q) {
    if (q <= 0)
        return Number.POSITIVE_INFINITY;
    const part = (a, b) => (a === 0 ? 0 : a * (0,statistics/* log */.Rm)(a / b));
    return part(p, q) + (q >= 1 ? 0 : part(1 - p, 1 - q));
}
/** What the newest tested block shows against what is accepted: nothing is raised into a block that fails. */
function failsNow(policy, check, { newest, total }) {
    const cell = newest === 'none' ? undefined : newest.cells['all'];
    if (cell === undefined || (0,rollout_policy_src/* onlyTells */.tU)(check.then) || check.better === 'higher' || (check.signal.kind !== 'share' && check.signal.kind !== 'labels'))
        return false;
    if (check.signal.kind === 'share' && check.signal.unit === 'users')
        return false;
    const known = [cell.stable, total.stable].filter(({ trials }) => trials > 0);
    if (known.length === 0)
        return false;
    const ratio = Math.max(...known.map(({ trials, events }) => (events + 3) / trials));
    const accepted = check.worseBy.kind === 'factor' ? ratio * check.worseBy.factor : ratio + (check.worseBy.kind === 'points' ? check.worseBy.ratio : 0);
    return isSurprising(cell.candidate ?? counted_check_NOTHING, accepted, policy.expert.samplesMin, check.independent);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/router-reading.ts
/** The router shows more than the ledger has confirmed. */
function isMoving(router, weight) {
    return router.kind === 'read' && router.weight > weight;
}
/** Anybody meets the candidate, as far as one can see. */
function isExposed(router, weight) {
    return weight > 0 || isMoving(router, 0);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/03-raise-needs-new-evidence.ts





const raiseNeedsNewEvidence = {
    id: '03-raise-needs-new-evidence',
    rule: 'The weight rises only by a decision to advance, made of healthy time since the last change of the weight, and never into a block that fails.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, effect, situation } = event;
            const { policy, weight, phase } = seen;
            if (effect.kind !== 'none' && effect.effect.weight > weight && effect.effect.purpose !== 'finish') {
                found.expect(decision.kind === 'advance' && phase === 'trial', atMs, `a look that decides ${decision.kind} in phase ${phase} raises to ${percent(effect.effect.weight)}`);
            }
            if (decision.kind !== 'advance' || decision.to <= weight)
                continue;
            const stage = policy.plan[decision.stageIndex];
            const dwellMs = stage?.kind === 'ramp' && stage.steps.kind === 'ladder' ? stage.steps.everyMs : policy.expert.blockMs;
            const isFirstOfStage = decision.stageIndex !== seen.stageIndex;
            if (!isFirstOfStage)
                found.expect(!isMoving(situation.router, weight), atMs, 'raised again before the raise before it is in effect');
            if (weight > 0 && !isFirstOfStage)
                found.expect(coveredMs(seen) >= dwellMs, atMs, `raised after ${coveredMs(seen) / 1000} s of healthy time, ${dwellMs / 1000} s are asked for`);
            if (weight === 0)
                found.expect(Object.values(seen.checks).some(({ blocksSeen }) => blocksSeen > 0), atMs, 'raised without any evidence');
            for (const check of policy.checks) {
                const counted = seen.checks[check.name];
                if (weight > 0 && counted !== undefined)
                    found.expect(!failsNow(policy, check, counted), atMs, `raised to ${percent(decision.to)} while ${check.name} fails in the newest block`);
            }
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/04-promotion-needs-samples.ts




const promotionNeedsSamples = {
    id: '04-promotion-needs-samples',
    rule: 'No promotion unless every check that can roll back has its minimum of requests, healthy time in this stage, and the odds that certify; no end before the bake was covered.',
    check: (recording) => {
        const found = inspection();
        const { looks, after } = bookOf(recording);
        for (const { event, atMs, seen } of looks) {
            const { decision } = event;
            const { policy, phase } = seen;
            if (decision.kind === 'finished') {
                const bake = policy.plan.find((stage) => stage.kind === 'bake');
                found.expect(phase === 'baking', atMs, `finished in phase ${phase}`);
                found.expect(coveredMs(seen) >= (bake?.durationMs ?? 0), atMs, `finished after ${coveredMs(seen) / 60_000} min of the bake, which lasts ${(bake?.durationMs ?? 0) / 60_000} min`);
            }
            if (decision.kind !== 'promote' || phase !== 'trial' || !isMeasured(seen))
                continue;
            const isUndecided = decision.reasons.some(({ code }) => code === 'undecided');
            found.expect(seen.weight > 0, atMs, 'promoted without a request');
            if (!isUndecided)
                found.expect(coveredMs(seen) >= policy.expert.blockMs, atMs, 'promoted without healthy time since the last raise');
            for (const check of policy.checks.filter(({ then }) => then === 'rollback')) {
                const counted = seen.checks[check.name];
                const report = decision.checks.find(({ name }) => name === check.name);
                if (counted === undefined || report === undefined)
                    continue;
                const needed = check.signal.kind === 'level' ? 1 : policy.expert.samplesMin;
                found.expect(counted.total.candidate.trials >= needed, atMs, `promoted with ${counted.total.candidate.trials} requests in ${check.name}, ${needed} are asked for`);
                const isFine = report.verdict === 'same' || report.verdict === 'better';
                const mayOnlyBeFine = isUndecided || check.sides === 'both' || check.worseBy.kind === 'none' || check.signal.kind === 'calibration' || check.signal.kind === 'bins';
                found.expect(isFine || (mayOnlyBeFine && report.verdict === 'acceptable'), atMs, `promoted although ${check.name} is ${report.verdict}`);
                if (mayOnlyBeFine || !isPlain(policy, check))
                    continue;
                const { same, better } = oddsFor(counted.odds);
                const odds = Math.max(same, better);
                found.expect(odds >= (1 - 1e-6) / policy.expert.certifyAlpha, atMs, `promoted with odds of ${odds.toFixed(2)} for ${check.name}, ${1 / policy.expert.certifyAlpha} are asked for`);
            }
        }
        for (const [index, event] of recording.events.entries()) {
            const before = after[index - 1];
            if (event.kind !== 'intended' || before === undefined || before === 'none')
                continue;
            found.expect(before.phase === 'awaiting-promotion' || before.phase === 'baking', event.atMs - recording.startMs, `the promotion is made in phase ${before.phase}`);
        }
        return found.checked();
    },
};
/** A plan without a stage that measures promotes without a measurement. */
function isMeasured({ policy }) {
    return policy.plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
}

;// CONCATENATED MODULE: ./simulator/src/checkers/05-no-data-is-no-pass.ts
// Invariant 5: what is not seen is not fine.





const GOES_ON = new Set(['advance', 'promote', 'finished']);
const noDataIsNoPass = {
    id: '05-no-data-is-no-pass',
    rule: 'Missing, stale, impossible or contradictory data never counts as a pass, and half an hour of it with traffic exposed steps back or asks a person.',
    check: (recording) => {
        const found = inspection();
        for (const look of bookOf(recording).looks) {
            const { decision } = look.event;
            const { policy, checks } = look.seen;
            const isUndecided = decision.reasons.some(({ code }) => code === 'undecided');
            for (const check of policy.checks) {
                const noData = checks[check.name]?.noData ?? '';
                if (noData === '')
                    continue;
                const verdict = decision.checks.find(({ name }) => name === check.name)?.verdict ?? 'insufficient';
                found.expect(verdict === 'insufficient' || verdict === 'invalid' || verdict === 'worse', look.atMs, `${check.name} has no data (${noData}) and is called ${verdict}`);
                const mayGoOn = (0,rollout_policy_src/* onlyTells */.tU)(check.then) || (isUndecided && check.then !== 'rollback');
                found.expect(mayGoOn || !GOES_ON.has(decision.kind), look.atMs, `${decision.kind} although ${check.name} has no data (${noData})`);
            }
            const blindMs = blindFor(look);
            if (blindMs < policy.expert.blindMs || isReturnedUndecided(look.seen, look))
                continue;
            found.expect(decision.kind === 'rollback' || decision.kind === 'halt' || decision.kind === 'stepBack' || (decision.kind === 'hold' && decision.needs !== 'nothing'), look.atMs, `${decision.kind} after ${blindMs / 60_000} min without usable evidence, and nobody is asked`);
        }
        unanswered(recording, found.expect);
        return found.checked();
    },
};
/** How long the check that saw least has seen nothing while the candidate was exposed; 0 while it is not. */
function blindFor({ seen, event: { situation } }) {
    if (!isExposed(situation.router, seen.weight))
        return 0;
    const unsettled = seen.exclusions.filter(({ toMs }) => toMs > situation.nowMs).map(({ fromMs }) => fromMs);
    const watermarks = clocked(seen.policy).map(({ name }) => Math.max(seen.started.atMs, seen.checks[name]?.watermarkMs ?? 0));
    return situation.nowMs - Math.min(situation.nowMs, ...watermarks, ...unsettled);
}
function isReturnedUndecided({ policy, phase, started }, { event }) {
    return phase === 'trial' && policy.promise.ifUndecided === 'rollback' && event.situation.nowMs - started.atMs >= policy.promise.decideWithinMs;
}
/** The metric source answered nothing: the look that follows in that job must know it. */
function unanswered({ calls, looks, startMs }, expect) {
    for (const [index, call] of calls.entries()) {
        if (call.port !== 'metrics' || call.answer === 'ok')
            continue;
        const look = looks.find(({ job, atMs }) => job === call.job && atMs >= call.atMs);
        const askedAgain = calls.slice(index + 1).some(({ job, port, atMs }) => job === call.job && port === 'metrics' && look !== undefined && atMs <= look.atMs);
        if (look === undefined || askedAgain)
            continue;
        const seeing = look.decision.checks.filter(({ noData }) => noData === '').map(({ name }) => name);
        expect(seeing.length === 0, look.atMs - startMs, `${seeing.join(', ')} count as seen although the metrics did not answer`);
        if (look.decision.reasons.some(({ code }) => code === 'awaiting-promotion'))
            continue;
        expect(!GOES_ON.has(look.decision.kind), look.atMs - startMs, `${look.decision.kind} although the metrics did not answer`);
    }
}

;// CONCATENATED MODULE: ./simulator/src/checkers/06-rollback-is-final.ts

const rollbackIsFinal = {
    id: '06-rollback-is-final',
    rule: 'After a recorded rollback the weight of that rollout never rises again, and every later look at it takes it out.',
    check: (recording) => {
        const found = inspection();
        const { events, weights, startMs } = recording;
        const left = new Map();
        for (const [index, event] of events.entries()) {
            if (!('rolloutId' in event) || event.kind === 'started' || event.kind === 'followed-up' || event.kind === 'restored' || event.kind === 'retraining-asked')
                continue;
            const atMs = event.atMs - startMs;
            const before = left.get(event.rolloutId);
            if (before !== undefined) {
                if (event.kind === 'ticked')
                    found.expect(event.decision.kind === 'rollback', atMs, `${event.decision.kind} after the rollback was recorded`);
                if (event.kind === 'ticked' && event.effect.kind !== 'none')
                    found.expect(event.effect.effect.weight === 0 && event.effect.effect.mirror === 0, atMs, `${percent(event.effect.effect.weight)} is set after the rollback was recorded`);
                if (event.kind === 'confirmed')
                    found.expect(event.observed === 0, atMs, `${percent(event.observed)} is confirmed after the rollback was recorded`);
                found.expect(event.kind !== 'intended' && event.kind !== 'promoted', atMs, `${event.kind} after the rollback was recorded`);
            }
            if (event.kind === 'ticked' && event.decision.kind === 'rollback' && before === undefined)
                left.set(event.rolloutId, { atMs: event.atMs, index });
        }
        for (const [index, { atMs, weightPpm, by, rolloutId }] of weights.entries()) {
            const recorded = left.get(rolloutId);
            if (by !== 'rampart' || recorded === undefined || atMs <= recorded.atMs + clockSlackMs(recording))
                continue;
            const served = weights[index - 1]?.weightPpm ?? 0;
            found.expect(weightPpm <= served, atMs - startMs, `the router goes from ${percent(served)} to ${percent(weightPpm)} after the rollback was recorded`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/07-rollback-is-carried-out.ts


const rollbackIsCarriedOut = {
    id: '07-rollback-is-carried-out',
    rule: 'A rollback takes the traffic away in the look that decides it, is tried again in every look until it is confirmed, and is confirmed only when the router serves nothing of the candidate.',
    check: (recording) => {
        const found = inspection();
        for (const look of bookOf(recording).looks) {
            const { event, atMs } = look;
            if (event.decision.kind !== 'rollback')
                continue;
            found.expect(event.decision.to === 0 && event.decision.mirror === 0, atMs, `a rollback goes to ${percent(event.decision.to)}`);
            found.expect(isTried(look), atMs, 'a rollback is recorded without an effect although the candidate may be served');
            if (event.effect.kind !== 'done')
                continue;
            const served = Math.min(servedAt(recording, event.atMs), servedAt(recording, event.atMs + clockSlackMs(recording)));
            found.expect(served === 0, atMs, `the rollback is recorded as done and the router serves ${percent(served)}`);
        }
        for (const { atMs, job, decision } of recording.looks) {
            if (decision.kind !== 'rollback' || recording.calls.length === 0 || servedAt(recording, atMs) === 0 || clockSlackMs(recording) > 0)
                continue;
            const later = recording.calls.filter((call) => call.job === job && call.atMs >= atMs);
            const isOver = later.some(({ answer }) => answer === 'died');
            found.expect(isOver || later.some(({ port, method }) => port === 'router' && method === 'set'), atMs - recording.startMs, 'the job that decides a rollback does not ask the router');
        }
        return found.checked();
    },
};
function isTried({ event, before }) {
    if (event.effect.kind === 'done' || event.effect.kind === 'unconfirmed')
        return event.effect.effect.weight === 0 && event.effect.effect.mirror === 0;
    const { router } = event.situation;
    return before.phase === 'leaving' && before.weight === 0 && before.mirror === 0 && before.pending === 'none' && router.kind === 'read' && router.weight === 0;
}
/** What the router really serves then; what takes effect in the same moment counts. A person's own change is the person's. */
function servedAt({ weights, trial }, atMs) {
    const last = weights.findLast((change) => change.atMs <= atMs + trial.scenario.router.settlesAfterMs);
    return last === undefined || last.by === 'person' ? 0 : last.weightPpm;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/history.ts
function recordedLooks({ events, states, startMs }) {
    const looks = [];
    for (const [index, event] of events.entries()) {
        const rollout = states[index - 1]?.rollout;
        const after = states[index];
        if (event.kind === 'ticked' && rollout?.kind === 'live' && after !== undefined)
            looks.push({ event, index, atMs: event.situation.nowMs - startMs, rollout, after });
    }
    return looks;
}
function raisesOf({ events, states, startMs }) {
    const raises = [];
    for (const [index, event] of events.entries()) {
        const rollout = states[index - 1]?.rollout;
        if (rollout?.kind !== 'live')
            continue;
        const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
        if (effect === undefined || (event.kind !== 'ticked' && event.kind !== 'intended') || effect.weight <= rollout.weight)
            continue;
        raises.push({ index, atMs: event.atMs - startMs, event, from: rollout.weight, to: effect.weight });
    }
    return raises;
}
/** The person who wins: the decision follows from somebody's word or hand, not from evidence. */
function isByPerson({ decision }) {
    return decision.reasons.some(({ code }) => code === 'aborted' || code === 'weight-lowered-outside' || code === 'superseded' || code === 'leaving');
}

;// CONCATENATED MODULE: ./simulator/src/checkers/08-rollback-needs-no-metrics.ts


const rollbackNeedsNoMetrics = {
    id: '08-rollback-needs-no-metrics',
    rule: 'A rollback is carried out although no metric can be read, and the job that concludes it asks for none.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, rollout } of recordedLooks(recording)) {
            const isBlind = Object.values(event.evidence).some(({ kind }) => kind === 'no-data') || Object.values(rollout.checks).some(({ noData }) => noData !== '');
            if (!isBlind)
                continue;
            const { request } = event.situation;
            if (request.kind === 'abort')
                found.expect(event.decision.kind === 'rollback', atMs, `a person aborts, and without metrics the decision is ${event.decision.kind}`);
            if (rollout.phase === 'leaving')
                found.expect(event.decision.kind === 'rollback', atMs, `a candidate that leaves is decided ${event.decision.kind} without metrics`);
            if (event.decision.kind === 'rollback' && (rollout.weight > 0 || rollout.mirror > 0)) {
                found.expect(event.effect.kind === 'done' || event.effect.kind === 'unconfirmed', atMs, 'a rollback without metrics has no effect');
            }
        }
        for (const { job, port, method, atMs } of recording.calls) {
            if (job.startsWith('rollback'))
                found.expect(port !== 'metrics', atMs - recording.startMs, `the rollback job calls ${port}.${method}`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/09-digest-is-the-observed-one.ts


const digestIsTheObservedOne = {
    id: '09-digest-is-the-observed-one',
    rule: 'What is raised, promoted and finished is ready and has the digest that was recorded at the start; nothing that happens later changes that digest.',
    check: (recording) => {
        const found = inspection();
        const { looks, after } = bookOf(recording);
        for (const { event, atMs, seen } of looks) {
            const { kind } = event.decision;
            const isFirstPromotion = kind === 'promote' && seen.phase === 'trial';
            if (kind !== 'advance' && kind !== 'finished' && !isFirstPromotion)
                continue;
            const { candidate } = event.situation;
            found.expect(candidate.kind === 'ready', atMs, `${kind} while the candidate is ${candidate.kind}`);
            if (candidate.kind === 'ready')
                found.expect(candidate.digest === seen.started.candidate.digest, atMs, `${kind} with ${candidate.digest} in the slot, ${seen.started.candidate.digest} was recorded`);
        }
        for (const [index, state] of recording.states.entries()) {
            const [book, before] = [after[index], after[index - 1]];
            const event = recording.events[index];
            const atMs = (event?.atMs ?? 0) - recording.startMs;
            if (state.rollout.kind === 'live' && book !== undefined && book !== 'none') {
                const { candidate, policyDigest } = state.rollout;
                found.expect(candidate.digest === book.started.candidate.digest && candidate.slot === book.started.candidate.slot, atMs, `the rollout is about ${candidate.digest}, it began with ${book.started.candidate.digest}`);
                found.expect(policyDigest === book.started.policyDigest, atMs, `the policy is ${policyDigest}, it began with ${book.started.policyDigest}`);
            }
            if (event?.kind !== 'confirmed' || state.rollout.kind === 'live' || before === undefined || before === 'none')
                continue;
            found.expect(state.stable.digest === before.started.candidate.digest && state.stable.slot === before.started.candidate.slot, atMs, `${state.stable.digest} is stable after ${before.started.candidate.digest} was promoted`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/10-stop-conditions-act-at-once.ts
// Invariant 10: what stops a rollout does so in the first look that can see it.








const _10_stop_conditions_act_at_once_GOES_ON = new Set(['advance', 'promote', 'finished']);
const stopConditionsActAtOnce = {
    id: '10-stop-conditions-act-at-once',
    rule: 'A broken limit, odds that the error budget asks for, and a spent budget of bad requests act in the first look in which they are visible, whatever else that look says; and nobody is sent back without one of them.',
    check: (recording) => {
        const found = inspection();
        for (const look of bookOf(recording).looks) {
            if (look.seen.phase === 'leaving' || isByPerson(look.event))
                continue;
            limits(look, found.expect);
            _10_stop_conditions_act_at_once_odds(look, found.expect);
            harm(look, found.expect);
        }
        return found.checked();
    },
};
function takesOut({ event: { decision, situation } }) {
    return decision.kind === 'rollback' || (decision.kind === 'halt' && situation.stable === 'dead');
}
function limits(look, expect) {
    const { event, atMs, seen } = look;
    const { decision, situation } = event;
    for (const check of seen.policy.checks) {
        const counted = seen.checks[check.name];
        if (counted === undefined)
            continue;
        for (const { cell, candidate, isCommon } of brokenLimits(seen.policy, check, counted)) {
            const said = `${check.name} broke its limit in ${cell} (${candidate.events} of ${candidate.trials})`;
            const isAnswered = situation.request.kind === 'approve' || seen.answered.includes(`check:${check.name}`);
            if (check.then === 'rollback' && !isCommon)
                expect(takesOut(look), atMs, `${decision.kind} although ${said}`);
            if (!(0,rollout_policy_src/* onlyTells */.tU)(check.then) && (check.then === 'rollback' || !isAnswered))
                expect(!_10_stop_conditions_act_at_once_GOES_ON.has(decision.kind), atMs, `${decision.kind} although ${said}`);
        }
    }
}
function _10_stop_conditions_act_at_once_odds(look, expect) {
    const { event, atMs, seen } = look;
    const { policy, checks } = seen;
    const live = policy.checks.filter((check) => check.then === 'rollback' && labelsOf(check) === 'none');
    const known = live.filter((check) => isPlain(policy, check)).map((check) => ({ check, now: checks[check.name]?.odds.against ?? 1, peak: checks[check.name]?.odds.peak ?? 1 }));
    for (const { check, peak } of known) {
        const asked = oddsAskedFor(policy, check);
        if (peak >= asked * (1 + 1e-6))
            expect(takesOut(look), atMs, `${event.decision.kind} although the odds against ${check.name} reached ${peak.toFixed(1)} (${asked} are asked for)`);
        const blamed = event.decision.reasons.some((reason) => reason.code === 'regression' && reason.check === check.name);
        if (blamed)
            expect(peak >= asked * (1 - 1e-6), atMs, `${check.name} is blamed at odds of ${peak.toFixed(1)}, ${asked} are asked for`);
    }
    if (live.length === 0 || known.length < live.length)
        return;
    const merged = known.reduce((sum, { now }) => sum + now, 0) / live.length;
    const needed = 1 / budget(policy);
    if (merged >= needed * (1 + 1e-6))
        expect(takesOut(look), atMs, `${event.decision.kind} although the checks together are at odds of ${merged.toFixed(1)}`);
    const blamed = event.decision.reasons.some(({ code }) => code === 'combined-regression');
    if (blamed)
        expect(merged >= needed * (1 - 1e-6), atMs, `the checks together are blamed at odds of ${merged.toFixed(1)}, ${needed} are asked for`);
}
function harm({ event, atMs, seen }, expect) {
    const { decision, situation } = event;
    const excess = excessOf(seen);
    if (isPromoted(seen, situation.router) || excess === 'unknown')
        return;
    const { badRequestsMax } = seen.policy.promise;
    const most = spendable(seen);
    const said = `${excess.toFixed(1)} bad requests of ${badRequestsMax}, ${most.toFixed(1)} of which may be seen`;
    if (excess >= most * (1 + 1e-9)) {
        const isDeadline = decision.reasons.some(({ code }) => code === 'undecided');
        const stops = decision.kind === 'rollback' || decision.kind === 'halt' || decision.kind === 'stepBack' || (decision.kind === 'hold' && (decision.needs !== 'nothing' || !isExposed(situation.router, seen.weight)));
        expect(stops || isDeadline, atMs, `${decision.kind} after ${said}`);
        expect(decision.kind !== 'advance', atMs, `raised after ${said}`);
    }
    const isBlamed = decision.reasons.some(({ code }) => code === 'harm-budget-spent');
    if (isBlamed)
        expect(excess >= most * (1 - 1e-9), atMs, `the budget is called spent after ${said}`);
}
/** The promise on bad requests ends with the promotion's raise, also while only the registry's pointer is waited for. */
function isPromoted({ phase, weight, policy }, router) {
    if (phase !== 'awaiting-promotion' || router.kind === 'unreadable')
        return phase === 'baking';
    const holdback = policy.plan.reduce((most, stage) => (stage.kind === 'bake' ? Math.max(most, stage.holdback) : most), 0);
    const raised = Math.floor((1_000_000 - holdback) / router.step) * router.step;
    return weight >= (raised === 0 ? 1_000_000 : raised);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/11-common-mode-blames-nobody.ts




const commonModeBlamesNobody = {
    id: '11-common-mode-blames-nobody',
    rule: 'What breaks a limit in both arms at once is neither promoted through nor blamed on the candidate.',
    check: (recording) => {
        const found = inspection();
        for (const look of bookOf(recording).looks) {
            const { event, atMs, seen } = look;
            const { decision } = event;
            for (const check of seen.policy.checks) {
                const counted = seen.checks[check.name];
                if (counted === undefined)
                    continue;
                const broken = brokenLimits(seen.policy, check, counted);
                const blamed = decision.reasons.some((reason) => reason.code === 'limit-breached' && reason.check === check.name);
                if (blamed)
                    found.expect(broken.some(({ isCommon }) => !isCommon), atMs, `the limit of ${check.name} is blamed on the candidate; ${broken.length === 0 ? 'it was kept' : 'stable broke it too'}`);
                const isCommon = broken.length > 0 && broken.every((one) => one.isCommon);
                if (!isCommon || check.then !== 'rollback' || seen.phase === 'leaving' || isByPerson(event))
                    continue;
                found.expect(decision.kind !== 'promote' && decision.kind !== 'advance' && decision.kind !== 'finished', atMs, `${decision.kind} while both arms break the limit of ${check.name}`);
            }
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/12-no-route-to-a-dead-arm.ts



const noRouteToADeadArm = {
    id: '12-no-route-to-a-dead-arm',
    rule: 'While stable is known to be dead nothing but a person sends all traffic to it: the rollout holds or halts, and asks.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, situation, effect } = event;
            if (situation.stable !== 'dead' || seen.weight === 0 || isByPerson(event) || isDoneAlready(decision))
                continue;
            const moves = effect.kind === 'none' ? decision.to < seen.weight && decision.to === 0 : effect.effect.weight === 0;
            found.expect(!moves, atMs, `${decision.kind} (${decision.reasons[0]?.code ?? ''}) sends all traffic to a stable that is dead, from ${percent(seen.weight)}`);
            if (decision.kind === 'halt')
                found.expect(decision.needs === 'human', atMs, 'a halt asks nobody');
        }
        return found.checked();
    },
};
/** The router serves nothing of the candidate as it is. */
function isDoneAlready({ reasons, to }) {
    return to === 0 && reasons.some((reason) => reason.code === 'lowered-before-record' && reason.observed === 0);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/13-one-rollout-per-target.ts

const oneRolloutPerTarget = {
    id: '13-one-rollout-per-target',
    rule: 'At most one rollout of a target is live: none starts before the one before it has ended, and no event or effect is of another one.',
    check: (recording) => {
        const found = inspection();
        const { events, weights, startMs } = recording;
        const spans = [];
        let live = 'none';
        for (const event of events) {
            const atMs = event.atMs - startMs;
            if (!('rolloutId' in event) || event.kind === 'followed-up' || event.kind === 'restored' || event.kind === 'retraining-asked')
                continue;
            if (event.kind === 'started') {
                found.expect(live === 'none', atMs, `${event.rolloutId} starts while ${live} is live`);
                live = event.rolloutId;
                spans.push({ id: live, fromMs: event.atMs, toMs: Number.POSITIVE_INFINITY });
                continue;
            }
            found.expect(event.rolloutId === live, atMs, `${event.kind} of ${event.rolloutId} while ${live} is live`);
            const isOver = event.kind === 'ended' || (event.kind === 'confirmed' && isFinish(events, event.effectId));
            if (!isOver)
                continue;
            live = 'none';
            const span = spans.at(-1);
            if (span !== undefined)
                span.toMs = event.atMs;
        }
        const slackMs = clockSlackMs(recording);
        for (const [index, { atMs, by, rolloutId, weightPpm }] of weights.entries()) {
            const during = spans.find((span) => span.fromMs + slackMs < atMs && atMs < span.toMs - slackMs);
            if (by === 'person' || during === undefined || rolloutId === during.id)
                continue;
            found.expect(weightPpm <= (weights[index - 1]?.weightPpm ?? 0), atMs - startMs, `${rolloutId} raises the weight while ${during.id} is live`);
        }
        return found.checked();
    },
};
function isFinish(events, effectId) {
    return events.some((event) => event.kind === 'ticked' && event.effect.kind !== 'none' && event.effect.effect.id === effectId && event.effect.effect.purpose === 'finish');
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/router-calls.ts
/** `effectId {"slot":ppm,..} if version`. */
function setCalls({ calls }) {
    return calls.flatMap((call, index) => {
        const effectId = call.about.split(' ')[0] ?? '';
        return call.port === 'router' && call.method === 'set' && effectId !== '' ? [{ call, index, effectId, isFenced: !call.about.endsWith(' if any') }] : [];
    });
}
function plannedId(effectId) {
    const parts = /^(.+)\/(\d+)\/(\d+)(?:\+(\d+))?$/.exec(effectId);
    if (parts === null)
        return 'another';
    const [, rolloutId = '', sequence = '', weight = '', mirror = '0'] = parts;
    return { rolloutId, sequence: Number(sequence), weight: Number(weight), mirror: Number(mirror) };
}
/** The effect that a change of the router carried out: as it says itself, else the newest call before it that asked for that weight. */
function effectIdOf({ calls, trial }, { effectId, atMs, weightPpm, rolloutId, by }) {
    if (effectId !== undefined || by === 'person')
        return effectId ?? '';
    const { stepPpm } = trial.scenario.router;
    const asked = setCalls({ calls }).filter(({ call }) => call.atMs <= atMs).toReversed();
    const carried = asked.find((set) => {
        const planned = plannedId(set.effectId);
        return planned !== 'another' && planned.rolloutId === rolloutId && planned.weight - (planned.weight % stepPpm) === weightPpm;
    });
    return carried?.effectId ?? '';
}

;// CONCATENATED MODULE: ./simulator/src/checkers/14-superseded-controller-is-fenced.ts


const supersededControllerIsFenced = {
    id: '14-superseded-controller-is-fenced',
    rule: 'A controller that was overtaken changes nothing: the ledger has one line without a gap, the router is never moved up by an effect that is older than the one it carries, and never for a rollout that has ended.',
    check: (recording) => {
        const found = inspection();
        const { events, weights, startMs } = recording;
        for (const [index, { sequence, atMs }] of events.entries())
            found.expect(sequence === index + 1, atMs - startMs, `event ${index + 1} of the ledger has sequence ${sequence}`);
        const sequences = new Map(events.flatMap((event) => effectsOf(event).map((effect) => [effect.id, effect.sequence])));
        const endedAt = new Map(events.flatMap((event) => (event.kind === 'ended' ? [[event.rolloutId, event.atMs]] : [])));
        const carried = new Map();
        for (const [index, change] of weights.entries()) {
            const { atMs, by, rolloutId, weightPpm } = change;
            if (by === 'person')
                continue;
            const effectId = effectIdOf(recording, change);
            const isRaise = weightPpm > (weights[index - 1]?.weightPpm ?? 0);
            const sequence = sequences.get(effectId);
            const newest = carried.get(rolloutId) ?? 0;
            if (isRaise && sequence !== undefined)
                found.expect(sequence >= newest, atMs - startMs, `effect ${effectId} moves the router to ${percent(weightPpm)} after an effect of sequence ${newest}`);
            const endMs = endedAt.get(rolloutId);
            if (isRaise && endMs !== undefined)
                found.expect(atMs <= endMs + clockSlackMs(recording), atMs - startMs, `the router is moved to ${percent(weightPpm)} for ${rolloutId}, which has ended`);
            if (sequence !== undefined)
                carried.set(rolloutId, Math.max(newest, sequence));
        }
        for (const { call, effectId, isFenced } of setCalls(recording)) {
            const planned = plannedId(effectId);
            const before = weights.findLast((change) => change.atMs < call.atMs)?.weightPpm ?? 0;
            if (planned === 'another' || planned.weight <= before)
                continue;
            found.expect(isFenced, call.atMs - startMs, `${call.job} raises to ${percent(planned.weight)} at whatever version the router has`);
        }
        return found.checked();
    },
};
function effectsOf(event) {
    if (event.kind === 'intended')
        return [event.effect];
    return event.kind === 'ticked' && event.effect.kind !== 'none' ? [event.effect.effect] : [];
}

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var rollout_engine_src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./simulator/src/checkers/15-nothing-rises-in-a-freeze.ts
// Invariant 15: people are away, have paused the target, or the data is not what it was: nothing rises; everything may fall.




/** A raise that was decided before a freeze is made within this time. */
const IN_HAND_MS = 60_000;
const nothingRisesInAFreeze = {
    id: '15-nothing-rises-in-a-freeze',
    rule: 'In a quiet time, and while frozen data that the policy guards is changed or unreadable, nothing is raised or promoted unless a person approves; while a person has paused the target, nothing at all is; a rollback is never kept waiting.',
    check: (recording) => {
        const found = inspection();
        const { policy } = recording.trial;
        const isGuarded = policy.freeze !== undefined && policy.freeze.then !== 'tell';
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, situation } = event;
            const { frozen, quiet, request } = situation;
            const isRaise = decision.kind === 'advance' || (decision.kind === 'promote' && seen.phase === 'trial');
            const isApproved = request.kind === 'approve';
            if (quiet.kind === 'quiet' && !isApproved)
                found.expect(!isRaise, atMs, `${decision.kind} in a quiet time`);
            if (seen.isPaused)
                found.expect(!isRaise && decision.kind !== 'promote' && decision.kind !== 'finished', atMs, `${decision.kind} on a paused target`);
            if (isGuarded && frozen.kind === 'changed' && !isApproved && !seen.answered.includes(`frozen:${frozen.paths.join(' ')}`)) {
                found.expect(!isRaise && decision.kind !== 'finished', atMs, `${decision.kind} although frozen data changed (${frozen.paths.join(', ')})`);
            }
            if (isGuarded && frozen.kind === 'unreadable')
                found.expect(!isRaise && decision.kind !== 'finished', atMs, `${decision.kind} although frozen data cannot be verified`);
            if ((quiet.kind === 'quiet' || seen.isPaused) && request.kind === 'abort')
                found.expect(decision.kind === 'rollback', atMs, `an abort in a quiet time or a pause is decided ${decision.kind}`);
        }
        if (policy.quiet.length === 0)
            return found.checked();
        for (const [index, change] of recording.weights.entries()) {
            const { atMs, by, weightPpm } = change;
            const effectId = effectIdOf(recording, change);
            const isRaise = weightPpm > (recording.weights[index - 1]?.weightPpm ?? 0);
            const isFinish = recording.events.some((event) => event.kind === 'ticked' && event.effect.kind !== 'none' && event.effect.effect.id === effectId && (event.effect.effect.purpose === 'finish' || event.situation.request.kind === 'approve'));
            if (by === 'person' || !isRaise || isFinish || effectId === '' || clockSlackMs(recording) > 0)
                continue;
            const isQuiet = [atMs, atMs - IN_HAND_MS].every((time) => (0,rollout_engine_src/* quietAt */.wG)(policy.quiet, time).kind === 'quiet');
            found.expect(!isQuiet, atMs - recording.startMs, `the router is moved to ${percent(weightPpm)} in a quiet time`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/16-a-person-wins.ts


const aPersonWins = {
    id: '16-a-person-wins',
    rule: 'An abort is a rollback whatever else the look sees, a weight that a person lowered is not raised again, and one that a person raised is not taken for ours.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, situation } = event;
            const { router, request } = situation;
            if (request.kind === 'abort')
                found.expect(decision.kind === 'rollback', atMs, `a person aborts, and the decision is ${decision.kind}`);
            if (seen.phase === 'leaving' || router.kind !== 'read' || router.ours)
                continue;
            if (router.weight < seen.weight)
                found.expect(decision.kind === 'rollback', atMs, `somebody lowered the weight from ${percent(seen.weight)} to ${percent(router.weight)}, and the decision is ${decision.kind}`);
            if (router.weight > seen.weight)
                found.expect(decision.kind !== 'advance' && decision.kind !== 'promote' && decision.kind !== 'finished', atMs, `somebody raised the weight to ${percent(router.weight)}, and the decision is ${decision.kind}`);
        }
        byHand(recording, found.expect);
        return found.checked();
    },
};
/** What the router did: from a person's lowering to a person's raise no rollout goes up that was live then. */
function byHand(recording, expect) {
    const { weights, events, startMs } = recording;
    let loweredAtMs = 'never';
    for (const [index, { atMs, by, weightPpm, rolloutId }] of weights.entries()) {
        const served = weights[index - 1]?.weightPpm ?? 0;
        if (by === 'person') {
            loweredAtMs = weightPpm < served ? atMs : weightPpm > served ? 'never' : loweredAtMs;
            continue;
        }
        const started = events.find((event) => event.kind === 'started' && event.rolloutId === rolloutId);
        if (loweredAtMs === 'never' || started === undefined || started.atMs > loweredAtMs - clockSlackMs(recording))
            continue;
        expect(weightPpm <= served, atMs - startMs, `the router goes from ${percent(served)} to ${percent(weightPpm)} after a person lowered it`);
    }
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/liveness.ts
/** Late schedules have long tails: this many medians. */
const LATE_MEDIANS = 24;
/** Offset by which the release must have ended or have asked somebody; `unknown` where the horizon comes first or nothing bounds the schedule. */
function endsBefore({ policy, scenario }) {
    const { healsAtMs, runner, faults, behaviours, horizonMs } = scenario;
    if (runner.missing > 0.2 || behaviours.some(({ kind }) => kind === 'overload' || kind === 'feedback'))
        return 'unknown';
    const lastFaultMs = Math.max(0, ...faults.map(({ atMs, forMs }) => atMs + forMs));
    const wellFromMs = healsAtMs === 'never' ? lastFaultMs : Math.min(healsAtMs, lastFaultMs);
    const lookMs = Math.max(policy.expert.tickMs, policy.expert.lookMs) + runner.lateMedianMs * LATE_MEDIANS + runner.jobDelayMs + scenario.router.settlesAfterMs;
    const waitsMs = policy.plan.reduce((sum, stage) => sum + (stage.kind === 'bake' || stage.kind === 'shadow' ? stage.durationMs : 0), 0);
    const quietMs = policy.quiet.length === 0 ? 0 : 7 * 86_400_000;
    const boundMs = wellFromMs + policy.promise.decideWithinMs + 2 * waitsMs + quietMs + 12 * lookMs + policy.expert.blindMs + 6 * 3_600_000;
    return boundMs <= horizonMs ? boundMs : 'unknown';
}

;// CONCATENATED MODULE: ./simulator/src/checkers/17-good-release-ends.ts


const goodReleaseEnds = {
    id: '17-good-release-ends',
    rule: 'Once the faults are over a release ends, or a person is asked, within the time to decide and the time of its bake; one that is decided the policy\'s way ends.',
    check: (recording) => {
        const found = inspection();
        const { trial, ending } = recording;
        const untilMs = endsBefore(trial);
        if (untilMs === 'unknown')
            return found.checked();
        const hasEnded = ending.outcome !== 'open';
        const wasAsked = ending.askedAtMs !== 'never';
        found.expect(hasEnded || wasAsked, untilMs, `the release is open after ${untilMs / 3_600_000} h and nobody was asked; the last look said ${lastSaid(recording)}`);
        return found.checked();
    },
};
function lastSaid({ looks }) {
    const last = looks.at(-1)?.decision;
    return last === undefined ? 'nothing: there was none' : `${last.kind} (${last.reasons.map(({ code }) => code).join(', ')})`;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/19-no-traffic-never-promotes.ts


const noTrafficNeverPromotes = {
    id: '19-no-traffic-never-promotes',
    rule: 'Without a request nothing is raised and nothing is promoted, and at the deadline the release ends as the policy says or asks a person.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, situation } = event;
            const { policy, started } = seen;
            const isMeasured = policy.plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
            // Users who are seen for the first time, and samples of a gauge, are not the traffic.
            const counts = policy.checks.some(({ signal }) => signal.kind !== 'level' && !(signal.kind === 'share' && signal.unit === 'users'));
            const requests = Object.values(seen.checks).reduce((sum, { total }) => sum + total.stable.trials + total.candidate.trials, 0);
            if (!isMeasured || !counts || requests > 0 || seen.phase !== 'trial')
                continue;
            found.expect(decision.kind !== 'promote', atMs, 'promoted without a request');
            found.expect(decision.kind !== 'advance' || decision.to <= seen.weight || hasDropped(seen), atMs, 'raised without a request');
            const isLate = situation.nowMs - started.atMs >= policy.promise.decideWithinMs;
            const isAway = situation.router.kind !== 'read' || situation.frozen.kind === 'unreadable';
            if (isLate && !isAway && policy.promise.ifUndecided === 'rollback')
                found.expect(decision.kind === 'rollback' || decision.kind === 'halt', atMs, `at the deadline, without a request, the decision is ${decision.kind}`);
        }
        return found.checked();
    },
};
/** Requests around a change of the weight are not tested, and are requests all the same. */
function hasDropped({ checks }) {
    return Object.values(checks).some(({ requestsPerMs }) => requestsPerMs > 0);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/reference/healthy-world.ts
// A world in which nothing is wrong: every block arrives, both arms are alike, the router does what it is told, and whoever paused it has
// resumed it. From any state of a ledger a rollout must find its end in it, or ask somebody.

const LOOKS_PER_DEADLINE = 80;
/** A question that is still the same after so many looks is a question. */
const ASKED_AFTER = 10;
/** Requests per second, and how many of a thousand fail on either arm. */
const RATE = 200;
const BAD = 10;
function continueWell(state, nowMs, stepPpm) {
    const { rollout } = state;
    if (rollout.kind === 'none')
        return { kind: 'ended', looks: 0, said: '' };
    const { promise, plan, expert } = rollout.policy;
    const waitsMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' || stage.kind === 'shadow' ? stage.durationMs : 0), 0);
    const eachMs = Math.max(expert.blockMs, Math.ceil((promise.decideWithinMs + waitsMs) / LOOKS_PER_DEADLINE));
    const run = { state, nowMs, stepPpm };
    if (state.pause.kind === 'paused')
        record(run, { kind: 'resumed', operation: 'continued', why: '' });
    let asked = 0;
    let said = '';
    for (let looks = 1; looks <= 4 * LOOKS_PER_DEADLINE; looks += 1) {
        run.nowMs += eachMs;
        const decision = step(run, eachMs);
        if (decision === 'ended')
            return { kind: 'ended', looks, said };
        said = `${decision.kind} (${decision.reasons.map(({ code }) => code).join(', ')})`;
        asked = decision.needs === 'nothing' ? 0 : asked + 1;
        if (asked >= ASKED_AFTER)
            return { kind: 'asks', looks, said };
    }
    return { kind: 'hangs', looks: 4 * LOOKS_PER_DEADLINE, said };
}
function step(run, eachMs) {
    const live = finish(run);
    if (live === 'ended')
        return 'ended';
    const evidence = Object.fromEntries(live.policy.checks.flatMap((check) => healthy_world_evidenceOf(live, check, run.nowMs)));
    const situation = {
        nowMs: run.nowMs,
        nextLookMs: eachMs,
        router: { kind: 'read', weight: live.weight, step: (0,rollout_policy_src/* ppm */.Sg)(run.stepPpm), ours: false, mirror: live.mirror },
        candidate: { kind: 'ready', digest: live.candidate.digest },
        stable: 'alive',
        frozen: { kind: 'none' },
        smoke: { kind: 'passed', cases: 1 },
        quiet: { kind: 'no' },
        request: { kind: 'none' },
    };
    const { decision } = (0,rollout_policy_src/* decide */.LD)(live, evidence, situation);
    const effect = (0,rollout_policy_src/* planEffect */.pf)(live, decision, run.state.sequence + 1, live.weight);
    const ticked = { kind: 'ticked', rolloutId: live.id, operation: 'continued', evidence, situation, decision, snapshot: null };
    if (effect.kind === 'none')
        record(run, { ...ticked, effect: { kind: 'none' } });
    else if ((0,rollout_policy_src/* waitsForRecord */.zt)(live, effect))
        record(run, { ...ticked, effect: { kind: 'intended', effect } });
    else
        record(run, { ...ticked, effect: { kind: 'done', effect } });
    return finish(run) === 'ended' ? 'ended' : decision;
}
/** Whatever is open is done: an effect is confirmed, a promotion made, a rollback concluded. */
function finish(run) {
    const { rollout } = run.state;
    if (rollout.kind === 'none')
        return 'ended';
    if (rollout.pending.kind !== 'none')
        return healthy_world_confirm(run, rollout, rollout.pending);
    if (rollout.phase === 'leaving' && rollout.weight === 0 && rollout.mirror === 0) {
        record(run, { kind: 'ended', rolloutId: rollout.id, operation: 'continued', outcome: (0,rollout_policy_src/* outcomeOf */.sG)(rollout.leavingWhy), why: rollout.leavingWhy, observed: (0,rollout_policy_src/* ppm */.Sg)(0) });
        return 'ended';
    }
    if (rollout.phase !== 'awaiting-promotion')
        return rollout;
    if (rollout.weight < (0,rollout_policy_src/* promotedWeight */.xY)(rollout.policy, (0,rollout_policy_src/* ppm */.Sg)(run.stepPpm))) {
        const effect = (0,rollout_policy_src/* planPromotion */.z)(rollout, run.state.sequence + 1, (0,rollout_policy_src/* ppm */.Sg)(run.stepPpm));
        record(run, { kind: 'intended', rolloutId: rollout.id, operation: 'continued', effect });
        const confirmed = healthy_world_confirm(run, rollout, effect);
        if (confirmed === 'ended')
            return 'ended';
    }
    record(run, { kind: 'promoted', rolloutId: rollout.id, operation: 'continued', pointer: rollout.candidate.version });
    return liveOf(run);
}
function healthy_world_confirm(run, rollout, effect) {
    const observed = (0,rollout_policy_src/* ppm */.Sg)(effect.weight - (effect.weight % run.stepPpm));
    record(run, { kind: 'confirmed', rolloutId: rollout.id, operation: 'continued', effectId: effect.id, observed, settledAtMs: run.nowMs });
    return liveOf(run);
}
function liveOf({ state: { rollout } }) {
    return rollout.kind === 'none' ? 'ended' : rollout;
}
function record(run, part) {
    run.state = (0,rollout_policy_src/* fold */.AU)({ kind: 'present', state: run.state }, { ...part, schema: 1, sequence: run.state.sequence + 1, atMs: run.nowMs, actor: 'continued' });
}
/** One block per look, as long as the time since the watermark allows. */
function healthy_world_evidenceOf(rollout, check, nowMs) {
    const labels = (0,rollout_policy_src/* labelsQuestionOf */.tj)(check.signal);
    const fromMs = rollout.checks[check.name]?.watermarkMs ?? nowMs;
    const toMs = nowMs - rollout.policy.expert.lagMs - (labels.kind === 'asked' ? labels.question.matureMs : 0);
    if (toMs - fromMs < rollout.policy.expert.blockMs)
        return [];
    const { weight, mirror } = rollout.weights.findLast((known) => known.fromMs <= fromMs) ?? rollout;
    return [[check.name, { kind: 'blocks', blocks: [{ fromMs, toMs, cells: healthy_world_cellsOf(check, (toMs - fromMs) / 1000, weight, mirror) }], gaps: [] }]];
}
function healthy_world_cellsOf(check, seconds, weight, mirror) {
    const requests = Math.round(RATE * seconds);
    const moved = Math.round((requests * weight) / 1_000_000);
    const counts = (trials, perThousand) => ({ trials, events: Math.round((trials * perThousand) / 1_000) });
    const cell = (perThousand) => ({ stable: counts(requests - moved, perThousand), candidate: counts(moved + Math.round((requests * mirror) / 1_000_000), perThousand) });
    switch (check.signal.kind) {
        case 'time':
            return { all: cell(0), 'le=0.1': cell(100), 'le=0.5': cell(10), 'le=10': cell(0) };
        case 'level':
            return { all: { stable: { trials: 1, events: 1 }, candidate: { trials: 1, events: 1 } } };
        case 'bins':
            return { all: cell(0), 'bin=yes': cell(500), 'bin=no': cell(500) };
        case 'pairs':
            return { all: cell(BAD), discordant: { stable: counts(requests, 10), candidate: counts(requests, 10) }, different: { stable: counts(requests, 0), candidate: counts(requests, 0) } };
        case 'calibration':
            return { all: cell(BAD), predicted: cell(BAD) };
        case 'share':
        case 'labels':
        case 'score':
            return { all: cell(check.better === 'lower' ? BAD : 1_000 - BAD) };
    }
}

;// CONCATENATED MODULE: ./simulator/src/checkers/20-every-state-can-end.ts


/** Going on costs a few hundred decisions: the last live state, and the first ones after a decision of another kind. */
const STATES_MAX = 2;
const everyStateCanEnd = {
    id: '20-every-state-can-end',
    rule: 'From every state that was reached a release ends, or asks a person, once everything is in order.',
    check: (recording) => {
        const found = inspection();
        const { events, states, trial, startMs } = recording;
        const chosen = new Map();
        for (const [index, state] of states.entries()) {
            if (state.rollout.kind !== 'live')
                continue;
            const event = events[index];
            const kind = event?.kind === 'ticked' ? event.decision.kind : (event?.kind ?? '');
            if (chosen.size < STATES_MAX && !chosen.has(kind))
                chosen.set(kind, index);
            chosen.set('last', index);
        }
        for (const index of new Set(chosen.values())) {
            const [state, event] = [states[index], events[index]];
            if (state === undefined || event === undefined)
                continue;
            const { kind, looks, said } = continueWell(state, event.atMs, trial.scenario.router.stepPpm);
            found.expect(kind !== 'hangs', event.atMs - startMs, `from event ${index + 1} (${event.kind}) on nothing ends within ${looks} looks of a healthy world; the last one said ${said}`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/21-late-tick-moves-one-stage.ts



/** A look that comes so many ticks after the one before it is late. */
const LATE_TICKS = 2;
const lateTickMovesOneStage = {
    id: '21-late-tick-moves-one-stage',
    rule: 'A look that comes late makes the same next move as one in time: one step at most, with every block that it missed.',
    check: (recording) => {
        const found = inspection();
        const { looks } = bookOf(recording);
        for (const [index, { event, atMs, seen, before }] of looks.entries()) {
            const sinceMs = atMs - (looks[index - 1]?.atMs ?? 0);
            const { policy } = seen;
            if (sinceMs < LATE_TICKS * Math.max(policy.expert.tickMs, policy.expert.lookMs))
                continue;
            const { decision, situation } = event;
            const step = situation.router.kind === 'read' ? situation.router.step : 1;
            found.expect(decision.stageIndex <= seen.stageIndex + 1, atMs, `${sinceMs / 60_000} min late, from stage ${seen.stageIndex} to stage ${decision.stageIndex}`);
            if (decision.kind === 'advance' && decision.to > seen.weight) {
                found.expect(decision.to <= oneStepUp(policy, policy.plan[decision.stageIndex], seen.weight, step), atMs, `${sinceMs / 60_000} min late, from ${percent(seen.weight)} to ${percent(decision.to)}`);
            }
            for (const check of policy.checks) {
                const [was, is] = [before.checks[check.name], decision.checks.find(({ name }) => name === check.name)];
                const counted = seen.checks[check.name];
                if (was === undefined || is === undefined || counted === undefined)
                    continue;
                found.expect(is.watermarkMs === counted.watermarkMs, atMs, `${check.name} is used until ${is.watermarkMs - seen.started.atMs} ms, its blocks reach until ${counted.watermarkMs - seen.started.atMs} ms`);
            }
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/replay.ts
// A recording once more through the pure core, with other evidence: weights, effects and people stay as they were, so that the two are compared at equal weights.

/** `evidenceOf`: what was seen instead. */
function replay({ events, startMs }, evidenceOf) {
    const replayed = [];
    let state = 'empty';
    for (const event of events) {
        let next = event;
        const rollout = state === 'empty' ? { kind: 'none' } : state.rollout;
        if (event.kind === 'ticked' && rollout.kind === 'live') {
            const changed = { ...event, evidence: evidenceOf(event, rollout) };
            replayed.push({ event, atMs: event.situation.nowMs - startMs, rollout, decision: (0,rollout_policy_src/* decide */.LD)(rollout, changed.evidence, event.situation).decision });
            next = changed;
        }
        state = (0,rollout_policy_src/* fold */.AU)(state === 'empty' ? { kind: 'empty' } : { kind: 'present', state }, next);
    }
    return replayed;
}
/** Evidence with every block of the checks that `isMeant` changed. */
function withBlocks(evidence, checks, isMeant, change) {
    return Object.fromEntries(Object.entries(evidence).map(([name, news]) => {
        const check = checks.find((known) => known.name === name);
        return [name, check === undefined || news.kind !== 'blocks' || !isMeant(check) ? news : { ...news, blocks: news.blocks.map((block) => change(check, block)) }];
    }));
}
/** Every cell of one arm of a block. */
function withArm(block, arm, change) {
    return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, { ...cell, [arm]: change(cell[arm]) }])) };
}

;// CONCATENATED MODULE: ./simulator/src/checkers/22-worse-candidate-is-not-promoted.ts


const TAKES_OUT = new Set(['limit-breached', 'regression', 'combined-regression']);
/** Of the requests that were fine, one in so many fails too. */
const ONE_IN = 20;
const worseCandidateIsNotPromoted = {
    id: '22-worse-candidate-is-not-promoted',
    rule: 'With more failures of the candidate and everything else the same, a rollback comes no later, and nothing is promoted or finished that was not.',
    check: (recording) => {
        const found = inspection();
        const worse = replay(recording, ({ evidence }, { policy }) => withBlocks(evidence, policy.checks, isOneSided, ({ better }, block) => withArm(block, 'candidate', ({ trials, events }) => ({ trials, events: better === 'lower' ? events + Math.ceil((trials - events) / ONE_IN) : events - Math.ceil(events / ONE_IN) }))));
        for (const { event, atMs, rollout, decision } of worse) {
            const was = event.decision;
            const wasTakenOut = was.kind === 'rollback' && TAKES_OUT.has(was.reasons[0]?.code ?? '');
            if (wasTakenOut)
                found.expect(decision.kind === 'rollback' || decision.kind === 'halt', atMs, `rolled back (${was.reasons[0]?.code ?? ''}), and with more failures ${decision.kind} (${decision.reasons[0]?.code ?? ''})`);
            const isTrial = rollout.phase === 'trial';
            if (isTrial && decision.kind === 'promote')
                found.expect(was.kind === 'promote', atMs, `${was.kind}, and with more failures promoted`);
            if (decision.kind === 'finished')
                found.expect(was.kind === 'finished', atMs, `${was.kind}, and with more failures finished`);
            if (decision.kind === 'advance' && decision.to > rollout.weight)
                found.expect(was.kind === 'advance' || was.kind === 'promote', atMs, `${was.kind} (${was.reasons[0]?.code ?? ''}), and with more failures raised`);
        }
        return found.checked();
    },
};
/** Counts of events that are bad, or good, one by one. */
function isOneSided({ signal, sides, gap }) {
    return sides === 'worse' && gap.kind === 'none' && ((signal.kind === 'share' && signal.unit === 'requests') || signal.kind === 'labels' || signal.kind === 'time');
}

;// CONCATENATED MODULE: ./simulator/src/checkers/23-better-stable-does-not-promote.ts



const betterStableDoesNotPromote = {
    id: '23-better-stable-does-not-promote',
    rule: 'With fewer failures of stable and everything else the same, nothing is promoted that was not.',
    check: (recording) => {
        const found = inspection();
        const better = replay(recording, ({ evidence }, { policy }) => 
        // Stable's own latencies choose the bounds that are compared.
        withBlocks(evidence, policy.checks, (check) => isOneSided(check) && check.better === 'lower' && check.signal.kind !== 'time', (_, block) => withArm(block, 'stable', ({ trials, events }) => ({ trials, events: Math.floor(events / 2) }))));
        for (const { event, atMs, rollout, decision } of better) {
            if (rollout.phase !== 'trial' || (decision.kind !== 'promote' && event.decision.kind !== 'promote'))
                continue;
            // How much traffic the promise bears is no verdict, and follows the ratio to stable in either direction.
            if (event.decision.kind === 'stepBack')
                continue;
            found.expect(event.decision.kind === 'promote' || decision.kind !== 'promote', atMs, `${event.decision.kind} (${event.decision.reasons[0]?.code ?? ''}), and with a better stable promoted`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/24-fewer-samples-do-not-advance.ts
// Invariant 24: knowing less never says more.




/** Waits for more of what was taken away. */
const WAITS_FOR_MORE = new Set(['insufficient', 'dwell', 'baking', 'shadowing', 'traffic-unknown']);
const fewerSamplesDoNotAdvance = {
    id: '24-fewer-samples-do-not-advance',
    rule: 'A look that waits for evidence still waits when a part of that evidence is taken away.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, rollout } of recordedLooks(recording)) {
            const { decision, evidence, situation } = event;
            if (decision.kind !== 'hold' || !decision.reasons.every(({ code }) => WAITS_FOR_MORE.has(code)))
                continue;
            const fewer = {
                'without the newest block': withoutNewest(evidence),
                'without a request of the candidate': withBlocks(evidence, rollout.policy.checks, () => true, (_, block) => withArm(block, 'candidate', () => ({ trials: 0, events: 0 }))),
                'without anything': {},
            };
            for (const [what, less] of Object.entries(fewer)) {
                const { kind, to } = (0,rollout_policy_src/* decide */.LD)(rollout, less, situation).decision;
                const goesOn = (kind === 'advance' && to > rollout.weight) || kind === 'promote' || kind === 'finished';
                found.expect(!goesOn, atMs, `hold (${decision.reasons[0]?.code ?? ''}), and ${what} ${kind}`);
            }
        }
        return found.checked();
    },
};
function withoutNewest(evidence) {
    return Object.fromEntries(Object.entries(evidence).map(([name, news]) => [name, news.kind === 'blocks' ? { ...news, blocks: news.blocks.slice(0, -1) } : news]));
}

;// CONCATENATED MODULE: ./simulator/src/checkers/same.ts
// Whether two pieces of plain data are the same, as a ledger would write them: the order of keys says nothing, and what is undefined is not there.
function same_isSame(a, b) {
    if (Object.is(a, b) || a === b)
        return true;
    // JSON has no infinity: an endless bound of an interval is null there.
    if (isEndless(a) && isEndless(b))
        return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
        return false;
    if (Array.isArray(a) !== Array.isArray(b))
        return false;
    const [entriesOfA, entriesOfB] = [same_entriesOf(a), same_entriesOf(b)];
    const known = new Map(entriesOfB);
    return entriesOfA.length === entriesOfB.length && entriesOfA.every(([key, value]) => known.has(key) && same_isSame(value, known.get(key)));
}
function isEndless(value) {
    return value === null || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}
function same_entriesOf(value) {
    return Object.entries(value).filter(([, member]) => member !== undefined);
}
/** Where two pieces of plain data differ first, for people: `checks.errors.watermarkMs: 30 and 60`. Empty where they do not. */
function firstDifference(a, b, path = '') {
    if (same_isSame(a, b))
        return '';
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
        return `${path}: ${same_shortened(a)} and ${same_shortened(b)}`;
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    for (const key of keys) {
        const difference = firstDifference(Reflect.get(a, key), Reflect.get(b, key), path === '' ? key : `${path}.${key}`);
        if (difference !== '')
            return difference;
    }
    return `${path}: not the same`;
}
function same_shortened(value) {
    return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/25-splitting-looks-changes-nothing.ts
// Invariant 25: evidence is what counts, not how often somebody looks at it.




const splittingLooksChangesNothing = {
    id: '25-splitting-looks-changes-nothing',
    rule: 'Blocks say the same whether they are taken in one look, or in two, or one by one.',
    check: (recording) => {
        const found = inspection();
        const looks = recordedLooks(recording);
        for (const [index, { event, atMs, rollout }] of looks.entries()) {
            if (mostBlocks(event) > 1) {
                const difference = firstDifference((0,rollout_policy_src/* absorb */.eE)(rollout, event.evidence).checks, oneByOne(rollout, event.evidence).checks);
                found.expect(difference === '', atMs, `block by block the checks are not what they are at once: ${difference}`);
            }
            const next = looks[index + 1];
            if (next === undefined || next.index !== (looks[index]?.index ?? -1) + 1 || !isQuietLook(event) || !isQuietLook(next.event) || next.after.rollout.kind === 'none')
                continue;
            // Giving up an effect closes its exclusion.
            if (rollout.pending.kind !== 'none')
                continue;
            if (isBlind(next.rollout) || isBlind(next.after.rollout))
                continue;
            const merged = (0,rollout_policy_src/* absorb */.eE)(rollout, _25_splitting_looks_changes_nothing_joined(event.evidence, next.event.evidence));
            const difference = firstDifference(merged.checks, next.after.rollout.checks);
            found.expect(difference === '', next.atMs, `two looks are not what one look at the same blocks is: ${difference}`);
        }
        return found.checked();
    },
};
/** Nothing but evidence changed, and all of it was blocks. */
function isQuietLook({ effect, decision, evidence }) {
    return effect.kind === 'none' && decision.answered.length === 0 && Object.values(evidence).every((news) => news.kind === 'blocks');
}
/** A block that cannot be used ends what is read of a look. */
function isBlind({ checks }) {
    return Object.values(checks).some(({ noData }) => noData !== '');
}
function mostBlocks({ evidence }) {
    return Math.max(0, ...Object.values(evidence).map((news) => (news.kind === 'blocks' ? news.blocks.length : 0)));
}
function oneByOne(rollout, evidence) {
    let now = rollout;
    for (const [name, news] of Object.entries(evidence)) {
        if (news.kind === 'no-data') {
            now = (0,rollout_policy_src/* absorb */.eE)({ ...rollout, ...now }, { [name]: news });
            continue;
        }
        for (const block of news.blocks) {
            const next = (0,rollout_policy_src/* absorb */.eE)({ ...rollout, ...now }, { [name]: { ...news, blocks: [block] } });
            now = next;
            // What comes after a block that cannot be is not read.
            if ((next.checks[name]?.noData ?? '') !== '')
                break;
        }
    }
    return now;
}
function _25_splitting_looks_changes_nothing_joined(first, second) {
    const both = { ...first };
    for (const [name, news] of Object.entries(second)) {
        const before = both[name];
        both[name] = before?.kind === 'blocks' && news.kind === 'blocks' ? { kind: 'blocks', blocks: [...before.blocks, ...news.blocks], gaps: [] } : news;
    }
    return both;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/26-order-of-names-changes-nothing.ts
// Invariant 26: a list has an order, what it lists has none.




const orderOfNamesChangesNothing = {
    id: '26-order-of-names-changes-nothing',
    rule: 'The order of the checks in the policy, and of cells, slices and bins in the evidence, changes no decision.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, rollout } of recordedLooks(recording)) {
            if (Object.keys(event.evidence).length === 0)
                continue;
            const was = event.decision;
            const { decision: is } = (0,rollout_policy_src/* decide */.LD)(turned(rollout), reversed(withBlocks(event.evidence, rollout.policy.checks, () => true, (_, block) => turnedBlock(block))), event.situation);
            const isAlike = is.kind === was.kind && is.to === was.to && is.mirror === was.mirror && is.needs === was.needs && is.stageIndex === was.stageIndex;
            found.expect(isAlike, atMs, `${described(was)}, and in another order ${described(is)}`);
        }
        return found.checked();
    },
};
function turned(rollout) {
    return { ...rollout, policy: { ...rollout.policy, checks: keepingSplitFirst(rollout.policy.checks.toReversed()) }, checks: reversed(rollout.checks) };
}
/** Which of several counters tells the split of the traffic is declared by their order. */
function keepingSplitFirst(checks) {
    const last = checks.findLast(({ signal }) => signal.kind === 'share');
    return last === undefined ? checks : [last, ...checks.filter((check) => check !== last)];
}
function turnedBlock(block) {
    return { ...block, cells: reversed(block.cells) };
}
function reversed(record) {
    return Object.fromEntries(Object.entries(record).toReversed());
}
function described({ kind, to, needs, reasons }) {
    return `${kind} to ${percent(to)} (${reasons[0]?.code ?? ''}, needs ${needs})`;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/27-scaled-clock-scales-decisions.ts


/** A power of two changes no digit. */
const _27_scaled_clock_scales_decisions_TIMES = 2;
const scaledClockScalesDecisions = {
    id: '27-scaled-clock-scales-decisions',
    rule: 'With every time and every duration of the policy twice as long, the same is decided twice as late.',
    check: (recording) => {
        const found = inspection();
        const { events, startMs, trial } = recording;
        // Growth is declared per hour.
        if (trial.policy.checks.some(({ signal }) => signal.kind === 'level' && signal.growth.kind !== 'none'))
            return found.checked();
        const slow = events.map((event) => scaled(event));
        for (const { event, atMs, decision } of replay({ events: slow, startMs: startMs * _27_scaled_clock_scales_decisions_TIMES }, ({ evidence }) => evidence)) {
            const was = event.decision;
            const isAlike = decision.kind === was.kind && decision.to === was.to && decision.needs === was.needs && decision.reasons[0]?.code === was.reasons[0]?.code;
            found.expect(isAlike, atMs / _27_scaled_clock_scales_decisions_TIMES, `${was.kind} to ${percent(was.to)} (${was.reasons[0]?.code ?? ''}), and in slow motion ${decision.kind} to ${percent(decision.to)} (${decision.reasons[0]?.code ?? ''})`);
        }
        return found.checked();
    },
};
/** Every member whose name ends in `Ms` is a time or a duration: units stand last in names. Only numbers change, so the form stays. */
function scaled(value) {
    return revived(value, '');
}
function revived(value, name) {
    if (typeof value === 'number')
        return name.endsWith('Ms') ? value * _27_scaled_clock_scales_decisions_TIMES : name === 'ms' ? value * _27_scaled_clock_scales_decisions_TIMES : value;
    if (Array.isArray(value))
        return value.map((member) => revived(member, name));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revived(member, key)]));
}

;// CONCATENATED MODULE: ./simulator/src/checkers/29-one-tick-twice-is-one.ts


const oneTickTwiceIsOne = {
    id: '29-one-tick-twice-is-one',
    rule: 'No operation is recorded twice, no block is used twice, and no effect is carried out twice, however often a tick is delivered.',
    check: (recording) => {
        const found = inspection();
        const { events, startMs } = recording;
        const operations = new Set();
        for (const { atMs, operation, sequence, kind } of events) {
            const name = kind === 'ticked' || kind === 'followed-up' ? `${operation}@${sequence}` : operation;
            found.expect(!operations.has(name), atMs - startMs, `operation ${operation} is recorded twice`);
            operations.add(name);
        }
        for (const { event, atMs, before, seen } of bookOf(recording).looks) {
            for (const [name, news] of Object.entries(event.evidence)) {
                if (news.kind !== 'blocks')
                    continue;
                const report = event.decision.checks.find((check) => check.name === name);
                const repeats = news.blocks.some(({ fromMs }) => fromMs < (before.checks[name]?.watermarkMs ?? 0));
                const counted = seen.checks[name];
                // Latency reports the bound that certifies, and not the whole.
                if (repeats && report !== undefined && counted !== undefined && seen.policy.checks.find((check) => check.name === name)?.signal.kind !== 'time') {
                    found.expect(report.totals.stable.trials === counted.total.stable.trials && report.watermarkMs === counted.watermarkMs, atMs, `${name} uses blocks again that were used before: ${report.totals.stable.trials} requests of stable, and there were ${counted.total.stable.trials}`);
                }
                found.expect((seen.checks[name]?.watermarkMs ?? 0) >= (before.checks[name]?.watermarkMs ?? 0), atMs, `the watermark of ${name} goes back`);
            }
        }
        const carriedOut = new Map();
        const isHalved = recording.trial.scenario.faults.some(({ kind }) => kind === 'router-halves' || kind === 'router-late');
        for (const { effectId = '', by, atMs, weightPpm } of recording.weights) {
            // Only where the router itself says which effect it was.
            if (effectId === '' || by === 'person' || isHalved)
                continue;
            const before = carriedOut.get(effectId);
            found.expect(before === undefined, atMs - startMs, `effect ${effectId} is carried out again (${weightPpm} ppm)`);
            carriedOut.set(effectId, weightPpm);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/30-effects-are-idempotent.ts
// Invariant 30: an effect has one name, the name has one meaning, and having it is no reason to want it again.



const effectsAreIdempotent = {
    id: '30-effects-are-idempotent',
    rule: 'Every effect carries a key that names its rollout, its place in the ledger and its weight; no two effects share one, and a look right after an effect wants none.',
    check: (recording) => {
        const found = inspection();
        const { events, states, startMs } = recording;
        const meanings = new Map();
        let situation = 'none';
        for (const [index, event] of events.entries()) {
            const atMs = event.atMs - startMs;
            if (event.kind === 'ticked')
                situation = event.situation;
            for (const { id, rolloutId, sequence, weight, mirror, purpose } of effectsOf(event)) {
                found.expect(id.startsWith(`${rolloutId}/${sequence}/${weight}`), atMs, `effect ${id} is of sequence ${sequence} and weight ${weight}`);
                found.expect(sequence === event.sequence, atMs, `effect ${id} is recorded as event ${event.sequence}`);
                const meaning = `${weight}/${mirror}/${purpose}`;
                found.expect((meanings.get(id) ?? meaning) === meaning, atMs, `effect ${id} means ${meanings.get(id) ?? ''} and ${meaning}`);
                meanings.set(id, meaning);
            }
            const rollout = states[index]?.rollout;
            if (event.kind !== 'confirmed' || rollout?.kind !== 'live' || situation === 'none')
                continue;
            const again = { ...situation, nowMs: Math.max(event.settledAtMs, situation.nowMs), router: readAs(situation, rollout), request: { kind: 'none' } };
            const { decision } = (0,rollout_policy_src/* decide */.LD)(rollout, {}, again);
            const effect = (0,rollout_policy_src/* planEffect */.pf)(rollout, decision, event.sequence + 1, rollout.weight);
            const raises = effect.kind !== 'none' && (effect.weight > rollout.weight || effect.mirror > rollout.mirror) && effect.purpose === 'advance';
            found.expect(!raises, atMs, `right after ${percent(event.observed)} was confirmed, and without new evidence, the next look raises to ${percent(decision.to)}`);
        }
        return found.checked();
    },
};
function readAs({ router }, { weight, mirror }) {
    if (router.kind === 'unreadable')
        return router;
    return { kind: 'read', weight, step: router.step, ours: false, mirror: router.mirror === 'cannot' ? 'cannot' : mirror };
}

;// CONCATENATED MODULE: ./simulator/src/checkers/31-crash-changes-nothing.ts

/** Calls of a job that raises: read, place, metrics, freeze, append, set, read, settle, append. */
const CALLS = 12;
const crashChangesNothing = {
    id: '31-crash-changes-nothing',
    rule: 'A job that dies before or after any of its port calls, and is started again, leads to the same end by the same steps.',
    variants: ({ policy, scenario }) => {
        const dies = (call, when) => ({ kind: 'job-dies', atMs: 0, forMs: scenario.horizonMs, call, when });
        return Array.from({ length: 2 * CALLS }, (_, index) => ({ policy, scenario: { ...scenario, faults: [...scenario.faults, dies(1 + Math.floor(index / 2), index % 2 === 0 ? 'before' : 'after')] } }));
    },
    check: (original, variants) => {
        const found = inspection();
        const expected = stepsOf(original);
        for (const variant of variants) {
            const died = variant.calls.findIndex(({ answer }) => answer === 'died');
            if (died < 0)
                continue;
            const { atMs = variant.startMs, port = '', method = '' } = variant.calls[died] ?? {};
            const said = `died at ${port}.${method}`;
            found.expect(variant.ending.outcome === original.ending.outcome, atMs - variant.startMs, `${said}, and the release ends ${variant.ending.outcome}, without it ${original.ending.outcome}`);
            if (variant.ending.outcome !== original.ending.outcome)
                continue;
            const seen = stepsOf(variant);
            found.expect(seen.join() === expected.join(), atMs - variant.startMs, `${said}, and the steps are ${seen.join(', ')}; without it ${expected.join(', ')}`);
        }
        return found.checked();
    },
};
/** What was done for good, in order, without times: raises that were confirmed, the promotion, the end. */
function stepsOf({ events, states }) {
    return events.flatMap((event, index) => {
        if (event.kind === 'promoted')
            return ['promoted'];
        if (event.kind === 'ended')
            return [`ended ${event.outcome}`];
        const [before, after] = [states[index - 1]?.rollout, states[index]?.rollout];
        const isRaise = event.kind === 'confirmed' && before?.kind === 'live' && after?.kind === 'live' && after.weight > before.weight;
        return isRaise ? [String(event.observed)] : [];
    });
}

;// CONCATENATED MODULE: ./simulator/src/checkers/32-lost-reply-is-read-back.ts

const lostReplyIsReadBack = {
    id: '32-lost-reply-is-read-back',
    rule: 'After a change whose answer was lost, or that was accepted, the job reads the router back before it changes it again, records it as confirmed, or ends.',
    check: (recording) => {
        const found = inspection();
        const { calls, startMs } = recording;
        for (const [index, { port, method, answer, job, atMs, about }] of calls.entries()) {
            if (port !== 'router' || method !== 'set' || (answer !== 'unknown' && answer !== 'ok'))
                continue;
            const next = calls.slice(index + 1).find((call) => call.job === job);
            if (next === undefined) {
                found.expect(answer !== 'unknown', atMs - startMs, `${job} ends without knowing what became of ${about}`);
                continue;
            }
            found.expect((next.port === 'router' && next.method === 'read') || next.answer === 'died', atMs - startMs, `${job} sets ${about} (${answer}), and calls ${next.port}.${next.method} next`);
        }
        return found.checked();
    },
};

;// CONCATENATED MODULE: ./simulator/src/checkers/33-recorded-before-raised.ts




const recordedBeforeRaised = {
    id: '33-recorded-before-raised',
    rule: 'A raise is decided and recorded before it is tried, and confirmed after it was read back; a lowering is tried first; no effect is without a decision.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            const { decision, effect } = event;
            if (effect.kind === 'none') {
                found.expect(decision.kind !== 'advance' && decision.kind !== 'stepBack' && decision.kind !== 'finished', atMs, `${decision.kind} is recorded without an effect`);
                continue;
            }
            const { weight, mirror, purpose } = effect.effect;
            found.expect(PURPOSE[decision.kind] === purpose && weight === decision.to, atMs, `${decision.kind} to ${percent(decision.to)} is recorded with the effect ${purpose} to ${percent(weight)}`);
            const raises = weight > seen.weight || mirror > seen.mirror || purpose === 'finish';
            found.expect(raises === (effect.kind === 'intended'), atMs, `from ${percent(seen.weight)} to ${percent(weight)} is recorded as ${effect.kind}`);
        }
        changes(recording, found.expect);
        order(recording, found.expect);
        return found.checked();
    },
};
const PURPOSE = { advance: 'advance', stepBack: 'stepBack', rollback: 'rollback', finished: 'finish' };
/** What the router really did: each raise of ours is that of an effect which was in the ledger by then. */
function changes(recording, expect) {
    const { events, weights, startMs, trial } = recording;
    for (const [index, change] of weights.entries()) {
        const served = weights[index - 1] ?? { weightPpm: 0, mirrorPpm: 0 };
        if (change.by === 'person' || (change.weightPpm <= served.weightPpm && change.mirrorPpm <= served.mirrorPpm))
            continue;
        const known = events.filter(({ atMs }) => atMs <= change.atMs + clockSlackMs(recording)).flatMap(effectsOf).filter(({ rolloutId }) => rolloutId === change.rolloutId);
        const effectId = effectIdOf(recording, change);
        const isRounded = (weight) => change.weightPpm <= weight && change.weightPpm > weight - trial.scenario.router.stepPpm;
        const isKnown = effectId === '' ? known.some(({ weight }) => isRounded(weight)) : known.some(({ id, weight }) => id === effectId && isRounded(weight));
        expect(isKnown, change.atMs - startMs, `the router goes from ${percent(served.weightPpm)} to ${percent(change.weightPpm)}, and no effect in the ledger says so`);
    }
}
/** In the order of the calls, also where no time passes between them. */
function order(recording, expect) {
    const { calls, events, startMs } = recording;
    const appends = calls.flatMap(({ port, method, about, answer }, index) => (port === 'ledger' && method === 'append' && answer !== 'error' ? [{ index, sequence: Number(about.split(' ')[0]), kind: about.split(' ')[1] ?? '' }] : []));
    const sets = setCalls(recording);
    for (const { call, index, effectId } of sets) {
        const planned = plannedId(effectId);
        if (planned === 'another')
            continue;
        const served = recording.weights.findLast(({ atMs }) => atMs < call.atMs) ?? { weightPpm: 0, mirrorPpm: 0 };
        if (planned.weight <= served.weightPpm && planned.mirror <= served.mirrorPpm)
            continue;
        const written = appends.some((append) => append.index < index && append.sequence === planned.sequence);
        expect(written, call.atMs - startMs, `${call.job} asks the router for ${effectId} before event ${planned.sequence} is written`);
    }
    for (const event of events) {
        if (event.kind !== 'ticked' || (event.effect.kind !== 'done' && event.effect.kind !== 'unconfirmed'))
            continue;
        const { id } = event.effect.effect;
        const [tried, written] = [sets.find(({ effectId }) => effectId === id)?.index, appends.find(({ sequence, kind }) => sequence === event.sequence && kind === 'ticked')?.index];
        if (written === undefined)
            continue;
        expect(tried !== undefined && tried < written, event.atMs - startMs, `the lowering ${id} is recorded ${tried === undefined ? 'and never tried' : 'before it is tried'}`);
    }
}

;// CONCATENATED MODULE: ./simulator/src/checkers/34-telemetry-in-any-order.ts




const _34_telemetry_in_any_order_GOES_ON = new Set(['advance', 'promote', 'finished']);
const telemetryInAnyOrder = {
    id: '34-telemetry-in-any-order',
    rule: 'Telemetry that comes out of order tells the same blocks as in order, and blocks that are told again, or backwards, count once and raise nothing.',
    variants: ({ policy, scenario }) => [{ policy, scenario: { ...scenario, faults: [...scenario.faults, { kind: 'out-of-order', atMs: 0, forMs: scenario.horizonMs }] } }],
    check: (original, variants) => {
        const found = inspection();
        // A metric page has no time of its own: an old one cannot be told from a quiet moment. Sources with history can.
        if (original.trial.policy.metrics.kind !== 'openmetrics')
            for (const variant of variants)
                sameBlocks(original, variant, found.expect);
        toldWrongly(original, found.expect);
        return found.checked();
    },
};
/** Of spans that both releases were told of while their routers had done the same. */
function sameBlocks(original, variant, expect) {
    const parted = original.weights.findIndex((change, index) => firstDifference(change, variant.weights[index]) !== '');
    const untilMs = Math.min(original.weights[parted]?.atMs ?? Number.POSITIVE_INFINITY, variant.weights[parted < 0 ? original.weights.length : parted]?.atMs ?? Number.POSITIVE_INFINITY);
    const known = _34_telemetry_in_any_order_blocksOf(original);
    for (const [span, block] of _34_telemetry_in_any_order_blocksOf(variant)) {
        const before = known.get(span);
        if (before === undefined || block.toMs > untilMs)
            continue;
        const difference = firstDifference(before.cells, block.cells);
        expect(difference === '', block.fromMs - original.startMs, `${span} in order and out of order: ${difference}`);
    }
}
function _34_telemetry_in_any_order_blocksOf({ events }) {
    const blocks = new Map();
    for (const event of events) {
        if (event.kind !== 'ticked')
            continue;
        for (const [name, news] of Object.entries(event.evidence)) {
            if (news.kind === 'blocks')
                for (const block of news.blocks)
                    blocks.set(`${name} from ${block.fromMs} to ${block.toMs}`, block);
        }
    }
    return blocks;
}
function toldWrongly(recording, expect) {
    let before = {};
    for (const { event, atMs, rollout } of recordedLooks(recording)) {
        const again = withBefore(before, event.evidence);
        const backwards = changed(event.evidence, (blocks) => blocks.toReversed());
        for (const [what, evidence] of [['told again', again], ['told backwards', backwards]]) {
            if (firstDifference(evidence, event.evidence) === '')
                continue;
            const { decision } = (0,rollout_policy_src/* decide */.LD)(rollout, evidence, event.situation);
            expect(!_34_telemetry_in_any_order_GOES_ON.has(decision.kind) || _34_telemetry_in_any_order_GOES_ON.has(event.decision.kind) || decision.kind === event.decision.kind, atMs, `${event.decision.kind}, and with blocks ${what} ${decision.kind}`);
            for (const report of decision.checks) {
                const once = event.decision.checks.find(({ name }) => name === report.name);
                if (once === undefined)
                    continue;
                const counted = report.totals.candidate.trials + report.totals.stable.trials;
                const most = once.totals.candidate.trials + once.totals.stable.trials;
                expect(counted <= most, atMs, `${report.name} counts ${counted} requests with blocks ${what}, ${most} as they came`);
            }
        }
        before = event.evidence;
    }
}
/** The blocks of the look before stand before the new ones once more. */
function withBefore(before, now) {
    return Object.fromEntries(Object.entries(now).map(([name, news]) => {
        const known = before[name];
        return [name, news.kind === 'blocks' && known?.kind === 'blocks' ? { ...news, blocks: [...known.blocks, ...news.blocks] } : news];
    }));
}
function changed(evidence, change) {
    return Object.fromEntries(Object.entries(evidence).map(([name, news]) => [name, news.kind === 'blocks' ? { ...news, blocks: change(news.blocks) } : news]));
}

;// CONCATENATED MODULE: ./simulator/src/checkers/35-counts-are-never-inflated.ts


/** Telemetry that tells other numbers than those that happened: nobody could know better. */
const TELLS_OTHERS = new Set(['duplicated-series', 'extrapolated', 'label-swap', 'backfill', 'unit-change', 'metrics-clock', 'runner-clock', 'zero-denominator', 'metrics-stale']);
const countsAreNeverInflated = {
    id: '35-counts-are-never-inflated',
    rule: 'Evidence never has negative counts, more bad requests than requests, or more of either than there really were, whatever counters were reset.',
    check: (recording) => {
        const found = inspection();
        for (const { event, atMs, seen } of bookOf(recording).looks) {
            for (const [name, check] of Object.entries(seen.checks)) {
                for (const { cells } of check.fresh) {
                    const counts = Object.values(cells).flatMap(({ stable, candidate }) => [stable, candidate]);
                    found.expect(counts.every(({ trials, events }) => trials >= 0 && events >= 0 && Number.isFinite(events)), atMs, `${name} uses negative or endless counts`);
                }
                const report = event.decision.checks.find((one) => one.name === name);
                if (report === undefined)
                    continue;
                const isBounded = [report.totals.stable, report.totals.candidate].every(({ trials }) => trials >= 0);
                found.expect(isBounded, atMs, `${name} reports negative counts`);
            }
        }
        againstTruth(recording, found.expect);
        return found.checked();
    },
};
/** All blocks of a check of requests together, used and dropped, against what really happened. */
function againstTruth(recording, expect) {
    const { trial, truth, weights, states } = recording;
    const isMirrored = weights.some(({ mirrorPpm }) => mirrorPpm > 0);
    const rollouts = states.filter(({ rollout }, index) => rollout.kind === 'live' && states[index - 1]?.rollout.kind !== 'live').length;
    if (isMirrored || rollouts !== 1 || trial.scenario.faults.some(({ kind }) => TELLS_OTHERS.has(kind)) || trial.scenario.traffic.retries.probability > 0)
        return;
    const last = bookOf(recording).looks.at(-1);
    if (last === undefined)
        return;
    for (const check of trial.policy.checks) {
        const counted = last.seen.checks[check.name];
        if (counted === undefined || check.signal.kind !== 'share' || check.signal.unit !== 'requests' || check.signal.among.length > 0)
            continue;
        for (const arm of ['stable', 'candidate']) {
            const { trials } = counted.told[arm];
            expect(trials <= truth.requests[arm], last.atMs, `${check.name} counted ${trials} requests of ${arm}, and there were ${truth.requests[arm]}`);
        }
    }
}

;// CONCATENATED MODULE: ./simulator/src/checkers/36-replay-reproduces.ts
// Invariant 36: what the ledger holds is enough to make every decision and every state again, and an independent count of its events comes to the same.





const replayReproduces = {
    id: '36-replay-reproduces',
    rule: 'The ledger\'s events, put through the pure core once more, give every recorded state, decision and effect again; an independent count of them gives the same state.',
    check: (recording) => {
        const found = inspection();
        const { events, states, startMs } = recording;
        let folded = { kind: 'empty' };
        for (const [index, event] of events.entries()) {
            const state = (0,rollout_policy_src/* fold */.AU)(folded, event);
            folded = { kind: 'present', state };
            const recorded = states[index];
            const difference = recorded === undefined ? 'no state' : firstDifference(state, recorded);
            found.expect(difference === '', event.atMs - startMs, `event ${index + 1} (${event.kind}) gives another state than the recorded one: ${difference}`);
        }
        for (const { event, atMs, rollout } of recordedLooks(recording)) {
            const { decision } = (0,rollout_policy_src/* decide */.LD)(rollout, event.evidence, event.situation);
            const difference = firstDifference(decision, event.decision);
            found.expect(difference === '', atMs, `the recorded look is decided differently now: ${difference}`);
            if (event.effect.kind === 'none')
                continue;
            const planned = (0,rollout_policy_src/* planEffect */.pf)(rollout, event.decision, event.sequence, event.situation.router.kind === 'read' ? event.situation.router.weight : 'unknown');
            found.expect(firstDifference(planned, event.effect.effect) === '', atMs, `the recorded effect is planned differently now: ${firstDifference(planned, event.effect.effect)}`);
        }
        byTheBook(recording, found.expect);
        return found.checked();
    },
};
function byTheBook(recording, expect) {
    const { after } = bookOf(recording);
    for (const [index, { rollout }] of recording.states.entries()) {
        const [book, event] = [after[index] ?? 'none', recording.events[index]];
        const atMs = (event?.atMs ?? recording.startMs) - recording.startMs;
        expect((book === 'none') === (rollout.kind === 'none'), atMs, `after event ${index + 1} the state has ${rollout.kind === 'none' ? 'no rollout' : 'a live rollout'}`);
        if (book === 'none' || rollout.kind === 'none')
            continue;
        const difference = firstDifference(bookedOf(book), {
            phase: rollout.phase,
            stageIndex: rollout.stageIndex,
            weight: rollout.weight,
            mirror: rollout.mirror,
            weightMax: rollout.weightMax,
            firstWeight: rollout.firstWeight,
            weightSinceMs: rollout.weightSinceMs,
            pending: rollout.pending.kind === 'none' ? 'none' : rollout.pending.id,
            checks: Object.fromEntries(book.policy.checks.map(({ name }) => {
                const check = rollout.checks[name];
                return [name, check === undefined ? 'missing' : { watermarkMs: check.watermarkMs, coveredMs: check.coveredMs, coveredFromMs: check.coveredFromMs, blocksUsed: check.blocksUsed, isBlind: check.noData !== '' }];
            })),
        });
        expect(difference === '', atMs, `after event ${index + 1} (${event?.kind ?? ''}), by its events and in its state: ${difference}`);
    }
}
function bookedOf(book) {
    return {
        phase: book.phase,
        stageIndex: book.stageIndex,
        weight: book.weight,
        mirror: book.mirror,
        weightMax: book.weightMax,
        firstWeight: book.firstWeight,
        weightSinceMs: book.weightSinceMs,
        pending: book.pending === 'none' ? 'none' : book.pending.id,
        checks: Object.fromEntries(Object.entries(book.checks).map(([name, { watermarkMs, coveredMs, coveredFromMs, blocksUsed, noData }]) => [name, { watermarkMs, coveredMs, coveredFromMs, blocksUsed, isBlind: noData !== '' }])),
    };
}

;// CONCATENATED MODULE: ./simulator/src/checkers/37-decision-names-its-evidence.ts




const decisionNamesItsEvidence = {
    id: '37-decision-names-its-evidence',
    rule: 'Every decision names the policy, the rule that spoke first, and per check the counts, the watermark, the odds and the odds asked for, as an independent count of its evidence has them.',
    check: (recording) => {
        const found = inspection();
        for (const look of bookOf(recording).looks) {
            const { event, atMs, seen } = look;
            const { decision } = event;
            found.expect(seen.started.policyDigest !== '', atMs, 'the rollout has no policy digest');
            found.expect(decision.reasons.length > 0, atMs, `${decision.kind} without a reason`);
            found.expect(decision.from === seen.weight, atMs, `decided from ${percent(decision.from)} where ${percent(seen.weight)} is recorded`);
            const stays = decision.kind === 'hold' || decision.kind === 'promote' || decision.kind === 'halt';
            found.expect(!stays || decision.to === seen.weight, atMs, `${decision.kind} from ${percent(seen.weight)} to ${percent(decision.to)}`);
            found.expect(decision.checks.map(({ name }) => name).join() === seen.policy.checks.map(({ name }) => name).join(), atMs, `the decision is about ${decision.checks.map(({ name }) => name).join()}`);
            found.expect(isNear(decision.merged.oddsNeeded, 1 / budget(seen.policy)), atMs, `the checks together need odds of ${decision.merged.oddsNeeded}, the policy asks for ${1 / budget(seen.policy)}`);
            for (const check of seen.policy.checks) {
                const report = decision.checks.find(({ name }) => name === check.name);
                if (report !== undefined)
                    reported(look, check, report, found.expect);
            }
        }
        return found.checked();
    },
};
function reported({ atMs, seen }, check, report, expect) {
    const counted = seen.checks[check.name];
    if (counted === undefined)
        return;
    const { policy } = seen;
    const asked = oddsAskedFor(policy, check);
    expect(isNear(report.oddsNeeded, asked), atMs, `${check.name} needs odds of ${report.oddsNeeded}, its part of the budget asks for ${asked}`);
    expect(report.then === check.then, atMs, `${check.name} is told to ${report.then}, the policy says ${check.then}`);
    expect(report.watermarkMs === counted.watermarkMs, atMs, `${check.name} is used until ${report.watermarkMs}, its blocks reach until ${counted.watermarkMs}`);
    if (check.signal.kind !== 'time') {
        for (const arm of ['stable', 'candidate']) {
            const [told, is] = [report.totals[arm], counted.total[arm]];
            expect(told.trials === is.trials && isNear(told.events, is.events), atMs, `${check.name} of ${arm}: ${told.events} of ${told.trials} reported, ${is.events} of ${is.trials} in its blocks`);
        }
    }
    if (!isPlain(policy, check))
        return;
    const { against } = counted.odds;
    expect(isShown(report.odds, against), atMs, `${check.name} reports odds of ${report.odds}, its blocks give ${against}`);
    const { same, better } = oddsFor(counted.odds);
    expect(isShown(report.sameOdds, same), atMs, `${check.name} reports odds of ${report.sameOdds} for being no worse, its blocks give ${same}`);
    expect(isShown(report.betterOdds, better), atMs, `${check.name} reports odds of ${report.betterOdds} for being better, its blocks give ${better}`);
}
function isNear(a, b) {
    return a === b || Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}
/** Odds are shown rounded down to a hundredth; what is beyond a billion is as good as certain. */
function isShown(shown, odds) {
    if (shown > 1e9 && odds > 1e9)
        return true;
    return shown <= odds * (1 + 1e-6) + 1e-9 && shown >= odds * (1 - 1e-6) - 0.011;
}

;// CONCATENATED MODULE: ./simulator/src/checkers/39-harm-adds-up.ts




const _39_harm_adds_up_TELLS_OTHERS = new Set(['duplicated-series', 'extrapolated', 'label-swap', 'backfill', 'unit-change', 'metrics-clock', 'runner-clock', 'zero-denominator', 'metrics-stale', 'counter-reset']);
const harmAddsUp = {
    id: '39-harm-adds-up',
    rule: 'The reported bad requests are the sum over all blocks in which users met the candidate, those around a change of the weight included, and no more than really happened.',
    check: (recording) => {
        const found = inspection();
        const { looks } = bookOf(recording);
        for (const { event, atMs, seen } of looks) {
            const excess = excessOf(seen);
            if (excess === 'unknown')
                continue;
            const told = event.decision.harm;
            found.expect(Math.abs(told.excess - excess) <= 1e-6 * Math.max(1, Math.abs(excess)), atMs, `${told.excess} bad requests are reported, the blocks have ${excess}`);
            found.expect(told.budget === seen.policy.promise.badRequestsMax, atMs, `the budget is told as ${told.budget}`);
        }
        _39_harm_adds_up_againstTruth(recording, found.expect);
        return found.checked();
    },
};
function _39_harm_adds_up_againstTruth(recording, expect) {
    const { trial, truth, weights, states } = recording;
    const harmful = trial.policy.checks.filter(isBadRequest);
    const [check] = harmful;
    const isMirrored = weights.some(({ mirrorPpm }) => mirrorPpm > 0);
    const rollouts = states.filter(({ rollout }, index) => rollout.kind === 'live' && states[index - 1]?.rollout.kind !== 'live').length;
    const last = bookOf(recording).looks.at(-1);
    if (check === undefined || harmful.length > 1 || isMirrored || rollouts !== 1 || last === undefined || trial.scenario.faults.some(({ kind }) => _39_harm_adds_up_TELLS_OTHERS.has(kind)) || trial.scenario.traffic.retries.probability > 0)
        return;
    if (check.signal.kind !== 'share' || check.signal.unit !== 'requests')
        return;
    const counted = last.seen.checks[check.name];
    const told = counted?.told.candidate.events ?? 0;
    expect(told <= truth.bad.candidate, last.atMs, `${told} bad requests of the candidate are in the evidence of ${check.name}, and there were ${truth.bad.candidate}`);
}

;// CONCATENATED MODULE: ./simulator/src/checkers/index.ts
// The invariants as a catalogue: each with its rule, and how it is checked. A test holds that none of the 40 is missing.




































/** Hold in every recording, whatever was drawn. */
const checkers_CHECKERS = [
    weightCap, oneStepPerDecision, raiseNeedsNewEvidence, promotionNeedsSamples, noDataIsNoPass, rollbackIsFinal, rollbackIsCarriedOut, rollbackNeedsNoMetrics, digestIsTheObservedOne,
    stopConditionsActAtOnce, commonModeBlamesNobody, noRouteToADeadArm, oneRolloutPerTarget, supersededControllerIsFenced, nothingRisesInAFreeze, aPersonWins, goodReleaseEnds,
    noTrafficNeverPromotes, everyStateCanEnd, lateTickMovesOneStage, worseCandidateIsNotPromoted, betterStableDoesNotPromote, fewerSamplesDoNotAdvance, splittingLooksChangesNothing,
    orderOfNamesChangesNothing, scaledClockScalesDecisions, oneTickTwiceIsOne, effectsAreIdempotent, lostReplyIsReadBack, recordedBeforeRaised, countsAreNeverInflated, replayReproduces,
    decisionNamesItsEvidence, harmAddsUp,
];
/** Compare a release with related ones. */
const checkers_PAIR_CHECKERS = [crashChangesNothing, telemetryInAnyOrder];
/** Not of one recording: claims about many releases, and tests of the code. */
const OTHERS = [
    { id: '18-trouble-is-caught-in-time', rule: 'Trouble of a declared size is rolled back within the declared time, with the declared probability.', by: { kind: 'claim', claims: ['catches:*', 'badRequests', 'afterPromotion'] } },
    { id: '28-equal-arms-are-alike', rule: 'An equal candidate is sent back no more often than the error budget says, whichever of the two equal arms is called the candidate.', by: { kind: 'claim', claims: ['goodSentBack'] } },
    { id: '38-same-seed-same-bytes', rule: 'The same scenario and seed give the same recording byte for byte, however many workers run it and on every supported Node.', by: { kind: 'test', file: 'simulator/test/38-same-seed-same-bytes.test.ts' } },
    { id: '40-one-code-path', rule: 'Simulated and real releases are decided by the same code: the core imports no clock, no chance and no IO, and the simulator decides nothing itself.', by: { kind: 'test', file: 'simulator/test/40-one-code-path.test.ts' } },
];
/** All 40, in order. */
const INVARIANTS = [
    ...checkers_CHECKERS.map(({ id, rule }) => ({ id, rule, by: { kind: 'checker' } })),
    ...checkers_PAIR_CHECKERS.map(({ id, rule }) => ({ id, rule, by: { kind: 'pair' } })),
    ...OTHERS,
].toSorted((a, b) => Number(a.id.slice(0, 2)) - Number(b.id.slice(0, 2)));

;// CONCATENATED MODULE: ./simulator/src/replay/what-breaks.ts
// What a scenario file says that it breaks, found by its name and asked of what became of the release.




/** `breaks`: id of a checker or name of a claim. A claim has to be one of the policy's. */
function what_breaks_ruleNamed(breaks, policy) {
    if (breaks === '')
        return { kind: 'all' };
    const claims = claimsOf(policy, { family: '' });
    const claim = claims.find(({ name }) => name === breaks);
    if (claim !== undefined)
        return { kind: 'claim', claim };
    const checker = CHECKERS.find(({ id }) => id === breaks);
    if (checker !== undefined)
        return { kind: 'checker', checker };
    const pair = PAIR_CHECKERS.find(({ id }) => id === breaks);
    if (pair !== undefined)
        return { kind: 'pair', checker: pair };
    return { kind: 'unknown', known: [...claims.map(({ name }) => name), ...[...CHECKERS, ...PAIR_CHECKERS].map(({ id }) => id)] };
}
async function what_breaks_judge(rule, recording, simulate) {
    switch (rule.kind) {
        case 'all': {
            const seen = CHECKERS.flatMap(({ id, check }) => check(recording).broken.map((broken) => `${id}: ${what_breaks_seenWords(broken)}`));
            return { rule: 'the invariants of every release', verdict: verdictOf(seen), seen };
        }
        case 'claim': {
            const row = rowOfRecording(recording);
            const isBroken = what_breaks_isBrokenBy(rule.claim, row);
            return { rule: `${rule.claim.name}, promised: ${rule.claim.promised}`, verdict: isBroken ? 'broken' : 'kept', seen: [rule.claim.isAbout(row) ? claimWords(rule.claim, row) : 'this release is not one that the promise speaks of'] };
        }
        case 'checker': {
            const seen = rule.checker.check(recording).broken.map(what_breaks_seenWords);
            return { rule: `${rule.checker.id}: ${rule.checker.rule}`, verdict: verdictOf(seen), seen };
        }
        case 'pair': {
            const variants = [];
            for (const variant of rule.checker.variants(recording.trial))
                variants.push(await simulate(variant));
            const seen = rule.checker.check(recording, variants).broken.map(what_breaks_seenWords);
            return { rule: `${rule.checker.id}: ${rule.checker.rule}`, verdict: verdictOf(seen), seen };
        }
    }
}
function what_breaks_isBrokenBy(claim, row) {
    return claim.isAbout(row) && claim.isBroken(row);
}
function verdictOf(seen) {
    return seen.length === 0 ? 'kept' : 'broken';
}
function what_breaks_seenWords({ atMs, seen }) {
    return `${seen} (after ${duration(atMs)})`;
}
/** What the claim looks at, whether it is kept or not. */
function claimWords({ name }, row) {
    switch (name) {
        case 'goodSentBack':
            return row.outAtMs === 'never' && row.haltedAtMs === 'never' ? 'the release was not sent back' : `the release was sent back after ${timeWords(row.outAtMs === 'never' ? row.haltedAtMs : row.outAtMs)}`;
        case 'badRequests':
            return `${count(Math.round(row.excessInTrial))} bad requests before the promotion, beyond what stable would have had`;
        case 'decideWithin':
            return `${row.decidedAtMs === 'never' ? 'never decided' : `decided after ${duration(row.decidedAtMs)}`}${row.askedAtMs === 'never' ? '' : `, and a person was asked after ${duration(row.askedAtMs)}`}`;
        case 'afterPromotion':
            return row.outAtMs === 'never' && row.haltedAtMs === 'never' && row.askedAfterPromotionAtMs === 'never' ? 'neither taken back nor asked about after the promotion' : 'taken back or asked about after the promotion';
        default: {
            const caught = caughtAtMs(row);
            return caught === 'never' ? 'neither out of traffic nor asked about' : `out of traffic or asked about ${row.firstTrafficAtMs === 'never' ? `after ${duration(caught)}` : `${duration(caught - row.firstTrafficAtMs)} after its first request`}`;
        }
    }
}
function timeWords(time) {
    return time === 'never' ? 'no time' : duration(time);
}

;// CONCATENATED MODULE: ./simulator/src/replay/replay-scenario.ts








async function answerReplay(task, run) {
    if (task.kind === 'replay')
        return await replay_scenario_replay(task.policy, task.file);
    return { kind: 'rewound', rewound: rewind(task, task.moments[run] ?? 0) };
}
/** Why no other futures can be told of this file; empty where they can. */
function whyNotRewound({ policy, file }) {
    const rule = ruleNamed(file.breaks, policy);
    if (rule.kind === 'pair')
        return `${file.breaks} compares several releases, and luck is drawn anew in one`;
    const why = whyNotDecisions({ policy, scenario: file.scenario });
    if (why !== '')
        return why;
    return file.depth === 'decide' ? '' : `luck is drawn anew at depth decide, and the file is about depth ${file.depth}`;
}
async function replay_scenario_replay(policy, file) {
    const trial = { policy, scenario: file.scenario };
    const rule = knownRule(file.breaks, policy);
    const why = file.depth === 'decide' ? whyNotDecisions(trial) : '';
    const simulate = simulatorAt(why === '' ? file.depth : 'tick');
    try {
        const recording = await simulate(trial);
        const judgement = await judge(rule, recording, simulate);
        return { kind: 'replayed', story: storyOf(recording), judgement, lookedAtMs: recording.looks.map(({ atMs }) => atMs - recording.startMs), remark: why };
    }
    catch (error) {
        return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
    }
}
function simulatorAt(depth) {
    switch (depth) {
        case 'decide':
            return async (trial) => simulateDecisions(trial);
        case 'tick':
            return simulateTicks;
        case 'run':
            return async (trial) => await simulateWorkflows(trial);
        case 'bundle':
            throw new RangeError('bundles run in processes of their own');
    }
}
function rewind({ policy, file, futures }, fromMs) {
    const { course } = whenInevitable({ policy, scenario: file.scenario }, { worldOf, isBroken: isBrokenIn(knownRule(file.breaks, policy)), moments: [fromMs], futures });
    return course[0] ?? { fromMs, broken: 0, futures };
}
function isBrokenIn(rule) {
    if (rule.kind === 'claim')
        return (trial, world) => isBrokenBy(rule.claim, rowOfRelease(trial, world));
    if (rule.kind === 'checker')
        return (trial, world) => rule.checker.check(simulateDecisions(trial, world)).broken.length > 0;
    throw new RangeError('only what one release breaks can be rewound');
}
function knownRule(breaks, policy) {
    const rule = ruleNamed(breaks, policy);
    if (rule.kind === 'unknown')
        throw new RangeError(`there is no rule ${breaks}`);
    return rule;
}

;// CONCATENATED MODULE: ./simulator/src/replay/index.ts
// Scenario files run again, and told.



/** Entry of a worker that replays. */
const REPLAY_WORKER = __webpack_require__.ab + "replay-worker.ts";

;// CONCATENATED MODULE: ./simulator/src/report/outcomes-terminal.ts
// What became of many releases, as a table on a terminal or in a log.

function renderOutcomes(rows) {
    const columns = hasUsers(rows) ? outcomes_terminal_COLUMNS : outcomes_terminal_COLUMNS.filter(({ ofUsers }) => ofUsers !== true);
    const all = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
    const widths = columns.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
    return all.map((cells) => ` ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd()).join('\n');
}
function outcomesLegend(rows) {
    const users = hasUsers(rows) ? ' users: people who met one.' : '';
    return `bad: bad requests beyond what stable would have had.${users} share: part of all requests that the candidate answered. asked: a person was needed at some time, whatever came of it.`;
}
/** Most traffic is of requests; users are told apart only where the scenario has some. */
function hasUsers(rows) {
    return rows.some(({ figures }) => figures.usersHarmed.max > 0);
}
const outcomes_terminal_COLUMNS = [
    { head: 'candidate', cell: ({ candidate }) => candidate },
    { head: 'releases', cell: ({ figures }) => quantity_count(figures.runs) },
    { head: 'promoted', cell: ({ figures }) => part(figures.promoted, figures) },
    { head: 'sent back', cell: ({ figures }) => part(figures.sentBack, figures) },
    { head: 'open', cell: ({ figures }) => part(figures.open, figures) },
    { head: 'asked', cell: ({ figures }) => part(figures.asked, figures) },
    { head: 'decided p50', cell: ({ figures }) => outcomes_terminal_time(figures.decidedMs.p50) },
    { head: 'p95', cell: ({ figures }) => outcomes_terminal_time(figures.decidedMs.p95) },
    { head: 'bad p50', cell: ({ figures }) => outcomes_terminal_amount(figures.bad.p50) },
    { head: 'p99', cell: ({ figures }) => outcomes_terminal_amount(figures.bad.p99) },
    { head: 'max', cell: ({ figures }) => outcomes_terminal_amount(figures.bad.max) },
    { head: 'users p50', cell: ({ figures }) => outcomes_terminal_amount(figures.usersHarmed.p50), ofUsers: true },
    { head: 'p99', cell: ({ figures }) => outcomes_terminal_amount(figures.usersHarmed.p99), ofUsers: true },
    { head: 'share', cell: ({ figures }) => quantity_percentOfRatio(figures.share.mean) },
];
function part(many, { runs }) {
    return runs === 0 ? '-' : quantity_percentOfRatio(many / runs);
}
function outcomes_terminal_time(at) {
    return at === 'never' ? 'never' : quantity_duration(at);
}
/** Rounded up: harm never looks smaller than it is. */
function outcomes_terminal_amount(value) {
    return quantity_count(Math.ceil(value - 1e-9));
}

;// CONCATENATED MODULE: ./simulator/src/report/story-terminal.ts
// The story of a simulated release on a terminal or in a log. Colour only repeats what glyph and words say.

const story_terminal_GLYPHS = { up: '▲', down: '▼', asks: '!', none: ' ' };
const story_terminal_INKS = { up: ['green'], down: ['red'], asks: ['magenta'], none: [] };
function renderStory({ moments, ending, truth, looks }, horizonMs, style) {
    const cells = moments.map(({ atMs, weightPpm }) => [duration(atMs), percentOfWeight(weightPpm)]);
    const [timeWidth, weightWidth] = [Math.max(0, ...cells.map(([time]) => time.length)), Math.max(0, ...cells.map(([, weight]) => weight.length))];
    const lines = moments.map(({ direction, text }, index) => {
        const [time, weight] = cells[index] ?? ['', ''];
        return paint(` ${time.padStart(timeWidth)}  ${weight.padStart(weightWidth)}  ${story_terminal_GLYPHS[direction]} ${cleanLine(text)}`.trimEnd(), story_terminal_INKS[direction], style);
    });
    return [...lines, endingWords(ending, horizonMs, looks), truthWords(truth)].join('\n');
}
/** One line, and what was seen of it under it. */
function renderJudgement({ rule, verdict, seen }, style) {
    const [glyph, ink, words] = verdict === 'broken' ? ['✘', 'red', 'broken'] : ['✔', 'green', 'holds'];
    return [paint(` ${glyph} ${words}: ${cleanLine(rule)}`, [ink], style), ...seen.slice(0, SEEN_MAX).map((one) => `   ${cleanLine(one)}`), ...(seen.length > SEEN_MAX ? [`   and ${count(seen.length - SEEN_MAX)} more`] : [])].join('\n');
}
const SEEN_MAX = 5;
function endingWords({ outcome, endedAtMs, askedAtMs, weightMaxPpm }, horizonMs, looks) {
    const end = outcome === 'open' || endedAtMs === 'never' ? `still open after ${duration(horizonMs)}, where the scenario ends` : `${outcome.replace('-', ' ')} after ${duration(endedAtMs)}`;
    const asked = askedAtMs === 'never' ? 'nobody was asked' : `a person was asked after ${duration(askedAtMs)}`;
    return `The end: ${end}; at most ${percentOfWeight(weightMaxPpm)} of the traffic, ${asked}, ${counted(looks, 'look')}.`;
}
function truthWords({ requests, bad, excess, usersHarmed }) {
    const more = Math.round(excess);
    const beyond = more > 0 ? `${count(more)} more than stable would have had` : more === 0 ? 'as many as stable would have had' : `${count(-more)} fewer than stable would have had`;
    return `In truth: ${counted(requests.candidate, 'request')} of ${count(requests.candidate + requests.stable)} went to the candidate, ${count(bad.candidate)} of them bad, ${beyond}${usersHarmed > 0 ? `; ${counted(usersHarmed, 'user')} harmed` : ''}.`;
}

;// CONCATENATED MODULE: ./simulator/src/report/comparison-words.ts
// A comparison of policies in words and figures: one text for the terminal and the picture. Renderers set it; they add no words.


function report_comparison_words_comparisonWords(kinds, { traffic, seed }) {
    const [first] = kinds;
    const policies = first?.comparison.measures[0]?.policies.map(({ policy }) => policy) ?? [];
    const runs = first?.comparison.runs ?? 0;
    return {
        title: `${policies.join(', ')} · ${traffic}`,
        policies,
        kinds: kinds.map(({ title, comparison }) => ({ title, measures: comparison.measures.map((measure) => measureWords(measure, comparison)) })),
        note: `${counted(runs, 'release')} of each kind, the same ones for every policy, seed ${seed}. Differences are to ${policies[0] ?? 'the first policy'}, release by release; a difference is sure where its interval leaves out zero, at ${percentOfRatio(first?.comparison.confidence ?? 0)} each, so that all of them together are right in 99 of 100 comparisons.`,
    };
}
/** Confidence of each interval, for all differences together to be right in 99 of 100 comparisons (Bonferroni). */
function comparisonConfidence({ policies, kinds, measures }) {
    return 1 - 0.01 / Math.max(1, (policies - 1) * kinds * measures);
}
function measureWords({ measure, policies, differences }, { runs, confidence }) {
    const format = FORMATS[measure];
    const ofDifferences = IS_SHARE[measure] ? comparison_words_points : format;
    const rows = policies.map(({ policy, mean }, index) => {
        const interval = IS_SHARE[measure] ? shareInterval(mean.mean, runs, confidence) : { ...mean, low: Math.max(FLOORS[measure], mean.low) };
        const difference = index === 0 ? undefined : differences[index - 1]?.difference;
        return {
            policy,
            interval,
            mean: format(interval.mean),
            range: `${format(interval.low)} to ${format(interval.high)}`,
            difference: difference === undefined ? '' : isNone(difference) ? 'none' : signed(difference.mean, ofDifferences),
            differenceRange: difference === undefined || isNone(difference) ? '' : `${signed(difference.low, ofDifferences)} to ${signed(difference.high, ofDifferences)}`,
            surely: difference !== undefined && (difference.low > 0 || difference.high < 0),
        };
    });
    return { measure, title: TITLES[measure], rows, format };
}
const TITLES = {
    sentBack: 'sent back',
    promoted: 'promoted',
    decidedMs: 'time to decide',
    excess: 'bad requests beyond stable',
    asked: 'a person is asked',
};
const IS_SHARE = { sentBack: true, promoted: true, decidedMs: false, excess: false, asked: true };
/** Luck makes an equal candidate better than stable as well. */
const FLOORS = { sentBack: 0, promoted: 0, decidedMs: 0, excess: Number.NEGATIVE_INFINITY, asked: 0 };
const FORMATS = { sentBack: comparison_words_percent, promoted: comparison_words_percent, decidedMs: quantity_duration, excess: comparison_words_amount, asked: comparison_words_percent };
/** Exact: none of so many runs is not never. */
function shareInterval(mean, runs, confidence) {
    const seen = { runs, broken: Math.round(mean * runs) };
    const alpha = (1 - confidence) / 2;
    return { mean, low: exactLowerBound(seen, alpha), high: exactUpperBound(seen, alpha) };
}
function comparison_words_percent(ratio) {
    return `${(ratio * 100).toFixed(1).replace(/\.0$/, '')} %`;
}
function comparison_words_points(ratio) {
    return `${(ratio * 100).toFixed(1).replace(/\.0$/, '')} points`;
}
/** The same in every single release. */
function isNone({ mean, low, high }) {
    return mean === 0 && low === high;
}
function comparison_words_amount(value) {
    return Math.abs(value) >= 10 ? quantity_count(value) : value.toFixed(1).replace(/^-0\.0$/, '0.0');
}
function signed(value, format) {
    const text = format(Math.abs(value));
    if (value === 0)
        return text;
    return `${value > 0 ? '+' : '-'}${text}`;
}

;// CONCATENATED MODULE: ./simulator/src/report/comparison-terminal.ts
// A comparison of policies on a terminal or in a log. Colour only repeats what words say.

function renderComparisonTerminal(words, style) {
    return [paint(words.title, ['bold'], style), ...words.kinds.flatMap((kind) => ['', paint(kind.title, ['bold'], style), ...kindLines(kind, style)]), '', words.note, ''].join('\n');
}
const HEADS = (/* unused pure expression or super */ null && (['', '', 'mean', 'interval', 'difference', 'interval', '']));
const LEFT = 2;
function kindLines({ measures }, style) {
    const rows = measures.flatMap(({ title, rows: policies }) => policies.map(({ policy, mean, range, difference, differenceRange, surely }, index) => ({ surely, cells: [index === 0 ? title : '', policy, mean, range, difference, differenceRange, surely ? 'differs surely' : ''] })));
    const all = [HEADS, ...rows.map(({ cells }) => cells)];
    const widths = HEADS.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
    const line = (cells) => ` ${cells.map((cell, column) => (column < LEFT ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd();
    return [paint(line(HEADS), ['dim'], style), ...rows.map(({ cells, surely }) => paint(line(cells), surely ? ['yellow'] : [], style))];
}

;// CONCATENATED MODULE: ./simulator/src/report/comparison-svg.ts
// A comparison of policies as one self-contained picture: per kind of candidate a column, per measure a small scale with the mean of every policy and its
// interval. Light and dark by the reader's own setting; whoever cannot see it reads title and description, which say all figures.

const COLUMN = 600;
const MARGIN = 24;
const comparison_svg_BETWEEN = 36;
const LABEL = 130;
const VALUE = 222;
const ROW = 22;
const comparison_svg_HEAD = 74;
const PANEL_HEAD = 30;
const comparison_svg_AXIS = 34;
const NOTE_LINE = 16;
const CHARACTER = 6.2;
function renderComparisonSvg(words) {
    const width = 2 * MARGIN + words.kinds.length * COLUMN + (words.kinds.length - 1) * comparison_svg_BETWEEN;
    const panel = PANEL_HEAD + words.policies.length * ROW + comparison_svg_AXIS;
    const note = wrapped(words.note, Math.floor((width - 2 * MARGIN) / CHARACTER));
    const bottom = comparison_svg_HEAD + Math.max(0, ...words.kinds.map(({ measures }) => measures.length)) * panel;
    const height = bottom + note.length * NOTE_LINE + MARGIN;
    const svg = element('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${String(width)} ${String(height)}`, width, height, role: 'img', 'aria-labelledby': 'comparison-title comparison-desc' }, element('title', { id: 'comparison-title' }, content(`Policies compared: ${words.title}`)), element('desc', { id: 'comparison-desc' }, content(describe(words))), element('style', {}, verbatim(comparison_svg_STYLE)), element('rect', { x: 0, y: 0, width, height, class: 'page' }), comparison_svg_line(MARGIN, 30, 'title', shorten(words.title, Math.floor((width - 2 * MARGIN) / 8))), fragment(words.kinds.map((kind, index) => column(kind, MARGIN + index * (COLUMN + comparison_svg_BETWEEN), panel))), fragment(note.map((text, index) => comparison_svg_line(MARGIN, bottom + (index + 1) * NOTE_LINE - 4, 'muted', text))));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}
function column({ title, measures }, left, panel) {
    return element('g', {}, comparison_svg_line(left, 58, 'kind', title), fragment(measures.map((measure, index) => scaleOf(measure, left, comparison_svg_HEAD + index * panel))));
}
function scaleOf({ measure, title, rows, format }, left, top) {
    const from = Math.min(0, ...rows.map(({ interval }) => interval.low));
    const most = Math.max(0, ...rows.map(({ interval }) => interval.high));
    const to = most === from ? from + 1 : most;
    const [plotLeft, plotRight] = [left + LABEL, left + COLUMN - VALUE];
    const x = linearScale({ from, to }, { from: plotLeft, to: plotRight });
    const bottom = top + PANEL_HEAD + rows.length * ROW;
    return element('g', {}, comparison_svg_line(left, top + 16, 'measure', title), fragment((measure === 'decidedMs' ? elapsedTicks(to, 3) : niceTicks({ from, to }, 3)).map((tick) => fragment([element('line', { x1: x(tick), x2: x(tick), y1: top + PANEL_HEAD - 6, y2: bottom, class: 'grid' }), comparison_svg_line(x(tick), bottom + 14, 'tick', format(tick))]))), element('line', { x1: plotLeft, x2: plotRight, y1: bottom, y2: bottom, class: 'base' }), fragment(rows.map((row, index) => policyRow(row, { index, left, x, y: top + PANEL_HEAD + index * ROW + ROW / 2 - 3, right: plotRight }))));
}
/** Which policy it is, is told by its name beside it; that it differs surely, by a word. */
function policyRow({ policy, interval, mean, range, difference, differenceRange, surely }, { index, left, right, x, y }) {
    const mark = index === 0 ? 'first' : surely ? 'sure' : 'other';
    const told = `${policy}: ${mean} (${range})${difference === '' ? '' : `, ${difference} (${differenceRange})${surely ? ', differs surely' : ''}`}`;
    const [low, high] = [x(interval.low), x(interval.high)];
    return element('g', { class: mark }, element('title', {}, content(told)), comparison_svg_line(left, y + 4, 'policy', shorten(policy, Math.floor((LABEL - 8) / CHARACTER))), element('line', { x1: low, x2: high, y1: y, y2: y, class: 'interval' }), element('line', { x1: low, x2: low, y1: y - 4, y2: y + 4, class: 'interval' }), element('line', { x1: high, x2: high, y1: y - 4, y2: y + 4, class: 'interval' }), element('circle', { cx: x(interval.mean), cy: y, r: 4, class: 'mean' }), comparison_svg_line(right + 12, y + 4, 'value', `${mean}${surely ? ` (surely ${difference})` : ''}`));
}
function comparison_svg_line(x, y, className, words) {
    return element('text', { x, y, class: className }, content(words));
}
function describe({ kinds, note }) {
    const sentences = kinds.flatMap(({ title, measures }) => measures.map((measure) => `${title}, ${measure.title}: ${measure.rows.map(({ policy, mean, range, difference, surely }) => `${policy} ${mean} (${range})${surely ? `, differs surely by ${difference}` : ''}`).join('; ')}.`));
    return [...sentences, note].join(' ');
}
function wrapped(text, characters) {
    const lines = [];
    let current = '';
    for (const word of text.split(' ')) {
        if (current !== '' && current.length + 1 + word.length > characters) {
            lines.push(current);
            current = word;
        }
        else
            current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current];
}
/** The colours of the report: stable's blue for the first policy, the candidate's orange-red for what surely differs from it. */
const comparison_svg_STYLE = (/* unused pure expression or super */ null && (`
:root { color-scheme: light dark; --page: #ffffff; --ink: #1a2027; --muted: #5a6470; --grid: #e6e9ed; --rule: #cdd3da; --first: #0068a6; --sure: #bf4a00; }
@media (prefers-color-scheme: dark) { :root { --page: #11161b; --ink: #e4e8ec; --muted: #9aa5b1; --grid: #232b33; --rule: #3a444e; --first: #5cb3ea; --sure: #ff9a52; } }
.page { fill: var(--page); }
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
.title { font-size: 16px; font-weight: 600; } .kind { font-size: 14px; font-weight: 600; } .measure { font-weight: 600; }
.muted, .tick { fill: var(--muted); font-size: 11px; } .tick { text-anchor: middle; }
.grid { stroke: var(--grid); } .base { stroke: var(--rule); }
.interval { stroke: var(--ink); stroke-width: 1.5; } .mean { fill: var(--ink); }
.first .interval { stroke: var(--first); } .first .mean { fill: var(--first); } .first .policy { font-weight: 600; }
.sure .interval { stroke: var(--sure); } .sure .mean { fill: var(--sure); } .sure .value { fill: var(--sure); font-weight: 600; }
`));

;// CONCATENATED MODULE: ./simulator/src/index.ts
// The simulator: policies in worlds, and what that says about their promises. Nothing here reads a file, a clock or a machine's chance.































// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/github-api/src/missing-permission.ts
// What to do when the token may not: the exact block to paste, read from what GitHub says would be enough.
/** One sentence and, on lines of its own, the block. */
function missingPermission({ accepted, needs, purpose = {}, givenAs }) {
    const missing = lackingPermissions(accepted, purpose);
    if (givenAs !== undefined) {
        const lacks = isEmpty(missing) ? needs : missing;
        return `The token of \`${givenAs}\` ${isEmpty(lacks) ? 'may not do that there' : `has no ${permissionWords(lacks)} there`}. Give it to the GitHub App, or the person, that the token is of; the job’s own permissions do not matter here`;
    }
    if (!isGrantable(missing)) {
        return `It needs ${permissionWords(missing)}, which no \`permissions:\` block can give to GITHUB_TOKEN. Pass the token of a GitHub App that has it`;
    }
    const block = mergedPermissions(needs, missing);
    if (isEmpty(block))
        return 'Give the token access to this repository';
    const asked = isEmpty(missing) ? 'Check the job’s permissions' : `The token has no ${permissionWords(missing)}`;
    return `${asked}. Give the job this block:\n\npermissions:\n${Object.entries(block).map(([name, level]) => `  ${name}: ${level}`).join('\n')}\n`;
}
/** What a denied request that is part of `purpose` shows to be missing: all of the purpose, and what GitHub asks for beyond it. */
function lackingPermissions(accepted, purpose) {
    const sets = alternatives(accepted);
    if (sets.length === 0 || sets.some((set) => covers(purpose, set)))
        return purpose;
    return mergedPermissions(purpose, sets.find(isGrantable) ?? sets[0] ?? {});
}
/** Of both, and where both name one the wider of the two. */
function mergedPermissions(one, other) {
    const merged = { ...one };
    for (const [name, level] of Object.entries(other))
        if (merged[name] !== 'write')
            merged[name] = level;
    return merged;
}
/** E.g. `"contents: read" and "issues: write"`. */
function permissionWords(permissions) {
    return Object.entries(permissions).map(([name, level]) => `"${name}: ${level}"`).join(' and ');
}
function alternatives(accepted) {
    return accepted
        .split(';')
        .map((set) => Object.fromEntries(set.split(',').flatMap((one) => permission(one.trim()))))
        .filter((set) => !isEmpty(set));
}
function permission(text) {
    const match = /^([a-z_]+)=(read|write|admin)$/.exec(text);
    // Every token may read what a repository is.
    if (match === null || match[1] === 'metadata')
        return [];
    return [[(match[1] ?? '').replaceAll('_', '-'), match[2] === 'read' ? 'read' : 'write']];
}
function covers(wide, narrow) {
    return Object.entries(narrow).every(([name, level]) => wide[name] === 'write' || wide[name] === level);
}
function isGrantable(set) {
    return Object.keys(set).every((name) => GRANTABLE.has(name));
}
function isEmpty(set) {
    return Object.keys(set).length === 0;
}
/** What a workflow can give to its own token. */
const GRANTABLE = new Set(['actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses']);

;// CONCATENATED MODULE: ./packages/github-api/src/plain-words.ts
// Words of others made safe for a log, a message or a summary: one line, no control characters, no secret.
function scrubber(secret) {
    // So short, it is no secret, and would only garble what is said.
    if (secret.length < 4)
        return (text) => text;
    const bytes = Buffer.from(secret);
    // As octokit and git send it, and as an echo of a header would spell it.
    const basic = Buffer.from(`x-access-token:${secret}`).toString('base64').replace(/=+$/, '');
    const forms = [secret, encodeURIComponent(secret), basic, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
    return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}
/** At most 400 characters. Line breaks, control and direction characters become spaces: no workflow command, terminal sequence or look-alike order survives. */
function plainWords(text, scrub) {
    const line = scrub(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ').trim();
    const points = [...line];
    return (points.length > 400 ? `${points.slice(0, 399).join('')}…` : line).toWellFormed();
}

;// CONCATENATED MODULE: ./packages/github-api/src/reply.ts
function field(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
}
function textField(value, name) {
    const found = field(value, name);
    return typeof found === 'string' ? found : '';
}

;// CONCATENATED MODULE: ./packages/github-api/src/classify-reply.ts



/** Rate limits are told apart before. */
function classifyReply(reply, asked, wording) {
    const say = (text) => plainWords(text, wording.scrub);
    if (reply.kind === 'lost')
        return { kind: 'unknown', why: `no answer from GitHub to ${asked.what}: ${say(reply.why)}` };
    const { status, headers, body } = reply;
    const seen = `GitHub answered ${status} to ${asked.what}`;
    if (status >= 200 && status < 300) {
        if (body.kind === 'unreadable')
            return { kind: 'unknown', why: `${seen}, but the answer cannot be read: ${say(body.why)}` };
        const value = body.kind === 'json' ? body.value : undefined;
        return asked.via === 'rest' ? { kind: 'ok', value, headers } : classifyGraphql(value, reply, asked, wording);
    }
    const message = body.kind === 'json' ? say(textField(body.value, 'message')) : '';
    const why = message === '' ? seen : `${seen}: ${message}`;
    switch (status) {
        case 401:
            return { kind: 'expired', why: `${why}. The token is not valid or has expired (a job's own token lives 6 hours on hosted runners, 24 on others). Nothing was changed by this request; run the job again` };
        case 403:
            return denied(why, say(headers['x-accepted-github-permissions'] ?? ''), wording);
        case 404:
        case 410:
            return { kind: 'not-found', why: `${why}. A repository that the token may not see looks the same` };
        case 409:
            return { kind: 'conflict', why };
        case 408:
            return { kind: 'unknown', why };
    }
    if (status >= 500)
        return { kind: 'unknown', why };
    if (status >= 300 && status < 400) {
        return { kind: 'refused', why: `${why}, which sends elsewhere than to the API it was asked at; the token stays here. If the repository or the server was renamed, use its new name`, errors: [] };
    }
    const errors = body.kind === 'json' ? listed(body.value).map(say) : [];
    return { kind: 'refused', why: errors.length === 0 ? why : `${why} (${errors.join('; ')})`, errors };
}
function classifyGraphql(body, reply, asked, wording) {
    const say = (text) => plainWords(text, wording.scrub);
    const data = field(body, 'data');
    const given = field(body, 'errors');
    if (!Array.isArray(given) || given.length === 0) {
        if (typeof data === 'object' && data !== null)
            return { kind: 'ok', value: data, headers: reply.headers };
        return { kind: 'unknown', why: `GitHub answered ${asked.what} with neither data nor errors` };
    }
    const errors = given.map((error) => ({ type: say(textField(error, 'type')), message: say(textField(error, 'message')) }));
    const why = `GitHub answered ${asked.what} with errors: ${errors.map(({ type, message }) => (type === '' ? message : `${message} (${type})`)).join('; ')}`;
    if (errors.every(({ type }) => DENIALS.has(type)))
        return denied(why, say(reply.headers['x-accepted-github-permissions'] ?? ''), wording);
    // GitHub gives up on a query after ten seconds, and then says so without a type. Mistakes in a query have extensions.
    if (!asked.writes && given.some((error) => textField(error, 'type') === '' && field(error, 'extensions') === undefined))
        return { kind: 'unknown', why };
    return { kind: 'errors', why, errors, value: typeof data === 'object' && data !== null ? data : undefined };
}
const DENIALS = new Set(['FORBIDDEN', 'INSUFFICIENT_SCOPES']);
function denied(why, accepted, { needs, givenAs }) {
    return { kind: 'denied', why: `${why}. ${missingPermission({ accepted, needs, ...(givenAs === undefined ? {} : { givenAs }) })}`, seen: why, accepted };
}
/** `errors` of a 422: sentences, or objects with a message or with a field and a code. */
function listed(body) {
    const errors = field(body, 'errors');
    const all = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
    return all.map((error) => {
        if (typeof error === 'string')
            return error;
        const message = textField(error, 'message');
        return message === '' ? [textField(error, 'resource'), textField(error, 'field'), textField(error, 'code')].filter((part) => part !== '').join(' ') : message;
    }).filter((text) => text !== '');
}

;// CONCATENATED MODULE: ./packages/github-api/src/limit-gate.ts
const FIRST_WAIT_MS = 60_000;
/** After this one request finds out whether somebody is there again. */
const SILENCE_PAUSE_MS = 30_000;
function tokenLimits() {
    const told = { rest: { untilMs: 0, waitMs: 0 }, graphql: { untilMs: 0, waitMs: 0 } };
    const unsaid = { rest: 0, graphql: 0 };
    return {
        of: (bucket) => told[bucket],
        close: (bucket, { wait, scope }, nowMs) => {
            const waitMs = wait.kind === 'for' ? wait.waitMs : FIRST_WAIT_MS * 2 ** Math.min(unsaid[bucket], 10);
            if (wait.kind === 'unsaid')
                unsaid[bucket] += 1;
            const closed = scope === 'all' ? ['rest', 'graphql'] : [bucket];
            for (const one of closed) {
                const before = told[one];
                told[one] = { untilMs: Math.max(before.untilMs, nowMs + waitMs), waitMs: Math.max(waitMs, before.untilMs > nowMs ? before.waitMs : 0) };
            }
        },
        served: (bucket) => {
            unsaid[bucket] = 0;
        },
    };
}
function limitGate({ limits, clock, signal, waitsUntilMs, waitMsMax, silenceMsMax, requestMsMax }) {
    let waitedMs = 0;
    let silentSinceMs = Number.POSITIVE_INFINITY;
    let silentUntilMs = 0;
    return {
        pass: async (bucket) => {
            for (;;) {
                const nowMs = clock.nowMs();
                const { untilMs, waitMs } = limits.of(bucket);
                if (nowMs < silentUntilMs && nowMs >= silentUntilMs - SILENCE_PAUSE_MS)
                    return { kind: 'closed', by: 'silence', untilMs: silentUntilMs };
                if (nowMs >= untilMs)
                    return { kind: 'open' };
                if (untilMs > waitsUntilMs || waitMs > waitMsMax || signal.aborted)
                    return { kind: 'closed', by: 'limit', untilMs };
                await clock.sleep(untilMs - nowMs, signal);
                waitedMs += clock.nowMs() - nowMs;
            }
        },
        close: (bucket, limit) => limits.close(bucket, limit, clock.nowMs()),
        served: (bucket) => limits.served(bucket),
        heard: () => {
            silentSinceMs = Number.POSITIVE_INFINITY;
            silentUntilMs = 0;
        },
        unheard: (sentAtMs) => {
            const nowMs = clock.nowMs();
            silentSinceMs = Math.min(silentSinceMs, Math.max(sentAtMs, nowMs - requestMsMax));
            if (nowMs - silentSinceMs < silenceMsMax)
                return 'open';
            silentUntilMs = nowMs + SILENCE_PAUSE_MS;
            return 'closed';
        },
        waitedMs: () => waitedMs,
    };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 24 modules
var github = __webpack_require__(2218);
;// CONCATENATED MODULE: ./packages/github-api/src/open-github.ts
// GitHub's API with the runner's own address and token. The one place that makes an octokit.

function openGithub({ token, apiUrl, fetch = globalThis.fetch }) {
    // The toolkit's own fetch goes past proxies that the process was given, and past the network of a test. Its log would print a server's words as they are.
    return (0,github/* getOctokit */.Q)(token, { baseUrl: apiUrl, request: { fetch, log: SILENT } });
}
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

;// CONCATENATED MODULE: ./packages/github-api/src/rate-limit.ts
// Whether an answer is a rate limit, and when to come back. What was asked for was not done then, so it may be asked again as it is.

function rateLimitOf(reply, nowMs) {
    const { status, headers } = reply;
    const errors = reply.body.kind === 'json' ? field(reply.body.value, 'errors') : undefined;
    const isPossible = status === 429 || status === 403 || (status === 200 && Array.isArray(errors));
    if (!isPossible)
        return 'none';
    // The server's clock is the one that its times are on.
    const dateMs = Date.parse(headers['date'] ?? '');
    const serverMs = Number.isNaN(dateMs) ? nowMs : dateMs;
    const retryAfter = headers['retry-after'] ?? '';
    if (retryAfter !== '') {
        const waitMs = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - serverMs;
        if (!Number.isNaN(waitMs))
            return { scope: 'all', wait: { kind: 'for', waitMs: atLeastASecond(waitMs) } };
    }
    const isUsedUp = headers['x-ratelimit-remaining'] === '0';
    const resetMs = Number(headers['x-ratelimit-reset'] ?? 'unsaid') * 1000;
    if (isUsedUp && Number.isFinite(resetMs))
        return { scope: 'bucket', wait: { kind: 'for', waitMs: atLeastASecond(resetMs - serverMs) } };
    if (isUsedUp || status === 429)
        return { scope: 'all', wait: { kind: 'unsaid' } };
    return saysSo(reply, errors) ? { scope: 'all', wait: { kind: 'unsaid' } } : 'none';
}
/** A limit without a header is known by GitHub's type or words for it. Limited or forbidden, nothing was done: the words only tell whether to come back. */
function saysSo({ body }, errors) {
    const all = Array.isArray(errors) ? errors : body.kind === 'json' ? [body.value] : [];
    return all.some((error) => textField(error, 'type') === 'RATE_LIMITED' || /\brate limit\b/i.test(textField(error, 'message')));
}
function atLeastASecond(waitMs) {
    return Math.max(1000, Math.ceil(waitMs));
}

;// CONCATENATED MODULE: ./packages/github-api/src/same-host-fetch.ts
// A fetch that follows redirects only to the hosts that it was opened for: whoever gets a request gets the token in it.
const REDIRECTS = new Set([301, 302, 307, 308]);
const REDIRECTS_MAX = 3;
/** GitHub redirects what was renamed, and asks to repeat the request as it is, whatever its method. A redirect elsewhere is given back as it came. */
function sameHostFetch(fetch, addresses) {
    const origins = new Set(addresses.map((address) => new URL(address).origin));
    return async (input, init) => {
        let url = new URL(input instanceof Request ? input.url : input);
        for (let redirects = 0;; redirects += 1) {
            const response = await fetch(url, { ...init, redirect: 'manual' });
            const next = REDIRECTS.has(response.status) ? destination(response, url) : undefined;
            if (next === undefined || !origins.has(next.origin) || redirects === REDIRECTS_MAX)
                return response;
            await response.body?.cancel();
            url = next;
        }
    };
}
function destination(response, from) {
    const location = response.headers.get('location');
    return location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

;// CONCATENATED MODULE: ./packages/github-api/src/send-request.ts

async function sendRequest(github, { method, url, placeholders, query, body, headers, signal }) {
    try {
        const response = await github.request({
            method,
            url,
            ...query,
            ...placeholders,
            // A string goes out as it is.
            ...(body.kind === 'json' ? { data: body.text } : {}),
            headers: { ...headers, ...(body.kind === 'json' ? { 'content-type': 'application/json; charset=utf-8' } : {}) },
            // Octokit takes a broken body for an empty text; read here, it is seen to be broken.
            request: { signal, parseSuccessResponseBody: false },
        });
        return { kind: 'reply', status: response.status, headers: headersOf(response.headers), body: await readBody(response) };
    }
    catch (error) {
        return replyOf(error);
    }
}
async function readBody(response) {
    const stream = response.data;
    if (response.status === 204 || response.status === 205)
        return { kind: 'none' };
    const text = stream instanceof ReadableStream ? await new Response(stream).text() : '';
    if (text === '')
        return { kind: 'unreadable', why: 'it is empty' };
    const type = headersOf(response.headers)['content-type'] ?? 'of no type';
    // Something between GitHub and us spoke, whatever it says.
    if (!/[/+]json\b/.test(type))
        return { kind: 'unreadable', why: `it is ${type}` };
    try {
        return { kind: 'json', value: JSON.parse(text) };
    }
    catch {
        return { kind: 'unreadable', why: `it is no complete JSON (${text.length} characters)` };
    }
}
/** Octokit throws for every status of 400 and above, and for 304. */
function replyOf(error) {
    const response = field(error, 'response');
    const status = field(response, 'status');
    if (typeof status !== 'number')
        return { kind: 'lost', why: reason(error) };
    const data = field(response, 'data');
    const body = typeof data === 'object' && data !== null ? { kind: 'json', value: data } : { kind: 'unreadable', why: 'it is no JSON' };
    return { kind: 'reply', status, headers: headersOf(field(response, 'headers')), body };
}
function reason(error) {
    if (textField(error, 'name') === 'TimeoutError' || textField(field(error, 'cause'), 'name') === 'TimeoutError')
        return 'it took too long';
    return error instanceof Error ? error.message : 'the request failed';
}
function headersOf(headers) {
    const found = {};
    if (typeof headers !== 'object' || headers === null)
        return found;
    for (const [name, value] of Object.entries(headers)) {
        if (typeof value === 'string' || typeof value === 'number')
            found[name.toLowerCase()] = String(value);
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/github-api/src/open-github-api.ts
// The client: every request of Rampart to GitHub's API goes through here, is counted, and comes back as a value.








const API_VERSION = '2022-11-28';
const READ_TRIES = 4;
const FIRST_PAUSE_MS = 1_000;
function openGithubApi(options) {
    const { clock, signal, over, limits = tokenLimits(), waitsUntilMs, waitMsMax = Number.POSITIVE_INFINITY, silenceMsMax = 45_000, repository, timeoutMs = 20_000, chance = Math.random } = options;
    const github = openGithub({ token: options.token, apiUrl: options.apiUrl, fetch: sameHostFetch(options.fetch ?? globalThis.fetch, [options.apiUrl, options.graphqlUrl]) });
    const wording = { scrub: scrubber(options.token), needs: options.needs ?? {}, ...(options.givenAs === undefined ? {} : { givenAs: options.givenAs }) };
    // Waits are as long as they are, also where a clock is set, or put right by what GitHub answers.
    const steady = { nowMs: () => clock.steadyMs?.() ?? clock.nowMs(), sleep: (durationMs, until) => clock.sleep(durationMs, until) };
    const endsAtMs = steady.nowMs() + waitsUntilMs - clock.nowMs();
    const gate = limitGate({ limits, clock: steady, signal, waitsUntilMs: endsAtMs, waitMsMax, silenceMsMax, requestMsMax: timeoutMs });
    const kept = new Map();
    const count = { restReads: 0, restWrites: 0, graphql: 0, notModified: 0 };
    const once = async (prepared) => {
        const key = JSON.stringify([prepared.parts.url, prepared.parts.placeholders, prepared.parts.query]);
        const last = prepared.parts.method === 'GET' ? kept.get(key) : undefined;
        const headers = { ...prepared.parts.headers, 'x-github-api-version': API_VERSION, ...(last === undefined ? {} : { 'if-none-match': last.etag }) };
        const timeout = AbortSignal.timeout(timeoutMs);
        const sentAtMs = steady.nowMs();
        const reply = await sendRequest(github, { ...prepared.parts, headers, signal: AbortSignal.any([timeout, ...(over === undefined ? [] : [over]), ...(prepared.writes || signal.aborted ? [] : [signal])]) });
        if (reply.kind === 'reply')
            clock.heard?.({ method: prepared.parts.method, headers: reply.headers, sentAtMs, cameAtMs: steady.nowMs() });
        if (reply.kind === 'reply' && reply.status === 304 && last !== undefined) {
            count.notModified += 1;
            return { kind: 'ok', value: last.value, headers: reply.headers };
        }
        if (prepared.via === 'graphql')
            count.graphql += 1;
        else if (prepared.writes)
            count.restWrites += 1;
        else
            count.restReads += 1;
        const limit = reply.kind === 'reply' ? rateLimitOf(reply, clock.nowMs()) : 'none';
        if (limit !== 'none') {
            gate.close(prepared.via, limit);
            return 'limit';
        }
        const answer = classifyReply(reply, prepared, wording);
        if (answer.kind === 'ok')
            gate.served(prepared.via);
        const etag = answer.kind === 'ok' ? (answer.headers['etag'] ?? '') : '';
        if (answer.kind === 'ok' && prepared.parts.method === 'GET' && etag !== '')
            kept.set(key, { etag, value: answer.value });
        return answer;
    };
    const exchange = async (prepared) => {
        for (let tries = 1;;) {
            const passage = await gate.pass(prepared.via);
            if (passage.kind === 'closed') {
                const untilMs = Math.ceil(clock.nowMs() + passage.untilMs - steady.nowMs());
                return { kind: 'limited', by: passage.by, untilMs, why: WHY_NOT_ASKED[passage.by](prepared.what, untilMs) };
            }
            const sentAtMs = steady.nowMs();
            const answer = await once(prepared);
            if (answer === 'limit' || answer.kind !== 'unknown')
                gate.heard();
            else if (gate.unheard(sentAtMs) === 'closed')
                return answer;
            // Not done, whatever it was: the same again, as soon as it may.
            if (answer === 'limit')
                continue;
            const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + chance());
            const isOver = prepared.writes || tries === READ_TRIES || signal.aborted || steady.nowMs() + pauseMs > endsAtMs;
            if (answer.kind !== 'unknown' || isOver)
                return answer;
            tries += 1;
            await clock.sleep(pauseMs, signal);
        }
    };
    return {
        repository,
        // The caller knows the form of what it asks for, and decodes what it depends on.
        rest: async (request) => (await exchange(prepareRest(request, repository))),
        graphql: async (request) => (await exchange(prepareGraphql(request, options.graphqlUrl))),
        toGrant: (missing, besides) => missingPermission({ accepted: '', needs: mergedPermissions(wording.needs, besides), purpose: missing, ...(wording.givenAs === undefined ? {} : { givenAs: wording.givenAs }) }),
        spent: () => ({ ...count, waitedMs: gate.waitedMs() }),
    };
}
function prepareRest({ method, path, params = {} }, repository) {
    const names = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
    const all = { ...repository, ...params };
    const placeholders = Object.fromEntries([...names].map((name) => [name, String(all[name])]));
    const others = Object.fromEntries(Object.entries(params).filter(([name]) => !names.has(name)));
    const writes = method !== 'GET';
    const hasBody = method === 'POST' || method === 'PATCH' || method === 'PUT';
    const what = `${method} ${path.replace(/\{(\w+)\}/g, (_, name) => plainWords(placeholders[name] ?? '', (text) => text))}`;
    return { what, via: 'rest', writes, parts: { method, url: path, placeholders, query: hasBody ? {} : others, body: hasBody ? { kind: 'json', text: JSON.stringify(others) } : { kind: 'none' }, headers: {} } };
}
function prepareGraphql({ query, variables, writes }, url) {
    const body = { kind: 'json', text: JSON.stringify({ query, variables }) };
    return { what: writes ? 'a GraphQL mutation' : 'a GraphQL query', via: 'graphql', writes, parts: { method: 'POST', url, placeholders: {}, query: {}, body, headers: {} } };
}
const WHY_NOT_ASKED = {
    limit: (what, untilMs) => `GitHub's rate limit is used up until ${new Date(untilMs).toISOString()}, later than this job waits: ${what} was not done. The next run goes on from here`,
    silence: (what, untilMs) => `GitHub has not answered anything for a while, so that ${what} was not asked; nothing is until ${new Date(untilMs).toISOString()}. If that lasts, look at the network between the runner and GitHub, or at githubstatus.com`,
};

;// CONCATENATED MODULE: ./packages/github-api/src/server-time.ts
const server_time_UNHEARD = { kind: 'unheard' };
/** A `Date` has whole seconds, and says the second that has begun. */
const DATE_STEP_MS = 1_000;
/**
 * What is known after an answer. Each one says between which limits the truth lies: the second of its `Date` passed somewhere on the way there and back. Together they draw
 * these limits closer. Who is within them stays where he is, so that time does not jitter, and a clock that is right is left alone; who is not goes to their middle.
 * An answer that contradicts those before counts alone: a machine was asleep, and its steady clock with it. `machineMs`: the machine's time less the steady clock's.
 */
function server_time_afterAnswer(time, answer, machineMs) {
    const told = rangeTold(answer);
    if (told === 'nothing')
        return time;
    const before = time.kind === 'heard' ? time : { aheadMs: machineMs, range: told };
    const both = { fromMs: Math.max(before.range.fromMs, told.fromMs), toMs: Math.min(before.range.toMs, told.toMs) };
    const range = both.fromMs <= both.toMs ? both : told;
    const isWithin = before.aheadMs >= range.fromMs && before.aheadMs <= range.toMs;
    return { kind: 'heard', aheadMs: isWithin ? before.aheadMs : (range.fromMs + range.toMs) / 2, range };
}
function rangeTold({ method, headers, sentAtMs, cameAtMs }) {
    const dateMs = httpDateMs(headers['date'] ?? '');
    if (dateMs === 'unreadable' || cameAtMs < sentAtMs || !isFresh(method, headers))
        return 'nothing';
    return { fromMs: dateMs - cameAtMs, toMs: dateMs + DATE_STEP_MS - sentAtMs };
}
/** A proxy answers reads from its cache, also with a 304, with the `Date` of then; and errors of its own by its own clock, which bear no number of GitHub's. */
function isFresh(method, headers) {
    return method !== 'GET' && method !== 'HEAD' && Number(headers['age'] ?? '0') === 0 && (headers['x-github-request-id'] ?? '') !== '';
}
/** The one form in which servers write it (RFC 9110, 5.6.7): the machine's own reading takes almost any text for some date. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
function httpDateMs(text) {
    const ms = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(ms) ? 'unreadable' : ms;
}

;// CONCATENATED MODULE: ./packages/github-api/src/server-clock.ts

/**
 * For one job, and all its clients. Between answers time goes on with the machine's steady clock. The first answer may move it either way: what must outlast that is measured
 * by `steadyMs`. From then on it never runs backwards; where it was ahead it stands until the truth has come up with it.
 */
function serverClock(machine) {
    const steadyMs = () => machine.steadyMs?.() ?? machine.nowMs();
    let time = UNHEARD;
    let latestMs = Number.NEGATIVE_INFINITY;
    return {
        nowMs: () => {
            if (time.kind === 'unheard')
                return machine.nowMs();
            latestMs = Math.max(latestMs, Math.floor(steadyMs() + time.aheadMs));
            return latestMs;
        },
        steadyMs,
        sleep: (durationMs, signal) => machine.sleep(durationMs, signal),
        heard: (answer) => {
            time = afterAnswer(time, answer, machine.nowMs() - steadyMs());
        },
    };
}

;// CONCATENATED MODULE: ./packages/github-api/src/github-addresses.ts
// Where GitHub's API is, as the runner says it: github.com, or a server of one's own.
function githubAddresses(env) {
    const apiUrl = (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
    // On GitHub Enterprise Server REST has a version in its path, GraphQL has not.
    return { apiUrl, graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql` };
}

;// CONCATENATED MODULE: ./packages/github-api/src/repository-of.ts
// What the runner says about where and why it runs, decoded: the repository, and the pull request if there is one.
/** `GITHUB_REPOSITORY`, e.g. `acme/fraud`. */
function repositoryOf(text) {
    const [owner = '', repo = '', ...rest] = text.split('/');
    return owner === '' || repo === '' || rest.length > 0 ? 'unknown' : { owner, repo };
}
const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
/** From the payload of the event that started the workflow (`GITHUB_EVENT_PATH`), which others may have written parts of. */
function pullRequestOf(payload) {
    const request = repository_of_field(payload, 'pull_request');
    const number = repository_of_field(request, 'number');
    const baseSha = repository_of_field(repository_of_field(request, 'base'), 'sha');
    const headSha = repository_of_field(repository_of_field(request, 'head'), 'sha');
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1)
        return 'none';
    if (typeof baseSha !== 'string' || typeof headSha !== 'string' || !SHA.test(baseSha) || !SHA.test(headSha))
        return 'none';
    return { number, baseSha, headSha };
}
/** The commit that a merge queue's group stands on, or the one before a push; nothing where the event has neither. */
function baseShaOf(payload) {
    const request = pullRequestOf(payload);
    if (request !== 'none')
        return request.baseSha;
    for (const sha of [repository_of_field(repository_of_field(payload, 'merge_group'), 'base_sha'), repository_of_field(payload, 'before')]) {
        // A branch that was just made was at no commit before.
        if (typeof sha === 'string' && SHA.test(sha) && !/^0+$/.test(sha))
            return sha;
    }
    return 'none';
}
function repository_of_field(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
}

;// CONCATENATED MODULE: ./packages/github-api/src/rest-pages.ts
/** A hundred entries a request, at most `pagesMax` requests; a failure on any page is the answer. */
async function restPages(api, request, pagesMax = 30) {
    const all = [];
    for (let page = 1;; page += 1) {
        const answer = await api.rest({ method: 'GET', path: request.path, params: { ...request.params, per_page: 100, page } });
        if (answer.kind !== 'ok')
            return answer;
        all.push(...answer.value);
        if (page === pagesMax || !/<[^>]*>;\s*rel="next"/.test(answer.headers['link'] ?? ''))
            return { ...answer, value: all };
    }
}

;// CONCATENATED MODULE: ./packages/github-api/src/sticky-comment.ts

const BODY_MAX = 65_536;
/**
 * Idempotent: of several comments of ours (two jobs raced, or a reply was lost) the oldest stays. Comments of others are left alone,
 * whatever they contain.
 */
async function writeStickyComment(api, { issue, name, body, ifAbsent = 'create' }) {
    const marker = `<!-- ${name} -->`;
    const text = `${marker}\n${body}`.slice(0, BODY_MAX);
    const viewer = await api.graphql({ query: 'query { viewer { login } }', variables: {}, writes: false });
    if (viewer.kind !== 'ok')
        return refusalOf(viewer);
    const all = await restPages(api, { path: '/repos/{owner}/{repo}/issues/{issue_number}/comments', params: { issue_number: issue } });
    if (all.kind !== 'ok')
        return refusalOf(all);
    const ours = all.value.filter((comment) => isOf(viewer.value.viewer.login, comment.user?.login) && comment.body?.startsWith(marker) === true);
    const [oldest, ...others] = ours.toSorted((a, b) => a.id - b.id);
    for (const other of others) {
        const removed = await api.rest({ method: 'DELETE', path: COMMENT, params: { comment_id: other.id } });
        if (removed.kind !== 'ok' && removed.kind !== 'not-found')
            return refusalOf(removed);
    }
    if (oldest === undefined && ifAbsent === 'leave')
        return { kind: 'left-out' };
    if (oldest === undefined) {
        return written('created', await api.rest({ method: 'POST', path: '/repos/{owner}/{repo}/issues/{issue_number}/comments', params: { issue_number: issue, body: text } }));
    }
    if (sameText(oldest.body, text))
        return { kind: 'unchanged', url: oldest.html_url };
    return written('updated', await api.rest({ method: 'PATCH', path: COMMENT, params: { comment_id: oldest.id, body: text } }));
}
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
function written(kind, answer) {
    return answer.kind === 'ok' ? { kind, url: answer.value.html_url } : refusalOf(answer);
}
/** An app's login has a suffix in some answers and not in others. */
function isOf(viewer, author) {
    const bare = (login) => login.replace(/\[bot\]$/, '');
    return author !== undefined && bare(author) === bare(viewer);
}
/** GitHub keeps line ends as a browser sends them. */
function sameText(kept, wanted) {
    return kept?.replaceAll('\r\n', '\n').trimEnd() === wanted.trimEnd();
}
function refusalOf({ kind, why }) {
    if (kind === 'denied' || kind === 'expired' || kind === 'not-found')
        return { kind: 'denied', why: `the comment was refused: ${why}. The job needs "pull-requests: write"; for a pull request from a fork no token has it` };
    return { kind: 'failed', why: `the comment could not be written: ${why}` };
}

;// CONCATENATED MODULE: ./packages/github-api/src/index.ts
// GitHub's API for actions. Apart from the index of the action kit: it loads the toolkit's octokit.










// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
;// CONCATENATED MODULE: ./actions/check-policy/src/policy-names.ts
// Which names of files are meant by what a person wrote under `policy:`. The same rules for the checkout and for a commit.


function isPattern(text) {
    return /[*?[\]{}]/.test(text);
}
/** Of the files that a glob finds, those that are policies. */
function isPolicyName(file) {
    return /\.ya?ml$/.test(file) && (0,posix_.basename)(file) !== policy_document_src/* DEFAULTS_FILE */._z;
}

;// CONCATENATED MODULE: ./actions/check-policy/src/base-files.ts
// The commit that policies are compared with, read through git: from the checkout where it has it, else that one commit is fetched beside it.




async function openBase(request) {
    const { wanted, event } = request;
    const name = wanted === '' ? baseShaOf(event) : wanted;
    if (name === 'none')
        return { kind: 'none', why: 'this event has no commit before it', isMissed: false };
    if (!isName(name))
        return { kind: 'none', why: `base ${JSON.stringify(name)} is neither a commit nor a branch`, isMissed: true };
    const here = await repository_openGitRepository({ ...request, location: { kind: 'repository', path: request.workspace } });
    if (here.kind === 'repository') {
        const commit = (await commitOf(here, name)) ?? (await commitOf(here, `refs/remotes/origin/${name}`));
        if (commit !== undefined)
            return baseAt(here, commit);
    }
    return await fetchedBase(request, name);
}
/** What git takes for a revision of one commit and for nothing else: no option, no range, no path. */
function isName(name) {
    return /^[A-Za-z0-9_][\w./+-]{0,250}$/.test(name) && !/\.\.|\/\/|@\{/.test(name);
}
/** One commit without its history, in a repository of its own: the checkout stays as it is. */
async function fetchedBase({ token, ...request }, name) {
    const missed = ({ message }) => ({ kind: 'none', why: `the base ${base_files_short(name)} is not in this checkout and cannot be fetched (${message})`, isMissed: true });
    const there = await repository_openGitRepository({ ...request, ...(token === '' ? {} : { token }), location: { kind: 'workspace-remote', workspace: request.workspace, remote: 'origin' } });
    if (there.kind === 'failed')
        return missed(there);
    const ref = 'refs/rampart/base';
    const source = isCommitId(name) ? name : `refs/heads/${name}`;
    const fetched = await there.run(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules', '--depth=1', '--end-of-options', 'origin', `+${source}:${ref}`]);
    if (fetched.kind === 'failed')
        return missed(fetched);
    const commit = await commitOf(there, ref);
    return commit === undefined ? { kind: 'none', why: `the base ${base_files_short(name)} is no commit`, isMissed: true } : baseAt(there, commit);
}
async function commitOf(repository, name) {
    const parsed = await repository.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    const id = parsed.kind === 'failed' ? '' : parsed.stdout.toString('utf8').trim();
    return isCommitId(id) ? id : undefined;
}
function isCommitId(text) {
    return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}
async function baseAt(repository, commit) {
    const listed = await repository.run(['ls-tree', '-r', '-z', '--name-only', '--full-tree', '--end-of-options', commit]);
    if (listed.kind === 'failed')
        return { kind: 'none', why: `the files of the base ${base_files_short(commit)} cannot be listed (${listed.message})`, isMissed: true };
    const names = listed.stdout.toString('utf8').split('\0').filter((name) => name !== '');
    return { kind: 'commit', name: base_files_short(commit), files: commitFiles(repository, { commit, names }) };
}
function commitFiles(repository, { commit, names }) {
    return {
        list: async (patterns) => names.filter((name) => patterns.some((pattern) => isMeant((0,posix_.normalize)(pattern), name))),
        read: async (file) => {
            if (!names.includes(file))
                return { kind: 'absent' };
            const reading = await readObjects(repository, [`${commit}:${file}`]);
            if (reading.kind === 'failed')
                return { kind: 'unreadable', why: reading.message };
            const [object] = reading.objects;
            if (object?.kind !== 'object' || object.type !== 'blob')
                return { kind: 'unreadable', why: 'git has no such file' };
            return decoded(object.bytes);
        },
    };
}
function isMeant(pattern, name) {
    return name === pattern || (isPattern(pattern) && isPolicyName(name) && (0,posix_.matchesGlob)(name, pattern));
}
function decoded(bytes) {
    try {
        return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
    catch {
        return { kind: 'unreadable', why: 'it is not UTF-8 text' };
    }
}
function base_files_short(name) {
    return isCommitId(name) ? name.slice(0, 12) : name;
}

;// CONCATENATED MODULE: ./actions/check-policy/src/checkout-files.ts
// Files of the checkout, which a pull request of anybody may have put there: nothing outside of it is read or written, by name or by link.





/** A policy is at most a quarter of this; the reader of policies says so more nicely than we could. */
const POLICY_BYTES_MAX = 4 * 1024 * 1024;
const ROWS_BYTES_MAX = 256 * 1024 * 1024;
function checkoutFiles(root) {
    return {
        list: async (patterns) => {
            const found = await Promise.all(patterns.map(async (pattern) => await checkout_files_namesOf(pattern, root)));
            return [...new Set(found.flat())].sort();
        },
        read: (file) => readText((0,external_node_path_.resolve)(root, file), { roots: [root], bytesMax: POLICY_BYTES_MAX }),
    };
}
/** A name that exists is taken as it is, so that a file called `[a].yaml` can be named. */
async function checkout_files_namesOf(pattern, root) {
    const name = slashed((0,external_node_path_.relative)(root, (0,external_node_path_.resolve)(root, pattern)));
    if (await checkout_files_exists((0,external_node_path_.resolve)(root, pattern)))
        return [name];
    if (!isPattern(pattern))
        return [];
    return (0,external_node_fs_.globSync)(pattern, { cwd: root }).map((file) => slashed((0,external_node_path_.relative)(root, (0,external_node_path_.resolve)(root, file)))).filter(isPolicyName);
}
async function readRowsOf(patterns, root) {
    const names = [];
    for (const pattern of patterns) {
        const found = (await checkout_files_exists((0,external_node_path_.resolve)(root, pattern))) ? [pattern] : (0,external_node_fs_.globSync)(pattern, { cwd: root });
        if (found.length === 0)
            return { kind: 'refused', why: `${JSON.stringify(pattern)} matches no rows file. Download what the jobs with shard wrote into the workspace.` };
        names.push(...found.map((file) => slashed((0,external_node_path_.relative)(root, (0,external_node_path_.resolve)(root, file)))));
    }
    const files = [];
    for (const name of [...new Set(names)].sort()) {
        const read = await readText((0,external_node_path_.resolve)(root, name), { roots: [root], bytesMax: ROWS_BYTES_MAX });
        if (read.kind !== 'text')
            return { kind: 'refused', why: `${JSON.stringify(name)} ${read.kind === 'absent' ? 'is not there' : read.why}.` };
        files.push({ name, text: read.text });
    }
    return { kind: 'files', files };
}
/** All or nothing, into the workspace or the runner's temporary folder. */
async function writeRowsTo(path, text, { workspace, temporary }) {
    const target = (0,external_node_path_.resolve)(workspace, path);
    const draft = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_path_.basename)(target)}.${(0,external_node_crypto_.randomUUID)()}.draft`);
    try {
        await mkdirInside((0,external_node_path_.dirname)(target), [workspace, ...(temporary === '' ? [] : [temporary])]);
        // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
        await (0,promises_.writeFile)(draft, text, { flag: 'wx' });
        await (0,promises_.rename)(draft, target).finally(() => (0,promises_.rm)(draft, { force: true }));
        return { kind: 'written' };
    }
    catch (cause) {
        return { kind: 'refused', why: `cannot be written: ${describeFault(cause)}.` };
    }
}
class Outside extends Error {
}
async function mkdirInside(folder, roots) {
    if (!(await isInside(await nearestFolder(folder), roots)))
        throw new Outside();
    await (0,promises_.mkdir)(folder, { recursive: true });
}
/** The real path of the nearest folder above that exists: a link in between must not lead out. */
async function nearestFolder(folder) {
    try {
        return await (0,promises_.realpath)(folder);
    }
    catch (cause) {
        if (codeOf(cause) !== 'ENOENT' || (0,external_node_path_.dirname)(folder) === folder)
            throw cause;
        return await nearestFolder((0,external_node_path_.dirname)(folder));
    }
}
async function readText(path, { roots, bytesMax }) {
    try {
        const real = await (0,promises_.realpath)(path);
        if (!(await isInside(real, roots)))
            throw new Outside();
        // Not blocking: a pipe must not hang the job.
        const handle = await (0,promises_.open)(real, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            const found = await handle.stat();
            if (!found.isFile())
                return { kind: 'unreadable', why: 'it is not a file' };
            if (found.size > bytesMax)
                return { kind: 'unreadable', why: `it has ${found.size} bytes; at most ${bytesMax} are read` };
            return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()) };
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        return codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'unreadable', why: describeFault(cause) };
    }
}
async function isInside(real, roots) {
    for (const root of roots) {
        const way = (0,external_node_path_.relative)(await (0,promises_.realpath)(root), real);
        if (!(way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(way)))
            return true;
    }
    return false;
}
async function checkout_files_exists(path) {
    return await (0,promises_.lstat)(path).then(() => true, () => false);
}
function slashed(path) {
    return path.replaceAll('\\', '/');
}
function describeFault(cause) {
    if (cause instanceof Outside)
        return 'it lies outside of the checkout';
    if (codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA')
        return 'it is not UTF-8 text';
    return cause instanceof Error ? cause.message : 'unknown reason';
}
function codeOf(cause) {
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

;// CONCATENATED MODULE: ./actions/check-policy/src/code-hash.ts
// Which code simulates: a hash of the bundle's own files, so that parts of one check can be told to be of one version.




async function codeHashOf(entry) {
    const folder = (0,external_node_path_.dirname)((0,external_node_url_.fileURLToPath)(entry));
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const files = (await (0,promises_.readdir)(folder, { withFileTypes: true })).filter((file) => file.isFile() && /\.[jt]s$/.test(file.name)).map(({ name }) => name).sort();
    for (const file of files) {
        const bytes = await (0,promises_.readFile)((0,external_node_path_.join)(folder, file));
        hash.update(`${file} ${bytes.length}\n`, 'utf8').update(bytes);
    }
    return `sha256:${hash.digest('hex')}`;
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./actions/check-policy/src/comment.ts


const NAME = 'rampart:check-policy';
/** The verdict stands without a comment: nobody waits longer for one. */
const WAIT_MS = 60_000;
function commenter({ env, event, token }) {
    return async (body, mode) => {
        const request = pullRequestOf(event);
        const repository = repositoryOf(env['GITHUB_REPOSITORY'] ?? '');
        // A merge group, a push, a schedule: there is nobody to comment to.
        if (request === 'none' || repository === 'unknown')
            return { kind: 'left-out' };
        if (token === '')
            return { kind: 'skipped', why: 'Without "token: ${{ github.token }}" no comment can be written' };
        const api = openGithubApi({ ...githubAddresses(env), token, repository, clock, signal: AbortSignal.timeout(WAIT_MS), waitsUntilMs: clock.nowMs() + WAIT_MS, needs: { contents: 'read', 'pull-requests': 'write' } });
        const outcome = await writeStickyComment(api, { issue: request.number, name: NAME, body, ifAbsent: mode === 'write' ? 'create' : 'leave' });
        switch (outcome.kind) {
            case 'created':
            case 'updated':
            case 'unchanged':
                return { kind: 'written', url: outcome.url };
            case 'left-out':
                return outcome;
            case 'denied':
            case 'failed':
                return { kind: 'skipped', why: outcome.why };
        }
    };
}
const clock = {
    nowMs: () => Date.now(),
    // Woken early, it is no error.
    sleep: (durationMs, signal) => (0,external_node_timers_promises_.setTimeout)(durationMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

;// CONCATENATED MODULE: ./actions/check-policy/src/event.ts

/** The payload, undecoded; `undefined` outside a workflow, or where it cannot be read. */
async function readEvent(env) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    if (path === '')
        return undefined;
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        // Then nobody knows of a pull request: nothing is compared, and that is said.
        return undefined;
    }
}
/** Address of the run with its job summary; empty outside a workflow. */
function runUrlOf(env) {
    const [server = '', repository = '', run = ''] = [env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY'], env['GITHUB_RUN_ID']];
    return /^https?:\/\/[\w.:-]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository) && /^\d+$/.test(run) ? `${server}/${repository}/actions/runs/${run}` : '';
}

;// CONCATENATED MODULE: ./actions/check-policy/src/read-order.ts
// What the job is asked to do, decoded, or every mistake in it.


const RUNS_MAX = 1_000_000;
const SEED_MAX = 0xffff_ffff;
const SHARDS_MAX = 1_000;
const WORKERS_MAX = 256;
/** Throws ActionError with all mistakes. */
function readOrder(inputs) {
    const mistakes = [];
    const wrong = (code, subject, text) => void mistakes.push({ code, subject, text, place: { kind: 'nowhere' } });
    const runs = wholeNumber(inputs.runs, { min: 1, max: RUNS_MAX });
    if (runs === 'refused')
        wrong('RMP701', 'runs', `expected a whole number from 1 to ${RUNS_MAX}, got ${(0,src/* quoteValue */.cl)(inputs.runs)}.`);
    const seed = wholeNumber(inputs.seed, { min: 0, max: SEED_MAX });
    if (seed === 'refused')
        wrong('RMP701', 'seed', `expected a whole number from 0 to 0xffffffff, got ${(0,src/* quoteValue */.cl)(inputs.seed)}.`);
    for (const name of inputs.family) {
        const found = (0,families/* familyNamed */.sE)(name);
        if (found.kind === 'unknown')
            wrong('RMP701', 'family', `${(0,src/* quoteValue */.cl)(name)} is no family${found.meant === '' ? '' : `; did you mean ${found.meant}?`} There are ${found.known.join(', ')}.`);
    }
    const shard = shardOf((0,src/* given */.gI)(inputs.shard));
    if (shard === 'refused')
        wrong('RMP701', 'shard', `expected a part such as 3/20, got ${(0,src/* quoteValue */.cl)((0,src/* given */.gI)(inputs.shard))}.`);
    if (inputs.shard.kind === 'given' && inputs.merge.length > 0)
        wrong('RMP702', 'merge', 'and shard exclude each other: a shard computes rows, the job with merge judges them.');
    if (inputs.shard.kind === 'given' && inputs.rows.kind === 'absent')
        wrong('RMP702', 'rows', 'is needed with shard. Write e.g. rows: rows-3.ndjson.');
    if (inputs.shard.kind === 'absent' && inputs.rows.kind === 'given')
        wrong('RMP702', 'rows', 'is where a shard writes, and no shard is given. To judge rows that are there write merge.');
    const [first, ...rest] = mistakes;
    if (first !== undefined || runs === 'refused' || seed === 'refused' || shard === 'refused')
        throw new src/* ActionError */.lZ([first ?? { code: 'RMP701', subject: 'shard', text: 'is not accepted.', place: { kind: 'nowhere' } }, ...rest]);
    return { patterns: inputs.policy, all: inputs.all, runs, seed, families: inputs.family, part: partOf(inputs, shard) };
}
/** Threads, or `default`. Throws ActionError. */
function readWorkers({ workers }) {
    if (workers.kind === 'absent')
        return 'default';
    const count = wholeNumber(workers.value, { min: 1, max: WORKERS_MAX });
    if (count === 'refused')
        throw new src/* ActionError */.lZ([{ code: 'RMP701', subject: 'workers', text: `expected a whole number from 1 to ${WORKERS_MAX}, got ${(0,src/* quoteValue */.cl)(workers.value)}.`, place: { kind: 'nowhere' } }]);
    return count;
}
function partOf({ merge, rows }, shard) {
    if (shard !== 'none')
        return { kind: 'shard', shard, rows: (0,src/* given */.gI)(rows) };
    return merge.length > 0 ? { kind: 'merge', rows: merge } : { kind: 'whole' };
}
function wholeNumber(text, { min, max }) {
    const value = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : 'refused';
}
function shardOf(text) {
    if (text === '')
        return 'none';
    const [, index = '', count = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
    const shard = { index: Number(index), count: Number(count) };
    return shard.index >= 1 && shard.index <= shard.count && shard.count <= SHARDS_MAX ? shard : 'refused';
}

;// CONCATENATED MODULE: ./actions/check-policy/src/annotations.ts


/** One per promise that is refuted (error) or open (warning), at the line that makes it. */
function annotationsOf({ version, words, report }) {
    return words.claims.flatMap(({ mark, about, promised, seen, family }, index) => {
        if (mark === 'proved')
            return [];
        const found = (0,policy_document_src/* nearestPlace */.sH)(version.origins, report.claims[index]?.path ?? []);
        const place = found.kind === 'place' ? found.place : { file: version.file, line: 1, column: 1 };
        return [
            {
                level: mark === 'refuted' ? 'error' : 'warning',
                title: mark === 'refuted' ? 'Promise broken' : 'Promise open',
                message: `${version.policy.target}: ${about}, ${promised}: ${seen} (${family})`,
                place: { kind: 'file', file: place.file, line: place.line, column: place.column },
            },
        ];
    });
}
function mistakeAnnotation(mistake) {
    return { level: 'error', title: mistake.code, message: (0,src/* formatMistake */._P)(mistake), place: mistake.place };
}

;// CONCATENATED MODULE: ./actions/check-policy/src/compare-with-base.ts
// What a change does, beside whether promises hold: the policy and its earlier version in the same simulated worlds, run by run (common random numbers).


const compare_with_base_RUNS_MIN = 30;
/** Enough to see a difference that anybody would care about; the promises themselves get all runs. */
const compare_with_base_RUNS_MAX = 1_000;
/** All measures together, so that one of a hundred pull requests is told of a difference that is none. */
const CONFIDENCE = 1 - 0.01 / 4;
/** One sentence. */
async function compareWithBase(check, before, pool) {
    const runs = Math.min(compare_with_base_RUNS_MAX, check.budget.runs);
    if (runs < compare_with_base_RUNS_MIN)
        return `Not compared with the base: that takes ${compare_with_base_RUNS_MIN} runs.`;
    const good = await compared(check, before, { candidate: 'equal', runs, pool });
    const bad = await compared(check, before, { candidate: 'worst', runs, pool });
    const differences = [
        ...told(good, 'decidedMs', decidedWords),
        ...told(good, 'sentBack', (by) => `good releases are sent back ${moreOrLess(by, 'more', 'less')} often, ${compare_with_base_in100(by)}`),
        ...told(good, 'asked', (by) => `good releases ask a person ${moreOrLess(by, 'more', 'less')} often, ${compare_with_base_in100(by)}`),
        ...told(bad, 'excess', (by) => `bad releases cost ${moreOrLess(by, 'more', 'fewer')} bad requests, ${between(by, (value) => decimals(value))}`),
    ];
    return differences.length === 0 ? `Compared with the base: no difference that ${quantity_counted(runs, 'paired release')} can tell.` : `Compared with the base: ${differences.join('; ')}.`;
}
async function compared(check, before, { candidate, runs, pool }) {
    const [family = ''] = check.families;
    const taskOf = ({ policy, own }) => ({ kind: 'drawn', policy, own, seed: check.seed, series: { family, candidate, stratum: { name: '', first: 0, every: 1 } } });
    const tasks = { before: taskOf(before), now: taskOf(check) };
    const [rowsBefore, rowsNow] = await Promise.all([pool.run(tasks.before, 0, runs), pool.run(tasks.now, 0, runs)]);
    const horizonMs = Math.max((0,simulated_task/* trialOf */.Q)(tasks.before, 0).scenario.horizonMs, (0,simulated_task/* trialOf */.Q)(tasks.now, 0).scenario.horizonMs);
    return comparePolicies([{ policy: 'base', rows: rowsBefore }, { policy: 'head', rows: rowsNow }], { horizonMs, confidence: CONFIDENCE });
}
/** Only what differs surely. */
function told({ measures }, measure, words) {
    const difference = measures.find((one) => one.measure === measure)?.differences[0]?.difference;
    return difference === undefined || (difference.low <= 0 && difference.high >= 0) ? [] : [words(difference)];
}
function decidedWords(by) {
    return `good releases are decided ${moreOrLess(by, 'later', 'sooner')}, by ${between(by, quantity_duration)}`;
}
function moreOrLess({ mean }, more, less) {
    return mean > 0 ? more : less;
}
function compare_with_base_in100(by) {
    return `by ${between(by, (ratio) => decimals(100 * ratio))} in 100`;
}
/** `3 h (2.5 h to 3.5 h)`, whichever way it goes. */
function between({ mean, low, high }, format) {
    const [least, most] = [Math.abs(low), Math.abs(high)].toSorted((a, b) => a - b);
    return `${format(Math.abs(mean))} (${format(least ?? 0)} to ${format(most ?? 0)})`;
}
function decimals(value) {
    return String(Number(value.toPrecision(2)));
}

;// CONCATENATED MODULE: ./actions/check-policy/src/proved-policy.ts
// One policy through the simulator: its promises judged, and what is said of them.



/** `exactly`: the rule for shards, which all have to come to the same number of runs. */
function proved_policy_checkOf(version, { order, codeHash }) {
    const world = subjectWorld(version.policy, version.traffic);
    return {
        version,
        world,
        check: {
            policy: version.policy,
            policyFile: version.file,
            digest: version.digest,
            own: world.own,
            families: order.families.length > 0 ? order.families : world.families,
            budget: { kind: order.part.kind === 'whole' ? 'at-most' : 'exactly', runs: order.runs },
            seed: order.seed,
            codeHash,
        },
    };
}
function wordsOf({ version, world, check }, report) {
    // The same seed meets the same luck anywhere: that command ends in a file and the command that replays it.
    const again = `rampart check ${shell_word_shellWord(version.file)} --seed ${hex(check.seed)} --runs ${String(check.budget.runs)}`;
    return checkWords(report, {
        traffic: world.traffic,
        assumed: world.assumed,
        replay: new Map(report.claims.flatMap((claim) => (claim.counterexample.kind === 'none' ? [] : [[claimKey(claim), again]]))),
        apply: (n) => `rampart check ${shell_word_shellWord(version.file)} --apply ${String(n)}`,
        lineOf: (path) => lineOf(version, path),
    });
}
function lineOf({ origins, file }, path) {
    const found = (0,policy_document_src/* nearestPlace */.sH)(origins, path);
    // A mapping that is written says nothing of a key in it that is not.
    const origin = origins.get((0,policy_document_src/* formatPath */.jV)(path));
    return found.kind === 'place' && found.place.file === file && origin !== undefined && origin.kind !== 'built-in' ? found.place.line : 'none';
}

;// CONCATENATED MODULE: ./actions/check-policy/src/policy-version.ts
// A policy as one commit has it: its text, its defaults and the traffic profile beside it, decoded together.


async function policyVersion(files, file) {
    const [own, defaults, profile] = await Promise.all([files.read(file), files.read((0,posix_.join)((0,posix_.dirname)(file), policy_document_src/* DEFAULTS_FILE */._z)), files.read((0,policy_document_src/* profileFileOf */.RW)(file))]);
    if (own.kind === 'absent')
        return { kind: 'absent' };
    const written = JSON.stringify([own, defaults, profile]);
    const unreadable = [notReadable(file, own), notReadable((0,posix_.join)((0,posix_.dirname)(file), policy_document_src/* DEFAULTS_FILE */._z), defaults), notReadable((0,policy_document_src/* profileFileOf */.RW)(file), profile)].flat();
    if (unreadable.length > 0 || own.kind !== 'text')
        return { kind: 'mistakes', written, mistakes: unreadable };
    const reading = (0,policy_document_src/* readPolicy */.T4)({ file, text: own.text, ...(defaults.kind === 'text' ? { defaults: { file: (0,posix_.join)((0,posix_.dirname)(file), policy_document_src/* DEFAULTS_FILE */._z), text: defaults.text } } : {}) });
    const traffic = trafficOf((0,policy_document_src/* profileFileOf */.RW)(file), profile);
    const mistakes = [...(reading.kind === 'mistakes' ? reading.mistakes : []), ...(traffic.kind === 'mistakes' ? traffic.mistakes : [])];
    if (reading.kind === 'mistakes' || traffic.kind === 'mistakes')
        return { kind: 'mistakes', written, mistakes: mistakes.map(placed) };
    const { policy, digest, origins } = reading;
    return { kind: 'version', written, version: { file, policy, digest, origins, traffic: { file: (0,policy_document_src/* profileFileOf */.RW)(file), text: profile.kind === 'text' ? profile.text : '', traffic: traffic.traffic } } };
}
/** The same promises at the same traffic, however they are written. */
function sameVersion(a, b) {
    return a.digest === b.digest && a.traffic.text === b.traffic.text;
}
function trafficOf(file, profile) {
    if (profile.kind !== 'text')
        return { kind: 'traffic', traffic: policy_document_src/* UNKNOWN_TRAFFIC */.RR };
    const reading = (0,policy_document_src/* readProfile */.er)({ file, text: profile.text });
    return reading.kind === 'profile' ? { kind: 'traffic', traffic: { kind: 'measured', profile: reading.profile } } : reading;
}
function notReadable(file, text) {
    return text.kind === 'unreadable' ? [{ code: 'RMP101', subject: (0,posix_.basename)(file), text: `${text.why}. Name a UTF-8 file of the checkout.`, place: { kind: 'file', file, line: 1, column: 1 } }] : [];
}
function placed({ code, subject, text, place }) {
    return { code, subject, text, place: { kind: 'file', file: place.file, line: place.line, column: place.column } };
}

;// CONCATENATED MODULE: ./actions/check-policy/src/render-report.ts
// The job summary: every policy in full, what a change does to it, and the runs that broke a promise as files to replay.


const render_report_ICONS = { proved: '✅', refuted: '❌', inconclusive: '❔' };
function renderReport({ icon, sentence, policies, survey, notes }) {
    return [
        `### ${icon} ${markdown_text_escapeMarkdown(sentence)}`,
        '',
        ...policies.flatMap((policy) => [...policyLines(policy), ...counterexampleLines(policy)]),
        ...restLines(survey),
        ...notes.map(markdown_text_escapeMarkdown),
        '',
    ].join('\n');
}
/** What the comment shows of a policy, too. */
function policyLines({ words, comparison }) {
    const block = renderCheckMarkdown(words).trimEnd().split('\n');
    return [...block, ...(comparison === '' ? [] : ['', markdown_text_escapeMarkdown(comparison)]), ''];
}
function restLines({ deleted, unchanged }) {
    return [
        ...(deleted.length === 0 ? [] : [`Deleted: ${render_report_named(deleted)}`]),
        ...(unchanged.length === 0 ? [] : [`Unchanged: ${render_report_named(unchanged.map(({ version }) => version.file))}`]),
    ];
}
const NAMED_MAX = 10;
function render_report_named(files) {
    const more = files.length - NAMED_MAX;
    return `${files.slice(0, NAMED_MAX).map(markdown_text_escapeMarkdown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
function counterexampleLines({ version, report }) {
    return report.claims.flatMap(({ name, verdict, counterexample }) => {
        if (verdict !== 'refuted' || counterexample.kind === 'none')
            return [];
        const text = writeScenario({ policy: version.file, breaks: name, depth: 'decide', scenario: counterexample.scenario });
        const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))));
        return [
            `<details><summary>A release that breaks ${markdown_text_escapeMarkdown(name)}</summary>`,
            '',
            'In a file at the root of the repository, e.g. broken.yaml, `rampart replay broken.yaml` shows it look by look.',
            '',
            `${fence}yaml`,
            text.trimEnd(),
            fence,
            '',
            '</details>',
            '',
        ];
    });
}

;// CONCATENATED MODULE: ./actions/check-policy/src/render-comment.ts
// The comment on the pull request: at most 30 lines, what is broken first, and where the rest is.


/** The hidden marker, by which the comment is found again, is one of the thirty. */
const COMMENT_LINES_MAX = 29;
function renderComment(parts, runUrl) {
    const head = [`### ${parts.icon} ${markdown_text_escapeMarkdown(parts.sentence)}`, ''];
    const rest = [...restLines(parts.survey), ...parts.notes.map(markdown_text_escapeMarkdown)];
    const whole = [...head, ...parts.policies.flatMap(policyLines), ...rest];
    const lines = whole.length <= COMMENT_LINES_MAX - 2 ? whole : [...head, ...parts.policies.toSorted((a, b) => render_comment_RANK[render_comment_worst(a)] - render_comment_RANK[render_comment_worst(b)]).flatMap(shortLines), '', ...rest];
    return cut(lines, runUrl === '' ? 'All figures are in the job summary.' : `All figures are in the [job summary](${runUrl}).`);
}
/** The worst first: what is cut is what is fine. */
const render_comment_RANK = { refuted: 0, inconclusive: 1, proved: 2 };
function render_comment_worst({ words }) {
    return words.ending.mark;
}
function shortLines({ version, words, comparison }) {
    const claims = words.claims.filter(({ mark }) => mark !== 'proved');
    return [
        `- ${render_report_ICONS[words.ending.mark]} **${markdown_text_escapeMarkdown(version.policy.target)}** (${markdown_text_escapeMarkdown(version.file)}): ${markdown_text_escapeMarkdown(words.ending.text)}`,
        ...claims.map(({ mark, about, promised, seen, line }) => `  - ${render_report_ICONS[mark]} ${markdown_text_escapeMarkdown(`${about}, ${promised}: ${seen}${line === 'none' ? '' : ` (line ${String(line)})`}`)}`),
        ...words.changes.flatMap(({ to, rows }) => rows.slice(0, 1).map(({ change, why }) => `  - ${markdown_text_escapeMarkdown(`${to.replace(/, cheapest first$/, '')}: ${change}: ${why}`)}`)),
        ...(comparison === '' ? [] : [`  - ${markdown_text_escapeMarkdown(comparison)}`]),
    ];
}
function cut(lines, last) {
    const room = COMMENT_LINES_MAX - 2;
    const said = lines.slice(0, 1 + lines.findLastIndex((line) => line !== ''));
    const kept = said.length <= room ? said : [...said.slice(0, room - 1), `${said.length - room + 1} more lines.`];
    return [...kept, '', last].join('\n');
}

;// CONCATENATED MODULE: ./actions/check-policy/src/rows-file.ts
// The rows of one shard: a line that says what the file is, then one line per policy, each the part that the simulator wrote.

const VERSION = 1;
function rowsText(parts) {
    const head = JSON.stringify({ rampartRows: VERSION, policies: parts.map(({ policyFile }) => policyFile) });
    return `${[head, ...parts.map(({ text }) => text.trimEnd())].join('\n')}\n`;
}
/** What the lines of policies say is left to the simulator. */
function readRowsFiles(files) {
    const byPolicy = new Map();
    const mistakes = [];
    for (const { name, text } of files) {
        const [head = '', ...lines] = text.trimEnd().split('\n');
        const policies = policiesOf(head);
        if (policies === 'no rows file' || policies.length !== lines.length) {
            mistakes.push(`${(0,src/* quoteValue */.cl)(name)} is no rows file of this version, or was cut off. Give the files that the jobs with shard wrote.`);
            continue;
        }
        for (const [index, file] of policies.entries())
            byPolicy.set(file, [...(byPolicy.get(file) ?? []), { name, text: lines[index] ?? '' }]);
    }
    return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'rows', byPolicy };
}
function policiesOf(head) {
    let document;
    try {
        document = JSON.parse(head);
    }
    catch {
        return 'no rows file';
    }
    if (typeof document !== 'object' || document === null || !('rampartRows' in document) || document.rampartRows !== VERSION || !('policies' in document) || !Array.isArray(document.policies))
        return 'no rows file';
    const policies = document.policies;
    return policies.every((file) => typeof file === 'string') ? policies : 'no rows file';
}

;// CONCATENATED MODULE: ./actions/check-policy/src/survey.ts
// Which policies there are, and what a change did to each: nothing, something, or it is new or gone.


/** `all`: mistakes of unchanged policies count, too. */
async function surveyPolicies(patterns, { head, base, all }) {
    const [headFiles, baseFiles] = await Promise.all([head.list(patterns), base.kind === 'commit' ? base.files.list(patterns) : []]);
    const nothing = await patternsOfNothing(patterns, head, base);
    const gone = baseFiles.filter((file) => !headFiles.includes(file));
    const goneVersions = base.kind === 'commit' ? await Promise.all(gone.map(async (file) => await policyVersion(base.files, file))) : [];
    const looked = await Promise.all(headFiles.map(async (file) => lookAt(await policyVersion(head, file), base.kind === 'commit' ? await policyVersion(base.files, file) : 'no base', goneVersions)));
    const policies = looked.flatMap((look) => (look.kind === 'policy' ? [look] : []));
    const changed = policies.filter(({ isChanged }) => isChanged);
    const moved = policies.flatMap(({ before }) => (before.kind === 'version' ? [before.version.file] : []));
    return {
        changed,
        unchanged: policies.filter(({ isChanged }) => !isChanged),
        deleted: gone.filter((file) => !moved.includes(file)),
        mistakes: [...nothing, ...looked.flatMap((look) => (look.kind === 'mistakes' && (look.isChanged || all) ? look.mistakes : [])), ...sharedTargets(policies, all)],
    };
}
function lookAt(head, base, gone) {
    // Listed and then gone: nothing to look at.
    if (head.kind === 'absent')
        return { kind: 'mistakes', isChanged: false, mistakes: [] };
    const isWrittenAlike = base !== 'no base' && base.kind !== 'absent' && base.written === head.written;
    if (head.kind === 'mistakes')
        return { kind: 'mistakes', isChanged: !isWrittenAlike, mistakes: head.mistakes };
    const { version } = head;
    const before = beforeOf(version, base, gone);
    return { kind: 'policy', version, before, isChanged: !(before.kind === 'version' && sameVersion(before.version, version)) };
}
/** A file under another name that is about the same target is the same policy, moved. */
function beforeOf(version, base, gone) {
    if (base === 'no base')
        return { kind: 'unknown' };
    if (base.kind === 'version')
        return { kind: 'version', version: base.version };
    if (base.kind === 'mistakes')
        return { kind: 'broken' };
    const moved = gone.find((other) => other.kind === 'version' && other.version.policy.target === version.policy.target);
    return moved?.kind === 'version' ? { kind: 'version', version: moved.version } : { kind: 'none' };
}
async function patternsOfNothing(patterns, head, base) {
    const found = await Promise.all(patterns.map(async (pattern) => (await head.list([pattern])).length > 0 || (base.kind === 'commit' && (await base.files.list([pattern])).length > 0)));
    return patterns.flatMap((pattern, index) => (found[index] === true ? [] : [survey_mistake(`${(0,src/* quoteValue */.cl)(pattern)} matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out.`)]));
}
function sharedTargets(policies, all) {
    return policies.flatMap(({ version, isChanged }, index) => {
        const twin = policies.slice(0, index).find((other) => other.version.policy.target === version.policy.target);
        if (twin === undefined || !(all || isChanged || twin.isChanged))
            return [];
        return [survey_mistake(`${twin.version.file} and ${version.file} are both about target ${version.policy.target}. A target has one policy.`)];
    });
}
function survey_mistake(text) {
    return { code: 'RMP210', subject: 'policy', text, place: { kind: 'nowhere' } };
}

;// CONCATENATED MODULE: ./actions/check-policy/src/verdict.ts
// What a job comes to over all of its policies.

function verdictOn(policies) {
    const claims = policies.flatMap(({ report }) => report.claims);
    const [proved, refuted, open] = ['proved', 'refuted', 'inconclusive'].map((verdict) => claims.filter((claim) => claim.verdict === verdict).length);
    const unproved = policies.filter(({ report }) => report.claims.every(({ verdict }) => verdict !== 'proved'));
    const kind = refuted !== 0 ? 'refuted' : open === 0 && claims.length > 0 ? 'proved' : 'inconclusive';
    return {
        kind,
        exitCode: kind === 'refuted' || unproved.length > 0 ? 1 : 0,
        sentence: `${subjectOf(policies)}: ${kind === 'proved' ? `all ${quantity_counted(claims.length, 'promise')} hold` : [`${proved ?? 0} of ${quantity_counted(claims.length, 'promise')} hold`, ...(refuted === 0 ? [] : [`${refuted ?? 0} broken`]), ...(open === 0 ? [] : [`${open ?? 0} open`])].join(', ')}.`,
        why: verdict_whyOf(policies, unproved),
    };
}
function subjectOf(policies) {
    return policies.length > 3 ? `${policies.length} policies` : policies.map(({ version }) => version.policy.target).join(', ');
}
function verdict_whyOf(policies, unproved) {
    for (const wanted of ['refuted', 'inconclusive']) {
        for (const { version, words } of policies) {
            const claim = words.claims.find(({ mark }) => mark === wanted);
            if (claim === undefined)
                continue;
            const nothing = wanted === 'inconclusive' && unproved.length > 0 ? 'Nothing at all is proved, and that is no pass. ' : '';
            return `${nothing}${version.policy.target}, ${claim.about}, ${claim.promised}: ${claim.seen}.`;
        }
    }
    const runs = policies.reduce((sum, { report }) => sum + report.runs, 0);
    return `${quantity_counted(runs, 'simulated release')} at the committed traffic.`;
}

;// CONCATENATED MODULE: ./actions/check-policy/src/run.ts
// The action itself: which policies changed, whether they keep their promises, and what the change does to them. Knows no disk, no git and no GitHub.













/** Exit code 0: all proved, some open, or nothing to prove; 1: a promise is broken, or nothing is proved; 2, or ActionError with 2: mistakes. */
async function run(inputs, ports) {
    const order = readOrder(inputs);
    const survey = await surveyPolicies(order.patterns, { head: ports.head, base: ports.base, all: order.all });
    const wanted = order.all ? [...survey.changed, ...survey.unchanged] : survey.changed;
    const mistakes = [...survey.mistakes, ...(survey.mistakes.length > 0 ? [] : worldMistakes(wanted, order))];
    const commented = inputs.comment && order.part.kind !== 'shard';
    if (mistakes.length > 0)
        return await refused(mistakes, ports, commented);
    const checks = wanted.map((policy) => ({ ...policy, ...proved_policy_checkOf(policy.version, { order, codeHash: ports.codeHash }) }));
    ports.log(`${policiesCounted(checks.length)} to prove, ${survey.unchanged.length} unchanged, ${survey.deleted.length} deleted; ${baseWords(ports)}.`);
    if (order.part.kind === 'shard')
        return await computeShard(checks, order.part, ports);
    const judged = order.part.kind === 'merge' ? await mergedBy(checks, order.part.rows, ports) : new Map();
    const proved = [];
    for (const check of checks)
        proved.push(await prove(check, judged, ports));
    return await run_concluded(proved, { survey: order.all ? { ...survey, unchanged: [] } : survey, ports, commented });
}
async function prove(surveyed, merged, ports) {
    const { version, check } = surveyed;
    const simulating = { pool: ports.pool, onProgress: quarters(version.file, ports) };
    const judged = merged.get(version.file) ?? (await judgePolicy(check, simulating));
    const report = await reportOf(check, judged, { pool: ports.pool });
    const words = wordsOf(surveyed, report);
    const comparison = await comparisonOf(surveyed, ports);
    ports.log(renderCheckTerminal(words, { color: false, width: 120 }).trimEnd());
    if (comparison !== '')
        ports.log(` ${comparison}`);
    return { version, report, words, comparison };
}
async function comparisonOf({ version, before, check, world }, { pool }) {
    switch (before.kind) {
        case 'unknown':
            return '';
        case 'none':
            return 'A new policy: the base has nothing to compare with.';
        case 'broken':
            return 'Not compared with the base: its version has mistakes.';
        case 'version': {
            if (sameVersion(before.version, version))
                return '';
            if (before.version.digest === version.digest)
                return 'Compared with the base: only the traffic profile is another.';
            const own = world.own.kind === 'unknown' ? world.own : subjectWorld(before.version.policy, version.traffic).own;
            return await compareWithBase(check, { policy: before.version.policy, own }, pool);
        }
    }
}
/** A line whenever another quarter of the work is done: nobody watches a job, and who does wants to know that it moves. */
function quarters(file, ports) {
    let told = 0;
    return ({ done, total }) => {
        const quarter = Math.floor((4 * done) / Math.max(1, total));
        if (quarter <= told)
            return;
        told = quarter;
        ports.log(`${file}: ${quantity_counted(done, 'simulated release')} of at most ${quantity_count(total)}`);
    };
}
// --- shards -------------------------------------------------------------------------------------------------------------------
async function computeShard(checks, { shard, rows }, ports) {
    const parts = [];
    for (const { version, check } of checks)
        parts.push({ policyFile: version.file, text: await runShard(fixed(check), shard, { pool: ports.pool, onProgress: quarters(version.file, ports) }) });
    const written = await ports.writeRows(rows, rowsText(parts));
    if (written.kind === 'refused')
        throw wrong('RMP704', 'rows', `${JSON.stringify(rows)} ${written.why}`);
    const sentence = `Part ${shard.index} of ${shard.count} of ${policiesCounted(checks.length)} is in ${rows}.`;
    return {
        exitCode: 0,
        outputs: { verdict: 'shard', sentence, results: '', report: '', commentUrl: '' },
        summary: '',
        annotations: [],
        closing: { decided: sentence, why: 'A part judges nothing.', next: 'The job with merge judges the rows of all parts.' },
    };
}
async function mergedBy(checks, patterns, ports) {
    if (checks.length === 0)
        return new Map();
    const read = await ports.readRows(patterns);
    if (read.kind === 'refused')
        throw wrong('RMP703', 'merge', read.why);
    const rows = readRowsFiles(read.files);
    if (rows.kind === 'mistakes')
        throw mistakesOf(rows.mistakes);
    const merged = checks.map(({ version, check }) => ({ file: version.file, merged: mergeShards(fixed(check), rows.byPolicy.get(version.file) ?? NO_FILES) }));
    const mistakes = merged.flatMap((one) => (one.merged.kind === 'mistakes' ? one.merged.mistakes.map((text) => `${one.file}: ${text}.`) : []));
    if (mistakes.length > 0)
        throw mistakesOf(mistakes);
    return new Map(merged.flatMap((one) => (one.merged.kind === 'merged' ? [[one.file, one.merged.judged]] : [])));
}
const NO_FILES = [];
function fixed(check) {
    return { ...check, budget: { kind: 'exactly', runs: check.budget.runs } };
}
function mistakesOf([first = '', ...rest]) {
    const mistake = (text) => ({ code: 'RMP703', subject: 'merge', text, place: { kind: 'nowhere' } });
    return new src/* ActionError */.lZ([mistake(first), ...rest.map(mistake)]);
}
function wrong(code, subject, text) {
    return new src/* ActionError */.lZ([{ code, subject, text, place: { kind: 'nowhere' } }]);
}
// --- results ------------------------------------------------------------------------------------------------------------------
async function run_concluded(policies, { survey, ports, commented }) {
    const verdict = policies.length === 0 ? nothingToProve(survey) : verdictOn(policies);
    const parts = { icon: verdict.kind === 'unchanged' ? '✅' : render_report_ICONS[verdict.kind], sentence: verdict.sentence, policies, survey, notes: ports.base.kind === 'none' ? [`Not compared: ${ports.base.why}.`] : [] };
    const summary = renderReport(parts);
    const comment = await commentOn(renderComment(parts, ports.runUrl), { ports, commented, mode: verdict.kind === 'unchanged' ? 'if-there' : 'write' });
    return {
        exitCode: verdict.exitCode,
        outputs: { verdict: verdict.kind, sentence: verdict.sentence, results: resultsJson(policies.map(({ report }) => report.result)), report: summary, commentUrl: comment.url },
        summary,
        annotations: [...policies.flatMap(annotationsOf), ...comment.annotations, ...baseAnnotations(ports)],
        closing: { decided: verdict.sentence, why: verdict.why, next: nextStep(verdict, policies) },
    };
}
function nothingToProve({ deleted }) {
    const gone = deleted.length === 0 ? '' : `; ${policiesCounted(deleted.length)} deleted`;
    return { kind: 'unchanged', exitCode: 0, sentence: `No policy changed${gone}.`, why: 'Every policy and its traffic profile mean what they mean at the base.' };
}
function nextStep({ kind }, policies) {
    const proposed = policies.find(({ report }) => report.changes.length > 0);
    if (kind === 'proved' || kind === 'unchanged')
        return 'Nothing to do.';
    if (proposed !== undefined)
        return `rampart check ${shell_word_shellWord(proposed.version.file)} --apply 1 makes the cheapest change that was found; the summary lists them all.`;
    return kind === 'refuted' ? 'Promise what this traffic allows, or change what the summary names.' : 'The summary says what is missing; more runs may settle it.';
}
async function refused(mistakes, ports, commented) {
    const sentence = `${quantity_counted(mistakes.length, 'mistake')} in policies: nothing was proved.`;
    const notes = mistakes.map(({ place, code, subject, text }) => `${place.kind === 'file' ? `${place.file}:${place.line} ` : ''}${code} ${subject}: ${text}`);
    const parts = { icon: '❌', sentence, policies: [], survey: { deleted: [], unchanged: [] }, notes: notes.flatMap((note) => [note, '']) };
    const comment = await commentOn(renderComment(parts, ports.runUrl), { ports, commented, mode: 'write' });
    const summary = renderReport(parts);
    return {
        exitCode: 2,
        outputs: { verdict: '', sentence, results: '', report: summary, commentUrl: comment.url },
        summary,
        annotations: [...mistakes.map(mistakeAnnotation), ...comment.annotations],
        closing: { decided: sentence, why: mistakes.length === 1 ? 'There is one mistake, named above.' : `There are ${mistakes.length} mistakes, all named above.`, next: 'Correct them; rampart validate lists them, too.' },
    };
}
/** Own traffic can only be simulated where it was measured. */
function worldMistakes(policies, { families }) {
    if (!families.includes('own-traffic'))
        return [];
    return policies.flatMap(({ version: { file, traffic } }) => traffic.traffic.kind === 'unknown' ? [{ code: 'RMP701', subject: 'family', text: `own-traffic needs the traffic profile ${traffic.file} beside ${file}. Write one with rampart init or rampart fit.`, place: { kind: 'nowhere' } }] : []);
}
async function commentOn(body, { ports, commented, mode }) {
    if (!commented)
        return { url: '', annotations: [] };
    const outcome = await ports.comment(body, mode);
    if (outcome.kind === 'written')
        return { url: outcome.url, annotations: [] };
    // A comment that nobody would have seen is no news.
    if (outcome.kind === 'left-out' || mode === 'if-there')
        return { url: '', annotations: [] };
    return { url: '', annotations: [{ level: 'notice', title: 'No comment', message: `${outcome.why}. The job summary says the same.`, place: { kind: 'nowhere' } }] };
}
function baseAnnotations({ base }) {
    if (base.kind === 'commit' || !base.isMissed)
        return [];
    return [{ level: 'warning', title: 'Nothing to compare with', message: `${base.why}. Every policy counts as changed.`, place: { kind: 'nowhere' } }];
}
function baseWords({ base }) {
    return base.kind === 'commit' ? `compared with ${base.name}` : `not compared: ${base.why}`;
}
function policiesCounted(count) {
    return `${count} ${count === 1 ? 'policy' : 'policies'}`;
}
function resultsJson(results) {
    const documents = results.map((result) => JSON.parse(checkJson(result)));
    return JSON.stringify(documents);
}

;// CONCATENATED MODULE: ./actions/check-policy/src/connect.ts
// Binds the action to the real world: the checkout, git, GitHub's API, and worker threads of the bundle itself.













/** `entry`: the file that this process was started with. A worker thread is started with it, too. */
async function connect(inputs, { env, log, signal }, entry) {
    const workers = readWorkers(inputs);
    // Before anything is fetched.
    readOrder(inputs);
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    const event = await readEvent(env);
    const token = (0,src/* given */.gI)(inputs.token);
    const cacheDir = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'rampart-base-'));
    const pool = openPool((0,simulate_run/* runSimulator */.u)(), { entry, workers: workers === 'default' ? (0,external_node_os_.availableParallelism)() : workers, signal });
    try {
        return await run(inputs, {
            head: checkoutFiles(workspace),
            base: await openBase({ wanted: (0,src/* given */.gI)(inputs.base), event, workspace, cacheDir, token, git: createGit(env), signal }),
            pool,
            codeHash: await codeHashOf(entry),
            runUrl: runUrlOf(env),
            comment: commenter({ env, event, token }),
            readRows: (patterns) => readRowsOf(patterns, workspace),
            writeRows: (path, text) => writeRowsTo(path, text, { workspace, temporary: env['RUNNER_TEMP'] ?? '' }),
            log,
        });
    }
    finally {
        await pool.close();
        // What was found counts, not a folder that cannot be removed.
        await (0,promises_.rm)(cacheDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
}


/***/ })

};
