/**
 * Our numbering of the grammar's node types, so that tables can be indexed by it and no name is compared while reading.
 *
 * A type that is not listed is `Kind.other`: punctuation and keywords that say nothing the position does not say.
 */

/** Named nodes. */
const NAMED = [
  'aliased_import',
  'argument_list',
  'as_pattern',
  'as_pattern_target',
  'assert_statement',
  'assignment',
  'attribute',
  'augmented_assignment',
  'await',
  'binary_operator',
  'block',
  'boolean_operator',
  'break_statement',
  'call',
  'case_clause',
  'case_pattern',
  'chevron',
  'class_definition',
  'class_pattern',
  'comment',
  'comparison_operator',
  'complex_pattern',
  'concatenated_string',
  'conditional_expression',
  'continue_statement',
  'decorated_definition',
  'decorator',
  'default_parameter',
  'delete_statement',
  'dict_pattern',
  'dictionary',
  'dictionary_comprehension',
  'dictionary_splat',
  'dictionary_splat_pattern',
  'dotted_name',
  'elif_clause',
  'ellipsis',
  'else_clause',
  'except_clause',
  'exec_statement',
  'expression_list',
  'expression_statement',
  'false',
  'finally_clause',
  'float',
  'for_in_clause',
  'for_statement',
  'format_expression',
  'format_specifier',
  'function_definition',
  'future_import_statement',
  'generator_expression',
  'global_statement',
  'identifier',
  'if_clause',
  'if_statement',
  'import_from_statement',
  'import_prefix',
  'import_statement',
  'integer',
  'interpolation',
  'keyword_argument',
  'keyword_pattern',
  'keyword_separator',
  'lambda',
  'lambda_parameters',
  'line_continuation',
  'list',
  'list_comprehension',
  'list_pattern',
  'list_splat',
  'list_splat_pattern',
  'match_statement',
  'module',
  'named_expression',
  'none',
  'nonlocal_statement',
  'not_operator',
  'pair',
  'parameters',
  'parenthesized_expression',
  'pass_statement',
  'pattern_list',
  'positional_separator',
  'print_statement',
  'raise_statement',
  'relative_import',
  'return_statement',
  'set',
  'set_comprehension',
  'slice',
  'splat_pattern',
  'string',
  'string_content',
  'string_end',
  'string_start',
  'subscript',
  'true',
  'try_statement',
  'tuple',
  'tuple_pattern',
  'type',
  'type_alias_statement',
  'type_conversion',
  'type_parameter',
  'typed_default_parameter',
  'typed_parameter',
  'unary_operator',
  'union_pattern',
  'while_statement',
  'wildcard_import',
  'with_clause',
  'with_item',
  'with_statement',
  'yield',
] as const;

/** Anonymous tokens that carry meaning of their own: operators, and keywords that decide between two readings. */
const TOKENS = [
  'and',
  'or',
  'in',
  'not in',
  'is',
  'is not',
  '<',
  '<=',
  '==',
  '!=',
  '>=',
  '>',
  '<>',
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '@',
  '**',
  '|',
  '&',
  '^',
  '<<',
  '>>',
  '~',
  '+=',
  '-=',
  '*=',
  '/=',
  '//=',
  '%=',
  '@=',
  '**=',
  '|=',
  '&=',
  '^=',
  '<<=',
  '>>=',
  'async',
  'from',
  'as',
  '_',
  ':',
  ',',
] as const;

type Numbered<Names extends readonly string[]> = { readonly [Name in Names[number]]: number };

function number<const Names extends readonly string[]>(names: Names, first: number): Numbered<Names> {
  const entries = names.map((name, index) => [name, first + index] as const);
  return Object.fromEntries(entries) as Numbered<Names>;
}

export type Kind = number;

/** What the grammar's table has no place for. */
export const OTHER: Kind = 0;
/** Text that the parser could not fit into the grammar. */
export const ERROR: Kind = 1;

export const Kind = number(NAMED, 2);
export const Token = number(TOKENS, 2 + NAMED.length);
export const KIND_COUNT = 2 + NAMED.length + TOKENS.length;

const namedKinds: ReadonlyMap<string, Kind> = new Map(Object.entries(Kind));
const tokenKinds: ReadonlyMap<string, Kind> = new Map(Object.entries(Token));
const tokenTexts: readonly string[] = TOKENS;

/** The kind of a type of the grammar. */
export function kindOf(name: string, isNamed: boolean): Kind {
  return (isNamed ? namedKinds : tokenKinds).get(name) ?? OTHER;
}

/** How a token is written; '' for what is no token. */
export function tokenText(kind: Kind): string {
  return tokenTexts[kind - 2 - NAMED.length] ?? '';
}

export function isToken(kind: Kind): boolean {
  return kind >= 2 + NAMED.length;
}
