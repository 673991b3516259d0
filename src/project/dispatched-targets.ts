/**
 * Calls that hide their target: a string that names the method, a client whose methods run on a server.
 *
 * Worked example: with the convention `client.call` → `api.{}` the call `client.call('node.get', uuid)` has the target
 * `api.node.get` with the one argument `uuid`.
 */
import type { Argument, Call } from '../ir/ir.ts';
import type { Linker } from './invocation.ts';
import { stringOf } from './names.ts';
import { lastSegment } from './path-pattern.ts';
import type { LinkedFunction } from './program.ts';
import type { ExternalTarget, FunctionTarget, Target, Via } from './project.ts';

const DOTTED_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;

export function dispatchedTargets(linker: Linker, fn: LinkedFunction, call: Call, target: Target): Target[] {
  return [...stringTargets(linker, fn, call, target), ...serverTargets(linker, target)];
}

function stringTargets(linker: Linker, fn: LinkedFunction, call: Call, target: Target): Target[] {
  return linker.targetNames.knowledgeOf(target).stringDispatch.flatMap((dispatch) => {
    const named = call.arguments[dispatch.argument];
    const name = named?.kind === 'positional' ? stringOf(fn, named.value) : null;
    if (name === null || !DOTTED_NAME.test(name)) return [];
    const passed = call.arguments.filter((argument) => argument !== named);
    return [remote(linker, dispatch.target.replace('{}', name), passed, 'string')];
  });
}

/** The function at a path that runs elsewhere, on an object that the caller does not have. */
function remote(
  { inference }: Linker,
  path: string,
  passed: readonly Argument[],
  via: Via,
): FunctionTarget | ExternalTarget {
  const facts = { receiver: null, via, arguments: passed, deferred: false } as const;
  const dot = path.lastIndexOf('.');
  const owner = inference.names.program.classByPath.get(path.slice(0, dot));
  const method = owner === undefined ? null : inference.hierarchy.methodOf(owner, path.slice(dot + 1));
  if (method !== null) {
    return {
      kind: 'function',
      function: method,
      skipped: method.binding === 'static-method' ? 0 : 1,
      ...facts,
    };
  }
  const [found] = inference.names.inTree(path) ?? [];
  if (found?.kind === 'function') return { kind: 'function', function: found.function, skipped: 0, ...facts };
  return { kind: 'external', path: inference.names.conventions.canonical(path), skipped: 0, ...facts };
}

/* ---- Remote procedures ---------------------------------------------------------------------------------------- */

function serverTargets(linker: Linker, target: Target): Target[] {
  const { servers } = linker.targetNames.knowledgeOf(target);
  if (servers.length === 0) return [];
  const name = target.kind === 'function' ? target.function.ir.name : lastSegment(target.path);
  return [...new Set(servers)].flatMap((server) => {
    const owner = linker.inference.names.program.classByPath.get(server);
    const method = owner === undefined ? null : linker.inference.hierarchy.methodOf(owner, name);
    const isMissing = owner !== undefined && method === null;
    return isMissing ? [] : [remote(linker, `${server}.${name}`, byName(target, method), 'remote-procedure')];
  });
}

/**
 * Client and server agree on the names of parameters but not on their order, so the arguments go by name; those that
 * only the client takes (topic, timeout of the call) are dropped.
 */
function byName(target: Target, server: LinkedFunction | null): readonly Argument[] {
  if (target.kind !== 'function' || server === null) return target.arguments;
  const { parameters } = target.function.ir;
  const accepted = new Set(server.ir.parameters.map(({ name }) => name));
  let position = target.skipped + (target.receiver === null ? 0 : 1);
  return target.arguments.flatMap((argument): Argument[] => {
    if (argument.kind === 'keyword') return accepted.has(argument.name) ? [argument] : [];
    if (argument.kind !== 'positional') return [argument];
    const parameter = parameters[position++];
    if (parameter === undefined || !accepted.has(parameter.name)) return [];
    return [{ kind: 'keyword', name: parameter.name, value: argument.value }];
  });
}
