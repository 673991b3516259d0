/**
 * Knowledge about libraries and frameworks, as data: what an API is, never what is forbidden.
 *
 * A model names APIs by path (see project.ts) and says of which *kinds* they are: source, sink, sanitizer, validator,
 * acquire, release, transfer, step. Rules state policy over kinds; both meet only in the kinds' names.
 *
 * Labels (what taint tracks) are strings `dimension:kind`:
 * - `origin:` unauthenticated | tenant | operator | config | state | constant (trust, lowest first)
 * - `secret:` password | token | key | credentials | configdrive | temporary-url | userinfo-url
 */
import type { Conventions } from '../project/project.ts';

export type Label = `origin:${string}` | `secret:${string}`;

/** Which value of a call is meant. */
export type Selector =
  | { readonly kind: 'argument'; readonly position: number | null; readonly name: string | null }
  /** Every argument from `from` on, keywords included. */
  | { readonly kind: 'arguments'; readonly from: number }
  | { readonly kind: 'receiver' }
  | { readonly kind: 'result' };

/** Holds when the selected value is a constant that equals one of `values` (text form: 'true', 'deleted', '3'). */
export interface Condition {
  readonly selector: Selector;
  readonly values: readonly string[];
  readonly negated: boolean;
}

export interface SinkModel {
  /** log, api, command, shell, path, url, template, sql, deserialize, response, exception-text … */
  readonly kind: string;
  readonly selectors: readonly Selector[];
}

export interface FlowModel {
  /** Where the labels of the result (or of `to`) come from. */
  readonly from: readonly Selector[];
  readonly to: Selector;
}

export interface SanitizerModel {
  /** Labels removed on the way to the result; a trailing `*` matches any kind: `secret:*`. */
  readonly removes: readonly string[];
  /** For masks that know their keys: only values under keys that contain one of these; null: all. */
  readonly keys: readonly string[] | null;
  /** Kinds of sinks that the result is safe for (quoting for a shell is no quoting for a URL); null: all. */
  readonly sinks: readonly string[] | null;
}

export interface ValidatorModel {
  readonly selector: Selector;
  readonly removes: readonly string[];
  /** The check holds after the call returned, or on the branch where its result is true / false. */
  readonly holds: 'returned' | 'true' | 'false';
  /** Kinds of sinks that the checked value is safe for; null: all. */
  readonly sinks: readonly string[] | null;
}

export interface ResourceModel {
  readonly action: 'acquire' | 'release' | 'transfer';
  /** vif, console, temporary-file, node-lock, instance-info … */
  readonly resource: string;
  /** What identifies the resource; result: the call makes it. null: identified by kind alone. */
  readonly subject: Selector | null;
}

/** What a call may raise: nothing, unknown things, or these exception classes (paths). */
export type RaisesModel =
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'classes'; readonly classes: readonly string[] };

/** Which argument decides whether the peer's certificate is checked, and what happens without it. */
export interface VerificationModel {
  readonly selector: Selector;
  /** The certificate is checked when the argument is left out. */
  readonly byDefault: boolean;
  /** The constant that switches the check off, in text form: 'false' of `verify`, 'true' of `insecure`. */
  readonly off: string;
}

export interface ApiModel {
  /** The file and line of the YAML entry, for `ironvet dev facts` and error messages. */
  readonly declaredAt: string;
  readonly names: readonly string[];
  readonly conditions: readonly Condition[];
  /** Labels that the result has by itself. */
  readonly source: readonly Label[];
  /** null: the default for unknown calls (all arguments and the receiver flow to the result). */
  readonly flows: readonly FlowModel[] | null;
  readonly sinks: readonly SinkModel[];
  readonly sanitizer: SanitizerModel | null;
  readonly validators: readonly ValidatorModel[];
  readonly resources: readonly ResourceModel[];
  /** Protocol steps: `console.disable`, `console.enable`, `console.read`, `notify.user` … */
  readonly steps: readonly string[];
  /** null: not stated. */
  readonly raises: RaisesModel | null;
  /** Talks to another service, a process, or a device: it can fail at any time. */
  readonly remote: boolean;
  /** Waits for a peer, for ever unless this argument gives a limit; null: not stated. */
  readonly timeout: Selector | null;
  /** null: not stated. */
  readonly verification: VerificationModel | null;
  /** Never returns normally: sys.exit. */
  readonly noReturn: boolean;
}

/** Labels of an attribute, a dict key of it, or a parameter. */
export interface FieldModel {
  /** Path of the attribute: class path plus name; `[key]` for one key: `ironic.objects.node.Node.driver_info[ipmi_password]`. */
  readonly path: string;
  readonly labels: readonly Label[];
}

/** Functions that a framework calls. */
export interface EntryPointModel {
  /** Path of a method of a base class (overrides are meant), of a decorator, or of a function. */
  readonly match:
    | { readonly by: 'method'; readonly path: string }
    | { readonly by: 'decorator'; readonly path: string }
    | { readonly by: 'function'; readonly path: string };
  /** virt-driver, driver-interface, rest, rpc, vendor-passthru, step, periodic … */
  readonly kind: string;
  /** 'teardown', 'setup' or null: what it owes on its paths. */
  readonly role: 'teardown' | 'setup' | null;
  /** Labels by parameter name; '*' for all others but self. A trailing path goes into it: `instance.display_name`. */
  readonly parameters: ReadonlyMap<string, readonly Label[]>;
}

/** A last resort: names that tell. Findings from it have lower precision. */
export interface NameModel {
  /** Words of an identifier, split at `_`, `-` and capitals: matches when they occur in this order at its end. */
  readonly words: readonly string[];
  /** Identifiers that contain one of these words are excluded (`password_length`, `token_expiry`). */
  readonly unless: readonly string[];
  readonly labels: readonly Label[];
}

/** What an acquire owes, and to whom it may be handed. */
export interface PairModel {
  readonly resource: string;
  /** Paths or method names of setup and teardown that belong together: `_plug_vifs` / `_unplug_vifs`. */
  readonly setup: readonly string[];
  readonly teardown: readonly string[];
}

/** How sure an origin is to harm at a kind of sink: the one table that decides levels. */
export interface TrustLevel {
  readonly sink: string;
  readonly label: string;
  readonly level: 'error' | 'warning' | 'note' | 'none';
}

/** The typestate of a protocol, see analyses/protocol. */
export interface ProtocolModel {
  readonly name: string;
  readonly clauses: readonly ProtocolClause[];
}

export type ProtocolClause =
  | {
      readonly kind: 'dominated-by';
      readonly step: string;
      readonly by: readonly string[];
      readonly message: string;
    }
  | {
      readonly kind: 'followed-by';
      readonly step: string;
      readonly by: readonly string[];
      readonly message: string;
    }
  | { readonly kind: 'on-failure'; readonly step: string; readonly after: string; readonly message: string };

/** All loaded models, indexed. */
export interface Models {
  readonly conventions: Conventions;
  readonly entryPoints: readonly EntryPointModel[];
  readonly pairs: readonly PairModel[];
  readonly trust: readonly TrustLevel[];
  readonly protocols: readonly ProtocolModel[];
  /** Models of an API known under any of `names`, in order of declaration. Conditions are not tested here. */
  apisNamed(names: readonly string[]): readonly ApiModel[];
  /** Labels of an attribute or key access, by path. */
  fieldLabels(path: string): readonly Label[];
  /** Labels that an identifier or key suggests by its name alone. */
  nameLabels(identifier: string): readonly Label[];
}
