/**
 * Calls by the name that their text gives the callee: `power.reboot(task)` under `reboot`, `Wrapper()` under `Wrapper`.
 * It tells where a function may be called from before anything is known about types. Built on first use.
 */
import type { Call } from '../ir/ir.ts';
import type { LinkedFunction, Program } from './program.ts';

export interface NamedCall {
  readonly caller: LinkedFunction;
  readonly call: Call;
}

export class CallNames {
  private readonly program: Program;
  private index: ReadonlyMap<string, readonly NamedCall[]> | null = null;

  constructor(program: Program) {
    this.program = program;
  }

  callsNamed(name: string): readonly NamedCall[] {
    this.index ??= indexCalls(this.program);
    return this.index.get(name) ?? [];
  }
}

function indexCalls(program: Program): ReadonlyMap<string, readonly NamedCall[]> {
  const index = new Map<string, NamedCall[]>();
  for (const caller of program.functions) {
    for (const { instruction } of caller.facts.calls) {
      const name = calleeName(program, caller, instruction);
      if (name === null) continue;
      const calls = index.get(name);
      if (calls === undefined) index.set(name, [{ caller, call: instruction }]);
      else calls.push({ caller, call: instruction });
    }
  }
  return index;
}

function calleeName(program: Program, caller: LinkedFunction, call: Call): string | null {
  const definition = caller.facts.definitions[call.callee];
  if (definition === undefined) return null;
  if (!('op' in definition)) return definition.variable;
  switch (definition.op) {
    case 'attribute':
    case 'load-global':
    case 'load-cell':
      return definition.name;
    case 'import':
      return definition.member;
    case 'make-function':
    case 'make-class':
      return program.functionsOf[caller.module.index]?.[definition.function]?.ir.name ?? null;
    default:
      return null;
  }
}
