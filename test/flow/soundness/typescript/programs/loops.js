const seen = [];

function note(value) {
  seen.push(value);
  return value;
}

function countdown(from) {
  let n = from;
  while (n > 0) {
    if (n === 3) {
      n -= 2;
      continue;
    }
    note(n);
    n--;
  }
  return n;
}

function search(rows, wanted) {
  outer: for (const row of rows) {
    for (const cell of row) {
      if (cell === wanted) {
        note(cell);
        break outer;
      }
      if (cell < 0) continue outer;
      note(0);
    }
    note('row');
  }
  return seen.length;
}

function atLeastOnce(limit) {
  let n = 0;
  do {
    n++;
    if (n === 4) break;
    note(n);
  } while (n < limit);
  return n;
}

function choose(kind) {
  const result = [];
  switch (kind) {
    case 'a':
      result.push(1);
    case 'b':
      result.push(2);
      break;
    case 'c':
      return 'c';
    default:
      result.push(9);
  }
  return result.join();
}

function chain(value) {
  if (value === 1) {
    note('one');
  } else if (value === 2) {
    note('two');
  } else {
    note('many');
  }
  const text = value > 1 && note('big') ? 'big' : 'small';
  return text ?? value?.missing?.deep;
}

function count(to) {
  let sum = 0;
  for (let i = 0, j = to; i < j; i++) {
    if (i % 2) continue;
    sum += i;
  }
  return sum;
}

function methods(values) {
  const doubled = values.map((value) => value * 2);
  const big = doubled.filter((value) => {
    if (value > 4) return true;
    return false;
  });
  big.forEach((value) => {
    note(value);
  });
  const found = values.find((value) => value === 2);
  return values.reduce((sum, value) => sum + value, found ?? 0);
}

function* numbers(to) {
  for (let i = 0; i < to; i++) {
    const sent = yield i;
    if (sent) note(sent);
  }
  yield* [7, 8];
  return to;
}

countdown(5);
countdown(0);
search([[1, 2], [-1, 5], [3]], 3);
search([], 1);
search([[4]], 9);
atLeastOnce(2);
atLeastOnce(9);
for (const kind of ['a', 'b', 'c', 'd']) choose(kind);
[1, 2, 3].forEach((value) => chain(value));
count(5);
count(0);
methods([1, 2, 3]);
methods([9]);
const all = [...numbers(3), ...numbers(0)];
note(all);
block: {
  if (seen.length > 3) break block;
  note('never');
}
