/** Conventions compiled for lookup by path; see `Conventions` in project.ts for what each means. */
import { movedPath } from './language.ts';
import { indexPaths, type PathIndex } from './path-index.ts';
import { expandBraces, rewriterOf } from './path-pattern.ts';
import type { Callback, Conventions } from './project.ts';

type StringDispatch = Conventions['stringDispatch'][number];
type RemoteProcedure = Conventions['remoteProcedures'][number];

export class ConventionIndex {
  private readonly returnTypes: PathIndex<string>;
  private readonly attributeTypes: PathIndex<string>;
  private readonly dispatches: PathIndex<StringDispatch>;
  private readonly callbackCalls: PathIndex<Callback>;
  private readonly servers: PathIndex<string>;
  private readonly clients: PathIndex<string>;
  private readonly parameters: ReadonlyMap<string, PathIndex<string>>;
  private readonly aliases: PathIndex<(path: string) => string | null>;

  constructor(conventions: Conventions) {
    this.returnTypes = typesByPath(conventions.returnTypes);
    this.attributeTypes = typesByPath(conventions.attributeTypes);
    this.dispatches = indexPaths(conventions.stringDispatch, ({ call }) => [call]);
    this.callbackCalls = indexPaths(conventions.callbacks, ({ call }) => [call]);
    this.servers = serversByClient(conventions.remoteProcedures);
    this.clients = clientsByServer(conventions.remoteProcedures);
    this.parameters = parametersByName(conventions);
    this.aliases = aliasRewriters(conventions);
  }

  /** The type of what a call of the path returns, as written; null: not stated. */
  returnType(path: string): string | null {
    return this.returnTypes.matching(path)[0] ?? null;
  }

  attributeType(path: string): string | null {
    return this.attributeTypes.matching(path)[0] ?? null;
  }

  /** The type of a parameter of that name in the function at `path`. */
  parameterType(name: string, path: string): string | null {
    return this.parameters.get(name)?.matching(path)[0] ?? null;
  }

  stringDispatch(path: string): readonly StringDispatch[] {
    return this.dispatches.matching(path);
  }

  callbacks(path: string): readonly Callback[] {
    return this.callbackCalls.matching(path);
  }

  /** Classes whose methods run when a method of the class `client` is called. */
  serversOf(client: string): readonly string[] {
    return this.servers.matching(client);
  }

  /** Classes, as written, whose methods make those of the class `server` run. */
  clientsOf(server: string): readonly string[] {
    return this.clients.matching(server);
  }

  /** The path under which models know the thing. */
  canonical(path: string): string {
    const moved = movedPath(path);
    for (const rewrite of this.aliases.matching(moved)) {
      const rewritten = rewrite(moved);
      if (rewritten !== null) return rewritten;
    }
    return moved;
  }
}

function typesByPath(entries: readonly { readonly path: string; readonly type: string }[]) {
  return mapped(
    indexPaths(entries, ({ path }) => [path]),
    ({ type }) => type,
  );
}

function serversByClient(entries: readonly RemoteProcedure[]) {
  return mapped(
    indexPaths(entries, ({ client }) => [client]),
    ({ server }) => server,
  );
}

function clientsByServer(entries: readonly RemoteProcedure[]) {
  return mapped(
    indexPaths(entries, ({ server }) => [server]),
    ({ client }) => client,
  );
}

/** Asked for every name of every target, so the answers are kept. */
function mapped<From, To>(index: PathIndex<From>, to: (value: From) => To): PathIndex<To> {
  const remembered = new Map<string, readonly To[]>();
  return {
    matching: (path) => {
      let answer = remembered.get(path);
      if (answer === undefined) {
        answer = index.matching(path).map(to);
        remembered.set(path, answer);
      }
      return answer;
    },
  };
}

function parametersByName({ parameterTypes }: Conventions): ReadonlyMap<string, PathIndex<string>> {
  const names = new Set(parameterTypes.map(({ name }) => name));
  return new Map(
    [...names].map((name) => [
      name,
      typesByPath(
        parameterTypes
          .filter((entry) => entry.name === name)
          .map(({ within, type }) => ({ path: within, type })),
      ),
    ]),
  );
}

function aliasRewriters({ aliases }: Conventions): PathIndex<(path: string) => string | null> {
  const entries = aliases.flatMap(({ from, to }) =>
    expandBraces(from).map((pattern) => ({ pattern, rewrite: rewriterOf(pattern, to) })),
  );
  return mapped(
    indexPaths(entries, ({ pattern }) => [pattern]),
    ({ rewrite }) => rewrite,
  );
}
