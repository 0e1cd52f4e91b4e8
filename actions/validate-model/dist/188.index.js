export const id = 188;
export const ids = [188];
export const modules = {

/***/ 7188:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   digestFile: () => (/* binding */ digestFile),
/* harmony export */   downloadArtifact: () => (/* binding */ downloadArtifact)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5991);
// Fetches a file once per runner: found by name and version in the tool cache, verified by digest every time, downloaded when missing.






const FILE_NAME = 'artifact';
async function downloadArtifact(request) {
    const tool = cacheName(request.name);
    const version = cacheVersion(request.version);
    try {
        const cached = await findCached(tool, version, request.digest);
        return cached ?? (await downloadAndCache(request, tool, version));
    }
    catch (cause) {
        return { kind: 'unavailable', why: `${request.url} could not be fetched: ${cause instanceof Error ? cause.message : String(cause)}`, cause };
    }
}
/** `sha256:` and the hex digest of a file's bytes. Rejects as soon as `signal` aborts. */
async function digestFile(path, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), hash, signal === undefined ? {} : { signal });
    return `sha256:${hash.digest('hex')}`;
}
async function findCached(tool, version, digest) {
    const folder = _actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__/* .find */ .I6(tool, version);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, FILE_NAME);
    if (folder === '' || !(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path))
        return undefined;
    if ((await digestFile(path)) === digest)
        return { kind: 'artifact', path, origin: 'cache' };
    // Damaged, or another artifact released under the same version: what was asked for decides.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(`${folder}.complete`, { force: true });
    return undefined;
}
async function downloadAndCache(request, tool, version) {
    const downloaded = await _actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__.downloadTool(request.url);
    try {
        const actual = await digestFile(downloaded);
        if (actual !== request.digest)
            return { kind: 'digest-differs', expected: request.digest, actual };
        const folder = await _actions_tool_cache__WEBPACK_IMPORTED_MODULE_5__/* .cacheFile */ .NJ(downloaded, FILE_NAME, tool, version);
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, FILE_NAME);
        const cached = await digestFile(path);
        if (cached !== request.digest)
            return { kind: 'digest-differs', expected: request.digest, actual: cached };
        return { kind: 'artifact', path, origin: 'download' };
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(downloaded, { force: true });
    }
}
/** A folder name that no other name shares and that leads nowhere else. */
function cacheName(name) {
    const readable = name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
    return `rampart-${readable}-${shortHash(name)}`;
}
/** The tool cache only finds semantic versions again; others get one of their own. */
function cacheVersion(version) {
    const semantic = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(version);
    return semantic?.[1] ?? `0.0.0-x${shortHash(version)}`;
}
function shortHash(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 12);
}


/***/ })

};
