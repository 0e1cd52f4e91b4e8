// From a request to a response: what people and the network do on the way, before and after the request is answered.
import type { Clock } from '@rampart/rollout-engine';
import type { Fault } from '../faults/fault.ts';
import { letPeople, type ByPeople } from '../faults/by-people.ts';
import type { FaultSource } from '../faults/fault-plan.ts';
import type { Access } from './access.ts';
import type { Answering, Seen } from './answering.ts';
import { problem, type Answer } from './answer.ts';
import type { Directory } from './directory.ts';
import { receive, type Incoming } from './incoming.ts';
import { refusalUnder } from './refusals.ts';
import type { OpenEntry, RequestEntry, RequestLog } from './request-log.ts';
import { breakResponse, ConnectionLost } from './respond.ts';

/** Sees every request when it arrives and when its answer leaves, and may hold it back. Throwing breaks the connection there. */
export interface Watcher {
  arrives?(entry: RequestEntry): Promise<void> | void;
  /** It was answered, and the answer is not sent yet. */
  leaves?(entry: RequestEntry): Promise<void> | void;
}

interface Surroundings {
  readonly clock: Clock;
  readonly access: Access;
  readonly answer: Answering;
  readonly faults: FaultSource;
  readonly log: RequestLog;
  readonly repositories: Directory;
  readonly watcher: Watcher;
}

/** GitHub gives up on a request after ten seconds. */
const TIMEOUT_MS = 10_000;
const SILENCE_MS = 300_000;

export function receiving({ clock, access, answer, faults, log, repositories, watcher }: Surroundings): (request: Request) => Promise<Response> {
  const pathOfId = (id: number): string => {
    const repository = repositories.withId(id);
    return repository === 'none' ? `/repositories/${id}` : `/repos/${repositories.nameOf(repository)}`;
  };

  return async (request) => {
    const incoming = await receive(request, pathOfId);
    const { operation, writes } = incoming;
    const entry = log.open({ atMs: clock.nowMs(), operation, writes, method: request.method, path: incoming.sent, login: answer.loginOf(incoming), sent: incoming.text, isEarly: answer.isEarly(incoming) });
    const leaveFlight = answer.enterFlight();
    try {
      await watcher.arrives?.(entry.entry());
      const response = await meet(incoming, entry).catch((error: unknown) => {
        if (!(error instanceof ConnectionLost)) answer.stumbled(incoming, error);
        throw error;
      });
      entry.note({ status: response.status });
      await watcher.leaves?.(entry.entry());
      return response;
    } catch (error) {
      entry.note({ status: 0 });
      throw error;
    } finally {
      leaveFlight();
    }
  };

  async function meet(incoming: Incoming, entry: OpenEntry): Promise<Response> {
    const { byPeople, fault, names } = faults.take(incoming);
    entry.note({ faults: names });
    const people = byPeople.filter((one): one is ByPeople => 'ref' in one);
    for (const one of people) if (one.when === 'before') await happen(one);
    const response = await under(fault, incoming, entry);
    for (const one of people) if (one.when === 'after') await happen(one);
    return response;
  }

  async function hasFreshRef(): Promise<boolean> {
    const views = await Promise.all(repositories.all().map((repository) => repository.beforeNewestRef()));
    return views.some((view) => view !== 'none');
  }

  async function happen(fault: ByPeople): Promise<void> {
    for (const repository of repositories.all()) if (await letPeople(repository, fault, clock.nowMs())) return;
    faults.putBack(fault);
  }

  async function under(fault: Fault | 'none', incoming: Incoming, entry: OpenEntry): Promise<Response> {
    const applied = async (seen: Seen = { kind: 'now' }): Promise<Response> => {
      const { response, wasApplied } = await answer.answer(incoming, seen, entry.entry().number);
      entry.note({ wasApplied: wasApplied || entry.entry().wasApplied });
      return response;
    };
    const instead = (refusal: Answer): Response => answer.respond(refusal, incoming, entry.entry().number);
    if (fault === 'none') return applied();
    switch (fault.kind) {
      case 'server-error':
        if (fault.when === 'after') await applied();
        return instead(serverError(fault.status));
      case 'hang-up':
        if (fault.when === 'after') await applied();
        throw new ConnectionLost();
      case 'timeout':
        if (fault.when === 'after') await applied();
        await clock.sleep(TIMEOUT_MS, incoming.request.signal);
        return instead(serverError(504));
      case 'silence':
        if (fault.when === 'after') await applied();
        await clock.sleep(SILENCE_MS, incoming.request.signal);
        throw new ConnectionLost();
      case 'truncated-body':
      case 'wrong-content-type':
      case 'html-page':
      case 'invalid-json':
        return breakResponse(fault.when === 'after' ? await applied() : instead({ status: 200, body: { message: 'Server Error' } }), fault.kind);
      case 'secondary-limit':
        answer.block(incoming, fault.waitMs);
        return instead(refusalUnder(fault, incoming, clock.nowMs()));
      case 'primary-limit':
        answer.exhaust(incoming);
        return applied();
      case 'token-expired':
        access.expire(incoming.credentials);
        return applied();
      case 'stale-read':
        return applied({ kind: 'before', changes: fault.changes });
      case 'fresh-ref-missing': {
        if (await hasFreshRef()) return applied({ kind: 'before-newest-ref' });
        faults.putBack(fault);
        return applied();
      }
      case 'duplicate-delivery': {
        const first = await applied();
        const second = await applied();
        return fault.heard === 'first' ? first : second;
      }
      case 'redirect':
        return instead({ status: fault.status, body: { message: 'Moved Permanently' }, headers: { location: fault.to === 'elsewhere' ? 'https://elsewhere.example/collect' : answer.movedTo(incoming) } });
      case 'forbidden':
      case 'not-found':
      case 'conflict':
      case 'rule-violation':
      case 'push-protection':
      case 'reference-update-failed':
        return instead(refusalUnder(fault, incoming, clock.nowMs()));
      case 'ref-rewound':
      case 'ref-deleted':
      case 'ref-recreated':
      case 'file-edited':
        return applied();
    }
  }
}

/** A plain 500 comes without a body; what stands before GitHub's servers says a little more. */
function serverError(status: number): Answer {
  return status === 500 ? { status } : problem(status, 'Server Error');
}
