// Gets the file that is validated: from the workspace, from an earlier run's tool cache, or from its address.
import { fileURLToPath } from 'node:url';
import type { ArtifactOrder, ObtainedArtifact } from './ports.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** The toolkit is loaded only when there is something to fetch or to digest. Rejects when `signal` aborts: a large file takes minutes. */
export async function obtainArtifact(order: ArtifactOrder, files: WorkspaceFiles, signal: AbortSignal = NEVER): Promise<ObtainedArtifact> {
  const { address } = order;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) return digestOf(address, files, signal);
  const url = URL.parse(address);
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      if (url.username !== '' || url.password !== '') return mistake(`the address of ${url.host} carries a user or a password, which end in logs. Fetch the file in a step of its own and give its path.`);
      return fetchArtifact(url, order, signal);
    case 'file:':
      return url.host === '' ? digestOf(fileURLToPath(url), files, signal) : mistake('a file address names no host. Accepted: file:///path, a path, http(s)://...');
    default:
      return mistake(`${JSON.stringify(address.slice(0, 80))} is no address that can be fetched. Accepted: a path, http(s)://..., file:///path`);
  }
}

const NEVER = new AbortController().signal;

async function digestOf(path: string, files: WorkspaceFiles, signal: AbortSignal): Promise<ObtainedArtifact> {
  const file = await files.resolveFile(path);
  if (file.kind === 'refused') return mistake(`${JSON.stringify(path)} ${file.why}`);
  try {
    const { digestFile } = await import('@rampart/action-kit/download');
    return { kind: 'artifact', path: file.content, digest: await digestFile(file.content, signal), origin: 'file' };
  } catch (cause) {
    signal.throwIfAborted();
    return { kind: 'unavailable', why: `${JSON.stringify(path)} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, mistake: true, cause };
  }
}

async function fetchArtifact(url: URL, { model, version, digest }: ArtifactOrder, signal: AbortSignal): Promise<ObtainedArtifact> {
  const { digestFile, downloadArtifact } = await import('@rampart/action-kit/download');
  if (digest.kind === 'given') {
    // Two artifacts may share name and version in two places; the address tells them apart.
    const found = await downloadArtifact({ url: url.href, name: `${model} ${url.host}${url.pathname}`, version, digest: digest.value });
    switch (found.kind) {
      case 'artifact':
        return { kind: 'artifact', path: found.path, digest: digest.value, origin: found.origin };
      case 'digest-differs':
        return found;
      case 'unavailable':
        return unavailable(url, found.cause);
    }
  }
  // Nothing could say whether a cached copy is what the address serves now.
  try {
    const { downloadTool } = await import('@actions/tool-cache');
    const path = await downloadTool(url.href);
    return { kind: 'artifact', path, digest: await digestFile(path, signal), origin: 'download' };
  } catch (cause) {
    signal.throwIfAborted();
    return unavailable(url, cause);
  }
}

/** Without the query: signed addresses carry their signature there. */
function unavailable(url: URL, cause: unknown): ObtainedArtifact {
  const place = `${url.origin}${url.pathname}`;
  const message = (cause instanceof Error ? cause.message : String(cause)).replaceAll(url.href, place);
  return { kind: 'unavailable', why: `${place} could not be fetched: ${message}. Try again; if it stays so, check the address.`, mistake: false, cause: new Error(message) };
}

function mistake(why: string): ObtainedArtifact {
  return { kind: 'unavailable', why, mistake: true };
}
