"""Numbers, heaps, dates and identifiers."""

import io

from driving import attempts, drives, run_pure


@drives("fractions", "numbers")
def fractions():
    from fractions import Fraction

    attempts(Fraction, "1/3", "0.5", "1e5", "x", (1, 0), (1.5,), (2, 4), ("3", 2), (Fraction(1, 2), Fraction(1, 3)), None, (6, -4))
    a, b = Fraction(1, 3), Fraction(-7, 2)
    operations = ("__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__divmod__", "__pow__", "__eq__", "__lt__", "__radd__", "__rpow__")
    for name in operations:
        for other in (b, 2, 0, 0.5, 1j, "x", -2):
            attempts(getattr(a, name), other)
    a.limit_denominator(2), Fraction(355, 113).limit_denominator(10), round(b), round(b, 1), hash(a), str(a), repr(a), bool(a), int(b), -b, abs(b), a.as_integer_ratio()
    attempts(a.limit_denominator, 0)
    attempts(lambda spec: format(a, spec), "", ".2f", "x")


@drives("_pydecimal")
def decimals():
    import _pydecimal as decimal

    decimal.getcontext().prec = 9
    values = ["1", "-2.5", "0", "-0", "NaN", "sNaN", "Infinity", "-Infinity", "1e50", "1e-50", "123456789012", "x", "0.1"]
    numbers = []
    for value in values:
        try:
            numbers.append(decimal.Decimal(value))
        except decimal.InvalidOperation:
            pass
    for left in numbers:
        attempts(lambda: (left.sqrt(), left.exp()), ())
        attempts(lambda: (left.ln(),), ())
        attempts(lambda: (left.log10(), left.logb()), ())
        attempts(lambda: (str(left), repr(left), hash(left), left.to_eng_string()), ())
        attempts(lambda: (int(left), round(left), left.normalize()), ())
        attempts(lambda: (left.next_plus(), left.next_minus(), left.number_class()), ())
        attempts(lambda: left.quantize(decimal.Decimal("0.01")), ())
        attempts(lambda: left.to_integral_exact(), ())
        for right in numbers:
            for name in ("__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__divmod__", "__pow__", "compare", "max", "min", "remainder_near", "compare_total", "same_quantum"):
                attempts(getattr(left, name), right)
            attempts(lambda: left < right, ())
            attempts(lambda: left == right, ())
    for spec in ("", ".3f", "e", "+,.2f", "%", "010", "q", "*^12", "G", "n"):
        attempts(lambda: format(decimal.Decimal("-1234.5678"), spec), ())
    for mode in (decimal.ROUND_UP, decimal.ROUND_DOWN, decimal.ROUND_CEILING, decimal.ROUND_FLOOR, decimal.ROUND_HALF_UP, decimal.ROUND_HALF_DOWN, decimal.ROUND_HALF_EVEN, decimal.ROUND_05UP):
        with decimal.localcontext() as context:
            context.rounding = mode
            attempts(lambda: decimal.Decimal("1.25").quantize(decimal.Decimal("0.1")), ())
    with decimal.localcontext() as context:
        context.traps[decimal.Inexact] = True
        attempts(lambda: decimal.Decimal(1) / 3, ())
    attempts(decimal.Decimal, (((0, (1, 2), -1),)), (((0, (1, "x"), 2),)), 1.5, ([],))


@drives("heapq", "bisect")
def heaps():
    import heapq

    heap = [5, 3, 8, 1, 9, 2]
    list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge(["b"], ["a", "c"], key=str.upper, reverse=True))
    for count in (0, 1, 3, 10):
        heapq.nlargest(count, heap), heapq.nsmallest(count, heap), heapq.nsmallest(count, heap, key=lambda x: -x), heapq.nlargest(count, iter(heap), key=lambda x: -x)
    run_pure("heapq", {"_heapq"}, lambda module: use_heap(module))
    run_pure("bisect", {"_bisect"}, lambda module: [module.insort([1, 3, 5], x) or module.bisect_left([1, 3, 5], x) or module.bisect([1, 3], x, key=None) for x in (0, 3, 9)])


def use_heap(module):
    heap = [5, 3, 8, 1]
    module.heapify(heap)
    module.heappush(heap, 0), module.heappop(heap), module.heapreplace(heap, 7), module.heappushpop(heap, -1)
    module._heapify_max(heap) if hasattr(module, "_heapify_max") else None


@drives("statistics", "random")
def numbers_and_chance():
    import random
    import statistics

    samples = ([1, 2, 3, 4], [], [1.5], ["x"], [1, 1, 2, 2], [float("nan"), 1], [2, 4, 4, 4, 5, 5, 7, 9])
    for name in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped", "mode", "multimode", "pstdev", "pvariance", "stdev", "variance", "quantiles"):
        attempts(getattr(statistics, name), *[(sample,) for sample in samples])
    attempts(statistics.correlation, ([1, 2], [3, 4]), ([1], [2]), ([1, 1], [2, 3]), ([1], [2, 3]))
    attempts(statistics.linear_regression, ([1, 2], [3, 5]), ([1, 1], [2, 3]))
    attempts(lambda: statistics.quantiles([1, 2, 3], n=0), ())
    attempts(lambda: statistics.quantiles([1, 2, 3], method="bad"), ())
    attempts(lambda: statistics.quantiles([1, 2, 3], method="inclusive"), ())
    normal = statistics.NormalDist(1, 2)
    normal.pdf(1), normal.cdf(2), normal.inv_cdf(0.1), normal + 1, normal - normal, normal * 2, normal.overlap(statistics.NormalDist()), normal.samples(2, seed=1), normal.zscore(3), repr(normal), normal.quantiles()
    attempts(normal.inv_cdf, 0, 1, 0.5, 0.999)
    attempts(statistics.NormalDist, (0, -1))
    random.seed(1), random.seed("a"), random.seed(b"a"), random.seed("x", 1)
    attempts(random.randrange, 10, (1, 10), (1, 10, 3), 0, (5, 1), (1.0,), (10, 1, -2), (1, 2, 0))
    attempts(random.choice, ([],), ([1, 2],))
    attempts(random.sample, (range(100), 5), (range(5), 9), ({1, 2}, 1), ([1, 2, 3], 2))
    attempts(lambda: random.sample(["a"], counts=[3], k=2), ())
    attempts(lambda: random.choices([1, 2], weights=[1], k=1), ())
    random.choices([1, 2], weights=[1, 2], k=3), random.choices([1, 2], cum_weights=[1, 2]), random.shuffle([1, 2, 3])
    for name, arguments in (("uniform", (1, 2)), ("triangular", ()), ("triangular", (1, 1)), ("normalvariate", ()), ("gauss", (0, 1)), ("gauss", (0, 1)), ("lognormvariate", ()), ("expovariate", (1,)), ("vonmisesvariate", (0, 0)), ("vonmisesvariate", (1, 4)), ("gammavariate", (2, 1)), ("gammavariate", (1, 1)), ("gammavariate", (0.5, 1)), ("gammavariate", (-1, 1)), ("betavariate", (1, 2)), ("paretovariate", (1,)), ("weibullvariate", (1, 2)), ("getrandbits", (8,))):
        attempts(getattr(random, name), tuple(arguments))
    state = random.getstate()
    random.setstate(state)
    attempts(random.setstate, ((9, (), None),), ((2, state[1], None),))
    random.SystemRandom().random(), random.SystemRandom().getrandbits(5)


@drives("datetime", "zoneinfo._zoneinfo", "zoneinfo._common", "_strptime")
def dates():
    import datetime as fast

    try:
        import _pydatetime as module
    except ImportError:
        run_pure("datetime", {"_datetime"}, use_dates)
    else:
        use_dates(module)
    for text, form in (("2020-01-02", "%Y-%m-%d"), ("x", "%Y"), ("5 Jan 20 3:04 PM +0100", "%d %b %y %I:%M %p %z"), ("2020 10 1", "%Y %W %w"), ("2020-W10-1", "%G-W%V-%u"), ("1", "%q"), ("1 2", "%d"), ("366 2021", "%j %Y"), ("29 Feb", "%d %b"), ("12:00:61.5", "%H:%M:%S.%f"), ("UTC", "%Z"), ("1", "%")):
        attempts(fast.datetime.strptime, (text, form))
    run_pure("zoneinfo._zoneinfo", set(), use_zones)
    use_zones(__import__("zoneinfo._zoneinfo")._zoneinfo)


def use_zones(module):
    import datetime

    for name in ("Europe/Berlin", "America/New_York", "UTC", "Bad/Name", "../x", "Asia/Kolkata"):
        try:
            zone = module.ZoneInfo.no_cache(name)
        except Exception:
            continue
        for year in (1890, 1950, 2020, 2040, 2100):
            for month in (1, 4, 7, 10):
                moment = datetime.datetime(year, month, 1, 2, 30, tzinfo=zone)
                moment.utcoffset(), moment.dst(), moment.tzname(), moment.astimezone(datetime.timezone.utc).astimezone(zone)
    for text in ("EST5EDT,M3.2.0,M11.1.0", "<+03>-3", "A5B,J60,J300", "A5B,60/2,300/-1", "bad", "A5B,M13.1.1,M1.1.1", "A5B", "A99", "AAA3BBB,M3.2.0/2:30:10,M11.1.0"):
        attempts(module._parse_tz_str, text)


def use_dates(module):
    date, datetime, time, timedelta, timezone = module.date, module.datetime, module.time, module.timedelta, module.timezone
    attempts(date, (2020, 2, 30), (2020, 1, 1), (0, 1, 1), (2020, 13, 1), ("x", 1, 1))
    attempts(time, (25,), (1, 60), (1, 2, 3, 4), (1, 2, 60), (1, 2, 3, 10**7))
    attempts(date.fromisoformat, "2020-01-02", "20200102", "2020-W01-1", "bad", "2020-13-01", "2020W015", "2020-W60", 3)
    attempts(time.fromisoformat, "01:02", "01:02:03.004", "010203", "T01", "01:02:03+01:00", "01:02Z", "x", "01:2", "01:02:03.0040051", "01:02:03-01:02:03.5")
    attempts(datetime.fromisoformat, "2020-01-02T03:04:05+01:00", "2020-01-02", "x", "2020-01-02 03:04", "2020-01-02T", "2020-W01-1T01")
    attempts(timedelta, (1, 2, 3), (0, 0, 0, 0, 0, 0, 1), (1.5, 0.5), (10**10,), ("x",))
    moment = datetime(2020, 2, 29, 1, 2, 3, 4, timezone(timedelta(hours=1)))
    naive = datetime(2020, 2, 29)
    for other in (naive, timedelta(1), moment, 3, date(2020, 1, 1), timedelta(days=10**6 * 5)):
        for left in (moment, naive, timedelta(3, 4), date(2020, 1, 1)):
            for name in ("__add__", "__sub__", "__eq__", "__lt__", "__floordiv__", "__mod__", "__truediv__", "__mul__", "__divmod__"):
                if hasattr(left, name):
                    attempts(getattr(left, name), other)
    for form in ("%Y-%m-%dT%H:%M:%S.%f%z %Z %j", "%%", "%", "%:z"):
        attempts(moment.strftime, form)
        attempts(naive.strftime, form)
    for spec in ("auto", "hours", "milliseconds", "bad"):
        attempts(lambda: moment.isoformat(timespec=spec), ())
    moment.astimezone(timezone.utc), moment.utctimetuple(), moment.timetuple(), moment.ctime(), moment.isocalendar(), moment.timestamp(), naive.timestamp(), repr(moment), str(moment), hash(moment), moment.replace(year=2021, day=1), moment.date(), moment.timetz(), repr(timedelta(-1, 5, 6)), str(timedelta(1)), timedelta(1).total_seconds(), -timedelta(1), abs(timedelta(-1)), bool(timedelta()), date.today(), datetime.now(), datetime.now(timezone.utc), datetime.fromtimestamp(0), datetime.combine(date(2020, 1, 1), time(1)), date.fromordinal(737000), date.fromisocalendar(2020, 53, 7)
    attempts(date.fromisocalendar, (2021, 53, 1), (2020, 1, 8), (0, 1, 1))
    attempts(timezone, (timedelta(hours=25),), (3,), (timedelta(0), "x"), (timedelta(hours=-3, minutes=-30),))
    attempts(lambda: moment < naive, ())
    moment.__reduce__(), repr(time(1, 2, tzinfo=timezone.utc)), time(1) < time(2), hash(time(1)), time(1).replace(minute=2), time(1).strftime("%H")
    attempts(datetime.fromtimestamp, 10**20, -5, 1.5)


@drives("ipaddress", "uuid", "colorsys", "secrets", "base64", "quopri", "hmac", "hashlib")
def identifiers():
    import base64
    import hashlib
    import hmac
    import ipaddress
    import uuid

    addresses = ("1.2.3.4", "1.2.3", "256.1.1.1", "01.2.3.4", "::1", "1::2::3", "fe80::1%eth0", "::ffff:1.2.3.4", ":::", "12345::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "2001:db8::", 5, -1, 2**140, b"\1\2\3\4", b"x", "", "1.2.3.x", "a", "fe80::1%", "1.2.3.4/8")
    attempts(ipaddress.ip_address, *addresses)
    networks = ("10.0.0.0/8", "10.0.0.1/8", "::/0", "10.0.0.0/255.0.0.0", "10.0.0.0/0.0.0.255", "10.0.0.0/33", "x/8", "10.0.0.0/x", "2001:db8::/32", ("10.0.0.0", 8), "10.0.0.0/255.0.255.0", 3, "10.0.0.0/8/9")
    attempts(ipaddress.ip_network, *[(value,) for value in networks])
    attempts(ipaddress.ip_interface, *[(value,) for value in networks])
    for text in ("1.2.3.4", "10.1.1.1", "::1", "2001:db8::1", "224.0.0.1", "64:ff9b::1", "2002:1::", "2001:0:1::"):
        address = ipaddress.ip_address(text)
        for name in dir(address):
            if name.startswith("is_") or name in ("reverse_pointer", "exploded", "compressed", "packed", "ipv4_mapped", "sixtofour", "teredo"):
                getattr(address, name)
        repr(address), hash(address), address + 1, attempts(lambda: address + 2**130, ()), format(address, "s")
        attempts(lambda spec: format(address, spec), "b", "#_x", "n", "bad")
    first, second = ipaddress.ip_network("10.0.0.0/29"), ipaddress.ip_network("10.0.0.0/30")
    list(first.subnets()), list(first.subnets(new_prefix=31)), first.supernet(), list(first.address_exclude(second)), first.overlaps(second), second.subnet_of(first), list(first.hosts()), first[1], first[-1], second in first if False else None, first < second, first.compare_networks(second)
    attempts(first.subnets, (0,), (1, 30), (9,))
    attempts(lambda: list(second.address_exclude(first)), ())
    attempts(lambda: first[99], ())
    attempts(lambda: first.supernet(new_prefix=31), ())
    list(ipaddress.collapse_addresses([first, second, ipaddress.ip_network("10.0.0.8/29")])), list(ipaddress.summarize_address_range(ipaddress.ip_address("1.1.1.1"), ipaddress.ip_address("1.1.1.9")))
    attempts(lambda: list(ipaddress.summarize_address_range(ipaddress.ip_address("1.1.1.9"), ipaddress.ip_address("1.1.1.1"))), ())
    attempts(lambda: list(ipaddress.collapse_addresses([first, ipaddress.ip_address("::1")])), ())
    attempts(uuid.UUID, "12345678123456781234567812345678", "x", (None, b"1" * 16), (None, b"x"), (None, None, None, (1, 2, 3, 4, 5, 6)), (None, None, None, None, 5), (None, None, None, None, -1), ())
    for made in (uuid.uuid1(), uuid.uuid3(uuid.NAMESPACE_DNS, "x"), uuid.uuid4(), uuid.uuid5(uuid.NAMESPACE_URL, "y")):
        made.variant, made.version, made.fields, made.time, made.urn, str(made), repr(made), made < made, made == 3, hash(made), made.bytes_le, made.hex
    for name in ("b64", "b32", "b16", "a85", "b85"):
        encode, decode = getattr(base64, name + "encode"), getattr(base64, name + "decode")
        attempts(encode, b"hello", b"", "x")
        attempts(decode, encode(b"hello"), b"!!", "\u00e9", b"A", b"z{}", b"~" * 5, (b"aGVs bG8=", None), b"MFRGG", b"0" * 5)
    attempts(lambda: base64.a85decode(b"<~87cURD]i~>", adobe=True), ())
    attempts(lambda: base64.a85encode(b"\0" * 8 + b"    x", foldspaces=True, wrapcol=5, adobe=True, pad=True), ())
    attempts(lambda: base64.a85decode(b"x", adobe=True), ())
    base64.encodebytes(b"x" * 100), base64.decodebytes(b"eA=="), base64.urlsafe_b64encode(b"\xff"), base64.b32hexencode(b"x")
    attempts(lambda: base64.main(), ())
    for digest in ("sha256", hashlib.md5, "bad", ""):
        attempts(lambda: hmac.new(b"k", b"m", digest).hexdigest(), ())
    hmac.digest(b"k", b"m", "sha1"), hmac.new(b"k" * 200, digestmod=hashlib.sha1).copy().digest(), hmac.compare_digest("a", "b")
    attempts(hashlib.new, "md5", "bad", "sha3_256")
    hashlib.file_digest(io.BytesIO(b"x" * 10), "sha1") if hasattr(hashlib, "file_digest") else None
