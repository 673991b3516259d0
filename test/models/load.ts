import type { LoadedModels } from '../../src/models/assemble.ts';
import { loadModels } from '../../src/models/loader.ts';
import { modelSchemaText } from '../../src/models/model-files.ts';
import { ModelError } from '../../src/models/problem.ts';

/** Kinds for tests, before the text that uses them. */
const kinds = `
kinds:
  sinks: { log: l, api: a, command: c, shell: s, path: p }
  origins: { tenant: t, operator: o, state: s, config: c }
  secrets: { password: p, token: t, credentials: c }
  resources: { vif: v, console: c, temporary-file: t, node-lock: n }
  steps: { console.enable: e, console.disable: d, console.read: r }
  entry-points: { virt-driver: v, step: s }
`;

export const kindsFile = { path: 'kinds.yaml', text: `library: kinds${kinds}` };

export function load(...texts: readonly string[]): LoadedModels {
  const files = texts.map((text, index) => ({ path: `model${index}.yaml`, text: `library: test\n${text}` }));
  return loadModels([kindsFile, ...files], modelSchemaText());
}

/** The lines of the error that loading gives; fails when there is none. */
export function problemsOf(text: string): string[] {
  try {
    loadModels([kindsFile, { path: 'model.yaml', text }], modelSchemaText());
  } catch (error) {
    if (error instanceof ModelError) return error.message.split('\n');
    throw error;
  }
  throw new Error('the text was accepted');
}
