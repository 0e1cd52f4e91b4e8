export const id = 988;
export const ids = [988];
export const modules = {

/***/ 2988:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 46 modules
var src = __webpack_require__(6583);
;// CONCATENATED MODULE: ./packages/model-validation/src/describe-gate.ts

/** `accuracy of region=west at least 0.75` */
function describeRule({ metric, cell, rule }) {
    const what = cell === 'all' ? metric : `${metric} of ${cell}`;
    switch (rule.kind) {
        case 'min':
            return `${what} at least ${figure(rule.value)}`;
        case 'max':
            return `${what} at most ${figure(rule.value)}`;
        case 'worseByAtMost':
            return `${what} at most ${rule.margin.kind === 'absolute' ? figure(rule.margin.amount) : `${figure(rule.margin.ratio * 100)} % of stable`} ${rule.better === 'higher' ? 'below' : 'above'} stable`;
        default:
            return (0,src/* assertNever */.xb)(rule);
    }
}
/** `0.81 (surely 0.788 at 95%)`, `0.81, which is 0.012 worse than stable`, or why it cannot be decided. */
function describeOutcome({ rule, outcome }) {
    if (outcome.kind === 'undecidable')
        return outcome.why;
    const { observed, compared, basis } = outcome;
    const sure = basis === 'point' ? '' : `, ${basis} sure`;
    if (rule.kind !== 'worseByAtMost')
        return basis === 'point' ? figure(observed) : `${figure(observed)} (${rule.kind === 'min' ? 'at least' : 'at most'} ${figure(compared)}${sure})`;
    const difference = compared > 0 ? `${figure(compared)} worse than stable` : compared < 0 ? `${figure(-compared)} better than stable` : 'the same as stable';
    return `${figure(observed)}, ${basis === 'point' ? difference : `at most ${compared > 0 ? difference : `equal to stable, or ${difference}`}${sure}`}`;
}
/** Up to five significant digits, without trailing zeros. */
function figure(value) {
    return String(Number(value.toPrecision(5)));
}

;// CONCATENATED MODULE: ./packages/model-validation/src/mistake.ts
// What is wrong with a document, for a person: where, what was seen, what is accepted. Decoders collect all of them and never throw.
function showPath(path) {
    return path.reduce((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${oneLine(step)}`), '');
}
/** A value from outside as a person can recognise it: short, on one line, in quotes where it is text. */
function shown(value) {
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
        return String(value);
    if (value === null)
        return 'null';
    if (value === undefined)
        return 'nothing';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value !== 'string')
        return 'an object';
    return `"${oneLine(value)}"`;
}
/** Without control and direction characters, cut to `lengthMax` characters. */
function oneLine(text, lengthMax = 80) {
    const safe = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).toWellFormed();
    return safe.length > lengthMax ? `${safe.slice(0, lengthMax - 1)}…` : safe;
}

;// CONCATENATED MODULE: ./packages/model-validation/src/document-reader.ts
// Reads plain values (from JSON or YAML) field by field and collects every mistake. A field that is wrong yields a harmless value, and
// the document is refused as a whole at the end.

const mistakesMax = 20;
class DocumentReader {
    mistakes = [];
    unlisted = 0;
    add(path, message) {
        // A hostile document of a thousand mistakes should not become a log of a thousand lines.
        if (this.mistakes.length < mistakesMax)
            this.mistakes.push({ path, place: showPath(path), message });
        else
            this.unlisted += 1;
    }
    /** The document if nothing was wrong with it. */
    finish(value) {
        const [first, ...rest] = this.mistakes;
        if (first === undefined)
            return { kind: 'decoded', value };
        const more = this.unlisted === 0 ? [] : [{ path: [], place: '', message: `and ${this.unlisted} more mistakes` }];
        return { kind: 'refused', mistakes: [first, ...rest, ...more] };
    }
    /** Own entries of an object, at most `sizeMax`. A Map, because keys such as `__proto__` come from outside. */
    entries(path, value, expected, sizeMax = 10_000) {
        if (!isRecord(value))
            this.add(path, `expected ${expected}, got ${shown(value)}`);
        else if (Object.keys(value).length > sizeMax)
            this.add(path, `has ${Object.keys(value).length} keys; at most ${sizeMax} are accepted`);
        else
            return new Map(Object.entries(value));
        return new Map();
    }
    /** As `entries`, with only these keys allowed. */
    fields(path, value, keys) {
        const fields = this.entries(path, value, `an object with ${keys.join(', ')}`);
        for (const key of fields.keys())
            if (!keys.includes(key))
                this.add([...path, key], `is an unknown key. Accepted: ${keys.join(', ')}`);
        return fields;
    }
    list(path, value, sizeMax, sizeMin = 0) {
        if (!Array.isArray(value))
            this.add(path, `expected a list, got ${shown(value)}`);
        else if (value.length < sizeMin)
            this.add(path, `expected a list of at least ${sizeMin}, got ${shown(value)}`);
        else if (value.length > sizeMax)
            this.add(path, `has ${value.length} items; at most ${sizeMax} are accepted`);
        else
            return value;
        return [];
    }
    finite(path, value) {
        if (typeof value === 'number' && Number.isFinite(value))
            return value;
        this.add(path, `expected a finite number, got ${shown(value)}`);
        return 0;
    }
    /** A whole number from `min`. */
    count(path, value, min) {
        if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min)
            return value;
        this.add(path, `expected a whole number from ${min}, got ${shown(value)}`);
        return min;
    }
    flag(path, value) {
        if (typeof value === 'boolean')
            return value;
        this.add(path, `expected true or false, got ${shown(value)}`);
        return false;
    }
    /** One of `choices`; the first of them when it is none. */
    choice(path, value, choices) {
        const found = choices.find((choice) => choice === value);
        if (found === undefined)
            this.add(path, `expected ${choices.join(' or ')}, got ${shown(value)}`);
        return found ?? choices[0];
    }
    /** Text on one line. */
    text(path, value, lengthMax = 200) {
        if (typeof value === 'string' && value !== '' && value.length <= lengthMax && value.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(value))
            return value;
        this.add(path, `expected a text of 1 to ${lengthMax} characters on one line, got ${shown(value)}`);
        return '';
    }
}
function isRecord(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    // YAML tags can make dates, sets and buffers; none of them is a plain mapping.
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

;// CONCATENATED MODULE: ./packages/model-validation/src/tensor.ts
// Values that go into and come out of a model, as plain data.
const tensorTypes = ['float32', 'float64', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'bool', 'string'];
function sizeOf(shape) {
    return shape.reduce((product, side) => product * side, 1);
}
/** `float32[1,8]`, `int64[batch]`, `float32` for a single value. */
function describeTensor(type, shape) {
    return shape.length === 0 ? type : `${type}[${shape.map((side) => (typeof side === 'number' ? side : side === '' ? '?' : side)).join(',')}]`;
}
/** Whether a tensor of this shape is one that was declared; a size known only at run time fits any, each name with one size. */
function fitsShape(declared, shape) {
    // The library gives an empty list also for a shape that the model leaves open.
    if (declared.length === 0)
        return true;
    if (declared.length !== shape.length)
        return false;
    const sizes = new Map();
    return declared.every((side, index) => {
        const size = shape[index];
        if (typeof side === 'number')
            return side === size;
        if (size === undefined)
            return false;
        const known = side === '' ? size : (sizes.get(side) ?? size);
        sizes.set(side, known);
        return known === size;
    });
}

;// CONCATENATED MODULE: ./packages/model-validation/src/run-golden.ts
// Runs a golden set through a model. A set that does not fit the model is a mistake of whoever wrote it; a model that answers
// otherwise than recorded, or not at all, fails the case.



const shownMax = 10;
/** Whether every case names what the model declares, with the types and shapes it declares. */
function checkGoldenFits(golden, model) {
    const reader = new DocumentReader();
    golden.cases.forEach(({ inputs, outputs }, index) => {
        for (const declared of model.inputs) {
            if (!inputs.has(declared.name))
                reader.add(['cases', index, 'inputs'], `lacks ${oneLine(declared.name)}, which the model takes as ${describeDeclaration(declared)}`);
        }
        for (const [name, tensor] of inputs)
            checkTensor(reader, ['cases', index, 'inputs', name], tensor, model.inputs);
        for (const [name, tensor] of outputs)
            checkTensor(reader, ['cases', index, 'outputs', name], tensor, model.outputs);
    });
    return reader.finish(golden);
}
/** Runs all cases in order; one failure does not hide another. The set has to fit the model. */
async function runGolden(golden, model) {
    const failures = [];
    let failed = 0;
    for (const single of golden.cases) {
        const why = await objection(single, golden.tolerance, model);
        if (why === '')
            continue;
        failed += 1;
        if (failures.length < shownMax)
            failures.push({ name: single.name, why });
    }
    return { cases: golden.cases.length, failed, shown: failures };
}
async function objection(single, tolerance, model) {
    const answer = await model.run(single.inputs, [...single.outputs.keys()]);
    if (answer.kind === 'failed')
        return `the model fails: ${answer.why}`;
    for (const [name, expected] of single.outputs) {
        const got = answer.outputs.get(name);
        const why = got === undefined ? 'is missing' : compareTensors(got, expected, tolerance);
        if (why !== '')
            return `${name} ${why}`;
    }
    return '';
}
/** Why `got` is not what was expected; empty when it is. NaN never is. */
function compareTensors(got, expected, tolerance) {
    if (got.type !== expected.type || got.shape.length !== expected.shape.length || got.shape.some((side, axis) => side !== expected.shape[axis])) {
        return `is ${describeTensor(got.type, got.shape)}, expected ${describeTensor(expected.type, expected.shape)}`;
    }
    for (const [index, value] of got.data.entries()) {
        const wanted = expected.data[index];
        if (wanted === undefined || !isClose(value, wanted, got.type, tolerance))
            return `${got.data.length === 1 ? '' : `at ${index} `}is ${showElement(value)}, expected ${wanted === undefined ? 'nothing' : showElement(wanted)}`;
    }
    return '';
}
function isClose(value, wanted, type, { abs, rel }) {
    if (typeof value !== 'number' || typeof wanted !== 'number' || (type !== 'float32' && type !== 'float64'))
        return value === wanted;
    // False for NaN on either side.
    return Math.abs(value - wanted) <= abs + rel * Math.abs(wanted);
}
function showElement(value) {
    return typeof value === 'string' ? `"${oneLine(value)}"` : String(value);
}
function checkTensor(reader, path, tensor, declarations) {
    const name = path.at(-1);
    const declared = declarations.find((declaration) => declaration.name === name);
    if (declared === undefined)
        reader.add(path, `is not known to the model; it declares ${declarations.map((one) => `${oneLine(one.name)} ${describeDeclaration(one)}`).join(', ')}`);
    else if (declared.kind === 'other' || declared.type !== tensor.type || !fitsShape(declared.shape, tensor.shape)) {
        reader.add(path, `is ${describeTensor(tensor.type, tensor.shape)}, but the model declares ${describeDeclaration(declared)}`);
    }
}
function describeDeclaration(declared) {
    return declared.kind === 'other' ? 'no tensor (a map or a sequence, which golden sets cannot hold)' : oneLine(describeTensor(declared.type, declared.shape));
}

;// CONCATENATED MODULE: ./packages/model-validation/src/evidence.ts
// The record that a model was validated, bound to the digest of its bytes. Later steps demand it before they give a version traffic.



/** The verdict follows from the parts: no gate stops it and no golden case failed. */
function concludeValidation({ model, version, digest, gates, golden, atMs }) {
    return { schema: 1, model, version, digest, passed: isPassed(gates, golden), gates, golden, at: new Date(atMs).toISOString() };
}
function encodeEvidence(evidence) {
    return `${JSON.stringify(evidence, null, 2)}\n`;
}
/** Total. Refuses evidence whose verdict contradicts its own parts. */
function decodeEvidence(text) {
    let document;
    try {
        document = JSON.parse(text);
    }
    catch (cause) {
        // A file that is cut off has one mistake, not one per field that it lost.
        return { kind: 'refused', mistakes: [{ path: [], place: '', message: `is not JSON: ${oneLine(cause instanceof Error ? cause.message : 'unreadable', 200)}` }] };
    }
    return decodeDocument(document);
}
function decodeDocument(document) {
    const reader = new DocumentReader();
    const fields = reader.fields([], document, ['schema', 'model', 'version', 'digest', 'passed', 'gates', 'golden', 'at']);
    if (fields.get('schema') !== 1)
        reader.add(['schema'], `expected 1, got ${shown(fields.get('schema'))}`);
    const evidence = {
        schema: 1,
        model: reader.text(['model'], fields.get('model')),
        version: reader.text(['version'], fields.get('version')),
        digest: readDigest(reader, ['digest'], fields.get('digest')),
        passed: reader.flag(['passed'], fields.get('passed')),
        gates: reader.list(['gates'], fields.get('gates'), 100_000).map((value, index) => readGateResult(reader, ['gates', index], value)),
        golden: readGolden(reader, fields.get('golden')),
        at: readInstant(reader, ['at'], fields.get('at')),
    };
    if (evidence.gates.length === 0 && evidence.golden.kind === 'none')
        reader.add([], 'holds neither a gate nor a golden set; it proves nothing');
    if (evidence.passed !== isPassed(evidence.gates, evidence.golden))
        reader.add(['passed'], `says ${evidence.passed}, but the gates and golden cases in the same file say otherwise`);
    return reader.finish(evidence);
}
function isPassed(gates, golden) {
    return gates.every(({ stops }) => !stops) && (golden.kind === 'none' || golden.failed === 0);
}
function readGateResult(reader, path, value) {
    const fields = reader.fields(path, value, ['metric', 'cell', 'rule', 'outcome', 'stops']);
    const outcome = readOutcome(reader, [...path, 'outcome'], fields.get('outcome'));
    const stops = reader.flag([...path, 'stops'], fields.get('stops'));
    if (outcome.kind !== 'undecidable' && stops !== (outcome.kind === 'failed'))
        reader.add([...path, 'stops'], `says ${stops}, but the gate ${outcome.kind}`);
    return { metric: reader.text([...path, 'metric'], fields.get('metric')), cell: reader.text([...path, 'cell'], fields.get('cell')), rule: readRule(reader, [...path, 'rule'], fields.get('rule')), outcome, stops };
}
function readRule(reader, path, value) {
    const kind = reader.choice([...path, 'kind'], isRecord(value) ? value['kind'] : undefined, ['min', 'max', 'worseByAtMost']);
    if (kind !== 'worseByAtMost') {
        const fields = reader.fields(path, value, ['kind', 'value']);
        return { kind, value: reader.finite([...path, 'value'], fields.get('value')) };
    }
    const fields = reader.fields(path, value, ['kind', 'better', 'margin']);
    const marginPath = [...path, 'margin'];
    const margin = fields.get('margin');
    const better = reader.choice([...path, 'better'], fields.get('better'), ['higher', 'lower']);
    if (reader.choice([...marginPath, 'kind'], isRecord(margin) ? margin['kind'] : undefined, ['absolute', 'relative']) === 'absolute') {
        return { kind, better, margin: { kind: 'absolute', amount: reader.finite([...marginPath, 'amount'], reader.fields(marginPath, margin, ['kind', 'amount']).get('amount')) } };
    }
    return { kind, better, margin: { kind: 'relative', ratio: reader.finite([...marginPath, 'ratio'], reader.fields(marginPath, margin, ['kind', 'ratio']).get('ratio')) } };
}
function readOutcome(reader, path, value) {
    const kind = reader.choice([...path, 'kind'], isRecord(value) ? value['kind'] : undefined, ['undecidable', 'passed', 'failed']);
    if (kind === 'undecidable')
        return { kind, why: reader.text([...path, 'why'], reader.fields(path, value, ['kind', 'why']).get('why'), 10_000) };
    const fields = reader.fields(path, value, ['kind', 'observed', 'compared', 'limit', 'basis']);
    return {
        kind,
        observed: reader.finite([...path, 'observed'], fields.get('observed')),
        compared: reader.finite([...path, 'compared'], fields.get('compared')),
        limit: reader.finite([...path, 'limit'], fields.get('limit')),
        basis: reader.text([...path, 'basis'], fields.get('basis'), 20),
    };
}
function readGolden(reader, value) {
    const kind = reader.choice(['golden', 'kind'], isRecord(value) ? value['kind'] : undefined, ['none', 'run']);
    if (kind === 'none') {
        reader.fields(['golden'], value, ['kind']);
        return { kind };
    }
    const fields = reader.fields(['golden'], value, ['kind', 'digest', 'cases', 'failed', 'shown']);
    const cases = reader.count(['golden', 'cases'], fields.get('cases'), 1);
    const failed = reader.count(['golden', 'failed'], fields.get('failed'), 0);
    const failures = reader.list(['golden', 'shown'], fields.get('shown'), shownMax).map((item, index) => {
        const path = ['golden', 'shown', index];
        const failure = reader.fields(path, item, ['name', 'why']);
        return { name: reader.text([...path, 'name'], failure.get('name')), why: reader.text([...path, 'why'], failure.get('why'), 10_000) };
    });
    if (failed > cases || failures.length !== Math.min(failed, shownMax))
        reader.add(['golden'], `does not add up: ${failed} of ${cases} cases failed, ${failures.length} are listed`);
    return { kind, digest: readDigest(reader, ['golden', 'digest'], fields.get('digest')), cases, failed, shown: failures };
}
function readDigest(reader, path, value) {
    if (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value))
        return value;
    reader.add(path, `expected sha256: and 64 lower-case hexadecimal digits, got ${shown(value)}`);
    return '';
}
function readInstant(reader, path, value) {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && Number.isFinite(Date.parse(value)))
        return value;
    reader.add(path, `expected a time such as 2026-11-21T09:00:00.000Z, got ${shown(value)}`);
    return '';
}

;// CONCATENATED MODULE: ./packages/model-validation/src/score-bounds.ts
// One-sided confidence bounds for shares (right answers among n), so that luck in a small sample is not taken for quality.
//
// Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22:209-212.
// Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17:873-890, method 10;
// with a factor on one share it is MOVER: Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27:1693-1702.
/** The levels that can be asked for, with the normal quantile of each. */
const sureLevels = [
    { text: '90%', z: 1.2815515655446004 },
    { text: '95%', z: 1.6448536269514722 },
    { text: '97.5%', z: 1.959963984540054 },
    { text: '99%', z: 2.3263478740408408 },
    { text: '99.9%', z: 3.090232306167813 },
];
/** The share is at least this, at the level of `z`. */
function shareMin({ ratio, count }, z) {
    return Math.max(0, center(ratio, count, z) - halfWidth(ratio, count, z));
}
/** The share is at most this, at the level of `z`. */
function shareMax({ ratio, count }, z) {
    return Math.min(1, center(ratio, count, z) + halfWidth(ratio, count, z));
}
/**
 * `factor * minuend - subtrahend` is at most this, at the level of `z`. The samples count as independent; when both shares come from the same
 * examples, as reports on one held-out set do, the true bound is lower and this one errs to the careful side.
 */
function differenceMax(minuend, subtrahend, z, factor = 1) {
    const above = factor * (shareMax(minuend, z) - minuend.ratio);
    const below = subtrahend.ratio - shareMin(subtrahend, z);
    return factor * minuend.ratio - subtrahend.ratio + Math.sqrt(above * above + below * below);
}
function center(ratio, count, z) {
    return (ratio + (z * z) / (2 * count)) / (1 + (z * z) / count);
}
function halfWidth(ratio, count, z) {
    return (z * Math.sqrt((ratio * (1 - ratio)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
}

;// CONCATENATED MODULE: ./packages/model-validation/src/gate.ts
// What a metrics report has to show, as written in YAML or JSON by metric name.



const keys = ['min', 'max', 'worseByAtMost', 'better', 'sure', 'slices', 'whenMissing'];
/** `{accuracy: {min: 0.75, worseByAtMost: 0.5 points}, ...}`. No gate at all is refused: it would pass anything. */
function decodeGates(document) {
    const reader = new DocumentReader();
    const entries = reader.entries([], document, 'gates by metric name such as accuracy: {min: 0.75}', 1000);
    if (isRecord(document) && entries.size === 0)
        reader.add([], 'has no gate; write at least one, e.g. accuracy: {min: 0.75}');
    const gates = [...entries].flatMap(([metric, value]) => readGate(reader, metric, value));
    return reader.finish(gates);
}
function readGate(reader, metric, value) {
    const path = [reader.text([metric], metric)];
    if (!isRecord(value)) {
        reader.add(path, `expected an object with ${keys.join(', ')}, got ${shown(value)}. Write e.g. ${oneLine(metric)}: {min: 0.75}`);
        return [];
    }
    const fields = reader.fields(path, value, keys);
    const rules = readRules(reader, path, fields);
    const sure = fields.get('sure');
    const slices = fields.has('slices') ? reader.list([...path, 'slices'], fields.get('slices'), 100).map((slice, index) => readDimension(reader, [...path, 'slices', index], slice)) : [];
    const whenMissing = fields.has('whenMissing') ? reader.choice([...path, 'whenMissing'], fields.get('whenMissing'), ['fail', 'tell']) : 'fail';
    const basis = sure === undefined ? { kind: 'point' } : { kind: 'bound', level: readLevel(reader, [...path, 'sure'], sure) };
    const [first, ...rest] = rules;
    if (first !== undefined)
        return [{ metric, rules: [first, ...rest], basis, slices, whenMissing }];
    if (!['min', 'max', 'worseByAtMost'].some((key) => fields.has(key)))
        reader.add(path, 'asks for nothing. Write min, max or worseByAtMost');
    return [];
}
function readRules(reader, path, fields) {
    const rules = [];
    for (const kind of ['min', 'max']) {
        if (fields.has(kind))
            rules.push({ kind, value: readFigure(reader, [...path, kind], fields.get(kind)) });
    }
    const [min, max] = [rules.find(({ kind }) => kind === 'min'), rules.find(({ kind }) => kind === 'max')];
    if (min?.kind === 'min' && max?.kind === 'max' && min.value > max.value)
        reader.add([...path, 'max'], `is below min (${min.value}); nothing could pass`);
    if (fields.has('better') && !fields.has('worseByAtMost'))
        reader.add([...path, 'better'], 'only says something about worseByAtMost, which is not given');
    if (!fields.has('worseByAtMost'))
        return rules;
    const margin = readMargin(reader, [...path, 'worseByAtMost'], fields.get('worseByAtMost'));
    return [...rules, { kind: 'worseByAtMost', better: readDirection(reader, path, fields), margin }];
}
/** A metric that has only a floor is better high, one that has only a ceiling is better low; otherwise it has to be said. */
function readDirection(reader, path, fields) {
    if (fields.has('better'))
        return reader.choice([...path, 'better'], fields.get('better'), ['higher', 'lower']);
    if (fields.has('min') === fields.has('max'))
        reader.add(path, 'needs better: higher or better: lower, so that worseByAtMost has a direction');
    return fields.has('max') ? 'lower' : 'higher';
}
/** A number in the metric's own unit, or a percentage for a share. */
function readFigure(reader, path, value) {
    if (typeof value === 'number' && Number.isFinite(value))
        return value;
    const percent = typeof value === 'string' ? /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(value) : null;
    if (percent !== null)
        return Number(percent[1]) / 100;
    reader.add(path, `expected a number in the metric's own unit or a percentage, got ${shown(value)}. Write e.g. 0.75 or 75%`);
    return 0;
}
function readMargin(reader, path, value) {
    const parts = typeof value === 'string' ? /^(\d{1,9}(?:\.\d{1,9})?) ?(points?|% of stable|absolute)$/.exec(value) : null;
    const amount = Number(parts?.[1]);
    if (parts?.[2] === 'absolute')
        return { kind: 'absolute', amount };
    if (parts?.[2] === '% of stable' && amount < 100)
        return { kind: 'relative', ratio: amount / 100 };
    if (parts !== null && parts[2] !== '% of stable' && amount < 100)
        return { kind: 'absolute', amount: amount / 100 };
    const accepted = 'Accepted: 0.5 points (of a share), 2% of stable (relative), 1.5 absolute (in the metric\'s own unit)';
    const isPercent = typeof value === 'string' && value.trim().endsWith('%');
    reader.add(path, `${isPercent ? `${shown(value)} may mean points or a part of stable's figure` : `expected how much worse than stable is still accepted, got ${shown(value)}`}. ${accepted}`);
    return { kind: 'absolute', amount: 0 };
}
function readLevel(reader, path, value) {
    const level = sureLevels.find(({ text }) => text === value);
    if (level === undefined)
        reader.add(path, `expected one of ${sureLevels.map(({ text }) => text).join(', ')}, got ${shown(value)}`);
    return level ?? sureLevels[1];
}
function readDimension(reader, path, value) {
    const text = reader.text(path, value, 100);
    if (text.includes('='))
        reader.add(path, `expected the name of a dimension such as region, got ${shown(text)}. Every value of it is judged`);
    return text;
}

;// CONCATENATED MODULE: ./packages/model-validation/src/golden-set.ts
// Recorded cases that a model has to reproduce: named input tensors and the outputs expected for them.



const casesMax = 100_000;
const elementsMax = 10_000_000;
/**
 * `{"tolerance": {"abs": 1e-5, "rel": 1e-4}, "cases": [{"name": "...", "inputs": {"x": {"type": "float32", "shape": [1, 2], "data": [1, 2]}},
 * "outputs": {"y": {...}}}]}`. A set without cases is refused: it proves nothing.
 */
function decodeGoldenSet(document) {
    const reader = new DocumentReader();
    const fields = reader.fields([], document, ['tolerance', 'cases']);
    const tolerance = reader.fields(['tolerance'], fields.get('tolerance'), ['abs', 'rel']);
    const cases = reader.list(['cases'], fields.get('cases'), casesMax, 1);
    return reader.finish({
        tolerance: { abs: readTolerance(reader, ['tolerance', 'abs'], tolerance.get('abs')), rel: readTolerance(reader, ['tolerance', 'rel'], tolerance.get('rel')) },
        cases: cases.map((value, index) => readCase(reader, ['cases', index], value)),
    });
}
function readTolerance(reader, path, value) {
    const tolerance = reader.finite(path, value);
    if (tolerance < 0)
        reader.add(path, `expected a number from 0, got ${tolerance}`);
    return tolerance;
}
function readCase(reader, path, value) {
    const fields = reader.fields(path, value, ['name', 'inputs', 'outputs']);
    return {
        name: reader.text([...path, 'name'], fields.get('name')),
        inputs: readTensors(reader, [...path, 'inputs'], fields.get('inputs')),
        outputs: readTensors(reader, [...path, 'outputs'], fields.get('outputs')),
    };
}
function readTensors(reader, path, value) {
    const entries = reader.entries(path, value, 'tensors by name', 1000);
    if (entries.size === 0 && typeof value === 'object')
        reader.add(path, 'names no tensor');
    return new Map([...entries].map(([name, tensor]) => [reader.text([...path, name], name), readTensor(reader, [...path, name], tensor)]));
}
function readTensor(reader, path, value) {
    const fields = reader.fields(path, value, ['type', 'shape', 'data']);
    const type = tensorTypes.find((known) => known === fields.get('type'));
    if (type === undefined)
        reader.add([...path, 'type'], `expected one of ${tensorTypes.join(', ')}, got ${shown(fields.get('type'))}`);
    const shape = reader.list([...path, 'shape'], fields.get('shape'), 16).map((side, index) => reader.count([...path, 'shape', index], side, 0));
    const data = reader.list([...path, 'data'], fields.get('data'), elementsMax);
    if (data.length !== sizeOf(shape))
        reader.add([...path, 'data'], `has ${data.length} values, but shape [${shape.join(', ')}] takes ${sizeOf(shape)}`);
    return type === undefined ? { type: 'float32', shape: [0], data: [] } : { type, shape, data: readData(reader, [...path, 'data'], type, data) };
}
const integerRanges = {
    int8: [-(2n ** 7n), 2n ** 7n - 1n],
    uint8: [0n, 2n ** 8n - 1n],
    int16: [-(2n ** 15n), 2n ** 15n - 1n],
    uint16: [0n, 2n ** 16n - 1n],
    int32: [-(2n ** 31n), 2n ** 31n - 1n],
    uint32: [0n, 2n ** 32n - 1n],
    int64: [-(2n ** 63n), 2n ** 63n - 1n],
    uint64: [0n, 2n ** 64n - 1n],
};
function readData(reader, path, type, values) {
    switch (type) {
        case 'float32':
        case 'float64':
            return values.map((value, index) => reader.finite([...path, index], value));
        case 'bool':
            return values.map((value, index) => reader.flag([...path, index], value));
        case 'string':
            return values.map((value, index) => {
                if (typeof value === 'string')
                    return value;
                reader.add([...path, index], `expected a text, got ${shown(value)}`);
                return '';
            });
        case 'int64':
        case 'uint64':
            return values.map((value, index) => readInteger(reader, [...path, index], type, value));
        default:
            return values.map((value, index) => Number(readInteger(reader, [...path, index], type, value)));
    }
}
/** A whole number, or its digits in quotes where JSON's numbers are too short for 64 bits. */
function readInteger(reader, path, type, value) {
    const isWhole = (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value));
    const integer = isWhole ? BigInt(value) : 0n;
    const [min, max] = integerRanges[type] ?? [0n, 0n];
    if (!isWhole || integer < min || integer > max)
        reader.add(path, `expected a whole number of type ${type}, got ${shown(value)}`);
    return integer;
}

;// CONCATENATED MODULE: ./packages/model-validation/src/judge-gates.ts

/**
 * Results in the order of the gates. With slices, a gate holds only if it holds in every slice, so no correction for their number is needed:
 * each more slice can only make passing by luck less likely (Berger 1982, intersection-union tests).
 */
function judgeGates(gates, candidate, stable) {
    return gates.flatMap((gate) => cellsOf(gate, candidate).flatMap((cell) => gate.rules.map((rule) => judgeRule(gate, rule, cell, candidate, stable))));
}
/** The whole report, and of every dimension asked for the slices that it has; a dimension without any is shown as `region=*`. */
function cellsOf(gate, report) {
    const slices = gate.slices.flatMap((dimension) => {
        const names = [...report.slices.keys()].filter((name) => name.startsWith(`${dimension}=`)).sort();
        return names.length === 0 ? [`${dimension}=*`] : names;
    });
    return ['all', ...slices];
}
function judgeRule(gate, rule, cell, candidate, stable) {
    const outcome = decideRule(gate, rule, cell, candidate, stable);
    const stops = outcome.kind === 'failed' || (outcome.kind === 'undecidable' && gate.whenMissing === 'fail');
    return { metric: gate.metric, cell, rule, outcome, stops };
}
function decideRule(gate, rule, cell, candidate, stable) {
    const reading = judge_gates_readFigure(candidate, cell, gate.metric, 'the report');
    if (reading.kind === 'missing')
        return undecidable(reading.why);
    if (rule.kind !== 'worseByAtMost')
        return decideLimit(gate, rule, reading);
    if (stable.kind === 'none')
        return undecidable('there is no report of stable to compare with');
    const reference = judge_gates_readFigure(stable.report, cell, gate.metric, "stable's report");
    if (reference.kind === 'missing')
        return undecidable(reference.why);
    return decideComparison(gate, rule, reading, reference);
}
function decideLimit(gate, rule, reading) {
    if (gate.basis.kind === 'point')
        return conclude(rule.kind, reading.value, reading.value, rule.value, 'point');
    const share = asShare(reading, 'the report');
    if (share.kind === 'none')
        return undecidable(share.why);
    const { z, text } = gate.basis.level;
    return conclude(rule.kind, reading.value, rule.kind === 'min' ? shareMin(share, z) : shareMax(share, z), rule.value, text);
}
function decideComparison(gate, rule, candidate, stable) {
    const isHigherBetter = rule.better === 'higher';
    const allowed = rule.margin.kind === 'absolute' ? rule.margin.amount : rule.margin.ratio * Math.abs(stable.value);
    if (gate.basis.kind === 'point')
        return conclude('max', candidate.value, isHigherBetter ? stable.value - candidate.value : candidate.value - stable.value, allowed, 'point');
    const [mine, theirs] = [asShare(candidate, 'the report'), asShare(stable, "stable's report")];
    if (mine.kind === 'none')
        return undecidable(mine.why);
    if (theirs.kind === 'none')
        return undecidable(theirs.why);
    const { z, text } = gate.basis.level;
    // A relative margin moves with stable's true share, which is itself uncertain: bound (1 - margin) x stable - candidate as a whole.
    const ratio = rule.margin.kind === 'relative' ? rule.margin.ratio : 0;
    const excess = isHigherBetter ? differenceMax(theirs, mine, z, 1 - ratio) : differenceMax(mine, theirs, z, 1 / (1 + ratio)) * (1 + ratio);
    return conclude('max', candidate.value, excess + (rule.margin.kind === 'relative' ? allowed : 0), allowed, text);
}
/** Ties pass. Figures that differ by less than a billionth are alike: 0.8 - 0.795 is not more than 0.005 to anybody but a computer. */
function conclude(side, observed, compared, limit, basis) {
    const slack = 1e-9 * Math.max(1, Math.abs(limit));
    const holds = side === 'min' ? compared >= limit - slack : compared <= limit + slack;
    return { kind: holds ? 'passed' : 'failed', observed, compared, limit, basis };
}
function judge_gates_readFigure(report, cell, metric, whose) {
    const found = cell === 'all' ? report.all : report.slices.get(cell);
    if (found === undefined)
        return { kind: 'missing', why: `${whose} has no slice ${cell}` };
    const value = found.metrics.get(metric);
    if (value !== undefined)
        return { kind: 'figure', value, samples: found.samples };
    const known = [...found.metrics.keys()].slice(0, 8).join(', ');
    return { kind: 'missing', why: `${whose} has no metric ${metric}${cell === 'all' ? '' : ` in ${cell}`}; it has ${known}` };
}
function asShare({ value, samples }, whose) {
    if (samples.kind === 'unknown')
        return { kind: 'none', why: `${whose} has no n, and a bound needs the number of examples` };
    if (value < 0 || value > 1)
        return { kind: 'none', why: `${value} in ${whose} is not a share between 0 and 1, and a bound is known for shares only` };
    return { kind: 'share', ratio: value, count: samples.count };
}
function undecidable(why) {
    return { kind: 'undecidable', why };
}

;// CONCATENATED MODULE: ./packages/model-validation/src/metrics-report.ts
// A report of offline metrics, from any tool that writes numbers by name.

const nothing = { samples: { kind: 'unknown' }, metrics: new Map() };
/**
 * Accepts `{accuracy: 0.81, n: 1200}` or `{n: 1200, metrics: {accuracy: 0.81}, slices: {"region=west": {n: 300, metrics: {...}}}}`. Anything
 * that is not a finite number is refused, and so is a report without any metric: no data is not good data.
 */
function decodeReport(document) {
    const reader = new DocumentReader();
    const isLong = isRecord(document) && (isRecord(document['metrics']) || 'slices' in document);
    if (!isLong)
        return reader.finish({ all: readCell(reader, [], document), slices: new Map() });
    const fields = reader.fields([], document, ['n', 'metrics', 'slices']);
    const all = { samples: readSamples(reader, ['n'], fields.get('n')), metrics: readMetrics(reader, ['metrics'], fields.get('metrics')) };
    const slices = new Map();
    if (fields.has('slices')) {
        for (const [name, cell] of reader.entries(['slices'], fields.get('slices'), 'an object of slices such as {"region=west": {...}}')) {
            if (!/^[^=]+=.+$/.test(reader.text(['slices', name], name)))
                reader.add(['slices', name], 'expected a name such as region=west');
            slices.set(name, readSlice(reader, ['slices', name], cell));
        }
    }
    return reader.finish({ all, slices });
}
function readSlice(reader, path, value) {
    if (!isRecord(value) || !isRecord(value['metrics']))
        return readCell(reader, path, value);
    const fields = reader.fields(path, value, ['n', 'metrics']);
    return { samples: readSamples(reader, [...path, 'n'], fields.get('n')), metrics: readMetrics(reader, [...path, 'metrics'], fields.get('metrics')) };
}
/** The flat form: `n` among the metrics. */
function readCell(reader, path, value) {
    if (!isRecord(value)) {
        reader.entries(path, value, 'an object of metrics such as {"accuracy": 0.81}');
        return nothing;
    }
    const { n, ...metrics } = value;
    return { samples: readSamples(reader, [...path, 'n'], n), metrics: readMetrics(reader, path, metrics) };
}
function readMetrics(reader, path, value) {
    const entries = reader.entries(path, value, 'an object of metrics such as {"accuracy": 0.81}');
    if (isRecord(value) && entries.size === 0)
        reader.add(path, 'has no metric; an empty report proves nothing');
    return new Map([...entries].map(([name, metric]) => {
        reader.text([...path, name], name);
        return [name, reader.finite([...path, name], metric)];
    }));
}
function readSamples(reader, path, value) {
    return value === undefined ? { kind: 'unknown' } : { kind: 'known', count: reader.count(path, value, 1) };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./packages/model-validation/src/ort-wasm.ts
// The WebAssembly that onnxruntime-web runs on, packed with brotli (2.3 MB instead of 14) and read as a file of our own: a bundler that takes
// it out of the package re-encodes it as text. make-ort-asset.ts makes it.


function readOrtWasm() {
    return (0,external_node_zlib_.brotliDecompressSync)((0,external_node_fs_.readFileSync)(__webpack_require__.ab + "ort.wasm.br"));
}

;// CONCATENATED MODULE: ./packages/model-validation/src/onnx-runtime.ts



/** Neither the library nor its WebAssembly is loaded before a model is opened. */
function onnxRuntime() {
    return {
        open: async (bytes) => {
            const ort = await __webpack_require__.e(/* import() */ 472).then(__webpack_require__.bind(__webpack_require__, 8472));
            ort.env.wasm.numThreads = 1;
            ort.env.wasm.wasmBinary = readOrtWasm();
            // Its log would carry names from the model, unescaped, into the log of the job. Errors reach us as messages.
            ort.env.logLevel = 'fatal';
            try {
                const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 4 });
                return { kind: 'opened', model: openModel(ort, session) };
            }
            catch (cause) {
                return { kind: 'refused', why: messageOf(cause) };
            }
        },
    };
}
function openModel(ort, session) {
    return {
        inputs: session.inputMetadata.map(declarationOf),
        outputs: session.outputMetadata.map(declarationOf),
        run: (inputs, wanted) => run(ort, session, inputs, wanted),
        close: () => session.release(),
    };
}
async function run(ort, session, inputs, wanted) {
    try {
        const feeds = Object.fromEntries([...inputs].map(([name, tensor]) => [name, toOrt(ort, tensor)]));
        const answers = await session.run(feeds, wanted, { logSeverityLevel: 4 });
        const outputs = new Map();
        for (const name of wanted) {
            const answer = answers[name];
            const type = tensorTypes.find((known) => known === answer?.type);
            if (answer === undefined || type === undefined)
                return { kind: 'failed', why: `its output ${oneLine(name)} is of type ${answer?.type ?? 'unknown'}` };
            outputs.set(name, { type, shape: [...answer.dims], data: fromOrt(type, answer) });
        }
        return { kind: 'outputs', outputs };
    }
    catch (cause) {
        return { kind: 'failed', why: messageOf(cause) };
    }
}
function declarationOf(metadata) {
    return metadata.isTensor ? { kind: 'tensor', name: metadata.name, type: metadata.type, shape: metadata.shape } : { kind: 'other', name: metadata.name };
}
function toOrt(ort, { type, shape, data }) {
    switch (type) {
        case 'string':
            return new ort.Tensor('string', data.map(String), shape);
        case 'bool':
            return new ort.Tensor('bool', data.map(Boolean), shape);
        case 'int64':
            return new ort.Tensor('int64', BigInt64Array.from(data, BigInt), shape);
        case 'uint64':
            return new ort.Tensor('uint64', BigUint64Array.from(data, BigInt), shape);
        default:
            return new ort.Tensor(type, data.map(Number), shape);
    }
}
function fromOrt(type, { data }) {
    switch (type) {
        case 'string':
            return Array.from(data, String);
        case 'bool':
            return Array.from(data, Boolean);
        case 'int64':
        case 'uint64':
            return Array.from(data, BigInt);
        default:
            return Array.from(data, Number);
    }
}
/** Without the library's preamble, which says nothing to a person: `... ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because ...`. */
function messageOf(cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const marker = 'ERROR_MESSAGE: ';
    const at = message.indexOf(marker);
    return oneLine((at === -1 ? message : message.slice(at + marker.length)).replace(/\s+/g, ' ').trim(), 300);
}

;// CONCATENATED MODULE: ./packages/model-validation/src/index.ts
// Decides whether a model may be released: gates over its metrics report, and a golden set run through the model itself.










// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./actions/validate-model/src/obtain-artifact.ts
// Gets the file that is validated: from the workspace, from an earlier run's tool cache, or from its address.

/** The toolkit is loaded only when there is something to fetch or to digest. Rejects when `signal` aborts: a large file takes minutes. */
async function obtainArtifact(order, files, signal = NEVER) {
    const { address } = order;
    if (!/^[a-z][a-z0-9+.-]+:/i.test(address))
        return digestOf(address, files, signal);
    const url = URL.parse(address);
    switch (url?.protocol) {
        case 'http:':
        case 'https:':
            if (url.username !== '' || url.password !== '')
                return mistake(`the address of ${url.host} carries a user or a password, which end in logs. Fetch the file in a step of its own and give its path.`);
            return fetchArtifact(url, order, signal);
        case 'file:':
            return url.host === '' ? digestOf((0,external_node_url_.fileURLToPath)(url), files, signal) : mistake('a file address names no host. Accepted: file:///path, a path, http(s)://...');
        default:
            return mistake(`${JSON.stringify(address.slice(0, 80))} is no address that can be fetched. Accepted: a path, http(s)://..., file:///path`);
    }
}
const NEVER = new AbortController().signal;
async function digestOf(path, files, signal) {
    const file = await files.resolveFile(path);
    if (file.kind === 'refused')
        return mistake(`${JSON.stringify(path)} ${file.why}`);
    try {
        const { digestFile } = await Promise.all(/* import() */[__webpack_require__.e(991), __webpack_require__.e(188)]).then(__webpack_require__.bind(__webpack_require__, 7188));
        return { kind: 'artifact', path: file.content, digest: await digestFile(file.content, signal), origin: 'file' };
    }
    catch (cause) {
        signal.throwIfAborted();
        return { kind: 'unavailable', why: `${JSON.stringify(path)} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, mistake: true, cause };
    }
}
async function fetchArtifact(url, { model, version, digest }, signal) {
    const { digestFile, downloadArtifact } = await Promise.all(/* import() */[__webpack_require__.e(991), __webpack_require__.e(188)]).then(__webpack_require__.bind(__webpack_require__, 7188));
    if (digest.kind === 'given') {
        // Two artifacts may share name and version in two places; the address tells them apart.
        const found = await downloadArtifact({ url: url.href, name: `${model} ${url.host}${url.pathname}`, version, digest: digest.value });
        switch (found.kind) {
            case 'artifact':
                return { kind: 'artifact', path: found.path, digest: digest.value, origin: found.origin };
            case 'digest-differs':
                return found;
            case 'unavailable':
                return unavailable(url, found.cause);
        }
    }
    // Nothing could say whether a cached copy is what the address serves now.
    try {
        const { downloadTool } = await __webpack_require__.e(/* import() */ 991).then(__webpack_require__.bind(__webpack_require__, 5991));
        const path = await downloadTool(url.href);
        return { kind: 'artifact', path, digest: await digestFile(path, signal), origin: 'download' };
    }
    catch (cause) {
        signal.throwIfAborted();
        return unavailable(url, cause);
    }
}
/** Without the query: signed addresses carry their signature there. */
function unavailable(url, cause) {
    const place = `${url.origin}${url.pathname}`;
    const message = (cause instanceof Error ? cause.message : String(cause)).replaceAll(url.href, place);
    return { kind: 'unavailable', why: `${place} could not be fetched: ${message}. Try again; if it stays so, check the address.`, mistake: false, cause: new Error(message) };
}
function mistake(why) {
    return { kind: 'unavailable', why, mistake: true };
}

// EXTERNAL MODULE: ./packages/action-kit/src/index.ts + 1 modules
var action_kit_src = __webpack_require__(5127);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./actions/validate-model/src/source-document.ts
// Turns the text of a file, or of an input, into plain values, and finds the line of whatever is wrong with them.



/** Reads YAML, of which JSON is a part. Repeated keys, unknown tags and several documents in one text are mistakes. */
function readYaml(source, decode) {
    const lines = new dist/* LineCounter */.HN();
    try {
        const document = (0,dist/* parseDocument */.Tp)(source.text, { ...strict, lineCounter: lines });
        const faults = [...document.errors, ...document.warnings];
        if (faults.length > 0)
            return mistakes(faults.slice(0, 10).map((fault) => placed(source, lines.linePos(fault.pos[0]), 'RMP501', source.input, `is not valid YAML or JSON: ${oneLine(fault.message, 300)}`)));
        return decodeValue(source, document.toJS(), decode);
    }
    catch (cause) {
        return mistakes([placed(source, undefined, 'RMP501', source.input, `cannot be read as YAML or JSON: ${oneLine(source_document_messageOf(cause), 200)}`)]);
    }
}
/** Reads JSON, for documents that are too large for a reader that keeps places. */
function readJson(source, decode) {
    let value;
    try {
        value = JSON.parse(source.text);
    }
    catch (cause) {
        const at = /\(line (\d+) column (\d+)\)/.exec(source_document_messageOf(cause));
        return mistakes([placed(source, at === null ? undefined : { line: Number(at[1]), col: Number(at[2]) }, 'RMP501', source.input, `is not valid JSON: ${oneLine(source_document_messageOf(cause), 200)}`)]);
    }
    return decodeValue(source, value, decode);
}
/** Mistakes of a decoder with the lines where they were made. */
function placeMistakes(source, found) {
    const locate = locator(source.text);
    return found.map(({ path, place, message }) => placed(source, locate(path), 'RMP502', place === '' ? source.input : place, message));
}
const strict = { uniqueKeys: true, stringKeys: true, resolveKnownTags: false, prettyErrors: false, logLevel: 'error' };
/** Above this, finding a line would take longer than reading the document. */
const locatedLengthMax = 1024 * 1024;
function decodeValue(source, value, decode) {
    const decoded = decode(value);
    return decoded.kind === 'decoded' ? { kind: 'document', value: decoded.value } : mistakes(placeMistakes(source, decoded.mistakes));
}
function locator(text) {
    if (text.length > locatedLengthMax)
        return () => undefined;
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { ...strict, lineCounter: lines });
    return (path) => {
        // What is missing has no place; the nearest thing around it has.
        for (let length = path.length; length > 0; length -= 1) {
            const node = document.getIn(path.slice(0, length), true);
            const start = (0,dist/* isScalar */.jn)(node) || hasRange(node) ? node.range?.[0] : undefined;
            if (start !== undefined)
                return lines.linePos(start);
        }
        return { line: 1, col: 1 };
    };
}
function hasRange(node) {
    return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
function placed(source, position, code, subject, text) {
    const { line, col } = position ?? { line: 1, col: 1 };
    const place = source.origin.kind === 'file' ? { kind: 'file', file: source.origin.file, line, column: col } : { kind: 'nowhere' };
    return { code, subject: source.origin.kind === 'inline' && position !== undefined ? `${source.input} line ${line} ${subject === source.input ? '' : subject}`.trim() : subject, text, place };
}
function mistakes(found) {
    return { kind: 'mistakes', mistakes: found };
}
function source_document_messageOf(cause) {
    return cause instanceof Error ? cause.message : String(cause);
}

;// CONCATENATED MODULE: ./actions/validate-model/src/read-order.ts
// Reads everything that a validation is asked to do, and every mistake in it, before anything is fetched or run.




const documentBytesMax = 1024 * 1024;
const goldenBytesMax = 64 * 1024 * 1024;
/** Throws ActionError with all mistakes. */
async function readOrder(inputs, ports) {
    const reading = new OrderReading(ports);
    reading.name('model', inputs.model);
    reading.name('version', inputs.version);
    reading.digest(inputs.digest);
    const isGated = reading.pair(inputs);
    const report = await reading.document('report', inputs.report, documentBytesMax, (source) => readYaml(source, decodeReport));
    const stable = await reading.document('stable-report', inputs.stableReport, documentBytesMax, (source) => readYaml(source, decodeReport));
    const gates = await reading.gates(inputs.gates);
    const golden = await reading.document('golden', inputs.golden, goldenBytesMax, (source) => readJson(source, decodeGoldenSet));
    reading.finish();
    return {
        artifact: { address: inputs.artifact, model: inputs.model, version: inputs.version, digest: inputs.digest },
        metrics: isGated && report.kind === 'read' && gates.kind === 'read'
            ? { kind: 'gated', gates: gates.value, report: report.value, stable: stable.kind === 'read' ? { kind: 'report', report: stable.value } : { kind: 'none' } }
            : { kind: 'none' },
        golden: golden.kind === 'read' ? { kind: 'set', set: golden.value, source: golden.source, digest: sha256(golden.source.text) } : { kind: 'none' },
        evidencePath: inputs.evidence,
    };
}
function sha256(content) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(content).digest('hex')}`;
}
class OrderReading {
    ports;
    mistakes = [];
    constructor(ports) {
        this.ports = ports;
    }
    /** Names go into the evidence and into logs. */
    name(subject, value) {
        if (value.length > 200 || /[\u0000-\u001f\u007f-\u009f]/.test(value) || !value.isWellFormed())
            this.add('RMP503', subject, `expected a name of at most 200 characters on one line, got ${(0,action_kit_src/* quoteValue */.cl)(value)}.`);
    }
    digest(value) {
        if (value.kind === 'given' && !/^sha256:[0-9a-f]{64}$/.test(value.value))
            this.add('RMP503', 'digest', `expected sha256: and 64 lower-case hexadecimal digits, got ${(0,action_kit_src/* quoteValue */.cl)(value.value)}. Compute it with sha256sum.`);
    }
    /** A report without gates would pass anything, gates without a report nothing. */
    pair({ report, gates, golden, stableReport }) {
        if (report.kind === 'given' && gates.kind === 'absent')
            this.add('RMP504', 'gates', 'is needed with report. Write e.g. gates: "accuracy: {min: 0.75}".');
        if (gates.kind === 'given' && report.kind === 'absent')
            this.add('RMP504', 'report', 'is needed with gates. Write e.g. report: metrics.json.');
        if (stableReport.kind === 'given' && gates.kind === 'absent')
            this.add('RMP504', 'stable-report', 'is only compared by gates, which are not given.');
        if (report.kind === 'absent' && gates.kind === 'absent' && golden.kind === 'absent')
            this.add('RMP504', 'gates', 'or golden has to be given: there is nothing to validate by. Write gates with report, or golden, or both.');
        return report.kind === 'given' && gates.kind === 'given';
    }
    async document(input, path, bytesMax, read) {
        if (path.kind === 'absent')
            return { kind: 'none' };
        const file = await this.ports.readText(path.value, bytesMax);
        if (file.kind === 'refused') {
            this.add('RMP505', input, `${(0,action_kit_src/* quoteValue */.cl)(path.value)} ${file.why}`);
            return { kind: 'none' };
        }
        return this.decode({ input, origin: { kind: 'file', file: path.value }, text: file.content }, read);
    }
    /** One line without a mapping in it is a path. */
    async gates(input) {
        const read = (source) => readYaml(source, decodeGates);
        if (input.kind === 'given' && /\n|[:{]\s|:$|^\s*[{[]/.test(input.value))
            return this.decode({ input: 'gates', origin: { kind: 'inline' }, text: input.value }, read);
        return this.document('gates', input, documentBytesMax, read);
    }
    finish() {
        const [first, ...rest] = this.mistakes;
        if (first !== undefined)
            throw new action_kit_src/* ActionError */.lZ([first, ...rest]);
    }
    decode(source, read) {
        const document = read(source);
        if (document.kind === 'document')
            return { kind: 'read', value: document.value, source };
        this.mistakes.push(...document.mistakes);
        return { kind: 'none' };
    }
    add(code, subject, text) {
        this.mistakes.push({ code, subject, text, place: { kind: 'nowhere' } });
    }
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








const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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
    const [hours, days] = [Math.round(ms / HOUR_MS), Math.round(ms / DAY_MS)];
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
    return [head, '| --- | --- | --- | --- | --- |', ...checks.map((check) => row(summary_cellsOf(check)))].join('\n');
}
function summary_cellsOf({ check, stable, candidate, allowed, says }) {
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

;// CONCATENATED MODULE: ./packages/report/src/index.ts
// Renderers over decisions, states and events. Pure: no IO, no clock; times are UTC and given.


































// For pictures that other packages draw.





;// CONCATENATED MODULE: ./actions/validate-model/src/render-result.ts


function renderResult(evidence, context) {
    const sentence = renderSentence(evidence);
    const summary = render_result_renderSummary(evidence, sentence, context);
    return {
        exitCode: evidence.passed ? 0 : 1,
        outputs: { passed: String(evidence.passed), digest: evidence.digest, evidence: context.evidencePath, sentence, report: summary },
        summary,
        annotations: annotationsOf(evidence, context),
        closing: {
            decided: sentence,
            why: render_result_whyOf(evidence),
            next: evidence.passed
                ? `The evidence for ${evidence.digest} is in ${context.evidencePath}; canary-step takes it.`
                : `The evidence in ${context.evidencePath} says that it did not pass, so no step will give it traffic. Correct the model, or the gate if it asks for the wrong thing, and run again.`,
        },
    };
}
/** `flight-delay v2.0.0 passes: 3 gates hold, 120 golden cases answered as recorded.` */
function renderSentence({ model, version, passed, gates, golden }) {
    const stopped = gates.filter(({ stops }) => stops);
    const failed = stopped.filter(({ outcome }) => outcome.kind === 'failed').length;
    const open = stopped.length - failed;
    const parts = [
        ...(failed > 0 ? [`${failed} of ${gates.length} gates failed`] : []),
        ...(open > 0 ? [`${open} of ${gates.length} gates cannot be decided`] : []),
        ...(golden.kind === 'run' && golden.failed > 0 ? [`${golden.failed} of ${golden.cases} golden cases failed`] : []),
        ...(gates.length > 0 && stopped.length === 0 ? [heldGates(gates)] : []),
        ...(golden.kind === 'run' && golden.failed === 0 ? [`${render_result_count(golden.cases, 'golden case')} answered as recorded`] : []),
    ];
    return `${model} ${version} ${passed ? 'passes' : 'does not pass'}: ${parts.join(', ')}.`;
}
function heldGates(gates) {
    const held = gates.filter(({ outcome }) => outcome.kind === 'passed').length;
    const told = gates.length - held;
    return told === 0 ? `${render_result_count(held, 'gate')} ${held === 1 ? 'holds' : 'hold'}` : `${held} of ${render_result_count(gates.length, 'gate')} hold, ${told} could not be decided and only ${told === 1 ? 'tells' : 'tell'}`;
}
function render_result_renderSummary(evidence, sentence, context) {
    const { gates, golden } = evidence;
    const table = gates.map((gate) => `| ${escaped(describeRule(gate))} | ${escaped(describeOutcome(gate))} | ${verdictOf(gate)} |`);
    const points = gates.some(({ outcome }) => outcome.kind !== 'undecidable' && outcome.basis === 'point');
    return [
        `### ${evidence.passed ? '✅' : '⛔'} ${escaped(sentence)}`,
        '',
        `\`${evidence.digest}\` ${context.isDigestGiven ? 'is the digest that was asked for.' : 'was computed; no digest was asked for.'}`,
        ...(table.length === 0 ? [] : ['', '| gate | seen | says |', '| --- | --- | --- |', ...table]),
        ...(points ? ['', 'Figures without a level are compared as reported: luck in a small sample counts. `sure: 95%` asks for the bound instead.'] : []),
        ...(golden.kind === 'none' || golden.failed === 0 ? [] : ['', '| golden case | why it failed |', '| --- | --- |', ...golden.shown.map(({ name, why }) => `| ${escaped(name)} | ${escaped(why)} |`)]),
        ...(golden.kind === 'run' && golden.failed > golden.shown.length ? ['', `${golden.failed - golden.shown.length} more failed.`] : []),
        '',
    ].join('\n');
}
function annotationsOf({ gates, golden }, { isDigestGiven, origin }) {
    const place = { kind: 'nowhere' };
    return [
        ...gates.filter(({ outcome }) => outcome.kind !== 'passed').map((gate) => ({ level: gate.stops ? 'error' : 'warning', title: verdictOf(gate), message: `${describeRule(gate)}: ${describeOutcome(gate)}`, place })),
        ...(golden.kind === 'none' ? [] : golden.shown.map(({ name, why }) => ({ level: 'error', title: 'Golden case failed', message: `${name}: ${why}`, place }))),
        ...(isDigestGiven || origin === 'file' ? [] : [{ level: 'warning', title: 'No digest', message: 'The artifact came from an address and no digest was asked for: whatever the address serves now was validated. Give digest.', place }]),
    ];
}
function render_result_whyOf({ gates, golden, passed }) {
    const stop = gates.find(({ stops }) => stops);
    if (stop !== undefined)
        return `${describeRule(stop)}: ${describeOutcome(stop)}.`;
    const [failure] = golden.kind === 'run' ? golden.shown : [];
    if (failure !== undefined)
        return `Golden case ${failure.name}: ${failure.why}.`;
    return passed ? 'Everything that was asked for holds.' : 'Something that was asked for does not hold.';
}
function verdictOf({ outcome, stops }) {
    if (outcome.kind === 'passed')
        return 'holds';
    if (outcome.kind === 'failed')
        return 'fails';
    return stops ? 'cannot be decided, so it fails' : 'cannot be decided, only told';
}
function render_result_count(size, noun) {
    return `${size} ${noun}${size === 1 ? '' : 's'}`;
}
function escaped(text) {
    return markdown_text_escapeMarkdown(oneLine(text, 500));
}

;// CONCATENATED MODULE: ./actions/validate-model/src/run.ts
// The action itself: reads what is asked, obtains the artifact, judges, records. Knows no file system and no network.






/** onnxruntime-web cannot hold more. */
const modelBytesMax = 2 ** 31 - 1;
/** Exit code 0: passed; 1: it does not pass, or the artifact cannot be had; ActionError with 2: something asked for is wrong. */
async function run_run(inputs, ports) {
    const order = await readOrder(inputs, ports);
    const artifact = await obtain(order.artifact, ports);
    const gates = order.metrics.kind === 'gated' ? judgeGates(order.metrics.gates, order.metrics.report, order.metrics.stable) : [];
    const golden = order.golden.kind === 'set' ? await answerGolden(order.golden, artifact, ports) : order.golden;
    const { model, version } = inputs;
    const evidence = concludeValidation({ model, version, digest: artifact.digest, gates, golden, atMs: ports.nowMs() });
    await writeEvidence(order.evidencePath, evidence, ports);
    return renderResult(evidence, { evidencePath: order.evidencePath, isDigestGiven: inputs.digest.kind === 'given', origin: artifact.origin });
}
async function obtain(order, ports) {
    const obtained = await ports.obtainArtifact(order);
    if (obtained.kind === 'unavailable')
        throw wrong('RMP506', 'artifact', obtained.why, { exitCode: obtained.mistake ? 2 : 1, cause: obtained.cause });
    if (obtained.kind === 'digest-differs')
        throw differs(obtained);
    if (order.digest.kind === 'given' && order.digest.value !== obtained.digest)
        throw differs({ expected: order.digest.value, actual: obtained.digest });
    ports.log(`The artifact has digest ${obtained.digest} (from ${obtained.origin === 'file' ? 'a file' : obtained.origin === 'cache' ? 'the tool cache, verified again' : 'a download'}).`);
    return obtained;
}
async function answerGolden(golden, artifact, ports) {
    const file = await ports.readBytes(artifact.path, modelBytesMax);
    if (file.kind === 'refused')
        throw wrong('RMP506', 'artifact', file.why);
    const actual = sha256(file.content);
    // The bytes that are run are the bytes that were verified, whatever happened to the file in between.
    if (actual !== artifact.digest)
        throw differs({ expected: artifact.digest, actual });
    const opened = await ports.runtime.open(file.content);
    if (opened.kind === 'refused')
        throw wrong('RMP507', 'artifact', `is not a model that can be run: ${opened.why} The golden set needs a complete ONNX file; check that it was not cut off.`);
    try {
        const fits = checkGoldenFits(golden.set, opened.model);
        if (fits.kind === 'refused')
            throw new action_kit_src/* ActionError */.lZ(nonEmpty(placeMistakes(golden.source, fits.mistakes)));
        return { kind: 'run', digest: golden.digest, ...(await runGolden(golden.set, opened.model)) };
    }
    finally {
        await opened.model.close();
    }
}
async function writeEvidence(path, evidence, ports) {
    const text = encodeEvidence(evidence);
    (0,src/* invariant */.V1)(decodeEvidence(text).kind === 'decoded', 'evidence that is written can be read', { path });
    const written = await ports.writeText(path, text);
    if (written.kind === 'refused')
        throw wrong('RMP508', 'evidence', `${JSON.stringify(path)} ${written.why}`);
}
function differs({ expected, actual }) {
    return wrong('RMP509', 'artifact', `has digest ${actual}, expected ${expected}. It is not what was named; nothing was validated. Find out who changed it before correcting the digest.`);
}
function wrong(code, subject, text, options = {}) {
    return new action_kit_src/* ActionError */.lZ([{ code, subject, text, place: { kind: 'nowhere' } }], options);
}
function nonEmpty(mistakes) {
    const [first, ...rest] = mistakes;
    (0,src/* invariant */.V1)(first !== undefined, 'a refusal names at least one mistake', {});
    return [first, ...rest];
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./actions/validate-model/src/workspace-files.ts
// Files as users name them: relative to the workspace. What leads out of it is refused, but for the runner's temporary folder, where
// earlier steps put what they downloaded.




function workspaceFiles(folders) {
    const resolveFile = (path) => resolveExisting(folders, path);
    const readBytes = async (path, bytesMax) => {
        const file = await resolveFile(path);
        return file.kind === 'refused' ? file : readCapped(file.content, bytesMax);
    };
    return {
        resolveFile,
        readBytes,
        readText: async (path, bytesMax) => {
            const read = await readBytes(path, bytesMax);
            return read.kind === 'refused' ? read : decodeText(read.content);
        },
        writeText: (path, text) => writeWhole(folders, path, text),
    };
}
async function resolveExisting(folders, path) {
    try {
        const real = await (0,promises_.realpath)((0,external_node_path_.resolve)(folders.workspace, path));
        return (await isAllowed(folders, real)) ? { kind: 'read', content: real } : { kind: 'refused', why: outside };
    }
    catch (cause) {
        return { kind: 'refused', why: describeFault(cause) };
    }
}
async function readCapped(real, bytesMax) {
    try {
        // Not blocking: a pipe must not hang the job.
        const handle = await (0,promises_.open)(real, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            const { size } = await handle.stat();
            if (!(await handle.stat()).isFile())
                return { kind: 'refused', why: 'is not a file.' };
            if (size > bytesMax)
                return { kind: 'refused', why: `has ${size} bytes; at most ${bytesMax} are accepted.` };
            return { kind: 'read', content: await handle.readFile() };
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        return { kind: 'refused', why: describeFault(cause) };
    }
}
function decodeText(bytes) {
    try {
        return { kind: 'read', content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
    catch {
        return { kind: 'refused', why: 'is not UTF-8 text.' };
    }
}
/** All or nothing: a reader never sees half a file. Folders that are missing are made. */
async function writeWhole(folders, path, text) {
    try {
        const target = (0,external_node_path_.resolve)(folders.workspace, path);
        const folder = (0,external_node_path_.dirname)(target);
        if (!(await isAllowed(folders, await nearestFolder(folder))))
            return { kind: 'refused', why: outside };
        await (0,promises_.mkdir)(folder, { recursive: true });
        if (await isFolder(target))
            return { kind: 'refused', why: 'is a folder; name a file.' };
        const draft = (0,external_node_path_.join)(folder, `.${(0,external_node_path_.basename)(target)}.${(0,external_node_crypto_.randomUUID)()}.draft`);
        // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
        await (0,promises_.writeFile)(draft, text, { flag: 'wx' });
        await (0,promises_.rename)(draft, target).finally(() => (0,promises_.rm)(draft, { force: true }));
        return { kind: 'written' };
    }
    catch (cause) {
        return { kind: 'refused', why: describeFault(cause) };
    }
}
const outside = "lies outside of the workspace and of the runner's temporary folder.";
async function isAllowed({ workspace, temporary }, real) {
    const roots = [workspace, ...(temporary.kind === 'folder' ? [temporary.path] : [])];
    for (const root of roots) {
        const way = (0,external_node_path_.relative)(await (0,promises_.realpath)(root), real);
        if (!(way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(way)))
            return true;
    }
    return false;
}
/** The real path of the nearest folder above that exists: a link in between must not lead out. */
async function nearestFolder(folder) {
    try {
        return await (0,promises_.realpath)(folder);
    }
    catch (cause) {
        if (codeOf(cause) !== 'ENOENT' || (0,external_node_path_.dirname)(folder) === folder)
            throw cause;
        return nearestFolder((0,external_node_path_.dirname)(folder));
    }
}
async function isFolder(path) {
    try {
        return (await (0,promises_.stat)(path)).isDirectory();
    }
    catch {
        // Not there, or a link to nowhere: renaming over it is what is wanted.
        return false;
    }
}
function describeFault(cause) {
    const code = codeOf(cause);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'is not there.' : code === 'EACCES' || code === 'EPERM' ? 'may not be accessed.' : `cannot be accessed (${code}).`;
}
function codeOf(cause) {
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
}

;// CONCATENATED MODULE: ./actions/validate-model/src/connect.ts




function connect(inputs, { env, signal, log }) {
    const temporary = env['RUNNER_TEMP'] ?? '';
    const files = workspaceFiles({ workspace: env['GITHUB_WORKSPACE'] || process.cwd(), temporary: temporary === '' ? { kind: 'none' } : { kind: 'folder', path: temporary } });
    return run_run(inputs, {
        ...files,
        nowMs: () => Date.now(),
        obtainArtifact: (order) => obtainArtifact(order, files, signal),
        runtime: onnxRuntime(),
        log,
    });
}


/***/ })

};
