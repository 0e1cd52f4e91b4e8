// artifacts.yaml: where the bytes of an artifact are. `dir:name` is described as `name` in dir/artifacts.yaml, with its path
// counted from there.
import { posix } from 'node:path';
import { parseDocument } from 'yaml';

export type ArtifactPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** A virtual artifact: its bytes are elsewhere. */
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'missing' | 'malformed'; readonly why: string };

/** The file that describes an artifact, and what the artifact is called in it. */
export function describedIn(artifact: string): { readonly file: string; readonly folder: string; readonly name: string } {
  const [first = '', second] = artifact.split(':');
  if (second === undefined) return { file: 'artifacts.yaml', folder: '', name: first };
  const folder = posix.normalize(first).replace(/\/$/, '');
  return { file: posix.join(folder, 'artifacts.yaml'), folder, name: second };
}

export function findArtifact(text: string, artifact: string): ArtifactPlace {
  const { file, folder, name } = describedIn(artifact);
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [mistake] = document.errors;
  if (mistake !== undefined) return { kind: 'malformed', why: `${file}: ${mistake.message.split('\n')[0] ?? ''}` };
  let entries: unknown;
  try {
    entries = document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    return { kind: 'malformed', why: `${file}: ${cause instanceof Error ? cause.message : 'cannot be read'}` };
  }
  if (entries === null || entries === undefined) return { kind: 'missing', why: `${file} is empty. ${howToAdd(file, name)}` };
  if (!isRecord(entries)) return { kind: 'malformed', why: `${file}: expected names of artifacts with their descriptions. ${howToAdd(file, name)}` };
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) return { kind: 'missing', why: `${file} has no entry ${name}. ${howToAdd(file, name)}` };
  const path = isRecord(entry) && Object.hasOwn(entry, 'path') ? entry['path'] : undefined;
  if (path === undefined || path === null) return { kind: 'missing', why: `${file}: ${name} has no path. ${howToAdd(file, name)}` };
  return typeof path === 'string' ? placeOf(path, { file, folder, name }) : { kind: 'malformed', why: `${file}: ${name}.path should be text, is ${JSON.stringify(path)}` };
}

export function howToAdd(file: string, name: string): string {
  return `Add to ${file}, commit it, and register the version on that commit:  ${name}: {type: model, path: models/${name}.onnx}`;
}

function placeOf(path: string, where: { readonly file: string; readonly folder: string; readonly name: string }): ArtifactPlace {
  if (/^https?:\/\//i.test(path)) {
    const isUsable = URL.canParse(path) && new URL(path).username === '' && new URL(path).password === '';
    return isUsable ? { kind: 'url', url: path } : { kind: 'malformed', why: `${where.file}: ${where.name}.path is no address without credentials` };
  }
  const full = posix.normalize(posix.join(where.folder, path));
  const isInside = path !== '' && !posix.isAbsolute(path) && !path.includes('\\') && !/[\u0000-\u001f]/.test(path) && !full.split('/').includes('..') && full !== '.' && !full.endsWith('/');
  return isInside ? { kind: 'file', path: full } : { kind: 'malformed', why: `${where.file}: ${where.name}.path should be a file inside the repository or an http(s) address, is ${JSON.stringify(path)}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
