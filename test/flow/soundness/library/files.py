"""Files, archives and paths."""

import io
import os
import tempfile

from driving import attempts, drives, run_pure


@drives("tempfile", "shutil")
def temporary_files():
    import shutil

    with tempfile.TemporaryDirectory() as folder:
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            file.write("x")
        with tempfile.SpooledTemporaryFile(5) as spooled:
            spooled.write(b"123"), spooled.write(b"456789"), spooled.seek(0), spooled.read(), spooled.name
        tempfile.mkdtemp(dir=folder), os.close(tempfile.mkstemp(dir=folder)[0]), tempfile.gettempdirb(), tempfile.gettempprefix()
        attempts(lambda d: tempfile.mkstemp(dir=d), os.path.join(folder, "missing"))
        attempts(tempfile.mkstemp, (b"a", "b"))
        target = os.path.join(folder, "copy")
        shutil.copy(file.name, target), shutil.copy2(file.name, target), shutil.copystat(file.name, target)
        attempts(shutil.copyfile, (target, target), (folder, target), ("missing", target))
        os.makedirs(os.path.join(folder, "tree", "inner"))
        shutil.copytree(os.path.join(folder, "tree"), os.path.join(folder, "other"), ignore=shutil.ignore_patterns("*.pyc"))
        attempts(shutil.copytree, (os.path.join(folder, "tree"), os.path.join(folder, "other")), ("missing", target))
        shutil.move(target, os.path.join(folder, "moved")), shutil.disk_usage(folder), shutil.which("sh"), shutil.which("no-such-program")
        for kind in ("zip", "tar", "gztar", "bad"):
            attempts(lambda: shutil.make_archive(os.path.join(folder, "archive"), kind, os.path.join(folder, "tree")), ())
        attempts(shutil.unpack_archive, (os.path.join(folder, "archive.zip"), os.path.join(folder, "out")), ("missing.zip",), ("x.bad",))
        shutil.rmtree(os.path.join(folder, "other"))
        attempts(shutil.rmtree, os.path.join(folder, "missing"), (os.path.join(folder, "missing"), True))
        shutil.get_terminal_size(), shutil.get_archive_formats()


@drives("zipfile", "tarfile", "gzip", "zipapp")
def archives():
    import gzip
    import tarfile
    import zipapp
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", "hello" * 100)
        archive.writestr(zipfile.ZipInfo("c.txt"), b"x")
        with archive.open("d", "w") as member:
            member.write(b"data")
        attempts(lambda: archive.read("a/b.txt"), ())
        attempts(lambda: archive.writestr("c.txt", b"again"), ())
    with zipfile.ZipFile(buffer) as archive:
        archive.namelist(), archive.testzip(), archive.read("a/b.txt"), archive.printdir(file=io.StringIO())
        attempts(archive.read, "missing")
        with archive.open("a/b.txt") as member:
            member.readline(), member.read(3), member.read1(4), member.seek(1), member.peek(), list(member)
        attempts(archive.setpassword, b"x", "x")
        path = zipfile.Path(archive)
        list(path.iterdir()), (path / "a" / "b.txt").read_text(), (path / "a").is_dir(), (path / "zz").exists()
    attempts(archive.read, "c.txt")
    attempts(lambda data: zipfile.ZipFile(io.BytesIO(data)), b"", b"x" * 100, buffer.getvalue()[:-5], buffer.getvalue()[10:])
    attempts(lambda: zipfile.ZipFile(io.BytesIO(), "q"), ())
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name in ("a", "b" * 120, "c/\u00e9"):
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "a"
        archive.addfile(link)
    data.seek(0)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=data) as archive:
            archive.getnames(), archive.list(verbose=False), archive.extractfile("a").read()
            attempts(archive.getmember, "missing")
            attempts(lambda: archive.extractall(folder), ())
        source = os.path.join(folder, "app")
        os.mkdir(source)
        with open(os.path.join(source, "main.py"), "w") as file:
            file.write("def run(): pass\n")
        attempts(lambda m: zipapp.create_archive(source, os.path.join(folder, "app.pyz"), main=m), "main:run", "bad main", None)
        attempts(lambda: zipapp.get_interpreter(os.path.join(folder, "app.pyz")), ())
    attempts(lambda content: tarfile.open(fileobj=io.BytesIO(content)), b"", b"x" * 600, data.getvalue()[:50])
    for mode in ("w", "w|", "r|*", "x:gz", "q"):
        attempts(lambda: tarfile.open(fileobj=io.BytesIO(b""), mode=mode, name="n").close(), ())
    gzip.decompress(gzip.compress(b"x" * 100))
    attempts(gzip.decompress, b"bad", gzip.compress(b"x")[:-3], b"")
    with gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"a\nb\n"))) as file:
        file.readline(), file.peek(1), file.seek(0), file.read()


@drives("pathlib", "posixpath", "ntpath", "genericpath", "stat", "filecmp", "fileinput", "linecache")
def paths():
    import filecmp
    import fileinput
    import linecache
    import ntpath
    import pathlib
    import posixpath
    import stat

    for kind in (pathlib.PurePosixPath, pathlib.PureWindowsPath):
        for text in ("a/b.c.d", "/a/../b", "c:\\x\\y.txt", "//server/share/z", "", ".", "..", "/", "a//b/./c", ".hidden"):
            path = kind(text)
            path.parts, path.name, path.suffix, path.suffixes, path.stem, path.parent, list(path.parents), path.is_absolute(), str(path), repr(path), hash(path), path.as_posix(), path.drive, path.root, path.is_reserved()
            attempts(path.relative_to, "a", "/", "c:\\")
            attempts(path.with_name, "n", "", "a/b")
            attempts(path.with_suffix, ".x", "x", "", ".")
            attempts(path.match, "*.d", "", "/a/*", "*")
            attempts(path.as_uri, ())
            path / "q", "q" / path, path.joinpath("x", "y"), path < kind("z"), path == kind("a")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "d" / "e").mkdir(parents=True)
        attempts((root / "d").mkdir, ())
        attempts((root / "d").mkdir, (0o777, False, True))
        (root / "f.txt").write_text("one\ntwo\n"), (root / "f.txt").read_bytes(), (root / "f.txt").touch()
        attempts((root / "f.txt").touch, (0o666, False))
        (root / "l").symlink_to("f.txt"), (root / "loop").symlink_to("loop")
        list(root.iterdir()), list(root.glob("**/*")), list(root.rglob("*.txt")), (root / "l").resolve(), (root / "l").samefile(root / "f.txt")
        attempts(lambda pattern: list(root.glob(pattern)), "", "/x", "**x", "*/..", "d/**/e")
        for name in ("exists", "is_dir", "is_file", "is_symlink", "is_mount", "is_socket", "is_fifo", "is_block_device", "is_char_device", "owner", "group", "stat", "lstat", "readlink", "resolve", "absolute", "expanduser"):
            for path in (root, root / "f.txt", root / "l", root / "missing", root / "loop", pathlib.Path("~nobody-here"), pathlib.Path("\0")):
                attempts(getattr(path, name), ())
        attempts((root / "missing").unlink, (), (True,))
        (root / "f.txt").rename(root / "g.txt"), (root / "g.txt").replace(root / "f.txt")
        filecmp.cmp(root / "f.txt", root / "f.txt"), filecmp.dircmp(folder, folder).report_full_closure() if False else None, filecmp.cmpfiles(folder, folder, ["f.txt", "none"])
        comparison = filecmp.dircmp(folder, os.path.join(folder, "d"))
        comparison.left_only, comparison.common_dirs, comparison.diff_files, comparison.subdirs
        with fileinput.input([str(root / "f.txt"), str(root / "f.txt")]) as lines:
            for line in lines:
                lines.filename(), lines.lineno(), lines.isfirstline(), lines.nextfile()
        attempts(lambda: list(fileinput.FileInput([str(root / "missing")])), ())
        attempts(lambda: list(fileinput.FileInput([str(root / "f.txt")], inplace=True, backup=".bak")), ())
        attempts(lambda: fileinput.FileInput(mode="w"), ())
        linecache.getline(str(root / "f.txt"), 1), linecache.getline("missing", 1), linecache.checkcache(), linecache.clearcache()
    for module in (posixpath, ntpath):
        for text in ("a/b", "/a//b/../c", "", "c:\\a\\b", "~/x", "~root", "$HOME/${X}y", "%X%z", "//h/s/p", "a.b.c", ".a", b"a/b"):
            for name in ("split", "splitext", "splitdrive", "normpath", "expandvars", "expanduser", "isabs", "abspath", "basename", "dirname", "normcase", "realpath", "lexists", "ismount"):
                attempts(getattr(module, name), text)
        attempts(module.join, ("a", "b", "/c"), ("a", b"b"), ("c:", "d:x"), ("",))
        attempts(module.relpath, ("/a/b", "/a/c"), ("", "x"), ("a",), ("c:\\a", "d:\\b"))
        attempts(module.commonpath, (["/a/b", "/a/c"],), ([],), (["a", "/b"],), (["a", b"b"],), (["c:\\a", "d:\\b"],))
        module.commonprefix(["abc", "abd"]), module.commonprefix([])
    run_pure("stat", {"_stat"}, lambda module: [module.filemode(mode) for mode in (0o100644, 0o40755, 0o120777, 0o4755, 0)])
    stat.filemode(0)
