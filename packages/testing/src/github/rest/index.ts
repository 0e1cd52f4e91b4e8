// All REST operations by GitHub's name for them.
import { DEPLOYMENTS } from './deployments.ts';
import { GIT_DATABASE } from './git-database.ts';
import { ACCOUNTS } from './accounts.ts';
import { HISTORY } from './history.ts';
import { ISSUES } from './issues.ts';
import { PULLS } from './pulls.ts';
import { RELEASES } from './releases.ts';
import { RULES } from './rules.ts';
import { STATUSES } from './statuses.ts';
import { WORKFLOWS } from './workflows.ts';
import type { Handler } from '../server/call.ts';

export const HANDLERS: ReadonlyMap<string, Handler> = new Map(Object.entries({ ...ACCOUNTS, ...GIT_DATABASE, ...HISTORY, ...STATUSES, ...DEPLOYMENTS, ...ISSUES, ...PULLS, ...RELEASES, ...RULES, ...WORKFLOWS }));
