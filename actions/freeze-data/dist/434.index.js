export const id = 434;
export const ids = [434];
export const modules = {

/***/ 1434:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  baseShaOf: () => (/* reexport */ baseShaOf),
  githubAddresses: () => (/* reexport */ githubAddresses),
  lackingPermissions: () => (/* reexport */ lackingPermissions),
  mergedPermissions: () => (/* reexport */ mergedPermissions),
  missingPermission: () => (/* reexport */ missingPermission),
  openGithubApi: () => (/* reexport */ openGithubApi),
  permissionWords: () => (/* reexport */ permissionWords),
  pullRequestOf: () => (/* reexport */ pullRequestOf),
  repositoryOf: () => (/* reexport */ repositoryOf),
  restPages: () => (/* reexport */ restPages),
  serverClock: () => (/* reexport */ serverClock),
  spentText: () => (/* reexport */ spentText),
  sumOfSpent: () => (/* reexport */ sumOfSpent),
  tokenLimits: () => (/* reexport */ tokenLimits),
  writeStickyComment: () => (/* reexport */ writeStickyComment)
});

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
const UNHEARD = { kind: 'unheard' };
/** A `Date` has whole seconds, and says the second that has begun. */
const DATE_STEP_MS = 1_000;
/**
 * What is known after an answer. Each one says between which limits the truth lies: the second of its `Date` passed somewhere on the way there and back. Together they draw
 * these limits closer. Who is within them stays where he is, so that time does not jitter, and a clock that is right is left alone; who is not goes to their middle.
 * An answer that contradicts those before counts alone: a machine was asleep, and its steady clock with it. `machineMs`: the machine's time less the steady clock's.
 */
function afterAnswer(time, answer, machineMs) {
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

;// CONCATENATED MODULE: ./packages/github-api/src/spent-text.ts
function spentText({ restReads, restWrites, graphql, notModified, waitedMs }) {
    const parts = [
        counted(graphql, 'GraphQL request'),
        counted(restReads, 'REST read'),
        counted(restWrites, 'REST write'),
        ...(notModified === 0 ? [] : [`${notModified} answered from what was known`]),
        ...(waitedMs === 0 ? [] : [`waited ${Math.ceil(waitedMs / 1000)} s for rate limits`]),
    ];
    return `GitHub: ${parts.join(', ')}`;
}
/** Of several clients of one job. */
function sumOfSpent(all) {
    return all.reduce((sum, one) => ({
        restReads: sum.restReads + one.restReads,
        restWrites: sum.restWrites + one.restWrites,
        graphql: sum.graphql + one.graphql,
        notModified: sum.notModified + one.notModified,
        waitedMs: sum.waitedMs + one.waitedMs,
    }));
}
function counted(count, what) {
    return `${count} ${what}${count === 1 ? '' : 's'}`;
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











/***/ })

};
