import { describe, expect, it } from 'vitest';
import type { IrFunction, Module } from '../../src/ir/ir.ts';
import { printFunction, printModule } from '../../src/ir/print.ts';
import { verify } from '../../src/ir/verify.ts';
import { imaginedLineStarts, readFunction, readModule } from './read-ir.ts';

/** The worked example at the head of ir.ts. */
const STOP = `f1: function stop(task) in f0
b0: %0 = parameter task
    jump b1
b1 (handler b2): %1 = load global unlink
    %2 = attribute %0.path
    %3 = call %1(%2)
    jump b4
b2: %4 = catch
    %5 = load global OSError
    catches %4 as %5 then b3 otherwise b5
b3: %6 = constant none
    return %6
b4: %7 = constant none
    return %7 (implicit)
b5: raise %4 (implicit)
`;

/** Every instruction and terminator once, in the forms that differ. */
const EVERYTHING = `f1: async generator function everything(positional a, b = …, *c, keyword d, **e) in f0
b0: %0 = parameter a
    %1 = parameter b
    %2 = parameter c
    %3 = parameter d
    %4 = parameter e
    %5 = constant none
    %6 = constant "a \\"quoted\\" text\\u202e"
    %7 = constant bytes "ab"
    %8 = constant number 0x1f
    %9 = constant true
    %10 = constant ellipsis
    %11 = constant unbound
    %12 = load global print
    %13 = load cell x of f0
    store global y = %13
    store cell x of f0 = %13
    %14 = attribute %0.name
    %15 = item %0[%6]
    store attribute %0.name = %15
    store item %0[%6] = %15
    delete attribute %0.name
    delete item %0[%6]
    %16 = call %12(%0, key=%1, *%2, **%4)
    %17 = call new %12()
    %18 = build dict (%6: %7, *%4)
    %19 = build list (%0, *%2)
    append %19 %0
    append %18 %0: %1
    %20 = operator not in (%0, %1)
    %21 = operator + in place (%0, %1)
    %22 = unpack %2 (0 of 3, rest 1)
    %23 = unpack %2 (2 of 3)
    %24 = import a.b (root)
    %25 = import c from ..x.y
    %26 = import * from .
    %27 = import z
    %28 = make function f2 defaults (0=%5) decorators (%12)
    %29 = make class f3 bases (%12) decorators (%12, %13)
    %30 = yield %0
    %31 = yield from %0
    %32 = await %0
    %33 = enter async %0
    %34 = exit async %0
    %35 = enter %0
    branch %9 then b1 otherwise b4 (if)
b1 (handler b2): raise %0 from %1
b2: %36 = catch
    %37 = exit %0 with %36
    catches %36 as anything then b3 otherwise b5
b3: raise
b4: %38 = phi x (b0: %0)
    return %38
b5: raise %36 (implicit)

f2: lambda everything.<lambda>(a) in f1
b0: %0 = parameter a
    return %0 (implicit)

f3: class everything.Inner in f1
b0: %0 = constant number 1
    store class limit = %0
    %1 = constant none
    return %1 (implicit)
`;

describe('the text form', () => {
  it('prints the example of ir.ts as it is drawn there', () => {
    expect(printFunction(readFunction(STOP))).toBe(STOP);
  });

  it('shows every instruction so that it can be read back', () => {
    const module = readModule(EVERYTHING);
    expect(verify(module)).toEqual([]);
    const printed = module.functions.slice(1).map((fn) => printFunction(fn));
    expect(printed.join('\n')).toBe(EVERYTHING);
  });

  it('ends lines in source lines when asked to', () => {
    const text = 'f0: module\nb0: %0 = constant none  # line 3\n    return %0  # line 12\n';
    const fn = readFunction(text);
    expect(printFunction(fn, { lineStarts: imaginedLineStarts })).toBe(text);
  });

  it('lists functions and gaps of a module', () => {
    const module: Module = {
      ...readModule(''),
      gaps: [{ span: { start: 210, end: 220 }, function: 'Driver.<lambda>', reason: 'cannot be parsed' }],
    };
    expect(printModule(module)).toBe(
      'module test.py (python)\n\nf0: module\nb0: %0 = constant none\n    return %0 (implicit)\n\n' +
        'gap in Driver.<lambda> at 210: cannot be parsed\n',
    );
    expect(printModule(module, { lineStarts: imaginedLineStarts })).toContain('on line 3');
  });
});

describe('hostile text', () => {
  const span = { start: 0, end: 0 };
  function withConstant(value: string): IrFunction {
    const fn = readFunction('f0: module\nb0: %0 = constant none\nreturn %0');
    const [block] = fn.blocks;
    if (block === undefined) throw new Error('no block');
    const constant = {
      op: 'constant',
      result: 0,
      span,
      constant: { kind: 'string', value },
    } as const;
    return {
      ...fn,
      name: 'x',
      qualifiedName: 'a\u001b[31m.b',
      blocks: [{ ...block, instructions: [constant] }],
    };
  }

  it('escapes control characters in constants and names', () => {
    const text = printFunction(withConstant('\u001b[2J\u009b\u202e\n'));
    expect(text).toContain('constant "\\u001b[2J\\u009b\\u202e\\n"');
    expect(text).toContain('"a\\u001b[31m".b');
  });

  it('shortens long constants and says how long they were', () => {
    const text = printFunction(withConstant('x'.repeat(5000)));
    expect(text).toContain(`"${'x'.repeat(120)}…" (5000 characters)`);
    expect(text.length).toBeLessThan(300);
  });
});
