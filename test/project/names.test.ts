import { describe, expect, it } from 'vitest';
import { linked, returnedTypes, targetPaths } from './linked.ts';

describe('module names', () => {
  it('start at the outermost package', () => {
    const project = linked({
      'usr/lib/app/__init__.py': '',
      'usr/lib/app/drivers/__init__.py': '',
      'usr/lib/app/drivers/base.py': '',
      'usr/lib/app/scripts/tool.py': '',
    });
    expect(project.modules.map(({ name }) => name)).toEqual([
      'app',
      'app.drivers',
      'app.drivers.base',
      'app.scripts.tool',
    ]);
  });

  it('take the longer way that an import spells out', () => {
    const project = linked({
      'app/drivers/__init__.py': '',
      'app/drivers/power.py': 'from app.drivers import base\n',
      'app/drivers/base.py': '',
    });
    expect(project.modules.map(({ name }) => name)).toEqual([
      'app.drivers',
      'app.drivers.base',
      'app.drivers.power',
    ]);
  });

  it('are dotted paths where there is no package, from the last directory that is no identifier on', () => {
    const project = linked({ 'dist-packages/app/tool.py': '', 'other.py': '' });
    expect(project.modules.map(({ name }) => name)).toEqual(['app.tool', 'other']);
  });

  it('do not depend on the order of the files', () => {
    const files = { 'b.py': 'x = 1\n', 'a.py': 'y = 1\n' };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(linked(files).functions.map(({ path }) => path)).toEqual(
      linked(reversed).functions.map(({ path }) => path),
    );
  });
});

describe('imports', () => {
  const library = {
    'app/__init__.py': '',
    'app/tools/__init__.py': '',
    'app/tools/run.py': 'def go():\n    pass\n',
  };
  const callOf = (text: string) =>
    targetPaths(linked({ ...library, 'app/tools/use.py': text }), 'app.tools.use.f');

  it.each([
    ['absolute', 'import app.tools.run\ndef f():\n    app.tools.run.go()\n'],
    ['aliased', 'import app.tools.run as r\ndef f():\n    r.go()\n'],
    ['of a member', 'from app.tools.run import go as start\ndef f():\n    start()\n'],
    ['relative', 'from . import run\ndef f():\n    run.go()\n'],
    ['relative, of a member', 'from .run import go\ndef f():\n    go()\n'],
    ['relative, from above', 'from ..tools.run import go\ndef f():\n    go()\n'],
    ['of everything', 'from app.tools.run import *\ndef f():\n    go()\n'],
    ['inside the function', 'def f():\n    from app.tools import run\n    run.go()\n'],
    [
      'inside a try',
      'try:\n    from app.tools import run\nexcept ImportError:\n    run = None\ndef f():\n    run.go()\n',
    ],
  ])('%s', (_, text) => {
    expect(callOf(text)).toEqual(['app.tools.run.go']);
  });

  it('that may be one of two give both', () => {
    const text =
      'try:\n    import fast as j\nexcept ImportError:\n    import slow as j\ndef f():\n    j.dump()\n';
    expect(callOf(text)).toEqual(['fast.dump', 'slow.dump']);
  });

  it('of everything leave out private names and what __all__ does not list', () => {
    const files = {
      'a.py': "__all__ = ['shown']\ndef shown():\n    pass\ndef hidden():\n    pass\n",
      'b.py': 'def _private():\n    pass\ndef public():\n    pass\n',
      'c.py':
        'from a import *\nfrom b import *\ndef f():\n    shown()\n    hidden()\n    _private()\n    public()\n',
    };
    const project = linked(files);
    expect([0, 1, 2, 3].map((index) => targetPaths(project, 'c.f', index))).toEqual([
      ['a.shown'],
      [],
      [],
      ['b.public'],
    ]);
  });

  it('reach through the __init__ of a package', () => {
    const project = linked({
      'app/__init__.py': 'from app.inner import go\n',
      'app/inner.py': 'def go():\n    pass\n',
      'use.py': 'import app\ndef f():\n    app.go()\n',
    });
    expect(targetPaths(project, 'use.f')).toEqual(['app.inner.go']);
  });

  it('of a package from itself mean the module below it', () => {
    const project = linked({
      'app/__init__.py': 'from app import tools\n',
      'app/tools.py': 'def go():\n    pass\n',
      'use.py': 'from app import tools\ndef f():\n    tools.go()\n',
    });
    expect(targetPaths(project, 'use.f')).toEqual(['app.tools.go']);
  });

  it('in a circle end', () => {
    const project = linked({
      'a.py': 'from b import thing\n',
      'b.py': 'from a import thing\n',
      'c.py': 'from a import *\nfrom b import *\ndef f():\n    thing()\n',
    });
    expect(targetPaths(project, 'c.f')).toEqual([]);
  });

  it('of six.moves mean the modules of today', () => {
    expect(callOf('from six.moves import http_client\ndef f():\n    http_client.HTTPConnection()\n')).toEqual(
      ['http.client.HTTPConnection'],
    );
    expect(callOf('from six.moves.urllib import parse\ndef f():\n    parse.quote()\n')).toEqual([
      'urllib.parse.quote',
    ]);
  });

  it('leave the tree by path', () => {
    expect(callOf('from oslo_utils import strutils\ndef f(x):\n    strutils.mask_password(x)\n')).toEqual([
      'oslo_utils.strutils.mask_password',
    ]);
  });
});

describe('external paths', () => {
  it('show calls, classes by their capital, builtins', () => {
    const project = linked({
      'a.py': `
import requests
def result():
    return requests.get('u').text
def instance():
    return requests.Session()
def opened():
    return open('f')
def text():
    return 'a-{}'.format(1).upper()
`,
    });
    expect(returnedTypes(project, 'a.result')).toEqual(['external requests.get().text']);
    expect(returnedTypes(project, 'a.instance')).toEqual(['external-instance requests.Session']);
    expect(returnedTypes(project, 'a.opened')).toEqual(['external builtins.open()']);
    expect(returnedTypes(project, 'a.text')).toEqual(['external-instance builtins.str']);
    expect(targetPaths(project, 'a.text')).toEqual(['builtins.str.format']);
  });

  it('are the same for an option whether or not its module is in the tree', () => {
    const use =
      'from nova.conf import CONF\nimport nova.conf\ndef f():\n    return CONF.ironic.serial\ndef g():\n    return nova.conf.CONF.ironic.serial\n';
    const aliases = [{ from: 'nova.conf.CONF', to: 'oslo_config.cfg.CONF' }];
    const outside = linked({ 'use.py': use }, { aliases });
    const inside = linked(
      {
        'use.py': use,
        'nova/__init__.py': '',
        'nova/conf/__init__.py': 'from oslo_config import cfg\nCONF = cfg.CONF\n',
      },
      { aliases },
    );
    const option = ['external oslo_config.cfg.CONF.ironic.serial'];
    for (const project of [outside, inside]) {
      expect(returnedTypes(project, 'use.f')).toEqual(option);
      expect(returnedTypes(project, 'use.g')).toEqual(option);
    }
  });

  it('follow aliases with wildcards, back into the tree too', () => {
    const project = linked(
      {
        'app/objects/__init__.py': '',
        'app/objects/node.py': 'class Node:\n    def save(self):\n        pass\n',
        'use.py':
          'from app import objects\nfrom old.log import getLogger\ndef f():\n    objects.Node().save()\ndef g():\n    getLogger()\n',
      },
      {
        aliases: [
          { from: 'app.objects.Node', to: 'app.objects.node.Node' },
          { from: 'old.**', to: 'new.**' },
        ],
      },
    );
    expect(targetPaths(project, 'use.f', 1)).toEqual(['app.objects.node.Node.save']);
    expect(targetPaths(project, 'use.g')).toEqual(['new.log.getLogger']);
  });

  it('do not grow without end', () => {
    const project = linked({
      'a.py':
        'import tree\ndef f():\n    node = tree.root\n    while node.parent:\n        node = node.parent\n    return node\n',
    });
    expect(returnedTypes(project, 'a.f')).toEqual([
      'external tree.root',
      'external tree.root.parent',
      'external tree.root.parent.parent',
    ]);
  });
});
