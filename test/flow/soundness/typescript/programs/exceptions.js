const seen = [];

function note(value) {
  seen.push(value);
  return value;
}

function fail(when) {
  if (when) throw new Error('failed');
  return 'fine';
}

function guarded(when) {
  try {
    fail(when);
    note('after');
  } catch (error) {
    note(error.message);
  }
  return 'end';
}

function finalized(when) {
  try {
    fail(when);
    return 'returned';
  } finally {
    note('final');
  }
}

function both(first, second) {
  let result = 'none';
  try {
    result = fail(first);
  } catch ({ message }) {
    fail(second);
    result = message;
  } finally {
    note(result);
    note('final');
  }
  return result;
}

function overruled(when) {
  try {
    fail(when);
  } finally {
    return 'overruled';
  }
}

function loop(values) {
  let last = null;
  for (const value of values) {
    try {
      if (value === 1) continue;
      if (value === 2) break;
      fail(value === 3);
      last = value;
    } catch (error) {
      note(error);
      continue;
    } finally {
      note(value);
    }
    note('next');
  }
  return last;
}

function nested(depth) {
  try {
    try {
      fail(depth === 1);
      note('inner');
    } finally {
      fail(depth === 2);
      note('between');
    }
  } catch {
    note('outer');
  }
  return depth;
}

function rethrow(when) {
  try {
    fail(when);
  } catch (error) {
    if (when === 'hide') return null;
    throw error;
  }
  return when;
}

class Session {
  state = note('field');
  #open = true;
  constructor(name) {
    this.name = name;
    fail(name === 'bad');
  }

  get label() {
    return `${this.name} ${this.#open}`;
  }

  close() {
    this.#open = false;
    return this.label;
  }

  static of(name) {
    try {
      return new Session(name);
    } catch {
      return null;
    }
  }
}

async function request(when) {
  await null;
  return fail(when);
}

async function waits(when) {
  try {
    const answer = await request(when);
    note(answer);
  } catch (error) {
    note(error.message);
    return 'caught';
  } finally {
    note('done');
  }
  return 'waited';
}

async function chained(when) {
  const answer = await request(when)
    .then((value) => {
      note(value);
      return fail(when === 'late');
    })
    .catch((error) => {
      note(error);
      return 'recovered';
    })
    .finally(() => {
      note('settled');
    });
  return answer;
}

function attempt(run) {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

guarded(true);
guarded(false);
attempt(() => finalized(true));
finalized(false);
both(false, false);
both(true, false);
attempt(() => both(true, true));
overruled(true);
overruled(false);
loop([1, 3, 4, 2, 5]);
loop([]);
nested(0);
nested(1);
nested(2);
attempt(() => rethrow(true));
rethrow('hide');
rethrow(false);
Session.of('good').close();
Session.of('bad');
await waits(true);
await waits(false);
await chained(true);
await chained(false);
await chained('late');
