/**
 * What the name of a function says about releasing, where no model knows it: the last resort.
 *
 * Names are read by their first words, leading underscores aside: `_cleanup_deploy`, `tear_down`, `unplugVifs`.
 */

const releasingWords: ReadonlySet<string> = new Set(
  (
    'cleanup teardown destroy unprovision unrescue detach unplug release unconfigure unmount umount disconnect ' +
    'eject deallocate unpublish unbind unfilter unlink rmtree logout revoke terminate deactivate stop remove delete'
  ).split(' '),
);

/** They say what is released only together with another word: `delete` alone may mean a record or a list's element. */
const genericWords: ReadonlySet<string> = new Set(
  'destroy detach release remove delete stop terminate disconnect deactivate eject unpublish'.split(' '),
);

/** Two words that mean one. */
const releasingPairs: ReadonlySet<string> = new Set(['clean up', 'tear down', 'power down', 'log out']);

/** Words that a function which only looks begins with. */
const lookingWords: ReadonlySet<string> = new Set(
  (
    'get find list show lookup look fetch read load parse validate check verify ensure assert is has can should ' +
    'require match compare select query count describe build make create generate prepare format render wait poll'
  ).split(' '),
);

export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4')
    .split('_')
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

export function soundsReleasing(name: string): boolean {
  const [first, second] = wordsOf(name);
  if (first === undefined) return false;
  return releasingWords.has(first) || releasingPairs.has(`${first} ${second ?? ''}`);
}

/** The same, and the name alone says enough to take a call for a release: `unprovision`, `delete_ports`. */
export function namesRelease(name: string): boolean {
  const words = wordsOf(name);
  return soundsReleasing(name) && (words.length > 1 || !genericWords.has(words[0] ?? ''));
}

/** `get_node`, `_validate_instance`: asks, and changes nothing that would have to be released. */
export function soundsLooking(name: string): boolean {
  const [first] = wordsOf(name);
  return first !== undefined && lookingWords.has(first);
}

const badInputWords: ReadonlySet<string> = new Set(
  'invalid missing malformed unsupported unknown incomplete incompatible'.split(' '),
);
const badInputEndings: ReadonlySet<string> = new Set(['not found', 'load error', 'not supported', 'not set']);

/** A class of exception that blames the request or the configuration, rather than the world. */
export function soundsLikeBadInput(className: string): boolean {
  const words = wordsOf(className);
  return words.some((word) => badInputWords.has(word)) || badInputEndings.has(words.slice(-2).join(' '));
}
