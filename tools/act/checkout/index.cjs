// A shallow checkout of a repository of GITHUB_SERVER_URL, with the job's token, as the templates ask for it; every other input of the real
// action is refused by act, which hands over declared ones alone.
const { Buffer } = require('node:buffer');
const { execFileSync } = require('node:child_process');
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const process = require('node:process');

const { GITHUB_REF = '', GITHUB_SERVER_URL = '', GITHUB_SHA = '', GITHUB_WORKSPACE = '' } = process.env;
const input = (name) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';

const folder = join(GITHUB_WORKSPACE, input('path'));
const url = `${GITHUB_SERVER_URL}/${input('repository')}`;
const header = `Authorization: Basic ${Buffer.from(`x-access-token:${input('token')}`).toString('base64')}`;
const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });

mkdirSync(folder, { recursive: true });
git('init', '--quiet', '--initial-branch=main');
git('remote', 'add', 'origin', url);
const wanted = input('ref') || GITHUB_SHA || GITHUB_REF;
git('-c', `http.${url}.extraHeader=${header}`, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', wanted);
if (input('sparse-checkout') !== '') git('sparse-checkout', 'set', `--${input('sparse-checkout-cone-mode') === 'false' ? 'no-' : ''}cone`, ...input('sparse-checkout').split('\n'));
git('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
if (input('persist-credentials') === 'true') git('config', `http.${GITHUB_SERVER_URL}/.extraHeader`, header);
