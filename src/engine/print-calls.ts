/**
 * The calls of the files in scope and what each may run, one block a call:
 *
 *     nova/virt/ironic/driver.py:412:9 IronicDriver.destroy: self._unprovision
 *         function nova.virt.ironic.driver.IronicDriver._unprovision (virtual)
 *
 * The last line counts the calls as the report does.
 */
import type { CallSite, Target } from '../project/project.ts';
import { visible } from '../reporters/visible.ts';
import { positionAt, type SourceText } from '../source/text.ts';
import type { Program } from './program.ts';
import { resolutionRateOf } from './resolution.ts';

export function printCalls(program: Program): string {
  const sources = sourcesOf(program);
  const sites = program.scope.flatMap((caller) => program.project.callsOf(caller));
  const blocks = sites.map((site) => printSite(site, sources.get(site.caller.module.ir.path)));
  const { inTree, modelled, unknown } = resolutionRateOf(program.scope, program.project, program.models);
  const count = `${sites.length} calls: ${inTree} inside the tree, ${modelled} by a model, ${unknown} unknown`;
  return `${[...blocks, count].join('\n')}\n`;
}

/** Texts of the files in scope, by path. */
export function sourcesOf({ files, inScope }: Program): ReadonlyMap<string, SourceText> {
  const lowered = files.flatMap((file) => (file.kind === 'lowered' && inScope(file.path) ? [file.file] : []));
  return new Map(lowered.map(({ source }) => [source.path, source]));
}

/** `path:line:column function: callee`, on one line. */
export function printSiteHead({ caller, call }: CallSite, source: SourceText | undefined): string {
  const { path } = caller.module.ir;
  const { line, column } = positionAt(source?.lineStarts ?? [0], call.span.start);
  const callee = source?.text.slice(call.calleeSpan.start, call.calleeSpan.end) ?? '';
  const name = caller.ir.qualifiedName === '' ? 'module' : caller.ir.qualifiedName;
  return visible(`${path}:${line}:${column} ${name}: ${callee.replace(/\s+/g, ' ')}`);
}

function printSite(site: CallSite, source: SourceText | undefined): string {
  const targets = site.targets.length === 0 ? ['    unknown'] : site.targets.map(printTarget);
  return [printSiteHead(site, source), ...targets].join('\n');
}

function printTarget(target: Target): string {
  const path = target.kind === 'function' ? target.function.path : target.path;
  return visible(`    ${target.kind} ${path} (${target.via})`);
}
