// A model registry to release from: a bare git repository with GTO tags, as somebody who trains models would keep it. Every release is a
// commit with model, metrics and golden set; authors and dates are fixed, so that the same releases give the same ids.
import { mkdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { createGit, GIT_IDENTITY } from '@rampart/git-process';

export interface Release {
  /** With the leading v, e.g. `v1.0.0`. */
  readonly version: string;
  /** A folder in `models/`. What it is called does not get into the repository. */
  readonly artefact: string;
  /** What else is in the commit, by path: the team's workflow, policy and data. */
  readonly besides?: Readonly<Record<string, string | Uint8Array>>;
}

export interface PublishedRelease {
  readonly version: string;
  readonly commit: string;
  /** `sha256:<64 hex>` of the model. */
  readonly digest: string;
  /** `git+<repository>#<commit>:<path>` */
  readonly artifact: string;
}

export interface RegistryRepo {
  readonly directory: string;
  /** Commits on `main` and tags the version. */
  publish(release: Release): Promise<PublishedRelease>;
}

const model = 'flight-delay';
const files = ['model.onnx', 'metrics.json', 'golden.json'] as const;
const artifactsYaml = `${model}:\n  type: model\n  path: models/${model}/model.onnx\n`;
const firstAtSeconds = Date.UTC(2001, 2, 1) / 1000;
const daySeconds = 24 * 60 * 60;

/** Makes the repository in a new folder, publishes the first release and assigns it to `prod`. */
export async function createRegistryRepo({ directory, first }: { readonly directory: string; readonly first: Release }): Promise<{ readonly repo: RegistryRepo; readonly first: PublishedRelease }> {
  await mkdir(directory, { recursive: true });
  const git = async (args: readonly string[], stdin: string | Uint8Array = ''): Promise<string> => {
    const result = await createGit(process.env).run({ args, gitDir: directory, cwd: directory, stdin });
    if (result.kind === 'failed') throw new Error(result.message);
    return result.stdout.toString('utf8').trim();
  };
  const write = (type: 'blob' | 'commit' | 'tag', bytes: string | Uint8Array): Promise<string> => git(['hash-object', '-w', '-t', type, '--stdin'], bytes);
  const writeTree = (entries: readonly string[]): Promise<string> => git(['mktree'], `${entries.join('\n')}\n`);
  /** A tree of the files by path; folders first come into being where a path names them. */
  const writeFolder = async (byPath: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
    const entries = Object.entries(byPath);
    const own = entries.filter(([path]) => !path.includes('/'));
    const folders = [...new Set(entries.filter(([path]) => path.includes('/')).map(([path]) => path.slice(0, path.indexOf('/'))))];
    const blobs = await Promise.all(own.map(async ([name, bytes]) => `100644 blob ${await write('blob', bytes)}\t${name}`));
    const trees = await Promise.all(
      folders.map(async (folder) => {
        const inside = entries.filter(([path]) => path.startsWith(`${folder}/`)).map(([path, bytes]) => [path.slice(folder.length + 1), bytes] as const);
        return `040000 tree ${await writeFolder(Object.fromEntries(inside))}\t${folder}`;
      }),
    );
    return writeTree([...blobs, ...trees]);
  };
  const writeTag = async (name: string, commit: string, atSeconds: number, message: string): Promise<void> => {
    const tag = await write('tag', `object ${commit}\ntype commit\ntag ${name}\ntagger ${GIT_IDENTITY} ${atSeconds} +0000\n\n${message}\n`);
    await git(['update-ref', `refs/tags/${name}`, tag, '']);
  };
  let parent = '';
  let published = 0;

  const publish = async ({ version, artefact, besides = {} }: Release): Promise<PublishedRelease> => {
    const source = new URL(`../models/${artefact}/`, import.meta.url);
    const contents = await Promise.all(files.map((file) => readFile(new URL(file, source))));
    const root = await writeFolder({ ...besides, 'artifacts.yaml': artifactsYaml, ...Object.fromEntries(files.map((file, index) => [`models/${model}/${file}`, contents[index] ?? ''])) });
    const atSeconds = firstAtSeconds + published * daySeconds;
    const by = `${GIT_IDENTITY} ${atSeconds} +0000`;
    const commit = await write('commit', `tree ${root}\n${parent === '' ? '' : `parent ${parent}\n`}author ${by}\ncommitter ${by}\n\n${model} ${version}\n`);
    await git(['update-ref', 'refs/heads/main', commit, parent]);
    await writeTag(`${model}@${version}`, commit, atSeconds, `${model} ${version}`);
    parent = commit;
    published += 1;
    const digest = `sha256:${createHash('sha256').update(contents[0] ?? '').digest('hex')}`;
    return { version, commit, digest, artifact: `git+${pathToFileURL(directory).href}#${commit}:models/${model}/model.onnx` };
  };

  await git(['init', '--quiet', '--bare', '--initial-branch=main', '--template=', '--end-of-options', directory]);
  const stable = await publish(first);
  await writeTag(`${model}#prod#1`, stable.commit, firstAtSeconds, `${model} ${first.version} serves prod`);
  return { repo: { directory, publish }, first: stable };
}
