// The crate, as it is packed, in a program of somebody else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInNode } from '../node/engine.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = fileURLToPath(new URL('crate/', import.meta.url));
const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16';

let folder;
let program;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'l2o-'));
  const target = join(folder, 'target');
  // --no-verify: the program below compiles it.
  cargo(['package', '--allow-dirty', '--no-verify', '--offline', '--quiet', '--target-dir', target], ROOT);
  const packed = readdirSync(join(target, 'package')).find((name) => name.endsWith('.crate'));
  const { status } = spawnSync('tar', ['-xzf', join(target, 'package', packed), '-C', folder]);
  assert.equal(status, 0);
  program = join(folder, 'program');
  cpSync(PROGRAM, program, { recursive: true });
  const manifest = join(program, 'Cargo.toml');
  const crate = join(folder, packed.replace(/\.crate$/, ''));
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('CRATE', crate));
});
after(() => rmSync(folder, { recursive: true }));

function cargo(args, cwd) {
  const { status, stdout, stderr } = spawnSync('cargo', args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

test('a program that depends on it gets the fingerprint of a link, without what only the command line needs', () => {
  const printed = cargo(['run', '--offline', '--quiet', '--', LINK], program);
  assert.equal(printed, runInNode(LINK).fingerprint);
  const tree = cargo(['tree', '--offline', '--edges', 'normal', '--prefix', 'none'], program);
  for (const name of ['lexopt', 'safetensors', 'serde_json', 'wasm-bindgen']) {
    assert.doesNotMatch(tree, new RegExp(`^${name} `, 'm'));
  }
});
