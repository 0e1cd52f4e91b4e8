// Everything that a job of Rampart wrote, as one list: what a test asks of each text depends on where it stands.
import type { EmulatedRepository } from '../github/index.ts';
import type { BundleEnd } from './bundle-process.ts';
import { readBranch } from './github-branch.ts';

export type WrittenKind =
  /** Read by the runner, which obeys some lines of it. */
  | 'log'
  /** Read by a person at a terminal. */
  | 'terminal'
  /** The value of an output. */
  | 'output'
  /** Rendered by GitHub as Markdown. */
  | 'markdown'
  /** One line that GitHub shows as it is, and looks through for mentions and references: titles, descriptions, subjects of commits. */
  | 'line'
  /** The message of a commit. */
  | 'message'
  /** JSON in a commit. */
  | 'record'
  | 'html';

export interface WrittenText {
  /** For people: `summary`, `issue 3: title`. */
  readonly place: string;
  readonly kind: WrittenKind;
  readonly text: string;
}

/** Log, outputs, summary and annotations of one step. */
export function writtenByStep({ stdout, stderr, outputs, summary, commands }: Pick<BundleEnd, 'stdout' | 'stderr' | 'outputs' | 'summary' | 'commands'>): readonly WrittenText[] {
  return [
    // Masks are for the runner alone.
    { place: 'stdout', kind: 'log', text: stdout.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n') },
    { place: 'stderr', kind: 'log', text: stderr },
    { place: 'summary', kind: 'markdown', text: summary },
    ...Object.entries(outputs).map(([name, text]): WrittenText => ({ place: `output ${name}`, kind: name === 'report' ? 'markdown' : 'output', text })),
    ...commands.filter(({ name }) => name !== 'add-mask').map(({ name, data }): WrittenText => ({ place: `annotation ${name}`, kind: 'terminal', text: data })),
  ];
}

/** Whatever a repository on GitHub shows: branches of ours, deployments, statuses, issues and comments of ours, releases. */
export async function writtenOnGithub(repository: EmulatedRepository, { isOurs }: { readonly isOurs: (author: string) => boolean }): Promise<readonly WrittenText[]> {
  const { refs, data } = await repository.now();
  const branches = [...refs.keys()].filter((ref) => ref.startsWith('refs/heads/rollouts'));
  const records = await Promise.all(branches.map(async (ref) => (await readBranch(repository, ref)).flatMap(({ id, message, files }) => writtenInCommit(`${ref} ${id.slice(0, 7)}`, message, files))));
  const line = (place: string, text: string | null): WrittenText => ({ place, kind: 'line', text: text ?? '' });
  const markdown = (place: string, text: string | null): WrittenText => ({ place, kind: 'markdown', text: text ?? '' });
  return [
    ...records.flat(),
    ...branches.map((ref) => line('ref', ref)),
    ...data.deployments.flatMap(({ id, description, environment, payload }) => [line(`deployment ${String(id)}`, description), line(`environment ${String(id)}`, environment), { place: `payload ${String(id)}`, kind: 'record' as const, text: JSON.stringify(payload) }]),
    ...data.deploymentStatuses.map(({ id, description }) => line(`deployment status ${String(id)}`, description)),
    ...data.commitStatuses.flatMap(({ id, description, context }) => [line(`commit status ${String(id)}`, description), line(`context ${String(id)}`, context)]),
    ...data.issues.filter(({ author, pull }) => isOurs(author) && pull === 'no-pull-request').flatMap(({ number, title, body }) => [line(`issue ${String(number)}: title`, title), markdown(`issue ${String(number)}`, body)]),
    ...data.comments.filter(({ author }) => isOurs(author)).map(({ id, body }) => markdown(`comment ${String(id)}`, body)),
    ...data.releases.flatMap(({ tag, name, body }) => [line(`release ${tag}: name`, name), markdown(`release ${tag}`, body)]),
  ];
}

export function writtenInCommit(place: string, message: string, files: Readonly<Record<string, string>>): readonly WrittenText[] {
  return [{ place: `${place} message`, kind: 'message', text: message }, ...Object.entries(files).map(([path, text]): WrittenText => ({ place: `${place} ${path}`, kind: path.endsWith('.json') ? 'record' : 'terminal', text }))];
}
