/**
 * The exception classes of the Python language and their bases, as the language reference orders them
 * (docs.python.org, "Exception hierarchy"). Paths start with `builtins.`.
 */

/** One line a base: its direct subclasses. */
const subclassesByBase: Readonly<Record<string, string>> = {
  BaseException: 'BaseExceptionGroup Exception GeneratorExit KeyboardInterrupt SystemExit',
  BaseExceptionGroup: 'ExceptionGroup',
  Exception:
    'ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError ' +
    'NameError OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError ' +
    'TypeError ValueError Warning',
  ArithmeticError: 'FloatingPointError OverflowError ZeroDivisionError',
  ImportError: 'ModuleNotFoundError',
  LookupError: 'IndexError KeyError',
  NameError: 'UnboundLocalError',
  OSError:
    'BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError ' +
    'IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError',
  ConnectionError: 'BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError',
  RuntimeError: 'NotImplementedError RecursionError',
  SyntaxError: 'IndentationError',
  IndentationError: 'TabError',
  ValueError: 'UnicodeError',
  UnicodeError: 'UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError',
  Warning: 'DeprecationWarning RuntimeWarning UserWarning',
};

/** Other names of the same class. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['builtins.IOError', 'builtins.OSError'],
  ['builtins.EnvironmentError', 'builtins.OSError'],
  ['builtins.WindowsError', 'builtins.OSError'],
  ['socket.error', 'builtins.OSError'],
  ['select.error', 'builtins.OSError'],
  ['os.error', 'builtins.OSError'],
  ['socket.timeout', 'builtins.TimeoutError'],
]);

const baseOf: ReadonlyMap<string, string> = new Map(
  Object.entries(subclassesByBase).flatMap(([base, names]) =>
    names.split(' ').map((name): [string, string] => [`builtins.${name}`, `builtins.${base}`]),
  ),
);

export const EXCEPTION = 'builtins.Exception';
export const BASE_EXCEPTION = 'builtins.BaseException';

/** The one name under which a class is compared. */
export function canonicalException(path: string): string {
  return aliases.get(path) ?? path;
}

export function isBuiltinException(path: string): boolean {
  return path === BASE_EXCEPTION || baseOf.has(path);
}

/** The class and its bases, itself first; only the path itself for what is not a builtin exception. */
export function builtinAncestors(path: string): readonly string[] {
  const ancestors = [path];
  for (let base = baseOf.get(path); base !== undefined; base = baseOf.get(base)) ancestors.push(base);
  return ancestors;
}
