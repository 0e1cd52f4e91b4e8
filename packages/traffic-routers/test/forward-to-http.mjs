// A program behind the router contract for tests: forwards its standard input to the address in its first argument and ends with the exit code
// that the server names. Only node:http, because it is started a hundred times.
import { request } from 'node:http';

const forwarded = request(process.argv[2] ?? '', { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
  process.exitCode = Number(response.headers['x-exit-code']);
  response.pipe(process.stdout);
});
process.stdin.pipe(forwarded);
