/**
 * What the models say about the files in scope: of each call that a model knows, the model's entries and where they are
 * declared; of each attribute or key that carries labels, the labels.
 *
 *     driver.py:88:13 Driver.start: LOG.debug
 *         oslo_log.log.Logger.debug (models/oslo.yaml:12): sink log
 *     driver.py:90:20 Driver.start: node.driver_info
 *         ironic.objects.node.Node.driver_info: origin:operator
 */
import type { DefiningInstruction, Instruction } from '../ir/ir.ts';
import type { ApiModel } from '../models/model.ts';
import { printSelector } from '../models/selector.ts';
import type { CallSite, ProjectFunction } from '../project/project.ts';
import { visible } from '../reporters/visible.ts';
import { sortedPaths } from '../source/paths.ts';
import { positionAt, type SourceText, type Span } from '../source/text.ts';
import type { Program } from './program.ts';

export function printFacts(program: Program): string {
  const sources = sourcesOf(program);
  const blocks = program.scope.flatMap((one) => {
    const source = sources.get(one.module.ir.path);
    return [...callFacts(one, program, source), ...fieldFacts(one, program, source)];
  });
  return blocks.length === 0 ? 'no model knows anything here\n' : `${blocks.join('\n')}\n`;
}

/** Texts of the files in scope, by path. */
function sourcesOf({ files, inScope }: Program): ReadonlyMap<string, SourceText> {
  const lowered = files.flatMap((file) => (file.kind === 'lowered' && inScope(file.path) ? [file.file] : []));
  return new Map(lowered.map(({ source }) => [source.path, source]));
}

function callFacts(caller: ProjectFunction, program: Program, source: SourceText | undefined): string[] {
  return program.project.callsOf(caller).flatMap((site) => {
    const entries = modelsOf(site, program);
    return entries.length === 0
      ? []
      : [[placeText(caller, site.call.calleeSpan, source), ...entries].join('\n')];
  });
}

function modelsOf(site: CallSite, { project, models }: Program): readonly string[] {
  const lines = site.targets.flatMap((target) => {
    const names = project.namesOf(target);
    return models
      .apisNamed(names)
      .map((api) => `    ${shownName(api, names)} (${api.declaredAt}): ${summarize(api)}`);
  });
  return sortedPaths(lines.map(visible));
}

function shownName(api: ApiModel, names: readonly string[]): string {
  return names.find((name) => api.names.includes(name)) ?? api.names[0] ?? '';
}

/** The entry in a few words: `source origin:tenant, sink log, raises unknown`. */
function summarize(api: ApiModel): string {
  const words = [
    ...api.source.map((label) => `source ${label}`),
    ...api.sinks.map((sink) => `sink ${sink.kind}`),
    ...(api.sanitizer === null ? [] : [`removes ${api.sanitizer.removes.join(' ')}`]),
    ...api.validators.map((validator) => `validates ${validator.removes.join(' ')}`),
    ...api.resources.map((resource) => `${resource.action} ${resource.resource}`),
    ...api.steps.map((step) => `step ${step}`),
    ...(api.raises === null ? [] : [`raises ${raisesText(api.raises)}`]),
    ...(api.remote ? ['remote'] : []),
    ...(api.timeout === null ? [] : [`waits unless ${printSelector(api.timeout)}`]),
    ...(api.verification === null ? [] : [`verifies by ${printSelector(api.verification.selector)}`]),
    ...(api.noReturn ? ['never returns'] : []),
    ...(api.conditions.length === 0 ? [] : [`under ${api.conditions.length} condition(s)`]),
  ];
  return words.length === 0 ? 'known, nothing to say' : words.join(', ');
}

function raisesText(raises: NonNullable<ApiModel['raises']>): string {
  return raises.kind === 'classes' ? raises.classes.join(' ') : raises.kind;
}

type Access = Extract<DefiningInstruction, { readonly op: 'attribute' | 'item' }>;

function fieldFacts(fn: ProjectFunction, program: Program, source: SourceText | undefined): string[] {
  const accesses = fn.ir.blocks.flatMap((block) => block.instructions.filter(isAccess));
  return accesses.flatMap((access) => {
    const lines = program.project.pathsOf(fn, access.result).flatMap((path) => {
      const labels = program.models.fieldLabels(path);
      return labels.length === 0 ? [] : [visible(`    ${path}: ${labels.join(' ')}`)];
    });
    return lines.length === 0 ? [] : [[placeText(fn, access.span, source), ...sortedPaths(lines)].join('\n')];
  });
}

function isAccess(instruction: Instruction): instruction is Access {
  return instruction.op === 'attribute' || instruction.op === 'item';
}

/** `path:line:column function: text`, on one line. */
function placeText(fn: ProjectFunction, span: Span, source: SourceText | undefined): string {
  const { line, column } = positionAt(source?.lineStarts ?? [0], span.start);
  const text = source?.text.slice(span.start, span.end).replace(/\s+/g, ' ') ?? '';
  const name = fn.ir.qualifiedName === '' ? 'module' : fn.ir.qualifiedName;
  return visible(`${fn.module.ir.path}:${line}:${column} ${name}: ${text}`);
}
