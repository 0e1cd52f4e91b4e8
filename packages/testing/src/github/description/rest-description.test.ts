import { describe, expect, it } from 'vitest';
import { restDescription } from './rest-description.ts';

const { requestProblems, answerProblems } = restDescription();
const params = { owner: 'acme', repo: 'models' };
const nothing = new URLSearchParams();

describe('requestProblems', () => {
  it('finds nothing wrong with a request that GitHub describes', () => {
    expect(requestProblems('repos/create-commit-status', { params: { ...params, sha: 'a'.repeat(40) }, query: nothing, body: { state: 'success', context: 'x' } })).toEqual([]);
    expect(requestProblems('issues/list-for-repo', { params, query: new URLSearchParams('state=open&per_page=100'), body: undefined })).toEqual([]);
  });

  it.each([
    ['a value that is none of those listed', 'repos/create-commit-status', { state: 'great' }, 'body/state'],
    ['a field that is missing', 'git/create-commit', { message: 'x' }, 'body: must have required property'],
    ['a field of another type', 'git/create-ref', { ref: 'refs/heads/x', sha: 7 }, 'body/sha'],
    ['a field that nobody knows', 'repos/create-deployment', { ref: 'main', enviroment: 'x' }, 'body: nobody knows enviroment'],
  ])('finds %s', (_, operation, body, problem) => {
    const problems = requestProblems(operation, { params: { ...params, sha: 'a'.repeat(40) }, query: nothing, body });
    expect(problems.join('\n')).toContain(problem);
  });

  it('finds parameters that do not fit, and those that nobody knows', () => {
    expect(requestProblems('issues/get', { params: { ...params, issue_number: 'seven' }, query: nothing, body: undefined }).join()).toContain('path/issue_number');
    expect(requestProblems('issues/list-for-repo', { params, query: new URLSearchParams('sate=open'), body: undefined })).toEqual(['query: nobody knows sate']);
  });
});

describe('answerProblems', () => {
  it('finds an answer that lacks something, holds another type, or is not described', () => {
    expect(answerProblems('git/create-blob', { status: 201, body: { url: 'x', sha: 'y' } })).toEqual([]);
    expect(answerProblems('git/create-blob', { status: 201, body: { url: 'x' } }).join()).toContain("required property 'sha'");
    expect(answerProblems('git/create-blob', { status: 201, body: { url: 'x', sha: null } }).join()).toContain('/sha');
    expect(answerProblems('git/create-blob', { status: 202, body: {} })).toEqual(['no answer 202 is described']);
    expect(answerProblems('git/delete-ref', { status: 204, body: {} })).toEqual(['an answer 204 has no body']);
  });

  it('takes null where the description says nullable', () => {
    const status = { url: 'x', avatar_url: null, id: 1, node_id: 'x', state: 'x', description: null, target_url: null, context: 'x', created_at: 'x', updated_at: 'x', creator: null };
    expect(answerProblems('repos/create-commit-status', { status: 201, body: status })).toEqual([]);
    expect(answerProblems('repos/create-commit-status', { status: 201, body: { ...status, id: null } }).join()).toContain('/id');
  });
});
