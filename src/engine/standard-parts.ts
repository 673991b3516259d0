/** The parts that `ironvet` itself is put together from. The package's own models and rules are loaded once a process. */
import type { Analyses, AnalysisInput } from '../analyses/analyses.ts';
import { createExceptions } from '../analyses/exceptions/exceptions.ts';
import { createEvents } from '../analyses/obligations/events.ts';
import { createObligations } from '../analyses/obligations/obligations.ts';
import { createProtocols } from '../analyses/protocol/protocol.ts';
import { createTaint } from '../analyses/taint/taint.ts';
import type { Frontend } from '../frontends/frontend.ts';
import type { Language } from '../ir/ir.ts';
import { loadCompiledModels } from '../models/compiled-models.ts';
import type { Models } from '../models/model.ts';
import type { ModelSource } from '../models/model-files.ts';
import { buildProject } from '../project/build-project.ts';
import type { Rule } from '../rules/contract.ts';
import type { OwnRuleFolder } from '../rules/own-rules.ts';
import { loadRules } from '../rules/registry.ts';
import { checkTaintPolicy } from '../rules/taint-policy.ts';
import { rememberFrontends } from './languages.ts';
import type { Parts } from './parts.ts';

const compiledModels = once(loadCompiledModels);
const packageRules = once(() => loadRules({ checkTaintPolicy }));

export const standardParts: Parts = {
  frontends: rememberFrontends(loadFrontend),
  link: buildProject,
  models: loadModels,
  rules: loadAllRules,
  analyses: createAnalyses,
};

/** The readers of YAML and schemas are loaded only where nothing stored serves. */
async function loadModels(own: readonly ModelSource[]): Promise<Models> {
  const compiled = own.length === 0 ? compiledModels() : null;
  return compiled ?? (await import('../models/package-models.ts')).loadPackageModels(own);
}

async function loadAllRules(own: readonly OwnRuleFolder[]): Promise<readonly Rule[]> {
  const rules = await packageRules();
  if (own.length === 0) return rules;
  const { loadOwnRules } = await import('../rules/own-rules.ts');
  return [...rules, ...(await loadOwnRules(own, { checkTaintPolicy }))];
}

async function loadFrontend(language: Language): Promise<Frontend> {
  switch (language) {
    case 'python':
      return (await import('../frontends/python/index.ts')).createPythonFrontend();
    case 'typescript':
      return (await import('../frontends/typescript/index.ts')).createTypescriptFrontend();
  }
}

function createAnalyses(input: AnalysisInput): Analyses {
  const exceptions = createExceptions(input);
  const events = createEvents({ ...input, exceptions, only: null });
  return {
    taint: createTaint(input),
    exceptions,
    obligations: createObligations({ ...input, exceptions, events }),
    protocols: createProtocols({
      ...input,
      exceptions,
      eventsOf: (step) => createEvents({ ...input, exceptions, only: new Set([`step:${step}`]) }),
    }),
  };
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
