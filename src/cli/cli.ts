#!/usr/bin/env node
/** `npx refport-embed …`: each command is a program of its own, so that neither loads the other's libraries. */
await (process.argv[2] === 'doctor' ? import('../doctor/cli.js') : import('../issuer/cli.js'));
