// git itself over HTTP, as clones, fetches and pushes reach GitHub: git's own http-backend on the bare repository, behind the emulator's tokens.
import { spawn } from 'node:child_process';
import type { EmulatedRepository } from '../repository/emulated-repository.ts';
import type { Access } from './access.ts';
import type { Directory } from './directory.ts';
import { credentialsOf } from './token.ts';

interface Surroundings {
  readonly access: Access;
  readonly repositories: Directory;
}

/** `next` answers everything that is not for git. */
export function gitOverHttp({ access, repositories }: Surroundings, next: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const asked = askedOf(request);
    if (asked === 'no-git') return next(request);
    const asker = access.askerWith(credentialsOf(request));
    if (asker === 'bad') return refused(401, 'Invalid username or token. Password authentication is not supported for Git operations.');
    const found = repositories.named(asked.name);
    const repository = found === 'none' ? 'none' : found.repository;
    if (repository === 'none' || !access.sees(repository, asker)) return asker === 'anonymous' ? refused(401, 'Repository not found.') : refused(404, 'Repository not found.');
    const needs = [{ contents: asked.pushes ? 'write' : 'read' }] as const;
    if (!access.may(repository, asker, needs)) return asker === 'anonymous' ? refused(401, 'No anonymous write access.') : refused(403, 'Write access to repository not granted.');
    return backend(repository, asked, request);
  };
}

interface Asked {
  /** `owner/name`. */
  readonly name: string;
  /** Behind the repository's own. */
  readonly path: string;
  readonly query: string;
  readonly pushes: boolean;
}

function askedOf(request: Request): Asked | 'no-git' {
  if (!/info\/refs|git-(upload|receive)-pack/.test(request.url)) return 'no-git';
  const { pathname, search, searchParams } = new URL(request.url);
  const [, name, path] = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/.exec(pathname) ?? [];
  if (name === undefined || path === undefined) return 'no-git';
  const pushes = path === '/git-receive-pack' || (path === '/info/refs' && searchParams.get('service') === 'git-receive-pack');
  return { name, path, query: search.slice(1), pushes };
}

function refused(status: number, why: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}) };
  return new Response(`${why}\n`, { status, headers });
}

/** git and its answer by the rules of CGI (RFC 3875). */
async function backend({ location }: EmulatedRepository, { path, query, pushes }: Asked, request: Request): Promise<Response> {
  if (location.kind !== 'git') return refused(501, "This repository is kept in memory. Make the emulator with store: 'git' for clones and pushes.");
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    GIT_PROJECT_ROOT: location.gitDir,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers.get('content-type') ?? '',
    HTTP_CONTENT_ENCODING: request.headers.get('content-encoding') ?? '',
    GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
    REMOTE_USER: pushes ? 'pusher' : '',
    ...configuration(LIKE_GITHUB),
  };
  const answer = await run(env, Buffer.from(await request.arrayBuffer()));
  const end = answer.indexOf('\r\n\r\n');
  const headers = new Headers(answer.toString('latin1', 0, end).split('\r\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const status = Number((headers.get('status') ?? '200').slice(0, 3));
  headers.delete('status');
  return new Response(answer.subarray(end + 4), { status, headers });
}

const LIKE_GITHUB = { 'http.receivepack': 'true', 'uploadpack.allowFilter': 'true', 'uploadpack.allowAnySHA1InWant': 'true', 'core.hooksPath': '/dev/null', 'gc.auto': '0', 'receive.autogc': 'false' };

function configuration(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const lines = Object.entries(settings).flatMap(([key, value], index): [string, string][] => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]]);
  return { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_COUNT: String(Object.keys(settings).length), ...Object.fromEntries(lines) };
}

function run(env: Readonly<Record<string, string | undefined>>, input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: { ...env, CONTENT_LENGTH: String(input.length) }, shell: false, stdio: 'pipe' });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', () => {
      const answer = Buffer.concat(stdout);
      if (answer.includes('\r\n\r\n')) resolve(answer);
      else reject(new Error(`git http-backend answered nothing: ${Buffer.concat(stderr).toString('utf8').trim()}`));
    });
    child.stdin.end(input);
  });
}
