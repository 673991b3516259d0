"""Documents: mail, XML, pickles."""

import io
import sys

from driving import attempts, drives, run_pure


@drives("email.message", "email.parser", "email.feedparser", "email._parseaddr", "email.utils", "email.header", "email.generator", "email._header_value_parser", "email.policy", "email._policybase", "email.headerregistry", "email.contentmanager", "email.quoprimime", "email.base64mime", "email.charset", "email.encoders")
def mail():
    import email
    import email.header
    import email.policy
    import email.utils
    from email.message import EmailMessage

    texts = (
        "From: A <a@b.c>\nTo: x@y, \"Q\" <z@w>\nSubject: =?utf-8?q?h=C3=A9?=\nContent-Type: multipart/mixed; boundary=\"b\"\n\npre\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nh=C3=A9=\n\n--b\nContent-Disposition: attachment; filename*=utf-8''%e2%82%ac.txt\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\npost\n",
        "bad header\n\nbody", "A: b\n c\n\tD\nno colon\n\n", "", "Content-Type: multipart/mixed\n\nx", "Content-Type: message/rfc822\n\nSubject: inner\n\nx", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", "Date: Mon, 20 Nov 1995 19:12:08 -0500\nMessage-ID: <a@b>\nTo: undisclosed: ;\nCc: a b c <x@y>, (comment) d@e\nMIME-Version: 1.0\n\nx", "From x\nA: 1\n\n", ": x\n\n", "Content-Type: text/plain; charset=bad\nContent-Transfer-Encoding: uuencode\n\nbegin 666 x\n#86)C\n \nend\n", "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: d\n\ny\n--x--",
    )
    for policy in (email.policy.compat32, email.policy.default, email.policy.strict, email.policy.SMTPUTF8):
        for text in texts:
            attempts(lambda: use_message(email.message_from_string(text, policy=policy)), ())
        attempts(lambda: use_message(email.message_from_bytes(texts[0].encode(), policy=policy)), ())
    message = EmailMessage()
    message["Subject"] = "h\u00e9llo " * 20
    message["To"] = "A B <a@b.c>"
    message.set_content("body \u00e9\n" * 3)
    message.add_alternative("<p>x</p>", subtype="html")
    message.add_attachment(b"data", maintype="application", subtype="octet-stream", filename="f\u00e9")
    message.add_related if False else None
    message.get_body(("plain",)), list(message.iter_attachments()), list(message.iter_parts()), message.as_string(), bytes(message), message.is_attachment()
    attempts(lambda: message.__setitem__("To", "again"), ())
    attempts(lambda: message.__setitem__("X", "a\nb"), ())
    attempts(lambda: message.set_content(3), ())
    attempts(message.get_content, ())
    for text in ("a@b", "A <a@b>", "\"q\" <a@[1.2.3.4]>", "g: a@b, c@d;", "<", "a b c", "(c) a@b (d)", "a@", "", "=?x?q?y?= <a@b>", "@route:a@b"):
        email.utils.parseaddr(text), email.utils.getaddresses([text])
        attempts(lambda: message.replace_header("To", text), ())
    for text in ("Mon, 20 Nov 1995 19:12:08 -0500", "20 Nov 95 19:12", "bad", "Mon 20 1995", "20-Nov-1995 19:12:08 EST", "1 2 3 4 5 6", ""):
        email.utils.parsedate_tz(text)
        attempts(email.utils.parsedate_to_datetime, text)
    email.utils.formatdate(0), email.utils.formatdate(0, localtime=True), email.utils.make_msgid(domain="x"), email.utils.formataddr(("n,", "a@b")), email.utils.formataddr(("\u00e9", "a@b")), email.utils.decode_rfc2231("utf-8'en'x"), email.utils.encode_rfc2231("x"), email.utils.collapse_rfc2231_value(("a", "b", "c")), email.utils.quote("a\"b"), email.utils.unquote("\"x\"")
    header = email.header.Header("h\u00e9llo w\u00f6rld " * 10, "utf-8", maxlinelen=30, header_name="Subject")
    header.append("ascii", "us-ascii"), header.encode(), str(header)
    attempts(email.header.decode_header, "=?utf-8?b?aMOp?= x =?iso-8859-1?q?a=E9?=", "=?utf-8?b?a?=", "plain", "=?x?z?a?=")
    attempts(lambda: email.header.Header("\u00e9", "us-ascii").encode(), ())


def use_message(message):
    for part in message.walk():
        part.get_content_type(), part.get_filename(), part.get_params(), part.get_charset(), part.get_content_disposition(), part.get_boundary()
        attempts(lambda: part.get_payload(decode=True), ())
        attempts(lambda: part.get_content(), ())
        attempts(lambda: part.set_param("x", "\u00e9"), ())
        attempts(lambda: part.del_param("x"), ())
        part.items(), part.get_all("to"), part.get("missing"), part.defects
    attempts(lambda: message.as_string(unixfrom=True), ())
    attempts(lambda: message.as_bytes(), ())
    for name in ("to", "cc", "date", "subject", "content-type"):
        value = message[name]
        attempts(lambda: (value.addresses, value.groups), ())
        attempts(lambda: value.fold(policy=message.policy), ())


@drives("xml.etree.ElementTree", "xml.etree.ElementPath", "xml.dom.minidom", "xml.dom.expatbuilder", "xml.sax.expatreader", "xml.sax.saxutils", "plistlib")
def xml_texts():
    import plistlib
    import xml.dom.minidom
    import xml.etree.ElementTree as tree
    import xml.sax
    import xml.sax.saxutils

    text = "<a x='1'><!-- c --><b>t</b>tail<b y='2'><c/></b><n:d xmlns:n='u'>&lt;</n:d><?pi x?></a>"
    root = tree.fromstring(text)
    for path in ("b", ".//c", "b[@y]", "b[@y='2']", "*", "b[1]", "b[last()]", "b[last()-1]", "..", "./b/..", "b[c]", "b[.='t']", "/a", "b[", "{u}d", "{*}d", "b[@y!='2']", "b[0]", ".//b[c='']", "n:d"):
        attempts(lambda: (root.findall(path), root.find(path), root.findtext(path, "none")), ())
    attempts(lambda: root.findall("n:d", {"n": "u"}), ())
    for method in ("xml", "html", "text", "bad", "c14n"):
        attempts(lambda: tree.tostring(root, method=method), ())
    attempts(tree.fromstring, "<a>", "<a></b>", "", "<a>&x;</a>", "x")
    tree.indent(root), list(tree.iterparse(io.StringIO(text), ("start", "end"))), tree.canonicalize(text, strip_text=True), tree.ElementTree(root).write(io.StringIO(), encoding="unicode", xml_declaration=True), list(root.iter("b")), list(root.itertext()), tree.tostringlist(root)
    attempts(lambda: tree.tostring(tree.Element(3)), ())
    pull = tree.XMLPullParser(("end",))
    pull.feed(text), list(pull.read_events()), pull.close()
    run_pure("xml.etree.ElementTree", {"_elementtree"}, lambda module: use_tree(module, text))
    document = xml.dom.minidom.parseString(text)
    document.toprettyxml(), document.documentElement.getElementsByTagName("b"), document.documentElement.setAttribute("q", "\"<"), document.toxml(), document.documentElement.cloneNode(True), document.documentElement.normalize()
    node = document.createElement("e")
    node.appendChild(document.createTextNode("x")), document.documentElement.insertBefore(node, document.documentElement.firstChild), document.documentElement.removeChild(node), node.hasAttribute("z")
    attempts(document.documentElement.removeChild, node)
    attempts(lambda: node.getAttributeNode("z").value, ())
    attempts(xml.dom.minidom.parseString, "<a>", "<!DOCTYPE a [<!ENTITY e 'v'><!ELEMENT a ANY><!ATTLIST a b CDATA 'c'>]><a>&e;</a>")
    attempts(lambda content: xml.sax.parseString(content, xml.sax.saxutils.XMLGenerator(io.StringIO())), text, "<a>", "<a b='c'/>")
    xml.sax.saxutils.escape("<&>"), xml.sax.saxutils.quoteattr("a\"'b")
    data = {"a": [1, 2.5, True, b"x", {"n": "s"}], "d": __import__("datetime").datetime(2020, 1, 1)}
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        plistlib.loads(plistlib.dumps(data, fmt=form))
    attempts(plistlib.dumps, {1: 2}, object(), {"a": None})
    attempts(plistlib.loads, b"<plist><dict><string/></dict></plist>", b"bplist00xx", b"", b"<plist><integer>x</integer></plist>")


def use_tree(module, text):
    root = module.fromstring(text)
    module.tostring(root), root.findall("b"), root.insert(0, module.Element("z")), root.remove(root[0]), list(root.iter()), list(root.itertext()), root.get("x"), root.set("y", "1"), root.items(), module.SubElement(root, "q", {"a": "b"}), root.clear(), len(root)
    attempts(root.append, "x")
    attempts(root.remove, module.Element("nope"))


@drives("pickle", "pickletools", "shelve", "struct", "codecs", "encodings.idna", "encodings.punycode", "stringprep", "locale")
def serialized():
    import codecs
    import locale
    import pickle
    import pickletools

    data = [1, -5, 2**70, 1.5, "x\u00e9", b"y", (1,), (1, 2, 3, 4), {"a": {1}}, None, True, len, int, complex(1, 2), bytearray(b"z"), frozenset([1]), 300, 70000]
    data.append(data)
    for protocol in range(6):
        buffer = io.BytesIO()
        attempts(pickle._Pickler(buffer, protocol).dump, (data,))
        attempts(lambda: pickle._Unpickler(io.BytesIO(buffer.getvalue())).load(), ())
        attempts(lambda: pickletools.dis(buffer.getvalue(), io.StringIO()), ())
        attempts(lambda: pickletools.optimize(buffer.getvalue()), ())
    attempts(lambda value: pickle._Pickler(io.BytesIO()).dump(value), lambda: 1, (sys,), (iter([1]),))
    attempts(lambda content: pickle._Unpickler(io.BytesIO(content)).load(), b"", b"x", b"\x80\x09.", b"(dp0\n.", b"cos\nmissing\n.", b"I1", b"\x80\x04\x95\xff", b"a.")
    attempts(lambda: pickle._Pickler(io.BytesIO(), 99), ())
    for name in ("rot13", "idna", "punycode", "utf-8-sig", "missing"):
        attempts(codecs.encode, ("b\u00fccher.example", name))
        attempts(codecs.encode, ("a" * 70 + "..x", name))
        attempts(codecs.decode, (b"xn--bcher-kva.example", name))
        attempts(codecs.decode, (b"bcher-kva", name))
    reader = codecs.getreader("utf-8")(io.BytesIO(b"a\nb\xc3\xa9\n"))
    reader.readline(), reader.read(1), reader.readlines(), codecs.getwriter("utf-8")(io.BytesIO()).write("x")
    list(codecs.iterencode(["a", "b"], "utf-8")), list(codecs.iterdecode([b"a", b"\xc3"], "utf-8", "replace"))
    attempts(lambda: locale.currency(1.5), ())
    attempts(locale.normalize, "de_DE", "C", "x.y@z", "en.utf8")
    attempts(locale.setlocale, (0, "missing"), (0, ("C", None)))
    locale.format_string("%d %s %%", (1000, "x"), grouping=True), locale.getlocale(), locale.localize("1000", grouping=True), locale.delocalize("1"), locale.atof("1.5"), locale.str(1.5)
