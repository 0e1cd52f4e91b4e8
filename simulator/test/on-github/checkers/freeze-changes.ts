// What becomes of the files of the freezes, as it was written: each change is about one of them, and none is written over.
import { FREEZES_REF } from '@rampart/ledger-records';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { wasAltered } from './ledger-moves.ts';

type Files = ReadonlyMap<string, string>;

/** Of the tree that a job wrote before it moved the branch: by name what was sent, or that it stays. */
export function freezeChanges(chronicle: Chronicle): readonly string[] {
  let known: Files | 'unknown' = new Map();
  const written = new Map<string, Files[]>();
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'asked' && entry.exchange.operation === 'git/create-tree') {
      const files = filesIn(entry.exchange.sent);
      if (files !== 'not of freezes') written.set(entry.exchange.job, [...(written.get(entry.exchange.job) ?? []), files]);
    }
    if (entry.kind !== 'moved' || entry.move.ref !== FREEZES_REF) return [];
    const { by } = entry.move;
    const before = known;
    const now = onlyOneOf(written.get(by) ?? []);
    written.delete(by);
    known = by === 'person' ? 'unknown' : now;
    if (before === 'unknown' || known === 'unknown' || now === 'unknown') return [];
    const gone = [...before.keys()].filter((name) => !now.has(name));
    // A release whose history somebody took away begins again, and so does its freeze.
    const own = chronicle.refs.ledger.slice(chronicle.refs.ledger.lastIndexOf('/') + 1);
    const others = wasAltered(chronicle) ? [] : [...now].filter(([name, said]) => said !== STAYS && before.has(name) && name.startsWith(own));
    return [
      ...(gone.length > 1 || (gone.length === 1 && [...now.values()].some((said) => said !== STAYS)) ? [`${entry.step}: ${by} takes ${gone.join(' and ')} out of the freezes with one change`] : []),
      ...others.map(([name]) => `${entry.step}: ${by} writes over ${name}, which was frozen`),
    ];
  });
}

const STAYS = 'stays';

/** Who tried several times may have moved the branch to any of them. */
function onlyOneOf(all: readonly Files[]): Files | 'unknown' {
  const [first = 'unknown', ...others] = all;
  return others.length === 0 ? first : 'unknown';
}

function filesIn(sent: string): Files | 'not of freezes' {
  const { tree } = JSON.parse(sent) as { readonly tree: readonly { readonly path: string; readonly content?: string }[] };
  if (!tree.some(({ path }) => path === 'README.md')) return 'not of freezes';
  return new Map(tree.filter(({ path }) => path !== 'README.md').map(({ path, content }) => [path, content ?? STAYS]));
}

/** Who prints that it froze something has moved the branch, or found it done. */
export function frozenInPrint(chronicle: Chronicle): readonly string[] {
  const moved = entriesOf(chronicle, 'moved').filter(({ move }) => move.ref === FREEZES_REF);
  const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ job }) => [job.name, job.kind]));
  return entriesOf(chronicle, 'printed').flatMap(({ step, job, text }) => {
    if (jobs.get(job) !== 'freeze') return [];
    const says = text.includes('The manifest is recorded in the ledger.') ? 'frozen' : text.includes('The freeze is lifted in the ledger') ? 'lifted' : '';
    return says !== '' && !moved.some((entry) => entry.step < step && entry.move.by === job) ? [`${step}: ${job} prints that the data is ${says}, and has changed nothing`] : [];
  });
}
