// rampart frozen: whether the data of a target is frozen now, for any pipeline that would change it. Needs no policy: pipelines of data have none.
import { dataDigest, decodeManifest, type Manifest } from '@rampart/data-freeze';
import { inJobPlaces, openState, readPolicyFiles, type State } from '@rampart/ports-from-policy';
import { cleanLine, counted } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command, type ExitCode, type Invocation } from '../command.ts';
import { surroundingsOf, tellMistakes } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

export const frozen: Command = {
  name: 'frozen',
  summary: 'whether the data of a target is frozen: 0 free, 1 frozen, 2 no such target, 3 cannot be told (treat it as frozen)',
  options: { ledger: REPOSITORY_OPTIONS.ledger },
  policies: 'none',
  words: '<target>|<policy>',
  run: async (invocation) => {
    const [word = '', ...more] = invocation.words;
    if (word === '' || more.length > 0) return tellUsage(invocation, 'frozen', ['takes one target, or its policy']);
    const named = await targetNamed(invocation, word);
    return named.kind === 'ended' ? named.exitCode : inJobPlaces(invocation.env, (places) => tellFreeze(invocation, named.target, surroundingsOf(invocation, places)));
  },
};

type Named = { readonly kind: 'target'; readonly target: string } | { readonly kind: 'ended'; readonly exitCode: ExitCode };

async function targetNamed(invocation: Invocation, word: string): Promise<Named> {
  if (!/\.ya?ml$/.test(word)) return { kind: 'target', target: word };
  const read = await readPolicyFiles([word], invocation.cwd);
  if (read.kind === 'mistakes') return { kind: 'ended', exitCode: tellMistakes(invocation, read.mistakes) };
  return read.policies.length === 1 ? { kind: 'target', target: read.policies[0].pinned.policy.target } : { kind: 'ended', exitCode: tellUsage(invocation, 'frozen', [`${JSON.stringify(word)} means several policies; name one`]) };
}

async function tellFreeze(invocation: Invocation, target: string, surroundings: Parameters<typeof openState>[0]): Promise<ExitCode> {
  const { console } = invocation;
  const opened = await openState(surroundings);
  if (opened.kind === 'refused') return tellUsage(invocation, 'frozen', [`--ledger: ${opened.why}`]);
  const found = await freezeOf(opened.state(), target);
  const name = cleanLine(target);
  switch (found.kind) {
    case 'unreadable':
      console.err(`${name}: it cannot be told whether its data is frozen: ${found.why}`);
      return 3;
    case 'unknown':
      console.err(`${name}: no ledger and no freeze of a target of this name. Check the name; rampart adopt writes the first line of a ledger`);
      return 2;
    case 'free':
      console.out(isSet(invocation, 'json') ? JSON.stringify({ target, frozen: false }, null, 2) : `${name}: free, nothing is frozen`);
      return 0;
    case 'frozen':
      if (isSet(invocation, 'json')) console.out(JSON.stringify(documentOf(target, found), null, 2));
      else for (const manifest of found.manifests) console.out(frozenLine(name, manifest));
      return 1;
  }
}

type Found = { readonly kind: 'free' } | { readonly kind: 'unknown' } | { readonly kind: 'unreadable'; readonly why: string } | Frozen;

interface Frozen {
  readonly kind: 'frozen';
  /** What a person froze, and what the live rollout holds. */
  readonly manifests: readonly [Manifest | 'unreadable', ...(Manifest | 'unreadable')[]];
}

/** A name that nobody knows is no free target: a pipeline with a typing mistake in it would go on for ever. */
async function freezeOf({ ledger, freezes }: State, target: string): Promise<Found> {
  const manifests: Frozen['manifests'][number][] = [];
  for (const by of ['hand', 'rollout'] as const) {
    const record = await freezes.readFreeze(target, by);
    if (record.kind === 'error') return { kind: 'unreadable', why: record.error.message };
    if (record.value.kind === 'none') continue;
    const decoded = decodeManifest(record.value.document);
    manifests.push(decoded.kind === 'decoded' ? decoded.value : 'unreadable');
  }
  const [first, ...others] = manifests;
  if (first !== undefined) return { kind: 'frozen', manifests: [first, ...others] };
  const view = await ledger.read(target);
  if (view.kind === 'error') return { kind: 'unreadable', why: view.error.message };
  return { kind: view.value.kind === 'empty' ? 'unknown' : 'free' };
}

function frozenLine(name: string, manifest: Frozen['manifests'][number]): string {
  if (manifest === 'unreadable') return `${name}: FROZEN; what exactly cannot be read from its manifest`;
  const { entries, paths, root, createdAt, rolloutId } = manifest;
  return cleanLine(`${name}: FROZEN${rolloutId === undefined ? '' : ` by rollout ${rolloutId}`} since ${createdAt}: ${counted(entries.length, 'file')} matching ${paths.join(', ')}${root === '.' ? '' : ` in ${root}`}, ${dataDigest(entries)}`, 1_000);
}

/** The first one's fields stand at the top; a second one is in `also`. */
function documentOf(target: string, { manifests: [first, ...others] }: Frozen): object {
  return { target, frozen: true, ...fieldsOf(first), ...(others.length === 0 ? {} : { also: others.map(fieldsOf) }) };
}

function fieldsOf(manifest: Frozen['manifests'][number]): object {
  if (manifest === 'unreadable') return { manifest };
  const { createdAt, rolloutId, root, paths, entries } = manifest;
  return { ...(rolloutId === undefined ? {} : { rollout: rolloutId }), since: createdAt, root, paths, files: entries.map(({ path }) => path), digest: dataDigest(entries) };
}
