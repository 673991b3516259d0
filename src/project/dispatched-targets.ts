/**
 * Calls that hide their target: a string that names the method, a client whose methods run on a server.
 *
 * Worked example: with the convention `client.call` → `api.{}` the call `client.call('node.get', uuid)` has the target
 * `api.node.get` with the one argument `uuid`.
 */
import type { Argument, Call } from '../ir/ir.ts';
import type { Linker } from './invocation.ts';
import { stringOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import type { ExternalTarget, FunctionTarget, Target, Via } from './project.ts';
import { namesOfTarget } from './target-names.ts';

const DOTTED_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;

export function dispatchedTargets(linker: Linker, fn: LinkedFunction, call: Call, target: Target): Target[] {
  return [...stringTargets(linker, fn, call, target), ...serverTargets(linker, target)];
}

function stringTargets(linker: Linker, fn: LinkedFunction, call: Call, target: Target): Target[] {
  const { names } = linker.inference;
  return namesOfTarget(linker.inference, target).flatMap((path) =>
    names.conventions.stringDispatch(path).flatMap((dispatch) => {
      const named = call.arguments[dispatch.argument];
      const name = named?.kind === 'positional' ? stringOf(fn, named.value) : null;
      if (name === null || !DOTTED_NAME.test(name)) return [];
      const passed = call.arguments.filter((argument) => argument !== named);
      return [remote(linker, dispatch.target.replace('{}', name), passed, 'string')];
    }),
  );
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
  const called = clientMethod(target);
  if (called === null) return [];
  const { conventions, program } = linker.inference.names;
  const servers = called.clients.flatMap((client) => conventions.serversOf(client));
  return [...new Set(servers)].flatMap((server) => {
    const owner = program.classByPath.get(server);
    const method = owner === undefined ? null : linker.inference.hierarchy.methodOf(owner, called.name);
    const isKnown = owner === undefined || method !== null;
    if (!isKnown) return [];
    return [remote(linker, `${server}.${called.name}`, byName(target, method), 'remote-procedure')];
  });
}

function clientMethod(target: Target): { readonly clients: readonly string[]; readonly name: string } | null {
  if (target.via === 'construct') return null;
  if (target.kind === 'function') {
    const { class: owner, ir } = target.function;
    return owner === null || ir.name.startsWith('_')
      ? null
      : { clients: owner.resolutionOrder.map(pathIn), name: ir.name };
  }
  const dot = target.path.lastIndexOf('.');
  return { clients: [target.path.slice(0, dot)], name: target.path.slice(dot + 1) };
}

function pathIn(reference: NonNullable<LinkedFunction['class']>['resolutionOrder'][number]): string {
  return reference.kind === 'class' ? reference.class.path : reference.path;
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
