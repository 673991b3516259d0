import { describe, expect, it } from 'vitest';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { chooseRoot, outermostPackage } from '../../src/source/root.ts';

const host = new MemoryHost({
  'srv/nova/nova/__init__.py': '',
  'srv/nova/nova/virt/__init__.py': '',
  'srv/nova/nova/virt/driver.py': '',
  'srv/nova/nova/data/table.py': '',
  'srv/nova/setup.py': '',
  'home/user/x.py': '',
  'link.py': { link: 'home/user/x.py' },
});

describe('chooseRoot', () => {
  it.each([
    [
      'the working directory, when it holds what is named',
      ['srv/nova/nova/virt/driver.py'],
      'srv/nova',
      'srv/nova',
    ],
    ['never inside a package', ['srv/nova/nova/virt/driver.py'], 'srv/nova/nova/virt', 'srv/nova'],
    ['above a package named from elsewhere', ['srv/nova/nova/virt'], 'home/user', 'srv/nova'],
    ['the directory of a single file', ['home/user/x.py'], 'srv', 'home/user'],
    ['what is in common', ['home/user/x.py', 'srv/nova/setup.py'], 'home', ''],
    ['the directory in front of a glob', ['srv/nova/*.py'], 'home', 'srv/nova'],
    ['the directory of a named link', ['link.py'], 'home', ''],
  ])('%s', async (_, named, workingDirectory, expected) => {
    expect(await chooseRoot(host, named, workingDirectory)).toBe(expected);
  });
});

describe('outermostPackage', () => {
  it('goes up while there is an __init__.py', async () => {
    expect(await outermostPackage(host, 'srv/nova/nova/virt/driver.py')).toBe('srv/nova/nova');
    expect(await outermostPackage(host, 'srv/nova/nova')).toBe('srv/nova/nova');
    expect(await outermostPackage(host, 'srv/nova/nova/data/table.py')).toBeNull();
    expect(await outermostPackage(host, 'home/user/x.py')).toBeNull();
  });
});
