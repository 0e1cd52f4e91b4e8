export const id = 247;
export const ids = [247];
export const modules = {

/***/ 5247:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   presentViews: () => (/* binding */ presentViews),
/* harmony export */   showStatus: () => (/* binding */ showStatus)
/* harmony export */ });
/* harmony import */ var _rampart_ports_from_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9733);
/* harmony import */ var _rampart_report__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5659);


/** In a log nothing is cut off. */
const LOG_STYLE = { color: false, width: 1_000 };
async function showStatus(opened, { signal, log }) {
    const views = await (0,_rampart_ports_from_policy__WEBPACK_IMPORTED_MODULE_0__/* .viewTargets */ .EU)(opened.targets);
    signal.throwIfAborted();
    const nowMs = opened.clock.nowMs();
    for (const { lines } of (0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .viewLines */ .l9)(views, nowMs, LOG_STYLE))
        for (const line of lines)
            log(line);
    if (opened.github !== 'none')
        log(opened.github.spent());
    return presentViews(views, nowMs);
}
function presentViews(views, nowMs) {
    const told = views.map((view) => tell(view, nowMs));
    const [first] = told;
    const summary = (0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .viewSummary */ .iK)(views, nowMs);
    const needs = NEEDS.find((wanted) => told.some((one) => one.needs === wanted)) ?? 'nothing';
    const isBroken = views.some(({ read }) => read.kind === 'unreadable' && !read.passes);
    return {
        // As for a look: what is away comes back by itself; denied or damaged it waits for a person.
        exitCode: isBroken ? 2 : 0,
        outputs: {
            decision: 'idle',
            needs,
            sentence: told.map(({ sentence }) => sentence).join('\n'),
            weight: first?.weight ?? '',
            harm: first?.harm ?? '',
            rolloutId: first?.rolloutId ?? '',
            targets: JSON.stringify(told),
            toPromote: '[]',
            toRollBack: '[]',
            decisionJson: JSON.stringify(views.map(({ target, read }) => (read.kind === 'present' ? { kind: read.kind, ...(0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .targetStatus */ .uh)(read.state, nowMs) } : read.kind === 'empty' ? { kind: read.kind, target } : { kind: read.kind, target, why: read.why }))),
            report: summary,
        },
        summary,
        annotations: views.flatMap(unreadable),
        closing: { decided: 'nothing, this only shows how it stands', why: told.map(({ sentence }) => sentence).join(' '), next: isBroken ? 'Correct what is marked and run the job again.' : NEXT[needs] },
    };
}
/** The one that asks most comes first. */
const NEEDS = ['human', 'approval', 'nothing'];
const NEXT = { human: 'A person decides.', approval: 'A person approves.', nothing: 'The next tick looks.' };
function tell({ target, policyFile, read }, nowMs) {
    const quiet = { target, decision: 'idle', needs: 'nothing', sentence: '', weight: '0', harm: '0', rolloutId: '', candidate: '', stable: '' };
    const saying = (words) => (0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .cleanLine */ .Ow)(`${target}: ${words}.`, 4_000);
    if (read.kind !== 'present')
        return { ...quiet, needs: read.kind === 'empty' || read.passes ? 'nothing' : 'human', sentence: saying((0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .whyNoState */ .Ts)(policyFile, read)) };
    const { stable, release } = (0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .targetStatus */ .uh)(read.state, nowMs);
    const shown = { ...quiet, stable, sentence: saying((0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .standingWords */ .o4)((0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .statusWords */ .o7)(read.state, nowMs))) };
    if (release.kind === 'none')
        return shown;
    return { ...shown, needs: needsOf(release), weight: String(release.weightPpm / 10_000), harm: release.harm.excess.toFixed(1), rolloutId: release.rolloutId, candidate: release.version };
}
function needsOf({ waitsFor: { whom } }) {
    return whom === 'person' ? 'human' : whom === 'approval' ? 'approval' : 'nothing';
}
function unreadable({ target, policyFile, read }) {
    if (read.kind !== 'unreadable')
        return [];
    return [{ level: read.passes ? 'warning' : 'error', title: (0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .cleanLine */ .Ow)(target), message: `${target}: ${(0,_rampart_report__WEBPACK_IMPORTED_MODULE_1__/* .whyNoState */ .Ts)(policyFile, read)}`, place: { kind: 'nowhere' } }];
}


/***/ })

};
