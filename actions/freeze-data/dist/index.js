import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4866:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ contract)
/* harmony export */ });
/* harmony import */ var _rampart_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6673);
// What freeze-data promises: its inputs and outputs as data. action.yml and the README tables follow from it.

const contract = (0,_rampart_action_kit__WEBPACK_IMPORTED_MODULE_0__/* .defineContract */ .ye)({
    name: 'freeze-data',
    title: 'Rampart: freeze data',
    description: 'Pins the data of a target by its digests, says later whether it is still the same, and lifts the freeze.',
    branding: { icon: 'lock', color: 'blue' },
    permissions: { contents: { access: 'write', why: 'freeze and release record the manifest on a branch of this repository (read is enough for verify, or with a ledger elsewhere)' } },
    inputs: {
        target: { kind: 'text', description: 'The place that serves the model, as in its policy.', required: true, example: 'flight-delay-prod' },
        mode: { kind: 'choice', choices: ['freeze', 'verify', 'release'], description: '`freeze` pins the files, `verify` compares them with what was pinned, `release` lifts the freeze.', required: true },
        paths: { kind: 'lines', description: 'For freeze: files to pin, one path or pattern a line, relative to root. `*` and `?` stay within a folder, `**` spans folders, a folder stands for all in it, `!` takes out again.', example: 'data/**/*.csv' },
        root: { kind: 'path', description: 'For freeze: folder that the paths are relative to, itself relative to the workspace. The workspace if not given.', example: 'training' },
        ledger: { kind: 'text', default: 'origin', description: 'Where the manifest is kept: the name of a remote of the checkout, or the address or path of a git repository.', example: 'https://github.com/acme/rollouts.git' },
        token: { kind: 'secret', description: 'Token for `ledger`; without it the credentials of the checkout are used.' },
        manifest: { kind: 'path', description: 'freeze writes the manifest to this file as well; verify takes it from here instead of from the ledger. Relative to the workspace.', example: 'training/manifest.json' },
    },
    outputs: {
        digest: { description: 'One digest for all pinned files, as `sha256:` and 64 hexadecimal digits; empty when nothing is frozen.' },
        files: { description: 'How many files are pinned.' },
        changed: { description: 'JSON array of the paths that are not as they were pinned.' },
        sentence: { description: 'The outcome in one sentence.' },
        report: { description: 'The outcome as Markdown, the same as in the job summary.' },
    },
});


/***/ }),

/***/ 2641:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _rampart_action_kit_main__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1538);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4866);
// Entry of the bundle.


await (0,_rampart_action_kit_main__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_contract_js__WEBPACK_IMPORTED_MODULE_1__/* .contract */ .d, async (inputs, context) => (await __nccwpck_require__.e(/* import() */ 636).then(__nccwpck_require__.bind(__nccwpck_require__, 5636))).connect(inputs, context));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6142:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_freeze_data_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2641);
var __webpack_async_dependencies__ = __webpack_handle_async_dependencies__([_actions_freeze_data_src_main_js__WEBPACK_IMPORTED_MODULE_0__]);
_actions_freeze_data_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = (__webpack_async_dependencies__.then ? (await __webpack_async_dependencies__)() : __webpack_async_dependencies__)[0];


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
  tO: () => (/* binding */ OUTPUT_TOO_LARGE),
  GY: () => (/* binding */ OWN_FAULT)
});

// UNUSED EXPORTS: renderErrorSection

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 17 modules
var src = __nccwpck_require__(9465);
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
const OWN_FAULT = { code: 'RMP900', title: 'A fault of Rampart itself. Nothing advances.', remedy: 'Run the job again; if it fails again, report it with its log.' };
/** `page` (docs/errors.md) with the section of actions in general written anew, at its end if there is none yet. */
function renderErrorSection(page) {
    const hasSection = page.includes('<!-- action-kit:start -->');
    const rows = [INPUT_MISSING, INPUT_REFUSED, OUTPUT_TOO_LARGE, OWN_FAULT].map(({ code, title, remedy }) => `| ${code} | ${title} | ${remedy} |`);
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

/***/ 6673:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cl: () => (/* reexport safe */ _mistake_js__WEBPACK_IMPORTED_MODULE_2__.cl),
/* harmony export */   lZ: () => (/* reexport safe */ _mistake_js__WEBPACK_IMPORTED_MODULE_2__.lZ),
/* harmony export */   ye: () => (/* reexport safe */ _contract_js__WEBPACK_IMPORTED_MODULE_0__.ye)
/* harmony export */ });
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5199);
/* harmony import */ var _read_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6107);
/* harmony import */ var _mistake_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(909);
/* harmony import */ var _perform_action_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1814);
// Contracts, inputs, results and errors of actions. Loads no toolkit: `./main` and `./download` do.







/***/ }),

/***/ 1538:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: ./packages/action-kit/src/perform-action.ts + 1 modules
var perform_action = __nccwpck_require__(1814);
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
function guardLine(line) {
    // All control characters but the tab: they move the cursor, hide text, and U+0085 counts as white space for the runner.
    const printable = line.replace(/[^\P{Cc}\t]/gu, '');
    return printable.replace(/^(\s*)::/, '$1: :').replace(/##\[/g, '## [');
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
        setOutput: async (name, value) => {
            if (!process.env['GITHUB_OUTPUT'])
                return;
            const core = await __nccwpck_require__.e(/* import() */ 421).then(__nccwpck_require__.bind(__nccwpck_require__, 6421));
            core.setOutput(name, value);
        },
        writeSummary: async (markdown) => {
            if (!process.env['GITHUB_STEP_SUMMARY'])
                return;
            const core = await __nccwpck_require__.e(/* import() */ 421).then(__nccwpck_require__.bind(__nccwpck_require__, 6421));
            await core.summary.addRaw(markdown, true).write();
        },
    };
}
function annotationCommand({ level, title, message, place }) {
    const where = place.kind === 'file' ? { file: place.file, line: String(place.line), col: String(place.column) } : {};
    return workflowCommand(level, { title, ...where }, message);
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
    process.on('SIGINT', cancel).on('SIGTERM', cancel);
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

/***/ 1814:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ performAction)
});

// EXTERNAL MODULE: ./packages/action-kit/src/contract.ts
var src_contract = __nccwpck_require__(5199);
// EXTERNAL MODULE: ./packages/action-kit/src/error-codes.ts + 1 modules
var error_codes = __nccwpck_require__(7727);
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
;// CONCATENATED MODULE: ./packages/action-kit/src/perform-action.ts





async function performAction(contract, world, connectAndRun) {
    const { env, runner, signal } = world;
    for (const secret of (0,read_inputs/* secretsOf */.Fj)(contract, env))
        runner.mask(secret);
    const reading = (0,read_inputs/* readInputs */.Ko)(contract, env);
    if (reading.kind === 'mistakes')
        return reportMistakes(runner, reading.mistakes, 2);
    try {
        const result = await connectAndRun(reading.inputs, { env, signal, log: (text) => runner.log(text) });
        await publish(contract, runner, result);
        return result.exitCode;
    }
    catch (error) {
        if (error instanceof src_mistake/* ActionError */.lZ)
            return reportMistakes(runner, error.mistakes, error.exitCode);
        return signal.aborted ? reportInterruption(contract, runner, error) : reportFault(contract, runner, error);
    }
}
async function publish(contract, runner, result) {
    const values = result.outputs;
    const named = Object.fromEntries(Object.keys(contract.outputs).map((name) => [name, values[(0,src_contract/* camelCase */.xQ)(name)] ?? '']));
    const { outputs, dropped } = fitOutputs(named);
    for (const [name, value] of Object.entries(outputs))
        await runner.setOutput(name, value);
    publishAnnotations(runner, [...result.annotations, ...dropped.map(droppedOutput)]);
    if (result.summary !== '')
        await runner.writeSummary(fitSummary(result.summary));
    logClosing(runner, result.closing);
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
    return {
        level: 'warning',
        title: 'Output left empty',
        message: `${error_codes/* OUTPUT_TOO_LARGE */.tO.code} ${name}: the value is larger than the runner takes as outputs, so it was left empty. The job summary has its content.`,
        place: { kind: 'nowhere' },
    };
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

/***/ 9465:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xb: () => (/* reexport */ units_assertNever),
  V1: () => (/* reexport */ units_invariant)
});

// UNUSED EXPORTS: InvariantError, PPM_ALL, PPM_NONE, absorb, bet, boundCellName, capital, cellName, countsAsHarm, decide, excessHarm, floorPpm, fold, foldAll, isCertified, isFine, judgedAfterMs, limitRatio, newCheckState, newWealth, oddsNeeded, outcomeOf, outlastsBudget, planEffect, planPromotion, plannedBudget, ppm, promotedWeight, requestsPerMs, rulingOf, startBets, stepViolations, violationsOf, waitsForRecord, withoutUnusedBounds

;// CONCATENATED MODULE: ./packages/rollout-policy/src/units.ts
// Numbers that get mixed up carry a brand; each is built by a function that checks it.
const units_PPM_ALL = 1_000_000;
const units_PPM_NONE = 0;
/** Checks that `value` is an integer from 0 to 1,000,000. Throws InvariantError otherwise: callers decode user input first. */
function units_ppm(value) {
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

;// CONCATENATED MODULE: ./packages/rollout-policy/src/deadline.ts
function policyDeadlinePassed({ rollout, policy, situation }) {
    return situation.nowMs - rollout.startedAtMs >= policy.promise.decideWithinMs;
}
/** The time is over and the policy sends the undecided back: neither a spent budget nor blindness keeps the rollout from ending. */
function endsByPolicy(look) {
    return look.rollout.phase === 'trial' && policyDeadlinePassed(look) && look.policy.promise.ifUndecided === 'rollback';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/ruling.ts

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
/** Back to the first weight. Where that is no step down from what the router shows, or a promoted candidate bakes, hold. */
function stepBack({ rollout: { firstWeight, phase }, situation: { router } }, reason, needs) {
    const isStepDown = router.kind === 'read' && firstWeight < router.weight;
    return isStepDown && firstWeight > 0 && phase !== 'baking' ? { kind: 'stepBack', to: firstWeight, needs, reasons: [reason] } : ruling_hold(reason, needs);
}
function actOn(look, check, reason) {
    switch (actionOf(look, check)) {
        case 'rollback':
            return takeOutUnlessStableIsDead(look, reason);
        case 'stepBack':
            return stepBack(look, reason, 'approval');
        case 'hold':
        case 'tell':
            return ruling_hold(reason, 'approval');
    }
}
function actionOf(look, check) {
    return look.policy.checks.find((known) => known.name === check)?.then ?? 'hold';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/block-bets.ts
const NO_BET = { kind: 'none' };
/**
 * Null: the candidate is not worse than the margin. Factor margin r: the candidate's share of the bad events of both arms, against
 * nc r/(nc r + nb) with the observed request counts nc, nb (share test, Lindon & Malek 2022, arXiv 2011.03567). What hits both arms
 * cancels, whatever the weight. Points margin e: the difference of the bad ratios, scaled to [0, 1] (Choe & Ramdas 2023).
 */
function block_bets_worseBet(cell, margin, stableRatioMax) {
    switch (margin.kind) {
        case 'factor':
            return shareBet(cell, oddsMargin(margin.factor, stableRatioMax));
        case 'points':
            return differenceBet(cell, margin.ratio);
    }
}
/** Null: the candidate is at least as bad as the margin. Winning this certifies that it is not. */
function block_bets_notWorseBet(cell, margin) {
    return mirrored(margin.kind === 'factor' ? shareBet(cell, margin.factor) : differenceBet(cell, margin.ratio));
}
/** Null: the candidate's bad ratio is at most `ratioMax`. */
function block_bets_overLimitBet(arm, ratioMax) {
    if (arm.trials === 0)
        return NO_BET;
    return { kind: 'bet', y: arm.events / arm.trials, nullMean: ratioMax };
}
/** Null: the candidate's bad ratio is at least `ratio`. */
function block_bets_underRateBet(arm, ratio) {
    return mirrored(block_bets_overLimitBet(arm, ratio));
}
/**
 * The relative margin r as an odds-ratio margin r(1-p)/(1-r p): keeps the share test exact for yes/no events while stable's bad ratio is at most p
 * (without it the expected share exceeds the null by up to 0.7 % of itself at p = 10 %). Never above what a cap of 95 % allows.
 */
function oddsMargin(factor, stableRatioMax) {
    const cap = Math.min(stableRatioMax, 0.95 / factor);
    return (factor * (1 - cap)) / (1 - factor * cap);
}
function shareBet({ stable, candidate }, factor) {
    const events = stable.events + candidate.events;
    if (events === 0 || stable.trials === 0 || candidate.trials === 0)
        return NO_BET;
    const weighted = candidate.trials * factor;
    return { kind: 'bet', y: candidate.events / events, nullMean: weighted / (weighted + stable.trials) };
}
function differenceBet({ stable, candidate }, points) {
    if (stable.trials === 0 || candidate.trials === 0)
        return NO_BET;
    const difference = candidate.events / candidate.trials - stable.events / stable.trials;
    return { kind: 'bet', y: (1 + difference) / 2, nullMean: (1 + points) / 2 };
}
function mirrored(side) {
    return side.kind === 'none' ? side : { kind: 'bet', y: 1 - side.y, nullMean: 1 - side.nullMean };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/rate-caps.ts


/** Candidate's bad ratio over stable's. */
const FACTOR_NULLS = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100];
/** Candidate's bad ratio by itself. */
const RATE_NULLS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];
function rate_caps_newRateCaps() {
    return { factorCaps: FACTOR_NULLS.map(newWealth), rateCaps: RATE_NULLS.map(newWealth) };
}
function rate_caps_updateRateCaps(caps, cell, gridPoint) {
    return {
        factorCaps: caps.factorCaps.map((wealth, k) => rate_caps_play(wealth, notWorseBet(cell, { kind: 'factor', factor: FACTOR_NULLS[k] ?? 1 }), gridPoint)),
        rateCaps: caps.rateCaps.map((wealth, k) => rate_caps_play(wealth, underRateBet(cell.candidate, RATE_NULLS[k] ?? 1), gridPoint)),
    };
}
/** Upper bound of the relative risk at error probability `alpha`; infinite while nothing is refuted. */
function rate_caps_factorMax(caps, alpha) {
    return smallestRefuted(FACTOR_NULLS, caps.factorCaps, alpha, Number.POSITIVE_INFINITY);
}
/** Upper bound of the candidate's own bad ratio; 1 while nothing is refuted. */
function rateMax(caps, alpha) {
    return smallestRefuted(RATE_NULLS, caps.rateCaps, alpha, 1);
}
function smallestRefuted(nulls, wealths, alpha, otherwise) {
    const found = nulls.findIndex((_, k) => (wealths[k]?.peak ?? 0) >= 1 / alpha);
    return nulls[found] ?? otherwise;
}
/** One more block for a wealth: prior first, then the bet, if the block says anything. */
function rate_caps_play(wealth, stake, gridPoint) {
    const started = startBets(wealth, gridPoint);
    return stake.kind === 'none' ? started : bet(started, stake);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/absorb.ts
// Takes new evidence into the checks of a rollout: drops what overlaps a weight change, plays every other block once.






/** Above this ratio factor margins of labelled answers are no longer exact (wrong answers are commoner than failures). */
const LABELS_STABLE_RATIO_MAX = 0.25;
function absorb_newCheckState(check, fromMs) {
    return {
        watermarkMs: fromMs,
        originMs: -1,
        blocksUsed: 0,
        coveredMs: 0,
        coveredFromMs: fromMs,
        cells: {},
        bounds: check.signal.kind === 'time' ? { kind: 'choosing', stable: {} } : { kind: 'chosen', seconds: [] },
        odds: 1,
        oddsPeak: 1,
        loudest: 'all',
        same: newWealth(),
        better: newWealth(),
        limit: newWealth(),
        ...newRateCaps(),
        excess: 0,
        requestsPerMs: 0,
        noData: '',
    };
}
/** The checks after `evidence`. Evidence of checks that the policy does not have is ignored. Total: bad blocks make a check blind, never fail. */
function absorb_absorb(policy, before, evidence, exclusions) {
    const checks = {};
    const breaches = [];
    const seen = [];
    for (const check of policy.checks) {
        let state = before[check.name] ?? absorb_newCheckState(check, 0);
        const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
        if (news?.kind === 'no-data')
            state = { ...state, noData: news.why };
        if (news?.kind === 'blocks' && news.blocks.length > 0) {
            state = { ...state, noData: '' };
            for (const block of news.blocks) {
                const validity = judgeBlock(block, state.watermarkMs);
                if (validity.kind === 'invalid') {
                    state = { ...state, noData: `invalid evidence: ${validity.why}` };
                    break;
                }
                seen.push(check.name);
                const dropped = exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs);
                if (!dropped)
                    breaches.push(...breachesOf(policy, check, block));
                state = dropped ? drop(policy, check, state, block) : use(policy, check, state, block);
            }
        }
        checks[check.name] = state;
    }
    return { checks, breaches, seen };
}
/** Evidence time starts anew after a weight change: dwell and bake count blocks that begin at `fromMs` or later, however late the older ones come. */
function absorb_restartCoverage(checks, fromMs) {
    return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, { ...state, coveredMs: 0, coveredFromMs: fromMs }]));
}
/** Nothing is tested on a block around a weight change, but the bad requests in it were made. */
function drop(policy, check, state, block) {
    return { ...state, watermarkMs: block.toMs, requestsPerMs: busiest(policy, state, block), excess: state.excess + excessIn(check, state, block) };
}
function use(policy, check, state, block) {
    const originMs = state.originMs < 0 ? block.fromMs : state.originMs;
    const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
    const aged = {
        ...state,
        originMs,
        watermarkMs: block.toMs,
        blocksUsed: state.blocksUsed + 1,
        coveredMs: state.coveredMs + (block.fromMs >= state.coveredFromMs ? block.toMs - block.fromMs : 0),
        requestsPerMs: busiest(policy, state, block),
        excess: state.excess + excessIn(check, state, block),
    };
    if (aged.bounds.kind === 'choosing')
        return choose(aged, block);
    return test(policy, check, aged, block, gridPoint);
}
/** Blocks that choose the bounds are not tested: a test must not see the data that shaped it. */
function choose(state, block) {
    if (state.bounds.kind === 'chosen')
        return state;
    return { ...state, bounds: chooseBounds(state.bounds.stable, block), cells: { ...state.cells, all: counted(state.cells['all'], block.cells['all']) } };
}
function test(policy, check, state, block, gridPoint) {
    const stableRatioMax = check.signal.kind === 'labels' ? Math.max(LABELS_STABLE_RATIO_MAX, policy.expert.stableRatioMax) : policy.expert.stableRatioMax;
    const cells = { ...state.cells };
    for (const { name, share } of comparedCells(check, state, block)) {
        const counts = block.cells[name];
        if (counts === undefined)
            continue;
        const known = cells[name] ?? newCell(share);
        cells[name] = { ...known, totals: addCells(known.totals, counts), worse: play(known.worse, worseBet(counts, check.worseBy, stableRatioMax), gridPoint) };
    }
    // A slice without a request in this block still lets time pass on its grid.
    for (const [name, cell] of Object.entries(cells)) {
        if (block.cells[name] === undefined)
            cells[name] = { ...cell, worse: startBets(cell.worse, gridPoint) };
    }
    if (check.signal.kind === 'time')
        cells['all'] = counted(state.cells['all'], block.cells['all']);
    const primary = block.cells[primaryCell(check, state)] ?? EMPTY_CELL;
    const limited = check.limit.kind === 'none' ? undefined : block.cells[limitCell(check, block)];
    const tested = {
        ...state,
        cells,
        same: play(state.same, notWorseBet(primary, check.worseBy), gridPoint),
        better: play(state.better, notWorseBet(primary, { kind: 'factor', factor: 1 }), gridPoint),
        limit: limited === undefined || isOver(limited.stable, absorb_limitRatio(check)) ? state.limit : play(state.limit, overLimitBet(limited.candidate, absorb_limitRatio(check)), gridPoint),
        ...updateRateCaps(state, primary, gridPoint),
    };
    return withOdds(check, tested);
}
/** Merges cells and limit into one e-value: weights add up to at most 1, the rest stays cash (Vovk & Wang 2021, Ann. Statist. 49:1736). */
function withOdds(check, state) {
    let compared = 0;
    let spare = 1;
    let loudest = { name: 'all', value: 0 };
    for (const [name, cell] of Object.entries(state.cells)) {
        if (cell.share === 0)
            continue;
        const value = cell.share * capital(cell.worse);
        compared += value;
        spare -= cell.share;
        if (value > loudest.value)
            loudest = { name, value };
    }
    compared += Math.max(0, spare);
    const odds = check.limit.kind === 'none' ? compared : (compared + capital(state.limit)) / 2;
    return { ...state, odds, oddsPeak: Math.max(state.oddsPeak, odds), loudest: loudest.name };
}
/** A block in which stable is over the limit too says nothing against the candidate. */
function isOver(stable, ratioMax) {
    return stable.events > stable.trials * ratioMax;
}
function breachesOf(policy, check, block) {
    if (check.limit.kind === 'none')
        return [];
    const cell = limitCell(check, block);
    const counts = block.cells[cell];
    if (counts === undefined)
        return [];
    const ratioMax = absorb_limitRatio(check);
    const breaks = (arm) => breaksHardLimit(arm, ratioMax, policy.expert.samplesMin);
    return breaks(counts.candidate) ? [{ check: check.name, cell, ratioMax, counts, common: breaks(counts.stable) }] : [];
}
/** The bad ratio that the limit allows: `p99 at most 80 ms` means at most 1 % slower than 80 ms. */
function absorb_limitRatio(check) {
    switch (check.limit.kind) {
        case 'none':
            return 1;
        case 'share':
            return check.limit.ratioMax;
        case 'time':
            return 1 - check.limit.quantile;
    }
}
function excessIn(check, state, block) {
    const name = primaryCell(check, state);
    return excessOf(block.cells[name] ?? EMPTY_CELL, state.cells[name]?.totals.stable);
}
/** Stable's part of a block with few requests of it says little: then its totals so far stand in. */
function excessOf(cell, stableTotals) {
    const { stable, candidate } = cell;
    if (candidate.trials === 0)
        return 0;
    const reference = stable.trials * 4 >= candidate.trials ? stable : { trials: stable.trials + (stableTotals?.trials ?? 0), events: stable.events + (stableTotals?.events ?? 0) };
    return reference.trials === 0 ? 0 : candidate.events - (candidate.trials * reference.events) / reference.trials;
}
/** Follows a rise of the traffic at once and a fall slowly (time constant: the grid), so that one quiet block makes no room for a large weight. */
function busiest(policy, state, block) {
    const all = block.cells['all'] ?? EMPTY_CELL;
    const lastedMs = block.toMs - block.fromMs;
    const seen = (all.stable.trials + all.candidate.trials) / lastedMs;
    const forgotten = Math.min(1, lastedMs / policy.expert.gridMs);
    return Math.max(seen, state.requestsPerMs + (seen - state.requestsPerMs) * forgotten);
}
function newCell(share) {
    return { totals: EMPTY_CELL, share, worse: newWealth() };
}
/** `all` of a time check is only counted; its bounds are what is compared. */
function counted(known, counts) {
    const cell = known ?? newCell(0);
    return counts === undefined ? cell : { ...cell, totals: addCells(cell.totals, counts) };
}
function addCells(a, b) {
    return { stable: addCounts(a.stable, b.stable), candidate: addCounts(a.candidate, b.candidate) };
}
function addCounts(a, b) {
    return { trials: a.trials + b.trials, events: a.events + b.events };
}
const EMPTY_CELL = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

;// CONCATENATED MODULE: ./packages/rollout-policy/src/harm.ts


/** Only failures and wrong answers of checks that can roll back are bad requests; a slow one is not lost. */
function countsAsHarm(check) {
    return check.then === 'rollback' && check.signal.kind !== 'time';
}
/** Bad requests of the candidate so far beyond what stable would have had. Negative by luck or merit. */
function harm_excessHarm(policy, checks) {
    return policy.checks.filter(countsAsHarm).reduce((sum, check) => sum + (checks[check.name]?.excess ?? 0), 0);
}
/** The largest weight that the promise allows a raise to. Zero while the traffic is unknown. */
function harm_allowedWeight(policy, checks, nextLookMs) {
    return weightWithin(policy, checks, nextLookMs, unjudgedHarm(policy, checks));
}
/**
 * The weight that the promise bears at the traffic and evidence of now. Requests that are not judged yet were counted when the weight was chosen:
 * counting them again would take back every raise while its labels are still to come.
 */
function bearableWeight(policy, checks, nextLookMs) {
    return weightWithin(policy, checks, nextLookMs, 0);
}
function weightWithin(policy, checks, nextLookMs, reserved) {
    const traffic = harm_requestsPerMs(policy, checks);
    if (traffic === 'unknown')
        return units_PPM_NONE;
    const left = plannedBudget(policy) - Math.max(0, harm_excessHarm(policy, checks)) - reserved;
    if (left <= 0)
        return units_PPM_NONE;
    const spentPerWeight = sumOverHarm(policy, checks, (check, state) => worstExcessRatio(policy, state) * traffic * judgedAfterMs(policy, check, nextLookMs));
    return spentPerWeight === 0 ? units_PPM_ALL : floorPpm(left / spentPerWeight);
}
/** The harm that requests without a verdict may turn out to be, at worst. */
function unjudgedHarm(policy, checks) {
    return sumOverHarm(policy, checks, (_, state) => worstExcessRatio(policy, state) * unjudged(policy, checks, state));
}
function sumOverHarm(policy, checks, termOf) {
    return policy.checks.filter(countsAsHarm).reduce((sum, check) => {
        const state = checks[check.name];
        return state === undefined ? sum : sum + termOf(check, state);
    }, 0);
}
/**
 * True when the traffic exposed at `weight` until `untilMs` from now could by itself spend what is left of the promise: then a job has to stay and
 * look, however slow the schedule is. Unknown traffic is too much.
 */
function outlastsBudget(policy, checks, exposure) {
    if (exposure.weight === 0)
        return false;
    const traffic = harm_requestsPerMs(policy, checks);
    if (traffic === 'unknown')
        return true;
    const left = policy.promise.badRequestsMax - Math.max(0, harm_excessHarm(policy, checks));
    return (exposure.weight / PPM_ALL) * traffic * exposure.untilMs > left;
}
/** What the ramp may plan with: the promise less the luck of one look (1.7 standard deviations of a Poisson count, one-sided 95 %). */
function plannedBudget(policy) {
    const budget = policy.promise.badRequestsMax;
    return budget - 1.7 * Math.sqrt(budget);
}
/** Requests of both arms per millisecond of late, by the check that saw most. Without a request nothing is known: traffic may come at any time. */
function harm_requestsPerMs(policy, checks) {
    const most = Math.max(0, ...policy.checks.map((check) => checks[check.name]?.requestsPerMs ?? 0));
    return most === 0 ? 'unknown' : most;
}
/** Upper bound of the candidate's bad ratio beyond stable's; 1 while nothing is known: anything may fail. */
function worstExcessRatio(policy, state) {
    const alpha = policy.expert.certifyAlpha;
    const stable = state.cells['all']?.totals.stable ?? { trials: 0, events: 0 };
    const own = rateMax(state, alpha);
    const factor = rate_caps_factorMax(state, alpha);
    if (stable.trials < policy.expert.samplesMin || !Number.isFinite(factor))
        return own;
    // Three more events than seen: what a healthy count may hide (rule of three).
    const stableRatio = (stable.events + 3) / stable.trials;
    return Math.min(own, stableRatio * (factor - 1));
}
/** Candidate requests that other checks have already counted and this one has not judged yet (labels still to come). */
function unjudged(policy, checks, state) {
    const counted = policy.checks.map((check) => checks[check.name]?.cells['all']?.totals.candidate.trials ?? 0);
    return Math.max(0, Math.max(0, ...counted) - (state.cells['all']?.totals.candidate.trials ?? 0));
}
/**
 * How long a new weight is exposed before this check can act on it: the warm-up is not tested, the first block after it begins up to a block (or a look,
 * where a look makes the block) later, has to last and to close, and the next look must come.
 */
function judgedAfterMs(policy, check, nextLookMs) {
    const { blockMs, lagMs, warmUpMs } = policy.expert;
    const labelsMs = check.signal.kind === 'labels' ? check.signal.matureMs + check.signal.everyMs : 0;
    return warmUpMs + Math.max(blockMs, nextLookMs) + blockMs + lagMs + nextLookMs + labelsMs;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/verdicts.ts




const NOTHING = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
/**
 * Odds at which a check decides alone. The release's error budget (`falseAlarms`) is split evenly over the checks that can roll back; a
 * check that cannot is told from a release that is fine at the same odds, but spends nothing of the budget.
 */
function oddsNeeded(policy, check) {
    const sharing = check.then === 'rollback' ? policy.checks.filter((other) => other.then === 'rollback').length : 1;
    return sharing / policy.promise.falseAlarmRatio;
}
function verdicts_reportCheck(policy, check, state, breaches) {
    const totals = state.cells[primaryCell(check, state)]?.totals ?? NOTHING;
    const needed = oddsNeeded(policy, check);
    const certifyOddsNeeded = 1 / policy.expert.certifyAlpha;
    const breach = breaches.find((found) => found.check === check.name && !found.common);
    const numbers = {
        name: check.name,
        then: check.then,
        cell: breach?.cell ?? state.loudest,
        totals,
        odds: state.odds,
        oddsNeeded: needed,
        sameOdds: capital(state.same),
        betterOdds: capital(state.better),
        certifyOddsNeeded,
        factorMax: factorMax(state, policy.expert.certifyAlpha),
        limit: limitReport(check, breach, totals),
        blocksUsed: state.blocksUsed,
        watermarkMs: state.watermarkMs,
        noData: state.noData,
    };
    return { ...numbers, verdict: verdictOf(policy, numbers, breach !== undefined, check.then === 'rollback' ? state.oddsPeak : state.odds) };
}
function verdictOf(policy, numbers, breached, decidingOdds) {
    if (breached || decidingOdds >= numbers.oddsNeeded)
        return 'worse';
    if (numbers.noData.startsWith('invalid'))
        return 'invalid';
    if (numbers.totals.candidate.trials < policy.expert.samplesMin || numbers.noData !== '')
        return 'insufficient';
    if (numbers.betterOdds >= numbers.certifyOddsNeeded)
        return 'better';
    if (numbers.sameOdds >= numbers.certifyOddsNeeded)
        return 'same';
    return 'acceptable';
}
function limitReport(check, breach, totals) {
    if (check.limit.kind === 'none')
        return { kind: 'none' };
    const ratioMax = limitRatio(check);
    return breach === undefined ? { kind: 'kept', ratioMax, observed: totals.candidate } : { kind: 'breached', ratioMax, observed: breach.counts.candidate };
}
function isCertified(report) {
    return report.verdict === 'better' || report.verdict === 'same';
}
function isFine(report) {
    return isCertified(report) || report.verdict === 'acceptable';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/look.ts
// Everything that a rule may look at: the rollout with the new evidence in it, the world around it, and what follows from both.




function look_lookAt(rollout, evidence, situation) {
    const { policy } = rollout;
    const absorbed = absorb(policy, rollout.checks, evidence, rollout.exclusions);
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
        excess: excessHarm(policy, absorbed.checks),
        allowed: allowedWeight(policy, absorbed.checks, situation.nextLookMs),
        traffic: requestsPerMs(policy, absorbed.checks),
    };
}
/** Labels come later: they neither clock a stage nor tell blindness. */
function liveRollbackChecks(policy) {
    return policy.checks.filter((check) => check.then === 'rollback' && check.signal.kind !== 'labels');
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/ramp.ts

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
    const reach = stage.steps.kind === 'ladder' ? next : rungAtMost(stage, step, weight === 0 ? top : Math.max(weight * expert.growthMax, next));
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
    return to < weight ? units_ppm(to) : weight;
}
/** The highest weight of the ramp that is not above `weight`, as the router can make it; 0 where there is none. */
function rungAtMost(stage, step, weight) {
    const most = Math.min(weight, stage.weightMax);
    if (stage.steps.kind === 'promise')
        return floorTo(most, step);
    return rungsOf(stage.steps, step).findLast((rung) => rung <= most) ?? units_ppm(0);
}
/** The lowest weight of the ramp that is above `weight`; what is above all of them where there is none. */
function rungAbove(stage, step, weight) {
    if (stage.steps.kind === 'promise')
        return units_ppm(Math.min(units_PPM_ALL, floorTo(weight, step) + step));
    return rungsOf(stage.steps, step).find((rung) => rung > weight) ?? units_PPM_ALL;
}
/** Written weights and shares of instances, rounded down to what the router can make: a weight that it cannot make would be asked for without end. */
function rungsOf(steps, step) {
    const shares = steps.kind === 'ladder' ? steps.weights : Array.from({ length: steps.count }, (_, index) => Math.floor(((index + 1) * units_PPM_ALL) / steps.count));
    return shares.map((share) => floorTo(share, step));
}
function floorTo(weight, unit) {
    return units_ppm(Math.floor(weight / unit) * unit);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/stage-rules.ts




function smoke(look) {
    if (look.stage.kind !== 'smoke')
        return 'silent';
    const trouble = candidateTrouble(look);
    if (trouble !== 'none')
        return ruling_hold(trouble);
    const nextIndex = look.rollout.stageIndex + 1;
    const next = look.policy.plan[nextIndex];
    if (next?.kind === 'ramp')
        return raise(look, next, nextIndex, { code: 'smoke-passed' });
    return { ...promote([{ code: 'smoke-passed' }]), stageIndex: nextIndex };
}
function candidateTrouble({ rollout, situation: { candidate } }) {
    if (candidate.kind !== 'ready')
        return { code: 'candidate-not-ready', why: candidate.why };
    if (candidate.digest !== rollout.candidate.digest)
        return { code: 'candidate-digest-differs', expected: rollout.candidate.digest, observed: candidate.digest };
    return 'none';
}
function awaitingPromotion({ rollout }) {
    return rollout.phase === 'awaiting-promotion' ? promote([{ code: 'awaiting-promotion' }]) : 'silent';
}
function insufficientEvidence(look) {
    if (look.stage.kind !== 'ramp' || look.rollout.weight === 0)
        return 'silent';
    const early = look.reports.filter((report) => report.then === 'rollback' && report.verdict === 'insufficient');
    const [first, ...others] = early.map((report) => ({ code: 'insufficient', check: report.name, trials: report.totals.candidate.trials, trialsNeeded: look.policy.expert.samplesMin }));
    return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}
function ramp(look) {
    const { rollout, stage } = look;
    if (stage.kind === 'switch')
        return promote([{ code: 'stage-passed', stage: 'switch' }]);
    if (stage.kind !== 'ramp')
        return 'silent';
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
    return raise(look, stage, rollout.stageIndex, { code: 'stage-passed', stage: 'ramp' });
}
function raise(look, stage, stageIndex, why) {
    const step = look.situation.router.kind === 'read' ? look.situation.router.step : 1;
    const next = nextRampStep(stage, look.policy.expert, { weight: look.rollout.weight, allowed: look.allowed, step });
    switch (next.kind) {
        case 'raise':
            return { kind: 'advance', to: next.to, stageIndex, reasons: [why] };
        case 'wait':
            if (look.traffic === 'unknown')
                return ruling_hold({ code: 'traffic-unknown' });
            return look.rollout.weight === 0
                ? ruling_hold({ code: 'budget-too-small', allowed: look.allowed, next: next.next })
                : ruling_hold({ code: 'weight-held-by-promise', allowed: look.allowed });
        case 'top':
            return certified(look);
    }
}
function certified(look) {
    const open = look.reports.filter((report) => report.then === 'rollback' && !isCertified(report));
    const [first, ...others] = open.map((report) => ({ code: 'not-certified', check: report.name, sameOdds: report.sameOdds, oddsNeeded: report.certifyOddsNeeded }));
    return first === undefined ? promote([{ code: 'all-certified' }]) : { kind: 'hold', reasons: [first, ...others] };
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
    return { kind: 'finished', to: 1_000_000, reasons: [{ code: 'baked', forMs: durationMs }] };
}
/** Healthy time is counted by what the metrics covered, by the check that saw least: a missing tick is no gap, a missing metric is. */
function coveredMs(look) {
    const live = liveRollbackChecks(look.policy);
    const covered = live.map((check) => look.absorbed.checks[check.name]?.coveredMs ?? 0);
    return covered.length === 0 ? look.situation.nowMs - look.rollout.weightSinceMs : Math.min(...covered);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/declared-rules.ts
// Rules for what the policy declares and for what has to be in order before anything goes on.




function deadline(look) {
    const { rollout, policy } = look;
    if (rollout.phase !== 'trial')
        return 'silent';
    const approved = rollout.approved || look.situation.request.kind === 'approve';
    if (!policyDeadlinePassed(look) && !approved)
        return 'silent';
    const reason = { code: 'undecided', afterMs: look.situation.nowMs - rollout.startedAtMs, ifUndecided: policy.promise.ifUndecided };
    if (mayPromote(look) && (approved || policy.promise.ifUndecided === 'promote'))
        return promote([reason]);
    if (endsByPolicy(look))
        return takeOutUnlessStableIsDead(look, reason);
    return policyDeadlinePassed(look) ? { ...ruling_hold(reason), needs: 'approval' } : 'silent';
}
/**
 * What even an approval needs: traffic was exposed, nothing speaks against it, the candidate is what was recorded. A check that only holds asks a
 * person, so the person who approves now has answered it.
 */
function mayPromote(look) {
    const rollbackChecks = look.reports.filter((report) => report.then === 'rollback');
    const answered = look.situation.request.kind === 'approve' || checksThatHold(look) === 'silent';
    const undisturbed = answered && frozenData(look) === 'silent' && routerUnreadable(look) === 'silent' && candidateTrouble(look) === 'none';
    return undisturbed && look.rollout.weight > 0 && rollbackChecks.every(isFine);
}
function frozenData({ situation: { frozen } }) {
    if (frozen.kind === 'changed')
        return ruling_hold({ code: 'frozen-data-changed', paths: frozen.paths }, 'approval');
    if (frozen.kind === 'unreadable')
        return ruling_hold({ code: 'frozen-data-unreadable', why: frozen.why });
    return 'silent';
}
function routerUnreadable({ situation: { router } }) {
    return router.kind === 'unreadable' ? ruling_hold({ code: 'router-unreadable', why: router.why }) : 'silent';
}
/** Checks that step back or hold; those that only tell change nothing. */
function checksThatHold(look) {
    const worse = look.reports.filter((report) => report.verdict === 'worse' && (report.then === 'stepBack' || report.then === 'hold'));
    const first = worse.find((report) => report.then === 'stepBack') ?? worse[0];
    if (first === undefined)
        return 'silent';
    const reason = { code: 'check-says-worse', check: first.name, cell: first.cell, then: first.then, odds: first.odds };
    return first.then === 'stepBack' && look.rollout.phase === 'trial' ? stepBack(look, reason, 'approval') : ruling_hold(reason, 'approval');
}
function missingData(look) {
    const missing = look.reports.filter((report) => report.then === 'rollback' && (report.noData !== '' || report.verdict === 'invalid'));
    const [first, ...others] = missing.map((report) => ({ code: 'no-data', check: report.name, why: report.noData }));
    return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/harm-rules.ts






function hardLimit(look) {
    const blamed = breachesThatAct(look).find((breach) => !breach.common);
    if (blamed === undefined)
        return 'silent';
    return actOn(look, blamed.check, { code: 'limit-breached', check: blamed.check, cell: blamed.cell, observed: blamed.counts.candidate, ratioMax: blamed.ratioMax });
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
function breachesThatAct(look) {
    return look.absorbed.breaches.filter((breach) => actionOf(look, breach.check) !== 'tell');
}
function confirmedRegression(look) {
    const worse = look.reports.find((report) => report.then === 'rollback' && report.verdict === 'worse');
    if (worse !== undefined) {
        return actOn(look, worse.name, { code: 'regression', check: worse.name, cell: worse.cell, odds: worse.odds, oddsNeeded: worse.oddsNeeded });
    }
    const combined = combinedOdds(look);
    const needed = 1 / look.policy.promise.falseAlarmRatio;
    if (combined.odds < needed)
        return 'silent';
    return takeOutUnlessStableIsDead(look, { code: 'combined-regression', checks: combined.checks, odds: combined.odds, oddsNeeded: needed });
}
/**
 * Checks on one clock share their evidence: the weighted mean of their e-values is again one (Vovk & Wang 2021). Labels come on a clock of their
 * own, so each of them has to reach its own share alone (Bonferroni).
 */
function combinedOdds(look) {
    const live = liveRollbackChecks(look.policy);
    const odds = live.reduce((sum, check) => sum + (look.absorbed.checks[check.name]?.odds ?? 0) / (oddsNeeded(look.policy, check) * look.policy.promise.falseAlarmRatio), 0);
    return { odds, checks: live.map((check) => check.name) };
}
function harmBudget(look) {
    const budget = look.policy.promise.badRequestsMax;
    if (look.rollout.phase === 'baking' || look.excess < budget || endsByPolicy(look))
        return 'silent';
    return stepBack(look, { code: 'harm-budget-spent', excess: look.excess, budget }, 'approval');
}
/** Traffic grew, or the candidate looks worse than it did: the promise allows far less than is exposed. Takes no person, and may rise again. */
function promiseAllowsLess(look) {
    const { rollout, stage, situation } = look;
    if (rollout.phase !== 'trial' || stage.kind !== 'ramp' || look.traffic === 'unknown' || situation.router.kind === 'unreadable')
        return 'silent';
    const allowed = bearableWeight(look.policy, look.absorbed.checks, situation.nextLookMs);
    const to = lowerRampWeight(stage, { weight: rollout.weight, allowed, step: situation.router.step });
    return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}
function blindness(look) {
    const { rollout, policy, situation } = look;
    const exposed = rollout.weight > 0 || (situation.router.kind === 'read' && situation.router.weight > 0);
    if (!exposed || endsByPolicy(look))
        return 'silent';
    // Blocks that come while a change does not settle are dropped: they move the watermark, but nothing is learned from them.
    const unsettled = rollout.exclusions.filter((span) => span.toMs > situation.nowMs).map((span) => span.fromMs);
    const watermarks = liveRollbackChecks(policy).map((check) => Math.max(rollout.startedAtMs, look.absorbed.checks[check.name]?.watermarkMs ?? 0));
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
function unrecordedLowering({ rollout, situation: { router } }) {
    if (router.kind !== 'read' || !router.ours || router.weight > rollout.weight)
        return 'silent';
    const reason = { code: 'lowered-before-record', recorded: rollout.weight, observed: router.weight };
    return router.weight === 0 ? takeOut([reason]) : { kind: 'stepBack', to: router.weight, needs: 'human', reasons: [reason] };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/people-rules.ts

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

;// CONCATENATED MODULE: ./packages/rollout-policy/src/decide.ts






/** Decides what `rollout` does next. Pure and total: never throws, whatever the evidence holds. */
function decide(rollout, evidence, situation) {
    const look = lookAt(rollout, evidence, situation);
    for (const rule of RULES) {
        const ruling = rule(look);
        if (ruling !== 'silent')
            return { decision: spelledOut(look, ruling), checks: look.absorbed.checks };
    }
    return { decision: spelledOut(look, hold({ code: 'insufficient', check: 'any', trials: 0, trialsNeeded: look.policy.expert.samplesMin })), checks: look.absorbed.checks };
}
const RULES = [
    alreadyLeaving,
    aborted,
    loweredOutside,
    superseded,
    hardLimit,
    confirmedRegression,
    commonMode,
    raisedOutside,
    unrecordedLowering,
    harmBudget,
    promiseAllowsLess,
    blindness,
    deadline,
    frozenData,
    routerUnreadable,
    checksThatHold,
    missingData,
    smoke,
    awaitingPromotion,
    insufficientEvidence,
    ramp,
    bake,
];
function spelledOut(look, ruling) {
    return {
        kind: ruling.kind,
        from: look.rollout.weight,
        to: ruling.to ?? look.rollout.weight,
        needs: ruling.needs ?? 'nothing',
        reasons: ruling.reasons,
        checks: look.reports,
        harm: { excess: look.excess, budget: look.policy.promise.badRequestsMax },
        stageIndex: ruling.stageIndex ?? look.rollout.stageIndex,
    };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/fold.ts
// State is the fold of the ledger. One event in, the next state out; whatever does not fit is our bug and stops the run.


/** A change that has not settled lasts for ever, until it is confirmed. */
const NOT_SETTLED = Number.MAX_SAFE_INTEGER;
const ENDED_KEPT = 50;
/** All events of one target, oldest first, to its state. Throws InvariantError where an event does not follow from what is before it. */
function foldAll(events) {
    return events.reduce((folded, event) => ({ kind: 'present', state: fold(folded, event) }), { kind: 'empty' });
}
function fold(before, event) {
    const sequence = before.kind === 'empty' ? 0 : before.state.sequence;
    invariant(event.sequence === sequence + 1, 'events follow each other without a gap', { expected: sequence + 1, seen: event.sequence });
    if (event.kind === 'adopted') {
        invariant(before.kind === 'empty', 'a target is adopted once', { sequence: event.sequence });
        return { schema: 1, target: event.target, sequence: 1, slots: event.slots, stable: event.stable, rollout: { kind: 'none' }, ended: [] };
    }
    invariant(before.kind === 'present', 'the first event adopts the target', { seen: event.kind });
    const state = { ...before.state, sequence: event.sequence };
    if (event.kind === 'started')
        return start(state, event);
    const { rollout } = state;
    invariant(rollout.kind === 'live' && rollout.id === event.rolloutId, 'the event belongs to the live rollout', { seen: event.rolloutId });
    switch (event.kind) {
        case 'ticked':
            return { ...state, rollout: tick(rollout, event) };
        case 'intended':
            return { ...state, rollout: intend(rollout, event.effect, event.atMs) };
        case 'confirmed':
            return fold_confirm(state, rollout, event);
        case 'promoted':
            return { ...state, rollout: bakeFrom(rollout, event) };
        case 'ended':
            return end(state, rollout, event);
        default:
            return assertNever(event);
    }
}
function start(state, event) {
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
        pending: { kind: 'none' },
        exclusions: [],
        checks: Object.fromEntries(policy.checks.map((check) => [check.name, newCheckState(check, event.atMs)])),
        snapshot: null,
        approved: false,
        pointerMoved: false,
        confirmedEffect: '',
        lastRuling: '',
        leavingWhy: '',
    };
    return { ...state, rollout };
}
function tick(rollout, event) {
    const { decision, situation } = event;
    const checks = absorb(rollout.policy, rollout.checks, event.evidence, rollout.exclusions).checks;
    const moved = {
        ...rollout,
        checks,
        snapshot: event.snapshot,
        exclusions: stillNeeded(rollout.exclusions, checks),
        approved: rollout.approved || situation.request.kind === 'approve',
        stageIndex: decision.stageIndex,
        stageEnteredAtMs: decision.stageIndex === rollout.stageIndex ? rollout.stageEnteredAtMs : event.atMs,
        phase: phaseAfter(rollout, decision),
        lastRuling: rulingOf(decision),
        leavingWhy: rollout.leavingWhy === '' && decision.kind === 'rollback' ? leavingWhy(decision) : rollout.leavingWhy,
    };
    switch (event.effect.kind) {
        case 'none':
            return wasNotDone(moved, event) ? abandon(moved, event.atMs) : moved;
        case 'intended':
        case 'unconfirmed':
            return intend(moved, event.effect.effect, situation.nowMs);
        case 'done':
            return settle(intend(moved, event.effect.effect, situation.nowMs), event.effect.effect.weight, event.atMs, event.effect.effect.id);
        default:
            return assertNever(event.effect);
    }
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
    return rollout.pending.kind !== 'none' && router.kind === 'read' && router.weight === rollout.weight;
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
function settle(rollout, weight, settledAtMs, effectId) {
    return {
        ...rollout,
        weight,
        confirmedEffect: effectId,
        weightSinceMs: settledAtMs,
        weightMax: weight > rollout.weightMax ? weight : rollout.weightMax,
        firstWeight: rollout.firstWeight === 0 ? weight : rollout.firstWeight,
        pending: { kind: 'none' },
        checks: restartCoverage(rollout.checks, settledAtMs),
        exclusions: fold_closed(rollout, settledAtMs),
    };
}
/** A span is kept until every check's evidence is past it; labels of that time may come much later. */
function stillNeeded(exclusions, checks) {
    const oldest = Math.min(...Object.values(checks).map((check) => check.watermarkMs), Number.MAX_SAFE_INTEGER);
    return exclusions.filter((span) => span.toMs > oldest);
}
function fold_confirm(state, rollout, event) {
    const { pending } = rollout;
    invariant(pending.kind !== 'none' && pending.id === event.effectId, 'only a pending effect is confirmed', { seen: event.effectId });
    const settled = settle(rollout, event.observed, event.settledAtMs, event.effectId);
    if (pending.purpose !== 'finish')
        return { ...state, rollout: settled };
    const { version, digest, slot } = rollout.candidate;
    return { ...state, stable: { version, digest, slot }, rollout: { kind: 'none' }, ended: remember(state, settled, 'promoted', 'baked', event.atMs) };
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
        checks: restartCoverage(rollout.checks, rollout.weightSinceMs),
    };
}
function end(state, rollout, event) {
    invariant(event.observed === 0, 'a rollout ends without promotion only when its candidate serves nothing', { observed: event.observed });
    return { ...state, rollout: { kind: 'none' }, ended: remember(state, rollout, event.outcome, event.why, event.atMs) };
}
function remember(state, rollout, outcome, why, endedAtMs) {
    const { version, digest } = rollout.candidate;
    return [...state.ended, { id: rollout.id, candidate: { version, digest }, outcome, why, endedAtMs, weightMax: rollout.weightMax }].slice(-ENDED_KEPT);
}
/** How a rollout that left is remembered. */
function outcomeOf(leavingWhyCode) {
    const code = leavingWhyCode;
    if (code === 'superseded')
        return 'superseded';
    return code === 'undecided' ? 'expired' : 'rolled-back';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/plan.ts

/**
 * `sequence` is that of the event that records the decision: effect and record share it, so either finds the other. What the ledger and the
 * router (`observed`) both already have needs no effect.
 */
function planEffect(rollout, decision, sequence, observed) {
    switch (decision.kind) {
        case 'advance':
            return effect(rollout, sequence, decision.to, 'advance');
        case 'stepBack':
            return effect(rollout, sequence, decision.to, 'stepBack');
        case 'rollback':
            if (rollout.weight === 0 && observed === 0 && rollout.pending.kind === 'none' && rollout.phase === 'leaving')
                return { kind: 'none' };
            return effect(rollout, sequence, decision.to, 'rollback');
        case 'finished':
            return effect(rollout, sequence, decision.to, 'finish');
        case 'promote':
        case 'hold':
        case 'halt':
            return { kind: 'none' };
    }
}
/** What the promote job does: everything less the holdback that the bake measures against, rounded down to the router's step. */
function planPromotion(rollout, sequence, step) {
    return effect(rollout, sequence, promotedWeight(rollout.policy, step), 'promote');
}
/** A router that only knows all or nothing keeps no holdback. */
function promotedWeight(policy, step) {
    const bake = policy.plan.find((stage) => stage.kind === 'bake');
    const rounded = ppm(Math.floor((PPM_ALL - (bake?.holdback ?? 0)) / step) * step);
    return rounded === 0 ? PPM_ALL : rounded;
}
function effect(rollout, sequence, weight, purpose) {
    return { kind: 'set-weight', id: `${rollout.id}/${String(sequence)}/${String(weight)}`, rolloutId: rollout.id, sequence, weight, purpose };
}
/** Raising exposure, and finishing, wait for the record; everything else is a lowering and waits for nothing. */
function waitsForRecord(rollout, effect) {
    return effect.weight > rollout.weight || effect.purpose === 'finish';
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/index.ts
// The pure core: no IO, no clock, no chance, no dependency.

















/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

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

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

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

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

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
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
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
/******/ var __webpack_exports__ = __nccwpck_require__(6142);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
