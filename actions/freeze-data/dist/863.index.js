export const id = 863;
export const ids = [863];
export const modules = {

/***/ 2863:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/action-kit/src/index.ts + 1 modules
var src = __webpack_require__(5127);
;// CONCATENATED MODULE: ./packages/data-freeze/src/data-schema.ts
// The schema of a data file as far as its beginning shows it. It says in words what a changed digest cannot: a column is gone, a
// number became text. It is descriptive, not a contract: only the digest proves that data is unchanged.
const columnTypes = ['integer', 'number', 'boolean', 'date', 'timestamp', 'text', 'list', 'object', 'mixed', 'empty'];
const columnsMax = 2000;
const columnNameLengthMax = 200;
/** What a reader of the data would notice, one sentence each; empty when the schemas are alike. */
function compareSchemas(before, after) {
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/data-freeze/src/relative-path.ts
// Paths in manifests and inputs are hostile until checked here: relative, `/` between parts, and never out of their root.
const lengthMax = 1024;
/** Accepts `data/train.csv`; refuses absolute paths, `..`, `.`, empty parts, backslashes, drive letters and control characters. */
function checkRelativePath(text) {
    const why = objection(text);
    return why === '' ? { kind: 'ok', path: text } : { kind: 'refused', why };
}
/** The root of a freeze: a relative path, or `.` for the workspace itself. */
function checkRoot(text) {
    return text === '.' ? { kind: 'ok', path: text } : checkRelativePath(text);
}
/** Two paths with one key are the same file on a file system that folds case or composes accents. */
function collisionKey(path) {
    return path.normalize('NFC').toLowerCase();
}
/** Order of code points, which is the order of `LC_ALL=C sort`; the default order of JavaScript differs beyond the BMP. */
function comparePaths(left, right) {
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
function manifest_encodeManifest(manifest) {
    const { schema, target, createdAt, rolloutId, branch, root, paths } = manifest;
    const entries = manifest.entries.toSorted((left, right) => comparePaths(left.path, right.path)).map(encodeEntry);
    return `${JSON.stringify({ schema, target, createdAt, ...(rolloutId === undefined ? {} : { rolloutId }), ...(branch === undefined ? {} : { branch: encodeBranch(branch) }), root, paths, entries }, null, 2)}\n`;
}
/** SHA-256 of the encoded manifest, e.g. to pin the freeze itself in a record. */
function manifestDigest(manifest) {
    return `sha256:${createHash('sha256').update(manifest_encodeManifest(manifest)).digest('hex')}`;
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
function shown(value) {
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
function path_pattern_decodePatterns(lines) {
    const mistakes = [];
    const taken = [];
    const left = [];
    lines.forEach((line, index) => {
        const negated = line.startsWith('!');
        const pattern = negated ? line.slice(1) : line;
        const checked = pattern === '.' ? { kind: 'ok', path: '**' } : checkRelativePath(pattern.replace(/(?<=[^/])\/$/, ''));
        if (checked.kind === 'refused') {
            mistakes.push({ place: `paths[${index}]`, message: `${shown(line)} ${checked.why}. Accepted: data/train.csv, data/**/*.csv, data, !data/tmp` });
        }
        else if (checked.path.split('/').some((part) => part.includes('**') && part !== '**')) {
            mistakes.push({ place: `paths[${index}]`, message: `${shown(line)} has ** beside other characters; ** stands alone between slashes, as in data/**/*.csv` });
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
    return patterns.taken.some((pattern) => matchesPattern(pattern, path)) && !patterns.left.some((pattern) => matchesPattern(pattern, path));
}
/** Whether `path` is the pattern's own match or lies in a folder that matches it. */
function matchesPattern(pattern, path) {
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
function decode_manifest_decodeManifest(text) {
    if (text.length > textLengthMax)
        return refused([{ place: '', message: `the manifest is longer than ${textLengthMax} characters` }]);
    let document;
    try {
        document = JSON.parse(text);
    }
    catch (cause) {
        return refused([{ place: '', message: `the manifest is not JSON: ${oneLine(cause instanceof Error ? cause.message : 'unreadable')}` }]);
    }
    const decoder = new ManifestDecoder();
    const manifest = decoder.decode(document);
    if (manifest === undefined || decoder.mistakes.length > 0)
        return refused(decoder.mistakes);
    // A repeated key or another order would let the text say one thing to a reader and another to us.
    if (manifest_encodeManifest(manifest) !== text.replaceAll('\r\n', '\n')) {
        return refused([{ place: '', message: 'the manifest is not as freeze-data wrote it (repeated keys, other order or layout). Freeze again instead of editing it' }]);
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
            this.add('schema', `expected 1, got ${shown(fields['schema'])}`);
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
            this.add('branch.commit', `expected the id of a commit, got ${shown(commit)}`);
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
                this.add(`${place}.path`, `${shown(path)} is the same file as ${shown(twin)} where case does not count`);
            seen.set(collisionKey(path), path);
            const { bytes, sha256 } = fields;
            if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0)
                this.add(`${place}.bytes`, `expected a size in whole bytes, got ${shown(bytes)}`);
            if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
                this.add(`${place}.sha256`, `expected 64 lower-case hexadecimal digits, got ${shown(sha256)}`);
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
            this.add(`${place}.format`, `expected csv, tsv, jsonl or opaque, got ${shown(format)}`);
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
            this.add(`${place}.type`, `expected one of ${columnTypes.join(', ')}, got ${shown(fields['type'])}`);
        return type === undefined ? [] : [{ name, type }];
    }
    paths(value) {
        const lines = this.list('paths', value, 1000).map((line, index) => this.text(`paths[${index}]`, line, 1100));
        const patterns = path_pattern_decodePatterns(lines);
        if (patterns.kind === 'refused')
            patterns.mistakes.forEach(({ place, message }) => this.add(place, message));
        return lines;
    }
    root(value) {
        const text = this.text('root', value, 1024);
        const checked = checkRoot(text);
        if (checked.kind === 'refused')
            this.add('root', `${shown(text)} ${checked.why}`);
        return text;
    }
    path(place, value) {
        if (typeof value !== 'string') {
            this.add(place, `expected a path, got ${shown(value)}`);
            return '';
        }
        const checked = checkRelativePath(value);
        if (checked.kind === 'refused')
            this.add(place, `${shown(value)} ${checked.why}. A manifest names files inside its root only`);
        return value;
    }
    instant(place, value) {
        if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && Number.isFinite(Date.parse(value)))
            return value;
        this.add(place, `expected a time such as 2026-11-21T09:00:00.000Z, got ${shown(value)}`);
        return '';
    }
    text(place, value, lengthMax) {
        if (typeof value === 'string' && value !== '' && value.length <= lengthMax && value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value))
            return value;
        this.add(place, `expected a text of 1 to ${lengthMax} characters on one line, got ${shown(value)}`);
        return '';
    }
    list(place, value, lengthMax) {
        if (!Array.isArray(value))
            this.add(place, `expected a list, got ${shown(value)}`);
        else if (value.length > lengthMax)
            this.add(place, `has ${value.length} items; at most ${lengthMax} are accepted`);
        else
            return value;
        return [];
    }
    fields(place, value, keys) {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            this.add(place, `expected an object with ${keys.join(', ')}, got ${shown(value)}`);
            return undefined;
        }
        for (const key of Object.keys(value))
            if (!keys.includes(key))
                this.add(place, `has an unknown key ${shown(key)}. Accepted: ${keys.join(', ')}`);
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
function refused(mistakes) {
    return { kind: 'refused', mistakes };
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/covered-paths.ts

/** The workspace is taken for the root of the repository. */
function coveredPaths({ root, paths }) {
    const patterns = path_pattern_decodePatterns(paths);
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
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(lines.join('')).digest('hex')}`;
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/freeze.ts





/** Reads every chosen file once. The order of the listing does not matter. */
async function freeze_freezeFiles(order, files) {
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
    const { branch, rolloutId } = order;
    const held = { ...(branch === undefined ? {} : { branch }), ...(rolloutId === undefined ? {} : { rolloutId }) };
    return { kind: 'frozen', manifest: { schema: 1, target: order.target, createdAt, ...held, root: order.root, paths: order.patterns.lines, entries } };
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
async function verify_verifyManifest(manifest, files) {
    const patterns = path_pattern_decodePatterns(manifest.paths);
    if (patterns.kind === 'refused')
        return { kind: 'unreadable', why: patterns.mistakes.map(({ message }) => message).join('; ') };
    const listing = await files.listFiles(literalPrefixes(patterns.value));
    if (listing.kind === 'unreadable')
        return listing;
    const listed = new Map(listing.files.map((file) => [file.path, file]));
    const frozen = new Set(manifest.entries.map(({ path }) => path));
    const added = [...listed.keys()].filter((path) => !frozen.has(path) && selects(patterns.value, path)).sort(comparePaths);
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
            const changes = compareSchemas(entry.schema, digest.schema);
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
function verify_changedPaths({ added, removed, modified }) {
    return [...added, ...removed, ...modified].sort(comparePaths);
}

;// CONCATENATED MODULE: ./packages/data-freeze/src/frozen-situation.ts



/**
 * What is in git is compared on its branch, which a checkout may lag behind; what is not (data that is fetched) in the files of the job. Never throws; a
 * manifest that cannot be read is `unreadable`, and one that another rollout of the target held is nobody's.
 */
async function frozen_situation_frozenSituation(target, { document, where, rolloutId }, { filesAt, branches }) {
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
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/data-freeze/src/node-files.ts
// DataFiles on a real folder. Every path is resolved before it is opened, and what resolves to a place outside the root is refused.





const chunkBytes = 1024 * 1024;
/** Nothing is read before a method is called. */
function node_files_nodeFiles(folder) {
    return {
        listFiles: (prefixes) => listFiles(folder, prefixes),
        readFile: (path, take) => readFile(folder, path, take),
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
        const full = (0,external_node_path_.join)(opened.path, path);
        if (await leadsOut(opened.path, (0,external_node_path_.dirname)(full)))
            return { kind: 'refused', why: 'leads out of the root' };
        const draft = (0,external_node_path_.join)((0,external_node_path_.dirname)(full), `.${(0,external_node_path_.basename)(full)}.${(0,external_node_crypto_.randomUUID)()}.draft`);
        // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
        await (0,promises_.writeFile)(draft, text, { flag: 'wx' });
        await (0,promises_.rename)(draft, full).finally(() => (0,promises_.rm)(draft, { force: true }));
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
async function readFile(folder, path, take) {
    const checked = checkRelativePath(path);
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
const GONE = (/* unused pure expression or super */ null && (`${FREEZES_REF} is gone, and with it what this rollout holds frozen: somebody deleted the branch. Put it back, or freeze the data again (freeze-data)`));
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
            documents.push({ document: record.value.document, where: `${freezeFile(target, by)} on ${FREEZES_REF}` });
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

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 22 modules
var rollout_engine_src = __webpack_require__(118);
;// CONCATENATED MODULE: ./packages/ports-from-policy/src/frozen-now.ts
// What is frozen on the branches of a repository, read from the store's documents: for the status of pull requests.


/** `repository`: `owner/name`. Manifests that do not say where their files are in git concern no pull request. */
function readFrozenOf(store, repository) {
    return async () => {
        const records = await store.readFreezes();
        if (records.kind === 'error')
            return records;
        const frozen = [];
        for (const { document } of records.value.freezes) {
            const decoded = decode_manifest_decodeManifest(document);
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

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./packages/report/src/index.ts + 67 modules
var report_src = __webpack_require__(3527);
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
function reasonOf(said) {
    return cleanLine(said, REASON_LENGTH_MAX);
}
/** `ada, run 123.1` in a workflow; on a command line the login name, which shells, containers and Windows keep in places of their own. */
function actorOf(env, nameOfAccount = accountName) {
    const said = env['GITHUB_ACTOR'] || env['USER'] || env['LOGNAME'] || env['USERNAME'] || nameOfAccount();
    const who = cleanLine(said, NAME_LENGTH_MAX) || 'unknown';
    const run = env['GITHUB_RUN_ID'] ?? '';
    return run === '' ? who : actorOfRun(who, { run, attempt: env['GITHUB_RUN_ATTEMPT'] ?? '1' });
}
/** Of the account that this process runs as. A container may run as a number that no account has: then Node throws. */
function accountName() {
    try {
        return userInfo().username;
    }
    catch {
        return '';
    }
}
/** Whether a person, or GitHub, has started this very run again. */
function rerunIn(env) {
    const [run, attempt] = [env['GITHUB_RUN_ID'] ?? '', env['GITHUB_RUN_ATTEMPT'] ?? '1'];
    return run === '' || attempt === '1' ? NO_RERUN : { kind: 'yes', run };
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

// EXTERNAL MODULE: ./packages/git-process/src/index.ts + 13 modules
var git_process_src = __webpack_require__(6165);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var rollout_policy_src = __webpack_require__(8361);
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
        message: `${what}: ${failure.message}. ${(access === 'reads' ? READER_ADVICE : ADVICE)[failure.trouble]}`,
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
const READER_ADVICE = {
    ...ADVICE,
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
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
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
const ATTEMPTS = 20;
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
        append: (entry) => append(open, memory, entry),
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
async function append(open, memory, entry) {
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
function openGitLedgerAudit(options, copy) {
    return createGitLedgerAudit(openOnFirstUse({ ...options, git: options.git ?? createGit(process.env) }), copy);
}

;// CONCATENATED MODULE: ./packages/git-ledger/src/index.ts
// The ledger and the freezes on a git ref, in a folder or at any remote.


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

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/github-place.ts
/** `owner/name`. */
function repositoryIn(text) {
    const [, owner, repo] = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,98}))\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
    return owner === undefined || repo === undefined || repo === '.' || repo === '..' ? 'none' : { owner, repo };
}
/** `github` is the workflow's own repository, `github:owner/name` another one. */
function placeOf(ledger, env) {
    const named = /^github(?::(.*))?$/s.exec(ledger);
    return named === null ? { kind: 'elsewhere' } : { kind: 'github', name: named[1] || (env['GITHUB_REPOSITORY'] ?? '') };
}
function whyNoRepository(place) {
    return place === '' ? 'no repository is named and GITHUB_REPOSITORY is not set' : `${JSON.stringify(place)} is no repository`;
}
/** What the caller gave, else what GitHub's own tools go by. Empty: none. */
function githubToken(given, env) {
    return given || (env['GITHUB_TOKEN'] ?? '') || (env['GH_TOKEN'] ?? '');
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/open-state.ts
// Where the history and the freezes are kept: on GitHub through its API, or in any git repository.





/** Touches nothing yet. */
async function openState(surroundings) {
    const { ledger, stateRepository } = surroundings;
    const place = placeOf(ledger, surroundings.env);
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
    const repository = repositoryIn(place);
    if (repository === 'none') {
        return { kind: 'refused', subject: 'state-repository', why: `${whyNoRepository(place)}. Write owner/name, or keep the state in a git repository (ledger: origin)` };
    }
    const ownToken = githubToken(token, env);
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
    const home = repositoryIn(env['GITHUB_REPOSITORY'] ?? '');
    // Nothing waits for what is only shown: the next look shows it.
    const look = home === 'none' || ownToken === '' ? 'none' : openGithubApi({ ...options, token: ownToken, limits: ownToken === secret ? limits : tokenLimits(), repository: home, waitMsMax: 0, silenceMsMax: SHOW_SILENCE_MS_MAX });
    const mirrors = look === 'none' || wanted.length === 0 ? 'none' : githubMirrors({ api: look, clock, signal, watermark: state.shown, serverUrl: env['GITHUB_SERVER_URL'] || 'https://github.com', mirrors: wanted, freezeStatuses: freezeStatuses({ api: look, clock, signal, readFrozen: readFrozenOf(state.freezes, env['GITHUB_REPOSITORY'] ?? ''), writesMax: STATUSES_AT_ONCE }) });
    const spent = () => spentText(sumOfSpent(look === 'none' ? [api.spent()] : [api.spent(), look.spent()]));
    return { kind: 'opened', clock, state: () => state, github: { mirrors, spent, lookAhead: state.lookAhead, retraining: look === 'none' ? 'none' : retrainingByDispatch(look), apis: { state: api, home: look } } };
}

;// CONCATENATED MODULE: ./packages/ports-from-policy/src/state.ts
// Ledger and freezes of a job without a policy: none of the adapters that policies name are loaded.







// EXTERNAL MODULE: ./actions/freeze-data/src/contract.ts
var contract = __webpack_require__(4866);
;// CONCATENATED MODULE: ./actions/freeze-data/src/checked-change.ts
// What the gate is asked about: the pull request, or the group of the merge queue, of the event that started the workflow. The event's text is hostile.
function checkedChange({ name, payload }) {
    const defaultBranch = textAt(payload, 'repository', 'default_branch');
    switch (name) {
        case 'pull_request':
        case 'pull_request_target': {
            const base = textAt(payload, 'pull_request', 'base', 'ref');
            return complete({ what: `pull request ${textAt(payload, 'pull_request', 'number')}`, head: textAt(payload, 'pull_request', 'head', 'sha'), base, from: base, defaultBranch });
        }
        case 'merge_group': {
            // The group stands on the commit of the queue before it: what others in the queue change is theirs.
            const base = textAt(payload, 'merge_group', 'base_ref').replace(/^refs\/heads\//, '');
            return complete({ what: 'the merge queue', head: textAt(payload, 'merge_group', 'head_sha'), base, from: textAt(payload, 'merge_group', 'base_sha'), defaultBranch });
        }
        default:
            return { kind: 'refused', why: `works on pull_request_target and merge_group events, and this workflow was started by ${name === '' ? 'nothing that names itself' : JSON.stringify(name.slice(0, 50))}` };
    }
}
function complete(change) {
    const isWhole = /^[0-9a-f]{40,64}$/.test(change.head) && isName(change.base) && isName(change.from) && isName(change.defaultBranch);
    return isWhole ? { kind: 'change', change } : { kind: 'refused', why: 'cannot read the event: head, base or default branch is missing in it' };
}
/** A branch or a commit, as git takes it; two dots would make another comparison of it. */
function isName(text) {
    return /^[^\p{Cc}\p{Z}~^:?*[\\]{1,250}$/u.test(text) && !text.includes('..');
}
function textAt(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return '';
        found = found[name];
    }
    return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}

;// CONCATENATED MODULE: ./actions/freeze-data/src/render-outcome.ts



function renderOutcome(target, outcome) {
    const facts = factsOf(outcome);
    const closing = closingOf(target, outcome);
    const summary = renderSummary(outcome, facts, closing);
    return {
        exitCode: facts.held ? 0 : 1,
        outputs: {
            digest: facts.manifest === 'none' ? '' : dataDigest(facts.manifest.entries),
            files: String(facts.manifest === 'none' ? 0 : facts.manifest.entries.length),
            changed: JSON.stringify(facts.changes === 'none' ? [] : verify_changedPaths(facts.changes)),
            sentence: closing.decided,
            report: summary,
        },
        summary,
        annotations: annotationsOf(outcome, facts, closing),
        closing,
    };
}
function factsOf(outcome) {
    switch (outcome.kind) {
        case 'frozen':
        case 'unchanged':
            return { held: true, manifest: outcome.manifest, changes: 'none' };
        case 'frozen-otherwise':
            return { held: false, manifest: outcome.frozen, changes: outcome.changes };
        case 'changed':
            return { held: false, manifest: outcome.manifest, changes: outcome.changes };
        case 'unreadable':
            return { held: false, manifest: outcome.manifest, changes: 'none' };
        case 'nothing-frozen':
            return { held: false, manifest: 'none', changes: 'none' };
        case 'released':
        case 'gated':
        case 'swept':
            return { held: true, manifest: 'none', changes: 'none' };
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(outcome);
    }
}
function closingOf(target, outcome) {
    switch (outcome.kind) {
        case 'frozen':
            return {
                decided: `The data of ${target} is frozen: ${describeManifest(outcome.manifest)}.`,
                why: outcome.already ? `It has been since ${outcome.manifest.createdAt}, with the same content; nothing was written.` : 'The manifest is recorded in the ledger.',
                next: `${shownWords(outcome.shown)}canary-step and promote record a change, and tell, hold or roll back as the policy says; mode release lifts the freeze.`,
            };
        case 'frozen-otherwise':
            return {
                decided: `The data of ${target} was not frozen: another freeze of ${outcome.frozen.createdAt} stands.`,
                why: verify_changedPaths(outcome.changes).length === 0 ? 'It pins the same files by other paths.' : `${describeChanges(outcome.changes)}.`,
                next: 'If the change is wanted, run mode release first and freeze again; otherwise restore the data.',
            };
        case 'unchanged':
            return { decided: `The data of ${target} is as it was frozen: ${describeManifest(outcome.manifest)}.`, why: `Every file was read and has the digest of ${outcome.manifest.createdAt}.`, next: 'Nothing is to be done.' };
        case 'changed':
            return {
                decided: `The data of ${target} changed since it was frozen on ${outcome.manifest.createdAt}.`,
                why: `${describeChanges(outcome.changes)}.`,
                next: 'Restore the data; or, if the change is wanted, run mode release and freeze again.',
            };
        case 'unreadable':
            return { decided: `Whether the data of ${target} changed cannot be said.`, why: `${outcome.why}.`, next: 'Make the files readable in this job (check out, download or mount them) and run it again.' };
        case 'nothing-frozen':
            return { decided: `The data of ${target} is not frozen.`, why: 'The ledger has no freeze of this target, so there is nothing to compare with.', next: 'Run mode freeze first, or check target and ledger.' };
        case 'released':
            return { decided: outcome.already ? `The data of ${target} was not frozen.` : `The data of ${target} is no longer frozen.`, why: outcome.already ? 'There was nothing to lift.' : 'The freeze is lifted in the ledger; its history stays there.', next: `${shownWords(outcome.shown)}Data may change; freeze again before the next release.` };
        case 'gated':
            return { decided: `${outcome.context} on ${outcome.what}: ${outcome.state}.`, why: `${outcome.description}.`, next: outcome.state === 'failure' ? 'The status changes by itself when the freeze ends; nothing has to be run again.' : outcome.written ? 'Nothing is to be done.' : 'It said so before; nothing was written.' };
        case 'swept':
            return { decided: `${statusesWords(outcome)}.`, why: outcome.left === 0 ? 'Every one was compared with what is frozen on its base branch.' : leftWords(outcome), next: outcome.left === 0 ? 'Nothing is to be done.' : 'Run the sweep again in an hour, or let the gate set them when they move.' };
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(outcome);
    }
}
/** Ends in a blank, or is empty. */
function shownWords(shown) {
    switch (shown.kind) {
        case 'nowhere':
            return '';
        case 'failed':
            return `The open pull requests do not show it: ${shown.why} `;
        case 'shown':
            return `${statusesWords(shown)}. ${shown.left === 0 ? '' : `${leftWords(shown)} `}`;
    }
}
function statusesWords({ open, frozen, written }) {
    return `Of ${String(open)} open pull requests ${String(frozen)} touch what is frozen; ${String(written)} statuses were written`;
}
function leftWords({ left, why }) {
    return `${String(left)} statuses are still to be written${why === '' ? ', more than one run may write' : `: ${why}`}.`;
}
/** What was recorded stands; that people do not see it yet has to be said. */
function warningOf(outcome) {
    if (outcome.kind === 'swept')
        return outcome.left === 0 ? '' : leftWords(outcome);
    if (outcome.kind !== 'frozen' && outcome.kind !== 'released')
        return '';
    return outcome.shown.kind === 'failed' || (outcome.shown.kind === 'shown' && outcome.shown.left > 0) ? shownWords(outcome.shown).trim() : '';
}
function annotationsOf(outcome, { held }, { decided, why, next }) {
    if (!held)
        return [{ level: 'error', title: 'Data freeze', message: `${decided} ${why} ${next}`, place: { kind: 'nowhere' } }];
    const warning = warningOf(outcome);
    return warning === '' ? [] : [{ level: 'warning', title: 'Data freeze', message: warning, place: { kind: 'nowhere' } }];
}
function renderSummary(outcome, { held, changes }, { decided, why, next }) {
    const rows = changes === 'none' ? [] : rowsOf(changes);
    const shown = rows.slice(0, 100).map(({ path, what }) => `| ${(0,report_src/* escapeMarkdown */.FV)(path)} | ${(0,report_src/* escapeMarkdown */.FV)(what)} |`);
    return [
        `### ${held ? (outcome.kind === 'released' ? '🔓' : '🔒') : '⛔'} ${(0,report_src/* escapeMarkdown */.FV)(decided)}`,
        '',
        (0,report_src/* escapeMarkdown */.FV)(why),
        ...(shown.length === 0 ? [] : ['', '| file | what differs |', '| --- | --- |', ...shown]),
        ...(rows.length > shown.length ? ['', `${rows.length - shown.length} more files differ.`] : []),
        '',
        (0,report_src/* escapeMarkdown */.FV)(next),
        '',
    ].join('\n');
}
function rowsOf({ added, removed, modified, schemaChanged }) {
    const schemas = new Map(schemaChanged.map(({ path, changes }) => [path, changes]));
    return [
        ...modified.map((path) => ({ path, what: ['content', ...(schemas.get(path) ?? [])].join('; ') })),
        ...removed.map((path) => ({ path, what: 'is gone' })),
        ...added.map((path) => ({ path, what: 'is new' })),
    ];
}
/** `2 modified (a.csv, b.csv), 1 added (c.csv); in a.csv column origin is gone` */
function describeChanges({ added, removed, modified, schemaChanged }) {
    const parts = [describePaths(modified, 'modified'), describePaths(removed, 'gone'), describePaths(added, 'new')].filter((part) => part !== '');
    const schemas = schemaChanged.slice(0, 3).map(({ path, changes }) => `in ${path} ${changes.slice(0, 3).join(', ')}`);
    return [parts.join(', '), ...schemas].join('; ');
}
function describePaths(paths, what) {
    if (paths.length === 0)
        return '';
    const named = paths.slice(0, 3).join(', ');
    return `${paths.length} ${what} (${paths.length > 3 ? `${named}, ...` : named})`;
}
function describeManifest({ entries }) {
    return `${entries.length} ${entries.length === 1 ? 'file' : 'files'}, ${dataDigest(entries)}`;
}

;// CONCATENATED MODULE: ./actions/freeze-data/src/run.ts
// The action itself: freezes, verifies, releases, and shows it on pull requests. Knows no file system, no git and no GitHub.





/** Exit code 0: held; 1: the data is not as it was pinned, or the ledger cannot be reached; ActionError with 2: something asked for is wrong. */
async function run(inputs, ports) {
    refuseIdleInputs(inputs);
    const target = (0,src/* given */.gI)(inputs.target);
    return renderOutcome(target, await act({ ...inputs, target }, ports));
}
function act(inputs, ports) {
    switch (inputs.mode) {
        case 'freeze':
            return freeze(inputs, ports);
        case 'verify':
            return verify(inputs, ports);
        case 'release':
            return release(inputs.target, ports);
        case 'gate':
            return gate(ports);
        case 'sweep':
            return sweep(ports);
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(inputs.mode);
    }
}
async function gate(ports) {
    const statuses = statusesOf(ports);
    const event = await ports.readEvent();
    const checked = event.kind === 'none' ? { kind: 'refused', why: event.why } : checkedChange(event);
    if (checked.kind === 'refused')
        throw refusal([mistake('RMP607', 'mode', `gate ${checked.why}.`)]);
    const { what, ...change } = checked.change;
    const shown = await statuses.showOne(change);
    if (shown.kind === 'error')
        throw storeError(shown.error);
    return { kind: 'gated', what, ...shown.value };
}
async function sweep(ports) {
    const shown = await statusesOf(ports).showAll();
    if (shown.kind === 'error')
        throw storeError(shown.error);
    return { kind: 'swept', ...shown.value };
}
function statusesOf({ statuses }) {
    if (statuses === 'none')
        throw refusal([mistake('RMP607', 'mode', 'gate and sweep set a status on GitHub: they work in a workflow there, with `ledger: github`.')]);
    return statuses;
}
/** The freeze is recorded by now: what its pull requests show is put right by a sweep, too. */
async function show({ statuses }) {
    if (statuses === 'none')
        return { kind: 'nowhere' };
    const shown = await statuses.showAll();
    return shown.kind === 'ok' ? { kind: 'shown', ...shown.value } : { kind: 'failed', why: shown.error.message };
}
async function freeze(inputs, ports) {
    const manifest = await makeManifest(inputs, ports);
    const outcome = await changeStore({ target: inputs.target, by: 'hand' }, ports, (record) => {
        if (record.kind === 'none')
            return { kind: 'write', document: { kind: 'document', text: manifest_encodeManifest(manifest) }, title: `freeze ${manifest.entries.length === 1 ? '1 file' : `${manifest.entries.length} files`} of ${inputs.target}, ${dataDigest(manifest.entries)}`, then: { kind: 'frozen', manifest, already: false, shown: NOT_YET } };
        const frozen = readManifest(record.document, inputs.target);
        const changes = compareManifests(frozen, manifest);
        if (changes.kind === 'changed')
            return { kind: 'leave', outcome: { kind: 'frozen-otherwise', frozen, changes } };
        // Other patterns over the same files would see other additions later: that is another freeze.
        if (frozen.root !== manifest.root || frozen.paths.join('\n') !== manifest.paths.join('\n')) {
            return { kind: 'leave', outcome: { kind: 'frozen-otherwise', frozen, changes: { added: [], removed: [], modified: [], schemaChanged: [] } } };
        }
        return { kind: 'leave', outcome: { kind: 'frozen', manifest: frozen, already: true, shown: NOT_YET } };
    });
    if (inputs.manifest.kind === 'given' && outcome.kind === 'frozen')
        await writeManifest(inputs.manifest.value, outcome.manifest, ports);
    return outcome.kind === 'frozen' ? { ...outcome, shown: await show(ports) } : outcome;
}
const NOT_YET = { kind: 'nowhere' };
async function verify(inputs, ports) {
    const text = inputs.manifest.kind === 'given' ? await readManifestFile(inputs.manifest.value, ports) : await readStored(inputs.target, ports);
    if (text.kind === 'none')
        return { kind: 'nothing-frozen' };
    const manifest = readManifest(text.document, inputs.target);
    const verification = await verify_verifyManifest(manifest, ports.filesAt(manifest.root));
    switch (verification.kind) {
        case 'unchanged':
            return { kind: 'unchanged', manifest };
        case 'unreadable':
            return { kind: 'unreadable', manifest, why: verification.why };
        case 'changed':
            return { kind: 'changed', manifest, changes: verification };
        default:
            return (0,rollout_policy_src/* assertNever */.xb)(verification);
    }
}
/** What a person froze and what a rollout holds: a person's word ends both. The end of the rollout finds nothing to lift then. */
async function release(target, ports) {
    const ends = [];
    for (const by of ['hand', 'rollout']) {
        const end = await changeStore({ target, by }, ports, (record) => record.kind === 'none'
            ? { kind: 'leave', outcome: { kind: 'released', already: true, shown: NOT_YET } }
            : { kind: 'write', document: { kind: 'none' }, title: `release the data of ${target}${by === 'rollout' ? ', which its rollout held' : ''}`, then: { kind: 'released', already: false, shown: NOT_YET } });
        ends.push(end);
    }
    return { kind: 'released', already: ends.every((end) => end.kind === 'released' && end.already), shown: await show(ports) };
}
async function makeManifest({ target, root, paths }, ports) {
    const patterns = path_pattern_decodePatterns(paths);
    const folder = root.kind === 'given' ? root.value : '.';
    const checked = checkRoot(folder);
    const mistakes = [
        ...(patterns.kind === 'refused' ? patterns.mistakes.map(({ place, message }) => mistake('RMP601', place, message)) : []),
        ...(checked.kind === 'refused' ? [mistake('RMP601', 'root', `${(0,src/* quoteValue */.cl)(folder)} ${checked.why}.`)] : []),
    ];
    if (patterns.kind === 'refused' || checked.kind === 'refused')
        throw refusal(mistakes);
    const head = await ports.branchNow();
    // Without it no pull request could be told that it touches what is frozen.
    if (head.kind === 'unreadable')
        throw new src/* ActionError */.lZ([mistake('RMP604', 'branch', `${head.why}. Nothing was frozen.`)], { exitCode: 1 });
    const outcome = await freeze_freezeFiles({ target, root: folder, patterns: patterns.value, nowMs: ports.nowMs(), ...(head.kind === 'none' ? {} : { branch: head.branch }) }, ports.filesAt(folder));
    if (outcome.kind === 'refused')
        throw refusal(outcome.mistakes.map(({ place, message }) => mistake('RMP602', place, `${message}. Nothing was frozen.`)));
    (0,rollout_policy_src/* invariant */.V1)(decode_manifest_decodeManifest(manifest_encodeManifest(outcome.manifest)).kind === 'decoded', 'a manifest that is stored can be read', { target });
    return outcome.manifest;
}
const attemptsMax = 5;
/** Reads, decides and writes; decides again on what somebody else wrote in between. */
async function changeStore({ target, by }, ports, decide) {
    let hoped = { kind: 'none' };
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const record = await ports.store.readFreeze(target, by);
        if (record.kind === 'error')
            throw storeError(record.error);
        const step = decide(record.value);
        // Already as we wanted it, after a write whose answer was lost: it was ours.
        if (step.kind === 'leave')
            return hoped.kind !== 'none' && hoped.kind === step.outcome.kind ? hoped : step.outcome;
        const written = await ports.store.writeFreeze({ target, by, document: step.document, expectedHead: record.value.head, title: step.title, atMs: ports.nowMs() });
        if (written.kind === 'ok' && written.value.kind === 'appended')
            return step.then;
        if (written.kind === 'error') {
            // What is refused, and was read back as not done, is refused again.
            if (written.error.outcome !== 'unknown' || (hoped.kind !== 'none' && !written.error.retryable))
                throw storeError(written.error);
            hoped = step.then;
        }
    }
    throw new src/* ActionError */.lZ([mistake('RMP604', 'ledger', `somebody else changed the freezes each of the ${attemptsMax} times that this step tried. Run it again.`)], { exitCode: 1 });
}
async function readStored(target, ports) {
    const record = await ports.store.readFreeze(target);
    if (record.kind === 'error')
        throw storeError(record.error);
    return record.value;
}
async function readManifestFile(path, ports) {
    const file = await ports.readManifest(path);
    if (file.kind === 'refused')
        throw refusal([mistake('RMP605', 'manifest', `${(0,src/* quoteValue */.cl)(path)} ${file.why}.`)]);
    return { kind: 'file', document: file.text };
}
async function writeManifest(path, manifest, ports) {
    const written = await ports.writeManifest(path, manifest_encodeManifest(manifest));
    if (written.kind === 'refused')
        throw refusal([mistake('RMP605', 'manifest', `${(0,src/* quoteValue */.cl)(path)} ${written.why}. The freeze itself is recorded in the ledger.`)]);
}
function readManifest(document, target) {
    const decoded = decode_manifest_decodeManifest(document);
    if (decoded.kind === 'refused')
        throw refusal(decoded.mistakes.map(({ place, message }) => mistake('RMP603', place === '' ? 'manifest' : `manifest ${place}`, message)));
    if (decoded.value.target !== target)
        throw refusal([mistake('RMP603', 'manifest', `is of target ${(0,src/* quoteValue */.cl)(decoded.value.target)}, not ${(0,src/* quoteValue */.cl)(target)}.`)]);
    return decoded.value;
}
/** An input that the mode does not look at would give a false sense of what happened. */
function refuseIdleInputs({ target, mode, paths, root, manifest }) {
    const name = (0,src/* given */.gI)(target);
    const isAboutAll = mode === 'gate' || mode === 'sweep';
    const mistakes = [
        ...(name === '' && !isAboutAll ? [mistake('RMP601', 'target', `is needed by mode ${mode}: the place that serves the model, as in its policy.`)] : []),
        ...(name.length > 200 || /[\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed() ? [mistake('RMP601', 'target', `expected a name of at most 200 characters on one line, got ${(0,src/* quoteValue */.cl)(name)}.`)] : []),
        ...(name !== '' && isAboutAll ? [mistake('RMP606', 'target', `is not used by mode ${mode}, which goes by all freezes of the repository. Remove it.`)] : []),
        ...(mode !== 'freeze' && paths.length > 0 ? [mistake('RMP606', 'paths', `is only used by mode freeze; ${mode} goes by what was pinned. Remove it.`)] : []),
        ...(mode !== 'freeze' && root.kind === 'given' ? [mistake('RMP606', 'root', `is only used by mode freeze; ${mode} goes by what was pinned. Remove it.`)] : []),
        ...(mode !== 'freeze' && mode !== 'verify' && manifest.kind === 'given' ? [mistake('RMP606', 'manifest', `is not used by mode ${mode}. Remove it.`)] : []),
    ];
    if (mistakes.length > 0)
        throw refusal(mistakes);
}
function storeError(error) {
    return new src/* ActionError */.lZ([mistake('RMP604', 'ledger', error.message)], { exitCode: 1, cause: error.cause });
}
function mistake(code, subject, text) {
    return { code, subject, text, place: { kind: 'nowhere' } };
}
function refusal(mistakes) {
    const [first, ...rest] = mistakes;
    (0,rollout_policy_src/* invariant */.V1)(first !== undefined, 'a refusal names at least one mistake', {});
    return new src/* ActionError */.lZ([first, ...rest]);
}

;// CONCATENATED MODULE: ./actions/freeze-data/src/connect.ts
// Binds the action to the real world: clock, workspace, and where the ledger is.






function connect(inputs, { env, signal, log }) {
    return inJobPlaces(env, async (places) => {
        const { workspace } = places;
        const opened = await openState(stateSurroundings(inputs, { ...places, env, signal, permissions: contract/* contract */.d.permissions, deadlineMs: connect_DEADLINE_MS }));
        if (opened.kind === 'refused')
            throw new src/* ActionError */.lZ([{ code: 'RMP601', subject: opened.subject, text: `${opened.why}.`, place: { kind: 'nowhere' } }]);
        const { github, clock } = opened;
        const { freezes } = opened.state();
        const branches = await branchFilesOn(github);
        const result = await run(inputs, {
            nowMs: () => clock.nowMs(),
            store: freezes,
            filesAt: (root) => node_files_nodeFiles({ workspace, root, signal }),
            readManifest: (path) => connect_readManifest({ workspace, root: '.' }, path),
            writeManifest: (path, text) => writeWithin({ workspace, root: '.' }, path, text),
            branchNow: () => branchNow(branches, branchOfJob(env)),
            statuses: await freezeStatusesOn(github, freezes, { clock, signal }),
            readEvent: () => readEvent(env),
        });
        if (github !== 'none')
            log(github.spent());
        return result;
    });
}
/** One status a second: as many as GitHub takes in an hour need some minutes. */
const connect_DEADLINE_MS = 1_200_000;
async function connect_readManifest(workspace, path) {
    const chunks = [];
    const read = await node_files_nodeFiles(workspace).readFile(path, (chunk) => chunks.push(Uint8Array.from(chunk)));
    switch (read.kind) {
        case 'read':
            return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') };
        case 'missing':
            return { kind: 'refused', why: 'is not there' };
        case 'unreadable':
            return { kind: 'refused', why: read.why };
    }
}
/** The runner writes it for every job. */
async function readEvent(env) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    if (path === '')
        return { kind: 'none', why: 'works in a workflow, and GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        return { kind: 'event', name: env['GITHUB_EVENT_NAME'] ?? '', payload };
    }
    catch (error) {
        return { kind: 'none', why: `cannot read the event that started the workflow (${error instanceof Error && 'code' in error ? String(error.code) : 'it is not JSON'})` };
    }
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
  gz: () => (/* reexport */ failed),
  ok: () => (/* reexport */ port_error_ok),
  Aw: () => (/* reexport */ needed_history_sinceStartOf)
});

// UNUSED EXPORTS: NO_NEWS, NO_REPORT, NO_RERUN, actorOfRun, adoptionFrom, askForRetraining, attemptOf, blocksRequest, describeError, dueRetraining, gatheredMsFor, gatheringLedger, isNews, ledgerOfOneLook, observationFrom, pauseTarget, pausedWhy, promote, quietAt, resumeTarget, retriable, rollback, rolloutIdOf, standingOf, tick, weightIn

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
        weights: { [rollout.candidate.slot]: effect.weight, [stable.slot]: (PPM_ALL - effect.weight) },
        mirror: effect.mirror === 0 ? {} : { [rollout.candidate.slot]: effect.mirror },
        ifVersion: fence,
        stamp: stampOf(effect, rollout, stable),
    };
    const answer = await ports.router.set(change);
    if (answer.kind === 'error' && answer.error.outcome === 'not-done' && answer.error.code === 'conflict')
        return { kind: 'refused', why: describeError(answer.error) };
    const why = answer.kind === 'error' ? describeError(answer.error) : '';
    if (answer.kind === 'error' && answer.error.outcome === 'not-done')
        return { kind: 'unconfirmed', why };
    return readBack(ports, rollout, effect, why);
}
async function readBack(ports, rollout, effect, trouble) {
    const reading = await ports.router.read(rollout.policy.target);
    if (reading.kind === 'error')
        return { kind: 'unconfirmed', why: trouble === '' ? describeError(reading.error) : trouble };
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
    const mirror = reading.mirror === 'cannot' ? 'cannot' : (reading.mirror[slot] ?? PPM_NONE);
    return { weight: apply_effect_weightIn(reading, slot), mirror, step: reading.step };
}
/** Exposure of any kind: requests that the candidate answers, or copies that it gets. */
function apply_effect_isAbove(seen, recorded) {
    return seen.weight > recorded.weight || mirrored(seen.mirror) > recorded.mirror;
}
function mirrored(mirror) {
    return mirror === 'cannot' ? PPM_NONE : mirror;
}
function shares({ weight, mirror }) {
    const copies = mirrored(mirror);
    return copies === 0 ? percent(weight) : `${percent(weight)} and copies of ${percent(copies)}`;
}
function percent(weight) {
    return `${String(weight / 10_000)} %`;
}
function apply_effect_weightIn(reading, slot) {
    return reading.slots.find((known) => known.slot === slot)?.weight ?? PPM_NONE;
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
function recordable_recordableEvent(event) {
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
        return { kind: 'unreadable', why: describeError(reading.error) };
    const { stamp } = reading.value;
    const seen = seenIn(reading.value, rollout.candidate.slot);
    const unconfirmed = stamp.kind === 'stamp' && stamp.rolloutId === rollout.id && stamp.effectId !== rollout.confirmedEffect;
    return { kind: 'read', ...seen, ours: unconfirmed && explains(rollout, stamp.effectId, seen) };
}
/** The pending effect, in force as it was asked for; or a lowering that did not reach the ledger. A raise that is not pending is nobody's. */
function explains(rollout, effectId, seen) {
    const { pending } = rollout;
    return pending.kind !== 'none' && pending.id === effectId ? shows(pending, seen) && !isSame(seen, rollout) : !isAbove(seen, rollout);
}
function isSame(seen, recorded) {
    return seen.weight === recorded.weight && (seen.mirror === 'cannot' || seen.mirror === recorded.mirror);
}
function observe_candidateSituation(rollout, reading) {
    if (reading.kind === 'error')
        return { kind: 'unknown', why: describeError(reading.error) };
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
    const state = fold(position.folded, full);
    if (position.folded.kind === 'present') {
        const broken = stepViolations(position.folded.state, full, state);
        invariant(broken.length === 0, 'a step keeps every rule', { broken });
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

;// CONCATENATED MODULE: ./packages/rollout-engine/src/rollback.ts
// Takes the candidate out with as little as possible: the router's own read is enough. Metrics are not asked, registry and ledger come
// after the traffic, and what could not be done is said.








async function rollback(ports, asked) {
    const { rerun = NO_RERUN } = asked;
    const standing = await standingOf(asked.rolloutId === '' && !asked.routerOnly ? rerun : NO_RERUN, asked.target, ports.ledger);
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
        return plain('unconfirmed', describeError(reading.error), { todo: ['move all traffic to the stable slot: the router did not answer'] });
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
    const weights = Object.fromEntries(reading.value.slots.map(({ slot }) => [slot, slot === stable.slot ? PPM_ALL : PPM_NONE]));
    const mark = { rolloutId: known.rolloutId, sequence: known.sequence, effectId: `${known.rolloutId}/rollback/${reading.value.version}`, liveSlot: stable.slot, liveDigest: digestIn(reading.value, stable.slot) };
    const answer = await ports.router.set({ target: input.target, weights, mirror: {}, ifVersion: { kind: 'any' }, stamp: mark });
    const after = await ports.router.read(input.target);
    if (after.kind === 'ok' && isOut(after.value, stable.slot))
        return plain('out', `all traffic is on slot ${stable.slot}, read back at the router`);
    const why = answer.kind === 'error' ? describeError(answer.error) : 'the router does not show the change';
    return plain('unconfirmed', why, { todo: [`move all traffic to slot ${stable.slot}`] });
}
/** A job that was shown an old history may have left the stamp of a rollout that has ended since: then the ledger tells that the one that is meant is live. */
async function stateBeyond(ports, { target, rolloutId, routerOnly }, stamped) {
    const opened = routerOnly ? undefined : await openLedger(ports, target);
    if (opened?.kind !== 'position' || opened.position.folded.kind !== 'present')
        return 'none';
    const { state } = opened.position.folded;
    return state.rollout.kind === 'live' && state.rollout.id === rolloutId && state.ended.some(({ id }) => id === stamped) ? state : 'none';
}
/** Nobody is answered by the candidate, and it gets no copies either. */
function isOut(reading, stableSlot) {
    const copies = reading.mirror === 'cannot' ? [] : Object.values(reading.mirror);
    return weightIn(reading, stableSlot) === PPM_ALL && copies.every((share) => share === 0);
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
    return hasLeft(rollout) ? rollback_conclude(account, rollout) : recordLeaving(account, rollout);
}
/** Everything that could be taken away was, and the ledger knows. */
function hasLeft({ phase, weight, mirror, pending }) {
    return phase === 'leaving' && weight === 0 && mirror === 0 && pending.kind === 'none';
}
async function recordLeaving(account, rollout) {
    const { ports, input, position, state, taken } = account;
    const reading = await ports.router.read(input.target);
    const situation = recordableSituation({
        nowMs: ports.clock.nowMs(),
        nextLookMs: 0,
        router: routerSituation(rollout, reading),
        candidate: candidateSituation(rollout, reading),
        stable: stableSituation(state.stable, reading),
        frozen: { kind: 'none' },
        smoke: { kind: 'not-asked' },
        quiet: { kind: 'no' },
        request: { kind: 'abort', actor: input.actor, why: input.why },
    });
    const { decision } = decide(rollout, {}, situation);
    const sequence = nextSequence(position);
    const effect = planEffect(rollout, decision, sequence, 'unknown');
    if (effect.kind === 'none')
        return rollback_conclude(account, rollout);
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
    const event = {
        kind: 'ticked',
        rolloutId: rollout.id,
        operation: `rollback/${rollout.id}/${String(sequence)}/${operationBy(input.actor)}`,
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
    if (rollout.pointerMoved || (await isPointedTo(account, rollout))) {
        const restored = await restorePointer(account, rollout);
        // Neither where promotion left it nor where it was: a person has moved the pointer, and a person wins.
        if (restored.kind === 'error' && restored.error.code === 'conflict')
            return end(account, rollout, { ...taken, warnings: [...taken.warnings, `${describeError(restored.error)}. It is left as it is`] });
        if (restored.kind === 'error')
            return { ...taken, warnings: [...taken.warnings, describeError(restored.error)], todo: [...taken.todo, `point ${rollout.policy.model.stage} of ${rollout.policy.model.name} back to ${state.stable.version}: run the rollback again when the registry can be reached`] };
    }
    return end(account, rollout, taken);
}
/**
 * A promote job records that it begins, raises, moves the pointer, and may end before it has recorded that. Where none has begun, the pointer is at the candidate because a
 * person has moved it, and a person wins.
 */
async function isPointedTo({ ports, state }, { id, policy, candidate, weightMax }) {
    // Whatever a router's step is, rounding down to it leaves more than half: only who has had that much may have been promoted, and has a history worth reading.
    if (2 * weightMax <= promotedWeight(policy, ppm(1)))
        return false;
    const history = await ports.ledger.history(state.target, sinceStartOf(state));
    // One that cannot be read now may have it.
    if (history.kind === 'ok' && !history.value.some((event) => event.kind === 'intended' && event.rolloutId === id))
        return false;
    const pointer = await ports.registry.pointer(policy.model.name, policy.model.stage);
    return pointer.kind === 'ok' && pointer.value.kind === 'at' && pointer.value.version === candidate.version;
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

;// CONCATENATED MODULE: ./packages/rollout-engine/src/needed-history.ts
/** From its start on. After a promotion from the beginning: what had served before is in no later event. */
function needed_history_sinceStartOf({ rollout, ended }) {
    const last = ended.at(-1);
    if (rollout.kind === 'none' && last?.outcome === 'promoted')
        return () => false;
    const id = rollout.kind === 'live' ? rollout.id : last?.id;
    return (event) => event.kind === 'started' && event.rolloutId === id;
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
