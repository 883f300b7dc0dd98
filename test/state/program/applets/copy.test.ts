import { describe } from 'vitest'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { executable, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files: FileEntry[] = [
  textFile('/work/f', 'content\n', 0o640),
  textFile('/work/d/e/x', 'deep\n'),
  { path: '/work/d/l', kind: 'symlink', target: 'e/x' },
  ...['cp', 'mv', 'rm'].map(name => executable(`/gnu/${name}`, 'coreutils')),
]

describe('cp, mv, rm, mkdir, rmdir, ln, touch, chmod, chown, stat and find', () => {
  commandTable(files, [
    ['cp f g; cat g; stat -c %a g', 'content\n640\n'],
    ['cp d x', '', "cp: omitting directory 'd'\n", 1],
    ['cp -r d x; cat x/e/x; readlink x/l', 'deep\ne/x\n'],
    ['cp -r d d/e', '', "cp: recursion detected, omitting directory 'd'\n", 1],
    ['cp nope x', '', "cp: can't stat 'nope': No such file or directory\n", 1],
    ['/gnu/cp nope x', '', "cp: cannot stat 'nope': No such file or directory\n", 1],
    ['cp f f', '', "cp: 'f' and 'f' are the same file\n", 1],
    ['mv f d; ls d', 'e\nf\nl\n'],
    ['mv nope x', '', "mv: can't rename 'nope': No such file or directory\n", 1],
    ['rm f; ls', 'd\n'],
    ['rm d', '', "rm: 'd' is a directory\n", 1],
    ['rm -rf d nope; ls', 'f\n'],
    ['rm nope', '', "rm: can't remove 'nope': No such file or directory\n", 1],
    ['/gnu/rm nope', '', "rm: cannot remove 'nope': No such file or directory\n", 1],
    ['mkdir d', '', "mkdir: can't create directory 'd': File exists\n", 1],
    ['mkdir -p d/1/2; mkdir -m 700 s; stat -c "%n %a" d/1/2 s', 'd/1/2 755\ns 700\n'],
    ['rmdir d', '', "rmdir: 'd': Directory not empty\n", 1],
    ['ln -s f l; ln -sfn d l; readlink l; readlink -f l', 'd\n/work/d\n'],
    ['ln f h; stat -c %h f', '2\n'],
    ["touch -d '2020-01-02 03:04:05' n; stat -c %Y n", '1577934245\n'],
    ['chmod u=rwx,g+s,o-r f; stat -c "%a %A" f', '2740 -rwxr-S---\n'],
    ['chmod -x f; chmod 9 f', '', "chmod: invalid mode '9'\n", 1],
    ['chown nobody:users f; stat -c "%U:%G %u:%g" f', 'nobody:users 65534:100\n'],
    ['chown ghost f', '', 'chown: unknown user ghost\n', 1],
    ['basename /a/b.c .c; dirname /a/b; dirname x', 'b\n/a\n.\n'],
    ['find d', 'd\nd/e\nd/e/x\nd/l\n'],
    ['find . -type f -name "[fx]" -exec echo + {} \\;', '+ ./d/e/x\n+ ./f\n'],
    ['find . -type f -exec echo {} +', './d/e/x ./f\n'],
    ['find . -name e -prune -o -type f -print', './f\n'],
    ['find . -maxdepth 1 ! -name . -o -false', './d\n./f\n'],
    ['find d -delete; ls', 'f\n'],
    ['find nope', '', 'find: nope: No such file or directory\n', 1],
    ['find . -bogus', '', 'find: unrecognized: -bogus\n', 1],
    ['printf "a b\\nc\\n" | xargs -n1 echo -', '- a\n- b\n- c\n'],
    ['find . -type f -print0 | xargs -0 cat', 'deep\ncontent\n'],
    ['echo x | xargs -I{} echo [{}]', '[x]\n'],
    ['echo x | xargs nope', '', 'xargs: nope: No such file or directory\n', 127],
    ['echo x | xargs false', '', '', 123],
    ['mktemp -d | grep -c "^/tmp/tmp\\.......$"', '1\n'],
  ])
})
