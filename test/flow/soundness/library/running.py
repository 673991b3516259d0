"""What runs at the same time: threads, event loops, logs."""

import asyncio
import io
import os
import tempfile

from driving import attempts, drives


@drives("threading", "queue", "sched", "contextlib")
def concurrency():
    import contextlib
    import queue
    import sched
    import threading

    results = queue.Queue(2)

    def worker(number):
        with lock:
            results.put(number)
            if number == 2:
                raise ValueError

    lock = threading.RLock()
    threading.excepthook = lambda arguments: None
    threads = [threading.Thread(target=worker, args=(number,), daemon=number == 1) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
        repr(thread), thread.is_alive()
    attempts(threads[0].start, ())
    attempts(results.put, (1, False), (1, True, 0.001))
    results.get(), results.get(), results.task_done(), results.task_done()
    attempts(results.get, False, (True, 0.001), (True, -1))
    attempts(results.task_done, ())
    results.join()
    for kind in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
        other = kind()
        other.put(2), other.put(1), other.get(), other.qsize(), other.empty()
    event, condition, semaphore, barrier = threading.Event(), threading.Condition(), threading.BoundedSemaphore(1), threading.Barrier(1)
    event.wait(0.001), event.set(), event.wait()
    with condition:
        condition.wait(0.001), condition.notify_all(), condition.wait_for(lambda: True), condition.wait_for(lambda: False, 0.001)
    attempts(condition.notify, ())
    with semaphore:
        semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.001)
    attempts(semaphore.release, ())
    attempts(threading.Semaphore, -1)
    barrier.wait(), barrier.abort()
    attempts(barrier.wait, ())
    timer = threading.Timer(0.001, lambda: None)
    timer.start(), timer.join(), threading.Timer(5, print).cancel()
    local = threading.local()
    local.x = 1
    scheduler = sched.scheduler(lambda: 0, lambda delay: None)
    entry = scheduler.enter(0, 1, lambda: None)
    scheduler.enter(5, 1, lambda: None), scheduler.cancel(entry), scheduler.run(blocking=False), scheduler.queue, scheduler.empty()
    attempts(scheduler.cancel, entry)
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.suppress(KeyError)), stack.callback(lambda: None), stack.push(lambda *details: True)
        raise KeyError
    attempts(lambda: contextlib.ExitStack().enter_context(3), ())

    @contextlib.contextmanager
    def manager(way):
        if way == 0:
            return
        try:
            yield way
        except ValueError:
            if way == 1:
                return
            if way == 2:
                raise
            if way == 3:
                raise KeyError
            yield
        if way == 5:
            yield

    def use(way, error):
        with manager(way):
            if error:
                raise error

    for way in range(6):
        attempts(use, (way, None), (way, ValueError("x")), (way, StopIteration("x")))
    manager(1)(lambda: 1)()
    for tool in (contextlib.redirect_stdout(io.StringIO()), contextlib.nullcontext(1), contextlib.closing(io.StringIO()), contextlib.chdir("/") if hasattr(contextlib, "chdir") else contextlib.nullcontext()):
        with tool:
            pass

    def failing_stack():
        with contextlib.ExitStack() as stack:
            stack.callback(lambda: 1 / 0)
            stack.push(lambda *details: {}["x"])
            raise ValueError

    attempts(failing_stack, ())


@drives("logging", "logging.config", "logging.handlers")
def logs():
    import logging
    import logging.config
    import logging.handlers

    logger = logging.Logger("x")
    handler = logging.StreamHandler(io.StringIO())
    logger.addHandler(handler)
    for style, form in (("%", "%(message)s %(asctime)s"), ("{", "{message}"), ("$", "$message"), ("%", "bad"), ("?", "x"), ("{", "{message")):
        attempts(lambda: handler.setFormatter(logging.Formatter(form, style=style)), ())
        logger.warning("m %s", 1), logger.debug("d")
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("failed"), logger.error("stack", stack_info=True)
    logging.raiseExceptions = False
    logger.info("bad %d", "x")
    logger.addFilter(lambda record: record.levelno > 20), logger.info("no"), logger.setLevel("ERROR"), logger.isEnabledFor(10), logger.log(40, "e"), logger.getEffectiveLevel()
    attempts(logger.setLevel, "bad", ([],))
    attempts(lambda: logger.log("x", "m"), ())
    logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(77), logging.addLevelName(5, "FINE"), logging.getLogger("a.b.c"), logging.getLogger("a"), logging.LoggerAdapter(logger, {}).warning("m")
    attempts(logging.getLogger, 3)
    memory = logging.handlers.MemoryHandler(2, target=handler)
    for level in (10, 50, 10, 10):
        memory.handle(logging.LogRecord("n", level, "p", 1, "m", (), None))
    memory.close()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log")
        rotating = logging.handlers.RotatingFileHandler(path, maxBytes=20, backupCount=2, delay=True)
        timed = logging.handlers.TimedRotatingFileHandler(path + "2", when="S", backupCount=1)
        for target in (rotating, timed):
            for _ in range(4):
                target.emit(logging.LogRecord("n", 10, "p", 1, "message", (), None))
            target.close()
        for when in ("M", "H", "D", "W3", "MIDNIGHT", "W9", "X", "W"):
            attempts(lambda: logging.handlers.TimedRotatingFileHandler(path + "3", when=when).close(), ())
        watched = logging.handlers.WatchedFileHandler(path + "4")
        os.unlink(path + "4"), watched.emit(logging.LogRecord("n", 10, "p", 1, "m", (), None)), watched.close()
    for configuration in (
        {"version": 1, "handlers": {"h": {"class": "logging.NullHandler"}}, "loggers": {"l": {"handlers": ["h"], "level": "INFO"}}, "formatters": {"f": {"format": "x"}}, "filters": {"g": {"name": "n"}}},
        {"version": 2}, {"version": 1, "handlers": {"h": {"class": "missing.Class"}}}, {"version": 1, "incremental": True}, {"version": 1, "root": {"handlers": ["none"]}}, {"version": 1, "disable_existing_loggers": False, "handlers": {"h": {"()": "io.StringIO", "formatter": "none"}}},
    ):
        attempts(logging.config.dictConfig, configuration)
    attempts(logging.config.fileConfig, io.StringIO("[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nhandlers=h\n[handler_h]\nclass=NullHandler\nargs=()\n"), "missing")
    queue_handler = logging.handlers.BufferingHandler(1)
    queue_handler.handle(logging.LogRecord("n", 10, "p", 1, "m", (), None))


@drives("asyncio.base_events", "asyncio.events", "asyncio.tasks", "asyncio.locks", "asyncio.queues", "asyncio.runners", "asyncio.timeouts", "asyncio.taskgroups", "asyncio.futures", "selectors", "weakref", "concurrent.futures._base", "concurrent.futures.thread")
def event_loops():
    import concurrent.futures
    import selectors
    import weakref

    async def work():
        lock, queue, event = asyncio.Lock(), asyncio.Queue(1), asyncio.Event()

        async def producer():
            for number in range(3):
                await queue.put(number)
            event.set()

        async def consumer():
            taken = []
            while len(taken) < 3:
                taken.append(await queue.get())
                queue.task_done()
            return taken

        async def fails():
            await asyncio.sleep(0)
            raise ValueError

        await asyncio.gather(producer(), consumer(), event.wait())
        await queue.join()
        await asyncio.gather(fails(), asyncio.sleep(0), return_exceptions=True)
        for maker in (lambda: asyncio.wait_for(asyncio.sleep(1), 0), lambda: asyncio.wait_for(asyncio.sleep(0), 1), lambda: asyncio.shield(fails()), lambda: asyncio.wait_for(fails(), None)):
            try:
                await maker()
            except Exception:
                pass
        async with lock:
            lock.locked()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails())
                group.create_task(asyncio.sleep(5))
        except* ValueError:
            pass
        try:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(5)
        except TimeoutError:
            pass
        done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(asyncio.sleep(9))], return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        for future in asyncio.as_completed([asyncio.sleep(0, 1), asyncio.sleep(0, 2)]):
            await future
        semaphore, condition = asyncio.Semaphore(1), asyncio.Condition()
        async with semaphore, condition:
            condition.notify_all()
        await asyncio.to_thread(len, "x")
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: None), loop.call_later(0, lambda: None), loop.call_soon(lambda: 1 / 0)
        loop.set_exception_handler(lambda loop, context: None)
        await asyncio.sleep(0.002)

    attempts(lambda: asyncio.run(work()), ())
    attempts(asyncio.run, 3)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, value) for value in ("1", "x")]
        concurrent.futures.wait(futures), list(concurrent.futures.as_completed(futures))
        attempts(futures[1].result, ())
        attempts(lambda: list(pool.map(int, ["1", "y"])), ())
        futures[0].add_done_callback(lambda f: 1 / 0), futures[0].cancel(), futures[0].exception(), repr(futures[1])
    attempts(pool.submit, print)

    class Value:
        pass

    value = Value()
    for kind in (weakref.WeakValueDictionary, weakref.WeakKeyDictionary):
        mapping = kind()
        key, content = (value, 1) if kind is weakref.WeakKeyDictionary else (1, value)
        mapping[key] = content
        list(mapping.items()), mapping.get(key), key in mapping, len(mapping), mapping.copy(), mapping.pop(key), mapping.setdefault(key, content), list(mapping.values()), list(mapping.keys()), mapping.update({key: content}), repr(mapping)
        attempts(mapping.pop, (Value(),))
    known = weakref.WeakSet([value])
    list(known), value in known, known | known, known - known, known.add(value), known.discard(value), 3 in known
    finalizer = weakref.finalize(value, lambda: None)
    finalizer.peek(), finalizer.atexit, finalizer(), finalizer.detach(), repr(finalizer)
    method = weakref.WeakMethod(Value().__init__) if False else None
    for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
        with kind() as selector:
            left, right = os.pipe()
            selector.register(left, selectors.EVENT_READ)
            attempts(selector.register, (left, selectors.EVENT_READ), (right, 0), ("x", 1))
            os.write(right, b"x"), selector.select(0), selector.modify(left, selectors.EVENT_READ, 1), selector.get_key(left)
            attempts(selector.modify, (999, 1))
            attempts(selector.unregister, left, left)
            os.close(left), os.close(right)
