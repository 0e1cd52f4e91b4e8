// Answers from named hosts for real HTTP clients. Apart from the main index, so that only tests that need it load msw.
export { http, HttpResponse } from 'msw';
export { mockNetwork, type MockNetwork } from './mock-network.ts';
export { fakeComments, type FakeComments } from './fake-comments.ts';
export { githubHandlers } from './github-handlers.ts';
