/**
 * Whether an option holds a secret, told by its name and its help.
 *
 * Worked example: `swift_temp_url_key` ends in `key`, which alone says little, but its help speaks of a secret token;
 * `agent_token_timeout` speaks of a token and ends in something about it, so it holds none.
 *
 * Invariant: what comes last in a name decides; a name that ends in something about a secret holds none, whatever its
 * help says.
 */

/** Last words that are secrets by themselves. */
const secretWords = new Set(
  'password passwords passwd passphrase pass secret secrets token tokens credential credentials'.split(' '),
);
/** What may stand behind such a word without changing what is meant. */
const neutralWords = new Set(['value', 'values', 'contents', 'string', 'data']);
/** Words before `key` that make it a secret one. */
const secretKeys = new Set(
  'private priv secret encryption api access auth signing shared master hmac kg fernet symmetric service license'.split(
    ' ',
  ),
);
/** First words that ask about a secret or do something with it: `require_token`, `use_password`. */
const askingWords = new Set(
  'require use allow enable disable has need check verify mask hide show'.split(' '),
);
/** Last words of names of things about a secret. */
const aboutWords = new Set(
  (
    'file files filename path paths dir directory length size timeout duration ttl lifetime expiry expiration interval ' +
    'algorithm algorithms hash method strategy policy type format name names id url uri endpoint header version count ' +
    'driver plugin provider enabled user username role roles project domain'
  ).split(' '),
);
/** A help text that begins by naming a secret: 'Password of the share', 'The secret token given to Swift'. */
const helpNamesSecret =
  /^(?:the |a |an |optional |shared |admin |default )*(?:[\w-]+ )?(?:password|passphrase|secret|secret key|private key|token|credentials)\b(?!s? (?:file|path|lifetime|length|timeout|hash|type|url|endpoint|header|algorithm))/i;
/** A help text that anywhere says so of a key. */
const helpSpeaksOfSecret = /\b(?:secret|private|password|token|encrypt\w*|sign(?:ed|ing)?)\b/i;

/** Addresses of databases, queues and coordinators: with the user's name and password in them. */
const loginAddress =
  /^(?:(?:\w+_)?(?:backend|broker|transport|database|db|redis|amqp|messaging|sentinel)_(?:url|uri|connection)|sql_connection|dsn)$/i;
/** Schemes of addresses that take a login. */
const loginScheme = /^(?:rediss?|mysql|mariadb|postgres(?:ql)?|rabbit|amqps?|mongodb)(?:\+\w+)?:\/\//i;

/** Whether the option is an address that may hold a login: `backend_url`, or one with such a default. */
export function holdsLogin(name: string, byDefault: string): boolean {
  return loginAddress.test(name) || loginScheme.test(byDefault);
}

export function holdsSecret(name: string, help: string): boolean {
  const words = wordsOf(name);
  const [first] = words;
  while (words.length > 1 && neutralWords.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  if (aboutWords.has(last) || askingWords.has(first ?? '') || words.includes('public')) return false;
  if (secretWords.has(last)) return true;
  if (last === 'key') return secretKeys.has(words.at(-2) ?? '') || helpSpeaksOfSecret.test(help);
  return helpNamesSecret.test(help.trim());
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-.]+/)
    .filter((word) => word !== '');
}
