// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells spell their parameters like this.

import type { Recording } from './recording.ts'

/** Recorded by running bash 5.2 (Debian 12) as `bash -c script`, its input empty. */
export const bashRecordings: readonly Recording[] = [
  {
    script: "echo {a,b}{1..3} x{,y} {01..03} {a..c} {1..7..3} '{a,b}' {a}",
    stdout: 'a1 a2 a3 b1 b2 b3 x xy 01 02 03 a b c 1 4 7 {a,b} {a}\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'a=(1 \'2 3\' x); echo ${a[1]} ${#a[@]} "${a[@]}" ${a[-1]} ${!a[@]}; a+=(y); a[7]=z; echo ${a[@]} ${!a[@]}; for i in "${a[@]}"; do echo "<$i>"; done; echo ${a[@]:1:2} ${a[@]/x/Q}; unset \'a[0]\'; echo ${a[*]}',
    stdout: '2 3 3 1 2 3 x x 0 1 2\n1 2 3 x y z 0 1 2 3 7\n<1>\n<2 3>\n<x>\n<y>\n<z>\n2 3 x 1 2 3 Q y z\n2 3 x y z\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      "[[ abc == a* && ! -f /nosuch || x = y ]] && echo y; [[ abc =~ ^a(b)(c)$ ]] && echo ${BASH_REMATCH[1]} ${BASH_REMATCH[2]}; [[ 5 -gt 3 ]] && echo gt; [[ -z '' && -n x ]] && echo zn; [[ a < b ]] && echo lt; x='a b'; [[ $x == 'a b' ]] && echo q; [[ $x == a* ]] && echo g; [[ \"a*\" == \"a*\" ]] && echo s",
    stdout: 'y\nb c\ngt\nzn\nlt\nq\ng\ns\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'for ((i=0;i<3;i++)); do echo $i; done; ((x=5)); echo $x; ((x>3)) && echo big; ((0)) || echo zero; let y=x*2; echo $y; echo $((y**2))',
    stdout: '0\n1\n2\n5\nbig\nzero\n10\n100\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'x=hello; echo ${x^} ${x^^} ${x:1:3} ${x/l/L} ${x//l/L} ${x/#h/J} ${x/%o/O}; y=ABC; echo ${y,} ${y,,}; n=x; echo ${!n}; echo ${x@Q}; xa=1 xb=2; echo ${!x*}',
    stdout: "Hello HELLO ell heLlo heLLo Jello hellO\naBC abc\nhello\n'hello'\nx xa xb\n",
    stderr: '',
    status: 0,
  },
  {
    script:
      'f() { local a=1 b; declare c=2; echo $a$b$c; }; f; echo [$a$c]; function g { echo g $1; }; g 2; declare -i n=3+4; echo $n; declare -r R=1; R=2; echo after',
    stdout: '12\n[]\ng 2\n7\n',
    stderr: 'bash: line 1: R: readonly variable\n',
    status: 1,
  },
  {
    script:
      "cat <<< \"here $((1+1))\"; read a b <<< '1 2 3'; echo $b; mapfile -t l < <(printf 'a\\nb\\n'); echo ${#l[@]} ${l[1]}; cat <(echo sub)",
    stdout: 'here 2\n2 3\n2 b\nsub\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'echo a &> f1; cat f1; echo b &>> f1; cat f1; { echo o; echo e >&2; } |& cat; exec 5<<<x; read y <&5; echo $y',
    stdout: 'a\na\nb\no\ne\nx\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      "printf '%q %q\\n' 'a b' \"it's\"; printf -v v '%03d' 7; echo $v; printf '%s\\n' $'a\\tb'; echo -e 'x\\ty'; echo -n; type -t echo f cd if; shopt -s nullglob; echo done",
    stdout: "a\\ b it\\'s\n007\na\tb\nx\ty\nbuiltin\nbuiltin\nkeyword\ndone\n",
    stderr: '',
    status: 0,
  },
  { script: 'set -euo pipefail; echo ${x:-d}; false | true; echo no', stdout: 'd\n', stderr: '', status: 1 },
  {
    script: "trap 'echo err' ERR; false; echo a; trap 'echo bye' EXIT; trap; exit 3",
    stdout: "err\na\ntrap -- 'echo bye' EXIT\ntrap -- 'echo err' ERR\nbye\n",
    stderr: '',
    status: 3,
  },
  {
    script:
      'echo $0 $# ${BASH_VERSION%%.*} $SHLVL; echo ${FUNCNAME[0]:-none}; f() { echo ${FUNCNAME[0]}; }; f; false | true | false; echo ${PIPESTATUS[@]}',
    stdout: 'bash 0 5 1\nnone\nf\n1 0 1\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'nosuch; echo $?; cd /nosuch; echo $?; ./x; echo $?; cat < /nosuch; echo $?; test a -eq 1; echo $?; [ a; echo $?; exit abc',
    stdout: '127\n1\n127\n1\n2\n2\n',
    stderr:
      "bash: line 1: nosuch: command not found\nbash: line 1: cd: /nosuch: No such file or directory\nbash: line 1: ./x: No such file or directory\nbash: line 1: /nosuch: No such file or directory\nbash: line 1: test: a: integer expression expected\nbash: line 1: [: missing `]'\nbash: line 1: exit: abc: numeric argument required\n",
    status: 2,
  },
  {
    script: 'time_x=1; echo ok; case x in x) echo 1 ;;& [a-z]) echo 2 ;& q) echo 3;; *) echo 4;; esac',
    stdout: 'ok\n1\n2\n3\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      "export a=1; export -p | while read l; do case $l in *' a='*) echo $l;; esac; done; declare -p a; x='a b'; declare -p x; trap 'echo x' INT; trap -p; alias q=echo; q a; echo $?",
    stdout: 'declare -x a="1"\ndeclare -x a="1"\ndeclare -- x="a b"\ntrap -- \'echo x\' SIGINT\n127\n',
    stderr: 'bash: line 1: q: command not found\n',
    status: 0,
  },
  {
    script: 'x=5; f() { local x; echo [$x]; }; f; echo ${x:?} ; echo ${y:?msg}; echo no',
    stdout: '[]\n5\n',
    stderr: 'bash: line 1: y: msg\n',
    status: 127,
  },
  {
    script:
      'echo "${@:1}"; set -- a b c d; echo ${@:2:2} ${@: -1} ${#@} ${!#}; shift 2; echo $*; args "${@/a/b}"; IFS=-; echo "$*"',
    stdout: '\nb c d 4 d\nc d\n[c][d]\nc-d\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      'a=(); echo ${#a[@]} "${a[@]}"; args "${a[@]}"; a=(x); args "${a[@]/x/y z}"; b=("${a[@]}" q); echo ${#b[@]}; i=1; echo ${b[i]} ${b[$i]} ${b[i-1]}',
    stdout: '0\n\n[y z]\n2\nq q x\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      "read -ra w <<< 'a b c'; echo ${#w[@]} ${w[2]}; IFS=, read -r x y <<< 'p,q,r'; echo $x $y; while IFS='=' read -r k v; do echo \"$k:$v\"; done <<< 'a=b=c'; read -r -d '' t <<< 'abc' || true; echo \"$t\"",
    stdout: '3 c\np q,r\na:b=c\nabc\n',
    stderr: '',
    status: 0,
  },
  {
    script: 'echo {$(echo a),b}; x=1; echo {$x,2}; echo a{b,c}d{e,f}; echo {a,{b,c}}; echo "{a,b}" {a\\,b,c}',
    stdout: 'a b\n1 2\nabde abdf acde acdf\na b c\n{a,b} a,b c\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      '(exit 3) | cat; echo $?; f() { return 2; }; f || echo $?; ! f; echo $?; { false; } || echo c; if ! f; then echo t; fi; sleep 0.1 & wait -n; echo $?',
    stdout: '0\n2\n0\nc\nt\n0\n',
    stderr: '',
    status: 0,
  },
  {
    script:
      "if [[ -n ${x+set} ]]; then echo set; else echo unset; fi; [[ -v x ]] || echo nv; x=; [[ -v x ]] && echo v; printf '%s|' a b; echo; printf '%5.1f|%-4s|\\n' 3.14159 ab; echo $((16#ff)) $((2#101)) $((1,2))",
    stdout: 'unset\nnv\nv\na|b|\n  3.1|ab  |\n255 5 2\n',
    stderr: '',
    status: 0,
  },
]
