/**
 * What Python itself defines, as far as linking needs it: builtin names, the moved modules of `six`, and which classes
 * the methods of literals give back. Libraries belong into models.
 */

const functions =
  '__import__ abs aiter all anext any ascii basestring bin breakpoint callable chr cmp compile copyright credits delattr ' +
  'dir divmod eval exec execfile exit file format getattr globals hasattr hash help hex id input intern isinstance ' +
  'issubclass iter len license locals long map max min next oct open ord pow print quit raw_input reduce reload repr ' +
  'round setattr sorted sum unichr unicode vars xrange _';

const classes =
  'bool bytearray bytes classmethod complex dict enumerate filter float frozenset int list memoryview object property ' +
  'range reversed set slice staticmethod str super tuple type zip';

const exceptions =
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
  'BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
  'ConnectionResetError DeprecationWarning EOFError EnvironmentError Exception ExceptionGroup FileExistsError ' +
  'FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndexError ' +
  'InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError ' +
  'NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ' +
  'ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StandardError ' +
  'StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError ' +
  'UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ' +
  'ValueError Warning ZeroDivisionError';

const constants = 'Ellipsis NotImplemented';

const words = (text: string) => text.split(' ');

const builtinClasses: ReadonlySet<string> = new Set(words(classes));
const builtins: ReadonlySet<string> = new Set(words(`${functions} ${classes} ${exceptions} ${constants}`));

/** Names that every module has. */
const moduleStrings: ReadonlySet<string> = new Set(['__name__', '__file__', '__doc__', '__package__']);

export function isBuiltin(name: string): boolean {
  return builtins.has(name);
}

export function isModuleString(name: string): boolean {
  return moduleStrings.has(name);
}

/** Classes outside of the tree whose names do not begin with a capital. */
const smallClasses: ReadonlySet<string> = new Set([
  ...words(classes).map((name) => `builtins.${name}`),
  'collections.defaultdict',
  'collections.deque',
  'datetime.date',
  'datetime.datetime',
  'datetime.time',
  'datetime.timedelta',
  'datetime.timezone',
  'functools.partialmethod',
  'itertools.chain',
  'itertools.count',
  'itertools.cycle',
]);

/**
 * Whether calling the path makes an instance of it. Without the sources of a library the name must tell: PEP 8 writes
 * classes in CapWords.
 */
export function looksLikeClass(path: string): boolean {
  if (smallClasses.has(path)) return true;
  const name = path.slice(path.lastIndexOf('.') + 1);
  return /^_?[A-Z]/.test(name) && /[a-z]/.test(name) && !name.endsWith(')');
}

export function isBuiltinClass(name: string): boolean {
  return builtinClasses.has(name);
}

const sixMoves: ReadonlyMap<string, string> = new Map(
  Object.entries({
    builtins: 'builtins',
    configparser: 'configparser',
    copyreg: 'copyreg',
    cPickle: 'pickle',
    cStringIO: 'io.StringIO',
    StringIO: 'io.StringIO',
    email_mime_text: 'email.mime.text',
    filter: 'builtins.filter',
    getcwd: 'os.getcwd',
    html_parser: 'html.parser',
    http_client: 'http.client',
    http_cookies: 'http.cookies',
    BaseHTTPServer: 'http.server',
    input: 'builtins.input',
    map: 'builtins.map',
    queue: 'queue',
    range: 'builtins.range',
    reduce: 'functools.reduce',
    reload_module: 'importlib.reload',
    shlex_quote: 'shlex.quote',
    socketserver: 'socketserver',
    urllib: 'urllib',
    urllib_error: 'urllib.error',
    urllib_parse: 'urllib.parse',
    urllib_request: 'urllib.request',
    winreg: 'winreg',
    xrange: 'builtins.range',
    zip: 'builtins.zip',
    zip_longest: 'itertools.zip_longest',
  }),
);

/** The place of today for a path below `six.moves`; the path itself for everything else. */
export function movedPath(path: string): string {
  if (!path.startsWith('six.moves.')) return path;
  const [name = '', ...rest] = path.slice('six.moves.'.length).split('.');
  const moved = sixMoves.get(name);
  return moved === undefined ? path : [moved, ...rest].join('.');
}

const methodResults: Readonly<Record<string, string>> = {
  'str: capitalize casefold center expandtabs format format_map join ljust lower lstrip replace rjust rstrip strip swapcase title translate upper zfill removeprefix removesuffix':
    'str',
  'str: split rsplit splitlines': 'list[str]',
  'str: partition rpartition': 'tuple[str]',
  'str: startswith endswith isdigit isalpha isalnum isspace islower isupper isnumeric isdecimal isidentifier':
    'bool',
  'str: find rfind index rindex count': 'int',
  'str: encode': 'bytes',
  'bytes: decode hex': 'str',
  'bytes: strip lstrip rstrip replace join lower upper': 'bytes',
  'bytes: split rsplit splitlines': 'list[bytes]',
  'bytes: startswith endswith isdigit': 'bool',
  'list: index count': 'int',
  'dict: keys': 'list[str]',
};

/** Classes of what methods of builtin classes return: `builtins.str.split` → `builtins.list[builtins.str]`. */
const resultClasses: ReadonlyMap<string, string> = new Map(
  Object.entries(methodResults).flatMap(([methods, result]) => {
    const [owner = '', names = ''] = methods.split(': ');
    const type = result.replace(/\w+/g, 'builtins.$&');
    return words(names).map((name): [string, string] => [`builtins.${owner}.${name}`, type]);
  }),
);

const tellingMethods: ReadonlyMap<string, string> = new Map([
  ...words(
    'capitalize casefold encode endswith expandtabs isalnum isalpha isdigit islower isspace isupper ljust lower lstrip ' +
      'partition rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill',
  ).map((name): [string, string] => [name, 'builtins.str']),
  ['decode', 'builtins.bytes'],
  ...words('items iteritems iterkeys itervalues keys setdefault values').map((name): [string, string] => [
    name,
    'builtins.dict',
  ]),
  ...words(
    'charAt charCodeAt localeCompare padEnd padStart replaceAll startsWith substr substring toLowerCase toUpperCase trim ' +
      'trimEnd trimStart',
  ).map((name): [string, string] => [name, 'builtins.str']),
  ...words('append extend push splice unshift').map((name): [string, string] => [name, 'builtins.list']),
]);

/** The builtin class that a method of this name tells of, where nothing else is known; null when many have such a method. */
export function classToldBy(method: string): string | null {
  return tellingMethods.get(method) ?? null;
}

const functionResults: ReadonlyMap<string, string> = new Map([
  ...words('len hash id ord round').map((name): [string, string] => [`builtins.${name}`, 'builtins.int']),
  ...words('isinstance issubclass callable hasattr all any').map((name): [string, string] => [
    `builtins.${name}`,
    'builtins.bool',
  ]),
  ...words('repr ascii chr hex oct bin format input unicode unichr _').map((name): [string, string] => [
    `builtins.${name}`,
    'builtins.str',
  ]),
]);

/** The class of a builtin function's or method's result, null when there is no one class. */
export function builtinResult(path: string): string | null {
  return resultClasses.get(path) ?? functionResults.get(path) ?? null;
}
