"""Texts: JSON, patterns, tables, templates, addresses of the web."""

import io
import os
import tempfile

from driving import attempts, drives


@drives("json.decoder", "json.encoder", "json.scanner", "json")
def json_texts():
    import json
    import json.decoder
    import json.encoder
    import json.scanner

    data = {"a": [1, 2.5, None, True, {"b": "\u00e9\n"}], "c": {}, "d": [], 3: float("inf"), None: "x", 1.5: False}
    attempts(json.dumps, data, {"x": object()}, {(1, 2): 3})
    for options in ({"indent": 2}, {"sort_keys": True}, {"skipkeys": True}, {"ensure_ascii": False}, {"allow_nan": False}):
        attempts(lambda: json.dumps({"b": [1, (2, 3)], "a": "x", "n": float("nan")}, **options), ())
    loop = []
    loop.append(loop)
    pure = json.encoder._make_iterencode
    for markers in ({}, None):
        for indent in (None, "  "):
            make = pure(markers, lambda o: repr(o), json.encoder.py_encode_basestring_ascii, indent, str, ":", ",", True, True, False)
            attempts(lambda value: "".join(make(value, 0)), [data, [{"a": 1}, (), {}, {(1,): 2}, 1.5, object()]], loop if markers is not None else [])
    texts = ('{"a": [1, 2, {"b": null}], "c": "x\\u00e9\\n"}', "[1,]", "[1 2]", '{"a" 1}', '{"a": 1,}', "{", "[", "nul", '"\\ud800"', '"\\x"', "-Infinity", "NaN", '"', "[] x", '{"a": 1 ', "1e5", "{}", "[]")
    attempts(json.loads, *texts, b"\xff\xfe1\x00")
    scan = json.scanner.py_make_scanner(json.JSONDecoder())
    attempts(lambda text: scan(text, 0), *texts)
    for text in ('abc"', 'a\\n"', 'a\\u0041"', 'a\\ud834\\udd20"', 'a\\q"', "a", 'a\n"', 'a\\u00"'):
        attempts(lambda text: json.decoder.py_scanstring(text, 0), text)
    slow = json.JSONDecoder(object_pairs_hook=dict, parse_float=str)
    slow.parse_string = json.decoder.py_scanstring
    slow.scan_once = json.scanner.py_make_scanner(slow)
    attempts(slow.decode, *texts)


@drives("re._parser", "re._compiler", "re")
def regular_expressions():
    import re

    patterns = (
        r"a+b*?c{2,3}(d|e)[^f-h\d]\b(?P<n>x)(?P=n)\1", r"(?i:a)(?=b)(?!c)(?<=d)(?<!e)(?#c)", r"(?x) a # c", r"(", r")", r"[", r"[z-a]", r"a**", r"(?P<1>a)", r"\x4", r"\u12", r"(?<=a+)b", r"(a)(?(1)b|c)", r"(?>ab)c++", r"{1", r"a{3,2}", r"\N{DIGIT ONE}", r"[\w-\d]", r"(?z)", r"(?-i:x)", r"\8", r"a|b|c|[xyz]", "\\", r"(?P>x)", r"(?P=q)",
    )
    attempts(re.compile, *patterns)
    attempts(lambda text: re.compile(text.encode(), re.LOCALE), *patterns)
    attempts(lambda template: re.sub("(?P<a>x)", template, "axb"), r"\1", r"\g<a>", r"\g<2>", r"\g<", r"\9", r"\q", r"\n", r"\0")
    re.purge()
    re.escape("a.b"), re.escape(b"a"), re.split(",", "a,b"), re.findall("a", "aa"), re.fullmatch("a", "a"), re.subn("a", "b", "a")
    re.template if hasattr(re, "template") else None
    repr(re.I | re.M), re.Scanner([("a", None), ("b", lambda s, t: t)]).scan("ab")


@drives("textwrap")
def wrapped_text():
    import textwrap

    text = "The quick-brown fox  jumps over\tthe lazy dog.  averyveryverylongwordindeed x"
    for options in ({}, {"break_long_words": False}, {"fix_sentence_endings": True}, {"max_lines": 2}, {"drop_whitespace": False}, {"initial_indent": "* ", "subsequent_indent": "  "}, {"break_on_hyphens": False}, {"expand_tabs": False}):
        for width in (0, 5, 10, 20):
            attempts(lambda: textwrap.wrap(text, width, **options), ())
    textwrap.dedent("  a\n    b\n\n \tc\n"), textwrap.indent("a\n\nb", "> "), textwrap.shorten(text, 20)


@drives("configparser")
def configuration():
    import configparser

    texts = ("[a]\nx = 1\ny: %(x)s\n multi\n  line\n; comment\n[b]\nflag = yes\nno_value\n", "x = 1", "[a]\n[a]\n", "[a]\nx=1\nx=2\n", "[a]\n x\n", "[DEFAULT]\nd=1\n[c]\ne=%(missing)s\nf=%(f)s\ng=%\nh=${d}\ni=${c:e}\n")
    for kind in (configparser.ConfigParser, configparser.RawConfigParser):
        for options in ({}, {"allow_no_value": True}, {"strict": False, "allow_no_value": True}, {"interpolation": configparser.ExtendedInterpolation(), "allow_no_value": True}, {"empty_lines_in_values": False, "inline_comment_prefixes": "#;"}):
            for text in texts:
                parser = kind(**options)
                attempts(parser.read_string, text)
                for section in parser.sections():
                    attempts(lambda: dict(parser.items(section)), ())
                    for key in ("x", "y", "flag", "e", "f", "g", "h", "i", "none"):
                        attempts(parser.get, (section, key))
                        attempts(parser.getboolean, (section, key))
                        attempts(parser.getint, (section, key))
                attempts(parser.write, io.StringIO())
                attempts(parser.remove_section, "a", "zz")
                attempts(parser.set, ("a", "b", "c"), ("zz", "a", "b"))
    parser = configparser.ConfigParser()
    attempts(parser.read_dict, {"s": {"k": 1}}, {"s": {"k": 1}, 1: {}})
    attempts(parser.read, "missing", (["missing"],))
    attempts(lambda: parser["s"]["k"], ())
    attempts(lambda: parser["none"], ())
    attempts(lambda: parser.add_section("DEFAULT"), ())


@drives("csv")
def comma_separated():
    import csv

    attempts(lambda text: list(csv.DictReader(io.StringIO(text))), "a,b\n1,2\n\n3\n4,5,6\n", "")
    for sample in ('a,b\n"c",d\n', "a;b\n1;2\n", "x", "'a','b'\n", "a\tb\n" * 5, ""):
        attempts(csv.Sniffer().sniff, sample)
        attempts(csv.Sniffer().has_header, sample)
    for extras in ("raise", "ignore", "other"):
        attempts(lambda: csv.DictWriter(io.StringIO(), ["a"], extrasaction=extras).writerow({"a": 1, "b": 2}), ())
    attempts(lambda: csv.DictWriter(io.StringIO(), ["a"]).writeheader(), ())

    class Bad(csv.Dialect):
        delimiter = "ab"

    attempts(Bad, ())


@drives("difflib")
def differences():
    import difflib

    first = "one\ntwo\nthree\nfour\n".splitlines(True)
    second = "ore\ntree\nthree\nemu\nfive\n".splitlines(True)
    list(difflib.ndiff(first, second)), list(difflib.unified_diff(first, second)), list(difflib.context_diff(first, second))
    list(difflib.unified_diff(first, first)), list(difflib.diff_bytes(difflib.unified_diff, [b"a"], [b"b"]))
    difflib.get_close_matches("appel", ["ape", "apple", "peach"])
    attempts(lambda n: difflib.get_close_matches("a", ["b"], n), 0, 1)
    attempts(lambda c: difflib.get_close_matches("a", ["b"], 1, c), 2.0)
    difflib.HtmlDiff(wrapcolumn=5).make_file(first, second, context=True), difflib.HtmlDiff().make_table(first, first)
    "".join(difflib.restore(difflib.ndiff(first, second), 1))
    difflib.SequenceMatcher(lambda x: x == " ", " abcd", "abcd abcd").get_grouped_opcodes()
    matcher = difflib.SequenceMatcher(None, "a" * 250 + "b", "a" * 250 + "c")
    matcher.ratio(), matcher.quick_ratio(), matcher.real_quick_ratio(), matcher.get_opcodes()


@drives("string", "shlex", "fnmatch", "glob")
def small_texts():
    import fnmatch
    import glob
    import shlex
    import string

    attempts(lambda text: string.Template(text).substitute(a=1), "$a", "${a}", "$$", "$b", "$", "${a", "x")
    attempts(lambda text: string.Template(text).safe_substitute(a=1), "$a", "$b", "${", "$$")
    attempts(lambda text: string.Formatter().format(text, 1, [2], a={"k": 3}), "{} {1[0]} {a[k]}", "{0!r:>{0}}", "{b}", "{} {0}", "{0} {}", "{0.real}", "{!z}", "{{}}")
    string.capwords("a b c"), string.capwords("a,b", ",")
    attempts(shlex.split, "a 'b c' \"d\\\"e\" f\\ g", "'open", "a\\", "a # c", '"x\\y"', "")
    for options in ({"posix": False}, {"posix": True, "punctuation_chars": True}, {"posix": False, "punctuation_chars": "&|"}):
        attempts(lambda text: list(shlex.shlex(text, **options)), "a && b | 'c' # d\ne", "'x", "a\"b\"c", "~/a *.b")
    lexer = shlex.shlex("a b", infile="x")
    lexer.push_token("z"), list(lexer), lexer.error_leader(), shlex.join(["a b", "c"]), shlex.quote("")
    for pattern in ("*.py", "[!a]*", "[a-", "?[]]", "**", "[z-a]", "[a-c-e]", "[\\]", "a[b"):
        fnmatch.fnmatch("a.py", pattern), fnmatch.filter(["a.py", "b"], pattern), fnmatch.translate(pattern)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.txt", ".hidden", os.path.join("sub", "b.txt")):
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            open(os.path.join(folder, name), "w").close()
        for pattern in ("*", "**", "**/*.txt", ".*", "sub/", "s*/b.txt", "missing/*", "a.txt", "[ab].txt"):
            glob.glob(os.path.join(folder, pattern), recursive=True), glob.glob(pattern, root_dir=folder, include_hidden=True, recursive=True)


@drives("urllib.parse", "http.cookies", "http.cookiejar", "html", "html.parser", "_markupbase")
def web_texts():
    import html
    import html.parser
    import http.cookies
    import urllib.parse

    for url in ("http://u:p@h:80/p;x?q=1&r=#f", "//h", "http://[::1]:x/", "http://[bad", "mailto:a@b", "", "http://h:99999", "a%zz", "http://\u2100.com", b"http://h/b"):
        attempts(urllib.parse.urlsplit, url)
        attempts(urllib.parse.urlparse, url)
        attempts(lambda: (urllib.parse.urlsplit(url).port,), ())
        attempts(lambda: (urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).geturl()), ())
        attempts(lambda: urllib.parse.urljoin("http://a/b/c/d", url), ())
    for other in ("../x", "./y", "/z", "?q", "#f", "../../../..", "g;x=1/../y"):
        urllib.parse.urljoin("http://a/b/c/d;p?q", other)
    attempts(urllib.parse.urljoin, ("a", b"b"))
    for text in ("a=1&b=2&c", "a=1;b", "", "a=%zz", "=&="):
        attempts(lambda: urllib.parse.parse_qs(text, keep_blank_values=True), ())
        attempts(lambda: urllib.parse.parse_qsl(text, strict_parsing=True), ())
        attempts(lambda: urllib.parse.parse_qsl(text, max_num_fields=1), ())
    attempts(urllib.parse.urlencode, {"a": [1, 2], b"b": "x"}, ({"a": [1, "y"]}, True), ([("a", 1)],), "x", (3,), ({b"k": (b"v", 1)}, True))
    urllib.parse.quote("a b/\u00e9"), urllib.parse.quote_plus("a b"), urllib.parse.unquote("%C3%A9%zz+"), urllib.parse.unquote_plus("a+b"), urllib.parse.unquote_to_bytes("%41x")
    attempts(urllib.parse.quote, (3,), ("x", "", "ascii"), (b"x", "", "utf-8"))
    cookie = http.cookies.SimpleCookie()
    for text in ('a=1; Path=/; Secure; b="x\\"y"', "a=1; Path", "bad key=1", "$Version=1; a=2; $Path=/x", "a", "a=1; expires=Wed, 01-Jan-2020 00:00:00 GMT"):
        attempts(cookie.load, text)
    attempts(cookie.__setitem__, ("a b", 1), ("ok", 'v"alue'), ("m", http.cookies.Morsel()))
    attempts(cookie["a"].__setitem__, ("max-age", 3), ("bad", 1))
    cookie.output(), cookie.js_output(), repr(cookie), cookie["a"].OutputString(), cookie["a"].copy() == cookie["a"]

    class Collect(html.parser.HTMLParser):
        def handle_startendtag(self, tag, attrs):
            pass

    for text in ("<a href='x&amp;y' b>t&lt;&#65;&#x41;&bad;</a><!-- c --><!DOCTYPE html><?pi?><br/>", "<a", "<!", "</ x>", "<script>if (a<b) {}</script>", "<![CDATA[x]]>", "&", "&#", "<a b='", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "<1>", "</a b>", "<!-", "<?x", "a & b", "<a/b>"):
        for convert in (True, False):
            parser = Collect(convert_charrefs=convert)
            for character in text:
                attempts(parser.feed, character)
            attempts(parser.close, ())
            parser = Collect(convert_charrefs=convert)
            attempts(parser.feed, text)
            attempts(parser.close, ())
    attempts(html.unescape, "&lt;&#0;&#x110000;&#xD800;&notit;&zz;&#1;", "x")
    html.escape("<'\">")
    import http.cookiejar
    import urllib.request

    jar = http.cookiejar.CookieJar()
    request = urllib.request.Request("http://www.example.com/path")
    for text in ("Wed, 09 Feb 1994 22:23:32 GMT", "1994-02-03 14:15:29 -0100", "bad", "08-Feb-94", "14:15", "99 Feb 1999"):
        attempts(http.cookiejar.http2time, text)
        attempts(http.cookiejar.iso2time, text)
    attempts(http.cookiejar.split_header_words, (["a=b; c, d=\"e\\\"f\""],), (["===="],))
    attempts(http.cookiejar.parse_ns_headers, (["a=b; expires=Wed, 09-Feb-94; path=/", "c", ""],))
    jar.add_cookie_header(request), len(jar), repr(jar), jar.clear_session_cookies()
    attempts(jar.clear, (), "x", ("x", "y"), ("x", "y", "z"))
