export const id = 343;
export const ids = [343];
export const modules = {

/***/ 1343:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  examineTargets: () => (/* binding */ examineTargets),
  presentVisits: () => (/* binding */ presentVisits)
});

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: ./packages/ports-from-policy/src/index.ts + 197 modules
var src = __webpack_require__(9733);
// EXTERNAL MODULE: ./packages/report/src/index.ts + 72 modules
var report_src = __webpack_require__(5659);
;// CONCATENATED MODULE: ./packages/rollout-doctor/src/finding.ts
// What an examination says: what was seen, why it matters for a rollout, and what puts it right.
/** Every code, and what it is about; docs/errors.md has a row for each. */
const FINDING_CODES = {
    RMP801: 'the router cannot be read',
    RMP802: 'the router has other slots than the policy',
    RMP803: 'it is unclear who owns the route',
    RMP804: 'what serves is not what the ledger recorded',
    RMP805: 'a slot is not ready',
    RMP806: 'the router cannot do what the plan asks for',
    RMP811: 'the ledger cannot be read',
    RMP812: 'the ledger contradicts itself',
    RMP813: 'the target has no ledger yet',
    RMP814: 'the target is paused',
    RMP815: 'a live rollout is not looked at',
    RMP816: 'the freeze of the data cannot be read',
    RMP821: 'the registry cannot be read',
    RMP822: 'nothing to release',
    RMP823: 'the pointer of the registry is elsewhere',
    RMP831: 'a check cannot be read',
    RMP832: 'both arms are the same series',
    RMP833: 'an arm is empty',
    RMP834: 'a query is diluted',
    RMP835: 'a counter did not count through',
    RMP836: 'a slice has no value',
    RMP837: 'an arm counts less than its share',
    RMP841: 'a label source cannot be read',
    RMP842: 'an arm has no labels',
    RMP843: 'labels come later than the policy says',
    RMP844: 'labels without an arm',
    RMP851: 'this clock and that of others differ',
    RMP852: 'this clock jumped',
    RMP861: 'a permission is missing',
    RMP862: 'what people look at cannot be written',
    RMP863: 'GitHub cannot be asked',
    RMP871: 'a rule keeps the ledger from being written',
    RMP872: 'the ledger is not protected',
    RMP873: 'the freeze is not required',
    RMP874: 'commits of the ledger have to be signed',
    RMP881: 'the schedule comes late',
    RMP882: 'a workflow that looks is disabled',
};
function needsMending(examined) {
    return examined.some(({ findings }) => findings.some(({ gravity }) => gravity === 'mend'));
}
/** For a fix that is one sentence. */
function say(text) {
    return { text, paste: [] };
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/readings/clock-readings.ts
// This machine's clock beside those of others.
const GITHUB = 'GitHub';

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-clock.ts
// Blocks, stages and deadlines are stretches of time: clocks that differ cut them apart.



/** Dates of pages are believed within a minute. */
const DIFFERENCE_MS_MAX = 60_000;
const DIFFERENCE_MS_MIND = 5_000;
const JUMP_MS_MAX = 1_000;
/** As its answers put a job's clock right where they are asked for the history. */
const WHY_GITHUB = 'a job that keeps its history on GitHub goes by GitHub\'s time from its first answer on; one that keeps it in git, and whatever else runs on this machine, goes by this clock';
function examineClock({ others, jumpedMs }) {
    const saw = others.map(({ who, aheadMs, uncertainMs }) => `${(0,report_src/* cleanLine */.Ow)(who, 120)}: ${differenceWords(aheadMs, uncertainMs)}`);
    return { area: 'clock', saw: saw.length === 0 ? ['nobody told a time'] : saw, findings: [...others.flatMap(difference), ...jump(jumpedMs)] };
}
function differenceWords(aheadMs, uncertainMs) {
    if (Math.abs(aheadMs) <= uncertainMs)
        return 'the same time';
    return `this machine is ${(0,report_src/* duration */.p0)(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`;
}
function difference({ who, aheadMs, uncertainMs }) {
    const byMs = Math.abs(aheadMs) - uncertainMs;
    if (byMs <= DIFFERENCE_MS_MIND)
        return [];
    const isMuch = byMs > DIFFERENCE_MS_MAX;
    return [
        {
            code: 'RMP851',
            gravity: isMuch ? 'mend' : 'mind',
            about: (0,report_src/* cleanLine */.Ow)(who, 120),
            seen: `this machine is ${(0,report_src/* duration */.p0)(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} it`,
            why: who === GITHUB ? WHY_GITHUB : isMuch ? 'its answers look old, or from the future, and are not used' : 'evidence right after a change of weights may be counted for the wrong weight',
            fix: { text: 'let both follow a time server; on a runner of your own:', paste: ['timedatectl set-ntp true', 'chronyc tracking'] },
        },
    ];
}
function jump(jumpedMs) {
    if (Math.abs(jumpedMs) <= JUMP_MS_MAX)
        return [];
    return [{ code: 'RMP852', gravity: 'mend', about: 'this machine', seen: `its clock was set ${jumpedMs > 0 ? 'forward' : 'back'} by ${(0,report_src/* duration */.p0)(Math.abs(jumpedMs))} while the doctor looked`, why: 'a stretch between two looks would have another length than it says', fix: say('let a time server slew the clock instead of setting it; a machine that was suspended does this too: do not tick on one') }];
}

// EXTERNAL MODULE: ./packages/json-exchange/src/index.ts + 7 modules
var json_exchange_src = __webpack_require__(5246);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 50 modules
var rollout_policy_src = __webpack_require__(8361);
;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-labels.ts
// Labels that come later: does each arm have some, are they in when the policy says so, and do they belong to requests?




/** The newest part has this part of what the others have, where all labels are in as declared; days differ, so it is far from 1. */
const NEWEST_RATIO_MIN = 0.6;
const LABELS_MIN = 50;
/** Of the requests of now. Nights and weekends are quieter, labels are sampled: less is told, not refused. */
const JOINED_RATIO_MIN = 0.5;
/** Of all labels. */
const UNJOINED_RATIO_MAX = 0.05;
const LOST = 'labels that cannot be joined with a request and its slot are lost, and those may be the unusual ones';
const JOIN = say('if every request gets a label in the end: look at the key that joins them (a request id that is cut off, a clock, a log that is sampled), and let the source tell how many it could not join');
function examineLabels({ policy, labels, arms, live }) {
    if (!policy.checks.some(rollout_policy_src/* isDelayed */.Vs))
        return { area: 'labels', saw: ['no check reads labels'], findings: [] };
    const requestsPerMs = requestRate(live);
    const looked = labels.map((reading) => examineOne(reading, arms, requestsPerMs));
    return { area: 'labels', saw: looked.flatMap(({ saw }) => saw), findings: looked.flatMap(({ findings }) => findings) };
}
function examineOne(reading, arms, requestsPerMs) {
    const { check, answer, fromMs, toMs } = reading;
    const evidence = answer.kind === 'ok' ? answer.value.evidence[check.name] : undefined;
    const trouble = answer.kind === 'error' ? answer.error.message : evidence?.kind === 'no-data' ? evidence.why : evidence === undefined ? 'the label source says nothing about it' : '';
    if (trouble !== '' || evidence?.kind !== 'blocks')
        return { saw: [], findings: [unreadable(check, trouble)] };
    const sums = evidence.blocks.reduce((sum, block) => added(sum, block), { stable: 0, candidate: 0 });
    const spanMs = Math.max(1, toMs - fromMs);
    const perMs = (sums.stable + sums.candidate) / spanMs;
    const told = answer.kind === 'ok' ? (answer.value.unjoined?.[check.name] ?? 'not told') : 'not told';
    const joined = requestsPerMs > 0 ? perMs / requestsPerMs : Number.NaN;
    const saw = [`${check.name}: ${(0,report_src/* count */.U9)(sums.stable)} labels of stable, ${(0,report_src/* count */.U9)(sums.candidate)} of the candidate, for requests of ${(0,report_src/* duration */.p0)(spanMs)}${Number.isNaN(joined) ? '' : `; ${(0,report_src/* percentOfRatio */._X)(joined)} of the rate at which requests are counted now`}${told === 'not told' ? '' : `; ${(0,report_src/* count */.U9)(told)} without an arm`}`];
    return { saw, findings: [...withoutLabels(check, sums, arms, spanMs), ...late(check, evidence.blocks), ...stray(check, sums, arms), ...(told === 'not told' ? fewJoined(check, joined, sums) : unjoined(check, told, sums))] };
}
function unreadable(check, trouble) {
    const asked = (0,rollout_policy_src/* labelsQuestionOf */.tj)(check.signal);
    const place = asked.kind === 'none' ? '' : asked.question.source.kind === 'http' ? (0,json_exchange_src/* shownAddress */.Uk)(asked.question.source.url) : asked.question.source.argv.join(' ');
    return { code: 'RMP841', gravity: 'mend', about: check.name, seen: (0,report_src/* cleanLine */.Ow)(trouble), why: check.then === 'rollback' ? 'a check that may roll back has to be at `same` before a promotion: without labels nothing is promoted' : 'the check would say nothing for the whole rollout', fix: say(`${(0,report_src/* cleanLine */.Ow)(place, 120)} has to answer as docs/metric-sources.md says under "Label sources"`) };
}
function added(sum, { cells }) {
    const all = cells['all'];
    return all === undefined ? sum : { stable: sum.stable + all.stable.trials, candidate: sum.candidate + all.candidate.trials };
}
function withoutLabels(check, { stable, candidate }, arms, spanMs) {
    if (stable > 0)
        return [];
    const seen = candidate > 0 ? `all ${(0,report_src/* count */.U9)(candidate)} labels of ${(0,report_src/* duration */.p0)(spanMs)} are of the candidate's slot, none of stable's` : `no label at all for the requests of ${(0,report_src/* duration */.p0)(spanMs)}`;
    const slot = arms.kind === 'arms' ? arms.stable : '<slot>';
    return [{ code: 'RMP842', gravity: 'mend', about: check.name, seen, why: 'the candidate is compared with what stable gets right in the same time', fix: { text: 'let the source join each label with the slot that answered the request: the router or the service has to write it down', paste: [`{"cells": {"all": {"stable": {"trials": <labels of slot ${slot}>, "events": <wrong ones>}, "candidate": {...}}}}`] } }];
}
/** The newest part that should be complete, against the parts before it. */
function late({ name, signal }, blocks) {
    const asked = (0,rollout_policy_src/* labelsQuestionOf */.tj)(signal);
    const parts = partsOf(blocks);
    const newest = parts.at(-1);
    const before = parts.slice(0, -1).sort((a, b) => a - b);
    const usual = before[Math.floor(before.length / 2)];
    if (asked.kind === 'none' || newest === undefined || usual === undefined || before.length < 3 || usual < LABELS_MIN || newest >= NEWEST_RATIO_MIN * usual)
        return [];
    const { matureMs } = asked.question;
    return [
        {
            code: 'RMP843',
            gravity: 'mind',
            about: name,
            seen: `the newest requests that are older than ${(0,report_src/* duration */.p0)(matureMs)} have ${(0,report_src/* percentOfRatio */._X)(newest / usual)} of the labels that earlier ones have`,
            why: 'what comes after `mature` is never counted; slow labels are often the bad ones',
            fix: { text: 'unless fewer requests explain it, give them longer', paste: [`checks: {${name}: {mature: ${(0,report_src/* duration */.p0)(2 * matureMs).replaceAll(' ', '')}}}`] },
        },
    ];
}
/** Labels in four stretches of equal length, oldest first. */
function partsOf(blocks) {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined || blocks.length < 4)
        return [];
    const parts = [0, 0, 0, 0];
    for (const block of blocks) {
        const index = Math.min(3, Math.floor((4 * (block.fromMs - first.fromMs)) / (last.toMs - first.fromMs)));
        const { stable, candidate } = added({ stable: 0, candidate: 0 }, block);
        parts[index] = (parts[index] ?? 0) + stable + candidate;
    }
    return parts;
}
/** Labels of a slot that got no requests are somebody else's. */
function stray(check, { stable, candidate }, arms) {
    const isIdle = arms.kind === 'arms' && arms.candidateIsEmpty;
    if (!isIdle || candidate === 0 || stable === 0)
        return [];
    return [{ code: 'RMP844', gravity: 'mend', about: check.name, seen: `${(0,report_src/* count */.U9)(candidate)} labels are of slot ${arms.candidate}, which holds nothing`, why: 'labels are joined with the wrong arm, so a bad candidate would look like stable', fix: say('join by the slot that really answered, not by what is configured now; leave out labels that belong to no known request') }];
}
/** Where the source tells them. */
function unjoined(check, without, { stable, candidate }) {
    const ratio = without === 0 ? 0 : without / (without + stable + candidate);
    if (ratio <= UNJOINED_RATIO_MAX)
        return [];
    return [{ code: 'RMP844', gravity: 'mind', about: check.name, seen: `${(0,report_src/* percentOfRatio */._X)(ratio)} of the labels (${(0,report_src/* count */.U9)(without)}) belong to no request of either arm`, why: LOST, fix: JOIN }];
}
/** Where it does not. */
function fewJoined(check, joined, { stable, candidate }) {
    if (Number.isNaN(joined) || joined >= JOINED_RATIO_MIN || stable + candidate === 0)
        return [];
    return [{ code: 'RMP844', gravity: 'mind', about: check.name, seen: `labels with an arm come at ${(0,report_src/* percentOfRatio */._X)(joined)} of the rate at which requests are counted now`, why: LOST, fix: { ...JOIN, paste: ['{"fromMs": ..., "toMs": ..., "unjoined": <labels without an arm>, "cells": {...}}'] } }];
}
function requestRate(live) {
    if (live.kind === 'not-read' || live.answer.kind === 'error' || live.spanMs <= 0)
        return 0;
    const trials = Object.values(live.answer.value.evidence).flatMap((evidence) => {
        const all = evidence.kind === 'blocks' ? evidence.blocks.at(-1)?.cells['all'] : undefined;
        return all === undefined ? [] : [all.stable.trials + all.candidate.trials];
    });
    return Math.max(0, ...trials) / live.spanMs;
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-ledger.ts
// Can the history be read, does it hold together, and is anybody writing it?



/** More scheduled looks than this missed in a row, with a rollout live, means that the clock stands. */
const LOOKS_MISSED_MAX = 3;
function examineLedger({ policy, ledgerOption, ledger, freeze, atMs }) {
    const frozen = freeze.kind === 'ok' ? [] : [examine_ledger_unreadable('RMP816', 'freeze', freeze.error.message, 'a rollout on data that may have changed holds')];
    const failure = ledger.view.kind === 'error' ? ledger.view.error : ledger.events.kind === 'error' ? ledger.events.error : 'none';
    if (failure !== 'none')
        return { area: 'ledger', saw: [], findings: [examine_ledger_unreadable('RMP811', 'ledger', failure.message, 'nothing is decided or raised without its history'), ...frozen] };
    const { view, events } = ledger;
    if (view.kind === 'error' || events.kind === 'error')
        return { area: 'ledger', saw: [], findings: frozen };
    if (view.value.kind === 'empty')
        return { area: 'ledger', saw: ['can be read, is empty'], findings: [empty(policy, ledgerOption), ...frozen] };
    const { state } = view.value;
    const last = events.value.at(-1);
    const saw = [`${(0,report_src/* counted */.hS)(events.value.length, 'event')}, schema ${String(state.schema)}, head ${last === undefined ? 'unknown' : `${(0,report_src/* duration */.p0)(Math.max(0, atMs - last.atMs))} old`}`, ...(freeze.kind === 'ok' ? [freeze.value.kind === 'frozen' ? 'its data is frozen' : 'its data is not frozen'] : [])];
    return { area: 'ledger', saw, findings: [...contradiction(state, events.value, ledgerOption), ...paused(state, ledgerOption), ...notLookedAt(state, { events: events.value, atMs, ledgerOption }), ...frozen] };
}
function examine_ledger_unreadable(code, about, message, why) {
    return { code, gravity: 'mend', about, seen: (0,report_src/* cleanLine */.Ow)(message), why, fix: say('docs/state-on-github.md says what the ledger needs where; --ledger and the input ledger say where it is') };
}
function empty({ target }, ledgerOption) {
    return {
        code: 'RMP813',
        gravity: 'mind',
        about: 'ledger',
        seen: `${target} has no history yet`,
        why: 'the first look writes down what serves now; the first release is only observed by default',
        fix: { text: 'let it be written now, and look at what it says', paste: [`rampart adopt ${(0,report_src/* shellWord */.r7)(target)}${ledgerOption}`] },
    };
}
/** Every state once more from its events. `rampart verify` proves ids and decisions besides. */
function contradiction(state, events, ledgerOption) {
    const folded = refold(events);
    const seen = folded.kind === 'broken' ? folded.why : folded.text === canonical(state) ? '' : 'the recorded state is not what its events add up to';
    if (seen === '')
        return [];
    return [
        {
            code: 'RMP812',
            gravity: 'mend',
            about: 'ledger',
            seen: (0,report_src/* cleanLine */.Ow)(seen),
            why: 'a decision on a history that was changed, or written by another version, proves nothing',
            fix: { text: 'find out where it broke', paste: [`rampart verify ${(0,report_src/* shellWord */.r7)(state.target)}${ledgerOption}`] },
        },
    ];
}
function refold(events) {
    try {
        const folded = (0,rollout_policy_src/* foldAll */.hY)(events);
        return { kind: 'state', text: folded.kind === 'present' ? canonical(folded.state) : '' };
    }
    catch (error) {
        // Events that do not follow from each other: fold() stops, here it is what was asked.
        return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
    }
}
/** Independent of the order of keys; -0 and 0 are one in a ledger. */
function canonical(value) {
    return JSON.stringify(value, (_, part) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}
function paused({ target, pause }, ledgerOption) {
    if (pause.kind === 'none')
        return [];
    return [
        {
            code: 'RMP814',
            gravity: 'mend',
            about: target,
            seen: `paused by ${(0,report_src/* cleanLine */.Ow)(pause.by, 60)} since ${(0,report_src/* utcDateTime */.eM)(pause.sinceMs)}: ${(0,report_src/* cleanLine */.Ow)(pause.why, 200)}`,
            why: 'nothing starts, rises or is promoted until somebody resumes it',
            fix: { text: 'when the reason is gone', paste: [`rampart resume ${(0,report_src/* shellWord */.r7)(target)}${ledgerOption}`] },
        },
    ];
}
function notLookedAt({ rollout, target }, { events, atMs, ledgerOption }) {
    if (rollout.kind === 'none' || rollout.weight === 0)
        return [];
    const last = events.findLast((event) => event.kind === 'ticked' && event.rolloutId === rollout.id)?.atMs ?? rollout.startedAtMs;
    const lateMs = atMs - last;
    if (lateMs <= LOOKS_MISSED_MAX * rollout.policy.expert.tickMs)
        return [];
    return [
        {
            code: 'RMP815',
            gravity: 'mend',
            about: rollout.candidate.version,
            seen: `it has traffic, and its last recorded look was ${(0,report_src/* duration */.p0)(lateMs)} ago; the policy expects one every ${(0,report_src/* duration */.p0)(rollout.policy.expert.tickMs)}`,
            why: 'while nobody looks, nothing takes a bad release out',
            fix: { text: 'look now, then find out why the schedule does not come', paste: [`rampart tick ${(0,report_src/* shellWord */.r7)(target)}${ledgerOption}`] },
        },
    ];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-permissions.ts
// What the token may do, against what the contracts of the actions ask for.


function examinePermissions({ probes }) {
    const granted = probes.filter(({ answer }) => answer.kind === 'granted').map(({ permission, access, repository }) => `${permission}: ${access} on ${repository}`);
    const ofJob = probes.filter(({ tokenOf }) => tokenOf === 'job');
    const first = ofJob.find(({ answer }) => answer.kind === 'missing');
    return { area: 'permissions', saw: granted.length === 0 ? [] : [`the token has ${granted.join(', ')}`], findings: probes.flatMap((probe) => findingOf(probe, fixOf(probe, { first, ofJob }))) };
}
function findingOf({ permission, access, purpose, isNeeded, answer, repository }, fix) {
    if (answer.kind === 'granted')
        return [];
    const about = `${permission}: ${access}`;
    if (answer.kind === 'unknown')
        return [{ code: 'RMP863', gravity: isNeeded ? 'mend' : 'mind', about, seen: `${repository}: ${(0,report_src/* cleanLine */.Ow)(answer.why)}`, why: `${purpose}; whether the token may cannot be told`, fix: say('run the doctor again; a repository that the token may not see looks as if it were not there') }];
    const accepted = answer.accepted === '' ? '' : ` (GitHub would accept ${(0,report_src/* cleanLine */.Ow)(answer.accepted, 120)})`;
    return [{ code: isNeeded ? 'RMP861' : 'RMP862', gravity: isNeeded ? 'mend' : 'mind', about, seen: `the token may not on ${repository}${accepted}`, why: purpose, fix }];
}
/** One block has everything that the job needs: it is told once, where the first permission is missing. */
function fixOf(probe, { first, ofJob }) {
    if (probe.tokenOf === 'state-token')
        return say(`give it to the GitHub App, or the person, that the state-token is of; the job's own permissions do not matter there`);
    const orWithout = probe.isNeeded ? '' : ', or leave it out with the input mirrors';
    if (probe !== first)
        return say(`the same block${orWithout}`);
    return { text: `give the job this block${orWithout}; what a block does not name is taken away`, paste: blockOf(ofJob) };
}
/** Everything that was asked for. */
function blockOf(probes) {
    const levels = new Map();
    for (const { permission, access } of probes)
        if (levels.get(permission) !== 'write')
            levels.set(permission, access);
    return ['permissions:', ...[...levels].map(([name, level]) => `  ${name}: ${level}`)];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/misses-share.ts
// Is the candidate's part of the counted requests one that luck explains?
/** One in ten thousand looks at a split that is right says otherwise. */
const ODDS_LOG = Math.log(10_000);
/**
 * `more` or `less` than `share` (0 to 1) by more than luck and the factor of the odds that is still accepted. Chernoff: the chance of a share beyond the bound
 * is at most exp(-n KL(seen, bound)).
 */
function missesShare({ stable, candidate }, share, factor) {
    const total = stable + candidate;
    if (total === 0)
        return 'fits';
    const seen = candidate / total;
    const high = ofOdds(share, factor);
    const low = ofOdds(share, 1 / factor);
    if (seen > high && total * divergence(seen, high) > ODDS_LOG)
        return 'more';
    if (seen < low && total * divergence(seen, low) > ODDS_LOG)
        return 'less';
    return 'fits';
}
function ofOdds(share, factor) {
    return (share * factor) / (share * factor + 1 - share);
}
/** Kullback-Leibler divergence of two coins, in nats. */
function divergence(p, q) {
    const term = (a, b) => (a === 0 ? 0 : b === 0 ? Number.POSITIVE_INFINITY : a * Math.log(a / b));
    return term(p, q) + term(1 - p, 1 - q);
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-queries.ts
// The checks' own queries, asked now: does each arm count, do they count apart, and does each count what its slot was sent?





/** At weight 0 an arm may be asked for its health now and then; more than this part of the other arm's requests is no health check. */
const STRAY_RATIO_MAX = 0.05;
const STRAY_MIN = 5;
/** So few equal counts are equal by chance. */
const EQUAL_MIN = 5;
function examineQueries({ policy, arms, live }) {
    const checks = policy.checks.filter((check) => !(0,rollout_policy_src/* isDelayed */.Vs)(check));
    if (checks.length === 0)
        return { area: 'queries', saw: ['no check reads live metrics'], findings: [] };
    const shared = sharedPages(policy);
    if (arms.kind === 'unknown' || live.kind === 'not-read') {
        const why = arms.kind === 'unknown' ? arms.why : live.kind === 'not-read' ? live.why : '';
        return { area: 'queries', saw: [], findings: [...shared, { code: 'RMP831', gravity: 'mend', about: 'all checks', seen: (0,report_src/* cleanLine */.Ow)(why), why: 'without both arms nothing can be compared', fix: say('mend the router first: it says which slot is which') }] };
    }
    if (live.answer.kind === 'error')
        return { area: 'queries', saw: [], findings: [...shared, examine_queries_unreadable(policy, 'all checks', live.answer.error.message, checks[0])] };
    const { evidence } = live.answer.value;
    const counted = checks.flatMap((check) => countedBy(check, evidence[check.name]));
    const saw = counted.map((one) => sawOf(one, live.spanMs));
    if (shared.length > 0)
        return { area: 'queries', saw, findings: shared };
    const missing = readTrouble(policy, checks, arms, live, evidence);
    const equal = equalArms(policy, counted, arms);
    // Of series that are the same nothing else can be said.
    const apart = equal.length > 0 ? [] : counted.flatMap((one) => [...emptyArms(policy, one, arms, live.spanMs), ...shares(policy, one, arms), ...withoutSlices(one)]);
    return { area: 'queries', saw, findings: [...missing, ...equal, ...once(apart)] };
}
function countedBy(check, evidence) {
    if (evidence === undefined || evidence.kind === 'no-data')
        return [];
    const block = evidence.blocks.at(-1);
    const cell = block?.cells['all'];
    // A histogram's requests are in each of its bounds alike.
    const first = block === undefined ? undefined : (cell ?? Object.values(block.cells)[0]);
    if (block === undefined || first === undefined)
        return [];
    const { stable, candidate } = first;
    return [{ check, stable: stable.trials, candidate: candidate.trials, stableEvents: stable.events, candidateEvents: candidate.events, block }];
}
function sawOf({ check, stable, candidate, stableEvents, candidateEvents }, spanMs) {
    if (check.signal.kind === 'level')
        return `${check.name}: ${(0,report_src/* count */.U9)(stableEvents)} stable, ${(0,report_src/* count */.U9)(candidateEvents)} candidate`;
    const arm = (n, k) => (check.signal.kind === 'time' || check.signal.kind === 'bins' ? `n ${(0,report_src/* count */.U9)(n)}` : `n ${(0,report_src/* count */.U9)(n)}, k ${(0,report_src/* count */.U9)(k)}`);
    return `${check.name}: ${arm(stable, stableEvents)} stable; ${arm(candidate, candidateEvents)} candidate (${(0,report_src/* duration */.p0)(spanMs)})`;
}
// --- what cannot be read ----------------------------------------------------------------------------------------------------
function readTrouble(policy, checks, arms, live, evidence) {
    const told = new Map();
    for (const check of checks) {
        const seen = evidence[check.name];
        const trouble = seen === undefined ? { kind: 'no-data', why: 'the metric source says nothing about it' } : seen.kind === 'no-data' ? seen : seen.gaps[0] === undefined ? 'none' : { kind: 'gap', why: seen.gaps[0].why };
        if (trouble === 'none')
            continue;
        const known = told.get(trouble.why);
        if (known === undefined)
            told.set(trouble.why, { names: [check.name], check, kind: trouble.kind });
        else
            known.names.push(check.name);
    }
    const isIdle = arms.candidateIsEmpty && live.stableAlone.kind === 'asked' && live.stableAlone.answer.kind === 'ok';
    return [...told].map(([why, { names, check, kind }]) => {
        const about = names.join(', ');
        if (kind === 'gap')
            return throughFinding(about, why);
        const alone = isIdle && live.stableAlone.kind === 'asked' && live.stableAlone.answer.kind === 'ok' ? live.stableAlone.answer.value.evidence[check.name] : undefined;
        return alone?.kind === 'blocks' ? notYetThere(arms, about, why) : examine_queries_unreadable(policy, about, why, check);
    });
}
function examine_queries_unreadable(policy, about, why, check) {
    return { code: 'RMP831', gravity: 'mend', about, seen: (0,report_src/* cleanLine */.Ow)(why), why: 'no data is not good data: the rollout would hold, and after a while step back', fix: examine_queries_fixOf(policy, check) };
}
function notYetThere({ candidate }, about, why) {
    return {
        code: 'RMP831',
        gravity: 'mind',
        about,
        seen: `slot ${candidate} is empty, and ${(0,report_src/* cleanLine */.Ow)(why)}; stable's pages by themselves can be read`,
        why: 'fine while nothing runs there; once the candidate is placed its pages have to answer, or the rollout holds',
        fix: say(`check that metrics.openmetrics.pages.${candidate} is where the pods of that slot will be, and run the doctor again in observe mode of the first release`),
    };
}
function throughFinding(about, why) {
    return {
        code: 'RMP835',
        gravity: 'mend',
        about,
        seen: (0,report_src/* cleanLine */.Ow)(why),
        why: 'what was counted while a counter began anew is lost in both arms; where it happens all the time there is never any evidence',
        fix: say('one restart is nothing, look again; if it is the same again: give each pod an address of its own (a load balancer in front of several shows another one each time), and keep series from being expired'),
    };
}
function examine_queries_fixOf({ metrics }, check) {
    const pages = metrics.kind === 'openmetrics' ? Object.entries(metrics.pages).map(([slot, urls]) => `${slot}: [${urls.map(json_exchange_src/* shownAddress */.Uk).join(', ')}]`) : [];
    return { text: 'take names and labels that the pages have (they are listed above), or correct the addresses', paste: ['metrics: {openmetrics: {pages: {' + (0,report_src/* shorten */.ml)(pages.join(', '), 200) + '}}}', ...(check === undefined ? [] : [`checks: {${check.name}: ${lineOf(check)}}`])] };
}
function lineOf({ signal }) {
    switch (signal.kind) {
        case 'share':
            return `{share: ${signal.metric}${matchers('among', signal.among)}${matchers('where', signal.where)}}`;
        case 'time':
            return `{time: ${signal.metric}${matchers('where', signal.where)}}`;
        case 'bins':
            return `{bins: ${signal.metric}, by: ${signal.by}${matchers('where', signal.where)}}`;
        case 'level':
            return `{level: ${signal.metric}${matchers('where', signal.where)}}`;
        case 'score':
            return signal.origin.kind === 'metric' ? `{score: ${signal.origin.metric}${matchers('where', signal.origin.where)}}` : '{score: ...}';
        case 'labels':
        case 'pairs':
        case 'calibration':
            return `{${signal.kind}: ...}`;
    }
}
function matchers(key, all) {
    return all.length === 0 ? '' : `, ${key}: '${all.map(({ label, op, pattern }) => `${label}${op}"${pattern}"`).join(', ')}'`;
}
// --- what can be read, and is not what was meant ----------------------------------------------------------------------------
function sharedPages({ metrics }) {
    if (metrics.kind !== 'openmetrics')
        return [];
    const [first, second] = Object.entries(metrics.pages);
    const both = first === undefined || second === undefined ? [] : first[1].filter((url) => second[1].includes(url));
    if (first === undefined || second === undefined || both.length === 0)
        return [];
    return [sameSeries('all checks', `slots ${first[0]} and ${second[0]} both read ${(0,report_src/* cleanLine */.Ow)(both.map(json_exchange_src/* shownAddress */.Uk).join(', '), 200)}`, [`metrics: {openmetrics: {pages: {${first[0]}: [<pages of the pods of ${first[0]}>], ${second[0]}: [<pages of the pods of ${second[0]}>]}}}`])];
}
function sameSeries(about, seen, paste) {
    return { code: 'RMP832', gravity: 'mend', about, seen, why: 'a candidate that is compared with itself is never worse: every release would pass', fix: { text: 'give each slot pages of its own: those of its pods, not of the service or of a collector that adds both up', paste } };
}
/** Equal to the last number where the route sends them different parts of the requests. */
function equalArms({ metrics }, counted, arms) {
    const comparable = counted.filter(({ check, stable }) => check.signal.kind !== 'level' && stable > 0);
    const isEqual = ({ block }) => Object.values(block.cells).every(({ stable, candidate }) => stable.trials === candidate.trials && stable.events === candidate.events);
    const equal = comparable.filter((one) => one.stable >= EQUAL_MIN && isEqual(one) && missesShare(one, expectedShare(arms), 1) !== 'fits');
    const [first] = equal;
    if (first === undefined)
        return [];
    const pages = metrics.kind === 'openmetrics' ? metrics.pages : {};
    const about = equal.map(({ check }) => check.name).join(', ');
    const seen = `both arms counted n ${(0,report_src/* count */.U9)(first.stable)}, k ${(0,report_src/* count */.U9)(first.stableEvents)} in the same time, and the candidate has ${(0,report_src/* percentOfRatio */._X)(arms.candidateShare)} of the requests`;
    return [sameSeries(about, seen, ['# what the pages now are', ...Object.entries(pages).map(([slot, urls]) => `#   ${slot}: ${urls.map(json_exchange_src/* shownAddress */.Uk).join(', ')}`), 'metrics: {openmetrics: {pages: {' + `${arms.stable}: [http://<pod of ${arms.stable}>/metrics], ${arms.candidate}: [http://<pod of ${arms.candidate}>/metrics]` + '}}}'])];
}
function emptyArms({ expert }, { check, stable, candidate }, arms, spanMs) {
    if (check.signal.kind === 'level' || (check.signal.kind === 'share' && check.signal.unit === 'users'))
        return [];
    const share = expectedShare(arms);
    const stableIsEmpty = stable === 0 && share < 1;
    const candidateIsEmpty = candidate === 0 && missesShare({ stable, candidate }, share, expert.sampleRatioFactor) === 'less';
    if (!stableIsEmpty && !candidateIsEmpty)
        return [];
    const which = stableIsEmpty ? `stable (slot ${arms.stable}, ${(0,report_src/* percentOfRatio */._X)(1 - arms.candidateShare)} of the requests)` : `the candidate (slot ${arms.candidate}, ${(0,report_src/* percentOfRatio */._X)(arms.candidateShare)} of the requests)`;
    const isQuiet = stable + candidate === 0;
    return [
        {
            code: 'RMP833',
            gravity: 'mend',
            about: check.name,
            seen: `nothing was counted for ${which} in ${(0,report_src/* duration */.p0)(spanMs)}${isQuiet ? '' : `, ${(0,report_src/* count */.U9)(stable + candidate)} for the other arm`}`,
            why: 'an arm that counts nothing is never worse, and a check without evidence never lets a release pass',
            fix: isQuiet ? { text: `if so few requests are normal, look for longer; else correct what is counted`, paste: ['rampart doctor <policy> --for 5m', `checks: {${check.name}: ${lineOf(check)}}`] } : { text: 'the pages of that slot are those of other pods, or the matchers do not match there', paste: [`checks: {${check.name}: ${lineOf(check)}}`] },
        },
    ];
}
/** Of the requests that reach either arm, copies included. */
function expectedShare({ candidateShare, candidateCopies }) {
    return (candidateShare + candidateCopies) / (1 + candidateCopies);
}
function shares({ expert }, one, arms) {
    const { check, stable, candidate } = one;
    const isSplit = check.signal.kind === 'time' || check.signal.kind === 'bins' || check.signal.kind === 'score' || (check.signal.kind === 'share' && check.signal.unit === 'requests');
    const total = stable + candidate;
    if (!isSplit || total === 0 || stable === 0)
        return [];
    const share = expectedShare(arms);
    const is = candidate / total;
    if (share === 0) {
        if (candidate === 0)
            return [];
        const isMuch = candidate >= STRAY_MIN && is > STRAY_RATIO_MAX;
        return [diluted(check, isMuch ? 'mend' : 'mind', `slot ${arms.candidate} has 0 % of the requests, and its pages counted ${(0,report_src/* count */.U9)(candidate)} beside ${(0,report_src/* count */.U9)(stable)} of stable`)];
    }
    const misses = missesShare(one, share, expert.sampleRatioFactor);
    if (misses === 'more')
        return [diluted(check, 'mend', `the candidate has ${(0,report_src/* percentOfRatio */._X)(share)} of the requests and counted ${(0,report_src/* percentOfRatio */._X)(is)} of them (${(0,report_src/* count */.U9)(candidate)} of ${(0,report_src/* count */.U9)(total)})`)];
    // An arm without a single request is told as empty.
    if (misses === 'fits' || candidate === 0)
        return [];
    return [
        {
            code: 'RMP837',
            gravity: 'mend',
            about: check.name,
            seen: `the candidate has ${(0,report_src/* percentOfRatio */._X)(share)} of the requests and counted ${(0,report_src/* percentOfRatio */._X)(is)} of them (${(0,report_src/* count */.U9)(candidate)} of ${(0,report_src/* count */.U9)(total)})`,
            why: 'what is measured is not what was sent: pods that no page shows, a cache before the route, or a router that does not split as it says',
            fix: say(`name the page of every pod of slot ${arms.candidate}, and look at what the router really does`),
        },
    ];
}
function diluted(check, gravity, seen) {
    return {
        code: 'RMP834',
        gravity,
        about: check.name,
        seen,
        why: gravity === 'mend' ? "the candidate's numbers are mixed with requests that it did not get from the route: trouble of it looks smaller than it is" : 'something but users asks it (health checks, a probe); among few requests of a small weight that makes trouble look smaller',
        fix: { text: 'count only what users send', paste: [`checks: {${check.name}: ${withAmong(check)}}`] },
    };
}
function withAmong(check) {
    const key = check.signal.kind === 'share' ? 'among' : 'where';
    return `${lineOf(check).replace(/\}$/, '')}, ${key}: 'handler="/predict"'}`;
}
function withoutSlices({ check, block, stable, candidate }) {
    if (stable + candidate === 0)
        return [];
    return check.slices
        .filter((slice) => !Object.keys(block.cells).some((name) => name.startsWith(`${slice}=`)))
        .map((slice) => ({ code: 'RMP836', gravity: 'mend', about: `${check.name}, ${slice}`, seen: `no request that was counted has a value of ${slice}`, why: 'a slice that is never seen is never judged', fix: { text: 'let the pages carry the label, or leave it out', paste: [`checks: {${check.name}: {slices: [${check.slices.filter((name) => name !== slice).join(', ')}]}}`] } }));
}
/** Checks that read the same counter say the same of it. */
function once(findings) {
    const kept = new Map();
    for (const finding of findings) {
        const key = `${finding.code} ${finding.seen}`;
        const known = kept.get(key);
        kept.set(key, known === undefined ? finding : { ...known, about: `${known.about}, ${finding.about}` });
    }
    return [...kept.values()];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/known-state.ts
function knownState(view) {
    return view.kind === 'ok' && view.value.kind === 'present' ? view.value.state : 'none';
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-registry.ts
// Is there something to release, and does the registry agree with what serves?



function examineRegistry({ policy, ledgerOption, registry, ledger }) {
    const { model } = policy;
    const failure = registry.newest.kind === 'error' ? registry.newest.error : registry.pointer.kind === 'error' ? registry.pointer.error : 'none';
    if (failure !== 'none' || registry.newest.kind === 'error' || registry.pointer.kind === 'error') {
        const seen = failure === 'none' ? '' : (0,report_src/* cleanLine */.Ow)(failure.message);
        return { area: 'registry', saw: [], findings: [{ code: 'RMP821', gravity: 'mend', about: model.name, seen, why: 'no new version is found, and a promotion cannot move the pointer', fix: say('the registry is the git repository with the tags of the model: --registry and the input registry say where; it needs read access, and contents: write for promote') }] };
    }
    const [newest, pointer] = [registry.newest.value, registry.pointer.value];
    if (newest.kind === 'none') {
        return { area: 'registry', saw: [], findings: [{ code: 'RMP822', gravity: 'mind', about: model.name, seen: `no version of ${model.name} is registered`, why: 'nothing starts before there is one', fix: { text: 'register one', paste: [`git tag -a ${model.name}@v1.0.0 -m "${model.name} v1.0.0" && git push origin ${model.name}@v1.0.0`] } }] };
    }
    const saw = [`newest is ${(0,report_src/* cleanLine */.Ow)(newest.version, 40)} (${newest.digest.slice(0, 20)}…, from ${(0,report_src/* cleanLine */.Ow)(newest.artifact, 120)})`, pointer.kind === 'none' ? `${model.stage} points nowhere` : `${model.stage} is ${(0,report_src/* cleanLine */.Ow)(pointer.version, 40)}`];
    const state = knownState(ledger.view);
    const findings = [];
    if (state !== 'none' && state.rollout.kind === 'none' && pointer.kind === 'at' && pointer.version !== state.stable.version) {
        findings.push({
            code: 'RMP823',
            gravity: 'mind',
            about: model.stage,
            seen: `${model.stage} of ${model.name} is ${(0,report_src/* cleanLine */.Ow)(pointer.version, 40)}, ${state.stable.version} serves`,
            why: 'promote refuses to move a pointer that is neither where it was nor where it goes',
            fix: { text: 'let the pointer say what serves', paste: [`git tag -a "${model.name}#${model.stage}#<next number>" -m "${state.stable.version} serves" "${model.name}@${state.stable.version}^{}"`] },
        });
    }
    const tried = state === 'none' ? undefined : state.ended.findLast(({ candidate, outcome }) => candidate.digest === newest.digest && outcome !== 'superseded' && outcome !== 'promoted');
    const isLive = state !== 'none' && state.rollout.kind === 'live' && state.rollout.candidate.digest === newest.digest;
    if (tried !== undefined && state !== 'none' && state.stable.digest !== newest.digest && !isLive) {
        findings.push({
            code: 'RMP822',
            gravity: 'mind',
            about: newest.version,
            seen: tried.drill === true ? `${(0,report_src/* cleanLine */.Ow)(newest.version, 40)} was let in as a drill and taken out` : `${(0,report_src/* cleanLine */.Ow)(newest.version, 40)} was tried before and ended ${tried.outcome}`,
            why: 'it does not start by itself any more',
            fix: tried.drill === true ? say('nothing has to be done; a newer version starts') : { text: 'once the cause is known', paste: [`rampart retry ${(0,report_src/* shellWord */.r7)(state.target)} --reason "..."${ledgerOption}`] },
        });
    }
    return { area: 'registry', saw, findings };
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-router.ts
// Is the route there, whose is it, and does what serves on it agree with the ledger?




const ALL_PPM = 1_000_000;
/** The rollout id in the stamp of the line that takes all traffic back without Rampart. */
const BREAK_GLASS = 'break-glass';
function examineRouter({ policy, router, ledger }) {
    if (router.kind === 'error') {
        const address = policy.serve.kind === 'http' ? (0,json_exchange_src/* shownAddress */.Uk)(policy.serve.url) : policy.serve.argv.join(' ');
        const finding = {
            code: 'RMP801',
            gravity: 'mend',
            about: 'router',
            seen: (0,report_src/* cleanLine */.Ow)(router.error.message),
            why: 'without the router no traffic can be moved, and none can be taken back',
            fix: router.error.code === 'denied' ? say('give the token that the router asks for: RAMPART_ROUTER_TOKEN, or the input router-token') : { text: `let it answer this, as docs/router-contract.md says (now asked: ${(0,report_src/* cleanLine */.Ow)(address, 120)})`, paste: [JSON.stringify({ op: 'read', target: policy.target })] },
        };
        return { area: 'router', saw: [], findings: [finding] };
    }
    const reading = router.value;
    const state = knownState(ledger.view);
    return { area: 'router', saw: seenOf(reading), findings: [...strangeSlots(policy, reading), ...owner(policy, reading, { state, canBeRead: ledger.view.kind === 'ok' }), ...servesOther(reading, state), ...notReady(reading, state), ...cannot(policy, reading)] };
}
function seenOf({ slots, step, stamp }) {
    const one = ({ slot, weight, placed }) => `${(0,report_src/* cleanLine */.Ow)(slot, 40)} ${(0,report_src/* percentOfWeight */.PI)(weight)}, ${placed.kind === 'nothing' ? 'empty' : `${(0,report_src/* cleanLine */.Ow)(placed.version, 40)}${placed.ready ? '' : ', not ready'}`}`;
    return [`${slots.map(one).join('; ')}; steps of ${(0,report_src/* percentOfWeight */.PI)(step)}`, setBy(stamp)];
}
function setBy(stamp) {
    if (stamp.kind === 'none')
        return 'nobody has set weights through Rampart here';
    return stamp.rolloutId === BREAK_GLASS ? 'last set by a person, with the line that takes all traffic back' : `last set by rollout ${(0,report_src/* cleanLine */.Ow)(stamp.rolloutId, 40)}, step ${String(stamp.sequence)}`;
}
function strangeSlots({ serve }, { slots }) {
    const missing = serve.slots.filter((name) => !slots.some(({ slot }) => slot === name));
    if (missing.length === 0)
        return [];
    const there = slots.map(({ slot }) => (0,report_src/* cleanLine */.Ow)(slot, 40));
    return [
        {
            code: 'RMP802',
            gravity: 'mend',
            about: `slot ${missing.join(', ')}`,
            seen: `the router has ${there.join(' and ') || 'no slots'}, the policy names ${serve.slots.join(' and ')}`,
            why: 'nothing starts on a slot that is not there',
            fix: { text: 'name the slots of the router in the policy', paste: [`serve: {${serve.kind === 'http' ? `http: ${(0,json_exchange_src/* shownAddress */.Uk)(serve.url)}` : `command: [${serve.argv.join(', ')}]`}, slots: [${there.join(', ')}]}`] },
        },
    ];
}
/** Weights that no ledger explains, or that are stamped by a rollout that the ledger does not know. */
function owner({ target }, { slots, stamp }, { state, canBeRead }) {
    const findings = [];
    const serving = slots.filter(({ weight }) => weight > 0);
    const isLive = state !== 'none' && state.rollout.kind === 'live';
    if (serving.length > 1 && !isLive) {
        findings.push({
            code: 'RMP803',
            gravity: 'mend',
            about: 'weights',
            seen: `${serving.map(({ slot, weight }) => `${(0,report_src/* cleanLine */.Ow)(slot, 40)} has ${(0,report_src/* percentOfWeight */.PI)(weight)}`).join(' and ')}, and no rollout of ${target} is live`,
            why: 'somebody else moves this route, so it is unclear which version is stable; a rollout would refuse to start',
            fix: say(`give all traffic to the slot that shall stay, by the router's own means, and let nobody but Rampart set these weights`),
        });
    }
    // What a person did by hand is no rollout; and of a ledger that cannot be read nobody knows what is in it.
    if (stamp.kind === 'stamp' && stamp.rolloutId !== BREAK_GLASS && canBeRead && !knows(state, stamp.rolloutId)) {
        const recorded = state === 'none' ? `${target} has no ledger here` : `the ledger of ${target} has no such rollout`;
        findings.push({
            code: 'RMP803',
            gravity: 'mend',
            about: 'stamp',
            seen: `the last change was made by rollout ${(0,report_src/* cleanLine */.Ow)(stamp.rolloutId, 40)}; ${recorded}`,
            why: 'another target, another policy or another ledger moves the same route, and the two would undo each other',
            fix: say('look for another policy with the same serve:, or name the ledger that this target had before (--ledger, state-repository); where a new history is meant, the first release clears this'),
        });
    }
    return findings;
}
function knows(state, rolloutId) {
    if (state === 'none')
        return false;
    // No more than the newest fifty are kept.
    const ids = [...state.ended, ...state.following].map(({ id }) => id);
    return ids.length >= 50 || ids.includes(rolloutId) || (state.rollout.kind === 'live' && state.rollout.id === rolloutId);
}
function servesOther({ slots }, state) {
    if (state === 'none' || state.rollout.kind === 'live')
        return [];
    const { stable, target } = state;
    const serving = slots.find(({ weight }) => weight === ALL_PPM);
    const digest = serving?.placed.kind === 'release' ? serving.placed.digest : '';
    if (serving === undefined || (serving.slot === stable.slot && (digest === stable.digest || digest === '')))
        return [];
    const now = serving.placed.kind === 'release' ? `${(0,report_src/* cleanLine */.Ow)(serving.placed.version, 40)} (${(0,report_src/* cleanLine */.Ow)(digest, 20)}…)` : 'something without a name';
    return [
        {
            code: 'RMP804',
            gravity: 'mend',
            about: `slot ${(0,report_src/* cleanLine */.Ow)(serving.slot, 40)}`,
            seen: `all traffic is on ${now} in slot ${(0,report_src/* cleanLine */.Ow)(serving.slot, 40)}; the ledger has ${stable.version} (${stable.digest.slice(0, 20)}…) in slot ${stable.slot}`,
            why: 'a rollout would compare with, and go back to, something that does not serve',
            fix: say(`if this is meant, begin a new ledger for ${target} with rampart adopt and a target name of its own; else bring ${stable.version} back to slot ${stable.slot}`),
        },
    ];
}
function notReady({ slots }, state) {
    const candidateSlot = state !== 'none' && state.rollout.kind === 'live' ? state.rollout.candidate.slot : '';
    return slots.flatMap(({ slot, weight, placed }) => {
        const isStable = weight > 0 && slot !== candidateSlot;
        if (placed.kind === 'release' && placed.ready)
            return [];
        if (!isStable && slot !== candidateSlot)
            return [];
        return [
            {
                code: 'RMP805',
                gravity: isStable ? 'mend' : 'mind',
                about: `slot ${(0,report_src/* cleanLine */.Ow)(slot, 40)}`,
                seen: placed.kind === 'nothing' ? `the router names no release in slot ${(0,report_src/* cleanLine */.Ow)(slot, 40)}, which has ${(0,report_src/* percentOfWeight */.PI)(weight)}` : `${(0,report_src/* cleanLine */.Ow)(placed.version, 40)} in slot ${(0,report_src/* cleanLine */.Ow)(slot, 40)} has ${(0,report_src/* percentOfWeight */.PI)(weight)} and is not ready`,
                why: isStable ? 'there is nothing safe to go back to' : 'the candidate gets no traffic before it is ready',
                fix: placed.kind === 'nothing' ? { text: 'let `read` name what is in the slot', paste: ['"release": {"version": "v1", "digest": "sha256:...", "ready": true}'] } : say('find out why it does not become ready; a slot without a ready version is placed anew at the next tick only while it has no traffic'),
            },
        ];
    });
}
function cannot({ plan }, { step, mirror }) {
    const findings = [];
    if (mirror === 'cannot' && plan.some(({ kind }) => kind === 'shadow')) {
        findings.push({
            code: 'RMP806',
            gravity: 'mend',
            about: 'shadow',
            seen: 'the plan has a shadow stage, and the answers of the router have no "mirror"',
            why: 'the rollout would hold in that stage for ever',
            fix: { text: 'answer `mirror` (docs/router-contract.md), or leave the stage out', paste: [`plan: [${plan.filter(({ kind }) => kind !== 'shadow').map(({ kind }) => kind).join(', ')}]`] },
        });
    }
    const first = firstWeight(plan);
    if (first > 0 && first < step) {
        findings.push({
            code: 'RMP806',
            gravity: 'mend',
            about: 'first weight',
            seen: `the ramp begins at ${(0,report_src/* percentOfWeight */.PI)(first)}, the smallest step of the router is ${(0,report_src/* percentOfWeight */.PI)(step)}`,
            why: 'it would be rounded down to 0 %, so nothing would ever be measured',
            fix: { text: 'begin with a step that the router can make', paste: [`plan: [smoke, ramp: {weights: [${(0,report_src/* percentOfWeight */.PI)(step)}, ...], every: 10m}]`] },
        });
    }
    return findings;
}
function firstWeight(plan) {
    const ramp = plan.find((stage) => stage.kind === 'ramp');
    return ramp?.kind === 'ramp' && ramp.steps.kind === 'ladder' ? (ramp.steps.weights[0] ?? 0) : 0;
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-rules.ts
// Rulesets of the repository: those that keep the ledger from being written, and those that should protect it.


const FREEZE_CHECK = 'rollout/freeze';
/** What a write of the ledger is not: reviewed, checked, or of a form that somebody else prescribes. */
const BLOCKING = {
    update: 'nobody may update the branch',
    pull_request: 'changes have to come by pull request',
    required_status_checks: 'status checks are required',
    required_deployments: 'deployments are required',
    merge_queue: 'changes have to come through the merge queue',
    workflows: 'workflows have to pass',
    code_scanning: 'code scanning has to pass',
    code_quality: 'code quality has to pass',
    commit_message_pattern: 'commit messages have to match a pattern',
    commit_author_email_pattern: 'authors have to match a pattern',
    committer_email_pattern: 'committers have to match a pattern',
    branch_name_pattern: 'names of branches have to match a pattern',
};
const PROTECTING = ['deletion', 'non_fast_forward'];
const RULESET = [
    '{"name": "Rampart: history of rollouts", "target": "branch", "enforcement": "active", "bypass_actors": [],',
    ' "conditions": {"ref_name": {"include": ["refs/heads/rollouts/**"], "exclude": []}},',
    ' "rules": [{"type": "deletion"}, {"type": "non_fast_forward"}]}',
];
function examineRules(rules, frozen) {
    if (rules.kind === 'unreadable')
        return { area: 'rules', saw: [], findings: [{ code: 'RMP863', gravity: 'mind', about: 'rulesets', seen: (0,report_src/* cleanLine */.Ow)(rules.why), why: 'a rule that refuses the ledger would show at the first write', fix: say('run the doctor again') }] };
    const types = rules.onLedger.map(({ type }) => type);
    const saw = [`${rules.ledgerBranch}: ${types.length === 0 ? 'no rules' : [...new Set(types)].join(', ')}`, `${rules.base}: ${rules.requiredOnBase.includes(FREEZE_CHECK) ? `${FREEZE_CHECK} is required` : `${FREEZE_CHECK} is not required`}`];
    return { area: 'rules', saw, findings: [...rules.onLedger.flatMap((rule) => blocking(rule, rules)), ...signatures(rules), ...unprotected(rules), ...freeze(rules, frozen)] };
}
function blocking({ type, ruleset, isBypassed }, { ledgerBranch, ledgerExists }) {
    const says = type === 'creation' ? (ledgerExists ? '' : 'new branches are restricted') : (BLOCKING[type] ?? '');
    if (says === '' || isBypassed)
        return [];
    return [{ code: 'RMP871', gravity: 'mend', about: type, seen: `${says} on ${ledgerBranch} (ruleset ${(0,report_src/* cleanLine */.Ow)(ruleset, 80)})`, why: 'every write of the ledger would be refused, so nothing starts', fix: exclusion(`in the ruleset ${(0,report_src/* cleanLine */.Ow)(ruleset, 80)}, leave the ledger out; or add the App that writes it to the ones that may bypass it`) }];
}
function exclusion(text) {
    return { text, paste: ['"conditions": {"ref_name": {"include": ["~ALL"], "exclude": ["refs/heads/rollouts/**", "refs/heads/rollouts-shown/**"]}}'] };
}
function signatures({ onLedger, ledgerBranch }) {
    const rule = onLedger.find(({ type, isBypassed }) => type === 'required_signatures' && !isBypassed);
    if (rule === undefined)
        return [];
    return [{ code: 'RMP874', gravity: 'mind', about: 'required_signatures', seen: `commits on ${ledgerBranch} have to be signed (ruleset ${(0,report_src/* cleanLine */.Ow)(rule.ruleset, 80)})`, why: 'Rampart then lets GitHub sign them and cannot know their ids before; it costs one more request after a lost answer', fix: exclusion('nothing has to be done; to have ids that follow from the bytes, leave the ledger out of that ruleset') }];
}
function unprotected({ onLedger, ledgerBranch, repository }) {
    const missing = PROTECTING.filter((type) => !onLedger.some((rule) => rule.type === type));
    if (missing.length === 0)
        return [];
    return [{ code: 'RMP872', gravity: 'mind', about: ledgerBranch, seen: missing.map((type) => (type === 'deletion' ? 'it may be deleted' : 'its history may be rewritten')).join(', and '), why: 'who may push may take back what was recorded', fix: { text: `Settings > Rules > Rulesets > New > Import (${repository}; the file is examples/workflows/rollouts-ruleset.json)`, paste: RULESET } }];
}
function freeze({ base, requiredOnBase }, { isFrozen, mustHold }) {
    if ((!isFrozen && !mustHold) || requiredOnBase.includes(FREEZE_CHECK))
        return [];
    return [{ code: 'RMP873', gravity: mustHold ? 'mend' : 'mind', about: FREEZE_CHECK, seen: `${mustHold ? 'the policy stops a rollout whose frozen data changes' : 'data is frozen'}, and ${base} does not require ${FREEZE_CHECK}`, why: 'a pull request that changes frozen data can be merged all the same; the change is seen at the next look, and the rollout holds', fix: { text: `to keep it from being merged, require the status on ${base}, from the source GitHub Actions`, paste: [`{"type": "required_status_checks", "parameters": {"strict_required_status_checks_policy": false, "required_status_checks": [{"context": "${FREEZE_CHECK}", "integration_id": 15368}]}}`] } }];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examinations/examine-schedule.ts
// Do looks come at all, and how far apart do they really come, against what the promise is computed with?

const LOOKS_MIN = 5;
/** `workflows`: those that look at releases, as GitHub knows them; empty where nobody asked it. */
function examineSchedule(target, workflows) {
    const looks = examineLooks(target);
    return { ...looks, saw: [...looks.saw, ...workflows.map(workflowWords)], findings: [...workflows.flatMap(disabled), ...looks.findings] };
}
function workflowWords({ file, repository, answer }) {
    const name = (0,report_src/* cleanLine */.Ow)(file, 100);
    switch (answer.kind) {
        case 'known':
            return `${name} is ${(0,report_src/* cleanLine */.Ow)(answer.state, 40)} on ${repository}`;
        case 'may-not':
            return `whether GitHub has disabled ${name} was not looked at: that takes actions: read`;
        case 'not-there':
            return `${repository} knows no workflow ${name}: GitHub takes schedules from the default branch alone`;
        case 'unknown':
            return `whether GitHub has disabled ${name} could not be read: ${(0,report_src/* cleanLine */.Ow)(answer.why)}`;
    }
}
const WHY_DISABLED = {
    disabled_inactivity: 'GitHub stops the schedules of a public repository in which nothing happened for 60 days',
    disabled_fork: 'GitHub does not run the schedules of a fork until somebody says so',
    disabled_manually: 'somebody has disabled it',
};
function disabled({ file, repository, answer }) {
    if (answer.kind !== 'known' || !answer.state.startsWith('disabled'))
        return [];
    return [
        {
            code: 'RMP882',
            gravity: 'mend',
            about: (0,report_src/* cleanLine */.Ow)(file, 100),
            seen: `it does not run on ${repository}: ${WHY_DISABLED[answer.state] ?? (0,report_src/* cleanLine */.Ow)(answer.state, 40)}`,
            why: 'no schedule starts it, and no job is red for that: nobody looks at what is live',
            fix: { text: 'enable it, or take it away where another clock looks', paste: [`gh workflow enable ${(0,report_src/* shellWord */.r7)(file)} --repo ${repository}`] },
        },
    ];
}
function examineLooks({ policy, ledger }) {
    const { tickMs, lookMs } = policy.expert;
    // Within a job that stays, looks follow each other; what is left between two jobs is the schedule.
    const gaps = ledger.events.kind === 'ok' ? gapsOf(ledger.events.value).filter((gapMs) => gapMs > 2 * lookMs) : [];
    if (gaps.length < LOOKS_MIN)
        return { area: 'schedule', saw: [`a look every ${(0,report_src/* duration */.p0)(tickMs)} is expected; too few were recorded to tell`], findings: [] };
    const sorted = gaps.toSorted((a, b) => a - b);
    const [median, late] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted[Math.floor(0.9 * sorted.length)] ?? 0];
    const saw = [`${(0,report_src/* counted */.hS)(gaps.length, 'pause')} between recorded looks with traffic: ${(0,report_src/* duration */.p0)(median)} (median), ${(0,report_src/* duration */.p0)(late)} (nine in ten are shorter); ${(0,report_src/* duration */.p0)(tickMs)} is expected`];
    if (late <= 2 * tickMs)
        return { area: 'schedule', saw, findings: [] };
    const written = `${String(Math.min(24, Math.ceil(late / 3_600_000)))}h`;
    return {
        area: 'schedule',
        saw,
        findings: [
            {
                code: 'RMP881',
                gravity: 'mind',
                about: 'expert.tick',
                seen: `looks come ${(0,report_src/* duration */.p0)(late)} apart, the policy counts on ${(0,report_src/* duration */.p0)(tickMs)}`,
                why: 'how much traffic a weight may get until the next look is computed with that; in mode auto the job stays where it matters, in mode tick nobody does',
                fix: { text: 'use mode: auto, add a second clock (examples/workflows/second-clock.cronjob.yaml), or say the truth', paste: [`expert: {tick: ${written}}`] },
            },
        ],
    };
}
/** Between two looks of one rollout while its candidate had traffic, the newest hundred. */
function gapsOf(events) {
    const gaps = [];
    let last;
    for (const event of events) {
        if (event.kind !== 'ticked')
            continue;
        const weight = event.situation.router.kind === 'read' ? event.situation.router.weight : 0;
        if (last?.rolloutId === event.rolloutId && last.weight > 0)
            gaps.push(event.atMs - last.atMs);
        last = { rolloutId: event.rolloutId, atMs: event.atMs, weight };
    }
    return gaps.slice(-100);
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/examine.ts









function examine({ target, clock, github }) {
    const mustHold = target.policy.freeze !== undefined && target.policy.freeze.then !== 'tell';
    const isFrozen = target.freeze.kind === 'ok' && target.freeze.value.kind === 'frozen';
    const onGithub = github === 'none' ? [] : [examinePermissions(github), examineRules(github.rules, { isFrozen, mustHold })];
    return [examineRouter(target), examineQueries(target), examineLabels(target), examineRegistry(target), examineLedger(target), ...onGithub, examineClock(clock), examineSchedule(target, github === 'none' ? [] : github.workflows)];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/readings/read-clocks.ts
// What others say that the time is: the Date of their answers.

/** A Date header has no parts of a second. */
const DATE_STEP_MS = 1_000;
const TIMEOUT_MS = 10_000;
const BYTES_MAX = 16 * 1024 * 1024;
/** Of the first page of each slot; who does not answer, or names no time, is left out. */
async function readPageClocks({ metrics }, { fetch, clock }) {
    if (metrics.kind === 'none')
        return [];
    const urls = Object.values(metrics.pages).flatMap((pages) => pages.slice(0, 1));
    const read = urls.map(async (url) => {
        const sentMs = clock.nowMs();
        const answer = await (0,json_exchange_src/* sendRequest */.w$)({ url, method: 'GET', headers: {}, timeoutMs: TIMEOUT_MS, bytesMax: BYTES_MAX }, fetch);
        return answer.kind === 'answer' ? otherClock((0,json_exchange_src/* shownAddress */.Uk)(url), answer.headers.get('date') ?? '', { sentMs, cameMs: clock.nowMs() }) : [];
    });
    return (await Promise.all(read)).flat();
}
/** `date`: as in the header; empty or unreadable: nothing is known. */
function otherClock(who, date, { sentMs, cameMs }) {
    const theirsMs = Date.parse(date);
    if (Number.isNaN(theirsMs))
        return [];
    const half = (cameMs - sentMs) / 2;
    return [{ who, aheadMs: Math.round(sentMs + half - (theirsMs + DATE_STEP_MS / 2)), uncertainMs: Math.ceil(half + DATE_STEP_MS / 2) }];
}

// EXTERNAL MODULE: ./packages/ledger-records/src/index.ts + 14 modules
var ledger_records_src = __webpack_require__(1860);
;// CONCATENATED MODULE: ./packages/rollout-doctor/src/readings/read-github.ts



const NOTHING = '0'.repeat(40);
/** Requests that create nothing: what they name is not there, or is longer than it may be. */
const PROBES = {
    contents: { read: { method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{ref}', params: { ref: 'heads/rollouts/' } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/git/refs', params: { ref: 'refs/heads/rollouts/doctor', sha: NOTHING } } },
    deployments: { read: { method: 'GET', path: '/repos/{owner}/{repo}/deployments', params: { per_page: 1 } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/deployments', params: { ref: NOTHING, auto_merge: false, required_contexts: [], environment: 'rampart-doctor' } } },
    statuses: { read: { method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/status', params: { ref: 'HEAD' } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: NOTHING, state: 'success', context: 'rampart/doctor' } } },
    issues: { read: { method: 'GET', path: '/repos/{owner}/{repo}/issues', params: { per_page: 1 } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/issues', params: { title: 'x'.repeat(300) } } },
};
async function readGithub({ state, home }, { wanted, workflows, target }) {
    const probes = [];
    const isElsewhere = home !== 'none' && nameOf(home) !== nameOf(state);
    for (const { permission, access, at, purpose, isNeeded } of wanted) {
        const api = at === 'state' ? state : home;
        // State is kept elsewhere so that jobs which look need not write here: notes on a release are promote's, which may.
        if (isElsewhere && at === 'home' && permission === 'contents' && access === 'write')
            continue;
        // Where state and workflow are in one repository, one answer is for both.
        if (api === 'none' || probes.some((known) => known.permission === permission && known.access === access && known.repository === nameOf(api)))
            continue;
        const answer = await api.rest(PROBES[permission][access]);
        probes.push({ permission, access, repository: nameOf(api), tokenOf: isElsewhere && at === 'state' ? 'state-token' : 'job', purpose, isNeeded, answer: judged(answer) });
    }
    const workplace = home === 'none' ? state : home;
    return { probes, rules: await readRules(state, workplace, target), workflows: await readWorkflows(workplace, workflows) };
}
/** One after the other: they are one or two. */
async function readWorkflows(api, files) {
    const readings = [];
    for (const file of files)
        readings.push({ file, repository: nameOf(api), answer: stateIn(await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}', params: { workflow_id: file } })) });
    return readings;
}
function stateIn(answer) {
    switch (answer.kind) {
        case 'ok':
            return { kind: 'known', state: textAt(answer.value, 'state') };
        case 'denied':
            return { kind: 'may-not' };
        case 'not-found':
            return { kind: 'not-there' };
        default:
            return { kind: 'unknown', why: answer.why };
    }
}
function nameOf({ repository }) {
    return `${repository.owner}/${repository.repo}`;
}
function judged(answer) {
    switch (answer.kind) {
        // Refused for what was asked, not for who asked.
        case 'refused':
        case 'conflict':
        case 'ok':
            return { kind: 'granted' };
        case 'denied':
            return { kind: 'missing', accepted: answer.accepted };
        case 'not-found':
        case 'unknown':
        case 'expired':
        case 'errors':
        case 'limited':
            return { kind: 'unknown', why: answer.why };
    }
}
async function readRules(state, home, target) {
    const ledgerBranch = (0,ledger_records_src/* ledgerRef */.DH)(target).replace('refs/heads/', '');
    const onLedger = await rulesOf(state, ledgerBranch);
    if (onLedger.kind === 'unreadable')
        return onLedger;
    const refs = await state.rest({ method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{ref}', params: { ref: `heads/${ledgerBranch}` } });
    const repository = await home.rest({ method: 'GET', path: '/repos/{owner}/{repo}' });
    const base = repository.kind === 'ok' ? textAt(repository.value, 'default_branch') : '';
    const onBase = base === '' ? { kind: 'read', rules: [] } : await rulesOf(home, base);
    return {
        kind: 'read',
        repository: nameOf(state),
        ledgerBranch,
        ledgerExists: refs.kind === 'ok' && listIn(refs.value).some((ref) => textAt(ref, 'ref') === (0,ledger_records_src/* ledgerRef */.DH)(target)),
        onLedger: await withBypass(state, onLedger.rules),
        base: base === '' ? 'the default branch' : base,
        requiredOnBase: onBase.kind === 'read' ? onBase.rules.flatMap((rule) => requiredBy(rule)) : [],
    };
}
async function rulesOf(api, branch) {
    const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{branch}', params: { branch, per_page: 100 } });
    return answer.kind === 'ok' ? { kind: 'read', rules: listIn(answer.value) } : { kind: 'unreadable', why: answer.why };
}
async function withBypass(api, rules) {
    const found = new Map();
    for (const id of new Set(rules.map((rule) => numberAt(rule, 'ruleset_id')).filter((id) => id !== ''))) {
        const answer = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}/rulesets/{ruleset_id}', params: { ruleset_id: id } });
        if (answer.kind !== 'ok')
            continue;
        const bypass = textAt(answer.value, 'current_user_can_bypass');
        found.set(id, { name: textAt(answer.value, 'name'), isBypassed: bypass === 'always' || bypass === 'exempt' });
    }
    return rules.map((rule) => {
        const id = numberAt(rule, 'ruleset_id');
        const ruleset = found.get(id);
        return { type: textAt(rule, 'type'), ruleset: ruleset?.name || (id === '' ? 'of a branch protection' : id), isBypassed: ruleset?.isBypassed ?? false };
    });
}
function requiredBy(rule) {
    const checks = textAt(rule, 'type') === 'required_status_checks' ? at(at(rule, 'parameters'), 'required_status_checks') : [];
    return listIn(checks).map((check) => textAt(check, 'context'));
}
/** GitHub's Date beside this machine's clock; nothing where it does not answer. */
async function readGithubClock(api, clock) {
    const sentMs = clock.nowMs();
    const answer = await api.rest({ method: 'GET', path: '/rate_limit' });
    return answer.kind === 'ok' ? otherClock(GITHUB, answer.headers['date'] ?? '', { sentMs, cameMs: clock.nowMs() }) : [];
}
// --- answers, of which only the fields above are looked at ------------------------------------------------------------------
function at(value, key) {
    return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
function textAt(value, key) {
    const found = at(value, key);
    return typeof found === 'string' ? found : '';
}
function numberAt(value, key) {
    const found = at(value, key);
    return typeof found === 'number' ? String(found) : '';
}
function listIn(value) {
    return Array.isArray(value) ? value : [];
}

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var rollout_engine_src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./packages/rollout-doctor/src/readings/read-target.ts
// Reads everything of a target that a rollout will need, through the ports that it will use. Changes nothing.


async function readTarget({ policy, ports, freezes, ledgerOption = '' }, patience) {
    const { target, model } = policy;
    const [router, view, events, freeze, newest, pointer] = await Promise.all([
        ports.router.read(target),
        ports.ledger.read(target),
        ports.ledger.history(target),
        freezes.readFreeze(target),
        ports.registry.newest(model.name),
        ports.registry.pointer(model.name, model.stage),
    ]);
    const arms = armsOf(policy, router, view);
    const live = await readLive(policy, ports, arms, patience);
    const labels = await readLabels(policy, ports, arms, patience.clock.nowMs());
    return { policy, ledgerOption, atMs: patience.clock.nowMs(), router, ledger: { view, events }, freeze, registry: { newest, pointer }, arms, live, labels };
}
/** The ledger knows who is stable; before there is one, the slot with all traffic is. */
function armsOf(policy, router, view) {
    if (router.kind === 'error')
        return { kind: 'unknown', why: router.error.message };
    const recorded = view.kind === 'ok' && view.value.kind === 'present' ? view.value.state.stable.slot : '';
    const adoption = (0,rollout_engine_src/* adoptionFrom */.jl)(policy, router.value);
    const serving = adoption.kind === 'stable' ? adoption.stable.slot : router.value.slots.find(({ weight }) => weight === rollout_policy_src/* PPM_ALL */.kh)?.slot;
    const stable = recorded === '' ? (serving ?? '') : recorded;
    if (stable === '')
        return { kind: 'unknown', why: adoption.kind === 'refused' ? adoption.why : 'it is unclear which slot is stable' };
    const candidate = policy.serve.slots.find((slot) => slot !== stable) ?? policy.serve.slots[1];
    const slot = router.value.slots.find((known) => known.slot === candidate);
    const copies = router.value.mirror === 'cannot' ? 0 : (router.value.mirror[candidate] ?? 0);
    const versionIn = (name) => {
        const placed = router.value.slots.find((known) => known.slot === name)?.placed;
        return placed?.kind === 'release' ? placed.version : 'none';
    };
    return { kind: 'arms', stable, candidate, versions: { stable: versionIn(stable), candidate: versionIn(candidate) }, candidateShare: (slot?.weight ?? 0) / rollout_policy_src/* PPM_ALL */.kh, candidateCopies: copies / rollout_policy_src/* PPM_ALL */.kh, candidateIsEmpty: slot === undefined || slot.placed.kind === 'nothing' };
}
async function readLive(policy, { metrics }, arms, patience) {
    const checks = policy.checks.filter((check) => !(0,rollout_policy_src/* isDelayed */.Vs)(check));
    if (checks.length === 0)
        return { kind: 'not-read', why: 'no check reads live metrics' };
    if (arms.kind === 'unknown')
        return { kind: 'not-read', why: arms.why };
    const { clock, lookMs, signal } = patience;
    const ask = (pair, snapshot) => metrics.fetchBlocks(requestOf(policy, checks, pair, { nowMs: clock.nowMs(), lookMs, snapshot }));
    const alone = { stable: arms.stable, candidate: arms.stable, versions: { stable: arms.versions.stable, candidate: arms.versions.stable } };
    const first = await ask(arms, null);
    const firstAlone = arms.candidateIsEmpty ? await ask(alone, null) : 'not-asked';
    if (first.kind === 'error')
        return { kind: 'read', spanMs: 0, answer: first, stableAlone: { kind: 'not-asked' } };
    const fromMs = clock.nowMs();
    await clock.sleep(lookMs, signal);
    const answer = await ask(arms, first.value.snapshot);
    const spanMs = clock.nowMs() - fromMs;
    const isBlind = answer.kind === 'ok' && Object.values(answer.value.evidence).some(({ kind }) => kind === 'no-data');
    const stableAlone = isBlind && firstAlone !== 'not-asked' && firstAlone.kind === 'ok' ? { kind: 'asked', answer: await ask(alone, firstAlone.value.snapshot) } : { kind: 'not-asked' };
    return { kind: 'read', spanMs, answer, stableAlone };
}
/** What a tick asks, but that a block may be as short as the doctor is patient. */
function requestOf(policy, checks, { stable, candidate, versions }, { nowMs, lookMs, snapshot }) {
    return {
        target: policy.target,
        rolloutId: 'doctor',
        arms: { stable, candidate },
        versions,
        questions: checks.map(({ name, signal, slices }) => ({ check: name, signal, slices, bounds: [], fromMs: 0 })),
        nowMs,
        blockMs: 1,
        lagMs: 0,
        maxGapMs: Math.max(policy.expert.maxGapMs, 2 * lookMs),
        snapshot,
    };
}
const COHORTS = 8;
/** A source answers with at most so many blocks. */
const BLOCKS_MAX = 480;
/** For the newest requests whose labels should all be in; a source is never asked for more than a rollout asks. */
async function readLabels(policy, { metrics }, arms, nowMs) {
    const pair = arms.kind === 'arms' ? arms : { stable: policy.serve.slots[0], candidate: policy.serve.slots[1], versions: { stable: 'none', candidate: 'none' } };
    const { blockMs, lagMs } = policy.expert;
    const readings = policy.checks.filter(rollout_policy_src/* isDelayed */.Vs).map(async (check) => {
        const asked = (0,rollout_policy_src/* labelsQuestionOf */.tj)(check.signal);
        const { everyMs, matureMs } = asked.kind === 'asked' ? asked.question : { everyMs: blockMs, matureMs: 0 };
        const cohortMs = Math.max(everyMs, blockMs);
        const toMs = Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs;
        const fromMs = toMs - Math.min(COHORTS * cohortMs, BLOCKS_MAX * blockMs);
        const request = { ...requestOf(policy, [check], pair, { nowMs, lookMs: 0, snapshot: null }), blockMs, lagMs };
        const answer = await metrics.fetchBlocks({ ...request, questions: request.questions.map((question) => ({ ...question, fromMs })) });
        return { check, fromMs, toMs, answer };
    });
    return Promise.all(readings);
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/visit.ts





async function visit(targets, world) {
    return Promise.all(targets.map((target) => visitOne(target, world)));
}
async function visitOne(toRead, world) {
    const { clock, steadyMs, fetch, github, lookMs, signal } = world;
    const [wallMs, steady] = [clock.nowMs(), steadyMs()];
    const { target: name } = toRead.policy;
    const onGithub = github === 'none' ? 'none' : await readGithub(github, { ...github, target: name });
    const others = [...(github === 'none' ? [] : await readGithubClock(clockOf(github), clock)), ...(await readPageClocks(toRead.policy, { fetch, clock }))];
    // As the looks of a rollout ask: by the clock that GitHub puts right, where the history is there.
    const target = await readTarget(toRead, { clock: toRead.ports.clock, signal, lookMs });
    const jumpedMs = Math.round(clock.nowMs() - wallMs - (steadyMs() - steady));
    const examined = examine({ target, clock: { others, jumpedMs }, github: onGithub });
    return { target: name, examined, needsMending: needsMending(examined) };
}
function clockOf({ state, home }) {
    return home === 'none' ? state : home;
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/readings/wanted-permissions.ts
const NEEDED = [
    { permission: 'contents', access: 'write', at: 'state', purpose: 'the ledger is a branch of it, so nothing starts without', isNeeded: true },
    { permission: 'contents', access: 'read', at: 'home', purpose: 'policies and the tags of models are read from it', isNeeded: true },
];
/** By the name of the mirror (docs/state-on-github.md). */
const SHOWN = {
    deployments: { permission: 'deployments', access: 'write', at: 'home', purpose: 'without it a rollout is not shown as a deployment', isNeeded: false },
    statuses: { permission: 'statuses', access: 'write', at: 'home', purpose: 'without it versions get no status', isNeeded: false },
    incident: { permission: 'issues', access: 'write', at: 'home', purpose: 'without it a rollback opens no incident', isNeeded: false },
    release: { permission: 'contents', access: 'write', at: 'home', purpose: 'without it releases get no notes', isNeeded: false },
};
/** `mirrors`: names of those that are wanted; empty: all. */
function wantedPermissions(mirrors) {
    return [...NEEDED, ...Object.entries(SHOWN).flatMap(([name, wanted]) => (mirrors.length === 0 || mirrors.includes(name) ? [wanted] : []))];
}

;// CONCATENATED MODULE: ./packages/rollout-doctor/src/index.ts
// Looks at everything that a rollout will need before it starts: readings through the ports, and pure examinations of them.







;// CONCATENATED MODULE: ./actions/canary-step/src/doctor.ts
// `mode: doctor`: looks at everything that a rollout will need, decides nothing and changes nothing. Red while a person has something to mend.




/** A job's log is read by nobody who waits: two blocks, but no longer than this. */
const LOOK_MS_MAX = 20_000;
/** In a log nothing is cut off. */
const LOG_STYLE = { color: false, width: 1_000 };
/** `mirrors`: names of those that are wanted; empty: all. */
async function examineTargets({ targets, github }, { signal, log }, { mirrors, workspace, ledger }) {
    const ledgerOption = github === 'none' ? optionFor(ledger) : isSame(github.apis) ? '' : optionFor(`github:${doctor_nameOf(github.apis.state)}`);
    const lookMs = Math.min(LOOK_MS_MAX, 2 * Math.max(...targets.map(({ pinned }) => pinned.policy.expert.blockMs)));
    const visits = await visit(targets.map(({ pinned, ports, freezes }) => ({ policy: pinned.policy, ports, freezes, ledgerOption })), { clock: src/* systemClock */.ml, steadyMs: () => external_node_perf_hooks_.performance.now(), fetch: globalThis.fetch, signal, lookMs, github: github === 'none' ? 'none' : { ...github.apis, wanted: wantedPermissions(mirrors), workflows: await (0,src/* lookingWorkflows */.iy)(workspace) } });
    signal.throwIfAborted();
    for (const found of visits)
        for (const line of (0,report_src/* doctorLines */.Ju)(found, LOG_STYLE))
            log(line);
    return presentVisits(visits);
}
/** A person's checkout of the workflow's repository has the same ledger as its `origin`. */
function isSame({ state, home }) {
    return home !== 'none' && doctor_nameOf(state) === doctor_nameOf(home);
}
function doctor_nameOf({ repository: { owner, repo } }) {
    return `${owner}/${repo}`;
}
function optionFor(ledger) {
    return ledger === 'origin' ? '' : ` --ledger ${(0,report_src/* shellWord */.r7)(ledger)}`;
}
function presentVisits(visits) {
    const isIll = visits.some(({ needsMending }) => needsMending);
    const sentence = visits.map((found) => (0,report_src/* cleanLine */.Ow)(`${found.target}: ${(0,report_src/* doctorVerdict */.H)(found)}.`)).join('\n');
    const summary = (0,report_src/* doctorSummary */.Ot)(visits);
    return {
        exitCode: isIll ? 1 : 0,
        outputs: { decision: 'idle', needs: isIll ? 'human' : 'nothing', sentence, weight: '', harm: '', rolloutId: '', targets: JSON.stringify(visits.map(({ target, needsMending }) => ({ target, needsMending }))), toPromote: '[]', toRollBack: '[]', decisionJson: JSON.stringify(visits), report: summary },
        summary,
        annotations: visits.flatMap(({ target, examined }) => examined.flatMap(({ findings }) => findings.map((finding) => annotation(target, finding)))),
        closing: { decided: 'nothing, the doctor only looks', why: sentence.replaceAll('\n', ' '), next: isIll ? 'A person mends what is marked, then runs the doctor again.' : 'A rollout may start.' },
    };
}
function annotation(target, { code, gravity, about, seen, fix }) {
    return { level: gravity === 'mend' ? 'error' : 'warning', title: (0,report_src/* cleanLine */.Ow)(`${target}: ${code} ${about}`), message: (0,report_src/* cleanLine */.Ow)(`${seen}. Fix: ${fix.text}${fix.paste.length === 0 ? '' : ' (in the log, ready to copy)'}`, 1_000), place: { kind: 'nowhere' } };
}


/***/ })

};
