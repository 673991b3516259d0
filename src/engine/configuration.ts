/**
 * `.ironvet.yaml`: what a project says once instead of on each command line.
 *
 *     exclude: [legacy/]
 *     rules: { secret-in-log: error, console-reset-unsafe: off }
 *     models: [models/vendor.yaml]
 *     rule-folders: [rules]
 *     fail-on: error
 *
 * It is looked for in the directory that holds all analyzed paths, and upwards from there to the top of the repository.
 *
 * Invariant: a configuration that was found, and not named on the command line, makes no code run. It may come with a tree
 * from elsewhere, and nothing that is analyzed is executed.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Level } from '../findings/finding.ts';
import type { ModelSource } from '../models/model-files.ts';
import type { OwnRuleFolder } from '../rules/own-rules.ts';
import { globBase } from '../source/glob.ts';
import { InputError } from '../source/input-error.ts';
import { isBeneath, relativeTo } from '../source/paths.ts';
import type { PatternView } from '../source/patterns.ts';
import type { TextFiles } from '../source/text-file.ts';
import type { CheckedConfiguration } from './configuration-file.ts';

export type FailOn = Level | 'never';

export interface Configuration {
  /** Absolute; patterns are relative to it. */
  readonly directory: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: ReadonlyMap<string, Level | 'off'>;
  /** Where each id of `rules` stands: `.ironvet.yaml:3`. */
  readonly ruleLines: ReadonlyMap<string, string>;
  readonly models: readonly ModelSource[];
  readonly ownRules: readonly OwnRuleFolder[];
  /** null: not stated. */
  readonly failOn: FailOn | null;
}

export interface ConfigurationRequest {
  /** As typed; null: it is looked for. */
  readonly named: string | null;
  /** Absolute. */
  readonly workingDirectory: string;
  /** Absolute; what is analyzed, globs too. */
  readonly paths: readonly string[];
  /** false: the rules are only described, so none of their code runs. */
  readonly runsRules: boolean;
}

export const configurationFileName = '.ironvet.yaml';

/**
 * The configuration that is named, which must exist, or else the one that is found, if any.
 * Throws an InputError of one line for what is not right.
 */
export async function readConfiguration(
  request: ConfigurationRequest,
  files: TextFiles,
): Promise<Configuration> {
  const { named, workingDirectory } = request;
  const path = named === null ? await find(request, files) : resolve(workingDirectory, named);
  if (path === null) return noConfiguration(workingDirectory);
  const text = await files.read(path);
  if (text === null) throw new InputError(`no configuration file ${named ?? path}`, 'check --config');
  const shown = named ?? shownPath(path, workingDirectory);
  // The readers of YAML and schemas take a while to load; most runs have no configuration.
  const { checkConfiguration } = await import('./configuration-file.ts');
  const checked = checkConfiguration({ path: shown, text });
  return load(checked, { path, shown, files, mayRunCode: named !== null || !request.runsRules });
}

export function noConfiguration(directory: string): Configuration {
  const rules = new Map<string, never>();
  return {
    directory,
    include: [],
    exclude: [],
    rules,
    ruleLines: rules,
    models: [],
    ownRules: [],
    failOn: null,
  };
}

/** How the patterns of a configuration see the paths of a host whose root is `rootDirectory`; null: not on this disk. */
export function patternView({ directory }: Configuration, rootDirectory: string | null): PatternView {
  if (rootDirectory === null || rootDirectory === directory) return (path) => path;
  const beneathRoot = slashed(relative(rootDirectory, directory));
  if (beneathRoot !== '..' && !beneathRoot.startsWith('../')) {
    return (path) => (isBeneath(path, beneathRoot) ? relativeTo(path, beneathRoot) : null);
  }
  const above = slashed(relative(directory, rootDirectory));
  return above.startsWith('..') ? () => null : (path) => `${above}/${path}`;
}

/** Upwards from the directory that holds all paths; not beyond the repository that they are in. */
async function find({ paths }: ConfigurationRequest, files: TextFiles): Promise<string | null> {
  for (let directory = holding(paths); ; directory = dirname(directory)) {
    const path = join(directory, configurationFileName);
    if ((await files.read(path)) !== null) return path;
    const isTop = dirname(directory) === directory || (await files.exists(join(directory, '.git')));
    if (isTop) return null;
  }
}

function holding(paths: readonly string[]): string {
  const [first = sep, ...others] = paths.map(globBase);
  let common = first === '' ? sep : first;
  for (const path of others) {
    while (path !== common && !path.startsWith(common === sep ? sep : common + sep)) common = dirname(common);
  }
  return common;
}

function shownPath(path: string, workingDirectory: string): string {
  const near = relative(workingDirectory, path);
  return near.startsWith(`..${sep}..`) ? path : near;
}

interface Origin {
  /** Absolute. */
  readonly path: string;
  /** In messages. */
  readonly shown: string;
  readonly files: TextFiles;
  readonly mayRunCode: boolean;
}

async function load({ data, lineOf }: CheckedConfiguration, origin: Origin): Promise<Configuration> {
  const models: ModelSource[] = [];
  for (const [index, name] of (data.models ?? []).entries()) {
    models.push(await modelFile(name, origin, lineOf(['models', index])));
  }
  const ownRules: OwnRuleFolder[] = [];
  for (const [index, name] of (data['rule-folders'] ?? []).entries()) {
    ownRules.push(...(await ruleFolders(name, origin, lineOf(['rule-folders', index]))));
  }
  const ids = Object.keys(data.rules ?? {});
  return {
    directory: dirname(origin.path),
    include: data.include ?? [],
    exclude: data.exclude ?? [],
    rules: new Map(Object.entries(data.rules ?? {})),
    ruleLines: new Map(ids.map((id) => [id, `${origin.shown}:${lineOf(['rules', id])}`])),
    models,
    ownRules,
    failOn: data['fail-on'] ?? null,
  };
}

async function modelFile(name: string, origin: Origin, line: number): Promise<ModelSource> {
  const text = await origin.files.read(resolve(dirname(origin.path), name));
  if (text !== null) return { path: name, text };
  throw new InputError(`${origin.shown}:${line}: no model file ${name}`, relativeHint);
}

const relativeHint = "paths are relative to the configuration's directory";

/** The rules in a folder of rules: each of its folders with a rule.yaml is one. */
async function ruleFolders(name: string, origin: Origin, line: number): Promise<readonly OwnRuleFolder[]> {
  const folder = resolve(dirname(origin.path), name);
  const names = await origin.files.folders(folder);
  if (names === null) throw new InputError(`${origin.shown}:${line}: no rule folder ${name}`, relativeHint);
  const found: OwnRuleFolder[] = [];
  for (const rule of names) {
    const own = await ruleFolder(join(folder, rule), rule, { shown: `${name}/${rule}`, origin, line });
    if (own !== null) found.push(own);
  }
  if (found.length > 0) return found;
  throw new InputError(
    `${origin.shown}:${line}: the rule folder ${name} holds no rules`,
    'each rule is a folder in it, with a rule.yaml',
  );
}

async function ruleFolder(
  folder: string,
  name: string,
  { shown, origin, line }: { readonly shown: string; readonly origin: Origin; readonly line: number },
): Promise<OwnRuleFolder | null> {
  const { files, mayRunCode } = origin;
  const description = await files.read(join(folder, 'rule.yaml'));
  if (description === null) return null;
  const code = join(folder, 'rule.js');
  const hasCode = await files.exists(code);
  if (hasCode && !mayRunCode) {
    throw new InputError(
      `${origin.shown}:${line}: ${shown}/rule.js is code, which only a configuration that you name may bring`,
      `if you trust it: --config ${origin.shown}`,
    );
  }
  const page = await files.read(join(folder, 'README.md'));
  return { name, path: shown, description, page, code: hasCode ? code : null };
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
