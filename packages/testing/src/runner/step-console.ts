// What a step prints, as the runner treats it: workflow commands are carried out, everything else is logged, and nothing is kept unmasked.
import { isAbsolute, relative } from 'node:path';
import type { Masks } from './masks.ts';
import { parseWorkflowCommand } from './workflow-command.ts';
import type { WorkflowCommand } from './workflow-command.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** As given: `file` (relative to the workspace), `line`, `col`, `endline`, `endcolumn`, `title`. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface StepConsole {
  /** A line that the step's process wrote, on stdout or stderr: both may hold commands. */
  readonly accept: (line: string) => void;
  /** A line of the runner itself. */
  readonly say: (line: string) => void;
  /** A line about the step before it begins: kept apart, so that `lines` is what the step printed. */
  readonly head: (line: string) => void;
  /** An annotation of the runner itself. */
  readonly annotate: (level: Annotation['level'], message: string) => void;
  readonly debug: (message: string) => void;
  /** Commands that fail, fail the step, even when its process exits with 0. */
  readonly failedCommandCount: () => number;
  readonly header: readonly string[];
  readonly lines: readonly string[];
  readonly annotations: readonly Annotation[];
}

/** GitHub keeps this many annotations of each level for a step; the log has them all. */
export const annotationsMax = 10;
const annotationMessageLengthMax = 4096;

const commandNames = new Set([
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'notice', 'remove-matcher'],
  ...['save-state', 'set-env', 'set-output', 'stop-commands', 'warning'],
]);

export interface ConsoleSettings {
  readonly masks: Masks;
  readonly workspace: string;
  readonly showsDebug: boolean;
  /** Called with every logged line, masked. */
  readonly onLine: (line: string) => void;
}

export function createStepConsole(settings: ConsoleSettings): StepConsole {
  const header: string[] = [];
  const lines: string[] = [];
  const annotations: Annotation[] = [];
  let failedCommandCount = 0;
  let isEchoing = settings.showsDebug;
  let resumeToken = '';

  const write = (to: string[], line: string): void => {
    const masked = settings.masks.hide(line);
    to.push(masked);
    settings.onLine(masked);
  };
  const say = (line: string): void => write(lines, line);
  const debug = (message: string): void => {
    if (settings.showsDebug) say(`##[debug]${message}`);
  };
  const annotate = (level: Annotation['level'], message: string, properties: Annotation['properties'] = {}): void => {
    const { hide } = settings.masks;
    if (annotations.filter((each) => each.level === level).length < annotationsMax) {
      const shown = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, hide(value)]));
      annotations.push({ level, message: hide(message).slice(0, annotationMessageLengthMax), properties: shown });
    }
    say(`##[${level}]${message}`);
  };
  const fail = (message: string): void => {
    failedCommandCount += 1;
    annotate('error', message);
  };
  const stop = (token: string): void => {
    if (token === '' || token.toLowerCase() === 'pause-logging' || commandNames.has(token.toLowerCase())) {
      fail("You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.");
      return;
    }
    resumeToken = token.toLowerCase();
  };

  const perform = (command: WorkflowCommand, line: string): void => {
    const name = command.name.toLowerCase();
    if (isEchoing && !silentCommands.has(name)) say(line);
    switch (name) {
      case 'add-mask':
        if (command.data.trim() === '') annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
        else settings.masks.add(command.data);
        return;
      case 'error':
      case 'warning':
      case 'notice':
        annotate(name, command.data, withRelativeFile(command.properties, settings.workspace));
        return;
      case 'debug':
        debug(command.data);
        return;
      case 'group':
        say(`##[group]${command.data}`);
        return;
      case 'endgroup':
        say('##[endgroup]');
        return;
      case 'echo':
        if (/^(on|off)$/i.test(command.data.trim())) isEchoing = command.data.trim().toLowerCase() === 'on';
        else fail(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${command.data}'.`);
        return;
      case 'set-output':
      case 'save-state':
        annotate('warning', `The \`${name}\` command is deprecated, and ignored here: write to ${replacement(name)} instead.`);
        return;
      case 'set-env':
      case 'add-path':
        fail(`The \`${name}\` command is disabled. Write to ${replacement(name)} instead.`);
        return;
      case 'add-matcher':
      case 'remove-matcher':
        debug(`${name} is ignored: this runner knows no problem matchers`);
        return;
      case 'stop-commands':
        say(line);
        stop(command.data);
        return;
    }
  };

  const accept = (line: string): void => {
    const isKnown = (name: string): boolean => commandNames.has(name.toLowerCase()) || (resumeToken !== '' && isToken(name, resumeToken));
    const parsed = parseWorkflowCommand(line, isKnown);
    if (parsed.kind === 'text') say(line);
    else if (resumeToken === '') perform(parsed.command, line);
    else {
      if (isToken(parsed.command.name, resumeToken)) resumeToken = '';
      say(line);
    }
  };

  const head = (line: string): void => write(header, line);
  return { accept, say, head, annotate, debug, failedCommandCount: () => failedCommandCount, header, lines, annotations };
}

const silentCommands = new Set(['add-mask', 'debug', 'error', 'group', 'endgroup', 'notice', 'stop-commands', 'warning']);

function isToken(name: string, token: string): boolean {
  return name.toLowerCase() === token;
}

function replacement(command: string): string {
  const files: Readonly<Record<string, string>> = {
    'set-output': '$GITHUB_OUTPUT',
    'save-state': '$GITHUB_STATE',
    'set-env': '$GITHUB_ENV',
    'add-path': '$GITHUB_PATH',
  };
  return files[command] ?? 'the environment files';
}

function withRelativeFile(properties: Annotation['properties'], workspace: string): Annotation['properties'] {
  const file = properties['file'];
  if (file === undefined || !isAbsolute(file)) return properties;
  const path = relative(workspace, file);
  return path.startsWith('..') ? properties : { ...properties, file: path };
}
