import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 8360:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ contract)
/* harmony export */ });
/* harmony import */ var _rampart_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5127);
// What validate-model promises: its inputs and outputs as data. action.yml and the README tables follow from it.

const contract = (0,_rampart_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .defineContract */ .ye)({
    name: 'validate-model',
    title: 'Rampart: validate model',
    description: 'Holds a model against gates over its metrics and against recorded answers, and writes the evidence that a release demands.',
    branding: { icon: 'check-circle', color: 'green' },
    permissions: { contents: { access: 'read', why: 'reads the model, the reports and the gates from the checkout; nothing is written to GitHub', without: 'works; only actions/checkout needs it' } },
    inputs: {
        model: { kind: 'text', description: 'Name of the model, as in the registry.', required: true, example: 'flight-delay' },
        version: { kind: 'text', description: 'Version that is validated.', required: true, example: 'v2.0.0' },
        artifact: { kind: 'text', description: 'The file that would be released: a path or an http(s) address. An address is fetched once per runner when its digest is given.', required: true, example: 'models/v2/model.onnx' },
        digest: { kind: 'text', description: 'What the artifact has to be, as sha256: and 64 hexadecimal digits. Without it the digest is computed and reported, and an address is fetched every time.', example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
        report: { kind: 'path', description: 'Metrics of this version: a flat JSON object, or one with n, metrics and slices.', example: 'models/v2/metrics.json' },
        'stable-report': { kind: 'path', description: 'The same report of the version that serves now, for gates that compare with it.', example: 'models/v1/metrics.json' },
        gates: { kind: 'text', description: 'What the report has to show, as YAML or JSON: written here, or the path of a file.', example: 'accuracy: {min: 0.75, worseByAtMost: 0.5 points}' },
        golden: { kind: 'path', description: 'Recorded inputs and answers as JSON, run through the artifact, which then has to be an ONNX model.', example: 'models/v2/golden.json' },
        evidence: { kind: 'path', description: 'Where the evidence is written.', default: 'rampart-evidence.json' },
    },
    outputs: {
        passed: { description: '`true` or `false`; empty when nothing was validated.' },
        digest: { description: 'Of the artifact, as `sha256:` and 64 hexadecimal digits.' },
        evidence: { description: 'Path of the evidence file.' },
        sentence: { description: 'The outcome in one sentence.' },
        report: { description: 'The outcome as Markdown, the same as in the job summary.' },
    },
});


/***/ }),

/***/ 6127:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _rampart_action_kit_main__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5072);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8360);
// Entry of the bundle.


await (0,_rampart_action_kit_main__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_contract_js__WEBPACK_IMPORTED_MODULE_1__/* .contract */ .d, async (inputs, context) => (await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(988)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2988))).connect(inputs, context));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8314:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_validate_model_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6127);
var __webpack_async_dependencies__ = __webpack_handle_async_dependencies__([_actions_validate_model_src_main_js__WEBPACK_IMPORTED_MODULE_0__]);
_actions_validate_model_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = (__webpack_async_dependencies__.then ? (await __webpack_async_dependencies__)() : __webpack_async_dependencies__)[0];


__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } });

/***/ }),

/***/ 5199:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   xQ: () => (/* binding */ camelCase),
/* harmony export */   ye: () => (/* binding */ defineContract)
/* harmony export */ });
/* unused harmony export given */
/** The text of an input that need not be given; empty when it was not. */
function given(input) {
    return input.kind === 'given' ? input.value : '';
}
/** Keeps the literal types of `contract`, from which `InputsOf` and `OutputsOf` follow. */
function defineContract(contract) {
    return contract;
}
/** `rollout-id` is `rolloutId` in code. */
function camelCase(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}


/***/ }),

/***/ 7727:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qx: () => (/* binding */ INPUT_MISSING),
  SW: () => (/* binding */ INPUT_REFUSED),
  dn: () => (/* binding */ OUTPUTS_NOT_WRITTEN),
  tO: () => (/* binding */ OUTPUT_TOO_LARGE),
  GY: () => (/* binding */ OWN_FAULT),
  nJ: () => (/* binding */ SUMMARY_NOT_WRITTEN)
});

// UNUSED EXPORTS: renderErrorSection

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 46 modules
var src = __nccwpck_require__(6583);
;// CONCATENATED MODULE: ./packages/action-kit/src/marked-section.ts
// Generated parts of pages that people write: everything between `<!-- name:start -->` and `<!-- name:end -->`.

/** `page` with the section written anew and all else as it is. A page without the two markers, in this order, is a mistake. */
function marked_section_replaceMarkedSection(page, name, content) {
    const start = `<!-- ${name}:start -->`;
    const end = `<!-- ${name}:end -->`;
    const from = page.indexOf(start);
    const to = page.indexOf(end, from);
    invariant(from >= 0 && to > from, `the page needs the lines "${start}" and "${end}", in this order`, { name });
    return `${page.slice(0, from + start.length)}\n${content}\n${page.slice(to)}`;
}

;// CONCATENATED MODULE: ./packages/action-kit/src/error-codes.ts
// The codes of this package, and their section of docs/errors.md.

const INPUT_MISSING = { code: 'RMP201', title: 'A required input was not given, or is empty.', remedy: 'Write it under `with:`. An expression that comes to nothing counts as not given.' };
const INPUT_REFUSED = { code: 'RMP202', title: 'An input has a form that is not accepted.', remedy: 'Use the form shown. Nothing is guessed: `10` is no duration, `10m` is.' };
const OUTPUT_TOO_LARGE = { code: 'RMP203', title: 'An output is larger than the runner takes and was left empty. A warning.', remedy: 'Read it in the job summary.' };
const OUTPUTS_NOT_WRITTEN = { code: 'RMP204', title: 'The runner took no outputs (its disk is full, or the file cannot be written); none was written. What the step did stays done.', remedy: 'Give the runner room and run the workflow again: the step goes on from what is recorded.' };
const SUMMARY_NOT_WRITTEN = { code: 'RMP205', title: 'The runner took no job summary. A warning.', remedy: 'Read the log of the step; give the runner room.' };
const OWN_FAULT = { code: 'RMP900', title: 'A fault of Rampart itself. Nothing advances.', remedy: 'Run the job again; if it fails again, report it with its log.' };
/** `page` (docs/errors.md) with the section of actions in general written anew, at its end if there is none yet. */
function renderErrorSection(page) {
    const hasSection = page.includes('<!-- action-kit:start -->');
    const rows = [INPUT_MISSING, INPUT_REFUSED, OUTPUT_TOO_LARGE, OUTPUTS_NOT_WRITTEN, SUMMARY_NOT_WRITTEN, OWN_FAULT].map(({ code, title, remedy }) => `| ${code} | ${title} | ${remedy} |`);
    const section = `
## RMP2xx and RMP900: every action

A wrong input ends a step before it does anything (exit 2); all wrong inputs are named at once.

| code | what is wrong | what to do |
|---|---|---|
${rows.join('\n')}
`;
    return replaceMarkedSection(hasSection ? page : `${page.trimEnd()}\n\n<!-- action-kit:start -->\n<!-- action-kit:end -->\n`, 'action-kit', section);
}


/***/ }),

/***/ 2093:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ secretsInEnvironment),
/* harmony export */   s: () => (/* binding */ hideSecrets)
/* harmony export */ });
// Takes secrets out of what a job writes. The runner masks its log; outputs, summaries, commits, comments and statuses it does not.
/** Shorter ones are words: hiding them would garble what is said. */
const LENGTH_MIN = 4;
/** In other forms a short one is a few letters, and stands in any text. */
const ENCODED_LENGTH_MIN = 8;
function hideSecrets(secrets) {
    const parts = secrets.flatMap(partsOf);
    const forms = longestFirst(parts.flatMap(formsOf));
    const digits = longestFirst(parts.filter(isLong).map((part) => Buffer.from(part).toString('hex')));
    const hexadecimal = digits.length === 0 ? 'none' : new RegExp(digits.join('|'), 'gi');
    return (text) => {
        const plain = forms.reduce((clean, form) => (clean.includes(form) ? clean.replaceAll(form, '***') : clean), text);
        return (hexadecimal === 'none' ? plain : plain.replace(hexadecimal, '***')).replace(PASSWORD_IN_ADDRESS, '$1***@');
    };
}
/** `https://user:password@host`, whoever wrote it there. Not beyond a quotation mark: in JSON the next text would be taken for the password. */
const PASSWORD_IN_ADDRESS = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:"]*:[^\s/@"]+@/gi;
/**
 * Values of variables whose names say that they are secrets (`PGPASSWORD`, `AWS_SECRET_ACCESS_KEY`), and passwords in addresses: commands of a policy get
 * the job's environment, and what they say when they fail may have all of it.
 */
function secretsInEnvironment(env) {
    return Object.entries(env).flatMap(([name, value = '']) => {
        const password = URL.canParse(value) ? decoded(new URL(value).password) : '';
        const found = SAYS_SECRET.test(name) ? [value, password] : [password];
        return found.filter((secret) => secret.length >= ENCODED_LENGTH_MIN);
    });
}
const SAYS_SECRET = /(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|ACCOUNT|SECRET|APP)_?KEY)$/i;
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** A key of several lines is known by each of them. */
function partsOf(secret) {
    return [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim()).filter(isLong)].filter(({ length }) => length >= LENGTH_MIN);
}
function isLong({ length }) {
    return length >= ENCODED_LENGTH_MIN;
}
/** What holds another one is replaced before it. */
function longestFirst(texts) {
    return [...new Set(texts)].sort((a, b) => b.length - a.length);
}
/** All but hexadecimal, which is written in either case. */
function formsOf(part) {
    return [part, ...quoted(part), ...(isLong(part) ? encoded(part) : [])];
}
/** As it stands inside JSON, an address, a form, a page. */
function quoted(secret) {
    const json = JSON.stringify(secret).slice(1, -1);
    const inAscii = json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const addresses = [encodeURIComponent(secret.toWellFormed()), encodeURI(secret.toWellFormed()), new URLSearchParams({ x: secret }).toString().slice(2)];
    const smallDigits = addresses.map((text) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
    const html = [secret.replace(/[&<>"']/g, (char) => `&#${String(char.codePointAt(0))};`), secret.replace(/[&<>"]/g, (char) => HTML_NAMES[char] ?? char)];
    return [json, inAscii, ...addresses, ...smallDigits, ...html];
}
const HTML_NAMES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function encoded(secret) {
    const bytes = Buffer.from(secret);
    const base64 = [0, 1, 2].map((before) => insideBase64(bytes, before));
    return [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}
/** The letters that base64 has for `bytes` whatever stands around them, where `before` bytes (modulo three) come first: `user:` before a password. */
function insideBase64(bytes, before) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}


/***/ }),

/***/ 5127:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  lZ: () => (/* reexport */ mistake/* ActionError */.lZ),
  ye: () => (/* reexport */ contract/* defineContract */.ye),
  cl: () => (/* reexport */ mistake/* quoteValue */.cl)
});

// UNUSED EXPORTS: MIRRORS_INPUT, REGISTRY_INPUT, STATE_INPUTS, camelCase, formatMistake, given, guardLog, hideSecrets, inputVariable, performAction, readInputs, secretsInEnvironment

// EXTERNAL MODULE: ./packages/action-kit/src/contract.ts
var contract = __nccwpck_require__(5199);
;// CONCATENATED MODULE: ./packages/action-kit/src/state-inputs.ts
const STATE_INPUTS = {
    ledger: {
        kind: 'text',
        default: 'github',
        description: 'Where the history is kept: `github`, a branch of the workflow\'s repository through GitHub\'s API; or the name of a remote of the checkout, or the address or path of a git repository.',
        example: 'https://git.example.com/rollouts.git',
    },
    'state-repository': { kind: 'text', description: 'With `ledger: github`: keeps the history in this repository instead, so that the jobs need no write access to the code.', example: 'acme/rollouts' },
    'state-token': { kind: 'secret', description: 'Token for `state-repository`, for example of a GitHub App that is installed there alone.' },
    token: { kind: 'secret', filledIn: '${{ github.token }}', description: 'Token for GitHub\'s API and for git remotes over https.' },
};
const MIRRORS_INPUT = {
    kind: 'lines',
    description: 'With the history on GitHub: what of it people see there, one a line. `deployments`, `statuses` (of the version\'s commit), `comment` (on the pull request that it came from), `incident` (an issue per rollback), `release` (notes on promotion), `freeze` (`rollout/freeze` on open pull requests), or `none`. All that the token may, if not given.',
    example: 'deployments',
};
const REGISTRY_INPUT = {
    kind: 'text',
    default: 'origin',
    description: 'Where the model\'s versions are tagged: the name of a remote of the checkout, or the address or path of a git repository.',
};

// EXTERNAL MODULE: ./packages/action-kit/src/read-inputs.ts + 1 modules
var read_inputs = __nccwpck_require__(6107);
// EXTERNAL MODULE: ./packages/action-kit/src/mistake.ts
var mistake = __nccwpck_require__(909);
// EXTERNAL MODULE: ./packages/action-kit/src/perform-action.ts + 3 modules
var perform_action = __nccwpck_require__(7861);
// EXTERNAL MODULE: ./packages/action-kit/src/hidden-secrets.ts
var hidden_secrets = __nccwpck_require__(2093);
;// CONCATENATED MODULE: ./packages/action-kit/src/index.ts
// Contracts, inputs, results and errors of actions. Loads no toolkit: `./main` and `./download` do.









/***/ }),

/***/ 5072:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: ./packages/action-kit/src/perform-action.ts + 3 modules
var perform_action = __nccwpck_require__(7861);
;// CONCATENATED MODULE: ./packages/action-kit/src/log-guard.ts
// Text from outside must not become a workflow command. The runner reads every printed line: `::name::` at its start (after any white space)
// and `##[name]` anywhere are commands, and a lone carriage return starts a new line.
/** The same text with every command defused and control characters removed; line breaks become `\n`. */
function guardLog(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line) => guardLine(line))
        .join('\n');
}
/** Longer lines are no log for people, and somebody else's text. */
const LINE_LENGTH_MAX = 10_000;
function guardLine(line) {
    // All control characters but the tab, and what hides or changes the direction of reading: they move the cursor, hide text, and U+0085 counts as white space for the runner.
    const printable = cut(line).replace(/[^\P{Cc}\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '');
    return printable.replace(/^(\s*)::/, '$1: :').replace(/##\[/g, '## [');
}
function cut(line) {
    return line.length <= LINE_LENGTH_MAX ? line : `${line.slice(0, LINE_LENGTH_MAX - 1)}…`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/action-kit/src/runner-files.ts
// The files by which a step hands on outputs and its summary. Outputs are written in one piece, all of them or none: half of them would start half of the next jobs.


/** The runner's file could not be written; what was there before is there still. */
class RunnerFileError extends Error {
    name = 'RunnerFileError';
}
/** Appends all outputs, exactly as @actions/core writes each of them (a test compares). */
function appendOutputs(file, outputs) {
    appendWhole(file, Object.entries(outputs).map(([name, value]) => entry(name, value)).join(''));
}
/** Appends all of `text`, or leaves the file as it was and throws. The file has to be there: the runner makes it. */
function appendWhole(file, text) {
    let size = -1;
    try {
        size = (0,external_node_fs_.statSync)(file).size;
        const handle = (0,external_node_fs_.openSync)(file, 'a');
        try {
            const bytes = Buffer.from(text);
            for (let written = 0; written < bytes.length;)
                written += (0,external_node_fs_.writeSync)(handle, bytes, written);
        }
        finally {
            (0,external_node_fs_.closeSync)(handle);
        }
    }
    catch (cause) {
        if (size >= 0)
            takeBack(file, size);
        throw new RunnerFileError(cause instanceof Error ? cause.message : 'it cannot be written', { cause });
    }
}
function takeBack(file, size) {
    try {
        if ((0,external_node_fs_.statSync)(file).size > size)
            (0,external_node_fs_.truncateSync)(file, size);
    }
    catch {
        // Not a file that has a size, or one that is gone: nothing of ours stands in it.
    }
}
/** A delimiter of its own for each value: nothing in the value can end it. */
function entry(name, value) {
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

;// CONCATENATED MODULE: ./packages/action-kit/src/workflow-command.ts
// Lines that the runner takes as commands, written exactly as @actions/core writes them (a test compares). Own, because core brings an HTTP
// client along: loading it takes twice as long as starting Node, and a mistake in an input needs none of it.
/** `::error title=RMP201,file=a.yaml,line=3::message`. Whatever the texts contain, they stay inside this one line. Empty properties are left out. */
function workflowCommand(name, properties, message) {
    const pairs = Object.entries(properties).filter(([, value]) => value !== '');
    const head = pairs.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
    return `::${name}${head === '' ? '' : ` ${head}`}::${escapeData(message)}`;
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

;// CONCATENATED MODULE: ./packages/action-kit/src/process-runner.ts



function processRunner() {
    return {
        mask: (secret) => print(workflowCommand('add-mask', {}, secret)),
        log: (text) => print(guardLog(text)),
        annotate: (annotation) => print(annotationCommand(annotation)),
        setOutputs: (outputs) => handOver('GITHUB_OUTPUT', (file) => appendOutputs(file, outputs)),
        writeSummary: (markdown) => handOver('GITHUB_STEP_SUMMARY', (file) => appendWhole(file, `${markdown}\n`)),
    };
}
function handOver(variable, write) {
    const file = process.env[variable] ?? '';
    if (file === '')
        return { kind: 'done' };
    try {
        write(file);
        return { kind: 'done' };
    }
    catch (error) {
        if (error instanceof RunnerFileError)
            return { kind: 'failed', why: `${variable}: ${error.message}` };
        throw error;
    }
}
function annotationCommand({ level, title, message, place }) {
    const where = place.kind === 'file' ? { file: place.file, line: String(place.line), col: String(place.column) } : {};
    // One line each, whatever is in it; and nothing in it moves a cursor or the direction of reading.
    return workflowCommand(level, { title: guardLog(title), ...where }, guardLog(message));
}
function print(line) {
    process.stdout.write(`${line}\n`);
}

;// CONCATENATED MODULE: ./packages/action-kit/src/main.ts


/**
 * Runs an action to its end and sets `process.exitCode` to 0, 1 or 2. Let `connectAndRun` import its adapters when it is called, so that a
 * mistake in an input is reported before any of them is loaded.
 */
async function runAction(contract, connectAndRun) {
    const cancellation = new AbortController();
    // The runner sends SIGINT on cancel, SIGTERM 7.5 s later, and kills 2.5 s after that.
    const cancel = () => cancellation.abort(new Error('the job was cancelled'));
    // Whoever interrupts a second time has waited enough: that ends the process at once. What was recorded is whole, and the next job goes on from it.
    process.once('SIGINT', cancel).on('SIGTERM', cancel);
    try {
        process.exitCode = await (0,perform_action/* performAction */.w)(contract, { env: process.env, runner: processRunner(), signal: cancellation.signal }, connectAndRun);
    }
    finally {
        process.off('SIGINT', cancel).off('SIGTERM', cancel);
    }
}


/***/ }),

/***/ 909:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _P: () => (/* binding */ formatMistake),
/* harmony export */   cl: () => (/* binding */ quoteValue),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
// Mistakes that a user can correct: what was seen, what is accepted, and where. They end an action with exit code 2, nothing changed.
/** Thrown by what an action runs when it cannot start; carries all mistakes at once. `exitCode` 1 means that a person is needed now. */
class ActionError extends Error {
    name = 'ActionError';
    mistakes;
    exitCode;
    constructor(mistakes, options = {}) {
        super(mistakes.map(formatMistake).join('\n'), 'cause' in options ? { cause: options.cause } : {});
        this.mistakes = mistakes;
        this.exitCode = options.exitCode ?? 2;
    }
}
/** `RMP104 step-weight: expected a percentage from 0% to 100%, got "5". Write 5%.` */
function formatMistake(mistake) {
    const place = mistake.place.kind === 'file' ? `${mistake.place.file}:${mistake.place.line}:${mistake.place.column} ` : '';
    return `${place}${mistake.code} ${mistake.subject}: ${mistake.text}`;
}
/** A value as it is shown in a message: quoted, on one line, cut to a readable length. */
function quoteValue(value) {
    const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
    return JSON.stringify(shown);
}


/***/ }),

/***/ 7861:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ performAction)
});

// EXTERNAL MODULE: ./packages/action-kit/src/contract.ts
var src_contract = __nccwpck_require__(5199);
// EXTERNAL MODULE: ./packages/action-kit/src/error-codes.ts + 1 modules
var error_codes = __nccwpck_require__(7727);
// EXTERNAL MODULE: ./packages/action-kit/src/hidden-secrets.ts
var hidden_secrets = __nccwpck_require__(2093);
;// CONCATENATED MODULE: ./packages/action-kit/src/inert-output.ts
// Outputs go into other people's scripts, and from there into a log that the runner reads: JSON carries what it carries, and nothing in it is obeyed.
/** The same JSON with what a runner obeys anywhere in a line (`##[name]`), and what hides or turns round text, as escapes. Other text is left as it is. */
function inertOutput(value) {
    return isJson(value) ? value.replace(/##\[/g, '##\\u005b').replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped) : value;
}
function isJson(value) {
    if (!/^[[{]/.test(value))
        return false;
    try {
        JSON.parse(value);
        return true;
    }
    catch {
        return false;
    }
}
function escaped(char) {
    return Array.from({ length: char.length }, (_, unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');
}

;// CONCATENATED MODULE: ./packages/action-kit/src/limits.ts
const SUMMARY_BYTES_MAX = 1_048_576 - 1_024;
/** The runner counts two bytes per character, over all outputs of the job; half of it is ours. */
const OUTPUT_CHARACTERS_MAX = 250_000;
const ANNOTATIONS_PER_LEVEL_MAX = 10;
const ANNOTATION_CHARACTERS_MAX = 4_096;
/** `markdown` if it fits, else its longest run of whole lines that does, and a sentence that says so. */
function fitSummary(markdown, bytesMax = SUMMARY_BYTES_MAX) {
    const bytes = Buffer.byteLength(markdown);
    if (bytes <= bytesMax)
        return markdown;
    const notice = `\n\n_This summary was cut: ${bytes} bytes, the runner shows ${bytesMax}. The log of this step has the decision, its reason and what happens next._\n`;
    // A fence that the cut left open would swallow the notice.
    const fence = '\n```';
    const room = bytesMax - Buffer.byteLength(notice) - Buffer.byteLength(fence);
    const cut = Buffer.from(markdown).subarray(0, Math.max(0, room)).toString('utf8');
    const whole = cut.slice(0, Math.max(0, cut.lastIndexOf('\n')));
    const isFenceOpen = (whole.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
    return `${whole}${isFenceOpen ? fence : ''}${notice}`;
}
/** All outputs if they fit together, else without the largest ones. */
function fitOutputs(outputs, charactersMax = OUTPUT_CHARACTERS_MAX) {
    const fitted = { ...outputs };
    const dropped = [];
    const largestFirst = Object.entries(outputs).sort(([, a], [, b]) => b.length - a.length);
    let characters = largestFirst.reduce((sum, [, value]) => sum + value.length, 0);
    for (const [name, value] of largestFirst) {
        if (characters <= charactersMax)
            break;
        fitted[name] = '';
        dropped.push(name);
        characters -= value.length;
    }
    return { outputs: fitted, dropped };
}
/** At most ten per level, each of at most 4,096 characters. */
function fitAnnotations(annotations) {
    const shown = [];
    const logged = [];
    for (const annotation of annotations) {
        const isShown = shown.filter((other) => other.level === annotation.level).length < ANNOTATIONS_PER_LEVEL_MAX;
        if (isShown)
            shown.push({ ...annotation, message: cutText(annotation.message) });
        else
            logged.push(annotation);
    }
    return { shown, logged };
}
function cutText(text) {
    return text.length <= ANNOTATION_CHARACTERS_MAX ? text : `${text.slice(0, ANNOTATION_CHARACTERS_MAX - 1)}…`;
}

// EXTERNAL MODULE: ./packages/action-kit/src/mistake.ts
var src_mistake = __nccwpck_require__(909);
// EXTERNAL MODULE: ./packages/action-kit/src/read-inputs.ts + 1 modules
var read_inputs = __nccwpck_require__(6107);
;// CONCATENATED MODULE: ./packages/action-kit/src/secretive-runner.ts
function secretiveRunner(runner, hide) {
    return {
        // How else would the runner know?
        mask: (secret) => runner.mask(secret),
        log: (text) => runner.log(hide(text)),
        annotate: (annotation) => {
            const { title, message, place } = annotation;
            runner.annotate({ ...annotation, title: hide(title), message: hide(message), place: place.kind === 'file' ? { ...place, file: hide(place.file) } : place });
        },
        setOutputs: (outputs) => runner.setOutputs(Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, hide(value)]))),
        writeSummary: (markdown) => runner.writeSummary(hide(markdown)),
    };
}

;// CONCATENATED MODULE: ./packages/action-kit/src/perform-action.ts








async function performAction(contract, world, connectAndRun) {
    const { env, signal } = world;
    const secrets = (0,read_inputs/* secretsOf */.Fj)(contract, env);
    const hide = (0,hidden_secrets/* hideSecrets */.s)([...secrets, ...(0,hidden_secrets/* secretsInEnvironment */.W)(env)]);
    const runner = secretiveRunner(world.runner, hide);
    for (const secret of secrets)
        runner.mask(secret);
    const reading = (0,read_inputs/* readInputs */.Ko)(contract, env);
    if (reading.kind === 'mistakes')
        return reportMistakes(runner, reading.mistakes, 2);
    try {
        const result = await connectAndRun(reading.inputs, { env, signal, log: (text) => runner.log(text), hideSecrets: hide });
        return publish(contract, runner, withoutSecrets(result, hide));
    }
    catch (error) {
        if (error instanceof src_mistake/* ActionError */.lZ)
            return reportMistakes(runner, error.mistakes, error.exitCode);
        return signal.aborted ? reportInterruption(contract, runner, error) : reportFault(contract, runner, error);
    }
}
/** Everything that was to be done is done by now: a runner that takes no files is told of, and changes nothing of it. */
function publish(contract, runner, result) {
    const values = result.outputs;
    const named = Object.fromEntries(Object.keys(contract.outputs).map((name) => [name, inertOutput(values[(0,src_contract/* camelCase */.xQ)(name)] ?? '')]));
    const { outputs, dropped } = fitOutputs(named);
    const handedOn = runner.setOutputs(outputs);
    const shown = result.summary === '' ? DONE : runner.writeSummary(fitSummary(result.summary));
    const troubles = [...(handedOn.kind === 'failed' ? [outputsNotWritten(handedOn.why)] : dropped.map(droppedOutput)), ...(shown.kind === 'failed' ? [summaryNotWritten(shown.why)] : [])];
    // First: of more annotations than the runner shows, these are not the ones to leave out.
    publishAnnotations(runner, [...troubles, ...result.annotations]);
    logClosing(runner, result.closing);
    return handedOn.kind === 'failed' && result.exitCode === 0 ? 1 : result.exitCode;
}
const DONE = { kind: 'done' };
/** Before anything is cut: half a secret is not recognised. */
function withoutSecrets(result, hide) {
    const outputs = Object.fromEntries(Object.entries(result.outputs).map(([name, value]) => [name, hide(value)]));
    return { ...result, outputs, summary: hide(result.summary), annotations: result.annotations.map((annotation) => ({ ...annotation, message: hide(annotation.message) })) };
}
function reportMistakes(runner, mistakes, exitCode) {
    publishAnnotations(runner, mistakes.map((mistake) => ({ level: 'error', title: mistake.code, message: (0,src_mistake/* formatMistake */._P)(mistake), place: mistake.place })));
    logClosing(runner, {
        decided: 'Nothing: this step did not start, and it changed nothing.',
        why: mistakes.length === 1 ? 'There is one mistake, named above.' : `There are ${mistakes.length} mistakes, all named above.`,
        next: 'Correct them and run the job again.',
    });
    return exitCode;
}
function reportInterruption(contract, runner, error) {
    runner.log(describeError(error));
    logClosing(runner, {
        decided: `Nothing more: ${contract.name} was interrupted.`,
        why: 'The job was cancelled or the runner is shutting down.',
        next: 'What was recorded stays recorded; the next run goes on from there.',
    });
    return 1;
}
/** Our own bug. Nothing advances: raises are recorded before they are done, so the next run sees what was meant. */
function reportFault(contract, runner, error) {
    const message = error instanceof Error ? error.message : String(error);
    publishAnnotations(runner, [{ level: 'error', title: error_codes/* OWN_FAULT */.GY.code, message: `${error_codes/* OWN_FAULT */.GY.code} ${contract.name}: a fault of Rampart itself. ${message}`, place: { kind: 'nowhere' } }]);
    runner.log(describeError(error));
    logClosing(runner, {
        decided: `Nothing: ${contract.name} ended by a fault of its own.`,
        why: message,
        next: 'Nothing advances. Run the job again; if it fails again, report it with this log.',
    });
    return 1;
}
/** Stack and every cause, innermost last. */
function describeError(error) {
    if (!(error instanceof Error))
        return String(error);
    const own = error.stack ?? `${error.name}: ${error.message}`;
    return error.cause === undefined ? own : `${own}\nCaused by: ${describeError(error.cause)}`;
}
function publishAnnotations(runner, annotations) {
    const { shown, logged } = fitAnnotations(annotations);
    for (const annotation of shown)
        runner.annotate(annotation);
    for (const annotation of logged)
        runner.log(`${annotation.level}: ${annotation.message}`);
}
function logClosing(runner, closing) {
    runner.log(`Decided: ${closing.decided}`);
    runner.log(`Why: ${closing.why}`);
    runner.log(`Next: ${closing.next}`);
}
function droppedOutput(name) {
    return about('warning', 'Output left empty', `${error_codes/* OUTPUT_TOO_LARGE */.tO.code} ${name}: the value is larger than the runner takes as outputs, so it was left empty. The job summary has its content.`);
}
function outputsNotWritten(why) {
    return about('error', 'Outputs not written', `${error_codes/* OUTPUTS_NOT_WRITTEN */.dn.code} the runner's file takes no outputs (${why}), so this step has none of them. What it did and recorded stays; jobs that wait for an output do not start. ${error_codes/* OUTPUTS_NOT_WRITTEN */.dn.remedy}`);
}
function summaryNotWritten(why) {
    return about('warning', 'Summary not written', `${error_codes/* SUMMARY_NOT_WRITTEN */.nJ.code} the runner's file takes no summary (${why}). The log has the decision, its reason and what happens next.`);
}
function about(level, title, message) {
    return { level, title, message, place: { kind: 'nowhere' } };
}


/***/ }),

/***/ 6107:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ readInputs),
  Fj: () => (/* binding */ secretsOf)
});

// UNUSED EXPORTS: inputVariable

// EXTERNAL MODULE: ./packages/action-kit/src/contract.ts
var src_contract = __nccwpck_require__(5199);
// EXTERNAL MODULE: ./packages/action-kit/src/error-codes.ts + 1 modules
var error_codes = __nccwpck_require__(7727);
;// CONCATENATED MODULE: ./packages/action-kit/src/input-kinds.ts
/** Decodes a value that is not empty. */
function decodeInput(spec, text) {
    switch (spec.kind) {
        case 'text':
        case 'secret':
            return value(text);
        case 'lines':
            return value(text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''));
        case 'flag':
            return decodeFlag(text);
        case 'duration':
            return decodeDuration(text);
        case 'path':
            return decodePath(text);
        case 'choice':
            return decodeChoice(spec.choices, text);
    }
}
function decodeFlag(text) {
    if (/^(true|True|TRUE)$/.test(text))
        return value(true);
    if (/^(false|False|FALSE)$/.test(text))
        return value(false);
    return refused('true or false', 'Write true or false.');
}
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
function decodeDuration(text) {
    const parts = /^(\d{1,9})([smhd])$/.exec(text);
    const unitMs = UNIT_MS[parts?.[2] ?? ''];
    if (parts === null || unitMs === undefined)
        return refused('a duration such as 30s, 10m, 2h or 3d', /^\d{1,9}$/.test(text) ? `Write ${text}s if seconds are meant.` : 'Write e.g. 10m.');
    return value(Number(parts[1]) * unitMs);
}
function decodePath(text) {
    return /[\0\r\n]/.test(text) ? refused('one path without line breaks', 'Write a single path.') : value(text);
}
function decodeChoice(choices, text) {
    return choices.includes(text) ? value(text) : refused(`one of ${choices.join(', ')}`, `Write e.g. ${choices[0]}.`);
}
function value(decoded) {
    return { kind: 'value', value: decoded };
}
function refused(expected, remedy) {
    return { kind: 'refused', expected, remedy };
}

// EXTERNAL MODULE: ./packages/action-kit/src/mistake.ts
var mistake = __nccwpck_require__(909);
;// CONCATENATED MODULE: ./packages/action-kit/src/read-inputs.ts
// Decodes the inputs that the runner hands over as environment variables. All mistakes at once; `required` is enforced here.




/** An empty value counts as not given, as in a workflow expression that came to nothing. Variables of no input are not looked at. */
function readInputs(contract, env) {
    const mistakes = [];
    const inputs = {};
    for (const [name, spec] of Object.entries(contract.inputs)) {
        const reading = readInput(name, spec, env);
        if (reading.kind === 'mistake')
            mistakes.push(reading.mistake);
        else
            inputs[(0,src_contract/* camelCase */.xQ)(name)] = reading.value;
    }
    const [first, ...rest] = mistakes;
    if (first !== undefined)
        return { kind: 'mistakes', mistakes: [first, ...rest] };
    return { kind: 'inputs', inputs: inputs };
}
/** The values of secret inputs, to be masked before anything else is done with the environment. */
function secretsOf(contract, env) {
    return Object.entries(contract.inputs)
        .filter(([, spec]) => spec.kind === 'secret')
        .map(([name]) => (env[inputVariable(name)] ?? '').trim())
        .filter((secret) => secret !== '');
}
/** The runner upper-cases the name and turns spaces into underscores; dashes stay. */
function inputVariable(name) {
    return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`;
}
function readInput(name, spec, env) {
    const given = (env[inputVariable(name)] ?? '').trim();
    const text = given === '' ? (spec.default ?? '') : given;
    const isOptional = spec.required !== true && spec.default === undefined && spec.kind !== 'lines';
    if (text === '') {
        if (spec.required === true)
            return read_inputs_mistake(error_codes/* INPUT_MISSING */.Qx.code, name, `is required and was not given. ${exampleOf(name, spec)}`);
        if (spec.kind === 'lines')
            return { kind: 'value', value: [] };
        if (isOptional)
            return { kind: 'value', value: { kind: 'absent' } };
    }
    const decoded = decodeInput(spec, text);
    if (decoded.kind === 'refused')
        return read_inputs_mistake(error_codes/* INPUT_REFUSED */.SW.code, name, `expected ${decoded.expected}, got ${(0,mistake/* quoteValue */.cl)(text)}. ${decoded.remedy}`);
    return { kind: 'value', value: isOptional ? { kind: 'given', value: decoded.value } : decoded.value };
}
function exampleOf(name, spec) {
    if (spec.example !== undefined)
        return `Write e.g. "${name}: ${spec.example}" under "with:".`;
    if (spec.kind === 'choice')
        return `Write "${name}:" with one of ${spec.choices.join(', ')} under "with:".`;
    return `Write "${name}: ..." under "with:".`;
}
function read_inputs_mistake(code, subject, text) {
    return { kind: 'mistake', mistake: { code, subject, text, place: { kind: 'nowhere' } } };
}


/***/ }),

/***/ 6583:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xb: () => (/* reexport */ units_assertNever),
  V1: () => (/* reexport */ units_invariant)
});

// UNUSED EXPORTS: DIFFERENT, DISCORDANT, ENDED_KEPT, InvariantError, PPM_ALL, PPM_NONE, PREDICTED, UNFROZEN, absorb, armsOf, binCellName, boundCellName, capital, cellName, countsAsHarm, decide, decileCellName, excessHarm, floorPpm, fold, foldAll, followUp, isCertifiable, isCertified, isDelayed, isFine, isUnwatched, judgedAfterMs, labelsQuestionOf, limitMax, mustRuleOut, newCheckState, newSampleRatio, newWealth, oddsNeeded, onlyTells, outcomeOf, outlastsBudget, planEffect, planPromotion, plannedBudget, play, ppm, predictedCellName, promotedWeight, questionOfFrozen, requestsPerMs, rulingOf, startBets, stepViolations, violationsOf, waitsForRecord, withoutUnusedBounds

;// CONCATENATED MODULE: ./packages/rollout-policy/src/units.ts
// Numbers that get mixed up carry a brand; each is built by a function that checks it.
const units_PPM_ALL = 1_000_000;
const units_PPM_NONE = 0;
/** Checks that `value` is an integer from 0 to 1,000,000. Throws InvariantError otherwise: callers decode user input first. */
function ppm(value) {
    units_invariant(Number.isInteger(value) && value >= 0 && value <= 1_000_000, 'a weight is an integer from 0 to 1,000,000 ppm', { value });
    return value;
}
/** The largest whole ppm that is not above `ratio`, clamped to 0..1. Rounding down never exposes more traffic than asked for. */
function floorPpm(ratio) {
    if (!(ratio > 0))
        return units_PPM_NONE;
    return ratio >= 1 ? units_PPM_ALL : Math.floor(ratio * 1_000_000);
}
/** Raised only by our own bugs. Invariants stay on in production: the run fails and nothing advances. */
class InvariantError extends Error {
    name = 'InvariantError';
    facts;
    constructor(message, facts) {
        super(`${message} (${JSON.stringify(facts)})`);
        this.facts = facts;
    }
}
function units_invariant(condition, message, facts) {
    if (!condition)
        throw new InvariantError(message, facts);
}
/** Makes a switch over a union exhaustive at compile time. */
function units_assertNever(value) {
    throw new InvariantError('unreachable case', { value });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/policy.ts
/** Of a policy without a word about it. */
const UNFROZEN = { paths: [], then: 'tell' };
/** Whether a check that speaks changes nothing about the traffic. */
function policy_onlyTells(then) {
    return then === 'tell' || then === 'retrain';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/portable-math.ts
// Logarithms and exponentials from + - * / and exact roundings alone, so that every platform gets the same bits (Math.log and its
// relatives may differ in the last place between engines). Series are Taylor series; the work is in reducing the argument exactly.
const LN2_HIGH = 0.6931471803691238; // ln 2 with the last 20 bits cleared, so that an exponent times it is exact
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;
const TWO_32 = 4294967296;
const TWO_M32 = 2.3283064365386963e-10;
const TWO_64 = 18446744073709552000;
const TWO_M64 = 5.421010862427522e-20;
const TWO_M54 = 5.551115123125783e-17;
const EXPONENT_MIN = -1022; // of a normal double
const EXPONENT_MAX = 1023;
/** 2^EXPONENT_MIN ... 2^EXPONENT_MAX. Doubling is exact. */
const POWERS_OF_TWO = powersOfTwo();
/** Natural logarithm. -Infinity at 0, NaN below. Error under 2 ulp. */
function portable_math_log(x) {
    if (x > Math.SQRT1_2 && x < Math.SQRT2)
        return logNearOne(x - 1);
    if (!(x > 0))
        return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
    if (x === Number.POSITIVE_INFINITY)
        return x;
    const exponent = exponentOf(x);
    const high = exponent * LN2_HIGH;
    return high + (logNearOne(scaleDown(x, exponent) - 1) + exponent * LN2_LOW);
}
/** ln(1 + x) without losing a small x. -Infinity at -1, NaN below. Error under 2 ulp. */
function portable_math_log1p(x) {
    if (x > Math.SQRT1_2 - 1 && x < Math.SQRT2 - 1)
        return logNearOne(x);
    const sum = 1 + x;
    if (!(sum > 0) || sum === Number.POSITIVE_INFINITY)
        return portable_math_log(sum);
    const lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1); // what rounding took from 1 + x, exactly
    const exponent = exponentOf(sum);
    const f = scaleDown(sum, exponent) - 1 + scaleDown(lost, exponent);
    return exponent * LN2_HIGH + (logNearOne(f) + exponent * LN2_LOW);
}
/** x - ln(1 + x) for x > -1. Error under 10 ulp also for a small x, where the plain difference would lose all digits. */
function log1pGap(x) {
    if (!(x > Math.SQRT1_2 - 1 && x < Math.SQRT2 - 1))
        return x - portable_math_log1p(x);
    const s = x / (2 + x);
    return s * (x - artanhRest(s * s));
}
/** e^x. Error under 1 ulp; 0 below -745.14, Infinity above 709.78. */
function portable_math_exp(x) {
    if (!(x >= -745.2 && x <= 709.8))
        return Number.isNaN(x) ? x : x < 0 ? 0 : Number.POSITIVE_INFINITY;
    const exponent = Math.floor(x * LOG2_E + 0.5);
    return scaleUp(1 + expm1Reduced(x - exponent * LN2_HIGH, exponent * LN2_LOW), exponent);
}
/** e^x - 1 without losing a small x. Error under 2 ulp; -1 below -38, Infinity above 709.78. */
function expm1(x) {
    if (x < TWO_M54 && x > -TWO_M54)
        return x;
    if (!(x >= -38 && x <= 38))
        return x < 0 ? -1 : portable_math_exp(x);
    const exponent = Math.floor(x * LOG2_E + 0.5);
    const rest = expm1Reduced(x - exponent * LN2_HIGH, exponent * LN2_LOW);
    return exponent === 0 ? rest : scaleUp(rest + (1 - powerOfTwo(-exponent)), exponent);
}
/** ln(1 - e^x) for x <= 0, precise at both ends: the logarithm of a complement, given the logarithm of a probability. NaN above 0. */
function log1mExp(x) {
    return x > -0.6931471805599453 ? portable_math_log(-expm1(x)) : portable_math_log1p(-portable_math_exp(x));
}
/** ln of the sum of e^value. -Infinity (the logarithm of nothing) is a legal value; nothing at all sums to it. */
function logSumExp(values) {
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < values.length; k += 1)
        top = Math.max(top, values[k] ?? 0); // NaN gets in and stays
    if (!(top > Number.NEGATIVE_INFINITY && top < Number.POSITIVE_INFINITY))
        return top;
    let sum = 0;
    for (let k = 0; k < values.length; k += 1)
        sum += portable_math_exp((values[k] ?? 0) - top);
    return top + portable_math_log(sum);
}
/** Kullback-Leibler divergence of Bernoulli(p) from Bernoulli(q) in nats; p in [0,1], q in (0,1). */
function portable_math_bernoulliDivergence(p, q) {
    const hit = p === 0 ? 0 : p * portable_math_log(p / q);
    const miss = p === 1 ? 0 : (1 - p) * portable_math_log((1 - p) / (1 - q));
    return hit + miss;
}
/** ln(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1]: 2 artanh(s) with s = f / (2 + f), and 2s = f - s f, so that f enters without error. */
function logNearOne(f) {
    const s = f / (2 + f);
    const half = 0.5 * f * f;
    return f - (half - s * (half + artanhRest(s * s)));
}
/** (2 artanh(s) - 2s) / s as a series in z = s^2 <= 0.0295: 2z/3 + 2z^2/5 + ...; the first term left out is below 1e-18. Two chains run at once. */
function artanhRest(z) {
    const w = z * z;
    const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
    const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
    return odd + even;
}
/**
 * e^r - 1 for r = high - low, |r| <= ln(2)/2: with r coth(r/2) = 2 + r c', e^r - 1 = r + r c / (2 - c) for c = r - r^2/6 + r^4/360 - ...
 * (Bernoulli numbers); the first term left out is below 1e-17.
 */
function expm1Reduced(high, low) {
    const r = high - low;
    const t = r * r;
    const c = r - t * (1 / 6 + t * (-1 / 360 + t * (1 / 15120 + t * (-1 / 604800 + t * (1 / 23950080 + t * (-691 / 653837184000))))));
    return high - (low - (r * c) / (2 - c));
}
/** The exponent that brings x > 0 (finite) into [sqrt(1/2), sqrt(2)). */
function exponentOf(x) {
    let mantissa = x;
    let exponent = 0;
    for (; mantissa >= TWO_32; mantissa *= TWO_M32)
        exponent += 32;
    for (; mantissa < 1; mantissa *= TWO_32)
        exponent -= 32;
    const below32 = 31 - Math.clz32(mantissa);
    exponent += below32;
    return mantissa * powerOfTwo(-below32) > Math.SQRT2 ? exponent + 1 : exponent;
}
/** x / 2^exponent for a result that is a normal double. */
function scaleDown(x, exponent) {
    if (exponent < -EXPONENT_MAX)
        return x * TWO_64 * powerOfTwo(-exponent - 64);
    if (exponent > -EXPONENT_MIN)
        return x * TWO_M64 * powerOfTwo(64 - exponent);
    return x * powerOfTwo(-exponent);
}
/** x * 2^exponent for x in [1/2, 2], rounded once. */
function scaleUp(x, exponent) {
    if (exponent > EXPONENT_MAX)
        return x * 2 * powerOfTwo(exponent - 1);
    if (exponent < EXPONENT_MIN + 1)
        return x * powerOfTwo(exponent + 64) * TWO_M64;
    return x * powerOfTwo(exponent);
}
function powerOfTwo(exponent) {
    return POWERS_OF_TWO[exponent - EXPONENT_MIN] ?? Number.NaN;
}
function powersOfTwo() {
    const powers = [];
    for (let exponent = EXPONENT_MIN, power = 2.2250738585072014e-308; exponent <= EXPONENT_MAX; exponent += 1, power *= 2)
        powers.push(power);
    return powers;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/rate-interval.ts
// An interval for one rate, for showing: it holds at every look while trials are independent.

const LN2 = 0.6931471805599453;
/**
 * Confidence sequence by mixing with a Beta(1/2, 1/2) prior (Robbins 1970; Howard et al. 2021): all p with n kl(x/n || p) < ln(1/alpha) + regret, where
 * the regret of that mixture is at most ln(n)/2 + ln 2 (Krichevsky & Trofimov 1981). Its ends are the roots of a quadratic that lies below kl, by Bernstein's
 * inequality kl(q || p) >= (q - p)^2 / (2 (2p + q) / 3), so it is a little too wide and never too narrow. [0, 1] without trials, and for what cannot be counts.
 */
function rate_interval_rateInterval({ trials, events }, alpha) {
    if (!(trials > 0 && events >= 0 && events <= trials && trials < Number.POSITIVE_INFINITY))
        return { lower: 0, upper: 1 };
    // The inequality is sharp for rare events: of a common one the misses are looked at.
    const isCommon = 2 * events > trials;
    const rate = (isCommon ? trials - events : events) / trials;
    const level = (log(trials / (alpha * alpha)) / 2 + LN2) / trials;
    const middle = rate + (2 * level) / 3;
    const reach = Math.sqrt(middle * middle - rate * (rate - (2 * level) / 3));
    const lower = Math.max(0, middle - reach);
    const upper = Math.min(1, middle + reach);
    return isCommon ? { lower: 1 - upper, upper: 1 - lower } : { lower, upper };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/wager.ts
// What one block says about one null hypothesis. Every check reduces its observations to these (docs/policies/statistics.md).
const wager_NO_WAGER = { kind: 'none' };
/** Counts that are not possible, or a null that nothing or everything satisfies, say nothing. */
function wager_wagerOn(successes, trials, nullProb) {
    const isPossible = trials > 0 && successes >= 0 && successes <= trials && nullProb > 0 && nullProb < 1 && trials < Number.POSITIVE_INFINITY;
    return isPossible ? { kind: 'wager', successes, trials, nullProb } : wager_NO_WAGER;
}
/** The same block against the opposite null: successes at least as likely as `nullProb`. */
function wager_opposite(wager) {
    return wager.kind === 'none' ? wager : wager_wagerOn(wager.trials - wager.successes, wager.trials, 1 - wager.nullProb);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/comparisons.ts

/** Null: the candidate is not worse than the margin. */
function comparisons_worseWager(cell, { of, margin, stableRatioMax }) {
    if (margin.kind === 'none')
        return NO_WAGER;
    if (margin.kind === 'points')
        return differenceWager(cell, margin.ratio);
    return of === 'means' ? ratioOfMeansWager(cell, margin.factor) : shareWager(cell, oddsMargin(margin.factor, stableRatioMax));
}
/** Null: the candidate is at least as bad as the margin. Winning this certifies that it is not. */
function comparisons_notWorseWager(cell, { of, margin }) {
    if (margin.kind === 'none')
        return NO_WAGER;
    if (margin.kind === 'points')
        return opposite(differenceWager(cell, margin.ratio));
    return opposite(of === 'means' ? ratioOfMeansWager(cell, margin.factor) : shareWager(cell, margin.factor));
}
/** Null: the mean (bad ratio) is at most `ratioMax`. */
function comparisons_overLimitWager(arm, ratioMax) {
    return wagerOn(arm.events, arm.trials, ratioMax);
}
/** Null: the mean is at least `ratioMin`. */
function comparisons_underLimitWager(arm, ratioMin) {
    return opposite(comparisons_overLimitWager(arm, ratioMin));
}
/** Where more is better the arms change places: "the candidate has fewer conversions" is "stable has more". */
function comparisons_oriented(check, cell) {
    return check.better === 'lower' ? cell : { stable: cell.candidate, candidate: cell.stable };
}
/**
 * The relative margin r as an odds-ratio margin r(1-p)/(1-r p): keeps bets on shares exact for yes/no events while stable's bad ratio is at most p
 * (without it the expected share exceeds the null by up to 0.7 % of itself at p = 10 %). Never above what a cap of 95 % allows.
 */
function oddsMargin(factor, stableRatioMax) {
    if (factor <= 1)
        return factor;
    const cap = Math.min(stableRatioMax, 0.95 / factor);
    return (factor * (1 - cap)) / (1 - factor * cap);
}
/**
 * The candidate's share of the events of both arms, against nc r/(nc r + nb) with the observed trials nc, nb (share test, Lindon & Malek 2022,
 * arXiv 2011.03567). What hits both arms cancels, whatever the weight.
 */
function shareWager({ stable, candidate }, factor) {
    const events = stable.events + candidate.events;
    if (events === 0 || stable.trials === 0 || candidate.trials === 0)
        return NO_WAGER;
    const weighted = candidate.trials * factor;
    return wagerOn(candidate.events, events, weighted / (weighted + stable.trials));
}
/** The difference of the means, scaled to [0, 1] (Choe & Ramdas 2023): one value per block, whatever its requests have to do with each other. */
function differenceWager({ stable, candidate }, points) {
    if (stable.trials === 0 || candidate.trials === 0)
        return NO_WAGER;
    const difference = candidate.events / candidate.trials - stable.events / stable.trials;
    return wagerOn((1 + difference) / 2, 1, (1 + points) / 2);
}
/** E[candidate - r stable] <= 0 for means in [0, 1]: the difference lies in [-r, 1] and is scaled to [0, 1]. Linear, so exact for any law. */
function ratioOfMeansWager({ stable, candidate }, factor) {
    if (stable.trials === 0 || candidate.trials === 0)
        return NO_WAGER;
    const difference = candidate.events / candidate.trials - (factor * stable.events) / stable.trials;
    return wagerOn((difference + factor) / (1 + factor), 1, factor / (1 + factor));
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/evidence.ts
// Evidence is an ordered list of closed blocks: counts per arm over the same span of time. Closed means that nothing is
// added to a block after it was used; late corrections are recorded elsewhere and not applied.
function cellName(dimension, value) {
    return `${dimension}=${value}`;
}
/** Name of the cell that counts requests slower than a histogram bound (seconds). */
function evidence_boundCellName(boundSeconds) {
    return `le=${boundSeconds}`;
}
function binCellName(bin) {
    return `bin=${bin}`;
}
const evidence_DISCORDANT = 'discordant';
const evidence_DIFFERENT = 'different';
const PREDICTED = 'predicted';
/** Name of the cell that holds the predicted sum behind what came true in `cell`. */
function evidence_predictedCellName(cell) {
    return cell === 'all' ? PREDICTED : `${PREDICTED}:${cell}`;
}
/** Tenth of the predicted probability, 0 to 9. */
function decileCellName(tenth) {
    return `decile=${tenth}`;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/counted.ts
// Sums of what a check has seen, cell by cell: for showing and for sizes, never tested as sums.

const NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/** `compared`: the cells that are compared or limited; the whole, and what stands behind it, are counted besides. */
function counted_totalsWith(check, totals, block, compared) {
    const sums = { ...totals };
    const whole = wholeCells(check);
    for (const name of whole)
        add(sums, name, block);
    for (let index = 0; index < compared.length; index += 1) {
        const name = compared[index] ?? 'all';
        if (!whole.includes(name) && compared.indexOf(name) === index)
            add(sums, name, block);
    }
    return sums;
}
function add(sums, name, block) {
    const counts = block.cells[name];
    if (counts !== undefined)
        sums[name] = counted_addCells(sums[name] ?? NOTHING, counts);
}
function counted_addCounts(a, b) {
    return { trials: a.trials + b.trials, events: a.events + b.events };
}
function counted_addCells(a, b) {
    return { stable: counted_addCounts(a.stable, b.stable), candidate: counted_addCounts(a.candidate, b.candidate) };
}
function wholeCells({ signal }) {
    switch (signal.kind) {
        case 'pairs':
            return WHOLE_OF_PAIRS;
        case 'calibration':
            return WHOLE_OF_CALIBRATION;
        case 'share':
        case 'time':
        case 'score':
        case 'labels':
        case 'bins':
        case 'level':
            return WHOLE;
    }
}
const WHOLE = (/* unused pure expression or super */ null && (['all']));
const WHOLE_OF_PAIRS = ['all', evidence_DISCORDANT, evidence_DIFFERENT];
const WHOLE_OF_CALIBRATION = ['all', PREDICTED];

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/level-window.ts


const level_window_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/** Adds the block's samples to its part of the grid; hands out the part before it when this block is the first of a new one. */
function level_window_collect(window, block, gridPoint) {
    const samples = block.cells['all'] ?? level_window_NOTHING;
    if (window.kind !== 'level')
        return { window: { kind: 'level', gridPoint, sums: samples, before: level_window_NOTHING }, closed: { kind: 'none' } };
    if (window.gridPoint === gridPoint)
        return { window: { ...window, sums: addCells(window.sums, samples) }, closed: { kind: 'none' } };
    const isNext = gridPoint === window.gridPoint + 1;
    return {
        window: { kind: 'level', gridPoint, sums: samples, before: isNext ? window.sums : level_window_NOTHING },
        closed: { kind: 'closed', now: window.sums, before: window.before },
    };
}
/** Null: the candidate's level is over stable's times the margin in at most half of the parts. */
function level_window_levelWager({ now }, factor) {
    if (now.stable.trials === 0 || now.candidate.trials === 0)
        return NO_WAGER;
    return wagerOn(mean(now.candidate) > factor * mean(now.stable) ? 1 : 0, 1, 0.5);
}
/** Null: the candidate grows faster than stable, by more than `perHour` of itself, in at most half of the parts. */
function level_window_growthWager({ now, before }, { perHour, gridMs }) {
    if (now.candidate.trials === 0 || before.candidate.trials === 0 || before.candidate.events <= 0)
        return NO_WAGER;
    const common = Math.max(0, growth(now.stable, before.stable));
    return wagerOn(growth(now.candidate, before.candidate) - common > (perHour * gridMs) / 3_600_000 ? 1 : 0, 1, 0.5);
}
function level_window_isLevel(check) {
    return check.signal.kind === 'level';
}
function growth(now, before) {
    return now.trials === 0 || before.trials === 0 || before.events <= 0 ? 0 : mean(now) / mean(before) - 1;
}
function mean({ trials, events }) {
    return events / trials;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/hard-limit.ts

/** One in ten thousand: how surprising a single block must be, so that months of blocks at a healthy rate do not trip a limit. */
const SURPRISE = (/* unused pure expression or super */ null && (1 / 10_000));
/** Failures come in bursts (retries, one bad batch): so many requests say as much as one that stands alone. */
const BURST = 10;
/** Where most of a block fails it is no burst any more. */
const BURST_OF_OUTAGE = 3;
/**
 * True when `arm` has at least `samplesMin` trials and P(this many events or more | rate = ratioMax) is below 1/10,000 by Chernoff's bound
 * exp(-n kl(x/n || limit)) (Chernoff 1952; Hoeffding 1963, Theorem 1), n the trials over the size of bursts unless they are declared independent.
 * A slow excess over the limit is left to the betting test.
 */
function hard_limit_breaksHardLimit(arm, ratioMax, { samplesMin, independent }) {
    if (arm.trials < samplesMin || arm.trials === 0)
        return false;
    const observed = arm.events / arm.trials;
    if (observed <= ratioMax)
        return false;
    const burst = independent ? 1 : observed > 0.5 ? BURST_OF_OUTAGE : BURST;
    return (arm.trials / burst) * bernoulliDivergence(observed, ratioMax) >= -log(SURPRISE);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/limits.ts





function limits_breachesOf(policy, check, block) {
    const cell = limits_limitCell(check, block);
    const counts = block.cells[cell];
    if (check.limit.kind === 'none' || counts === undefined || countsUsers(check))
        return [];
    const max = limits_limitMax(check);
    const breaks = (arm) => (check.limit.kind === 'level' ? arm.events > arm.trials * max : breaksHardLimit(bad(check, arm), badMax(check), { samplesMin: policy.expert.samplesMin, independent: check.independent }));
    return breaks(counts.candidate) ? [{ check: check.name, cell, max, counts, common: isOver(check, counts.stable) }] : [];
}
/** A block in which stable is over the limit too says nothing against the candidate. Gauges are values, not chances: they are not bet on. */
function limits_limitWager(check, block) {
    const counts = block.cells[limits_limitCell(check, block)];
    if (check.limit.kind === 'none' || check.limit.kind === 'level' || counts === undefined)
        return NO_WAGER;
    if (isOver(check, counts.stable) || countsUsers(check))
        return NO_WAGER;
    return overLimitWager(bad(check, counts.candidate), badMax(check));
}
/** However few its samples are: where stable is over the limit too, the cause may be common. */
function isOver(check, stable) {
    const { trials, events } = bad(check, stable);
    return events > trials * (check.limit.kind === 'level' ? limits_limitMax(check) : badMax(check));
}
/** The cell of a block whose events are over the limit. */
function limits_limitCell(check, block) {
    return limits_limitCellAmong(check, check.limit.kind === 'time' ? Object.keys(block.cells) : []);
}
/** The same among these cells. A time limit between two bounds is read at the next higher one, which never blames too early. */
function limits_limitCellAmong(check, cells) {
    if (check.signal.kind === 'pairs')
        return DIFFERENT;
    if (check.limit.kind !== 'time')
        return 'all';
    const limitSeconds = check.limit.msMax / 1000;
    let nearest = Number.POSITIVE_INFINITY;
    for (const cell of cells) {
        const seconds = cell.startsWith('le=') ? Number(cell.slice(3)) : NaN;
        if (seconds >= limitSeconds && seconds < nearest)
            nearest = seconds;
    }
    return nearest === Number.POSITIVE_INFINITY ? 'none' : boundCellName(nearest);
}
/** What the limit allows, as written: a ratio (`p99 at most 80 ms` means at most 1 % slower than 80 ms), or a gauge's value. */
function limits_limitMax(check) {
    switch (check.limit.kind) {
        case 'none':
            return 1;
        case 'share':
            return check.limit.ratioMax;
        case 'time':
            // 1 - 0.99 is not 0.01.
            return Math.round((1 - check.limit.quantile) * 1e9) / 1e9;
        case 'level':
            return check.limit.max;
    }
}
/** Where more is better the limit is a least: its misses are what must stay few. */
function bad(check, arm) {
    return check.better === 'lower' ? arm : { trials: arm.trials, events: arm.trials - arm.events };
}
function badMax(check) {
    return check.better === 'lower' ? limits_limitMax(check) : 1 - limits_limitMax(check);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/claims.ts







/** Above this ratio factor margins of labelled answers are no longer exact (wrong answers are commoner than failures). */
const LABELS_STABLE_RATIO_MAX = 0.25;
/** A bin that the reference does not know is allowed this share of the answers. */
const UNKNOWN_BIN_RATIO = 0.005;
/** Names of claims about no named cell, and beginnings of the others: label values, which are foreign text, stand at the end of a cell's name. */
const claims_LIMIT_CLAIM = 'limit';
const LESS = 'less ';
const GAP = 'gap ';
const GROWTH = 'growth';
const FUTILE = 'futile';
function claims_readBlock(context) {
    const { policy, check, state, block } = context;
    const groups = [...comparisons(context), ...gaps(context), ...claims_growth(context), ...limits(context)];
    const primary = block.cells[primaryCell(check, state)] ?? claims_NOTHING;
    return {
        against: [...groups, ...futility(policy, check, primary)],
        notWorse: certificate(context, primary, claims_mustRuleOut(policy, check)),
        // A gauge that is a little lower is not better, only not worse.
        better: check.signal.kind === 'level' ? NO_WAGER : certificate(context, primary, check.signal.kind === 'score' ? { kind: 'points', ratio: 0 } : { kind: 'factor', factor: 1 }),
    };
}
/** The size of trouble that promotion has to rule out: what the promise says it catches, else the check's own margin. */
function claims_mustRuleOut(policy, check) {
    return policy.promise.catches.find((caught) => caught.check === check.name)?.effect ?? check.worseBy;
}
/** Whether "not worse" can be certified at all: a two-sided check has no better side, and some signals are not compared with stable. */
function claims_isCertifiable(check) {
    return check.sides === 'worse' && check.worseBy.kind !== 'none' && check.signal.kind !== 'calibration' && check.signal.kind !== 'bins';
}
/** Counts of both arms where stable's ratio and the candidate's can be compared as bad events of requests. */
function claims_countsBadEvents(check) {
    const { kind } = check.signal;
    return check.better === 'lower' && (kind === 'share' || kind === 'labels' || kind === 'time' || kind === 'pairs');
}
/** Comparison, gaps, growth and limit get equal parts of the check's budget, as many as the policy asks for. */
function partOf(check) {
    const isGrowing = check.signal.kind === 'level' && check.signal.growth.kind !== 'none';
    const asked = [check.worseBy.kind !== 'none', check.gap.kind !== 'none', isGrowing, check.limit.kind === 'share' || check.limit.kind === 'time'];
    return 1 / Math.max(1, asked.filter(Boolean).length);
}
function comparisons(context) {
    const { check, compared } = context;
    if (check.worseBy.kind === 'none')
        return [];
    const part = partOf(check);
    const isTwoSided = check.sides === 'both' || check.signal.kind === 'calibration';
    const claims = [];
    for (const { name, share } of compared) {
        const [more, less] = sidesOf(context, name);
        claims.push({ name, cell: name, share: share * (isTwoSided ? part / 2 : part), wager: more });
        if (isTwoSided)
            claims.push({ name: `${LESS}${name}`, cell: name, share: (share * part) / 2, wager: less });
    }
    return claims;
}
/** Wagers on "more than allowed" and on "less than allowed" (worse, and better, where one side is worse). */
function sidesOf(context, name) {
    const { check, block, closed } = context;
    const cell = block.cells[name] ?? claims_NOTHING;
    if (check.signal.kind === 'calibration')
        return calibrationWagers(cell.candidate, block.cells[predictedCellName(name)]?.candidate ?? claims_NOTHING.candidate, pointsOf(check.worseBy));
    if (check.signal.kind === 'bins' && check.signal.against.kind === 'reference')
        return referenceWagers(cell.candidate, check.signal.against.shares[name.slice('bin='.length)] ?? 0, check.worseBy);
    if (check.signal.kind === 'level')
        return closed.kind === 'none' ? [NO_WAGER, NO_WAGER] : [levelWager(closed, factorOf(check.worseBy)), NO_WAGER];
    const counts = pairedCell(check, block, name, cell);
    const compared = oriented(check, counts);
    return [worseWager(compared, comparisonOf(context)), worseWager({ stable: compared.candidate, candidate: compared.stable }, comparisonOf(context))];
}
/**
 * With a relative margin only the items that exactly one model got wrong say anything (McNemar 1947); points are about all items. Of slices these items
 * are not known, and the share test is wrong for paired ones: they say nothing.
 */
function pairedCell(check, block, name, cell) {
    if (check.signal.kind !== 'pairs' || check.worseBy.kind !== 'factor')
        return cell;
    return name === 'all' ? (block.cells[DISCORDANT] ?? claims_NOTHING) : claims_NOTHING;
}
function comparisonOf({ policy, check, state }) {
    const declared = policy.expert.stableRatioMax;
    const stableRatioMax = check.independent ? 0 : check.signal.kind === 'labels' ? labelsRatioMax(declared, state, policy.expert.certifyAlpha) : declared;
    // Given the items that one model alone got wrong, which of the two it was is a coin: no cap on any rate is needed.
    return { of: check.signal.kind === 'score' ? 'means' : 'counts', margin: check.worseBy, stableRatioMax: check.signal.kind === 'pairs' ? 0 : stableRatioMax };
}
/** A cap for all labels would widen large margins out of sight, so what was seen before this block bounds it: a rate of 2 % is not treated as 25 %. */
function labelsRatioMax(declared, { totals }, alpha) {
    const seen = rateInterval(totals['all']?.stable ?? claims_NOTHING.stable, alpha).upper;
    return Math.min(Math.max(LABELS_STABLE_RATIO_MAX, declared), seen);
}
/** Came true against what was said, within `points`: given the items the predicted mean is known, so it is the null's own mean. */
function calibrationWagers(came, said, points) {
    if (said.trials === 0)
        return [NO_WAGER, NO_WAGER];
    const predicted = said.events / said.trials;
    return [overLimitWager(came, predicted + points), underLimitWager(came, predicted - points)];
}
function referenceWagers(arm, share, margin) {
    const known = Math.max(share, UNKNOWN_BIN_RATIO);
    if (margin.kind === 'points')
        return [overLimitWager(arm, known + margin.ratio), underLimitWager(arm, share - margin.ratio)];
    return [overLimitWager(arm, known * factorOf(margin)), underLimitWager(arm, share / factorOf(margin))];
}
/** Fairness: each slice of the candidate against the rest of the candidate. */
function gaps({ check, state, block }) {
    if (check.gap.kind === 'none')
        return [];
    const { ratio } = check.gap;
    const all = block.cells['all'] ?? claims_NOTHING;
    return slicesOf(check, state, block).map(({ name, share }) => {
        const slice = (block.cells[name] ?? claims_NOTHING).candidate;
        const rest = { trials: all.candidate.trials - slice.trials, events: all.candidate.events - slice.events };
        const cell = oriented(check, { stable: rest, candidate: slice });
        return { name: `${GAP}${name}`, cell: name, share: share * partOf(check), wager: worseWager(cell, { of: 'means', margin: { kind: 'points', ratio }, stableRatioMax: 0 }) };
    });
}
function claims_growth({ policy, check, closed }) {
    if (check.signal.kind !== 'level' || check.signal.growth.kind === 'none')
        return [];
    const wager = closed.kind === 'none' ? NO_WAGER : growthWager(closed, { perHour: check.signal.growth.ratioMax, gridMs: policy.expert.gridMs });
    return [{ name: GROWTH, cell: 'all', share: partOf(check), wager }];
}
function limits({ check, block }) {
    if (check.limit.kind !== 'share' && check.limit.kind !== 'time')
        return [];
    return [{ name: claims_LIMIT_CLAIM, cell: limitCell(check, block), share: partOf(check), wager: limitWager(check, block) }];
}
/** For the check that judges an A/B stage: the null "better by what would be worth having". Refuting it ends the stage; it costs nothing of the budget. */
function futility(policy, check, primary) {
    const split = policy.plan.find((stage) => stage.kind === 'split');
    if (split?.judge !== check.name || split.goal !== 'superior' || split.worthwhile.kind === 'none')
        return [];
    const margin = split.worthwhile.kind === 'factor' ? { kind: 'factor', factor: 1 / split.worthwhile.factor } : { kind: 'points', ratio: -split.worthwhile.ratio };
    const wager = worseWager(oriented(check, primary), { of: check.signal.kind === 'score' ? 'means' : 'counts', margin, stableRatioMax: 0 });
    return [{ name: FUTILE, cell: 'all', share: 0, wager }];
}
/** The cell that a claim other than a limit is about, by its name. */
function claims_cellOfClaim(claim, primary) {
    if (claim === FUTILE)
        return primary;
    if (claim === GROWTH)
        return 'all';
    const beginning = [LESS, GAP].find((text) => claim.startsWith(text));
    return beginning === undefined ? claim : claim.slice(beginning.length);
}
function isFutility(claim) {
    return claim === FUTILE;
}
function certificate({ check, block, closed }, primary, margin) {
    if (!claims_isCertifiable(check))
        return NO_WAGER;
    if (check.signal.kind === 'level')
        return closed.kind === 'none' ? NO_WAGER : opposite(levelWager(closed, factorOf(margin)));
    const cell = check.signal.kind === 'pairs' && margin.kind === 'factor' ? (block.cells[DISCORDANT] ?? claims_NOTHING) : primary;
    return notWorseWager(oriented(check, cell), { of: check.signal.kind === 'score' ? 'means' : 'counts', margin });
}
function factorOf(margin) {
    return margin.kind === 'factor' ? margin.factor : 1;
}
function pointsOf(margin) {
    return margin.kind === 'points' ? margin.ratio : 0;
}
const claims_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/tilt-grid.ts
// Shifts of the log-odds for a mixture of tilts: geometric, weighted by their square roots. tilt.ts has the one that decides.

/** `count` shifts, at least 1, from `from` to `to`, both above 0. */
function tiltGrid({ count, from, to }) {
    const stretch = count > 1 ? portable_math_log(to / from) / (count - 1) : 0;
    const shifts = Array.from({ length: count }, (_, k) => from * portable_math_exp(k * stretch));
    const roots = shifts.map((shift) => Math.sqrt(shift));
    const sum = roots.reduce((total, root) => total + root, 0);
    return { shifts, weights: roots.map((root) => root / sum) };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/tilt.ts
// The evaluator for events that are independent given the number of trials: tilt the log-odds of the null by a mixture of shifts.
//
// Factor for a shift d: T = x d - n log1p(p0 expm1(d)), the log likelihood ratio of a binomial whose log-odds are shifted by d from p0. If every trial
// succeeds with conditional probability at most p0, E exp(T) <= 1 for d > 0. Clustered events break it (one retry storm looks like proof): use bets there.


/** 16 shifts from 0.1 to 3.5 (odds ratios 1.11 to 33), geometric: within 1.4 of Wald's bound for effects from 1.2 to 10. Weights add up to 1. */
const { shifts: TILT_SHIFTS, weights: TILT_WEIGHTS } = tiltGrid({ count: 16, from: 0.1, to: 3.5 });
const DIGITS_KEPT = 1e6;
const EXPM1_SHIFTS = TILT_SHIFTS.map(expm1);
const LOG_WEIGHTS = TILT_WEIGHTS.map(portable_math_log);
/** Nothing is in play before the first grid point: no atoms, because the logarithm of nothing is no JSON. */
function tilt_newTilt() {
    return { kind: 'tilt', logAtoms: [], spent: 0 };
}
/** Adds `mass` of prior, spread by TILT_WEIGHTS. */
function tilt_startTilts(wealth, spent, mass) {
    const logMass = log(mass);
    return { ...wealth, logAtoms: LOG_WEIGHTS.map((weight, k) => logAdd(wealth.logAtoms[k] ?? Number.NEGATIVE_INFINITY, weight + logMass)), spent };
}
function tilt_tilt(wealth, { successes, trials, nullProb }) {
    const logAtoms = [];
    for (let k = 0; k < wealth.logAtoms.length; k += 1) {
        logAtoms.push((wealth.logAtoms[k] ?? 0) + successes * (TILT_SHIFTS[k] ?? 0) - trials * log1p(nullProb * (EXPM1_SHIFTS[k] ?? 0)));
    }
    return { ...wealth, logAtoms };
}
/** A millionth of ln capital, rounded down, which is always allowed: short in JSON, so that a state with many claims stays small. */
function tilt_shortened({ kind, logAtoms, spent }) {
    return { kind, logAtoms: logAtoms.map((atom) => Math.floor(atom * DIGITS_KEPT) / DIGITS_KEPT), spent };
}
/** Natural logarithm of what is in play and `cash` together. */
function tilt_tiltLogCapital({ logAtoms }, cash) {
    let top = 0;
    for (let k = 0; k < logAtoms.length; k += 1)
        top = Math.max(top, logAtoms[k] ?? 0);
    let sum = cash * portable_math_exp(-top);
    for (let k = 0; k < logAtoms.length; k += 1)
        sum += portable_math_exp((logAtoms[k] ?? 0) - top);
    return top + portable_math_log(sum);
}
function logAdd(a, b) {
    const [high, low] = a > b ? [a, b] : [b, a];
    return low === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/wealth.ts
// Capital of a sequential test with the restart mixture: the one primitive behind every verdict.
//
// Against a null hypothesis we hold capital and stake parts of it, block by block. Under the null the expected capital never grows, so
// P(capital ever reaches 1/alpha) <= alpha at any look schedule (Ville 1939); capital reads as odds against luck. Two evaluators: bets (here) need
// the mean of a block only, whatever its requests have to do with each other; tilts (tilt.ts) are faster and need independent trials.
// Restart mixture: Shiryaev 1963; as a mixture of shifted e-processes Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229.


/** Fractions of the capital that are staked, each by an equal part of it: small ones for small effects, large ones for large. */
const wealth_STAKES = (/* unused pure expression or super */ null && ([0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95]));
/** Capital is shown and merged up to here; beyond it only its logarithm is exact. */
const CAPITAL_SHOWN_MAX = 1e300;
const wealth_LN2 = 0.6931471805599453;
const SCALE_STEP = 512;
const UP = 1.3407807929942597e154; // 2^512
const DOWN = 7.458340731200207e-155; // 2^-512
function wealth_newWealth(evaluator) {
    return evaluator === 'tilt' ? newTilt() : { kind: 'bet', atoms: wealth_STAKES.map(() => 0), scale: 0, spent: 0 };
}
/**
 * How slowly the prior is put into play. 1/4 puts four fifths of it in at the start: trouble from the start costs ln 1.25, and what begins at point t
 * costs 2 ln t + ln 4. The published restart prior 1/((t+1)(t+2)) is 1 (ln 2 at the start, where most trouble is).
 */
const RESTART_PACE = 0.25;
const PUBLISHED_RESTART_PACE = 1;
/** Prior mass that is still cash after `spent` grid points; never all of it, however long it goes on. */
function wealth_cashAfter(spent, pace = RESTART_PACE) {
    return pace / (spent + pace);
}
/** Capital now: what is at stake plus cash; at most CAPITAL_SHOWN_MAX. */
function wealth_capital(wealth) {
    if (wealth.kind === 'tilt')
        return Math.min(CAPITAL_SHOWN_MAX, portable_math_exp(tilt_tiltLogCapital(wealth, wealth_cashAfter(wealth.spent))));
    let sum = 0;
    for (const atom of wealth.atoms)
        sum += atom;
    for (let scale = wealth.scale; scale > 0 && sum < CAPITAL_SHOWN_MAX; scale -= SCALE_STEP)
        sum *= UP;
    return Math.min(CAPITAL_SHOWN_MAX, sum + wealth_cashAfter(wealth.spent));
}
/** Natural logarithm of the capital, exact at any size. Cash beside a capital of 2^512 is less than its last digit. */
function logCapital(wealth, pace = RESTART_PACE) {
    const cash = wealth_cashAfter(wealth.spent, pace);
    if (wealth.kind === 'tilt')
        return tiltLogCapital(wealth, cash);
    let sum = wealth.scale === 0 ? cash : 0;
    for (const atom of wealth.atoms)
        sum += atom;
    return log(sum) + wealth.scale * wealth_LN2;
}
/**
 * Puts the prior mass of all grid points up to `gridPoint` (0, 1, 2, ...) into play: most of it at the start, the rest so that trouble that begins late is
 * not held back by a healthy past. Calling it again for the same point changes nothing.
 */
function wealth_startBets(wealth, gridPoint, pace = RESTART_PACE) {
    const spent = gridPoint + 1;
    if (spent <= wealth.spent)
        return wealth;
    const mass = wealth_cashAfter(wealth.spent, pace) - wealth_cashAfter(spent, pace);
    if (wealth.kind === 'tilt')
        return startTilts(wealth, spent, mass);
    let each = mass / wealth_STAKES.length;
    for (let scale = wealth.scale; scale > 0; scale -= SCALE_STEP)
        each *= DOWN;
    return { ...wealth, atoms: wealth.atoms.map((atom) => atom + each), spent };
}
/** One more block: prior first, then the wager, if the block says anything. */
function wealth_play(wealth, wager, gridPoint, pace = RESTART_PACE) {
    const started = wealth_startBets(wealth, gridPoint, pace);
    if (wager.kind === 'none')
        return started;
    return started.kind === 'tilt' ? tilt(started, wager) : bet(started, wager);
}
/** Factor 1 + c (y/p0 - 1) per stake c: Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Proposition 2. */
function bet(wealth, wager) {
    const surplus = wager.successes / wager.trials / wager.nullProb - 1;
    const atoms = [];
    let largest = 0;
    for (let k = 0; k < wealth.atoms.length; k += 1) {
        const atom = (wealth.atoms[k] ?? 0) * (1 + (wealth_STAKES[k] ?? 0) * surplus);
        atoms.push(atom);
        if (atom > largest)
            largest = atom;
    }
    return rescaled({ ...wealth, atoms }, largest);
}
/** Multiplying by a power of two changes no digit, so capital neither overflows nor loses a bit. A factor is at most 1/nullProb: one step is enough. */
function rescaled(wealth, largest) {
    if (largest > UP)
        return { ...wealth, atoms: wealth.atoms.map((atom) => atom * DOWN), scale: wealth.scale + SCALE_STEP };
    if (wealth.scale > 0 && largest < 1)
        return { ...wealth, atoms: wealth.atoms.map((atom) => atom * UP), scale: wealth.scale - SCALE_STEP };
    return wealth;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/promise/pace.ts
// How long a verdict takes at the traffic of now: planning figures, never tests.



const LARGEST_STAKE = 0.95;
/** What the mixture over eight stakes and the restart prior cost against the one best stake, as a factor of capital. */
const MIXTURE_COST = 10;
/** Until this check can certify, if the candidate is exactly as good as stable and blocks stay as the newest one. */
function pace_certificateWait(policy, check, state) {
    if (!isCertifiable(check))
        return { kind: 'unknown' };
    const needed = 1 / policy.expert.certifyAlpha;
    const reached = capital(state.same);
    if (reached >= needed)
        return { kind: 'none' };
    const perBlock = growthPerBlock(check, state, mustRuleOut(policy, check));
    if (!(perBlock > 0))
        return { kind: 'unknown' };
    // A fresh test starts with its prior spread out; one that has begun to grow has paid for that already.
    const blocks = log((needed / reached) * Math.max(1, MIXTURE_COST / Math.max(1, reached))) / perBlock;
    return { kind: 'time', ms: Math.ceil(blocks * state.newest.lastedMs) };
}
/** Expected log growth of the best bet per block, when the null is "at least as bad as the margin" and in truth both arms are alike. */
function growthPerBlock(check, { newest, totals }, margin) {
    const { stable, candidate } = newest.cell;
    const known = totals['all']?.stable ?? { trials: 0, events: 0 };
    if (stable.trials === 0 || candidate.trials === 0 || known.trials === 0 || margin.kind === 'none')
        return 0;
    const ratio = (known.events + 0.5) / (known.trials + 1);
    const weight = candidate.trials / (candidate.trials + stable.trials);
    if (check.signal.kind === 'level')
        return growthOf({ surplus: 1, variance: 0 });
    if (margin.kind === 'points' || check.signal.kind === 'score') {
        const points = margin.kind === 'points' ? margin.ratio : ratio * (margin.factor - 1);
        const nullMean = (1 - points) / 2;
        const variance = (ratio * (1 - ratio) * (1 / stable.trials + 1 / candidate.trials)) / 4;
        return growthOf({ surplus: points / (1 - points), variance: variance / (nullMean * nullMean) });
    }
    const events = ratio * (stable.trials + candidate.trials);
    const nullMean = (1 - weight) / (weight * margin.factor + 1 - weight);
    const variance = (weight * (1 - weight)) / (Math.max(1, events) * nullMean * nullMean);
    // A block without any event says nothing.
    return Math.min(1, events) * growthOf({ surplus: weight * (margin.factor - 1), variance });
}
/** max over stakes c of c m - c^2 (m^2 + v)/2, the second-order growth of ln(1 + c X) with mean m and variance v. */
function growthOf({ surplus, variance }) {
    const spread = surplus * surplus + variance;
    const stake = Math.min(LARGEST_STAKE, surplus / spread);
    return stake * surplus - (stake * stake * spread) / 2;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/quantile-interval.ts
// Where a quantile lies, from counts over a few histogram bounds: for showing.

/**
 * The largest bound that certainly less than `quantile` of the requests keep to, and the smallest that certainly more do, at error probability `alpha` and
 * at every look. For one quantile only the bounds next to it matter, so no correction for their number is needed (Howard & Ramdas 2022, Bernoulli 28:1704,
 * Theorem 1). Nothing is interpolated within a bucket.
 */
function quantile_interval_quantileInterval(exceedances, trials, { quantile, alpha }) {
    let lower = 0;
    let upper = Number.POSITIVE_INFINITY;
    for (const { bound, slower } of exceedances) {
        const above = rateInterval({ trials, events: slower }, alpha);
        if (above.lower > 1 - quantile)
            lower = Math.max(lower, bound);
        if (above.upper < 1 - quantile)
            upper = Math.min(upper, bound);
    }
    return { lower, upper };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/rate-caps.ts

/** Candidate's bad ratio over stable's. */
const FACTOR_NULLS = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100];
/** Candidate's bad ratio by itself. */
const RATE_NULLS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];
/** Half as many stakes as a verdict has, which costs at most 7 % of time: there are many nulls. */
const CAP_STAKES = (/* unused pure expression or super */ null && ([0.05, 0.2, 0.5, 0.95]));
const CAPITAL_MAX = 1e150;
function rate_caps_newRateCaps() {
    return { spent: 0, factors: newLadder(FACTOR_NULLS), rates: newLadder(RATE_NULLS) };
}
/** `cell`: bad events of both arms; `own`: what the candidate's own ratio is read from; `alpha`: error probability of each bound. */
function rate_caps_updateRateCaps(caps, { cell, own }, { gridPoint, alpha }) {
    const spent = Math.max(caps.spent, gridPoint + 1);
    const odds = { cash: cashAfter(spent), mass: (cashAfter(caps.spent) - cashAfter(spent)) / CAP_STAKES.length, needed: 1 / alpha };
    const { stable, candidate } = cell;
    const events = stable.events + candidate.events;
    const isCompared = events > 0 && stable.trials > 0 && candidate.trials > 0;
    // The same as notWorseWager and underLimitWager say, without an object per null: this is most of the arithmetic of a decision.
    const stableShare = isCompared ? stable.events / events : 0;
    const fine = own.trials > 0 ? 1 - own.events / own.trials : 0;
    return {
        spent,
        factors: climb(caps.factors, (rung) => (isCompared ? stableShare * (((FACTOR_NULLS[rung] ?? 1) * candidate.trials) / stable.trials + 1) - 1 : 0), odds),
        rates: climb(caps.rates, (rung) => (own.trials > 0 ? fine / (1 - (RATE_NULLS[rung] ?? 1)) - 1 : 0), odds),
    };
}
/** Upper bound of the relative risk; infinite while nothing is refuted. */
function rate_caps_factorMax(caps) {
    return FACTOR_NULLS[caps.factors.refuted] ?? Number.POSITIVE_INFINITY;
}
/** Upper bound of the candidate's own bad ratio; 1 while nothing is refuted. */
function rateMax(caps) {
    return RATE_NULLS[caps.rates.refuted] ?? 1;
}
function newLadder(nulls) {
    return { atoms: nulls.flatMap(() => CAP_STAKES.map(() => 0)), refuted: nulls.length };
}
/** The same bets as in wealth.ts, in one flat list. `surplusAt`: what a stake wins on a rung. */
function climb(ladder, surplusAt, { cash, mass, needed }) {
    const atoms = [];
    const stakes = CAP_STAKES.length;
    for (let rung = 0; rung < ladder.refuted; rung += 1) {
        const surplus = surplusAt(rung);
        let sum = cash;
        for (let k = 0; k < stakes; k += 1) {
            const atom = Math.min(CAPITAL_MAX, ((ladder.atoms[rung * stakes + k] ?? 0) + mass) * (1 + (CAP_STAKES[k] ?? 0) * surplus));
            atoms.push(atom);
            sum += atom;
        }
        if (sum >= needed)
            return { atoms: atoms.slice(0, rung * stakes), refuted: rung };
    }
    return { atoms, refuted: ladder.refuted };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/verdicts.ts










/** Ratios are shown to a millionth, rounded outwards. */
const RATIO_SHOWN = 1e6;
const AS_TOTALS = { kind: 'as-totals' };
const verdicts_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
function verdicts_reportCheck(policy, check, state, breaches) {
    const alpha = policy.expert.certifyAlpha;
    const primary = primaryCell(check, state);
    const totals = armsIn(state.totals[primary] ?? verdicts_NOTHING, alpha);
    const breach = breaches.find((found) => found.check === check.name && !found.common);
    const limited = limitCellAmong(check, Object.keys(state.totals));
    // Where luck alone would do as well, nothing speaks against the candidate.
    const loudest = state.oddsPeak > 1.5 ? state.loudest : primary;
    const cell = breach?.cell ?? (loudest === LIMIT_CLAIM ? limited : cellOfClaim(loudest, primary));
    const needed = oddsNeeded(policy, check);
    const numbers = {
        name: check.name,
        then: check.then,
        totals,
        claim: breach === undefined ? loudest : LIMIT_CLAIM,
        cell,
        arms: cell === primary ? AS_TOTALS : { kind: 'own', ...armsIn(state.totals[cell] ?? verdicts_NOTHING, alpha) },
        odds: state.odds,
        oddsNeeded: needed,
        sameOdds: capital(state.same),
        betterOdds: capital(state.better),
        factor: verdicts_factorOf(policy, check, state, alpha),
        quantile: quantileReport(check, state, alpha),
        limit: limitReport(check, breach, (state.totals[limited] ?? verdicts_NOTHING).candidate),
        wait: certificateWait(policy, check, state),
        watermarkMs: state.watermarkMs,
        noData: state.noData,
    };
    const facts = { breached: breach !== undefined, isLearning: state.bounds.kind === 'choosing', samplesNeeded: isLevel(check) ? 1 : policy.expert.samplesMin };
    const verdict = verdictOf(policy, numbers, facts, check.then === 'rollback' ? state.oddsPeak : state.odds);
    return { ...numbers, verdict, odds: verdicts_shown(numbers.odds), sameOdds: verdicts_shown(numbers.sameOdds), betterOdds: verdicts_shown(numbers.betterOdds) };
}
/** `isLearning`: latency bounds are not chosen yet, so nothing was tested. */
function verdictOf(policy, numbers, { breached, isLearning, samplesNeeded }, decidingOdds) {
    if (breached || decidingOdds >= numbers.oddsNeeded)
        return 'worse';
    if (numbers.noData.startsWith('invalid'))
        return 'invalid';
    if (isLearning || numbers.totals.candidate.trials < samplesNeeded || numbers.noData !== '')
        return 'insufficient';
    if (numbers.betterOdds >= 1 / policy.expert.certifyAlpha)
        return 'better';
    if (numbers.sameOdds >= 1 / policy.expert.certifyAlpha)
        return 'same';
    return 'acceptable';
}
/** Observed over expected by what stable had in the same blocks: sums over a ramp would mix up times with different rates. */
function verdicts_factorOf(policy, check, state, alpha) {
    if (policy.plan.some((stage) => stage.kind === 'split' && stage.judge === check.name))
        return factorAtFixedShare(state.totals[primaryCell(check, state)] ?? verdicts_NOTHING, alpha);
    const estimate = state.expected > 0 ? (state.excess + state.expected) / state.expected : 1;
    const isOver = check.worseBy.kind === 'factor' && check.sides === 'worse' && capital(state.claims['all']?.wealth ?? state.same) >= 1 / alpha && state.claims['all'] !== undefined;
    return { estimate: shownFactor(estimate), min: isOver && check.worseBy.kind === 'factor' ? check.worseBy.factor : 0, max: factorMax(state.caps) };
}
/** The quantile of the limit, else the 99th percentile. */
function quantileReport(check, { totals }, alpha) {
    if (check.signal.kind !== 'time')
        return { kind: 'none' };
    const quantile = check.limit.kind === 'time' ? check.limit.quantile : 0.99;
    const between = (arm) => {
        const slower = Object.entries(totals).filter(([name]) => name.startsWith('le=')).map(([name, cell]) => ({ bound: Number(name.slice('le='.length)), slower: cell[arm].events }));
        return quantileInterval(slower, totals['all']?.[arm].trials ?? 0, { quantile, alpha });
    };
    return { kind: 'between', quantile, stable: between('stable'), candidate: between('candidate') };
}
/**
 * For the check that judges an A/B stage, whose share is fixed: given all events of both arms, the candidate's part of them is one rate, so an interval of
 * that rate is one of the ratio. It holds at whatever moment the stage stops, as far as events come one by one.
 */
function factorAtFixedShare({ stable, candidate }, alpha) {
    const trials = stable.events + candidate.events;
    if (!(trials > 0 && candidate.trials > 0))
        return { estimate: 1, min: 0, max: Number.POSITIVE_INFINITY };
    const part = rateInterval({ trials, events: candidate.events }, alpha);
    const asFactor = (share) => (share >= 1 ? Number.POSITIVE_INFINITY : shownFactor(((share / (1 - share)) * stable.trials) / candidate.trials));
    return { estimate: asFactor(candidate.events / trials), min: asFactor(part.lower), max: asFactor(part.upper) };
}
function shownFactor(factor) {
    return Math.round(factor * 1e6) / 1e6;
}
/** What is recorded is read by people: a hundredth is enough, rounded down so that nothing looks nearer than it is. */
function verdicts_shown(odds) {
    return odds < 1e9 ? Math.floor(odds * 100) / 100 : odds;
}
function armsIn(cell, alpha) {
    return { stable: armReport(cell.stable, alpha), candidate: armReport(cell.candidate, alpha) };
}
function armReport(arm, alpha) {
    const { lower, upper } = rateInterval(arm, alpha);
    return { trials: arm.trials, events: arm.events, ratioMin: Math.floor(lower * RATIO_SHOWN) / RATIO_SHOWN, ratioMax: Math.ceil(upper * RATIO_SHOWN) / RATIO_SHOWN };
}
function limitReport(check, breach, observed) {
    if (check.limit.kind === 'none')
        return { kind: 'none' };
    const max = limitMax(check);
    return breach === undefined ? { kind: 'kept', max, observed } : { kind: 'breached', max, observed: breach.counts.candidate };
}
function isCertified(report) {
    return report.verdict === 'better' || report.verdict === 'same';
}
function isFine(report) {
    return isCertified(report) || report.verdict === 'acceptable';
}
/** Whether promotion may go on: certified, or fine where nothing can be certified. */
function mayPass(check, report) {
    return claims_isCertifiable(check) ? isCertified(report) : isFine(report);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/detectors.ts
// Detectors for a model that runs alone, where alarms may recur: one e-detector per atom, merged with the prior weights.
//
// Shiryaev-Roberts: M <- e^factor (M + 1); CUSUM: M <- e^factor max(M, 1); alarm at M >= c. While nothing is wrong the mean time between false alarms is
// at least c looks, and within T looks the chance of one is at most T/c (Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229, Theorem 2.4).

/** Larger statistics say no more; cutting them down can only make an alarm later. */
const STATISTIC_MAX = 1e250;
/** One statistic per stake. */
function detectors_newDetector() {
    return STAKES.map(() => 0);
}
function detectors_detect(kind, atoms, wager) {
    if (wager.kind === 'none')
        return atoms;
    const surplus = wager.successes / wager.trials / wager.nullProb - 1;
    return atoms.map((atom, k) => Math.min(STATISTIC_MAX, restarted(kind, atom) * (1 + (STAKES[k] ?? 0) * surplus)));
}
/** The mean over the stakes: what is compared with c. */
function detectorLevel(atoms) {
    return atoms.reduce((sum, atom) => sum + atom, 0) / atoms.length;
}
function restarted(kind, atom) {
    return kind === 'shiryaev-roberts' ? atom + 1 : Math.max(atom, 1);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/lone-watch.ts




/** Without holdback half of the error budget is left for this watch; with one it has as much of its own, and sends nothing back. */
const BUDGET_PART = 0.5;
function lone_watch_startLoneWatch(policy, check, state) {
    const before = state.totals[primaryCell(check, state)]?.stable ?? lone_watch_NOTHING;
    if (!isWatchedAlone(policy, check) || before.trials < policy.expert.samplesMin || check.worseBy.kind === 'none')
        return state;
    // The upper end of what stable's rate may have been: an estimate would be too low in half of all releases.
    const ratio = rateInterval(before, policy.promise.falseAlarmRatio).upper;
    const ratioMax = check.worseBy.kind === 'factor' ? ratio * check.worseBy.factor : ratio + check.worseBy.ratio;
    return ratioMax < 1 ? { ...state, lone: { kind: 'watching', ratioMax, atoms: newDetector(), blocks: 0, totals: lone_watch_NOTHING } } : state;
}
/** A block in which what is left of stable is over the bound too says nothing against the candidate. */
function lone_watch_watchAlone(watch, { stable, candidate }) {
    const totals = { trials: watch.totals.trials + candidate.trials, events: watch.totals.events + candidate.events };
    const isCommon = stable.events > stable.trials * watch.ratioMax;
    return { ...watch, atoms: isCommon ? watch.atoms : detect('shiryaev-roberts', watch.atoms, overLimitWager(candidate, watch.ratioMax)), blocks: watch.blocks + 1, totals };
}
/** P(alarm within T blocks) <= T/c: the level c that keeps the whole bake within its part of the budget. */
function lone_watch_loneAlarm(policy, watch) {
    const bake = policy.plan.find((stage) => stage.kind === 'bake');
    const watched = policy.checks.filter((check) => isWatchedAlone(policy, check)).length;
    const blocks = Math.max(watch.blocks, (bake?.durationMs ?? 0) / policy.expert.blockMs);
    return detectorLevel(watch.atoms) >= (blocks * Math.max(1, watched)) / (policy.promise.falseAlarmRatio * BUDGET_PART);
}
/** Whether there is a bake, and this check's counts can be read alone. */
function isWatchedAlone(policy, check) {
    return policy.plan.some((stage) => stage.kind === 'bake') && check.then === 'rollback' && check.better === 'lower' && (check.signal.kind === 'share' || check.signal.kind === 'time');
}
const lone_watch_NOTHING = { trials: 0, events: 0 };

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/sample-ratio.ts



function sample_ratio_newSampleRatio() {
    return { originMs: -1, watermarkMs: 0, above: newWealth('bet'), below: newWealth('bet'), stable: 0, candidate: 0, weight: PPM_NONE };
}
/** The check whose trials are the requests (under sticky routing: the users) that the router splits. */
function sample_ratio_splitCheck(policy) {
    const isSticky = policy.plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
    return policy.checks.find(({ signal }) => signal.kind === 'share' && signal.unit === (isSticky ? 'users' : 'requests')) ?? 'none';
}
function sample_ratio_watchSplit(policy, state, block, weight) {
    const cell = block.cells['all'];
    if (cell === undefined || weight === PPM_NONE || weight === PPM_ALL)
        return state;
    const originMs = state.originMs < 0 ? block.fromMs : state.originMs;
    const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
    const [candidate, stable] = [cell.candidate.trials, cell.stable.trials];
    const share = weight / PPM_ALL;
    const factor = policy.expert.sampleRatioFactor;
    const over = (odds) => wagerOn(candidate, candidate + stable, (share * odds) / (share * odds + 1 - share));
    const isSame = weight === state.weight;
    return {
        originMs,
        watermarkMs: block.toMs,
        above: play(state.above, over(factor), gridPoint),
        below: play(state.below, opposite(over(1 / factor)), gridPoint),
        stable: (isSame ? state.stable : 0) + stable,
        candidate: (isSame ? state.candidate : 0) + candidate,
        weight,
    };
}
/** Half of the error probability on each side. */
function sample_ratio_isSplitOff(policy, state) {
    return (wealth_capital(state.above) + wealth_capital(state.below)) / 2 >= 1 / policy.expert.sampleRatioAlpha;
}
/** What was in force while `block` was measured; unknown where no record reaches back. */
function sample_ratio_inForceDuring(weights, block) {
    return weights.findLast(({ fromMs }) => fromMs <= block.fromMs) ?? 'unknown';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/answers.ts
// What a person's approval answers: the questions that are open in the look in which it is given, and nothing that comes later. At the deadline, at the
// top of a ramp and in an approval stage it is the answer to those (declared-rules.ts, stage-rules.ts).


const answers_SAMPLE_RATIO = 'sample-ratio';
const answers_STEP_BACK = 'step-back';
function questionOfCheck(name) {
    return `check:${name}`;
}
/** Of the watch over the candidate alone. */
function answers_questionOfWatch(name) {
    return `before:${name}`;
}
function questionOfFrozen(paths) {
    return `frozen:${paths.join(' ')}`;
}
function answers_isApproved({ situation: { request } }) {
    return request.kind === 'approve';
}
/** Answered before, or by an approval in this very look. */
function isAnswered(look, question) {
    return answers_isApproved(look) || look.rollout.answered.includes(question);
}
/** What an approval in this look answers. */
function answers_answeredNow(look) {
    if (!answers_isApproved(look))
        return [];
    const { frozen } = look.situation;
    const watched = look.policy.checks.filter(({ name }) => {
        const lone = look.absorbed.checks[name]?.lone;
        return lone?.kind === 'watching' && loneAlarm(look.policy, lone);
    });
    return [
        ...look.reports.filter(({ verdict, then }) => verdict === 'worse' && (then === 'hold' || then === 'stepBack')).map(({ name }) => questionOfCheck(name)),
        ...watched.map(({ name }) => answers_questionOfWatch(name)),
        ...(frozen.kind === 'changed' && look.policy.freeze?.then === 'hold' ? [questionOfFrozen(frozen.paths)] : []),
        ...(isSplitOff(look.policy, look.absorbed.sampleRatio) ? [answers_SAMPLE_RATIO] : []),
        ...(look.rollout.waitsForApproval ? [answers_STEP_BACK] : []),
    ];
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/ruling.ts

function ruling_hold(reason, needs = 'nothing') {
    return { kind: 'hold', reasons: [reason], needs };
}
function promote(reasons) {
    return { kind: 'promote', reasons };
}
function takeOut(reasons) {
    return { kind: 'rollback', to: units_PPM_NONE, reasons };
}
function takeOutUnlessStableIsDead(look, reason) {
    return look.situation.stable === 'dead' ? { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }, reason] } : takeOut([reason]);
}
/** Traffic is not stepped back onto a stable that is known to be dead: a person has to say where it goes. A person's own word goes through. */
function ruling_notOntoDeadStable({ situation: { stable } }, ruling) {
    return ruling.kind === 'stepBack' && stable === 'dead' ? { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }, ...ruling.reasons] } : ruling;
}
/**
 * Back to the first weight. Where that is no step down from what the router shows, or a promoted candidate bakes, hold. A job that died between this very
 * step and its record has made it already: then it is recorded, with its reason.
 */
function stepBack({ rollout: { firstWeight, phase, weight }, situation: { router } }, reason, needs) {
    const isMade = router.kind === 'read' && router.ours && firstWeight < weight && router.weight <= firstWeight && router.weight > firstWeight - router.step;
    const isStepDown = isMade || (router.kind === 'read' && firstWeight < router.weight);
    return isStepDown && firstWeight > 0 && phase !== 'baking' ? { kind: 'stepBack', to: firstWeight, needs, reasons: [reason] } : ruling_hold(reason, needs);
}
function actOn(look, check, reason) {
    switch (actionOf(look, check)) {
        case 'rollback':
            return takeOutUnlessStableIsDead(look, reason);
        case 'stepBack':
            return stepBack(look, reason, 'approval');
        case 'hold':
        case 'retrain':
        case 'tell':
            return ruling_hold(reason, 'approval');
    }
}
function actionOf(look, check) {
    return look.policy.checks.find((known) => known.name === check)?.then ?? 'hold';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/declared-rules.ts



/** What a policy only wants to be told about is recorded and told by whoever looks (rollout-engine); it decides nothing. */
function frozenData(look) {
    const { frozen } = look.situation;
    const { then } = look.policy.freeze ?? UNFROZEN;
    if (then === 'tell')
        return 'silent';
    if (frozen.kind === 'changed' && then === 'rollback')
        return takeOutUnlessStableIsDead(look, { code: 'frozen-data-changed', paths: frozen.paths });
    if (frozen.kind === 'changed' && !isAnswered(look, questionOfFrozen(frozen.paths)))
        return ruling_hold({ code: 'frozen-data-changed', paths: frozen.paths }, 'approval');
    if (frozen.kind === 'unreadable')
        return ruling_hold({ code: 'frozen-data-unreadable', why: frozen.why }, frozen.lasts === true ? 'human' : 'nothing');
    return 'silent';
}
function routerUnreadable({ situation: { router } }) {
    return router.kind === 'unreadable' ? ruling_hold({ code: 'router-unreadable', why: router.why }) : 'silent';
}
/** Checks that step back or hold; those that only tell change nothing. */
function checksThatHold(look) {
    const worse = look.reports.filter(({ name, verdict, then }) => verdict === 'worse' && (then === 'stepBack' || then === 'hold') && !isAnswered(look, questionOfCheck(name)));
    const first = worse.find((report) => report.then === 'stepBack') ?? worse[0];
    if (first === undefined)
        return 'silent';
    const reason = { code: 'check-says-worse', check: first.name, cell: first.cell, then: first.then, odds: first.odds };
    return first.then === 'stepBack' && look.rollout.phase === 'trial' ? stepBack(look, reason, 'approval') : ruling_hold(reason, 'approval');
}
/** A check that only tells may be blind; any other has to see. */
function missingData(look) {
    const missing = look.reports.filter((report) => !policy_onlyTells(report.then) && (report.noData !== '' || report.verdict === 'invalid'));
    const [first, ...others] = missing.map((report) => ({ code: 'no-data', check: report.name, why: report.noData }));
    return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}
/** Stepping back and going up again by itself would go on for ever. */
function steppedBack(look) {
    const { rollout } = look;
    if (rollout.phase !== 'trial' || !rollout.waitsForApproval || isAnswered(look, answers_STEP_BACK))
        return 'silent';
    return ruling_hold({ code: 'approval-needed' }, 'approval');
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/readiness.ts
// Whether the candidate may get more, or all, of the traffic: it is what was recorded, and nothing speaks against it.


function candidateTrouble({ rollout, situation: { candidate } }) {
    if (candidate.kind !== 'ready')
        return { code: 'candidate-not-ready', why: candidate.why };
    if (candidate.digest !== rollout.candidate.digest)
        return { code: 'candidate-digest-differs', expected: rollout.candidate.digest, observed: candidate.digest };
    return 'none';
}
/**
 * What even an approval needs: traffic was exposed, nothing speaks against it, the candidate is what was recorded. A check that only holds asks a
 * person, so the person who approves now has answered it.
 */
function mayPromote(look) {
    const undisturbed = checksThatHold(look) === 'silent' && frozenData(look) === 'silent' && routerUnreadable(look) === 'silent' && candidateTrouble(look) === 'none';
    return undisturbed && look.rollout.weight > 0 && look.reports.every((report) => report.then !== 'rollback' || isFine(report));
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/deadline.ts



function deadline(look) {
    const { rollout, policy, stage } = look;
    if (rollout.phase !== 'trial' || !policyDeadlinePassed(look))
        return 'silent';
    const reason = undecided(look);
    if (endsByPolicy(look))
        return takeOutUnlessStableIsDead(look, reason);
    // What is waited for there is a person, not evidence.
    if (stage.kind === 'approval')
        return 'silent';
    if (mayPromote(look) && (answers_isApproved(look) || policy.promise.ifUndecided === 'promote'))
        return promote([reason]);
    // Nothing was exposed: there is nothing that an approval could be about.
    return ruling_hold(reason, rollout.weight > 0 ? 'approval' : 'human');
}
function undecided({ rollout, policy, situation }) {
    return { code: 'undecided', afterMs: situation.nowMs - rollout.startedAtMs, ifUndecided: policy.promise.ifUndecided };
}
function policyDeadlinePassed({ rollout, policy, situation }) {
    return situation.nowMs - rollout.startedAtMs >= policy.promise.decideWithinMs;
}
/** The time is over and the policy sends the undecided back: neither a spent budget nor blindness keeps the rollout from ending. */
function endsByPolicy(look) {
    return look.rollout.phase === 'trial' && policyDeadlinePassed(look) && look.policy.promise.ifUndecided === 'rollback';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/odds-needed.ts
/**
 * Odds at which a check decides alone. The release's error budget (`falseAlarms`) is split evenly over the checks that can roll back; a
 * check that cannot is told from a release that is fine at the same odds, but spends nothing of the budget. Where the bake keeps no holdback, half of the
 * budget is left for the watch after the promotion (lone-watch.ts).
 */
function odds_needed_oddsNeeded(policy, check) {
    let sharing = 0;
    for (const { then } of policy.checks)
        sharing += then === 'rollback' ? 1 : 0;
    return (check.then === 'rollback' ? sharing : 1) / budgetBeforePromotion(policy);
}
function budgetBeforePromotion(policy) {
    const hasLoneBake = policy.plan.some((stage) => stage.kind === 'bake' && stage.holdback === 0);
    return hasLoneBake ? policy.promise.falseAlarmRatio / 2 : policy.promise.falseAlarmRatio;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/merging.ts
// Several e-values, one decision. The weighted mean of e-values is an e-value whatever their dependence (Vovk & Wang 2021, Ann. Statist. 49:1736).
/** Weights add up to at most 1; what is left over counts as cash. */
function weightedMean(evidence) {
    let merged = 0;
    let cash = 1;
    for (const { value, weight } of evidence) {
        merged += weight * value;
        cash -= weight;
    }
    return merged + Math.max(0, cash);
}
/**
 * Which of several hypotheses are to blame, at the same family-wise error probability as the mean of all: closed testing with averages. Hypothesis k
 * is rejected when the mean of every set that contains it reaches `needed`; the hardest sets are k with the m smallest others (e-Holm, Vovk & Wang 2021).
 */
function blamed(evidence, needed) {
    return evidence.filter((one) => adjusted(one, evidence) >= needed).map(({ name }) => name);
}
function adjusted(one, all) {
    const others = all.filter((other) => other !== one).map(({ value }) => value).sort((a, b) => a - b);
    let sum = one.value;
    let lowest = one.value;
    others.forEach((value, index) => {
        sum += value;
        lowest = Math.min(lowest, sum / (index + 2));
    });
    return lowest;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/delayed.ts
function delayed_isDelayed(check) {
    return labelsQuestionOf(check.signal).kind === 'asked';
}
/** What a label source is asked, where the signal comes from one. */
function labelsQuestionOf(signal) {
    switch (signal.kind) {
        case 'labels':
        case 'pairs':
        case 'calibration':
            return { kind: 'asked', question: signal };
        case 'score':
            return signal.origin.kind === 'labels' ? { kind: 'asked', question: signal.origin } : { kind: 'none' };
        case 'share':
        case 'time':
        case 'bins':
        case 'level':
            return { kind: 'none' };
    }
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/promise/harm.ts







/** Only failures and wrong answers of checks that can roll back are bad requests; a slow one is not lost, and in a shadow nobody is harmed. */
function countsAsHarm(check) {
    return check.then === 'rollback' && check.better === 'lower' && (check.signal.kind === 'share' || check.signal.kind === 'labels');
}
/** Bad requests of the candidate so far beyond what stable would have had. Negative by luck or merit. */
function harm_excessHarm(policy, checks) {
    return sumOverHarm(policy, checks, (_, state) => state.excess);
}
/**
 * How much harm may be seen before a person has to say how to go on: the budget less what luck may hide of the true harm in 99 of 100 releases (2.33 standard
 * deviations), and never less than half of it, so that a long release at a high background rate is not stopped for its noise alone. Failures beyond the background are
 * harm and no noise; the background is noise three times over: in the candidate's failures, in what stable would have had on the same requests, and in the
 * requests by which that is told.
 */
function spendableBudget(policy, checks) {
    const { badRequestsMax } = policy.promise;
    const variance = sumOverHarm(policy, checks, (_, { expected, totals }) => {
        const { stable, candidate } = totals['all'] ?? harm_NOTHING;
        return stable.trials === 0 ? 0 : expected * (2 + candidate.trials / stable.trials);
    });
    return Math.max(badRequestsMax / 2, badRequestsMax - LUCK_IN_99 * Math.sqrt(variance));
}
/** One-sided normal quantile of 99 %. */
const LUCK_IN_99 = 2.326;
const harm_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/** The largest weight that the promise allows a raise to. Zero while the traffic is unknown. */
function harm_allowedWeight(policy, checks, { nextLookMs, isFirst }) {
    // Before its first request the candidate may do anything, whatever copies of requests have shown.
    if (isFirst)
        return weightWithin(policy, checks, nextLookMs, { reserved: 0, worstOf: () => 1, unseen: 1 });
    // However much the promise could bear: nothing is raised into a block that fails.
    if (policy.checks.some((check) => failsNow(policy, check, checks[check.name])))
        return PPM_NONE;
    return weightWithin(policy, checks, nextLookMs, { reserved: unjudgedHarm(policy, checks), worstOf: (state) => Math.max(worstExcessRatio(policy, state), newestExcessRatio(policy, state)), unseen: 0 });
}
/**
 * The weight that the promise bears at the traffic and evidence of now. Requests that are not judged yet were counted when the weight was chosen:
 * counting them again would take back every raise while its labels are still to come.
 */
function bearableWeight(policy, checks, nextLookMs) {
    return weightWithin(policy, checks, nextLookMs, { reserved: 0, worstOf: (state) => worstExcessRatio(policy, state), unseen: 0 });
}
function weightWithin(policy, checks, nextLookMs, outlook) {
    const judged = judgedWeight(policy, checks, nextLookMs, outlook);
    return isUnwatched(policy, nextLookMs) ? ppm(Math.min(judged, unwatchedWeight(policy, checks, nextLookMs))) : judged;
}
function judgedWeight(policy, checks, nextLookMs, { reserved, worstOf, unseen }) {
    const traffic = harm_requestsPerMs(policy, checks);
    if (traffic === 'unknown')
        return units_PPM_NONE;
    const left = plannedBudget(policy) - Math.max(0, harm_excessHarm(policy, checks)) - reserved;
    if (left <= 0)
        return units_PPM_NONE;
    const spentPerWeight = sumOverHarm(policy, checks, (check, state) => worstOf(state) * traffic * judgedAfterMs(policy, check, nextLookMs));
    if (spentPerWeight > 0)
        return floorPpm(left / spentPerWeight);
    if (policy.checks.some(countsAsHarm) || unseen === 0)
        return units_PPM_ALL;
    const judgedMs = policy.checks.filter((check) => !delayed_isDelayed(check)).map((check) => judgedAfterMs(policy, check, nextLookMs));
    return floorPpm(left / (unseen * traffic * Math.max(nextLookMs, ...judgedMs)));
}
/** The harm that requests without a verdict may turn out to be, at worst. */
function unjudgedHarm(policy, checks) {
    let counted = 0;
    for (const { name } of policy.checks)
        counted = Math.max(counted, candidateTrials(checks[name]));
    // Requests that some check has counted and this one has not: labels still to come.
    return sumOverHarm(policy, checks, (_, state) => worstExcessRatio(policy, state) * Math.max(0, counted - candidateTrials(state)));
}
function candidateTrials(state) {
    return state?.totals['all']?.candidate.trials ?? 0;
}
function sumOverHarm(policy, checks, termOf) {
    let sum = 0;
    for (const check of policy.checks) {
        const state = checks[check.name];
        if (state !== undefined && countsAsHarm(check))
            sum += termOf(check, state);
    }
    return sum;
}
/**
 * True when the traffic exposed at `weight` until `untilMs` from now could by itself spend what is left of the promise, or nobody could tell later whether
 * it did: then a job has to stay and look, however slow the schedule is. Unknown traffic is too much.
 */
function outlastsBudget(policy, checks, exposure) {
    if (exposure.weight === 0)
        return false;
    if (!isToldLater(policy, exposure.untilMs))
        return true;
    const traffic = harm_requestsPerMs(policy, checks);
    if (traffic === 'unknown')
        return true;
    const left = policy.promise.badRequestsMax - Math.max(0, harm_excessHarm(policy, checks));
    return (exposure.weight / PPM_ALL) * traffic * exposure.untilMs > left;
}
/** The job ends after this look, and the schedule may take longer than it is meant to until the next one. */
function isUnwatched({ expert }, nextLookMs) {
    return nextLookMs > Math.max(expert.tickMs, expert.lookMs);
}
/**
 * The weight at which nobody has to look for so long: were every request of the candidate to fail, the promise would hold. What the evidence has refuted
 * does not count, because what turns bad meanwhile is seen by nobody. Never `outlastsBudget`.
 */
function unwatchedWeight(policy, checks, untilMs) {
    const traffic = harm_requestsPerMs(policy, checks);
    if (traffic === 'unknown' || !isToldLater(policy, untilMs))
        return units_PPM_NONE;
    return floorPpm(Math.max(0, plannedBudget(policy) - Math.max(0, harm_excessHarm(policy, checks))) / (traffic * untilMs));
}
/** Pages of counters tell nothing of a hole that is longer than is bridged: what happens in it is never counted as harm. */
function isToldLater({ metrics, expert }, spanMs) {
    return metrics.kind !== 'openmetrics' || spanMs <= Math.max(expert.maxGapMs, 2 * Math.max(expert.lookMs, expert.tickMs));
}
/**
 * What the ramp may plan with: the mean of a Poisson count that stays within the promise in 99 of 100 releases, by the square-root transform
 * (Anscombe 1948): sqrt(X + 1) has a standard deviation of about 1/2, and 1.163 is half of the normal quantile of 99 %.
 */
function plannedBudget(policy) {
    const root = Math.sqrt(policy.promise.badRequestsMax + 1) - 1.163;
    return root > 0 ? root * root : 0;
}
/** Requests of both arms per millisecond of late, by the check that saw most. Without a request nothing is known: traffic may come at any time. */
function harm_requestsPerMs(policy, checks) {
    let most = 0;
    for (const { name } of policy.checks)
        most = Math.max(most, checks[name]?.requestsPerMs ?? 0);
    return most === 0 ? 'unknown' : most;
}
/** What the newest block shows: a bound on the past says nothing about a candidate that has just begun to fail. */
function newestExcessRatio(policy, { newest: { cell: { stable, candidate } } }) {
    if (candidate.trials < policy.expert.samplesMin)
        return 0;
    return candidate.events / candidate.trials - (stable.trials === 0 ? 0 : stable.events / stable.trials);
}
/** The newest block shows more than the margin over stable allows, by more than a burst can explain. What hits both arms is not the candidate's. */
function failsNow(policy, check, state) {
    if (state === undefined || onlyTells(check.then) || !countsBadEvents(check))
        return false;
    const { stable, candidate } = state.newest.cell;
    const seen = [stable, state.totals[primaryCell(check, state)]?.stable ?? stable].filter(({ trials }) => trials > 0);
    if (seen.length === 0)
        return false;
    const stableRatio = Math.max(...seen.map(cautiousRatio));
    const accepted = check.worseBy.kind === 'factor' ? stableRatio * check.worseBy.factor : stableRatio + (check.worseBy.kind === 'points' ? check.worseBy.ratio : 0);
    return breaksHardLimit(candidate, accepted, { samplesMin: policy.expert.samplesMin, independent: check.independent });
}
/** Three more events than seen: what a healthy count may hide (rule of three). */
function cautiousRatio({ trials, events }) {
    return (events + 3) / trials;
}
/** Upper bound of the candidate's bad ratio beyond stable's; 1 while nothing is known: anything may fail. */
function worstExcessRatio(policy, state) {
    const stable = state.totals['all']?.stable ?? { trials: 0, events: 0 };
    const own = rateMax(state.caps);
    const factor = rate_caps_factorMax(state.caps);
    if (stable.trials < policy.expert.samplesMin || !Number.isFinite(factor))
        return own;
    return Math.min(own, cautiousRatio(stable) * (factor - 1));
}
/**
 * How long a new weight is exposed before this check can act on it: the warm-up is not tested, the first block after it begins up to a block (or a look,
 * where a look makes the block) later, has to last and to close, and the next look must come.
 */
function judgedAfterMs(policy, check, nextLookMs) {
    const { blockMs, lagMs, warmUpMs } = policy.expert;
    const asked = labelsQuestionOf(check.signal);
    const labelsMs = asked.kind === 'asked' ? asked.question.matureMs + asked.question.everyMs : 0;
    return warmUpMs + Math.max(blockMs, nextLookMs) + blockMs + lagMs + nextLookMs + labelsMs;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/plan.ts

/**
 * `sequence` is that of the event that records the decision: effect and record share it, so either finds the other. What the ledger and the
 * router (`observed`) both already have needs no effect.
 */
function planEffect(rollout, decision, sequence, observed) {
    switch (decision.kind) {
        case 'advance':
            return effect(rollout, sequence, decision, 'advance');
        case 'stepBack':
            return effect(rollout, sequence, decision, 'stepBack');
        case 'rollback':
            if (rollout.weight === 0 && rollout.mirror === 0 && observed === 0 && rollout.pending.kind === 'none' && rollout.phase === 'leaving')
                return { kind: 'none' };
            return effect(rollout, sequence, decision, 'rollback');
        case 'finished':
            return effect(rollout, sequence, { to: decision.to, mirror: PPM_NONE }, 'finish');
        case 'promote':
        case 'hold':
        case 'halt':
            return { kind: 'none' };
    }
}
/** What the promote job does: everything less the holdback that the bake measures against, rounded down to the router's step. */
function planPromotion(rollout, sequence, step) {
    return effect(rollout, sequence, { to: promotedWeight(rollout.policy, step), mirror: PPM_NONE }, 'promote');
}
/** A router that only knows all or nothing keeps no holdback. */
function promotedWeight(policy, step) {
    const bake = policy.plan.find((stage) => stage.kind === 'bake');
    const rounded = ppm(Math.floor((units_PPM_ALL - (bake?.holdback ?? 0)) / step) * step);
    return rounded === 0 ? units_PPM_ALL : rounded;
}
/** A mirror is part of the name: two jobs that plan different effects at one sequence must not share a key. */
function effect(rollout, sequence, { to, mirror }, purpose) {
    const id = `${rollout.id}/${String(sequence)}/${String(to)}${mirror === 0 ? '' : `+${String(mirror)}`}`;
    return { kind: 'set-weight', id, rolloutId: rollout.id, sequence, weight: to, mirror, purpose };
}
/** Raising exposure, copying requests, and finishing wait for the record; everything else is a lowering and waits for nothing. */
function plan_waitsForRecord(rollout, effect) {
    return effect.weight > rollout.weight || effect.mirror > rollout.mirror || effect.purpose === 'finish';
}
/** The router copies more requests than the ledger has confirmed: a shadow that was begun and is not in effect yet. */
function plan_copiesMore(router, rollout) {
    return router.kind === 'read' && router.mirror !== 'cannot' && router.mirror > rollout.mirror;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/promise/ramp.ts

/** A split is reached by a ramp's steps up to its weight, never by a jump. */
function rampOf(stage) {
    return stage.kind === 'ramp' ? stage : { kind: 'ramp', steps: { kind: 'promise' }, weightMax: stage.weight, sticky: 'none' };
}
/** A raise by less than this is not worth a weight change, which costs the evidence around it. */
const WORTH_IT = 1.25;
function nextRampStep(stage, expert, now) {
    const { weight, allowed, step } = now;
    const top = rungAtMost(stage, step, units_PPM_ALL);
    // A router whose smallest step is above the whole ramp.
    if (top === 0)
        return { kind: 'wait', next: step };
    if (weight >= top)
        return { kind: 'top' };
    const next = rungAbove(stage, step, weight);
    // What is known of the traffic may be one quiet minute: the first step is no larger than any other.
    const grown = weight === 0 ? top / expert.growthMax : weight * expert.growthMax;
    const reach = stage.steps.kind === 'ladder' ? next : rungAtMost(stage, step, Math.max(grown, next));
    const to = rungAtMost(stage, step, Math.min(reach, allowed));
    const isWorthIt = stage.steps.kind === 'ladder' || to === top || to >= weight * WORTH_IT;
    return to > weight && isWorthIt ? { kind: 'raise', to } : { kind: 'wait', next: reach };
}
/** Exposing more than this times what is allowed is too much; less is left, so that the weight does not move up and down with every block. */
const TOLERATED = 2;
/** Where the ramp goes back to when far less is allowed than is exposed: what is allowed, on the steps of the ramp, but never to nothing. */
function lowerRampWeight(stage, { weight, allowed, step }) {
    if (weight <= allowed * TOLERATED)
        return weight;
    const lowest = rungAbove(stage, step, 0);
    const to = Math.max(lowest, rungAtMost(stage, step, allowed));
    return to < weight ? ppm(to) : weight;
}
/** Where the ramp goes back to while nobody looks: on its steps, and to nothing where its first is too much. */
function unwatchedRampWeight(stage, { weight, allowed, step }) {
    return weight <= allowed ? weight : rungAtMost(stage, step, allowed);
}
/** The highest weight of the ramp that is not above `weight`, as the router can make it; 0 where there is none. */
function rungAtMost(stage, step, weight) {
    const most = Math.min(weight, stage.weightMax);
    if (stage.steps.kind === 'promise')
        return floorTo(most, step);
    return rungsOf(stage.steps, step).findLast((rung) => rung <= most) ?? ppm(0);
}
/** The lowest weight of the ramp that is above `weight`; what is above all of them where there is none. */
function rungAbove(stage, step, weight) {
    if (stage.steps.kind === 'promise')
        return ppm(Math.min(units_PPM_ALL, floorTo(weight, step) + step));
    return rungsOf(stage.steps, step).find((rung) => rung > weight) ?? units_PPM_ALL;
}
/** Written weights and shares of instances, rounded down to what the router can make: a weight that it cannot make would be asked for without end. */
function rungsOf(steps, step) {
    const shares = steps.kind === 'ladder' ? steps.weights : Array.from({ length: steps.count }, (_, index) => Math.floor(((index + 1) * units_PPM_ALL) / steps.count));
    return shares.map((share) => floorTo(share, step));
}
function floorTo(weight, unit) {
    return ppm(Math.floor(weight / unit) * unit);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/harm-rules.ts
// Rules that keep harm away: limits, confirmed regressions, the promise on bad requests, blindness.













/** A limit whose check takes the candidate out. */
function hardLimit(look) {
    return limitThat(look, (action) => action === 'rollback');
}
/** A limit whose check holds or steps back: it masks neither a limit that takes out nor a confirmed regression. */
function softLimit(look) {
    const ruling = limitThat(look, (action) => action === 'stepBack');
    return ruling === 'silent' ? limitThat(look, (action) => action !== 'rollback') : ruling;
}
function limitThat(look, isMeant) {
    const breach = breachesThatAct(look).find(({ check, common }) => !common && isMeant(actionOf(look, check)));
    if (breach === undefined)
        return 'silent';
    return actOn(look, breach.check, { code: 'limit-breached', check: breach.check, cell: breach.cell, observed: breach.counts.candidate, max: breach.max });
}
/** After the regression test, which compares the arms and is not fooled by what hits both. */
function commonMode(look) {
    const common = breachesThatAct(look)[0];
    if (common === undefined)
        return 'silent';
    if (look.situation.stable === 'dead')
        return { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] };
    return ruling_hold({ code: 'common-mode', check: common.check, ...common.counts }, 'human');
}
/**
 * A level that both arms share (a queue, a database) is over its limit since more traffic went to the candidate: back to the first weight. If that heals
 * it, the candidate is to blame; if not, it is nobody's here.
 */
function sharedOverload(look) {
    const { rollout } = look;
    if (rollout.phase !== 'trial')
        return 'silent';
    if (rollout.suspicion.kind === 'shared') {
        const { check } = rollout.suspicion;
        const state = look.absorbed.checks[check];
        const hasNews = look.absorbed.seen.includes(check) && state !== undefined && state.coveredFromMs >= rollout.suspicion.sinceMs && state.coveredMs > 0;
        const isOver = look.absorbed.breaches.some((breach) => breach.check === check);
        return hasNews && !isOver ? takeOutUnlessStableIsDead(look, { code: 'shared-overload', check, healed: true }) : 'silent';
    }
    const shared = breachesThatAct(look).find((breach) => breach.common && look.policy.checks.some((check) => check.name === breach.check && level_window_isLevel(check)));
    if (shared === undefined || rollout.weight <= rollout.firstWeight)
        return 'silent';
    return stepBack(look, { code: 'shared-overload', check: shared.check, healed: false }, 'approval');
}
/** After the promotion: worse than stable was before. Too little runs beside the candidate to say whether it is the candidate, so a person has to. */
function worseThanBefore(look) {
    if (look.rollout.phase !== 'baking')
        return 'silent';
    for (const { name } of look.policy.checks) {
        const lone = look.absorbed.checks[name]?.lone;
        if (lone?.kind === 'watching' && lone_watch_loneAlarm(look.policy, lone) && !isAnswered(look, answers_questionOfWatch(name)))
            return ruling_hold({ code: 'worse-than-before', check: name, observed: lone.totals, ratioMax: lone.ratioMax }, 'human');
    }
    return 'silent';
}
/** What is measured is not what was asked for: nothing goes on until a person has looked. */
function sampleRatio(look) {
    const { sampleRatio: split } = look.absorbed;
    if (endsByPolicy(look) || !sample_ratio_isSplitOff(look.policy, split) || isAnswered(look, answers_SAMPLE_RATIO))
        return 'silent';
    return ruling_hold({ code: 'sample-ratio', expected: split.weight, stable: split.stable, candidate: split.candidate }, 'human');
}
function breachesThatAct(look) {
    return look.absorbed.breaches.filter(({ check }) => {
        const action = actionOf(look, check);
        return action === 'rollback' || (!policy_onlyTells(action) && !isAnswered(look, questionOfCheck(check)));
    });
}
function confirmedRegression(look) {
    const worse = look.reports.find((report) => report.then === 'rollback' && report.verdict === 'worse');
    if (worse !== undefined) {
        return actOn(look, worse.name, { code: 'regression', check: worse.name, cell: worse.cell, odds: worse.odds, oddsNeeded: worse.oddsNeeded });
    }
    const { odds, oddsNeeded: needed } = harm_rules_mergedOdds(look);
    if (odds < needed)
        return 'silent';
    return takeOutUnlessStableIsDead(look, { code: 'combined-regression', checks: toBlame(look, needed), odds, oddsNeeded: needed });
}
/**
 * Checks on one clock share their evidence: the weighted mean of their e-values is again one (Vovk & Wang 2021). Labels come on a clock of their
 * own, so each of them has to reach its own share alone (Bonferroni).
 */
function harm_rules_mergedOdds(look) {
    const [first] = look.live;
    const needed = 1 / budgetBeforePromotion(look.policy);
    if (first === undefined)
        return { odds: 0, oddsNeeded: needed };
    let sum = 0;
    for (const { name } of look.live)
        sum += look.absorbed.checks[name]?.odds ?? 0;
    // Each has the same part of the budget.
    return { odds: (sum * needed) / odds_needed_oddsNeeded(look.policy, first), oddsNeeded: needed };
}
/** Closed testing names the checks that are worse at the same error probability; where it names none, all of them said it together. */
function toBlame(look, needed) {
    const values = look.live.map(({ name }) => ({ name, value: look.absorbed.checks[name]?.odds ?? 0 }));
    const named = blamed(values, needed);
    return named.length > 0 ? named : values.map(({ name }) => name);
}
function harmBudget(look) {
    const budget = look.policy.promise.badRequestsMax;
    if (isPromoted(look) || look.excess < spendableBudget(look.policy, look.absorbed.checks) || endsByPolicy(look))
        return 'silent';
    const reason = { code: 'harm-budget-spent', excess: look.excess, budget };
    // Any exposure at all would break the promise further; nothing is raised again while it is spent.
    const { router } = look.situation;
    return router.kind === 'read' && router.weight > 0 ? { kind: 'stepBack', to: units_PPM_NONE, needs: 'human', reasons: [reason] } : ruling_hold(reason, 'human');
}
/** Nearly all traffic is the candidate's, also while only the registry's pointer waits: the promise on bad requests ends with the promotion. */
function isPromoted({ rollout: { phase, weight }, policy, situation: { router } }) {
    return phase === 'baking' || (phase === 'awaiting-promotion' && router.kind === 'read' && weight >= promotedWeight(policy, router.step));
}
/** Traffic grew, or the candidate looks worse than it did: the promise allows far less than is exposed. Takes no person, and may rise again. */
function promiseAllowsLess(look) {
    const { rollout, stage, situation } = look;
    if (rollout.phase !== 'trial' || (stage.kind !== 'ramp' && stage.kind !== 'split') || look.traffic === 'unknown' || situation.router.kind === 'unreadable')
        return 'silent';
    const allowed = bearableWeight(look.policy, look.absorbed.checks, situation.nextLookMs);
    const to = lowerRampWeight(rampOf(stage), { weight: rollout.weight, allowed, step: situation.router.step });
    return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}
/** Its job ends, and nobody may look for hours: no more stays exposed than the promise bears until then. Takes no person, and the next job raises it again. */
function nobodyLooks(look) {
    const { rollout, stage, situation, policy, absorbed } = look;
    if (rollout.phase !== 'trial' || (stage.kind !== 'ramp' && stage.kind !== 'split') || situation.router.kind === 'unreadable' || !isUnwatched(policy, situation.nextLookMs))
        return 'silent';
    const allowed = unwatchedWeight(policy, absorbed.checks, situation.nextLookMs);
    const to = unwatchedRampWeight(rampOf(stage), { weight: rollout.weight, allowed, step: situation.router.step });
    return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}
function blindness(look) {
    const { rollout, policy, situation } = look;
    const exposed = rollout.weight > 0 || (situation.router.kind === 'read' && situation.router.weight > 0);
    if (!exposed || endsByPolicy(look))
        return 'silent';
    // Blocks that come while a change does not settle are dropped: they move the watermark, but nothing is learned from them.
    const unsettled = rollout.exclusions.filter((span) => span.toMs > situation.nowMs).map((span) => span.fromMs);
    const watermarks = look.clocked.map((check) => Math.max(rollout.startedAtMs, look.absorbed.checks[check.name]?.watermarkMs ?? 0));
    const sinceMs = Math.min(situation.nowMs, ...watermarks, ...unsettled);
    const forMs = situation.nowMs - sinceMs;
    return forMs < policy.expert.blindMs ? 'silent' : stepBack(look, { code: 'blind', sinceMs, forMs }, 'human');
}
/** Respected by everything but a hard limit and a confirmed regression. */
function raisedOutside({ rollout, situation: { router } }) {
    if (router.kind !== 'read' || router.ours || router.weight <= rollout.weight)
        return 'silent';
    return ruling_hold({ code: 'weight-raised-outside', recorded: rollout.weight, observed: router.weight }, 'human');
}
/**
 * The router carries a lowering of ours that never reached the ledger, and the evidence that led to it is gone: it stands. Also where it only took back
 * a raise that was not confirmed yet, so that the recorded weight is no higher.
 */
function unrecordedLowering(look) {
    const { rollout, situation: { router } } = look;
    if (router.kind !== 'read' || !router.ours || router.weight > rollout.weight || plan_copiesMore(router, rollout))
        return 'silent';
    const reason = { code: 'lowered-before-record', recorded: rollout.weight, observed: router.weight };
    if (router.weight === 0)
        return takeOut([reason]);
    // A look that stepped back while the promotion was recorded: what is promoted has no smaller weight to wait at, and nothing would ever raise it again.
    if (rollout.phase === 'baking')
        return router.weight < rollout.weight ? takeOutUnlessStableIsDead(look, reason) : 'silent';
    return { kind: 'stepBack', to: router.weight, needs: 'human', reasons: [reason] };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/harm-in-block.ts





const harm_in_block_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/** `isExposed`: false while users saw none of the candidate's answers (shadow): nothing that it does then is harm. */
function harm_in_block_harmWith(policy, check, state, { block, isExposed }) {
    const requestsPerMs = busiest(policy, check, state, block);
    const expected = isExposed && countsBadEvents(check) ? expectedIn(check, state, block) : 'unknown';
    if (expected === 'unknown')
        return { excess: state.excess, expected: state.expected, requestsPerMs };
    return { excess: state.excess + expected.seen - expected.byStable, expected: state.expected + expected.byStable, requestsPerMs };
}
/** Bad events of the candidate, and what stable would have had. Stable's part of a block with few requests of it says little: then its totals so far stand in. */
function expectedIn(check, state, block) {
    const name = primaryCell(check, state);
    const { stable, candidate } = (countsUsers(check) ? amongUsersSeen(state.carried, block).block : block).cells[name] ?? harm_in_block_NOTHING;
    if (candidate.trials === 0)
        return 'unknown';
    const soFar = countsUsers(check) ? harm_in_block_NOTHING.stable : (state.totals[name]?.stable ?? harm_in_block_NOTHING.stable);
    const reference = stable.trials * 4 >= candidate.trials ? stable : addCounts(stable, soFar);
    return reference.trials === 0 ? 'unknown' : { seen: candidate.events, byStable: (candidate.trials * reference.events) / reference.trials };
}
/**
 * Requests of both arms per millisecond. Follows a rise of the traffic at once and a fall slowly (time constant: the grid), so that one quiet block makes no
 * room for a large weight. Users and samples of a gauge are no requests.
 */
function busiest(policy, check, state, block) {
    if (isLevel(check) || countsUsers(check))
        return 0;
    const { stable, candidate } = block.cells['all'] ?? harm_in_block_NOTHING;
    const lastedMs = block.toMs - block.fromMs;
    const seen = (stable.trials + candidate.trials) / lastedMs;
    const forgotten = Math.min(1, lastedMs / policy.expert.gridMs);
    return Math.max(seen, state.requestsPerMs + (seen - state.requestsPerMs) * forgotten);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/histogram-bounds.ts
// Latency is compared by the share of requests slower than a few histogram bounds, chosen once from stable's own past.


/** Stable requests that must have been seen before latency bounds are chosen from them. */
const CHOOSE_AFTER = 200;
/** The one that certifies first: two quantiles may be nearest to the same bound. */
const QUANTILES = (/* unused pure expression or super */ null && ([0.9, 0.5, 0.95, 0.99]));
/** Collects stable's histogram until it is known well enough, then picks the bounds nearest its p50, p90, p95 and p99. */
function histogram_bounds_chooseBounds(before, block) {
    const stable = { ...before };
    for (const [name, cell] of Object.entries(block.cells)) {
        if (name !== 'all' && !name.startsWith('le='))
            continue;
        const known = stable[name] ?? { trials: 0, events: 0 };
        stable[name] = { trials: known.trials + cell.stable.trials, events: known.events + cell.stable.events };
    }
    const trials = stable['all']?.trials ?? 0;
    if (trials < CHOOSE_AFTER)
        return { kind: 'choosing', stable };
    const bounds = boundsAmong(Object.keys(block.cells));
    const slower = (seconds) => (stable[boundCellName(seconds)]?.events ?? 0) / trials;
    const distance = (seconds, tail) => Math.abs(slower(seconds) - tail);
    const nearest = (tail) => bounds.reduce((best, next) => (best === undefined || distance(next, tail) < distance(best, tail) ? next : best), undefined);
    const picked = QUANTILES.map((quantile) => nearest(1 - quantile)).filter((seconds) => seconds !== undefined);
    return { kind: 'chosen', seconds: [...new Set(picked)] };
}
/** The block without the bucket bounds that nothing looks at any more, once the compared ones are chosen: what is recorded is what is used. */
function withoutUnusedBounds(check, state, block) {
    if (check.signal.kind !== 'time' || state.bounds.kind === 'choosing')
        return block;
    const used = new Set([...state.bounds.seconds.map(boundCellName), limitCell(check, block)]);
    return { ...block, cells: Object.fromEntries(Object.entries(block.cells).filter(([name]) => !name.startsWith('le=') || used.has(name))) };
}
/** The bucket bounds among the names of cells, in seconds, ascending. */
function boundsAmong(cells) {
    return cells
        .filter((name) => name.startsWith('le='))
        .map((name) => Number(name.slice(3)))
        .filter((seconds) => Number.isFinite(seconds))
        .sort((a, b) => a - b);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/test-block.ts










const test_block_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/** What the block changes of the check's state. */
function test_block_testBlock(policy, check, state, seen) {
    const gridPoint = gridPointOf(policy, state, seen);
    const { block, carried, closed } = inContext(check, state, seen, gridPoint);
    const compared = comparedCells(check, state, block);
    const reading = readBlock({ policy, check, state, block, closed, compared });
    const primary = block.cells[primaryCell(check, state)] ?? test_block_NOTHING;
    // Of those who are left, how many fail in one block says nothing about how many fail.
    const own = countsUsers(check) ? test_block_NOTHING.candidate : primary.candidate;
    return {
        ...claimsAfter(check, state, reading.against, gridPoint),
        totals: totalsWith(check, state.totals, seen, [...compared.map(({ name }) => name), limitCell(check, block)]),
        carried,
        same: played(state.same, reading.notWorse, gridPoint),
        better: played(state.better, reading.better, gridPoint),
        caps: countsBadEvents(check) ? updateRateCaps(state.caps, { cell: primary, own }, { gridPoint, alpha: policy.expert.certifyAlpha }) : state.caps,
        newest: { cell: primary, lastedMs: block.toMs - block.fromMs },
        lone: state.lone.kind === 'watching' ? watchAlone(state.lone, primary) : state.lone,
    };
}
/** The highest odds of the check after `block`, as if it had been the next one. */
function test_block_oddsPeakAfter(policy, check, state, seen) {
    if (state.bounds.kind === 'choosing')
        return state.oddsPeak;
    const gridPoint = gridPointOf(policy, state, seen);
    const { block, closed } = inContext(check, state, seen, gridPoint);
    const { against } = readBlock({ policy, check, state, block, closed, compared: comparedCells(check, state, block) });
    return claimsAfter(check, state, against, gridPoint).oddsPeak;
}
function gridPointOf(policy, { originMs }, block) {
    return originMs < 0 ? 0 : Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
}
/** The block as its claims read it, with what it needs from the blocks before it. */
function inContext(check, state, block, gridPoint) {
    if (isLevel(check)) {
        const { window, closed } = collect(state.carried, block, gridPoint);
        return { block, carried: window, closed };
    }
    if (!countsUsers(check))
        return { block, carried: state.carried, closed: { kind: 'none' } };
    return { ...amongUsersSeen(state.carried, block), closed: { kind: 'none' } };
}
/** As it is kept in the state. */
function played(wealth, wager, gridPoint) {
    const next = play(wealth, wager, gridPoint);
    return next.kind === 'tilt' ? shortened(next) : next;
}
/**
 * A claim that the block says nothing about (a slice without a request) still lets time pass on its grid. All claims make one e-value: shares add up to
 * at most 1, the rest is cash (Vovk & Wang 2021, Ann. Statist. 49:1736).
 */
function claimsAfter(check, state, against, gridPoint) {
    const claims = { ...state.claims };
    for (const { name, share, wager } of against) {
        const known = claims[name];
        claims[name] = { share: known?.share ?? share, wealth: played(known?.wealth ?? newWealth(check.independent ? 'tilt' : 'bet'), wager, gridPoint) };
    }
    let odds = 0;
    let cash = 1;
    let loudest = 'all';
    let most = 0;
    for (const name of Object.keys(claims)) {
        const claim = claims[name];
        if (claim === undefined || claim.share === 0)
            continue;
        const wealth = startBets(claim.wealth, gridPoint);
        if (wealth !== claim.wealth)
            claims[name] = { share: claim.share, wealth };
        const value = claim.share * capital(wealth);
        odds += value;
        cash -= claim.share;
        if (value > most) {
            loudest = name;
            most = value;
        }
    }
    odds += Math.max(0, cash);
    return { claims, odds, oddsPeak: Math.max(state.oddsPeak, odds), loudest };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/absorb.ts











function absorb_newCheckState(check, fromMs) {
    const evaluator = check.independent ? 'tilt' : 'bet';
    return {
        watermarkMs: fromMs,
        originMs: -1,
        blocksUsed: 0,
        coveredMs: 0,
        coveredFromMs: fromMs,
        totals: {},
        claims: {},
        bounds: check.signal.kind === 'time' ? { kind: 'choosing', stable: {} } : { kind: 'chosen', seconds: [] },
        carried: { kind: 'none' },
        odds: 1,
        oddsPeak: 1,
        loudest: 'all',
        same: newWealth(evaluator),
        better: newWealth(evaluator),
        caps: newRateCaps(),
        excess: 0,
        expected: 0,
        requestsPerMs: 0,
        newest: { cell: absorb_NOTHING, lastedMs: 0 },
        lone: { kind: 'none' },
        noData: '',
    };
}
/** The checks after `evidence`. Evidence of checks that the policy does not have is ignored. Total: bad blocks make a check blind, never fail. */
function absorb_absorb(before, evidence) {
    const { policy, exclusions } = before;
    const checks = {};
    const breaches = [];
    const seen = [];
    const split = splitCheck(policy);
    let { sampleRatio } = before;
    for (const check of policy.checks) {
        let state = before.checks[check.name] ?? absorb_newCheckState(check, 0);
        const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
        if (news?.kind === 'no-data')
            state = { ...state, noData: news.why === '' ? 'the source has no data and does not say why' : news.why };
        if (news?.kind === 'blocks') {
            for (const block of news.blocks) {
                const validity = judgeBlock(check, block, state.watermarkMs);
                if (validity.kind === 'invalid') {
                    state = { ...state, noData: `invalid evidence: ${validity.why}` };
                    break;
                }
                seen.push(check.name);
                const inForce = inForceDuring(before.weights, block);
                const isExposed = inForce === 'unknown' || inForce.weight > 0;
                const isMeasured = isExposed || inForce.mirror > 0 || isLevel(check);
                const harm = harmWith(policy, check, state, { block, isExposed });
                if (exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs)) {
                    state = drop(check, state, block, harm);
                    continue;
                }
                if (isMeasured)
                    breaches.push(...breachesOf(policy, check, block));
                if (check === split && inForce !== 'unknown')
                    sampleRatio = watchSplit(policy, sampleRatio, block, inForce.weight);
                state = use(policy, check, state, isMeasured ? block : withoutCandidate(block), harm);
            }
        }
        checks[check.name] = state;
    }
    return { checks, sampleRatio, breaches, seen };
}
/**
 * Evidence time starts anew after a weight change: dwell and bake count blocks that begin at `fromMs` or later, however late the older ones come. So does
 * what blocks carry on: users were moved, and a gauge's growth over a change of load is none.
 */
function absorb_restartCoverage(checks, fromMs) {
    return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, { ...state, coveredMs: 0, coveredFromMs: fromMs, carried: { kind: 'none' } }]));
}
/** At 0 % and without copies whatever the candidate has counted came from nobody's request: a golden set, a health check. */
function withoutCandidate(block) {
    return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, { stable }]) => [name, { stable, candidate: absorb_NOTHING.candidate }])) };
}
/** Nothing is tested on a block around a weight change, but the users in it were seen. */
function drop(check, state, block, harm) {
    return { ...state, ...harm, watermarkMs: block.toMs, noData: '', carried: countsUsers(check) ? amongUsersSeen(state.carried, block).carried : { kind: 'none' } };
}
function use(policy, check, state, block, harm) {
    return {
        ...state,
        ...harm,
        watermarkMs: block.toMs,
        noData: '',
        originMs: state.originMs < 0 ? block.fromMs : state.originMs,
        blocksUsed: state.blocksUsed + 1,
        coveredMs: state.coveredMs + (block.fromMs >= state.coveredFromMs ? block.toMs - block.fromMs : 0),
        // Blocks that choose the bounds are not tested: a test must not see the data that shaped it.
        ...(state.bounds.kind === 'chosen'
            ? testBlock(policy, check, state, block)
            : { bounds: chooseBounds(state.bounds.stable, block), totals: totalsWith(check, state.totals, block, []) }),
    };
}
const absorb_NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/look.ts
// Everything that a rule may look at: the rollout with the new evidence in it, the world around it, and what follows from both.






function look_lookAt(rollout, evidence, situation) {
    const { policy } = rollout;
    const absorbed = absorb(rollout, evidence);
    const reports = policy.checks.flatMap((check) => {
        const state = absorbed.checks[check.name];
        return state === undefined ? [] : [reportCheck(policy, check, state, absorbed.breaches)];
    });
    return {
        rollout,
        policy,
        // A plan without a bake: nothing is left to wait for after the promotion.
        stage: policy.plan[rollout.stageIndex] ?? { kind: 'bake', durationMs: 0, holdback: PPM_NONE },
        situation,
        absorbed,
        reports,
        live: policy.checks.filter((check) => check.then === 'rollback' && !isDelayed(check)),
        clocked: clockedChecks(policy),
        excess: excessHarm(policy, absorbed.checks),
        allowed: allowedWeight(policy, absorbed.checks, { nextLookMs: situation.nextLookMs, isFirst: rollout.weight === 0 }),
        traffic: requestsPerMs(policy, absorbed.checks),
    };
}
function clockedChecks(policy) {
    const acting = policy.checks.filter((check) => !onlyTells(check.then));
    const live = acting.filter((check) => !isDelayed(check));
    return live.length > 0 ? live : acting.length > 0 ? acting : policy.checks;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/people-rules.ts

function alreadyLeaving({ rollout }) {
    return rollout.phase === 'leaving' ? takeOut([{ code: 'leaving', why: rollout.leavingWhy }]) : 'silent';
}
function aborted({ situation: { request } }) {
    return request.kind === 'abort' ? takeOut([{ code: 'aborted', actor: request.actor, why: request.why }]) : 'silent';
}
function loweredOutside({ rollout, situation: { router } }) {
    if (router.kind !== 'read' || router.ours || router.weight >= rollout.weight)
        return 'silent';
    return takeOut([{ code: 'weight-lowered-outside', recorded: rollout.weight, observed: router.weight }]);
}
function superseded(look) {
    const { request } = look.situation;
    return request.kind === 'supersede' ? takeOutUnlessStableIsDead(look, { code: 'superseded', by: request.by }) : 'silent';
}
/**
 * While a target is paused nothing goes up, also not by an approval: that answers questions of the policy, and a pause is ended by who resumes it. What goes
 * down goes on. A hold says that it is paused; first where nobody is asked for anything else.
 */
function people_rules_unlessPaused({ rollout: { pause } }, ruling) {
    if (pause.kind === 'none')
        return ruling;
    const paused = { code: 'paused', by: pause.by, why: pause.why, sinceMs: pause.sinceMs };
    switch (ruling.kind) {
        case 'advance':
        case 'promote':
        case 'finished':
            return { kind: 'hold', reasons: [paused] };
        case 'hold':
            return { ...ruling, reasons: (ruling.needs ?? 'nothing') === 'nothing' ? [paused, ...ruling.reasons] : [...ruling.reasons, paused] };
        case 'stepBack':
        case 'rollback':
        case 'halt':
            return ruling;
    }
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/stage-rules.ts
// Rules of the stages, and how one passes into the next.













function smoke(look) {
    if (look.stage.kind !== 'smoke')
        return 'silent';
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble);
    const { smoke: probe } = look.situation;
    if (look.stage.probe.kind === 'none')
        return pass(look, { code: 'smoke-passed', cases: 0 });
    switch (probe.kind) {
        case 'passed':
            return pass(look, { code: 'smoke-passed', cases: probe.cases });
        case 'failed':
            return takeOut([{ code: 'smoke-failed', cases: probe.cases, failed: probe.failed, first: probe.first }]);
        case 'unavailable':
            return ruling_hold({ code: 'smoke-unavailable', why: probe.why });
        case 'not-asked':
            return ruling_hold({ code: 'smoke-unavailable', why: 'the golden set was not asked yet' });
    }
}
function awaitingPromotion({ rollout }) {
    return rollout.phase === 'awaiting-promotion' ? promote([{ code: 'awaiting-promotion' }]) : 'silent';
}
function insufficientEvidence(look) {
    const { stage, rollout } = look;
    const isMeasured = (stage.kind === 'shadow' && rollout.mirror > 0) || ((stage.kind === 'ramp' || stage.kind === 'split') && rollout.weight > 0);
    if (!isMeasured)
        return 'silent';
    // Labels gate the promotion, not the steps before it: they cannot be there yet.
    const early = look.clocked.filter((check) => !delayed_isDelayed(check)).flatMap((check) => look.reports.filter((report) => report.name === check.name && report.verdict === 'insufficient'));
    const [first, ...others] = early.map((report) => ({ code: 'insufficient', check: report.name, ...samplesOf(look, report) }));
    return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}
/** What is missing: requests of the candidate, or of stable while a latency check learns its bounds. */
function samplesOf({ absorbed, policy }, { name, totals }) {
    const state = absorbed.checks[name];
    if (state?.bounds.kind === 'choosing')
        return { trials: state.totals['all']?.stable.trials ?? 0, trialsNeeded: CHOOSE_AFTER };
    return { trials: totals.candidate.trials, trialsNeeded: policy.expert.samplesMin };
}
function shadow(look) {
    const { stage, rollout } = look;
    if (stage.kind !== 'shadow')
        return 'silent';
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble);
    if (plan_copiesMore(look.situation.router, rollout))
        return ruling_hold({ code: 'dwell', untilMs: look.situation.nowMs + look.policy.expert.blockMs });
    if (rollout.mirror === units_PPM_NONE)
        return startShadow(look, stage, rollout.stageIndex, { code: 'stage-passed', stage: 'smoke' });
    const leftMs = stage.durationMs - coveredMs(look);
    return leftMs > 0 ? ruling_hold({ code: 'shadowing', leftMs }) : pass(look, { code: 'stage-passed', stage: 'shadow' });
}
function approval(look) {
    if (look.stage.kind !== 'approval')
        return 'silent';
    return answers_isApproved(look) ? pass(look, { code: 'stage-passed', stage: 'approval' }) : ruling_hold({ code: 'approval-needed' }, 'approval');
}
function ramp(look) {
    const { stage } = look;
    if (stage.kind === 'switch')
        return pass(look, { code: 'stage-passed', stage: 'switch' });
    if (stage.kind !== 'ramp')
        return 'silent';
    return stage_rules_climb(look, stage, () => certified(look, { code: 'all-certified' }));
}
function split(look) {
    const { stage } = look;
    return stage.kind === 'split' ? stage_rules_climb(look, rampOf(stage), () => judged(look, stage)) : 'silent';
}
function bake(look) {
    if (look.rollout.phase !== 'baking')
        return 'silent';
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble, 'human');
    const durationMs = look.stage.kind === 'bake' ? look.stage.durationMs : 0;
    const leftMs = durationMs - coveredMs(look);
    if (leftMs > 0)
        return ruling_hold({ code: 'baking', leftMs });
    return { kind: 'finished', to: units_PPM_ALL, reasons: [{ code: 'baked', forMs: durationMs }] };
}
/** People are away: nothing is raised or promoted, unless one of them says so now. */
function stage_rules_unlessQuiet(look, ruling) {
    const { quiet } = look.situation;
    const isRaise = ruling.kind === 'advance' || (ruling.kind === 'promote' && look.rollout.phase === 'trial');
    if (!isRaise || quiet.kind === 'no' || isApproved(look))
        return ruling;
    return hold({ code: 'quiet', untilMs: quiet.untilMs });
}
/** Into the stage after this one; `why` this one is over. After the last one before the promotion comes the promotion. */
function pass(look, why) {
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble);
    const index = look.rollout.stageIndex + 1;
    const next = look.policy.plan[index];
    switch (next?.kind) {
        case 'ramp':
        case 'split':
            return raise(look, rampOf(next), index, why);
        case 'shadow':
            return startShadow(look, next, index, why);
        case 'approval':
            // Nothing is copied while nobody decides.
            if (look.rollout.mirror > 0)
                return { kind: 'advance', to: look.rollout.weight, mirror: units_PPM_NONE, stageIndex: index, reasons: [why], needs: 'approval' };
            return { ...ruling_hold({ code: 'approval-needed' }, 'approval'), stageIndex: index };
        case 'switch':
            return { ...promote([why]), stageIndex: index };
        case 'bake':
        case 'follow':
        case undefined:
            return promote([why]);
        case 'smoke':
            // Never after another stage: policies are refused then.
            return ruling_hold({ code: 'dwell', untilMs: look.situation.nowMs });
    }
}
function startShadow(look, stage, stageIndex, why) {
    const { router } = look.situation;
    if (router.kind === 'read' && router.mirror === 'cannot')
        return ruling_hold({ code: 'router-cannot-mirror' }, 'human');
    return { kind: 'advance', to: look.rollout.weight, mirror: stage.share, stageIndex, reasons: [why] };
}
/** One step of a ramp, or what its top says. */
function stage_rules_climb(look, stage, atTop) {
    const { rollout } = look;
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble);
    const dwellMs = stage.steps.kind === 'ladder' ? stage.steps.everyMs : look.policy.expert.blockMs;
    const { router, nowMs } = look.situation;
    // A raise that is made and not in effect yet: deciding it again would make the router begin anew.
    if (router.kind === 'read' && router.weight > rollout.weight)
        return ruling_hold({ code: 'dwell', untilMs: nowMs + dwellMs });
    if (rollout.weight > 0) {
        const leftMs = dwellMs - coveredMs(look);
        if (leftMs > 0)
            return ruling_hold({ code: 'dwell', untilMs: nowMs + leftMs });
    }
    return raise(look, stage, rollout.stageIndex, rollout.weight > 0 ? { code: 'stage-passed', stage: 'ramp' } : stageBefore(look), atTop);
}
function raise(look, stage, stageIndex, why, atTop = () => promote([why])) {
    const { router } = look.situation;
    if (router.kind !== 'read')
        return ruling_hold({ code: 'router-unreadable', why: router.why });
    const { step } = router;
    const next = nextRampStep(stage, look.policy.expert, { weight: look.rollout.weight, allowed: look.allowed, step });
    switch (next.kind) {
        case 'raise':
            return { kind: 'advance', to: next.to, mirror: units_PPM_NONE, stageIndex, reasons: [why] };
        case 'wait':
            // The stage before is over all the same: an approval, say, is not asked for twice.
            return { ...ruling_hold(waitReason(look, next.next)), stageIndex };
        case 'top':
            return stageIndex === look.rollout.stageIndex ? atTop() : { kind: 'hold', stageIndex, reasons: [{ code: 'dwell', untilMs: look.situation.nowMs }] };
    }
}
/** What the first raise of a ramp follows from, when it had to wait. */
function stageBefore({ rollout, policy }) {
    const before = policy.plan[rollout.stageIndex - 1]?.kind ?? 'smoke';
    return before === 'smoke' ? { code: 'smoke-passed', cases: 0 } : { code: 'stage-passed', stage: before };
}
function waitReason(look, next) {
    if (look.traffic === 'unknown')
        return { code: 'traffic-unknown' };
    return look.rollout.weight === 0 ? { code: 'budget-too-small', allowed: look.allowed, next } : { code: 'weight-held-by-promise', allowed: look.allowed };
}
/** On to the next stage when every check that can roll back rules out what it has to. */
function certified(look, why) {
    const open = look.policy.checks.flatMap((check) => {
        const report = look.reports.find(({ name }) => name === check.name);
        return report === undefined || isSureEnough(look, check, report) ? [] : [{ check, report }];
    });
    // A person who has seen what is not certified may go on without it.
    if (open.length > 0 && answers_isApproved(look) && mayPromote(look))
        return pass(look, undecided(look));
    const [first, ...others] = open.map(({ check, report }) => ({ code: 'not-certified', check: check.name, effect: claims_mustRuleOut(look.policy, check), sameOdds: report.sameOdds, oddsNeeded: 1 / look.policy.expert.certifyAlpha }));
    return first === undefined ? pass(look, why) : { kind: 'hold', reasons: [first, ...others] };
}
/** What can roll back has to be certified; what holds has to have seen enough, unless labels are still to come. */
function isSureEnough(look, check, report) {
    if (check.then === 'rollback')
        return mayPass(check, report);
    return policy_onlyTells(check.then) || !look.clocked.includes(check) || isFine(report) || isAnswered(look, questionOfCheck(check.name));
}
/** An A/B stage ends when its check has won, when an improvement worth having is ruled out, or never by itself: time alone proves nothing. */
function judged(look, stage) {
    const report = look.reports.find(({ name }) => name === stage.judge);
    const state = look.absorbed.checks[stage.judge];
    if (report === undefined || state === undefined)
        return ruling_hold({ code: 'insufficient', check: stage.judge, trials: 0, trialsNeeded: look.policy.expert.samplesMin });
    const odds = stage.goal === 'superior' ? report.betterOdds : Math.max(report.betterOdds, report.sameOdds);
    const needed = 1 / look.policy.expert.certifyAlpha;
    // The others must not be worse, whoever wins.
    if (odds >= needed)
        return certified(look, { code: 'split-won', check: stage.judge, odds });
    const hopeless = Object.entries(state.claims).some(([name, claim]) => isFutility(name) && wealth_capital(claim.wealth) >= needed);
    if (hopeless)
        return takeOut([{ code: 'split-futile', check: stage.judge, worthwhile: stage.worthwhile }]);
    const leftMs = Math.max(0, stage.durationMs - coveredMs(look));
    if (answers_isApproved(look) && mayPromote(look))
        return pass(look, undecided(look));
    return ruling_hold({ code: 'split-open', check: stage.judge, odds, oddsNeeded: needed, leftMs }, leftMs > 0 ? 'nothing' : 'approval');
}
/** Healthy time is counted by what the metrics covered, by the check that saw least: a missing tick is no gap, a missing metric is. */
function coveredMs(look) {
    const covered = look.clocked.map((check) => look.absorbed.checks[check.name]?.coveredMs ?? 0);
    return covered.length === 0 ? 0 : Math.min(...covered);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rules/turning.ts
// The smallest change of the newest block that would have changed the decision: what a person asks first.





const NO_TURNING = { kind: 'none' };
/** Only what one number can turn: a rollback for a check that is worse, and everything that a few more bad events would have made one. */
function turning_turningOf(look, ruling, evidence) {
    const [reason] = ruling.reasons;
    if (reason?.code === 'regression')
        return fewerEvents(look, reason.check, reason.cell, evidence);
    if (reason?.code === 'limit-breached')
        return underLimit(look, reason);
    if (ruling.kind !== 'hold' && ruling.kind !== 'advance' && ruling.kind !== 'promote')
        return NO_TURNING;
    const closest = look.reports.reduce((best, next) => (next.then === 'rollback' && (best === undefined || nearness(next) > nearness(best)) ? next : best), undefined);
    return closest === undefined ? NO_TURNING : moreEvents(look, closest.name, evidence);
}
function nearness(report) {
    return report.odds / report.oddsNeeded;
}
/** The most events with which the check would not have been worse. */
function fewerEvents(look, name, cell, evidence) {
    const check = look.policy.checks.find((known) => known.name === name);
    const blocks = testedBlocks(look, name, evidence);
    const newest = blocks.at(-1);
    const seen = newest?.cells[cell]?.candidate.events ?? 0;
    if (check === undefined || newest === undefined)
        return NO_TURNING;
    const isWorse = judgeOf(look, check, blocks);
    if (isWorse(changed(newest, cell, 0)))
        return NO_TURNING;
    const instead = lastTrue(0, seen, (events) => !isWorse(changed(newest, cell, events)));
    return { kind: 'events', check: name, cell, seen, instead, decision: 'hold' };
}
/** The fewest events with which the check would have been worse. */
function moreEvents(look, name, evidence) {
    const check = look.policy.checks.find((known) => known.name === name);
    const state = look.absorbed.checks[name];
    const blocks = testedBlocks(look, name, evidence);
    const newest = blocks.at(-1);
    if (check === undefined || state === undefined || newest === undefined || check.better === 'higher')
        return NO_TURNING;
    const cell = primaryCell(check, state);
    const { trials = 0, events: seen = 0 } = newest.cells[cell]?.candidate ?? {};
    if (!Number.isSafeInteger(seen) || seen >= trials)
        return NO_TURNING;
    const isWorse = judgeOf(look, check, blocks);
    if (!isWorse(changed(newest, cell, trials)))
        return NO_TURNING;
    const instead = lastTrue(seen, trials, (events) => !isWorse(changed(newest, cell, events))) + 1;
    return { kind: 'events', check: name, cell, seen, instead, decision: 'rollback' };
}
function underLimit(look, { check, cell, observed, max }) {
    const declared = look.policy.checks.find(({ name }) => name === check);
    if (declared === undefined || declared.limit.kind === 'level' || declared.better === 'higher')
        return NO_TURNING;
    const instead = lastTrue(0, observed.events, (events) => !breaksHardLimit({ trials: observed.trials, events }, max, { samplesMin: look.policy.expert.samplesMin, independent: declared.independent }));
    return { kind: 'events', check, cell, seen: observed.events, instead, decision: 'hold' };
}
/** Blocks that were tested: around a change of the weight nothing is. */
function testedBlocks({ rollout }, check, evidence) {
    const news = Object.hasOwn(evidence, check) ? evidence[check] : undefined;
    if (news?.kind !== 'blocks')
        return [];
    return rollout.exclusions.length === 0 ? news.blocks : news.blocks.filter((block) => !rollout.exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs));
}
/** Tells whether the check alone would be worse, had the newest block shown other numbers. */
function judgeOf({ rollout, policy }, check, blocks) {
    const alone = { ...rollout, policy: { ...policy, checks: [check] } };
    const known = rollout.checks[check.name] ?? newCheckState(check, 0);
    const before = blocks.length === 1 ? known : (absorb(alone, { [check.name]: { kind: 'blocks', blocks: blocks.slice(0, -1), gaps: [] } }).checks[check.name] ?? known);
    const needed = oddsNeeded(policy, check);
    return (instead) => oddsPeakAfter(policy, check, before, instead) >= needed;
}
function changed(block, cell, events) {
    const counts = block.cells[cell];
    return counts === undefined ? block : { ...block, cells: { ...block.cells, [cell]: { ...counts, candidate: { ...counts.candidate, events } } } };
}
/** The largest whole number from `from` for which `holds`; it holds at `from`, and at some point up to `to` it stops for good. */
function lastTrue(from, to, holds) {
    let [low, high] = [from, to];
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (holds(middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/decide.ts











/** Decides what `rollout` does next. Pure and total: never throws, whatever the evidence holds. */
function decide(rollout, evidence, situation) {
    const look = lookAt(rollout, evidence, situation);
    for (const rule of RULES) {
        const ruling = rule(look);
        if (ruling !== 'silent')
            return { decision: spelledOut(look, notOntoDeadStable(look, unlessPaused(look, unlessQuiet(look, ruling))), evidence), checks: look.absorbed.checks, absorbed: look.absorbed };
    }
    const nothingSaid = hold({ code: 'insufficient', check: 'any', trials: 0, trialsNeeded: look.policy.expert.samplesMin });
    return { decision: spelledOut(look, unlessPaused(look, nothingSaid), evidence), checks: look.absorbed.checks, absorbed: look.absorbed };
}
const RULES = [
    alreadyLeaving,
    aborted,
    loweredOutside,
    superseded,
    hardLimit,
    confirmedRegression,
    nobodyLooks,
    softLimit,
    sharedOverload,
    commonMode,
    worseThanBefore,
    raisedOutside,
    unrecordedLowering,
    harmBudget,
    promiseAllowsLess,
    blindness,
    sampleRatio,
    deadline,
    frozenData,
    routerUnreadable,
    checksThatHold,
    missingData,
    steppedBack,
    smoke,
    awaitingPromotion,
    insufficientEvidence,
    shadow,
    approval,
    ramp,
    split,
    bake,
];
function mergedShown(look) {
    const { odds, oddsNeeded } = mergedOdds(look);
    return { odds: shown(odds), oddsNeeded };
}
function spelledOut(look, ruling, evidence) {
    return {
        kind: ruling.kind,
        from: look.rollout.weight,
        to: ruling.to ?? look.rollout.weight,
        mirror: ruling.kind === 'rollback' ? PPM_NONE : (ruling.mirror ?? look.rollout.mirror),
        needs: ruling.needs ?? 'nothing',
        reasons: ruling.reasons,
        checks: look.reports,
        merged: mergedShown(look),
        harm: { excess: look.excess, budget: look.policy.promise.badRequestsMax },
        turning: turningOf(look, ruling, evidence),
        answered: answeredNow(look),
        stageIndex: ruling.stageIndex ?? look.rollout.stageIndex,
    };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/checks/follow-up.ts



/** `worse`: checks that are worse than allowed now and were not told yet. Pure and total. */
function follow_up_followUp(followed, evidence) {
    const { policy, exclusions } = followed;
    const awaited = { ...policy, checks: policy.checks.filter(({ name }) => followed.checks[name] !== undefined) };
    const { checks } = absorb({ policy: awaited, checks: followed.checks, exclusions, weights: [], sampleRatio: newSampleRatio() }, evidence);
    const worse = awaited.checks.filter((check) => (checks[check.name]?.oddsPeak ?? 0) >= oddsNeeded(policy, check) && !followed.told.includes(check.name)).map(({ name }) => name);
    return { followed: { ...followed, checks, told: [...followed.told, ...worse] }, worse };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/fold.ts
// State is the fold of the ledger. One event in, the next state out; whatever does not fit is our bug and stops the run.









/** A change that has not settled lasts for ever, until it is confirmed. */
const NOT_SETTLED = Number.MAX_SAFE_INTEGER;
/** What ended longer ago is in the ledger's history, not in its state. */
const ENDED_KEPT = 50;
const FOLLOWED_KEPT = 3;
/** All events of one target, oldest first, to its state. Throws InvariantError where an event does not follow from what is before it. */
function foldAll(events) {
    return events.reduce((folded, event) => ({ kind: 'present', state: fold(folded, event) }), { kind: 'empty' });
}
/**
 * The state after `event`. `absorbed`: what decide() made of the evidence in a `ticked` event, when it was just asked; a ledger that is read does not
 * carry it, and gets the same from the evidence.
 */
function fold(before, event, absorbed) {
    const sequence = before.kind === 'empty' ? 0 : before.state.sequence;
    invariant(event.sequence === sequence + 1, 'events follow each other without a gap', { expected: sequence + 1, seen: event.sequence });
    if (event.kind === 'adopted') {
        invariant(before.kind === 'empty', 'a target is adopted once', { sequence: event.sequence });
        return { schema: 1, target: event.target, sequence: 1, slots: event.slots, stable: event.stable, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [] };
    }
    invariant(before.kind === 'present', 'the first event adopts the target', { seen: event.kind });
    const state = { ...before.state, sequence: event.sequence };
    if (event.kind === 'started')
        return start(state, event);
    if (event.kind === 'followed-up')
        return follow(state, event);
    if (event.kind === 'restored')
        return restore(state, event);
    if (event.kind === 'retraining-asked')
        return { ...state, retrainingAsked: [...(state.retrainingAsked ?? []), { rolloutId: event.rolloutId, check: event.check }].slice(-ENDED_KEPT) };
    if (event.kind === 'paused')
        return pause(state, event);
    if (event.kind === 'resumed')
        return resume(state, event);
    const { rollout } = state;
    invariant(rollout.kind === 'live' && rollout.id === event.rolloutId, 'the event belongs to the live rollout', { seen: event.rolloutId });
    switch (event.kind) {
        case 'ticked':
            return { ...state, rollout: tick(rollout, event, absorbed ?? absorb(rollout, event.evidence)) };
        case 'intended':
            return { ...state, rollout: intend(rollout, event.effect, event.atMs) };
        case 'confirmed':
            return fold_confirm(state, rollout, event);
        case 'promoted':
            return { ...state, rollout: bakeFrom(rollout, event) };
        case 'violated':
            return { ...state, rollout: { ...rollout, violated: [...new Set([...(rollout.violated ?? []), ...event.paths])] } };
        case 'ended':
            return end(state, rollout, event);
        default:
            return assertNever(event);
    }
}
function start(state, event) {
    invariant(state.pause.kind === 'none', 'nothing is started on a paused target', { rollout: event.rolloutId });
    invariant(state.rollout.kind === 'none', 'one rollout per target at a time', { live: state.rollout.kind });
    invariant(event.candidate.slot !== state.stable.slot, 'the candidate has the slot that does not serve', { slot: event.candidate.slot });
    const { policy } = event;
    const rollout = {
        kind: 'live',
        id: event.rolloutId,
        candidate: event.candidate,
        policy,
        policyDigest: event.policyDigest,
        startedAtMs: event.atMs,
        phase: 'trial',
        stageIndex: 0,
        stageEnteredAtMs: event.atMs,
        weightSinceMs: event.atMs,
        weight: PPM_NONE,
        weightMax: PPM_NONE,
        firstWeight: PPM_NONE,
        mirror: PPM_NONE,
        attempt: event.attempt,
        weights: [{ fromMs: event.atMs, weight: PPM_NONE, mirror: PPM_NONE }],
        sampleRatio: newSampleRatio(),
        suspicion: { kind: 'none' },
        pending: { kind: 'none' },
        exclusions: [],
        checks: Object.fromEntries(policy.checks.map((check) => [check.name, newCheckState(check, event.atMs)])),
        snapshot: null,
        answered: [],
        waitsForApproval: false,
        pause: { kind: 'none' },
        pointerMoved: false,
        confirmedEffect: '',
        lastRuling: '',
        leavingWhy: '',
        ...drillOf(event),
    };
    return { ...state, rollout };
}
function tick(rollout, event, absorbed) {
    const { decision, situation } = event;
    // What a person has looked into is watched anew from here.
    const checks = watchedAnew(absorbed.checks, decision.answered);
    const sampleRatio = decision.answered.includes(SAMPLE_RATIO) ? newSampleRatio() : absorbed.sampleRatio;
    const moved = {
        ...rollout,
        checks,
        sampleRatio,
        suspicion: suspicionAfter(rollout, decision, event.atMs),
        snapshot: event.snapshot,
        exclusions: stillNeeded(rollout.exclusions, checks),
        weights: stillInForce(rollout.weights, checks),
        answered: [...new Set([...rollout.answered, ...decision.answered.filter(isRemembered)])],
        waitsForApproval: isAsking(decision) || (rollout.waitsForApproval && !decision.answered.includes(STEP_BACK)),
        stageIndex: decision.stageIndex,
        stageEnteredAtMs: decision.stageIndex === rollout.stageIndex ? rollout.stageEnteredAtMs : event.atMs,
        phase: phaseAfter(rollout, decision),
        lastRuling: rulingOf(decision),
        leavingWhy: rollout.leavingWhy === '' && decision.kind === 'rollback' ? leavingWhy(decision) : rollout.leavingWhy,
        ...retrainingAfter(rollout, decision),
    };
    switch (event.effect.kind) {
        case 'none':
            return wasNotDone(moved, event) ? abandon(moved, event.atMs) : moved;
        case 'intended':
        case 'unconfirmed':
            return intend(moved, event.effect.effect, situation.nowMs);
        case 'done':
            return settle(intend(moved, event.effect.effect, situation.nowMs), event.effect.effect, event.effect.effect.weight, event.atMs);
        default:
            return assertNever(event.effect);
    }
}
function retrainingAfter({ retrainingDue = [] }, { checks }) {
    const due = [...new Set([...retrainingDue, ...checks.filter(({ then, verdict }) => then === 'retrain' && verdict === 'worse').map(({ name }) => name)])];
    return due.length === 0 ? {} : { retrainingDue: due };
}
function phaseAfter(rollout, decision) {
    if (decision.kind === 'rollback')
        return 'leaving';
    if (decision.kind === 'promote')
        return 'awaiting-promotion';
    // A hold while a promotion waits (frozen data changed, say) does not take the promotion back; a step back does.
    return decision.kind === 'stepBack' ? 'trial' : rollout.phase;
}
/** Identity of what a decision says, without its numbers. */
function rulingOf(decision) {
    return `${decision.kind}/${decision.needs}/${decision.reasons.map((reason) => reason.code).join('+')}`;
}
/** A recorded raise that the router does not show: the job died before it acted, and a later look decided something else. */
function wasNotDone(rollout, { situation: { router } }) {
    return rollout.pending.kind !== 'none' && router.kind === 'read' && router.weight === rollout.weight && !copiesMore(router, rollout);
}
function abandon(rollout, atMs) {
    return { ...rollout, pending: { kind: 'none' }, exclusions: fold_closed(rollout, atMs) };
}
function fold_closed(rollout, atMs) {
    return rollout.exclusions.map((span) => (isClosed(span) ? span : { fromMs: span.fromMs, toMs: atMs + rollout.policy.expert.warmUpMs }));
}
function leavingWhy(decision) {
    return decision.reasons[0]?.code ?? 'unknown';
}
/** `fromMs`: when the effect was decided; a lowering was made between then and its record. */
function intend(rollout, effect, fromMs) {
    invariant(effect.rolloutId === rollout.id, 'an effect belongs to its rollout', { effect: effect.id, rollout: rollout.id });
    invariant(rollout.phase !== 'leaving' || effect.weight === 0, 'a candidate that leaves is never raised again', { weight: effect.weight });
    const open = rollout.exclusions.find((span) => !isClosed(span));
    return { ...rollout, pending: effect, exclusions: [...rollout.exclusions.filter(isClosed), open ?? { fromMs, toMs: NOT_SETTLED }] };
}
function isClosed(span) {
    return span.toMs !== NOT_SETTLED;
}
/** `weight`: what the router shows, which rounds down. */
function settle(rollout, effect, weight, settledAtMs) {
    return {
        ...rollout,
        weight,
        mirror: effect.mirror,
        weights: [...rollout.weights, { fromMs: settledAtMs, weight, mirror: effect.mirror }],
        confirmedEffect: effect.id,
        weightSinceMs: settledAtMs,
        weightMax: weight > rollout.weightMax ? weight : rollout.weightMax,
        firstWeight: rollout.firstWeight === 0 ? weight : rollout.firstWeight,
        pending: { kind: 'none' },
        checks: restartCoverage(rollout.weight === 0 && weight > 0 ? forgetShadow(rollout.policy, rollout.checks) : rollout.checks, settledAtMs),
        exclusions: fold_closed(rollout, settledAtMs),
    };
}
/** What was learned from copies of requests may still speak against the candidate, but neither sizes the ramp nor certifies anything. */
function forgetShadow(policy, checks) {
    return Object.fromEntries(policy.checks.flatMap((check) => {
        const state = checks[check.name];
        const { same, better, caps } = newCheckState(check, 0);
        return state === undefined ? [] : [[check.name, isDelayed(check) ? state : { ...state, same, better, caps }]];
    }));
}
/** A span is kept until every check's evidence is past it; labels of that time may come much later. */
function stillNeeded(exclusions, checks) {
    const oldest = Math.min(...Object.values(checks).map((check) => check.watermarkMs), Number.MAX_SAFE_INTEGER);
    return exclusions.filter((span) => span.toMs > oldest);
}
/** The weight that was in force when the oldest evidence still to come was measured, and all after it. */
function stillInForce(weights, checks) {
    const oldest = Math.min(...Object.values(checks).map((check) => check.watermarkMs), Number.MAX_SAFE_INTEGER);
    const first = weights.findLastIndex(({ fromMs }) => fromMs <= oldest);
    return weights.slice(Math.max(0, first));
}
function fold_confirm(state, rollout, event) {
    const { pending } = rollout;
    invariant(pending.kind !== 'none' && pending.id === event.effectId, 'only a pending effect is confirmed', { seen: event.effectId });
    const settled = settle(rollout, pending, event.observed, event.settledAtMs);
    if (pending.purpose !== 'finish')
        return { ...state, rollout: settled };
    const { version, digest, slot } = rollout.candidate;
    return { ...state, stable: { version, digest, slot }, rollout: { kind: 'none' }, following: followFrom(state, settled, event.atMs), ended: remember(state, settled, 'promoted', 'baked', event.atMs) };
}
function bakeFrom(rollout, event) {
    invariant(rollout.phase === 'awaiting-promotion', 'only what waits for promotion is promoted', { phase: rollout.phase });
    const bakeIndex = rollout.policy.plan.findIndex((stage) => stage.kind === 'bake');
    return {
        ...rollout,
        phase: 'baking',
        pointerMoved: true,
        stageIndex: bakeIndex < 0 ? rollout.policy.plan.length : bakeIndex,
        stageEnteredAtMs: event.atMs,
        checks: watchedAlone(rollout.policy, restartCoverage(rollout.checks, rollout.weightSinceMs)),
    };
}
function watchedAlone(policy, checks) {
    return Object.fromEntries(policy.checks.flatMap((check) => {
        const state = checks[check.name];
        return state === undefined ? [] : [[check.name, startLoneWatch(policy, check, state)]];
    }));
}
/** A finished release whose policy follows it: only what comes from labels is still to come. */
function followFrom(state, { id, candidate, policy, checks, exclusions }, endedAtMs) {
    const stage = policy.plan.find((planned) => planned.kind === 'follow');
    const awaited = policy.checks.filter(isDelayed).map(({ name }) => name);
    if (stage === undefined || awaited.length === 0)
        return state.following;
    const { version, digest, slot } = candidate;
    const followed = {
        id,
        candidate: { version, digest, slot },
        previous: state.stable,
        policy,
        checks: Object.fromEntries(Object.entries(checks).filter(([name]) => awaited.includes(name))),
        exclusions,
        endedAtMs,
        untilMs: endedAtMs + stage.durationMs,
        told: [],
    };
    return [...state.following, followed].slice(-FOLLOWED_KEPT);
}
function follow(state, event) {
    invariant(state.following.some(({ id }) => id === event.rolloutId), 'only a followed release gets labels', { seen: event.rolloutId });
    const following = state.following.map((followed) => (followed.id === event.rolloutId ? followUp(followed, event.evidence).followed : followed));
    return { ...state, following: following.filter(({ untilMs }) => untilMs > event.atMs) };
}
function restore(state, event) {
    const followed = state.following.find(({ id }) => id === event.rolloutId);
    invariant(followed !== undefined && followed.candidate.digest === state.stable.digest, 'only a followed release that still serves is taken out again', { seen: event.rolloutId });
    invariant(state.rollout.kind === 'none', 'nothing else is being released meanwhile', { live: state.rollout.kind });
    const { version, digest } = followed.candidate;
    const ended = { id: followed.id, candidate: { version, digest }, outcome: 'rolled-back', why: event.why, endedAtMs: event.atMs, weightMax: PPM_ALL };
    return { ...state, stable: followed.previous, following: state.following.filter(({ id }) => id !== followed.id), ended: [...state.ended, ended].slice(-ENDED_KEPT) };
}
function pause(state, { actor, why, atMs }) {
    invariant(state.pause.kind === 'none', 'what is paused is not paused again', { actor });
    return withPause(state, { kind: 'paused', by: actor, why, sinceMs: atMs });
}
function resume(state, { actor }) {
    invariant(state.pause.kind === 'paused', 'only what is paused is resumed', { actor });
    return withPause(state, { kind: 'none' });
}
function withPause(state, is) {
    const { rollout } = state;
    return { ...state, pause: is, rollout: rollout.kind === 'live' ? { ...rollout, pause: is } : rollout };
}
/** Remembered by what is watched anew, not by its name. */
function isRemembered(question) {
    return question !== SAMPLE_RATIO && question !== STEP_BACK && !question.startsWith(questionOfWatch(''));
}
function isAsking(decision) {
    return decision.kind === 'stepBack' && decision.needs === 'approval';
}
function watchedAnew(checks, answered) {
    const isAnew = (name) => answered.includes(questionOfWatch(name));
    return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, state.lone.kind === 'watching' && isAnew(name) ? { ...state, lone: { ...state.lone, atoms: newDetector() } } : state]));
}
/** Kept from the step back that a shared overload caused until the next raise, or until that level had time to show whether the step back helped. */
function suspicionAfter({ suspicion }, decision, atMs) {
    const [reason] = decision.reasons;
    if (decision.kind === 'stepBack' && reason?.code === 'shared-overload')
        return { kind: 'shared', check: reason.check, sinceMs: atMs };
    return decision.kind === 'advance' || decision.reasons.some(({ code }) => code === 'common-mode') ? { kind: 'none' } : suspicion;
}
function end(state, rollout, event) {
    invariant(event.observed === 0, 'a rollout ends without promotion only when its candidate serves nothing', { observed: event.observed });
    return { ...state, rollout: { kind: 'none' }, ended: remember(state, rollout, event.outcome, event.why, event.atMs) };
}
function remember(state, rollout, outcome, why, endedAtMs) {
    const { version, digest } = rollout.candidate;
    return [...state.ended, { id: rollout.id, candidate: { version, digest }, outcome, why, endedAtMs, weightMax: rollout.weightMax, ...drillOf(rollout) }].slice(-ENDED_KEPT);
}
function drillOf({ drill }) {
    return drill === true ? { drill } : {};
}
/** How a rollout that left is remembered. */
function outcomeOf(leavingWhyCode) {
    const code = leavingWhyCode;
    if (code === 'superseded')
        return 'superseded';
    return code === 'undecided' ? 'expired' : 'rolled-back';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/invariants.ts

function violationsOf(state) {
    const { rollout } = state;
    const found = [];
    const must = (holds, rule, facts) => {
        if (!holds)
            found.push({ rule, facts });
    };
    must(state.slots.includes(state.stable.slot), 'stable has a slot of the target', { slot: state.stable.slot });
    if (rollout.kind === 'none')
        return found;
    must(rollout.pause.kind === state.pause.kind, 'a rollout knows whether its target is paused', { rollout: rollout.pause.kind, target: state.pause.kind });
    must(rollout.candidate.slot !== state.stable.slot, 'candidate and stable have different slots', { slot: state.stable.slot });
    must(rollout.weight >= 0 && rollout.weight <= 1_000_000, 'the weight is a share', { weight: rollout.weight });
    must(rollout.phase !== 'leaving' || rollout.pending.kind === 'none' || rollout.pending.weight === 0, 'a candidate that leaves is never raised', { phase: rollout.phase });
    for (const check of Object.values(rollout.checks)) {
        const shares = Object.values(check.claims).reduce((sum, claim) => sum + claim.share, 0);
        must(shares <= 1 + 1e-9, 'the claims of a check share one error budget', { shares });
    }
    return found;
}
/** Rules of a step. `event` took `before` to `after`. */
function stepViolations(before, event, after) {
    const found = [...violationsOf(after), ...pauseViolations(before, event)];
    const was = before.rollout;
    const is = after.rollout;
    if (was.kind === 'live' && is.kind === 'live' && was.id === is.id) {
        if (was.phase === 'leaving' && is.weight > was.weight)
            found.push({ rule: 'after a rollback the weight never rises', facts: { from: was.weight, to: is.weight } });
        // Where a lowering was refused the weight stays what it is; it never rises above what the phase allows.
        if (is.weight > was.weight && is.weight > capOf(after))
            found.push({ rule: 'the weight rises within what the phase allows', facts: { weight: is.weight, phase: is.phase } });
        if (is.weight > was.weight && event.kind !== 'confirmed')
            found.push({ rule: 'a raise is in force only once it was confirmed', facts: { event: event.kind } });
        for (const [name, check] of Object.entries(was.checks)) {
            const next = is.checks[name];
            if (next !== undefined && next.watermarkMs < check.watermarkMs)
                found.push({ rule: 'evidence is used once', facts: { check: name } });
        }
    }
    return found;
}
/** A raise that was recorded before may still be confirmed: the router shows what it shows. */
function pauseViolations({ pause, rollout }, event) {
    const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
    const isRaise = rollout.kind === 'live' && effect !== undefined && waitsForRecord(rollout, effect);
    return pause.kind === 'paused' && isRaise ? [{ rule: 'nothing is raised on a paused target', facts: { effect: effect.id } }] : [];
}
function capOf(state) {
    const { rollout } = state;
    if (rollout.kind === 'none' || rollout.phase === 'baking' || rollout.phase === 'awaiting-promotion' || rollout.phase === 'leaving')
        return 1_000_000;
    return Math.max(0, ...rollout.policy.plan.map((stage) => (stage.kind === 'ramp' ? stage.weightMax : stage.kind === 'split' ? stage.weight : 0)));
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/index.ts
// The pure core: no IO, no clock, no chance, no dependency.
























/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/publicPath */
/******/ (() => {
/******/ 	var scriptUrl;
/******/ 	if (typeof import.meta.url === "string") scriptUrl = import.meta.url
/******/ 	// When supporting browsers where an automatic publicPath is not supported you must specify an output.publicPath manually via configuration
/******/ 	// or pass an empty string ("") and set the __webpack_public_path__ variable from your code to use your own logic.
/******/ 	if (!scriptUrl) throw new Error("Automatic publicPath is not supported in this browser");
/******/ 	scriptUrl = scriptUrl.replace(/#.*$/, "").replace(/\?.*$/, "").replace(/\/[^\/]+$/, "/");
/******/ 	__nccwpck_require__.p = scriptUrl;
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	__nccwpck_require__.b = new URL("./", import.meta.url);
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(8314);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
