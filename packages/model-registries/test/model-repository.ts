// A model repository to build in tests: commits with files, and tags as a person or GTO would put them.
import { bareRepository, git, gitWithInput } from '@rampart/git-process/testing';

export interface ModelRepository {
  /** Bare; what registries are opened on. */
  readonly bare: string;
  /** Commits files on top of those there and gives the commit's id. */
  commit(files: Readonly<Record<string, string | Uint8Array>>): string;
  /** An annotated tag, one second later than the one before. */
  tag(name: string, commit: string): void;
  lightweightTag(name: string, commit: string): void;
  tags(): readonly string[];
}

export function modelRepository(): ModelRepository {
  const bare = bareRepository();
  let seconds = 1_700_000_000;
  let head = '';
  return {
    bare,
    commit: (files) => {
      const changes = Object.entries(files).flatMap(([path, content]) => [`M 100644 inline "${path}"\n`, ...data(content)]);
      const lines = ['commit refs/heads/main\nmark :1\n', `committer ${ADA} ${seconds} +0000\n`, ...data('models'), ...(head === '' ? [] : [`from ${head}\n`]), ...changes, 'get-mark :1\n'];
      head = gitWithInput(Buffer.concat(lines.map((line) => Buffer.from(line))), bare, 'fast-import', '--quiet');
      return head;
    },
    tag: (name, commit) => {
      seconds += 1;
      const tag = gitWithInput(`object ${commit}\ntype commit\ntag ${name}\ntagger ${ADA} ${seconds} +0000\n\n${name}\n`, bare, 'hash-object', '-t', 'tag', '-w', '--stdin');
      git(bare, 'update-ref', `refs/tags/${name}`, tag);
    },
    lightweightTag: (name, commit) => {
      git(bare, 'update-ref', `refs/tags/${name}`, commit);
    },
    tags: () => git(bare, 'tag', '--list').split('\n'),
  };
}

const ADA = 'Ada <ada@example.com>';

/** fast-import takes content with its length before it. */
function data(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n'];
}
