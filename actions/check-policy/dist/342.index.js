export const id = 342;
export const ids = [342];
export const modules = {

/***/ 2047:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* reexport */ SILENCE_MS),
  V$: () => (/* reexport */ nextLookMs),
  eF: () => (/* binding */ run),
  e4: () => (/* reexport */ staysFor)
});

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./actions/canary-step/src/from-memory.ts
// A look of a job that stays, while the ledger is out of reach: from the state that it read last. It records nothing, so it can raise nothing; it takes away
// what must not stay exposed, and only while the router stands where this job knows it to stand. Whoever moved it since knows more.

function memoryOf(state) {
    return { state, made: new Set(), unconfirmed: new Set() };
}
/** Nothing is exposed that a look could take away, or what is there may not be trusted: a history that was tampered with decides nothing. */
function canLookFromMemory({ state: { rollout } }, { code }) {
    return (code === 'unavailable' || code === 'denied') && rollout.kind === 'live' && rollout.phase === 'trial' && rollout.weight > 0;
}
async function lookFromMemory(ports, memory, error, input) {
    const outcome = await (0,src/* tick */.io)(portsFromMemory(ports, memory, error), { ...input, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'nothing' } });
    if (outcome.kind !== 'decided' || outcome.decision.kind === 'hold')
        return src/* NO_REPORT */.rR;
    const { decision, warnings, todo } = outcome;
    const said = `decided without the ledger, from what was read of it last: ${decision.kind}, to ${String(decision.to / 10_000)} %. The router's stamp tells the next look that reaches the ledger`;
    return { warnings: [said, ...warnings], todo };
}
function portsFromMemory(ports, { state, made, unconfirmed }, error) {
    const { rollout } = state;
    let seen = { kind: 'nothing' };
    const isOurs = (effectId) => rollout.kind === 'live' && (effectId === rollout.confirmedEffect || (rollout.pending.kind !== 'none' && effectId === rollout.pending.id) || made.has(effectId));
    return {
        ...ports,
        ledger: { ...ports.ledger, read: () => Promise.resolve((0,src.ok)({ kind: 'present', head: 'out of reach', state })), append: () => Promise.resolve((0,src/* failed */.gz)(error)) },
        router: {
            ...ports.router,
            read: async (target) => {
                const reading = await ports.router.read(target);
                if (reading.kind === 'ok')
                    seen = reading.value.stamp.kind === 'stamp' && isOurs(reading.value.stamp.effectId) ? { kind: 'ours', version: reading.value.version } : { kind: 'others' };
                return reading;
            },
            set: async (change) => {
                const { effectId } = change.stamp;
                unconfirmed.clear();
                // Whoever has moved it since knows more: what was open before is theirs.
                if (seen.kind === 'others')
                    return (0,src/* failed */.gz)({ port: 'router', code: 'conflict', message: 'somebody else has moved the traffic since the ledger could be read', retryable: true, outcome: 'not-done' });
                if (isLower(change, rollout))
                    unconfirmed.add(effectId);
                if (seen.kind === 'nothing')
                    return (0,src/* failed */.gz)({ port: 'router', code: 'unavailable', message: 'it could not be read, and without the ledger nothing else tells who has moved the traffic last', retryable: true, outcome: 'not-done' });
                made.add(effectId);
                const answer = await ports.router.set({ ...change, ifVersion: { kind: 'is', version: seen.version } });
                if (answer.kind === 'error' && answer.error.code === 'conflict' && answer.error.outcome === 'not-done')
                    unconfirmed.delete(effectId);
                return answer;
            },
            settle: async (target, version) => {
                const settled = await ports.router.settle(target, version);
                if (settled.kind === 'ok' && settled.value.settled)
                    unconfirmed.clear();
                return settled;
            },
        },
    };
}
function isLower({ weights }, rollout) {
    return rollout.kind === 'live' && (weights[rollout.candidate.slot] ?? 0) < rollout.weight;
}

;// CONCATENATED MODULE: ./actions/canary-step/src/blind-look.ts

function watchFrom(nowMs) {
    return { isWatching: false, sawAtMs: nowMs, lostBefore: false, memory: 'nothing' };
}
/** Of a job that stays after this look. */
function watchAfter(watch, seen, nowMs) {
    if (seen.kind === 'decided')
        return { isWatching: true, sawAtMs: nowMs, lostBefore: false, memory: memoryOf(seen.state) };
    return { ...watch, lostBefore: seen.kind === 'lost-race' };
}
/** Traffic that was worth staying for is still there, and a schedule may come hours later than the end of a limit. One that outlasts the job is the next one's. */
function staysBlind({ isWatching, sawAtMs, lostBefore }, outcome, { mode, nowMs, blindMs, endsAtMs }) {
    if (!isWatching || mode === 'tick' || mode === 'observe')
        return false;
    // Who was faster may have been a job that looks once and goes; who is faster twice is there to stay.
    if (outcome.kind === 'lost-race')
        return !lostBefore;
    if (outcome.kind !== 'no-ledger' || !outcome.error.retryable)
        return false;
    const { notBeforeMs } = outcome.error;
    return notBeforeMs === undefined ? nowMs - sawAtMs < blindMs : notBeforeMs < endsAtMs;
}

;// CONCATENATED MODULE: ./actions/canary-step/src/conclusions.ts
// What a look has concluded is made by jobs of their own, with reviewers and permissions of their own: a promotion, or the end of a rollback. A job that
// stays for other targets has no outputs before its end, so it has each of them made in a run of its own: one run per rollout, known by its name.
// That a run was asked for is written nowhere: GitHub's list of runs knows it, and whether it was cancelled, rejected or lost.
/** A regression after the decision to promote is another conclusion: its run must not wait for the one that waits for its reviewers. */
function nameOfRun({ what, target, rolloutId }) {
    return `${what} ${target} (rollout ${rolloutId})`;
}
/** A run that ended and concluded nothing was cancelled, rejected or held: as soon after its beginning, nobody is asked again. */
const AGAIN_MS = 900_000;
/** How long after each other the list is read for a run that was just started: a reply is no proof, a run is. */
const SEEN_AFTER_MS = [2_000, 5_000, 15_000];
/** For one job, which remembers what it saw. */
function askingFor(conclusions, clock, signal) {
    const seen = new Map();
    return {
        ask: async (conclusion, { everyMs, flush }) => {
            const name = nameOfRun(conclusion);
            const known = seen.get(name);
            if (known !== undefined && clock.nowMs() - known.atMs < everyMs)
                return known.asked;
            const asked = await askOnce(conclusions, conclusion, { name, clock, signal, flush });
            seen.set(name, { atMs: clock.nowMs(), asked });
            return asked;
        },
    };
}
async function askOnce(conclusions, conclusion, { name, clock, signal, flush }) {
    const before = await conclusions.runs(name);
    if (before.kind === 'unknown')
        return { kind: 'here', why: `whether ${name} has a run already cannot be read: ${before.why}` };
    if (isAsked(before.runs, clock.nowMs()))
        return { kind: 'elsewhere' };
    await flush();
    const started = await conclusions.start(conclusion, name);
    if (started.kind === 'refused')
        return { kind: 'here', why: `no run could be started to ${name}: ${started.why}` };
    for (const waitMs of SEEN_AFTER_MS) {
        await clock.sleep(waitMs, signal);
        const after = await conclusions.runs(name);
        if (after.kind === 'known' && isAsked(after.runs, clock.nowMs()))
            return { kind: 'elsewhere' };
        if (signal.aborted)
            break;
    }
    return { kind: 'here', why: `a run was asked for to ${name}, and none of that name is there. The workflow that begins with the event rampart-conclude has to be on the default branch, with the run-name of examples/workflows/rollout.yml` };
}
function isAsked(runs, nowMs) {
    return runs.some(({ isOpen, createdAtMs }) => isOpen || nowMs - createdAtMs < AGAIN_MS);
}

;// CONCATENATED MODULE: ./actions/canary-step/src/earlier-looks.ts
/** A source that fails in other words at every look fills no page. */
const WARNINGS_MAX = 50;
/**
 * The report of a look with that of the looks before it, each line once. What an earlier look left to do was for the next look, which has been: told
 * again it is left to do, else it is no more than a warning that it was.
 */
function withEarlier(earlier, { warnings, todo, followed }) {
    const overdue = earlier.todo.filter((line) => !todo.includes(line)).map(leftWords);
    const repeated = todo.map(leftWords);
    // The newest first: where there is no room for all of them, those count.
    const known = new Set([...warnings, ...overdue, ...earlier.warnings]);
    return {
        warnings: [...known].filter((line) => !repeated.includes(line)).slice(0, Math.max(WARNINGS_MAX, warnings.length)),
        todo,
        followed: [...earlier.followed, ...followed].filter((news, index, all) => all.findIndex((other) => isSame(other, news)) === index),
    };
}
function leftWords(line) {
    return `an earlier look left to do: ${line}`;
}
function isSame(a, b) {
    return a.kind === b.kind && a.rolloutId === b.rolloutId && a.why === b.why && a.worse.join('\n') === b.worse.join('\n');
}

;// CONCATENATED MODULE: ./actions/canary-step/src/shared-moments.ts
// When the targets of a job look again: at the same moments, so that what each of them begins with is read for all of them at once. A target whose look
// takes too long goes on by itself, and delays nobody.
/** A look that began by this part of the time between two too early belongs to its moment all the same: timers wake a little early, too. */
const TOLERANCE = 0.1;
function sharedMoments(lookAhead) {
    let firstAtMs = 'none';
    const meetings = new Map();
    return {
        after: (beganAtMs, everyMs) => {
            if (firstAtMs === 'none')
                firstAtMs = beganAtMs;
            return firstAtMs + (Math.floor((beganAtMs - firstAtMs) / everyMs + TOLERANCE) + 1) * everyMs;
        },
        meet: (target, atMs) => {
            const meeting = meetings.get(atMs) ?? { targets: [], reading: 'not yet' };
            meetings.set(atMs, meeting);
            meeting.targets.push(target);
            return () => {
                // Who comes later meets nobody.
                if (meetings.get(atMs) === meeting)
                    meetings.delete(atMs);
                if (meeting.reading === 'not yet')
                    meeting.reading = lookAhead(meeting.targets);
                return meeting.reading;
            };
        },
    };
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var rollout_policy_src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./actions/canary-step/src/stays-for.ts
// How long a job stays with a target, and when somebody looks again.

/** Schedules of hosted runners were seen 12 hours late, and nothing bounds it: a day. */
const SILENCE_MS = 86_400_000;
/** When somebody looks again, as far as it is certain: a job that stays does, a schedule is meant to, and who comes after a job's deadline nobody knows. */
function nextLookMs(mode, { lookMs, tickMs }, { isLast, silenceMs }) {
    if (mode === 'tick')
        return tickMs;
    return isLast ? silenceMs : lookMs;
}
/** Whether this job takes another look, or leaves it to the next one. */
function staysFor(mode, rollout, { kind, needs }, { nowMs, silenceMs }) {
    if (mode === 'observe' || mode === 'tick')
        return false;
    if (rollout.kind === 'none' || kind === 'promote' || kind === 'halt' || kind === 'finished')
        return false;
    // Traffic that could not be taken away is tried again at once; what is out waits for the rollback job.
    if (rollout.phase === 'leaving')
        return rollout.weight > 0 || rollout.pending.kind !== 'none';
    return mode === 'watch' || isUnseen(rollout, nowMs) || isInSmoke(rollout, kind, needs) || exposesTooMuch(rollout, silenceMs);
}
/** So many looks are enough for the first evidence at a new weight, where there is traffic at all. */
const LOOKS_TO_SEE = 4;
/** Nothing was measured yet at a weight that was just raised: until the next tick nobody would know what it does. */
function isUnseen({ weight, weightSinceMs, checks, policy: { expert } }, nowMs) {
    const waitsMs = expert.warmUpMs + expert.lagMs + LOOKS_TO_SEE * Math.max(expert.lookMs, expert.blockMs);
    return weight > 0 && nowMs - weightSinceMs < waitsMs && Object.values(checks).every(({ coveredMs }) => coveredMs === 0);
}
/** Smoke takes a look or two. */
function isInSmoke({ weightMax }, kind, needs) {
    return weightMax === 0 && kind === 'hold' && needs === 'nothing';
}
/** `auto`: weight x traffic x time until somebody looks again, at worst, against what is left of the promise. */
function exposesTooMuch({ policy, checks, weight }, silenceMs) {
    return (0,rollout_policy_src/* outlastsBudget */.L7)(policy, checks, { weight, untilMs: Math.max(policy.expert.tickMs, silenceMs) });
}

;// CONCATENATED MODULE: ./actions/canary-step/src/run.ts








async function run(request, world) {
    const endsAtMs = deadlineOn(world.clock, request.deadlineMs);
    const { targets, lookAhead = () => Promise.resolve() } = world;
    const moments = sharedMoments(lookAhead);
    const asking = world.conclusions === undefined ? 'none' : askingFor(world.conclusions, world.clock, world.signal);
    const [looking, staying] = [new Set(targets.map(nameOf)), new Set(targets.map(nameOf))];
    await lookAhead(targets.map(nameOf));
    return Promise.all(targets.map(async (target) => {
        const { readHistory, ...last } = await stepTarget(target, request, world, { endsAtMs, moments, asking, looking, staying });
        return { ...last, history: await readHistory(shownOf(last.outcome)), atMs: world.clock.nowMs() };
    }));
}
async function stepTarget(given, request, world, timing) {
    const ledger = (0,src/* gatheringLedger */.ve)(given.ports.ledger, () => (0,src/* gatheredMsFor */.iN)(timing.looking.size));
    const result = await lookAtTarget({ ...given, ports: { ...given.ports, ledger } }, request, world, { ...timing, flush: () => ledger.flush(nameOf(given)) });
    for (const targets of [timing.looking, timing.staying])
        targets.delete(nameOf(given));
    const flushed = await ledger.flush(nameOf(given));
    return { ...result, target: given, outcome: flushed.kind === 'error' ? { ...result.outcome, warnings: [...result.outcome.warnings, (0,src/* describeError */.Uc)(flushed.error)] } : result.outcome };
}
/** By the clock as it then is: GitHub's answers put it right, and what is left of a job's time is as long as before. */
function deadlineOn(clock, deadlineMs) {
    const aheadMs = () => clock.nowMs() - (clock.steadyMs?.() ?? clock.nowMs());
    const before = aheadMs();
    const endsAtMs = clock.nowMs() + deadlineMs;
    // To the second, so that the last looks of all targets are at one moment.
    return () => endsAtMs + Math.round((aheadMs() - before) / 1_000) * 1_000;
}
async function lookAtTarget(target, request, world, { moments, asking, staying, flush, ...timing }) {
    // What tells the mode is what the first look begins with.
    const first = (0,src/* ledgerOfOneLook */.cB)(target.ports.ledger);
    const mode = request.mode === 'by-history' ? await modeByHistory(first, nameOf(target)) : request.mode;
    const asked = await stillAsked(target, request, first);
    if (asked.kind === 'refused')
        return { target, outcome: { kind: 'refused', why: asked.why, ...src/* NO_NEWS */.sV }, mode, looks: 0, readHistory: historyOf(target) };
    const { expert } = target.pinned.policy;
    let polledAtMs = Number.NEGATIVE_INFINITY;
    let snapshot = { kind: 'from-ledger' };
    // Told once, by whichever look met it: the job's summary has to have all of it.
    let told = src/* NO_NEWS */.sV;
    const silenceMs = request.silenceMs ?? SILENCE_MS;
    let watch = watchFrom(world.clock.nowMs());
    for (let looks = 1;; looks += 1) {
        const [nowMs, endsAtMs] = [world.clock.nowMs(), timing.endsAtMs()];
        const isLast = mode !== 'tick' && endsAtMs - nowMs <= expert.lookMs;
        const pollRegistry = request.wanted.kind === 'newest' && nowMs - polledAtMs >= expert.tickMs;
        if (pollRegistry)
            polledAtMs = nowMs;
        const input = {
            pinned: target.pinned,
            actor: request.actor,
            acts: mode !== 'observe',
            // A person's word is for the rollout that was there when it was said, not for every look after it.
            request: looks === 1 ? asked.request : { kind: 'none' },
            pollRegistry,
            // A version that was named is started once; afterwards this job only goes on with it.
            wanted: looks > 1 && asked.wanted.kind === 'version' ? { kind: 'nothing' } : asked.wanted,
            validation: request.validation,
            nextLookMs: nextLookMs(mode, expert, { isLast, silenceMs }),
            snapshot,
        };
        const seen = await (0,src/* tick */.io)(looks === 1 ? { ...target.ports, ledger: first } : target.ports, input);
        const isBlind = seen.kind !== 'decided';
        const leaves = isBlind && (isLast || !staysBlind(watch, seen, { mode, nowMs, blindMs: expert.blindMs, endsAtMs }));
        const outcome = isBlind && watch.isWatching ? await withMemory(seen, watch.memory, target.ports, { ...input, nextLookMs: nextLookMs(mode, expert, { isLast: leaves, silenceMs }) }) : seen;
        const readHistory = historyOf(target);
        await world.told({ target, outcome, mode, looks, readHistory });
        const troubled = mode === 'observe' ? [] : await retrainingTrouble(target, outcome, { retraining: world.retraining, actor: request.actor, flush });
        const elsewhere = mode === 'observe' ? NOTHING_ASKED : await askElsewhere(target, outcome, { asking, flush });
        const report = withEarlier(told, { ...outcome, warnings: [...outcome.warnings, ...troubled, ...(elsewhere.kind === 'here' && elsewhere.why !== '' ? [elsewhere.why] : [])] });
        told = report;
        const result = { target, outcome: { ...outcome, ...report }, mode, looks, readHistory, ...(elsewhere.kind === 'elsewhere' ? { concludedElsewhere: true } : {}), ...tookAway(watch.memory) };
        if (world.signal.aborted || leaves)
            return result;
        if (outcome.kind === 'decided') {
            const { decision, state: { rollout } } = outcome;
            snapshot = { kind: 'kept', value: outcome.snapshot };
            // A token that may not, or no longer, record what was taken away: the next job has another.
            if (outcome.unrecorded?.retryable === false)
                return result;
            // With nobody there to look, the last look may have lowered the weight so far that a job in mode auto would leave anyway.
            if (isLast)
                return looks > 1 && staysFor('watch', rollout, decision, { nowMs, silenceMs }) ? { ...result, handedOver: true } : result;
            // What was promoted meanwhile, in a run of its own, is a reason to stay again.
            if (staysFor(mode, rollout, decision, { nowMs, silenceMs }))
                staying.add(nameOf(target));
            else {
                staying.delete(nameOf(target));
                // What waits for another job may begin with the end of this one only, and where it has a run of its own that may be cancelled: until then nobody else looks at it.
                const isAskedFor = asking !== 'none' && concludedBy(target, outcome) !== 'none';
                if (mode === 'tick' || mode === 'observe' || staying.size === 0 || rollout.kind === 'none' || (rollout.weight === 0 && !isAskedFor))
                    return result;
            }
        }
        const nextAtMs = Math.min(endsAtMs, moments.after(nowMs, expert.lookMs));
        const readAhead = moments.meet(nameOf(target), nextAtMs);
        // A machine's clock may be set back meanwhile: nobody waits for the same time twice.
        await world.clock.sleep(Math.min(Math.max(0, nextAtMs - world.clock.nowMs()), 2 * expert.lookMs), world.signal);
        if (world.signal.aborted)
            return result;
        watch = watchAfter(watch, seen, nowMs);
        await readAhead();
    }
}
function tookAway(memory) {
    if (memory === 'nothing')
        return {};
    const { state, made, unconfirmed } = memory;
    return { ...(made.size === 0 ? {} : { tookAway: true }), ...(unconfirmed.size === 0 ? {} : { unconfirmed: { stableSlot: state.stable.slot } }) };
}
/** What a look without the ledger took away is told with it. */
async function withMemory(outcome, memory, ports, input) {
    if (outcome.kind !== 'no-ledger' || memory === 'nothing' || !canLookFromMemory(memory, outcome.error))
        return outcome;
    const { warnings, todo } = await lookFromMemory(ports, memory, outcome.error, input);
    return { ...outcome, warnings: [...outcome.warnings, ...warnings], todo: [...outcome.todo, ...todo] };
}
/** A new model is asked for once. What went wrong with that, in lines for a person. */
async function retrainingTrouble({ pinned, ports }, outcome, { retraining, actor, flush }) {
    const causes = (0,src/* dueRetraining */.C9)(outcome, pinned.policy);
    if (causes.length === 0)
        return [];
    // Who trains is pointed to a record, which has to be there.
    if (retraining !== undefined)
        await flush();
    if (retraining !== undefined)
        return (0,src/* askForRetraining */.s_)(ports, retraining, { target: pinned.policy.target, actor, causes });
    return [`${causes.map(({ check }) => check).join(' and ')} asks for a new model, and nobody is told from here: only a job on GitHub that keeps its history there dispatches rampart-retrain`];
}
const NOTHING_ASKED = { kind: 'here', why: '' };
/** At the look that concludes it, while this job stays for other targets, and at its last look just the same: then one place knows what is asked for. */
async function askElsewhere(target, outcome, { asking, flush }) {
    const conclusion = concludedBy(target, outcome);
    if (asking === 'none' || conclusion === 'none')
        return NOTHING_ASKED;
    return asking.ask(conclusion, { everyMs: target.pinned.policy.expert.tickMs, flush });
}
/** Traffic that is not away yet is this job's to take away. */
function concludedBy({ policyFile, pinned }, outcome) {
    if (outcome.kind !== 'decided' || outcome.state.rollout.kind === 'none')
        return 'none';
    const { state: { rollout }, decision } = outcome;
    const about = { target: pinned.policy.target, policyFile, rolloutId: rollout.id };
    if (rollout.phase === 'leaving')
        return rollout.weight > 0 || rollout.pending.kind !== 'none' ? 'none' : { ...about, what: 'roll back' };
    return decision.kind === 'promote' ? { ...about, what: 'promote' } : 'none';
}
function nameOf({ pinned }) {
    return pinned.policy.target;
}
/** What this job is asked for beyond a look: a run that is run again says nothing twice, and nothing that nobody can tell is not past. */
async function stillAsked(target, { request, wanted, rerun = src/* NO_RERUN */.Lm }, ledger) {
    if (request.kind === 'none' && wanted.kind !== 'version')
        return { kind: 'asked', request, wanted };
    const standing = await (0,src/* standingOf */.YP)(rerun, nameOf(target), ledger);
    if (standing.kind === 'unknown')
        return { kind: 'refused', why: standing.why };
    if (standing.kind === 'unread')
        return { kind: 'refused', why: `this run was run again, and whether an earlier attempt of it has been heard cannot be told: ${(0,src/* describeError */.Uc)(standing.error)}. Nothing was changed. Run it again when that has passed` };
    return standing.isRepeat ? { kind: 'asked', request: { kind: 'none' }, wanted: wanted.kind === 'version' ? { kind: 'nothing' } : wanted } : { kind: 'asked', request, wanted };
}
function historyOf({ ports, pinned }) {
    return async (enough) => {
        const history = await ports.ledger.history(pinned.policy.target, enough);
        return history.kind === 'ok' ? history.value : [];
    };
}
/** As many events come with the look itself. */
const EVENTS_BROUGHT = 40;
/** A page without the picture of its first days is better than a hundred requests. */
const EVENTS_SHOWN_MAX = 400;
/** What a summary shows of the history. A look that was not worth a record asks for nothing more to be told. */
function shownOf(outcome) {
    if (outcome.kind !== 'decided')
        return () => true;
    const most = outcome.recorded ? EVENTS_SHOWN_MAX : EVENTS_BROUGHT;
    const isStart = (0,src/* sinceStartOf */.Aw)(outcome.state);
    return (event, count) => count >= most || isStart(event, count);
}
async function modeByHistory(ledger, target) {
    const view = await ledger.read(target);
    if (view.kind === 'error' || view.value.kind === 'empty')
        return 'observe';
    const { rollout, ended } = view.value.state;
    return rollout.kind === 'live' || ended.length > 0 ? 'auto' : 'observe';
}


/***/ }),

/***/ 9108:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _z: () => (/* reexport */ DEFAULTS_FILE),
  tQ: () => (/* reexport */ EFFECTS),
  RR: () => (/* reexport */ traffic_profile_UNKNOWN_TRAFFIC),
  dj: () => (/* reexport */ canonicalJson),
  au: () => (/* reexport */ didYouMean),
  zu: () => (/* reexport */ expandPolicy),
  a3: () => (/* reexport */ duration_formatDuration),
  H9: () => (/* reexport */ factor_formatFactor),
  wj: () => (/* reexport */ margin_formatMargin),
  jV: () => (/* reexport */ path_formatPath),
  Xf: () => (/* reexport */ points_formatPoints),
  CE: () => (/* reexport */ format_roughly_formatRate),
  B0: () => (/* reexport */ share_formatRatio),
  xs: () => (/* reexport */ format_roughly_formatRatioRoughly),
  fB: () => (/* reexport */ certainty_lints_formatRoughlyUp),
  T1: () => (/* reexport */ share_formatShare),
  sH: () => (/* reexport */ origins_nearestPlace),
  E9: () => (/* reexport */ parseDuration),
  ES: () => (/* reexport */ parseMargin),
  gg: () => (/* reexport */ pod_noise_podNoise),
  RW: () => (/* reexport */ profileFileOf),
  T4: () => (/* reexport */ read_policy_readPolicy),
  er: () => (/* reexport */ readProfile),
  f$: () => (/* reexport */ shown_shownText),
  t7: () => (/* reexport */ todays_rate_trafficOf)
});

// UNUSED EXPORTS: LINT_KINDS, MISTAKE_KINDS, NO_HISTORY, alertRules, annotationsOf, catchTime, certificateTime, codeFrame, digestPolicy, editedText, factorOfNoise, formatLabelMatchers, formatLatency, formatLint, formatMistakes, formatPlace, formatQuantile, formatRoughly, generatedFiles, lintPolicy, loadPolicy, parseFactor, parseLabelMatchers, parseLatency, parsePoints, parseQuantile, parseShare, policyJsonSchema, quantileBucket, readYaml, renderAlerts, slowCountsOfPods, slowerThan, trafficMaxPerSecond, writeProfile

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./packages/policy-document/src/digest.ts
// The identity of a policy: one digest for one meaning, however it was written.


/** `sha256:` and 64 hex digits of the canonical JSON of the expanded policy. Two files that mean the same have the same digest. */
function digestPolicy(policy) {
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
    (0,src/* invariant */.V1)(isPlain, 'canonical JSON holds plain data', { type: typeof value });
    return JSON.stringify(value);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/path.ts
// The way from the top of a document to a value, and how it is written for people: `plan[1].ramp.every`.
function path_formatPath(path) {
    return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/source-tree.ts
function lookUp(root, path) {
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
function locate(finding, root, sources) {
    const found = lookUp(root, finding.path);
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
    (0,src/* invariant */.V1)(source !== undefined, 'a place points into a file that was read', { file: place.file });
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
function parsed(value) {
    return { kind: 'ok', value };
}
/** `says` completes "this is refused:", without a full stop: `a share needs its unit`. */
function refused(says) {
    return { kind: 'refused', says };
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/decimal.ts
// Decimal numbers as people write them, kept exact: digits and a scale, never a binary fraction on the way.

/** Source of a pattern without anchors, for editors and for the parsers here. */
const DECIMAL_PATTERN = '(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?';
/** Reads `12` or `0.25`. No sign, no exponent, no leading zero, no thousands separator: nothing that two readers could take differently. */
function parseDecimal(text) {
    if (!new RegExp(`^${DECIMAL_PATTERN}$`).test(text))
        return refused('this is not a plain number');
    const [whole = '', fraction = ''] = text.split('.');
    return parsed({ digits: BigInt(whole + fraction), scale: fraction.length });
}
/** `decimal * factor` if that is a whole number, so that no unit ever rounds what was written. `factor`: a whole number. */
function timesExactly(decimal, factor) {
    const product = decimal.digits * BigInt(factor);
    const divisor = 10n ** BigInt(decimal.scale);
    if (product % divisor !== 0n)
        return refused('this has more decimals than are kept');
    const value = Number(product / divisor);
    return Number.isSafeInteger(value) ? parsed(value) : refused('this is too large');
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
        return refused(`this is not ${noun}`);
    if (unit === '')
        return refused(`${noun} needs its unit (${units.map((known) => known.trim()).join(', ')})`);
    if (!units.includes(unit))
        return refused(unknownUnit(unit, noun, units));
    const decimal = parseDecimal(number);
    return decimal.kind === 'refused' ? decimal : parsed({ number: decimal.value, unit });
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
        return refused('a duration is a whole number of milliseconds');
    return durationMs.value <= DURATION_MS_MAX ? parsed(durationMs.value) : refused('a duration is at most 3650d');
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
        return refused('growth is said per hour');
    const quantity = splitUnit(text.slice(0, -PER_HOUR.length), 'growth', ['%']);
    if (quantity.kind === 'refused')
        return quantity;
    const growth = timesExactly(quantity.value.number, PPM_PER_PERCENT);
    if (growth.kind === 'refused')
        return refused('growth has at most four decimals');
    return growth.value > 0 && growth.value <= GROWTH_MAX * 1_000_000 ? parsed(growth.value / 1_000_000) : refused('growth is above 0% and at most 1000% per hour');
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
        return refused(`this is longer than ${TEXT_LENGTH_MAX} characters`);
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
            return refused(`a label name is missing at ${shownRest(text, at)}`);
        take(SPACE);
        const operator = take(OPERATOR);
        if (operator === 'none')
            return refused(`one of = != =~ !~ is missing after ${label[0]} at ${shownRest(text, at)}`);
        take(SPACE);
        const quoted = take(QUOTED);
        if (quoted === 'none')
            return refused(`the value of ${label[0]} stands in double quotes, at ${shownRest(text, at)}`);
        const matcher = matcherOf(label[0], operator[0], label_matchers_unescape(quoted[1] ?? ''));
        if (matcher.kind === 'refused')
            return matcher;
        matchers.push(matcher.value);
        if (matchers.length > MATCHERS_MAX)
            return refused(`at most ${MATCHERS_MAX} labels are matched`);
        take(SPACE);
        if (at === text.length)
            return parsed(matchers);
        if (text[at] !== ',')
            return refused(`a comma is missing at ${shownRest(text, at)}`);
        at += 1;
    }
}
function label_matchers_formatLabelMatchers(matchers) {
    return matchers.map(({ label, op, pattern }) => `${label}${op}"${label_matchers_escape(pattern)}"`).join(',');
}
/** Why `pattern` is outside the small pattern language. */
function matcherOf(label, op, pattern) {
    if (pattern.length > PATTERN_LENGTH_MAX)
        return refused(`a value has at most ${PATTERN_LENGTH_MAX} characters`);
    if (op === '=' || op === '!=')
        return parsed({ label, op, pattern });
    if (op !== '=~' && op !== '!~')
        return refused(`${op} is not a way to match`);
    const foreign = NOT_IN_PATTERNS.exec(pattern);
    if (foreign !== null)
        return refused(`${JSON.stringify(foreign[0])} is not part of the pattern language (only . for one character, .* for any run, | for either side)`);
    if (/(?:^|[^.])\*/u.test(pattern))
        return refused('* stands only after a dot: .* is any run of characters');
    return parsed({ label, op, pattern });
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
        return refused('a response time is a whole number of microseconds');
    if (microseconds.value === 0)
        return refused('a response time is more than 0');
    return microseconds.value <= LATENCY_MS_MAX * 1_000 ? parsed(microseconds.value / 1_000) : refused('a response time is at most 60m');
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
        return refused('a factor has at most four decimals');
    return parts.value <= FACTOR_MAX * PARTS ? parsed(parts.value / PARTS) : refused(`a factor is at most ${FACTOR_MAX}x`);
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
        return refused('points have at most four decimals');
    return difference.value <= 1_000_000 ? parsed(difference.value / 1_000_000) : refused('there are only 100 points');
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
    return unit.kind === 'refused' ? unit : refused('this is not a margin');
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
        return refused('a margin in percent has at most two decimals');
    return factorMargin((margin_PARTS + more.value) / margin_PARTS);
}
function parseFactorMargin(text) {
    const factor = parseFactor(text);
    return factor.kind === 'refused' ? factor : factorMargin(factor.value);
}
function factorMargin(factor) {
    if (factor <= 1)
        return refused('a margin leaves room for noise between two equal arms, so it is more than 0% or 1x');
    return factor <= FACTOR_MAX ? parsed({ kind: 'factor', factor }) : refused(`a margin is at most ${FACTOR_MAX}x`);
}
function parsePointsMargin(text) {
    const ratio = parsePoints(text);
    if (ratio.kind === 'refused')
        return ratio;
    return ratio.value > 0 && ratio.value < 1 ? parsed({ kind: 'points', ratio: ratio.value }) : refused('a margin is more than 0 and less than 100 points');
}

;// CONCATENATED MODULE: ./packages/policy-document/src/units/quantile.ts
// Quantiles: `p50`, `p99`, `p99.9`.


const quantile_PARTS_PER_PERCENT = 10_000;
const QUANTILE_PATTERN = '^p(?:0|[1-9][0-9]?)(?:\\.[0-9]{1,4})?$';
/** In (0, 1): `p99` is 0.99. */
function parseQuantile(text) {
    const decimal = text.startsWith('p') ? parseDecimal(text.slice(1)) : refused('');
    const parts = decimal.kind === 'ok' ? timesExactly(decimal.value, quantile_PARTS_PER_PERCENT) : decimal;
    if (parts.kind === 'refused')
        return refused('a quantile is written p50, p99 or p99.9');
    return parts.value > 0 && parts.value < 1_000_000 ? parsed(parts.value / 1_000_000) : refused('a quantile lies between p0 and p100');
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
        return refused('a range is written as two numbers with "to" between them');
    const [low, high] = [Number(match[1]), Number(match[2])];
    if (Math.abs(low) > VALUE_MAX || Math.abs(high) > VALUE_MAX)
        return refused('a range lies within -1000000 to 1000000');
    return low < high ? parsed({ low: low + 0, high: high + 0 }) : refused('a range begins with its lower end');
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
        return refused('a share has at most four decimals');
    return share.value <= 1_000_000 ? parsed((0,src/* ppm */.Sg)(share.value)) : refused('a share is at most 100%');
}
function share_formatShare(share) {
    return `${formatScaled(share, 4)}%`;
}
/** For shares that the policy holds as a ratio (0..1) with at most six decimals. */
function share_formatRatio(ratio) {
    return share_formatShare((0,src/* ppm */.Sg)(Math.round(ratio * 1_000_000)));
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
        return refused(`${JSON.stringify(shortUnit)} is not a unit of a size, ${shortUnit}B is`);
    if (quantity.kind === 'refused')
        return quantity;
    const bytes = timesExactly(quantity.value.number, BYTES_PER_UNIT.get(quantity.value.unit) ?? 1);
    if (bytes.kind === 'refused')
        return refused('a size is a whole number of bytes');
    return bytes.value > 0 && bytes.value <= SIZE_BYTES_MAX ? parsed(bytes.value) : refused('a size is more than 0B and at most 1000TB');
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
        return refused('quiet time is a day and a time, to a day and a time, and a time zone');
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
        return refused('this begins where it ends, so it is no time or all of it');
    return parsed({ fromMinute: fromMinute.value, toMinute: toMinute.value, zone: known.value });
}
function formatQuietTime({ fromMinute, toMinute, zone }) {
    return `${formatMinute(fromMinute)} to ${formatMinute(toMinute)} ${zone}`;
}
function minuteOfWeek(text) {
    const [day = '', clock = '', ...rest] = text.split(' ');
    const dayIndex = DAYS.indexOf(day);
    if (dayIndex < 0)
        return refused(`${JSON.stringify(day.slice(0, 12))} is not a day (${DAYS.join(', ')})`);
    const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(clock);
    if (match === null || rest.length > 0)
        return refused(`${JSON.stringify(clock.slice(0, 12))} is not a time from 00:00 to 23:59`);
    return parsed(dayIndex * MINUTES_PER_DAY + Number(match[1]) * 60 + Number(match[2]));
}
/** The names of this machine's time-zone database, their older and newer spellings (Europe/Kyiv, Europe/Kiev), and UTC. */
function checkedZone(zone) {
    if (zone === '')
        return refused('a time zone is missing: nobody can say whose Friday it is');
    if (zone === 'UTC')
        return parsed(zone);
    const known = Intl.supportedValuesOf('timeZone');
    if (known.includes(zone) || isOtherSpelling(zone))
        return parsed(zone);
    const meant = didYouMean(zone, known);
    const hint = meant.kind === 'suggestion' ? `; did you mean ${meant.word}?` : ' (an abbreviation like CET does not say when summer time begins)';
    return refused(`${JSON.stringify(zone.slice(0, 50))} is not a time zone${hint}`);
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
function writtenOut(policy) {
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
    return new Map(pathsIn(writtenOut(policy), []).map((path) => [path_formatPath(path), originAt(root, path)]));
}
/** Where a reader should look for `path`: its own place, else that of the nearest thing around it that is written somewhere. */
function origins_nearestPlace(origins, path) {
    for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(path_formatPath(path.slice(0, length)));
        if (origin !== undefined && origin.kind !== 'built-in')
            return { kind: 'place', place: origin.place };
    }
    return { kind: 'nowhere' };
}
function originAt(root, path) {
    const found = lookUp(root, path);
    if (found.kind === 'found')
        return written(found.value);
    return isSaidShort(root, path) ? written(found.nearest) : BUILT_IN;
}
function isSaidShort(root, path) {
    const [key, around] = [path.at(-1), path.at(-2)];
    const above = lookUp(root, path.slice(0, -1));
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
const SHADOW_SHARE = { value: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 10), why: 'a copy costs what a request costs; a tenth of them is enough to compare' };
const RAMP_STICKY = { value: 'none', why: 'most routers draw anew for each request, which is what makes requests comparable' };
const RAMP_WEIGHT_MAX = { value: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 2), why: 'half and half compares fastest; promotion makes the last jump' };
const LADDER_EVERY_MS = { value: 10 * MINUTE, why: 'forty blocks of evidence per step' };
const SPLIT_WEIGHT = { value: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 2), why: 'half and half needs the fewest requests' };
const SPLIT_GOAL = { value: 'superior', why: 'who only wants to do no harm needs no split' };
const SPLIT_WORTHWHILE = { value: { kind: 'none' }, why: 'what an improvement is worth is for people to say; until then none is too small' };
const SPLIT_MS = { value: 14 * DAY, why: 'two whole weeks with their weekends' };
const BAKE_MS = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
const BAKE_HOLDBACK = { value: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 100), why: 'enough of the old version to compare with and to go back to' };
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
function refusal(mistake, { says, accepted, hint = '' }) {
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
function findingsOf(part) {
    return part.kind === 'ok' ? [] : part.findings;
}
/** `value` unless something was found. */
function unlessFound(findings, value) {
    return findings.length === 0 ? decoded(value) : { kind: 'refused', findings };
}
function each(parts) {
    return unlessFound(parts.flatMap(findingsOf), parts.flatMap((part) => (part.kind === 'ok' ? [part.value] : [])));
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/refuse.ts
// How refusals travel through zod: as parameters of its custom issues, out again as findings with the path of what they are about.








/** Inside a transform. `path` leads from what is transformed to what is wrong. */
function refuse(ctx, refused, path = []) {
    ctx.addIssue({ code: 'custom', params: { refused }, path: [...path], continue: false });
    return core/* NEVER */.tm;
}
function refuseUnknownKey(ctx, unknownKey) {
    ctx.addIssue({ code: 'custom', params: { unknownKey }, continue: false });
    return core/* NEVER */.tm;
}
/** Decodes what stands at `path` of the document. Total. */
function decodeAt(form, root, path) {
    const found = lookUp(root, path);
    const result = form.safeParse(found.kind === 'found' ? toPlain(found.value) : undefined);
    return result.success ? decoded(result.data) : { kind: 'refused', findings: findingsIn(result.error.issues, path, root) };
}
function unknownKeyRefusal(key, { context, known }) {
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
    const found = lookUp(root, path);
    const isShort = found.kind === 'missing' || (found.value.kind === 'scalar' && found.value.value !== null);
    const isList = found.kind === 'found' && found.value.kind === 'list';
    return (isShort ? issue.errors[0] : isList ? issue.errors.at(-1) : issue.errors[1]) ?? [];
}
/** What refuse() and refuseUnknownKey() put in; the only ones that make custom issues here. */
function customRefusal(issue, path) {
    const params = issue.params;
    return 'refused' in params ? params.refused : unknownKeyRefusal(String(path.at(-1)), params.unknownKey);
}
/** zod's own complaint: not a mapping, not a list. Its message is what is accepted. */
function structureRefusal(accepted, root, path) {
    const isMissing = lookUp(root, path).kind === 'missing';
    return isMissing ? refusal('missing-key', { says: 'missing', accepted }) : refusal('wrong-type', { says: 'this has the wrong shape', accepted });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/forms.ts
// The pieces that the grammar is built of: zod schemas that refuse with a kind of mistake, what is accepted, and an example, and that carry what the
// JSON Schema for editors says. A piece gets `undefined` where the document has nothing.






/** A value with its unit. A bare number is refused as such, with what it could have meant. */
function unit(form) {
    const accepted = `${form.accepts}, e.g. ${form.examples[0]}`;
    return leaf(accepted, { type: 'string', pattern: form.pattern, examples: form.examples }, (input) => {
        if (typeof input === 'number' || (typeof input === 'string' && isNumber(input))) {
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
function words(context, accepted) {
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
        parse: (written) => (pattern.test(written) ? parsed(written) : refused(`this is not ${noun}`)),
    });
}
/** A whole number without unit. */
function count(range) {
    const accepted = `a whole number from ${range.min} to ${range.max}, e.g. ${range.example}`;
    return leaf(accepted, { type: 'integer', minimum: range.min, maximum: range.max, examples: [range.example] }, (input) => {
        const isCount = typeof input === 'number' && Number.isInteger(input) && input >= range.min && input <= range.max;
        return isCount ? yes(input) : no(typeof input === 'object' ? 'wrong-type' : 'bad-count', 'this is not a count in range', accepted);
    });
}
/** A plain number, where the thing itself has no unit. */
function number(range) {
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
function listOf(item, example) {
    return schemas/* array */.YOg(item, { error: () => `a list, e.g. ${example}` });
}
/** What may be written as one value, or written out. The order tells mistakes apart: single values are judged by the first. */
function shortOrLong(short, long) {
    return schemas/* union */.KCZ([short, long]);
}
/** What may be written as a word, as one mapping, or as a list of them. */
function wordOneOrMore(short, long, example) {
    return schemas/* union */.KCZ([short, long, listOf(long, example)]);
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
        return value.kind === 'ok' ? value.value : refuse(ctx, value.refusal);
    })
        .meta(json);
}
function yes(value) {
    return { kind: 'ok', value };
}
function no(mistake, says, accepted, hint = '') {
    return { kind: 'no', refusal: refusal(mistake, { says, accepted, hint }) };
}
function isNumber(text) {
    return /^[0-9]+(?:\.[0-9]+)?$/.test(text);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/against-schema.ts
// What the shares of bins are held against: `stable`, or `{reference: {approve: 92%, block: 8%}}`.






const EXAMPLE = '{reference: {approve: 92%, block: 8%}}';
/** The core compares so many bins and counts the rest in the whole. */
const BINS_MAX = 32;
const BIN_NAME = /^[^\u0000-\u001f\u007f]{1,100}$/u;
function againstSchema() {
    const stable = words('check', ['stable']).transform(() => ({ kind: 'stable' }));
    const long = forms_mapping('check', EXAMPLE, { reference: described('Frozen shares by bin, e.g. of the training data; they add up to 100%.', referenceShares()) });
    return shortOrLong(described('`stable`: both versions in the same minutes.', stable), long.transform(({ reference }) => ({ kind: 'reference', shares: reference })));
}
function referenceShares() {
    const share = unit({ accepts: 'a share from 0% to 100%', examples: ['20%'], pattern: SHARE_PATTERN, units: ['%'], parse: parseShare });
    return schemas/* record */.g1P(schemas/* string */.YjP(), share, { error: () => 'a mapping from bin to share, e.g. {approve: 92%, block: 8%}' }).transform((shares, ctx) => {
        const bins = Object.entries(shares);
        const badName = bins.find(([bin]) => !BIN_NAME.test(bin));
        if (badName !== undefined)
            return refuse(ctx, keyRefusal('bad-name', { says: 'this is not a name of a bin', accepted: 'the value of the label, at most 100 characters' }), [badName[0]]);
        if (bins.length < 2)
            return refuse(ctx, refusal('out-of-range', { says: 'one bin alone always has 100%', accepted: `at least two bins, e.g. ${EXAMPLE}` }));
        if (bins.length > BINS_MAX)
            return refuse(ctx, refusal('out-of-range', { says: `${bins.length} bins are too many to compare`, accepted: `at most ${BINS_MAX} bins` }));
        const sum = bins.reduce((total, [, part]) => total + part, 0);
        if (sum === src/* PPM_ALL */.kh)
            return Object.fromEntries(bins.map(([bin, part]) => [bin, part / src/* PPM_ALL */.kh]));
        const off = share_formatShare((0,src/* ppm */.Sg)(Math.min(src/* PPM_ALL */.kh, Math.abs(src/* PPM_ALL */.kh - sum))));
        return refuse(ctx, refusal('out-of-range', { says: `the shares add up to ${sum < src/* PPM_ALL */.kh ? `100% less ${off}` : `100% and ${off}`}`, accepted: 'shares that add up to 100%' }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/text-forms.ts





const NAME_CHARACTERS = 'letters, digits, dot, dash and underscore, at most 100';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CONTROL = /[\u0000-\u001f\u007f]/u;
const text_forms_TEXT_LENGTH_MAX = 2_000;
function targetName() {
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
                return refused('le names the buckets of a histogram and slices nothing else');
            return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(written) ? parsed(written) : refused('this is not a label name');
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
    return listOf(argument, example).transform((argv, ctx) => {
        if (argv[0] !== undefined && argv[0] !== '')
            return argv;
        return refuse(ctx, refusal('missing-key', { says: 'a command names its program', accepted: `a list of program and arguments, e.g. ${example}` }));
    });
}
function labelMatchers() {
    return forms_text({ accepts: 'label matchers, separated by commas', example: '\'code=~"5..", method!="GET"\'', mistake: 'bad-where', parse: label_matchers_parseLabelMatchers });
}
function parseUrl(written) {
    if (written.length > text_forms_TEXT_LENGTH_MAX || CONTROL.test(written) || /\s/u.test(written))
        return refused('this is not an address');
    if (!URL.canParse(written))
        return refused('this is not an absolute address');
    const address = new URL(written);
    if (address.protocol !== 'http:' && address.protocol !== 'https:')
        return refused(`${address.protocol.slice(0, 20)} is not http or https`);
    if (address.username !== '' || address.password !== '')
        return refused('an address in a file that everybody reads holds no password');
    return address.hash === '' ? parsed(written) : refused('a # part never reaches a server');
}
function parseArgument(written) {
    if (written.length > text_forms_TEXT_LENGTH_MAX)
        return refused(`an argument has at most ${text_forms_TEXT_LENGTH_MAX} characters`);
    return CONTROL.test(written) ? refused('an argument holds no control characters') : parsed(written);
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
        return refuse(ctx, keyRefusal('one-of', { says, accepted: `one of them, e.g. ${example}` }));
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
        within: (durationMs) => (durationMs >= range.msMin && durationMs <= msMax ? parsed(durationMs) : refused('this duration is out of range')),
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
        within: (value) => (value > range.above && value < range.below ? parsed(value) : refused('this share is out of range')),
    });
}
/** A share as a ratio (0..1). */
function ratio(example, range) {
    return share(example, range).transform((part) => part / src/* PPM_ALL */.kh);
}
/** Parts per million from 0 to below everything. */
function shareOrNothing(example) {
    return unit({
        accepts: 'a share from 0% to below 100%',
        examples: [example],
        pattern: SHARE_PATTERN,
        units: ['%'],
        parse: parseShare,
        within: (value) => (value < src/* PPM_ALL */.kh ? parsed(value) : refused('this share is out of range')),
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
        within: (value) => (value > range.above ? parsed(value) : refused('this factor is out of range')),
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
        within: (value) => (value > src/* PPM_NONE */.dH ? parsed(value) : refused('this share is out of range')),
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
        parse: (text) => (text === 'none' ? parsed({ kind: 'none' }) : parseMargin(text)),
    });
}
function gap() {
    return unit({
        accepts: 'a difference in percentage points above 0 and below 100, or none',
        examples: ['2 points'],
        pattern: `^none$|${POINTS_PATTERN}`,
        units: [' points'],
        parse: (text) => (text === 'none' ? parsed({ kind: 'none' }) : parseGap(text)),
    });
}
function parseGap(text) {
    const ratio = parsePoints(text);
    if (ratio.kind === 'refused')
        return ratio;
    return ratio.value > 0 && ratio.value < 1 ? parsed({ kind: 'points', ratio: ratio.value }) : refused('a gap is more than 0 and less than 100 points');
}
function growth() {
    return unit({
        accepts: 'growth per hour, or none',
        examples: ['5% per hour'],
        pattern: `^none$|${GROWTH_PATTERN}`,
        units: ['% per hour'],
        parse: (text) => {
            if (text === 'none')
                return parsed({ kind: 'none' });
            const perHour = parseGrowth(text);
            return perHour.kind === 'refused' ? perHour : parsed({ kind: 'perHour', ratioMax: perHour.value });
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
                return parsed([]);
            const time = parseQuietTime(text);
            return time.kind === 'ok' ? parsed([time.value]) : time;
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
const LEVEL_MAX = 1e18;
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
        return parsed({ kind: 'none' });
    // Also `8Gi`, so that the message is about sizes.
    if (/(?:B|[kKMGT]i?)$/.test(text)) {
        const bytes = parseSize(text);
        return bytes.kind === 'ok' ? parsed({ kind: 'level', max: bytes.value }) : bytes;
    }
    if (parseLatency(text).kind === 'ok')
        return refused('a time is a limit only with its quantile');
    const ratio = parseShare(text);
    if (ratio.kind === 'refused')
        return ratio;
    const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
    return isOpen ? parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : refused('a limit is above 0% and below 100%');
}
function longLimit() {
    const level = number({ accepts: 'a number above 0 in the unit of the gauge', example: 500, takes: (value) => value > 0 && value <= LEVEL_MAX });
    const mean = number({ accepts: 'a number on the scale of the score with at most six decimals', example: 0.8, takes: isScoreValue });
    const known = {
        level: forms_optional(described('Highest value of a gauge, in its own unit.', level)),
        mean: forms_optional(described('Mean of a score: at most, or with `better: higher` at least.', mean)),
    };
    return schemas/* object */.Ikc(known, { error: () => `a share, e.g. 5%, a size, e.g. 8GiB, or ${ACCEPTED}` })
        .catchall(latency())
        .transform((written, ctx) => {
        const [first, ...others] = Object.entries(written);
        if (first === undefined || others.length > 0)
            return refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
        const [key, value] = first;
        if (value === undefined)
            return refuse(ctx, misfit('the limit is missing'), [key]);
        if (key === 'level')
            return { kind: 'level', max: value };
        if (key === 'mean')
            return { kind: 'mean', value };
        const quantile = parseQuantile(key);
        return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax: value } : refuse(ctx, misfit(quantile.says), [key]);
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
    return shortOrLong(described(ABOUT.short, words('check', ['default', 'off'])), checkMapping());
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
        count: withDefault(ABOUT.count, SHARE_UNIT, String, words('check', ['requests', 'users'])),
        range: withDefault('Lowest and highest value of a score.', SCORE_SCALE, formatScale, scale()),
        by: withDefault('The label that names the bin; `le` reads the buckets of a histogram.', BINS_BY, String, binLabel()),
        against: withDefault('What bins are held against: stable, or frozen shares.', BINS_AGAINST, String, againstSchema()),
        every: withDefault('Time between two questions for labels.', LABELS_EVERY_MS, duration_formatDuration, duration('6h', { msMin: 100 })),
        mature: forms_optional(described(ABOUT.mature, duration('2d', { msMin: 0 }))),
        better: withDefault(ABOUT.better, SHARE_BETTER, String, words('check', ['lower', 'higher'])),
        slices: forms_optional(described('Labels whose values are judged one by one as well.', slices())),
        gapBy: forms_optional(described(ABOUT.gapBy, gap())),
        worseBy: forms_optional(described(ABOUT.worseBy, marginOrNone(['25%', '1.5x', '1 point']))),
        differsBy: forms_optional(described(ABOUT.differsBy, marginOrNone(['15%', '2 points']))),
        limit: forms_optional(described(ABOUT.limit, limitSchema())),
        growsBy: forms_optional(described(ABOUT.growsBy, growth())),
        then: forms_optional(described(ABOUT.then, words('then', ['rollback', 'stepBack', 'hold', 'retrain', 'tell']))),
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
    return listOf(dimensionName(), '[region]').transform((names, ctx) => {
        const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
        return twice < 0 ? names : refuse(ctx, refusal('repeated', { says: 'this slice is listed twice', accepted: 'each slice once' }), [twice]);
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/check-keys.ts
const SIGNALS = ['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level'];
const LABELLED = ['every', 'mature'];
const COMPARED = ['slices', 'gapBy', 'worseBy', 'differsBy', 'limit'];
const KEYS = {
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
    const known = new Set(Object.values(KEYS).flat());
    const fit = new Set(KEYS[form]);
    return [...written].filter((key) => known.has(key) && !fit.has(key));
}
function isLabelled(form) {
    return KEYS[form].includes('mature');
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
const NO_WHERE = refusal('missing-key', { says: 'missing: without it every request counts', accepted: 'which requests count, e.g. \'code=~"5.."\'' });
const NO_MATURITY = refusal('missing-key', {
    says: 'missing: labels that are asked for before they are final make every new version look bad',
    accepted: 'how long after its request a label is final, e.g. 2d (0s where it comes with the answer)',
});
const NO_DIRECTION = refusal('missing-key', {
    says: 'missing: guessed wrong, a better model would be sent back',
    accepted: '`better: higher` for a judge, `better: lower` for a loss',
});
const NO_SLICES = refusal('missing-key', { says: 'missing: a gap is one between slices', accepted: 'the labels that name groups, e.g. slices: [region]' });
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
    return [{ path: [...path, 'limit'], ...refusal('wrong-limit', { says: `a check of ${form} has another kind of limit`, accepted }) }];
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
    return [...marginFindings(check), ...meanFindings(check, written), ...pinnedParts(check), ...bucketNames(check), ...neverActs(check)];
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
const LEVEL_IN_POINTS = refusal('out-of-range', { says: 'a gauge is no share, so it has no points', accepted: 'percent or a factor, e.g. 25%' });
const SCORE_IN_FACTORS = refusal('out-of-range', { says: 'percent of a score that does not begin at 0 mean nothing', accepted: 'points, hundredths of its range, e.g. 2 points' });
const CALIBRATION_IN_FACTORS = refusal('out-of-range', { says: 'a probability is off by points', accepted: 'percentage points, e.g. 2 points' });
/** At an end of the scale, or beyond it, a limit is always kept or never. */
function meanFindings({ name, signal }, { limit }) {
    if (signal.kind !== 'score' || limit?.kind !== 'mean' || (limit.value > signal.low && limit.value < signal.high))
        return [];
    const accepted = `a value between the ends of the range, ${formatScale(signal)}`;
    return [{ path: ['checks', name, 'limit', 'mean'], ...refusal('out-of-range', { says: 'this is not within the range of the score', accepted }) }];
}
/** One bucket, or one bin, of a histogram has nothing to be compared with. */
function pinnedParts({ name, signal }) {
    const parts = signal.kind === 'time' ? 'le' : signal.kind === 'bins' ? signal.by : '';
    const isPinned = (signal.kind === 'time' || signal.kind === 'bins') && signal.where.some(({ label, op }) => label === parts && op === '=');
    if (!isPinned)
        return [];
    return [{ path: ['checks', name, 'where'], ...refusal('key-does-not-fit', { says: `${parts} names the parts that are compared, and this leaves only one`, accepted: 'matchers of other labels' }) }];
}
/** A frozen share of a bucket that no histogram can have would count as a bin that nobody is in. */
function bucketNames({ name, signal }) {
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
    const refused = (says, accepted) => [refusal('plan-and-checks', { says, accepted })];
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
        return [at(['plan', index], BLIND_SHADOW)];
    return stage.kind === 'follow' && !checks.some(plan_rules_isLabelled) ? [at(['plan', index], NOTHING_TO_FOLLOW)] : [];
}
const BLIND_SHADOW = refusal('plan-and-checks', {
    says: 'no check can see anything of a shadow: users answer stable only, so labels come for stable only',
    accepted: 'a check of pairs, or one that reads live metrics (share, time, score, bins, level)',
});
const NOTHING_TO_FOLLOW = refusal('plan-and-checks', {
    says: 'nothing comes in after the end: no check waits for labels',
    accepted: 'a check of labels, calibration or score: {labels: ...}, or no follow',
});
function checkNeeds(check, plan) {
    const { name, signal } = check;
    const isSticky = plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
    if (signal.kind === 'pairs' && !plan.some((stage) => stage.kind === 'shadow'))
        return [at(['checks', name], PAIRS_WITHOUT_SHADOW)];
    if (signal.kind === 'share' && signal.unit === 'users' && !isSticky)
        return [at(['checks', name, 'count'], USERS_WITHOUT_STICKY)];
    return check.independent && isSticky && !countsUsers(check) ? [at(['checks', name, 'independent'], STICKY_INDEPENDENT)] : [];
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
    const rampMax = ramp?.weightMax ?? src/* PPM_NONE */.dH;
    const weightMax = split?.weight ?? rampMax;
    const path = (stage, key) => ['plan', plan.findIndex((one) => one === stage), stage?.kind ?? '', key];
    const refused = (says, accepted) => keyRefusal('out-of-range', { says, accepted });
    return [
        ...(split !== undefined && split.weight < rampMax
            ? [at(path(split, 'share'), refused(`the ramp before it goes up to ${share_formatShare(rampMax)}, and would have to go back for the split`, `at least ${share_formatShare(rampMax)}, or a ramp that ends at ${share_formatShare(split.weight)}`))]
            : []),
        ...(bake !== undefined && weightMax + bake.holdback > src/* PPM_ALL */.kh
            ? [at(path(bake, 'holdback'), refused(`the new version already has ${share_formatShare(weightMax)} before the promotion, which would take some of it away again`, `at most ${share_formatShare((0,src/* ppm */.Sg)(src/* PPM_ALL */.kh - weightMax))}, or less before the promotion`))]
            : []),
    ];
}
function planAndPromiseFindings(plan, { decideWithinMs, ifUndecided }) {
    const approval = plan.findIndex((stage) => stage.kind === 'approval');
    const bypassed = approval >= 0 && ifUndecided === 'promote' ? [at(['promise', 'ifUndecided'], APPROVED_BY_TIME)] : [];
    return [...bypassed, ...tooLong(plan, decideWithinMs)];
}
const APPROVED_BY_TIME = refusal('plan-and-promise', {
    says: 'the plan asks for an approval, and an approval that time gives is none',
    accepted: '`ask` or `rollback`, or a plan without approval',
});
/** Stages of fixed time before the promotion, one after the other. */
function tooLong(plan, decideWithinMs) {
    let beforeMs = 0;
    for (const [index, stage] of plan.entries()) {
        if (stage.kind !== 'shadow' && stage.kind !== 'split')
            continue;
        beforeMs += stage.durationMs;
        if (beforeMs < decideWithinMs)
            continue;
        const says = `by the end of this stage ${duration_formatDuration(beforeMs)} have passed, and decideWithin (${duration_formatDuration(decideWithinMs)}) has ended the rollout`;
        const key = stage.kind === 'shadow' ? 'for' : 'atMost';
        return [at(['plan', index, stage.kind, key], keyRefusal('plan-and-promise', { says, accepted: `a shorter stage, or decideWithin above ${duration_formatDuration(beforeMs)}` }))];
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
function at(path, refused) {
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
    const written = lookUp(root, ['promise', 'catches']);
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
    const checks = lookUp(root, ['checks']);
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
        const whole = decodeAt(checksSchema(form), root, ['checks']);
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
    const document = decodeAt(form, root, ['checks', name]);
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
const NO_MOVE = refusal('plan-order', { says: 'no ramp, no switch and no split: traffic would never move', accepted: plan_order_ACCEPTED });
const NOT_ASCENDING = refusal('ladder-order', { says: 'this weight is not above the one before it', accepted: 'ascending weights, e.g. [1%, 5%, 25%]' });
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
        return clash(before, stage).map((says) => ({ path: ['plan', index], ...refusal('plan-order', { says, accepted: plan_order_ACCEPTED }) }));
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
    const weights = lookUp(stage, ['ramp', 'weights']);
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
    const share = item.kind === 'scalar' && typeof item.value === 'string' ? parseShare(item.value) : refused('this is not a share');
    return share.kind === 'ok' ? parsed(share.value) : share;
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
        block: withDefault('Length of a block of evidence; a source without history uses the time between two looks instead.', EXPERT_DEFAULTS.blockMs, duration_formatDuration, time('15s', LEAST, expert_schema_HOUR)),
        lag: withDefault('A block closes this long after its end.', EXPERT_DEFAULTS.lagMs, duration_formatDuration, time('5s', 0, expert_schema_HOUR)),
        look: withDefault('Time between two looks of a job that stays.', EXPERT_DEFAULTS.lookMs, duration_formatDuration, time('30s', LEAST, expert_schema_HOUR)),
        tick: withDefault('Time between two scheduled ticks.', EXPERT_DEFAULTS.tickMs, duration_formatDuration, time('15m', LEAST, expert_schema_DAY)),
        warmUp: withDefault('Evidence right after a weight change is dropped for this long.', EXPERT_DEFAULTS.warmUpMs, duration_formatDuration, time('30s', 0, expert_schema_HOUR)),
        grid: withDefault('Evidence time between two fresh starts of each test.', EXPERT_DEFAULTS.gridMs, duration_formatDuration, time('5m', LEAST, expert_schema_DAY)),
        blind: withDefault('Exposed without evidence for this long: step back and ask for a person.', EXPERT_DEFAULTS.blindMs, duration_formatDuration, time('30m', LEAST, expert_schema_DAY)),
        maxGap: withDefault('At most this much time between two blocks counts as covered.', EXPERT_DEFAULTS.maxGapMs, duration_formatDuration, time('2m', LEAST, expert_schema_DAY)),
        samplesMin: withDefault('Requests of the new version that a check needs before it says anything.', EXPERT_DEFAULTS.samplesMin, String, count({ min: 1, max: 1_000_000, example: 20 })),
        sampleRatioAlpha: withDefault('A split of traffic that luck explains less often than this is a broken measurement: hold.', EXPERT_DEFAULTS.sampleRatioAlpha, share_formatRatio, ratio('0.1%', { above: src/* PPM_NONE */.dH, below: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 2) })),
        sampleRatioFactor: withDefault('How far the share of the requests may be from the weight before it counts as wrong.', EXPERT_DEFAULTS.sampleRatioFactor, factor_formatFactor, factor('1.1x', { above: 1 })),
        certifyAlpha: withDefault('Error probability of a certificate that nothing got worse.', EXPERT_DEFAULTS.certifyAlpha, share_formatRatio, ratio('5%', { above: src/* PPM_NONE */.dH, below: (0,src/* ppm */.Sg)(src/* PPM_ALL */.kh / 2) })),
        stableRatioMax: withDefault('Highest share of bad requests of the stable version at which `worseBy` in percent stays exact.', EXPERT_DEFAULTS.stableRatioMax, share_formatRatio, ratio('5%', { above: src/* PPM_NONE */.dH, below: src/* PPM_ALL */.kh })),
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
        const fineGrid = refusal('out-of-range', { says: 'the grid is finer than the blocks', accepted: `at least block (${duration_formatDuration(expert.blockMs)})` });
        return expert.gridMs < expert.blockMs ? refuse(ctx, fineGrid, ['grid']) : expert;
    });
}
function time(example, msMin, msMax) {
    return duration(example, { msMin, msMax });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/freeze-schema.ts



const freeze_schema_EXAMPLE = '{paths: [data/**], then: hold}';
function freezeSchema() {
    return forms_mapping('policy', freeze_schema_EXAMPLE, {
        paths: forms_optional(described('Files of the repository that nobody should change while the rollout lasts, as patterns: `*` stays within a folder, `**` spans folders, `!` takes out again. None: only what freeze-data froze counts.', listOf(pattern(), '[data/**]'))),
        then: withDefault('What follows when frozen data has changed all the same.', FREEZE_THEN, String, words('policy', ['tell', 'hold', 'rollback'])),
    }).transform(({ paths, then }) => ({ paths: paths ?? [], then: then ?? FREEZE_THEN.value }));
}
/** Only what it must not be: data-freeze reads it when the rollout begins. */
function pattern() {
    return forms_text({
        accepts: 'a path or pattern in the repository',
        example: 'data/**/*.csv',
        mistake: 'bad-name',
        parse: (written) => (/^!?(?!\/)[^\\\p{Cc}]{1,1000}$/u.test(written) && !written.replace(/^!/, '').split('/').some((part) => part === '..' || part === '') ? parsed(written) : refused('this is no path within the repository')),
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
    return listOf(url(), '[http://fraud-a:9090/metrics]').transform((addresses, ctx) => {
        if (addresses.length === 0)
            return refuse(ctx, refusal('out-of-range', { says: 'no page is listed', accepted }));
        const twice = addresses.findIndex((address, index) => addresses.indexOf(address) !== index);
        if (twice < 0)
            return addresses;
        return refuse(ctx, refusal('repeated', { says: 'this page is listed twice, and its requests would count twice', accepted: 'each page once' }), [twice]);
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
            return refuse(ctx, registryRefusal(registry));
        const known = modelName.safeParse(name);
        if (known.success)
            return { registry: 'gto', name, stage: MODEL_STAGE.value };
        const accepted = `gto: and a name of letters, digits, dash, underscore and slash, e.g. ${model_schema_EXAMPLE}`;
        return refuse(ctx, refusal('bad-name', { says: 'this is not a model name', accepted }));
    });
}
function splitReference(written) {
    const at = written.indexOf(':');
    return at > 0 ? parsed({ registry: written.slice(0, at), name: written.slice(at + 1) }) : refused('a model is named with its registry');
}
function registryRefusal(registry) {
    const later = notYet('model', registry);
    if (later.kind === 'later')
        return refusal('not-yet', { says: 'not yet: this registry is not part of this release', accepted: later.today });
    return refusal('unknown-word', { says: 'this registry is not known', accepted: `gto:<name>, e.g. ${model_schema_EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/people-schema.ts





const people_schema_EXAMPLE = 'Fri 16:00 to Mon 08:00 Europe/Berlin';
function peopleSchema() {
    const what = 'When people are away: nothing is raised or promoted then. Lowering never waits. One time of the week, a list of them, or `none` (default).';
    return forms_mapping('people', `{quiet: ${people_schema_EXAMPLE}}`, { quiet: forms_optional(described(what, quiet())) }).transform((written) => ({ quiet: written.quiet ?? QUIET.value }));
}
function quiet() {
    return shortOrLong(quietTimesShort(), listOf(quietTime(), `[${people_schema_EXAMPLE}]`)).transform((times, ctx) => (isWholeWeek(times) ? refuse(ctx, WHOLE_WEEK) : times));
}
const WHOLE_WEEK = refusal('out-of-range', { says: 'this is the whole week: nothing would ever be promoted', accepted: `times that leave some of the week, e.g. ${people_schema_EXAMPLE}` });
/** Within one time zone; clocks of several places leave gaps that move twice a year. What is left of a week begins where one of the times ends. */
function isWholeWeek(times) {
    const zones = [...new Set(times.map(({ zone }) => zone))];
    return zones.some((zone) => {
        const own = times.filter((time) => time.zone === zone);
        return own.every(({ toMinute }) => own.some((time) => isWithin(toMinute, time)));
    });
}
function isWithin(minute, { fromMinute, toMinute }) {
    return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/catches-schema.ts
// `catches: {errors: 2x, within: 1h}`, a list of such mappings, or `none`. Whether the checks can keep it is asked in promise-rules.ts.





const catches_schema_EXAMPLE = '{errors: 2x, within: 1h}';
function catchesSchema() {
    return wordOneOrMore(words('promise', ['none']), catchSchema(), `[${catches_schema_EXAMPLE}]`).transform((written) => (written === 'none' ? [] : written.flat()));
}
function catchSchema() {
    const within = described('In this time, counted from when the trouble begins.', duration('1h', { msMin: 100 }));
    const effect = described('How much worse than stable: a factor, percent, or points.', difference('how much worse than stable', ['2x', '1 point']));
    return schemas/* object */.Ikc({ within }, { error: () => `checks with the size of trouble and the time, e.g. ${catches_schema_EXAMPLE}` })
        .catchall(effect)
        .transform(({ within: withinMs, ...effects }, ctx) => {
        const caught = Object.entries(effects).map(([check, size]) => ({ check, effect: size, withinMs }));
        return caught.length > 0 ? caught : refuse(ctx, refusal('missing-key', { says: 'no check is named', accepted: `checks with the size of trouble, e.g. ${catches_schema_EXAMPLE}` }));
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/promise-schema.ts
// The numbers that people sign.







const { falseAlarmRatio, decideWithinMs, ifUndecided } = PROMISE_DEFAULTS;
function promiseSchema() {
    return forms_mapping('promise', '{badRequests: 100}', {
        falseAlarms: withDefault('Good releases sent back, at most.', falseAlarmRatio, share_formatRatio, ratio('1%', { above: src/* PPM_NONE */.dH, below: src/* PPM_ALL */.kh })),
        badRequests: described('Bad requests beyond what the stable version would have had, at most, in 99 of 100 releases, even if the new one is dead on arrival. Somebody signs it.', count({ min: 1, max: 1_000_000_000, example: 100 })),
        catches: forms_optional(described('Trouble that is caught in time; promotion must rule it out. `rampart check` says whether this traffic allows it. Default none.', catchesSchema())),
        decideWithin: withDefault('A release is decided within this time.', decideWithinMs, duration_formatDuration, duration('3d', { msMin: 100 })),
        ifUndecided: withDefault('What happens when it is not.', ifUndecided, String, words('promise', ['ask', 'promote', 'rollback'])),
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
        slots: described('The two deployments that serve in turn.', listOf(slotName(), '[fraud-a, fraud-b]').meta({ minItems: 2, maxItems: 2, uniqueItems: true })),
    }).transform(({ http, command, slots }, ctx) => {
        const [first = '', second = ''] = slots;
        if (slots.length !== 2 || first === second)
            refuse(ctx, slotsRefusal(slots.length), ['slots']);
        if ((http === undefined) === (command === undefined))
            refuse(ctx, routeRefusal(http !== undefined));
        if (http !== undefined)
            return { kind: 'http', url: http, slots: [first, second] };
        return command === undefined ? core/* NEVER */.tm : { kind: 'command', argv: command, slots: [first, second] };
    });
}
function slotsRefusal(slotCount) {
    const says = slotCount === 2 ? 'both slots have the same name' : `a target has two slots, not ${slotCount}`;
    return refusal('bad-slots', { says, accepted: 'two different names, e.g. [fraud-a, fraud-b]' });
}
function routeRefusal(bothGiven) {
    const says = bothGiven ? 'both http and command are given' : 'neither http nor command is given';
    return keyRefusal('one-of', { says, accepted: `one of them, e.g. ${serve_schema_EXAMPLE}` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/ramp-schema.ts
// `ramp` written out: `{weights: [1%, 5%], every: 10m}`, `{instances: 8}`, `{upTo: 25%, sticky: user}`.








/** Below 100 %: the last jump is promotion's. */
const BELOW_ALL = { above: src/* PPM_NONE */.dH, below: src/* PPM_ALL */.kh };
const LADDER_EXAMPLE = '[1%, 5%, 25%]';
const EMPTY_LADDER = refusal('ladder-order', { says: 'no weight is listed', accepted: `ascending weights, e.g. ${LADDER_EXAMPLE}` });
function defaultRamp() {
    return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value, sticky: RAMP_STICKY.value };
}
function rampSchema() {
    return forms_mapping('ramp', `{weights: ${LADDER_EXAMPLE}, every: 10m}`, {
        weights: forms_optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
        every: withDefault('Least time per weight.', LADDER_EVERY_MS, duration_formatDuration, duration('10m', { msMin: 0 })),
        instances: forms_optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', count({ min: 2, max: 10_000, example: 8 }))),
        upTo: withDefault('Highest weight before promotion.', RAMP_WEIGHT_MAX, share_formatShare, share('50%', BELOW_ALL)),
        sticky: withDefault('`user`: the router keeps a user on one version for the whole rollout.', RAMP_STICKY, String, words('ramp', ['none', 'user'])),
    }).transform(({ weights, every, instances, upTo, sticky = RAMP_STICKY.value }, ctx) => {
        const misfit = (key, facts) => refuse(ctx, keyRefusal('key-does-not-fit', facts), [key]);
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
        if (instances * weightMax >= src/* PPM_ALL */.kh)
            return ramp({ kind: 'instances', count: instances }, weightMax);
        const says = `one of ${instances} instances is more than ${share_formatShare(weightMax)}`;
        return refuse(ctx, refusal('out-of-range', { says, accepted: `at least one instance, e.g. upTo: ${share_formatShare((0,src/* ppm */.Sg)(Math.ceil(src/* PPM_ALL */.kh / instances)))}` }), ['upTo']);
    });
}
/** Their order is judged in plan-order.ts. */
function ladder() {
    return listOf(share('5%', BELOW_ALL), LADDER_EXAMPLE).transform((weights, ctx) => (weights.length > 0 ? weights : refuse(ctx, EMPTY_LADDER)));
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
        goal: withDefault('`superior`: better than stable. `notWorse`: not worse than its `worseBy`.', SPLIT_GOAL, String, words('stage', ['superior', 'notWorse'])),
        worthwhile: withDefault('Ends once an improvement of this size is ruled out.', SPLIT_WORTHWHILE, margin_formatMargin, marginOrNone(['2%', '1 point'])),
        atMost: withDefault('Longest time; then a person decides.', SPLIT_MS, duration_formatDuration, duration('14d', { msMin: 100 })),
    }).transform((written, ctx) => {
        const goal = written.goal ?? SPLIT_GOAL.value;
        const worthwhile = written.worthwhile ?? SPLIT_WORTHWHILE.value;
        const split = { kind: 'split', weight: written.share ?? SPLIT_WEIGHT.value, judge: written.judge, goal, worthwhile, durationMs: written.atMost ?? SPLIT_MS.value };
        return goal === 'notWorse' && worthwhile.kind !== 'none' ? refuse(ctx, NOTHING_TO_WIN, ['worthwhile']) : split;
    });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/stage-schema.ts
// One stage of the plan: a word (`smoke`, `ramp`), a word with its time (`bake: 1d`), or written out.











/** What can be said in one word; a split needs its judge. */
const STAGE_WORDS = ['smoke', 'shadow', 'approval', 'ramp', 'switch', 'bake', 'follow'];
/** The shortest stage that anything could be seen in. */
const STAGE_MS_MIN = 100;
const NOT_ONE_STAGE = refusal('one-of', {
    says: 'this is not one stage',
    accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`,
});
const NO_JUDGE = refusal('missing-key', { says: 'a split needs the check that judges it', accepted: `\`split: ${SPLIT_EXAMPLE}\`` });
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
        return stage === undefined || others.length > 0 ? refuse(ctx, NOT_ONE_STAGE) : stage;
    });
    return shortOrLong(described('A stage with its defaults.', stageWord()), long);
}
function stageWord() {
    const word = words('stage', STAGE_WORDS);
    return schemas/* unknown */.L5J()
        .transform((written, ctx) => (written === 'split' ? refuse(ctx, NO_JUDGE) : written))
        .pipe(word.transform(stageOfWord))
        .meta({ enum: STAGE_WORDS });
}
/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word) {
    return schemas/* unknown */.L5J()
        .transform((_, ctx) => refuse(ctx, keyRefusal('key-does-not-fit', { says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\`` })))
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
        then: withDefault('What happens when the labels turn out worse. `rollback`: if that version still serves.', FOLLOW_THEN, String, words('stage', ['tell', 'rollback'])),
    }).transform((written) => ({ kind: 'follow', durationMs: written.for ?? FOLLOW_MS.value, then: written.then ?? FOLLOW_THEN.value }));
    return shortOrLong(time.transform((durationMs) => ({ kind: 'follow', durationMs, then: FOLLOW_THEN.value })), long);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/policy-schema.ts
// The whole grammar of a policy file, key by key.
















/** Built anew by every caller: nothing is shared between two readings. `check`: the form of one check, for a caller that decodes them one by one. */
function policy_schema_policySections(check = checkSchema()) {
    return {
        rampart: described('Version of this file format.', versionSchema()),
        preset: described(`Promises to start from: ${PRESET_NAMES.map((name) => `${name} (${PRESETS[name].why})`).join('; ')}.`, words('policy', PRESET_NAMES)),
        target: described('The place that serves the model. One rollout at a time.', targetName()),
        model: described('Where versions of the model come from.', modelSchema()),
        serve: described('How traffic is moved between the two slots.', serveSchema()),
        metrics: described('Where live signals come from.', metricsSchema()),
        promise: described('The numbers that people sign.', promiseSchema()),
        people: described('When people are away.', peopleSchema()),
        checks: described('What is compared between the stable and the new version.', checksSchema(check)),
        plan: described('The stages of a rollout. Default [smoke, ramp, bake: 1d].', listOf(stageSchema(), '[smoke, ramp, bake: 1d]')),
        onNewVersion: described(`When a newer version appears during a rollout. Default ${ON_NEW_VERSION.value}: ${ON_NEW_VERSION.why}.`, words('policy', ['replace', 'queue', 'refuse'])),
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
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
        return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    })
        .meta({ const: 1 });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/schema/decode-policy.ts








const decode_policy_NO_METRICS = { kind: 'none' };
function decodePolicy(root) {
    const check = checkSchema();
    const sections = policy_schema_policySections(check);
    const required = (key, form) => decodeAt(form, root, [key]);
    const otherwise = (key, form, value) => (root.entries.has(key) ? decodeAt(form, root, [key]) : decoded(value));
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
        ...Object.values(parts).flatMap(findingsOf),
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
    return [...root.entries.keys()].filter((key) => !known.includes(key)).map((key) => ({ ...unknownKeyRefusal(key, { context: 'policy', known }), path: [key] }));
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
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
function placeOf(source, from, to) {
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
    const place = node === null ? placeOf(source, 0, 1) : placeOf(source, node.range[0], node.range[1]);
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
        const keyPlace = placeOf(at.source, key.range[0], key.range[1]);
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





const read_yaml_FILE_BYTES_MAX = 256 * 1024;
/** Levels that are not even parsed. */
const OPEN_MAX = 100;
const SYNTAX_MISTAKES_MAX = 5;
function readYaml({ file, text }, layer) {
    const bytes = Buffer.byteLength(text);
    if (bytes > read_yaml_FILE_BYTES_MAX)
        return unreadable(tooLarge(openSource(file, ''), bytes));
    const source = openSource(file, text);
    const deepAt = tooDeepAt(text);
    if (deepAt >= 0)
        return unreadable(tooDeep(source, placeOf(source, deepAt, deepAt + 1), []));
    const documents = parseDocuments(text);
    if (!Array.isArray(documents))
        return unreadable(unparsed(source, documents.error));
    const broken = documents.flatMap((document) => syntaxMistakes(source, document));
    if (broken.length > 0)
        return unreadable(...broken.slice(0, SYNTAX_MISTAKES_MAX));
    const [first, second] = documents;
    return second === undefined ? treeOf(source, first?.contents ?? null, layer) : unreadable(severalDocuments(source, second));
}
function unreadable(...mistakes) {
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
        return unreadable(...mistakes);
    if (root.kind === 'mapping')
        return { kind: 'tree', root, source, mistakes };
    if (root.kind === 'scalar' && root.value === null)
        return { kind: 'tree', root: { kind: 'mapping', entries: new Map(), place: root.place, layer }, source, mistakes };
    const seen = root.kind === 'list' ? 'a list' : shown_shownText(root.raw);
    const facts = { seen, says: `the file is not a policy, got ${seen}`, accepted: 'a mapping of keys, e.g. `target: fraud-prod`' };
    return unreadable(sourceMistake('wrong-type', source, root.place, [], facts));
}
function syntaxMistakes(source, document) {
    return document.errors.map((error) => {
        const place = placeOf(source, error.pos[0], error.pos[1]);
        // The parser reports the end of its call stack like a mistake of syntax.
        if (error.message.includes('call stack'))
            return tooDeep(source, place, []);
        return notYaml(source, place, error.message);
    });
}
/** The parser reports what is wrong as data; what it throws is an end of the call stack in values within values. */
function unparsed(source, error) {
    const start = placeOf(source, 0, 1);
    if (error instanceof RangeError)
        return tooDeep(source, start, []);
    return notYaml(source, start, error instanceof Error ? error.message : 'unknown reason');
}
function notYaml(source, place, why) {
    const says = `not YAML: ${shown_shownText(why, 200).slice(1, -1)}`;
    return sourceMistake('yaml-syntax', source, place, [], { seen: 'text that is not YAML', says, accepted: 'YAML' });
}
function severalDocuments(source, second) {
    const place = placeOf(source, second.range[0], second.range[0] + 1);
    return sourceMistake('several-documents', source, place, [], { seen: 'several documents', says: 'a second document begins here', accepted: 'one policy per file' });
}
function tooLarge(source, bytes) {
    const seen = `${bytes} bytes`;
    return sourceMistake('file-too-large', source, placeOf(source, 0, 1), [], { seen, says: `the file has ${seen}`, accepted: `at most ${read_yaml_FILE_BYTES_MAX} bytes` });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/read-policy.ts










/** A file of nonsense has one mistake per line; nobody reads more than these. */
const MISTAKES_MAX = 100;
function read_policy_readPolicy(texts) {
    const files = [readYaml(texts, 'policy'), ...(texts.defaults === undefined ? [] : [readYaml(texts.defaults, 'defaults')])];
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
        ...findingsOf(policy).map((finding) => locate(finding, root, sources)),
    ];
    if (policy.kind === 'refused' || mistakes.length > 0)
        return withMistakes(mistakes);
    return { kind: 'policy', policy: policy.value, digest: digestPolicy(policy.value), origins: originsOf(policy.value, root) };
}
/** The version of the defaults file, which the policy's own hides. */
function versionMistakes({ root, source }) {
    if (!root.entries.has('rampart'))
        return [];
    return findingsOf(decodeAt(policy_schema_policySections().rampart, root, ['rampart'])).map((finding) => locate(finding, root, [source]));
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/policy-document/src/load-policy.ts
// Reads a policy and the `_defaults.yaml` beside it from disk.






const DEFAULTS_FILE = '_defaults.yaml';
/** Whatever the disk says is an answer: a file that cannot be read is a mistake, not an exception. */
async function loadPolicy(path) {
    if (basename(path) === DEFAULTS_FILE)
        return load_policy_refused(path, 'this is the defaults file of the policies beside it', 'a policy, e.g. rampart/fraud.yaml');
    const own = await readText(path);
    const shared = await readText(join(dirname(path), DEFAULTS_FILE));
    const mistakes = [own, shared].flatMap((text) => (text.kind === 'unreadable' ? [text.mistake] : []));
    if (own.kind === 'absent')
        return load_policy_refused(path, 'there is no such file', 'the path of a policy, e.g. rampart/fraud.yaml');
    if (own.kind === 'unreadable' || mistakes.length > 0)
        return { kind: 'mistakes', mistakes };
    return readPolicy(shared.kind === 'text' ? { ...own.file, defaults: shared.file } : own.file);
}
async function readText(path) {
    try {
        const { size } = await stat(path);
        // readYaml says that it is too large; a few bytes more than it takes are enough for that.
        if (size > FILE_BYTES_MAX)
            return { kind: 'unreadable', mistake: mistakeOf(path, 'file-too-large', `the file has ${size} bytes`, `at most ${FILE_BYTES_MAX} bytes`) };
        return { kind: 'text', file: { file: path, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) } };
    }
    catch (error) {
        if (isMissing(error))
            return { kind: 'absent' };
        const reason = error instanceof Error ? shownText(error.message, 200).slice(1, -1) : 'unknown reason';
        const why = error instanceof TypeError ? 'the file is not UTF-8 text' : `the file cannot be read (${reason})`;
        return { kind: 'unreadable', mistake: mistakeOf(path, 'unreadable-file', why, 'a readable UTF-8 file') };
    }
}
function load_policy_refused(path, says, accepted) {
    return { kind: 'mistakes', mistakes: [mistakeOf(path, 'unreadable-file', says, accepted)] };
}
function mistakeOf(path, name, says, accepted) {
    const place = { kind: 'file', file: path, line: 1, column: 1, endColumn: 2 };
    return { code: MISTAKE_KINDS[name].code, name, place, subject: path, seen: says, accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
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
    return at === null ? CANNOT : { kind: 'text', text: replaced(text, at.range[0], at.range[1], to) };
}
function newItem(text, list, index, to) {
    const before = list.items[index];
    const start = before === undefined ? undefined : (before).range[0];
    if (start === undefined)
        return CANNOT;
    if (list.flow === true)
        return { kind: 'text', text: replaced(text, start, start, `${to}, `) };
    const lineStart = text.lastIndexOf('\n', start) + 1;
    return { kind: 'text', text: replaced(text, lineStart, lineStart, `${text.slice(lineStart, start)}${to}\n`) };
}
function newKey(text, map, path, to) {
    const keys = path.filter((step) => typeof step === 'string');
    const last = map.items.at(-1);
    if (keys.length < path.length || !isPair(last))
        return CANNOT;
    const [, end] = map.range;
    if (map.flow === true)
        return { kind: 'text', text: replaced(text, end - 1, end - 1, `, ${keys.join(': {')}: ${to}${'}'.repeat(keys.length - 1)}`) };
    const column = indentOf(text, (last.key).range[0]);
    const written = keys.map((key, depth) => `${column}${INDENT.repeat(depth)}${key}:`).join('\n');
    // After the last line of the mapping, with the comment that may stand behind it.
    const valueEnd = (last.value)?.range[1] ?? (last.key).range[1];
    const lineEnd = text.indexOf('\n', Math.max(0, text[valueEnd - 1] === '\n' ? valueEnd - 1 : valueEnd));
    return lineEnd < 0 ? { kind: 'text', text: `${text}\n${written} ${to}\n` } : { kind: 'text', text: replaced(text, lineEnd, lineEnd, `\n${written} ${to}`) };
}
function indentOf(text, at) {
    return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}
function replaced(text, from, to, by) {
    return text.slice(0, from) + by + text.slice(to);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/source/place.ts
// Where something stands in a file that a person wrote.
/** `rampart/fraud.yaml:7:16`. */
function formatPlace(place) {
    return `${place.file}:${place.line}:${place.column}`;
}

;// CONCATENATED MODULE: ./packages/policy-document/src/expand-policy.ts
// The sum of policy, defaults file, preset and built-in defaults as one YAML file that means the same.





/** Decodes to the same policy. With `origins`, a comment at each value that the policy itself does not say. */
function expandPolicy(policy, origins = new Map()) {
    const document = new dist/* Document */.yo(writtenOut(policy));
    document.commentBefore = ` Everything that a rollout of ${policy.target} is decided by.\n Policy digest ${digestPolicy(policy)}`;
    annotate(document.contents, [], origins);
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
function annotate(node, path, origins) {
    if ((0,dist/* isMap */.jh)(node)) {
        for (const { key, value } of node.items)
            annotate(value, [...path, (0,dist/* isScalar */.jn)(key) ? String(key.value) : ''], origins);
    }
    else if ((0,dist/* isSeq */.oP)(node) && !node.items.every(dist/* isScalar */.jn)) {
        node.items.forEach((item, index) => {
            annotate(item, [...path, index], origins);
        });
    }
    else if ((0,dist/* isSeq */.oP)(node)) {
        node.flow = true;
        comment(node, path, origins);
    }
    else if ((0,dist/* isScalar */.jn)(node)) {
        comment(node, path, origins);
    }
}
function comment(node, path, origins) {
    const origin = origins.get(path_formatPath(path));
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
const NO_HISTORY = { shape: { kind: 'unknown' }, dispersion: { kind: 'unknown' }, errorBursts: { kind: 'unknown' }, labelDelay: { kind: 'unknown' } };
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

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/counts-among.ts
/**
 * The counts of the series that `among` matches; as they are where that cannot be told: matchers of several labels, of a label that was not counted
 * apart, or patterns. Pods and other labels were not counted apart by this one, so nothing is left of them.
 */
function countsAmong(traffic, among) {
    const [label, ...others] = [...new Set(among.map((matcher) => matcher.label))];
    if (label === undefined || others.length > 0 || among.some(({ pattern, op }) => isPattern(op) && pattern.includes('.')))
        return traffic;
    const values = traffic.labels.filter((counts) => counts.label === label);
    const sum = (of) => of.reduce((all, { trials, events }) => ({ trials: all.trials + trials, events: all.events + events }), { trials: 0, events: 0 });
    if (sum(values).trials !== traffic.trials)
        return traffic;
    const kept = values.filter(({ value }) => among.every((matcher) => matches(matcher, value)));
    return kept.length === values.length ? traffic : { kind: 'counts', ...sum(kept), pods: [], labels: kept };
}
function isPattern(op) {
    return op === '=~' || op === '!~';
}
function matches({ op, pattern }, value) {
    const isAny = isPattern(op) ? pattern.split('|').includes(value) : value === pattern;
    return isAny === (op === '=' || op === '=~');
}

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
const EFFECTS = [1.5, 2, 3, 5, 10, 30, 100];
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

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/pod-noise.ts
/** Fewer events say nothing about the rate of a pod. */
const EVENTS_MIN = 5;
/**
 * Method of moments for the variance between groups (DerSimonian & Laird 1986, Controlled Clinical Trials 7:177, eq. 8): y = ln(x/n) with
 * variance 1/x - 1/n by counting, weights 1/v, Q = sum w (y - mean)^2, tau^2 = (Q - (k-1)) / (sum w - sum w^2 / sum w).
 */
function pod_noise_podNoise(pods) {
    const usable = pods.filter(({ trials, events }) => events >= EVENTS_MIN && events < trials);
    if (pods.length < 2)
        return { kind: 'too-little', why: 'one pod has nobody to differ from' };
    if (usable.length < 2 || usable.length < pods.length)
        return { kind: 'too-little', why: `a pod needs at least ${EVENTS_MIN} events` };
    const rates = usable.map(({ trials, events }) => ({ logRate: Math.log(events / trials), weight: 1 / (1 / events - 1 / trials) }));
    const sum = (of) => rates.reduce((all, rate) => all + of(rate), 0);
    const weights = sum(({ weight }) => weight);
    const mean = sum(({ weight, logRate }) => weight * logRate) / weights;
    const spread = sum(({ weight, logRate }) => weight * (logRate - mean) * (logRate - mean));
    const freedom = rates.length - 1;
    // Q follows about a chi-square: mean k-1, standard deviation sqrt(2(k-1)). Under two of them above it is luck.
    if (spread <= freedom + 2 * Math.sqrt(2 * freedom))
        return { kind: 'none-beyond-counting', pods: rates.length };
    const variance = (spread - freedom) / (weights - sum(({ weight }) => weight * weight) / weights);
    return { kind: 'measured', logRateSd: Math.sqrt(variance), pods: rates.length };
}
/** The smallest factor that two equal deployments of such pods stay under: exp(2 sqrt(2) sd). */
function pod_noise_factorOfNoise(logRateSd) {
    return Math.exp(2 * Math.SQRT2 * logRateSd);
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/number-form.ts
// A plain number of a traffic profile, in a range.



function numberFrom({ min, max, example }) {
    const accepted = max === Number.MAX_VALUE ? `a number, e.g. ${example}` : `a number from ${min} to ${max}, e.g. ${example}`;
    return schemas/* unknown */.L5J().transform((written, ctx) => {
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
function historySections() {
    return { shape: forms_optional(shapeForm()), dispersion: forms_optional(dispersionForm()), errorBursts: forms_optional(errorBurstsForm()), labelDelay: forms_optional(labelDelayForm()) };
}
/** A flat one has no ratios; any other has both. */
function shapeForm() {
    const form = forms_mapping('policy', '{"kind": "week", "peakToTrough": 3.5, "weekendRatio": 0.6}', {
        kind: words('policy', ['flat', 'day', 'week']),
        peakToTrough: forms_optional(numberFrom({ min: 1, max: RATIO_MAX, example: 3.5 })),
        weekendRatio: forms_optional(numberFrom({ min: 0, max: RATIO_MAX, example: 0.6 })),
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
    const form = forms_mapping('policy', '{"varianceOverMean": 12.5, "spanSeconds": 15}', { varianceOverMean: numberFrom({ min: 1, max: RATIO_MAX, example: 12.5 }), spanSeconds: secondsForm(15) });
    return form.transform(({ varianceOverMean, spanSeconds }) => ({ kind: 'measured', varianceOverMean, spanMs: milliseconds(spanSeconds) }));
}
function errorBurstsForm() {
    const form = forms_mapping('policy', '{"meanRequests": 2.5, "spanSeconds": 15}', { meanRequests: numberFrom({ min: 1, max: RATIO_MAX, example: 2.5 }), spanSeconds: secondsForm(15) });
    return form.transform(({ meanRequests, spanSeconds }) => ({ kind: 'measured', meanRequests, spanMs: milliseconds(spanSeconds) }));
}
function labelDelayForm() {
    const form = forms_mapping('policy', '{"p50Seconds": 3600, "p90Seconds": 86400, "p99Seconds": 172800}', { p50Seconds: delayForm(3_600), p90Seconds: delayForm(86_400), p99Seconds: delayForm(172_800) });
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

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/write-profile.ts
const PROFILE_VERSION = 1;
function writeProfile(profile) {
    const { target, measured, requestsPerMinute, routerStep, checks, users, shape, dispersion, errorBursts, labelDelay } = profile;
    const document = {
        trafficProfile: PROFILE_VERSION,
        target,
        measured: { from: new Date(measured.fromMs).toISOString(), to: new Date(measured.toMs).toISOString(), basis: measured.basis },
        requestsPerMinute: { mean: requestsPerMinute.mean, ...(requestsPerMinute.low.kind === 'known' ? { low: requestsPerMinute.low.perMinute } : {}) },
        routerStepPpm: routerStep,
        checks: Object.fromEntries(Object.entries(checks).map(([name, traffic]) => [name, checkDocument(traffic)])),
        ...(users.kind === 'seen' ? { users: { distinct: users.distinct, heaviestShare: users.heaviestShare } } : {}),
        ...(shape.kind === 'unknown' ? {} : { shape }),
        ...(dispersion.kind === 'measured' ? { dispersion: { varianceOverMean: dispersion.varianceOverMean, spanSeconds: dispersion.spanMs / 1_000 } } : {}),
        ...(errorBursts.kind === 'measured' ? { errorBursts: { meanRequests: errorBursts.meanRequests, spanSeconds: errorBursts.spanMs / 1_000 } } : {}),
        ...(labelDelay.kind === 'measured' ? { labelDelay: { p50Seconds: labelDelay.p50Ms / 1_000, p90Seconds: labelDelay.p90Ms / 1_000, p99Seconds: labelDelay.p99Ms / 1_000 } } : {}),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}
/** Six digits: finer than any rate that is compared, and readable. */
function roundedRatio({ trials, events }) {
    return trials === 0 ? 0 : Number((events / trials).toPrecision(6));
}
function checkDocument(traffic) {
    switch (traffic.kind) {
        case 'counts': {
            const { kind, trials, events, pods, labels } = traffic;
            return { kind, trials, events, ratio: roundedRatio(traffic), pods: pods.map((pod) => ({ trials: pod.trials, events: pod.events })), labels: labels.map(({ label, value, ...counted }) => ({ label, value, trials: counted.trials, events: counted.events })) };
        }
        case 'time': {
            const { kind, trials, boundsSeconds, withinBound, pods } = traffic;
            return { kind, trials, boundsSeconds, withinBound, pods: pods.map((pod) => ({ trials: pod.trials, withinBound: pod.withinBound })) };
        }
        case 'level':
            return traffic;
    }
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/profile-forms.ts
// The grammar of a traffic profile, key by key.










const COUNT_MAX = Number.MAX_SAFE_INTEGER;
const profile_forms_TEXT_LENGTH_MAX = 500;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;
/** Everything but the checks, whose form depends on their kind. */
function profileSections() {
    return {
        trafficProfile: versionForm(),
        target: targetName(),
        measured: measuredForm(),
        requestsPerMinute: requestsPerMinuteForm(),
        routerStepPpm: count({ min: 1, max: 1_000_000, example: 1_000 }).transform((value) => (0,src/* ppm */.Sg)(value)),
        users: forms_optional(usersForm()),
        ...historySections(),
    };
}
function checkKind() {
    return words('policy', ['counts', 'time', 'level']);
}
function countsForm() {
    const form = forms_mapping('policy', '{"kind": "counts", "trials": 12000, "events": 50, "pods": [], "labels": []}', {
        kind: schemas/* literal */.euz('counts'),
        ...countedShape(),
        ratio: forms_optional(numberFrom({ min: 0, max: 1, example: 0.004 })),
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
function timeForm() {
    const within = () => listOf(countForm(), '[100, 180, 200]');
    const form = forms_mapping('policy', '{"kind": "time", "trials": 200, "boundsSeconds": [0.1, 0.25], "withinBound": [100, 180], "pods": []}', {
        kind: schemas/* literal */.euz('time'),
        trials: countForm(),
        boundsSeconds: listOf(numberFrom({ min: 0, max: Number.MAX_VALUE, example: 0.25 }), '[0.1, 0.25]'),
        withinBound: within(),
        pods: listOf(forms_mapping('policy', '{"trials": 100, "withinBound": [50, 90]}', { trials: countForm(), withinBound: within() }), '[]'),
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
function levelForm() {
    const anyNumber = () => numberFrom({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE, example: 1_200_000 });
    return forms_mapping('policy', '{"kind": "level", "mean": 1000000, "max": 1200000}', { kind: schemas/* literal */.euz('level'), mean: anyNumber(), max: anyNumber() });
}
function versionForm() {
    return schemas/* unknown */.L5J().transform((written, ctx) => {
        if (written === PROFILE_VERSION)
            return PROFILE_VERSION;
        const accepted = `"trafficProfile": ${PROFILE_VERSION}`;
        if (written === undefined)
            return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
        return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    });
}
function measuredForm() {
    const form = forms_mapping('policy', '{"from": "2026-03-01T00:00:00Z", "to": "2026-03-15T00:00:00Z", "basis": "window"}', { from: instant(), to: instant(), basis: words('policy', ['since start', 'window']) });
    return form.transform(({ from, to, basis }, ctx) => to > from ? { fromMs: from, toMs: to, basis } : refuse(ctx, refusal('out-of-range', { says: 'this is not after `from`', accepted: 'a later time' }), ['to']));
}
function instant() {
    return forms_text({
        accepts: 'a time in UTC',
        example: '"2026-03-15T00:00:00Z"',
        mistake: 'bad-unit',
        parse: (written) => (INSTANT.test(written) && !Number.isNaN(Date.parse(written)) ? parsed(Date.parse(written)) : refused('this is not a time')),
    });
}
function requestsPerMinuteForm() {
    const rate = () => numberFrom({ min: 0, max: 1e12, example: 3.2 });
    return forms_mapping('policy', '{"mean": 3.2, "low": 0.4}', { mean: rate(), low: forms_optional(rate()) }).transform(({ mean, low }, ctx) => {
        if (low === undefined)
            return { mean, low: { kind: 'unknown' } };
        return low <= mean ? { mean, low: { kind: 'known', perMinute: low } } : refuse(ctx, refusal('out-of-range', { says: 'the low hour is above the mean', accepted: `a number up to ${mean}` }), ['low']);
    });
}
function usersForm() {
    const form = forms_mapping('policy', '{"distinct": 900, "heaviestShare": 0.12}', { distinct: countForm(), heaviestShare: numberFrom({ min: 0, max: 1, example: 0.12 }) });
    return form.transform((users) => ({ kind: 'seen', ...users }));
}
function labelForm() {
    const short = (example) => forms_text({ accepts: `text of at most ${profile_forms_TEXT_LENGTH_MAX} characters`, example, mistake: 'bad-name', parse: (written) => (written.length <= profile_forms_TEXT_LENGTH_MAX ? parsed(written) : refused('this is too long')) });
    return atMostTrials(forms_mapping('policy', '{"label": "handler", "value": "/predict", "trials": 6000, "events": 25}', { label: short('handler'), value: short('/predict'), ...countedShape() }));
}
function countedForm() {
    return atMostTrials(forms_mapping('policy', '{"trials": 6000, "events": 25}', countedShape()));
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
    return count({ min: 0, max: COUNT_MAX, example: 12_000 });
}

;// CONCATENATED MODULE: ./packages/policy-document/src/profile/read-profile.ts
// Text of a traffic profile to the profile, or every mistake in it with its place. JSON is read as the YAML that it also is, which knows places.










const read_profile_KEYS = ['trafficProfile', 'target', 'measured', 'requestsPerMinute', 'routerStepPpm', 'checks', 'users', 'shape', 'dispersion', 'errorBursts', 'labelDelay'];
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
    const says = `this is not a traffic profile in JSON: ${shown_shownText(why, 200).slice(1, -1)}`;
    const accepted = 'what `rampart init` writes';
    const name = 'yaml-syntax';
    const place = { kind: 'file', file, line: 1, column: 1, endColumn: 2 };
    return { code: mistake_kinds_MISTAKE_KINDS[name].code, name, place, subject: file, seen: 'text that is no profile', accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
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


const START = '<!-- policy-document:start -->';
const END = '<!-- policy-document:end -->';
const EMPTY_PAGE = (/* unused pure expression or super */ null && (`# Errors\n\nEvery code, what it means, what to do. Codes are never reused.\n\n${START}\n${END}\n`));
/** `page` with the section of policy files written anew; other sections stay as they are. */
function error_table_renderErrorPage(page) {
    const whole = page === '' ? EMPTY_PAGE : page.includes(START) && page.includes(END) ? page : `${page.trimEnd()}\n\n${START}\n${END}\n`;
    return `${whole.slice(0, whole.indexOf(START))}${START}\n${section()}${END}${whole.slice(whole.indexOf(END) + END.length)}`;
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






/***/ }),

/***/ 6026:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sV: () => (/* reexport */ NO_NEWS),
  rR: () => (/* reexport */ NO_REPORT),
  Lm: () => (/* reexport */ NO_RERUN),
  s_: () => (/* reexport */ askForRetraining),
  wv: () => (/* reexport */ blocksRequest),
  Uc: () => (/* reexport */ describeError),
  C9: () => (/* reexport */ dueRetraining),
  gz: () => (/* reexport */ failed),
  iN: () => (/* reexport */ gatheredMsFor),
  ve: () => (/* reexport */ gatheringLedger),
  Ms: () => (/* reexport */ isNews),
  cB: () => (/* reexport */ ledgerOfOneLook),
  Pv: () => (/* reexport */ observationFrom),
  ok: () => (/* reexport */ ok),
  pt: () => (/* reexport */ promote),
  wG: () => (/* reexport */ quietAt),
  dU: () => (/* reexport */ rollback),
  Aw: () => (/* reexport */ sinceStartOf),
  YP: () => (/* reexport */ standingOf),
  io: () => (/* reexport */ tick)
});

// UNUSED EXPORTS: actorOfRun, adoptionFrom, attemptOf, pauseTarget, pausedWhy, resumeTarget, retriable, rolloutIdOf, weightIn

;// CONCATENATED MODULE: ./packages/rollout-engine/src/ports/port-error.ts
// How ports fail: as values. A port never throws for something that the world can do to it.
function ok(value) {
    return { kind: 'ok', value };
}
function failed(error) {
    return { kind: 'error', error };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/outcome.ts
const NO_REPORT = { warnings: [], todo: [] };
const NO_NEWS = { ...NO_REPORT, followed: [] };
function describeError(error) {
    return `${error.port}: ${error.message}`;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./packages/rollout-engine/src/adopt.ts
/** Stable is the slot that carries all traffic. Refuses to guess when none does, or when the router has other slots than the policy. */
function adoptionFrom(policy, reading) {
    const { slots } = policy.serve;
    const seen = reading.slots.map((slot) => slot.slot);
    const missing = slots.filter((slot) => !seen.includes(slot));
    if (missing.length > 0) {
        return { kind: 'refused', why: `the policy names slot ${missing.join(', ')}, the router has ${seen.join(', ') || 'none'}. Correct serve.slots in the policy` };
    }
    const serving = reading.slots.find((slot) => slot.weight === 1_000_000 && slots.includes(slot.slot));
    if (serving === undefined) {
        const split = reading.slots.map((slot) => `${slot.slot} ${String(slot.weight / 10_000)} %`).join(', ');
        return { kind: 'refused', why: `no slot carries all traffic (${split}), ${whoSplit(reading)}` };
    }
    if (serving.placed.kind === 'nothing') {
        return { kind: 'refused', why: `slot ${serving.slot} carries all traffic, but the router does not say which version is in it. Let its "read" answer name version and digest` };
    }
    return { kind: 'stable', slots, stable: { slot: serving.slot, version: serving.placed.version, digest: serving.placed.digest } };
}
/** A router that a rollout has moved had a ledger: what is missing is that, and not a decision of the person who reads this. */
function whoSplit({ stamp }) {
    if (stamp.kind === 'none')
        return 'so it is unclear which version is stable. Move all traffic to one slot first';
    return `moved there by rollout ${stamp.rolloutId}, of which there is no ledger here: its branch was deleted, or it is kept elsewhere. Put the branch back, or correct \`ledger\`. To begin anew instead, move all traffic to one slot (${stamp.liveSlot} was stable)`;
}
/** One slot serves, so that a ledger can begin; a rollout of another ledger may still be on its way there. */
function adoptionWarnings({ stamp, target }) {
    if (stamp.kind === 'none')
        return [];
    return [`the ledger of ${target} begins anew with what serves now, and the router was last moved by rollout ${stamp.rolloutId} of an earlier one. If nobody meant that, put the branch back that was deleted, or correct \`ledger\``];
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/apply-effect.ts
// Carries an effect out at the router and reads it back. A raise is fenced by the version that was read; a lowering waits for nothing.


const SETTLE_ATTEMPTS = 20;
const SETTLE_PAUSE_MS = 500;
/** `fence`: the version that a raise was planned on. Repeating the same effect is harmless. */
async function applyEffect(ports, { rollout, stable }, effect, fence) {
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
    if (!carries(reading.value, effect))
        return { kind: 'unconfirmed', why: trouble === '' ? 'router: it answered, but does not show the change' : trouble };
    const seen = seenIn(reading.value, rollout.candidate.slot);
    if (!shows(effect, seen))
        return { kind: 'unconfirmed', why: `router: it shows ${shares(seen)} where ${shares(effect)} was set: somebody else changed it meanwhile` };
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
        const settled = await ports.router.settle(rollout.policy.target, reading.value.version);
        if (settled.kind === 'ok' && settled.value.settled)
            return { kind: 'confirmed', observed: seen.weight, settledAtMs: ports.clock.nowMs() };
        await ports.clock.sleep(SETTLE_PAUSE_MS);
    }
    return { kind: 'unconfirmed', why: `router: the change was accepted but is not in effect after ${String((SETTLE_ATTEMPTS * SETTLE_PAUSE_MS) / 1000)} s` };
}
function carries(reading, effect) {
    return reading.stamp.kind === 'stamp' && reading.stamp.effectId === effect.id;
}
/**
 * Whether `seen` is what `effect` asked for. A router rounds down by less than a step. Our own repeat of an effect changes
 * nothing at the router, so a person's change after it would otherwise be taken for ours.
 */
function shows(effect, { weight, mirror, step }) {
    return isRounded(weight, effect.weight, step) && isRounded(mirrored(mirror), effect.mirror, step);
}
function isRounded(seen, asked, step) {
    return seen <= asked && seen > asked - step;
}
function seenIn(reading, slot) {
    const mirror = reading.mirror === 'cannot' ? 'cannot' : (reading.mirror[slot] ?? src/* PPM_NONE */.dH);
    return { weight: weightIn(reading, slot), mirror, step: reading.step };
}
/** Exposure of any kind: requests that the candidate answers, or copies that it gets. */
function isAbove(seen, recorded) {
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
function weightIn(reading, slot) {
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
function recordableEvidence(evidence) {
    return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, recordableNews(news)]));
}
function recordableNews(news) {
    if (news.kind === 'no-data')
        return withWords(news);
    const { blocks, gaps } = news;
    return { ...news, blocks: blocks.some(hasLongName) ? blocks.map(withNames) : blocks, gaps: gaps.map((gap) => withWords(gap)) };
}
function recordableSituation(situation) {
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
    const beside = `${src/* PREDICTED */.j8}:`;
    if (name.startsWith(beside))
        return `${beside}${recordableName(name.slice(beside.length))}`;
    if (name.length <= NAME_MAX)
        return name;
    const mark = `…${(0,external_node_crypto_.createHash)('sha256').update(name).digest('hex').slice(0, 16)}`;
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
async function observe(ports, arms, look) {
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
        return { evidence: recordableEvidence(usedOf(rollout, ofThePast(onlyNews(answer.value.evidence), nowMs))), snapshot: answer.value.snapshot };
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
        return [name, { ...news, blocks: news.blocks.map((block) => (0,src/* withoutUnusedBounds */._u)(check, state, block)) }];
    }));
}
/** A block that ends in the future would pass for healthy time that nobody has lived, and move the watermark past all that is still to come. */
function ofThePast(evidence, nowMs) {
    const why = 'a block ends in the future: the clocks of the metric source and of this job differ';
    return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, news.kind === 'blocks' && news.blocks.some((block) => block.toMs > nowMs) ? { kind: 'no-data', why } : news]));
}
/** An answer without a block, a gap or trouble is no news. */
function onlyNews(evidence) {
    return Object.fromEntries(Object.entries(evidence).filter(([, news]) => news.kind === 'no-data' || news.blocks.length > 0 || news.gaps.length > 0));
}
function routerSituation(rollout, reading) {
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
function candidateSituation(rollout, reading) {
    if (reading.kind === 'error')
        return { kind: 'unknown', why: describeError(reading.error) };
    const placed = reading.value.slots.find((slot) => slot.slot === rollout.candidate.slot)?.placed;
    if (placed === undefined || placed.kind === 'nothing')
        return { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is empty` };
    return placed.ready ? { kind: 'ready', digest: placed.digest } : { kind: 'not-ready', why: `slot ${rollout.candidate.slot} is not ready yet` };
}
function stableSituation(stable, reading) {
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
function withinOwnTime(check, news, own) {
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
async function restore(run, followed, worse) {
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
    const sequence = record_nextSequence(position);
    const effect = { kind: 'set-weight', id: `${id}/${String(sequence)}/0`, rolloutId: id, sequence, weight: src/* PPM_NONE */.dH, mirror: src/* PPM_NONE */.dH, purpose: 'rollback' };
    const newly = (why) => (worse.length === 0 ? run : withNews(run, { kind: 'told', rolloutId: id, version: candidate.version, worse, why }));
    const applied = await applyEffect(ports, { rollout: followed, stable: previous }, effect, { kind: 'is', version });
    if (applied.kind !== 'confirmed')
        return unsettled(newly(applied.why), applied.why, `bring ${previous.version} back: the next tick tries again`);
    const pointer = await pointBack(run, followed);
    if (pointer.kind === 'open')
        return unsettled(newly(pointer.why), pointer.why, `point ${followed.policy.model.stage} of ${followed.policy.model.name} back to ${previous.version}: the next tick tries again`);
    const checks = followed.told.join(', ');
    const event = { kind: 'restored', rolloutId: id, operation: `restore/${id}`, why: `labels that came in later say that ${candidate.version} is worse: ${checks}` };
    const recorded = await record_record(ports, position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
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
function isFollowDue(state, nowMs) {
    return state.following.some((followed) => dueChecks(followed, nowMs).length > 0);
}
async function followReleases(start) {
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
    const { worse } = (0,src/* followUp */.nF)(followed, heard.evidence);
    if (!acts)
        return { kind: 'followed', run: worse.length === 0 ? warned : told(warned, followed, worse) };
    const sequence = record_nextSequence(run.position);
    const event = { kind: 'followed-up', rolloutId: followed.id, operation: `follow/${followed.id}/${String(sequence)}`, evidence: heard.evidence, worse };
    const recorded = await record_record(ports, run.position, event, { actor: run.actor, atMs: ports.clock.nowMs(), target: followed.policy.target });
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
        const asked = (0,src/* labelsQuestionOf */.tj)(check.signal);
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
function heldBy({ id, policy }) {
    return { rolloutId: id, holds: (policy.freeze?.paths.length ?? 0) > 0 };
}
/** The event for what nobody has recorded yet; `none` where there is nothing new. `sequence`: of the record to come. */
function violationIn(frozen, rollout, sequence) {
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
function frozenWarnings(frozen, rollout) {
    const { policy } = rollout;
    if (frozen.kind === 'none' && heldBy(rollout).holds) {
        return [`the data that this rollout of ${policy.target} froze is frozen no longer: somebody lifted the freeze (freeze-data, mode: release), or set the branch of the freezes back. The rollout goes on, and nobody sees that data change`];
    }
    if ((policy.freeze ?? src/* UNFROZEN */.Ge).then !== 'tell')
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
const NO_RERUN = { kind: 'no' };
/** `ada, run 123.2`: who, in a workflow. The attempt is for people; what identifies an operation leaves it out (operationBy). */
function actorOfRun(who, { run, attempt }) {
    return `${who}, run ${run}.${attempt}`;
}
/** Who asks, the same for every attempt of a run. */
function rerun_operationBy(actor) {
    return actor.replace(RUN, ', run $1');
}
async function standingOf(rerun, target, ledger) {
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
function pausedWhy({ by, why, sinceMs }, target) {
    const since = new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ');
    return `paused by ${by} since ${since}Z${why === '' ? '' : ` (${why})`}; rampart resume ${target} lets it go on`;
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/quiet-times.ts
const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;
/** `untilMs`: the first minute that is in no window. Windows that leave none are quiet for another week at every look. */
function quietAt(quiet, nowMs) {
    const windows = quiet.map(windowOf);
    const isQuiet = (minuteMs) => windows.some((isIn) => isIn(minuteMs));
    const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    if (!isQuiet(startMs))
        return { kind: 'no' };
    // Minute by minute: a window's end can be skipped by a clock that goes forward, and come twice by one that goes back.
    for (let minutes = 1; minutes <= WEEK_MINUTES; minutes += 1) {
        const minuteMs = startMs + minutes * MINUTE_MS;
        if (!isQuiet(minuteMs))
            return { kind: 'quiet', untilMs: minuteMs };
    }
    return { kind: 'quiet', untilMs: startMs + WEEK_MINUTES * MINUTE_MS };
}
function windowOf({ fromMinute, toMinute, zone }) {
    const minuteOfWeek = clockIn(zone);
    // Without the zone nobody can say that people are there, and quiet only delays.
    if (minuteOfWeek === 'unknown zone')
        return () => true;
    return (minuteMs) => {
        const minute = minuteOfWeek(minuteMs);
        return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
    };
}
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Minutes since Monday 00:00 on the wall clock of `zone`. */
function clockIn(zone) {
    try {
        const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
        return (atMs) => {
            const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
            return (DAYS.indexOf(parts.get('weekday') ?? '') * 24 + Number(parts.get('hour'))) * 60 + Number(parts.get('minute'));
        };
    }
    catch {
        return 'unknown zone';
    }
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/pending-effect.ts




/**
 * A lowering is always tried again. A raise (of the weight or of the copies) is finished only while it is fresh and the router is still where the intent found it; an old one is
 * not evidence of anything, and only a new decision to advance raises.
 */
async function finishPending(ports, arms, effect, intendedAtMs) {
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

;// CONCATENATED MODULE: ./packages/rollout-engine/src/one-look.ts

function ledgerOfOneLook(ledger) {
    const views = new Map();
    return {
        read: (target) => {
            const view = views.get(target) ?? ledger.read(target);
            views.set(target, view);
            return view;
        },
        append: async (entry) => {
            views.delete(entry.target);
            const answer = await ledger.append(entry);
            if (answer.kind === 'ok' && answer.value.kind === 'appended')
                views.set(entry.target, Promise.resolve(ok({ kind: 'present', head: answer.value.head, state: entry.state })));
            return answer;
        },
        history: (target, enough) => ledger.history(target, enough),
    };
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/news.ts
// Whether a look is worth a record. What adds nothing to the last one is not written: the ledger is kept for ever.

/** Reasons that follow from what is already recorded: waiting for the next block, or for another job. */
const WAITING = new Set([
    'traffic-unknown', 'candidate-not-ready', 'insufficient', 'dwell', 'budget-too-small', 'weight-held-by-promise', 'not-certified', 'quiet', 'paused', 'shadowing', 'split-open', 'baking', 'awaiting-promotion', 'leaving',
]);
/** A look at a rollout that goes on as it is: it has blocks without a hole, nobody is asked anything new, and all that it says is how long it will wait. */
function onlyWaits(rollout, { decision, evidence, situation, effect }) {
    const waitsForJob = decision.kind === 'promote' && rollout.phase === 'awaiting-promotion';
    if ((decision.kind !== 'hold' && !waitsForJob) || effect.kind !== 'none' || situation.request.kind !== 'none' || decision.stageIndex !== rollout.stageIndex)
        return false;
    // The first snapshot of a rollout is what its evidence is counted from.
    if (rollout.snapshot === null)
        return false;
    // What a person was asked is asked still.
    const isSaid = (0,src/* rulingOf */.b1)(decision) === rollout.lastRuling || (decision.needs === 'nothing' && decision.reasons.every(({ code }) => WAITING.has(code)));
    return isSaid && Object.values(evidence).every((news) => news.kind === 'blocks' && news.gaps.length === 0);
}
/** What adds nothing to the last record is not worth another one. */
function isNews(rollout, { decision, evidence, situation, snapshot }, checks) {
    const approves = situation.request.kind === 'approve';
    const tookBlocks = Object.entries(checks).some(([name, { watermarkMs }]) => watermarkMs !== rollout.checks[name]?.watermarkMs);
    // After a gap the source goes on from another snapshot. Blocks that cannot be used are told once, as the reason, not with every look.
    const onlyGaps = Object.values(evidence).some((news) => news.kind === 'blocks' && news.blocks.length === 0);
    const firstSnapshot = rollout.snapshot === null && snapshot !== null;
    const waits = decision.reasons.every((reason) => WAITING.has(reason.code));
    return approves || tookBlocks || onlyGaps || firstSnapshot || (!waits && (0,src/* rulingOf */.b1)(decision) !== rollout.lastRuling);
}

;// CONCATENATED MODULE: ./packages/rollout-engine/src/smoke-situation.ts

/** Another artefact in the slot, or none that is ready, is told by `candidate`; there is no use in asking it. */
async function smokeSituation(ports, rollout, candidate) {
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



async function findCandidate(ports, pinned, state, wanted) {
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
    const never = ended.length < src/* ENDED_KEPT */.mS ? `${version} was never taken out of ${target}` : `${version} was not taken out of ${target} in its last ${String(src/* ENDED_KEPT */.mS)} releases`;
    return `${never}, so there is nothing to try again. A tick that names it as candidate releases it`;
}
/** Every try of the same bytes counts, whatever they were called and however it ended. One that was promoted and taken out later is one try. */
function attemptOf(ended, digest) {
    return 1 + new Set(ended.filter(({ candidate }) => candidate.digest === digest).map(({ id }) => id)).size;
}
/** Evidence that was demanded must be about these very bytes and must have passed. */
function evidenceProblem(release, evidence) {
    if (evidence.kind === 'not-demanded')
        return '';
    if (evidence.digest !== release.digest)
        return `the validation evidence is about ${evidence.digest}, the candidate ${release.version} is ${release.digest}. Validate the artefact that is to be released`;
    return evidence.passed ? '' : `validation of ${release.version} did not pass, so it is not released`;
}
function startEvent(pinned, state, release, wanted) {
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
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12);
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
    const opened = await record_openLedger(ports, input.pinned.policy.target);
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
    const opened = await record_openLedger(ports, input.pinned.policy.target);
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
    const recorded = await record_record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: input.pinned.policy.target, ...(freeze === undefined ? {} : { freeze }) });
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
    const violation = violationIn(frozen, rollout, record_nextSequence(position));
    if (violation === 'none' || !input.acts)
        return lookWith(warned, rollout, frozen);
    const recorded = await record_record(ports, position, violation, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
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
    const { decision, checks } = (0,src/* decide */.LD)(rollout, seen.evidence, situation);
    const sequence = record_nextSequence(run.position);
    const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${rollout.id}/${String(sequence)}/${rerun_operationBy(input.actor)}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot };
    const watched = { ...run, report: { ...run.report, warnings: [...run.report.warnings, ...placement] } };
    if (!input.acts)
        return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };
    const planned = (0,src/* planEffect */.pf)(rollout, decision, sequence, situation.router.kind === 'read' ? situation.router.weight : 'unknown');
    if (planned.kind === 'none') {
        if (!isNews(rollout, ticked, checks))
            return { kind: 'decided', state, decision, recorded: false, snapshot: seen.snapshot, ...watched.report };
        return advance(watched, { ...ticked, effect: { kind: 'none' } }, (next) => conclude(next, decision, seen.snapshot));
    }
    if ((0,src/* waitsForRecord */.zt)(rollout, planned)) {
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
    const recorded = await record_record(ports, run.position, event, { actor: input.actor, atMs: ports.clock.nowMs(), target: rollout.policy.target });
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
    const opened = await record_openLedger(ports, input.target);
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
    const violation = violationIn(frozen, rollout, record_nextSequence(run.position));
    const written = violation === 'none' ? { kind: 'run', run } : await write(run, violation);
    if (written.kind !== 'run')
        return written;
    const { state } = written.run;
    if (state.rollout.kind === 'none')
        return refused('the rollout ended meanwhile');
    const { then } = rollout.policy.freeze ?? src/* UNFROZEN */.Ge;
    if (then !== 'tell' && frozen.kind === 'unreadable')
        return held(state, `frozen data cannot be verified: ${frozen.why}`, frozen.lasts === true ? 'human' : 'nothing');
    // A person who approved the change when canary-step asked is not asked again.
    const isApproved = frozen.kind === 'changed' && then === 'hold' && rollout.answered.includes((0,src/* questionOfFrozen */.Gr)(frozen.paths));
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
    if (rollout.weight >= (0,src/* promotedWeight */.xY)(rollout.policy, reading.value.step))
        return movePointer(run, rollout);
    if (state.pause.kind === 'paused')
        return held(state, `the target is ${pausedWhy(state.pause, state.target)}`, 'nothing');
    const quiet = quietAt(rollout.policy.quiet, ports.clock.nowMs());
    if (quiet.kind === 'quiet')
        return { kind: 'quiet', state, untilMs: quiet.untilMs, ...NO_REPORT };
    const effect = (0,src/* planPromotion */.z)(rollout, record_nextSequence(run.position), reading.value.step);
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
    const recorded = await record_record(run.ports, run.position, event, { actor: run.input.actor, atMs: run.ports.clock.nowMs(), target: run.input.target });
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
    const weights = Object.fromEntries(reading.value.slots.map(({ slot }) => [slot, slot === stable.slot ? src/* PPM_ALL */.kh : src/* PPM_NONE */.dH]));
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
    const opened = routerOnly ? undefined : await record_openLedger(ports, target);
    if (opened?.kind !== 'position' || opened.position.folded.kind !== 'present')
        return 'none';
    const { state } = opened.position.folded;
    return state.rollout.kind === 'live' && state.rollout.id === rolloutId && state.ended.some(({ id }) => id === stamped) ? state : 'none';
}
/** Nobody is answered by the candidate, and it gets no copies either. */
function isOut(reading, stableSlot) {
    const copies = reading.mirror === 'cannot' ? [] : Object.values(reading.mirror);
    return weightIn(reading, stableSlot) === src/* PPM_ALL */.kh && copies.every((share) => share === 0);
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
    const { decision } = (0,src/* decide */.LD)(rollout, {}, situation);
    const sequence = record_nextSequence(position);
    const effect = (0,src/* planEffect */.pf)(rollout, decision, sequence, 'unknown');
    if (effect.kind === 'none')
        return rollback_conclude(account, rollout);
    const applied = await applyEffect(ports, { rollout, stable: state.stable }, effect, { kind: 'any' });
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
        const opened = await record_openLedger(ports, target);
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
        const event = { kind: 'retraining-asked', rolloutId, operation: `retrain/${rolloutId}/${check}/${String(record_nextSequence(opened.position))}`, check, evidence: head.head };
        const recorded = await record_record(ports, opened.position, event, { actor, atMs: ports.clock.nowMs(), target });
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
    const { decision } = (0,src/* decide */.LD)(base.state.rollout, evidence, event.situation);
    const whole = { ...event, sequence: before.event.sequence, operation: before.event.operation, evidence, decision };
    if (whole.decision.kind !== event.decision.kind || !onlyWaits(base.state.rollout, whole))
        return 'not to be gathered';
    const state = (0,src/* fold */.AU)({ kind: 'present', state: base.state }, whole);
    if ((0,src/* stepViolations */.Xo)(base.state, whole, state).length > 0)
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































/***/ }),

/***/ 775:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oN: () => (/* reexport */ portable_math/* exp */.oN),
  IY: () => (/* reexport */ portable_math/* expm1 */.IY),
  Rm: () => (/* reexport */ portable_math/* log */.Rm),
  Kk: () => (/* reexport */ portable_math/* log1p */.Kk),
  hN: () => (/* reexport */ incomplete_beta_logIncompleteBeta),
  VZ: () => (/* reexport */ portable_math/* logSumExp */.VZ),
  Zl: () => (/* reexport */ normal_distribution_normalQuantile)
});

// UNUSED EXPORTS: CAPITAL_SHOWN_MAX, NO_WAGER, STAKES, TILT_SHIFTS, TILT_WEIGHTS, armDifference, bernoulliConfidenceInterval, bestRho, bestRho2Exact, betaBinomialLogMixture, betaBinomialMixtureBound, bettingMart, binomialLogMixture, blamed, blocksAtLeast, boundaryDivergence, capital, cashAfter, centredPrior, chiSquareUpperTail, conjmixEmpbernLowerCs, conjmixEmpbernTwosidedCs, conjmixHoeffdingTwosidedCs, contingency, contrastInterval, criticalPsi, cumulativeMarginals, designEffect, detect, detectorLevel, doubleStitchingBound, effectiveCount, effectiveRows, empiricalProcessLilBound, exactPoissonPValue, gammaExponentialLogMixture, gammaExponentialMixtureBound, gammaPoissonLogMixture, gammaPoissonMixtureBound, goodnessOfFit, hellingerDistance, jensenShannonDistance, kolmogorovSmirnov, lambdaAKelly, lambdaPredmixEb, logCapital, logGF, logGT, logGamma, logNormalCdf, logOddsAgainst, mannWhitney, mcNemar, newDetector, newTilt, newWealth, noncentralUpperQuantile, noncentralUpperTail, normalLogMixture, normalMixtureBound, normalisedWasserstein, oneSampleTail, oneSidedBestRho, opposite, overLimitWager, pageHinkleyAlarms, plainBets, plainTilts, play, polyStitchingBound, populationStabilityIndex, powerOneTrials, predmixEmpbernTwosidedCs, predmixHoeffdingCs, quantileAbPValue, relativeRiskSequence, requestsNeeded, restarted, safeZTestStat, sequentialGreaterTest, sequentialLesserTest, sequentialPValues, sequentialTwoSidedTest, shareDivergence, shareOfEvents, shiftInterval, sprtCost, startBets, startTilts, stdConjmixMargin, stdLilMargin, tRadius, tilt, tiltDetector, tiltGrid, tiltLogCapital, twoByTwoEValue, twoByTwoLogEValue, wagerOn, wassersteinDistance, weightedMean, welchGreaterTest, welchLesserTest, welchTwoSidedTest, worseWager, zRadius

// EXTERNAL MODULE: ./packages/rollout-policy/src/checks/comparisons.ts
var comparisons = __webpack_require__(3414);
// EXTERNAL MODULE: ./packages/rollout-policy/src/math/portable-math.ts
var portable_math = __webpack_require__(6883);
;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/log-gamma.ts
// ln Gamma(x) for x > 0: a Taylor series about 2 near the two zeros, Stirling's series far from them, the recurrence between.

const HALF_LN_2PI_LESS_HALF = 0.4189385332046727;
const EULER_COMPLEMENT = 0.42278433509846713; // 1 - Euler's constant
/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: ln Gamma(2 + e) = e (1 - Euler) + sum of these times e^k. DLMF 5.7.3. */
const TAYLOR_ABOUT_TWO = [
    0.3224670334241132, -0.06735230105319809, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425,
    -0.00022315475845357939, 0.00009945751278180853, -0.00004492623673813314, 0.00002050721277567069, -0.000009439488275268397, 0.000004374866789907488, -0.000002039215753801366,
    9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554667e-7, -1.00432248239681e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
    -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
];
/** B(2k) / (2k (2k - 1)) for k = 1, 2, ...: Stirling's series. DLMF 5.11.1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** From here on the eighth term of Stirling's series is below 1e-16. */
const log_gamma_STIRLING_MIN = 10;
/** ln Gamma(x) for x > 0, relative error below 1e-15 also near the zeros at 1 and 2. Infinity at 0, NaN below. */
function log_gamma_logGamma(x) {
    if (!(x > 0))
        return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
    if (x >= log_gamma_STIRLING_MIN)
        return x > 1e305 ? Number.POSITIVE_INFINITY : (x - 0.5) * ((0,portable_math/* log */.Rm)(x) - 1) + (HALF_LN_2PI_LESS_HALF + log_gamma_stirlingCorrection(x));
    if (x < 0.5)
        return aboutTwo(x) - (0,portable_math/* log1p */.Kk)(x) - (0,portable_math/* log */.Rm)(x);
    if (x < 1.5)
        return aboutTwo(x - 1) - (0,portable_math/* log1p */.Kk)(x - 1);
    let product = 1;
    let rest = x;
    for (; rest > 2.5; rest -= 1)
        product *= rest - 1;
    return (0,portable_math/* log */.Rm)(product) + aboutTwo(rest - 2);
}
/** ln Gamma(x) less its leading part (x - 1/2) ln x - x + ln(2 pi)/2, for x >= STIRLING_MIN. Differences of large ln Gamma are taken with it. */
function log_gamma_stirlingCorrection(x) {
    const inverse = 1 / x;
    const square = inverse * inverse;
    let sum = 0;
    for (let k = STIRLING.length - 1; k >= 0; k -= 1)
        sum = sum * square + (STIRLING[k] ?? 0);
    return sum * inverse;
}
/** ln Gamma(2 + e) for |e| <= 1/2. */
function aboutTwo(e) {
    let sum = 0;
    for (let k = TAYLOR_ABOUT_TWO.length - 1; k >= 0; k -= 1)
        sum = (sum + (TAYLOR_ABOUT_TWO[k] ?? 0)) * e;
    return (sum + EULER_COMPLEMENT) * e;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/continued-fraction.ts
// Value of a continued fraction, front to back.
const TINY = 1e-100;
const STEPS_MAX = 1_000_000;
/** Modified Lentz algorithm (Lentz 1976; Thompson & Barnett 1986): stops when a step changes nothing, at the latest after a million steps. */
function continued_fraction_continuedFraction({ numerator, denominator }) {
    let value = notZero(denominator(0));
    let c = value;
    let d = 0;
    for (let k = 1; k < STEPS_MAX; k += 1) {
        const a = numerator(k);
        const b = denominator(k);
        d = 1 / notZero(b + a * d);
        c = notZero(b + a / c);
        const ratio = c * d;
        value *= ratio;
        if (Math.abs(ratio - 1) < 2.3e-16)
            break;
    }
    return value;
}
function notZero(x) {
    return x === 0 ? TINY : x;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/log-beta.ts
// ln B(a, b) and the logarithm of a beta density, for counts so large that differences of ln Gamma would lose every digit.


const HALF_LN_2PI = 0.9189385332046727;
/** ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b) for a, b > 0. Error a few ulp of the largest term that does not cancel. NaN outside. */
function logBeta(a, b) {
    const [small, large] = a < b ? [a, b] : [b, a];
    if (!(small > 0))
        return Number.NaN;
    if (large < log_gamma_STIRLING_MIN)
        return log_gamma_logGamma(small) + (log_gamma_logGamma(large) - log_gamma_logGamma(small + large));
    const correction = log_gamma_stirlingCorrection(large) - log_gamma_stirlingCorrection(small + large);
    if (small < log_gamma_STIRLING_MIN)
        return log_gamma_logGamma(small) - (large - 0.5) * (0,portable_math/* log1p */.Kk)(small / large) - small * ((0,portable_math/* log */.Rm)(small + large) - 1) + correction;
    return HALF_LN_2PI - 0.5 * (0,portable_math/* log */.Rm)(large) - (small - 0.5) * (0,portable_math/* log1p */.Kk)(large / small) - large * (0,portable_math/* log1p */.Kk)(small / large) + (log_gamma_stirlingCorrection(small) + correction);
}
/**
 * a ln x + b ln y - ln B(a, b) for y = 1 - x, x in (0, 1), a, b > 0: the logarithm of x y times the beta density.
 * For large a and b it is -(a + b) times a divergence, which is computed as such (x - ln(1+x) without cancellation).
 */
function log_beta_logBetaKernel({ a, b, x, y }) {
    if (a < log_gamma_STIRLING_MIN || b < log_gamma_STIRLING_MIN)
        return a * logShare(x, y) + b * logShare(y, x) - logBeta(a, b);
    const shift = a * y - b * x; // (a + b) times the distance of x from the mean a / (a + b)
    const normal = 0.5 * (0,portable_math/* log */.Rm)((a / (a + b)) * b) - HALF_LN_2PI;
    const corrections = log_gamma_stirlingCorrection(a + b) - log_gamma_stirlingCorrection(a) - log_gamma_stirlingCorrection(b);
    return normal + corrections - a * gapAt(-shift / a, x * ((a + b) / a)) - b * gapAt(shift / b, y * ((a + b) / b));
}
/** ln x from the smaller of x and its complement. */
function logShare(x, complement) {
    return complement < 0.5 ? (0,portable_math/* log1p */.Kk)(-complement) : (0,portable_math/* log */.Rm)(x);
}
/** u - ln(1 + u), with 1 + u given too, for u close to -1. */
function gapAt(u, onePlus) {
    return u < -0.5 ? u - (0,portable_math/* log */.Rm)(onePlus) : (0,portable_math/* log1pGap */.Yp)(u);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/incomplete-beta.ts
// Logarithms of both tails of the beta distribution. In logarithms throughout, so that no count is large enough to underflow.



/**
 * ln I_x(a, b) and ln(1 - I_x(a, b)) for a, b > 0, x in [0, 1]; NaN outside. Relative error of each about 1e-14 (1e-12 where a or b is 1e-3).
 * `y` is 1 - x, for callers who know it more precisely. Continued fraction DLMF 8.17.22 on the side of the mean where it converges fast.
 */
function incomplete_beta_logIncompleteBeta({ a, b, x, y = 1 - x }) {
    if (!(a > 0 && b > 0 && x >= 0 && y >= 0))
        return { logLower: Number.NaN, logUpper: Number.NaN };
    if (x === 0)
        return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
    if (y === 0)
        return { logLower: 0, logUpper: Number.NEGATIVE_INFINITY };
    const kernel = log_beta_logBetaKernel({ a, b, x, y });
    if (x * (b + 1) <= y * (a + 1)) {
        const logLower = Math.min(0, kernel - (0,portable_math/* log */.Rm)(tailFraction(a, b, x, y)));
        return { logLower, logUpper: (0,portable_math/* log1mExp */.mf)(logLower) };
    }
    const logUpper = Math.min(0, kernel - (0,portable_math/* log */.Rm)(tailFraction(b, a, y, x)));
    return { logLower: (0,portable_math/* log1mExp */.mf)(logUpper), logUpper };
}
/**
 * x^a y^b / (B(a, b) I_x(a, b)) for x up to the mean: the even part of DLMF 8.17.22 (DiDonato & Morris 1992, ACM TOMS 18:360, equation 9).
 * The distance from the mean enters as a y - b x, so that x close to 1 costs no digits.
 */
function tailFraction(a, b, x, y) {
    const distance = a * y - b * x;
    return continued_fraction_continuedFraction({
        numerator: (m) => ((((a + m - 1) / (a + 2 * m - 1)) * m * x) * (a + b + m - 1) / (a + 2 * m - 1)) * ((b - m) * x),
        denominator: (m) => (m === 0 ? 0 : m + ((m * x) / (a + 2 * m - 1)) * (b - m)) + ((a + m) / (a + 2 * m + 1)) * (distance + 1 + m * (1 + y)),
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/normal-distribution.ts
// The normal distribution: logarithm of its distribution function, exact far into the tail, and its quantiles.


const normal_distribution_HALF_LN_2PI = 0.9189385332046727;
const LN_2 = 0.6931471805599453;
const NEWTON_STEPS = 12;
/** ln Phi(x), the logarithm of the standard normal distribution function; relative error below 1e-14. */
function normal_distribution_logNormalCdf(x) {
    if (x > 0)
        return (0,portable_math/* log1p */.Kk)(-(0,portable_math/* exp */.oN)(normal_distribution_logNormalCdf(-x)));
    if (x < -1e150)
        return -0.5 * x * x; // the rest is below its rounding
    if (x >= -2)
        return (0,portable_math/* log1p */.Kk)(-2 * (0,portable_math/* exp */.oN)(-0.5 * x * x - normal_distribution_HALF_LN_2PI) * centralSeries(-x)) - LN_2;
    return -0.5 * x * x - normal_distribution_HALF_LN_2PI - (0,portable_math/* log */.Rm)(millsFraction(-x));
}
/** The x with Phi(x) = p; p in [0, 1], NaN outside. Newton's iteration on ln Phi, which is concave, so that it converges from below. */
function normal_distribution_normalQuantile(p) {
    if (p > 0.5)
        return -normal_distribution_normalQuantile(1 - p);
    if (!(p > 0))
        return p === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
    const target = (0,portable_math/* log */.Rm)(p);
    let x = -Math.sqrt(-2 * target);
    for (let step = 0; step < NEWTON_STEPS; step += 1) {
        const at = normal_distribution_logNormalCdf(x);
        x += (target - at) * (0,portable_math/* exp */.oN)(at + 0.5 * x * x + normal_distribution_HALF_LN_2PI);
    }
    return p === 0.5 ? 0 : x;
}
/** (Phi(z) - 1/2) / phi(z) = z + z^3/3 + z^5/(3*5) + ... for 0 <= z <= 2. DLMF 7.6.2. */
function centralSeries(z) {
    const square = z * z;
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * 1e-17; k += 2) {
        term *= square / k;
        sum += term;
    }
    return sum;
}
/** phi(z) / (1 - Phi(z)) = z + 1/(z + 2/(z + 3/(z + ...))) for z >= 2. DLMF 7.9.3. */
function millsFraction(z) {
    return continued_fraction_continuedFraction({ denominator: () => z, numerator: (k) => k });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/incomplete-gamma.ts
// Logarithms of both tails of the gamma distribution, and the same scaled so that what is large in them never appears.




const LN_2PI = 1.8378770664093453;
const TERMS_MAX = 1_000_000;
const UNIFORM_SHAPE_MIN = 1e5;
const UNIFORM_DISTANCE_MAX = 0.1;
/** ln P(a, x) and ln Q(a, x), the regularised lower and upper incomplete gamma functions; a > 0, x >= 0, NaN outside. Relative error of each about 1e-14. */
function incomplete_gamma_logIncompleteGamma(point) {
    const { shape, x } = point;
    if (!(shape > 0 && x >= 0))
        return { logLower: Number.NaN, logUpper: Number.NaN };
    if (x === 0)
        return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
    const near = nearTheMean(point);
    if (near !== 'far')
        return near;
    if (x <= shape + 1) {
        const logLower = Math.min(0, logPower(point) + log(lowerSeries(shape, x)));
        return { logLower, logUpper: log1mExp(logLower) };
    }
    const logUpper = Math.min(0, logPower(point) + log(shape) + log(upperFraction(shape, x)));
    return { logLower: log1mExp(logUpper), logUpper };
}
/** ln of the integral of u^(a-1) e^-u over [0, x], times e^x x^-a; a > 0 and any real x (an entire function of x after the scaling). */
function incomplete_gamma_logScaledLowerGamma(point) {
    const { shape, x } = point;
    if (x < 0)
        return -log(negativeFraction(shape, x));
    if (x <= shape + 1 && !isNearTheMean(point))
        return log(lowerSeries(shape, x)) - log(shape);
    return incomplete_gamma_logIncompleteGamma(point).logLower - logPower(point) - log(shape);
}
/** ln of the integral of u^(a-1) e^-u over [x, infinity), times e^x x^-a; x > 0 and any real a. */
function incomplete_gamma_logScaledUpperGamma(point) {
    const { shape, x } = point;
    if (shape <= 0 || (x > shape + 1 && !isNearTheMean(point)))
        return log(upperFraction(shape, x));
    return incomplete_gamma_logIncompleteGamma(point).logUpper - logPower(point) - log(shape);
}
/** ln( x^a e^-x / Gamma(a + 1) ): for large a minus a times x/a - 1 - ln(x/a), computed as such. */
function logPower({ shape, x, excess = (x - shape) / shape }) {
    if (shape < STIRLING_MIN)
        return shape * log(x) - x - logGamma(shape + 1);
    const gap = excess < -0.5 ? excess - log(x / shape) : log1pGap(excess);
    return -shape * gap - 0.5 * (LN_2PI + log(shape)) - stirlingCorrection(shape);
}
/** Gamma(a + 1) P(a, x) e^x x^-a = 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... DLMF 8.7.1. */
function lowerSeries(shape, x) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < TERMS_MAX && term > sum * 1e-17; k += 1) {
        term *= x / (shape + k);
        sum += term;
    }
    return sum;
}
/** Gamma(a, x) e^x x^-a. DLMF 8.9.2 contracted. */
function upperFraction(shape, x) {
    return 1 / continuedFraction({ denominator: (k) => x + 2 * k + 1 - shape, numerator: (k) => k * (shape - k) });
}
/** Inverse of the scaled lower integral at x < 0: a + 1/(...), DLMF 8.9.1. */
function negativeFraction(shape, x) {
    return continuedFraction({
        denominator: (k) => shape + k,
        numerator: (k) => {
            const m = Math.floor(k / 2);
            return k % 2 === 0 ? m * x : -(shape + m) * x;
        },
    });
}
function isNearTheMean({ shape, x, excess = (x - shape) / shape }) {
    return shape > UNIFORM_SHAPE_MIN && Math.abs(excess) < UNIFORM_DISTANCE_MAX;
}
/**
 * Close to the mean of a large shape, where series and fraction need sqrt(a) terms: Temme's uniform expansion (DLMF 8.12), a normal tail plus a
 * correction. With half eta^2 = excess - ln(1 + excess); what is left out is below 1e-13 of the tail.
 */
function nearTheMean(point) {
    if (!isNearTheMean(point))
        return 'far';
    const { shape, x, excess = (x - shape) / shape } = point;
    const halfSquare = log1pGap(excess);
    const eta = Math.sqrt(2 * halfSquare) * (excess < 0 ? -1 : 1);
    const c0 = -1 / 3 + eta * (1 / 12 + eta * (-2 / 135 + eta * (1 / 864 + eta * (1 / 2835 + eta * (-139 / 777600 + eta * (1 / 25515))))));
    const c1 = -1 / 540 + eta * (-1 / 288 + eta * (1 / 378));
    const correction = (c0 + c1 / shape) * exp(-0.5 * (LN_2PI + log(shape)));
    const z = eta * Math.sqrt(shape);
    const lower = logNormalCdf(z);
    const upper = logNormalCdf(-z);
    return { logLower: lower + log1p(-correction * exp(-shape * halfSquare - lower)), logUpper: upper + log1p(correction * exp(-shape * halfSquare - upper)) };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/chi-square.ts
// Upper tail of the chi-square distribution.


/** P(chi-square with df degrees of freedom > x); df > 0, x >= 0, NaN outside. */
function chi_square_chiSquareUpperTail({ x, df }) {
    return exp(logIncompleteGamma({ shape: df / 2, x: x / 2 }).logUpper);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/anytime-linear-model.ts
// Anytime-valid t and F tests of linear regression coefficients: the Bayes factor of a normal prior with precision g/n against a zero coefficient.
// Lindon, Ham, Tingley & Bojinov 2022, arXiv 2210.08589. n: observations, nu: residual degrees of freedom, g > 0: tuning.

/** ln of the e-value of a t statistic, given its square. */
function logGT({ t2, nu, n, g }) {
    return logGF({ f: t2, d: 1, nu, n, g });
}
/** ln of the e-value of an F statistic for d coefficients. */
function logGF({ f, d, nu, n, g }) {
    const r = g / (g + n);
    const ratio = (d / nu) * f;
    return 0.5 * d * log(r) + 0.5 * (nu + d) * (log1p(ratio) - log1p(r * ratio));
}
/** Half width, in standard errors, of the confidence sequence of a coefficient: the |t| at which the e-value is 1/alpha. Infinity where none is. */
function tRadius({ g, n, numberOfCoefficients, alpha }) {
    const nu = n - numberOfCoefficients;
    if (!(nu > 0))
        return Number.POSITIVE_INFINITY;
    const r = g / (g + n);
    const logShare = (log(r) + 2 * log(alpha)) / (nu + 1);
    const room = expm1(logShare) + n / (g + n); // share - r
    return room > 0 ? Math.sqrt((nu * -expm1(logShare)) / room) : Number.POSITIVE_INFINITY;
}
/** The same with a known variance: the limit of many degrees of freedom. */
function zRadius({ g, n, alpha }) {
    return Math.sqrt(((g + n) / n) * (log((g + n) / g) - 2 * log(alpha)));
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/lambert-w.ts
// The lower real branch of Lambert's W: the w <= -1 with w e^w = x.

const lambert_w_NEWTON_STEPS = 40;
/** W_-1(x) for x in [-1/e, 0): NaN outside, -Infinity at 0. */
function lambertWMinus1(x) {
    return lambert_w_lambertWMinus1OfLog(log(-x));
}
/**
 * W_-1(-e^logMinusX) for logMinusX <= -1, for arguments too close to 0 to be a number. With w = -u: u - ln u = -logMinusX, convex in u, so
 * Newton's iteration falls from an upper bound (Chatzigeorgiou 2013, IEEE Communications Letters 17:1505).
 */
function lambert_w_lambertWMinus1OfLog(logMinusX) {
    const beyond = -1 - logMinusX;
    if (!(beyond > 0))
        return beyond > -1e-15 ? -1 : Number.NaN;
    if (beyond === Number.POSITIVE_INFINITY)
        return Number.NEGATIVE_INFINITY;
    let u = 1 + Math.sqrt(2 * beyond) + beyond;
    for (let step = 0; step < lambert_w_NEWTON_STEPS && u > 1; step += 1) {
        const next = (u * (log(u) - logMinusX - 1)) / (u - 1);
        if (!(next < u))
            break;
        u = next;
    }
    return -u;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/asymptotic-margins.ts
// Half widths of asymptotic confidence sequences for a mean, in standard deviations. They hold for large samples only: never a safety gate.
// Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann. Statist. 52:2613 (arXiv 2103.06476).


/** Normal-mixture margin after t observations for the tuning rho2 > 0: sqrt(2 (t rho2 + 1) ln(sqrt(t rho2 + 1)/alpha) / (t^2 rho2)). Theorem 2.2. */
function stdConjmixMargin({ t, rho2, alpha }) {
    return Math.sqrt((2 * (t * rho2 + 1) * (0.5 * log1p(t * rho2) - log(alpha))) / (t * t * rho2));
}
/**
 * Two-sided margin at the rate of the law of the iterated logarithm: 1.7 sqrt((ln ln 2t + 0.72 ln(10.4/alpha)) / t), t >= 1.
 * Howard, Ramdas, McAuliffe & Sekhon 2021, equation (2), at alpha/2 per side.
 */
function stdLilMargin({ t, alpha }) {
    return 1.7 * Math.sqrt((log(log(2 * t)) + 0.72 * (log(10.4) - log(alpha))) / t);
}
/** The rho2 that makes the normal-mixture margin narrowest at tOpt: (-W_-1(-alphaOpt^2/e) - 1)/tOpt. */
function bestRho2Exact({ tOpt, alphaOpt }) {
    return (-lambertWMinus1OfLog(2 * log(alphaOpt) - 1) - 1) / tOpt;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/normal-mixture.ts
// Sub-Gaussian sums: the test martingale exp(l s - l^2 v / 2) mixed over a normal (two-sided) or half-normal (one-sided) law of l.
// s is the sum of deviations from the null mean, v its accumulated variance. Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055,
// Propositions 5 (two-sided; Robbins 1970) and 6 (one-sided).



const normal_mixture_LN_2 = 0.6931471805599453;
/**
 * Prior precision rho of the two-sided mixture that makes its bound nearly narrowest at variance v, level alpha:
 * v / (2 ln(1/alpha) + ln(1 + 2 ln(1/alpha))). Howard et al. 2021, section 3.5.
 */
function normal_mixture_bestRho({ v, alpha }) {
    const twiceLog = -2 * log(alpha);
    return v / (twiceLog + log1p(twiceLog));
}
/** The same for one-sided mixtures: alpha counts twice. alpha below 1/2. */
function normal_mixture_oneSidedBestRho({ v, alpha }) {
    return normal_mixture_bestRho({ v, alpha: 2 * alpha });
}
/** ln of the mixture martingale at (s, v). Reject the null when it reaches ln(1/alpha). */
function normalLogMixture({ s, v, vOpt, alphaOpt, isOneSided }) {
    return normal_mixture_logMixtureAt({ s, v, rho: (isOneSided ? normal_mixture_oneSidedBestRho : normal_mixture_bestRho)({ v: vOpt, alpha: alphaOpt }), isOneSided });
}
/** The s > 0 at which the mixture reaches 1/alpha: P(some s_t is at or above the bound at v_t) <= alpha. */
function normal_mixture_normalMixtureBound({ v, alpha, vOpt, alphaOpt, isOneSided }) {
    if (!isOneSided) {
        const rho = normal_mixture_bestRho({ v: vOpt, alpha: alphaOpt });
        return Math.sqrt((v + rho) * (log1p(v / rho) - 2 * log(alpha)));
    }
    const rho = normal_mixture_oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
    if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0))
        return Number.NaN;
    return increasingRoot((s) => normal_mixture_logMixtureAt({ s, v, rho, isOneSided }) + log(alpha));
}
/** The mixture for a given prior precision. */
function normal_mixture_logMixtureAt({ s, v, rho, isOneSided }) {
    const twoSided = (s * s) / (2 * (v + rho)) - 0.5 * log1p(v / rho);
    return isOneSided ? twoSided + normal_mixture_LN_2 + logNormalCdf(s / Math.sqrt(v + rho)) : twoSided;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/beta-binomial-mixture.ts
// Bernoulli sums: likelihood ratios against the null probability mixed over a beta law (two-sided), or over its part above the null (one-sided).
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Propositions 7 and 8. A step is at most h up or g down: for successes of
// probability p0, g = p0, h = 1 - p0, s = successes - trials p0, v = trials p0 (1 - p0).





/** ln of the mixture martingale at (s, v), for s in [-v/h, v/g]; Infinity where s is larger than possible. */
function betaBinomialLogMixture({ s, v, vOpt, g, h, alphaOpt, isOneSided }) {
    const p = g / (g + h);
    const q = h / (g + h);
    const prior = beta_binomial_mixture_concentration({ trialsOpt: vOpt / (g * h), alphaOpt, isOneSided }); // v grows by g h per trial
    return beta_binomial_mixture_logMixture({ hits: (v + h * s) / (h * (g + h)), misses: (v - g * s) / (g * (g + h)), p, q, prior, isOneSided });
}
/** The same from counts: ln of the e-value against "the success probability is p0" (one-sided: "at most p0"). */
function binomialLogMixture({ successes, trials, p0, vOpt, alphaOpt, isOneSided }) {
    const q = 1 - p0;
    const prior = beta_binomial_mixture_concentration({ trialsOpt: vOpt / (p0 * q), alphaOpt, isOneSided });
    return beta_binomial_mixture_logMixture({ hits: successes, misses: trials - successes, p: p0, q, prior, isOneSided });
}
/** The s at which the mixture reaches 1/alpha, or the largest possible sum v/g where it never does. */
function betaBinomialMixtureBound({ v, alpha, vOpt, g, h, alphaOpt, isOneSided }) {
    if (!(v >= 0 && alpha > 0 && alpha < 1 && g > 0 && h > 0))
        return Number.NaN;
    const surplus = (s) => betaBinomialLogMixture({ s, v, vOpt, g, h, alphaOpt, isOneSided }) + log(alpha);
    const largest = v / g;
    return surplus(largest) < 0 ? largest : bisect(surplus, { from: 0, to: largest });
}
/** ln of the mixture, as a difference of two beta densities at the null: exact for any counts. */
function beta_binomial_mixture_logMixture({ hits, misses, p, q, prior, isOneSided }) {
    const before = { a: prior * p, b: prior * q, x: p, y: q };
    const after = { a: hits + prior * p, b: misses + prior * q, x: p, y: q };
    if (after.b <= 0)
        return Number.POSITIVE_INFINITY;
    const twoSided = logBetaKernel(before) - logBetaKernel(after);
    return isOneSided ? twoSided + logIncompleteBeta(after).logUpper - logIncompleteBeta(before).logUpper : twoSided;
}
/** Pseudo-observations of the prior for a mixture that is strongest at `trialsOpt` trials: what the normal tuning says less 1, but not below 1/1000. */
function beta_binomial_mixture_concentration({ trialsOpt, alphaOpt, isOneSided }) {
    return Math.max((isOneSided ? oneSidedBestRho : bestRho)({ v: trialsOpt, alpha: alphaOpt }) - 1, 1e-3);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/bernoulli-confidence-interval.ts
// Confidence sequence for a probability: all values that the two-sided beta-binomial mixture has not rejected.
// Howard, Ramdas, McAuliffe & Sekhon 2021; Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 1.



const SMALLEST_PROBABILITY = 1e-300;
/** Lower and upper end; valid at every number of trials at once with probability 1 - alpha. [0, 1] without trials, NaN for impossible counts. */
function bernoulliConfidenceInterval(counts) {
    const { successes, trials } = counts;
    if (!(successes >= 0 && successes <= trials))
        return [Number.NaN, Number.NaN];
    return [lowerEnd(counts), 1 - lowerEnd({ ...counts, successes: trials - successes })];
}
function lowerEnd({ successes, trials, alpha, tOpt, alphaOpt }) {
    const estimate = successes / trials;
    if (!(estimate > 0))
        return 0;
    const misses = trials - successes;
    const prior = concentration({ trialsOpt: tOpt, alphaOpt, isOneSided: false });
    /** Positive where p is kept. */
    const kept = (p) => -log(alpha) - logMixture({ hits: successes, misses, p, q: 1 - p, prior, isOneSided: false });
    if (kept(SMALLEST_PROBABILITY) >= 0)
        return 0;
    return bisect(kept, { from: 0, to: estimate });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/predictable-bets.ts
// How much to stake on the next observation, from the earlier ones alone (predictable), so that the capital stays a martingale under the null.
// Observations are in [0, 1]. Waudby-Smith & Ramdas 2024, JRSS-B 86:1 (arXiv 2010.09686).

/** Empirical-Bernstein bets sqrt(2 ln(1/alpha) / (t ln(1+t) variance so far)), one per observation; the first depends on no data. */
function predictable_bets_lambdaPredmixEb({ x, alpha, truncation = Number.POSITIVE_INFINITY, fixedN, priorMean = 0.5, priorVariance = 0.25, fakeObs = 1, scale = 1 }) {
    const budget = -2 * log(alpha);
    return predictableMoments(x, { priorMean, priorVariance, fakeObs }).map(({ variance }, index) => {
        const time = fixedN ?? (index + 1) * log1p(index + 1);
        return scale * Math.min(truncation, Math.sqrt(budget / (time * variance)));
    });
}
/** Approximate Kelly bets (mean - m)/(variance + (mean - m)^2) against the null mean m in [0, 1], kept within [-1/(1-m), 1/m]. */
function lambdaAKelly({ x, m }) {
    return predictableMoments(x, { priorMean: 0.5, priorVariance: 0.25, fakeObs: 1 }).map(({ mean, variance }) => {
        const gap = mean - m;
        return Math.min(1 / m, Math.max(-1 / (1 - m), gap / (variance + gap * gap)));
    });
}
/** Regularised mean and variance of everything before each observation. The variance sums squares around the mean of its own time. */
function predictableMoments(x, { priorMean, priorVariance, fakeObs }) {
    let mean = priorMean;
    let variance = priorVariance;
    let sum = fakeObs * priorMean;
    let squares = fakeObs * priorVariance;
    return x.map((value, index) => {
        const before = { mean, variance };
        const weight = index + 1 + fakeObs;
        sum += value;
        mean = Math.min(1, sum / weight);
        squares += (value - mean) * (value - mean);
        variance = squares / weight;
        return before;
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/betting-martingale.ts
// Capital of a gambler who bets that the mean of observations in [0, 1] is not m: hedged between "above" and "below".
// Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Theorem 3 (hedged capital process), with predictable empirical-Bernstein bets.

/** Capital after each observation: the larger of theta times the "above" and 1 - theta times the "below" capital. At 1/alpha or more the mean is not m. */
function bettingMart({ x, m, alpha = 0.05, theta = 0.5, truncScale = 0.5 }) {
    if (!(m >= 0 && m <= 1))
        return x.map(() => Number.POSITIVE_INFINITY);
    const bets = lambdaPredmixEb({ x, alpha: alpha / 2 }); // half of it for either side
    let above = theta;
    let below = 1 - theta;
    return x.map((value, index) => {
        const bet = bets[index] ?? 0;
        above *= 1 + Math.min(bet, truncScale / m) * (value - m);
        below *= 1 - Math.min(bet, truncScale / (1 - m)) * (value - m);
        return Math.max(above, below);
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/gamma-exponential-mixture.ts
// Sub-exponential sums of scale c (single terms up to c above their mean, or heavier tails): the martingale mixed over a gamma law cut off at 1/c.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Proposition 9. As c goes to 0 it becomes the one-sided normal mixture.




/** ln of the mixture martingale at (s, v). */
function gammaExponentialLogMixture({ s, v, vOpt, c, alphaOpt }) {
    return gamma_exponential_mixture_logMixture(s, v, oneSidedBestRho({ v: vOpt, alpha: alphaOpt }), c);
}
/** The s > 0 at which the mixture reaches 1/alpha: a bound on s_t at variance v_t that holds for all t with probability 1 - alpha. */
function gamma_exponential_mixture_gammaExponentialMixtureBound({ v, alpha, vOpt, c, alphaOpt }) {
    const rho = oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
    if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0 && c >= 0))
        return Number.NaN;
    return increasingRoot((s) => gamma_exponential_mixture_logMixture(s, v, rho, c) + log(alpha));
}
/**
 * With shapes a = (v + rho)/c^2 and r = rho/c^2, and z = a + s/c: the ratio of two scaled incomplete gamma integrals, at (a, z) and at (r, r).
 * The scaling takes out powers that would cancel.
 */
function gamma_exponential_mixture_logMixture(s, v, rho, c) {
    if (!(v >= 0 && rho > 0 && c >= 0))
        return Number.NaN;
    if (c === 0)
        return logMixtureAt({ s, v, rho, isOneSided: true });
    const square = c * c;
    const shape = (v + rho) / square;
    const prior = rho / square;
    return logScaledLowerGamma({ shape, x: (c * s + v + rho) / square, excess: (c * s) / (v + rho) }) - logScaledLowerGamma({ shape: prior, x: prior, excess: 0 });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/conjugate-mixture-intervals.ts
// Confidence sequences for the mean of observations in [0, 1] from conjugate mixtures: an interval after every observation.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Corollary 1 (Hoeffding) and Theorem 4 (empirical Bernstein).


/** Assumes the largest variance that [0, 1] allows; narrowest after tOpt observations. */
function conjmixHoeffdingTwosidedCs({ x, tOpt, alpha = 0.05 }) {
    let sum = 0;
    const ends = x.map((value, index) => {
        const t = index + 1;
        sum += value;
        const half = normalMixtureBound({ v: t / 4, alpha, vOpt: tOpt / 4, alphaOpt: alpha, isOneSided: false }) / t;
        return { lower: Math.max(0, sum / t - half), upper: Math.min(1, sum / t + half) };
    });
    return { lower: ends.map(({ lower }) => lower), upper: ends.map(({ upper }) => upper) };
}
/** Adapts to the variance. Wider than it had to be: it spends alpha/4 per side, so that it agrees with the reference implementation. */
function conjmixEmpbernTwosidedCs({ x, vOpt, alpha = 0.05 }) {
    const upper = conjmixEmpbernLowerCs({ x: x.map((value) => 1 - value), vOpt, alpha: alpha / 2 });
    return { lower: conjmixEmpbernLowerCs({ x, vOpt, alpha: alpha / 2 }), upper: upper.map((end) => 1 - end) };
}
/** Lower ends alone, for observations >= 0; spends alpha/2, as the reference implementation does. */
function conjmixEmpbernLowerCs({ x, vOpt, alpha = 0.05 }) {
    let sum = 0;
    let squares = 0;
    return x.map((value, index) => {
        const mean = index === 0 ? 0.5 : sum / index; // before this observation
        sum += value;
        squares += (value - mean) * (value - mean);
        const bound = gammaExponentialMixtureBound({ v: squares, alpha: alpha / 2, vOpt, c: 1, alphaOpt: alpha / 2 });
        return Math.max(0, (sum - bound) / (index + 1));
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/empirical-process-bound.ts
// Bound on a whole empirical distribution function at all times: A sqrt((ln(1 + ln(t/tMin)) + C)/t).
// Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 2: C is the smallest constant whose error, optimised over the epoch ratio, is alpha.


const empirical_process_bound_LN_2 = 0.6931471805599453;
const GOLDEN = 0.6180339887498949;
const SEARCH_STEPS = 80;
/** Largest distance between the empirical and the true distribution function, for all t >= tMin at once with probability 1 - alpha; Infinity before. */
function empiricalProcessLilBound({ t, alpha, tMin, amplitude }) {
    if (!(amplitude > Math.SQRT1_2 && alpha > 0 && alpha < 1 && tMin >= 1))
        return Number.NaN;
    if (t < tMin)
        return Number.POSITIVE_INFINITY;
    const constant = increasingRoot((c) => log(alpha) - smallestLogError(c, amplitude));
    return amplitude * Math.sqrt((log1p(log(t / tMin)) + constant) / t);
}
/** Least ln error over the epoch ratio eta in (1, largest): golden section, the error has one valley. */
function smallestLogError(c, amplitude) {
    let from = 0;
    let to = largestExcess(c, amplitude);
    let left = to - GOLDEN * (to - from);
    let right = from + GOLDEN * (to - from);
    let atLeft = logError(left, c, amplitude);
    let atRight = logError(right, c, amplitude);
    for (let step = 0; step < SEARCH_STEPS; step += 1) {
        if (atLeft <= atRight) {
            [to, right, atRight] = [right, left, atLeft];
            left = to - GOLDEN * (to - from);
            atLeft = logError(left, c, amplitude);
        }
        else {
            [from, left, atLeft] = [left, right, atRight];
            right = from + GOLDEN * (to - from);
            atRight = logError(right, c, amplitude);
        }
    }
    return Math.min(atLeft, atRight);
}
/** ln( 4 e^(-g C) (1 + 1/((g - 1) ln eta)) ) with g = (2/eta)(A - sqrt(2(eta - 1)/C))^2, eta = 1 + excess. */
function logError(excess, c, amplitude) {
    const eta = 1 + excess;
    const room = amplitude - Math.sqrt((2 * excess) / c);
    const g = (2 / eta) * room * room;
    if (room <= 0 || g <= 1)
        return Number.POSITIVE_INFINITY;
    return 2 * empirical_process_bound_LN_2 - g * c + log1p(1 / ((g - 1) * log1p(excess)));
}
/** The eta - 1 where g falls to 1: sqrt(eta/2) + sqrt(2(eta - 1)/C) = A. With u = sqrt(eta - 1) a quadratic equation. */
function largestExcess(c, amplitude) {
    // (1 + u^2)/2 = (A - k u)^2 with k = sqrt(2/C), so (k^2 - 1/2) u^2 - 2 A k u + (A^2 - 1/2) = 0; the smaller positive root.
    const k = Math.sqrt(2 / c);
    const constant = amplitude * amplitude - 0.5;
    const u = constant / (amplitude * k + Math.sqrt(amplitude * amplitude * k * k - (k * k - 0.5) * constant));
    return u * u;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/gamma-poisson-mixture.ts
// Sub-Poisson sums of scale c (single terms at most c above their mean): the martingale mixed over the law of ln(a gamma variable) above 0.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Proposition 10. As c goes to 0 it becomes the one-sided normal mixture.




/** ln of the mixture martingale at (s, v). */
function gammaPoissonLogMixture({ s, v, vOpt, c, alphaOpt }) {
    return gamma_poisson_mixture_logMixture(s, v, oneSidedBestRho({ v: vOpt, alpha: alphaOpt }), c);
}
/** The s > 0 at which the mixture reaches 1/alpha: a bound on s_t at variance v_t that holds for all t with probability 1 - alpha. */
function gammaPoissonMixtureBound({ v, alpha, vOpt, c, alphaOpt }) {
    const rho = oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
    if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0 && c >= 0))
        return Number.NaN;
    return increasingRoot((s) => gamma_poisson_mixture_logMixture(s, v, rho, c) + log(alpha));
}
/** With x = (v + rho)/c^2, r = rho/c^2 and shape a = x + s/c: the ratio of two scaled upper gamma integrals, at (a, x) and at (r, r). */
function gamma_poisson_mixture_logMixture(s, v, rho, c) {
    if (!(v >= 0 && rho > 0 && c >= 0))
        return Number.NaN;
    if (c === 0)
        return logMixtureAt({ s, v, rho, isOneSided: true });
    const square = c * c;
    const x = (v + rho) / square;
    const prior = rho / square;
    return logScaledUpperGamma({ shape: (c * s + v + rho) / square, x, excess: (-c * s) / (c * s + v + rho) }) - logScaledUpperGamma({ shape: prior, x: prior, excess: 0 });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/predictable-mixture-intervals.ts
// Confidence sequences for the mean of observations in [0, 1] from predictable bets: closed forms, one pass, an interval after every observation.
// Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Theorem 2 (empirical Bernstein) and Proposition 1 (Hoeffding).


/** Adapts to the variance: the interval to use for means of small spread. */
function predmixEmpbernTwosidedCs({ x, alpha = 0.05, truncation = 0.5 }) {
    return twoSided(x, (values) => empiricalBernsteinLower(values, { alpha: alpha / 2, truncation }));
}
/** Assumes the largest variance that [0, 1] allows. */
function predmixHoeffdingCs({ x, alpha = 0.05, truncation = 1 }) {
    return twoSided(x, (values) => hoeffdingLower(values, { alpha: alpha / 2, truncation }));
}
function empiricalBernsteinLower(x, { alpha, truncation }) {
    const bets = lambdaPredmixEb({ x, alpha, truncation });
    let sum = 0;
    const costs = x.map((value, index) => {
        const mean = index === 0 ? 0 : sum / index;
        sum += value;
        const bet = bets[index] ?? 0;
        return (value - mean) * (value - mean) * (-log1p(-bet) - bet);
    });
    return lowerEnds({ x, bets, costs, alpha });
}
function hoeffdingLower(x, { alpha, truncation }) {
    const budget = -8 * log(alpha);
    const bets = x.map((_, index) => Math.min(truncation, Math.sqrt(budget / ((index + 1) * log1p(index + 1)))));
    return lowerEnds({ x, bets, costs: bets.map((bet) => (bet * bet) / 8), alpha });
}
/** (sum of bets times observations - ln(1/alpha) - costs) / sum of bets. */
function lowerEnds({ x, bets, costs, alpha }) {
    let stake = 0;
    let won = 0;
    let cost = -log(alpha);
    return x.map((value, index) => {
        const bet = bets[index] ?? 0;
        stake += bet;
        won += bet * value;
        cost += costs[index] ?? 0;
        return Math.max(0, (won - cost) / stake);
    });
}
function twoSided(x, lowerOf) {
    return { lower: lowerOf(x), upper: lowerOf(x.map((value) => 1 - value)).map((end) => 1 - end) };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/quantile-ab-test.ts
// Do two arms have the same quantile? Anytime-valid p-value without any assumption on the distributions but independent observations.
// Howard & Ramdas 2022, Bernoulli 28:1704, section on A/B testing: the sum of the two arms' log mixtures, at its least favourable common value.


const quantile_ab_test_GOLDEN = 0.6180339887498949;
const quantile_ab_test_SEARCH_STEPS = 60;
/** P-value against "both arms have the same quantile", valid at any number of observations; 1 for an empty arm. */
function quantileAbPValue({ a, b, quantileP, tOpt, alphaOpt }) {
    if (a.length === 0 || b.length === 0)
        return 1;
    const prior = concentration({ trialsOpt: tOpt, alphaOpt, isOneSided: false });
    const arms = [newArm(a, quantileP, prior), newArm(b, quantileP, prior)];
    let least = Number.POSITIVE_INFINITY;
    // Between observations nothing changes, and at one both one-sided counts are allowed: observations are the only candidates.
    for (const { sorted } of arms) {
        for (const value of sorted)
            least = Math.min(least, leastLogMixture(arms[0], value) + leastLogMixture(arms[1], value));
    }
    return Math.min(1, exp(-least));
}
function newArm(values, quantileP, prior) {
    const trials = values.length;
    const logMixtureOf = (share) => logMixture({ hits: share * trials, misses: (1 - share) * trials, p: quantileP, q: 1 - quantileP, prior, isOneSided: false });
    return { sorted: values.toSorted((x, y) => x - y), mildest: lowestPoint(logMixtureOf), logMixtureOf };
}
/** The mixture grows away from its mildest share: take the allowed share nearest to that. Allowed are all from "strictly below" to "at or below". */
function leastLogMixture({ sorted, mildest, logMixtureOf }, value) {
    const lowest = countBelow(sorted, (x) => x < value) / sorted.length;
    const highest = countBelow(sorted, (x) => x <= value) / sorted.length;
    return logMixtureOf(Math.min(highest, Math.max(lowest, mildest)));
}
/** How many leading values of a sorted list pass. */
function countBelow(sorted, isBelow) {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (isBelow(sorted[middle] ?? Number.POSITIVE_INFINITY))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}
/** Where a function with one valley on [0, 1] is lowest. Golden section. */
function lowestPoint(f) {
    let from = 0;
    let to = 1;
    for (let step = 0; step < quantile_ab_test_SEARCH_STEPS; step += 1) {
        const left = to - quantile_ab_test_GOLDEN * (to - from);
        const right = from + quantile_ab_test_GOLDEN * (to - from);
        if (f(left) <= f(right))
            to = right;
        else
            from = left;
    }
    return (from + to) / 2;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/safe-tests.ts
// E-values for two proportions, block by block, and for a mean of known variance.
// Turner, Ly & Grünwald 2024, J. Stat. Plan. Inference 230 (arXiv 2106.02693); Grünwald, de Heide & Koolen 2024, JRSS-B 86:1091.

/** ln of the e-value against "both groups have the same success probability": each block is judged by the estimates from the blocks before it. */
function twoByTwoLogEValue({ ya, yb, na, nb, beta }) {
    const [successA, failureA, successB, failureB] = beta;
    let a = { successes: successA, failures: failureA };
    let b = { successes: successB, failures: failureB };
    let logE = 0;
    ya.forEach((hitsA, block) => {
        const hitsB = yb[block] ?? 0;
        const shareA = a.successes / (a.successes + a.failures);
        const shareB = b.successes / (b.successes + b.failures);
        const common = (na * shareA + nb * shareB) / (na + nb);
        logE += safe_tests_logLikelihood(hitsA, na, shareA) + safe_tests_logLikelihood(hitsB, nb, shareB) - safe_tests_logLikelihood(hitsA + hitsB, na + nb, common);
        a = { successes: a.successes + hitsA, failures: a.failures + na - hitsA };
        b = { successes: b.successes + hitsB, failures: b.failures + nb - hitsB };
    });
    return logE;
}
/** The e-value itself; Infinity beyond 1e308. */
function twoByTwoEValue(table) {
    return exp(twoByTwoLogEValue(table));
}
/** E-value of a z statistic: likelihood ratio of a mean difference of phiS (two-sided: half of it at -phiS) against none. */
function safeZTestStat({ z, phiS, n1, n2, sigma = 1, alternative = 'twoSided' }) {
    const effective = n2 === undefined ? n1 : 1 / (1 / n1 + 1 / n2);
    const shift = (Math.sqrt(effective) * Math.abs(phiS)) / sigma;
    const above = exp(shift * z - 0.5 * shift * shift);
    const below = exp(-shift * z - 0.5 * shift * shift);
    if (alternative === 'twoSided')
        return (above + below) / 2;
    return alternative === 'greater' ? above : below;
}
function safe_tests_logLikelihood(hits, trials, share) {
    const hitPart = hits === 0 ? 0 : hits * log(share);
    return hits === trials ? hitPart : hitPart + (trials - hits) * log1p(-share);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/sequential-difference-tests.ts
// Tests of two means under continuous looks by asymptotic confidence sequences, as experiment platforms run them (GrowthBook's sequential engine).
// For large samples and equal weights over time only. Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann. Statist. 52:2613 (arXiv 2103.06476).


/** The platform's search for a one-sided p-value: levels from the first to the second, until the interval ends this close to no effect. */
const LEVEL_MIN = 1e-5;
const LEVEL_MAX = 0.4999;
const CLOSE_ENOUGH = 1e-6;
const HALVINGS_MAX = 100;
/** Is there a difference? p = min(1, 1/e-value). */
function sequentialTwoSidedTest({ tuning, alpha, ...arms }) {
    const { estimate, se, n } = armDifference(arms);
    const growth = n * bestRho2({ alpha, tuning });
    const half = halfWidth({ se, growth, logOdds: 0.5 * log1p(growth) - log(alpha) });
    const z = estimate / se;
    const logE = (growth / (growth + 1)) * (z * z) * 0.5 - 0.5 * log1p(growth);
    return { estimate, se, ci: [estimate - half, estimate + half], p: Math.min(1, exp(-logE)) };
}
/** Is b above a? alpha below 1/2. */
function sequentialGreaterTest(input) {
    const { estimate, se, halfAt } = oneSided(input);
    return { estimate, se, lower: estimate - halfAt(input.alpha), p: touchingLevel((alpha) => halfAt(alpha) - estimate) };
}
/** Is b below a? alpha below 1/2. */
function sequentialLesserTest(input) {
    const { estimate, se, halfAt } = oneSided(input);
    return { estimate, se, upper: estimate + halfAt(input.alpha), p: touchingLevel((alpha) => halfAt(alpha) + estimate) };
}
/** Half width at any level, for the tuning of the level asked for. */
function oneSided({ tuning, alpha, ...arms }) {
    const { estimate, se, n } = armDifference(arms);
    const growth = n * bestRho2({ alpha: 2 * alpha, tuning });
    return { estimate, se, halfAt: (level) => halfWidth({ se, growth, logOdds: log1p(Math.sqrt(growth + 1) / (2 * level)) }) };
}
/**
 * The level at which the interval just touches no effect; `beyond` falls in the level. Halved as the platform does it, which reports the middle
 * of what is left once the end is close enough, so that its published values come out.
 */
function touchingLevel(beyond) {
    let [from, to] = [LEVEL_MIN, LEVEL_MAX];
    if (Number.isNaN(beyond(from)))
        return Number.NaN;
    if (beyond(from) < 0)
        return from;
    if (beyond(to) > 0)
        return to;
    for (let step = 0; step < HALVINGS_MAX; step += 1) {
        const middle = 0.5 * (from + to);
        const distance = beyond(middle);
        if (distance > 0)
            from = middle;
        else
            to = middle;
        if (Math.abs(distance) < CLOSE_ENOUGH)
            break;
    }
    return 0.5 * (from + to);
}
/** se sqrt(2 (1 + 1/growth) logOdds), growth = n rho^2: equation (9) with the variance of the difference for n units. */
function halfWidth({ se, growth, logOdds }) {
    return se * Math.sqrt(2 * (1 + 1 / growth) * logOdds);
}
/** rho^2 = (-2 ln alpha + ln(1 - 2 ln alpha)) / tuning: nearly the best at that many units. Equation (161) of version 7. */
function bestRho2({ alpha, tuning }) {
    const twiceLog = -2 * log(alpha);
    return (twiceLog + log1p(twiceLog)) / tuning;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/riemann-zeta.ts
// Riemann's zeta function right of 1.

const SUMMED = 12;
/** B(2k) / (2k)! for k = 1, 2, ... */
const EULER_MACLAURIN = (/* unused pure expression or super */ null && ([1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000, 1 / 74724249600]));
/** zeta(s) for s > 1; Infinity at 1, NaN below. Euler-Maclaurin sum (DLMF 25.2.9), relative error about 1e-15. */
function riemann_zeta_riemannZeta(s) {
    if (!(s > 1))
        return s === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
    let sum = 0;
    for (let n = SUMMED - 1; n >= 1; n -= 1)
        sum += exp(-s * log(n));
    const last = exp(-s * log(SUMMED));
    let term = s * (last / SUMMED);
    let tail = (last * SUMMED) / (s - 1) + last / 2;
    EULER_MACLAURIN.forEach((coefficient, k) => {
        tail += coefficient * term;
        term *= (s + 2 * k + 1) * (s + 2 * k + 2) / (SUMMED * SUMMED);
    });
    return sum + tail;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/stitching.ts
// Closed bounds at the rate of the law of the iterated logarithm: one line-crossing bound per geometric epoch, stitched together.


/**
 * Polynomial stitched bound on a sub-gamma sum of scale c at variance v (counted from vMin up), level alpha. With c <= 0 it is for lighter tails.
 * Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Theorem 1 and equation (10).
 */
function polyStitchingBound({ v, alpha, vMin, c, s, eta }) {
    const variance = Math.max(v, vMin);
    const ell = s * log(log(eta * (variance / vMin))) + log(riemannZeta(s)) - s * log(log(eta)) - log(alpha);
    return subGamma({ variance, ell, c, eta });
}
/**
 * Bound on (share of t observations below the quantilePth quantile - quantileP) times t, for all t and all quantiles at once, level alpha; tuned
 * for time tOpt. `delta` > 0 is the spacing of the quantile grid in log-odds. Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 3.
 */
function doubleStitchingBound({ quantileP, t, alpha, tOpt, delta, s, eta }) {
    const time = Math.max(t, tOpt);
    const logOdds = log(quantileP) - log1p(-quantileP);
    const shifted = 1 / (1 + exp(-(logOdds + 2 * delta * Math.sqrt((tOpt * eta) / time))));
    const nearest = quantileP >= 0.5 ? quantileP : Math.min(0.5, shifted);
    const perTrial = nearest * (1 - nearest);
    const gridIndex = (Math.sqrt(time / tOpt) * Math.abs(logOdds)) / (2 * delta) + 1;
    const zeta = riemannZeta(s);
    const ell = s * log(log(eta * (time / tOpt))) + s * log(gridIndex) + log(2 * zeta * (2 * zeta + 1)) - log(alpha) - s * log(log(eta));
    return delta * Math.sqrt((eta * time * perTrial) / tOpt) + subGamma({ variance: perTrial * time, ell, c: (1 - 2 * quantileP) / 3, eta });
}
/** sqrt(k1^2 v ell + (k2 c ell)^2) + k2 c ell with k1 = (eta^(1/4) + eta^(-1/4))/sqrt 2, k2 = (sqrt(eta) + 1)/2. */
function subGamma({ variance, ell, c, eta }) {
    const root = Math.sqrt(eta);
    const k1Square = (root + 2 + 1 / root) / 2;
    const linear = ((root + 1) / 2) * c * ell;
    return Math.sqrt(k1Square * variance * ell + linear * linear) + linear;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/math/student-t.ts
// Student's t distribution: its upper tail through the incomplete beta function, and its quantiles by bisection on the logarithm of the tail.



const student_t_LN_2 = 0.6931471805599453;
/** P(T > t) for df > 0 degrees of freedom (not only whole ones). */
function student_t_studentTUpperTail({ t, df }) {
    return exp(logStudentTUpperTail({ t, df }));
}
/** The t with P(T <= t) = p; p in (0, 1). */
function student_t_studentTQuantile({ p, df }) {
    if (!(p > 0 && p < 1 && df > 0))
        return Number.NaN;
    if (p === 0.5)
        return 0;
    const logTail = log(p < 0.5 ? p : 1 - p);
    const t = increasingRoot((x) => logTail - logStudentTUpperTail({ t: x, df }));
    return p < 0.5 ? -t : t;
}
function logStudentTUpperTail({ t, df }) {
    if (t < 0)
        return log1mExp(logStudentTUpperTail({ t: -t, df }));
    const square = t * t;
    if (square === Number.POSITIVE_INFINITY)
        return Number.NEGATIVE_INFINITY;
    return logIncompleteBeta({ a: df / 2, b: 0.5, x: df / (df + square), y: square / (df + square) }).logLower - student_t_LN_2;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/welch-tests.ts
// Tests of two means with unequal variances for one look at the end (Welch 1947). Not valid under repeated looks; kept to compare with.


/** Is there a difference? */
function welchTwoSidedTest({ alpha, ...arms }) {
    const { estimate, se, df } = armDifference(arms);
    const half = studentTQuantile({ p: 1 - alpha / 2, df }) * se;
    return { estimate, se, ci: [estimate - half, estimate + half], p: Math.min(1, 2 * studentTUpperTail({ t: Math.abs(estimate) / se, df })) };
}
/** Is b above a? */
function welchGreaterTest({ alpha, ...arms }) {
    const { estimate, se, df } = armDifference(arms);
    return { estimate, se, lower: estimate - studentTQuantile({ p: 1 - alpha, df }) * se, p: studentTUpperTail({ t: estimate / se, df }) };
}
/** Is b below a? */
function welchLesserTest({ alpha, ...arms }) {
    const { estimate, se, df } = armDifference(arms);
    return { estimate, se, upper: estimate + studentTQuantile({ p: 1 - alpha, df }) * se, p: studentTUpperTail({ t: -estimate / se, df }) };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/closed-forms/index.ts
// Anytime-valid statistics with a closed form: mixtures, bounds, intervals and tests of the literature. Oracles, displays and lints use them.



















;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/drift/category-distances.ts
// Distances between two distributions over the same categories (or bins), given as counts or shares of any total. No test: they say how far, not how
// surely. What sampling noise alone does to the PSI is in psi-gate.ts.

const LN2 = 0.6931471805599453;
/** Population stability index, sum of (q-p) ln(q/p): the symmetrised Kullback-Leibler (Jeffreys) divergence in nats. Infinite where a category is empty in one only. */
function populationStabilityIndex(reference, current) {
    const [p, q] = [sharesOf(reference), sharesOf(current)];
    return p.reduce((sum, share, i) => sum + jeffreysTerm(share, q[i] ?? 0), 0);
}
/** Jensen-Shannon distance sqrt((KL(p||h) + KL(q||h))/2), h = (p+q)/2; in bits, so that it lies in [0, 1] (Endres & Schindelin 2003). */
function jensenShannonDistance(reference, current) {
    const [p, q] = [sharesOf(reference), sharesOf(current)];
    const divergence = p.reduce((sum, share, i) => {
        const other = q[i] ?? 0;
        const middle = (share + other) / 2;
        return sum + entropyTerm(share, middle) + entropyTerm(other, middle);
    }, 0);
    return Math.sqrt(Math.max(0, divergence / 2 / LN2));
}
/** sqrt(sum of (sqrt p - sqrt q)^2 / 2), in [0, 1]. */
function hellingerDistance(reference, current) {
    const [p, q] = [sharesOf(reference), sharesOf(current)];
    const squares = p.reduce((sum, share, i) => {
        const gap = Math.sqrt(share) - Math.sqrt(q[i] ?? 0);
        return sum + gap * gap;
    }, 0);
    return Math.sqrt(squares / 2);
}
function sharesOf(counts) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / total);
}
function jeffreysTerm(p, q) {
    return p === q ? 0 : (q - p) * (log(q) - log(p));
}
function entropyTerm(p, middle) {
    return p === 0 ? 0 : p * log(p / middle);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/drift/chi-square-tests.ts
// Did the shares of categories change? Chi-square with a reference that is known, and with one that is a sample itself (Pearson 1900).
//
// Taking a reference sample of the same size for the truth rejects half of all unchanged cases at 5 %: use the contingency form there. For one look only.

/** Against known shares, given as counts or shares of any total: expected counts are scaled to the current total; df = categories - 1. */
function goodnessOfFit(reference, current) {
    const scale = totalOf(current) / totalOf(reference);
    const statistic = reference.reduce((sum, count, i) => sum + term(current[i] ?? 0, count * scale), 0);
    return tested(statistic, reference.length - 1);
}
/** Two samples of counts, neither of them the truth. Categories that neither has do not count. */
function contingency(reference, current) {
    const [m, n] = [totalOf(reference), totalOf(current)];
    const columns = reference.map((count, i) => [count, current[i] ?? 0]).filter(([a, b]) => a + b > 0);
    const statistic = columns.reduce((sum, [a, b]) => {
        const share = (a + b) / (m + n);
        return sum + term(a, m * share) + term(b, n * share);
    }, 0);
    return tested(statistic, columns.length - 1);
}
function tested(statistic, df) {
    if (statistic === Number.POSITIVE_INFINITY)
        return { statistic, df, pValue: 0 };
    return { statistic, df, pValue: df > 0 ? chiSquareUpperTail({ x: statistic, df }) : 1 };
}
/** A category that must be empty and is not makes the fit impossible. */
function term(observed, expected) {
    return observed === expected ? 0 : ((observed - expected) * (observed - expected)) / expected;
}
function totalOf(counts) {
    return counts.reduce((sum, count) => sum + count, 0);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/drift/noncentral-chi-square.ts
// The non-central chi-square distribution: what n_e x PSI follows when the true shares differ a little (psi-gate.ts).
//
// A Poisson mixture of central ones: P(X > x) = sum over j of Poisson(j; lambda/2) Q(df/2 + j, x/2), Q the upper incomplete gamma ratio
// (Johnson, Kotz & Balakrishnan 1995, chapter 29). Q grows with j by positive terms, so nothing cancels.



/** Poisson terms this many standard deviations from the mean are below 1e-22. */
const SPREAD = 10;
const SPREAD_MIN = 50;
const noncentral_chi_square_HALVINGS_MAX = 200;
function noncentralUpperTail({ df, noncentrality }, x) {
    if (!(x > 0))
        return 1;
    const mean = noncentrality / 2;
    const half = x / 2;
    const spread = SPREAD * Math.sqrt(mean) + SPREAD_MIN;
    const from = Math.max(0, Math.floor(mean - spread));
    const to = noncentrality === 0 ? 0 : Math.ceil(mean + spread);
    const shape = df / 2 + from;
    let weight = mean === 0 ? 1 : exp(from * log(mean) - mean - logGamma(from + 1));
    let tail = exp(logIncompleteGamma({ shape, x: half }).logUpper);
    // x^a e^-x / Gamma(a+1): what Q gains from a to a+1.
    let gain = shape * log(half) - half - logGamma(shape + 1);
    let sum = 0;
    for (let j = from; j <= to; j += 1) {
        sum += weight * Math.min(1, tail);
        tail += exp(gain);
        gain += log(half / (df / 2 + j + 1));
        weight *= mean / (j + 1);
    }
    return Math.min(1, sum);
}
/** The x that is exceeded with probability `upperProb` in (0, 1). */
function noncentral_chi_square_noncentralUpperQuantile(distribution, upperProb) {
    let low = 0;
    let high = distribution.df + distribution.noncentrality + 1;
    while (noncentralUpperTail(distribution, high) > upperProb) {
        low = high;
        high *= 2;
    }
    for (let halving = 0; halving < noncentral_chi_square_HALVINGS_MAX; halving += 1) {
        const middle = (low + high) / 2;
        if (middle === low || middle === high)
            break;
        if (noncentralUpperTail(distribution, middle) > upperProb)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/drift/psi-gate.ts
// A threshold for the PSI that knows the sample sizes. A fixed 0.2 fires on noise below some 150 rows and sleeps through a shift of 0.4 standard
// deviations above: between two samples of the same distribution PSI is about chi-square(B-1)/n_e with n_e = 1/(1/m + 1/n) (Yurdakul 2018).

/** n_e of a reference of m rows and n current ones. */
function effectiveRows(referenceRows, currentRows) {
    return 1 / (1 / referenceRows + 1 / currentRows);
}
/** Alarm above this PSI: the 1-alpha quantile of the non-central chi-square(B-1, n_e tau), divided by n_e. */
function criticalPsi({ bins, tolerance, alpha }, effectiveRowCount) {
    return noncentralUpperQuantile({ df: bins - 1, noncentrality: effectiveRowCount * tolerance }, alpha) / effectiveRowCount;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/detectors.ts
var detectors = __webpack_require__(949);
;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/limits/block-floor.ts
// Bets on whole blocks have a floor of their own: one block multiplies the capital by at most its share over the null share.

/** At least ln(1/alpha)/ln(theta1/theta0) blocks, however much traffic each holds; infinite where the share is not above the null share. */
function blocksAtLeast({ share, nullShare }, alpha) {
    const perBlock = log(share / nullShare);
    return perBlock > 0 ? -log(alpha) / perBlock : Number.POSITIVE_INFINITY;
}
/** The candidate's expected share of the events when its rate is `factor` times stable's; `weight` its share of the requests. */
function shareOfEvents(weight, factor) {
    return (weight * factor) / (weight * factor + 1 - weight);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/limits/sprt.ts
// Wald's sequential probability ratio test of one known rate against another: the least that any test of one arm needs (Wald 1945, section 3.6).

/** Wald's approximation, overshoot neglected. `nullProb` and `prob` differ, both in (0, 1). */
function sprtCost({ nullProb, prob }, { alpha, beta }) {
    const toReject = log((1 - beta) / alpha);
    const toAccept = log((1 - alpha) / beta);
    return {
        underNull: ((1 - alpha) * toAccept - alpha * toReject) / bernoulliDivergence(nullProb, prob),
        underAlternative: ((1 - beta) * toReject - beta * toAccept) / bernoulliDivergence(prob, nullProb),
    };
}
/** A test that never accepts needs at least ln(1/alpha)/kl(p1 || p0) trials on average under the alternative (Lorden 1971). */
function powerOneTrials({ nullProb, prob }, alpha) {
    const gained = bernoulliDivergence(prob, nullProb);
    return gained > 0 ? -log(alpha) / gained : Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/limits/two-arm-limit.ts
// How fast can anybody tell two arms apart? Growth of evidence per request against the boundary "candidate = r x stable", in nats.
//
// No sequential test with false-alarm probability alpha needs fewer than ln(1/alpha)/D requests on average (Wald 1945; for two arms with an unknown
// baseline Turner, Ly & Gruenwald 2024). Our own tests are judged by their distance from it.

/** D = min over q of w kl(pc || r q) + (1-w) kl(pb || q): the best growth per request when stable's rate is unknown. Zero on the boundary. */
function boundaryDivergence(arms) {
    const { candidateRatio, stableRatio, weight, factor } = arms;
    const q = nearestNull(arms);
    return weight * divergence(candidateRatio, factor * q) + (1 - weight) * divergence(stableRatio, q);
}
/** D_s = (w pc + (1-w) pb) kl(theta1 || theta0): what a test of the candidate's share of the events can reach. 95 to 99 % of D while events are rare. */
function shareDivergence({ candidateRatio, stableRatio, weight, factor }) {
    const candidateEvents = weight * candidateRatio;
    const events = candidateEvents + (1 - weight) * stableRatio;
    if (events === 0)
        return 0;
    return events * divergence(candidateEvents / events, (weight * factor) / (weight * factor + 1 - weight));
}
/** Requests that evidence growing by `divergence` per request needs on average to reach odds of 1/alpha; infinite where there is nothing to tell. */
function requestsNeeded(divergencePerRequest, alpha) {
    return divergencePerRequest > 0 ? -log(alpha) / divergencePerRequest : Number.POSITIVE_INFINITY;
}
/** The smaller root of r q^2 - b q + m = 0, where the derivative of D in q is zero; m the events per request, b = r(w + (1-w)pb) + (1-w) + w pc. */
function nearestNull({ candidateRatio, stableRatio, weight, factor }) {
    const events = weight * candidateRatio + (1 - weight) * stableRatio;
    const b = factor * (weight + (1 - weight) * stableRatio) + (1 - weight) + weight * candidateRatio;
    const root = Math.sqrt(Math.max(0, b * b - 4 * factor * events));
    return Math.min(1, 1 / factor, (2 * events) / (b + root));
}
/** With its limits at 0 and 1, where the two agree exactly. */
function divergence(p, q) {
    return p === q ? 0 : Math.max(0, bernoulliDivergence(p, q));
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/tilt.ts
var statistics_tilt = __webpack_require__(4031);
// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/wealth.ts
var wealth = __webpack_require__(2513);
;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/log-capital/over-blocks.ts
// The logarithm of a test's capital after each of a list of blocks, all mass in play from the start or with restarts: the production primitives
// over a history, for bounds, displays and golden vectors.



/** All prior mass on "from the start": a plain mixture of tilts. Blocks that say nothing change nothing. */
function plainTilts(wagers) {
    let wealth = startTilts(newTilt(), Number.POSITIVE_INFINITY, 1);
    return wagers.map((wager) => {
        if (wager.kind === 'wager')
            wealth = tilt(wealth, wager);
        return logSumExp(wealth.logAtoms);
    });
}
/** All prior mass on "from the start": a plain mixture of bets. */
function plainBets(wagers) {
    let wealth = { kind: 'bet', atoms: STAKES.map(() => 1 / STAKES.length), scale: 0, spent: Number.POSITIVE_INFINITY };
    return wagers.map((wager) => {
        wealth = play(wealth, wager, -1);
        return logCapital(wealth);
    });
}
/** One grid point of the published restart prior 1/((t+1)(t+2)) per block; the mass that is not in play yet counts as cash. */
function restarted(evaluator, wagers) {
    let wealth = newWealth(evaluator);
    return wagers.map((wager, gridPoint) => {
        wealth = play(wealth, wager, gridPoint, PUBLISHED_RESTART_PACE);
        return logCapital(wealth, PUBLISHED_RESTART_PACE);
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/log-capital/tilt-detectors.ts
// E-detectors on tilts, for events that are independent given the number of trials: one per shift of the log-odds, averaged with the prior weights.
//
// Shiryaev-Roberts M <- e^T (M + 1), CUSUM M <- e^T max(M, 1), in logarithms. Mean time between false alarms at M >= c is at least c blocks
// (Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229). detectors.ts is the same on bets, which is what runs after a promotion.


const LOG_WEIGHTS = statistics_tilt/* TILT_WEIGHTS */.Qp.map(portable_math/* log */.Rm);
/** ln of the mean statistic after each block. */
function tiltDetector(kind, wagers) {
    let logs = TILT_WEIGHTS.map(() => Number.NEGATIVE_INFINITY);
    return wagers.map((wager) => {
        if (wager.kind === 'wager')
            logs = tilt({ kind: 'tilt', logAtoms: logs.map((atom) => renewed(kind, atom)), spent: 0 }, wager).logAtoms;
        return logSumExp(logs.map((atom, k) => (LOG_WEIGHTS[k] ?? 0) + atom));
    });
}
/** ln(M + 1), or ln max(M, 1). */
function renewed(kind, logAtom) {
    if (kind === 'cusum')
        return Math.max(0, logAtom);
    return logAtom > 0 ? logAtom + log1p(exp(-logAtom)) : log1p(exp(logAtom));
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/tilt-grid.ts
var tilt_grid = __webpack_require__(9732);
;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/paired/mcnemar.ts
// Two models scored the same items: only the items on which exactly one was right say which is better (McNemar 1947). For one look; the sequential
// form is a wager of `b` among `b + c` against 1/2.

/** b: only the first was wrong, c: only the second was. With Edwards' continuity correction, which never turns equality into evidence. */
function mcNemar(b, c) {
    if (b === c)
        return { chiSquare: 0, pValue: 1 };
    const gap = Math.max(0, Math.abs(b - c) - 1);
    const chiSquare = (gap * gap) / (b + c);
    return { chiSquare, pValue: chiSquareUpperTail({ x: chiSquare, df: 1 }) };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/relative-risk/profile.ts
// What counts of two arms say about the candidate's rate over stable's, whatever stable's rate does from block to block.
//
// l(rho) = sum of xc ln rho - N ln(nc rho + nb): the likelihood of how each block's N events fell on the arms (partial likelihood, Lindon & Malek 2022,
// arXiv 2011.03567). Common spikes and changing weights cancel block by block; counts summed over blocks would not.


/** Blocks in which both arms had traffic and something happened: the others say nothing. */
function profile_tellingBlocks(blocks) {
    return blocks.filter(({ stable, candidate }) => stable.trials > 0 && candidate.trials > 0 && stable.events + candidate.events > 0);
}
/** l at rho = e^x, up to a constant that does not depend on x. Concave in x. */
function profile_profile(blocks, x) {
    // One exponential for all blocks, of the side that cannot overflow.
    const small = exp(-Math.abs(x));
    let sum = 0;
    for (const { stable, candidate } of blocks) {
        const logTotal = x > 0 ? x + log(candidate.trials + stable.trials * small) : log(candidate.trials * small + stable.trials);
        sum += candidate.events * x - (candidate.events + stable.events) * logTotal;
    }
    return sum;
}
/** The x at which the profile is highest; -Infinity without events of the candidate, Infinity without events of stable, NaN without any. */
function profile_highestAt(blocks) {
    const candidateEvents = blocks.reduce((sum, { candidate }) => sum + candidate.events, 0);
    const stableEvents = blocks.reduce((sum, { stable }) => sum + stable.events, 0);
    if (candidateEvents === 0)
        return stableEvents === 0 ? Number.NaN : Number.NEGATIVE_INFINITY;
    if (stableEvents === 0)
        return Number.POSITIVE_INFINITY;
    // Every block's own best lies between these two, and so does the best of all.
    const ownBest = blocks.map(({ stable, candidate }) => log(stable.trials) - log(candidate.trials) + log(candidate.events) - log(stable.events));
    let low = Math.min(...ownBest.map((x) => (x === Number.NEGATIVE_INFINITY ? -LOG_MAX : x)));
    let high = Math.max(...ownBest.map((x) => (x === Number.POSITIVE_INFINITY ? LOG_MAX : x)));
    let x = Math.min(high, Math.max(low, log(candidateEvents / expectedEvents(blocks, stableEvents))));
    for (let step = 0; step < profile_STEPS_MAX; step += 1) {
        const { slope, bend } = derivatives(blocks, x);
        if (slope === 0)
            return x;
        if (slope > 0)
            low = x;
        else
            high = x;
        const newton = x - slope / bend;
        const next = newton > low && newton < high ? newton : (low + high) / 2;
        if (Math.abs(next - x) <= 1e-16 * Math.max(1, Math.abs(x)))
            return next;
        x = next;
    }
    return x;
}
const profile_STEPS_MAX = 200;
/** What the candidate would have had at stable's rate: a first guess of the ratio compares its events with it. */
function expectedEvents(blocks, stableEvents) {
    const expected = blocks.reduce((sum, { stable, candidate }) => sum + (stable.events * candidate.trials) / stable.trials, 0);
    return expected > 0 ? expected : stableEvents;
}
function derivatives(blocks, x) {
    let slope = 0;
    let bend = 0;
    for (const { stable, candidate } of blocks) {
        const events = candidate.events + stable.events;
        const share = 1 / (1 + (stable.trials / candidate.trials) * exp(-x));
        slope += candidate.events - events * share;
        bend -= events * share * (1 - share);
    }
    return { slope, bend };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/relative-risk/confidence-sequence.ts



/** Uniform in ln rho from 1/16 to 128, both included. Fixed before any evidence: that is what makes the bounds hold. */
const GRID_POINTS = 160;
const GRID_FROM = -2.772588722239781; // ln(1/16)
const GRID_TO = 4.852030263919617; // ln 128
const GRID = Array.from({ length: GRID_POINTS }, (_, k) => GRID_FROM + ((GRID_TO - GRID_FROM) * k) / (GRID_POINTS - 1));
/** Blocks as they came, not summed. alpha in (0, 1). Without events of the candidate the lower bound is 0; without events of stable the upper one is infinite. */
function relativeRiskSequence(cells, alpha) {
    const blocks = tellingBlocks(cells);
    const best = highestAt(blocks);
    if (Number.isNaN(best))
        return { lower: 0, estimate: Number.NaN, upper: Number.POSITIVE_INFINITY };
    const floor = confidence_sequence_logMixture(blocks) + log(alpha);
    const isKept = (x) => profile(blocks, x) > floor;
    const from = Math.max(-LOG_MAX, Math.min(LOG_MAX, best));
    return {
        lower: best === Number.NEGATIVE_INFINITY ? 0 : exp(keptUntil(isKept, from, -1)),
        estimate: exp(best),
        upper: best === Number.POSITIVE_INFINITY ? best : exp(keptUntil(isKept, from, 1)),
    };
}
function confidence_sequence_logMixture(blocks) {
    return logSumExp(GRID.map((x) => profile(blocks, x))) - log(GRID_POINTS);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/sample-ratio/dirichlet-multinomial.ts
// Did the requests split as configured? Counts per arm against fixed shares, with a Dirichlet prior as the alternative.
//
// The likelihood ratio of the mixture against the null is an e-process: log odds >= ln(1/alpha) at any look has probability <= alpha under the null
// (Lindon & Malek 2022, arXiv 2011.03567, section 2). A mismatch is a fault of routing or of counting, so it holds a rollout and blames nobody.


/** Marginal likelihood of one ordered run of observations with these counts, as a logarithm; `prior` parameters are above 0. */
function dirichlet_multinomial_logSequenceMarginal(counts, prior) {
    return counts.reduce((sum, count, i) => sum + logGamma((prior[i] ?? 0) + count) - logGamma(prior[i] ?? 0), logGamma(total(prior)) - logGamma(total(prior) + total(counts)));
}
/** Log odds of the mixture against the null `shares` (they add up to 1) after these counts in all; the prior is Dirichlet(prior). */
function logOddsAgainst(shares, counts, prior) {
    return dirichlet_multinomial_logSequenceMarginal(counts, prior) - dirichlet_multinomial_logLikelihood(counts, shares);
}
/** Dirichlet(k x shares): centred on the null, the more concentrated the larger k. */
function dirichlet_multinomial_centredPrior(shares, concentration) {
    return shares.map((share) => concentration * share);
}
/** After each row of counts. The prior learns from row to row; the multinomial coefficients are in both, so that they cancel in the odds. */
function dirichlet_multinomial_cumulativeMarginals(rows, shares, prior) {
    const mixture = [];
    const nullModel = [];
    let posterior = prior;
    let mixtureSum = 0;
    let nullSum = 0;
    for (const row of rows) {
        const ways = logWays(row);
        mixtureSum += ways + dirichlet_multinomial_logSequenceMarginal(row, posterior);
        nullSum += ways + dirichlet_multinomial_logLikelihood(row, shares);
        mixture.push(mixtureSum);
        nullModel.push(nullSum);
        posterior = posterior.map((parameter, i) => parameter + (row[i] ?? 0));
    }
    return { mixture, nullModel };
}
/** sum of n_i ln theta_i; a count where the share is 0 is impossible, none there says nothing. */
function dirichlet_multinomial_logLikelihood(counts, shares) {
    return counts.reduce((sum, count, i) => (count === 0 ? sum : sum + count * log(shares[i] ?? 0)), 0);
}
function logWays(counts) {
    return counts.reduce((sum, count) => sum - logGamma(count + 1), logGamma(total(counts) + 1));
}
function total(values) {
    return values.reduce((sum, value) => sum + value, 0);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/sample-ratio/contrast-interval.ts
// How much more often do events of arm 1 come than events of arm 0, whatever both do over time? Interval of the log ratio of the two intensities.
//
// Given that an event came, it belongs to arm i with probability rho_i e^delta_i / sum of rho_j e^delta_j (rho: traffic shares). All contrasts
// delta_1 - delta_0 that the multinomial test with the prior Dirichlet(k rho) has not refuted (Lindon & Malek 2022, section 4). Other arms are free.



/** At one look, without intersecting it with earlier ones. An arm without events leaves its side open: -Infinity or Infinity. */
function contrastInterval({ counts, shares, prior }, alpha) {
    const [n0 = 0, n1 = 0] = counts;
    const [share0 = 0, share1 = 0] = shares;
    if (n0 + n1 === 0)
        return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
    const offset = log(share1) - log(share0);
    const events = counts.reduce((sum, count) => sum + count, 0);
    // The free arms are most likely where they were seen; the pair gets the rest.
    const pair = (n0 + n1) / events;
    const rest = logLikelihood(counts.slice(2), counts.slice(2).map((count) => count / events));
    const mixture = logSequenceMarginal(counts, prior);
    const likelihood = (contrast) => {
        const x = contrast + offset;
        const [logShare0, logShare1] = x > 0 ? [-x - log1p(exp(-x)), -log1p(exp(-x))] : [-log1p(exp(x)), x - log1p(exp(x))];
        return rest + (n0 + n1) * log(pair) + n0 * logShare0 + n1 * logShare1;
    };
    const isKept = (contrast) => mixture - likelihood(contrast) < -log(alpha);
    const best = Math.max(-LOG_MAX, Math.min(LOG_MAX, log(n1) - log(n0) - offset));
    return {
        lower: n1 === 0 ? Number.NEGATIVE_INFINITY : keptUntil(isKept, best, -1),
        upper: n0 === 0 ? Number.POSITIVE_INFINITY : keptUntil(isKept, best, 1),
    };
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/sample-ratio/sequential-p-values.ts
// The sample-ratio check as p-values that hold at every look: the least odds for the null so far (Lindon & Malek 2022; Ville 1939).


/** After each row of counts; at most 1, never rising. `concentration`: how near to `shares` the alternative lies (10,000: a few percent). */
function sequentialPValues(rows, shares, concentration) {
    const { mixture, nullModel } = cumulativeMarginals(rows, shares, centredPrior(shares, concentration));
    let least = 1;
    return mixture.map((logMixture, look) => {
        least = Math.min(least, exp((nullModel[look] ?? 0) - logMixture));
        return least;
    });
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/two-samples/exact-poisson.ts
// Do two Poisson counts come from rates in the ratio r? Exact for one look: given their sum, the first count is binomial (Przyborowski & Wilenski 1940).


/** Orders that are less than this factor more likely count as equally likely, as rounding makes them differ. */
const AS_LIKELY = (/* unused pure expression or super */ null && (1 + 1e-7));
/** Two-sided p-value: the chance of all splits that are no likelier than the one seen. Whole events; `factor` r above 0. */
function exactPoissonPValue(first, second, factor = 1) {
    const events = first.events + second.events;
    const share = (first.exposure * factor) / (first.exposure * factor + second.exposure);
    const chanceOf = (count) => exp(logGamma(events + 1) - logGamma(count + 1) - logGamma(events - count + 1) + count * log(share) + (events - count) * log(1 - share));
    const limit = chanceOf(first.events) * AS_LIKELY;
    let sum = 0;
    for (let count = 0; count <= events; count += 1) {
        const chance = chanceOf(count);
        if (chance <= limit)
            sum += chance;
    }
    return Math.min(1, sum);
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/two-samples/pelz-good.ts
// P(D_n < d) for large n: Kolmogorov's limit with corrections down to n^(-3/2) (Pelz & Good 1976, J. R. Stat. Soc. B 38:152).

const PI2 = 9.869604401089358;
const SQRT_2PI = 2.5066282746310002;
const SQRT_HALF_PI = 1.2533141373155001;
const pelz_good_TERMS_MAX = 60;
/** n values, above about 100; d in (0, 1). */
function pelz_good_pelzGoodProbability(n, d) {
    const root = Math.sqrt(n);
    const z = root * d;
    const [limit, first, second, third] = coefficients(z);
    return Math.min(1, Math.max(0, limit + (first + (second + third / root) / root) / root));
}
function coefficients(z) {
    const z2 = z * z;
    const z4 = z2 * z2;
    const z6 = z4 * z2;
    const z8 = z4 * z4;
    let [k0, k1, k2, k3] = [0, 0, 0, 0];
    for (let k = pelz_good_TERMS_MAX; k >= 0; k -= 1) {
        // Terms of k + 1/2 come twice, for k and -k-1; so do those of whole k above 0.
        const a = PI2 * (k + 0.5) * (k + 0.5);
        const atHalves = exp(-a / (2 * z2));
        k0 += atHalves;
        k1 += 2 * (a - z2) * atHalves;
        k2 += 2 * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)) * atHalves;
        k3 += 2 * (-30 * z6 - 90 * z8 + a * (135 * z4 - 96 * z6) + a * a * (212 * z4 - 60 * z2) + a * a * a * (5 - 30 * z2)) * atHalves;
        const b = PI2 * k * k;
        const atWholes = exp(-b / (2 * z2));
        k2 -= 4 * z4 * b * atWholes;
        k3 += 60 * z4 * (3 * b * z2 - b * b) * atWholes;
    }
    const z7 = z6 * z;
    const z10 = z6 * z4;
    return [(SQRT_2PI / z) * k0, (SQRT_HALF_PI / (6 * z4)) * k1, (SQRT_HALF_PI / (72 * z7)) * k2, (SQRT_HALF_PI / (6480 * z10)) * k3];
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/two-samples/one-sample-tail.ts
// P(D_n >= d) of the one-sample Kolmogorov-Smirnov statistic, to about ten digits for any n (plan of Simard & L'Ecuyer 2011, J. Stat. Softw. 39:11).




/** Exact up to here, and by an expansion in 1/sqrt(n) above. */
const EXACT_COUNT_MAX = 140;
/** n values, n >= 1; d in [0, 1]. */
function one_sample_tail_oneSampleTail(n, d) {
    const nd = n * d;
    if (nd <= 0.5)
        return 1;
    if (d >= 1)
        return 0;
    // Only one side can reach so far: twice the one-sided tail is exact.
    if (d >= 0.5)
        return Math.min(1, 2 * oneSidedTail(n, d));
    const spread = nd * d;
    if (n <= EXACT_COUNT_MAX ? spread > 4 : spread > 2.2)
        return Math.min(1, 2 * oneSidedTail(n, d));
    if (n <= EXACT_COUNT_MAX || nd * Math.sqrt(d) <= 1.4)
        return 1 - durbinProbability(n, d);
    return 1 - pelzGoodProbability(n, d);
}
/** P(D_n+ >= d) = d sum over j <= n(1-d) of C(n,j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j) (Birnbaum & Tingey 1951). */
function oneSidedTail(n, d) {
    let sum = 0;
    const last = Math.floor(n * (1 - d));
    for (let j = 0; j <= last; j += 1) {
        const rest = 1 - d - j / n;
        if (!(rest > 0)) {
            if (j === n)
                sum += exp((n - 1) * log(d + 1));
            continue;
        }
        const ways = logGamma(n + 1) - logGamma(j + 1) - logGamma(n - j + 1);
        sum += exp(ways + (j - 1) * log(d + j / n) + (n - j) * log1p(-(d + j / n)));
    }
    return d * sum;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/two-samples/kolmogorov-smirnov.ts
// Do two samples come from one distribution? The largest gap between their distribution functions (Kolmogorov 1933, Smirnov 1939). For one look only:
// looking every day at 5 % raises a false alarm within a month in four cases of five.

/** Both samples non-empty and finite. The exact value costs m x n steps. */
function kolmogorovSmirnov(first, second) {
    const [m, n] = [first.length, second.length];
    const gap = largestGap(first, second);
    const distance = gap / (m * n);
    return { distance, exactPValue: chanceOfGap({ m, n, gap }), asymptoticPValue: oneSampleTail(Math.max(1, roundHalfEven((m * n) / (m + n))), distance) };
}
/** max |i n - j m| over all values, where i of the first and j of the second sample lie at or below: an integer, so that equal gaps are equal. */
function largestGap(first, second) {
    const [x, y] = [ascending(first), ascending(second)];
    let [i, j, largest] = [0, 0, 0];
    while (i < x.length && j < y.length) {
        const value = Math.min(x[i] ?? 0, y[j] ?? 0);
        while (i < x.length && x[i] === value)
            i += 1;
        while (j < y.length && y[j] === value)
            j += 1;
        largest = Math.max(largest, Math.abs(i * y.length - j * x.length));
    }
    return largest;
}
/**
 * Orders of the pooled values are lattice paths from (0, 0) to (m, n), all equally likely. Adds up the chance of leaving |i n - j m| < gap for the first
 * time at each point: positive terms only, so that small p-values keep their digits (Hodges 1958).
 */
function chanceOfGap({ m, n, gap }) {
    if (gap === 0)
        return 1;
    // inside[j]: chance that the path comes to (i, j) without having left.
    const inside = new Float64Array(n + 1);
    let left = 0;
    for (let i = 0; i <= m; i += 1) {
        for (let j = 0; j <= n; j += 1) {
            const steps = m - i + n - j + 1;
            const fromLeft = i > 0 ? ((inside[j] ?? 0) * (m - i + 1)) / steps : 0;
            const fromBelow = j > 0 ? ((inside[j - 1] ?? 0) * (n - j + 1)) / steps : 0;
            const here = i === 0 && j === 0 ? 1 : fromLeft + fromBelow;
            const isOutside = Math.abs(i * n - j * m) >= gap;
            if (isOutside)
                left += here;
            inside[j] = isOutside ? 0 : here;
        }
    }
    return Math.min(1, left);
}
function ascending(values) {
    return [...values].sort((a, b) => a - b);
}
function roundHalfEven(x) {
    const down = Math.floor(x);
    if (x - down !== 0.5)
        return Math.round(x);
    return down % 2 === 0 ? down : down + 1;
}

;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/two-samples/mann-whitney.ts
// Do values of one sample tend to be larger than those of the other? Rank test with its interval, the way Kayenta judges a metric. For one look.
//
// Mann & Whitney 1947; normal approximation with continuity correction and ties; shift by Hodges & Lehmann 1963, interval by inverting the test.


function mannWhitney(first, second) {
    const u = pairsWon(first, second);
    const pairs = first.length * second.length;
    const surplus = Math.max(u, pairs - u) - pairs / 2 - 0.5;
    const deviation = uDeviation(first.length, second.length, tieSum([...first, ...second]));
    if (deviation === 0)
        return { u, pValue: 1 };
    return { u, pValue: Math.min(1, exp(log(2) + logNormalCdf(-surplus / deviation))) };
}
/**
 * All shifts d for which the test of `first - d` against `second` does not reject at 1 - confidence. The test changes only where d passes a difference of a
 * pair, so both ends are such differences; samples too small for the confidence give the extreme ones.
 */
function shiftInterval(first, second, confidence) {
    const differences = first.flatMap((x) => second.map((y) => x - y)).sort((a, b) => a - b);
    const pairs = differences.length;
    // Shifted by d, values tie across the samples only at single points: what counts are the ties within each.
    const deviation = uDeviation(first.length, second.length, tieSum(first) + tieSum(second));
    const z = -normalQuantile((1 - confidence) / 2);
    const passed = (target) => {
        const at = differences.findIndex((difference, k) => differences[k + 1] !== difference && continuityCorrected(pairs - 1 - k - pairs / 2) <= target * deviation);
        return differences[at < 0 ? pairs - 1 : at] ?? Number.NaN;
    };
    return { estimate: medianOfSorted(differences), lower: passed(z), upper: passed(-z) };
}
function continuityCorrected(surplus) {
    return surplus - Math.sign(surplus) * 0.5;
}
function pairsWon(first, second) {
    const sorted = [...second].sort((a, b) => a - b);
    return first.reduce((sum, x) => sum + (mann_whitney_countBelow(sorted, x, false) + mann_whitney_countBelow(sorted, x, true)) / 2, 0);
}
/** Values below x, or up to and including it. */
function mann_whitney_countBelow(sorted, x, including) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        const value = sorted[middle] ?? 0;
        if (value < x || (including && value === x))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
/** Standard deviation of U under equality; `ties`: sum of t^3 - t over groups of t equal values. */
function uDeviation(m, n, ties) {
    const all = m + n;
    return all < 2 ? 0 : Math.sqrt(Math.max(0, ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)))));
}
function tieSum(values) {
    const sorted = [...values].sort((a, b) => a - b);
    let sum = 0;
    let run = 1;
    for (let k = 1; k <= sorted.length; k += 1) {
        if (k < sorted.length && sorted[k] === sorted[k - 1])
            run += 1;
        else {
            sum += run * run * run - run;
            run = 1;
        }
    }
    return sum;
}
function medianOfSorted(sorted) {
    const middle = sorted.length >> 1;
    const high = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/wager.ts
var wager = __webpack_require__(8696);
;// CONCATENATED MODULE: ./packages/rollout-policy/src/statistics/index.ts
// The statistics of the core for others than decide(): simulator, bench, reports and `rampart stat`.




































/***/ }),

/***/ 9368:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $P: () => (/* reexport */ alias_table_aliasTable),
  cS: () => (/* reexport */ batchesOf),
  l$: () => (/* reexport */ beta),
  QV: () => (/* reexport */ binomial),
  Nk: () => (/* reexport */ burst),
  c5: () => (/* reexport */ burstMean),
  yx: () => (/* reexport */ eventQueue),
  EV: () => (/* reexport */ exponential),
  uN: () => (/* reexport */ gamma_gamma),
  WI: () => (/* reexport */ logarithmic),
  uu: () => (/* reexport */ multinomialInto),
  wM: () => (/* reexport */ newRandom),
  qb: () => (/* reexport */ normal),
  Sm: () => (/* reexport */ poisson_poisson),
  eK: () => (/* reexport */ purposeOf),
  RN: () => (/* reexport */ randomAt),
  Is: () => (/* reexport */ zipfShares)
});

// UNUSED EXPORTS: fineUniform, lnBinomialMass, lnFactorial, multinomial, negativeBinomial, zipf

;// CONCATENATED MODULE: ./simulator/src/chance/philox.ts
// Philox 4x32-10: turns a counter of four words and a key of two into four words that look like chance (Salmon, Moraes, Dror & Shaw 2011,
// "Parallel random numbers: as easy as 1, 2, 3", SC'11). For one key, different counters always give different words.
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const WEYL0 = 0x9e3779b9;
const WEYL1 = 0xbb67ae85;
const ROUNDS = 10;
/** Writes the four words of (counter, key) into `out`. Arguments are taken modulo 2^32. */
function philox4x32(out, counter0, counter1, counter2, counter3, key0, key1) {
    let c0 = counter0 | 0;
    let c1 = counter1 | 0;
    let c2 = counter2 | 0;
    let c3 = counter3 | 0;
    let k0 = key0 | 0;
    let k1 = key1 | 0;
    for (let round = 0; round < ROUNDS; round += 1) {
        const high0 = highWord(M0 >>> 16, M0 & 0xffff, c0);
        const high1 = highWord(M1 >>> 16, M1 & 0xffff, c2);
        const low0 = Math.imul(M0, c0);
        c0 = high1 ^ c1 ^ k0;
        c1 = Math.imul(M1, c2);
        c2 = high0 ^ c3 ^ k1;
        c3 = low0;
        k0 = (k0 + WEYL0) | 0;
        k1 = (k1 + WEYL1) | 0;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}
/** The upper 32 bits of the product of two unsigned words, one given by its halves: JavaScript multiplies words only modulo 2^32. */
function highWord(aHigh, aLow, b) {
    const bHigh = b >>> 16;
    const bLow = b & 0xffff;
    const lowHigh = Math.imul(aLow, bHigh);
    const highLow = Math.imul(aHigh, bLow);
    const middle = (Math.imul(aLow, bLow) >>> 16) + (lowHigh & 0xffff) + (highLow & 0xffff);
    return (Math.imul(aHigh, bHigh) + (lowHigh >>> 16) + (highLow >>> 16) + (middle >>> 16)) | 0;
}

;// CONCATENATED MODULE: ./simulator/src/chance/xoshiro128.ts
// A stream of uniform numbers: xoshiro128** 1.1 (Blackman & Vigna 2018, "Scrambled linear pseudorandom number generators", public domain).
// Its four words of state come from an address (address.ts); it is never seeded by hand outside tests.
const TWO_M32 = 2.3283064365386963e-10;
const TWO_M52 = 2.220446049250313e-16;
/** The bare generator over its four words, which must not all be zero. The words are the state: who writes them moves the stream. */
class Xoshiro128 {
    words;
    constructor(words) {
        this.words = words;
    }
    u32() {
        const words = this.words;
        const s0 = words[0] ?? 0;
        const s1 = words[1] ?? 0;
        const s2 = (words[2] ?? 0) ^ s0;
        const s3 = (words[3] ?? 0) ^ s1;
        const fives = Math.imul(s1, 5);
        words[0] = s0 ^ s3;
        words[1] = s1 ^ s2;
        words[2] = s2 ^ (s1 << 9);
        words[3] = (s3 << 11) | (s3 >>> 21);
        return Math.imul((fives << 7) | (fives >>> 25), 9) >>> 0;
    }
    uniform() {
        return (this.u32() + 0.5) * TWO_M32;
    }
}
/** In (0, 1) with 52 bits (so that half a step is exact, too) from two draws: for walks along a law whose tails below 1e-9 matter. */
function fineUniform(random) {
    const high = random.u32() >>> 6;
    return (high * 67_108_864 + (random.u32() >>> 6) + 0.5) * TWO_M52;
}

;// CONCATENATED MODULE: ./simulator/src/chance/address.ts
// Chance that is addressed and not consumed: each (seed, run, tick, purpose) has a stream of its own, so that a result does not depend on what else was
// drawn, in which order, or on how many workers. Philox maps the address to the state of the stream.


/** The stream of an address, from its beginning. */
function randomAt({ seed, run, tick, purpose }) {
    return newRandom().at(seed, run, tick, purpose);
}
/** Stands at the address of zeros until it is moved. */
function newRandom() {
    return new AddressedStream();
}
class AddressedStream extends Xoshiro128 {
    constructor() {
        super(new Int32Array(4));
        this.at(0, 0, 0, 0);
    }
    at(seed, run, tick, purpose) {
        philox4x32(this.words, tick, Math.floor(tick * 2.3283064365386963e-10), purpose, 0, seed, run);
        // xoshiro never leaves the state of zeros. One address in 2^128 would start there.
        if (this.words[0] === 0 && this.words[1] === 0 && this.words[2] === 0 && this.words[3] === 0)
            this.words[0] = 1;
        return this;
    }
}
/** A number for a purpose in words; computed once by who draws, not per draw. FNV-1a over its UTF-16 units. */
function purposeOf(name) {
    let sum = 0x811c9dc5;
    for (let index = 0; index < name.length; index += 1)
        sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193);
    // FNV mixes its last letters little; the finaliser of splitmix32 moves every bit.
    sum = Math.imul(sum ^ (sum >>> 16), 0x21f0aaad);
    sum = Math.imul(sum ^ (sum >>> 15), 0x735a2d97);
    return (sum ^ (sum >>> 15)) >>> 0;
}

;// CONCATENATED MODULE: ./simulator/src/chance/alias-table.ts
/** `shares` are not negative and not all 0; they need not add up to 1. */
function alias_table_aliasTable(shares) {
    const count = shares.length;
    const kept = new Float64Array(count);
    const alias = new Uint32Array(count);
    let sum = 0;
    for (let index = 0; index < count; index += 1)
        sum += shares[index] ?? 0;
    // Columns of equal width; who has too little shares its column with one who has too much. One array holds both piles, from its two ends.
    const piles = new Uint32Array(count);
    let small = 0;
    let large = count;
    for (let index = 0; index < count; index += 1) {
        kept[index] = ((shares[index] ?? 0) / sum) * count;
        if ((kept[index] ?? 0) < 1)
            piles[small++] = index;
        else
            piles[--large] = index;
    }
    while (small > 0 && large < count) {
        const poor = piles[--small] ?? 0;
        const rich = piles[large] ?? 0;
        alias[poor] = rich;
        kept[rich] = (kept[rich] ?? 0) - (1 - (kept[poor] ?? 0));
        if ((kept[rich] ?? 0) < 1) {
            large += 1;
            piles[small++] = rich;
        }
    }
    // What is left has exactly its column, but for rounding.
    for (; small > 0; small -= 1)
        kept[piles[small - 1] ?? 0] = 1;
    for (; large < count; large += 1)
        kept[piles[large] ?? 0] = 1;
    return {
        choose: (random) => {
            const column = Math.floor(random.uniform() * count);
            return random.uniform() < (kept[column] ?? 1) ? column : (alias[column] ?? 0);
        },
    };
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/index.ts + 48 modules
var statistics = __webpack_require__(775);
;// CONCATENATED MODULE: ./simulator/src/chance/normal.ts
// Standard normal values by the polar method (Marsaglia & Bray 1964, SIAM Review 6:260); the second of each pair is thrown away, so that a draw has no memory.

function normal(random) {
    for (;;) {
        const x = 2 * random.uniform() - 1;
        const y = 2 * random.uniform() - 1;
        const square = x * x + y * y;
        if (square < 1)
            return x * Math.sqrt((-2 * (0,statistics/* log */.Rm)(square)) / square);
    }
}

;// CONCATENATED MODULE: ./simulator/src/chance/gamma.ts
// Gamma values, exactly: Marsaglia & Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26:363.


/** Mean `shape`, variance `shape`; shape > 0. May be 0 for a shape far below 1, whose law comes that close to it. */
function gamma_gamma(random, shape) {
    return shape < 1 ? (0,statistics/* exp */.oN)(lnGammaVariate(random, shape)) : fromOneOn(random, shape);
}
/** Its logarithm, which stays finite where the value is too small for a double. */
function lnGammaVariate(random, shape) {
    // A small shape from the next larger one: a power of a uniform number takes the place of a rejection that would hardly ever accept.
    return shape < 1 ? (0,statistics/* log */.Rm)(fromOneOn(random, shape + 1)) + (0,statistics/* log */.Rm)(random.uniform()) / shape : (0,statistics/* log */.Rm)(fromOneOn(random, shape));
}
function fromOneOn(random, shape) {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
        const x = normal(random);
        const root = 1 + c * x;
        if (root <= 0)
            continue;
        const v = root * root * root;
        const u = random.uniform();
        const square = x * x;
        // The squeeze decides all but two in a hundred without a logarithm.
        if (u < 1 - 0.0331 * square * square)
            return d * v;
        if ((0,statistics/* log */.Rm)(u) < 0.5 * square + d * (1 - v + (0,statistics/* log */.Rm)(v)))
            return d * v;
    }
}

;// CONCATENATED MODULE: ./simulator/src/chance/beta.ts
// Beta values from two gamma values, compared by their logarithms: with small parameters both may be too small for a double.


/** In [0, 1], mean a/(a+b); a, b > 0. */
function beta(random, a, b) {
    const first = lnGammaVariate(random, a);
    return 1 / (1 + (0,statistics/* exp */.oN)(lnGammaVariate(random, b) - first));
}

;// CONCATENATED MODULE: ./simulator/src/chance/ln-factorial.ts
// ln n! for samplers and exact tails: a table, then Stirling's series (its error is below 1e-14 from n = 64 on).

const TABLE_SIZE = 256;
const TABLE = table();
const HALF_LN_2PI = 0.9189385332046728;
/** n whole, not negative. */
function lnFactorial(n) {
    if (n < TABLE_SIZE)
        return TABLE[n] ?? Number.NaN;
    const inverse = 1 / n;
    const square = inverse * inverse;
    return (n + 0.5) * (0,statistics/* log */.Rm)(n) - n + HALF_LN_2PI + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260)));
}
/** ln P(X = k) of n trials at p in (0, 1). */
function lnBinomialMass(k, n, p) {
    return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k) + k * log(p) + (n - k) * log1p(-p);
}
function table() {
    const sums = new Float64Array(TABLE_SIZE);
    for (let n = 2; n < TABLE_SIZE; n += 1)
        sums[n] = (sums[n - 1] ?? 0) + (0,statistics/* log */.Rm)(n);
    return sums;
}

;// CONCATENATED MODULE: ./simulator/src/chance/binomial.ts
// Binomial counts, exactly: inversion where few successes are expected, Hormann's BTRD (transformed rejection with decomposition) elsewhere.
// W. Hormann 1993, "The generation of binomial random variates", J. Stat. Comput. Simul. 46:101, algorithm BTRD with its steps' numbers.



/** Below this many expected successes inversion is used: BTRD is made for ten and more. */
const INVERTED_MAX = 10;
/** As near to the mode as this, ratios of masses are multiplied up; farther away they are bounded first. */
const NEAR_MODE = 15;
/** Successes among `trials` (whole, not negative) at `p` in [0, 1]. */
function binomial(random, trials, p) {
    if (trials <= 0 || p <= 0)
        return 0;
    if (p >= 1)
        return trials;
    if (p > 0.5)
        return trials - upToHalf(random, trials, 1 - p);
    return upToHalf(random, trials, p);
}
function upToHalf(random, trials, p) {
    return trials * p < INVERTED_MAX ? inverted(random, trials, p) : rejected(random, trials, p);
}
/** Walks up the masses until they pass one uniform number. */
function inverted(random, trials, p) {
    const odds = p / (1 - p);
    let mass = massOfZero(trials, p);
    let left = fineUniform(random);
    let count = 0;
    while (left > mass && count < trials) {
        left -= mass;
        count += 1;
        mass *= (odds * (trials - count + 1)) / count;
    }
    return count;
}
/** (1 - p)^trials: by squaring where that is quicker than a logarithm and loses nothing. */
function massOfZero(trials, p) {
    if (trials > 4_096)
        return (0,statistics/* exp */.oN)(trials * (0,statistics/* log1p */.Kk)(-p));
    let power = 1;
    for (let square = 1 - p, left = trials; left > 0; left >>= 1, square *= square)
        if ((left & 1) === 1)
            power *= square;
    return power;
}
function rejected(random, trials, p) {
    const variance = trials * p * (1 - p);
    const spread = Math.sqrt(variance);
    const b = 1.15 + 2.53 * spread;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const centre = trials * p + 0.5;
    const squeeze = 0.92 - 4.2 / b;
    for (;;) {
        // Step 1: four of five draws end here, with one number and no test.
        let v = random.uniform();
        if (v <= 0.86 * squeeze) {
            const u = v / squeeze - 0.43;
            return Math.floor(((2 * a) / (0.5 - Math.abs(u)) + b) * u + centre);
        }
        // Step 2: a point beside that square.
        let u = v / squeeze - 0.93;
        if (v >= squeeze) {
            u = random.uniform() - 0.5;
        }
        else {
            u = (u < 0 ? -0.5 : 0.5) - u;
            v = random.uniform() * squeeze;
        }
        // Step 3.0
        const us = 0.5 - Math.abs(u);
        const count = Math.floor(((2 * a) / us + b) * u + centre);
        if (count < 0 || count > trials)
            continue;
        v *= ((2.83 + 5.1 / b) * spread) / (a / (us * us) + b);
        if (isUnderMass(v, count, { trials, p, variance }))
            return count;
    }
}
/** Whether `v` is at most P(count) / P(mode). Steps 3.1 to 3.4. */
function isUnderMass(v, count, { trials, p, variance }) {
    const mode = Math.floor((trials + 1) * p);
    const odds = p / (1 - p);
    const away = Math.abs(count - mode);
    if (away <= NEAR_MODE) {
        let ratio = 1;
        for (let k = Math.min(count, mode) + 1; k <= Math.max(count, mode); k += 1)
            ratio *= ((trials + 1) / k - 1) * odds;
        return mode < count ? v <= ratio : v * ratio <= 1;
    }
    const height = (0,statistics/* log */.Rm)(v);
    const bound = (away / variance) * (((away / 3 + 0.625) * away + 1 / 6) / variance + 0.5);
    const normal = (-away * away) / (2 * variance);
    if (height < normal - bound)
        return true;
    if (height > normal + bound)
        return false;
    return height <= lnFactorial(mode) - lnFactorial(count) + lnFactorial(trials - mode) - lnFactorial(trials - count) + (count - mode) * (0,statistics/* log */.Rm)(odds);
}

;// CONCATENATED MODULE: ./simulator/src/chance/burst.ts
// Sizes of bursts: geometric from 1 on, cut off at a largest size.

function burst(random, { mean, max }) {
    if (mean <= 1)
        return 1;
    return Math.min(max, 1 + Math.floor((0,statistics/* log */.Rm)(random.uniform()) / (0,statistics/* log1p */.Kk)(-1 / mean)));
}
/** Mean after the cut: the sum of P(size >= k) for k from 1 to max. */
function burstMean({ mean, max }) {
    return mean <= 1 ? 1 : mean * (1 - (0,statistics/* exp */.oN)(max * (0,statistics/* log1p */.Kk)(-1 / mean)));
}

;// CONCATENATED MODULE: ./simulator/src/chance/event-queue.ts
// What happens next: a binary heap in typed arrays, ordered by time, then priority, then the order of arrival, so that ties have one outcome everywhere.
// An event is a number that its owner understands (an index, a code); nothing is allocated per event.
/** Grows as needed. */
function eventQueue() {
    return new TypedHeap();
}
/** Room for this many events at first, doubled when it runs out. */
const CAPACITY = 64;
/** A priority times this plus the sequence is exact in a double, and orders both at once: 2^44 events are 80 days of pushing 2.5 million a second. */
const PER_PRIORITY = 17_592_186_044_416;
class TypedHeap {
    #times = new Float64Array(CAPACITY);
    #orders = new Float64Array(CAPACITY);
    #events = new Float64Array(CAPACITY);
    #size = 0;
    #sequence = 0;
    get size() {
        return this.#size;
    }
    get nextTime() {
        return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] ?? 0);
    }
    push(time, priority, event) {
        if (this.#size === this.#times.length)
            this.#grow();
        const times = this.#times;
        const orders = this.#orders;
        const events = this.#events;
        const order = priority * PER_PRIORITY + this.#sequence;
        this.#sequence += 1;
        let place = this.#size;
        this.#size += 1;
        // The hole moves up until what is above it comes earlier.
        while (place > 0) {
            const above = (place - 1) >> 1;
            const timeAbove = times[above] ?? 0;
            if (timeAbove < time || (timeAbove === time && (orders[above] ?? 0) < order))
                break;
            times[place] = timeAbove;
            orders[place] = orders[above] ?? 0;
            events[place] = events[above] ?? 0;
            place = above;
        }
        times[place] = time;
        orders[place] = order;
        events[place] = event;
    }
    pop() {
        if (this.#size === 0)
            return Number.NaN;
        const times = this.#times;
        const orders = this.#orders;
        const events = this.#events;
        const next = events[0] ?? 0;
        this.#size -= 1;
        const size = this.#size;
        const time = times[size] ?? 0;
        const order = orders[size] ?? 0;
        const event = events[size] ?? 0;
        // The hole at the top moves down along the earlier children until the last event fits in.
        let place = 0;
        for (let child = 1; child < size; child = 2 * place + 1) {
            const other = child + 1;
            if (other < size && comesFirst(times, orders, other, child))
                child = other;
            const childTime = times[child] ?? 0;
            if (time < childTime || (time === childTime && order < (orders[child] ?? 0)))
                break;
            times[place] = childTime;
            orders[place] = orders[child] ?? 0;
            events[place] = events[child] ?? 0;
            place = child;
        }
        times[place] = time;
        orders[place] = order;
        events[place] = event;
        return next;
    }
    clear() {
        this.#size = 0;
        this.#sequence = 0;
    }
    #grow() {
        this.#times = doubled(this.#times);
        this.#orders = doubled(this.#orders);
        this.#events = doubled(this.#events);
    }
}
function comesFirst(times, orders, a, b) {
    const timeA = times[a] ?? 0;
    const timeB = times[b] ?? 0;
    return timeA < timeB || (timeA === timeB && (orders[a] ?? 0) < (orders[b] ?? 0));
}
function doubled(values) {
    const larger = new Float64Array(2 * values.length);
    larger.set(values);
    return larger;
}

;// CONCATENATED MODULE: ./simulator/src/chance/exponential.ts
// Exponential waiting times by the ziggurat: Marsaglia & Tsang 2000, "The ziggurat method for generating random variables", J. Stat. Softw. 5(8). Layers of
// equal area cover e^-x; nearly every draw lands in the part of its layer that lies below the curve, and needs no logarithm.

const LAYERS = 256;
/** Where the tail begins, and the area of a layer (the lowest has the tail in it); both from the paper, for 256 layers. */
const TAIL_FROM = 7.69711747013105;
const AREA = 0.003949659822581572;
/** Right edge of each layer, the widest first; the lowest is as wide as its area asks, the highest ends at 0. */
const EDGES = edges();
/** The curve at these edges; 0 below the lowest layer's bottom. */
const HEIGHTS = heights(EDGES);
/** Mean 1, not negative. */
function exponential(random) {
    for (;;) {
        const layer = random.u32() & (LAYERS - 1);
        const x = random.uniform() * (EDGES[layer] ?? 0);
        if (x < (EDGES[layer + 1] ?? 0))
            return x;
        // A tail of an exponential law is an exponential law.
        if (layer === 0)
            return TAIL_FROM - (0,statistics/* log */.Rm)(random.uniform());
        const bottom = HEIGHTS[layer] ?? 0;
        if (bottom + random.uniform() * ((HEIGHTS[layer + 1] ?? 0) - bottom) < (0,statistics/* exp */.oN)(-x))
            return x;
    }
}
function edges() {
    const found = new Float64Array(LAYERS + 1);
    found[0] = AREA / (0,statistics/* exp */.oN)(-TAIL_FROM);
    found[1] = TAIL_FROM;
    for (let layer = 2; layer < LAYERS; layer += 1) {
        const before = found[layer - 1] ?? 0;
        found[layer] = -(0,statistics/* log */.Rm)((0,statistics/* exp */.oN)(-before) + AREA / before);
    }
    return found;
}
function heights(edges) {
    const found = edges.map((edge) => (0,statistics/* exp */.oN)(-edge));
    found[0] = 0;
    return found;
}

;// CONCATENATED MODULE: ./simulator/src/chance/logarithmic.ts
// Log-series sizes (R. A. Fisher 1943): batches of such sizes, arriving by a Poisson process, add up to negative binomial counts in any span of time.
// A. W. Kemp 1981, "Efficient generation of logarithmically distributed pseudo-random variables", Appl. Statist. 30:249, algorithm LK.


/** From 1 on, P(k) = -theta^k / (k ln(1 - theta)); theta in [0, 1). Mean theta / ((theta - 1) ln(1 - theta)). */
function logarithmic(random, theta) {
    const v = fineUniform(random);
    if (v >= theta)
        return 1;
    const q = -(0,statistics/* expm1 */.IY)((0,statistics/* log1p */.Kk)(-theta) * random.uniform());
    if (v <= q * q)
        return Math.floor(1 + (0,statistics/* log */.Rm)(v) / (0,statistics/* log */.Rm)(q));
    return v >= q ? 1 : 2;
}
/** The batches whose counts have this variance over mean (above 1): their sizes' theta and mean. */
function batchesOf(varianceOverMean) {
    return { theta: 1 - 1 / varianceOverMean, meanSize: (varianceOverMean - 1) / (0,statistics/* log */.Rm)(varianceOverMean) };
}

;// CONCATENATED MODULE: ./simulator/src/chance/multinomial.ts
// Multinomial counts: a chain of binomials, each of what the ones before it left.

/** How `n` things fall over `shares`, which add up to 1; the counts add up to n. */
function multinomial(random, n, shares) {
    const counts = new Array(shares.length).fill(0);
    multinomialInto(random, n, shares, counts);
    return counts;
}
/** The same into `counts`, without allocating. The last share takes the rest, whatever rounding says. */
function multinomialInto(random, n, shares, counts) {
    let left = n;
    let leftShare = 1;
    const last = shares.length - 1;
    for (let index = 0; index < last; index += 1) {
        const share = shares[index] ?? 0;
        const count = left === 0 ? 0 : binomial(random, left, share >= leftShare ? 1 : share / leftShare);
        counts[index] = count;
        left -= count;
        leftShare -= share;
    }
    if (last >= 0)
        counts[last] = left;
}

;// CONCATENATED MODULE: ./simulator/src/chance/poisson.ts
// Poisson counts, exactly: inversion for small means, Hormann's PTRD (transformed rejection with decomposition) for larger ones.
// W. Hormann 1993, "The transformed rejection method for generating Poisson random variables", Insurance: Math. Econ. 12:39, algorithm PTRD.



/** Below it inversion is used: PTRD is made for means of ten and more. */
const poisson_INVERTED_MAX = 10;
/** `mean` is finite; 0 or less (or NaN) gives none. */
function poisson_poisson(random, mean) {
    if (!(mean > 0))
        return 0;
    return mean < poisson_INVERTED_MAX ? poisson_inverted(random, mean) : poisson_rejected(random, mean);
}
function poisson_inverted(random, mean) {
    let mass = (0,statistics/* exp */.oN)(-mean);
    let left = fineUniform(random);
    let count = 0;
    // From a few dozen counts on the masses are zero in floating point.
    while (left > mass && mass > 0) {
        left -= mass;
        count += 1;
        mass *= mean / count;
    }
    return count;
}
function poisson_rejected(random, mean) {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const centre = mean + 0.445;
    const squeeze = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        // Step 1: most draws end here, with one number and no test.
        let v = random.uniform();
        if (v <= 0.86 * squeeze) {
            const u = v / squeeze - 0.43;
            return Math.floor(((2 * a) / (0.5 - Math.abs(u)) + b) * u + centre);
        }
        // Step 2: a point beside that square.
        let u = v / squeeze - 0.93;
        if (v >= squeeze) {
            u = random.uniform() - 0.5;
        }
        else {
            u = (u < 0 ? -0.5 : 0.5) - u;
            v = random.uniform() * squeeze;
        }
        // Step 3
        const us = 0.5 - Math.abs(u);
        if (us < 0.013 && v > us)
            continue;
        const count = Math.floor(((2 * a) / us + b) * u + centre);
        if (count < 0)
            continue;
        const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        if ((0,statistics/* log */.Rm)((v * inverseAlpha) / (a / (us * us) + b)) <= count * (0,statistics/* log */.Rm)(mean) - mean - lnFactorial(count))
            return count;
    }
}

;// CONCATENATED MODULE: ./simulator/src/chance/negative-binomial.ts
// Negative binomial counts: Poisson counts whose rate is itself drawn from a gamma law, by mean and over-dispersion.


/** Counts of mean `mean` and variance `mean * varianceOverMean`. At 1 (or less) they are Poisson. */
function negativeBinomial(random, mean, varianceOverMean) {
    const excess = varianceOverMean - 1;
    if (!(mean > 0))
        return 0;
    return excess > 0 ? poisson(random, excess * gamma(random, mean / excess)) : poisson(random, mean);
}

;// CONCATENATED MODULE: ./simulator/src/chance/zipf.ts
// Zipf's law over ranks 1 to n: the share of rank k is proportional to k^-exponent. Few users make most requests.


/** Shares in rank order, adding up to 1. */
function zipfShares(count, exponent) {
    const shares = new Float64Array(count);
    let sum = 0;
    for (let index = 0; index < count; index += 1) {
        const share = (0,statistics/* exp */.oN)(-exponent * (0,statistics/* log */.Rm)(index + 1));
        shares[index] = share;
        sum += share;
    }
    for (let index = 0; index < count; index += 1)
        shares[index] = (shares[index] ?? 0) / sum;
    return shares;
}
/** Draws ranks by their shares, counted from 0. */
function zipf(count, exponent) {
    return aliasTable(zipfShares(count, exponent));
}

;// CONCATENATED MODULE: ./simulator/src/chance/index.ts
// Chance and order that repeat exactly: addressed streams, exact samplers, and the queue of events.


















/***/ }),

/***/ 6855:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q7: () => (/* binding */ caughtAtMs),
/* harmony export */   ds: () => (/* binding */ claimsOf),
/* harmony export */   j9: () => (/* binding */ asksForApproval)
/* harmony export */ });
/* unused harmony export badRequestsCounted */
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
/* harmony import */ var _rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9108);
// The promises of a policy as claims: what is released, and when such a release has broken the promise.


/** "In 99 of 100 releases". */
const BAD_REQUESTS_RATIO = 0.01;
/** "In at least 95 of 100 releases": trouble that begins in a quiet hour may take longer. */
const CAUGHT_LATE_RATIO = 0.05;
/** Good releases that ask a person; beyond half of them the promise is not kept at all. */
const UNDECIDED_RATIO = 0.05;
const MOSTLY_UNDECIDED_RATIO = 0.5;
function claimsOf(policy, { family }) {
    return [goodSentBack(policy, family), badRequests(policy, family), ...policy.promise.catches.map((caught) => catches(caught, family)), decideWithin(policy, family), afterPromotion(policy, family)];
}
/** A person waits for nobody else: a plan that asks for an approval is simulated with somebody who gives it. */
function asksForApproval({ plan }) {
    return plan.some(({ kind }) => kind === 'approval');
}
function goodSentBack({ promise }, family) {
    return {
        ...PLAIN,
        name: 'goodSentBack',
        family,
        boundRatio: promise.falseAlarmRatio,
        refutedAboveRatio: promise.falseAlarmRatio,
        promised: `at most ${Number((promise.falseAlarmRatio * 100).toPrecision(6))} in 100`,
        path: ['promise', 'falseAlarms'],
        candidate: 'equal',
        // Being asked is not being sent back.
        isBroken: (row) => sentBackAtMs(row) !== 'never',
        severity: (row) => -orZero(sentBackAtMs(row)),
        brokenByMs: (row) => orZero(sentBackAtMs(row)) + 1,
    };
}
function badRequests({ promise, checks, plan }, family) {
    const counted = badRequestsCounted(plan);
    return {
        ...PLAIN,
        name: 'badRequests',
        family,
        boundRatio: BAD_REQUESTS_RATIO,
        refutedAboveRatio: BAD_REQUESTS_RATIO,
        promised: `at most ${promise.badRequestsMax}`,
        path: ['promise', 'badRequests'],
        candidate: 'worst',
        isBroken: (row) => counted(row) > promise.badRequestsMax,
        severity: counted,
        cannotBeJudged: checks.some(_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .countsAsHarm */ .Sf) ? '' : 'no check counts bad requests: it takes one of a share or of labels that rolls back',
    };
}
/**
 * The promise ends with the promotion: from then on stable is what the candidate was, and `afterPromotion` watches. Where users get the candidate by the promotion
 * alone (blue-green) there is nothing before it, and all of it counts.
 */
function badRequestsCounted(plan) {
    const isTried = plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
    return isTried ? ({ excessInTrial }) => excessInTrial : ({ excess }) => excess;
}
function catches({ check, effect, withinMs }, family) {
    const size = effect.kind === 'factor' ? (0,_rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__/* .formatFactor */ .H9)(effect.factor) : (0,_rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__/* .formatPoints */ .Xf)(effect.ratio);
    return {
        ...PLAIN,
        name: `catches:${check}`,
        family,
        boundRatio: CAUGHT_LATE_RATIO,
        refutedAboveRatio: CAUGHT_LATE_RATIO,
        promised: `${size} within ${(0,_rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(withinMs)}`,
        path: ['promise', 'catches', check],
        candidate: `worse:${check}=${size}`,
        isBroken: (row) => row.firstTrafficAtMs !== 'never' && isAfter(caughtAtMs(row), row.firstTrafficAtMs + withinMs),
        severity: (row) => orLast(caughtAtMs(row)),
        brokenByMs: (row) => orZero(row.firstTrafficAtMs) + withinMs + 1,
    };
}
function decideWithin(policy, family) {
    const { decideWithinMs, ifUndecided } = policy.promise;
    // What time decides is decided by the first look after it.
    const lastMs = decideWithinMs + (ifUndecided === 'ask' ? 0 : policy.expert.tickMs);
    const maySayYes = asksForApproval(policy);
    return {
        ...PLAIN,
        name: 'decideWithin',
        family,
        boundRatio: UNDECIDED_RATIO,
        refutedAboveRatio: MOSTLY_UNDECIDED_RATIO,
        promised: `within ${(0,_rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(decideWithinMs)}`,
        path: ['promise', 'decideWithin'],
        candidate: 'equal',
        isBroken: ({ decidedAtMs, askedAtMs }) => isAfter(decidedAtMs, lastMs) || (!maySayYes && askedAtMs !== 'never' && isAfter(decidedAtMs, askedAtMs)),
        severity: ({ decidedAtMs }) => orLast(decidedAtMs),
        brokenByMs: ({ askedAtMs }) => (maySayYes || askedAtMs === 'never' ? lastMs + 1 : Math.min(lastMs, askedAtMs) + 1),
    };
}
function afterPromotion({ plan }, family) {
    const bakeMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' ? stage.durationMs : 0), 0);
    return {
        ...PLAIN,
        name: 'afterPromotion',
        family,
        boundRatio: CAUGHT_LATE_RATIO,
        refutedAboveRatio: CAUGHT_LATE_RATIO,
        promised: bakeMs === 0 ? 'nothing watches: the plan has no bake' : `seen before the bake of ${(0,_rampart_policy_document__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(bakeMs)} ends`,
        path: ['plan'],
        candidate: 'turns-bad',
        isAbout: ({ promotedAtMs }) => promotedAtMs !== 'never',
        // A release that ended as promoted was watched to the end of its bake.
        isBroken: ({ outAtMs, haltedAtMs, askedAfterPromotionAtMs }) => outAtMs === 'never' && haltedAtMs === 'never' && askedAfterPromotionAtMs === 'never',
        severity: ({ excess }) => excess,
        brokenByMs: ({ promotedAtMs, endedAtMs }) => (endedAtMs === 'never' ? orZero(promotedAtMs) + bakeMs : endedAtMs) + 1,
    };
}
/** Of most claims: every release is spoken of, runs can say something, and any scenario may end as soon as it breaks them. */
const PLAIN = { isAbout: () => true, cannotBeJudged: '', brokenByMs: () => 1 };
function sentBackAtMs({ outAtMs, haltedAtMs, endedAtMs, outcome }) {
    if (outAtMs !== 'never' || haltedAtMs !== 'never')
        return Math.min(orLast(outAtMs), orLast(haltedAtMs));
    return outcome === 'rolled-back' || outcome === 'halted' || outcome === 'expired' ? endedAtMs : 'never';
}
/** Out of traffic, or a person knows. */
function caughtAtMs({ outAtMs, askedAtMs }) {
    return outAtMs === 'never' && askedAtMs === 'never' ? 'never' : Math.min(orLast(outAtMs), orLast(askedAtMs));
}
function isAfter(time, limitMs) {
    return time === 'never' || time > limitMs;
}
function orLast(time) {
    return time === 'never' ? Number.MAX_SAFE_INTEGER : time;
}
function orZero(time) {
    return time === 'never' ? 0 : time;
}


/***/ }),

/***/ 3342:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ runSimulator)
});

// EXTERNAL MODULE: ./simulator/src/ports/index.ts + 4 modules
var ports = __webpack_require__(1718);
// EXTERNAL MODULE: ./simulator/src/rollout/release.ts
var release = __webpack_require__(3489);
// EXTERNAL MODULE: ./simulator/src/rollout/simulate-decisions.ts
var simulate_decisions = __webpack_require__(9138);
// EXTERNAL MODULE: ./simulator/src/world/user-population.ts
var user_population = __webpack_require__(8268);
// EXTERNAL MODULE: ./simulator/src/world/world-of.ts + 35 modules
var world_of = __webpack_require__(2462);
;// CONCATENATED MODULE: ./simulator/src/claims/row-of-recording.ts
function rowOfRecording({ trial, startMs, events, looks, weights, truth, ending }) {
    const { outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, weightMaxPpm } = ending;
    const since = (entry) => (entry === undefined ? 'never' : entry.atMs - startMs);
    const promoted = events.find(({ kind }) => kind === 'promoted');
    return {
        run: trial.scenario.run,
        outcome,
        decidedAtMs,
        outAtMs,
        askedAtMs,
        endedAtMs,
        promotedAtMs: since(promoted),
        firstTrafficAtMs: since(weights.find(({ weightPpm }) => weightPpm > 0)),
        haltedAtMs: since(looks.find(({ decision }) => decision.kind === 'halt')),
        askedAfterPromotionAtMs: since(promoted === undefined ? undefined : looks.find(({ atMs, decision }) => atMs > promoted.atMs && decision.needs !== 'nothing')),
        excess: truth.excess,
        excessInTrial: truth.excessInTrial,
        bad: truth.bad.candidate,
        weightMaxPpm,
        looks: looks.length,
    };
}

// EXTERNAL MODULE: ./simulator/src/claims/simulated-task.ts
var simulated_task = __webpack_require__(1224);
;// CONCATENATED MODULE: ./simulator/src/claims/simulate-run.ts







/** Its runs share what they have in common; what comes out of each does not depend on it. */
function runSimulator() {
    const populations = (0,user_population/* newPopulations */.bM)();
    return async (task, run) => {
        const trial = (0,simulated_task/* trialOf */.Q)(task, run);
        return (0,release/* whyNotDecisions */.hu)(trial) === '' ? (0,simulate_decisions/* rowOfRelease */.H)(trial, (0,world_of/* worldOf */.c)(trial, populations)) : rowOfRecording(await (0,ports/* simulateTicks */.H)(trial));
    };
}


/***/ }),

/***/ 1224:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ trialOf)
/* harmony export */ });
/* harmony import */ var _scenario_families_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6909);
/* harmony import */ var _claims_of_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6855);


const PERSON_ANSWERS_MS = 3_600_000;
/** `familyOf`: by default the families that there are; tests give their own. */
function trialOf(task, run, familyOf = knownFamily) {
    if (task.kind === 'scenario')
        return { policy: task.policy, scenario: { ...task.scenario, run } };
    const { policy, seed, own, series } = task;
    const { first, every } = series.stratum;
    const scenario = familyOf(series.family).draw({ policy, seed, run: first + every * run, candidate: series.candidate, own });
    return { policy, scenario: (0,_claims_of_js__WEBPACK_IMPORTED_MODULE_1__/* .asksForApproval */ .j9)(policy) ? withPersonWhoApproves(scenario) : scenario };
}
/** What is proved of a plan with an approval is proved for somebody who gives it within the hour. */
function withPersonWhoApproves(scenario) {
    return { ...scenario, runner: { ...scenario.runner, person: { kind: 'approves', afterMs: PERSON_ANSWERS_MS } } };
}
function knownFamily(name) {
    const found = (0,_scenario_families_index_js__WEBPACK_IMPORTED_MODULE_0__/* .familyNamed */ .sE)(name);
    if (found.kind === 'found')
        return found.family;
    throw new RangeError(`there is no family ${JSON.stringify(name)}${found.meant === '' ? '' : `; did you mean ${found.meant}?`}`);
}


/***/ }),

/***/ 5288:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ cancelJob),
/* harmony export */   t: () => (/* binding */ planHappenings)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
/* harmony import */ var _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3846);


/** Returns how many re-runs are still to come: they may come after the end. */
function planHappenings({ faults, time, ports, notes, trial }, sender) {
    const { lookMs } = trial.policy.expert;
    const waiting = { count: 0 };
    for (const { atMs } of faults.all('person-aborts'))
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .JOBS_NEXT */ .NV, () => sender.says({ kind: 'abort', actor: 'grace', why: 'stop it' }));
    for (const { atMs } of faults.all('person-approves'))
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .JOBS_NEXT */ .NV, () => sender.says({ kind: 'approve', actor: 'grace' }));
    for (const { atMs, weight } of faults.all('person-sets-weight')) {
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .WORLD_FIRST */ .Qo, () => {
            notes.marks.add('weight-by-hand');
            ports.router.moveByHand((0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .floorPpm */ .SI)(weight));
        });
    }
    for (const { atMs } of faults.all('new-version')) {
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .WORLD_FIRST */ .Qo, () => {
            ports.registry.registerNext();
            sender.registered();
        });
    }
    for (const { atMs } of faults.all('job-cancelled'))
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .WORLD_FIRST */ .Qo, () => sender.cancels());
    // Both look at the same moments, as two runners that one schedule woke.
    for (const { atMs, forMs } of faults.all('two-controllers'))
        time.plan(Math.ceil(atMs / lookMs) * lookMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .JOBS_NEXT */ .NV, () => sender.doubled(forMs));
    for (const { atMs } of faults.all('old-job-re-run')) {
        if (atMs >= trial.scenario.horizonMs)
            continue;
        waiting.count += 1;
        time.plan(atMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .JOBS_NEXT */ .NV, () => {
            waiting.count -= 1;
            notes.marks.add('re-run');
            sender.reRuns();
        });
    }
    return waiting;
}
/** A cancelled process has so long to end by itself. */
const GRACE_MS = 10_000;
function cancelJob({ time, notes }, job) {
    notes.marks.add('cancelled');
    job.cancel();
    time.plan(time.nowMs + GRACE_MS, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .WORLD_FIRST */ .Qo, () => job.die());
}


/***/ }),

/***/ 1718:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* reexport */ simulateTicks)
});

// UNUSED EXPORTS: crashPoints

// EXTERNAL MODULE: ./simulator/src/ports/outside-of.ts
var outside_of = __webpack_require__(7978);
// EXTERNAL MODULE: ./simulator/src/rollout/schedule.ts
var rollout_schedule = __webpack_require__(5603);
;// CONCATENATED MODULE: ./simulator/src/ports/conclude.ts
function conclude_concluded(sim, depth) {
    const { trial, startMs, notes, ports, reality } = sim;
    const { events, states } = ports.ledger;
    const ending = endingOf({ events, states, looks: notes.looks, weights: notes.weights, startMs, askedAtMs: notes.askedAtMs });
    const marks = new Set([...notes.marks, `outcome:${ending.outcome}`, ...events.map(({ kind }) => `event:${kind}`), ...events.flatMap(answeredIn)]);
    return { trial, depth, startMs, events, states, looks: notes.looks, weights: notes.weights, calls: notes.calls, truth: reality.truth(), ending, marks: new Set([...marks].sort()) };
}
function endingOf({ events, states, looks, weights, startMs, askedAtMs }) {
    const state = states.at(-1);
    const ended = state?.rollout.kind === 'none' ? state.ended.at(-1) : undefined;
    const deciding = looks.find(({ decision }) => decision.kind === 'promote' || decision.kind === 'rollback');
    const decidedInRecord = events.find((event) => event.kind === 'ticked' && event.decision.kind === 'rollback');
    const decidedAtMs = Math.min(deciding?.atMs ?? Number.POSITIVE_INFINITY, decidedInRecord?.atMs ?? Number.POSITIVE_INFINITY);
    return {
        outcome: ended?.outcome ?? 'open',
        decidedAtMs: Number.isFinite(decidedAtMs) ? decidedAtMs - startMs : 'never',
        outAtMs: outAt(weights, startMs),
        endedAtMs: ended === undefined ? 'never' : ended.endedAtMs - startMs,
        askedAtMs,
        weightMaxPpm: Math.max(0, ...weights.map(({ weightPpm }) => weightPpm)),
        why: events.at(-1)?.kind === 'restored' ? 'restored' : (ended?.why ?? ''),
    };
}
/** When the candidate lost its last traffic for good. */
function outAt(weights, startMs) {
    const last = weights.at(-1);
    if (last === undefined || last.weightPpm > 0 || last.mirrorPpm > 0)
        return 'never';
    return last.atMs - startMs;
}
function answeredIn(event) {
    if (event.kind !== 'ticked' || event.situation.request.kind === 'none')
        return [];
    return [`request:${event.situation.request.kind}`];
}

// EXTERNAL MODULE: ./simulator/src/ports/happenings.ts
var happenings = __webpack_require__(5288);
;// CONCATENATED MODULE: ./simulator/src/ports/has-ended.ts
/** Nothing is being released, followed or on its way to the router any more; a version that was only replaced makes way for the next. */
function hasEnded({ ports }) {
    const state = ports.ledger.states.at(-1);
    const last = state?.ended.at(-1);
    return state?.rollout.kind === 'none' && last !== undefined && last.outcome !== 'superseded' && state.following.length === 0 && !ports.router.isMoving;
}

// EXTERNAL MODULE: ./simulator/src/ports/people.ts
var people = __webpack_require__(7078);
// EXTERNAL MODULE: ./simulator/src/ports/release-jobs.ts + 2 modules
var release_jobs = __webpack_require__(5344);
// EXTERNAL MODULE: ./simulator/src/ports/simulation.ts + 20 modules
var simulation = __webpack_require__(1050);
// EXTERNAL MODULE: ./simulator/src/ports/virtual-time.ts
var virtual_time = __webpack_require__(3846);
;// CONCATENATED MODULE: ./simulator/src/ports/simulate-ticks.ts









async function simulateTicks(trial, outside = (0,outside_of/* outsideOf */.R)(trial)) {
    return conclude_concluded(await simulate_ticks_runTicks(trial, outside, { kind: 'never' }), 'tick');
}
/** `kill`: the job that makes that call dies there. A job that dies is started again at once; one that was cancelled is not. */
async function simulate_ticks_runTicks(trial, outside, kill) {
    const sim = (0,simulation/* simulation */.i)(trial, outside, kill);
    const runner = { sim, past: [], steps: 0 };
    const says = (request) => void startJob(runner, stepInputs(runner, { request }));
    const waiting = (0,happenings/* planHappenings */.t)(sim, {
        says,
        // The next tick asks the registry.
        registered: () => undefined,
        reRuns: () => {
            const old = (0,people/* drawOldJob */.j)(sim, runner.past);
            if (old !== undefined)
                void startJob(runner, old.inputs);
        },
        cancels: () => {
            for (const job of sim.alive)
                (0,happenings/* cancelJob */.m)(sim, job);
        },
        doubled: (forMs) => void startJob(runner, stepInputs(runner, { mode: 'watch', deadlineMs: forMs })),
    });
    (0,people/* answerWhenAsked */.J)(sim, (word) => says(word === 'approves' ? { kind: 'approve', actor: 'ada' } : { kind: 'abort', actor: 'ada', why: 'not convinced' }));
    planTicks(runner);
    sim.time.plan(0, virtual_time/* JOBS_NEXT */.NV, () => startStep(runner));
    await sim.run(() => waiting.count > 0 || sim.alive.size > 0 || !hasEnded(sim));
    return sim;
}
function planTicks(runner) {
    const { time, trial } = runner.sim;
    const schedule = (0,rollout_schedule/* scheduledTicks */.w)(trial);
    const planNext = (afterMs) => {
        const atMs = schedule.nextAfter(afterMs);
        if (atMs >= trial.scenario.horizonMs)
            return;
        time.plan(atMs, virtual_time/* JOBS_NEXT */.NV, () => {
            planNext(atMs);
            // A step that stays does the work of those that come meanwhile.
            if (runner.steps === 0)
                scheduledTick(runner);
        });
    };
    planNext(0);
}
function scheduledTick(runner) {
    const { faults, time, notes } = runner.sim;
    startStep(runner);
    if (faults.on('tick-twice', time.nowMs) === 'none')
        return;
    notes.marks.add('tick-twice');
    startStep(runner);
}
function startStep(runner) {
    runner.steps += 1;
    void startJob(runner, stepInputs(runner)).finally(() => (runner.steps -= 1));
}
function stepInputs({ sim }, parts = {}) {
    return { kind: 'step', mode: sim.trial.scenario.runner.mode, starts: true, request: release_jobs/* NOTHING_SAID */.SV, deadlineMs: release_jobs/* JOB_MS */.RY, ...parts };
}
async function startJob(runner, inputs) {
    const { sim, past } = runner;
    past.push({ inputs });
    const end = await sim.start(inputs.kind === 'step' ? 'canary-step' : inputs.kind, (job) => (0,release_jobs/* perform */.y9)(sim, job, inputs));
    if (end.kind === 'finished')
        return handOver(runner, end.value);
    if (end.kind === 'died')
        await startJob(runner, inputs);
}
/** The jobs that go on are there after a while. */
function handOver(runner, { toPromote, toRollBack }) {
    const { time, trial } = runner.sim;
    const later = (inputs) => void time.plan(time.nowMs + trial.scenario.runner.jobDelayMs, virtual_time/* JOBS_NEXT */.NV, () => void startJob(runner, inputs));
    for (const rolloutId of toPromote)
        later({ kind: 'promote', rolloutId });
    for (const rolloutId of toRollBack)
        later({ kind: 'roll-back', rolloutId, why: release_jobs/* BY_HAND */.u });
}

;// CONCATENATED MODULE: ./simulator/src/ports/crash-points.ts



/** `every`: only each n-th call, where a run makes very many. */
async function crashPoints(trial, { every = 1 } = {}) {
    const undisturbed = await run(trial, { kind: 'never' });
    const points = [];
    for (let call = 0; call < undisturbed.calls.length; call += every) {
        const { port = '', method = '' } = undisturbed.calls[call] ?? {};
        for (const when of ['before', 'after']) {
            const recording = await run(trial, { kind: when, call });
            points.push({ when, call, name: `${port}.${method}`, recording, differs: difference(undisturbed, recording) });
        }
    }
    return { undisturbed, points };
}
async function run(trial, kill) {
    return concluded(await runTicks(trial, outsideOf(trial), kill), 'tick');
}
function difference(undisturbed, killed) {
    if (!killed.calls.some(({ answer }) => answer === 'died'))
        return 'nothing died';
    if (undisturbed.ending.outcome !== killed.ending.outcome)
        return `it ended ${killed.ending.outcome}, not ${undisturbed.ending.outcome}`;
    const [expected, seen] = [undisturbed, killed].map(({ events }) => events.map(timeless));
    const at = (expected ?? []).findIndex((event, index) => event !== seen?.[index]);
    if (at >= 0)
        return `event ${at + 1} is ${seen?.[at] ?? 'missing'}, not ${expected?.[at] ?? ''}`;
    return expected?.length === seen?.length ? '' : `${seen?.length ?? 0} events, not ${expected?.length ?? 0}`;
}
/** Without times and actors, and without what the router showed: a lowering that was done before the death shows there. */
const APART = new Set(['atMs', 'nowMs', 'settledAtMs', 'actor', 'operation', 'router']);
function timeless(event) {
    return JSON.stringify(event, (key, value) => (APART.has(key) ? undefined : value));
}

;// CONCATENATED MODULE: ./simulator/src/ports/index.ts
// Depth `tick`: simulated ports, and the engine over them.




/***/ }),

/***/ 7978:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ outsideOf)
/* harmony export */ });
/* harmony import */ var _rollout_release_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3489);
/* harmony import */ var _telemetry_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7487);
/* harmony import */ var _world_world_of_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2462);
// The world of a trial and what is told of it.



function outsideOf(trial) {
    const told = { source: trial.policy.metrics.kind === 'openmetrics' ? 'pages' : 'history', startMs: _rollout_release_js__WEBPACK_IMPORTED_MODULE_0__/* .START_MS */ .uq };
    return { world: (0,_world_world_of_js__WEBPACK_IMPORTED_MODULE_2__/* .worldOf */ .c)(trial), telemetry: (0,_telemetry_index_js__WEBPACK_IMPORTED_MODULE_1__/* .newTelemetry */ .k)(trial, told), cutAfter: (afterMs) => (0,_telemetry_index_js__WEBPACK_IMPORTED_MODULE_1__/* .nextCutMs */ .y)(trial, told, afterMs) };
}


/***/ }),

/***/ 7078:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ answerWhenAsked),
/* harmony export */   j: () => (/* binding */ drawOldJob)
/* harmony export */ });
/* harmony import */ var _chance_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/* harmony import */ var _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3846);
// People of a simulation: who is asked answers in their own time, and who finds an old job runs it again.


/** Whoever is asked answers once, `afterMs` later. What is still open then is asked again, but nobody says the same more often than the schedule ticks. */
function answerWhenAsked(sim, says) {
    const { person } = sim.trial.scenario.runner;
    if (person.kind === 'never')
        return;
    const { tickMs } = sim.trial.policy.expert;
    let answersNextMs = 0;
    let isAnswering = false;
    sim.whenAsked(() => {
        if (isAnswering)
            return;
        isAnswering = true;
        const answersAtMs = Math.max(sim.time.nowMs + person.afterMs, answersNextMs);
        answersNextMs = answersAtMs + tickMs;
        sim.time.plan(answersAtMs, _virtual_time_js__WEBPACK_IMPORTED_MODULE_1__/* .JOBS_NEXT */ .NV, () => {
            isAnswering = false;
            says(person.kind);
        });
    });
}
const WHICH = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .purposeOf */ .eK)('which old job is run again');
/** One of the jobs that ran. Those with a rollout or a word in their inputs are the ones that could do harm, and come first. */
function drawOldJob({ trial, time }, past) {
    const telling = past.filter(({ inputs }) => inputs.kind !== 'step' || inputs.request.kind !== 'none');
    const among = telling.length > 0 ? telling : past;
    const { seed, run } = trial.scenario;
    return among[(0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .newRandom */ .wM)().at(seed, run, time.nowMs, WHICH).u32() % Math.max(1, among.length)];
}


/***/ }),

/***/ 5344:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ BY_HAND),
  RY: () => (/* binding */ JOB_MS),
  SV: () => (/* binding */ NOTHING_SAID),
  y9: () => (/* binding */ perform)
});

// UNUSED EXPORTS: stepResult

// EXTERNAL MODULE: ./actions/canary-step/src/run.ts + 6 modules
var run = __webpack_require__(2047);
// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./actions/promote/src/run.ts
// Promotion, as data. The engine does the work; this is the seam that the CLI and the simulator share.

function run_run(request, ports) {
    return (0,src/* promote */.pt)(ports, request);
}

;// CONCATENATED MODULE: ./actions/rollback/src/run.ts
// Rollback, as data. The engine does the work; this is the seam that the CLI and the simulator share.

function src_run_run(request, ports) {
    return (0,src/* rollback */.dU)(ports, request);
}

;// CONCATENATED MODULE: ./simulator/src/ports/release-jobs.ts
// What the jobs of a release do: each is the `run` of its action, with simulated ports. What a step hands over to other jobs is told as its outputs would.



/** As `deadline` of canary-step. */
const JOB_MS = 5 * 3_600_000;
const NOTHING_SAID = { kind: 'none' };
/** The default of the input `reason`. */
const BY_HAND = 'rolled back by hand';
async function perform(sim, job, inputs) {
    switch (inputs.kind) {
        case 'step':
            return performStep(sim, job, inputs);
        case 'promote':
            return performPromote(sim, job, inputs);
        case 'roll-back':
            return performRollback(sim, job, inputs);
    }
}
async function performStep(sim, job, { mode, starts, request, deadlineMs }) {
    const ports = job.ports();
    const target = { policyFile: 'policy.yaml', pinned: { policy: sim.trial.policy, digest: 'simulated' }, ports, breakGlass: () => '' };
    const results = await (0,run/* run */.eF)({ mode, wanted: { kind: starts ? 'newest' : 'nothing' }, validation: { kind: 'not-demanded' }, request, actor: job.name, deadlineMs }, { targets: [target], clock: ports.clock, signal: job.signal, told: ({ outcome }) => told(sim, job, outcome) });
    return stepResult(results);
}
function told(sim, job, outcome) {
    const { notes, startMs, time } = sim;
    if (outcome.kind !== 'decided')
        return void notes.marks.add(outcome.kind);
    const { decision } = outcome;
    notes.looks.push({ atMs: startMs + time.nowMs, job: job.name, decision });
    notes.marks.add(`decision:${decision.kind}`);
    for (const { code } of decision.reasons)
        notes.marks.add(`reason:${code}`);
    if (decision.needs !== 'nothing')
        sim.asked();
}
/** As the action presents it, which a test holds it to: what to promote, what is leaving, and red where a person is needed or the inputs are wrong. */
function stepResult(results) {
    return { toPromote: results.flatMap(toPromote), toRollBack: results.flatMap(toRollBack), isRed: results.some(isRed) };
}
function toPromote({ outcome }) {
    if (outcome.kind !== 'decided' || outcome.decision.kind !== 'promote')
        return [];
    const { rollout } = outcome.state;
    return rollout.kind === 'live' ? [rollout.id] : [];
}
function toRollBack({ outcome }) {
    if (outcome.kind !== 'decided')
        return [];
    const { rollout } = outcome.state;
    return rollout.kind === 'live' && rollout.phase === 'leaving' ? [rollout.id] : [];
}
function isRed({ outcome, mode }) {
    if (mode !== 'observe' && outcome.followed.some(({ kind }) => kind === 'told'))
        return true;
    switch (outcome.kind) {
        case 'decided':
            return outcome.decision.needs === 'human' || (outcome.decision.kind === 'rollback' && outcome.todo.length > 0);
        case 'refused':
            return true;
        case 'no-ledger':
            return outcome.error.code !== 'unavailable' && outcome.error.code !== 'conflict';
        default:
            return false;
    }
}
async function performPromote(sim, job, { rolloutId }) {
    const outcome = await run_run({ target: sim.trial.policy.target, actor: job.name, rolloutId }, job.ports());
    sim.notes.marks.add(`promote:${outcome.kind}`);
    const asks = outcome.kind === 'held' && outcome.needs === 'human';
    if (asks)
        sim.asked();
    return { toPromote: [], toRollBack: [], isRed: asks || outcome.kind === 'refused' };
}
async function performRollback(sim, job, { rolloutId, why }) {
    const outcome = await src_run_run({ target: sim.trial.policy.target, actor: job.name, why, rolloutId, stableVersion: '', routerOnly: false }, job.ports());
    sim.notes.marks.add(`rollback:${outcome.kind}`);
    if (outcome.kind === 'unconfirmed')
        sim.asked();
    return { toPromote: [], toRollBack: [], isRed: outcome.kind === 'unconfirmed' || outcome.kind === 'refused' };
}


/***/ }),

/***/ 1050:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ simulation)
});

// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var chance = __webpack_require__(9368);
// EXTERNAL MODULE: ./simulator/src/rollout/release.ts
var release = __webpack_require__(3489);
// EXTERNAL MODULE: ./simulator/src/world/compile-quality.ts + 9 modules
var compile_quality = __webpack_require__(7787);
;// CONCATENATED MODULE: ./simulator/src/ports/faults-in-force.ts
function faultsInForce(scenario) {
    const byKind = new Map();
    for (const fault of healedFaults(scenario))
        byKind.set(fault.kind, [...(byKind.get(fault.kind) ?? []), fault]);
    const all = (kind) => (byKind.get(kind) ?? []).filter((fault) => fault.kind === kind);
    return { all, on: (kind, atMs) => (byKind.has(kind) ? (all(kind).find((fault) => atMs >= fault.atMs && atMs < fault.atMs + fault.forMs) ?? 'none') : 'none') };
}
/** What is left of the faults when the scenario heals. */
function healedFaults({ faults, healsAtMs }) {
    if (healsAtMs === 'never')
        return faults;
    return faults.flatMap((fault) => {
        if (LASTING.has(fault.kind))
            return [fault];
        return fault.atMs >= healsAtMs ? [] : [{ ...fault, forMs: Math.min(fault.forMs, healsAtMs - fault.atMs) }];
    });
}
const LASTING = new Set(['person-aborts', 'person-approves', 'person-sets-weight', 'new-version', 'common-outage', 'dependency-down', 'flash-crowd', 'no-traffic', 'mix-differs']);

// EXTERNAL MODULE: ./simulator/src/ports/virtual-time.ts
var virtual_time = __webpack_require__(3846);
;// CONCATENATED MODULE: ./simulator/src/ports/job.ts

/** Thrown where the process dies. Nothing in the engine may catch it. */
class JobDied extends Error {
    name = 'JobDied';
}
class Job {
    /** e.g. `canary-step-3`. */
    name;
    startedAtMs;
    #cancelled = new AbortController();
    #sim;
    #calls = 0;
    #isDead = false;
    constructor(sim, name) {
        this.#sim = sim;
        this.name = name;
        this.startedAtMs = sim.time.nowMs;
    }
    /** Aborts when the job is cancelled; a runner then leaves it a little time. */
    get signal() {
        return this.#cancelled.signal;
    }
    cancel() {
        this.#cancelled.abort();
    }
    /** Its next call is its end. */
    die() {
        this.#isDead = true;
    }
    /** The machine's own clock, which may be off; sleeping takes as long as it takes. */
    clock() {
        const { time, startMs, faults } = this.#sim;
        return {
            nowMs: () => {
                const off = faults.on('runner-clock', time.nowMs);
                return startMs + time.nowMs + (off === 'none' ? 0 : off.aheadMs);
            },
            sleep: (durationMs, signal) => time.until(time.nowMs + durationMs, virtual_time/* JOBS_NEXT */.NV, signal),
        };
    }
    /** The simulation's ports as this job has them. */
    ports() {
        const { ledger, router, metrics, registry, freeze, smoke, titleOf } = this.#sim.ports;
        const call = (port, method, about, act) => this.#call({ port, method, about }, act);
        return {
            clock: this.clock(),
            titleOf,
            ledger: {
                read: (target) => call('ledger', 'read', target, () => ledger.read(target)),
                append: (entry) => call('ledger', 'append', `${String(entry.event.sequence)} ${entry.event.kind}`, () => ledger.append(entry)),
                history: (target) => call('ledger', 'history', target, () => ledger.history(target)),
            },
            router: {
                read: (target) => call('router', 'read', target, () => router.read(target)),
                set: (change) => call('router', 'set', `${change.stamp.effectId} ${JSON.stringify(change.weights)} if ${change.ifVersion.kind === 'any' ? 'any' : change.ifVersion.version}`, () => router.set(change)),
                settle: (target, version) => call('router', 'settle', version, () => router.settle(target, version)),
            },
            deployer: { place: (placement) => call('deployer', 'place', `${placement.version} in ${placement.slot}`, () => router.place(placement)) },
            metrics: { fetchBlocks: (request) => call('metrics', 'fetchBlocks', request.questions.map(({ check }) => check).join(), () => metrics.fetchBlocks(request)) },
            registry: {
                newest: (model) => call('registry', 'newest', model, () => registry.newest(model)),
                resolve: (model, version) => call('registry', 'resolve', version, () => registry.resolve(model, version)),
                pointer: (model, stage) => call('registry', 'pointer', stage, () => registry.pointer(model, stage)),
                movePointer: (move) => call('registry', 'movePointer', `${move.stage} to ${move.to}`, () => registry.movePointer(move)),
            },
            freeze: { verify: (target, rollout) => call('freeze', 'verify', target, () => freeze.verify(target, rollout)), pin: (request) => call('freeze', 'pin', request.target, () => freeze.pin(request)) },
            smoke: { ask: (question) => call('smoke', 'ask', question.version, () => smoke.ask(question)) },
        };
    }
    async #call({ port, method, about }, act) {
        const { time, startMs, notes } = this.#sim;
        // Calls of jobs that run in the same millisecond take turns in an order that is drawn; one that is alone need not wait.
        if (this.#sim.isCrowded())
            await time.until(time.nowMs, virtual_time/* CALLS_FROM */.Nb + this.#sim.drawTurn());
        const end = this.#isDead ? 'before' : this.#sim.deathOf(this, { call: notes.calls.length, ownCall: (this.#calls += 1) });
        const noted = { atMs: startMs + time.nowMs, job: this.name, port, method, answer: 'died', about };
        notes.calls.push(noted);
        if (end === 'before')
            throw this.#died('before', method);
        const answer = await act();
        if (end === 'after')
            throw this.#died('after', method);
        noted.answer = answerOf(answer);
        return answer;
    }
    #died(when, method) {
        this.#isDead = true;
        this.#sim.notes.marks.add(`died-${when}-${method}`);
        return new JobDied(`${this.name} ${when} ${method}`);
    }
}
/** A lost race for the ledger is an answer, but nothing was written. */
function answerOf(answer) {
    if (isFailed(answer))
        return answer.error.outcome === 'unknown' ? 'unknown' : 'error';
    return isConflict(answer) ? 'error' : 'ok';
}
function isFailed(answer) {
    return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'error';
}
function isConflict(answer) {
    return typeof answer === 'object' && answer !== null && 'value' in answer && typeof answer.value === 'object' && answer.value !== null && 'kind' in answer.value && answer.value.kind === 'conflict';
}

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./simulator/src/ports/swap-arms.ts
// After a release has finished its slot is stable's, and a newer version stands where the old one stood. The world keeps calling the release that it is about
// the candidate; whoever asks then is told the arms the other way round.

function swapArms(answer) {
    if (answer.kind === 'error')
        return answer;
    return (0,src.ok)({ ...answer.value, evidence: mapValues(answer.value.evidence, swapEvidence) });
}
function swapEvidence(evidence) {
    if (evidence.kind === 'no-data')
        return evidence;
    return { ...evidence, blocks: evidence.blocks.map((block) => ({ ...block, cells: mapValues(block.cells, swapCell) })) };
}
function swapCell({ stable, candidate }) {
    return { stable: candidate, candidate: stable };
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

;// CONCATENATED MODULE: ./simulator/src/ports/reality.ts

/** `candidateSlot`: where the release stands that the world knows as the candidate. */
function reality({ world, telemetry, cutAfter }, time, candidateSlot) {
    const run = world.begin();
    const sums = { stable: 0, candidate: 0, badStable: 0, badCandidate: 0, excess: 0, excessInTrial: 0, usersHarmed: 0 };
    let untilMs = 0;
    let exposure = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };
    const advance = () => {
        while (untilMs < time.nowMs)
            happen(Math.min(time.nowMs, cutAfter(untilMs)));
    };
    const happen = (toMs) => {
        const happening = run.advance({ fromMs: untilMs, toMs }, exposure);
        untilMs = toMs;
        sums.stable += happening.requests.stable;
        sums.candidate += happening.requests.candidate;
        sums.badStable += happening.bad.stable;
        sums.badCandidate += happening.bad.candidate;
        sums.excess += happening.excess;
        if (exposure.promotedAtMs === 'never')
            sums.excessInTrial += happening.excess;
        sums.usersHarmed += happening.usersHarmed;
        telemetry.record(happening);
    };
    return {
        get exposure() {
            return exposure;
        },
        expose: ({ weight, mirror }) => {
            if (weight === exposure.weight && mirror === exposure.mirror)
                return;
            advance();
            const isFirst = exposure.firstTrafficAtMs === 'never' && (weight > 0 || mirror > 0);
            exposure = { ...exposure, weight, mirror, weightSinceMs: time.nowMs, firstTrafficAtMs: isFirst ? time.nowMs : exposure.firstTrafficAtMs };
        },
        promoted: () => {
            if (exposure.promotedAtMs !== 'never')
                return;
            advance();
            exposure = { ...exposure, promotedAtMs: time.nowMs };
        },
        metrics: {
            fetchBlocks: (request) => {
                advance();
                const answer = telemetry.fetchBlocks(request);
                return Promise.resolve(request.arms.candidate === candidateSlot ? answer : swapArms(answer));
            },
        },
        truth: () => {
            advance();
            return { requests: { stable: sums.stable, candidate: sums.candidate }, bad: { stable: sums.badStable, candidate: sums.badCandidate }, excess: sums.excess, excessInTrial: sums.excessInTrial, usersHarmed: sums.usersHarmed };
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/ports/simulated-ledger.ts
// The ledger of a simulation: true compare-and-swap in memory, and everything that a scenario lets go wrong with it. Nothing is copied: what is recorded is
// never changed by anybody, and a release has thousands of records.

function simulatedLedger({ target, faults, time, recorded, mark }) {
    const lines = new Map();
    const lineOf = (name) => {
        const line = lines.get(name) ?? { events: [], states: [], inAtMs: [] };
        lines.set(name, line);
        return line;
    };
    const append = ({ target: asked, expectedHead, event, state }) => {
        const line = lineOf(asked);
        const head = headOf(line, line.events.length);
        if ((expectedHead.kind === 'empty' ? '' : expectedHead.head) !== head)
            return { kind: 'conflict', head };
        line.events.push(event);
        line.states.push(state);
        line.inAtMs.push(time.nowMs);
        recorded(event);
        return { kind: 'appended', head: headOf(line, line.events.length) };
    };
    const isOn = (kind) => faults.on(kind, time.nowMs) !== 'none';
    return {
        events: lineOf(target).events,
        states: lineOf(target).states,
        read: async (asked) => {
            if (isOn('ledger-unavailable'))
                return unavailable('not-done');
            const stale = faults.on('ledger-stale', time.nowMs);
            const line = lineOf(asked);
            if (stale === 'none')
                return (0,src.ok)(viewOf(line, line.events.length));
            // A mirror that stopped following then.
            const count = line.inAtMs.findLastIndex((atMs) => atMs <= stale.atMs) + 1;
            if (count < line.events.length)
                mark('stale-read');
            return (0,src.ok)(viewOf(line, count));
        },
        append: async (entry) => {
            if (isOn('ledger-unavailable'))
                return unavailable('not-done');
            if (isOn('ledger-conflicts'))
                return (0,src.ok)({ kind: 'conflict', head: headOf(lineOf(entry.target), lineOf(entry.target).events.length) });
            if (isOn('ledger-lost-not-applied'))
                return unavailable('unknown');
            const answer = append(entry);
            if (!isOn('ledger-reply-lost'))
                return (0,src.ok)(answer);
            mark('reply-lost');
            return unavailable('unknown');
        },
        history: async (asked) => (isOn('ledger-unavailable') ? unavailable('not-done') : (0,src.ok)([...lineOf(asked).events])),
    };
}
function headOf({ events }, count) {
    return count === 0 ? '' : `${String(count)}-${events[count - 1]?.operation ?? ''}`;
}
function viewOf(line, count) {
    const state = line.states[count - 1];
    return state === undefined ? { kind: 'empty' } : { kind: 'present', head: headOf(line, count), state };
}
function unavailable(outcome) {
    return (0,src/* failed */.gz)({ port: 'ledger', code: 'unavailable', message: 'the ledger does not answer', retryable: true, outcome });
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/fault-switch.ts
// What the world does to a port: faults that a test switches on, for the next call or until healed.

function fault_switch_faultBox() {
    const queued = new Map();
    const standing = new Map();
    return {
        next: (operation, ...faults) => void queued.set(operation, [...(queued.get(operation) ?? []), ...faults]),
        always: (operation, fault) => void standing.set(operation, fault),
        heal: () => {
            queued.clear();
            standing.clear();
        },
        take: (operation) => queued.get(operation)?.shift() ?? standing.get(operation) ?? 'none',
    };
}
/** Answers under a fault: reads lose nothing by a lost reply, so there it is `unavailable`. */
function fault_switch_answerUnder(fault, port, access, apply) {
    switch (fault) {
        case 'none':
            return apply();
        case 'lost-applied': {
            if (access === 'write')
                apply();
            return faultError(port, 'unavailable', access === 'write' ? 'unknown' : 'not-done');
        }
        case 'lost-not-applied':
            return faultError(port, 'unavailable', access === 'write' ? 'unknown' : 'not-done');
        default:
            return faultError(port, fault, 'not-done');
    }
}
function faultError(port, code, outcome) {
    const retryable = code === 'unavailable';
    return (0,src/* failed */.gz)({ port, code, message: `the test made the ${port} answer "${code}"`, retryable, outcome });
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/in-memory-freeze-store.ts
// The freeze store port in memory.


function in_memory_freeze_store_inMemoryFreezeStore() {
    let changes = [];
    const faults = faultBox();
    const of = (target, by) => changes.filter((change) => change.target === target && change.by === by);
    const headAt = (count) => (count === 0 ? '' : `freeze-${String(count)}`);
    const record = (target, by) => {
        const last = of(target, by).at(-1);
        const head = headAt(changes.length);
        return last?.document.kind === 'document' ? { kind: 'frozen', head, document: last.document.text } : { kind: 'none', head };
    };
    const write = (change) => {
        const isOthers = changes.some((known, index) => known.target === change.target && known.by === change.by && headsUpTo(change.expectedHead) <= index);
        if (isOthers || headsUpTo(change.expectedHead) > changes.length)
            return { kind: 'conflict', head: headAt(changes.length) };
        changes = [...changes, change];
        return { kind: 'appended', head: headAt(changes.length) };
    };
    return {
        faults,
        titles: (target) => changes.filter((change) => change.target === target).map((change) => change.title),
        move: (target, freeze, { title, atMs }) => {
            const before = record(target, 'rollout');
            if (freeze.kind === 'lift' && before.kind === 'none')
                return;
            changes = [...changes, { target, by: 'rollout', document: freeze.kind === 'hold' ? { kind: 'document', text: freeze.document } : { kind: 'none' }, expectedHead: before.head, title, atMs }];
        },
        readFreeze: (target, by = 'hand') => Promise.resolve(answerUnder(faults.take('readFreeze'), 'freeze', 'read', () => ok(record(target, by)))),
        readFreezes: () => Promise.resolve(answerUnder(faults.take('readFreezes'), 'freeze', 'read', () => {
            const frozen = new Map(changes.map((change) => [`${change.by} ${change.target}`, change]));
            return ok({ head: headAt(changes.length), freezes: [...frozen.values()].flatMap(({ by, document }) => (document.kind === 'document' ? [{ by, document: document.text }] : [])) });
        })),
        writeFreeze: (change) => {
            const fault = faults.take('writeFreeze');
            if (fault === 'conflict')
                return Promise.resolve(ok({ kind: 'conflict', head: headAt(changes.length) }));
            return Promise.resolve(answerUnder(fault, 'freeze', 'write', () => ok(write({ by: 'hand', ...change }))));
        },
    };
}
/** How many changes a head includes. */
function headsUpTo(head) {
    return head === '' ? 0 : Number(head.slice('freeze-'.length));
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/in-memory-ledger.ts
// The ledger port in memory: true compare-and-swap, and faults on demand.



/** `freezes`: of the same storage, where a test looks at them. */
function inMemoryLedger(freezes = inMemoryFreezeStore()) {
    const lines = new Map();
    const faults = faultBox();
    const of = (target) => lines.get(target) ?? [];
    const headOf = (target) => of(target).at(-1)?.head ?? '';
    const view = (target) => {
        const last = of(target).at(-1);
        return last === undefined ? { kind: 'empty' } : { kind: 'present', head: last.head, state: structuredClone(last.state) };
    };
    const append = (entry) => {
        const head = headOf(entry.target);
        const expected = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
        if (expected !== head)
            return { kind: 'conflict', head };
        const line = { head: `head-${String(of(entry.target).length + 1)}-${entry.event.operation}`, title: entry.title, event: structuredClone(entry.event), state: structuredClone(entry.state) };
        lines.set(entry.target, [...of(entry.target), line]);
        if (entry.freeze !== undefined)
            freezes.move(entry.target, entry.freeze, { title: entry.title, atMs: entry.event.atMs });
        return { kind: 'appended', head: line.head };
    };
    return {
        faults,
        titles: (target) => of(target).map((line) => line.title),
        stateOf: (target) => {
            const last = of(target).at(-1);
            if (last === undefined)
                throw new Error(`nothing was recorded about ${target}`);
            return structuredClone(last.state);
        },
        events: (target) => of(target).map((line) => line.event),
        read: (target) => Promise.resolve(answerUnder(faults.take('read'), 'ledger', 'read', () => ok(view(target)))),
        append: (entry) => {
            const fault = faults.take('append');
            // A ledger's conflict is an answer, not an error.
            if (fault === 'conflict')
                return Promise.resolve(ok({ kind: 'conflict', head: headOf(entry.target) }));
            return Promise.resolve(answerUnder(fault, 'ledger', 'write', () => ok(append(entry))));
        },
        history: (target) => Promise.resolve(answerUnder(faults.take('history'), 'ledger', 'read', () => ok(of(target).map((line) => structuredClone(line.event))))),
    };
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/in-memory-registry.ts
// The model registry port in memory: versions, cancellations, pointers with their history.


function inMemoryRegistry() {
    const releases = new Map();
    const moves = [];
    const faults = fault_switch_faultBox();
    const of = (model) => releases.get(model) ?? [];
    const newest = (model) => [...of(model)].sort((a, b) => compareVersions(a.version, b.version)).at(-1) ?? { kind: 'none' };
    const resolve = (model, version) => {
        const found = of(model).find((release) => release.version === version);
        return found === undefined ? refusal('missing', `${model} has no version ${version}`) : (0,src.ok)(found);
    };
    const pointer = (model, stage) => {
        const last = moves.findLast((move) => move.model === model && move.stage === stage);
        return last === undefined ? { kind: 'none' } : { kind: 'at', version: last.to };
    };
    const movePointer = (move) => {
        const at = pointer(move.model, move.stage);
        const seen = at.kind === 'at' ? at.version : '';
        if (seen !== move.to) {
            if (seen !== (move.from.kind === 'at' ? move.from.version : ''))
                return refusal('conflict', `${move.stage} of ${move.model} is at "${seen}"`);
            if (!of(move.model).some((release) => release.version === move.to))
                return refusal('missing', `${move.model} has no version ${move.to}`);
            moves.push(move);
        }
        return (0,src.ok)({ record: `${move.model}#${move.stage}#${String(moves.length)}` });
    };
    return {
        faults,
        register: (model, release) => void releases.set(model, [...of(model), { kind: 'release', ...release }]),
        cancel: (model, version) => void releases.set(model, of(model).filter((release) => release.version !== version)),
        moves: () => [...moves],
        newest: (model) => Promise.resolve(fault_switch_answerUnder(faults.take('newest'), 'registry', 'read', () => (0,src.ok)(newest(model)))),
        resolve: (model, version) => Promise.resolve(fault_switch_answerUnder(faults.take('resolve'), 'registry', 'read', () => resolve(model, version))),
        pointer: (model, stage) => Promise.resolve(fault_switch_answerUnder(faults.take('pointer'), 'registry', 'read', () => (0,src.ok)(pointer(model, stage)))),
        movePointer: (move) => Promise.resolve(fault_switch_answerUnder(faults.take('movePointer'), 'registry', 'write', () => movePointer(move))),
    };
}
function refusal(code, message) {
    return (0,src/* failed */.gz)({ port: 'registry', code, message, retryable: false, outcome: 'not-done' });
}
/** By semantic version precedence: `v1.10.0` is above `v1.9.0`, and a pre-release below its release. */
function compareVersions(a, b) {
    const [left, right] = [splitVersion(a), splitVersion(b)];
    for (const index of [0, 1, 2]) {
        const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    if (left.pre === right.pre)
        return 0;
    if (left.pre === '')
        return 1;
    if (right.pre === '')
        return -1;
    return left.pre.localeCompare(right.pre, 'en', { numeric: true });
}
function splitVersion(version) {
    const [core = '', ...pre] = version.replace(/^v/, '').split('-');
    return { numbers: core.split('.').map(Number), pre: pre.join('-') };
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var rollout_policy_src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./packages/testing/src/fakes/scripted-metrics.ts
// The metric source port from a script: blocks that a test wrote down, or a function that says what happened in a span.



function scriptedMetrics(blocks = {}) {
    const written = new Map(Object.entries(blocks));
    const scripts = new Map();
    const blindness = new Map();
    const requests = [];
    const faults = faultBox();
    const evidenceOf = (question, request) => {
        const why = blindness.get(question.check);
        if (why !== undefined)
            return { kind: 'no-data', why };
        const script = scripts.get(question.check);
        if (script !== undefined)
            return followed(script, question, request);
        const known = written.get(question.check);
        if (known === undefined)
            return { kind: 'no-data', why: `the script has nothing about "${question.check}"` };
        const closed = known.filter((block) => block.fromMs >= question.fromMs && block.toMs + waitsMs(question, request) <= request.nowMs);
        return { kind: 'blocks', blocks: closed.toSorted((a, b) => a.fromMs - b.fromMs), gaps: [] };
    };
    return {
        faults,
        add: (check, ...more) => void written.set(check, [...(written.get(check) ?? []), ...more]),
        follow: (check, happened) => void scripts.set(check, happened),
        blind: (check, why) => void blindness.set(check, why),
        see: (check) => void blindness.delete(check),
        requests: () => [...requests],
        fetchBlocks: (request) => {
            requests.push(request);
            const evidence = Object.fromEntries(request.questions.map((question) => [question.check, evidenceOf(question, request)]));
            return Promise.resolve(answerUnder(faults.take('fetchBlocks'), 'metrics', 'read', () => ok({ evidence, snapshot: { looks: requests.length } })));
        },
    };
}
function followed(script, question, request) {
    const blocks = [];
    const gaps = [];
    for (let fromMs = question.fromMs; fromMs + request.blockMs + waitsMs(question, request) <= request.nowMs; fromMs += request.blockMs) {
        const span = { fromMs, toMs: fromMs + request.blockMs };
        const said = script(span);
        if (isGap(said))
            gaps.push(said);
        else
            blocks.push({ ...span, cells: isCell(said) ? { all: said } : said });
    }
    return { kind: 'blocks', blocks, gaps };
}
/** Labels are in when they have matured. */
function waitsMs({ signal }, { lagMs }) {
    const labels = labelsQuestionOf(signal);
    return labels.kind === 'asked' ? lagMs + labels.question.matureMs : lagMs;
}
function isGap(said) {
    return 'why' in said && typeof said['why'] === 'string';
}
function isCell(said) {
    return 'stable' in said && 'trials' in said['stable'];
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/fake-router.ts
// A proxy with two slots in memory, as the router and deployer ports: weights, version, stamp, fences, idempotency, and faults on demand.



function fakeRouter(options = {}) {
    const { target = 'fraud-prod', slots = ['a', 'b'], stepPpm = 1_000, canMirror = true, settleAfterAsks = 0, readyAfterAsks = 0 } = options;
    const { stable = { version: 'v1', digest: `sha256:${'1'.repeat(64)}` } } = options;
    const faults = fault_switch_faultBox();
    const state = new Map([
        [slots[0], { weight: (0,rollout_policy_src/* ppm */.Sg)(1_000_000), placed: { kind: 'release', ...stable, ready: true }, asksUntilReady: 0 }],
        [slots[1], { weight: (0,rollout_policy_src/* ppm */.Sg)(0), placed: { kind: 'nothing' }, asksUntilReady: 0 }],
    ]);
    const answered = new Map();
    const changes = [];
    let mirror = {};
    let version = 1;
    let asksUntilSettled = 0;
    let stamp = { kind: 'none' };
    const slotOf = (name) => state.get(name) ?? { weight: (0,rollout_policy_src/* ppm */.Sg)(0), placed: { kind: 'nothing' }, asksUntilReady: 0 };
    const reading = () => ({
        target,
        slots: slots.map((slot) => ({ slot, weight: slotOf(slot).weight, placed: placedIn(slotOf(slot)) })),
        version: String(version),
        stamp,
        step: (0,rollout_policy_src/* ppm */.Sg)(stepPpm),
        mirror: canMirror ? mirror : 'cannot',
    });
    /** Readiness comes with looking, so that no clock is needed. */
    const look = (name) => {
        const slot = slotOf(name);
        if (slot.asksUntilReady > 0)
            state.set(name, { ...slot, asksUntilReady: slot.asksUntilReady - 1 });
    };
    const change = (weights, copies = mirror) => {
        mirror = copies;
        for (const [name, weight] of Object.entries(weights))
            state.set(name, { ...slotOf(name), weight });
        version += 1;
        asksUntilSettled = settleAfterAsks;
    };
    const refuse = (port, code, message) => (0,src/* failed */.gz)({ port, code, message, retryable: false, outcome: 'not-done' });
    const read = (asked) => {
        if (asked !== target)
            return refuse('router', 'missing', `there is no target "${asked}" here`);
        const answer = reading();
        for (const slot of slots)
            look(slot);
        return (0,src.ok)(answer);
    };
    const set = (wanted) => {
        if (wanted.target !== target)
            return refuse('router', 'missing', `there is no target "${wanted.target}" here`);
        const before = answered.get(wanted.stamp.effectId);
        if (before !== undefined)
            return (0,src.ok)(before);
        const names = Object.keys(wanted.weights).sort().join();
        const sum = Object.values(wanted.weights).reduce((total, weight) => total + weight, 0);
        if (names !== slots.toSorted().join() || sum !== 1_000_000)
            return refuse('router', 'refused', `weights are for ${slots.join(' and ')} and add up to 1,000,000`);
        const copied = Object.keys(wanted.mirror);
        if (!canMirror && copied.length > 0)
            return refuse('router', 'refused', 'this router cannot mirror');
        if (copied.some((slot) => !state.has(slot)))
            return refuse('router', 'refused', `copies go to ${slots.join(' or ')}`);
        if (stamp.kind === 'stamp' && isLate(wanted.stamp, stamp))
            return refuse('router', 'conflict', `effect ${String(wanted.stamp.sequence)} is older than ${String(stamp.sequence)}`);
        if (wanted.ifVersion.kind === 'is' && wanted.ifVersion.version !== String(version))
            return refuse('router', 'conflict', `the version is ${String(version)}, not ${wanted.ifVersion.version}`);
        change(rounded(wanted, stepPpm), copies(wanted.mirror, stepPpm));
        stamp = { kind: 'stamp', ...wanted.stamp };
        changes.push(wanted);
        answered.set(wanted.stamp.effectId, reading());
        return (0,src.ok)(reading());
    };
    const settle = (asked, askedVersion) => {
        if (asked !== target)
            return refuse('router', 'missing', `there is no target "${asked}" here`);
        if (askedVersion !== String(version))
            return refuse('router', 'conflict', `the version is ${String(version)}, not ${askedVersion}`);
        if (asksUntilSettled === 0)
            return (0,src.ok)({ settled: true });
        asksUntilSettled -= 1;
        return (0,src.ok)({ settled: false });
    };
    const place = ({ target: asked, slot: name, version: modelVersion, digest }) => {
        if (asked !== target || !state.has(name))
            return refuse('deployer', 'missing', `there is no slot "${name}" of "${asked}" here`);
        const slot = slotOf(name);
        if (slot.placed.kind === 'release' && slot.placed.digest === digest) {
            look(name);
        }
        else {
            if (slot.weight > 0)
                return refuse('deployer', 'refused', `slot ${name} carries traffic`);
            state.set(name, { ...slot, placed: { kind: 'release', version: modelVersion, digest, ready: true }, asksUntilReady: readyAfterAsks });
            version += 1;
        }
        const placed = placedIn(slotOf(name));
        return (0,src.ok)({ slot: name, digest: placed.kind === 'release' ? placed.digest : '', ready: placed.kind === 'release' && placed.ready });
    };
    return {
        faults,
        weightOf: (slot) => slotOf(slot).weight,
        mirrorOf: (slot) => mirror[slot] ?? (0,rollout_policy_src/* ppm */.Sg)(0),
        stamp: () => stamp,
        changes: () => [...changes],
        moveByHand: (weights) => change(Object.fromEntries(Object.entries(weights).map(([slot, weight]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(weight)]))),
        mirrorByHand: (by) => change({}, copies(Object.fromEntries(Object.entries(by).map(([slot, share]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(share)])), 1)),
        placeByHand: (slot, placed) => {
            state.set(slot, { ...slotOf(slot), placed, asksUntilReady: 0 });
            version += 1;
        },
        checkpoint: () => {
            const was = { slots: [...state], answers: [...answered], changed: [...changes], mirror, version, asksUntilSettled, stamp };
            return () => {
                state.clear();
                for (const [slot, content] of was.slots)
                    state.set(slot, content);
                answered.clear();
                for (const [effect, reading] of was.answers)
                    answered.set(effect, reading);
                changes.splice(0, changes.length, ...was.changed);
                ({ mirror, version, asksUntilSettled, stamp } = was);
            };
        },
        read: (asked) => Promise.resolve(fault_switch_answerUnder(faults.take('read'), 'router', 'read', () => read(asked))),
        set: (wanted) => Promise.resolve(fault_switch_answerUnder(faults.take('set'), 'router', 'write', () => set(wanted))),
        settle: (asked, askedVersion) => Promise.resolve(fault_switch_answerUnder(faults.take('settle'), 'router', 'read', () => settle(asked, askedVersion))),
        place: (placement) => Promise.resolve(fault_switch_answerUnder(faults.take('place'), 'deployer', 'write', () => place(placement))),
    };
}
function placedIn(slot) {
    return slot.placed.kind === 'release' ? { ...slot.placed, ready: slot.placed.ready && slot.asksUntilReady === 0 } : slot.placed;
}
function isLate(wanted, own) {
    return wanted.rolloutId === own.rolloutId && wanted.sequence < own.sequence;
}
/** A share between two steps is rounded down for the slot that is not stable's; stable takes the rest. */
function rounded({ weights, stamp }, stepPpm) {
    const others = Object.entries(weights).filter(([slot]) => slot !== stamp.liveSlot).map(([slot, weight]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(weight - (weight % stepPpm))]);
    const given = others.reduce((total, [, weight]) => total + weight, 0);
    return { ...Object.fromEntries(others), [stamp.liveSlot]: (0,rollout_policy_src/* ppm */.Sg)(1_000_000 - given) };
}
/** A share of nothing is no share. */
function copies(mirror, stepPpm) {
    return Object.fromEntries(Object.entries(mirror).map(([slot, share]) => [slot, (0,rollout_policy_src/* ppm */.Sg)(share - (share % stepPpm))]).filter(([, share]) => share > 0));
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/fake-smoke-probe.ts
// The smoke probe port: every case passes, in the version that was asked about, until a test says otherwise.


function fakeSmokeProbe() {
    const faults = faultBox();
    const queued = [];
    const asked = [];
    let always = {};
    return {
        faults,
        answerNext: (...answers) => void queued.push(...answers),
        answerAlways: (answer) => void (always = answer),
        questions: () => [...asked],
        ask: (question) => {
            asked.push(question);
            return Promise.resolve(answerUnder(faults.take('ask'), 'smoke', 'read', () => ok({ digest: question.digest, cases: 20, failed: 0, first: '', ...(queued.shift() ?? always) })));
        },
    };
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/a-policy.ts
// Builders of policies for tests: everything has a plain default, a test names only what it is about.

/** Target `fraud-prod` on slots `a` and `b`, one check `errors`, and smoke, ramp, bake. */
function a_policy_aPolicy({ promise, expert, ...parts } = {}) {
    return {
        target: 'fraud-prod',
        model: { registry: 'gto', name: 'fraud', stage: 'prod' },
        serve: { kind: 'http', url: 'http://router.test/', slots: ['a', 'b'] },
        metrics: { kind: 'openmetrics', pages: { a: ['http://a.test/metrics'], b: ['http://b.test/metrics'] } },
        checks: [aCheck()],
        plan: [aSmoke(), aRamp(), { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) }],
        quiet: [],
        onNewVersion: 'replace',
        // A policy that says nothing only tells; most tests want to see what a change does.
        freeze: { paths: [], then: 'hold' },
        ...parts,
        promise: { falseAlarmRatio: 0.01, badRequestsMax: 100, catches: [], decideWithinMs: 259_200_000, ifUndecided: 'ask', ...promise },
        expert: {
            blockMs: 30_000,
            lagMs: 0,
            lookMs: 30_000,
            tickMs: 300_000,
            warmUpMs: 0,
            gridMs: 300_000,
            blindMs: 1_800_000,
            maxGapMs: 120_000,
            samplesMin: 20,
            sampleRatioAlpha: 0.001,
            sampleRatioFactor: 1.1,
            certifyAlpha: 0.05,
            stableRatioMax: 0.1,
            growthMax: 2,
            ...expert,
        },
    };
}
/** A share of failed requests that may be a quarter above stable's, and rolls back. */
function aCheck(parts = {}) {
    return {
        name: 'errors',
        signal: { kind: 'share', metric: 'requests_total', among: [], where: [{ label: 'code', op: '=~', pattern: '5..' }], unit: 'requests' },
        better: 'lower',
        slices: [],
        gap: { kind: 'none' },
        worseBy: { kind: 'factor', factor: 1.25 },
        sides: 'worse',
        limit: { kind: 'none' },
        then: 'rollback',
        independent: false,
        ...parts,
    };
}
/** A smoke stage without a probe: placed, ready, of the recorded digest. */
function aSmoke(parts = {}) {
    return { kind: 'smoke', probe: { kind: 'none' }, ...parts };
}
/** Up to half of the traffic, as large as the promise allows; users move freely between the arms. */
function aRamp(parts = {}) {
    return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(500_000), sticky: 'none', ...parts };
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/a-block.ts
// Builder of blocks for tests. A built block is a Block as it stands; every method gives a new one.

/** 0 to 30 s; a thousand good requests on either arm. */
function aBlock() {
    return build({ fromMs: 0, toMs: 30_000, cells: { all: cellOf({}) } });
}
function build(block) {
    const { fromMs, toMs, cells } = block;
    const withCell = (name, counts) => build({ ...block, cells: { ...cells, [name]: cellOf(counts) } });
    const methods = {
        from: (startMs) => build({ fromMs: startMs, toMs: startMs + toMs - fromMs, cells }),
        lasting: (durationMs) => build({ fromMs, toMs: fromMs + durationMs, cells }),
        errors: (counts) => withCell('all', counts),
        slice: (dimension, value, counts) => withCell(cellName(dimension, value), counts),
        slowerThan: (boundSeconds, counts) => withCell(boundCellName(boundSeconds), counts),
        inBin: (bin, counts) => withCell(binCellName(bin), counts),
        cell: withCell,
        next: () => build({ fromMs: toMs, toMs: toMs + toMs - fromMs, cells }),
    };
    // On the prototype, so that a built block is stored, compared and printed as the plain block that it is.
    return Object.assign(Object.create(methods), block);
}
function cellOf({ stable = [0, 1000], candidate = [0, 1000] }) {
    return { stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./packages/testing/src/fakes/serve-handler.ts
// One fake, several transports: a Request -> Response function used as `fetch` in this process, or as a real server on loopback.

/** A `fetch` that never leaves this process. Redirects are answered as they are. */
function fetchFrom(handler) {
    return async (input, init) => {
        const request = new Request(input, init);
        request.signal.throwIfAborted();
        const aborted = new Promise((_, reject) => {
            request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
        });
        const answered = (async () => handler(request))().catch((cause) => {
            throw new TypeError('fetch failed', { cause });
        });
        return Promise.race([answered, aborted]);
    };
}
/** Serves the handler on a free port of the loopback interface until `close`. */
async function serveHandler(handler) {
    const server = createServer((incoming, outgoing) => void serve(handler, incoming, outgoing));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
        url: `http://127.0.0.1:${String(port)}`,
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
async function serve(handler, incoming, outgoing) {
    try {
        const chunks = [];
        for await (const chunk of incoming)
            chunks.push(chunk);
        const method = incoming.method ?? 'GET';
        const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
        const response = await handler(new Request(`http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`, { method, headers, ...body }));
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
    }
    catch {
        // The handler broke the connection: so do we, whatever was sent so far.
        incoming.socket.destroy();
    }
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/a-rollout.ts
// Builder of a live rollout and of the situation around it, by folding real events: what a test holds is what a ledger could hold.


const CANDIDATE = (/* unused pure expression or super */ null && (`sha256:${'2'.repeat(64)}`));
const START_MS = 1_700_000_000_000;
/**
 * A rollout of v2 over v1 that was just started; `at(weight)` has it confirmed at that weight in its first ramp stage. No record says since when, so
 * that the blocks of a test need not be split by it.
 */
function aRollout(policy = aPolicy()) {
    const adopted = envelope(1, { kind: 'adopted', target: policy.target, slots: ['a', 'b'], stable: { version: 'v1', digest: `sha256:${'1'.repeat(64)}`, slot: 'a' } });
    const candidate = { version: 'v2', digest: CANDIDATE, slot: 'b', artifact: 'models/v2' };
    const started = envelope(2, { kind: 'started', rolloutId: 'r1', candidate, policy, policyDigest: 'sha256:p', attempt: 1, why: '' });
    const state = () => fold({ kind: 'present', state: fold({ kind: 'empty' }, adopted) }, started);
    const fresh = () => liveOf(state());
    return {
        state,
        fresh,
        at: (weight) => {
            const rampIndex = policy.plan.findIndex((stage) => stage.kind === 'ramp');
            return { ...fresh(), weight: ppm(weight), weightMax: ppm(weight), firstWeight: ppm(Math.min(weight, 10_000)), weights: [], stageIndex: Math.max(0, rampIndex) };
        },
    };
}
/** Everything in order: router read at the rollout's weight and mirror, candidate ready, nobody away, nothing asked. */
function aSituation(rollout, parts = {}) {
    return {
        nowMs: START_MS + 60_000,
        nextLookMs: rollout.policy.expert.lookMs,
        router: { kind: 'read', weight: rollout.weight, step: ppm(1_000), ours: false, mirror: rollout.mirror },
        candidate: { kind: 'ready', digest: rollout.candidate.digest },
        stable: 'alive',
        frozen: { kind: 'none' },
        smoke: { kind: 'not-asked' },
        quiet: { kind: 'no' },
        request: { kind: 'none' },
        ...parts,
    };
}
/** Evidence of one check, for `decide`. */
function blocksOf(check, blocks) {
    return { [check]: { kind: 'blocks', blocks, gaps: [] } };
}
/** When the rollouts of this builder start; blocks have to come after. */
const ROLLOUT_START_MS = (/* unused pure expression or super */ null && (START_MS));
function envelope(sequence, part) {
    return { ...part, schema: 1, sequence, atMs: START_MS, operation: `op-${String(sequence)}`, actor: 'test' };
}
function liveOf(state) {
    if (state.rollout.kind === 'none')
        throw new Error('the builder starts a rollout');
    return state.rollout;
}

;// CONCATENATED MODULE: ./packages/testing/src/fakes/index.ts












// EXTERNAL MODULE: ./simulator/src/rollout/started-state.ts
var started_state = __webpack_require__(7953);
;// CONCATENATED MODULE: ./simulator/src/ports/simulated-registry.ts


const STABLE = { version: 'v1.0.0', digest: started_state/* STABLE_DIGEST */.rW };
const simulated_registry_CANDIDATE = { version: 'v2.0.0', digest: started_state/* CANDIDATE_DIGEST */.Nb };
function simulatedRegistry({ model }, faults, time) {
    const base = inMemoryRegistry();
    const register = ({ version, digest }) => base.register(model.name, { version, digest, artifact: `models/${version}` });
    let newest = 2;
    register(STABLE);
    register(simulated_registry_CANDIDATE);
    void base.movePointer({ model: model.name, stage: model.stage, from: { kind: 'none' }, to: STABLE.version, actor: 'simulation' });
    const under = (operation, call) => {
        if (faults.on('registry-unavailable', time.nowMs) !== 'none')
            base.faults.next(operation, 'unavailable');
        return call();
    };
    return {
        newest: (name) => under('newest', () => base.newest(name)),
        resolve: (name, version) => under('resolve', () => base.resolve(name, version)),
        pointer: (name, stage) => under('pointer', () => base.pointer(name, stage)),
        movePointer: (move) => under('movePointer', () => base.movePointer(move)),
        registerNext: () => {
            newest += 1;
            register({ version: `v${String(newest)}.0.0`, digest: `sha256:${String(newest % 10).repeat(64)}` });
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/ports/simulated-router.ts
// The router and the deployer of a simulation: two slots in memory with real fences, and everything that a scenario lets go wrong with them. What it really
// does, whoever asked, is told to `moved`.




function simulatedRouter({ policy, model, stable, faults, time, moved, mark }) {
    const [stableSlot, candidateSlot] = policy.serve.slots;
    const base = fakeRouter({ target: policy.target, slots: policy.serve.slots, stable, stepPpm: model.stepPpm, canMirror: model.canMirror });
    let asked = { weight: rollout_policy_src/* PPM_NONE */.dH, mirror: rollout_policy_src/* PPM_NONE */.dH };
    let inEffect = asked;
    let settledAtMs = 0;
    let coming = NOTHING_COMES;
    let late = 0;
    const isOn = (kind) => faults.on(kind, time.nowMs) !== 'none';
    /** A new weight is in effect everywhere only when it has settled; until then the old one is. What is set meanwhile takes its place. */
    const notice = (rolloutId) => {
        const now = { weight: base.weightOf(candidateSlot), mirror: base.mirrorOf(candidateSlot) };
        if (isSame(now, asked))
            return;
        asked = now;
        settledAtMs = time.nowMs + model.settlesAfterMs;
        coming.cancel();
        const settle = () => {
            coming = NOTHING_COMES;
            if (isSame(now, inEffect))
                return;
            inEffect = now;
            moved({ ...now, rolloutId });
        };
        if (model.settlesAfterMs === 0)
            settle();
        else
            coming = time.plan(settledAtMs, virtual_time/* WORLD_FIRST */.Qo, settle);
    };
    const byHand = (weight) => {
        base.moveByHand({ [candidateSlot]: weight, [stableSlot]: rollout_policy_src/* PPM_ALL */.kh - weight });
        notice('');
    };
    const shown = (reading) => ({ ...reading, slots: reading.slots.map((slot) => ({ ...slot, placed: shownIn(slot) })) });
    const shownIn = ({ slot, placed }) => {
        if (placed.kind === 'nothing')
            return placed;
        const lost = faults.on('slot-lost', time.nowMs);
        const isLost = lost !== 'none' && (lost.arm === 'stable') === (slot === stableSlot);
        return isLost || (slot === candidateSlot && isOn('never-ready')) ? { ...placed, ready: false } : placed;
    };
    const showing = async (answer) => {
        const result = await answer;
        return result.kind === 'ok' ? (0,src.ok)(shown(result.value)) : result;
    };
    const set = async (change) => {
        const answer = await showing(base.set(change));
        notice(change.stamp.rolloutId);
        return answer;
    };
    const unavailableTo = (operation) => {
        if (isOn('router-unavailable'))
            base.faults.next(operation, 'unavailable');
    };
    return {
        read: (target) => {
            unavailableTo('read');
            return showing(base.read(target));
        },
        set: async (change) => {
            if (isOn('router-unavailable')) {
                base.faults.next('set', 'unavailable');
                return base.set(change);
            }
            if (isOn('router-fails')) {
                mark('router-failed');
                base.faults.next('set', 'refused');
                return base.set(change);
            }
            if (isOn('router-reply-lost')) {
                mark('reply-lost');
                base.faults.next('set', 'lost-applied');
                return set(change);
            }
            if (isOn('router-lies')) {
                mark('router-lied');
                return showing(lied(base, change));
            }
            if (isOn('router-halves')) {
                mark('router-halved');
                // Some of its parts have the new weight and nobody remembers for whom; the answer never came.
                byHand((0,rollout_policy_src/* ppm */.Sg)(Math.floor((base.weightOf(candidateSlot) + (change.weights[candidateSlot] ?? 0)) / 2)));
                return (0,src/* failed */.gz)({ port: 'router', code: 'unavailable', message: 'the router went away in the middle of the change', retryable: true, outcome: 'unknown' });
            }
            const delay = faults.on('router-late', time.nowMs);
            if (delay !== 'none') {
                mark('router-late');
                late += 1;
                // Its fences are asked when it gets to it, as they are for any other change.
                time.plan(time.nowMs + delay.byMs, virtual_time/* WORLD_FIRST */.Qo, () => {
                    late -= 1;
                    void set(change);
                });
                return showing(base.read(change.target));
            }
            return set(change);
        },
        settle: (target, version) => {
            unavailableTo('settle');
            return time.nowMs < settledAtMs && !isOn('router-unavailable') ? Promise.resolve((0,src.ok)({ settled: false })) : base.settle(target, version);
        },
        place: async (placement) => {
            unavailableTo('place');
            if (isOn('deployer-fails')) {
                mark('deployer-failed');
                base.faults.next('place', 'unavailable');
            }
            const answer = await base.place(placement);
            return answer.kind === 'ok' && placement.slot === candidateSlot && isOn('never-ready') ? (0,src.ok)({ ...answer.value, ready: false }) : answer;
        },
        moveByHand: byHand,
        get isMoving() {
            return late > 0 || coming !== NOTHING_COMES;
        },
    };
}
const NOTHING_COMES = { cancel: () => undefined };
function isSame(a, b) {
    return a.weight === b.weight && a.mirror === b.mirror;
}
/** Says that it is done, and has done nothing. */
async function lied(base, change) {
    const reading = await base.read(change.target);
    if (reading.kind === 'error')
        return reading;
    const slots = reading.value.slots.map((slot) => ({ ...slot, weight: change.weights[slot.slot] ?? slot.weight }));
    return (0,src.ok)({ ...reading.value, slots, stamp: { kind: 'stamp', ...change.stamp } });
}

;// CONCATENATED MODULE: ./simulator/src/ports/simulated-surroundings.ts
// What else a tick may ask: the pinned data, and the golden set through the real route.


function simulatedFreezeGuard(faults, time) {
    return {
        verify: async () => (faults.on('frozen-data-changed', time.nowMs) === 'none' ? { kind: 'unchanged' } : { kind: 'changed', paths: ['features.csv'] }),
        pin: async ({ paths }) => ({ kind: 'pinned', document: paths.join('\n') }),
    };
}
/** As many as a golden set of moderate size has. */
const CASES = 20;
/** Of the golden set fails what fails of any requests: the candidate's worst ratio of failures now, rounded down, so that a model that only fails now and then passes. */
function simulatedSmokeProbe(policy, qualityOf, time, exposure) {
    const failures = policy.checks.filter((check) => (0,rollout_policy_src/* countsAsHarm */.Sf)(check) && check.signal.kind === 'share');
    return {
        ask: async ({ digest }) => {
            const { checks } = qualityOf().at(time.nowMs, exposure()).candidate;
            const ratios = failures.map(({ name }) => ratioOf(checks[name]));
            const failed = Math.floor(CASES * Math.max(0, ...ratios));
            return (0,src.ok)({ digest, cases: CASES, failed, first: failed === 0 ? '' : 'case 1 failed' });
        },
    };
}
function ratioOf(quality) {
    return quality?.kind === 'ratio' ? quality.ratio : 0;
}

;// CONCATENATED MODULE: ./simulator/src/ports/simulation.ts











const TURNS = (0,chance/* purposeOf */.eK)('turns of concurrent jobs');
/** Calls of one millisecond are ordered by a priority of 2 to 255. */
const TURN_COUNT = 256 - virtual_time/* CALLS_FROM */.Nb;
function simulation(trial, outside, kill = { kind: 'never' }) {
    const { policy, scenario } = trial;
    const { seed, run } = scenario;
    const faults = faultsInForce(scenario);
    const time = (0,virtual_time/* virtualTime */.L7)();
    const notes = { calls: [], looks: [], weights: [], marks: new Set(), askedAtMs: 'never' };
    const mark = (name) => void notes.marks.add(name);
    const real = reality(outside, time, policy.serve.slots[1]);
    const router = simulatedRouter({
        policy, model: scenario.router, stable: STABLE, faults, time, mark,
        moved: ({ weight, mirror, rolloutId }) => {
            real.expose({ weight: weight / 1_000_000, mirror: mirror / 1_000_000 });
            notes.weights.push({ atMs: release/* START_MS */.uq + time.nowMs, weightPpm: weight, mirrorPpm: mirror, rolloutId, by: rolloutId === '' ? 'person' : 'rampart' });
        },
    });
    const ledger = simulatedLedger({ target: policy.target, faults, time, mark, recorded: ({ kind }) => kind === 'promoted' && real.promoted() });
    const ports = {
        ledger, router, registry: simulatedRegistry(policy, faults, time), metrics: real.metrics, freeze: simulatedFreezeGuard(faults, time),
        smoke: simulatedSmokeProbe(policy, () => (0,compile_quality/* compileQuality */.$)(trial), time, () => real.exposure), titleOf: ({ kind }) => kind,
    };
    const alive = new Set();
    const started = new Map();
    const spent = new Set();
    const turns = (0,chance/* newRandom */.wM)();
    const listeners = [];
    let drawn = 0;
    let bug;
    const sim = {
        trial, startMs: release/* START_MS */.uq, faults, time, reality: real, ports, notes, alive,
        start: async (kind, work) => {
            const number = (started.get(kind) ?? 0) + 1;
            started.set(kind, number);
            const job = new Job(sim, `${kind}-${String(number)}`);
            alive.add(job);
            if (alive.size > 1)
                mark('two-at-once');
            try {
                return { kind: 'finished', value: await work(job) };
            }
            catch (error) {
                if (!(error instanceof JobDied))
                    bug ??= { error };
                return { kind: job.signal.aborted ? 'cancelled' : 'died' };
            }
            finally {
                alive.delete(job);
            }
        },
        isCrowded: () => alive.size > 1 || !time.isQuiet(),
        drawTurn: () => turns.at(seed, run, (drawn += 1), TURNS).u32() % TURN_COUNT,
        deathOf: (job, { call, ownCall }) => {
            if (kill.kind !== 'never' && kill.call === call)
                return kill.kind;
            const fault = faults.all('job-dies').find((dies) => !spent.has(dies) && dies.call === ownCall && job.startedAtMs >= dies.atMs && job.startedAtMs < dies.atMs + dies.forMs);
            if (fault === undefined)
                return 'none';
            spent.add(fault);
            return fault.when;
        },
        whenAsked: (listener) => void listeners.push(listener),
        asked: () => {
            if (notes.askedAtMs === 'never')
                notes.askedAtMs = time.nowMs;
            for (const listener of listeners)
                listener();
        },
        run: async (goesOn) => {
            await time.run(scenario.horizonMs, () => bug === undefined && goesOn());
            if (bug !== undefined)
                throw bug.error;
        },
    };
    return sim;
}


/***/ }),

/***/ 3846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L7: () => (/* binding */ virtualTime),
/* harmony export */   NV: () => (/* binding */ JOBS_NEXT),
/* harmony export */   Nb: () => (/* binding */ CALLS_FROM),
/* harmony export */   Qo: () => (/* binding */ WORLD_FIRST)
/* harmony export */ });
/* harmony import */ var _chance_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
// Time that passes only when nobody has anything left to do: the one thread on which simulated jobs run. What happens next is fixed by time, priority and
// order of arrival alone, so that the same trial runs the same way everywhere.

/** Within one millisecond: first the world, then whoever wakes or starts, then the calls of ports, in an order that is drawn (2 to 255). */
const WORLD_FIRST = 0;
const JOBS_NEXT = 1;
const CALLS_FROM = 2;
function virtualTime() {
    const queue = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .eventQueue */ .yx)();
    const planned = new Map();
    let nowMs = 0;
    let number = 0;
    const plan = (atMs, priority, happening) => {
        const event = (number += 1);
        planned.set(event, happening);
        queue.push(Math.max(atMs, nowMs), priority, event);
        return { cancel: () => void planned.delete(event) };
    };
    return {
        get nowMs() {
            return nowMs;
        },
        plan,
        until: (atMs, priority, signal) => new Promise((resolve) => {
            if (signal?.aborted === true)
                return resolve();
            const wake = () => {
                appointment.cancel();
                signal?.removeEventListener('abort', wake);
                resolve();
            };
            const appointment = plan(atMs, priority, wake);
            signal?.addEventListener('abort', wake);
        }),
        isQuiet: () => queue.nextTime > nowMs,
        run: async (endMs, goesOn) => {
            await everybodyWaits();
            while (goesOn() && queue.nextTime < endMs) {
                const atMs = queue.nextTime;
                const event = queue.pop();
                const happening = planned.get(event);
                if (happening === undefined)
                    continue;
                planned.delete(event);
                nowMs = atMs;
                happening();
                await everybodyWaits();
            }
            if (goesOn())
                nowMs = Math.max(nowMs, endMs);
        },
    };
}
/**
 * Resolves when no promise has anything left to do. Node runs what nextTick was given once the queue of promises is empty, and nothing here waits for
 * anything but promises: no timer and no socket could come in between.
 */
async function everybodyWaits() {
    // nextTick looks at promises first only when it is asked from one.
    await Promise.resolve();
    await new Promise((resolve) => process.nextTick(resolve));
}


/***/ }),

/***/ 3489:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _r: () => (/* binding */ release),
/* harmony export */   hu: () => (/* binding */ whyNotDecisions),
/* harmony export */   uq: () => (/* binding */ START_MS)
/* harmony export */ });
/* unused harmony export billedMinutes */
/* harmony import */ var _rampart_canary_step_run__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2047);
/* harmony import */ var _rampart_rollout_engine__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6026);
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6432);
/* harmony import */ var _telemetry_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7487);
/* harmony import */ var _schedule_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5603);
/* harmony import */ var _started_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7953);
// One release at depth `decide`: the core's decide() and fold() over a world, with a router that obeys and a ledger that is there. Synchronous and lean:
// claims run thousands of these. What a router, a ledger or a runner can do to a rollout is for the depths that have them (whyNotDecisions).






/** Monday, 1 January 2024, 00:00 UTC: every simulated release starts here. */
const START_MS = 1_704_067_200_000;
/** As `deadline` of canary-step. */
const JOB_MS = 5 * 3_600_000;
/** Everything that this depth cannot show, in a sentence; empty where it can show all. */
function whyNotDecisions({ scenario }) {
    const others = scenario.faults.filter(({ kind }) => !SHOWN.has(kind));
    return others.length === 0 ? '' : `the decision alone has no ${[...new Set(others.map(({ kind }) => kind))].join(', ')}: simulate it at depth tick`;
}
/** Faults of the telemetry and of the world, and of the schedule. */
const SHOWN = new Set([
    'metrics-missing', 'metrics-stale', 'metrics-nan', 'metrics-empty', 'metrics-time-out', 'metrics-truncated', 'counter-reset', 'duplicated-series', 'metrics-late', 'out-of-order', 'extrapolated',
    'label-swap', 'series-dropped', 'unit-change', 'zero-denominator', 'backfill', 'metrics-clock', 'labels-late', 'cron-late', 'cron-missing', 'common-outage', 'dependency-down', 'flash-crowd',
    'no-traffic', 'mix-differs', 'person-aborts', 'person-approves',
]);
function release(trial, world, watcher = {}) {
    const run = begin(trial, world, watcher);
    const schedule = (0,_schedule_js__WEBPACK_IMPORTED_MODULE_4__/* .scheduledTicks */ .w)(trial);
    let job = { startedAtMs: 0, endsAtMs: JOB_MS };
    let isFirst = true;
    run.jobs.count = 1;
    for (;;) {
        const isLast = run.nowMs + trial.policy.expert.lookMs >= job.endsAtMs;
        const looked = look(run, { isFirst, isLast });
        isFirst = false;
        run.jobs.minutes = run.jobs.minutesBefore + billedMinutes(run.nowMs - job.startedAtMs);
        if (looked === 'over')
            return ended(run);
        const wantsAt = nextAnswer(run);
        const stays = !isLast && (0,_rampart_canary_step_run__WEBPACK_IMPORTED_MODULE_0__/* .staysFor */ .e4)(trial.scenario.runner.mode, run.state.rollout, looked, { nowMs: START_MS + run.nowMs, silenceMs: _rampart_canary_step_run__WEBPACK_IMPORTED_MODULE_0__/* .SILENCE_MS */ .h });
        if (looked.kind === 'promote') {
            advance(run, run.nowMs + trial.scenario.runner.jobDelayMs);
            if (run.nowMs >= trial.scenario.horizonMs)
                return ended(run);
            promote(run);
        }
        const scheduledMs = schedule.nextAfter(run.nowMs);
        const nextMs = Math.min(stays ? run.nowMs + trial.policy.expert.lookMs : scheduledMs, wantsAt);
        if (!stays) {
            job = { startedAtMs: nextMs, endsAtMs: nextMs + JOB_MS };
            isFirst = true;
            run.jobs.minutesBefore = run.jobs.minutes;
        }
        advance(run, nextMs);
        if (run.nowMs >= trial.scenario.horizonMs)
            return ended(run);
        if (isFirst)
            run.jobs.count += 1;
    }
}
/** To begin, to check out the policies, and to end. */
const JOB_OVERHEAD_MS = 20_000;
/** GitHub bills every job by whole minutes. */
function billedMinutes(forMs) {
    return Math.ceil((forMs + JOB_OVERHEAD_MS) / 60_000);
}
function begin(trial, world, watcher) {
    const { events, state } = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .startedState */ .Pq)(trial.policy, START_MS);
    const source = trial.policy.metrics.kind === 'openmetrics' ? 'pages' : 'history';
    for (const event of events)
        watcher.recorded?.(event.event, event.state);
    return {
        trial,
        watcher,
        world: world.begin(),
        telemetry: (0,_telemetry_index_js__WEBPACK_IMPORTED_MODULE_3__/* .newTelemetry */ .k)(trial, { source, startMs: START_MS }),
        source,
        truth: { stable: 0, candidate: 0, badStable: 0, badCandidate: 0, excess: 0, excessInTrial: 0, usersHarmed: 0 },
        nowMs: 0,
        state,
        exposure: { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' },
        coming: 'none',
        snapshot: null,
        looks: 0,
        jobs: { count: 0, minutes: 0, minutesBefore: 0 },
        decidedAtMs: 'never',
        promotedAtMs: 'never',
        outAtMs: 'never',
        askedAtMs: 'never',
        endedAtMs: 'never',
        firstTrafficAtMs: 'never',
        haltedAtMs: 'never',
        askedAfterPromotionAtMs: 'never',
        said: 0,
        openSinceMs: 'none',
        answeredAtMs: Number.NEGATIVE_INFINITY,
        outcome: 'open',
        why: '',
        weightMaxPpm: 0,
    };
}
// --- one look -----------------------------------------------------------------------------------------------------------------
/** `isFirst`: of its job; the look before was that of another one. `isLast`: whoever looks next is of another one. */
function look(run, { isFirst, isLast }) {
    const rollout = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .liveOf */ .QA)(run.state);
    const { policy } = run.trial;
    const nowMs = START_MS + run.nowMs;
    const comesAfterMs = (0,_rampart_canary_step_run__WEBPACK_IMPORTED_MODULE_0__/* .nextLookMs */ .V$)(run.trial.scenario.runner.mode, policy.expert, { isLast, silenceMs: _rampart_canary_step_run__WEBPACK_IMPORTED_MODULE_0__/* .SILENCE_MS */ .h });
    const { lookMs, tickMs } = policy.expert;
    const everyMs = isFirst ? Math.max(lookMs, tickMs) : lookMs;
    const request = (0,_rampart_rollout_engine__WEBPACK_IMPORTED_MODULE_1__/* .blocksRequest */ .wv)({ rollout, stable: run.state.stable }, { nowMs, everyMs, snapshot: run.snapshot });
    const seen = (0,_rampart_rollout_engine__WEBPACK_IMPORTED_MODULE_1__/* .observationFrom */ .Pv)(rollout, request, run.telemetry.fetchBlocks(request));
    const situation = situationOf(run, rollout, nowMs, comesAfterMs);
    const { decision, checks, absorbed } = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .decide */ .LD)(rollout, seen.evidence, situation);
    run.looks += 1;
    run.snapshot = seen.snapshot;
    run.watcher.looked?.(run.nowMs, decision);
    note(run, decision);
    const sequence = run.state.sequence + 1;
    const effect = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .planEffect */ .pf)(rollout, decision, sequence, rollout.weight);
    const ticked = { kind: 'ticked', rolloutId: rollout.id, operation: `tick/${sequence}`, evidence: seen.evidence, situation, decision, snapshot: seen.snapshot };
    if (effect.kind === 'none') {
        if ((0,_rampart_rollout_engine__WEBPACK_IMPORTED_MODULE_1__/* .isNews */ .Ms)(rollout, ticked, checks))
            record(run, { ...ticked, effect: { kind: 'none' } }, absorbed);
        return decision;
    }
    if ((0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .waitsForRecord */ .zt)(rollout, effect)) {
        record(run, { ...ticked, effect: { kind: 'intended', effect } }, absorbed);
        move(run, effect);
        confirm(run, effect);
        return run.state.rollout.kind === 'none' ? over(run, 'promoted', 'baked') : decision;
    }
    move(run, effect);
    record(run, { ...ticked, effect: { kind: 'done', effect } }, absorbed);
    if (decision.kind !== 'rollback')
        return decision;
    const { leavingWhy } = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .liveOf */ .QA)(run.state);
    return over(run, (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .outcomeOf */ .sG)(leavingWhy), leavingWhy);
}
/** What is decided for the first time, and whether a person was asked. */
function note(run, decision) {
    if (decision.needs === 'nothing')
        run.openSinceMs = 'none';
    else if (run.openSinceMs === 'none')
        run.openSinceMs = run.nowMs;
    if (run.askedAtMs === 'never' && decision.needs !== 'nothing')
        run.askedAtMs = run.nowMs;
    if (run.promotedAtMs !== 'never' && run.askedAfterPromotionAtMs === 'never' && decision.needs !== 'nothing')
        run.askedAfterPromotionAtMs = run.nowMs;
    if (run.haltedAtMs === 'never' && decision.kind === 'halt')
        run.haltedAtMs = run.nowMs;
    if (run.decidedAtMs === 'never' && (decision.kind === 'promote' || decision.kind === 'rollback'))
        run.decidedAtMs = run.nowMs;
    // Rollback moves at once: traffic is out when the router has settled.
    if (run.outAtMs === 'never' && decision.kind === 'rollback')
        run.outAtMs = run.nowMs + run.trial.scenario.router.settlesAfterMs;
}
function situationOf(run, rollout, nowMs, nextLookMs) {
    const { policy } = rollout;
    const stage = policy.plan[rollout.stageIndex];
    const { stepPpm, canMirror } = run.trial.scenario.router;
    return {
        nowMs,
        nextLookMs,
        router: { kind: 'read', weight: rollout.weight, step: (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .ppm */ .Sg)(stepPpm), ours: false, mirror: canMirror ? rollout.mirror : 'cannot' },
        candidate: { kind: 'ready', digest: rollout.candidate.digest },
        stable: 'alive',
        frozen: NOT_FROZEN,
        smoke: stage?.kind === 'smoke' && stage.probe.kind !== 'none' ? SMOKE_PASSED : NOT_ASKED,
        quiet: policy.quiet.length === 0 ? NOT_QUIET : (0,_rampart_rollout_engine__WEBPACK_IMPORTED_MODULE_1__/* .quietAt */ .wG)(policy.quiet, nowMs),
        request: requestOf(run),
    };
}
const NOT_FROZEN = { kind: 'none' };
const NOT_ASKED = { kind: 'not-asked' };
const SMOKE_PASSED = { kind: 'passed', cases: 1 };
const NOT_QUIET = { kind: 'no' };
const NOTHING_SAID = { kind: 'none' };
// --- people -------------------------------------------------------------------------------------------------------------------
/** When somebody will answer what is open now, or says something of their own accord. */
function nextAnswer(run) {
    const { runner, faults } = run.trial.scenario;
    const planned = faults.filter(({ kind, atMs }) => isSaid(kind) && atMs > run.nowMs).map(({ atMs }) => atMs);
    const answers = runner.person.kind !== 'never' && run.openSinceMs !== 'none' ? [Math.max(run.nowMs + 1, answersAt(run, run.openSinceMs + runner.person.afterMs))] : [];
    return Math.min(Number.POSITIVE_INFINITY, ...planned, ...answers);
}
function requestOf(run) {
    const { runner, faults } = run.trial.scenario;
    const spoken = faults.filter(({ kind, atMs }) => isSaid(kind) && atMs <= run.nowMs).toSorted((a, b) => a.atMs - b.atMs)[run.said];
    if (spoken !== undefined) {
        run.said += 1;
        return wordOf(spoken.kind === 'person-aborts' ? 'aborts' : 'approves');
    }
    const { person } = runner;
    if (person.kind === 'never' || run.openSinceMs === 'none' || run.nowMs < answersAt(run, run.openSinceMs + person.afterMs))
        return NOTHING_SAID;
    run.answeredAtMs = run.nowMs;
    return wordOf(person.kind);
}
function answersAt({ answeredAtMs, trial: { policy } }, atMs) {
    return Math.max(atMs, answeredAtMs + policy.expert.tickMs);
}
function isSaid(kind) {
    return kind === 'person-aborts' || kind === 'person-approves';
}
function wordOf(word) {
    return word === 'aborts' ? { kind: 'abort', actor: 'somebody', why: 'a person aborts' } : { kind: 'approve', actor: 'somebody' };
}
// --- the router, the ledger, the promote job --------------------------------------------------------------------------------------
function promote(run) {
    const rollout = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .liveOf */ .QA)(run.state);
    const step = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .ppm */ .Sg)(run.trial.scenario.router.stepPpm);
    if (rollout.phase !== 'awaiting-promotion')
        return;
    if (rollout.weight < (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .promotedWeight */ .xY)(rollout.policy, step)) {
        const effect = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .planPromotion */ .z)(rollout, run.state.sequence + 1, step);
        record(run, { kind: 'intended', rolloutId: rollout.id, operation: 'promote', effect });
        move(run, effect);
        confirm(run, effect);
    }
    run.promotedAtMs = run.nowMs;
    run.exposure = { ...run.exposure, promotedAtMs: run.nowMs };
    if (run.coming !== 'none')
        run.coming = { ...run.coming, exposure: { ...run.coming.exposure, promotedAtMs: run.nowMs } };
    record(run, { kind: 'promoted', rolloutId: rollout.id, operation: 'promoted', pointer: rollout.candidate.version });
}
/** The router rounds down to its step, and takes its time. */
function move(run, effect) {
    const { stepPpm, settlesAfterMs } = run.trial.scenario.router;
    const atMs = run.nowMs + settlesAfterMs;
    const weight = observed(effect, stepPpm) / 1_000_000;
    const mirror = effect.mirror / 1_000_000;
    run.weightMaxPpm = Math.max(run.weightMaxPpm, observed(effect, stepPpm));
    if (weight === run.exposure.weight && mirror === run.exposure.mirror)
        return;
    if (run.firstTrafficAtMs === 'never' && weight > 0)
        run.firstTrafficAtMs = atMs;
    const firstTrafficAtMs = run.exposure.firstTrafficAtMs === 'never' && (weight > 0 || mirror > 0) ? atMs : run.exposure.firstTrafficAtMs;
    const exposure = { ...run.exposure, weight, mirror, firstTrafficAtMs, weightSinceMs: atMs };
    if (settlesAfterMs === 0)
        run.exposure = exposure;
    else
        run.coming = { atMs, exposure };
    run.watcher.moved?.(atMs, weight, mirror);
}
function confirm(run, effect) {
    const { stepPpm, settlesAfterMs } = run.trial.scenario.router;
    const rollout = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .liveOf */ .QA)(run.state);
    record(run, { kind: 'confirmed', rolloutId: rollout.id, operation: `confirm/${effect.id}`, effectId: effect.id, observed: observed(effect, stepPpm), settledAtMs: START_MS + run.nowMs + settlesAfterMs });
}
function observed({ weight, purpose }, stepPpm) {
    return purpose === 'finish' ? weight : (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .ppm */ .Sg)(Math.floor(weight / stepPpm) * stepPpm);
}
function record(run, event, absorbed) {
    const full = { ...event, schema: 1, sequence: run.state.sequence + 1, atMs: START_MS + run.nowMs, actor: 'simulation' };
    run.state = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .fold */ .AU)({ kind: 'present', state: run.state }, full, absorbed);
    run.watcher.recorded?.(full, run.state);
}
// --- time ---------------------------------------------------------------------------------------------------------------------
/** Lets the world go on to `toMs`, or to the horizon; cut where a new weight takes effect, and where the blocks of a source begin. */
function advance(run, toMs) {
    const endMs = Math.min(toMs, run.trial.scenario.horizonMs);
    while (run.nowMs < endMs) {
        const { coming } = run;
        const cutMs = Math.min(endMs, (0,_telemetry_index_js__WEBPACK_IMPORTED_MODULE_3__/* .nextCutMs */ .y)(run.trial, { source: run.source, startMs: START_MS }, run.nowMs), coming === 'none' ? endMs : Math.max(coming.atMs, run.nowMs));
        if (cutMs > run.nowMs)
            happen(run, cutMs);
        if (coming !== 'none' && run.nowMs >= coming.atMs) {
            run.exposure = coming.exposure;
            run.coming = 'none';
        }
    }
}
function happen(run, toMs) {
    const happening = run.world.advance({ fromMs: run.nowMs, toMs }, run.exposure);
    const { truth } = run;
    truth.stable += happening.requests.stable;
    truth.candidate += happening.requests.candidate;
    truth.badStable += happening.bad.stable;
    truth.badCandidate += happening.bad.candidate;
    truth.excess += happening.excess;
    if (run.promotedAtMs === 'never')
        truth.excessInTrial += happening.excess;
    truth.usersHarmed += happening.usersHarmed;
    run.telemetry.record(happening);
    run.nowMs = toMs;
}
// --- the end ------------------------------------------------------------------------------------------------------------------
function over(run, outcome, why) {
    run.outcome = outcome;
    run.why = why;
    if (outcome !== 'promoted') {
        // What the router still serves until it has settled is harm as well.
        advance(run, run.nowMs + run.trial.scenario.router.settlesAfterMs);
        const rollout = (0,_started_state_js__WEBPACK_IMPORTED_MODULE_5__/* .liveOf */ .QA)(run.state);
        record(run, { kind: 'ended', rolloutId: rollout.id, operation: `end/${rollout.id}`, outcome, why, observed: _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_2__/* .PPM_NONE */ .dH });
    }
    run.endedAtMs = run.nowMs;
    return 'over';
}
function ended(run) {
    const { truth, outcome, decidedAtMs, outAtMs, endedAtMs, askedAtMs, weightMaxPpm, why, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, looks, jobs } = run;
    return {
        ending: { outcome, decidedAtMs, outAtMs, endedAtMs, askedAtMs, weightMaxPpm, why },
        promotedAtMs,
        firstTrafficAtMs,
        haltedAtMs,
        askedAfterPromotionAtMs,
        truth: { requests: { stable: truth.stable, candidate: truth.candidate }, bad: { stable: truth.badStable, candidate: truth.badCandidate }, excess: truth.excess, excessInTrial: truth.excessInTrial, usersHarmed: truth.usersHarmed },
        looks,
        jobs: { count: jobs.count, minutes: jobs.minutes },
    };
}


/***/ }),

/***/ 5603:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ scheduledTicks)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy_statistics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(775);
/* harmony import */ var _chance_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
// When jobs come: scheduled ticks, which are late as schedules of hosted runners are.


const LATENESS = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .purposeOf */ .eK)('lateness of scheduled ticks');
const MISSING = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .purposeOf */ .eK)('scheduled ticks that never come');
/** Of the logarithm: half of the ticks come within the median, one in forty later than four times it. */
const LATENESS_SD = 0.7;
/** Tick `k` is meant for `k * tickMs`. Drawn by its number, so that it does not matter who asks, or when. */
function scheduledTicks({ policy, scenario }) {
    const { tickMs } = policy.expert;
    return {
        nextAfter: (afterMs) => {
            // What was due long ago may still come: lateness is unbounded, but no draw of it reaches further back than this.
            const earliest = Math.max(1, Math.floor((afterMs - longestMs(scenario)) / tickMs));
            let nextMs = Number.POSITIVE_INFINITY;
            for (let k = earliest; k * tickMs < Math.min(nextMs, scenario.horizonMs); k += 1) {
                const atMs = tickAt(scenario, k, k * tickMs);
                if (atMs > afterMs && atMs < nextMs)
                    nextMs = atMs;
            }
            return nextMs;
        },
    };
}
function tickAt(scenario, tick, dueMs) {
    const { seed, run, runner, faults } = scenario;
    const healsAtMs = scenario.healsAtMs === 'never' ? Number.POSITIVE_INFINITY : scenario.healsAtMs;
    let missing = runner.missing;
    let lateMs = runner.lateMedianMs;
    for (const fault of faults) {
        if (dueMs < fault.atMs || dueMs >= Math.min(fault.atMs + fault.forMs, healsAtMs))
            continue;
        if (fault.kind === 'cron-missing')
            missing = 1 - (1 - missing) * (1 - fault.probability);
        if (fault.kind === 'cron-late')
            lateMs += fault.byMs;
    }
    if (missing > 0 && (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .randomAt */ .RN)({ seed, run, tick, purpose: MISSING }).uniform() < missing)
        return Number.POSITIVE_INFINITY;
    if (lateMs === 0)
        return dueMs;
    return Math.ceil(dueMs + (0,_rampart_rollout_policy_statistics__WEBPACK_IMPORTED_MODULE_0__/* .exp */ .oN)((0,_rampart_rollout_policy_statistics__WEBPACK_IMPORTED_MODULE_0__/* .log */ .Rm)(lateMs) + LATENESS_SD * (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .normal */ .qb)((0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .randomAt */ .RN)({ seed, run, tick, purpose: LATENESS }))));
}
/** Sixteen times the median is four standard deviations out. */
function longestMs({ runner, faults }) {
    const worst = faults.reduce((sum, fault) => sum + (fault.kind === 'cron-late' ? fault.byMs : 0), runner.lateMedianMs);
    return 16 * worst;
}


/***/ }),

/***/ 9138:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ rowOfRelease)
/* harmony export */ });
/* unused harmony export simulateDecisions */
/* harmony import */ var _world_world_of_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2462);
/* harmony import */ var _release_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3489);


function simulateDecisions(trial, world = worldOf(trial)) {
    const events = [];
    const states = [];
    const looks = [];
    const weights = [];
    const marks = new Set();
    const released = release(trial, world, {
        looked: (atMs, decision) => {
            looks.push({ atMs: START_MS + atMs, job: 'canary-step', decision });
            marks.add(`decision:${decision.kind}`);
            for (const { code } of decision.reasons)
                marks.add(`reason:${code}`);
        },
        recorded: (event, state) => {
            events.push(event);
            states.push(state);
        },
        moved: (atMs, weight, mirror) => weights.push({ atMs: START_MS + atMs, weightPpm: Math.round(weight * 1_000_000), mirrorPpm: Math.round(mirror * 1_000_000), rolloutId: 'simulated', by: 'rampart' }),
    });
    marks.add(`outcome:${released.ending.outcome}`);
    return { trial, depth: 'decide', startMs: START_MS, events, states, looks, weights, calls: [], truth: released.truth, ending: released.ending, marks };
}
/** The few numbers that a claim is judged by. */
function rowOfRelease(trial, world = (0,_world_world_of_js__WEBPACK_IMPORTED_MODULE_0__/* .worldOf */ .c)(trial)) {
    return rowOf(trial, (0,_release_js__WEBPACK_IMPORTED_MODULE_1__/* .release */ ._r)(trial, world));
}
function rowOf({ scenario }, { ending, truth, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, looks }) {
    const { outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, weightMaxPpm } = ending;
    return { run: scenario.run, outcome, decidedAtMs, outAtMs, askedAtMs, endedAtMs, promotedAtMs, firstTrafficAtMs, haltedAtMs, askedAfterPromotionAtMs, excess: truth.excess, excessInTrial: truth.excessInTrial, bad: truth.bad.candidate, weightMaxPpm, looks };
}


/***/ }),

/***/ 7953:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nb: () => (/* binding */ CANDIDATE_DIGEST),
/* harmony export */   Pq: () => (/* binding */ startedState),
/* harmony export */   QA: () => (/* binding */ liveOf),
/* harmony export */   rW: () => (/* binding */ STABLE_DIGEST)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
// How every simulated release begins: v1 serves in the first slot, v2 was just started in the other one. Events as a ledger holds them.

const STABLE_DIGEST = `sha256:${'1'.repeat(64)}`;
const CANDIDATE_DIGEST = `sha256:${'2'.repeat(64)}`;
function startedState(policy, startMs) {
    const [stableSlot, candidateSlot] = policy.serve.slots;
    const envelope = { schema: 1, atMs: startMs, actor: 'simulation' };
    const adopted = {
        ...envelope,
        kind: 'adopted',
        sequence: 1,
        operation: `adopt/${policy.target}`,
        target: policy.target,
        slots: policy.serve.slots,
        stable: { version: 'v1.0.0', digest: STABLE_DIGEST, slot: stableSlot },
    };
    const before = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .fold */ .AU)({ kind: 'empty' }, adopted);
    const started = {
        ...envelope,
        kind: 'started',
        sequence: 2,
        operation: 'start/simulated',
        rolloutId: 'simulated',
        candidate: { version: 'v2.0.0', digest: CANDIDATE_DIGEST, slot: candidateSlot, artifact: 'simulated' },
        policy,
        policyDigest: 'simulated',
        attempt: 1,
        why: '',
    };
    const state = (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .fold */ .AU)({ kind: 'present', state: before }, started);
    return { events: [{ event: adopted, state: before }, { event: started, state }], state };
}
/** The live rollout of a state that has one. */
function liveOf({ rollout }) {
    if (rollout.kind === 'none')
        throw new Error('the rollout has ended');
    return rollout;
}


/***/ }),

/***/ 1487:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dv: () => (/* binding */ DEFAULT_RUNNER),
/* harmony export */   Sz: () => (/* binding */ DEFAULT_ROUTER),
/* harmony export */   aF: () => (/* binding */ DEFAULT_MISBEHAVING),
/* harmony export */   h_: () => (/* binding */ DEFAULT_SCENARIO),
/* harmony export */   ot: () => (/* binding */ DEFAULT_TRAFFIC)
/* harmony export */ });
const DAY_MS = 86_400_000;
/** 50 requests a second, each by itself, no users to tell apart. */
const DEFAULT_TRAFFIC = {
    requestsPerSecond: 50,
    shape: { kind: 'flat' },
    dispersion: 1,
    bursts: { factor: 1, everyMs: 3_600_000, lastMs: 300_000 },
    failBurst: { mean: 1, max: 1 },
    armNoise: 0,
    commonNoise: 0,
    users: { kind: 'requests' },
    segments: [],
    retries: { probability: 0, max: 0 },
};
/** Scheduled ticks on the dot, jobs at once, nobody who answers. */
const DEFAULT_RUNNER = { mode: 'auto', lateMedianMs: 0, missing: 0, jobDelayMs: 0, person: { kind: 'never' } };
/** Percent steps, in effect at once. */
const DEFAULT_ROUTER = { stepPpm: 10_000, canMirror: true, settlesAfterMs: 0 };
const DEFAULT_SCENARIO = {
    name: 'default',
    about: '',
    seed: 0,
    run: 0,
    horizonMs: DAY_MS,
    healsAtMs: 'never',
    traffic: DEFAULT_TRAFFIC,
    baseline: {},
    behaviours: [],
    faults: [],
    runner: DEFAULT_RUNNER,
    router: DEFAULT_ROUTER,
};
/** A behaviour of the candidate's own, from its start to the end, unless it says otherwise. */
const DEFAULT_MISBEHAVING = { arm: 'candidate', since: 'start', fromMs: 0, forMs: 'ever' };


/***/ }),

/***/ 6909:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g5: () => (/* reexport */ WORST),
  sE: () => (/* binding */ familyNamed)
});

// UNUSED EXPORTS: FAMILIES, OWN_TRAFFIC, horizonOf

// EXTERNAL MODULE: ./packages/policy-document/src/index.ts + 102 modules
var src = __webpack_require__(9108);
// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var rollout_policy_src = __webpack_require__(6432);
// EXTERNAL MODULE: ./simulator/src/scenario/default-scenario.ts
var default_scenario = __webpack_require__(1487);
;// CONCATENATED MODULE: ./simulator/src/scenario/families/candidates.ts
// What is released in a run: an equal candidate, a bad one of a declared size, one of the bad ones by turns, or one that turns bad after its promotion.



/** The bad ones of `worst`, by turns of the run. */
const WORST = ['dead on arrival', '10x', '5x', '3x', '2x', '1.5x', 'one bad slice', 'slow burn', 'half of the pods dead'];
/** Which segment is the bad slice; its dimension where the policy names none. */
const BAD_SLICE = { dimension: 'region', value: 'west' };
/** After the promotion is read back, and before anybody has gone home. */
const TURNS_BAD_AFTER_MS = 120_000;
function behavioursOf(candidate, { policy, run }) {
    if (candidate === 'equal')
        return [];
    if (candidate === 'worst')
        return [worstOf(policy, run)];
    if (candidate === 'turns-bad')
        return [turnsBad(policy, run)];
    return [declared(candidate, policy)];
}
function worstOf(policy, run) {
    const on = harmOf(policy);
    const turn = WORST[run % WORST.length] ?? 'dead on arrival';
    switch (turn) {
        case 'dead on arrival':
            return { kind: 'crash', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, pods: 1, loopMs: 'none' };
        case 'half of the pods dead':
            return { kind: 'crash', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, pods: 0.5, loopMs: 'none' };
        case 'slow burn':
            return { kind: 'leak', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, errorPointsPerHour: 0.01, levelPerHour: 0.1 };
        case 'one bad slice':
            return { kind: 'worse-in', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, on, segment: `${dimensionOf(policy)}=${BAD_SLICE.value}`, factor: 10, points: 0 };
        case '10x':
        case '5x':
        case '3x':
        case '2x':
        case '1.5x':
            return { kind: 'worse', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, on, factor: Number(turn.slice(0, -1)), points: 0 };
    }
}
function turnsBad(policy, run) {
    const late = { ...default_scenario/* DEFAULT_MISBEHAVING */.aF, since: 'promotion', fromMs: TURNS_BAD_AFTER_MS };
    return run % 2 === 0 ? { kind: 'crash', ...late, pods: 1, loopMs: 'none' } : { kind: 'worse', ...late, on: harmOf(policy), factor: 10, points: 0 };
}
/** `worse:errors=2x`: exactly so much worse, from the first request on. */
function declared(candidate, policy) {
    const words = candidate.slice('worse:'.length);
    const split = words.lastIndexOf('=');
    const [name, effect] = [words.slice(0, split), (0,src/* parseMargin */.ES)(words.slice(split + 1))];
    (0,rollout_policy_src/* invariant */.V1)(split > 0 && effect.kind === 'ok' && policy.checks.some((check) => check.name === name), 'a candidate that is worse names a check of the policy and by how much', { candidate });
    const by = effect.value.kind === 'factor' ? { factor: effect.value.factor, points: 0 } : { factor: 1, points: effect.value.ratio };
    return { kind: 'worse', ...default_scenario/* DEFAULT_MISBEHAVING */.aF, on: { kind: 'check', name }, ...by };
}
/** What counts as a bad request: failures where a check counts them, else wrong answers. */
function harmOf({ checks }) {
    const harm = checks.filter(rollout_policy_src/* countsAsHarm */.Sf);
    return { kind: 'all', of: harm.length > 0 && harm.every(({ signal }) => signal.kind === 'labels') ? 'answers' : 'errors' };
}
/** What the policy slices by first. */
function dimensionOf({ checks }) {
    return checks.flatMap(({ slices }) => slices)[0] ?? BAD_SLICE.dimension;
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/index.ts + 48 modules
var statistics = __webpack_require__(775);
// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var chance = __webpack_require__(9368);
;// CONCATENATED MODULE: ./simulator/src/scenario/families/spread.ts
// Where in its ranges a run of a family lies: a low-discrepancy sequence, so that few runs already cover all of a family and more runs fill the gaps.
//
// Each dimension is an additive recurrence u(run) = frac(start + run * sqrt(prime)) (Richtmyer 1951), started at random by the seed. A run's place depends on
// seed, run and dimension alone. Given their places runs are still independent of each other, only not equally likely to break a claim; the binomial
// bounds stay valid for the mean of unequal probabilities (Hoeffding 1956).



const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
const START = (0,chance/* purposeOf */.eK)('family: start of the spread');
function spreadOf({ seed, run }) {
    let dimension = 0;
    const next = () => {
        const prime = PRIMES[dimension];
        (0,rollout_policy_src/* invariant */.V1)(prime !== undefined, 'a family has at most so many dimensions', { max: PRIMES.length });
        const at = (0,chance/* randomAt */.RN)({ seed, run: 0, tick: dimension, purpose: START }).uniform() + run * Math.sqrt(prime);
        dimension += 1;
        return at - Math.floor(at);
    };
    return {
        between: (min, max) => rounded(min + next() * (max - min)),
        logBetween: (min, max) => rounded((0,statistics/* exp */.oN)((0,statistics/* log */.Rm)(min) + next() * ((0,statistics/* log */.Rm)(max) - (0,statistics/* log */.Rm)(min)))),
        oneOf: (choices) => {
            const chosen = choices[Math.min(choices.length - 1, Math.floor(next() * choices.length))];
            (0,rollout_policy_src/* invariant */.V1)(chosen !== undefined, 'there is something to choose from', { choices: choices.length });
            return chosen;
        },
    };
}
/** Three significant digits; how numbers are printed is fixed by the language, bit for bit. */
function rounded(value) {
    return Number(value.toPrecision(3));
}

;// CONCATENATED MODULE: ./simulator/src/scenario/families/family.ts
// A family: a distribution over scenarios with a name and a version. Claims are about a family; run `n` of a seed is the same scenario for everybody.




function aFamily({ name, about, world }) {
    return {
        name,
        about,
        draw: (request) => {
            const { policy, seed, run, candidate } = request;
            const { traffic, baseline, faults = [], runner, router } = world(spreadOf(request), request);
            const behaviours = behavioursOf(candidate, { policy, run });
            (0,rollout_policy_src/* invariant */.V1)(Number.isInteger(seed) && Number.isInteger(run) && seed >= 0 && run >= 0, 'seed and run are whole numbers', { seed, run });
            return {
                ...default_scenario/* DEFAULT_SCENARIO */.h_,
                name: `${name}/${run}`,
                about,
                seed,
                run,
                horizonMs: horizonOf(policy),
                traffic: withSegments({ ...default_scenario/* DEFAULT_SCENARIO */.h_.traffic, ...traffic }, policy, behaviours),
                baseline,
                behaviours,
                faults,
                runner: { ...default_scenario/* DEFAULT_SCENARIO */.h_.runner, ...runner },
                router: { ...default_scenario/* DEFAULT_SCENARIO */.h_.router, ...router },
            };
        },
    };
}
/** The time to decide, the bake, and what the last scheduled look may be late. Following is not simulated. */
function horizonOf({ promise, plan, expert }) {
    const bakeMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' ? stage.durationMs : 0), 0);
    return promise.decideWithinMs + bakeMs + 2 * expert.tickMs;
}
/** Traffic is cut only where somebody looks at a part of it, or a part is bad: cutting costs time in every span. */
function withSegments(traffic, policy, behaviours) {
    const isNeeded = policy.checks.some(({ slices }) => slices.length > 0) || behaviours.some(({ kind }) => kind === 'worse-in');
    return isNeeded && traffic.segments.length === 0 ? { ...traffic, segments: segmentsOf(policy) } : traffic;
}
/** A tenth of the requests is one slice, of the first dimension that the policy slices by. */
function segmentsOf(policy) {
    const dimension = dimensionOf(policy);
    return [
        { dimension, value: BAD_SLICE.value, share: 0.1, shareAtEnd: 0.1 },
        { dimension, value: 'other', share: 0.9, shareAtEnd: 0.9 },
    ];
}

;// CONCATENATED MODULE: ./simulator/src/scenario/families/rates-today.ts
/** By name of check. Checks of other signals, and shares of what is good, keep the default of their signal (world/baseline.ts). */
function baselinesOf({ checks }, { failing, wrong }) {
    return Object.fromEntries(checks.flatMap((check) => {
        if (check.signal.kind === 'share' && check.better === 'lower')
            return [[check.name, { kind: 'ratio', ratio: withinLimit(check, failing) }]];
        return check.signal.kind === 'labels' ? [[check.name, { kind: 'ratio', ratio: withinLimit(check, wrong) }]] : [];
    }));
}
/** Nobody limits a candidate to less than twice what runs today. */
function withinLimit({ limit }, ratio) {
    return limit.kind === 'share' ? Math.min(ratio, limit.ratioMax / 2) : ratio;
}

;// CONCATENATED MODULE: ./simulator/src/scenario/families/fault-families.ts


const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
function faultFamilies() {
    return [delayedLabels(), flakyTelemetry(), lateCron(), hoursLate(), coarseRouter(), commonOutage()];
}
function delayedLabels() {
    return aFamily({
        name: 'delayed-labels@1',
        about: 'Right and wrong answers are known late, later than agreed at times, and some never.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(1, 100), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.2) }),
            faults: [{ kind: 'labels-late', atMs: Math.floor(spread.between(0, 360)) * MINUTE, forMs: Math.floor(spread.between(1, 12)) * HOUR, byMs: Math.floor(spread.logBetween(5, 360)) * MINUTE, lost: spread.between(0, 0.5) }],
            runner: { jobDelayMs: 30 * SECOND },
        }),
    });
}
/** What is short and honest: holes, repeats, restarts. Wrong numbers that look right are named scenarios, each with its own mark. */
function flakyTelemetry() {
    return aFamily({
        name: 'flaky-telemetry@1',
        about: 'Scrapes that time out, repeat old values, come late or out of order, and counters that begin anew, again and again.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(5, 200), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            faults: [telemetryFault(spread), telemetryFault(spread), telemetryFault(spread)],
            runner: { jobDelayMs: 30 * SECOND },
        }),
    });
}
function telemetryFault(spread) {
    const during = { atMs: Math.floor(spread.between(0, 240)) * MINUTE, forMs: Math.floor(spread.logBetween(1, 20)) * MINUTE };
    return spread.oneOf([
        { kind: 'metrics-missing', ...during, arm: 'both' },
        { kind: 'metrics-time-out', ...during, arm: 'candidate' },
        { kind: 'metrics-stale', ...during, arm: 'stable' },
        { kind: 'metrics-nan', ...during, arm: 'candidate' },
        { kind: 'counter-reset', ...during, arm: 'stable' },
        { kind: 'counter-reset', ...during, arm: 'candidate' },
        { kind: 'metrics-late', ...during, byMs: 2 * MINUTE },
        { kind: 'out-of-order', ...during },
    ]);
}
/** Schedules of hosted runners: tens of minutes late by the median, with a long tail, and some runs never come. */
function lateCron() {
    return aFamily({
        name: 'late-cron@1',
        about: 'A schedule that is ten minutes to two hours late and drops up to half of its runs; a job stays only as long as too much is exposed.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(0.05, 50), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { lateMedianMs: Math.floor(spread.logBetween(10, 120)) * MINUTE, missing: spread.between(0, 0.5), jobDelayMs: MINUTE },
        }),
    });
}
/** The worst schedules that were reported: whole hours between two jobs. Half of them are later than the median, one in forty later than four times it. */
function hoursLate() {
    return aFamily({
        name: 'hours-late@1',
        about: 'A schedule that is two to eight hours late by the median (four, in the middle) and drops up to 49 of 50 of its runs, so that nobody looks for hours.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(0.05, 50), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { lateMedianMs: Math.floor(spread.logBetween(120, 480)) * MINUTE, missing: spread.between(0.5, 0.98), jobDelayMs: MINUTE },
        }),
    });
}
/** What a router does wrong besides is for named scenarios and for searches at depth `tick`: the decision alone has no router that fails. */
function coarseRouter() {
    return aFamily({
        name: 'coarse-router@1',
        about: 'A small service behind a router that is slow to settle and moves traffic in steps of 1 % to 5 %.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(1, 20), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { jobDelayMs: 30 * SECOND },
            router: { stepPpm: spread.oneOf([10_000, 20_000, 50_000]), settlesAfterMs: spread.oneOf([5 * SECOND, 30 * SECOND, 2 * MINUTE]) },
        }),
    });
}
function commonOutage() {
    return aFamily({
        name: 'common-outage@1',
        about: 'Something that both versions need is down for a while: both fail, and neither is to blame.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(1, 200), dispersion: spread.between(1, 3) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            faults: [{ kind: 'common-outage', atMs: Math.floor(spread.between(5, 120)) * MINUTE, forMs: Math.floor(spread.logBetween(2, 60)) * MINUTE, points: spread.logBetween(0.01, 0.9) }],
            runner: { jobDelayMs: 30 * SECOND },
        }),
    });
}

;// CONCATENATED MODULE: ./simulator/src/scenario/families/traffic-families.ts



const traffic_families_SECOND = 1_000;
const traffic_families_MINUTE = 60 * traffic_families_SECOND;
const traffic_families_HOUR = 60 * traffic_families_MINUTE;
function trafficFamilies() {
    return [webSteady(), lowTraffic(), burstyLlm(), dayAndNight(), flashCrowds(), stickyUsers(), shiftingMix()];
}
function webSteady() {
    return aFamily({
        name: 'web-steady@1',
        about: 'A web service of 5 to 500 requests a second that hardly varies; 0.1 % to 1 % fail.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(5, 500), dispersion: spread.between(1, 3), armNoise: spread.between(0, 0.03), commonNoise: spread.between(0, 0.1) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
            router: { stepPpm: spread.oneOf([1_000, 10_000]), settlesAfterMs: spread.oneOf([0, 5 * traffic_families_SECOND]) },
        }),
    });
}
function lowTraffic() {
    return aFamily({
        name: 'low-traffic@1',
        about: 'An internal service of one request in 100 seconds to one a second, where a single failure is a large share; 0.3 % to 3 % fail.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(0.01, 1), dispersion: spread.between(1, 3), armNoise: spread.between(0, 0.03) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
            router: { stepPpm: spread.oneOf([1_000, 10_000, 100_000]) },
        }),
    });
}
/** The trace of a code assistant has a variance over mean of 71 in windows of 10 s; failures of one overloaded batch come together. */
function burstyLlm() {
    return aFamily({
        name: 'bursty-llm@1',
        about: 'A language model of 0.5 to 50 requests a second that come in bursts and fail together.',
        world: (spread, { policy }) => ({
            traffic: {
                requestsPerSecond: spread.logBetween(0.5, 50),
                dispersion: spread.logBetween(10, 100),
                bursts: { factor: spread.between(2, 10), everyMs: traffic_families_HOUR, lastMs: spread.oneOf([traffic_families_MINUTE, 5 * traffic_families_MINUTE]) },
                failBurst: { mean: spread.between(1, 4), max: 20 },
                armNoise: spread.between(0, 0.05),
                commonNoise: spread.between(0, 0.2),
            },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.05, 0.2) }),
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
            router: { settlesAfterMs: spread.oneOf([5 * traffic_families_SECOND, 30 * traffic_families_SECOND]) },
        }),
    });
}
function dayAndNight() {
    return aFamily({
        name: 'day-and-night@1',
        about: 'A service for people of one region: a release starts at any hour, and the peak has up to ten times the traffic of the night.',
        world: (spread, { policy }) => ({
            traffic: {
                requestsPerSecond: spread.logBetween(0.5, 100),
                shape: { kind: spread.oneOf(['day', 'day', 'week']), peakToTrough: spread.between(1.5, 10), weekendRatio: spread.between(0.3, 1.5), startsAtMs: Math.floor(spread.between(0, 7 * 24)) * traffic_families_HOUR },
                dispersion: spread.between(1, 5),
                commonNoise: spread.between(0, 0.1),
            },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
        }),
    });
}
function flashCrowds() {
    return aFamily({
        name: 'flash-crowds@1',
        about: 'A public service that is linked from somewhere: two to fifty times the traffic within minutes, in the middle of a release.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(1, 100), dispersion: spread.between(1, 10) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            faults: [{ kind: 'flash-crowd', atMs: Math.floor(spread.between(0, 120)) * traffic_families_MINUTE, forMs: Math.floor(spread.between(5, 60)) * traffic_families_MINUTE, factor: spread.logBetween(2, 50) }],
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
        }),
    });
}
function stickyUsers() {
    return aFamily({
        name: 'sticky-users@1',
        about: 'Users who stay on one version, some with a hundred times the requests of others, and some for whom much more fails.',
        world: (spread, { policy }) => ({
            traffic: {
                requestsPerSecond: spread.logBetween(1, 20),
                users: { kind: 'users', count: Math.floor(spread.logBetween(300, 10_000)), zipf: spread.between(0.8, 1.4), concentration: spread.logBetween(1, 20) },
            },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.03, 0.15) }),
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
        }),
    });
}
function shiftingMix() {
    return aFamily({
        name: 'shifting-mix@1',
        about: 'The mix of requests changes while the release runs, and the candidate gets a mix of its own.',
        world: (spread, { policy }) => ({
            traffic: { requestsPerSecond: spread.logBetween(5, 100), dispersion: spread.between(1, 3), segments: twoSegments(dimensionOf(policy), { from: spread.between(0.05, 0.5), to: spread.between(0.05, 0.5) }) },
            baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
            faults: [{ kind: 'mix-differs', atMs: 0, forMs: Math.floor(spread.between(1, 12)) * traffic_families_HOUR, segment: `${dimensionOf(policy)}=${BAD_SLICE.value}`, factor: spread.between(0.5, 1.5) }],
            runner: { jobDelayMs: 30 * traffic_families_SECOND },
        }),
    });
}
function twoSegments(dimension, { from, to }) {
    return [
        { dimension, value: BAD_SLICE.value, share: from, shareAtEnd: to },
        { dimension, value: 'other', share: remainder(from), shareAtEnd: remainder(to) },
    ];
}
/** To 1, without the noise of binary fractions. */
function remainder(share) {
    return Number((1 - share).toFixed(6));
}

;// CONCATENATED MODULE: ./simulator/src/scenario/families/index.ts
// All families by name, in the order in which reports list them.







/** The user's own traffic, from a profile: nothing about it is drawn, so runs differ by luck and by candidate alone. */
const OWN_TRAFFIC = aFamily({
    name: 'own-traffic',
    about: 'The traffic, the rates and the router of the profile beside the policy.',
    world: (_spread, { own }) => {
        (0,rollout_policy_src/* invariant */.V1)(own.kind === 'known', 'own traffic is drawn only where it is known', { own: own.kind });
        return own;
    },
});
/** Families that need no profile. */
const FAMILIES = [...trafficFamilies(), ...faultFamilies()];
/** By its whole name, version included: a claim about `web-steady@1` is not one about `web-steady@2`. */
function familyNamed(name) {
    const all = [OWN_TRAFFIC, ...FAMILIES];
    const family = all.find((candidate) => candidate.name === name);
    if (family !== undefined)
        return { kind: 'found', family };
    const known = all.map((candidate) => candidate.name);
    const meant = (0,src/* didYouMean */.au)(name, known);
    return { kind: 'unknown', known, meant: meant.kind === 'suggestion' ? meant.word : '' };
}


/***/ }),

/***/ 7487:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* reexport */ newTelemetry),
  y: () => (/* reexport */ nextCutMs)
});

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
;// CONCATENATED MODULE: ./simulator/src/telemetry/cuts.ts
// Where spans have to end so that blocks come out on their grid: an entry of the log is never taken apart.

/**
 * The next offset after `afterMs` at which a recorded span should end. A source with history cuts blocks from the start on, a label source on multiples since
 * the epoch; pages need no cut. Where spans are longer than that, blocks are too, and nothing is lost or told twice.
 */
function nextCutMs({ policy }, { source, startMs }, afterMs) {
    const { blockMs } = policy.expert;
    const ofHistory = source === 'history' ? (Math.floor(afterMs / blockMs) + 1) * blockMs : Number.POSITIVE_INFINITY;
    const hasLabels = policy.checks.some(({ signal }) => (0,src/* labelsQuestionOf */.tj)(signal).kind === 'asked');
    const ofLabels = hasLabels ? (Math.floor((startMs + afterMs) / blockMs) + 1) * blockMs - startMs : Number.POSITIVE_INFINITY;
    return Math.min(ofHistory, ofLabels);
}

// EXTERNAL MODULE: ./packages/rollout-engine/src/index.ts + 25 modules
var rollout_engine_src = __webpack_require__(6026);
;// CONCATENATED MODULE: ./simulator/src/telemetry/cell-sums.ts
const NOTHING = { trials: 0, events: 0 };
function addCounts(a, b) {
    return { trials: a.trials + b.trials, events: a.events + b.events };
}
function addCells(a, b) {
    const sum = { ...a };
    for (const name of Object.keys(b)) {
        const [before, more] = [a[name], b[name]];
        if (more === undefined)
            continue;
        sum[name] = before === undefined ? more : { stable: addCounts(before.stable, more.stable), candidate: addCounts(before.candidate, more.candidate) };
    }
    return sum;
}
/** The same cells with one arm, or none, left as it is and the other without a count. */
function onlyArm(cells, arm) {
    return mapCells(cells, (cell) => (arm === 'stable' ? { stable: cell.stable, candidate: NOTHING } : { stable: NOTHING, candidate: cell.candidate }));
}
function mapCells(cells, change) {
    const changed = {};
    for (const [name, cell] of Object.entries(cells))
        changed[name] = change(cell, name);
    return changed;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/faults/telemetry-faults.ts
/** A record, so that a new kind of fault cannot be forgotten here. */
const KINDS = {
    'metrics-missing': true,
    'metrics-stale': true,
    'metrics-nan': true,
    'metrics-empty': true,
    'metrics-time-out': true,
    'metrics-truncated': true,
    'counter-reset': true,
    'duplicated-series': true,
    'metrics-late': true,
    'out-of-order': true,
    extrapolated: true,
    'label-swap': true,
    'series-dropped': true,
    'unit-change': true,
    'zero-denominator': true,
    backfill: true,
    'metrics-clock': true,
    'labels-late': true,
};
function telemetryFaultsOf({ faults, healsAtMs }) {
    const all = faults.filter(isTelemetryFault).flatMap((fault) => {
        if (healsAtMs === 'never')
            return [fault];
        const forMs = Math.min(fault.forMs, healsAtMs - fault.atMs);
        return forMs > 0 ? [{ ...fault, forMs }] : [];
    });
    return { none: all.length === 0, all, healsAtMs: healsAtMs === 'never' ? Number.POSITIVE_INFINITY : healsAtMs };
}
function isTelemetryFault(fault) {
    return Object.hasOwn(KINDS, fault.kind);
}
function isActive({ atMs, forMs }, ms) {
    return atMs <= ms && ms < atMs + forMs;
}
/** Those of a kind that are in force at `ms`. */
function activeOf({ all }, kind, ms) {
    return all.filter((fault) => fault.kind === kind && isActive(fault, ms));
}
function concerns(fault, arm) {
    return fault.arm === 'both' || fault.arm === arm;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/faults/late-labels.ts
// Labels that come later than the policy says, or never. What has no label yet is no right answer and no wrong one: it is not told at all.



/** By the time of the request: how much later than `matureMs` its labels are there. */
function latenessOf({ all, healsAtMs }, requestMs, nowMs) {
    if (nowMs >= healsAtMs)
        return 0;
    return all.reduce((late, fault) => (fault.kind === 'labels-late' && isActive(fault, requestMs) ? Math.max(late, fault.byMs) : late), 0);
}
/** The labels of a span of requests that ever come. */
function labelled(cells, { all }, requestMs) {
    let told = cells;
    for (const fault of all) {
        if (fault.kind === 'labels-late' && fault.lost > 0 && isActive(fault, requestMs))
            told = without(fault.lost, told);
    }
    return told;
}
function without(lost, cells) {
    const left = ({ trials, events }) => ({ trials: trials - Math.floor(lost * trials), events: remaining(events, trials, lost) });
    const told = mapCells(cells, (cell, name) => (name === src/* DISCORDANT */.MJ ? alone(cell, lost) : { stable: left(cell.stable), candidate: left(cell.candidate) }));
    const tenths = Object.keys(told).filter((name) => name.startsWith('decile='));
    return tenths.length === 0 ? told : { ...told, all: sumOf(told, tenths), [(0,src/* predictedCellName */.KC)('all')]: sumOf(told, tenths.map(src/* predictedCellName */.KC)) };
}
/** Sums of scores and of probabilities lose as much as their items do. */
function remaining(events, trials, lost) {
    if (Number.isInteger(events))
        return events - Math.floor(lost * events);
    return trials === 0 ? 0 : events * (1 - Math.floor(lost * trials) / trials);
}
/** Items that one model alone got wrong stay items of one model or the other. */
function alone({ stable, candidate }, lost) {
    const events = { stable: Math.floor((1 - lost) * stable.events), candidate: Math.floor((1 - lost) * candidate.events) };
    const trials = events.stable + events.candidate;
    return { stable: { trials, events: events.stable }, candidate: { trials, events: events.candidate } };
}
function sumOf(cells, names) {
    return names.reduce((sum, name) => ({ stable: addCounts(sum.stable, cells[name]?.stable ?? NOTHING), candidate: addCounts(sum.candidate, cells[name]?.candidate ?? NOTHING) }), { stable: NOTHING, candidate: NOTHING });
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/faults/miscounting.ts
// Faults of what is counted, whoever reads it: arms mixed up, a pod missing or counted twice, another unit, a lost denominator. Each changes the cells of a
// span as it is recorded. Where the counts are wrong by their nature they stay whole; that is what makes these faults hard to see.



/** What is counted of a check in a span that begins at `atMs`. */
function miscounted(cells, signal, source, { all }, atMs) {
    let told = cells;
    for (const fault of all) {
        if (isMiscounting(fault) && isActive(fault, atMs))
            told = under(fault, told, signal, source);
    }
    return told;
}
function isMiscounting(fault) {
    return MISCOUNTING.has(fault.kind);
}
const MISCOUNTING = new Set(['label-swap', 'series-dropped', 'duplicated-series', 'unit-change', 'zero-denominator', 'extrapolated']);
function under(fault, cells, signal, source) {
    const isLabelled = (0,src/* labelsQuestionOf */.tj)(signal).kind === 'asked';
    switch (fault.kind) {
        case 'label-swap':
            // A gauge is the highest of its arm, and a calibrated probability comes with the model's own name.
            return signal.kind === 'level' || signal.kind === 'calibration' ? cells : swapped(cells, fault.share);
        case 'series-dropped':
            // The label source counts items and has no series; of a gauge the highest pod is still there.
            return isLabelled || signal.kind === 'level' ? cells : thinned(cells, fault.arm, fault.share);
        case 'duplicated-series':
            return signal.kind === 'level' ? cells : times(cells, Math.max(1, Math.round(fault.times)));
        case 'unit-change':
            return signal.kind === 'time' ? allSlow(cells) : cells;
        case 'zero-denominator':
            return isLabelled || signal.kind === 'level' ? cells : withoutTrials(cells, source);
        case 'extrapolated':
            // Only a store computes rates; what a page shows is judged in page-view.ts.
            return isLabelled || signal.kind === 'level' || source === 'pages' ? cells : times(cells, 1 + fault.by);
    }
}
/** Of parts that have to add up (bins), the whole is moved and not each part by itself. */
function partsOf(share) {
    const running = { stable: 0, candidate: 0 };
    const part = (counts, arm, name) => {
        const trials = Math.floor(share * counts.trials);
        if (!name.startsWith('bin='))
            return { trials, events: Number.isInteger(counts.events) ? Math.floor(share * counts.events) : counts.trials === 0 ? 0 : (counts.events * trials) / counts.trials };
        const before = Math.floor(share * running[arm]);
        running[arm] += counts.events;
        return { trials, events: Math.floor(share * running[arm]) - before };
    };
    return (cell, name) => ({ stable: part(cell.stable, 'stable', name), candidate: part(cell.candidate, 'candidate', name) });
}
function swapped(cells, share) {
    const moves = partsOf(share);
    const exchanged = (own, gone, come) => ({ trials: own.trials - gone.trials + come.trials, events: own.events - gone.events + come.events });
    return mapCells(cells, (cell, name) => {
        const moved = moves(cell, name);
        return { stable: exchanged(cell.stable, moved.stable, moved.candidate), candidate: exchanged(cell.candidate, moved.candidate, moved.stable) };
    });
}
function thinned(cells, arm, share) {
    const lost = partsOf(share);
    return mapCells(cells, (cell, name) => {
        const gone = lost(cell, name)[arm];
        const left = { trials: cell[arm].trials - gone.trials, events: cell[arm].events - gone.events };
        return arm === 'stable' ? { ...cell, stable: left } : { ...cell, candidate: left };
    });
}
function times(cells, factor) {
    const counted = ({ trials, events }) => ({ trials: trials * factor, events: events * factor });
    return mapCells(cells, ({ stable, candidate }) => ({ stable: counted(stable), candidate: counted(candidate) }));
}
/** A thousand times as long as the bounds mean: everything is slower than any of them. */
function allSlow(cells) {
    const slow = ({ trials }) => ({ trials, events: trials });
    return mapCells(cells, (cell, name) => (name.startsWith('le=') ? { stable: slow(cell.stable), candidate: slow(cell.candidate) } : cell));
}
/** A page counts both with one counter, so nothing is left; a store asked for two sums still has the other one. */
function withoutTrials(cells, source) {
    if (source === 'pages')
        return mapCells(cells, () => ({ stable: NOTHING, candidate: NOTHING }));
    return mapCells(cells, ({ stable, candidate }) => ({ stable: { trials: 0, events: stable.events }, candidate: { trials: 0, events: candidate.events } }));
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/happening-log.ts
const NO_LOSS = { kind: 'none' };
const PORTION = 128;
function happeningLog() {
    const entries = [];
    return {
        entries,
        add: (entry) => void entries.push(entry),
        firstEndingAfter: (ms) => {
            let index = entries.length;
            while (index > 0 && (entries[index - 1]?.toMs ?? ms) > ms)
                index -= 1;
            return index;
        },
        forgetBefore: (ms) => {
            if ((entries[PORTION - 1]?.toMs ?? ms) >= ms)
                return;
            let old = PORTION;
            while (old < entries.length && (entries[old]?.toMs ?? ms) < ms)
                old += 1;
            entries.splice(0, old);
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/faults/store-faults.ts
// Faults of a metric store with history: what never reaches it, when it shows what it has, and how its clock stamps it.



/** Why the store has no counts of a span, if it has none. */
function lossOf({ all }, { fromMs, toMs }) {
    for (const fault of all) {
        if (fault.kind === 'counter-reset' && fromMs <= fault.atMs && fault.atMs < toMs)
            return { kind: 'gap', why: 'the counters began anew: what they had last is not known' };
        if (!isActive(fault, fromMs))
            continue;
        if (fault.kind === 'metrics-missing')
            return { kind: 'no-data', why: `the store has no samples of ${fault.arm === 'both' ? 'both arms' : fault.arm}` };
        if (fault.kind === 'metrics-nan')
            return { kind: 'no-data', why: 'the store answers NaN' };
    }
    return NO_LOSS;
}
/** How far the store's clock is ahead of the true one. */
function aheadMs(faults, ms) {
    return activeOf(faults, 'metrics-clock', ms).reduce((sum, fault) => sum + fault.aheadMs, 0);
}
/** Up to where the store has everything that it will ever have: it works through what is late in the order in which it came. */
function arrivedMs(faults, trueNowMs) {
    return activeOf(faults, 'metrics-late', trueNowMs).reduce((arrived, { atMs, byMs }) => Math.min(arrived, Math.max(atMs, trueNowMs - byMs)), trueNowMs);
}
/** Why the store shows nothing at all, though it has it. */
function emptyAnswer(faults, trueNowMs) {
    return activeOf(faults, 'metrics-empty', trueNowMs).length > 0 ? 'the answer of the store is empty' : '';
}
/** How many of the blocks that are due are told: an answer that was cut off has half of them; where samples come out of order, a block waits for the one after it. */
function blocksTold(faults, trueNowMs, due) {
    const inOrder = activeOf(faults, 'out-of-order', trueNowMs).length > 0 ? due - (due % 2) : due;
    const isCutOff = activeOf(faults, 'metrics-truncated', trueNowMs).length > 0;
    return { count: isCutOff ? Math.floor(inOrder / 2) : inOrder, isCutOff };
}
/** From `atMs` on, the past before it has other numbers. Blocks that were told are not told again: it shows in those that had not been. */
function backfilled(cells, { all }, trueNowMs, toMs) {
    let told = cells;
    for (const fault of all) {
        if (fault.kind !== 'backfill' || toMs > fault.atMs || !isActive(fault, trueNowMs))
            continue;
        const changed = (trials, events) => ({ trials, events: Math.min(trials, Math.round(events * fault.factor)) });
        told = mapCells(told, ({ stable, candidate }) => ({ stable: changed(stable.trials, stable.events), candidate: changed(candidate.trials, candidate.events) }));
    }
    return told;
}
function frozenCounters(faults) {
    const held = new Map();
    const last = new Map();
    const arms = ['stable', 'candidate'];
    return {
        thaw: (check, cells, isGauge, atMs) => {
            let told = cells;
            for (const arm of arms) {
                const isStale = activeOf(faults, 'metrics-stale', atMs).some((fault) => concerns(fault, arm));
                const key = `${arm} ${check}`;
                const before = isGauge ? last.get(key) : held.get(key);
                if (isStale && isGauge)
                    told = withArm(told, arm, (name) => before?.[name]?.[arm] ?? cells[name]?.[arm] ?? NOTHING);
                else if (isGauge)
                    last.set(key, cells);
                else if (isStale) {
                    held.set(key, before === undefined ? cells : mapCells(cells, (cell, name) => ({ ...cell, [arm]: addCounts(cell[arm], before[name]?.[arm] ?? NOTHING) })));
                    told = withArm(told, arm, () => NOTHING);
                }
                else if (before !== undefined) {
                    held.delete(key);
                    told = withArm(told, arm, (name) => addCounts(cells[name]?.[arm] ?? NOTHING, before[name]?.[arm] ?? NOTHING));
                }
            }
            return told;
        },
    };
}
function withArm(cells, arm, counts) {
    return mapCells(cells, (cell, name) => (arm === 'stable' ? { ...cell, stable: counts(name) } : { ...cell, candidate: counts(name) }));
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/asked-cells.ts

function cellsAsked(cells, { check, signal, bounds }, known) {
    if (signal.kind !== 'time' || bounds.length === 0)
        return { kind: 'cells', cells };
    const asked = {};
    const { all } = cells;
    if (all !== undefined)
        asked['all'] = all;
    const names = namesOf(check, bounds, known);
    for (let index = 0; index < names.length; index += 1) {
        const name = names[index] ?? '';
        const cell = cells[name];
        if (cell === undefined)
            return { kind: 'no-data', why: `the bucket bound ${bounds[index] ?? ''} s is not in every histogram any more` };
        asked[name] = cell;
    }
    return { kind: 'cells', cells: asked };
}
function namesOf(check, bounds, known) {
    const before = known.get(check);
    if (before !== undefined && before.bounds.length === bounds.length && before.bounds.every((bound, index) => bound === bounds[index]))
        return before.names;
    const names = bounds.map(src/* boundCellName */.Cq);
    known.set(check, { bounds: [...bounds], names });
    return names;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/history.ts




function historySource(log, faults, startMs) {
    const boundNames = new Map();
    return {
        answer: (question, request, trueNowMs) => {
            const newest = log.entries.at(-1);
            if (newest !== undefined && newest.cells[question.check] === undefined)
                return noData(`the store has nothing about "${question.check}"`);
            const empty = faults.none ? '' : emptyAnswer(faults, trueNowMs);
            if (empty !== '')
                return noData(empty);
            // The store says what has closed by its own clock.
            const nowMs = request.nowMs - startMs + (faults.none ? 0 : aheadMs(faults, trueNowMs));
            const arrived = faults.none ? nowMs : Math.min(nowMs, arrivedMs(faults, trueNowMs) + nowMs - trueNowMs);
            const due = spansDue(log, question, { fromMs: question.fromMs - startMs, closedMs: arrived - request.lagMs, blockMs: request.blockMs });
            return told(due, { question, faults, trueNowMs, startMs, boundNames });
        },
    };
}
/** From the watermark on, whole entries each: a span is longer than `blockMs` where nobody recorded its end. */
function spansDue(log, { check, signal }, { fromMs, closedMs, blockMs }) {
    const { entries } = log;
    const due = [];
    let index = log.firstEndingAfter(fromMs);
    let spanFromMs = fromMs;
    while (index < entries.length) {
        let toMs = spanFromMs;
        let cells;
        let loss = NO_LOSS;
        while (index < entries.length && toMs < spanFromMs + blockMs) {
            const entry = entries[index];
            if (entry === undefined || entry.fromMs >= spanFromMs + blockMs)
                break;
            if (entry.fromMs !== toMs && loss.kind === 'none')
                loss = HOLE;
            // Of a gauge every sample stands for itself.
            if (entry.loss.kind !== 'none' && !(signal.kind === 'level' && entry.loss.kind === 'gap'))
                loss = entry.loss;
            const counted = entry.cells[check];
            if (counted !== undefined)
                cells = cells === undefined ? counted : addCells(cells, counted);
            toMs = entry.toMs;
            index += 1;
        }
        // Nothing begins in this span, and it ends before what comes next does.
        if (toMs < spanFromMs + blockMs) {
            if (index >= entries.length)
                break;
            loss = loss.kind === 'none' ? HOLE : loss;
            toMs = spanFromMs + blockMs;
        }
        if (toMs > closedMs)
            break;
        due.push({ fromMs: spanFromMs, toMs, cells: cells ?? {}, loss });
        spanFromMs = toMs;
    }
    return due;
}
const HOLE = { kind: 'gap', why: 'the store has no samples of a part of this span' };
function told(due, { question, faults, trueNowMs, startMs, boundNames }) {
    const { count, isCutOff } = faults.none ? { count: due.length, isCutOff: false } : blocksTold(faults, trueNowMs, due.length);
    if (isCutOff && count === 0 && due.length > 0)
        return noData('the answer of the store was cut off');
    const blocks = [];
    const gaps = [];
    for (let index = 0; index < count; index += 1) {
        const span = due[index];
        if (span === undefined)
            break;
        const { fromMs, toMs, loss } = span;
        if (loss.kind !== 'none') {
            addGap(gaps, { fromMs: startMs + fromMs, toMs: startMs + toMs, why: loss.why });
            continue;
        }
        const asked = cellsAsked(faults.none ? span.cells : backfilled(span.cells, faults, trueNowMs, toMs), question, boundNames);
        if (asked.kind === 'no-data')
            return asked;
        blocks.push({ fromMs: startMs + fromMs, toMs: startMs + toMs, cells: asked.cells });
    }
    const last = due[count - 1];
    if (blocks.length === 0 && last?.loss.kind === 'no-data')
        return noData(last.loss.why);
    return { kind: 'blocks', blocks, gaps };
}
/** Holes for one reason that touch each other are one. */
function addGap(gaps, gap) {
    const before = gaps.at(-1);
    if (before !== undefined && before.toMs === gap.fromMs && before.why === gap.why)
        gaps[gaps.length - 1] = { ...before, toMs: gap.toMs };
    else
        gaps.push(gap);
}
function noData(why) {
    return { kind: 'no-data', why };
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/labels.ts



/** An answer has so many blocks at most; a long absence is caught up in several looks. */
const BLOCKS_MAX = 500;
function labelsSource(log, faults, startMs) {
    return {
        answer: ({ check, fromMs: watermarkMs }, { everyMs, matureMs }, { nowMs, lagMs, blockMs }, trueNowMs) => {
            const cohortMs = Math.max(everyMs, blockMs);
            const fromMs = Math.ceil(watermarkMs / blockMs) * blockMs;
            const maturedMs = Math.floor(Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs / blockMs) * blockMs;
            const toMs = Math.min(maturedMs, fromMs + BLOCKS_MAX * blockMs);
            if (toMs <= fromMs)
                return NOTHING_DUE;
            const isThere = (span) => faults.none || trueNowMs >= span.toMs + matureMs + latenessOf(faults, span.fromMs, trueNowMs);
            const cohort = cohortOf(log, check, { watermarkMs: watermarkMs - startMs, fromMs: fromMs - startMs, toMs: toMs - startMs, blockMs }, isThere);
            const blocks = cohort.map((block) => ({ fromMs: startMs + block.fromMs, toMs: startMs + block.toMs, cells: faults.none ? block.cells : backfilled(block.cells, faults, trueNowMs, block.toMs) }));
            if (blocks.length === 0)
                return { kind: 'no-data', why: 'the label source: it has no block of a span whose labels should be known by now' };
            return { kind: 'blocks', blocks, gaps: gapsBefore(blocks, fromMs) };
        },
    };
}
const NOTHING_DUE = { kind: 'blocks', blocks: [], gaps: [] };
/** Whole entries each: a block is longer than `blockMs` where nobody recorded its end. */
function cohortOf(log, check, { watermarkMs, fromMs, toMs, blockMs }, isThere) {
    const { entries } = log;
    const blocks = [];
    let open;
    for (let index = log.firstEndingAfter(fromMs); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || entry.toMs > toMs)
            break;
        const cells = entry.cells[check];
        if (entry.fromMs < watermarkMs || cells === undefined || !isThere(entry))
            continue;
        open = open === undefined || open.toMs !== entry.fromMs ? { fromMs: entry.fromMs, toMs: entry.toMs, cells } : { fromMs: open.fromMs, toMs: entry.toMs, cells: addCells(open.cells, cells) };
        if (open.toMs - fromMs >= Math.floor((open.fromMs - fromMs) / blockMs) * blockMs + blockMs) {
            blocks.push(open);
            open = undefined;
        }
    }
    return blocks;
}
function gapsBefore(blocks, fromMs) {
    const gaps = [];
    let lastMs = fromMs;
    for (const block of blocks) {
        if (block.fromMs > lastMs)
            gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
        lastMs = block.toMs;
    }
    return gaps;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/faults/page-view.ts

/** Absolute times on pages are believed within this. */
const CLOCK_DIFFERENCE_MS = 60_000;
function pageView(faults, looked) {
    const stable = armView(faults, 'stable', looked);
    const candidate = armView(faults, 'candidate', looked);
    return { unreadable: unreadable(faults, looked, { stable, candidate }), stable, candidate };
}
function plainView(shownMs) {
    const arm = { shownMs, restarts: 0, counters: 'fine' };
    return { unreadable: '', stable: arm, candidate: arm };
}
function armView(faults, arm, { trueNowMs, before, looks }) {
    let shownMs = trueNowMs;
    for (const { atMs, byMs } of activeOf(faults, 'metrics-late', trueNowMs))
        shownMs = Math.min(shownMs, Math.max(atMs, trueNowMs - byMs));
    for (const fault of activeOf(faults, 'metrics-stale', trueNowMs))
        if (concerns(fault, arm))
            shownMs = Math.min(shownMs, fault.atMs);
    // Every other answer comes from a cache that is older than the one before.
    if (looks % 2 === 1 && activeOf(faults, 'out-of-order', trueNowMs).length > 0)
        shownMs = Math.min(shownMs, before[1]);
    const restarts = faults.all.filter((fault) => fault.kind === 'counter-reset' && concerns(fault, arm) && fault.atMs < shownMs).length;
    return { shownMs, restarts, counters: countersOf(faults, arm, trueNowMs) };
}
function countersOf(faults, arm, ms) {
    if (activeOf(faults, 'metrics-empty', ms).some((fault) => concerns(fault, arm)))
        return 'gone';
    if (activeOf(faults, 'metrics-nan', ms).some((fault) => concerns(fault, arm)))
        return 'nan';
    return activeOf(faults, 'extrapolated', ms).length > 0 ? 'no-counts' : 'fine';
}
function unreadable(faults, { trueNowMs, maxGapMs }, arms) {
    const missing = activeOf(faults, 'metrics-missing', trueNowMs)[0];
    if (missing !== undefined)
        return `the page of ${missing.arm === 'both' ? 'both arms' : missing.arm} did not answer`;
    const truncated = activeOf(faults, 'metrics-truncated', trueNowMs)[0];
    if (truncated !== undefined)
        return `the page of ${truncated.arm === 'both' ? 'both arms' : truncated.arm} cannot be read: it ends without its last line`;
    for (const arm of ['stable', 'candidate']) {
        const ageMs = trueNowMs - arms[arm].shownMs;
        if (ageMs > maxGapMs)
            return staleText(arm, ageMs);
    }
    // A page whose own clock is far behind looks old.
    const behindMs = activeOf(faults, 'metrics-clock', trueNowMs).reduce((sum, { aheadMs }) => sum - aheadMs, 0);
    return behindMs > maxGapMs + CLOCK_DIFFERENCE_MS ? staleText('stable', behindMs) : '';
}
function staleText(arm, ageMs) {
    return `the page of ${arm} is stale: ${Math.round(ageMs / 1000)} s old, by its own account`;
}
/** Why counters between two looks cannot be subtracted, where series came or went between them. */
function seriesTrouble({ all }, fromMs, toMs) {
    const within = (ms) => fromMs < ms && ms <= toMs;
    for (const fault of all) {
        const isDoubled = fault.kind === 'duplicated-series';
        if (!isDoubled && fault.kind !== 'series-dropped')
            continue;
        if (within(fault.atMs))
            return isDoubled ? 'a series is new but was created before the last look' : 'a series went away';
        if (within(fault.atMs + fault.forMs))
            return isDoubled ? 'a series went away' : 'a series came back';
    }
    return '';
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/page-snapshot.ts
const NO_BASELINE = -1;
const NONE = { kind: 'none' };
const UNUSABLE = { kind: 'unusable' };
function readSnapshot(given) {
    if (given === null || given === undefined)
        return NONE;
    return isSnapshot(given) ? { kind: 'snapshot', snapshot: given } : UNUSABLE;
}
function isSnapshot(given) {
    if (typeof given !== 'object' || given === null || !('version' in given && 'atMs' in given && 'stable' in given && 'candidate' in given))
        return false;
    return given.version === 1 && Number.isFinite(given.atMs) && isArm(given.stable) && isArm(given.candidate);
}
function isArm(given) {
    return typeof given === 'object' && given !== null && 'shownMs' in given && 'restarts' in given && Number.isFinite(given.shownMs) && Number.isFinite(given.restarts);
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/pages.ts




function pagesSource(log, faults) {
    const boundNames = new Map();
    let shown = [0, 0];
    let looks = 0;
    const viewNow = (maxGapMs) => {
        const trueNowMs = log.entries.at(-1)?.toMs ?? 0;
        if (faults.none)
            return plainView(trueNowMs);
        const view = pageView(faults, { trueNowMs, maxGapMs, before: shown, looks });
        shown = [view.stable.shownMs, shown[0]];
        looks += 1;
        return view;
    };
    return {
        look: (request, questions) => {
            const { nowMs, maxGapMs } = request;
            const before = readSnapshot(request.snapshot);
            if (before.kind === 'snapshot') {
                const sinceMs = nowMs - before.snapshot.atMs;
                if (sinceMs < 0)
                    return { evidence: toAll(questions, pages_noData(`the last look was ${-sinceMs} ms in the future: a clock went back`)), snapshot: request.snapshot };
                // Counters lose nothing by waiting: the next look has a block that is long enough.
                if (sinceMs < request.blockMs)
                    return { evidence: toAll(questions, NOTHING_NEW), snapshot: request.snapshot };
            }
            const view = viewNow(maxGapMs);
            // The last look stays the baseline: when the pages can be read again soon, nothing is lost.
            const unreadable = view.unreadable || olderThan(before, view, request);
            if (unreadable !== '')
                return { evidence: toAll(questions, pages_noData(unreadable)), snapshot: request.snapshot };
            const evidence = {};
            for (const question of questions)
                evidence[question.check] = answerTo(question, request, { before, view, log, faults, boundNames });
            return { evidence, snapshot: snapshotOf(nowMs, view) };
        },
    };
}
/** Counters of a process that did not begin anew are lower than they were: the page is an older one, from a cache. */
function olderThan(before, view, { nowMs, maxGapMs }) {
    if (before.kind !== 'snapshot' || nowMs - before.snapshot.atMs > maxGapMs)
        return '';
    const older = ARMS.find((arm) => view[arm].counters === 'fine' && view[arm].restarts === before.snapshot[arm].restarts && view[arm].shownMs < before.snapshot[arm].shownMs);
    return older === undefined ? '' : `the page of ${older} is older than at the last look`;
}
function answerTo(question, { nowMs, maxGapMs }, { before, view, log, faults, boundNames }) {
    const { check, signal, fromMs } = question;
    const newest = log.entries.at(-1);
    if (newest !== undefined && newest.cells[check] === undefined)
        return pages_noData(`no page has what the check "${check}" asks for`);
    const trouble = faults.none ? '' : countersTrouble(view, signal);
    if (trouble !== '')
        return pages_noData(trouble);
    if (before.kind === 'none')
        return NOTHING_NEW;
    if (before.kind === 'unusable')
        return gapFor(fromMs, nowMs, 'the stored counters cannot be used');
    const { atMs } = before.snapshot;
    if (nowMs - atMs > maxGapMs)
        return gapFor(Math.max(fromMs, atMs), nowMs, `${Math.round((nowMs - atMs) / 1000)} s since the last look; counters bridge at most ${Math.round(maxGapMs / 1000)} s`);
    if (fromMs > atMs)
        return gapFor(fromMs, nowMs, 'evidence since the last look of this job was used already, by another one');
    const lost = signal.kind === 'level' ? '' : baselineTrouble(before.snapshot, view, faults, log);
    if (lost !== '')
        return gapFor(atMs, nowMs, lost);
    const counted = signal.kind === 'level' ? levelNow(log, check, view) : countedBetween(log, check, before.snapshot, view);
    const asked = cellsAsked(counted, question, boundNames);
    if (asked.kind === 'no-data')
        return asked;
    return { kind: 'blocks', blocks: [{ fromMs: atMs, toMs: nowMs, cells: asked.cells }], gaps: NO_GAPS };
}
/** What makes the counters unfit, whatever they say. Counters that are gone on one arm alone are a gap (baselineTrouble). */
function countersTrouble({ stable, candidate }, { kind }) {
    const isGauge = kind === 'level';
    if (stable.counters === 'gone' && candidate.counters === 'gone')
        return 'no page has the metric';
    for (const { counters } of [stable, candidate]) {
        if (counters === 'nan')
            return 'a series is NaN';
        if (counters === 'no-counts' && !isGauge)
            return 'a series is no whole number, which is no count';
        if (counters === 'gone' && isGauge)
            return 'there is no gauge on a page';
    }
    return '';
}
function baselineTrouble(before, view, faults, log) {
    for (const arm of ARMS) {
        const [then, now] = [before[arm], view[arm]];
        if (now.counters === 'gone')
            return `the counters of ${arm} went away`;
        if (then.shownMs === NO_BASELINE)
            return `the counters of ${arm} have no baseline from an earlier look`;
        if (then.restarts !== now.restarts)
            return `the process of ${arm} restarted`;
        if (then.shownMs < (log.entries[0]?.fromMs ?? 0))
            return `the counters of ${arm} have no baseline that is young enough`;
        const came = faults.none ? '' : seriesTrouble(faults, then.shownMs, now.shownMs);
        if (came !== '')
            return came;
    }
    return '';
}
const ARMS = ['stable', 'candidate'];
function countedBetween(log, check, before, view) {
    const { stable, candidate } = view;
    if (before.stable.shownMs === before.candidate.shownMs && stable.shownMs === candidate.shownMs)
        return sumBetween(log, check, before.stable.shownMs, stable.shownMs);
    return addCells(onlyArm(sumBetween(log, check, before.stable.shownMs, stable.shownMs), 'stable'), onlyArm(sumBetween(log, check, before.candidate.shownMs, candidate.shownMs), 'candidate'));
}
/** What ended after `fromMs`, up to `toMs`. */
function sumBetween(log, check, fromMs, toMs) {
    const { entries } = log;
    let sum;
    for (let index = log.firstEndingAfter(fromMs); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || entry.toMs > toMs)
            break;
        const cells = entry.cells[check];
        if (cells !== undefined)
            sum = sum === undefined ? cells : addCells(sum, cells);
    }
    return sum ?? withoutCounts(entries.at(-1)?.cells[check] ?? NO_CELLS);
}
/** Series that did not grow are still there. */
function withoutCounts(cells) {
    return mapCells(cells, () => NO_CELLS.all);
}
const NO_CELLS = { all: { stable: NOTHING, candidate: NOTHING } };
/** One look is one sample: the gauge as the page shows it. */
function levelNow(log, check, { stable, candidate }) {
    const shown = (arm) => lastUpTo(log, arm.shownMs)?.cells[check] ?? NO_CELLS;
    if (stable.shownMs === candidate.shownMs)
        return shown(stable);
    return addCells(onlyArm(shown(stable), 'stable'), onlyArm(shown(candidate), 'candidate'));
}
function lastUpTo({ entries }, ms) {
    let index = entries.length - 1;
    while (index > 0 && (entries[index]?.toMs ?? ms) > ms)
        index -= 1;
    return entries[index];
}
function snapshotOf(atMs, { stable, candidate }) {
    return { version: 1, atMs, stable: kept(stable), candidate: kept(candidate) };
}
function kept({ shownMs, restarts, counters }) {
    return { shownMs: counters === 'fine' ? shownMs : NO_BASELINE, restarts };
}
const NO_GAPS = [];
const NOTHING_NEW = { kind: 'blocks', blocks: [], gaps: NO_GAPS };
function gapFor(fromMs, toMs, why) {
    return { kind: 'blocks', blocks: [], gaps: fromMs < toMs ? [{ fromMs, toMs, why }] : NO_GAPS };
}
function pages_noData(why) {
    return { kind: 'no-data', why };
}
function toAll(questions, evidence) {
    const all = {};
    for (const { check } of questions)
        all[check] = evidence;
    return all;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/watermarks.ts
/** Whoever has not asked for so long has ended. */
const GONE_AFTER_MS = 2 * 86_400_000;
/** A job that read the ledger just before somebody else wrote asks from the watermark before. */
const ROOM_MS = 3_600_000;
function watermarks() {
    const known = new Map();
    return {
        note: (who, fromMs, atMs) => {
            const before = known.get(who);
            if (before === undefined)
                known.set(who, { fromMs, atMs });
            else {
                before.fromMs = fromMs;
                before.atMs = atMs;
            }
        },
        oldestMs: (nowMs) => {
            let oldest = Number.POSITIVE_INFINITY;
            for (const [who, { fromMs, atMs }] of known) {
                if (nowMs - atMs > GONE_AFTER_MS)
                    known.delete(who);
                else
                    oldest = Math.min(oldest, fromMs);
            }
            return oldest === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : oldest - ROOM_MS;
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/new-telemetry.ts
// Telemetry of one simulated release: records what happened as the instruments count it, and answers as a metrics port would.











function newTelemetry({ policy, scenario }, { source, startMs }) {
    const faults = telemetryFaultsOf(scenario);
    const checks = checksOf(policy);
    const live = happeningLog();
    const delayed = happeningLog();
    const pages = pagesSource(live, faults);
    const history = historySource(live, faults, startMs);
    const labels = labelsSource(delayed, faults, startMs);
    const instruments = faults.none ? plainInstruments(live) : faultyInstruments(live, faults, { source, checks });
    const watermarksOf = { live: watermarks(), delayed: watermarks() };
    let trueNowMs = 0;
    let bridgedMs = Math.max(policy.expert.maxGapMs, 2 * policy.expert.tickMs, 2 * policy.expert.lookMs);
    return {
        record: (happening) => {
            trueNowMs = happening.toMs;
            instruments.record(happening);
            live.forgetBefore(source === 'pages' ? trueNowMs - 2 * bridgedMs : watermarksOf.live.oldestMs(trueNowMs));
            if (checks.delayed.length === 0)
                return;
            delayed.add({ fromMs: happening.fromMs, toMs: happening.toMs, cells: labelledCells(happening, checks.delayed, faults), loss: NO_LOSS });
            delayed.forgetBefore(watermarksOf.delayed.oldestMs(trueNowMs));
        },
        fetchBlocks: (request) => {
            bridgedMs = Math.max(bridgedMs, request.maxGapMs);
            if (!faults.none && activeOf(faults, 'metrics-time-out', trueNowMs).length > 0)
                return TIMED_OUT;
            const asked = sorted(request.questions, checks);
            const seen = source === 'pages' && asked.live.length > 0 ? pages.look(request, asked.live) : { evidence: {}, snapshot: request.snapshot };
            if (source === 'history') {
                for (const question of asked.live) {
                    watermarksOf.live.note(`${request.rolloutId} ${question.check}`, question.fromMs - startMs, trueNowMs);
                    seen.evidence[question.check] = history.answer(question, request, trueNowMs);
                }
            }
            for (const { question, labels: labelsQuestion } of asked.delayed) {
                watermarksOf.delayed.note(`${request.rolloutId} ${question.check}`, question.fromMs - startMs, trueNowMs);
                seen.evidence[question.check] = labels.answer(question, labelsQuestion, request, trueNowMs);
            }
            return (0,rollout_engine_src.ok)(seen);
        },
    };
}
const TIMED_OUT = (0,rollout_engine_src/* failed */.gz)({ port: 'metrics', code: 'unavailable', message: 'the metric source did not answer in time', retryable: true, outcome: 'not-done' });
function checksOf({ checks }) {
    const delayed = checks.filter(({ signal }) => (0,src/* labelsQuestionOf */.tj)(signal).kind === 'asked');
    return { signals: new Map(checks.map(({ name, signal }) => [name, signal])), delayed, areLive: delayed.length === 0 };
}
function sorted(questions, { areLive }) {
    if (areLive)
        return { live: questions, delayed: [] };
    const live = [];
    const delayed = [];
    for (const question of questions) {
        const labels = (0,src/* labelsQuestionOf */.tj)(question.signal);
        if (labels.kind === 'asked')
            delayed.push({ question, labels: labels.question });
        else
            live.push(question);
    }
    return { live, delayed };
}
function plainInstruments(log) {
    return { record: ({ fromMs, toMs, cells }) => log.add({ fromMs, toMs, cells, loss: NO_LOSS }) };
}
function faultyInstruments(log, faults, { source, checks }) {
    const frozen = frozenCounters(faults);
    const isStore = source === 'history';
    return {
        record: ({ fromMs, toMs, cells }) => {
            const aside = isStore ? aheadMs(faults, fromMs) : 0;
            const counted = {};
            for (const check of Object.keys(cells)) {
                const [truth, signal] = [cells[check] ?? {}, checks.signals.get(check)];
                const told = signal === undefined ? truth : miscounted(truth, signal, source, faults, fromMs);
                counted[check] = isStore ? frozen.thaw(check, told, signal?.kind === 'level', fromMs) : told;
            }
            const entry = { fromMs: fromMs + aside, toMs: toMs + aside, cells: counted, loss: isStore ? lossOf(faults, { fromMs, toMs }) : NO_LOSS };
            // What is older than the newest sample is refused by the store.
            if (entry.fromMs >= (log.entries.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY))
                log.add(entry);
        },
    };
}
function labelledCells({ fromMs, cells }, delayed, faults) {
    const told = {};
    for (const { name, signal } of delayed) {
        const truth = cells[name];
        if (truth !== undefined)
            told[name] = faults.none ? truth : labelled(miscounted(truth, signal, 'history', faults, fromMs), faults, fromMs);
    }
    return told;
}

;// CONCATENATED MODULE: ./simulator/src/telemetry/index.ts
// What is told of a simulated release, and how that breaks.




/***/ }),

/***/ 799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ StickyUsers),
  X: () => (/* binding */ countsUsers)
});

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var src_chance = __webpack_require__(9368);
// EXTERNAL MODULE: ./simulator/src/world/user-population.ts
var user_population = __webpack_require__(8268);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/user-clock.ts
// Users who wait for something to happen to them, each until its own reading of a clock; a wait may be given up or set anew. A calendar queue: users are
// listed by the bucket in which they are due, in laps that get longer, and those beyond the lap, which are most, are in no list.
const BUCKETS = 1_024;
const FIRST_LAP = 4_096;
const NOBODY = -1;
class UserClock {
    /** Infinity: does not wait. */
    #due;
    #heads = new Int32Array(BUCKETS).fill(NOBODY);
    #nexts;
    #previous;
    #lapFrom = 0;
    #lapTo = FIRST_LAP;
    #reading = 0;
    /** Buckets before it are empty. */
    #bucket = 0;
    constructor(users) {
        this.#due = new Float64Array(users).fill(Number.POSITIVE_INFINITY);
        this.#nexts = new Int32Array(users);
        this.#previous = new Int32Array(users);
    }
    /** After so much more of the clock; infinity is never. */
    wait(user, by) {
        this.giveUp(user);
        this.#due[user] = this.#reading + by;
        if (this.#reading + by < this.#lapTo)
            this.#list(user);
    }
    giveUp(user) {
        if ((this.#due[user] ?? 0) < this.#lapTo)
            this.#unlist(user);
        this.#due[user] = Number.POSITIVE_INFINITY;
    }
    /** Calls `happens` for each user who is due by then and does not wait any more, in no order that means anything. It sets no waits of this clock. */
    turn(by, happens) {
        this.#reading += by;
        for (;;) {
            const last = this.#bucketOf(this.#reading);
            for (let bucket = this.#bucket; bucket <= last; bucket += 1) {
                let user = this.#heads[bucket] ?? NOBODY;
                while (user !== NOBODY) {
                    const next = this.#nexts[user] ?? NOBODY;
                    if ((this.#due[user] ?? 0) <= this.#reading) {
                        this.giveUp(user);
                        happens(user);
                    }
                    user = next;
                }
            }
            this.#bucket = last;
            if (this.#reading < this.#lapTo)
                return;
            this.#nextLap();
        }
    }
    /** As long as all laps before it together. */
    #nextLap() {
        const from = this.#lapTo;
        this.#lapFrom = from;
        this.#lapTo = 2 * from;
        this.#bucket = 0;
        for (let user = 0; user < this.#due.length; user += 1)
            if ((this.#due[user] ?? 0) < this.#lapTo)
                this.#list(user);
    }
    #bucketOf(reading) {
        return Math.min(BUCKETS - 1, Math.floor(((reading - this.#lapFrom) / (this.#lapTo - this.#lapFrom)) * BUCKETS));
    }
    #list(user) {
        const bucket = this.#bucketOf(this.#due[user] ?? 0);
        const head = this.#heads[bucket] ?? NOBODY;
        this.#nexts[user] = head;
        this.#previous[user] = NOBODY;
        if (head !== NOBODY)
            this.#previous[head] = user;
        this.#heads[bucket] = user;
    }
    #unlist(user) {
        const next = this.#nexts[user] ?? NOBODY;
        const previous = this.#previous[user] ?? NOBODY;
        if (next !== NOBODY)
            this.#previous[next] = previous;
        if (previous !== NOBODY)
            this.#nexts[previous] = next;
        else
            this.#heads[this.#bucketOf(this.#due[user] ?? 0)] = next;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/first-failures.ts
// When each user meets the first event of a check. A user's requests are a Poisson stream, so the wait is exponential and has no memory: it is drawn when the
// user comes to an arm, in terms of two clocks of that arm, one that runs as fast as who is prone to fail does (`scale`), one for what comes on top for
// everybody (`more`). Quality may then change as it likes: clocks run faster or slower, and nobody is drawn again.


class FirstFailures {
    #of;
    #failed;
    #onCandidate;
    #stable;
    #candidate;
    /** Since they were last taken. */
    #failedOnStable = 0;
    #failedOnCandidate = 0;
    /** Found by this check before any other. */
    #harmed = 0;
    constructor(of, onCandidate) {
        const users = of.shares.length;
        const clocks = () => ({ prone: new UserClock(users), anyone: 'not started' });
        this.#of = of;
        this.#failed = new Uint8Array(users);
        this.#onCandidate = onCandidate;
        this.#stable = clocks();
        this.#candidate = clocks();
    }
    /** The user is on its arm from now on. */
    arrive(user, random) {
        const toCandidate = this.#onCandidate[user] === 1;
        this.#leave(toCandidate ? this.#stable : this.#candidate, user);
        if (!this.#waits(user))
            return;
        const arm = toCandidate ? this.#candidate : this.#stable;
        const share = this.#of.shares[user] ?? 0;
        arm.prone.wait(user, (0,src_chance/* exponential */.EV)(random) / (share * (this.#of.propensity.ofUser[user] ?? 0)));
        if (arm.anyone !== 'not started')
            arm.anyone.wait(user, (0,src_chance/* exponential */.EV)(random) / share);
    }
    /** `requests`: to be expected of all users together. Returns how many were harmed for the first time. */
    pass(requests, lifts, random) {
        const harmed = this.#passOn(this.#candidate, requests, lifts.candidate, random);
        if (this.#of.counts)
            this.#passOn(this.#stable, requests, lifts.stable, random);
        return harmed;
    }
    takeFailed() {
        const failed = { stable: this.#failedOnStable, candidate: this.#failedOnCandidate };
        this.#failedOnStable = 0;
        this.#failedOnCandidate = 0;
        return failed;
    }
    #passOn(arm, requests, { scale, more }, random) {
        const harmedBefore = this.#harmed;
        arm.prone.turn(requests * scale, (user) => {
            if (arm.anyone !== 'not started')
                arm.anyone.giveUp(user);
            this.#fail(user);
        });
        if (arm.anyone === 'not started' && more > 0)
            arm.anyone = this.#startedFor(arm, random);
        if (arm.anyone !== 'not started') {
            arm.anyone.turn(requests * more, (user) => {
                arm.prone.giveUp(user);
                this.#fail(user);
            });
        }
        return this.#harmed - harmedBefore;
    }
    #fail(user) {
        const onCandidate = this.#onCandidate[user] === 1;
        if (this.#of.counts && this.#failed[user] === 0) {
            this.#failed[user] = 1;
            if (onCandidate)
                this.#failedOnCandidate += 1;
            else
                this.#failedOnStable += 1;
        }
        if (!onCandidate || !this.#of.isHarm || this.#of.harmed[user] === 1)
            return;
        this.#of.harmed[user] = 1;
        this.#harmed += 1;
    }
    #waits(user) {
        if (this.#of.counts && this.#failed[user] === 0)
            return true;
        return this.#of.isHarm && this.#onCandidate[user] === 1 && this.#of.harmed[user] === 0;
    }
    #startedFor(arm, random) {
        const { shares } = this.#of;
        const place = arm === this.#candidate ? 1 : 0;
        const anyone = new UserClock(shares.length);
        for (let user = 0; user < shares.length; user += 1)
            if (this.#onCandidate[user] === place && this.#waits(user))
                anyone.wait(user, (0,src_chance/* exponential */.EV)(random) / (shares[user] ?? 0));
        return anyone;
    }
    #leave({ prone, anyone }, user) {
        prone.giveUp(user);
        if (anyone !== 'not started')
            anyone.giveUp(user);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/sticky-users.ts
// Routing by users: each stays on the arm where its hash lies, so an arm is only as average as its busiest users. Sums of independent Poisson streams are
// Poisson, so counts of requests need only the arm's rates; who was seen and who failed first is followed user by user. Given the rates, counts of requests
// and counts of users are drawn independently of each other: each is exact by itself.





class StickyUsers {
    #population;
    #chance;
    #onCandidate;
    #followed;
    /** Whether some check counts users, so that it matters who was seen. */
    #isSeen;
    #next;
    /** Users seen since the weight last changed. */
    #seen = [];
    #moving = (0,src_chance/* purposeOf */.eK)('users are seen again');
    #coming = (0,src_chance/* purposeOf */.eK)('users are seen');
    /** Means over an arm's requests of its users' propensities, by check. */
    #ofStable = new Map();
    #ofCandidate = new Map();
    #share = 0;
    #weight = 0;
    #seenOnStable = 0;
    #seenOnCandidate = 0;
    constructor(users, checks, { scenario, chance, populations }) {
        this.#population = (0,user_population/* populationOf */.JX)(users, checks, scenario, populations);
        this.#chance = chance;
        this.#onCandidate = new Uint8Array(users.count);
        const harmed = new Uint8Array(users.count);
        const { shares, propensities } = this.#population;
        this.#followed = checks.flatMap((check) => {
            const propensity = propensities[check.name];
            const [counts, isHarm] = [countsUsers(check), (0,src/* countsAsHarm */.Sf)(check)];
            if (propensity === undefined || !(counts || isHarm))
                return [];
            const purpose = (of) => (0,src_chance/* purposeOf */.eK)(`${check.name}/first failures/${of}`);
            return [{ check: check.name, beginning: purpose('beginning'), moving: purpose('moving'), topping: purpose('topping'), failures: new FirstFailures({ shares, propensity, harmed, counts, isHarm }, this.#onCandidate) }];
        });
        this.#isSeen = checks.some(countsUsers);
        this.#next = new UserClock(users.count);
        this.#compose();
        this.#placeAll();
    }
    candidateShare(weight) {
        (0,src/* invariant */.V1)(weight === this.#weight, 'users were moved before requests are split', { weight, moved: this.#weight });
        return this.#share;
    }
    ratioOf(check, ratio, who) {
        const mean = (who === 'candidate' ? this.#ofCandidate : this.#ofStable).get(check);
        const atRest = this.#population.propensities[check]?.atRest;
        if (mean === undefined || atRest === undefined)
            return ratio;
        const { scale, more } = (0,user_population/* liftTo */.he)(ratio, atRest);
        return Math.min(1, scale * mean + more);
    }
    /** From `atMs` on the candidate has the users whose place is below its weight. */
    route(weight, atMs) {
        if (weight === this.#weight)
            return;
        this.#weight = weight;
        const { places, shares } = this.#population;
        const moved = [];
        for (let user = 0; user < places.length; user += 1) {
            const place = (places[user] ?? 0) < weight ? 1 : 0;
            if (this.#onCandidate[user] !== place)
                moved.push(user);
            this.#onCandidate[user] = place;
        }
        for (const { moving, failures } of this.#followed) {
            const random = this.#chance.at(atMs, moving);
            for (const user of moved)
                failures.arrive(user, random);
        }
        this.#compose();
        const random = this.#chance.at(atMs, this.#moving);
        // Nobody remembers who came before: who was not seen waits on, who was seen waits anew.
        for (const user of this.#seen)
            this.#next.wait(user, (0,src_chance/* exponential */.EV)(random) / (shares[user] ?? 0));
        this.#seen.length = 0;
    }
    /** `requests`: to be expected of all users together. Returns how many users met a failure of the candidate's for the first time. */
    pass({ fromMs, now }, requests) {
        if (this.#isSeen)
            this.#see(requests);
        let harmed = 0;
        for (const { check, topping, failures } of this.#followed) {
            const stable = now.stable.checks[check];
            const candidate = now.candidate.checks[check];
            if (stable === undefined || candidate === undefined)
                continue;
            harmed += failures.pass(requests, { stable: this.#lift(check, stable), candidate: this.#lift(check, candidate) }, this.#chance.at(fromMs, topping));
        }
        return harmed;
    }
    /** In the last part: users seen for the first time since the weight changed. */
    get firstSeen() {
        return { stable: this.#seenOnStable, candidate: this.#seenOnCandidate };
    }
    /** Users who failed for the first time, since it was last asked. */
    takeFailed(check) {
        return this.#followed.find((followed) => followed.check === check)?.failures.takeFailed() ?? { stable: 0, candidate: 0 };
    }
    #lift(check, quality) {
        return (0,user_population/* liftTo */.he)(quality.kind === 'ratio' ? quality.ratio : 0, this.#population.propensities[check]?.atRest ?? 0);
    }
    #see(requests) {
        this.#seenOnStable = 0;
        this.#seenOnCandidate = 0;
        this.#next.turn(requests, (user) => {
            this.#seen.push(user);
            if (this.#onCandidate[user] === 1)
                this.#seenOnCandidate += 1;
            else
                this.#seenOnStable += 1;
        });
    }
    #placeAll() {
        const { shares } = this.#population;
        for (const { beginning, failures } of this.#followed) {
            const random = this.#chance.at(0, beginning);
            for (let user = 0; user < shares.length; user += 1)
                failures.arrive(user, random);
        }
        if (!this.#isSeen)
            return;
        const random = this.#chance.at(0, this.#coming);
        for (let user = 0; user < shares.length; user += 1)
            this.#next.wait(user, (0,src_chance/* exponential */.EV)(random) / (shares[user] ?? 0));
    }
    #compose() {
        const { shares, propensities } = this.#population;
        let share = 0;
        for (let user = 0; user < shares.length; user += 1)
            if (this.#onCandidate[user] === 1)
                share += shares[user] ?? 0;
        this.#share = Math.min(1, share);
        for (const [check, { ofUser }] of Object.entries(propensities)) {
            let [stable, candidate] = [0, 0];
            for (let user = 0; user < shares.length; user += 1) {
                const events = (shares[user] ?? 0) * (ofUser[user] ?? 0);
                if (this.#onCandidate[user] === 1)
                    candidate += events;
                else
                    stable += events;
            }
            this.#ofStable.set(check, share < 1 ? stable / (1 - share) : 0);
            this.#ofCandidate.set(check, share > 0 ? candidate / share : 0);
        }
    }
}
function countsUsers({ signal }) {
    return signal.kind === 'share' && signal.unit === 'users';
}


/***/ }),

/***/ 8769:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ withinAt),
/* harmony export */   w: () => (/* binding */ alteredTimes)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
/* harmony import */ var _behaviours_change_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4900);
// What changes do to the times of requests. Times are known as the share of requests at or under each bound of a histogram, nothing in between: a time
// inside a bucket is taken as spread evenly over it.


/** Share of the requests at or under `seconds`. Beyond the last bound nothing is known but that the rest is slower. */
function withinAt({ boundsSeconds, within }, seconds) {
    let [lowerBound, lower] = [0, 0];
    for (let index = 0; index < boundsSeconds.length; index += 1) {
        const bound = boundsSeconds[index] ?? 0;
        const upper = within[index] ?? 0;
        if (seconds <= bound)
            return bound === lowerBound ? upper : lower + ((upper - lower) * (seconds - lowerBound)) / (bound - lowerBound);
        [lowerBound, lower] = [bound, upper];
    }
    return lower;
}
/** `noise`: factor on the odds of being slower than a bound. */
function alteredTimes(check, times, changes, noise) {
    let altered = noise === 1 ? times : withTails(times, (tail) => (tail * noise) / (1 - tail + tail * noise));
    for (const change of changes)
        if ((0,_behaviours_change_js__WEBPACK_IMPORTED_MODULE_1__/* .concerns */ .Kc)(change, check))
            altered = afterChange(altered, change);
    return altered;
}
function afterChange(times, change) {
    switch (change.kind) {
        case 'slower':
            return stretched(times, change);
        case 'worse':
            return withTails(times, (tail) => tail * change.factor + change.points);
        case 'better':
            return withTails(times, (tail) => tail - change.points);
        case 'fail':
        case 'skew':
        case 'level':
            return times;
        default:
            return (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(change);
    }
}
/** Of the requests above the quantile those stay within a bound whose time was within `bound / factor`. */
function stretched(times, { factor, fromQuantile }) {
    const within = times.boundsSeconds.map((bound, index) => Math.min(times.within[index] ?? 0, fromQuantile) + Math.max(0, withinAt(times, bound / factor) - fromQuantile));
    return { boundsSeconds: times.boundsSeconds, within };
}
function withTails({ boundsSeconds, within }, tailOf) {
    return { boundsSeconds, within: within.map((share) => 1 - Math.min(1, Math.max(0, tailOf(1 - share)))) };
}


/***/ }),

/***/ 2782:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ baselineOf)
/* harmony export */ });
/* unused harmony export baselineKind */
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
/* harmony import */ var _altered_times_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8769);
// What stable does where a scenario does not say: plausible figures by the kind of signal, within the limit that the check itself sets, because a stable
// that breaks its own limit is a scenario of its own and has to be written.


/** Of requests that fail; of answers that are wrong, came true, or convert. */
const FAILING_RATIO = 0.01;
const ANSWER_RATIO = 0.2;
/** The default bounds of Prometheus clients, and a service with a median of 40 ms and a p99 of half a second. */
const BOUNDS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WITHIN = [0.02, 0.08, 0.3, 0.58, 0.82, 0.955, 0.99, 0.9975, 0.9995, 0.9999, 0.99998];
const SCORE = { mean: 0.7, sd: 0.15 };
const BINS = { first: 0.6, second: 0.3, third: 0.1 };
const LEVEL_BYTES = 1_073_741_824;
const LEVEL_SD_PART = 0.02;
/** How far inside its limit stable is: half of what is allowed. */
const WITHIN_LIMIT = 0.5;
/** What stable does of this check: as the scenario says, else by default. */
function baselineOf(check, scenario) {
    const written = Object.hasOwn(scenario.baseline, check.name) ? scenario.baseline[check.name] : undefined;
    if (written === undefined)
        return defaultBaseline(check);
    (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .invariant */ .V1)(written.kind === baselineKind(check), 'a baseline is of the kind that its check looks at', { check: check.name, signal: check.signal.kind, baseline: written.kind });
    return written;
}
/** The form in which a check's baseline is written. */
function baselineKind({ signal }) {
    switch (signal.kind) {
        case 'share':
        case 'labels':
        case 'pairs':
        case 'calibration':
            return 'ratio';
        case 'time':
        case 'score':
        case 'bins':
        case 'level':
            return signal.kind;
    }
}
function defaultBaseline(check) {
    const { signal, limit } = check;
    switch (signal.kind) {
        case 'share':
            return { kind: 'ratio', ratio: within(check, check.better === 'lower' ? FAILING_RATIO : ANSWER_RATIO) };
        case 'labels':
        case 'pairs':
        case 'calibration':
            return { kind: 'ratio', ratio: within(check, ANSWER_RATIO) };
        case 'time':
            return defaultTimes(limit);
        case 'score':
            return { kind: 'score', mean: within(check, check.better === 'higher' ? SCORE.mean : 1 - SCORE.mean), sd: SCORE.sd };
        case 'bins':
            return { kind: 'bins', shares: signal.against.kind === 'reference' ? signal.against.shares : BINS };
        case 'level': {
            const mean = limit.kind === 'level' ? Math.min(LEVEL_BYTES, limit.max * WITHIN_LIMIT) : LEVEL_BYTES;
            return { kind: 'level', mean, sd: mean * LEVEL_SD_PART, perRequestPerSecond: 0 };
        }
    }
}
function within({ limit, better }, ratio) {
    if (limit.kind !== 'share')
        return ratio;
    return better === 'lower' ? Math.min(ratio, limit.ratioMax * WITHIN_LIMIT) : Math.max(ratio, 1 - (1 - limit.ratioMax) * WITHIN_LIMIT);
}
/** A limit is a bound of the histogram, and half as many are over it as may be: the whole table becomes faster until that holds. */
function defaultTimes(limit) {
    if (limit.kind !== 'time')
        return { kind: 'time', boundsSeconds: BOUNDS_SECONDS, within: WITHIN };
    const limitSeconds = limit.msMax / 1_000;
    const least = 1 - (1 - limit.quantile) * WITHIN_LIMIT;
    const boundsSeconds = BOUNDS_SECONDS.includes(limitSeconds) ? BOUNDS_SECONDS : [...BOUNDS_SECONDS, limitSeconds].sort((a, b) => a - b);
    let faster = 1;
    while ((0,_altered_times_js__WEBPACK_IMPORTED_MODULE_1__/* .withinAt */ .v)({ boundsSeconds: BOUNDS_SECONDS, within: WITHIN }, limitSeconds * faster) < least && faster < 1e9)
        faster *= 1.25;
    return { kind: 'time', boundsSeconds, within: boundsSeconds.map((bound) => (0,_altered_times_js__WEBPACK_IMPORTED_MODULE_1__/* .withinAt */ .v)({ boundsSeconds: BOUNDS_SECONDS, within: WITHIN }, bound * faster)) };
}


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kc: () => (/* binding */ concerns),
/* harmony export */   Mp: () => (/* binding */ isOn),
/* harmony export */   Sr: () => (/* binding */ ERRORS),
/* harmony export */   jU: () => (/* binding */ morePoints)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
// What a behaviour or a fault does to an arm at a moment, as data: behaviours become changes (this folder), changes alter checks (../altered).

const ERRORS = { kind: 'all', of: 'errors' };
/** So many more requests fail. */
function morePoints(points) {
    return { kind: 'worse', on: ERRORS, but: '', segment: '', factor: 1, points };
}
/** Whether the check sees this change. */
function concerns(change, check) {
    switch (change.kind) {
        case 'fail':
            return countsFailures(check) || countsSuccesses(check);
        case 'worse':
            return check.name !== change.but && isOn(change.on, check);
        case 'better':
            return check.name === change.check;
        case 'slower':
            return check.signal.kind === 'time';
        case 'level':
            return check.signal.kind === 'level';
        case 'skew':
            return check.signal.kind === 'bins';
        default:
            return (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(change);
    }
}
function isOn(on, check) {
    if (on.kind === 'check')
        return on.name === check.name;
    const { kind } = check.signal;
    switch (on.of) {
        case 'errors':
            return countsFailures(check);
        case 'latency':
            return kind === 'time';
        case 'answers':
            return kind === 'labels' || kind === 'pairs' || kind === 'calibration' || kind === 'score';
        case 'bins':
            return kind === 'bins';
        case 'levels':
            return kind === 'level';
    }
}
function countsFailures({ signal, then, better }) {
    return signal.kind === 'share' && then === 'rollback' && better === 'lower';
}
/** A request that fails converts nobody. */
function countsSuccesses({ signal, better }) {
    return signal.kind === 'share' && better === 'higher';
}


/***/ }),

/***/ 5444:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UH: () => (/* binding */ STEP_MS),
/* harmony export */   WC: () => (/* binding */ isDuring),
/* harmony export */   XP: () => (/* binding */ nextEdge),
/* harmony export */   Ym: () => (/* binding */ faultPeriod),
/* harmony export */   jH: () => (/* binding */ periodOf)
/* harmony export */ });
/** Steps in which what grows or fades is taken as constant. */
const STEP_MS = 60_000;
function periodOf({ since, fromMs, forMs }, { firstTrafficAtMs, promotedAtMs }) {
    const origin = since === 'start' ? 0 : since === 'first-traffic' ? firstTrafficAtMs : promotedAtMs;
    if (origin === 'never')
        return 'never';
    return { fromMs: origin + fromMs, toMs: forMs === 'ever' ? Number.POSITIVE_INFINITY : origin + fromMs + forMs };
}
/** Faults of the world end when everything heals. */
function faultPeriod({ atMs, forMs }, healsAtMs) {
    return { fromMs: atMs, toMs: healsAtMs === 'never' ? atMs + forMs : Math.min(atMs + forMs, healsAtMs) };
}
/** The next moment after `atMs` at which the period begins or ends. */
function nextEdge(period, atMs) {
    if (period === 'never' || period.fromMs >= period.toMs)
        return Number.POSITIVE_INFINITY;
    if (atMs < period.fromMs)
        return period.fromMs;
    return atMs < period.toMs ? period.toMs : Number.POSITIVE_INFINITY;
}
function isDuring(period, atMs) {
    return period !== 'never' && atMs >= period.fromMs && atMs < period.toMs;
}


/***/ }),

/***/ 7787:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ compileQuality)
});

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var chance = __webpack_require__(9368);
// EXTERNAL MODULE: ./simulator/src/world/behaviours/change.ts
var behaviours_change = __webpack_require__(4900);
;// CONCATENATED MODULE: ./simulator/src/world/altered/ratio.ts
// What changes do to the probability of an event, overall and in each segment.


function alteredRatio(check, ratio, changes, segments) {
    let elsewhere = ratio;
    let inSegments = [];
    for (const change of changes) {
        if (!(0,behaviours_change/* concerns */.Kc)(change, check))
            continue;
        const only = change.kind === 'worse' ? change.segment : '';
        if (only === '') {
            elsewhere = afterChange(check, elsewhere, change);
            for (let index = 0; index < inSegments.length; index += 1)
                inSegments[index] = afterChange(check, inSegments[index] ?? 0, change);
            continue;
        }
        if (inSegments.length === 0)
            inSegments = segments.map(() => elsewhere);
        const index = segments.indexOf(only);
        if (index >= 0)
            inSegments[index] = afterChange(check, inSegments[index] ?? 0, change);
    }
    return { elsewhere, inSegments };
}
/** The probability over an arm's mix of requests. Dimensions are independent of each other. */
function ratioOver({ elsewhere, inSegments }, mix) {
    if (inSegments.length === 0)
        return elsewhere;
    let ratio = elsewhere;
    for (const dimension of mix.dimensions)
        ratio += dimensionMean(inSegments, mix.shares, dimension) - elsewhere;
    return clamped(ratio);
}
/** The probability in each segment: what other dimensions do to it is added. */
function ratiosInSegments({ elsewhere, inSegments }, mix) {
    if (inSegments.length === 0)
        return mix.shares.map(() => elsewhere);
    const ratios = inSegments.map(clamped);
    for (const dimension of mix.dimensions) {
        const more = dimensionMean(inSegments, mix.shares, dimension) - elsewhere;
        if (more !== 0)
            for (let index = 0; index < ratios.length; index += 1)
                if (!dimension.includes(index))
                    ratios[index] = clamped((ratios[index] ?? 0) + more);
    }
    return ratios;
}
function dimensionMean(inSegments, shares, dimension) {
    let mean = 0;
    for (const index of dimension)
        mean += (inSegments[index] ?? 0) * (shares[index] ?? 0);
    return mean;
}
function afterChange({ better }, ratio, change) {
    switch (change.kind) {
        case 'fail':
            return better === 'lower' ? ratio + (1 - ratio) * change.share : ratio * (1 - change.share);
        case 'worse':
            return clamped(better === 'lower' ? ratio * change.factor + change.points : ratio / change.factor - change.points);
        case 'better':
            return clamped(better === 'lower' ? ratio - change.points : ratio + change.points);
        case 'slower':
        case 'level':
        case 'skew':
            return ratio;
        default:
            return (0,src/* assertNever */.xb)(change);
    }
}
function clamped(ratio) {
    return ratio < 0 ? 0 : ratio > 1 ? 1 : ratio;
}

;// CONCATENATED MODULE: ./simulator/src/world/altered/others.ts
// What changes do to scores, bins and gauges.



/** Of the largest standard deviation that values in [0, 1] with this mean can have. */
const SD_MAX_PART = 0.95;
function alteredScore(check, { mean, sd }, changes) {
    let altered = mean;
    for (const change of changes)
        if ((0,behaviours_change/* concerns */.Kc)(change, check))
            altered = clamped(scoreAfter(check, altered, change));
    return { mean: altered, sd: Math.min(sd, SD_MAX_PART * Math.sqrt(altered * (1 - altered))) };
}
function scoreAfter({ better }, mean, change) {
    switch (change.kind) {
        case 'worse':
            return better === 'lower' ? mean * change.factor + change.points : mean / change.factor - change.points;
        case 'better':
            return better === 'lower' ? mean - change.points : mean + change.points;
        case 'fail':
        case 'slower':
        case 'level':
        case 'skew':
            return mean;
        default:
            return (0,src/* assertNever */.xb)(change);
    }
}
/** Answers move from the bin that is commonest at rest to the next one: worse bins mean fewer of the commonest answer. */
function alteredBins(check, shares, changes) {
    let altered = shares;
    for (const change of changes)
        if ((0,behaviours_change/* concerns */.Kc)(change, check))
            altered = withMoved(shares, altered, change);
    return altered;
}
function withMoved(atRest, shares, change) {
    const [commonest, next] = atRest.map((_, index) => index).sort((a, b) => (atRest[b] ?? 0) - (atRest[a] ?? 0) || a - b);
    if (commonest === undefined || next === undefined)
        return shares;
    const before = shares[commonest] ?? 0;
    const after = clamped(commonestAfter(before, change));
    const limit = before + (shares[next] ?? 0);
    const kept = Math.min(after, limit);
    return shares.map((share, index) => (index === commonest ? kept : index === next ? limit - kept : share));
}
function commonestAfter(share, change) {
    switch (change.kind) {
        case 'skew':
            return share - change.moved;
        case 'worse':
            return share / change.factor - change.points;
        case 'better':
            return share + change.points;
        case 'fail':
        case 'slower':
        case 'level':
            return share;
        default:
            return (0,src/* assertNever */.xb)(change);
    }
}
/** `points` of the level at rest. */
function alteredLevel(check, mean, changes) {
    let altered = mean;
    for (const change of changes)
        if ((0,behaviours_change/* concerns */.Kc)(change, check))
            altered = Math.max(0, levelAfter(mean, altered, change));
    return altered;
}
function levelAfter(atRest, mean, change) {
    switch (change.kind) {
        case 'level':
            return mean * change.factor;
        case 'worse':
            return mean * change.factor + change.points * atRest;
        case 'better':
            return mean - change.points * atRest;
        case 'fail':
        case 'slower':
        case 'skew':
            return mean;
        default:
            return (0,src/* assertNever */.xb)(change);
    }
}

// EXTERNAL MODULE: ./simulator/src/world/altered/times.ts
var times = __webpack_require__(8769);
// EXTERNAL MODULE: ./simulator/src/world/baseline.ts
var baseline = __webpack_require__(2782);
;// CONCATENATED MODULE: ./simulator/src/world/behaviours/effect.ts
const NO_EFFECT = { changes: [], untilMs: Number.POSITIVE_INFINITY };

// EXTERNAL MODULE: ./simulator/src/world/behaviours/moment.ts
var moment = __webpack_require__(5444);
;// CONCATENATED MODULE: ./simulator/src/world/behaviours/growing.ts



const HOUR_MS = 3_600_000;
/** A start is fast: it fades in at least so many steps. */
const FADING_STEPS = 10;
/** As much as half-way through the step. */
function leak({ errorPointsPerHour, levelPerHour }, { atMs, beganMs }) {
    const step = Math.floor((atMs - beganMs) / moment/* STEP_MS */.UH);
    const hours = ((step + 0.5) * moment/* STEP_MS */.UH) / HOUR_MS;
    return { changes: [(0,behaviours_change/* morePoints */.jU)(errorPointsPerHour * hours), { kind: 'level', factor: 1 + levelPerHour * hours }], untilMs: beganMs + (step + 1) * moment/* STEP_MS */.UH };
}
/** Only who gets requests, or copies of them, has a start. */
function coldStart({ lastsMs, errorPoints, slowFactor }, { atMs, beganMs, exposure }) {
    if (exposure.weight + exposure.mirror === 0)
        return NO_EFFECT;
    const warmMs = Math.max(beganMs, exposure.weightSinceMs);
    const stepMs = Math.max(1, Math.min(moment/* STEP_MS */.UH, Math.ceil(lastsMs / FADING_STEPS)));
    const step = Math.floor((atMs - warmMs) / stepMs);
    const left = 1 - ((step + 0.5) * stepMs) / lastsMs;
    if (!(left > 0))
        return NO_EFFECT;
    return { changes: [(0,behaviours_change/* morePoints */.jU)(errorPoints * left), { kind: 'slower', factor: 1 + (slowFactor - 1) * left, fromQuantile: 0 }], untilMs: warmMs + (step + 1) * stepMs };
}

;// CONCATENATED MODULE: ./simulator/src/world/behaviours/lasting.ts
// Behaviours that are the same from their first to their last moment.

const ANSWERS = { kind: 'all', of: 'answers' };
function lastingChanges(behaviour) {
    switch (behaviour.kind) {
        case 'worse':
            return [{ kind: 'worse', on: behaviour.on, but: '', segment: '', factor: behaviour.factor, points: behaviour.points }];
        case 'worse-in':
            return [{ kind: 'worse', on: behaviour.on, but: '', segment: behaviour.segment, factor: behaviour.factor, points: behaviour.points }];
        case 'slower':
            return [{ kind: 'slower', factor: behaviour.factor, fromQuantile: behaviour.fromQuantile }];
        case 'skew':
            return [{ kind: 'skew', moved: behaviour.moved }];
        case 'wins-own-metric':
            return [
                { kind: 'better', check: behaviour.better, points: behaviour.gain },
                { kind: 'worse', on: ANSWERS, but: behaviour.better, segment: '', factor: 1, points: behaviour.loss },
            ];
        default:
            return (0,src/* assertNever */.xb)(behaviour);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/behaviours/shared.ts


/** A copy of a request is as much work as the request. */
function overload({ weight, points, levelFactor }, { exposure }) {
    if (exposure.weight + exposure.mirror <= weight)
        return NO_EFFECT;
    return { changes: [(0,behaviours_change/* morePoints */.jU)(points), { kind: 'level', factor: levelFactor }], untilMs: Number.POSITIVE_INFINITY };
}

;// CONCATENATED MODULE: ./simulator/src/world/behaviours/sudden.ts

/** The crashed pods keep their part of the arm's requests. In a loop they are down for `loopMs`, then up for as long. */
function crash({ pods, loopMs }, { atMs, beganMs }) {
    const changes = [{ kind: 'fail', share: pods }];
    if (loopMs === 'none')
        return { changes, untilMs: Number.POSITIVE_INFINITY };
    const half = Math.floor((atMs - beganMs) / loopMs);
    return { changes: half % 2 === 0 ? changes : [], untilMs: beganMs + (half + 1) * loopMs };
}
/** Each refresh of the artefact comes out bad by chance of its own, and stays until the next. */
function intermittent({ periodMs, badShare, errorRatio }, { atMs, beganMs }, draws) {
    const refresh = Math.floor((atMs - beganMs) / periodMs);
    const untilMs = beganMs + (refresh + 1) * periodMs;
    return draws.uniformAt(refresh) < badShare ? { changes: [{ kind: 'fail', share: errorRatio }], untilMs } : { ...NO_EFFECT, untilMs };
}

;// CONCATENATED MODULE: ./simulator/src/world/behaviours/effect-of.ts
// Behaviours come in groups, one file each; here each finds its group.






function effectOf(behaviour, moment, draws) {
    switch (behaviour.kind) {
        case 'crash':
            return crash(behaviour, moment);
        case 'intermittent':
            return intermittent(behaviour, moment, draws);
        case 'leak':
            return leak(behaviour, moment);
        case 'cold-start':
            return coldStart(behaviour, moment);
        case 'feedback':
            // What was answered changes what is asked later: only the event-level engine knows, and adds it itself.
            return NO_EFFECT;
        case 'overload':
            return overload(behaviour, moment);
        case 'worse':
        case 'worse-in':
        case 'slower':
        case 'skew':
        case 'wins-own-metric':
            return { changes: lastingChanges(behaviour), untilMs: Number.POSITIVE_INFINITY };
        default:
            return (0,src/* assertNever */.xb)(behaviour);
    }
}
/** Whether it hits both arms, whichever it is of. */
function hitsBoth({ kind, arm }) {
    return arm === 'both' || kind === 'overload';
}

// EXTERNAL MODULE: ./simulator/src/world/request-rate.ts
var request_rate = __webpack_require__(8799);
// EXTERNAL MODULE: ./simulator/src/world/segment-mix.ts
var segment_mix = __webpack_require__(9731);
// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/index.ts + 48 modules
var statistics = __webpack_require__(775);
;// CONCATENATED MODULE: ./simulator/src/world/slow-noise.ts
// Slow noise of an arm's rates: the logarithm of a factor, first-order autoregressive and correlated over an hour, on a fixed grid of time. Each innovation
// is addressed by its place on the grid, so that the noise does not depend on who asks, when, or in which cuts.


const GRID_MS = 60_000;
const CORRELATION_MS = 3_600_000;
const SILENT = { factorAt: () => 1 };
/** `sd`: standard deviation of the logarithm. */
function slowNoise({ seed, run }, sd, purpose) {
    if (sd === 0)
        return SILENT;
    const random = (0,chance/* newRandom */.wM)();
    const address = (0,chance/* purposeOf */.eK)(`slow noise/${purpose}`);
    const kept = (0,statistics/* exp */.oN)(-GRID_MS / CORRELATION_MS);
    const fresh = sd * Math.sqrt(1 - kept * kept);
    const levels = [];
    return {
        factorAt: (point) => {
            for (let next = levels.length; next <= point; next += 1) {
                const innovation = (0,chance/* normal */.qb)(random.at(seed, run, next, address));
                levels.push(next === 0 ? sd * innovation : kept * (levels[next - 1] ?? 0) + fresh * innovation);
            }
            return (0,statistics/* exp */.oN)((levels[point] ?? 0) - (sd * sd) / 2);
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/world/compile-quality.ts
// Both arms' quality over time, out of a scenario: what each check sees at rest (baseline), times slow noise, changed by every behaviour and every fault of
// the world that is on. Chance in it (noise, bad refreshes) is addressed by time, so that every engine, depth and policy meets the same world.












function compileQuality(trial) {
    return new CompiledQuality(trial);
}
class CompiledQuality {
    #scenario;
    #watched;
    #faults;
    #draws;
    #segments;
    #dimensions;
    #noise;
    #isNoisy;
    #rate;
    /** Whether a gauge follows the load, which changes with traffic and weight. */
    #followsLoad;
    #dependsOnExposure;
    #now = 'none';
    #sinceMs = 0;
    #exposure = 'none';
    constructor({ policy, scenario }) {
        const { traffic, faults, behaviours } = scenario;
        const dimensions = new Set(traffic.segments.map(({ dimension }) => dimension));
        this.#scenario = scenario;
        this.#watched = policy.checks.map((check) => ({ check, baseline: (0,baseline/* baselineOf */.B)(check, scenario), isHarm: (0,src/* countsAsHarm */.Sf)(check), isSliced: check.slices.some((slice) => dimensions.has(slice)) }));
        this.#faults = faults.filter(isOfTheWorld);
        this.#draws = behaviours.map((_, index) => drawsOf(scenario, `behaviour/${String(index)}`));
        this.#segments = traffic.segments.map(segment_mix/* segmentName */.Jc);
        this.#dimensions = (0,segment_mix/* dimensionsOf */.VM)(traffic.segments);
        this.#noise = {
            common: slowNoise(scenario, traffic.commonNoise, 'common'),
            stable: slowNoise(scenario, traffic.armNoise, 'stable'),
            candidate: slowNoise(scenario, traffic.armNoise, 'candidate'),
        };
        this.#isNoisy = traffic.commonNoise > 0 || traffic.armNoise > 0;
        this.#rate = (0,request_rate/* requestRate */.o)(scenario);
        this.#followsLoad = this.#watched.some(({ baseline }) => baseline.kind === 'level' && baseline.perRequestPerSecond > 0);
        this.#dependsOnExposure = this.#followsLoad || behaviours.length > 0;
    }
    at(atMs, exposure) {
        const now = this.#now;
        if (now !== 'none' && atMs >= this.#sinceMs && atMs < now.validUntilMs && (!this.#dependsOnExposure || this.#isSameExposure(exposure)))
            return now;
        const fresh = this.#qualityAt(atMs, exposure);
        this.#now = fresh;
        this.#sinceMs = atMs;
        this.#exposure = exposure;
        return fresh;
    }
    #isSameExposure(next) {
        const last = this.#exposure;
        if (last === next)
            return true;
        return (last !== 'none' &&
            last.weight === next.weight &&
            last.mirror === next.mirror &&
            last.weightSinceMs === next.weightSinceMs &&
            last.firstTrafficAtMs === next.firstTrafficAtMs &&
            last.promotedAtMs === next.promotedAtMs);
    }
    #qualityAt(atMs, exposure) {
        const weather = this.#weatherAt(atMs, exposure);
        const load = this.#followsLoad ? this.#rate.at(this.#rate.bends ? stepMiddle(atMs) : atMs) * weather.trafficFactor : 0;
        const stable = {};
        const candidate = {};
        let [fineOnCandidate, fineOnStable] = [1, 1];
        for (const watched of this.#watched) {
            const { name } = watched.check;
            if (watched.baseline.kind === 'ratio') {
                const ofStable = this.#ratioOf(watched, watched.baseline.ratio, weather, 'stable');
                const ofCandidate = this.#ratioOf(watched, watched.baseline.ratio, weather, 'candidate');
                stable[name] = ratioQuality(watched, ofStable, weather.stableMix);
                candidate[name] = ratioQuality(watched, ofCandidate, weather.candidateMix);
                if (!watched.isHarm)
                    continue;
                fineOnCandidate *= 1 - ratioOver(ofCandidate, weather.candidateMix);
                fineOnStable *= 1 - ratioOver(ofStable, weather.candidateMix);
                continue;
            }
            stable[name] = otherQuality(watched, weather, 'stable', load * (1 - exposure.weight));
            candidate[name] = otherQuality(watched, weather, 'candidate', load * (exposure.weight + exposure.mirror * (1 - exposure.weight)));
        }
        const arm = (checks) => ({ checks });
        return {
            validUntilMs: Math.max(atMs + 1, Math.ceil(weather.untilMs)),
            stable: arm(stable),
            candidate: arm(candidate),
            trafficFactor: weather.trafficFactor,
            badRatio: { stable: 1 - fineOnStable, candidate: 1 - fineOnCandidate },
            segments: { stable: weather.stableMix.shares, candidate: weather.candidateMix.shares },
        };
    }
    #ratioOf({ check }, ratio, weather, arm) {
        return alteredRatio(check, Math.min(1, ratio * weather.noise[arm]), weather[arm], this.#segments);
    }
    #weatherAt(atMs, exposure) {
        const { horizonMs, traffic } = this.#scenario;
        const progress = Math.min(1, stepMiddle(atMs) / horizonMs);
        const mix = { shares: (0,segment_mix/* sharesAt */.CK)(traffic.segments, progress), dimensions: this.#dimensions };
        const point = Math.floor(atMs / GRID_MS);
        const common = this.#noise.common.factorAt(point);
        const weather = {
            untilMs: Number.POSITIVE_INFINITY,
            trafficFactor: 1,
            stable: [],
            candidate: [],
            stableMix: mix,
            candidateMix: mix,
            noise: { stable: common * this.#noise.stable.factorAt(point), candidate: common * this.#noise.candidate.factorAt(point) },
        };
        if (this.#isNoisy)
            weather.untilMs = (point + 1) * GRID_MS;
        if ((0,segment_mix/* shiftsOverTime */.vi)(traffic.segments) && progress < 1)
            weather.untilMs = Math.min(weather.untilMs, stepEnd(atMs));
        if (this.#followsLoad)
            weather.untilMs = Math.min(weather.untilMs, this.#rate.jumpsAfter(atMs), this.#rate.bends ? stepEnd(atMs) : Number.POSITIVE_INFINITY);
        this.#addBehaviours(weather, atMs, exposure);
        this.#addFaults(weather, atMs);
        return weather;
    }
    #addBehaviours(weather, atMs, exposure) {
        this.#scenario.behaviours.forEach((behaviour, index) => {
            const period = (0,moment/* periodOf */.jH)(behaviour, exposure);
            weather.untilMs = Math.min(weather.untilMs, (0,moment/* nextEdge */.XP)(period, atMs));
            const draws = this.#draws[index];
            if (period === 'never' || !(0,moment/* isDuring */.WC)(period, atMs) || draws === undefined)
                return;
            const { changes, untilMs } = effectOf(behaviour, { atMs, beganMs: period.fromMs, exposure }, draws);
            weather.untilMs = Math.min(weather.untilMs, untilMs);
            weather.candidate.push(...changes);
            if (hitsBoth(behaviour))
                weather.stable.push(...changes);
        });
    }
    #addFaults(weather, atMs) {
        for (const fault of this.#faults) {
            const period = (0,moment/* faultPeriod */.Ym)(fault, this.#scenario.healsAtMs);
            weather.untilMs = Math.min(weather.untilMs, (0,moment/* nextEdge */.XP)(period, atMs));
            if (!(0,moment/* isDuring */.WC)(period, atMs))
                continue;
            switch (fault.kind) {
                case 'common-outage':
                    weather.stable.push((0,behaviours_change/* morePoints */.jU)(fault.points));
                    weather.candidate.push((0,behaviours_change/* morePoints */.jU)(fault.points));
                    break;
                case 'dependency-down':
                    weather.candidate.push((0,behaviours_change/* morePoints */.jU)(fault.points));
                    break;
                case 'flash-crowd':
                    weather.trafficFactor *= fault.factor;
                    break;
                case 'no-traffic':
                    weather.trafficFactor = 0;
                    break;
                case 'mix-differs':
                    weather.candidateMix = (0,segment_mix/* withSegment */.YU)(weather.candidateMix, this.#segments.indexOf(fault.segment), fault.factor);
                    break;
                default:
                    (0,src/* assertNever */.xb)(fault);
            }
        }
    }
}
function ratioQuality({ isSliced }, parts, mix) {
    return { kind: 'ratio', ratio: ratioOver(parts, mix), inSegments: isSliced ? ratiosInSegments(parts, mix) : [] };
}
/** `load`: requests per second on the arm. */
function otherQuality({ check, baseline }, weather, arm, load) {
    const changes = weather[arm];
    switch (baseline.kind) {
        case 'ratio':
            return { kind: 'ratio', ratio: baseline.ratio, inSegments: [] };
        case 'time':
            return { kind: 'time', ...(0,times/* alteredTimes */.w)(check, baseline, changes, weather.noise[arm]) };
        case 'score':
            return { kind: 'score', ...alteredScore(check, baseline, changes) };
        case 'bins': {
            const names = Object.keys(baseline.shares);
            return { kind: 'bins', names, shares: alteredBins(check, names.map((name) => baseline.shares[name] ?? 0), changes) };
        }
        case 'level':
            return { kind: 'level', mean: alteredLevel(check, baseline.mean + baseline.perRequestPerSecond * load, changes), sd: baseline.sd };
        default:
            return (0,src/* assertNever */.xb)(baseline);
    }
}
function isOfTheWorld(fault) {
    return fault.kind === 'common-outage' || fault.kind === 'dependency-down' || fault.kind === 'flash-crowd' || fault.kind === 'no-traffic' || fault.kind === 'mix-differs';
}
function drawsOf({ seed, run }, purpose) {
    const random = (0,chance/* newRandom */.wM)();
    const address = (0,chance/* purposeOf */.eK)(purpose);
    return { uniformAt: (index) => random.at(seed, run, index, address).uniform() };
}
function stepEnd(atMs) {
    return (Math.floor(atMs / moment/* STEP_MS */.UH) + 1) * moment/* STEP_MS */.UH;
}
function stepMiddle(atMs) {
    return (Math.floor(atMs / moment/* STEP_MS */.UH) + 0.5) * moment/* STEP_MS */.UH;
}


/***/ }),

/***/ 8799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ peakToTroughOf),
/* harmony export */   o: () => (/* binding */ requestRate)
/* harmony export */ });
/* harmony import */ var _rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6432);
/* harmony import */ var _chance_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
// How many requests are to be expected when: the mean, the shape of day and week, and bursts. Common to both engines; what is drawn is theirs.


/** Replayed arrivals count for themselves: rate, bursts and dispersion of the scenario are not used with them. */
function requestRate(scenario) {
    const { shape, requestsPerSecond, bursts } = scenario.traffic;
    if (shape.kind === 'replay')
        return replayRate(shape);
    const wave = shape.kind === 'flat' ? FLAT : waveOf(shape);
    const perMs = requestsPerSecond / 1_000;
    if (bursts.factor === 1) {
        return { between: (fromMs, toMs) => perMs * wave.between(fromMs, toMs), at: (atMs) => requestsPerSecond * wave.at(atMs), jumpsAfter: () => Number.POSITIVE_INFINITY, bends: shape.kind !== 'flat' };
    }
    const timeline = burstTimeline(scenario);
    return {
        between: (fromMs, toMs) => {
            let requests = 0;
            for (let atMs = fromMs; atMs < toMs;) {
                const untilMs = Math.min(toMs, timeline.endOf(atMs));
                requests += perMs * timeline.factorAt(atMs) * wave.between(atMs, untilMs);
                atMs = untilMs;
            }
            return requests;
        },
        at: (atMs) => requestsPerSecond * timeline.factorAt(atMs) * wave.at(atMs),
        jumpsAfter: (atMs) => timeline.endOf(atMs),
        bends: shape.kind !== 'flat',
    };
}
/** The peak over the trough of a day whose mean is so many times its trough. */
function peakToTroughOf(meanOverTrough) {
    return 1 + Math.max(0, meanOverTrough - 1) / DAY_MEAN;
}
const FLAT = { at: () => 1, between: (fromMs, toMs) => toMs - fromMs };
const HOUR_MS = 3_600_000;
/** Where the day stands between its trough (0) and its peak (1), at each full hour from midnight. */
const DAY = [0.25, 0.15, 0.08, 0.03, 0, 0.03, 0.12, 0.3, 0.55, 0.78, 0.9, 0.96, 0.97, 0.99, 1, 0.98, 0.95, 0.92, 0.9, 0.85, 0.75, 0.62, 0.48, 0.35];
/** The mean hour of that day. */
const DAY_MEAN = DAY.reduce((sum, height) => sum + height, 0) / DAY.length;
const WORKDAYS = 5;
const WEEK_DAYS = 7;
/** Piecewise linear between full hours, mean 1. A week begins on Monday; a day knows no weekend. */
function waveOf({ kind, peakToTrough, weekendRatio, startsAtMs }) {
    const days = kind === 'day' ? 1 : WEEK_DAYS;
    const heights = Array.from({ length: days }, (_, day) => DAY.map((height) => (1 + (peakToTrough - 1) * height) * (day < WORKDAYS ? 1 : weekendRatio))).flat();
    const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
    const knots = Float64Array.from([...heights, heights[0] ?? 1], (height) => height / mean);
    const sums = new Float64Array(knots.length);
    for (let knot = 1; knot < knots.length; knot += 1)
        sums[knot] = (sums[knot - 1] ?? 0) + (((knots[knot - 1] ?? 0) + (knots[knot] ?? 0)) / 2) * HOUR_MS;
    const periodMs = heights.length * HOUR_MS;
    const total = sums[heights.length] ?? 0;
    const cumulative = (atMs) => {
        const periods = Math.floor(atMs / periodMs);
        const withinMs = atMs - periods * periodMs;
        const knot = Math.floor(withinMs / HOUR_MS);
        const part = withinMs / HOUR_MS - knot;
        const height = knots[knot] ?? 0;
        return periods * total + (sums[knot] ?? 0) + HOUR_MS * part * (height + (((knots[knot + 1] ?? 0) - height) * part) / 2);
    };
    const heightAt = (atMs) => {
        const withinMs = atMs - Math.floor(atMs / periodMs) * periodMs;
        const knot = Math.floor(withinMs / HOUR_MS);
        const height = knots[knot] ?? 0;
        return height + ((knots[knot + 1] ?? 0) - height) * (withinMs / HOUR_MS - knot);
    };
    return { at: (atMs) => heightAt(atMs + startsAtMs), between: (fromMs, toMs) => cumulative(toMs + startsAtMs) - cumulative(fromMs + startsAtMs) };
}
/** Two states that take turns, each for an exponential time; the first is the quiet one. Each turn's length is addressed by its number. */
function burstTimeline({ seed, run, traffic: { bursts } }) {
    const { factor, everyMs, lastMs } = bursts;
    (0,_rampart_rollout_policy__WEBPACK_IMPORTED_MODULE_0__/* .invariant */ .V1)(everyMs > lastMs && lastMs > 0, 'bursts last less than the time between two of them', { everyMs, lastMs });
    const random = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .newRandom */ .wM)();
    const purpose = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .purposeOf */ .eK)('bursts');
    const ends = [];
    let turn = 0;
    const turnAt = (atMs) => {
        while ((ends.at(-1) ?? 0) <= atMs) {
            const meanMs = ends.length % 2 === 0 ? everyMs - lastMs : lastMs;
            ends.push((ends.at(-1) ?? 0) + 1 + Math.floor(meanMs * (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_1__/* .exponential */ .EV)(random.at(seed, run, ends.length, purpose))));
        }
        // Mostly the same turn as last time, or the next one.
        while (turn > 0 && (ends[turn - 1] ?? 0) > atMs)
            turn -= 1;
        while ((ends[turn] ?? 0) <= atMs)
            turn += 1;
        return turn;
    };
    return { factorAt: (atMs) => (turnAt(atMs) % 2 === 0 ? 1 : factor), endOf: (atMs) => ends[turnAt(atMs)] ?? Number.POSITIVE_INFINITY };
}
function replayRate({ stepMs, counts }) {
    const countOf = (step) => counts[step % counts.length] ?? 0;
    return {
        between: (fromMs, toMs) => {
            let requests = 0;
            for (let step = Math.floor(fromMs / stepMs); step * stepMs < toMs; step += 1)
                requests += (countOf(step) * (Math.min(toMs, (step + 1) * stepMs) - Math.max(fromMs, step * stepMs))) / stepMs;
            return requests;
        },
        at: (atMs) => (countOf(Math.floor(atMs / stepMs)) * 1_000) / stepMs,
        jumpsAfter: (atMs) => (Math.floor(atMs / stepMs) + 1) * stepMs,
        bends: false,
    };
}


/***/ }),

/***/ 9731:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CK: () => (/* binding */ sharesAt),
/* harmony export */   Jc: () => (/* binding */ segmentName),
/* harmony export */   VM: () => (/* binding */ dimensionsOf),
/* harmony export */   YU: () => (/* binding */ withSegment),
/* harmony export */   vi: () => (/* binding */ shiftsOverTime)
/* harmony export */ });
function segmentName({ dimension, value }) {
    return `${dimension}=${value}`;
}
function dimensionsOf(segments) {
    const places = new Map();
    segments.forEach(({ dimension }, index) => {
        const known = places.get(dimension);
        if (known === undefined)
            places.set(dimension, [index]);
        else
            known.push(index);
    });
    return [...places.values()];
}
function shiftsOverTime(segments) {
    return segments.some(({ share, shareAtEnd }) => share !== shareAtEnd);
}
/** `progress`: part of the horizon that is over, 0..1. */
function sharesAt(segments, progress) {
    return segments.map(({ share, shareAtEnd }) => share + (shareAtEnd - share) * progress);
}
/** One segment becomes `factor` times as common (at most everything); the others of its dimension shrink alike, or grow where it gets rarer. */
function withSegment({ shares, dimensions }, place, factor) {
    const before = shares[place] ?? 0;
    // The only value of its dimension is on every request, whoever gets it.
    if (before >= 1)
        return { shares, dimensions };
    const after = Math.min(1, before * factor);
    const dimension = dimensions.find((places) => places.includes(place)) ?? [];
    const others = (1 - after) / (1 - before);
    return { dimensions, shares: shares.map((share, index) => (index === place ? after : dimension.includes(index) ? share * others : share)) };
}


/***/ }),

/***/ 8268:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JX: () => (/* binding */ populationOf),
/* harmony export */   bM: () => (/* binding */ newPopulations),
/* harmony export */   he: () => (/* binding */ liftTo)
/* harmony export */ });
/* harmony import */ var _chance_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2782);


/** Its mean over users with the propensities at rest is the ratio, and at ratio 1 everything of everybody fails. */
function liftTo(ratio, atRest) {
    if (ratio <= atRest)
        return { scale: atRest === 0 ? 0 : ratio / atRest, more: 0 };
    const more = atRest === 1 ? 0 : (ratio - atRest) / (1 - atRest);
    return { scale: 1 - more, more };
}
function newPopulations() {
    return { known: new Map() };
}
const KNOWN_MAX = 64;
/**
 * The values of a law are drawn once per seed, and every run deals them to the users anew, by turning the list: who the busiest user is and how often
 * that one fails changes from run to run.
 */
function populationOf(users, checks, scenario, { known }) {
    const { seed, run } = scenario;
    const remembered = (key, draw) => {
        const kept = known.get(key);
        if (kept !== undefined)
            return kept;
        if (known.size >= KNOWN_MAX)
            known.clear();
        const drawn = draw();
        known.set(key, drawn);
        return drawn;
    };
    const { count, zipf, concentration } = users;
    const random = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .newRandom */ .wM)();
    const propensities = {};
    for (const check of checks) {
        const baseline = (0,_baseline_js__WEBPACK_IMPORTED_MODULE_1__/* .baselineOf */ .B)(check, scenario);
        if (baseline.kind !== 'ratio')
            continue;
        const atRest = baseline.ratio;
        const values = remembered(`${String(seed)}/${check.name}/${String(count)}/${String(concentration)}/${String(atRest)}`, () => drawn(seed, check.name, { count, atRest, concentration }));
        const turn = Math.floor(random.at(seed, run, 0, (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .purposeOf */ .eK)(`${check.name}/who fails`)).uniform() * count);
        propensities[check.name] = { atRest, ofUser: turned(values, turn) };
    }
    const salt = random.at(seed, run, 0, (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .purposeOf */ .eK)('salt'));
    const places = new Float64Array(count);
    for (let user = 0; user < count; user += 1)
        places[user] = salt.uniform();
    return { shares: remembered(`${String(count)}/${String(zipf)}`, () => (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .zipfShares */ .Is)(count, zipf)), places, propensities };
}
function drawn(seed, check, { count, atRest, concentration }) {
    const values = new Float64Array(count);
    if (atRest <= 0 || atRest >= 1)
        return values.fill(atRest);
    const random = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .newRandom */ .wM)().at(seed, 0, 0, (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .purposeOf */ .eK)(`${check}/propensities`));
    for (let user = 0; user < count; user += 1)
        values[user] = (0,_chance_index_js__WEBPACK_IMPORTED_MODULE_0__/* .beta */ .l$)(random, concentration * atRest, concentration * (1 - atRest));
    return values;
}
function turned(values, turn) {
    const dealt = new Float64Array(values.length);
    dealt.set(values.subarray(turn));
    dealt.set(values.subarray(0, turn), values.length - turn);
    return dealt;
}


/***/ }),

/***/ 2462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ worldOf)
});

// EXTERNAL MODULE: ./packages/rollout-policy/src/index.ts + 42 modules
var src = __webpack_require__(6432);
// EXTERNAL MODULE: ./simulator/src/chance/index.ts + 17 modules
var src_chance = __webpack_require__(9368);
// EXTERNAL MODULE: ./simulator/src/world/request-rate.ts
var request_rate = __webpack_require__(8799);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/arrivals.ts
// Requests of a span: Poisson counts, or negative binomial ones of a gamma process, whose increments over disjoint spans are independent whatever the cuts;
// or real arrivals, of which each span gets its part. Both engines expect the same (request-rate.ts).


function arrivalsOf(scenario, chance) {
    const { shape } = scenario.traffic;
    return shape.kind === 'replay' ? new ReplayedArrivals(shape, chance) : new DrawnArrivals(scenario, chance);
}
class DrawnArrivals {
    #rate;
    #chance;
    #purpose = (0,src_chance/* purposeOf */.eK)('arrivals');
    /** Variance over mean beyond a Poisson count's. */
    #excess;
    intensity = 0;
    constructor(scenario, chance) {
        this.#rate = (0,request_rate/* requestRate */.o)(scenario);
        this.#chance = chance;
        this.#excess = scenario.traffic.dispersion - 1;
    }
    between(fromMs, toMs, factor) {
        const expected = factor === 0 ? 0 : factor * this.#rate.between(fromMs, toMs);
        if (expected <= 0) {
            this.intensity = 0;
            return 0;
        }
        const random = this.#chance.at(fromMs, this.#purpose);
        this.intensity = this.#excess > 0 ? this.#excess * (0,src_chance/* gamma */.uN)(random, expected / this.#excess) : expected;
        return (0,src_chance/* poisson */.Sm)(random, this.intensity);
    }
}
/** The requests of a step are spread evenly over it: of those that are left, each falls into the next cut by its part of what is left of the step. */
class ReplayedArrivals {
    #replay;
    #chance;
    #purpose = (0,src_chance/* purposeOf */.eK)('arrivals');
    #step = -1;
    #left = 0;
    intensity = 0;
    constructor(replay, chance) {
        this.#replay = replay;
        this.#chance = chance;
    }
    between(fromMs, toMs, factor) {
        const { stepMs, counts } = this.#replay;
        const random = this.#chance.at(fromMs, this.#purpose);
        let arrived = 0;
        for (let atMs = fromMs; atMs < toMs;) {
            const step = Math.floor(atMs / stepMs);
            if (step !== this.#step) {
                this.#step = step;
                this.#left = counts[step % counts.length] ?? 0;
            }
            const endMs = (step + 1) * stepMs;
            const untilMs = Math.min(toMs, endMs);
            const here = untilMs === endMs ? this.#left : (0,src_chance/* binomial */.QV)(random, this.#left, (untilMs - atMs) / (endMs - atMs));
            this.#left -= here;
            arrived += here;
            atMs = untilMs;
        }
        this.intensity = arrived;
        if (factor === 1)
            return arrived;
        // A crowd repeats each request that often, and some of them once more.
        const whole = Math.floor(factor);
        return arrived * whole + (0,src_chance/* binomial */.QV)(random, arrived, factor - whole);
    }
}

// EXTERNAL MODULE: ./simulator/src/world/baseline.ts
var world_baseline = __webpack_require__(2782);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/part.ts
// A part of a span in which nothing changes: how many requests there were, and how good both arms were. One object is used again for every part.

const NO_EVENTS = { stable: 0, candidate: 0 };
/** Streams of a run, addressed by the millisecond in which a part begins. One stream is in use at a time. */
class Chance {
    #seed;
    #run;
    #random = (0,src_chance/* newRandom */.wM)();
    constructor({ seed, run }) {
        this.#seed = seed;
        this.#run = run;
    }
    at(tick, purpose) {
        return this.#random.at(this.#seed, this.#run, tick, purpose);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/sums.ts
const WIDTH = 4;
class Sums {
    #names;
    #counts;
    constructor(names) {
        this.#names = names;
        this.#counts = new Float64Array(names.length * WIDTH);
    }
    addStable(cell, trials, events) {
        const counts = this.#counts;
        const at = cell * WIDTH;
        counts[at] = (counts[at] ?? 0) + trials;
        counts[at + 1] = (counts[at + 1] ?? 0) + events;
    }
    addCandidate(cell, trials, events) {
        const counts = this.#counts;
        const at = cell * WIDTH + 2;
        counts[at] = (counts[at] ?? 0) + trials;
        counts[at + 1] = (counts[at + 1] ?? 0) + events;
    }
    /** The cells; begins anew from zero. */
    take() {
        const counts = this.#counts;
        const cells = {};
        for (let cell = 0; cell < this.#names.length; cell += 1) {
            const at = cell * WIDTH;
            cells[this.#names[cell] ?? ''] = {
                stable: { trials: counts[at] ?? 0, events: counts[at + 1] ?? 0 },
                candidate: { trials: counts[at + 2] ?? 0, events: counts[at + 3] ?? 0 },
            };
        }
        counts.fill(0);
        return cells;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-bins.ts
// Counts answers by bin: multinomial.




class BinsCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #sums;
    #counts;
    #stable;
    #candidate;
    constructor(check, { shares }, chance) {
        const names = Object.keys(shares);
        this.#check = check;
        this.#chance = chance;
        this.#sums = new Sums(['all', ...names.map(src/* binCellName */.Dt)]);
        this.#counts = new Float64Array(names.length);
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check}/candidate`);
    }
    count({ fromMs, now, stable, candidate, copies }) {
        this.#countArm(fromMs, this.#stable, stable, now.stable, true);
        this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate, false);
    }
    take() {
        return this.#sums.take();
    }
    #countArm(tick, purpose, answers, { checks }, isStable) {
        const quality = checks[this.#check];
        if (answers === 0 || quality?.kind !== 'bins')
            return;
        (0,src_chance/* multinomialInto */.uu)(this.#chance.at(tick, purpose), answers, quality.shares, this.#counts);
        for (let cell = 0; cell <= this.#counts.length; cell += 1) {
            const events = cell === 0 ? 0 : (this.#counts[cell - 1] ?? 0);
            if (isStable)
                this.#sums.addStable(cell, answers, events);
            else
                this.#sums.addCandidate(cell, answers, events);
        }
    }
}

// EXTERNAL MODULE: ./packages/rollout-policy/src/statistics/index.ts + 48 modules
var statistics = __webpack_require__(775);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-calibration.ts
// Counts what came true of what was predicted. Predictions are spread by a beta law around stable's ratio; what comes true differs from what was predicted
// by as much as the arm's ratio differs from stable's at rest. Within a tenth all predictions are its mean.





const TENTHS = 10;
/** Of the beta law: predictions from sure to sure, most near the ratio. */
const CONCENTRATION = 4;
class CalibrationCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #atRest;
    #sums;
    #tenths;
    #counts = new Float64Array(TENTHS);
    #stable;
    #candidate;
    constructor(check, ratio, chance) {
        const names = ['all', ...Array.from({ length: TENTHS }, (_, tenth) => (0,src/* decileCellName */.kg)(tenth))];
        this.#check = check;
        this.#chance = chance;
        this.#atRest = ratio;
        this.#tenths = tenthsOf(ratio);
        this.#sums = new Sums(names.flatMap((name) => [name, (0,src/* predictedCellName */.KC)(name)]));
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check}/candidate`);
    }
    count({ fromMs, now, stable, candidate, copies }) {
        this.#countArm(fromMs, this.#stable, stable, now.stable);
        this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate);
    }
    take() {
        return this.#sums.take();
    }
    #countArm(tick, purpose, items, { checks }) {
        const quality = checks[this.#check];
        if (items === 0 || quality?.kind !== 'ratio')
            return;
        const random = this.#chance.at(tick, purpose);
        (0,src_chance/* multinomialInto */.uu)(random, items, this.#tenths.shares, this.#counts);
        for (let tenth = 0; tenth < TENTHS; tenth += 1) {
            const trials = this.#counts[tenth] ?? 0;
            if (trials === 0)
                continue;
            const predicted = this.#tenths.means[tenth] ?? 0;
            const events = (0,src_chance/* binomial */.QV)(random, trials, predicted + quality.ratio - this.#atRest);
            this.#add(purpose, 0, trials, events, trials * predicted);
            this.#add(purpose, 1 + tenth, trials, events, trials * predicted);
        }
    }
    #add(purpose, name, trials, events, predicted) {
        if (purpose === this.#stable) {
            this.#sums.addStable(2 * name, trials, events);
            this.#sums.addStable(2 * name + 1, trials, predicted);
        }
        else {
            this.#sums.addCandidate(2 * name, trials, events);
            this.#sums.addCandidate(2 * name + 1, trials, predicted);
        }
    }
}
/** Masses and means of beta(c r, c (1-r)) over tenths; the mean of a part comes from the same law with its first parameter raised by one. */
function tenthsOf(ratio) {
    const kept = Math.min(0.999, Math.max(0.001, ratio));
    const [a, b] = [CONCENTRATION * kept, CONCENTRATION * (1 - kept)];
    const below = (tenth, first) => (tenth === 0 ? 0 : tenth === TENTHS ? 1 : (0,statistics/* exp */.oN)((0,statistics/* logIncompleteBeta */.hN)({ a: first, b, x: tenth / TENTHS }).logLower));
    const tenths = Array.from({ length: TENTHS }, (_, tenth) => tenth);
    const shares = tenths.map((tenth) => Math.max(0, below(tenth + 1, a) - below(tenth, a)));
    return {
        shares,
        means: tenths.map((tenth) => {
            const share = shares[tenth] ?? 0;
            const middle = (tenth + 0.5) / TENTHS;
            const mean = share > 1e-12 ? (kept * (below(tenth + 1, a + 1) - below(tenth, a + 1))) / share : middle;
            return Math.min((tenth + 1) / TENTHS, Math.max(tenth / TENTHS, mean));
        }),
    };
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-level.ts



/** As often as metric pages are usually read. */
const SCRAPE_MS = 15_000;
class LevelCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #sums = new Sums(['all']);
    #stable;
    #candidate;
    constructor(check, chance) {
        this.#check = check;
        this.#chance = chance;
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check}/candidate`);
    }
    /** A scrape belongs to the span that ends with it. */
    count({ fromMs, toMs, now }) {
        for (let scrape = Math.floor(fromMs / SCRAPE_MS) + 1; scrape * SCRAPE_MS <= toMs; scrape += 1) {
            this.#sums.addStable(0, 1, this.#sample(scrape, this.#stable, now.stable));
            this.#sums.addCandidate(0, 1, this.#sample(scrape, this.#candidate, now.candidate));
        }
    }
    take() {
        return this.#sums.take();
    }
    #sample(scrape, purpose, { checks }) {
        const quality = checks[this.#check];
        if (quality?.kind !== 'level')
            return 0;
        return Math.max(0, quality.sd === 0 ? quality.mean : quality.mean + quality.sd * (0,src_chance/* normal */.qb)(this.#chance.at(scrape, purpose)));
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-pairs.ts
// Counts items that both models answered: the copies of a shadow. Models err on the same hard items, so half of what the better one gets wrong both get wrong.




/** Of the smaller error ratio: wrong together. */
const WRONG_TOGETHER = 0.5;
/** Of two wrong answers: not the same one. */
const WRONG_DIFFERENTLY = 0.5;
const [ALL, ALONE, DIFFERING] = [0, 1, 2];
class PairsCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #purpose;
    #sums = new Sums(['all', src/* DISCORDANT */.MJ, src/* DIFFERENT */.mp]);
    #counts = new Float64Array(4);
    #shares = new Float64Array(4);
    constructor(check, chance) {
        this.#check = check;
        this.#chance = chance;
        this.#purpose = (0,src_chance/* purposeOf */.eK)(`${check}/pairs`);
    }
    count({ fromMs, now, copies }) {
        const stable = now.stable.checks[this.#check];
        const candidate = now.candidate.checks[this.#check];
        if (copies === 0 || stable?.kind !== 'ratio' || candidate?.kind !== 'ratio')
            return;
        const random = this.#chance.at(fromMs, this.#purpose);
        jointShares(stable.ratio, candidate.ratio, this.#shares);
        (0,src_chance/* multinomialInto */.uu)(random, copies, this.#shares, this.#counts);
        const [together = 0, stableAlone = 0, candidateAlone = 0] = this.#counts;
        const alone = stableAlone + candidateAlone;
        this.#sums.addStable(ALL, copies, stableAlone + together);
        this.#sums.addCandidate(ALL, copies, candidateAlone + together);
        this.#sums.addStable(ALONE, alone, stableAlone);
        this.#sums.addCandidate(ALONE, alone, candidateAlone);
        this.#sums.addStable(DIFFERING, copies, 0);
        this.#sums.addCandidate(DIFFERING, copies, alone + (0,src_chance/* binomial */.QV)(random, together, WRONG_DIFFERENTLY));
    }
    take() {
        return this.#sums.take();
    }
}
/** Writes the shares of the items that both, stable alone, the candidate alone and neither get wrong. */
function jointShares(stable, candidate, into) {
    const both = Math.max(WRONG_TOGETHER * Math.min(stable, candidate), stable + candidate - 1);
    into[0] = both;
    into[1] = stable - both;
    into[2] = candidate - both;
    into[3] = 1 + both - stable - candidate;
}

;// CONCATENATED MODULE: ./simulator/src/world/burst-failures.ts
// Failures that come in bursts: of the requests of an arm in their order, runs of failures take turns with runs of requests that are fine. Both are
// geometric, and the second is such that the ratio is kept: at any ratio, with few requests in a span or many, and never with more failures than requests.
// (Where failures are rare, bursts are a Poisson number of geometric sizes.) A burst stays on its arm and goes on in the next span.


/** Probability that a burst begins with a request that no burst has reached. */
function burstStart(ratio, size) {
    if (ratio >= 1)
        return 1;
    return ratio <= 0 ? 0 : ratio / (ratio + (0,src_chance/* burstMean */.c5)(size) * (1 - ratio));
}
class BurstFailures {
    #size;
    /** Failures of the last burst that are still to come. */
    #left = 0;
    constructor(size) {
        this.#size = size;
    }
    /** How many of the arm's next `requests` fail. */
    among(random, requests, ratio) {
        if (ratio >= 1)
            return requests;
        const first = Math.min(this.#left, requests);
        this.#left -= first;
        const start = burstStart(ratio, this.#size);
        if (start <= 0)
            return first;
        const logFine = (0,statistics/* log1p */.Kk)(-start);
        let failures = first;
        let at = first;
        for (;;) {
            // Requests until the next burst: none has a memory of the one before.
            at += Math.floor((0,statistics/* log */.Rm)(random.uniform()) / logFine);
            if (at >= requests)
                return failures;
            const failing = (0,src_chance/* burst */.Nk)(random, this.#size);
            const fits = Math.min(failing, requests - at);
            failures += fits;
            at += fits;
            this.#left = failing - fits;
            if (at >= requests)
                return failures;
        }
    }
}

// EXTERNAL MODULE: ./simulator/src/world/segment-mix.ts
var segment_mix = __webpack_require__(9731);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/segment-cells.ts

function segmentCells(check, segments) {
    const sliced = (0,segment_mix/* dimensionsOf */.VM)(segments).filter(([first]) => first !== undefined && check.slices.includes(segments[first]?.dimension ?? ''));
    const places = sliced.flat();
    const combinations = sliced.reduce((sofar, dimension) => sofar.flatMap((combination) => dimension.map((place) => [...combination, place])), [[]]);
    return {
        names: ['all', ...places.map((place) => (segments[place] === undefined ? '' : (0,segment_mix/* segmentName */.Jc)(segments[place])))],
        combinations,
        cells: combinations.map((combination) => combination.map((place) => 1 + places.indexOf(place))),
    };
}
/** Writes each combination's share of an arm's requests. */
function combinedShares({ combinations }, shares, into) {
    for (let index = 0; index < combinations.length; index += 1) {
        let share = 1;
        for (const place of combinations[index] ?? [])
            share *= shares[place] ?? 0;
        into[index] = share;
    }
}
/** Writes the probability of an event in each combination: what each segment has beyond the mean is added to what the arm has as a whole. */
function combinedRatios({ combinations }, { whole, mean, inSegments }, into) {
    for (let index = 0; index < combinations.length; index += 1) {
        let combined = whole;
        for (const place of combinations[index] ?? [])
            combined += (inSegments[place] ?? mean) - mean;
        into[index] = combined < 0 ? 0 : combined > 1 ? 1 : combined;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-ratio.ts




class RatioCounter {
    servedEvents = { stable: 0, candidate: 0 };
    #check;
    #chance;
    #routing;
    #cells;
    #sums;
    #stable;
    #candidate;
    #copies;
    #shares;
    #ratios;
    #trials;
    #events;
    constructor({ check, chance, routing, segments, bursts }) {
        this.#check = check.name;
        this.#chance = chance;
        this.#routing = routing;
        this.#cells = segmentCells(check, segments);
        this.#sums = new Sums(this.#cells.names);
        const { combinations } = this.#cells;
        const lane = (who) => ({ who, purpose: (0,src_chance/* purposeOf */.eK)(`${check.name}/${who}`), bursts: bursts === 'single' ? [] : combinations.map(() => new BurstFailures(bursts)) });
        this.#stable = lane('stable');
        this.#candidate = lane('candidate');
        this.#copies = lane('copies');
        this.#shares = new Float64Array(combinations.length);
        this.#ratios = new Float64Array(combinations.length);
        this.#trials = new Float64Array(combinations.length);
        this.#events = new Float64Array(combinations.length);
    }
    count({ fromMs, now, stable, candidate, copies }) {
        this.servedEvents.stable = this.#countLane(this.#stable, fromMs, stable, now.stable, now.segments.stable);
        this.servedEvents.candidate = this.#countLane(this.#candidate, fromMs, candidate, now.candidate, now.segments.candidate);
        // A copy is of a request of stable's.
        if (copies > 0)
            this.#countLane(this.#copies, fromMs, copies, now.candidate, now.segments.stable);
    }
    take() {
        return this.#sums.take();
    }
    #countLane(lane, tick, requests, { checks }, shares) {
        const quality = checks[this.#check];
        if (requests === 0 || quality?.kind !== 'ratio')
            return 0;
        const random = this.#chance.at(tick, lane.purpose);
        const whole = this.#routing.ratioOf(this.#check, quality.ratio, lane.who);
        const isStable = lane.who === 'stable';
        if (this.#trials.length === 1) {
            const events = eventsAmong(random, requests, whole, lane.bursts[0]);
            if (isStable)
                this.#sums.addStable(0, requests, events);
            else
                this.#sums.addCandidate(0, requests, events);
            return events;
        }
        combinedShares(this.#cells, shares, this.#shares);
        combinedRatios(this.#cells, { whole, mean: quality.ratio, inSegments: quality.inSegments }, this.#ratios);
        (0,src_chance/* multinomialInto */.uu)(random, requests, this.#shares, this.#trials);
        for (let index = 0; index < this.#trials.length; index += 1)
            this.#events[index] = eventsAmong(random, this.#trials[index] ?? 0, this.#ratios[index] ?? 0, lane.bursts[index]);
        return this.#addSlices(isStable);
    }
    #addSlices(isStable) {
        let all = 0;
        for (let index = 0; index < this.#trials.length; index += 1) {
            const trials = this.#trials[index] ?? 0;
            const events = this.#events[index] ?? 0;
            all += events;
            if (isStable)
                this.#sums.addStable(0, trials, events);
            else
                this.#sums.addCandidate(0, trials, events);
            for (const cell of this.#cells.cells[index] ?? []) {
                if (isStable)
                    this.#sums.addStable(cell, trials, events);
                else
                    this.#sums.addCandidate(cell, trials, events);
            }
        }
        return all;
    }
}
function eventsAmong(random, requests, ratio, bursts) {
    return bursts === undefined ? (0,src_chance/* binomial */.QV)(random, requests, ratio) : bursts.among(random, requests, ratio);
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-score.ts




class ScoreCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #cells;
    #sums;
    #shares;
    #trials;
    #stable;
    #candidate;
    constructor(check, segments, chance) {
        this.#check = check.name;
        this.#chance = chance;
        this.#cells = segmentCells(check, segments);
        this.#sums = new Sums(this.#cells.names);
        this.#shares = new Float64Array(this.#cells.combinations.length);
        this.#trials = new Float64Array(this.#cells.combinations.length);
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check.name}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check.name}/candidate`);
    }
    count({ fromMs, now, stable, candidate, copies }) {
        this.#countArm(fromMs, this.#stable, stable, now.stable, now.segments.stable);
        this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate, now.segments.candidate);
    }
    take() {
        return this.#sums.take();
    }
    #countArm(tick, purpose, scores, { checks }, shares) {
        const quality = checks[this.#check];
        if (scores === 0 || quality?.kind !== 'score')
            return;
        const random = this.#chance.at(tick, purpose);
        combinedShares(this.#cells, shares, this.#shares);
        (0,src_chance/* multinomialInto */.uu)(random, scores, this.#shares, this.#trials);
        for (let index = 0; index < this.#trials.length; index += 1) {
            const trials = this.#trials[index] ?? 0;
            if (trials === 0)
                continue;
            const sum = sumOfScores(random, trials, quality);
            this.#add(purpose, 0, trials, sum);
            for (const cell of this.#cells.cells[index] ?? [])
                this.#add(purpose, cell, trials, sum);
        }
    }
    #add(purpose, cell, trials, sum) {
        if (purpose === this.#stable)
            this.#sums.addStable(cell, trials, sum);
        else
            this.#sums.addCandidate(cell, trials, sum);
    }
}
function sumOfScores(random, count, { mean, sd }) {
    const variance = (sd * sd) / count;
    if (variance === 0 || mean <= 0 || mean >= 1)
        return count * Math.min(1, Math.max(0, mean));
    const concentration = (mean * (1 - mean)) / variance - 1;
    return Math.min(count, count * (0,src_chance/* beta */.l$)(random, mean * concentration, (1 - mean) * concentration));
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-time.ts
// Counts requests by how long they took: multinomial over the buckets of a histogram, told as the requests slower than each bound.




class TimeCounter {
    servedEvents = NO_EVENTS;
    #check;
    #chance;
    #sums;
    #stable;
    #candidate;
    constructor(check, { boundsSeconds }, chance) {
        this.#check = check;
        this.#chance = chance;
        this.#sums = new Sums(['all', ...boundsSeconds.map(src/* boundCellName */.Cq)]);
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check}/candidate`);
    }
    count({ fromMs, now, stable, candidate, copies }) {
        this.#countArm(fromMs, this.#stable, stable, now.stable, true);
        this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate, false);
    }
    take() {
        return this.#sums.take();
    }
    /** Of those slower than one bound, some are slower than the next: a chain of binomials. */
    #countArm(tick, purpose, requests, { checks }, isStable) {
        const quality = checks[this.#check];
        if (requests === 0 || quality?.kind !== 'time')
            return;
        const random = this.#chance.at(tick, purpose);
        let slower = requests;
        let tail = 1;
        for (let cell = 0; cell <= quality.within.length; cell += 1) {
            if (cell > 0) {
                const next = 1 - (quality.within[cell - 1] ?? 1);
                slower -= tail <= 0 ? 0 : (0,src_chance/* binomial */.QV)(random, slower, 1 - next / tail);
                tail = next;
            }
            const events = cell === 0 ? 0 : slower;
            if (isStable)
                this.#sums.addStable(cell, requests, events);
            else
                this.#sums.addCandidate(cell, requests, events);
        }
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/count-users.ts



class UsersCounter {
    servedEvents = { stable: 0, candidate: 0 };
    #check;
    #chance;
    #users;
    #cells;
    #sums;
    #shares;
    #ratios;
    #seen;
    #failed;
    #stable;
    #candidate;
    #slices;
    constructor(check, { chance, users, segments }) {
        this.#check = check.name;
        this.#chance = chance;
        this.#users = users;
        this.#cells = segmentCells(check, segments);
        this.#sums = new Sums(this.#cells.names);
        const combinations = this.#cells.combinations.length;
        this.#shares = new Float64Array(combinations);
        this.#ratios = new Float64Array(combinations);
        this.#seen = new Float64Array(combinations);
        this.#failed = new Float64Array(combinations);
        this.#stable = (0,src_chance/* purposeOf */.eK)(`${check.name}/stable`);
        this.#candidate = (0,src_chance/* purposeOf */.eK)(`${check.name}/candidate`);
        this.#slices = (0,src_chance/* purposeOf */.eK)(`${check.name}/slices`);
    }
    count({ fromMs, now, stable, candidate }) {
        this.servedEvents.stable = this.#failing(this.#chance.at(fromMs, this.#stable), stable, now.stable, 'stable');
        this.servedEvents.candidate = this.#failing(this.#chance.at(fromMs, this.#candidate), candidate, now.candidate, 'candidate');
        const seen = this.#users.firstSeen;
        const failed = this.#users.takeFailed(this.#check);
        const random = this.#chance.at(fromMs, this.#slices);
        this.#add(random, { seen: seen.stable, failed: failed.stable, arm: now.stable, shares: now.segments.stable, isStable: true });
        this.#add(random, { seen: seen.candidate, failed: failed.candidate, arm: now.candidate, shares: now.segments.candidate, isStable: false });
    }
    take() {
        return this.#sums.take();
    }
    #failing(random, requests, { checks }, who) {
        const quality = checks[this.#check];
        return quality?.kind === 'ratio' ? (0,src_chance/* binomial */.QV)(random, requests, this.#users.ratioOf(this.#check, quality.ratio, who)) : 0;
    }
    /** A user is of the segment of the request that was seen, or that failed. */
    #add(random, of) {
        const { seen, failed, arm, shares, isStable } = of;
        const quality = arm.checks[this.#check];
        if (quality?.kind !== 'ratio' || (seen === 0 && failed === 0))
            return;
        combinedShares(this.#cells, shares, this.#shares);
        (0,src_chance/* multinomialInto */.uu)(random, seen, this.#shares, this.#seen);
        combinedRatios(this.#cells, { whole: quality.ratio, mean: quality.ratio, inSegments: quality.inSegments }, this.#ratios);
        let weight = 0;
        for (let index = 0; index < this.#shares.length; index += 1)
            weight += (this.#shares[index] ?? 0) * (this.#ratios[index] ?? 0);
        if (weight > 0)
            for (let index = 0; index < this.#shares.length; index += 1)
                this.#shares[index] = ((this.#shares[index] ?? 0) * (this.#ratios[index] ?? 0)) / weight;
        (0,src_chance/* multinomialInto */.uu)(random, failed, this.#shares, this.#failed);
        for (let index = 0; index < this.#seen.length; index += 1) {
            this.#addTo(0, index, isStable);
            for (const cell of this.#cells.cells[index] ?? [])
                this.#addTo(cell, index, isStable);
        }
    }
    #addTo(cell, combination, isStable) {
        const trials = this.#seen[combination] ?? 0;
        const events = this.#failed[combination] ?? 0;
        if (isStable)
            this.#sums.addStable(cell, trials, events);
        else
            this.#sums.addCandidate(cell, trials, events);
    }
}

// EXTERNAL MODULE: ./simulator/src/world/aggregated/sticky-users.ts + 2 modules
var sticky_users = __webpack_require__(799);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated/counter-of.ts
// The counter of each check, by what it looks at.











function counterOf(check, scenario, { chance, routing, users }) {
    const { segments, failBurst } = scenario.traffic;
    const baseline = (0,world_baseline/* baselineOf */.B)(check, scenario);
    switch (baseline.kind) {
        case 'time':
            return new TimeCounter(check.name, baseline, chance);
        case 'score':
            return new ScoreCounter(check, segments, chance);
        case 'bins':
            return new BinsCounter(check.name, baseline, chance);
        case 'level':
            return new LevelCounter(check.name, chance);
        case 'ratio':
            break;
    }
    switch (check.signal.kind) {
        case 'pairs':
            return new PairsCounter(check.name, chance);
        case 'calibration':
            return new CalibrationCounter(check.name, baseline.ratio, chance);
        case 'share':
            if (users !== 'none' && (0,sticky_users/* countsUsers */.X)(check))
                return new UsersCounter(check, { chance, users, segments });
            // Where there are no users to tell apart, each request is of a user of its own.
            return new RatioCounter({ check, chance, routing, segments, bursts: failBurst.mean > 1 ? failBurst : 'single' });
        case 'labels':
            return new RatioCounter({ check, chance, routing, segments, bursts: 'single' });
        case 'time':
        case 'score':
        case 'bins':
        case 'level':
            throw new src/* InvariantError */.zU('the baseline of a check is of its kind', { check: check.name, signal: check.signal.kind });
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/overlap.ts
/** One by one over the smaller group: exact, and the smaller group is small. */
function overlap(random, among, one, other) {
    const few = Math.min(one, other);
    const many = Math.max(one, other);
    if (few === 0 || many >= among)
        return few;
    let both = 0;
    for (let index = 0; index < few; index += 1)
        if (random.uniform() * (among - index) < many - both)
            both += 1;
    return both;
}

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/routing.ts
const BY_REQUESTS = { candidateShare: (weight) => weight, ratioOf: (_, ratio) => ratio };

;// CONCATENATED MODULE: ./simulator/src/world/aggregated/why-not.ts
/** In a sentence; empty when the aggregated engine can represent the trial. */
function whyNotAggregated({ policy, scenario }) {
    const { traffic, behaviours } = scenario;
    if (traffic.retries.probability > 0 && traffic.retries.max > 0)
        return 'requests that failed come back, so what fails now makes the traffic of later';
    if (behaviours.some(({ kind }) => kind === 'feedback'))
        return 'what the candidate answered changes what is asked later, request by request';
    if (traffic.users.kind === 'requests')
        return '';
    if (traffic.shape.kind === 'replay')
        return 'which users sent the requests of recorded arrivals is known only request by request';
    if (scenario.faults.some(({ kind }) => kind === 'mix-differs'))
        return 'which users make the mix of an arm is known only request by request';
    const countsUsers = policy.checks.some(({ signal }) => signal.kind === 'share' && signal.unit === 'users');
    return countsUsers && traffic.failBurst.mean > 1 ? 'a burst of failures hits several users at once, and the policy counts users' : '';
}

// EXTERNAL MODULE: ./simulator/src/world/compile-quality.ts + 9 modules
var compile_quality = __webpack_require__(7787);
;// CONCATENATED MODULE: ./simulator/src/world/quality.ts
/**
 * Bad requests of the candidate beyond what stable would have made of the same requests: of those that happened, the part that stable's quality does not
 * explain. Where the candidate is the better one, those that it spared on average (negative).
 */
function excessOf({ requests, bad }, { stable, candidate }) {
    return candidate > stable ? bad * (1 - stable / candidate) : requests * (candidate - stable);
}

// EXTERNAL MODULE: ./simulator/src/world/user-population.ts
var user_population = __webpack_require__(8268);
;// CONCATENATED MODULE: ./simulator/src/world/aggregated.ts
// The world as exact counts of a span. While quality stays and requests do not act on each other, counts drawn from their laws (Poisson arrivals split by
// chance, binomial failures, multinomial times) have the same joint law as a loop over the requests: thinning and superposition of Poisson processes.
// Where quality changes inside a span, the span is counted in parts. Checks of one request are drawn independently of each other, given the quality.













/** Ask `whyNotAggregated` first. Throws InvariantError for a trial that it cannot represent. Many runs of one kind draw their users once if they share `populations`. */
function aggregatedWorld(trial, populations = (0,user_population/* newPopulations */.bM)()) {
    const whyNot = whyNotAggregated(trial);
    (0,src/* invariant */.V1)(whyNot === '', 'the aggregated engine can represent the trial', { scenario: trial.scenario.name, whyNot });
    return { begin: () => new AggregatedRun(trial, populations) };
}
class AggregatedRun {
    #quality;
    #chance;
    #arrivals;
    #users;
    #routing;
    #counting;
    #split = (0,src_chance/* purposeOf */.eK)('split');
    #mirrored = (0,src_chance/* purposeOf */.eK)('copies');
    #atMs = 0;
    /** Of the span so far. */
    #stable = 0;
    #candidate = 0;
    #badOfStable = 0;
    #badOfCandidate = 0;
    #excess = 0;
    #usersHarmed = 0;
    constructor(trial, populations) {
        const { policy, scenario } = trial;
        const { users } = scenario.traffic;
        this.#quality = (0,compile_quality/* compileQuality */.$)(trial);
        this.#chance = new Chance(scenario);
        this.#arrivals = arrivalsOf(scenario, this.#chance);
        this.#users = users.kind === 'users' ? new sticky_users/* StickyUsers */.Y(users, policy.checks, { scenario, chance: this.#chance, populations }) : 'none';
        this.#routing = this.#users === 'none' ? BY_REQUESTS : this.#users;
        this.#counting = policy.checks.map((check) => ({ check: check.name, counter: counterOf(check, scenario, { chance: this.#chance, routing: this.#routing, users: this.#users }), isHarm: (0,src/* countsAsHarm */.Sf)(check), overlapping: (0,src_chance/* purposeOf */.eK)(`${check.name}/bad before`) }));
    }
    advance({ fromMs, toMs }, exposure) {
        (0,src/* invariant */.V1)(fromMs === this.#atMs && toMs > fromMs, 'spans follow each other', { expectedFromMs: this.#atMs, fromMs, toMs });
        this.#atMs = toMs;
        for (let atMs = fromMs; atMs < toMs;) {
            const now = this.#quality.at(atMs, exposure);
            const untilMs = Math.min(toMs, now.validUntilMs);
            this.#countPart(atMs, untilMs, now, exposure);
            atMs = untilMs;
        }
        return this.#told(fromMs, toMs);
    }
    #countPart(fromMs, toMs, now, { weight, mirror }) {
        if (this.#users !== 'none')
            this.#users.route(weight, fromMs);
        const all = this.#arrivals.between(fromMs, toMs, now.trafficFactor);
        const candidate = weight === 0 || all === 0 ? 0 : (0,src_chance/* binomial */.QV)(this.#chance.at(fromMs, this.#split), all, this.#routing.candidateShare(weight));
        const stable = all - candidate;
        const copies = mirror === 0 || stable === 0 ? 0 : (0,src_chance/* binomial */.QV)(this.#chance.at(fromMs, this.#mirrored), stable, mirror);
        const part = { fromMs, toMs, now, stable, candidate, copies };
        if (this.#users !== 'none')
            this.#usersHarmed += this.#users.pass(part, this.#arrivals.intensity);
        for (const { counter } of this.#counting)
            counter.count(part);
        this.#stable += stable;
        this.#candidate += candidate;
        const badBefore = this.#badOfCandidate;
        this.#countBad(part);
        const ratios = this.#users === 'none' ? now.badRatio : { stable: this.#badRatio(now.stable), candidate: this.#badRatio(now.candidate) };
        this.#excess += excessOf({ requests: candidate, bad: this.#badOfCandidate - badBefore }, ratios);
    }
    /** Probability that a request of the candidate's own users is bad, at this quality. */
    #badRatio({ checks }) {
        let fine = 1;
        for (const { check, isHarm } of this.#counting) {
            const quality = checks[check];
            if (isHarm && quality?.kind === 'ratio')
                fine *= 1 - this.#routing.ratioOf(check, quality.ratio, 'candidate');
        }
        return 1 - fine;
    }
    /** A request is bad once, however many checks say so. */
    #countBad({ fromMs, stable, candidate }) {
        let [badOfStable, badOfCandidate] = [0, 0];
        for (const { counter, isHarm, overlapping } of this.#counting) {
            if (!isHarm)
                continue;
            const { servedEvents } = counter;
            if (badOfStable > 0 || badOfCandidate > 0) {
                const random = this.#chance.at(fromMs, overlapping);
                badOfStable += servedEvents.stable - overlap(random, stable, badOfStable, servedEvents.stable);
                badOfCandidate += servedEvents.candidate - overlap(random, candidate, badOfCandidate, servedEvents.candidate);
            }
            else {
                badOfStable = servedEvents.stable;
                badOfCandidate = servedEvents.candidate;
            }
        }
        this.#badOfStable += badOfStable;
        this.#badOfCandidate += badOfCandidate;
    }
    #told(fromMs, toMs) {
        const cells = {};
        for (const { check, counter } of this.#counting)
            cells[check] = counter.take();
        const told = {
            fromMs,
            toMs,
            requests: { stable: this.#stable, candidate: this.#candidate },
            bad: { stable: this.#badOfStable, candidate: this.#badOfCandidate },
            excess: this.#excess,
            usersHarmed: this.#usersHarmed,
            cells,
        };
        this.#stable = 0;
        this.#candidate = 0;
        this.#badOfStable = 0;
        this.#badOfCandidate = 0;
        this.#excess = 0;
        this.#usersHarmed = 0;
        return told;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/streams.ts
// The streams of a run, one for each thing that is drawn, all of them begun anew with each cell of a grid of time: what happened in one cell, and under
// which weights, does not move the chance of the next.

/** Short enough that two policies soon meet the same chance again, long enough that beginning anew costs nothing. */
const CELL_MS = 10_000;
class Streams {
    #seed;
    #run;
    #streams = [];
    #cell = -1;
    constructor({ seed, run }) {
        this.#seed = seed;
        this.#run = run;
    }
    /** To be asked for before the first request. */
    of(name) {
        const random = (0,src_chance/* newRandom */.wM)();
        this.#streams.push({ random, purpose: (0,src_chance/* purposeOf */.eK)(`one by one/${name}`) });
        return random;
    }
    /** Time does not run backwards. */
    moveTo(atMs) {
        const cell = Math.floor(atMs / CELL_MS);
        if (cell === this.#cell)
            return;
        this.#cell = cell;
        for (const { random, purpose } of this.#streams)
            random.at(this.#seed, this.#run, cell, purpose);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/arrivals.ts
// When requests come, one after the other. What is expected is common to both engines (request-rate.ts); the times are drawn here, from streams of their own
// for each cell of a grid of time, so that they do not depend on who looks when, or on what becomes of the requests.




function arrivals_arrivalsOf(scenario) {
    const { shape } = scenario.traffic;
    return shape.kind === 'replay' ? new arrivals_ReplayedArrivals(scenario, shape) : new arrivals_DrawnArrivals(scenario);
}
/**
 * A Poisson process in pieces of constant rate. Over-dispersed traffic is one of batches: sizes of the log-series law make negative binomial counts in any
 * span, which is the gamma process of the scenario seen request by request.
 */
class arrivals_DrawnArrivals {
    #scenario;
    #rate;
    #random = (0,src_chance/* newRandom */.wM)();
    #purpose = (0,src_chance/* purposeOf */.eK)('arrivals one by one');
    #theta;
    #meanSize;
    /** The piece in which the next arrival is looked for, what is left of it, and its rate. */
    #fromMs = 0;
    #untilMs = 0;
    #perMs = 0;
    /** What the rate has to add up to until the next arrival. */
    #left = 0;
    #cell = -1;
    atMs = Number.POSITIVE_INFINITY;
    size = 1;
    constructor(scenario) {
        const { dispersion } = scenario.traffic;
        this.#scenario = scenario;
        this.#rate = (0,request_rate/* requestRate */.o)(scenario);
        const batches = dispersion > 1 ? (0,src_chance/* batchesOf */.cS)(dispersion) : { theta: 0, meanSize: 1 };
        this.#theta = batches.theta;
        this.#meanSize = batches.meanSize;
    }
    seek(toMs, factorAt) {
        while (this.atMs === Number.POSITIVE_INFINITY) {
            if (this.#fromMs >= this.#untilMs) {
                if (this.#untilMs >= toMs)
                    return;
                this.#enter(this.#untilMs, factorAt);
            }
            const expected = (this.#untilMs - this.#fromMs) * this.#perMs;
            if (this.#left <= expected && expected > 0) {
                this.atMs = this.#fromMs + this.#left / this.#perMs;
                this.#fromMs = this.atMs;
                if (this.#theta > 0)
                    this.size = (0,src_chance/* logarithmic */.WI)(this.#random, this.#theta);
            }
            else {
                this.#left -= expected;
                this.#fromMs = this.#untilMs;
            }
        }
    }
    take() {
        this.#left = (0,src_chance/* exponential */.EV)(this.#random);
        this.atMs = Number.POSITIVE_INFINITY;
    }
    /** A new piece; with a new cell of the grid begins its stream, and waiting begins anew: it has no memory. */
    #enter(fromMs, factorAt) {
        const cell = Math.floor(fromMs / CELL_MS);
        if (cell !== this.#cell) {
            this.#cell = cell;
            this.#random.at(this.#scenario.seed, this.#scenario.run, cell, this.#purpose);
            this.#left = (0,src_chance/* exponential */.EV)(this.#random);
        }
        const { trafficFactor, validUntilMs } = factorAt(fromMs);
        const untilMs = Math.min((cell + 1) * CELL_MS, validUntilMs, this.#rate.jumpsAfter(fromMs));
        this.#fromMs = fromMs;
        this.#untilMs = untilMs;
        this.#perMs = trafficFactor === 0 ? 0 : (trafficFactor * this.#rate.between(fromMs, untilMs)) / (untilMs - fromMs) / this.#meanSize;
    }
}
/** Real arrivals, spread evenly over their step. A crowd repeats each request that often, and some of them once more. */
class arrivals_ReplayedArrivals {
    #scenario;
    #replay;
    #random = (0,src_chance/* newRandom */.wM)();
    #purpose = (0,src_chance/* purposeOf */.eK)('arrivals one by one');
    #step = -1;
    #left = 0;
    #fromMs = 0;
    atMs = Number.POSITIVE_INFINITY;
    size = 1;
    constructor(scenario, replay) {
        this.#scenario = scenario;
        this.#replay = replay;
    }
    seek(toMs, factorAt) {
        const { stepMs, counts } = this.#replay;
        while (this.atMs === Number.POSITIVE_INFINITY) {
            if (this.#left === 0) {
                if ((this.#step + 1) * stepMs >= toMs)
                    return;
                this.#step += 1;
                this.#fromMs = this.#step * stepMs;
                this.#left = counts[this.#step % counts.length] ?? 0;
                this.#random.at(this.#scenario.seed, this.#scenario.run, this.#step, this.#purpose);
                continue;
            }
            // The smallest of so many uniform times: one less the largest power that a uniform number would be of, by its logarithm.
            const untilMs = (this.#step + 1) * stepMs;
            const atMs = this.#fromMs - (untilMs - this.#fromMs) * (0,statistics/* expm1 */.IY)((0,statistics/* log */.Rm)(this.#random.uniform()) / this.#left);
            this.#fromMs = Math.min(atMs, untilMs);
            this.#left -= 1;
            const { trafficFactor } = factorAt(this.#fromMs);
            const whole = Math.floor(trafficFactor);
            this.size = whole + (trafficFactor > whole && this.#random.uniform() < trafficFactor - whole ? 1 : 0);
            if (this.size > 0)
                this.atMs = this.#fromMs;
        }
    }
    take() {
        this.atMs = Number.POSITIVE_INFINITY;
    }
}

// EXTERNAL MODULE: ./simulator/src/world/behaviours/moment.ts
var moment = __webpack_require__(5444);
;// CONCATENATED MODULE: ./simulator/src/world/event-level/feedback.ts

/** The scenario without feedback, which the quality of an arm would only have in expectation. */
function withoutFeedback(scenario) {
    return { ...scenario, behaviours: scenario.behaviours.filter(({ kind }) => kind !== 'feedback') };
}
class Feedback {
    #behaviours;
    #answers = 0;
    #answersOfCandidate = 0;
    constructor({ behaviours }) {
        this.#behaviours = behaviours.filter((behaviour) => behaviour.kind === 'feedback');
    }
    /** What comes on top of every request's probability of failing. */
    pointsAt(atMs, exposure) {
        if (this.#answersOfCandidate === 0)
            return 0;
        let points = 0;
        for (const behaviour of this.#behaviours)
            if ((0,moment/* isDuring */.WC)((0,moment/* periodOf */.jH)(behaviour, exposure), atMs))
                points += (behaviour.gain * this.#answersOfCandidate) / this.#answers;
        return points;
    }
    note(isCandidate) {
        this.#answers += 1;
        if (isCandidate)
            this.#answersOfCandidate += 1;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/bins-tally.ts
// Tallies answers by bin.


class BinsTally {
    #check;
    #random;
    #forCopies;
    #sums;
    #stable;
    #candidate;
    #sharesOfStable = [];
    #sharesOfCandidate = [];
    constructor(check, names, streams) {
        this.#check = check;
        this.#random = streams.of(check);
        this.#forCopies = streams.of(`${check}/copies`);
        this.#sums = new Sums(['all', ...names.map(src/* binCellName */.Dt)]);
        this.#stable = new Float64Array(names.length);
        this.#candidate = new Float64Array(names.length);
    }
    renew({ stable, candidate }) {
        this.#sharesOfStable = this.#sharesOf(stable);
        this.#sharesOfCandidate = this.#sharesOf(candidate);
    }
    serve({ isCandidate, isTurnedAway }) {
        const luck = this.#random.uniform();
        if (isTurnedAway)
            return false;
        if (isCandidate)
            addAt(this.#candidate, placeOf(luck, this.#sharesOfCandidate));
        else
            addAt(this.#stable, placeOf(luck, this.#sharesOfStable));
        return false;
    }
    copy() {
        addAt(this.#candidate, placeOf(this.#forCopies.uniform(), this.#sharesOfCandidate));
    }
    take() {
        const stable = this.#stable.reduce((sum, count) => sum + count, 0);
        const candidate = this.#candidate.reduce((sum, count) => sum + count, 0);
        for (let cell = 0; cell <= this.#stable.length; cell += 1) {
            this.#sums.addStable(cell, stable, cell === 0 ? 0 : (this.#stable[cell - 1] ?? 0));
            this.#sums.addCandidate(cell, candidate, cell === 0 ? 0 : (this.#candidate[cell - 1] ?? 0));
        }
        this.#stable.fill(0);
        this.#candidate.fill(0);
        return this.#sums.take();
    }
    #sharesOf({ checks }) {
        const quality = checks[this.#check];
        return quality?.kind === 'bins' ? quality.shares : [];
    }
}
function addAt(counts, place) {
    counts[place] = (counts[place] ?? 0) + 1;
}
/** Which of the shares, laid end to end, the point falls into; the last takes what rounding leaves. */
function placeOf(luck, shares) {
    let left = luck;
    let place = 0;
    while (place < shares.length - 1 && left >= (shares[place] ?? 0)) {
        left -= shares[place] ?? 0;
        place += 1;
    }
    return place;
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/segment-values.ts


class SegmentValues {
    #random;
    #dimensions;
    constructor({ checks }, segments, random) {
        this.#random = random;
        this.#dimensions = (0,segment_mix/* dimensionsOf */.VM)(segments).flatMap((places, place) => {
            const dimension = segments[places[0] ?? -1]?.dimension ?? '';
            const isAsked = checks.some(({ slices }) => slices.includes(dimension));
            return isAsked ? [{ place, segments: places, stable: new Float64Array(places.length), candidate: new Float64Array(places.length) }] : [];
        });
    }
    renew({ segments }) {
        for (const dimension of this.#dimensions) {
            dimension.segments.forEach((segment, value) => {
                dimension.stable[value] = segments.stable[segment] ?? 0;
                dimension.candidate[value] = segments.candidate[segment] ?? 0;
            });
        }
    }
    drawInto({ isCandidate, values }) {
        if (this.#dimensions.length === 0)
            return;
        for (const { place, stable, candidate } of this.#dimensions)
            values[place] = placeOf(this.#random.uniform(), isCandidate ? candidate : stable);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/shared-queue.ts
// Something that both arms share and that has only so much room (a feature store, a database, a GPU pool): first come, first served, by a number of servers.
// Who would have to wait too long is turned away. Overload is not declared here, it comes about.

class Servers {
    #queue;
    #random;
    /** When each will be free: a heap, the earliest first. */
    #freeAtMs;
    constructor(queue, random) {
        this.#queue = queue;
        this.#random = random;
        this.#freeAtMs = new Float64Array(queue.servers);
    }
    /** How long it waits for a server; `turned-away` where that is longer than anybody would. */
    admit(atMs, isCandidate) {
        // Drawn in any case, so that who is turned away does not move the chance of those who are not.
        const work = (0,src_chance/* exponential */.EV)(this.#random);
        const freeAtMs = Math.max(atMs, this.#freeAtMs[0] ?? 0);
        if (freeAtMs - atMs > this.#queue.patienceMs)
            return 'turned-away';
        this.#takeFirst(freeAtMs + work * (isCandidate ? this.#queue.serviceMs.candidate : this.#queue.serviceMs.stable));
        return freeAtMs - atMs;
    }
    /** The earliest server is busy until then: it sinks to its place. */
    #takeFirst(untilMs) {
        const heap = this.#freeAtMs;
        let place = 0;
        for (let child = 1; child < heap.length; child = 2 * place + 1) {
            if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0))
                child += 1;
            if ((heap[child] ?? 0) >= untilMs)
                break;
            heap[place] = heap[child] ?? 0;
            place = child;
        }
        heap[place] = untilMs;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/calibration-tally.ts
// Tallies what came true of what was predicted: each item's tenth of the predictions, and whether it came true.




class CalibrationTally {
    #check;
    #random;
    #forCopies;
    #atRest;
    #tenths;
    #chooser;
    #sums;
    #ofStable = 0;
    #ofCandidate = 0;
    /** `ratio`: of what comes true, at rest. */
    constructor(check, ratio, streams) {
        this.#check = check;
        this.#random = streams.of(check);
        this.#forCopies = streams.of(`${check}/copies`);
        this.#atRest = ratio;
        this.#tenths = tenthsOf(ratio);
        this.#chooser = (0,src_chance/* aliasTable */.$P)(this.#tenths.shares);
        const names = ['all', ...this.#tenths.shares.map((_, tenth) => (0,src/* decileCellName */.kg)(tenth))];
        this.#sums = new Sums(names.flatMap((name) => [name, (0,src/* predictedCellName */.KC)(name)]));
    }
    renew({ stable, candidate }) {
        this.#ofStable = this.#ratioOf(stable);
        this.#ofCandidate = this.#ratioOf(candidate);
    }
    serve({ isCandidate, isTurnedAway }) {
        if (!isTurnedAway)
            this.#count(isCandidate, this.#random);
        return false;
    }
    copy() {
        this.#count(true, this.#forCopies);
    }
    take() {
        return this.#sums.take();
    }
    #ratioOf({ checks }) {
        const quality = checks[this.#check];
        return quality?.kind === 'ratio' ? quality.ratio : this.#atRest;
    }
    #count(isCandidate, random) {
        const tenth = this.#chooser.choose(random);
        const predicted = this.#tenths.means[tenth] ?? 0;
        const events = random.uniform() < predicted + (isCandidate ? this.#ofCandidate : this.#ofStable) - this.#atRest ? 1 : 0;
        for (const name of [0, 1 + tenth]) {
            if (isCandidate) {
                this.#sums.addCandidate(2 * name, 1, events);
                this.#sums.addCandidate(2 * name + 1, 1, predicted);
            }
            else {
                this.#sums.addStable(2 * name, 1, events);
                this.#sums.addStable(2 * name + 1, 1, predicted);
            }
        }
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/pairs-tally.ts
// Tallies items that both models answered: the copies of a shadow.




const [pairs_tally_ALL, pairs_tally_ALONE, pairs_tally_DIFFERING] = [0, 1, 2];
const [TOGETHER, STABLE_ALONE, CANDIDATE_ALONE] = [0, 1, 2];
class PairsTally {
    #check;
    #random;
    #sums = new Sums(['all', src/* DISCORDANT */.MJ, src/* DIFFERENT */.mp]);
    #shares = new Float64Array(4);
    constructor(check, streams) {
        this.#check = check;
        this.#random = streams.of(check);
    }
    renew({ stable, candidate }) {
        const [ofStable, ofCandidate] = [stable.checks[this.#check], candidate.checks[this.#check]];
        if (ofStable?.kind === 'ratio' && ofCandidate?.kind === 'ratio')
            jointShares(ofStable.ratio, ofCandidate.ratio, this.#shares);
    }
    serve() {
        return false;
    }
    copy() {
        const outcome = placeOf(this.#random.uniform(), this.#shares);
        const [stableWrong, candidateWrong] = [outcome === TOGETHER || outcome === STABLE_ALONE ? 1 : 0, outcome === TOGETHER || outcome === CANDIDATE_ALONE ? 1 : 0];
        const isAlone = stableWrong + candidateWrong === 1;
        const isDifferent = isAlone || (outcome === TOGETHER && this.#random.uniform() < WRONG_DIFFERENTLY);
        this.#sums.addStable(pairs_tally_ALL, 1, stableWrong);
        this.#sums.addCandidate(pairs_tally_ALL, 1, candidateWrong);
        if (isAlone) {
            this.#sums.addStable(pairs_tally_ALONE, 1, stableWrong);
            this.#sums.addCandidate(pairs_tally_ALONE, 1, candidateWrong);
        }
        this.#sums.addStable(pairs_tally_DIFFERING, 1, 0);
        this.#sums.addCandidate(pairs_tally_DIFFERING, 1, isDifferent ? 1 : 0);
    }
    take() {
        return this.#sums.take();
    }
}

// EXTERNAL MODULE: ./simulator/src/world/behaviours/change.ts
var change = __webpack_require__(4900);
;// CONCATENATED MODULE: ./simulator/src/world/event-level/combinations.ts

const NONE = { of: () => 0 };
function combinationsOf(check, segments) {
    const sliced = (0,segment_mix/* dimensionsOf */.VM)(segments).flatMap((places, place) => (check.slices.includes(segments[places[0] ?? -1]?.dimension ?? '') ? [{ place, size: places.length }] : []));
    if (sliced.length === 0)
        return NONE;
    return {
        of: (values) => {
            let combination = 0;
            for (const { place, size } of sliced)
                combination = combination * size + (values[place] ?? 0);
            return combination;
        },
    };
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/ratio-tally.ts







const LANES = 3;
const [STABLE, CANDIDATE, COPIES] = [0, 1, 2];
/** Everything is kept by lane and, within it, by combination of segments. */
class RatioTally {
    #check;
    #random;
    #forCopies;
    #cells;
    #sums;
    #combinations;
    #perLane;
    #bursts;
    #users;
    #isError;
    #ratios;
    #combined;
    #trials;
    #events;
    /** Failures of the last burst that are still to come. A burst stays within its segment, so that the segment keeps its ratio. */
    #burstLeft;
    constructor({ check, segments, bursts, users, streams }) {
        this.#check = check.name;
        this.#random = streams.of(check.name);
        this.#forCopies = streams.of(`${check.name}/copies`);
        this.#cells = segmentCells(check, segments);
        this.#sums = new Sums(this.#cells.names);
        this.#combinations = combinationsOf(check, segments);
        this.#perLane = this.#cells.combinations.length;
        this.#bursts = bursts;
        this.#users = users;
        this.#isError = (0,change/* isOn */.Mp)(change/* ERRORS */.Sr, check);
        this.#ratios = new Float64Array(LANES * this.#perLane);
        this.#combined = new Float64Array(this.#perLane);
        this.#trials = new Float64Array(LANES * this.#perLane);
        this.#events = new Float64Array(LANES * this.#perLane);
        this.#burstLeft = new Float64Array(LANES * this.#perLane);
    }
    renew({ stable, candidate }) {
        this.#renewLane(STABLE, stable);
        this.#renewLane(CANDIDATE, candidate);
        this.#renewLane(COPIES, candidate);
    }
    serve(request) {
        const at = (request.isCandidate ? CANDIDATE : STABLE) * this.#perLane + this.#combinations.of(request.values);
        // Drawn in any case, so that what else happens does not move the chance of later requests.
        const luck = this.#random.uniform();
        if (request.isTurnedAway)
            return this.#turnAway(at);
        return this.#count(at, this.#happensTo(request, at, luck));
    }
    copy(request) {
        const at = COPIES * this.#perLane + this.#combinations.of(request.values);
        this.#count(at, this.#happensTo(request, at, this.#forCopies.uniform()));
    }
    take() {
        for (let lane = 0; lane < LANES; lane += 1) {
            for (let combination = 0; combination < this.#perLane; combination += 1) {
                const at = lane * this.#perLane + combination;
                this.#addUp(lane, 0, at);
                for (const cell of this.#cells.cells[combination] ?? [])
                    this.#addUp(lane, cell, at);
            }
        }
        this.#trials.fill(0);
        this.#events.fill(0);
        return this.#sums.take();
    }
    #renewLane(lane, { checks }) {
        const quality = checks[this.#check];
        if (quality?.kind !== 'ratio')
            return;
        combinedRatios(this.#cells, { whole: quality.ratio, mean: quality.ratio, inSegments: quality.inSegments }, this.#combined);
        this.#ratios.set(this.#combined, lane * this.#perLane);
    }
    /** It fails; but it has no answer that could be right or wrong. */
    #turnAway(at) {
        return this.#isError && this.#count(at, true);
    }
    #happensTo({ user, points }, at, luck) {
        const atRest = this.#ratios[at] ?? 0;
        const mean = points > 0 && this.#isError ? Math.min(1, atRest + points) : atRest;
        const ratio = this.#users === 'alike' ? mean : ratioOfUser(this.#users, user, mean);
        return this.#bursts === 'single' ? luck < ratio : this.#happensInBursts(at, { mean, ratio, luck }, this.#bursts);
    }
    /** Who fails more often begins more bursts; a burst hits whoever comes next. */
    #happensInBursts(at, { mean, ratio, luck }, size) {
        if (mean >= 1)
            return true;
        const left = this.#burstLeft[at] ?? 0;
        if (left > 0) {
            this.#burstLeft[at] = left - 1;
            return true;
        }
        if (mean === 0 || luck >= burstStart(mean, size) * (ratio / mean))
            return false;
        this.#burstLeft[at] = (0,src_chance/* burst */.Nk)(this.#random, size) - 1;
        return true;
    }
    #count(at, isEvent) {
        this.#trials[at] = (this.#trials[at] ?? 0) + 1;
        if (isEvent)
            this.#events[at] = (this.#events[at] ?? 0) + 1;
        return isEvent;
    }
    #addUp(lane, cell, at) {
        if (lane === STABLE)
            this.#sums.addStable(cell, this.#trials[at] ?? 0, this.#events[at] ?? 0);
        else
            this.#sums.addCandidate(cell, this.#trials[at] ?? 0, this.#events[at] ?? 0);
    }
}
function ratioOfUser({ ofUser, atRest }, user, mean) {
    const { scale, more } = (0,user_population/* liftTo */.he)(mean, atRest);
    return scale * (ofUser[user] ?? atRest) + more;
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/score-tally.ts




class ScoreTally {
    #check;
    #random;
    #forCopies;
    #cells;
    #combinations;
    #sums;
    #stable = { mean: 0, sd: 0 };
    #candidate = { mean: 0, sd: 0 };
    constructor(check, segments, streams) {
        this.#check = check.name;
        this.#random = streams.of(check.name);
        this.#forCopies = streams.of(`${check.name}/copies`);
        this.#cells = segmentCells(check, segments);
        this.#combinations = combinationsOf(check, segments);
        this.#sums = new Sums(this.#cells.names);
    }
    renew({ stable, candidate }) {
        this.#renewArm(this.#stable, stable);
        this.#renewArm(this.#candidate, candidate);
    }
    serve(request) {
        if (!request.isTurnedAway)
            this.#count(request, request.isCandidate, this.#random);
        return false;
    }
    copy(request) {
        this.#count(request, true, this.#forCopies);
    }
    take() {
        return this.#sums.take();
    }
    #renewArm(arm, { checks }) {
        const quality = checks[this.#check];
        if (quality?.kind === 'score')
            Object.assign(arm, { mean: quality.mean, sd: quality.sd });
    }
    #count({ values }, isCandidate, random) {
        const score = sumOfScores(random, 1, isCandidate ? this.#candidate : this.#stable);
        this.#add(0, isCandidate, score);
        for (const cell of this.#cells.cells[this.#combinations.of(values)] ?? [])
            this.#add(cell, isCandidate, score);
    }
    #add(cell, isCandidate, score) {
        if (isCandidate)
            this.#sums.addCandidate(cell, 1, score);
        else
            this.#sums.addStable(cell, 1, score);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/time-tally.ts
// Tallies times: the bucket of each request, and how long it had to wait before. Told as the requests slower than each bound.


class TimeTally {
    #check;
    #random;
    #forCopies;
    #bounds;
    #sums;
    /** Requests by bucket; the last holds those slower than all bounds. */
    #stable;
    #candidate;
    #bucketsOfStable = new Buckets([]);
    #bucketsOfCandidate = new Buckets([]);
    constructor(check, boundsSeconds, streams) {
        this.#check = check;
        this.#random = streams.of(check);
        this.#forCopies = streams.of(`${check}/copies`);
        this.#bounds = boundsSeconds;
        this.#sums = new Sums(['all', ...boundsSeconds.map(src/* boundCellName */.Cq)]);
        this.#stable = new Float64Array(boundsSeconds.length + 1);
        this.#candidate = new Float64Array(boundsSeconds.length + 1);
    }
    renew({ stable, candidate }) {
        this.#bucketsOfStable = new Buckets(this.#withinOf(stable));
        this.#bucketsOfCandidate = new Buckets(this.#withinOf(candidate));
    }
    serve(request) {
        this.#count(request, request.isCandidate, this.#random.uniform());
        return false;
    }
    copy(request) {
        this.#count(request, true, this.#forCopies.uniform());
    }
    take() {
        const { length } = this.#bounds;
        let [slowerOfStable, slowerOfCandidate] = [0, 0];
        for (let bucket = length; bucket > 0; bucket -= 1) {
            slowerOfStable += this.#stable[bucket] ?? 0;
            slowerOfCandidate += this.#candidate[bucket] ?? 0;
            this.#sums.addStable(bucket, 0, slowerOfStable);
            this.#sums.addCandidate(bucket, 0, slowerOfCandidate);
        }
        slowerOfStable += this.#stable[0] ?? 0;
        slowerOfCandidate += this.#candidate[0] ?? 0;
        for (let cell = 0; cell <= length; cell += 1) {
            this.#sums.addStable(cell, slowerOfStable, 0);
            this.#sums.addCandidate(cell, slowerOfCandidate, 0);
        }
        this.#stable.fill(0);
        this.#candidate.fill(0);
        return this.#sums.take();
    }
    #withinOf({ checks }) {
        const quality = checks[this.#check];
        return quality?.kind === 'time' ? quality.within : [];
    }
    #count({ isTurnedAway, waitSeconds }, isCandidate, luck) {
        const bucket = (isCandidate ? this.#bucketsOfCandidate : this.#bucketsOfStable).of(luck);
        const counts = isCandidate ? this.#candidate : this.#stable;
        const after = isTurnedAway ? this.#bounds.length : waitSeconds > 0 ? this.#afterWaiting(bucket, waitSeconds) : bucket;
        counts[after] = (counts[after] ?? 0) + 1;
    }
    /** A bucket's request took as long as its bound says, at most. */
    #afterWaiting(bucket, waitSeconds) {
        const seconds = (this.#bounds[bucket] ?? Number.POSITIVE_INFINITY) + waitSeconds;
        let after = bucket;
        while (after < this.#bounds.length && (this.#bounds[after] ?? 0) < seconds)
            after += 1;
        return after;
    }
}
/** Luck is looked up in a table of so many equal parts first; most parts lie in one bucket. */
const PARTS = 256;
class Buckets {
    #within;
    #firstOf = new Uint8Array(PARTS);
    /** `within`: share of the requests at or under each bound, ascending. */
    constructor(within) {
        this.#within = Float64Array.from(within);
        for (let part = 0; part < PARTS; part += 1)
            this.#firstOf[part] = this.#from(0, part / PARTS);
    }
    of(luck) {
        return this.#from(this.#firstOf[(luck * PARTS) | 0] ?? 0, luck);
    }
    #from(first, luck) {
        const within = this.#within;
        let bucket = first;
        while (bucket < within.length && luck >= (within[bucket] ?? 1))
            bucket += 1;
        return bucket;
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/users-tally.ts



class UsersTally {
    /** Says whether a request fails. */
    #requests;
    #cells;
    #combinations;
    #sums;
    #isSeen;
    #hasFailed;
    #moves = 0;
    constructor({ requests, check, segments, users }) {
        this.#requests = requests;
        this.#cells = segmentCells(check, segments);
        this.#combinations = combinationsOf(check, segments);
        this.#sums = new Sums(this.#cells.names);
        this.#isSeen = new Uint8Array(users);
        this.#hasFailed = new Uint8Array(users);
    }
    renew(now) {
        this.#requests.renew(now);
    }
    serve(request) {
        const { user, isCandidate, moves } = request;
        if (moves !== this.#moves) {
            this.#moves = moves;
            this.#isSeen.fill(0);
        }
        const fails = this.#requests.serve(request);
        const seen = this.#isSeen[user] === 0 ? 1 : 0;
        const failed = fails && this.#hasFailed[user] === 0 ? 1 : 0;
        if (seen + failed === 0)
            return fails;
        this.#isSeen[user] = 1;
        if (fails)
            this.#hasFailed[user] = 1;
        this.#add(0, isCandidate, seen, failed);
        for (const cell of this.#cells.cells[this.#combinations.of(request.values)] ?? [])
            this.#add(cell, isCandidate, seen, failed);
        return fails;
    }
    copy() {
        // Who was mirrored did not come.
    }
    take() {
        this.#requests.take();
        return this.#sums.take();
    }
    #add(cell, isCandidate, seen, failed) {
        if (isCandidate)
            this.#sums.addCandidate(cell, seen, failed);
        else
            this.#sums.addStable(cell, seen, failed);
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/tally-of.ts
// The tally of each check, by what it looks at. Gauges are sampled and not asked by requests: aggregated/count-level.ts does that for both engines.









/** `population`: `none` in a world of requests. */
function tallyOf(check, scenario, { streams, population }) {
    const { segments, failBurst } = scenario.traffic;
    const baseline = (0,world_baseline/* baselineOf */.B)(check, scenario);
    switch (baseline.kind) {
        case 'time':
            return new TimeTally(check.name, baseline.boundsSeconds, streams);
        case 'score':
            return new ScoreTally(check, segments, streams);
        case 'bins':
            return new BinsTally(check.name, Object.keys(baseline.shares), streams);
        case 'level':
            return 'sampled';
        case 'ratio':
            break;
    }
    const ratioTally = (bursts) => new RatioTally({ check, segments, bursts, users: population === 'none' ? 'alike' : (population.propensities[check.name] ?? 'alike'), streams });
    switch (check.signal.kind) {
        case 'pairs':
            return new PairsTally(check.name, streams);
        case 'calibration':
            return new CalibrationTally(check.name, baseline.ratio, streams);
        case 'labels':
            return ratioTally('single');
        case 'share': {
            const requests = ratioTally(failBurst.mean > 1 ? failBurst : 'single');
            return check.signal.unit === 'users' && population !== 'none' ? new UsersTally({ requests, check, segments, users: population.shares.length }) : requests;
        }
        case 'time':
        case 'score':
        case 'bins':
        case 'level':
            throw new src/* InvariantError */.zU('the baseline of a check is of its kind', { check: check.name, signal: check.signal.kind });
    }
}

;// CONCATENATED MODULE: ./simulator/src/world/event-level/event-level-world.ts
// The world request by request: who asks, which arm answers, what becomes of it, whether it comes back. For what counts of a span cannot express, and to
// check those counts. Memory does not depend on the number of requests: one is at hand at a time, and only those that failed and will come back are kept.














function eventLevelWorld(trial, options = {}) {
    const { sharedQueue = 'none', populations = (0,user_population/* newPopulations */.bM)() } = options;
    return { begin: () => new EventLevelRun(trial, { sharedQueue, populations }) };
}
/** Mean time until a failed request comes back. */
const RETRY_AFTER_MS = 1_000;
class EventLevelRun {
    #retries;
    #quality;
    #streams;
    #arrivals;
    /** Failed requests that will come back: user and attempt in one number. */
    #returning = (0,src_chance/* eventQueue */.yx)();
    #population;
    #whoAsks;
    #isHarmed;
    #checks;
    #tallies;
    /** Gauges are sampled, not asked: as in the aggregated engine. */
    #sampled;
    #told;
    #values;
    #feedback;
    #servers;
    #askers;
    #routes;
    #copies;
    #returns;
    #request;
    #trafficAt;
    #exposure = 'none';
    #now = 'none';
    /** Where the last span ended, and when the request at hand came. */
    #atMs = 0;
    #nowMs = 0;
    /** Of the span so far. */
    #stable = 0;
    #candidate = 0;
    #badOfStable = 0;
    #badOfCandidate = 0;
    #excess = 0;
    #usersHarmed = 0;
    constructor({ policy, scenario }, { sharedQueue, populations }) {
        const { retries, users, segments } = scenario.traffic;
        const streams = new Streams(scenario);
        const hasFeedback = scenario.behaviours.some(({ kind }) => kind === 'feedback');
        const quality = (0,compile_quality/* compileQuality */.$)({ policy, scenario: hasFeedback ? withoutFeedback(scenario) : scenario });
        const population = users.kind === 'users' ? (0,user_population/* populationOf */.JX)(users, policy.checks, scenario, populations) : 'none';
        const chance = new Chance(scenario);
        const counting = policy.checks.map((check) => {
            const tally = tallyOf(check, scenario, { streams, population });
            return { isHarm: (0,src/* countsAsHarm */.Sf)(check), by: tally === 'sampled' ? new LevelCounter(check.name, chance) : tally };
        });
        this.#retries = retries;
        this.#quality = quality;
        this.#streams = streams;
        this.#arrivals = arrivals_arrivalsOf(scenario);
        this.#population = population;
        this.#whoAsks = population === 'none' ? 'nobody' : (0,src_chance/* aliasTable */.$P)(population.shares);
        this.#isHarmed = new Uint8Array(population === 'none' ? 0 : population.places.length);
        this.#checks = policy.checks.map(({ name }) => name);
        this.#told = counting.map(({ by }) => by);
        this.#tallies = counting.flatMap(({ by, isHarm }) => ('serve' in by ? [{ tally: by, isHarm }] : []));
        this.#sampled = counting.flatMap(({ by }) => ('count' in by ? [by] : []));
        this.#values = new SegmentValues(policy, segments, streams.of('segments'));
        this.#feedback = hasFeedback ? new Feedback(scenario) : 'none';
        this.#servers = sharedQueue === 'none' ? 'none' : new Servers(sharedQueue, streams.of('service'));
        this.#askers = streams.of('users');
        this.#routes = streams.of('routes');
        this.#copies = streams.of('copies');
        this.#returns = streams.of('retries');
        this.#request = { isCandidate: false, user: 0, moves: 0, values: new Int32Array((0,segment_mix/* dimensionsOf */.VM)(segments).length), points: 0, isTurnedAway: false, waitSeconds: 0 };
        this.#trafficAt = (atMs) => this.#quality.at(atMs, this.#exposure === 'none' ? NO_EXPOSURE : this.#exposure);
    }
    advance({ fromMs, toMs }, exposure) {
        (0,src/* invariant */.V1)(fromMs === this.#atMs && toMs > fromMs, 'spans follow each other', { expectedFromMs: this.#atMs, fromMs, toMs });
        if (this.#exposure !== 'none' && this.#exposure.weight !== exposure.weight)
            this.#request.moves += 1;
        this.#exposure = exposure;
        this.#atMs = toMs;
        for (let atMs = fromMs; atMs < toMs;) {
            const now = this.#quality.at(atMs, exposure);
            const untilMs = Math.min(toMs, now.validUntilMs);
            this.#pass(atMs, untilMs, now, exposure);
            atMs = untilMs;
        }
        return this.#tell(fromMs, toMs);
    }
    /** A part of the span in which quality stays. */
    #pass(fromMs, toMs, now, exposure) {
        if (now !== this.#now) {
            this.#now = now;
            this.#values.renew(now);
            for (const { tally } of this.#tallies)
                tally.renew(now);
        }
        for (const sampled of this.#sampled)
            sampled.count({ fromMs, toMs, now, stable: 0, candidate: 0, copies: 0 });
        const before = { requests: this.#candidate, bad: this.#badOfCandidate };
        this.#serveUntil(toMs, exposure);
        this.#excess += excessOf({ requests: this.#candidate - before.requests, bad: this.#badOfCandidate - before.bad }, now.badRatio);
    }
    #serveUntil(toMs, exposure) {
        const arrivals = this.#arrivals;
        const returning = this.#returning;
        const attempts = this.#retries.max + 1;
        for (;;) {
            arrivals.seek(toMs, this.#trafficAt);
            const atMs = Math.min(arrivals.atMs, returning.nextTime);
            if (atMs >= toMs)
                return;
            this.#streams.moveTo(atMs);
            this.#nowMs = atMs;
            if (returning.nextTime <= arrivals.atMs) {
                const code = returning.pop();
                this.#serve(Math.floor(code / attempts), code % attempts, exposure);
                continue;
            }
            const { size } = arrivals;
            arrivals.take();
            for (let one = 0; one < size; one += 1)
                this.#serve(this.#whoAsks === 'nobody' ? 0 : this.#whoAsks.choose(this.#askers), 0, exposure);
        }
    }
    #serve(user, attempt, exposure) {
        const request = this.#request;
        request.user = user;
        request.isCandidate = this.#population === 'none' ? this.#routes.uniform() < exposure.weight : (this.#population.places[user] ?? 1) < exposure.weight;
        request.points = this.#feedback === 'none' ? 0 : this.#feedback.pointsAt(this.#nowMs, exposure);
        this.#values.drawInto(request);
        if (this.#servers !== 'none')
            this.#queueUp(this.#servers, request.isCandidate);
        let isBad = false;
        for (let index = 0; index < this.#tallies.length; index += 1) {
            const tallied = this.#tallies[index];
            if (tallied?.tally.serve(request) === true && tallied.isHarm)
                isBad = true;
        }
        this.#note(isBad);
        if (isBad && attempt < this.#retries.max)
            this.#comeBack(user, attempt + 1);
        if (exposure.mirror > 0 && !request.isCandidate && this.#copies.uniform() < exposure.mirror)
            this.#copy();
    }
    /** Its candidate's answer is seen by nobody, but is as much work. */
    #copy() {
        if (this.#servers !== 'none')
            this.#queueUp(this.#servers, true);
        if (this.#request.isTurnedAway)
            return;
        for (const { tally } of this.#tallies)
            tally.copy(this.#request);
    }
    #queueUp(servers, isCandidate) {
        const wait = servers.admit(this.#nowMs, isCandidate);
        this.#request.isTurnedAway = wait === 'turned-away';
        this.#request.waitSeconds = wait === 'turned-away' ? 0 : wait / 1_000;
    }
    #note(isBad) {
        const { isCandidate, user } = this.#request;
        if (this.#feedback !== 'none')
            this.#feedback.note(isCandidate);
        if (!isCandidate) {
            this.#stable += 1;
            if (isBad)
                this.#badOfStable += 1;
            return;
        }
        this.#candidate += 1;
        if (!isBad)
            return;
        this.#badOfCandidate += 1;
        if (this.#isHarmed[user] !== 0)
            return;
        this.#isHarmed[user] = 1;
        this.#usersHarmed += 1;
    }
    #comeBack(user, attempt) {
        if (this.#returns.uniform() < this.#retries.probability)
            this.#returning.push(this.#nowMs + RETRY_AFTER_MS * (0,src_chance/* exponential */.EV)(this.#returns), 0, user * (this.#retries.max + 1) + attempt);
    }
    #tell(fromMs, toMs) {
        const cells = {};
        this.#checks.forEach((check, index) => (cells[check] = this.#told[index]?.take() ?? {}));
        const happening = {
            fromMs,
            toMs,
            requests: { stable: this.#stable, candidate: this.#candidate },
            bad: { stable: this.#badOfStable, candidate: this.#badOfCandidate },
            excess: this.#excess,
            usersHarmed: this.#usersHarmed,
            cells,
        };
        this.#stable = 0;
        this.#candidate = 0;
        this.#badOfStable = 0;
        this.#badOfCandidate = 0;
        this.#excess = 0;
        this.#usersHarmed = 0;
        return happening;
    }
}
const NO_EXPOSURE = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };

;// CONCATENATED MODULE: ./simulator/src/world/event-level/index.ts
// The event-level engine.


;// CONCATENATED MODULE: ./simulator/src/world/world-of.ts



/** `populations`: what other runs have drawn already. The world is the same without. */
function worldOf(trial, populations = (0,user_population/* newPopulations */.bM)()) {
    return whyNotAggregated(trial) === '' ? aggregatedWorld(trial, populations) : eventLevelWorld(trial, { populations });
}


/***/ })

};
