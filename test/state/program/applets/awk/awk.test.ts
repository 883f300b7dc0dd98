import { describe } from 'vitest'
import { textFile } from '../../box.ts'
import { commandTable } from '../../command-table.ts'

const files = [textFile('/work/f', 'a 1\nb 2\na 3\n'), textFile('/work/p', 'root:x:0\nbob:x:7\n')]

describe('awk', () => {
  commandTable(files, [
    ["awk '{print $2}' f", '1\n2\n3\n'],
    ["awk '{print $NF, NR}' f", '1 1\n2 2\n3 3\n'],
    ['awk -F: \'{print $1"="$3}\' p', 'root=0\nbob=7\n'],
    ["awk '/b/' f", 'b 2\n'],
    ["awk '$2 > 1' f", 'b 2\na 3\n'],
    ['awk \'$1 == "a" {s += $2} END {print s}\' f', '4\n'],
    ["awk '{n[$1]++} END {for (k in n) print k, n[k]}' f", 'a 2\nb 1\n'],
    ["awk 'NR==1,/b/' f", 'a 1\nb 2\n'],
    ['awk \'BEGIN {printf "%5.2f|%-4s|%03d|%x\\n", 3.14159, "ab", 7, 255}\'', ' 3.14|ab  |007|ff\n'],
    ['awk \'BEGIN {print length("abc"), substr("hello", 2, 3), index("abc", "c"), toupper("x")}\'', '3 ell 3 X\n'],
    ['awk \'BEGIN {s = "aXbX"; n = gsub(/X/, "[&]", s); print n, s}\'', '2 a[X]b[X]\n'],
    ['awk \'BEGIN {n = split("a,b,c", p, ","); print n, p[3]}\'', '3 c\n'],
    ['awk \'BEGIN {if (match("foobar", /o+/)) print RSTART, RLENGTH}\'', '2 2\n'],
    ["awk 'BEGIN {for (i = 0; i < 3; i++) {if (i == 1) continue; print i}}'", '0\n2\n'],
    ['awk \'BEGIN {while (i < 2) print i++; do print "x"; while (0)}\'', '0\n1\nx\n'],
    ["awk 'function f(n) {return n < 2 ? 1 : n * f(n - 1)} BEGIN {print f(10)}'", '3628800\n'],
    ["awk -v x=5 'BEGIN {print x + 1}'", '6\n'],
    ['awk \'{$2 = "z"; print}\' OFS=- f', 'a-z\nb-z\na-z\n'],
    ['awk \'{print > "out"}\' f; cat out', 'a 1\nb 2\na 3\n'],
    ['awk \'BEGIN {while ((getline line < "p") > 0) print "<" line ">"}\'', '<root:x:0>\n<bob:x:7>\n'],
    ['awk \'BEGIN {exit 3} END {print "end"}\'', 'end\n', '', 3],
    ["awk 'BEGIN {print 1e3, 0.1 + 0.2, 1/3, 100000 * 100000}'", '1000 0.3 0.333333 10000000000\n'],
    ["awk 'BEGIN {print 1/0}'", '', 'awk: cmd. line:1: Division by zero\n', 1],
    ["awk 'BEGIN {'", '', 'awk: cmd. line:1: unexpected end of program\n', 1],
    ["awk '{print}' nope", '', 'awk: nope: No such file or directory\n', 2],
    ["echo 'a b c' | awk '{for (i = NF; i > 0; i--) printf \"%s%s\", $i, (i > 1 ? OFS : ORS)}'", 'c b a\n'],
    ['printf \'a\\nb\\n\\nc\\n\' | awk \'BEGIN {RS = ""} {print NR ": " $1}\'', '1: a\n2: c\n'],
    ["ps | awk 'NR > 1 && /awk/ {n++} END {print (n > 0)}'", '1\n'],
    ["awk '!seen[$1]++' f", 'a 1\nb 2\n'],
  ])
})
