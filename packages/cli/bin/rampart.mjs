#!/usr/bin/env node
// What a shell starts as `rampart`. Plain JavaScript on purpose: a Node that is too old to read the sources can read this, and say so.
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) await import('../src/main.ts');
else {
  console.error(`rampart: runs on Node ${NEEDED} or newer; this is Node ${process.versions.node} (${process.execPath}). Install Node ${NEEDED}, or in a checkout of Rampart write \`npm run rampart -- <command>\`, which brings its own.`);
  process.exitCode = 2;
}
