/** The shape of a model file once schemas/model.schema.json holds for it: one type per definition of the schema. */

export type OneOrMany<Value> = Value | readonly Value[];
export type RawSelector = string | number;
export type RawConstant = string | number | boolean;
export type RawMap<Value> = Readonly<Record<string, Value>>;

export interface RawSanitizer {
  readonly removes: OneOrMany<string>;
  readonly keys?: OneOrMany<string>;
  readonly sinks?: OneOrMany<string>;
}

export interface RawValidator {
  readonly argument: RawSelector;
  readonly removes?: OneOrMany<string>;
  readonly holds?: 'returned' | 'true' | 'false' | boolean;
  readonly sinks?: OneOrMany<string>;
}

export type RawResources = OneOrMany<string> | RawMap<RawSelector>;

export interface RawVerification {
  readonly argument: RawSelector;
  readonly 'by-default'?: boolean;
  readonly off?: boolean | string;
}

export interface RawApi {
  readonly call: OneOrMany<string>;
  readonly when?: RawMap<OneOrMany<RawConstant>>;
  readonly unless?: RawMap<OneOrMany<RawConstant>>;
  readonly source?: OneOrMany<string>;
  readonly flows?: OneOrMany<string>;
  readonly sink?: RawMap<OneOrMany<RawSelector>>;
  readonly sanitizes?: OneOrMany<string> | RawSanitizer;
  readonly validates?: OneOrMany<RawValidator>;
  readonly acquires?: RawResources;
  readonly releases?: RawResources;
  readonly transfers?: RawResources;
  readonly step?: OneOrMany<string>;
  readonly raises?: OneOrMany<string>;
  readonly remote?: boolean;
  readonly timeout?: RawSelector;
  readonly verification?: RawVerification;
  readonly 'no-return'?: boolean;
}

export interface RawKeyedField {
  readonly labels?: OneOrMany<string>;
  readonly keys?: RawMap<OneOrMany<string>>;
}

export interface RawEntryPoint {
  readonly method?: OneOrMany<string>;
  readonly decorator?: OneOrMany<string>;
  readonly function?: OneOrMany<string>;
  readonly kind: string;
  readonly role?: 'setup' | 'teardown';
  readonly parameters?: RawMap<OneOrMany<string>>;
}

export interface RawName {
  readonly words: OneOrMany<string>;
  readonly unless?: OneOrMany<string>;
  readonly labels: OneOrMany<string>;
}

export interface RawPair {
  readonly resource: string;
  readonly setup: OneOrMany<string>;
  readonly teardown: OneOrMany<string>;
}

export interface RawClause {
  readonly step?: string;
  readonly 'dominated-by'?: OneOrMany<string>;
  readonly 'followed-by'?: OneOrMany<string>;
  readonly 'on-failure'?: string;
  readonly after?: string;
  readonly message: string;
}

export interface RawCallback {
  readonly call: OneOrMany<string>;
  readonly function: number | string;
  readonly 'arguments-from'?: number;
  readonly 'unknown-first'?: number;
  readonly tuple?: string;
  readonly dictionary?: string;
  readonly runs?: 'now' | 'later';
}

export type KindGroup = 'sinks' | 'origins' | 'secrets' | 'resources' | 'steps' | 'entry-points';

export interface RawModelFile {
  readonly library: string;
  readonly aliases?: RawMap<string>;
  readonly apis?: readonly RawApi[];
  readonly fields?: RawMap<OneOrMany<string> | RawKeyedField>;
  readonly 'entry-points'?: readonly RawEntryPoint[];
  readonly names?: readonly RawName[];
  readonly pairs?: readonly RawPair[];
  readonly trust?: RawMap<RawMap<'error' | 'warning' | 'note' | 'none'>>;
  readonly protocols?: readonly { readonly name: string; readonly clauses: readonly RawClause[] }[];
  readonly 'parameter-types'?: readonly {
    readonly name: OneOrMany<string>;
    readonly type: string;
    readonly within: OneOrMany<string>;
  }[];
  readonly 'return-types'?: RawMap<string>;
  readonly 'attribute-types'?: RawMap<string>;
  readonly exceptions?: RawMap<OneOrMany<string>>;
  readonly 'string-dispatch'?: readonly {
    readonly call: OneOrMany<string>;
    readonly argument?: number;
    readonly target: string;
  }[];
  readonly 'remote-procedures'?: readonly { readonly client: string; readonly server: string }[];
  readonly callbacks?: readonly RawCallback[];
  readonly kinds?: { readonly [Group in KindGroup]?: RawMap<string> };
}

/** A value, a list of values, or nothing: as a list. */
export function listOf<Value extends string | number | boolean | object>(
  written: OneOrMany<Value> | undefined,
): readonly Value[] {
  if (written === undefined) return [];
  return Array.isArray(written) ? (written as readonly Value[]) : [written as Value];
}
