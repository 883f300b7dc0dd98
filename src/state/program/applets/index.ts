import type { Program } from '../../kernel/process.ts'
import { type Applets, appletProgram, type Flavor } from './applet.ts'
import { attributeApplets } from './attributes.ts'
import { awkApplets } from './awk/awk.ts'
import { byteApplets } from './bytes.ts'
import { catApplets } from './cat.ts'
import { columnApplets } from './columns.ts'
import { copyApplets } from './copy.ts'
import { curlApplets } from './curl.ts'
import { diffApplets } from './diff.ts'
import { diskApplets } from './disk.ts'
import { dumpApplets } from './dump.ts'
import { exprApplets } from './expr.ts'
import { findApplets } from './find.ts'
import { grepApplets } from './grep.ts'
import { gzipApplets } from './gzip.ts'
import { headTailApplets } from './head-tail.ts'
import { httpdApplets } from './httpd.ts'
import { identityApplets, shadowApplets } from './identity.ts'
import { launcherApplets } from './launchers.ts'
import { linkApplets } from './links.ts'
import { lsApplets } from './ls.ts'
import { netcatApplets } from './netcat.ts'
import { debianNetworkApplets, netstatApplets } from './netstat.ts'
import { networkApplets } from './network.ts'
import { processApplets } from './processes.ts'
import { removeApplets } from './remove.ts'
import { sedApplets } from './sed.ts'
import { simpleApplets } from './simple.ts'
import { sortApplets } from './sort.ts'
import { statApplets } from './stat.ts'
import { stepDownApplets, suApplets } from './step-down.ts'
import { sumApplets } from './sums.ts'
import { systemApplets } from './system.ts'
import { tarApplets } from './tar.ts'
import { terminalApplets } from './terminal.ts'
import { topApplets } from './top.ts'
import { translateApplets } from './translate.ts'
import { wgetApplets } from './wget.ts'
import { xargsApplets } from './xargs.ts'

/** What busybox and the GNU tools share. */
const shared: Applets = {
  ...attributeApplets,
  ...awkApplets,
  ...byteApplets,
  ...catApplets,
  ...columnApplets,
  ...copyApplets,
  ...diskApplets,
  ...dumpApplets,
  ...exprApplets,
  ...findApplets,
  ...grepApplets,
  ...diffApplets,
  ...gzipApplets,
  ...httpdApplets,
  ...netcatApplets,
  ...netstatApplets,
  ...networkApplets,
  ...wgetApplets,
  ...headTailApplets,
  ...identityApplets,
  ...launcherApplets,
  ...linkApplets,
  ...lsApplets,
  ...processApplets,
  ...removeApplets,
  ...sedApplets,
  ...simpleApplets,
  ...sortApplets,
  ...sumApplets,
  ...statApplets,
  ...suApplets,
  ...systemApplets,
  ...tarApplets,
  ...terminalApplets,
  ...topApplets,
  ...translateApplets,
  ...xargsApplets,
}

const programsOf = (applets: Applets, flavor: Flavor): Readonly<Record<string, Program>> =>
  Object.fromEntries(Object.entries(applets).map(([name, applet]) => [name, appletProgram(applet, flavor)]))

/** busybox's applets by name. */
export const applets: Readonly<Record<string, Program>> = programsOf(shared, 'busybox')

/** The same tools with the messages and exit codes of the GNU ones, and what only Debian-like images have. */
export const gnuTools: Readonly<Record<string, Program>> = programsOf(
  { ...shared, ...shadowApplets, ...stepDownApplets, ...curlApplets, ...debianNetworkApplets },
  'gnu',
)
