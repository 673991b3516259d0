// Copies the Python grammar (WebAssembly) beside the compiled code, so that the package needs no tree-sitter-python at run time.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
mkdirSync('dist/grammars', { recursive: true });
copyFileSync(grammar, 'dist/grammars/tree-sitter-python.wasm');
