// The FreezeStore port on GitHub's API: one branch for all targets, one file per target, one commit per change.
import { freezeDocument, freezeFile, freezeHolderOf, FREEZES_REF } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, FreezeChange, FreezeHolder, FreezeRecord, FreezeRecords, FreezeStore, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import { readContents } from './contents.ts';
import { freezeCommit, wantedId, type FreezeEdit } from './freeze-commit.ts';
import type { FreezesReading } from './freezes-query.ts';
import type { GithubView } from './github-view.ts';
import { publish } from './publish.ts';
import type { Publisher } from './publish.ts';

export function createGithubFreezeStore(publisher: Publisher, view: GithubView): FreezeStore {
  // What a blob says never changes.
  const texts = new Map<string, string>();
  return {
    readFreeze: (target, by = 'hand') => readFreeze(publisher, view, target, by),
    readFreezes: () => readFreezes(publisher, view, texts),
    writeFreeze: (change) => writeFreeze(publisher, view, change),
  };
}

async function readFreeze({ api }: Publisher, view: GithubView, target: string, by: FreezeHolder): Promise<Result<FreezeRecord>> {
  const freeze = await view.freeze(target, by);
  if (freeze.kind === 'error') return failed({ ...freeze.error, port: 'freeze' });
  const { head, byHand, byRollout } = freeze.value;
  const contents = await readContents(api, by === 'hand' ? byHand : byRollout, { port: 'freeze', what: `reading ${FREEZES_REF}` });
  if (contents.kind === 'error') return contents;
  if (contents.value.kind === 'missing') return ok({ kind: 'none', head });
  return ok({ kind: 'frozen', head, document: freezeDocument(contents.value.bytes) });
}

async function readFreezes({ api }: Publisher, view: GithubView, texts: Map<string, string>): Promise<Result<FreezeRecords>> {
  const reading = await view.freezes('');
  if (reading.kind === 'error') return failed({ ...reading.error, port: 'freeze' });
  const { head, files } = reading.value;
  const freezes: FreezeRecords['freezes'][number][] = [];
  for (const [name, id] of files) {
    const by = freezeHolderOf(name);
    if (by === 'none') continue;
    if (!texts.has(id)) {
      const contents = await readContents(api, { kind: 'blob', id }, { port: 'freeze', what: `reading ${FREEZES_REF}` });
      if (contents.kind === 'error') return contents;
      texts.set(id, contents.value.kind === 'file' ? freezeDocument(contents.value.bytes) : '');
    }
    freezes.push({ by, document: texts.get(id) ?? '' });
  }
  return ok({ head, freezes });
}

/** Targets share the ref, but not each other's conflicts: a change of another target in between is built upon. */
async function writeFreeze(publisher: Publisher, view: GithubView, change: FreezeChange): Promise<Result<AppendOutcome>> {
  invariant(change.expectedHead === '' || /^[0-9a-f]{40,64}$/.test(change.expectedHead), 'a head is what readFreeze answered', { head: change.expectedHead });
  const edit: FreezeEdit = { name: freezeFile(change.target, change.by), document: change.document };
  const wanted = wantedId(edit);
  for (let attempt = 0; ; attempt += 1) {
    const reading = await view.freezes(change.expectedHead);
    if (reading.kind === 'error') return failed({ ...reading.error, port: 'freeze' });
    const { head, files, expected } = reading.value;
    // We were shown a head that is in nobody's history any more.
    if (expected.kind === 'unknown') return ok({ kind: 'conflict', head });
    const idNow = files.get(edit.name) ?? '';
    const isTouched = head !== change.expectedHead && idNow !== (expected.files.get(edit.name) ?? '');
    if (isTouched) return ok({ kind: idNow === wanted ? 'appended' : 'conflict', head });
    if (attempt === ATTEMPTS) return ok({ kind: 'conflict', head });
    const outcome = await writeOn(publisher, view, { ...change, edit }, reading.value);
    if (outcome.kind === 'error') return outcome;
    if (outcome.value === 'elsewhere') continue;
    view.wroteFreezes(outcome.value, head);
    return ok({ kind: 'appended', head: outcome.value });
  }
}

/** As many changes of other targets as one change gives way to. */
const ATTEMPTS = 20;

/** The commit that it became, or `elsewhere`: somebody else moved the ref first. */
async function writeOn(publisher: Publisher, view: GithubView, change: Pick<FreezeChange, 'target' | 'atMs' | 'title'> & { readonly edit: FreezeEdit }, { repositoryId, head, isSigned, files }: FreezesReading): Promise<Result<string>> {
  let last: FreezesReading | undefined;
  const published = await publish(publisher, {
    port: 'freeze',
    parts: [freezeCommit({ ...change, head, files })],
    parentIsSigned: isSigned,
    repositoryId,
    readBack: async () => {
      const now = await view.freezes('');
      if (now.kind === 'error') return now;
      last = now.value;
      return ok(new Map([[FREEZES_REF, now.value.head]]));
    },
  });
  if (published.kind === 'error') return published;
  const { ids: [id = ''], kind } = published.value;
  // Our reply was lost, and somebody went on from our commit.
  return ok(kind === 'published' || last?.newest.includes(id) === true ? id : 'elsewhere');
}
