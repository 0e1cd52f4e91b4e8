export const id = 138;
export const ids = [138];
export const modules = {

/***/ 8138:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MIRRORS: () => (/* reexport */ MIRRORS),
  freezeContext: () => (/* reexport */ freezeContext),
  freezeStatuses: () => (/* reexport */ freezeStatuses),
  githubBranchFiles: () => (/* reexport */ githubBranchFiles),
  githubMirrors: () => (/* reexport */ githubMirrors),
  newestNews: () => (/* reexport */ newestNews),
  openGithubState: () => (/* reexport */ openGithubState),
  retrainingByDispatch: () => (/* reexport */ retrainingByDispatch)
});

// EXTERNAL MODULE: ./packages/ledger-records/src/index.ts + 14 modules
var src = __webpack_require__(1860);
// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 22 modules
var rollout_engine_src = __webpack_require__(118);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var rollout_policy_src = __webpack_require__(8361);
;// CONCATENATED MODULE: ./packages/github-state/src/answer-fields.ts
// Fields of an answer of GitHub's, which is of any form until it was looked at.
function at(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return undefined;
        found = found[name];
    }
    return found;
}
/** Empty where there is none. */
function textAt(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' ? found : '';
}
function listAt(value, ...path) {
    const found = at(value, ...path);
    return Array.isArray(found) ? found : [];
}

;// CONCATENATED MODULE: ./packages/github-state/src/github-port-error.ts
function githubPortError({ port, what, answer, outcome }) {
    const code = codeOf(answer);
    // The others say themselves what to do; a block to paste ends the message as it is.
    const advice = answer.kind === 'unknown' || answer.kind === 'not-found' || answer.kind === 'refused' || answer.kind === 'errors' ? `. ${ADVICE[code]}` : '';
    return { port, code, message: `${what}: ${answer.why}${advice}`, retryable: code === 'unavailable', ...(answer.kind === 'limited' && answer.by === 'limit' ? { notBeforeMs: answer.untilMs } : {}), outcome, cause: answer };
}
function codeOf(answer) {
    switch (answer.kind) {
        case 'unknown':
        case 'limited':
            return 'unavailable';
        case 'denied':
        case 'expired':
            return 'denied';
        case 'not-found':
            return 'missing';
        case 'conflict':
        case 'refused':
            return 'refused';
        case 'errors':
            return answer.errors.some(({ type }) => type === 'NOT_FOUND') ? 'missing' : 'refused';
    }
}
const ADVICE = {
    unavailable: 'The next run tries again',
    denied: '',
    missing: 'Check the name of the repository, and that the token may see it',
    refused: 'If a rule of the repository said no, exempt the branches rollouts/** and rollouts-shown/** from it',
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/github-state/src/object-ids.ts
// Ids of git objects, computed here: what GitHub says it wrote is compared with what was sent.

function blobId(text) {
    return textId('blob', text);
}
/** Of files side by side, no folders. */
function treeId(files) {
    // Git sorts by bytes.
    const sorted = files.map(({ name, id }) => ({ name: Buffer.from(name), id })).toSorted((a, b) => Buffer.compare(a.name, b.name));
    const bytes = Buffer.concat(sorted.flatMap(({ name, id }) => [Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(id, 'hex')]));
    return (0,external_node_crypto_.hash)('sha1', Buffer.concat([Buffer.from(`tree ${bytes.length}\0`), bytes]));
}
function commitId(bytes) {
    return textId('commit', bytes);
}
function textId(type, text) {
    return (0,external_node_crypto_.hash)('sha1', `${type} ${Buffer.byteLength(text)}\0${text}`);
}

;// CONCATENATED MODULE: ./packages/github-state/src/contents.ts




/** For a `TreeEntry`, of which the query below asks. */
const CONTENTS_QUERY = '{ object { ... on Blob { oid text isTruncated } } }';
function contentsOf(entry) {
    const id = textAt(entry, 'object', 'oid');
    if (id === '')
        return { kind: 'missing' };
    const text = at(entry, 'object', 'text');
    const isWhole = at(entry, 'object', 'isTruncated') === false && typeof text === 'string' && blobId(text) === id;
    return isWhole ? { kind: 'text', id, text } : { kind: 'blob', id };
}
async function readContents(api, contents, place) {
    switch (contents.kind) {
        case 'missing':
            return (0,rollout_engine_src.ok)(contents);
        case 'text':
            return (0,rollout_engine_src.ok)({ kind: 'file', bytes: new TextEncoder().encode(contents.text) });
        case 'blob': {
            const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/git/blobs/{file_sha}', params: { file_sha: contents.id } });
            if (answer.kind !== 'ok')
                return (0,rollout_engine_src/* failed */.gz)(githubPortError({ ...place, answer, outcome: 'not-done' }));
            return (0,rollout_engine_src.ok)({ kind: 'file', bytes: Buffer.from(textAt(answer.value, 'content'), 'base64') });
        }
    }
}

;// CONCATENATED MODULE: ./packages/github-state/src/freeze-commit.ts
// What a change makes of the branch of freezes: its next commit.


function freezeCommit({ head, files, edit, target, atMs, title }) {
    return { ref: src/* FREEZES_REF */.pc, commit: { parent: head, files: edited(files, edit), atMs, title, trailers: [['Target', target]] } };
}
/** Id of the document's blob; empty where the file goes. */
function wantedId({ document }) {
    return document.kind === 'none' ? '' : blobId(document.text);
}
/** Tells people what this branch is, and keeps its tree from being empty when the last freeze is lifted: GitHub does not write an empty one. */
const README = { name: 'README.md', text: '# Frozen data\n\nOne file per target whose data is frozen while a model is rolled out. Written by Rampart; see freeze-data.\n' };
function edited(files, { name, document }) {
    const others = [...files].filter(([other]) => other !== name && other !== README.name).map(([other, id]) => ({ name: other, id }));
    return [README, ...others, ...(document.kind === 'none' ? [] : [{ name, text: document.text }])];
}

;// CONCATENATED MODULE: ./packages/github-state/src/move-refs.ts
const TRIES = 3;
async function moveRefs(api, pauses, { repositoryId, moves, readBack }) {
    let mayHaveLanded = false;
    for (let tries = 1;; tries += 1) {
        const answer = await api.graphql({ query: MUTATION, variables: { input: { repositoryId, refUpdates: moves.map(updateOf) } }, writes: true });
        if (answer.kind === 'ok')
            return { kind: 'moved' };
        mayHaveLanded ||= answer.kind === 'unknown';
        if (wasNotServed(answer) && !mayHaveLanded)
            return { kind: 'not-moved', answer };
        const heads = await readBack();
        if (heads.kind === 'error')
            return { kind: 'unread', answer, error: heads.error };
        const headOf = ({ ref }) => heads.value.get(ref) ?? '';
        // All or none, so that one stands for all. The others tell nothing: two jobs that lift the same freeze make the same commit, and somebody may have gone on from it since.
        const [first] = moves;
        if (headOf(first) === first.to)
            return { kind: 'moved' };
        if (moves.some((move) => headOf(move) !== move.from))
            return { kind: 'elsewhere' };
        if (tries === TRIES || answer.kind === 'refused' || wasNotServed(answer))
            return { kind: mayHaveLanded || isUnexplained(answer) ? 'unknown' : 'not-moved', answer };
        await pauses.pause(tries);
    }
}
/**
 * GitHub says that the move cannot be, and shows every ref where the move expects it. That may be a rule; or the request was delivered twice, the first one
 * landed, and the reads lag behind it. Both come in the same type of error, with words that nothing promises.
 */
function isUnexplained(answer) {
    return answer.kind === 'errors' && !answer.errors.some(({ type }) => type === 'NOT_FOUND');
}
/** Turned away before anything was tried. */
function wasNotServed({ kind }) {
    return kind === 'limited' || kind === 'expired' || kind === 'denied' || kind === 'not-found';
}
const MUTATION = 'mutation Move($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
const ABSENT = '0'.repeat(40);
function updateOf({ ref, from, to, mayLeaveLine = false }) {
    return { name: ref, beforeOid: from === '' ? ABSENT : from, afterOid: to, force: mayLeaveLine };
}

;// CONCATENATED MODULE: ./packages/github-state/src/write-commit.ts



async function writeCommit(api, pauses, { files, signed, ...content }) {
    const tree = treeId(files.map((file) => ({ name: file.name, id: 'id' in file ? file.id : blobId(file.text) })));
    const entries = files.map((file) => ({ path: file.name, mode: '100644', type: 'blob', ...('id' in file ? { sha: file.id } : { content: file.text }) }));
    // Without a base the tree is a function of these files alone.
    const wroteTree = await post(api, pauses, '/repos/{owner}/{repo}/git/trees', { tree: entries });
    if (wroteTree.kind !== 'ok')
        return wroteTree;
    if (textAt(wroteTree.value, 'sha') !== tree)
        return { kind: 'altered', why: `GitHub wrote tree ${textAt(wroteTree.value, 'sha')} for files whose tree is ${tree}` };
    const { author, message } = partsOf((0,src/* commitBytes */.NX)({ ...content, tree }));
    const parents = content.parent === '' ? [] : [content.parent];
    const wrote = await post(api, pauses, '/repos/{owner}/{repo}/git/commits', { message, tree, parents, ...(signed ? {} : { author, committer: author }) });
    if (wrote.kind !== 'ok')
        return wrote;
    const id = textAt(wrote.value, 'sha');
    const isOurs = textAt(wrote.value, 'tree', 'sha') === tree && listAt(wrote.value, 'parents').map((parent) => textAt(parent, 'sha')).join() === parents.join();
    // What counts is what it holds. A server that spells author or message in its own way writes another id than ours, and that one is then the record's.
    return isOurs && ID.test(id) ? { kind: 'written', id } : { kind: 'altered', why: `GitHub wrote commit ${id.slice(0, 64)} with another tree or parent than was sent` };
}
const ID = /^[0-9a-f]{40,64}$/;
const write_commit_TRIES = 4;
async function post(api, pauses, path, params) {
    for (let tries = 1;; tries += 1) {
        const answer = await api.rest({ method: 'POST', path, params });
        const isPassing = answer.kind === 'unknown' || answer.kind === 'conflict';
        if (!isPassing || tries === write_commit_TRIES)
            return answer.kind === 'conflict' ? { ...answer, why: `${answer.why}. ${EMPTY}` } : answer;
        await pauses.pause(tries);
    }
}
const EMPTY = 'A repository without any commit cannot hold a ledger: make a first commit on its default branch, for example a README';
/** The bytes taken apart, so that what is sent is what they say. */
function partsOf(bytes) {
    const match = /^author (?<name>.+) <(?<email>[^>]*)> (?<seconds>\d+) \+0000$/m.exec(bytes);
    const { name = '', email = '', seconds = '0' } = match?.groups ?? {};
    return { message: bytes.slice(bytes.indexOf('\n\n') + 2), author: { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') } };
}

;// CONCATENATED MODULE: ./packages/github-state/src/publish.ts





async function publish(publisher, publication) {
    const { api, pauses, signing } = publisher;
    const { port, parts, repositoryId, readBack } = publication;
    const { ref } = parts[0];
    const what = `recording in ${ref}`;
    const signed = signing.isAsked(publication.parentIsSigned);
    const moves = [];
    for (const part of parts) {
        const written = await writeCommit(api, pauses, { ...part.commit, signed });
        if (written.kind === 'altered')
            return (0,rollout_engine_src/* failed */.gz)({ port, code: 'malformed', message: `${what}: ${written.why}. Nothing was changed; please report this`, retryable: false, outcome: 'not-done' });
        if (written.kind !== 'written')
            return (0,rollout_engine_src/* failed */.gz)(githubPortError({ port, what, answer: written, outcome: 'not-done' }));
        moves.push({ ref: part.ref, from: part.commit.parent, to: written.id });
    }
    const ids = moves.map(({ to }) => to);
    const [first, ...besides] = moves;
    (0,rollout_policy_src/* invariant */.V1)(first !== undefined, 'a publication has a commit', { ref });
    const moved = await moveRefs(api, pauses, { repositoryId, moves: [first, ...besides], readBack });
    switch (moved.kind) {
        case 'moved':
            return (0,rollout_engine_src.ok)({ kind: 'published', ids });
        case 'elsewhere':
            return (0,rollout_engine_src.ok)({ kind: 'elsewhere', ids });
        case 'unread':
            return (0,rollout_engine_src/* failed */.gz)({ ...moved.error, message: `${what}: ${moved.answer.why}; and it could not be read back: ${moved.error.message}`, outcome: 'unknown', cause: moved });
        case 'unknown':
        case 'not-moved': {
            const error = githubPortError({ port, what, answer: moved.answer, outcome: moved.kind === 'unknown' ? 'unknown' : 'not-done' });
            if (moved.answer.kind !== 'errors' && moved.answer.kind !== 'refused')
                return (0,rollout_engine_src/* failed */.gz)(error);
            const rules = [];
            for (const move of moves)
                rules.push(...(await signing.rulesOf(move.ref)));
            // Should the other one have landed after all, this one is refused, and what landed is found.
            if (!signed && signing.isAsked(false))
                return publish(publisher, publication);
            return (0,rollout_engine_src/* failed */.gz)(refusal(error, [...new Set(rules)]));
        }
    }
}
function refusal(error, rules) {
    return rules.length === 0 ? error : { ...error, message: `${error.message}. Rules that hold there: ${rules.join(', ')}` };
}

;// CONCATENATED MODULE: ./packages/github-state/src/github-freeze-store.ts
// The FreezeStore port on GitHub's API: one branch for all targets, one file per target, one commit per change.






function createGithubFreezeStore(publisher, view) {
    // What a blob says never changes.
    const texts = new Map();
    return {
        readFreeze: (target, by = 'hand') => readFreeze(publisher, view, target, by),
        readFreezes: () => readFreezes(publisher, view, texts),
        writeFreeze: (change) => writeFreeze(publisher, view, change),
    };
}
async function readFreeze({ api }, view, target, by) {
    const freeze = await view.freeze(target, by);
    if (freeze.kind === 'error')
        return (0,rollout_engine_src/* failed */.gz)({ ...freeze.error, port: 'freeze' });
    const { head, byHand, byRollout } = freeze.value;
    const contents = await readContents(api, by === 'hand' ? byHand : byRollout, { port: 'freeze', what: `reading ${src/* FREEZES_REF */.pc}` });
    if (contents.kind === 'error')
        return contents;
    if (contents.value.kind === 'missing')
        return (0,rollout_engine_src.ok)({ kind: 'none', head });
    return (0,rollout_engine_src.ok)({ kind: 'frozen', head, document: (0,src/* freezeDocument */.Vv)(contents.value.bytes) });
}
async function readFreezes({ api }, view, texts) {
    const reading = await view.freezes('');
    if (reading.kind === 'error')
        return (0,rollout_engine_src/* failed */.gz)({ ...reading.error, port: 'freeze' });
    const { head, files } = reading.value;
    const freezes = [];
    for (const [name, id] of files) {
        const by = (0,src/* freezeHolderOf */.Hh)(name);
        if (by === 'none')
            continue;
        if (!texts.has(id)) {
            const contents = await readContents(api, { kind: 'blob', id }, { port: 'freeze', what: `reading ${src/* FREEZES_REF */.pc}` });
            if (contents.kind === 'error')
                return contents;
            texts.set(id, contents.value.kind === 'file' ? (0,src/* freezeDocument */.Vv)(contents.value.bytes) : '');
        }
        freezes.push({ by, document: texts.get(id) ?? '' });
    }
    return (0,rollout_engine_src.ok)({ head, freezes });
}
/** Targets share the ref, but not each other's conflicts: a change of another target in between is built upon. */
async function writeFreeze(publisher, view, change) {
    (0,rollout_policy_src/* invariant */.V1)(change.expectedHead === '' || /^[0-9a-f]{40,64}$/.test(change.expectedHead), 'a head is what readFreeze answered', { head: change.expectedHead });
    const edit = { name: (0,src/* freezeFile */.my)(change.target, change.by), document: change.document };
    const wanted = wantedId(edit);
    for (let attempt = 0;; attempt += 1) {
        const reading = await view.freezes(change.expectedHead);
        if (reading.kind === 'error')
            return (0,rollout_engine_src/* failed */.gz)({ ...reading.error, port: 'freeze' });
        const { head, files, expected } = reading.value;
        // We were shown a head that is in nobody's history any more.
        if (expected.kind === 'unknown')
            return (0,rollout_engine_src.ok)({ kind: 'conflict', head });
        const idNow = files.get(edit.name) ?? '';
        const isTouched = head !== change.expectedHead && idNow !== (expected.files.get(edit.name) ?? '');
        if (isTouched)
            return (0,rollout_engine_src.ok)({ kind: idNow === wanted ? 'appended' : 'conflict', head });
        if (attempt === ATTEMPTS)
            return (0,rollout_engine_src.ok)({ kind: 'conflict', head });
        const outcome = await writeOn(publisher, view, { ...change, edit }, reading.value);
        if (outcome.kind === 'error')
            return outcome;
        if (outcome.value === 'elsewhere')
            continue;
        view.wroteFreezes(outcome.value, head);
        return (0,rollout_engine_src.ok)({ kind: 'appended', head: outcome.value });
    }
}
/** As many changes of other targets as one change gives way to. */
const ATTEMPTS = 20;
/** The commit that it became, or `elsewhere`: somebody else moved the ref first. */
async function writeOn(publisher, view, change, { repositoryId, head, isSigned, files }) {
    let last;
    const published = await publish(publisher, {
        port: 'freeze',
        parts: [freezeCommit({ ...change, head, files })],
        parentIsSigned: isSigned,
        repositoryId,
        readBack: async () => {
            const now = await view.freezes('');
            if (now.kind === 'error')
                return now;
            last = now.value;
            return (0,rollout_engine_src.ok)(new Map([[src/* FREEZES_REF */.pc, now.value.head]]));
        },
    });
    if (published.kind === 'error')
        return published;
    const { ids: [id = ''], kind } = published.value;
    // Our reply was lost, and somebody went on from our commit.
    return (0,rollout_engine_src.ok)(kind === 'published' || last?.newest.includes(id) === true ? id : 'elsewhere');
}

;// CONCATENATED MODULE: ./packages/github-state/src/github-ledger.ts
// The Ledger port on GitHub's API: one branch per target, one commit per event, moved by compare-and-swap.







function createGithubLedger(publisher, view) {
    const memory = { states: new Map(), unasked: new Set(), events: new Map() };
    return {
        read: (target) => read(publisher, view, memory, target),
        append: (entry) => append(publisher, view, memory, entry),
        history: (target, enough = NEVER_ENOUGH) => github_ledger_history(publisher, view, memory, { target, enough }),
    };
}
const NEVER_ENOUGH = () => false;
async function read(publisher, view, memory, target) {
    const look = await view.look(target);
    if (look.kind === 'error')
        return look;
    memory.unasked.add(target);
    if (look.value.head === '')
        return (0,rollout_engine_src.ok)({ kind: 'empty' });
    const state = await stateAt(publisher, memory, target, look.value);
    return state.kind === 'error' ? state : (0,rollout_engine_src.ok)({ kind: 'present', head: look.value.head, state: state.value.state });
}
async function stateAt({ api }, memory, target, look) {
    const last = memory.states.get(target);
    if (last?.commit === look.head)
        return (0,rollout_engine_src.ok)(last);
    const place = { port: 'ledger', what: `reading ${(0,src/* ledgerRef */.DH)(target)}` };
    const state = await readContents(api, look.state, place);
    if (state.kind === 'error')
        return state;
    const event = await readContents(api, look.line.commits[0]?.event ?? { kind: 'missing' }, place);
    if (event.kind === 'error')
        return event;
    const at = { target, commit: look.head };
    const record = (0,src/* decodeRecord */.eT)({ state: state.value, event: event.value }, at);
    if (record.kind === 'error')
        return record;
    const { commits, isWhole } = look.line;
    const { sequence } = record.value.state;
    if (isWhole && commits.length !== sequence)
        return (0,rollout_engine_src/* failed */.gz)((0,src/* cutOff */.qG)(at, { sequence, records: commits.length }));
    const since = last === undefined ? -1 : commits.findIndex(({ id }) => id === last.commit);
    if (last !== undefined && since > 0 && sequence !== last.state.sequence + since)
        return (0,rollout_engine_src/* failed */.gz)((0,src/* slippedIn */.$O)(at, { sequence, records: since, after: last.state.sequence }));
    const known = { commit: look.head, isSigned: look.isSigned, repositoryId: look.repositoryId, state: record.value.state };
    memory.states.set(target, known);
    memory.events.set(look.head, record.value.event);
    return (0,rollout_engine_src.ok)(known);
}
async function github_ledger_history(publisher, view, memory, { target, enough }) {
    if (!memory.unasked.delete(target)) {
        const look = await view.look(target);
        if (look.kind === 'error')
            return look;
    }
    const known = await view.line(target, ({ commits }) => commits.some((commit, index) => isEnough(memory, target, commit, index + 1, enough)));
    if (known.kind === 'error')
        return known;
    const { commits, isWhole } = known.value?.line ?? { commits: [], isWhole: true };
    const events = [];
    for (const commit of commits.toReversed()) {
        const event = await eventAt(publisher, memory, target, commit);
        if (event.kind === 'error')
            return event;
        // The first event of a shortened history follows something that was not read.
        const previous = events.at(-1)?.sequence ?? (isWhole ? 0 : event.value.sequence - 1);
        const broken = (0,src/* brokenLink */.yC)({ commit: commit.id, parents: commit.parents, event: event.value }, { target, previous });
        if (broken !== 'none')
            return (0,rollout_engine_src/* failed */.gz)(broken);
        events.push(event.value);
    }
    return (0,rollout_engine_src.ok)(events);
}
async function eventAt({ api }, memory, target, { id, event }) {
    const seen = memory.events.get(id);
    if (seen !== undefined)
        return (0,rollout_engine_src.ok)(seen);
    const file = await readContents(api, event, { port: 'ledger', what: `reading the history of ${(0,src/* ledgerRef */.DH)(target)}` });
    if (file.kind === 'error')
        return file;
    const decoded = (0,src/* decodeRecordedEvent */.l2)(file.value, { target, commit: id });
    if (decoded.kind === 'ok')
        memory.events.set(id, decoded.value);
    return decoded;
}
/** An event that is too long to come with a query, or damaged, is never where it is enough: whoever reads the history meets it. */
function isEnough(memory, target, { id, event }, count, enough) {
    const seen = memory.events.get(id);
    if (seen !== undefined)
        return enough(seen, count);
    if (event.kind !== 'text')
        return false;
    const decoded = (0,src/* decodeRecordedEvent */.l2)({ kind: 'file', bytes: new TextEncoder().encode(event.text) }, { target, commit: id });
    if (decoded.kind === 'error')
        return false;
    memory.events.set(id, decoded.value);
    return enough(decoded.value, count);
}
async function append(publisher, view, memory, entry) {
    const { target, event, state } = entry;
    const from = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
    const ref = (0,src/* ledgerRef */.DH)(target);
    (0,rollout_policy_src/* invariant */.V1)(state.target === target, 'a state is recorded under its own target', { target, state: state.target });
    (0,rollout_policy_src/* invariant */.V1)(state.sequence === event.sequence, 'a state includes its event', { state: state.sequence, event: event.sequence });
    (0,rollout_policy_src/* invariant */.V1)(from === '' || /^[0-9a-f]{40,64}$/.test(from), 'a head is what read or append answered', { head: from });
    const parent = await parentOf(publisher, view, memory, { target, from });
    if (parent.kind === 'error')
        return parent;
    if (parent.value.kind === 'elsewhere')
        return settleElsewhere(view, entry, parent.value.head);
    const { sequence, isSigned, repositoryId } = parent.value;
    (0,rollout_policy_src/* invariant */.V1)(event.sequence === sequence + 1, 'events follow each other without a gap', { parent: sequence, event: event.sequence });
    const files = (0,src/* recordFiles */.B5)(entry);
    const record = { ref, commit: { parent: from, files, ...(0,src/* recordMessage */.VR)(entry) } };
    for (let attempt = 1;; attempt += 1) {
        const freezes = entry.freeze === undefined ? (0,rollout_engine_src.ok)(undefined) : await view.freezes('');
        if (freezes.kind === 'error')
            return (0,rollout_engine_src/* failed */.gz)({ ...freezes.error, outcome: 'not-done' });
        const beside = freezeBeside(entry, freezes.value);
        const heads = { ledger: from, freezes: freezes.value?.head ?? '' };
        const published = await publish(publisher, {
            port: 'ledger',
            parts: beside === 'none' ? [record] : [record, beside],
            parentIsSigned: isSigned,
            repositoryId,
            readBack: async () => {
                const look = await view.look(target);
                if (look.kind === 'error')
                    return look;
                heads.ledger = look.value.head;
                heads.freezes = look.value.freeze.head;
                return (0,rollout_engine_src.ok)(new Map([[ref, heads.ledger], [src/* FREEZES_REF */.pc, heads.freezes]]));
            },
        });
        if (published.kind === 'error')
            return published;
        memory.unasked.add(target);
        const { kind, ids: [id = '', freezeId = ''] } = published.value;
        if (kind === 'elsewhere' && heads.ledger !== from)
            return heads.ledger === '' ? (0,rollout_engine_src/* failed */.gz)(goneError(target, from)) : settleElsewhere(view, entry, heads.ledger);
        // The ledger is where it was, so nothing has landed: somebody changed another freeze meanwhile.
        if (kind === 'elsewhere' && attempt < github_ledger_ATTEMPTS)
            continue;
        if (kind === 'elsewhere')
            return (0,rollout_engine_src/* failed */.gz)(overtaken(ref));
        if (beside !== 'none')
            view.wroteFreezes(freezeId, freezes.value?.head ?? '');
        view.wrote(target, { id, parents: from === '' ? 0 : 1, event: github_ledger_contentsOf(files, src/* EVENT_FILE */.S5) }, from, github_ledger_contentsOf(files, src/* STATE_FILE */.bv));
        memory.states.set(target, { commit: id, isSigned, repositoryId, state });
        return (0,rollout_engine_src.ok)({ kind: 'appended', head: id });
    }
}
/** As many changes of other freezes as one event gives way to. */
const github_ledger_ATTEMPTS = 20;
/** The freeze that has to come, or go, with the event; `none` where it is as it should be. */
function freezeBeside({ target, event, title, freeze }, now) {
    if (freeze === undefined || now === undefined)
        return 'none';
    const edit = { name: (0,src/* freezeFile */.my)(target, 'rollout'), document: freeze.kind === 'lift' ? { kind: 'none' } : { kind: 'document', text: freeze.document } };
    if ((now.files.get(edit.name) ?? '') === wantedId(edit))
        return 'none';
    return freezeCommit({ head: now.head, files: now.files, edit, target, atMs: event.atMs, title });
}
function overtaken(ref) {
    return { port: 'ledger', code: 'unavailable', message: `recording in ${ref}: somebody else changed ${src/* FREEZES_REF */.pc} each of the ${String(github_ledger_ATTEMPTS)} times that this was tried. The next run tries again`, retryable: true, outcome: 'not-done' };
}
/** The commit that we build on. If the head is another one by now, there is nothing to build. */
async function parentOf(publisher, view, memory, { target, from }) {
    const last = memory.states.get(target);
    if (from !== '' && last?.commit === from)
        return (0,rollout_engine_src.ok)({ kind: 'here', sequence: last.state.sequence, isSigned: last.isSigned, repositoryId: last.repositoryId });
    const look = await view.look(target);
    if (look.kind === 'error')
        return look;
    const { head, repositoryId, freeze } = look.value;
    if (head !== from)
        return head === '' ? (0,rollout_engine_src/* failed */.gz)(goneError(target, from)) : (0,rollout_engine_src.ok)({ kind: 'elsewhere', head });
    // The first record of a target is written as the freezes beside it are.
    if (from === '')
        return (0,rollout_engine_src.ok)({ kind: 'here', sequence: 0, isSigned: freeze.isSigned, repositoryId });
    const known = await stateAt(publisher, memory, target, look.value);
    return known.kind === 'error' ? known : (0,rollout_engine_src.ok)({ kind: 'here', sequence: known.value.state.sequence, isSigned: known.value.isSigned, repositoryId });
}
/**
 * The head is not where we thought. If our event is in the history (a reply was lost, or this is a repeat), it was appended. An event
 * of the same operation with other content is another run's: that is a conflict, since its effects need not be ours.
 */
async function settleElsewhere(view, { target, event, expectedHead }, head) {
    const ours = blobId((0,src/* writeLedgerJson */.j4)(event));
    const isOurs = ({ event: seen }) => seen.kind !== 'missing' && seen.id === ours;
    const isExpected = ({ id }) => expectedHead.kind === 'at' && id === expectedHead.head;
    const known = await view.line(target, ({ commits }) => commits.some((commit) => isOurs(commit) || isExpected(commit)));
    if (known.kind === 'error')
        return (0,rollout_engine_src/* failed */.gz)({ ...known.error, outcome: 'unknown' });
    const found = known.value?.line.commits.find(isOurs);
    return (0,rollout_engine_src.ok)(found === undefined ? { kind: 'conflict', head } : { kind: 'appended', head: found.id });
}
function github_ledger_contentsOf(files, name) {
    const text = files.find((file) => file.name === name)?.text ?? '';
    return { kind: 'text', id: blobId(text), text };
}
function goneError(target, from) {
    const ref = (0,src/* ledgerRef */.DH)(target);
    return {
        port: 'ledger',
        code: 'missing',
        message: `${ref} was at ${from.slice(0, 12)} and is gone. Somebody deleted it; bring it back with \`git push <remote> ${from}:${ref}\` from a clone that has it, and protect rollouts/** from deletion`,
        retryable: false,
        outcome: 'not-done',
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/left-mirrors.ts
// Which mirrors could not show what the mark says was shown, and when they are tried again.
//
// A 403 or a 404 may be a permission that was never given, or one that is back in a minute, and GitHub says both in the same words. So what was denied is
// tried again by looks that come anyway: by the next one, then for an hour every five minutes at most, then once an hour. Who leaves a permission out on
// purpose pays a few requests an hour for it; whoever gives it later, or lost it for a moment, need not wait for news of the ledger. What has no place (a
// version without a tag, a commit with a thousand statuses, a rule that says no) is tried once more by the next look, and then with the next news.
const NONE_LEFT = { kind: 'none' };
const SOON_MS = 5 * 60_000;
const LATER_MS = 3_600_000;
/** Those to try again now. */
function dueMirrors(left, nowMs) {
    if (left.kind === 'none')
        return [];
    const { names, sinceMs, triedAtMs } = left;
    const wasTriedOnce = triedAtMs <= sinceMs;
    const waitMs = wasTriedOnce ? 0 : triedAtMs - sinceMs < LATER_MS ? SOON_MS : LATER_MS;
    // Clocks of two machines differ: what was tried long after now was not tried lately.
    return Math.abs(nowMs - triedAtMs) >= waitMs ? names : [];
}
/** Those that nobody tried are still left. */
function leftAfter(before, { tried, denied, placeless, nowMs }) {
    const known = before.kind === 'none' ? [] : before.names;
    const names = [...new Set([...known.filter((name) => !tried.includes(name)), ...denied, ...placeless.filter((name) => !known.includes(name))])].toSorted();
    if (names.length === 0)
        return NONE_LEFT;
    if (before.kind === 'none')
        return { kind: 'left', names, sinceMs: nowMs, triedAtMs: nowMs };
    // A try in the same moment is a try: else the next one would count as the first.
    return { kind: 'left', names, sinceMs: before.sinceMs, triedAtMs: Math.max(nowMs, before.sinceMs + 1) };
}
/** As trailers of a commit's message. */
function leftTrailers(left) {
    return [['Left', left.names.join(' ')], ['Left-Since', String(left.sinceMs)], ['Left-Tried', String(left.triedAtMs)]];
}
/** Of a commit's message; whatever does not look as we write it is none. */
function readLeft(message) {
    const match = /^Left: ([a-z]{1,30}(?: [a-z]{1,30}){0,19})\nLeft-Since: (\d{1,15})\nLeft-Tried: (\d{1,15})$/m.exec(message);
    return match === null ? NONE_LEFT : { kind: 'left', names: (match[1] ?? '').split(' '), sinceMs: Number(match[2]), triedAtMs: Number(match[3]) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/shown-ref.ts
// The branch that says how far the mirrors of a target came.

/** Beside the ledgers, not among them: whoever lists `rollouts/*` finds histories alone. */
function shownRef(target) {
    return `refs/heads/rollouts-shown/${(0,src/* targetSlug */.fo)(target)}`;
}

;// CONCATENATED MODULE: ./packages/github-state/src/look.ts





async function lookAt(api, targets, events) {
    const names = targets.flatMap((target, index) => [[`ref${index}`, (0,src/* ledgerRef */.DH)(target)], [`hand${index}`, (0,src/* freezeFile */.my)(target)], [`held${index}`, (0,src/* freezeFile */.my)(target, 'rollout')], [`mark${index}`, shownRef(target)]]);
    const query = `query State($owner: String!, $repo: String!, $freezes: String!, $events: Int!${names.map(([name]) => `, $${name}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid ... on Commit { signature { wasSignedByGitHub } ${targets.map((_, index) => `hand${index}: file(path: $hand${index}) ${CONTENTS_QUERY} held${index}: file(path: $held${index}) ${CONTENTS_QUERY}`).join(' ')} } } }
    ${targets.map((_, index) => `ref${index}: ref(qualifiedName: $ref${index}) { target { oid ... on Commit { signature { wasSignedByGitHub } state: file(path: "${src/* STATE_FILE */.bv}") ${CONTENTS_QUERY} ${HISTORY_QUERY} } } }`).join('\n    ')}
    ${targets.map((_, index) => `mark${index}: ref(qualifiedName: $mark${index}) { target { oid ... on Commit { message } } }`).join('\n    ')}
  }
}`;
    const answer = await api.graphql({ query, variables: { ...api.repository, freezes: src/* FREEZES_REF */.pc, events, ...Object.fromEntries(names) }, writes: false });
    const repository = repositoryOf(answer);
    if (repository.kind !== 'repository')
        return repository;
    const { value } = repository;
    return {
        kind: 'looks',
        byTarget: new Map(targets.map((target, index) => {
            const commit = at(value, `ref${index}`, 'target');
            const freezes = at(value, 'freezes', 'target');
            const look = {
                repositoryId: textAt(value, 'id'),
                head: textAt(commit, 'oid'),
                isSigned: isSigned(commit),
                state: contentsOf(at(commit, 'state')),
                line: lineOf(commit),
                freeze: { head: textAt(freezes, 'oid'), isSigned: isSigned(freezes), byHand: contentsOf(at(freezes, `hand${index}`)), byRollout: contentsOf(at(freezes, `held${index}`)) },
                mark: markOf(at(value, `mark${index}`, 'target')),
            };
            return [target, look];
        })),
    };
}
/** The commit itself and those before it. */
async function lookBack(api, commit, events) {
    const query = `query History($owner: String!, $repo: String!, $commit: GitObjectID!, $events: Int!) {
  repository(owner: $owner, name: $repo) { id object(oid: $commit) { ... on Commit { ${HISTORY_QUERY} } } }
}`;
    const repository = repositoryOf(await api.graphql({ query, variables: { ...api.repository, commit, events }, writes: false }));
    if (repository.kind !== 'repository')
        return repository;
    const line = lineOf(at(repository.value, 'object'));
    if (line.commits[0]?.id !== commit)
        return { kind: 'unknown', why: `GitHub does not show commit ${commit.slice(0, 12)}, which it has shown before` };
    return { kind: 'line', line };
}
/** The `repository` of an answer. One that is not there, or not for us to see, is null beside an error. */
function repositoryOf(answer) {
    if (answer.kind !== 'ok')
        return answer;
    const value = at(answer.value, 'repository');
    return textAt(value, 'id') === '' ? { kind: 'not-found', why: 'GitHub shows no such repository to this token' } : { kind: 'repository', value };
}
const HISTORY_QUERY = `history(first: $events) { pageInfo { hasNextPage } nodes { oid parents(first: 1) { totalCount } event: file(path: "${src/* EVENT_FILE */.S5}") ${CONTENTS_QUERY} } }`;
function lineOf(commit) {
    const commits = listAt(commit, 'history', 'nodes').map((node) => {
        const parents = at(node, 'parents', 'totalCount');
        return { id: textAt(node, 'oid'), parents: typeof parents === 'number' ? parents : 0, event: contentsOf(at(node, 'event')) };
    });
    return { commits, isWhole: at(commit, 'history', 'pageInfo', 'hasNextPage') === false };
}
function isSigned(commit) {
    return at(commit, 'signature', 'wasSignedByGitHub') === true;
}
/** The number that a record's message ends with. */
function markOf(commit) {
    const message = textAt(commit, 'message');
    return { head: textAt(commit, 'oid'), sequence: Number(/^Sequence: (\d{1,15})$/m.exec(message)?.[1] ?? 0), left: readLeft(message) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes-query.ts



const FILES = 'tree { entries { name oid type } }';
async function freezes_query_readFreezes(api, expected) {
    const query = `query Freezes($owner: String!, $repo: String!, $freezes: String!${expected === '' ? '' : ', $expected: GitObjectID!'}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid ... on Commit { signature { wasSignedByGitHub } ${FILES} history(first: 100) { nodes { oid } } } } }
    ${expected === '' ? '' : `expected: object(oid: $expected) { ... on Commit { oid ${FILES} } }`}
  }
}`;
    const variables = { ...api.repository, freezes: src/* FREEZES_REF */.pc, ...(expected === '' ? {} : { expected }) };
    const repository = repositoryOf(await api.graphql({ query, variables, writes: false }));
    if (repository.kind !== 'repository')
        return repository;
    const commit = at(repository.value, 'freezes', 'target');
    const shown = at(repository.value, 'expected');
    return {
        kind: 'freezes',
        repositoryId: textAt(repository.value, 'id'),
        head: textAt(commit, 'oid'),
        isSigned: at(commit, 'signature', 'wasSignedByGitHub') === true,
        files: filesOf(commit),
        newest: listAt(commit, 'history', 'nodes').map((node) => textAt(node, 'oid')),
        expected: expected === '' || textAt(shown, 'oid') === expected ? { kind: 'known', files: filesOf(shown) } : { kind: 'unknown' },
    };
}
function filesOf(commit) {
    return new Map(listAt(commit, 'tree', 'entries').filter((entry) => textAt(entry, 'type') === 'blob').map((entry) => [textAt(entry, 'name'), textAt(entry, 'oid')]));
}

;// CONCATENATED MODULE: ./packages/github-state/src/seen-heads.ts
// Heads of a branch in the order in which this process saw them. One that was left already is an old one: from a replica that lags, or from somebody who
// set the branch back. A replica catches up; a person's word stands.
/** An older head that is shown for so long, and nothing newer meanwhile, is where the branch is. Replicas were seen to lag by seconds. */
const BELIEVED_AFTER_MS = 120_000;
/** So often as well: clocks jump. */
const BELIEVED_AFTER_TIMES = 8;
const NOTHING = { head: '', sinceMs: 0, times: 0 };
function seenHeads() {
    const heads = [''];
    let doubted = NOTHING;
    const believe = (head) => {
        doubted = NOTHING;
        // What came after it was taken back: should it come again, it is news.
        heads.splice(heads.includes(head) ? heads.indexOf(head) + 1 : heads.length);
        if (heads.at(-1) !== head)
            heads.push(head);
        return 'fits';
    };
    return {
        see: (head, nowMs) => {
            if (head === heads.at(-1) || !heads.includes(head))
                return believe(head);
            doubted = doubted.times > 0 && doubted.head === head ? { ...doubted, times: doubted.times + 1 } : { head, sinceMs: nowMs, times: 1 };
            if (nowMs - doubted.sinceMs >= BELIEVED_AFTER_MS && doubted.times >= BELIEVED_AFTER_TIMES)
                return believe(head);
            return head === '' ? 'gone' : 'older';
        },
        wrote: (head, parent) => {
            doubted = NOTHING;
            if (heads.includes(head))
                return;
            if (heads.at(-1) === parent)
                heads.push(head);
            else
                heads.unshift(head);
        },
        newest: () => heads.at(-1) ?? '',
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes-set-back.ts
// What is told while the branch of the freezes shows something older than this process has seen.


/** It passes: a replica catches up, and what somebody did on purpose is believed. The first sentences are all that a summary has room for. */
function freezesSetBack({ how, shown, before }) {
    const minutes = String(BELIEVED_AFTER_MS / 60_000);
    const seen = how === 'older' ? `GitHub shows an older head than before (${shown.slice(0, 12)}, it was ${before.slice(0, 12)})` : `it is gone although it was there, at ${before.slice(0, 12)}`;
    return {
        port: 'freeze',
        code: 'unavailable',
        message: `${src/* FREEZES_REF */.pc}: ${seen}. Where that lasts ${minutes} minutes, somebody did it, and this job goes by it then. If nobody was to, put it back: \`git push <remote> ${before}:${src/* FREEZES_REF */.pc}\`. Nothing was changed`,
        retryable: true,
        outcome: 'not-done',
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/known-line.ts
function compareLook(known, look) {
    if (known === undefined || known.head === '')
        return { kind: 'known', known: { head: look.head, line: look.line } };
    if (look.head === '')
        return { kind: 'gone' };
    if (look.head === known.head)
        return { kind: 'known', known };
    if (known.line.commits.some(({ id }) => id === look.head))
        return { kind: 'older' };
    const newer = look.line.commits.findIndex(({ id }) => id === known.head);
    if (newer === -1)
        return { kind: look.line.isWhole ? 'rewritten' : 'apart' };
    return { kind: 'known', known: { head: look.head, line: joined(look.line.commits.slice(0, newer), known.line) } };
}
/** `older` begins with the last commit of `line`. */
function goneBack(line, older) {
    return joined(line.commits.slice(0, -1), older);
}
/** With a commit that was written on `parent`; as it was where that is not the head any more, since whoever looked knows better. */
function goneOn(known, commit, parent) {
    return known.head === parent ? { head: commit.id, line: joined([commit], parent === '' ? { commits: [], isWhole: true } : known.line) } : known;
}
function joined(newer, { commits, isWhole }) {
    return { commits: [...newer, ...commits], isWhole };
}

;// CONCATENATED MODULE: ./packages/github-state/src/look-at-heads.ts




async function lookAtHeads(api, targets) {
    const names = targets.flatMap((target, index) => [[`ref${index}`, (0,src/* ledgerRef */.DH)(target)], [`mark${index}`, shownRef(target)]]);
    const query = `query Heads($owner: String!, $repo: String!, $freezes: String!${names.map(([name]) => `, $${name}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid } }
    ${targets.map((_, index) => `ref${index}: ref(qualifiedName: $ref${index}) { target { oid } } mark${index}: ref(qualifiedName: $mark${index}) { target { oid ... on Commit { message } } }`).join('\n    ')}
  }
}`;
    const repository = repositoryOf(await api.graphql({ query, variables: { ...api.repository, freezes: src/* FREEZES_REF */.pc, ...Object.fromEntries(names) }, writes: false }));
    if (repository.kind !== 'repository')
        return repository;
    const { value } = repository;
    const freezes = textAt(value, 'freezes', 'target', 'oid');
    return { kind: 'heads', byTarget: new Map(targets.map((target, index) => [target, { ledger: textAt(value, `ref${index}`, 'target', 'oid'), freezes, mark: markOf(at(value, `mark${index}`, 'target')) }])) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/together.ts
// Questions that are asked in the same turn become one: the targets of a job look at the same time, and need one request for that.
/** `ask` gets at most `most` different keys at once, and answers all of them. */
function together(ask, most) {
    let open;
    return async (key) => {
        if (open === undefined || (open.keys.size >= most && !open.keys.has(key))) {
            const keys = new Set();
            const answers = turn().then(() => {
                if (open?.keys === keys)
                    open = undefined;
                return ask([...keys]);
            });
            open = { keys, answers };
        }
        const { keys, answers } = open;
        keys.add(key);
        return (await answers)(key);
    };
}
function turn() {
    return new Promise((resolve) => setImmediate(resolve));
}

;// CONCATENATED MODULE: ./packages/github-state/src/github-view.ts










/** For a job's first look at a target, and for those after it, which bring news alone. */
const EVENTS_FIRST = 40;
const EVENTS_AGAIN = 5;
const EVENTS_BACK = 100;
const TARGETS_AT_ONCE = 20;
const github_view_TRIES = 4;
function githubView(api, pauses, clock) {
    const known = new Map();
    /** In full, as of the head that is known. */
    const looks = new Map();
    const ahead = new Map();
    const brought = new Map();
    const marks = new Map();
    const freezeHeads = seenHeads();
    const wasSetBack = (target, how) => (0,src/* setBack */.o5)(target, how, { shownBy: 'GitHub', before: known.get(target)?.head ?? '' });
    const askFor = async (targets) => {
        const looked = await lookAt(api, targets, targets.every((target) => known.has(target)) ? EVENTS_AGAIN : EVENTS_FIRST);
        return (target) => {
            if (looked.kind !== 'looks')
                return (0,rollout_engine_src/* failed */.gz)(notRead(target, looked));
            const look = looked.byTarget.get(target);
            return look === undefined ? (0,rollout_engine_src/* failed */.gz)(wasSetBack(target, 'gone')) : (0,rollout_engine_src.ok)(look);
        };
    };
    const ask = together(askFor, TARGETS_AT_ONCE);
    /** What is known in full, if GitHub still shows the heads that it belongs to. */
    const unmoved = (target, heads) => {
        const look = looks.get(target);
        if (look === undefined || look.head !== heads.ledger || look.freeze.head !== heads.freezes)
            return 'moved';
        return { ...look, mark: heads.mark };
    };
    const askAhead = async (targets) => {
        let moved = targets;
        if (targets.every((target) => looks.has(target))) {
            const looked = await lookAtHeads(api, targets);
            const answers = targets.map((target) => {
                if (looked.kind !== 'heads')
                    return [target, (0,rollout_engine_src/* failed */.gz)(notRead(target, looked))];
                const heads = looked.byTarget.get(target);
                const look = heads === undefined ? 'moved' : unmoved(target, heads);
                return [target, look === 'moved' ? look : (0,rollout_engine_src.ok)(look)];
            });
            for (const [target, answer] of answers)
                if (answer !== 'moved')
                    ahead.set(target, answer);
            moved = answers.flatMap(([target, answer]) => (answer === 'moved' ? [target] : []));
        }
        if (moved.length === 0)
            return;
        const answer = await askFor(moved);
        for (const target of moved)
            ahead.set(target, answer(target));
    };
    /** Once: whoever looks again wants to see what is there now. */
    const seenAhead = (target) => {
        const seen = ahead.get(target) ?? 'nothing';
        ahead.delete(target);
        return seen;
    };
    const back = async (target, line) => {
        const looked = await lookBack(api, line.commits.at(-1)?.id ?? '', EVENTS_BACK);
        if (looked.kind === 'line')
            return (0,rollout_engine_src.ok)(goneBack(line, looked.line));
        return (0,rollout_engine_src/* failed */.gz)(githubPortError({ port: 'ledger', what: `reading the history of ${(0,src/* ledgerRef */.DH)(target)}`, answer: looked, outcome: 'not-done' }));
    };
    /** Reads on where so much is new that one look does not show how it follows from what is known. */
    const compareWithKnown = async (target, { head, line }) => {
        let reached = line;
        for (;;) {
            const compared = compareLook(known.get(target), { head, line: reached });
            if (compared.kind !== 'apart')
                return compared;
            const further = await back(target, reached);
            if (further.kind === 'error')
                return further;
            reached = further.value;
        }
    };
    const newestFreezes = async (read) => {
        for (let tries = 1;; tries += 1) {
            const reading = await read();
            if (reading.kind === 'error')
                return reading;
            const { head } = reading.value;
            const seen = freezeHeads.see(head, clock.nowMs());
            if (seen === 'fits')
                return reading;
            if (tries === github_view_TRIES)
                return (0,rollout_engine_src/* failed */.gz)(freezesSetBack({ how: seen, shown: head, before: freezeHeads.newest() }));
            await pauses.pause(tries);
        }
    };
    const view = {
        look: async (target) => {
            for (let tries = 1;; tries += 1) {
                const seen = seenAhead(target);
                const look = seen === 'nothing' ? await ask(target) : seen;
                if (look.kind === 'error')
                    return look;
                const compared = await compareWithKnown(target, look.value);
                if (compared.kind === 'error')
                    return compared;
                if (compared.kind === 'known') {
                    known.set(target, compared.known);
                    looks.set(target, look.value);
                    for (const by of ['hand', 'rollout'])
                        brought.set(`${by} ${target}`, look.value.freeze);
                    marks.set(target, knownMark(look.value));
                    return look;
                }
                // A replica catches up within seconds.
                if (compared.kind === 'rewritten' || tries === github_view_TRIES)
                    return (0,rollout_engine_src/* failed */.gz)(wasSetBack(target, compared.kind));
                await pauses.pause(tries);
            }
        },
        lookAhead: async (targets) => {
            ahead.clear();
            const all = [...new Set(targets)];
            const chunks = Array.from({ length: Math.ceil(all.length / TARGETS_AT_ONCE) }, (_, chunk) => all.slice(chunk * TARGETS_AT_ONCE, (chunk + 1) * TARGETS_AT_ONCE));
            await Promise.all(chunks.map(askAhead));
        },
        line: async (target, reaches) => {
            for (;;) {
                const now = known.get(target);
                const oldest = now?.line.commits.at(-1);
                if (now === undefined || oldest === undefined || now.line.isWhole || reaches(now.line))
                    return (0,rollout_engine_src.ok)(now);
                const further = await back(target, now.line);
                if (further.kind === 'error')
                    return further;
                // Somebody else of this process may have read on meanwhile.
                if (known.get(target) === now)
                    known.set(target, { ...now, line: further.value });
            }
        },
        freeze: async (target, by) => {
            const kept = brought.get(`${by} ${target}`);
            brought.delete(`${by} ${target}`);
            if (kept !== undefined && freezeHeads.see(kept.head, clock.nowMs()) === 'fits')
                return (0,rollout_engine_src.ok)(kept);
            return newestFreezes(async () => {
                const look = await ask(target);
                return look.kind === 'error' ? look : (0,rollout_engine_src.ok)(look.value.freeze);
            });
        },
        freezes: (expected) => newestFreezes(async () => {
            const reading = await freezes_query_readFreezes(api, expected);
            return reading.kind === 'freezes' ? (0,rollout_engine_src.ok)(reading) : (0,rollout_engine_src/* failed */.gz)(githubPortError({ port: 'freeze', what: `reading ${src/* FREEZES_REF */.pc}`, answer: reading, outcome: 'not-done' }));
        }),
        wroteFreezes: (head, parent) => {
            brought.clear();
            freezeHeads.wrote(head, parent);
        },
        wrote: (target, commit, parent, state) => {
            ahead.delete(target);
            const before = known.get(target);
            if (before !== undefined)
                known.set(target, goneOn(before, commit, parent));
            const look = looks.get(target);
            // Where somebody has looked since, that is newer.
            if (look?.head === parent)
                looks.set(target, { ...look, head: commit.id, state });
        },
        mark: async (target) => {
            const kept = marks.get(target);
            if (kept !== undefined)
                return (0,rollout_engine_src.ok)(kept);
            const look = await view.look(target);
            return look.kind === 'error' ? look : (0,rollout_engine_src.ok)(knownMark(look.value));
        },
        marked: (target, mark) => {
            const kept = marks.get(target);
            if (kept !== undefined)
                marks.set(target, { ...kept, ...mark });
        },
    };
    return view;
}
function knownMark({ repositoryId, isSigned, mark }) {
    return { repositoryId, isSigned, ...mark };
}
function notRead(target, answer) {
    return githubPortError({ port: 'ledger', what: `reading ${(0,src/* ledgerRef */.DH)(target)}`, answer, outcome: 'not-done' });
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/shown-branch.ts
// The watermark as a branch of the repository that has the ledger: at the record that was shown last, or at a commit on it that says which mirrors are left.








function shownBranch(publisher, view) {
    const { api, pauses } = publisher;
    const isMoved = async (target) => {
        const mark = await view.mark(target);
        const look = await view.look(target);
        if (mark.kind === 'error')
            return mark;
        return look.kind === 'error' ? look : (0,rollout_engine_src.ok)(look.value.mark.head !== mark.value.head);
    };
    return {
        isMoved,
        shownUpTo: (target) => view.mark(target),
        moveTo: async (target, { sequence, left }) => {
            const mark = await view.mark(target);
            if (mark.kind === 'error')
                return mark;
            const line = await view.line(target, ({ commits }) => commits.some((commit) => sequenceOf(commit) <= sequence));
            if (line.kind === 'error')
                return line;
            const record = line.value?.line.commits.find((commit) => sequenceOf(commit) === sequence)?.id;
            // Not in the history that we know: another one was put in its place.
            if (record === undefined)
                return (0,rollout_engine_src.ok)('elsewhere');
            const wanted = left.kind === 'none' ? (0,rollout_engine_src.ok)(record) : await commitOn(publisher, mark.value, { target, record, sequence, left });
            if (wanted.kind === 'error')
                return wanted;
            const [from, to] = [mark.value.head, wanted.value];
            if (from === to) {
                const other = await isMoved(target);
                return other.kind === 'error' ? other : (0,rollout_engine_src.ok)(other.value ? 'elsewhere' : 'moved');
            }
            const readBack = async () => {
                const look = await view.look(target);
                return look.kind === 'error' ? look : (0,rollout_engine_src.ok)(new Map([[shownRef(target), look.value.mark.head]]));
            };
            // Where somebody has set the history back, the mark is on a line that nobody goes on with; and what said what was left is on no line at all.
            const moved = await moveRefs(api, pauses, { repositoryId: mark.value.repositoryId, moves: [{ ref: shownRef(target), from, to, mayLeaveLine: true }], readBack });
            if (moved.kind === 'moved')
                view.marked(target, { head: to, sequence, left });
            if (moved.kind === 'moved' || moved.kind === 'elsewhere')
                return (0,rollout_engine_src.ok)(moved.kind);
            return (0,rollout_engine_src/* failed */.gz)(moved.kind === 'unread' ? moved.error : githubPortError({ port: 'ledger', what: `moving ${shownRef(target)}`, answer: moved.answer, outcome: moved.kind === 'unknown' ? 'unknown' : 'not-done' }));
        },
    };
}
/** Its file is for whoever opens the branch; we read the message, which comes with the look. */
async function commitOn({ api, pauses, signing }, { isSigned }, { target, record, sequence, left }) {
    const title = `${target}: shown up to record ${String(sequence)}, but for ${left.names.join(', ')}`;
    const files = [{ name: 'README.md', text: `# ${title}\n\nTried again by the looks that come anyway. Deleting this branch makes the next look show everything anew.\n` }];
    const written = await writeCommit(api, pauses, { files, parent: record, atMs: left.triedAtMs, title, trailers: [['Sequence', String(sequence)], ...leftTrailers(left)], signed: signing.isAsked(isSigned) });
    if (written.kind === 'written')
        return (0,rollout_engine_src.ok)(written.id);
    const what = `marking what is shown of ${target}`;
    return written.kind === 'altered' ? (0,rollout_engine_src/* failed */.gz)({ port: 'ledger', code: 'malformed', message: `${what}: ${written.why}`, retryable: false, outcome: 'not-done' }) : (0,rollout_engine_src/* failed */.gz)(githubPortError({ port: 'ledger', what, answer: written, outcome: 'not-done' }));
}
/** 0 where the record is too long to have come with the look: no record that is told about is. */
function sequenceOf({ event }) {
    if (event.kind !== 'text')
        return 0;
    const json = (0,src/* readLedgerJson */.ce)(new TextEncoder().encode(event.text));
    const sequence = json.kind === 'value' ? at(json.value, 'sequence') : 0;
    return typeof sequence === 'number' ? sequence : 0;
}

;// CONCATENATED MODULE: ./packages/github-state/src/pauses.ts
function pausesOn(clock, signal, chance) {
    return { pause: (tries) => clock.sleep(1000 * 2 ** (tries - 1) * (0.5 + chance()), signal) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/signing.ts

function signing(api, said) {
    let isFound = false;
    return {
        isAsked: (headIsSigned) => said ?? (isFound || headIsSigned),
        rulesOf: async (ref) => {
            const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{branch}', params: { branch: ref.replace(/^refs\/heads\//, ''), per_page: 100 } });
            // Only a better message is at stake.
            const rules = answer.kind === 'ok' ? [...new Set(listAt(answer, 'value').map((rule) => textAt(rule, 'type')))].filter((type) => /^[a-z_]{1,60}$/.test(type)) : [];
            if (rules.includes('required_signatures'))
                isFound = true;
            return rules;
        },
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/open-github-state.ts






/** Touches nothing yet. */
function openGithubState({ api, clock, signal, signed, chance = Math.random }) {
    const pauses = pausesOn(clock, signal, chance);
    const view = githubView(api, pauses, clock);
    const publisher = { api, pauses, signing: signing(api, signed) };
    return { ledger: createGithubLedger(publisher, view), freezes: createGithubFreezeStore(publisher, view), shown: shownBranch(publisher, view), lookAhead: (targets) => view.lookAhead(targets) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/retraining-by-dispatch.ts

const EVENT = 'rampart-retrain';
function retrainingByDispatch(api) {
    return {
        ask: async ({ target, check, rolloutId, evidence }) => {
            const answer = await api.rest({ method: 'POST', path: '/repos/{owner}/{repo}/dispatches', params: { event_type: EVENT, client_payload: { target, check, 'rollout-id': rolloutId, evidence } } });
            if (answer.kind === 'ok')
                return (0,rollout_engine_src.ok)('asked');
            const outcome = answer.kind === 'unknown' ? 'unknown' : 'not-done';
            const code = answer.kind === 'denied' || answer.kind === 'expired' ? 'denied' : answer.kind === 'not-found' ? 'missing' : answer.kind === 'unknown' || answer.kind === 'limited' ? 'unavailable' : 'refused';
            return (0,rollout_engine_src/* failed */.gz)({ port: 'retraining', code, message: `the event ${EVENT} was not sent: ${answer.why}`, retryable: true, outcome, cause: answer });
        },
    };
}

// EXTERNAL MODULE: ./packages/github-api/src/index.ts + 17 modules
var github_api_src = __webpack_require__(1434);
// EXTERNAL MODULE: ./packages/report/src/index.ts + 67 modules
var report_src = __webpack_require__(3527);
;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/plain-text.ts
// Words for places of GitHub's that know no Markdown: titles and descriptions. And Markdown cut to what fits.

/**
 * One printable line of at most `lengthMax` UTF-16 units, in which GitHub finds nothing to link, mention or close. A title shows character references as
 * they are, so what could be found is broken by a visible blank, or shown by a sign that looks alike.
 */
function plainLine(text, lengthMax) {
    const line = (0,report_src/* cleanLine */.Ow)(text, lengthMax)
        .replace(/@(?=\S)/gu, '@ ')
        .replace(/#(?=\d)/gu, '# ')
        .replace(/(GH)-(?=\d)/giu, '$1- ')
        .replace(/:(?=\/)/gu, ': ')
        .replace(/(www)\./giu, '$1 .')
        .replace(/`/gu, '\u2019')
        .replace(/</gu, '\u2039')
        .replace(/>/gu, '\u203A');
    return cutLine(line, lengthMax);
}
/** A plain line with a tag's name as people type it: a sign of `at` after a letter or a digit (`fraud@v3`) mentions nobody. A tag has no blanks of its own. */
function tagLine(tag, lengthMax) {
    return plainLine(tag, lengthMax).replace(/(?<=[A-Za-z0-9_])@ /gu, '@');
}
/** Where something has to go, the last character says so. */
function cutLine(line, lengthMax) {
    if (line.length <= lengthMax)
        return line;
    const points = Array.from(line);
    while (points.join('').length > lengthMax - 1)
        points.pop();
    return `${points.join('')}…`;
}
/** Whole paragraphs of `markdown`, as many as fit into `lengthMax`, and where the rest is. */
function cutMarkdown(markdown, lengthMax, target) {
    if (markdown.length <= lengthMax)
        return markdown;
    const pointer = `\n\n${restWords(target)}\n`;
    const kept = [];
    let length = pointer.length;
    for (const paragraph of markdown.split('\n\n')) {
        length += paragraph.length + 2;
        if (length > lengthMax)
            break;
        kept.push(paragraph);
    }
    return `${kept.join('\n\n')}${pointer}`.trimStart();
}
/** The newest of `lines` that fit into `lengthMax` as a list, oldest first. */
function newestLines(lines, lengthMax, target) {
    let length = 200;
    let from = lines.length;
    while (from > 0 && length + (lines[from - 1]?.length ?? 0) + 3 <= lengthMax) {
        from -= 1;
        length += (lines[from]?.length ?? 0) + 3;
    }
    const items = lines.slice(from).map((line) => `- ${line}`);
    return (from === 0 ? items : [`- ${String(from)} more before. ${restWords(target)}`, ...items]).join('\n');
}
function restWords(target) {
    return `The whole story: \`rampart history ${(0,report_src/* shellWord */.r7)((0,report_src/* cleanLine */.Ow)(target, 100)).replaceAll('`', '')}\``;
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/mirror.ts

const mirror_NOTHING = { kind: 'nothing' };
function shown(url) {
    return { kind: 'shown', url };
}
function failedWith(answer) {
    return { kind: 'failed', answer };
}
/** Where versions are no tags of this repository, that is how it is meant to be. */
function withoutTag(tag) {
    return tag === '' ? mirror_NOTHING : { kind: 'no-place', why: `the tag ${tagLine(tag, 100)} is not in this repository` };
}
/** GitHub turns most tokens away from what is locked, in the words that it has for a missing permission: granting one would not help. */
function lockedOr(answer, { number, isLocked }) {
    if (answer.kind !== 'denied' || !isLocked)
        return failedWith(answer);
    return { kind: 'no-place', why: `#${String(number)} is locked, and this token may not write there. Once it is unlocked, the next news is told there` };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/record-number.ts
// The number of the ledger's record at the end of a description: people can look it up, and a job sees how new what is shown is.

/** GitHub takes no more for statuses. */
const DESCRIPTION_MAX = 140;
function describeRecord(words, sequence) {
    const end = ` · record ${String(sequence)}`;
    return `${plainLine(words, DESCRIPTION_MAX - end.length)}${end}`;
}
/** 0 for a description that is not ours. */
function recordIn(description) {
    return Number(/ · record (\d{1,15})$/.exec(description ?? '')?.[1] ?? 0);
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/commit-status.ts



function commitStatusMirror(api) {
    return {
        name: 'statuses',
        what: 'the commit status',
        needs: { statuses: 'write' },
        lost: 'the version’s commit does not show how its rollout stands',
        needsCommit: () => true,
        show: async (story, commit) => {
            if (commit.kind === 'failed')
                return failedWith(commit.answer);
            if (commit.kind === 'no-tag')
                return withoutTag(commit.tag);
            const context = `rampart/${plainLine(story.target, 100)}`;
            const listed = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/statuses', params: { ref: commit.sha, per_page: 100 } });
            if (listed.kind !== 'ok')
                return failedWith(listed);
            const told = recordIn(listed.value.find((status) => status.context === context && recordIn(status.description) > 0)?.description);
            if (told >= story.step.sequence)
                return shown('');
            const written = await api.rest({ method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: commit.sha, context, state: STATES[story.standing], description: describeRecord(story.step.words, story.step.sequence) } });
            return written.kind === 'ok' ? shown('') : failedWith(written);
        },
    };
}
const STATES = {
    live: 'pending',
    promoted: 'pending',
    finished: 'success',
    leaving: 'failure',
    'rolled-back': 'failure',
    'taken-back': 'failure',
    // Neither good nor bad: it did not come to the end of its plan.
    halted: 'error',
    superseded: 'error',
    expired: 'error',
};

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/only-one.ts
async function onlyOne({ find, pause, make, retire }) {
    let found = await find();
    if (found.kind === 'ok' && found.value.length === 0) {
        await pause();
        found = await find();
    }
    if (found.kind !== 'ok')
        return found;
    let isNew = false;
    let all = found.value;
    if (all.length === 0) {
        const made = await make();
        if (made.kind !== 'ok')
            return made;
        isNew = true;
        const after = await find();
        // A list that does not show it yet may not show another job's, either: whoever is next finds both.
        all = after.kind === 'ok' && after.value.length > 0 ? after.value : [made.value];
    }
    const [one, ...extras] = all;
    if (one === undefined)
        return { kind: 'unknown', why: 'GitHub lists nothing of what it has just shown' };
    for (const extra of extras) {
        const retired = await retire(extra, one);
        if (retired.kind !== 'ok' && retired.kind !== 'not-found')
            return retired;
    }
    return { kind: 'one', one, isNew };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/deployments.ts




const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments';
const STATUSES = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
const TASK = 'rampart';
function deploymentsMirror(api, pause) {
    return {
        name: 'deployments',
        what: 'the deployment',
        needs: { deployments: 'write' },
        lost: 'the repository’s environments do not show what serves',
        needsCommit: () => true,
        show: async (story, commit) => {
            if (commit.kind === 'failed')
                return failedWith(commit.answer);
            if (commit.kind === 'no-tag')
                return withoutTag(commit.tag);
            const found = await onlyOne({
                find: () => find(api, story, commit.sha),
                pause,
                make: () => api.rest({ method: 'POST', path: DEPLOYMENTS, params: newDeployment(story) }),
                retire: (extra, kept) => retire(api, extra, kept),
            });
            return found.kind === 'one' ? showStep(api, story, found.one) : failedWith(found);
        },
    };
}
async function find(api, { target, rolloutId }, sha) {
    const listed = await api.rest({ method: 'GET', path: DEPLOYMENTS, params: { environment: environmentOf(target), task: TASK, sha, per_page: 100 } });
    if (listed.kind !== 'ok')
        return listed;
    return { ...listed, value: listed.value.filter(({ payload }) => rolloutOf(payload) === rolloutId).toSorted((a, b) => a.id - b.id) };
}
/** Some servers give it back as text. */
function rolloutOf(payload) {
    const fields = typeof payload === 'string' ? parsed(payload) : payload;
    return typeof fields === 'object' && fields !== null && 'rollout' in fields ? fields.rollout : undefined;
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function newDeployment({ target, rolloutId, candidate, candidateTag }) {
    return {
        ref: candidateTag,
        task: TASK,
        environment: environmentOf(target),
        // Nothing is merged for it, and no check holds it up: it tells what was done.
        auto_merge: false,
        required_contexts: [],
        payload: { rollout: rolloutId, target: plainLine(target, 100), version: plainLine(candidate, 100) },
        description: plainLine(`${candidate} on ${target}`, 140),
    };
}
/** The target's name, as far as it is one that people can read. */
function environmentOf(target) {
    return plainLine(target, 100);
}
async function showStep(api, story, { id }) {
    const listed = await api.rest({ method: 'GET', path: STATUSES, params: { deployment_id: id, per_page: 100 } });
    if (listed.kind !== 'ok')
        return failedWith(listed);
    const told = recordIn(listed.value.find(({ description }) => recordIn(description) > 0)?.description);
    if (told >= story.step.sequence)
        return shown('');
    const status = { state: deployments_STATES[story.standing], description: describeRecord(story.step.words, story.step.sequence) };
    const written = await api.rest({ method: 'POST', path: STATUSES, params: { deployment_id: id, ...status } });
    return written.kind === 'ok' ? shown('') : failedWith(written);
}
/** GitHub deletes only what is not active; what is inactive is in nobody's way. */
async function retire(api, extra, kept) {
    const listed = await api.rest({ method: 'GET', path: STATUSES, params: { deployment_id: extra.id, per_page: 1 } });
    if (listed.kind !== 'ok' || listed.value[0]?.state === 'inactive')
        return listed;
    return api.rest({ method: 'POST', path: STATUSES, params: { deployment_id: extra.id, state: 'inactive', description: `The same rollout as deployment ${String(kept.id)}` } });
}
const deployments_STATES = {
    live: 'in_progress',
    promoted: 'in_progress',
    finished: 'success',
    leaving: 'failure',
    'rolled-back': 'failure',
    halted: 'failure',
    'taken-back': 'inactive',
    superseded: 'inactive',
    expired: 'inactive',
};

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/freeze.ts


function freezeMirror(statuses) {
    return {
        name: 'freeze',
        what: 'rollout/freeze on open pull requests',
        needs: { statuses: 'write', 'pull-requests': 'read' },
        lost: 'pull requests that touch frozen data do not show it',
        needsCommit: () => false,
        show: async ({ freezes }) => {
            if (!freezes)
                return mirror_NOTHING;
            const all = await statuses.showAll();
            if (all.kind === 'error')
                return failedWith(answerOf(all.error));
            const { left, why } = all.value;
            return left === 0 ? shown('') : failedWith({ kind: 'unknown', why: `${String(left)} pull requests are still to be written${why === '' ? '' : `: ${why}`}` });
        },
    };
}
/** Of a denial only what GitHub said: the block to paste is written for all mirrors at once. */
function answerOf({ message, cause }) {
    const kind = textAt(cause, 'kind');
    if (kind !== 'denied')
        return { kind: kind === 'expired' ? 'expired' : 'unknown', why: message };
    return { kind: 'denied', why: message, seen: textAt(cause, 'seen') || message, accepted: textAt(cause, 'accepted') };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/marker.ts
// The hidden line by which a mirror finds its own text again, and sees how new it is. Nothing from outside can end the comment early.

function markerLine({ kind, target, rolloutId, sequence }) {
    return `<!-- rampart:${kind} ${(0,src/* targetSlug */.fo)(target)} ${word(rolloutId)} ${String(sequence)} -->`;
}
/** Of a text's first line. */
function readMarker(kind, text) {
    const match = /^<!-- rampart:([a-z]+) ([\w-]+) ([\w.-]+) (\d{1,15}) -->/.exec(text ?? '');
    if (match === null || match[1] !== kind)
        return { kind: 'none' };
    return { kind: 'marker', slug: match[2] ?? '', rollout: match[3] ?? '', sequence: Number(match[4]) };
}
function isAbout(reading, { target, rolloutId }) {
    return isOfTarget(reading, target) && reading.rollout === word(rolloutId);
}
function isOfTarget(reading, target) {
    return reading.kind === 'marker' && reading.slug === (0,src/* targetSlug */.fo)(target);
}
function word(rolloutId) {
    return rolloutId.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 100) || '_';
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/comments.ts
// One comment of ours on an issue or a pull request: found by its marker and by who wrote it, so that nobody else's is touched whatever it says.



const COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
/** Answers with its address. */
async function writeOurComment(api, pause, { issue, viewer, marker, body }) {
    const text = `${markerLine(marker)}\n${body}`;
    const isOurs = ({ body: kept, user }) => user !== null && bare(user.login) === bare(viewer) && isOfTarget(readMarker(marker.kind, kept), marker.target);
    const found = await onlyOne({
        find: async () => {
            const all = await (0,github_api_src.restPages)(api, { path: COMMENTS, params: { issue_number: issue } });
            return all.kind === 'ok' ? { ...all, value: all.value.filter(isOurs).toSorted((a, b) => a.id - b.id) } : all;
        },
        pause,
        make: () => api.rest({ method: 'POST', path: COMMENTS, params: { issue_number: issue, body: text } }),
        retire: (extra) => api.rest({ method: 'DELETE', path: COMMENT, params: { comment_id: extra.id } }),
    });
    if (found.kind !== 'one')
        return found;
    const { one } = found;
    const told = readMarker(marker.kind, one.body);
    if (told.kind === 'marker' && told.sequence >= marker.sequence)
        return { kind: 'written', url: one.html_url };
    const written = await api.rest({ method: 'PATCH', path: COMMENT, params: { comment_id: one.id, body: text } });
    return written.kind === 'ok' ? { kind: 'written', url: one.html_url } : written;
}
/** An app's login has a suffix in some answers and not in others. */
function bare(login) {
    return login.replace(/\[bot\]$/, '');
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/pull-request-comment.ts



/** GitHub takes 65,536 characters. */
const BODY_MAX = 60_000;
function pullRequestCommentMirror(api, pause) {
    return {
        name: 'comment',
        what: 'the comment on the pull request',
        needs: { 'pull-requests': 'write' },
        lost: 'who made the version is not told where it was made',
        needsCommit: () => true,
        show: async (story, commit) => {
            if (commit.kind === 'failed')
                return failedWith(commit.answer);
            if (commit.kind === 'no-tag')
                return mirror_NOTHING;
            if (commit.pull.kind === 'unreadable')
                return failedWith(commit.pull.answer);
            if (commit.pull.kind === 'none')
                return mirror_NOTHING;
            const { target, rolloutId, sequence, summary } = story;
            const marker = { kind: 'comment', target, rolloutId, sequence };
            const written = await writeOurComment(api, pause, { issue: commit.pull.number, viewer: commit.viewer, marker, body: cutMarkdown(summary, BODY_MAX, target) });
            return written.kind === 'written' ? shown(written.url) : lockedOr(written, commit.pull);
        },
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/incident.ts
// An issue per release that was taken back: the one text, what happened when, what to do. A later promotion of the target closes it; nothing opens it again.








const ISSUES = '/repos/{owner}/{repo}/issues';
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
const LABEL = 'rampart';
const SUMMARY_MAX = 36_000;
const TIMELINE_MAX = 20_000;
function incidentMirror(api, pause) {
    return {
        name: 'incident',
        what: 'the issue',
        needs: { issues: 'write' },
        lost: 'no issue tells that a release was taken back, or is closed by the next promotion',
        needsCommit: () => false,
        show: async (story) => {
            switch (story.standing) {
                case 'leaving':
                case 'rolled-back':
                case 'taken-back':
                    return incident_open(api, pause, story);
                case 'promoted':
                case 'finished':
                    return incident_close(api, pause, story);
                case 'live':
                case 'halted':
                case 'superseded':
                case 'expired':
                    return mirror_NOTHING;
            }
        },
    };
}
async function incident_open(api, pause, story) {
    const text = { title: titleOf(story), body: bodyOf(story) };
    const found = await onlyOne({
        find: async () => {
            const all = await list(api, 'all');
            return all.kind === 'ok' ? { ...all, value: all.value.filter(({ body }) => isAbout(readMarker('incident', body), story)) } : all;
        },
        pause,
        make: () => api.rest({ method: 'POST', path: ISSUES, params: { ...text, labels: [LABEL] } }),
        // An issue cannot be deleted.
        retire: (extra, kept) => (extra.state === 'closed' ? Promise.resolve({ kind: 'ok', value: extra, headers: {} }) : api.rest({ method: 'PATCH', path: ISSUE, params: { issue_number: extra.number, state: 'closed', state_reason: 'not_planned', body: `The same as #${String(kept.number)}.` } })),
    });
    if (found.kind !== 'one')
        return failedWith(found);
    const { one } = found;
    const told = readMarker('incident', one.body);
    // Whoever closed it is done with it.
    if (one.state === 'closed' || (told.kind === 'marker' && told.sequence >= story.sequence))
        return shown(one.html_url);
    const written = await api.rest({ method: 'PATCH', path: ISSUE, params: { issue_number: one.number, ...text } });
    return written.kind === 'ok' ? shown(one.html_url) : lockedOr(written, { number: one.number, isLocked: one.locked });
}
async function incident_close(api, pause, story) {
    const all = await list(api, 'open');
    if (all.kind !== 'ok')
        return failedWith(all);
    let outcome = mirror_NOTHING;
    for (const issue of all.value) {
        const about = readMarker('incident', issue.body);
        if (!isOfTarget(about, story.target) || isAbout(about, story) || about.sequence > story.sequence)
            continue;
        // First the reason: an issue that is closed is not looked at again.
        const said = issue.locked ? { kind: 'written' } : await sayWhy(api, pause, story, issue);
        if (said.kind !== 'written')
            return failedWith(said);
        const closed = await api.rest({ method: 'PATCH', path: ISSUE, params: { issue_number: issue.number, state: 'closed', state_reason: 'completed' } });
        if (closed.kind === 'ok')
            continue;
        outcome = lockedOr(closed, { number: issue.number, isLocked: issue.locked });
        if (outcome.kind === 'failed')
            return outcome;
    }
    return outcome;
}
/** In the name of whoever opened the issue, which is us. */
async function sayWhy(api, pause, { target, rolloutId, sequence, candidate }, { number, user }) {
    const marker = { kind: 'closed', target, rolloutId, sequence };
    return writeOurComment(api, pause, { issue: number, viewer: user?.login ?? '', marker, body: (0,report_src/* escapeMarkdown */.FV)(`${candidate} was promoted on ${target}, so this is over.`) });
}
async function list(api, state) {
    const all = await (0,github_api_src.restPages)(api, { path: ISSUES, params: { labels: LABEL, state, sort: 'created', direction: 'desc' } }, 5);
    if (all.kind !== 'ok')
        return all;
    return { ...all, value: all.value.filter((issue) => issue.pull_request === undefined).toSorted((a, b) => a.number - b.number) };
}
function titleOf({ target, candidate, standing }) {
    return plainLine(`${target}: ${candidate} was taken back${standing === 'taken-back' ? ' after its promotion' : ''}`, 200);
}
function bodyOf(story) {
    const { target, rolloutId, sequence, summary, timeline } = story;
    return [
        markerLine({ kind: 'incident', target, rolloutId, sequence }),
        cutMarkdown(summary, SUMMARY_MAX, target),
        '### What happened (UTC)',
        newestLines(timeline.map((line) => (0,report_src/* escapeMarkdown */.FV)(line)), TIMELINE_MAX, target),
        '### What to do',
        whatToDo(story).map((line) => `- ${line}`).join('\n'),
    ].join('\n\n').slice(0, BODY_MAX + 5_000);
}
function whatToDo({ target, standing }) {
    const name = (0,report_src/* shellWord */.r7)((0,report_src/* cleanLine */.Ow)(target, 100)).replaceAll('`', '');
    return [
        ...(standing === 'leaving' ? ['The rollback job still has to conclude: it gives the registry’s pointer back and ends the rollout.'] : []),
        'Find the cause with what is shown above, and release a repaired version: it starts a rollout of its own.',
        `If the cause was not the model: \`rampart retry ${name} --reason "..."\` tries the same version again, with a new error budget.`,
        'This issue is closed by the next promotion of this target. Whoever closes it before that is not asked again.',
    ];
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/news.ts
/** While nothing moves, numbers are brought up to date this often: a job that looks every 30 s would otherwise write 120 comments an hour. */
const REFRESH_MS = 3_600_000;
/** Which hour of its own a rollout is in: each turns at another minute, so that twenty of them do not all write at once. */
function hourOf({ rolloutId, atMs }) {
    const turnsAtMs = [...rolloutId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % REFRESH_MS, 0);
    return Math.floor((atMs - turnsAtMs) / REFRESH_MS);
}
/** The newest record that people would want to know of. A question to the records alone: every job gives the same answer. */
function newestNews(events) {
    for (let index = events.length - 1; index >= 0; index -= 1) {
        const event = events[index];
        if (event !== undefined && isNews(event, () => lookBefore(events, index)))
            return event;
    }
    return 'none';
}
function lookBefore(events, index) {
    for (let before = index - 1; before >= 0; before -= 1) {
        const event = events[before];
        if (event?.kind === 'ticked')
            return event;
        if (event?.kind === 'started')
            return 'none';
    }
    return 'none';
}
function isNews(event, lookBefore) {
    switch (event.kind) {
        case 'started':
        case 'confirmed':
        case 'promoted':
        case 'ended':
        case 'restored':
        case 'retraining-asked':
        case 'paused':
        case 'resumed':
        case 'violated':
            return true;
        // An intention is told with its confirmation, or with what came of it.
        case 'adopted':
        case 'intended':
            return false;
        case 'followed-up':
            return event.worse.length > 0;
        case 'ticked': {
            const { decision, effect } = event;
            if (decision.kind === 'advance' || effect.kind !== 'none')
                return true;
            const before = lookBefore();
            if (before === 'none')
                return decision.kind !== 'hold';
            // A hold after a raise says what the raise has said.
            const turned = decision.kind !== before.decision.kind && !(decision.kind === 'hold' && before.decision.kind === 'advance');
            return turned || decision.needs !== before.decision.needs || hourOf(event) !== hourOf(before);
        }
    }
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/release-notes.ts





const RELEASES = '/repos/{owner}/{repo}/releases';
const RELEASE = '/repos/{owner}/{repo}/releases/{release_id}';
/** GitHub takes 125,000 characters of notes. */
const NOTES_MAX = 120_000;
const release_notes_SUMMARY_MAX = 36_000;
const COMMITS_SHOWN = 50;
/** `serverUrl`: where people look, e.g. `https://github.com`. */
function releaseNotesMirror(api, serverUrl) {
    return {
        name: 'release',
        what: 'the release notes',
        needs: { contents: 'write' },
        lost: 'the release of the version does not tell that it was promoted, and what changed',
        needsCommit: ({ wasPromoted }) => wasPromoted,
        show: async (story, commit) => {
            if (!story.wasPromoted)
                return mirror_NOTHING;
            if (commit.kind === 'failed')
                return failedWith(commit.answer);
            // A release without a tag would make one, on whatever is newest.
            if (commit.kind === 'no-tag')
                return withoutTag(commit.tag);
            const release = await release_notes_find(api, story.candidateTag);
            if (release.kind !== 'ok')
                return failedWith(release);
            const notes = release.value?.body?.replaceAll('\r\n', '\n') ?? '';
            const { before, section: told, after } = cutOut(notes, story.target);
            const reading = readMarker('release', told);
            if (isOfTarget(reading, story.target) && reading.sequence >= story.sequence)
                return shown(release.value?.html_url ?? '');
            const changes = await changeLog(api, serverUrl, story);
            if (changes.kind !== 'text')
                return failedWith(changes);
            const body = [before, sectionOf(story, changes.text), after].filter((part) => part !== '').join('\n\n');
            if (body.length > NOTES_MAX)
                return { kind: 'no-place', why: 'the notes that are there leave no room for it' };
            const written = release.value === undefined
                ? await api.rest({ method: 'POST', path: RELEASES, params: { tag_name: story.candidateTag, target_commitish: commit.sha, name: tagLine(story.candidateTag, 200), body, make_latest: 'false' } })
                : await api.rest({ method: 'PATCH', path: RELEASE, params: { release_id: release.value.id, body } });
            return written.kind === 'ok' ? shown(written.value.html_url) : failedWith(written);
        },
    };
}
/** A draft that somebody prepares is found in the list alone; it is not published by us. */
async function release_notes_find(api, tag) {
    const named = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/releases/tags/{tag}', params: { tag } });
    if (named.kind !== 'not-found')
        return named;
    const listed = await api.rest({ method: 'GET', path: RELEASES, params: { per_page: 100 } });
    return listed.kind === 'ok' ? { kind: 'ok', value: listed.value.find((release) => release.tag_name === tag) } : listed;
}
/** Our section of the notes for this target, and what others wrote around it. A section without its end is left to them. */
function cutOut(notes, target) {
    const [from, end] = [notes.search(new RegExp(`^<!-- rampart:release ${(0,src/* targetSlug */.fo)(target)} `, 'm')), endLine(target)];
    const to = from === -1 ? -1 : notes.lastIndexOf(end);
    if (to < from || to === -1)
        return { before: notes.trimEnd(), section: '', after: '' };
    return { before: notes.slice(0, from).trimEnd(), section: notes.slice(from, to), after: notes.slice(to + end.length).trim() };
}
function endLine(target) {
    return `<!-- /rampart:release ${(0,src/* targetSlug */.fo)(target)} -->`;
}
function sectionOf({ target, rolloutId, sequence, summary, standing }, changes) {
    const head = standing === 'promoted' || standing === 'finished' ? 'Promoted on' : 'Taken back from';
    const parts = [`## ${head} ${(0,report_src/* escapeMarkdown */.FV)(target)}`, cutMarkdown(summary, release_notes_SUMMARY_MAX, target).trimEnd(), changes];
    return [markerLine({ kind: 'release', target, rolloutId, sequence }), ...parts.filter((part) => part !== ''), endLine(target)].join('\n\n');
}
async function changeLog(api, serverUrl, { stable, stableTag, candidateTag }) {
    if (stableTag === '' || stableTag === candidateTag)
        return { kind: 'text', text: '' };
    const title = `### Changes since ${(0,report_src/* escapeMarkdown */.FV)(stable)}`;
    const basehead = `${stableTag}...${candidateTag}`;
    const compare = () => api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/compare/{basehead}', params: { basehead, per_page: COMMITS_SHOWN, page: 1 } });
    const first = await compare();
    const compared = first.kind === 'not-found' ? await compare() : first;
    if (compared.kind === 'not-found')
        return { kind: 'text', text: '' };
    if (compared.kind !== 'ok')
        return compared;
    const web = `${serverUrl.replace(/\/+$/, '')}/${api.repository.owner}/${api.repository.repo}`;
    const { commits, total_commits: total } = compared.value;
    const lines = commits.slice(0, COMMITS_SHOWN).map(({ sha, commit }) => `- ${linked(web, sha)} ${(0,report_src/* escapeMarkdown */.FV)(cutLine((0,report_src/* cleanLine */.Ow)(commit.message.split('\n', 1)[0] ?? '', 120), 120))}`);
    const more = total - lines.length;
    const rest = more > 0 ? [`- ${String(more)} more: [all of them](${web}/compare/${encodeURIComponent(stableTag)}...${encodeURIComponent(candidateTag)})`] : [];
    return { kind: 'text', text: lines.length === 0 ? '' : [title, [...lines, ...rest].join('\n')].join('\n\n') };
}
function linked(web, sha) {
    return /^[0-9a-f]{40,64}$/.test(sha) ? `[${sha.slice(0, 7)}](${web}/commit/${sha})` : '';
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/story.ts
// What there is to show of a target: its live rollout or its last one, made of the ledger alone. The same records give the same story to every job, so
// that jobs do not write over each other, and what was deleted can be written again.



function storyOf({ state, events, breakGlass, refOf }) {
    const news = newestNews(events);
    const rolloutId = state.rollout.kind === 'live' ? state.rollout.id : (state.ended.at(-1)?.id ?? '');
    const found = (0,report_src/* chaptersOf */.cy)(events).findLast(({ started }) => started.rolloutId === rolloutId);
    // A drill is no release: it opens no incident, and who ran it has its report.
    if (news === 'none' || found === undefined || found.started.drill === true)
        return 'nothing';
    // A history that begins with the rollout does not say what served before; what it did not replace still does.
    const isReplaced = state.rollout.kind === 'none' && state.ended.at(-1)?.outcome === 'promoted';
    const chapter = { ...found, stable: found.stable === '' && !isReplaced ? state.stable.version : found.stable };
    const { stable } = chapter;
    const told = toldOf(chapter, state);
    const moves = told.filter(isMove);
    const last = moves.at(-1);
    const candidate = chapter.started.candidate.version;
    const decision = decisionShown(chapter, state);
    return {
        target: state.target,
        rolloutId,
        standing: standingOf(state, chapter),
        candidate,
        stable,
        candidateTag: refOf(candidate),
        stableTag: stable === '' ? '' : refOf(stable),
        wasPromoted: told.some(({ event }) => event.kind === 'promoted'),
        freezes: (chapter.started.policy.freeze?.paths.length ?? 0) > 0,
        sequence: news.sequence,
        step: last === undefined ? { sequence: chapter.started.sequence, words: `starts beside ${stable}` } : { sequence: last.event.sequence, words: stepWords(last, chapter) },
        // The records' own time: the text does not change with the hour at which it is made.
        summary: (0,report_src/* renderSummary */.Br)({ state, decision, history: events, nowMs: events.at(-1)?.atMs ?? news.atMs, breakGlass: breakGlass(state.stable.slot), notes: [] }),
        timeline: moves.map(({ event, title }) => `${(0,report_src/* utcDateTime */.eM)(event.atMs)}: ${title}`),
    };
}
function standingOf({ rollout, ended }, chapter) {
    if (rollout.kind === 'live') {
        if (rollout.phase === 'leaving')
            return (0,rollout_policy_src/* outcomeOf */.sG)(rollout.leavingWhy) === 'rolled-back' ? 'leaving' : 'live';
        return rollout.phase === 'baking' ? 'promoted' : 'live';
    }
    const outcome = ended.at(-1)?.outcome ?? 'halted';
    if (outcome === 'promoted')
        return 'finished';
    return outcome === 'rolled-back' && chapter.aftermath.some(({ kind }) => kind === 'restored') ? 'taken-back' : outcome;
}
/** What each record of the rollout says in the history, and the weight after it. */
function toldOf(chapter, state) {
    const restored = chapter.aftermath.filter(({ kind }) => kind === 'restored');
    const states = statesOf(chapter, state);
    let weight = 0;
    const told = chapter.events.map((event, index) => {
        weight = weightAfter(event, weight);
        return { event, title: (0,report_src/* eventTitle */.X_)(event, states[index] ?? state), weight };
    });
    return [...told, ...restored.map((event) => ({ event, title: (0,report_src/* eventTitle */.X_)(event, state), weight: 0 }))];
}
/** After each record of the chapter. The rollout of a chapter depends on nothing before its start but the slots. */
function statesOf({ started, stable, events }, { target, slots }) {
    const slot = slots.find((name) => name !== started.candidate.slot) ?? slots[0];
    let state = { schema: 1, target, sequence: 0, slots, stable: { version: stable, digest: '', slot }, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [] };
    const states = [];
    for (const event of events) {
        // What other releases left behind in between takes numbers, and changes nothing of this one.
        if (state.rollout.kind === 'none' && states.length > 0) {
            states.push(state);
            continue;
        }
        state = (0,rollout_policy_src/* fold */.AU)({ kind: 'present', state }, { ...event, sequence: state.sequence + 1 });
        states.push(state);
    }
    return states;
}
function weightAfter(event, before) {
    if (event.kind === 'confirmed' || event.kind === 'ended')
        return event.observed;
    return event.kind === 'ticked' && event.effect.kind === 'done' ? event.effect.effect.weight : before;
}
/** Moves the weight, or how the rollout stands. An intention is told when it is confirmed; the same said again is not told. */
function isMove({ event, weight }, index, told) {
    switch (event.kind) {
        case 'started':
        case 'promoted':
        case 'ended':
        case 'restored':
        case 'retraining-asked':
        case 'paused':
        case 'resumed':
        case 'violated':
            return true;
        case 'confirmed':
            return weight !== told[index - 1]?.weight;
        case 'ticked': {
            const { kind } = event.decision;
            if (weight !== told[index - 1]?.weight)
                return true;
            const before = told.slice(0, index).findLast((one) => one.event.kind === 'ticked')?.event;
            return kind !== 'hold' && kind !== 'advance' && !(before?.kind === 'ticked' && before.decision.kind === kind);
        }
        case 'adopted':
        case 'intended':
        case 'followed-up':
            return false;
    }
}
function stepWords({ event, title, weight }, chapter) {
    if (event.kind !== 'confirmed' || weight === rollout_policy_src/* PPM_ALL */.kh)
        return title;
    const look = chapter.events.findLast((one) => one.kind === 'ticked' && one.sequence < event.sequence && one.decision.checks.length > 0);
    const verdicts = look?.kind === 'ticked' ? look.decision.checks.map(({ name, verdict }) => `${name} ${verdict}`) : [];
    return [(0,report_src/* percentOfWeight */.PI)(weight), ...verdicts].join(', ');
}
/** The decision that still says how things are; `none` where something has happened since that it does not know of. */
function decisionShown({ events, aftermath }, { rollout, ended }) {
    const none = { kind: 'none' };
    const looks = events.flatMap((event) => (event.kind === 'ticked' ? [event] : []));
    const isOut = rollout.kind === 'live' ? rollout.phase === 'leaving' : ended.at(-1)?.outcome !== 'promoted';
    if (aftermath.some(({ kind }) => kind === 'restored'))
        return none;
    // Later looks only say again that it leaves.
    if (isOut)
        return looks.find(({ decision }) => decision.kind === 'rollback')?.decision ?? none;
    const last = looks.at(-1);
    const sinceLast = events.filter(({ sequence }) => sequence > (last?.sequence ?? 0));
    return last === undefined || sinceLast.some(({ kind }) => kind !== 'confirmed') ? none : last.decision;
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/told-so-far.ts

const NOTHING_SHOWN = { sequence: 0, left: NONE_LEFT };
function toldSoFar(watermark) {
    /**
     * Targets of which we may have written an older text over a newer one, which nothing on GitHub refuses: between our look at a comment and our text another
     * job wrote its own, and moved the mark. The mark says then that all is shown, and nobody else can know that it is not.
     */
    const unsure = new Set();
    /** What we have shown ourselves, of targets whose mark we may not move: else each look of ours would show it again. */
    const unmarked = new Map();
    return {
        isUnsure: (target) => unsure.has(target),
        before: async ({ target, sequence }) => {
            const read = await watermark.shownUpTo(target);
            const marks = [unmarked.get(target) ?? NOTHING_SHOWN, read.kind === 'ok' ? read.value : NOTHING_SHOWN];
            // A mark beyond the records is of another history.
            return marks.filter((mark) => mark.sequence <= sequence).reduce((newest, mark) => (mark.sequence >= newest.sequence ? mark : newest), NOTHING_SHOWN);
        },
        tell: async (target, mark) => {
            unsure.add(target);
            const moved = await watermark.moveTo(target, mark);
            if (moved.kind === 'error' && moved.error.retryable)
                return { kind: 'unknown' };
            if (moved.kind === 'ok' && moved.value === 'elsewhere')
                return { kind: 'elsewhere' };
            unsure.delete(target);
            if (moved.kind === 'ok')
                return { kind: 'marked' };
            unmarked.set(target, mark);
            return { kind: 'refused', error: moved.error };
        },
        leave: async (target) => {
            unsure.add(target);
            const moved = await watermark.isMoved(target);
            return { kind: moved.kind === 'error' ? 'unknown' : moved.value ? 'elsewhere' : 'marked' };
        },
    };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/untold-end.ts
// How a rollout ended that a newer version has replaced. It ends in the look in which the newer one starts: by the time people are told, that one is live, and
// without this the version that was replaced would stand there as on its way for ever.

/** `toldUpTo`: number of the newest record that people were told. Who was told nothing yet has nothing to put right. */
function untoldEnd({ state, events, ...shown }, toldUpTo) {
    const last = state.ended.at(-1);
    if (state.rollout.kind === 'none' || last?.outcome !== 'superseded' || toldUpTo === 0)
        return 'nothing';
    const index = events.findLastIndex((event) => event.kind === 'ended' && event.rolloutId === last.id);
    const sequence = events[index]?.sequence ?? 0;
    if (sequence <= toldUpTo)
        return 'nothing';
    return storyOf({ ...shown, state: { ...state, sequence, rollout: { kind: 'none' } }, events: events.slice(0, index + 1) });
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/version-commit.ts

const PULLS = 'associatedPullRequests(first: 10) { nodes { number merged locked } }';
/** `withPull`: only who comments has to be able to read pull requests. */
async function findVersionCommit(api, tag, withPull) {
    if (tag === '')
        return { kind: 'no-tag', tag };
    const commit = withPull ? `... on Commit { ${PULLS} }` : '';
    const query = `query Version($owner: String!, $repo: String!, $tag: String!) {
  repository(owner: $owner, name: $repo) { id ref(qualifiedName: $tag) { target { oid ${commit} ... on Tag { target { oid ${commit} } } } } }
  viewer { login }
}`;
    const answer = await api.graphql({ query, variables: { ...api.repository, tag: `refs/tags/${tag}` }, writes: false });
    if (answer.kind !== 'ok') {
        // One field that the token may not read spoils the whole answer; the commit can be read without it.
        const rest = withPull && (answer.kind === 'denied' || answer.kind === 'errors') ? await findVersionCommit(api, tag, false) : undefined;
        if (rest?.kind === 'commit')
            return { ...rest, pull: { kind: 'unreadable', answer } };
        // Over GraphQL nobody says what would be enough.
        return { kind: 'failed', answer: answer.kind === 'denied' ? { ...answer, accepted: 'contents=read' } : answer };
    }
    const pointed = at(answer.value, 'repository', 'ref', 'target');
    // A tag with words of its own stands before its commit.
    const target = at(pointed, 'target') === undefined ? pointed : at(pointed, 'target');
    const sha = textAt(target, 'oid');
    if (!/^[0-9a-f]{40,64}$/.test(sha))
        return { kind: 'no-tag', tag };
    return { kind: 'commit', sha, viewer: textAt(answer.value, 'viewer', 'login'), pull: firstPull(target) };
}
/** The one that was merged, and of several the first. */
function firstPull(target) {
    const pulls = listAt(target, 'associatedPullRequests', 'nodes').flatMap((node) => {
        const number = at(node, 'number');
        return typeof number === 'number' ? [{ number, isMerged: at(node, 'merged') === true, isLocked: at(node, 'locked') === true }] : [];
    });
    const [first] = pulls.toSorted((a, b) => Number(b.isMerged) - Number(a.isMerged) || a.number - b.number);
    return first === undefined ? { kind: 'none' } : { kind: 'pull', number: first.number, isLocked: first.isLocked };
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/mirrors.ts
// What people look at, kept as the ledger says: deployment, commit status, comment, incident, release notes. Called when the ledger has recorded, never
// before; whatever goes wrong here is a warning, and the next look puts it right.















const MIRRORS = ['incident', 'deployments', 'statuses', 'comment', 'release', 'freeze'];
/** What ended longer ago than this is not brought up: whoever starts to use mirrors wants no issues about the past. */
const PAST_MS = 7 * 86_400_000;
const PAUSE_MS = 2_000;
/** A look waits for what is only shown, and the next decision for the look: no mirror is begun later than this after the first. */
const SHOW_MS_MAX = 60_000;
const NOTHING_NEW = { kind: 'nothing-new', links: [], warnings: [], again: false };
function githubMirrors({ api, clock, signal, watermark, serverUrl, mirrors: wanted = MIRRORS, freezeStatuses }) {
    const pause = () => clock.sleep(PAUSE_MS, signal);
    const all = [incidentMirror(api, pause), deploymentsMirror(api, pause), commitStatusMirror(api), pullRequestCommentMirror(api, pause), releaseNotesMirror(api, serverUrl), ...(freezeStatuses === undefined ? [] : [freezeMirror(freezeStatuses)])];
    const mirrors = all.filter(({ name }) => wanted.includes(name));
    const told = toldSoFar(watermark);
    const isNothing = ({ rollout, ended }) => mirrors.length === 0 || (rollout.kind === 'none' && (ended.at(-1)?.endedAtMs ?? 0) < clock.nowMs() - PAST_MS);
    /** Of ours, what was refused before and may be tried again. */
    const dueAgain = ({ left }) => {
        const due = dueMirrors(left, clock.nowMs());
        return mirrors.filter(({ name }) => due.includes(name));
    };
    const showNews = async (shown) => {
        const { target, sequence } = shown.state;
        const news = newestNews(shown.events);
        if (news === 'none' || isNothing(shown.state))
            return NOTHING_NEW;
        const before = await told.before(shown.state);
        const wanting = before.sequence < news.sequence || told.isUnsure(target) ? mirrors : dueAgain(before);
        const story = wanting.length === 0 ? 'nothing' : storyOf(shown);
        if (story === 'nothing')
            return NOTHING_NEW;
        const replaced = untoldEnd(shown, before.sequence);
        const ended = replaced === 'nothing' ? [] : await showAll(api, wanting, replaced, clock);
        const live = await showAll(api, wanting, story, clock);
        const outcomes = [...ended, ...live];
        // What may not be written is the same for both, and is said of the one that is live.
        const failures = [...(replaced === 'nothing' ? [] : ended.flatMap(([mirror, outcome]) => warningsOf(replaced, mirror, outcome))), ...live.flatMap(([mirror, outcome]) => warningsOf(story, mirror, outcome))];
        const warnings = once([...failures, ...denialsOf(api, mirrors, story, live)]);
        const links = live.flatMap(([{ name }, outcome]) => (outcome.kind === 'shown' && outcome.url !== '' ? [{ mirror: name, url: outcome.url }] : []));
        const left = leftAfter(before.left, { tried: wanting.map(({ name }) => name), ...refusedOf(outcomes), nowMs: clock.nowMs() });
        const marked = warnings.some(({ kind }) => kind === 'left-behind') ? await told.leave(target) : await told.tell(target, { sequence, left });
        return { kind: 'shown', links, warnings: marked.kind === 'refused' ? [...warnings, unmarked(target, marked.error)] : warnings, again: marked.kind === 'elsewhere' };
    };
    return {
        hasNews: async (state, read) => {
            // Who is told to stop has no time for what the next look shows as well.
            if (isNothing(state) || signal.aborted)
                return false;
            if (told.isUnsure(state.target))
                return true;
            const mark = await told.before(state);
            if (dueAgain(mark).length > 0)
                return true;
            const before = mark.sequence;
            if (before === state.sequence)
                return false;
            const isStart = (0,rollout_engine_src/* sinceStartOf */.Aw)(state);
            // What a look says is news or not by what the look before it said.
            const news = newestNews(await read((event, count) => (event.sequence <= before && (event.kind === 'ticked' || event.kind === 'started')) || isStart(event, count)));
            return news !== 'none' && news.sequence > before;
        },
        show: async (shown) => {
            try {
                return await showNews(shown);
            }
            catch (error) {
                // A mistake of ours. What was decided is recorded and done by now: it must not look as if that had failed.
                const text = `what people look at could not be brought up to date: ${plainLine(error instanceof Error ? error.message : String(error), 300)}. Please report this`;
                return { ...NOTHING_NEW, warnings: [{ mirror: 'all', kind: 'left-behind', text }] };
            }
        },
    };
}
function unmarked(target, { message }) {
    return { mirror: 'all', kind: 'no-place', text: `How far people were told of ${plainLine(target, 64)} could not be marked, so that the next job shows it anew: ${message}` };
}
/** One after the other, as GitHub asks for. What failed is tried once more: each mirror reads first, so that is how it finds out what became of it. */
async function showAll(api, mirrors, story, clock) {
    const beganAtMs = clock.nowMs();
    let commit = 'not-asked';
    const show = async (mirror) => {
        if (clock.nowMs() - beganAtMs >= SHOW_MS_MAX)
            return { kind: 'failed', answer: { kind: 'limited', by: 'silence', why: 'GitHub is slow, and this look has no more time for what is only shown', untilMs: clock.nowMs() } };
        if (!mirror.needsCommit(story))
            return mirror.show(story, { kind: 'no-tag', tag: story.candidateTag });
        if (commit === 'not-asked')
            commit = await findVersionCommit(api, story.candidateTag, mirrors.some(({ name }) => name === 'comment'));
        return mirror.show(story, commit);
    };
    const first = [];
    for (const mirror of mirrors)
        first.push([mirror, await show(mirror)]);
    if (!first.some(([, outcome]) => isWorthAnotherTry(outcome)))
        return first;
    commit = 'not-asked';
    const second = [];
    for (const [mirror, outcome] of first)
        second.push([mirror, isWorthAnotherTry(outcome) ? await show(mirror) : outcome]);
    return second;
}
function isWorthAnotherTry(outcome) {
    return outcome.kind === 'no-place' || (outcome.kind === 'failed' && outcome.answer.kind !== 'limited' && outcome.answer.kind !== 'expired');
}
function warningsOf(story, mirror, outcome) {
    const { name } = mirror;
    const subject = subjectOf(story, mirror);
    switch (outcome.kind) {
        case 'shown':
        case 'nothing':
            return [];
        case 'no-place':
            return [{ mirror: name, kind: 'no-place', text: `There is no place for ${subject}: ${outcome.why}` }];
        case 'failed':
            return failureOf(name, subject, outcome.answer);
    }
}
function subjectOf({ candidate, target }, { what }) {
    return `${what} of ${plainLine(candidate, 64)} on ${plainLine(target, 64)}`;
}
function failureOf(mirror, subject, answer) {
    switch (answer.kind) {
        case 'denied':
            return [];
        case 'not-found':
        case 'refused':
            return [{ mirror, kind: 'no-place', text: `${subject} could not be written: ${answer.why}` }];
        case 'unknown':
        case 'expired':
        case 'conflict':
        case 'errors':
        case 'limited':
            return [{ mirror, kind: 'left-behind', text: `${subject} may not be up to date: ${answer.why}. The next look puts it right` }];
    }
}
/**
 * Each says what it needs in all, and the last has one block for them: it takes away what it does not name, so that of three blocks only the one that is
 * pasted last would count. What the other mirrors have is in it for the same reason; who does not want one of them says so with `mirrors:`.
 */
function denialsOf(api, all, story, outcomes) {
    const denied = outcomes.flatMap(([mirror, outcome]) => (outcome.kind === 'failed' && outcome.answer.kind === 'denied' ? [{ mirror, answer: outcome.answer, lacks: (0,github_api_src.lackingPermissions)(outcome.answer.accepted, mirror.needs) }] : []));
    const missing = denied.reduce((sum, { lacks }) => (0,github_api_src.mergedPermissions)(sum, lacks), {});
    const besides = all.reduce((sum, { needs }) => (0,github_api_src.mergedPermissions)(sum, needs), {});
    return denied.map(({ mirror, answer, lacks }, index) => {
        const what = `${subjectOf(story, mirror)} could not be written: ${(0,github_api_src.permissionWords)(lacks)} ${Object.keys(lacks).length === 1 ? 'is' : 'are'} missing, so ${mirror.lost}. ${answer.seen}`;
        return { mirror: mirror.name, kind: 'missing-permission', text: index === denied.length - 1 ? `${what}. ${api.toGrant(missing, besides)}` : what };
    });
}
/** What cannot be read or written by whoever has the right permissions, and what cannot be by anybody. */
function refusedOf(outcomes) {
    const named = (is) => outcomes.flatMap(([{ name }, outcome]) => (is(outcome) ? [name] : []));
    return {
        // A repository that a token may not see is not found.
        denied: named((outcome) => outcome.kind === 'failed' && outcome.answer.kind !== 'refused'),
        placeless: named((outcome) => outcome.kind === 'no-place' || (outcome.kind === 'failed' && outcome.answer.kind === 'refused')),
    };
}
/** A version without a tag is one thing to say, not three. */
function once(warnings) {
    const whyOf = ({ kind, text }) => (kind === 'no-place' && text.startsWith('There is no place') ? text.slice(text.indexOf(': ')) : '');
    return warnings.filter((warning, index) => whyOf(warning) === '' || warnings.findIndex((one) => whyOf(one) === whyOf(warning)) === index);
}

;// CONCATENATED MODULE: ./packages/github-state/src/mirrors/index.ts
// What people look at on GitHub, kept as the ledger says.



;// CONCATENATED MODULE: ./packages/github-state/src/freezes/branch-files.ts


function githubBranchFiles(api) {
    // A tree never changes.
    const trees = new Map();
    const treeFiles = async (id) => {
        const known = trees.get(id);
        if (known !== undefined)
            return { kind: 'files', ids: known };
        const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/git/trees/{tree_sha}', params: { tree_sha: id, recursive: '1' } });
        if (answer.kind !== 'ok')
            return unreadable(answer);
        if (at(answer.value, 'truncated') === true)
            return { kind: 'unreadable', why: 'GitHub does not list so many files at once. Freeze folders with fewer files', lasts: true };
        const blobs = listAt(answer.value, 'tree').filter((entry) => textAt(entry, 'type') !== 'tree');
        const ids = new Map(blobs.map((entry) => [textAt(entry, 'path'), textAt(entry, 'sha')]));
        trees.set(id, ids);
        return { kind: 'files', ids };
    };
    return {
        repository: `${api.repository.owner}/${api.repository.repo}`,
        head: async (branch) => {
            const which = branch === '' ? 'defaultBranchRef' : 'ref(qualifiedName: $ref)';
            const query = `query Branch($owner: String!, $repo: String!${branch === '' ? '' : ', $ref: String!'}) { repository(owner: $owner, name: $repo) { id branch: ${which} { name target { oid } } } }`;
            const repository = repositoryOf(await api.graphql({ query, variables: { ...api.repository, ...(branch === '' ? {} : { ref: `refs/heads/${branch}` }) }, writes: false }));
            if (repository.kind !== 'repository')
                return unreadable(repository);
            const commit = textAt(repository.value, 'branch', 'target', 'oid');
            if (commit === '')
                return { kind: 'unreadable', why: `there is no branch ${branch === '' ? 'that is the default' : JSON.stringify(branch)} in ${api.repository.owner}/${api.repository.repo}`, lasts: true };
            return { kind: 'head', name: textAt(repository.value, 'branch', 'name') || branch, commit };
        },
        files: async (commit, prefixes) => {
            const places = await placesOf(api, commit, prefixes);
            if (places.kind === 'unreadable')
                return places;
            const ids = new Map();
            for (const { prefix, type, id } of places.places) {
                if (type === 'Blob')
                    ids.set(prefix, id);
                if (type !== 'Tree')
                    continue;
                const inside = await treeFiles(id);
                if (inside.kind === 'unreadable')
                    return inside;
                for (const [path, blob] of inside.ids)
                    ids.set(prefix === '' ? path : `${prefix}/${path}`, blob);
            }
            return { kind: 'files', ids };
        },
    };
}
/** As many as one question asks for. */
const PREFIXES_AT_ONCE = 50;
async function placesOf(api, commit, prefixes) {
    const places = [];
    for (let from = 0; from < prefixes.length; from += PREFIXES_AT_ONCE) {
        const some = prefixes.slice(from, from + PREFIXES_AT_ONCE);
        const names = some.map((_, index) => `$place${index}: String!`).join(', ');
        const query = `query Files($owner: String!, $repo: String!, $commit: GitObjectID!, ${names}) { repository(owner: $owner, name: $repo) { id commit: object(oid: $commit) { oid } ${some.map((_, index) => `place${index}: object(expression: $place${index}) { __typename oid }`).join(' ')} } }`;
        const variables = { ...api.repository, commit, ...Object.fromEntries(some.map((prefix, index) => [`place${index}`, `${commit}:${prefix}`])) };
        const repository = repositoryOf(await api.graphql({ query, variables, writes: false }));
        if (repository.kind !== 'repository')
            return unreadable(repository);
        if (textAt(repository.value, 'commit', 'oid') !== commit)
            return { kind: 'unreadable', why: `commit ${commit.slice(0, 12)} is not there any more`, lasts: true };
        places.push(...some.map((prefix, index) => ({ prefix, type: textAt(repository.value, `place${index}`, '__typename'), id: textAt(repository.value, `place${index}`, 'oid') })));
    }
    return { kind: 'places', places };
}
function unreadable({ kind, why }) {
    return { kind: 'unreadable', why, ...(kind === 'denied' || kind === 'not-found' ? { lasts: true } : {}) };
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes/freeze-verdict.ts
// What the status `rollout/freeze` says about a change: failure where it touches what is frozen on its base branch.

/** Statuses belong to a commit, and two pull requests with one head may have different bases. */
function freezeContext({ base, defaultBranch }) {
    return base === defaultBranch ? 'rollout/freeze' : `rollout/freeze (${base})`;
}
function freezeVerdict({ frozen }, base, touched) {
    const here = frozen.filter(({ branch }) => branch === base);
    if (here.length === 0)
        return { state: 'success', description: 'nothing is frozen' };
    const [first] = here;
    if (touched === 'too-many')
        return { state: 'failure', description: plainLine(`${first?.says ?? ''}; too many files change to tell which`, freeze_verdict_DESCRIPTION_MAX) };
    const hit = here.find(({ covers }) => touched.some(covers));
    if (hit === undefined)
        return { state: 'success', description: 'touches nothing that is frozen' };
    const paths = touched.filter(hit.covers);
    const more = paths.length > 1 ? ` and ${String(paths.length - 1)} more` : '';
    return { state: 'failure', description: plainLine(`${hit.says}: ${paths[0] ?? ''}${more}`, freeze_verdict_DESCRIPTION_MAX) };
}
function freezeUnknown(why) {
    return { state: 'error', description: plainLine(`it cannot be told what is frozen: ${why}`, freeze_verdict_DESCRIPTION_MAX) };
}
/** GitHub's limit is 140. */
const freeze_verdict_DESCRIPTION_MAX = 139;

;// CONCATENATED MODULE: ./packages/github-state/src/freezes/changed-paths.ts


/** GitHub tells so many files of a comparison, and does not say that there are more. */
const FILES_TOLD = 300;
/** `base`: a branch or a commit; `head`: a commit. It needs to read contents, and nothing else. */
async function changedPaths(api, { base, head }) {
    const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/compare/{basehead}', params: { basehead: `${base}...${head}`, per_page: 1 } });
    if (answer.kind !== 'ok')
        return answer;
    const files = listAt(answer.value, 'files');
    if (files.length < FILES_TOLD)
        return { kind: 'paths', paths: files.flatMap(pathsOf) };
    const branches = githubBranchFiles(api);
    const before = await branches.files(textAt(answer.value, 'merge_base_commit', 'sha'), ['']);
    const after = await branches.files(head, ['']);
    if (before.kind === 'unreadable' || after.kind === 'unreadable')
        return { kind: 'paths', paths: 'too-many' };
    return { kind: 'paths', paths: [...new Set([...before.ids.keys(), ...after.ids.keys()])].filter((path) => before.ids.get(path) !== after.ids.get(path)) };
}
/** What was moved away is touched as well. */
function pathsOf(file) {
    return [textAt(file, 'filename'), textAt(file, 'previous_filename')].filter((path) => path !== '');
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes/open-changes.ts


const STATUS = 'status { contexts { context state description } }';
const FIELDS = `number headRefOid baseRefName files(first: 100) { pageInfo { hasNextPage } nodes { path changeType } } commits(last: 1) { nodes { commit { oid ${STATUS} } } }`;
const QUEUE = 'refs/heads/gh-readonly-queue/';
const QUERY = `query OpenChanges($owner: String!, $repo: String!, $queue: String!, $after: String) { repository(owner: $owner, name: $repo) { id defaultBranchRef { name } groups: refs(refPrefix: $queue, first: 100) { nodes { name target { oid ... on Commit { ${STATUS} } } } } pullRequests(states: [OPEN], first: 50, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) { pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } } } }`;
/** Oldest first, so that those that are opened meanwhile come last. */
async function openChanges(api) {
    const found = new Map();
    for (let after = null;;) {
        const repository = repositoryOf(await api.graphql({ query: QUERY, variables: { ...api.repository, queue: QUEUE, after }, writes: false }));
        if (repository.kind !== 'repository')
            return repository;
        const { value } = repository;
        for (const change of [...listAt(value, 'groups', 'nodes').flatMap(groupOf), ...listAt(value, 'pullRequests', 'nodes').map(pullRequestOf)])
            found.set(change.what, change);
        after = textAt(value, 'pullRequests', 'pageInfo', 'endCursor');
        if (at(value, 'pullRequests', 'pageInfo', 'hasNextPage') !== true || after === '')
            return { kind: 'open', defaultBranch: textAt(value, 'defaultBranchRef', 'name'), changes: [...found.values()] };
    }
}
/** `main/pr-17-<commit that it stands on>`. */
function groupOf(node) {
    const name = textAt(node, 'name');
    const base = /^(.+)\/pr-\d+-[0-9a-f]+$/s.exec(name)?.[1] ?? '';
    return base === '' ? [] : [{ what: `merge group ${name}`, head: textAt(node, 'target', 'oid'), base, paths: 'ask', statuses: statusesOf(at(node, 'target')) }];
}
function pullRequestOf(node) {
    const files = listAt(node, 'files', 'nodes');
    const isTold = at(node, 'files', 'pageInfo', 'hasNextPage') === false && files.every((file) => !['RENAMED', 'COPIED'].includes(textAt(file, 'changeType')));
    const head = textAt(node, 'headRefOid');
    const commit = listAt(node, 'commits', 'nodes').map((one) => at(one, 'commit')).find((one) => textAt(one, 'oid') === head);
    return { what: `pull request ${String(at(node, 'number'))}`, head, base: textAt(node, 'baseRefName'), paths: isTold ? files.map((file) => textAt(file, 'path')) : 'ask', statuses: statusesOf(commit) };
}
function statusesOf(commit) {
    return listAt(commit, 'status', 'contexts').map((one) => ({ context: textAt(one, 'context'), state: textAt(one, 'state').toLowerCase(), description: textAt(one, 'description') }));
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes/freeze-statuses.ts






/** Content that may be made in an hour is 500, for everybody who uses this token. */
const WRITES_MAX = 450;
/** With more open pull requests than this only those are written that touch what is frozen, or did. The gate does the others when they move. */
const ALL_MAX = 300;
const freeze_statuses_PAUSE_MS = 1_000;
/** Freezes that change again and again while statuses are written are left to the next one who looks. */
const ROUNDS = 3;
function freezeStatuses(options) {
    return { showAll: () => freeze_statuses_showAll(options), showOne: (change) => showOne(options, change) };
}
async function showOne({ api, readFrozen }, { head, base, from, defaultBranch }) {
    const context = freezeContext({ base, defaultBranch });
    let touched = 'not-asked';
    let written = false;
    for (let round = 1;; round += 1) {
        const now = await readFrozen();
        if (now.kind === 'ok' && touched === 'not-asked' && isFrozen(now.value, base)) {
            const asked = await changedPaths(api, { base: from, head });
            if (asked.kind !== 'paths')
                return freeze_statuses_failedWith('comparing the change with its base', asked);
            touched = asked.paths;
        }
        // Not known is no yes. A status that says so can be set right later; none at all could not be told from a gate that never ran.
        const verdict = now.kind === 'error' ? freezeUnknown(now.error.message) : freezeVerdict(now.value, base, touched === 'not-asked' ? [] : touched);
        const shown = await statusOn(api, head, context);
        if (shown.kind === 'error')
            return shown;
        if (!isSame(shown.value, verdict)) {
            const wrote = await write(api, { head, context, verdict });
            if (wrote.kind !== 'ok')
                return freeze_statuses_failedWith(`setting the status ${context}`, wrote);
            written = true;
        }
        if (now.kind === 'error')
            return now;
        const after = await readFrozen();
        if (round === ROUNDS || (after.kind === 'ok' && after.value.head === now.value.head))
            return (0,rollout_engine_src.ok)({ ...verdict, context, written });
    }
}
async function freeze_statuses_showAll(options) {
    let spent = 0;
    let failure = 'none';
    for (let round = 1;; round += 1) {
        const now = await options.readFrozen();
        if (now.kind === 'error')
            return now;
        const listed = await openChanges(options.api);
        if (listed.kind !== 'open')
            return freeze_statuses_failedWith('listing the open pull requests', listed);
        const wanted = [];
        for (const change of listed.changes) {
            const one = await wantedOn(options.api, now.value, change, listed.defaultBranch);
            if (one.kind !== 'wanted')
                return freeze_statuses_failedWith(`comparing ${change.what} with its base`, one);
            wanted.push(one);
        }
        const due = inOrder(wanted.filter(({ isDue }) => isDue), listed.changes.length > ALL_MAX);
        let done = 0;
        for (const { head, context, verdict } of due) {
            if (spent === (options.writesMax ?? WRITES_MAX) || options.signal.aborted || failure !== 'none')
                break;
            if (spent > 0)
                await options.clock.sleep(freeze_statuses_PAUSE_MS, options.signal);
            const wrote = await write(options.api, { head, context, verdict });
            if (wrote.kind === 'ok')
                [done, spent] = [done + 1, spent + 1];
            // Gone with its fork, or with a thousand statuses on it: the others are none the worse for it.
            else if (wrote.kind !== 'refused' && wrote.kind !== 'not-found')
                failure = wrote;
        }
        const after = await options.readFrozen();
        const isSettled = after.kind === 'error' || after.value.head === now.value.head;
        if (failure !== 'none' && spent === 0)
            return freeze_statuses_failedWith('setting a status', failure);
        if (isSettled || round === ROUNDS || failure !== 'none' || options.signal.aborted) {
            const frozen = wanted.filter(({ verdict }) => verdict.state === 'failure').length;
            return (0,rollout_engine_src.ok)({ open: wanted.length, frozen, written: spent, left: wanted.filter(({ isDue }) => isDue).length - done, why: failure === 'none' ? '' : failure.why });
        }
    }
}
async function wantedOn(api, now, { head, base, paths, statuses }, defaultBranch) {
    let touched = paths === 'ask' ? [] : paths;
    if (paths === 'ask' && isFrozen(now, base)) {
        const asked = await changedPaths(api, { base, head });
        if (asked.kind === 'paths')
            touched = asked.paths;
        // Its fork, or what it started from, is gone: nobody can merge it as it is.
        else if (asked.kind === 'not-found')
            touched = 'too-many';
        else
            return asked;
    }
    const context = freezeContext({ base, defaultBranch });
    const verdict = freezeVerdict(now, base, touched);
    const shown = statuses.find((status) => status.context === context);
    return { kind: 'wanted', head, context, verdict, isDue: !isSame(shown, verdict), wasFrozen: shown !== undefined && shown.state !== 'success' };
}
/** What is frozen first: that cannot wait. Then what waits for its release, then all others, where there are not too many. */
function inOrder(due, isCrowd) {
    const frozen = due.filter(({ verdict }) => verdict.state === 'failure');
    const released = due.filter(({ verdict, wasFrozen }) => verdict.state !== 'failure' && wasFrozen);
    const others = due.filter(({ verdict, wasFrozen }) => verdict.state !== 'failure' && !wasFrozen);
    return isCrowd ? [...frozen, ...released] : [...frozen, ...released, ...others];
}
function isFrozen({ frozen }, base) {
    return frozen.some(({ branch }) => branch === base);
}
/** A success is a success, for whatever reason. */
function isSame(shown, verdict) {
    return shown !== undefined && shown.state === verdict.state && (verdict.state === 'success' || shown.description === verdict.description);
}
/** The newest of a context counts, and comes first. */
async function statusOn(api, head, context) {
    const listed = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/statuses', params: { ref: head, per_page: 100 } });
    if (listed.kind !== 'ok')
        return freeze_statuses_failedWith(`reading the statuses of ${head.slice(0, 12)}`, listed);
    const found = listed.value.find((status) => textAt(status, 'context') === context);
    return (0,rollout_engine_src.ok)(found === undefined ? undefined : { state: textAt(found, 'state'), description: textAt(found, 'description') });
}
async function write(api, { head, context, verdict }) {
    const request = { method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: head, context, state: verdict.state, description: verdict.description } };
    const first = await api.rest(request);
    // The same status twice is the same status.
    return first.kind === 'unknown' ? api.rest(request) : first;
}
function freeze_statuses_failedWith(what, answer) {
    return (0,rollout_engine_src/* failed */.gz)(githubPortError({ port: 'freeze', what, answer, outcome: answer.kind === 'unknown' ? 'unknown' : 'not-done' }));
}

;// CONCATENATED MODULE: ./packages/github-state/src/freezes/index.ts
// Freezes as pull requests see them.




;// CONCATENATED MODULE: ./packages/github-state/src/index.ts
// The ledger, the freezes and what people look at on GitHub.






/***/ })

};
