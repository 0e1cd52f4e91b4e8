export const id = 786;
export const ids = [786];
export const modules = {

/***/ 1786:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/action-kit/src/index.ts + 1 modules
var src = __webpack_require__(5127);
// EXTERNAL MODULE: ./packages/git-process/src/index.ts + 13 modules
var git_process_src = __webpack_require__(6165);
// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 22 modules
var rollout_engine_src = __webpack_require__(118);
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
        return answer.status === 200 ? http_exchange_parsed(answer.text, hidden) : http_exchange_refused(answer.status, hidden(answer.text));
    };
}
function http_exchange_parsed(text, hidden) {
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

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
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
            case 'cancelled':
                return { kind: 'failed', code: 'unavailable', message: `"${name}" was killed: the job was cancelled`, retryable: true, outcome: 'unknown' };
            case 'too-large':
                return { kind: 'failed', code: 'malformed', message: `"${name}" wrote more than ${String(command_exchange_BYTES_MAX)} bytes; that is not an answer to this request`, retryable: false, outcome: 'unknown' };
            case 'exited':
                return run.code === 0 ? command_exchange_parsed(name, run.stdout) : command_exchange_refused(name, run);
        }
    };
}
function runProgram({ argv, cwd, env, timeoutMs, signal }, input) {
    const [program, ...args] = argv;
    if (program === undefined || program === '')
        return Promise.resolve({ kind: 'not-started', why: 'the command is empty' });
    if (argv.some((each) => each.includes('\0')))
        return Promise.resolve({ kind: 'not-started', why: 'the command has a null byte in it' });
    if (signal?.aborted === true)
        return Promise.resolve({ kind: 'cancelled' });
    return new Promise((resolve) => {
        // A process group of its own, so that a late child cannot change traffic after we said that we do not know.
        const child = (0,external_node_child_process_.spawn)(program, args, { cwd, env, shell: false, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
        const stdout = [];
        let stdoutBytes = 0;
        let stderr = '';
        const end = (run) => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', cancel);
            resolve(run);
        };
        const cancel = () => {
            killGroup(child);
            end({ kind: 'cancelled' });
        };
        signal?.addEventListener('abort', cancel, { once: true });
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
function integer({ min, max }) {
    const expected = `a whole number from ${String(min)} to ${String(max)}`;
    return (value, path) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? good(value) : bad(path, expected, value));
}
/** Any number that JSON can hold; not necessarily whole. */
function number({ min, max }) {
    const expected = `a number from ${String(min)} to ${String(max)}`;
    return (value, path) => (typeof value === 'number' && value >= min && value <= max ? good(value) : bad(path, expected, value));
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
function record(item, { keysMax }) {
    return (value, path) => {
        if (!isObject(value))
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
/** What was decoded, as something else. */
function mapped(decoder, change) {
    return (value, path) => {
        const decoded = decoder(value, path);
        return decoded.kind === 'bad' ? decoded : good(change(decoded.value));
    };
}
function shape(fields, optional = {}) {
    return (value, path) => decodeFields(fields, optional, value, path);
}
function decodeFields(fields, optional, value, path) {
    if (!isObject(value))
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
    if (isObject(value))
        return 'an object';
    return value === undefined ? 'nothing' : plainLine(JSON.stringify(value), 60);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function at(path, key) {
    const name = plainLine(key, 60);
    return path === '' ? name : `${path}.${name}`;
}

;// CONCATENATED MODULE: ./packages/json-exchange/src/index.ts







// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var rollout_policy_src = __webpack_require__(8361);
;// CONCATENATED MODULE: ./packages/metric-sources/src/score-scale.ts
// Sums of bounded scores, from their own scale to 0..1 each.

/** Cut to 0..trials within what rounding explains; beyond that the values are not on this scale. */
function scaled({ trials, sum, slack }, { low, high }) {
    if (sum < trials * low - slack || sum > trials * high + slack)
        return 'outside';
    return { trials, events: Math.min(trials, Math.max(0, (sum - trials * low) / (high - low))) };
}
function outside(arm, cell, { trials, sum }, { low, high }) {
    return `${String(trials)} scores of ${arm} in "${plainLine(cell)}" add up to ${String(sum)}, which is outside of ${String(low)} to ${String(high)} each: check \`low\` and \`high\``;
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/labels/measures.ts
// What a label source is asked to count, and how what it tells becomes cells. Each measure has its own form of a block.



/** What a label source is to be asked for this signal, if it is one that it can answer. */
function measures_labelsQuestionOf(signal) {
    switch (signal.kind) {
        case 'labels':
            return { kind: 'asked', question: signal, measure: { kind: 'answers' } };
        case 'pairs':
        case 'calibration':
            return { kind: 'asked', question: signal, measure: { kind: signal.kind } };
        case 'score':
            return signal.origin.kind === 'labels' ? { kind: 'asked', question: signal.origin, measure: { kind: 'score', scale: signal } } : { kind: 'none' };
        case 'share':
        case 'time':
        case 'bins':
        case 'level':
            return { kind: 'none' };
    }
}
function blockDecoder(measure) {
    switch (measure.kind) {
        case 'answers':
            return cellwise(shape({ stable: counts, candidate: counts }), answers);
        case 'pairs':
            return cellwise(joint, pairs);
        case 'score':
            return cellwise(shape({ stable: sums, candidate: sums }), (name, cell) => scores(name, cell, measure.scale));
        case 'calibration':
            return mapped(shape({ fromMs: time, toMs: time, tenths: list(tenth, { countMax: TENTHS }) }, UNJOINED), ({ tenths, ...span }) => ({ ...span, ...calibration(tenths) }));
    }
}
const CELLS_MAX = 1000;
/** So large that all sums of such counts are still whole. */
const COUNT_MAX = Math.floor(Number.MAX_SAFE_INTEGER / 16);
const time = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const measures_count = integer({ min: 0, max: COUNT_MAX });
const counts = shape({ trials: measures_count, events: measures_count });
const UNJOINED = { unjoined: measures_count };
const joint = shape({ bothRight: measures_count, candidateWrong: measures_count, stableWrong: measures_count, bothWrong: measures_count }, { different: measures_count });
const sums = shape({ trials: measures_count, sum: number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }) });
const said = shape({ trials: measures_count, events: measures_count, predicted: number({ min: 0, max: COUNT_MAX }) });
const tenth = shape({ stable: said, candidate: said });
function cellwise(cell, tell) {
    return mapped(shape({ fromMs: time, toMs: time, cells: record(cell, { keysMax: CELLS_MAX }) }, UNJOINED), ({ cells, ...span }) => {
        const told = Object.entries(cells).map(([name, each]) => tell(name, each));
        return { ...span, cells: Object.fromEntries(told.flatMap((each) => Object.entries(each.cells))), mistakes: told.flatMap(({ mistakes }) => mistakes) };
    });
}
function answers(name, cell) {
    const tooMany = cell.stable.events > cell.stable.trials || cell.candidate.events > cell.candidate.trials;
    return { cells: { [name]: cell }, mistakes: tooMany ? [`has more wrong answers than answers in "${plainLine(name)}"`] : [] };
}
/** Only the whole has the items that one model alone got wrong, and those on which the answers differ. */
function pairs(name, counted) {
    if (name === rollout_policy_src/* DISCORDANT */.MJ || name === rollout_policy_src/* DIFFERENT */.mp)
        return { cells: {}, mistakes: [`has the cell "${name}", which is made from "all"`] };
    const { bothRight, candidateWrong, stableWrong, bothWrong, different } = counted;
    const trials = bothRight + candidateWrong + stableWrong + bothWrong;
    const alone = candidateWrong + stableWrong;
    const whole = { stable: { trials, events: stableWrong + bothWrong }, candidate: { trials, events: candidateWrong + bothWrong } };
    const cells = { [name]: whole };
    if (name === 'all') {
        cells[rollout_policy_src/* DISCORDANT */.MJ] = { stable: { trials: alone, events: stableWrong }, candidate: { trials: alone, events: candidateWrong } };
        if (different !== undefined)
            cells[rollout_policy_src/* DIFFERENT */.mp] = { stable: { trials, events: 0 }, candidate: { trials, events: different } };
    }
    // A right and a wrong answer differ; two right ones, or two wrong ones, may.
    const isPossible = different === undefined || (different >= alone && different <= trials);
    return { cells, mistakes: isPossible ? [] : [`has ${String(different)} different answers in "${plainLine(name)}", of ${String(trials)} items and ${String(alone)} that one model alone got wrong`] };
}
function scores(name, cell, scale) {
    const largest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
    // Each of the additions is rounded to the 53 bits of the sum.
    const totals = ['stable', 'candidate'].map((arm) => ({ arm, total: { ...cell[arm], slack: (cell[arm].trials + 2) * Number.EPSILON * cell[arm].trials * largest } }));
    const mistakes = totals.filter(({ total }) => scaled(total, scale) === 'outside').map(({ arm, total }) => `is not possible: ${outside(arm, name, total, scale)}`);
    const [stable, candidate] = totals.map(({ total }) => scaled(total, scale));
    return stable === undefined || candidate === undefined || stable === 'outside' || candidate === 'outside' ? { cells: {}, mistakes } : { cells: { [name]: { stable, candidate } }, mistakes };
}
const TENTHS = 10;
/** Predicted probabilities are added up by others: what their rounding may do, per item. */
const PREDICTED_SLACK = 1e-9;
function calibration(tenths) {
    if (tenths.length !== TENTHS)
        return { cells: {}, mistakes: [`has ${String(tenths.length)} tenths instead of ${String(TENTHS)}`] };
    const mistakes = tenths.flatMap((each, index) => ['stable', 'candidate'].flatMap((arm) => saidMistakes(each[arm], index).map((mistake) => `has ${mistake} in tenth ${String(index)} of ${arm}`)));
    const cells = tenths.flatMap((each, index) => saidCells((0,rollout_policy_src/* decileCellName */.kg)(index), each));
    const sum = (arm) => tenths.reduce((total, { [arm]: { trials, events, predicted } }) => ({ trials: total.trials + trials, events: total.events + events, predicted: total.predicted + predicted }), { trials: 0, events: 0, predicted: 0 });
    return { cells: Object.fromEntries([...saidCells('all', { stable: sum('stable'), candidate: sum('candidate') }), ...cells]), mistakes };
}
function saidMistakes({ trials, events, predicted }, index) {
    const slack = trials * PREDICTED_SLACK;
    const fits = predicted >= (trials * index) / TENTHS - slack && predicted <= (trials * (index + 1)) / TENTHS + slack;
    return [
        ...(events > trials ? [`more that came true than items`] : []),
        ...(fits ? [] : [`predicted probabilities that add up to ${String(predicted)} over ${String(trials)} items, outside of ${String(index / TENTHS)} to ${String((index + 1) / TENTHS)} each,`]),
    ];
}
function saidCells(name, { stable, candidate }) {
    const predicted = ({ trials, predicted: sum }) => ({ trials, events: Math.min(trials, sum) });
    return [
        [name, { stable: { trials: stable.trials, events: stable.events }, candidate: { trials: candidate.trials, events: candidate.events } }],
        [(0,rollout_policy_src/* predictedCellName */.KC)(name), { stable: predicted(stable), candidate: predicted(candidate) }],
    ];
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/labels/labels-answer.ts
// The answer of a label source, judged: what it may say about which spans.



const BLOCKS_MAX = 500;
const SLICE_VALUES_MAX = 32;
const CELL_NAME_MAX = 200;
const labels_answer_MISTAKES_SHOWN = 10;
/** Every mistake is named; one of them is enough to use nothing of the answer. */
function judgeLabels(answer, asked) {
    const decoded = decode_decode(shape({ blocks: list(blockDecoder(asked.measure), { countMax: BLOCKS_MAX }) }), answer);
    if (decoded.kind === 'bad')
        return noData(`its answer is not of the agreed form: ${decoded.why}`);
    const { blocks } = decoded.value;
    if (blocks.length === 0)
        return noData(`it has no block from ${iso(asked.fromMs)} to ${iso(asked.toMs)}, whose labels should be known by now`);
    const mistakes = [];
    const gaps = [];
    let lastMs = asked.fromMs;
    for (const [index, block] of blocks.entries()) {
        const found = [...spanMistakes(block, asked, lastMs), ...block.mistakes, ...cellMistakes(block, asked)];
        mistakes.push(...found.map((mistake) => `its block ${String(index)} (${iso(block.fromMs)}) ${mistake}`));
        if (block.fromMs > lastMs)
            gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
        lastMs = Math.max(lastMs, block.toMs);
    }
    if (mistakes.length > 0)
        return noData(shown(mistakes));
    return { kind: 'blocks', blocks: blocks.map(({ fromMs, toMs, cells }) => ({ fromMs, toMs, cells })), gaps };
}
/** Labels without an arm in all blocks together; `not told` where the answer says it for none of them, or is not of the agreed form. */
function unjoinedIn(answer, measure) {
    const decoded = decode_decode(shape({ blocks: list(blockDecoder(measure), { countMax: BLOCKS_MAX }) }), answer);
    const told = decoded.kind === 'bad' ? [] : decoded.value.blocks.flatMap(({ unjoined }) => (unjoined === undefined ? [] : [unjoined]));
    return told.length === 0 ? 'not told' : told.reduce((sum, each) => sum + each, 0);
}
function spanMistakes({ fromMs, toMs }, asked, lastMs) {
    if (toMs <= fromMs)
        return ['ends before it begins'];
    return [
        ...(fromMs % asked.blockMs === 0 && toMs % asked.blockMs === 0 ? [] : [`does not begin and end on a multiple of ${String(asked.blockMs)} ms`]),
        ...(fromMs >= asked.fromMs && toMs <= asked.toMs ? [] : [`lies outside of what was asked for (${iso(asked.fromMs)} to ${iso(asked.toMs)})`]),
        ...(fromMs >= lastMs ? [] : ['overlaps the one before, or stands before it']),
    ];
}
/** Names of cells. Calibration names its own. */
function cellMistakes({ cells, mistakes }, { slices, measure }) {
    if (measure.kind === 'calibration')
        return [];
    const own = new Set(measure.kind === 'pairs' ? ['all', rollout_policy_src/* DISCORDANT */.MJ, rollout_policy_src/* DIFFERENT */.mp] : ['all']);
    const found = Object.hasOwn(cells, 'all') || mistakes.length > 0 ? [] : ['has no cell "all"'];
    const values = new Map();
    for (const name of Object.keys(cells)) {
        if (own.has(name))
            continue;
        const dimension = slices.find((slice) => name.startsWith(`${slice}=`));
        if (dimension === undefined || name.length > CELL_NAME_MAX || name.length === dimension.length + 1)
            found.push(`has the cell "${plainLine(name)}"; allowed are "all" and ${slices.map((slice) => `"${slice}=..."`).join(', ') || 'nothing else'}`);
        else
            values.set(dimension, (values.get(dimension) ?? 0) + 1);
    }
    for (const [dimension, size] of values)
        if (size > SLICE_VALUES_MAX)
            found.push(`has ${String(size)} values of "${dimension}"; at most ${String(SLICE_VALUES_MAX)} can be judged one by one`);
    return found;
}
function shown(mistakes) {
    const more = mistakes.length - labels_answer_MISTAKES_SHOWN;
    return mistakes.slice(0, labels_answer_MISTAKES_SHOWN).join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
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
// What is known some time after the request (right and wrong answers, pairs, calibration, scores): asked for in whole cohorts of event time that have matured, from a source with
// history. Nothing has to be remembered between two looks; the watermark says it all.




function labelsSource(options) {
    return {
        fetchBlocks: async (request) => {
            const answers = await Promise.all(request.questions.map(async (question) => [question.check, await answer(options, request, question)]));
            const unjoined = answers.flatMap(([check, told]) => (told.unjoined === 'not told' ? [] : [[check, told.unjoined]]));
            return (0,rollout_engine_src.ok)({ evidence: Object.fromEntries(answers.map(([check, told]) => [check, told.evidence])), snapshot: request.snapshot, ...(unjoined.length === 0 ? {} : { unjoined: Object.fromEntries(unjoined) }) });
        },
    };
}
async function answer(options, request, question) {
    const { signal, slices } = question;
    const asking = measures_labelsQuestionOf(signal);
    if (asking.kind === 'none')
        return toldNothing({ kind: 'no-data', why: `a label source cannot answer a check of ${signal.kind}` });
    const { measure } = asking;
    const span = dueSpan(asking.question, question.fromMs, request);
    if (span.toMs <= span.fromMs)
        return toldNothing({ kind: 'blocks', blocks: [], gaps: [] });
    const asked = { ...span, blockMs: request.blockMs, slices, measure };
    const { target, rolloutId, arms, versions } = request;
    const exchanged = await exchangeWith(options, asking.question.source)({ op: 'labels', measure: measure.kind, target, rolloutId, ...span, blockMs: request.blockMs, arms, versions, slices });
    const evidence = exchanged.kind === 'failed' ? { kind: 'no-data', why: exchanged.message } : judgeLabels(exchanged.value, asked);
    if (exchanged.kind === 'failed' || evidence.kind === 'no-data')
        return toldNothing(evidence.kind === 'no-data' ? { kind: 'no-data', why: `the label source: ${evidence.why}` } : evidence);
    return { evidence, unjoined: unjoinedIn(exchanged.value, measure) };
}
function toldNothing(evidence) {
    return { evidence, unjoined: 'not told' };
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
function exchangeWith({ fetch, timeoutMs, cwd, env, signal }, source) {
    return source.kind === 'http' ? httpExchange({ url: source.url, fetch, timeoutMs }) : commandExchange({ argv: source.argv, cwd, env, timeoutMs, ...(signal === undefined ? {} : { signal }) });
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/label-pattern.ts
/** True when every matcher does. A label that a series does not have is the empty value. */
function matchesAll(matchers) {
    const tests = matchers.map(({ label, op, pattern }) => {
        const test = op === '=' || op === '!=' ? (value) => value === pattern : matchesPattern(pattern);
        const wanted = op === '=' || op === '=~';
        return (labels) => test(labels.get(label) ?? '') === wanted;
    });
    return (labels) => tests.every((test) => test(labels));
}
function matchesPattern(pattern) {
    const alternatives = pattern.split('|').map(tokensOf);
    return (value) => {
        const letters = [...value];
        return alternatives.some((tokens) => matches(tokens, letters));
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
function matches(tokens, letters) {
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

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/counted.ts
// What was counted on both arms between two looks, and the cells that it becomes.



function onBothArms({ stable, candidate }, change) {
    return { stable: change(stable), candidate: change(candidate) };
}
/** What was counted on the series that every matcher matches. */
function matching(arms, matchers) {
    const matches = matchesAll(matchers);
    return onBothArms(arms, (increases) => increases.filter(({ labels }) => matches(labels)));
}
/** Values of a slice, or bins, that are judged one by one: the core compares no more of them, and each has its own part of the error budget. */
const PARTS_MAX = 32;
const VALUE_LENGTH_MAX = 100;
/** Each value of each slice that something was counted for. */
function slicesOf({ stable, candidate }, slices) {
    const found = [];
    for (const dimension of slices) {
        const values = new Set([...stable, ...candidate].filter(({ by }) => by > 0).map(({ labels }) => labels.get(dimension) ?? '').filter((value) => value !== ''));
        if (values.size > PARTS_MAX)
            return { kind: 'no-data', why: `the slice "${dimension}" has ${String(values.size)} values; at most ${String(PARTS_MAX)} can be judged one by one` };
        for (const value of [...values].sort()) {
            const long = tooLong(value);
            if (long !== '')
                return { kind: 'no-data', why: `the slice "${dimension}" has ${long}` };
            found.push({ cell: (0,rollout_policy_src/* cellName */.I4)(dimension, value), isIn: (labels) => labels.get(dimension) === value });
        }
    }
    return { kind: 'slices', slices: found };
}
/** A label value that is no name of a cell, or nothing. */
function tooLong(value) {
    return value.length > VALUE_LENGTH_MAX ? `a value of ${String(value.length)} characters: ${plainLine(value, 40)}` : '';
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/written-number.ts
// Numbers as metric pages write them.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
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

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/composite-value.ts

/** `text` is what stands between the braces. Numbers may be NaN or infinite; whether they can be counts is judged where they are counted. */
function parseComposite(text) {
    const fields = fieldsOf(text);
    if (fields.kind === 'malformed')
        return fields;
    const { entries } = fields;
    if (entries.has('gcount'))
        return { kind: 'gauge' };
    const count = single(entries, 'count');
    const sum = single(entries, 'sum');
    const buckets = composite_value_pairs(entries.get('bucket') ?? '[]');
    if (count === 'none' || sum === 'none')
        return malformed('a composite value has a count and a sum');
    if (buckets === 'none' || (entries.has('bucket') && buckets.at(-1)?.[0] !== '+Inf'))
        return malformed('bucket is a list of bound:count that ends with +Inf');
    if (!entries.has('schema'))
        return { kind: 'counts', count, sum, classic: buckets, native: { kind: 'none' } };
    const histogram = nativeOf(entries);
    return histogram.kind === 'malformed' ? histogram : { kind: 'counts', count, sum, classic: buckets, native: histogram };
}
const KEYS = new Set(['count', 'sum', 'gcount', 'gsum', 'quantile', 'bucket', 'schema', 'zero_threshold', 'zero_count', 'negative_spans', 'negative_buckets', 'positive_spans', 'positive_buckets']);
/** `key:value` or `key:[...]`, parted by commas. */
function fieldsOf(text) {
    const entries = new Map();
    let at = 0;
    while (at < text.length) {
        const colon = text.indexOf(':', at);
        const key = colon < 0 ? '' : text.slice(at, colon);
        if (!KEYS.has(key))
            return malformed('a composite value has a key that OpenMetrics 2.0 does not know');
        if (entries.has(key))
            return malformed(`a composite value has "${key}" twice`);
        const isList = text[colon + 1] === '[';
        const close = text.indexOf(isList ? ']' : ',', colon);
        const end = isList ? close + 1 : close < 0 ? text.length : close;
        if ((isList && close < 0) || (end < text.length && text[end] !== ',') || end === text.length - 1)
            return malformed('a composite value is key:value or key:[list], parted by commas');
        entries.set(key, text.slice(colon + 1, end));
        at = end + 1;
    }
    return { kind: 'fields', entries };
}
function nativeOf(entries) {
    const schema = single(entries, 'schema');
    const zeroThreshold = single(entries, 'zero_threshold');
    const zeroCount = single(entries, 'zero_count');
    if (schema === 'none' || zeroThreshold === 'none' || zeroCount === 'none')
        return malformed('native buckets have a schema, a zero_threshold and a zero_count');
    const positive = bucketsOf(entries, 'positive');
    const negative = bucketsOf(entries, 'negative');
    if (positive === 'none' || negative === 'none')
        return malformed('native buckets are spans of offset:length with as many counts as the lengths add up to');
    return { kind: 'histogram', histogram: { schema, zeroThreshold, zeroCount, negativeCount: negative.reduce((total, [, count]) => total + count, 0), buckets: positive } };
}
/** Spans are runs of buckets; each begins so many buckets after the end of the one before. */
function bucketsOf(entries, side) {
    const spans = composite_value_pairs(entries.get(`${side}_spans`) ?? '[]');
    const written = items(entries.get(`${side}_buckets`) ?? '[]');
    if (spans === 'none' || written === 'none')
        return 'none';
    const counts = written.map(numberOf);
    const buckets = [];
    let index = 0;
    for (const [position, [offsetText, length]] of spans.entries()) {
        const offset = numberOf(offsetText);
        if (offset === 'none' || !Number.isSafeInteger(offset) || (position > 0 && offset < 0))
            return 'none';
        if (!Number.isSafeInteger(length) || length < 1 || buckets.length + length > counts.length)
            return 'none';
        index += offset;
        for (const count of counts.slice(buckets.length, buckets.length + length)) {
            if (count === 'none')
                return 'none';
            buckets.push([index, count]);
            index += 1;
        }
    }
    return buckets.length === counts.length ? buckets : 'none';
}
function single(entries, key) {
    return numberOf(entries.get(key) ?? '');
}
function composite_value_pairs(list) {
    const written = items(list);
    if (written === 'none')
        return 'none';
    const split = [];
    for (const item of written) {
        const [name = '', value = '', ...more] = item.split(':');
        const number = numberOf(value);
        if (numberOf(name) === 'none' || number === 'none' || more.length > 0)
            return 'none';
        split.push([name, number]);
    }
    return split;
}
function items(list) {
    if (!list.startsWith('[') || !list.endsWith(']'))
        return 'none';
    return list === '[]' ? [] : list.slice(1, -1).split(',');
}
function malformed(why) {
    return { kind: 'malformed', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/sample-line.ts

function scanSample(line, format) {
    const name = taken(line, 0, isNameLetter);
    if (name === '' || isDigit(name[0]))
        return sample_line_malformed(line.startsWith('{') ? 'quoted metric names are not read; ask the server for escaping=underscores' : 'a sample begins with a metric name');
    let at = skipSpaces(line, name.length);
    const labels = new Map();
    // OpenMetrics has no space before labels: there, a brace after a space begins the value.
    if (line[at] === '{' && (at === name.length || format === 'prometheus-text')) {
        const end = scanLabels(line, at + 1, labels);
        if (typeof end !== 'number')
            return end;
        at = skipSpaces(line, end);
    }
    else if (at === name.length) {
        return sample_line_malformed('after the name comes a space or {');
    }
    if (format === 'openmetrics' && line[at] === '{') {
        const end = line.indexOf('}', at);
        if (end < 0)
            return sample_line_malformed('a composite value has no end');
        const rest = scanRest(line, skipSpaces(line, end + 1), format);
        return rest.kind === 'malformed' ? rest : { kind: 'composite', name, text: line.slice(at + 1, end), sample: { labels, ...rest.times } };
    }
    const written = taken(line, at, isWordLetter);
    const value = numberOf(written);
    if (value === 'none')
        return sample_line_malformed(written === '' ? 'it has no value' : 'its value is not a number');
    const rest = scanRest(line, skipSpaces(line, at + written.length), format);
    return rest.kind === 'malformed' ? rest : { kind: 'sample', name, sample: { labels, value, ...rest.times } };
}
/** What stands after the value. */
function scanRest(line, from, format) {
    let at = from;
    let times = { taken: { kind: 'with-the-page' } };
    if (at < line.length && line[at] !== '#' && !line.startsWith(START, at)) {
        const stamp = taken(line, at, isWordLetter);
        const time = numberOf(stamp);
        if (time === 'none' || !Number.isFinite(time))
            return sample_line_malformed('its timestamp is not a number');
        // OpenMetrics counts seconds, the older format milliseconds.
        times = { taken: { kind: 'at', atMs: format === 'openmetrics' ? time * 1000 : time } };
        at = skipSpaces(line, at + stamp.length);
    }
    if (format === 'openmetrics' && line.startsWith(START, at)) {
        const stamp = taken(line, at, isWordLetter);
        const time = numberOf(stamp.slice(START.length));
        if (time === 'none' || !Number.isFinite(time))
            return sample_line_malformed('its start timestamp is not a number');
        times = { ...times, startMs: Math.round(time * 1000) };
        at = skipSpaces(line, at + stamp.length);
    }
    if (at < line.length && !(format === 'openmetrics' && line.startsWith('# {', at)))
        return sample_line_malformed('something stands after the value');
    return { kind: 'times', times };
}
/** Before the time at which a counter began, from OpenMetrics 2.0 on. */
const START = 'st@';
/** From after `{` to after `}`; fills `labels`. */
function scanLabels(line, from, labels) {
    let at = skipSpaces(line, from);
    while (line[at] !== '}') {
        const name = taken(line, at, isLabelLetter);
        const equals = skipSpaces(line, at + name.length);
        const quote = skipSpaces(line, equals + 1);
        if (name === '' || isDigit(name[0]) || line[equals] !== '=' || line[quote] !== '"')
            return sample_line_malformed('a label is name="value"');
        const value = scanQuoted(line, quote + 1);
        if (value.kind === 'malformed')
            return value;
        if (labels.has(name))
            return sample_line_malformed(`the label "${name}" stands there twice`);
        labels.set(name, value.text);
        at = skipSpaces(line, value.end);
        if (line[at] === ',')
            at = skipSpaces(line, at + 1);
        else if (line[at] !== '}')
            return sample_line_malformed('after a label comes a comma or }');
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
            return sample_line_malformed('in a label value only \\\\, \\" and \\n are escapes');
        text += meant;
    }
    return sample_line_malformed('a label value has no end');
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
function sample_line_malformed(why) {
    return { kind: 'malformed', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/exposition.ts
// A metric page as text, in the formats that servers send: OpenMetrics 1.0 and 2.0, and the older Prometheus text 0.0.4.
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md, https://prometheus.io/docs/instrumenting/exposition_formats/



/** Checks every line, keeps the samples of `wanted`. Linear in the text. */
function parsePage(text, format, wanted) {
    const cut = cutOff(text, format);
    if (cut !== '')
        return { kind: 'malformed', why: cut };
    const samples = new Map();
    const natives = new Map();
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
        if (sample.kind === 'sample') {
            if (wanted.has(sample.name))
                append(samples, sample.name, sample.sample);
            continue;
        }
        const composite = parseComposite(sample.text);
        if (composite.kind === 'malformed')
            return at(composite.why);
        if (composite.kind === 'gauge')
            continue;
        for (const [name, value] of samplesOf(sample.name, sample.sample, composite))
            if (wanted.has(name))
                append(samples, name, value);
        if (composite.native.kind === 'histogram' && wanted.has(sample.name))
            append(natives, sample.name, { labels: sample.sample.labels, histogram: composite.native.histogram });
    }
    return { kind: 'page', page: { samples, natives, names, types } };
}
/** A composite value as the samples that it stands for in the older formats. */
function samplesOf(family, { labels, ...times }, { count, sum, classic }) {
    return [
        [`${family}_count`, { labels, value: count, ...times }],
        [`${family}_sum`, { labels, value: sum, ...times }],
        ...classic.map(([le, value]) => [`${family}_bucket`, { labels: new Map([...labels, ['le', le]]), value, ...times }]),
    ];
}
function append(lists, name, item) {
    const known = lists.get(name);
    if (known === undefined)
        lists.set(name, [item]);
    else
        known.push(item);
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
/** Servers that know native histograms show them in version 2 alone, and only when they are asked for it. */
const ACCEPT = 'application/openmetrics-text;version=2.0.0;escaping=underscores;q=0.7,application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,text/plain;version=0.0.4;escaping=underscores;q=0.5';
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
/** How many a histogram or summary has counted in all. */
function countNames(metric) {
    return { sample: `${metric}_count`, created: `${metric}_created`, without: '', types: new Set(['histogram', 'summary', ...UNDECLARED]), families: [metric] };
}
const SERIES_MAX = 10_000;
function readSeries(page, names, freshness) {
    const { sample: name } = names;
    const declared = declaredTrouble(page, names);
    if (declared !== '')
        return { kind: 'no-data', why: declared };
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
        const createdAtMs = each.startMs ?? created.get(labelsText(each.labels, names.without));
        series.set(key, { labels: each.labels, value: each.value, created: createdAtMs === undefined ? { kind: 'unknown' } : { kind: 'at', atMs: createdAtMs } });
    }
    return { kind: 'series', series };
}
/** A family that the page declares as something else, or nothing. */
function declaredTrouble(page, { sample, families, types }) {
    const declared = families.map((family) => page.types.get(family)).find((type) => type !== undefined);
    return declared === undefined || types.has(declared) ? '' : `"${sample}" is declared as ${plainLine(declared)}, not as ${[...types][0] ?? ''}`;
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
function troubleWith(sample, freshness) {
    if (Number.isNaN(sample.value))
        return 'is NaN';
    if (!Number.isSafeInteger(sample.value) || sample.value < 0)
        return `is ${String(sample.value)}, which is no count`;
    return staleTrouble(sample, freshness);
}
/** A sample that the page itself says is old, or nothing. */
function staleTrouble({ taken }, { nowMs, maxGapMs }) {
    if (taken.kind === 'at' && nowMs - taken.atMs > maxGapMs + CLOCK_DIFFERENCE_MS)
        return `was taken ${String(Math.round((nowMs - taken.atMs) / 1000))} s ago: the page is stale`;
    return '';
}
function createdTimes(samples) {
    return new Map(samples.filter(({ value }) => Number.isFinite(value)).map(({ labels, value }) => [labelsText(labels), Math.round(value * 1000)]));
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
    const arms = { stable: time_cells_slowerThan(stable), candidate: time_cells_slowerThan(candidate) };
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
function time_cells_slowerThan(increases) {
    const upTo = countUpTo(increases);
    return (bound) => ({ trials: upTo(Infinity), events: upTo(Infinity) - upTo(bound) });
}
/** How many were at most a bound that every histogram has; at Infinity, how many there were. */
function countUpTo(increases) {
    const byBound = new Map();
    for (const { labels, by } of increases)
        byBound.set(boundOf(labels), (byBound.get(boundOf(labels)) ?? 0) + by);
    return (bound) => byBound.get(bound) ?? 0;
}
/** Differences of two readings that were taken while requests were counted may contradict each other. */
function shrinks(last, next) {
    return ['stable', 'candidate'].every((arm) => next[arm].events >= 0 && next[arm].events <= (last?.[arm].events ?? next[arm].trials));
}
function boundOf(labels) {
    const written = labels.get('le') ?? '';
    if (written === '+Inf')
        return Infinity;
    if (written === '-Inf')
        return -Infinity;
    return written.trim() === '' ? NaN : Number(written);
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/bin-cells.ts
// Shares of bins: trials are all answers, events those in the bin. A bin is a value of a label, or a bucket of a histogram.



/** By label. Bins are cells even while nothing falls into them: that nothing does any more may be the news. */
function labelBinCells({ stable, candidate }, { by: dimension, against }) {
    const nameless = [...stable, ...candidate].find(({ labels, by }) => by > 0 && (labels.get(dimension) ?? '') === '');
    if (nameless !== undefined)
        return { kind: 'no-data', why: `some answers have no "${dimension}", so they are in no bin; leave them out with \`where\`` };
    const seen = [...stable, ...candidate].map(({ labels }) => labels.get(dimension) ?? '').filter((bin) => bin !== '');
    const bins = [...new Set([...(against.kind === 'reference' ? Object.keys(against.shares) : []), ...seen.toSorted()])];
    const many = tooMany(bins, `"${dimension}" has`);
    if (many !== '')
        return { kind: 'no-data', why: many };
    const long = bins.map(tooLong).find((each) => each !== '');
    if (long !== undefined)
        return { kind: 'no-data', why: `the label "${dimension}" has ${long}` };
    const counts = (increases, bin) => ({
        trials: total(increases),
        events: total(increases.filter(({ labels }) => labels.get(dimension) === bin)),
    });
    return cellsOf(bins.map((bin) => [bin, { stable: counts(stable, bin), candidate: counts(candidate, bin) }]), { stable: total(stable), candidate: total(candidate) });
}
/** By bucket: a bin is named by its upper bound and holds what is over the bound before it. */
function bucketBinCells({ stable, candidate }, { against, metric }) {
    const bounds = [...[...commonBounds([...stable, ...candidate])].sort((a, b) => a - b), Infinity];
    const names = bounds.map((bound) => (bound === Infinity ? '+Inf' : String(bound)));
    const many = tooMany(names, `the histogram "${metric}" has`);
    if (many !== '')
        return { kind: 'no-data', why: many };
    const strange = against.kind === 'reference' ? Object.keys(against.shares).find((bin) => !names.includes(bin)) : undefined;
    if (strange !== undefined && stable.length + candidate.length > 0)
        return { kind: 'no-data', why: `the reference has the bin "${strange}", which is no bound of "${metric}"; its bounds are ${names.join(', ')}` };
    const upTo = { stable: countUpTo(stable), candidate: countUpTo(candidate) };
    const trials = { stable: upTo.stable(Infinity), candidate: upTo.candidate(Infinity) };
    const within = (arm, index) => upTo[arm](bounds[index] ?? Infinity) - (index === 0 ? 0 : upTo[arm](bounds[index - 1] ?? 0));
    const cells = names.map((name, index) => [name, { stable: { trials: trials.stable, events: within('stable', index) }, candidate: { trials: trials.candidate, events: within('candidate', index) } }]);
    const shrunk = cells.find(([, cell]) => cell.stable.events < 0 || cell.candidate.events < 0);
    return shrunk === undefined ? cellsOf(cells, trials) : { kind: 'no-data', why: `fewer values were at most ${shrunk[0]} than at most the bound before: the buckets contradict each other` };
}
function cellsOf(bins, trials) {
    const all = { stable: { trials: trials.stable, events: 0 }, candidate: { trials: trials.candidate, events: 0 } };
    return { kind: 'cells', cells: { all, ...Object.fromEntries(bins.map(([bin, cell]) => [(0,rollout_policy_src/* binCellName */.Dt)(bin), cell])) } };
}
function tooMany(bins, what) {
    return bins.length > PARTS_MAX ? `${what} ${String(bins.length)} bins; at most ${String(PARTS_MAX)} can be judged one by one` : '';
}
function total(increases) {
    return increases.reduce((sum, { by }) => sum + by, 0);
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/level-cells.ts
// A gauge: per arm the highest over its pods and series at each look. One look is one sample, of the block that ends with it.



/** Larger values would overflow when they are added up. */
const LEVEL_MAX = 1e200;
/** A pod that does not show its gauge may be the one that is in trouble, so every page of both arms has to. */
function levelCells(arms, signal) {
    const stable = highestOn(arms.stable, signal);
    if (stable.kind === 'no-data')
        return stable;
    const candidate = highestOn(arms.candidate, signal);
    if (candidate.kind === 'no-data')
        return candidate;
    return { kind: 'cells', cells: { all: { stable: { trials: 1, events: stable.value }, candidate: { trials: 1, events: candidate.value } } } };
}
function highestOn(pages, { metric, where }) {
    const matches = matchesAll(where);
    let highest = 0;
    for (const { page, shown, freshness } of pages) {
        const noData = (why) => ({ kind: 'no-data', why: `${shown}: ${why}` });
        const declared = declaredTrouble(page, { sample: metric, families: [metric], types: new Set(['gauge', ...UNDECLARED]) });
        if (declared !== '')
            return noData(declared);
        const samples = (page.samples.get(metric) ?? []).filter(({ labels }) => matches(labels));
        if (samples.length === 0)
            return noData(page.samples.has(metric) ? `no series of "${metric}" is matched by \`where\`` : `there is no "${metric}"`);
        for (const sample of samples) {
            const trouble = valueTrouble(sample.value) || staleTrouble(sample, freshness);
            if (trouble !== '')
                return noData(`"${metric}{${plainLine(labelsText(sample.labels), 120)}}" ${trouble}`);
            highest = Math.max(highest, sample.value);
        }
    }
    return { kind: 'highest', value: highest };
}
function valueTrouble(value) {
    if (Number.isNaN(value))
        return 'is NaN';
    if (value < 0)
        return `is ${String(value)}; a level is at least 0`;
    return value <= LEVEL_MAX ? '' : `is ${String(value)}, which is no level`;
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/native-histogram.ts
// Native (exponential) histograms: bucket `i` of schema `s` holds what is over b^(i-1) and at most b^i, with b = 2^(2^-s). Bounds of a coarser
// schema are bounds of every finer one, so histograms of different schemas meet at the coarser.
// https://github.com/prometheus/docs/blob/main/docs/specs/native_histograms.md
/**
 * The finest schema that is kept: bounds are 9 % apart. Finer ones would cost more than they tell: a quantile moves by more than that between two
 * minutes, and every bound is a cell of the evidence.
 */
const FINEST_SCHEMA = 3;
const SCHEMA_MIN = -4;
const SCHEMA_MAX = 8;
/** Indexes of all numbers that a double can hold, at schema 8. */
const INDEX_MAX = 1100 * 2 ** SCHEMA_MAX;
/** Why this cannot be counted, or nothing. `count` is what the histogram says that it counted in all. */
function nativeTrouble({ schema, zeroThreshold, zeroCount, negativeCount, buckets }, count) {
    if (!Number.isInteger(schema) || schema < SCHEMA_MIN || schema > SCHEMA_MAX)
        return `has the schema ${String(schema)}; schemas from ${String(SCHEMA_MIN)} to ${String(SCHEMA_MAX)} are read`;
    if (!Number.isFinite(zeroThreshold) || zeroThreshold < 0)
        return `has the zero threshold ${String(zeroThreshold)}`;
    if (negativeCount !== 0)
        return 'has values under zero';
    const broken = [zeroCount, ...buckets.map(([, each]) => each)].find((each) => !Number.isSafeInteger(each) || each < 0);
    if (broken !== undefined)
        return `has a bucket of ${String(broken)}, which is no count`;
    if (buckets.some(([index]) => Math.abs(index) > INDEX_MAX))
        return 'has a bucket beyond all numbers';
    const sum = buckets.reduce((total, [, each]) => total + each, zeroCount);
    return sum === count ? '' : `counts ${String(count)} in all and ${String(sum)} in its buckets: the rest is not a number`;
}
/** The same counts in the wider buckets of `schema`, which is at most the histogram's own. */
function coarsened(histogram, schema) {
    if (histogram.schema <= schema)
        return histogram;
    const width = 2 ** (histogram.schema - schema);
    const counts = new Map();
    for (const [index, count] of histogram.buckets) {
        const wider = Math.ceil(index / width);
        counts.set(wider, (counts.get(wider) ?? 0) + count);
    }
    return { ...histogram, schema, buckets: [...counts] };
}
/** Powers of 2^(1/8), rounded to the nearest double: tables instead of a power function, so that every platform names its bounds alike. */
const EIGHTHS = [1, 1.0905077326652577, 1.189207115002721, 1.2968395546510096, 1.4142135623730951, 1.5422108254079407, 1.681792830507429, 1.8340080864093424];
/** The upper bound of a bucket. `schema` is at most FINEST_SCHEMA; beyond what a double can hold it is infinite. */
function boundAt(schema, index) {
    if (schema <= 0)
        return 2 ** (index * 2 ** -schema);
    const parts = 2 ** schema;
    const whole = Math.floor(index / parts);
    return (EIGHTHS[(index - whole * parts) * 2 ** (FINEST_SCHEMA - schema)] ?? 1) * 2 ** whole;
}
/** The first bucket whose bound is at or over `value`, which is positive. */
function indexAtOrOver(schema, value) {
    let index = Math.ceil(Math.log2(value) * 2 ** schema) - 1;
    while (boundAt(schema, index) < value)
        index += 1;
    return index;
}
/** How many were at most `boundAt(schema, index)`, for bounds at or over the zero threshold and schemas at most the histogram's own. */
function countedUpTo(histogram, schema) {
    const { buckets, zeroCount } = coarsened(histogram, schema);
    return (index) => buckets.reduce((total, [each, count]) => (each <= index ? total + count : total), zeroCount);
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
/** Coarsened, so that a snapshot is small and does not depend on how finely a server counts. */
function storedNative(histogram) {
    const { schema, zeroThreshold, zeroCount, buckets } = coarsened(histogram, FINEST_SCHEMA);
    return [schema, zeroThreshold, zeroCount, ...buckets.flat()];
}
function snapshot_nativeOf([schema = 0, zeroThreshold = 0, zeroCount = 0, ...flat]) {
    const buckets = Array.from({ length: Math.floor(flat.length / 2) }, (_, pair) => [flat[2 * pair] ?? 0, flat[2 * pair + 1] ?? 0]);
    return { schema, zeroThreshold, zeroCount, negativeCount: 0, buckets };
}
const snapshot_count = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const snapshot_time = integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
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
const finite = number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE });
const pageShape = shape({ counted: record(record(stored, { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }) }, {
    startedMs: snapshot_time,
    lost: record(list(decode_text({ lengthMax: Number.MAX_SAFE_INTEGER }), { countMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
    sums: record(record(finite, { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
    natives: record(record(list(finite, { countMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
});
const snapshotShape = shape({ version: decode_choice(1), atMs: snapshot_time, pages: record(pageShape, { keysMax: ENTRIES_MAX }) });

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/native-increases.ts
// Native histograms as the classic ones that they contain: what was counted up to each bound of a grid that all of them share.




/** By canonical label text. */
function nativesOn(page, family) {
    return new Map((page.natives.get(family) ?? []).map(({ labels, histogram }) => [labelsText(labels), histogram]));
}
/** What is wrong with the native histograms of one page, or nothing. */
function nativesTrouble({ page, shown }, family, counts) {
    const natives = nativesOn(page, family);
    for (const [key, { value }] of counts) {
        const histogram = natives.get(key);
        const trouble = histogram === undefined ? 'has no native buckets' : nativeTrouble(histogram, value);
        if (trouble !== '')
            return `${shown}: "${family}{${plainLine(key, 120)}}" ${trouble}`;
    }
    return '';
}
/** Buckets beside the counts that grew. A bucket that lost counts although the whole did not is a restart. */
function growthsOf(pages, family, increases, before) {
    const natives = new Map(pages.map(({ url, page }) => [url, nativesOn(page, family)]));
    const growths = [];
    for (const { url, labels, key, isBorn } of increases) {
        const now = natives.get(url)?.get(key) ?? EMPTY;
        const stored = isBorn ? [] : before.pages[url]?.natives?.[family]?.[key];
        if (stored === undefined)
            return { kind: 'gap', why: `the buckets of "${family}{${key}}" have no baseline from an earlier look` };
        const growth = { url, labels, now, before: isBorn ? { ...EMPTY, schema: now.schema } : snapshot_nativeOf(stored) };
        if (hasShrunk(growth))
            return { kind: 'gap', why: `"${family}{${key}}" restarted` };
        growths.push(growth);
    }
    return { kind: 'grown', growths };
}
const EMPTY = { schema: FINEST_SCHEMA, zeroThreshold: 0, zeroCount: 0, negativeCount: 0, buckets: [] };
/** Compared at the coarser schema and over the higher zero threshold: merging buckets and widening the zero bucket lose no counts. */
function hasShrunk({ now, before }) {
    const schema = Math.min(FINEST_SCHEMA, now.schema, before.schema);
    const floor = floorOf([now, before], schema);
    const indexes = [...coarsened(now, schema).buckets, ...coarsened(before, schema).buckets].map(([index]) => index).filter((index) => index > floor);
    const [upToNow, upToBefore] = [countedUpTo(now, schema), countedUpTo(before, schema)];
    const sorted = [...new Set([floor, ...indexes])].sort((a, b) => a - b);
    const grown = sorted.map((index) => upToNow(index) - upToBefore(index));
    return grown.some((by, position) => by < (grown[position - 1] ?? 0));
}
/** More cells than this say nothing more about a distribution: at the finest schema they span a factor of 65,000, e.g. from 1 ms to a minute. */
const BOUNDS_MAX = 128;
/**
 * Every bound from the lowest to the highest bucket with a count, coarser where they are too many; or exactly the wanted ones, as far as they are
 * bounds of the schema.
 */
function timeGrid(growths, wanted) {
    const histograms = growths.flatMap(({ now, before }) => [now, before]);
    const finest = histograms.reduce((coarsest, { schema }) => Math.min(coarsest, schema), FINEST_SCHEMA);
    if (wanted.length > 0) {
        const floor = floorOf(histograms, finest);
        return { schema: finest, indexes: wanted.filter((bound) => bound > 0).map((bound) => indexAtOrOver(finest, bound)).filter((index) => index >= floor && wanted.includes(boundAt(finest, index))) };
    }
    for (let schema = finest;; schema -= 1) {
        const { low, high } = rangeOf(histograms, schema);
        if (high - low < BOUNDS_MAX)
            return { schema, indexes: Array.from({ length: high - low + 1 }, (_, step) => low + step) };
    }
}
/** Bounds at the powers of two under which something was counted: a bin keeps its meaning whatever else is counted. */
function binGrid(growths) {
    const histograms = growths.flatMap(({ now, before }) => [now, before]);
    if (histograms.some(({ schema }) => schema < 0))
        return 'too coarse';
    const floor = floorOf(histograms, 0);
    const indexes = histograms.flatMap((histogram) => coarsened(histogram, 0).buckets.map(([index]) => Math.max(index, floor)));
    const zero = histograms.some(({ zeroCount }) => zeroCount > 0) && Number.isFinite(floor) ? [floor] : [];
    return { schema: 0, indexes: [...new Set([...indexes, ...zero])].sort((a, b) => a - b) };
}
/** Increases as a classic histogram with the bounds of the grid would have them. */
function classicIncreases(growths, { schema, indexes }) {
    return growths.flatMap(({ url, labels, now, before }) => {
        const [upToNow, upToBefore] = [countedUpTo(now, schema), countedUpTo(before, schema)];
        const at = (le, index) => ({ url, labels: new Map([...labels, ['le', le]]), by: upToNow(index) - upToBefore(index) });
        return [...indexes.map((index) => at(String(boundAt(schema, index)), index)), at('+Inf', Infinity)];
    });
}
function onOneGrid(arms, grid) {
    return { stable: classicIncreases(arms.stable, grid), candidate: classicIncreases(arms.candidate, grid) };
}
function rangeOf(histograms, schema) {
    const floor = floorOf(histograms, schema);
    let [lowest, highest] = [Infinity, -Infinity];
    for (const histogram of histograms) {
        for (const [index, count] of coarsened(histogram, schema).buckets) {
            if (count === 0 || !Number.isFinite(boundAt(schema, index)))
                continue;
            lowest = Math.min(lowest, index);
            highest = Math.max(highest, index);
        }
    }
    // Without any bucket any bound does; the one at 1 is as good as others.
    const low = Math.max(floor, Number.isFinite(lowest) ? lowest : 0);
    return { low, high: Math.max(low, highest) };
}
/** Under this bound, counts may be in a zero bucket. */
function floorOf(histograms, schema) {
    const zeroThreshold = histograms.reduce((highest, histogram) => Math.max(highest, histogram.zeroThreshold), 0);
    return zeroThreshold > 0 ? indexAtOrOver(schema, zeroThreshold) : -Infinity;
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/score-cells.ts
// Bounded values per answer, from the sum and the count of a histogram or summary: trials are the answers, events their sum scaled to 0..1.




/** By canonical label text; of the last one where a series stands there twice, which the counts refuse. */
function sumsOn(page, family) {
    return new Map((page.samples.get(`${family}_sum`) ?? []).map(({ labels, value }) => [labelsText(labels), value]));
}
/** What is wrong with the sums of one page, or nothing. */
function sumsTrouble({ page, shown }, family, counts) {
    const sums = sumsOn(page, family);
    for (const key of counts.keys()) {
        const sum = sums.get(key);
        if (sum === undefined)
            return `${shown}: "${family}_sum{${plainLine(key, 120)}}" is missing beside its count`;
        if (!Number.isFinite(sum))
            return `${shown}: "${family}_sum{${plainLine(key, 120)}}" is ${String(sum)}`;
    }
    return '';
}
/** Sums may fall where scores may be negative, so that a restart shows in the counts alone. */
function scoreIncreases(pages, family, increases, before) {
    const sums = new Map(pages.map(({ url, page }) => [url, sumsOn(page, family)]));
    const grown = [];
    for (const { url, labels, key, by, isBorn } of increases) {
        const now = sums.get(url)?.get(key) ?? 0;
        const stored = isBorn ? 0 : before.pages[url]?.sums?.[family]?.[key];
        if (stored === undefined)
            return { kind: 'gap', why: `"${family}_sum{${key}}" has no baseline from an earlier look` };
        // Each addition to a running sum is rounded to its 53 bits.
        const slack = (by + 2) * Number.EPSILON * Math.max(Math.abs(now), Math.abs(stored));
        grown.push({ url, labels, by, sum: now - stored, slack });
    }
    return { kind: 'grown', increases: grown };
}
/** Only what `where` of the signal matches is given here. */
function scoreCells(arms, scale, slices) {
    const sliced = slicesOf(arms, slices);
    if (sliced.kind === 'no-data')
        return sliced;
    const cells = {};
    for (const { cell, isIn } of [{ cell: 'all', isIn: () => true }, ...sliced.slices]) {
        const { stable, candidate } = onBothArms(arms, (increases) => increases.filter(({ labels }) => isIn(labels)));
        const counts = { stable: scaled(totalOf(stable), scale), candidate: scaled(totalOf(candidate), scale) };
        for (const arm of ['stable', 'candidate'])
            if (counts[arm] === 'outside')
                return { kind: 'no-data', why: outside(arm, cell, totalOf(arm === 'stable' ? stable : candidate), scale) };
        if (counts.stable !== 'outside' && counts.candidate !== 'outside')
            cells[cell] = { stable: counts.stable, candidate: counts.candidate };
    }
    return { kind: 'cells', cells };
}
function totalOf(increases) {
    return increases.reduce((total, { by, sum, slack }) => ({ trials: total.trials + by, sum: total.sum + sum, slack: total.slack + slack }), { trials: 0, sum: 0, slack: 0 });
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/page-counters.ts
// What one page counted between two looks, and what is kept of it for the next.





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
            increases.push({ url, labels, key, by: value, isBorn: true });
            continue;
        }
        if (isReset({ value, created }, stored))
            return gap(`"${names.sample}{${key}}" restarted`);
        increases.push({ url, labels, key, by: value - storedValue(stored), isBorn: false });
    }
    const vanished = Object.keys(known).find((key) => !series.has(key));
    return vanished === undefined ? { kind: 'counted', increases } : gap(`"${names.sample}{${vanished}}" went away`);
}
/**
 * How a page shows that it is older than the one of the last look: its process did not begin anew, and yet a counter is lower than it was. Caches and replicas
 * of a page answer so in turns. Taken for a restart it would be the new baseline, and what was told already would be told once more. Empty: it is not older.
 */
function olderTrouble({ page, shown, freshness }, before, names) {
    const started = processStart(page);
    if (started.kind === 'unknown' || before.startedMs === undefined || restarted(before, started))
        return '';
    const known = before.counted[names.sample] ?? {};
    const read = readSeries(page, names, freshness);
    if (read.kind === 'no-data')
        return '';
    for (const [key, { value, created }] of read.series) {
        const stored = entry(known, key);
        if (stored === 'absent' || value >= storedValue(stored))
            continue;
        const createdMs = storedCreatedMs(stored);
        const isNew = created.kind === 'at' && createdMs !== 'unknown' && created.atMs !== createdMs;
        if (!isNew)
            return `${shown} is older than at the last look: "${names.sample}{${plainLine(key, 120)}}" went back from ${String(storedValue(stored))} to ${String(value)}`;
    }
    return '';
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
    const sums = new Map();
    const natives = new Map();
    for (const { names, family, beside } of wanted) {
        const read = readSeries(page, names, freshness);
        if (read.kind === 'no-data')
            continue;
        const known = earlier.counted[names.sample] ?? {};
        const missing = [...Object.keys(known), ...(earlier.lost?.[names.sample] ?? [])].filter((key) => !read.series.has(key));
        // All counters of a page gone at once: when they come back, nobody can say from where to count. So there is no baseline.
        const isBlank = read.series.size === 0 && missing.length > 0;
        if (beside === 'sums')
            sums.set(family, Object.fromEntries([...sumsOn(page, family)].filter(([key, sum]) => read.series.has(key) && Number.isFinite(sum))));
        if (beside === 'natives')
            natives.set(family, Object.fromEntries([...nativesOn(page, family)].filter(([key]) => read.series.has(key)).map(([key, histogram]) => [key, storedNative(histogram)])));
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
        ...(sums.size > 0 ? { sums: Object.fromEntries(sums) } : {}),
        ...(natives.size > 0 ? { natives: Object.fromEntries(natives) } : {}),
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
    return { kind: 'counted', increases: [...series].map(([key, { labels, value }]) => ({ url, labels, key, by: value, isBorn: true })) };
}
function entry(entries, key) {
    return Object.hasOwn(entries, key) ? (entries[key] ?? 'absent') : 'absent';
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/share-cells.ts


/**
 * Of requests every series that `among` matches counts trials, and `where` tells the bad ones of them. Of users two different moments are counted: a user
 * is seen, and later perhaps fails for the first time; so the trials are what `where` does not match, and there may be more events than trials.
 */
function shareCells(all, { among, where, unit }, slices) {
    if (unit === 'users' && where.length === 0)
        return { kind: 'no-data', why: 'users are counted when they are first seen and when they first fail: `where` has to tell the second' };
    const arms = matching(all, among);
    const sliced = slicesOf(arms, slices);
    if (sliced.kind === 'no-data')
        return sliced;
    const isEvent = matchesAll(where);
    const countsOf = (increases, isIn) => {
        let trials = 0;
        let events = 0;
        for (const { labels, by } of increases) {
            if (!isIn(labels))
                continue;
            const bad = isEvent(labels);
            if (bad)
                events += by;
            if (unit === 'requests' || !bad)
                trials += by;
        }
        return { trials, events };
    };
    const cellOver = (isIn) => ({ stable: countsOf(arms.stable, isIn), candidate: countsOf(arms.candidate, isIn) });
    return { kind: 'cells', cells: { all: cellOver(() => true), ...Object.fromEntries(sliced.slices.map(({ cell, isIn }) => [cell, cellOver(isIn)])) } };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/signal-counters.ts

/** Every name that a page must be searched for to answer this signal. */
function samplesFor(signal) {
    const of = ({ sample, created }) => [sample, created];
    switch (signal.kind) {
        case 'share':
            return of(counterNames(signal.metric));
        case 'time':
            return histogramSamples(signal.metric);
        case 'bins':
            return signal.by === 'le' ? histogramSamples(signal.metric) : of(counterNames(signal.metric));
        case 'score':
            return signal.origin.kind === 'labels' ? [] : [...of(countNames(signal.origin.metric)), `${signal.origin.metric}_sum`];
        case 'level':
            return [signal.metric];
        case 'labels':
        case 'pairs':
        case 'calibration':
            return [];
    }
}
function histogramSamples(metric) {
    const { sample, created } = bucketNames(metric);
    return [metric, sample, created, countNames(metric).sample];
}
/** The counters to read on these pages, the pages of both arms: a histogram is read the same way everywhere. */
function countingFor(signal, pages) {
    const plain = (names, family) => ({ kind: 'counting', counting: { names, family, beside: 'nothing' } });
    switch (signal.kind) {
        case 'share':
            return plain(counterNames(signal.metric), signal.metric);
        case 'time':
            return histogramCounting(signal.metric, pages);
        case 'bins':
            return signal.by === 'le' ? histogramCounting(signal.metric, pages) : plain(counterNames(signal.metric), signal.metric);
        case 'score':
            if (signal.origin.kind === 'labels')
                break;
            return { kind: 'counting', counting: { names: countNames(signal.origin.metric), family: signal.origin.metric, beside: 'sums' } };
        case 'level':
        case 'labels':
        case 'pairs':
        case 'calibration':
            break;
    }
    return { kind: 'none', why: `metric pages cannot answer a check of ${signal.kind}` };
}
/**
 * Classic buckets where every histogram of both arms has them: somebody placed their bounds, and a limit can stand exactly on one. Native ones
 * where some histogram has nothing else. A mix cannot be compared.
 */
function histogramCounting(metric, pages) {
    const buckets = bucketNames(metric);
    let nativeOnly = '';
    let classicOnly = '';
    for (const { page, shown } of pages) {
        const classic = new Set((page.samples.get(buckets.sample) ?? []).map(({ labels }) => labelsText(labels, 'le')));
        const native = new Set((page.natives.get(metric) ?? []).map(({ labels }) => labelsText(labels)));
        if ([...native].some((key) => !classic.has(key)))
            nativeOnly = shown;
        if ([...classic].some((key) => !native.has(key)))
            classicOnly = shown;
    }
    if (nativeOnly === '')
        return { kind: 'counting', counting: { names: buckets, family: metric, beside: 'nothing' } };
    if (classicOnly !== '')
        return { kind: 'none', why: `"${metric}" has native buckets alone on ${nativeOnly} and classic ones alone on ${classicOnly}: they cannot be compared` };
    return { kind: 'counting', counting: { names: countNames(metric), family: metric, beside: 'natives' } };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/page-answer.ts
// The answer to one question from one look at all pages: a block since the last look, a gap, or no data, with the reason.












function answerTo(question, look) {
    const { signal } = question;
    if (signal.kind === 'level')
        return levelEvidence(question, signal, look);
    const pages = [...look.arms.stable, ...look.arms.candidate];
    const choice = countingFor(signal, pages);
    if (choice.kind === 'none')
        return page_answer_noData(choice.why);
    const { counting } = choice;
    const arms = { stable: readArm(look.arms.stable, counting), candidate: readArm(look.arms.candidate, counting) };
    if (arms.stable.trouble !== '')
        return page_answer_noData(arms.stable.trouble);
    if (arms.candidate.trouble !== '')
        return page_answer_noData(arms.candidate.trouble);
    const trouble = page_answer_troubleWith(question, counting, pages, [...arms.stable.pages, ...arms.candidate.pages]);
    if (trouble !== '')
        return page_answer_noData(trouble);
    const span = spanOf(question, look);
    if (span.kind === 'evidence')
        return span.evidence;
    const { before } = span;
    const pairs = { stable: increasesIn(arms.stable.pages, counting, before), candidate: increasesIn(arms.candidate.pages, counting, before) };
    const gap = pairs.stable.gap || pairs.candidate.gap;
    if (gap !== '')
        return gapFor(before.atMs, look.nowMs, gap);
    const counted = page_answer_cellsOf(question, counting, look, { before, arms: { stable: pairs.stable.increases, candidate: pairs.candidate.increases } });
    if (counted.kind === 'gap')
        return gapFor(before.atMs, look.nowMs, counted.why);
    return blockOf(counted, before.atMs, look.nowMs);
}
/** Gauges need no baseline; their block is the time since the last look all the same, so that all checks have the same spans. */
function levelEvidence(question, signal, look) {
    const pages = [...look.arms.stable, ...look.arms.candidate];
    const counted = pages.some(({ page }) => page.samples.has(signal.metric)) ? levelCells(look.arms, signal) : { kind: 'no-data', why: `no page has "${signal.metric}"; seen: ${namesSeen(pages)}` };
    if (counted.kind === 'no-data')
        return counted;
    const span = spanOf(question, look);
    return span.kind === 'evidence' ? span.evidence : blockOf(counted, span.before.atMs, look.nowMs);
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
function readArm(pages, { names }) {
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
function page_answer_troubleWith(question, { names: { sample, families }, family, beside }, pages, read) {
    const series = read.flatMap((page) => [...page.series.values()]);
    const isDeclared = pages.some(({ page }) => families.some((each) => page.types.has(each)));
    // A declared counter without a series has counted nothing yet. One that nobody knows is a wrong name.
    if (series.length === 0)
        return isDeclared ? '' : `no page has "${sample}"; seen: ${namesSeen(pages)}`;
    const labels = new Set(series.flatMap((each) => [...each.labels.keys()]));
    const missing = labelsAskedBy(question).find((label) => !labels.has(label));
    if (missing !== undefined)
        return `no series of "${sample}" has the label "${missing}"; they have: ${shortList([...labels].sort(), 10, ', ') || 'none'}`;
    const nobody = question.signal.kind === 'share' ? amongNobody(question.signal, series) : '';
    if (nobody !== '')
        return nobody;
    for (const { now, series: found } of read) {
        const trouble = beside === 'sums' ? sumsTrouble(now, family, found) : beside === 'natives' ? nativesTrouble(now, family, found) : sample.endsWith('_bucket') ? classicTrouble(now, sample, found) : '';
        if (trouble !== '')
            return trouble;
    }
    return '';
}
function classicTrouble({ shown }, sample, series) {
    const trouble = histogramTrouble([...series.values()]);
    return trouble === '' ? '' : `${shown}: "${sample}${plainLine(trouble, 160)}"`;
}
/** A share of nothing would wait for its first request for ever. One series of either arm is enough: the other arm may not have served yet. */
function amongNobody({ metric, among }, series) {
    const matches = matchesAll(among);
    if (series.some(({ labels }) => matches(labels)))
        return '';
    const seen = [...new Set(among.map(({ label }) => label))].map((label) => `${label}: ${shortList([...new Set(series.map(({ labels }) => JSON.stringify(labels.get(label) ?? '')))].sort(), 10, ', ')}`);
    return `no series of "${metric}" is matched by \`among\`; their values are ${seen.join('; ')}`;
}
function labelsAskedBy({ signal, slices }) {
    const among = signal.kind === 'share' ? signal.among : [];
    const where = 'where' in signal ? signal.where : signal.kind === 'score' && signal.origin.kind === 'metric' ? signal.origin.where : [];
    const bins = signal.kind === 'bins' && signal.by !== 'le' ? [signal.by] : [];
    return [...[...among, ...where].map(({ label }) => label), ...bins, ...slices];
}
function increasesIn(pages, { names }, before) {
    const increases = [];
    for (const { now, series } of pages) {
        const counted = increasesOf(now, { atMs: before.atMs, page: pageIn(before.pages, now.url) }, names, series);
        if (counted.kind === 'gap')
            return { increases: [], gap: counted.why };
        increases.push(...counted.increases);
    }
    return { increases, gap: '' };
}
function page_answer_cellsOf({ signal, slices, bounds }, counting, look, { before, arms }) {
    switch (signal.kind) {
        case 'share':
            return shareCells(arms, signal, slices);
        case 'time': {
            const buckets = page_answer_bucketsOf(signal, counting, look, { before, arms, bounds });
            return buckets.kind === 'buckets' ? timeCells(buckets.arms, bounds) : buckets;
        }
        case 'bins': {
            if (signal.by !== 'le')
                return labelBinCells(matching(arms, signal.where), signal);
            const buckets = page_answer_bucketsOf(signal, counting, look, { before, arms, bounds: [] });
            return buckets.kind === 'buckets' ? bucketBinCells(buckets.arms, signal) : buckets;
        }
        case 'score': {
            const matched = matching(arms, signal.origin.kind === 'metric' ? signal.origin.where : []);
            const stable = scoreIncreases(look.arms.stable, counting.family, matched.stable, before);
            if (stable.kind === 'gap')
                return stable;
            const candidate = scoreIncreases(look.arms.candidate, counting.family, matched.candidate, before);
            if (candidate.kind === 'gap')
                return candidate;
            return scoreCells({ stable: stable.increases, candidate: candidate.increases }, signal, slices);
        }
        case 'level':
        case 'labels':
        case 'pairs':
        case 'calibration':
            return { kind: 'no-data', why: `metric pages cannot count a check of ${signal.kind}` };
    }
}
/** Increases per bucket bound: as they stand on the pages, or out of native histograms. */
function page_answer_bucketsOf(signal, { beside, family }, look, { before, arms, bounds }) {
    const matched = matching(arms, signal.where);
    if (beside !== 'natives')
        return { kind: 'buckets', arms: matched };
    const stable = growthsOf(look.arms.stable, family, matched.stable, before);
    if (stable.kind === 'gap')
        return stable;
    const candidate = growthsOf(look.arms.candidate, family, matched.candidate, before);
    if (candidate.kind === 'gap')
        return candidate;
    const growths = { stable: stable.growths, candidate: candidate.growths };
    const all = [...growths.stable, ...growths.candidate];
    const grid = signal.kind === 'time' ? timeGrid(all, bounds) : binGrid(all);
    if (grid === 'too coarse')
        return { kind: 'no-data', why: `the native buckets of "${family}" are wider than a factor of two, so they make no bins` };
    return { kind: 'buckets', arms: onOneGrid(growths, grid) };
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
function blockOf(counted, fromMs, toMs) {
    return counted.kind === 'no-data' ? counted : { kind: 'blocks', blocks: [{ fromMs, toMs, cells: counted.cells }], gaps: [] };
}
function gapFor(fromMs, toMs, why) {
    const gaps = fromMs < toMs ? [{ fromMs, toMs, why }] : [];
    return { kind: 'blocks', blocks: [], gaps };
}
function page_answer_noData(why) {
    return { kind: 'no-data', why };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/openmetrics/open-metrics-source.ts
// Metric pages as a source of blocks. Pages have no history: a block is what was counted between two looks, and ends at the look itself.
// A page is read as of now and nothing arrives late on it, so the lag of a request does not apply here.








function openMetricsSource(options) {
    return {
        fetchBlocks: async (request) => {
            if (request.questions.length === 0)
                return (0,rollout_engine_src.ok)({ evidence: {}, snapshot: request.snapshot });
            const look = await lookAtPages(options, request);
            if (look.kind === 'nothing')
                return (0,rollout_engine_src.ok)({ evidence: toAll(request, look.evidence), snapshot: request.snapshot });
            const evidence = Object.fromEntries(request.questions.map((question) => [question.check, answerTo(question, look)]));
            return (0,rollout_engine_src.ok)({ evidence, snapshot: snapshotOf(look) });
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
    const wanted = new Set([PROCESS_START, ...questions.flatMap((question) => samplesFor(question.signal))]);
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
    const older = before.kind === 'snapshot' && nowMs - before.snapshot.atMs <= maxGapMs ? olderPages([...stable.pages, ...candidate.pages], before.snapshot, questions) : [];
    if (older.length > 0)
        return blind(shortList(older, 3, '; '));
    return { kind: 'look', nowMs, maxGapMs, questions, before, arms: { stable: stable.pages, candidate: candidate.pages } };
}
function olderPages(pages, { pages: known }, questions) {
    const countings = questions.map(({ signal }) => countingFor(signal, pages)).flatMap((choice) => (choice.kind === 'counting' ? [choice.counting] : []));
    return pages.flatMap((now) => countings.map(({ names }) => olderTrouble(now, pageIn(known, now.url), names)).filter((trouble) => trouble !== '').slice(0, 1));
}
function snapshotOf({ arms, before, nowMs, questions }) {
    const known = before.kind === 'snapshot' ? before.snapshot.pages : {};
    const all = [...arms.stable, ...arms.candidate];
    const countings = questions.map(({ signal }) => countingFor(signal, all)).flatMap((choice) => (choice.kind === 'counting' ? [choice.counting] : []));
    // Two checks may count the same, one of them with its sums.
    const wanted = new Map(countings.map((counting) => [`${counting.names.sample} ${counting.beside}`, counting]));
    const pages = all.map((now) => [now.url, rememberPage(now, pageIn(known, now.url), [...wanted.values()])]);
    return { version: 1, atMs: nowMs, pages: Object.fromEntries(pages) };
}
function toAll({ questions }, evidence) {
    return Object.fromEntries(questions.map(({ check }) => [check, evidence]));
}
function blind(why) {
    return { kind: 'nothing', evidence: { kind: 'no-data', why } };
}

;// CONCATENATED MODULE: ./packages/metric-sources/src/metric-sources.ts
// One metric source for all checks of a policy: each question goes to the source that knows its kind of signal.




/** What requests do is read from metric pages, what is known only later from the label source of its check. Only pages leave a snapshot. */
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
            const { unjoined } = labelled.value;
            return (0,rollout_engine_src.ok)({ evidence: { ...seen.value.evidence, ...labelled.value.evidence }, snapshot: seen.value.snapshot, ...(unjoined === undefined ? {} : { unjoined }) });
        },
    };
}
function only(request, kind) {
    return { ...request, questions: request.questions.filter(({ signal }) => (measures_labelsQuestionOf(signal).kind === 'asked') === (kind === 'labels')) };
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
    return (0,rollout_engine_src/* failed */.gz)({ port: 'registry', code, message, retryable: code === 'unavailable', outcome: 'not-done' });
}
/** `what` was tried, e.g. `reading the tags of fraud`. */
function gitFailed(what, failure, outcome = 'not-done') {
    return (0,rollout_engine_src/* failed */.gz)({
        port: 'registry',
        code: failure.trouble,
        message: `${what}: ${failure.message}. ${ADVICE[failure.trouble]}`,
        retryable: failure.trouble === 'unavailable',
        outcome,
        cause: failure,
    });
}
const ADVICE = {
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
    return (0,rollout_engine_src.ok)({ dated, ids, lightweight });
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
    return tags.kind === 'error' ? tags : (0,rollout_engine_src.ok)({ tags: tags.value, state: artifactState(model, tags.value.dated) });
}
/** The highest version that stands; `none` where the model was never registered, or is deprecated. */
function newestVersion({ state, tags }, model) {
    const newest = state.isDeprecated ? undefined : state.versions.find((version) => !version.isCancelled);
    if (newest === undefined) {
        const unseen = tags.lightweight.find((name) => name.includes('@v'));
        return unseen === undefined || state.versions.length > 0 ? (0,rollout_engine_src.ok)({ kind: 'none' }) : registryFailed('missing', lightweightAdvice(unseen));
    }
    const found = read_registry_placeOf(newest, model);
    return found.kind === 'error' ? found : (0,rollout_engine_src.ok)({ kind: 'version', ...found.value });
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
    return read_registry_placeOf(found, model);
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
function read_registry_placeOf({ version, commits, tag }, model) {
    const [commit, another] = commits;
    if (commit === undefined || another !== undefined) {
        return registryFailed('malformed', `version ${version} of ${model} is registered at ${commits.length} commits (last by tag ${tag}), so it is unclear what it is. Delete the wrong tag`);
    }
    return (0,rollout_engine_src.ok)({ model, version, commit });
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






async function movePointer(repository, move, nowMs) {
    if (!isStageName(move.stage))
        return registryFailed('refused', `${JSON.stringify(move.stage)} is no name of a stage: use letters, digits, - _ and /, with a letter or digit at both ends`);
    let before = await readRegistry(repository, move.model);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (before.kind === 'error')
            return before;
        const { state } = before.value;
        if (isAt(state, move.stage, move.to))
            return (0,rollout_engine_src.ok)({ record: state.stages.get(move.stage)?.tag ?? '' });
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
            return (0,rollout_engine_src/* failed */.gz)({ ...after.error, outcome: 'unknown' });
        if (isAt(after.value.state, move.stage, move.to))
            return (0,rollout_engine_src.ok)({ record: after.value.state.stages.get(move.stage)?.tag ?? name });
        const landed = after.value.tags.ids.get(name);
        if (landed === id)
            return registryFailed('conflict', `${name} was written, but a newer tag moved ${move.stage} of ${move.model} ${describePointer(after.value.state, move.stage)}`);
        if (landed === undefined && pushed.kind === 'failed')
            return gitFailed(`writing tag ${name}`, pushed);
        before = after;
    }
    return registryFailed('unavailable', `the tags of ${move.model} change faster than a pointer can be moved`);
}
const ATTEMPTS = 8;
async function writeTag(repository, { tags }, wish) {
    const { model, stage, to, actor, commit, nowMs } = wish;
    const name = formatTag({ kind: 'assignment', artifact: model, stage, counter: nextCounter(model, [...tags.ids.keys()]) });
    // GTO goes by time, and clocks differ: never earlier than what is there.
    const newestMs = Math.max(0, ...tags.dated.map((dated) => dated.createdAtMs));
    const seconds = Math.max(Math.floor(nowMs / 1000), Math.floor(newestMs / 1000) + 1);
    const message = `Assigning stage ${stage} to artifact ${model} version ${to}\n\nActor: ${(0,git_process_src/* oneLine */.TN)(actor)}`;
    const bytes = `object ${commit}\ntype commit\ntag ${name}\ntagger ${git_process_src/* GIT_IDENTITY */.w6} ${seconds} +0000\n\n${message}\n`;
    const written = await (0,git_process_src/* writeObject */.p7)(repository, { type: 'tag', bytes });
    return written.kind === 'failed' ? gitFailed(`writing tag ${name}`, written) : (0,rollout_engine_src.ok)({ name, id: written.id });
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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
        return bytes === 0 ? registryFailed('malformed', `${url} answered with no content`) : (0,rollout_engine_src.ok)(`sha256:${hash.digest('hex')}`);
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
    const read = await (0,git_process_src/* readObjects */.$I)(repository, [`${commit}:${file}`]);
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
            return digest.kind === 'error' ? digest : (0,rollout_engine_src.ok)({ digest: digest.value, artifact: place.url });
        }
        case 'file': {
            const digest = await digestOfFile(repository, { where, file, commit, path: place.path });
            return digest.kind === 'error' ? digest : (0,rollout_engine_src.ok)({ digest: digest.value, artifact: formatGitArtifact({ repository: repository.address, commit, path: place.path }) });
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
    return (0,rollout_engine_src.ok)(pointer.kind === 'pointer' ? pointer.digest : `sha256:${hash.digest('hex')}`);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/gto/gto-registry.ts
// The ModelRegistry port on GTO's git tags, in a folder or at any remote.






/** Touches nothing yet: the repository is opened with the first question. A version's bytes are read once, however often it is asked for. */
function gtoRegistry(options) {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const open = (0,git_process_src/* openOnFirstUse */.zv)({ ...options, timeoutMs, git: options.git ?? (0,git_process_src/* createGit */.lD)(process.env) });
    const releases = new Map();
    const release = async (at) => {
        const key = `${at.model}@${at.version}@${at.commit}`;
        const known = releases.get(key);
        if (known !== undefined)
            return (0,rollout_engine_src.ok)(known);
        const repository = await open();
        if (repository.kind === 'failed')
            return gitFailed('opening the model repository', repository);
        const web = { fetch: options.fetch ?? globalThis.fetch, timeoutMs, ...(options.signal === undefined ? {} : { signal: options.signal }) };
        const resolved = await resolveArtifact(repository, at, web);
        if (resolved.kind === 'error')
            return resolved;
        const fresh = { kind: 'release', version: at.version, ...resolved.value };
        releases.set(key, fresh);
        return (0,rollout_engine_src.ok)(fresh);
    };
    return {
        newest: async (model) => {
            const registry = await ask(open, model);
            if (registry.kind === 'error')
                return registry;
            const newest = newestVersion(registry.value, model);
            if (newest.kind === 'error')
                return newest;
            return newest.value.kind === 'none' ? (0,rollout_engine_src.ok)({ kind: 'none' }) : release(newest.value);
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
                return (0,rollout_engine_src.ok)(pointer);
            return registryFailed('malformed', `stage ${stage} of ${model} points at a commit with several versions (${pointer.versions.join(', ')}). Cancel all but one`);
        },
        movePointer: async (move) => {
            const repository = await open();
            if (repository.kind === 'failed')
                return gitFailed('opening the model repository', repository);
            return movePointer(repository, move, options.clock.nowMs());
        },
    };
}
const TIMEOUT_MS = 600_000;
async function ask(open, model) {
    const repository = await open();
    return repository.kind === 'failed' ? gitFailed('opening the model repository', repository) : readRegistry(repository, model);
}

;// CONCATENATED MODULE: ./packages/model-registries/src/index.ts
// Registries of models. Each adapter has a folder of its own.







// EXTERNAL MODULE: ./packages/report/src/index.ts + 67 modules
var report_src = __webpack_require__(3527);
;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/stamp.ts
// The stamp as JSON: the same form in requests and answers.

const word = decode_text({ expected: 'text of 1 to 1024 characters', lengthMax: 1024, pattern: /./ });
const decodeStamp = shape({ rolloutId: word, sequence: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), effectId: word, liveSlot: word, liveDigest: word });
function stamp_encodeStamp({ rolloutId, sequence, effectId, liveSlot, liveDigest }) {
    return { rolloutId, sequence, effectId, liveSlot, liveDigest };
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/router-contract/answer.ts
// The answers of the router contract: decoded strictly, because they come from a program that we do not know.



const answer_name = decode_text({ expected: 'a name', lengthMax: 1024, pattern: /./ });
const digest = decode_text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ });
const weightPpm = integer({ min: 0, max: 1_000_000 });
const readingShape = shape({
    target: answer_name,
    slots: list(shape({ slot: answer_name, weightPpm, release: nullable(shape({ version: answer_name, digest, ready: decode_boolean }), 'nothing') }), { countMax: 2 }),
    version: answer_name,
    stamp: nullable(decodeStamp, 'none'),
    stepPpm: integer({ min: 1, max: 1_000_000 }),
}, { mirror: record(weightPpm, { keysMax: 2 }) });
/** The answer to `read` and `set`. Weights must add up, and the target must be the one that was asked for. */
function decodeReading(value, asked) {
    const decoded = decode_decode(readingShape, value);
    if (decoded.kind === 'bad')
        return decoded;
    const { target, slots, version, stamp, stepPpm, mirror } = decoded.value;
    if (target !== asked)
        return answer_bad(`it is about target "${target}", asked for was "${asked}"`);
    const [first, second] = slots;
    if (first === undefined || second === undefined || first.slot === second.slot)
        return answer_bad(`slots: expected two different ones, got ${slots.map(({ slot }) => `"${slot}"`).join(', ') || 'none'}`);
    const sum = first.weightPpm + second.weightPpm;
    if (sum !== 1_000_000)
        return answer_bad(`the weights add up to ${String(sum)}, not to 1,000,000`);
    const strange = Object.keys(mirror ?? {}).find((slot) => slot !== first.slot && slot !== second.slot);
    if (strange !== undefined)
        return answer_bad(`mirror: there is no slot "${strange}"`);
    return {
        kind: 'ok',
        value: {
            target,
            slots: slots.map(({ slot, weightPpm: weight, release }) => ({ slot, weight: (0,rollout_policy_src/* ppm */.Sg)(weight), placed: release === 'nothing' ? { kind: 'nothing' } : { kind: 'release', ...release } })),
            version,
            stamp: stamp === 'none' ? { kind: 'none' } : { kind: 'stamp', ...stamp },
            step: (0,rollout_policy_src/* ppm */.Sg)(stepPpm),
            mirror: mirror === undefined ? 'cannot' : Object.fromEntries(Object.entries(mirror).map(([slot, share]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(share)])),
        },
    };
}
function answer_encodeReading({ target, slots, version, stamp, step, mirror }) {
    return {
        target,
        slots: slots.map(({ slot, weight, placed }) => ({ slot, weightPpm: weight, release: placed.kind === 'nothing' ? null : { version: placed.version, digest: placed.digest, ready: placed.ready } })),
        version,
        stamp: stamp.kind === 'none' ? null : encodeStamp(stamp),
        stepPpm: step,
        ...(mirror === 'cannot' ? {} : { mirror }),
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
            const { target, weights, mirror, ifVersion, stamp } = request.change;
            // A router that cannot mirror never sees the word.
            const copies = Object.keys(mirror).length === 0 ? {} : { mirror };
            return { op: 'set', target, weights, ...copies, ...(ifVersion.kind === 'is' ? { ifVersion: ifVersion.version } : {}), stamp: stamp_encodeStamp(stamp), idempotencyKey: stamp.effectId };
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
const shares = record(integer({ min: 0, max: 1_000_000 }), { keysMax: 2 });
const version = decode_text({ expected: 'a version', lengthMax: 1024, pattern: /./ });
/** Only looks at `op`, so that the mistakes of the rest are told in its own terms. */
const anOp = (value, path) => choice('read', 'set', 'settle', 'place')(typeof value === 'object' && value !== null && 'op' in value ? value.op : undefined, path === '' ? 'op' : path);
const BODIES = {
    read: shape({ op: decode_choice('read'), target: request_name }),
    settle: shape({ op: decode_choice('settle'), target: request_name, version }),
    set: request_mapped(shape({ op: decode_choice('set'), target: request_name, weights: shares, stamp: decodeStamp, idempotencyKey: request_name }, { ifVersion: version, mirror: shares }), ({ target, weights, mirror, stamp, ifVersion }) => ({
        op: 'set',
        change: {
            target,
            weights: bySlot(weights),
            mirror: bySlot(mirror ?? {}),
            ifVersion: ifVersion === undefined ? { kind: 'any' } : { kind: 'is', version: ifVersion },
            stamp,
        },
    })),
    place: request_mapped(shape({ op: decode_choice('place'), target: request_name, slot: request_name, version, digest: request_name, artifact: decode_text({ lengthMax: 4096, pattern: /./ }), rolloutId: request_name, idempotencyKey: request_name }), ({ target, slot, version: placed, digest, artifact, rolloutId }) => ({ op: 'place', placement: { target, slot, version: placed, digest, artifact, rolloutId } })),
};
function bySlot(said) {
    return Object.fromEntries(Object.entries(said).map(([slot, share]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(share)]));
}
function request_mapped(decoder, map) {
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
        return (0,rollout_engine_src/* failed */.gz)({ port, code, message, retryable, outcome: isRead ? 'not-done' : exchanged.outcome, cause });
    }
    const decoded = decodeAnswer(exchanged.value);
    if (decoded.kind === 'ok')
        return { kind: 'ok', value: decoded.value };
    const message = `The ${port} was asked to ${request.op} and its answer is not of the agreed form (docs/router-contract.md): ${decoded.why}.`;
    return (0,rollout_engine_src/* failed */.gz)({ port, code: 'malformed', message, retryable: false, outcome: isRead ? 'not-done' : 'unknown' });
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

;// CONCATENATED MODULE: ./packages/traffic-routers/src/smoke-probe/json-smoke-probe.ts
// The SmokeProbe port over JSON (docs/router-contract.md, "The smoke probe"): a program or an address that answers the golden set through the real route.


const CASES_MAX = 1_000_000;
const answerShape = shape({
    digest: decode_text({ expected: '"sha256:" and 64 hexadecimal digits', pattern: /^sha256:[0-9a-f]{64}$/ }),
    cases: integer({ min: 1, max: CASES_MAX }),
    failed: integer({ min: 0, max: CASES_MAX }),
    first: decode_text({ lengthMax: 65_536 }),
});
function jsonSmokeProbe(options) {
    return {
        ask: async ({ probe, target, rolloutId, slot, version, digest }) => {
            const exchanged = await json_smoke_probe_exchangeWith(options, probe)({ op: 'smoke', target, rolloutId, slot, version, digest });
            if (exchanged.kind === 'answered')
                return judge(exchanged.value);
            const { code, retryable, cause } = exchanged;
            return (0,rollout_engine_src/* failed */.gz)({ port: 'smoke', code, message: `The smoke probe was asked about slot ${slot}: ${exchanged.message}.`, retryable, outcome: 'not-done', cause });
        },
    };
}
function judge(value) {
    const decoded = decode_decode(answerShape, value);
    if (decoded.kind === 'bad')
        return json_smoke_probe_malformed(decoded.why);
    const { cases, failed: wrong, first } = decoded.value;
    if (wrong > cases)
        return json_smoke_probe_malformed(`failed: expected at most the ${String(cases)} cases, got ${String(wrong)}`);
    // It ends in summaries and in the ledger.
    return (0,rollout_engine_src.ok)({ ...decoded.value, first: plainLine(first) });
}
function json_smoke_probe_malformed(why) {
    return (0,rollout_engine_src/* failed */.gz)({ port: 'smoke', code: 'malformed', message: `The answer of the smoke probe is not of the agreed form (docs/router-contract.md): ${why}.`, retryable: false, outcome: 'not-done' });
}
function json_smoke_probe_exchangeWith({ fetch, timeoutMs, cwd, env, signal }, probe) {
    return probe.kind === 'http' ? httpExchange({ url: probe.url, fetch, timeoutMs }) : commandExchange({ argv: probe.argv, cwd, env, timeoutMs, ...(signal === undefined ? {} : { signal }) });
}

;// CONCATENATED MODULE: ./packages/traffic-routers/src/index.ts
// Traffic routers, deployers and smoke probes behind the router contract (docs/router-contract.md), and the serving side of it.




;// CONCATENATED MODULE: ./packages/ports-from-policy/src/after-grace.ts
/** Enough for an answer that is on its way, and early enough to say what happened. */
const GRACE_MS = 3_000;
/** Aborts a while after `signal` does. */
function afterGrace(signal) {
    const over = new AbortController();
    const begin = () => {
        // Nothing is kept waiting for it.
        setTimeout(() => over.abort(new JobCancelled()), GRACE_MS).unref();
    };
    if (signal.aborted)
        begin();
    else
        signal.addEventListener('abort', begin, { once: true });
    return over.signal;
}
/** A clock on which nobody sleeps longer than that. */
function clockUntil(over, clock) {
    return { ...clock, sleep: (durationMs, signal) => clock.sleep(durationMs, signal === undefined ? over : AbortSignal.any([signal, over])) };
}
/** `fetch` that waits no longer than that. */
function fetchUntil(over, fetch) {
    return (input, init = {}) => fetch(input, { ...init, signal: init.signal === undefined || init.signal === null ? over : AbortSignal.any([init.signal, over]) });
}
class JobCancelled extends Error {
    name = 'JobCancelled';
    code = 'the job was cancelled';
    constructor() {
        super('the job was cancelled');
    }
}

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
function collisionKey(path) {
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


const entriesMax = 20_000;
/** The only accepted text of a manifest: JSON with two spaces, entries sorted, one line end at the end. */
function encodeManifest(manifest) {
    const { schema, target, createdAt, rolloutId, branch, root, paths } = manifest;
    const entries = manifest.entries.toSorted((left, right) => relative_path_comparePaths(left.path, right.path)).map(encodeEntry);
    return `${JSON.stringify({ schema, target, createdAt, ...(rolloutId === undefined ? {} : { rolloutId }), ...(branch === undefined ? {} : { branch: encodeBranch(branch) }), root, paths, entries }, null, 2)}\n`;
}
/** SHA-256 of the encoded manifest, e.g. to pin the freeze itself in a record. */
function manifestDigest(manifest) {
    return `sha256:${createHash('sha256').update(encodeManifest(manifest)).digest('hex')}`;
}
function encodeBranch({ repository, name, commit }) {
    return { repository, name, commit };
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
    return oneLine(JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value));
}
/** Without control and direction characters. */
function oneLine(text) {
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
function selects(patterns, path) {
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
function literalPrefixes(patterns) {
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
        return decode_manifest_refused([{ place: '', message: `the manifest is not JSON: ${oneLine(cause instanceof Error ? cause.message : 'unreadable')}` }]);
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
        const fields = this.fields('', document, ['schema', 'target', 'createdAt', 'rolloutId', 'branch', 'root', 'paths', 'entries']);
        if (fields === undefined)
            return undefined;
        if (fields['schema'] !== 1)
            this.add('schema', `expected 1, got ${mistake_shown(fields['schema'])}`);
        const manifest = {
            schema: 1,
            target: this.text('target', fields['target'], 200),
            createdAt: this.instant('createdAt', fields['createdAt']),
            ...(fields['rolloutId'] === undefined ? {} : { rolloutId: this.text('rolloutId', fields['rolloutId'], 100) }),
            ...(fields['branch'] === undefined ? {} : { branch: this.branch(fields['branch']) }),
            root: this.root(fields['root']),
            paths: this.paths(fields['paths']),
            entries: this.entries(fields['entries']),
        };
        return manifest;
    }
    branch(value) {
        const fields = this.fields('branch', value, ['repository', 'name', 'commit']) ?? {};
        const [repository, name, commit] = [this.text('branch.repository', fields['repository'], 200), this.text('branch.name', fields['name'], 250), this.text('branch.commit', fields['commit'], 64)];
        if (!/^[0-9a-f]{40,64}$/.test(commit))
            this.add('branch.commit', `expected the id of a commit, got ${mistake_shown(commit)}`);
        return { repository, name, commit };
    }
    entries(value) {
        const items = this.list('entries', value, entriesMax);
        if (Array.isArray(value) && value.length === 0)
            this.add('entries', 'is empty; a freeze pins at least one file');
        const seen = new Map();
        return items.flatMap((item, index) => {
            const place = `entries[${index}]`;
            const fields = this.fields(place, item, ['path', 'bytes', 'sha256', 'schema']);
            if (fields === undefined)
                return [];
            const path = this.path(`${place}.path`, fields['path']);
            const twin = seen.get(collisionKey(path));
            if (path !== '' && twin !== undefined)
                this.add(`${place}.path`, `${mistake_shown(path)} is the same file as ${mistake_shown(twin)} where case does not count`);
            seen.set(collisionKey(path), path);
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

;// CONCATENATED MODULE: ./packages/data-freeze/src/covered-paths.ts

/** The workspace is taken for the root of the repository. */
function coveredPaths({ root, paths }) {
    const patterns = decodePatterns(paths);
    // A manifest that was decoded has patterns that can be.
    if (patterns.kind === 'refused')
        return { covers: () => false, prefixes: [], within: (path) => path };
    const folder = root === '.' ? '' : `${root}/`;
    const within = (path) => path.slice(folder.length);
    return {
        covers: (path) => path.startsWith(folder) && selects(patterns.value, within(path)),
        prefixes: literalPrefixes(patterns.value).map((prefix) => `${folder}${prefix}`.replace(/\/$/, '')),
        within,
    };
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
async function digestFile(files, path) {
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
    const chosen = listing.files.filter(({ path }) => selects(order.patterns, path)).sort((left, right) => relative_path_comparePaths(left.path, right.path));
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
    const { branch, rolloutId } = order;
    const held = { ...(branch === undefined ? {} : { branch }), ...(rolloutId === undefined ? {} : { rolloutId }) };
    return { kind: 'frozen', manifest: { schema: 1, target: order.target, createdAt, ...held, root: order.root, paths: order.patterns.lines, entries } };
}
/** A pattern that chooses nothing is most likely misspelt, and would silently leave data unpinned. */
function unmatched(patterns, paths) {
    return patterns.taken
        .filter((pattern) => !paths.some((path) => path_pattern_matchesPattern(pattern, path)))
        .map((pattern) => ({ place: 'paths', message: `${mistake_shown(pattern)} matches no file` }));
}
function nameMistakes(paths) {
    const seen = new Map();
    return paths.flatMap((path) => {
        const checked = relative_path_checkRelativePath(path);
        if (checked.kind === 'refused')
            return [{ place: mistake_shown(path), message: checked.why }];
        const twin = seen.get(collisionKey(path));
        seen.set(collisionKey(path), path);
        return twin === undefined ? [] : [{ place: path, message: `is the same file as ${mistake_shown(twin)} where case does not count` }];
    });
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/verify.ts




/** Reads every file of the manifest. A changed file outweighs an unreadable one: the change is certain. */
async function verifyManifest(manifest, files) {
    const patterns = decodePatterns(manifest.paths);
    if (patterns.kind === 'refused')
        return { kind: 'unreadable', why: patterns.mistakes.map(({ message }) => message).join('; ') };
    const listing = await files.listFiles(literalPrefixes(patterns.value));
    if (listing.kind === 'unreadable')
        return listing;
    const listed = new Map(listing.files.map((file) => [file.path, file]));
    const frozen = new Set(manifest.entries.map(({ path }) => path));
    const added = [...listed.keys()].filter((path) => !frozen.has(path) && selects(patterns.value, path)).sort(relative_path_comparePaths);
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
        const digest = await digestFile(files, entry.path);
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

;// CONCATENATED MODULE: ./packages/data-freeze/src/verify-branch.ts


async function verifyBranch(manifest, branches) {
    const { name, commit } = manifest.branch;
    const { covers, prefixes, within } = coveredPaths(manifest);
    const head = await branches.head(name);
    if (head.kind === 'unreadable')
        return head;
    const then = await branches.files(commit, prefixes);
    if (then.kind === 'unreadable')
        return { ...then, why: `what ${name} held when it was frozen (${commit.slice(0, 12)}): ${then.why}` };
    const now = head.commit === commit ? then : await branches.files(head.commit, prefixes);
    if (now.kind === 'unreadable')
        return now;
    const tracked = [...new Set([...then.ids.keys(), ...now.ids.keys()])].filter(covers);
    const changed = tracked.filter((path) => then.ids.get(path) !== now.ids.get(path)).map(within).sort(relative_path_comparePaths);
    return { kind: 'compared', changed, tracked: new Set(tracked.map(within)), where: `${name} at ${head.commit.slice(0, 12)}` };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/frozen-situation.ts



/**
 * What is in git is compared on its branch, which a checkout may lag behind; what is not (data that is fetched) in the files of the job. Never throws; a
 * manifest that cannot be read is `unreadable`, and one that another rollout of the target held is nobody's.
 */
async function frozenSituation(target, { document, where, rolloutId }, { filesAt, branches }) {
    const decoded = decodeManifest(document);
    if (decoded.kind === 'refused') {
        const [first] = decoded.mistakes;
        return unreadable(`${where} is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}`);
    }
    const manifest = decoded.value;
    if (manifest.target !== target)
        return unreadable(`${where} is of target ${manifest.target}, not ${target}`);
    if (manifest.rolloutId !== undefined && manifest.rolloutId !== rolloutId)
        return { kind: 'none' };
    const { branch } = manifest;
    if (branch === undefined || branches === 'none' || branches.repository !== branch.repository)
        return inFiles(manifest, filesAt, () => true);
    const seen = await verifyBranch({ ...manifest, branch }, branches);
    if (seen.kind === 'unreadable')
        return seen;
    if (seen.changed.length > 0)
        return { kind: 'changed', paths: seen.changed, where: seen.where };
    const isElsewhere = (path) => !seen.tracked.has(path);
    return manifest.entries.some(({ path }) => isElsewhere(path)) ? inFiles(manifest, filesAt, isElsewhere) : { kind: 'unchanged' };
}
/** Nothing but what is stored is at fault, and that stays so. */
function unreadable(why) {
    return { kind: 'unreadable', why: `${why}. Undo that there, or lift the freeze (freeze-data, mode: release)`, lasts: true };
}
async function inFiles(manifest, filesAt, counts) {
    const verification = await verifyManifest(manifest, filesAt(manifest.root));
    if (verification.kind === 'unreadable')
        return { ...verification, lasts: true };
    if (verification.kind === 'unchanged')
        return verification;
    const paths = changedPaths(verification).filter(counts);
    return paths.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', paths };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
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
        const draft = join(dirname(full), `.${basename(full)}.${randomUUID()}.draft`);
        // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
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
                folder.signal?.throwIfAborted();
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
        if (folder.signal?.aborted === true)
            throw cause;
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












// EXTERNAL MODULE: ./packages/ledger-records/src/index.ts + 14 modules
var ledger_records_src = __webpack_require__(1860);
;// CONCATENATED MODULE: ./packages/ports-from-policy/src/freeze-guard.ts
// The freezes of a target, as a tick asks for them: the manifests from their store against the branch and the files of this checkout.


function freezeGuard(options) {
    const { store, workspace, clock, againAfterMs, branches } = options;
    let last;
    return {
        verify: async (target, { rolloutId, holds }) => {
            const held = await documentsOf(store, target);
            if (held.kind === 'error')
                return { kind: 'unreadable', why: held.error.message, ...(held.error.retryable ? {} : { lasts: true }) };
            const { head, documents } = held.value;
            if (head === '' && holds)
                return { kind: 'unreadable', why: GONE, lasts: true };
            if (documents.length === 0)
                return { kind: 'none' };
            const nowMs = clock.nowMs();
            if (last?.target === target && last.rolloutId === rolloutId && last.head === head && nowMs - last.atMs < againAfterMs)
                return last.answer;
            const places = { filesAt: (root) => nodeFiles({ workspace, root }), branches };
            const answers = [];
            for (const held of documents)
                answers.push(await frozenSituation(target, { ...held, rolloutId }, places));
            last = { target, rolloutId, head, atMs: nowMs, answer: together(answers) };
            return last.answer;
        },
        pin: (request) => pin(options, request),
    };
}
/** Whoever lifts a freeze leaves the branch there. */
const GONE = `${ledger_records_src/* FREEZES_REF */.pc} is gone, and with it what this rollout holds frozen: somebody deleted the branch. Put it back, or freeze the data again (freeze-data)`;
/** What a person froze and what the rollout holds. */
async function documentsOf(store, target) {
    const documents = [];
    let head = '';
    for (const by of ['hand', 'rollout']) {
        const record = await store.readFreeze(target, by);
        if (record.kind === 'error')
            return record;
        head = record.value.head;
        if (record.value.kind === 'frozen')
            documents.push({ document: record.value.document, where: `${(0,ledger_records_src/* freezeFile */.my)(target, by)} on ${ledger_records_src/* FREEZES_REF */.pc}` });
    }
    return { kind: 'ok', value: { head, documents } };
}
/** A change is certain, whatever else cannot be read. */
function together(answers) {
    const changed = answers.flatMap((answer) => (answer.kind === 'changed' ? [answer] : []));
    const [first] = changed;
    if (first !== undefined)
        return { ...first, paths: [...new Set(changed.flatMap(({ paths }) => paths))] };
    return answers.find(({ kind }) => kind === 'unreadable') ?? answers.find(({ kind }) => kind === 'unchanged') ?? { kind: 'none' };
}
/** The files of the checkout, and where they are in git. */
async function pin({ workspace, clock, branches, branch }, { target, rolloutId, paths }) {
    const patterns = decodePatterns(paths);
    if (patterns.kind === 'refused')
        return { kind: 'refused', why: patterns.mistakes.map(({ message }) => message).join('; ') };
    const head = await branchNow(branches, branch);
    if (head.kind === 'unreadable')
        return { kind: 'refused', why: head.why };
    const frozen = await freezeFiles({ target, root: '.', patterns: patterns.value, nowMs: clock.nowMs(), rolloutId, ...(head.kind === 'none' ? {} : { branch: head.branch }) }, nodeFiles({ workspace, root: '.' }));
    if (frozen.kind === 'refused')
        return { kind: 'refused', why: frozen.mistakes.slice(0, 3).map(({ place, message }) => `${place}: ${message}`).join('; ') };
    return { kind: 'pinned', document: encodeManifest(frozen.manifest) };
}
/** What a manifest says about git; `none` where nobody can look. */
async function branchNow(branches, branch) {
    if (branches === 'none')
        return { kind: 'none' };
    const head = await branches.head(branch);
    return head.kind === 'unreadable' ? head : { kind: 'at', branch: { repository: branches.repository, name: head.name, commit: head.commit } };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/frozen-now.ts
// What is frozen on the branches of a repository, read from the store's documents: for the status of pull requests.


/** `repository`: `owner/name`. Manifests that do not say where their files are in git concern no pull request. */
function frozen_now_readFrozenOf(store, repository) {
    return async () => {
        const records = await store.readFreezes();
        if (records.kind === 'error')
            return records;
        const frozen = [];
        for (const { document } of records.value.freezes) {
            const decoded = decodeManifest(document);
            if (decoded.kind === 'refused') {
                const [first] = decoded.mistakes;
                return (0,rollout_engine_src/* failed */.gz)({ port: 'freeze', code: 'malformed', message: `a manifest is refused: ${[first?.place, first?.message].filter(Boolean).join(' ')}. Lift that freeze, or freeze again`, retryable: false, outcome: 'not-done' });
            }
            frozen.push(...pathsOf(decoded.value, repository));
        }
        return (0,rollout_engine_src.ok)({ head: records.value.head, frozen });
    };
}
function pathsOf(manifest, repository) {
    const { branch, target, rolloutId } = manifest;
    if (branch === undefined || branch.repository.toLowerCase() !== repository.toLowerCase())
        return [];
    const says = rolloutId === undefined ? `frozen for ${target} until a person releases it` : `frozen by rollout ${rolloutId} of ${target} until it ends`;
    return [{ branch: branch.name, says, covers: coveredPaths(manifest).covers }];
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/freezes-on-github.ts

/** `none` where no workflow runs. */
async function branchFilesOn(github) {
    if (github === 'none' || github.apis.home === 'none')
        return 'none';
    const { githubBranchFiles } = await Promise.all(/* import() */[__webpack_require__.e(218), __webpack_require__.e(434), __webpack_require__.e(138)]).then(__webpack_require__.bind(__webpack_require__, 8138));
    return githubBranchFiles(github.apis.home);
}
async function freezeStatusesOn(github, freezes, { clock, signal }) {
    if (github === 'none' || github.apis.home === 'none')
        return 'none';
    const { freezeStatuses } = await Promise.all(/* import() */[__webpack_require__.e(218), __webpack_require__.e(434), __webpack_require__.e(138)]).then(__webpack_require__.bind(__webpack_require__, 8138));
    const { home } = github.apis;
    return freezeStatuses({ api: home, clock, signal, readFrozen: readFrozenOf(freezes, `${home.repository.owner}/${home.repository.repo}`) });
}
/** The branch that a job works on, without `refs/heads/`; empty for the default one: tags and events without a branch mean that. */
function branchOfJob(env) {
    return /^refs\/heads\/(.+)$/s.exec(env['GITHUB_REF'] ?? '')?.[1] ?? '';
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/secretive-ports.ts
/** Everything that comes in is clean: names, errors, evidence and what was counted. What goes out is as it was. */
function secretivePorts(ports, hide) {
    const { router, deployer, metrics, registry, smoke, ledger, freeze } = ports;
    const clean = async (answer) => withoutSecrets(await answer, hide);
    return {
        ...ports,
        router: {
            read: (target) => clean(router.read(target)),
            set: (change) => clean(router.set(change)),
            settle: (target, version) => clean(router.settle(target, version)),
        },
        deployer: { place: (placement) => clean(deployer.place(placement)) },
        metrics: { fetchBlocks: (request) => clean(metrics.fetchBlocks(request)) },
        registry: {
            newest: (model) => clean(registry.newest(model)),
            resolve: (model, version) => clean(registry.resolve(model, version)),
            pointer: (model, stage) => clean(registry.pointer(model, stage)),
            movePointer: (move) => clean(registry.movePointer(move)),
        },
        smoke: { ask: (question) => clean(smoke.ask(question)) },
        // Its records are what they are: only what it says of itself is foreign.
        ledger: {
            ...ledger,
            read: async (...asked) => cleanError(await ledger.read(...asked), hide),
            append: async (...asked) => cleanError(await ledger.append(...asked), hide),
            history: async (...asked) => cleanError(await ledger.history(...asked), hide),
        },
        freeze: { verify: (...asked) => clean(freeze.verify(...asked)), pin: (request) => freeze.pin(request) },
    };
}
function cleanError(result, hide) {
    if (result.kind === 'ok')
        return result;
    const error = { ...result.error, message: hide(result.error.message) };
    return { kind: 'error', error };
}
/** The same value with clean texts and keys; what holds no secret is not copied. Causes are for us alone, and stay. */
function withoutSecrets(value, hide) {
    return replaced(value, hide);
}
function replaced(value, hide) {
    if (typeof value === 'string')
        return hide(value);
    if (Array.isArray(value)) {
        const items = value.map((item) => replaced(item, hide));
        return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isPlainObject(value))
        return value;
    const entries = Object.entries(value).map(([name, field]) => ({ name, key: hide(name), before: field, field: name === 'cause' ? field : replaced(field, hide) }));
    if (entries.every(({ name, key, before, field }) => key === name && field === before))
        return value;
    return Object.fromEntries(apart(entries.map(({ key, field }) => [key, field])));
}
/** Two names that differ in a secret alone stay two. */
function apart(entries) {
    const seen = new Map();
    return entries.map(([key, field]) => {
        const times = (seen.get(key) ?? 0) + 1;
        seen.set(key, times);
        return times === 1 ? [key, field] : [`${key} (${String(times)})`, field];
    });
}
function isPlainObject(value) {
    return typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/connect-policy.ts









const ANSWER_TIMEOUT_MS = 20_000;
/** A probe sends a whole golden set, one request after the other. */
const SMOKE_TIMEOUT_MS = 120_000;
/** Opens nothing yet: every adapter connects when it is first used. `branches`: of the repository that the job belongs to. */
function connectPolicy(policy, { ledger, freezes }, surroundings, branches = 'none') {
    const registryAt = (0,git_process_src/* readGitLocation */.S8)(surroundings.registry, surroundings.workspace);
    if (registryAt.kind === 'invalid')
        return { kind: 'refused', subject: 'registry', why: registryAt.message };
    const { workspace } = surroundings;
    const over = afterGrace(surroundings.signal);
    const clock = clockUntil(over, surroundings.clock);
    const asking = { fetch: fetchUntil(over, globalThis.fetch), cwd: workspace, env: environmentOfCommands(surroundings.env), signal: over };
    const ports = {
        clock,
        ledger,
        ...serving(policy.serve, { ...asking, routerToken: surroundings.routerToken }),
        metrics: metricSources({ pages: policy.metrics.kind === 'openmetrics' ? policy.metrics.pages : {}, ...asking, timeoutMs: ANSWER_TIMEOUT_MS }),
        registry: gtoRegistry({ ...repository(registryAt.location, surroundings), clock }),
        smoke: jsonSmokeProbe({ ...asking, timeoutMs: SMOKE_TIMEOUT_MS }),
        freeze: freezeGuard({ store: freezes, workspace, clock, againAfterMs: policy.expert.tickMs, branches, branch: branchOfJob(surroundings.env) }),
        titleOf: report_src/* eventTitle */.X_,
    };
    return { kind: 'connected', ports: secretivePorts(ports, surroundings.hideSecrets), freezes };
}
function repository(location, { cacheDir, token, signal }) {
    return { location, cacheDir, signal, ...(token === '' ? {} : { token }) };
}
function serving(serve, { fetch, cwd, env, signal, routerToken }) {
    switch (serve.kind) {
        case 'http': {
            const options = { url: serve.url, fetch, timeoutMs: ANSWER_TIMEOUT_MS, ...(routerToken === '' ? {} : { token: routerToken }) };
            return { router: httpRouter(options), deployer: httpDeployer(options) };
        }
        case 'command': {
            const options = { argv: serve.argv, cwd, env, signal, timeoutMs: ANSWER_TIMEOUT_MS };
            return { router: commandRouter(options), deployer: commandDeployer(options) };
        }
    }
}
/** Without the inputs of the action: tokens are among them, and no program of a policy needs those. */
function environmentOfCommands(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined || name.startsWith('INPUT_') ? [] : [[name, value]])));
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/freeze-commit.ts
// The commits of the branch of freezes: what files there are, and how a change becomes the next commit.


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
/** `blob` empty: the file goes. */
function withFile(files, file, blob) {
    const next = new Map(files);
    if (blob === '')
        next.delete(file);
    else
        next.set(file, blob);
    return next;
}
async function writeFreezeCommit(repository, { parent, files, target, atMs, title }) {
    const tree = await (0,git_process_src/* writeTree */.WM)(repository, [...files].map(([name, blob]) => ({ name, blob })));
    if (tree.kind === 'failed')
        return tree;
    return (0,git_process_src/* writeObject */.p7)(repository, { type: 'commit', bytes: (0,ledger_records_src/* commitBytes */.NX)({ tree: tree.id, parent, atMs, title, trailers: [['Target', target]] }) });
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-port-error.ts
function git_port_error_gitPortError({ port, what, failure, outcome, access = 'writes' }) {
    return {
        port,
        code: failure.trouble,
        message: `${what}: ${failure.message}. ${(access === 'reads' ? READER_ADVICE : git_port_error_ADVICE)[failure.trouble]}`,
        retryable: failure.trouble === 'unavailable',
        outcome,
        cause: failure,
    };
}
const git_port_error_ADVICE = {
    unavailable: 'The next run tries again',
    denied: 'In a workflow, give the job `permissions: contents: write` and its token; elsewhere, check that you may push to this repository',
    missing: 'Check the address; a repository that the token may not see looks the same',
    refused: 'If a rule or hook of the repository said no, exempt the branches rollouts/** from it',
    malformed: 'Nothing was changed. Run `git fsck` in the repository',
};
const READER_ADVICE = {
    ...git_port_error_ADVICE,
    denied: 'At a terminal, set RAMPART_TOKEN (on GitHub, GITHUB_TOKEN will do) to a token that may read this repository; in a workflow, give the job `permissions: contents: read` and pass its token',
};

;// CONCATENATED MODULE: ./packages/git-ledger/src/move-head.ts
// Moves heads from one commit to the next, all or none, and finds out what came of it. Whether they moved is never read from git's words: the
// heads are read back. Sending the same move again is harmless, because it is on condition of the old values.

function moveHead(repository, move) {
    return moveHeads(repository, [move]);
}
/** What is told of a head that is elsewhere is told of the first such one, in the order of `moves`. */
async function moveHeads(repository, moves, attempts = 2) {
    const [only, ...others] = moves;
    const result = await (only !== undefined && others.length === 0 ? repository.moveRef(only) : repository.moveRefs(moves));
    if (result.kind === 'ok')
        return { kind: 'moved' };
    const seen = await readBack(repository, moves, result);
    // A refusal too: a rival that held the ref's lock may have given up since.
    const isPassing = result.trouble === 'unavailable' || result.trouble === 'refused';
    return seen.kind === 'not-moved' && isPassing && attempts > 1 ? moveHeads(repository, moves, attempts - 1) : seen;
}
async function readBack(repository, moves, failure) {
    const fetched = await repository.fetchRefs({ patterns: moves.map(({ ref }) => ref), depth: 'new', files: 'included' });
    if (fetched.kind === 'failed')
        return { kind: 'unknown', failure };
    const heads = [];
    for (const move of moves) {
        const head = await (0,git_process_src/* readRef */.sg)(repository, move.ref);
        if (head.kind === 'failed')
            return { kind: 'unknown', failure: head };
        heads.push({ move, head: head.kind === 'at' ? head.id : '' });
    }
    // All or none: one that is at our commit stands for all, wherever somebody has taken the others since.
    if (heads.some(({ move, head }) => head === move.to))
        return { kind: 'moved' };
    const other = heads.find(({ move, head }) => head !== move.from);
    if (other === undefined)
        return { kind: 'not-moved', failure };
    const { move: { ref }, head } = other;
    return head === '' ? { kind: 'gone', ref } : { kind: 'elsewhere', ref, head };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-freeze-store.ts
// The FreezeStore port on a git repository: one branch for all targets, one file per target, one commit per change.







function createGitFreezeStore(open) {
    // A commit never changes: what was read at a head is not read again while the head stays.
    const known = new Map();
    return {
        readFreeze: (target, by = 'hand') => readFreeze(open, known, { target, by }),
        readFreezes: () => readFreezes(open),
        writeFreeze: (change) => writeFreeze(open, change),
    };
}
async function readFreeze(open, known, { target, by }) {
    const name = (0,ledger_records_src/* freezeFile */.my)(target, by);
    const tip = await fetchHead(open, 'tips');
    if (tip.kind === 'failed')
        return freezeFailed('reading', tip, 'not-done');
    if (tip.head === '')
        return (0,rollout_engine_src.ok)({ kind: 'none', head: '' });
    const last = known.get(name);
    if (last?.head === tip.head)
        return (0,rollout_engine_src.ok)(last);
    const read = await (0,git_process_src/* readObjects */.$I)(tip.repository, [`${tip.head}:${name}`]);
    if (read.kind === 'failed')
        return freezeFailed('reading', read, 'not-done');
    const file = read.objects[0];
    let record = { kind: 'none', head: tip.head };
    if (file?.kind === 'object') {
        record = { kind: 'frozen', head: tip.head, document: (0,ledger_records_src/* freezeDocument */.Vv)(file.bytes) };
    }
    known.set(name, record);
    return (0,rollout_engine_src.ok)(record);
}
async function readFreezes(open) {
    const tip = await fetchHead(open, 'tips');
    if (tip.kind === 'failed')
        return freezeFailed('reading', tip, 'not-done');
    const listed = await frozenFiles(tip.repository, tip.head);
    if (listed.kind === 'failed')
        return freezeFailed('reading', listed, 'not-done');
    const names = [...listed.files.keys()].filter((name) => (0,ledger_records_src/* freezeHolderOf */.Hh)(name) !== 'none');
    const read = await (0,git_process_src/* readObjects */.$I)(tip.repository, names.map((name) => listed.files.get(name) ?? ''));
    if (read.kind === 'failed')
        return freezeFailed('reading', read, 'not-done');
    const freezes = [];
    for (const [index, name] of names.entries()) {
        const [by, file] = [(0,ledger_records_src/* freezeHolderOf */.Hh)(name), read.objects[index]];
        if (by === 'none' || file?.kind !== 'object')
            continue;
        freezes.push({ by, document: (0,ledger_records_src/* freezeDocument */.Vv)(file.bytes) });
    }
    return (0,rollout_engine_src.ok)({ head: tip.head, freezes });
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
        return (0,rollout_engine_src.ok)({ kind: 'conflict', head: tip.head });
    const file = (0,ledger_records_src/* freezeFile */.my)(change.target, change.by);
    let { head } = tip;
    for (let attempt = 0; attempt < git_freeze_store_ATTEMPTS; attempt += 1) {
        const now = await frozenFiles(repository, head);
        if (now.kind === 'failed')
            return freezeFailed('changing', now, 'not-done');
        const documentNow = now.files.get(file) ?? '';
        const isTouched = head !== change.expectedHead && documentNow !== (known.files.get(file) ?? '');
        if (isTouched)
            return (0,rollout_engine_src.ok)({ kind: documentNow === wanted.id ? 'appended' : 'conflict', head });
        const { target, atMs, title } = change;
        const commit = await writeFreezeCommit(repository, { parent: head, files: withFile(now.files, file, wanted.id), target, atMs, title });
        if (commit.kind === 'failed')
            return freezeFailed('changing', commit, 'not-done');
        const moved = await moveHead(repository, { ref: ledger_records_src/* FREEZES_REF */.pc, from: head, to: commit.id });
        switch (moved.kind) {
            case 'moved':
                return (0,rollout_engine_src.ok)({ kind: 'appended', head: commit.id });
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
                    return (0,rollout_engine_src.ok)({ kind: 'appended', head: commit.id });
                head = moved.head;
                break;
        }
    }
    return (0,rollout_engine_src.ok)({ kind: 'conflict', head });
}
/** As many changes of other targets as one change gives way to. */
const git_freeze_store_ATTEMPTS = 20;
/** Id of the document's blob; empty where the freeze is lifted. */
async function writeDocument(repository, { document }) {
    return document.kind === 'none' ? { kind: 'written', id: '' } : (0,git_process_src/* writeObject */.p7)(repository, { type: 'blob', bytes: document.text });
}
async function isAncestor(repository, commit, head) {
    return (await repository.run(['merge-base', '--is-ancestor', commit, head])).kind === 'ok';
}
/** `head` is empty while nothing was ever frozen. */
async function fetchHead(open, depth) {
    const repository = await open();
    if (repository.kind === 'failed')
        return repository;
    const fetched = await repository.fetchRefs({ patterns: [ledger_records_src/* FREEZES_REF */.pc], depth, files: 'included' });
    if (fetched.kind === 'failed')
        return fetched;
    const head = await (0,git_process_src/* readRef */.sg)(repository, ledger_records_src/* FREEZES_REF */.pc);
    if (head.kind === 'failed')
        return head;
    return { kind: 'tip', repository, head: head.kind === 'at' ? head.id : '' };
}
function freezeFailed(doing, failure, outcome) {
    return (0,rollout_engine_src/* failed */.gz)(git_port_error_gitPortError({ port: 'freeze', what: `${doing} ${ledger_records_src/* FREEZES_REF */.pc}`, failure, outcome }));
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-ledger-audit.ts
// The LedgerAudit port on a git repository: what is stored there, without a look at what it says.




function git_ledger_audit_createGitLedgerAudit(open, copy) {
    return {
        heads: () => heads(open, copy),
        commits: (head) => commits(open, head),
        objects: (ids) => objects(open, ids),
    };
}
const BRANCHES = 'refs/heads/rollouts/*';
async function heads(open, copy) {
    const repository = await open();
    if (repository.kind === 'failed')
        return git_ledger_audit_unreadable('opening the repository', repository);
    if (copy === 'heads') {
        const fetched = await repository.fetchRefs({ patterns: [BRANCHES], depth: 'all', files: 'included' });
        if (fetched.kind === 'failed')
            return git_ledger_audit_unreadable(`fetching ${BRANCHES}`, fetched);
    }
    const patterns = copy === 'heads' ? ['refs/heads/rollouts'] : ['refs/remotes/origin/rollouts'];
    const listed = await repository.run(['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ...patterns]);
    if (listed.kind === 'failed')
        return git_ledger_audit_unreadable('listing its branches', listed);
    const lines = listed.stdout.toString('utf8').split('\n').filter((line) => line !== '');
    const all = lines.map((line) => ({ commit: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) }));
    // The freezes are another kind of history.
    return ok(all.filter(({ ref }) => !ref.endsWith(FREEZES_REF.replace('refs/heads', ''))));
}
async function commits(open, head) {
    const repository = await open();
    if (repository.kind === 'failed')
        return git_ledger_audit_unreadable('opening the repository', repository);
    const listed = await repository.run(['rev-list', '--reverse', '--topo-order', '--end-of-options', head]);
    if (listed.kind === 'failed')
        return git_ledger_audit_unreadable(`reading the commits that lead to ${head.slice(0, 12)}`, listed);
    return ok(listed.stdout.toString('utf8').split('\n').filter((line) => line !== ''));
}
async function objects(open, ids) {
    const repository = await open();
    if (repository.kind === 'failed')
        return git_ledger_audit_unreadable('opening the repository', repository);
    const read = await inParts(repository, ids);
    return read.kind === 'failed' ? git_ledger_audit_unreadable('reading what is stored', read) : ok(read.objects);
}
/** One answer of git at a time, well under its size limit. */
const OBJECTS_AT_ONCE = 400;
async function inParts(repository, ids) {
    const all = [];
    for (let from = 0; from < ids.length; from += OBJECTS_AT_ONCE) {
        const read = await readObjects(repository, ids.slice(from, from + OBJECTS_AT_ONCE));
        if (read.kind === 'failed')
            return read;
        all.push(...read.objects);
    }
    return { kind: 'read', objects: all };
}
function git_ledger_audit_unreadable(what, failure) {
    return failed(gitPortError({ port: 'ledger', what, failure, outcome: 'not-done', access: 'reads' }));
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/line-of-commits.ts
// The line of commits behind a head, as far as it is here: how many there are, whether it begins here, and whether it goes on from what was seen before.

async function lineOf(repository, head) {
    const listed = await commitsTo(repository, head);
    if (listed.kind === 'failed')
        return listed;
    const read = await (0,git_process_src/* readObjects */.$I)(repository, listed.commits.slice(-1));
    if (read.kind === 'failed')
        return read;
    const [oldest] = read.objects;
    const header = oldest?.kind === 'object' ? (Buffer.from(oldest.bytes).toString('utf8').split('\n\n')[0] ?? '') : '';
    return { kind: 'line', count: listed.commits.length, isWhole: oldest?.kind === 'object' && !/^parent /m.test(header) };
}
/** Empty heads are of branches that are not there. */
async function compareHeads(repository, { before, now }) {
    if (before === '' || before === now)
        return { kind: 'compared', how: 'goes on' };
    if (now === '')
        return { kind: 'compared', how: 'gone' };
    const listed = await commitsTo(repository, now);
    if (listed.kind === 'failed')
        return listed;
    if (listed.commits.includes(before))
        return { kind: 'compared', how: 'goes on' };
    // What is gone there may be gone here too, in a folder that was cleaned up.
    const older = await commitsTo(repository, before);
    return { kind: 'compared', how: older.kind === 'commits' && older.commits.includes(now) ? 'older' : 'rewritten' };
}
async function commitsTo(repository, head) {
    const listed = await repository.run(['rev-list', '--topo-order', '--end-of-options', head]);
    return listed.kind === 'failed' ? listed : { kind: 'commits', commits: listed.stdout.toString('utf8').split('\n').filter((line) => line !== '') };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/read-records.ts
// Reads what commits of a ledger hold, and refuses what cannot be trusted: truncated files, unknown schemas, another target's
// state, a history with holes.




/** State and event of one commit; they belong together. */
async function readRecord(repository, target, commit) {
    const read = await (0,git_process_src/* readObjects */.$I)(repository, [`${commit}:${ledger_records_src/* STATE_FILE */.bv}`, `${commit}:${ledger_records_src/* EVENT_FILE */.S5}`]);
    if (read.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(git_port_error_gitPortError({ port: 'ledger', what: `reading ${(0,ledger_records_src/* ledgerRef */.DH)(target)}`, failure: read, outcome: 'not-done' }));
    return (0,ledger_records_src/* decodeRecord */.eT)({ state: fileOf(read.objects[0]), event: fileOf(read.objects[1]) }, { target, commit });
}
/** All events up to `head`, oldest first; one line of commits whose sequences rise by one from 1. */
async function readEvents(repository, target, head) {
    const listed = await repository.run(['rev-list', '--reverse', '--parents', '--end-of-options', head]);
    if (listed.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(git_port_error_gitPortError({ port: 'ledger', what: `reading the history of ${(0,ledger_records_src/* ledgerRef */.DH)(target)}`, failure: listed, outcome: 'not-done' }));
    const lines = listed.stdout.toString('utf8').trim().split('\n');
    const events = [];
    for (let from = 0; from < lines.length; from += FILES_AT_ONCE) {
        const commits = lines.slice(from, from + FILES_AT_ONCE).map((line) => line.split(' '));
        const read = await (0,git_process_src/* readObjects */.$I)(repository, commits.map(([commit = '']) => `${commit}:${ledger_records_src/* EVENT_FILE */.S5}`));
        if (read.kind === 'failed')
            return (0,rollout_engine_src/* failed */.gz)(git_port_error_gitPortError({ port: 'ledger', what: `reading the history of ${(0,ledger_records_src/* ledgerRef */.DH)(target)}`, failure: read, outcome: 'not-done' }));
        for (const [index, [commit = '', ...parents]] of commits.entries()) {
            const event = (0,ledger_records_src/* decodeRecordedEvent */.l2)(fileOf(read.objects[index]), { target, commit });
            if (event.kind === 'error')
                return event;
            const broken = (0,ledger_records_src/* brokenLink */.yC)({ commit, parents: parents.length, event: event.value }, { target, previous: events.length });
            if (broken !== 'none')
                return (0,rollout_engine_src/* failed */.gz)(broken);
            events.push(event.value);
        }
    }
    return (0,rollout_engine_src.ok)(events);
}
/** Keeps one answer of git well under its size limit. */
const FILES_AT_ONCE = 400;
function fileOf(object) {
    return object?.kind === 'object' && object.type === 'blob' ? { kind: 'file', bytes: object.bytes } : { kind: 'missing' };
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/git-ledger.ts
// The Ledger port on a git repository: one branch per target, one commit per event.









/** `open` is called before each operation; it opens once and then gives the same repository. */
function createGitLedger(open) {
    const memory = { states: new Map(), heads: new Map() };
    return {
        read: (target) => read(open, memory, target),
        append: (entry) => git_ledger_append(open, memory, entry),
        history: (target) => git_ledger_history(open, memory, target),
    };
}
async function stateAt(repository, { states }, target, commit) {
    const last = states.get(target);
    if (last?.commit === commit)
        return (0,rollout_engine_src.ok)(last.state);
    const record = await readRecord(repository, target, commit);
    if (record.kind === 'error')
        return record;
    const { state } = record.value;
    const line = await lineOf(repository, commit);
    if (line.kind === 'failed')
        return readFailed(target, line);
    if (line.isWhole && line.count !== state.sequence)
        return (0,rollout_engine_src/* failed */.gz)((0,ledger_records_src/* cutOff */.qG)({ target, commit }, { sequence: state.sequence, records: line.count }));
    states.set(target, { commit, state });
    return (0,rollout_engine_src.ok)(state);
}
async function read(open, memory, target) {
    const repository = await open();
    if (repository.kind === 'failed')
        return readFailed(target, repository);
    const head = await newestHead(repository, memory, target, memory.heads.has(target) ? 'new' : 'recent');
    if (head.kind === 'error')
        return head;
    if (head.value === '')
        return (0,rollout_engine_src.ok)({ kind: 'empty' });
    const state = await stateAt(repository, memory, target, head.value);
    return state.kind === 'error' ? state : (0,rollout_engine_src.ok)({ kind: 'present', head: head.value, state: state.value });
}
async function git_ledger_history(open, memory, target) {
    const repository = await open();
    if (repository.kind === 'failed')
        return readFailed(target, repository);
    const head = await newestHead(repository, memory, target, 'all');
    if (head.kind === 'error')
        return head;
    return head.value === '' ? (0,rollout_engine_src.ok)([]) : readEvents(repository, target, head.value);
}
async function git_ledger_append(open, memory, entry) {
    const { target, event } = entry;
    const from = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
    const ref = (0,ledger_records_src/* ledgerRef */.DH)(target);
    (0,rollout_policy_src/* invariant */.V1)(entry.state.target === target, 'a state is recorded under its own target', { target, state: entry.state.target });
    (0,rollout_policy_src/* invariant */.V1)(entry.state.sequence === event.sequence, 'a state includes its event', { state: entry.state.sequence, event: event.sequence });
    (0,rollout_policy_src/* invariant */.V1)(from === '' || /^[0-9a-f]{40,64}$/.test(from), 'a head is what read or append answered', { head: from });
    const repository = await open();
    if (repository.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(attemptError(target, repository, 'not-done'));
    const parent = await parentSequence(repository, memory, { target, from });
    if (parent.kind === 'error')
        return parent;
    if (parent.value.kind === 'elsewhere')
        return settleElsewhere(repository, memory, entry, parent.value.head);
    (0,rollout_policy_src/* invariant */.V1)(event.sequence === parent.value.sequence + 1, 'events follow each other without a gap', { parent: parent.value.sequence, event: event.sequence });
    const commit = await writeCommit(repository, entry, from);
    if (commit.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(attemptError(target, commit, 'not-done'));
    const moved = await moveWithFreeze(repository, entry, { ref, from, to: commit.id });
    switch (moved.kind) {
        case 'moved':
            memory.states.set(target, { commit: commit.id, state: entry.state });
            memory.heads.set(target, commit.id);
            return (0,rollout_engine_src.ok)({ kind: 'appended', head: commit.id });
        case 'elsewhere':
            return settleElsewhere(repository, memory, entry, moved.head);
        case 'gone':
            return (0,rollout_engine_src/* failed */.gz)(goneError(target, from));
        case 'not-moved':
            return (0,rollout_engine_src/* failed */.gz)(attemptError(target, moved.failure, 'not-done'));
        case 'unknown':
            return (0,rollout_engine_src/* failed */.gz)(attemptError(target, moved.failure, 'unknown'));
    }
}
/** The event and what it freezes or lifts, in one move. Freezes of others that come in between are built upon. */
async function moveWithFreeze(repository, { target, event, title, freeze }, ofLedger) {
    if (freeze === undefined)
        return moveHead(repository, ofLedger);
    const file = (0,ledger_records_src/* freezeFile */.my)(target, 'rollout');
    const wanted = freeze.kind === 'lift' ? { kind: 'written', id: '' } : await (0,git_process_src/* writeObject */.p7)(repository, { type: 'blob', bytes: freeze.document });
    if (wanted.kind === 'failed')
        return { kind: 'not-moved', failure: wanted };
    for (let attempt = 1;; attempt += 1) {
        // To build on it, not only to read it: what is pushed has to lead to what is there.
        const fetched = await repository.fetchRefs({ patterns: [ledger_records_src/* FREEZES_REF */.pc], depth: 'new', files: 'included' });
        if (fetched.kind === 'failed')
            return { kind: 'not-moved', failure: fetched };
        const tip = await (0,git_process_src/* readRef */.sg)(repository, ledger_records_src/* FREEZES_REF */.pc);
        if (tip.kind === 'failed')
            return { kind: 'not-moved', failure: tip };
        const head = tip.kind === 'at' ? tip.id : '';
        const now = await frozenFiles(repository, head);
        if (now.kind === 'failed')
            return { kind: 'not-moved', failure: now };
        if ((now.files.get(file) ?? '') === wanted.id)
            return moveHead(repository, ofLedger);
        const commit = await writeFreezeCommit(repository, { parent: head, files: withFile(now.files, file, wanted.id), target, atMs: event.atMs, title });
        if (commit.kind === 'failed')
            return { kind: 'not-moved', failure: commit };
        const moved = await moveHeads(repository, [ofLedger, { ref: ledger_records_src/* FREEZES_REF */.pc, from: head, to: commit.id }]);
        const isFreezeElsewhere = (moved.kind === 'elsewhere' || moved.kind === 'gone') && moved.ref === ledger_records_src/* FREEZES_REF */.pc;
        if (!isFreezeElsewhere)
            return moved;
        if (attempt === git_ledger_ATTEMPTS)
            return { kind: 'not-moved', failure: (0,git_process_src/* gitFailure */.tv)({ reason: 'not-usable', verb: 'push', detail: `somebody else changed ${ledger_records_src/* FREEZES_REF */.pc} each of ${String(git_ledger_ATTEMPTS)} times`, trouble: 'unavailable' }) };
    }
}
/** As many changes of other freezes as one event gives way to. */
const git_ledger_ATTEMPTS = 20;
/** The commit that we build on, fetched if it is not here yet. If the head is another one by now, there is nothing to build. */
async function parentSequence(repository, memory, { target, from }) {
    if (from === '')
        return (0,rollout_engine_src.ok)({ kind: 'present', sequence: 0 });
    const last = memory.states.get(target);
    if (last?.commit === from)
        return (0,rollout_engine_src.ok)({ kind: 'present', sequence: last.state.sequence });
    const known = await (0,git_process_src/* readObjects */.$I)(repository, [from]);
    if (known.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(attemptError(target, known, 'not-done'));
    if (known.objects[0]?.kind === 'missing') {
        const head = await git_ledger_fetchHead(repository, target, 'new');
        if (head.kind === 'error')
            return head;
        if (head.value === '')
            return (0,rollout_engine_src/* failed */.gz)(goneError(target, from));
        if (head.value !== from)
            return (0,rollout_engine_src.ok)({ kind: 'elsewhere', head: head.value });
    }
    const state = await stateAt(repository, memory, target, from);
    return state.kind === 'error' ? state : (0,rollout_engine_src.ok)({ kind: 'present', sequence: state.value.sequence });
}
async function writeCommit(repository, entry, parent) {
    const blobs = [];
    for (const { name, text } of (0,ledger_records_src/* recordFiles */.B5)(entry)) {
        const blob = await (0,git_process_src/* writeObject */.p7)(repository, { type: 'blob', bytes: text });
        if (blob.kind === 'failed')
            return blob;
        blobs.push({ name, blob: blob.id });
    }
    const tree = await (0,git_process_src/* writeTree */.WM)(repository, blobs);
    if (tree.kind === 'failed')
        return tree;
    return (0,git_process_src/* writeObject */.p7)(repository, { type: 'commit', bytes: (0,ledger_records_src/* commitBytes */.NX)({ tree: tree.id, parent, ...(0,ledger_records_src/* recordMessage */.VR)(entry) }) });
}
/**
 * The head is not where we thought. If our event is in the history (a reply was lost, or this is a repeat), it was appended. An event
 * of the same operation with other content is another run's: that is a conflict, since its effects need not be ours. Where the head does not lead on
 * from what was seen there is nobody to give way to: somebody has taken records out.
 */
async function settleElsewhere(repository, memory, { target, event, expectedHead }, head) {
    const since = expectedHead.kind === 'at' ? [`^${expectedHead.head}`] : [];
    const known = await repository.run(['rev-list', head, ...since, '--']);
    // Where the history was rewritten, the commit we knew may be no part of it: then all of it is looked through.
    const listed = known.kind === 'ok' ? known : await repository.run(['rev-list', '--end-of-options', head]);
    if (listed.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(attemptError(target, listed, 'unknown'));
    const commits = listed.stdout.toString('utf8').split('\n').filter((line) => line !== '');
    const ours = Buffer.from((0,ledger_records_src/* writeLedgerJson */.j4)(event));
    for (let at = 0; at < commits.length; at += COMMITS_AT_ONCE) {
        const some = commits.slice(at, at + COMMITS_AT_ONCE);
        const read = await (0,git_process_src/* readObjects */.$I)(repository, some.map((commit) => `${commit}:${ledger_records_src/* EVENT_FILE */.S5}`));
        if (read.kind === 'failed')
            return (0,rollout_engine_src/* failed */.gz)(attemptError(target, read, 'unknown'));
        const found = read.objects.findIndex((object) => object.kind === 'object' && object.bytes.equals(ours));
        if (found !== -1)
            return (0,rollout_engine_src.ok)({ kind: 'appended', head: some[found] ?? head });
    }
    const before = memory.heads.get(target) ?? '';
    const compared = await compareHeads(repository, { before, now: head });
    if (compared.kind === 'failed')
        return (0,rollout_engine_src/* failed */.gz)(attemptError(target, compared, 'not-done'));
    // What lags behind may have our event and not show it.
    if (compared.how !== 'goes on')
        return (0,rollout_engine_src/* failed */.gz)({ ...(0,ledger_records_src/* setBack */.o5)(target, compared.how, { shownBy: repository.address, before }), outcome: compared.how === 'older' ? 'unknown' : 'not-done' });
    memory.heads.set(target, head);
    return (0,rollout_engine_src.ok)({ kind: 'conflict', head });
}
const COMMITS_AT_ONCE = 400;
/** As it is there now, and never an older one than was seen before. Empty when the target has no history yet. */
async function newestHead(repository, { heads }, target, depth) {
    for (let tries = 1;; tries += 1) {
        const head = await git_ledger_fetchHead(repository, target, depth);
        if (head.kind === 'error')
            return head;
        const before = heads.get(target) ?? '';
        const compared = await compareHeads(repository, { before, now: head.value });
        if (compared.kind === 'failed')
            return readFailed(target, compared);
        if (compared.how === 'goes on') {
            if (head.value !== '')
                heads.set(target, head.value);
            return head;
        }
        // Somebody else of this process may have gone on while this head was on its way; a copy that lags behind has it with the next run.
        if (compared.how === 'rewritten' || tries === TRIES)
            return (0,rollout_engine_src/* failed */.gz)((0,ledger_records_src/* setBack */.o5)(target, compared.how, { shownBy: repository.address, before }));
    }
}
const TRIES = 3;
/** Empty when the target has no history yet. */
async function git_ledger_fetchHead(repository, target, depth) {
    const fetched = await repository.fetchRefs({ patterns: [(0,ledger_records_src/* ledgerRef */.DH)(target)], depth, files: 'included' });
    if (fetched.kind === 'failed')
        return readFailed(target, fetched);
    const head = await (0,git_process_src/* readRef */.sg)(repository, (0,ledger_records_src/* ledgerRef */.DH)(target));
    if (head.kind === 'failed')
        return readFailed(target, head);
    return (0,rollout_engine_src.ok)(head.kind === 'at' ? head.id : '');
}
function readFailed(target, failure) {
    return (0,rollout_engine_src/* failed */.gz)(git_port_error_gitPortError({ port: 'ledger', what: `reading ${(0,ledger_records_src/* ledgerRef */.DH)(target)}`, failure, outcome: 'not-done' }));
}
function attemptError(target, failure, outcome) {
    return git_port_error_gitPortError({ port: 'ledger', what: `recording in ${(0,ledger_records_src/* ledgerRef */.DH)(target)}`, failure, outcome });
}
function goneError(target, from) {
    const ref = (0,ledger_records_src/* ledgerRef */.DH)(target);
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
    const open = (0,git_process_src/* openOnFirstUse */.zv)({ ...options, git: options.git ?? (0,git_process_src/* createGit */.lD)(process.env) });
    return { ledger: createGitLedger(open), freezes: createGitFreezeStore(open) };
}
/** Only to look at: nothing is ever written. `copy` says which branches are meant. */
function open_git_ledger_openGitLedgerAudit(options, copy) {
    return createGitLedgerAudit(openOnFirstUse({ ...options, git: options.git ?? createGit(process.env) }), copy);
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/index.ts
// The ledger and the freezes on a git ref, in a folder or at any remote.


;// CONCATENATED MODULE: ./packages/ports-from-policy/src/github-place.ts
/** `owner/name`. */
function github_place_repositoryIn(text) {
    const [, owner, repo] = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,98}))\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
    return owner === undefined || repo === undefined || repo === '.' || repo === '..' ? 'none' : { owner, repo };
}
/** `github` is the workflow's own repository, `github:owner/name` another one. */
function github_place_placeOf(ledger, env) {
    const named = /^github(?::(.*))?$/s.exec(ledger);
    return named === null ? { kind: 'elsewhere' } : { kind: 'github', name: named[1] || (env['GITHUB_REPOSITORY'] ?? '') };
}
function github_place_whyNoRepository(place) {
    return place === '' ? 'no repository is named and GITHUB_REPOSITORY is not set' : `${JSON.stringify(place)} is no repository`;
}
/** What the caller gave, else what GitHub's own tools go by. Empty: none. */
function github_place_githubToken(given, env) {
    return given || (env['GITHUB_TOKEN'] ?? '') || (env['GH_TOKEN'] ?? '');
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/open-state.ts
// Where the history and the freezes are kept: on GitHub through its API, or in any git repository.





/** Touches nothing yet. */
async function openState(surroundings) {
    const { ledger, stateRepository } = surroundings;
    const place = github_place_placeOf(ledger, surroundings.env);
    if (place.kind === 'github')
        return openOnGithub(surroundings, stateRepository || place.name);
    if (stateRepository !== '')
        return { kind: 'refused', subject: 'state-repository', why: `state is kept in ${JSON.stringify(ledger)}, which is not GitHub's API. Give either ledger or state-repository` };
    const at = (0,git_process_src/* readGitLocation */.S8)(ledger, surroundings.workspace);
    if (at.kind === 'invalid')
        return { kind: 'refused', subject: 'ledger', why: `${at.message}; or github, for a branch of the workflow's repository through GitHub's API` };
    const { cacheDir, signal, token, clock } = surroundings;
    return { kind: 'opened', state: () => openGitLedger({ location: at.location, cacheDir, signal, ...(token === '' ? {} : { token }) }), github: 'none', clock };
}
/** A rollout that is live has to be looked at: no rate limit keeps a job from its next look for longer. */
const WAIT_MS_MAX = 300_000;
/** What is only shown is given up after one request that nobody answers. */
const SHOW_SILENCE_MS_MAX = 10_000;
/** One a second: a rollout goes on after that. A sweep (freeze-data), and the next news, do the rest. */
const STATUSES_AT_ONCE = 60;
async function openOnGithub(surroundings, place) {
    const { env, signal, deadlineMs, needs, stateToken, token } = surroundings;
    const repository = github_place_repositoryIn(place);
    if (repository === 'none') {
        return { kind: 'refused', subject: 'state-repository', why: `${github_place_whyNoRepository(place)}. Write owner/name, or keep the state in a git repository (ledger: origin)` };
    }
    const ownToken = github_place_githubToken(token, env);
    const secret = stateToken || ownToken;
    if (secret === '')
        return { kind: 'refused', subject: 'token', why: `state is kept in ${place} on GitHub, and there is no token to ask with. Give a token (in a workflow: \${{ github.token }}, at a terminal GITHUB_TOKEN), or keep the state in a git repository (ledger: origin)` };
    // Loaded only where it is used: the client is most of a bundle.
    const [{ githubAddresses, openGithubApi, serverClock, spentText, sumOfSpent, tokenLimits }, { freezeStatuses, githubMirrors, MIRRORS, openGithubState, retrainingByDispatch }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(218), __webpack_require__.e(434)]).then(__webpack_require__.bind(__webpack_require__, 1434)), Promise.all(/* import() */[__webpack_require__.e(218), __webpack_require__.e(434), __webpack_require__.e(138)]).then(__webpack_require__.bind(__webpack_require__, 8138))]);
    const wanted = surroundings.mirrors.length === 0 ? MIRRORS : MIRRORS.filter((name) => surroundings.mirrors.includes(name));
    const unknown = surroundings.mirrors.filter((name) => name !== 'none' && !MIRRORS.some((known) => known === name));
    if (unknown.length > 0)
        return { kind: 'refused', subject: 'mirrors', why: `there is no ${unknown.map((name) => JSON.stringify(name)).join(', ')}. There are ${MIRRORS.join(', ')} (one a line), and none` };
    const clock = serverClock(surroundings.clock);
    const options = { ...githubAddresses(env), clock, signal, over: afterGrace(signal), waitsUntilMs: clock.nowMs() + deadlineMs, needs };
    // GitHub counts by token, whatever a client asks for.
    const limits = tokenLimits();
    const api = openGithubApi({ ...options, token: secret, limits, repository, waitMsMax: WAIT_MS_MAX, ...(stateToken === '' ? {} : { givenAs: 'state-token' }) });
    const state = openGithubState({ api, clock, signal });
    const home = github_place_repositoryIn(env['GITHUB_REPOSITORY'] ?? '');
    // Nothing waits for what is only shown: the next look shows it.
    const look = home === 'none' || ownToken === '' ? 'none' : openGithubApi({ ...options, token: ownToken, limits: ownToken === secret ? limits : tokenLimits(), repository: home, waitMsMax: 0, silenceMsMax: SHOW_SILENCE_MS_MAX });
    const mirrors = look === 'none' || wanted.length === 0 ? 'none' : githubMirrors({ api: look, clock, signal, watermark: state.shown, serverUrl: env['GITHUB_SERVER_URL'] || 'https://github.com', mirrors: wanted, freezeStatuses: freezeStatuses({ api: look, clock, signal, readFrozen: frozen_now_readFrozenOf(state.freezes, env['GITHUB_REPOSITORY'] ?? ''), writesMax: STATUSES_AT_ONCE }) });
    const spent = () => spentText(sumOfSpent(look === 'none' ? [api.spent()] : [api.spent(), look.spent()]));
    return { kind: 'opened', clock, state: () => state, github: { mirrors, spent, lookAhead: state.lookAhead, retraining: look === 'none' ? 'none' : retrainingByDispatch(look), apis: { state: api, home: look } } };
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
function source_tree_lookUp(root, path) {
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
function shown_shownText(text, lengthMax = 60) {
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
    'bad-unit': { code: 'RMP116', title: 'A value with a unit (duration, share, factor, margin, size, quiet time, ...) that cannot be read.', remedy: 'Use the form shown.' },
    'bad-count': { code: 'RMP117', title: 'A count that is not a whole number in its range, or a number in quotes.', remedy: 'Use a plain number without quotes.' },
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
    'no-signal': { code: 'RMP128', title: 'A check does not say what it looks at.', remedy: 'Add one of `share:`, `time:`, `score:`, `labels:`, `pairs:`, `calibration:`, `bins:`, `level:`.' },
    'key-does-not-fit': { code: 'RMP129', title: 'A key that another kind of check or stage uses.', remedy: 'Remove it, or change what the check looks at.' },
    'wrong-limit': { code: 'RMP130', title: 'A limit of another kind than its check.', remedy: 'A share for `share`, `labels` and `pairs`, a quantile for `time`, a size or `{level: 500}` for `level`, `{mean: 0.8}` for `score`.' },
    'ladder-order': { code: 'RMP131', title: 'Weights of a ramp that do not ascend.', remedy: 'Write them in ascending order, each once.' },
    'plan-order': { code: 'RMP132', title: 'Stages in an order that cannot be carried out.', remedy: '`smoke`, `shadow`, `approval`, `ramp` or `switch`, `split`, `approval`, `bake`, `follow`: leave out what is not needed.' },
    'not-in-defaults': { code: 'RMP133', title: 'Something that belongs to one policy stands in `_defaults.yaml`.', remedy: 'Move it into the policy.' },
    'too-many-mistakes': { code: 'RMP134', title: 'More mistakes than are worth listing.', remedy: 'Correct the ones shown first.' },
    'never-acts': { code: 'RMP135', title: 'A check that could never do what its `then` says.', remedy: 'Give it a limit or a margin, or write `then: tell`.' },
    'broken-promise': { code: 'RMP136', title: 'A promise that the checks of this policy cannot keep.', remedy: 'Promise what a check that rolls back can see: more than its margin, later than its labels.' },
    'plan-and-checks': { code: 'RMP137', title: 'A stage without a check that it needs, or a check without a stage that it needs.', remedy: 'Add the one, or leave out the other.' },
    'plan-and-promise': { code: 'RMP138', title: 'A stage and the promise contradict each other.', remedy: 'Change the one that is not meant.' },
};

;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/finding.ts
// A mistake before it has a place: found while decoding a path of the document. `locate` finds the place in the file that the value came from.






/** `sources`: the files that the tree was merged from. */
function finding_locate(finding, root, sources) {
    const found = source_tree_lookUp(root, finding.path);
    const subject = path_formatPath(finding.path);
    const { mistake: name, accepted } = finding;
    if (found.kind === 'missing')
        return mistakeAt(sources, found.keyPlace, { name, subject, seen: 'nothing', accepted, text: sentences(finding, '', '') });
    if (finding.at === 'key')
        return mistakeAt(sources, found.keyPlace, { name, subject, seen: shown_shownText(String(finding.path.at(-1))), accepted, text: sentences(finding, '', '') });
    const { value } = found;
    const seen = shownValue(value);
    // That something is a mapping is worth a word only where another shape belongs.
    const got = value.kind === 'scalar' || name === 'wrong-type' || name === 'wrong-limit' ? `, got ${seen}` : '';
    const quoted = name === 'not-text' && value.kind === 'scalar' ? `Write ${shown_shownText(value.raw)} with quotes.` : '';
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
    const subject = facts.subject === '' ? place.file : shown_shownText(facts.subject, 120).slice(1, -1);
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
    return typeof value === 'string' ? shown_shownText(value) : shown_shownText(raw).slice(1, -1);
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
const DECIMAL_PATTERN = '(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?';
/** Reads `12` or `0.25`. No sign, no exponent, no leading zero, no thousands separator: nothing that two readers could take differently. */
function parseDecimal(text) {
    if (!new RegExp(`^${DECIMAL_PATTERN}$`).test(text))
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
const DURATION_PATTERN = `^${DECIMAL_PATTERN}(?:ms|s|m|h|d)$`;
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
function duration_formatDuration(durationMs) {
    if (durationMs === 0)
        return '0s';
    const [unit = 'ms', msPerUnit = 1] = [...MS_PER_UNIT].findLast(([, size]) => durationMs % size === 0) ?? [];
    return `${durationMs / msPerUnit}${unit}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/growth.ts
// Growth of a gauge: `5% per hour`.



const PPM_PER_PERCENT = 10_000;
const PER_HOUR = ' per hour';
/** Doubling every six minutes: what is faster needs no test. */
const GROWTH_MAX = 10;
const GROWTH_PATTERN = `^${DECIMAL_PATTERN}% per hour$`;
/** Part of itself per hour: `5% per hour` is 0.05. Above 0, at most ten times. */
function parseGrowth(text) {
    if (!text.endsWith(PER_HOUR))
        return parsed_refused('growth is said per hour');
    const quantity = splitUnit(text.slice(0, -PER_HOUR.length), 'growth', ['%']);
    if (quantity.kind === 'refused')
        return quantity;
    const growth = timesExactly(quantity.value.number, PPM_PER_PERCENT);
    if (growth.kind === 'refused')
        return parsed_refused('growth has at most four decimals');
    return growth.value > 0 && growth.value <= GROWTH_MAX * 1_000_000 ? parsed_parsed(growth.value / 1_000_000) : parsed_refused('growth is above 0% and at most 1000% per hour');
}
function formatGrowth(ratioPerHour) {
    return `${formatScaled(Math.round(ratioPerHour * 1_000_000), 4)}%${PER_HOUR}`;
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
function label_matchers_parseLabelMatchers(text) {
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
function label_matchers_formatLabelMatchers(matchers) {
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
const LATENCY_PATTERN = `^${DECIMAL_PATTERN}(?:ms|s|m)$`;
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

;// CONCATENATED MODULE: ./packages/policy-document/src/units/factor.ts
// Factors: `2x`, `1.25x`. At most four decimals.



const PARTS = 10_000;
/** What is larger is a slip: nothing is tested against a thousandfold margin. */
const FACTOR_MAX = 1_000;
const FACTOR_PATTERN = `^${DECIMAL_PATTERN}x$`;
function parseFactor(text) {
    const quantity = splitUnit(text, 'a factor', ['x']);
    if (quantity.kind === 'refused')
        return quantity;
    const parts = timesExactly(quantity.value.number, PARTS);
    if (parts.kind === 'refused')
        return parsed_refused('a factor has at most four decimals');
    return parts.value <= FACTOR_MAX * PARTS ? parsed_parsed(parts.value / PARTS) : parsed_refused(`a factor is at most ${FACTOR_MAX}x`);
}
function factor_formatFactor(factor) {
    return `${formatScaled(Math.round(factor * PARTS), 4)}x`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/points.ts
// Percentage points: `1 point`, `0.5 points`. The difference of two shares, not a share of one.



const PPM_PER_POINT = 10_000;
const POINTS_PATTERN = `^${DECIMAL_PATTERN} points?$`;
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
function points_formatPoints(ratio) {
    const differencePpm = Math.round(ratio * 1_000_000);
    return `${formatScaled(differencePpm, 4)} ${differencePpm === PPM_PER_POINT ? 'point' : 'points'}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/margin.ts





const margin_PARTS = 1_000_000;
const PARTS_PER_PERCENT = 10_000;
const MARGIN_PATTERN = `^${DECIMAL_PATTERN}(?:%|x| points?)$`;
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
    if (margin.kind === 'none')
        return 'none';
    if (margin.kind === 'points')
        return points_formatPoints(margin.ratio);
    // Up to double, "25 % more" reads better than "1.25 times".
    return margin.factor < 2 ? `${formatScaled(Math.round((margin.factor - 1) * margin_PARTS), 4)}%` : factor_formatFactor(margin.factor);
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
function quantile_formatQuantile(quantile) {
    return `p${formatScaled(Math.round(quantile * 1_000_000), 4)}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/score.ts
// Values on the scale of a score, and the scale itself: `0.85`, `0 to 1`, `-1 to 1`. A score has no unit but its own.

const DECIMALS = 6;
const VALUE_MAX = 1_000_000;
const VALUE = `-?(?:0|[1-9][0-9]{0,6})(?:\\.[0-9]{1,${DECIMALS}})?`;
const SCALE_PATTERN = `^${VALUE} to ${VALUE}$`;
/** Two values, the lower one first, each at most a million from 0, with at most six decimals. */
function parseScale(text) {
    const match = new RegExp(`^(${VALUE}) to (${VALUE})$`).exec(text);
    if (match === null)
        return parsed_refused('a range is written as two numbers with "to" between them');
    const [low, high] = [Number(match[1]), Number(match[2])];
    if (Math.abs(low) > VALUE_MAX || Math.abs(high) > VALUE_MAX)
        return parsed_refused('a range lies within -1000000 to 1000000');
    return low < high ? parsed_parsed({ low: low + 0, high: high + 0 }) : parsed_refused('a range begins with its lower end');
}
function formatScale({ low, high }) {
    return `${formatValue(low)} to ${formatValue(high)}`;
}
/** Whether `value` has no more decimals than are kept. */
function isScoreValue(value) {
    return Math.abs(value) <= VALUE_MAX && roundedValue(value) === value;
}
/** `value` where `low` is 0 and `high` is 1. */
function toUnitScale(value, { low, high }) {
    return (value - low) / (high - low);
}
/** The value with at most six decimals behind `ratio` of the scale. */
function fromUnitScale(ratio, { low, high }) {
    return roundedValue(low + ratio * (high - low));
}
function roundedValue(value) {
    // No negative zero.
    return Number(value.toFixed(DECIMALS)) + 0;
}
function formatValue(value) {
    return value.toFixed(DECIMALS).replace(/\.?0+$/, '');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/share.ts
// Shares of traffic or of requests: `5%`, `0.5%`, down to a hundredth of a percent of a percent (one in a million).




const share_PPM_PER_PERCENT = 10_000;
const SHARE_PATTERN = `^${DECIMAL_PATTERN}%$`;
/** Parts per million, from `0%` to `100%`, at most four decimals. */
function parseShare(text) {
    const quantity = splitUnit(text, 'a share', ['%']);
    if (quantity.kind === 'refused')
        return quantity;
    const share = timesExactly(quantity.value.number, share_PPM_PER_PERCENT);
    if (share.kind === 'refused')
        return parsed_refused('a share has at most four decimals');
    return share.value <= 1_000_000 ? parsed_parsed((0,rollout_policy_src/* ppm */.Sg)(share.value)) : parsed_refused('a share is at most 100%');
}
function share_formatShare(share) {
    return `${formatScaled(share, 4)}%`;
}
/** For shares that the policy holds as a ratio (0..1) with at most six decimals. */
function share_formatRatio(ratio) {
    return share_formatShare((0,rollout_policy_src/* ppm */.Sg)(Math.round(ratio * 1_000_000)));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/size.ts
// Sizes: `8GiB`, `500MB`, `64KiB`. Bytes, counted in thousands or, with an `i`, in powers of 1,024.



const BYTES_PER_UNIT = new Map([
    ['B', 1],
    ['kB', 1e3],
    ['KB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9],
    ['TB', 1e12],
    ['KiB', 2 ** 10],
    ['MiB', 2 ** 20],
    ['GiB', 2 ** 30],
    ['TiB', 2 ** 40],
]);
/** Largest first, each with the unit that comes out whole. */
const SHORTEST = [...BYTES_PER_UNIT].filter(([unit]) => unit !== 'kB').sort(([, a], [, b]) => b - a);
/** A petabyte: what is larger is a slip. */
const SIZE_BYTES_MAX = 1e15;
const SIZE_PATTERN = `^${DECIMAL_PATTERN}(?:B|[kKMGT]B|[KMGT]iB)$`;
/** Whole bytes, more than 0, at most a petabyte. */
function parseSize(text) {
    const quantity = splitUnit(text, 'a size', [...BYTES_PER_UNIT.keys()]);
    const shortUnit = /[0-9]([kKMGT]i?)$/.exec(text)?.[1];
    if (shortUnit !== undefined)
        return parsed_refused(`${JSON.stringify(shortUnit)} is not a unit of a size, ${shortUnit}B is`);
    if (quantity.kind === 'refused')
        return quantity;
    const bytes = timesExactly(quantity.value.number, BYTES_PER_UNIT.get(quantity.value.unit) ?? 1);
    if (bytes.kind === 'refused')
        return parsed_refused('a size is a whole number of bytes');
    return bytes.value > 0 && bytes.value <= SIZE_BYTES_MAX ? parsed_parsed(bytes.value) : parsed_refused('a size is more than 0B and at most 1000TB');
}
/** The largest unit of which `bytes` is a whole number. */
function size_formatSize(bytes) {
    const [unit = 'B', bytesPerUnit = 1] = SHORTEST.find(([, size]) => bytes % size === 0) ?? [];
    return `${bytes / bytesPerUnit}${unit}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/check-text.ts










function checkText(check) {
    return { ...signalText(check), ...comparisonText(check), then: check.then, ...independenceText(check) };
}
function labelsOriginText(origin) {
    return origin.kind === 'http' ? { http: origin.url } : { command: origin.argv };
}
function signalText({ signal, better }) {
    switch (signal.kind) {
        case 'share':
            return { share: signal.metric, ...amongText(signal.among), ...whereText(signal.where), count: signal.unit, better };
        case 'time':
            return { time: signal.metric, ...whereText(signal.where) };
        case 'score':
            return { ...scoreText(signal.origin), range: formatScale(signal), better };
        case 'labels':
            return { labels: labelsOriginText(signal.source), ...questionText(signal) };
        case 'pairs':
            return { pairs: labelsOriginText(signal.source), ...questionText(signal) };
        case 'calibration':
            return { calibration: labelsOriginText(signal.source), ...questionText(signal) };
        case 'bins':
            return { bins: signal.metric, ...whereText(signal.where), by: signal.by, against: againstText(signal.against) };
        case 'level':
            return { level: signal.metric, ...whereText(signal.where), growsBy: signal.growth.kind === 'none' ? 'none' : formatGrowth(signal.growth.ratioMax) };
    }
}
function scoreText(origin) {
    if (origin.kind === 'metric')
        return { score: origin.metric, ...whereText(origin.where) };
    return { score: { labels: labelsOriginText(origin.source) }, ...questionText(origin) };
}
function amongText(among) {
    return among.length === 0 ? {} : { among: label_matchers_formatLabelMatchers(among) };
}
function whereText(where) {
    return where.length === 0 ? {} : { where: label_matchers_formatLabelMatchers(where) };
}
function questionText({ everyMs, matureMs }) {
    return { every: duration_formatDuration(everyMs), mature: duration_formatDuration(matureMs) };
}
function againstText(against) {
    if (against.kind === 'stable')
        return 'stable';
    return { reference: Object.fromEntries(Object.entries(against.shares).map(([bin, share]) => [bin, share_formatRatio(share)])) };
}
function comparisonText({ signal, slices, gap, worseBy, sides, limit }) {
    const margin = marginText(worseBy, sides);
    switch (signal.kind) {
        case 'share':
        case 'score':
        case 'labels':
        case 'pairs':
            return { slices, ...(slices.length === 0 ? {} : { gapBy: gap.kind === 'none' ? 'none' : points_formatPoints(gap.ratio) }), ...margin, limit: limitText(limit, signal) };
        case 'time':
        case 'level':
            return { ...margin, limit: limitText(limit, signal) };
        case 'calibration':
        case 'bins':
            return margin;
    }
}
function marginText(margin, sides) {
    return sides === 'both' ? { differsBy: margin_formatMargin(margin) } : { worseBy: margin_formatMargin(margin) };
}
function limitText(limit, signal) {
    switch (limit.kind) {
        case 'none':
            return 'none';
        case 'share':
            return signal.kind === 'score' ? { mean: fromUnitScale(limit.ratioMax, signal) } : share_formatRatio(limit.ratioMax);
        case 'time':
            return { [quantile_formatQuantile(limit.quantile)]: latency_formatLatency(limit.msMax) };
        case 'level':
            return isSize(limit.max, signal) ? size_formatSize(limit.max) : { level: limit.max };
    }
}
/** A policy holds a level in the unit of its gauge; the gauge's name says whether that is bytes. */
function isSize(max, signal) {
    return signal.kind === 'level' && /(?:^|_)bytes$/.test(signal.metric) && Number.isInteger(max) && parseSize(size_formatSize(max)).kind === 'ok';
}
function independenceText({ signal, independent }) {
    return signal.kind === 'score' || signal.kind === 'level' ? {} : { independent };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/plan-text.ts




function stageText(stage) {
    switch (stage.kind) {
        case 'smoke':
            return stage.probe.kind === 'none' ? 'smoke' : { smoke: labelsOriginText(stage.probe) };
        case 'shadow':
            return { shadow: { for: duration_formatDuration(stage.durationMs), share: share_formatShare(stage.share) } };
        case 'approval':
        case 'switch':
            return stage.kind;
        case 'ramp':
            return { ramp: rampText(stage) };
        case 'split':
            return { split: splitText(stage) };
        case 'bake':
            return { bake: { for: duration_formatDuration(stage.durationMs), holdback: share_formatShare(stage.holdback) } };
        case 'follow':
            return { follow: { for: duration_formatDuration(stage.durationMs), then: stage.then } };
    }
}
function rampText({ steps, weightMax, sticky }) {
    switch (steps.kind) {
        case 'promise':
            return { upTo: share_formatShare(weightMax), sticky };
        case 'instances':
            return { instances: steps.count, upTo: share_formatShare(weightMax), sticky };
        case 'ladder':
            return { weights: steps.weights.map(share_formatShare), every: duration_formatDuration(steps.everyMs), sticky };
    }
}
/** What an improvement is worth means nothing where none is asked for. */
function splitText({ weight, judge, goal, worthwhile, durationMs }) {
    return { share: share_formatShare(weight), judge, goal, ...(goal === 'superior' ? { worthwhile: margin_formatMargin(worthwhile) } : {}), atMost: duration_formatDuration(durationMs) };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/did-you-mean.ts
// The known word that was probably meant.
/** The nearest of `known`, if it is near enough to be a slip of the pen; ties go to the first. */
function didYouMean(word, known) {
    if (word.length > 40)
        return { kind: 'none' };
    const near = known
        .map((candidate) => ({ candidate, distance: editDistance(plain(word), plain(candidate)) }))
        .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance)[0];
    return near === undefined ? { kind: 'none' } : { kind: 'suggestion', word: near.candidate };
}
/** `false_alarms`, `False-Alarms` and `falseAlarms` are one word. */
function plain(word) {
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

;// CONCATENATED MODULE: ./packages/policy-document/src/units/quiet-time.ts


const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTES_PER_DAY = 1_440;
const MOMENT = `(?:${DAYS.join('|')}) (?:[01][0-9]|2[0-3]):[0-5][0-9]`;
const QUIET_TIME_PATTERN = `^${MOMENT} to ${MOMENT} [A-Za-z0-9_+/-]{3,50}$`;
function parseQuietTime(text) {
    const [from = '', to = '', ...others] = text.split(' to ');
    const [day = '', clock = '', zone = '', ...rest] = to.split(' ');
    if (others.length > 0 || rest.length > 0 || to === '')
        return parsed_refused('quiet time is a day and a time, to a day and a time, and a time zone');
    const fromMinute = minuteOfWeek(from);
    if (fromMinute.kind === 'refused')
        return fromMinute;
    const toMinute = minuteOfWeek(`${day} ${clock}`);
    if (toMinute.kind === 'refused')
        return toMinute;
    const known = checkedZone(zone);
    if (known.kind === 'refused')
        return known;
    if (fromMinute.value === toMinute.value)
        return parsed_refused('this begins where it ends, so it is no time or all of it');
    return parsed_parsed({ fromMinute: fromMinute.value, toMinute: toMinute.value, zone: known.value });
}
function formatQuietTime({ fromMinute, toMinute, zone }) {
    return `${formatMinute(fromMinute)} to ${formatMinute(toMinute)} ${zone}`;
}
function minuteOfWeek(text) {
    const [day = '', clock = '', ...rest] = text.split(' ');
    const dayIndex = DAYS.indexOf(day);
    if (dayIndex < 0)
        return parsed_refused(`${JSON.stringify(day.slice(0, 12))} is not a day (${DAYS.join(', ')})`);
    const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(clock);
    if (match === null || rest.length > 0)
        return parsed_refused(`${JSON.stringify(clock.slice(0, 12))} is not a time from 00:00 to 23:59`);
    return parsed_parsed(dayIndex * MINUTES_PER_DAY + Number(match[1]) * 60 + Number(match[2]));
}
/** The names of this machine's time-zone database, their older and newer spellings (Europe/Kyiv, Europe/Kiev), and UTC. */
function checkedZone(zone) {
    if (zone === '')
        return parsed_refused('a time zone is missing: nobody can say whose Friday it is');
    if (zone === 'UTC')
        return parsed_parsed(zone);
    const known = Intl.supportedValuesOf('timeZone');
    if (known.includes(zone) || isOtherSpelling(zone))
        return parsed_parsed(zone);
    const meant = didYouMean(zone, known);
    const hint = meant.kind === 'suggestion' ? `; did you mean ${meant.word}?` : ' (an abbreviation like CET does not say when summer time begins)';
    return parsed_refused(`${JSON.stringify(zone.slice(0, 50))} is not a time zone${hint}`);
}
/** Intl takes any case and offsets as well; names are written in one way. */
function isOtherSpelling(zone) {
    if (!/^[A-Z][A-Za-z_]{1,30}(?:\/[A-Z][A-Za-z_-]{1,30}){1,2}$/.test(zone))
        return false;
    try {
        return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.toLowerCase() !== zone.toLowerCase();
    }
    catch (error) {
        // What Intl does not know is no time zone.
        if (error instanceof RangeError)
            return false;
        throw error;
    }
}
function formatMinute(minuteOfTheWeek) {
    const minute = minuteOfTheWeek % MINUTES_PER_DAY;
    const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    return `${DAYS[Math.floor(minuteOfTheWeek / MINUTES_PER_DAY)] ?? ''} ${clock}`;
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
            falseAlarms: share_formatRatio(promise.falseAlarmRatio),
            badRequests: promise.badRequestsMax,
            catches: catchesText(promise.catches),
            decideWithin: duration_formatDuration(promise.decideWithinMs),
            ifUndecided: promise.ifUndecided,
        },
        people: { quiet: onlyOrAll(policy.quiet.map(formatQuietTime)) },
        checks: Object.fromEntries(policy.checks.map((check) => [check.name, checkText(check)])),
        plan: policy.plan.map(stageText),
        onNewVersion: policy.onNewVersion,
        ...(policy.freeze === undefined ? {} : { freeze: { ...(policy.freeze.paths.length === 0 ? {} : { paths: policy.freeze.paths }), then: policy.freeze.then } }),
        expert: expertText(policy.expert),
    };
}
/** Neighbours that are promised within the same time share a mapping. */
function catchesText(catches) {
    const groups = [];
    for (const { check, effect, withinMs } of catches) {
        const last = groups.at(-1);
        if (last?.withinMs === withinMs)
            last.effects[check] = margin_formatMargin(effect);
        else
            groups.push({ withinMs, effects: { [check]: margin_formatMargin(effect) } });
    }
    return onlyOrAll(groups.map(({ withinMs, effects }) => ({ ...effects, within: duration_formatDuration(withinMs) })));
}
/** As a person would write it: nothing, the one, or a list. */
function onlyOrAll(items) {
    const [only = 'none', ...others] = items;
    return others.length === 0 ? only : items;
}
function expertText(expert) {
    return {
        block: duration_formatDuration(expert.blockMs),
        lag: duration_formatDuration(expert.lagMs),
        look: duration_formatDuration(expert.lookMs),
        tick: duration_formatDuration(expert.tickMs),
        warmUp: duration_formatDuration(expert.warmUpMs),
        grid: duration_formatDuration(expert.gridMs),
        blind: duration_formatDuration(expert.blindMs),
        maxGap: duration_formatDuration(expert.maxGapMs),
        samplesMin: expert.samplesMin,
        sampleRatioAlpha: share_formatRatio(expert.sampleRatioAlpha),
        sampleRatioFactor: factor_formatFactor(expert.sampleRatioFactor),
        certifyAlpha: share_formatRatio(expert.certifyAlpha),
        stableRatioMax: share_formatRatio(expert.stableRatioMax),
        growthMax: factor_formatFactor(expert.growthMax),
    };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/origins.ts



const BUILT_IN = { kind: 'built-in' };
/** What a short form says: `bake: 1d` is its `for`, `model: gto:fraud` its `gto`. */
const SHORT_FORMS = { shadow: 'for', bake: 'for', follow: 'for', model: 'gto' };
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
    const found = source_tree_lookUp(root, path);
    if (found.kind === 'found')
        return written(found.value);
    return isSaidShort(root, path) ? written(found.nearest) : BUILT_IN;
}
function isSaidShort(root, path) {
    const [key, around] = [path.at(-1), path.at(-2)];
    const above = source_tree_lookUp(root, path.slice(0, -1));
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

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MODEL_STAGE = { value: 'prod', why: 'the pointer that most registries call production' };
const ON_NEW_VERSION = { value: 'replace', why: 'a newer version is what people want to see live; the old one goes to 0 % first' };
const PROMISE_DEFAULTS = {
    falseAlarmRatio: { value: 0.01, why: 'at a release a day, about four good ones a year are sent back' },
    decideWithinMs: { value: 3 * DAY, why: 'covers a weekend and its thin traffic' },
    ifUndecided: { value: 'ask', why: 'no evidence is no reason to promote and none to send back' },
};
/** What a check is by itself, by what it looks at. `margin` is its `worseBy`; bins and calibration, which have no better side, call it `differsBy`. */
const CHECK_DEFAULTS = {
    share: {
        margin: { value: { kind: 'factor', factor: 1.25 }, why: 'two equal deployments differ by up to a quarter by themselves (pods, caches)' },
        then: { value: 'rollback', why: 'a failed request harms its user now' },
    },
    time: {
        margin: { value: { kind: 'factor', factor: 1.25 }, why: 'a quarter more slow requests; two equal deployments differ by less' },
        then: { value: 'rollback', why: 'a slow answer harms its user now' },
    },
    score: {
        margin: { value: { kind: 'points', ratio: 0.02 }, why: 'two hundredths of the scale; judges disagree with themselves by about as much' },
        then: { value: 'hold', why: 'a score is an opinion; a person reads some of the answers first' },
    },
    labels: {
        margin: { value: { kind: 'factor', factor: 1.1 }, why: 'wrong answers are commoner than failures, so a tenth more of them is many' },
        then: { value: 'hold', why: 'labels come late; by then a person can weigh what else changed' },
    },
    pairs: {
        margin: { value: { kind: 'factor', factor: 1.25 }, why: 'of the items that one model alone got wrong, five to four is still a draw' },
        then: { value: 'hold', why: 'in a shadow nobody is harmed, so there is time for a person to look' },
    },
    calibration: {
        margin: { value: { kind: 'points', ratio: 0.02 }, why: 'thresholds that people set on a probability rarely mind two points' },
        then: { value: 'hold', why: 'whether a threshold has to move with it is for a person to say' },
    },
    bins: {
        margin: { value: { kind: 'factor', factor: 1.25 }, why: 'no two models answer alike; a quarter more or fewer of one answer is a change that users notice' },
        then: { value: 'hold', why: 'other answers are not worse answers; a person knows whether they were meant' },
    },
    level: {
        margin: { value: { kind: 'none' }, why: 'a larger model needs more memory and is not worse for it; `limit` and `growsBy` say what is too much' },
        then: { value: 'stepBack', why: 'a level falls again with the traffic, and nothing has failed yet' },
    },
};
/** What else a check may leave out. */
const SHARE_UNIT = { value: 'requests', why: 'that is what counters count; users need a counter of their own' };
const SHARE_BETTER = { value: 'lower', why: '`where` usually says what is bad' };
const INDEPENDENT = { value: false, why: 'retries and bursts fail together' };
const SCORE_SCALE = { value: { low: 0, high: 1 }, why: 'the scale of most judges and losses' };
const BINS_BY = { value: 'le', why: 'the label of histogram buckets' };
const BINS_AGAINST = { value: 'stable', why: 'both versions see the same input, so that its drift cancels' };
/** Between two questions for labels. */
const LABELS_EVERY_MS = { value: 15 * MINUTE, why: 'once per scheduled tick; labels are rarely fresher' };
/** What well-known check names look at when they do not say. `accuracy` always says where its labels are. */
const WELL_KNOWN_SIGNALS = {
    errors: { kind: 'share', metric: 'http_requests_total', where: [{ label: 'code', op: '=~', pattern: '5..' }], why: 'the name and label of Prometheus client libraries' },
    latency: { kind: 'time', metric: 'http_request_duration_seconds', where: [], why: 'the name that Prometheus naming rules give it' },
};
const SHADOW_MS = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
const SHADOW_SHARE = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 10), why: 'a copy costs what a request costs; a tenth of them is enough to compare' };
const RAMP_STICKY = { value: 'none', why: 'most routers draw anew for each request, which is what makes requests comparable' };
const RAMP_WEIGHT_MAX = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2), why: 'half and half compares fastest; promotion makes the last jump' };
const LADDER_EVERY_MS = { value: 10 * MINUTE, why: 'forty blocks of evidence per step' };
const SPLIT_WEIGHT = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2), why: 'half and half needs the fewest requests' };
const SPLIT_GOAL = { value: 'superior', why: 'who only wants to do no harm needs no split' };
const SPLIT_WORTHWHILE = { value: { kind: 'none' }, why: 'what an improvement is worth is for people to say; until then none is too small' };
const SPLIT_MS = { value: 14 * DAY, why: 'two whole weeks with their weekends' };
const BAKE_MS = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
const BAKE_HOLDBACK = { value: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 100), why: 'enough of the old version to compare with and to go back to' };
const FOLLOW_MS = { value: 45 * DAY, why: 'returns and chargebacks of the last request have come in by then' };
const FOLLOW_THEN = { value: 'tell', why: 'so long after a release other things have changed as well' };
/** Nobody has said when they are away. */
/** Holding asks a person, and a pipeline that touches its data every night would ask every night. */
const FREEZE_THEN = { value: 'tell', why: 'a change is always recorded and told; whether it speaks against the release only people know' };
const QUIET = { value: [], why: 'only people know when they are away' };
const EXPERT_DEFAULTS = {
    blockMs: { value: 15 * SECOND, why: 'a fivefold error rate is seen in 2 minutes; 5-minute blocks need 25' },
    lagMs: { value: 5 * SECOND, why: 'a slow answer of a metric page still arrives; scraped sources want their scrape interval' },
    lookMs: { value: 30 * SECOND, why: 'two blocks per look; most harm happens between two looks' },
    tickMs: { value: 15 * MINUTE, why: 'schedules of hosted runners are seldom more punctual' },
    warmUpMs: { value: 30 * SECOND, why: 'connections and caches settle after a change of weight' },
    gridMs: { value: 5 * MINUTE, why: 'trouble that begins late is found as fast as trouble that begins at once' },
    blindMs: { value: 30 * MINUTE, why: 'two scheduled ticks without evidence are no accident' },
    maxGapMs: { value: 2 * MINUTE, why: 'a missed scrape or two is still the same stretch of traffic' },
    samplesMin: { value: 20, why: 'fewer requests say little about a rate of a few percent' },
    sampleRatioAlpha: { value: 0.001, why: 'it holds a release, so it may cry wolf once in a thousand of them' },
    sampleRatioFactor: { value: 1.1, why: 'routers round weights, and pods take turns; a tenth off is no broken measurement' },
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
        sampleRatioAlpha: EXPERT_DEFAULTS.sampleRatioAlpha.value,
        sampleRatioFactor: EXPERT_DEFAULTS.sampleRatioFactor.value,
        certifyAlpha: EXPERT_DEFAULTS.certifyAlpha.value,
        stableRatioMax: EXPERT_DEFAULTS.stableRatioMax.value,
        growthMax: EXPERT_DEFAULTS.growthMax.value,
    };
}
/** `[smoke, ramp, bake: 1d]`. */
function defaultPlan() {
    return [
        { kind: 'smoke', probe: { kind: 'none' } },
        { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value, sticky: RAMP_STICKY.value },
        { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value },
    ];
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
;// CONCATENATED MODULE: ./packages/policy-document/src/mistakes/refusal.ts
function refusal_refusal(mistake, { says, accepted, hint = '' }) {
    return { mistake, says, accepted, hint, at: 'value' };
}
/** The key itself is wrong, or stands for everything under it. */
function keyRefusal(mistake, { says, accepted, hint = '' }) {
    return { mistake, says, accepted, hint, at: 'key' };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/not-yet.ts
// Words that the design knows and this release does not: refused by name, with what to use today. A safety check that is silently ignored would
// be worse than none.
const OTHER_SIGNALS = '`labels: {http: ...}` or `{command: [...]}`, a small program in front of the database';
const OTHER_METRICS = '`openmetrics: {pages: ...}`, which reads the pods’ own pages';
const OTHER_SERVERS = '`http:` or `command:`, a small adapter in front of it (docs/router-contract.md)';
const OTHER_REGISTRIES = '`gto:<name>`, versions in git tags';
const NOT_YET = {
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
    people: { page: 'the notifications of the workflow; a failing job means that a person is needed' },
    check: { sql: OTHER_SIGNALS },
    labels: { sql: '`http:` or `command:` in front of the database' },
    ramp: { audience: 'a router that picks the audience by itself' },
};
/** What to use today instead of `word`, if it is a word of a later release. */
function notYet(context, word) {
    const words = NOT_YET[context];
    const today = words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
    return today === undefined ? { kind: 'no' } : { kind: 'later', today };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./packages/policy-document/src/misplaced.ts
// Words that a policy knows, at a place where they mean nothing: refused with where they belong.
const SECTION_OF = new Map([
    ...['quiet', 'page'].map((word) => [word, 'people']),
    ...['smoke', 'shadow', 'approval', 'ramp', 'switch', 'split', 'bake', 'follow'].map((word) => [word, 'plan']),
    ...['badRequests', 'falseAlarms', 'catches', 'decideWithin', 'ifUndecided'].map((word) => [word, 'promise']),
    ...['errors', 'latency', 'accuracy'].map((word) => [word, 'checks']),
    ...['http', 'command', 'slots'].map((word) => [word, 'serve']),
    ...['openmetrics', 'pages'].map((word) => [word, 'metrics']),
]);
/** The section of a policy that `word` belongs into. */
function sectionOf(word) {
    const section = SECTION_OF.get(word);
    return section === undefined ? { kind: 'none' } : { kind: 'section', section };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decoded.ts
function decoded(value) {
    return { kind: 'ok', value };
}
function decoded_findingsOf(part) {
    return part.kind === 'ok' ? [] : part.findings;
}
/** `value` unless something was found. */
function unlessFound(findings, value) {
    return findings.length === 0 ? decoded(value) : { kind: 'refused', findings };
}
function each(parts) {
    return unlessFound(parts.flatMap(decoded_findingsOf), parts.flatMap((part) => (part.kind === 'ok' ? [part.value] : [])));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/refuse.ts
// How refusals travel through zod: as parameters of its custom issues, out again as findings with the path of what they are about.








/** Inside a transform. `path` leads from what is transformed to what is wrong. */
function refuse_refuse(ctx, refused, path = []) {
    ctx.addIssue({ code: 'custom', params: { refused }, path: [...path], continue: false });
    return core/* NEVER */.tm;
}
function refuseUnknownKey(ctx, unknownKey) {
    ctx.addIssue({ code: 'custom', params: { unknownKey }, continue: false });
    return core/* NEVER */.tm;
}
/** Decodes what stands at `path` of the document. Total. */
function refuse_decodeAt(form, root, path) {
    const found = source_tree_lookUp(root, path);
    const result = form.safeParse(found.kind === 'found' ? toPlain(found.value) : undefined);
    return result.success ? decoded(result.data) : { kind: 'refused', findings: findingsIn(result.error.issues, path, root) };
}
function refuse_unknownKeyRefusal(key, { context, known }) {
    const later = notYet(context, key);
    if (later.kind === 'later')
        return keyRefusal('not-yet', { says: `not yet: ${shown_shownText(key)} is not part of this release`, accepted: later.today });
    const elsewhere = context === 'policy' ? sectionOf(key) : { kind: 'none' };
    const meant = didYouMean(key, known);
    const hint = elsewhere.kind === 'section' ? `It belongs into \`${elsewhere.section}\`.` : meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '';
    return keyRefusal('unknown-key', { says: `unknown key ${shown_shownText(key)}`, accepted: known.join(', '), hint });
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
/** What was meant: a list by the list, a mapping by the long form, anything else by the short one, and what is missing is shown short. */
function chosenBranch(issue, root, path) {
    const found = source_tree_lookUp(root, path);
    const isShort = found.kind === 'missing' || (found.value.kind === 'scalar' && found.value.value !== null);
    const isList = found.kind === 'found' && found.value.kind === 'list';
    return (isShort ? issue.errors[0] : isList ? issue.errors.at(-1) : issue.errors[1]) ?? [];
}
/** What refuse() and refuseUnknownKey() put in; the only ones that make custom issues here. */
function customRefusal(issue, path) {
    const params = issue.params;
    return 'refused' in params ? params.refused : refuse_unknownKeyRefusal(String(path.at(-1)), params.unknownKey);
}
/** zod's own complaint: not a mapping, not a list. Its message is what is accepted. */
function structureRefusal(accepted, root, path) {
    const isMissing = source_tree_lookUp(root, path).kind === 'missing';
    return isMissing ? refusal_refusal('missing-key', { says: 'missing', accepted }) : refusal_refusal('wrong-type', { says: 'this has the wrong shape', accepted });
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
function forms_words(context, accepted) {
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
/** A plain number, where the thing itself has no unit. */
function forms_number(range) {
    const accepted = `${range.accepts}, e.g. ${range.example}`;
    return leaf(accepted, { type: 'number', examples: [range.example] }, (input) => {
        if (typeof input === 'string')
            return no('bad-count', 'this is a text, not a number', accepted);
        if (typeof input !== 'number')
            return no('wrong-type', 'this is not a number', accepted);
        return Number.isFinite(input) && range.takes(input) ? yes(input) : no('out-of-range', 'this number is out of range', accepted);
    });
}
/** `true` or `false`. */
function flag() {
    const accepted = 'true | false';
    return leaf(accepted, { type: 'boolean' }, (input) => (typeof input === 'boolean' ? yes(input) : no(typeof input === 'object' ? 'wrong-type' : 'unknown-word', 'this is neither true nor false', accepted)));
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
/** What may be written as a word, as one mapping, or as a list of them. */
function wordOneOrMore(short, long, example) {
    return schemas/* union */.KCZ([short, long, forms_listOf(long, example)]);
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
        return value.kind === 'ok' ? value.value : refuse_refuse(ctx, value.refusal);
    })
        .meta(json);
}
function yes(value) {
    return { kind: 'ok', value };
}
function no(mistake, says, accepted, hint = '') {
    return { kind: 'no', refusal: refusal_refusal(mistake, { says, accepted, hint }) };
}
function forms_isNumber(text) {
    return /^[0-9]+(?:\.[0-9]+)?$/.test(text);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/against-schema.ts
// What the shares of bins are held against: `stable`, or `{reference: {approve: 92%, block: 8%}}`.






const EXAMPLE = '{reference: {approve: 92%, block: 8%}}';
/** The core compares so many bins and counts the rest in the whole. */
const BINS_MAX = 32;
const BIN_NAME = /^[^\u0000-\u001f\u007f]{1,100}$/u;
function againstSchema() {
    const stable = forms_words('check', ['stable']).transform(() => ({ kind: 'stable' }));
    const long = forms_mapping('check', EXAMPLE, { reference: described('Frozen shares by bin, e.g. of the training data; they add up to 100%.', referenceShares()) });
    return shortOrLong(described('`stable`: both versions in the same minutes.', stable), long.transform(({ reference }) => ({ kind: 'reference', shares: reference })));
}
function referenceShares() {
    const share = unit({ accepts: 'a share from 0% to 100%', examples: ['20%'], pattern: SHARE_PATTERN, units: ['%'], parse: parseShare });
    return schemas/* record */.g1P(schemas/* string */.YjP(), share, { error: () => 'a mapping from bin to share, e.g. {approve: 92%, block: 8%}' }).transform((shares, ctx) => {
        const bins = Object.entries(shares);
        const badName = bins.find(([bin]) => !BIN_NAME.test(bin));
        if (badName !== undefined)
            return refuse_refuse(ctx, keyRefusal('bad-name', { says: 'this is not a name of a bin', accepted: 'the value of the label, at most 100 characters' }), [badName[0]]);
        if (bins.length < 2)
            return refuse_refuse(ctx, refusal_refusal('out-of-range', { says: 'one bin alone always has 100%', accepted: `at least two bins, e.g. ${EXAMPLE}` }));
        if (bins.length > BINS_MAX)
            return refuse_refuse(ctx, refusal_refusal('out-of-range', { says: `${bins.length} bins are too many to compare`, accepted: `at most ${BINS_MAX} bins` }));
        const sum = bins.reduce((total, [, part]) => total + part, 0);
        if (sum === rollout_policy_src/* PPM_ALL */.kh)
            return Object.fromEntries(bins.map(([bin, part]) => [bin, part / rollout_policy_src/* PPM_ALL */.kh]));
        const off = share_formatShare((0,rollout_policy_src/* ppm */.Sg)(Math.min(rollout_policy_src/* PPM_ALL */.kh, Math.abs(rollout_policy_src/* PPM_ALL */.kh - sum))));
        return refuse_refuse(ctx, refusal_refusal('out-of-range', { says: `the shares add up to ${sum < rollout_policy_src/* PPM_ALL */.kh ? `100% less ${off}` : `100% and ${off}`}`, accepted: 'shares that add up to 100%' }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/text-forms.ts





const NAME_CHARACTERS = 'letters, digits, dot, dash and underscore, at most 100';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CONTROL = /[\u0000-\u001f\u007f]/u;
const text_forms_TEXT_LENGTH_MAX = 2_000;
function text_forms_targetName() {
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
/** Like a dimension, but `le` is what it usually is. */
function binLabel() {
    return forms_name('a label name', /^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'decision', 'letters, digits and underscore');
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
        return refuse_refuse(ctx, refusal_refusal('missing-key', { says: 'a command names its program', accepted: `a list of program and arguments, e.g. ${example}` }));
    });
}
function labelMatchers() {
    return forms_text({ accepts: 'label matchers, separated by commas', example: '\'code=~"5..", method!="GET"\'', mistake: 'bad-where', parse: label_matchers_parseLabelMatchers });
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

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/labels-schema.ts




/** `speaks`: what the other side understands, in words. */
function labelsOriginSchema(context, speaks, example) {
    return forms_mapping(context, example, {
        http: forms_optional(described(`Address that speaks ${speaks}.`, url())),
        command: forms_optional(described(`Program and arguments that speak ${speaks}; no shell.`, commandLine())),
    }).transform(({ http, command }, ctx) => {
        if (http !== undefined && command === undefined)
            return { kind: 'http', url: http };
        if (command !== undefined && http === undefined)
            return { kind: 'command', argv: command };
        const says = http === undefined ? 'neither http nor command is given' : 'both http and command are given';
        return refuse_refuse(ctx, keyRefusal('one-of', { says, accepted: `one of them, e.g. ${example}` }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/unit-forms.ts
// Values with a unit as pieces of the grammar, each within the range that means something where it is used.












const QUIET_ACCEPTS = 'a day and time to a day and time, with a time zone';
const QUIET_EXAMPLE = 'Fri 16:00 to Mon 08:00 Europe/Berlin';
/** Milliseconds from `msMin` to `msMax`, both included. */
function duration(example, range) {
    const msMax = range.msMax ?? DURATION_MS_MAX;
    return unit({
        accepts: `a duration from ${duration_formatDuration(range.msMin)} to ${duration_formatDuration(msMax)} with its unit (ms, s, m, h, d)`,
        examples: [example],
        pattern: DURATION_PATTERN,
        units: ['s', 'm'],
        parse: parseDuration,
        within: (durationMs) => (durationMs >= range.msMin && durationMs <= msMax ? parsed_parsed(durationMs) : parsed_refused('this duration is out of range')),
    });
}
/** Parts per million, above `above` and below `below`. */
function share(example, range) {
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
    return share(example, range).transform((part) => part / rollout_policy_src/* PPM_ALL */.kh);
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
function factor(example, range) {
    return unit({
        accepts: `a factor above ${factor_formatFactor(range.above)}`,
        examples: [example],
        pattern: FACTOR_PATTERN,
        units: ['x'],
        parse: parseFactor,
        within: (value) => (value > range.above ? parsed_parsed(value) : parsed_refused('this factor is out of range')),
    });
}
/** Parts per million, above nothing, up to everything. */
function shareOrAll(example) {
    return unit({
        accepts: 'a share above 0% and at most 100%',
        examples: [example],
        pattern: SHARE_PATTERN,
        units: ['%'],
        parse: parseShare,
        within: (value) => (value > rollout_policy_src/* PPM_NONE */.dH ? parsed_parsed(value) : parsed_refused('this share is out of range')),
    });
}
/** A difference between the versions: a margin, a size of trouble, or of an improvement. */
function difference(accepts, examples) {
    return unit({ accepts: `${accepts}: percent, a factor, or percentage points`, examples, pattern: MARGIN_PATTERN, units: ['%', 'x'], parse: parseMargin });
}
function marginOrNone(examples) {
    return unit({
        accepts: 'a margin: percent, a factor, percentage points, or none',
        examples,
        pattern: `^none$|${MARGIN_PATTERN}`,
        units: ['%', 'x'],
        parse: (text) => (text === 'none' ? parsed_parsed({ kind: 'none' }) : parseMargin(text)),
    });
}
function gap() {
    return unit({
        accepts: 'a difference in percentage points above 0 and below 100, or none',
        examples: ['2 points'],
        pattern: `^none$|${POINTS_PATTERN}`,
        units: [' points'],
        parse: (text) => (text === 'none' ? parsed_parsed({ kind: 'none' }) : parseGap(text)),
    });
}
function parseGap(text) {
    const ratio = parsePoints(text);
    if (ratio.kind === 'refused')
        return ratio;
    return ratio.value > 0 && ratio.value < 1 ? parsed_parsed({ kind: 'points', ratio: ratio.value }) : parsed_refused('a gap is more than 0 and less than 100 points');
}
function growth() {
    return unit({
        accepts: 'growth per hour, or none',
        examples: ['5% per hour'],
        pattern: `^none$|${GROWTH_PATTERN}`,
        units: ['% per hour'],
        parse: (text) => {
            if (text === 'none')
                return parsed_parsed({ kind: 'none' });
            const perHour = parseGrowth(text);
            return perHour.kind === 'refused' ? perHour : parsed_parsed({ kind: 'perHour', ratioMax: perHour.value });
        },
    });
}
/** The two ends of a score. */
function scale() {
    return unit({ accepts: 'the lowest and the highest value, at most six decimals', examples: ['0 to 1'], pattern: SCALE_PATTERN, units: [], parse: parseScale });
}
function quietTime() {
    return unit({ accepts: QUIET_ACCEPTS, examples: [QUIET_EXAMPLE], pattern: QUIET_TIME_PATTERN, units: [], parse: parseQuietTime });
}
/** One time, or `none`. */
function quietTimesShort() {
    return unit({
        accepts: `${QUIET_ACCEPTS}, a list of them, or none`,
        examples: [QUIET_EXAMPLE],
        pattern: `^none$|${QUIET_TIME_PATTERN}`,
        units: [],
        parse: (text) => {
            if (text === 'none')
                return parsed_parsed([]);
            const time = parseQuietTime(text);
            return time.kind === 'ok' ? parsed_parsed([time.value]) : time;
        },
    });
}
/** Milliseconds, down to a microsecond. */
function latency() {
    return unit({ accepts: 'a response time with its unit (ms, s, m)', examples: ['80ms', '1.2s'], pattern: LATENCY_PATTERN, units: ['ms', 's'], parse: parseLatency });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/limit-schema.ts
// `limit: 5%`, `limit: 8GiB`, `limit: none`, and what needs a word: `{p99: 80ms}`, `{level: 500}`, `{mean: 0.8}`. A bare number is no limit: it would
// say neither of what nor in which unit.











const ACCEPTED = 'one of {p99: 80ms}, {level: 500}, {mean: 0.8}';
const limit_schema_LEVEL_MAX = 1e18;
function limitSchema() {
    const short = unit({
        accepts: 'a share of requests, a size, none, a quantile with its time, {level: 500} or {mean: 0.8}',
        examples: ['5%', '8GiB', 'none'],
        pattern: `^none$|${SHARE_PATTERN}|${SIZE_PATTERN}`,
        units: ['%'],
        parse: parseShortLimit,
    });
    return shortOrLong(short, longLimit());
}
function parseShortLimit(text) {
    if (text === 'none')
        return parsed_parsed({ kind: 'none' });
    // Also `8Gi`, so that the message is about sizes.
    if (/(?:B|[kKMGT]i?)$/.test(text)) {
        const bytes = parseSize(text);
        return bytes.kind === 'ok' ? parsed_parsed({ kind: 'level', max: bytes.value }) : bytes;
    }
    if (parseLatency(text).kind === 'ok')
        return parsed_refused('a time is a limit only with its quantile');
    const ratio = parseShare(text);
    if (ratio.kind === 'refused')
        return ratio;
    const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
    return isOpen ? parsed_parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : parsed_refused('a limit is above 0% and below 100%');
}
function longLimit() {
    const level = forms_number({ accepts: 'a number above 0 in the unit of the gauge', example: 500, takes: (value) => value > 0 && value <= limit_schema_LEVEL_MAX });
    const mean = forms_number({ accepts: 'a number on the scale of the score with at most six decimals', example: 0.8, takes: isScoreValue });
    const known = {
        level: forms_optional(described('Highest value of a gauge, in its own unit.', level)),
        mean: forms_optional(described('Mean of a score: at most, or with `better: higher` at least.', mean)),
    };
    return schemas/* object */.Ikc(known, { error: () => `a share, e.g. 5%, a size, e.g. 8GiB, or ${ACCEPTED}` })
        .catchall(latency())
        .transform((written, ctx) => {
        const [first, ...others] = Object.entries(written);
        if (first === undefined || others.length > 0)
            return refuse_refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
        const [key, value] = first;
        if (value === undefined)
            return refuse_refuse(ctx, misfit('the limit is missing'), [key]);
        if (key === 'level')
            return { kind: 'level', max: value };
        if (key === 'mean')
            return { kind: 'mean', value };
        const quantile = parseQuantile(key);
        return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax: value } : refuse_refuse(ctx, misfit(quantile.says), [key]);
    });
}
function misfit(says) {
    return keyRefusal('wrong-limit', { says, accepted: ACCEPTED });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-schema.ts
// One check as it is written: `default`, `off`, or a mapping. Which keys belong to which signal is in check-keys.ts, what is left out is filled in by
// complete-check.ts.













const CHECK_EXAMPLE = '{share: http_requests_total, where: \'code=~"5.."\'}';
const LABELS_EXAMPLE = '{http: http://labels.internal/fraud}';
const LABELS_CONTRACT = 'the labels contract (docs/metric-sources.md)';
const { errors: ERRORS, latency: LATENCY } = WELL_KNOWN_SIGNALS;
const MARGINS = Object.entries(CHECK_DEFAULTS).map(([kind, { margin }]) => `${kind} ${margin_formatMargin(margin.value)}`).join(', ');
const ACTIONS = Object.entries(CHECK_DEFAULTS).map(([kind, { then }]) => `${kind} ${then.value}`).join(', ');
const ABOUT = {
    short: `\`default\`: what this name usually looks at (errors: ${ERRORS.metric}, latency: ${LATENCY.metric}). \`off\`: not checked, although the defaults file does.`,
    where: 'What the check is about: of a share, the requests that count as bad; of anything else, the series that are read. Label matchers as Prometheus writes them. In =~ and !~: letters, . for one character, .* for any run, | for either side.',
    among: 'What a share is a share of: label matchers of the requests that count at all. Default: all that the counter has. Leaves out health checks and other routes.',
    count: 'What the counter counts. `users`: each user once when first seen, and once when first failing; with `ramp: {sticky: user}`.',
    better: 'Whether more of it is better. A score has no default: a judge says higher, a loss says lower.',
    mature: 'How long after its request a label is final. No default: labels that are asked for too early make every new version look bad.',
    gapBy: 'Fairness: no slice of the new version may be worse than the rest of it by more than this. Default none.',
    worseBy: `How much worse than stable is still accepted. Default by what is looked at: ${MARGINS}.`,
    differsBy: 'The same in either direction; instead of `worseBy`. Bins and calibration have no better side and take this one only.',
    limit: 'An absolute limit: a share, for `time` a quantile, for `level` a size or {level: 500}, for `score` {mean: 0.8}. `none` takes an inherited one away.',
    growsBy: 'A leak: growth of a level beyond that of stable. Default none.',
    then: `What happens when it is worse. Default by what is looked at: ${ACTIONS}.`,
    independent: 'Every event is a person or request of its own, decided by chance of its own. Faster, and wrong where failures come together.',
};
/** `off` takes an inherited check away. */
function checkSchema() {
    return shortOrLong(described(ABOUT.short, forms_words('check', ['default', 'off'])), checkMapping());
}
function checksSchema(check) {
    return schemas/* record */.g1P(schemas/* string */.YjP(), check, { error: () => `a mapping from name to check, e.g. {errors: default, busy: ${CHECK_EXAMPLE}}` });
}
function checkMapping() {
    return forms_mapping('check', CHECK_EXAMPLE, {
        share: forms_optional(described('The share of the requests in this counter whose labels match `where`, among those that match `among`.', metricName())),
        time: forms_optional(described('A histogram of seconds.', metricName())),
        score: forms_optional(described('A bounded value per answer: a histogram or summary of it, or {labels: ...}.', scoreSchema())),
        labels: forms_optional(described('Right and wrong answers, known some time after the request.', labelled())),
        pairs: forms_optional(described('Both versions answered the same items in a shadow: who alone was wrong.', labelled())),
        calibration: forms_optional(described('Predicted probabilities against what came true.', labelled())),
        bins: forms_optional(described('Shares of answers, or of histogram buckets: prediction and feature drift.', metricName())),
        level: forms_optional(described('A gauge, e.g. memory: the highest over the pods.', metricName())),
        where: forms_optional(described(ABOUT.where, labelMatchers())),
        among: forms_optional(described(ABOUT.among, labelMatchers())),
        count: withDefault(ABOUT.count, SHARE_UNIT, String, forms_words('check', ['requests', 'users'])),
        range: withDefault('Lowest and highest value of a score.', SCORE_SCALE, formatScale, scale()),
        by: withDefault('The label that names the bin; `le` reads the buckets of a histogram.', BINS_BY, String, binLabel()),
        against: withDefault('What bins are held against: stable, or frozen shares.', BINS_AGAINST, String, againstSchema()),
        every: withDefault('Time between two questions for labels.', LABELS_EVERY_MS, duration_formatDuration, duration('6h', { msMin: 100 })),
        mature: forms_optional(described(ABOUT.mature, duration('2d', { msMin: 0 }))),
        better: withDefault(ABOUT.better, SHARE_BETTER, String, forms_words('check', ['lower', 'higher'])),
        slices: forms_optional(described('Labels whose values are judged one by one as well.', slices())),
        gapBy: forms_optional(described(ABOUT.gapBy, gap())),
        worseBy: forms_optional(described(ABOUT.worseBy, marginOrNone(['25%', '1.5x', '1 point']))),
        differsBy: forms_optional(described(ABOUT.differsBy, marginOrNone(['15%', '2 points']))),
        limit: forms_optional(described(ABOUT.limit, limitSchema())),
        growsBy: forms_optional(described(ABOUT.growsBy, growth())),
        then: forms_optional(described(ABOUT.then, forms_words('then', ['rollback', 'stepBack', 'hold', 'retrain', 'tell']))),
        independent: withDefault(ABOUT.independent, INDEPENDENT, String, flag()),
    });
}
function labelled() {
    return labelsOriginSchema('labels', LABELS_CONTRACT, LABELS_EXAMPLE);
}
function scoreSchema() {
    const labels = described('Values per answer, known some time after the request.', labelled());
    return shortOrLong(metricName(), forms_mapping('check', `{labels: ${LABELS_EXAMPLE}}`, { labels }));
}
function slices() {
    return forms_listOf(dimensionName(), '[region]').transform((names, ctx) => {
        const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
        return twice < 0 ? names : refuse_refuse(ctx, refusal_refusal('repeated', { says: 'this slice is listed twice', accepted: 'each slice once' }), [twice]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-keys.ts
const SIGNALS = ['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level'];
const LABELLED = ['every', 'mature'];
const COMPARED = ['slices', 'gapBy', 'worseBy', 'differsBy', 'limit'];
const check_keys_KEYS = {
    share: ['where', 'among', 'count', 'better', 'independent', ...COMPARED],
    time: ['where', 'independent', 'worseBy', 'differsBy', 'limit'],
    score: ['where', 'range', 'better', ...COMPARED],
    'score of labels': [...LABELLED, 'range', 'better', ...COMPARED],
    labels: [...LABELLED, 'independent', ...COMPARED],
    pairs: [...LABELLED, 'independent', ...COMPARED],
    calibration: [...LABELLED, 'independent', 'differsBy'],
    bins: ['where', 'by', 'against', 'independent', 'differsBy'],
    level: ['where', 'worseBy', 'limit', 'growsBy'],
};
/** The written keys that this signal has no use for. */
function misfittingKeys(form, written) {
    const known = new Set(Object.values(check_keys_KEYS).flat());
    const fit = new Set(check_keys_KEYS[form]);
    return [...written].filter((key) => known.has(key) && !fit.has(key));
}
function isLabelled(form) {
    return check_keys_KEYS[form].includes('mature');
}
/** Whether it reads the metrics of the pods. */
function isLive(form) {
    return !isLabelled(form);
}
/** Of the check's `kind`, as far as one can tell from what is written. */
function signalForm(kind, written) {
    const value = kind === 'score' && written !== 'default' ? written.entries.get('score')?.value : undefined;
    return value?.kind === 'mapping' ? 'score of labels' : kind;
}
/** Only a share is a part of something. */
const NO_SHARE = { says: '`among` says what a share is a share of, and here `where` alone says what is read', accepted: 'the same as `where`, e.g. where: \'handler="/predict"\'' };
/** Where the reason is not plain from the key. */
const WHY = {
    worseBy: {
        bins: { says: 'no bin is better or worse than another', accepted: '`differsBy: 25%`, more or fewer of one answer' },
        calibration: { says: 'too sure and too unsure are both wrong', accepted: '`differsBy: 2 points`' },
    },
    differsBy: { level: { says: 'to need less than stable is no trouble', accepted: '`worseBy: 25%`' } },
    slices: {
        bins: { says: 'the bins are the parts that are judged', accepted: 'one check per slice, with `where`' },
        calibration: { says: 'the parts that are judged are the tenths of what was predicted', accepted: 'one check per slice, each with a label source of its own' },
        level: { says: 'a gauge belongs to a pod, not to a part of its requests', accepted: 'one check per gauge, with `where`' },
    },
    limit: {
        bins: { says: 'a limit of one bin is a check of its own', accepted: 'a check of share, e.g. {share: answers_total, where: \'decision="block"\', limit: 5%}' },
        calibration: { says: 'how often it comes true is no fault of the model', accepted: '`differsBy: 2 points`, against what was predicted' },
    },
    better: {
        time: { says: 'slower is always worse', accepted: 'no `better` here' },
        labels: { says: 'labels count wrong answers, and more of them is always worse', accepted: 'no `better` here' },
        pairs: { says: 'pairs count wrong answers, and more of them is always worse', accepted: 'no `better` here' },
        level: { says: 'a level is held below its limit', accepted: 'no `better` here' },
    },
    independent: {
        score: { says: 'values are not events; their spread is never assumed', accepted: 'no `independent` here' },
        'score of labels': { says: 'values are not events; their spread is never assumed', accepted: 'no `independent` here' },
        level: { says: 'two samples of a gauge are never independent', accepted: 'no `independent` here' },
    },
    among: {
        time: NO_SHARE,
        score: NO_SHARE,
        bins: NO_SHARE,
        level: NO_SHARE,
    },
    where: {
        labels: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
        pairs: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right items' },
        calibration: { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
        'score of labels': { says: '`where` picks series of a metric', accepted: 'a label source that answers for the right requests' },
    },
};
const BELONGS = {
    where: 'share, time, score, bins and level',
    among: 'share',
    count: 'share',
    range: 'score',
    by: 'bins',
    against: 'bins',
    every: 'labels, pairs, calibration and score: {labels: ...}',
    mature: 'labels, pairs, calibration and score: {labels: ...}',
    better: 'share and score',
    slices: 'share, score, labels and pairs',
    gapBy: 'share, score, labels and pairs',
    worseBy: 'everything but bins and calibration',
    differsBy: 'everything but level',
    limit: 'everything but bins and calibration',
    growsBy: 'level',
    independent: 'share, time, labels, pairs, calibration and bins',
};
function whyNot(key, form) {
    return WHY[key]?.[form] ?? { says: `\`${key}\` means nothing for a check of ${form}`, accepted: `\`${key}\` with ${BELONGS[key]}` };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-rules.ts
// Which keys of a check go together. Reads the keys alone, so that a wrong value in one does not hide that another is missing.







const CHECK_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;
/** What a check of this name looks at, by what it says or by its name. */
function signalOf(name, keys) {
    const said = SIGNALS.filter((signal) => keys.has(signal));
    if (said.length > 1)
        return 'several';
    return said[0] ?? wellKnown(name);
}
/** The form of one check's signal, where one can tell. */
function formOfCheck(name, value) {
    if (value.kind === 'scalar' && value.value !== 'default')
        return 'unknown';
    const written = value.kind === 'mapping' ? value : 'default';
    const kind = signalOf(name, new Set(written === 'default' ? [] : written.entries.keys()));
    return kind === 'none' || kind === 'several' ? 'unknown' : signalForm(kind, written);
}
/** Of all checks as they are written. */
function checksFindings(checks) {
    const written = [...checks.entries].map(([name, { value }]) => ({ name, value }));
    const findings = written.flatMap(({ name, value }) => {
        const named = nameFindings(name);
        if (value.kind === 'mapping')
            return [...named, ...checkFindings(name, value)];
        return value.kind === 'scalar' && value.value === 'default' ? [...named, ...checkFindings(name, 'default')] : named;
    });
    const isEmpty = written.every(({ value }) => value.kind === 'scalar' && value.value === 'off');
    return isEmpty ? [...findings, { path: ['checks'], ...NO_CHECK }] : findings;
}
function nameFindings(name) {
    if (name === 'within')
        return [{ path: ['checks', name], ...TAKEN_NAME }];
    return CHECK_NAME.test(name) ? [] : [{ path: ['checks', name], ...BAD_NAME }];
}
const BAD_NAME = keyRefusal('bad-name', { says: 'this is not a name for a check', accepted: 'a letter, then letters, digits, dash and underscore, e.g. errors' });
const TAKEN_NAME = keyRefusal('bad-name', { says: '`within` is a word of `catches`', accepted: 'another name' });
const NO_CHECK = keyRefusal('missing-key', { says: 'no check is left: nothing could be decided', accepted: 'at least one check, e.g. {errors: default}' });
/** Of a check written as a mapping, or as `default` (no keys). */
function checkFindings(name, written) {
    const path = ['checks', name];
    const keys = new Set(written === 'default' ? [] : written.entries.keys());
    const signal = signalOf(name, keys);
    if (signal === 'several')
        return [{ path, ...severalSignals(keys) }];
    if (signal === 'none')
        return [...keys].some((key) => notYet('check', key).kind === 'later') ? [] : [{ path, ...noSignal(name) }];
    const form = signalForm(signal, written);
    return [...misfits(form, keys, path), ...contradictions(keys, path), ...slicedPairs(form, written, path), ...missing(name, form, keys, path), ...limitFindings(form, written, path)];
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
        return keyRefusal('no-signal', { says: 'accuracy needs labels: where right and wrong answers come from', accepted: `accuracy: {labels: ${LABELS_EXAMPLE}, mature: 2d}` });
    }
    const accepted = `one of ${SIGNALS.join(', ')}, e.g. ${CHECK_EXAMPLE}; only errors and latency have a default`;
    return keyRefusal('no-signal', { says: 'this check does not say what it looks at', accepted });
}
function misfits(form, keys, path) {
    return misfittingKeys(form, keys).map((key) => {
        if (form === 'time' && key === 'slices')
            return { path: [...path, key], ...TIME_SLICES };
        return { path: [...path, key], ...keyRefusal('key-does-not-fit', whyNot(key, form)) };
    });
}
const TIME_SLICES = keyRefusal('not-yet', { says: 'not yet: a check of time has no slices in this release', accepted: '`where:` in one check per slice' });
function contradictions(keys, path) {
    return keys.has('worseBy') && keys.has('differsBy') ? [{ path: [...path, 'differsBy'], ...BOTH_MARGINS }] : [];
}
const BOTH_MARGINS = keyRefusal('one-of', { says: 'a check is worse in one direction or different in either, not both', accepted: '`worseBy` or `differsBy`; two checks for two' });
/** Whether an item that one model alone got wrong lies in a slice is not told by its source, and the test of shares is wrong for paired items. */
function slicedPairs(form, written, path) {
    const slices = written === 'default' ? undefined : written.entries.get('slices')?.value;
    if (form !== 'pairs' || written === 'default' || slices === undefined || (slices.kind === 'list' && slices.items.length === 0))
        return [];
    const margin = (written.entries.get('worseBy') ?? written.entries.get('differsBy'))?.value;
    const isInPoints = margin?.kind === 'scalar' && typeof margin.value === 'string' && (/points?$/.test(margin.value.trim()) || margin.value.trim() === 'none');
    return isInPoints ? [] : [{ path: [...path, 'slices'], ...SLICED_PAIRS }];
}
const SLICED_PAIRS = keyRefusal('key-does-not-fit', { says: 'slices of pairs are compared in points: a factor needs to know who alone was wrong in each slice', accepted: '`worseBy: 1 point` beside the slices, or pairs without slices' });
function missing(name, form, keys, path) {
    const hasDefaultWhere = name === 'errors' && !keys.has('share');
    const lacks = (key, why, isNeeded) => (isNeeded && !keys.has(key) ? [{ path: [...path, key], ...why }] : []);
    return [
        ...lacks('where', NO_WHERE, form === 'share' && !hasDefaultWhere),
        ...lacks('mature', NO_MATURITY, isLabelled(form)),
        ...lacks('better', NO_DIRECTION, form === 'score' || form === 'score of labels'),
        ...lacks('slices', NO_SLICES, keys.has('gapBy') && !misfittingKeys(form, ['gapBy']).includes('gapBy')),
    ];
}
const NO_WHERE = refusal_refusal('missing-key', { says: 'missing: without it every request counts', accepted: 'which requests count, e.g. \'code=~"5.."\'' });
const NO_MATURITY = refusal_refusal('missing-key', {
    says: 'missing: labels that are asked for before they are final make every new version look bad',
    accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)',
});
const NO_DIRECTION = refusal_refusal('missing-key', {
    says: 'missing: guessed wrong, a better model would be sent back',
    accepted: '`better: higher` for a judge, `better: lower` for a loss',
});
const NO_SLICES = refusal_refusal('missing-key', { says: 'missing: a gap is one between slices', accepted: 'the labels that name groups, e.g. slices: [region]' });
const LIMIT_FORMS = {
    share: { takes: ['share'], accepted: 'a share of requests, e.g. 5%' },
    time: { takes: ['quantile'], accepted: 'a quantile and its longest time, e.g. {p99: 80ms}' },
    score: { takes: ['mean'], accepted: 'a mean on its own scale, e.g. {mean: 0.8}' },
    'score of labels': { takes: ['mean'], accepted: 'a mean on its own scale, e.g. {mean: 0.8}' },
    labels: { takes: ['share'], accepted: 'a share of wrong answers, e.g. 5%' },
    pairs: { takes: ['share'], accepted: 'a share of items that are answered differently, e.g. 5%' },
    calibration: { takes: [], accepted: 'no limit' },
    bins: { takes: [], accepted: 'no limit' },
    level: { takes: ['size', 'level'], accepted: 'a size, e.g. 8GiB, or a number in the unit of the gauge, e.g. {level: 500}' },
};
function limitFindings(form, written, path) {
    const limit = written === 'default' ? undefined : written.entries.get('limit')?.value;
    const { takes, accepted } = LIMIT_FORMS[form];
    const kind = limit === undefined ? 'unknown' : limitKind(limit);
    if (kind === 'unknown' || takes.length === 0 || takes.includes(kind))
        return [];
    return [{ path: [...path, 'limit'], ...refusal_refusal('wrong-limit', { says: `a check of ${form} has another kind of limit`, accepted }) }];
}
function limitKind(limit) {
    if (limit.kind === 'scalar') {
        const text = typeof limit.value === 'string' ? limit.value : '';
        return parseShare(text).kind === 'ok' ? 'share' : parseSize(text).kind === 'ok' ? 'size' : 'unknown';
    }
    if (limit.kind === 'list')
        return 'unknown';
    if (limit.entries.has('level'))
        return 'level';
    return limit.entries.has('mean') ? 'mean' : 'quantile';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/complete-check.ts


/** `written` kept the rules of check-rules.ts, else the answer is `incomplete`. */
function completeCheck(name, written) {
    const signal = signalIn(name, written);
    if (signal === 'incomplete')
        return signal;
    const defaults = CHECK_DEFAULTS[signal.kind];
    const margin = written.differsBy ?? written.worseBy ?? defaults.margin.value;
    return {
        name,
        signal,
        better: written.better ?? SHARE_BETTER.value,
        slices: written.slices ?? [],
        gap: written.gapBy ?? { kind: 'none' },
        worseBy: margin,
        sides: hasNoBetterSide(signal) || (written.differsBy !== undefined && margin.kind !== 'none') ? 'both' : 'worse',
        limit: limitOf(written.limit ?? { kind: 'none' }, signal),
        then: written.then ?? defaults.then.value,
        independent: written.independent ?? INDEPENDENT.value,
    };
}
/** Shares of bins and predicted probabilities are right or off, to either side. */
function hasNoBetterSide(signal) {
    return signal.kind === 'bins' || signal.kind === 'calibration';
}
function limitOf(limit, signal) {
    if (limit.kind !== 'mean')
        return limit;
    return signal.kind === 'score' ? { kind: 'share', ratioMax: toUnitScale(limit.value, signal) } : { kind: 'none' };
}
function signalIn(name, written) {
    const { share, time, labels, pairs, calibration, bins, level, where, among = [] } = written;
    if (labels !== undefined)
        return complete_check_labelled('labels', labels, written);
    if (pairs !== undefined)
        return complete_check_labelled('pairs', pairs, written);
    if (calibration !== undefined)
        return complete_check_labelled('calibration', calibration, written);
    if (share !== undefined)
        return where === undefined ? 'incomplete' : { kind: 'share', metric: share, among, where, unit: written.count ?? SHARE_UNIT.value };
    if (time !== undefined)
        return { kind: 'time', metric: time, where: where ?? [] };
    if (written.score !== undefined)
        return scoreIn(written.score, written);
    if (bins !== undefined)
        return { kind: 'bins', metric: bins, where: where ?? [], by: written.by ?? BINS_BY.value, against: written.against ?? { kind: 'stable' } };
    if (level !== undefined)
        return { kind: 'level', metric: level, where: where ?? [], growth: written.growsBy ?? { kind: 'none' } };
    if (name === 'errors')
        return { kind: 'share', metric: WELL_KNOWN_SIGNALS.errors.metric, among, where: where ?? WELL_KNOWN_SIGNALS.errors.where, unit: written.count ?? SHARE_UNIT.value };
    return name === 'latency' ? { kind: 'time', metric: WELL_KNOWN_SIGNALS.latency.metric, where: where ?? WELL_KNOWN_SIGNALS.latency.where } : 'incomplete';
}
function scoreIn(score, written) {
    if (written.better === undefined)
        return 'incomplete';
    const { low, high } = written.range ?? SCORE_SCALE.value;
    if (typeof score === 'string')
        return { kind: 'score', origin: { kind: 'metric', metric: score, where: written.where ?? [] }, low, high };
    const asked = question(score.labels, written);
    return asked === 'incomplete' ? asked : { kind: 'score', origin: { kind: 'labels', ...asked }, low, high };
}
function complete_check_labelled(kind, source, written) {
    const asked = question(source, written);
    return asked === 'incomplete' ? asked : { kind, ...asked };
}
function question(source, { every, mature }) {
    return mature === undefined ? 'incomplete' : { source, everyMs: every ?? LABELS_EVERY_MS.value, matureMs: mature };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-values.ts





function checkValueFindings(check, written) {
    return [...marginFindings(check), ...meanFindings(check, written), ...pinnedParts(check), ...check_values_bucketNames(check), ...neverActs(check)];
}
function marginFindings(check) {
    const { signal, worseBy } = check;
    const path = ['checks', check.name, check.sides === 'both' ? 'differsBy' : 'worseBy'];
    if (signal.kind === 'level' && worseBy.kind === 'points')
        return [{ path, ...LEVEL_IN_POINTS }];
    if (signal.kind === 'score' && signal.low !== 0 && worseBy.kind === 'factor')
        return [{ path, ...SCORE_IN_FACTORS }];
    return signal.kind === 'calibration' && worseBy.kind === 'factor' ? [{ path, ...CALIBRATION_IN_FACTORS }] : [];
}
const LEVEL_IN_POINTS = refusal_refusal('out-of-range', { says: 'a gauge is no share, so it has no points', accepted: 'percent or a factor, e.g. 25%' });
const SCORE_IN_FACTORS = refusal_refusal('out-of-range', { says: 'percent of a score that does not begin at 0 mean nothing', accepted: 'points, hundredths of its range, e.g. 2 points' });
const CALIBRATION_IN_FACTORS = refusal_refusal('out-of-range', { says: 'a probability is off by points', accepted: 'percentage points, e.g. 2 points' });
/** At an end of the scale, or beyond it, a limit is always kept or never. */
function meanFindings({ name, signal }, { limit }) {
    if (signal.kind !== 'score' || limit?.kind !== 'mean' || (limit.value > signal.low && limit.value < signal.high))
        return [];
    const accepted = `a value between the ends of the range, ${formatScale(signal)}`;
    return [{ path: ['checks', name, 'limit', 'mean'], ...refusal_refusal('out-of-range', { says: 'this is not within the range of the score', accepted }) }];
}
/** One bucket, or one bin, of a histogram has nothing to be compared with. */
function pinnedParts({ name, signal }) {
    const parts = signal.kind === 'time' ? 'le' : signal.kind === 'bins' ? signal.by : '';
    const isPinned = (signal.kind === 'time' || signal.kind === 'bins') && signal.where.some(({ label, op }) => label === parts && op === '=');
    if (!isPinned)
        return [];
    return [{ path: ['checks', name, 'where'], ...refusal_refusal('key-does-not-fit', { says: `${parts} names the parts that are compared, and this leaves only one`, accepted: 'matchers of other labels' }) }];
}
/** A frozen share of a bucket that no histogram can have would count as a bin that nobody is in. */
function check_values_bucketNames({ name, signal }) {
    if (signal.kind !== 'bins' || signal.by !== 'le' || signal.against.kind !== 'reference')
        return [];
    const bad = Object.keys(signal.against.shares).find((bin) => bin !== '+Inf' && !(Number.isFinite(Number(bin)) && String(Number(bin)) === bin));
    if (bad === undefined)
        return [];
    const accepted = 'the upper bound of a bucket in quotes, e.g. {"0.5": 90%, "+Inf": 10%}, or `by` with the label that names the bins';
    return [{ path: ['checks', name, 'against', 'reference', bad], ...keyRefusal('bad-name', { says: 'no bucket of a histogram has this name', accepted }) }];
}
/** Who writes `then: rollback` relies on it. */
function neverActs(check) {
    const { signal, worseBy, gap, limit, then } = check;
    const grows = signal.kind === 'level' && signal.growth.kind !== 'none';
    if (then === 'tell' || worseBy.kind !== 'none' || gap.kind !== 'none' || limit.kind !== 'none' || grows)
        return [];
    const needed = signal.kind === 'level' ? 'limit: 8GiB, growsBy: 5% per hour or worseBy: 25%' : `${hasNoBetterSide(signal) ? 'differsBy' : 'worseBy'}: ${margin_formatMargin(CHECK_DEFAULTS[signal.kind].margin.value)}`;
    const says = `nothing could ever make this check ${WORDS[then]}: it has no limit and compares nothing`;
    return [{ path: ['checks', check.name], ...keyRefusal('never-acts', { says, accepted: `${needed}, or \`then: tell\` to show its numbers only` }) }];
}
const WORDS = { rollback: 'roll back', stepBack: 'step back', hold: 'hold', retrain: 'ask for a new model' };

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/named-check-rules.ts





/** `paths`: where each of `catches` is written. */
function catchFindings(catches, paths, { names, checks }) {
    return catches.flatMap((caught, index) => {
        const path = paths[index] ?? ['promise', 'catches'];
        const check = checks.find(({ name }) => name === caught.check);
        if (!names.includes(caught.check))
            return [{ path, ...unknownCheck('broken-promise', caught.check, names) }];
        if (catches.findIndex((earlier) => earlier.check === caught.check) < index)
            return [{ path, ...TWICE }];
        return check === undefined ? [] : unkeepable(caught, check).map((refused) => ({ path, ...refused }));
    });
}
const TWICE = keyRefusal('repeated', { says: 'this check is promised twice', accepted: 'the smaller effect: what is larger is caught sooner' });
function unkeepable({ effect, withinMs }, { then, worseBy, signal }) {
    const refused = (says, accepted) => [keyRefusal('broken-promise', { says, accepted })];
    if (then !== 'rollback')
        return refused(`this check does not take the new version out (then: ${then})`, '`then: rollback` for this check, or no promise about it');
    if (worseBy.kind === 'none')
        return refused('this check compares nothing with stable', 'a `worseBy` for this check, or no promise about it');
    if (worseBy.kind !== effect.kind) {
        const asks = worseBy.kind === 'points' ? 'points' : 'a factor or percent';
        return refused(`its margin is ${margin_formatMargin(worseBy)}, and nobody can say whether ${margin_formatMargin(effect)} is more`, `${asks}, above ${margin_formatMargin(worseBy)}`);
    }
    const isLarger = effect.kind === 'factor' ? worseBy.kind === 'factor' && effect.factor > worseBy.factor : worseBy.kind === 'points' && effect.ratio > worseBy.ratio;
    if (!isLarger)
        return refused(`its margin accepts ${margin_formatMargin(worseBy)} as fine`, `more than ${margin_formatMargin(worseBy)}, or a smaller margin`);
    const matureMs = maturityMs(signal);
    return matureMs < withinMs ? [] : refused(`its labels are final only after ${duration_formatDuration(matureMs)}`, `within more than ${duration_formatDuration(matureMs)}`);
}
function maturityMs(signal) {
    if (signal.kind === 'labels' || signal.kind === 'pairs' || signal.kind === 'calibration')
        return signal.matureMs;
    return signal.kind === 'score' && signal.origin.kind === 'labels' ? signal.origin.matureMs : 0;
}
function judgeFindings(plan, { names, checks }) {
    return plan.flatMap((stage, index) => {
        if (stage.kind !== 'split')
            return [];
        const path = ['plan', index, 'split', 'judge'];
        if (!names.includes(stage.judge))
            return [{ path, ...unknownCheck('plan-and-checks', stage.judge, names), at: 'value' }];
        const check = checks.find(({ name }) => name === stage.judge);
        if (check === undefined)
            return [];
        const worth = ['plan', index, 'split', 'worthwhile'];
        const isPercentOfScore = check.signal.kind === 'score' && check.signal.low !== 0 && stage.worthwhile.kind === 'factor';
        return [...unfitJudge(check).map((refused) => ({ path, ...refused })), ...(isPercentOfScore ? [{ path: worth, ...SCORE_IN_FACTORS }] : [])];
    });
}
function unfitJudge({ signal, sides, worseBy }) {
    const refused = (says, accepted) => [refusal_refusal('plan-and-checks', { says, accepted })];
    if (signal.kind === 'pairs')
        return refused('pairs come from a shadow, a split has none', 'a check of share, time, score or labels');
    if (signal.kind === 'bins' || signal.kind === 'calibration' || signal.kind === 'level')
        return refused(`a check of ${signal.kind} has no better side to win by`, 'a check of share, time, score or labels');
    if (sides === 'both')
        return refused('this check looks at both sides (differsBy), so no side wins', 'a check with `worseBy`');
    return worseBy.kind === 'none' ? refused('this check compares nothing with stable', 'a check with `worseBy`') : [];
}
function unknownCheck(mistake, name, names) {
    const meant = didYouMean(name, names);
    const hint = meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '';
    return keyRefusal(mistake, { says: 'there is no check of this name', accepted: names.length === 0 ? 'the name of a check' : names.join(', '), hint });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/plan-rules.ts
// Which stages need which checks, and the other way round; which weights, and what a stage and the promise, cannot both be meant.




/** `checks` are all of them, without a mistake of their own; which check judges a split is asked in named-check-rules.ts. */
function planAndChecksFindings({ plan, checks }) {
    return [...plan.flatMap((stage, index) => stageNeeds(stage, index, checks)), ...checks.flatMap((check) => checkNeeds(check, plan))];
}
function stageNeeds(stage, index, checks) {
    if (stage.kind === 'shadow' && !checks.some((check) => plan_rules_isLive(check) || check.signal.kind === 'pairs'))
        return [plan_rules_at(['plan', index], BLIND_SHADOW)];
    return stage.kind === 'follow' && !checks.some(plan_rules_isLabelled) ? [plan_rules_at(['plan', index], NOTHING_TO_FOLLOW)] : [];
}
const BLIND_SHADOW = refusal_refusal('plan-and-checks', {
    says: 'no check can see anything of a shadow: users answer stable only, so labels come for stable only',
    accepted: 'a check of pairs, or one that reads live metrics (share, time, score, bins, level)',
});
const NOTHING_TO_FOLLOW = refusal_refusal('plan-and-checks', {
    says: 'nothing comes in after the end: no check waits for labels',
    accepted: 'a check of labels, calibration or score: {labels: ...}, or no follow',
});
function checkNeeds(check, plan) {
    const { name, signal } = check;
    const isSticky = plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
    if (signal.kind === 'pairs' && !plan.some((stage) => stage.kind === 'shadow'))
        return [plan_rules_at(['checks', name], PAIRS_WITHOUT_SHADOW)];
    if (signal.kind === 'share' && signal.unit === 'users' && !isSticky)
        return [plan_rules_at(['checks', name, 'count'], USERS_WITHOUT_STICKY)];
    return check.independent && isSticky && !countsUsers(check) ? [plan_rules_at(['checks', name, 'independent'], STICKY_INDEPENDENT)] : [];
}
const PAIRS_WITHOUT_SHADOW = keyRefusal('plan-and-checks', {
    says: 'no item is ever answered by both versions: only a shadow makes pairs',
    accepted: '`shadow: 1d` in the plan, or a check of labels',
});
const USERS_WITHOUT_STICKY = keyRefusal('plan-and-checks', {
    says: 'a user who gets both versions belongs to neither',
    accepted: '`ramp: {sticky: user}` where the router keeps users on their version, or `count: requests`',
});
const STICKY_INDEPENDENT = keyRefusal('plan-and-checks', {
    says: 'under sticky routing requests of one user come from one version together, so they are not independent',
    accepted: '`count: users` with a counter of users, or no `independent`',
});
/** Pairs are answered by both versions, whoever asked. */
function countsUsers({ signal }) {
    return signal.kind === 'pairs' || (signal.kind === 'share' && signal.unit === 'users');
}
/** Weights only grow until the promotion, and with it. */
function weightFindings(plan) {
    const ramp = plan.find((stage) => stage.kind === 'ramp');
    const split = plan.find((stage) => stage.kind === 'split');
    const bake = plan.find((stage) => stage.kind === 'bake');
    const rampMax = ramp?.weightMax ?? rollout_policy_src/* PPM_NONE */.dH;
    const weightMax = split?.weight ?? rampMax;
    const path = (stage, key) => ['plan', plan.findIndex((one) => one === stage), stage?.kind ?? '', key];
    const refused = (says, accepted) => keyRefusal('out-of-range', { says, accepted });
    return [
        ...(split !== undefined && split.weight < rampMax
            ? [plan_rules_at(path(split, 'share'), refused(`the ramp before it goes up to ${share_formatShare(rampMax)}, and would have to go back for the split`, `at least ${share_formatShare(rampMax)}, or a ramp that ends at ${share_formatShare(split.weight)}`))]
            : []),
        ...(bake !== undefined && weightMax + bake.holdback > rollout_policy_src/* PPM_ALL */.kh
            ? [plan_rules_at(path(bake, 'holdback'), refused(`the new version already has ${share_formatShare(weightMax)} before the promotion, which would take some of it away again`, `at most ${share_formatShare((0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh - weightMax))}, or less before the promotion`))]
            : []),
    ];
}
function planAndPromiseFindings(plan, { decideWithinMs, ifUndecided }) {
    const approval = plan.findIndex((stage) => stage.kind === 'approval');
    const bypassed = approval >= 0 && ifUndecided === 'promote' ? [plan_rules_at(['promise', 'ifUndecided'], APPROVED_BY_TIME)] : [];
    return [...bypassed, ...plan_rules_tooLong(plan, decideWithinMs)];
}
const APPROVED_BY_TIME = refusal_refusal('plan-and-promise', {
    says: 'the plan asks for an approval, and an approval that time gives is none',
    accepted: '`ask` or `rollback`, or a plan without approval',
});
/** Stages of fixed time before the promotion, one after the other. */
function plan_rules_tooLong(plan, decideWithinMs) {
    let beforeMs = 0;
    for (const [index, stage] of plan.entries()) {
        if (stage.kind !== 'shadow' && stage.kind !== 'split')
            continue;
        beforeMs += stage.durationMs;
        if (beforeMs < decideWithinMs)
            continue;
        const says = `by the end of this stage ${duration_formatDuration(beforeMs)} have passed, and decideWithin (${duration_formatDuration(decideWithinMs)}) has ended the rollout`;
        const key = stage.kind === 'shadow' ? 'for' : 'atMost';
        return [plan_rules_at(['plan', index, stage.kind, key], keyRefusal('plan-and-promise', { says, accepted: `a shorter stage, or decideWithin above ${duration_formatDuration(beforeMs)}` }))];
    }
    return [];
}
function plan_rules_isLive({ signal }) {
    return signal.kind === 'share' || signal.kind === 'time' || signal.kind === 'bins' || signal.kind === 'level' || (signal.kind === 'score' && signal.origin.kind === 'metric');
}
/** Of one version on its own: pairs end with their shadow. */
function plan_rules_isLabelled({ signal }) {
    return signal.kind === 'labels' || signal.kind === 'calibration' || (signal.kind === 'score' && signal.origin.kind === 'labels');
}
function plan_rules_at(path, refused) {
    return { path, ...refused };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/cross-rules.ts






function crossFindings(root, { serve, metrics, promise, checks, plan }) {
    return [
        ...targetInDefaults(root),
        ...metricsNeeded(root),
        ...pagesOfSlots(serve, metrics),
        ...(promise.kind === 'ok' ? catchFindings(promise.value.catches, catchPaths(root, promise.value.catches), checks) : []),
        ...(plan.kind === 'ok' ? [...judgeFindings(plan.value, checks), ...weightFindings(plan.value)] : []),
        // What a stage needs may be a check that cannot be read yet.
        ...(plan.kind === 'ok' && checks.findings.length === 0 ? planAndChecksFindings({ plan: plan.value, checks: checks.checks }) : []),
        ...(plan.kind === 'ok' && promise.kind === 'ok' ? planAndPromiseFindings(plan.value, promise.value) : []),
    ];
}
/** Where each promise to catch is written, in the order in which they are decoded. */
function catchPaths(root, catches) {
    const written = source_tree_lookUp(root, ['promise', 'catches']);
    if (written.kind === 'missing')
        return [];
    if (written.value.kind === 'mapping')
        return catches.map(({ check }) => ['promise', 'catches', check]);
    const items = written.value.kind === 'list' ? written.value.items : [];
    return items.flatMap((item, index) => (item.kind === 'mapping' ? [...item.entries.keys()].filter((key) => key !== 'within').map((check) => ['promise', 'catches', index, check]) : []));
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
    const checks = source_tree_lookUp(root, ['checks']);
    if (checks.kind === 'missing' || checks.value.kind !== 'mapping')
        return [];
    const live = [...checks.value.entries].find(([name, { value }]) => {
        const form = formOfCheck(name, value);
        return form !== 'unknown' && isLive(form);
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

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decode-checks.ts






function decodeChecks(root, form) {
    const written = root.entries.get('checks')?.value;
    if (written?.kind !== 'mapping') {
        const whole = refuse_decodeAt(checksSchema(form), root, ['checks']);
        return { findings: whole.kind === 'refused' ? whole.findings : [], checks: [], names: [] };
    }
    const each = [...written.entries].map(([name, { value }]) => ({ name, value, check: checkAt(form, root, name) }));
    return {
        findings: [...each.flatMap(({ check }) => (check.kind === 'refused' ? check.findings : [])), ...checksFindings(written)],
        checks: each.flatMap(({ check }) => (check.kind === 'ok' && check.value !== 'none' ? [check.value] : [])),
        names: each.filter(({ value }) => !isOff(value)).map(({ name }) => name),
    };
}
/** `none`: switched off, or incomplete, which check-rules.ts says why. */
function checkAt(form, root, name) {
    const document = refuse_decodeAt(form, root, ['checks', name]);
    if (document.kind === 'refused')
        return document;
    if (document.value === 'off')
        return decoded('none');
    const written = document.value === 'default' ? {} : document.value;
    const check = completeCheck(name, written);
    if (check === 'incomplete')
        return decoded('none');
    const findings = checkValueFindings(check, written);
    return findings.length > 0 ? { kind: 'refused', findings } : decoded(check);
}
function isOff(value) {
    return value.kind === 'scalar' && value.value === 'off';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/plan-order.ts




/** An approval stands before or after the traffic moves. */
const RANK = { smoke: 0, shadow: 1, ramp: 3, switch: 3, split: 4, bake: 6, follow: 7 };
const APPROVAL_BEFORE = 2;
const APPROVAL_AFTER = 5;
const KINDS = ['smoke', 'shadow', 'approval', 'ramp', 'switch', 'split', 'bake', 'follow'];
const plan_order_ACCEPTED = 'smoke, shadow, approval, ramp or switch, split, approval, bake, follow in this order, each as needed, e.g. [smoke, ramp, bake: 1d]';
const NO_MOVE = refusal_refusal('plan-order', { says: 'no ramp, no switch and no split: traffic would never move', accepted: plan_order_ACCEPTED });
const NOT_ASCENDING = refusal_refusal('ladder-order', { says: 'this weight is not above the one before it', accepted: 'ascending weights, e.g. [1%, 5%, 25%]' });
/** `plan`: the list as written. Stages that nobody knows are left to the decoder of stages. */
function planOrderFindings(plan) {
    if (plan.kind !== 'list')
        return [];
    const kinds = plan.items.map(stageKind);
    const firstMove = kinds.findIndex(moves);
    const stages = kinds.map((kind, index) => (kind === 'unknown' ? kind : { kind, rank: rankOf(kind, firstMove >= 0 && firstMove < index) }));
    const clashes = stages.flatMap((stage, index) => {
        const before = stages[index - 1] ?? 'unknown';
        if (stage === 'unknown' || before === 'unknown')
            return [];
        return clash(before, stage).map((says) => ({ path: ['plan', index], ...refusal_refusal('plan-order', { says, accepted: plan_order_ACCEPTED }) }));
    });
    const findings = [...clashes, ...plan.items.flatMap(ladderFindings)];
    return kinds.some((kind) => kind === 'unknown' || moves(kind)) ? findings : [...findings, { path: ['plan'], ...NO_MOVE }];
}
function rankOf(kind, hasMoved) {
    if (kind === 'approval')
        return hasMoved ? APPROVAL_AFTER : APPROVAL_BEFORE;
    return RANK[kind];
}
function moves(kind) {
    return kind === 'ramp' || kind === 'switch' || kind === 'split';
}
/** Why `stage` cannot follow `before`, if it cannot. */
function clash(before, stage) {
    if (before.kind === 'switch' && stage.kind === 'split')
        return ['switch and split exclude each other: after a switch nothing is left to split'];
    if (stage.rank > before.rank)
        return [];
    if (stage.kind === before.kind)
        return [`${stage.kind} stands twice`];
    if (stage.rank === before.rank)
        return [`${before.kind} and ${stage.kind} exclude each other: the one goes in steps, the other in one move`];
    return [`${stage.kind} cannot come after ${before.kind}${reason(before, stage)}`];
}
function reason(before, stage) {
    if (stage.kind === 'approval')
        return ': the new version has all traffic by then, and nothing is left to approve';
    if (stage.kind === 'shadow' && before.kind === 'approval')
        return ': in a shadow nobody is harmed, so it needs no approval';
    if (stage.kind === 'shadow')
        return ': users already get the answers of the new version';
    if (before.kind === 'bake' || before.kind === 'follow')
        return ': the promotion comes before it';
    if (stage.kind === 'split')
        return ': what is approved is the promotion, and a split comes before it';
    return '';
}
function ladderFindings(stage, index) {
    const weights = source_tree_lookUp(stage, ['ramp', 'weights']);
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
function stageKind(item) {
    if (item.kind === 'scalar')
        return knownKind(item.value);
    const [key, ...others] = item.kind === 'mapping' ? item.entries.keys() : [];
    return others.length === 0 ? knownKind(key) : 'unknown';
}
function knownKind(word) {
    return KINDS.find((kind) => kind === word) ?? 'unknown';
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
        block: withDefault('Length of a block of evidence; a source without history uses the time between two looks instead.', EXPERT_DEFAULTS.blockMs, duration_formatDuration, expert_schema_time('15s', LEAST, expert_schema_HOUR)),
        lag: withDefault('A block closes this long after its end.', EXPERT_DEFAULTS.lagMs, duration_formatDuration, expert_schema_time('5s', 0, expert_schema_HOUR)),
        look: withDefault('Time between two looks of a job that stays.', EXPERT_DEFAULTS.lookMs, duration_formatDuration, expert_schema_time('30s', LEAST, expert_schema_HOUR)),
        tick: withDefault('Time between two scheduled ticks.', EXPERT_DEFAULTS.tickMs, duration_formatDuration, expert_schema_time('15m', LEAST, expert_schema_DAY)),
        warmUp: withDefault('Evidence right after a weight change is dropped for this long.', EXPERT_DEFAULTS.warmUpMs, duration_formatDuration, expert_schema_time('30s', 0, expert_schema_HOUR)),
        grid: withDefault('Evidence time between two fresh starts of each test.', EXPERT_DEFAULTS.gridMs, duration_formatDuration, expert_schema_time('5m', LEAST, expert_schema_DAY)),
        blind: withDefault('Exposed without evidence for this long: step back and ask for a person.', EXPERT_DEFAULTS.blindMs, duration_formatDuration, expert_schema_time('30m', LEAST, expert_schema_DAY)),
        maxGap: withDefault('At most this much time between two blocks counts as covered.', EXPERT_DEFAULTS.maxGapMs, duration_formatDuration, expert_schema_time('2m', LEAST, expert_schema_DAY)),
        samplesMin: withDefault('Requests of the new version that a check needs before it says anything.', EXPERT_DEFAULTS.samplesMin, String, forms_count({ min: 1, max: 1_000_000, example: 20 })),
        sampleRatioAlpha: withDefault('A split of traffic that luck explains less often than this is a broken measurement: hold.', EXPERT_DEFAULTS.sampleRatioAlpha, share_formatRatio, ratio('0.1%', { above: rollout_policy_src/* PPM_NONE */.dH, below: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2) })),
        sampleRatioFactor: withDefault('How far the share of the requests may be from the weight before it counts as wrong.', EXPERT_DEFAULTS.sampleRatioFactor, factor_formatFactor, factor('1.1x', { above: 1 })),
        certifyAlpha: withDefault('Error probability of a certificate that nothing got worse.', EXPERT_DEFAULTS.certifyAlpha, share_formatRatio, ratio('5%', { above: rollout_policy_src/* PPM_NONE */.dH, below: (0,rollout_policy_src/* ppm */.Sg)(rollout_policy_src/* PPM_ALL */.kh / 2) })),
        stableRatioMax: withDefault('Highest share of bad requests of the stable version at which `worseBy` in percent stays exact.', EXPERT_DEFAULTS.stableRatioMax, share_formatRatio, ratio('5%', { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh })),
        growthMax: withDefault('A weight grows at most by this factor per step.', EXPERT_DEFAULTS.growthMax, factor_formatFactor, factor('4x', { above: 1 })),
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
            sampleRatioAlpha: written.sampleRatioAlpha ?? defaults.sampleRatioAlpha,
            sampleRatioFactor: written.sampleRatioFactor ?? defaults.sampleRatioFactor,
            certifyAlpha: written.certifyAlpha ?? defaults.certifyAlpha,
            stableRatioMax: written.stableRatioMax ?? defaults.stableRatioMax,
            growthMax: written.growthMax ?? defaults.growthMax,
        };
        const fineGrid = refusal_refusal('out-of-range', { says: 'the grid is finer than the blocks', accepted: `at least block (${duration_formatDuration(expert.blockMs)})` });
        return expert.gridMs < expert.blockMs ? refuse_refuse(ctx, fineGrid, ['grid']) : expert;
    });
}
function expert_schema_time(example, msMin, msMax) {
    return duration(example, { msMin, msMax });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/freeze-schema.ts



const freeze_schema_EXAMPLE = '{paths: [data/**], then: hold}';
function freezeSchema() {
    return forms_mapping('policy', freeze_schema_EXAMPLE, {
        paths: forms_optional(described('Files of the repository that nobody should change while the rollout lasts, as patterns: `*` stays within a folder, `**` spans folders, `!` takes out again. None: only what freeze-data froze counts.', forms_listOf(pattern(), '[data/**]'))),
        then: withDefault('What follows when frozen data has changed all the same.', FREEZE_THEN, String, forms_words('policy', ['tell', 'hold', 'rollback'])),
    }).transform(({ paths, then }) => ({ paths: paths ?? [], then: then ?? FREEZE_THEN.value }));
}
/** Only what it must not be: data-freeze reads it when the rollout begins. */
function pattern() {
    return forms_text({
        accepts: 'a path or pattern in the repository',
        example: 'data/**/*.csv',
        mistake: 'bad-name',
        parse: (written) => (/^!?(?!\/)[^\\\p{Cc}]{1,1000}$/u.test(written) && !written.replace(/^!/, '').split('/').some((part) => part === '..' || part === '') ? parsed_parsed(written) : parsed_refused('this is no path within the repository')),
    });
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
            return refuse_refuse(ctx, refusal_refusal('out-of-range', { says: 'no page is listed', accepted }));
        const twice = addresses.findIndex((address, index) => addresses.indexOf(address) !== index);
        if (twice < 0)
            return addresses;
        return refuse_refuse(ctx, refusal_refusal('repeated', { says: 'this page is listed twice, and its requests would count twice', accepted: 'each page once' }), [twice]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/model-schema.ts







const model_schema_EXAMPLE = 'gto:fraud';
function modelSchema() {
    const long = forms_mapping('model', '{gto: fraud, stage: prod}', {
        gto: described('Name of the model in the git tags of its repository (GTO).', registryName('a model name', 'fraud')),
        stage: withDefault('The pointer that promotion moves.', MODEL_STAGE, String, registryName('a stage name', 'prod')),
    }).transform(({ gto, stage }) => ({ registry: 'gto', name: gto, stage: stage ?? MODEL_STAGE.value }));
    return shortOrLong(shortModel(), long);
}
function shortModel() {
    const written = forms_text({ accepts: 'a registry and a name', example: model_schema_EXAMPLE, json: { pattern: '^gto:' }, mistake: 'bad-name', parse: splitReference });
    const modelName = registryName('a model name', 'fraud');
    return written.transform(({ registry, name }, ctx) => {
        if (registry !== 'gto')
            return refuse_refuse(ctx, registryRefusal(registry));
        const known = modelName.safeParse(name);
        if (known.success)
            return { registry: 'gto', name, stage: MODEL_STAGE.value };
        const accepted = `gto: and a name of letters, digits, dash, underscore and slash, e.g. ${model_schema_EXAMPLE}`;
        return refuse_refuse(ctx, refusal_refusal('bad-name', { says: 'this is not a model name', accepted }));
    });
}
function splitReference(written) {
    const at = written.indexOf(':');
    return at > 0 ? parsed_parsed({ registry: written.slice(0, at), name: written.slice(at + 1) }) : parsed_refused('a model is named with its registry');
}
function registryRefusal(registry) {
    const later = notYet('model', registry);
    if (later.kind === 'later')
        return refusal_refusal('not-yet', { says: 'not yet: this registry is not part of this release', accepted: later.today });
    return refusal_refusal('unknown-word', { says: 'this registry is not known', accepted: `gto:<name>, e.g. ${model_schema_EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/people-schema.ts





const people_schema_EXAMPLE = 'Fri 16:00 to Mon 08:00 Europe/Berlin';
function peopleSchema() {
    const what = 'When people are away: nothing is raised or promoted then. Lowering never waits. One time of the week, a list of them, or `none` (default).';
    return forms_mapping('people', `{quiet: ${people_schema_EXAMPLE}}`, { quiet: forms_optional(described(what, quiet())) }).transform((written) => ({ quiet: written.quiet ?? QUIET.value }));
}
function quiet() {
    return shortOrLong(quietTimesShort(), forms_listOf(quietTime(), `[${people_schema_EXAMPLE}]`)).transform((times, ctx) => (isWholeWeek(times) ? refuse_refuse(ctx, WHOLE_WEEK) : times));
}
const WHOLE_WEEK = refusal_refusal('out-of-range', { says: 'this is the whole week: nothing would ever be promoted', accepted: `times that leave some of the week, e.g. ${people_schema_EXAMPLE}` });
/** Within one time zone; clocks of several places leave gaps that move twice a year. What is left of a week begins where one of the times ends. */
function isWholeWeek(times) {
    const zones = [...new Set(times.map(({ zone }) => zone))];
    return zones.some((zone) => {
        const own = times.filter((time) => time.zone === zone);
        return own.every(({ toMinute }) => own.some((time) => people_schema_isWithin(toMinute, time)));
    });
}
function people_schema_isWithin(minute, { fromMinute, toMinute }) {
    return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/catches-schema.ts
// `catches: {errors: 2x, within: 1h}`, a list of such mappings, or `none`. Whether the checks can keep it is asked in promise-rules.ts.





const catches_schema_EXAMPLE = '{errors: 2x, within: 1h}';
function catchesSchema() {
    return wordOneOrMore(forms_words('promise', ['none']), catchSchema(), `[${catches_schema_EXAMPLE}]`).transform((written) => (written === 'none' ? [] : written.flat()));
}
function catchSchema() {
    const within = described('In this time, counted from when the trouble begins.', duration('1h', { msMin: 100 }));
    const effect = described('How much worse than stable: a factor, percent, or points.', difference('how much worse than stable', ['2x', '1 point']));
    return schemas/* object */.Ikc({ within }, { error: () => `checks with the size of trouble and the time, e.g. ${catches_schema_EXAMPLE}` })
        .catchall(effect)
        .transform(({ within: withinMs, ...effects }, ctx) => {
        const caught = Object.entries(effects).map(([check, size]) => ({ check, effect: size, withinMs }));
        return caught.length > 0 ? caught : refuse_refuse(ctx, refusal_refusal('missing-key', { says: 'no check is named', accepted: `checks with the size of trouble, e.g. ${catches_schema_EXAMPLE}` }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/promise-schema.ts
// The numbers that people sign.







const { falseAlarmRatio, decideWithinMs, ifUndecided } = PROMISE_DEFAULTS;
function promiseSchema() {
    return forms_mapping('promise', '{badRequests: 100}', {
        falseAlarms: withDefault('Good releases sent back, at most.', falseAlarmRatio, share_formatRatio, ratio('1%', { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh })),
        badRequests: described('Bad requests beyond what the stable version would have had, at most, in 99 of 100 releases, even if the new one is dead on arrival. Somebody signs it.', forms_count({ min: 1, max: 1_000_000_000, example: 100 })),
        catches: forms_optional(described('Trouble that is caught in time; promotion must rule it out. `rampart check` says whether this traffic allows it. Default none.', catchesSchema())),
        decideWithin: withDefault('A release is decided within this time.', decideWithinMs, duration_formatDuration, duration('3d', { msMin: 100 })),
        ifUndecided: withDefault('What happens when it is not.', ifUndecided, String, forms_words('promise', ['ask', 'promote', 'rollback'])),
    }).transform((written) => ({
        falseAlarmRatio: written.falseAlarms ?? falseAlarmRatio.value,
        badRequestsMax: written.badRequests,
        catches: written.catches ?? [],
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
            refuse_refuse(ctx, slotsRefusal(slots.length), ['slots']);
        if ((http === undefined) === (command === undefined))
            refuse_refuse(ctx, routeRefusal(http !== undefined));
        if (http !== undefined)
            return { kind: 'http', url: http, slots: [first, second] };
        return command === undefined ? core/* NEVER */.tm : { kind: 'command', argv: command, slots: [first, second] };
    });
}
function slotsRefusal(slotCount) {
    const says = slotCount === 2 ? 'both slots have the same name' : `a target has two slots, not ${slotCount}`;
    return refusal_refusal('bad-slots', { says, accepted: 'two different names, e.g. [fraud-a, fraud-b]' });
}
function routeRefusal(bothGiven) {
    const says = bothGiven ? 'both http and command are given' : 'neither http nor command is given';
    return keyRefusal('one-of', { says, accepted: `one of them, e.g. ${serve_schema_EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/ramp-schema.ts
// `ramp` written out: `{weights: [1%, 5%], every: 10m}`, `{instances: 8}`, `{upTo: 25%, sticky: user}`.








/** Below 100 %: the last jump is promotion's. */
const BELOW_ALL = { above: rollout_policy_src/* PPM_NONE */.dH, below: rollout_policy_src/* PPM_ALL */.kh };
const LADDER_EXAMPLE = '[1%, 5%, 25%]';
const EMPTY_LADDER = refusal_refusal('ladder-order', { says: 'no weight is listed', accepted: `ascending weights, e.g. ${LADDER_EXAMPLE}` });
function defaultRamp() {
    return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value, sticky: RAMP_STICKY.value };
}
function rampSchema() {
    return forms_mapping('ramp', `{weights: ${LADDER_EXAMPLE}, every: 10m}`, {
        weights: forms_optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
        every: withDefault('Least time per weight.', LADDER_EVERY_MS, duration_formatDuration, duration('10m', { msMin: 0 })),
        instances: forms_optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', forms_count({ min: 2, max: 10_000, example: 8 }))),
        upTo: withDefault('Highest weight before promotion.', RAMP_WEIGHT_MAX, share_formatShare, share('50%', BELOW_ALL)),
        sticky: withDefault('`user`: the router keeps a user on one version for the whole rollout.', RAMP_STICKY, String, forms_words('ramp', ['none', 'user'])),
    }).transform(({ weights, every, instances, upTo, sticky = RAMP_STICKY.value }, ctx) => {
        const misfit = (key, facts) => refuse_refuse(ctx, keyRefusal('key-does-not-fit', facts), [key]);
        const ramp = (steps, weightMax) => ({ kind: 'ramp', steps, weightMax, sticky });
        if (weights !== undefined) {
            if (instances !== undefined)
                return misfit('instances', { says: 'weights and instances are two ways to say the steps', accepted: 'one of them' });
            if (upTo !== undefined)
                return misfit('upTo', { says: 'the last weight already says how far the ramp goes', accepted: 'weights without upTo' });
            return ramp({ kind: 'ladder', weights, everyMs: every ?? LADDER_EVERY_MS.value }, weights.at(-1) ?? RAMP_WEIGHT_MAX.value);
        }
        if (every !== undefined)
            return misfit('every', { says: '`every` belongs to weights that are spelled out', accepted: `{weights: ${LADDER_EXAMPLE}, every: 10m}` });
        const weightMax = upTo ?? RAMP_WEIGHT_MAX.value;
        if (instances === undefined)
            return ramp({ kind: 'promise' }, weightMax);
        if (instances * weightMax >= rollout_policy_src/* PPM_ALL */.kh)
            return ramp({ kind: 'instances', count: instances }, weightMax);
        const says = `one of ${instances} instances is more than ${share_formatShare(weightMax)}`;
        return refuse_refuse(ctx, refusal_refusal('out-of-range', { says, accepted: `at least one instance, e.g. upTo: ${share_formatShare((0,rollout_policy_src/* ppm */.Sg)(Math.ceil(rollout_policy_src/* PPM_ALL */.kh / instances)))}` }), ['upTo']);
    });
}
/** Their order is judged in plan-order.ts. */
function ladder() {
    return forms_listOf(share('5%', BELOW_ALL), LADDER_EXAMPLE).transform((weights, ctx) => (weights.length > 0 ? weights : refuse_refuse(ctx, EMPTY_LADDER)));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/split-schema.ts









const SPLIT_EXAMPLE = '{judge: conversion, worthwhile: 2%, atMost: 14d}';
const NOTHING_TO_WIN = keyRefusal('key-does-not-fit', {
    says: '`goal: notWorse` ends when the margin of its judge is ruled out, not by what an improvement is worth',
    accepted: '`worseBy` of the judge, or `goal: superior`',
});
function splitSchema() {
    const judge = forms_name('the name of a check', /^[A-Za-z][A-Za-z0-9_-]{0,59}$/, 'conversion', 'letters, digits, dash and underscore');
    return forms_mapping('stage', SPLIT_EXAMPLE, {
        share: withDefault('Share of the traffic on the new version.', SPLIT_WEIGHT, share_formatShare, share('50%', BELOW_ALL)),
        judge: described('The check that decides.', judge),
        goal: withDefault('`superior`: better than stable. `notWorse`: not worse than its `worseBy`.', SPLIT_GOAL, String, forms_words('stage', ['superior', 'notWorse'])),
        worthwhile: withDefault('Ends once an improvement of this size is ruled out.', SPLIT_WORTHWHILE, margin_formatMargin, marginOrNone(['2%', '1 point'])),
        atMost: withDefault('Longest time; then a person decides.', SPLIT_MS, duration_formatDuration, duration('14d', { msMin: 100 })),
    }).transform((written, ctx) => {
        const goal = written.goal ?? SPLIT_GOAL.value;
        const worthwhile = written.worthwhile ?? SPLIT_WORTHWHILE.value;
        const split = { kind: 'split', weight: written.share ?? SPLIT_WEIGHT.value, judge: written.judge, goal, worthwhile, durationMs: written.atMost ?? SPLIT_MS.value };
        return goal === 'notWorse' && worthwhile.kind !== 'none' ? refuse_refuse(ctx, NOTHING_TO_WIN, ['worthwhile']) : split;
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/stage-schema.ts
// One stage of the plan: a word (`smoke`, `ramp`), a word with its time (`bake: 1d`), or written out.











/** What can be said in one word; a split needs its judge. */
const STAGE_WORDS = ['smoke', 'shadow', 'approval', 'ramp', 'switch', 'bake', 'follow'];
/** The shortest stage that anything could be seen in. */
const STAGE_MS_MIN = 100;
const NOT_ONE_STAGE = refusal_refusal('one-of', {
    says: 'this is not one stage',
    accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`,
});
const NO_JUDGE = refusal_refusal('missing-key', { says: 'a split needs the check that judges it', accepted: `\`split: ${SPLIT_EXAMPLE}\`` });
function stageSchema() {
    const long = forms_mapping('stage', '`ramp: {upTo: 50%}`', {
        smoke: forms_optional(described('The new version at 0 %: ready, of the recorded digest, and with http or command a golden set through the real route.', smokeSchema())),
        shadow: forms_optional(described('The new version gets a copy of requests; users see the answers of stable only.', shadowSchema())),
        approval: forms_optional(withoutSettings('approval')),
        ramp: forms_optional(described('Weights grow while checks stay fine.', rampSchema())),
        switch: forms_optional(withoutSettings('switch')),
        split: forms_optional(described('A/B: one fixed share until one check has decided.', splitSchema())),
        bake: forms_optional(described('After promotion, under the same checks, with a part of the traffic on the old version.', bakeSchema())),
        follow: forms_optional(described('After the end: the labels of the released version are watched.', followSchema())),
    }).transform(({ smoke, shadow, ramp, split, bake, follow }, ctx) => {
        const [stage, ...others] = [smoke, shadow, ramp, split, bake, follow].filter((one) => one !== undefined);
        return stage === undefined || others.length > 0 ? refuse_refuse(ctx, NOT_ONE_STAGE) : stage;
    });
    return shortOrLong(described('A stage with its defaults.', stageWord()), long);
}
function stageWord() {
    const word = forms_words('stage', STAGE_WORDS);
    return schemas/* unknown */.L5J()
        .transform((written, ctx) => (written === 'split' ? refuse_refuse(ctx, NO_JUDGE) : written))
        .pipe(word.transform(stageOfWord))
        .meta({ enum: STAGE_WORDS });
}
/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word) {
    return schemas/* unknown */.L5J()
        .transform((_, ctx) => refuse_refuse(ctx, keyRefusal('key-does-not-fit', { says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\`` })))
        .meta({ not: {} });
}
function stageOfWord(word) {
    switch (word) {
        case 'smoke':
            return { kind: 'smoke', probe: { kind: 'none' } };
        case 'shadow':
            return { kind: 'shadow', durationMs: SHADOW_MS.value, share: SHADOW_SHARE.value };
        case 'approval':
        case 'switch':
            return { kind: word };
        case 'ramp':
            return defaultRamp();
        case 'bake':
            return { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value };
        case 'follow':
            return { kind: 'follow', durationMs: FOLLOW_MS.value, then: FOLLOW_THEN.value };
    }
}
function smokeSchema() {
    const probe = labelsOriginSchema('stage', 'the contract of smoke probes (docs/router-contract.md)', '{http: http://fraud.internal/golden}');
    return probe.transform((origin) => ({ kind: 'smoke', probe: origin }));
}
function shadowSchema() {
    const time = duration('1d', { msMin: STAGE_MS_MIN });
    const long = forms_mapping('stage', '{for: 1d, share: 10%}', {
        for: withDefault('How long.', SHADOW_MS, duration_formatDuration, time),
        share: withDefault('Share of the requests that is copied.', SHADOW_SHARE, share_formatShare, shareOrAll('10%')),
    }).transform((written) => ({ kind: 'shadow', durationMs: written.for ?? SHADOW_MS.value, share: written.share ?? SHADOW_SHARE.value }));
    return shortOrLong(time.transform((durationMs) => ({ kind: 'shadow', durationMs, share: SHADOW_SHARE.value })), long);
}
function bakeSchema() {
    const time = duration('1d', { msMin: STAGE_MS_MIN });
    const long = forms_mapping('bake', '{for: 1d, holdback: 1%}', {
        for: withDefault('How long.', BAKE_MS, duration_formatDuration, time),
        holdback: withDefault('Share of the traffic that stays on the old version.', BAKE_HOLDBACK, share_formatShare, shareOrNothing('1%')),
    }).transform((written) => ({ kind: 'bake', durationMs: written.for ?? BAKE_MS.value, holdback: written.holdback ?? BAKE_HOLDBACK.value }));
    return shortOrLong(time.transform((durationMs) => ({ kind: 'bake', durationMs, holdback: BAKE_HOLDBACK.value })), long);
}
function followSchema() {
    const time = duration('45d', { msMin: STAGE_MS_MIN });
    const long = forms_mapping('stage', '{for: 45d, then: tell}', {
        for: withDefault('How long.', FOLLOW_MS, duration_formatDuration, time),
        then: withDefault('What happens when the labels turn out worse. `rollback`: if that version still serves.', FOLLOW_THEN, String, forms_words('stage', ['tell', 'rollback'])),
    }).transform((written) => ({ kind: 'follow', durationMs: written.for ?? FOLLOW_MS.value, then: written.then ?? FOLLOW_THEN.value }));
    return shortOrLong(time.transform((durationMs) => ({ kind: 'follow', durationMs, then: FOLLOW_THEN.value })), long);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/policy-schema.ts
// The whole grammar of a policy file, key by key.
















/** Built anew by every caller: nothing is shared between two readings. `check`: the form of one check, for a caller that decodes them one by one. */
function policy_schema_policySections(check = checkSchema()) {
    return {
        rampart: described('Version of this file format.', versionSchema()),
        preset: described(`Promises to start from: ${PRESET_NAMES.map((name) => `${name} (${PRESETS[name].why})`).join('; ')}.`, forms_words('policy', PRESET_NAMES)),
        target: described('The place that serves the model. One rollout at a time.', text_forms_targetName()),
        model: described('Where versions of the model come from.', modelSchema()),
        serve: described('How traffic is moved between the two slots.', serveSchema()),
        metrics: described('Where live signals come from.', metricsSchema()),
        promise: described('The numbers that people sign.', promiseSchema()),
        people: described('When people are away.', peopleSchema()),
        checks: described('What is compared between the stable and the new version.', checksSchema(check)),
        plan: described('The stages of a rollout. Default [smoke, ramp, bake: 1d].', forms_listOf(stageSchema(), '[smoke, ramp, bake: 1d]')),
        onNewVersion: described(`When a newer version appears during a rollout. Default ${ON_NEW_VERSION.value}: ${ON_NEW_VERSION.why}.`, forms_words('policy', ['replace', 'queue', 'refuse'])),
        freeze: described('Data that nobody should change meanwhile.', freezeSchema()),
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
            return refuse_refuse(ctx, refusal_refusal('missing-key', { says: 'missing', accepted }));
        return refuse_refuse(ctx, refusal_refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    })
        .meta({ const: 1 });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decode-policy.ts








const decode_policy_NO_METRICS = { kind: 'none' };
function decodePolicy(root) {
    const check = checkSchema();
    const sections = policy_schema_policySections(check);
    const required = (key, form) => refuse_decodeAt(form, root, [key]);
    const otherwise = (key, form, value) => (root.entries.has(key) ? refuse_decodeAt(form, root, [key]) : decoded(value));
    const parts = {
        rampart: required('rampart', sections.rampart),
        preset: otherwise('preset', sections.preset, 'standard'),
        target: required('target', sections.target),
        model: required('model', sections.model),
        serve: required('serve', sections.serve),
        metrics: otherwise('metrics', sections.metrics, decode_policy_NO_METRICS),
        promise: required('promise', sections.promise),
        people: otherwise('people', sections.people, { quiet: QUIET.value }),
        plan: otherwise('plan', sections.plan, defaultPlan()),
        onNewVersion: otherwise('onNewVersion', sections.onNewVersion, ON_NEW_VERSION.value),
        freeze: otherwise('freeze', sections.freeze, undefined),
        expert: otherwise('expert', sections.expert, defaultExpert()),
    };
    const checks = decodeChecks(root, check);
    const findings = [
        ...unknownKeys(root, Object.keys(sections)),
        ...Object.values(parts).flatMap(decoded_findingsOf),
        ...checks.findings,
        ...planOrder(root),
        ...crossFindings(root, { ...parts, checks }),
    ];
    const { target, model, serve, metrics, promise, people, plan, onNewVersion, freeze, expert } = parts;
    if (findings.length > 0 || target.kind === 'refused' || model.kind === 'refused' || serve.kind === 'refused' || metrics.kind === 'refused' || promise.kind === 'refused' ||
        people.kind === 'refused' || plan.kind === 'refused' || onNewVersion.kind === 'refused' || freeze.kind === 'refused' || expert.kind === 'refused') {
        return { kind: 'refused', findings };
    }
    return decoded({
        target: target.value,
        model: model.value,
        serve: serve.value,
        metrics: metrics.value,
        promise: promise.value,
        checks: checks.checks,
        plan: plan.value,
        quiet: people.value.quiet,
        onNewVersion: onNewVersion.value,
        ...(freeze.value === undefined ? {} : { freeze: freeze.value }),
        expert: expert.value,
    });
}
function unknownKeys(root, known) {
    return [...root.entries.keys()].filter((key) => !known.includes(key)).map((key) => ({ ...refuse_unknownKeyRefusal(key, { context: 'policy', known }), path: [key] }));
}
/** Read from the stages' names alone, so that it speaks even where a value cannot be read. */
function planOrder(root) {
    const plan = root.entries.get('plan')?.value;
    return plan === undefined ? [] : planOrderFindings(plan);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/layers.ts
// Lays a policy over its defaults file: what the policy says wins, key by key, and everything keeps the place it comes from.

/** Mappings that are merged key by key; `*` is any key. Everything else is replaced as a whole. */
const MERGED = [[], ['model'], ['serve'], ['promise'], ['people'], ['checks'], ['checks', '*'], ['expert']];
/** Alternatives: naming one of them drops an inherited other one. */
const ROUTES = ['http', 'command'];
const layers_MARGINS = ['worseBy', 'differsBy'];
/** A check that says again what it looks at stands alone: an inherited `where` or `limit` belongs to the other signal. */
const layers_SIGNALS = ['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level'];
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
    const alternatives = path[0] === 'serve' && path.length === 1 ? ROUTES : path[0] === 'checks' && path.length === 2 ? layers_MARGINS : [];
    return alternatives.includes(key) && alternatives.some((other) => upper.entries.has(other));
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
        const seen = shown_shownText(node.tag);
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
    return { seen: shown_shownText(name ?? ''), says: `the key stands twice, first in line ${earlier.keyPlace.line}`, accepted: 'each key once' };
}
/** Why a key is no key. */
function keyFacts(key) {
    if (!(0,dist/* isScalar */.jn)(key))
        return { name: 'forbidden-key', seen: 'a list or a mapping', says: 'a key is a single word', accepted: 'a word, e.g. `target`' };
    const seen = shown_shownText(typeof key.value === 'string' ? key.value : (key.source ?? ''));
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
function read_yaml_readYaml({ file, text }, layer) {
    const bytes = Buffer.byteLength(text);
    if (bytes > FILE_BYTES_MAX)
        return read_yaml_unreadable(tooLarge(openSource(file, ''), bytes));
    const source = openSource(file, text);
    const deepAt = tooDeepAt(text);
    if (deepAt >= 0)
        return read_yaml_unreadable(tooDeep(source, source_file_placeOf(source, deepAt, deepAt + 1), []));
    const documents = parseDocuments(text);
    if (!Array.isArray(documents))
        return read_yaml_unreadable(unparsed(source, documents.error));
    const broken = documents.flatMap((document) => syntaxMistakes(source, document));
    if (broken.length > 0)
        return read_yaml_unreadable(...broken.slice(0, SYNTAX_MISTAKES_MAX));
    const [first, second] = documents;
    return second === undefined ? treeOf(source, first?.contents ?? null, layer) : read_yaml_unreadable(severalDocuments(source, second));
}
function read_yaml_unreadable(...mistakes) {
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
        return read_yaml_unreadable(...mistakes);
    if (root.kind === 'mapping')
        return { kind: 'tree', root, source, mistakes };
    if (root.kind === 'scalar' && root.value === null)
        return { kind: 'tree', root: { kind: 'mapping', entries: new Map(), place: root.place, layer }, source, mistakes };
    const seen = root.kind === 'list' ? 'a list' : shown_shownText(root.raw);
    const facts = { seen, says: `the file is not a policy, got ${seen}`, accepted: 'a mapping of keys, e.g. `target: fraud-prod`' };
    return read_yaml_unreadable(sourceMistake('wrong-type', source, root.place, [], facts));
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
    const says = `not YAML: ${shown_shownText(why, 200).slice(1, -1)}`;
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
    const files = [read_yaml_readYaml(texts, 'policy'), ...(texts.defaults === undefined ? [] : [read_yaml_readYaml(texts.defaults, 'defaults')])];
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
        ...decoded_findingsOf(policy).map((finding) => finding_locate(finding, root, sources)),
    ];
    if (policy.kind === 'refused' || mistakes.length > 0)
        return withMistakes(mistakes);
    return { kind: 'policy', policy: policy.value, digest: digest_digestPolicy(policy.value), origins: originsOf(policy.value, root) };
}
/** The version of the defaults file, which the policy's own hides. */
function versionMistakes({ root, source }) {
    if (!root.entries.has('rampart'))
        return [];
    return decoded_findingsOf(refuse_decodeAt(policy_schema_policySections().rampart, root, ['rampart'])).map((finding) => finding_locate(finding, root, [source]));
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
        const reason = error instanceof Error ? shown_shownText(error.message, 200).slice(1, -1) : 'unknown reason';
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

;// CONCATENATED MODULE: ./packages/policy-document/src/edited-text.ts
// One value of a policy's text written anew. Only the characters of that value change: comments, order and layout stay as people wrote them.

const CANNOT = { kind: 'cannot' };
const INDENT = '  ';
function editedText(text, { path, from, to }) {
    const document = parseDocument(text);
    if (document.errors.length > 0 || !isMap(document.contents))
        return CANNOT;
    let at = document.contents;
    for (const [depth, step] of path.entries()) {
        const rest = path.slice(depth + 1);
        if (typeof step === 'number') {
            if (!isSeq(at))
                return CANNOT;
            const item = at.items[step];
            if (rest.length === 0 && from === '')
                return newItem(text, at, step, to);
            if (item === undefined)
                return CANNOT;
            at = item;
        }
        else {
            // `errors: default` and the like: a short form has no place for a key of its own.
            if (!isMap(at))
                return CANNOT;
            const pair = at.items.find(({ key }) => isScalar(key) && key.value === step);
            if (pair === undefined)
                return newKey(text, at, [step, ...rest], to);
            at = pair.value;
        }
    }
    return at === null ? CANNOT : { kind: 'text', text: edited_text_replaced(text, at.range[0], at.range[1], to) };
}
function newItem(text, list, index, to) {
    const before = list.items[index];
    const start = before === undefined ? undefined : (before).range[0];
    if (start === undefined)
        return CANNOT;
    if (list.flow === true)
        return { kind: 'text', text: edited_text_replaced(text, start, start, `${to}, `) };
    const lineStart = text.lastIndexOf('\n', start) + 1;
    return { kind: 'text', text: edited_text_replaced(text, lineStart, lineStart, `${text.slice(lineStart, start)}${to}\n`) };
}
function newKey(text, map, path, to) {
    const keys = path.filter((step) => typeof step === 'string');
    const last = map.items.at(-1);
    if (keys.length < path.length || !isPair(last))
        return CANNOT;
    const [, end] = map.range;
    if (map.flow === true)
        return { kind: 'text', text: edited_text_replaced(text, end - 1, end - 1, `, ${keys.join(': {')}: ${to}${'}'.repeat(keys.length - 1)}`) };
    const column = indentOf(text, (last.key).range[0]);
    const written = keys.map((key, depth) => `${column}${INDENT.repeat(depth)}${key}:`).join('\n');
    // After the last line of the mapping, with the comment that may stand behind it.
    const valueEnd = (last.value)?.range[1] ?? (last.key).range[1];
    const lineEnd = text.indexOf('\n', Math.max(0, text[valueEnd - 1] === '\n' ? valueEnd - 1 : valueEnd));
    return lineEnd < 0 ? { kind: 'text', text: `${text}\n${written} ${to}\n` } : { kind: 'text', text: edited_text_replaced(text, lineEnd, lineEnd, `\n${written} ${to}`) };
}
function indentOf(text, at) {
    return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}
function edited_text_replaced(text, from, to, by) {
    return text.slice(0, from) + by + text.slice(to);
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

;// CONCATENATED MODULE: ./packages/policy-document/src/alerts/alert-rules.ts



const alert_rules_LAST_TICK = 'rampart_last_tick_timestamp_seconds';
const alert_rules_WEIGHT = 'rampart_weight_ratio';
/** There while what is in a slot is over the limit of a check. */
const OVER_LIMIT = 'rampart:over_limit';
const TICKS_MISSED = 3;
function alertRules(policy, options) {
    const limited = policy.checks.filter(({ limit }) => limit.kind !== 'none').map((check) => ({ check, outcome: limitRules(policy, check, options) }));
    return {
        group: {
            name: `rampart ${policy.target}`,
            rules: [...silenceRules(policy, options), unseenRule(policy), ...limited.flatMap(({ outcome }) => (outcome.kind === 'rules' ? outcome.rules : []))],
        },
        leftOut: limited.flatMap(({ check, outcome }) => (outcome.kind === 'left-out' ? [{ check: check.name, why: outcome.why }] : [])),
    };
}
function silenceRules(policy, { heartbeat }) {
    if (heartbeat.kind === 'none')
        return [];
    const { target, expert } = policy;
    const lastTick = heartbeat.kind === 'metric' ? selected(alert_rules_LAST_TICK, { target }) : heartbeat.expression;
    const silentMs = TICKS_MISSED * expert.tickMs;
    return [
        {
            alert: 'RampartSilent',
            // A heartbeat that is missing altogether takes nothing away.
            expr: `max(${alert_rules_weightOf(target, 'candidate')}) > 0\nunless on() (time() - max(${lastTick}) < ${silentMs / 1000})`,
            for: '1m',
            labels: { severity: 'page', target },
            annotations: {
                summary: `${target}: a candidate has traffic and nobody has looked for ${formatDuration(silentMs)}`,
                description: `Start a tick by hand (rampart tick, or the workflow), or take the candidate out (rampart rollback). The target's runbook (rampart runbook) says how, also without GitHub.`,
            },
        },
    ];
}
/** Without the router's word, the other rules would be silent for the wrong reason. */
function unseenRule({ target, expert }) {
    return {
        alert: 'RampartUnseen',
        expr: `absent(${alert_rules_weightOf(target, 'candidate')})`,
        for: formatDuration(TICKS_MISSED * expert.tickMs),
        labels: { severity: 'ticket', target },
        annotations: {
            summary: `${target}: Prometheus does not see the weight of the candidate`,
            description: `${alert_rules_WEIGHT} of this target is not scraped, so no other alert of Rampart about it can fire. docs/alerts.md says who exposes it.`,
        },
    };
}
function limitRules(policy, check, { slots }) {
    const { target, serve, expert } = policy;
    const recorded = [];
    for (const slot of serve.slots) {
        const matched = slotMatcher(policy, slot, slots);
        if (matched.kind === 'unknown')
            return { kind: 'left-out', why: 'the policy names no metric pages; say which label carries the slot (--slot-label)' };
        const over = overLimit(check, matched.matcher, expert.samplesMin);
        if (over.kind === 'none')
            return { kind: 'left-out', why: over.why };
        recorded.push({ record: OVER_LIMIT, expr: over.expression, labels: { target, check: check.name, slot } });
    }
    const sendsBack = check.then === 'rollback';
    return { kind: 'rules', rules: [...recorded, candidateAlert(target, check, sendsBack), ...(sendsBack ? [stableAlert(target, check)] : [])] };
}
function candidateAlert(target, check, sendsBack) {
    const over = overLimitOf(target, check);
    return {
        alert: 'RampartLimit',
        // What hits stable as well is not the candidate's fault.
        expr: `${over}\nand on(slot) ${alert_rules_weightOf(target, 'candidate')} > 0\nunless on(target) (${over} and on(slot) ${alert_rules_weightOf(target, 'stable')})`,
        for: '1m',
        labels: { severity: 'ticket', check: check.name, ...(sendsBack ? { rampart: 'roll-back' } : {}) },
        annotations: {
            summary: `${target}: the candidate in slot {{ $labels.slot }} breaks the limit of ${check.name}`,
            description: sendsBack ? 'Rampart takes it out by itself when it looks. Sent on as a repository_dispatch, this alert does it without waiting for the next look.' : `It is not sent back for that: the policy says "then: ${check.then}".`,
        },
    };
}
function stableAlert(target, check) {
    return {
        alert: 'RampartStableOverLimit',
        expr: `${overLimitOf(target, check)}\nand on(slot) ${alert_rules_weightOf(target, 'stable')} > 0`,
        for: '5m',
        labels: { severity: 'page', check: check.name },
        annotations: {
            summary: `${target}: the stable version in slot {{ $labels.slot }} breaks the limit of ${check.name}`,
            description: 'A rollback would not help: it sends traffic to this version. A person decides.',
        },
    };
}
function overLimitOf(target, check) {
    return selected(OVER_LIMIT, { target, check: check.name });
}
function alert_rules_weightOf(target, arm) {
    return selected(alert_rules_WEIGHT, { target, arm });
}
function selected(metric, labels) {
    return series(metric, Object.entries(labels).map(([label, pattern]) => ({ label, op: '=', pattern })));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/alerts/render-alerts.ts
// Alerts as a rule file of Prometheus.


function renderAlerts(alerts, heartbeat) {
    const document = new Document({ groups: alerts.map(({ group }) => group) });
    visit(document, {
        Pair: (_, { key, value }) => {
            if (isScalar(key) && key.value === 'expr' && isScalar(value))
                value.type = Scalar.BLOCK_LITERAL;
        },
    });
    const leftOut = alerts.flatMap(({ group, leftOut: missing }) => missing.map(({ check, why }) => `Not here: the limit of ${check} in "${group.name}", because ${why}.`));
    document.commentBefore = ['Alerting rules for Prometheus, written by `rampart alerts`. Write them again when a policy changes.', ...needs(heartbeat), ...leftOut].map((line) => ` ${line.replace(/\s+/gu, ' ')}`).join('\n');
    return document.toString({ lineWidth: 0 });
}
/** What has to be scraped, and what is not watched without it. */
function needs(heartbeat) {
    switch (heartbeat.kind) {
        case 'metric':
            return [`They need ${WEIGHT} and ${LAST_TICK}, which your router exposes: docs/alerts.md.`];
        case 'expression':
            return [`They need ${WEIGHT}, which your router exposes (docs/alerts.md), and the heartbeat ${heartbeat.expression}.`];
        case 'none':
            return [`They need ${WEIGHT}, which your router exposes: docs/alerts.md.`, 'Not here: RampartSilent, because there is no heartbeat (--heartbeat none). Nobody is told when nobody looks.'];
    }
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/traffic-profile.ts
/** What counters alone do not tell; a history of requests does (`rampart fit`). */
const traffic_profile_NO_HISTORY = { shape: { kind: 'unknown' }, dispersion: { kind: 'unknown' }, errorBursts: { kind: 'unknown' }, labelDelay: { kind: 'unknown' } };
const traffic_profile_UNKNOWN_TRAFFIC = { kind: 'unknown' };
/** `rampart/fraud.yaml` has its profile in `rampart/fraud.traffic.json`. */
function profileFileOf(policyFile) {
    return `${policyFile.replace(/\.ya?ml$/, '')}.traffic.json`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/detection-time.ts
/** Time to prove that the candidate is worse than the margin allows. `never` when it is not. */
function detection_time_timeToProveWorse(rates, testing) {
    const allowed = mostAllowed(rates.margin, rates.stable);
    if (rates.candidate <= allowed)
        return { kind: 'never' };
    return timeAt(rates, testing, candidateShare(rates) / nullShare(rates));
}
/** Time to prove that the candidate is not as bad as the margin, when it is equal to stable or better. `never` when it is as bad. */
function detection_time_timeToProveSame(rates, testing) {
    const allowed = mostAllowed(rates.margin, rates.stable);
    if (rates.candidate >= allowed)
        return { kind: 'never' };
    return timeAt(rates, testing, (1 - candidateShare(rates)) / (1 - nullShare(rates)));
}
/** `gainPerBlock`: the most that one block multiplies the capital by. */
function timeAt(rates, { requestsPerMs, blockMs, odds, independent }, gainPerBlock) {
    const growth = growthPerRequest(rates);
    if (!(growth > 0) || !(requestsPerMs > 0))
        return { kind: 'never' };
    const byRequestsMs = Math.log(odds) / growth / requestsPerMs;
    if (independent)
        return { kind: 'time', leastMs: byRequestsMs, expectedMs: 1.5 * byRequestsMs + blockMs };
    if (!(gainPerBlock > 1))
        return { kind: 'never' };
    const leastMs = Math.max(byRequestsMs, (Math.log(odds) / Math.log(gainPerBlock)) * blockMs);
    return { kind: 'time', leastMs, expectedMs: 2 * leastMs + 2 * blockMs };
}
const STEPS = 200;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Nats per request, convex in q, so a golden-section search finds the minimum. */
function growthPerRequest({ stable, candidate, weight, margin }) {
    const at = (q) => weight * divergence(candidate, mostAllowed(margin, q)) + (1 - weight) * divergence(stable, q);
    // The least favourable q lies between stable's own rate and the one at which the candidate's rate is just allowed.
    const other = Math.min(1 - 1e-9, Math.max(1e-9, leastExplaining(margin, candidate)));
    let [low, high] = stable < other ? [stable, other] : [other, stable];
    for (let step = 0; step < STEPS && high - low > 1e-12; step += 1) {
        const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
        if (at(left) < at(right))
            high = right;
        else
            low = left;
    }
    return at((low + high) / 2);
}
function mostAllowed(margin, stable) {
    return Math.min(1 - 1e-9, margin.kind === 'factor' ? stable * margin.factor : stable + margin.ratio);
}
/** Stable's rate at which the candidate's is just allowed. */
function leastExplaining(margin, candidate) {
    return margin.kind === 'factor' ? candidate / margin.factor : candidate - margin.ratio;
}
/** The candidate's share of the bad events of both arms. */
function candidateShare({ stable, candidate, weight }) {
    return (weight * candidate) / (weight * candidate + (1 - weight) * stable);
}
function nullShare(rates) {
    return candidateShare({ ...rates, candidate: mostAllowed(rates.margin, rates.stable) });
}
/** Kullback-Leibler divergence of Bernoulli(p) from Bernoulli(q), in nats. */
function divergence(p, q) {
    const hit = p <= 0 ? 0 : p * Math.log(p / q);
    const miss = p >= 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q));
    return hit + miss;
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
/** `0.41%`: two digits; what is under one in a million is called that. */
function format_roughly_formatRatioRoughly(ratio) {
    if (ratio > 0 && ratio < 1e-6)
        return 'under 0.0001%';
    return `${Number((ratio * 100).toPrecision(ratio >= 0.1 ? 3 : 2))}%`;
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
    'harm-uncounted': { code: 'RMP155', title: 'No check counts bad requests, so the promise about them bounds the first step only.' },
    'budget-below-samples': { code: 'RMP156', title: 'The promise is spent before a check may say anything.' },
    'first-weight-waits': { code: 'RMP157', title: 'A first weight that the promise allows only with little traffic.' },
    'ladder-too-long': { code: 'RMP158', title: 'Weights that take longer than the time to decide.' },
    'labels-too-late': { code: 'RMP159', title: 'Labels that come after the time to decide.' },
    'bake-before-labels': { code: 'RMP160', title: 'A bake that ends before its labels are final.' },
    'bake-without-holdback': { code: 'RMP161', title: 'A bake with nothing to compare with.' },
    'switch-spends-promise': { code: 'RMP162', title: 'A switch moves all traffic at once.' },
    'margin-below-noise': { code: 'RMP163', title: 'A margin smaller than the difference between two equal deployments.' },
    'weight-unreachable': { code: 'RMP164', title: 'A weight that the router or the number of instances cannot make.' },
    'samples-never-reached': { code: 'RMP165', title: 'Too little traffic for the requests that a check needs in the time to decide.' },
    'limit-coin-toss': { code: 'RMP166', title: "A limit at, or on the wrong side of, today's rate." },
    'diluted-check': { code: 'RMP167', title: 'A counter that also counts requests which cannot fail, or two things that fail differently.' },
    'percent-mixed-up': { code: 'RMP168', title: "A share about a hundred times today's rate, or a hundredth of it." },
    'seconds-mixed-up': { code: 'RMP169', title: "A time about a thousand times today's, a thousandth of it, or a histogram in another unit than seconds." },
    'unmeasured-jump': { code: 'RMP170', title: 'A step to much more traffic that no evidence covers.' },
    'sticky-counts-requests': { code: 'RMP171', title: 'Users stay on their arm and requests are counted: a few heavy users decide.' },
    'catch-too-slow': { code: 'RMP172', title: 'Trouble that this traffic does not show within the time promised.' },
    'certificate-too-late': { code: 'RMP173', title: 'A good release that this traffic cannot certify within the time to decide.' },
    'profile-does-not-fit': { code: 'RMP174', title: 'A traffic profile that is about something else than the policy, or is too thin to compute with.' },
    'bytes-mixed-up': { code: 'RMP175', title: 'A limit in bytes for a gauge that counts something else by its name.' },
    'follow-before-labels': { code: 'RMP176', title: 'A follow that ends before its labels are final.' },
    'final-before-labels': { code: 'RMP177', title: 'Labels that are taken as final before most of them are in.' },
    'bursts-declared-independent': { code: 'RMP178', title: 'Errors declared independent that come several at a time today.' },
};

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/todays-rate.ts
// What a profile says about one check, in the terms of the tests.



/** What a profile holds of a signal; of mean scores and of shares of bins it holds nothing. */
const TRAFFIC_KINDS = {
    share: 'counts', labels: 'counts', pairs: 'counts', calibration: 'nothing', time: 'time', level: 'level', score: 'nothing', bins: 'nothing',
};
/** The key that says how much worse is accepted. */
function todays_rate_marginKey({ sides }) {
    return sides === 'both' ? 'differsBy' : 'worseBy';
}
/** Absent where the profile does not have the check, or has it as something else than the policy. */
function todays_rate_trafficOf(profile, check) {
    const traffic = Object.hasOwn(profile.checks, check.name) ? profile.checks[check.name] : undefined;
    if (traffic === undefined)
        return 'absent';
    if (traffic.kind !== TRAFFIC_KINDS[check.signal.kind])
        return 'absent';
    return traffic.kind === 'counts' && check.signal.kind === 'share' ? countsAmong(traffic, check.signal.among) : traffic;
}
/** The bad ratios whose change the check would see, in (0, 1): one for counts, one per compared bound for times. Empty when nothing can be computed. */
function todays_rate_badRatiosToday(profile, check) {
    const traffic = todays_rate_trafficOf(profile, check);
    if (traffic === 'absent' || traffic.kind === 'level')
        return [];
    if (traffic.kind === 'time')
        return comparedSlowShares(traffic);
    if (traffic.trials === 0)
        return [];
    const ratio = traffic.events / traffic.trials;
    const bad = check.better === 'lower' ? ratio : 1 - ratio;
    return bad > 0 && bad < 1 ? [bad] : [];
}
/**
 * What the check counts, per millisecond and both arms. Where it counts requests: its part of the profile's rate, which is that of the metric that saw
 * most (a histogram of the model's route sees less than a counter of all routes). Else what was measured over the whole time.
 */
function todays_rate_trialsPerMs(profile, check) {
    const traffic = todays_rate_trafficOf(profile, check);
    const perMs = profile.requestsPerMinute.mean / 60_000;
    if (traffic === 'absent' || traffic.kind === 'level')
        return perMs;
    const countsRequests = check.signal.kind === 'time' || (check.signal.kind === 'share' && check.signal.unit === 'requests');
    if (!countsRequests)
        return traffic.trials / todays_rate_measuredMs(profile);
    const most = Math.max(...Object.values(profile.checks).map((other) => (other.kind === 'level' ? 0 : other.trials)));
    return most === 0 ? perMs : (perMs * traffic.trials) / most;
}
/** The largest share of the traffic that both arms share for long: where a comparison is fastest. `none` where they never do. */
function todays_rate_comparingWeight(plan) {
    const shares = plan.flatMap((stage) => {
        switch (stage.kind) {
            case 'ramp':
                return [todays_rate_topOfRamp(stage)];
            case 'split':
                return [stage.weight / PPM_ALL];
            default:
                return [];
        }
    });
    return shares.length === 0 ? 'none' : Math.max(...shares);
}
function todays_rate_topOfRamp({ steps, weightMax }) {
    const written = steps.kind === 'ladder' ? steps.weights.filter((weight) => weight <= weightMax).at(-1) ?? 0 : weightMax;
    const top = steps.kind === 'instances' ? Math.floor((weightMax * steps.count) / PPM_ALL) / steps.count : written / PPM_ALL;
    // All of the traffic compares with nothing.
    return Math.min(top, 0.99);
}
/** Labels come this long after the request, at the latest; 0 for what is known at once. */
function todays_rate_labelDelayMs({ signal }) {
    const asked = labelsQuestionOf(signal);
    return asked.kind === 'asked' ? asked.question.matureMs + asked.question.everyMs : 0;
}
/** How long the evidence behind a profile was collected. */
function todays_rate_measuredMs({ measured }) {
    return measured.toMs - measured.fromMs;
}
function todays_rate_rollingBack(policy) {
    return policy.checks.filter((check) => check.then === 'rollback');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/certainty-lints.ts
// Can this traffic keep what is promised: trouble caught within its time, and a good release certified before the time to decide is over.








/** Effects that people ask for, in the order in which they are offered. */
const EFFECTS = (/* unused pure expression or super */ null && ([1.5, 2, 3, 5, 10, 30, 100]));
const certainty_lints_MINUTE = 60_000;
function certainty_lints_certaintyLints(policy, profile) {
    const weight = comparingWeight(policy.plan);
    if (weight === 'none' || weight <= 0)
        return [];
    return [...policy.promise.catches.flatMap((promised, index) => catchTooSlow(policy, profile, promised, index, weight)), ...rollingBack(policy).flatMap((check) => certificateTooLate(policy, profile, check, weight))];
}
/**
 * Time until `effect` is caught, from the first request at `weight` on; `unknown` when the profile says nothing of the check. An effect within the
 * margin is never caught.
 */
function catchTime(policy, profile, check, effect, weight) {
    const { worseBy } = check;
    if (worseBy.kind === 'none' || !isRateOfBoth(check))
        return 'unknown';
    const ratios = badRatiosToday(profile, check);
    // Over a histogram the capital of all compared bounds is averaged, so each needs so many times the odds.
    const testing = testingOf(policy, profile, check, oddsNeeded(policy, check) * Math.max(1, ratios.length));
    return later(fastest(ratios.map((stable) => timeToProveWorse({ stable, candidate: worsened(stable, effect), weight, margin: worseBy }, testing))), labelDelayMs(check));
}
/** Time until a release that is as good as stable is certified not to be `effect` worse. */
function certificateTime(policy, profile, check, effect, weight) {
    if (!isRateOfBoth(check))
        return 'unknown';
    const ratios = badRatiosToday(profile, check);
    const testing = testingOf(policy, profile, check, Math.max(1, ratios.length) / policy.expert.certifyAlpha);
    return later(fastest(ratios.map((stable) => timeToProveSame({ stable, candidate: stable, weight, margin: effect }, testing))), labelDelayMs(check));
}
/** The formulas are about the rates of two arms; pairs in a shadow and single gauges have others. */
function isRateOfBoth({ signal }) {
    return signal.kind === 'share' || signal.kind === 'time' || signal.kind === 'labels';
}
/** What promotion has to rule out. */
function ruledOut({ promise }, { name, worseBy }) {
    return promise.catches.find(({ check }) => check === name)?.effect ?? worseBy;
}
function catchTooSlow(policy, profile, promised, index, weight) {
    const check = policy.checks.find(({ name }) => name === promised.check);
    if (check === undefined)
        return [];
    const needed = catchTime(policy, profile, check, promised.effect, weight);
    if (needed === 'unknown' || (needed.kind === 'time' && needed.expectedMs <= promised.withinMs))
        return [];
    const asked = `${check.name} ${formatEffect(promised.effect)}`;
    const takes = needed.kind === 'never' ? 'is never told from luck' : `takes about ${formatRoughly(needed.expectedMs)} to tell from luck (no test needs less than ${formatRoughly(needed.leastMs)})`;
    const changes = cheapestChanges(policy, profile, check, promised, weight, needed);
    return warning('catch-too-slow', ['promise', 'catches', ...(policy.promise.catches.length > 1 ? [index] : [])], `${asked} within ${formatRoughly(promised.withinMs)}: ${trafficText(profile, check, weight)} it ${takes}.`, changes.length === 0 ? 'Nothing smaller than more traffic keeps it.' : `To keep it, cheapest first: ${changes.join('; or ')}.`);
}
/** Asking for less costs nothing, waiting longer costs time, more weight costs exposure. */
function cheapestChanges(policy, profile, check, promised, weight, needed) {
    const effects = EFFECTS.filter((factor) => promised.effect.kind === 'factor' && factor > promised.effect.factor).map((factor) => ({ kind: 'factor', factor }));
    const smaller = effects.find((effect) => isKept(catchTime(policy, profile, check, effect, weight), promised.withinMs));
    const isWithinMargin = promised.effect.kind === 'factor' && check.worseBy.kind === 'factor' && promised.effect.factor <= check.worseBy.factor;
    return [
        ...(isWithinMargin ? [`a worseBy under ${formatEffect(promised.effect)}, for now it is ${formatMargin(check.worseBy)}`] : []),
        ...(smaller === undefined ? [] : [`ask for ${formatEffect(smaller)} within ${formatRoughly(promised.withinMs)}`]),
        ...(needed.kind === 'time' && needed.expectedMs < policy.promise.decideWithinMs ? [`allow ${certainty_lints_formatRoughlyUp(needed.expectedMs)} for ${formatEffect(promised.effect)}`] : []),
        ...(weight < 0.5 && isKept(catchTime(policy, profile, check, promised.effect, 0.5), promised.withinMs) ? ['let the ramp go up to 50%'] : []),
    ];
}
function certificateTooLate(policy, profile, check, weight) {
    const effect = ruledOut(policy, check);
    const { decideWithinMs, ifUndecided } = policy.promise;
    if (effect.kind === 'none')
        return [];
    const needed = certificateTime(policy, profile, check, effect, weight);
    if (needed === 'unknown' || isKept(needed, decideWithinMs))
        return [];
    const larger = EFFECTS.filter((factor) => effect.kind !== 'factor' || factor > effect.factor).map((factor) => ({ kind: 'factor', factor }));
    const reachable = larger.find((wider) => isKept(certificateTime(policy, profile, check, wider, weight), decideWithinMs) && isKept(catchTime(policy, profile, check, wider, weight), decideWithinMs));
    const caught = reachable === undefined ? 'never' : catchTime(policy, profile, check, reachable, weight);
    const takes = needed.kind === 'never' ? 'it cannot' : `that takes about ${formatRoughly(needed.expectedMs)} (no test needs less than ${formatRoughly(needed.leastMs)})`;
    const changes = [
        ...(reachable === undefined ? [] : [`promise less (catches: {${check.name}: ${formatEffect(reachable)}${typeof caught === 'object' && caught.kind === 'time' ? `, within: ${certainty_lints_formatRoughlyUp(caught.expectedMs)}` : ''}})`]),
        ...(needed.kind === 'time' ? [`decideWithin: ${certainty_lints_formatRoughlyUp(needed.expectedMs)}`] : []),
    ];
    return warning('certificate-too-late', ['promise', 'decideWithin'], `Promotion has to show that ${check.name} is not ${effect.kind === 'factor' ? `${formatEffect(effect)} as bad` : `${formatEffect(effect)} worse`}. ${trafficText(profile, check, weight)} ${takes} for a release as good as today's, and ${formatRoughly(decideWithinMs)} are promised: most good releases end in ifUndecided (${ifUndecided}).`, changes.length === 0 ? '' : `Cheapest first: ${changes.join('; or ')}.`);
}
/** As `catches` writes it. */
function formatEffect(effect) {
    return effect.kind === 'factor' ? formatFactor(effect.factor) : formatPoints(effect.ratio);
}
function trafficText(profile, check, weight) {
    const [ratio] = badRatiosToday(profile, check);
    const what = check.signal.kind === 'time' ? `${formatRatioRoughly(ratio ?? 0)} slow at the first bound compared` : `${formatRatioRoughly(ratio ?? 0)} bad today`;
    return `At ${formatRate(trialsPerMs(profile, check) * 1_000)}, ${what}, ${formatRatioRoughly(weight)} of it on the new version,`;
}
function testingOf(policy, profile, check, odds) {
    return { requestsPerMs: trialsPerMs(profile, check), blockMs: Math.max(policy.expert.blockMs, policy.expert.lookMs), odds, independent: check.independent };
}
function worsened(stable, effect) {
    return Math.min(1 - 1e-6, effect.kind === 'factor' ? stable * effect.factor : stable + effect.ratio);
}
function fastest(all) {
    if (all.length === 0)
        return 'unknown';
    return all.reduce((best, each) => (best.kind === 'never' || (each.kind === 'time' && each.expectedMs < best.expectedMs) ? each : best));
}
function later(needed, delayMs) {
    return needed === 'unknown' || needed.kind === 'never' ? needed : { kind: 'time', leastMs: needed.leastMs + delayMs, expectedMs: needed.expectedMs + delayMs };
}
/** What cannot be computed is not called broken. */
function isKept(needed, withinMs) {
    return needed === 'unknown' || (needed.kind === 'time' && needed.expectedMs <= withinMs);
}
/** Rounded up to something that a policy would say. */
function certainty_lints_formatRoughlyUp(durationMs) {
    const [unit, size] = durationMs > 48 * 60 * certainty_lints_MINUTE ? ['d', 1_440 * certainty_lints_MINUTE] : durationMs > 90 * certainty_lints_MINUTE ? ['h', 60 * certainty_lints_MINUTE] : ['m', certainty_lints_MINUTE];
    return `${Math.max(1, Math.ceil(durationMs / size))}${unit}`;
}

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
function check_lints_checkLints(policy, traffic) {
    // Where the histogram was seen, its own buckets are what a limit is held against (limit-lints.ts).
    const isSeen = (check) => traffic.kind === 'measured' && trafficOf(traffic.profile, check) !== 'absent';
    return policy.checks.flatMap((check) => [...(isSeen(check) ? [] : limitOffScale(check)), ...marginBelowNoise(check), ...lateLabels(policy, check), ...labelsTooLate(policy, check)]);
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
function marginBelowNoise(check) {
    const { name, worseBy } = check;
    if (worseBy.kind !== 'factor' || worseBy.factor >= MARGIN_FACTOR_MIN)
        return [];
    return warning('margin-below-noise', ['checks', name, marginKey(check)], `Two equal deployments differ by more than ${formatMargin(worseBy)} by themselves (pods, caches), so good releases will be sent back more often than promised.`, '5% is the least, 25% is usual.');
}
function lateLabels(policy, check) {
    if (labelDelayMs(check) === 0 || !countsAsHarm(check))
        return [];
    const perSecond = (Math.max(0, plannedBudget(policy)) / judgedAfterMs(policy, check)) * 1_000;
    if (perSecond >= TINY_PER_SECOND)
        return [];
    const wait = formatRoughly(labelDelayMs(check));
    const { badRequestsMax } = policy.promise;
    return warning('late-labels', ['checks', check.name, 'mature'], `Wrong answers are known ${wait} after the request, and until then each may be one of the ${badRequestsMax} bad requests promised:`, `the new version starts with at most ${formatRate(perSecond)}. With \`then: hold\` they would not count.`);
}
function labelsTooLate(policy, check) {
    const { decideWithinMs, ifUndecided } = policy.promise;
    const waitMs = labelDelayMs(check);
    if (check.then !== 'rollback' || waitMs < decideWithinMs)
        return [];
    return warning('labels-too-late', ['checks', check.name, 'mature'], `The first labels come after ${formatRoughly(waitMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`, `no release can be certified in time, all of them end in ifUndecided (${ifUndecided}).`);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/counting-lints.ts







/** The part of the requests from which on a label value that never fails matters. */
const DILUTING_SHARE = 0.2;
/** Events that the label value would have had at the rate of the others: none of them is then no luck (e^-5 is under 1 %). */
const EXPECTED_EVENTS_MIN = 5;
/** Signs that are not seen, or move what is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Rates differ "by a lot" from this factor on. */
const FAR_FACTOR = 3;
function counting_lints_countingLints(policy, profile) {
    return policy.checks.flatMap((check) => [...diluted(check, profile), ...histogramInOtherUnit(check, profile), ...noisyPods(check, profile)]);
}
function diluted(check, profile) {
    const traffic = trafficOf(profile, check);
    if (traffic === 'absent' || traffic.kind !== 'counts' || traffic.events === 0 || check.better === 'higher')
        return [];
    const slicedBy = new Set(check.slices);
    const own = check.signal.kind === 'share' ? new Set(check.signal.where.map(({ label }) => label)) : new Set();
    const candidates = traffic.labels.filter(({ label, value }) => !own.has(label) && !slicedBy.has(label) && !isLeftOut(check, label, value));
    const largestFirst = candidates.toSorted((a, b) => b.trials - a.trials);
    const never = largestFirst.filter((value) => cannotFail(value, traffic));
    const harmless = never.filter(({ label }) => label === never[0]?.label);
    if (harmless.length > 0) {
        const they = harmless.reduce((sum, { trials }) => sum + trials, 0);
        const rest = without({ trials: they, events: 0 }, traffic);
        return warning('diluted-check', ['checks', check.name], `${formatRatioRoughly(they / traffic.trials)} of what it counts is ${harmless.map(named).join(' and ')}, which never ${harmless.length === 1 ? 'fails' : 'fail'} (0 of ${they}): ${formatRatioRoughly(traffic.events / traffic.trials)} fail of all, ${formatRatioRoughly(rest.events / rest.trials)} of the rest.`, 'Health checks and other routes hide what the model does.', amongLine(check, harmless.map(({ label, value }) => ({ label, op: '!=', pattern: value })), { before: 'Write ', after: '.', otherwise: 'Leave them out of what is counted.' }));
    }
    const far = largestFirst.find((value) => isFar(value, traffic));
    if (far === undefined)
        return [];
    const rest = without(far, traffic);
    const { label, value } = far;
    return warning('diluted-check', ['checks', check.name], `${named(far)} fails ${formatRatioRoughly(far.events / far.trials)} (${far.events} of ${far.trials}), everything else ${formatRatioRoughly(rest.events / rest.trials)} (${rest.events} of ${rest.trials}): the check mixes two things, and a change of the smaller one is hard to see.`, `Write slices: [${label}]${amongLine(check, [{ label, op: '=', pattern: value }], { before: ', or ', after: ' for this one alone', otherwise: '' })}.`);
}
/** `among` of several labels is not counted apart in a profile; its own values still need no second warning. */
function isLeftOut({ signal }, label, value) {
    return signal.kind === 'share' && signal.among.some((matcher) => matcher.label === label && ((matcher.op === '=' && matcher.pattern !== value) || (matcher.op === '!=' && matcher.pattern === value)));
}
/** The line to write in a share, with what it says already; `otherwise` where no line can hold it. */
function amongLine({ signal }, more, { before, after, otherwise }) {
    if (signal.kind !== 'share')
        return otherwise;
    const matchers = formatLabelMatchers([...signal.among, ...more]);
    // Other people's text in a line that is copied into a file: no sign that is not seen.
    const isPlain = !UNSEEN.test(matchers) && parseLabelMatchers(matchers).kind === 'ok';
    return isPlain ? `${before}among: '${matchers.replaceAll("'", "''")}'${after}` : otherwise;
}
function cannotFail(value, traffic) {
    const rest = without(value, traffic);
    return value.events === 0 && value.trials >= DILUTING_SHARE * traffic.trials && rest.trials > 0 && (value.trials * rest.events) / rest.trials >= EXPECTED_EVENTS_MIN;
}
/** Both sides are large enough to matter, have events, and their rates differ by far and by more than four standard errors of their logarithms. */
function isFar(value, traffic) {
    const rest = without(value, traffic);
    if (value.events === 0 || rest.events === 0 || Math.min(value.trials, rest.trials) < DILUTING_SHARE * traffic.trials)
        return false;
    const distance = Math.abs(Math.log(value.events / value.trials / (rest.events / rest.trials)));
    return distance >= Math.log(FAR_FACTOR) && distance >= 4 * Math.sqrt(1 / value.events + 1 / rest.events);
}
function without(value, all) {
    return { trials: all.trials - value.trials, events: all.events - value.events };
}
function named({ label, value }) {
    return `${label}=${JSON.stringify(shortened(value))}`;
}
/** Label values are other people's text: one line, no sign that moves a cursor. */
function shortened(value) {
    const plain = value.replaceAll(new RegExp(`${UNSEEN.source}+`, 'gu'), ' ');
    return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
/** Bounds from 1 upwards beyond a quarter of an hour are no seconds of a request. */
function histogramInOtherUnit(check, profile) {
    const traffic = trafficOf(profile, check);
    if (traffic === 'absent' || traffic.kind !== 'time' || check.signal.kind !== 'time')
        return [];
    const [first, last] = [traffic.boundsSeconds[0], traffic.boundsSeconds.at(-1)];
    if (first === undefined || last === undefined || first < 1 || last < 900)
        return [];
    return warning('seconds-mixed-up', ['checks', check.name, 'time'], `The buckets of ${check.signal.metric} go from ${first} to ${last}, and are read as seconds: they look like milliseconds.`, 'Name a histogram of seconds.');
}
function noisyPods(check, profile) {
    const traffic = trafficOf(profile, check);
    const { worseBy } = check;
    if (traffic === 'absent' || traffic.kind === 'level' || worseBy.kind !== 'factor' || check.better === 'higher')
        return [];
    const noise = podNoise(traffic.kind === 'time' ? slowCountsOfPods(traffic) : traffic.pods);
    if (noise.kind !== 'measured')
        return [];
    const needed = factorOfNoise(noise.logRateSd);
    if (worseBy.factor >= needed)
        return [];
    const least = { kind: 'factor', factor: Math.ceil(needed * 20) / 20 };
    return warning('margin-below-noise', ['checks', check.name, marginKey(check)], `The rates of the ${noise.pods} pods that serve today differ by ${formatRatioRoughly(noise.logRateSd)} (standard deviation, beyond what counting explains), so two equal deployments come to differ by up to ${formatMargin({ kind: 'factor', factor: Math.round(needed * 100) / 100 })}:`, `with ${marginKey(check)}: ${formatMargin(worseBy)} good releases are sent back for it. Write ${marginKey(check)}: ${formatMargin(least)}.`);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/fit-lints.ts



function fit_lints_isAbout(profile, policy) {
    return profile.target === policy.target;
}
function fit_lints_fitLints(policy, profile) {
    if (!fit_lints_isAbout(profile, policy)) {
        return warning('profile-does-not-fit', ['target'], `The traffic profile beside this policy is about target ${profile.target}, so nothing is computed from it.`, 'Measure this target: `rampart init`.');
    }
    const measured = formatRoughly(measuredMs(profile));
    if (profile.requestsPerMinute.mean === 0) {
        return warning('profile-does-not-fit', ['target'], `No request came in the ${measured} of the traffic profile: what follows from traffic cannot be said.`, 'Measure again while there is traffic.');
    }
    const absent = policy.checks.filter((check) => readsPages(check.signal.kind) && trafficOf(profile, check) === 'absent').map(({ name }) => name);
    const eventless = policy.checks.filter((check) => {
        const traffic = trafficOf(profile, check);
        return check.then === 'rollback' && traffic !== 'absent' && traffic.kind !== 'level' && badRatiosToday(profile, check).length === 0;
    });
    return [
        ...(absent.length === 0 ? [] : note('profile-does-not-fit', ['checks'], `The traffic profile says nothing of ${absent.join(', ')}, so nothing is computed for ${absent.length === 1 ? 'it' : 'them'}.`)),
        ...eventless.flatMap(({ name }) => note('profile-does-not-fit', ['checks', name], `Nothing of ${name} was bad in the ${measured} of the traffic profile, so how fast it tells more of it cannot be said.`)),
    ];
}
function readsPages(kind) {
    return kind === 'share' || kind === 'time' || kind === 'level';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/history-lints.ts
// What the history behind a traffic profile says against a policy: labels that are not in when they are taken as final, and errors that come together
// where a check declares that they do not.





/** A burst this small is within the error of its measurement. */
const BURST_MIN = 1.5;
function history_lints_historyLints(policy, profile) {
    return policy.checks.flatMap((check) => [...finalTooEarly(check, profile), ...burstsDeclaredIndependent(check, profile)]);
}
/** Late labels are often the bad ones: a fraud is found after weeks, a good payment never. */
function finalTooEarly({ name, signal }, { labelDelay }) {
    const asked = labelsQuestionOf(signal);
    if (asked.kind === 'none' || labelDelay.kind === 'unknown' || asked.question.matureMs >= labelDelay.p90Ms)
        return [];
    const { matureMs } = asked.question;
    const share = matureMs < labelDelay.p50Ms ? 'less than half' : 'less than 90%';
    return warning('final-before-labels', ['checks', name, 'mature'], `After ${formatDuration(matureMs)} ${share} of the labels are in; 90% are after ${formatRoughly(labelDelay.p90Ms)}, 99% after ${formatRoughly(labelDelay.p99Ms)} (traffic profile). What comes later is never counted, and it may be the worse part.`, `Write mature: ${formatRoughlyUp(labelDelay.p90Ms)} or more.`);
}
function burstsDeclaredIndependent({ name, signal, independent }, { errorBursts }) {
    if (!independent || signal.kind !== 'share' || errorBursts.kind === 'unknown' || errorBursts.meanRequests < BURST_MIN)
        return [];
    return warning('bursts-declared-independent', ['checks', name, 'independent'], `Requests fail about ${Number(errorBursts.meanRequests.toPrecision(2))} at a time today (traffic profile), and \`independent: true\` counts each of them as evidence of its own: good releases are sent back more often than promised.`, 'Leave `independent` out.');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/jump-lints.ts
// Jumps that nothing measures, and users who stay on one arm while requests are counted.





/** Of evenly distributed users the heaviest 1 % send about 1 % of the requests; up to this much, requests are nearly as good as users. */
const EVEN_SHARE_MAX = 0.03;
function jump_lints_jumpLints(policy, traffic) {
    return policy.plan.flatMap((stage, index) => (stage.kind === 'ramp' ? [...lastJump(policy, stage, index), ...ladderJumps(policy, stage, index), ...stickyRequests(policy, stage, index, traffic)] : []));
}
/** The step from the top of the ramp to all traffic. */
function lastJump({ plan, expert }, stage, index) {
    const bakes = plan.some((later) => later.kind === 'bake' && later.holdback > 0);
    const top = topOfRamp(stage);
    const times = 1 / Math.max(top, 1e-6);
    if (bakes || plan.some(({ kind }) => kind === 'split') || times <= 1.1)
        return [];
    const has = plan.some(({ kind }) => kind === 'bake') ? 'the bake keeps nothing of the old version to compare with' : 'no bake follows';
    const far = times > expert.growthMax ? `, ${Math.round(times)} times as much at once (expert.growthMax is ${expert.growthMax})` : '';
    return warning('unmeasured-jump', ['plan', index, 'ramp'], `The ramp ends at ${formatRatioRoughly(top)} and promotion goes on to 100%${far}, and ${has}: what only shows under all of the load is seen by nobody.`, 'Write `bake: 1d` behind it, which keeps 1% on the old version.');
}
function ladderJumps({ expert }, { steps }, index) {
    if (steps.kind !== 'ladder')
        return [];
    return steps.weights.flatMap((weight, step) => {
        const before = steps.weights[step - 1];
        if (before === undefined || weight <= before * expert.growthMax)
            return [];
        // A little more than a ramp's own growth is a choice, several times as much is rarely meant.
        const say = weight > 2 * before * expert.growthMax ? warning : note;
        const between = Math.round(Math.sqrt((before / PPM_ALL) * (weight / PPM_ALL)) * 100);
        return say('unmeasured-jump', ['plan', index, 'ramp', 'weights', step], `From ${formatShare(before)} to ${formatShare(weight)} is ${Number((weight / before).toPrecision(2))} times as much at once, and the evidence is from ${formatShare(before)}; a ramp of its own grows by at most ${expert.growthMax} times (expert.growthMax).`, between >= 1 ? `Write ${between}% between them.` : 'Write a weight between them.');
    });
}
function stickyRequests(policy, { sticky }, index, traffic) {
    if (sticky !== 'user')
        return [];
    const counting = rollingBack(policy).filter(countsRequests);
    const users = traffic.kind === 'measured' ? traffic.profile.users : { kind: 'unknown' };
    if (counting.length === 0 || (users.kind === 'seen' && users.heaviestShare <= EVEN_SHARE_MAX))
        return [];
    const names = counting.map(({ name }) => name).join(', ');
    const seen = users.kind === 'seen' ? `The heaviest 1% of the ${users.distinct} users seen send ${formatRatioRoughly(users.heaviestShare)} of the requests, and each of them` : 'A user';
    const where = counting.some(({ signal }) => signal.kind === 'share') ? '`count: users`, with a counter that counts each user once when first seen and once when first failing' : 'a check of users beside it, and `then: tell` here';
    return warning('sticky-counts-requests', ['plan', index, 'ramp', 'sticky'], `${seen} stays on one arm for the whole rollout, and ${names} ${counting.length === 1 ? 'counts' : 'count'} requests: a few heavy users who fail more than others send a good release back (5% to 31% of releases, measured at a promise of 1%).`, `Write ${where}.`);
}
function countsRequests({ signal, independent }) {
    return !independent && (signal.kind === 'time' || (signal.kind === 'share' && signal.unit === 'requests'));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/limit-lints.ts









const MIB = (/* unused pure expression or super */ null && (1_024 * 1_024));
function limit_lints_limitLints(policy, profile) {
    return policy.checks.flatMap((check) => [...limitLint(policy, check, profile), ...pointsMixedUp(check, profile)]);
}
function limitLint(policy, check, profile) {
    const traffic = trafficOf(profile, check);
    const { limit, name } = check;
    if (traffic === 'absent')
        return [];
    switch (limit.kind) {
        case 'none':
            return [];
        case 'share': {
            if (traffic.kind !== 'counts' || traffic.trials === 0)
                return [];
            const mixedUp = percentMixedUp(check, limit.ratioMax, traffic);
            return mixedUp.length > 0 ? mixedUp : coinToss(policy, check, profile, { ratioMax: limit.ratioMax, shown: formatRatio(limit.ratioMax), counted: traffic, what: 'today' });
        }
        case 'time': {
            if (traffic.kind !== 'time' || traffic.trials === 0)
                return [];
            const mixedUp = secondsMixedUp(check, limit, traffic);
            if (mixedUp.length > 0)
                return mixedUp;
            const slower = slowerThan(traffic, limit.msMax / 1_000);
            if (slower.kind === 'beyond-buckets')
                return aboveBuckets(name, limit.msMax, traffic);
            if (slower.boundSeconds === traffic.boundsSeconds[0] && limit.msMax < slower.boundSeconds * 1_000)
                return belowBuckets(name, limit.msMax, slower.boundSeconds);
            const shown = `${formatQuantile(limit.quantile)} of ${formatLatency(limit.msMax)}`;
            return coinToss(policy, check, profile, { ratioMax: 1 - limit.quantile, shown, counted: slower, what: `of requests slower than ${formatLatency(slower.boundSeconds * 1_000)} today` });
        }
        case 'level': {
            if (traffic.kind !== 'level' || traffic.max < limit.max)
                return [];
            const shown = levelText(check);
            return warning('limit-coin-toss', ['checks', name, 'limit'], `The gauge was at ${shown(traffic.max)} at most and at ${shown(traffic.mean)} on average while it was measured, the limit is ${shown(limit.max)}:`, `what serves today breaks it. Write ${shown(traffic.max * 1.25)} or more.`);
        }
    }
}
/** Within one standard error of what a release can measure, the limit is kept or broken by luck. */
function coinToss(policy, check, profile, { ratioMax, shown, counted, what }) {
    const today = counted.events / counted.trials;
    const weight = comparingWeight(policy.plan);
    const judged = trialsPerMs(profile, check) * policy.promise.decideWithinMs * (weight === 'none' ? 1 : weight);
    const requests = Math.max(1, Math.floor(Math.min(counted.trials, judged)));
    const standardError = Math.sqrt((today * (1 - today)) / requests);
    const sign = check.better === 'lower' ? 1 : -1;
    const room = sign * (ratioMax - today);
    if (room > standardError)
        return [];
    const path = ['checks', check.name, 'limit'];
    const numbers = `${formatRatioRoughly(today)} ${what} (${counted.events} of ${counted.trials}), the limit is ${check.limit.kind === 'time' ? `${formatRatioRoughly(ratioMax)} (${shown})` : shown}`;
    const instead = check.limit.kind === 'time' ? 'Write a longer time.' : `Write ${suggestedLimit(today, standardError, sign)}.`;
    if (room < -standardError)
        return warning('limit-coin-toss', path, `${numbers}: what serves today breaks it, and so will every good release.`, instead);
    return warning('limit-coin-toss', path, `${numbers}, and ${requests} requests tell them apart by ${formatRatioRoughly(standardError)} at best: whether a release as good as today's keeps it is a coin toss.`, instead);
}
/** Twice today's rate, or four standard errors from it, whichever is further. */
function suggestedLimit(today, standardError, sign) {
    const further = sign > 0 ? Math.max(2 * today, today + 4 * standardError) : Math.min(1 - 2 * (1 - today), today - 4 * standardError);
    return formatRatio(Math.min(1, Math.max(0, Number(further.toPrecision(2)))));
}
/** A hundred times off, give or take a factor of three. */
function limit_lints_isAbout(times, value) {
    return value >= times / 3 && value <= times * 3;
}
function percentMixedUp({ name, better }, ratioMax, counted) {
    const today = counted.events / counted.trials;
    if (better !== 'lower' || today === 0)
        return [];
    const times = ratioMax / today;
    const path = ['checks', name, 'limit'];
    const numbers = `${formatRatioRoughly(today)} today (${counted.events} of ${counted.trials}), the limit is ${formatRatio(ratioMax)}`;
    if (limit_lints_isAbout(100, times))
        return warning('percent-mixed-up', path, `${numbers}, ${Math.round(times)} times as much: a share that was meant as a percentage?`, `${formatRatio(ratioMax / 100)} would be ${(times / 100).toPrecision(2)} times today's rate.`);
    if (limit_lints_isAbout(100, 1 / times))
        return warning('percent-mixed-up', path, `${numbers}, ${Math.round(1 / times)} times less: a ratio with a percent sign?`, `${formatRatio(Math.min(1, ratioMax * 100))} would be ${(times * 100).toPrecision(2)} times today's rate.`);
    return [];
}
function pointsMixedUp(check, profile) {
    const { worseBy, name } = check;
    const [today] = badRatiosToday(profile, check);
    if (worseBy.kind !== 'points' || check.signal.kind === 'time' || today === undefined || !limit_lints_isAbout(100, worseBy.ratio / today))
        return [];
    return warning('percent-mixed-up', ['checks', name, marginKey(check)], `${formatRatioRoughly(today)} are bad today, and ${formatPoints(worseBy.ratio)} more are accepted: ${Math.round(1 + worseBy.ratio / today)} times as many.`, `${formatPoints(worseBy.ratio / 100)}?`);
}
function secondsMixedUp({ name }, { quantile, msMax }, traffic) {
    const { upToSeconds, overSeconds } = quantileBucket(traffic, quantile);
    const todayMs = (Number.isFinite(upToSeconds) ? upToSeconds : overSeconds) * 1_000;
    if (todayMs === 0)
        return [];
    const times = msMax / todayMs;
    const path = ['checks', name, 'limit'];
    const numbers = `${formatQuantile(quantile)} is ${Number.isFinite(upToSeconds) ? 'at most' : 'over'} ${formatLatency(todayMs)} today, the limit is ${formatLatency(msMax)}`;
    if (limit_lints_isAbout(1_000, times))
        return warning('seconds-mixed-up', path, `${numbers}, ${Math.round(times)} times as much: milliseconds written as seconds?`, `${formatLatency(msMax / 1_000)}?`);
    if (limit_lints_isAbout(1_000, 1 / times))
        return warning('seconds-mixed-up', path, `${numbers}, ${Math.round(1 / times)} times less: seconds written as milliseconds, or a histogram that counts milliseconds?`, `${formatLatency(msMax * 1_000)}?`);
    return [];
}
function aboveBuckets(name, msMax, traffic) {
    const last = (traffic.boundsSeconds.at(-1) ?? 0) * 1_000;
    return warning('limit-off-scale', ['checks', name, 'limit'], `${formatLatency(msMax)} is above ${formatLatency(last)}, the largest bucket of the histogram: nothing can be over it.`, `Write at most ${formatLatency(last)}.`);
}
function belowBuckets(name, msMax, firstSeconds) {
    const first = formatLatency(firstSeconds * 1_000);
    return warning('limit-off-scale', ['checks', name, 'limit'], `${formatLatency(msMax)} is below ${first}, the smallest bucket of the histogram: the limit is read at ${first}.`, `Write ${first} or more.`);
}
/** In whole MiB where the gauge counts bytes, else to four digits. */
function levelText({ signal }) {
    const isBytes = signal.kind === 'level' && /(?:^|_)bytes$/.test(signal.metric);
    return (level) => (isBytes ? formatSize(Math.ceil(level / MIB) * MIB) : String(Number(level.toPrecision(4))));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/plan-lints.ts
// Can the plan be carried out within the promise?






/** A target with more traffic than this should know beforehand that its first weight will wait. */
const BUSY_PER_SECOND = 10;
function plan_lints_planLints(policy, traffic) {
    return policy.plan.flatMap((stage, index) => stageLints(policy, stage, index, traffic));
}
function stageLints(policy, stage, index, traffic) {
    switch (stage.kind) {
        case 'ramp':
            return [...firstWeightWaits(policy, stage, index, traffic), ...ladderTooLong(policy, stage, index)];
        case 'switch':
            return switchSpendsPromise(policy, index);
        case 'bake':
            return [...bakeWithoutHoldback(stage, index), ...bakeBeforeLabels(policy, stage, index)];
        case 'follow':
            return followBeforeLabels(policy, stage, index);
        case 'smoke':
        case 'shadow':
        case 'split':
        case 'approval':
            return [];
    }
}
/** Without a profile a warning for busy targets; with one it is known whether this one is. */
function firstWeightWaits(policy, { steps }, index, traffic) {
    if (steps.kind === 'promise' && traffic.kind === 'unknown')
        return [];
    const first = steps.kind === 'ladder' ? (steps.weights[0] ?? PPM_ALL) : steps.kind === 'instances' ? floorPpm(1 / steps.count) : traffic.kind === 'measured' ? traffic.profile.routerStep : PPM_ALL;
    const perSecond = trafficMaxPerSecond(policy, first / PPM_ALL);
    const today = traffic.kind === 'measured' ? traffic.profile.requestsPerMinute.mean / 60 : BUSY_PER_SECOND;
    if (perSecond >= today)
        return [];
    const { badRequestsMax } = policy.promise;
    const seen = traffic.kind === 'measured' ? `; there are ${formatRate(today)} today` : '';
    const needed = traffic.kind === 'measured' ? `, badRequests: ${badRequestsNeeded(policy, today / perSecond)}` : '';
    return warning('first-weight-waits', ['plan', index, 'ramp', ...(steps.kind === 'ladder' ? ['weights', 0] : steps.kind === 'instances' ? ['instances'] : [])], `At the first weight of ${formatShare(first)} nothing is known yet, so every request of the new version may be one of the ${badRequestsMax} bad ones promised:`, `with more than ${formatRate(perSecond)} (both versions together) the rollout waits at 0%${seen}. ${steps.kind === 'promise' ? 'The router makes no smaller step: promise' : 'Begin lower, or promise'} more${needed}.`);
}
/** The planned budget grows by `times`, luck included; two digits, upwards. */
function badRequestsNeeded(policy, times) {
    if (!Number.isFinite(times))
        return 3;
    const of = (badRequestsMax) => plannedBudget({ ...policy, promise: { ...policy.promise, badRequestsMax } });
    const wanted = of(policy.promise.badRequestsMax) * times;
    let exact = policy.promise.badRequestsMax;
    while (of(exact) < wanted)
        exact = Math.ceil(exact * 1.02) + 1;
    const digit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
    return Math.ceil(exact / digit) * digit;
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
    return warning('bake-without-holdback', ['plan', index, 'bake', 'holdback'], 'With holdback: 0% the old version serves nothing, so the bake compares with nothing: limits act, and a watch on the new version alone asks a person.', '1% is enough.');
}
function bakeBeforeLabels(policy, { durationMs }, index) {
    const late = policy.checks.find((check) => matureMsOf(check) >= durationMs);
    if (late === undefined)
        return [];
    return note('bake-before-labels', ['plan', index, 'bake', 'for'], `Labels of ${late.name} are final ${formatRoughly(matureMsOf(late))} after the request, the bake takes ${formatRoughly(durationMs)}:`, 'it ends before it has seen one answer of its own.');
}
/** Pairs come from the shadow alone, and are all in by then. */
function followBeforeLabels(policy, { durationMs }, index) {
    const late = policy.checks.find((check) => check.signal.kind !== 'pairs' && matureMsOf(check) >= durationMs);
    if (late === undefined)
        return [];
    return warning('follow-before-labels', ['plan', index, 'follow', 'for'], `Labels of ${late.name} are final ${formatRoughly(matureMsOf(late))} after the request, the follow takes ${formatRoughly(durationMs)}:`, 'no answer of its own time is ever judged.', `Write for: ${formatDuration(2 * matureMsOf(late))}, or anything above ${formatDuration(matureMsOf(late))}.`);
}
function matureMsOf({ signal }) {
    const asked = labelsQuestionOf(signal);
    return asked.kind === 'asked' ? asked.question.matureMs : 0;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/promise-lints.ts
// Does anything keep the promise?





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
    return warning('harm-uncounted', ['promise', 'badRequests'], 'Only failures and wrong answers count as bad requests, and no check of them has `then: rollback`:', 'badRequests bounds the first step, and nothing after it. Add a check of errors.');
}
function budgetBelowSamples(policy) {
    const { badRequestsMax } = policy.promise;
    const { samplesMin } = policy.expert;
    if (!policy.checks.some(countsAsHarm))
        return [];
    if (badRequestsMax >= samplesMin)
        return [];
    return warning('budget-below-samples', ['promise', 'badRequests'], `A check says nothing before ${samplesMin} requests (expert.samplesMin),`, `so a release that fails every request reaches ${badRequestsMax} bad ones before it can be sent back. 100 is usual.`);
}
function pagesWithoutHistory(policy) {
    const check = policy.checks.find(({ signal, then, worseBy }) => promise_lints_isLive(signal) && then === 'rollback' && worseBy.kind === 'factor');
    if (policy.metrics.kind !== 'openmetrics' || check?.worseBy.kind !== 'factor')
        return [];
    const { tickMs, lookMs, blockMs } = policy.expert;
    const shortMs = Math.max(lookMs, blockMs);
    if (tickMs <= shortMs)
        return [];
    const factor = Math.max(2, Math.ceil(check.worseBy.factor * 1.5));
    return note('pages-without-history', ['metrics'], 'Metric pages have no history, so a block is the time between two looks.', `${factor} times as many bad requests (${check.name}) take ${proven(policy, check, factor, tickMs)} to prove when every job ends after one look (mode: tick),`, `and ${proven(policy, check, factor, shortMs)} when a job stays (mode: watch or auto); longer where traffic is thin.`);
}
function promise_lints_isLive({ kind }) {
    return kind === 'share' || kind === 'time';
}
/** With so much traffic that only the number of blocks counts, and a small share of it on the new version. */
function proven(policy, check, factor, blockMs) {
    if (check.worseBy.kind === 'none')
        return 'never in practice';
    const rates = { stable: 0.01, candidate: Math.min(0.99, 0.01 * factor), weight: 0.05, margin: check.worseBy };
    const needed = timeToProveWorse(rates, { requestsPerMs: Number.POSITIVE_INFINITY, blockMs, odds: oddsNeeded(policy, check), independent: false });
    if (needed.kind === 'never')
        return 'never in practice';
    const blocks = Math.ceil(needed.expectedMs / blockMs);
    return `${formatRoughly(blocks * blockMs)} (${blocks} blocks of ${formatRoughly(blockMs)})`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/reach-lints.ts
// Can the plan get where it wants to go: weights that the router or the instances cannot make, and steps that see too few requests.




function reach_lints_reachLints(policy, traffic) {
    return policy.plan.flatMap((stage, index) => [
        ...(stage.kind === 'ramp' ? instancesAboveTop(stage, index) : []),
        ...(traffic.kind === 'measured' ? [...belowRouterStep(stage, index, traffic.profile), ...samplesNeverReached(policy, stage, index, traffic.profile)] : []),
    ]);
}
/** `instances: 8` with `upTo: 10%`: one instance is 12.5 % already. */
function instancesAboveTop({ steps, weightMax }, index) {
    if (steps.kind !== 'instances')
        return [];
    const smallest = floorPpm(1 / steps.count);
    if (smallest <= weightMax)
        return [];
    return warning('weight-unreachable', ['plan', index, 'ramp', 'upTo'], `One of ${steps.count} instances is ${formatShare(smallest)} of the traffic, above the ${formatShare(weightMax)} that the ramp may reach: it never begins.`, `Write upTo: ${formatShare(smallest)} or more, or at least ${Math.ceil(PPM_ALL / weightMax)} instances.`);
}
function belowRouterStep(stage, index, { routerStep }) {
    const says = (weight, where, then) => warning('weight-unreachable', ['plan', index, ...where], `The router makes steps of ${formatShare(routerStep)}${instancesText(routerStep)}, so ${formatShare(weight)} is rounded down to 0%: ${then}`, `Write ${formatShare(routerStep)} or a multiple of it.`);
    switch (stage.kind) {
        case 'ramp': {
            const { steps, weightMax } = stage;
            if (steps.kind !== 'ladder')
                return weightMax < routerStep ? says(weightMax, ['ramp', 'upTo'], 'the ramp never begins.') : [];
            return steps.weights.flatMap((weight, step) => (weight < routerStep ? says(weight, ['ramp', 'weights', step], 'the step is skipped, and the first traffic is a larger one.') : []));
        }
        case 'split':
            return stage.weight < routerStep ? says(stage.weight, ['split', 'share'], 'the split has no second arm.') : [];
        case 'bake':
            return stage.holdback > 0 && stage.holdback < routerStep ? says(stage.holdback, ['bake', 'holdback'], 'the old version keeps nothing, and the bake compares with nothing.') : [];
        default:
            return [];
    }
}
/** Steps of 12.5 % are what eight equal instances make. */
function instancesText(step) {
    const count = PPM_ALL / step;
    return Math.abs(count - Math.round(count)) < 0.01 && count <= 100 ? ` (${Math.round(count)} instances)` : '';
}
function samplesNeverReached(policy, stage, index, { requestsPerMinute }) {
    const { samplesMin } = policy.expert;
    const { decideWithinMs, ifUndecided } = policy.promise;
    const perMs = requestsPerMinute.mean / 60_000;
    const neededMs = (weight) => samplesMin / (perMs * (weight / PPM_ALL));
    const says = (where, totalMs, what, instead) => warning('samples-never-reached', ['plan', index, ...where], `A check says nothing before ${samplesMin} requests of the new version. At ${formatRate(perMs * 1_000)} ${what} ${formatTime(totalMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`, `it would end in ifUndecided (${ifUndecided}). ${instead}`);
    switch (stage.kind) {
        case 'ramp': {
            const { steps, weightMax } = stage;
            const weights = steps.kind === 'ladder' ? steps.weights : [weightMax];
            const everyMs = steps.kind === 'ladder' ? steps.everyMs : 0;
            const totalMs = weights.reduce((sum, weight) => sum + Math.max(everyMs, neededMs(weight)), 0);
            // That the steps' own waits are too long is said without any traffic (ladder-too-long).
            if (totalMs <= decideWithinMs || weights.length * everyMs >= decideWithinMs)
                return [];
            const [first = weightMax] = weights;
            if (steps.kind !== 'ladder')
                return says(['ramp'], totalMs, `and ${formatShare(weightMax)} these take`, 'Promise a longer decideWithin.');
            return says(['ramp', 'weights', 0], totalMs, `these take ${formatTime(neededMs(first))} at ${formatShare(first)}, and all ${weights.length} weights`, 'Begin with a larger weight, or leave the weights to the promise (`ramp`).');
        }
        case 'split':
            return neededMs(stage.weight) <= stage.durationMs
                ? []
                : says(['split', 'share'], neededMs(stage.weight), `and ${formatShare(stage.weight)} these take`, `The split lasts ${formatRoughly(stage.durationMs)}.`);
        default:
            return [];
    }
}
function formatTime(durationMs) {
    return Number.isFinite(durationMs) ? formatRoughly(durationMs) : 'for ever';
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/unit-name-lints.ts



const unit_name_lints_MIB = 2 ** 20;
/** Endings of names that count multiples of a byte. */
const unit_name_lints_BYTES_PER_UNIT = new Map([
    ...['kilobytes', 'kb'].map((unit) => [unit, 1e3]),
    ...['megabytes', 'mb'].map((unit) => [unit, 1e6]),
    ...['gigabytes', 'gb'].map((unit) => [unit, 1e9]),
    ...['kibibytes', 'kib'].map((unit) => [unit, 2 ** 10]),
    ...['mebibytes', 'mib'].map((unit) => [unit, unit_name_lints_MIB]),
    ...['gibibytes', 'gib'].map((unit) => [unit, 2 ** 30]),
]);
function unit_name_lints_unitNameLints(policy, traffic) {
    return policy.checks.flatMap((check) => [...secondsByName(check), ...bytesByName(check, traffic)]);
}
function secondsByName({ name, signal }) {
    if (signal.kind !== 'time')
        return [];
    const unit = /(?:^|_)(ms|milliseconds|us|microseconds|ns|nanoseconds)$/.exec(signal.metric)?.[1];
    if (unit === undefined)
        return [];
    return warning('seconds-mixed-up', ['checks', name, 'time'], `By its name ${signal.metric} counts ${unit}, and a histogram is read in seconds: every limit is judged at the wrong bucket.`, 'Name a histogram of seconds.');
}
/** A size is a number of bytes: over a gauge of MiB it is a million times too much, and never reached. */
function bytesByName(check, traffic) {
    const { name, signal, limit } = check;
    if (signal.kind !== 'level' || limit.kind !== 'level' || /(?:^|_)bytes(?:_|$)/.test(signal.metric))
        return [];
    const unit = /_([a-z]+)$/.exec(signal.metric)?.[1] ?? '';
    const bytesPerUnit = unit_name_lints_BYTES_PER_UNIT.get(unit);
    if (!unit_name_lints_isSize(limit.max, bytesPerUnit !== undefined) || isSeenNear(limit.max, check, traffic))
        return [];
    const path = ['checks', name, 'limit'];
    const compared = `${formatSize(limit.max)} is compared as ${limit.max}`;
    return bytesPerUnit === undefined
        ? warning('bytes-mixed-up', path, `${compared}, and ${signal.metric} does not end in _bytes: in another unit, MiB say, it never gets there.`, `If it does not count bytes, write the limit in its own unit, e.g. limit: {level: ${Number((limit.max / unit_name_lints_MIB).toPrecision(6))}} for MiB.`)
        : warning('bytes-mixed-up', path, `${compared}, and by its name ${signal.metric} counts ${unit}: it never gets there.`, `Write limit: {level: ${Number((limit.max / bytesPerUnit).toPrecision(6))}}.`);
}
/** What was written as a size is no longer known. A whole number of MiB is hardly anything else; a whole million may be a count of things. */
function unit_name_lints_isSize(max, isSureUnit) {
    return max >= unit_name_lints_MIB && (max % unit_name_lints_MIB === 0 || (isSureUnit && max % 1e6 === 0));
}
/** Within a factor of a thousand of the limit, the gauge counts what the limit counts. */
function isSeenNear(max, check, traffic) {
    const seen = traffic.kind === 'measured' ? trafficOf(traffic.profile, check) : 'absent';
    return seen !== 'absent' && seen.kind === 'level' && seen.max * 1_000 > max;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/lints/lint-policy.ts















function lintPolicy(policy, origins = new Map(), traffic = UNKNOWN_TRAFFIC) {
    // The traffic of another target says nothing about this one.
    const own = traffic.kind === 'measured' && isAbout(traffic.profile, policy) ? traffic : UNKNOWN_TRAFFIC;
    const remarks = [
        ...(traffic.kind === 'measured' ? fitLints(policy, traffic.profile) : []),
        ...promiseLints(policy),
        ...checkLints(policy, own),
        ...unitNameLints(policy, own),
        ...planLints(policy, own),
        ...reachLints(policy, own),
        ...jumpLints(policy, own),
        ...(own.kind === 'measured' ? measuredLints(policy, own.profile) : []),
    ];
    return remarks.map(({ name, level, path, text }) => {
        const found = nearestPlace(origins, path);
        return { code: LINT_KINDS[name].code, name, level, subject: formatPath(path), place: found.kind === 'place' ? found.place : found, text: text.trim() };
    });
}
function measuredLints(policy, profile) {
    return [...limitLints(policy, profile), ...countingLints(policy, profile), ...certaintyLints(policy, profile), ...historyLints(policy, profile)];
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/number-form.ts
// A plain number of a traffic profile, in a range.



function number_form_numberFrom({ min, max, example }) {
    const accepted = max === Number.MAX_VALUE ? `a number, e.g. ${example}` : `a number from ${min} to ${max}, e.g. ${example}`;
    return z.unknown().transform((written, ctx) => {
        if (written === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
        if (typeof written !== 'number' || Number.isNaN(written))
            return refuse(ctx, refusal('wrong-type', { says: 'this is not a number', accepted }));
        return written >= min && written <= max ? written : refuse(ctx, refusal('out-of-range', { says: 'this is out of range', accepted }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/history-forms.ts




const RATIO_MAX = 1e6;
/** More than three years: an export that long has a mistake in its times. */
const SECONDS_MAX = 1e8;
function history_forms_historySections() {
    return { shape: optional(shapeForm()), dispersion: optional(dispersionForm()), errorBursts: optional(errorBurstsForm()), labelDelay: optional(labelDelayForm()) };
}
/** A flat one has no ratios; any other has both. */
function shapeForm() {
    const form = mapping('policy', '{"kind": "week", "peakToTrough": 3.5, "weekendRatio": 0.6}', {
        kind: words('policy', ['flat', 'day', 'week']),
        peakToTrough: optional(numberFrom({ min: 1, max: RATIO_MAX, example: 3.5 })),
        weekendRatio: optional(numberFrom({ min: 0, max: RATIO_MAX, example: 0.6 })),
    });
    return form.transform(({ kind, peakToTrough, weekendRatio }, ctx) => {
        if (kind === 'flat') {
            const written = peakToTrough === undefined ? (weekendRatio === undefined ? 'none' : 'weekendRatio') : 'peakToTrough';
            return written === 'none' ? { kind } : refuse(ctx, refusal('out-of-range', { says: 'a flat shape has no ratio', accepted: 'nothing, or "kind": "day" | "week"' }), [written]);
        }
        if (peakToTrough === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted: 'a number from 1, e.g. 3.5' }), ['peakToTrough']);
        if (weekendRatio === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted: 'a number from 0, e.g. 0.6; 1 where weekends are like other days' }), ['weekendRatio']);
        if (kind === 'day' && weekendRatio !== 1)
            return refuse(ctx, refusal('out-of-range', { says: 'a day has no weekend', accepted: '1, or "kind": "week"' }), ['weekendRatio']);
        return { kind, peakToTrough, weekendRatio };
    });
}
function dispersionForm() {
    const form = mapping('policy', '{"varianceOverMean": 12.5, "spanSeconds": 15}', { varianceOverMean: numberFrom({ min: 1, max: RATIO_MAX, example: 12.5 }), spanSeconds: secondsForm(15) });
    return form.transform(({ varianceOverMean, spanSeconds }) => ({ kind: 'measured', varianceOverMean, spanMs: milliseconds(spanSeconds) }));
}
function errorBurstsForm() {
    const form = mapping('policy', '{"meanRequests": 2.5, "spanSeconds": 15}', { meanRequests: numberFrom({ min: 1, max: RATIO_MAX, example: 2.5 }), spanSeconds: secondsForm(15) });
    return form.transform(({ meanRequests, spanSeconds }) => ({ kind: 'measured', meanRequests, spanMs: milliseconds(spanSeconds) }));
}
function labelDelayForm() {
    const form = mapping('policy', '{"p50Seconds": 3600, "p90Seconds": 86400, "p99Seconds": 172800}', { p50Seconds: delayForm(3_600), p90Seconds: delayForm(86_400), p99Seconds: delayForm(172_800) });
    return form.transform(({ p50Seconds, p90Seconds, p99Seconds }, ctx) => {
        const ascends = (above) => refusal('out-of-range', { says: 'more labels cannot be in sooner', accepted: `a number from ${above}` });
        if (p90Seconds < p50Seconds)
            return refuse(ctx, ascends(p50Seconds), ['p90Seconds']);
        if (p99Seconds < p90Seconds)
            return refuse(ctx, ascends(p90Seconds), ['p99Seconds']);
        return { kind: 'measured', p50Ms: milliseconds(p50Seconds), p90Ms: milliseconds(p90Seconds), p99Ms: milliseconds(p99Seconds) };
    });
}
function secondsForm(example) {
    return numberFrom({ min: 0.001, max: SECONDS_MAX, example });
}
function delayForm(example) {
    return numberFrom({ min: 0, max: SECONDS_MAX, example });
}
function milliseconds(seconds) {
    return Math.round(seconds * 1_000);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/profile-forms.ts
// The grammar of a traffic profile, key by key.










const profile_forms_COUNT_MAX = Number.MAX_SAFE_INTEGER;
const profile_forms_TEXT_LENGTH_MAX = 500;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;
/** Everything but the checks, whose form depends on their kind. */
function profile_forms_profileSections() {
    return {
        trafficProfile: versionForm(),
        target: targetName(),
        measured: measuredForm(),
        requestsPerMinute: requestsPerMinuteForm(),
        routerStepPpm: count({ min: 1, max: 1_000_000, example: 1_000 }).transform((value) => ppm(value)),
        users: optional(usersForm()),
        ...historySections(),
    };
}
function profile_forms_checkKind() {
    return words('policy', ['counts', 'time', 'level']);
}
function profile_forms_countsForm() {
    const form = mapping('policy', '{"kind": "counts", "trials": 12000, "events": 50, "pods": [], "labels": []}', {
        kind: z.literal('counts'),
        ...countedShape(),
        ratio: optional(numberFrom({ min: 0, max: 1, example: 0.004 })),
        pods: listOf(countedForm(), '[{"trials": 6000, "events": 25}]'),
        labels: listOf(labelForm(), '[{"label": "handler", "value": "/predict", "trials": 6000, "events": 25}]'),
    });
    return form.transform((written, ctx) => {
        const { ratio, ...traffic } = written;
        if (traffic.events > traffic.trials)
            return refuse(ctx, moreEvents(), ['events']);
        if (ratio !== undefined && Math.abs(ratio - roundedRatio(traffic)) > 1e-6) {
            return refuse(ctx, refusal('out-of-range', { says: 'this is not events / trials', accepted: `${roundedRatio(traffic)}, or no ratio at all` }), ['ratio']);
        }
        return traffic;
    });
}
function profile_forms_timeForm() {
    const within = () => listOf(countForm(), '[100, 180, 200]');
    const form = mapping('policy', '{"kind": "time", "trials": 200, "boundsSeconds": [0.1, 0.25], "withinBound": [100, 180], "pods": []}', {
        kind: z.literal('time'),
        trials: countForm(),
        boundsSeconds: listOf(numberFrom({ min: 0, max: Number.MAX_VALUE, example: 0.25 }), '[0.1, 0.25]'),
        withinBound: within(),
        pods: listOf(mapping('policy', '{"trials": 100, "withinBound": [50, 90]}', { trials: countForm(), withinBound: within() }), '[]'),
    });
    return form.transform((traffic, ctx) => {
        const { boundsSeconds, pods } = traffic;
        const unsorted = boundsSeconds.findIndex((bound, index) => index > 0 && bound <= (boundsSeconds[index - 1] ?? 0));
        if (unsorted >= 0)
            return refuse(ctx, refusal('out-of-range', { says: 'bounds ascend', accepted: 'a bound above the one before it' }), ['boundsSeconds', unsorted]);
        const histograms = [{ path: [], ...traffic }, ...pods.map((pod, index) => ({ path: ['pods', index], ...pod }))];
        for (const { path, trials, withinBound } of histograms) {
            if (withinBound.length !== boundsSeconds.length) {
                return refuse(ctx, refusal('bad-count', { says: `${withinBound.length} counts for ${boundsSeconds.length} bounds`, accepted: 'one count per bound' }), [...path, 'withinBound']);
            }
            const wrong = withinBound.findIndex((value, index) => value > trials || value < (withinBound[index - 1] ?? 0));
            if (wrong >= 0)
                return refuse(ctx, refusal('out-of-range', { says: 'these counts grow with their bounds, up to the trials', accepted: `a whole number up to ${trials}` }), [...path, 'withinBound', wrong]);
        }
        return traffic;
    });
}
function profile_forms_levelForm() {
    const anyNumber = () => numberFrom({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE, example: 1_200_000 });
    return mapping('policy', '{"kind": "level", "mean": 1000000, "max": 1200000}', { kind: z.literal('level'), mean: anyNumber(), max: anyNumber() });
}
function versionForm() {
    return z.unknown().transform((written, ctx) => {
        if (written === PROFILE_VERSION)
            return PROFILE_VERSION;
        const accepted = `"trafficProfile": ${PROFILE_VERSION}`;
        if (written === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
        return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    });
}
function measuredForm() {
    const form = mapping('policy', '{"from": "2026-03-01T00:00:00Z", "to": "2026-03-15T00:00:00Z", "basis": "window"}', { from: instant(), to: instant(), basis: words('policy', ['since start', 'window']) });
    return form.transform(({ from, to, basis }, ctx) => to > from ? { fromMs: from, toMs: to, basis } : refuse(ctx, refusal('out-of-range', { says: 'this is not after `from`', accepted: 'a later time' }), ['to']));
}
function instant() {
    return text({
        accepts: 'a time in UTC',
        example: '"2026-03-15T00:00:00Z"',
        mistake: 'bad-unit',
        parse: (written) => (INSTANT.test(written) && !Number.isNaN(Date.parse(written)) ? parsed(Date.parse(written)) : refused('this is not a time')),
    });
}
function requestsPerMinuteForm() {
    const rate = () => numberFrom({ min: 0, max: 1e12, example: 3.2 });
    return mapping('policy', '{"mean": 3.2, "low": 0.4}', { mean: rate(), low: optional(rate()) }).transform(({ mean, low }, ctx) => {
        if (low === undefined)
            return { mean, low: { kind: 'unknown' } };
        return low <= mean ? { mean, low: { kind: 'known', perMinute: low } } : refuse(ctx, refusal('out-of-range', { says: 'the low hour is above the mean', accepted: `a number up to ${mean}` }), ['low']);
    });
}
function usersForm() {
    const form = mapping('policy', '{"distinct": 900, "heaviestShare": 0.12}', { distinct: countForm(), heaviestShare: numberFrom({ min: 0, max: 1, example: 0.12 }) });
    return form.transform((users) => ({ kind: 'seen', ...users }));
}
function labelForm() {
    const short = (example) => text({ accepts: `text of at most ${profile_forms_TEXT_LENGTH_MAX} characters`, example, mistake: 'bad-name', parse: (written) => (written.length <= profile_forms_TEXT_LENGTH_MAX ? parsed(written) : refused('this is too long')) });
    return atMostTrials(mapping('policy', '{"label": "handler", "value": "/predict", "trials": 6000, "events": 25}', { label: short('handler'), value: short('/predict'), ...countedShape() }));
}
function countedForm() {
    return atMostTrials(mapping('policy', '{"trials": 6000, "events": 25}', countedShape()));
}
function atMostTrials(form) {
    return form.transform((counted, ctx) => (counted.events <= counted.trials ? counted : refuse(ctx, moreEvents(), ['events'])));
}
function moreEvents() {
    return refusal('out-of-range', { says: 'more events than trials', accepted: 'a whole number up to `trials`' });
}
function countedShape() {
    return { trials: countForm(), events: countForm() };
}
function countForm() {
    return count({ min: 0, max: profile_forms_COUNT_MAX, example: 12_000 });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/read-profile.ts
// Text of a traffic profile to the profile, or every mistake in it with its place. JSON is read as the YAML that it also is, which knows places.










const read_profile_KEYS = (/* unused pure expression or super */ null && (['trafficProfile', 'target', 'measured', 'requestsPerMinute', 'routerStepPpm', 'checks', 'users', 'shape', 'dispersion', 'errorBursts', 'labelDelay']));
function readProfile(file) {
    const notJson = whyNotJson(file.text);
    if (notJson !== '')
        return { kind: 'mistakes', mistakes: [notJsonMistake(file, notJson)] };
    const reading = readYaml(file, 'policy');
    if (reading.kind === 'unreadable')
        return reading.mistakes.length > 0 ? { kind: 'mistakes', mistakes: reading.mistakes } : { kind: 'mistakes', mistakes: [notJsonMistake(file, 'it is empty')] };
    const { root, source } = reading;
    const sections = profileSections();
    const version = decodeAt(sections.trafficProfile, root, ['trafficProfile']);
    const target = decodeAt(sections.target, root, ['target']);
    const measured = decodeAt(sections.measured, root, ['measured']);
    const requestsPerMinute = decodeAt(sections.requestsPerMinute, root, ['requestsPerMinute']);
    const routerStep = decodeAt(sections.routerStepPpm, root, ['routerStepPpm']);
    const users = decodeAt(sections.users, root, ['users']);
    const shape = decodeAt(sections.shape, root, ['shape']);
    const dispersion = decodeAt(sections.dispersion, root, ['dispersion']);
    const errorBursts = decodeAt(sections.errorBursts, root, ['errorBursts']);
    const labelDelay = decodeAt(sections.labelDelay, root, ['labelDelay']);
    const checks = read_profile_decodeChecks(root);
    const unknown = [...root.entries.keys()].filter((key) => !read_profile_KEYS.includes(key)).map((key) => ({ ...unknownKeyRefusal(key, { context: 'policy', known: read_profile_KEYS }), path: [key] }));
    const findings = [...unknown, ...[version, target, measured, requestsPerMinute, routerStep, users, shape, dispersion, errorBursts, labelDelay, checks].flatMap(findingsOf)];
    const mistakes = [...reading.mistakes, ...findings.map((finding) => locate(finding, root, [source]))];
    const isComplete = target.kind === 'ok' && measured.kind === 'ok' && requestsPerMinute.kind === 'ok' && routerStep.kind === 'ok' && users.kind === 'ok' && checks.kind === 'ok';
    const isHistoryComplete = shape.kind === 'ok' && dispersion.kind === 'ok' && errorBursts.kind === 'ok' && labelDelay.kind === 'ok';
    if (!isComplete || !isHistoryComplete || mistakes.length > 0)
        return { kind: 'mistakes', mistakes: mistakes.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column) };
    return {
        kind: 'profile',
        profile: {
            target: target.value,
            measured: measured.value,
            requestsPerMinute: requestsPerMinute.value,
            routerStep: routerStep.value,
            checks: checks.value,
            users: users.value ?? { kind: 'unknown' },
            shape: shape.value ?? NO_HISTORY.shape,
            dispersion: dispersion.value ?? NO_HISTORY.dispersion,
            errorBursts: errorBursts.value ?? NO_HISTORY.errorBursts,
            labelDelay: labelDelay.value ?? NO_HISTORY.labelDelay,
        },
    };
}
function read_profile_decodeChecks(root) {
    const found = lookUp(root, ['checks']);
    const accepted = 'a mapping from check to what is seen of it, e.g. {"errors": {"kind": "counts", ...}}';
    if (found.kind === 'missing')
        return { kind: 'refused', findings: [{ ...refusal('missing-key', { says: 'missing', accepted }), path: ['checks'] }] };
    if (found.value.kind !== 'mapping')
        return { kind: 'refused', findings: [{ ...refusal('wrong-type', { says: 'this has the wrong shape', accepted }), path: ['checks'] }] };
    const parts = [...found.value.entries.keys()].map((name) => [name, decodeCheck(root, name)]);
    const findings = parts.flatMap(([, part]) => findingsOf(part));
    if (findings.length > 0)
        return { kind: 'refused', findings };
    return { kind: 'ok', value: Object.fromEntries(parts.flatMap(([name, part]) => (part.kind === 'ok' ? [[name, part.value]] : []))) };
}
function decodeCheck(root, name) {
    const path = ['checks', name];
    const kind = decodeAt(checkKind(), root, [...path, 'kind']);
    if (kind.kind === 'refused')
        return kind;
    switch (kind.value) {
        case 'counts':
            return decodeAt(countsForm(), root, path);
        case 'time':
            return decodeAt(timeForm(), root, path);
        case 'level':
            return decodeAt(levelForm(), root, path);
    }
}
function whyNotJson(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? '' : 'it is no object';
    }
    catch (error) {
        return error instanceof Error ? error.message : 'unknown reason';
    }
}
/** The parser names no place that could be pointed at; its own words do. */
function notJsonMistake({ file }, why) {
    const says = `this is not a traffic profile in JSON: ${shownText(why, 200).slice(1, -1)}`;
    const accepted = 'what `rampart init` writes';
    const name = 'yaml-syntax';
    const place = { kind: 'file', file, line: 1, column: 1, endColumn: 2 };
    return { code: MISTAKE_KINDS[name].code, name, place, subject: file, seen: 'text that is no profile', accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
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


const error_table_START = '<!-- policy-document:start -->';
const END = '<!-- policy-document:end -->';
const EMPTY_PAGE = (/* unused pure expression or super */ null && (`# Errors\n\nEvery code, what it means, what to do. Codes are never reused.\n\n${error_table_START}\n${END}\n`));
/** `page` with the section of policy files written anew; other sections stay as they are. */
function error_table_renderErrorPage(page) {
    const whole = page === '' ? EMPTY_PAGE : page.includes(error_table_START) && page.includes(END) ? page : `${page.trimEnd()}\n\n${error_table_START}\n${END}\n`;
    return `${whole.slice(0, whole.indexOf(error_table_START))}${error_table_START}\n${section()}${END}${whole.slice(whole.indexOf(END) + END.length)}`;
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


































// For other files that people write (scenarios): the same places, frames and paths.





;// CONCATENATED MODULE: ./packages/ports-from-policy/src/policy-files.ts
// Policy files as an action or the command line names them: paths and globs, all mistakes of all files at once.



async function readPolicyFiles(patterns, workspace) {
    const { policies, mistakes } = await policy_files_readSoundPolicyFiles(patterns, workspace);
    const [[mistake, ...more], [first, ...others]] = [mistakes, policies];
    if (mistake !== undefined)
        return { kind: 'mistakes', mistakes: [mistake, ...more] };
    return first === undefined ? { kind: 'mistakes', mistakes: [unusable('no policy file was named. Write a path such as rampart/fraud.yaml')] } : { kind: 'policies', policies: [first, ...others] };
}
/** Those without a mistake, and the mistakes of the others. Of two files about one target neither is sound: nobody knows which is meant. */
async function policy_files_readSoundPolicyFiles(patterns, workspace) {
    const found = patterns.map((pattern) => ({ pattern, files: policyFilesMatching(pattern, workspace) }));
    const nothing = found.filter(({ files }) => files.length === 0).map(({ pattern }) => JSON.stringify(pattern));
    const files = [...new Set(found.flatMap(({ files: all }) => all))].sort();
    const readings = await Promise.all(files.map(async (file) => ({ file: (0,external_node_path_.relative)(workspace, file), reading: await loadPolicy((0,external_node_path_.relative)(process.cwd(), file)) })));
    const decoded = readings.flatMap(({ file, reading }) => (reading.kind === 'policy' ? [{ file, pinned: { policy: reading.policy, digest: reading.digest }, origins: reading.origins }] : []));
    const rivals = (one) => decoded.filter(({ pinned }) => pinned.policy.target === one.pinned.policy.target);
    return {
        policies: decoded.filter((one) => rivals(one).length === 1),
        mistakes: [
            ...(nothing.length === 0 ? [] : [unusable(`${nothing.join(', ')} matches no policy file in the checkout. Write a path such as rampart/fraud.yaml, and check that the job checks the repository out`)]),
            ...readings.flatMap(({ reading }) => (reading.kind === 'mistakes' ? reading.mistakes : [])),
            ...decoded.filter((one) => rivals(one).length > 1 && rivals(one)[0] === one).map((one) => unusable(`${rivals(one).map(({ file }) => file).join(' and ')} are ${rivals(one).length === 2 ? 'both' : 'all'} about target ${one.pinned.policy.target}. A target has one policy`)),
        ],
    };
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
function unusable(text) {
    return { code: 'RMP210', subject: 'policy', text: `${text}.`, frame: '', place: { kind: 'nowhere' } };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/open-targets.ts





/** `patterns`: policy files or globs, relative to the workspace. */
async function openTargets(patterns, surroundings) {
    const files = await readPolicyFiles(patterns, surroundings.workspace);
    if (files.kind === 'mistakes')
        return files;
    const opened = await openAll(files.policies, surroundings);
    const [refusal, ...more] = opened.mistakes;
    return refusal === undefined ? opened : { kind: 'mistakes', mistakes: [refusal, ...more] };
}
/** For a look at many targets at once: who writes a mistake into one policy must not keep the others from being looked at. */
async function openSoundTargets(patterns, surroundings) {
    const { policies, mistakes } = await readSoundPolicyFiles(patterns, surroundings.workspace);
    const [[policy, ...others], [first, ...more]] = [policies, mistakes];
    if (policy === undefined)
        return first === undefined ? mistake('RMP210', 'policy', 'no policy file was named. Write a path such as rampart/fraud.yaml') : { kind: 'mistakes', mistakes: [first, ...more] };
    const opened = await openAll([policy, ...others], surroundings);
    return opened.kind === 'mistakes' ? opened : { ...opened, mistakes: [...mistakes, ...opened.mistakes] };
}
async function openAll(policies, surroundings) {
    const opened = await openState(surroundings);
    if (opened.kind === 'refused')
        return mistake('RMP211', opened.subject, opened.why);
    const branches = await branchFilesOn(opened.github);
    const targets = [];
    const refusals = [];
    for (const { file, pinned } of policies) {
        const connection = connectPolicy(pinned.policy, opened.state(), { ...surroundings, clock: opened.clock }, branches);
        if (connection.kind === 'refused') {
            refusals.push(...mistake('RMP211', connection.subject, connection.why).mistakes);
            continue;
        }
        const breakGlass = (slot) => breakGlassCommand(pinned.policy, slot, surroundings.routerToken !== '');
        targets.push({ policyFile: file, pinned, ports: connection.ports, freezes: connection.freezes, breakGlass });
    }
    const [[first, ...others], [refusal]] = [targets, refusals];
    if (first !== undefined)
        return { kind: 'targets', targets: [first, ...others], mistakes: refusals, github: opened.github, clock: opened.clock };
    if (refusal === undefined)
        throw new TypeError('of one policy at least something comes');
    // What refuses all of them mostly stands in an input, and is the same for each.
    return { kind: 'mistakes', mistakes: [refusal] };
}
/** For what is done to one target: a pattern that means several is a mistake, not the first of them. */
async function openTarget(pattern, surroundings) {
    const opened = await openTargets([pattern], surroundings);
    if (opened.kind === 'mistakes')
        return opened;
    const { targets, github, clock } = opened;
    return targets.length === 1 ? { kind: 'target', target: targets[0], github, clock } : mistake('RMP210', 'policy', `${JSON.stringify(pattern)} means ${targets.map(({ policyFile }) => policyFile).join(' and ')}. Name one policy file`);
}
function mistake(code, subject, text) {
    return { kind: 'mistakes', mistakes: [{ code, subject, text: `${text}.`, frame: '', place: { kind: 'nowhere' } }] };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/show-target.ts

/** Another job that shows at the same time makes us show once more; with several of them, some more times. */
const TIMES_MAX = 4;
/** Never fails; what could not be shown is told in lines for the log. Reads no more of the history than it takes to see that nothing is new. */
async function showTarget(github, { pinned, ports, breakGlass }, { state, read }) {
    if (github === 'none' || github.mirrors === 'none' || !(await github.mirrors.hasNews(state, read)))
        return [];
    const { mirrors } = github;
    const { target } = pinned.policy;
    const refOf = tagOf(pinned.policy);
    let report = await mirrors.show({ state, events: await toTell(state, read), breakGlass, refOf });
    for (let times = 1; report.again && times < TIMES_MAX; times += 1) {
        const view = await ports.ledger.read(target);
        if (view.kind === 'error' || view.value.kind === 'empty')
            break;
        const events = await ports.ledger.history(target, (0,rollout_engine_src/* sinceStartOf */.Aw)(view.value.state));
        if (events.kind === 'error')
            break;
        report = await mirrors.show({ state: view.value.state, events: events.value, breakGlass, refOf });
    }
    return report.warnings.map(({ text }) => text);
}
/** A version that was replaced is told of with the one that replaced it; later nobody looks back for it. */
const REPLACED_MS = 3_600_000;
async function toTell(state, read) {
    const events = await read((0,rollout_engine_src/* sinceStartOf */.Aw)(state));
    const { rollout, ended } = state;
    const isNew = rollout.kind === 'live' && (events.at(-1)?.atMs ?? 0) - rollout.startedAtMs < REPLACED_MS;
    return isNew && ended.at(-1)?.outcome === 'superseded' ? read((0,rollout_engine_src/* sinceStartOf */.Aw)({ ...state, rollout: { kind: 'none' } })) : events;
}
/** The tag of a version, as GTO names it. */
function tagOf({ model }) {
    return (version) => `${model.name}@${version}`;
}

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/ports-from-policy/src/system-clock.ts
// The machine's clock, behind the port.


const systemClock = {
    nowMs: () => Date.now(),
    steadyMs: () => external_node_perf_hooks_.performance.now(),
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

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/job-surroundings.ts

const DEADLINE_MS = 600_000;
function jobSurroundings(inputs, job) {
    return { ...stateSurroundings(inputs, job), mirrors: inputs.mirrors, registry: inputs.registry, routerToken: given(inputs.routerToken), hideSecrets: job.hideSecrets };
}
/** For an action that has no policy, and shows nothing. */
function stateSurroundings({ ledger, stateRepository, stateToken, token }, { permissions, deadlineMs = DEADLINE_MS, ...job }) {
    const needs = Object.fromEntries(Object.entries(permissions).map(([key, { access }]) => [key, access]));
    return { ...job, ledger, stateRepository: given(stateRepository), stateToken: given(stateToken), token: given(token), clock: systemClock, deadlineMs, needs, mirrors: ['none'] };
}
function given(input) {
    return input.kind === 'given' ? input.value : '';
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/looking-workflows.ts
// Which workflows of a checkout look at releases: those that use canary-step.


/** Of any repository, or of this one; a comment is no step. */
const USES_CANARY_STEP = /^[^#\n]*\buses:\s*['"]?[^\s'"#]*\/canary-step(?:@|['"\s#]|$)/m;
/** A workflow is written by a person; what is longer is something else. */
const looking_workflows_BYTES_MAX = 1_000_000;
/** File names, sorted; none where there is no such folder, or it cannot be read. */
async function lookingWorkflows(workspace) {
    const folder = join(workspace, '.github', 'workflows');
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.filter((name) => /\.ya?ml$/.test(name)).map(async (name) => ({ name, text: await textOf(join(folder, name)) })));
    return found.filter(({ text }) => USES_CANARY_STEP.test(text)).map(({ name }) => name).sort();
}
async function textOf(file) {
    try {
        return (await stat(file)).size > looking_workflows_BYTES_MAX ? '' : await readFile(file, 'utf8');
    }
    catch {
        // One that cannot be read is not asked about; GitHub would not run it either.
        return '';
    }
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
const NAME_LENGTH_MAX = 100;
const REASON_LENGTH_MAX = 1_000;
/** What a person gives as the reason, as it is recorded for ever: one line, and not a whole log. */
function job_places_reasonOf(said) {
    return (0,report_src/* cleanLine */.Ow)(said, REASON_LENGTH_MAX);
}
/** `ada, run 123.1` in a workflow; on a command line the login name, which shells, containers and Windows keep in places of their own. */
function actorOf(env, nameOfAccount = accountName) {
    const said = env['GITHUB_ACTOR'] || env['USER'] || env['LOGNAME'] || env['USERNAME'] || nameOfAccount();
    const who = (0,report_src/* cleanLine */.Ow)(said, NAME_LENGTH_MAX) || 'unknown';
    const run = env['GITHUB_RUN_ID'] ?? '';
    return run === '' ? who : (0,rollout_engine_src/* actorOfRun */.QV)(who, { run, attempt: env['GITHUB_RUN_ATTEMPT'] ?? '1' });
}
/** Of the account that this process runs as. A container may run as a number that no account has: then Node throws. */
function accountName() {
    try {
        return (0,external_node_os_.userInfo)().username;
    }
    catch {
        return '';
    }
}
/** Whether a person, or GitHub, has started this very run again. */
function rerunIn(env) {
    const [run, attempt] = [env['GITHUB_RUN_ID'] ?? '', env['GITHUB_RUN_ATTEMPT'] ?? '1'];
    return run === '' || attempt === '1' ? rollout_engine_src/* NO_RERUN */.Lm : { kind: 'yes', run };
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

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/audit-ledgers.ts
// Ledgers looked at by who does not trust them: with a clone alone, or at any address. No policy is needed: a ledger carries the ones that it was written under.







/** `where`: in the words of `--ledger`. Empty: what this clone has; only where it has nothing, origin. */
async function findLedgers(where, surroundings) {
    if (where !== '')
        return atAddress(where, surroundings);
    const clone = cloneAround(surroundings.workspace);
    if (clone === '')
        return atAddress('origin', surroundings);
    for (const [copy, name] of [['fetched', 'fetched'], ['heads', 'local']]) {
        const found = await audit_ledgers_at({ kind: 'repository', path: clone }, copy, name, surroundings);
        if (found.kind !== 'found' || found.ledgers.heads.length > 0)
            return found;
    }
    return atAddress('origin', surroundings);
}
/** Whether a head is that of this target, in a clone or where it is kept. */
function isHeadOf({ ref }, target) {
    return ref.replace('refs/remotes/origin/', 'refs/heads/') === ledgerRef(target);
}
function atAddress(where, surroundings) {
    const { env, token, workspace } = surroundings;
    const place = placeOf(where, env);
    if (place.kind === 'github')
        return onGithub(place.name, { ...surroundings, token: githubToken(token, env) });
    const reading = readGitLocation(where, workspace);
    if (reading.kind === 'invalid')
        return Promise.resolve({ kind: 'refused', why: `${reading.message}; or github:owner/name` });
    return audit_ledgers_at(reading.location, 'heads', 'there', surroundings);
}
/** A ledger that is written through GitHub's API is a branch of a repository all the same. git reads a public one without a token. */
function onGithub(place, surroundings) {
    const repository = repositoryIn(place);
    if (repository === 'none')
        return Promise.resolve({ kind: 'refused', why: `${whyNoRepository(place)}. Write github:owner/name` });
    const url = `${surroundings.env['GITHUB_SERVER_URL'] || 'https://github.com'}/${repository.owner}/${repository.repo}.git`;
    return audit_ledgers_at({ kind: 'remote', url }, 'heads', 'there', surroundings);
}
async function audit_ledgers_at(location, branches, copy, { cacheDir, token, signal }) {
    const audit = openGitLedgerAudit({ location, cacheDir, signal, ...(token === '' ? {} : { token }) }, branches);
    const heads = await audit.heads();
    if (heads.kind === 'error')
        return { kind: 'unreadable', error: heads.error };
    return { kind: 'found', ledgers: { copy, heads: heads.value, audit: (head) => audited(audit, head) } };
}
async function audited(audit, head) {
    const history = await auditHistory(audit, head, digestPolicy);
    return history.kind === 'ok' ? { kind: 'audited', history: history.value } : { kind: 'unreadable', error: history.error };
}
/** The checkout, or the bare repository, that this folder is in; empty where it is in none. */
function cloneAround(folder) {
    if (existsSync(join(folder, '.git')) || (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'))))
        return folder;
    const above = dirname(folder);
    return above === folder ? '' : cloneAround(above);
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/index.ts
// The one place where the words of a policy become adapters. Actions and the command line bind their ports here.















// EXTERNAL MODULE: ./actions/rollback/src/contract.ts
var contract = __webpack_require__(4122);
;// CONCATENATED MODULE: ./actions/rollback/src/present.ts

const EXIT_CODES = { out: 0, nothing: 0, unconfirmed: 1, refused: 2 };
const present_WORDS = {
    out: 'the candidate is out',
    nothing: 'nothing to take out',
    unconfirmed: 'NOT CONFIRMED, traffic may still be on the candidate',
    refused: 'refused, nothing was changed',
};
const NEXT = {
    out: 'Nothing.',
    nothing: 'Nothing.',
    unconfirmed: 'A person takes the traffic away now: run this again, or use the router\'s own means.',
    refused: 'Correct it and run this again.',
};
function present(outcome, scene) {
    const exitCode = EXIT_CODES[outcome.kind];
    // Versions come from the router, reasons from adapters: they stay on the line.
    const said = (0,report_src/* cleanLine */.Ow)(`${scene.policy.target}: ${present_WORDS[outcome.kind]}: ${outcome.why}`.replace(/\.?$/, '.'), 4000);
    const left = outcome.todo.length === 0 ? '' : ` ${(0,report_src/* cleanLine */.Ow)(`Left to do: ${outcome.todo.join('; ')}.`, 4000)}`;
    const report = summaryOf(outcome, scene, said + left);
    const messages = [...outcome.warnings, ...outcome.todo.map((todo) => `left to do: ${todo}`), ...(exitCode === 0 ? [] : [said])];
    return {
        exitCode,
        outputs: { outcome: outcome.kind, concluded: String(outcome.concluded), sentence: said + left, report },
        summary: report,
        annotations: messages.map((message) => ({ level: exitCode === 0 ? 'warning' : 'error', title: scene.policy.target, message, place: { kind: 'nowhere' } })),
        closing: { decided: outcome.kind, why: said, next: left === '' ? NEXT[outcome.kind] : left.trim() },
    };
}
function summaryOf(outcome, scene, said) {
    if (outcome.state.kind === 'unknown')
        return `${(0,report_src/* escapeMarkdown */.FV)(said)}\n`;
    const { state } = outcome.state;
    const notes = [said, ...outcome.warnings];
    return (0,report_src/* renderSummary */.Br)({ state, decision: { kind: 'none' }, history: scene.history, nowMs: scene.nowMs, breakGlass: scene.breakGlass(state.stable.slot), notes });
}

;// CONCATENATED MODULE: ./actions/rollback/src/run.ts
// Rollback, as data. The engine does the work; this is the seam that the CLI and the simulator share.

function run(request, ports) {
    return (0,rollout_engine_src/* rollback */.dU)(ports, request);
}

;// CONCATENATED MODULE: ./actions/rollback/src/connect.ts
// Binds the rollback to the real world: the policy of the checkout and its adapters.






function connect(inputs, context) {
    return inJobPlaces(context.env, (places) => takeBack(inputs, context, places));
}
async function takeBack(inputs, { env, signal, log, hideSecrets }, places) {
    const opened = await openTarget(inputs.policy, jobSurroundings(inputs, { ...places, env, signal, hideSecrets, permissions: contract/* contract */.d.permissions }));
    if (opened.kind === 'mistakes')
        throw new src/* ActionError */.lZ(opened.mistakes);
    const { pinned, ports, breakGlass } = opened.target;
    const { policy } = pinned;
    const outcome = await run({
        target: policy.target,
        actor: actorOf(env),
        why: job_places_reasonOf(hideSecrets(inputs.reason)),
        rolloutId: (0,src/* given */.gI)(inputs.rolloutId),
        stableVersion: (0,src/* given */.gI)(inputs.stableVersion),
        routerOnly: inputs.routerOnly,
        rerun: rerunIn(env),
    }, ports);
    const read = async (enough) => {
        const events = await ports.ledger.history(policy.target, enough);
        return events.kind === 'ok' ? events.value : [];
    };
    // With the router alone nothing is known of the ledger.
    const { state } = outcome;
    if (state.kind === 'known')
        for (const line of await showTarget(opened.github, opened.target, { state: state.state, read }))
            log(line);
    const history = state.kind === 'known' ? await read((0,rollout_engine_src/* sinceStartOf */.Aw)(state.state)) : [];
    if (opened.github !== 'none')
        log(opened.github.spent());
    return present(outcome, { policy, history, nowMs: opened.clock.nowMs(), breakGlass });
}


/***/ }),

/***/ 6165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w6: () => (/* reexport */ GIT_IDENTITY),
  lD: () => (/* reexport */ createGit),
  tv: () => (/* reexport */ gitFailure),
  TN: () => (/* reexport */ oneLine),
  zv: () => (/* reexport */ openOnFirstUse),
  S8: () => (/* reexport */ readGitLocation),
  $I: () => (/* reexport */ readObjects),
  sg: () => (/* reexport */ readRef),
  p7: () => (/* reexport */ writeObject),
  WM: () => (/* reexport */ writeTree)
});

// UNUSED EXPORTS: openGitRepository, redact, withoutCredentials

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
        moveRef: (move) => inTurn(() => pushRefs(run, [move])),
        moveRefs: (moves) => inTurn(() => pushRefs(run, moves)),
    };
}
/** What was pushed is noted here too, so that the next fetch has nothing to do; if the note fails it fetches. */
async function pushRefs(run, moves) {
    const leases = moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from}`);
    // A remote that cannot move several refs as one says so; a single ref needs no such promise.
    const atomic = moves.length > 1 ? ['--atomic'] : [];
    const pushed = await run([...PUSH, ...atomic, ...leases, '--end-of-options', REMOTE, ...moves.map(({ ref, to }) => `${to}:${ref}`)]);
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
/**
 * Without line breaks and control characters, which could forge a trailer or a terminal sequence, and without the mentions and references that GitHub
 * looks for in every commit that is pushed; at most 200 characters. May be empty. What it made stays as it is: who reads a
 * commit makes its message once more, and compares.
 */
function oneLine(text) {
    const line = text
        .slice(0, 4_000)
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/(?<!\w)@(?=\w)/g, '@ ')
        .replace(/(?<!\w)#(?=\d)|(?<=\w\/[\w.-]{1,100})#(?=\d)/g, '# ')
        .replace(/(?<!\w)(GH)-(?=\d)/gi, '$1- ')
        .trim();
    return [...line].slice(0, 200).join('').trimEnd().toWellFormed();
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











/***/ }),

/***/ 1860:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S5: () => (/* reexport */ record_EVENT_FILE),
  pc: () => (/* reexport */ FREEZES_REF),
  bv: () => (/* reexport */ record_STATE_FILE),
  yC: () => (/* reexport */ brokenLink),
  NX: () => (/* reexport */ commit_bytes_commitBytes),
  qG: () => (/* reexport */ cutOff),
  eT: () => (/* reexport */ decodeRecord),
  l2: () => (/* reexport */ decodeRecordedEvent),
  Vv: () => (/* reexport */ freezeDocument),
  my: () => (/* reexport */ freezeFile),
  Hh: () => (/* reexport */ freezeHolderOf),
  DH: () => (/* reexport */ target_refs_ledgerRef),
  ce: () => (/* reexport */ ledger_json_readLedgerJson),
  B5: () => (/* reexport */ recordFiles),
  VR: () => (/* reexport */ record_recordMessage),
  o5: () => (/* reexport */ setBack),
  $O: () => (/* reexport */ slippedIn),
  fo: () => (/* reexport */ targetSlug),
  j4: () => (/* reexport */ writeLedgerJson)
});

// UNUSED EXPORTS: auditHistory, commitMessage, decodeEvent, decodeState

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/ledger-records/src/target-refs.ts
// Names of refs and files for a target. A target may be called anything; its name becomes one path segment that git accepts, and
// the hash keeps apart what looks the same then. (`prod` and `prod/eu` could not both be branches as they stand.)

function target_refs_ledgerRef(target) {
    return `refs/heads/rollouts/${targetSlug(target)}`;
}
/** One ref for the freezes of all targets; a target's slug always ends in a hash, so no target takes this name. */
const FREEZES_REF = 'refs/heads/rollouts/freezes';
/** A target may be frozen by a person and by its live rollout at the same time. No slug has a dot, so no two of these names are one. */
function freezeFile(target, by = 'hand') {
    return `${targetSlug(target)}${by === 'hand' ? '' : '.rollout'}.json`;
}
/** `none`: no freeze, e.g. the README of the branch. */
function freezeHolderOf(file) {
    if (!file.endsWith('.json'))
        return 'none';
    return file.endsWith('.rollout.json') ? 'rollout' : 'hand';
}
/** `<letters, digits, - and _ of the name>-<first 8 hex digits of the SHA-256 of the name>` */
function targetSlug(target) {
    const readable = target
        .replace(/[^A-Za-z0-9_]+/g, '-')
        .slice(0, 40)
        .replace(/^-+|-+$/g, '');
    return `${readable === '' ? 'target' : readable}-${(0,external_node_crypto_.hash)('sha256', target).slice(0, 8)}`;
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/freeze-document.ts
// What a file of the freezes says, wherever it is kept.
/**
 * The bytes as text. Where somebody has written what is no text there is a freeze all the same, which nobody can read and a person can lift: then it
 * begins with a sign that no document begins with.
 */
function freezeDocument(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return `\uFFFD${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)}`;
    }
}

// EXTERNAL MODULE: ./packages/git-process/src/index.ts + 13 modules
var src = __webpack_require__(6165);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var rollout_policy_src = __webpack_require__(8361);
;// CONCATENATED MODULE: ./packages/ledger-records/src/commit-bytes.ts
// A commit as bytes. Author, committer and date are fixed by what is recorded, so that the id of a record follows from its content
// alone: two machines that record the same thing write the same commit.


function commit_bytes_commitBytes(content) {
    (0,rollout_policy_src/* invariant */.V1)(Number.isSafeInteger(content.atMs) && content.atMs >= 0, 'a record has a time since 1970', { atMs: content.atMs });
    const who = `${src/* GIT_IDENTITY */.w6} ${Math.floor(content.atMs / 1000)} +0000`;
    const header = [`tree ${content.tree}`, ...(content.parent === '' ? [] : [`parent ${content.parent}`]), `author ${who}`, `committer ${who}`];
    return `${[...header, '', commit_bytes_commitMessage(content)].join('\n')}\n`;
}
/** Without a line end after the last line. Nothing in a title or a trailer can forge another one. */
function commit_bytes_commitMessage({ title, trailers }) {
    const subject = (0,src/* oneLine */.TN)(title) || 'record';
    const lines = trailers.map(([name, value]) => `${name}: ${(0,src/* oneLine */.TN)(value)}`);
    return (lines.length === 0 ? [subject] : [subject, '', ...lines]).join('\n');
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/ledger-json.ts
// Text of what the ledger stores: JSON with two spaces, leaves on one line, and a final line break. Two things differ from JSON.stringify, so that
// what is read back is what was written, bit for bit: an infinite number is written as 1e999, which every JSON parser reads
// as infinity (JSON.stringify would write null), and -0 keeps its sign. Keys stay in the order in which they were built:
// sums over a record come out the same after a round trip.

function writeLedgerJson(value) {
    return `${render(value, '')}\n`;
}
/** Strict UTF-8 and JSON. A key `__proto__` is refused: copying it would replace an object's prototype. */
function ledger_json_readLedgerJson(bytes) {
    let text;
    try {
        text = STRICTLY.decode(bytes);
    }
    catch {
        return { kind: 'invalid', why: 'it is not UTF-8 text' };
    }
    if (!/\S/.test(text))
        return { kind: 'invalid', why: 'it is empty' };
    try {
        const value = JSON.parse(text);
        return text.includes('__proto__') && hasProtoKey(value) ? { kind: 'invalid', why: 'it has a key "__proto__"' } : { kind: 'value', value };
    }
    catch (cause) {
        return { kind: 'invalid', why: `it is not complete JSON (${cause instanceof Error ? cause.message : 'unreadable'})` };
    }
}
const STRICTLY = new TextDecoder('utf-8', { fatal: true });
function render(value, indent) {
    switch (typeof value) {
        case 'string':
            return renderText(value);
        case 'boolean':
            return JSON.stringify(value);
        case 'number':
            return renderNumber(value);
        case 'object': {
            if (value === null)
                return 'null';
            const inner = `${indent}  `;
            const parts = [];
            let isLeaf = true;
            const take = (name, item) => {
                parts.push(`${name}${render(item, inner)}`);
                isLeaf &&= isPlain(item);
            };
            if (Array.isArray(value))
                for (const item of value)
                    take('', item);
            else
                for (const [key, field] of Object.entries(value))
                    if (field !== undefined)
                        take(`${renderText(key)}: `, field);
            const [open, close] = Array.isArray(value) ? '[]' : '{}';
            if (isLeaf)
                return `${open}${parts.join(', ')}${close}`;
            return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
        }
        default:
            (0,rollout_policy_src/* invariant */.V1)(false, 'the ledger holds plain JSON', { type: typeof value });
    }
}
/** What holds nothing further stands on one line with its neighbours: a cell of counts is read at a glance, and costs half of what it would over four lines. */
function isPlain(value) {
    return typeof value !== 'object' || value === null;
}
/** What a terminal would obey, and what hides or turns round what stands beside it, is written as an escape: people read records with `git log -p`. */
function renderText(text) {
    if (NOTHING_TO_ESCAPE.test(text))
        return `"${text}"`;
    return JSON.stringify(text).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => Array.from({ length: char.length }, (_, unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''));
}
/** Most of what a record says, names of fields above all. */
const NOTHING_TO_ESCAPE = /^[ !#-[\]-~]*$/;
function renderNumber(value) {
    if (Object.is(value, -0))
        return '-0';
    if (Number.isFinite(value))
        return String(value);
    (0,rollout_policy_src/* invariant */.V1)(!Number.isNaN(value), 'the ledger holds no NaN', {});
    return `${value < 0 ? '-' : ''}1e999`;
}
function hasProtoKey(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    return Object.entries(value).some(([key, field]) => key === '__proto__' || hasProtoKey(field));
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/json-shape.ts
// Says what is wrong with the form of a JSON value. A shape returns one sentence per mistake, all of them; none means it fits.
const anything = () => [];
const json_shape_text = (value, at) => (typeof value === 'string' ? [] : [wrong(at, 'text', value)]);
const filledText = (value, at) => (typeof value === 'string' && value !== '' ? [] : [wrong(at, 'text that is not empty', value)]);
const flag = (value, at) => (typeof value === 'boolean' ? [] : [wrong(at, 'true or false', value)]);
const finite = (value, at) => (typeof value === 'number' && Number.isFinite(value) ? [] : [wrong(at, 'a number', value)]);
/** Evidence has no end: infinities are numbers here. */
const number = (value, at) => (typeof value === 'number' ? [] : [wrong(at, 'a number', value)]);
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
function record(fields) {
    const known = Object.entries(fields);
    return (value, at) => {
        if (!isObject(value))
            return [wrong(at, 'an object', value)];
        return known.flatMap(([name, shape]) => shape(Object.hasOwn(value, name) ? value[name] : undefined, at === '' ? name : `${at}.${name}`));
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
    return `${at === '' ? 'the whole' : at} should be ${expected}, is ${shown(value)}`;
}
function shown(value) {
    if (value === undefined)
        return 'absent';
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return 'an object';
    const written = JSON.stringify(value);
    return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/decode-state.ts

/** What the schema number says first: a state of another version is not judged field by field. */
function schemaProblem(value) {
    const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
    if (schema === 1)
        return '';
    return `its schema is ${JSON.stringify(schema) ?? 'absent'}, this version of Rampart reads 1: use the version that wrote it, or a newer one`;
}
function decode_state_decodeState(value, target) {
    const schema = schemaProblem(value);
    if (schema !== '')
        return { kind: 'invalid', problems: [schema] };
    const problems = stateOf(target)(value, '');
    return problems.length === 0 ? { kind: 'decoded', value: value } : { kind: 'invalid', problems };
}
const release = { version: filledText, digest: filledText };
const placed = record({ ...release, slot: filledText });
const candidate = record({ ...release, slot: filledText, artifact: json_shape_text });
const slots = (value, at) => {
    const problems = tuple(filledText, filledText)(value, at);
    return problems.length === 0 && Array.isArray(value) && value[0] === value[1] ? [`${at} should be two different names`] : problems;
};
const effect = record({
    kind: exactly('set-weight'),
    id: filledText,
    rolloutId: filledText,
    sequence: integer({ min: 1 }),
    weight: weight,
    mirror: weight,
    purpose: oneOf({ advance: true, stepBack: true, rollback: true, promote: true, finish: true }),
});
const pause = kinds({ none: anything, paused: record({ by: json_shape_text, why: json_shape_text, sinceMs: finite }) });
const PHASES = { trial: true, 'awaiting-promotion': true, baking: true, leaving: true };
const OUTCOMES = { promoted: true, 'rolled-back': true, halted: true, superseded: true, expired: true };
const spans = listOf(record({ fromMs: finite, toMs: finite }));
const capital = kinds({ bet: anything, tilt: anything });
/** What the fold goes on from. A state of before these were kept is read by the version that wrote it. */
const checks = mapOf(record({
    watermarkMs: finite,
    claims: mapOf(record({ share: finite, wealth: capital })),
    odds: number,
    oddsPeak: number,
    same: capital,
    better: capital,
    caps: record({}),
    lone: kinds({ none: anything, watching: record({ ratioMax: finite }) }),
}));
const rollout = record({
    id: filledText,
    candidate,
    policy: record({ target: filledText }),
    policyDigest: filledText,
    startedAtMs: finite,
    phase: oneOf(PHASES),
    stageIndex: integer({ min: 0 }),
    stageEnteredAtMs: finite,
    weightSinceMs: finite,
    weight: weight,
    weightMax: weight,
    firstWeight: weight,
    mirror: weight,
    attempt: integer({ min: 1 }),
    weights: listOf(record({ fromMs: finite, weight: weight, mirror: weight })),
    sampleRatio: record({ watermarkMs: finite, above: capital, below: capital }),
    suspicion: kinds({ none: anything, shared: record({ check: filledText, sinceMs: finite }) }),
    pending: kinds({ none: anything, 'set-weight': effect }),
    exclusions: spans,
    checks,
    answered: listOf(json_shape_text),
    waitsForApproval: flag,
    pause,
    pointerMoved: flag,
    confirmedEffect: json_shape_text,
    lastRuling: json_shape_text,
    leavingWhy: json_shape_text,
});
const followed = record({
    id: filledText,
    candidate: placed,
    previous: placed,
    policy: record({ target: filledText }),
    checks,
    exclusions: spans,
    endedAtMs: finite,
    untilMs: finite,
    told: listOf(filledText),
});
const ended = record({ id: filledText, candidate: record(release), outcome: oneOf(OUTCOMES), why: json_shape_text, endedAtMs: finite, weightMax: weight });
function stateOf(target) {
    return record({
        target: exactly(target),
        sequence: integer({ min: 1 }),
        slots,
        stable: placed,
        rollout: kinds({ none: anything, live: rollout }),
        pause,
        following: listOf(followed),
        ended: listOf(ended),
    });
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/decode-event.ts


function decode_event_decodeEvent(value) {
    const schema = schemaProblem(value);
    if (schema !== '')
        return { kind: 'invalid', problems: [schema] };
    const problems = [...envelope(value, ''), ...byKind(value, '')];
    return problems.length === 0 ? { kind: 'decoded', value: value } : { kind: 'invalid', problems };
}
const envelope = record({ sequence: integer({ min: 1 }), atMs: integer({ min: 0 }), operation: filledText, actor: json_shape_text });
const DECISIONS = { advance: true, hold: true, stepBack: true, promote: true, rollback: true, halt: true, finished: true };
const ENDINGS = { 'rolled-back': true, halted: true, superseded: true, expired: true };
const counts = record({ trials: finite, events: finite });
const evidence = mapOf(kinds({ blocks: record({ blocks: listOf(record({ fromMs: finite, toMs: finite, cells: mapOf(record({ stable: counts, candidate: counts })) })) }), 'no-data': record({ why: json_shape_text }) }));
const mirror = (value, at) => (value === 'cannot' ? [] : weight(value, at));
const smoke = kinds({
    'not-asked': anything,
    passed: record({ cases: integer({ min: 1 }) }),
    failed: record({ cases: integer({ min: 1 }), failed: integer({ min: 1 }), first: json_shape_text }),
    unavailable: record({ why: json_shape_text }),
});
const quiet = kinds({ no: anything, quiet: record({ untilMs: finite }) });
const withEffect = record({ effect: effect });
const EVENTS = {
    adopted: record({ target: filledText, slots: slots, stable: placed }),
    started: record({ rolloutId: filledText, candidate: candidate, policy: record({ target: filledText }), policyDigest: filledText, attempt: integer({ min: 1 }), why: json_shape_text }),
    ticked: record({
        rolloutId: filledText,
        evidence,
        situation: record({ nowMs: finite, router: kinds({ read: record({ weight: weight, step: weight, ours: flag, mirror }), unreadable: record({ why: json_shape_text }) }), smoke, quiet }),
        decision: record({
            kind: oneOf(DECISIONS),
            from: weight,
            to: weight,
            mirror: weight,
            reasons: listOf(record({ code: filledText })),
            merged: record({ odds: number, oddsNeeded: number }),
            turning: kinds({ none: anything, events: record({ check: filledText, cell: filledText, seen: number, instead: number, decision: oneOf(DECISIONS) }) }),
            stageIndex: integer({ min: 0 }),
        }),
        effect: kinds({ none: anything, intended: withEffect, done: withEffect, unconfirmed: withEffect }),
    }),
    intended: record({ rolloutId: filledText, effect: effect }),
    confirmed: record({ rolloutId: filledText, effectId: json_shape_text, observed: weight, settledAtMs: finite }),
    promoted: record({ rolloutId: filledText, pointer: json_shape_text }),
    ended: record({ rolloutId: filledText, outcome: oneOf(ENDINGS), why: json_shape_text, observed: weight }),
    'followed-up': record({ rolloutId: filledText, evidence, worse: listOf(filledText) }),
    restored: record({ rolloutId: filledText, why: json_shape_text }),
    'retraining-asked': record({ rolloutId: filledText, check: filledText, evidence: filledText }),
    paused: record({ why: json_shape_text }),
    resumed: record({ why: json_shape_text }),
    violated: record({ rolloutId: filledText, paths: listOf(filledText), where: json_shape_text }),
};
const byKind = kinds(EVENTS);

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 22 modules
var rollout_engine_src = __webpack_require__(118);
;// CONCATENATED MODULE: ./packages/ledger-records/src/record.ts
// What one record of a ledger is, wherever it is kept: a commit with the event and the state after it, and words for people.





const record_STATE_FILE = 'state.json';
const record_EVENT_FILE = 'event.json';
/** The files of a record by name, sorted as git sorts them. */
function recordFiles({ event, state }) {
    return [
        { name: record_EVENT_FILE, text: writeLedgerJson(event) },
        { name: record_STATE_FILE, text: writeLedgerJson(state) },
    ];
}
/** What the commit of a record says to people and to `git log`. */
function record_recordMessage({ event, title }) {
    const trailers = [
        ['Sequence', String(event.sequence)],
        ['Operation', event.operation],
        ['Actor', event.actor],
    ];
    if ('rolloutId' in event)
        trailers.unshift(['Rollout-Id', event.rolloutId]);
    return { title, trailers, atMs: event.atMs };
}
/** State and event of one commit; they belong together. */
function decodeRecord(files, place) {
    const state = decodeFile(files.state, { ...place, file: record_STATE_FILE }, (value) => decode_state_decodeState(value, place.target));
    if (state.kind === 'error')
        return state;
    const event = decodeRecordedEvent(files.event, place);
    if (event.kind === 'error')
        return event;
    if (state.value.sequence !== event.value.sequence) {
        return (0,rollout_engine_src/* failed */.gz)(damagedRecord({ ...place, file: record_STATE_FILE }, [`it has sequence ${state.value.sequence}, the event beside it ${event.value.sequence}`]));
    }
    return (0,rollout_engine_src.ok)({ state: state.value, event: event.value });
}
function decodeRecordedEvent(file, place) {
    return decodeFile(file, { ...place, file: record_EVENT_FILE }, decode_event_decodeEvent);
}
/** What is wrong with a record as the one after `previous` in a history: one line of commits whose sequences rise by one from 1. */
function brokenLink({ commit, parents, event }, { target, previous }) {
    const place = { target, commit, file: record_EVENT_FILE };
    if (event.sequence !== previous + 1)
        return damagedRecord(place, [`its sequence is ${event.sequence}, ${previous + 1} was next`]);
    return parents > 1 ? damagedRecord(place, ['the commit is a merge; a ledger is one line of commits']) : 'none';
}
function damagedRecord(place, problems) {
    const shown = problems.length > 5 ? [...problems.slice(0, 5), `and ${problems.length - 5} more`] : problems;
    const ref = target_refs_ledgerRef(place.target);
    return {
        port: 'ledger',
        code: 'malformed',
        message: `the ledger cannot be trusted: ${place.file} in commit ${place.commit.slice(0, 12)} of ${ref}: ${shown.join('; ')}. ` +
            `Nothing was changed. Look at it with \`git show ${place.commit.slice(0, 12)}\`; if it was edited by hand, move ${ref} back to the last good commit`,
        retryable: false,
        outcome: 'not-done',
    };
}
function decodeFile(found, place, decode) {
    if (found.kind === 'missing')
        return (0,rollout_engine_src/* failed */.gz)(damagedRecord(place, ['the file is not there']));
    const json = ledger_json_readLedgerJson(found.bytes);
    if (json.kind === 'invalid')
        return (0,rollout_engine_src/* failed */.gz)(damagedRecord(place, [json.why]));
    const decoded = decode(json.value);
    return decoded.kind === 'decoded' ? (0,rollout_engine_src.ok)(decoded.value) : (0,rollout_engine_src/* failed */.gz)(damagedRecord(place, decoded.problems));
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/tampered-history.ts


/** A new job has nothing else to compare with: whoever made the branch anew, or cut its beginning off, left fewer records than there were. */
function cutOff(place, { sequence, records }) {
    return damagedRecord({ ...place, file: record_STATE_FILE }, [`it has sequence ${sequence}, and the history has ${counted(records)}`]);
}
/** For a job that has seen more: so many commits after the last one that it knows, the state has counted another number of them. */
function slippedIn(place, { sequence, records, after }) {
    return damagedRecord({ ...place, file: record_STATE_FILE }, [`it has sequence ${sequence}, ${counted(records)} after sequence ${after}`]);
}
function counted(records) {
    return records === 1 ? '1 record' : `${records} records`;
}
/** For a job that has seen more. `shownBy`: who shows the branch, e.g. `GitHub`; `before`: the head that was seen then. */
function setBack(target, how, { shownBy, before }) {
    const ref = target_refs_ledgerRef(target);
    const seen = { older: `${shownBy} shows an older head than before`, gone: 'it is gone although it was there', rewritten: 'its history does not go on from what was there before' }[how];
    // From what was put in its place it is no step forward.
    const what = `${how === 'rewritten' ? '+' : ''}${before}:${ref}`;
    return {
        port: 'ledger',
        code: how === 'older' ? 'unavailable' : how === 'gone' ? 'missing' : 'malformed',
        message: `${ref}: ${seen}. If somebody moved or deleted it, put it back with \`git push <remote> ${what}\` from a clone that has it, and protect rollouts/** from force pushes and deletion. Nothing was changed`,
        retryable: how === 'older',
        outcome: 'not-done',
    };
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/audit/audit-step.ts
// Whether one event and the state after it follow from the state before: everything that the core can compute is computed again.



function audit_step_auditStep({ before, event, after }, digestPolicy) {
    const problems = [];
    const computed = stateAfter(before, event);
    if (computed.kind === 'refused')
        problems.push({ rule: 'state', seen: `event ${event.kind} does not follow from the state before: ${computed.why}` });
    if (computed.kind === 'state' && after !== 'unreadable') {
        const difference = firstDifference(after, computed.state);
        if (difference !== '')
            problems.push({ rule: 'state', seen: `state.json is not what the events make it: ${difference}` });
    }
    if (before.kind === 'present') {
        const { state } = before;
        problems.push(...eventProblems(state, event, digestPolicy));
        const is = after === 'unreadable' ? computed : { kind: 'state', state: after };
        if (is.kind === 'state')
            problems.push(...stepViolations(state, event, is.state).map(({ rule, facts }) => ({ rule: 'invariant', seen: `${rule} (${JSON.stringify(facts)})` })));
    }
    if (after !== 'unreadable')
        return { problems, next: { kind: 'present', state: after } };
    return { problems, next: computed.kind === 'state' ? { kind: 'present', state: computed.state } : 'unknown' };
}
/** The fold throws where an event does not belong: of a ledger that is not trusted that is a finding, not a fault of ours. */
function stateAfter(before, event) {
    try {
        return { kind: 'state', state: fold(before, event) };
    }
    catch (error) {
        return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
    }
}
function eventProblems(state, event, digestPolicy) {
    const { rollout } = state;
    if (event.kind === 'started')
        return startProblems(state, event, digestPolicy);
    if (event.kind === 'followed-up')
        return labelProblems(state, event);
    if (rollout.kind === 'none')
        return [];
    switch (event.kind) {
        case 'ticked':
            return lookProblems(rollout, event);
        case 'intended':
            return promotionProblems(rollout, event);
        case 'confirmed':
            return confirmationProblems(rollout, event);
        case 'ended':
            return endProblems(rollout, event);
        default:
            return [];
    }
}
function startProblems(state, event, digestPolicy) {
    const { policy, policyDigest, candidate, rolloutId, attempt } = event;
    const digest = digestPolicy(policy);
    const id = rolloutIdOf(state, { candidateDigest: candidate.digest, policyDigest });
    const tries = attemptOf(state.ended, candidate.digest);
    return [
        ...differs('start', 'the digest of its policy', policyDigest, digest),
        ...differs('start', 'its rollout id', rolloutId, id),
        ...differs('start', 'the number of tries', attempt, tries),
        ...differs('start', 'the target of its policy', policy.target, state.target),
    ];
}
function lookProblems(rollout, event) {
    const { decision } = decide(rollout, event.evidence, event.situation);
    const difference = firstDifference(event.decision, decision);
    const decided = difference === '' ? [] : [{ rule: 'decision', seen: `decided ${event.decision.kind}${reasonOf(event.decision)}; from its evidence follows ${decision.kind}${reasonOf(decision)}: ${difference}` }];
    return [...decided, ...effectProblems(rollout, event)];
}
function reasonOf({ reasons }) {
    const [reason] = reasons;
    return reason === undefined ? '' : ` (${reason.code})`;
}
/** Of the decision as it was recorded: whether it follows is another question. */
function effectProblems(rollout, { decision, effect, sequence, situation: { router } }) {
    const planned = planEffect(rollout, decision, sequence, router.kind === 'read' ? router.weight : 'unknown');
    const recorded = effect.kind === 'none' ? { kind: 'none' } : effect.effect;
    const difference = firstDifference(recorded, planned);
    if (difference !== '')
        return [{ rule: 'effect', seen: `the effect of ${decision.kind}: ${difference}` }];
    if (effect.kind === 'none' || planned.kind === 'none')
        return [];
    const isRaise = waitsForRecord(rollout, planned);
    if (isRaise && effect.kind !== 'intended')
        return [{ rule: 'raise', seen: `a raise to ${percent(planned.weight)} is recorded as ${effect.kind}, and not before it was made` }];
    return !isRaise && effect.kind === 'intended' ? [{ rule: 'effect', seen: `a lowering to ${percent(planned.weight)} is recorded before it was made` }] : [];
}
/** The router's step is not in the record: any weight that some step rounds to will do. */
function promotionProblems(rollout, { effect, sequence }) {
    const most = promotedWeight(rollout.policy, ppm(1));
    const expected = { kind: 'set-weight', id: `${rollout.id}/${String(sequence)}/${String(effect.weight)}`, rolloutId: rollout.id, sequence, weight: effect.weight, mirror: ppm(0), purpose: 'promote' };
    const difference = firstDifference(effect, expected);
    return [
        ...(difference === '' ? [] : [{ rule: 'effect', seen: `the effect of the promotion: ${difference}` }]),
        ...(effect.weight <= most || effect.weight === PPM_ALL ? [] : [{ rule: 'effect', seen: `the promotion asks for ${percent(effect.weight)}, the policy leaves ${percent(most)}` }]),
        ...(rollout.phase === 'awaiting-promotion' ? [] : [{ rule: 'raise', seen: `the promotion begins, but no decision says promote (the rollout is in phase ${rollout.phase})` }]),
    ];
}
function confirmationProblems({ pending, weight }, { effectId, observed }) {
    if (pending.kind === 'none' || pending.id !== effectId)
        return [{ rule: 'raise', seen: `effect ${effectId} is confirmed at ${percent(observed)}, but no record before says that it was to be made` }];
    return observed <= Math.max(pending.weight, weight) ? [] : [{ rule: 'raise', seen: `${percent(observed)} is confirmed where ${percent(pending.weight)} was recorded` }];
}
function endProblems({ phase, leavingWhy }, { outcome, why }) {
    if (phase !== 'leaving')
        return [{ rule: 'end', seen: `it ended ${outcome}, but no decision took it out (the rollout is in phase ${phase})` }];
    return [...differs('end', 'its outcome', outcome, outcomeOf(leavingWhy)), ...differs('end', 'the reason of its end', why, leavingWhy)];
}
function labelProblems({ following }, { rolloutId, evidence, worse }) {
    const followed = following.find(({ id }) => id === rolloutId);
    if (followed === undefined)
        return [];
    const difference = firstDifference(worse, followUp(followed, evidence).worse);
    return difference === '' ? [] : [{ rule: 'decision', seen: `the checks that turned out worse by late labels: ${difference}` }];
}
function differs(rule, what, recorded, expected) {
    return recorded === expected ? [] : [{ rule, seen: `${what} is recorded as ${String(recorded)}, it should be ${String(expected)}` }];
}
function percent(weight) {
    return `${String(weight / 10_000)} %`;
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/audit/finding.ts
// What an audit finds wrong: where, what was seen, and what it means to who relies on the ledger.
const finding_MEANING = {
    bytes: 'the repository is damaged or was tampered with: fetch the ledger anew from where it is kept, and compare',
    commit: 'this record was not written by Rampart as it stands: somebody made or edited it by hand',
    line: 'records were put in, left out or joined: what came of this target is not what is told here',
    form: 'this record cannot be read, so nothing that stands on it is proven',
    state: 'the state that later decisions were made on does not follow from the events: the state or an event was altered, or another version of Rampart wrote it',
    decision: 'from the same evidence this version of Rampart decides otherwise: evidence or decision was altered, or another version of Rampart decided it; verify with that version',
    effect: 'what was asked of the router is not what was decided',
    raise: 'exposure was raised without a record that said so before',
    invariant: 'a rule that always holds was broken: the record was altered, or Rampart has a fault; please report it',
    operation: 'one operation was recorded twice: its effects may have been made twice',
    start: 'the rollout is not the one that its id, its policy or its number of tries say',
    end: 'the rollout did not end as it was decided to',
};

;// CONCATENATED MODULE: ./packages/ledger-records/src/audit/stored-object.ts
// Commits and trees as git stores them, read from their bytes alone; and the id that bytes have.

/** What git calls these bytes. `like` is an id of the same repository: its length tells SHA-1 from SHA-256. */
function stored_object_objectId(type, bytes, like) {
    const algorithm = like.length === 64 ? 'sha256' : 'sha1';
    return createHash(algorithm).update(`${type} ${String(bytes.length)}\0`).update(bytes).digest('hex');
}
function stored_object_readCommit(bytes) {
    const text = new TextDecoder().decode(bytes);
    const end = text.indexOf('\n\n');
    if (end === -1)
        return { kind: 'unreadable', why: 'it has no message' };
    // A line that begins with a blank goes on with the one before: signatures are written so.
    const header = text.slice(0, end).replace(/\n /g, ' ').split('\n').map((line) => {
        const blank = line.indexOf(' ');
        return { name: line.slice(0, blank), value: line.slice(blank + 1) };
    });
    const valuesOf = (name) => header.filter((field) => field.name === name).map(({ value }) => value);
    const [tree = ''] = valuesOf('tree');
    if (tree === '')
        return { kind: 'unreadable', why: 'it names no tree' };
    return {
        kind: 'commit',
        commit: {
            tree,
            parents: valuesOf('parent'),
            author: (valuesOf('author')[0] ?? '').replace(/ \d+ [+-]\d{4}$/, ''),
            isSigned: header.some(({ name }) => name === 'gpgsig' || name === 'gpgsig-sha256'),
            message: text.slice(end + 2),
        },
    };
}
/** `<mode> <name>\0<id as bytes>`, one after the other. `like`: an id of the same repository. What is cut off is left out. */
function stored_object_readTree(bytes, like) {
    const idLength = like.length / 2;
    const entries = [];
    for (let at = 0; at < bytes.length;) {
        const [blank, nul] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)];
        if (blank === -1 || nul === -1 || nul + 1 + idLength > bytes.length)
            break;
        const decoder = new TextDecoder();
        entries.push({ mode: decoder.decode(bytes.subarray(at, blank)), name: decoder.decode(bytes.subarray(blank + 1, nul)), id: Buffer.from(bytes.subarray(nul + 1, nul + 1 + idLength)).toString('hex') });
        at = nul + 1 + idLength;
    }
    return entries;
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/audit/read-stored-record.ts







/** Records of these commits, in their order. Three questions to the repository, however many they are. */
async function read_stored_record_readStoredRecords(audit, commits) {
    const stored = await audit.objects(commits);
    if (stored.kind === 'error')
        return stored;
    const parsed = commits.map((id, index) => commitOf(id, stored.value[index]));
    const trees = await objectsBy(audit, parsed.map(({ commit }) => commit?.tree ?? ''));
    if (trees.kind === 'error')
        return trees;
    const listed = parsed.map((one) => ({ ...one, ...treeOf(one.commit?.tree ?? '', trees.value) }));
    const blobs = await objectsBy(audit, listed.flatMap(({ entries }) => entries.map(({ id }) => id)));
    if (blobs.kind === 'error')
        return blobs;
    return ok(listed.map(({ id, bytes, commit, entries, problems, treeProblems }) => recordOf({ id, bytes, commit, entries, problems: [...problems, ...treeProblems] }, blobs.value)));
}
async function objectsBy(audit, ids) {
    const asked = [...new Set(ids)].filter((id) => id !== '');
    const answer = await audit.objects(asked);
    return answer.kind === 'error' ? answer : ok(new Map(asked.map((id, index) => [id, answer.value[index] ?? { kind: 'missing' }])));
}
const NOTHING = new Uint8Array();
function commitOf(id, object) {
    const stored = checked('the commit', id, 'commit', object);
    if (stored.kind === 'missing')
        return { id, bytes: NOTHING, commit: undefined, problems: stored.problems };
    const reading = readCommit(stored.bytes);
    if (reading.kind === 'unreadable')
        return { id, bytes: stored.bytes, commit: undefined, problems: [...stored.problems, { rule: 'form', seen: `the commit cannot be read: ${reading.why}` }] };
    return { id, bytes: stored.bytes, commit: reading.commit, problems: stored.problems };
}
function treeOf(tree, trees) {
    if (tree === '')
        return { entries: [], treeProblems: [] };
    const stored = checked('its tree', tree, 'tree', trees.get(tree));
    if (stored.kind === 'missing')
        return { entries: [], treeProblems: stored.problems };
    const all = readTree(stored.bytes, tree);
    const entries = all.filter(({ name, mode }) => (name === EVENT_FILE || name === STATE_FILE) && mode === '100644');
    const besides = all.filter((entry) => !entries.includes(entry)).map(({ name }) => name);
    return { entries, treeProblems: [...stored.problems, ...(besides.length === 0 ? [] : [{ rule: 'commit', seen: `it holds ${besides.join(', ')} besides ${EVENT_FILE} and ${STATE_FILE}` }])] };
}
/** The bytes have the id under which they lie; otherwise nothing that names the id says anything about them. */
function checked(what, id, type, object) {
    if (object === undefined || object.kind === 'missing')
        return { kind: 'missing', problems: [{ rule: 'bytes', seen: `${what} ${id} is not there` }] };
    const is = objectId(object.type, object.bytes, id);
    const problems = [];
    if (is !== id)
        problems.push({ rule: 'bytes', seen: `${what} is stored as ${id}, its bytes are ${is}` });
    if (object.type !== type)
        problems.push({ rule: 'bytes', seen: `${what} ${id} is a ${object.type}` });
    return { kind: 'stored', bytes: object.bytes, problems };
}
function recordOf({ id, bytes, commit, entries, problems: before }, blobs) {
    const problems = [...before];
    const read = (name, decode) => {
        const entry = entries.find((known) => known.name === name);
        if (entry === undefined) {
            if (commit !== undefined)
                problems.push({ rule: 'form', seen: `${name} is not there` });
            return 'unreadable';
        }
        const stored = checked(name, entry.id, 'blob', blobs.get(entry.id));
        problems.push(...stored.problems);
        if (stored.kind === 'missing')
            return 'unreadable';
        const json = readLedgerJson(stored.bytes);
        const decoded = json.kind === 'invalid' ? { kind: 'invalid', problems: [json.why] } : decode(json.value);
        if (decoded.kind === 'decoded')
            return decoded.value;
        problems.push(...decoded.problems.map((problem) => ({ rule: 'form', seen: `${name}: ${problem}` })));
        return 'unreadable';
    };
    const event = read(EVENT_FILE, decodeEvent);
    const state = read(STATE_FILE, (value) => decodeState(value, targetIn(value)));
    if (commit !== undefined && event !== 'unreadable')
        problems.push(...commitProblems(bytes, commit, event));
    return { commit: id, parents: commit?.parents ?? [], isSigned: commit?.isSigned ?? false, event, state, problems };
}
/** Whose state it is follows from the history, not from the record: that is looked at there. */
function targetIn(value) {
    return typeof value === 'object' && value !== null && 'target' in value && typeof value.target === 'string' ? value.target : '';
}
/** Author, date and message follow from the event. Where commits are signed, author and date are the signer's. */
function commitProblems(bytes, commit, event) {
    const content = recordMessage({ event, title: commit.message.split('\n')[0] ?? '' });
    if (commit.message.trimEnd() !== commitMessage(content).trimEnd())
        return [{ rule: 'commit', seen: `its message is not that of its event: ${differingLine(commit.message, commitMessage(content))}` }];
    if (commit.isSigned || commit.parents.length > 1)
        return [];
    const expected = Buffer.from(commitBytes({ ...content, tree: commit.tree, parent: commit.parents[0] ?? '' }));
    if (expected.equals(bytes))
        return [];
    return [{ rule: 'commit', seen: `its header is not what its event makes it: ${differingLine(new TextDecoder().decode(bytes), expected.toString('utf8'))}` }];
}
function differingLine(recorded, expected) {
    const [lines, wanted] = [recorded.split('\n'), expected.split('\n')];
    const at = Array.from({ length: Math.max(lines.length, wanted.length) }, (_, index) => index).find((index) => lines[index] !== wanted[index]) ?? 0;
    return `${JSON.stringify(lines[at] ?? 'nothing')} where ${JSON.stringify(wanted[at] ?? 'nothing')} belongs`;
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/audit/audit-history.ts
// A whole history, looked at record by record: everything that is wrong with it, and what was proven.





/** Keeps one answer of the repository well under its size limit: every record holds a state. */
const RECORDS_AT_ONCE = 200;
/** An error only where the repository itself could not be asked; everything else is a finding. */
async function auditHistory(audit, { ref, commit: head }, digestPolicy) {
    const commits = await audit.commits(head);
    if (commits.kind === 'error')
        return commits;
    const walk = newWalk(ref, digestPolicy);
    for (let from = 0; from < commits.value.length; from += RECORDS_AT_ONCE) {
        const records = await readStoredRecords(audit, commits.value.slice(from, from + RECORDS_AT_ONCE));
        if (records.kind === 'error')
            return records;
        for (const record of records.value)
            walk.take(record);
    }
    return ok({ ref, head, ...walk.end() });
}
function newWalk(ref, digestPolicy) {
    const findings = [];
    const records = [];
    const rollouts = new Map();
    /** Commits by the operation that they record. */
    const operations = new Map();
    let known = { folded: { kind: 'empty' }, commit: '', sequence: 0 };
    let target = '';
    const take = (record) => {
        const { commit, event, state, isSigned } = record;
        const sequence = event !== 'unreadable' ? event.sequence : state !== 'unreadable' ? state.sequence : 0;
        const rolloutId = event === 'unreadable' ? '' : rolloutOf(event);
        const step = auditedStep(record, known, digestPolicy);
        const problems = [...record.problems, ...lineProblems(record, known), ...placeProblems(record, ref), ...repeatedOperation(record, operations), ...step.problems];
        findings.push(...problems.map(({ rule, seen }) => ({ rule, commit, sequence, rolloutId, seen, means: MEANING[rule] })));
        records.push({ commit, sequence, rolloutId, isRecomputed: step.isRecomputed, isSigned });
        if (event !== 'unreadable') {
            operations.set(event.operation, commit);
            if (event.kind === 'started')
                rollouts.set(event.rolloutId, { id: event.rolloutId, version: event.candidate.version, attempt: event.attempt, outcome: 'open' });
        }
        if (state !== 'unreadable') {
            target = target === '' ? state.target : target;
            tellEnds(rollouts, state);
        }
        known = { folded: step.next, commit, sequence: sequence === 0 ? known.sequence + 1 : sequence };
    };
    return { take, end: () => ({ target, records, rollouts: [...rollouts.values()], findings }) };
}
/** Where the record before could not be read, this one is taken as it stands: there is nothing to compare it with. */
function auditedStep({ event, state }, { folded }, digestPolicy) {
    if (event === 'unreadable' || folded === 'unknown')
        return { problems: [], next: state === 'unreadable' ? 'unknown' : { kind: 'present', state }, isRecomputed: false };
    const isRecomputed = event.kind === 'ticked' && folded.kind === 'present' && folded.state.rollout.kind === 'live';
    return { ...auditStep({ before: folded, event, after: state }, digestPolicy), isRecomputed };
}
/** A record belongs to the target in whose branch it lies, and its two files to each other. */
function placeProblems({ event, state }, ref) {
    if (state === 'unreadable')
        return [];
    const isHere = ref.endsWith(ledgerRef(state.target).replace('refs/heads', ''));
    return [
        ...(isHere ? [] : [{ rule: 'state', seen: `state.json is about target ${JSON.stringify(state.target)}, which is kept in ${ledgerRef(state.target)}` }]),
        ...(event === 'unreadable' || event.sequence === state.sequence ? [] : [{ rule: 'line', seen: `state.json has sequence ${String(state.sequence)}, the event beside it ${String(event.sequence)}` }]),
    ];
}
function repeatedOperation({ event }, operations) {
    const before = event === 'unreadable' ? undefined : operations.get(event.operation);
    return event === 'unreadable' || before === undefined ? [] : [{ rule: 'operation', seen: `operation ${event.operation} is in commit ${before.slice(0, 12)} already` }];
}
function rolloutOf(event) {
    return 'rolloutId' in event ? event.rolloutId : '';
}
function lineProblems({ parents, event }, known) {
    const [parent = ''] = parents;
    const problems = [];
    if (parents.length > 1)
        problems.push({ rule: 'line', seen: `it is a merge of ${parents.map((id) => id.slice(0, 12)).join(' and ')}; a history is one line of commits` });
    else if (parent !== known.commit)
        problems.push({ rule: 'line', seen: parentWords(parent, known.commit) });
    if (event !== 'unreadable' && event.sequence !== known.sequence + 1)
        problems.push({ rule: 'line', seen: `its sequence is ${String(event.sequence)}, ${String(known.sequence + 1)} was next` });
    return problems;
}
function parentWords(parent, previous) {
    if (previous === '')
        return `the history begins here, but the commit follows ${parent.slice(0, 12)}: this clone is shallow (git fetch --unshallow), or the beginning was cut off`;
    return parent === '' ? `it begins a history anew, where it should follow ${previous.slice(0, 12)}` : `it follows ${parent.slice(0, 12)}, not ${previous.slice(0, 12)}`;
}
function tellEnds(rollouts, { ended }) {
    const last = ended.at(-1);
    const known = last === undefined ? undefined : rollouts.get(last.id);
    if (last !== undefined && known !== undefined)
        rollouts.set(last.id, { ...known, outcome: last.outcome });
}

;// CONCATENATED MODULE: ./packages/ledger-records/src/index.ts
// Records of the ledger as bytes: the same wherever they are kept.











/***/ }),

/***/ 3527:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cy: () => (/* reexport */ chapters_chaptersOf),
  Ow: () => (/* reexport */ clean_line_cleanLine),
  FV: () => (/* reexport */ markdown_text_escapeMarkdown),
  X_: () => (/* reexport */ event_title_eventTitle),
  PI: () => (/* reexport */ quantity_percentOfWeight),
  Br: () => (/* reexport */ renderSummary),
  r7: () => (/* reexport */ shell_word_shellWord),
  eM: () => (/* reexport */ utc_time_utcDateTime)
});

// UNUSED EXPORTS: NO_EXTRA_SERIES, briefing, bytes, changedByWords, codeBlock, content, contextOf, count, counted, decisionDocument, decisionJson, decisionWords, deliveryMeasures, doctorLines, doctorSummary, doctorVerdict, duration, elapsedTicks, element, findingsOf, followedWords, fragment, linearScale, measureLines, niceTicks, odds, paint, pausedWords, percentOfRatio, quietWords, renderHistory, renderHtml, renderRunbook, renderStatusLine, renderTerminal, reportFromLedger, resumeCommand, sentence, shorten, standing, standingWords, statusLines, statusWords, targetStatus, utcClock, utcIso, verbatim, viewLines, viewSummary, whyNoState

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var src = __webpack_require__(8361);
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
        checks: policy === undefined ? [] : policy.checks.map((check) => ({ check, state: (0,src/* newCheckState */.UL)(check, 0) })),
        weight: last?.outcome === 'promoted' ? src/* PPM_ALL */.kh : src/* PPM_NONE */.dH,
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
function hasProbe({ plan }) {
    return plan.some((stage) => stage.kind === 'smoke' && stage.probe.kind !== 'none');
}
/** The plan asks for a person in this stage; anywhere else a step back does. */
function isPlannedApproval({ stageIndex }, { plan }) {
    return plan[stageIndex]?.kind === 'approval';
}
/** Without one, nothing runs beside the promoted version. */
function hasHoldback({ plan }) {
    return plan.every((stage) => stage.kind !== 'bake' || stage.holdback > 0);
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
function bytes(value) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    let size = Math.abs(value);
    let unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
        size /= 1024;
        unit += 1;
    }
    return `${value < 0 ? '-' : ''}${threeDigits(size)} ${units[unit] ?? 'B'}`;
}
/** A number with about three digits that matter, and thousands apart: `0.714`, `12.5`, `3,400`. */
function threeDigits(value) {
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
const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth'];
/** `Second try`, and beyond nine `Try 10`. */
function nthTry(place) {
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
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `16:20`, and from another day than `nowMs` `Tue 16:20` within six days, else `5 Jan 16:20`. */
function utc_time_utcMoment(atMs, nowMs) {
    const clock = utc_time_utcClock(atMs).slice(0, 'hh:mm'.length);
    if (utc_time_utcDate(atMs) === utc_time_utcDate(nowMs))
        return clock;
    return Math.abs(atMs - nowMs) < 6 * DAY_MS ? `${weekday(minuteOfWeek(atMs))} ${clock}` : `${utcDay(atMs)} ${clock}`;
}
/** `5 Jan` */
function utcDay(atMs) {
    const { day, month } = utcParts(atMs);
    return `${String(day)} ${MONTHS[month - 1] ?? ''}`;
}
/** Minutes since Monday 00:00 UTC. */
function minuteOfWeek(atMs) {
    const minutes = Math.floor(atMs / 60_000) + 3 * 1440; // the epoch was a Thursday
    return ((minutes % 10_080) + 10_080) % 10_080;
}
/** `Mon 08:00` of a minute of the week. */
function weekMoment(minute) {
    return `${weekday(minute)} ${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
}
function weekday(minute) {
    return WEEKDAYS[Math.floor(minute / 1440) % 7] ?? '';
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
/** The first few of many names: `a`, `a and b`, `a, b, c and 3 more`. */
function foreign_text_someOf(names, shown = 3) {
    const head = names.slice(0, shown).map(foreign_text_named);
    const last = names.length > shown ? `${String(names.length - shown)} more` : head.pop();
    return head.length === 0 ? (last ?? '') : `${head.join(', ')} and ${last ?? ''}`;
}

;// CONCATENATED MODULE: ./packages/report/src/text/shell-word.ts
// A value as one word of a POSIX command line, for commands that people copy.
/** Plain where that is safe, else in single quotes. A leading dash is quoted too; the command has to take care not to read it as an option. */
function shell_word_shellWord(value) {
    return /^[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/retry-command.ts
// The command that tries a release again that was taken out; whoever gives it says why.


function retryCommand(target) {
    return `rampart retry ${shell_word_shellWord(clean_line_cleanLine(target))}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/next-step-words.ts
// What a person has to do now. Mostly nothing; where something, the one thing that gets the rollout going again.





function nextStepWords(decision, context) {
    const lowering = decision.to < decision.from;
    if (lowering && context.pending)
        return `You need to act now: the router has not confirmed ${quantity_percentOfWeight(decision.to)}. Use the break-glass command, or run the job again.`;
    switch (decision.needs) {
        case 'nothing':
            return `You need to do nothing.${againWords(decision, context)}`;
        case 'approval':
            return `You need to decide about ${foreign_text_named(context.candidate)}: ${decision.reasons[0] === undefined ? 'approve it or roll it back' : choiceOf(decision.reasons[0], decision, context)}.`;
        case 'human':
            return `You need to act: ${decision.reasons[0] === undefined ? 'look at the rollout' : remedyOf(decision.reasons[0], decision, context)}.`;
        default:
            return (0,src/* assertNever */.xb)(decision.needs);
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
            return decision.kind === 'stepBack' ? upAgain : `approve it to go on in spite of ${foreign_text_named(reason.check)}, or roll it back`;
        case 'shared-overload':
            return decision.kind === 'stepBack' ? upAgain : 'approve it or roll it back';
        default:
            return 'approve it or roll it back';
    }
}
function remedyOf(reason, decision, context) {
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
            return `restore the frozen data, approve ${candidate} to go on with the changed data, or roll it back`;
        case 'limit-breached':
        case 'regression':
        case 'combined-regression':
        case 'lowered-before-record':
            return `look at what ${candidate} does, then roll it back or release a better one`;
        case 'check-says-worse':
            return `look at what ${candidate} does, then approve it to go on in spite of ${foreign_text_named(reason.check)}, or roll it back`;
        case 'harm-budget-spent':
            return `roll ${candidate} back or release a better one: it is not raised again, and an approval does not change that`;
        case 'shared-overload':
            return `give both versions more of what ${foreign_text_named(reason.check)} measures, or release a lighter one`;
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
            return (0,src/* assertNever */.xb)(reason);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/cell-words.ts
// Names of cells and claims in words: `region=west` is region west, `le=0.25` slower than 250 ms, `bin=approve` answer approve.



/** How the name of a claim begins that compares a slice with the rest of the candidate. */
const GAP = 'gap ';
function claimKind(claim) {
    if (claim === 'limit' || claim === 'growth')
        return claim;
    return claim.startsWith(GAP) ? 'gap' : 'comparison';
}
/** Empty for the whole. */
function cell_words_cellWords(cell, check) {
    if (cell === 'all')
        return '';
    if (cell === src/* DISCORDANT */.MJ)
        return 'only one of them wrong';
    if (cell === src/* DIFFERENT */.mp)
        return 'different answers';
    if (cell.startsWith(src/* PREDICTED */.j8))
        return 'as it said';
    const [dimension, value] = parted(cell);
    switch (dimension) {
        case 'le':
            return `slower than ${boundWords(cell)}`;
        case 'bin':
            return check?.signal.kind === 'bins' && check.signal.by === 'le' ? `up to ${foreign_text_named(value)}` : `answer ${foreign_text_named(value)}`;
        case 'decile':
            return `where it said ${tenthWords(value)}`;
        default:
            return foreign_text_named(value === '' ? cell : `${dimension} ${value}`);
    }
}
/** How a check and one of its cells are called in tables: `errors`, `accuracy, region west`, `latency, slower than 250 ms`. */
function cell_words_cellTitle(name, cell, check) {
    const words = cell_words_cellWords(cell, check);
    return words === '' ? foreign_text_named(name) : `${foreign_text_named(name)}, ${words}`;
}
/** ` for region west`, ` where it said 30 to 40 %`; empty where the cell is part of the deed (a bound, a bin) or the whole. */
function cell_words_whereWords(cell) {
    const words = cell_words_cellWords(cell);
    if (words === '' || cell.startsWith('le=') || cell.startsWith('bin=') || cell === src/* DIFFERENT */.mp || cell === src/* DISCORDANT */.MJ)
        return '';
    return words.startsWith('where ') ? ` ${words}` : ` for ${words}`;
}
/** `le=0.25` is a bound in seconds. */
function boundWords(cell) {
    const [, value] = parted(cell);
    const seconds = value === '' ? Number.NaN : Number(value);
    return Number.isFinite(seconds) ? quantity_duration(seconds * 1000) : foreign_text_named(value);
}
/** Tenth 3 of a probability is 30 to 40 %. */
function tenthWords(value) {
    const tenth = value === '' ? Number.NaN : Number(value);
    return Number.isInteger(tenth) ? `${String(tenth * 10)} to ${String(tenth * 10 + 10)} %` : foreign_text_named(value);
}
function parted(cell) {
    const at = cell.indexOf('=');
    return at < 0 ? [cell, ''] : [cell.slice(0, at), cell.slice(at + 1)];
}

;// CONCATENATED MODULE: ./packages/report/src/words/measure.ts

const SHARE_OF_REQUESTS = { kind: 'share', noun: 'request' };
function measure_measureOf({ signal }) {
    switch (signal.kind) {
        case 'share':
            return { kind: 'share', noun: signal.unit === 'users' ? 'user' : 'request' };
        case 'time':
            return SHARE_OF_REQUESTS;
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
function measureFor({ checks }, name) {
    const known = checks.find(({ check }) => check.name === name);
    return known === undefined ? SHARE_OF_REQUESTS : measure_measureOf(known.check);
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
            return quantity_percentOfRatio(value);
        case 'mean':
            return threeDigits(measure.low + value * (measure.high - measure.low));
        case 'gauge':
            return measure.unit === 'bytes' ? bytes(value) : measure.unit === 'seconds' ? quantity_duration(value * 1000) : threeDigits(value);
    }
}
/** A difference of two values: of shares in points, else in the measure's own unit. */
function differenceWords(measure, difference) {
    if (measure.kind === 'share') {
        const points = threeDigits(difference * 100);
        return `${points} ${points === '1' ? 'point' : 'points'}`;
    }
    return measure.kind === 'mean' ? threeDigits(difference * (measure.high - measure.low)) : measure_valueWords(measure, difference);
}
/** In a sentence: `143 of 57,000 (0.25 %)`, `0.78 on average`; nothing seen is said so. */
function armValue(measure, arm) {
    if (arm.trials === 0)
        return nothingYet(measure);
    return measure.kind === 'share' ? `${quantity_count(arm.events)} of ${quantity_count(arm.trials)} (${quantity_percentOfRatio(ratioOf(arm))})` : measure_valueWords(measure, ratioOf(arm));
}
/** In a table: `143 of 57,000  0.25 %`. Two blanks part what a renderer may set apart. */
function armCell(measure, arm) {
    if (arm.trials === 0)
        return nothingYet(measure);
    switch (measure.kind) {
        case 'share':
            return `${quantity_count(arm.events)} of ${quantity_count(arm.trials)}  ${quantity_percentOfRatio(ratioOf(arm))}`;
        case 'mean':
            return `${measure_valueWords(measure, ratioOf(arm))}  mean of ${quantity_count(arm.trials)}`;
        case 'gauge':
            return measure_valueWords(measure, ratioOf(arm));
    }
}
function nothingYet(measure) {
    return measure.kind === 'share' ? `no ${measure.noun}s yet` : 'nothing yet';
}
/** `1 request`, `2 users`, `3 samples`. */
function seenWords(measure, trials) {
    return quantity_counted(trials, measure.kind === 'share' ? measure.noun : measure.kind === 'mean' ? 'answer' : 'sample');
}
function ratioOf({ trials, events }) {
    return trials === 0 ? Number.NaN : events / trials;
}

;// CONCATENATED MODULE: ./packages/report/src/words/comparison-words.ts




function factsOf(context, check) {
    return context.checks.find((known) => known.check.name === check);
}
/** Sums of one cell since the rollout started. */
function cellOf(facts, cell) {
    const known = facts !== undefined && Object.hasOwn(facts.state.totals, cell) ? facts.state.totals[cell] : undefined;
    return known ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
}
function comparisonWords(context, comparison) {
    const facts = factsOf(context, comparison.check);
    const kind = claimKind(comparison.claim);
    // A decision that carries no counts of what it found (an old record) still says what it found.
    if (comparison.candidate.trials === 0)
        return `${foreign_text_named(context.candidate)} does worse than ${foreign_text_named(context.stable)} in ${cell_words_cellTitle(comparison.check, comparison.cell, facts?.check)}`;
    if (kind === 'gap')
        return gapWords(context, facts, comparison);
    if (kind === 'growth')
        return `${foreign_text_named(context.candidate)} grows faster than ${foreign_text_named(context.stable)} in ${foreign_text_named(comparison.check)}`;
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
function againstLimitWords(context, seen) {
    const check = factsOf(context, seen.check)?.check;
    const candidate = foreign_text_named(context.candidate);
    const measure = check === undefined ? SHARE_OF_REQUESTS : measure_measureOf(check);
    const value = armValue(measure, seen.observed);
    if (measure.kind !== 'share')
        return `${candidate} stands at ${value} in ${foreign_text_named(seen.check)}${cell_words_whereWords(seen.cell)}`;
    if (check?.signal.kind === 'pairs')
        return `${candidate} answered ${value} differently from ${foreign_text_named(context.stable)}`;
    return `${candidate} ${deedWords(check, seen.cell)} in ${value}`;
}
/** Past tense of what a counted event of this check is, with the part of the traffic that it is about. */
function deedWords(check, cell) {
    const where = cell_words_whereWords(cell);
    switch (check?.signal.kind) {
        case 'time':
            return cell.startsWith('le=') ? `took longer than ${boundWords(cell)}` : 'was slow';
        case 'labels':
            return check.better === 'lower' ? `was wrong${where}` : `was right${where}`;
        case 'pairs':
            return `was wrong${where}`;
        case 'bins':
            return check.signal.by === 'le' ? `was ${cell_words_cellWords(cell, check)}` : `answered ${foreign_text_named(cell.slice('bin='.length))}`;
        case 'calibration':
            return `saw it come true${where}`;
        case 'share':
            return comparison_words_isFailure(check) ? `failed${check.signal.unit === 'users' ? ' for users' : ''}${where}` : `had "${foreign_text_named(check.name)}"${where}`;
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
    const [c, s] = [foreign_text_named(context.candidate), foreign_text_named(context.stable)];
    const measure = check === undefined ? SHARE_OF_REQUESTS : measure_measureOf(check);
    const times = ratioOf(candidate) / ratioOf(stable);
    if (Number.isFinite(times) && times > 1.005)
        return `${c} ${did} ${factor(times)} times as often as ${s}`;
    return `${c} ${did} in ${armValue(measure, candidate)}, ${s} in ${armValue(measure, stable)}`;
}
/** Means and gauges: `v42 stands at 0.71 in judge, v41 at 0.78`. */
function valuesWords(context, { check }, { cell, stable, candidate }) {
    const measure = measure_measureOf(check);
    return `${foreign_text_named(context.candidate)} stands at ${armValue(measure, candidate)} in ${foreign_text_named(check.name)}${cell_words_whereWords(cell)}, ${foreign_text_named(context.stable)} at ${armValue(measure, stable)}`;
}
/** Both answered the same items: only those that one of them alone got wrong tell them apart. */
function pairsWords(context, facts, { cell, stable, candidate }) {
    const [c, s] = [foreign_text_named(context.candidate), foreign_text_named(context.stable)];
    if (cell === 'different')
        return `${c} answered ${armValue(measure_measureOf(facts.check), candidate)} differently from ${s}`;
    const alone = cell === 'all' ? cellOf(facts, 'discordant') : { stable, candidate };
    if (cell !== 'all' || alone.candidate.trials === 0)
        return oftenWords(context, facts.check, { check: facts.check.name, claim: cell, cell, stable, candidate });
    return `${c} alone got ${quantity_count(alone.candidate.events)} wrong, ${s} alone ${quantity_count(alone.stable.events)}, of the same ${quantity_count(candidate.trials)} items`;
}
function calibrationWords(context, facts, { cell, candidate }) {
    const predicted = cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`).candidate;
    if (predicted.trials === 0)
        return `${foreign_text_named(context.candidate)} ${deedWords(facts.check, cell)} in ${armValue(measure_measureOf(facts.check), candidate)}`;
    return `${foreign_text_named(context.candidate)} said ${quantity_percentOfRatio(ratioOf(predicted))} on average${cell_words_whereWords(cell)}, and ${quantity_percentOfRatio(ratioOf(candidate))} came true`;
}
function binWords(context, check, { cell, stable, candidate }) {
    const gave = `${foreign_text_named(context.candidate)} ${deedWords(check, cell)} in ${quantity_percentOfRatio(ratioOf(candidate))} of cases`;
    const expected = referenceOf(check, cell);
    return expected === 'none' ? `${gave}, ${foreign_text_named(context.stable)} in ${quantity_percentOfRatio(ratioOf(stable))}` : `${gave}, ${quantity_percentOfRatio(expected)} are expected`;
}
/** The frozen share of a bin, where the check compares with one. */
function referenceOf({ signal }, cell) {
    if (signal.kind !== 'bins' || signal.against.kind === 'stable')
        return 'none';
    const bin = cell.slice('bin='.length);
    return Object.hasOwn(signal.against.shares, bin) ? (signal.against.shares[bin] ?? 0) : 0;
}
/** One slice of the candidate against the rest of the candidate. */
function gapWords(context, facts, { cell, candidate }) {
    const all = cellOf(facts, 'all').candidate;
    const rest = { trials: Math.max(0, all.trials - candidate.trials), events: Math.max(0, all.events - candidate.events) };
    const measure = facts === undefined ? SHARE_OF_REQUESTS : measure_measureOf(facts.check);
    if (measure.kind !== 'share')
        return `${foreign_text_named(context.candidate)} stands at ${armValue(measure, candidate)}${cell_words_whereWords(cell)}, at ${armValue(measure, rest)} for the rest`;
    return `${foreign_text_named(context.candidate)} ${deedWords(facts?.check, cell)} in ${armValue(measure, candidate)}, for the rest in ${armValue(measure, rest)}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/effect-words.ts


/** ` of 2 x`; empty where no size is asked for. */
function effectSize({ check, effect }, context) {
    const words = sizeWords(effect, check, context);
    return words === '' ? '' : ` of ${words}`;
}
/** `an improvement of 1.05 x` */
function worthwhileWords({ check, worthwhile }, context) {
    const words = sizeWords(worthwhile, check, context);
    return words === '' ? 'an improvement' : `an improvement of ${words}`;
}
function sizeWords(size, check, context) {
    switch (size.kind) {
        case 'none':
            return '';
        case 'factor':
            return `${quantity_decimal(size.factor, 3)} x`;
        case 'points':
            return differenceWords(measureFor(context, check), size.ratio);
    }
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
            return (0,src/* assertNever */.xb)(code);
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/limit-sentence.ts


/** `max` as a decision carries it: a ratio, or the value of a gauge. */
function limitSentence(check, max) {
    if (check?.limit.kind === 'time')
        return `at most ${quantity_percentOfRatio(max)} may take longer than ${quantity_duration(check.limit.msMax)}`;
    const value = measure_valueWords(check === undefined ? SHARE_OF_REQUESTS : measure_measureOf(check), max);
    return check?.better === 'higher' ? `the least allowed is ${value}` : `the limit is ${value}`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/quiet-words.ts


const WEEK_MINUTES = 7 * 1440;
/** `waits until Mon 08:00 (Europe/Berlin), people are away`: stands after whoever waits. */
function quietWords(untilMs, quiet) {
    return `waits until ${backWords(untilMs, quiet)}, people are away`;
}
/**
 * The end of the quiet time that ends at `untilMs`, in its own zone: found without a table of zones, as the one whose written end lies a possible offset
 * from UTC (-12 to +14 h, in quarters) away. Where several do, or none, in UTC.
 */
function backWords(untilMs, quiet) {
    const utc = minuteOfWeek(untilMs);
    const ending = quiet.filter(({ toMinute }) => isOffset((((toMinute - utc) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES));
    const [only, ...others] = ending;
    return only === undefined || others.length > 0 ? `${weekMoment(utc)} UTC` : `${weekMoment(only.toMinute % WEEK_MINUTES)} (${foreign_text_named(only.zone)})`;
}
function isOffset(minutes) {
    const signed = minutes > WEEK_MINUTES / 2 ? minutes - WEEK_MINUTES : minutes;
    return signed % 15 === 0 && signed >= -12 * 60 && signed <= 14 * 60;
}

;// CONCATENATED MODULE: ./packages/report/src/words/regression-words.ts
// What a check found, by the numbers that the decision carries, and the odds that it found it by.



/** `v42 failed 3.3 times as often as v41 in the same 5 min`. */
function regressionWords(reason, decision, context) {
    const words = foundWords(reason, decision, context);
    const state = factsOf(context, reason.check)?.state;
    return state === undefined || state.originMs < 0 || state.watermarkMs <= state.originMs ? words : `${words} in the same ${quantity_duration(state.watermarkMs - state.originMs)}`;
}
/** The same without the time. */
function foundWords({ check, cell }, decision, context) {
    const report = decision.checks.find((known) => known.name === check);
    const facts = factsOf(context, check);
    const isLoudest = report !== undefined && report.cell === cell;
    const counts = isLoudest ? (0,src/* armsOf */.jO)(report) : cell === 'all' && report !== undefined ? report.totals : cellOf(facts, cell);
    return comparisonWords(context, { check, claim: isLoudest ? report.claim : cell, cell, stable: counts.stable, candidate: counts.candidate });
}
/** A finding stands once its odds were reached, also when they have come down since. */
function oddsWords(context, reason) {
    const peak = reason.check === undefined ? reason.odds : (factsOf(context, reason.check)?.state.oddsPeak ?? reason.odds);
    return `Odds against bad luck ${quantity_odds(Math.max(reason.odds, peak))}, ${askedWords(reason.oddsNeeded, context)}.`;
}
/** A promise of 1 % asks for 100 : 1 over the whole release; several checks share it, and then each of them needs more. */
function askedWords(oddsNeeded, { promise }) {
    const asked = 1 / promise.falseAlarmRatio;
    if (!(promise.falseAlarmRatio > 0) || oddsNeeded < asked * 1.01)
        return `you asked for ${quantity_odds(oddsNeeded)}`;
    return `enough is ${quantity_odds(oddsNeeded)} (you asked for ${quantity_odds(asked)}, which the checks share)`;
}
/** Requests of the candidate that the check which saw most of them has judged. Samples of gauges are no requests. */
function requestsSeen(decision) {
    const counting = decision.checks.filter(({ totals }) => totals.candidate.events <= totals.candidate.trials);
    return Math.max(0, ...counting.map(({ totals }) => totals.candidate.trials));
}

;// CONCATENATED MODULE: ./packages/report/src/words/paused-words.ts
// A person has paused a target: who, since when, why, and how it goes on.




/** `Paused by ada since 2026-03-09 14:02:00 UTC: page 17` */
function pausedWords({ by, why, sinceMs }) {
    return `Paused by ${foreign_text_named(by)} since ${utc_time_utcDateTime(sinceMs)}${why === '' ? '' : `: ${foreign_text_said(why)}`}`;
}
function resumeCommand(target) {
    return `rampart resume ${shell_word_shellWord(clean_line_cleanLine(target))}`;
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
            return `${candidate} had already been lowered from ${quantity_percentOfWeight(reason.recorded)} to ${quantity_percentOfWeight(reason.observed)} by a run that could not record it. ${lowerWeightWords(decision, reason.observed)}`;
        case 'limit-breached':
            return `${againstLimitWords(context, reason)}; ${limitSentence(factsOf(context, reason.check)?.check, reason.max)}.`;
        case 'common-mode':
            return `Both versions break the limit of ${foreign_text_named(reason.check)} at the same time (${stable} in ${armValue(measureFor(context, reason.check), reason.stable)}, ${candidate} in ${armValue(measureFor(context, reason.check), reason.candidate)}), so ${candidate} is not to blame for it.`;
        case 'stable-dead':
            return `${stable} does not work either, so there is nothing to go back to.`;
        case 'regression':
            return `${regressionWords(reason, decision, context)}. ${oddsWords(context, reason)}`;
        case 'combined-regression':
            return `Taken together, ${foreign_text_someOf(reason.checks)} say that ${candidate} is worse than ${stable}. ${oddsWords(context, reason)}`;
        case 'check-says-worse':
            return `${regressionWords(reason, decision, context)}. Odds against bad luck ${quantity_odds(reason.odds)}. ${actionWords(reason.then)}`;
        case 'shared-overload':
            return reason.healed
                ? `Going back helped: ${foreign_text_named(reason.check)} is within its limit again on both versions, so ${candidate} was too much for what they share.`
                : `Since the last raise ${foreign_text_named(reason.check)} is over its limit on both versions, which share what it measures. ${candidate} goes back to see whether that helps.`;
        case 'worse-than-before':
            return `${againstLimitWords(context, { check: reason.check, cell: 'all', observed: reason.observed })}; more than ${quantity_percentOfRatio(reason.ratioMax)} is worse than ${stable} was before. Little or nothing runs beside it, so it may also be something that hits everything.`;
        case 'sample-ratio':
            return `The split is off: ${quantity_percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests reached ${candidate}, the weight is ${quantity_percentOfWeight(reason.expected)}. Counts that are split wrongly cannot be trusted.`;
        case 'harm-budget-spent':
            return `${candidate} has cost ${quantity_counted(reason.excess, 'bad request')} more than ${stable} would have had${reason.excess < reason.budget ? ', and luck may hide more' : ''}. The policy promises at most ${quantity_count(reason.budget)}, so ${candidate} gets no more traffic.`;
        case 'blind':
            return `For ${quantity_duration(reason.forMs)}, since ${utc_time_utcClock(reason.sinceMs)} UTC, nothing usable was measured while ${candidate} had traffic.`;
        case 'no-data':
            return `There is no usable data for ${foreign_text_named(reason.check)} (${foreign_text_said(reason.why)}). No data is not good data.`;
        case 'frozen-data-changed':
            return `Data that was frozen for this target has changed: ${foreign_text_someOf(reason.paths)}.`;
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
                : `It is too early: ${foreign_text_named(reason.check)} has seen ${quantity_count(reason.trials)} of the ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)} that it needs.`;
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
            return `${candidate} got ${quantity_count(reason.failed)} of ${quantity_counted(reason.cases, 'golden case')} wrong before its first user. The first: ${foreign_text_said(reason.first)}.`;
        case 'smoke-unavailable':
            return `${candidate} could not be tried on its golden cases (${foreign_text_said(reason.why)}).`;
        case 'router-cannot-mirror':
            return `The plan wants ${candidate} to answer copies of requests first, and this router cannot copy requests.`;
        case 'shadowing':
            return `${candidate} answers copies${decision.mirror === 0 ? '' : ` of ${quantity_percentOfWeight(decision.mirror)}`} of the requests for ${quantity_duration(reason.leftMs)} more. Users see answers of ${stable} only.`;
        case 'split-won':
            return `${candidate} has won the comparison with ${stable} in ${foreign_text_named(reason.check)}. Odds against mere luck ${quantity_odds(reason.odds)}.`;
        case 'split-futile':
            return `${worthwhileWords(reason, context)} in ${foreign_text_named(reason.check)} over ${stable} can be ruled out.`.replace(/^a/u, 'A');
        case 'split-open':
            return `The comparison in ${foreign_text_named(reason.check)} is open: odds against mere luck ${quantity_odds(reason.odds)}, needed ${quantity_odds(reason.oddsNeeded)}, with ${quantity_duration(reason.leftMs)} left.`;
        case 'stage-passed':
            return passedWords(reason.stage, decision, context);
        case 'all-certified':
            return `Every check that can send ${candidate} back says that it is as good as ${stable} or better.`;
        case 'baked':
            return `${candidate} served ${hasHoldback(context) ? 'nearly everything' : 'everything'} for ${quantity_duration(reason.forMs)} under the same checks.`;
        case 'baking':
            return `It is watched under the same checks for ${quantity_duration(reason.leftMs)} more.${hasHoldback(context) ? '' : ` Nothing is left on ${stable} to compare with: only limits, and doing worse than ${stable} did before, count.`}`;
        case 'awaiting-promotion':
            return `The checks are passed; the promote job has the next move.`;
        case 'superseded':
            return `${foreign_text_named(reason.by)} is newer and takes its place.`;
        case 'leaving':
            return `It was decided before to take ${candidate} out: ${leaving_words_leavingWords(reason.why, context)}.`;
        default:
            return (0,src/* assertNever */.xb)(reason);
    }
}
/** A further check that is not certain either, after one that was told in full. */
function norWords(reason, context) {
    return `Nor in ${openWords(reason, context)}`;
}
/** `errors: trouble of 2 x is not ruled out (odds 12 : 1, needed 20 : 1).` */
function openWords(reason, context) {
    return `${foreign_text_named(reason.check)}: trouble${effectSize(reason, context)} is not ruled out (odds ${quantity_odds(reason.sameOdds)}, needed ${quantity_odds(reason.oddsNeeded)}).`;
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
/** Whoever has passed a smoke stage with a probe had every case right; how many there were is known in that look only. */
function goldenWords(cases, context) {
    if (!hasProbe(context))
        return '';
    return ` Its golden set was answered through the real route: ${cases > 0 ? `${quantity_count(cases)} of ${quantity_count(cases)} right` : 'all of it right'}.`;
}
/** `No harm was seen in 1,240 requests of v42.` */
function passedWords(stage, decision, context) {
    if (stage === 'switch')
        return `The plan says: all traffic in one move.`;
    if (stage === 'approval')
        return `A person approved ${foreign_text_named(context.candidate)}.`;
    const seen = requestsSeen(decision);
    return seen === 0 ? `Nothing speaks against ${foreign_text_named(context.candidate)}.` : `No harm was seen in ${quantity_counted(seen, stage === 'shadow' ? 'copied request' : 'request')} of ${foreign_text_named(context.candidate)}.`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/decision-words.ts
// A decision in three sentences that stay the same wherever they are shown: what happened and which version serves, why, and what to do.






function decision_words_decisionWords(decision, context) {
    const [first, ...others] = decision.reasons.map((reason, index) => {
        const isAnother = reason.code === 'not-certified' && decision.reasons[index - 1]?.code === 'not-certified';
        return isAnother ? norWords(reason, context) : reason_words_reasonWords(reason, decision, context);
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
    const [stable, candidate] = [foreign_text_named(context.stable), foreign_text_named(context.candidate)];
    const [from, to] = [quantity_percentOfWeight(decision.from), quantity_percentOfWeight(decision.to)];
    switch (decision.kind) {
        case 'advance':
            if (decision.from === decision.to)
                return `${onwardWords(decision, context)}${routerWords(decision, context)}`;
            return `${candidate} goes from ${from} to ${to} of the traffic${restWords(decision.to, stable)}.${routerWords(decision, context)}`;
        case 'hold':
            if (decision.from === 0 && decision.mirror > 0)
                return copiesWords(decision, context);
            return decision.from === 0 ? `${candidate} gets no traffic ${isSpent(decision) ? 'any more' : 'yet'}. All traffic is on ${stable}.` : `${candidate} stays at ${from} of the traffic${restWords(decision.from, stable)}.`;
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
            return (0,src/* assertNever */.xb)(decision.kind);
    }
}
/** It had traffic, and gets none again: all other holds without any are before the first request. */
function isSpent({ reasons }) {
    return reasons[0]?.code === 'harm-budget-spent';
}
/** A stage passed without a change of the share. */
function onwardWords(decision, context) {
    if (decision.to === 0 && decision.mirror > 0)
        return copiesWords(decision, context);
    const stage = context.plan[decision.stageIndex];
    const next = stage === undefined ? 'the end of its plan' : stageName(stage);
    return `${foreign_text_named(context.candidate)} goes on to ${next} at ${quantity_percentOfWeight(decision.to)} of the traffic${restWords(decision.to, foreign_text_named(context.stable))}.`;
}
/** `v42 answers copies of 20 % of the requests. All traffic is on v41.` */
function copiesWords({ mirror }, context) {
    return `${foreign_text_named(context.candidate)} answers copies of ${mirror === src/* PPM_ALL */.kh ? 'all' : `${quantity_percentOfWeight(mirror)} of the`} requests, which no user sees. All traffic is on ${foreign_text_named(context.stable)}.`;
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
            return `the comparison at a fixed ${quantity_percentOfWeight(stage.weight)}`;
        case 'approval':
            return 'a person\'s approval';
        case 'bake':
            return 'the watch after promotion';
        case 'follow':
            return 'the watch over late labels';
        default:
            return (0,src/* assertNever */.xb)(stage);
    }
}
function followWords({ plan }) {
    const follow = plan.find((stage) => stage.kind === 'follow');
    return follow?.kind === 'follow' ? `; its labels are watched for ${quantity_duration(follow.durationMs)} more` : '';
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
    return context.weightSinceMs === 0 ? '' : ` (read back at the router at ${utc_time_utcClock(context.weightSinceMs)} UTC${afterDecision(context)})`;
}
/** How long users still met the candidate. */
function afterDecision({ takenOutAtMs, weightSinceMs }) {
    const tookMs = weightSinceMs - takenOutAtMs;
    if (takenOutAtMs === 0 || tookMs < 0)
        return '';
    return tookMs < 1000 ? ', within a second of the decision' : `, ${quantity_duration(tookMs)} after the decision`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/turning-words.ts
// The smallest change of the newest counts that would have changed the decision: `With 23 failures instead of 25 in the last block it would have waited.`






/** Empty where no small change would have. */
function turningWords(turning, context) {
    if (turning.kind === 'none')
        return '';
    return `With ${insteadWords(turning, factsOf(context, turning.check), context)} in the last block it would have ${insteadOf(turning.decision)}.`;
}
function insteadWords(turning, facts, context) {
    const { seen, instead, cell, check } = turning;
    const measure = facts === undefined ? undefined : measure_measureOf(facts.check);
    if (facts === undefined || measure === undefined || measure.kind === 'share')
        return `${quantity_count(instead)} ${nounOf(facts?.check, turning, context)} instead of ${quantity_count(seen)}${cell_words_whereWords(cell)}`;
    // Sums of a mean or a gauge say nothing by themselves; the newest block has the number that they are divided by.
    const { trials } = facts.state.newest.cell.candidate;
    const value = (sum) => measure_valueWords(measure, trials === 0 ? sum : sum / trials);
    return `${foreign_text_named(check)} at ${value(instead)} instead of ${value(seen)}${cell_words_whereWords(cell)}`;
}
function nounOf(check, { cell, instead }, context) {
    const s = Math.round(instead) === 1 ? '' : 's';
    switch (check?.signal.kind) {
        case 'share':
            if (check.signal.unit === 'users')
                return comparison_words_isFailure(check) ? `user${s} with a failure` : `user${s} with "${foreign_text_named(check.name)}"`;
            return comparison_words_isFailure(check) ? `failure${s}` : `request${s} with "${foreign_text_named(check.name)}"`;
        case 'time':
            return cell.startsWith('le=') ? `request${s} ${cell_words_cellWords(cell)}` : `slow request${s}`;
        case 'labels':
            return check.better === 'lower' ? `wrong answer${s}` : `right answer${s}`;
        case 'pairs':
            return cell === 'different' ? `different answer${s}` : `item${s} that ${foreign_text_named(context.candidate)} alone got wrong`;
        case 'bins':
            return check.signal.by === 'le' ? `answer${s} ${cell_words_cellWords(cell, check)}` : `answer${s} "${foreign_text_named(cell.slice('bin='.length))}"`;
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
            return (0,src/* assertNever */.xb)(kind);
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
    const [stable, candidate] = [foreign_text_named(context.stable), foreign_text_named(context.candidate)];
    switch (reason.code) {
        case 'aborted':
            return `only ${foreign_text_named(reason.actor)} could have decided otherwise`;
        case 'weight-lowered-outside':
        case 'weight-raised-outside':
            return `with ${quantity_percentOfWeight(reason.recorded)} still at the router, as recorded, it would have gone on`;
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
            return `with odds under ${quantity_odds(reason.oddsNeeded)} it would have gone on being watched`;
        case 'check-says-worse':
            return `with ${foreign_text_named(reason.check)} no worse than allowed it would have gone on`;
        case 'shared-overload':
            return reason.healed ? `had going back not helped, ${candidate} would not have been to blame` : `with ${foreign_text_named(reason.check)} within its limit it would have gone on`;
        case 'worse-than-before':
            return `at ${quantity_percentOfRatio(reason.ratioMax)} or less it would have gone on`;
        case 'sample-ratio':
            return `with about ${quantity_percentOfWeight(reason.expected)} of the requests on ${candidate} it would have gone on`;
        case 'harm-budget-spent':
            return reason.excess < reason.budget ? 'with fewer bad requests too many, or less luck in them, it would have gone on' : `with fewer than ${quantity_count(reason.budget)} bad requests too many it would have gone on`;
        case 'blind':
            return 'one usable measurement would have been enough to stay';
        case 'no-data':
            return `with usable data for ${foreign_text_named(reason.check)} it would have been judged`;
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
            return `after ${utc_time_utcClock(reason.untilMs)} UTC a larger share can follow`;
        case 'budget-too-small':
            return `a larger budget, or a router with finer steps than ${quantity_percentOfWeight(reason.next)}, would have let it start`;
        case 'promise-allows-less':
            return 'the more requests it has answered without harm, the larger a share is allowed';
        case 'weight-held-by-promise':
            return 'more requests answered without harm allow a larger share';
        case 'not-certified':
            return `with odds of ${quantity_odds(reason.oddsNeeded)} in ${foreign_text_someOf(notCertified(decision))} it would have gone on`;
        case 'undecided':
            return `every check sure within ${quantity_duration(context.promise.decideWithinMs)} would have decided it`;
        case 'approval-needed':
            return isPlannedApproval(decision, context) ? 'a person\'s approval lets it go on' : 'a person\'s approval lets it go up again';
        case 'quiet':
            return `from ${backWords(reason.untilMs, context.quiet)} it goes on by itself`;
        case 'paused':
            return `with ${resumeCommand(context.target)} it is decided by its evidence again`;
        case 'smoke-passed':
            return `other bytes in its slot, or no answer, would have held it up${hasProbe(context) ? '; one golden case wrong would have taken it out' : ''}`;
        case 'smoke-failed':
            return `with all ${quantity_count(reason.cases)} golden cases right it would have gone on`;
        case 'smoke-unavailable':
            return 'with an answer to the golden set it would have gone on';
        case 'router-cannot-mirror':
            return 'a router that copies requests, or a plan without shadow, would have let it go on';
        case 'shadowing':
            return `only time is left, ${quantity_duration(reason.leftMs)} of it`;
        case 'split-won':
            return 'with weaker evidence the comparison would have gone on';
        case 'split-futile':
            return `with ${worthwhileWords(reason, context)} still possible the comparison would have gone on`;
        case 'split-open':
            return `odds of ${quantity_odds(reason.oddsNeeded)} decide it; else it ends in ${quantity_duration(reason.leftMs)}`;
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
            return `without ${foreign_text_named(reason.by)} it would have gone on`;
        case 'leaving':
            return `nothing brings ${candidate} back in this rollout`;
        default:
            return (0,src/* assertNever */.xb)(reason);
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
            return `${foreign_text_named(reason.actor)} stopped it: ${foreign_text_said(reason.why)}`;
        case 'weight-lowered-outside':
            return `lowered to ${quantity_percentOfWeight(reason.observed)} by somebody else`;
        case 'weight-raised-outside':
            return `raised to ${quantity_percentOfWeight(reason.observed)} by somebody else`;
        case 'lowered-before-record':
            return `lowered to ${quantity_percentOfWeight(reason.observed)} by a run that could not record it`;
        case 'limit-breached': {
            const measure = measureFor(context, reason.check);
            const seen = measure.kind === 'share' ? `in ${quantity_count(reason.observed.events)} of ${quantity_count(reason.observed.trials)}` : `at ${armValue(measure, reason.observed)}`;
            return `${cell_words_cellTitle(reason.check, reason.cell, factsOf(context, reason.check)?.check)} ${seen}, limit ${measure_valueWords(measure, reason.max)}`;
        }
        case 'common-mode':
            return `${foreign_text_named(reason.check)} over its limit on both versions`;
        case 'stable-dead':
            return `${foreign_text_named(context.stable)} does not work either`;
        case 'regression':
        case 'check-says-worse':
            return briefComparison(reason, decision, context);
        case 'combined-regression':
            return `${foreign_text_someOf(reason.checks)} together say worse (${quantity_odds(reason.odds)})`;
        case 'shared-overload':
            return reason.healed ? `${foreign_text_named(reason.check)} healed by going back: it is to blame` : `${foreign_text_named(reason.check)} over its limit on both since the raise`;
        case 'worse-than-before':
            return `${foreign_text_named(reason.check)} at ${measure_valueWords(measureFor(context, reason.check), reason.observed.events / Math.max(1, reason.observed.trials))}, worse than ${foreign_text_named(context.stable)} was before`;
        case 'sample-ratio':
            return `the split is off: ${quantity_percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests, weight ${quantity_percentOfWeight(reason.expected)}`;
        case 'harm-budget-spent':
            return `${quantity_count(reason.excess)} of ${quantity_counted(reason.budget, 'promised bad request')} spent`;
        case 'blind':
            return `nothing measured for ${quantity_duration(reason.forMs)}`;
        case 'no-data':
            return `no data for ${foreign_text_named(reason.check)} (${foreign_text_said(reason.why)})`;
        case 'frozen-data-changed':
            return `frozen data changed: ${foreign_text_someOf(reason.paths)}`;
        case 'frozen-data-unreadable':
            return `frozen data could not be checked (${foreign_text_said(reason.why)})`;
        case 'router-unreadable':
            return `the router could not be read (${foreign_text_said(reason.why)})`;
        case 'candidate-not-ready':
            return `not ready (${foreign_text_said(reason.why)})`;
        case 'candidate-digest-differs':
            return 'the slot holds other bytes than were released';
        case 'insufficient':
            return reason.check === 'any' ? 'too early' : `too early for ${foreign_text_named(reason.check)} (${quantity_count(reason.trials)} of ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)})`;
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
            return isPlannedApproval(decision, context) ? 'approval needed' : 'approval needed to go up again';
        case 'quiet':
            return quietWords(reason.untilMs, context.quiet);
        case 'paused':
            return `paused by ${foreign_text_named(reason.by)}${reason.why === '' ? '' : ` (${foreign_text_said(reason.why)})`}`;
        case 'smoke-passed':
            return hasProbe(context) ? `in place and ready, ${reason.cases > 0 ? `${quantity_count(reason.cases)} of ${quantity_counted(reason.cases, 'golden case')}` : 'every golden case'} right` : 'in place and ready';
        case 'smoke-failed':
            return `${quantity_count(reason.failed)} of ${quantity_counted(reason.cases, 'golden case')} wrong`;
        case 'smoke-unavailable':
            return `golden cases could not be tried (${foreign_text_said(reason.why)})`;
        case 'router-cannot-mirror':
            return 'the router cannot copy requests';
        case 'shadowing':
            return `answers copies only, ${quantity_duration(reason.leftMs)} left`;
        case 'split-won':
            return `won in ${foreign_text_named(reason.check)} (${quantity_odds(reason.odds)})`;
        case 'split-futile':
            return `cannot win in ${foreign_text_named(reason.check)} any more`;
        case 'split-open':
            return `open in ${foreign_text_named(reason.check)} (${quantity_odds(reason.odds)} of ${quantity_odds(reason.oddsNeeded)}), ${quantity_duration(reason.leftMs)} left`;
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
            return (0,src/* assertNever */.xb)(reason);
    }
}
/** `failed 6.1 times as often as v1`: the subject is named before. */
function briefComparison(reason, decision, context) {
    const words = foundWords(reason, decision, context);
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
            return `${event.drill === true ? 'drill: ' : ''}${foreign_text_named(event.candidate.version)} starts on slot ${foreign_text_named(event.candidate.slot)} (${foreign_text_named(context.stable)} serves${event.attempt > 1 ? `; ${nthTry(event.attempt).toLowerCase()}${event.why === '' ? '' : `: ${foreign_text_named(event.why)}`}` : ''})`;
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
        case 'followed-up':
            return `${releaseOf(event.rolloutId, state)}: late labels came in, ${event.worse.length === 0 ? 'nothing new against it' : `${foreign_text_someOf(event.worse)} turned out worse`}`;
        case 'retraining-asked':
            return `${releaseOf(event.rolloutId, state)}: a new model was asked for, ${foreign_text_said(event.check)} says that this one is worse`;
        case 'paused':
            return `${foreign_text_named(state.target)}: paused by ${foreign_text_named(event.actor)}${event.why === '' ? '' : `, ${foreign_text_said(event.why)}`}`;
        case 'resumed':
            return `${foreign_text_named(state.target)}: resumed by ${foreign_text_named(event.actor)}${event.why === '' ? '' : `, ${foreign_text_said(event.why)}`}`;
        case 'violated':
            return `${candidate}: frozen data has changed (${foreign_text_said(event.where)}): ${foreign_text_someOf(event.paths)}`;
        case 'restored':
            return `${releaseOf(event.rolloutId, state)} is out again: ${leaving_words_leavingWords(event.why, { stable: state.stable.version, candidate: releaseOf(event.rolloutId, state) })}, ${foreign_text_named(state.stable.version)} serves`;
        default:
            return (0,src/* assertNever */.xb)(event);
    }
}
/** Version of a release, which need not be the one that is live now. */
function releaseOf(rolloutId, { rollout, following, ended }) {
    if (rollout.kind === 'live' && rollout.id === rolloutId)
        return foreign_text_named(rollout.candidate.version);
    const known = following.find(({ id }) => id === rolloutId) ?? ended.findLast(({ id }) => id === rolloutId);
    return foreign_text_named(known?.candidate.version ?? rolloutId);
}
function tickWords({ decision, effect }, context) {
    const [reason] = decision.reasons;
    const why = reason === undefined ? 'no reason recorded' : brief_reason_briefReason(reason, decision, context);
    const [from, to] = [quantity_percentOfWeight(decision.from), quantity_percentOfWeight(decision.to)];
    const doubt = effect.kind === 'unconfirmed' ? ' (the router has not confirmed it)' : '';
    switch (decision.kind) {
        case 'advance':
            return decision.from === decision.to ? `goes on ${decision.mirror > 0 ? `with copies of ${quantity_percentOfWeight(decision.mirror)}` : `at ${from}`}, ${why}` : `${from} -> ${to}, ${why}`;
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
            return (0,src/* assertNever */.xb)(decision.kind);
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
            return (0,src/* assertNever */.xb)(outcome);
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
    const serves = `All traffic is on ${foreign_text_named(state.stable.version)}.`;
    const last = state.ended.at(-1);
    if (last === undefined)
        return { mood: 'open', what: `${serves} Nothing was rolled out yet.`, why: '' };
    const why = leaving_words_leavingWords(last.why, { stable: state.stable.version, candidate: last.candidate.version });
    const ago = nowMs - last.endedAtMs < 1000 ? 'just now' : `${quantity_duration(nowMs - last.endedAtMs)} ago`;
    if (last.outcome === 'promoted')
        return { mood: 'good', what: `${serves} It was promoted ${ago}.`, why: '' };
    const wasPromoted = state.ended.some(({ id, outcome }) => id === last.id && outcome === 'promoted');
    const how = wasPromoted ? `Taken out again ${ago}, after it had been promoted` : `${capitalised(event_title_outcomeWords(last.outcome))} ${ago}`;
    return { mood: 'bad', what: `${foreign_text_named(last.candidate.version)} is out. ${serves}`, why: `${how}: ${why}.` };
}
function liveStanding(state, rollout, nowMs) {
    const [stable, candidate] = [foreign_text_named(state.stable.version), foreign_text_named(rollout.candidate.version)];
    const weight = quantity_percentOfWeight(rollout.weight);
    const since = `for ${quantity_duration(nowMs - rollout.weightSinceMs)}`;
    const serves = rollout.weight === 0 ? `All traffic is on ${stable}.` : `${candidate} has ${weight} of the traffic ${since}${rollout.weight === src/* PPM_ALL */.kh ? '' : `, ${stable} serves the rest`}.`;
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
            return { mood: rollout.weight === 0 && rollout.pending.kind === 'none' ? 'bad' : 'stop', what: `${candidate} is taken out. ${serves}`, why: `${capitalised(leaving_words_leavingWords(rollout.leavingWhy, rollout_context_contextOf(state)))}.` };
        default:
            return (0,src/* assertNever */.xb)(rollout.phase);
    }
}
function trialWords({ policy, stageIndex, weight, mirror }, { candidate, serves }) {
    const stage = policy.plan[stageIndex];
    switch (stage?.kind) {
        case 'shadow':
            return mirror === 0 ? `${candidate} is being readied. ${serves}` : `${candidate} answers copies of ${mirror === src/* PPM_ALL */.kh ? 'all' : `${quantity_percentOfWeight(mirror)} of the`} requests, which no user sees. ${serves}`;
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
    const told = newest.told.length === 0 ? '' : ` It turned out worse in ${foreign_text_someOf(newest.told)}.`;
    return `${foreign_text_named(newest.candidate.version)} finished; its labels are watched until ${utcDay(newest.untilMs)}.${told}`;
}
function capitalised(words) {
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
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
            chapters.push({ started: event, stable, events: [], aftermath: [] });
        if (event.kind === 'followed-up' || event.kind === 'restored') {
            const followed = chapters.findLast(({ started }) => started.rolloutId === event.rolloutId);
            followed?.aftermath.push(event);
            if (event.kind === 'restored' && followed !== undefined)
                stable = followed.stable;
            continue;
        }
        const chapter = chapters.at(-1);
        // Asked for a release that had ended, beside the one that is told here.
        if (chapter === undefined || (event.kind === 'retraining-asked' && event.rolloutId !== chapter.started.rolloutId))
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

;// CONCATENATED MODULE: ./packages/report/src/words/attempt-words.ts
// What a further try of the same artefact costs: every try spends an error budget of its own, and says so.


const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Empty for the first try. The chances of several tries add up at most. */
function attemptWords({ attempt, candidate, promise }) {
    if (!(attempt > 1))
        return '';
    const tries = NUMBERS[attempt - 1] ?? quantity_count(attempt);
    return `${nthTry(attempt)} of ${foreign_text_named(candidate)}: it spends a new budget; over ${tries} tries a good release is sent back at most ${timesIn(attempt * promise.falseAlarmRatio)} times.`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/earliest-verdict-words.ts



const YEAR_MS = 365 * 86_400_000;
/** Decisions after which no certificate is awaited, or whose own sentence says that nothing is known. */
const CLOSED = ['harm-budget-spent', 'leaving', 'baking', 'baked', 'awaiting-promotion', 'superseded', 'traffic-unknown', 'undecided', 'all-certified', 'split-won', 'split-futile'];
/** Empty where nothing is awaited: a promotion needs all checks that can roll back, so the slowest of them counts. */
function earliestVerdictWords(decision, context, nowMs) {
    const isOpen = decision.kind === 'hold' || decision.kind === 'advance' || decision.kind === 'stepBack';
    if (!isOpen || decision.reasons.some(({ code }) => CLOSED.includes(code)))
        return '';
    const awaited = decision.checks.filter((report) => report.then === 'rollback' && report.wait.kind !== 'none');
    if (awaited.length === 0)
        return '';
    const unknown = awaited.find(({ wait }) => wait.kind === 'unknown');
    if (unknown !== undefined)
        return `When ${foreign_text_named(unknown.name)} can have a verdict is not known yet: too little traffic was seen to tell.`;
    const slowest = awaited.reduce((a, b) => (waitMs(b) > waitMs(a) ? b : a));
    const ms = waitMs(slowest);
    if (!(ms < YEAR_MS))
        return `At this traffic ${foreign_text_named(slowest.name)} can never be shown to be as good: that would take more than a year.`;
    const verdict = `At this traffic the earliest verdict is at ${utc_time_utcMoment(nowMs + ms, nowMs)} UTC (in ${quantity_duration(ms)}), when ${foreign_text_named(slowest.name)} can be shown to be as good.`;
    return nowMs + ms > context.startedAtMs + context.promise.decideWithinMs ? `${verdict} ${tooLateWords(context)}` : verdict;
}
function waitMs({ wait }) {
    return wait.kind === 'time' ? wait.ms : 0;
}
function tooLateWords({ promise }) {
    const late = `That is later than the ${quantity_duration(promise.decideWithinMs)} that the policy gives`;
    switch (promise.ifUndecided) {
        case 'ask':
            return `${late}; then a person is asked.`;
        case 'promote':
            return `${late}; then it is promoted without it.`;
        case 'rollback':
            return `${late}; then it is taken out.`;
    }
}

;// CONCATENATED MODULE: ./packages/report/src/words/harm-words.ts



/** `18 failed requests more than v41 would have had (budget 100).` */
function harmWords({ harm }, context) {
    const stable = foreign_text_named(context.stable);
    const budget = `(budget ${quantity_count(harm.budget)})`;
    const noun = harm_words_nounOf(context);
    if (harm.excess >= 0.5)
        return `${quantity_counted(harm.excess, noun)} more than ${stable} would have had ${budget}.`;
    return harm.excess <= -0.5 ? `none, ${quantity_counted(-harm.excess, noun)} fewer than ${stable} would have had ${budget}.` : `none ${budget}.`;
}
/** Checks that can roll back count as harm. Where all of them count the same, it is called by its name. */
function harm_words_nounOf({ checks }) {
    const counting = checks.map(({ check }) => check).filter(({ then }) => then === 'rollback');
    if (counting.length === 0)
        return 'bad request';
    if (counting.every((check) => check.signal.kind === 'labels' && check.better === 'lower'))
        return 'wrong answer';
    return counting.every((check) => comparison_words_isFailure(check) && check.signal.kind === 'share' && check.signal.unit === 'requests') ? 'failed request' : 'bad request';
}

;// CONCATENATED MODULE: ./packages/report/src/words/allowed-words.ts


/** The limit first, since it acts first; empty where the check only informs. */
function allowed_words_allowedWords(check) {
    return [limitWords(check), marginWords(check), allowed_words_gapWords(check), growthWords(check)].filter((part) => part !== '').join(', ');
}
function limitWords(check) {
    const { limit } = check;
    switch (limit.kind) {
        case 'none':
            return '';
        case 'share':
            return `${check.better === 'lower' ? 'at most' : 'at least'} ${measure_valueWords(measure_measureOf(check), limit.ratioMax)}`;
        case 'time':
            return `${quantileName(limit.quantile)} ${quantity_duration(limit.msMax)}`;
        case 'level':
            return measure_valueWords(measure_measureOf(check), limit.max);
    }
}
/** `p99` */
function quantileName(quantile) {
    return `p${quantity_decimal(quantile * 100, 3)}`;
}
function marginWords(check) {
    const { worseBy, sides, better } = check;
    if (worseBy.kind === 'none')
        return '';
    const both = sides === 'both' || check.signal.kind === 'calibration';
    if (worseBy.kind === 'points') {
        const difference = differenceWords(measure_measureOf(check), worseBy.ratio);
        return both ? `within ${difference}` : better === 'lower' ? `+${difference}` : `-${difference}`;
    }
    if (both)
        return `within ${quantity_decimal((worseBy.factor - 1) * 100, 1)} %`;
    return better === 'lower' ? `${quantity_decimal(worseBy.factor, 3)} x` : `${quantity_decimal(1 / worseBy.factor, 3)} x at least`;
}
function allowed_words_gapWords(check) {
    return check.gap.kind === 'none' ? '' : `${differenceWords(measure_measureOf(check), check.gap.ratio)} between parts`;
}
function growthWords({ signal }) {
    return signal.kind !== 'level' || signal.growth.kind === 'none' ? '' : `+${quantity_percentOfRatio(signal.growth.ratioMax)} an hour`;
}

;// CONCATENATED MODULE: ./packages/report/src/words/quantile-words.ts

/** `between` in seconds, 0 and infinity where no bound limits it; empty where none does. */
function quantileWords({ lower, upper }) {
    if (!(lower > 0))
        return Number.isFinite(upper) ? `under ${quantity_duration(upper * 1000)}` : '';
    return Number.isFinite(upper) ? `${fromWords(lower * 1000, upper * 1000)} to ${quantity_duration(upper * 1000)}` : `over ${quantity_duration(lower * 1000)}`;
}
/** Without its unit where both have the same. */
function fromWords(fromMs, toMs) {
    const [from, to] = [quantity_duration(fromMs), quantity_duration(toMs)];
    const unit = / \p{L}+$/u.exec(to)?.[0] ?? '';
    return from.split(' ').length === 2 && unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from;
}

;// CONCATENATED MODULE: ./packages/report/src/briefing/check-row.ts
// One line of the table of checks: both versions' counts, what the policy allows, and what the check says, in words.








const HOUR_MS = 3_600_000;
const check_row_DAY_MS = 24 * HOUR_MS;
/** A bound above this says no more than that little is known. */
const FACTOR_SHOWN_MAX = 10;
function check_row_checkRow(report, decision, context) {
    const facts = factsOf(context, report.name);
    const figures = facts === undefined ? plainFigures(report) : figuresOf(report, facts);
    // Not enough alone, but enough with others: what it says by itself would sound like the opposite of the decision.
    const isAccomplice = report.verdict !== 'worse' && decision.reasons.some((reason) => reason.code === 'combined-regression' && reason.checks.includes(report.name));
    return isAccomplice ? { ...figures, says: `worse together with others (alone ${quantity_odds(report.odds)} of ${quantity_odds(report.oddsNeeded)})`, tone: 'bad' } : { ...figures, says: saysWords(report, facts), tone: toneOf(report) };
}
function plainFigures({ name, totals }) {
    // Sums above their counts are no shares: some gauge or other.
    const measure = totals.candidate.events > totals.candidate.trials ? { kind: 'gauge', unit: 'plain' } : SHARE_OF_REQUESTS;
    return { check: foreign_text_named(name), stable: armCell(measure, totals.stable), candidate: armCell(measure, totals.candidate), allowed: '' };
}
function figuresOf(report, facts) {
    const { check } = facts;
    const measure = measure_measureOf(check);
    const allowed = allowed_words_allowedWords(check);
    const isFound = report.verdict === 'worse' && report.limit.kind !== 'breached';
    const figures = (cell, arms) => ({ check: cell_words_cellTitle(check.name, cell, check), stable: armCell(measure, arms.stable), candidate: armCell(measure, arms.candidate), allowed });
    if (report.limit.kind === 'breached')
        return { ...figures(report.cell, (0,src/* armsOf */.jO)(report)), candidate: armCell(measure, report.limit.observed), ...(check.limit.kind === 'time' ? { allowed: `at most ${quantity_percentOfRatio(report.limit.max)}` } : {}) };
    switch (check.signal.kind) {
        case 'time':
            return isFound ? figures(report.cell, (0,src/* armsOf */.jO)(report)) : slowFigures(report, facts, figures(certifyingCell(facts), report.totals));
        case 'bins': {
            const shown = figures(report.cell, (0,src/* armsOf */.jO)(report));
            const expected = referenceOf(check, report.cell);
            return expected === 'none' ? shown : { ...shown, stable: `expected  ${quantity_percentOfRatio(expected)}` };
        }
        case 'pairs':
            return isFound && report.cell !== 'all' ? figures(report.cell, (0,src/* armsOf */.jO)(report)) : { ...figures('all', report.totals), ...aloneWrong(report, facts) };
        case 'calibration': {
            const cell = isFound ? report.cell : 'all';
            const arms = isFound ? (0,src/* armsOf */.jO)(report) : report.totals;
            return { ...figures(cell, arms), stable: saidAndCame(facts, cell, 'stable', arms), candidate: saidAndCame(facts, cell, 'candidate', arms) };
        }
        case 'share':
        case 'score':
        case 'labels':
        case 'level':
            return isFound ? figures(report.cell, (0,src/* armsOf */.jO)(report)) : figures('all', report.totals);
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
    const allowed = [check.limit.kind === 'time' ? quantity_duration(check.limit.msMax) : '', marginWords(check)].filter((part) => part !== '').join(', ');
    return { check: `${foreign_text_named(check.name)} ${quantileName(quantile.quantile)}`, stable: stable || 'not known yet', candidate: candidate || 'not known yet', allowed };
}
/** `alone wrong 150 of 10,000`: items that both got right or both got wrong say nothing. */
function aloneWrong({ totals }, facts) {
    const alone = cellOf(facts, 'discordant');
    const items = Math.max(totals.candidate.trials, cellOf(facts, 'all').candidate.trials);
    const words = (arm) => (items === 0 ? 'no items yet' : `alone wrong  ${quantity_count(alone[arm].events)} of ${quantity_count(items)}`);
    return { stable: words('stable'), candidate: words('candidate') };
}
/** `said 12 %  came 15 %`; blank for an arm that was not asked. */
function saidAndCame(facts, cell, arm, arms) {
    const predicted = cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`)[arm];
    if (arms[arm].trials === 0)
        return arm === 'stable' ? '' : 'no items yet';
    const came = `came ${quantity_percentOfRatio(ratioOf(arms[arm]))}`;
    return predicted.trials === 0 ? came : `said ${quantity_percentOfRatio(ratioOf(predicted))}  ${came}`;
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
            return report.noData === '' ? `too early${waitWords(report)}` : `no data: ${foreign_text_said(report.noData)}`;
        case 'invalid':
            return `unusable data: ${foreign_text_said(report.noData)}`;
        default:
            return (0,src/* assertNever */.xb)(report.verdict);
    }
}
function check_row_foundWords(report, facts) {
    if (report.limit.kind === 'breached' || report.claim === 'limit')
        return facts?.check.better === 'higher' ? 'under the limit' : 'over the limit';
    switch (claimKind(report.claim)) {
        case 'gap':
            return `${cell_words_cellWords(report.cell, facts?.check)} worse than the rest`;
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
    const [hours, days] = [Math.round(ms / HOUR_MS), Math.round(ms / check_row_DAY_MS)];
    if (hours >= 4 && hours < 48)
        return `${String(hours)} h`;
    return days >= 4 ? `${String(days)} d` : quantity_duration(ms);
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
            return (0,src/* assertNever */.xb)(then);
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
            return (0,src/* assertNever */.xb)(report.verdict);
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
    const context = rollout_context_contextOf(state, input.history);
    const now = standing_standing(state, nowMs);
    const words = decision.kind === 'none' ? { ...now, next: '' } : decision_words_decisionWords(decision, context);
    const chapter = chapters_chaptersOf(input.history).findLast(({ started }) => started.rolloutId === context.rolloutId);
    return {
        mood: decision.kind === 'none' ? now.mood : moodOf(decision),
        target: foreign_text_named(state.target),
        stable: foreign_text_named(chapter?.stable || context.stable),
        candidate: foreign_text_named(context.candidate),
        what: words.what,
        next: words.next,
        why: words.why,
        checks: decision.kind === 'none' ? [] : decision.checks.slice(0, CHECKS_SHOWN).map((report) => check_row_checkRow(report, decision, context)),
        harm: decision.kind === 'none' ? '' : harmWords(decision, context),
        changedBy: decision.kind === 'none' ? '' : changed_by_words_changedByWords(decision, context),
        outlook: decision.kind === 'none' ? '' : earliestVerdictWords(decision, context, nowMs),
        attempt: attemptWords(context),
        timeline: chapter === undefined ? { picture: '', moments: '' } : weightTimeline(chapter, nowMs),
        notes: input.notes.slice(0, NOTES_SHOWN).map((note) => clean_line_cleanLine(note)),
        proof: `rampart verify ${shell_word_shellWord(clean_line_cleanLine(context.rolloutId === '' ? state.target : context.rolloutId))}`,
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

;// CONCATENATED MODULE: ./packages/report/src/text/markdown-text.ts
// Any text as Markdown that shows exactly that text: no markup, no raw HTML, no new table cell, no mention, no link, no reference.

/** Shown as nothing; keeps what stands before and after it from being read as one word. */
const SEAM = '&#8203;';
/** Longer than any sentence of ours; what is longer than this is cut. */
const LENGTH_MAX = 8000;
/**
 * Any `text` for use inside a paragraph or a table cell, as one printable line. Characters with a meaning in Markdown become numeric character references,
 * which are never syntax (CommonMark 0.31, section 2.5). Mentions, issue references, addresses and emoji codes are found by GitHub in the
 * rendered text, where escapes are gone; a seam breaks those.
 */
function markdown_text_escapeMarkdown(text) {
    return clean_line_cleanLine(text, LENGTH_MAX)
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

;// CONCATENATED MODULE: ./packages/report/src/summary.ts
// A briefing as GitHub Markdown: job summary, comment, issue body. No raw HTML; every foreign character is shown as itself.


const GLYPHS = { good: '✅', bad: '⛔', open: '⏳', stop: '✋' };
/** Far below the 1 MiB that a job summary may have: every part of a briefing is bounded. */
function renderSummary(input) {
    const content = briefing_briefing(input);
    const paragraphs = [
        `### ${GLYPHS[content.mood]} ${markdown_text_escapeMarkdown(`${content.target}: ${content.what}`)}`,
        content.next === '' ? '' : `**${markdown_text_escapeMarkdown(content.next)}**`,
        content.why === '' ? '' : `Why: ${markdown_text_escapeMarkdown(content.why)}`,
        summary_checkTable(content),
        content.harm === '' ? '' : `Harm: ${markdown_text_escapeMarkdown(`${content.harm} ${content.changedBy}`)}`,
        markdown_text_escapeMarkdown([content.outlook, content.attempt].filter((words) => words !== '').join(' ')),
        timelineLine(content),
        content.notes.map((note) => `- Note: ${markdown_text_escapeMarkdown(note)}`).join('\n'),
        `Not convinced? ${markdown_text_codeSpan(content.proof)} (offline). Without GitHub, this takes all traffic back:`,
        markdown_text_codeBlock(content.breakGlass),
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
    return text.split('  ').map(markdown_text_escapeMarkdown).join(' &#160;');
}
function timelineLine({ timeline, candidate }) {
    return timeline.picture === '' ? '' : `Share of ${markdown_text_escapeMarkdown(candidate)}: ${markdown_text_codeSpan(timeline.picture)} ${markdown_text_escapeMarkdown(timeline.moments)} (UTC)`;
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





const view_lines_LENGTH_MAX = 1_000;
/** In the order of `views`; what can be read stands in columns. */
function viewLines(views, nowMs, style) {
    const present = views.flatMap(({ read }) => (read.kind === 'present' ? [read.state] : []));
    const lines = new Map(statusLines(present, nowMs, style).map((line, index) => [present[index], line]));
    return views.map((view) => {
        const { read } = view;
        if (read.kind === 'present')
            return { view, lines: [lines.get(read.state) ?? '', ...followedLines(read.state, nowMs).map((line) => `  ${line}`)] };
        const [first = '', ...more] = view_lines_whyNoState(view.policyFile, read).split('\n');
        return { view, lines: [cleanLine(`${named(view.target)}: ${first}`, view_lines_LENGTH_MAX), ...more.map(cleanIndented)] };
    });
}
/** In words for people: nothing is there yet, or it cannot be read. What to paste may stand below the first line. */
function view_lines_whyNoState(policyFile, read) {
    return read.kind === 'empty' ? `no ledger yet; rampart adopt ${shellWord(cleanLine(policyFile))} writes its first line` : `the ledger cannot be read: ${read.why}`;
}
/** Leading blanks mean something in YAML. */
function cleanIndented(line) {
    return `${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, view_lines_LENGTH_MAX)}`;
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
        table(['check', 'looks at', 'accepted, against stable', 'otherwise'], policy.checks.map((check) => [runbook_text(check.name), lookedAt(check.signal), runbook_text(allowedWords(check) || 'only shown'), runbook_text(otherwise(check))])),
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
function otherwise({ then }) {
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
    const highest = Math.max(1e-4, ...arms.map((bins) => reach(bins, (bin) => spreadOf(measure, bin).high)));
    const lowest = Math.min(highest, ...arms.map((bins) => -reach(bins, (bin) => -spreadOf(measure, bin).low)));
    if (!(lowest > 0.5 * highest))
        return { from: 0, to: Math.min(top, highest * 1.08) };
    const step = niceCeiling(Math.max(highest - lowest, highest / 100) / TICKS, 1);
    return { from: Math.max(0, Math.floor(lowest / step) * step), to: Math.min(top, highest + step / 4) };
}
/** Only shares have an interval: how far a mean may be off its sum does not tell. */
function spreadOf(measure, bin) {
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
    return fragment(runsOf(series[arm]).map((run) => runMarks(arm, run, series.measure, frame, y)));
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

;// CONCATENATED MODULE: ./packages/report/src/index.ts
// Renderers over decisions, states and events. Pure: no IO, no clock; times are UTC and given.


































// For pictures that other packages draw.






/***/ }),

/***/ 118:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Lm: () => (/* reexport */ rerun_NO_RERUN),
  QV: () => (/* reexport */ actorOfRun),
  gz: () => (/* reexport */ failed),
  ok: () => (/* reexport */ port_error_ok),
  dU: () => (/* reexport */ rollback),
  Aw: () => (/* reexport */ sinceStartOf)
});

// UNUSED EXPORTS: NO_NEWS, NO_REPORT, adoptionFrom, askForRetraining, attemptOf, blocksRequest, describeError, dueRetraining, gatheredMsFor, gatheringLedger, isNews, ledgerOfOneLook, observationFrom, pauseTarget, pausedWhy, promote, quietAt, resumeTarget, retriable, rolloutIdOf, standingOf, tick, weightIn

;// CONCATENATED MODULE: ./packages/rollout-engine/src/ports/port-error.ts
// How ports fail: as values. A port never throws for something that the world can do to it.
function port_error_ok(value) {
    return { kind: 'ok', value };
}
function failed(error) {
    return { kind: 'error', error };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/outcome.ts
const outcome_NO_REPORT = { warnings: [], todo: [] };
const outcome_NO_NEWS = { ...outcome_NO_REPORT, followed: [] };
function outcome_describeError(error) {
    return `${error.port}: ${error.message}`;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var src = __webpack_require__(8361);
;// CONCATENATED MODULE: ./packages/rollout-engine/src/apply-effect.ts
// Carries an effect out at the router and reads it back. A raise is fenced by the version that was read; a lowering waits for nothing.


const SETTLE_ATTEMPTS = 20;
const SETTLE_PAUSE_MS = 500;
/** `fence`: the version that a raise was planned on. Repeating the same effect is harmless. */
async function apply_effect_applyEffect(ports, { rollout, stable }, effect, fence) {
    const target = rollout.policy.target;
    const change = {
        target,
        weights: { [rollout.candidate.slot]: effect.weight, [stable.slot]: (src/* PPM_ALL */.kh - effect.weight) },
        mirror: effect.mirror === 0 ? {} : { [rollout.candidate.slot]: effect.mirror },
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
    if (!apply_effect_carries(reading.value, effect))
        return { kind: 'unconfirmed', why: trouble === '' ? 'router: it answered, but does not show the change' : trouble };
    const seen = apply_effect_seenIn(reading.value, rollout.candidate.slot);
    if (!apply_effect_shows(effect, seen))
        return { kind: 'unconfirmed', why: `router: it shows ${shares(seen)} where ${shares(effect)} was set: somebody else changed it meanwhile` };
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
        const settled = await ports.router.settle(rollout.policy.target, reading.value.version);
        if (settled.kind === 'ok' && settled.value.settled)
            return { kind: 'confirmed', observed: seen.weight, settledAtMs: ports.clock.nowMs() };
        await ports.clock.sleep(SETTLE_PAUSE_MS);
    }
    return { kind: 'unconfirmed', why: `router: the change was accepted but is not in effect after ${String((SETTLE_ATTEMPTS * SETTLE_PAUSE_MS) / 1000)} s` };
}
function apply_effect_carries(reading, effect) {
    return reading.stamp.kind === 'stamp' && reading.stamp.effectId === effect.id;
}
/**
 * Whether `seen` is what `effect` asked for. A router rounds down by less than a step. Our own repeat of an effect changes
 * nothing at the router, so a person's change after it would otherwise be taken for ours.
 */
function apply_effect_shows(effect, { weight, mirror, step }) {
    return isRounded(weight, effect.weight, step) && isRounded(mirrored(mirror), effect.mirror, step);
}
function isRounded(seen, asked, step) {
    return seen <= asked && seen > asked - step;
}
function apply_effect_seenIn(reading, slot) {
    const mirror = reading.mirror === 'cannot' ? 'cannot' : (reading.mirror[slot] ?? src/* PPM_NONE */.dH);
    return { weight: apply_effect_weightIn(reading, slot), mirror, step: reading.step };
}
/** Exposure of any kind: requests that the candidate answers, or copies that it gets. */
function apply_effect_isAbove(seen, recorded) {
    return seen.weight > recorded.weight || mirrored(seen.mirror) > recorded.mirror;
}
function mirrored(mirror) {
    return mirror === 'cannot' ? src/* PPM_NONE */.dH : mirror;
}
function shares({ weight, mirror }) {
    const copies = mirrored(mirror);
    return copies === 0 ? percent(weight) : `${percent(weight)} and copies of ${percent(copies)}`;
}
function percent(weight) {
    return `${String(weight / 10_000)} %`;
}
function apply_effect_weightIn(reading, slot) {
    return reading.slots.find((known) => known.slot === slot)?.weight ?? src/* PPM_NONE */.dH;
}
/** Once finished, the candidate is what a router-only rollback must keep. */
function stampOf(effect, rollout, stable) {
    const live = effect.purpose === 'finish' ? rollout.candidate : stable;
    return { rolloutId: effect.rolloutId, sequence: effect.sequence, effectId: effect.id, liveSlot: live.slot, liveDigest: live.digest };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/rollout-engine/src/recordable.ts
// What others said, cut to what a record may weigh before anything is decided from it. A decision repeats the words and names that it saw, and is computed again
// from the record: so they are cut here, where they come in, and never after. Words are told and nothing else, and of two names that differ the cut ones differ.


/** In characters. A hold repeats what it could not see three times, and is to stay under 4 KiB. */
const WORDS_MAX = 500;
/** What a person gives as the reason is said once; the actions take 1,000. */
const REASON_MAX = 1_000;
/** A dimension and its value, e.g. `region=eu-west-1`; longer only where the dimension is. */
const NAME_MAX = 120;
function recordable_recordableEvidence(evidence) {
    return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, recordable_recordableNews(news)]));
}
function recordable_recordableNews(news) {
    if (news.kind === 'no-data')
        return withWords(news);
    const { blocks, gaps } = news;
    return { ...news, blocks: blocks.some(hasLongName) ? blocks.map(withNames) : blocks, gaps: gaps.map((gap) => withWords(gap)) };
}
function recordable_recordableSituation(situation) {
    const { router, candidate, frozen, smoke, request } = situation;
    return { ...situation, router: withWords(router), candidate: withWords(candidate), frozen: withWords(frozen), smoke: smoke.kind === 'failed' ? { ...smoke, first: cutWords(smoke.first, WORDS_MAX) } : withWords(smoke), request: withWords(request, REASON_MAX) };
}
/** Of an event that carries a decision the words were cut before it was made. */
function recordableEvent(event) {
    return event.kind === 'ticked' ? event : withWords(event, REASON_MAX);
}
function withWords(said, most = WORDS_MAX) {
    if (!('why' in said) || typeof said.why !== 'string')
        return said;
    const why = cutWords(said.why, most);
    return why === said.why ? said : { ...said, why };
}
function hasLongName({ cells }) {
    return Object.keys(cells).some((name) => name.length > NAME_MAX);
}
/** In the order in which they came. */
function withNames(block) {
    return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [recordableName(name), cell])) };
}
/** The name of a cell; the sum that belongs to a cell is still found by its name. */
function recordableName(name) {
    const beside = `${PREDICTED}:`;
    if (name.startsWith(beside))
        return `${beside}${recordableName(name.slice(beside.length))}`;
    if (name.length <= NAME_MAX)
        return name;
    const mark = `…${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
    // The policy knows the dimension, which has to be found again, also where the value begins with an accent for the sign before it.
    const dimension = name.slice(0, name.indexOf('=') + 1);
    return `${dimension}${wholeCharacters(name.slice(dimension.length), NAME_MAX - dimension.length - mark.length)}${mark}`;
}
/** Ends with how much is missing, where something is. */
function cutWords(words, most) {
    if (words.length <= most)
        return words.toWellFormed();
    const mark = (kept) => `… (${String(words.length - kept.length)} characters more)`;
    const kept = wholeCharacters(words, most - mark('').length);
    return `${kept}${mark(kept)}`.toWellFormed();
}
/** The beginning of a text, at most so long, that ends where a character as people see it does. */
function wholeCharacters(text, most) {
    let kept = '';
    // A character that is longer than that is a tower of accents, and none of it is kept.
    for (const { segment } of CHARACTERS.segment(text.slice(0, most + LONGEST))) {
        if (kept.length + segment.length > most)
            break;
        kept += segment;
    }
    return kept;
}
const LONGEST = 64;
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

;// CONCATENATED MODULE: ./packages/rollout-engine/src/observe.ts
// Reads the world for one decision: router, slots, frozen data, new evidence. Failures become part of the situation, never exceptions.




/** New evidence of every check since its watermark. A source that cannot be asked makes every check blind, with the reason. */
async function observe_observe(ports, arms, look) {
    const request = blocksRequest(arms, look);
    return observationFrom(arms.rollout, request, await ports.metrics.fetchBlocks(request));
}
/** What a look asks the metric source. */
function blocksRequest({ rollout, stable }, { nowMs, everyMs, snapshot }) {
    const { policy } = rollout;
    return {
        target: policy.target,
        rolloutId: rollout.id,
        arms: { stable: stable.slot, candidate: rollout.candidate.slot },
        versions: { stable: stable.version, candidate: rollout.candidate.version },
        questions: policy.checks.flatMap((check) => {
            const state = rollout.checks[check.name];
            return state === undefined ? [] : [questionOf(check, state)];
        }),
        nowMs,
        blockMs: policy.expert.blockMs,
        lagMs: policy.expert.lagMs,
        // A schedule that looks every quarter of an hour has no gap after a quarter of an hour.
        maxGapMs: Math.max(policy.expert.maxGapMs, 2 * everyMs),
        snapshot,
    };
}
/** What a look takes from the answer. */
function observationFrom(rollout, { questions, nowMs, snapshot }, answer) {
    if (answer.kind === 'ok')
        return { evidence: recordableEvidence(usedOf(rollout, observe_ofThePast(observe_onlyNews(answer.value.evidence), nowMs))), snapshot: answer.value.snapshot };
    const why = describeError(answer.error);
    return { evidence: recordableEvidence(Object.fromEntries(questions.map(({ check }) => [check, { kind: 'no-data', why }]))), snapshot };
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
function observe_ofThePast(evidence, nowMs) {
    const why = 'a block ends in the future: the clocks of the metric source and of this job differ';
    return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, news.kind === 'blocks' && news.blocks.some((block) => block.toMs > nowMs) ? { kind: 'no-data', why } : news]));
}
/** An answer without a block, a gap or trouble is no news. */
function observe_onlyNews(evidence) {
    return Object.fromEntries(Object.entries(evidence).filter(([, news]) => news.kind === 'no-data' || news.blocks.length > 0 || news.gaps.length > 0));
}
function observe_routerSituation(rollout, reading) {
    if (reading.kind === 'error')
        return { kind: 'unreadable', why: outcome_describeError(reading.error) };
    const { stamp } = reading.value;
    const seen = apply_effect_seenIn(reading.value, rollout.candidate.slot);
    const unconfirmed = stamp.kind === 'stamp' && stamp.rolloutId === rollout.id && stamp.effectId !== rollout.confirmedEffect;
    return { kind: 'read', ...seen, ours: unconfirmed && explains(rollout, stamp.effectId, seen) };
}
/** The pending effect, in force as it was asked for; or a lowering that did not reach the ledger. A raise that is not pending is nobody's. */
function explains(rollout, effectId, seen) {
    const { pending } = rollout;
    return pending.kind !== 'none' && pending.id === effectId ? apply_effect_shows(pending, seen) && !isSame(seen, rollout) : !apply_effect_isAbove(seen, rollout);
}
function isSame(seen, recorded) {
    return seen.weight === recorded.weight && (seen.mirror === 'cannot' || seen.mirror === recorded.mirror);
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

;// CONCATENATED MODULE: ./packages/rollout-engine/src/followed-evidence.ts
const NOTHING = { trials: 0, events: 0 };
/** Every block stays, so that the watermark moves on; what is not the release's own counts nothing. */
function followed_evidence_withinOwnTime(check, news, own) {
    return { ...news, blocks: news.blocks.map((block) => cut(block, check, own)) };
}
function cut(block, { signal }, { endedAtMs, replacedAtMs }) {
    if (block.toMs <= endedAtMs)
        return block;
    // Both models answered the same items only while one was shadowed.
    const isOver = block.toMs > replacedAtMs || signal.kind === 'pairs';
    const own = (cell) => ({ stable: NOTHING, candidate: isOver ? NOTHING : cell.candidate });
    return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, own(cell)])) };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/record.ts
// Writes events: fold, check the invariants, append by compare-and-swap. What is not in the ledger did not happen.


function record_nextSequence(position) {
    return position.folded.kind === 'empty' ? 1 : position.folded.state.sequence + 1;
}
async function record_record(ports, position, event, by) {
    const full = { ...recordableEvent(event), schema: 1, sequence: record_nextSequence(position), atMs: by.atMs, actor: by.actor };
    const state = (0,src/* fold */.AU)(position.folded, full);
    if (position.folded.kind === 'present') {
        const broken = (0,src/* stepViolations */.Xo)(position.folded.state, full, state);
        (0,src/* invariant */.V1)(broken.length === 0, 'a step keeps every rule', { broken });
    }
    const freeze = by.freeze ?? (letsGo(position.folded, state) ? LIFT : undefined);
    const answer = await ports.ledger.append({ target: by.target, expectedHead: position.head, event: full, state, title: ports.titleOf(full, state), ...(freeze === undefined ? {} : { freeze }) });
    if (answer.kind === 'error')
        return { kind: 'error', error: answer.error };
    if (answer.value.kind === 'conflict')
        return { kind: 'conflict' };
    return { kind: 'recorded', state, position: { head: { kind: 'at', head: answer.value.head }, folded: { kind: 'present', state } } };
}
const LIFT = { kind: 'lift' };
/** A rollout that held something frozen has ended. */
function letsGo(before, { rollout }) {
    if (before.kind === 'empty' || before.state.rollout.kind === 'none')
        return false;
    const { id, policy } = before.state.rollout;
    return (policy.freeze?.paths.length ?? 0) > 0 && (rollout.kind === 'none' || rollout.id !== id);
}
async function record_openLedger(ports, target) {
    const view = await ports.ledger.read(target);
    if (view.kind === 'error')
        return { kind: 'error', error: view.error };
    if (view.value.kind === 'empty')
        return { kind: 'position', position: { head: { kind: 'empty' }, folded: { kind: 'empty' } } };
    return { kind: 'position', position: { head: { kind: 'at', head: view.value.head }, folded: { kind: 'present', state: view.value.state } } };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/restore.ts
// A followed release turned out worse, and its policy says rollback: what served before it serves again, where that still stands. Else a person is asked.




/** `worse`: checks that were not told before. A way back that was begun and cut short is gone on with, whatever is new. */
async function restore_restore(run, followed, worse) {
    if (followed.told.length === 0)
        return { kind: 'followed', run };
    const obstacle = obstacleIn(run, followed);
    if (obstacle !== '')
        return asking(run, followed, { worse, why: obstacle });
    const reading = await run.ports.router.read(followed.policy.target);
    if (reading.kind === 'error')
        return unsettled(run, describeError(reading.error), `bring ${followed.previous.version} back: the next tick tries again`);
    const { stamp } = reading.value;
    const isBegun = stamp.kind === 'stamp' && stamp.rolloutId === followed.id && stamp.liveSlot === followed.previous.slot;
    const missing = run.ports.clock.nowMs() >= followed.untilMs ? 'the time of following is over' : missingIn(reading.value, followed.previous);
    if (missing !== '' && !isBegun)
        return asking(run, followed, { worse, why: missing });
    return moveBack(run, followed, { worse, version: reading.value.version });
}
/** Why the release before must not be brought back. */
function obstacleIn({ state }, { policy, told, candidate }) {
    const stage = policy.plan.find((known) => known.kind === 'follow');
    const takesOut = policy.checks.some((check) => told.includes(check.name) && check.then === 'rollback');
    if (stage?.then !== 'rollback' || !takesOut)
        return 'the policy asks to tell';
    if (state.stable.digest !== candidate.digest || state.stable.slot !== candidate.slot)
        return `${candidate.version} no longer serves, ${state.stable.version} does`;
    return state.rollout.kind === 'live' ? `${state.rollout.candidate.version} is being released over it` : '';
}
function missingIn({ slots }, { slot, version, digest }) {
    const placed = slots.find((known) => known.slot === slot)?.placed;
    if (placed === undefined || placed.kind === 'nothing')
        return `${version} is gone: slot ${slot} is empty`;
    if (placed.digest !== digest)
        return `${version} is gone: slot ${slot} holds ${placed.version}`;
    return placed.ready ? '' : `${version} in slot ${slot} is not ready`;
}
async function moveBack(run, followed, { worse, version }) {
    const { ports, position } = run;
    const { id, candidate, previous } = followed;
    const sequence = nextSequence(position);
    const effect = { kind: 'set-weight', id: `${id}/${String(sequence)}/0`, rolloutId: id, sequence, weight: PPM_NONE, mirror: PPM_NONE, purpose: 'rollback' };
    const newly = (why) => (worse.length === 0 ? run : withNews(run, { kind: 'told', rolloutId: id, version: candidate.version, worse, why }));
    const applied = await applyEffect(ports, { rollout: followed, stable: previous }, effect, { kind: 'is', version });
    if (applied.kind !== 'confirmed')
        return unsettled(newly(applied.why), applied.why, `bring ${previous.version} back: the next tick tries again`);
    const pointer = await pointBack(run, followed);
    if (pointer.kind === 'open')
        return unsettled(newly(pointer.why), pointer.why, `point ${followed.policy.model.stage} of ${followed.policy.model.name} back to ${previous.version}: the next tick tries again`);
    const checks = followed.told.join(', ');
    const event = { kind: 'restored', rolloutId: id, operation: `restore/${id}`, why: `labels that came in later say that ${candidate.version} is worse: ${checks}` };
    const recorded = await record(ports, position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
    const settled = pointer.why === '' ? run : warned(run, pointer.why);
    switch (recorded.kind) {
        case 'conflict':
            return { kind: 'lost-race', report: settled.report };
        case 'error':
            return unsettled(settled, describeError(recorded.error), `record that ${previous.version} serves again: the next tick does`);
        case 'recorded': {
            const news = { kind: 'restored', rolloutId: id, version: candidate.version, worse: followed.told, why: `${previous.version} serves again from slot ${previous.slot}, read back at the router` };
            return { kind: 'followed', run: withNews({ ...settled, position: recorded.position, state: recorded.state }, news) };
        }
    }
}
/** Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins. */
async function pointBack({ ports, actor }, { policy, candidate, previous }) {
    const { name, stage } = policy.model;
    const moved = await ports.registry.movePointer({ model: name, stage, from: { kind: 'at', version: candidate.version }, to: previous.version, actor });
    if (moved.kind === 'ok')
        return { kind: 'done', why: '' };
    return moved.error.code === 'conflict' ? { kind: 'done', why: `${describeError(moved.error)}. It is left as it is` } : { kind: 'open', why: describeError(moved.error) };
}
/** Told once, when it is new. */
function asking(run, { id, candidate }, { worse, why }) {
    return { kind: 'followed', run: worse.length === 0 ? run : withNews(run, { kind: 'told', rolloutId: id, version: candidate.version, worse, why }) };
}
function unsettled(run, warning, todo) {
    const { report } = warned(run, warning);
    return { kind: 'unsettled', run: { ...run, report: { ...report, todo: [...report.todo, todo] } } };
}
function warned(run, warning) {
    return { ...run, report: { ...run.report, warnings: [...run.report.warnings, warning] } };
}
/** News is no warning besides: presenters make their own sentence of it. */
function withNews(run, news) {
    return { ...run, report: { ...run.report, followed: [...run.report.followed, news] } };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/follow.ts
// Releases that ended and whose labels still come in: asked at every tick when due, recorded when there are some, told once when they turn out worse.
// They hold no lock: a rollout may be live beside them, or not.







/** Whether there may be new labels of a release that is followed. */
function follow_isFollowDue(state, nowMs) {
    return state.following.some((followed) => dueChecks(followed, nowMs).length > 0);
}
async function follow_followReleases(start) {
    let run = start;
    for (const { id } of start.state.following) {
        const followed = run.state.following.find((known) => known.id === id);
        if (followed === undefined)
            continue;
        const end = await followOne(run, followed);
        if (end.kind !== 'followed')
            return end;
        run = end.run;
    }
    return { kind: 'followed', run };
}
async function followOne(run, followed) {
    const { ports, acts } = run;
    const heard = await labelsOf(run, followed);
    const warned = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...heard.warnings] } };
    if (Object.keys(heard.evidence).length === 0)
        return acts ? restore(warned, followed, []) : { kind: 'followed', run: warned };
    const { worse } = followUp(followed, heard.evidence);
    if (!acts)
        return { kind: 'followed', run: worse.length === 0 ? warned : told(warned, followed, worse) };
    const sequence = nextSequence(run.position);
    const event = { kind: 'followed-up', rolloutId: followed.id, operation: `follow/${followed.id}/${String(sequence)}`, evidence: heard.evidence, worse };
    const recorded = await record(ports, run.position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
    switch (recorded.kind) {
        case 'conflict':
            return { kind: 'lost-race', report: warned.report };
        case 'error':
            return { kind: 'no-ledger', error: recorded.error, report: warned.report };
        case 'recorded': {
            const next = { ...warned, position: recorded.position, state: recorded.state };
            const still = next.state.following.find((known) => known.id === followed.id);
            return still === undefined ? { kind: 'followed', run: next } : restore(next, still, worse);
        }
    }
}
function told(run, followed, worse) {
    const news = { kind: 'told', rolloutId: followed.id, version: followed.candidate.version, worse, why: 'this look only observes' };
    return { ...run, report: { ...run.report, followed: [...run.report.followed, news] } };
}
/** A whole cohort has matured since the watermark, and the time of following is not over. */
function dueChecks({ policy, checks, untilMs }, nowMs) {
    if (nowMs >= untilMs)
        return [];
    return policy.checks.flatMap((check) => {
        const asked = labelsQuestionOf(check.signal);
        const watermarkMs = checks[check.name]?.watermarkMs;
        if (asked.kind === 'none' || watermarkMs === undefined)
            return [];
        const { question } = asked;
        const cohortMs = Math.max(question.everyMs, policy.expert.blockMs);
        return watermarkMs + cohortMs + question.matureMs + policy.expert.lagMs <= nowMs ? [{ check, question, watermarkMs }] : [];
    });
}
/** One question per check: each check's labels mature in their own time. */
async function labelsOf({ ports, state }, followed) {
    const nowMs = ports.clock.nowMs();
    const own = ownTimeOf(state, followed);
    const answers = await Promise.all(dueChecks(followed, nowMs).map(async (due) => [due.check, await ask(ports, followed, due, { nowMs, own })]));
    const warnings = answers.flatMap(([{ name }, news]) => (news.kind === 'no-data' ? [`${followed.candidate.version} is followed, and ${name} cannot be read: ${news.why}`] : []));
    const evidence = answers.flatMap(([check, news]) => (news.kind === 'blocks' && news.blocks.length > 0 ? [[check.name, withinOwnTime(check, news, own)]] : []));
    return { evidence: Object.fromEntries(evidence), warnings };
}
async function ask(ports, { id, policy, candidate, previous }, { check, question, watermarkMs }, { nowMs, own }) {
    const { everyMs, matureMs } = question;
    const { blockMs, lagMs, maxGapMs } = policy.expert;
    const answer = await ports.metrics.fetchBlocks({
        target: policy.target,
        rolloutId: id,
        arms: { stable: previous.slot, candidate: candidate.slot },
        versions: { stable: previous.version, candidate: candidate.version },
        questions: [{ check: check.name, signal: check.signal, slices: check.slices, bounds: [], fromMs: watermarkMs }],
        // Its last cohort may reach beyond its own time; what lies there is not counted, and nothing later is asked for.
        nowMs: Math.min(nowMs, own.replacedAtMs + Math.max(everyMs, blockMs) + matureMs + lagMs),
        blockMs,
        lagMs,
        maxGapMs,
        snapshot: null,
    });
    if (answer.kind === 'error')
        return { kind: 'no-data', why: describeError(answer.error) };
    return recordableNews(ofThePast(onlyNews(answer.value.evidence), nowMs)[check.name] ?? { kind: 'blocks', blocks: [], gaps: [] });
}
/** It serves until a later release has finished: that one took its place. */
function ownTimeOf({ ended }, { endedAtMs }) {
    const later = ended.find((other) => other.outcome === 'promoted' && other.endedAtMs > endedAtMs);
    return { endedAtMs, replacedAtMs: later?.endedAtMs ?? Number.MAX_SAFE_INTEGER };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/frozen-data.ts
// Frozen data that changed all the same: recorded once per path by whoever sees it, and told for as long as it is so. What follows is the policy's
// word (decide, promote).

/** As the guard has to know it. */
function frozen_data_heldBy({ id, policy }) {
    return { rolloutId: id, holds: (policy.freeze?.paths.length ?? 0) > 0 };
}
/** The event for what nobody has recorded yet; `none` where there is nothing new. `sequence`: of the record to come. */
function frozen_data_violationIn(frozen, rollout, sequence) {
    if (frozen.kind !== 'changed')
        return 'none';
    const paths = frozen.paths.filter((path) => rollout.violated?.includes(path) !== true).slice(0, PATHS_MAX);
    // So many that more would only make the record long.
    if (paths.length === 0 || (rollout.violated?.length ?? 0) >= PATHS_MAX)
        return 'none';
    return { kind: 'violated', rolloutId: rollout.id, operation: `violated/${rollout.id}/${String(sequence)}`, paths, where: whereOf(frozen) };
}
const PATHS_MAX = 20;
/** Where the policy lets the rollout go on, nobody would hear of it otherwise. */
function frozen_data_frozenWarnings(frozen, rollout) {
    const { policy } = rollout;
    if (frozen.kind === 'none' && frozen_data_heldBy(rollout).holds) {
        return [`the data that this rollout of ${policy.target} froze is frozen no longer: somebody lifted the freeze (freeze-data, mode: release), or set the branch of the freezes back. The rollout goes on, and nobody sees that data change`];
    }
    if ((policy.freeze ?? UNFROZEN).then !== 'tell')
        return [];
    if (frozen.kind === 'unreadable')
        return [`whether the frozen data is unchanged could not be checked: ${frozen.why}`];
    if (frozen.kind !== 'changed')
        return [];
    const [shown, more] = [frozen.paths.slice(0, SHOWN_MAX).join(', '), frozen.paths.length - SHOWN_MAX];
    return [`data that is frozen for ${policy.target} has changed (${whereOf(frozen)}): ${shown}${more > 0 ? ` and ${String(more)} more` : ''}. The rollout goes on, as its policy says (freeze: {then: tell})`];
}
const SHOWN_MAX = 5;
function whereOf({ where = 'in the files of the job' }) {
    return where;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/rerun.ts
const rerun_NO_RERUN = { kind: 'no' };
/** `ada, run 123.2`: who, in a workflow. The attempt is for people; what identifies an operation leaves it out (operationBy). */
function actorOfRun(who, { run, attempt }) {
    return `${who}, run ${run}.${attempt}`;
}
/** Who asks, the same for every attempt of a run. */
function rerun_operationBy(actor) {
    return actor.replace(RUN, ', run $1');
}
async function rerun_standingOf(rerun, target, ledger) {
    if (rerun.kind === 'no')
        return FIRST;
    const history = await ledger.history(target);
    if (history.kind === 'error')
        return { kind: 'unread', error: history.error };
    const own = history.value.filter((event) => isOf(event, rerun.run));
    if (own.length > 0)
        return { kind: 'goes-on', isRepeat: true, rolloutId: own.map((event) => ('rolloutId' in event ? event.rolloutId : '')).findLast((id) => id !== '') ?? '' };
    return { kind: 'unknown', why: `run ${rerun.run} was run again, and no earlier attempt of it has recorded anything on ${target}: what it was asked for may be past. Nothing was changed. Start the workflow anew instead of running it again` };
}
const FIRST = { kind: 'goes-on', isRepeat: false, rolloutId: '' };
const RUN = /, run (\d+)\.\d+$/;
function isOf({ actor }, run) {
    return RUN.exec(actor)?.[1] === run;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/pause.ts


/** Writers come and go; whoever pauses must get through. */
const ATTEMPTS = 10;
function pauseTarget(ports, input) {
    return change(ports, input, 'paused');
}
function resumeTarget(ports, input) {
    return change(ports, input, 'resumed');
}
async function change(ports, { target, actor, why }, kind) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const opened = await openLedger(ports, target);
        if (opened.kind === 'error')
            return { kind: 'no-ledger', error: opened.error };
        const { folded } = opened.position;
        if (folded.kind === 'empty')
            return { kind: 'not-adopted' };
        if ((folded.state.pause.kind === 'paused') === (kind === 'paused'))
            return { kind: 'already', state: folded.state };
        const event = { kind, operation: `${kind === 'paused' ? 'pause' : 'resume'}/${String(nextSequence(opened.position))}/${operationBy(actor)}`, why };
        const recorded = await record(ports, opened.position, event, { actor, atMs: ports.clock.nowMs(), target });
        if (recorded.kind === 'error')
            return { kind: 'no-ledger', error: recorded.error };
        if (recorded.kind === 'recorded')
            return { kind: 'done', state: recorded.state, underWay: raiseUnderWay(recorded.state) };
    }
    return { kind: 'lost-race' };
}
function raiseUnderWay({ rollout }) {
    if (rollout.kind === 'none' || rollout.pending.kind === 'none')
        return { kind: 'nothing' };
    const { pending } = rollout;
    return pending.weight > rollout.weight || pending.mirror > rollout.mirror ? pending : { kind: 'nothing' };
}
/** `paused by ada since 2026-03-09 14:02Z (page 17); rampart resume fraud-prod lets it go on` */
function pause_pausedWhy({ by, why, sinceMs }, target) {
    const since = new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ');
    return `paused by ${by} since ${since}Z${why === '' ? '' : ` (${why})`}; rampart resume ${target} lets it go on`;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/pending-effect.ts




/**
 * A lowering is always tried again. A raise (of the weight or of the copies) is finished only while it is fresh and the router is still where the intent found it; an old one is
 * not evidence of anything, and only a new decision to advance raises.
 */
async function pending_effect_finishPending(ports, arms, effect, intendedAtMs) {
    const { rollout } = arms;
    if (!isAbove(effect, rollout))
        return outcome(await applyEffect(ports, arms, effect, { kind: 'any' }));
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return { kind: 'open', why: describeError(reading.error) };
    const seen = seenIn(reading.value, rollout.candidate.slot);
    if (carries(reading.value, effect) && !isAbove(seen, rollout))
        return { kind: 'taken-back', why: 'the raise was made, and somebody took it back before it was confirmed' };
    if (!carries(reading.value, effect) && rollout.pause.kind === 'paused')
        return { kind: 'open', why: `the recorded raise was not made yet, and the target is ${pausedWhy(rollout.pause, rollout.policy.target)}` };
    if (!carries(reading.value, effect) && quietAt(rollout.policy.quiet, ports.clock.nowMs()).kind === 'quiet')
        return { kind: 'open', why: 'the recorded raise was not made yet, and people are away now' };
    const untouched = shows(rollout, seen);
    const fresh = ports.clock.nowMs() - intendedAtMs <= rollout.policy.expert.maxGapMs;
    if (!carries(reading.value, effect) && !(untouched && fresh)) {
        return { kind: 'open', why: untouched ? 'the recorded raise is too old to be made now' : 'the router was changed by someone else meanwhile' };
    }
    return outcome(await applyEffect(ports, arms, effect, { kind: 'is', version: reading.value.version }));
}
function outcome(applied) {
    return applied.kind === 'confirmed' ? applied : { kind: 'open', why: applied.why };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/news.ts
// Whether a look is worth a record. What adds nothing to the last one is not written: the ledger is kept for ever.

/** Reasons that follow from what is already recorded: waiting for the next block, or for another job. */
const WAITING = new Set([
    'traffic-unknown', 'candidate-not-ready', 'insufficient', 'dwell', 'budget-too-small', 'weight-held-by-promise', 'not-certified', 'quiet', 'paused', 'shadowing', 'split-open', 'baking', 'awaiting-promotion', 'leaving',
]);
/** A look at a rollout that goes on as it is: it has blocks without a hole, nobody is asked anything new, and all that it says is how long it will wait. */
function news_onlyWaits(rollout, { decision, evidence, situation, effect }) {
    const waitsForJob = decision.kind === 'promote' && rollout.phase === 'awaiting-promotion';
    if ((decision.kind !== 'hold' && !waitsForJob) || effect.kind !== 'none' || situation.request.kind !== 'none' || decision.stageIndex !== rollout.stageIndex)
        return false;
    // The first snapshot of a rollout is what its evidence is counted from.
    if (rollout.snapshot === null)
        return false;
    // What a person was asked is asked still.
    const isSaid = rulingOf(decision) === rollout.lastRuling || (decision.needs === 'nothing' && decision.reasons.every(({ code }) => WAITING.has(code)));
    return isSaid && Object.values(evidence).every((news) => news.kind === 'blocks' && news.gaps.length === 0);
}
/** What adds nothing to the last record is not worth another one. */
function news_isNews(rollout, { decision, evidence, situation, snapshot }, checks) {
    const approves = situation.request.kind === 'approve';
    const tookBlocks = Object.entries(checks).some(([name, { watermarkMs }]) => watermarkMs !== rollout.checks[name]?.watermarkMs);
    // After a gap the source goes on from another snapshot. Blocks that cannot be used are told once, as the reason, not with every look.
    const onlyGaps = Object.values(evidence).some((news) => news.kind === 'blocks' && news.blocks.length === 0);
    const firstSnapshot = rollout.snapshot === null && snapshot !== null;
    const waits = decision.reasons.every((reason) => WAITING.has(reason.code));
    return approves || tookBlocks || onlyGaps || firstSnapshot || (!waits && rulingOf(decision) !== rollout.lastRuling);
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/smoke-situation.ts

/** Another artefact in the slot, or none that is ready, is told by `candidate`; there is no use in asking it. */
async function smoke_situation_smokeSituation(ports, rollout, candidate) {
    const stage = rollout.policy.plan[rollout.stageIndex];
    if (rollout.phase !== 'trial' || stage?.kind !== 'smoke' || stage.probe.kind === 'none')
        return { kind: 'not-asked' };
    const { slot, version, digest } = rollout.candidate;
    if (candidate.kind !== 'ready' || candidate.digest !== digest)
        return { kind: 'not-asked' };
    const answer = await ports.smoke.ask({ probe: stage.probe, target: rollout.policy.target, rolloutId: rollout.id, slot, version, digest });
    if (answer.kind === 'error')
        return { kind: 'unavailable', why: describeError(answer.error) };
    const { cases, failed, first } = answer.value;
    // Right answers of another artefact say nothing about this one.
    if (answer.value.digest !== digest)
        return { kind: 'failed', cases, failed: cases, first: `${answer.value.digest} answered, the rollout is about ${digest}` };
    return failed === 0 ? { kind: 'passed', cases } : { kind: 'failed', cases, failed, first };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/start-rollout.ts
// Is there a new version to release, and may it start? Resolves the candidate once; from then on its digest is what counts.



async function start_rollout_findCandidate(ports, pinned, state, wanted) {
    if (wanted.kind === 'nothing')
        return { kind: 'nothing', why: 'this job starts no rollout' };
    if (wanted.kind === 'drill')
        return wanted.release.digest === state.stable.digest ? { kind: 'refused', why: `${wanted.release.version} serves. A drill wants a version that is bad` } : { kind: 'candidate', release: wanted.release };
    const model = pinned.policy.model.name;
    if (wanted.kind === 'retry')
        return findRetry(ports, model, state, wanted.version);
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
/** The very artefact that was tried before: other bytes under its name are no retry. */
async function findRetry(ports, model, state, version) {
    const tried = retriable(state, version);
    if (tried.kind === 'none')
        return { kind: 'refused', why: tried.why };
    const answer = await ports.registry.resolve(model, tried.release.version);
    if (answer.kind === 'error')
        return { kind: answer.error.code === 'missing' ? 'refused' : 'unknown', why: describeError(answer.error) };
    const release = answer.value;
    if (release.digest === tried.release.digest)
        return { kind: 'candidate', release };
    return { kind: 'refused', why: `${release.version} was tried as ${tried.release.digest}, the registry now has ${release.digest} under this name. Register the new artefact under a version of its own` };
}
/** What a retry would try again: `version`, or where that is empty the last release that was taken out. */
function retriable(state, version) {
    const { ended, stable, rollout } = state;
    if (rollout.kind === 'live' && rollout.candidate.version === version)
        return { kind: 'none', why: `${version} is live on ${state.target} now; it can be tried again once it was taken out` };
    const last = ended.findLast(({ candidate, outcome, drill }) => drill !== true && outcome !== 'promoted' && (version === '' || candidate.version === version));
    if (last === undefined)
        return { kind: 'none', why: version === '' ? `nothing was taken out of ${state.target} yet, so there is nothing to try again` : whyNoRetry(state, version) };
    if (last.candidate.digest === stable.digest)
        return { kind: 'none', why: `${last.candidate.version} is what serves ${state.target} now, so there is nothing to try again` };
    return { kind: 'release', release: last.candidate, outcome: last.outcome, attempt: attemptOf(ended, last.candidate.digest) };
}
/** Why a version that is named cannot be tried again: it was never taken out. */
function whyNoRetry({ target, ended, stable }, version) {
    if (version === stable.version)
        return `${version} is what serves ${target} now, so there is nothing to try again`;
    if (ended.some(({ candidate, drill }) => drill === true && candidate.version === version))
        return `${version} was let in to ${target} as a drill only, which is no release to try again`;
    const never = ended.length < ENDED_KEPT ? `${version} was never taken out of ${target}` : `${version} was not taken out of ${target} in its last ${String(ENDED_KEPT)} releases`;
    return `${never}, so there is nothing to try again. A tick that names it as candidate releases it`;
}
/** Every try of the same bytes counts, whatever they were called and however it ended. One that was promoted and taken out later is one try. */
function attemptOf(ended, digest) {
    return 1 + new Set(ended.filter(({ candidate }) => candidate.digest === digest).map(({ id }) => id)).size;
}
/** Evidence that was demanded must be about these very bytes and must have passed. */
function start_rollout_evidenceProblem(release, evidence) {
    if (evidence.kind === 'not-demanded')
        return '';
    if (evidence.digest !== release.digest)
        return `the validation evidence is about ${evidence.digest}, the candidate ${release.version} is ${release.digest}. Validate the artefact that is to be released`;
    return evidence.passed ? '' : `validation of ${release.version} did not pass, so it is not released`;
}
function start_rollout_startEvent(pinned, state, release, wanted) {
    const slot = state.slots.find((known) => known !== state.stable.slot) ?? state.slots[1];
    const rolloutId = rolloutIdOf(state, { candidateDigest: release.digest, policyDigest: pinned.digest });
    return {
        kind: 'started',
        rolloutId,
        operation: `start/${rolloutId}`,
        candidate: { version: release.version, digest: release.digest, slot, artifact: release.artifact },
        policy: pinned.policy,
        policyDigest: pinned.digest,
        attempt: attemptOf(state.ended, release.digest),
        why: wanted.kind === 'retry' ? wanted.why : '',
        ...(wanted.kind === 'drill' ? { drill: true } : {}),
    };
}
/** The same candidate tried again is another rollout, with an error budget of its own: the head's sequence is part of the id. */
function rolloutIdOf(state, { candidateDigest, policyDigest }) {
    const identity = [state.target, state.stable.digest, candidateDigest, policyDigest, state.sequence];
    return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12);
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/tick.ts
// One look: observe, decide, record, act, confirm. Safe to run twice at once, to die anywhere, and to come late.
//
// Raising waits for the record: intent, effect, read back, confirmation. Lowering is done first and recorded after.

















/** A lowering that was done but lost the race for the record is looked at again; more often than this it is left to the next tick. */
const tick_ATTEMPTS = 3;
async function tick(ports, input) {
    for (let attempt = 1;; attempt += 1) {
        const outcome = await attemptTick({ ...ports, ledger: ledgerOfOneLook(ports.ledger) }, input);
        if (outcome !== 'again')
            return outcome;
        if (attempt === tick_ATTEMPTS)
            return { kind: 'lost-race', ...NO_NEWS, todo: ['record the lowered weight: the next tick does'] };
    }
}
async function attemptTick(ports, input) {
    const opened = await openLedger(ports, input.pinned.policy.target);
    if (opened.kind === 'error')
        return { kind: 'no-ledger', error: opened.error, ...NO_NEWS };
    if (opened.position.folded.kind === 'empty')
        return adopt(ports, input, opened.position);
    const run = { ports, input, position: opened.position, state: opened.position.folded.state, report: NO_NEWS };
    if (run.state.rollout.kind === 'none')
        return followFirst(run);
    const outcome = await continueFrom(run);
    return outcome === 'again' ? outcome : followBeside(ports, input, outcome);
}
// --- releases that ended ----------------------------------------------------------------------------------------------------
/** Nothing new begins on a ledger that traffic has left behind. */
async function followFirst(run) {
    const end = await followReleases({ ...run, actor: run.input.actor, acts: run.input.acts });
    switch (end.kind) {
        case 'followed':
            return continueFrom({ ...run, position: end.run.position, state: end.run.state, report: end.run.report });
        case 'unsettled':
            return { kind: 'idle', state: end.run.state, why: 'the release before is being brought back', ...end.run.report };
        case 'lost-race':
            return { kind: 'lost-race', ...end.report };
        case 'no-ledger':
            return { kind: 'no-ledger', error: end.error, ...end.report };
    }
}
/** Labels of a release before are in no hurry: first comes the rollout that is live. What cannot be recorded now is asked again. */
async function followBeside(ports, input, outcome) {
    if (outcome.kind !== 'decided' || !isFollowDue(outcome.state, ports.clock.nowMs()))
        return outcome;
    const opened = await openLedger(ports, input.pinned.policy.target);
    if (opened.kind === 'error' || opened.position.folded.kind === 'empty')
        return outcome;
    const { warnings, todo, followed } = outcome;
    const end = await followReleases({ ports, actor: input.actor, acts: input.acts, position: opened.position, state: opened.position.folded.state, report: { warnings, todo, followed } });
    return end.kind === 'followed' ? { ...outcome, ...end.run.report, state: end.run.state } : outcome;
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
        return { kind: 'refused', why: `the target has no ledger yet, and what serves cannot be read: ${describeError(reading.error)}`, ...NO_NEWS };
    const adoption = adoptionFrom(policy, reading.value);
    if (adoption.kind === 'refused')
        return { kind: 'refused', why: adoption.why, ...NO_NEWS };
    if (!input.acts)
        return { kind: 'would-start', what: `adopt ${adoption.stable.version} in slot ${adoption.stable.slot} as stable`, ...NO_NEWS };
    const event = { kind: 'adopted', operation: `adopt/${policy.target}`, target: policy.target, slots: adoption.slots, stable: adoption.stable };
    return advance({ ports, input, position, report: { ...NO_NEWS, warnings: adoptionWarnings(reading.value) } }, event, continueFrom);
}
async function beginRollout(run) {
    const { ports, input, state, report } = run;
    if (state.pause.kind === 'paused') {
        const why = `${state.target} is ${pausedWhy(state.pause, state.target)}`;
        const isAsked = input.wanted.kind === 'version' || input.wanted.kind === 'retry' || input.wanted.kind === 'drill';
        return isAsked ? { kind: 'refused', why, ...report } : { kind: 'idle', state, why, ...report };
    }
    const found = await findCandidate(ports, input.pinned, state, input.wanted);
    switch (found.kind) {
        case 'nothing':
            return { kind: 'idle', state, why: found.why, ...report };
        case 'unknown':
            return { kind: 'idle', state, why: 'the registry cannot be read', ...report, warnings: [...report.warnings, found.why] };
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
    const event = startEvent(input.pinned, state, found.release, input.wanted);
    const { target, freeze } = input.pinned.policy;
    if (freeze === undefined || freeze.paths.length === 0)
        return advance(run, event, continueFrom);
    const pinned = await ports.freeze.pin({ target, rolloutId: event.rolloutId, paths: freeze.paths });
    if (pinned.kind === 'refused')
        return { kind: 'refused', why: `the policy wants data frozen, and that cannot be: ${pinned.why}`, ...report };
    return advance(run, event, continueFrom, { kind: 'hold', document: pinned.document });
}
/** Records `event` and goes on from there; a lost race ends the tick quietly. */
async function advance(run, event, next, freeze) {
    const { ports, input } = run;
    const recorded = await record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.pinned.policy.target, ...(freeze === undefined ? {} : { freeze }) });
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
    const { ports, input, position } = run;
    const frozen = await ports.freeze.verify(rollout.policy.target, heldBy(rollout));
    const warned = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...frozenWarnings(frozen, rollout)] } };
    const violation = violationIn(frozen, rollout, nextSequence(position));
    if (violation === 'none' || !input.acts)
        return lookWith(warned, rollout, frozen);
    const recorded = await record(ports, position, violation, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
    if (recorded.kind === 'conflict')
        return 'again';
    // Taking traffic away waits for no ledger: what could not be recorded now is new to the next look as well.
    if (recorded.kind === 'error' || recorded.state.rollout.kind === 'none')
        return lookWith(warned, rollout, frozen);
    return lookWith({ ...warned, position: recorded.position, state: recorded.state }, recorded.state.rollout, frozen);
}
async function lookWith(run, rollout, frozen) {
    const { ports, input, state } = run;
    const placement = await place(run, rollout);
    const reading = await ports.router.read(rollout.policy.target);
    const nowMs = ports.clock.nowMs();
    const snapshot = input.snapshot.kind === 'kept' ? input.snapshot.value : rollout.snapshot;
    // The first look of a job follows one of the job before it, which left it to the schedule.
    const { lookMs, tickMs } = rollout.policy.expert;
    const everyMs = input.snapshot.kind === 'kept' ? lookMs : Math.max(lookMs, tickMs);
    const seen = await observe(ports, { rollout, stable: state.stable }, { nowMs, everyMs, snapshot });
    const request = await requestOf(run, rollout);
    const candidate = candidateSituation(rollout, reading);
    const situation = recordableSituation({
        nowMs,
        nextLookMs: input.nextLookMs,
        router: routerSituation(rollout, reading),
        candidate,
        stable: stableSituation(state.stable, reading),
        frozen,
        smoke: await smokeSituation(ports, rollout, candidate),
        quiet: quietAt(rollout.policy.quiet, nowMs),
        request,
    });
    const { decision, checks } = decide(rollout, seen.evidence, situation);
    const sequence = nextSequence(run.position);
    const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${rollout.id}/${String(sequence)}/${operationBy(input.actor)}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot };
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
    // What is paused keeps what it has: nothing could be started in its place.
    const busy = rollout.phase === 'leaving' || rollout.phase === 'baking' || state.pause.kind === 'paused';
    if (input.request.kind !== 'none' || !input.pollRegistry || busy || input.pinned.policy.onNewVersion !== 'replace')
        return input.request;
    const found = await findCandidate(ports, input.pinned, state, { kind: 'newest' });
    if (found.kind !== 'candidate' || found.release.digest === rollout.candidate.digest)
        return input.request;
    return { kind: 'supersede', by: found.release.version };
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
        const { warnings, todo, followed, error } = outcome;
        return { kind: 'decided', state, decision, recorded: true, snapshot, followed, warnings: [...warnings, describeError(error)], todo: [...todo, 'confirm the raise in the ledger: the next tick reads it back at the router and does'] };
    }
    const report = { ...run.report, warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, 'the raise was recorded but is not confirmed: the next tick reads back and finishes or drops it'] };
    return conclude({ ...run, report }, decision, snapshot);
}
async function lower(run, rollout, ticked, effect, snapshot) {
    const { ports, input, state } = run;
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
    const confirmed = applied.kind === 'confirmed';
    const report = confirmed
        ? run.report
        : { ...run.report, warnings: [...run.report.warnings, applied.why], todo: [...run.report.todo, `take the weight to ${String(effect.weight / 10_000)} %: the next tick tries again; until then use the break-glass command`] };
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
                unrecorded: recorded.error,
                // What this look read is not in the ledger: the next one reads it again.
                snapshot: rollout.snapshot,
                ...report,
                warnings: [...report.warnings, describeError(recorded.error)],
                todo: [...report.todo, 'record the lowered weight: the next tick that reaches the ledger does'],
            };
    }
}
/** A candidate that was replaced and is out has nothing left to restore: it ends at once, so that the newer one need not wait for a rollback job. */
function isReplaced(rollout) {
    return rollout.phase === 'leaving' && rollout.leavingWhy === 'superseded' && rollout.weight === 0 && rollout.mirror === 0 && rollout.pending.kind === 'none' && !rollout.pointerMoved;
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
    const opened = await openLedger(ports, input.target);
    if (opened.kind === 'error')
        return { kind: 'no-ledger', error: opened.error, ...NO_REPORT };
    const { folded } = opened.position;
    if (folded.kind === 'empty')
        return refused(`target ${input.target} has no ledger yet: nothing was released here`);
    const { rollout } = folded.state;
    if (input.rolloutId !== '' && (rollout.kind === 'none' || rollout.id !== input.rolloutId))
        return afterTheEnd(folded.state, input.rolloutId);
    if (rollout.kind === 'none')
        return refused(`target ${input.target} has no live rollout: ${folded.state.stable.version} serves`);
    const standing = await standingOf(input.rolloutId === '' ? (input.rerun ?? NO_RERUN) : NO_RERUN, input.target, ports.ledger);
    if (standing.kind === 'unread')
        return { kind: 'no-ledger', error: standing.error, ...NO_REPORT };
    if (standing.kind === 'unknown')
        return refused(standing.why);
    if (standing.rolloutId !== '' && standing.rolloutId !== rollout.id)
        return refused(`this job was about rollout ${standing.rolloutId} when it first ran, the live one is ${rollout.id}`);
    if (rollout.drill === true)
        return refused(`${rollout.candidate.version} is known to be bad and was let in for a drill: it is never promoted. rampart rollback ends it`);
    if (rollout.phase === 'baking')
        return { kind: 'promoted', state: folded.state, weight: rollout.weight, ...NO_REPORT };
    if (rollout.phase !== 'awaiting-promotion')
        return refused(`the policy has not decided to promote ${rollout.candidate.version} (it is in phase ${rollout.phase}). canary-step says when: output to-promote`);
    return unlessFrozenChanged({ ports, input, position: opened.position, state: folded.state }, rollout);
}
/**
 * While reviewers take their time, each look asks for the promotion again: all of those jobs but one come when it is over, and nothing is wrong then.
 * Once something else serves, such a job is of old, and says so.
 */
function afterTheEnd(state, rolloutId) {
    const { rollout, ended, stable } = state;
    const meant = ended.findLast(({ id }) => id === rolloutId);
    if (meant?.outcome === 'promoted' && meant.candidate.digest === stable.digest)
        return { kind: 'was-promoted', state, version: meant.candidate.version, ...NO_REPORT };
    const now = rollout.kind === 'live' ? `the live one is ${rollout.id}` : `none is live: ${stable.version} serves`;
    return refused(`this job belongs to rollout ${rolloutId}${meant === undefined ? '' : `, which ended ${meant.outcome}`}; ${now}`);
}
/** A change of frozen data is recorded before anything else; then it is what the policy says it is. */
async function unlessFrozenChanged(run, rollout) {
    const frozen = await run.ports.freeze.verify(rollout.policy.target, heldBy(rollout));
    const violation = violationIn(frozen, rollout, nextSequence(run.position));
    const written = violation === 'none' ? { kind: 'run', run } : await write(run, violation);
    if (written.kind !== 'run')
        return written;
    const { state } = written.run;
    if (state.rollout.kind === 'none')
        return refused('the rollout ended meanwhile');
    const { then } = rollout.policy.freeze ?? UNFROZEN;
    if (then !== 'tell' && frozen.kind === 'unreadable')
        return held(state, `frozen data cannot be verified: ${frozen.why}`, frozen.lasts === true ? 'human' : 'nothing');
    // A person who approved the change when canary-step asked is not asked again.
    const isApproved = frozen.kind === 'changed' && then === 'hold' && rollout.answered.includes(questionOfFrozen(frozen.paths));
    if (then !== 'tell' && frozen.kind === 'changed' && !isApproved) {
        const paths = `frozen data changed: ${frozen.paths.join(', ')}`;
        return then === 'hold' ? held(state, paths, 'human') : held(state, `${paths}. The policy takes the candidate out for that: the next canary-step does`, 'nothing');
    }
    const outcome = await raiseAndMove(written.run, state.rollout);
    return { ...outcome, warnings: [...frozenWarnings(frozen, rollout), ...outcome.warnings] };
}
async function raiseAndMove(run, rollout) {
    const { ports, state } = run;
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return held(state, describeError(reading.error), 'nothing');
    const candidate = candidateSituation(rollout, reading);
    if (candidate.kind !== 'ready')
        return held(state, candidate.why, 'human');
    if (candidate.digest !== rollout.candidate.digest)
        return held(state, `slot ${rollout.candidate.slot} holds ${candidate.digest}, the rollout measured ${rollout.candidate.digest}`, 'human');
    if (rollout.pending.kind !== 'none')
        return promote_resume(run, rollout, rollout.pending);
    if (weightIn(reading.value, rollout.candidate.slot) !== rollout.weight)
        return held(state, 'the router shows another weight than the ledger: run canary-step, which sorts it out', 'human');
    if (rollout.weight >= promotedWeight(rollout.policy, reading.value.step))
        return movePointer(run, rollout);
    if (state.pause.kind === 'paused')
        return held(state, `the target is ${pausedWhy(state.pause, state.target)}`, 'nothing');
    const quiet = quietAt(rollout.policy.quiet, ports.clock.nowMs());
    if (quiet.kind === 'quiet')
        return { kind: 'quiet', state, untilMs: quiet.untilMs, ...NO_REPORT };
    const effect = planPromotion(rollout, nextSequence(run.position), reading.value.step);
    const intended = await write(run, { kind: 'intended', rolloutId: rollout.id, operation: `promote/${effect.id}`, effect });
    if (intended.kind !== 'run')
        return intended;
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'is', version: reading.value.version });
    if (applied.kind !== 'confirmed')
        return held(intended.run.state, applied.why, 'human');
    return promote_confirm(intended.run, rollout, effect.id, applied);
}
/** Our own raise goes on to the pointer; a raise of the ramp that was still open is only the ground to promote from. */
async function promote_resume(run, rollout, pending) {
    const { ports, input, state } = run;
    const finished = await finishPending(ports, { rollout, stable: state.stable }, pending, ports.clock.nowMs());
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
        return held(run.state, `traffic is on ${rollout.candidate.version}, but that is not recorded yet: ${describeError(confirmed.error)}`, 'nothing');
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
        return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${describeError(pointer.error)}`, 'nothing');
    const moved = await ports.registry.movePointer({ model: name, stage, from: pointer.value, to: rollout.candidate.version, actor: input.actor });
    if (moved.kind === 'error')
        return held(state, `traffic is on ${rollout.candidate.version}, but the registry's pointer is not moved yet: ${describeError(moved.error)}`, moved.error.retryable ? 'nothing' : 'human');
    const promoted = await write(run, { kind: 'promoted', rolloutId: rollout.id, operation: `promoted/${rollout.id}`, pointer: moved.value.record });
    if (promoted.kind === 'no-ledger')
        return held(state, `traffic and pointer are on ${rollout.candidate.version}, but that is not recorded yet: ${describeError(promoted.error)}`, 'nothing');
    return promoted.kind === 'run' ? { kind: 'promoted', state: promoted.run.state, weight: rollout.weight, ...NO_REPORT } : promoted;
}
async function write(run, event) {
    const recorded = await record(run.ports, run.position, event, { actor: run.input.actor, atMs: run.ports.clock.nowMs(), target: run.input.target });
    switch (recorded.kind) {
        case 'recorded':
            return { kind: 'run', run: { ...run, position: recorded.position, state: recorded.state } };
        case 'conflict':
            return { kind: 'lost-race', ...NO_REPORT };
        case 'error':
            return { kind: 'no-ledger', error: recorded.error, ...NO_REPORT };
    }
}
function refused(why) {
    return { kind: 'refused', why, ...NO_REPORT };
}
function held(state, why, needs) {
    return { kind: 'held', state, why, needs, ...NO_REPORT };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/needed-history.ts
/** From its start on. After a promotion from the beginning: what had served before is in no later event. */
function sinceStartOf({ rollout, ended }) {
    const last = ended.at(-1);
    if (rollout.kind === 'none' && last?.outcome === 'promoted')
        return () => false;
    const id = rollout.kind === 'live' ? rollout.id : last?.id;
    return (event) => event.kind === 'started' && event.rolloutId === id;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/rollback.ts
// Takes the candidate out with as little as possible: the router's own read is enough. Metrics are not asked, registry and ledger come
// after the traffic, and what could not be done is said.








async function rollback(ports, asked) {
    const { rerun = rerun_NO_RERUN } = asked;
    const standing = await rerun_standingOf(asked.rolloutId === '' && !asked.routerOnly ? rerun : rerun_NO_RERUN, asked.target, ports.ledger);
    if (standing.kind === 'unknown')
        return plain('refused', standing.why);
    // Nothing that this job needs is in the ledger.
    const input = standing.kind === 'unread' || standing.rolloutId === '' ? asked : { ...asked, rolloutId: standing.rolloutId };
    const taken = await takeTrafficAway(ports, input);
    if (taken.kind === 'refused' || input.routerOnly)
        return taken;
    return settleAccounts(ports, input, taken);
}
// --- traffic: the router alone ----------------------------------------------------------------------------------------------
async function takeTrafficAway(ports, input) {
    const reading = await ports.router.read(input.target);
    if (reading.kind === 'error')
        return plain('unconfirmed', outcome_describeError(reading.error), { todo: ['move all traffic to the stable slot: the router did not answer'] });
    const { stamp } = reading.value;
    const isOther = input.rolloutId !== '' && stamp.kind === 'stamp' && stamp.rolloutId !== input.rolloutId;
    const older = isOther ? await stateBeyond(ports, input, stamp.rolloutId) : 'none';
    if (isOther && older === 'none') {
        return plain('refused', `this rollback belongs to rollout ${input.rolloutId}; the router now carries rollout ${stamp.rolloutId}. Nothing was changed`);
    }
    const stable = older === 'none' ? await stableSlot(ports, input, reading.value) : { kind: 'slot', slot: older.stable.slot };
    if (stable.kind === 'unknown')
        return plain('refused', stable.why);
    if (isOut(reading.value, stable.slot))
        return plain('nothing', `all traffic is on slot ${stable.slot} already`);
    const known = older !== 'none' ? { rolloutId: input.rolloutId, sequence: older.sequence } : stamp.kind === 'stamp' ? stamp : { rolloutId: `manual-${input.target}`, sequence: 0 };
    const weights = Object.fromEntries(reading.value.slots.map(({ slot }) => [slot, slot === stable.slot ? src/* PPM_ALL */.kh : src/* PPM_NONE */.dH]));
    const mark = { rolloutId: known.rolloutId, sequence: known.sequence, effectId: `${known.rolloutId}/rollback/${reading.value.version}`, liveSlot: stable.slot, liveDigest: digestIn(reading.value, stable.slot) };
    const answer = await ports.router.set({ target: input.target, weights, mirror: {}, ifVersion: { kind: 'any' }, stamp: mark });
    const after = await ports.router.read(input.target);
    if (after.kind === 'ok' && isOut(after.value, stable.slot))
        return plain('out', `all traffic is on slot ${stable.slot}, read back at the router`);
    const why = answer.kind === 'error' ? outcome_describeError(answer.error) : 'the router does not show the change';
    return plain('unconfirmed', why, { todo: [`move all traffic to slot ${stable.slot}`] });
}
/** A job that was shown an old history may have left the stamp of a rollout that has ended since: then the ledger tells that the one that is meant is live. */
async function stateBeyond(ports, { target, rolloutId, routerOnly }, stamped) {
    const opened = routerOnly ? undefined : await record_openLedger(ports, target);
    if (opened?.kind !== 'position' || opened.position.folded.kind !== 'present')
        return 'none';
    const { state } = opened.position.folded;
    return state.rollout.kind === 'live' && state.rollout.id === rolloutId && state.ended.some(({ id }) => id === stamped) ? state : 'none';
}
/** Nobody is answered by the candidate, and it gets no copies either. */
function isOut(reading, stableSlot) {
    const copies = reading.mirror === 'cannot' ? [] : Object.values(reading.mirror);
    return apply_effect_weightIn(reading, stableSlot) === src/* PPM_ALL */.kh && copies.every((share) => share === 0);
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
    const opened = input.routerOnly ? undefined : await record_openLedger(ports, input.target);
    if (opened?.kind === 'position' && opened.position.folded.kind === 'present')
        return { kind: 'slot', slot: opened.position.folded.state.stable.slot };
    return { kind: 'unknown', why: 'the router carries no stamp of a rollout, so it is unclear which slot is stable. Name the version that shall serve: input stable-version' };
}
// --- accounts: ledger and registry ------------------------------------------------------------------------------------------
async function settleAccounts(ports, input, taken) {
    const opened = await record_openLedger(ports, input.target);
    if (opened.kind === 'error') {
        const todo = taken.kind === 'nothing' ? [] : ['record the rollback: run it again when the ledger can be reached'];
        return { ...taken, warnings: [...taken.warnings, outcome_describeError(opened.error)], todo: [...taken.todo, ...todo] };
    }
    const { folded } = opened.position;
    if (folded.kind === 'empty' || folded.state.rollout.kind === 'none') {
        return { ...taken, state: folded.kind === 'empty' ? { kind: 'unknown' } : { kind: 'known', state: folded.state }, concluded: folded.kind === 'present' };
    }
    const { rollout } = folded.state;
    if (input.rolloutId !== '' && rollout.id !== input.rolloutId)
        return plain('refused', `this rollback belongs to rollout ${input.rolloutId}, the live one is ${rollout.id}. Nothing was changed`);
    const account = { ports, input, taken: { ...taken, state: { kind: 'known', state: folded.state } }, position: opened.position, state: folded.state };
    return hasLeft(rollout) ? rollback_conclude(account, rollout) : recordLeaving(account, rollout);
}
/** Everything that could be taken away was, and the ledger knows. */
function hasLeft({ phase, weight, mirror, pending }) {
    return phase === 'leaving' && weight === 0 && mirror === 0 && pending.kind === 'none';
}
async function recordLeaving(account, rollout) {
    const { ports, input, position, state, taken } = account;
    const reading = await ports.router.read(input.target);
    const situation = recordable_recordableSituation({
        nowMs: ports.clock.nowMs(),
        nextLookMs: 0,
        router: observe_routerSituation(rollout, reading),
        candidate: observe_candidateSituation(rollout, reading),
        stable: observe_stableSituation(state.stable, reading),
        frozen: { kind: 'none' },
        smoke: { kind: 'not-asked' },
        quiet: { kind: 'no' },
        request: { kind: 'abort', actor: input.actor, why: input.why },
    });
    const { decision } = (0,src/* decide */.LD)(rollout, {}, situation);
    const sequence = record_nextSequence(position);
    const effect = (0,src/* planEffect */.pf)(rollout, decision, sequence, 'unknown');
    if (effect.kind === 'none')
        return rollback_conclude(account, rollout);
    const applied = await apply_effect_applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
    const event = {
        kind: 'ticked',
        rolloutId: rollout.id,
        operation: `rollback/${rollout.id}/${String(sequence)}/${rerun_operationBy(input.actor)}`,
        evidence: {},
        situation,
        decision,
        effect: { kind: applied.kind === 'confirmed' ? 'done' : 'unconfirmed', effect },
        snapshot: rollout.snapshot,
    };
    const recorded = await record_record(ports, position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
    const traffic = applied.kind === 'confirmed' ? { ...taken, kind: 'out', why: outWhy(state), todo: [] } : { ...taken, kind: 'unconfirmed', why: applied.why };
    if (recorded.kind === 'conflict')
        return { ...traffic, todo: [...traffic.todo, 'record the rollback: another job wrote to the ledger meanwhile; run it again'] };
    if (recorded.kind === 'error')
        return { ...traffic, warnings: [...traffic.warnings, outcome_describeError(recorded.error)], todo: [...traffic.todo, 'record the rollback: run it again when the ledger can be reached'] };
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
    if (rollout.pointerMoved || (await isPointedTo(account, rollout))) {
        const restored = await restorePointer(account, rollout);
        // Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins.
        if (restored.kind === 'error' && restored.error.code === 'conflict')
            return end(account, rollout, { ...taken, warnings: [...taken.warnings, `${outcome_describeError(restored.error)}. It is left as it is`] });
        if (restored.kind === 'error')
            return { ...taken, warnings: [...taken.warnings, outcome_describeError(restored.error)], todo: [...taken.todo, `point ${rollout.policy.model.stage} of ${rollout.policy.model.name} back to ${state.stable.version}: run the rollback again when the registry can be reached`] };
    }
    return end(account, rollout, taken);
}
/**
 * A promote job records that it begins, raises, moves the pointer, and may end before it has recorded that. Where none has begun, the pointer is at the candidate because a
 * person has moved it, and a person wins.
 */
async function isPointedTo({ ports, state }, { id, policy, candidate, weightMax }) {
    // Whatever a router's step is, rounding down to it leaves more than half: only who has had that much may have been promoted, and has a history worth reading.
    if (2 * weightMax <= (0,src/* promotedWeight */.xY)(policy, (0,src/* ppm */.Sg)(1)))
        return false;
    const history = await ports.ledger.history(state.target, sinceStartOf(state));
    // One that cannot be read now may have it.
    if (history.kind === 'ok' && !history.value.some((event) => event.kind === 'intended' && event.rolloutId === id))
        return false;
    const pointer = await ports.registry.pointer(policy.model.name, policy.model.stage);
    return pointer.kind === 'ok' && pointer.value.kind === 'at' && pointer.value.version === candidate.version;
}
async function end({ ports, input, position }, rollout, taken) {
    const ended = { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome: (0,src/* outcomeOf */.sG)(rollout.leavingWhy), why: rollout.leavingWhy, observed: src/* PPM_NONE */.dH };
    const recorded = await record_record(ports, position, ended, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.target });
    if (recorded.kind === 'recorded')
        return { ...taken, concluded: true, state: { kind: 'known', state: recorded.state } };
    const warnings = recorded.kind === 'error' ? [...taken.warnings, outcome_describeError(recorded.error)] : taken.warnings;
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

;// CONCATENATED MODULE: ./packages/rollout-engine/src/retrain.ts


/** What a look found worse and nobody has asked a new model for yet. `policy`: for releases whose own policy is gone with them. */
function dueRetraining(outcome, policy) {
    if (outcome.kind !== 'decided' && outcome.kind !== 'idle')
        return [];
    const { state } = outcome;
    const liveId = state.rollout.kind === 'live' ? state.rollout.id : (state.ended.at(-1)?.id ?? '');
    const live = outcome.kind === 'decided' ? outcome.decision.checks.filter(({ then, verdict }) => then === 'retrain' && verdict === 'worse').map(({ name }) => ({ rolloutId: liveId, check: name })) : [];
    const earlier = state.rollout.kind === 'live' ? (state.rollout.retrainingDue ?? []).map((check) => ({ rolloutId: liveId, check })) : [];
    const followed = state.following.flatMap(({ id, told, policy: own }) => causesOf(id, told, own));
    // A release that was brought back in this look is followed no more.
    const news = outcome.followed.flatMap(({ rolloutId, worse }) => causesOf(rolloutId, worse, state.following.find(({ id }) => id === rolloutId)?.policy ?? policy));
    return [...live, ...earlier, ...followed, ...news].filter((cause, index, all) => !isIn(state.retrainingAsked ?? [], cause) && all.findIndex((other) => retrain_isSame(other, cause)) === index);
}
/** What went wrong, for a person; empty where everything was asked for, and recorded. */
async function askForRetraining(ports, retraining, { target, actor, causes }) {
    const warnings = [];
    for (const cause of causes) {
        const { rolloutId, check } = cause;
        const opened = await openLedger(ports, target);
        if (opened.kind === 'error')
            return [...warnings, describeError(opened.error)];
        const { head, folded } = opened.position;
        if (head.kind === 'empty' || folded.kind === 'empty' || isIn(folded.state.retrainingAsked ?? [], cause))
            continue;
        const asked = await retraining.ask({ target, check, rolloutId, evidence: head.head });
        if (asked.kind === 'error') {
            warnings.push(`${check} asks for a new model, and nobody could be told; the next look asks again. ${asked.error.message}`);
            continue;
        }
        const event = { kind: 'retraining-asked', rolloutId, operation: `retrain/${rolloutId}/${check}/${String(nextSequence(opened.position))}`, check, evidence: head.head };
        const recorded = await record(ports, opened.position, event, { actor, atMs: ports.clock.nowMs(), target });
        if (recorded.kind === 'recorded')
            continue;
        const why = recorded.kind === 'error' ? describeError(recorded.error) : 'another job wrote to the ledger meanwhile';
        warnings.push(`a new model was asked for (${check}), and that is not recorded: ${why}. The next look asks once more`);
    }
    return warnings;
}
function causesOf(rolloutId, worse, { checks }) {
    return worse.filter((name) => checks.some((check) => check.name === name && check.then === 'retrain')).map((check) => ({ rolloutId, check }));
}
function isIn(causes, cause) {
    return causes.some((other) => retrain_isSame(other, cause));
}
function retrain_isSame(a, b) {
    return a.rolloutId === b.rolloutId && a.check === b.check;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/gathering-ledger.ts
// The ledger of a job that stays with several targets: looks that only wait for more evidence become one record every so often, so that twenty targets which are
// looked at twice a minute stay within what GitHub takes from a repository in an hour. Everything else is recorded at once, after what was gathered before it.
//
// A gathered record carries the blocks of all its looks one by one, and the decision of the last of them made of all of these: blocks say the same whether they are
// taken in one look or in several (invariant 25). A job that dies takes at most a few minutes of waiting with it, and the next one reads on from the last record.



/** 45 records an hour of all targets together, at 3 requests each, are 135 of the 500 that GitHub takes; raises and starts are recorded at once, on top, and people are shown them. */
const RECORD_EACH_MS = 80_000;
/** How long looks are gathered where so many targets are looked at: one alone records each. */
function gatheredMsFor(targets) {
    return targets <= 1 ? 0 : targets * RECORD_EACH_MS;
}
/** A record stays readable, also where every look brings several blocks. */
const BLOCKS_MAX = 200;
/** `gatheredMs`: asked at each record, since targets come and go. */
function gatheringLedger(ledger, gatheredMs) {
    const gathered = new Map();
    /** As the ledger was last read or written, to fold anew from there. */
    const bases = new Map();
    const flush = async (target) => {
        const waiting = gathered.get(target);
        if (waiting === undefined)
            return ok({ kind: 'nothing' });
        gathered.delete(target);
        return append(waiting.entry);
    };
    const append = async (entry) => {
        const answer = await ledger.append(entry);
        if (answer.kind === 'ok' && answer.value.kind === 'appended')
            bases.set(entry.target, { head: answer.value.head, state: entry.state });
        else
            bases.delete(entry.target);
        return answer;
    };
    return {
        flush,
        read: async (target) => {
            const view = await ledger.read(target);
            if (view.kind === 'error')
                return view;
            const waiting = gathered.get(target);
            if (view.value.kind === 'present' && waiting?.base.head === view.value.head)
                return ok({ kind: 'present', head: waiting.head, state: waiting.entry.state });
            // Somebody else has recorded: what they saw includes what was gathered here.
            gathered.delete(target);
            if (view.value.kind === 'present')
                bases.set(target, { head: view.value.head, state: view.value.state });
            return view;
        },
        append: async (entry) => {
            const { target, expectedHead } = entry;
            const waiting = gathered.get(target);
            const builds = waiting !== undefined && expectedHead.kind === 'at' && expectedHead.head === waiting.head;
            const base = builds ? waiting.base : bases.get(target);
            const isBase = base !== undefined && expectedHead.kind === 'at' && (builds || expectedHead.head === base.head);
            const next = isBase ? gatheredWith(base, builds ? waiting.entry : 'nothing', entry) : 'not to be gathered';
            if (isBase && next !== 'not to be gathered') {
                const firstAtMs = builds ? waiting.firstAtMs : entry.event.atMs;
                const head = `${base.head}, and ${String(entry.event.atMs)}`;
                gathered.set(target, { base, entry: next, head, firstAtMs });
                if (entry.event.atMs - firstAtMs < gatheredMs() && blocksIn(next) < BLOCKS_MAX)
                    return ok({ kind: 'appended', head });
                gathered.delete(target);
                return append(next);
            }
            if (!builds)
                return append(entry);
            gathered.delete(target);
            const before = await append(waiting.entry);
            return before.kind === 'error' || before.value.kind === 'conflict' ? before : append({ ...entry, expectedHead: { kind: 'at', head: before.value.head } });
        },
        history: async (target, enough) => {
            const events = await ledger.history(target, enough);
            const waiting = gathered.get(target);
            return events.kind === 'error' || waiting === undefined ? events : ok([...events.value, waiting.entry.event]);
        },
    };
}
/** What was gathered and this look as one record after `base`; the look alone where nothing was gathered before it. */
function gatheredWith(base, before, entry) {
    const { event } = entry;
    if (event.kind !== 'ticked' || base.state.rollout.kind !== 'live' || entry.freeze !== undefined || !onlyWaits(base.state.rollout, event))
        return 'not to be gathered';
    if (before === 'nothing')
        return entry;
    const evidence = before.event.kind === 'ticked' ? joined(before.event.evidence, event.evidence) : 'cannot';
    if (evidence === 'cannot')
        return 'not to be gathered';
    const { decision } = decide(base.state.rollout, evidence, event.situation);
    const whole = { ...event, sequence: before.event.sequence, operation: before.event.operation, evidence, decision };
    if (whole.decision.kind !== event.decision.kind || !onlyWaits(base.state.rollout, whole))
        return 'not to be gathered';
    const state = fold({ kind: 'present', state: base.state }, whole);
    if (stepViolations(base.state, whole, state).length > 0)
        return 'not to be gathered';
    return { ...entry, expectedHead: { kind: 'at', head: base.head }, event: whole, state };
}
/** Blocks after blocks. What is missing, or has a hole, is told by the look that met it. */
function joined(before, after) {
    const all = { ...before };
    for (const [check, news] of Object.entries(after)) {
        const had = all[check];
        if (news.kind !== 'blocks' || (had !== undefined && had.kind !== 'blocks'))
            return 'cannot';
        all[check] = had === undefined ? news : { kind: 'blocks', blocks: [...had.blocks, ...news.blocks], gaps: [...had.gaps, ...news.gaps] };
    }
    return all;
}
function blocksIn({ event }) {
    if (event.kind !== 'ticked')
        return 0;
    return Object.values(event.evidence).reduce((sum, news) => sum + (news.kind === 'blocks' ? news.blocks.length : 0), 0);
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/index.ts
// Ports and the tick: observe, decide, record, act, confirm.































/***/ })

};
