import { describe, expect, it } from 'vitest';
import { createMasks } from './masks.ts';
import { createStepConsole } from './step-console.ts';
import type { StepConsole } from './step-console.ts';

function aConsole(settings: { readonly secrets?: readonly string[]; readonly showsDebug?: boolean } = {}): StepConsole {
  return createStepConsole({
    masks: createMasks(settings.secrets ?? []),
    workspace: '/checkout',
    showsDebug: settings.showsDebug ?? false,
    onLine: () => undefined,
  });
}

describe('createStepConsole', () => {
  it('logs text as it is', () => {
    const console = aConsole();
    console.accept('plain :: text');

    expect(console.lines).toEqual(['plain :: text']);
    expect(console.annotations).toEqual([]);
  });

  it('records annotations with their place, the file from the workspace', () => {
    const console = aConsole();
    console.accept('::error file=/checkout/src/a.ts,line=3,col=7,title=No::it broke');
    console.accept('::warning::careful');
    console.accept('::notice file=/elsewhere/b.ts::fyi');

    expect(console.annotations).toEqual([
      { level: 'error', message: 'it broke', properties: { file: 'src/a.ts', line: '3', col: '7', title: 'No' } },
      { level: 'warning', message: 'careful', properties: {} },
      { level: 'notice', message: 'fyi', properties: { file: '/elsewhere/b.ts' } },
    ]);
    expect(console.lines).toEqual(['##[error]it broke', '##[warning]careful', '##[notice]fyi']);
  });

  it('keeps ten annotations of each level, and all of them in the log', () => {
    const console = aConsole();
    for (let count = 0; count < 12; count += 1) {
      console.accept(`::error::e${count}`);
      console.accept(`::warning::w${count}`);
    }

    expect(console.annotations.filter((each) => each.level === 'error').map((each) => each.message)).toEqual(
      Array.from({ length: 10 }, (_, count) => `e${count}`),
    );
    expect(console.annotations.filter((each) => each.level === 'warning')).toHaveLength(10);
    expect(console.lines).toHaveLength(24);
  });

  it('cuts a message at 4,096 characters', () => {
    const console = aConsole();
    console.accept(`::error::${'x'.repeat(5000)}`);

    expect(console.annotations[0]?.message).toHaveLength(4096);
  });

  it('masks from the command on, in lines, messages and properties, and never prints the command', () => {
    const console = aConsole();
    console.accept('before hunter2');
    console.accept('::add-mask::hunter2');
    console.accept('after hunter2');
    console.accept('::error title=hunter2::hunter2 leaked');

    expect(console.lines).toEqual(['before hunter2', 'after ***', '##[error]*** leaked']);
    expect(console.annotations).toEqual([{ level: 'error', message: '*** leaked', properties: { title: '***' } }]);
  });

  it('masks every line of a value that came escaped', () => {
    const console = aConsole();
    console.accept('::add-mask::first line%0Asecond line');
    console.accept('it was second line');

    expect(console.lines).toEqual(['it was ***']);
  });

  it('warns about an empty mask', () => {
    const console = aConsole();
    console.accept('::add-mask:: ');

    expect(console.annotations).toMatchObject([{ level: 'warning' }]);
  });

  it('takes no command while commands are stopped, until the token comes', () => {
    const console = aConsole();
    console.accept('::stop-commands::token-1');
    console.accept('::error::a model may be called like this');
    console.accept('::add-mask::a');
    console.accept('::token-1::');
    console.accept('::error::real');

    expect(console.annotations.map((each) => each.message)).toEqual(['real']);
    expect(console.lines).toEqual([
      '::stop-commands::token-1',
      '::error::a model may be called like this',
      '::add-mask::a',
      '::token-1::',
      '##[error]real',
    ]);
  });

  it.each(['', 'pause-logging', 'Error'])('refuses the stop token %j, which foreign text could guess', (token) => {
    const console = aConsole();
    console.accept(`::stop-commands::${token}`);
    console.accept('::error::still read');

    expect(console.failedCommandCount()).toBe(1);
    expect(console.annotations.map((each) => each.message)).toContain('still read');
  });

  it('ignores set-output and save-state with a warning', () => {
    const console = aConsole();
    console.accept('::set-output name=a::b');
    console.accept('::save-state name=a::b');

    expect(console.annotations.map((each) => each.level)).toEqual(['warning', 'warning']);
    expect(console.annotations[0]?.message).toContain('$GITHUB_OUTPUT');
    expect(console.failedCommandCount()).toBe(0);
  });

  it.each(['::set-env name=A::b', '::add-path::/x'])('fails the step on %s', (command) => {
    const console = aConsole();
    console.accept(command);

    expect(console.failedCommandCount()).toBe(1);
  });

  it('shows debug lines only when asked', () => {
    const quiet = aConsole();
    const loud = aConsole({ showsDebug: true });
    quiet.accept('::debug::inner');
    loud.accept('::debug::inner');

    expect(quiet.lines).toEqual([]);
    expect(loud.lines).toEqual(['##[debug]inner']);
  });

  it('shows groups', () => {
    const console = aConsole();
    console.accept('::group::Setup');
    console.accept('::endgroup::');

    expect(console.lines).toEqual(['##[group]Setup', '##[endgroup]']);
  });

  it('echoes commands between echo on and echo off', () => {
    const console = aConsole();
    console.accept('::set-output name=a::b');
    console.accept('::echo::on');
    console.accept('::set-output name=a::b');
    console.accept('::echo::off');
    console.accept('::echo::maybe');

    expect(console.lines.filter((line) => line === '::set-output name=a::b')).toHaveLength(1);
    expect(console.failedCommandCount()).toBe(1);
  });

  it('lets a command inside a masked value stay text', () => {
    const secret = 'x\n::set-env name=NODE_OPTIONS::--require=evil';
    const console = aConsole({ secrets: [secret] });
    console.say(secret);

    expect(console.lines).toEqual(['***']);
    expect(console.annotations).toEqual([]);
  });
});
