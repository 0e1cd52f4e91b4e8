// The action itself: freezes, verifies, releases, and shows it on pull requests. Knows no file system, no git and no GitHub.
import { ActionError, type ActionResult, given, type InputsOf, type Mistake, quoteValue } from '@rampart/action-kit';
import { checkRoot, compareManifests, dataDigest, decodeManifest, decodePatterns, encodeManifest, freezeFiles, type Manifest, verifyManifest } from '@rampart/data-freeze';
import type { FreezeChange, FreezeHolder, FreezeRecord, PortError } from '@rampart/rollout-engine';
import { assertNever, invariant } from '@rampart/rollout-policy';
import { checkedChange } from './checked-change.ts';
import type { contract } from './contract.ts';
import type { FreezeOutcome, Shown } from './freeze-outcome.ts';
import type { FreezeDataPorts, FreezeStatusPort } from './ports.ts';
import { renderOutcome } from './render-outcome.ts';

type Inputs = InputsOf<typeof contract>;

/** Exit code 0: held; 1: the data is not as it was pinned, or the ledger cannot be reached; ActionError with 2: something asked for is wrong. */
export async function run(inputs: Inputs, ports: FreezeDataPorts): Promise<ActionResult<typeof contract>> {
  refuseIdleInputs(inputs);
  const target = given(inputs.target);
  return renderOutcome(target, await act({ ...inputs, target }, ports));
}

type Named = Omit<Inputs, 'target'> & { readonly target: string };

function act(inputs: Named, ports: FreezeDataPorts): Promise<FreezeOutcome> {
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
      return assertNever(inputs.mode);
  }
}

async function gate(ports: FreezeDataPorts): Promise<FreezeOutcome> {
  const statuses = statusesOf(ports);
  const event = await ports.readEvent();
  const checked = event.kind === 'none' ? ({ kind: 'refused', why: event.why } as const) : checkedChange(event);
  if (checked.kind === 'refused') throw refusal([mistake('RMP607', 'mode', `gate ${checked.why}.`)]);
  const { what, ...change } = checked.change;
  const shown = await statuses.showOne(change);
  if (shown.kind === 'error') throw storeError(shown.error);
  return { kind: 'gated', what, ...shown.value };
}

async function sweep(ports: FreezeDataPorts): Promise<FreezeOutcome> {
  const shown = await statusesOf(ports).showAll();
  if (shown.kind === 'error') throw storeError(shown.error);
  return { kind: 'swept', ...shown.value };
}

function statusesOf({ statuses }: FreezeDataPorts): FreezeStatusPort {
  if (statuses === 'none') throw refusal([mistake('RMP607', 'mode', 'gate and sweep set a status on GitHub: they work in a workflow there, with `ledger: github`.')]);
  return statuses;
}

/** The freeze is recorded by now: what its pull requests show is put right by a sweep, too. */
async function show({ statuses }: FreezeDataPorts): Promise<Shown> {
  if (statuses === 'none') return { kind: 'nowhere' };
  const shown = await statuses.showAll();
  return shown.kind === 'ok' ? { kind: 'shown', ...shown.value } : { kind: 'failed', why: shown.error.message };
}

async function freeze(inputs: Named, ports: FreezeDataPorts): Promise<FreezeOutcome> {
  const manifest = await makeManifest(inputs, ports);
  const outcome = await changeStore({ target: inputs.target, by: 'hand' }, ports, (record) => {
    if (record.kind === 'none') return { kind: 'write', document: { kind: 'document', text: encodeManifest(manifest) }, title: `freeze ${manifest.entries.length === 1 ? '1 file' : `${manifest.entries.length} files`} of ${inputs.target}, ${dataDigest(manifest.entries)}`, then: { kind: 'frozen', manifest, already: false, shown: NOT_YET } };
    const frozen = readManifest(record.document, inputs.target);
    const changes = compareManifests(frozen, manifest);
    if (changes.kind === 'changed') return { kind: 'leave', outcome: { kind: 'frozen-otherwise', frozen, changes } };
    // Other patterns over the same files would see other additions later: that is another freeze.
    if (frozen.root !== manifest.root || frozen.paths.join('\n') !== manifest.paths.join('\n')) {
      return { kind: 'leave', outcome: { kind: 'frozen-otherwise', frozen, changes: { added: [], removed: [], modified: [], schemaChanged: [] } } };
    }
    return { kind: 'leave', outcome: { kind: 'frozen', manifest: frozen, already: true, shown: NOT_YET } };
  });
  if (inputs.manifest.kind === 'given' && outcome.kind === 'frozen') await writeManifest(inputs.manifest.value, outcome.manifest, ports);
  return outcome.kind === 'frozen' ? { ...outcome, shown: await show(ports) } : outcome;
}

const NOT_YET: Shown = { kind: 'nowhere' };

async function verify(inputs: Named, ports: FreezeDataPorts): Promise<FreezeOutcome> {
  const text = inputs.manifest.kind === 'given' ? await readManifestFile(inputs.manifest.value, ports) : await readStored(inputs.target, ports);
  if (text.kind === 'none') return { kind: 'nothing-frozen' };
  const manifest = readManifest(text.document, inputs.target);
  const verification = await verifyManifest(manifest, ports.filesAt(manifest.root));
  switch (verification.kind) {
    case 'unchanged':
      return { kind: 'unchanged', manifest };
    case 'unreadable':
      return { kind: 'unreadable', manifest, why: verification.why };
    case 'changed':
      return { kind: 'changed', manifest, changes: verification };
    default:
      return assertNever(verification);
  }
}

/** What a person froze and what a rollout holds: a person's word ends both. The end of the rollout finds nothing to lift then. */
async function release(target: string, ports: FreezeDataPorts): Promise<FreezeOutcome> {
  const ends: FreezeOutcome[] = [];
  for (const by of ['hand', 'rollout'] as const) {
    const end = await changeStore({ target, by }, ports, (record) =>
      record.kind === 'none'
        ? { kind: 'leave', outcome: { kind: 'released', already: true, shown: NOT_YET } }
        : { kind: 'write', document: { kind: 'none' }, title: `release the data of ${target}${by === 'rollout' ? ', which its rollout held' : ''}`, then: { kind: 'released', already: false, shown: NOT_YET } },
    );
    ends.push(end);
  }
  return { kind: 'released', already: ends.every((end) => end.kind === 'released' && end.already), shown: await show(ports) };
}

async function makeManifest({ target, root, paths }: Named, ports: FreezeDataPorts): Promise<Manifest> {
  const patterns = decodePatterns(paths);
  const folder = root.kind === 'given' ? root.value : '.';
  const checked = checkRoot(folder);
  const mistakes: Mistake[] = [
    ...(patterns.kind === 'refused' ? patterns.mistakes.map(({ place, message }) => mistake('RMP601', place, message)) : []),
    ...(checked.kind === 'refused' ? [mistake('RMP601', 'root', `${quoteValue(folder)} ${checked.why}.`)] : []),
  ];
  if (patterns.kind === 'refused' || checked.kind === 'refused') throw refusal(mistakes);
  const head = await ports.branchNow();
  // Without it no pull request could be told that it touches what is frozen.
  if (head.kind === 'unreadable') throw new ActionError([mistake('RMP604', 'branch', `${head.why}. Nothing was frozen.`)], { exitCode: 1 });
  const outcome = await freezeFiles({ target, root: folder, patterns: patterns.value, nowMs: ports.nowMs(), ...(head.kind === 'none' ? {} : { branch: head.branch }) }, ports.filesAt(folder));
  if (outcome.kind === 'refused') throw refusal(outcome.mistakes.map(({ place, message }) => mistake('RMP602', place, `${message}. Nothing was frozen.`)));
  invariant(decodeManifest(encodeManifest(outcome.manifest)).kind === 'decoded', 'a manifest that is stored can be read', { target });
  return outcome.manifest;
}

type Step =
  | { readonly kind: 'leave'; readonly outcome: FreezeOutcome }
  | { readonly kind: 'write'; readonly document: FreezeChange['document']; readonly title: string; readonly then: FreezeOutcome };

const attemptsMax = 5;

/** Reads, decides and writes; decides again on what somebody else wrote in between. */
async function changeStore({ target, by }: { readonly target: string; readonly by: FreezeHolder }, ports: FreezeDataPorts, decide: (record: FreezeRecord) => Step): Promise<FreezeOutcome> {
  let hoped: FreezeOutcome | { readonly kind: 'none' } = { kind: 'none' };
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const record = await ports.store.readFreeze(target, by);
    if (record.kind === 'error') throw storeError(record.error);
    const step = decide(record.value);
    // Already as we wanted it, after a write whose answer was lost: it was ours.
    if (step.kind === 'leave') return hoped.kind !== 'none' && hoped.kind === step.outcome.kind ? hoped : step.outcome;
    const written = await ports.store.writeFreeze({ target, by, document: step.document, expectedHead: record.value.head, title: step.title, atMs: ports.nowMs() });
    if (written.kind === 'ok' && written.value.kind === 'appended') return step.then;
    if (written.kind === 'error') {
      // What is refused, and was read back as not done, is refused again.
      if (written.error.outcome !== 'unknown' || (hoped.kind !== 'none' && !written.error.retryable)) throw storeError(written.error);
      hoped = step.then;
    }
  }
  throw new ActionError([mistake('RMP604', 'ledger', `somebody else changed the freezes each of the ${attemptsMax} times that this step tried. Run it again.`)], { exitCode: 1 });
}

async function readStored(target: string, ports: FreezeDataPorts): Promise<FreezeRecord> {
  const record = await ports.store.readFreeze(target);
  if (record.kind === 'error') throw storeError(record.error);
  return record.value;
}

async function readManifestFile(path: string, ports: FreezeDataPorts): Promise<{ readonly kind: 'file'; readonly document: string }> {
  const file = await ports.readManifest(path);
  if (file.kind === 'refused') throw refusal([mistake('RMP605', 'manifest', `${quoteValue(path)} ${file.why}.`)]);
  return { kind: 'file', document: file.text };
}

async function writeManifest(path: string, manifest: Manifest, ports: FreezeDataPorts): Promise<void> {
  const written = await ports.writeManifest(path, encodeManifest(manifest));
  if (written.kind === 'refused') throw refusal([mistake('RMP605', 'manifest', `${quoteValue(path)} ${written.why}. The freeze itself is recorded in the ledger.`)]);
}

function readManifest(document: string, target: string): Manifest {
  const decoded = decodeManifest(document);
  if (decoded.kind === 'refused') throw refusal(decoded.mistakes.map(({ place, message }) => mistake('RMP603', place === '' ? 'manifest' : `manifest ${place}`, message)));
  if (decoded.value.target !== target) throw refusal([mistake('RMP603', 'manifest', `is of target ${quoteValue(decoded.value.target)}, not ${quoteValue(target)}.`)]);
  return decoded.value;
}

/** An input that the mode does not look at would give a false sense of what happened. */
function refuseIdleInputs({ target, mode, paths, root, manifest }: Inputs): void {
  const name = given(target);
  const isAboutAll = mode === 'gate' || mode === 'sweep';
  const mistakes = [
    ...(name === '' && !isAboutAll ? [mistake('RMP601', 'target', `is needed by mode ${mode}: the place that serves the model, as in its policy.`)] : []),
    ...(name.length > 200 || /[\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed() ? [mistake('RMP601', 'target', `expected a name of at most 200 characters on one line, got ${quoteValue(name)}.`)] : []),
    ...(name !== '' && isAboutAll ? [mistake('RMP606', 'target', `is not used by mode ${mode}, which goes by all freezes of the repository. Remove it.`)] : []),
    ...(mode !== 'freeze' && paths.length > 0 ? [mistake('RMP606', 'paths', `is only used by mode freeze; ${mode} goes by what was pinned. Remove it.`)] : []),
    ...(mode !== 'freeze' && root.kind === 'given' ? [mistake('RMP606', 'root', `is only used by mode freeze; ${mode} goes by what was pinned. Remove it.`)] : []),
    ...(mode !== 'freeze' && mode !== 'verify' && manifest.kind === 'given' ? [mistake('RMP606', 'manifest', `is not used by mode ${mode}. Remove it.`)] : []),
  ];
  if (mistakes.length > 0) throw refusal(mistakes);
}

function storeError(error: PortError): ActionError {
  return new ActionError([mistake('RMP604', 'ledger', error.message)], { exitCode: 1, cause: error.cause });
}

function mistake(code: string, subject: string, text: string): Mistake {
  return { code, subject, text, place: { kind: 'nowhere' } };
}

function refusal(mistakes: readonly Mistake[]): ActionError {
  const [first, ...rest] = mistakes;
  invariant(first !== undefined, 'a refusal names at least one mistake', {});
  return new ActionError([first, ...rest]);
}
