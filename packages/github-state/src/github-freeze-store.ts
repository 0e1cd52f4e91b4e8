// The FreezeStore port on GitHub's API: one branch for all targets, one file per target, one commit per change.
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, FreezeChange, FreezeRecord, FreezeStore, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import { readContents } from './contents.ts';
import type { FreezeFiles, FreezesReading } from './freezes-query.ts';
import type { GithubView } from './github-view.ts';
import { blobId } from './object-ids.ts';
import { publish } from './publish.ts';
import type { Publisher } from './publish.ts';
import type { CommitFile } from './write-commit.ts';

export function createGithubFreezeStore(publisher: Publisher, view: GithubView): FreezeStore {
  return {
    readFreeze: (target) => readFreeze(publisher, view, target),
    writeFreeze: (change) => writeFreeze(publisher, view, change),
  };
}

async function readFreeze({ api }: Publisher, view: GithubView, target: string): Promise<Result<FreezeRecord>> {
  const freeze = await view.freeze(target);
  if (freeze.kind === 'error') return failed({ ...freeze.error, port: 'freeze' });
  const { head, file } = freeze.value;
  const contents = await readContents(api, file, { port: 'freeze', what: `reading ${FREEZES_REF}` });
  if (contents.kind === 'error') return contents;
  if (contents.value.kind === 'missing') return ok({ kind: 'none', head });
  try {
    return ok({ kind: 'frozen', head, document: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(contents.value.bytes) });
  } catch {
    return failed(notText(target, head));
  }
}

/** Targets share the ref, but not each other's conflicts: a change of another target in between is built upon. */
async function writeFreeze(publisher: Publisher, view: GithubView, change: FreezeChange): Promise<Result<AppendOutcome>> {
  invariant(change.expectedHead === '' || /^[0-9a-f]{40,64}$/.test(change.expectedHead), 'a head is what readFreeze answered', { head: change.expectedHead });
  const file = freezeFile(change.target);
  const wanted = change.document.kind === 'none' ? '' : blobId(change.document.text);
  for (let attempt = 0; ; attempt += 1) {
    const reading = await view.freezes(change.expectedHead);
    if (reading.kind === 'error') return failed({ ...reading.error, port: 'freeze' });
    const { head, files, expected } = reading.value;
    // We were shown a head that is in nobody's history any more.
    if (expected.kind === 'unknown') return ok({ kind: 'conflict', head });
    const idNow = files.get(file) ?? '';
    const isTouched = head !== change.expectedHead && idNow !== (expected.files.get(file) ?? '');
    if (isTouched) return ok({ kind: idNow === wanted ? 'appended' : 'conflict', head });
    if (attempt === ATTEMPTS) return ok({ kind: 'conflict', head });
    const outcome = await writeOn(publisher, view, change, reading.value);
    if (outcome.kind === 'error') return outcome;
    if (outcome.value === 'elsewhere') continue;
    view.wroteFreezes(outcome.value, head);
    return ok({ kind: 'appended', head: outcome.value });
  }
}

/** As many changes of other targets as one change gives way to. */
const ATTEMPTS = 20;

/** The commit that it became, or `elsewhere`: somebody else moved the ref first. */
async function writeOn(publisher: Publisher, view: GithubView, change: FreezeChange, { repositoryId, head, isSigned, files }: FreezesReading): Promise<Result<string>> {
  let last: FreezesReading | undefined;
  const published = await publish(publisher, {
    port: 'freeze',
    ref: FREEZES_REF,
    commit: { parent: head, files: changed(files, change), atMs: change.atMs, title: change.title, trailers: [['Target', change.target]] },
    parentIsSigned: isSigned,
    repositoryId,
    readBack: async () => {
      const now = await view.freezes('');
      if (now.kind === 'error') return now;
      last = now.value;
      return ok(now.value.head);
    },
  });
  if (published.kind === 'error') return published;
  const { id, kind } = published.value;
  // Our reply was lost, and somebody went on from our commit.
  return ok(kind === 'published' || last?.newest.includes(id) === true ? id : 'elsewhere');
}

/** Tells people what this branch is, and keeps its tree from being empty when the last freeze is lifted: GitHub does not write an empty one. */
const README = { name: 'README.md', text: '# Frozen data\n\nOne file per target whose data is frozen while a model is rolled out. Written by Rampart; see freeze-data.\n' };

function changed(files: FreezeFiles, { target, document }: FreezeChange): readonly CommitFile[] {
  const name = freezeFile(target);
  const others = [...files].filter(([other]) => other !== name && other !== README.name).map(([other, id]): CommitFile => ({ name: other, id }));
  return [README, ...others, ...(document.kind === 'none' ? [] : [{ name, text: document.text }])];
}

function notText(target: string, head: string): PortError {
  return {
    port: 'freeze',
    code: 'malformed',
    message: `${freezeFile(target)} in commit ${head.slice(0, 12)} of ${FREEZES_REF} is not UTF-8 text. Freeze the data of ${target} again, or lift the freeze`,
    retryable: false,
    outcome: 'not-done',
  };
}
