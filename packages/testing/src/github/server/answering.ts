// Answers a request that arrived: who asks, is there room, may that one, does it fit the description, and then the route. One at a time.
import type { Misfit } from '../description/misfit.ts';
import { restDescription } from '../description/rest-description.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { executeQuery } from '../graphql/execute.ts';
import type { EmulatedRepository, RepositoryView } from '../repository/emulated-repository.ts';
import { profile, rateLimit } from '../rest/accounts.ts';
import { HANDLERS } from '../rest/index.ts';
import { acceptedPermissions } from '../routes.ts';
import type { Access, Asker } from './access.ts';
import { DOCUMENTATION, invalid, notFound, problem, Refusal, type Answer } from './answer.ts';
import type { Call, Caller } from './call.ts';
import type { Directory } from './directory.ts';
import type { Incoming } from './incoming.ts';
import type { Limits, Meter, Resource } from './limits.ts';
import { secondaryLimit } from './refusals.ts';
import { etagOf, isUnchanged, respond } from './respond.ts';

export interface Answering {
  answer(incoming: Incoming, seen: Seen, requestNumber: number): Promise<Answered>;
  /** For what answers in place of a route. */
  respond(answer: Answer, incoming: Incoming, requestNumber: number): Response;
  /** Empty for nobody. */
  loginOf(incoming: Incoming): string;
  /** Counts what is under way at once; call what it answers when it is over. */
  enterFlight(): () => void;
  /** Whether a limit told this one to wait, and the time is not over. */
  isEarly(incoming: Incoming): boolean;
  /** Whoever asks this is told to wait from now on. */
  block(incoming: Incoming, waitMs: number): void;
  exhaust(incoming: Incoming): void;
  /** Where the repository is by its number. */
  movedTo(incoming: Incoming): string;
  /** A mistake of the emulator's own. */
  stumbled(incoming: Incoming, error: unknown): void;
}

export interface Answered {
  readonly response: Response;
  readonly wasApplied: boolean;
}

/** Which state a read sees. Writes see what is. */
export type Seen = { readonly kind: 'now' } | { readonly kind: 'before'; readonly changes: number } | { readonly kind: 'before-newest-ref' };

interface Surroundings {
  readonly nowMs: () => number;
  readonly access: Access;
  readonly repositories: Directory;
  readonly meter: Meter;
  readonly limitsOf: (asker: Asker) => Limits;
  readonly replicaLagMs: () => number;
  readonly nextId: () => number;
  readonly misfit: (misfit: Misfit) => void;
}

const VERSIONS = ['2022-11-28', '2026-03-10'];
const CACHED = { 'cache-control': 'private, max-age=60, s-maxage=60', vary: 'Accept, Authorization, Cookie, X-GitHub-OTP' };

export function answering({ nowMs, access, repositories, meter, limitsOf, replicaLagMs, nextId, misfit }: Surroundings): Answering {
  let underWay = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const answerNow = async (incoming: Incoming, seen: Seen, requestNumber: number): Promise<Answered> => {
    const refused = (answer: Answer): Answered => ({ response: shown(answer, incoming, requestNumber), wasApplied: false });
    const done = (answer: Answer): Answered => ({ response: shown(answer, incoming, requestNumber), wasApplied: true });
    const { request, target, operation } = incoming;
    if (!request.headers.has('user-agent')) return refused(problem(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.'));
    const asker = access.askerWith(incoming.credentials);
    if (asker === 'bad') return refused(problem(401, 'Bad credentials'));
    const version = request.headers.get('x-github-api-version') ?? '2022-11-28';
    if (!VERSIONS.includes(version)) return refused(problem(400, `API version ${version} is not a supported version.`));
    if (asker === 'anonymous' && target.kind === 'graphql') return refused(problem(401, 'This endpoint requires you to be authenticated.'));
    const admission = admit(incoming, asker);
    if (admission !== 'admitted') return refused(admission);
    const answer = await refusalsCaught(() => (target.kind === 'graphql' ? inGraphql(incoming, asker, seen) : inRest(incoming, asker, seen)));
    const problems = target.kind === 'rest' ? restDescription().answerProblems(operation, answer) : [];
    if (problems.length > 0) misfit({ operation, side: 'answer', problems });
    if (request.method !== 'GET' || answer.status !== 200) return done(answer);
    const headers = { ...answer.headers, ...CACHED, etag: etagOf(answer) };
    if (!isUnchanged(request, headers.etag)) return done({ ...answer, headers });
    // Costs nothing of the hour when the asker is known.
    if (asker !== 'anonymous') meter.giveBack(access.limitKeyOf(asker), 'core');
    return done({ status: 304, headers });
  };

  const admit = (incoming: Incoming, asker: Asker): Answer | 'admitted' => {
    if (isFree(incoming)) return 'admitted';
    const resource = resourceOf(incoming);
    const admission = meter.admit({ key: access.limitKeyOf(asker), limits: limitsOf(asker), resource, writes: incoming.writes, concurrent: underWay });
    if (admission.kind === 'admitted') return 'admitted';
    if (admission.kind === 'secondary') return secondaryLimit(403, 'seconds', admission.untilMs - nowMs(), nowMs());
    const message = `API rate limit exceeded for ${asker === 'anonymous' ? 'this address' : asker.kind === 'person' ? `user ID ${asker.login}` : 'installation ID 1'}.`;
    return resource === 'graphql' ? { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } } : problem(403, message);
  };
  /** Asking how much is left costs nothing. */
  const isFree = ({ operation }: Incoming): boolean => operation === 'rate-limit/get';

  const inRest = async (incoming: Incoming, asker: Asker, seen: Seen): Promise<Answer> => {
    const { target, operation } = incoming;
    if (target.kind !== 'rest') {
      misfit({ operation, side: 'request', problems: [`the emulator knows no ${incoming.request.method} ${incoming.path}`] });
      return notFound();
    }
    if (operation === 'rate-limit/get') return rateLimit((resource) => meter.spent(access.limitKeyOf(asker), limitsOf(asker), resource));
    if (operation === 'users/get-authenticated') return profile(callerOf(asker, incoming));
    const found = repositoryOf(incoming);
    if (found === 'none' || !access.sees(found.repository, asker)) return notFound();
    if (found.isFormerName) return { status: incoming.writes ? 307 : 301, body: { message: 'Moved Permanently', url: movedTo(incoming), documentation_url: DOCUMENTATION }, headers: { location: movedTo(incoming) } };
    if (!access.may(found.repository, asker, target.route.needs)) return problem(403, asker !== 'anonymous' && asker.kind === 'person' ? 'Resource not accessible by personal access token' : 'Resource not accessible by integration');
    const unfit = refusalOfMisfit(incoming, target.params);
    if (unfit !== 'fits') return unfit;
    const handler = HANDLERS.get(operation);
    if (handler === undefined) throw new Error(`the emulator lists ${operation} and cannot do it`);
    const { repository } = found;
    const view = incoming.writes ? await repository.now() : await viewOf(repository, seen);
    const call: Call = { ...callerOf(asker, incoming), repository, view, params: target.params, path: incoming.path, query: incoming.query, body: fieldsOf(incoming.body), accepts: incoming.request.headers.get('accept') ?? '' };
    return handler(call);
  };

  /** What it does not know GitHub passes over in silence; here it is a misfit all the same. */
  const refusalOfMisfit = ({ operation, isJson, query, body }: Incoming, params: Readonly<Record<string, string>>): Answer | 'fits' => {
    const problems = isJson ? restDescription().requestProblems(operation, { params, query, body }) : ['body: no JSON'];
    if (problems.length > 0) misfit({ operation, side: 'request', problems });
    if (!isJson) return problem(400, 'Problems parsing JSON');
    if (problems.some((line) => line.startsWith('path'))) return notFound();
    const wrong = problems.filter((line) => line.startsWith('body') && !line.includes('nobody knows'));
    return wrong.length === 0 ? 'fits' : invalid(`Invalid request.\n\n${wrong.join('\n')}`);
  };

  const inGraphql = async (incoming: Incoming, asker: Asker, seen: Seen): Promise<Answer> => {
    const { target, operation } = incoming;
    if (target.kind !== 'graphql') return notFound();
    if (target.query.kind === 'invalid') misfit({ operation, side: 'request', problems: target.query.errors.map(({ message }) => message) });
    const seenBy = (found: EmulatedRepository | 'none'): EmulatedRepository | 'none' => (found === 'none' || !access.sees(found, asker) ? 'none' : found);
    const context: GraphqlContext = {
      ...callerOf(asker, incoming),
      repositoryNamed: (name) => {
        const found = repositories.named(name);
        return seenBy(found === 'none' ? found : found.repository);
      },
      repositoryOf: (id) => seenBy(repositories.withNodeId(id)),
      may: (repository, needs) => access.may(repository, asker, [needs]),
      viewOf: (repository) => viewOf(repository, seen),
      spent: () => meter.spent(access.limitKeyOf(asker), limitsOf(asker), 'graphql'),
    };
    const { answer, stumbles } = await executeQuery(target.query, fieldsOf(incoming.body), context);
    if (stumbles.length > 0) misfit({ operation, side: 'answer', problems: stumbles });
    return answer;
  };

  const viewOf = async (repository: EmulatedRepository, seen: Seen): Promise<RepositoryView> => {
    if (seen.kind === 'before') return repository.before(seen.changes);
    const older = seen.kind === 'before-newest-ref' ? await repository.beforeNewestRef() : 'none';
    return older === 'none' ? repository.behind(replicaLagMs()) : older;
  };
  const repositoryOf = ({ target }: Incoming) => repositories.named(target.kind === 'rest' ? `${target.params['owner'] ?? ''}/${target.params['repo'] ?? ''}` : '');
  const movedTo = (incoming: Incoming): string => {
    const found = repositoryOf(incoming);
    const rest = incoming.path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
    return found === 'none' ? incoming.request.url : `${incoming.apiUrl}/repositories/${found.repository.id}${rest}${new URL(incoming.request.url).search}`;
  };

  const resourceOf = ({ target }: Incoming): Resource => (target.kind === 'graphql' ? 'graphql' : 'core');
  const askerOf = ({ credentials }: Incoming): Asker => {
    const asker = access.askerWith(credentials);
    return asker === 'bad' ? 'anonymous' : asker;
  };
  const callerOf = (asker: Asker, { apiUrl, htmlUrl }: Incoming): Caller => ({ token: asker, login: asker === 'anonymous' ? '' : asker.login, apiUrl, htmlUrl, nowMs: nowMs(), nextId });
  const shown: Answering['respond'] = (answer, incoming, requestNumber) => {
    const asker = askerOf(incoming);
    const resource = resourceOf(incoming);
    const accepted = incoming.target.kind === 'rest' ? acceptedPermissions(incoming.target.route.needs) : '';
    return respond(answer, { nowMs: nowMs(), requestNumber, resource, spent: meter.spent(access.limitKeyOf(asker), limitsOf(asker), resource), accepted });
  };

  return {
    answer: (incoming, seen, requestNumber) => inTurn(() => answerNow(incoming, seen, requestNumber)),
    respond: shown,
    loginOf: (incoming) => callerOf(askerOf(incoming), incoming).login,
    enterFlight: () => {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    isEarly: (incoming) => !isFree(incoming) && meter.mustWait(access.limitKeyOf(askerOf(incoming)), resourceOf(incoming)),
    block: (incoming, waitMs) => meter.block(access.limitKeyOf(askerOf(incoming)), nowMs() + waitMs),
    exhaust: (incoming) => meter.exhaust(access.limitKeyOf(askerOf(incoming)), limitsOf(askerOf(incoming)), resourceOf(incoming)),
    movedTo,
    stumbled: ({ operation }, error) => misfit({ operation, side: 'answer', problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }),
  };
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

async function refusalsCaught(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
